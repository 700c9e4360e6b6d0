"""`check`: what the records of households say that cannot be right, or is worth a visit."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from ..errors import InvalidInput
from ..extras import need
from ..models import Household
from ..registers import CheckFinding, RegisterCheck, Severity, check_all
from ..wording import Language
from ..wording import say as worded
from .arguments import add_language_option, day, one_of
from .files import read_input
from .named_choices import LEVELS
from .progress_lines import shown_progress
from .rejecting import Refused, check_files
from .reports import ReportTable, csv_report, write_sheets
from .suffixes import parquet_file, rows_file, suffix_of
from .terminal import say
from .text_columns import to_terminal
from .whole import whole
from .workbooks import LONGEST_NAME, SUFFIX

_SHOWN: Final = 50
_LEVELS: Final = tuple(Severity)


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser("check", help="check records for what cannot be right", description=_run.__doc__)
    command.add_argument(
        "file", type=Path, metavar="FILE", help="households, in JSON or JSON Lines; or a table of people, .parquet"
    )
    command.add_argument(
        "households", nargs="?", type=parquet_file, metavar="HOUSEHOLDS", help="the table of their households, .parquet"
    )
    command.add_argument("--on", required=True, type=day, metavar="YYYY-MM-DD", help="the day of the register")
    command.add_argument(
        "--level",
        type=one_of(LEVELS),
        default=str(Severity.HINT),
        metavar="LEVEL",
        help=f"the least serious findings to list: {LEVELS.listed}",
    )
    add_language_option(command, of="the findings")
    command.add_argument(
        "--out", type=rows_file, metavar="FILE", help="write all findings: .csv, or .xlsx with a sheet for each check"
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Check the records of households as they stand on a day, and list what cannot be right or is worth a visit.

    They are read from a file of households, or from two linked tables whose columns are fields of the records. Only
    what was recorded is held against a record. Findings name households and members by their keys, never by name or
    identity number.
    """
    check_files({"FILE": options.file, "HOUSEHOLDS": options.households, "--out": options.out})
    serious = _LEVELS[: _LEVELS.index(Severity(options.level)) + 1]
    households = _Counted(shown_progress(_households(options), "checked"))
    findings = [item for item in check_all(households, on=options.on) if item.check.level in serious]
    with whole(options.out) as (out,):
        if out is not None:
            _write(out, findings, households.villages, options)
    say(to_terminal(_listed(findings, households.count, options)))
    return 0


class _Counted:
    """Households, counted as they are taken, each with its village."""

    def __init__(self, households: Iterable[Household]) -> None:
        self._households, self.count = households, 0
        self.villages = dict[str, str | None]()

    def __iter__(self) -> Iterator[Household]:
        for household in self._households:
            self.count += 1
            self.villages[household.id] = household.village
            yield household


def _households(options: argparse.Namespace) -> Iterable[Household]:
    """The households of a file, or of two tables; raises `InvalidInput` with all that cannot be read."""
    if options.households is not None:
        need("narwhals", "polars")
        from .record_tables import recorded_in  # noqa: PLC0415 - its packages are optional

        return recorded_in(options.file, options.households, options.on)
    given = read_input(options.file, None, options.on, person_once=False)  # which is a finding
    wrong = [item for record in given.records if isinstance(record, Refused) for item in record.wrong]
    if wrong:
        raise InvalidInput(wrong, about=f"{options.file}: households that cannot be read")
    return [record.household for record in given.records if not isinstance(record, Refused)]


def _write(
    part: Path, findings: Sequence[CheckFinding], villages: Mapping[str, str | None], options: argparse.Namespace
) -> None:
    """Write all findings; with a byte-order mark, since the file is made for spreadsheets."""
    lang: Language = options.lang
    if suffix_of(options.out) == SUFFIX:
        write_sheets(part, _sheets(findings, villages, lang))
        return
    heads = _heads(("household", "member", "village", "level", "check", "finding"), lang)
    with csv_report(part, *heads, marked=True) as report:
        report.write(
            (*_whom(item, villages), worded("registers", item.check.level, lang), item.check.id, item.check.words(lang))
            for item in findings
        )


def _sheets(
    findings: Sequence[CheckFinding], villages: Mapping[str, str | None], lang: Language
) -> Iterator[ReportTable]:
    """A sheet that counts the findings of each check, the most serious check first, then a sheet for each."""
    counts = Counter(item.check for item in findings)
    kinds = sorted(counts, key=lambda item: _LEVELS.index(item.level))
    names = {kind: _sheet_name(at, kind, lang) for at, kind in enumerate(kinds, start=1)}
    counted = [
        (at, worded("registers", item.level, lang), item.words(lang), counts[item])
        for at, item in enumerate(kinds, start=1)
    ]
    yield worded("registers", "overview", lang), _heads(("number", "level", "finding", "count"), lang), counted
    for kind, name in names.items():
        found = [(*_whom(item, villages), kind.words(lang)) for item in findings if item.check is kind]
        yield name, _heads(("household", "member", "village", "finding"), lang), found


def _sheet_name(at: int, kind: RegisterCheck, lang: Language) -> str:
    """The number of a check in the overview, and as much of its words as a sheet can be named by."""
    return f"{at} {kind.words(lang)}"[:LONGEST_NAME]


def _whom(item: CheckFinding, villages: Mapping[str, str | None]) -> tuple[str | None, ...]:
    return item.household, item.member, villages.get(item.household)


def _heads(names: Sequence[str], lang: Language) -> list[str]:
    return [worded("registers", f"head_{name}", lang) for name in names]


def _listed(findings: Sequence[CheckFinding], households: int, options: argparse.Namespace) -> Iterator[str]:
    lang: Language = options.lang
    counts, between = Counter(item.check.level for item in findings), worded("registers", "comma", lang)
    numbers = {f"{level}s": counts[level] for level in Severity}
    yield worded("registers", "checked", lang, households=households, on=options.on, **numbers)
    for item in sorted(findings, key=lambda found: _LEVELS.index(found.check.level))[:_SHOWN]:
        who = between.join(filter(None, (item.household, item.member)))
        level, said = worded("registers", item.check.level, lang), item.check.words(lang)
        named = f"{said} [{item.check.id}]" if lang == "en" else said
        yield worded("registers", "finding", lang, level=level, who=who, words=named)
    if len(findings) > _SHOWN:
        yield worded("registers", "findings_more", lang, count=len(findings) - _SHOWN)
