"""A user's table: select the columns to read, and add the results to it.

Eager Polars tables are computed lazily, so that common subexpressions are computed once; eager pandas tables as Arrow,
whose nulls and decimals are exact. Lazy tables stay lazy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Final

import narwhals as nw
from attrs import frozen

from ..errors import InvalidInput, Mismatch
from .columns.expressions import LARGEST
from .columns.formulas import col, select
from .columns.stages import MARK, Stages

_FLOATING: Final = 2**53 - 1
_ROWS: Final = f"{MARK}rows"


@frozen
class Table:
    """A user's table: as a Narwhals frame, `given`, and as the engine's own object, `native`."""

    given: Any
    native: Any

    @property
    def eager(self) -> bool:
        """True if its rows are in memory."""
        return isinstance(self.given, nw.DataFrame)

    @property
    def exact_division(self) -> int:
        """The size up to which the engine divides integers exactly; some engines divide in floating point."""
        known = self.given.implementation
        divides_integers = known.is_polars() or known.is_pyarrow() or known.is_duckdb() or known.is_pandas_like()
        return LARGEST if divides_integers else _FLOATING

    def types(self) -> Mapping[str, Any]:
        """The type of each column."""
        return self._types

    @cached_property
    def _types(self) -> Mapping[str, Any]:
        return dict(self.given.collect_schema())

    def worked_on(self, columns: Iterable[str]) -> Any:
        """The frame that stages run on: the columns read of an eager table, all columns of a lazy one."""
        if not self.eager:
            return self.given
        wanted = list(dict.fromkeys(columns))
        # Keep the rows even where no column is read.
        read = self.given.select(*wanted) if wanted else self.given.with_row_index(_ROWS).select(_ROWS)
        if self.given.implementation.is_polars():
            return read.lazy()
        return nw.from_native(read.to_arrow()) if self.given.implementation.is_pandas_like() else read

    def with_results(self, worked_on: Any, stages: Stages, results: Mapping[str, str]) -> Any:
        """The table with result columns added; `results` maps the name of each to the stage that holds it."""
        own = None if self.eager else self.types()
        return self.beside(stages.run(worked_on, results.values(), own), results)

    def beside(self, found: Any, results: Mapping[str, str]) -> Any:
        """The table with columns added from another that has the same rows in the same order."""
        named = {name: col(column) for name, column in results.items()}
        if not self.eager:
            return select(found, self.types(), named).to_native()
        results_alone = select(found, (), named)
        if self.given.implementation.is_polars():
            results_alone = results_alone.lazy().collect()
        elif self.given.implementation.is_pandas_like():
            results_alone = _like_pandas(results_alone, self.native)
        return self.given.with_columns(*results_alone.iter_columns()).to_native()


def table_of(native: Any) -> Table:
    """Wrap a table of any engine that Narwhals supports, eager or lazy; raises `TypeError` for anything else.

    Raises `InvalidInput` for a table of a Spark session without ANSI mode.
    """
    given = nw.from_native(native)
    if given.implementation.is_spark_like():
        _check_spark(nw.to_native(given))
    return Table(given, nw.to_native(given))


def _check_spark(native: Any) -> None:
    """Raise `InvalidInput` without ANSI mode: Spark then returns null or a wrong number instead of failing."""
    session = getattr(native, "sparkSession", None)
    ansi = "true" if session is None else str(session.conf.get("spark.sql.ansi.enabled"))
    if ansi.lower() != "true":
        raise InvalidInput([Mismatch("spark.sql.ansi.enabled", "true", ansi)], about="a Spark table")


def _like_pandas(beside: Any, native: Any) -> Any:
    """Convert results to pandas columns of Arrow types, with the index of the table they are added to."""
    pandas = nw.get_native_namespace(native)
    results = beside.to_native().to_pandas(types_mapper=pandas.ArrowDtype)
    return nw.from_native(results.set_axis(native.index, axis=0))
