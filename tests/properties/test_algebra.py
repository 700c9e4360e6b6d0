"""The laws of the algebra: every operation is sound and tight, and names the facts that matter and no others.

What an operation should give is worked out here a second time, in fractions and with a rounding of its own: the code
under test is never its own judge. Arguments are drawn as whole numbers of a unit (a fen, a hundredth of a per cent), so
that "between" and "the next value" are plain.
"""

from __future__ import annotations

import operator
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import pairwise, product
from math import floor, inf
from typing import Any, Final, TypeAlias

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rural_revitalization.algebra import (
    NO_CEILING,
    Band,
    Schedule,
    Unknown,
    band_rate,
    banded,
    exact_arithmetic,
    maximum,
    minimum,
    not_,
    one_of,
    per_head,
    prorated,
    share,
    split,
    stepped,
    times,
    when,
)
from rural_revitalization.algebra.traced import Traced, names_of

Hostile: TypeAlias = Callable[[Callable[[], Any]], Iterator[Any]]
Number: TypeAlias = Any
"""A value as this module computes with it: a truth, a `Fraction`, or infinity for `NO_CEILING`."""

HUGE: Final = 10**40
"""Stands for an unbounded end, in units: whatever falls towards zero as it grows has arrived there."""
FAR: Final = 10**12
"""How far beyond its one end a range is filled that has no other."""


# -- arguments --------------------------------------------------------------------------------------------


@attrs.frozen
class Sort:
    """A kind of argument: what may be drawn, what a unit is worth, how far apart coarse values lie.

    Truths have no `places`. Coarse values differ by so much that rounding to the fen hides no difference.
    """

    units: st.SearchStrategy[int]
    places: int | None = 0
    low: int | None = 0
    high: int | None = None
    coarse: int = 1
    may_lack: bool = False

    def plain(self, units: Any) -> Any:
        """A number of units as the library takes it."""
        if units == inf:
            return NO_CEILING
        if self.places is None:
            return bool(units)
        return Decimal(f"{units}e-{self.places}") if self.places else units

    def number(self, units: Any) -> Number:
        """A number of units as this module computes with it."""
        if units == inf:
            return inf
        return bool(units) if self.places is None else Fraction(units, 10**self.places)


def _small_or_large(*, negative: bool) -> st.SearchStrategy[int]:
    small, large = 10**3, 10**9
    return st.one_of(st.integers(-small * negative, small), st.integers(-large * negative, large))


_RATES: Final = st.one_of(st.sampled_from([0, 500, 5000, 6000, 10_000]), st.integers(0, 10_000))
_YEARS: Final = st.one_of(st.sampled_from([360, 365, 366]), st.integers(1, 400))

TRUTH: Final = Sort(st.integers(0, 1), places=None, high=1)
MONEY: Final = Sort(_small_or_large(negative=True), places=2, low=None, coarse=10**2)
VAST_LOAN: Final = Sort(
    _small_or_large(negative=True).map(lambda units: units * 100), places=2, low=None, coarse=10**10
)
LOAN: Final = Sort(_small_or_large(negative=True), places=2, low=None, coarse=10**8)
COST: Final = Sort(_small_or_large(negative=False), places=2, coarse=10**2)
CEILING: Final = Sort(_small_or_large(negative=False), places=2, coarse=10**2, may_lack=True)
RATE: Final = Sort(_RATES, places=4, high=10**4, coarse=10**2)
FACTOR: Final = Sort(_RATES.map(lambda units: units + 10**4), places=4, low=10**4, coarse=10**2)
RATE_ABOVE_ZERO: Final = Sort(
    _RATES.map(lambda units: max(units, 10**2)), places=4, low=10**2, high=10**4, coarse=10**2
)
COUNT: Final = Sort(st.integers(0, 9))
GRADE: Final = Sort(st.integers(1, 4), low=1, high=4)
HEADS: Final = Sort(st.integers(1, 9), low=1)
DAYS: Final = Sort(st.integers(0, 1000))
YEAR: Final = Sort(_YEARS, low=1)


