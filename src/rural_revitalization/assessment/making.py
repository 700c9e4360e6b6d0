"""Build findings from worksheets and entitlements, with the facts each still lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final

import attrs

from ..algebra import ZERO, Amount, Truth, Unknown, sum_of, when
from ..cases import Case, place_of
from ..catalogue import DECLARED
from ..entitlements.entitlement import Entitlement
from ..fields import Spec, specs
from ..models import Household, LocalFigures, Person
from ..readonly import ReadOnly
from ..rules.form import AnyRule
from ..worksheets import blockers, missing
from .findings import Decision, Entitled, Finding, Payment, Status, Working
from .result import MissingFact, Skipped, Whose, open_amount


def working(rule: AnyRule, worksheet: Any, person: str | None = None) -> Working:
    """Build the working of a person, or of the household where `person` is None."""
    named = missing(worksheet, of=rule.answer)
    return Working(
        person=person,
        rule=rule.name,
        answer=rule.answer,
        amount=rule.line(worksheet),
        unit=rule.unit,
        missing=named,
        not_stated=_figures(named),
        worksheet=worksheet,
    )


def payment(
    rule: AnyRule, case: Case, worksheets: tuple[Any, ...], *, amount: Amount | None = None, parts: tuple[Any, ...] = ()
) -> Payment:
    """Build a payment, due where any of the worksheets gives entitlement and otherwise zero.

    The amount is the sum of their answers unless given; `parts` are all worksheets that explain it, where these are
    not the only ones.
    """
    shown, parts = worksheets[-1], parts or worksheets
    right = rule.entitled(case, worksheets[0])
    for worksheet in worksheets[1:]:
        right = right | rule.entitled(case, worksheet)
    if amount is None:
        amount = rule.line(shown) if len(worksheets) == 1 else sum_of(map(rule.line, worksheets))
    due: Amount = when(right, amount, ZERO)
    ordered = (shown,) if len(worksheets) == 1 else [shown, *(item for item in worksheets if item is not shown)]
    opened = _named(ordered, rule.answer, due, right)
    # Of an amount that is 0.00 whether or not there is a right to it, nothing is asked.
    named = opened if isinstance(due, Unknown) else ()
    return Payment(
        person=_person_id(case),
        rule=rule.name,
        answer=rule.answer,
        status=_status(right, opened),
        amount=due,
        unit=rule.unit,
        missing=named,
        not_stated=_figures(named),
        worksheet=shown,
        parts=parts if len(parts) > 1 else (),
    )


def _status(right: Truth, opened: tuple[str, ...]) -> Status:
    if right is False:
        return Status.NOT_ELIGIBLE
    if not opened:
        return Status.DUE
    return Status.NOT_STATED if _figures(opened) == opened else Status.NOT_DETERMINED


def decision(rule: AnyRule, case: Case, worksheet: Any) -> Decision:
    """Build a decision; unknown where entitlement is unknown, unless it is negative either way."""
    decided = rule.decided(case, worksheet)
    named = _named([worksheet], rule.answer, decided)
    return Decision(
        person=_person_id(case),
        rule=rule.name,
        answer=rule.answer,
        outcome=decided,
        blockers=blockers(worksheet) if decided is False else (),
        missing=named,
        not_stated=_figures(named),
        worksheet=worksheet,
    )


def entitled(item: Entitlement, case: Case) -> Entitled:
    """Build the finding whether a person is entitled to some help, and what is missing to settle it."""
    outcome = item.to(case)
    recorded, not_stated = tuple[str, ...](), tuple[str, ...]()
    if type(outcome) is Unknown:
        not_stated = tuple(open_item.name for open_item in item.leaves_open if open_item.name in outcome.facts)
        recorded = tuple(name for name in _RECORDED if name in outcome.facts)
    return Entitled(
        person=_person_id(case),
        entitlement=item,
        outcome=outcome,
        missing=(*recorded, *not_stated),
        not_stated=not_stated,
    )


def _person_id(case: Case) -> str | None:
    return None if case.person is None else case.person.id


def _named(worksheets: Iterable[Any], answer: str, *found: Any) -> tuple[str, ...]:
    """The missing facts and figures of the operands: in the worksheets' order, then those that no worksheet has."""
    facts = {fact for value in found if type(value) is Unknown for fact in value.facts}
    if not facts:
        return ()
    ordered = (fact for worksheet in worksheets for fact in missing(worksheet, of=answer) if fact in facts)
    known = tuple(dict.fromkeys(ordered))
    return (*known, *sorted(facts.difference(known)))


def _figures(named: tuple[str, ...]) -> tuple[str, ...]:
    """The missing names that are figures no document in force states: only these contain a dot."""
    return tuple(name for name in named if "." in name)


