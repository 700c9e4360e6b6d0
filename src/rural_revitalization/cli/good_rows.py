"""Rows of a file whose cells can all be read; the others are counted by reason, or set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl
from attrs import define, field

from ..errors import Mismatch, counted, heading
from ..frames.columns.column_names import safe
from .batches import Batch
from .parsing import Cells
from .results import Rejected, Rejects


@define
class Tally:
    """The number of rows written and rejected and, without a reject file, the faults found."""

    written: int = 0
    rejected: int = 0
    reasons: Counter[tuple[str, str]] = field(factory=Counter)
    first: dict[tuple[str, str], int] = field(factory=dict)

    def remember(self, found: list[Rejected]) -> None:
        """Count rejected cells by column and reason."""
        for item in found:
            self.reasons[item.column, item.expected] += 1
            self.first.setdefault((item.column, item.expected), item.line)

    def wrong(self) -> Iterator[Mismatch]:
        """Yield the faults by column."""
        for (column, expected), times in self.reasons.items():
            given = f"something else in {counted(times, 'row')}, first on line {self.first[column, expected]:,}"
            yield Mismatch(heading(column), expected, given)


def good_rows(batch: Batch, cells: Sequence[Cells], tally: Tally, rejects: Rejects | None) -> pl.DataFrame:
    """The rows of a batch whose cells were all read, with their values; counts and rejects the others."""
    named = batch.frame.rename(safe)
    values = named.with_columns(item.value.alias(item.held) for item in cells)
    read = values.with_columns(item.reason.alias(item.why) for item in cells)
    unread = (pl.col(item.why).is_null() for item in cells)
    fine = read.select(pl.all_horizontal(unread)).to_series() if cells else pl.repeat(True, read.height, eager=True)
    found = _rejected(batch, read, fine, cells) if cells else []
    for line, given in batch.misshapen:
        found.append(Rejected(line, "", "", f"{batch.frame.width} cells, not {given}"))
    found.sort(key=lambda item: item.line)
    tally.rejected += len({item.line for item in found})
    if rejects is not None:
        rejects.write(found)
    else:
        tally.remember(found)
    return read.filter(fine)


def _rejected(batch: Batch, read: pl.DataFrame, fine: pl.Series, cells: Sequence[Cells]) -> list[Rejected]:
    """The cells of a batch that could not be read, row by row."""
    found = list[Rejected]()
    bad = read.with_columns(pl.Series("__fact_line", batch.lines, dtype=pl.Int64)).filter(~fine)
    for row in bad.iter_rows(named=True):
        found.extend(_bad_cells(row, cells))
    return found


def _bad_cells(row: Mapping[str, Any], cells: Sequence[Cells]) -> Iterator[Rejected]:
    for item in cells:
        if row[item.why] is not None:
            yield Rejected(row["__fact_line"], item.header, str(row[safe(item.header)]), row[item.why])
