"""A page for each rule, written from its docstring and its declarations."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from importlib import import_module
from itertools import groupby, pairwise
from types import MappingProxyType, ModuleType
from typing import Any, Final

from tables import bounds, code, figure_text, link_of, note, readings, register_link, stated_by_a_pack, table, unit_of

import rural_revitalization as rr
from rural_revitalization.cases import Case, place_of
from rural_revitalization.cases.listening import heard_by
from rural_revitalization.cases.origins import Derived
from rural_revitalization.catalogue import DECLARED, LAYERS
from rural_revitalization.citing import may_rest_on
from rural_revitalization.fields import Spec, figure_of, specs
from rural_revitalization.policy.pack import shipped_packs
from rural_revitalization.policy.register import source_of
from rural_revitalization.rules.form import AnyRule

__all__ = ["index", "page", "title"]

_SECTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {"Whom": "For whom", "Units": "Units", "Readings": "Readings", "Limitations": "Limits"}
)
_DAY: Final = timedelta(days=1)
_PRACTICE: Final = "national-practice"


# -- the page -------------------------------------------------------------------------------------------


def page(rule: AnyRule) -> str:
    """The page of a rule as Markdown."""
    worded = dict(_worded(rule))
    parts = [
        f"(rule-{rule.name})=\n# {title(rule)}",
        code(rule.module.__name__),
        worded.pop("", ""),
        *_section("For whom", worded),
        *_section("Units", worded),
        f"## Declaration\n\n{_declaration(rule)}",
        f"## In a picture\n\n```{{picture}} {rule.name}\n```",
        f"## Formula\n\nThis is the rule itself, as the library runs it.\n\n{_formula(rule)}",
        *_section("Example", worded),
        f"## Facts\n\n{_FACTS}\n\n{_facts(rule)}",
        *_terms(rule),
        f"## Worksheet\n\n{_WORKSHEET}\n\n{_worksheet(rule)}",
        *_section("Readings", worded),
        _readings(rule),
        *_section("Limits", worded),
        *_sources(rule),
        *(f"## {heading}\n\n{text}" for heading, text in worded.items()),
        _signatures(rule),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


_FACTS: Final = """\
What must be known of the case, and where it is drawn from. A fact left out is unknown, within the values given here."""
_WORKSHEET: Final = """\
Every figure on the way, the answers last. *Figures used* are all that a line may rest on; the worksheet of a case cites
those of the branches that were taken."""


def title(rule: AnyRule) -> str:
    """What the first line of the docstring calls the rule, with its Chinese name."""
    return _paragraphs(rule)[0].split(": ", 1)[0]


def _paragraphs(rule: AnyRule) -> list[str]:
    return (inspect.getdoc(rule.module) or "").split("\n\n")


def _worded(rule: AnyRule) -> Iterator[tuple[str, str]]:
    """The paragraphs of the docstring under their headings; what comes before the first has none."""
    _, lead = _paragraphs(rule)[0].split(": ", 1)
    gathered: dict[str, list[str]] = {"": [lead[0].upper() + lead[1:]]}
    for paragraph in _paragraphs(rule)[1:]:
        word, _, rest = paragraph.partition(": ")
        if paragraph.startswith(">>>"):
            gathered["Example"] = [f"```python\n{paragraph}\n```"]
        elif word in _SECTIONS:
            gathered[_SECTIONS[word]] = [rest[0].upper() + rest[1:]]
        elif word != "References":  # what is cited is said by the figures and by the declaration
            gathered[next(reversed(gathered))].append(paragraph)
    return ((heading, "\n\n".join(texts)) for heading, texts in gathered.items())


def _section(heading: str, worded: dict[str, str]) -> Iterator[str]:
    """One of the docstring's paragraphs as a section, where there is such a paragraph."""
    if heading in worded:
        yield f"## {heading}\n\n{worded.pop(heading)}"


def _formula(rule: AnyRule) -> str:
    source = inspect.getsource(rule.compute)
    return "```python\n" + source[source.index("def compute") :] + "```"


def _own_function(module: ModuleType, value: object) -> bool:
    return inspect.isfunction(value) and value.__module__ == module.__name__ and not value.__name__.startswith("_")


def _signatures(rule: AnyRule) -> str:
    name, module = rule.module.__name__, rule.module
    functions = [
        f".. autofunction:: {name}.{item}" for item, _ in inspect.getmembers(module, partial(_own_function, module))
    ]
    classes = [f".. autoclass:: {name}.{part}()" for part in ("Facts", "Terms", "Worksheet")]
    return "\n".join(["## In code", "", "```{eval-rst}", *functions, "", *classes, "```"])


