"""The readings that results rely on: how the library reads what a document leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .words import Language, words

READINGS: Final[Mapping[str, Mapping[Language, str]]] = words("readings")
"""Every reading by its key, in both languages."""


def reading(key: str, lang: Language) -> str:
    """A reading in words; raises `KeyError` for a key there is none of."""
    return READINGS[key][lang]
