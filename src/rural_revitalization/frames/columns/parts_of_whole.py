"""Columns that are parts of one whole: rows on which they exceed it, as facts that no record may hold."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import add
from typing import Any, Final

import narwhals as nw
from attrs import field, frozen

from .column_names import MARK
from .formulas import Formula, largest, select, whole
from .values import Raw, Seen, examples_of, single_row

_EXCEEDED: Final = f"{MARK}exceeded"
_NOTHING: Final = whole(0)


@frozen
class Parts:
    """The column of a whole, and those of its parts by fact; `inner` are those parts that are wholes themselves."""

    of: Raw
    parts: Mapping[str, Raw]
    inner: Mapping[str, Parts] = field(factory=dict)

    def exceeded(self) -> Formula:
        """True on the rows whose parts are more than their whole; not of a reversal, nor where the whole is null."""
        return (self.of.formula < self._in_all()) & ~(self.of.formula < _NOTHING)

    def _in_all(self) -> Formula:
        """The parts together; one that is null counts as much as its own parts."""
        return reduce(add, (largest(self._part(fact), _NOTHING) for fact in self.parts))

    def _part(self, fact: str) -> Formula:
        own = self.inner[fact]._in_all() if fact in self.inner else _NOTHING  # noqa: SLF001 - same class
        return self.parts[fact].formula.filled(own)

    def may_exceed(self, whole: str, seen: Mapping[str, Seen]) -> bool:
        """Whether the parts can be more than their whole on any row, as far as the statistics of the columns tell."""
        return seen[whole].most >= 0 and seen[whole].least < self._most(seen)

    def _most(self, seen: Mapping[str, Seen]) -> int:
        """The most that the parts can be together."""
        own = {fact: self.inner[fact]._most(seen) if fact in self.inner else 0 for fact in self.parts}  # noqa: SLF001
        return sum(max(seen[fact].most, own[fact]) for fact in self.parts)

    def where_exceeded(self, worked_on: Any) -> tuple[int, str]:
        """Return on how many rows of an eager table the parts are more than their whole, with examples."""
        rows = single_row(worked_on, {_EXCEEDED: self.exceeded().count()})[_EXCEEDED] or 0
        if not rows:
            return 0, ""
        columns = list(dict.fromkeys(raw.column for raw in (*self.parts.values(), self.of)))
        found = select(worked_on, columns, {_EXCEEDED: self.exceeded()}).filter(nw.col(_EXCEEDED))
        return rows, examples_of(found, columns)
