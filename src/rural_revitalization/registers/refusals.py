"""What is refused of a register: a cell, a conflict or a row, with its place and the reason, never its content."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from ..errors import heading
from ..wording import Language, say
from .reasons import RefusalReason


class RefusalKind(StrEnum):
    """What is refused (未读取项): 单元格, 矛盾, 行."""

    CELL = "cell"
    CONFLICT = "conflict"
    ROW = "row"


def place_of(workbook: str, sheet: str, cell: str) -> str:
    """Where a cell stands, as a spreadsheet says it; a CSV file has no sheets.

    >>> place_of("people.xlsx", "Sheet1", "AB7")
    'people.xlsx, Sheet1!AB7'
    """
    return f"{workbook}, {sheet}!{cell}" if sheet else f"{workbook}, {cell}"


@frozen
class Refusal:
    """Something refused (未读取项): where it stands, under which header, and why: what was expected of it.

    A refused cell and one in conflict with another leave their fact not recorded; a refused row is set aside. The
    content is never told, since it may be anybody's: whoever has the workbook looks at the place.
    """

    kind: RefusalKind
    workbook: str
    sheet: str
    cell: str
    header: str
    reason: RefusalReason

    @property
    def place(self) -> str:
        """The place in words: file, sheet and cell."""
        return place_of(self.workbook, self.sheet, self.cell)

    @property
    def where(self) -> str:
        """The place, and the header."""
        return f"{self.place}, {heading(self.header)}" if self.header else self.place

    @property
    def expected(self) -> str:
        """What was expected, in English; `reason.words` tells it in Chinese too."""
        return str(self.reason)

    def words(self, lang: Language = "en") -> str:
        """All of it in a line; `lang` is "en" or "zh"."""
        return say("refusals", "refused", lang, where=self.where, expected=self.reason.words(lang))

    def __str__(self) -> str:
        return self.words()
