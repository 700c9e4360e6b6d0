"""Divisions by name (地名): as they are called, and as documents call them for short."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ..errors import InvalidInput, Mismatch, discreet
from ..readonly import ReadOnly
from .classes import shipped_lists
from .divisions import divisions


@cache
def _codes() -> Mapping[str, str]:
    """The code of each name: first those that documents write, which the names themselves go before."""
    written = {name: code for item in shipped_lists() for code, name in (item.members or {}).items()}
    return ReadOnly(written | {division.name: code for code, division in divisions().items()})


@cache
def _written() -> Mapping[str, tuple[str, ...]]:
    """How documents write the name of each code, each once."""
    written = ((code, name) for item in shipped_lists() for code, name in (item.members or {}).items())
    found: dict[str, tuple[str, ...]] = {}
    for code, name in dict.fromkeys(written):
        found[code] = (*found.get(code, ()), name)
    return ReadOnly(found)


def names_of(code: str) -> tuple[str, ...]:
    """Return all that stands for a division: its code, its name, and how documents write it; of any other the code.

    >>> names_of("431226")
    ('431226', '麻阳苗族自治县', '麻阳县')
    """
    own = (divisions()[code].name,) if code in divisions() else ()
    return tuple(dict.fromkeys((code, *own, *_written().get(code, ()))))


@discreet
def code_of(name: str) -> str:
    """Return the code of a division by its name, a name that documents write for short, or the code itself.

    Raises `InvalidInput` for any other, with the closest names.

    >>> code_of("安化县"), code_of("麻阳县"), code_of("430923")
    ('430923', '431226', '430923')
    """
    code = name if name in divisions() else _codes().get(name)
    if code is None:
        raise InvalidInput(
            [Mismatch.of_name("name", name, _codes(), "the name or code of a division")], about="code_of"
        )
    return code
