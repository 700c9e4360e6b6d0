"""Exact arithmetic on plain numbers, independent of the caller's decimal context.

Amounts are `Decimal` yuan to the fen. Only `half_up` and `quotient` round: to the fen, halves away from zero (so -0.005
becomes -0.01): 四舍五入. Everything else is exact or raises.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import (
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    FloatOperation,
    Inexact,
    InvalidOperation,
    Overflow,
    getcontext,
    setcontext,
)
from functools import wraps
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_DIGITS: Final = 120
_TRAPS: Final = [InvalidOperation, DivisionByZero, Overflow, FloatOperation]


class _Fixed(Context):
    """An immutable decimal context, shared by all calls."""

    def __setattr__(self, name: str, value: object) -> None:
        if any(self is shared for shared in _SHARED):
            raise AttributeError(f"the library's decimal context is read-only: {name}")
        super().__setattr__(name, value)  # the pure-Python Context sets attributes in __init__


_SHARED: Final[list[Context]] = []

EXACT: Final = _Fixed(prec=_DIGITS, rounding=ROUND_HALF_UP, Emin=-9999, Emax=9999, traps=[*_TRAPS, Inexact])
"""For sums, differences and products: a result that does not fit raises instead of losing digits."""

_ROUNDING: Final = _Fixed(prec=_DIGITS, rounding=ROUND_HALF_UP, Emin=-9999, Emax=9999, traps=_TRAPS)
_SHARED.extend([EXACT, _ROUNDING])

FEN: Final = Decimal("0.01")
ZERO: Final = Decimal("0.00")
ONE: Final = Decimal(1)
NO_SHARE: Final = Decimal(0)
_HUNDRED: Final = Decimal(100)


def half_up(amount: Decimal) -> Decimal:
    """Round to the fen, halves away from zero.

    >>> half_up(Decimal("1.005")), half_up(Decimal("-0.005")), half_up(Decimal("-0.001"))
    (Decimal('1.01'), Decimal('-0.01'), Decimal('0.00'))
    """
    return _ROUNDING.quantize(amount, FEN) or ZERO


def quotient(numerator: Decimal, denominator: Decimal | int) -> Decimal:
    """Divide and round once to the fen, without intermediate rounding.

    >>> quotient(Decimal("10"), 3), quotient(Decimal("-1"), 8), quotient(Decimal("0.01"), 2)
    (Decimal('3.33'), Decimal('-0.13'), Decimal('0.01'))
    """
    fen, rest = EXACT.divmod(EXACT.multiply(numerator, _HUNDRED), denominator)
    if EXACT.multiply(EXACT.abs(rest), 2) >= EXACT.abs(Decimal(denominator)):
        fen = EXACT.add(fen, -1 if (numerator < 0) != (denominator < 0) else 1)
    return EXACT.multiply(fen, FEN) or ZERO


def exact_arithmetic(function: Callable[P, R]) -> Callable[P, R]:
    """Run a function in the library's own decimal context and restore the caller's afterwards."""

    # Not `localcontext`: it copies the context on every call, which takes longer than most rules.
    @wraps(function)
    def in_exact_context(*args: P.args, **kwargs: P.kwargs) -> R:
        callers = getcontext()
        setcontext(EXACT)
        try:
            return function(*args, **kwargs)
        finally:
            setcontext(callers)

    return in_exact_context
