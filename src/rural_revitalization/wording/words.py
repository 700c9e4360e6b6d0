"""User-facing text by key, in English and Chinese, from the TOML files in this package."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, get_args

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
    return shipped(name)


def shipped(name: str) -> Mapping[str, Any]:
    """Return what stands in a file of this package, such as "readings"."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


def say(file: str, key: str, lang: Language, /, **parts: object) -> str:
    """Return the text of a key, with its placeholders filled in; raises `KeyError` for an unknown key.

    `{count:task}` stands for a count with its noun, in the plural but for 1, `{count:needs|need}` for one whose plural
    takes no s.

    >>> say("phrases", "at_least", "zh", low="5%")
    '不少于5%'
    >>> [say("desk", "documents_written", "en", count=count, file="out.txt") for count in (1, 2)]
    ['1 document, written to out.txt', '2 documents, written to out.txt']
    """
    return _in_number(words(file)[key][lang], parts).format(**parts)


_COUNTED: Final = re.compile(r"{(\w+):([^|}]+)(?:[|]([^}]+))?}")


def _in_number(text: str, parts: Mapping[str, object]) -> str:
    """The text with the nouns of its counts in the singular or in the plural."""

    def agreeing(found: re.Match[str]) -> str:
        name, one, many = found.groups()
        return f"{{{name}}} {one if str(parts[name]) == '1' else many or f'{one}s'}"

    return _COUNTED.sub(agreeing, text)
