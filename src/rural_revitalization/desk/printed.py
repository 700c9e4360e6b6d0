"""A printed document (文书): a title and parts, as plain text, as a page of HTML, and for Word; several bound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

import attrs

from ..wording import Language, phrase
from .word import WordDocument, word_file

PrintedRow = tuple[str, ...]

_STYLE = (
    "@page { size: A4; margin: 2cm } "
    "body { font-family: SimSun, 'Noto Serif CJK SC', serif; max-width: 17cm; margin: auto; line-height: 1.5 } "
    "h1 { font-size: 1.4em; text-align: center } * + h1 { break-before: page } "
    "h2 { font-size: 1.1em; margin-bottom: 0.3em } p { margin: 0.3em 0 } "
    "section { margin-top: 1em } table { border-collapse: collapse; width: 100% } "
    "td, th { border: 1px solid; padding: 0.2em 0.4em; text-align: left }"
)


@attrs.frozen(kw_only=True)
class DocumentPart:
    """A part of a document (部分): heading, lines of text, a table whose columns `head` names; each may be empty."""

    heading: str = ""
    lines: tuple[str, ...] = ()
    head: PrintedRow = ()
    rows: tuple[PrintedRow, ...] = attrs.field(default=(), repr=False)

    @property
    def table(self) -> tuple[PrintedRow, ...]:
        """The rows with their head, if there is one."""
        return (self.head, *self.rows) if self.head else self.rows

    def text(self, lang: Language) -> str:
        """The part as plain text."""
        heading = [self.heading] if self.heading else []
        return "\n".join([*heading, *self.lines, *(_row_text(row, lang) for row in self.table)])


@attrs.frozen(kw_only=True)
class Printed:
    """A document to print (文书), in one language: `str` of it is plain text; `html` and `docx` are to print."""

    title: str
    parts: tuple[DocumentPart, ...]
    lang: Language

    def __str__(self) -> str:
        parts = (part.text(self.lang) for part in self.parts)
        return "\n\n".join([self.title, *(text for text in parts if text)])

    def html(self) -> str:
        """The document as one page of HTML that a browser prints on A4."""
        return _page(self.title, [self])

    def docx(self) -> bytes:
        """The document as a file for Word (.docx); needs the extra `documents`, and raises `NotInstalled` without."""
        return word_file(self.title, [_for_word(self)])


@attrs.frozen(kw_only=True)
class Bound:
    """Several documents bound together (合订), to print in one go: each begins on a page of its own.

    `str` of it, `html` and `docx` are as those of `Printed`.
    """

    title: str
    documents: tuple[Printed, ...]

    def __str__(self) -> str:
        return "\n\n\n".join(map(str, self.documents))

    def html(self) -> str:
        """The documents as one page of HTML, which a browser prints on sheets of their own."""
        return _page(self.title, self.documents)

    def docx(self) -> bytes:
        """The documents as one file for Word (.docx); raises `NotInstalled` without the extra `documents`."""
        return word_file(self.title, map(_for_word, self.documents))


def _for_word(document: Printed) -> WordDocument:
    return document.title, [(part.heading, part.lines, part.head, part.rows) for part in document.parts]


def _page(title: str, documents: Sequence[Printed]) -> str:
    """One page of HTML with documents below one another."""
    lang = documents[0].lang if documents else "zh"
    tag = "zh-CN" if lang == "zh" else lang
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    inside = "\n".join(map(_inside, documents))
    return f'<!DOCTYPE html>\n<html lang="{tag}"><head>{head}</head><body>\n{inside}\n</body></html>\n'


def _inside(document: Printed) -> str:
    parts = ("\n".join(["<section>", *_part_html(part), "</section>"]) for part in document.parts)
    return "\n".join([f"<h1>{escape(document.title)}</h1>", *parts])


def _row_text(row: PrintedRow, lang: Language) -> str:
    if len(row) == len(("label", "figure")):
        return "  " + phrase("sentence", lang, label=row[0], figure=row[1])
    return "  " + " | ".join(row)


def _part_html(part: DocumentPart) -> Iterator[str]:
    if part.heading:
        yield f"<h2>{escape(part.heading)}</h2>"
    yield from (f"<p>{escape(line.strip())}</p>" for line in part.lines)
    if part.rows:
        yield "<table>"
        yield from (_cells(row, "th") for row in [part.head] if row)
        yield from (_cells(row, "td") for row in part.rows)
        yield "</table>"


def _cells(row: Sequence[str], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row) + "</tr>"
