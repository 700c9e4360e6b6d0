"""The sheet for the wall (上墙图): how a place stands on one page, the targets that matter most drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from ..errors import check_kinds, discreet
from ..indicators import Force, Observation, Outcome, Score, Scorecard, gathered
from ..policy.titles import title_of
from ..wording import Language, check_language, say
from .drawing import COLOURS, altair, data_of, drawn, dressed
from .font import Font, check_font
from .series import series_of

_COLUMNS: Final = 4
_SIZE: Final = (245, 120)
_BAR: Final = 26
_ORDER: Final = (Outcome.MISSED, Outcome.NOT_YET, Outcome.MET)
_COUNTED: Final = (Outcome.MET, Outcome.NOT_YET, Outcome.MISSED, Outcome.UNKNOWN, Outcome.NOT_ASKED)


@discreet
def wall_sheet(
    card: Scorecard,
    observations: Iterable[Observation],
    *,
    lang: Language = "en",
    font: Font | None = None,
    most: int = 12,
) -> Any:
    """Return one page about a place (上墙图): how many targets stand how, and the charts of up to `most` of them.

    Only targets that were observed are drawn: what is missed first, then what is not due, then what is met, and of each
    the binding ones first; the others are counted. `observations` are those that the scorecard was made from; Chinese
    needs a `font`. Returns an Altair chart, for `render`. Raises what `indicator_chart` raises.
    """
    check_kinds("wall_sheet", card=(card, Scorecard), font=(font, Font, None), most=(most, int))
    check_language(lang)
    check_font(font, lang)
    alt = altair()
    values = gathered(observations)
    lines = {id(score): series_of(score, values) for score in card.scores}
    seen = sorted((score for score in card.scores if lines[id(score)].observed), key=_weight)
    chosen = [score for score in seen if score.outcome in _ORDER][:most]
    charts = [drawn(score, lines[id(score)], lang, _SIZE, legend=False) for score in chosen]
    parts = [_counts(card, lang)]
    if charts:
        parts.append(alt.concat(*charts, columns=_COLUMNS, spacing=24))
    parts.append(_notes(card, chosen, lang))
    on = f"{card.on.year}年{card.on.month}月{card.on.day}日" if lang == "zh" else card.on.isoformat()
    title = alt.TitleParams(
        text=say("charts", "title", lang, place=card.place.called, on=on),
        subtitle=say("charts", "counts", lang, count=len(card.scores)),
        anchor="start",
        fontSize=26,
        subtitleFontSize=15,
        offset=16,
    )
    whole = alt.vconcat(*parts, spacing=22).properties(title=title, padding=28).resolve_scale(color="independent")
    return dressed(whole, font)


def _weight(score: Score) -> tuple[int, bool, str]:
    order = _ORDER.index(score.outcome) if score.outcome in _ORDER else len(_ORDER)
    return order, score.target.force is not Force.BINDING, score.target.key


def _width() -> int:
    return _COLUMNS * _SIZE[0] + (_COLUMNS - 1) * 60


def _counts(card: Scorecard, lang: Language) -> Any:
    """A bar of how many targets stand how, each part with its number."""
    alt = altair()
    rows, at = [], 0  # in half targets, so that the middle of a part is a whole number
    for outcome in _COUNTED:
        count = card.count(outcome)
        if count:
            words, colour = f"{say('indicators', outcome, lang)} {count}", COLOURS[outcome]
            rows.append({"words": words, "from": at, "to": at + 2 * count, "middle": at + count, "colour": colour})
            at += 2 * count
    base = alt.Chart(data_of(alt, rows)).encode(
        x=alt.X("from:Q", axis=None, scale=alt.Scale(domain=[0, max(at, 1)], nice=False)), x2="to:Q"
    )
    bar = base.mark_rect(stroke="white", strokeWidth=2).encode(fill=alt.Fill("colour:N", scale=None))
    words = (
        alt.Chart(data_of(alt, rows))
        .mark_text(color="#24292f", fontSize=14, dy=_BAR)
        .encode(x=alt.X("middle:Q"), text="words:N")
    )
    return alt.layer(bar, words).properties(width=_width(), height=_BAR, view=alt.ViewBackground(stroke=None))


def _notes(card: Scorecard, chosen: Iterable[Score], lang: Language) -> Any:
    """What is not drawn, what the lines are, and the documents."""
    alt = altair()
    left = len(card.scores) - len(list(chosen))
    apart = say("charts", "apart", lang)
    rests_on = dict.fromkeys(score.source.document for score in card.scores)
    notes = [
        say("charts", "legend", lang),
        say("charts", "others", lang, count=left, open=card.count(Outcome.UNKNOWN)),
        say("charts", "based_on", lang, documents=apart.join(title_of(item, lang) for item in rests_on)),
    ]
    rows = [{"at": at, "words": words} for at, words in enumerate(notes)]
    texts = alt.Chart(data_of(alt, rows)).mark_text(align="left", color="#57606a", fontSize=12)
    return texts.encode(x=alt.value(0), y=alt.Y("at:O", axis=None), text="words:N").properties(
        width=_width(), height=60, view=alt.ViewBackground(stroke=None)
    )
