"""Codes that carry their own words in English and Chinese."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from .words import Language


class Worded(StrEnum):
    """A code with its English and Chinese words: each member is written as its code, `label` and `zh`.

    >>> class Side(Worded):
    ...     LEFT = "left", "on the left", "左"
    >>> Side.LEFT.words("zh"), Side("left") is Side.LEFT
    ('左', True)
    """

    label: str
    zh: str

    def __new__(cls, code: str, label: str, zh: str) -> Self:
        """Make a member whose value is its code."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label, member.zh = label, zh
        return member

    def words(self, lang: Language) -> str:
        """The words; `lang` is "en" or "zh"."""
        return self.label if lang == "en" else self.zh
