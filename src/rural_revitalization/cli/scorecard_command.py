"""`scorecard`: hold places to the targets of the documents; one place as a list, several as a table."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from .. import fields
from ..charts import Font, indicator_chart, render, wall_sheet
from ..encodings import text_of
from ..errors import InvalidInput, Mismatch, raise_if_any
from ..fields.annotations import Records
from ..indicators import Observation, Outcome, Score, Scorecard, asked_words, observed_words, scorecards
from ..places import Place, area_of, within
from ..policy import Policy
from ..records import loads, unstructure
from ..wording import Language, display_width
from ..wording import say as worded
from .arguments import add_language_option, chosen_policy, division
from .observations_file import observations_in
from .printing import aligned, shortened
from .rejecting import check_files
from .reports import write_sheets
from .result_sheets import scorecard_sheets
from .suffixes import is_table, picture, read_or_shown, suffix_of
from .terminal import escaped, say
from .whole import whole
from .workbooks import SUFFIX

_WIDTH: Final = 80
_NARROWEST: Final = 16
_GAP: Final = 2
_NO_NAME: Final = re.compile(r'[/\\:*?"<>|#]')
"""What no name of a file may hold."""


@fields.model_class
class ScorecardInput:
    """What the command reads: places, and what was observed of them and of those they are held against."""

    places: Records[Place] = fields.records("places", zh="地区", of=Place)
    observations: Records[Observation] = fields.records("observations", zh="监测数据", of=Observation, required=True)


def add_to(commands: Any, policy_options: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "scorecard",
        help="hold places to the targets of the documents",
        description=_run.__doc__,
        parents=[policy_options],
    )
    command.add_argument(
        "file", type=Path, metavar="FILE", help="places and observations, in JSON, or a table of observations"
    )
    command.add_argument(
        "--place", type=division, metavar="PLACE", help="score one place only, by its division code or name"
    )
    add_language_option(command, of="what is printed")
    command.add_argument(
        "--out", type=read_or_shown, metavar="FILE", help="write the scorecards: JSON, or .xlsx to be read"
    )
    command.add_argument("--sheet", type=picture, metavar="OUT", help="draw one place on a page: .svg or .png")
    command.add_argument("--charts", type=Path, metavar="FOLDER", help="draw each target of one place, as .svg")
    command.add_argument("--font", metavar="NAME", help="the font of pictures; one with Chinese for --lang zh")
    command.add_argument("--fonts", type=Path, metavar="FOLDER", help="where the file of --font is")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Hold places to the targets of the documents in force, given what was observed of them.

    FILE is an object with `observations` and, unless `--place` names one, `places`; or a table of observations, whose
    places are scored. One place is printed target by
    target, several as a table with a line for each. Pictures need the extra `plots`.
    """
    check_files({"FILE": options.file, "--overlay": options.overlay, "--out": options.out, "--sheet": options.sheet})
    policy = chosen_policy(options)
    given = _read(options.file, policy)
    observations = given.observations or ()
    cards = scorecards(_chosen(given, options), observations, policy)
    pictures = dict(_pictures(cards, observations, options))
    with whole(options.out, *pictures) as (out, *drawn):
        for part, content in zip(drawn, pictures.values(), strict=True):
            if part is not None:
                part.write_bytes(content)
        if out is not None:
            if suffix_of(options.out) == SUFFIX:
                write_sheets(out, scorecard_sheets(cards, options.lang))
            else:
                data = {"scorecards": [unstructure(card) for card in cards]}
                out.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    say(_sheet(cards[0], options.lang) if len(cards) == 1 else _table(cards, options.lang))
    return 0


