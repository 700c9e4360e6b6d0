"""Words for people, kept as text files beside this one: by key, in English and Chinese."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@cache
def words(name: str) -> Mapping[str, Mapping[Language, str]]:
    """All words of a file, such as "readings", by key."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


def say(file: str, key: str, lang: Language, /, **parts: object) -> str:
    """The words of a key, with its parts filled in; raises `KeyError` for a key there is none of.

    >>> say("phrases", "at_least", "zh", low="5%")
    '不少于5%'
    """
    return words(file)[key][lang].format(**parts)
