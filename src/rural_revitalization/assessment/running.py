"""How an assessment is put together: the workings behind `assess`.

It runs the rules that apply to each person and to the household, on one day, under one policy and one county's figures,
and adds nothing of its own: each amount and decision is a worksheet's, each entitlement a row's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final

import attrs

from ..algebra import Truth, Unknown, not_, sum_of
from ..bills.layers import Day
from ..bills.year import SoFar, Year
from ..entitlements.catalogue import entitlements_of
from ..entitlements.entitlement import Entitled
from ..errors import InvalidInput, Mismatch, OutsidePeriod, shown
from ..fields import replaced
from ..models import Household, LocalFigures, Person, recorded
from ..policy import Policy
from ..policy.load import policy_on
from ..rules.allowance import gradual_exit, minimum_living, single_person_household
from ..rules.catalogue import RULES, rule_name
from ..rules.credit import small_loan
from ..rules.medical import (
    contribution_subsidy,
    medical_assistance,
    serious_illness,
    settlement,
    tilted_assistance,
)
from ..rules.monitoring import identification, net_income, risk_elimination
from .findings import decision, missing_facts, payment, skipped, totals, working
from .result import PARTS, Assessment, Decision, Inputs, Payment, Skipped, Working

__all__ = ["assessment_of", "holds"]


def assessment_of(
    household: Household, policy: Policy, local: LocalFigures, on: date, only: Collection[str] | None
) -> Assessment:
    """Everything that can be said of a household: see `assess`, which is how embedders call it."""
    _check(household, policy, local, on, only)
    asked = PARTS if only is None else only
    rules = frozenset(rule for name, rule in _RULES.items() if name in asked)
    case = _Case(policy, local, on, rules, household.receives_allowance_on(on))
    workings = tuple(case.workings(household))
    completed = case.completed(household, workings)
    years = case.years(completed)
    payments = (*case.personal_payments(completed, years), *case.household_payments(completed))
    decisions = tuple(case.decisions(completed))
    entitlements = tuple(case.entitlements(completed)) if "entitlements" in asked else ()
    workings = (*workings, *case.settled_bills(years))
    return Assessment(
        household=household.id,
        jurisdiction=policy.jurisdiction,
        on=on,
        documents=policy.documents,
        only=None if only is None else tuple(sorted(set(only))),
        payments=payments,
        decisions=decisions,
        entitlements=entitlements,
        workings=workings,
        skipped=tuple(case.skipped(household)),
        totals=totals(payments),
        total=sum_of(item.amount for item in payments if item.unit == _YEARLY),
        missing=missing_facts(household, (*payments, *decisions, *workings, *entitlements)),
        inputs=Inputs(household=household, local=local, policy=policy),
    )


def _check(household: Household, policy: Policy, local: LocalFigures, on: date, only: Collection[str] | None) -> None:
    if not isinstance(on, date) or isinstance(on, datetime):
        raise InvalidInput([Mismatch("on", "a date", shown(on))], about="assess")
    wrong = []
    if policy.on != on and not holds(policy, on):
        wrong.append(Mismatch("policy", f"a policy that holds on {on}", f"one loaded for {policy.on}"))
    if local.year != on.year:
        wrong.append(Mismatch("local", f"the local figures of {on.year}", f"those of {local.year}"))
    if household.county and local.county and household.county != local.county:
        wrong.append(Mismatch("local", f"the figures of {household.county}", f"those of {local.county}"))
    unheard_of = [] if only is None else sorted({*only} - PARTS)
    if unheard_of or isinstance(only, str):
        wrong.append(Mismatch("only", f"names among {', '.join(sorted(PARTS))}", shown(unheard_of or only)))
    for at, person in enumerate(household.people):
        if person.birth_date is not None and person.birth_date > on:
            path = f"household.members[{at}].birth_date"
            wrong.append(Mismatch(path, f"a birth no later than {on}", str(person.birth_date)))
    if wrong:
        raise InvalidInput(wrong, about="assess")


def holds(policy: Policy, on: date) -> bool:
    """Whether a policy loaded for one day says the same on another."""
    try:
        return policy_on(policy, on) is policy
    except OutsidePeriod:
        return False


_YEARLY: Final = "yuan per year"
_LAYERS: Final = MappingProxyType(
    {serious_illness: "reimbursement", medical_assistance: "assistance", tilted_assistance: "assistance"}
)
"""The rules that pay of a year's bills, each with its answer, in their order."""
_RULES: Final = MappingProxyType({rule_name(rule): rule for rule in RULES if rule_name(rule) in PARTS})
"""The rules that an assessment works out, by name."""


