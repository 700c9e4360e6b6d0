"""Columns into operands: each fact of a rule read from its column, checked against what its field declares."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, Literal

import narwhals as nw
from attrs import field, frozen

from ..errors import InvalidInput, Mismatch, shown
from ..fields import Spec
from .column import Numbers, Truth, lifted
from .expressions import Truths, Wholes, chosen
from .stages import Stages
from .tables import Table
from .values import LARGEST_AMOUNT, MONEY, Raw, Seen, bounds, decimals, examples, look

__all__ = ["MoneyUnit", "Reading", "column_type"]

MoneyUnit = Literal["fen", "yuan"]

_CENT: Final = 2
_TYPES: Final[Mapping[str, str]] = {
    "money": "decimal",
    "ceiling": "decimal",
    "rate": "decimal",
    "count": "integer",
    "truth": "boolean",
}


def column_type(spec: Spec) -> str:
    """The type of column that holds a field's values."""
    return _TYPES[spec.kind.name]


@frozen(kw_only=True)
class Reading:
    """How facts are read from a table: names, the unit of integer money, what is complete.

    `declared` says of each fact what it is; `about` is what errors are said to be about.
    """

    about: str
    declared: Mapping[str, Spec]
    table: Table
    stages: Stages
    names: Mapping[str, str] = field(factory=dict)
    money: MoneyUnit | None = None
    lacking: Literal["error", "unknown"] = "error"
    complete: Collection[str] = ()

    def columns(self) -> dict[str, str]:
        """By fact, the column it is read from; those that tell of a ceiling that there is none among them.

        Raises `InvalidInput` with everything that is wrong with names and types, before anything is read.
        """
        types = self.table.types()
        found, wrong = dict[str, str](), list(self._unknown_names())
        for fact, spec in self.declared.items():
            column = self.names.get(fact, fact)
            if column in types:
                found[fact] = column
                wrong.extend(self._wrong_type(column, spec, types[column]))
            elif self.lacking == "error" or fact in self.names:
                wrong.append(Mismatch(column, self._expected(spec), "no such column", rule=self.about))
            if spec.kind.name == "ceiling":
                none = self.names.get(f"no_{fact}", f"no_{fact}")
                if none in types:
                    found[f"no_{fact}"] = none
                    wrong.extend(self._wrong_truth(none, types[none]))
        wrong.extend(self._wrong_complete(found))
        if wrong:
            raise InvalidInput(wrong, about=self.about)
        return found

    def operands(self, columns: Mapping[str, str], worked_on: Any) -> dict[str, Any]:
        """An operand for each fact with a column; raises `InvalidInput` where an eager table holds what it may not."""
        known = self._looked_at(columns, worked_on) if self.table.eager else {}
        declared = self.declared
        return {fact: self._operand(fact, declared[fact], columns, known) for fact in columns if fact in declared}

    # -- names and types ------------------------------------------------------------------------------

    def _unknown_names(self) -> Iterator[Mismatch]:
        declared = self.declared
        ceilings = {f"no_{name}" for name, spec in declared.items() if spec.kind.name == "ceiling"}
        for name in self.names:
            if name not in declared and name not in ceilings:
                yield Mismatch(f"columns.{name}", f"a fact: {', '.join(declared)}", "no such fact", rule=self.about)

    def _wrong_complete(self, found: Mapping[str, str]) -> Iterator[Mismatch]:
        for name in self.complete:
            if name not in found:
                yield Mismatch(f"complete.{shown(name)}", f"one of {', '.join(found)}", "no such fact", rule=self.about)

    def _expected(self, spec: Spec) -> str:
        unit = f", in {spec.unit}" if spec.unit else ""
        return f"a column of type {column_type(spec)}{unit}: {spec.label} ({spec.zh})"

    def _wrong_type(self, column: str, spec: Spec, dtype: Any) -> Iterator[Mismatch]:
        kind = spec.kind.name
        if kind == "truth":
            yield from self._wrong_truth(column, dtype)
        elif kind in ("money", "ceiling") and dtype.is_integer() and self.money is None:
            expected = 'decimals in yuan, or whole numbers with money="fen" or money="yuan"'
            yield Mismatch(column, expected, f"{dtype} of no stated unit", rule=self.about)
        elif dtype == nw.Unknown:
            return
        elif kind == "count" and not dtype.is_integer():
            yield Mismatch(column, f"whole numbers: {spec.label} ({spec.zh})", str(dtype), rule=self.about)
        elif kind != "count" and not (dtype.is_decimal() or dtype.is_integer()):
            expected = f"decimals, never floating point: {spec.label} ({spec.zh})"
            yield Mismatch(column, expected, str(dtype), rule=self.about)

    def _wrong_truth(self, column: str, dtype: Any) -> Iterator[Mismatch]:
        if dtype not in (nw.Boolean, nw.Unknown):
            yield Mismatch(column, "true, false or null", str(dtype), rule=self.about)

    # -- values ---------------------------------------------------------------------------------------

    def _looked_at(self, columns: Mapping[str, str], worked_on: Any) -> dict[str, Seen]:
        """What the rows hold; raises `InvalidInput` with everything that they may not."""
        declared = self.declared
        numbers = {fact: self._raw(fact, columns[fact]) for fact in columns if _is_number(declared.get(fact))}
        limits = {fact: bounds(declared[fact], raw.scale) for fact, raw in numbers.items()}
        truths = {fact: column for fact, column in columns.items() if fact not in numbers}
        seen: dict[str, Seen] = look(worked_on, numbers, limits, truths)
        wrong = [
            Mismatch(
                columns[fact],
                f"{declared[fact].expected}, at most {LARGEST_AMOUNT // 100} yuan in a table"
                if declared[fact].kind.name in MONEY
                else declared[fact].expected,
                f"{seen[fact].outside} rows with others, such as {examples(worked_on, raw, limits[fact])}",
                rule=self.about,
            )
            for fact, raw in numbers.items()
            if seen[fact].outside
        ]
        wrong.extend(
            Mismatch(f"complete.{fact}", "a column without nulls", f"{seen[fact].nulls} rows without", rule=self.about)
            for fact in self.complete
            if seen[fact].nulls
        )
        if wrong:
            raise InvalidInput(wrong, about=self.about)
        return seen

    def _operand(self, fact: str, spec: Spec, columns: Mapping[str, str], seen: Mapping[str, Seen]) -> Any:
        column = columns[fact]
        if self.table.types()[column] == nw.Unknown:  # a column that has never held anything
            return lifted(self.stages, spec.unknown(fact))
        if spec.kind.name == "truth":
            return self._truth(fact, column, seen.get(fact))
        whole, scale = self._whole(fact, spec, column, seen.get(fact))
        if f"no_{fact}" in columns:
            return self._ceiling(fact, whole, columns[f"no_{fact}"])
        if not whole.nullable:
            return Numbers(self.stages, scale, whole, whole, {}, one=True)
        low, high = (self._filled(whole, end, scale) for end in (spec.low, spec.high))
        return Numbers(self.stages, scale, low, high, self._facts(fact, whole.is_null()))

    def _truth(self, fact: str, column: str, seen: Seen | None) -> Truth:
        held = Truths(nw.col(column), frozenset((column,)), nullable=self._nullable(fact, seen), plain=True)
        return Truth(self.stages, held, self._facts(fact, held.is_null()) if held.nullable else {})

    def _whole(self, fact: str, spec: Spec, column: str, seen: Seen | None) -> tuple[Wholes, int]:
        raw = self._raw(fact, column)
        least, most = bounds(spec, raw.scale) if seen is None else (seen.least, seen.most)
        expr = raw.expr if seen is not None else raw.checked(least, most, spec.expected)
        return self.stages.keep(
            Wholes(
                expr,
                frozenset((column,)),
                least,
                most,
                nullable=self._nullable(fact, seen),
                plain=raw.plain and seen is not None,
            )
        ), raw.scale

    def _nullable(self, fact: str, seen: Seen | None) -> bool:
        return fact not in self.complete and (seen is None or seen.nulls > 0)

    def _filled(self, whole: Wholes, end: Any, scale: int) -> Wholes:
        return whole if end is None else self.stages.keep(whole.filled(int(Decimal(end).scaleb(scale))))

    def _ceiling(self, fact: str, whole: Wholes, column: str) -> Numbers:
        """A ceiling beside which a truth says where there is none; a ceiling that is recorded stands."""
        recorded = ~whole.is_null()
        none = Truths(nw.col(column), frozenset((column,)), nullable=True, plain=True).certain() & ~recorded
        open_rows = self.stages.keep(~recorded & ~none)
        low = chosen(none, None, whole.filled(0))
        least = None if low is None else self.stages.keep(low)
        return Numbers(self.stages, _CENT, least, whole, self._facts(fact, open_rows), limit=True)

    def _facts(self, fact: str, rows: Truths) -> dict[str, Truths]:
        return {fact: self.stages.keep(rows)} if self.stages.tracks else {}

    def _raw(self, fact: str, column: str) -> Raw:
        """A column as whole numbers: fen, millionths of a rate, counts."""
        dtype, kind = self.table.types()[column], self.declared[fact].kind.name
        if dtype.is_decimal():
            return decimals(column, dtype.scale, rate=kind == "rate")
        whole = nw.col(column) if dtype == nw.Int64 else nw.col(column).cast(nw.Int64)
        if kind in MONEY and self.money == "yuan":
            return Raw(column, whole * 100, _CENT)
        return Raw(column, whole, _CENT if kind in MONEY else 0, plain=dtype == nw.Int64)


def _is_number(spec: Spec | None) -> bool:
    return spec is not None and spec.kind.name != "truth"
