"""What is looked for in the record of a person: each a test of the person, the household and the day of the register.

A test is true only of what was recorded: a fact that was not is no ground for a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from dateutil.relativedelta import relativedelta

from ..models import (
    DisabilityKind,
    Employment,
    Household,
    Job,
    LabourCapacity,
    MedicalScheme,
    Person,
    SchoolStage,
    Spell,
)
from ..models.periods import months_between
from ..models.schooling import HIGHER
from .duplicates import bill_twice

_WAGES: Final = (Employment.WORKING_IN_COUNTY, Employment.WORKING_AWAY)
_AT_SCHOOL: Final = frozenset(SchoolStage) - {SchoolStage.PRESCHOOL}
_PUPILS: Final = frozenset(SchoolStage) - HIGHER
_AGES: Final[Mapping[SchoolStage, tuple[int, int]]] = MappingProxyType(
    {
        SchoolStage.PRESCHOOL: (0, 7),
        SchoolStage.PRIMARY: (5, 18),
        SchoolStage.JUNIOR_SECONDARY: (5, 18),
        SchoolStage.UPPER_SECONDARY: (14, 150),
        SchoolStage.SECONDARY_VOCATIONAL: (14, 150),
        SchoolStage.HIGHER_VOCATIONAL: (15, 150),
        SchoolStage.UNIVERSITY: (15, 150),
    }
)
"""The youngest and the oldest at each stage of school that raise no question."""
_SEVERE: Final = (1, 2)
_OF_WORKING_AGE: Final = 16
_NO_LONGER_YOUNG: Final = 60
_GROWN_UP: Final = 18
_TOO_OLD_FOR_A_POST: Final = 70
_SCHOOL_AGE: Final = 6
_VERY_LONG: Final = 36


def covers(spells: Iterable[Spell] | None, on: date) -> bool:
    """Whether a recorded spell covers a day."""
    return any(spell.covers(on) for spell in spells or ())


def age(person: Person, on: date) -> int | None:
    """The age in completed years; None where the date of birth is not recorded, or later."""
    if person.birth_date is None or person.born_after(on):
        return None
    years = person.age(on)
    assert isinstance(years, int), "a day of birth that is recorded gives an age"
    return years


def _younger(person: Person, on: date, years: int) -> bool:
    known = age(person, on)
    return known is not None and known < years


def _at_least(person: Person, on: date, years: int) -> bool:
    known = age(person, on)
    return known is not None and known >= years


def has_labour(person: Person) -> bool:
    """Whether full or partial labour capacity is recorded."""
    return person.labour_capacity in (LabourCapacity.FULL, LabourCapacity.PARTIAL)


def attends(person: Person, on: date) -> frozenset[SchoolStage] | None:
    """The stages of school that a person attends on a day; None where that is not recorded."""
    if person.schoolings is None:
        return None
    return frozenset(item.stage for item in person.schoolings if item.stage is not None and item.covers(on))


def out_of_school(person: Person, on: date) -> bool:
    """Whether a child of compulsory school age is recorded as not at school, though it has not completed that."""
    begun = date(on.year - (on <= date(on.year, 8, 31)), 8, 31)
    return (
        _at_least(person, begun, _SCHOOL_AGE)
        and _younger(person, on, _OF_WORKING_AGE)
        and (stages := attends(person, on)) is not None
        and not stages & _AT_SCHOOL
        and person.compulsory_completed(on) is not True
    )


def _jobs(person: Person, *kinds: Employment | None) -> list[Job]:
    return [job for job in person.employment or () if job.kind in kinds]


def may_work(person: Person) -> bool:
    """Whether a spell of work for others is recorded at any time, or may have been."""
    return person.employment is None or bool(_jobs(person, None, *_WAGES, Employment.PUBLIC_POST))


def _in_post(person: Person, on: date) -> bool:
    return covers(_jobs(person, Employment.PUBLIC_POST), on)


def _work(person: Person) -> list[Job]:
    """The spells of work for others, the first first."""
    return sorted(_jobs(person, *_WAGES, Employment.PUBLIC_POST), key=lambda job: (job.since, job.until or date.max))


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _person_twice(person: Person, household: Household, on: date) -> bool:
    number = person.identity_number
    return number is not None and sum(other.identity_number == number for other in household.members_on(on)) > 1


def _severe_with_full_labour(person: Person, _: Household, __: date) -> bool:
    limb = person.disability_kind is DisabilityKind.LIMB and person.disability_grade in _SEVERE
    return limb and person.labour_capacity is LabourCapacity.FULL


def _child_with_labour(person: Person, _: Household, on: date) -> bool:
    return _younger(person, on, _OF_WORKING_AGE) and has_labour(person)


def _old_with_full_labour(person: Person, _: Household, on: date) -> bool:
    return _at_least(person, on, _NO_LONGER_YOUNG) and person.labour_capacity is LabourCapacity.FULL


def _pupil_with_labour(person: Person, _: Household, on: date) -> bool:
    return bool((attends(person, on) or frozenset()) & _AT_SCHOOL) and has_labour(person)


def _stage_differs(person: Person, _: Household, on: date) -> bool:
    known, stages = age(person, on), attends(person, on) or ()
    bounds = [_AGES[stage] for stage in stages]
    return known is not None and any(not youngest <= known <= oldest for youngest, oldest in bounds)


def _allowance_and_destitute(person: Person, _: Household, on: date) -> bool:
    return covers(person.minimum_living_allowance, on) and covers(person.extreme_poverty, on)


def _destitute_works(person: Person, _: Household, on: date) -> bool:
    return covers(person.extreme_poverty, on) and covers(_jobs(person, *_WAGES), on)


def _orphan_grown_up(person: Person, _: Household, on: date) -> bool:
    counted = covers(person.orphan, on) or covers(person.de_facto_unattended_child, on)
    return counted and attends(person, on) == frozenset() and _at_least(person, on, _GROWN_UP)


def _post_without_labour(person: Person, _: Household, on: date) -> bool:
    return _in_post(person, on) and person.labour_capacity is LabourCapacity.NONE


def _work_by_child(person: Person, _: Household, __: date) -> bool:
    if person.birth_date is None:
        return False
    born = _month(person.birth_date)
    return any(_month(job.since) < (born[0] + _OF_WORKING_AGE, born[1]) for job in _work(person))


def _work_by_pupil(person: Person, _: Household, on: date) -> bool:
    in_holidays = (7, 8)

    def only_in_holidays(job: Job) -> bool:
        until = job.until
        return until is not None and job.since.year == until.year and {job.since.month, until.month} <= {*in_holidays}

    working = any(job.covers(on) and not only_in_holidays(job) for job in _work(person))
    return bool((attends(person, on) or frozenset()) & _PUPILS) and working


def _work_without_labour(person: Person, _: Household, on: date) -> bool:
    if person.labour_capacity is not LabourCapacity.NONE:
        return False
    year_ago = on - relativedelta(months=12)
    return any(job.since <= on and (job.until is None or job.until > year_ago) for job in _work(person))


def _work_overlaps(person: Person, _: Household, __: date) -> bool:
    return any(
        _month(then.since) < _month(job.until) if job.until is not None else _month(then.since) > _month(job.since)
        for job, then in pairwise(_work(person))
    )


def _work_in_the_future(person: Person, _: Household, on: date) -> bool:
    return any(max(_month(job.since), _month(job.until or job.since)) > _month(on) for job in _work(person))


def _work_open_very_long(person: Person, _: Household, on: date) -> bool:
    return any(job.until is None and months_between(job.since, on) > _VERY_LONG for job in _work(person))


def _work_after_death(person: Person, _: Household, __: date) -> bool:
    return person.died_on is not None and any(job.since > person.died_on for job in _work(person))


def _insured_bill(person: Person, _: Household, on: date) -> bool:
    """Whether residents' insurance, which `insured` is about, paid a bill; employees have a scheme of their own."""
    bills = [bill for bill in person.bills or () if bill.settled_in_year_up_to(on)]
    paid = [bill.basic_insurance_paid for bill in bills if bill.scheme is MedicalScheme.RESIDENTS]
    return person.insured is False and any(amount is not None and amount > 0 for amount in paid)


