"""Operands that carry names with their value (追踪), to trace which figures a result depends on.

Computing a worksheet with traced operands yields the figures behind each line, so the rules need not list them. If a
condition is known, only the branch taken counts; if it is unknown, both do.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, Final, final

from . import figures, operations, schedules
from .operand import PLAIN, Band, MeasuredOn, Operand, Schedule

_NONE: Final = frozenset[str]()


def _tracing(operation: Callable[..., Any], *, results: int = 1) -> Callable[..., Any]:
    """Wrap an operation so that each result carries the names of all arguments."""

    def traced(*given: Any) -> Any:
        values, names = [item.value if type(item) is Traced else item for item in given], _names(given)
        known = all(value is not None for value in values)
        if results == 1:
            return Traced(operation(*values) if known else None, names)
        return tuple(Traced(part, names) for part in (operation(*values) if known else (None,) * results))

    return traced


def _prorated(amount: Any, rate: Any, part: Any, days: Any, day_count: Any) -> Any:
    return operations.prorated(amount, rate, days, day_count, part=part)


_WHEN: Final = _tracing(operations.when)


@final
class Traced(Operand[Any]):
    """A value and the names it depends on; a value of `None` is entirely unknown, without even a range."""

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

    # -- queries on records and figures ---------------------------------------------------------------

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
        """The year of a date."""
        return Traced(None if self.value is None else self.value.year, self.names)

    def timetuple(self) -> Traced:
        """The parts of a date, of which only the day of the year is asked for."""
        return self

    @property
    def tm_yday(self) -> Traced:
        """The number of a date in its year."""
        return Traced(None if self.value is None else self.value.timetuple().tm_yday, self.names)

    def among(self, *_options: Any) -> Traced:
        """Test whether a choice is one of the options; always unknown."""
        return Traced(None, self.names)

    # -- truth values and choices, which one operand may decide ---------------------------------------

    @staticmethod
    def both(a: Any, b: Any) -> Any:
        return _decided(operator.and_, False, a, b)

    @staticmethod
    def either(a: Any, b: Any) -> Any:
        return _decided(operator.or_, True, a, b)

    @staticmethod
    def when(condition: Any, yes: Any, no: Any) -> Any:
        settled = _value(condition)
        if settled is True or settled is False:
            branch = yes if settled else no
            return Traced(_value(branch), names_of(condition) | names_of(branch))
        if type(yes) in PLAIN and type(yes) is type(no) and yes == no:
            return yes  # equal branches: the condition does not matter
        return _WHEN(condition, yes, no)

    @classmethod
    def if_stated(cls, stated: Any, answer: Any) -> Any:
        return _tracing(figures.if_stated)(stated, answer)

    # -- all other operations depend on every argument ------------------------------------------------

    not_ = staticmethod(_tracing(operations.not_))
    plus = staticmethod(_tracing(operator.add))
    minus = staticmethod(_tracing(operator.sub))
    below = staticmethod(_tracing(operator.lt))
    at_most = staticmethod(_tracing(operator.le))
    minimum = staticmethod(_tracing(operations.minimum))
    maximum = staticmethod(_tracing(operations.maximum))
    one_of = staticmethod(_tracing(lambda number, options: operations.one_of(number, *options)))
    times = staticmethod(_tracing(operations.times))
    prorated = staticmethod(_tracing(_prorated))
    per_head = staticmethod(_tracing(operations.per_head))
    split = staticmethod(_tracing(operations.split, results=2))

    @staticmethod
    def banded(
        cost: Any, deductible: Any, bands: Sequence[Band], uplift: Any, ceiling: Any, on_whole: bool
    ) -> tuple[Any, Any]:
        measured_on = MeasuredOn.WHOLE if on_whole else MeasuredOn.EXCESS

        def worked(cost: Any, deductible: Any, uplift: Any, ceiling: Any, *rates: Any) -> tuple[Any, Any]:
            found = [Band(band.up_to, rate) for band, rate in zip(bands, rates, strict=True)]
            schedule = Schedule(found, measured_on=measured_on)
            return schedules.banded(cost, deductible, schedule, uplift=uplift, ceiling=ceiling)

        rates = (band.rate for band in bands)
        return _tracing(worked, results=2)(cost, deductible, uplift, ceiling, *rates)  # type: ignore[no-any-return]


def names_of(value: Any) -> frozenset[str]:
    """Return the names carried by a value, a schedule or shares by step; empty if it carries none."""
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


def _decided(operation: Callable[[Any, Any], Any], settles: bool, a: Any, b: Any) -> Traced:
    """Combine two truth values: if any operand decides the result, only the names of deciding operands count."""
    deciding = [item for item in (a, b) if _value(item) is settles]
    return Traced(settles, _names(deciding)) if deciding else _tracing(operation)(a, b)
