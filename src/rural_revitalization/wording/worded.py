"""What carries its own words in English and Chinese, and codes that do."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol, Self

from attrs import frozen

from .words import Language


class Labelled(Protocol):
    """What has words in both languages: `label` in English and `zh`."""

    @property
    def label(self) -> str:
        """The words in English."""

    @property
    def zh(self) -> str:
        """The words in Chinese."""


def called(item: Labelled, lang: Language) -> str:
    """Return what something is called; `lang` is "en" or "zh"."""
    return item.label if lang == "en" else item.zh


@frozen
class Words:
    """A sentence in both languages (中英文表述): `label` in English and `zh`."""

    label: str
    zh: str


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
        return called(self, lang)
