"""What would change an answer, and what to ask next, on households whose answers are plain from the rule's words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest

from rural_revitalization import (
    AllowanceSpell,
    Assessment,
    Diagnosis,
    Disease,
    Household,
    InvalidInput,
    LocalFigures,
    Person,
    assess,
    load_policy,
    next_questions,
    what_would_change,
)

ON: Final = date(2022, 6, 1)
NOTHING_HAPPENED: Final[dict[str, Any]] = {
    "shock": False,
    "income_fell": False,
    "spending_large": False,
    "basic_living_severely_hard": False,
}


def assessed(part: str | None, *members: Person, **given: Any) -> Assessment:
    known: dict[str, Any] = {"monitoring_line": 7500, "insurance_contribution": 320}
    local = LocalFigures(year=2022, sources=dict.fromkeys(known, "made up"), **known)
    people = members or (Person(id="a"),)
    family = Household(id="1", members=people, **{"monitored": []} | given)
    return assess(family, load_policy("hunan", on=ON), local, on=ON, only=None if part is None else {part})


def steps(found: Assessment, *about: str) -> list[tuple[list[tuple[str, Any]], Any]]:
    return [
        ([(fact.fact, fact.distance) for fact in alternative.facts], alternative.answer)
        for alternative in what_would_change(found, *about)
    ]


def test_a_household_below_the_line_and_at_risk_turns_with_either_and_the_line_comes_last() -> None:
    # 2 x 7,400.00 against 2 x 7,500.00: "below the line" no longer holds from 200.00 more on, to be shared by two.
    members = Person(id="a"), Person(id="b")
    found = assessed("identification", *members, per_capita_net_income=7400, at_risk=True, **NOTHING_HAPPENED)
    assert steps(found, "identification") == [
        ([("household_net_income", Decimal("200.00"))], False),
        ([("members", -1)], False),
        ([("at_risk", None)], False),
        ([("monitoring_line", Decimal("-100.00"))], False),
    ]


def test_where_one_fact_is_not_enough_pairs_are_named() -> None:
    found = assessed("identification", per_capita_net_income=8000, at_risk=False, **NOTHING_HAPPENED)
    pairs = steps(found, "identification")
    assert ([("household_net_income", Decimal("-500.01")), ("at_risk", None)], True) in pairs
    assert all(len(facts) == 2 for facts, _ in pairs)


def test_a_class_gained_moves_a_payment() -> None:
    somebody = Person(
        id="a",
        insured=True,
        birth_date=date(1980, 1, 1),
        extreme_poverty=[],
        minimum_living_allowance=[],
        low_income=[],
        disability_kind="none",
    )
    found = assessed("contribution_subsidy", somebody, exited=False)
    moved = {facts[0][0]: answer for facts, answer in steps(found, "contribution_subsidy", "a")}
    # In full for people in extreme poverty, half for recipients of the allowance: of 320.00.
    assert moved["extreme_poverty"] == Decimal("320.00")
    assert moved["minimum_living_allowance"] == Decimal("160.00")


def test_in_words_a_change_names_the_fact_and_the_answer_in_both_languages() -> None:
    found = assessed("identification", per_capita_net_income="7499.99", at_risk=True, **NOTHING_HAPPENED)
    first = what_would_change(found, "identification")[0]
    assert first.changeable
    assert str(first) == "net income of the household: 7,499.99 yuan per year -> 7,500.00 yuan per year; then no"
    assert first.text("zh").endswith("7,499.99元/年 → 7,500.00元/年，则否")
    last = what_would_change(found, "identification")[-1]
    assert last.facts[0].fact == "monitoring_line"
    assert not last.changeable


@pytest.mark.parametrize(
    ("rule", "given", "expected"),
    [
        ("identification", {"at_risk": None}, "an answer that is settled"),
        ("small_loan", {"at_risk": True}, "a rule that pays or decides"),
        ("net_income", {"at_risk": True}, "a rule that pays or decides"),
        ("identificaton", {"at_risk": True}, "identification"),
    ],
)
def test_what_has_no_settled_answer_is_refused(rule: str, given: dict[str, Any], expected: str) -> None:
    found = assessed(None, per_capita_net_income=7000, **NOTHING_HAPPENED | given)
    with pytest.raises(InvalidInput, match=expected):
        what_would_change(found, rule)


def test_first_is_asked_what_settles_most_and_then_what_answers_wait_for_most() -> None:
    # Whether the household is identified waits for `at_risk` alone: below the line, and nothing happened to it.
    found = assessed("identification", per_capita_net_income=7000, at_risk=None, **NOTHING_HAPPENED)
    (only,) = next_questions(found)
    assert (only.fact, only.alone) == ("at_risk", ("identification.monitored",))
    both = assessed(None, Person(id="a", insured=True), per_capita_net_income=7000, **NOTHING_HAPPENED)
    asked = next_questions(both)
    assert [question.fact for question in asked] == list(dict.fromkeys(fact.fact for fact in both.missing))
    first = [question.fact for question in asked if question.alone]
    assert [question.fact for question in asked][: len(first)] == first
    assert next_questions(both, of="identification")[0].fact == "at_risk"
    settled = {name for question in next_questions(both, of="identification") for name in question.settles}
    assert settled == {"identification.monitored"}


def test_an_unknown_part_is_refused_with_the_nearest() -> None:
    with pytest.raises(InvalidInput, match=r"did you mean identification\b"):
        next_questions(assessed(None), of="identificaton")


# -- help without a figure ------------------------------------------------------------------------------------------


def helped(*, age: int = 52, **of_person: Any) -> Assessment:
    """What a person of a household in Yiyang has a right to, of whom nothing is recorded but what is given."""
    known: dict[str, Any] = {"poor_area": True, "elderly_age": 60}
    local = LocalFigures(year=2022, sources=dict.fromkeys(known, "made up"), **known)
    person = Person(id="a", birth_date=date(2022 - age, 1, 1), **of_person)
    return assess(Household(id="1", members=[person], exited=False, monitored=[]), load_policy("yiyang", on=ON), local)


def test_of_help_the_nearest_age_is_named_and_who_cannot_change_it() -> None:
    # Old people are served from the age that the county sets: 60. To whom it is granted is then open.
    older, younger_rule = what_would_change(helped(), "elderly_welfare", "a")
    assert (older.facts[0].fact, older.facts[0].distance, older.changeable) == ("age", 8, False)
    assert (younger_rule.facts[0].fact, younger_rule.facts[0].distance) == ("elderly_age", -8)


def test_of_help_a_disease_more_or_less_is_named_in_words() -> None:
    ill = Diagnosis(disease=Disease.DIABETES, since=date(2020, 1, 1))
    about: dict[str, Any] = {"of": "chronic_disease_management", "person": "a", "document": "yiyang-14fyp-2021"}
    (without,) = (item for item in what_would_change(helped(diagnoses=[ill]), **about) if item.changeable)
    assert without.text("zh") == "确诊疾病：糖尿病 → 无，则否"
    with_one = [item for item in what_would_change(helped(diagnoses=[]), **about) if item.changeable]
    # Four diseases are managed: 高血压、糖尿病、结核病、严重精神障碍.
    assert {item.facts[0].text("zh").removeprefix("确诊疾病：无 → ") for item in with_one} == {
        *("高血压", "糖尿病", "结核病", "严重精神障碍")
    }


def test_of_help_a_pair_may_fill_in_what_the_answer_comes_to_lack() -> None:
    # Basic services are for the mentally disabled in special difficulty, which is not recorded of anybody.
    (pair,) = what_would_change(helped(disability_kind="none"), "mental_rehabilitation", "a")
    assert pair.text("zh") == "残疾类别：无 → 精神; 特殊困难人口：未登记 → 是，则是"


def test_of_help_no_pair_holds_a_fact_that_turns_the_answer_alone() -> None:
    # All of a family receive the allowance, so it is the family's: no one fact takes it away from just one of them.
    # That no grant is the family's would take it from all, which no record of one fact says.
    on = date(2017, 3, 31)
    alone = Person(id="1-1", extreme_poverty=[], minimum_living_allowance=[AllowanceSpell(since=date(2015, 1, 1))])
    family = Household(id="1", members=[alone], registered_poor=[])
    found = assess(family, load_policy("hunan", on=on), LocalFigures(year=2017, sources={}), on=on)
    assert what_would_change(found, "allowance_of_registered") == ()


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ({"of": "chronic_disease_managment", "person": "a"}, "did you mean chronic_disease_management"),
        ({"of": "chronic_disease_management", "person": "a"}, "document: expected one of hunan-14fyp-2021, yiyang-"),
        ({"of": "elderly_welfare"}, "person: expected the id of a member of the day, got <hidden>"),
        ({"of": "funded_help", "person": "a"}, "person: expected None, since it is for the household"),
        ({"of": "left_behind_care", "person": "a"}, "of: expected an answer that is settled, got an open one"),
    ],
)
def test_help_that_has_no_such_answer_is_refused(about: dict[str, Any], expected: str) -> None:
    with pytest.raises(InvalidInput, match=expected):
        what_would_change(helped(age=10), **about)