def _pictures(
    cards: Sequence[Scorecard], observations: Sequence[Observation], options: argparse.Namespace
) -> Iterator[tuple[Path, bytes]]:
    """Yield each picture that is asked for, with where it is to be written."""
    if options.sheet is None and options.charts is None:
        return
    if len(cards) != 1:
        one = Mismatch("--place", "one place for --sheet or --charts", f"{len(cards)} places")
        raise InvalidInput([one], about=str(options.file))
    if options.fonts is not None and options.font is None:
        raise InvalidInput([Mismatch("--font", "the name of the font in --fonts", "nothing")], about=str(options.file))
    (card,), lang = cards, options.lang
    font = None if options.font is None else Font(options.font, options.fonts)
    if options.sheet is not None:
        page = wall_sheet(card, observations, lang=lang, font=font)
        yield options.sheet, render(page, "png" if suffix_of(options.sheet) == ".png" else "svg")
    if options.charts is not None:
        options.charts.mkdir(exist_ok=True)
        seen = {(item.place, item.measure) for item in observations}
        for at, score in enumerate(card.scores, start=1):
            if (score.place, score.measure.name) in seen:
                chart = indicator_chart(score, observations, lang=lang, font=font)
                yield options.charts.joinpath(_chart_name(at, score, lang)), render(chart)


def _chart_name(at: int, score: Score, lang: Language) -> str:
    """The name of the file of a chart: the key of the target or, in Chinese, its place in the list and its measure."""
    name = score.target.key if lang == "en" else f"{at:02}-{score.measure.words(lang)}"
    return f"{_NO_NAME.sub('-', name)}-{score.year}.svg"


def _read(file: Path, policy: Policy) -> ScorecardInput:
    if is_table(file):
        found = observations_in(file)
        area = area_of(policy.jurisdiction)
        codes = dict.fromkeys(item.place for item in found if within(item.place, area))
        return ScorecardInput(places=[Place(code=code) for code in codes], observations=found)
    text = text_of(file, "JSON")
    try:
        return loads(ScorecardInput, text)
    except InvalidInput as error:
        raise InvalidInput(error.mismatches, about=str(file)) from None


def _chosen(given: ScorecardInput, options: argparse.Namespace) -> Sequence[Place]:
    """The places to score: the one that was named, or all of the file.

    Raises `InvalidInput` where there is none, or where one is given twice.
    """
    places = given.places or ()
    codes = [place.code for place in places]
    again = [at for at, code in enumerate(codes) if code in codes[:at]]
    twice = [Mismatch(f"$.places[{at}].code", "a place given once", "the same code again") for at in again]
    raise_if_any(twice, str(options.file))
    if options.place is not None:
        return [next((place for place in places if place.code == options.place), None) or Place(code=options.place)]
    if not places:
        raise InvalidInput([Mismatch("$.places", "at least one place, or --place", "none")], about=str(options.file))
    return places


# -- what is printed ----------------------------------------------------------------------------------------


def _say(key: str, lang: Language, **parts: object) -> str:
    return worded("indicators", key, lang, **parts)


def _sheet(card: Scorecard, lang: Language) -> list[str]:
    """One place: how it stands in all, then a line for each target, at most 80 columns wide."""
    counts = {str(outcome): card.count(outcome) for outcome in Outcome}
    heads = [_say(key, lang) for key in ("measure", "asked", "observed", "outcome")]
    rows = [heads, *([escaped(cell) for cell in row] for row in _rows(card, lang))]
    rest = sum(max(display_width(row[at]) for row in rows) + _GAP for at in (1, 2, 3))
    room = max(_NARROWEST, _WIDTH - rest)
    written = aligned([[shortened(row[0], room), *row[1:]] for row in rows])
    return [_say("scored", lang, place=escaped(card.place.called), on=card.on, **counts), "", *_ruled(written)]


def _rows(card: Scorecard, lang: Language) -> Iterator[list[str]]:
    for score in card.scores:
        asked, observed = asked_words(score.target, score.year, lang), observed_words(score, lang)
        yield [score.measure.words(lang), asked, observed, _say(score.outcome, lang)]


def _table(cards: Sequence[Scorecard], lang: Language) -> list[str]:
    """Several places: a line for each, with how many targets stand how."""
    heads = [_say("place", lang), *(_say(outcome, lang) for outcome in Outcome)]
    rows = [[escaped(card.place.called), *(str(card.count(outcome)) for outcome in Outcome)] for card in cards]
    return _ruled(aligned([heads, *rows]))


def _ruled(lines: list[str]) -> list[str]:
    head, *others = lines
    return [head, "-" * max(map(display_width, lines)), *others]
