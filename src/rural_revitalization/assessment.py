"""What can be said of a household on a day, and how it is put together: the workings behind `assess`.

Putting it together runs the rules that apply to each person and to the household, on one day, under one policy and
one county's figures. It adds nothing of its own: each amount and decision is a worksheet's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, Literal

import attrs

from .algebra import Amount, Truth, added
from .errors import InvalidInput, Mismatch, shown
from .fields import Spec, specs
from .models import Household, LocalFigures, Person, recorded
from .policy import Policy
from .rules.medical import contribution_subsidy, serious_illness
from .rules.monitoring import identification, risk_elimination
from .unknown import Unknown
from .worksheets import answers, blockers, missing, not_stated, outcome

__all__ = ["Assessment", "Decision", "MissingFact", "Payment", "Status", "assessment_of"]

Place = Literal["person", "household", "local"]


class Status(StrEnum):
    """What can be said of a payment: four states that must not be confused."""

    NOT_ELIGIBLE = "not_eligible"
    DUE = "due"
    NOT_DETERMINED = "not_determined"
    NOT_STATED = "not_stated"


@attrs.frozen(kw_only=True)
class Payment:
    """What one person is due under one rule, in yuan per year.

    `amount` may be 0.00 and still be `due`; it is a range where facts are missing. `not_stated` names the figures no
    document in force states; the status is `NOT_STATED` where nothing but they is missing.
    """

    person: str
    rule: str
    status: Status
    amount: Amount
    missing: tuple[str, ...]
    not_stated: tuple[str, ...]
    worksheet: Any


@attrs.frozen(kw_only=True)
class Decision:
    """A decision about the household: its `outcome`, and what stands in the way (`blockers`) or is open (`missing`)."""

    rule: str
    outcome: Truth
    blockers: tuple[str, ...]
    missing: tuple[str, ...]
    not_stated: tuple[str, ...]
    worksheet: Any


@attrs.frozen(kw_only=True)
class MissingFact:
    """A fact nobody recorded, where it belongs, and which answers it would help to settle, as `rule.answer`.

    `person` is the record key where the fact belongs to a person, otherwise None.
    """

    fact: str
    place: Place
    person: str | None
    label: str
    zh: str
    settles: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Assessment:
    """All that can be said of a household on a day: payments, decisions, totals by rule, and what is missing.

    `totals` adds up the amounts of each rule over the members, and `total` all of them, in yuan; ranges where amounts
    are open.
    """

    household: str
    jurisdiction: str
    on: date
    documents: tuple[str, ...]
    payments: tuple[Payment, ...]
    decisions: tuple[Decision, ...]
    totals: Mapping[str, Amount]
    total: Amount
    missing: tuple[MissingFact, ...]

    def decision(self, rule: str) -> Decision | None:
        """The decision of a rule, such as "risk_elimination"; None where the rule does not apply to the household."""
        return next((decision for decision in self.decisions if decision.rule == rule), None)

    def worksheets(self) -> Iterator[tuple[str | None, str, Any]]:
        """Every worksheet with the person it is about (None: the household) and the rule."""
        for payment in self.payments:
            yield payment.person, payment.rule, payment.worksheet
        for decision in self.decisions:
            yield None, decision.rule, decision.worksheet


def assessment_of(household: Household, policy: Policy, local: LocalFigures, on: date) -> Assessment:
    """Everything that can be said of a household: see `assess`, which is how embedders call it."""
    _check(household, policy, local, on)
    payments = tuple(_payments(household, policy, local, on))
    decisions = tuple(_decisions(household, policy, local, on))
    totals = _totals(payments)
    return Assessment(
        household=household.id,
        jurisdiction=policy.jurisdiction,
        on=on,
        documents=policy.documents,
        payments=payments,
        decisions=decisions,
        totals=MappingProxyType(totals),
        total=added(totals.values()),
        missing=_missing_facts(payments, decisions),
    )


def _check(household: Household, policy: Policy, local: LocalFigures, on: date) -> None:
    if not isinstance(on, date) or isinstance(on, datetime):
        raise InvalidInput([Mismatch("on", "a date", shown(on))], about="assess")
    wrong = []
    if policy.on.year != on.year:
        wrong.append(Mismatch("policy", f"a policy loaded for {on.year}", f"one loaded for {policy.on}"))
    if local.year != on.year:
        wrong.append(Mismatch("local", f"the local figures of {on.year}", f"those of {local.year}"))
    if household.county and local.county and household.county != local.county:
        wrong.append(Mismatch("local", f"the figures of {household.county}", f"those of {local.county}"))
    for at, person in enumerate(household.people):
        if person.birth_date is not None and person.birth_date > on:
            path = f"household.members[{at}].birth_date"
            wrong.append(Mismatch(path, f"a birth no later than {on}", str(person.birth_date)))
    if wrong:
        raise InvalidInput(wrong, about="assess")


# -- payments -------------------------------------------------------------------------------------------


def _payments(household: Household, policy: Policy, local: LocalFigures, on: date) -> Iterator[Payment]:
    for person in household.people:
        insured: Truth = recorded(person, "insured")
        worksheet = _worked(contribution_subsidy, policy, person, household, local, on)
        yield _payment(person, contribution_subsidy, worksheet, worksheet.subsidy, insured & worksheet.eligible)
        if person.bills != ():
            worksheet = _worked(serious_illness, policy, person, household, local, on)
            yield _payment(person, serious_illness, worksheet, worksheet.reimbursement, insured)


def _worked(rule: Any, policy: Policy, *of: Any) -> Any:
    return rule.compute(rule.Facts.of(*of), policy.terms(rule))


def _payment(person: Person, rule: Any, worksheet: Any, amount: Amount, eligible: Truth) -> Payment:
    open_facts = _with_facts(missing(worksheet), eligible)
    unstated = not_stated(worksheet)
    if eligible is False:
        status = Status.NOT_ELIGIBLE
    elif eligible is True and not isinstance(amount, Unknown):
        status = Status.DUE
    elif unstated and set(open_facts) == set(unstated):
        status = Status.NOT_STATED
    else:
        status = Status.NOT_DETERMINED
    return Payment(
        person=person.id,
        rule=_name(rule),
        status=status,
        amount=amount,
        missing=() if eligible is False else open_facts,
        not_stated=unstated,
        worksheet=worksheet,
    )


def _with_facts(named: tuple[str, ...], truth: Truth) -> tuple[str, ...]:
    further = sorted(truth.facts - set(named)) if isinstance(truth, Unknown) else ()
    return (*named, *further)


def _totals(payments: tuple[Payment, ...]) -> dict[str, Amount]:
    by_rule: dict[str, list[Amount]] = {}
    for payment in payments:
        by_rule.setdefault(payment.rule, []).append(payment.amount)
    return {rule: added(amounts) for rule, amounts in by_rule.items()}


# -- decisions ------------------------------------------------------------------------------------------


def _decisions(household: Household, policy: Policy, local: LocalFigures, on: date) -> Iterator[Decision]:
    monitored = household.monitored_on(on)
    if monitored is not True:
        yield _decision(identification, _worked(identification, policy, household, local, on), True)
    if monitored is not False:
        yield _decision(risk_elimination, _worked(risk_elimination, policy, household, local, on), monitored)


def _decision(rule: Any, worksheet: Any, applies: Truth) -> Decision:
    """`applies` is open where it is: then so is the decision, unless it is negative either way."""
    (answer,) = answers(worksheet).values()
    decided = applies & answer
    return Decision(
        rule=_name(rule),
        outcome=decided,
        blockers=blockers(worksheet),
        missing=_with_facts(missing(worksheet), decided),
        not_stated=not_stated(worksheet),
        worksheet=worksheet,
    )


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


def _missing_facts(payments: tuple[Payment, ...], decisions: tuple[Decision, ...]) -> tuple[MissingFact, ...]:
    found: dict[tuple[Place, str | None, str], list[str]] = {}
    for payment in payments:
        _note(found, payment, payment.person, next(iter(answers(payment.worksheet))))
    for decision in decisions:
        _note(found, decision, None, str(outcome(decision.worksheet)))
    return tuple(_missing_fact(place, person, fact, settles) for (place, person, fact), settles in found.items())


def _note(
    found: dict[tuple[Place, str | None, str], list[str]], item: Payment | Decision, person: str | None, answer: str
) -> None:
    for fact in item.missing:
        if fact not in item.not_stated:
            place, _ = _HELD[fact]
            key = (place, person if place == "person" else None, fact)
            settled = found.setdefault(key, [])
            if f"{item.rule}.{answer}" not in settled:
                settled.append(f"{item.rule}.{answer}")


def _missing_fact(place: Place, person: str | None, fact: str, settles: list[str]) -> MissingFact:
    _, spec = _HELD[fact]
    return MissingFact(fact=fact, place=place, person=person, label=spec.label, zh=spec.zh, settles=tuple(settles))


def _name(rule: Any) -> str:
    return str(rule.__name__.rsplit(".", 1)[-1])
