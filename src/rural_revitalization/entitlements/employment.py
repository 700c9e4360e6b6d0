"""Help to find, keep and create work, granted without a figure (就业帮扶): training, subsidies, priority, business.

References: hunan-14fyp-2021 第二章第三节二, 第二章第四节, 专栏2-3; hunan-opinions-2022 一（四）; yiyang-14fyp-2021
第二章第三节二, 第二章促进就业, 专栏5; guizhou-14fyp-2021 第五章第三节, 第五章第五节, 专栏6; hunan-13fyp-2017
三, 九（三）, 专栏4（八）, 专栏8（一）, 专栏9（一）.

Readings: help to an employer or an agency is a row about the people for whom it is granted. Rural migrant workers
(农民工) work for wages, in the county or away; who came back (返乡) worked away and no longer does. The labour force
(劳动力) are people able to work. Unemployed is who wants to work and has none. People of areas that exited poverty are
those of the poor areas of 2016 to 2020.

Redeployed workers (转岗职工) work for wages, and so count with migrant workers.

Limitations: what the help comes to, and for how long, is not stated.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ..algebra import Truth, not_
from ..cases import Case, able_and_willing, able_to_work, in_business, wants_work, works
from ..models import Household, LocalFigures, Person
from ..wording.worded import Words
from .classes_of_people import ABLE, EXITED, GROWN_UP, KEPT, POOR
from .entitlement import GUIZHOU_2021, HUNAN_2017, HUNAN_2021, HUNAN_2022, YIYANG_2021, grant
from .schools import LEAVERS, LEFT_SECONDARY, OLDEST
from .who import Being, Unstated, Who, any_of, at_ages, except_for
from .workers import (
    AWAY,
    CREATING_JOBS,
    EMPLOYED,
    EXITED_OR_MONITORED,
    FLEXIBLY,
    FOR_WAGES,
    HARD_TO_EMPLOY,
    IN_BUSINESS,
    IN_EMPLOYEE_PENSION,
    INSURED_WORKERS,
    LOW_INCOME,
    MIGRANTS,
    OF_WORKING_AGE,
    REGISTERED_HARD,
    RELOCATED,
    RETURNED,
    SOLDIERS,
    at_work,
)

# -- conditions not stated --------------------------------------------------------------------------------

_CHILDREN: Final = Unstated("entitlements.children_of_poor", "who counts as a child of the family", "贫困家庭子女范围")
_AWAY_OR_NEW: Final = Unstated(
    "entitlements.cooperation_group",
    "who has newly left school, or wants to work away",
    "新增“两后生”和外出务工意愿的认定",
)
_ECOMMERCE_SITES: Final = Unstated(
    "entitlements.ecommerce_sites", "which settlements of model counties are supported", "示范县具备条件的安置区范围"
)
_LOCAL_TALENT: Final = Unstated("entitlements.local_talent", "who else counts, such as able locals", "当地能人等范围")
_OTHER_FOUNDERS: Final = Unstated(
    "entitlements.other_founders", "which others who start a business", "其他创业人员范围"
)
_OTHER_LABOUR: Final = Unstated("entitlements.other_labour", "who else is trained first", "其他重点培训对象")
_TALENT: Final = Unstated(
    "entitlements.rural_talent", "who counts as a technician or a rural talent", "科技人员、乡土人才范围"
)

# -- who ---------------------------------------------------------------------------------------------------


def _unemployed(case: Case) -> Truth:
    """Whoever wants to work and has no work."""
    return case[wants_work] & not_(case[works])


_WITHOUT_WORK: Final = Being(except_for(works), "who have no work", "未就业的")
_OFF_COLLEGE: Final = at_ages(Person.left_college, GROWN_UP, OLDEST)
_OFF_VOCATIONAL: Final = at_ages(Person.left_vocational_school, 15, OLDEST)
_LEFT_COLLEGE: Final = Being(_OFF_COLLEGE, "who left college", "离校高校毕业的")
_POOR_WORKING_OUTWARD: Final = POOR & any_of(
    LEFT_SECONDARY, Being(able_and_willing, "who are able to work and want to", "有劳动能力和就业意愿的")
)
_FREE_GROUPS: Final = any_of(
    Who(
        POOR.as_far_as(_CHILDREN), "children of poor families", "贫困家庭子女", (KEPT, _CHILDREN), reading=POOR.reading
    ),
    LEAVERS,
    MIGRANTS,
    Who(_unemployed, "the unemployed", "失业人员"),
    SOLDIERS,
)
_LABOUR_FORCE: Final = any_of(EXITED, RELOCATED, MIGRANTS).or_else(_OTHER_LABOUR) & ABLE
_STARTING: Final = any_of(
    Being(at_work(Person.wishes_to_start), "who mean to start a business", "有创业意向的"),
    Being(in_business, "who run one", "已从事创业活动的"),
)
_VILLAGERS: Final = Who(Household.in_poor_village, "people of poor villages", "贫困村人员")
_PEOPLE_OF_EXITED_AREAS: Final = Who(LocalFigures.poor_area, "people of areas that exited poverty", "脱贫地区人口")
_IN_EXITED_AREA: Final = Being(LocalFigures.poor_area, "in areas that exited poverty", "脱贫地区的")
_RURAL_LABOUR: Final = Who(able_to_work, "rural people able to work", "农村劳动力")
_FLEXIBLE_MIGRANTS: Final = MIGRANTS & (FLEXIBLY & IN_EMPLOYEE_PENSION & REGISTERED_HARD)
_FOUNDERS_OF_2022: Final = any_of(
    MIGRANTS,
    RETURNED,
    Who(_OFF_COLLEGE, "graduates of colleges", "高校毕业生"),
    Who(_OFF_VOCATIONAL, "graduates of vocational schools", "中职毕业生"),
    SOLDIERS,
).or_else(_TALENT)

# -- the rows ---------------------------------------------------------------------------------------------

_EMPLOYERS: Final = "employers_are_helped_for_whom_they_employ"
_SOCIAL_INSURANCE: Final = ("a subsidy for social insurance", "社会保险补贴")
_SKILLS: Final = ("a subsidy for raising skills", "失业保险参保职工技能提升补贴")

_OF_HUNAN: Final = (
    grant(
        "social_insurance_subsidy",
        *_SOCIAL_INSURANCE,
        to=_FLEXIBLE_MIGRANTS,
        by=HUNAN_2021["pension/flexible-workers-subsidy"],
    ),
    grant("skill_subsidy", *_SKILLS, to=INSURED_WORKERS, by=HUNAN_2021["insurance/skill-subsidy"]),
    grant(
        "training_at_work",
        "a subsidy to the firm, cooperative or workshop for training at work, for a prescribed period",
        "吸纳就业的企业、合作社、帮扶车间以工代训补贴",
        to=RELOCATED & EMPLOYED,
        by=HUNAN_2021["relocation/work-for-training-subsidy"],
        reading=_EMPLOYERS,
    ),
    grant(
        "hired_first_near_settlements",
        "work before others in industries that move near the settlement",
        "向集中安置区周边聚集的企业优先安排就业",
        to=RELOCATED & OF_WORKING_AGE,
        by=HUNAN_2021["relocation/priority-employment"],
    ),
    grant(
        "service_subsidy",
        "a subsidy to the agency or broker that organised the work away",
        "开展有组织劳务输出的人力资源服务机构、农村劳务经纪人就业创业服务补助",
        to=EXITED_OR_MONITORED & AWAY,
        by=HUNAN_2021["employment/service-subsidy-agencies"],
        reading=_EMPLOYERS,
    ),
    grant(
        "kept_on_first",
        "to be kept on first, with refunds of insurance and training subsidies to the firm",
        "失业保险稳岗返还、培训补贴，优先留用",
        to=EXITED & EMPLOYED,
        by=HUNAN_2021["employment/retention-preference"],
        reading=_EMPLOYERS,
    ),
    grant(
        "work_for_relief",
        "work on rural facilities that counts as relief",
        "农业农村基础设施建设和管护以工代赈",
        to=EXITED_OR_MONITORED & OF_WORKING_AGE,
        by=HUNAN_2021["employment/works-for-relief"],
    ),
    grant(
        "village_work_first",
        "work before others in improving villages and their services",
        "农村人居环境整治、基本公共服务提升优先安排",
        to=EXITED & OF_WORKING_AGE,
        by=HUNAN_2021["employment/works-for-relief"],
    ),
    grant(
        "startup_support",
        "a start-up subsidy and training for a start-up",
        "创业补贴、创业培训",
        to=RETURNED.or_else(_LOCAL_TALENT) & IN_BUSINESS,
        by=HUNAN_2021["employment/startup-support"],
    ),
    grant(
        "innovation_support",
        "support for innovation and start-ups",
        "支持创新创业",
        to=_FOUNDERS_OF_2022 & IN_BUSINESS & _IN_EXITED_AREA,
        by=HUNAN_2022["enterprise/innovation-support"],
    ),
)
_OF_YIYANG: Final = (
    grant(
        "social_insurance_subsidy",
        *_SOCIAL_INSURANCE,
        to=_FLEXIBLE_MIGRANTS,
        by=YIYANG_2021["insurance/flexible-subsidy"],
    ),
    grant("skill_subsidy", *_SKILLS, to=INSURED_WORKERS, by=YIYANG_2021["insurance/skill-subsidy"]),
    grant(
        "relocated_subsidies",
        "subsidies for training, training at work, hiring, insurance, the search for work or a start-up, and travel",
        "技能培训和以工代训补贴、吸纳就业补助、社会保险补贴、求职创业补贴、交通费补助",
        to=RELOCATED & ABLE,
        by=YIYANG_2021["relocation/subsidy-catalogue"],
    ),
    grant(
        "ecommerce_training",
        "free training in e-commerce",
        "免费电商培训",
        to=RELOCATED.as_far_as(_ECOMMERCE_SITES),
        by=YIYANG_2021["relocation/free-ecommerce-training"],
    ),
    grant(
        "absorption_subsidy",
        "a subsidy to the firm that took them on",
        "吸纳就业企业补贴",
        to=EXITED_OR_MONITORED & EMPLOYED,
        by=YIYANG_2021["employment/absorption-subsidy"],
        reading=_EMPLOYERS,
    ),
)
_OF_GUIZHOU: Final = (
    grant(
        "startup_rent_subsidy",
        "a subsidy for the rent of a start-up's premises, and other support",
        "创业场所租赁补贴等创业扶持",
        to=any_of(RETURNED, HARD_TO_EMPLOY).or_else(_OTHER_FOUNDERS) & IN_BUSINESS,
        by=GUIZHOU_2021["employment/startup-support"],
    ),
    grant(
        "startup_award",
        "finance, awards and land for a start-up",
        "创业融资、创业奖补和用地保障",
        to=_RURAL_LABOUR & IN_BUSINESS,
        by=GUIZHOU_2021["employment/startup-award"],
    ),
    grant(
        "skills_training_first",
        "training in a skill before others",
        "职业技能培训重点对象",
        to=_LABOUR_FORCE,
        by=GUIZHOU_2021["employment/training-targets"],
    ),
    grant(
        "targeted_training",
        "training by order, for a post or for a place, as needed and wanted",
        "订单、定岗、定向式培训",
        to=EXITED & ABLE,
        by=GUIZHOU_2021["help/training-intent"],
    ),
    grant(
        "hired_first",
        "work before others with employers in the province",
        "省内用工单位优先吸纳就业",
        to=(EXITED | LOW_INCOME) & OF_WORKING_AGE,
        by=GUIZHOU_2021["employment/priority-hiring"],
    ),
    grant(
        "work_for_relief",
        "work on rural projects and their upkeep that counts as relief, or is rewarded",
        "以工代赈、以奖代补参与涉农项目建设和管护",
        to=_PEOPLE_OF_EXITED_AREAS & OF_WORKING_AGE,
        by=GUIZHOU_2021["employment/work-relief"],
    ),
)
_OF_HUNAN_2017: Final = (
    grant(
        "startup_leader_training",
        "training as a leader in starting a business",
        "创业致富带头人培训",
        to=_VILLAGERS & _STARTING,
        by=HUNAN_2017["industry/village-leader-eligibility"],
    ),
    grant(
        "transfer_training",
        "training to move to other work",
        "转移就业培训",
        to=POOR & ABLE,
        by=HUNAN_2017["employment/training-scope"],
    ),
    grant(
        "free_training",
        "free vocational training",
        "免费职业培训",
        to=_FREE_GROUPS,
        by=HUNAN_2017["training/free-groups"],
    ),
    grant(
        "graduate_support",
        "support in finding work",
        "就业扶持",
        to=POOR & (_LEFT_COLLEGE & _WITHOUT_WORK),
        by=HUNAN_2017["employment/graduate-support"],
    ),
    grant(
        "travel_subsidy",
        "a subsidy for travel to work, and a reward for labour export",
        "就业交通费补助和劳务输出奖励",
        to=POOR & FOR_WAGES,
        by=HUNAN_2017["employment/output-reward-transport"],
    ),
    grant(
        "placed_first",
        "work before others in firms and parks that public funds support",
        "财政资金支持的企业或园区优先安排就业",
        to=POOR & OF_WORKING_AGE,
        by=HUNAN_2017["employment/fiscal-enterprise-priority"],
    ),
    grant(
        "double_hundred",
        "a place before others in the Double-Hundred funding scheme",
        "优先纳入“双百资助工程”",
        to=POOR & CREATING_JOBS,
        by=HUNAN_2017["employment/double-hundred"],
    ),
    grant(
        "labour_cooperation_first",
        "work away before others through labour cooperation",
        "劳务协作对接重点对象",
        to=_POOR_WORKING_OUTWARD.as_far_as(_AWAY_OR_NEW),
        by=HUNAN_2017["employment/two-after-emphasis"],
    ),
    grant(
        "employer_training_subsidy",
        "a training subsidy and other job support to the firm that employs them",
        "吸纳就业的企业职业培训补贴等就业支持",
        to=POOR & EMPLOYED,
        by=HUNAN_2017["enterprise/training-subsidy"],
        reading=_EMPLOYERS,
    ),
)

ROWS: Final = (*_OF_HUNAN, *_OF_YIYANG, *_OF_GUIZHOU, *_OF_HUNAN_2017)
"""Every entitlement, by document."""

NOT_CARRIED: Final[Mapping[str, Words]] = MappingProxyType({})
"""Ids of the register that no row implements, and why; what a document reserves for people is a duty."""
