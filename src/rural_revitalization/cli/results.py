"""Write results and rejected cells in batches."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol

import polars as pl
from attrs import define, frozen

from ..errors import HIDDEN, shown
from ..wording import say
from .formula_guard import APOSTROPHE, NUMBER, RISKY, as_text
from .notes import spoken, told
from .rejecting import expected_words, refused_to
from .reports import Report
from .result_words import ResultWords
from .suffixes import suffix_of
from .workbooks import SUFFIX, Workbook, WrittenSheet, workbook_to


class ResultsFile(Protocol):
    """A file that results are written to."""

    def write(self, frame: pl.DataFrame) -> None:
        """Append rows; every call must have the same columns."""


_AS_THEY_ARE: Final = ResultWords()


# -- results ------------------------------------------------------------------------------------------------


@contextmanager
def results_to(
    part: Path, target: Path, *, sheet: str, marked: bool, words: ResultWords = _AS_THEY_ARE
) -> Iterator[ResultsFile]:
    """Open a results file; `part` is written as what `target`, whose place it takes, is: Parquet, a workbook or CSV.

    `sheet` names that of a workbook, which holds results in `words`; `marked` adds a byte-order mark to CSV.
    """
    if suffix_of(target) == SUFFIX:
        with workbook_to(part) as workbook:
            yield _WorkbookResults(workbook, sheet, words)
        return
    with part.open("wb") as stream:
        if suffix_of(target) == ".parquet":
            written = _ParquetResults(stream)
            yield written
            written.close()
        else:
            stream.write(codecs.BOM_UTF8 if marked else b"")
            yield _CsvResults(stream)


@define
class _CsvResults:
    stream: BinaryIO
    begun: bool = False

    def write(self, frame: pl.DataFrame) -> None:
        text = frame.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))
        text.with_columns(_CELL).rename(as_text).write_csv(self.stream, include_header=not self.begun)
        self.begun = True


_TEXT: Final = pl.col(pl.String)
_CELL: Final = (
    pl.when(_TEXT.str.contains(RISKY) & ~_TEXT.str.contains(NUMBER))
    .then(_TEXT.str.replace("^", APOSTROPHE))
    .when(_TEXT != "")
    .then(_TEXT)
)
"""Text as cells: null and empty text are both empty, and none begins a formula. One expression for all columns."""


@define
class _WorkbookResults:
    workbook: Workbook
    name: str
    words: ResultWords
    sheet: WrittenSheet | None = None

    def write(self, frame: pl.DataFrame) -> None:
        if self.sheet is None:
            self.sheet = self.workbook.sheet(self.name, *self.words.head(frame.columns))
        self.sheet.write(self.words.rows(frame.columns, frame.iter_rows()))


@define
class _ParquetResults:
    stream: BinaryIO
    writer: Any = None

    def write(self, frame: pl.DataFrame) -> None:
        from pyarrow import parquet  # noqa: PLC0415 - CSV needs no Arrow

        rows = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
        if self.writer is None:
            self.writer = parquet.ParquetWriter(self.stream, rows.schema, compression="zstd")
        self.writer.write_table(rows)

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()


# -- rejects ------------------------------------------------------------------------------------------------
_LATIN_WORD: Final = re.compile("[A-Za-z]{2}")
_WORDS: Final = frozenset(["yes", "no", "true", "false", "none", "null", "na", "n/a", "nan"])


@frozen
class Rejected:
    """A cell that could not be read, or a line with too few or too many cells, with the expected format."""

    line: int
    column: str
    cell: str
    expected: str

    def row(self) -> tuple[int, str, str, str]:
        """The row of the report: the cell as it may be shown, and what it is where it may not."""
        cell = shown_cell(self.cell)
        reason = expected_words(self.expected)
        if cell != HIDDEN:
            return self.line, self.column, cell, reason
        given = say("command_line", "got", spoken(), given=told(_in_words(self.cell)))
        return self.line, self.column, told(cell), f"{reason}{given}"


def shown_cell(cell: str) -> str:
    """A cell for the report, hidden unless harmless: in a shifted row it may be a name or an identity number.

    >>> shown_cell("1,234.50"), shown_cell("张三"), shown_cell("139 0000 0000")
    ('1,234.50', '<hidden>', '<hidden>')
    """
    may_be_name = _LATIN_WORD.search(cell) and cell.lower() not in _WORDS
    return HIDDEN if may_be_name or shown(cell) == HIDDEN else cell


def _in_words(cell: str) -> str:
    """What a hidden cell is, without its content."""
    digits = sum(char.isdigit() for char in cell)
    if digits:
        return f"{len(cell)} characters, {digits} of them digits"
    return f"text of {len(cell)} character{'' if len(cell) == 1 else 's'}"


@contextmanager
def rejects_to(part: Path, target: Path, *, marked: bool) -> Iterator[Rejects]:
    """Open a table of rejected cells; see `refused_to`."""
    with refused_to(part, target, "line", "column", "cell", "reason", marked=marked) as report:
        yield Rejects(report)


@frozen
class Rejects:
    """The report of rejected cells."""

    report: Report

    def write(self, found: Iterable[Rejected]) -> None:
        """Append rejected cells."""
        self.report.write(item.row() for item in found)
