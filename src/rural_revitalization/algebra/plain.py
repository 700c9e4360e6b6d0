"""The operations on known values: for plain values what the kinds of `Operand` do for ranges and columns.

`algebra` checks what it is given before it asks for one of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, NoReturn

from ..errors import shown
from .exact import EXACT, ONE, ZERO, half_up, quotient
from .operand import NO_CEILING, Band


class Plain:
    """The kind of plain values (已知值): every operand outranks it. A namespace of operations; never instantiated."""

    rank: ClassVar[int] = 0

    @staticmethod
    def when(condition: Any, *_: Any) -> NoReturn:
        """Refuse a condition that is no truth; known truths are settled before the dispatch."""
        raise TypeError(f"a condition is a truth, not {shown(condition)}")

    @staticmethod
    def minimum(a: Any, b: Any) -> Any:
        return min(a, b)

    @staticmethod
    def maximum(a: Any, b: Any) -> Any:
        return max(a, b)

    @staticmethod
    def one_of(number: Any, options: Sequence[int]) -> Any:
        return number in options

    @staticmethod
    def split(amount: Any, rate: Any) -> tuple[Any, Any]:
        part = half_up(EXACT.multiply(amount, rate))
        return part, EXACT.subtract(amount, part)

    @staticmethod
    def times(amount: Any, number: Any) -> Any:
        return EXACT.multiply(amount, number)

    @staticmethod
    def prorated(amount: Any, rate: Any, part: Any, days: Any, day_count: Any) -> Any:
        yearly = EXACT.multiply(EXACT.multiply(amount, rate), part)
        return quotient(EXACT.multiply(yearly, days), day_count)

    @staticmethod
    def per_head(total: Any, heads: Any) -> Any:
        return quotient(total, heads)

    @staticmethod
    def banded(
        cost: Any, deductible: Any, bands: Sequence[Band], uplift: Any, ceiling: Any, on_whole: bool
    ) -> tuple[Any, Any]:
        due = paid_by_bands(cost, deductible, [(band.up_to, raised(band.rate, uplift)) for band in bands], on_whole)
        paid = due if ceiling is NO_CEILING else min(due, ceiling)
        return paid, EXACT.subtract(cost, paid)


def raised(rate: Any, uplift: Any) -> Any:
    """A band's rate with the uplift, never more than all of the cost."""
    return min(EXACT.add(rate, uplift), ONE)


def paid_by_bands(cost: Any, deductible: Any, bands: Sequence[tuple[Any, Any]], on_whole: bool) -> Any:
    """What plain bands pay of a plain cost in yuan, before any ceiling, rounded once."""
    start = deductible if on_whole else ZERO
    position = cost if on_whole else EXACT.subtract(cost, deductible)
    total = ZERO
    for up_to, rate in bands:
        end = position if up_to is None else min(position, up_to)
        if end > start:
            total = EXACT.add(total, EXACT.multiply(EXACT.subtract(end, start), rate))
            start = end
    return half_up(total)
