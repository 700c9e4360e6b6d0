"""Queries on worksheets: lines, missing facts, criteria not met.

A worksheet explains itself: each line is a field with a label, a figure, a unit, its sources and the reading it relies
on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any, Final

import attrs

from .algebra.operand import NO_CEILING, Schedule
from .algebra.unknown import Unknown
from .catalogue import figure_names, term_spec
from .citing import Bearing, bearing_on, declaration_of, rests_on
from .errors import InvalidInput, Mismatch, kind_of
from .fields import Spec, comparable, specs
from .fields.citations import Figure, Source, cited_on, together
from .fields.units import in_singular
from .models import Household, LocalFigures, Person, SmallLoan
from .models.household import UNSTATED
from .policy.register import source_of
from .policy.titles import Titles, cited, title_of
from .rules.form import AnyDeclaration
from .wording import (
    READINGS,
    Language,
    amount_text,
    called,
    check_language,
    count_text,
    enumerated,
    phrase,
    rate_text,
    truth_text,
)


@attrs.frozen
class Wanting:
    """What a line depends on, by its label: a fact that was not recorded, or a figure, and then `why` it is open."""

    label: str
    why: str | None = None


@attrs.frozen(kw_only=True)
class Line:
    """One line of an explanation: label, value and sources.

    `value` is the operand itself, `figure` its text with the unit; `sources` are the sections it is based on, by the id
    of the document, and `cited` the same by document, with its title; `figures` are the stated figures used; `uncited`
    says why a worked-out line cites nothing; `reading` is the reading relied on, or None; `wanting` is what it depends
    on.
    """

    name: str
    label: str
    value: Any = attrs.field(eq=comparable)
    figure: str
    unit: str
    sources: tuple[str, ...]
    cited: tuple[str, ...]
    figures: tuple[Figure, ...]
    reading: str | None
    wanting: tuple[Wanting, ...] = ()
    lang: Language
    uncited: str | None = None

    @property
    def depends_on(self) -> tuple[str, ...]:
        """The labels of what it depends on, each figure with the reason why it is open."""
        return tuple(
            item.label if item.why is None else phrase("wanting", self.lang, name=item.label, why=item.why)
            for item in self.wanting
        )

    def __str__(self) -> str:
        text = phrase("sentence", self.lang, label=self.label, figure=self.figure)
        cited = ("; " if self.lang == "en" else "；").join(self.cited) or self.uncited
        notes = [cited] if cited else []
        if any(figure.in_principle for figure in self.figures):
            notes.append(phrase("in_principle", self.lang))
        if any(figure.left_to_localities for figure in self.figures):
            notes.append(phrase("left_to_localities", self.lang))
        if self.reading:
            notes.append(phrase("reading", self.lang, text=self.reading))
        notes.extend(self._wanting())
        opening, closing, between = (" [", "]", " | ") if self.lang == "en" else ("［", "］", "｜")
        return text + (opening + between.join(notes) + closing if notes else "")

    def _wanting(self) -> Iterator[str]:
        """What it depends on: the facts, then the figures under the reason that they share."""
        others = [item for item in self.wanting if item.label != self.label]
        for why in dict.fromkeys(sorted((item.why for item in others), key=bool)):
            names = enumerated((item.label for item in others if item.why == why), self.lang)
            head = phrase("depends_on", self.lang, facts=names)
            yield head if why is None else phrase("sentence", self.lang, label=why, figure=names)


def answers(worksheet: Any) -> dict[str, Any]:
    """Return the answers of a rule by name: the amounts due or the decision.

    Raises `InvalidInput` if the argument is not a worksheet, as all functions here do.
    """
    return {name: getattr(worksheet, name) for name, spec in _declared(worksheet).items() if spec.answer}


def missing(worksheet: Any, *, of: str | None = None) -> tuple[str, ...]:
    """Return the facts the answers of a worksheet still depend on, in order of declaration; empty if all are known.

    `of` selects one field instead. A figure that no document in force states is named as `rule.term`, after the facts;
    see `not_stated`. Raises `InvalidInput` if there is no such field.
    """
    facts = _facts(_chosen(worksheet, of).values())
    return tuple(sorted(facts, key=_order(worksheet).__getitem__)) if facts else ()


def not_stated(worksheet: Any, *, of: str | None = None) -> tuple[str, ...]:
    """Return the items of `missing` that are figures no document in force states."""
    open_facts = missing(worksheet, of=of)
    terms = open_figures(worksheet) if open_facts else ()
    return tuple(name for name in open_facts if name in terms)


def open_figures(worksheet: Any) -> frozenset[str]:
    """Return all figures that no document in force states, as `rule.term`, whether or not an answer needs them.

    Includes the rule's own figures and those its facts depend on, if another rule computed the facts.
    """
    own = _facts(_fields(worksheet.terms).values())
    facts = (_facts(_fields(item.facts).values()) for item in _with_parts(worksheet))
    return frozenset(own.union(fact for found in facts for fact in found if "." in fact))


def outcome(worksheet: Any) -> str | None:
    """Return the name of a worksheet's decision; None if it computes amounts."""
    return next((name for name, spec in _declared(worksheet).items() if spec.criteria), None)


