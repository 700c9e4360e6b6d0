"""Classes of people at work, or looking for it, whom rows about work and posts serve (就业帮扶对象).

Readings: who is below the age at which somebody may be hired has no work, unless a record says so, and is offered none.
"""

from __future__ import annotations

from typing import Any, Final

from ..cases import in_business, labour_lost_in_part, of_working_age, relocated
from ..cases.work import WORKING_AGE
from ..models import Household, LocalFigures, Person
from .classes_of_people import EXITED, GROWN_UP
from .who import Being, Predicate, Who, at_ages


def at_work(fact: Any) -> Predicate:
    """Return a fact of a person's work, false of who is too young for it unless recorded."""
    return at_ages(fact, WORKING_AGE)


# -- people ------------------------------------------------------------------------------------------------

RELOCATED: Final = Who(relocated, "relocated people", "搬迁群众")
MONITORED: Final = Who(Household.monitored, "people of monitored households", "防止返贫监测对象")
EXITED_OR_MONITORED: Final = EXITED | MONITORED
LOW_INCOME: Final = Who(Person.low_income, "low-income people", "农村低收入人口")
HARD_TO_EMPLOY: Final = Who(at_work(Person.hard_to_employ), "people registered as hard to employ", "就业困难人员")
MIGRANTS: Final = Who(at_work(Person.in_wage_work), "rural migrant workers", "农民工")
RETURNED: Final = Who(at_work(Person.returned_from_work_away), "migrant workers who came back", "返乡农民工")
SOLDIERS: Final = Who(at_ages(Person.discharged_soldier, GROWN_UP), "discharged soldiers", "退役军人")
INSURED_WORKERS: Final = Who(
    at_work(Person.unemployment_insured), "workers insured against unemployment", "失业保险参保职工"
)

# -- being -------------------------------------------------------------------------------------------------

OF_WORKING_AGE: Final = Being(of_working_age, "of working age", "达到就业年龄的")
ABLE_IN_PART: Final = Being(at_work(labour_lost_in_part), "who are able to work in part", "弱劳力、半劳力的")
FOR_WAGES: Final = Being(at_work(Person.in_wage_work), "who work for wages", "务工的")
EMPLOYED: Final = Being(at_work(Person.employed), "whom an employer employs", "受雇务工的")
AWAY: Final = Being(at_work(Person.works_away), "who work away from the county", "外出务工的")
FLEXIBLY: Final = Being(at_work(Person.in_flexible_wage_work), "who work without an employer", "灵活就业的")
IN_BUSINESS: Final = Being(in_business, "who run a business", "自主创业的")
CREATING_JOBS: Final = Being(
    at_work(Person.creates_jobs), "who run a business that gives others work", "自主创业带动就业的"
)
REGISTERED_HARD: Final = Being(at_work(Person.hard_to_employ), "who are hard to employ", "就业困难的")
IN_EMPLOYEE_PENSION: Final = Being(
    at_work(Person.employee_pension), "who are in employees' pension insurance", "参加企业职工基本养老保险的"
)
IN_KEY_COUNTY: Final = Being(
    LocalFigures.key_poverty_county,
    "in counties of national poverty relief or of contiguous poor areas",
    "国家扶贫开发工作重点县和片区县的",
)
