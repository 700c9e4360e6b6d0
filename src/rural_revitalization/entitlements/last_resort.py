"""Help of the last resort granted without a figure (兜底保障): who is taken into the allowance, support and relief.

References: hunan-13fyp-2017 八（一）, 专栏14（二）, 专栏15（一）; hunan-14fyp-2021 第二章第三节三; guizhou-14fyp-2021
第五章第六节.

Readings: whom industry and work cannot lift out of poverty is recorded. The conditions of the allowance for a household
on the register, and those of the register for one on the allowance, are left to the rules of each: the document does
not restate them. A household that fell back is one of whom a member returned to or fell into poverty.

Limitations: which of the four schemes takes a household in that fell back goes by its case (分别纳入).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ..cases import poor, receives_allowance, somebody_returned_to_poverty
from ..models import Household, Person
from ..wording.worded import Words
from .classes_of_people import KEPT, OF_RELOCATED
from .entitlement import GUIZHOU_2021, HUNAN_2017, HUNAN_2021, grant
from .who import Being, Unstated, Who, except_for

_OF_ALLOWANCE: Final = Unstated("entitlements.allowance_conditions", "whether it meets those conditions", "低保条件")
_OF_REGISTER: Final = Unstated("entitlements.register_conditions", "whether it meets those conditions", "扶贫条件")

_SUDDEN: Final = Unstated(
    "entitlements.sudden_emergency",
    "whether the cause is a sudden emergency or accident",
    "是否属突发紧急事件或意外事故",
)

_POOR_HOUSEHOLDS: Final = Who(
    poor,
    "registered poor households",
    "建档立卡贫困家庭",
    (KEPT,),
    reading="poor_is_registered_poor",
    about="household",
)
_NOT_BY_WORK: Final = Being(
    except_for(Household.industry_or_work_suffices),
    "who cannot leave poverty through industry or work",
    "无法通过产业扶持和就业脱贫的",
)
_ON_ALLOWANCE: Final = Who(receives_allowance, "families on the rural allowance", "农村低保家庭", about="household")
_RETURNED: Final = Who(
    somebody_returned_to_poverty, "households that returned to poverty", "返贫家庭", about="household"
)
_SPECIALLY_HARD: Final = Who(Person.special_difficulty, "people in special difficulty", "特殊困难群众") & OF_RELOCATED
_STRUCK: Final = Who(
    Household.shock,
    "households struck by a sudden emergency or accident",
    "遭遇突发紧急事件或意外事故的家庭",
    about="household",
).as_far_as(_SUDDEN) & Being(
    Household.basic_living_severely_hard, "whose basic living is severely hard", "基本生活陷入困境的"
)

ROWS: Final = (
    grant(
        "policy_guarantee",
        "guarantee by policy under the minimum living allowance",
        "农村低保政策性兜底保障",
        to=_POOR_HOUSEHOLDS & _NOT_BY_WORK,
        by=HUNAN_2017["dibao/policy-guarantee"],
    ),
    grant(
        "allowance_of_registered",
        "taken into the allowance where its conditions are met; families on it into the register likewise",
        "符合农村低保条件的纳入低保，符合扶贫条件的低保家庭纳入建档立卡",
        to=_POOR_HOUSEHOLDS.as_far_as(_OF_ALLOWANCE) | _ON_ALLOWANCE.as_far_as(_OF_REGISTER),
        by=HUNAN_2017["dibao/registry-cross-inclusion"],
    ),
    grant(
        "help_after_return",
        "temporary relief, medical assistance, the allowance and the register, as the case is",
        "分别纳入临时救助、医疗救助、农村低保和建档立卡帮扶",
        to=_RETURNED,
        by=HUNAN_2017["dibao/return-poverty-coverage"],
    ),
    grant(
        "emergency_relief_of_firms",
        "emergency relief by state firms at their fixed points",
        "国有企业定点扶贫“救急难”行动",
        to=_STRUCK,
        by=HUNAN_2017["enterprise/tongzhou-relief"],
    ),
    grant(
        "last_resort_of_relocated",
        "taken into the allowance or support, all who qualify",
        "符合条件的应保尽保、应兜尽兜",
        to=_SPECIALLY_HARD,
        by=HUNAN_2021["relocation/social-security-cover"],
    ),
    grant(
        "last_resort_of_relocated",
        "guaranteed in full by policy, none left out",
        "按政策规定落实兜底保障，应保尽保",
        to=_SPECIALLY_HARD,
        by=GUIZHOU_2021["relocation/special-group"],
    ),
)
"""Every entitlement, by document."""

NOT_CARRIED: Final[Mapping[str, Words]] = MappingProxyType({})
"""Ids of the register that no row implements, and why."""
