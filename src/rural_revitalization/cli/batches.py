"""Tables read in batches, so that files need not fit into memory.

CSV is read record by record, to find records that are too short or too long and the line on which each begins, which a
columnar reader would not report.
"""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final, Protocol

import polars as pl
from attrs import frozen

from ..encodings import open_text
from ..errors import InvalidInput, Mismatch, heading
from .suffixes import suffix_of

BATCH: Final = 100_000
"""Rows per batch."""
_OTHER_BYTES: Final = (
    "other bytes; name the encoding with --encoding: text from Excel in Chinese is often gb18030 (GBK)"
)


@frozen(eq=False)
class Batch:
    """Rows of a table, the line of each, and the (line, cell count) of records with too few or too many cells."""

    frame: pl.DataFrame
    lines: Sequence[int]
    misshapen: Sequence[tuple[int, int]] = ()


class BatchedTable(Protocol):
    """A table read in batches; there is always at least one batch, possibly empty."""

    @property
    def types(self) -> Mapping[str, pl.DataType]:
        """The type of each column."""

    @property
    def headers(self) -> Sequence[str]:
        """The column names in the file."""

    @property
    def rows(self) -> int | None:
        """The number of rows, if known in advance."""

    @property
    def marked(self) -> bool:
        """True if text output begins with a byte-order mark, which spreadsheets need to detect UTF-8."""

    def batches(self) -> Iterator[Batch]:
        """Yield all rows, in order."""


def batched(file: Path, encoding: str) -> BatchedTable:
    """Open a CSV or Parquet file; raises `InvalidInput` if it is malformed, `OSError` if it cannot be opened."""
    with file.open("rb") as stream:
        start = stream.read(len(codecs.BOM_UTF8))
    return _parquet(file) if suffix_of(file) == ".parquet" else _csv(file, encoding, marked=start == codecs.BOM_UTF8)


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
        """The next batch, or None at the end."""
        width, before, end = len(self.headers), reader.line_num, True
        flat, lines, misshapen = list[str](), list[int](), list[tuple[int, int]]()
        for cells in islice(reader, BATCH):
            line, before, end = before + 1, reader.line_num, False
            if len(cells) == width:
                flat.extend(cells)  # one flat list: a list per row takes three times as long
                lines.append(line)
            elif cells:
                misshapen.append((line, len(cells)))
        return None if end else Batch(self._frame(flat), lines, misshapen)

    def _frame(self, flat: list[str]) -> pl.DataFrame:
        """Columns from row-major cells; an empty cell is null."""
        width = len(self.headers)
        columns = {name: pl.Series(flat[at::width], dtype=pl.String) for at, name in enumerate(self.headers)}
        cells = pl.col(pl.String)  # all of them: by name, a header such as `*` would be a pattern
        return pl.DataFrame(columns).with_columns(pl.when(cells != "").then(cells))


class _Reader(Protocol):
    """The interface of `csv.reader`."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


@contextmanager
def _records(file: Path, encoding: str) -> Iterator[_Reader]:
    try:
        with open_text(file, encoding) as stream:
            reader = csv.reader(stream, strict=True)
            yield reader
            return
    except UnicodeDecodeError:
        wrong = Mismatch("$", f"text in {encoding}", _OTHER_BYTES)
    except csv.Error as error:
        wrong = Mismatch(f"line {reader.line_num}", "CSV", str(error))
    raise InvalidInput([wrong], about=str(file))


def _csv(file: Path, encoding: str, *, marked: bool) -> _Csv:
    with _records(file, encoding) as reader:
        first, second = next(iter(reader), []), next(iter(reader), [])
    headers = tuple(header.strip() for header in first)
    filled = sum(map(bool, headers))
    if filled <= 1 < sum(map(bool, second)):
        given = "one cell above a line of more: if it is a title, delete it" if filled else "an empty line"
        raise InvalidInput([Mismatch("line 1", "column headers", given)], about=str(file))
    if not filled:
        raise InvalidInput([Mismatch("line 1", "column headers", "nothing")], about=str(file))
    # A file in another encoding is for a spreadsheet, which detects UTF-8 only by the byte-order mark.
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
    trimmed = {name.strip(): dtype for name, dtype in types.items()}
    if len(trimmed) < len(types):
        given = "several columns, but for the blanks around them"
        times = Counter(map(str.strip, types))
        wrong = [Mismatch(heading(name), "a header that appears once", given) for name in times if times[name] > 1]
        raise InvalidInput(wrong, about="columns")
    return _Parquet(file, scan.rename(dict(zip(types, trimmed, strict=True))), trimmed, rows)