# -- what the rule declares -----------------------------------------------------------------------------


_RULE: Final = """\
What `RULE` says to whoever runs it; [One declaration](../../explanation/one-declaration.md) tells what the words mean.
*By* names what a condition looks at, and *For whom* says it in words."""


def _declaration(rule: AnyRule) -> str:
    rows = ([heading, said] for heading, said in _declared(rule) if said)
    return f"{_RULE}\n\n{table(['it', 'here'], rows)}"


def _declared(rule: AnyRule) -> Iterator[tuple[str, str]]:
    answer, unit = _line(rule, rule.answer), rule.unit or unit_of(rule.answer_spec)
    yield "about", f"a {rule.about}"
    for verb, said in (("pays", rule.pays), ("decides", rule.decides), ("works out", rule.works_out)):
        yield verb, f"{answer}, {unit}" if said else ""
    yield "to whom", "; ".join(_to_whom(rule))
    yield "applies", _asked(rule.applies)
    yield "begins with", " or ".join(link_of(place_of(origin)) for origin in rule.needs)
    yield (
        "completes",
        "; ".join(
            f"{link_of(place_of(origin))} by {_line(rule, line)}, where it is not recorded"
            for origin, line in rule.completes.items()
        ),
    )
    yield "takes", _takes(rule)
    yield "leaves", _leaves(rule)
    yield "shown under", f"{rule.heading.label}; {rule.heading.zh}" if rule.finds else "other rules alone use it"


def _line(rule: AnyRule, name: str) -> str:
    spec = specs(rule.worksheet)[name]
    return f"{code(name)} ({spec.label}; {spec.zh})"


def _to_whom(rule: AnyRule) -> Iterator[str]:
    if asked := _asked(rule.to):
        yield asked
    if rule.where:
        yield f"where {_line(rule, rule.where)} is yes"


def _asked(condition: Callable[[Case], Any]) -> str:
    """What a condition asks of a case, where it asks anything."""
    if isinstance(condition, Derived):
        return f"{condition.place.spec.label}: {link_of(condition.place)}"
    found = ", ".join(map(link_of, heard_by([condition])))
    return found and f"by {found}"


def _takes(rule: AnyRule) -> str:
    if rule.takes is None:
        return ""
    before = _neighbour(rule, -1)
    return f"{code(rule.takes)}: what {before} left" if before else code(rule.takes)


def _leaves(rule: AnyRule) -> str:
    if rule.leaves is None:
        return ""
    after = _neighbour(rule, 1)
    return f"{_line(rule, rule.leaves)}{f', to {after}' if after else ''}"


def _neighbour(rule: AnyRule, step: int) -> str:
    """The layer before or after one; of a rule that is no layer, another of the same that it is about."""
    if rule not in LAYERS:
        return f"the {rule.about} {'before' if step < 0 else 'after'} it"
    at = LAYERS.index(rule) + step
    return f"[{LAYERS[at].label}](#rule-{LAYERS[at].name})" if 0 <= at < len(LAYERS) else ""


def _facts(rule: AnyRule) -> str:
    return table(
        ["fact", "what", "中文", "unit", "value", "drawn from"],
        (
            [code(name), spec.label, spec.zh, spec.unit, bounds(spec), _drawn(rule, name)]
            for name, spec in specs(rule.facts).items()
        ),
    )


def _drawn(rule: AnyRule, fact: str) -> str:
    """Where a fact comes from: an origin, the layer before, or nobody but who gives it."""
    if fact in rule.origins:
        return link_of(place_of(rule.origins[fact]))
    return f"what {_neighbour(rule, -1)} left" if fact == rule.takes else "given; no record holds it"


def _worksheet(rule: AnyRule) -> str:
    declared, resting = specs(rule.worksheet), may_rest_on(rule)
    criteria = {name for spec in declared.values() for name in spec.criteria}
    return table(
        ["line", "what", "中文", "unit", "figures used", "reading"],
        (
            [
                code(name),
                spec.label + (" (**answer**)" if spec.answer else " (criterion)" if name in criteria else ""),
                spec.zh,
                unit_of(spec),
                ", ".join(map(code, resting[name])),
                code(spec.reading) if spec.reading else "",
            ]
            for name, spec in declared.items()
        ),
    )


def _readings(rule: AnyRule) -> str:
    keys = dict.fromkeys(spec.reading for spec in specs(rule.worksheet).values() if spec.reading)
    return readings(keys)


# -- sources --------------------------------------------------------------------------------------------

