"""The operations on truths and numbers that rules are written in."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from operator import sub
from typing import Any, Final, TypeVar, overload

from ..errors import kind_of
from .dispatch import highest, kind_for
from .exact import EXACT, NO_SHARE, ONE, ZERO, exact_arithmetic, half_up
from .operand import (
    NO_CEILING,
    UNSET,
    Amount,
    Area,
    Band,
    Ceiling,
    MeasuredOn,
    NoCeiling,
    Number,
    Operand,
    Rate,
    Schedule,
    Truth,
    Unset,
)
from .plain import Plain, check_figure, check_number
from .unknown import Unknown

__all__ = [
    "NO_CEILING",
    "NO_SHARE",
    "ONE",
    "UNSET",
    "ZERO",
    "Amount",
    "Area",
    "Band",
    "Ceiling",
    "MeasuredOn",
    "NoCeiling",
    "Number",
    "Operand",
    "Rate",
    "Schedule",
    "Truth",
    "Unknown",
    "Unset",
    "above_share",
    "at_least_one",
    "below_share",
    "exact_arithmetic",
    "maximum",
    "minimum",
    "monthly",
    "months_in",
    "not_",
    "one_of",
    "per_head",
    "prorated",
    "rest_of",
    "rounded_up",
    "share",
    "split",
    "sum_of",
    "times",
    "when",
    "yearly",
]

A = TypeVar("A")
B = TypeVar("B")
N = TypeVar("N", int, Decimal)


_MONTHS: Final = 12
_SCALE: Final = 10_000
_ONE_IN_200: Final = Decimal("0.005")
_A_DOUBLED_FEN: Final = Decimal("0.02")


def not_(truth: Truth) -> Truth:
    """Return the negation (非) of a truth value.

    >>> not_(True)
    False
    """
    if isinstance(truth, bool):
        return not truth
    if not isinstance(truth, Operand):
        raise TypeError(f"expected a truth value, got {kind_of(truth)}")
    return type(truth).not_(truth)  # type: ignore[no-any-return]


def when(condition: Truth, yes: A, no: B) -> A | B:
    """Return `yes` if the condition holds, otherwise `no`; both are of one kind.

    >>> when(Unknown(False, True, {"orphan"}), Decimal("320.00"), Decimal("160.00"))
    Unknown(Decimal('160.00'), Decimal('320.00'), {'orphan'})
    """
    for branch in (yes, no):
        if type(branch) is not Decimal or not branch.is_finite():  # fast path by exact type
            check_figure(branch)
    if condition is True:
        return yes
    if condition is False:
        return no
    return highest(condition, yes, no).when(condition, yes, no)  # type: ignore[no-any-return]


def split(amount: Amount, rate: Rate) -> tuple[Amount, Amount]:
    """Split an amount in yuan into a share, half-up to the fen, and the remainder.

    The two add up to the amount exactly; for ranges, the remainder is narrower than the difference would be.

    >>> split(Decimal("320.01"), Decimal("0.5"))
    (Decimal('160.01'), Decimal('160.00'))
    >>> split(Unknown(ZERO, None, {"contribution"}), Decimal(1))
    (Unknown(Decimal('0.00'), None, {'contribution'}), Decimal('0.00'))
    """
    return kind_for(amount, rate).split(amount, rate)


def share(amount: Amount, rate: Rate) -> Amount:
    """Return a share of an amount in yuan, half-up to the fen.

    >>> share(Decimal("0.01"), Decimal("0.5"))
    Decimal('0.01')
    """
    if type(amount) is Decimal and type(rate) is Decimal and amount.is_finite() and rate.is_finite():
        return half_up(EXACT.multiply(amount, rate))
    return split(amount, rate)[0]


def times(amount: Amount, number: Number) -> Amount:
    """Multiply an amount in yuan by a count, exactly.

    >>> times(Decimal("150.50"), 3)
    Decimal('451.50')
    """
    return kind_for(amount, number).times(amount, number)  # type: ignore[no-any-return]


def rest_of(cost: Amount, paid: Amount, *, reversal: Truth = False) -> Amount:
    """Return what a payment leaves of a cost in yuan: between nothing and all of it.

    Of a `reversal` (冲销), which may give back more than its own cost, it is the difference.

    >>> rest_of(Decimal("900.00"), Decimal("1000.00")), rest_of(Decimal("900.00"), Decimal("200.00"))
    (Decimal('0.00'), Decimal('700.00'))
    """
    kind_for(cost, paid)
    left = exact_arithmetic(sub)(cost, paid)
    return when(reversal, left, maximum(minimum(left, cost), ZERO))


def prorated(amount: Amount, rate: Rate, days: Number, day_count: Number, *, part: Rate = ONE) -> Amount:
    """Return `amount * rate * part * days / day_count` in yuan, rounded once, half-up to the fen.

    `rate` is per year, `day_count` the days that count as a year (360 or 365), `part` a share of 1 of the product.

    >>> prorated(Decimal("80000"), Decimal("0.0365"), 365, 365)
    Decimal('2920.00')
    >>> prorated(Decimal("50000"), Decimal("0.0365"), 365, 365, part=Decimal("0.7"))
    Decimal('1277.50')
    """
    kind = kind_for(amount, rate, part, days, day_count)
    return kind.prorated(amount, rate, part, days, day_count)  # type: ignore[no-any-return]


def yearly(of_a_month: Amount) -> Amount:
    """Return twelve times an amount in yuan.

    >>> yearly(Decimal("441.67"))
    Decimal('5300.04')
    """
    return times(of_a_month, _MONTHS)


def monthly(of_a_year: Amount) -> Amount:
    """Return a twelfth of an amount in yuan, rounded once, half-up to the fen.

    >>> monthly(Decimal("5300.00"))
    Decimal('441.67')
    """
    return prorated(of_a_year, ONE, 1, _MONTHS)


def months_in(years: Number) -> Number:
    """Return twelve times a count.

    >>> months_in(3)
    36
    """
    kind_for(years)
    quarter = years + years + years
    half = quarter + quarter
    return half + half


def at_least_one(count: Number) -> Number:
    """Return a count, or 1 instead of none: a divisor where there is nothing to divide either.

    >>> at_least_one(0), at_least_one(3)
    (1, 3)
    """
    return maximum(count, 1)


def below_share(amount: Amount, whole: Amount, rate: Rate) -> Truth:
    """Test whether an amount is below a share of another, of at most four decimal places, before any rounding.

    >>> below_share(Decimal("0.01"), Decimal("0.01"), Decimal("1.4")), share(Decimal("0.01"), Decimal("1.4"))
    (True, Decimal('0.01'))
    """
    # Ten thousandfold, the share is a whole number of fen.
    return times(amount, _SCALE) < share(times(whole, _SCALE), rate)


def above_share(amount: Amount, whole: Amount, rate: Rate) -> Truth:
    """Test whether an amount is above a share of another, of at most four decimal places, before any rounding.

    >>> above_share(Decimal("0.02"), Decimal("0.01"), Decimal("1.4"))
    True
    """
    return share(times(whole, _SCALE), rate) < times(amount, _SCALE)


def rounded_up(amount: Amount, to: Number | Unset) -> Amount:
    """Return an amount in yuan, at least 0, rounded up to a multiple of some whole yuan, or unchanged if `UNSET`.

    >>> rounded_up(Decimal("120.01"), 10), rounded_up(Decimal("120.00"), 10)
    (Decimal('130.00'), Decimal('120.00'))
    """
    kind_for(amount)
    if isinstance(to, Unset):
        return amount
    # A quotient is rounded half-up to the fen. So that it counts multiples in fen, and upwards, half a multiple less
    # half a fen is added to the amount, and the sum divided by a hundred multiples; here all of it is doubled.
    doubled = exact_arithmetic(_doubled_and_raised)(amount, times(ONE, to))
    return times(times(prorated(doubled, _ONE_IN_200, 1, to), to), 100)


def _doubled_and_raised(amount: Any, multiple: Any) -> Any:
    return amount + amount + multiple - _A_DOUBLED_FEN


def per_head(total: Amount, heads: Number) -> Amount:
    """Divide a total in yuan by a count of people, rounded once, half-up to the fen.

    >>> per_head(Decimal("10000"), 3)
    Decimal('3333.33')
    """
    return kind_for(total, heads).per_head(total, heads)  # type: ignore[no-any-return]


@overload
def minimum(a: N | Operand[N], b: N | NoCeiling | Operand[N]) -> N | Operand[N]: ...
@overload
def minimum(a: N | NoCeiling | Operand[N], b: N | Operand[N]) -> N | Operand[N]: ...
def minimum(a: Any, b: Any) -> Any:
    """Return the smaller of two numbers; `NO_CEILING` is larger than any number.

    >>> minimum(Decimal("53300.00"), NO_CEILING)
    Decimal('53300.00')
    """
    if a is NO_CEILING or b is NO_CEILING:
        return _uncapped(b if a is NO_CEILING else a)
    if type(a) is Decimal and type(b) is Decimal and a.is_finite() and b.is_finite():
        return min(a, b)
    return kind_for(a, b).minimum(a, b)


@overload
def maximum(a: N, b: N) -> N: ...
@overload
def maximum(a: N | Operand[N], b: N | Operand[N]) -> N | Operand[N]: ...
def maximum(a: Any, b: Any) -> Any:
    """Return the larger of two numbers.

    >>> maximum(Decimal("-11000.00"), ZERO)
    Decimal('0.00')
    """
    if type(a) is Decimal and type(b) is Decimal and a.is_finite() and b.is_finite():
        return max(a, b)
    return kind_for(a, b).maximum(a, b)


def one_of(number: Number, *options: int) -> Truth:
    """Test whether a count, such as a disability grade, is one of the options.

    >>> one_of(Unknown(1, 4, {"disability_grade"}), 1, 2, 3, 4)
    True
    """
    for option in options:
        check_number(option)
    return kind_for(number).one_of(number, options)  # type: ignore[no-any-return]


def sum_of(amounts: Iterable[Amount]) -> Amount:
    """Return the sum of amounts in yuan; 0.00 if there are none.

    >>> sum_of([Decimal("320.00"), Unknown(ZERO, Decimal("160.00"), {"monitored"})])
    Unknown(Decimal('320.00'), Decimal('480.00'), {'monitored'})
    """
    total: Amount = ZERO
    for amount in amounts:
        kind = kind_for(total, amount)
        total = EXACT.add(total, amount) if kind is Plain else total + amount  # type: ignore[arg-type]
    return total


def _uncapped(number: Any) -> Any:
    """Check that the number is valid and return it unchanged."""
    if number is not NO_CEILING:
        kind_for(number)
    return number
