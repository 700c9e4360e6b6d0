"""`ask`: an interview about one household in the terminal; what was learned is written to a file."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..assessment import Interview, Question, interview
from ..assessment.question_words import is_class
from ..catalogue import PARTS
from ..errors import InvalidInput, Mismatch
from ..fields import specs
from ..models import Household, LocalFigures, Person, Sex
from ..models.enums import terms
from ..records import dumps
from .arguments import add_language_option, chosen_policy, one_of
from .dialogue import Dialogue, Ended, Said, count_of
from .files import HouseholdRecord, read_input, read_local
from .rejecting import check_files
from .whole import whole

_BEGUN_WITH = ("birth_date", "sex")
"""What is asked of each member of a new household."""
_EXAMPLE = 5


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
    command.add_argument("--local", type=Path, metavar="FILE", help="the county's figures (JSON), if not in FILE")
    command.add_argument(
        "--of", type=one_of(sorted(PARTS)), metavar="PART", help="ask for the answers of this part alone"
    )
    add_language_option(command, of="the questions")
    command.add_argument(
        "--out", type=Path, metavar="FILE", required=True, help="write the household to this JSON file"
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Ask for what is missing of a household, first what settles most, and write what was learned.

    Each answer is checked against what the field takes, and asked again with what was expected. Enter leaves a question
    for another time, ? records that it cannot be known, q or the end of the input ends.
    """
    read = {"FILE": options.file, "--local": options.local, "--overlay": options.overlay}
    check_files(read | {"--out": options.out})
    policy, dialogue = chosen_policy(options), Dialogue(options.lang)
    dialogue.say("begin")
    with whole(options.out) as (part,):
        try:
            household, local = _begun(options, dialogue)
        except Ended:
            dialogue.say("nothing_learned")
            return 0
        talk = interview(household, policy, local, on=options.on, of=options.of)
        _ask(talk, dialogue)
        assert part is not None, "there is always a file to write"
        part.write_text(dumps(talk.household, indent=1) + "\n", encoding="utf-8", newline="\n")
    _tell_the_end(talk, dialogue)
    dialogue.say("written", file=options.out)
    return 0


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
        said[name] = None if isinstance(value, Said) else value
    return Person(id=key, **said)


# -- question after question ------------------------------------------------------------------------------------------


def _ask(talk: Interview, dialogue: Dialogue) -> None:
    """Put the questions until none is left, or the user ends."""
    with suppress(Ended):
        for at, question in enumerate(talk, start=1):
            left = len(talk.open_questions)
            dialogue.tell("", dialogue.words("number", at=at, text=question.text(dialogue.lang)))
            if left:
                dialogue.say("left", count=left, indent=2)
            dialogue.tell(question.holder.text(dialogue.lang), indent=2)
            if question.place != "person":
                _ask_of(talk, dialogue, question, None)
            elif _in_one_go(question):
                _ask_of_all(talk, dialogue, question)
            else:
                dialogue.say("answer_as", expected=question.expected(dialogue.lang), indent=2)
                for person in question.people:
                    told = _member(talk, person, dialogue)
                    dialogue.say("of_member", id=person, about=told)
                    _note(talk, dialogue, question, person, lambda: dialogue.value(question.spec))


def _in_one_go(question: Question) -> bool:
    """Whether it is asked of which members something holds, and not of each in turn."""
    return question.spec.kind.name in ("truth", "records")


def _ask_of(talk: Interview, dialogue: Dialogue, question: Question, person: str | None) -> None:
    dialogue.say("answer_as", expected=question.expected(dialogue.lang), indent=2)
    _note(talk, dialogue, question, person, lambda: dialogue.value(question.spec))


def _ask_of_all(talk: Interview, dialogue: Dialogue, question: Question) -> None:
    """Ask of which members something holds; then, of each of them, for the records."""
    for at, person in enumerate(question.people, start=1):
        dialogue.say("member", at=at, id=person, about=_member(talk, person, dialogue), indent=2)
    dialogue.say("which_members", indent=2)
    found = dialogue.members(len(question.people))
    if found is Said.UNKNOWABLE:
        talk.cannot_be_known()
    if isinstance(found, Said):
        return
    holds, not_said = found
    for at, person in enumerate(question.people, start=1):
        if at in not_said:
            talk.cannot_be_known(person)
        elif at not in holds:
            talk.answer(False if question.spec.kind.name == "truth" else (), person)
        elif question.spec.kind.name == "truth":
            talk.answer(True, person)
        else:
            dialogue.say("of_member", id=person, about=_member(talk, person, dialogue))
            _ask_records(talk, dialogue, question, person)


def _ask_records(talk: Interview, dialogue: Dialogue, question: Question, person: str) -> None:
    if is_class(question.spec):
        _note(talk, dialogue, question, person, lambda: dialogue.periods(question.spec))
        return
    dialogue.say("answer_as", expected=question.expected(dialogue.lang), indent=2)
    _note(talk, dialogue, question, person, lambda: dialogue.value(question.spec))


def _note(
    talk: Interview, dialogue: Dialogue, question: Question, person: str | None, ask: Callable[[], tuple[Any, bool]]
) -> None:
    """Ask for a fact of one record, and again where the rest of the record does not agree."""
    while True:
        value, some_open = ask()
        try:
            if not isinstance(value, Said):
                talk.answer(value, person)
            if some_open:
                talk.cannot_be_known(person)
        except InvalidInput as error:
            dialogue.say("refused", why="; ".join(map(str, error.mismatches)))
            continue
        return


def _member(talk: Interview, person: str, dialogue: Dialogue) -> str:
    """What tells a member from others, but for names: sex, and the year of birth."""
    member = next(item for item in talk.household.people if item.id == person)
    told = []
    if member.sex is not None:
        told.append(str(member.sex.value) if dialogue.lang == "en" else terms(Sex)[member.sex])
    if member.birth_date is not None:
        told.append(dialogue.words("born", year=member.birth_date.year))
    joined = (", " if dialogue.lang == "en" else "，").join(told)
    return dialogue.words("about_member", told=joined) if told else ""


def _tell_the_end(talk: Interview, dialogue: Dialogue) -> None:
    """What was found out, and what is still open for want of what."""
    left = len(talk.open_questions)
    dialogue.tell("")
    dialogue.say("ended" if left else "nothing_left", count=left)
    dialogue.tell(*talk.assessment.summary(dialogue.lang).splitlines())
    county = [item.label if dialogue.lang == "en" else item.zh for item in talk.for_the_county]
    if county:
        dialogue.say("for_the_county", facts=(", " if dialogue.lang == "en" else "、").join(county))
