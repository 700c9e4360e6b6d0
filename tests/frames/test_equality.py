"""Every rule over a table gives each row its scalar worksheet: fen for fen, null where undetermined, the same ends."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from types import ModuleType
from typing import Any, Final

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

pytest.importorskip("narwhals")
pytest.importorskip("pyarrow")

from engines import QUICK, ROW, engine, fact_columns, rows_of, runs_here
from frames.terms_of import terms_of
from rural_revitalization import frames, missing, strategies
from rural_revitalization.algebra import Unknown
from rural_revitalization.catalogue import RULES
from rural_revitalization.fields import Spec, specs

ROWS: Final = 40
LARGEST: Final = Decimal(10) ** 9
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.rsplit(".", 1)[-1])


def values(spec: Spec) -> st.SearchStrategy[Any]:
    """A value of a field as a table may hold it: on an edge, or anywhere up to the largest amount."""
    usual = strategies.values(spec)
    if spec.kind.name in ("money", "ceiling"):
        low = -LARGEST if spec.low is None else spec.low
        return st.one_of(usual, st.sampled_from([low, LARGEST, LARGEST - Decimal("0.01")]))
    return usual


@st.composite
def tables(draw: st.DrawFn, rule: ModuleType) -> list[dict[str, Any]]:
    """Rows of facts drawn from a few values each; some columns lack some, some all, some none."""
    pools: dict[str, list[Any]] = {}
    for name, spec in specs(rule.Facts).items():
        lacking = draw(st.sampled_from([[], [None], [None, None, None]]))
        pools[name] = draw(st.lists(values(spec), min_size=0 if lacking else 1, max_size=4)) + lacking
    random = Random(draw(st.integers(0, 2**32)))  # noqa: S311 - only mixes what was drawn
    return [{name: random.choice(pool) for name, pool in pools.items()} for _ in range(ROWS)]


def figures(rule: ModuleType) -> st.SearchStrategy[Any]:
    """What may be stated of a rule: what may be left out all at once, or each by itself."""
    return st.one_of(strategies.terms(rule, open_figures=True), terms_of(rule))


def assert_same(row: dict[str, Any], prefix: str, worksheet: Any) -> None:
    """A row of a table with bounds holds what the worksheet of the row holds."""
    for name, spec in specs(type(worksheet)).items():
        value = getattr(worksheet, name)
        low, high = (value.low, value.high) if isinstance(value, Unknown) else (value, value)
        called = f"{prefix}__{name}"
        assert row[called] == (None if isinstance(value, Unknown) else value), (called, worksheet)
        if spec.kind.name != "truth":
            assert (row[f"{called}__low"], row[f"{called}__high"]) == (low, high), (called, worksheet)


def assert_each_row_has_its_worksheet(rule: ModuleType, name: str, rows: list[dict[str, Any]], terms: Any) -> None:
    """A rule over a table of an engine, held against the rule row by row."""
    found = rows_of(frames.apply(rule, engine(name)(fact_columns(rule.Facts, rows)), terms, bounds=True))
    assert [row[ROW] for row in found] == list(range(len(rows)))
    for row, facts in zip(found, rows, strict=True):
        assert_same(row, rule.__name__.rsplit(".", 1)[-1], rule.compute(rule.Facts(**facts), terms))


UNSHRUNK: Final = settings(phases=[Phase.explicit, Phase.reuse, Phase.generate])
"""A failure shows its rows as they were drawn: making forty of them smaller takes longer than reading them."""
FEW: Final = settings().max_examples // 25
"""Examples for an engine: making a plan takes it longer than working its rows out."""


@every_rule
@UNSHRUNK
@given(data=st.data())
def test_a_rule_over_a_table_gives_each_row_its_worksheet(rule: ModuleType, data: st.DataObject) -> None:
    rows, terms = data.draw(tables(rule)), data.draw(figures(rule))
    assert_each_row_has_its_worksheet(rule, "polars", rows, terms)


@settings(UNSHRUNK, max_examples=FEW)
@pytest.mark.parametrize("name", [*QUICK[1:], pytest.param("pyspark", marks=runs_here("pyspark"))])
@every_rule
@given(data=st.data())
def test_every_engine_gives_each_row_its_worksheet(rule: ModuleType, name: str, data: st.DataObject) -> None:
    rows, terms = data.draw(tables(rule)), data.draw(figures(rule))
    assert_each_row_has_its_worksheet(rule, name, rows, terms)


@every_rule
@settings(UNSHRUNK, max_examples=FEW)
@given(data=st.data())
def test_the_missing_facts_of_each_row_are_those_of_its_worksheet(rule: ModuleType, data: st.DataObject) -> None:
    rows, terms = data.draw(tables(rule)), data.draw(figures(rule))
    worksheets = [rule.compute(rule.Facts(**facts), terms) for facts in rows]
    for of in (None, *specs(rule.Worksheet)):
        found = rows_of(frames.missing(rule, engine("polars")(fact_columns(rule.Facts, rows)), terms, of=of))
        for row, worksheet in zip(found, worksheets, strict=True):
            named = row[f"{rule.__name__.rsplit('.', 1)[-1]}__missing"]
            assert named == ", ".join(missing(worksheet, of=of)), (of, worksheet)
