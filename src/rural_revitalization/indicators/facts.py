"""The facts and terms of an evaluation, taken from observations and from the row of a target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from ..algebra import UNSET, Rate, Truth, Unknown
from ..places import Level, part_of
from .evaluation import Facts, Terms
from .observation import ObservationKey
from .reading import shipped_measures
from .target import Reference, Target

NATION: Final = "000000"
"""The code under which observations of the whole nation are given."""


class Store:
    """Observed values by place, measure and year; what was not observed is a range named `place/measure/year`."""

    def __init__(self, values: Mapping[ObservationKey, Decimal]) -> None:
        self._values = values
        self._years: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, measure, year in sorted(values):
            self._years[place, measure].append(year)

    def years(self, place: str, measure: str) -> list[int]:
        """The years observed, ascending."""
        return self._years.get((place, measure), [])

    def value(self, place: str, measure: str, year: int) -> Rate:
        """The value observed, or the range of what it may be."""
        found = self._values.get((place, measure, year))
        return shipped_measures()[measure].unknown(f"{place}/{measure}/{year}") if found is None else found

    def before(self, place: str, measure: str, year: int) -> Rate:
        """The latest value before a year."""
        earlier = [known for known in self.years(place, measure) if known < year]
        return self.value(place, measure, earlier[-1] if earlier else year - 1)


def facts_of(target: Target, place: str, year: int, belongs: Truth, store: Store) -> Facts:
    """Return what was observed of a place in a year; `belongs` says whether it is of the target's class."""
    measure = target.measure
    return Facts(
        observation=store.value(place, measure, year),
        reference=None if target.reference is None else _reference(target, target.reference, place, year, store),
        asked=belongs & _stood_below(target, place, store),
        earlier=store.before(place, measure, year),
        observed_baseline=None if target.baseline_year is None else store.value(place, measure, target.baseline_year),
    )


def _reference(target: Target, reference: Reference, place: str, year: int, store: Store) -> Rate:
    measure = target.reference_measure or target.measure
    match reference:
        case Reference.SAME_PLACE:
            return store.value(place, measure, year)
        case Reference.YEAR_BEFORE:
            return store.value(place, measure, year - 1)
        case Reference.COUNTY:
            return store.value(part_of(place, Level.COUNTY), measure, year)
        case Reference.PROVINCE:
            return store.value(part_of(place, Level.PROVINCE), measure, year)
        case Reference.NATION:
            return store.value(NATION, measure, year)


def _stood_below(target: Target, place: str, store: Store) -> Truth:
    """Whether the place stood below its province in what decides whether the target is asked of it.

    Of a place that stood exactly at it the documents say nothing: open, for want of the target's key.
    """
    if target.only_below is None or target.only_below_year is None:
        return True
    own = store.value(place, target.only_below, target.only_below_year)
    province = store.value(part_of(place, Level.PROVINCE), target.only_below, target.only_below_year)
    return (own < province) | ((own <= province) & Unknown(False, True, target.key))


def terms_of(target: Target, year: int) -> Terms:
    """Return what a target asks for in a year."""
    left = 0 if target.by is None else target.by - year
    passed, span = _way(target, year)
    averaged = target.baseline_from is not None  # which no observation of one year is held against
    return Terms(
        comparison=target.compared,
        value=_value(target, year),
        margin=target.margin,
        baseline=None if averaged else target.baseline,
        years_left=left if left > 0 else UNSET,
        elapsed=passed,
        span=span,
    )


def _way(target: Target, year: int) -> tuple[int | None, int | None]:
    """The years passed since the baseline, and those from it to the target; None off that way."""
    if target.by is None or target.baseline_year is None or not target.baseline_year <= year <= target.by:
        return None, None
    return year - target.baseline_year, target.by - target.baseline_year


def _value(target: Target, year: int) -> Rate | None:
    """The value asked for in a year; None where the target is relative; a range where its tolerance is not stated."""
    if target.schedule is not None:
        return target.scheduled[year]
    if target.tolerance:
        return shipped_measures()[target.measure].unknown(target.key)
    return target.value
