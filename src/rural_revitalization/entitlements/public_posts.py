"""Posts in the public interest, granted without a figure (公益性岗位): whom they are for, and whom they take first.

References: hunan-14fyp-2021 第二章第四节二; yiyang-14fyp-2021 第二章促进就业二; guizhou-14fyp-2021 第五章第六节;
hunan-13fyp-2017 四（三）, 七（一）（二）（三）, 十（三）, 专栏4（四）, 专栏13（二）（三）.

Readings: whom the market can hardly employ (通过市场难以实现就业) are those registered as hard to employ. Posts of
protected areas are for poor people, as their box says; care of forests is for those able to work. Nobody is given a
post below the age at which somebody may be hired.

Limitations: how many posts there are, what they pay and for how long is not stated. Whether somebody qualifies as a
guard of forests or fisheries is decided by the rule `guard_posts`; how posts are run is a procedure.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ..models import Person
from ..wording.worded import Words
from .classes_of_people import ABLE, EXITED, IN_POOR_COUNTY, OF_RELOCATED, POOR, REGISTERED_POOR
from .entitlement import GUIZHOU_2021, HUNAN_2017, HUNAN_2021, YIYANG_2021, grant
from .who import Unstated, Who
from .workers import ABLE_IN_PART, HARD_TO_EMPLOY, IN_KEY_COUNTY, OF_WORKING_AGE, REGISTERED_HARD, RELOCATED, at_work

_CONDITIONS: Final = Unstated("entitlements.post_conditions", "the conditions of a post", "公益性岗位安置条件")
_PART: Final = Unstated("entitlements.ecological_staff", "which of them are taken on", "转为生态保护人员的部分人口范围")
_WHERE: Final = Unstated("entitlements.forest_guard_places", "where forest guards are taken on", "具备条件的地方")

_QUALIFIED: Final = EXITED.as_far_as(_CONDITIONS)
_POOR_ABLE: Final = POOR & ABLE

ROWS: Final = (
    grant(
        "public_post_first",
        "a rural public-welfare post before others, where its conditions are met",
        "乡村公益性岗位优先安置",
        to=_QUALIFIED,
        by=HUNAN_2021["employment/public-post-rules"],
    ),
    grant(
        "public_post_first_of_all",
        "a rural public-welfare post before others who exited, where its conditions are met",
        "乡村公益性岗位优先安置中的重点对象",
        to=_QUALIFIED & ABLE_IN_PART,
        by=HUNAN_2021["employment/public-post-rules"],
    ),
    grant(
        "public_post_first",
        "a public-welfare post before others",
        "公益性扶贫岗位优先解决",
        to=HARD_TO_EMPLOY,
        by=YIYANG_2021["employment/public-post-priority"],
        reading="hard_to_employ_is_registered",
    ),
    grant(
        "site_post",
        "a public-welfare post in the settlement",
        "安置区公益性岗位吸纳就业",
        to=RELOCATED & ABLE,
        by=GUIZHOU_2021["employment/site-welfare-posts"],
    ),
    grant(
        "site_post",
        "a public-welfare post in the settlement, such as cleaning or repairs",
        "集中安置区卫生保洁、水暖、电力维修等公益岗位",
        to=POOR & REGISTERED_HARD,
        by=HUNAN_2017["relocation/public-welfare-posts"],
    ),
    grant(
        "hired_first",
        "to be hired first by industry, mines and leading farms",
        "工矿企业、农业龙头企业优先聘用",
        to=REGISTERED_POOR & OF_RELOCATED & OF_WORKING_AGE,
        by=HUNAN_2017["relocation/public-welfare-posts"],
    ),
    grant(
        "protected_area_post",
        "work in forest care, fire prevention and reception in parks and reserves",
        "国家森林公园、国家湿地公园和省级以上自然保护区公益岗位",
        to=POOR & IN_KEY_COUNTY & OF_WORKING_AGE,
        by=HUNAN_2017["ecology/park-posts"],
    ),
    grant(
        "forest_care_post",
        "work in the care of forests and grassland",
        "森林、草原管护等生态管护",
        to=_POOR_ABLE & IN_POOR_COUNTY,
        by=HUNAN_2017["ecology/park-posts"],
    ),
    grant(
        "ecological_post",
        "a post that protects nature",
        "生态公益岗位",
        to=_POOR_ABLE.as_far_as(_PART),
        by=HUNAN_2017["ecology/poor-participation"],
    ),
    grant(
        "forest_guard_hiring",
        "to be taken on as a forest guard",
        "吸纳转为护林员",
        to=_POOR_ABLE.as_far_as(_WHERE),
        by=HUNAN_2017["industry/forest-guard-hiring"],
    ),
    grant(
        "fishery_guard_subsidy",
        "a special subsidy each year",
        "每人每年专项补助",
        to=Who(at_work(Person.fishery_guard), "fishery guards", "护渔员"),
        by=HUNAN_2017["ecology/fishery-guard-subsidy"],
    ),
    grant(
        "cleaner_first",
        "a post as the village's cleaner before others",
        "村庄保洁员岗位优先聘用",
        to=POOR & OF_WORKING_AGE,
        by=HUNAN_2017["sanitation/cleaner-priority"],
    ),
)
"""Every entitlement, by document."""

NOT_CARRIED: Final[Mapping[str, Words]] = MappingProxyType({})
"""Ids of the register that no row implements, and why."""
