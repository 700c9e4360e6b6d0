"""A rule worked out for every row of a file; results are written atomically, bad rows with reasons."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import polars as pl
from attrs import define, field, frozen

from .. import frames
from ..citing import needed_facts
from ..errors import InvalidInput, Mismatch, heading
from ..frames.columns.names import called, safe
from ..frames.columns.operands import MoneyUnit
from ..policy import Policy
from .arguments import chosen_policy
from .batches import Batch, BatchedTable, batched
from .headers import Columns, facts_of, matched
from .mapping import FactMapping, read_mapping
from .parsing import Cells, cells_of
from .progress import shown_rows
from .rejecting import REJECTED, check_files
from .results import Rejected, Rejects, rejects_to, results_to
from .terminal import say, warn
from .whole import whole

_IN_CSV: Final = (
    pl.String,
    pl.Categorical,
    pl.Enum,
    pl.Boolean,
    pl.Decimal,
    pl.Int8,
    pl.Int16,
    pl.Int32,
    pl.Int64,
    pl.UInt8,
    pl.UInt16,
    pl.UInt32,
    pl.UInt64,
    pl.Float32,
    pl.Float64,
    pl.Date,
    pl.Datetime,
    pl.Time,
    pl.Null,
)
"""The types of columns that CSV can hold; others are passed through to Parquet alone."""


def run(options: argparse.Namespace, rule: Any) -> int:
    """Apply a rule to a file according to the options, print the number of rows, and return the exit status."""
    _check_files(options)
    policy = chosen_policy(options)
    source = batched(options.file, options.encoding)
    mapping = FactMapping() if options.columns is None else read_mapping(options.columns)
    terms = policy.terms(rule)
    needed = needed_facts(rule, terms) if options.absent == "error" else ()
    columns = matched(source.headers, facts_of(rule), mapping, needed=needed)
    cells = cells_of(columns, source.types, options.money, thousands=mapping.thousands_separators)
    _check_written(options.out, source, columns)
    warn(*columns.reports())
    work = _Work(rule, terms, cells, columns, options)
    tally = _worked_out(work, source, options.out, options.rejects)
    say([_summary(tally, policy)])
    return REJECTED if tally.rejected else 0


def _summary(tally: _Tally, policy: Policy) -> str:
    under = f"under {', '.join(policy.documents)} on {policy.on}"
    carried = ", carried on after their period" if policy.carried_on else ""
    rejected = f"; {tally.rejected:,} rejected" if tally.rejected else ""
    return f"{_rows(tally.written)} worked out {under}{carried}{rejected}"


def _rows(count: int) -> str:
    return f"{count:,} row" if count == 1 else f"{count:,} rows"


# -- checks before reading ----------------------------------------------------------------------------------


def _check_files(options: argparse.Namespace) -> None:
    """Raise `InvalidInput` where a file to write is also read or written as another."""
    read = {"FILE": options.file, "--columns": options.columns, "--overlay": options.overlay}
    check_files(read | {"--out": options.out, "--rejects": options.rejects})


def _check_written(out: Path, source: BatchedTable, columns: Columns) -> None:
    """Raise `InvalidInput` where pass-through columns cannot be written as CSV."""
    if out.suffix == ".parquet":
        return
    types = source.types
    wrong = [
        Mismatch(heading(header), "a column that CSV can hold, or a .parquet file for --out", str(types[header]))
        for header in columns.passed
        if not isinstance(types[header], _IN_CSV)
    ]
    if wrong:
        raise InvalidInput(wrong)


# -- batch by batch -----------------------------------------------------------------------------------------


@define
class _Tally:
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
            given = f"something else in {_rows(times)}, first on line {self.first[column, expected]:,}"
            yield Mismatch(heading(column), expected, given)


@frozen
class _Work:
    """The rule and the options applied to each batch."""

    module: Any
    terms: Any
    cells: list[Cells]
    columns: Columns
    options: argparse.Namespace

    def results(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows as read, with the worksheet's columns added."""
        # Amounts in ten thousand yuan were made yuan as they were read.
        money: MoneyUnit | None = "yuan" if self.options.money == "wan" else self.options.money
        how: dict[str, Any] = {
            "columns": {cells.fact: cells.held for cells in self.cells},
            "money": money,
            "absent": self.options.absent,
        }
        worked_out = frames.apply(self.module, frame.rename(called), self.terms, bounds=self.options.bounds, **how)
        if self.options.facts:
            worked_out = frames.missing(self.module, worked_out, self.terms, **how)
        held = [name for cells in self.cells for name in (cells.held, cells.why)]
        result: pl.DataFrame = worked_out.drop(held)
        return result


def _worked_out(work: _Work, source: BatchedTable, out: Path, rejects: Path | None) -> _Tally:
    """Read, work out and write all rows; raises `InvalidInput` for bad rows unless there is a reject file."""
    tally = _Tally()
    with ExitStack() as files:
        result_part, reject_part = files.enter_context(whole(out, rejects))
        rejected = None
        if reject_part is not None:
            rejected = files.enter_context(rejects_to(reject_part, marked=source.marked))
        assert result_part is not None, "there is always a file of results"
        results = files.enter_context(results_to(result_part, out.suffix, marked=source.marked))
        for batch in shown_rows(source.batches(), lambda batch: len(batch.lines), source.rows):
            good = _good(batch, work, tally, rejected)
            if not tally.reasons:
                results.write(work.results(good))
                tally.written += good.height
        if tally.reasons:
            raise InvalidInput(tally.wrong(), about="rows that cannot be read; use --rejects FILE to set them aside")
    return tally


def _good(batch: Batch, work: _Work, tally: _Tally, rejects: Rejects | None) -> pl.DataFrame:
    """The rows of a batch whose cells were all read, with their values; counts and rejects the others."""
    named = batch.frame.rename(safe)
    values = named.with_columns(cells.value.alias(cells.held) for cells in work.cells)
    read = values.with_columns(cells.reason.alias(cells.why) for cells in work.cells)
    fine = read.select(pl.all_horizontal(pl.col(cells.why).is_null() for cells in work.cells)).to_series()
    found = _rejected(batch, read, fine, work.cells) if work.cells else []
    for line, given in batch.misshapen:
        found.append(Rejected(line, "", "", f"{batch.frame.width} cells, not {given}"))
    found.sort(key=lambda item: item.line)
    tally.rejected += len({item.line for item in found})
    if rejects is not None:
        rejects.write(found)
    else:
        tally.remember(found)
    return read.filter(fine)


def _rejected(batch: Batch, read: pl.DataFrame, fine: pl.Series, cells: list[Cells]) -> list[Rejected]:
    """The cells of a batch that could not be read, row by row."""
    found = list[Rejected]()
    bad = read.with_columns(pl.Series("__fact_line", batch.lines, dtype=pl.Int64)).filter(~fine)
    for row in bad.iter_rows(named=True):
        found.extend(_bad_cells(row, cells))
    return found


def _bad_cells(row: Mapping[str, Any], cells: list[Cells]) -> Iterator[Rejected]:
    for item in cells:
        if row[item.why] is not None:
            yield Rejected(row["__fact_line"], item.header, str(row[safe(item.header)]), row[item.why])
