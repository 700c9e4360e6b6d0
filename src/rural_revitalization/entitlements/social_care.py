"""Entitlements of children, the elderly and the disabled granted without a figure (社会关爱服务): subsidies and care.

References: hunan-14fyp-2021 第二章第五节三 and 四; yiyang-14fyp-2021 第二章低收入人口(节序缺)二; guizhou-14fyp-2021
第四章第五节; hunan-13fyp-2017 六（三）, 八（一）, 八（三） and 九（四）.

Readings: families that receive the allowance or support in extreme poverty are assisted ones (社会救助家庭). Who is
hard up without passing a test of means is open. Who cannot care for themselves has lost that ability wholly. Care is
for the elderly, minors and the disabled "and others" (等), who are open. Nobody of 18 or more is a child unless
recorded so. Aged 0 to 6 means until the seventh birthday.

Limitations: the two disability subsidies and what orphans live on are amounts, worked out by the rules
`disability_subsidies` and `child_living_grant`. A guardian for the time being goes to children who lack one, which no
record holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ..algebra import Truth
from ..cases import (
    Case,
    cannot_care_for_self,
    de_facto_unattended_child,
    elderly,
    elderly_or_minor,
    orphan,
    severely_disabled,
)
from ..models import DisabilityKind, Person
from ..wording.worded import Words
from .classes_of_people import ASSISTED, BEING_DISABLED, DISABLED, GROWN_UP, HARD_UP, HARD_UP_OR_POOR, KEPT, POOR
from .entitlement import GUIZHOU_2021, HUNAN_2017, HUNAN_2021, YIYANG_2021, grant
from .who import Being, Unstated, Who, among, any_of, at_ages
from .workers import SOLDIERS

_OLDEST_IN_REHABILITATION: Final = 6
"""The oldest age of disabled children whom the plan for 2016 to 2020 names (0—6岁, 六（三）)."""

# -- conditions not stated --------------------------------------------------------------------------------

_OTHERS_CARED_FOR: Final = Unstated("entitlements.others_cared_for", "who else is cared for", "其他服务对象")
_TRIED: Final = Unstated("entitlements.care_tried", "where and for whom it is tried", "探索开展的地区和对象")
_WHERE_POSSIBLE: Final = Unstated("entitlements.where_possible", "where conditions allow it", "有条件的地方的范围")
_CHILDREN_HELPED: Final = Unstated("entitlements.ages_in_rehabilitation", "up to which age", "年龄范围")
_AGES_OF_WELFARE: Final = Unstated("entitlements.ages_of_welfare", "from which age on", "起始年龄")
_OTHER_CHILDREN: Final = Unstated("entitlements.other_children", "which other children it serves", "其他儿童的范围")

# -- who ---------------------------------------------------------------------------------------------------


def _minor(case: Case) -> Truth:
    return case[Person.age] < GROWN_UP


def _young_enough(case: Case) -> Truth:
    return case[Person.age] <= _OLDEST_IN_REHABILITATION


_IN_DIFFICULTY: Final = at_ages(Person.child_in_difficulty, 0, GROWN_UP - 1)
_LEFT_BEHIND: Final = at_ages(Person.left_behind, 0, GROWN_UP - 1)

_ORPHANS: Final = Who(orphan, "orphans", "孤儿")
_UNATTENDED: Final = Who(de_facto_unattended_child, "de facto unattended children", "事实无人抚养儿童")
_CHILDREN: Final = _ORPHANS | _UNATTENDED
_CHILDREN_AND_OTHERS: Final = any_of(
    _ORPHANS,
    _UNATTENDED,
    Who(_IN_DIFFICULTY, "children in difficulty", "困境儿童"),
    Who(_minor, "other children", "其他儿童").as_far_as(_OTHER_CHILDREN),
)
_LEFT: Final = Who(_LEFT_BEHIND, "children left behind", "留守儿童")

_ELDERLY: Final = Who(elderly, "elderly people", "老年人").as_far_as(_AGES_OF_WELFARE)
_NEEDING_CARE: Final = Who(
    any_of(Being(elderly_or_minor, "elderly or minors", "老年人、未成年人的"), BEING_DISABLED),
    "elderly people, minors and disabled people",
    "老年人、未成年人、残疾人",
).or_else(_OTHERS_CARED_FOR) & Being(cannot_care_for_self, "who cannot care for themselves", "生活不能自理的")
_CARED_FOR: Final = _NEEDING_CARE & Being(ASSISTED, "of families on social assistance", "社会救助家庭中")
_LOW_INCOME: Final = Being(Person.low_income, "of low income", "农村低收入人口中")

_SEVERELY_DISABLED: Final = Who(severely_disabled, "severely disabled people", "重度残疾人")
_DISABLED_CHILDREN: Final = Who(
    Being(_minor, "minors", "未成年的") & BEING_DISABLED, "disabled children", "残疾儿童"
).as_far_as(_CHILDREN_HELPED)
_POOR_DISABLED_CHILDREN: Final = Who(
    POOR & Being(_young_enough, "aged 0 to 6", "0—6岁的") & BEING_DISABLED,
    "poor disabled children aged 0 to 6",
    "0—6岁贫困残疾儿童",
    (KEPT,),
    reading="six_lasts_until_the_seventh_birthday",
)
_MENTALLY_DISABLED: Final = Who(
    among(Person.disability_kind, DisabilityKind.MENTAL), "people with a mental disability", "精神残疾人"
) & Being(Person.special_difficulty, "in special difficulty", "特殊困难")
_HONOURED: Final = any_of(Who(Person.military_family, "families of servicemen and martyrs", "军烈属"), SOLDIERS)

# -- the rows ---------------------------------------------------------------------------------------------

_VISITS: Final = ("visits and care, as needed", "必要的访视、照料服务")
_OF_MEANS: Final = "means_tested_are_hard_up"
_REHABILITATION: Final = HUNAN_2021["disability/child-rehab"]
_CHILDREN_IN_YIYANG: Final = YIYANG_2021["children/protection"]

ROWS: Final = (
    grant(
        "assistive_devices",
        "a subsidy for basic assistive devices",
        "基本型辅助器具适配补贴",
        to=((DISABLED & HARD_UP) | _SEVERELY_DISABLED).as_far_as(_WHERE_POSSIBLE),
        by=HUNAN_2021["disability/aids-subsidy"],
        reading=_OF_MEANS,
    ),
    grant(
        "child_rehabilitation",
        "assistance with rehabilitation",
        "残疾儿童康复救助",
        to=_DISABLED_CHILDREN,
        by=_REHABILITATION,
    ),
    grant(
        "mental_rehabilitation",
        "rehabilitation, nursing and other basic services",
        "康复、照护等基本服务",
        to=_MENTALLY_DISABLED,
        by=_REHABILITATION,
    ),
    grant("care_visits", *_VISITS, to=_CARED_FOR, by=HUNAN_2021["assistance/care-visits"]),
    grant(
        "elderly_welfare",
        "the basic welfare subsidy of the elderly",
        "老年人基本福利补贴",
        to=_ELDERLY,
        by=HUNAN_2021["elderly/benefit-and-network"],
    ),
    grant("care_visits", *_VISITS, to=_CARED_FOR.as_far_as(_TRIED), by=YIYANG_2021["assistance/service-type"]),
    grant("child_guarantee", "a stronger guarantee", "加大保障力度", to=_CHILDREN_AND_OTHERS, by=_CHILDREN_IN_YIYANG),
    grant("left_behind_care", "care and protection", "关爱保护", to=_LEFT, by=_CHILDREN_IN_YIYANG),
    grant(
        "care_visits",
        *_VISITS,
        to=(_NEEDING_CARE & _LOW_INCOME).as_far_as(_TRIED),
        by=GUIZHOU_2021["care/disabled-visits"],
    ),
    grant(
        "child_guarantee",
        "a last resort for orphans, and services for children whom nobody brings up",
        "孤儿兜底保障、事实无人抚养儿童服务保障",
        to=_CHILDREN,
        by=GUIZHOU_2021["care/orphan"],
    ),
    grant(
        "child_rehabilitation",
        "assistance with rehabilitation, and basic assistive devices",
        "贫困残疾儿童康复救助、基本辅助器具",
        to=_POOR_DISABLED_CHILDREN,
        by=HUNAN_2017["health/disabled-child-rehab"],
    ),
    grant("child_guarantee", "a stronger guarantee", "加大保障力度", to=_CHILDREN, by=HUNAN_2017["tekun/orphan"]),
    grant(
        "help_by_the_military",
        "help by the military, before others",
        "军队优先扶持",
        to=_HONOURED & HARD_UP_OR_POOR,
        by=HUNAN_2017["military/priority-groups"],
        reading=_OF_MEANS,
    ),
)
"""Every entitlement, by document."""

NOT_CARRIED: Final[Mapping[str, Words]] = MappingProxyType({})
"""Ids of the register that no row implements, and why."""
