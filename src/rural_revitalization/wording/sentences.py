"""Sentences that stand in the code in English - of errors and of the command line's help - in other languages.

The library speaks English to programs; the command line tells the same sentences in the language of its reader. A
translation stands in `mistakes.toml` or `usage.toml` beside the English sentence that it is of, as in catalogues of
gettext; what a sentence says of a case at hand stands in its place, as `{name}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

from attrs import frozen

from .words import Language, shipped

FILES: Final = ("mistakes", "usage")
_PLACE: Final = re.compile(r"{(\w+)}")
_DEEPEST: Final = 4
"""Sentences hold sentences, but none so many."""


@frozen
class Translation:
    """A sentence (译文): in English, and in Chinese; its parts stand as `{name}` in both."""

    en: str
    zh: str

    @property
    def form(self) -> re.Pattern[str]:
        """What matches the English sentence with any parts."""
        pieces = _PLACE.split(self.en)
        named = (f"(?P<{piece}>.+?)" if at % 2 else re.escape(piece) for at, piece in enumerate(pieces))
        return re.compile("".join(named), re.DOTALL)

    @property
    def settled(self) -> int:
        """How much of the sentence is the same whatever its parts are."""
        return len(_PLACE.sub("", self.en))


@cache
def translations() -> tuple[Translation, ...]:
    """Return all translations, as the files have them."""
    return tuple(_read())


def _read() -> Iterator[Translation]:
    for name in FILES:
        listed = shipped(name)["sentence"]
        yield from (Translation(" ".join(row["en"].split()), row["zh"].strip()) for row in listed)


@cache
def _exact() -> Mapping[str, str]:
    return {item.en: item.zh for item in translations() if not _PLACE.search(item.en)}


@cache
def _forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The sentences with parts, those with most words of their own first."""
    with_parts = [item for item in translations() if _PLACE.search(item.en)]
    return tuple((item.form, item.zh) for item in sorted(with_parts, key=lambda item: item.settled, reverse=True))


def translated(text: str, lang: Language) -> str:
    """Return an English sentence in a language; as it is where there is no translation of it.

    >>> translated("at least one household", "zh"), translated("no such sentence", "zh")
    ('至少一户', 'no such sentence')
    """
    return text if lang == "en" else _in_chinese(text, _DEEPEST)


@lru_cache(maxsize=1_000)  # a table of what is refused repeats itself
def _in_chinese(text: str, depth: int) -> str:
    plain = " ".join(text.split())
    if plain in _exact():
        return _exact()[plain]
    for form, zh in _forms() if depth else ():
        found = form.fullmatch(text)
        if found:
            return zh.format(**{name: _in_chinese(part, depth - 1) for name, part in found.groupdict().items()})
    return text