def blockers(worksheet: Any) -> tuple[str, ...]:
    """Return the criteria not met that make a decision negative, in order of declaration.

    Empty if the decision is positive or unknown, or if the worksheet has no decision.
    """
    name = outcome(worksheet)
    if name is None or getattr(worksheet, name) is not False:
        return ()
    criteria = _declared(worksheet)[name].criteria
    return tuple(criterion for criterion in criteria if getattr(worksheet, criterion) is False)


def explain(worksheet: Any, lang: Language = "en") -> tuple[str, ...]:
    """Return the lines of an explanation as text: label, figure, unit, section, reading relied on.

    A finding and a whole assessment are explained too. `lang` is "en" or "zh". Raises `InvalidInput` for any other
    value.
    """
    own = getattr(type(worksheet), "explain", None)
    if own is not None:
        found: tuple[str, ...] = own(worksheet, lang)
        return found
    return tuple(str(line) for line in lines(worksheet, lang))


def lines(worksheet: Any, lang: Language = "en") -> tuple[Line, ...]:
    """Return the lines of an explanation as data: the facts, the intermediate figures, the answer last."""
    check_language(lang)
    _declared(worksheet)
    return (*_fact_lines(worksheet, lang), *_worked_lines(worksheet, lang))


def value_text(value: Any, spec: Spec, lang: Language) -> str:
    """Format an operand with its unit: "yes", "65%", "between 44,400.00 yuan and 53,300.00 yuan"."""
    if isinstance(value, Unknown):
        if _is_open(value, spec):
            return phrase("not_determined", lang)
        low = None if value.low is None else _plain_text(value.low, spec, lang)
        high = None if value.high is None else _plain_text(value.high, spec, lang)
        key = "at_least" if high is None else "at_most" if low is None else "between"
        return phrase(key, lang, low=low or "", high=high or "")
    return _plain_text(value, spec, lang)


def fact_text(value: Any, spec: Spec, lang: Language) -> str:
    """Format a fact as `value_text` does; of one of which nothing was recorded, that it was not.

    Where records contradict each other, or a figure that no document states is wanting, it is not determined instead.
    """
    if isinstance(value, Unknown) and _is_open(value, spec) and len(value.facts) == 1 and "." not in min(value.facts):
        return phrase("not_recorded", lang)
    return value_text(value, spec, lang)


def _is_open(value: Unknown[Any], spec: Spec) -> bool:
    """Return whether a range leaves everything possible."""
    return value.low is False or (value.low == spec.low and value.high == spec.high)


def label_of(name: str, worksheet: Any, lang: Language) -> str:
    """Return the label of a missing fact or figure, from the worksheet's rule or from the models (`named`)."""
    spec = specs(type(worksheet.facts)).get(name)
    return named(name, lang) if spec is None else called(spec, lang)


def named(name: str, lang: Language) -> str:
    """Return the label of a missing fact or figure, from the models.

    Missing facts have the names of the records they are drawn from; figures are `rule.term`. Any other name is its own
    label.

    >>> named("self_care", "zh"), named("serious_illness.rate", "en")
    ('生活自理能力', 'reimbursed share above the deductible')
    """
    spec = _recorded().get(name) or (term_spec(name) if name in figure_names() else None)
    english, chinese = UNSTATED.get(name, (name, name)) if spec is None else (spec.label, spec.zh)
    return english if lang == "en" else chinese


@cache
def _recorded() -> Mapping[str, Spec]:
    """Return the fields that can be recorded, by name."""
    found: dict[str, Spec] = {}
    for model in (Person, Household, LocalFigures, SmallLoan):
        for name, spec in specs(model).items():
            found.setdefault(name, spec)
    return MappingProxyType(found)


# -- helpers --------------------------------------------------------------------------------------------


_WORKSHEETS: Final[set[type[Any]]] = set()
"""Classes already checked to be worksheets, since the check is slow."""


def _declared(worksheet: Any) -> Mapping[str, Spec]:
    cls = type(worksheet)
    if cls not in _WORKSHEETS:
        names = {item.name for item in attrs.fields(cls)} if attrs.has(cls) else set()
        if not {"facts", "terms"} <= names:
            raise InvalidInput([Mismatch("worksheet", "a worksheet", kind_of(worksheet))])
        _WORKSHEETS.add(cls)
    return specs(cls)


