"""`desk`: the work list of a file of households, on the terminal and as CSV."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from ..assessment import Assessment
from ..assessment.findings import text_of as amount_of
from ..desk import Task, TaskKind, WorkList, worklist
from ..encodings import ENCODINGS
from ..wording import Language
from ..wording import say as text_of
from .arguments import add_language_option, chosen_policy
from .assess_command import assessed
from .files import read_input
from .printing import aligned
from .progress import shown_progress
from .rejecting import Refused, check_files, raise_for
from .reports import report_to
from .suffixes import csv_file, rows_file
from .taken_file import read_taken
from .terminal import say
from .text_columns import GAP, row, wrapped
from .whole import whole

_COLUMNS: Final = ("household", "person", "village", "kind", "what", "deadline", "worth", "why")
_HEADS: Final = ("who", "what", "deadline", "worth")
_WIDTHS: Final = (12, 34, 10, 18)
_WHOLE: Final = sum(_WIDTHS) + len(GAP) * (len(_WIDTHS) - 1)
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
    command.add_argument("--local", type=Path, metavar="FILE", help="the county's figures (JSON), if not in FILE")
    command.add_argument(
        "--kind",
        action="append",
        choices=[kind.value for kind in TaskKind],
        help="list this kind only; may be repeated",
    )
    command.add_argument("--village", metavar="NAME", help="list the households of this village only, as recorded")
    command.add_argument("--helper", metavar="NAME", help="list those paired with this helper only, as recorded")
    command.add_argument("--most", type=int, default=_MOST, metavar="N", help=f"print so many tasks ({_MOST})")
    command.add_argument("--taken", type=csv_file, metavar="FILE", help="steps of procedures that were taken, .csv")
    command.add_argument("--encoding", choices=ENCODINGS, default=ENCODINGS[0], help="encoding of --taken")
    command.add_argument("--out", type=rows_file, metavar="OUT", help="write all tasks: .csv or .xlsx")
    add_language_option(command, of="the list")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """List who needs what done, by when, why and worth how much; households that need nothing are counted.

    --taken has the columns household, procedure, step, on and, if recorded, by, way and refused, or these in Chinese:
    the next step of a procedure then takes the place of the decision, with its deadline. People are named by record
    key.
    Tasks come by deadline, then by kind, then those worth most.
    """
    read = {"FILE": options.file, "--local": options.local, "--overlay": options.overlay, "--taken": options.taken}
    check_files(read | {"--out": options.out})
    policy = chosen_policy(options)
    given = read_input(options.file, options.local, options.on)
    found = [assessed(record, given, policy) for record in shown_progress(given.records, "assessed")]
    raise_for([item for item in found if isinstance(item, Refused)], options.file)
    assessments = [item for item in found if isinstance(item, Assessment)]
    ids = [item.household for item in assessments]
    come = {} if options.taken is None else read_taken(options.taken, options.encoding, ids, policy)
    listed = worklist(
        assessments, options.on, kinds=options.kind, village=options.village, helper=options.helper, progress=come
    )
    with whole(options.out) as (part,):
        if part is not None:
            _write(part, listed, _villages(assessments), options)
    say(_table(listed, options.most, options.lang))
    return 0


def _villages(assessments: Iterable[Assessment]) -> dict[str, str]:
    return {item.household: item.inputs.household.village or "" for item in assessments}


# -- the terminal -------------------------------------------------------------------------------------------


def _table(listed: WorkList, most: int, lang: Language) -> list[str]:
    """What there is of each kind, and for how many households, then the first tasks, in at most 80 columns."""
    needing = len({task.household for task in listed.tasks})
    counts = {"tasks": len(listed.tasks), "needing": needing, "households": listed.households, "idle": listed.idle}
    heading = text_of("desk", "desk_heading", lang, on=listed.on, **counts)
    shown = [line for task in listed.tasks[:most] for line in _lines(listed, task, lang)]
    left = len(listed.tasks) - most
    more = [text_of("desk", "desk_more", lang, count=f"{left:,}")] if left > 0 else []
    heads = row([text_of("desk", f"head_{name}", lang) for name in _HEADS], _WIDTHS)
    lines = [heading, "", *_kinds(listed, lang), "", *heads, "-" * _WHOLE, *shown, *more]
    return [part for line in lines for part in wrapped(line, _WHOLE)]


def _kinds(listed: WorkList, lang: Language) -> list[str]:
    heads = [text_of("desk", f"head_{name}", lang) for name in ("kind", "tasks", "households")]
    rows = [
        [text_of("desk", f"kind_{kind}", lang), f"{count.tasks:,}", f"{count.households:,}"]
        for kind, count in listed.counts().items()
    ]
    return aligned([heads, *rows])


def _lines(listed: WorkList, task: Task, lang: Language) -> Iterator[str]:
    late = listed.overdue(task)
    deadline = "" if task.deadline is None else str(task.deadline)
    if late:
        deadline = text_of("desk", "overdue", lang, deadline=deadline, days=late)
    who = task.household if task.person is None else f"{task.household} {task.person}"
    yield from row([who, task.text(lang), deadline, _worth(task, lang)], _WIDTHS)


def _worth(task: Task, lang: Language) -> str:
    return "" if task.worth is None else amount_of(task.worth, task.unit, lang)


# -- the file -----------------------------------------------------------------------------------------------


def _write(part: Path, listed: WorkList, villages: dict[str, str], options: argparse.Namespace) -> None:
    """Write every task; with a byte-order mark, since the file is made for spreadsheets."""
    lang: Language = options.lang
    heads = (text_of("desk", f"head_{name}", lang) for name in _COLUMNS)
    with report_to(part, options.out, *heads, marked=True) as report:
        report.write(
            (
                task.household,
                task.person,
                villages[task.household],
                text_of("desk", f"kind_{task.kind}", lang),
                task.text(lang),
                task.deadline,
                _worth(task, lang),
                task.why(lang),
            )
            for task in listed.tasks
        )
