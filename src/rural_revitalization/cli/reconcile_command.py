"""`reconcile`: payments of households held against what they were due over a period; as CSV and as a workbook."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from functools import reduce
from pathlib import Path
from typing import Any, Final

from ..algebra.exact import EXACT
from ..assessment import timeline
from ..desk import PROGRAMMES, PaymentOutcome, Reconciled, Total, reconcile
from ..errors import InvalidInput, Mismatch
from ..models import Household, LocalFigures
from ..wording import Language, amount_text, called
from ..wording import say as text_of
from .arguments import add_encoding_option, add_language_option, add_period_options, one_of, period_of
from .json_parts import structured
from .named_choices import PAYING
from .over_time_files import figures_for, parts_over_time
from .paid_file import UnlistedPayment, read_paid
from .printing import aligned, range_text
from .progress_lines import shown_progress
from .rejecting import REJECTED, check_files
from .reports import ReportTable, csv_report, ends, report_to, write_sheets
from .suffixes import list_file, rows_file, suffix_of
from .terminal import say
from .text_columns import to_terminal
from .whole import whole
from .workbooks import SUFFIX, Cell

_COLUMNS: Final = (
    *("household", "person", "programme", "period", "paid"),
    *("due_low", "due_high", "difference_low", "difference_high", "outcome", "missing"),
)
_UNLISTED: Final = ("row", "household", "person", "programme", "period", "paid")
_TOTALS: Final = ("outcome", "lines", "paid", "due_low", "due_high")


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser("reconcile", help="hold what was paid against what was due", description=_run.__doc__)
    command.add_argument("paid", type=list_file, metavar="PAID", help="payments that were made: .csv, .xlsx or .xls")
    command.add_argument("file", type=Path, metavar="FILE", help="households, in JSON or JSON Lines")
    add_period_options(command)
    command.add_argument(
        "--programme",
        action="append",
        type=one_of(PAYING),
        metavar="NAME",
        help="hold only payments of this programme; may be repeated",
    )
    command.add_argument(
        "--out", type=rows_file, metavar="OUT", help="write all lines: .csv, or .xlsx with a sheet for each outcome"
    )
    command.add_argument(
        "--rejects", type=rows_file, metavar="FILE", help="write payments of households not in FILE: .csv or .xlsx"
    )
    add_encoding_option(command, of="PAID")
    add_language_option(command, of="the file and the totals")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Hold what was paid against what was due, by household, person, programme and month or year.

    PAID has the columns household, person, programme, month (YYYY-MM) and amount (yuan), or their Chinese labels; a
    programme is named as in the library or by its label. What was due is worked out from FILE for all days of the
    period. Payments of households that FILE does not hold are set aside: they are counted, written to a sheet of their
    own and to --rejects, and the exit status is 3. Those for months outside the period, or of another programme than
    --programme, are refused.
    """
    read = {"PAID": options.paid, "FILE": options.file, "--local": options.local, "--overlay": options.overlay}
    check_files(read | {"--out": options.out, "--rejects": options.rejects})
    households, local = _read(options)
    programmes = options.programme or [*PAYING]
    ids = [item.id for item in households]
    paid = read_paid(options.paid, options.encoding, ids, programmes, options.since, options.until)
    found = [
        reconcile(
            paid.by_household.get(item.id, ()),
            timeline(item, options.policy, figures_for(item, local), **period_of(options)),
        )
        for item in shown_progress(households, "reconciled")
    ]
    lines = [line for item in found for line in item.lines if line.programme in programmes]
    with whole(options.out, options.rejects) as (part, rejects):
        if part is not None:
            _write(part, lines, paid.unlisted, options)
        if rejects is not None:
            _write_unlisted(rejects, paid.unlisted, options)
    say(_totals(lines, options.lang))
    if not paid.unlisted:
        return 0
    amount = reduce(EXACT.add, (item.payment.amount for item in paid.unlisted))
    counts = {"count": len(paid.unlisted), "households": len({item.household for item in paid.unlisted})}
    say(to_terminal([text_of("desk", "unlisted_told", options.lang, amount=amount_text(amount), **counts)]))
    return REJECTED


