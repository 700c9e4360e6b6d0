"""Drawing with Altair: a chart of one indicator, and any chart as SVG or PNG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal

from ..errors import InvalidInput, Mismatch, check_kinds, discreet
from ..extras import need
from ..indicators import Observation, Outcome, Score, asked_words, gathered, held_against, observed_words
from ..wording import Language, check_language, say
from .font import Font, check_font, register
from .series import Point, Series, series_of

# The colour of each outcome.
COLOURS: Final[Mapping[Outcome, str]] = {
    Outcome.MET: "#1a7f37",
    Outcome.NOT_YET: "#9a6700",
    Outcome.MISSED: "#cf222e",
    Outcome.UNKNOWN: "#57606a",
    Outcome.NOT_ASKED: "#8c959f",
}
_LINES: Final = {"observed": "#0969da", "path": "#d4711c", "reference": "#8c959f"}
_GOAL: Final = "#e8b183"
_SIZE: Final = (460, 260)


@discreet
def indicator_chart(
    score: Score, observations: Iterable[Observation], *, lang: Language = "en", font: Font | None = None
) -> Any:
    """Return the chart of one score (指标图): what was observed by year, and the way to the target.

    `observations` are those that the score was made from. Chinese needs a `font`. Returns an Altair chart, for `render`
    or to be changed further. Raises `NotInstalled` without the extra, and `InvalidInput` for an unknown language, for
    Chinese without a font, and for observations that contradict each other.
    """
    check_kinds("indicator_chart", score=(score, Score), font=(font, Font, None))
    check_language(lang)
    check_font(font, lang)
    found = series_of(score, gathered(observations))
    return dressed(drawn(score, found, lang, _SIZE), font)


def drawn(score: Score, found: Series, lang: Language, size: tuple[int, int], *, legend: bool = True) -> Any:
    """The chart of a score, without its font."""
    alt = altair()
    width, height = size
    seen = [year for line in (found.observed, found.path, found.reference) for year, _ in line] or [score.year]
    years = list(range(min(seen), max(*seen, min(seen) + 1) + 1))
    named = {name: say("charts", name, lang) for name in _LINES}
    shown = [name for name in _LINES if getattr(found, name)]
    x = alt.X("year:Q", title=None, scale=alt.Scale(domain=[years[0], years[-1]], nice=False))
    y = alt.Y("value:Q", title=score.measure.unit_words(lang) or None, scale=alt.Scale(zero=False, nice=True))
    of = alt.Color(
        "line:N",
        scale=alt.Scale(domain=list(named.values()), range=list(_LINES.values())),
        legend=alt.Legend(title=None, orient="bottom", values=[named[name] for name in shown]) if legend else None,
    )
    axis = alt.Axis(format="d", values=years, labelOverlap="greedy", grid=False)
    rows = [row for name in shown for row in _rows(named[name], getattr(found, name))]
    base = alt.Chart(data_of(alt, rows)).encode(x=x.axis(axis), y=y, color=of)
    dashed = alt.condition(alt.datum.line == named["path"], alt.value([6, 4]), alt.value([1, 0]))
    layers = [base.mark_line(strokeWidth=2).encode(strokeDash=dashed), base.mark_point(filled=True, size=45, opacity=1)]
    if found.goal is not None and not found.reference:  # a target that is held against a line has its own each year
        at = alt.Chart(data_of(alt, [{"value": str(found.goal)}]))
        layers.append(at.mark_rule(color=_GOAL, strokeWidth=1).encode(y="value:Q"))
    title = alt.TitleParams(
        text=_folded(score.measure.words(lang), width, lang),
        subtitle=[*_told(score, width, lang)],
        anchor="start",
        subtitleColor=COLOURS[score.outcome],
        fontSize=12,
        subtitleFontSize=11,
        offset=6,
    )
    return alt.layer(*layers).properties(width=width, height=height, title=title)


def altair() -> Any:
    """Altair, where it is installed with what it needs to make files."""
    need("altair", "vl_convert")
    import altair as alt  # noqa: PLC0415 - an extra

    return alt


def _told(score: Score, width: int, lang: Language) -> Iterator[str]:
    """What is asked, of what it is held against, and how it stands, below the title."""
    force = score.target.force
    asked = [asked_words(score.target, score.year, lang), *([force.words(lang)] if force else [])]
    yield say("charts", "asked", lang, asked=say("charts", "apart", lang).join(asked))
    for against in held_against(score.target, lang):
        yield from _folded(against, width, lang)
    observed = observed_words(score, lang) or say("charts", "not_observed", lang)
    yield say("charts", "stands", lang, observed=observed, outcome=say("indicators", score.outcome, lang))


def _rows(name: str, line: Iterable[Point]) -> Iterator[dict[str, Any]]:
    for year, value in line:
        yield {"line": name, "year": year, "value": str(value)}


def data_of(alt: Any, rows: list[dict[str, Any]]) -> Any:
    """Rows as the data of a chart; values are text there, which only what draws takes for numbers."""
    return alt.InlineData(values=rows, format=alt.DataFormat(parse={"value": "number"}))


def _folded(text: str, width: int, lang: Language) -> list[str]:
    """A title in lines no wider than the chart."""
    room = max(width // (12 if lang == "zh" else 7), 8)
    if lang == "zh":
        return [text[at : at + room] for at in range(0, len(text), room)]
    lines = [""]
    for word in text.split():
        lines[-1:] = [f"{lines[-1]} {word}".strip()] if len(lines[-1]) + len(word) < room else [lines[-1], word]
    return lines


def dressed(chart: Any, font: Font | None) -> Any:
    """A whole chart, in its font and on white."""
    named = {} if font is None else {"font": font.name}
    register(font)
    return (
        chart.configure(background="white", **named)
        .configure_view(stroke="#d0d7de")
        .configure_axis(
            labelColor="#57606a", titleColor="#57606a", gridColor="#eaeef2", labelFontSize=11, titleFontSize=11
        )
    )


@discreet
def render(chart: Any, kind: Literal["svg", "png"] = "svg", *, scale: int = 2) -> bytes:
    """Return a chart as the bytes of an SVG or PNG file; `scale` enlarges a PNG.

    Raises `NotInstalled` without the extra, and `InvalidInput` for another kind of file.
    """
    need("altair", "vl_convert")
    import vl_convert  # noqa: PLC0415 - an extra

    if kind == "svg":
        return str(vl_convert.vegalite_to_svg(chart.to_dict())).encode()
    if kind == "png":
        return bytes(vl_convert.vegalite_to_png(chart.to_dict(), scale=scale))
    raise InvalidInput([Mismatch.of_name("kind", kind, ("svg", "png"))])
