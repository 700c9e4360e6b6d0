"""Laws of the signs of a quota: they follow from how many there are of each village, and from nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

import attrs
from hypothesis import given
from hypothesis import strategies as st

from rural_revitalization import Assessment, Household, LocalFigures, Person, Spell, assess, load_policy
from rural_revitalization.desk import quota_warnings

POLICY: Final = load_policy("hunan", on=date(2022, 6, 1))
LOCAL: Final = LocalFigures(year=2022, monitoring_line=6900, sources={"monitoring_line": "made up"})
CALM: Final[dict[str, Any]] = dict.fromkeys(
    ("shock", "income_fell", "spending_large", "basic_living_severely_hard"), False
)


def decided(income: int) -> Assessment:
    """A household at risk: to be monitored where its income is below the line of 6,900."""
    family = Household(
        id="H", members=[Person(id="P")], monitored=[], at_risk=True, per_capita_net_income=income, **CALM
    )
    return assess(family, POLICY, LOCAL, only=["identification"])


YES, NO = decided(6899), decided(6900)


def of_village(village: str, at: int, *, holds: bool) -> Assessment:
    found = YES if holds else NO
    key = f"{village}-{at}"
    inputs: Any = found.inputs
    household = attrs.evolve(inputs.household, id=key, village=village)
    return attrs.evolve(found, household=key, inputs=attrs.evolve(inputs, household=household))


counts = st.integers(1, 6).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
"""On how many households of a village the decision holds, of how many."""


@given(st.lists(counts, min_size=1, max_size=4), st.integers(0, 24), st.randoms(use_true_random=False))
def test_the_signs_are_those_of_the_numbers_by_village(
    villages: list[tuple[int, int]], handed_down: int, order: Any
) -> None:
    found = [
        of_village(f"V{name}", at, holds=at < held) for name, (held, of) in enumerate(villages) for at in range(of)
    ]
    order.shuffle(found)
    signs = [str(item.sign) for item in quota_warnings(found, {"identification": handed_down})]
    batch, several = sum(held for held, _ in villages), len(villages) > 1
    same_number = several and len({held for held, _ in villages}) == 1
    same_share = several and len({Fraction(held, of) for held, of in villages}) == 1
    assert ("as_handed_down" in signs) == (batch == handed_down > 0)
    assert ("same_number" in signs) == (batch > 0 and same_number)
    assert ("same_share" in signs) == (batch > 0 and same_share and not same_number)


@given(st.lists(counts, min_size=1, max_size=3), st.data())
def test_whoever_meets_the_criteria_is_put_forward_or_left_out(
    villages: list[tuple[int, int]], data: st.DataObject
) -> None:
    found = [
        of_village(f"V{name}", at, holds=at < held) for name, (held, of) in enumerate(villages) for at in range(of)
    ]
    meeting = {f"V{name}-{at}" for name, (held, _) in enumerate(villages) for at in range(held)}
    chosen = data.draw(st.sets(st.sampled_from([item.household for item in found]), min_size=1))
    warnings = quota_warnings(found, {"identification": len(chosen)}, {"identification": chosen})
    (sign,) = [str(item.sign) for item in warnings if item.sign in ("as_handed_down", "left_out")]
    assert (sign == "left_out") == bool(meeting - chosen)
    assert all(item.households == len(chosen) for item in warnings)


DAY: Final = timedelta(days=1)
YEAR: Final = [date(2022, 1, 1) + at * DAY for at in range(152)]
"""The days of the year up to that of the assessments, 1 June."""
near_the_year = st.dates(date(2021, 12, 20), date(2022, 6, 10))
two_days = st.lists(near_the_year, min_size=2, max_size=2)
spells = near_the_year.map(lambda day: Spell(since=day)) | two_days.map(lambda of: Spell(since=min(of), until=max(of)))


@given(st.lists(st.lists(spells, max_size=3), min_size=1, max_size=6))
def test_who_is_recorded_is_told_by_going_through_the_days(families: list[list[Spell]]) -> None:
    """Begun on a day after one without, ended on a day before one without; overlaps and spells that touch are one."""
    found, begun, ended = [], 0, 0
    for at, of in enumerate(families):
        inputs: Any = YES.inputs
        household = attrs.evolve(inputs.household, id=f"H-{at}", village="upper", monitored=of)
        found.append(attrs.evolve(NO, household=f"H-{at}", inputs=attrs.evolve(inputs, household=household)))
        held = {day for spell in of for day in (YEAR[0] - DAY, *YEAR, YEAR[-1] + DAY) if spell.covers(day)}
        begun += any(day in held and day - DAY not in held for day in YEAR)
        ended += any(day in held and day + DAY not in held for day in YEAR)
    for decision, count in (("identification", begun), ("risk_elimination", ended)):
        signs = [str(item.sign) for item in quota_warnings(found, {decision: count}) if item.decision == decision]
        assert signs == ["as_handed_down"] * (count > 0)
        assert not [item for item in quota_warnings(found, {decision: count + 1}) if item.decision == decision]
