"""What a section of a document prescribes (规定), for as long as the document holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from ..fields.citations import Source
from .pack import shipped_packs
from .policies import Policy
from .register import source_of

P = TypeVar("P", bound="Prescribed")


class Prescribed:
    """Base of what a section prescribes: its citation, and the days on which it holds.

    `register` is its id in the rule register; where a sentence holds several, `part` tells them apart. `begins` is its
    first day where later than the document's.
    """

    __slots__ = ()

    register: Any
    part: Any = None
    begins: Any = None

    @property
    def key(self) -> str:
        """The key of its row: the id in the rule register, and `#part` where it is one of several."""
        return f"{self.register}#{self.part}" if self.part else str(self.register)

    @property
    def source(self) -> Source:
        """The section that prescribes it."""
        return source_of(self.register)

    @property
    def since(self) -> date:
        """The first day on which it holds."""
        first: date = self.begins or shipped_packs()[self.source.document].since
        return first

    @property
    def until(self) -> date:
        """The last day of the document's period."""
        return shipped_packs()[self.source.document].until

    def in_force(self, on: date) -> bool:
        """Test whether it holds on a day."""
        return self.since <= on <= self.until


def rows_in_force(rows: Iterable[P], policy: Policy) -> tuple[P, ...]:
    """Return the rows in force under a policy, in order of precedence of its documents."""
    rows = tuple(rows)
    return tuple(
        row
        for document in policy.documents
        for row in rows
        if row.source.document == document and row.in_force(policy.on)
    )
