"""`ask`: an interview about one household in the terminal; what was learned is written to a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..assessment import interview
from ..catalogue import DECLARED, PARTS
from ..errors import InvalidInput, Mismatch
from ..fields import specs
from ..models import Household, LocalFigures, Person
from ..records import dumps
from .arguments import LOCAL, add_language_option, chosen_policy, one_of
from .dialogue import Dialogue, Ended, Unanswered, count_of
from .files import HouseholdRecord, read_input, read_local
from .interviewer import Interviewer
from .named_choices import Choices, words_of_rule
from .rejecting import check_files
from .suffixes import data_file
from .terminal import INTERRUPTED
from .whole import whole

_BEGUN_WITH = ("birth_date", "sex")
"""What is asked of each member of a new household."""
_EXAMPLE = 5
_HELP = ("帮扶待遇", "help")
ASKED = Choices({part: words_of_rule(part) if part in DECLARED else _HELP for part in sorted(PARTS)})
"""The parts of an assessment that may be asked for alone."""


def add_to(commands: Any, policy_options: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "ask",
        help="ask for what is missing of a household, one question after another",
        description=_run.__doc__,
        parents=[policy_options],
    )
    command.add_argument(
        "file", type=Path, metavar="FILE", nargs="?", help="households, in JSON or JSON Lines; without it, a new one"
    )
    command.add_argument("--household", metavar="ID", help="the household, if FILE holds several")
    command.add_argument("--local", type=Path, metavar="FILE", help=LOCAL)
    command.add_argument("--of", type=one_of(ASKED), metavar="PART", help="ask for this part alone")
    add_language_option(command, of="the questions")
    command.add_argument("--out", type=data_file, metavar="FILE", required=True, help="write what was learned (JSON)")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Ask for what is missing of a household, first what settles most, and write what was learned.

    Each answer is checked against what the field takes, and asked again with what was expected. Enter leaves a question
    for another time, ? records that it cannot be known, q or the end of the input ends. An interrupt ends it too, with
    status 130, and what was said is written.
    """
    read = {"FILE": options.file, "--local": options.local, "--overlay": options.overlay}
    check_files(read | {"--out": options.out})
    policy, dialogue = chosen_policy(options), Dialogue(options.lang)
    dialogue.say("begin")
    try:
        with whole(options.out) as (part,):
            household, local = _begun(options, dialogue)
            talk = interview(household, policy, local, on=options.on, of=options.of)
            interviewer = Interviewer(talk, dialogue)
            interrupted = _asked(interviewer)
            assert part is not None, "there is always a file to write"
            part.write_text(dumps(talk.household, indent=1) + "\n", encoding="utf-8", newline="\n")
    except Ended:  # before there was a household
        dialogue.say("nothing_learned")
        return 0
    if interrupted:
        dialogue.tell("", dialogue.words("interrupted", file=options.out))
        return INTERRUPTED
    interviewer.tell_the_end()
    dialogue.say("written", file=options.out)
    return 0


def _asked(interviewer: Interviewer) -> bool:
    """Ask until the user ends, or nothing is left; return whether an interrupt ended it."""
    try:
        interviewer.ask()
    except KeyboardInterrupt:
        return True
    return False


# -- the household to ask about -------------------------------------------------------------------------------------


def _begun(options: argparse.Namespace, dialogue: Dialogue) -> tuple[Household, LocalFigures]:
    """The household of the file, or a new one, and the figures of its county."""
    if options.file is not None:
        given = read_input(options.file, options.local, options.on)
        household = _chosen(given.records, options)
        return household, given.local_for(household)
    local = LocalFigures(year=options.on.year) if options.local is None else read_local(options.local, options.on)
    return _new_household(dialogue), local


def _chosen(records: Any, options: argparse.Namespace) -> Household:
    """The one household to ask about; raises `InvalidInput` where the file holds none, several, or one with faults."""
    found = [item for item in records if options.household in (None, _id(item))]
    if len(found) != 1:
        expected = "one household" if options.household is None else f"one household with the id {options.household}"
        hint = "; name it with --household" if len(found) > 1 and options.household is None else ""
        raise InvalidInput(
            [Mismatch("$.households", expected, f"{len(found) or 'none'}{hint}")], about=str(options.file)
        )
    (record,) = found
    if not isinstance(record, HouseholdRecord):
        raise InvalidInput(record.wrong, about=str(options.file))
    return record.household


def _id(record: Any) -> str:
    found: str = record.household.id if isinstance(record, HouseholdRecord) else record.household
    return found


def _new_household(dialogue: Dialogue) -> Household:
    """A household begun from nothing: its number, and of each member the date of birth and the sex."""
    dialogue.say("new_household")
    dialogue.say("household_id")
    key = dialogue.needed(dialogue.words("expect_text"), str.strip)
    dialogue.say("how_many")
    expected = dialogue.words("expect_count", unit="", example=_EXAMPLE)
    count = dialogue.needed(expected, lambda text: count_of(text, least=1))
    return Household(id=key, members=[_new_member(f"{key}-{at}", at, dialogue) for at in range(1, count + 1)])


def _new_member(key: str, at: int, dialogue: Dialogue) -> Person:
    dialogue.say("head" if at == 1 else "other_member", at=at)
    said: dict[str, Any] = {}
    for name in _BEGUN_WITH:
        value, _ = dialogue.asked(specs(Person)[name])
        said[name] = None if isinstance(value, Unanswered) else value
    return Person(id=key, **said)
