"""The figures of counties for tables: the same for all rows, or joined by county."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, Final

import narwhals as nw
from attrs import frozen

from ...algebra import NO_CEILING
from ...errors import InvalidInput, Mismatch, quoted
from ...fields import Spec
from ...models import LocalFigures
from ..columns.column_names import MARK
from ..reading import column_type
from ..user_tables import table_of
from .levels import TableLevel, with_absent
from .linked import LOCAL, rows_of, twice

_PREFIX: Final = f"{MARK}local_"
_KEYS: Final = ("county", "year")
_CEILINGS: Final = tuple(name for name, spec in LOCAL.items() if spec.kind.name == "ceiling")


@frozen
class Figures:
    """The figures of one county for all rows, or a table of figures by county."""

    one: LocalFigures | None
    table: Any = None

    @property
    def declared(self) -> dict[str, Spec]:
        """The specifications of the columns joined to a table."""
        return {} if self.table is None else dict(LOCAL)

    @property
    def names(self) -> dict[str, str]:
        """Maps each figure to the column joined to a table."""
        every = (*LOCAL, *(f"no_{name}" for name in _CEILINGS))
        return {} if self.table is None else {name: f"{_PREFIX}{name}" for name in every}

    def joined_to(self, households: Any) -> Any:
        """Join to households the figures of their counties."""
        if self.table is None:
            return households
        figures = self.table.select(nw.col("county").alias(f"{_PREFIX}county"), **self._columns())
        return households.join(figures, left_on="county", right_on=f"{_PREFIX}county", how="left")

    def passed_on(self, households: Any) -> dict[str, str]:
        """The columns of figures joined to households, which are passed on to people unchanged."""
        there = households.collect_schema().names()
        return {column: column for column in self.names.values() if column in there}

    def held(self, level: TableLevel) -> dict[str, dict[str, Any]]:
        """The joined figures of a level, as a case holds them; empty if one county's figures apply to all rows."""
        return {} if self.table is None else {"local": {name: level.held[name] for name in LOCAL}}

    def _columns(self) -> dict[str, Any]:
        return {f"{_PREFIX}{name}": nw.col(name) for name in (*LOCAL, *(f"no_{name}" for name in _CEILINGS))}


def figures_of(local: Any, on: date, households: Any, *, named: bool, needed: Collection[str]) -> Figures:
    """Wrap the figures given; `named` says whether the table of households has counties.

    A table of figures must have the columns `needed`.

    Raises `InvalidInput` for figures of another year, or of one county for households of another or of none.
    """
    if isinstance(local, LocalFigures):
        _check_year([local], on)
        if named:
            _check_county(local, households)
        return Figures(local)
    if isinstance(local, list | tuple):
        _check_year(local, on)
        _check_counties(local)
        return Figures(None, _table(local, households))
    return Figures(None, _read(local, on, households, needed))


def _check_year(several: Iterable[LocalFigures], on: date) -> None:
    years = {figures.year for figures in several if figures.year != on.year}
    if years:
        given = f"those of {', '.join(map(str, sorted(years)))}"
        raise InvalidInput([Mismatch("local", f"figures of {on.year}", given)], about="assess")


def _check_counties(several: Iterable[LocalFigures]) -> None:
    """Raise `InvalidInput` unless all figures name their county, and each county appears once."""
    counties = [figures.county for figures in several]
    if not counties or None in counties or len(set(counties)) < len(counties):
        given = ", ".join(map(quoted, counties)) or "none"
        raise InvalidInput([Mismatch("local", "figures with a county, each county once", given)], about="assess")


