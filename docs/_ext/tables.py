"""Markdown written from declarations: tables of fields, figures, codes and readings."""

from __future__ import annotations

import inspect
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import redirect_stdout, suppress
from enum import Enum
from functools import cache
from types import MappingProxyType, ModuleType
from typing import Any, Final, TypeGuard

import rural_revitalization as rr
from rural_revitalization import cases, models
from rural_revitalization.algebra import Schedule
from rural_revitalization.cases.listening import heard_by
from rural_revitalization.cases.origins import AnyMember, AsLent, Derived, Slot
from rural_revitalization.catalogue import DECLARED, ENTITLEMENT_ROOMS, ENTITLEMENTS, figure_names, term_spec
from rural_revitalization.cli import main
from rural_revitalization.duties import Duty, shipped_duties
from rural_revitalization.fields import Spec, specs
from rural_revitalization.fields.citations import Source
from rural_revitalization.models.derived import derived_facts
from rural_revitalization.policy import Pack
from rural_revitalization.policy.pack import shipped_packs
from rural_revitalization.policy.register import register_index, source_of
from rural_revitalization.procedures import PROCEDURES, Days, Procedure, Step
from rural_revitalization.rules.form import AnyRule
from rural_revitalization.rules.overlap import OVERLAPS
from rural_revitalization.wording import READINGS, Reading, amount_text, rate_text
from rural_revitalization.worksheets import value_text

__all__ = [
    "bounds",
    "code",
    "codes",
    "coverage",
    "derived",
    "duties",
    "entitlement_rooms",
    "entitlements",
    "fields_table",
    "figure_text",
    "link_of",
    "models_page",
    "names",
    "not_carried",
    "note",
    "overlaps",
    "packs",
    "parts",
    "procedures",
    "readings",
    "register_link",
    "section_anchor",
    "stated_by_a_pack",
    "table",
    "unit_of",
    "unstated",
    "usage",
]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, without columns that hold nothing; empty where there are no rows."""
    filled = list(rows)
    kept = [at for at in range(len(heads)) if any(row[at] for row in filled)]
    lines = [_row([row[at] for at in kept]) for row in filled]
    return "\n".join([_row([heads[at] for at in kept]), _row(["---"] * len(kept)), *lines, ""]) if lines else ""


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def code(text: object) -> str:
    """Text as code."""
    return f"`{text}`"


def section_anchor(source: Source) -> str:
    """The anchor of a section on the map of its document."""
    return f"register-{source.document}-{_sections()[source.document, source.section]}"


@cache
def _sections() -> dict[tuple[str, str], int]:
    """Every section of the rule register, numbered."""
    found = dict.fromkeys((source.document, source.section) for source in register_index().values())
    return {section: at for at, section in enumerate(found, start=1)}


def register_link(key: str) -> str:
    """An id of the rule register, or of a row that carries it out in part, linked to its section on the map."""
    return f"[{code(key)}](#{section_anchor(source_of(key.partition('#')[0]))})"


# -- fields ---------------------------------------------------------------------------------------------


def bounds(spec: Spec) -> str:
    """What a field's value may be, in words."""
    if spec.of is not None:
        return _belonging(spec)
    plain = {
        "truth": "yes or no",
        "date": "a date",
        "text": "text",
        "schedule": "0 to 1, or bands that ascend",
        "shares": "a share for each step",
        "sums": "a sum for each tier",
    }
    if spec.kind.name in plain:
        return plain[spec.kind.name]
    low, high = _end(spec.low), _end(spec.high)
    ends = f"{low} to {high}" if low and high else f"{low} or more" if low else "any, below 0 too"
    return f"{ends}, or no ceiling" if spec.kind.name == "ceiling" else ends


def _belonging(spec: Spec) -> str:
    """The model or the codes that a field's values belong to; codes of a rule's own are named here."""
    if not hasattr(models, spec.of.__name__):
        return " or ".join(_options(spec.of))
    several = "any number of " if spec.kind.name == "records" else ""
    return f"{several}[{spec.of.__name__}](#{_anchor(spec.of)})"


def _options(of: type[Any]) -> Iterator[str]:
    """The codes of an enumeration, or the models that are of one kind."""
    if not _is_enumeration(of):
        yield from (f"[{kind.__name__}](#{_anchor(kind)})" for kind in of.__subclasses__())
        return
    yield from (code(member.value) for member in of)


