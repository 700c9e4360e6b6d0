"""User-facing text by key, in English and Chinese, from the TOML files in this package."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from ..errors import InvalidInput, Mismatch

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


def check_language(lang: object) -> None:
    """Raise `InvalidInput` for anything but a language that texts are written in."""
    if lang not in LANGUAGES:
        raise InvalidInput([Mismatch.of_name("lang", lang, LANGUAGES)])


@cache
def words(name: str) -> Mapping[str, Mapping[Language, str]]:
    """Return all texts of a file, such as "readings", by key."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


def say(file: str, key: str, lang: Language, /, **parts: object) -> str:
    """Return the text of a key, with its placeholders filled in; raises `KeyError` for an unknown key.

    >>> say("phrases", "at_least", "zh", low="5%")
    '不少于5%'
    """
    return words(file)[key][lang].format(**parts)
