"""What would settle an answer: the meaning of the two questions, the bounds, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rural_revitalization import (
    Assessment,
    Household,
    InvalidInput,
    LocalFigures,
    Person,
    Risk,
    RiskKind,
    RiskState,
    Spell,
    assess,
    load_policy,
    settling_sets,
)

ON = date(2022, 6, 1)
POLICY = load_policy("hunan", on=ON)
LOCAL = LocalFigures(year=2022, monitoring_line=7500, sources={"monitoring_line": "a local notice"})
MONITORED = [Spell(since=date(2021, 8, 1))]
GUARANTEES = ("food_and_clothing_secured", "medical_secured", "housing_secured", "water_secured")


def assessed(*people: Person, **facts: Any) -> Assessment:
    members = people or (Person(id="1-1"),)
    return assess(Household(id="1", members=members, **facts), POLICY, LOCAL, on=ON)


def test_what_is_asked_of_all_criteria_is_certain_and_each_alone_may_close_the_matter() -> None:
    known: dict[str, Any] = {
        "monitored": MONITORED,
        "per_capita_net_income": 9000,
        "months_above_line": 12,
        "rigid_spending_controlled": True,
        "education_secured": True,
    }
    found = assessed(Person(id="1-1", labour_capacity="full"), **known, food_and_clothing_secured=True)
    certain = settling_sets(found, "risk_elimination")
    (whole,) = certain.sets
    assert {fact.fact for fact in whole.facts} == {*GUARANTEES, "risks"} - {"food_and_clothing_secured"}
    possible = settling_sets(found, "risk_elimination", certain=False)
    closing = {item.facts[0].fact: (item.values, item.answer) for item in possible.sets}
    assert closing == dict.fromkeys(GUARANTEES[1:], ((False,), False))


def test_each_member_whose_answer_may_count_is_in_the_set() -> None:
    known: dict[str, Any] = dict.fromkeys(GUARANTEES, True) | {"months_above_line": 12}
    known |= {"per_capita_net_income": 9000, "rigid_spending_controlled": True, "education_secured": True}
    people = [Person(id="1-1"), Person(id="1-2"), Person(id="1-3", labour_capacity="none")]
    risk = Risk(kind=RiskKind.ILLNESS, found_on=date(2021, 8, 1), state=RiskState.RESOLVED, settled_on=date(2022, 5, 1))
    found = assessed(*people, **known, risks=[risk], identified_on=date(2021, 8, 1), monitored=MONITORED)
    (whole,) = settling_sets(found, "risk_elimination").sets
    assert {(fact.fact, fact.person) for fact in whole.facts} >= {
        ("labour_capacity", "1-1"),
        ("labour_capacity", "1-2"),
    }
    assert ("labour_capacity", "1-3") not in {(fact.fact, fact.person) for fact in whole.facts}
    assert "（1-1）" in whole.text("zh")
    assert "(1-2)" in whole.text("en")


def test_a_fact_that_comes_up_once_another_is_recorded_is_counted() -> None:
    nothing = dict.fromkeys(("extreme_poverty", "orphan", "de_facto_unattended_child", "minimum_living_allowance"), ())
    person: Any = nothing | {"low_income": (), "returned_to_poverty": (), "insured": True}
    found = assessed(Person(id="1-1", **person), monitored=[])
    before = {fact.fact for fact in found.missing if "contribution_subsidy.subsidy" in fact.settles}
    assert "disability_grade" not in before
    (whole,) = settling_sets(found, "contribution_subsidy", "1-1").sets
    named = [fact.fact for fact in whole.facts]
    assert {"disability_kind", "disability_grade", "severe_disability_grade"} < set(named)
    assert named.index("disability_kind") < named.index("disability_grade")


def test_a_number_stands_for_all_of_its_values() -> None:
    risks = {"at_risk": True, "shock": False, "income_fell": False, "spending_large": False}
    found = assessed(monitored=[], basic_living_severely_hard=False, **risks)
    (item,) = settling_sets(found, "identification").sets
    assert ([fact.fact for fact in item.facts], item.exact) == (["per_capita_net_income"], True)
    (possible,) = settling_sets(found, "identification", certain=False).sets
    assert (possible.exact, type(possible.values[0]), type(possible.answer)) == (False, Decimal, bool)


def test_of_lists_of_records_it_says_that_not_all_was_tried() -> None:
    (item,) = settling_sets(assessed(), "small_loan").sets
    assert ([fact.fact for fact in item.facts], item.exact) == (["loans"], False)


def test_what_cannot_be_known_is_in_no_set() -> None:
    found = assessed(monitored=[], per_capita_net_income=7000, unknowable=["at_risk"])
    certain = settling_sets(found, "identification")
    assert (certain.sets, certain.complete) == ((), True)
    possible = settling_sets(found, "identification", certain=False).sets
    assert possible
    assert not any(fact.fact == "at_risk" for item in possible for fact in item.facts)


def test_a_figure_that_no_document_states_leaves_only_what_does_without_it() -> None:
    home = Household(id="1", members=[Person(id="1-1")], monitored=[])
    found = assess(home, load_policy("guizhou", on=ON), LOCAL, on=ON)
    paid = found.payment("contribution_subsidy", "1-1")
    assert paid is not None
    assert paid.not_stated
    assert settling_sets(found, "contribution_subsidy", "1-1").sets == ()
    possible = settling_sets(found, "contribution_subsidy", "1-1", certain=False, most=2)
    assert {item.facts[0].fact: item.answer for item in possible.sets}["insured"] == 0


@pytest.mark.parametrize("certain", [True, False])
def test_a_bound_that_is_met_is_said(certain: bool) -> None:
    found = assessed(monitored=MONITORED)
    few = settling_sets(found, "risk_elimination", certain=certain, tries=3)
    assert not few.complete
    one = settling_sets(found, "risk_elimination", certain=False, most=1)
    assert (len(one.sets), one.complete) == (1, False)


@pytest.mark.parametrize(
    ("of", "person", "bad", "expected"),
    [
        ("risk_elimination", None, {}, "an answer that is open"),
        ("identificaton", None, {}, "did you mean identification"),
        ("net_income", None, {}, "pays or decides"),
        ("contribution_subsidy", None, {}, "a person id"),
        ("contribution_subsidy", "nobody", {}, "a member"),
        ("identification", None, {"document": "hunan-2021"}, "document: expected None"),
        ("identification", None, {"most": 0, "tries": -1}, r"most: expected .*(?s:.*)tries: expected"),
        ("identification", None, {"tries": "many", "certain": 1}, r"certain: (?s:.*)tries: "),
    ],
)
def test_what_has_no_such_answer_is_refused(of: str, person: str | None, bad: dict[str, Any], expected: str) -> None:
    with pytest.raises(InvalidInput, match=expected):
        settling_sets(assessed(monitored=[]), of, person, **bad)


def test_help_without_a_figure_has_sets_too() -> None:
    found = assessed(Person(id="1-1"))
    help_of = next(item for item in found.entitlements if item.missing == ("exited",))
    name, document = help_of.entitlement.name, help_of.entitlement.source.document
    (item,) = settling_sets(found, name, help_of.person, document=document).sets
    assert [fact.fact for fact in item.facts] == ["exited"]
    assert item.facts[0].settles == (f"entitlements.{name}",)
