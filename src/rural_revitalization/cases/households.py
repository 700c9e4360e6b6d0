"""Facts derived from a household's records (农户派生事实), for both records and tables."""

from __future__ import annotations

from typing import Final

from attrs import evolve

from .. import fields
from ..algebra import ONE, Amount, Number, Truth, Unknown, exact_arithmetic, not_, per_head, times, when, yearly
from ..models import Household, LocalFigures, Person
from ..models.household import KEPT_AFTER_EXIT, LAST_DAY_OF_THE_REGISTER
from ..models.local import LOWEST_OF_A_YEAR
from .case import Case
from .deriving import any_member, of_household, of_person, read_of_household
from .origins import certainly, given, recorded
from .work import able_to_work

__all__ = [
    "allowance_ended",
    "allowance_left_out",
    "allowance_of_family",
    "exited",
    "family_income_counted",
    "has_labour_capacity",
    "household_net_income",
    "in_extreme_poverty",
    "in_loan_scope",
    "income_disputed",
    "members_counted",
    "members_counted_alone",
    "net_income_worked_out",
    "on_both_tracks",
    "poor",
    "receives_allowance",
    "receives_alone",
    "relocated",
    "served_by_yulu",
    "somebody_returned_to_poverty",
    "yearly_standard",
]


_DAY_OPEN: Final = Unknown(False, True, {"exited_on"})
_OPEN_SPELLS: Final = Unknown(False, True, {"minimum_living_allowance"})
_INCOME_DISPUTED: Final = Unknown(False, True, {"per_capita_net_income", "income"})
_ON_BOTH_TRACKS: Final = Unknown(False, True, {"extreme_poverty", "minimum_living_allowance"})
_KEPT: Final = Unknown(False, True, {KEPT_AFTER_EXIT})


@of_household(fields.truth, "exited poverty", zh="脱贫人口")
def exited(case: Case) -> Truth:
    """True if the household has exited poverty: by the day of exit if recorded, else by the record's own truth.

    All had exited by the end of 2020. On a day before, a household that exited on a day not recorded may have done so
    or not.
    """
    reached = case[Household.exit_reached]
    by_then: Truth = True if case.on > LAST_DAY_OF_THE_REGISTER else _DAY_OPEN
    return when(recorded(reached), reached, case[Household.exited] & by_then)


@of_household(fields.truth, "poor", zh="贫困人口")
def poor(case: Case) -> Truth:
    """True if the members count as poor: true while registered, unknown after exit, otherwise false.

    hunan-13fyp-2017 十一（三）: the exited keep the help of the poor for a prescribed period (规定的期限内) whose
    length no document states.
    """
    registered = case[Household.registered_poor]
    return given(registered, registered | (case[Household.once_registered_poor] & _KEPT))


@of_household(fields.truth, "relocated household", zh="易地扶贫搬迁户")
def relocated(case: Case) -> Truth:
    """True if the household was relocated, as recorded; one that was never taken into a plan of relocation was not."""
    found, planned = case[Household.relocated], case[Household.to_move]
    return when(recorded(planned) & not_(recorded(found)), planned & found, found)


@of_household(fields.truth, "exited or monitored household", zh="脱贫户或监测对象")
def in_loan_scope(case: Case) -> Truth:
    """True if the household is eligible for small loans: exited, monitored, or up to 2020 registered as poor."""
    found = case[exited] | case[Household.monitored]
    return found | case[Household.registered_poor] if case.on <= LAST_DAY_OF_THE_REGISTER else found


@of_household(fields.truth, "exited, monitored or poor household", zh="脱贫户、监测对象或贫困户")
def served_by_yulu(case: Case) -> Truth:
    """True if the household is one that the programme for vocational education serves: exited, monitored or poor."""
    return case[exited] | case[Household.monitored] | case[poor]


allowance_of_family = any_member(
    lambda member: _receives(member) & not_(member[Person.allowance_alone]),
    "somebody receives the family's allowance",
    zh="有家庭成员享受整户低保",
    record="minimum_living_allowance",
    name="allowance_of_family",
)
allowance_left_out = any_member(
    lambda member: (
        not_(certainly(member[Person.extreme_poverty]))
        & (not_(_receives(member)) | certainly(member[Person.allowance_alone]))
    ),
    "somebody receives no allowance, or it alone",
    zh="有家庭成员未享受低保或参照单人户享受",
    record="minimum_living_allowance",
    name="allowance_left_out",
)


@of_household(fields.truth, "the family receives the minimum living allowance", zh="家庭享受低保")
def receives_allowance(case: Case) -> Truth:
    """True if the family receives the allowance: as its spells say, or because all its members receive.

    A single person's grant (`alone`) is not the family's. Where a spell does not say whose it is, it is the family's if
    every member of the day receives and none is recorded as granted it alone, people in extreme poverty aside;
    otherwise it is unknown whose it is.
    """
    said = case[allowance_of_family]
    return when(recorded(said), said, said | not_(case[allowance_left_out]))


@read_of_household("the family's allowance has ended", zh="家庭低保已停发", record="minimum_living_allowance")
def allowance_ended(case: Case) -> Truth:
    """True if the family receives no allowance, and did on the last day of its last spell."""
    last, receiving = case.household.allowance_ended_on(case.on), case[receives_allowance]
    if last is not None:
        return not_(receiving) & evolve(case, on=last)[receives_allowance]
    lacking = any(person.minimum_living_allowance is None for person in case.household.members_on(case.on))
    return not_(receiving) & _OPEN_SPELLS if lacking else False


