"""Read each fact of a rule from its column, and check it against the declaration of its field."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

import narwhals as nw
from attrs import field, frozen

from ..errors import InvalidInput, Mismatch, close_to, quoted
from ..fields import Spec
from .columns.column_names import safe
from .columns.operands import MoneyUnit, Operands
from .columns.stages import Stages
from .user_tables import Table

_TYPES: Final[Mapping[str, str]] = {
    "money": "decimal",
    "ceiling": "decimal",
    "area": "decimal",
    "rate": "decimal",
    "count": "integer",
    "truth": "boolean",
}


def column_type(spec: Spec) -> str:
    """The type of a column for a field's values."""
    return _TYPES.get(spec.kind.name, "text")


def column_of(spec: Spec) -> str:
    """The column that is expected for a field: its type, unit, and label in both languages."""
    unit = f", in {spec.unit}" if spec.unit else ""
    return f"a column of type {column_type(spec)}{unit}: {spec.label} ({spec.zh})"


@frozen(kw_only=True)
class FactReading:
    """How facts are read from a table: column names, the unit of integer amounts, the facts without nulls.

    `declared` maps each fact to its specification. Facts in `needed` must have a column; any other fact without one is
    unknown. `about` is the subject that errors name.
    """

    about: str
    declared: Mapping[str, Spec]
    table: Table
    stages: Stages
    names: Mapping[str, str] = field(factory=dict)
    money: MoneyUnit | None = None
    needed: Collection[str] = ()
    complete: Collection[str] = ()

    def columns(self) -> dict[str, str]:
        """Map each fact to its column, with the `no_` columns that say where there is no ceiling.

        Raises `InvalidInput` with all invalid names and types, before any row is read.
        """
        types = self.table.types()
        found, wrong = dict[str, str](), list(self._unknown_names())
        for fact, spec in self.declared.items():
            column = self.names.get(fact, fact)
            if column in types:
                found[fact] = column
                wrong.extend(self._wrong_type(column, spec, types[column]))
            elif fact in self.needed or fact in self.names:
                wrong.append(Mismatch(column, column_of(spec), "no such column", rule=self.about))
            if spec.kind.name == "ceiling":
                none = self.names.get(f"no_{fact}", f"no_{fact}")
                if none in types:
                    found[f"no_{fact}"] = none
                    wrong.extend(self._wrong_truth(none, types[none]))
                elif f"no_{fact}" in self.names:
                    wrong.append(Mismatch(none, f"a column of truths: no {spec.label}", "no such column"))
        wrong.extend(self.table.written_otherwise(self._names_asked()))
        wrong.extend(self.table.unreadable(found.values()))
        wrong.extend(self._wrong_complete(found))
        if wrong:
            raise InvalidInput(wrong, about=self.about)
        return found

    def operands(self, columns: Mapping[str, str], worked_on: Any) -> dict[str, Any]:
        """An operand for each fact with a column; raises `InvalidInput` if an eager table holds invalid values."""
        operands = Operands(
            about=self.about,
            declared=self.declared,
            columns={fact: safe(column) for fact, column in columns.items()},
            types={safe(name): dtype for name, dtype in self.table.types().items() if isinstance(name, str)},
            stages=self.stages,
            money=self.money,
            complete=frozenset(self.complete),
        )
        return operands.looked_at(worked_on) if self.table.eager else operands.guarded()

    # -- names and types ------------------------------------------------------------------------------

    def _names_asked(self) -> list[str]:
        """The columns that facts are read from, whether they are there or not."""
        return [self.names.get(fact, fact) for fact in (*self.declared, *self._nones())]

    def _nones(self) -> list[str]:
        """The names of the truths that say where there is no ceiling."""
        return [f"no_{name}" for name, spec in self.declared.items() if spec.kind.name == "ceiling"]

    def _unknown_names(self) -> Iterator[Mismatch]:
        declared, nones = self.declared, self._nones()
        for name in self.names:
            if name not in declared and name not in nones:
                expected, likely = f"one of {', '.join(declared)}", close_to(name, declared)
                yield Mismatch(f"columns.{name}", expected, "no such fact", rule=self.about, suggestions=likely)

    def _wrong_complete(self, found: Mapping[str, str]) -> Iterator[Mismatch]:
        known = [fact for fact in found if fact in self.declared]
        for name in self.complete:
            if name not in known:
                expected, likely = f"one of {', '.join(known)}", close_to(name, known)
                path, given = f"complete.{quoted(name)}", "no such fact with a column"
                yield Mismatch(path, expected, given, rule=self.about, suggestions=likely)

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
            yield Mismatch(column, f"whole numbers: {spec.label} ({spec.zh})", _given(dtype), rule=self.about)
        elif kind != "count" and not (dtype.is_decimal() or dtype.is_integer()):
            expected = f"decimals, never floating point: {spec.label} ({spec.zh})"
            yield Mismatch(column, expected, _given(dtype), rule=self.about)

    def _wrong_truth(self, column: str, dtype: Any) -> Iterator[Mismatch]:
        if dtype not in (nw.Boolean, nw.Unknown):
            yield Mismatch(column, "true, false or null", _given(dtype), rule=self.about)


def _given(dtype: Any) -> str:
    """The type of a column; for Python objects, also what to do about it."""
    return f"{dtype}, which may hold anything: cast it to an Arrow type" if dtype == nw.Object else str(dtype)
