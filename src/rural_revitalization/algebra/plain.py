"""The operations on plain values, as the kinds of `Operand` implement them for ranges and columns.

`algebra.dispatch` checks the arguments first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar, Final, NoReturn

from ..errors import kind_of
from .exact import EXACT, ONE, ZERO, half_up, quotient
from .operand import NO_CEILING, Band, NoCeiling, Operand, Schedule, Unset

_NUMBERS: Final = "rules compute with finite Decimal, int and operands"


def check_number(value: object) -> None:
    """Raise `TypeError` for a plain value that is no finite number: a truth, a float, NaN, infinity, a NumPy number."""
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise TypeError(f"{_NUMBERS}, not {value}")
    elif isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{_NUMBERS}, not {kind_of(value)}")


def check_figure(value: object) -> None:
    """Raise `TypeError` for what is neither a truth, a number, a figure of another kind, nor an operand."""
    if type(value) is Decimal or not isinstance(value, _FIGURES):
        check_number(value)


_FIGURES: Final = (Operand, bool, int, NoCeiling, Unset, Schedule, Band, tuple, date, Enum)


class Plain:
    """The kind of plain values (已知值), with the lowest rank. Namespace; never instantiated."""

    rank: ClassVar[int] = 0

    @staticmethod
    def when(condition: Any, *_: Any) -> NoReturn:
        """Raise `TypeError` for an invalid condition; `operations.when` handles True and False itself."""
        raise TypeError(f"a condition must be a truth value, not {kind_of(condition)}")

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
    """Return a band's rate plus the uplift, at most 1."""
    return min(EXACT.add(rate, uplift), ONE)


def paid_by_bands(cost: Any, deductible: Any, bands: Sequence[tuple[Any, Any]], on_whole: bool) -> Any:
    """Return the amount in yuan that plain bands pay of a plain cost, before any ceiling, rounded once."""
    start = deductible if on_whole else ZERO
    position = cost if on_whole else EXACT.subtract(cost, deductible)
    total = ZERO
    for up_to, rate in bands:
        end = position if up_to is None else min(position, up_to)
        if end > start:
            total = EXACT.add(total, EXACT.multiply(EXACT.subtract(end, start), rate))
            start = end
    return half_up(total)
