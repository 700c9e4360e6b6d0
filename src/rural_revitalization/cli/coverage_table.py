"""The map of the documents as text of 80 columns: shares by priority and kind, and rows section by section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from ..map_of_documents import Carried, MappedRow, shares
from ..policy.titles import title_of
from ..wording import Language, say
from .text_columns import row, wrapped

_SHARES: Final = (10, 38, 12, 6, 6)
_INDENT: Final = "  "
_WIDTH: Final = 80


def _say(key: str, lang: Language, **parts: object) -> str:
    return say("map_of_documents", key, lang, **parts)


def coverage_table(rows: Sequence[MappedRow], lang: Language) -> list[str]:
    """How much is carried out: of all and of each document, then by priority and kind of row."""
    documents = {item.source.document: None for item in rows}
    parts = [[item for item in rows if item.source.document == document] for document in documents]
    lines = [_of_all(rows, lang)] if len(documents) > 1 else []
    lines += [_of_document(part, lang) for part in parts]
    heads = [_say(key, lang) for key in ("priority", "handling", "carried", "rows", "share")]
    return [
        *(line for text in lines for line in wrapped(text, _WIDTH)),
        "",
        *row(heads, _SHARES),
        "-" * _WIDTH,
        *_cells(rows, lang),
    ]


def _of_all(rows: Sequence[MappedRow], lang: Language) -> str:
    return _say("of_all", lang, **_counts(rows))


def _of_document(rows: Sequence[MappedRow], lang: Language) -> str:
    return _say("of_document", lang, document=title_of(rows[0].source.document, lang), **_counts(rows))


def _counts(rows: Sequence[MappedRow]) -> dict[str, int]:
    decidable = [item for item in rows if item.decidable]
    return {"rows": len(decidable), "carried_out": sum(item.state is Carried.CARRIED_OUT for item in decidable)}


def _cells(rows: Sequence[MappedRow], lang: Language) -> Iterator[str]:
    for cell in shares(rows):
        share = f"{100 * cell.carried_out // cell.rows}%" if cell.decidable else ""  # rounded down: 100% is all of them
        yield from row(
            [str(cell.priority), _handling(cell.handling, lang), str(cell.carried_out), str(cell.rows), share], _SHARES
        )


def _handling(handling: str, lang: Language) -> str:
    return _say(f"handling_{handling}", lang)


def rows_table(rows: Sequence[MappedRow], lang: Language) -> list[str]:
    """Each row under its section: its id, what the document says, and what carries it out or why nothing does."""
    return [line for text, level in _texts(rows, lang) for line in _indented(text, level)]


def _texts(rows: Sequence[MappedRow], lang: Language) -> Iterator[tuple[str, int]]:
    for section, under in groupby(rows, key=lambda item: (item.source.document, item.source.section)):
        yield " ".join(section), 0
        for item in under:
            yield f"{item.source.register} ({item.priority}, {_handling(item.handling, lang)})", 1
            yield item.rule, 2
            yield f"-> {item.words(lang)}", 2


def _indented(text: str, level: int) -> Iterator[str]:
    for line in wrapped(text, _WIDTH - len(_INDENT) * level):
        yield _INDENT * level + line
