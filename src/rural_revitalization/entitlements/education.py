"""Education entitlements granted without a figure (教育帮扶): aid to pupils and students, places, and rural teachers.

References: hunan-14fyp-2021 第二章第二节一 and 第三章第七节一; yiyang-14fyp-2021 第二章第二节一 and
第三章乡村建设行动(节序缺)三; guizhou-14fyp-2021 第五章第八节, 第六章第四节 and 第七章第五节; hunan-13fyp-2017
三（一）, 五 and 九（五）.

Readings: Hunan and Yiyang list pupils in difficulty and end with "and others" (等), who are open; for whom the two
exemptions and one subsidy are they do not say, so those pupils have them, and others are open. Who is hard up without
passing a test of means is open. Whom grants, waivers and loans past compulsory education serve, and from when on
secondary vocational education is free, is not stated. Years in several posts add up.

Limitations: a teacher's area is that of the household's county; only years of service go by where each post lies. Who
of several equals is admitted first is the college's decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ..algebra import Truth
from ..cases import Case
from ..models import LocalFigures, Person
from ..wording.worded import Words
from .classes_of_people import (
    BEING_DISABLED,
    EXITED,
    GROWN_UP,
    HARD_UP,
    HARD_UP_OR_POOR,
    IN_EXTREME_POVERTY,
    IN_POOR_COUNTY,
    OF_MONITORED,
    OF_POOR,
    ON_ALLOWANCE,
    OTHER_DIFFICULTY,
    POOR,
    REGISTERED_POOR,
)
from .entitlement import GUIZHOU_2021, HUNAN_2017, HUNAN_2021, YIYANG_2021, grant
from .schools import (
    ALL_STUDENTS,
    AT_SCHOOL,
    BOARDING,
    FROM_POOR_AREAS,
    IN_HIGHER,
    IN_JUNIOR,
    IN_SENIOR,
    IN_VOCATIONAL,
    INFANTS,
    LEAVERS,
    LEFT_JUNIOR,
    LEFT_SENIOR,
    OLDEST,
    PAST_COMPULSORY,
    PUPILS,
    RURAL_PUPILS,
    SENIORS,
    STUDENTS,
    UNIVERSITY_CANDIDATES,
    VOCATIONAL,
)
from .who import Being, Unstated, Who, any_of, at_ages

_COMPULSORY_AT_LATEST: Final = 7
"""The age at which compulsory education begins at the latest (义务教育法第十一条)."""
_YEARS_OF_SERVICE: Final = 3
"""The years at the grass roots after which tuition is compensated (服务3年以上, 五（四）)."""
_YEARS_OF_TEACHING: Final = 20
"""The years at rural schools that are honoured (从教20年以上, 五（一）)."""

# -- conditions not stated --------------------------------------------------------------------------------

_OTHER_PUPILS: Final = Unstated("entitlements.other_pupils", "which other pupils it serves", "其他受助学生的范围")
_CONDITIONS: Final = Unstated("entitlements.aid_conditions", "on which conditions it is granted", "享受条件")
_FREE_SINCE: Final = Unstated("entitlements.free_since", "from when on it is free", "何时起免费")
_KINDERGARTEN_AGES: Final = Unstated(
    "entitlements.kindergarten_ages", "at which ages children attend kindergarten", "学前教育适龄范围"
)

# -- who ---------------------------------------------------------------------------------------------------

_AIDED: Final = PUPILS & any_of(ON_ALLOWANCE, IN_EXTREME_POVERTY, BEING_DISABLED, OF_MONITORED).or_else(_OTHER_PUPILS)
_WAIVED: Final = any_of(
    OF_POOR,
    Being(BEING_DISABLED, "disabled and of families in difficulty", "家庭经济困难且残疾的").as_far_as(OTHER_DIFFICULTY),
    ON_ALLOWANCE,
    IN_EXTREME_POVERTY,
)
_MAY_ENTER_COLLEGE: Final = any_of(IN_SENIOR, IN_VOCATIONAL, LEFT_SENIOR)


def _below_compulsory_age(case: Case) -> Truth:
    return case[Person.age_at_school_start] < _COMPULSORY_AT_LATEST


def _served(case: Case) -> Truth:
    return case[Person.graduated] & (case[Person.years_served_in_poor_areas] >= _YEARS_OF_SERVICE)


def _taught(case: Case) -> Truth:
    return case[Person.years_taught_in_poor_areas] >= _YEARS_OF_TEACHING


_OF_KINDERGARTEN_AGE: Final = Being(_below_compulsory_age, "of the age for kindergarten", "学前教育适龄的").as_far_as(
    _KINDERGARTEN_AGES
)
_SERVED: Final = Who(
    at_ages(_served, GROWN_UP + _YEARS_OF_SERVICE, OLDEST),
    "graduates who served three years or more at the grass roots of poor areas",
    "自愿到贫困地区基层单位就业、服务3年以上的高校毕业生",
    reading="years_in_posts_add_up",
)
_TAUGHT: Final = Who(
    at_ages(_taught, GROWN_UP + _YEARS_OF_TEACHING, OLDEST),
    "teachers of 20 years or more at rural schools of poor areas",
    "在贫困地区乡村学校从教20年以上的教师",
    reading="years_in_posts_add_up",
)
_TEACHERS: Final = Who(at_ages(Person.teaches_in_rural_school, GROWN_UP, OLDEST), "rural teachers", "乡村教师")
_HEALTH_WORKERS: Final = Who(
    at_ages(Person.works_in_rural_health, GROWN_UP, OLDEST), "rural health workers", "乡村医疗卫生人员"
)
_TALENTS: Final = _TEACHERS | _HEALTH_WORKERS
_IN_WULING: Final = Being(LocalFigures.wuling_area, "in the Wuling mountain area", "武陵山片区的")
_IN_CONTIGUOUS: Final = Being(LocalFigures.contiguous_poor_area, "in contiguous destitute areas", "集中连片特困地区的")
_IN_COOPERATION: Final = Being(LocalFigures.cooperation_area, "in east-west cooperation areas", "协作地区的")

# -- the rows ---------------------------------------------------------------------------------------------

_TWO_EXEMPTIONS: Final = ("two exemptions and one subsidy", "“两免一补”")
_AID: Final = ("aid to students of families in difficulty", "家庭经济困难学生资助")
_NUTRITION: Final = ("the nutrition plan", "农村义务教育学生营养改善计划")
_KEPT_2021: Final = HUNAN_2021["education/funding-continuity"]
_OF_ENTRY: Final = "places_are_for_who_may_enter"
_OF_MEANS: Final = "means_tested_are_hard_up"

ROWS: Final = (
    *(
        grant(name, *words, to=_AIDED, by=document["education/aid-eligibility"])
        for document in (HUNAN_2021, YIYANG_2021)
        for name, words in (("two_exemptions_one_subsidy", _TWO_EXEMPTIONS), ("student_aid", _AID))
    ),
    grant("nutrition_plan", *_NUTRITION, to=RURAL_PUPILS, by=_KEPT_2021),
    grant(
        "national_grants",
        "national grants past compulsory education",
        "非义务教育阶段国家助学金",
        to=PAST_COMPULSORY.as_far_as(_CONDITIONS),
        by=_KEPT_2021,
    ),
    grant(
        "vocational_tuition_waiver",
        "secondary vocational education without tuition",
        "中等职业教育免学费补助",
        to=VOCATIONAL.as_far_as(_CONDITIONS),
        by=_KEPT_2021,
    ),
    grant("student_loans", "student loans", "助学贷款", to=STUDENTS.as_far_as(_CONDITIONS), by=_KEPT_2021),
    grant(
        "preschool_aid",
        "aid to children at kindergarten",
        "学前教育资助",
        to=INFANTS.as_far_as(_CONDITIONS),
        by=HUNAN_2021["education/preschool-aid"],
    ),
    grant(
        "free_vocational_education",
        "free secondary vocational education, step by step",
        "逐步实现免费中等职业教育",
        to=LEAVERS.as_far_as(_FREE_SINCE),
        by=YIYANG_2021["education/vocational-free"],
    ),
    grant(
        "teacher_allowance",
        "the living allowance of rural teachers",
        "乡村教师生活补助",
        to=_TEACHERS & _IN_CONTIGUOUS,
        by=YIYANG_2021["education/teacher-allowance"],
    ),
    grant(
        "student_aid", *_AID, to=ALL_STUDENTS & HARD_UP, by=GUIZHOU_2021["education/aid-coverage"], reading=_OF_MEANS
    ),
    grant("nutrition_plan", *_NUTRITION, to=RURAL_PUPILS, by=GUIZHOU_2021["education/aid-coverage"]),
    grant(
        "schooling_in_guangdong",
        "recommended to a vocational school in Guangdong, and helped to find work",
        "推荐到广东的职业院校（含技工学校）就读并协助就业",
        to=EXITED & AT_SCHOOL & _IN_COOPERATION,
        by=GUIZHOU_2021["education/guangdong-schooling"],
    ),
    grant(
        "directed_enrolment",
        "directed places at key universities",
        "重点高校定向招生专项计划",
        to=UNIVERSITY_CANDIDATES & FROM_POOR_AREAS,
        by=GUIZHOU_2021["people/special-enrolment"],
    ),
    grant(
        "teacher_allowance",
        "the living allowance of rural teachers",
        "乡村教师生活补助",
        to=_TEACHERS,
        by=GUIZHOU_2021["people/teacher-allowance"],
    ),
    grant(
        "vocational_fee_waiver",
        "secondary vocational education without tuition and fees",
        "中等职业教育免学杂费",
        to=POOR & IN_VOCATIONAL,
        by=HUNAN_2017["education-grant/secondary-vocational-fee-waiver"],
    ),
    grant(
        "kindergarten_priority",
        "a place at kindergarten, before others",
        "优先接受学前教育",
        to=POOR & _OF_KINDERGARTEN_AGE,
        by=HUNAN_2017["education/kindergarten-priority"],
    ),
    grant(
        "kindergarten_subsidy",
        "a suitable subsidy for kindergarten",
        "幼儿入园适当补助",
        to=INFANTS & HARD_UP_OR_POOR,
        by=HUNAN_2017["education/kindergarten-subsidy"],
        reading=_OF_MEANS,
    ),
    grant(
        "boarding_subsidy",
        "the living subsidy of boarders, before others",
        "优先纳入寄宿生生活费补助",
        to=REGISTERED_POOR & BOARDING,
        by=HUNAN_2017["education/boarding-subsidy-priority"],
    ),
    grant(
        "senior_fee_waiver",
        "ordinary senior secondary school without tuition and fees, before others",
        "率先免除普通高中学杂费",
        to=SENIORS & _WAIVED,
        by=HUNAN_2017["education/senior-high-fee-waiver"],
        reading=_OF_MEANS,
    ),
    grant(
        "university_aid",
        "grants, loans, posts and relief at university, before others",
        "高校学生资助优先、应助尽助",
        to=REGISTERED_POOR & IN_HIGHER,
        by=HUNAN_2017["education/university-aid-priority"],
    ),
    grant(
        "places_at_vocational_schools",
        "places of its own at a model secondary vocational school",
        "职教圆梦行动单列招生计划",
        to=REGISTERED_POOR & (IN_JUNIOR | LEFT_JUNIOR),
        by=HUNAN_2017["education/special-enrolment"],
        reading=_OF_ENTRY,
    ),
    grant(
        "vocational_school_elsewhere",
        "supported to attend secondary vocational school in another province",
        "支持到省外接受中职教育",
        to=REGISTERED_POOR & (LEFT_JUNIOR | IN_VOCATIONAL),
        by=HUNAN_2017["education/out-of-province-vocational"],
        reading=_OF_ENTRY,
    ),
    grant(
        "admission_when_equal",
        "admission to a higher vocational college before equals",
        "高职分类考试招生同等条件下优先录取",
        to=REGISTERED_POOR & _MAY_ENTER_COLLEGE,
        by=HUNAN_2017["education/higher-ed-tiebreak"],
        reading=_OF_ENTRY,
    ),
    grant(
        "tuition_compensation",
        "compensation of tuition under the policies on it",
        "按相关政策给予学费补偿",
        to=_SERVED,
        by=HUNAN_2017["education/grassroots-tuition-compensation"],
    ),
    grant(
        "long_service_certificate",
        "a certificate of honour",
        "荣誉证书",
        to=_TAUGHT,
        by=HUNAN_2017["education/long-service-certificate"],
    ),
    grant(
        "talent_allowance",
        "the allowance of rural teachers in the Wuling mountain area",
        "武陵山片区农村教师人才津贴",
        to=_TEACHERS & _IN_WULING,
        by=HUNAN_2017["education/wuling-teacher-allowance"],
    ),
    grant(
        "talent_policy",
        "the policy of the Wuling mountain area for rural education and health",
        "武陵山片区农村基层教育卫生人才政策",
        to=_TALENTS & IN_POOR_COUNTY,
        by=HUNAN_2017["science/talent-extension"],
    ),
)
"""Every entitlement, by document."""

NOT_CARRIED: Final[Mapping[str, Words]] = MappingProxyType({})
"""Ids of the register that no row implements, and why."""
