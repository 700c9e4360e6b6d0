"""`assess`: assess each household of a file; results are written atomically, bad households with reasons."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ..assessment import Assessment, assess
from ..desk import worklist
from ..envelopes import envelope
from ..errors import InvalidInput, Mismatch, RuralRevitalizationError
from ..policy import Policy
from .arguments import LOCAL, add_language_option, chosen_policy
from .files import HouseholdRecord, Input, read_input
from .printing import rejected, summary, table
from .progress_lines import shown_progress
from .questions_table import questions_table
from .rejecting import REJECTED, Refused, check_files, raise_for, write_refused
from .reports import write_sheets
from .result_sheets import assessment_sheets
from .suffixes import read_or_shown, rows_file, suffix_of
from .terminal import say
from .text_columns import to_terminal
from .whole import whole
from .work_list_table import opening
from .workbooks import SUFFIX


def add_to(commands: Any, policy_options: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "assess",
        help="assess households: payments, decisions, missing facts",
        description=_run.__doc__,
        parents=[policy_options],
    )
    command.add_argument("file", type=Path, metavar="FILE", help="households, in JSON or JSON Lines")
    command.add_argument("--local", type=Path, metavar="FILE", help=LOCAL)
    shown = command.add_mutually_exclusive_group()
    shown.add_argument("--explain", metavar="HOUSEHOLD", help="explain one household (its id), not list all")
    shown.add_argument("--questions", action="store_true", help="list what to ask, over all households, not these")
    command.add_argument(
        "--in-full", action="store_true", help="with --explain: list also the help that is open or not granted"
    )
    add_language_option(command, of="labels and explanations")
    command.add_argument(
        "--out", type=read_or_shown, metavar="FILE", help="write all results: JSON, or .xlsx to be read"
    )
    command.add_argument(
        "--rejects", type=rows_file, metavar="FILE", help="write rejected households, with reasons: .csv or .xlsx"
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Assess the households of a file on a day: payments, entitlements, criteria not met, and missing facts.

    If a household cannot be read or assessed, the command lists all faults and exits with status 1; with --rejects such
    households are written to a file with the reasons, the others are assessed, and the exit status is 3.
    """
    if options.in_full and options.explain is None:
        raise InvalidInput([Mismatch("--in-full", "--explain HOUSEHOLD beside it", "none")])
    read = {"FILE": options.file, "--local": options.local, "--overlay": options.overlay}
    check_files(read | {"--out": options.out, "--rejects": options.rejects})
    policy = chosen_policy(options)
    given = read_input(options.file, options.local, options.on)
    found = [assessed(record, given, policy) for record in shown_progress(given.records, "assessed")]
    assessments = [item for item in found if isinstance(item, Assessment)]
    refused = [item for item in found if isinstance(item, Refused)]
    _check_refused(refused, assessments, options)
    lines = _lines(assessments, refused, given, policy, options)
    _write(assessments, refused, options)
    say(lines)
    return REJECTED if refused else 0


def assessed(record: HouseholdRecord | Refused, given: Input, policy: Policy) -> Assessment | Refused:
    """Assess a household that was read, or say why it cannot be assessed."""
    if isinstance(record, Refused):
        return record
    household = record.household
    try:
        return assess(household, policy, given.local_for(household), on=policy.on)
    except InvalidInput as error:
        wrong = tuple(_placed(item, record.path) for item in error.mismatches)
    except RuralRevitalizationError as error:
        wrong = (Mismatch(record.path, "a household that can be assessed", str(error)),)
    return Refused(record.path, household.id, wrong)


def all_assessed(given: Input, policy: Policy, file: Path) -> list[Assessment]:
    """Assess every household of a file; raises `InvalidInput` with all faults of those that cannot be."""
    found = [assessed(record, given, policy) for record in shown_progress(given.records, "assessed")]
    raise_for([item for item in found if isinstance(item, Refused)], file)
    return [item for item in found if isinstance(item, Assessment)]


def _placed(item: Mismatch, path: str) -> Mismatch:
    """Prefix the path of a mismatch with the household's path in the file."""
    inside = item.path.removeprefix("household")
    place = f"{path}{inside}" if inside != item.path else f"{path}, {item.path}"
    return item.at(place)


def _check_refused(refused: list[Refused], assessments: list[Assessment], options: argparse.Namespace) -> None:
    """Raise `InvalidInput` with all faults if there is no reject file, or no household left to write."""
    if not refused:
        return
    wrong = [item for household in refused for item in household.wrong]
    file = options.file
    if options.rejects is None:
        about = f"{file}: households that cannot be read or assessed; use --rejects FILE to set them aside"
        raise InvalidInput(wrong, about=about)
    if options.out is not None and not assessments:
        about = f"{file}: households that cannot be read or assessed, and no others to write to --out"
        raise InvalidInput(wrong, about=about)


def _lines(
    assessments: list[Assessment], refused: list[Refused], given: Input, policy: Policy, options: argparse.Namespace
) -> list[str]:
    set_aside = [rejected(len(refused), options.rejects, options.lang)] if refused else []
    if options.explain is not None:
        explained = _chosen(assessments, refused, options).explain(options.lang, in_full=options.in_full)
        told = [*to_terminal(explained)]
        return [*told, "", *set_aside] if set_aside else told
    said = [*to_terminal(summary(assessments, given, policy, options.lang))]
    if options.questions:
        return [*said, *set_aside, "", *questions_table(assessments, options.lang)]
    listed = worklist(assessments, on=policy.on)
    needing = {task.household for task in listed.tasks}
    shown = [item for item in assessments if item.household in needing]
    opened = [*opening(listed, options.lang), ""]
    return [*opened, *said, *set_aside, "", *table(shown, assessments, options.lang)]


def _chosen(assessments: list[Assessment], refused: list[Refused], options: argparse.Namespace) -> Assessment:
    """The assessment to explain; raises `InvalidInput` if the household is not in the file or was rejected."""
    for assessment in assessments:
        if assessment.household == options.explain:
            return assessment
    ids = [assessment.household for assessment in assessments]
    wrong = [item for household in refused if household.household == options.explain for item in household.wrong]
    if wrong:
        raise InvalidInput(wrong, about=f"--explain: a household of {options.file} that cannot be read or assessed")
    expected = f"the id of a household in {options.file}"
    raise InvalidInput([Mismatch.of_name("--explain", options.explain, ids, expected)])


def _write(assessments: Sequence[Assessment], refused: Iterable[Refused], options: argparse.Namespace) -> None:
    """Write the envelope and the rejects to temporary files, which replace the targets once both are complete."""
    with whole(options.out, options.rejects) as (out, rejects):
        if rejects is not None:
            write_refused(rejects, options.rejects, refused)
        if out is not None:
            if suffix_of(options.out) == SUFFIX:
                write_sheets(out, assessment_sheets(assessments, options.lang))
            else:
                text = envelope(shown_progress(assessments, "written"))
                out.write_text(text, encoding="utf-8", newline="\n")
