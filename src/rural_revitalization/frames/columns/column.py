"""A column of values as an operand: an unchanged rule computes all rows of a table at once.

Amounts, counts and rates are integers with a scale (320.01 yuan is 32001 with scale 2), so every engine computes them
exactly. A number that is open (not known) on some row carries a lower and an upper bound; one known on every row
carries a single value. A truth is a nullable boolean: null means open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, ClassVar, Final, TypeAlias, final

from attrs import evolve, frozen

from ...algebra import NO_CEILING, Band, Operand, Unknown
from . import ends
from .expressions import Truths, Wholes, chosen, truths
from .schedule import ScheduleColumns
from .stages import Stages

Facts: TypeAlias = Mapping[str, Truths]
"""Maps each missing fact to the rows on which a value depends on it."""

_CENT: Final = 2
_YES: Final = Truths.of(truth=True)
_NO: Final = Truths.of(truth=False)


class Column(Operand[Any]):
    """A column of values, or one value for all rows, computed in the stages of a table."""

    __slots__ = ()
    rank: ClassVar[int] = 2
    stages: Stages
    facts: Facts

    @property
    def recorded(self) -> Any:
        known: Truths = ~self.open  # type: ignore[attr-defined]
        return TruthColumn(self.stages, self.stages.keep(known), {})

    # -- truths ---------------------------------------------------------------------------------------

    @staticmethod
    def both(a: Any, b: Any) -> Any:
        p, q = _truths(a, b)
        return a if a is b else _truth(p.held & q.held, p, q)

    @staticmethod
    def either(a: Any, b: Any) -> Any:
        p, q = _truths(a, b)
        return a if a is b else _truth(p.held | q.held, p, q)

    @staticmethod
    def not_(a: Any) -> Any:
        (p,) = _truths(a)
        return TruthColumn(p.stages, p.stages.keep(~p.held), p.facts)

    # -- numbers --------------------------------------------------------------------------------------

    @staticmethod
    def plus(a: Any, b: Any) -> Any:
        p, q = _aligned(a, b)
        return _number(p.scale, lambda: ends.total(p.low, q.low), lambda: ends.total(p.high, q.high), p, q)

    @staticmethod
    def minus(a: Any, b: Any) -> Any:
        p, q = _aligned(a, b)
        return _number(p.scale, lambda: ends.difference(p.low, q.high), lambda: ends.difference(p.high, q.low), p, q)

    @staticmethod
    def below(a: Any, b: Any) -> Any:
        p, q = _aligned(a, b)
        if p.one and q.one:
            return _truth(_present(p.low) < _present(q.low), p, q)
        return _truth(truths(ends.below(p.high, q.low), ~ends.at_most(q.high, p.low)), p, q)

    @staticmethod
    def at_most(a: Any, b: Any) -> Any:
        if a is b:
            return True
        p, q = _aligned(a, b)
        if p.one and q.one:
            return _truth(_present(p.low) <= _present(q.low), p, q)
        return _truth(truths(ends.at_most(p.high, q.low), ~ends.below(q.high, p.low)), p, q)

    @staticmethod
    def minimum(a: Any, b: Any) -> Any:
        p, q = _aligned(a, b, limits=True)
        return _number(
            p.scale,
            lambda: _lower_bound_of_minimum(p, q),
            lambda: ends.capped(p.high, q.high),
            p,
            q,
            limit=p.limit and q.limit,
            facts=lambda: _undominated(ends.at_most(p.high, q.low), ends.at_most(q.high, p.low), p, q),
        )

    @staticmethod
    def maximum(a: Any, b: Any) -> Any:
        p, q = _aligned(a, b)
        return _number(
            p.scale,
            lambda: ends.floored(p.low, q.low),
            lambda: ends.highest(p.high, q.high),
            p,
            q,
            facts=lambda: _undominated(ends.at_most(q.high, p.low), ends.at_most(p.high, q.low), p, q),
        )

    @staticmethod
    def when(condition: Any, yes: Any, no: Any) -> Any:
        stages = _stages(condition, yes, no)
        test, p, q = _as_truth(lifted(stages, condition)), lifted(stages, yes), lifted(stages, no)
        if isinstance(p, TruthColumn) and isinstance(q, TruthColumn):
            held = (test.held & p.held) | (~test.held & q.held)
            settled = p.held & q.held  # true where both branches are, whatever the condition
            return _truth(held | settled, test, p, q, facts=lambda: _branch_facts(test, p, q))
        r, s = _aligned(p, q, limits=True)
        limit = r.limit or s.limit
        return _number(
            r.scale,
            lambda: ends.either_way(test.held, r.low, s.low, ends.capped if limit else ends.lowest),
            lambda: ends.either_way(test.held, r.high, s.high, ends.highest),
            test,
            r,
            s,
            limit=limit,
            facts=lambda: _branch_facts(test, r, s),
        )

    @staticmethod
    def one_of(number: Any, options: Sequence[int]) -> Any:
        (p,) = _aligned(number)
        inside = [_between(p, Wholes.of(option * 10**p.scale)) for option in dict.fromkeys(options)]
        if p.one:
            return _truth(reduce(or_, inside, _NO), p)
        count = reduce(_plus_one_where, inside, ends.ZERO)
        spread = ends.total(ends.difference(p.high, p.low), Wholes.of(1))
        certain = _NO if spread is None else count.equals(spread).certain()
        return _truth(truths(certain, reduce(or_, inside, _NO)), p)

    # -- amounts --------------------------------------------------------------------------------------

    @staticmethod
    def split(amount: Any, rate: Any) -> tuple[Any, Any]:
        p, r = _numbers(amount, rate)
        p = p.scaled(_CENT)
        part = _product(p, (r,), ())
        if p.one and r.one:
            return part, Column.minus(p, part)
        low, high = ends.rest((p.low, p.high), (r.low, r.high), 10**r.scale, p.stages)
        return part, _number(_CENT, lambda: low, lambda: high, p, r)

    @staticmethod
    def times(amount: Any, number: Any) -> Any:
        p, n = _numbers(amount, number)
        return _product(p.scaled(_CENT), (n,), ())

    @staticmethod
    def prorated(amount: Any, rate: Any, part: Any, days: Any, day_count: Any) -> Any:
        p, *factors, divisor = _numbers(amount, rate, part, days, day_count)
        return _product(p.scaled(_CENT), factors, (divisor,))

    @staticmethod
    def per_head(total: Any, heads: Any) -> Any:
        p, n = _numbers(total, heads)
        return _product(p.scaled(_CENT), (), (n,))

    @staticmethod
    def banded(
        cost: Any, deductible: Any, bands: Sequence[Band], uplift: Any, ceiling: Any, on_whole: bool
    ) -> tuple[Any, Any]:
        stages = _stages(cost, deductible, uplift, ceiling, *(band.rate for band in bands))
        parts = [_as_number(lifted(stages, part)).scaled(_CENT) for part in (cost, deductible, ceiling)]
        rates = [_as_number(lifted(stages, rate)) for rate in (uplift, *(band.rate for band in bands))]
        scale = max(rate.scale for rate in rates)
        raise_, *shares = [rate.scaled(scale) for rate in rates]
        limits = [None if band.up_to is None else _whole(band.up_to, _CENT) for band in bands]
        schedule = ScheduleColumns(
            cost=parts[0],
            deductible=parts[1],
            ceiling=parts[2],
            uplift=raise_,
            rates=shares,
            limits=limits,
            unit=10**scale,
            on_whole=on_whole,
            keeper=stages,
        )
        p, d, c = parts
        given = (p, d, raise_, *shares)
        due = _number(
            _CENT, schedule.due_low, schedule.due_high, *given, facts=lambda: _due_facts(schedule, raise_, shares, p, d)
        )
        paid = Column.minimum(due, c)
        if all(part.one for part in (*given, c)):
            return paid, Column.minus(p, paid)
        return paid, _number(
            _CENT,
            schedule.left_low,
            schedule.left_high,
            *given,
            c,
            facts=lambda: _left_facts(schedule, raise_, shares, due, paid),
        )


# -- the two kinds of column ----------------------------------------------------------------------------------


@final
@frozen(eq=False, repr=False)
class TruthColumn(Column):
    """A nullable boolean on every row; null means open."""

    stages: Stages
    held: Truths
    facts: Facts

    @property
    def one(self) -> bool:
        """True if no row is open."""
        return not self.held.nullable

    @property
    def open(self) -> Truths:
        """The rows that are open."""
        return self.held.is_null()

    @property
    def open_truth(self) -> TruthColumn:
        return TruthColumn(self.stages, Truths.of(truth=None), self.facts)


@final
@frozen(eq=False, repr=False)
class NumberColumn(Column):
    """A number on every row, between the bounds `low` and `high`; `one` if no row is open and both are the same.

    A `limit` is a ceiling: a row may have none at all.
    """

    stages: Stages
    scale: int
    low: ends.End
    high: ends.End
    facts: Facts
    one: bool = False
    limit: bool = False

    @property
    def open(self) -> Truths:
        """The rows that are open."""
        if self.one:
            return _NO
        none = (_YES if self.low is None else self.low.is_null()) if self.limit else _NO
        if self.low is None or self.high is None:
            return ~none
        return ~(self.low.equals(self.high).certain() | none)

    @property
    def open_truth(self) -> TruthColumn:
        return TruthColumn(self.stages, Truths.of(truth=None), self.facts)

    def scaled(self, scale: int) -> NumberColumn:
        """The same number with more decimal places."""
        if scale <= self.scale:
            return self
        times = Wholes.of(10 ** (scale - self.scale))
        low = None if self.low is None else self.stages.keep(self.low * times)
        high = low if self.one else None if self.high is None else self.stages.keep(self.high * times)
        return NumberColumn(self.stages, scale, low, high, self.facts, self.one, self.limit)


def lifted(stages: Stages, value: Any) -> TruthColumn | NumberColumn:
    """Convert any operand to a column; a single value is the same on every row."""
    if isinstance(value, TruthColumn | NumberColumn):
        return value
    if isinstance(value, bool):
        return TruthColumn(stages, Truths.of(truth=value), {})
    if value is NO_CEILING:
        return NumberColumn(stages, 0, None, None, {}, one=True, limit=True)
    if isinstance(value, Unknown):
        return _unknown(stages, value)
    if isinstance(value, int | Decimal):
        scale = _places(value)
        whole = _whole(value, scale)
        return NumberColumn(stages, scale, whole, whole, {}, one=True)
    raise TypeError(f"rules compute with bool, int, Decimal and operands, not {type(value).__name__}")


def _unknown(stages: Stages, value: Unknown[Any]) -> TruthColumn | NumberColumn:
    facts = dict.fromkeys(map(stages.called, value.facts), _YES) if stages.tracks else {}
    if value.low is False:
        return TruthColumn(stages, Truths.of(truth=None), facts)
    scale = max((_places(end) for end in (value.low, value.high) if end is not None), default=_CENT)
    low, high = (None if end is None else _whole(end, scale) for end in (value.low, value.high))
    return NumberColumn(stages, scale, low, high, facts)


def _places(number: int | Decimal) -> int:
    return 0 if isinstance(number, int) else max(0, -int(number.as_tuple().exponent))


def _whole(number: int | Decimal, scale: int) -> Wholes:
    return Wholes.of(int(Decimal(number).scaleb(scale)))


# -- operands of one kind and scale ---------------------------------------------------------------------------


def _stages(*operands: Any) -> Stages:
    return next(operand.stages for operand in operands if isinstance(operand, Column))


def _as_truth(operand: TruthColumn | NumberColumn) -> TruthColumn:
    if not isinstance(operand, TruthColumn):
        raise TypeError("a number was given where rules need a truth")
    return operand


def _as_number(operand: TruthColumn | NumberColumn) -> NumberColumn:
    if not isinstance(operand, NumberColumn):
        raise TypeError("a truth was given where rules need a number")
    return operand


def _truths(*operands: Any) -> list[TruthColumn]:
    stages = _stages(*operands)
    return [_as_truth(lifted(stages, operand)) for operand in operands]


def _numbers(*operands: Any, limits: bool = False) -> list[NumberColumn]:
    stages = _stages(*operands)
    found = [_as_number(lifted(stages, operand)) for operand in operands]
    if not limits and any(number.limit for number in found):
        raise TypeError("a ceiling is not an amount: it can be chosen and can cap an amount, but not enter arithmetic")
    return found


def _aligned(*operands: Any, limits: bool = False) -> list[NumberColumn]:
    """Convert operands to numbers of one scale."""
    found = _numbers(*operands, limits=limits)
    scale = max(number.scale for number in found)
    return [number.scaled(scale) for number in found]


def _present(end: ends.End) -> Wholes:
    assert end is not None, "a number without open rows is bounded on every row"
    return end


# -- results --------------------------------------------------------------------------------------------------


def _truth(held: Truths, *given: TruthColumn | NumberColumn, facts: Callable[[], Facts] | None = None) -> TruthColumn:
    stages = given[0].stages
    kept = stages.keep(held)
    result = TruthColumn(stages, kept, {})
    return evolve(result, facts=_facts(result.open, given, facts)) if stages.tracks else result


def _number(
    scale: int,
    low: Callable[[], ends.End],
    high: Callable[[], ends.End],
    *given: TruthColumn | NumberColumn,
    limit: bool = False,
    facts: Callable[[], Facts] | None = None,
) -> NumberColumn:
    """A number with two bounds, or with a single value if no operand is open on any row."""
    stages = given[0].stages
    least = low()
    least = None if least is None else stages.keep(least)
    if all(part.one for part in given):
        return NumberColumn(stages, scale, least, least, {}, one=True, limit=limit)
    most = high()
    most = None if most is None else stages.keep(most)
    result = NumberColumn(stages, scale, least, most, {}, limit=limit)
    return evolve(result, facts=_facts(result.open, given, facts)) if stages.tracks else result


def _facts(where: Truths, given: Iterable[TruthColumn | NumberColumn], facts: Callable[[], Facts] | None) -> Facts:
    """The facts that an open result depends on: those of its operands, or those that `facts` returns."""
    stages = next(iter(given)).stages
    found = _union(*(part.facts for part in given)) if facts is None else facts()
    return {name: stages.keep(rows & where) for name, rows in found.items()}


def _union(*several: Facts) -> Facts:
    names = dict.fromkeys(name for facts in several for name in facts)
    return {name: reduce(or_, [facts[name] for facts in several if name in facts]) for name in names}


def _where(rows: Truths, facts: Facts) -> Facts:
    return {name: rows & held for name, held in facts.items()}


def _branch_facts(test: TruthColumn, yes: TruthColumn | NumberColumn, no: TruthColumn | NumberColumn) -> Facts:
    """Facts of a choice: where the condition is known, only those of the branch taken."""
    taken, other = test.held.possible(), (~test.held).possible()
    return _union(test.facts, _where(taken, yes.facts), _where(other, no.facts))


def _undominated(first: Truths, second: Truths, p: NumberColumn, q: NumberColumn) -> Facts:
    """Facts of a minimum or maximum: where one number certainly prevails, the other's are left out."""
    return _union(_where(first | ~second, p.facts), _where(~first, q.facts))


