"""Row-wise formulas, independent of the stage and the engine that compute them.

A formula is rendered as a Narwhals expression, which every engine understands. For a Polars table it is rendered as a
native Polars expression, with the same names: Polars then reads decimals as the integers stored, and plans faster. For
DuckDB it is rendered as SQL, by `sql`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import narwhals as nw
from attrs import evolve, frozen

from . import sql

Dialect: TypeAlias = Any
"""A module with `col`, `lit`, `when` and column types: `narwhals`, `polars` or `sql`."""

Builder: TypeAlias = Callable[..., Any]
"""Builds an expression from such a module and the parts, which are rendered or constant."""

_NONE: Final[Mapping[str, Formula]] = MappingProxyType({})
_DIGITS: Final = 18


@frozen(eq=False)
class Formula:
    """An operation on other formulas and on constants.

    `reads` names the columns read, with repetitions; `depth` is the nesting depth of operations.
    """

    operation: Builder
    parts: tuple[Any, ...] = ()
    reads: tuple[str, ...] = ()
    depth: int = 0

    def written(self, words: Dialect, within: Mapping[str, Formula] = _NONE) -> Any:
        """Render as an expression, with the formulas in `within` in place of the columns they are named after."""
        parts = [part.written(words, within) if isinstance(part, Formula) else part for part in self.parts]
        return self.operation(words, *parts)

    def __add__(self, other: Formula) -> Formula:
        return _of(_plainly(operator.add), self, other)

    def __sub__(self, other: Formula) -> Formula:
        return _of(_plainly(operator.sub), self, other)

    def __mul__(self, other: Formula) -> Formula:
        return _of(_plainly(operator.mul), self, other)

    def __floordiv__(self, other: Formula) -> Formula:
        # Some engines write out the parts of a division several times: counted twice, they become columns of their own.
        divided = _of(_plainly(operator.floordiv), self, other)
        return evolve(divided, reads=divided.reads * 2)

    def __lt__(self, other: Formula) -> Formula:
        return _of(_plainly(operator.lt), self, other)

    def __le__(self, other: Formula) -> Formula:
        return _of(_plainly(operator.le), self, other)

    def __and__(self, other: Formula) -> Formula:
        return _of(_plainly(operator.and_), self, other)

    def __or__(self, other: Formula) -> Formula:
        return _of(_plainly(operator.or_), self, other)

    def __invert__(self) -> Formula:
        return _of(_plainly(operator.invert), self)

    def equals(self, other: Formula) -> Formula:
        """True where both are equal."""
        return _of(_plainly(operator.eq), self, other)

    def among(self, options: Collection[str]) -> Formula:
        """True where it is one of some texts, null where null."""
        return when(~self.is_null(), _of(_is_in, self, tuple(options)) if options else truth(False))

    def is_null(self) -> Formula:
        """True where null."""
        return _of(_is_null, self)

    def filled(self, other: Formula) -> Formula:
        """The same with nulls replaced."""
        return _of(_filled, self, other)

    def as_whole(self) -> Formula:
        """Cast to 64-bit integers."""
        return _of(_as_whole, self)

    def whole_if_it_fits(self) -> Formula:
        """Whole numbers as 64-bit integers; where one does not fit, the engine fails, or DuckDB gives null."""
        return _of(_whole_if_it_fits, self)

    def least(self) -> Formula:
        """The minimum over all rows."""
        return _of(_min, self)

    def most(self) -> Formula:
        """The maximum over all rows."""
        return _of(_max, self)

    def count(self) -> Formula:
        """The number of rows on which it is true."""
        return _of(_sum, self)

    def nulls(self) -> Formula:
        """The number of nulls."""
        return _of(_null_count, self)

    def as_decimal(self, precision: int, scale: int) -> Formula:
        """Decimals of a precision and scale; where one does not fit, the engine fails, or DuckDB gives null."""
        return _of(_as_decimal, self, precision, scale)

    def units(self, scale: int) -> Formula:
        """Decimals as integer units of the last place; where one does not fit, as for `as_decimal`."""
        return _of(_units, self, scale)

    def in_units(self, scale: int, precision: int, places: int) -> Formula:
        """Integer units of the last place as decimals."""
        return _of(_in_units, self, scale, precision, places)


@frozen(eq=False)
class NamedColumn(Formula):
    """A reference to a column."""

    def written(self, words: Dialect, within: Mapping[str, Formula] = _NONE) -> Any:
        """Render the column, or the formula in its place."""
        (name,) = self.reads
        return within[name].written(words, within) if name in within else words.col(name)


def col(name: str) -> NamedColumn:
    """A column by its name."""
    return NamedColumn(_column, (name,), (name,))


def whole(number: int | None) -> Formula:
    """The same integer, or null, on every row."""
    return Formula(_literal, (number, "Int64"))


def truth(value: bool | None) -> Formula:
    """The same boolean, or null, on every row."""
    return Formula(_literal, (value, "Boolean"))


def text(word: str | None) -> Formula:
    """The same text, or null, on every row."""
    return Formula(_literal, (word, "String" if word is None else None))


def when(condition: Formula, yes: Formula, no: Formula | None = None) -> Formula:
    """`yes` where the condition holds, otherwise `no`; null where there is no `no`."""
    return _of(_chosen, condition, yes, *(() if no is None else (no,)))


def smallest(*several: Formula) -> Formula:
    """The row-wise minimum, ignoring nulls."""
    return _of(_smallest, *several)


def largest(*several: Formula) -> Formula:
    """The row-wise maximum, ignoring nulls."""
    return _of(_largest, *several)


def joined(several: Sequence[Formula]) -> Formula:
    """The texts of each row joined with commas, ignoring nulls."""
    return _of(_joined, *several) if several else text("")


def refused(beyond: Formula, reason: str) -> Formula:
    """Null, except on refused rows, where the engine fails to cast the reason to a number."""
    return when(beyond, text(reason)).as_whole()


def first(*several: Formula) -> Formula:
    """The first value that is not null."""
    return _of(_first, *several)


def select(frame: Any, kept: Collection[str], formulas: Mapping[str, Formula]) -> Any:
    """Select columns of a table unchanged, and formulas by the names of their results."""
    return in_stages(frame, [(kept, formulas)])


def in_stages(
    frame: Any, stages: Iterable[tuple[Collection[str], Mapping[str, Formula]]], within: Mapping[str, Formula] = _NONE
) -> Any:
    """Select columns and formulas stage by stage, with the formulas in `within` inlined."""
    words = _words_of(frame)
    found = frame if words is nw else nw.to_native(frame)
    for kept, formulas in stages:
        named = {name: formula.written(words, within) for name, formula in formulas.items()}
        if words is sql:
            found = sql.select(found, kept, named)
        else:
            found = found.select(*([words.col(*kept)] if kept else []), **named)
    return found if words is nw else nw.from_native(found)


def _words_of(frame: Any) -> Dialect:
    if frame.implementation.is_duckdb():
        return sql
    return nw.get_native_namespace(frame) if frame.implementation.is_polars() else nw


# -- operations ----------------------------------------------------------------------------------------------------


def _of(operation: Builder, *parts: Any) -> Formula:
    formulas = [part for part in parts if isinstance(part, Formula)]
    reads = tuple(name for formula in formulas for name in formula.reads)
    return Formula(operation, parts, reads, 1 + max(formula.depth for formula in formulas))


@cache
def _plainly(operation: Builder) -> Builder:
    """Turn a Python operator into an operation, which ignores the module."""

    def applied(_: Dialect, *parts: Any) -> Any:
        return operation(*parts)

    return applied


@lru_cache(maxsize=1024)
def _literal(words: Dialect, value: Any, dtype: str | None) -> Any:
    return words.lit(value, dtype=None if dtype is None else getattr(words, dtype))


def _column(words: Dialect, name: str) -> Any:
    return words.col(name)


def _is_in(_: Dialect, part: Any, options: Collection[str]) -> Any:
    return part.is_in(options)


def _is_null(_: Dialect, part: Any) -> Any:
    return part.is_null()


def _min(_: Dialect, part: Any) -> Any:
    return part.min()


def _max(_: Dialect, part: Any) -> Any:
    return part.max()


def _sum(_: Dialect, part: Any) -> Any:
    return part.sum()


def _null_count(_: Dialect, part: Any) -> Any:
    return part.null_count()


def _filled(_: Dialect, part: Any, other: Any) -> Any:
    return part.fill_null(other)


def _as_whole(words: Dialect, part: Any) -> Any:
    return part.cast(words.Int64)


def _whole_if_it_fits(words: Dialect, part: Any) -> Any:
    return part.cast_if_it_fits(words.Int64) if words is sql else part.cast(words.Int64)


def _as_decimal(words: Dialect, part: Any, precision: int, scale: int) -> Any:
    kind = words.Decimal(precision, scale)
    return part.cast_if_it_fits(kind) if words is sql else part.cast(kind)


def _units(words: Dialect, part: Any, scale: int) -> Any:
    if words is sql:
        return part.units(scale)
    if words is nw:
        return (part.cast(words.Decimal(_DIGITS, scale)) * 10**scale).cast(words.Int64)
    return part.to_physical().cast(words.Int64)


def _in_units(words: Dialect, part: Any, scale: int, precision: int, places: int) -> Any:
    unit = words.lit(Decimal(1).scaleb(-scale))
    return (part.cast(words.Decimal(precision, 0)) * unit).cast(words.Decimal(precision, places))


def _chosen(words: Dialect, condition: Any, yes: Any, *no: Any) -> Any:
    chosen = words.when(condition).then(yes)
    return chosen.otherwise(*no) if no else chosen


def _first(words: Dialect, *parts: Any) -> Any:
    return words.coalesce(*parts)


def _smallest(words: Dialect, *parts: Any) -> Any:
    return words.min_horizontal(*parts)


def _largest(words: Dialect, *parts: Any) -> Any:
    return words.max_horizontal(*parts)


def _joined(words: Dialect, *parts: Any) -> Any:
    return words.concat_str(list(parts), separator=", ", ignore_nulls=True)