def _chosen(worksheet: Any, of: str | None) -> dict[str, Any]:
    if of is None:
        return answers(worksheet)
    declared = _declared(worksheet)
    if of not in declared:
        raise InvalidInput([Mismatch.of_name("of", of, declared)])
    return {of: getattr(worksheet, of)}


def _fields(part: Any) -> dict[str, Any]:
    return {name: getattr(part, name) for name in specs(type(part))}


def _facts(values: Iterable[Any]) -> set[str]:
    # By exact type, which is fast: `Unknown` is final.
    found: set[str] = set()
    for value in values:
        if type(value) is Unknown:
            found |= value.facts
        elif type(value) is tuple:  # shares by step
            found |= _facts(value)
        elif type(value) is Schedule:
            found |= _facts(band.rate for band in value.bands)
    return found


def _order(worksheet: Any) -> dict[str, int]:
    """Return the sort position of each missing fact: by the field it came from, then by name."""
    places: dict[str, int] = {}
    _declared(worksheet)
    for part in (*(item.facts for item in _with_parts(worksheet)), worksheet.terms):
        for value in _fields(part).values():
            if type(value) is not Decimal and type(value) is not bool:
                for fact in sorted(_facts([value])):
                    places.setdefault(fact, len(places))
    return places


def _with_parts(worksheet: Any) -> Iterator[Any]:
    """Yield a worksheet, and those that it adds up."""
    yield worksheet
    for part in getattr(worksheet, "parts", ()):
        yield from _with_parts(part)


def _fact_lines(worksheet: Any, lang: Language) -> Iterator[Line]:
    """Yield the facts, but for unrecorded ones that no line can depend on under the documents in force."""
    bearing = bearing_on(worksheet)
    used = frozenset[str]().union(*(line.facts for line in bearing.values()))
    for name, spec in specs(type(worksheet.facts)).items():
        value = getattr(worksheet.facts, name)
        if name in used or not bearing or not isinstance(value, Unknown):
            yield _line(name, spec, value, fact_text(value, spec, lang), lang)


def _worked_lines(worksheet: Any, lang: Language) -> Iterator[Line]:
    resting, said_with, registered = rests_on(worksheet), _said_with(worksheet), _registered(worksheet)
    terms, bearing = worksheet.terms, bearing_on(worksheet)
    for name, spec in _declared(worksheet).items():
        value, said = getattr(worksheet, name), said_with.get(name, ())
        if spec.only_if is not None and _is_nothing(getattr(worksheet, spec.only_if)):
            yield _line(name, spec, value, phrase("not_applicable", lang), lang)
            continue
        figures = _figures(terms, resting.get(name, ()))
        places = _places(figures) or tuple(dict.fromkeys((*_places(said), *registered.get(name, ()))))
        if not places and name in bearing and not isinstance(value, Unknown):
            places = _places(_figures(terms, _of_other_branches(terms, bearing[name].figures)))
        wanting = _wanting(worksheet, _facts([value]), lang)
        itself = [item.label for item in wanting] == [called(spec, lang)]
        figure = fact_text(value, spec, lang) if itself else value_text(value, spec, lang)
        if spec.kind.name == "rate" and any(_is_banded(getattr(terms, term)) for term in resting.get(name, ())):
            figure = phrase("highest_band", lang, figure=figure)
        yield attrs.evolve(
            _line(name, spec, value, figure, lang),
            sources=tuple(f"{document} {section}" for document, section in places),
            cited=tuple(_cited(places, lang, terms.titles)),
            figures=figures,
            uncited=None if places or wanting else _why_uncited(bearing.get(name), lang),
            reading=_reading(spec, worksheet, (*figures, *said), lang),
            wanting=wanting,
        )


def _cited(places: Iterable[_Section], lang: Language, titles: Titles) -> Iterator[str]:
    """Yield the sections of each document, under its title."""
    by_document: dict[str, list[str]] = {}
    for document, section in places:
        by_document.setdefault(document, []).append(section)
    for document, sections in by_document.items():
        yield cited(document, together(sections), lang, titles)


def _places(figures: Iterable[Figure]) -> tuple[_Section, ...]:
    return tuple(dict.fromkeys(map(_place, figures)))


def _figures(terms: Any, names: Iterable[str]) -> tuple[Figure, ...]:
    return tuple(terms.cited[name] for name in names)


def _of_other_branches(terms: Any, figures: tuple[str, ...]) -> tuple[str, ...]:
    """Return the figures that a line settled without any would have gone by: those that grant, or else all."""
    declared = specs(type(terms))
    return tuple(name for name in figures if declared[name].kind.name == "truth") or figures


def _is_banded(term: Any) -> bool:
    return type(term) is Schedule and len(term.bands) > 1


