"""Write results and rejected cells in batches."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol

import polars as pl
from attrs import define, field, frozen

from ..errors import HIDDEN


class ResultsFile(Protocol):
    """A file that results are written to."""

    def write(self, frame: pl.DataFrame) -> None:
        """Append rows; every call must have the same columns."""


# -- results ------------------------------------------------------------------------------------------------


@contextmanager
def results_to(part: Path, suffix: str, *, marked: bool) -> Iterator[ResultsFile]:
    """Open a results file, as Parquet or as CSV; `marked` adds a byte-order mark."""
    with part.open("wb") as stream:
        if suffix == ".parquet":
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
        text = pl.col(pl.String)  # null and empty text are both written as an empty cell
        frame.with_columns(pl.when(text != "").then(text)).write_csv(self.stream, include_header=not self.begun)
        self.begun = True


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

_SHOWN: Final = re.compile(r"[0-9０-９+\-.,，%％eE /¥￥元万千百]{1,20}")
_NUMBER: Final = re.compile("[0-9]{11}")
"""Eleven digits or more may be a telephone or identity number."""
_WORDS: Final = frozenset(
    {
        "yes",
        "no",
        "y",
        "n",
        "t",
        "f",
        "有",
        "无",
        "是",
        "否",
        "对",
        "错",
        "none",
        "null",
        "na",
        "n/a",
        "nan",
        "不详",
        "未知",
    }
)


@frozen
class Rejected:
    """A cell that could not be read, or a line with too few or too many cells, with the expected format."""

    line: int
    column: str
    cell: str
    expected: str


def shown_cell(cell: str) -> str:
    """A cell for the report, hidden unless harmless: in a shifted row it may be a name or an identity number.

    >>> shown_cell("1,234.50"), shown_cell("张三"), shown_cell("13900000000")
    ('1,234.50', '<hidden>', '<hidden>')
    """
    plain = _SHOWN.fullmatch(cell) and not _NUMBER.search(cell)
    return cell if plain or cell.lower() in _WORDS else HIDDEN


@define
class Rejects:
    """Writer of rejected cells: a CSV file of line, column, cell and reason."""

    stream: Any
    rows: Any = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Write the header."""
        self.rows = csv.writer(self.stream, lineterminator="\n")
        self.rows.writerow(["line", "column", "cell", "reason"])

    def write(self, found: Iterable[Rejected]) -> None:
        """Append rejected cells."""
        self.rows.writerows([item.line, item.column, item.cell, f"expected {item.expected}"] for item in found)


@contextmanager
def rejects_to(part: Path, *, marked: bool) -> Iterator[Rejects]:
    """Open a CSV file for rejected cells; `marked` adds a byte-order mark."""
    with part.open("w", encoding="utf-8-sig" if marked else "utf-8", newline="") as stream:
        yield Rejects(stream)
