"""Columns that are parts of one whole: rows on which they exceed it, as facts that no record may hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import add
from typing import Any, Final

import narwhals as nw
from attrs import frozen

from .column_names import MARK
from .formulas import Formula, largest, select, whole
from .values import Raw, Seen, examples_of, single_row

_EXCEEDED: Final = f"{MARK}exceeded"
_NOTHING: Final = whole(0)


@frozen
class Parts:
    """The column of a whole, and those of its parts by fact."""

    of: Raw
    parts: Mapping[str, Raw]

    def exceeded(self) -> Formula:
        """True on the rows whose parts are more than their whole; not of a reversal, nor where the whole is null."""
        in_all = reduce(add, (largest(raw.formula.filled(_NOTHING), _NOTHING) for raw in self.parts.values()))
        return (self.of.formula < in_all) & ~(self.of.formula < _NOTHING)

    def may_exceed(self, of: Seen, parts: Iterable[Seen]) -> bool:
        """Whether the parts can be more than their whole on any row, as far as the statistics of the columns tell."""
        return of.most >= 0 and of.least < sum(max(part.most, 0) for part in parts)

    def where_exceeded(self, worked_on: Any) -> tuple[int, str]:
        """Return on how many rows of an eager table the parts are more than their whole, with examples."""
        rows = single_row(worked_on, {_EXCEEDED: self.exceeded().count()})[_EXCEEDED] or 0
        if not rows:
            return 0, ""
        columns = list(dict.fromkeys(raw.column for raw in (*self.parts.values(), self.of)))
        found = select(worked_on, columns, {_EXCEEDED: self.exceeded()}).filter(nw.col(_EXCEEDED))
        return rows, examples_of(found, columns)
