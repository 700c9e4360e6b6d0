"""Pupils, students and leavers (学生): the classes of people at each stage of school, each with its words.

Readings: of those whose schooling is not recorded, age says who is not at a stage: whom the national system's checks
hold against it (在校生状况与年龄不符). Nobody past working age is asked. What is recorded counts at any age. Where
places are kept for somebody, they are for who may enter: in the stage before, or out of school after it.
"""

from __future__ import annotations

from typing import Final

from ..models import LocalFigures, Person
from .who import Being, Who, any_of, at_ages

OLDEST: Final = 59
"""The last year of working age, as the national system counts it: nobody older is asked for school or post."""
_kindergarten: Final = at_ages(Person.in_preschool, 0, 7)
_compulsory: Final = at_ages(Person.in_compulsory, 5, 18)
_senior: Final = at_ages(Person.in_upper_secondary, 14, OLDEST)
_vocational: Final = at_ages(Person.in_secondary_vocational, 14, OLDEST)
_higher: Final = at_ages(Person.in_higher_education, 15, OLDEST)
_at_school: Final = at_ages(Person.in_school, 5, OLDEST)

PUPILS: Final = Who(_compulsory, "pupils of compulsory education", "义务教育阶段学生")
RURAL_PUPILS: Final = PUPILS & Being(Person.in_rural_compulsory, "at rural schools", "农村学校的")
INFANTS: Final = Who(_kindergarten, "children at kindergarten", "在园幼儿")
SENIORS: Final = Who(_senior, "students of ordinary senior secondary schools", "普通高中学生")
VOCATIONAL: Final = Who(_vocational, "students of secondary vocational schools", "中职学生")
STUDENTS: Final = Who(_higher, "students in higher education", "高校学生")
PAST_COMPULSORY: Final = Who(
    any_of(SENIORS, VOCATIONAL, STUDENTS), "students past compulsory education", "非义务教育阶段学生"
)
ALL_STUDENTS: Final = Who(_at_school, "pupils and students", "学生")

LEFT_JUNIOR: Final = Being(
    at_ages(Person.left_junior_secondary, 14, OLDEST), "who left school after junior secondary", "初中毕业未升学的"
)
LEFT_SENIOR: Final = Being(
    at_ages(Person.left_upper_secondary, 15, OLDEST), "who left school after senior secondary", "高中毕业未升学的"
)
IN_JUNIOR: Final = Being(at_ages(Person.in_junior_secondary, 5, 18), "at junior secondary school", "初中在读的")
IN_SENIOR: Final = Being(_senior, "at ordinary senior secondary school", "普通高中在读的")
IN_VOCATIONAL: Final = Being(_vocational, "at secondary vocational school", "中职在读的")
IN_HIGHER: Final = Being(_higher, "in higher education", "高校在读的")
BOARDING: Final = Being(
    PUPILS & Being(Person.boards_in_compulsory, "who board", "寄宿的"),
    "who board at a school of compulsory education",
    "义务教育阶段寄宿的",
)
AT_SCHOOL: Final = Being(_at_school, "at school", "在读的")

LEFT_SECONDARY: Final = Being(
    any_of(LEFT_JUNIOR, LEFT_SENIOR), "who left school without further schooling", "未继续升学的初高中毕业的"
)

LEAVERS: Final = Who(LEFT_SECONDARY, "school leavers without further schooling", "未升学初高中毕业生")
UNIVERSITY_CANDIDATES: Final = Who(
    any_of(IN_SENIOR, LEFT_SENIOR), "candidates for university", "高考考生", reading="places_are_for_who_may_enter"
)
FROM_POOR_AREAS: Final = Being(LocalFigures.poor_area, "from areas that were poor", "原贫困地区的")
