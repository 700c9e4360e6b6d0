"""Text in columns of fixed width, each cell on as many lines as it needs."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ..wording import display_width, words_in
from .terminal import escaped

GAP: Final = "  "
"""What stands between two columns."""


def row(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """A row of cells, on as many lines as the longest of them needs; none but the first begins at the margin."""
    lines = [list(wrapped(cell, width)) for cell, width in zip(cells, widths, strict=True)]
    if len(lines[0]) > 1:  # so that no part of what a record holds looks like a row of its own
        first, *more = wrapped(cells[0], widths[0] - 1)
        lines[0] = [first, *(f" {line}" for line in more)]
    for at in range(max(map(len, lines))):
        line = [column[at] if at < len(column) else "" for column in lines]
        padded = (text + " " * (width - display_width(text)) for text, width in zip(line, widths, strict=True))
        yield GAP.join(padded).rstrip()


def wrapped(text: str, width: int) -> Iterator[str]:
    """A text in lines of a width, broken at spaces where there are any; Chinese characters take two columns."""
    line = ""
    for word in _words(escaped(text), width):  # its width is that of what is printed
        if line and display_width(line + word.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += word
    yield line.rstrip()


def to_terminal(texts: Iterable[str]) -> Iterator[str]:
    """Texts in lines as wide as the terminal, all but the first of each set in; whole where there is no terminal."""
    width = shutil.get_terminal_size((0, 0)).columns
    for text in texts:
        margin = text[: len(text) - len(text.lstrip(" "))]
        room = width - len(margin) - len(GAP)
        first, *more = wrapped(text.lstrip(" "), room) if room > len(GAP) else [text.lstrip(" ")]
        yield f"{margin}{first}"
        yield from (f"{margin}{GAP}{line}" for line in more)


def _words(text: str, width: int) -> Iterator[str]:
    """The words of a text, none wider than a line."""
    for word in words_in(text):
        part = ""
        for character in word:
            if part and display_width(part + character.rstrip()) > width:
                yield part
                part = ""
            part += character
        yield part
