"""How wide text is where characters have a fixed width, as on a terminal (显示宽度)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from operator import gt
from typing import Final

_CLOSING: Final = frozenset("，。；：、？）”》］")
_OPENING: Final = frozenset("（“《［(")
"""What ends no line but the last, and what begins none."""


def display_width(text: str) -> int:
    """Return the display width of a text; Chinese characters take two columns.

    >>> display_width("3户 ok")
    6
    """
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def words_in(text: str) -> Iterator[str]:
    """Yield the words of a text with the spaces after them: a line ends between two; Chinese characters are one each.

    >>> list(words_in("on 2022-06-01：无误"))
    ['on ', '2022-06-01：', '无', '误']
    """
    word = ""
    for character in text:
        if word and _parts(word[-1], character):
            yield word
            word = ""
        word += character
    if word:
        yield word


def _parts(before: str, after: str) -> bool:
    """Whether a line may end between two characters."""
    if after in _CLOSING or after == " " or before in _OPENING:
        return False
    return before == " " or before in _CLOSING or display_width(after) > 1


def fitted(columns: Iterable[Sequence[str]], most: int, *, beside: int = 0) -> list[int]:
    """Return the widths of columns of text that share `most`, each wider by `beside` than what it holds.

    Where the room does not suffice, the widest gives way, then the next; none below its longest word, before all have
    given way so far, nor then below its longest number or date.

    >>> fitted([["2022-06-01"], ["eight letters and more", "x" * 5], ["1"]], 20)
    [10, 9, 1]
    """
    texts = [[*column] for column in columns]
    found = [max(map(display_width, column), default=0) + beside for column in texts]
    words = [[word.rstrip() for text in column for word in words_in(text)] for column in texts]
    numbers = [[word for word in column if any(map(str.isdigit, word))] for column in words]
    for held in (words, numbers, [list[str]()] * len(texts)):
        least = [max(map(display_width, column), default=1) + beside for column in held]
        while sum(found) > most and any(map(gt, found, least)):
            at = max((at for at, width in enumerate(found) if width > least[at]), key=found.__getitem__)
            found[at] -= 1
    return found