@attrs.frozen
class Argument:
    """A known value, where `low` and `high` meet, or a range that bears a fact; an end that is None is unbounded."""

    sort: Sort = attrs.field(repr=False)
    low: Any
    high: Any
    fact: str
    step: int

    @property
    def operand(self) -> Any:
        """The argument as the library takes it."""
        if self.low is not None and self.low == self.high:
            return self.sort.plain(self.low)
        low, high = (None if end is None else self.sort.plain(end) for end in (self.low, self.high))
        return Unknown(low, high, {self.fact})

    def ends(self, huge: int = HUGE) -> list[Any]:
        """Both ends, or the one value."""
        return sorted({-huge if self.low is None else self.low, huge if self.high is None else self.high})

    def holds(self, units: Any) -> bool:
        """Whether the argument may turn out to be a value."""
        above = self.low is None or self.low <= units
        below = self.high is None or units <= self.high
        return above and below and (units != inf or self.sort.may_lack)

    def fillings(self) -> st.SearchStrategy[Any]:
        """What the argument may turn out to be."""
        if self.low == inf:
            return st.just(inf)
        low = self.low if self.low is not None else min(self.high or 0, 0) - FAR
        high = self.high if self.high is not None else max(low, 0) + FAR
        within = st.one_of(st.sampled_from([low, high]), st.integers(low, high))
        return st.one_of(within, st.just(inf)) if self.holds(inf) else within


@st.composite
def arguments(draw: st.DrawFn, sort: Sort, fact: str, *, coarse: bool) -> Argument:
    """A known value or a range of a sort, unbounded where the sort allows it."""
    step = sort.coarse if coarse else 1
    least, most = sorted(units - units % step for units in (draw(sort.units), draw(sort.units)))
    shapes: list[tuple[Any, Any]] = [
        (least, least),
        (least, most),
        (least, sort.high),
        (sort.low, most),
        (sort.low, sort.high),
        *([(inf, inf)] if sort.may_lack else []),
    ]
    low, high = draw(st.sampled_from(shapes))
    return Argument(sort, low, high, fact, step)


# -- operations, and what they should give ----------------------------------------------------------------


@attrs.frozen
class Operation:
    """An operation of the library, and the same worked out independently.

    `turns` are units at which it changes course. One that `jumps` may reach its ends anywhere, others do so where every
    argument is at an end of its own.
    """

    run: Callable[..., Any]
    expected: Callable[..., Number]
    sorts: tuple[Sort, ...]
    turns: tuple[int, ...] = ()
    jumps: bool = False

    def gives(self, units: Sequence[Any]) -> Number:
        """What known values should give."""
        return self.expected(*(sort.number(value) for sort, value in zip(self.sorts, units, strict=True)))

    def plain(self, units: Sequence[Any]) -> list[Any]:
        """Known values as the library takes them."""
        return [sort.plain(value) for sort, value in zip(self.sorts, units, strict=True)]


Limits: TypeAlias = tuple[list[int], str]
"""The limits of bands in whole yuan, and what they are measured on."""

schedules: st.SearchStrategy[Limits] = st.tuples(
    st.lists(st.one_of(st.integers(1, 10), st.integers(1, 10**7)), max_size=2, unique=True).map(sorted),
    st.sampled_from(["whole", "excess"]),
)


def to_fen(amount: Fraction) -> Fraction:
    """Rounded to the fen, a half away from zero."""
    fen = Fraction(floor(abs(amount) * 100 + Fraction(1, 2)), 100)
    return fen if amount >= 0 else -fen


def chosen(condition: Number, yes: Number, no: Number) -> Number:
    """One of two."""
    return yes if condition else no


def paid_by(schedule: Limits, cost: Number, due: Number, up: Number, top: Number, *rates: Number) -> Number:
    """What bands pay: each its raised rate on the stretch of the cost it covers; summed, rounded, capped."""
    limits, base = schedule
    origin = due if base == "excess" else 0
    edges = [origin, *(origin + limit for limit in limits), inf]
    stretches = [max(min(cost, upper) - max(due, lower), Fraction(0)) for lower, upper in pairwise(edges)]
    paid = [stretch * min(rate + up, 1) for stretch, rate in zip(stretches, rates, strict=True)]
    return min(to_fen(sum(paid, Fraction(0))), top)


def left_by(schedule: Limits, cost: Number, *others: Number) -> Number:
    """What bands leave of a cost."""
    return cost - paid_by(schedule, cost, *others)


def rate_at(schedule: Limits, cost: Number, due: Number, *rates: Number) -> Number:
    """The rate of the band that the last yuan falls in; a limit belongs to the band it ends."""
    limits, base = schedule
    return rates[bisect_left(limits, cost - due if base == "excess" else cost)]


def _with_rates(schedule: Limits, rates: Sequence[Any]) -> Schedule:
    limits, base = schedule
    ends = [*map(Decimal, limits), None]
    bands = [Band(up_to, rate) for up_to, rate in zip(ends, rates, strict=True)]
    return Schedule(bands, measured_on=base)