def _end(value: Any) -> str:
    return "" if value is None else str(int(value)) if value == int(value) else str(value)


def _anchor(cls: type[Any]) -> str:
    return ("codes-" if _is_enumeration(cls) else "model-") + cls.__name__.lower()


def fields_table(cls: type[Any]) -> str:
    """The declared fields of a class: name, label, Chinese, unit, bounds."""
    return table(
        ["name", "what", "中文", "unit", "value"],
        (
            [code(name), spec.label + ("; required" if spec.required else ""), spec.zh, spec.unit, bounds(spec)]
            for name, spec in specs(cls).items()
        ),
    )


# -- figures --------------------------------------------------------------------------------------------


def figure_text(figure: rr.Figure) -> str:
    """A figure's value as people read it, in the unit of the term that it fills."""
    if figure.granted:
        return "granted, not stated"
    spec = term_spec(figure.name)
    return _value_text(spec.parse(figure.value), spec)


def _value_text(value: Any, spec: Spec) -> str:
    if spec.kind.name == "date":
        return str(value)
    if isinstance(value, Schedule):
        measured = {"whole": "the whole cost", "excess": "what exceeds the deductible"}[value.measured_on.value]
        return f"{'; '.join(map(_band_text, value.bands))}; limits on {measured}"
    if spec.kind.name in ("schedule", "shares"):
        return ", ".join(map(rate_text, value if isinstance(value, tuple) else [value]))
    return value_text(value, spec, "en")


def _band_text(band: Any) -> str:
    rate = rate_text(band.rate)
    return f"{rate} above" if band.up_to is None else f"{rate} up to {amount_text(band.up_to)} yuan"


def unit_of(spec: Spec) -> str:
    """The unit of a field; a truth has none, and is yes or no."""
    return spec.unit or ("yes or no" if spec.kind.name == "truth" else "")


def note(figure: rr.Figure) -> str:
    """What to know of a figure beside its value."""
    notes = ["in principle"] if figure.in_principle else []
    notes += ["exact standard left to localities"] if figure.left_to_localities else []
    notes += ["at most"] if figure.at_most else []
    notes += [figure.confidence] if figure.confidence else []
    return "; ".join(notes)


def packs() -> str:
    """Every figure of every pack."""
    return "\n".join(_pack(pack) for pack in shipped_packs().values())


def _pack(pack: Pack) -> str:
    rows = (
        [
            code(figure.name),
            " ".join([figure_text(figure), *(f"({part})" for part in (note(figure), _shorter(figure, pack)) if part)]),
            figure.section,
            register_link(figure.register) if figure.register else "",
        ]
        for figure in pack.figures.values()
    )
    figures = table(["figure", "value", "section", "register id"], rows)
    none = "No figure of the rules worked out so far.\n"
    period = f"{pack.title_zh}\\\nIn force from {pack.since} to {pack.until}."
    return f"(pack-{pack.id})=\n## {pack.id}\n\n{pack.title}\\\n{period}\n\n{figures or none}"


def _shorter(figure: rr.Figure, pack: Pack) -> str:
    """The days a figure is in force, where they are not those of its document."""
    whole = (figure.since, figure.until) == (pack.since, pack.until)
    return "" if whole else f"{figure.since} to {figure.until}"


def stated_by_a_pack() -> frozenset[str]:
    """The names of the figures that some shipped pack states, or grants without stating them."""
    return frozenset(name for pack in shipped_packs().values() for name in pack.figures)


def unstated() -> str:
    """The terms that no shipped pack states, and only an overlay does."""
    stated = stated_by_a_pack()
    specs_by_name = ((name, term_spec(name)) for name in figure_names() if name not in stated)
    return table(
        ["figure", "what", "中文", "unit", "value", "where no overlay states it"],
        (
            [
                code(name),
                spec.label,
                spec.zh,
                spec.unit,
                bounds(spec),
                "unset: the rule does without" if spec.may_be_unset else "not stated",
            ]
            for name, spec in specs_by_name
        ),
    )


def coverage() -> str:
    """Each id of the rule register that the library carries out, and where."""
    rows = ([register_link(register), ", ".join(map(code, places))] for register, places in rr.coverage().items())
    return table(["register id", "carried out in"], rows)


# -- cases ----------------------------------------------------------------------------------------------

_MODELS: Final = MappingProxyType(
    {
        "local": models.LocalFigures,
        "household": models.Household,
        "person": models.Person,
        "bill": models.MedicalBill,
        "loan": models.SmallLoan,
    }
)


