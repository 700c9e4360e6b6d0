"""Facts derived from a household's records (农户派生事实), for both records and tables."""

from __future__ import annotations

from datetime import date
from typing import Final

from .. import fields
from ..algebra import Amount, Truth, Unknown, exact_arithmetic, not_, per_head, when
from ..models import Household, LabourCapacity, Person
from ..models.household import KEPT_AFTER_EXIT, LAST_DAY_OF_THE_REGISTER
from .case import Case
from .deriving import any_member, of_household
from .origins import given, recorded

__all__ = [
    "allowance_income",
    "exited",
    "family_income_counted",
    "has_labour_capacity",
    "in_loan_scope",
    "members_counted_alone",
    "net_income_worked_out",
    "poor",
    "receives_allowance",
]


_ALL_EXITED: Final = date(2020, 12, 31)
"""The end of the plan for 2016 to 2020, by which all poor households were to exit, as those of 2021 say they did."""
_DAY_OPEN: Final = Unknown(False, True, {"exited_on"})
_KEPT: Final = Unknown(False, True, {KEPT_AFTER_EXIT})


@of_household(fields.truth, "exited poverty", zh="脱贫人口")
def exited(case: Case) -> Truth:
    """True if the household has exited poverty: by the day of exit if recorded, else by the record's own truth.

    All had exited by the end of 2020. On a day before, a household that exited on a day not recorded may have done so
    or not.
    """
    reached = case[Household.exit_reached]
    by_then: Truth = True if case.on > _ALL_EXITED else _DAY_OPEN
    return when(recorded(reached), reached, case[Household.exited] & by_then)


@of_household(fields.truth, "poor", zh="贫困人口")
def poor(case: Case) -> Truth:
    """True if the members count as poor: true while registered, unknown after exit, otherwise false.

    hunan-13fyp-2017 十一（三）: the exited keep the help of the poor for a prescribed period (规定的期限内) whose
    length no document states.
    """
    registered = case[Household.registered_poor]
    return given(registered, registered | (case[Household.once_registered_poor] & _KEPT))


@of_household(fields.truth, "exited or monitored household", zh="脱贫户或监测对象")
def in_loan_scope(case: Case) -> Truth:
    """True if the household is eligible for small loans: exited, monitored, or up to 2020 registered as poor."""
    found = case[exited] | case[Household.monitored]
    return found | case[Household.registered_poor] if case.on <= LAST_DAY_OF_THE_REGISTER else found


receives_allowance = any_member(
    lambda member: member[Person.minimum_living_allowance],
    "receives the minimum living allowance",
    zh="享受低保",
    record="minimum_living_allowance",
)
has_labour_capacity = any_member(
    lambda member: not_(member[Person.labour_capacity].among(LabourCapacity.NONE)),
    "somebody has labour capacity",
    zh="有劳动能力",
    record="labour_capacity",
)


@of_household(fields.truth, "income counted by civil affairs", zh="民政已核算收入")
def family_income_counted(case: Case) -> Truth:
    """True if civil affairs has counted the family's income, otherwise unknown."""
    return given(case[Household.family_income], True)


@of_household(fields.truth, "members may be counted alone", zh="可能参照单人户")
def members_counted_alone(case: Case) -> Truth:
    """True if members may be counted alone: the family is borderline and receives no allowance."""
    return not_(case[receives_allowance]) & case[Household.allowance_borderline]


@of_household(fields.truth, "net income is worked out", zh="需计算人均纯收入")
def net_income_worked_out(case: Case) -> Truth:
    """True if net income follows from its parts: business costs are recorded, or only the parts are."""
    without_whole = not_(recorded(case[Household.per_capita_net_income]))
    return recorded(case[Household.business_costs]) | (case[Household.income_in_parts] & without_whole)


@of_household(fields.money, "per-capita income", zh="家庭人均收入", low=None, unit="yuan per person and month")
@exact_arithmetic
def allowance_income(case: Case) -> Amount:
    """Per-capita income for the allowance, less the cost of employment."""
    income = case[Household.family_income] - case[Household.employment_cost]
    return per_head(income, case[Household.household_size])
