"""A user's table: select the columns to read, and add the results to it.

Eager Polars tables are computed lazily, so that common subexpressions are computed once; eager pandas tables as Arrow,
whose nulls and decimals are exact. Lazy tables stay lazy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final

import narwhals as nw
from attrs import frozen
from narwhals.exceptions import DuplicateError

from ..errors import InvalidInput, Mismatch, quoted
from .columns.column_names import MARK, safe
from .columns.expressions import LARGEST
from .columns.formulas import col, select
from .columns.stages import Stages

_FLOATING: Final = 2**53 - 1
_OF_NULLS: Final = ("null", "null[pyarrow]", "void")
"""What engines call the type of a column that has only ever held null."""
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

    @property
    def ignores_case(self) -> bool:
        """True if names that differ only in case are one name to the engine, as they are in SQL."""
        known = self.given.implementation
        return not (known.is_polars() or known.is_pyarrow() or known.is_pandas_like())

    def types(self) -> Mapping[str, Any]:
        """The type of each column; a header of pandas may be anything."""
        return self._types

    @cached_property
    def _types(self) -> Mapping[str, Any]:
        return dict(self.given.collect_schema())

    def written_otherwise(self, names: Iterable[str]) -> Iterator[Mismatch]:
        """Yield a mismatch for each column that has one of the names but for its case, where the engine ignores it."""
        if self.ignores_case:
            by_lower = {name.lower(): name for name in self.types()}
            for name in names:
                there = by_lower.get(name.lower(), name)
                if there != name:
                    expected = f"{name} in this case, since the engine does not tell names apart by case"
                    yield Mismatch(there, expected, there)

    def unreadable(self, names: Iterable[str]) -> Iterator[Mismatch]:
        """Yield a mismatch for each of the columns there is of a type that is not known, and is not that of nulls."""
        for name in names:
            if self.types().get(name) == nw.Unknown:
                kind = str(_native_type(self.given, name))
                if kind.strip('"').lower() not in _OF_NULLS:
                    yield Mismatch(
                        name, "a type that can be read: decimals of at most 38 digits, integers, truths", kind
                    )

    def worked_on(self, columns: Iterable[str]) -> Any:
        """The frame that stages run on, under safe names: the columns read of an eager table, all of a lazy one."""
        if not self.eager:
            return _renamed(self.given, {name: safe(name) for name in self.types()})
        wanted = {name: safe(name) for name in columns}
        # Keep the rows even where no column is read.
        read = _renamed(self.given, wanted).select(*wanted.values()) if wanted else self._rows_alone()
        if self.given.implementation.is_polars():
            return read.lazy()
        return nw.from_native(read.to_arrow()) if self.given.implementation.is_pandas_like() else read

    def _rows_alone(self) -> Any:
        return self.given.with_row_index(_ROWS).select(_ROWS)

    def with_results(self, worked_on: Any, stages: Stages, results: Mapping[str, str]) -> Any:
        """The table with result columns added; `results` maps the name of each to the stage that holds it."""
        own = None if self.eager else list(map(safe, self.types()))
        return self.beside(stages.run(worked_on, results.values(), own), results)

    def beside(self, found: Any, results: Mapping[str, str]) -> Any:
        """The table with columns added from another that has the same rows in the same order."""
        named = {name: col(column) for name, column in results.items()}
        if not self.eager:
            kept = {safe(name): name for name in self.types()}
            return _renamed(select(found, kept, named), kept).to_native()
        results_alone = select(found, (), named)
        if self.given.implementation.is_polars():
            results_alone = results_alone.lazy().collect()
        elif self.given.implementation.is_pandas_like():
            return _beside_pandas(self.native, results_alone)
        return self.given.with_columns(*results_alone.iter_columns()).to_native()


def table_of(native: Any) -> Table:
    """Wrap a table of any engine that Narwhals supports, eager or lazy; raises `TypeError` for anything else.

    Raises `InvalidInput` for names of columns that are not told apart, and for a table of a Spark session without ANSI
    mode.
    """
    try:
        given = nw.from_native(native)
    except DuplicateError:
        _check_apart(list(getattr(native, "column_names", native.columns)), "names that differ")
        raise
    if given.implementation.is_spark_like():
        _check_spark(nw.to_native(given))
    table = Table(given, nw.to_native(given))
    _check_headers(table)
    return table


def outline(native: Any) -> str:
    """What a table is, without any of its rows, for a `repr`: its class and, in memory, its size."""
    frame = nw.from_native(native, pass_through=True)
    size = f" of {len(frame):,} rows and {len(frame.columns)} columns" if isinstance(frame, nw.DataFrame) else ""
    return f"<{type(native).__module__.partition('.')[0]} {type(native).__name__}{size}>"


def _check_headers(table: Table) -> None:
    """Raise `InvalidInput` for headers that the engine does not tell apart, of several levels, or of the library."""
    known = table.given.implementation
    if known.is_pandas_like() and table.native.columns.nlevels > 1:
        raise InvalidInput([Mismatch("columns", "one row of headers", "several levels of headers")], about="a table")
    if table.ignores_case:
        _check_apart([name.lower() for name in table.types()], "names that differ, and not in case alone")
    wrong = [
        Mismatch(name, f"no name that begins with {MARK}", "one in the table")
        for name in table.types()
        if isinstance(name, str) and name.lower().startswith(MARK)
    ]
    if wrong:
        raise InvalidInput(wrong, about="a table")


def _check_apart(headers: list[Any], expected: str) -> None:
    twice = [quoted(name) for name, times in Counter(headers).items() if times > 1]
    if twice:
        raise InvalidInput([Mismatch("columns", expected, f"several of {', '.join(twice)}")], about="a table")


def _native_type(frame: Any, name: str) -> Any:
    """The type of a column as its engine calls it."""
    native, known = nw.to_native(frame), frame.implementation
    if known.is_duckdb():
        return dict(zip(native.columns, native.types, strict=True))[name]
    if known.is_spark_like():
        return native.schema[name].dataType.typeName()
    if known.is_pandas_like():
        return native[name].dtype
    return native.schema.field(name).type if known.is_pyarrow() else native.collect_schema()[name]


def check_names(table: Table, results: Collection[str]) -> None:
    """Raise `InvalidInput` if a table already has columns with the names of results."""

    def alike(name: str) -> str:
        return name.lower() if table.ignores_case else name

    kept = set(map(alike, results))
    wrong = [
        Mismatch(name, "no column of this name, since a result has it", "one in the table")
        for name in table.types()
        if isinstance(name, str) and alike(name) in kept
    ]
    if wrong:
        raise InvalidInput(wrong, about="apply")


def _renamed(frame: Any, names: Mapping[str, str]) -> Any:
    """The frame with columns renamed; every name stands for itself, never for a pattern."""
    changed = {name: new for name, new in names.items() if name != new}
    if not changed:
        return frame
    if frame.implementation.is_duckdb():  # its relations rename `*` as if it were all of their columns
        return select(frame, (), {changed.get(name, name): col(name) for name in frame.collect_schema()})
    if not frame.implementation.is_spark_like():
        return frame.rename(changed)
    native = nw.to_native(frame)  # Spark finds `a.b` neither by that name nor to rename it, but by its place
    return nw.from_native(native.toDF(*(changed.get(name, name) for name in native.columns)))


def _check_spark(native: Any) -> None:
    """Raise `InvalidInput` without ANSI mode: Spark then returns null or a wrong number instead of failing."""
    session = getattr(native, "sparkSession", None)
    ansi = "true" if session is None else str(session.conf.get("spark.sql.ansi.enabled"))
    if ansi.lower() != "true":
        raise InvalidInput([Mismatch("spark.sql.ansi.enabled", "true", ansi)], about="a Spark table")


def _beside_pandas(native: Any, results: Any) -> Any:
    """A pandas table, whatever its headers, with results added as columns of Arrow types under its index."""
    pandas = nw.get_native_namespace(native)
    added = results.to_native().to_pandas(types_mapper=pandas.ArrowDtype)
    return pandas.concat([native, added.set_axis(native.index, axis=0)], axis=1)