def link_of(place: Slot) -> str:
    """Where an origin is found, in words: whose record, or that it follows from others, and its name."""
    if isinstance(place, AnyMember):
        return f"any member: {', '.join(map(link_of, heard_by([place.test])))}"
    if place.derived or _is_read_off(place):
        return f"[derived](#derived-{place.about}) {code(place.name)}"
    model = _MODELS[place.about]
    return f"[{model.__name__}](#{_anchor(model)}) {code(place.name)}"


def derived() -> str:
    """Every fact that follows from records, by whom it is about."""
    found = [(name, item.place) for name, item in vars(cases).items() if isinstance(item, Derived)]
    kinds = dict.fromkeys(place.about for _, place in found)
    return "\n".join(
        _derived_of(kind, [(name, place) for name, place in found if place.about == kind]) for kind in kinds
    )


def _derived_of(kind: str, found: Sequence[tuple[str, Slot]]) -> str:
    rows = (
        [
            code(name),
            place.spec.label,
            place.spec.zh,
            unit_of(place.spec),
            ", ".join(dict.fromkeys(_drawn_on(place))),
            " ".join((inspect.getdoc(place.read) or "").split()),
        ]
        for name, place in found
    )
    heading = f"(derived-{kind})=\n### Of a {kind}"
    return f"{heading}\n\n{table(['name', 'what', '中文', 'unit', 'follows from', 'how'], rows)}"


def _drawn_on(place: Slot) -> Iterator[str]:
    if isinstance(place, AnyMember):
        yield link_of(place)
        return
    if isinstance(place, AsLent):
        yield "the household or the county, on the day it was lent"
        return
    if _is_read_off(place):
        yield f"[Person](#{_anchor(models.Person)}) {code(place.record)}"
        return
    for found in heard_by([place.read]):
        yield link_of(found)


def _is_read_off(place: Slot) -> bool:
    """Whether a fact follows from the spells of members on other days than the case's."""
    found = getattr(cases, place.name, None)
    return isinstance(found, Derived) and found.place is place and not place.derived


# -- findings -------------------------------------------------------------------------------------------


def parts() -> str:
    """What can be asked of an assessment by name, and what kind of finding answers."""
    rows = (
        [code(name), *(_finding_of(DECLARED[name]) if name in DECLARED else ("entitlements", "a person", "", ""))]
        for name in rr.PARTS
    )
    return table(["part", "found under", "about", "answer", "unit"], rows)


def _finding_of(rule: AnyRule) -> tuple[str, str, str, str]:
    kind = "payments" if rule.pays else "decisions" if rule.decides else "workings"
    return kind, f"a {rule.about}", code(rule.answer), rule.unit or unit_of(rule.answer_spec)


# -- entitlements ---------------------------------------------------------------------------------------


def entitlements() -> str:
    """Each help that a document grants without a figure: what, for whom, where, and what is left open."""
    rows = (
        [
            f"{row.label}; {row.zh}",
            f"{row.who}; {row.who_zh}",
            f"{row.source.document} {row.source.section}",
            f"{row.since} to {row.until}",
            "; ".join(item.label for item in row.leaves_open),
            register_link(row.source.register),
        ]
        for row in ENTITLEMENTS
    )
    return table(["what", "for whom", "section", "in force", "not stated", "register id"], rows)


def not_carried() -> str:
    """What the register counts as such help and no row carries out, and why."""
    rows = (
        [register_link(register), reason.label]
        for room in ENTITLEMENT_ROOMS
        for register, reason in room.NOT_CARRIED.items()
    )
    return table(["register id", "why not"], rows)


def entitlement_rooms() -> str:
    """Each module of entitlements with its constants."""
    return "\n".join(_room(room) for room in ENTITLEMENT_ROOMS)


def _room(room: ModuleType) -> str:
    lines = [f".. automodule:: {room.__name__}", "   :no-members:", ""]
    for name in (name for name in vars(room)["__annotations__"] if not name.startswith("_")):
        lines += [f"   .. autodata:: {name}", "      :no-value:", ""]
    return "\n".join(["```{eval-rst}", *lines, "```", ""])


# -- duties and procedures ------------------------------------------------------------------------------


def duties() -> str:
    """Each duty and prohibition by document: what, who owes it to whom, when it is due, and the section."""
    documents = dict.fromkeys(duty.source.document for duty in shipped_duties().values())
    return "\n".join(_duties_of(document) for document in documents)