def _both_by_bands(schedule: Limits, cost: Any, due: Any, up: Any, top: Any, *rates: Any) -> tuple[Any, Any]:
    return banded(cost, due, _with_rates(schedule, rates), uplift=up, ceiling=top)


def _rate_of_bands(schedule: Limits, cost: Any, due: Any, *rates: Any) -> Any:
    return band_rate(cost, due, _with_rates(schedule, rates))


def paying(schedule: Limits) -> Operation:
    """What a schedule pays."""
    limits, _ = schedule
    return Operation(
        lambda *operands: _both_by_bands(schedule, *operands)[0],
        partial(paid_by, schedule),
        (COST, COST, RATE, CEILING, *[RATE] * (len(limits) + 1)),
        turns=tuple(limit * 100 for limit in limits),
    )


def leaving(schedule: Limits) -> Operation:
    """What a schedule leaves to pay."""
    return attrs.evolve(
        paying(schedule),
        run=lambda *operands: _both_by_bands(schedule, *operands)[1],
        expected=partial(left_by, schedule),
    )


def uncapped(operation: Operation) -> Operation:
    """The same without a ceiling, and where each band pays something, so that each yuan above the deductible tells."""
    bands = len(operation.sorts) - 4
    return attrs.evolve(
        operation,
        run=lambda cost, due, up, *rates: operation.run(cost, due, up, NO_CEILING, *rates),
        expected=lambda cost, due, up, *rates: operation.expected(cost, due, up, inf, *rates),
        sorts=(COST, COST, RATE, *[RATE_ABOVE_ZERO] * bands),
    )


def rating(schedule: Limits) -> Operation:
    """The rate a schedule reaches."""
    limits, _ = schedule
    return Operation(
        partial(_rate_of_bands, schedule),
        partial(rate_at, schedule),
        (COST, COST, *[RATE] * (len(limits) + 1)),
        turns=tuple(limit * 100 for limit in limits),
        jumps=True,
    )


def choosing(options: list[int]) -> Operation:
    """Whether a grade is among options."""
    return Operation(
        lambda grade: one_of(grade, *options),
        lambda grade: grade in options,
        (GRADE,),
        turns=tuple(options),
        jumps=True,
    )


def stepping(steps: int) -> Operation:
    """The step a count has reached."""
    return Operation(
        lambda count, *amounts: stepped(count, amounts),
        lambda count, *amounts: amounts[min(int(count), steps - 1)],
        (COUNT, *[MONEY] * steps),
        turns=tuple(range(steps)),
        jumps=True,
    )


SETTLED: Final = {
    "and": Operation(operator.and_, lambda a, b: a and b, (TRUTH, TRUTH)),
    "or": Operation(operator.or_, lambda a, b: a or b, (TRUTH, TRUTH)),
    "not_": Operation(not_, operator.not_, (TRUTH,)),
    "plus": Operation(operator.add, operator.add, (MONEY, MONEY)),
    "plus, counts": Operation(operator.add, operator.add, (COUNT, COUNT)),
    "minus": Operation(operator.sub, operator.sub, (MONEY, MONEY)),
    "minus, counts": Operation(operator.sub, operator.sub, (COUNT, COUNT)),
    "below": Operation(operator.lt, operator.lt, (MONEY, MONEY)),
    "at most": Operation(operator.le, operator.le, (MONEY, MONEY)),
    "above": Operation(operator.gt, operator.gt, (MONEY, MONEY)),
    "at least, counts": Operation(operator.ge, operator.ge, (COUNT, COUNT)),
    "when, amounts": Operation(when, chosen, (TRUTH, MONEY, MONEY)),
    "when, truths": Operation(when, chosen, (TRUTH, TRUTH, TRUTH)),
    "when, ceilings": Operation(when, chosen, (TRUTH, CEILING, CEILING)),
    "share": Operation(share, lambda amount, rate: to_fen(amount * rate), (MONEY, RATE)),
    "rest": Operation(lambda *a: split(*a)[1], lambda amount, rate: amount - to_fen(amount * rate), (MONEY, RATE)),
    "share, of more than all": Operation(share, lambda amount, rate: to_fen(amount * rate), (MONEY, FACTOR)),
    "rest, of more than all": Operation(
        lambda *a: split(*a)[1], lambda amount, rate: amount - to_fen(amount * rate), (MONEY, FACTOR)
    ),
    "times": Operation(times, operator.mul, (MONEY, COUNT)),
    "prorated": Operation(prorated, lambda a, r, days, year: to_fen(a * r * days / year), (LOAN, RATE, DAYS, YEAR)),
    "prorated, in part": Operation(
        lambda *a: prorated(*a[:-1], part=a[-1]),
        lambda a, r, days, year, part: to_fen(a * r * part * days / year),
        (VAST_LOAN, RATE, DAYS, YEAR, RATE),
    ),
    "per head": Operation(per_head, lambda total, heads: to_fen(total / heads), (MONEY, HEADS)),
    "minimum": Operation(minimum, min, (MONEY, MONEY)),
    "smaller, ceiling": Operation(minimum, min, (MONEY, CEILING)),
    "smaller, ceilings": Operation(minimum, min, (CEILING, CEILING)),
    "maximum": Operation(maximum, max, (MONEY, MONEY)),
    "larger, counts": Operation(maximum, max, (COUNT, COUNT)),
}
OPERATIONS: Final[dict[str, st.SearchStrategy[Operation]]] = {
    **{name: st.just(operation) for name, operation in SETTLED.items()},
    "one of": st.lists(st.integers(0, 5), max_size=4).map(choosing),
    "stepped": st.integers(1, 4).map(stepping),
    "rate by bands": schedules.map(rating),
    "paid by bands": schedules.map(paying),
    "left by bands": schedules.map(leaving),
    "paid by bands, uncapped": schedules.map(paying).map(uncapped),
    "left by bands, uncapped": schedules.map(leaving).map(uncapped),
}
# A ceiling may hide that a fact matters; to say exactly when would be an operation of its own.
CEILING_HIDES: Final = {"paid by bands", "left by bands"}


