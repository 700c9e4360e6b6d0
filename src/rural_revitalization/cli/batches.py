"""Tables read a batch at a time, so that no file has to fit into memory.

CSV is read record by record, which shows what a reader of whole columns would pass over: records that are too short or
too long, and on which line each begins.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final, Protocol

import polars as pl
from attrs import frozen

from ..errors import InvalidInput, Mismatch

BATCH: Final = 100_000
"""Rows that are read, worked out and written at a time."""


@frozen(eq=False)
class Batch:
    """Some rows of a table, the line of each, and the lines that are no rows since they have too few or many cells."""

    frame: pl.DataFrame
    lines: Sequence[int]
    misshapen: Sequence[tuple[int, int]] = ()


class BatchedTable(Protocol):
    """A table read a batch at a time; there is always at least one batch, possibly without rows."""

    @property
    def types(self) -> Mapping[str, pl.DataType]:
        """The type of each column."""

    @property
    def headers(self) -> Sequence[str]:
        """The columns, as the file names them."""

    @property
    def rows(self) -> int | None:
        """The number of rows where it is known beforehand."""

    @property
    def marked(self) -> bool:
        """Whether text begins with a byte-order mark, as spreadsheets want it."""

    def batches(self) -> Iterator[Batch]:
        """All rows, in order."""


def batched(file: Path, encoding: str) -> BatchedTable:
    """A CSV or Parquet file; raises `InvalidInput` where it is neither, `OSError` where it cannot be opened."""
    with file.open("rb") as stream:
        start = stream.read(len(codecs.BOM_UTF8))
    return _parquet(file) if file.suffix == ".parquet" else _csv(file, encoding, marked=start == codecs.BOM_UTF8)


# -- CSV ----------------------------------------------------------------------------------------------------


@frozen
class _Csv:
    file: Path
    encoding: str
    headers: tuple[str, ...]
    marked: bool
    rows: int | None = None

    @property
    def types(self) -> Mapping[str, pl.DataType]:
        return dict.fromkeys(self.headers, pl.String())

    def batches(self) -> Iterator[Batch]:
        with _records(self.file, self.encoding) as reader:
            next(reader)
            read = iter(lambda: self._batch(reader), None)
            yield next(read, None) or Batch(self._frame([]), ())
            yield from read

    def _batch(self, reader: _Reader) -> Batch | None:
        """The next records; None where there are no more."""
        width, before, end = len(self.headers), reader.line_num, True
        flat, lines, misshapen = list[str](), list[int](), list[tuple[int, int]]()
        for cells in islice(reader, BATCH):
            line, before, end = before + 1, reader.line_num, False
            if len(cells) == width:
                flat.extend(cells)  # one flat list: a list for each row would take three times as long
                lines.append(line)
            elif cells:
                misshapen.append((line, len(cells)))
        return None if end else Batch(self._frame(flat), lines, misshapen)

    def _frame(self, flat: list[str]) -> pl.DataFrame:
        """The cells of some rows, one after another, as columns; an empty cell is null."""
        width = len(self.headers)
        columns = {name: pl.Series(flat[at::width], dtype=pl.String) for at, name in enumerate(self.headers)}
        return pl.DataFrame(columns).select(pl.when(pl.col(name) != "").then(pl.col(name)) for name in self.headers)


class _Reader(Protocol):
    """What the records of a CSV file come from."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


@contextmanager
def _records(file: Path, encoding: str) -> Iterator[_Reader]:
    with file.open(encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="") as stream:
        reader = csv.reader(stream, strict=True)
        try:
            yield reader
        except UnicodeDecodeError:
            wrong = Mismatch("$", f"text in {encoding}", "other bytes; --encoding says what it is")
        except csv.Error as error:
            wrong = Mismatch(f"line {reader.line_num}", "CSV", str(error))
        else:
            return
    raise InvalidInput([wrong], about=str(file))


def _csv(file: Path, encoding: str, *, marked: bool) -> _Csv:
    with _records(file, encoding) as reader:
        headers = tuple(next(iter(reader), []))
    if not headers:
        raise InvalidInput([Mismatch("line 1", "the headers of the columns", "nothing")], about=str(file))
    # What was written in another encoding was written for a spreadsheet, which knows UTF-8 by its mark only.
    return _Csv(file, encoding, headers, marked=marked or encoding != "utf-8")


# -- Parquet ------------------------------------------------------------------------------------------------


@frozen
class _Parquet:
    file: Path
    scan: pl.LazyFrame
    types: Mapping[str, pl.DataType]
    rows: int
    marked: bool = False

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(self.types)

    def batches(self) -> Iterator[Batch]:
        for start in range(0, max(self.rows, 1), BATCH):
            try:
                frame = self.scan.slice(start, BATCH).collect()
            except pl.exceptions.PolarsError:
                wrong = Mismatch(f"rows from {start + 1:,}", "Parquet", "something else")
                raise InvalidInput([wrong], about=str(self.file)) from None
            yield Batch(frame, range(start + 1, start + 1 + frame.height))


def _parquet(file: Path) -> _Parquet:
    scan = pl.scan_parquet(file, glob=False)
    try:
        types = dict(scan.collect_schema())
        (rows,) = scan.select(pl.len()).collect().row(0)
    except pl.exceptions.PolarsError:
        raise InvalidInput([Mismatch("$", "a Parquet file", "something else")], about=str(file)) from None
    return _Parquet(file, scan, types, rows)
