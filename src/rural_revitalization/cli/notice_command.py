"""`notice`: what a household is told, what a village makes public, and forms to sign; printed, or as a document."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from ..assessment import Assessment
from ..desk import Bound, Printed, notice, public_notice
from ..desk.decided import holds
from ..desk.forms import FORMS
from ..desk.who_acts import PROCEDURE_OF
from ..errors import InvalidInput, Mismatch
from ..extras import need
from ..procedures import Taken
from ..wording import say as text_of
from .arguments import LOCAL, add_encoding_option, add_language_option, chosen_policy, day, one_of
from .assess_command import all_assessed
from .files import check_recorded, read_input
from .named_choices import FORMED
from .printed_lines import printed_lines
from .rejecting import check_files
from .suffixes import document_file, list_file, suffix_of
from .taken_file import read_steps
from .terminal import say
from .whole import whole

_WORD: Final = ".docx"


def add_to(commands: Any, policy_options: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "notice",
        help="notices to households and to the public, and forms to sign",
        description=_run.__doc__,
        parents=[policy_options],
    )
    command.add_argument("file", type=Path, metavar="FILE", help="households, in JSON or JSON Lines")
    command.add_argument("--local", type=Path, metavar="FILE", help=LOCAL)
    whom = command.add_mutually_exclusive_group(required=True)
    whom.add_argument("--household", metavar="ID", help="one household, by its id")
    whom.add_argument("--village", metavar="NAME", help="the households of this village, as recorded")
    command.add_argument("--person", metavar="ID", help="tell one person of what is about that person alone")
    kind = command.add_mutually_exclusive_group()
    kind.add_argument(
        "--form", type=one_of(FORMED), metavar="DECISION", help=f"the form of a decision, not a notice: {FORMED.listed}"
    )
    kind.add_argument(
        "--public", type=one_of(FORMED), metavar="DECISION", help="what the village makes public of a decision"
    )
    command.add_argument("--since", type=day, metavar="YYYY-MM-DD", help="with --public: the first day of publicity")
    command.add_argument("--contact", metavar="OFFICE", help="the office that objections go to")
    command.add_argument(
        "--taken", type=list_file, metavar="FILE", help="with --form: steps that were taken: .csv, .xlsx or .xls"
    )
    add_encoding_option(command, of="--taken")
    command.add_argument("--names", action="store_true", help="name people in the household's own notice or a form")
    add_language_option(command, of="the document")
    command.add_argument(
        "--out", type=document_file, metavar="OUT", help="write the document, not print it: .txt, .html or .docx"
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Write a household's notice or form, those of all households of a village, or what a village makes public.

    A notice tells what is due, since when and why, what was decided, what is open and which facts are missing, and how
    to contest it. --form is the form by which a household is identified, or its risk marked eliminated; of a village,
    the forms of those on whom the decision holds. --public holds record keys, numbers of people and classes, and
    nothing else of anybody. --names names the people of a household in its own notice and in its forms. Documents of
    several households are in one file, each on a page of its own. Identity numbers stand in none.
    """
    _check(options)
    read = {"FILE": options.file, "--local": options.local, "--overlay": options.overlay, "--taken": options.taken}
    check_files(read | {"--out": options.out})
    if options.out is not None and suffix_of(options.out) == _WORD:
        need("docx")
    documents = list(_documents(options))
    if options.out is None:
        for at, document in enumerate(documents):
            say([*([""] * 2 if at else ()), *printed_lines(document)])
        return 0
    with whole(options.out) as (part,):
        assert part is not None, "there is a file to write"
        part.write_bytes(_content(documents, options))
    say([text_of("desk", "documents_written", options.lang, count=len(documents), file=options.out)])
    return 0


def _check(options: argparse.Namespace) -> None:
    """Raise `InvalidInput` for options that do not go together, all at once."""
    plain = options.form is None and options.public is None
    beside = {
        "--village NAME": (options.village, [("--public", options.public)]),
        "--since YYYY-MM-DD": (options.since, [("--public", options.public)]),
        "--public DECISION": (options.public, [("--since", options.since)]),
        "--form DECISION": (options.form, [("--taken", options.taken)]),
        "--household ID, and neither --form nor --public": (
            options.household if plain else None,
            [("--person", options.person)],
        ),
    }
    wrong = [
        Mismatch(option, f"{needed} beside it", "none")
        for needed, (there, asking) in beside.items()
        for option, given in asking
        if given is not None and there is None
    ]
    if options.names and options.public is not None:
        wrong.append(Mismatch("--names", "a notice to a household, or a form", "--public"))
    if wrong:
        raise InvalidInput(wrong, about="options that do not go together")


# -- what is written ----------------------------------------------------------------------------------------


def _documents(options: argparse.Namespace) -> Iterator[Printed]:
    policy = chosen_policy(options)
    given = read_input(options.file, options.local, options.on)
    assessments = all_assessed(given, policy, options.file)
    check_recorded("--village", options.village, [item.inputs.household.village for item in assessments])
    if options.public is not None:
        made = public_notice(assessments, options.public, options.village, options.since)
        yield made.printed(options.lang, contact=options.contact)
        return
    steps: dict[tuple[str, str], list[Taken]] = {}
    if options.taken is not None:
        steps = read_steps(options.taken, options.encoding, [item.household for item in assessments], policy)
    for item in _chosen(assessments, options):
        yield _document(item, steps, options)


def _document(item: Assessment, steps: dict[tuple[str, str], list[Taken]], options: argparse.Namespace) -> Printed:
    if options.form is None:
        return notice(item, options.person, options.lang, contact=options.contact, names=options.names)
    taken = steps.get((item.household, PROCEDURE_OF[options.form]), ())
    return FORMS[options.form](item, options.lang, taken=taken, names=options.names)


def _chosen(assessments: list[Assessment], options: argparse.Namespace) -> list[Assessment]:
    """The household that was named, or those of the village; raises `InvalidInput` where there is none."""
    if options.household is not None:
        found = [item for item in assessments if item.household == options.household]
        if not found:
            ids, expected = [item.household for item in assessments], f"a household of {options.file}"
            raise InvalidInput([Mismatch.of_name("--household", options.household, ids, expected)])
        return found
    of_village = [item for item in assessments if item.inputs.household.village == options.village]
    found = [item for item in of_village if options.form is None or holds(item, options.form)]
    if not found:
        raise InvalidInput([Mismatch("--village", "a village where the decision holds of any", "none")])
    return found


def _content(documents: list[Printed], options: argparse.Namespace) -> bytes:
    """The documents as a file of the kind that its suffix says."""
    bound = documents[0] if len(documents) == 1 else Bound(title=options.village, documents=tuple(documents))
    if suffix_of(options.out) == _WORD:
        return bound.docx()
    return (bound.html() if suffix_of(options.out) == ".html" else f"{bound}\n").encode()