@of_person(fields.truth, "receives the allowance alone", zh="参照单人户享受低保")
def receives_alone(case: Case) -> Truth:
    """True if the person receives the allowance alone; not where the family's is received and nothing says otherwise.

    Unknown where it is not recorded whose the grant is.
    """
    alone = case[Person.allowance_alone]
    of_family = certainly(case[receives_allowance])
    return case[Person.minimum_living_allowance] & when(recorded(alone), alone, alone & not_(of_family))


@of_person(fields.truth, "in extreme poverty and on the allowance", zh="同时登记为特困人员和低保对象")
def on_both_tracks(case: Case) -> Truth:
    """True if the person is recorded on both tracks, which exclude each other; never unknown."""
    return certainly(case[Person.extreme_poverty]) & certainly(case[Person.minimum_living_allowance])


@of_person(fields.truth, "in extreme poverty, as recorded", zh="登记为特困人员")
def in_extreme_poverty(case: Case) -> Truth:
    """True if the person is recorded as in extreme poverty; where the allowance is too, the other track, unknown.

    Where it is not recorded, the record does not keep it: the track of the allowance does not wait for it.
    """
    return when(case[on_both_tracks], _ON_BOTH_TRACKS, certainly(case[Person.extreme_poverty]))


def _receives(member: Case) -> Truth:
    """Whether a member receives the allowance; nobody in extreme poverty does, and records of both settle neither."""
    receives = member[Person.minimum_living_allowance]
    known = when(member[on_both_tracks], _ON_BOTH_TRACKS, receives)
    return when(recorded(receives), known, receives & not_(certainly(member[Person.extreme_poverty])))


somebody_returned_to_poverty = any_member(
    lambda member: member[Person.returned_to_poverty],
    "somebody returned to or fell into poverty",
    zh="返贫致贫家庭",
    record="returned_to_poverty",
    name="somebody_returned_to_poverty",
)
has_labour_capacity = any_member(
    lambda member: member[able_to_work], "somebody has labour capacity", zh="有劳动能力", record="labour_capacity"
)


@of_household(fields.truth, "income counted by civil affairs", zh="民政已核算收入")
def family_income_counted(case: Case) -> Truth:
    """True if civil affairs has counted the family's income, otherwise unknown."""
    return given(case[Household.family_income], True)


@of_household(fields.truth, "members may be counted alone", zh="可能参照单人户")
def members_counted_alone(case: Case) -> Truth:
    """True if members may be counted alone: the family is borderline and receives no allowance itself."""
    return not_(case[receives_allowance]) & case[Household.allowance_borderline]


@of_household(fields.truth, "net income is worked out", zh="需计算人均纯收入")
def net_income_worked_out(case: Case) -> Truth:
    """True if net income follows from its parts: business costs are recorded, or only the parts are."""
    without_whole = not_(recorded(case[Household.per_capita_net_income]))
    return recorded(case[Household.business_costs]) | (case[Household.income_in_parts] & without_whole)


@of_household(fields.count, "members on the track of the allowance", zh="低保核算人口", unit="people")
def members_counted(case: Case) -> Number:
    """The members whom the allowance counts; the same operand each time, so that it is known to equal itself."""
    return case[Household.members_counted]


@of_household(
    fields.money,
    "allowance standard of the year",
    zh="年低保标准",
    unit="yuan per person and year",
    low=LOWEST_OF_A_YEAR,
)
@exact_arithmetic
def yearly_standard(case: Case) -> Amount:
    """The allowance standard of the year, as it was set, or twelve times that of the month."""
    as_set = case[LocalFigures.allowance_standard_yearly]
    return when(recorded(as_set), as_set, yearly(case[LocalFigures.allowance_standard]))


@of_household(fields.truth, "income per head and income by kind contradict each other", zh="人均收入与分类收入矛盾")
@exact_arithmetic
def income_disputed(case: Case) -> Truth:
    """True if the recorded figure per head and the one worked out from its parts are a yuan or more apart.

    Less may be how the figure was rounded. Never unknown.
    """
    per_capita, worked = case[Household.per_capita_net_income], _net_income_per_head(case)
    apart = (worked - per_capita >= ONE) | (per_capita - worked >= ONE)
    return when(recorded(worked) & recorded(per_capita), apart, False)


@of_household(fields.money, "net income of the household", zh="家庭年纯收入", low=None, unit="yuan per year")
@exact_arithmetic
def household_net_income(case: Case) -> Amount:
    """The household's net income, exact where it is worked out, otherwise the recorded figure per head times members.

    What is worked out stands behind a figure per head only if it rounds to it. Where the two contradict each other,
    neither stands. Where only parts are recorded, they bound it.
    """
    per_capita, rounded = case[Household.per_capita_net_income], _net_income_per_head(case)
    exact, recorded_whole = _net_income(case), times(per_capita, case[Household.household_size])
    stands = recorded(exact) & recorded(per_capita) & (rounded <= per_capita) & (per_capita <= rounded)
    by_head = when(case[income_disputed], when(_INCOME_DISPUTED, exact, recorded_whole), recorded_whole)
    only_parts = case[Household.income_in_parts] & not_(recorded(per_capita))
    return when(stands | only_parts, exact, by_head)


def _net_income(case: Case) -> Amount:
    """Net income from its parts."""
    gross = case[Household.income_wage] + case[Household.income_business]
    gross = gross + case[Household.income_property] + case[Household.income_transfer]
    return gross - case[Household.business_costs]


def _net_income_per_head(case: Case) -> Amount:
    return per_head(_net_income(case), case[Household.household_size])
