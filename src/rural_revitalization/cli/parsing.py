"""Parse the cells of a column as values of a fact, strictly and exactly, with a reason for each that is invalid.

Text must match a fixed format: no floating point, no guessing; blanks around it are no part of it, and separators of
thousands are read where a mapping file says so. Numeric and boolean columns are checked against the same bounds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, Literal

import polars as pl
from attrs import evolve, frozen

from ..errors import InvalidInput, Mismatch, heading
from ..fields import Spec
from ..fields.written import TRUTH_EXPECTED, TRUTHS
from ..frames.columns.column_names import safe
from ..frames.columns.values import MONEY, bounds
from ..models.unknowable import MARKS
from .header_mapping import NOT_RECORDED, HeaderSource
from .headers import RESERVED, MatchedColumns

_DIGITS: Final = 18
_PLACES: Final[Mapping[str, int]] = {"yuan": 2, "fen": 0, "wan": 6, "area": 2, "rate": 6, "count": 0}
"""By unit, the decimal places that a cell may have."""
_FORMS: Final[Mapping[str, str]] = {
    "yuan": "yuan with at most two decimals, such as 1234.50",
    "fen": "whole fen, such as 123450",
    "wan": "ten thousand yuan (万元) with at most six decimals, such as 4.5",
    "area": "square metres with at most two decimals, such as 98.50",
    "rate": "a share of 1 with at most six decimals, such as 0.65",
    "count": "a whole number",
}
"""By unit, the description of the text."""
_SCALES: Final[Mapping[str, int]] = {"yuan": 2, "fen": 2, "wan": 2, "area": 2, "rate": 6, "count": 0}
"""By unit, the decimal places of the values, of which amounts are in yuan or fen."""
_OTHER_UNITS: Final[Mapping[str, Unit]] = {"area": "area", "rate": "rate", "count": "count"}
"""The units of numbers that are no money, by kind."""
_TRUE, _FALSE = ([word for word, said in TRUTHS.items() if said is truth] for truth in (True, False))
_NO_CEILING: Final = ("none", "无")

Money = Literal["yuan", "fen", "wan"]
Unit = Literal["yuan", "fen", "wan", "area", "rate", "count"]


@frozen
class Cells:
    """The expressions that parse a column: the values, and the expected format where a cell is invalid.

    They are of a table whose columns have safe names; reasons may also read the values of others.
    """

    fact: str
    header: str
    value: pl.Expr
    reason: pl.Expr
    unknowable: pl.Expr
    """Whether a cell says that the fact cannot be known; nothing is read of it then."""

    @property
    def held(self) -> str:
        """The temporary column of the values."""
        return f"{RESERVED}{self.fact}"

    @property
    def why(self) -> str:
        """The temporary column of the reasons; null where a cell was read."""
        return f"{RESERVED}{self.fact}_why"


def cells_of(
    columns: MatchedColumns, types: Mapping[str, pl.DataType], money: Money | None, *, thousands: bool = False
) -> list[Cells]:
    """The parser of each matched column; raises `InvalidInput` for columns of unsuitable types."""
    wrong = list(_wrong_types(columns, types, money))
    if wrong:
        raise InvalidInput(wrong, about="columns")
    found = list[Cells]()
    for fact, source in columns.read.items():
        spec, dtype = columns.facts[fact], types[source.header]
        if source.codes is not None:
            found.append(_coded(fact, source.header, source.codes, spec, written=_is_text(dtype)))
        elif spec.kind.name == "truth":
            found.append(_truths(fact, source, written=_is_text(dtype)))
        else:
            unit = _unit(spec, dtype, money)
            reading = _written if _is_text(dtype) or unit == "wan" else _held
            value, reason = reading(source.header, spec, unit, thousands=thousands)
            found.append(Cells(fact, source.header, value, reason, _marked(source.header, written=_is_text(dtype))))
    return [_within_its_whole(cells, columns) for cells in _with_marks(found, columns, types)]


# -- types --------------------------------------------------------------------------------------------------


def _is_text(dtype: pl.DataType) -> bool:
    return isinstance(dtype, pl.String | pl.Categorical | pl.Enum | pl.Null)


def _unit(spec: Spec, dtype: pl.DataType, money: Money | None) -> Unit:
    """The unit of a column's numbers: decimal money is in yuan, or in ten thousand yuan if `money` says so."""
    if spec.kind.name not in MONEY:
        return _OTHER_UNITS[spec.kind.name]
    if money == "wan":
        return "wan"
    return "fen" if money == "fen" and not dtype.is_decimal() else "yuan"


