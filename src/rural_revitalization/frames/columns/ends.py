"""Interval arithmetic, row by row: an end is a lower or an upper bound.

Null means unbounded: below in a lower bound, above in an upper one. A bound that is `None` is null on every row. Limits
(封顶线) are the exception: their lower bound may also be null where there is no limit at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from attrs import evolve

from .expressions import Keeper, Truths, Wholes, chosen, first_if, greatest, least_of, present
from .fractions import fraction

End: TypeAlias = Wholes | None

NO = Truths.of(truth=False)
YES = Truths.of(truth=True)
ZERO = Wholes.of(0)


def total(a: End, b: End) -> End:
    """The sum of two lower or two upper bounds."""
    return None if a is None or b is None else a + b


def difference(a: End, b: End) -> End:
    """A lower bound minus an upper one, or an upper minus a lower."""
    return None if a is None or b is None else a - b


def below(a: End, b: End) -> Truths:
    """True where an upper bound is certainly less than a lower bound."""
    return NO if a is None or b is None else (a < b).certain()


def at_most(a: End, b: End) -> Truths:
    """True where an upper bound is certainly at most a lower bound."""
    return NO if a is None or b is None else (a <= b).certain()


def lowest(a: End, b: End) -> End:
    """The smaller of two bounds; null is unbounded below."""
    return _unless_null(least_of, a, b)


def highest(a: End, b: End) -> End:
    """The larger of two bounds; null is unbounded above."""
    return _unless_null(greatest, a, b)


def capped(a: End, b: End) -> End:
    """The smaller of two bounds; null is unbounded above."""
    return b if a is None else a if b is None else least_of(a, b)


def floored(a: End, b: End) -> End:
    """The larger of two bounds; null is unbounded below."""
    return b if a is None else a if b is None else greatest(a, b)


def either_way(condition: Truths, yes: End, no: End, open_: Callable[[End, End], End]) -> End:
    """The bound of a choice: one branch's where the condition is known, that of both by `open_` where it is open."""
    if not condition.nullable:
        return chosen(condition, yes, no)
    either = open_(yes, no)
    if either is no:
        return chosen(condition, yes, no)
    if either is yes:
        return chosen(condition.possible(), yes, no)
    if yes is None or no is None:
        return chosen(condition, yes, chosen(~condition, no, either))
    ahead = no <= yes if open_ is highest else yes <= no
    passed_over = no if open_ is capped else yes
    return chosen(condition.or_if_open(ahead | passed_over.is_null()), yes, no)


def zero(end: End) -> Truths:
    """True where a bound is 0."""
    return NO if end is None else end.equals(ZERO).certain()


def negative(end: End, *, if_endless: bool) -> Truths:
    """True where a bound is below 0; `if_endless` is the answer for null: True for lower bounds, False for upper."""
    if end is None:
        return Truths.of(truth=if_endless)
    if end.least >= 0 and not (end.nullable and if_endless):
        return NO
    return (end < ZERO).possible() if if_endless else (end < ZERO).certain()


def positive(end: End) -> Truths:
    """True where a bound is certainly above 0."""
    return NO if end is None else ~(end <= ZERO).possible()


def product(amount: End, factors: Sequence[End], divisors: Sequence[End], keeper: Keeper) -> End:
    """Multiply an amount by factors, divide by divisors, and round once; unbounded times 0 is 0.

    Divided by an unbounded divisor it is 0.
    """
    parts = (amount, *factors)
    endless = {place for place, part in enumerate(parts) if part is None or part.nullable}
    nothing = NO
    for place, part in enumerate(parts):
        if endless - {place}:
            nothing = nothing | zero(part)
    for divisor in divisors:
        nothing = nothing | (YES if divisor is None else divisor.is_null())
    known = [part for part in parts if part is not None]
    whole = [divisor for divisor in divisors if divisor is not None]
    if len(known) < len(parts) or len(whole) < len(divisors):
        return chosen(nothing, ZERO, None)
    return chosen(nothing, ZERO, fraction(known[0], known[1:], whole, keeper))


def rest(amounts: Sequence[End], rates: Sequence[End], unit: int, keeper: Keeper) -> tuple[End, End]:
    """Bounds of what remains of an amount after a share, over all corners; a rate of `unit` is 1."""
    if _share_of_positive(amounts[0], rates[1], unit):  # then it rises with the amount, and falls as the rate rises
        least, _, _ = _corner(amounts[0], rates[1], 0, unit, keeper)
        most, _, unbounded = _corner(amounts[1], rates[0], 1, unit, keeper)
        return least, chosen(unbounded, None, most)
    corners = [_corner(amounts[side], rate, side, unit, keeper) for side in (0, 1) for rate in rates]
    values = [value for value, _, _ in corners]
    without_low, without_high = _any([below_ for _, below_, _ in corners]), _any([above for _, _, above in corners])
    return (chosen(without_low, None, _reduced(capped, values)), chosen(without_high, None, _reduced(floored, values)))


def _share_of_positive(amount: End, rate: End, unit: int) -> bool:
    """Test whether the amounts are at least 0, and the rates at most 1."""
    above = amount is not None and amount.least >= 0 and not amount.nullable
    return above and rate is not None and rate.most <= unit and not rate.nullable


def _corner(amount: End, rate: End, side: int, unit: int, keeper: Keeper) -> tuple[End, Truths, Truths]:
    """What remains at one corner, null where unbounded; where it is unbounded below, and where above."""
    whole = Wholes.of(unit)
    boundless = YES if rate is None else rate.is_null()
    endless = YES if amount is None else amount.is_null()
    above = boundless | (NO if rate is None else (whole < rate).certain())
    under = ~boundless & (NO if rate is None else (rate < whole).certain())
    infinite = ~endless & boundless
    under_zero, over_zero = (NO, NO) if amount is None else ((amount < ZERO).certain(), positive(amount))
    falling, rising = (endless & under, endless & above) if side == 0 else (endless & above, endless & under)
    left = difference(amount, product(amount, [rate], [whole], keeper))
    all_paid = NO if rate is None else rate.equals(whole).certain()
    value = chosen(all_paid, ZERO, left)
    kept = None if value is None else keeper.keep(value)
    return kept, falling | (infinite & over_zero), rising | (infinite & under_zero)


def _reduced(choose: Callable[[End, End], End], values: Sequence[End]) -> End:
    found = values[0]
    for value in values[1:]:
        found = choose(found, value)
    return found


def _any(rows: Sequence[Truths]) -> Truths:
    found = NO
    for row in rows:
        found = found | row
    return found


def _unless_null(choose: Callable[[Wholes, Wholes], Wholes], a: End, b: End) -> End:
    if a is None or b is None:
        return None
    first, second = evolve(a, nullable=False), evolve(b, nullable=False)
    found = choose(first, second)
    if found is first:
        return chosen(b.is_null(), None, a)
    if found is second:
        return chosen(a.is_null(), None, b)
    ahead = a <= b if choose is least_of else b <= a
    return first_if(ahead | a.is_null(), a, b, present(chosen(a.is_null() | b.is_null(), None, found)))
