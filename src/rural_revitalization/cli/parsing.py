"""Parse the cells of a column as values of a fact, strictly and exactly, with a reason for each that is invalid.

Text must match a fixed format: no floating point, no thousands separators, no guessing. Numeric and boolean columns are
checked against the same bounds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, Literal

import polars as pl
from attrs import frozen

from ..errors import InvalidInput, Mismatch
from ..fields import Spec
from ..frames.columns.operands import MoneyUnit
from ..frames.columns.values import MONEY, bounds
from .headers import RESERVED, Columns

_DIGITS: Final = 18
_WHOLE: Final = "-?(?:0|[1-9][0-9]*)"
_FORMS: Final[Mapping[str, tuple[str, str]]] = {
    "yuan": (rf"^{_WHOLE}(?:\.[0-9]{{1,2}})?$", "yuan with at most two decimals, such as 1234.50"),
    "fen": (rf"^{_WHOLE}$", "whole fen, such as 123450"),
    "rate": (rf"^{_WHOLE}(?:\.[0-9]{{1,6}})?$", "a share of 1 with at most six decimals, such as 0.65"),
    "count": (rf"^{_WHOLE}$", "a whole number"),
}
"""By unit, the pattern of the text and its description."""
_SCALES: Final[Mapping[str, int]] = {"yuan": 2, "fen": 2, "rate": 6, "count": 0}
_TRUE: Final = ("true", "是", "1")
_FALSE: Final = ("false", "否", "0")
_TRUTHS: Final = "true or false, 是 or 否, 1 or 0, or an empty cell"
_NO_CEILING: Final = ("none", "无")

Unit = Literal["yuan", "fen", "rate", "count"]


@frozen
class Cells:
    """The expressions that parse a column: the values, and the expected format where a cell is invalid."""

    fact: str
    header: str
    value: pl.Expr
    reason: pl.Expr

    @property
    def held(self) -> str:
        """The temporary column of the values."""
        return f"{RESERVED}{self.fact}"

    @property
    def why(self) -> str:
        """The temporary column of the reasons; null where a cell was read."""
        return f"{RESERVED}{self.fact}_why"


def cells_of(columns: Columns, types: Mapping[str, pl.DataType], money: MoneyUnit | None) -> list[Cells]:
    """The parser of each matched column; raises `InvalidInput` for columns of unsuitable types."""
    wrong = list(_wrong_types(columns, types, money))
    if wrong:
        raise InvalidInput(wrong, about="columns")
    found = list[Cells]()
    for fact, header in columns.read.items():
        spec, written = columns.facts[fact], _is_text(types[header])
        if spec.kind.name == "truth":
            found.append(_truths(fact, header, written=written))
        else:
            unit = _unit(spec, types[header], money)
            value, reason = _numbers(header, spec, unit, written=written)
            found.append(Cells(fact, header, value, reason))
    return _with_marks(found, columns, types)


# -- types --------------------------------------------------------------------------------------------------


def _is_text(dtype: pl.DataType) -> bool:
    return isinstance(dtype, pl.String | pl.Categorical | pl.Enum | pl.Null)


def _unit(spec: Spec, dtype: pl.DataType, money: MoneyUnit | None) -> Unit:
    """The unit of a column's numbers: decimal money is in yuan, whatever `money` says about whole numbers."""
    if spec.kind.name not in MONEY:
        return "rate" if spec.kind.name == "rate" else "count"
    return "fen" if money == "fen" and not dtype.is_decimal() else "yuan"


def _wrong_types(columns: Columns, types: Mapping[str, pl.DataType], money: MoneyUnit | None) -> Iterator[Mismatch]:
    for fact, header in columns.read.items():
        kind, dtype = columns.facts[fact].kind.name, types[header]
        if _is_text(dtype):
            continue
        if kind == "truth":
            fits, expected = dtype == pl.Boolean, "booleans or text"
        elif kind == "count":
            fits, expected = dtype.is_integer(), "whole numbers or text"
        else:
            fits, expected = dtype.is_decimal() or dtype.is_integer(), "decimals or text, never floating point"
        if not fits:
            yield Mismatch(header, expected, str(dtype), rule="types")
        elif kind in MONEY and dtype.is_integer() and money is None:
            yield Mismatch(header, "decimals in yuan, or --money yuan or --money fen", f"{dtype} of no stated unit")


