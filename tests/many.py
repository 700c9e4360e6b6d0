"""A kind of operand that the library has never met: a column of values, of which rules know nothing.

`Many` stands for what a dataframe engine adds. It implements the operations cell by cell.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final

import attrs

from rural_revitalization.algebra import (
    Band,
    MeasuredOn,
    Operand,
    Schedule,
    Unknown,
    banded,
    maximum,
    minimum,
    not_,
    one_of,
    per_head,
    prorated,
    split,
    times,
    when,
)
from rural_revitalization.fields import specs

__all__ = ["ROWS", "Many", "cell", "interest", "row_of", "same"]

ROWS: Final = 3


class Many(Operand[Any]):
    """A column: a plain value or an `Unknown` for each row."""

    __slots__ = ("cells",)
    rank: ClassVar[int] = 2

    def __init__(self, cells: Sequence[Any]) -> None:
        self.cells = tuple(cells)

    def __repr__(self) -> str:
        return f"Many({list(self.cells)!r})"

    @property
    def about(self) -> frozenset[str]:
        return frozenset[str]().union(*(cell.facts for cell in self.cells if isinstance(cell, Unknown)))

    @property
    def recorded(self) -> Any:
        return Many([not isinstance(cell, Unknown) for cell in self.cells])

    @property
    def open_truth(self) -> Any:
        return Many([cell.open_truth if isinstance(cell, Unknown) else False for cell in self.cells])

    @staticmethod
    def both(a: Any, b: Any) -> Any:
        return _by_row(operator.and_, a, b)

    @staticmethod
    def either(a: Any, b: Any) -> Any:
        return _by_row(operator.or_, a, b)

    @staticmethod
    def not_(a: Any) -> Any:
        return _by_row(not_, a)

    @staticmethod
    def plus(a: Any, b: Any) -> Any:
        return _by_row(operator.add, a, b)

    @staticmethod
    def minus(a: Any, b: Any) -> Any:
        return _by_row(operator.sub, a, b)

    @staticmethod
    def below(a: Any, b: Any) -> Any:
        return _by_row(operator.lt, a, b)

    @staticmethod
    def at_most(a: Any, b: Any) -> Any:
        return _by_row(operator.le, a, b)

    @staticmethod
    def when(condition: Any, yes: Any, no: Any) -> Any:
        return _by_row(when, condition, yes, no)

    @staticmethod
    def minimum(a: Any, b: Any) -> Any:
        return _by_row(minimum, a, b)

    @staticmethod
    def maximum(a: Any, b: Any) -> Any:
        return _by_row(maximum, a, b)

    @staticmethod
    def one_of(number: Any, options: Sequence[int]) -> Any:
        return _by_row(lambda cell: one_of(cell, *options), number)

    @staticmethod
    def split(amount: Any, rate: Any) -> tuple[Any, Any]:
        return _two_columns(_by_row(split, amount, rate))

    @staticmethod
    def times(amount: Any, number: Any) -> Any:
        return _by_row(times, amount, number)

    @staticmethod
    def prorated(amount: Any, rate: Any, part: Any, days: Any, day_count: Any) -> Any:
        return _by_row(interest, amount, rate, part, days, day_count)

    @staticmethod
    def per_head(total: Any, heads: Any) -> Any:
        return _by_row(per_head, total, heads)

    @staticmethod
    def banded(
        cost: Any, deductible: Any, bands: Sequence[Band], uplift: Any, ceiling: Any, on_whole: bool
    ) -> tuple[Any, Any]:
        base = MeasuredOn.WHOLE if on_whole else MeasuredOn.EXCESS

        def paid(cost: Any, deductible: Any, uplift: Any, ceiling: Any, *rates: Any) -> Any:
            of_row = [Band(band.up_to, rate) for band, rate in zip(bands, rates, strict=True)]
            return banded(cost, deductible, Schedule(of_row, measured_on=base), uplift=uplift, ceiling=ceiling)

        return _two_columns(_by_row(paid, cost, deductible, uplift, ceiling, *(band.rate for band in bands)))


def interest(amount: Any, rate: Any, part: Any, days: Any, day_count: Any) -> Any:
    return prorated(amount, rate, days, day_count, part=part)


def _by_row(operation: Callable[..., Any], *operands: Any) -> Many:
    return Many([operation(*(cell(operand, row) for operand in operands)) for row in range(ROWS)])


def _two_columns(pairs: Many) -> tuple[Many, Many]:
    return Many([first for first, _ in pairs.cells]), Many([second for _, second in pairs.cells])


def cell(operand: Any, row: int) -> Any:
    """What an operand holds in a row: anything but a column holds the same in all."""
    return operand.cells[row] if isinstance(operand, Many) else operand


def row_of(part: Any, row: int) -> Any:
    """The facts or the terms of one row."""
    return attrs.evolve(part, **{name: cell(getattr(part, name), row) for name in specs(type(part))})


def same(a: Any, b: Any) -> bool:
    """Whether two results are one and the same, down to type and written form."""
    if isinstance(a, Unknown) and isinstance(b, Unknown):
        return a.facts == b.facts and repr((a.low, a.high)) == repr((b.low, b.high))
    return type(a) is type(b) and repr(a) == repr(b)
