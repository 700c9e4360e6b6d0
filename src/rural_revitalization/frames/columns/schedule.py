"""What a schedule of bands (分段) pays on every row, and what it leaves to pay, as lower and upper bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import add, and_
from typing import Any

from attrs import frozen

from . import ends
from .ends import End
from .expressions import Keeper, Truths, Wholes, chosen, greatest, least_of


@frozen(eq=False, kw_only=True)
class ScheduleColumns:
    """A cost, a deductible and a ceiling in fen, and bands with rates and an uplift, of which `unit` is 1."""

    cost: Any
    deductible: Any
    ceiling: Any
    uplift: Any
    rates: Sequence[Any]
    limits: Sequence[Wholes | None]
    unit: int
    on_whole: bool
    keeper: Keeper

    def due_low(self) -> End:
        """The least that is due: for the lowest cost, the highest deductible and the lowest rates."""
        return self._paid(self.cost.low, self.deductible.high, self._fewest())

    def due_high(self) -> End:
        """The most that is due."""
        return self._paid(self.cost.high, self.deductible.low, self._most())

    def left_low(self) -> End:
        """The least that is left to pay."""
        return self._left(self.cost.low, self.deductible.low, self._most(), self.ceiling.high)

    def left_high(self) -> End:
        """The most that is left to pay."""
        return self._left(self.cost.high, self.deductible.high, self._fewest(), self.ceiling.low)

    # -- where open facts matter ----------------------------------------------------------------------

    def reached(self) -> list[Truths]:
        """For each band, the rows on which any part of the cost can lie in it."""
        least = self.deductible.low if self.on_whole else ends.ZERO
        return list(self._reached(least, self._place(self.cost.high, self.deductible.low)))

    def uplift_tells(self) -> list[Truths]:
        """For each band, the rows on which the uplift makes a difference: not where all is paid either way."""
        return [
            ~self._raised(rate.low, self.uplift.low).equals(self._raised(rate.low, self.uplift.high))
            for rate in self.rates
        ]

    def rate_tells(self) -> list[Truths]:
        """For each band, the rows on which its own rate makes a difference."""
        return [
            ~self._raised(rate.low, self.uplift.low).equals(self._raised(rate.high, self.uplift.low))
            for rate in self.rates
        ]

    def flat(self) -> Truths:
        """True where any cost above its lower bound is paid in full, so that a higher cost leaves no more to pay."""
        beyond = self._reached(
            self._place(self.cost.low, self.deductible.high), self._place(self.cost.high, self.deductible.low)
        )
        whole = [~here | rate.equals(Wholes.of(self.unit)) for here, rate in zip(beyond, self._fewest(), strict=True)]
        return ends.at_most(self.deductible.high, self.cost.low) & reduce(and_, whole)

    # -- helpers ----------------------------------------------------------------------------------------

    def _fewest(self) -> list[Wholes]:
        return [self._raised(rate.low, self.uplift.low) for rate in self.rates]

    def _most(self) -> list[Wholes]:
        return [self._raised(rate.high, self.uplift.high) for rate in self.rates]

    def _raised(self, rate: End, uplift: End) -> Wholes:
        assert rate is not None, "rates lie between 0 and 1"
        assert uplift is not None, "uplifts lie between 0 and 1"
        return self.keeper.keep(least_of(rate + uplift, Wholes.of(self.unit)))

    def _place(self, cost: End, deductible: End) -> End:
        return cost if self.on_whole else ends.difference(cost, deductible)

    def _reached(self, least: End, most: End) -> Iterator[Truths]:
        start = ends.ZERO
        for limit in self.limits:
            begun = ~ends.at_most(most, start)
            yield begun if limit is None else begun & ~ends.at_most(limit, least)
            start = start if limit is None else limit

    def _paid(self, cost: End, deductible: End, rates: Sequence[Wholes]) -> End:
        if deductible is None:
            return ends.ZERO
        endless = ends.YES if cost is None else cost.is_null()
        unbounded = endless & ~(rates[-1] <= ends.ZERO)
        found = self._by_bands(self._finite(cost, deductible), deductible, rates)
        return chosen(deductible.is_null(), ends.ZERO, chosen(unbounded, None, found))

    def _left(self, cost: End, deductible: End, rates: Sequence[Wholes], ceiling: End) -> End:
        endless = ends.YES if cost is None else cost.is_null()
        limited = ends.NO if ceiling is None else ~ceiling.is_null()
        never = ends.YES if deductible is None else deductible.is_null()
        unbounded = endless & (never | limited | (rates[-1] < Wholes.of(self.unit)))
        reached = self._finite(cost, ends.ZERO if deductible is None else deductible)
        paid = ends.capped(self._paid(reached, deductible, rates), ceiling)
        return chosen(unbounded, None, ends.difference(reached, paid))

    def _finite(self, cost: End, deductible: Wholes) -> Wholes:
        """The cost or, where unbounded, a cost past every limit, beyond which only the last band counts."""
        last = max((limit.held for limit in self.limits if limit is not None), default=0)
        beyond = deductible + Wholes.of(last)
        if cost is None:
            return self.keeper.keep(beyond)
        found = chosen(cost.is_null(), beyond, cost)
        assert found is not None
        return self.keeper.keep(found)

    def _by_bands(self, cost: Wholes, deductible: Wholes, rates: Sequence[Wholes]) -> Wholes:
        """The sum over the bands, rounded once; large parts are split into units and rest to keep products small."""
        start = deductible if self.on_whole else ends.ZERO
        position = cost if self.on_whole else self.keeper.keep(cost - deductible)
        unit, below = Wholes.of(self.unit), ends.ZERO
        wholes, rests = list[Wholes](), list[Wholes]()
        for limit, rate in zip(self.limits, rates, strict=True):
            end = position if limit is None else least_of(position, limit)
            part = self.keeper.keep(greatest(end - greatest(start, below), ends.ZERO))
            if part.most * rate.most <= self.keeper.exact // (2 * len(rates)):
                rests.append(part * rate)
            else:
                units = self.keeper.keep(part.over(unit, self.keeper.exact))
                wholes.append(units * rate)
                rests.append((part - units * unit) * rate)
            below = below if limit is None else limit
        rounded = (reduce(add, rests) + Wholes.of(self.unit // 2)).over(unit, self.keeper.exact)
        return self.keeper.keep(reduce(add, wholes, rounded))
