"""Who is entitled, in words: how conditions compose, and that they decide as their parts do."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import pytest

from rural_revitalization import Household, LocalFigures, Person, Unknown
from rural_revitalization.cases import Case, disabled, exited
from rural_revitalization.entitlements.who import Being, Unstated, Who, among, any_of, except_for
from rural_revitalization.models import DisabilityKind

ON = date(2022, 6, 1)
ELSE = Unstated("entitlements.made_up", "whom else", "其他对象")
EXITED = Who(exited, "people of exited households", "脱贫人口")
INSURED = Being(Person.insured, "enrolled in insurance", "参保的")
DISABLED = Being(disabled, "who are disabled", "残疾的")


def case(*, exited: bool | None = None, **of_person: Any) -> Case:
    person = Person(id="p", **of_person)
    return Case(household=Household(id="h", members=[person], exited=exited), local=LocalFigures(year=2022), on=ON).of(
        person
    )


def test_conditions_follow_the_noun_in_english_and_come_before_it_in_chinese() -> None:
    both = EXITED & INSURED & DISABLED
    assert both.label == "people of exited households enrolled in insurance who are disabled"
    assert both.zh == "残疾的参保的脱贫人口"
    assert (INSURED & DISABLED).zh == "参保的残疾的"


def test_alternatives_are_listed_and_the_last_ending_stays() -> None:
    ill = Being(Person.gravely_ill, "gravely ill", "患重病的")
    either = any_of(INSURED, DISABLED, ill)
    assert either.label == "enrolled in insurance, who are disabled or gravely ill"
    assert either.zh == "参保、残疾或患重病的"
    assert (EXITED | Who(disabled, "disabled people", "残疾人")).zh == "脱贫人口或残疾人"


@pytest.mark.parametrize("insured", [True, False])
@pytest.mark.parametrize("kind", [DisabilityKind.NONE, DisabilityKind.LIMB])
@pytest.mark.parametrize("out", [True, False])
def test_what_is_composed_decides_as_its_parts_do(insured: bool, kind: DisabilityKind, out: bool) -> None:
    known = case(exited=out, insured=insured, disability_kind=kind)
    is_disabled = kind is DisabilityKind.LIMB
    assert (EXITED & INSURED)(known) is (out and insured)
    assert (EXITED & (INSURED | DISABLED))(known) is (out and (insured or is_disabled))
    assert Being(except_for(Person.insured), "not enrolled", "未参保的")(known) is not insured
    assert Being(among(Person.disability_kind, DisabilityKind.LIMB), "limb", "肢体残疾的")(known) is is_disabled


def test_what_a_document_leaves_open_goes_with_the_words_and_is_named() -> None:
    others, as_meant = EXITED.or_else(ELSE), INSURED.as_far_as(ELSE)
    assert others.leaves_open == as_meant.leaves_open == (EXITED & as_meant).leaves_open == (ELSE,)
    assert others(case(exited=True)) is True
    assert as_meant(case(insured=False)) is False
    for open_ in (others(case(exited=False)), as_meant(case(insured=True))):
        assert isinstance(open_, Unknown)
        assert open_.facts == {"entitlements.made_up"}


def test_a_condition_is_worked_out_once_a_case() -> None:
    asked: list[Case] = []

    def counted(found: Case) -> Any:
        asked.append(found)
        return True

    once = Being(counted, "counted", "计数的")
    one = case(exited=True)
    assert ((EXITED & once)(one), (EXITED & once)(one), once(one)) == (True, True, True)
    assert len(asked) == 1


def test_whom_it_is_for_can_be_kept() -> None:
    kept = pickle.loads(pickle.dumps(EXITED & (INSURED | DISABLED)))  # noqa: S301 - our own bytes
    assert (kept.label, kept(case(exited=True, insured=True))) == ((EXITED & (INSURED | DISABLED)).label, True)
