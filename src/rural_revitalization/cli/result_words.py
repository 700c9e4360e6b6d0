"""Results of a rule in a sheet for people (结果表): numbers that were read as numbers and, in Chinese, all in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, Final

from attrs import Factory, frozen

from ..fields import Spec, specs
from ..fields.units import UNITS
from ..wording import Language, say
from ..worksheets import named
from .headers import MatchedColumns
from .workbooks import Cell

_WORDS: Final = frozenset({"truth", "text", "choice", "date"})
"""The kinds of facts whose cells are no numbers."""
_NUMBER: Final = re.compile(r"[+-]?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_ENDS: Final = {"low": "at_least", "high": "at_most"}


@frozen
class ResultWords:
    """What heads columns instead of their names, and what is written instead of their cells; by default, all as is."""

    heads: Mapping[str, str] = Factory(dict)
    cells: Mapping[str, Callable[[Any], Cell]] = Factory(dict)

    def head(self, columns: Iterable[str]) -> list[str]:
        """The header of columns."""
        return [self.heads.get(name, name) for name in columns]

    def rows(self, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterable[list[Cell]]:
        """Rows as they are written."""
        said = [self.cells.get(name, _as_it_is) for name in columns]
        return ([word(cell) for word, cell in zip(said, row, strict=True)] for row in rows)


def words_of_results(rule: Any, columns: MatchedColumns, lang: Language) -> ResultWords:
    """How the results of a rule are written in a sheet, with the columns that it read."""
    heads, cells = dict[str, str](), dict[str, Callable[[Any], Cell]]()
    for fact, source in columns.read.items():
        if columns.facts[fact].kind.name not in _WORDS:
            cells[source.header] = _number
    for line, spec in specs(rule.Worksheet).items() if lang == "zh" else ():
        name = f"{rule.RULE.name}__{line}"
        heads[name] = _headed(spec)
        heads |= {f"{name}__{end}": f"{_headed(spec)}{say('sheets', key, lang)}" for end, key in _ENDS.items()}
        if spec.kind.name == "truth":
            cells[name] = partial(_truth, lang)
    for suffix, key in (("missing", "missing"), ("unknowable", "cannot_be_known")) if lang == "zh" else ():
        name = f"{rule.RULE.name}__{suffix}"
        heads[name], cells[name] = say("sheets", key, lang), partial(_facts, lang)
    return ResultWords(heads, cells)


def _headed(spec: Spec) -> str:
    has_unit = spec.unit and spec.kind.name != "rate"  # a share says by itself what it is
    return f"{spec.zh}（{UNITS[spec.unit]}）" if has_unit else spec.zh


def _as_it_is(cell: Any) -> Cell:
    said: Cell = cell
    return said


def _number(cell: Any) -> Cell:
    """A cell of text that is a number, as that; other text may say that nothing is known."""
    if isinstance(cell, str) and _NUMBER.fullmatch(cell.strip()):
        return Decimal(cell.strip().replace(",", ""))
    return _as_it_is(cell)


def _truth(lang: Language, cell: Any) -> Cell:
    return say("command_line", "yes" if cell else "no", lang) if isinstance(cell, bool) else _as_it_is(cell)


def _facts(lang: Language, cell: Any) -> Cell:
    """The names of facts and figures, by their labels."""
    return "、".join(named(name, lang) for name in cell.split(", ")) if isinstance(cell, str) and cell else cell
