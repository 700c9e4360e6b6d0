"""The operations that rules are written in.

Rules use `&`, `|`, `+`, `-`, comparisons and the functions below, and nothing else. Each accepts plain values,
`Unknown` ranges, and any further kind that implements `Operand`; where no argument is an operand the result is plain
Python. Every operation is *sound* (the true answer lies within the result) and *tight* (both ends are reached, where
the arguments are independent).

Amounts are yuan, rates are shares of 1, rounding is half-up to the fen and happens once per operation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from operator import sub
from typing import Any, TypeVar, overload

from .errors import InvalidInput, Mismatch, shown
from .exact import EXACT, NO_SHARE, ONE, ZERO, exact_arithmetic, half_up, quotient
from .operand import (
    NO_CEILING,
    PLAIN,
    Amount,
    Band,
    Ceiling,
    MeasuredOn,
    NoCeiling,
    Number,
    Operand,
    Rate,
    Truth,
)
from .unknown import Unknown, paid_by_bands, raised

__all__ = [
    "NO_CEILING",
    "NO_SHARE",
    "ONE",
    "ZERO",
    "Amount",
    "Band",
    "Ceiling",
    "MeasuredOn",
    "NoCeiling",
    "Number",
    "Operand",
    "Rate",
    "Truth",
    "Unknown",
    "added",
    "band_rate",
    "banded",
    "checked_bands",
    "exact_arithmetic",
    "larger",
    "negate",
    "one_of",
    "per_head",
    "prorated",
    "share",
    "smaller",
    "split",
    "stepped",
    "times",
    "when",
]

A = TypeVar("A")
B = TypeVar("B")
N = TypeVar("N", int, Decimal)


def _kind(*arguments: object) -> type[Operand[Any]] | None:
    """The kind of operand that carries an operation out: the highest rank among the arguments."""
    # Plain values are told by their exact types first: asking an abstract class takes longer than the arithmetic.
    for argument in arguments:
        if type(argument) not in PLAIN:
            return _highest(arguments)
    return None


def _highest(arguments: Iterable[object]) -> type[Operand[Any]] | None:
    kinds = [type(argument) for argument in arguments if isinstance(argument, Operand)]
    return max(kinds, key=lambda kind: kind.rank, default=None)


def negate(truth: Truth) -> Truth:
    """Not (非).

    >>> negate(True)
    False
    """
    if isinstance(truth, bool):
        return not truth
    if not isinstance(truth, Operand):
        raise TypeError(f"a truth was expected, not {shown(truth)}")
    return type(truth).negate(truth)  # type: ignore[no-any-return]


def when(condition: Truth, yes: A, no: B) -> A | B:
    """`yes` where the condition holds, otherwise `no`; both are operands of one kind.

    >>> when(Unknown(False, True, {"orphan"}), Decimal("320.00"), Decimal("160.00"))
    Unknown(Decimal('160.00'), Decimal('320.00'), {'orphan'})
    """
    if condition is True:
        return yes
    if condition is False:
        return no
    kind = _kind(condition, yes, no)
    if kind is None:
        raise TypeError(f"a condition is a truth, not {shown(condition)}")
    return kind.when(condition, yes, no)  # type: ignore[no-any-return]


def split(amount: Amount, rate: Rate) -> tuple[Amount, Amount]:
    """A share of an amount in yuan, half-up to the fen, and what remains of the amount after it.

    The two add up to the amount exactly; as one operation, what remains is as narrow as can be known.

    >>> split(Decimal("320.01"), Decimal("0.5"))
    (Decimal('160.01'), Decimal('160.00'))
    >>> split(Unknown(ZERO, None, {"contribution"}), Decimal(1))
    (Unknown(Decimal('0.00'), None, {'contribution'}), Decimal('0.00'))
    """
    kind = _kind(amount, rate)
    if kind is not None:
        return kind.split(amount, rate)
    part = half_up(EXACT.multiply(_plain(amount), _plain(rate)))
    return part, EXACT.subtract(_plain(amount), part)


def share(amount: Amount, rate: Rate) -> Amount:
    """A share of an amount in yuan, half-up to the fen.

    >>> share(Decimal("0.01"), Decimal("0.5"))
    Decimal('0.01')
    """
    return split(amount, rate)[0]


def times(amount: Amount, number: Number) -> Amount:
    """An amount in yuan as often as a count says, exactly.

    >>> times(Decimal("150.50"), 3)
    Decimal('451.50')
    """
    kind = _kind(amount, number)
    if kind is not None:
        return kind.times(amount, number)  # type: ignore[no-any-return]
    return EXACT.multiply(_plain(amount), _plain(number))


def prorated(amount: Amount, rate: Rate, days: Number, day_count: Number, *, part: Rate = ONE) -> Amount:
    """`amount * rate * days / day_count` in yuan, rounded once, half-up to the fen.

    `rate` is per year, `day_count` the days that count as a year (360 or 365); of the whole, `part` is a share of 1.

    >>> prorated(Decimal("80000"), Decimal("0.0365"), 365, 365)
    Decimal('2920.00')
    >>> prorated(Decimal("50000"), Decimal("0.0365"), 365, 365, part=Decimal("0.7"))
    Decimal('1277.50')
    """
    kind = _kind(amount, rate, part, days, day_count)
    if kind is not None:
        return kind.prorated(amount, rate, part, days, day_count)  # type: ignore[no-any-return]
    yearly = EXACT.multiply(EXACT.multiply(_plain(amount), _plain(rate)), _plain(part))
    return quotient(EXACT.multiply(yearly, _plain(days)), _plain(day_count))


def per_head(total: Amount, heads: Number) -> Amount:
    """A total in yuan divided by a count of people, rounded once, half-up to the fen.

    >>> per_head(Decimal("10000"), 3)
    Decimal('3333.33')
    """
    kind = _kind(total, heads)
    if kind is not None:
        return kind.per_head(total, heads)  # type: ignore[no-any-return]
    return quotient(_plain(total), _plain(heads))


@overload
def smaller(a: N | Operand[N], b: N | NoCeiling | Operand[N]) -> N | Operand[N]: ...
@overload
def smaller(a: N | NoCeiling | Operand[N], b: N | Operand[N]) -> N | Operand[N]: ...
def smaller(a: Any, b: Any) -> Any:
    """The smaller of two numbers; `NO_CEILING` is larger than any.

    >>> smaller(Decimal("53300.00"), NO_CEILING)
    Decimal('53300.00')
    """
    kind = _kind(a, b)
    if kind is not None:
        return kind.smaller(a, b)
    if a is NO_CEILING:
        return b if b is NO_CEILING else _plain(b)
    if b is NO_CEILING:
        return _plain(a)
    return min(_plain(a), _plain(b))


@overload
def larger(a: N, b: N) -> N: ...
@overload
def larger(a: N | Operand[N], b: N | Operand[N]) -> N | Operand[N]: ...
def larger(a: Any, b: Any) -> Any:
    """The larger of two numbers.

    >>> larger(Decimal("-11000.00"), ZERO)
    Decimal('0.00')
    """
    kind = _kind(a, b)
    if kind is not None:
        return kind.larger(a, b)
    return max(_plain(a), _plain(b))


def one_of(number: Number, *options: int) -> Truth:
    """Whether a count, such as a disability grade, is among the options.

    >>> one_of(Unknown(1, 4, {"disability_grade"}), 1, 2, 3, 4)
    True
    """
    kind = _kind(number)
    if kind is not None:
        return kind.one_of(number, options)  # type: ignore[no-any-return]
    return _plain(number) in options


def stepped(number: Number, steps: Sequence[A]) -> A:
    """The step that a count has reached: the first at 0, and the last for all that is beyond.

    >>> stepped(13, [Decimal(1), Decimal("0.5")])
    Decimal('0.5')
    """
    reached = steps[-1]
    for at in range(len(steps) - 2, -1, -1):
        reached = when(number <= at, steps[at], reached)
    return reached


def banded(
    cost: Amount,
    deductible: Amount,
    bands: Sequence[Band],
    *,
    measured_on: MeasuredOn | str,
    uplift: Rate,
    ceiling: Ceiling,
) -> tuple[Amount, Amount]:
    """What a schedule of bands (分段) pays of a cost in yuan above the deductible, and what it leaves to pay.

    Each band pays its rate plus the uplift (never more than all) on its part of the cost; the sum is rounded once,
    half-up to the fen, and capped at the ceiling. `measured_on` says what the bands' limits are measured on, since
    practice differs: `"whole"`, the whole cost, or `"excess"`, what exceeds the deductible. Bands ascend and only the
    last has no limit, otherwise `InvalidInput` is raised.

    >>> flat = [Band(None, Decimal("0.60"))]
    >>> banded(Decimal("90000"), Decimal("8000"), flat, measured_on="excess",
    ...        uplift=Decimal("0.05"), ceiling=NO_CEILING)
    (Decimal('53300.00'), Decimal('36700.00'))
    """
    on_whole = checked_bands(bands, measured_on)
    kind = _kind(cost, deductible, uplift, ceiling, *(band.rate for band in bands))
    if kind is not None:
        return kind.banded(cost, deductible, bands, uplift, ceiling, on_whole)
    rates = [(band.up_to, raised(_plain(band.rate), _plain(uplift))) for band in bands]
    paid: Any = smaller(paid_by_bands(_plain(cost), _plain(deductible), rates, on_whole), ceiling)
    return paid, EXACT.subtract(_plain(cost), paid)


def band_rate(cost: Amount, deductible: Amount, bands: Sequence[Band], *, measured_on: MeasuredOn | str) -> Rate:
    """The rate of the band that the last yuan of a cost falls in, before any uplift.

    >>> bands = [Band(Decimal("50000"), Decimal("0.60")), Band(None, Decimal("0.70"))]
    >>> band_rate(Decimal("60000"), Decimal("16000"), bands, measured_on="whole")
    Decimal('0.70')
    """
    on_whole = checked_bands(bands, measured_on)
    position = cost if on_whole or len(bands) == 1 else exact_arithmetic(sub)(cost, deductible)
    rate = bands[-1].rate
    for up_to, lower_rate in reversed([(band.up_to, band.rate) for band in bands if band.up_to is not None]):
        rate = when(position <= up_to, lower_rate, rate)
    return rate


def checked_bands(bands: Sequence[Band], measured_on: MeasuredOn | str) -> bool:
    """Whether limits are measured on the whole cost; raises `InvalidInput` for a schedule that is none."""
    if measured_on not in (MeasuredOn.WHOLE, MeasuredOn.EXCESS):
        raise InvalidInput([Mismatch("measured_on", "whole or excess", shown(measured_on))])
    if len(bands) == 1 and bands[0].up_to is None:
        return measured_on == MeasuredOn.WHOLE
    limits = [band.up_to for band in bands]
    ascending = [ZERO, *(limit for limit in limits if limit is not None)]
    if len(ascending) != len(limits) or limits[-1] is not None or ascending != sorted(set(ascending)):
        raise InvalidInput([Mismatch("bands", "limits above 0 that ascend, and none for the last", shown(limits))])
    return measured_on == MeasuredOn.WHOLE


@exact_arithmetic
def added(amounts: Iterable[Amount]) -> Amount:
    """The sum of some amounts in yuan: 0.00 of none.

    >>> added([Decimal("320.00"), Unknown(ZERO, Decimal("160.00"), {"monitored"})])
    Unknown(Decimal('320.00'), Decimal('480.00'), {'monitored'})
    """
    total: Amount = ZERO
    for amount in amounts:
        total = total + amount
    return total


def _plain(value: object) -> Any:
    """A value known to be no operand, for arithmetic; truths are not numbers."""
    if type(value) is not Decimal and (isinstance(value, bool) or not isinstance(value, int | Decimal)):
        raise TypeError(f"rules compute with int, Decimal and operands, not {type(value).__name__}")
    return value
