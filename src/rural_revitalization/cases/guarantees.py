"""Facts about schooling, homes and care that follow from the records of a household's members (保障派生事实)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from .. import fields
from ..algebra import Truth, Unknown, not_, when
from ..fields.annotations import TruthFact
from ..models import Person
from .case import Case
from .deriving import any_member, of_person
from .origins import Derived, recorded

__all__ = [
    "compulsory_age_from_seven",
    "compulsory_age_from_six",
    "low_income",
    "may_be_of_compulsory_age",
    "out_of_school_from_seven",
    "out_of_school_from_six",
    "scattered_extreme_poverty",
    "special_difficulty",
]

_YEARS: Final = 9
"""The years of compulsory education (九年义务教育，义务教育法第二条); it begins at six, or seven (第十一条)."""
_OPEN: Final = Unknown(False, True, {"schoolings"})


@of_person(fields.truth, "of compulsory age, which begins at six", zh="义务教育适龄（六周岁入学）")
def compulsory_age_from_six(case: Case) -> Truth:
    """True if the person is in the nine school years from the age of six, and has not completed them."""
    return _of_compulsory_age(case, 6)


@of_person(fields.truth, "of compulsory age, which begins at seven", zh="义务教育适龄（七周岁入学）")
def compulsory_age_from_seven(case: Case) -> Truth:
    """True if the person is in the nine school years from the age of seven, and has not completed them."""
    return _of_compulsory_age(case, 7)


@of_person(fields.truth, "may be of compulsory age", zh="可能处于义务教育阶段")
def may_be_of_compulsory_age(case: Case) -> Truth:
    """True if schooling is recorded, and age and schooling allow for compulsory age; never unknown."""
    from_six, from_seven = case[compulsory_age_from_six], case[compulsory_age_from_seven]
    found = when(recorded(from_six), from_six, True) | when(recorded(from_seven), from_seven, True)
    return recorded(case[Person.in_school]) & found


def _of_compulsory_age(case: Case, begins: int) -> Truth:
    age = case[Person.age_at_school_start]
    return (age >= begins) & (age < begins + _YEARS) & not_(case[Person.compulsory_completed])


def _out_of_school(of_age: Derived[Truth, TruthFact]) -> Callable[[Case], Truth]:
    def test(member: Case) -> Truth:
        found = member[of_age] & not_(member[Person.in_school]) & not_(member[Person.unfit_for_study])
        return when(recorded(found), found, _OPEN)  # a household is asked for the record of schooling alone

    return test


out_of_school_from_six = any_member(
    _out_of_school(compulsory_age_from_six),
    "a child of compulsory age, which begins at six, is out of school",
    zh="有义务教育适龄儿童少年失学辍学（六周岁入学）",
    record="schoolings",
    name="out_of_school_from_six",
)
out_of_school_from_seven = any_member(
    _out_of_school(compulsory_age_from_seven),
    "a child of compulsory age, which begins at seven, is out of school",
    zh="有义务教育适龄儿童少年失学辍学（七周岁入学）",
    record="schoolings",
    name="out_of_school_from_seven",
)
scattered_extreme_poverty = any_member(
    lambda member: member[Person.extreme_poverty] & not_(member[Person.in_institution]),
    "somebody in extreme poverty lives at home",
    zh="分散供养特困人员",
    record="in_institution",
    name="scattered_extreme_poverty",
)
low_income = any_member(
    lambda member: member[Person.low_income],
    "somebody is monitored by civil affairs as low-income",
    zh="农村低收入家庭",
    record="low_income",
    name="low_income",
)
special_difficulty = any_member(
    lambda member: member[Person.special_difficulty],
    "somebody is in special difficulty",
    zh="农村特殊困难群体",
    record="special_difficulty",
    name="special_difficulty",
)