# -- single operations ----------------------------------------------------------------------------------------


def _lower_bound_of_minimum(p: NumberColumn, q: NumberColumn) -> ends.End:
    """The smaller lower bound; null means no limit in a ceiling, and otherwise unbounded below."""
    if not (p.limit or q.limit):
        return ends.lowest(p.low, q.low)
    least = ends.capped(p.low, q.low)
    amount = q if p.limit else p
    if (p.limit and q.limit) or (amount.low is not None and not amount.low.nullable):
        return least
    return None if amount.low is None else chosen(amount.low.is_null(), None, least)


def _between(p: NumberColumn, option: Wholes) -> Truths:
    """True where an option lies between the bounds of a count."""
    if p.one:
        return _present(p.low).equals(option)
    low = _YES if p.low is None else (p.low <= option).possible()
    high = _YES if p.high is None else (option <= p.high).possible()
    return low & high


def _plus_one_where(count: Wholes, rows: Truths) -> Wholes:
    return count + _present(chosen(rows, Wholes.of(1), ends.ZERO))


def _product(p: NumberColumn, factors: Sequence[NumberColumn], divisors: Sequence[NumberColumn]) -> NumberColumn:
    """Multiply an amount in fen by factors, divide by divisors; only the amount may be negative."""
    bases = [Wholes.of(10**factor.scale) for factor in factors if factor.scale]

    def found(amount: ends.End, over: str, under: str) -> ends.End:
        raising = [getattr(factor, over) for factor in factors]
        dividing = [*bases, *(getattr(divisor, under) for divisor in divisors)]
        return ends.product(amount, raising, dividing, p.stages)

    def end(amount: ends.End, negative: Truths, toward: str, away: str) -> ends.End:
        """One bound; for a negative amount, larger factors give the lower bound."""
        usual = found(amount, toward, away)
        settled = all(part.one for part in (*factors, *divisors))
        return usual if settled or _never(negative) else chosen(negative, found(amount, away, toward), usual)

    below, above = ends.negative(p.low, if_endless=True), ends.negative(p.high, if_endless=False)
    return _number(
        p.scale,
        lambda: end(p.low, below, "low", "high"),
        lambda: end(p.high, above, "high", "low"),
        p,
        *factors,
        *divisors,
    )


