"""Tables of rows that a command writes (结果表): one as CSV or, in a file named .xlsx, as a sheet; or several."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from attrs import frozen

from ..algebra import Amount, Unknown
from .formula_guard import as_text
from .suffixes import suffix_of
from .terminal import escaped
from .workbooks import SUFFIX, Cell, in_words, workbook_to

ReportTable = tuple[str, Iterable[str], Iterable[Iterable[Cell]]]
"""A table that becomes a sheet: its name (see `Workbook.sheet`), its header, its rows."""


@frozen
class Report:
    """A header, then rows; control characters of text are written as escapes, and none begins a formula."""

    _write: Callable[[Iterable[Iterable[Cell]]], object]

    def write(self, rows: Iterable[Iterable[Cell]]) -> None:
        """Append rows."""
        self._write([escaped(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)


@contextmanager
def report_to(part: Path, target: Path, *header: str, sheet: str, marked: bool = False) -> Iterator[Report]:
    """Open a table of rows; `part` is written, and `target`, whose place it takes, says as what.

    `sheet` names that of a workbook; for `marked` see `csv_report`.
    """
    if suffix_of(target) == SUFFIX:
        with workbook_to(part) as workbook:
            yield Report(workbook.sheet(sheet, *header).write)
        return
    with csv_report(part, *header, marked=marked) as report:
        yield report


@contextmanager
def csv_report(part: Path, *header: str, marked: bool = False) -> Iterator[Report]:
    """Open a table of rows as CSV; `marked` begins it with a byte-order mark, by which a spreadsheet knows UTF-8."""
    with part.open("w", encoding="utf-8-sig" if marked else "utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        report = Report(lambda cells: rows.writerows(map(as_text, map(in_words, row)) for row in cells))
        report.write([header])
        yield report


def write_sheets(part: Path, sheets: Iterable[ReportTable]) -> None:
    """Write a workbook of several tables, a sheet for each."""
    with workbook_to(part) as workbook:
        for name, header, rows in sheets:
            Report(workbook.sheet(name, *header).write).write(rows)


def ends(amount: Amount) -> tuple[Decimal | None, Decimal | None]:
    """The bounds of an amount, as cells; None where there is none."""
    if isinstance(amount, Unknown):
        return amount.low, amount.high
    assert isinstance(amount, Decimal), "an amount of records is a number or a range"
    return amount, amount
