"""The laws of what narrows on average: it is the mean over the stated shares, exactly."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rural_revitalization import (
    Assessment,
    Household,
    LocalFigures,
    Period,
    Person,
    Spell,
    Unknown,
    assess,
    load_policy,
    next_questions,
    questions_over,
)
from rural_revitalization.assessment import Question

ON = date(2022, 6, 1)
POLICY = load_policy("hunan", on=ON)
LOCAL = LocalFigures(year=2022, insurance_contribution=380, sources={"insurance_contribution": "a local notice"})
NOW = (Spell(since=ON),)
CLASSES = ("extreme_poverty", "orphan", "low_income", "returned_to_poverty", "minimum_living_allowance")
NOTHING: Mapping[str, Any] = dict.fromkeys((*CLASSES, "de_facto_unattended_child"), ())


def assessed(*people: Mapping[str, Any], monitored: Any = ()) -> Assessment:
    known: dict[str, Any] = {"insured": True, "disability_kind": "none", **NOTHING}
    members = [Person(id=f"1-{at}", **known | dict(facts)) for at, facts in enumerate(people, start=1)]
    return assess(Household(id="1", members=members, monitored=monitored), POLICY, LOCAL, only={"contribution_subsidy"})


def width(assessment: Assessment) -> Fraction:
    """How far the least and the most that all members are due are apart, in yuan a year."""
    ranges: list[Any] = [item.amount for item in assessment.payments if isinstance(item.amount, Unknown)]
    return sum((Fraction(item.high) - Fraction(item.low) for item in ranges), Fraction(0))


def question(assessment: Assessment, fact: str, shares: Any) -> Question:
    return next(item for item in next_questions(assessment, shares=shares) if item.fact == fact)


shares_of_a_truth = st.fractions(min_value=0, max_value=1).map(lambda share: {True: share, False: 1 - share})


@given(st.sets(st.sampled_from(CLASSES), min_size=1), st.data(), shares_of_a_truth)
def test_it_is_the_mean_of_what_each_answer_leaves(
    lacking: set[str], data: st.DataObject, share: dict[bool, Fraction]
) -> None:
    open_facts: dict[str, Any] = dict.fromkeys(sorted(lacking))
    found = assessed(open_facts, monitored=data.draw(st.sampled_from([None, (), NOW])))
    asked = [item.fact for item in next_questions(found) if item.fact in lacking]
    if not asked:
        return
    fact = data.draw(st.sampled_from(asked))
    monitored = found.inputs.household.monitored
    left = {said: width(assessed({**open_facts, fact: NOW if said else ()}, monitored=monitored)) for said in share}
    mean = sum(share[said] * (width(found) - left[said]) for said in share)
    expected = question(found, fact, {fact: share}).expected_narrowing
    assert expected is not None
    assert expected.get(Period.YEAR, 0) == mean
    assert 0 <= mean <= width(found)


@given(shares_of_a_truth)
def test_of_several_persons_and_households_it_is_added_up(share: dict[bool, Fraction]) -> None:
    lacking = {"orphan": None, "low_income": None}
    alone, both = assessed(lacking), assessed(lacking, lacking)
    (of_one, of_two) = (question(item, "orphan", {"orphan": share}).expected_narrowing for item in (alone, both))
    assert of_one is not None
    assert of_two is not None
    assert of_two.get(Period.YEAR, 0) == 2 * of_one.get(Period.YEAR, 0)
    over = {item.fact: item.expected_narrowing for item in questions_over([alone, both], shares={"orphan": share})}
    assert over["orphan"] is not None
    assert over["orphan"].get(Period.YEAR, 0) == 3 * of_one.get(Period.YEAR, 0)
    assert over["low_income"] is None


@given(shares_of_a_truth)
def test_where_the_answer_closes_the_range_whatever_it_is_it_is_all_of_it(share: dict[bool, Fraction]) -> None:
    found = assessed({"orphan": None})
    (asked,) = next_questions(found, shares={"orphan": share})
    assert asked.narrows == {Period.YEAR: Decimal("380.00")}
    assert asked.expected_narrowing == {Period.YEAR: Fraction(380)}
