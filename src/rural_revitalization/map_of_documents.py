"""The map of the documents: what carries each row of the rule register out, or why nothing does.

It is read off `catalogue.coverage`, so that what is added to the catalogue is on the map.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from attrs import frozen

from .catalogue import coverage, not_carried
from .errors import InvalidInput, Mismatch, check_kinds, discreet
from .fields.citations import Source
from .policy.register import Registered, register_rows
from .wording import Language, called, check_language, say
from .wording.worded import Words

__all__ = ["Carried", "MappedRow", "Share", "register_map", "shares"]


class Carried(StrEnum):
    """How a row of the register stands: 已落实, 说明理由, 背景, 不在范围, 待落实."""

    CARRIED_OUT = "carried_out"
    REASONED = "reasoned"
    CONTEXT = "context"
    OUT = "out"
    OPEN = "open"


_NOTHING_TO_DO: Final[Mapping[str, Carried]] = MappingProxyType({"context": Carried.CONTEXT, "out": Carried.OUT})


@frozen
class MappedRow:
    """A row of the register on the map.

    `rule` is what it says, in English; `places` are the rules, figures, entitlements, duties, procedures, targets and
    lists of places that carry it out, by name; `reason` says why none does, where a module of the library gives a
    reason of its own, in both languages.
    """

    source: Source
    rule: str
    priority: int
    handling: str
    state: Carried
    places: tuple[str, ...] = ()
    reason: Words | None = None

    @property
    def decidable(self) -> bool:
        """Whether there is something to carry out: neither context nor out of scope."""
        return self.handling not in _NOTHING_TO_DO

    def words(self, lang: Language = "en") -> str:
        """What carries it out, or why nothing does. `lang` is "en" or "zh"; raises `InvalidInput` for any other."""
        check_language(lang)
        if self.places:
            return say("map_of_documents", "apart", lang).join(self.places)
        if self.reason is not None:
            return called(self.reason, lang)
        return say("map_of_documents", self.state, lang)


@frozen
class Share:
    """How many rows of one priority and handling are carried out, of how many."""

    priority: int
    handling: str
    carried_out: int
    rows: int

    @property
    def decidable(self) -> bool:
        """Whether its rows ask for something that can be carried out."""
        return self.handling not in _NOTHING_TO_DO


@discreet
def register_map(document: str | None = None) -> tuple[MappedRow, ...]:
    """Return all rows of the rule register in its order, or those of one document, with what carries each out.

    Raises `InvalidInput` for a document that the register does not know.

    >>> row, *_ = register_map("hunan-14fyp-2021")
    >>> str(row.state), row.places
    ('carried_out', ('hunan-14fyp-2021: period',))
    """
    check_kinds("register_map", document=(document, str, None))
    rows = register_rows()
    documents = dict.fromkeys(row.source.document for row in rows.values())
    if document is not None and document not in documents:
        raise InvalidInput([Mismatch.of_name("document", document, documents)])
    carried, reasons = coverage(), not_carried()
    return tuple(
        _mapped(row, carried.get(register, ()), reasons.get(register))
        for register, row in rows.items()
        if document in (None, row.source.document)
    )


def _mapped(row: Registered, places: tuple[str, ...], reason: Words | None) -> MappedRow:
    if places:
        state = Carried.CARRIED_OUT
    else:
        state = _NOTHING_TO_DO.get(row.handling, Carried.OPEN if reason is None else Carried.REASONED)
    return MappedRow(row.source, row.rule, row.priority, row.handling, state, places, reason)


def shares(rows: Iterable[MappedRow]) -> tuple[Share, ...]:
    """Return how many rows of each priority and handling are carried out, in order of both."""
    cells: dict[tuple[int, str], list[bool]] = {}
    for row in rows:
        cells.setdefault((row.priority, row.handling), []).append(row.state is Carried.CARRIED_OUT)
    return tuple(Share(*cell, sum(found), len(found)) for cell, found in sorted(cells.items()))