OF_PEOPLE: Final[Mapping[str, Callable[[Person, Household, date], bool]]] = MappingProxyType(
    {
        "person-twice-in-household": _person_twice,
        "severe-disability-full-labour": _severe_with_full_labour,
        "child-with-labour": _child_with_labour,
        "old-full-labour": _old_with_full_labour,
        "pupil-with-labour": _pupil_with_labour,
        "stage-differs-from-age": _stage_differs,
        "school-age-not-at-school": lambda person, _, on: out_of_school(person, on),
        "allowance-and-destitute": _allowance_and_destitute,
        "destitute-works": _destitute_works,
        "orphan-grown-up": _orphan_grown_up,
        "post-by-child": lambda person, _, on: _in_post(person, on) and _younger(person, on, _OF_WORKING_AGE),
        "post-by-old": lambda person, _, on: _in_post(person, on) and _at_least(person, on, _TOO_OLD_FOR_A_POST),
        "post-without-labour": _post_without_labour,
        "work-by-child": _work_by_child,
        "work-by-pupil": _work_by_pupil,
        "work-without-labour": _work_without_labour,
        "work-overlaps": _work_overlaps,
        "work-in-the-future": _work_in_the_future,
        "work-open-very-long": _work_open_very_long,
        "work-after-death": _work_after_death,
        "insured-bill-but-uninsured": _insured_bill,
        "bill-twice": lambda person, _, __: bill_twice(person),
    }
)
"""The tests of people, by the id of their check."""
OF_THE_DEAD: Final = frozenset({"work-after-death"})
"""The checks of people who are members no more, beside those who are."""