# -- cases ------------------------------------------------------------------------------------------------


def number(value: Any) -> Number:
    """A plain value of the library as this module computes with it."""
    if value is NO_CEILING:
        return inf
    return value if isinstance(value, bool) else Fraction(value)


@attrs.frozen
class Case:
    """An operation, arguments that each bear a fact of their own, and what the library makes of them."""

    operation: Operation
    arguments: tuple[Argument, ...]
    result: Any

    @property
    def operands(self) -> list[Any]:
        """The arguments as the library takes them."""
        return [argument.operand for argument in self.arguments]

    @property
    def fillings(self) -> st.SearchStrategy[tuple[Any, ...]]:
        """A value for every argument, within its range."""
        return st.tuples(*(argument.fillings() for argument in self.arguments))

    @property
    def ends(self) -> tuple[Number, Number]:
        """The ends of the result, infinite where it is unbounded."""
        if not isinstance(self.result, Unknown):
            return number(self.result), number(self.result)
        low, high = self.result.low, self.result.high
        return -inf if low is None else number(low), inf if high is None else number(high)

    @property
    def facts(self) -> frozenset[str]:
        """The facts the result depends on."""
        return self.result.facts if isinstance(self.result, Unknown) else frozenset()

    def points(self, index: int) -> list[Any]:
        """Values of an argument at which the result may turn: its ends, the ends of the others, and beside them."""
        own, turns = self.arguments[index], self.operation.turns
        ends = {0, *(end for other in self.arguments if other.sort.places == own.sort.places for end in other.ends())}
        places = {end + turn for end in ends for turn in (0, *turns, *(-turn for turn in turns))}
        beside = {place + step for place in places for step in (-own.step, 0, own.step)}
        return sorted({*own.ends(), *filter(own.holds, beside)})

    def span(self, huge: int) -> tuple[Number, Number]:
        """The least and the most that fillings should give."""
        choices = [argument.ends(huge) for argument in self.arguments]
        if self.operation.jumps:
            choices[0] = self.points(0)
        given_by = [self.operation.gives(units) for units in product(*choices)]
        return min(given_by), max(given_by)

    def matters(self, index: int) -> bool:
        """Whether two fillings that differ in one argument alone give different results."""
        points, choices = self.points(index), [argument.ends() for argument in self.arguments]
        for other, argument in enumerate(self.arguments):
            if argument.sort == self.arguments[0].sort and len(choices[other]) > 1:
                choices[other] = self.points(other)
        choices[index] = points[:1]
        # Large values first: a difference shows there soonest.
        return any(
            self.operation.gives(units) != self.operation.gives(exchanged(units, index, other))
            for units in product(*(reversed(choice) for choice in choices))
            for other in reversed(points)
        )


def exchanged(units: Sequence[Any], index: int, other: Any) -> list[Any]:
    """The same filling but for one argument."""
    return [*units[:index], other, *units[index + 1 :]]


def ruled(operation: Callable[..., Any], operands: Sequence[Any]) -> Any:
    """The result as a rule would have it: rules compute in the library's own decimal context."""
    return exact_arithmetic(operation)(*operands)


