"""`desk`: the work list of a file of households, on the terminal, as CSV and as a workbook."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from ..assessment import Assessment, Period
from ..desk import Task, TaskKind, WorkList, worklist
from ..wording import Language
from ..wording import say as text_of
from .arguments import LOCAL, add_encoding_option, add_language_option, chosen_policy, number_of, one_of
from .assess_command import all_assessed
from .files import check_recorded, read_input
from .named_choices import DECISIONS, TASKS
from .rejecting import check_files
from .reports import ReportTable, csv_report, ends, write_sheets
from .suffixes import list_file, rows_file, suffix_of
from .taken_file import read_taken
from .terminal import say
from .whole import whole
from .work_list_table import whole_list
from .workbooks import SUFFIX, Cell

_WORTH: Final = ("worth_low", "worth_high", "worth_unit")
_COLUMNS: Final = ("household", "person", "village", "kind", "what", "deadline", *_WORTH, "by", "why")
_MOST: Final = 30
"""So many tasks are printed unless asked otherwise."""


def add_to(commands: Any, policy_options: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "desk",
        help="work list: who needs what done, by when, and why",
        description=_run.__doc__,
        parents=[policy_options],
    )
    command.add_argument("file", type=Path, metavar="FILE", help="households, in JSON or JSON Lines")
    command.add_argument("--local", type=Path, metavar="FILE", help=LOCAL)
    command.add_argument(
        "--kind",
        action="append",
        type=one_of(TASKS),
        metavar="KIND",
        help=f"list this kind only; may be repeated: {TASKS.listed}",
    )
    command.add_argument("--village", metavar="NAME", help="list the households of this village only, as recorded")
    command.add_argument("--helper", metavar="NAME", help="list those paired with this helper only, as recorded")
    command.add_argument(
        "--handed-down",
        action="append",
        default=[],
        type=number_of(DECISIONS),
        metavar="DECISION=NUMBER",
        help=f"a number of households that was handed down, to be warned of: {DECISIONS.listed}",
    )
    command.add_argument("--most", type=int, default=_MOST, metavar="N", help=f"print so many tasks ({_MOST})")
    command.add_argument(
        "--taken", type=list_file, metavar="FILE", help="steps of procedures that were taken: .csv, .xlsx or .xls"
    )
    add_encoding_option(command, of="--taken")
    command.add_argument(
        "--out", type=rows_file, metavar="OUT", help="write all tasks: .csv, or .xlsx with a sheet for each kind"
    )
    add_language_option(command, of="the list")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """List who needs what done, by when, why and worth how much; households that need nothing are counted.

    --taken has the columns household, procedure, step, on and, if recorded, by, way and refused, or these in Chinese:
    the next step of a procedure then takes the place of the decision, with its deadline. People are named by record
    key.
    Tasks come by deadline, then by kind, then those worth most. What is to be decided is no quota: where as many
    households as --handed-down says, or the same number or share of every village, are put forward to be monitored or
    marked eliminated, or are recorded so in the year, it is warned of. Put forward are those whose procedure has begun
    or, before any has, all on whom the decision holds.
    """
    read = {"FILE": options.file, "--local": options.local, "--overlay": options.overlay, "--taken": options.taken}
    check_files(read | {"--out": options.out})
    policy = chosen_policy(options)
    given = read_input(options.file, options.local, options.on)
    assessments = all_assessed(given, policy, options.file)
    check_recorded("--village", options.village, [item.inputs.household.village for item in assessments])
    check_recorded("--helper", options.helper, [item.inputs.household.helper for item in assessments])
    ids = [item.household for item in assessments]
    come = {} if options.taken is None else read_taken(options.taken, options.encoding, ids, policy)
    listed = worklist(
        assessments,
        on=options.on,
        kinds=options.kind,
        village=options.village,
        helper=options.helper,
        progress=come,
        handed_down=dict(options.handed_down),
    )
    with whole(options.out) as (part,):
        if part is not None:
            _write(part, listed, _villages(assessments), options)
    say(whole_list(listed, options.most, options.lang))
    return 0


def _villages(assessments: Iterable[Assessment]) -> dict[str, str]:
    return {item.household: item.inputs.household.village or "" for item in assessments}


# -- the file -----------------------------------------------------------------------------------------------


def _write(part: Path, listed: WorkList, villages: dict[str, str], options: argparse.Namespace) -> None:
    """Write every task; with a byte-order mark, since the file is made for spreadsheets."""
    lang: Language = options.lang
    if suffix_of(options.out) == SUFFIX:
        write_sheets(part, _sheets(listed, villages, lang))
        return
    with csv_report(part, *_heads(_COLUMNS, lang), marked=True) as report:
        report.write(_row(task, villages, lang) for task in listed.tasks)


def _sheets(listed: WorkList, villages: dict[str, str], lang: Language) -> Iterator[ReportTable]:
    """A sheet that counts the tasks of each kind, one of the signs of a quota, if any, then one for each kind."""
    counts = listed.counts()
    counted = [(_kind(kind, lang), count.tasks, count.households) for kind, count in counts.items()]
    yield text_of("desk", "overview", lang), _heads(("kind", "tasks", "households"), lang), counted
    if listed.warnings:
        told = [(item.text(lang),) for item in listed.warnings]
        yield text_of("desk", "quotas", lang), _heads(("warning",), lang), told
    for kind in counts:
        rows = [_row(task, villages, lang) for task in listed.tasks if task.kind is kind]
        yield _kind(kind, lang), _heads(_COLUMNS, lang), rows


def _row(task: Task, villages: dict[str, str], lang: Language) -> tuple[Cell, ...]:
    return (
        task.household,
        task.person,
        villages[task.household],
        _kind(task.kind, lang),
        task.text(lang),
        task.deadline,
        *_worth(task, lang),
        task.who_acts(lang),
        task.why(lang),
    )


def _worth(task: Task, lang: Language) -> tuple[Cell, ...]:
    """What hangs on a task: at least and at most, and the unit; nothing where it is no payment."""
    if task.worth is None:
        return (None,) * len(_WORTH)
    return (*ends(task.worth), text_of("sheets", f"per_{Period.of(task.unit)}", lang))


def _kind(kind: TaskKind, lang: Language) -> str:
    return text_of("desk", f"kind_{kind}", lang)


def _heads(names: Iterable[str], lang: Language) -> list[str]:
    return [text_of("desk", f"head_{name}", lang) for name in names]
