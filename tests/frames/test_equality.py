"""Every rule over a table gives each row its scalar worksheet: fen for fen, null where undetermined, the same ends."""

from __future__ import annotations

from decimal import Decimal
from types import ModuleType
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rural_revitalization import NO_CEILING, missing, strategies
from rural_revitalization.algebra import Unknown
from rural_revitalization.fields import Spec, specs
from rural_revitalization.rules.catalogue import RULES

pytest.importorskip("narwhals")
pytest.importorskip("pyarrow")

from engines import QUICK, ROW, engine, fact_columns, rows_of

from rural_revitalization import frames

ROWS: Final = 12
LARGEST: Final = Decimal(10) ** 9
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.rsplit(".", 1)[-1])
every_engine = pytest.mark.parametrize("name", QUICK)


def cells(spec: Spec) -> st.SearchStrategy[Any]:
    """A value of a field as a table may hold it: on an edge, or anywhere up to the largest amount."""
    usual = strategies.values(spec)
    if spec.kind.name in ("money", "ceiling"):
        low = -LARGEST if spec.low is None else spec.low
        usual = st.one_of(usual, st.sampled_from([low, LARGEST, LARGEST - Decimal("0.01")]))
    if spec.kind.name == "rate":
        usual = usual.map(lambda rate: min(rate, spec.high or rate))
    return usual


def tables(rule: ModuleType) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Rows of facts, each value null now and then; now and then a column complete, or all null."""
    columns = {name: _column(spec) for name, spec in specs(rule.Facts).items()}
    return st.fixed_dictionaries(columns).map(
        lambda drawn: [{name: values[row] for name, values in drawn.items()} for row in range(ROWS)]
    )


def _column(spec: Spec) -> st.SearchStrategy[list[Any]]:
    def of(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
        return st.lists(strategy, min_size=ROWS, max_size=ROWS)

    some = cells(spec)
    return st.one_of(of(st.one_of(some, some, st.none())), of(some), st.just([None] * ROWS))


def assert_same(row: dict[str, Any], prefix: str, worksheet: Any) -> None:
    """A row of a table with bounds holds what the worksheet of the row holds."""
    for name, spec in specs(type(worksheet)).items():
        value = getattr(worksheet, name)
        low, high = (value.low, value.high) if isinstance(value, Unknown) else (value, value)
        called = f"{prefix}__{name}"
        assert row[called] == (None if isinstance(value, Unknown) else value), called
        if spec.kind.name != "truth":
            assert (row[f"{called}__low"], row[f"{called}__high"]) == (low, high), called


@every_engine
@every_rule
@settings(max_examples=15)
@given(data=st.data())
def test_a_rule_over_a_table_gives_each_row_its_worksheet(rule: ModuleType, name: str, data: st.DataObject) -> None:
    rows, terms = data.draw(tables(rule)), data.draw(strategies.terms(rule, unstated=True))
    prefix = rule.__name__.rsplit(".", 1)[-1]
    found = rows_of(frames.apply(rule, engine(name)(fact_columns(rule.Facts, rows)), terms, bounds=True))
    assert [row[ROW] for row in found] == list(range(ROWS))
    for row, facts in zip(found, rows, strict=True):
        assert_same(row, prefix, rule.compute(rule.Facts(**facts), terms))


@every_rule
@settings(max_examples=30)
@given(data=st.data())
def test_the_missing_facts_of_each_row_are_those_of_its_worksheet(rule: ModuleType, data: st.DataObject) -> None:
    rows, terms = data.draw(tables(rule)), data.draw(strategies.terms(rule, unstated=True))
    prefix = rule.__name__.rsplit(".", 1)[-1]
    for of in (None, *specs(rule.Worksheet)):
        found = rows_of(frames.missing(rule, engine("polars")(fact_columns(rule.Facts, rows)), terms, of=of))
        for row, facts in zip(found, rows, strict=True):
            worksheet = rule.compute(rule.Facts(**facts), terms)
            assert row[f"{prefix}__missing"] == ", ".join(missing(worksheet, of=of)), (of, facts)