def _duties_of(document: str) -> str:
    owed = [duty for duty in shipped_duties().values() if duty.source.document == document]
    rows = (
        [
            f"{duty.label}; {duty.zh}",
            f"{duty.owed_by.label}; {duty.owed_by.zh}" if duty.owed_by else "not stated; 未载明",
            f"{_whom(duty.to, duty.only, ', ')}; {_whom(duty.to_zh, duty.only_zh, '，')}",
            _when_due(duty),
            duty.source.section,
            register_link(duty.key),
        ]
        for duty in owed
    )
    listed = table(["what", "who owes it", "for whom", "when it is due", "section", "register id"], rows)
    return f"### {document}\n\nIn force from {owed[0].since} to {owed[0].until}.\n\n{listed}"


def _whom(to: str, only: str | None, apart: str) -> str:
    return f"{to}{apart}{only}" if only else to


_CYCLES: Final = {
    "month": ("in each month", "每月"),
    "quarter": ("in each quarter", "每季度"),
    "half_year": ("in each half-year", "每半年"),
    "year": ("in each year", "每年"),
}


def _when_due(duty: Duty) -> str:
    """When a duty is due, in both languages."""
    if duty.forbids:
        return "forbidden; 禁止"
    if duty.every is not None:
        times, (label, zh) = duty.times or 1, _CYCLES[duty.every]
        return f"{'once' if times == 1 else f'{times} times'} {label}; {zh}{times}次"
    for count, unit, zh in ((duty.within_days, "days", "天"), (duty.within_months, "months", "个月")):
        if count is not None:
            return f"within {count} {unit} of its cause; 事由发生后{count}{zh}内"
    if duty.by is not None:
        return f"by {duty.by}; 截止{duty.by}"
    if duty.recurs:
        return "again and again, interval not stated; 频次未载明"
    return (
        f"{duty.times} times, by when not stated; 共{duty.times}次，时限未载明"
        if duty.times
        else "not stated; 时限未载明"
    )


def procedures() -> str:
    """Each procedure: its steps in order, who takes each, what it waits for, and what the document leaves open."""
    return "\n".join(map(_procedure, PROCEDURES))


def _procedure(procedure: Procedure) -> str:
    rows = (
        [
            f"{step.label}; {step.zh}",
            f"{step.by.label}; {step.by.zh}" if step.by else "not stated; 未载明",
            ", ".join(procedure.by_name[name].label for name in step.after or ()),
            "; ".join(f"{way.label} ({way.zh})" for way in step.ways),
            "; ".join(_notes(step, procedure)),
        ]
        for step in procedure.steps
    )
    steps = table(["step", "by whom", "after", "ways", "note"], rows)
    about = (
        f"{procedure.source.document} {procedure.source.section}, {', '.join(map(register_link, procedure.registers))}."
    )
    left = "\n".join(f"- not stated: {label}; {zh}" for label, zh in procedure.leaves_open)
    return f"### {procedure.label}; {procedure.zh}\n\n{about}\n\n{steps}\n{left}\n"


def _notes(step: Step, procedure: Procedure) -> Iterator[str]:
    def limit(days: Days) -> str:
        return f"{code(f'time_limits.{days.limit}')} after {procedure.by_name[days.after].label}"

    if step.waits:
        yield f"no sooner than {limit(step.waits)}"
    if step.due:
        yield f"no later than {limit(step.due)}"
    if step.demanded_by:
        yield f"only where {code(f'time_limits.{step.demanded_by}')} is stated"
    if step.optional:
        yield "may be left out"
    if step.ranked:
        yield "ways in order of preference"
    if step.matches:
        yield "done once each way found before was taken"


# -- words ----------------------------------------------------------------------------------------------


def overlaps() -> str:
    """Which schemes exclude each other, and which prevails."""
    rows = [
        (f"{row.prevails} ({row.prevails.zh})", f"{row.yields} ({row.yields.zh})", f"{row.why} ({row.zh})")
        for row in OVERLAPS
    ]
    return table(("Prevails", "Yields", "Why"), rows)


def readings(keys: Iterable[str] = READINGS) -> str:
    """Readings in both languages, and of which documents or figures they are."""
    rows = ([code(key), READINGS[key].label, READINGS[key].zh, _told_where(READINGS[key])] for key in keys)
    return table(["reading", "in words", "口径", "of"], rows)


