"""Every rule over a table gives each row its scalar worksheet: fen for fen, null where undetermined, the same ends."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from operator import add
from random import Random
from types import ModuleType
from typing import Any, Final

import pytest
from hypothesis import Phase, given, note, settings
from hypothesis import strategies as st

pytest.importorskip("narwhals")
pytest.importorskip("pyarrow")

from engines import QUICK, ROW, engine, fact_columns, rows_of, runs_here
from rule_drawings import every_rule, name_of
from rural_revitalization import frames, missing, strategies
from rural_revitalization.algebra import Unknown
from rural_revitalization.fields import Spec, specs

ROWS: Final = 40
LARGEST: Final = Decimal(10) ** 9
LARGEST_ON_SPARK: Final = Decimal(10) ** 6
"""Spark divides in floating point, and refuses what it cannot divide exactly: much less than other engines."""


def values(spec: Spec, largest: Decimal) -> st.SearchStrategy[Any]:
    """A value of a field as a table may hold it: on an edge, or anywhere up to the largest amount."""
    usual = strategies.values(spec)
    if spec.kind.name in ("money", "ceiling"):
        low = -largest if spec.low is None else spec.low
        return st.one_of(usual, st.sampled_from([low, largest, largest - Decimal("0.01")]))
    return usual


@cache
def pools(rule: ModuleType, largest: Decimal) -> st.SearchStrategy[dict[str, list[Any]]]:
    """A few values of each fact of a rule, of which some columns lack some, some all, some none; made once."""
    lacking = st.sampled_from([[], [None], [None, None, None]])
    drawn = {name: values(spec, largest) for name, spec in specs(rule.Facts).items()}
    some = {name: st.lists(value, min_size=1, max_size=4) for name, value in drawn.items()}
    pool = {name: st.one_of(st.builds(add, found, lacking), st.just([None])) for name, found in some.items()}
    return st.fixed_dictionaries(pool)


@st.composite
def tables(draw: st.DrawFn, rule: ModuleType, largest: Decimal) -> list[dict[str, Any]]:
    """Rows of facts, each drawn from a few values."""
    found = draw(pools(rule, largest))
    random = Random(draw(st.integers(0, 2**32)))  # noqa: S311 - only mixes what was drawn
    rows = ({name: random.choice(pool) for name, pool in found.items()} for _ in range(ROWS))
    return [strategies.agreeing(rule, row) for row in rows]


@cache
def figures(rule: ModuleType) -> st.SearchStrategy[Any]:
    """What may be stated of a rule; made once."""
    return strategies.terms(rule, open_figures=True)


def assert_same(row: dict[str, Any], prefix: str, worksheet: Any) -> None:
    """A row of a table with bounds holds what the worksheet of the row holds."""
    for name, spec in specs(type(worksheet)).items():
        value = getattr(worksheet, name)
        low, high = (value.low, value.high) if isinstance(value, Unknown) else (value, value)
        called = f"{prefix}__{name}"
        assert row[called] == (None if isinstance(value, Unknown) else value), (called, worksheet)
        if spec.kind.name != "truth":
            assert (row[f"{called}__low"], row[f"{called}__high"]) == (low, high), (called, worksheet)


def assert_each_row_has_its_worksheet(
    rule: ModuleType, data: st.DataObject, engines: Sequence[str], largest: Decimal = LARGEST
) -> None:
    """A rule over one table on some engines, held against the rule row by row; of the first, also what is missing."""
    rows, terms = data.draw(tables(rule, largest)), data.draw(figures(rule))
    worksheets = [rule.compute(rule.Facts(**facts), terms) for facts in rows]
    for name in engines:
        note(name)
        table = engine(name)(fact_columns(rule.Facts, rows))
        found = rows_of(frames.apply(rule, table, terms, bounds=True))
        assert [row[ROW] for row in found] == list(range(len(rows)))
        for row, worksheet in zip(found, worksheets, strict=True):
            assert_same(row, name_of(rule), worksheet)
    for of in (None, data.draw(st.sampled_from(list(specs(rule.Worksheet))))):
        table = engine(engines[0])(fact_columns(rule.Facts, rows))
        for row, worksheet in zip(rows_of(frames.missing(rule, table, terms, of=of)), worksheets, strict=True):
            assert row[f"{name_of(rule)}__missing"] == ", ".join(missing(worksheet, of=of)), (of, worksheet)


UNSHRUNK: Final = settings(phases=[Phase.explicit, Phase.reuse, Phase.generate])
"""A failure shows its rows as they were drawn: making forty of them smaller takes longer than reading them."""
SOME: Final = max(settings().max_examples // 5, 1)
FEW: Final = max(settings().max_examples // 25, 1)
"""Examples for an engine: making a plan takes it longer than working its rows out."""


@every_rule
@settings(UNSHRUNK, max_examples=SOME)
@given(data=st.data())
def test_a_rule_over_a_table_gives_each_row_its_worksheet(rule: ModuleType, data: st.DataObject) -> None:
    assert_each_row_has_its_worksheet(rule, data, ["polars"])


@every_rule
@settings(UNSHRUNK, max_examples=FEW)
@given(data=st.data())
def test_every_engine_gives_each_row_its_worksheet(rule: ModuleType, data: st.DataObject) -> None:
    assert_each_row_has_its_worksheet(rule, data, QUICK[1:])


@runs_here("pyspark")
@every_rule
@settings(UNSHRUNK, max_examples=FEW)
@given(data=st.data())
def test_spark_gives_each_row_its_worksheet(rule: ModuleType, data: st.DataObject) -> None:
    assert_each_row_has_its_worksheet(rule, data, ["pyspark"], LARGEST_ON_SPARK)
