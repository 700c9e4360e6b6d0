"""Rules run unchanged over a kind of operand that the library has never met: a column of values.

`Many` stands for what a dataframe engine adds. It implements the operations cell by cell, and every worksheet over
columns must be, row by row, the worksheet of that row.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from itertools import product
from types import ModuleType
from typing import Any, ClassVar, Final, TypeAlias

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rural_revitalization import NO_CEILING, Undecided, strategies
from rural_revitalization.algebra import (
    Band,
    MeasuredOn,
    Operand,
    Schedule,
    Unknown,
    banded,
    is_set,
    maximum,
    minimum,
    not_,
    one_of,
    otherwise,
    per_head,
    prorated,
    split,
    stepped,
    times,
    when,
)
from rural_revitalization.catalogue import RULES
from rural_revitalization.fields import Spec, specs
from rural_revitalization.fields.kinds import RATE

ROWS: Final = 3


class Many(Operand[Any]):
    """A column: a plain value or an `Unknown` for each row."""

    __slots__ = ("cells",)
    rank: ClassVar[int] = 2

    def __init__(self, cells: Sequence[Any]) -> None:
        self.cells = tuple(cells)

    def __repr__(self) -> str:
        return f"Many({list(self.cells)!r})"

    @property
    def about(self) -> frozenset[str]:
        return frozenset[str]().union(*(cell.facts for cell in self.cells if isinstance(cell, Unknown)))

    @staticmethod
    def both(a: Any, b: Any) -> Any:
        return _by_row(operator.and_, a, b)

    @staticmethod
    def either(a: Any, b: Any) -> Any:
        return _by_row(operator.or_, a, b)

    @staticmethod
    def not_(a: Any) -> Any:
        return _by_row(not_, a)

    @staticmethod
    def plus(a: Any, b: Any) -> Any:
        return _by_row(operator.add, a, b)

    @staticmethod
    def minus(a: Any, b: Any) -> Any:
        return _by_row(operator.sub, a, b)

    @staticmethod
    def below(a: Any, b: Any) -> Any:
        return _by_row(operator.lt, a, b)

    @staticmethod
    def at_most(a: Any, b: Any) -> Any:
        return _by_row(operator.le, a, b)

    @staticmethod
    def when(condition: Any, yes: Any, no: Any) -> Any:
        return _by_row(when, condition, yes, no)

    @staticmethod
    def minimum(a: Any, b: Any) -> Any:
        return _by_row(minimum, a, b)

    @staticmethod
    def maximum(a: Any, b: Any) -> Any:
        return _by_row(maximum, a, b)

    @staticmethod
    def one_of(number: Any, options: Sequence[int]) -> Any:
        return _by_row(lambda cell: one_of(cell, *options), number)

    @staticmethod
    def split(amount: Any, rate: Any) -> tuple[Any, Any]:
        return _two_columns(_by_row(split, amount, rate))

    @staticmethod
    def times(amount: Any, number: Any) -> Any:
        return _by_row(times, amount, number)

    @staticmethod
    def prorated(amount: Any, rate: Any, part: Any, days: Any, day_count: Any) -> Any:
        return _by_row(_interest, amount, rate, part, days, day_count)

    @staticmethod
    def per_head(total: Any, heads: Any) -> Any:
        return _by_row(per_head, total, heads)

    @staticmethod
    def banded(
        cost: Any, deductible: Any, bands: Sequence[Band], uplift: Any, ceiling: Any, on_whole: bool
    ) -> tuple[Any, Any]:
        base = MeasuredOn.WHOLE if on_whole else MeasuredOn.EXCESS

        def paid(cost: Any, deductible: Any, uplift: Any, ceiling: Any, *rates: Any) -> Any:
            of_row = [Band(band.up_to, rate) for band, rate in zip(bands, rates, strict=True)]
            return banded(cost, deductible, Schedule(of_row, measured_on=base), uplift=uplift, ceiling=ceiling)

        return _two_columns(_by_row(paid, cost, deductible, uplift, ceiling, *(band.rate for band in bands)))


def _interest(amount: Any, rate: Any, part: Any, days: Any, day_count: Any) -> Any:
    return prorated(amount, rate, days, day_count, part=part)


def _by_row(operation: Callable[..., Any], *operands: Any) -> Many:
    return Many([operation(*(cell(operand, row) for operand in operands)) for row in range(ROWS)])


def _two_columns(pairs: Many) -> tuple[Many, Many]:
    return Many([first for first, _ in pairs.cells]), Many([second for _, second in pairs.cells])


def cell(operand: Any, row: int) -> Any:
    """What an operand holds in a row: anything but a column holds the same in all."""
    return operand.cells[row] if isinstance(operand, Many) else operand


def row_of(part: Any, row: int) -> Any:
    """The facts or the terms of one row."""
    return attrs.evolve(part, **{name: cell(getattr(part, name), row) for name in specs(type(part))})


def same(a: Any, b: Any) -> bool:
    """Whether two results are one and the same, down to type and written form."""
    if isinstance(a, Unknown) and isinstance(b, Unknown):
        return a.facts == b.facts and repr((a.low, a.high)) == repr((b.low, b.high))
    return type(a) is type(b) and repr(a) == repr(b)


# -- facts and terms of which any may be a column ---------------------------------------------------------


@st.composite
def cells(draw: st.DrawFn, spec: Spec, name: str) -> Any:
    """A value of a field: plain, not recorded, or a range."""
    shape = draw(st.sampled_from(["plain", "unrecorded", "range"]))
    if shape == "unrecorded":
        return spec.unknown(name)
    one, other = (spec.parse(draw(strategies.values(spec))) for _ in range(2))
    if shape == "plain" or NO_CEILING in (one, other) or one == other:
        return one
    return Unknown(min(one, other), max(one, other), {name})


@st.composite
def operands(draw: st.DrawFn, spec: Spec, name: str) -> Any:
    """One value for all rows, or a column."""
    of_row = cells(spec, name)
    return draw(st.one_of(of_row, st.lists(of_row, min_size=ROWS, max_size=ROWS).map(Many)))


def facts_of(rule: ModuleType) -> st.SearchStrategy[Any]:
    """The facts of a rule, any of them a column."""
    return st.builds(rule.Facts, **{name: operands(spec, name) for name, spec in specs(rule.Facts).items()})


def figures_of(spec: Spec, name: str) -> st.SearchStrategy[Any]:
    """A figure, perhaps a column or not stated, or left out where it may be; bands are the same for all rows."""
    if spec.kind.name == "schedule":
        stated = st.one_of(strategies.values(spec), operands(attrs.evolve(spec, kind=RATE), name))
    else:
        stated = operands(spec, name)
    return st.one_of(st.none(), stated) if spec.may_be_unset else stated


def terms_of(rule: ModuleType) -> st.SearchStrategy[Any]:
    """The terms of a rule, any figure of them a column or not stated; what is no operand is the same for all rows."""
    declared = {name: spec for name, spec in specs(rule.Terms).items() if spec.kind.operand}
    figures = {name: figures_of(spec, name) for name, spec in declared.items()}
    changed = st.fixed_dictionaries(figures)
    return st.builds(lambda terms, figures: attrs.evolve(terms, **figures), strategies.terms(rule), changed)


every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.rsplit(".", 1)[-1])


@every_rule
@given(data=st.data())
def test_a_rule_over_columns_gives_every_row_its_worksheet(rule: ModuleType, data: st.DataObject) -> None:
    facts, terms = data.draw(facts_of(rule)), data.draw(terms_of(rule))
    columns = rule.compute(facts, terms)
    for row in range(ROWS):
        alone = rule.compute(row_of(facts, row), row_of(terms, row))
        for name in specs(rule.Worksheet):
            in_column, by_itself = cell(getattr(columns, name), row), getattr(alone, name)
            assert same(in_column, by_itself), name


@every_rule
def test_a_rule_over_columns_alone_answers_in_columns(rule: ModuleType) -> None:
    columns = {name: Many([spec.unknown(name)] * ROWS) for name, spec in specs(rule.Facts).items()}
    worksheet = rule.compute(rule.Facts(**columns), rule.Terms())
    assert all(is_set(column) is True and otherwise(column, NO_CEILING) is column for column in columns.values())
    answers = [name for name, spec in specs(rule.Worksheet).items() if spec.answer]
    assert answers
    assert all(isinstance(getattr(worksheet, name), Many) for name in answers)


# -- operators and functions, with a column on any side ---------------------------------------------------

TRUTHS: Final = (True, Unknown(False, True, "truth"), Many([True, False, Unknown(False, True, "cell")]))
COUNTS: Final = (2, Unknown(1, 3, "count"), Many([1, 4, Unknown(2, None, "cell")]))
AMOUNTS: Final = (
    Decimal("320.01"),
    Unknown(Decimal("-0.05"), Decimal("320.01"), "amount"),
    Many([Decimal("0.01"), Decimal("-0.01"), Unknown(None, Decimal("1.00"), "cell")]),
)
RATES: Final = (
    Decimal("0.5"),
    Unknown(Decimal(0), Decimal("0.55"), "rate"),
    Many([Decimal(0), Decimal(1), Unknown(Decimal("0.5"), Decimal(1), "cell")]),
)
Meeting: TypeAlias = tuple[Callable[..., Any], tuple[tuple[Any, ...], ...]]


def _among_first_two(number: Any) -> Any:
    return one_of(number, 1, 2)


def _step_reached(number: Any, first: Any, other: Any) -> Any:
    return stepped(number, [first, first, other])


def _paid_and_left(cost: Any, rate: Any, other_rate: Any, uplift: Any, ceiling: Any) -> Any:
    schedule = Schedule([Band(Decimal(100), rate), Band(None, other_rate)], measured_on="whole")
    return banded(cost, Decimal("0.01"), schedule, uplift=uplift, ceiling=ceiling)


MEETINGS: Final[tuple[Meeting, ...]] = (
    *((sign, (TRUTHS, TRUTHS)) for sign in (operator.and_, operator.or_)),
    *((sign, (COUNTS, COUNTS)) for sign in (operator.add, operator.sub, minimum, maximum)),
    *((sign, (AMOUNTS, AMOUNTS)) for sign in (operator.lt, operator.le, operator.gt, operator.ge)),
    (minimum, (AMOUNTS, (NO_CEILING, *AMOUNTS))),
    (not_, (TRUTHS,)),
    (when, (TRUTHS, AMOUNTS, AMOUNTS)),
    (_among_first_two, (COUNTS,)),
    (split, (AMOUNTS, RATES)),
    (times, (AMOUNTS, COUNTS)),
    (_step_reached, (COUNTS, AMOUNTS, RATES)),
    (_interest, (AMOUNTS, RATES, RATES, COUNTS, COUNTS)),
    (per_head, (AMOUNTS, COUNTS)),
    (_paid_and_left, (AMOUNTS[:1], RATES, RATES, RATES, (NO_CEILING, *AMOUNTS[:1]))),
)


@pytest.mark.parametrize(("operation", "choices"), MEETINGS, ids=[sign.__name__ for sign, _ in MEETINGS])
def test_a_column_meets_ranges_and_plain_values_on_any_side(
    operation: Callable[..., Any], choices: tuple[tuple[Any, ...], ...]
) -> None:
    for mixed in product(*choices):
        result = operation(*mixed)
        for row in range(ROWS):
            alone = operation(*(cell(operand, row) for operand in mixed))
            parts = zip(result, alone, strict=True) if isinstance(alone, tuple) else [(result, alone)]
            assert all(same(cell(part, row), by_itself) for part, by_itself in parts)


def test_a_column_refuses_to_pass_for_an_answer_and_names_what_it_depends_on() -> None:
    column = TRUTHS[2]
    for refused in (bool, operator.invert, partial(operator.eq, column), partial(operator.ne, True)):
        with pytest.raises(Undecided) as raised:
            refused(column)
        assert raised.value.facts == ("cell",)


def test_facts_with_columns_can_be_changed_and_shown() -> None:
    rule = RULES[0]
    facts = rule.Facts(contribution=AMOUNTS[2])
    assert attrs.evolve(facts, orphan=True).contribution is facts.contribution
    assert repr(facts.contribution) in repr(facts)
