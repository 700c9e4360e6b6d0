"""Readings that results rely on: how the library interprets what a document leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .words import Language, words

READINGS: Final[Mapping[str, Mapping[Language, str]]] = words("readings")
"""Every reading by key, in both languages."""


def reading(key: str, lang: Language) -> str:
    """Return the text of a reading; raises `KeyError` for an unknown key."""
    return READINGS[key][lang]
