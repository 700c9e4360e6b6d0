"""Forms of monitoring (监测对象识别表、风险消除表), filled in from an assessment: to print, to check and to sign.

A form holds what the exports of the national system hold of a monitored household, as far as the records do: the
household, its people, its income, the risks and the help, the criteria one by one, and the steps of the procedure with
room for a signature. What was not recorded says so. Which form a county uses no document states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from ..assessment import Assessment, Decision
from ..errors import InvalidInput, Mismatch, check_kinds, discreet, items_of, raise_if_any, unlike_items
from ..fields import specs
from ..models import Household, Person, Risk, Support
from ..policy.titles import cited
from ..procedures import Procedure, Taken, progress, time_limits
from ..readonly import ReadOnly
from ..wording import Language, called, check_language, phrase, say
from ..worksheets import Line
from .printed import DocumentPart, Printed, PrintedRow
from .recorded import recorded_text
from .who_acts import PROCEDURE_OF, of_step, procedure_for

_OF_HOUSEHOLD: Final = ("county", "village", "exited", "exited_on", "identified_on", "monitored")
_OF_PERSON: Final = ("sex", "birth_date", "labour_capacity", "disability_kind", "disability_grade", "insured")
_OF_RISK: Final = ("kind", "found_on", "state", "settled_on")
_OF_SUPPORT: Final = ("kind", "received_on", "amount")
_INCOME: Final = "net_income"
_IDENTIFICATION: Final = "identification_procedure"
_ELIMINATION: Final = "risk_elimination_procedure"
_DECIDED_BY: Final = ReadOnly({procedure: rule for rule, procedure in PROCEDURE_OF.items()})
"""The decision that each procedure carries out."""


def _say(key: str, lang: Language, **parts: object) -> str:
    return say("desk", key, lang, **parts)


@discreet
def identification_form(
    assessment: Assessment, lang: Language = "zh", *, taken: Iterable[Taken] = (), names: bool = False
) -> Printed:
    """Return the form by which a household is identified as to be monitored (监测对象识别表).

    `taken` are the steps of the procedure that were taken already; people are named by record key, and by name only
    with `names`. Raises `InvalidInput` where the assessment does not decide on it: a household that is monitored, or
    one that was not asked about; for another language; and for steps that the procedure does not have.

    >>> from datetime import date
    >>> from rural_revitalization import LocalFigures, assess, load_policy
    >>> family = Household(id="1", members=[Person(id="1-1")], monitored=[], at_risk=True, per_capita_net_income=5000)
    >>> local = LocalFigures(year=2022, monitoring_line=6900, sources={"monitoring_line": "a local notice"})
    >>> found = assess(family, load_policy("hunan", on=date(2022, 6, 1)), local)
    >>> form = identification_form(found, "en")
    >>> form.title, [part.heading for part in form.parts][:3]
    ('Identification of a monitored household', ['Household', 'Members', 'What was checked'])
    """
    return _form(assessment, _IDENTIFICATION, lang, taken, names=names)


@discreet
def elimination_form(
    assessment: Assessment, lang: Language = "zh", *, taken: Iterable[Taken] = (), names: bool = False
) -> Printed:
    """Return the form by which a household's risk is marked eliminated (风险消除表).

    Arguments and errors are those of `identification_form`; here the household must be monitored.
    """
    return _form(assessment, _ELIMINATION, lang, taken, names=names)


FORMS: Final[Mapping[str, Callable[..., Printed]]] = ReadOnly(
    {_DECIDED_BY[_IDENTIFICATION]: identification_form, _DECIDED_BY[_ELIMINATION]: elimination_form}
)
"""The forms, by the decision that each is about."""


def _form(assessment: Assessment, procedure: str, lang: Language, taken: Iterable[Taken], *, names: bool) -> Printed:
    rule = _DECIDED_BY[procedure]
    check_kinds(f"the form of {rule}", assessment=(assessment, Assessment), names=(names, bool))
    check_language(lang)
    events = items_of(taken)
    raise_if_any(unlike_items("taken", events, Taken), f"the form of {rule}")
    decision = assessment.decision(rule)
    if decision is None:
        asked = Mismatch("assessment", f"one that decides on {rule}", "none")
        raise InvalidInput([asked], about=f"the form of {rule}")
    household = assessment.inputs.household
    listed = _listed("form_risks", household.risks, Risk, _OF_RISK, lang)
    helped = _listed("form_support", household.support, Support, _OF_SUPPORT, lang)
    parts = (
        _household(assessment, lang, names=names),
        _members(assessment, lang, names=names),
        *_income(assessment, lang),
        DocumentPart(heading=_say("form_checked", lang), rows=tuple(_facts(decision, lang))),
        listed,
        *((helped,) if procedure == _ELIMINATION else ()),
        _conclusion(decision, lang),
        _steps(assessment, procedure, events, lang),
    )
    return Printed(title=_say(f"form_{rule}", lang), parts=parts, lang=lang)


def _household(assessment: Assessment, lang: Language, *, names: bool) -> DocumentPart:
    household = assessment.inputs.household
    recorded = [_row(household, name, lang) for name in _OF_HOUSEHOLD]
    helper = [(_label(Household, "helper", lang), household.helper or "")] if names else []
    rows = [
        (_label(Household, "id", lang), household.id),
        *recorded,
        (_say("form_people", lang), str(len(household.members_on(assessment.on)))),
        *helper,
    ]
    return DocumentPart(heading=_say("form_household", lang), rows=tuple(rows))


def _members(assessment: Assessment, lang: Language, *, names: bool) -> DocumentPart:
    shown = ("name",) if names else ()
    people = assessment.inputs.household.members_on(assessment.on)
    head = ("id", *shown, *_OF_PERSON)
    return DocumentPart(
        heading=_label(Household, "members", lang, title=True),
        head=tuple(_label(Person, name, lang) for name in head),
        rows=tuple(
            (item.id, *((item.name or "",) if names else ()), *(recorded_text(item, name, lang) for name in _OF_PERSON))
            for item in people
        ),
    )


def _income(assessment: Assessment, lang: Language) -> Iterator[DocumentPart]:
    """How net income was worked out, where its parts were recorded."""
    for item in assessment.workings:
        if item.rule == _INCOME:
            rows = tuple((line.label, _figure(line, lang)) for line in item.lines(lang))
            yield DocumentPart(heading=item.label(lang).capitalize(), rows=rows)


def _facts(decision: Decision, lang: Language) -> Iterator[PrintedRow]:
    given = specs(type(decision.worksheet.facts))
    yield from ((line.label, _figure(line, lang)) for line in decision.lines(lang) if line.name in given)


def _listed(key: str, items: Iterable[Any] | None, model: type[Any], names: PrintedRow, lang: Language) -> DocumentPart:
    """A list of records as a table; where there is none, or none was recorded, a line says which."""
    heading = _say(key, lang)
    if not items:
        return DocumentPart(heading=heading, lines=(_say("not_recorded" if items is None else "none", lang),))
    head = tuple(_label(model, name, lang) for name in names)
    rows = tuple(tuple(recorded_text(item, name, lang) for name in names) for item in items)
    return DocumentPart(heading=heading, head=head, rows=rows)


def _conclusion(decision: Decision, lang: Language) -> DocumentPart:
    """Every worked-out line with what it rests on; then what is still to be recorded."""
    given = specs(type(decision.worksheet.facts))
    worked = [line for line in decision.lines(lang) if line.name not in given]
    rows = tuple((line.label, line.figure, _say("apart", lang).join(line.cited)) for line in worked)
    open_facts = next(line.depends_on for line in worked if line.name == decision.answer)
    lacking = _say("notice_missing", lang) + _say("apart_names", lang).join(open_facts)
    head = tuple(_say(f"form_{name}", lang) for name in ("criterion", "result", "section"))
    said = f"{decision.label(lang)}{_say('colon', lang)}{decision.text(lang)}"
    lines = (said, lacking) if open_facts else (said,)
    return DocumentPart(heading=_say("form_conclusion", lang), lines=lines, head=head, rows=rows)


def _steps(assessment: Assessment, name: str, taken: list[Taken], lang: Language) -> DocumentPart:
    """The steps of the procedure in force, with who takes each, the day where it was taken, and room to sign."""
    policy, heading = assessment.inputs.policy, _say("form_steps", lang)
    procedure = procedure_for(policy, name)
    if procedure is None:
        return DocumentPart(heading=heading, lines=(_say("form_no_procedure", lang),))
    come = progress(procedure, taken, on=assessment.on, limits=policy.terms(time_limits))
    head = tuple(_say(f"form_{name}", lang) for name in ("step", "by", "day", "signature"))
    source = cited(procedure.source.document, procedure.source.section, lang)
    lines = (come.line(lang),) if taken else (_say("public_source", lang, source=source),)
    return DocumentPart(heading=heading, lines=lines, head=head, rows=tuple(_signed(procedure, taken, lang)))


def _signed(procedure: Procedure, taken: list[Taken], lang: Language) -> Iterator[PrintedRow]:
    for step in procedure.steps:
        days = sorted(item.on for item in taken if item.step == step.name)
        label = called(step, lang)
        yield label, called(of_step(step), lang), str(days[0]) if days else "", ""


def _figure(line: Line, lang: Language) -> str:
    """The figure of a line; of a fact of which nothing was recorded, that it was not."""
    return _say("not_recorded", lang) if line.figure == phrase("not_determined", lang) else line.figure


def _row(record: Any, name: str, lang: Language) -> PrintedRow:
    return _label(type(record), name, lang), recorded_text(record, name, lang)


def _label(model: type[Any], name: str, lang: Language, *, title: bool = False) -> str:
    spec = specs(model)[name]
    label = called(spec, lang)
    return label.capitalize() if title else label