def _read(local: Any, on: date, households: Any, needed: Collection[str]) -> Any:
    """Read a table of figures, and make it eager or lazy as the table of households is; pandas as Arrow."""
    try:
        table = table_of(local)
    except TypeError:
        expected = "LocalFigures, several of them, or a table of the same engine as the households"
        raise InvalidInput([Mismatch("local", expected, type(local).__qualname__)], about="assess") from None
    readable = (*_KEYS, *LOCAL)
    wrong = [item.under("local.") for item in (*table.written_otherwise(readable), *table.unreadable(readable))]
    wrong += [
        Mismatch(f"local.{name}", "a column, null where there is no figure", "no such column")
        for name in (*_KEYS, *needed)
        if name not in table.types()
    ]
    if wrong:
        raise InvalidInput(wrong, about="assess")
    columns = {name: column_type(spec) for name, spec in LOCAL.items()} | {
        f"no_{name}": "boolean" for name in _CEILINGS
    }
    there = [name for name in (*_KEYS, *columns) if name in table.types()]
    read = with_absent(table.worked_on(there), columns)
    wrong = [*twice(read, ["county"], "local.county"), *_of_other_years(read, on), *_of_other_type(read, households)]
    if wrong:
        raise InvalidInput(wrong, about="assess")
    if isinstance(read, nw.LazyFrame) and isinstance(households, nw.DataFrame):
        return read.collect()
    return read.lazy() if isinstance(households, nw.LazyFrame) and isinstance(read, nw.DataFrame) else read


def _of_other_years(figures: Any, on: date) -> Iterator[Mismatch]:
    """Yield a mismatch for rows that are not of the year of a day."""
    kind = figures.collect_schema()["year"]
    if not kind.is_integer():
        yield Mismatch("local.year", "whole numbers", str(kind))
        return
    years = {year for (year,) in rows_of(figures.select("year").unique())} - {on.year}
    if years:
        given = ", ".join("no year" if year is None else str(year) for year in sorted(years, key=str))
        yield Mismatch("local.year", f"figures of {on.year}", f"those of {given}", rule="figures_of_the_year")


def _of_other_type(figures: Any, households: Any) -> Iterator[Mismatch]:
    """Yield a mismatch if counties are not of the type by which households name them."""
    kind, theirs = figures.collect_schema()["county"], households.collect_schema()["county"]
    if kind != theirs:
        yield Mismatch("local.county", f"the type of households.county, {theirs}", str(kind), rule="same_keys")


def _check_county(local: LocalFigures, households: Any) -> None:
    found = [county for (county,) in rows_of(households.select("county").unique()) if county != local.county]
    named = sorted(quoted(county) for county in found if county is not None)
    if named and (local.county is not None or len(named) > 1):
        expected = f"the figures of every county, not only of {local.county or 'one that is not named'}"
        raise InvalidInput([Mismatch("local", expected, f"households in {', '.join(named[:3])}")], about="assess")
    if None in found and local.county is not None:
        expected = f"a county, since the figures are those of {local.county}"
        raise InvalidInput(
            [Mismatch("households.county", expected, "households of which none is named")], about="assess"
        )


def _table(several: Iterable[LocalFigures], households: Any) -> Any:
    """Build a table of figures in the engine of households, which must be eager or Polars."""
    if isinstance(households, nw.LazyFrame) and not households.implementation.is_polars():
        expected = "one LocalFigures, or a table of the same engine with a column county"
        raise InvalidInput([Mismatch("local", expected, "several LocalFigures")], about="assess")
    rows = list(several)
    columns: dict[str, list[Any]] = {"county": [figures.county for figures in rows]}
    types: dict[str, Any] = {"county": nw.String()}
    for name, spec in LOCAL.items():
        values = [getattr(figures, name) for figures in rows]
        columns[name] = [None if value is NO_CEILING else value for value in values]
        types[name] = _TYPES[spec.kind.name]
        if name in _CEILINGS:
            columns[f"no_{name}"], types[f"no_{name}"] = [value is NO_CEILING for value in values], nw.Boolean()
    table = nw.from_dict(columns, types, backend=households.implementation)
    return table.lazy() if isinstance(households, nw.LazyFrame) else table


_TYPES: Final = {
    "money": nw.Decimal(18, 2),
    "ceiling": nw.Decimal(18, 2),
    "rate": nw.Decimal(18, 6),
    "count": nw.Int64(),
    "truth": nw.Boolean(),
}