# -- values -------------------------------------------------------------------------------------------------


def _text(header: str) -> pl.Expr:
    """The cells of a column as text, empty ones as null."""
    text = pl.col(header).cast(pl.String)
    return pl.when(text != "").then(text)


def _numbers(header: str, spec: Spec, unit: Unit, *, written: bool) -> tuple[pl.Expr, pl.Expr]:
    pattern, form = _FORMS[unit]
    whole = unit in ("fen", "count")
    dtype = pl.Int64() if whole else pl.Decimal(_DIGITS, _SCALES[unit])
    if written:
        cell = _text(header)
        if spec.kind.name == "ceiling":
            cell = pl.when(~cell.is_in(_NO_CEILING)).then(cell)
        formed = cell.str.contains(pattern)
        value = pl.when(formed).then(cell).cast(dtype, strict=False)
    else:
        cell = pl.col(header)
        value = cell.cast(dtype, strict=False)
        formed = value.is_null() | (value == cell)
    least, most = _limits(spec, unit)
    outside = value.is_null() | (value < pl.lit(least)) | (value > pl.lit(most))
    reason = (
        pl.when(cell.is_not_null() & ~formed)
        .then(pl.lit(form))
        .when(cell.is_not_null() & outside)
        .then(pl.lit(f"{least} to {most}{_counted(spec, unit)}"))
    )
    return value, reason


def _limits(spec: Spec, unit: Unit) -> tuple[Decimal, Decimal] | tuple[int, int]:
    """The lower and upper bound of a cell, in its unit."""
    scale = _SCALES[unit]
    least, most = bounds(spec, scale)
    if unit in ("fen", "count"):
        return least, most
    low, high = Decimal(least).scaleb(-scale), Decimal(most).scaleb(-scale)
    return (Decimal(int(low)), Decimal(int(high))) if low == int(low) and high == int(high) else (low, high)


def _counted(spec: Spec, unit: Unit) -> str:
    """The unit as a suffix of a number."""
    called = unit if unit in ("yuan", "fen") else "" if unit == "rate" else spec.unit
    return f" {called}" if called else ""


def _truths(fact: str, header: str, *, written: bool) -> Cells:
    if not written:
        return Cells(fact, header, pl.col(header), pl.lit(None, dtype=pl.String))
    cell = _text(header)
    word = cell.str.to_lowercase()
    value = pl.when(word.is_in(_TRUE)).then(pl.lit(True)).when(word.is_in(_FALSE)).then(pl.lit(False))
    return Cells(fact, header, value, pl.when(cell.is_not_null() & value.is_null()).then(pl.lit(_TRUTHS)))


# -- no ceiling ---------------------------------------------------------------------------------------------


def _with_marks(found: list[Cells], columns: Columns, types: Mapping[str, pl.DataType]) -> list[Cells]:
    """Add the truth `no_NAME` for each ceiling in text, which may say that there is none."""
    known = {cells.fact: cells for cells in found}
    for fact, cells in list(known.items()):
        if columns.facts[fact].kind.name == "ceiling" and _is_text(types[cells.header]):
            marked = _text(cells.header).is_in(_NO_CEILING).fill_null(value=False)
            beside = known.get(f"no_{fact}")
            if beside is None:
                nothing = pl.lit(None, dtype=pl.String)
                known[f"no_{fact}"] = Cells(f"no_{fact}", cells.header, pl.when(marked).then(pl.lit(True)), nothing)
            else:
                known[f"no_{fact}"] = _agreeing(beside, marked)
    return list(known.values())


def _agreeing(cells: Cells, marked: pl.Expr) -> Cells:
    """Combine a `no_NAME` column with the ceiling's own column; reject rows where they contradict."""
    denied = pl.when(marked & (cells.value == pl.lit(False))).then(pl.lit("true, as in the column of the ceiling"))
    value = pl.when(marked).then(pl.lit(True)).otherwise(cells.value)
    return Cells(cells.fact, cells.header, value, pl.coalesce(cells.reason, denied))
