"""Observations (监测数据): what was measured of places, by year; each says its unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from .. import fields
from ..errors import InvalidInput, Mismatch, items_of, quoted, raise_if_any, shown, unlike_items
from ..fields.annotations import RequiredCount, RequiredRate, RequiredText, TextRecord
from ..readonly import ReadOnly
from .measure import Measure
from .reading import shipped_measures

ObservationKey = tuple[str, str, int]
"""The code of a place, the name of a measure, and a year."""


@fields.model_class
class Observation:
    """What was measured of a place in a year (监测数据).

    `place` is a division code (行政区划代码), `measure` the name of a measure. `unit` must be that of the measure, so
    that 0.85 is never taken for 85%. `source` says where the figure is from.
    """

    place: RequiredText = fields.text("place", zh="行政区划代码", required=True)
    measure: RequiredText = fields.text("measure", zh="指标代码", required=True)
    year: RequiredCount = fields.count("year", zh="年份", required=True, low=1900, high=2100)
    value: RequiredRate = fields.number("value", zh="数值", required=True)
    unit: RequiredText = fields.text("unit", zh="单位", required=True)
    source: TextRecord = fields.text("source", zh="数据来源")

    def __attrs_post_init__(self) -> None:
        measure = shipped_measures().get(self.measure)
        if measure is None:
            raise InvalidInput([Mismatch.of_name("measure", self.measure, shipped_measures(), "the name of a measure")])
        raise_if_any(self._unlike(measure), "Observation")

    def _unlike(self, measure: Measure) -> Iterator[Mismatch]:
        if self.unit != measure.unit:
            yield Mismatch("unit", f"{measure.unit}, the unit of {measure.name}", quoted(self.unit))
        elif not measure.holds(self.value):
            low, high = measure.bounds
            upper = "" if high is None else f" and at most {high}"
            yield Mismatch("value", f"at least {low}{upper} {measure.unit}", shown(self.value))

    @property
    def key(self) -> ObservationKey:
        """Of which place, measure and year it is."""
        return self.place, self.measure, self.year


def gathered(observations: Iterable[Observation]) -> Mapping[ObservationKey, Decimal]:
    """Return the values by place, measure and year.

    One observation given twice counts once. Raises `InvalidInput` with every pair of observations of the same place,
    measure and year that differ: neither wins.
    """
    items = items_of(observations)
    raise_if_any(unlike_items("observations", items, Observation), "observations")
    found: dict[ObservationKey, tuple[int, Decimal]] = {}
    wrong = []
    for at, item in enumerate(items):
        first, value = found.setdefault(item.key, (at, item.value))
        if value != item.value:
            same = f"{shown(value)}, as observations[{first}] of the same place, measure and year"
            wrong.append(Mismatch(f"observations[{at}].value", same, shown(item.value), rule="one value a year"))
    raise_if_any(wrong, "observations")
    return ReadOnly({key: value for key, (_, value) in found.items()})
