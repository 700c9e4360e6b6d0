"""`checklists`: what places, firms and projects meet of what the documents name item by item, by recorded answers."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from .. import fields
from ..checklists import Checked, Checklist, ItemAnswer, ItemState, check_all, shipped_checklists
from ..encodings import text_of
from ..errors import InvalidInput, Mismatch, raise_if_any
from ..fields import specs
from ..fields.annotations import Records
from ..places import Place, divisions
from ..records import loads, unstructure
from ..wording import LANGUAGES, Language
from ..wording import say as worded
from .arguments import add_encoding_option, add_language_option, chosen_policy, division_or_key
from .labelled_rows import labelled_records
from .named_choices import Choices
from .rejecting import check_files
from .reports import report_to
from .suffixes import answers_file, checked_file, suffix_of
from .terminal import say
from .text_columns import GAP, row, wrapped
from .whole import whole

_ANSWERED: Final = ("subject", "checklist", "item", "holds")
_TOLD: Final = ("what", "stands", "words", "state", "contradiction", "section")
"""The columns of rows that are written: those that can be read again as answers, then what was found."""
_WIDTH: Final = 80
_INDENT: Final = "  "
_INNER: Final = _WIDTH - 2 * len(_INDENT)
_STATE: Final = 13
_WIDTHS: Final = (_STATE, _INNER - _STATE - len(GAP))
_MOST: Final = 30
"""So many checklists are printed unless asked otherwise."""


@fields.model_class
class ChecklistInput:
    """What the command reads from JSON: answers, and the records of places where they are in classes."""

    answers: Records[ItemAnswer] = fields.records("answers", zh="核对记录", of=ItemAnswer, required=True)
    places: Records[Place] = fields.records("places", zh="地区", of=Place)


def add_to(commands: Any, policy_options: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "checklists",
        help="what places, firms and projects meet of what the documents name item by item",
        description=_run.__doc__,
        parents=[policy_options],
    )
    command.add_argument(
        "answers",
        type=answers_file,
        nargs="?",
        metavar="ANSWERS",
        help="which item of which checklist holds of what: checklist, item, holds, subject; .csv, .xlsx, .xls or .json",
    )
    command.add_argument(
        "--place", action="append", default=[], type=division_or_key, metavar="PLACE", help="go through all for a place"
    )
    command.add_argument(
        "--checklist", action="append", default=[], metavar="ID", help="go through this one only, by its key or name"
    )
    add_encoding_option(command, of="ANSWERS")
    command.add_argument("--most", type=int, default=_MOST, metavar="N", help=f"print so many checklists ({_MOST})")
    command.add_argument(
        "--out", type=checked_file, metavar="OUT", help="write every item, to be answered too: .csv, .xlsx or .json"
    )
    add_language_option(command, of="what is written")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Go through the checklists in force: those that ANSWERS names, and all that are about a place.

    The columns of ANSWERS may be headed in Chinese; a subject is a division code or any other id. What --out writes as
    rows can be filled in and read again. In JSON, ANSWERS is an object with `answers` and, if you like, `places`.
    """
    check_files({"ANSWERS": options.answers, "--overlay": options.overlay, "--out": options.out})
    policy = chosen_policy(options)
    given = _read(options.answers, options.encoding)
    recorded = {place.code for place in given.places or ()}
    places = [*(given.places or ()), *(Place(code=code) for code in options.place if code not in recorded)]
    if not (given.answers or places or options.checklist):
        raise InvalidInput([Mismatch("place", "ANSWERS, --place or --checklist", "none")], about="checklists")
    found = check_all(given.answers or (), policy, places=places, rows=_chosen(options.checklist))
    with whole(options.out) as (part,):
        if part is not None:
            _write(part, found, options)
    say(_listed(found, options.most, options.lang))
    return 0


def _read(file: Path | None, encoding: str | None) -> ChecklistInput:
    if file is None:
        return ChecklistInput(answers=[])
    if suffix_of(file) != ".json":
        told = {_say(name, lang) for name in _TOLD for lang in LANGUAGES}  # what --out wrote beside the answers
        answers = labelled_records(file, encoding, ItemAnswer, may_lack=("subject",), beside=told)
        return ChecklistInput(answers=answers)
    try:
        return loads(ChecklistInput, text_of(file, "JSON"))
    except InvalidInput as error:
        raise InvalidInput(error.mismatches, about=str(file)) from None