@attrs.frozen
class _Case:
    """The policy, the county's figures and the day that a household is assessed under; what of it is asked for.

    `receiving` says whether any member receives the allowance on the day, on which much else depends.
    """

    policy: Policy
    local: LocalFigures
    on: date
    asked: frozenset[Any]
    receiving: Truth

    def asks(self, *rules: Any) -> bool:
        """Whether any of some rules was asked for."""
        return not self.asked.isdisjoint(rules)

    def worked(self, rule: Any, *of: Any) -> Any:
        return rule.compute(rule.Facts.of(*of, self.local, self.on), self.policy.terms(rule))

    def workings(self, household: Household) -> Iterator[Working]:
        """Net income from its parts, unless only the whole was recorded."""
        if not self.asks(net_income, identification, risk_elimination):
            return
        in_parts = any(person.income is not None for person in household.people)
        if household.business_costs is not None or (in_parts and household.per_capita_net_income is None):
            yield working(net_income, self.worked(net_income, household), "per_capita_net_income")

    def completed(self, household: Household, workings: tuple[Working, ...]) -> Household:
        """The household with what follows from its records where nobody recorded it: net income, the borderline."""
        found: dict[str, Any] = {"per_capita_net_income": next((item.amount for item in workings), None)}
        if household.family_income is not None and self.receiving is not True and self.asks(single_person_household):
            found["allowance_borderline"] = self.worked(minimum_living, household).borderline
        known = {
            name: value
            for name, value in found.items()
            if value is not None and type(value) is not Unknown and getattr(household, name) is None
        }
        return replaced(household, **known) if known else household

    def skipped(self, household: Household) -> Iterator[Skipped]:
        """The rules that begin with a record that is not there: a grant, an income counted for the allowance, loans."""
        if household.allowance_grant is None and type(self.receiving) is Unknown and self.asks(gradual_exit):
            yield skipped(gradual_exit, "allowance_grant")
        if household.family_income is None and self.receiving is not True:
            if self.asks(minimum_living):
                yield skipped(minimum_living, "family_income")
            if household.allowance_borderline is None and self.asks(single_person_household):
                yield skipped(single_person_household, "family_income")
        if household.loans is None and self.asks(small_loan):
            yield skipped(small_loan, "loans")

    def years(self, household: Household) -> dict[str, Year]:
        """The year of bills of each member who has some."""
        if not self.asks(*_LAYERS, settlement):
            return {}
        return {
            person.id: Year(person=person, household=household, local=self.local, policy=self.policy, until=self.on)
            for person in household.people
            if person.bills
        }

    def personal_payments(self, household: Household, years: Mapping[str, Year]) -> Iterator[Payment]:
        """Contribution subsidies; for those with bills, or whose bills nobody recorded, what their year is paid."""
        for person in household.people:
            insured: Truth = recorded(person, "insured")
            if self.asks(contribution_subsidy):
                worksheet = self.worked(contribution_subsidy, person, household)
                yield payment(contribution_subsidy, worksheet, "subsidy", insured & worksheet.eligible, person.id)
            if person.bills != ():
                yield from self.layered_payments(person, household, insured, years.get(person.id))

    def layered_payments(
        self, person: Person, household: Household, insured: Truth, year: Year | None
    ) -> Iterator[Payment]:
        """What the three layers after basic insurance pay of the year so far."""
        if not self.asks(*_LAYERS):
            return
        so_far = self.so_far(person, household, year)
        for rule, answer in _LAYERS.items():
            if self.asks(rule):
                name = rule_name(rule)
                worksheet, eligible = getattr(so_far.layers, name), insured & so_far.eligible(name)
                yield payment(rule, worksheet, answer, eligible, person.id, amount=so_far.paid(name, answer))

    def so_far(self, person: Person, household: Household, year: Year | None) -> SoFar:
        """The year's bills as they are settled; without them, or where they cannot be, under the figures of the day."""
        if year is not None:
            # A bill of a day that no document covers cannot be settled.
            with suppress(OutsidePeriod):
                return year.so_far(self.on)
        cost = person.while_insured(person.in_scope_cost(self.on))
        day = Day(person=person, household=household, local=self.local, policy=self.policy, on=self.on)
        return SoFar(layers=day.layers(cost))

    def settled_bills(self, years: Mapping[str, Year]) -> Iterator[Working]:
        """What each bill of the year up to the day leaves to the patient, settled under the figures of its own day."""
        if not self.asks(settlement):
            return
        for person, year in years.items():
            # A year with a bill of a day that no document covers cannot be settled bill by bill.
            with suppress(OutsidePeriod):
                for bill in year.bills():
                    yield working(settlement, bill.settlement, "own_payment", person)

    def household_payments(self, household: Household) -> Iterator[Payment]:
        """The allowance: gradual exit for who receives it, by difference for who does not; the loan's subsidy."""
        receiving = self.receiving
        receives = receiving is True or (receiving is not False and household.allowance_grant is not None)
        if receives and self.asks(gradual_exit):
            worksheet = self.worked(gradual_exit, household)
            yield payment(gradual_exit, worksheet, "grant", worksheet.keeps_allowance)
        if receiving is not True and household.family_income is not None and self.asks(minimum_living):
            worksheet = self.worked(minimum_living, household)
            yield payment(minimum_living, worksheet, "grant", not_(receiving) & worksheet.below_standard)
        if household.loans and self.asks(small_loan):
            terms = self.policy.terms(small_loan)
            facts = small_loan.in_subsidy(small_loan.Facts.of(household, self.local, self.on), terms, self.on)
            worksheet = small_loan.compute(facts, terms)
            in_scope = worksheet.facts.borrower_in_scope
            # The facts are those of a calendar year's interest, so its subsidy is one of a year.
            yield attrs.evolve(payment(small_loan, worksheet, "interest_subsidy", in_scope), unit=_YEARLY)

    def decisions(self, household: Household) -> Iterator[Decision]:
        """Who may be counted alone; identification unless monitored already; elimination unless known not to be."""
        if self.asks(single_person_household) and self.may_be_counted_alone(household):
            for person in household.people:
                worksheet = self.worked(single_person_household, person, household)
                yield decision(single_person_household, worksheet, True, person.id)
        monitored = household.monitored_on(self.on)
        if monitored is not True and self.asks(identification):
            yield decision(identification, self.worked(identification, household), True)
        if monitored is not False and self.asks(risk_elimination):
            yield decision(risk_elimination, self.worked(risk_elimination, household), monitored)

    def may_be_counted_alone(self, household: Household) -> bool:
        """Whether the question arises: income was counted, the family may be borderline, nobody surely receives."""
        counted = household.family_income is not None or household.allowance_borderline is not None
        borderline = counted and household.allowance_borderline is not False
        return borderline and self.receiving is not True

    def entitlements(self, household: Household) -> Iterator[Entitled]:
        """What each person has a right to of the help that documents grant without a figure."""
        for person in household.people:
            yield from entitlements_of(person, household, self.policy, self.local, self.on)
