"""Formulas as SQL for DuckDB, with the functions of Narwhals that formulas use.

A stage of a relation is projected as one text: expression objects cost DuckDB several times the planning time, since it
inspects each of them, at every stage, against every column.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal as _Number
from typing import Any, Final

from attrs import frozen

Int64: Final = "BIGINT"
Boolean: Final = "BOOLEAN"
String: Final = "VARCHAR"
_DIGITS: Final = 18
_MOST_DIGITS: Final = 38
_WHOLE_DIGITS: Final = 10
"""The digits before the point of the largest amount that a table may hold."""


def Decimal(precision: int, scale: int) -> str:  # noqa: N802 - the type's name in Narwhals
    """The type of decimals."""
    return f"DECIMAL({precision}, {scale})"


@frozen(eq=False)
class Sql:
    """An SQL expression, parenthesised where it is a part of another."""

    text: str

    def __str__(self) -> str:
        return self.text

    def __add__(self, other: Any) -> Sql:
        return self._joined("+", other)

    def __sub__(self, other: Any) -> Sql:
        return self._joined("-", other)

    def __mul__(self, other: Any) -> Sql:
        return self._joined("*", other)

    def __floordiv__(self, other: Any) -> Sql:
        """Truncated division, which is floor division here: dividends are at least 0 or exact multiples."""
        return self._joined("//", other)

    def __lt__(self, other: Any) -> Sql:
        return self._joined("<", other)

    def __le__(self, other: Any) -> Sql:
        return self._joined("<=", other)

    def __eq__(self, other: object) -> Sql:  # type: ignore[override]
        return self._joined("=", other)

    __hash__ = None  # type: ignore[assignment]

    def __and__(self, other: Any) -> Sql:
        return self._joined("AND", other)

    def __or__(self, other: Any) -> Sql:
        return self._joined("OR", other)

    def __invert__(self) -> Sql:
        return Sql(f"(NOT {self})")

    def is_in(self, options: Collection[str]) -> Sql:
        """True where it is one of some texts."""
        return Sql(f"({self} IN ({', '.join(str(lit(option)) for option in options)}))")

    def is_null(self) -> Sql:
        """True where there is no value."""
        return Sql(f"({self} IS NULL)")

    def fill_null(self, other: Any) -> Sql:
        """The same with nulls replaced."""
        return coalesce(self, other)

    def cast(self, kind: str) -> Sql:
        """As another type; the engine fails on values that do not fit."""
        return Sql(f"CAST({self} AS {kind})")

    def cast_if_it_fits(self, kind: str) -> Sql:
        """As another type, null for values that do not fit."""
        return Sql(f"TRY_CAST({self} AS {kind})")

    def units(self, scale: int) -> Sql:
        """Decimals as integer units of the last place, null for values that a table may not hold anyway.

        Narrowed before they are multiplied, so that the product fits into its type.
        """
        if 2 * scale + _WHOLE_DIGITS <= _DIGITS:
            narrowed = self.cast_if_it_fits(Decimal(_DIGITS - scale, scale))
        else:
            narrowed = self.cast_if_it_fits(Decimal(_DIGITS, scale)).cast(Decimal(_MOST_DIGITS, scale))
        units: Sql = narrowed * 10**scale
        return units.cast(Int64)

    def _joined(self, sign: str, other: Any) -> Sql:
        return Sql(f"({self} {sign} {other if isinstance(other, Sql) else lit(other)})")


@frozen(eq=False)
class WhenClause:
    """The condition of a choice."""

    holds: Sql

    def then(self, yes: Sql) -> WhenThen:
        """The value where the condition holds."""
        return WhenThen(f"CASE WHEN {self.holds} THEN {yes} END", self.holds, yes)


@frozen(eq=False)
class WhenThen(Sql):
    """A choice that is null where its condition does not hold."""

    holds: Sql
    yes: Sql

    def otherwise(self, no: Sql) -> Sql:
        """The same with a value where the condition does not hold."""
        return Sql(f"CASE WHEN {self.holds} THEN {self.yes} ELSE {no} END")


def col(name: str) -> Sql:
    """A column."""
    return Sql(f'"{_doubled(name, chr(34))}"')


def lit(value: Any, dtype: str | None = None) -> Sql:
    """The same value on every row."""
    if isinstance(value, str):
        found = Sql(f"'{_doubled(value, chr(39))}'")
    elif isinstance(value, _Number):
        found = Sql(f"{value:f}")
    else:
        found = Sql("NULL" if value is None else str(value).upper())
    return found if dtype is None else found.cast(dtype)


def when(condition: Sql) -> WhenClause:
    """A choice by a condition."""
    return WhenClause(condition)


def coalesce(*parts: Any) -> Sql:
    """The first value that is not null."""
    return _function("COALESCE", parts)


def min_horizontal(*parts: Sql) -> Sql:
    """The smallest value, ignoring nulls."""
    return _function("LEAST", parts)


def max_horizontal(*parts: Sql) -> Sql:
    """The largest value, ignoring nulls."""
    return _function("GREATEST", parts)


def concat_str(parts: Sequence[Sql], *, separator: str, ignore_nulls: bool) -> Sql:
    """Texts joined by a separator, ignoring nulls."""
    assert ignore_nulls, "a null among the parts would make the whole null"
    return _function("CONCAT_WS", (lit(separator), *parts))


def select(relation: Any, kept: Collection[str], named: Mapping[str, Sql]) -> Any:
    """A relation of some columns as they are, and expressions by name."""
    items = [str(col(name)) for name in kept]
    return relation.project(", ".join([*items, *(f"{part} AS {col(name)}" for name, part in named.items())]))


def _function(name: str, parts: Sequence[Any]) -> Sql:
    return Sql(f"{name}({', '.join(map(str, parts))})")


def _doubled(text: str, quote: str) -> str:
    """Text with its quotation marks doubled, as SQL escapes them."""
    return text.replace(quote, quote * 2)