_SOURCES: Final = """\
The sections that state its figures, and those that the rule carries out without a figure: where no figure bears on a
line, these are cited for it."""


def _sources(rule: AnyRule) -> Iterator[str]:
    """The sections behind a rule: those of its figures, and those that its declaration names."""
    figures: dict[tuple[str, str, str], list[str]] = {}
    for pack in shipped_packs().values():
        for figure in pack.figures.values():
            at, _, term = figure.name.partition(".")
            if at == rule.name:
                figures.setdefault((figure.pack, figure.section, figure.register or ""), []).append(term)
    named = {}
    for register, lines in rule.register.items():
        source = source_of(register)
        named[source.document, source.section, register] = lines
    rows = [
        [
            _document(place[0]),
            place[1],
            register_link(place[2]) if place[2] else "",
            ", ".join(map(code, dict.fromkeys(figures.get(place, ())))),
            ", ".join(map(code, named.get(place, ()))),
        ]
        for place in sorted({*figures, *named})
    ]
    listed = table(["document", "section", "register id", "figures it states", "lines it is named for"], rows)
    if listed:
        yield f"## Sources\n\n{_SOURCES}\n\n{listed}"
    else:
        yield "## Sources\n\nNo document states a figure for it, and its declaration names no sentence of the register."


def _document(name: str) -> str:
    return f"[{name}](#pack-{name})"


# -- figures in force -----------------------------------------------------------------------------------


_TERMS: Final = """\
What the documents state. A figure that none states is unknown, and the worksheet says so. One that *may be unset* is
left out where no document sets it, and the rule does without; one that a document grants without stating it is unknown
as well. A county's [overlay](../../how-to/overlay.md) may state each of them."""


def _terms(rule: AnyRule) -> Iterator[str]:
    declared = specs(rule.terms)
    if not declared:
        yield "## Figures\n\nThe rule has no figure of its own."
        return
    yield f"## Figures\n\n{_TERMS}"
    rows = (
        [code(name), spec.label, spec.zh, spec.unit, bounds(spec), _kept_to(name, spec)]
        for name, spec in ((figure_of(rule.name, term, spec), spec) for term, spec in declared.items())
    )
    yield table(["figure", "what", "中文", "unit", "value", "note"], rows)
    for jurisdiction in rr.JURISDICTIONS:
        yield f"### In force in {jurisdiction.capitalize()}\n\n{_in_force(jurisdiction, rule.name, declared)}"


def _kept_to(name: str, spec: Spec) -> str:
    """What holds of a figure wherever it is stated."""
    notes = ["may be unset"] if spec.may_be_unset else []
    notes += [f"within the limit of {code(spec.within)}"] if spec.within else []
    notes += [] if name in stated_by_a_pack() else ["no shipped pack states it"]
    return "; ".join(notes)


def _in_force(jurisdiction: str, rule: str, declared: Mapping[str, Spec]) -> str:
    rows: list[list[str]] = []
    open_figures: dict[tuple[date, date], list[str]] = {}
    for term, spec in declared.items():
        for since, until, figure in _stretches(jurisdiction, figure_of(rule, term, spec)):
            if figure is not None:
                place = f"{_document(figure.pack)} {figure.section}"
                rows.append([code(term), figure_text(figure), f"{since} to {until}", place, note(figure)])
            elif not spec.may_be_unset:
                open_figures.setdefault((since, until), []).append(term)
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


def index(rules: Iterable[AnyRule] = tuple(DECLARED.values())) -> str:
    """The list of rules, by the room they are in."""
    rooms = groupby(rules, key=lambda rule: rule.module.__name__.rsplit(".", 1)[0])
    return "\n".join(["# Rules", "", _ABOUT, *(_room(room, list(members)) for room, members in rooms)])


_ABOUT: Final = """\
One page for each rule. Who has read one has read all: for whom it is, what it declares, the rule as it is written, the
facts it asks for, the figures in force, the lines of its worksheet, the readings it relies on, and the sections it
carries out. [One declaration](../../explanation/one-declaration.md) tells how a rule is made.

The pages are written from the code, so they say what the library does.
"""


def _room(room: str, members: list[AnyRule]) -> str:
    heading = (inspect.getdoc(import_module(room)) or room).split(": ", 1)[0].removesuffix(".")
    rows = ([f"[{title(rule)}](#rule-{rule.name})", f"a {rule.about}", dict(_worded(rule))[""]] for rule in members)
    listed = "\n".join(rule.name for rule in members)
    tabled = table(["rule", "about", "answers"], rows)
    return f"## {heading}\n\n{tabled}\n```{{toctree}}\n:hidden:\n\n{listed}\n```\n"
