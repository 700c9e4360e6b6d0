"""Documents for Word (.docx): a title, then parts of text and tables. Needs the extra `documents` (python-docx)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, Final

from ..extras import need

_FONT: Final = "宋体"
_HEADING_FONT: Final = "黑体"
_LATIN: Final = "Times New Roman"
_SIZE: Final = 11
_AFTER: Final = 3
"""In points, as the size."""
_MARGIN: Final = 22
"""In millimetres."""
_A4: Final = (210, 297)

WordPart = tuple[str, Sequence[str], Sequence[str], Sequence[Sequence[str]]]
"""A heading, lines, the head of a table and its rows; each may be empty."""


def word_file(title: str, parts: Iterable[WordPart]) -> bytes:
    """Return a document as a file for Word; raises `NotInstalled` without the extra."""
    document = _empty(title)
    document.add_heading(title, level=0)
    for heading, lines, head, rows in parts:
        if heading:
            document.add_heading(heading, level=1)
        for line in lines:
            document.add_paragraph(line.strip())
        if rows:
            _add_table(document, head, rows)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _empty(title: str) -> Any:
    """A document without content, on A4, in the fonts of official documents, that says nothing of who made it."""
    need("docx")
    from docx import Document  # noqa: PLC0415 - an extra
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
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
    document.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
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
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in ([head] if head else []) + list(rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    if head:
        for cell in table.rows[0].cells:
            cell.paragraphs[0].runs[0].bold = True
