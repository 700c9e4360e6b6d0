"""`duties`: how what authorities owe stands, given a log; on the terminal, as rows, and as a calendar file."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from ..duties import DutyCause, DutyStanding, DutyStatus, LogEntry, calendar_file, pressing, responsible_for, standings
from ..errors import InvalidInput, Mismatch
from ..policy.titles import cited
from ..wording import Language
from ..wording import say as worded
from .arguments import add_encoding_option, add_language_option, chosen_policy, day, division_or_key, one_of
from .labelled_rows import labelled_records
from .named_choices import AUTHORITIES
from .printing import aligned
from .rejecting import check_files
from .reports import report_to
from .suffixes import calendar, list_file, rows_file
from .terminal import say
from .text_columns import GAP, wrapped
from .whole import whole

_COLUMNS: Final = ("duty", "owed_by", "place", "status", "done", "last", "deadline", "days", "missing", "section", "id")
_WIDTH: Final = 80
_MOST: Final = 30
"""So many lines are printed unless asked otherwise."""


def add_to(commands: Any, policy_options: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "duties",
        help="what authorities owe: kept, overdue, coming due, broken",
        description=_run.__doc__,
        parents=[policy_options],
    )
    command.add_argument(
        "log", type=list_file, metavar="LOG", help="what was done: duty, on, place, by, note; .csv, .xlsx or .xls"
    )
    command.add_argument(
        "--place",
        action="append",
        default=[],
        type=division_or_key,
        metavar="PLACE",
        help="a place besides those of LOG",
    )
    command.add_argument(
        "--owed-by",
        action="append",
        type=one_of(AUTHORITIES),
        metavar="WHO",
        help=f"list what is owed by this authority only; may be repeated: {AUTHORITIES.listed}",
    )
    command.add_argument("--county", metavar="NAME", help="where households of LOG lie: a county, by name or code")
    command.add_argument(
        "--causes",
        type=list_file,
        metavar="FILE",
        help="whether a duty is owed, and since when: duty, place, owed, arose",
    )
    command.add_argument("--log-since", type=day, metavar="YYYY-MM-DD", help="the day since which LOG is complete")
    add_encoding_option(command, of="LOG and --causes")
    command.add_argument("--most", type=int, default=_MOST, metavar="N", help=f"print so many lines ({_MOST})")
    command.add_argument("--out", type=rows_file, metavar="OUT", help="write how every duty stands: .csv or .xlsx")
    command.add_argument("--calendar", type=calendar, metavar="OUT", help="write the deadlines: .ics")
    command.add_argument(
        "--until", type=day, metavar="YYYY-MM-DD", help="last day of --calendar (the end of the year of --on)"
    )
    add_language_option(command, of="what is written")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """List how each duty in force stands for each place, given the log of what was done.

    --owed-by leaves out what others owe, who may be the province. The columns of LOG and --causes may be headed in
    Chinese. A place is a division code or the id of a household.
    """
    read = {"LOG": options.log, "--causes": options.causes, "--overlay": options.overlay}
    check_files(read | {"--out": options.out, "--calendar": options.calendar})
    policy = chosen_policy(options)
    log = labelled_records(options.log, options.encoding, LogEntry, may_lack=("by", "note"))
    causes = (
        []
        if options.causes is None
        else labelled_records(options.causes, options.encoding, DutyCause, may_lack=("owed", "arose"))
    )
    places = list(dict.fromkeys([*options.place, *(entry.place for entry in log), *(cause.place for cause in causes)]))
    if not places:
        raise InvalidInput([Mismatch("place", "a place in LOG, or --place", "none")], about=str(options.log))
    every = standings(places, log, policy, causes=causes, county=options.county, log_since=options.log_since)
    found = tuple(item for item in every if options.owed_by is None or item.duty.owed_by in options.owed_by)
    until = options.until or policy.on.replace(month=12, day=31)
    with whole(options.out, options.calendar) as (out, ics):
        if out is not None:
            _write(out, found, options)
        if ics is not None:
            ics.write_text(calendar_file(found, until=until, lang=options.lang), encoding="utf-8", newline="")
    say(_listed(found, options.most, options.lang))
    return 0


# -- what is printed ----------------------------------------------------------------------------------------


def _listed(found: tuple[DutyStanding, ...], most: int, lang: Language) -> list[str]:
    """How many stand how, then what presses most, with its deadline."""
    counts = Counter(item.status for item in found)
    heads = [worded("duties", f"head_{name}", lang) for name in ("status", "count")]
    table = aligned([heads, *([worded("duties", status, lang), f"{counts[status]:,}"] for status in DutyStatus)])
    urgent = pressing(found)
    left = len(urgent) - most
    more = [worded("duties", "more", lang, count=f"{left:,}")] if left > 0 else []
    return [*table, "", *(line for item in urgent[:most] for line in _lines(item, lang)), *more]


def _lines(item: DutyStanding, lang: Language) -> Iterator[str]:
    """A duty, in as many lines of 80 columns as it needs, each but the first further in."""
    parts = [worded("duties", item.status, lang), item.place or "", item.label(lang)]
    if item.deadline is not None:
        parts.insert(1, str(item.deadline))
    first, *more = wrapped(GAP.join(parts), _WIDTH - len(GAP))
    yield first
    yield from (GAP + line for line in more)


# -- the file -----------------------------------------------------------------------------------------------


def _write(part: Path, found: Iterable[DutyStanding], options: argparse.Namespace) -> None:
    """Write how each duty stands; with a byte-order mark, since the file is made for spreadsheets."""
    lang: Language = options.lang
    heads = (worded("duties", f"head_{name}", lang) for name in _COLUMNS)
    with report_to(part, options.out, *heads, sheet=worded("duties", "sheet", lang), marked=True) as report:
        report.write(_row(item, lang) for item in found)


def _row(item: DutyStanding, lang: Language) -> Iterator[Any]:
    words: Callable[..., str] = worded
    by = item.duty.owed_by
    offices = [office.words(lang) for office in responsible_for(item.source)]
    yield item.label(lang)
    yield (", " if lang == "en" else "、").join([*([by.words(lang)] if by else []), *offices])
    yield item.place
    yield words("duties", item.status, lang)
    yield item.done
    yield item.last
    yield item.deadline
    yield item.days
    lacking = (words("duties", f"short_{name}", lang) for name in item.missing)
    yield ", ".join([*lacking, *item.contradictions(lang)])
    yield cited(item.source.document, item.source.section, lang)
    yield item.duty.key