def _wrong_types(columns: MatchedColumns, types: Mapping[str, pl.DataType], money: Money | None) -> Iterator[Mismatch]:
    for fact, source in columns.read.items():
        header, kind = source.header, columns.facts[fact].kind.name
        dtype = types[header]
        if _is_text(dtype):
            continue
        if source.codes is not None:
            fits, expected = dtype.is_integer() or dtype == pl.Boolean, "codes in text, whole numbers or booleans"
        elif kind == "truth":
            fits, expected = dtype == pl.Boolean, "booleans or text"
        elif kind == "count":
            fits, expected = dtype.is_integer(), "whole numbers or text"
        else:
            fits, expected = dtype.is_decimal() or dtype.is_integer(), "decimals or text, never floating point"
        if not fits:
            yield Mismatch(heading(header), expected, str(dtype), rule="types")
        elif source.codes is None and kind in MONEY and dtype.is_integer() and money is None:
            expected = "decimals in yuan, or --money yuan, fen or wan"
            yield Mismatch(heading(header), expected, f"{dtype} of no stated unit")


# -- values -------------------------------------------------------------------------------------------------


def text_cells(header: str, *, but: Collection[str] = ()) -> pl.Expr:
    """The cells of a column as text without the blanks around it; empty ones as null, and some words, if any."""
    text = pl.col(safe(header)).cast(pl.String).str.strip_chars()
    return pl.when((text != "") & ~text.is_in([*but])).then(text)


def _marked(header: str, *, written: bool, by: Collection[str] = MARKS) -> pl.Expr:
    """Whether a cell says that the fact cannot be known."""
    text = pl.col(safe(header)).cast(pl.String).str.strip_chars()
    return text.is_in([*by]).fill_null(value=False) if written else pl.lit(value=False)


def _written(header: str, spec: Spec, unit: Unit, *, thousands: bool) -> tuple[pl.Expr, pl.Expr]:
    """The values of numbers in text, and the reasons where a cell is none."""
    cell = text_cells(header, but=MARKS)
    if spec.kind.name == "ceiling":
        cell = pl.when(~cell.is_in(_NO_CEILING)).then(cell)
    formed = cell.str.contains(_pattern(unit, thousands=thousands))
    digits = cell.str.replace_all(",", "", literal=True)
    plain = _in_yuan(digits) if unit == "wan" else digits
    value = pl.when(formed).then(plain).cast(_type(unit), strict=False)
    return value, _reason(cell, value, formed, spec, unit)


def _held(header: str, spec: Spec, unit: Unit, *, thousands: bool) -> tuple[pl.Expr, pl.Expr]:  # noqa: ARG001 - of text
    """The values of a column of numbers, and the reasons where one cannot be used."""
    cell = pl.col(safe(header))
    value = cell.cast(_type(unit), strict=False)
    return value, _reason(cell, value, value.is_null() | (value == cell), spec, unit)


def _pattern(unit: Unit, *, thousands: bool) -> str:
    grouped = "|[1-9][0-9]{0,2}(?:,[0-9]{3})+" if thousands else ""
    places = rf"(?:\.[0-9]{{1,{_PLACES[unit]}}})?" if _PLACES[unit] else ""
    return f"^-?(?:0|[1-9][0-9]*{grouped}){places}$"


def _type(unit: Unit) -> pl.DataType:
    return pl.Int64() if unit in ("fen", "count") else pl.Decimal(_DIGITS, _SCALES[unit])


def _in_yuan(wan: pl.Expr) -> pl.Expr:
    """Amounts in ten thousand yuan as text in yuan: the point moves by four digits, without any arithmetic."""
    whole, places = wan.str.extract("^(-?[0-9]+)"), wan.str.extract(r"\.([0-9]+)$").fill_null("")
    return (whole + places.str.pad_end(_PLACES["wan"], "0")).str.replace("(..)$", ".$1")


def _reason(cell: pl.Expr, value: pl.Expr, formed: pl.Expr, spec: Spec, unit: Unit) -> pl.Expr:
    """What was expected where a cell is not formed like a number of the unit, or lies outside the bounds."""
    least, most = _limits(spec, unit)
    outside = value.is_null() | (value < pl.lit(least)) | (value > pl.lit(most))
    return (
        pl.when(cell.is_not_null() & ~formed)
        .then(pl.lit(_FORMS[unit]))
        .when(cell.is_not_null() & outside)
        .then(pl.lit(f"{least} to {most}{_counted(spec, unit)}"))
    )


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
    called = {"yuan": "yuan", "wan": "yuan", "fen": "fen", "rate": ""}.get(unit, spec.unit)
    return f" {called}" if called else ""


