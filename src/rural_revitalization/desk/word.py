"""Documents for Word (.docx): a title, then parts of text and tables. Needs the extra `documents` (python-docx)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, Final

from ..extras import need
from ..wording import fitted

_FONT: Final = "宋体"
_HEADING_FONT: Final = "黑体"
_LATIN: Final = "Times New Roman"
_SIZE: Final = 11
_AFTER: Final = 3
"""In points, as the size."""
_MARGIN: Final = 22
"""In millimetres."""
_A4: Final = (210, 297)
_LINE: Final = 68
"""So many digits of the size stand on a line, also where a wider font stands in for one that is not there."""
_PADDING: Final = 2
_TO_FILL_IN: Final = " " * 20
"""The room of a column that is empty, to be filled in by hand."""
_BETWEEN: Final = 10
"""In points, above a part that has no heading."""

WordPart = tuple[str, Sequence[str], Sequence[str], Sequence[Sequence[str]]]
"""A heading, lines, the head of a table and its rows; each may be empty."""
WordDocument = tuple[str, Iterable[WordPart]]
"""A title, and the parts under it."""


def word_file(title: str, documents: Iterable[WordDocument]) -> bytes:
    """Return documents, each on pages of its own, as a file for Word; raises `NotInstalled` without the extra."""
    document = _empty(title)
    for at, (heading, parts) in enumerate(documents):
        if at:
            document.add_page_break()
        document.add_heading(heading, level=0)
        for part in parts:
            _add_part(document, part)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _add_part(document: Any, part: WordPart) -> None:
    from docx.shared import Pt  # noqa: PLC0415 - an extra

    heading, lines, head, rows = part
    if heading:
        document.add_heading(heading, level=1)
    for at, line in enumerate(lines):
        paragraph = document.add_paragraph(line.strip())
        if at == 0 and not heading:
            paragraph.paragraph_format.space_before = Pt(_BETWEEN)
    if rows:
        _add_table(document, head, rows)


def _empty(title: str) -> Any:
    """A document without content, on A4, in the fonts of official documents, that says nothing of who made it."""
    need("docx")
    from docx import Document  # noqa: PLC0415 - an extra
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Mm, Pt, RGBColor  # noqa: PLC0415

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in _A4)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    fonts = {"Normal": (_FONT, _SIZE), "Title": (_HEADING_FONT, _SIZE + 6), "Heading 1": (_HEADING_FONT, _SIZE + 1)}
    for name, (font, size) in fonts.items():
        style = document.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
        _use_font(style, font)
    document.styles["Normal"].paragraph_format.space_after = Pt(_AFTER)
    title_style = document.styles["Title"]
    title_style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in title_style.element.findall(f".//{qn('w:pBdr')}"):  # the coloured line below it
        line.getparent().remove(line)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    return document


def _use_font(style: Any, font: str) -> None:
    """Set the font of a style for Chinese and for Latin letters, in place of those of the theme."""
    from docx.oxml.ns import qn  # noqa: PLC0415 - an extra

    style.font.name = _LATIN
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    fonts.set(qn("w:eastAsia"), font)


def _add_table(document: Any, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415 - an extra
    from docx.shared import Mm  # noqa: PLC0415

    written = ([head] if head else []) + list(rows)
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in written:
        added = table.add_row()
        added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - python-docx has no other door
        for cell, text in zip(added.cells, row, strict=True):
            cell.text = text
    for column, width in zip(table.columns, _column_widths(head, rows, Mm(_A4[0] - 2 * _MARGIN)), strict=True):
        for part in (column, *column.cells):
            part.width = width
    if head:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - likewise
        for cell in table.rows[0].cells:
            cell.paragraphs[0].runs[0].bold = True


def _column_widths(head: Sequence[str], rows: Sequence[Sequence[str]], page: int) -> list[int]:
    """The widths of columns in the units of Word, by what is in them; together those of the page."""
    columns = zip(head or [""] * len(rows[0]), *rows, strict=True)
    asked = fitted(map(_with_room, columns), _LINE, beside=_PADDING)
    return [page * width // sum(asked) for width in asked]


def _with_room(column: Sequence[str]) -> Sequence[str]:
    """A column, with room to fill it in where it is empty but for its title."""
    return column if any(column[1:]) else (*column, _TO_FILL_IN)