def _never(rows: Truths) -> bool:
    return rows.fixed and not rows.held


def _due_facts(
    schedule: ScheduleColumns, uplift: NumberColumn, rates: Sequence[NumberColumn], *others: NumberColumn
) -> Facts:
    """The facts that the payment of bands depends on; those of rates and uplift only in bands the cost can reach."""
    reached = schedule.reached()
    raised = reduce(or_, [here & tells for here, tells in zip(reached, schedule.uplift_tells(), strict=True)])
    by_rate = [
        _where(here & tells, rate.facts)
        for here, tells, rate in zip(reached, schedule.rate_tells(), rates, strict=True)
    ]
    return _union(*(other.facts for other in others), _where(raised, uplift.facts), *by_rate)


def _left_facts(
    schedule: ScheduleColumns,
    uplift: NumberColumn,
    rates: Sequence[NumberColumn],
    due: NumberColumn,
    paid: NumberColumn,
) -> Facts:
    """The facts that the rest depends on: only the cost's where the payment is known, all others' if paid in full."""
    uncapped = ends.at_most(due.high, schedule.ceiling.low) if schedule.ceiling.low is not None else _YES
    if schedule.ceiling.low is not None:
        uncapped = uncapped | schedule.ceiling.low.is_null()
    flat = paid.open & uncapped & schedule.flat()
    return _union(
        _where(~flat, schedule.cost.facts),
        _where(paid.open & ~flat, paid.facts),
        _where(flat, _due_facts(schedule, uplift, rates, schedule.deductible)),
    )