def skipped(rule: AnyRule) -> Skipped:
    """Build the entry for a rule that was not worked out because a record it needs is missing."""
    needs = place_of(rule.needs[0]).record
    _, spec = _RECORDED[needs]
    return Skipped(rule=rule.name, needs=needs, label=spec.label, zh=spec.zh)


def totals(payments: tuple[Payment, ...], left_out: Iterable[Skipped]) -> Mapping[str, Amount]:
    """Total amount of each rule, in the rule's own unit; open where the rule was `left_out` for some people."""
    amounts: dict[str, list[Amount]] = {}
    for item in payments:
        amounts.setdefault(item.rule, []).append(item.amount)
    for rule in (DECLARED[item.rule] for item in left_out):
        if rule.name in amounts:
            amounts[rule.name].append(open_amount(rule))
    return ReadOnly({rule: sum_of(of) for rule, of in amounts.items()})


# -- what is missing ------------------------------------------------------------------------------------

_MODELS: Final[tuple[tuple[Whose, type[Any]], ...]] = (
    ("person", Person),
    ("household", Household),
    ("local", LocalFigures),
)
_RECORDED: Final[Mapping[str, tuple[Whose, Spec]]] = MappingProxyType(
    {name: (whose, spec) for whose, model in _MODELS for name, spec in specs(model).items()}
)
"""By fact name, the record that holds it and its declaration."""


def missing_facts(household: Household, on: date, findings: Iterable[Finding]) -> tuple[MissingFact, ...]:
    """The facts missing from the findings, each once, with the answers it would help to settle; in the order to ask.

    First comes what most answers wait for alone, then what most wait for at all, counted by how few facts each lacks.
    """
    found: dict[_Key, _Waiting] = {}
    for finding in findings:
        lacking = list(_lacking(finding, household, on)) if finding.missing else []
        for key in lacking:
            found.setdefault(key, _Waiting()).add(finding, len(lacking))
    in_order = sorted(found.items(), key=lambda item: item[1].rank, reverse=True)
    return tuple(_missing_fact(*key, waiting) for key, waiting in in_order)


_Key = tuple[str, str | None]


@attrs.define
class _Waiting:
    """The answers that wait for a fact: by name, how many for it alone, and the parts it is of what all lack."""

    names: dict[str, None] = attrs.field(factory=dict)
    alone: dict[str, None] = attrs.field(factory=dict)
    settled: int = 0
    parts: Fraction = Fraction(0)

    @property
    def rank(self) -> tuple[int, Fraction]:
        """How early to ask."""
        return self.settled, self.parts

    def add(self, finding: Finding, lacking: int) -> None:
        """Add a finding that lacks so many facts."""
        self.names[finding.name] = None
        self.parts += Fraction(1, lacking)
        if lacking == 1 and not finding.not_stated:
            self.alone[finding.name] = None
            self.settled += 1


def _lacking(finding: Finding, household: Household, on: date) -> Iterator[_Key]:
    """What a finding lacks that somebody can record, and of whom."""
    for fact in finding.to_record:
        for person in _whose(fact, finding.person, household, on):
            yield fact, person


def _whose(fact: str, about: str | None, household: Household, on: date) -> tuple[str | None, ...]:
    """The ids of the members whose record lacks a fact; (None,) for a fact of the household or the county."""
    if _RECORDED[fact][0] != "person":
        return (None,)
    if about is not None:
        return (about,)
    asked = _asked(fact, household, on)
    lacking = tuple(person.id for person in asked if _lacks(person, fact, on))
    return lacking or tuple(person.id for person in asked)


def _asked(fact: str, household: Household, on: date) -> tuple[Person, ...]:
    """Who may be asked for a fact: the members of the day, and for income whoever's counts."""
    if fact != "income":
        return household.members_on(on)
    earners = (household.earners(on, monitored=monitored) for monitored in (False, True))
    return tuple({person.id: person for people in earners for person in people}.values())


def _lacks(person: Person, fact: str, on: date) -> bool:
    """Whether a person's record lacks a fact; a spell of the allowance, whose it is."""
    if fact == "minimum_living_allowance":
        return isinstance(person.allowance_alone(on), Unknown)
    return getattr(person, fact) is None


def _missing_fact(fact: str, person: str | None, waiting: _Waiting) -> MissingFact:
    whose, spec = _RECORDED[fact]
    return MissingFact(
        fact=fact,
        place=whose,
        person=person,
        label=spec.label,
        zh=spec.zh,
        settles=tuple(waiting.names),
        alone=tuple(waiting.alone),
    )
