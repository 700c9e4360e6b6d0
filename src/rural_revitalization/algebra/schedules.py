"""What schedules (分段) pay: by steps, by bands of a cost, by the first class that applies, by the best of a rank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import sub
from typing import Any, TypeVar

from ..errors import InvalidInput, Mismatch
from .dispatch import kind_for
from .exact import NO_SHARE, ZERO, exact_arithmetic
from .figures import is_set, otherwise
from .operand import NO_CEILING, UNSET, Amount, Band, Ceiling, Number, Rate, Schedule, Truth, Unset
from .operations import maximum, minimum, split, when
from .plain import check_figure

__all__ = ["band_rate", "banded", "by_class", "by_rank", "stepped"]

A = TypeVar("A")


def stepped(number: Number, steps: Sequence[A]) -> A:
    """Return the step at index `number`, and the last step for any higher count.

    Raises `InvalidInput` if there are no steps.

    >>> from decimal import Decimal
    >>> stepped(13, [Decimal(1), Decimal("0.5")])
    Decimal('0.5')
    """
    kind_for(number)
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

    >>> from decimal import Decimal
    >>> banded(Decimal("90000"), Decimal("8000"), Decimal("0.60"), uplift=Decimal("0.05"), ceiling=NO_CEILING)
    (Decimal('53300.00'), Decimal('36700.00'))
    """
    bands, on_whole = _bands(schedule)
    numbers: list[object] = [cost, deductible, uplift, *[band.rate for band in bands]]
    if ceiling is not NO_CEILING:
        numbers.append(ceiling)
    return kind_for(*numbers).banded(cost, deductible, bands, uplift, ceiling, on_whole)


def band_rate(cost: Amount, deductible: Amount, schedule: Schedule | Rate) -> Rate:
    """Return the rate of the band that the last yuan of a cost falls in, before any uplift.

    >>> from decimal import Decimal
    >>> bands = [Band(Decimal("50000"), Decimal("0.60")), Band(None, Decimal("0.70"))]
    >>> band_rate(Decimal("60000"), Decimal("16000"), Schedule(bands, measured_on="whole"))
    Decimal('0.70')
    """
    bands, on_whole = _bands(schedule)
    kind_for(cost, deductible, *(band.rate for band in bands))
    if len(bands) == 1:
        return bands[0].rate
    position = cost if on_whole else exact_arithmetic(sub)(cost, deductible)
    rate = bands[-1].rate
    for up_to, lower_rate in reversed([(band.up_to, band.rate) for band in bands if band.up_to is not None]):
        rate = when(position <= up_to, lower_rate, rate)
    return rate


def _bands(schedule: Schedule | Rate) -> tuple[tuple[Band, ...], bool]:
    """Return the bands of a schedule, and whether their limits are measured on the whole cost."""
    if isinstance(schedule, Schedule):
        return schedule.bands, schedule.on_whole
    return (Band(None, schedule),), False  # a single band has no limit to measure


def by_class(
    cost: Amount, *classes: tuple[Truth, Amount, Schedule | Rate], ceiling: Ceiling
) -> tuple[Amount, Rate, Amount, Amount]:
    """Return deductible, rate, amount paid and amount left of a cost, in yuan, under the first class that applies.

    A class is a tuple of condition, deductible and schedule (see `banded`). If none applies, nothing is paid. Classes
    that cannot apply are not evaluated.

    >>> from decimal import Decimal
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

    >>> from decimal import Decimal
    >>> from rural_revitalization.algebra import ONE
    >>> tiers = [(Decimal("420.00"), Decimal("390.00")), (Decimal("800.00"), Decimal("430.00"))]
    >>> ranks = (ONE, (False, UNSET, UNSET)), (Decimal("0.50"), (True, UNSET, tiers))
    >>> by_rank(Decimal("800.00"), *ranks, least=NO_SHARE)
    (Decimal('0'), Decimal('430.00'), Decimal('430.00'), Decimal('370.00'))
    """
    kind_for(contribution, least, *(rate for rate, *_ in ranks))
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