def _told_where(item: Reading) -> str:
    """Of which documents or figures a reading is, and on which branches it is not told."""
    branches = [f"not where {code(name)} is {str(value).lower()}" for name, value in item.not_where.items()]
    return ", ".join([*map(code, item.of), *branches])


def codes() -> str:
    """Every code of the models with its Chinese term."""
    return "\n".join(_codes(cls) for _, cls in inspect.getmembers(models, _is_enumeration))


def _is_enumeration(item: object) -> TypeGuard[type[Enum]]:
    return isinstance(item, type) and issubclass(item, Enum)


def _codes(cls: type[Enum]) -> str:
    """The members of an enumeration; its docstring says their Chinese terms in the same order."""
    title, terms = " ".join((inspect.getdoc(cls) or "").split()).removesuffix(".").split(": ")
    rows = ([code(member.value), zh] for member, zh in zip(cls, terms.split(", "), strict=True))
    heading = f"({_anchor(cls)})=\n### {title}\n\n{_class(cls)}"
    return f"{heading}\n\n{table(['code', '中文'], rows)}"


# -- the library ----------------------------------------------------------------------------------------


def models_page() -> str:
    """Every model with its fields."""
    found = [cls for _, cls in inspect.getmembers(models, inspect.isclass) if not _is_enumeration(cls)]
    return "\n".join(_model(cls) for cls in found)


def _model(cls: type[Any]) -> str:
    heading = f"({_anchor(cls)})=\n## {cls.__name__}\n\n{_class(cls)}"
    return "\n\n".join(part for part in (heading, fields_table(cls), _asked_of_a_day(cls), _methods(cls)) if part)


def _asked_of_a_day(cls: type[Any]) -> str:
    """What follows from a model's record on a day: its readings."""
    rows = (
        [code(f"{name}(on)"), found.spec.label, found.spec.zh, unit_of(found.spec), code(found.record)]
        for name, found in derived_facts(cls).items()
    )
    asked = table(["asked of a day", "what", "中文", "unit", "open where not recorded"], rows)
    return asked and f"What the record says on a day `on`:\n\n{asked}"


def _methods(cls: type[Any]) -> str:
    """What can be asked of a model, after its fields."""
    kinds = {"FunctionType": "automethod", "property": "autoproperty"}
    found = ((kinds.get(type(item).__name__), name) for name, item in vars(cls).items() if not name.startswith("_"))
    lines = [f".. {kind}:: {cls.__module__}.{cls.__name__}.{name}" for kind, name in found if kind]
    return "\n".join(["```{eval-rst}", *lines, "```", ""]) if lines else ""


def _class(cls: type[Any]) -> str:
    """What the docstring of a class says, under a name that can be linked to."""
    return f"```{{eval-rst}}\n.. autoclass:: {cls.__module__}.{cls.__name__}()\n   :no-members:\n```"


_CONSTANTS: Final = {
    "JURISDICTIONS": "The documents of each jurisdiction, the most binding first.",
    "RULES": "Every rule module, in the order in which results are shown.",
}


def names() -> str:
    """What `import rural_revitalization as rr` gives, each with the first sentence of its docstring."""
    return table(["name", "what it is"], (_named(name, getattr(rr, name)) for name in rr.__all__))


def _named(name: str, item: Any) -> tuple[str, str]:
    summary = _CONSTANTS.get(name) or " ".join((inspect.getdoc(item) or "").split("\n\n", 1)[0].split())
    if inspect.isclass(item):
        role = "exc" if issubclass(item, Exception) else "class"
    elif inspect.isfunction(item):
        role = "func"
    else:
        return code(f"rr.{name}"), summary
    return f"{{py:{role}}}`rr.{name} <{item.__module__}.{name}>`", summary


_COMMANDS: Final = (
    *("assess", "ask", "desk", "notice", "timeline", "reconcile", "replay", "apply", "schema", "scorecard"),
    *("duties", "assets", "checklists", "coverage", "who-qualifies", "import", "check"),
)


def usage() -> str:
    """What the command line says of itself, command by command."""
    return "\n".join(f"## {command}\n\n```text\n{_help(command)}```\n" for command in _COMMANDS)


def _help(command: str) -> str:
    said = io.StringIO()
    with redirect_stdout(said), suppress(SystemExit):
        main(["--lang", "en", command, "--help"])
    return said.getvalue()
