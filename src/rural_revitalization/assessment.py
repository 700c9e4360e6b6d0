"""What can be said of a household on a day, and how it is put together: the workings behind `assess`.

Putting it together runs the rules that apply to each person and to the household, on one day, under one policy and one
county's figures. It adds nothing of its own: each amount and decision is a worksheet's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, Literal

import attrs

from .algebra import Amount, Truth, Unknown, added, negate
from .errors import InvalidInput, Mismatch, shown
from .fields import Spec, specs
from .models import Household, LocalFigures, Person, recorded
from .policy import Policy
from .rules.allowance import gradual_exit, minimum_living, single_person_household
from .rules.credit import small_loan
from .rules.medical import contribution_subsidy, serious_illness
from .rules.monitoring import identification, net_income, risk_elimination
from .worksheets import answers, blockers, missing, not_stated, outcome

__all__ = ["Assessment", "Decision", "Inputs", "MissingFact", "Payment", "Status", "Working", "assessment_of"]

Place = Literal["person", "household", "local"]


class Status(StrEnum):
    """What can be said of a payment: four states that must not be confused."""

    NOT_ELIGIBLE = "not_eligible"
    DUE = "due"
    NOT_DETERMINED = "not_determined"
    NOT_STATED = "not_stated"


@attrs.frozen(kw_only=True)
class Payment:
    """What a person, or where `person` is None the household, is due under one rule.

    `amount` is in the `unit` given, and may be 0.00 and still be due; it is a range where facts are missing.
    `not_stated` names the figures no document in force states; the status is `NOT_STATED` where nothing but they is
    missing.
    """

    person: str | None
    rule: str
    status: Status
    amount: Amount
    unit: str
    missing: tuple[str, ...]
    not_stated: tuple[str, ...]
    worksheet: Any


@attrs.frozen(kw_only=True)
class Decision:
    """A decision about a person, or where `person` is None about the household.

    `outcome` is the decision, `blockers` the criteria that stand in its way, `missing` what keeps it open.
    """

    person: str | None
    rule: str
    outcome: Truth
    blockers: tuple[str, ...]
    missing: tuple[str, ...]
    not_stated: tuple[str, ...]
    worksheet: Any


@attrs.frozen(kw_only=True)
class Working:
    """A worksheet that neither pays nor decides, such as the household's net income; `amount` is its answer."""

    rule: str
    amount: Amount
    unit: str
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
class Inputs:
    """What an assessment was made from."""

    household: Household
    local: LocalFigures
    policy: Policy


@attrs.frozen(kw_only=True)
class Assessment:
    """All that can be said of a household on a day: payments, decisions, workings, totals, and what is missing.

    `totals` adds up the amounts of each rule over the members, in the rule's own unit; `total` adds up those that are
    yuan per year. Both are ranges where amounts are open.
    """

    household: str
    jurisdiction: str
    on: date
    documents: tuple[str, ...]
    payments: tuple[Payment, ...]
    decisions: tuple[Decision, ...]
    workings: tuple[Working, ...]
    totals: Mapping[str, Amount]
    total: Amount
    missing: tuple[MissingFact, ...]
    inputs: Inputs = attrs.field(repr=False, metadata={"in_json": False})

    def decision(self, rule: str) -> Decision | None:
        """The household's decision of a rule, such as "risk_elimination"; None where the rule does not apply to it."""
        return next((item for item in self.decisions if item.rule == rule and item.person is None), None)

    def worksheets(self) -> Iterator[tuple[str | None, str, Any]]:
        """Every worksheet with the person it is about (None: the household) and the rule."""
        for payment in self.payments:
            yield payment.person, payment.rule, payment.worksheet
        for decision in self.decisions:
            yield decision.person, decision.rule, decision.worksheet
        for working in self.workings:
            yield None, working.rule, working.worksheet


