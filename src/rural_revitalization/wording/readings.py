"""Readings that results rely on: how the library interprets what a document leaves open."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from attrs import frozen

from ..readonly import ReadOnly
from .worded import Words, called
from .words import Language, words


@frozen
class Reading(Words):
    """A reading (口径): how something that a document leaves open is interpreted.

    `of` names the documents whose words it interprets, or the figures, as `rule.term`; empty for one that interprets
    the rule itself, whatever the document. `not_where` holds values of facts or lines of a worksheet: where one of them
    is known to be so, the branch that it interprets was not taken.
    """

    of: tuple[str, ...] = ()
    not_where: Mapping[str, bool | int] = ReadOnly({})

    def bears_on(self, documents: Collection[str], figures: Collection[str]) -> bool:
        """Return whether it is relied on where these documents are in force and these figures are used."""
        return not self.of or any(name in documents or name in figures for name in self.of)


def _shipped() -> Mapping[str, Reading]:
    stated: Mapping[str, Any] = words("readings")
    return {
        key: Reading(item["en"], item["zh"], tuple(item.get("of", ())), ReadOnly(item.get("not_where", {})))
        for key, item in stated.items()
    }


READINGS: Final[Mapping[str, Reading]] = _shipped()
"""Every reading by key."""


def reading(key: str, lang: Language) -> str:
    """Return the text of a reading; raises `KeyError` for an unknown key."""
    return called(READINGS[key], lang)