@st.composite
def cases(draw: st.DrawFn, name: str, *, coarse: bool = False) -> Case:
    """An operation with its arguments, and the result."""
    operation = draw(OPERATIONS[name])
    drawn = [draw(arguments(sort, f"fact {index}", coarse=coarse)) for index, sort in enumerate(operation.sorts)]
    return Case(operation, tuple(drawn), ruled(operation.run, [argument.operand for argument in drawn]))


every_operation = pytest.mark.parametrize("name", OPERATIONS)


# -- the laws ---------------------------------------------------------------------------------------------


@every_operation
@given(data=st.data())
def test_known_values_give_what_fractions_give(name: str, data: st.DataObject) -> None:
    case = data.draw(cases(name))
    units = data.draw(case.fillings)
    expected, result = case.operation.gives(units), ruled(case.operation.run, case.operation.plain(units))
    assert number(result) == expected
    assert type(number(result)) is type(expected)


@every_operation
@given(data=st.data())
def test_results_are_sound(name: str, data: st.DataObject) -> None:
    case = data.draw(cases(name))
    low, high = case.ends
    assert low <= case.operation.gives(data.draw(case.fillings)) <= high


@every_operation
@given(data=st.data())
def test_results_are_tight_and_known_where_all_fillings_agree(name: str, data: st.DataObject) -> None:
    case = data.draw(cases(name))
    (least, most), (lesser, more) = case.span(HUGE), case.span(HUGE**2)
    # What goes on growing from one huge value to the next is unbounded.
    ends = (least if lesser == least else -inf, most if more == most else inf)
    assert case.ends == ends
    assert isinstance(case.result, Unknown) is (ends[0] != ends[1])


@every_operation
@given(data=st.data())
def test_facts_that_matter_are_listed(name: str, data: st.DataObject) -> None:
    case = data.draw(cases(name))
    units = data.draw(case.fillings)
    index = data.draw(st.integers(0, len(units) - 1))
    other = data.draw(case.arguments[index].fillings())
    if case.operation.gives(units) != case.operation.gives(exchanged(units, index, other)):
        assert case.arguments[index].fact in case.facts


@pytest.mark.parametrize("name", [name for name in OPERATIONS if name not in CEILING_HIDES])
@given(data=st.data())
def test_facts_that_are_listed_matter(name: str, data: st.DataObject) -> None:
    # Coarse values: where amounts are so small that rounding hides a difference, a fact may be listed all the same.
    case = data.draw(cases(name, coarse=True))
    indices = {argument.fact: index for index, argument in enumerate(case.arguments)}
    for fact in case.facts:
        assert case.matters(indices[fact]), fact


@given(schedule=schedules, data=st.data())
def test_what_bands_pay_and_leave_is_the_cost(schedule: Limits, data: st.DataObject) -> None:
    paid, left = paying(schedule), leaving(schedule)
    operands = paid.plain([data.draw(sort.units) for sort in paid.sorts])
    assert Fraction(paid.run(*operands)) + Fraction(left.run(*operands)) == Fraction(operands[0])


@every_operation
@given(data=st.data())
def test_a_callers_decimal_context_neither_matters_nor_changes(
    name: str, hostile: Hostile, data: st.DataObject
) -> None:
    case = data.draw(cases(name))
    unknown = any(isinstance(operand, Unknown) for operand in case.operands)
    operation = case.operation.run if unknown else exact_arithmetic(case.operation.run)
    for result in hostile(lambda: operation(*case.operands)):
        assert repr(result) == repr(case.result)


# -- operands that carry names ----------------------------------------------------------------------------


def untraced(result: Any) -> Any:
    """A result without the names it carries."""
    if isinstance(result, tuple):
        return tuple(map(untraced, result))
    return result.value if isinstance(result, Traced) else result


@every_operation
@given(data=st.data())
def test_names_that_are_carried_change_no_value(name: str, data: st.DataObject) -> None:
    case = data.draw(cases(name))
    carried = [data.draw(st.booleans()) for _ in case.operands]
    operands = [
        Traced(operand, frozenset({argument.fact})) if carries else operand
        for operand, argument, carries in zip(case.operands, case.arguments, carried, strict=True)
    ]
    result = ruled(case.operation.run, operands)
    assert repr(untraced(result)) == repr(case.result)
    carrying = {argument.fact for argument, carries in zip(case.arguments, carried, strict=True) if carries}
    assert names_of(result) <= carrying
    # What makes a range open is among the names behind it.
    assert case.facts & carrying <= names_of(result)
