"""Turn columns of valid names and types into operands, and check their values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property, reduce
from operator import or_
from typing import Any, Final, Literal, TypeAlias

import narwhals as nw
from attrs import field, frozen

from ...errors import InvalidInput, Mismatch
from ...fields import Spec, wholes_of
from .column import NumberColumn, TruthColumn, lifted
from .column_names import called
from .expressions import Truths, Wholes, chosen
from .formulas import Formula, col, first, refused, truth
from .parts_of_whole import Parts
from .stages import Stages
from .values import LARGEST_AMOUNT, MONEY, Raw, Seen, bounds, decimals, examples, look, unreadable

MoneyUnit: TypeAlias = Literal["fen", "yuan"]

_CENT: Final = 2
_DIGITS: Final = 38
_NO_NULLS: Final = "(it is listed in complete)"


@frozen(kw_only=True)
class Operands:
    """The columns of facts, and the stages in which their operands are computed."""

    about: str
    declared: Mapping[str, Spec]
    columns: Mapping[str, str]
    types: Mapping[str, Any]
    stages: Stages
    money: MoneyUnit | None
    complete: Collection[str]
    _raws: dict[str, Raw] = field(init=False)

    @_raws.default
    def _(self) -> dict[str, Raw]:
        return {fact: self._raw(fact) for fact in self._present if self.declared[fact].kind.name != "truth"}

    def looked_at(self, worked_on: Any) -> dict[str, Any]:
        """The operands of an eager table, whose values are checked first.

        Raises `InvalidInput` with all columns that hold invalid values, with counts and examples.
        """
        limits = {fact: bounds(self.declared[fact], raw.scale) for fact, raw in self._raws.items()}
        truths = {fact: self.columns[fact] for fact in self._present if fact not in self._raws}
        try:
            seen = look(worked_on, self._raws, limits, truths, self._nones)
        except Exception:  # each engine has its own errors for values that it cannot read
            given = "a value that is too large, or has too many decimal places, to be read exactly"
            wrong = [
                Mismatch(self._called(fact), self._takes(fact), given) for fact in unreadable(worked_on, self._raws)
            ]
            self._raise(wrong)
            raise
        wrong = [
            Mismatch(
                self._called(fact),
                self._takes(fact),
                f"invalid values in {seen[fact].outside} row(s), such as {examples(worked_on, raw, limits[fact])}",
            )
            for fact, raw in self._raws.items()
            if seen[fact].outside
        ]
        wrong += [
            Mismatch(f"complete.{fact}", "a column without nulls", f"nulls in {seen[fact].unrecorded} row(s)")
            for fact in self.complete
            if fact in seen and seen[fact].unrecorded
        ]
        self._raise(wrong)
        self._raise([*self._beyond_their_whole(worked_on, seen)])
        return self._all(seen, {})

    def guarded(self) -> dict[str, Any]:
        """The operands of a lazy table, guarded so that the engine stops at the first invalid row.

        Numbers are guarded one by one, before anything is computed from them, so that unused ones are not read. Truths
        are guarded together, at the results made of any of them: until then a null does no harm.
        """
        full = [fact for fact in self.complete if fact in self.declared]
        guards = {fact: self._guard_of_number(fact, raw, complete=fact in full) for fact, raw in self._raws.items()}
        truths = [fact for fact in full if fact not in self._raws]
        if truths:
            null = reduce(or_, map(self._unrecorded, truths))
            self.stages.guard(
                [self.columns[fact] for fact in truths],
                refused(null, f"null in one of {self._listed(truths)} {_NO_NULLS}"),
            )
        return self._all({}, guards)

    def _guard_of_number(self, fact: str, raw: Raw, *, complete: bool) -> Formula:
        stop, expected = raw.outside(*bounds(self.declared[fact], raw.scale)), self._takes(fact)
        for whole, found in self._wholes.items():
            if fact in found.parts:
                stop = stop | found.exceeded()
                expected = f"{expected}, {self._within(whole)}"
        if complete:
            stop, expected = stop | self._unrecorded(fact), f"{expected}, and no null {_NO_NULLS}"
        return refused(stop, f"column {called(raw.column)}: expected {expected}")

    # -- parts of a whole -----------------------------------------------------------------------------

    @cached_property
    def _wholes(self) -> dict[str, Parts]:
        """The wholes, by fact, of which the table has a column and some parts."""
        found = dict[str, Parts]()
        wholes = wholes_of(self.declared)
        for whole, names in reversed(list(wholes.items())):
            parts = {name: self._raws[name] for name in self._with_column(names, wholes)}
            if whole in self._raws and parts:
                inner = {name: found[name] for name in parts if name in found}
                found[whole] = Parts(self._raws[whole], parts, inner)
        return found

    def _with_column(self, names: Iterable[str], wholes: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
        """The facts with a column, and the parts of those without one."""
        for name in names:
            yield from (name,) if name in self._raws else self._with_column(wholes.get(name, ()), wholes)

    def _within(self, whole: str) -> str:
        parts = self._wholes[whole].parts
        return f"at most {self._called(whole)}{' all together' if len(parts) > 1 else ''}"

    def _beyond_their_whole(self, worked_on: Any, seen: Mapping[str, Seen]) -> Iterator[Mismatch]:
        """Yield a mismatch for the parts that exceed their whole on some row of an eager table."""
        for whole, found in self._wholes.items():
            if found.may_exceed(whole, seen):
                rows, some = found.where_exceeded(worked_on)
                if rows:
                    names = ", ".join(map(self._called, found.parts))
                    given = f"more in {rows} row(s), such as {some}"
                    yield Mismatch(names, self._within(whole), given, rule=f"parts_within_{whole}")

    # -- columns --------------------------------------------------------------------------------------

    @cached_property
    def _present(self) -> list[str]:
        """The facts with a column of a known type: one that has only ever held null has none."""
        return [fact for fact in self.declared if fact in self.columns and self.types[self.columns[fact]] != nw.Unknown]

    @cached_property
    def _nones(self) -> dict[str, str]:
        """Map each ceiling to the column that says where there is none."""
        ceilings = (fact for fact, spec in self.declared.items() if spec.kind.name == "ceiling")
        return {fact: self.columns[f"no_{fact}"] for fact in ceilings if f"no_{fact}" in self.columns}

    def _unrecorded(self, fact: str) -> Formula:
        """True on the rows where a fact is not recorded; a ceiling that does not exist counts as recorded."""
        null = col(self.columns[fact]).is_null()
        return null & ~col(self._nones[fact]).filled(truth(False)) if fact in self._nones else null

    def _takes(self, fact: str) -> str:
        spec = self.declared[fact]
        most = f", at most {LARGEST_AMOUNT // 100} yuan in a table" if spec.kind.name in MONEY else ""
        return f"{spec.expected}{most}"

    def _called(self, fact: str) -> str:
        """The user's name of the column of a fact."""
        return called(self.columns[fact])

    def _listed(self, facts: Iterable[str]) -> str:
        return ", ".join(map(self._called, facts))

    def _raise(self, wrong: list[Mismatch]) -> None:
        if wrong:
            raise InvalidInput(wrong, about=self.about)

    def _raw(self, fact: str) -> Raw:
        """A column as integers: fen, rates with at most six places, counts."""
        column, kind = self.columns[fact], self.declared[fact].kind.name
        dtype = self.types[column]
        if dtype.is_decimal():
            return decimals(column, dtype.precision or _DIGITS, dtype.scale, rate=kind == "rate")
        number = col(column) if dtype == nw.Int64 else col(column).whole_if_it_fits()
        if kind in MONEY and self.money == "yuan":
            return Raw(column, number, _CENT, times=100)
        return Raw(column, number, _CENT if kind in MONEY else 0)

    # -- operands -------------------------------------------------------------------------------------

    def _all(self, seen: Mapping[str, Seen], guards: Mapping[str, Formula]) -> dict[str, Any]:
        facts = [fact for fact in self.declared if fact in self.columns or f"no_{fact}" in self.columns]
        return {fact: self._operand(fact, self.declared[fact], seen.get(fact), guards) for fact in facts}

    def _operand(self, fact: str, spec: Spec, seen: Seen | None, guards: Mapping[str, Formula]) -> Any:
        none = self._nones.get(fact)
        if fact not in self._present:
            return lifted(self.stages, spec.unknown(fact)) if none is None else self._ceiling(fact, None, none, seen)
        if spec.kind.name == "truth":
            return self._truth(fact, seen)
        held, scale = self._whole(fact, spec, seen, guards)
        if none is not None:
            return self._ceiling(fact, held, none, seen)
        if not held.nullable:
            return NumberColumn(self.stages, scale, held, held, {}, one=True)
        low, high = (self._filled(held, end, scale) for end in (spec.low, spec.high))
        return NumberColumn(self.stages, scale, low, high, self._facts(fact, held.is_null()))

    def _truth(self, fact: str, seen: Seen | None) -> TruthColumn:
        held = Truths(col(self.columns[fact]), nullable=self._nullable(fact, seen))
        return TruthColumn(self.stages, held, self._facts(fact, held.is_null()) if held.nullable else {})

    def _whole(self, fact: str, spec: Spec, seen: Seen | None, guards: Mapping[str, Formula]) -> tuple[Wholes, int]:
        raw = self._raws[fact]
        least, most = bounds(spec, raw.scale) if seen is None else (seen.least, seen.most)
        nullable = self._nullable(fact, seen)
        formula = first(guards[fact], raw.formula) if fact in guards else raw.formula
        held = Wholes(formula, least, most, nullable=nullable)
        return self.stages.keep(held, apart=fact in guards), raw.scale

    def _nullable(self, fact: str, seen: Seen | None) -> bool:
        return fact not in self.complete and (seen is None or seen.nulls > 0)

    def _filled(self, held: Wholes, end: Any, scale: int) -> Wholes:
        return held if end is None else self.stages.keep(held.filled(int(Decimal(end).scaleb(scale))))

    def _ceiling(self, fact: str, held: Wholes | None, column: str, seen: Seen | None) -> NumberColumn:
        """A ceiling with a column that says where there is none; a recorded ceiling takes precedence."""
        if held is not None and (fact in self.complete or (seen is not None and not seen.unrecorded)):
            return NumberColumn(self.stages, _CENT, held, held, {}, one=True, limit=True)
        recorded = Truths.of(truth=False) if held is None else ~held.is_null()
        none = Truths(col(column), nullable=True).certain() & ~recorded
        open_rows = self.stages.keep(~recorded & ~none)
        low = chosen(none, None, Wholes.of(0) if held is None else held.filled(0))
        least = None if low is None else self.stages.keep(low)
        return NumberColumn(self.stages, _CENT, least, held, self._facts(fact, open_rows), limit=True)

    def _facts(self, fact: str, rows: Truths) -> dict[str, Truths]:
        return {self.stages.called(fact): self.stages.keep(rows)} if self.stages.tracks else {}