def _truths(fact: str, source: HeaderSource, *, written: bool) -> Cells:
    value, reason = pl.col(safe(source.header)), pl.lit(None, dtype=pl.String)
    if written:
        cell = text_cells(source.header, but=MARKS)
        word = cell.str.to_lowercase()
        value = pl.when(word.is_in(_TRUE)).then(pl.lit(True)).when(word.is_in(_FALSE)).then(pl.lit(False))
        reason = pl.when(cell.is_not_null() & value.is_null()).then(pl.lit(TRUTH_EXPECTED))
    marked = _marked(source.header, written=written)
    return Cells(fact, source.header, ~value if source.contrary else value, reason, marked)


def _coded(fact: str, header: str, codes: Mapping[str, Any], spec: Spec, *, written: bool) -> Cells:
    """A fact that stands in a column as codes, which go before what such a cell would say otherwise."""
    marks = [mark for mark in MARKS if mark not in {code.strip() for code in codes}]
    cell = text_cells(header, but=marks)
    known = {code.strip(): None if value == NOT_RECORDED else value for code, value in codes.items()}
    dtype = pl.Boolean() if spec.kind.name == "truth" else pl.Int64()
    value = cell.replace_strict([*known], [*known.values()], default=None, return_dtype=dtype)
    expected = f"one of {', '.join(known)}, or an empty cell"
    reason = pl.when(cell.is_not_null() & ~cell.is_in([*known])).then(pl.lit(expected))
    return Cells(fact, header, value, reason, _marked(header, written=written, by=marks))


# -- parts of a whole ---------------------------------------------------------------------------------------


def _within_its_whole(cells: Cells, columns: MatchedColumns) -> Cells:
    """Reject also the rows on which the parts of a whole, of which this may be one, are more than the whole."""
    declared = {fact: spec for fact, spec in columns.facts.items() if fact in columns.read}
    whole = columns.facts[cells.fact].part_of
    if whole not in declared:
        return cells
    parts = [fact for fact, spec in declared.items() if spec.part_of == whole]
    of, *amounts = (pl.col(f"{RESERVED}{fact}").to_physical().cast(pl.Int64) for fact in (whole, *parts))
    in_all = pl.sum_horizontal(pl.max_horizontal(amount.fill_null(0), 0) for amount in amounts)
    together = f" together with {', '.join(columns.read[fact].header for fact in parts if fact != cells.fact)}"
    expected = f"at most {columns.read[whole].header}{together if len(parts) > 1 else ''}"
    beyond = pl.when((of >= 0) & (in_all > of) & (pl.col(cells.held) > 0)).then(pl.lit(expected))
    return evolve(cells, reason=pl.coalesce(cells.reason, beyond))


# -- no ceiling ---------------------------------------------------------------------------------------------


def _with_marks(found: list[Cells], columns: MatchedColumns, types: Mapping[str, pl.DataType]) -> list[Cells]:
    """Add the truth `no_NAME` for each ceiling in text, which may say that there is none."""
    known = {cells.fact: cells for cells in found}
    for fact, cells in list(known.items()):
        if columns.facts[fact].kind.name == "ceiling" and _is_text(types[cells.header]):
            marked = text_cells(cells.header).is_in(_NO_CEILING).fill_null(value=False)
            beside = known.get(f"no_{fact}")
            if beside is None:
                nothing = pl.lit(None, dtype=pl.String)
                known[f"no_{fact}"] = Cells(
                    f"no_{fact}", cells.header, pl.when(marked).then(pl.lit(True)), nothing, pl.lit(False)
                )
            else:
                known[f"no_{fact}"] = _agreeing(beside, marked)
    return list(known.values())


def _agreeing(cells: Cells, marked: pl.Expr) -> Cells:
    """Combine a `no_NAME` column with the ceiling's own column; reject rows where they contradict."""
    denied = pl.when(marked & (cells.value == pl.lit(False))).then(pl.lit("true, as in the column of the ceiling"))
    value = pl.when(marked).then(pl.lit(True)).otherwise(cells.value)
    return evolve(cells, value=value, reason=pl.coalesce(cells.reason, denied))
