"""A rule worked out for every row of a file; results are written atomically, bad rows with reasons."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import polars as pl
from attrs import frozen

from .. import frames
from ..citing import needed_facts
from ..errors import InvalidInput, Mismatch, heading
from ..frames.columns.column_names import called
from ..frames.columns.operands import MoneyUnit
from ..policy import Policy
from ..wording import Language
from ..wording import say as text_of
from ..wording import say as worded
from .arguments import chosen_policy
from .batches import BatchedTable, batched
from .good_rows import Tally, good_rows
from .header_mapping import FactMapping, read_mapping
from .headers import MatchedColumns, facts_of, matched
from .notes import warn
from .parsing import Cells, cells_of
from .progress_lines import shown_rows
from .recognised_encoding import encoding_of
from .rejecting import REJECTED, check_files
from .result_words import words_of_results
from .results import rejects_to, results_to
from .suffixes import suffix_of
from .terminal import say
from .text_columns import to_terminal
from .whole import whole
from .workbooks import SUFFIX

_LACKING: Final = "lacking"
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
"""The types of columns that CSV and workbooks can hold; others are passed through to Parquet alone."""


def run(options: argparse.Namespace, rule: Any) -> int:
    """Apply a rule to a file according to the options, print the number of rows, and return the exit status."""
    _check_files(options)
    policy = chosen_policy(options)
    source = batched(options.file, encoding_of(options.file, options.encoding))
    mapping = FactMapping() if options.columns is None else read_mapping(options.columns)
    terms = policy.terms(rule)
    needed = needed_facts(rule, terms) if options.absent == "error" else ()
    try:
        columns = matched(source.headers, facts_of(rule), mapping, needed=needed)
        cells = cells_of(columns, source.types, options.money, thousands=mapping.thousands_separators)
    except InvalidInput as error:
        raise InvalidInput(error.mismatches, about=f"{options.file}: {error.about}") from None
    _check_written(options.out, source, columns)
    warn(*columns.reports())
    work = _Work(rule, terms, cells, columns, options)
    tally = _worked_out(work, source, options.out, options.rejects)
    say(to_terminal([_summary(tally, policy, options.lang)]))
    return REJECTED if tally.rejected else 0


def _summary(tally: Tally, policy: Policy, lang: Language) -> str:
    documents = ", ".join(policy.documents) if lang == "en" else "、".join(policy.titled(lang))
    said = [worded("command_line", "applied", lang, count=f"{tally.written:,}", documents=documents, on=policy.on)]
    if policy.carried_on:
        said.append(worded("command_line", "applied_carried", lang))
    if tally.rejected:
        said.append(worded("command_line", "applied_rejected", lang, count=f"{tally.rejected:,}"))
    return "".join(said)


# -- checks before reading ----------------------------------------------------------------------------------


def _check_files(options: argparse.Namespace) -> None:
    """Raise `InvalidInput` where a file to write is also read or written as another."""
    read = {"FILE": options.file, "--columns": options.columns, "--overlay": options.overlay}
    check_files(read | {"--out": options.out, "--rejects": options.rejects})


def _check_written(out: Path, source: BatchedTable, columns: MatchedColumns) -> None:
    """Raise `InvalidInput` where pass-through columns cannot be written as CSV or in a workbook."""
    if suffix_of(out) == ".parquet":
        return
    types = source.types
    expected = (
        f"a column that {'a workbook' if suffix_of(out) == SUFFIX else 'CSV'} can hold, or a .parquet file for --out"
    )
    wrong = [
        Mismatch(heading(header), expected, str(types[header]))
        for header in columns.passed
        if not isinstance(types[header], _IN_CSV)
    ]
    if wrong:
        raise InvalidInput(wrong)


# -- batch by batch -----------------------------------------------------------------------------------------


@frozen
class _Work:
    """The rule and the options applied to each batch."""

    module: Any
    terms: Any
    cells: list[Cells]
    columns: MatchedColumns
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
            worked_out = worked_out.with_columns(self._unknowable(frame, worked_out))
        held = [name for cells in self.cells for name in (cells.held, cells.why)]
        result: pl.DataFrame = worked_out.drop(held)
        return result

    def _unknowable(self, frame: pl.DataFrame, worked_out: pl.DataFrame) -> pl.Series:
        """The facts that an answer lacks and a cell says cannot be known, by row; they are missing all the same."""
        rule = self.module.RULE.name
        lacking = worked_out.get_column(f"{rule}__missing").str.split(", ").alias(_LACKING)
        marked = frame.select(cells.unknowable.alias(cells.fact) for cells in self.cells).with_columns(lacking)
        named = [
            pl.when(pl.col(cells.fact) & pl.col(_LACKING).list.contains(cells.fact)).then(pl.lit(cells.fact))
            for cells in self.cells
        ]
        text = pl.concat_str(named, separator=", ", ignore_nulls=True)
        return marked.select(pl.when(text != "").then(text).alias(f"{rule}__unknowable")).to_series()


def _worked_out(work: _Work, source: BatchedTable, out: Path, rejects: Path | None) -> Tally:
    """Read, work out and write all rows; raises `InvalidInput` for bad rows unless there is a reject file."""
    tally = Tally()
    with ExitStack() as files:
        result_part, reject_part = files.enter_context(whole(out, rejects))
        rejected = None
        if reject_part is not None:
            assert rejects is not None, "it is written where it was asked for"
            rejected = files.enter_context(rejects_to(reject_part, rejects, marked=source.marked))
        assert result_part is not None, "there is always a file of results"
        lang: Language = work.options.lang
        sheet, words = text_of("sheets", "results", lang), words_of_results(work.module, work.columns, lang)
        results = files.enter_context(results_to(result_part, out, sheet=sheet, marked=source.marked, words=words))
        for batch in shown_rows(source.batches(), lambda batch: len(batch.lines), source.rows):
            good = good_rows(batch, work.cells, tally, rejected)
            if not tally.reasons:
                results.write(work.results(good))
                tally.written += good.height
        if tally.reasons:
            raise InvalidInput(tally.wrong(), about="rows that cannot be read; use --rejects FILE to set them aside")
    return tally
