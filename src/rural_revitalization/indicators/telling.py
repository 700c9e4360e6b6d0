"""Scores as words, in English and Chinese, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from ..algebra import Unknown
from ..algebra.exact import EXACT, FEN
from ..places import PlaceClass, divisions
from ..policy.titles import cited, title_of
from ..readonly import ReadOnly
from ..wording import Language, called, check_language, reading, say
from .facts import NATION
from .reading import shipped_measures
from .scorecard import Outcome, Score, Scorecard
from .target import Target

_CLASSES: Final = ReadOnly({item.value: item for item in PlaceClass})
_LINES: Final = ("goal", "gap", "pace", "change", "improving", "on_line", "ahead", "baseline_agrees")


def number_text(value: Any) -> str:
    """Return a number without zeros at its end; of a range, both ends, with … for one that is unbounded.

    >>> number_text(Decimal("87.00")), number_text(Unknown(Decimal("0"), None, "x"))
    ('87', '0–…')
    """
    if isinstance(value, Unknown):
        return "–".join("…" if end is None else number_text(end) for end in (value.low, value.high))
    return f"{EXACT.normalize(Decimal(value)):f}"


def asked_words(target: Target, year: int, lang: Language) -> str:
    """What a target asks for in a year, and by when; `lang` is "en" or "zh"."""
    comparison = target.compared.words(lang)
    if target.tolerance:
        asked = say("indicators", "up_to_tolerance", lang, comparison=comparison)
    elif target.reference is not None:
        key = "value" if target.margin is None else "margin"
        parts = {"value": target.reference.words(lang), "reference": target.reference.words(lang)}
        margin = "" if target.margin is None else number_text(target.margin)
        asked = say("indicators", key, lang, comparison=comparison, margin=margin, **parts)
    else:
        value = target.value if target.schedule is None else target.scheduled[year]
        asked = say("indicators", "value", lang, comparison=comparison, value=number_text(value))
    return " ".join([asked, *_due(target, year, lang)]) if lang == "en" else "".join([*_due(target, year, lang), asked])


def _due(target: Target, year: int, lang: Language) -> Iterator[str]:
    if target.each_year:
        yield say("indicators", "each_year", lang)
    elif target.by is not None or target.schedule is not None:
        yield say("indicators", "by_year", lang, year=target.by or year)


def observed_words(score: Score, lang: Language) -> str:
    """What was observed and in which year; nothing where it was not; `lang` is "en" or "zh"."""
    observed = score.worksheet.facts.observation
    return (
        ""
        if isinstance(observed, Unknown)
        else say("indicators", "at", lang, value=number_text(observed), year=score.year)
    )


def score_line(score: Score, lang: Language = "en") -> str:
    """A score as a line to read out: what is asked, how the place stands, what is missing, the section.

    `lang` is "en" or "zh". Raises `InvalidInput` for any other.
    """
    check_language(lang)
    apart = say("indicators", "apart", lang)
    force = score.target.force
    asked = [
        asked_words(score.target, score.year, lang),
        *held_against(score.target, lang),
        *([force.words(lang)] if force else []),
    ]
    stands = [observed_words(score, lang), say("indicators", score.outcome, lang), *_lacking(score, lang)]
    source = [cited(score.source.document, score.source.section, lang), *_readings(score.target, lang)]
    return say(
        "indicators",
        "line",
        lang,
        what=score.measure.words(lang),
        unit=score.measure.unit_words(lang),
        asked=apart.join(asked),
        stands=apart.join(filter(None, stands)),
        source=apart.join(source),
    )


def missing_words(score: Score, lang: Language) -> Iterator[str]:
    """Yield what would decide a score: what to observe of which place in which year, and classes of the place."""
    for name in score.missing:
        code, _, rest = name.partition("/")
        measure, _, year = rest.rpartition("/")
        if not rest:
            yield called(_CLASSES[code], lang)
        else:
            words = shipped_measures()[measure].words(lang)
            yield say("indicators", "observation", lang, place=_place(code, lang), measure=words, year=year)


def _place(code: str, lang: Language) -> str:
    division = divisions().get(code)  # which lists no town and no village
    return say("indicators", "nation", lang) if code == NATION else division.name if division else code


def held_against(target: Target, lang: Language) -> Iterator[str]:
    """Yield what the observation is held against, where it is another measure than its own; `lang` is "en" or "zh"."""
    if target.reference_measure is not None:
        yield say("indicators", "against", lang, measure=shipped_measures()[target.reference_measure].words(lang))


def _lacking(score: Score, lang: Language) -> Iterator[str]:
    sheet = score.worksheet
    if score.outcome in (Outcome.NOT_YET, Outcome.MISSED):
        yield say("indicators", "gap", lang, gap=number_text(sheet.gap))
        if sheet.pace is not None:
            yield _pace(sheet.gap, sheet.pace, lang)
    if score.missing:
        yield say(
            "indicators", "missing", lang, names=say("indicators", "apart", lang).join(missing_words(score, lang))
        )
    if score.not_stated:
        key = "asked_not_stated" if isinstance(sheet.facts.asked, Unknown) else "not_stated"
        yield say("indicators", key, lang, document=title_of(score.source.document, lang))


def _pace(gap: Any, pace: Any, lang: Language) -> str:
    """What has to be gained in each year; of a gap so small that it rounds to nothing, less than can be told."""
    if isinstance(gap, Decimal) and gap > 0 and not pace:
        return say("indicators", "pace_below", lang, pace=number_text(FEN))
    return say("indicators", "pace", lang, pace=number_text(pace))


def _readings(target: Target, lang: Language) -> list[str]:
    keys = [*([target.reading] if target.reading else []), *(["about_the_level"] if target.about else [])]
    return [reading(key, lang) for key in keys]


def scorecard_data(card: Scorecard) -> dict[str, Any]:
    """Return a scorecard as plain data, for JSON: numbers as text, a range as its ends and the facts it depends on."""
    return {
        "place": {"code": card.place.code, "name": card.place.called},
        "on": card.on.isoformat(),
        "documents": list(card.documents),
        "scores": [_score_data(score) for score in card.scores],
    }


def _score_data(score: Score) -> dict[str, Any]:
    target, sheet = score.target, score.worksheet
    return {
        "target": target.key,
        "measure": score.measure.name,
        "label": score.measure.label,
        "zh": score.measure.zh,
        "unit": score.measure.unit,
        "asked": asked_words(target, score.year, "en"),
        "held_against": target.reference_measure,
        "force": target.force and str(target.force),
        "year": score.year,
        "observed": _plain(sheet.facts.observation),
        "outcome": str(score.outcome),
        **{name: _plain(getattr(sheet, name)) for name in _LINES},
        "missing": list(score.missing),
        "not_stated": list(score.not_stated),
        "source": str(score.source),
        "reading": target.reading,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Unknown):
        return {"low": _plain(value.low), "high": _plain(value.high), "facts": sorted(value.facts)}
    return number_text(value) if isinstance(value, Decimal) else value