def assessment_of(household: Household, policy: Policy, local: LocalFigures, on: date) -> Assessment:
    """Everything that can be said of a household: see `assess`, which is how embedders call it."""
    _check(household, policy, local, on)
    case = _Case(policy, local, on)
    workings = tuple(case.workings(household))
    completed = case.completed(household, workings)
    payments = (*case.personal_payments(completed), *case.household_payments(completed))
    decisions = tuple(case.decisions(completed))
    return Assessment(
        household=household.id,
        jurisdiction=policy.jurisdiction,
        on=on,
        documents=policy.documents,
        payments=payments,
        decisions=decisions,
        workings=workings,
        totals=_totals(payments),
        total=added(payment.amount for payment in payments if payment.unit == _YEARLY),
        missing=_missing_facts((*payments, *decisions, *workings)),
        inputs=Inputs(household=household, local=local, policy=policy),
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


_YEARLY: Final = "yuan per year"


@attrs.frozen
class _Case:
    """The policy, the county's figures and the day that a household is assessed under."""

    policy: Policy
    local: LocalFigures
    on: date

    def worked(self, rule: Any, *of: Any) -> Any:
        return rule.compute(rule.Facts.of(*of, self.local, self.on), self.policy.terms(rule))

    def workings(self, household: Household) -> Iterator[Working]:
        """Net income where any of its parts was recorded."""
        if household.business_costs is not None or any(person.income is not None for person in household.people):
            yield _working(net_income, self.worked(net_income, household))

    def completed(self, household: Household, workings: tuple[Working, ...]) -> Household:
        """The household with what follows from its records where nobody recorded it: net income, the borderline."""
        found: dict[str, Any] = {"per_capita_net_income": next((item.amount for item in workings), None)}
        if household.family_income is not None:
            found["allowance_borderline"] = self.worked(minimum_living, household).borderline
        known = {
            name: value
            for name, value in found.items()
            if value is not None and not isinstance(value, Unknown) and getattr(household, name) is None
        }
        model: Any = household
        completed: Household = attrs.evolve(model, **known) if known else household
        return completed

    def personal_payments(self, household: Household) -> Iterator[Payment]:
        """Contribution subsidies; serious illness for those with bills, or whose bills nobody recorded."""
        for person in household.people:
            insured: Truth = recorded(person, "insured")
            worksheet = self.worked(contribution_subsidy, person, household)
            yield _payment(contribution_subsidy, worksheet, "subsidy", insured & worksheet.eligible, person.id)
            if person.bills != ():
                worksheet = self.worked(serious_illness, person, household)
                yield _payment(serious_illness, worksheet, "reimbursement", insured, person.id)

    def household_payments(self, household: Household) -> Iterator[Payment]:
        """The allowance: gradual exit for who receives it, by difference for who does not; the loan's subsidy."""
        receiving = household.receives_allowance_on(self.on)
        if receiving is not False and household.raised_by_employment is not None:
            worksheet = self.worked(gradual_exit, household)
            yield _payment(gradual_exit, worksheet, "grant", worksheet.keeps_allowance)
        elif receiving is not True and household.family_income is not None:
            worksheet = self.worked(minimum_living, household)
            yield _payment(minimum_living, worksheet, "grant", negate(receiving) & worksheet.below_standard)
        if household.loans:
            worksheet = self.worked(small_loan, household)
            in_scope = worksheet.facts.borrower_in_scope
            # The facts are those of a calendar year's interest, so its subsidy is one of a year.
            yield attrs.evolve(_payment(small_loan, worksheet, "interest_subsidy", in_scope), unit=_YEARLY)

    def decisions(self, household: Household) -> Iterator[Decision]:
        """Who may be counted alone; identification unless monitored already; elimination unless known not to be."""
        if household.allowance_borderline:
            for person in household.people:
                worksheet = self.worked(single_person_household, person, household)
                yield _decision(single_person_household, worksheet, True, person.id)
        monitored = household.monitored_on(self.on)
        if monitored is not True:
            yield _decision(identification, self.worked(identification, household), True)
        if monitored is not False:
            yield _decision(risk_elimination, self.worked(risk_elimination, household), monitored)


# -- the parts ------------------------------------------------------------------------------------------


def _working(rule: Any, worksheet: Any) -> Working:
    ((name, amount),) = answers(worksheet).items()
    return Working(
        rule=_name(rule),
        amount=amount,
        unit=specs(type(worksheet))[name].unit,
        missing=missing(worksheet),
        not_stated=not_stated(worksheet),
        worksheet=worksheet,
    )


def _payment(rule: Any, worksheet: Any, answer: str, eligible: Truth, person: str | None = None) -> Payment:
    amount: Amount = getattr(worksheet, answer)
    open_facts = _with_facts(missing(worksheet, of=answer), eligible)
    unstated = not_stated(worksheet, of=answer)
    if eligible is False:
        status = Status.NOT_ELIGIBLE
    elif eligible is True and not isinstance(amount, Unknown):
        status = Status.DUE
    elif unstated and set(open_facts) == set(unstated):
        status = Status.NOT_STATED
    else:
        status = Status.NOT_DETERMINED
    return Payment(
        person=person,
        rule=_name(rule),
        status=status,
        amount=amount,
        unit=specs(type(worksheet))[answer].unit,
        missing=() if eligible is False else open_facts,
        not_stated=() if eligible is False else unstated,
        worksheet=worksheet,
    )


def _decision(rule: Any, worksheet: Any, applies: Truth, person: str | None = None) -> Decision:
    """`applies` is open where it is: then so is the decision, unless it is negative either way."""
    (answer,) = answers(worksheet).values()
    decided = applies & answer
    return Decision(
        person=person,
        rule=_name(rule),
        outcome=decided,
        blockers=blockers(worksheet),
        missing=_with_facts(missing(worksheet), decided),
        not_stated=not_stated(worksheet),
        worksheet=worksheet,
    )


def _with_facts(named: tuple[str, ...], truth: Truth) -> tuple[str, ...]:
    further = sorted(truth.facts - set(named)) if isinstance(truth, Unknown) else ()
    return (*named, *further)


def _totals(payments: tuple[Payment, ...]) -> dict[str, Amount]:
    rules = dict.fromkeys(payment.rule for payment in payments)
    return {rule: added(payment.amount for payment in payments if payment.rule == rule) for rule in rules}


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


def _missing_facts(items: tuple[Payment | Decision | Working, ...]) -> tuple[MissingFact, ...]:
    found: dict[tuple[str, str | None], dict[str, None]] = {}
    for item in items:
        about = None if isinstance(item, Working) else item.person
        answer = outcome(item.worksheet) or next(iter(answers(item.worksheet)))
        for fact in item.missing:
            if fact not in item.not_stated:
                person = about if _HELD[fact][0] == "person" else None
                found.setdefault((fact, person), {})[f"{item.rule}.{answer}"] = None
    return tuple(_missing_fact(fact, person, tuple(settled)) for (fact, person), settled in found.items())


def _missing_fact(fact: str, person: str | None, settles: tuple[str, ...]) -> MissingFact:
    place, spec = _HELD[fact]
    return MissingFact(fact=fact, place=place, person=person, label=spec.label, zh=spec.zh, settles=settles)


def _name(rule: Any) -> str:
    return str(rule.__name__.rsplit(".", 1)[-1])
