"""Notices and forms on a terminal (文书), in at most 80 columns; the columns of a table share the room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ..desk import DocumentPart, Printed
from ..wording import fitted
from .text_columns import GAP, row, wrapped

_WIDTH: Final = 80
_INDENT: Final = "  "
_PAIR: Final = 2
"""A table of so many columns is a list of labels with what they say."""


def printed_lines(document: Printed) -> Iterator[str]:
    """Yield a document as lines; its parts are set apart by empty ones."""
    yield from wrapped(document.title, _WIDTH)
    for part in document.parts:
        yield from ("", *_part_lines(part, document))


def _part_lines(part: DocumentPart, document: Printed) -> Iterator[str]:
    if len(part.table[0] if part.table else ()) <= _PAIR:
        for line in part.text(document.lang).splitlines():
            yield from _hanging(line)
        return
    for line in filter(None, (part.heading, *part.lines)):
        yield from _hanging(line)
    yield from _columns(part.table)


def _hanging(text: str) -> Iterator[str]:
    """A line in as many as it needs, each but the first further in."""
    inside = text.lstrip()
    margin = " " * (len(text) - len(inside))
    first, *more = wrapped(inside, _WIDTH - len(margin) - len(_INDENT))
    yield margin + first
    yield from (margin + _INDENT + line for line in more)


def _columns(table: Sequence[Sequence[str]]) -> Iterator[str]:
    head, *rows = table
    room = _WIDTH - len(_INDENT) - len(GAP) * (len(head) - 1)
    widths = fitted(list(zip(*table, strict=True)), room)
    whole = sum(widths) + len(GAP) * (len(head) - 1)
    yield from (_INDENT + line for line in row(head, widths))
    yield _INDENT + "-" * whole
    yield from (_INDENT + line for cells in rows for line in row(cells, widths))