def _chosen(keys: Sequence[str]) -> list[Checklist] | None:
    known = shipped_checklists()
    named = Choices.of(known)
    codes = {key: named.code(key) for key in keys}
    unknown = [key for key, code in codes.items() if code is None]
    raise_if_any((named.mismatch("--checklist", key) for key in unknown), "")
    return [known[code] for code in dict.fromkeys(codes.values()) if code is not None] or None


# -- what is printed ----------------------------------------------------------------------------------------


def _say(key: str, lang: Language, **parts: object) -> str:
    return worded("checklists", f"command_{key}", lang, **parts)


def _listed(found: Sequence[Checked], most: int, lang: Language) -> list[str]:
    """How many stand how; then, for each subject, each checklist with its items, in at most 80 columns."""
    counts = Counter(item.outcome for item in found)
    heading = _say("heading", lang, **{name: f"{counts[name]:,}" for name in ("met", "not_met", "open")})
    left = len(found) - most
    return [
        *wrapped(heading, _WIDTH),
        *(line for subject, of in groupby(found[:most], key=_subject) for line in _of_subject(subject, of, lang)),
        *(["", _say("more", lang, count=f"{left:,}")] if left > 0 else []),
    ]


def _subject(item: Checked) -> str | None:
    return item.subject


def _of_subject(subject: str | None, found: Iterable[Checked], lang: Language) -> Iterator[str]:
    division = divisions().get(subject or "")
    named = subject or _say("whole", lang)
    yield ""
    yield from wrapped(f"{named} {division.name}" if division else named, _WIDTH)
    for item in found:
        title = _say("title", lang, what=item.checklist.words(lang), stands=item.stands(lang))
        yield from _indented(wrapped(title, _WIDTH - len(_INDENT)), _INDENT)
        yield from _indented(_inside(item, lang), _INDENT * 2)


def _inside(item: Checked, lang: Language) -> Iterator[str]:
    """Each item with how it stands; then what contradicts it, what is not stated, and the section."""
    for name, state in item.states.items():
        yield from row([state.words(lang), item.checklist.by_name[name].words(lang)], _WIDTHS)
    for text in (*item.contradictions(lang), item.left_open(lang)):
        yield from wrapped(text, _INNER) if text else ()
    yield from wrapped(item.rests_on(lang), _INNER)


def _indented(lines: Iterable[str], by: str) -> Iterator[str]:
    return (f"{by}{line}" for line in lines)


# -- the file -----------------------------------------------------------------------------------------------


def _write(part: Path, found: Sequence[Checked], options: argparse.Namespace) -> None:
    """Write every item of every checklist; with a byte-order mark, since rows are made for spreadsheets."""
    lang: Language = options.lang
    if suffix_of(options.out) == ".json":
        data = {"checked": [unstructure(item) for item in found]}
        part.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
        return
    answered = (name if lang == "en" else specs(ItemAnswer)[name].zh for name in _ANSWERED)
    heads = (*answered, *(_say(name, lang) for name in _TOLD))
    with report_to(part, options.out, *heads, sheet=_say("sheet", lang), marked=True) as report:
        report.write(cells for item in found for cells in _rows(item, lang))


def _rows(item: Checked, lang: Language) -> Iterator[list[str | None]]:
    contradictions = dict(zip((str(of.of) for of in item.conflicts), item.contradictions(lang), strict=True))
    for name, state in item.states.items():
        yield [
            *(item.subject, item.checklist.key, name, _answer(state, lang)),
            *(item.checklist.words(lang), item.stands(lang), item.checklist.by_name[name].words(lang)),
            *(state.words(lang), contradictions.get(name)),
            item.rests_on(lang),
        ]


def _answer(state: ItemState, lang: Language) -> str | None:
    if state not in (ItemState.HOLDS, ItemState.FAILS):
        return None
    return worded("checklists", f"command_answer_{state}", lang)
