"""Names that a misspelt one may stand for, in English and in Chinese, whose words are short."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from operator import ne
from typing import Final

from ..errors import close_to

_MOST: Final = 3
_ENDS: Final = 2
"""Chinese words with as many characters in common at one end are alike."""


def near(names: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    """Return the known names, at most three, that one of several may stand for; the closest first.

    >>> near(["发方"], ["发放", "公示"]), near(["甲材"], ["甲村", "乙镇"]), near(["identificaton"], ["identification"])
    (('发放',), ('甲村',), ('identification',))
    """
    names = tuple(names)
    ranked = (_one_apart, close_to, _alike)
    return tuple(dict.fromkeys(item for of in ranked for name in names for item in of(name, known)))[:_MOST]


def _one_apart(one: str, known: Iterable[str]) -> Iterator[str]:
    """The Chinese names that differ in one character."""
    for other in known:
        if not one.isascii() and len(one) == len(other) > 1 and sum(map(ne, one, other)) == 1:
            yield other


def _alike(one: str, known: Iterable[str]) -> Iterator[str]:
    """The Chinese names that have the same beginning or end, or hold the one."""
    for other in known:
        if (
            not one.isascii()
            and len(one) >= _ENDS
            and (one[:_ENDS] == other[:_ENDS] or one[-_ENDS:] == other[-_ENDS:] or one in other)
        ):
            yield other
