"""Sheets of files (工作表): rows of cells as they were kept, each at its address; and files that cannot be used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from attrs import frozen

from ..errors import InvalidInput, Mismatch
from .cells import RawCell

ERROR: Final = "#N/A"
"""What stands for a cell that holds an error of the spreadsheet, of whichever kind: no reader takes it for a value."""
FROM_1900: Final = "a workbook that counts days from 1900, since nothing tells the serial number of a day from another"
DAMAGED: Final = "a damaged file"
Row = Sequence[RawCell]


@frozen
class Sheet:
    """A sheet (工作表): the name of its file, its own name ("" for CSV), and its rows from the first row on.

    A hidden sheet has its rows as well; whoever reads decides whether to.
    """

    workbook: str
    name: str
    rows: Iterator[Row]
    hidden: bool = False


def column_name(column: int) -> str:
    """The letters of a column, which counts from 0.

    >>> column_name(0), column_name(25), column_name(26), column_name(701), column_name(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    name = ""
    at = column + 1
    while at:
        at, letter = divmod(at - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def column_at(name: str) -> int:
    """The column of letters, from 0: the inverse of `column_name`."""
    at = 0
    for letter in name:
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1


def unusable(file: Path, expected: str, given: str) -> InvalidInput:
    """The error of a file that cannot be read."""
    return InvalidInput([Mismatch("$", expected, given)], about=str(file))
