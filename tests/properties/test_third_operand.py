"""Operations meet a kind of operand that the library has never met, a column of values, on any side."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from itertools import product
from typing import Any, Final, TypeAlias

import attrs
import pytest

from many import ROWS, Many, cell, interest, same
from rural_revitalization import NO_CEILING, Undecided
from rural_revitalization.algebra import (
    Band,
    Schedule,
    Unknown,
    banded,
    maximum,
    minimum,
    not_,
    one_of,
    per_head,
    split,
    stepped,
    times,
    when,
)
from rural_revitalization.catalogue import RULES

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
    (interest, (AMOUNTS, RATES, RATES, COUNTS, COUNTS)),
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
