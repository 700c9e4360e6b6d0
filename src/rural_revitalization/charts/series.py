"""What a chart of an indicator shows (图表数据): what was observed, and the way to the target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from attrs import frozen

from ..indicators import NATION, Reference, Score
from ..places import Level, part_of

Point = tuple[int, Decimal]
"""A year and a value."""


@frozen(kw_only=True)
class Series:
    """The lines of a chart, each by year (图表数据).

    `observed` is what was observed; `path` has the baseline and the target that the document states, or the values of
    its schedule; `reference` what a relative target is held against. `goal` is the value that counts, None where it is
    not known.
    """

    observed: tuple[Point, ...]
    path: tuple[Point, ...]
    reference: tuple[Point, ...]
    goal: Decimal | None


def series_of(score: Score, observations: Mapping[tuple[str, str, int], Decimal]) -> Series:
    """Return what the chart of a score shows; `observations` are values by place, measure and year (`gathered`)."""
    goal = score.worksheet.goal
    return Series(
        observed=tuple(_of(score.place, score.measure.name, observations)),
        path=tuple(_path(score)),
        reference=tuple(_reference(score, observations)),
        goal=goal if isinstance(goal, Decimal) else None,
    )


def _of(place: str, measure: str, observations: Mapping[tuple[str, str, int], Decimal]) -> Iterator[Point]:
    for code, name, year in sorted(observations):
        if (code, name) == (place, measure):
            yield year, observations[code, name, year]


def _path(score: Score) -> Iterator[Point]:
    target = score.target
    if target.schedule is not None:
        yield from target.scheduled.items()
        return
    # The average of several years is no point on the way.
    if target.baseline is not None and target.baseline_year is not None and target.baseline_from is None:
        yield target.baseline_year, target.baseline
    if target.value is not None and target.by is not None:
        yield target.by, target.value


def _reference(score: Score, observations: Mapping[tuple[str, str, int], Decimal]) -> Iterator[Point]:
    """What a relative target is held against, with its margin."""
    target = score.target
    measure, margin = target.reference_measure or target.measure, target.margin or Decimal(0)
    of = {
        Reference.SAME_PLACE: score.place,
        Reference.YEAR_BEFORE: score.place,
        Reference.COUNTY: part_of(score.place, Level.COUNTY) if target.reference is Reference.COUNTY else "",
        Reference.PROVINCE: part_of(score.place, Level.PROVINCE),
        Reference.NATION: NATION,
    }
    if target.reference is not None:
        shift = 1 if target.reference is Reference.YEAR_BEFORE else 0
        for year, value in _of(of[target.reference], measure, observations):
            if year + shift <= score.year or not shift:
                yield year + shift, value + margin
