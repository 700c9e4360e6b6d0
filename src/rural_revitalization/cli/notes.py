"""Notes, errors and help: in the language of the reader, on standard error, in lines as wide as the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from ..wording import Language, translated
from .terminal import say
from .text_columns import to_terminal

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


def either(names: Iterable[str]) -> str:
    """Return names of which one is meant, in the language of notes."""
    return ("或" if spoken() == "zh" else " or ").join(names)


def warn(*notes: str) -> None:
    """Print English sentences, if any, on standard error, at once, in the language of notes."""
    tell(*map(told, notes))


def tell(*lines: str) -> None:
    """Print lines, if any, on standard error, at once, in the words that they are in."""
    if lines:
        say(to_terminal(lines), sys.stderr)
        sys.stderr.flush()
