"""The operations that rules are written in.

Rules use only `&`, `|`, `+`, `-`, comparisons and the functions below. Each accepts plain values, `Unknown` ranges and
any other `Operand`; if no argument is an operand, the result is a plain value. Every operation is *sound* (the true
answer lies within the result) and *tight* (both ends are attained, if the arguments are independent).

Amounts are in yuan, rates are shares of 1; each operation rounds at most once, half-up to the fen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from operator import sub
from typing import Any, Final, TypeVar, overload

from ..errors import InvalidInput, Mismatch, kind_of
from .exact import EXACT, NO_SHARE, ONE, ZERO, exact_arithmetic, half_up
from .operand import (
    NO_CEILING,
    PLAIN,
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
    rank_of,
)
from .plain import Plain, check_figure, check_number
from .unknown import Unknown

__all__ = [
    "NO",
    "NOTHING",
    "NO_CEILING",
    "NO_SHARE",
    "ONE",
    "UNSET",
    "WHOLE",
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
    "band_rate",
    "banded",
    "below_share",
    "by_class",
    "by_rank",
    "day_of_year",
    "exact_arithmetic",
    "if_stated",
    "is_set",
    "maximum",
    "minimum",
    "monthly",
    "months_in",
    "not_",
    "one_of",
    "otherwise",
    "per_head",
    "prorated",
    "rest_of",
    "rounded_up",
    "share",
    "split",
    "stepped",
    "sum_of",
    "times",
    "when",
    "year_of",
    "yearly",
]

A = TypeVar("A")
B = TypeVar("B")
N = TypeVar("N", int, Decimal)


Kind = type[Operand[Any]] | type[Plain]

_MONTHS: Final = 12
_SCALE: Final = 10_000
_ONE_IN_200: Final = Decimal("0.005")
_A_DOUBLED_FEN: Final = Decimal("0.02")

NO: Final = False
"""Fallback of an optional figure that is a truth value."""
NOTHING: Final = (NO_SHARE,)
"""Fallback of shares by step: 0 at every step."""
WHOLE: Final = (ONE,)
"""Fallback of shares by step: 1 at every step."""


def _kind(*numbers: Any) -> Kind:
    """Return the kind of value that performs an operation on numbers.

    Raises `TypeError` if one is neither an operand nor a finite number, such as a truth value or a float.
    """
    # Fast path by exact type: most arguments are plain numbers.
    for number in numbers:
        if type(number) is Decimal:
            if not number.is_finite():
                check_number(number)
        elif type(number) is not int:
            return _highest_of_numbers(numbers)
    return Plain


def _highest_of_numbers(numbers: Iterable[object]) -> Kind:
    kind: Any = Plain
    for number in numbers:
        rank = rank_of(type(number))
        if rank == 0:
            check_number(number)
        elif rank > kind.rank:
            kind = type(number)
    return kind  # type: ignore[no-any-return]


def _highest(*arguments: Any) -> Kind:
    """Return the kind with the highest rank among the arguments."""
    kind: Any = Plain
    for argument in arguments:
        if rank_of(type(argument)) > kind.rank:
            kind = type(argument)
    return kind  # type: ignore[no-any-return]


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
    return _highest(condition, yes, no).when(condition, yes, no)  # type: ignore[no-any-return]


def split(amount: Amount, rate: Rate) -> tuple[Amount, Amount]:
    """Split an amount in yuan into a share, half-up to the fen, and the remainder.

    The two add up to the amount exactly; for ranges, the remainder is narrower than the difference would be.

    >>> split(Decimal("320.01"), Decimal("0.5"))
    (Decimal('160.01'), Decimal('160.00'))
    >>> split(Unknown(ZERO, None, {"contribution"}), Decimal(1))
    (Unknown(Decimal('0.00'), None, {'contribution'}), Decimal('0.00'))
    """
    return _kind(amount, rate).split(amount, rate)


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
    return _kind(amount, number).times(amount, number)  # type: ignore[no-any-return]


def rest_of(cost: Amount, paid: Amount, *, reversal: Truth = False) -> Amount:
    """Return what a payment leaves of a cost in yuan: between nothing and all of it.

    Of a `reversal` (冲销), which may give back more than its own cost, it is the difference.

    >>> rest_of(Decimal("900.00"), Decimal("1000.00")), rest_of(Decimal("900.00"), Decimal("200.00"))
    (Decimal('0.00'), Decimal('700.00'))
    """
    _kind(cost, paid)
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
    kind = _kind(amount, rate, part, days, day_count)
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
    _kind(years)
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
    _kind(amount)
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
    return _kind(total, heads).per_head(total, heads)  # type: ignore[no-any-return]


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
    return _kind(a, b).minimum(a, b)


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
    return _kind(a, b).maximum(a, b)


def one_of(number: Number, *options: int) -> Truth:
    """Test whether a count, such as a disability grade, is one of the options.

    >>> one_of(Unknown(1, 4, {"disability_grade"}), 1, 2, 3, 4)
    True
    """
    for option in options:
        check_number(option)
    return _kind(number).one_of(number, options)  # type: ignore[no-any-return]


def stepped(number: Number, steps: Sequence[A]) -> A:
    """Return the step at index `number`, and the last step for any higher count.

    Raises `InvalidInput` if there are no steps.

    >>> stepped(13, [Decimal(1), Decimal("0.5")])
    Decimal('0.5')
    """
    _kind(number)
    if not steps:
        raise InvalidInput([Mismatch("steps", "at least one step", "none")], about="stepped")
    for step in steps:
        check_figure(step)
    reached = steps[-1]
    for at in range(len(steps) - 2, -1, -1):
        reached = when(number <= at, steps[at], reached)
    return reached


def banded(
    cost: Amount, deductible: Amount, schedule: Schedule | Rate, *, uplift: Rate, ceiling: Ceiling
) -> tuple[Amount, Amount]:
    """Return the amounts in yuan that a schedule (分段) pays of a cost above the deductible, and that are left to pay.

    The schedule is one rate, or bands. Each band pays its rate plus the uplift, at most 1 in all, on its part of the
    cost; the sum is rounded once, half-up to the fen, and capped at the ceiling.

    >>> banded(Decimal("90000"), Decimal("8000"), Decimal("0.60"), uplift=Decimal("0.05"), ceiling=NO_CEILING)
    (Decimal('53300.00'), Decimal('36700.00'))
    """
    bands, on_whole = _bands(schedule)
    numbers: list[object] = [cost, deductible, uplift, *[band.rate for band in bands]]
    if ceiling is not NO_CEILING:
        numbers.append(ceiling)
    return _kind(*numbers).banded(cost, deductible, bands, uplift, ceiling, on_whole)


def band_rate(cost: Amount, deductible: Amount, schedule: Schedule | Rate) -> Rate:
    """Return the rate of the band that the last yuan of a cost falls in, before any uplift.

    >>> bands = [Band(Decimal("50000"), Decimal("0.60")), Band(None, Decimal("0.70"))]
    >>> band_rate(Decimal("60000"), Decimal("16000"), Schedule(bands, measured_on="whole"))
    Decimal('0.70')
    """
    bands, on_whole = _bands(schedule)
    _kind(cost, deductible, *(band.rate for band in bands))
    if len(bands) == 1:
        return bands[0].rate
    position = cost if on_whole else exact_arithmetic(sub)(cost, deductible)
    rate = bands[-1].rate
    for up_to, lower_rate in reversed([(band.up_to, band.rate) for band in bands if band.up_to is not None]):
        rate = when(position <= up_to, lower_rate, rate)
    return rate


def by_class(
    cost: Amount, *classes: tuple[Truth, Amount, Schedule | Rate], ceiling: Ceiling
) -> tuple[Amount, Rate, Amount, Amount]:
    """Return deductible, rate, amount paid and amount left of a cost, in yuan, under the first class that applies.

    A class is a tuple of condition, deductible and schedule (see `banded`). If none applies, nothing is paid. Classes
    that cannot apply are not evaluated.

    >>> by_class(Decimal("9000"), (False, ZERO, Decimal("0.60")), (True, Decimal("1000"), Decimal("0.60")),
    ...          ceiling=NO_CEILING)
    (Decimal('1000'), Decimal('0.60'), Decimal('4800.00'), Decimal('4200.00'))
    """
    found: Any = (ZERO, NO_SHARE, ZERO, cost)
    for applies, deductible, schedule in reversed(_reachable(classes)):
        paid, left = banded(cost, deductible, schedule, uplift=NO_SHARE, ceiling=ceiling)
        found = _if(applies, (deductible, band_rate(cost, deductible, schedule), paid, left), found)
    return found  # type: ignore[no-any-return]


def _reachable(classes: Iterable[tuple[Truth, Amount, Any]]) -> list[tuple[Truth, Amount, Any]]:
    """Return the classes that may apply, up to the first that certainly does."""
    reachable = []
    for item in classes:
        if item[0] is not False:
            reachable.append(item)
        if item[0] is True:
            break
    return reachable


Sums = Sequence[tuple[Amount, Amount]]
"""Fixed sums in yuan, each with the contribution from which it holds."""


@exact_arithmetic
def by_rank(
    contribution: Amount, *ranks: tuple[Rate | tuple[Truth, Amount | Unset, Sums | Unset], ...], least: Rate
) -> tuple[Rate, Amount, Amount, Amount]:
    """Return share, fixed sum, amount paid and amount left of a contribution, in yuan, under the best class there is.

    A rank is a rate and classes of condition, fixed sum and sums by tier of the contribution; ranks follow one another
    from the highest. Of the first rank with a class that applies, the class that pays most counts. A class pays its
    fixed sum where one is set for the contribution, up to the contribution, and otherwise the rank's share of it. Who
    is in no class is paid the share `least`, and nobody less than that.

    >>> tiers = [(Decimal("420.00"), Decimal("390.00")), (Decimal("800.00"), Decimal("430.00"))]
    >>> ranks = (ONE, (False, UNSET, UNSET)), (Decimal("0.50"), (True, UNSET, tiers))
    >>> by_rank(Decimal("800.00"), *ranks, least=NO_SHARE)
    (Decimal('0'), Decimal('430.00'), Decimal('430.00'), Decimal('370.00'))
    """
    _kind(contribution, least, *(rate for rate, *_ in ranks))
    nothing: Any = (least, ZERO, *split(contribution, least))
    found = nothing
    for rate, *classes in reversed(ranks):
        best = None
        for applies, offer in _offers(contribution, rate, classes, least):
            better = offer if best is None else _better(offer, best)
            found = _if(applies, better, found)
            best = _if(applies, better, nothing if best is None else best)
    return found  # type: ignore[no-any-return]


def _better(one: Sequence[Any], other: Sequence[Any]) -> tuple[Any, ...]:
    """Return the better of two offers: the most that is paid, and the least that is left."""
    return (*map(maximum, one[:-1], other[:-1]), minimum(one[-1], other[-1]))


def _if(condition: Truth, yes: Iterable[Any], no: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(when(condition, one, other) for one, other in zip(yes, no, strict=True))


def _offers(contribution: Any, rate: Any, classes: Iterable[Any], least: Any) -> Iterator[tuple[Truth, Any]]:
    """Yield what the classes of a rank offer: by its share all alike, by a fixed sum each its own."""
    by_share: Truth = False
    by_sum = list[Any]()
    for applies, flat, tiers in classes:
        fixed = is_set(flat) | _reached(contribution, tiers)
        by_share = by_share | when(fixed, False, applies)
        by_sum.append((when(fixed, applies, False), flat, tiers))
    if by_share is not False:
        share_paid = maximum(rate, least)
        yield by_share, (share_paid, ZERO, *split(contribution, share_paid))
    for applies, flat, tiers in by_sum:
        if applies is not False:
            fixed_sum = _by_tier(contribution, tiers, below=otherwise(flat, ZERO))
            paid, left = minimum(contribution, fixed_sum), maximum(contribution - fixed_sum, ZERO)
            yield applies, _better((least, fixed_sum, paid, left), (least, ZERO, *split(contribution, least)))


def _reached(contribution: Any, tiers: Any) -> Truth:
    """Test whether a contribution reaches the first tier that is stated."""
    return False if tiers is UNSET else contribution >= tiers[0][0]


def _by_tier(contribution: Any, tiers: Any, *, below: Any) -> Any:
    """Return the sum of the highest tier that a contribution reaches."""
    for tier, fixed_sum in () if tiers is UNSET else tiers:
        below = when(contribution >= tier, fixed_sum, below)
    return below


def _bands(schedule: Schedule | Rate) -> tuple[tuple[Band, ...], bool]:
    """Return the bands of a schedule, and whether their limits are measured on the whole cost."""
    if isinstance(schedule, Schedule):
        return schedule.bands, schedule.on_whole
    return (Band(None, schedule),), False  # a single band has no limit to measure


@overload
def otherwise(figure: Truth | Unset, fallback: bool) -> Truth: ...
@overload
def otherwise(figure: Number | Unset, fallback: int) -> Number: ...
@overload
def otherwise(figure: Amount | Unset, fallback: Decimal) -> Amount: ...
@overload
def otherwise(figure: Number | Unset, fallback: NoCeiling) -> Number | NoCeiling: ...
@overload
def otherwise(figure: A | Unset, fallback: B) -> A | B: ...
def otherwise(figure: Any, fallback: Any) -> Any:
    """Return an optional figure, or the fallback if it is unset.

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

    >>> if_stated(Unknown(False, True, {"rule.stated"}), False), if_stated(True, False)
    (Unknown(False, True, {'rule.stated'}), False)
    """
    if not isinstance(stated, Operand):
        not_(stated), not_(answer)  # both are truths, or refused
        return stated & answer
    return _highest(stated, answer).if_stated(stated, answer)  # type: ignore[no-any-return, union-attr]


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


def sum_of(amounts: Iterable[Amount]) -> Amount:
    """Return the sum of amounts in yuan; 0.00 if there are none.

    >>> sum_of([Decimal("320.00"), Unknown(ZERO, Decimal("160.00"), {"monitored"})])
    Unknown(Decimal('320.00'), Decimal('480.00'), {'monitored'})
    """
    total: Amount = ZERO
    for amount in amounts:
        kind = _kind(total, amount)
        total = EXACT.add(total, amount) if kind is Plain else total + amount  # type: ignore[arg-type]
    return total


def _uncapped(number: Any) -> Any:
    """Check that the number is valid and return it unchanged."""
    if number is not NO_CEILING:
        _kind(number)
    return number
