"""The items of an assessment: what a worksheet says of a person or a household, and which facts would say more."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from ..algebra import ZERO, Amount, Truth, Unknown, sum_of, when
from ..entitlements.entitlement import Entitled
from ..fields import Spec, specs
from ..models import Household, LocalFigures, Person
from ..readonly import ReadOnly
from ..rules.catalogue import rule_name
from ..worksheets import answers, blockers, missing, unstated
from .result import Decision, MissingFact, Payment, Place, Skipped, Status, Working

__all__ = ["decision", "missing_facts", "payment", "skipped", "totals", "working"]


def working(rule: Any, worksheet: Any, answer: str, person: str | None = None) -> Working:
    """A worksheet that neither pays nor decides: its `answer`, for a person or, without one, the household."""
    named = missing(worksheet, of=answer)
    return Working(
        person=person,
        rule=rule_name(rule),
        answer=answer,
        amount=getattr(worksheet, answer),
        unit=specs(type(worksheet))[answer].unit,
        missing=named,
        not_stated=_unsaid(worksheet, named),
        worksheet=worksheet,
    )


def payment(
    rule: Any,
    worksheet: Any,
    answer: str,
    eligible: Truth,
    person: str | None = None,
    *,
    amount: Amount | None = None,
) -> Payment:
    """A payment to who is `eligible`, nothing to who is not; the `amount` is the worksheet's answer unless given."""
    due: Amount = when(eligible, getattr(worksheet, answer) if amount is None else amount, ZERO)
    named = _named(worksheet, answer, due, eligible)
    unsaid = _unsaid(worksheet, named)
    if eligible is False:
        status = Status.NOT_ELIGIBLE
    elif not named:
        status = Status.DUE
    else:
        status = Status.NOT_STATED if unsaid == named else Status.NOT_DETERMINED
    return Payment(
        person=person,
        rule=rule_name(rule),
        answer=answer,
        status=status,
        amount=due,
        unit=specs(type(worksheet))[answer].unit,
        missing=named,
        not_stated=unsaid,
        worksheet=worksheet,
    )


def decision(rule: Any, worksheet: Any, applies: Truth, person: str | None = None) -> Decision:
    """A decision; where it is open whether it `applies`, so is the decision, unless it is negative either way."""
    ((answer, found),) = answers(worksheet).items()
    decided = applies & found
    named = _named(worksheet, answer, decided)
    return Decision(
        person=person,
        rule=rule_name(rule),
        answer=answer,
        outcome=decided,
        blockers=blockers(worksheet),
        missing=named,
        not_stated=_unsaid(worksheet, named),
        worksheet=worksheet,
    )


def _named(worksheet: Any, answer: str, *found: Any) -> tuple[str, ...]:
    """What keeps some operands open: first as the worksheet orders it, then what it does not know of."""
    facts = {fact for value in found if type(value) is Unknown for fact in value.facts}
    if not facts:
        return ()
    known = [fact for fact in missing(worksheet, of=answer) if fact in facts]
    return (*known, *sorted(facts.difference(known)))


def _unsaid(worksheet: Any, named: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some missing facts that are figures no document in force states."""
    terms = unstated(worksheet) if named else ()
    return tuple(name for name in named if name in terms)


def skipped(rule: Any, needs: str) -> Skipped:
    """A rule that was not worked out for want of the record it begins with."""
    _, spec = _HELD[needs]
    return Skipped(rule=rule_name(rule), needs=needs, label=spec.label, zh=spec.zh)


def totals(payments: tuple[Payment, ...]) -> Mapping[str, Amount]:
    """The amounts of each rule added up, in yuan."""
    amounts: dict[str, list[Amount]] = {}
    for item in payments:
        amounts.setdefault(item.rule, []).append(item.amount)
    return ReadOnly({rule: sum_of(of) for rule, of in amounts.items()})


# -- what is missing ------------------------------------------------------------------------------------

_PLACES: Final[tuple[tuple[Place, type[Any]], ...]] = (
    ("person", Person),
    ("household", Household),
    ("local", LocalFigures),
)
_HELD: Final[Mapping[str, tuple[Place, Spec]]] = MappingProxyType(
    {name: (place, spec) for place, model in _PLACES for name, spec in specs(model).items()}
)
"""Which model a fact is recorded in, and how it is declared there."""


def missing_facts(
    household: Household, items: tuple[Payment | Decision | Working | Entitled, ...]
) -> tuple[MissingFact, ...]:
    """The facts that keep items open, each named once with all that it would help to settle."""
    found: dict[tuple[str, str | None], dict[str, None]] = {}
    for item in items:
        for fact in item.missing:
            if fact not in item.not_stated:
                for person in _whose(fact, item.person, household):
                    found.setdefault((fact, person), {})[_settled(item)] = None
    return tuple(_missing_fact(fact, person, tuple(settled)) for (fact, person), settled in found.items())


def _settled(item: Payment | Decision | Working | Entitled) -> str:
    if isinstance(item, Entitled):
        return f"entitlements.{item.entitlement.name}"
    return f"{item.rule}.{item.answer}"


def _whose(fact: str, about: str | None, household: Household) -> tuple[str | None, ...]:
    """Whose record lacks a fact: a member's, or for a fact of the household or the county nobody's."""
    if _HELD[fact][0] != "person":
        return (None,)
    if about is not None:
        return (about,)
    lacking = tuple(person.id for person in household.people if getattr(person, fact) is None)
    return lacking or tuple(person.id for person in household.people)


def _missing_fact(fact: str, person: str | None, settles: tuple[str, ...]) -> MissingFact:
    place, spec = _HELD[fact]
    return MissingFact(fact=fact, place=place, person=person, label=spec.label, zh=spec.zh, settles=settles)
