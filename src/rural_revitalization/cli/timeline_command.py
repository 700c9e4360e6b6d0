"""`timeline`: one household over time, as a table, and as JSON."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..assessment import timeline
from ..errors import InvalidInput, Mismatch
from ..models import Household, LocalFigures
from ..records import dumps
from .arguments import add_language_option, add_period_options, period_of
from .json_parts import structured
from .over_time_files import figures_for, parts_over_time
from .rejecting import check_files
from .reports import write_sheets
from .result_sheets import timeline_sheets
from .suffixes import read_or_shown, suffix_of
from .terminal import say
from .timeline_table import timeline_table
from .whole import whole
from .workbooks import SUFFIX


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "timeline", help="one household over time: what changes when, and why", description=_run.__doc__
    )
    command.add_argument("file", type=Path, metavar="FILE", help="households, in JSON or JSON Lines")
    add_period_options(command)
    command.add_argument("--household", metavar="ID", help="the household, if FILE holds several")
    add_language_option(command, of="labels and reasons")
    command.add_argument(
        "--out", type=read_or_shown, metavar="FILE", help="write the timeline: JSON, or .xlsx to be read"
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Work out a household over time: every day on which an answer changes, what, why, and what is due by month.

    The county's figures may be of several years: a list. A year without figures has none recorded.
    """
    read = {"FILE": options.file, "--local": options.local, "--overlay": options.overlay}
    check_files(read | {"--out": options.out})
    household, local = _read(options)
    found = timeline(household, options.policy, local, **period_of(options))
    lines = timeline_table(found, options.lang)
    with whole(options.out) as (part,):
        if part is not None:
            if suffix_of(options.out) == SUFFIX:
                write_sheets(part, timeline_sheets(found, options.lang))
            else:
                part.write_text(dumps(found, indent=1) + "\n", encoding="utf-8", newline="\n")
    say(lines)
    return 0


def _read(options: argparse.Namespace) -> tuple[Household, list[LocalFigures]]:
    """The household asked for, and the figures of its county; raises `InvalidInput` with all faults of either."""
    parts = parts_over_time(options.file, options.local)
    found = [(path, data) for path, cls, data in parts if cls is Household and _asked(data, options.household)]
    if len(found) != 1:
        expected = "one household" if options.household is None else f"one household with the id {options.household}"
        hint = "; name it with --household" if len(found) > 1 and options.household is None else ""
        given = f"{len(found) or 'none'}{hint}"
        raise InvalidInput([Mismatch("$.households", expected, given)], about=str(options.file))
    wrong: list[Mismatch] = []
    households = structured(Household, found, wrong)
    local = structured(LocalFigures, [(path, data) for path, cls, data in parts if cls is LocalFigures], wrong)
    if wrong:
        raise InvalidInput(wrong, about=str(options.file))
    (household,) = households
    return household, figures_for(household, local)


def _asked(data: Any, household: str | None) -> bool:
    return household is None or (isinstance(data, dict) and data.get("id") == household)
