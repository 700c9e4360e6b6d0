"""What goes to a terminal: lines, in which control characters of data are shown as escapes."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Final, TextIO

_WIDE_SPACE: Final = "\u3000"
"""Headings in Chinese are spaced out with it."""
INTERRUPTED: Final = 130
"""The exit status after an interrupt."""


def say(lines: Iterable[str], stream: TextIO | None = None) -> None:
    """Print lines on standard output, or on another stream; a line break within one is data, and begins no line."""
    text = "\n".join(map(escaped, lines))
    print(text, file=stream or sys.stdout)


def escaped(text: str) -> str:
    r"""Return text on one line, with control characters and controls of direction as escapes.

    >>> print(escaped("H-1\x1b[2J\n\u202e户\u3000号"))
    H-1\x1b[2J\n\u202e户　号
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char == _WIDE_SPACE else _escape(char) for char in text)


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
