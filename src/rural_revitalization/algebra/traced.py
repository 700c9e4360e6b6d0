"""Operands that carry names beside their value (追踪): which figures a result rests on.

A worksheet worked out with these says of each line what it rests on, so nobody types it beside the line, and it cannot
be typed wrongly. Where a condition is settled only the branch taken counts; where it is open, both do.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, Final, final

from . import operations
from .operand import Band, MeasuredOn, Operand, Schedule

__all__ = ["Traced", "names_of"]

_NONE: Final = frozenset[str]()


@final
class Traced(Operand[Any]):
    """A value and the names behind it; a value that is `None` is not known at all, not even as a range."""

    __slots__ = ("names", "value")
    rank: ClassVar[int] = 9

    def __init__(self, value: Any = None, names: frozenset[str] = _NONE) -> None:
        self.value = value
        self.names = names

    @property
    def about(self) -> frozenset[str]:
        return self.names

    def __repr__(self) -> str:
        return f"Traced({self.value!r}, {sorted(self.names)})"

    # -- what is asked of records and of figures ------------------------------------------------------

    @property
    def recorded(self) -> Traced:
        return Traced(None, self.names)

    @property
    def open_truth(self) -> Traced:
        return Traced(None, self.names)

    @property
    def is_set(self) -> Traced:
        return Traced(None if self.value is None else True, self.names)

    def otherwise(self, fallback: Any) -> Traced:
        return self if self.value is not None else Traced(None, self.names | names_of(fallback))

    @property
    def year(self) -> Traced:
        """The year of a day."""
        return Traced(None if self.value is None else self.value.year, self.names)

    def among(self, *_options: Any) -> Traced:
        """Whether a choice is one of some options."""
        return Traced(None, self.names)

    # -- truths and choices, of which a branch may settle the answer ----------------------------------

    @staticmethod
    def both(a: Any, b: Any) -> Any:
        return _settling(operator.and_, False, a, b)

    @staticmethod
    def either(a: Any, b: Any) -> Any:
        return _settling(operator.or_, True, a, b)

    @staticmethod
    def when(condition: Any, yes: Any, no: Any) -> Any:
        settled = _value(condition)
        if settled is True or settled is False:
            branch = yes if settled else no
            return Traced(_value(branch), names_of(condition) | names_of(branch))
        return _traced(operations.when, condition, yes, no)

    # -- all other operations rest on everything they are given ---------------------------------------

    @staticmethod
    def not_(a: Any) -> Any:
        return _traced(operations.not_, a)

    @staticmethod
    def plus(a: Any, b: Any) -> Any:
        return _traced(operator.add, a, b)

    @staticmethod
    def minus(a: Any, b: Any) -> Any:
        return _traced(operator.sub, a, b)

    @staticmethod
    def below(a: Any, b: Any) -> Any:
        return _traced(operator.lt, a, b)

    @staticmethod
    def at_most(a: Any, b: Any) -> Any:
        return _traced(operator.le, a, b)

    @staticmethod
    def minimum(a: Any, b: Any) -> Any:
        return _traced(operations.minimum, a, b)

    @staticmethod
    def maximum(a: Any, b: Any) -> Any:
        return _traced(operations.maximum, a, b)

    @staticmethod
    def one_of(number: Any, options: Sequence[int]) -> Any:
        return _traced(lambda plain: operations.one_of(plain, *options), number)

    @staticmethod
    def split(amount: Any, rate: Any) -> tuple[Any, Any]:
        return _pair(operations.split, amount, rate)

    @staticmethod
    def times(amount: Any, number: Any) -> Any:
        return _traced(operations.times, amount, number)

    @staticmethod
    def prorated(amount: Any, rate: Any, part: Any, days: Any, day_count: Any) -> Any:
        def worked(amount: Any, rate: Any, part: Any, days: Any, day_count: Any) -> Any:
            return operations.prorated(amount, rate, days, day_count, part=part)

        return _traced(worked, amount, rate, part, days, day_count)

    @staticmethod
    def per_head(total: Any, heads: Any) -> Any:
        return _traced(operations.per_head, total, heads)

    @staticmethod
    def banded(
        cost: Any, deductible: Any, bands: Sequence[Band], uplift: Any, ceiling: Any, on_whole: bool
    ) -> tuple[Any, Any]:
        measured_on = MeasuredOn.WHOLE if on_whole else MeasuredOn.EXCESS

        def worked(cost: Any, deductible: Any, uplift: Any, ceiling: Any, *rates: Any) -> tuple[Any, Any]:
            found = [Band(band.up_to, rate) for band, rate in zip(bands, rates, strict=True)]
            schedule = Schedule(found, measured_on=measured_on)
            return operations.banded(cost, deductible, schedule, uplift=uplift, ceiling=ceiling)

        return _pair(worked, cost, deductible, uplift, ceiling, *(band.rate for band in bands))


def names_of(value: Any) -> frozenset[str]:
    """The names behind a value, a schedule or shares by step: none where it carries none."""
    if type(value) is Traced:
        return value.names
    if type(value) is Schedule:
        return _names(band.rate for band in value.bands)
    return _names(value) if type(value) is tuple else _NONE


def _names(values: Iterable[Any]) -> frozenset[str]:
    found = _NONE
    for value in values:
        if type(value) is Traced and value.names is not found:
            found = found | value.names if found else value.names
    return found


def _value(given: Any) -> Any:
    return given.value if type(given) is Traced else given


def _traced(operation: Callable[..., Any], *given: Any) -> Traced:
    values = [item.value if type(item) is Traced else item for item in given]
    return Traced(None if _lacks_one(values) else operation(*values), _names(given))


def _pair(operation: Callable[..., tuple[Any, Any]], *given: Any) -> tuple[Traced, Traced]:
    values, names = [_value(item) for item in given], _names(given)
    first, second = (None, None) if _lacks_one(values) else operation(*values)
    return Traced(first, names), Traced(second, names)


def _lacks_one(values: Iterable[Any]) -> bool:
    """Whether a value is not known at all."""
    return any(value is None for value in values)


def _settling(operation: Callable[[Any, Any], Any], settles: bool, a: Any, b: Any) -> Traced:
    """Of two truths of which one settles the answer, the other does not count."""
    telling = [item for item in (a, b) if _value(item) is settles]
    return Traced(settles, _names(telling)) if telling else _traced(operation, a, b)
