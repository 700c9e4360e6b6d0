"""Run every rule of the catalogue on a household, as declared, and collect the findings.

The rules run on one day, under one policy and one county's figures. Nothing is computed here: each amount and decision
comes from a worksheet, each entitlement from its row.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Any, Final

import attrs

from ..algebra import ZERO
from ..bills.day import chained
from ..bills.unrecorded import days_that_differ, worked_on_any
from ..bills.year import SettledBill, Year
from ..cases import Case
from ..cases.origins import Slot
from ..catalogue import DECLARED, LAYERS, PARTS, in_force
from ..entitlements.entitlement import Entitlement
from ..errors import OutsidePeriod, discreet
from ..loans.several import worked_loans
from ..models import Household, LocalFigures
from ..policy import Policy
from ..rules.form import AnyRule
from .conflicts import conflicts_of
from .findings import Decision, Entitled, Finding, Payment, Period, Working
from .fitting import check_inputs, check_kinds_of_inputs
from .inputs import Inputs
from .lacking import what_is_lacking
from .making import decision, entitled, payment, skipped, totals, working
from .result import Assessment, added_up

_EVERYTHING: Final = frozenset(PARTS)


@discreet
def assess(
    household: Household,
    policy: Policy,
    local: LocalFigures,
    *,
    on: date | None = None,
    only: Collection[str] | None = None,
) -> Assessment:
    """Assess a household (农户) on a day: what each person is due, every decision, every missing fact.

    `on` defaults to the policy's day; `policy` must hold on that day, and `local` must be for its year and, where both
    name one, the household's county. Serious-illness insurance and assistance are worked out for persons with bills, or
    whose bills were not recorded; each bill of the year up to the day is settled, among the `workings`, where
    documents cover the days of all of them. Each loan of the year is worked out separately, then added. Identification
    is worked out for households not known to be monitored, risk elimination for those not known to be unmonitored. Of
    the allowance, gradual exit answers for a family that receives it, the single-person allowance for who receives it
    alone, and the minimum living allowance for all others. It needs an income counted by civil affairs, and the loan
    subsidy needs loans: where the record is missing, the rule is listed under `skipped`. Net income and borderline
    status are worked out where only their parts were recorded. Help that documents grant without a figure is among the
    `entitlements`.

    `only` requests some parts by name, such as `{"small_loan", "risk_elimination"}` (see `PARTS`): the others are not
    worked out, and facts that only they need are not reported missing. Net income is worked out with the decisions that
    depend on it.

    People are members from `joined_on` until the day before `left_on` or `died_on`. Who is no member on the day is
    neither counted nor paid, and nothing is decided about them or asked of them, but for the income of the period of
    net income in which they left or died.

    Raises `InvalidInput` where the arguments do not fit together: another year or county, a birth after `on`, nobody
    who is a member on that day, or an unknown part.

    >>> from rural_revitalization import Household, LocalFigures, Person, load_policy
    >>> on = date(2022, 6, 1)
    >>> family = Household(id="1", members=[Person(id="1-1", insured=True, orphan=[])], monitored=[])
    >>> local = LocalFigures(year=2022, insurance_contribution=320, sources={"insurance_contribution": "local notice"})
    >>> assess(family, load_policy("hunan", on=on), local, on=on).totals["contribution_subsidy"].high
    Decimal('320.00')
    >>> assess(family, load_policy("hunan", on=on), local, on=on, only={"small_loan"}).skipped[0].needs
    'loans'
    """
    check_kinds_of_inputs("assess", household, policy, local, on)
    day = policy.on if on is None else on
    check_inputs(household, policy, local, day, only)
    run = _Run(policy, _EVERYTHING if only is None else frozenset(only))
    workings, case = run.completed(Case(household=household, local=local, on=day))
    run.people(case.members)
    run.household(case)
    run.granted(case)
    payments, decisions = tuple(run.payments), tuple(run.decisions)
    worked = (*workings, *run.settled)
    left_out = tuple(map(skipped, run.left_out()))
    lacks = what_is_lacking(household, local, day, (*payments, *decisions, *worked, *run.entitlements))
    return Assessment(
        household=household.id,
        jurisdiction=policy.jurisdiction,
        on=day,
        documents=policy.documents,
        only=None if only is None else tuple(sorted(set(only))),
        payments=payments,
        decisions=decisions,
        entitlements=tuple(run.entitlements),
        workings=worked,
        skipped=left_out,
        totals=totals(payments, left_out),
        total=added_up(payments, left_out).get(Period.YEAR, ZERO),
        missing=lacks.facts(),
        lacks=lacks,
        conflicts=conflicts_of(case),
        inputs=Inputs(household=household, local=local, policy=policy),
    )


@attrs.frozen
class Found:
    """What is found of one answer: the completed case of the household, and the finding; None where there is none."""

    case: Case
    finding: Finding | None


def found_of(
    of: str | Entitlement,
    person: str | None,
    household: Household,
    policy: Policy,
    local: LocalFigures,
    on: date,
    only: Collection[str] | None,
) -> Found:
    """Return the finding of a rule, or of help, about a person or the household, as `assess` has it; raises as it does.

    `only` are the parts whose workings complete the records.
    """
    check_inputs(household, policy, local, on)
    asked = frozenset({of}) if isinstance(of, str) else frozenset(PARTS if only is None else only)
    run = _Run(policy, asked)
    case = run.completed(Case(household=household, local=local, on=on))[1]
    members = tuple(item for item in case.members if item.person is not None and item.person.id == person)
    if not isinstance(of, str):
        subjects = (case,) if person is None else members
        return Found(case, next((entitled(of, item) for item in subjects), None))
    run.people(members)
    run.household(case)
    found = (item for item in (*run.payments, *run.decisions) if item.rule == of and item.person == person)
    return Found(case, next(found, None))


@attrs.define
class _Run:
    """An assessment in progress: what was requested and the findings so far."""

    policy: Policy
    asked: frozenset[str]
    payments: list[Payment] = attrs.field(factory=list, init=False)
    decisions: list[Decision] = attrs.field(factory=list, init=False)
    entitlements: list[Entitled] = attrs.field(factory=list, init=False)
    settled: list[Working] = attrs.field(factory=list, init=False)
    skipped: set[str] = attrs.field(factory=set, init=False)
    kept: dict[str, Any] = attrs.field(factory=dict, init=False)

    def rules(self, about: str) -> Iterator[AnyRule]:
        """The requested rules about one kind of subject."""
        return (rule for name, rule in DECLARED.items() if rule.about == about and name in self.asked)

    def completed(self, case: Case) -> tuple[list[Working], Case]:
        """Compute facts of the household that were not recorded; returns the workings and the completed case."""
        workings, known = [], case
        for rule in _completing(self.asked):
            if self.begins(rule, case):
                worksheet = self.kept[rule.name] = self.worked(rule, case)
                if rule.works_out:
                    workings.append(working(rule, worksheet))
                for origin, line in rule.completes.items():
                    known = known.knowing(origin, rule.line(worksheet, line))
        return workings, known

    def begins(self, rule: AnyRule, case: Case) -> bool:
        """True if a rule applies to a case; notes the rule as skipped where a record it needs is missing."""
        begins, skips = rule.standing(case)
        if skips is True:
            self.skipped.add(rule.name)
        return begins is True

    def worked(self, rule: AnyRule, case: Case) -> Any:
        return rule.worked(case, self.policy.terms(rule.module))

    # -- people and their bills ---------------------------------------------------------------------------

    def people(self, members: Iterable[Case]) -> None:
        """Work out the rules about persons and their bills for members."""
        own = [rule for rule in self.rules("person") if rule.takes is None]
        last = max((at for at, rule in enumerate(LAYERS) if rule.name in self.asked), default=-1)
        chain = LAYERS[: last + 1]
        settling = list(self.rules("bill"))
        for member in members:
            year = self.year(member) if chain or settling else None
            for rule in own:
                if self.begins(rule, member):
                    self.found(rule, member, self.worked(rule, member))
            if chain and self.begins(chain[0], member):
                self.layered(member, chain, year)
            if year is not None:
                for rule in settling:
                    self.settled.extend(working(rule, bill.worksheet, bill.person) for bill in self.bills(year))

    def granted(self, case: Case) -> None:
        """Add whether each member, and the household, is entitled to each help that the documents in force grant."""
        granted = in_force(self.policy, case.on) if "entitlements" in self.asked else ()
        for about, subjects in (("person", case.members), ("household", (case,))):
            rows = [item for item in granted if item.about == about]
            self.entitlements.extend(entitled(item, subject) for subject in subjects for item in rows)

    def found(self, rule: AnyRule, case: Case, worksheet: Any) -> None:
        """Add the payment or decision of a rule."""
        if rule.pays:
            self.payments.append(payment(rule, case, (worksheet,)))
        elif rule.decides:
            self.decisions.append(decision(rule, case, worksheet))

    def year(self, member: Case) -> Year | None:
        """The year of a member's bills; None without bills."""
        person = member.person
        assert person is not None
        if not person.bills:
            return None
        return Year(person=person, household=member.household, local=member.local, policy=self.policy, until=member.on)

    def bills(self, year: Year) -> tuple[SettledBill, ...]:
        """The settled bills of the year; empty where no document covers the day of one of them."""
        with suppress(OutsidePeriod):
            return year.bills()
        return ()

    def layered(self, member: Case, chain: tuple[AnyRule, ...], year: Year | None) -> None:
        """Add the payments of the layers after basic insurance for the year's settled bills.

        Where bills were not recorded, there may be some of any day of the year so far. Without bills, or where they
        cannot be settled, uses the figures of the day.
        """
        assert member.person is not None
        not_recorded = member.person.bills is None
        if year is not None:
            with suppress(OutsidePeriod):
                so_far = year.so_far(member.on)
                for rule in self.asked_of(chain):
                    sheets, parts = so_far.worksheets(rule), so_far.parts(rule)
                    self.payments.append(payment(rule, member, sheets, amount=so_far.paid(rule), parts=parts))
                return

        days = days_that_differ(member, self.policy) if not_recorded else ()
        if len(days) > 1:
            for rule, sheets, amount in worked_on_any(chain, days):
                if rule.name in self.asked:
                    self.payments.append(payment(rule, member, sheets, amount=amount))
            return

        def worked(rule: AnyRule, left: Any) -> Any:
            return rule.worked(member, self.policy.terms(rule.module), left)

        worksheets = dict(chained(chain, None, worked))
        for rule in self.asked_of(chain):
            self.payments.append(payment(rule, member, (worksheets[rule.name],)))

    def left_out(self) -> tuple[AnyRule, ...]:
        """The rules asked for that were skipped for want of a record, in order."""
        skipped = self.skipped & self.asked
        return tuple(rule for name, rule in DECLARED.items() if name in skipped) if skipped else ()

    def asked_of(self, rules: tuple[AnyRule, ...]) -> Iterator[AnyRule]:
        return (rule for rule in rules if rule.name in self.asked)

    # -- the household and its loans ----------------------------------------------------------------------

    def household(self, case: Case) -> None:
        """Work out the rules about the household and its loans."""
        workers: dict[str, Callable[[AnyRule, Case], tuple[Any, ...]]] = {
            "household": lambda rule, case: (self.kept.get(rule.name) or self.worked(rule, case),),
            "loan": lambda rule, case: worked_loans(rule, case, self.policy.terms(rule.module)),
        }
        for name, rule in DECLARED.items():
            if name not in self.asked or rule.about not in workers or name in self.skipped:
                continue
            if name in self.kept or self.begins(rule, case):
                worksheets = workers[rule.about](rule, case)
                if rule.pays:
                    *parts, whole = worksheets  # of several loans, the last adds up the others
                    self.payments.append(payment(rule, case, (whole,), parts=tuple(parts)))
                elif rule.decides:
                    self.decisions.append(decision(rule, case, worksheets[0]))


@cache
def _completing(asked: frozenset[str]) -> tuple[AnyRule, ...]:
    """The household rules that complete its records: those requested, and those that requested rules depend on."""
    asks = frozenset[Slot]().union(*(DECLARED[name].asks for name in asked if name in DECLARED))
    return tuple(
        rule
        for rule in DECLARED.values()
        if rule.about == "household" and rule.completes and (rule.name in asked or rule.completing(asks))
    )
