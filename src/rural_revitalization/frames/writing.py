"""Result columns of a table: worksheets line by line, statuses and lists as text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final

from attrs import field, frozen

from ..fields import Spec, specs
from .columns.column import TruthColumn, lifted
from .columns.expressions import Truths, Wholes
from .columns.formulas import Formula, joined, text, when
from .columns.stages import Stages

_PRECISION: Final = 20
_RATE_PLACES: Final = 2
ALWAYS: Final = Truths.of(truth=True)


@frozen
class ResultColumns:
    """The columns to write: the stage that holds each, by name; with `fen`, amounts are written as integer fen.

    A line is null on the rows outside `where`, to which its rule does not apply.
    """

    stages: Stages
    fen: bool
    bounds: bool
    columns: dict[str, str] = field(factory=dict)

    def worksheet(
        self, prefix: str, worksheet: Any, *, where: Truths = ALWAYS, lines: Collection[str] | None = None
    ) -> None:
        """Add the lines of a worksheet: all, or those named."""
        for name, spec in specs(type(worksheet)).items():
            if lines is None or name in lines:
                self.line(f"{prefix}__{name}", getattr(worksheet, name), spec, where=where)

    def line(self, name: str, value: Any, spec: Spec, *, where: Truths = ALWAYS) -> None:
        """Add one line: its value and, with `bounds`, the lower and upper bound of a number."""
        found = lifted(self.stages, value)
        if isinstance(found, TruthColumn):
            self.columns[name] = self.stages.name(_only(where, found.held))
            return
        numbers = {name: (found.low, where & ~found.open)}
        if self.bounds:
            numbers |= {f"{name}__low": (found.low, where), f"{name}__high": (found.high, where)}
        for called, (number, rows) in numbers.items():
            shown = Truths(self._shown(number, found.scale, spec), nullable=True)
            self.columns[called] = self.stages.name(_only(rows, shown))

    def text(self, name: str, cases: Mapping[str, Truths], *, otherwise: str | None = None) -> None:
        """Add a word for each row: that of the first case that holds."""
        found = text(otherwise)
        for word, rows in reversed(list(cases.items())):
            found = when(rows.certain().formula, text(word), found)
        self.columns[name] = self.stages.name(Truths(found))

    def listed(self, name: str, cases: Mapping[str, Truths], *, where: Truths = ALWAYS) -> None:
        """Add the words of all cases that hold on a row, separated by commas."""
        found = joined([when(rows.certain().formula, text(word)) for word, rows in cases.items()])
        self.columns[name] = self.stages.name(_only(where, Truths(found)))

    def missing(self, name: str, values: Iterable[Any], order: Iterable[str], *, where: Truths = ALWAYS) -> None:
        """Add the missing facts that some values depend on, by row, in the given order."""
        flags = open_facts(self.stages, values)
        self.listed(name, {fact: flags[fact] for fact in order if fact in flags}, where=where)

    def _shown(self, number: Wholes | None, scale: int, spec: Spec) -> Formula:
        """A number in its output type: counts and fen as integers, yuan and shares as decimals."""
        kind = spec.kind.name
        places = max(scale, _RATE_PLACES) if kind == "rate" else scale
        number = Wholes.nothing() if number is None else number
        if kind == "count" or (kind == "money" and self.fen):
            return number.formula
        return _by_case(number, lambda held: held.in_units(scale, _PRECISION, places))


def open_facts(stages: Stages, values: Iterable[Any]) -> dict[str, Truths]:
    """Map each missing fact to the rows on which any of the values depends on it."""
    flags = dict[str, Truths]()
    for value in values:
        for fact, rows in lifted(stages, value).facts.items():
            flags[fact] = flags[fact] | rows if fact in flags else rows
    return flags


def _by_case(number: Wholes, shown: Callable[[Formula], Formula]) -> Formula:
    """Convert a number for output; where it can take only a few values, convert these and choose among them."""
    if number.choice is None:
        return shown(number.formula)
    choice = number.choice
    return when(choice.condition.formula, _by_case(choice.yes, shown), _by_case(choice.no, shown))


def _only(where: Truths, held: Truths) -> Truths:
    if where.fixed and where.held:
        return held
    return Truths(when(where.formula, held.formula), nullable=True)