def _read(options: argparse.Namespace) -> tuple[list[Household], list[LocalFigures]]:
    """The households and the figures of their counties; raises `InvalidInput` with all faults."""
    wrong: list[Mismatch] = []
    given = parts_over_time(options.file, options.local)
    households = structured(Household, [(path, data) for path, cls, data in given if cls is Household], wrong)
    local = structured(LocalFigures, [(path, data) for path, cls, data in given if cls is LocalFigures], wrong)
    if wrong:
        raise InvalidInput(wrong, about=str(options.file))
    return households, local


# -- the file -----------------------------------------------------------------------------------------------


def _write(part: Path, lines: list[Reconciled], unlisted: list[UnlistedPayment], options: argparse.Namespace) -> None:
    """Write every line; with a byte-order mark, since the file is made for spreadsheets."""
    lang: Language = options.lang
    if suffix_of(options.out) == SUFFIX:
        write_sheets(part, _sheets(lines, unlisted, lang))
        return
    with csv_report(part, *_heads(_COLUMNS, lang), marked=True) as report:
        report.write(_cells(line, lang) for line in lines)


def _write_unlisted(part: Path, unlisted: list[UnlistedPayment], options: argparse.Namespace) -> None:
    """Write the payments of households that are not on the list."""
    lang: Language = options.lang
    sheet = text_of("desk", "unlisted", lang)
    with report_to(part, options.rejects, *_heads(_UNLISTED, lang), sheet=sheet, marked=True) as report:
        report.write(_unlisted(item, lang) for item in unlisted)


def _unlisted(item: UnlistedPayment, lang: Language) -> Iterator[Cell]:
    paid = item.payment
    yield from (item.row, item.household, paid.person, called(PROGRAMMES[paid.programme], lang))
    yield from (f"{paid.month:%Y-%m}", paid.amount)


def _sheets(lines: list[Reconciled], unlisted: list[UnlistedPayment], lang: Language) -> Iterator[ReportTable]:
    """A sheet of the totals, then one for each outcome that there is, those to act on first, then what is set aside."""
    totals = [(label, total.lines, ends(total.paid)[0], *ends(total.due)) for label, total in _added_up(lines, lang)]
    yield text_of("desk", "overview", lang), _heads(_TOTALS, lang), totals
    for outcome in sorted(PaymentOutcome, key=lambda item: item is PaymentOutcome.AS_DUE):
        of_outcome = [line for line in lines if line.outcome is outcome]
        if of_outcome:
            rows = (_cells(line, lang) for line in of_outcome)
            yield text_of("desk", outcome, lang), _heads(_COLUMNS, lang), rows
    if unlisted:
        yield text_of("desk", "unlisted", lang), _heads(_UNLISTED, lang), (_unlisted(item, lang) for item in unlisted)


def _heads(names: Iterable[str], lang: Language) -> list[str]:
    return [text_of("desk", f"head_{name}", lang) for name in names]


def _cells(line: Reconciled, lang: Language) -> Iterator[Cell]:
    yield from (line.household, line.person, line.label(lang), line.period or text_of("desk", "once", lang))
    yield line.paid
    for amount in (line.due, line.difference):
        yield from ends(amount)
    yield text_of("desk", line.outcome, lang)
    yield text_of("desk", "apart_names", lang).join(line.missing_words(lang))


# -- the totals ---------------------------------------------------------------------------------------------


def _totals(lines: list[Reconciled], lang: Language) -> list[str]:
    """The totals of each outcome, and of all, as a table of at most 80 columns."""
    rows = [
        [label, f"{total.lines:,}", range_text(total.paid, lang), range_text(total.due, lang)]
        for label, total in _added_up(lines, lang)
    ]
    return aligned([_heads(("outcome", "lines", "paid", "due"), lang), *rows])


def _added_up(lines: list[Reconciled], lang: Language) -> Iterator[tuple[str, Total]]:
    """The totals of the outcomes that there are, by their words, then that of all."""
    for outcome in PaymentOutcome:
        total = Total.of(line for line in lines if line.outcome is outcome)
        if total.lines:
            yield text_of("desk", outcome, lang), total
    yield text_of("desk", "total", lang), Total.of(lines)
