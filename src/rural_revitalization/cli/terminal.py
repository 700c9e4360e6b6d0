"""What goes to a terminal: lines, in which control characters of data are shown as escapes; notes in one language."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, TextIO

from ..wording import Language, translated

_WIDE_SPACE: Final = "\u3000"
"""Headings in Chinese are spaced out with it."""
INTERRUPTED: Final = 130
"""The exit status after an interrupt."""
_SPOKEN: Final[ContextVar[Language]] = ContextVar("_SPOKEN", default="en")


@contextmanager
def speaking(lang: Language) -> Iterator[None]:
    """Let notes, errors and help be in a language while the block runs."""
    before = _SPOKEN.set(lang)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def spoken() -> Language:
    """Return the language of notes, errors and help."""
    return _SPOKEN.get()


def told(text: str) -> str:
    """Return an English sentence in the language of notes."""
    return translated(text, spoken())


def say(lines: Iterable[str], stream: TextIO | None = None) -> None:
    """Print lines on standard output, or on another stream; a line break within one is data, and begins no line."""
    text = "\n".join(map(escaped, lines))
    print(text, file=stream or sys.stdout)


def warn(*notes: str) -> None:
    """Print English sentences, if any, on standard error, at once, in the language of notes."""
    tell(*map(told, notes))


def tell(*lines: str) -> None:
    """Print lines, if any, on standard error, at once, as they are."""
    if lines:
        say(lines, sys.stderr)
        sys.stderr.flush()


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
