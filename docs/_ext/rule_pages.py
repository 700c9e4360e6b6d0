"""A page for each rule, written from its docstring and its declarations."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from importlib import import_module
from itertools import groupby, pairwise
from types import MappingProxyType, ModuleType
from typing import Final

from tables import bounds, code, fields_table, figure_text, note, short_name, table

import rural_revitalization as rr
from rural_revitalization.fields import Spec, specs
from rural_revitalization.policy.pack import known_figures, shipped_packs
from rural_revitalization.wording import READINGS

__all__ = ["index", "page", "title"]

_SECTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Whom": "For whom",
        "Units": "Units",
        "References": "Sources",
        "Readings": "Readings",
        "Limitations": "Limits",
    }
)
_DAY: Final = timedelta(days=1)
_PRACTICE: Final = "national-practice"


# -- the page -------------------------------------------------------------------------------------------


def page(rule: ModuleType) -> str:
    """The page of a rule as Markdown."""
    name = short_name(rule)
    worded = dict(_worded(rule))
    parts = [
        f"(rule-{name})=\n# {title(rule)}",
        code(rule.__name__),
        worded.pop("", ""),
        *_section("For whom", worded),
        *_section("Units", worded),
        f"## In a picture\n\n```{{picture}} {name}\n```",
        f"## Formula\n\nThis is the rule itself, as the library runs it.\n\n{_formula(rule)}",
        *_section("Example", worded),
        "## Facts\n\nWhat must be known of the case. A fact left out is unknown, within the values given here.",
        fields_table(rule.Facts),
        *_terms(rule),
        f"## Worksheet\n\nEvery figure on the way, the answers last.\n\n{_worksheet(rule)}",
        *_section("Readings", worded),
        _readings(rule),
        *_section("Limits", worded),
        *_section("Sources", worded),
        _sources(rule),
        *(f"## {heading}\n\n{text}" for heading, text in worded.items()),
        _signatures(rule),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def title(rule: ModuleType) -> str:
    """What the first line of the docstring calls the rule, with its Chinese name."""
    return _paragraphs(rule)[0].split(": ", 1)[0]


def _paragraphs(rule: ModuleType) -> list[str]:
    return (inspect.getdoc(rule) or "").split("\n\n")


def _worded(rule: ModuleType) -> Iterator[tuple[str, str]]:
    """The paragraphs of the docstring under their headings; what comes before the first has none."""
    _, lead = _paragraphs(rule)[0].split(": ", 1)
    gathered: dict[str, list[str]] = {"": [lead[0].upper() + lead[1:]]}
    for paragraph in _paragraphs(rule)[1:]:
        word, _, rest = paragraph.partition(": ")
        if paragraph.startswith(">>>"):
            gathered["Example"] = [f"```python\n{paragraph}\n```"]
        elif word in _SECTIONS:
            gathered[_SECTIONS[word]] = [rest[0].upper() + rest[1:]]
        else:
            gathered[next(reversed(gathered))].append(paragraph)
    return ((heading, "\n\n".join(texts)) for heading, texts in gathered.items())


def _section(heading: str, worded: dict[str, str]) -> Iterator[str]:
    """One of the docstring's paragraphs as a section, where there is such a paragraph."""
    if heading in worded:
        yield f"## {heading}\n\n{worded.pop(heading)}"


def _formula(rule: ModuleType) -> str:
    source = inspect.getsource(rule.compute)
    return "```python\n" + source[source.index("def compute") :] + "```"


def _worksheet(rule: ModuleType) -> str:
    declared = specs(rule.Worksheet)
    criteria = {name for spec in declared.values() for name in spec.criteria}
    return table(
        ["line", "what", "中文", "unit", "figures used", "reading"],
        (
            [
                code(name),
                spec.label + (" (**answer**)" if spec.answer else " (criterion)" if name in criteria else ""),
                spec.zh,
                spec.unit or ("yes or no" if spec.kind.name == "truth" else ""),
                ", ".join(map(code, spec.uses)),
                code(spec.reading) if spec.reading else "",
            ]
            for name, spec in declared.items()
        ),
    )


def _readings(rule: ModuleType) -> str:
    keys = dict.fromkeys(spec.reading for spec in specs(rule.Worksheet).values() if spec.reading)
    rows = ([code(key), READINGS[key]["en"], READINGS[key]["zh"]] for key in keys)
    return table(["reading", "in words", "口径"], rows)


def _sources(rule: ModuleType) -> str:
    rows = ([_document(item.document), item.section, code(item.register)] for item in rule.SOURCES)
    return table(["document", "section", "register id"], rows)


def _document(name: str) -> str:
    return f"[{name}](#pack-{name})"


