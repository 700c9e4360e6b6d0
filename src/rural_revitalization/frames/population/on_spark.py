"""Assess a population on Spark: both tables are grouped into buckets, and assessed in Polars on the workers.

As a native Spark plan an assessment takes the planner a minute, however few the rows are. Here the plan is one shuffle
of both tables into buckets of households, and each bucket is assessed in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import narwhals as nw
from attrs import frozen

from ..columns.column_names import MARK
from ..user_tables import Table, check_names

PEOPLE_IN_A_BUCKET: Final = 50_000
"""The approximate number of people assessed in memory at a time."""
_BUCKET: Final = f"{MARK}bucket"

Assess = Callable[[Any, Any, Any], Any]
"""Assesses people and households, with the figures of their counties, in memory."""


@frozen
class _Assessing:
    """The work on one bucket: takes Arrow tables of households and of people, returns the `wanted` one with results.

    `read` names the columns read of each table, and `schema` is the Arrow schema of the results.
    """

    assess: Assess
    local: Any
    read: Mapping[str, list[str]]
    wanted: str
    schema: Any

    def __call__(self, households: Any, people: Any) -> Any:
        """Return the wanted table of a bucket with its results added."""
        found = self.assess(
            _in_polars(people.select(self.read["people"])),
            _in_polars(households.select(self.read["households"])),
            _figures(self.local),
        )
        given = (people if self.wanted == "people" else households).drop_columns([_BUCKET])
        results = _in_arrow(getattr(found, self.wanted), self.schema.names).cast(self.schema)
        for name in self.schema.names:
            given = given.append_column(name, results.column(name))
        return given


def runs_on_workers(table: Table) -> bool:
    """True if a table is a PySpark table, whose workers run Python."""
    known = table.given.implementation
    return bool(known.is_pyspark() or known.is_pyspark_connect())


def figures_at_hand(local: Any) -> Any:
    """The figures as they are sent to the workers: a Spark table, which has a row for each county, as Arrow."""
    return local.toArrow() if hasattr(local, "toArrow") else local


def by_bucket(
    people: Table, households: Table, read: Mapping[str, Iterable[str]], local: Any, assess: Assess
) -> tuple[Any, Any]:
    """Return people and households with their results, as lazy Spark tables; `read` names the columns read of each.

    Raises `InvalidInput` for invalid columns and types, found here by assessing empty tables.
    """
    given = {"people": people, "households": households}
    wanted = {name: [column for column in read[name] if column in given[name].types()] for name in given}
    nothing = {name: _no_rows(given[name].native.select(wanted[name])) for name in given}
    none = assess(nothing["people"], nothing["households"], _figures(local))
    buckets = 1 + people.native.count() // PEOPLE_IN_A_BUCKET
    grouped = (_in_buckets(households.native, "id", buckets), _in_buckets(people.native, "household", buckets))
    found = []
    for name, table in given.items():
        schema = _results(getattr(none, name), wanted[name])
        check_names(table, schema.names)
        assessing = _Assessing(assess, local, wanted, name, _arrow_schema(schema))
        found.append(_cogrouped(grouped, assessing, _beside(table.native.schema, schema)))
    return found[0], found[1]


def _in_buckets(table: Any, key: str, buckets: int) -> Any:
    from pyspark.sql import functions  # noqa: PLC0415 - PySpark is optional

    bucket = functions.pmod(functions.hash(table[key]), functions.lit(buckets))
    return table.withColumn(_BUCKET, bucket).groupBy(_BUCKET)


def _cogrouped(grouped: tuple[Any, Any], assessing: _Assessing, schema: Any) -> Any:
    households, people = grouped

    def of_bucket(left: Any, right: Any) -> Any:  # Spark inspects the signature, so it needs a plain function
        return assessing(left, right)

    return households.cogroup(people).applyInArrow(of_bucket, schema)


def _results(found: Any, given: list[str]) -> Any:
    """The Spark schema of the results of an assessment in Polars."""
    from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415

    names = [name for name in nw.from_native(found).columns if name not in given]
    return from_arrow_schema(_in_arrow(found, names).schema)


def _beside(given: Any, results: Any) -> Any:
    from pyspark.sql.types import StructType  # noqa: PLC0415

    return StructType([*given.fields, *results.fields])


def _arrow_schema(schema: Any) -> Any:
    from pyspark.sql.pandas.types import to_arrow_schema  # noqa: PLC0415

    return to_arrow_schema(schema, timezone="UTC")


def _no_rows(table: Any) -> Any:
    return _in_polars(_arrow_schema(table.schema).empty_table())


def _figures(local: Any) -> Any:
    return _in_polars(local) if hasattr(local, "to_batches") else local


def _in_polars(table: Any) -> Any:
    return nw.from_arrow(table, backend="polars").to_native()


def _in_arrow(table: Any, names: list[str]) -> Any:
    return nw.from_native(table).select(names).to_arrow()
