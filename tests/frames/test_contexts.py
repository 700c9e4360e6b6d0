"""Tables are worked out as records are, whatever decimal context the caller has set, and leave it as it was."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import (
    ROUND_05UP,
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Clamped,
    Context,
    Decimal,
    FloatOperation,
    Inexact,
    Rounded,
    localcontext,
)
from itertools import cycle, islice
from typing import Any, Final

import pytest

pytest.importorskip("narwhals")
pytest.importorskip("pyarrow")

from engines import QUICK, engine, fact_columns, rows_of
from frames.test_equality import assert_same
from rural_revitalization import frames, load_policy, missing
from rural_revitalization.fields import specs
from rural_revitalization.frames import sample_population
from rural_revitalization.rules.medical import basic_insurance
from rural_revitalization.rules.monitoring import net_income

DEEP: Final = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
ON: Final = date(2022, 6, 1)
POLICY: Final = load_policy("hunan", on=ON)
ROUNDINGS: Final = (
    ROUND_UP,
    ROUND_DOWN,
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_UP,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_05UP,
)
TRAPS: Final[tuple[list[Any], ...]] = ([], [Inexact, Rounded], [FloatOperation, Clamped], list(Context().flags))
EXPONENTS: Final = ((-999999, 999999), (-3, 3), (0, 0), (-1, 1), (-28, 28))


def contexts() -> Iterator[Context]:
    """Forty contexts: every precision from 1 to 28, and some again, with roundings, exponents and traps by turns."""
    precisions, roundings = islice(cycle(range(1, 29)), 40), cycle(ROUNDINGS)
    for precision, rounding, (least, most), traps in zip(
        precisions, roundings, cycle(EXPONENTS), cycle(TRAPS), strict=False
    ):
        yield Context(prec=precision, rounding=rounding, Emin=least, Emax=most, traps=traps)


CONTEXTS: Final = list(contexts())


@contextmanager
def unchanged(context: Context) -> Iterator[None]:
    """Within a context, which is as it was afterwards, its flags too."""
    with localcontext(context) as current:
        current.clear_flags()
        before = repr(current)
        yield
        after = repr(current)
    assert after == before


# Rules that divide, round and take shares; a plan of larger ones takes an engine seconds to make.
RULES: Final[dict[Any, list[dict[str, Any]]]] = {
    net_income: [
        {
            "wage": Decimal("765432.19"),
            "business": Decimal("0.01"),
            "business_costs": Decimal("12345.67"),
            "members": 7,
        },
        {"wage": Decimal("21000.00"), "transfer": None, "members": 3},
    ],
    basic_insurance: [
        {"in_scope_cost": Decimal("98765.43"), "inpatient_share": Decimal("0.654321"), "poor": False},
        {"in_scope_cost": Decimal("999999999.99"), "inpatient_share": None, "poor": True},
    ],
}


@pytest.mark.parametrize("name", QUICK)
@pytest.mark.parametrize("rule", RULES, ids=["net_income", "basic_insurance"])
def test_a_rule_over_a_table_gives_the_worksheets_of_its_rows_in_every_context(name: str, rule: Any) -> None:
    terms, declared = POLICY.terms(rule), specs(rule.Facts)
    nothing = {name: Decimal("0.00") if spec.kind.name == "money" else None for name, spec in declared.items()}
    rows = [nothing | facts for facts in RULES[rule]]
    worksheets, table = [rule.compute(rule.Facts(**facts), terms) for facts in rows], fact_columns(rule.Facts, rows)
    for context in CONTEXTS:
        given = engine(name)(table)
        with unchanged(context):
            found = frames.apply(rule, given, terms, bounds=True)
            lacking = frames.missing(rule, given, terms)
        for row, open_row, worksheet in zip(rows_of(found), rows_of(lacking), worksheets, strict=True):
            assert_same(row, rule.RULE.name, worksheet)
            assert open_row[f"{rule.RULE.name}__missing"] == ", ".join(missing(worksheet)), context


# An assessment takes some engines ten seconds to plan: the usual profile sets fewer contexts there.
OF_ENGINES: Final = [
    ("polars", CONTEXTS if DEEP else CONTEXTS[::5]),
    *((name, CONTEXTS if DEEP else CONTEXTS[1:2]) for name in QUICK[1:]),
]


@pytest.mark.parametrize(("name", "several"), OF_ENGINES, ids=QUICK)
def test_a_population_is_assessed_alike_in_every_context(name: str, several: list[Context]) -> None:
    some = sample_population(3, seed=5, backend="pyarrow", missing=10)

    def assessed() -> frames.AssessedTables:
        return frames.assess(engine(name)(some.people), engine(name)(some.households), POLICY, some.local, on=ON)

    usual = tables(assessed())
    assert any(row["contribution_subsidy__due"] for row in usual[0])
    for context in several:
        with unchanged(context):
            found = assessed()
        assert tables(found) == usual, context


def tables(found: frames.AssessedTables) -> list[list[dict[str, Any]]]:
    """The rows of both tables, in the order of their keys."""
    import narwhals as nw  # noqa: PLC0415 - tests that need no engine start without

    made = (nw.from_native(table) for table in (found.people, found.households))
    read = [table.collect() if isinstance(table, nw.LazyFrame) else table for table in made]
    return [
        sorted(table.to_arrow().to_pylist(), key=lambda row: str((row.get("household"), row["id"]))) for table in read
    ]
