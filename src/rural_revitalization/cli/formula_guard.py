"""Cells of CSV files and workbooks: none that leaves the program begins a formula of a spreadsheet."""

from __future__ import annotations

import re
from typing import Final

from ..fields.written import FORMULA

RISKY: Final = rf"^(?:{FORMULA}|[\t\r\n])"
"""What a spreadsheet may take for the beginning of a formula."""
NUMBER: Final = r"^[+-]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?%?$"
APOSTROPHE: Final = "'"
"""Put before a cell of text that begins like a formula; spreadsheets take it for a mark of text."""
_FORMULA: Final = re.compile(RISKY)
_NUMBER: Final = re.compile(NUMBER, re.ASCII)


def as_text(cell: str) -> str:
    """Return a cell, behind an apostrophe if it begins like a formula and is no number.

    >>> as_text("=SUM(A1:A9)"), as_text("-1,234.50"), as_text("H-1")
    ("'=SUM(A1:A9)", '-1,234.50', 'H-1')
    """
    return APOSTROPHE + cell if _FORMULA.match(cell) and not _NUMBER.match(cell) else cell
