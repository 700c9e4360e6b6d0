"""Operations on figures that documents may leave out: whether one is set, its fallback, and dates stated as figures."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final, TypeVar, overload

from ..errors import kind_of
from .dispatch import highest
from .exact import NO_SHARE, ONE
from .operand import PLAIN, UNSET, Amount, NoCeiling, Number, Operand, Truth, Unset
from .operations import not_
from .plain import check_figure

__all__ = ["NO", "NOTHING", "WHOLE", "day_of_year", "if_stated", "is_set", "otherwise", "year_of"]

A = TypeVar("A")
B = TypeVar("B")

NO: Final = False
"""Fallback of an optional figure that is a truth value."""
NOTHING: Final = (NO_SHARE,)
"""Fallback of shares by step: 0 at every step."""
WHOLE: Final = (ONE,)
"""Fallback of shares by step: 1 at every step."""


@overload
def otherwise(figure: Truth | Unset, fallback: bool) -> Truth: ...
@overload
def otherwise(figure: Number | Unset, fallback: int) -> Number: ...
@overload
def otherwise(figure: Amount | Unset, fallback: Amount) -> Amount: ...
@overload
def otherwise(figure: Number | Unset, fallback: NoCeiling) -> Number | NoCeiling: ...
@overload
def otherwise(figure: A | Unset, fallback: B) -> A | B: ...
def otherwise(figure: Any, fallback: Any) -> Any:
    """Return an optional figure, or the fallback if it is unset.

    >>> from decimal import Decimal
    >>> from rural_revitalization.algebra import ZERO
    >>> otherwise(UNSET, ZERO), otherwise(Decimal("0.50"), ZERO)
    (Decimal('0.00'), Decimal('0.50'))
    """
    check_figure(figure)
    check_figure(fallback)
    if figure is UNSET:
        return fallback
    if type(figure) in PLAIN or not isinstance(figure, Operand):  # fast path by exact type
        return figure
    return figure.otherwise(fallback)


def is_set(figure: object) -> Truth:
    """Test whether an optional figure was set; one granted without a stated value counts as set.

    >>> from decimal import Decimal
    >>> is_set(UNSET), is_set(Decimal(0))
    (False, True)
    """
    check_figure(figure)
    if figure is UNSET:
        return False
    if type(figure) in PLAIN or not isinstance(figure, Operand):  # fast path by exact type
        return True
    return figure.is_set  # type: ignore[no-any-return]


def if_stated(stated: Truth, answer: Truth) -> Truth:
    """Return an answer that documents must ask for: open, for want of that alone, while none states it.

    >>> from rural_revitalization.algebra import Unknown
    >>> if_stated(Unknown(False, True, {"rule.stated"}), False), if_stated(True, False)
    (Unknown(False, True, {'rule.stated'}), False)
    """
    if not isinstance(stated, Operand):
        not_(stated), not_(answer)  # both are truths, or refused
        return stated & answer
    return highest(stated, answer).if_stated(stated, answer)  # type: ignore[no-any-return, union-attr]


def year_of(day: date | Operand[Any] | Unset) -> Any:
    """Return the calendar year of a date stated as a figure, as a count; `UNSET` if the date is.

    >>> year_of(date(2025, 12, 31))
    2025
    """
    return day if day is UNSET else _dated(day).year


def day_of_year(day: date | Operand[Any] | Unset) -> Any:
    """Return the number in its year of a date stated as a figure, as a count from 1; `UNSET` if the date is.

    >>> day_of_year(date(2025, 12, 31))
    365
    """
    return day if day is UNSET else _dated(day).timetuple().tm_yday


def _dated(day: Any) -> Any:
    """Return a date or an operand; refuse anything else."""
    if isinstance(day, Operand) or (isinstance(day, date) and not isinstance(day, datetime)):
        return day
    raise TypeError(f"expected a date, got {kind_of(day)}")
