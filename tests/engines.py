"""The dataframe engines that tests run on: rows in, rows out, by name."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import util
from typing import Any, Final

import pyarrow as pa
import pytest

from rural_revitalization import NO_CEILING
from rural_revitalization.fields import Spec, specs

__all__ = ["QUICK", "ROW", "SLOW", "Engine", "arrow_table", "engine", "fact_columns", "rows_of", "runs_here"]

Engine = Callable[[pa.Table], Any]

QUICK: Final = ("polars", "polars-lazy", "pandas", "pyarrow", "duckdb")
SLOW: Final = ("pyspark",)
_TYPES: Final[Mapping[str, pa.DataType]] = {
    "money": pa.decimal128(18, 2),
    "ceiling": pa.decimal128(18, 2),
    "area": pa.decimal128(18, 2),
    "rate": pa.decimal128(12, 6),
    "count": pa.int64(),
    "truth": pa.bool_(),
}
ROW: Final = "row_number"


def fact_columns(facts: type[Any], rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """A table of facts, one row each; None is null, and that there is no ceiling is told by a column of its own."""
    columns: dict[str, pa.Array] = {ROW: pa.array(range(len(rows)), pa.int64())}
    for name, spec in specs(facts).items():
        columns |= _columns(name, spec, [row[name] for row in rows])
    return pa.table(columns)


def _columns(name: str, spec: Spec, values: list[Any]) -> dict[str, pa.Array]:
    plain = [None if value is NO_CEILING else value for value in values]
    found = {name: pa.array(plain, _TYPES[spec.kind.name])}
    if spec.kind.name == "ceiling":
        found[f"no_{name}"] = pa.array([value is NO_CEILING for value in values], pa.bool_())
    return found


def engine(name: str) -> Engine:
    """How an engine takes an Arrow table in."""
    return _ENGINES[name]


def arrow_table(frame: Any) -> pa.Table:
    """Any engine's table as Arrow, its rows in the order of their numbers."""
    import narwhals as nw  # noqa: PLC0415 - tests that need no engine start without

    table = nw.from_native(frame)
    table = table.collect() if isinstance(table, nw.LazyFrame) else table
    return table.to_arrow().sort_by(ROW)


def rows_of(frame: Any) -> list[dict[str, Any]]:
    """Any engine's table as rows."""
    rows: list[dict[str, Any]] = arrow_table(frame).to_pylist()
    return rows


def _polars(table: pa.Table) -> Any:
    import polars as pl  # noqa: PLC0415

    return pl.from_arrow(table)


def _polars_lazy(table: pa.Table) -> Any:
    return _polars(table).lazy()


def _pandas(table: pa.Table) -> Any:
    import pandas as pd  # noqa: PLC0415

    return table.to_pandas(types_mapper=pd.ArrowDtype)


def _pyarrow(table: pa.Table) -> Any:
    return table


def _duckdb(table: pa.Table) -> Any:
    return _connection().from_arrow(table)


@cache
def _connection() -> Any:
    """One connection for all: tables of two cannot be joined, and before 1.5 a relation does not keep its own."""
    import duckdb  # noqa: PLC0415

    return duckdb.connect()


def runs_here(name: str) -> pytest.MarkDecorator:
    """A mark that skips aloud where an engine cannot run: Spark needs its package and Java."""
    lacking = [
        what
        for what, found in (("Java", shutil.which("java")), (f"the package {name}", util.find_spec(name)))
        if found is None
    ]
    return pytest.mark.skipif(bool(lacking), reason=f"{' and '.join(lacking)} not installed")


@cache
def _session() -> Any:
    from pyspark.sql import SparkSession  # noqa: PLC0415

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers run the Python that the tests run
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.driver.memory", "4g")  # a gigabyte is too little for all that is read back at once
    return builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()


def _pyspark(table: pa.Table) -> Any:
    return _session().createDataFrame(table)


_ENGINES: Final[Mapping[str, Engine]] = {
    "polars": _polars,
    "polars-lazy": _polars_lazy,
    "pandas": _pandas,
    "pyarrow": _pyarrow,
    "duckdb": _duckdb,
    "pyspark": _pyspark,
}