def _signatures(rule: ModuleType) -> str:
    name = rule.__name__
    functions = [f".. autofunction:: {name}.{item}" for item in rule.__all__ if inspect.isfunction(getattr(rule, item))]
    classes = [f".. autoclass:: {name}.{part}()" for part in ("Facts", "Terms", "Worksheet")]
    return "\n".join(["## In code", "", "```{eval-rst}", *functions, "", *classes, "```"])


# -- figures in force -----------------------------------------------------------------------------------


def _terms(rule: ModuleType) -> Iterator[str]:
    name, declared = short_name(rule), specs(rule.Terms)
    if not declared:
        yield "## Figures\n\nThe rule has no figure of its own."
        return
    yield "## Figures\n\nWhat the documents state. A figure that none states is unknown, and the worksheet says so."
    rows = ([code(f"{name}.{term}"), spec.label, spec.zh, _kind(name, term, spec)] for term, spec in declared.items())
    yield table(["figure", "what", "中文", "value"], rows)
    for jurisdiction in rr.JURISDICTIONS:
        yield f"### In force in {jurisdiction.capitalize()}\n\n{_in_force(jurisdiction, name, declared)}"


def _kind(rule: str, term: str, spec: Spec) -> str:
    """What a figure may be, and whether only localities state it."""
    return bounds(spec) + ("; only in an overlay" if _is_local(f"{rule}.{term}") else "")


def _is_local(name: str) -> bool:
    stated = any(name in pack.figures for pack in shipped_packs().values())
    return name in known_figures() and not stated


def _in_force(jurisdiction: str, rule: str, declared: Mapping[str, Spec]) -> str:
    rows: list[list[str]] = []
    open_figures: dict[tuple[date, date], list[str]] = {}
    for term in (term for term in declared if not _is_local(f"{rule}.{term}")):
        for since, until, figure in _stretches(jurisdiction, f"{rule}.{term}"):
            if figure is None:
                open_figures.setdefault((since, until), []).append(term)
            else:
                place = f"{_document(figure.pack)} {figure.section}"
                rows.append([code(term), figure_text(figure), f"{since} to {until}", place, note(figure)])
    silent = (f"- {since} to {until}: {', '.join(map(code, terms))}" for (since, until), terms in open_figures.items())
    lines = "\n".join(silent)
    stated = table(["figure", "value", "in force", "document and section", "note"], rows)
    return "\n\n".join(part for part in (stated, f"Not stated:\n\n{lines}" if lines else "") if part)


def _stretches(jurisdiction: str, name: str) -> Iterator[tuple[date, date, rr.Figure | None]]:
    """The days between any two changes, and the figure then in force; None where no document in force states it."""

    def in_force(span: tuple[date, date]) -> tuple[bool, rr.Figure | None]:
        try:
            policy = rr.load_policy(jurisdiction, on=span[0])
        except rr.OutsidePeriod:
            return False, None
        return True, {figure.name: figure for figure in policy.figures()}.get(name)

    for (covered, figure), group in groupby(pairwise(sorted(_changes(jurisdiction))), key=in_force):
        together = list(group)
        if covered:
            yield together[0][0], together[-1][1] - _DAY, figure


def _changes(jurisdiction: str) -> set[date]:
    """The days on which a document or a figure begins to hold, and the days after it ended."""
    chosen = [shipped_packs()[name] for name in (*rr.JURISDICTIONS[jurisdiction], _PRACTICE)]
    spans = [(pack.since, pack.until) for pack in chosen]
    spans += [(figure.since, figure.until) for pack in chosen for figure in pack.figures.values()]
    return {since for since, _ in spans} | {until + _DAY for _, until in spans}


# -- the index ------------------------------------------------------------------------------------------


def index(rules: Iterable[ModuleType] = rr.RULES) -> str:
    """The list of rules, by the room they are in."""
    rooms = groupby(rules, key=lambda rule: rule.__name__.rsplit(".", 1)[0])
    return "\n".join(["# Rules", "", _ABOUT, *(_room(room, list(members)) for room, members in rooms)])


_ABOUT: Final = """\
One page for each rule. Who has read one has read all: for whom it is, the rule as it is written, the facts it asks
for, the figures in force, the lines of its worksheet, the readings it relies on, and the sections it carries out.

The pages are written from the code, so they say what the library does.
"""


def _room(room: str, members: list[ModuleType]) -> str:
    heading = (inspect.getdoc(import_module(room)) or room).split(": ", 1)[0].removesuffix(".")
    rows = ([f"[{title(rule)}](#rule-{short_name(rule)})", dict(_worded(rule))[""]] for rule in members)
    listed = "\n".join(short_name(rule) for rule in members)
    return f"## {heading}\n\n{table(['rule', 'answers'], rows)}\n```{{toctree}}\n:hidden:\n\n{listed}\n```\n"
