"""Facts about work that follow from a person's records and those of a household's members (就业派生事实)."""

from __future__ import annotations

from typing import Final

from .. import fields
from ..algebra import Truth, not_
from ..models import LabourCapacity, Person
from .ages import held_to_ages
from .case import Case
from .deriving import any_member, of_person
from .origins import recorded

__all__ = [
    "able_and_willing",
    "able_to_work",
    "in_business",
    "of_working_age",
    "somebody_able_and_willing",
    "somebody_in_business",
    "somebody_works",
    "somebody_works_stably",
    "wants_work",
    "work_recorded",
    "works",
    "works_stably",
]

WORKING_AGE: Final = 16
"""The age from which somebody may be hired (劳动法第十五条): nobody below it works, unless recorded so."""


def _if_of_age(case: Case, said: Truth) -> Truth:
    """What is recorded of a person and work; where nothing is, who is too young has nothing to do with it."""
    return held_to_ages(case, said, WORKING_AGE)


@of_person(fields.truth, "able to work", zh="有劳动能力")
def able_to_work(case: Case) -> Truth:
    """True if the person has labour capacity, in full or in part."""
    return _if_of_age(case, not_(case[Person.labour_capacity].among(LabourCapacity.NONE)))


@of_person(fields.truth, "in work", zh="已就业")
def works(case: Case) -> Truth:
    """True if the person has a job on the day, farming and a business of one's own among them."""
    return _if_of_age(case, case[Person.employment])


@of_person(fields.truth, "of working age", zh="达到就业年龄")
def of_working_age(case: Case) -> Truth:
    """True if the person is of an age at which somebody may be hired."""
    return case[Person.age] >= WORKING_AGE


@of_person(fields.truth, "runs a business", zh="自主创业或经营中")
def in_business(case: Case) -> Truth:
    """True if a job of the day, or a business of the person's own, says that they run one."""
    return _if_of_age(case, case[Person.self_employed] | case[Person.runs_business])


@of_person(fields.truth, "in stable work", zh="稳定就业")
def works_stably(case: Case) -> Truth:
    """True if the person has a stable job on the day."""
    return _if_of_age(case, case[Person.in_stable_work])


@of_person(fields.truth, "wants to work", zh="有就业意愿")
def wants_work(case: Case) -> Truth:
    """True if the person wants to work."""
    return _if_of_age(case, case[Person.willing_to_work])


@of_person(fields.truth, "able to work and wants to", zh="有劳动能力且有就业意愿")
def able_and_willing(case: Case) -> Truth:
    """True if the person is able to work and wants to."""
    return case[able_to_work] & case[wants_work]


somebody_works = any_member(
    lambda member: member[works], "somebody is in work", zh="有家庭成员就业", record="employment", name="somebody_works"
)
somebody_works_stably = any_member(
    lambda member: member[works_stably],
    "somebody is in stable work",
    zh="有家庭成员稳定就业",
    record="employment",
    name="somebody_works_stably",
)
somebody_able_and_willing = any_member(
    lambda member: member[able_and_willing],
    "somebody is able to work and wants to",
    zh="有劳动力且有就业意愿",
    record="willing_to_work",
    name="somebody_able_and_willing",
    also=("labour_capacity",),
)
somebody_in_business = any_member(
    lambda member: member[in_business],
    "somebody runs a business",
    zh="有家庭成员经营产业",
    record="businesses",
    name="somebody_in_business",
    also=("employment",),
)
work_recorded = any_member(
    lambda member: recorded(member[Person.employment]),
    "it is recorded of somebody whether they work",
    zh="已登记就业情况",
    record="employment",
    name="work_recorded",
)
"""Never unknown."""
