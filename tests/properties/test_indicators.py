"""Laws of the evaluation of targets: whatever is observed, and whatever is not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from hypothesis import assume, given
from hypothesis import strategies as st

from rural_revitalization import Unknown, load_policy
from rural_revitalization.indicators import (
    Comparison,
    Facts,
    Observation,
    Outcome,
    Terms,
    Worksheet,
    evaluate,
    scorecard,
    shipped_measures,
    shipped_targets,
)
from rural_revitalization.places import Place

numbers = st.decimals(-(10**9), 10**9, places=2)
comparisons = st.sampled_from(Comparison)
years = st.integers(1, 20)
PERCENT: Final = st.decimals(0, 100, places=1)


def evaluated(
    comparison: Comparison, observation: Any, reference: Any = None, *, asked: Any = True, **terms: Any
) -> Worksheet:
    facts = Facts(observation=observation, reference=reference, asked=asked)
    return evaluate(facts, Terms(comparison=comparison, **terms))


def bounds(value: Any) -> tuple[Any, Any]:
    return (value.low, value.high) if isinstance(value, Unknown) else (value, value)


@given(comparisons, numbers, numbers, numbers)
def test_who_meets_a_target_meets_it_with_a_better_value_too(
    comparison: Comparison, goal: Decimal, one: Decimal, other: Decimal
) -> None:
    worse, better = sorted((one, other), reverse=not comparison.more_is_better)
    at_worse, at_better = (evaluated(comparison, value, value=goal) for value in (worse, better))
    assert at_better.met or not at_worse.met
    assert at_better.gap <= at_worse.gap


@given(comparisons, numbers, numbers)
def test_what_is_met_lacks_nothing_and_what_lacks_something_is_not_met(
    comparison: Comparison, goal: Decimal, observation: Decimal
) -> None:
    sheet = evaluated(comparison, observation, value=goal)
    strict = comparison in (Comparison.ABOVE, Comparison.BELOW)
    assert sheet.met is (sheet.gap == 0 and not (strict and observation == goal))


@given(comparisons, numbers, st.tuples(PERCENT, PERCENT), PERCENT, st.data())
def test_it_is_unknown_only_where_two_references_would_decide_otherwise(
    comparison: Comparison, observation: Decimal, ends: tuple[Decimal, Decimal], margin: Decimal, data: st.DataObject
) -> None:
    low, high = sorted(ends)
    assume(low < high)
    open_sheet = evaluated(comparison, observation, Unknown(low, high, "reference"), margin=margin)
    at_ends = {evaluated(comparison, observation, end, margin=margin).met for end in (low, high)}
    assert isinstance(open_sheet.met, Unknown) is (len(at_ends) == 2)
    within = evaluated(comparison, observation, data.draw(st.decimals(low, high, places=2)), margin=margin)
    assert within.met in at_ends
    assert isinstance(open_sheet.met, Unknown) or open_sheet.met is within.met
    gap_low, gap_high = bounds(open_sheet.gap)
    assert gap_low <= within.gap <= gap_high


@given(comparisons, st.tuples(numbers, numbers), numbers, st.booleans() | st.none())
def test_filling_in_what_was_not_observed_overturns_nothing(
    comparison: Comparison, ends: tuple[Decimal, Decimal], goal: Decimal, asked: bool | None
) -> None:
    low, high = sorted(ends)
    assume(low < high)
    said = evaluated(comparison, Unknown(low, high, "observation"), asked=asked, value=goal).met
    for observation in (low, high):
        for of_it in (True, False) if asked is None else (asked,):
            assert isinstance(said, Unknown) or said is evaluated(comparison, observation, asked=of_it, value=goal).met


@given(numbers, numbers, years, st.data())
def test_the_straight_line_meets_both_ends_and_lies_between_them(
    baseline: Decimal, goal: Decimal, span: int, data: st.DataObject
) -> None:
    elapsed = data.draw(st.integers(0, span))

    def line(passed: int) -> Any:
        return evaluated(
            Comparison.AT_LEAST, Decimal(0), value=goal, baseline=baseline, elapsed=passed, span=span
        ).on_line

    assert (line(0), line(span)) == (baseline, goal)
    assert min(baseline, goal) <= line(elapsed) <= max(baseline, goal)


@given(comparisons, numbers, numbers, years)
def test_the_pace_for_the_years_left_makes_up_for_the_gap(
    comparison: Comparison, goal: Decimal, observation: Decimal, left: int
) -> None:
    sheet = evaluated(comparison, observation, value=goal, years_left=left)
    assert isinstance(sheet.pace, Decimal)
    assert isinstance(sheet.gap, Decimal)
    assert abs(sheet.pace * left - sheet.gap) <= left * Decimal("0.005")


@given(comparisons, numbers, numbers)
def test_nothing_is_asked_of_a_place_that_a_target_is_not_for(
    comparison: Comparison, goal: Decimal, observation: Decimal
) -> None:
    assert evaluated(comparison, observation, asked=False, value=goal).met is True


@given(st.data())
def test_a_scorecard_says_what_is_missing_exactly_where_it_is_open(data: st.DataObject) -> None:
    on = date(2023, 6, 1)
    asked = [
        row for row in shipped_targets().values() if row.of == "province" and row.register.startswith("hunan-2021")
    ]
    chosen = data.draw(st.lists(st.sampled_from(asked), unique_by=lambda row: row.measure))
    observed = [
        Observation(
            place="430000",
            measure=row.measure,
            year=data.draw(st.sampled_from([2021, 2022, 2023])),
            value=data.draw(PERCENT),
            unit=shipped_measures()[row.measure].unit,
        )
        for row in chosen
    ]
    card = scorecard(Place(code="430000"), observed, load_policy("hunan", on=on), on=on)
    for score in card.scores:
        assert (score.outcome is Outcome.UNKNOWN) is bool(score.missing or score.not_stated)
        assert (score.outcome is Outcome.UNKNOWN) is isinstance(score.worksheet.met, Unknown)
        assert (score.outcome is Outcome.MET) is (score.worksheet.met is True)