def _is_nothing(value: Any) -> bool:
    """Return whether a value is known to be False or 0."""
    return not isinstance(value, Unknown) and not value


def _why_uncited(bearing: Bearing | None, lang: Language) -> str | None:
    """Return why a settled line cites nothing: it follows from the records, or no document provides for it."""
    return None if bearing is None else phrase("of_records" if bearing.facts else "not_provided", lang)


def _reading(spec: Spec, worksheet: Any, figures: Iterable[Figure], lang: Language) -> str | None:
    """Return the reading that a line relies on, under the documents in force, with the figures it uses."""
    if spec.reading is None:
        return None
    relied_on = READINGS[spec.reading]
    used = {figure.name for figure in figures}
    not_taken = any(_is_known(worksheet, name, value) for name, value in relied_on.not_where.items())
    return None if not_taken or not relied_on.bears_on(worksheet.terms.documents, used) else called(relied_on, lang)


def _is_known(worksheet: Any, name: str, value: Any) -> bool:
    """Return whether a fact or a line of a worksheet is known to have a value."""
    found = getattr(worksheet.facts, name, getattr(worksheet, name, None))
    return found is not None and not isinstance(found, Unknown) and bool(found == value)


_Section = tuple[str, str]
"""A document and a section."""


def _place(source: Figure | Source) -> _Section:
    return source.document, source.section


def _said_with(worksheet: Any) -> Mapping[str, tuple[Figure, ...]]:
    """Return the figures whose sentence also says whom a line covers, by line."""
    rule, stated = _rule_of(worksheet), worksheet.terms.cited
    named = {} if rule is None else rule.said_with
    return {line: tuple(stated[term] for term in terms if term in stated) for line, terms in named.items()}


def _registered(worksheet: Any) -> Mapping[str, tuple[_Section, ...]]:
    """Return the sections the rule names for each line, in the documents searched, or in all if none are given."""
    rule, terms = _rule_of(worksheet), worksheet.terms
    found: dict[str, dict[_Section, None]] = {}
    for register, lines in ({} if rule is None else rule.register).items():
        source = source_of(register)
        if not terms.documents or source.document in terms.documents:
            for line in lines:
                found.setdefault(line, {})[_place(cited_on(source, terms.carried_on))] = None
    return {line: tuple(sections) for line, sections in found.items()}


def _rule_of(worksheet: Any) -> AnyDeclaration | None:
    """Return the rule of a worksheet, or of those it adds up."""
    return declaration_of(next(item for item in _with_parts(worksheet) if not hasattr(item, "parts")))


def _line(name: str, spec: Spec, value: Any, figure: str, lang: Language) -> Line:
    """Build a line without sources and reading, as for facts."""
    return Line(
        name=name,
        label=called(spec, lang),
        value=value,
        figure=figure,
        unit=spec.unit if lang == "en" else spec.unit_zh,
        sources=(),
        cited=(),
        figures=(),
        reading=None,
        lang=lang,
    )


def _wanting(worksheet: Any, facts: set[str], lang: Language) -> tuple[Wanting, ...]:
    if not facts:
        return ()
    order, terms = _order(worksheet), open_figures(worksheet)
    return tuple(
        Wanting(label_of(fact, worksheet, lang), _why_open(fact, worksheet.terms, lang) if fact in terms else None)
        for fact in sorted(facts, key=order.__getitem__)
    )


def _why_open(figure: str, terms: Any, lang: Language) -> str:
    """Return why a figure is open: a document grants it without stating it, or none in force states it."""
    granted = any(item.name == figure and item.granted for item in terms.cited.values())
    if not granted:
        return silence(terms, lang)
    return phrase("conditions_open" if term_spec(figure).kind.name == "truth" else "standard_open", lang)


def silence(terms: Any, lang: Language) -> str:
    """Return that the documents which terms were taken from do not state something, in words."""
    titles = tuple(title_of(document, lang, terms.titles) for document in terms.documents)
    documents = ("; " if lang == "en" else "、").join(titles) or "—"
    return phrase("not_stated" if len(titles) < _SEVERAL else "not_stated_by_all", lang, documents=documents)


_SEVERAL: Final = 2


def _plain_text(value: Any, spec: Spec, lang: Language) -> str:
    if value is NO_CEILING:
        return phrase("no_ceiling", lang)
    if isinstance(value, bool):
        return truth_text(value, lang)
    if spec.kind.name == "rate":
        return rate_text(value)
    number = amount_text(value) if isinstance(value, Decimal) else count_text(value)
    if lang == "zh":
        return f"{number}{spec.unit_zh}"
    return f"{number} {in_singular(spec.unit) if value == 1 else spec.unit}".rstrip()
