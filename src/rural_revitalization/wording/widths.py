"""How wide text is where characters have a fixed width, as on a terminal (显示宽度)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable


def display_width(text: str) -> int:
    """Return the display width of a text; Chinese characters take two columns.

    >>> display_width("3户 ok")
    6
    """
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def fitted(widths: Iterable[int], most: int) -> list[int]:
    """Return the widths of columns that share `most`, the widest of which gave way; of none more than it asks for.

    >>> fitted([8, 40, 60], 70)
    [8, 31, 31]
    """
    found = list(widths)
    while found and sum(found) > most and max(found) > 1:
        found[found.index(max(found))] -= 1
    return found
