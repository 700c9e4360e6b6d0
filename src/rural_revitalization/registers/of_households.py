"""What is looked for in the record of a household: each a test of the household and the day of the register.

A test is true only of what was recorded: a fact that was not is no ground for a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from dateutil.relativedelta import relativedelta

from ..models import DisabilityKind, Household, LabourCapacity, Risk, RiskKind, RiskState, SmallLoan, SupportKind
from ..models.periods import months_between
from .duplicates import loan_twice
from .of_people import age, attends, covers, has_labour, may_work, out_of_school

_MONTHS_OF_SUPPORT: Final = 6
_RULE_OF_SIX_MONTHS: Final = date(2022, 4, 1)
"""From here on a risk is eliminated through support six months after it was found, at the earliest."""
_LAST_YEAR_OF_EXIT: Final = 2020
_INCOMES: Final = (Decimal(300), Decimal(100_000))
_LOANS: Final = (Decimal(100), Decimal(1_000_000))
_LONGEST_LOAN: Final = 36
_WORKING_AGE: Final = (16, 59)
_MONTHS_WITHOUT_SUPPORT: Final = 1
_MONTH: Final = timedelta(days=31)
_HIGHEST_RATE: Final = Decimal("0.2")
"""Above it, a rate is one in percent where a share is expected."""


def _through_support(household: Household) -> list[tuple[date, date]]:
    """When each risk that was eliminated through support was found and settled."""
    return [
        (risk.found_on, risk.settled_on)
        for risk in household.risks or ()
        if risk.state is RiskState.RESOLVED and risk.settled_on is not None
    ]


def _open(household: Household, on: date, *kinds: RiskKind) -> list[Risk]:
    """The risks, of some kinds if any are named, that are known to be open on a day."""
    named = [risk for risk in household.risks or () if not kinds or risk.kind in kinds]
    return [risk for risk in named if risk.found_on <= on and risk.state_is(on, RiskState.OPEN) is True]


def _all_without_labour(household: Household, on: date) -> bool:
    members = household.members_on(on)
    return bool(members) and all(person.labour_capacity is LabourCapacity.NONE for person in members)


def _without(household: Household, *kinds: SupportKind) -> bool:
    """Whether support is recorded, and none of it of some kinds."""
    return household.support is not None and not any(item.kind in kinds for item in household.support)


def _too_soon(household: Household, _: date) -> bool:
    return any(
        settled >= _RULE_OF_SIX_MONTHS and settled < found + relativedelta(months=_MONTHS_OF_SUPPORT)
        for found, settled in _through_support(household)
    )


def _at_once(household: Household, _: date) -> bool:
    return any(months_between(found, settled) <= 1 for found, settled in _through_support(household))


def _risk_missing(household: Household, on: date) -> bool:
    return covers(household.monitored, on) and household.risks == ()


def _disability_without_person(household: Household, on: date) -> bool:
    named, members = any(risk.kind is RiskKind.DISABILITY for risk in household.risks or ()), household.members_on(on)
    return named and bool(members) and all(person.disability_kind is DisabilityKind.NONE for person in members)


def _schooling_without_pupil(household: Household, on: date) -> bool:
    members = household.members_on(on)
    left = all(attends(person, on) == frozenset() for person in members)
    return bool(_open(household, on, RiskKind.SCHOOLING)) and bool(members) and left


def _lack_but_able(household: Household, on: date) -> bool:
    members = household.members_on(on)
    able = sum(person.labour_capacity is LabourCapacity.FULL for person in members)
    return bool(_open(household, on, RiskKind.LACK_OF_LABOUR)) and bool(members) and 2 * able >= len(members)


def _unstable_without_labour(household: Household, on: date) -> bool:
    named = any(risk.kind is RiskKind.UNSTABLE_WORK for risk in household.risks or ())
    return named and _all_without_labour(household, on)


def _open_without_measure(household: Household, on: date) -> bool:
    long_open = any(months_between(risk.found_on, on) > _MONTHS_WITHOUT_SUPPORT for risk in _open(household, on))
    return household.support == () and long_open


def _unstable_without_worker(household: Household, on: date) -> bool:
    members = household.members_on(on)
    return bool(_open(household, on, RiskKind.UNSTABLE_WORK)) and bool(members) and not any(map(may_work, members))


def _broken_unmonitored(household: Household, on: date) -> bool:
    unmonitored = household.monitored is not None and not covers(household.monitored, on)
    broken = household.housing_secured is False or household.water_secured is False
    missed = any(out_of_school(person, on) for person in household.members_on(on))
    return household.exited is True and unmonitored and (broken or missed)


def _broken_without_risk(household: Household, on: date) -> bool:
    if not covers(household.monitored, on) or household.risks is None:
        return False
    kinds = {risk.kind for risk in household.risks}
    housing = household.housing_secured is False and RiskKind.HOUSING not in kinds
    return None not in kinds and (housing or (household.water_secured is False and RiskKind.WATER not in kinds))


def _only_safety_net(household: Household, on: date) -> bool:
    kinds = {item.kind for item in household.support or ()}
    youngest, oldest = _WORKING_AGE
    able = any(
        has_labour(person) and (years := age(person, on)) is not None and youngest <= years <= oldest
        for person in household.members_on(on)
    )
    return covers(household.monitored, on) and kinds == {SupportKind.SOCIAL_SECURITY} and able


def _without_relief(household: Household, on: date) -> bool:
    followed = household.exited is True or covers(household.monitored, on)
    nobody = all(
        spells is not None and not covers(spells, on)
        for person in household.members_on(on)
        for spells in (person.minimum_living_allowance, person.extreme_poverty)
    )
    return followed and nobody and _all_without_labour(household, on)


def _dropout_differs(household: Household, on: date) -> bool:
    members = household.members_on(on)
    known = all(attends(person, on) is not None and person.birth_date is not None for person in members)
    if household.education_secured is None or not members or not known:
        return False
    return household.education_secured is any(out_of_school(person, on) for person in members)


def _exit_implausible(household: Household, _: date) -> bool:
    if household.exited_on is None:
        return False
    begun = [spell.since.year for spell in household.registered_poor or ()]
    return household.exited_on.year > _LAST_YEAR_OF_EXIT or bool(begun and household.exited_on.year < min(begun))


def _income_suspect(household: Household, _: date) -> bool:
    income, (least, most) = household.per_capita_net_income, _INCOMES
    return income is not None and (0 < income < least or income > most)


def _loan_too_long(loan: SmallLoan) -> bool:
    if loan.term_months is not None and loan.term_months > _LONGEST_LOAN:
        return True
    if loan.lent_on is None or loan.due_on is None:
        return False
    return loan.due_on > loan.lent_on + relativedelta(months=_LONGEST_LOAN)


def _loan_dates_differ(loan: SmallLoan, on: date) -> bool:
    lent, due = loan.lent_on, loan.due_on
    if lent is None:
        return False
    follows = (
        due is None or loan.term_months is None or abs(due - (lent + relativedelta(months=loan.term_months))) <= _MONTH
    )
    return lent > on or (due is not None and due <= lent) or not follows


def _loan_overdue_differs(loan: SmallLoan) -> bool:
    """Whether a loan is overdue with nothing owed; one past its due date may have been extended."""
    return loan.overdue_days is not None and loan.overdue_days > 0 and loan.outstanding == 0


def _loan_suspect(loan: SmallLoan) -> bool:
    least, most = _LOANS
    return loan.principal is not None and (0 < loan.principal < least or loan.principal > most)


OF_HOUSEHOLDS: Final[Mapping[str, Callable[[Household, date], bool]]] = MappingProxyType(
    {
        "eliminated-too-soon": _too_soon,
        "eliminated-almost-at-once": _at_once,
        "eliminated-without-labour": lambda household, on: (
            bool(_through_support(household)) and _all_without_labour(household, on)
        ),
        "risk-missing": _risk_missing,
        "disability-risk-without-person": _disability_without_person,
        "schooling-risk-without-pupil": _schooling_without_pupil,
        "lack-of-labour-but-able": _lack_but_able,
        "unstable-work-without-labour": _unstable_without_labour,
        "housing-risk-without-measure": lambda household, on: (
            bool(_open(household, on, RiskKind.HOUSING)) and _without(household, SupportKind.HOUSING)
        ),
        "water-risk-without-measure": lambda household, on: (
            bool(_open(household, on, RiskKind.WATER)) and _without(household, SupportKind.WATER)
        ),
        "open-without-measure": _open_without_measure,
        "illness-without-measure": lambda household, on: (
            bool(_open(household, on, RiskKind.ILLNESS)) and _without(household, SupportKind.HEALTH, SupportKind.OTHER)
        ),
        "disability-risk-without-measure": lambda household, on: (
            bool(_open(household, on, RiskKind.DISABILITY))
            and _without(household, SupportKind.SOCIAL_SECURITY, SupportKind.OTHER)
        ),
        "schooling-risk-without-measure": lambda household, on: (
            bool(_open(household, on, RiskKind.SCHOOLING))
            and _without(household, SupportKind.EDUCATION, SupportKind.OTHER)
        ),
        "unstable-work-without-worker": _unstable_without_worker,
        "eliminated-without-measure": lambda household, _: (
            bool(_through_support(household)) and household.support == ()
        ),
        "guarantee-broken-not-monitored": _broken_unmonitored,
        "guarantee-broken-without-risk": _broken_without_risk,
        "only-safety-net": _only_safety_net,
        "labourless-without-relief": _without_relief,
        "dropout-differs": _dropout_differs,
        "exit-date-implausible": _exit_implausible,
        "income-unit-suspect": _income_suspect,
        "loan-term-too-long": lambda household, _: any(map(_loan_too_long, household.loans or ())),
        "loan-dates-differ": lambda household, on: any(_loan_dates_differ(loan, on) for loan in household.loans or ()),
        "loan-overdue-differs": lambda household, _: any(map(_loan_overdue_differs, household.loans or ())),
        "loan-rate-implausible": lambda household, _: any(
            loan.annual_rate is not None and loan.annual_rate > _HIGHEST_RATE for loan in household.loans or ()
        ),
        "loan-twice": lambda household, _: loan_twice(household),
        "loan-unit-suspect": lambda household, _: any(map(_loan_suspect, household.loans or ())),
    }
)
"""The tests of households, by the id of their check."""
