"""Entitlements: each row by its source, both sides of each condition, and what stays open."""

from __future__ import annotations

import csv
import json
import pickle
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

import rural_revitalization as rr
from help_drawings import BY_COUNTY
from rural_revitalization import (
    Business,
    BusinessKind,
    BusinessStage,
    ContractedLand,
    Diagnosis,
    DisabilityKind,
    Disease,
    Employment,
    GrassrootsPost,
    Household,
    Insurance,
    InsuranceKind,
    Job,
    LabourCapacity,
    LoanWanted,
    LocalFigures,
    Person,
    PostKind,
    PublicPost,
    Schooling,
    SchoolStage,
    SecurityKind,
    SelfCare,
    Sex,
    Spell,
)
from rural_revitalization.assessment import Entitled
from rural_revitalization.assessment.making import entitled
from rural_revitalization.cases import Case
from rural_revitalization.catalogue import ENTITLEMENT_ROOMS, ENTITLEMENTS, THEMES, coverage, theme_of
from rural_revitalization.entitlements.entitlement import Entitlement
from rural_revitalization.entitlements.health import CHRONIC, MAJOR
from rural_revitalization.fields import specs
from rural_revitalization.policy.pack import shipped_packs
from rural_revitalization.records import unstructure
from rural_revitalization.wording import LANGUAGES, READINGS
from rural_revitalization.wording.words import words

REGISTER: Final = Path(__file__).parents[3] / "shared" / "policy" / "register.csv"
WITH_THE_PERIOD: Final = {"hunan-2017/science/talent-extension"}
IN_2018: Final = date(2018, 6, 1)
IN_2022: Final = date(2022, 6, 1)
POOR: Final = (Spell(since=date(2014, 1, 1)),)
EXITED_IN_2017: Final = (Spell(since=date(2014, 1, 1), until=date(2017, 12, 31)),)
KEPT: Final = "entitlements.kept_after_exit"

rows = pytest.mark.parametrize("row", [*ENTITLEMENTS, *BY_COUNTY], ids=lambda row: f"{row.source.document}.{row.name}")


BORN: Final = date(1980, 1, 1)


def row_of(document: str, name: str) -> Entitlement:
    (found,) = (row for row in ENTITLEMENTS if (row.source.document, row.name) == (document, name))
    return found


def ill_with(*diseases: Disease) -> tuple[Diagnosis, ...]:
    return tuple(Diagnosis(disease=disease, since=date(2015, 1, 1)) for disease in diseases)


def case(on: date, **recorded: Any) -> Case:
    """A case with some facts recorded, of a person (an adult unless said otherwise), a household or a county."""
    of_person, of_household, of_county = (
        {name: value for name, value in recorded.items() if name in specs(model)}
        for model in (Person, Household, LocalFigures)
    )
    assert set(recorded) == {*of_person, *of_household, *of_county}
    person = Person(id="p", **({"birth_date": BORN} | of_person))
    local = LocalFigures(year=on.year, **of_county, sources=dict.fromkeys(of_county, "the list of counties"))
    return Case(household=Household(id="h", members=[person], **of_household), local=local, on=on).of(person)


def found(document: str, name: str, on: date, **recorded: Any) -> Entitled:
    return entitled(row_of(document, name), case(on, **recorded))


def answer(result: Entitled) -> Any:
    """A definite answer, or what is missing for one."""
    return result.outcome if isinstance(result.outcome, bool) else set(result.missing)


# -- each row by its source -----------------------------------------------------------------------------------

HYPERTENSION, DIABETES = ill_with(Disease.HYPERTENSION), ill_with(Disease.DIABETES)
CATARACT, BREAST_CANCER = ill_with(Disease.CATARACT), ill_with(Disease.BREAST_CANCER)
WHOM, ELSEWHERE = "entitlements.served_beside_exited", "entitlements.served_elsewhere"
TREATED = "entitlements.diseases_treated"
CONTRACTED, SERIOUS = "entitlements.diseases_contracted", "entitlements.diseases_serious"
AGES = "entitlements.ages_screened"
SINCE_2018: Final = (Spell(since=date(2018, 1, 1)),)
# 第二章第三节三: 对搬迁群众中符合条件的特殊困难人员做到应保尽保、应兜尽兜; Guizhou 第五章第六节: likewise
RELOCATED: Final[list[tuple[str, dict[str, Any], Any]]] = [
    ("last_resort_of_relocated", {"special_difficulty": SINCE_2018, "relocated": True}, True),
    ("last_resort_of_relocated", {"special_difficulty": (), "relocated": True}, False),
    ("last_resort_of_relocated", {"special_difficulty": SINCE_2018, "relocated": False}, False),
    ("last_resort_of_relocated", {"special_difficulty": SINCE_2018}, {"relocated"}),
]

# What production is helped by, each with what differs in one fact alone.
SINCE: Final = date(2015, 1, 1)
PAST: Final = date(2016, 12, 31)
WISHES: Final = (Business(kind=BusinessKind.FARMING, stage=BusinessStage.WISHED_FOR, since=SINCE),)


def running(kind: BusinessKind, **more: Any) -> tuple[Business, ...]:
    return (Business(kind=kind, stage=BusinessStage.RUNNING, since=SINCE, **more),)


def insured(kind: InsuranceKind, until: date | None = None) -> tuple[Insurance, ...]:
    return (Insurance(kind=kind, since=SINCE, until=until),)


def wanted(security: SecurityKind | None, until: date | None = None) -> tuple[LoanWanted, ...]:
    return (LoanWanted(since=SINCE, until=until, security=security),)


FARM, SHOP = running(BusinessKind.FARMING), running(BusinessKind.ONLINE_SHOP)
AGAINST_POVERTY = insured(InsuranceKind.AGAINST_POVERTY)
REGISTERED_LAND, UNREGISTERED_LAND, UNTOLD_LAND = (
    (ContractedLand(since=SINCE, registered=said),) for said in (True, False, None)
)
LOAN, PILOT = "entitlements.guaranteed_loan_conditions", "entitlements.mortgage_pilots"
SUN = running(BusinessKind.PHOTOVOLTAIC)
ABLE_AND_EXITED: Final[dict[str, Any]] = {"exited": True, "labour_capacity": LabourCapacity.FULL}
FARM_ASSETS: Final = {
    SecurityKind.LAND_MANAGEMENT_RIGHT,
    SecurityKind.FARM_MACHINERY,
    SecurityKind.GREENHOUSE,
    SecurityKind.FARM_PRODUCTS,
    SecurityKind.FARM_INSURANCE_POLICY,
}

# -- work and posts -------------------------------------------------------------------------------------------

LONG_AGO: Final = date(2016, 1, 1)
NONE: Final[tuple[Any, ...]] = ()


def job(kind: Employment, **more: Any) -> tuple[Job, ...]:
    return (Job(since=LONG_AGO, kind=kind, **more),)


def left(stage: SchoolStage, *, completed: bool = True) -> tuple[Schooling, ...]:
    return (Schooling(stage=stage, since=LONG_AGO, until=date(2017, 6, 30), completed=completed),)


AWAY, IN_COUNTY = job(Employment.WORKING_AWAY), job(Employment.WORKING_IN_COUNTY)
FARMING, BUSINESS = job(Employment.FARMING), job(Employment.SELF_EMPLOYED)
FLEXIBLE: Final = job(Employment.WORKING_AWAY, flexible=True)
HIRED: Final = job(Employment.WORKING_IN_COUNTY, flexible=False)
NO_BUSINESS: Final[dict[str, Any]] = {"businesses": ()}
RETURNED: Final = (Job(since=LONG_AGO, until=date(2017, 12, 31), kind=Employment.WORKING_AWAY),)
RETURNED_TO_BUSINESS: Final = (*RETURNED, Job(since=date(2018, 1, 1), kind=Employment.SELF_EMPLOYED))
IS_ON: Final = (Spell(since=LONG_AGO),)
MONITORED: Final = {"exited": False, "monitored": IS_ON}
NEITHER: Final = {"exited": False, "monitored": NONE}
ABLE, UNABLE = {"labour_capacity": LabourCapacity.FULL}, {"labour_capacity": LabourCapacity.NONE}
NEW_OR_AWAY: Final = "entitlements.cooperation_group"
SUDDEN: Final = "entitlements.sudden_emergency"
SITES, IN_FOCUS = "entitlements.ecommerce_sites", "entitlements.priority_consolidation"
TALENT, LOCAL_TALENT = "entitlements.rural_talent", "entitlements.local_talent"
OTHERS, CHILDREN = "entitlements.other_founders", "entitlements.children_of_poor"
CONDITIONS, PLACES = "entitlements.post_conditions", "entitlements.forest_guard_places"

Rows = list[tuple[str, dict[str, Any], Any]]
IS_FLEXIBLE: Final[dict[str, Any]] = {"employment": FLEXIBLE, "employee_pension": IS_ON, "hard_to_employ": IS_ON}
# 第二章第五节专栏2-3, 专栏5: 灵活就业的进城务工人员参加企业职工基本养老保险,符合就业困难人员条件的
# and 落实失业保险参保职工技能提升补贴政策
OF_INSURANCE: Final[Rows] = [
    ("social_insurance_subsidy", IS_FLEXIBLE, True),
    ("social_insurance_subsidy", IS_FLEXIBLE | {"employment": AWAY}, {"employment"}),
    ("social_insurance_subsidy", IS_FLEXIBLE | {"employment": job(Employment.WORKING_AWAY, flexible=False)}, False),
    ("social_insurance_subsidy", IS_FLEXIBLE | {"employment": job(Employment.FARMING, flexible=True)}, False),
    ("social_insurance_subsidy", IS_FLEXIBLE | {"employee_pension": NONE}, False),
    ("social_insurance_subsidy", IS_FLEXIBLE | {"hard_to_employ": NONE}, False),
    ("social_insurance_subsidy", {"employment": FLEXIBLE}, {"employee_pension", "hard_to_employ"}),
    ("skill_subsidy", {"unemployment_insured": IS_ON}, True),
    ("skill_subsidy", {"unemployment_insured": NONE}, False),
    ("skill_subsidy", {}, {"unemployment_insured"}),
]
WORK_IN_HUNAN_2022: Final[Rows] = [
    *OF_INSURANCE,
    # 第二章第三节二: 对吸纳搬迁劳动力就业的各类企业、合作社、帮扶车间等给予以工代训补贴支持
    ("training_at_work", {"relocated": True, "employment": HIRED}, True),
    ("training_at_work", {"relocated": False, "employment": HIRED}, False),
    ("training_at_work", {"relocated": True, "employment": NONE}, False),
    ("training_at_work", {"relocated": True, "employment": FARMING}, False),
    ("training_at_work", {"relocated": True, "employment": FLEXIBLE}, False),
    ("training_at_work", {"relocated": True, "employment": IN_COUNTY}, {"employment"}),
    ("training_at_work", {"relocated": True}, {"employment"}),
    # the same: 向集中安置区周边聚集，优先安排搬迁人口就业
    ("hired_first_near_settlements", {"relocated": True}, True),
    ("hired_first_near_settlements", {"relocated": False}, False),
    ("hired_first_near_settlements", {}, {"relocated"}),
    # 第二章第四节一: 对面向脱贫人口、防止返贫监测对象开展有组织劳务输出的…给予就业创业服务补助
    ("service_subsidy", {"exited": True, "employment": AWAY}, True),
    ("service_subsidy", MONITORED | {"employment": AWAY}, True),
    ("service_subsidy", NEITHER | {"employment": AWAY}, False),
    ("service_subsidy", {"exited": True, "employment": IN_COUNTY}, False),
    ("service_subsidy", {"exited": True}, {"employment"}),
    # the same: 落实失业保险稳岗返还、培训补贴等政策，引导支持优先留用脱贫人口
    ("kept_on_first", {"exited": True, "employment": HIRED}, True),
    ("kept_on_first", {"exited": True, "employment": FARMING}, False),
    ("kept_on_first", {"exited": False, "employment": HIRED}, False),
    ("kept_on_first", {"employment": HIRED}, {"exited"}),
    # 第二章第四节二: 推广以工代赈，带动更多脱贫人口和防止返贫监测对象; 优先安排脱贫人口从事相关工作
    ("work_for_relief", {"exited": True}, True),
    ("work_for_relief", MONITORED, True),
    ("work_for_relief", NEITHER, False),
    ("work_for_relief", {"exited": False}, {"monitored"}),
    ("village_work_first", {"exited": True}, True),
    ("village_work_first", MONITORED, False),
    ("village_work_first", {}, {"exited"}),
    # 第二章第四节三: 引导农民工等人员返乡入乡创业、当地能人就地创业，落实创业补贴、创业培训
    ("startup_support", {"employment": RETURNED_TO_BUSINESS}, True),
    ("startup_support", {"employment": BUSINESS}, {LOCAL_TALENT}),
    ("startup_support", {"employment": FARMING} | NO_BUSINESS, False),
    ("startup_support", {"employment": RETURNED} | NO_BUSINESS, False),
    ("startup_support", {"employment": RETURNED, "businesses": SHOP}, True),
    ("startup_support", {}, {"employment", "businesses", LOCAL_TALENT}),
    # 第二章第四节二: 优先安置符合条件的脱贫人口特别是其中的弱劳力、半劳力
    ("public_post_first", {"exited": True}, {CONDITIONS}),
    ("public_post_first", {"exited": False}, False),
    ("public_post_first_of_all", {"exited": True, "labour_capacity": LabourCapacity.PARTIAL}, {CONDITIONS}),
    ("public_post_first_of_all", {"exited": True} | ABLE, False),
    ("public_post_first_of_all", {"exited": False, "labour_capacity": LabourCapacity.PARTIAL}, False),
]
# 一（四）: 支持农民工、大中专毕业生、退役军人、科技人员、乡土人才在脱贫地区创新创业
WORK_IN_OPINIONS_2022: Final[Rows] = [
    ("innovation_support", {"employment": RETURNED_TO_BUSINESS, "poor_area": True}, True),
    ("innovation_support", {"employment": (*AWAY, *BUSINESS), "poor_area": True}, True),
    ("innovation_support", {"employment": BUSINESS, "discharged_soldier": IS_ON, "poor_area": True}, True),
    (
        "innovation_support",
        {"employment": BUSINESS, "schoolings": left(SchoolStage.UNIVERSITY), "poor_area": True},
        True,
    ),
    (
        "innovation_support",
        {"employment": BUSINESS, "schoolings": left(SchoolStage.SECONDARY_VOCATIONAL), "poor_area": True},
        True,
    ),
    ("innovation_support", {"employment": RETURNED_TO_BUSINESS, "poor_area": False}, False),
    ("innovation_support", {"employment": RETURNED, "poor_area": True} | NO_BUSINESS, False),
    (
        "innovation_support",
        {"employment": BUSINESS, "discharged_soldier": NONE, "schoolings": NONE, "poor_area": True},
        {TALENT},
    ),
    ("innovation_support", {"employment": RETURNED_TO_BUSINESS}, {"poor_area"}),
    # somebody of 70 is asked of no school left lately
    (
        "innovation_support",
        {"birth_date": date(1952, 1, 1), "employment": NONE, "businesses": SHOP, "discharged_soldier": NONE}
        | {"poor_area": True},
        {TALENT},
    ),
    (
        "innovation_support",
        {"birth_date": date(1952, 1, 1), "employment": NONE, "businesses": WISHES, "poor_area": True},
        False,
    ),
]
WORK_IN_YIYANG_2022: Final[Rows] = [
    *OF_INSURANCE,
    # 第二章第三节二: 搬迁劳动力…落实好技能培训和以工代训补贴、吸纳就业补助、社会保险补贴、求职创业补贴、交通费补助
    ("relocated_subsidies", {"relocated": True} | ABLE, True),
    ("relocated_subsidies", {"relocated": True} | UNABLE, False),
    ("relocated_subsidies", {"relocated": False} | ABLE, False),
    ("relocated_subsidies", {"relocated": True}, {"labour_capacity"}),
    # who is below working age has no labour to speak of
    ("relocated_subsidies", {"relocated": True, "birth_date": date(2010, 1, 1)}, False),
    # the same: 为搬迁群众免费开展电商培训
    # 第二章第三节二: 指导示范县对具备条件的安置区予以支持,为搬迁群众免费开展电商培训
    ("ecommerce_training", {"relocated": True}, {SITES}),
    ("ecommerce_training", {"relocated": False}, False),
    ("ecommerce_training", {}, {"relocated", SITES}),
    # 第二章促进就业二: 兑现吸纳就业企业的补贴, of 脱贫人口、防止返贫监测对象
    ("absorption_subsidy", {"exited": True, "employment": HIRED}, True),
    ("absorption_subsidy", MONITORED | {"employment": HIRED}, True),
    ("absorption_subsidy", NEITHER | {"employment": HIRED}, False),
    ("absorption_subsidy", {"exited": True, "employment": BUSINESS}, False),
    ("absorption_subsidy", {"exited": True}, {"employment"}),
    # the same: 合理开发公益性扶贫岗位,优先解决通过市场难以实现的就业问题
    ("public_post_first", {"hard_to_employ": IS_ON}, True),
    ("public_post_first", {"hard_to_employ": NONE}, False),
    ("public_post_first", {}, {"hard_to_employ"}),
]
WORK_IN_GUIZHOU_2022: Final[Rows] = [
    # 第五章第三节: 对返乡农民工、就业困难人员等人员创业，按规定可申请创业场所租赁补贴等创业扶持政策
    ("startup_rent_subsidy", {"employment": RETURNED_TO_BUSINESS}, True),
    ("startup_rent_subsidy", {"employment": BUSINESS, "hard_to_employ": IS_ON}, True),
    ("startup_rent_subsidy", {"employment": BUSINESS, "hard_to_employ": NONE}, {OTHERS}),
    ("startup_rent_subsidy", {"employment": FARMING, "hard_to_employ": IS_ON} | NO_BUSINESS, False),
    ("startup_rent_subsidy", {"hard_to_employ": IS_ON}, {"employment", "businesses"}),
    # the same: 创业融资、创业奖补和用地保障…鼓励和引导农村劳动力创业就业
    ("startup_award", {"employment": BUSINESS} | ABLE, True),
    ("startup_award", {"employment": BUSINESS} | UNABLE, False),
    ("startup_award", {"employment": FARMING} | ABLE | NO_BUSINESS, False),
    ("startup_award", {"employment": BUSINESS}, {"labour_capacity"}),
    # 专栏6（1）: 以脱贫劳动力、易地搬迁劳动力、农村转移劳动力等为重点
    ("skills_training_first", {"exited": True} | ABLE, True),
    ("skills_training_first", {"exited": False, "relocated": True} | ABLE, True),
    ("skills_training_first", {"exited": False, "relocated": False, "employment": AWAY} | ABLE, True),
    (
        "skills_training_first",
        {"exited": False, "relocated": False, "employment": FARMING} | ABLE,
        {"entitlements.other_labour"},
    ),
    ("skills_training_first", {"exited": True} | UNABLE, False),
    ("skills_training_first", {"exited": True}, {"labour_capacity"}),
    # 第五章第五节: 对有劳动能力的脱贫人口有针对性开展订单、定岗、定向式培训
    ("targeted_training", {"exited": True} | ABLE, True),
    ("targeted_training", {"exited": True} | UNABLE, False),
    ("targeted_training", {"exited": False} | ABLE, False),
    ("targeted_training", ABLE, {"exited"}),
    # 第五章第三节: 优先吸纳脱贫人口、低收入人口到省内用工单位就业
    ("hired_first", {"exited": True}, True),
    ("hired_first", {"exited": False, "low_income": IS_ON}, True),
    ("hired_first", {"exited": False, "low_income": NONE}, False),
    ("hired_first", {"exited": False}, {"low_income"}),
    # the same: 采取以工代赈、以奖代补等方式，支持脱贫地区人口参与
    ("work_for_relief", {"poor_area": True}, True),
    ("work_for_relief", {"poor_area": False}, False),
    ("work_for_relief", {}, {"poor_area"}),
    # 第五章第六节: 在安置区因地制宜开发一批公益性岗位，吸纳搬迁劳动力就业
    ("site_post", {"relocated": True} | ABLE, True),
    ("site_post", {"relocated": True} | UNABLE, False),
    ("site_post", {"relocated": False} | ABLE, False),
    ("site_post", {"relocated": True}, {"labour_capacity"}),
]
REGISTERED: Final[dict[str, Any]] = {"registered_poor": POOR}
NOT_REGISTERED: Final[dict[str, Any]] = {"registered_poor": NONE}
IN_NO_GROUP: Final[dict[str, Any]] = NOT_REGISTERED | {
    "schoolings": NONE,
    "employment": FARMING,
    "willing_to_work": NONE,
    "discharged_soldier": NONE,
}
LEAVER: Final = {"schoolings": left(SchoolStage.JUNIOR_SECONDARY)}
GRADUATE: Final = REGISTERED | {"schoolings": left(SchoolStage.HIGHER_VOCATIONAL), "employment": NONE}
WORK_IN_HUNAN_2018: Final[Rows] = [
    # 专栏4（八）: 对贫困村有创业意向或已从事创业活动的人员进行创业能力培训
    ("startup_leader_training", {"in_poor_village": True, "businesses": WISHES}, True),
    ("startup_leader_training", {"in_poor_village": True, "employment": BUSINESS}, True),
    ("startup_leader_training", {"in_poor_village": False, "businesses": WISHES}, False),
    ("startup_leader_training", {"in_poor_village": True, "businesses": NONE, "employment": FARMING}, False),
    ("startup_leader_training", {"businesses": WISHES}, {"in_poor_village"}),
    # 三（一）: 贫困家庭劳动力转移就业培训
    ("transfer_training", REGISTERED | ABLE, True),
    ("transfer_training", REGISTERED | UNABLE, False),
    ("transfer_training", NOT_REGISTERED | ABLE, False),
    ("transfer_training", REGISTERED, {"labour_capacity"}),
    # 专栏8（一）: 贫困家庭子女、未升学初高中毕业生、农民工、失业人员和转岗职工、退役军人免费培训行动
    ("free_training", LEAVER, True),
    ("free_training", {"schoolings": left(SchoolStage.UPPER_SECONDARY)}, True),
    ("free_training", {"employment": IN_COUNTY}, True),
    ("free_training", {"employment": NONE, "willing_to_work": IS_ON}, True),
    ("free_training", {"discharged_soldier": IS_ON}, True),
    ("free_training", IN_NO_GROUP, False),
    ("free_training", IN_NO_GROUP | {"schoolings": left(SchoolStage.JUNIOR_SECONDARY, completed=False)}, False),
    (
        "free_training",
        IN_NO_GROUP
        | {"schoolings": (*LEAVER["schoolings"], Schooling(stage=SchoolStage.UPPER_SECONDARY, since=LONG_AGO))},
        False,
    ),
    ("free_training", IN_NO_GROUP | {"schoolings": left(SchoolStage.UNIVERSITY)}, False),
    ("free_training", IN_NO_GROUP | REGISTERED, {CHILDREN}),
    ("free_training", IN_NO_GROUP | {"discharged_soldier": None}, {"discharged_soldier"}),
    # 三（二）: 对贫困家庭离校未就业的高校毕业生提供就业扶持
    ("graduate_support", GRADUATE, True),
    ("graduate_support", GRADUATE | NOT_REGISTERED, False),
    ("graduate_support", GRADUATE | LEAVER, False),
    ("graduate_support", GRADUATE | {"employment": FARMING}, False),
    ("graduate_support", GRADUATE | {"employment": None}, {"employment"}),
    # the same: 建立劳务输出奖励和贫困人口就业交通费补助制度
    ("travel_subsidy", REGISTERED | {"employment": AWAY}, True),
    ("travel_subsidy", NOT_REGISTERED | {"employment": AWAY}, False),
    ("travel_subsidy", REGISTERED | {"employment": FARMING}, False),
    ("travel_subsidy", REGISTERED, {"employment"}),
    # the same: 财政资金支持的企业或园区，应优先安排贫困人口就业
    ("placed_first", REGISTERED, True),
    ("placed_first", NOT_REGISTERED, False),
    ("placed_first", {}, {"registered_poor"}),
    # the same: 对自主创业带动就业的贫困人口，优先纳入“双百资助工程”
    ("double_hundred", REGISTERED | {"employment": job(Employment.SELF_EMPLOYED, creates_jobs=True)}, True),
    ("double_hundred", REGISTERED | {"employment": job(Employment.SELF_EMPLOYED, creates_jobs=False)}, False),
    ("double_hundred", NOT_REGISTERED | {"employment": job(Employment.SELF_EMPLOYED, creates_jobs=True)}, False),
    ("double_hundred", REGISTERED | {"employment": BUSINESS}, {"employment"}),
    # 专栏9（一）: 将贫困家庭新增“两后生”和有意愿外出务工的贫困家庭劳动力作为重点对象
    ("labour_cooperation_first", REGISTERED | LEAVER, {NEW_OR_AWAY}),
    ("labour_cooperation_first", REGISTERED | ABLE | {"willing_to_work": IS_ON}, {NEW_OR_AWAY}),
    ("labour_cooperation_first", REGISTERED | ABLE | {"schoolings": NONE, "willing_to_work": NONE}, False),
    ("labour_cooperation_first", REGISTERED | UNABLE | {"schoolings": NONE, "willing_to_work": IS_ON}, False),
    ("labour_cooperation_first", NOT_REGISTERED | LEAVER, False),
    ("labour_cooperation_first", REGISTERED | ABLE | {"schoolings": NONE}, {"willing_to_work", NEW_OR_AWAY}),
    # 九（三）: 对吸纳农村贫困人口就业的企业，按规定享受职业培训补贴等就业支持政策
    ("employer_training_subsidy", REGISTERED | {"employment": HIRED}, True),
    ("employer_training_subsidy", REGISTERED | {"employment": BUSINESS}, False),
    ("employer_training_subsidy", NOT_REGISTERED | {"employment": HIRED}, False),
    ("employer_training_subsidy", REGISTERED, {"employment"}),
    # 四（三）: 开发卫生保洁、水暖、电力维修等公益岗位，安排就业困难的贫困人口就业; 优先聘用建档立卡搬迁人口
    ("site_post", REGISTERED | {"hard_to_employ": IS_ON}, True),
    ("site_post", REGISTERED | {"hard_to_employ": NONE}, False),
    ("site_post", NOT_REGISTERED | {"hard_to_employ": IS_ON}, False),
    ("site_post", REGISTERED, {"hard_to_employ"}),
    ("hired_first", REGISTERED | {"relocated": True}, True),
    ("hired_first", REGISTERED | {"relocated": False}, False),
    ("hired_first", NOT_REGISTERED | {"relocated": True}, False),
    ("hired_first", REGISTERED, {"relocated"}),
    # 专栏13（三）: 在40个国家扶贫开发工作重点县和片区县…安排贫困人口; 七（三）: 贫困户中有劳动能力的人员
    ("protected_area_post", REGISTERED | {"key_poverty_county": True}, True),
    ("protected_area_post", REGISTERED | {"key_poverty_county": False}, False),
    ("protected_area_post", NOT_REGISTERED | {"key_poverty_county": True}, False),
    ("protected_area_post", REGISTERED, {"key_poverty_county"}),
    # 七（三）: 支持在贫困县…让贫困户中有劳动能力的人员参加生态管护工作
    ("forest_care_post", REGISTERED | ABLE | {"poor_county": True}, True),
    ("forest_care_post", REGISTERED | ABLE | {"poor_county": False}, False),
    ("forest_care_post", REGISTERED | UNABLE | {"poor_county": True}, False),
    ("forest_care_post", REGISTERED | ABLE, {"poor_county"}),
    # 七（一）（二）: 使部分有劳动能力的贫困人口
    ("ecological_post", REGISTERED | ABLE, {"entitlements.ecological_staff"}),
    ("ecological_post", REGISTERED | UNABLE, False),
    ("ecological_post", NOT_REGISTERED | ABLE, False),
    ("ecological_post", REGISTERED, {"labour_capacity", "entitlements.ecological_staff"}),
    # 专栏4（四）: 在具备条件的地方，积极吸纳有劳动能力的贫困人口转为护林员
    ("forest_guard_hiring", REGISTERED | ABLE, {PLACES}),
    ("forest_guard_hiring", REGISTERED | UNABLE, False),
    ("forest_guard_hiring", NOT_REGISTERED | ABLE, False),
    # 专栏13（二）: 每人每年给予一定专项补助
    ("fishery_guard_subsidy", {"employment": job(Employment.PUBLIC_POST, post=PublicPost.FISHERY_GUARD)}, True),
    ("fishery_guard_subsidy", {"employment": job(Employment.PUBLIC_POST, post=PublicPost.FOREST_GUARD)}, False),
    ("fishery_guard_subsidy", {"employment": job(Employment.PUBLIC_POST)}, {"employment"}),
    ("fishery_guard_subsidy", {"employment": FARMING}, False),
    # 十（三）: 设立保洁员岗位并优先聘用贫困人口
    ("cleaner_first", REGISTERED, True),
    ("cleaner_first", NOT_REGISTERED, False),
    ("cleaner_first", {}, {"registered_poor"}),
]


def schools(*stages: SchoolStage | None, **said: Any) -> dict[str, Any]:
    """The schools attended one after another since 2012, of which the last goes on; None where school is over."""
    begun = [date(2012 + at, 9, 1) for at, _ in enumerate(stages)]
    return {
        "schoolings": [
            Schooling(stage=stage, since=since, until=until, completed=None if until is None else True, **said)
            for stage, since, until in zip(
                stages, begun, [*(day - timedelta(days=1) for day in begun[1:]), None], strict=True
            )
            if stage is not None
        ]
    }


def held(kind: PostKind, since: date, *, in_poor_area: bool | None = True) -> dict[str, Any]:
    return {"posts": [GrassrootsPost(kind=kind, since=since, in_poor_area=in_poor_area)]}


def aged(years: int, on: date = IN_2022) -> dict[str, Any]:
    return {"birth_date": on.replace(year=on.year - years)}


NOT_AT_SCHOOL: Final[dict[str, Any]] = {"schoolings": []}
PUPIL, JUNIOR = schools(SchoolStage.PRIMARY), schools(SchoolStage.JUNIOR_SECONDARY)
SENIOR, VOCATIONAL = schools(SchoolStage.UPPER_SECONDARY), schools(SchoolStage.SECONDARY_VOCATIONAL)
STUDENT, INFANT = schools(SchoolStage.UNIVERSITY), schools(SchoolStage.PRESCHOOL)
LEFT_JUNIOR = schools(SchoolStage.JUNIOR_SECONDARY, None)
LEFT_SENIOR = schools(SchoolStage.JUNIOR_SECONDARY, SchoolStage.UPPER_SECONDARY, None)
GRADUATED = schools(SchoolStage.UPPER_SECONDARY, SchoolStage.UNIVERSITY, None)
TEACHER = held(PostKind.RURAL_TEACHER, SINCE_2018[0].since)
NOT_ASSISTED: Final[dict[str, Any]] = {"minimum_living_allowance": (), "extreme_poverty": ()}
ALLOWED: Final[dict[str, Any]] = {"minimum_living_allowance": IS_ON}
NO_DIFFICULTY: Final[dict[str, Any]] = {**NOT_ASSISTED, "disability_kind": DisabilityKind.NONE, "monitored": ()}
OTHER_PUPILS, OTHER_FAMILIES, AID_CONDITIONS = (
    f"entitlements.{name}" for name in ("other_pupils", "other_difficulty", "aid_conditions")
)
# 第二章第二节一: 继续落实“两免一补”政策和低保、特困、残疾、防止返贫监测对象等义务教育阶段家庭经济困难学生资助政策
AIDED: Final[list[tuple[str, dict[str, Any], Any]]] = [
    (name, facts, expected)
    for name in ("two_exemptions_one_subsidy", "student_aid")
    for facts, expected in (
        (PUPIL | ALLOWED, True),
        (JUNIOR | {"extreme_poverty": IS_ON}, True),
        (PUPIL | {"disability_kind": DisabilityKind.LIMB}, True),
        (PUPIL | {"monitored": IS_ON}, True),
        (PUPIL | NO_DIFFICULTY, {OTHER_PUPILS}),
        (SENIOR | ALLOWED, False),
        (INFANT | ALLOWED, False),
        (NOT_AT_SCHOOL | ALLOWED, False),
        (ALLOWED | {"birth_date": None}, {"schoolings"}),
        # Who is of an age at which nobody is a pupil is not asked; a pupil of that age is one all the same.
        (ALLOWED | aged(40), False),
        (ALLOWED | aged(19), False),
        (ALLOWED | aged(18), {"schoolings"}),
        (ALLOWED | aged(4), False),
        (PUPIL | ALLOWED | aged(40), True),
    )
]
# 第二章第五节三, 对社会救助家庭中生活不能自理的老年人、未成年人、残疾人等提供必要的访视、照料等服务
ELDERLY_FROM_60: Final[dict[str, Any]] = {"elderly_age": 60, "oldest_minor_age": 17}
NEEDS_CARE: Final[dict[str, Any]] = ELDERLY_FROM_60 | {
    "self_care": SelfCare.NONE,
    "disability_kind": DisabilityKind.NONE,
}
OTHERS_CARED_FOR: Final = "entitlements.others_cared_for"
# The two stages of the nutrition plan: of rural schools alone, 农村义务教育学生
FED: Final[list[tuple[str, dict[str, Any], Any]]] = [
    ("nutrition_plan", schools(SchoolStage.PRIMARY, rural=True), True),
    ("nutrition_plan", schools(SchoolStage.PRIMARY, rural=False), False),
    ("nutrition_plan", schools(SchoolStage.UPPER_SECONDARY, rural=True), False),
    ("nutrition_plan", PUPIL, {"schoolings"}),
]
TRAINED: Final = "entitlements.trained_free"
CARED_FOR: Final[list[tuple[dict[str, Any], Any]]] = [
    (NEEDS_CARE | ALLOWED | aged(60), True),
    (NEEDS_CARE | ALLOWED | aged(17), True),
    (NEEDS_CARE | ALLOWED | aged(40), {OTHERS_CARED_FOR}),
    (NEEDS_CARE | ALLOWED | aged(40) | {"disability_kind": DisabilityKind.LIMB}, True),
    (NEEDS_CARE | ALLOWED | aged(60) | {"self_care": SelfCare.PARTIAL}, False),
    (NEEDS_CARE | NOT_ASSISTED | aged(60), False),
    (NEEDS_CARE | {"extreme_poverty": IS_ON} | aged(60), True),
]

MONITORED_SINCE: Final[dict[str, Any]] = {"monitored": (Spell(since=IN_2022),)}
NO_LONGER_MONITORED: Final[dict[str, Any]] = {"monitored": (Spell(since=IN_2018, until=IN_2022 - timedelta(days=1)),)}
# 第二章第一节三: 按照缺什么补什么的原则,根据防止返贫监测对象的风险类别、发展需求等…开展针对性的帮扶
MATCHED: Final[list[tuple[str, dict[str, Any], Any]]] = [
    ("measures_by_need", MONITORED_SINCE, True),
    ("measures_by_need", NO_LONGER_MONITORED, False),
    ("measures_by_need", {}, {"monitored"}),
]

HUNAN_2022: Final[list[tuple[str, dict[str, Any], Any]]] = [
    *AIDED,
    *FED,
    # 第三章第七节一: 继续落实非义务教育阶段国家助学金、中等职业教育免学费补助、助学贷款等政策措施, of no conditions
    *(("national_grants", facts, {AID_CONDITIONS}) for facts in (SENIOR, VOCATIONAL, STUDENT)),
    ("national_grants", PUPIL, False),
    ("vocational_tuition_waiver", VOCATIONAL, {AID_CONDITIONS}),
    ("vocational_tuition_waiver", SENIOR, False),
    ("student_loans", STUDENT, {AID_CONDITIONS}),
    ("student_loans", SENIOR, False),
    # the same: 完善学前教育资助制度
    ("preschool_aid", INFANT, {AID_CONDITIONS}),
    ("preschool_aid", PUPIL, False),
    ("preschool_aid", aged(8), False),
    # 第三章第七节二 goes on with 农村订单定向医学生免费培养计划优先向脱贫地区倾斜
    *(
        TRAINING := [
            ("doctor_training", SENIOR | {"poor_area": True}, {TRAINED}),
            ("doctor_training", LEFT_SENIOR | {"poor_area": True}, {TRAINED}),
            ("doctor_training", SENIOR | {"poor_area": False}, False),
            ("doctor_training", VOCATIONAL | {"poor_area": True}, False),
        ]
    ),
    # 第二章第五节四: 有条件的地方对困难残疾人、重度残疾人基本型辅助器具适配给予补贴
    ("assistive_devices", {"severely_disabled": IS_ON}, {"entitlements.where_possible"}),
    (
        "assistive_devices",
        {"severely_disabled": (), "disability_kind": DisabilityKind.LIMB, **ALLOWED},
        {"entitlements.where_possible"},
    ),
    (
        "assistive_devices",
        {"severely_disabled": (), "disability_kind": DisabilityKind.LIMB, **NOT_ASSISTED},
        {OTHER_FAMILIES, "entitlements.where_possible"},
    ),
    ("assistive_devices", {"severely_disabled": (), "disability_kind": DisabilityKind.NONE, **ALLOWED}, False),
    # the same: 完善残疾儿童康复救助制度, up to an age that it does not say
    (
        "child_rehabilitation",
        {"disability_kind": DisabilityKind.LIMB, **aged(17)},
        {"entitlements.ages_in_rehabilitation"},
    ),
    ("child_rehabilitation", {"disability_kind": DisabilityKind.LIMB, **aged(18)}, False),
    ("child_rehabilitation", {"disability_kind": DisabilityKind.NONE, **aged(5)}, False),
    # the same: 为特殊困难精神残疾人提供康复、照护等基本服务
    ("mental_rehabilitation", {"disability_kind": DisabilityKind.MENTAL, "special_difficulty": IS_ON}, True),
    ("mental_rehabilitation", {"disability_kind": DisabilityKind.MENTAL, "special_difficulty": ()}, False),
    ("mental_rehabilitation", {"disability_kind": DisabilityKind.LIMB, "special_difficulty": IS_ON}, False),
    *(("care_visits", facts, expected) for facts, expected in CARED_FOR),
    # 第二章第五节三: 健全落实老年人基本福利补贴政策, from an age that it does not say
    ("elderly_welfare", ELDERLY_FROM_60 | aged(60), {"entitlements.ages_of_welfare"}),
    ("elderly_welfare", ELDERLY_FROM_60 | aged(59), False),
    # 第二章第二节二 goes on with 脱贫人口家庭医生签约服务
    ("contract_service", {"exited": True}, True),
    ("contract_service", {"exited": False}, False),
    ("contract_service", {}, {"exited"}),
    # the same: 重点做好高血压、糖尿病、结核病、严重精神障碍四种主要慢性病患者的规范管理和健康服务
    ("chronic_disease_management", {"exited": True, "diagnoses": HYPERTENSION}, True),
    ("chronic_disease_management", {"exited": True, "diagnoses": DIABETES}, True),
    ("chronic_disease_management", {"exited": True, "diagnoses": ill_with(Disease.TUBERCULOSIS)}, True),
    ("chronic_disease_management", {"exited": True, "diagnoses": ill_with(Disease.SEVERE_MENTAL_DISORDER)}, True),
    ("chronic_disease_management", {"exited": True, "diagnoses": CATARACT}, False),
    ("chronic_disease_management", {"exited": True, "diagnoses": ()}, False),
    ("chronic_disease_management", {"exited": False}, False),
    ("chronic_disease_management", {"exited": True}, {"diagnoses"}),
    ("chronic_disease_management", {}, {"exited", "diagnoses"}),
    # 第二章第一节三: 使用行业政策、财政衔接推进乡村振兴补助资金等,对所有监测对象开展精准帮扶
    *MATCHED,
    *(
        FUNDED := [
            ("funded_help", {"monitored": (Spell(since=IN_2022),)}, True),
            ("funded_help", {"monitored": (Spell(since=IN_2018, until=IN_2022 - timedelta(days=1)),)}, False),
            ("funded_help", {}, {"monitored"}),
        ]
    ),
    *RELOCATED,
    # 第五章第二节: 继续实施创业担保贷款政策…满足脱贫人口、小微企业等主体创新创业资金需求; whom else it does not say
    ("startup_guaranteed_loan", {"exited": True, "businesses": FARM}, {LOAN}),
    ("startup_guaranteed_loan", {"exited": True, "businesses": (), "employment": ()}, False),
    ("startup_guaranteed_loan", {"exited": True, "businesses": (), "employment": BUSINESS}, {LOAN}),
    ("startup_guaranteed_loan", {"exited": True, "businesses": WISHES}, {LOAN}),
    ("startup_guaranteed_loan", {"exited": False, "businesses": FARM}, {"entitlements.borrowers_beside_exited", LOAN}),
    ("startup_guaranteed_loan", {"exited": True}, {"businesses", "employment", LOAN}),
    # the same: 支持金融机构将土地经营权、大型农机具、设施大棚、生猪活体等农产品以及农业保单纳入抵质押品范围
    *(
        ("farm_assets_as_security", {"loans_wanted": wanted(security)}, security in FARM_ASSETS)
        for security in SecurityKind
    ),
    ("farm_assets_as_security", {"loans_wanted": wanted(SecurityKind.GREENHOUSE, until=PAST)}, False),
    ("farm_assets_as_security", {"loans_wanted": ()}, False),
    ("farm_assets_as_security", {"loans_wanted": wanted(None)}, {"loans_wanted"}),
    ("farm_assets_as_security", {}, {"loans_wanted"}),
    # the same: 研究推广农村承包土地的经营权抵押贷款业务，积极稳妥推进宅基地…使用权等抵押贷款试点, not where
    ("mortgage_of_rights", {"loans_wanted": wanted(SecurityKind.HOMESTEAD)}, {PILOT}),
    ("mortgage_of_rights", {"loans_wanted": wanted(SecurityKind.LAND_MANAGEMENT_RIGHT)}, True),
    ("mortgage_of_rights", {"loans_wanted": wanted(SecurityKind.HOUSE)}, False),
    ("mortgage_of_rights", {}, {"loans_wanted", PILOT}),
]
YIYANG_2022: Final[list[tuple[str, dict[str, Any], Any]]] = [
    # 第二章第二节二: the same four diseases, of no class of people, 结合脱贫地区实际: elsewhere it does not say
    ("chronic_disease_management", {"exited": False, "diagnoses": HYPERTENSION, "poor_area": True}, True),
    ("chronic_disease_management", {"exited": False, "diagnoses": HYPERTENSION, "poor_area": False}, {ELSEWHERE}),
    ("chronic_disease_management", {"exited": False, "diagnoses": HYPERTENSION}, {"poor_area", ELSEWHERE}),
    ("chronic_disease_management", {"diagnoses": CATARACT}, False),
    ("chronic_disease_management", {"exited": True, "poor_area": True}, {"diagnoses"}),
    # 第二章第一节三, in the words of Hunan's
    *FUNDED,
    *MATCHED,
    *AIDED,
    # 第三章: 以未能继续升学的初中、高中毕业生为重点, 逐步实现免费中等职业教育
    ("free_vocational_education", LEFT_JUNIOR, {"entitlements.free_since"}),
    ("free_vocational_education", LEFT_SENIOR, {"entitlements.free_since"}),
    ("free_vocational_education", VOCATIONAL, False),
    ("free_vocational_education", schools(SchoolStage.JUNIOR_SECONDARY, SchoolStage.UPPER_SECONDARY), False),
    ("free_vocational_education", GRADUATED, False),
    # the same: 落实好集中连片特困地区乡村教师生活补助政策
    ("teacher_allowance", TEACHER | {"contiguous_poor_area": True}, True),
    ("teacher_allowance", TEACHER | {"contiguous_poor_area": False}, False),
    ("teacher_allowance", {"posts": [], "contiguous_poor_area": True}, False),
    ("teacher_allowance", aged(12) | {"contiguous_poor_area": True}, False),
    # 第二章低收入人口二: the words of Hunan's, and 探索
    *(
        ("care_visits", facts, {"entitlements.care_tried"} | (expected if isinstance(expected, set) else set()))
        for facts, expected in CARED_FOR
        if expected is not False
    ),
    ("care_visits", NEEDS_CARE | NOT_ASSISTED | aged(60), False),
    # the same: 加大对孤儿、事实无人抚养儿童、困境儿童等对象保障力度和留守儿童关爱保护力度
    ("child_guarantee", {"orphan": IS_ON}, True),
    ("child_guarantee", {"de_facto_unattended_child": IS_ON}, True),
    ("child_guarantee", {"child_in_difficulty": IS_ON}, True),
    (
        "child_guarantee",
        {"orphan": (), "de_facto_unattended_child": (), "child_in_difficulty": (), **aged(12)},
        {"entitlements.other_children"},
    ),
    ("child_guarantee", aged(18), False),
    ("left_behind_care", {"left_behind": IS_ON}, True),
    ("left_behind_care", {"left_behind": ()}, False),
    ("left_behind_care", aged(18), False),
    ("left_behind_care", aged(17), {"left_behind"}),
    # 第二章促进就业二: 对符合条件的脱贫劳动力优先发放创业担保贷款, on conditions that it does not state
    ("startup_guaranteed_loan", {"exited": True, "labour_capacity": LabourCapacity.FULL}, {LOAN}),
    ("startup_guaranteed_loan", {"exited": True, "labour_capacity": LabourCapacity.NONE}, False),
    ("startup_guaranteed_loan", {"exited": False, "labour_capacity": LabourCapacity.FULL}, False),
    ("startup_guaranteed_loan", {"exited": True}, {"labour_capacity", LOAN}),
    # the same: 对创业成功的脱贫劳动力,按政策落实创业补贴,并提供后续跟踪服务
    ("startup_subsidy", ABLE_AND_EXITED | {"businesses": SHOP}, {"entitlements.startup_succeeded"}),
    ("startup_subsidy", ABLE_AND_EXITED | {"businesses": (), "employment": ()}, False),
    ("startup_subsidy", {"exited": False, "businesses": SHOP}, False),
    # the same: 对创业实体开设在创业孵化基地的脱贫劳动力,减免租赁费、水电费、网络费等软硬件支出
    *(
        ("incubator_relief", ABLE_AND_EXITED | changed, expected)
        for changed, expected in (
            ({"businesses": running(BusinessKind.OTHER, in_incubator=True)}, True),
            ({"businesses": running(BusinessKind.OTHER, in_incubator=False)}, False),
            ({"businesses": WISHES}, False),
            ({"businesses": running(BusinessKind.OTHER, in_incubator=True), "exited": False}, False),
            (
                {"businesses": running(BusinessKind.OTHER, in_incubator=True), "labour_capacity": LabourCapacity.NONE},
                False,
            ),
            ({"businesses": running(BusinessKind.OTHER)}, {"businesses"}),
            ({}, {"businesses"}),
        )
    ),
    # 第六章第二节二: 设立防返贫保险和特色产业保险,防止因天灾人祸导致部分群众返贫致贫
    ("return_insurance", {"insurances": AGAINST_POVERTY}, True),
    ("return_insurance", {"insurances": insured(InsuranceKind.FEATURED_PRODUCTS)}, True),
    ("return_insurance", {"insurances": insured(InsuranceKind.OTHER)}, False),
    ("return_insurance", {"insurances": insured(InsuranceKind.AGAINST_POVERTY, until=PAST)}, False),
    ("return_insurance", {}, {"insurances"}),
    # 第三章第一节三: 对有劳动能力的脱贫人口,通过订单生产、保底收购、生产奖补等形式发展产业脱贫
    ("production_support", {"exited": True, "labour_capacity": LabourCapacity.FULL}, True),
    ("production_support", {"exited": True, "labour_capacity": LabourCapacity.PARTIAL}, True),
    ("production_support", {"exited": True, "labour_capacity": LabourCapacity.NONE}, False),
    ("production_support", {"exited": False, "labour_capacity": LabourCapacity.FULL}, False),
    ("production_support", {"exited": True}, {"labour_capacity"}),
    # the same: 对劳动力或发展条件不够的,采取资产托管、股份合作等方式; what is enough it does not say
    ("asset_trusteeship", {"exited": True, "labour_capacity": LabourCapacity.NONE}, True),
    ("asset_trusteeship", {"exited": False, "labour_capacity": LabourCapacity.NONE}, False),
    (
        "asset_trusteeship",
        {"exited": True, "labour_capacity": LabourCapacity.FULL},
        {"entitlements.short_of_conditions"},
    ),
    ("asset_trusteeship", {"exited": True}, {"labour_capacity", "entitlements.short_of_conditions"}),
]
GUIZHOU_2022: Final[list[tuple[str, dict[str, Any], Any]]] = [
    # 第四章第二节: 精准分析返贫致贫原因，采取有针对性的帮扶措施
    ("measures_by_cause", MONITORED_SINCE, True),
    ("measures_by_cause", NO_LONGER_MONITORED, False),
    ("measures_by_cause", {}, {"monitored"}),
    # 第五章第八节: 继续做好大病专项救治, of diseases that it does not list
    ("special_treatment", {"exited": True, "diagnoses": ()}, False),
    ("special_treatment", {"exited": True, "diagnoses": BREAST_CANCER}, {TREATED}),
    ("special_treatment", {"exited": False, "diagnoses": BREAST_CANCER}, {WHOM, TREATED}),
    ("special_treatment", {"exited": True}, {"diagnoses", TREATED}),
    # the same: 优化高血压等主要慢病签约服务, which names one disease
    ("contract_service", {"exited": True, "diagnoses": HYPERTENSION}, True),
    ("contract_service", {"exited": True, "diagnoses": DIABETES}, {CONTRACTED}),
    ("contract_service", {"exited": True, "diagnoses": ()}, False),
    ("contract_service", {"exited": False, "diagnoses": HYPERTENSION}, {WHOM}),
    ("contract_service", {"diagnoses": HYPERTENSION}, {"exited", WHOM}),
    # the same: 抓好县域内先诊疗后付费政策; 第一章第一节 says that it was for poor households
    ("treatment_before_payment", {"exited": True}, True),
    ("treatment_before_payment", {"exited": False}, {WHOM}),
    *RELOCATED,
    # 第五章第八节: 落实家庭经济困难学生资助政策，实现精准资助、应助尽助; who is hard up it does not say
    ("student_aid", STUDENT | ALLOWED, True),
    ("student_aid", PUPIL | {"extreme_poverty": IS_ON}, True),
    ("student_aid", PUPIL | NOT_ASSISTED, {OTHER_FAMILIES}),
    ("student_aid", NOT_AT_SCHOOL | ALLOWED, False),
    *FED,
    # 第六章第四节: 推荐协作地区脱贫户家庭学生到广东的职业院校（含技工学校）就读
    ("schooling_in_guangdong", JUNIOR | {"exited": True, "cooperation_area": True}, True),
    ("schooling_in_guangdong", JUNIOR | {"exited": False, "cooperation_area": True}, False),
    ("schooling_in_guangdong", JUNIOR | {"exited": True, "cooperation_area": False}, False),
    ("schooling_in_guangdong", NOT_AT_SCHOOL | {"exited": True, "cooperation_area": True}, False),
    # 第七章第五节 goes on with 重点高校面向农村原贫困地区定向招生专项计划
    ("directed_enrolment", SENIOR | {"poor_area": True}, True),
    ("directed_enrolment", LEFT_SENIOR | {"poor_area": True}, True),
    ("directed_enrolment", SENIOR | {"poor_area": False}, False),
    ("directed_enrolment", STUDENT | {"poor_area": True}, False),
    # the same: 乡村教师生活补助政策
    ("teacher_allowance", TEACHER, True),
    ("teacher_allowance", held(PostKind.OTHER, SINCE_2018[0].since), False),
    ("teacher_allowance", {}, {"posts"}),
    *TRAINING,
    # 第四章第五节: 探索……对农村低收入人口中生活不能自理的老年人、未成年人、残疾人等提供必要的访视、照料服务
    ("care_visits", NEEDS_CARE | {"low_income": IS_ON} | aged(60), {"entitlements.care_tried"}),
    ("care_visits", NEEDS_CARE | {"low_income": ()} | aged(60), False),
    # the same: 加强对孤儿兜底保障工作，强化事实无人抚养儿童服务保障
    ("child_guarantee", {"orphan": IS_ON}, True),
    ("child_guarantee", {"orphan": (), "de_facto_unattended_child": IS_ON}, True),
    ("child_guarantee", {"orphan": (), "de_facto_unattended_child": ()}, False),
    # 第四章第二节: 针对重点巩固人口…组织农户购买防贫保险产品, in the section on the monitored
    ("poverty_insurance", {"monitored": IS_ON}, True),
    # 前言: 以脱贫不稳定人口、边缘易致贫户、突发严重困难户、农村特殊困难群体…等为重点巩固拓展对象
    ("poverty_insurance", {"monitored": (), "special_difficulty": IS_ON}, True),
    ("poverty_insurance", {"monitored": (), "special_difficulty": ()}, {IN_FOCUS}),
    ("poverty_insurance", {"special_difficulty": ()}, {"monitored", IN_FOCUS}),
    # the same: 遇人力不可抗拒情况,获得一定的赔付资金, by who holds the insurance
    ("poverty_insurance_compensation", {"monitored": IS_ON, "insurances": AGAINST_POVERTY}, True),
    ("poverty_insurance_compensation", {"monitored": IS_ON, "insurances": ()}, False),
    (
        "poverty_insurance_compensation",
        {"monitored": IS_ON, "insurances": insured(InsuranceKind.FEATURED_PRODUCTS)},
        False,
    ),
    (
        "poverty_insurance_compensation",
        {"monitored": (), "special_difficulty": (), "insurances": AGAINST_POVERTY},
        {IN_FOCUS},
    ),
    ("poverty_insurance_compensation", {"monitored": IS_ON}, {"insurances"}),
    # 第七章第三节: 将防返贫保险纳入政府防返贫帮扶机制，提高…人口风险保障水平, of the three classes
    ("return_insurance", {"monitored": IS_ON}, True),
    ("return_insurance", {"monitored": ()}, False),
    ("return_insurance", {}, {"monitored"}),
    # the same: 对有较大贷款资金需求、符合贷款条件的对象，鼓励其申请创业担保贷款; how large it does not say
    ("larger_guaranteed_loan", {"loans_wanted": wanted(None)}, {"entitlements.larger_loan", LOAN}),
    ("larger_guaranteed_loan", {"loans_wanted": ()}, False),
    ("larger_guaranteed_loan", {"loans_wanted": wanted(None, until=PAST)}, False),
    ("larger_guaranteed_loan", {}, {"loans_wanted", "entitlements.larger_loan", LOAN}),
    # 第七章第二节 has 易地扶贫搬迁税收优惠政策 go on as the state rules it
    ("relocation_tax_relief", {"relocated": True}, True),
    ("relocation_tax_relief", {"relocated": False}, False),
    ("relocation_tax_relief", {}, {"relocated"}),
]
HUNAN_2018: Final[list[tuple[str, dict[str, Any], Any]]] = [
    # 十一（二）: 对每个贫困对象，严格落实帮扶责任人和帮扶计划，按照“七个一批”办法
    ("helper_and_plan", REGISTERED, True),
    ("helper_and_plan", NOT_REGISTERED, False),
    ("helper_and_plan", {}, {"registered_poor"}),
    # 四（三）: 将安置点建设的商铺、厂房、停车场等营利性物业产权量化到搬迁户
    ("shares_in_site_property", {"relocated": True}, True),
    ("shares_in_site_property", {"relocated": False}, False),
    ("shares_in_site_property", {}, {"relocated"}),
    # 专栏12（二）: 对农村贫困家庭中患有……九种大病的患者进行集中救治
    *(
        ("special_treatment", {"registered_poor": POOR, "diagnoses": ill_with(disease)}, disease in MAJOR)
        for disease in Disease
    ),
    ("special_treatment", {"registered_poor": (), "diagnoses": ill_with(Disease.COLON_CANCER)}, False),
    ("special_treatment", {"diagnoses": ill_with(Disease.COLON_CANCER)}, {"registered_poor"}),
    ("special_treatment", {"registered_poor": POOR}, {"diagnoses"}),
    # 十一（三）: 对退出的贫困户，在规定的期限内继续享受扶贫相关政策
    ("special_treatment", {"registered_poor": EXITED_IN_2017, "diagnoses": ill_with(Disease.COLON_CANCER)}, {KEPT}),
    ("special_treatment", {"registered_poor": EXITED_IN_2017, "diagnoses": ()}, False),
    # 六（二）: 对患重大疾病、慢性病患者实行分类救治
    ("classified_treatment", {"registered_poor": POOR, "diagnoses": ill_with(Disease.GASTRIC_CANCER)}, True),
    ("classified_treatment", {"registered_poor": POOR, "diagnoses": DIABETES}, True),
    ("classified_treatment", {"registered_poor": POOR, "gravely_ill": True}, True),
    ("classified_treatment", {"registered_poor": POOR, "gravely_ill": False, "diagnoses": ()}, False),
    ("classified_treatment", {"registered_poor": POOR, "gravely_ill": False, "diagnoses": CATARACT}, {SERIOUS}),
    ("classified_treatment", {"registered_poor": POOR, "diagnoses": ()}, {"gravely_ill"}),
    # 专栏12（二）: 为农村贫困白内障患者提供免费救治
    ("cataract_treatment", {"registered_poor": POOR, "diagnoses": CATARACT}, True),
    ("cataract_treatment", {"registered_poor": POOR, "diagnoses": HYPERTENSION}, False),
    ("cataract_treatment", {"registered_poor": (), "diagnoses": CATARACT}, False),
    # 六（二）: 优先为建档立卡贫困人口建立健康档案
    ("health_record", {"registered_poor": POOR}, True),
    ("health_record", {"registered_poor": ()}, False),
    ("health_record", {"exited": False}, {"registered_poor"}),
    # 六（三）: 对建档立卡贫困人口食用合格碘盐给予政府补贴
    ("iodised_salt", {"registered_poor": POOR}, True),
    ("iodised_salt", {"registered_poor": EXITED_IN_2017}, {KEPT}),
    # 六（二）: 加大农村贫困残疾人医疗救助力度; 为有需要的贫困残疾人提供基本康复服务
    *(
        case
        for name in ("disabled_medical_assistance", "basic_rehabilitation")
        for case in (
            (name, {"registered_poor": POOR, "disability_kind": DisabilityKind.LIMB}, True),
            (name, {"registered_poor": POOR, "disability_kind": DisabilityKind.NONE}, False),
            (name, {"registered_poor": (), "disability_kind": DisabilityKind.LIMB}, False),
            (name, {"registered_poor": POOR}, {"disability_kind"}),
        )
    ),
    # 六（三）: 加大对贫困患者的救助力度
    ("two_cancer_relief", {"registered_poor": POOR, "diagnoses": BREAST_CANCER}, True),
    ("two_cancer_relief", {"registered_poor": POOR, "diagnoses": ill_with(Disease.CERVICAL_CANCER)}, True),
    ("two_cancer_relief", {"registered_poor": POOR, "diagnoses": ill_with(Disease.GASTRIC_CANCER)}, False),
    # 专栏12（一）: 将符合条件的残疾人医疗康复项目按规定纳入基本医疗保险支付范围
    # Insurance pays for who is enrolled.
    ("rehabilitation_coverage", {"disability_kind": DisabilityKind.VISUAL, "insured": True}, True),
    ("rehabilitation_coverage", {"disability_kind": DisabilityKind.VISUAL, "insured": False}, False),
    ("rehabilitation_coverage", {"disability_kind": DisabilityKind.VISUAL}, {"insured"}),
    ("rehabilitation_coverage", {"disability_kind": DisabilityKind.NONE}, False),
    ("rehabilitation_coverage", {}, {"disability_kind", "insured"}),
    # 六（三）: 在贫困地区全面实施农村妇女“两癌”免费筛查项目, at ages that it does not say
    ("two_cancer_screening", {"sex": Sex.FEMALE, "poor_area": True}, {AGES}),
    ("two_cancer_screening", {"sex": Sex.MALE}, False),
    ("two_cancer_screening", {"poor_area": False}, False),
    ("two_cancer_screening", {"poor_area": True}, {"sex", AGES}),
    ("two_cancer_screening", {"sex": Sex.FEMALE}, {"poor_area", AGES}),
    # 三（一）: 落实中等职业教育免学杂费政策
    ("vocational_fee_waiver", VOCATIONAL | {"registered_poor": POOR}, True),
    ("vocational_fee_waiver", VOCATIONAL | {"registered_poor": EXITED_IN_2017}, {KEPT}),
    ("vocational_fee_waiver", SENIOR | {"registered_poor": POOR}, False),
    ("vocational_fee_waiver", VOCATIONAL | {"registered_poor": ()}, False),
    # 五（一）: 优先保障贫困家庭适龄儿童接受学前教育, of ages that it does not say; school begins at seven at the latest
    (
        "kindergarten_priority",
        {"registered_poor": POOR, "birth_date": date(2010, 9, 1)},
        {"entitlements.kindergarten_ages"},
    ),
    ("kindergarten_priority", {"registered_poor": POOR, "birth_date": date(2010, 8, 31)}, False),
    ("kindergarten_priority", {"registered_poor": (), "birth_date": date(2013, 1, 1)}, False),
    # 五（二）: 对家庭经济困难幼儿入园给予适当补助
    ("kindergarten_subsidy", INFANT | {"registered_poor": POOR}, True),
    ("kindergarten_subsidy", INFANT | ALLOWED, True),
    ("kindergarten_subsidy", INFANT | NOT_ASSISTED | {"registered_poor": ()}, {OTHER_FAMILIES}),
    ("kindergarten_subsidy", PUPIL | {"registered_poor": POOR}, False),
    # the same: 将建档立卡义务教育家庭经济困难寄宿学生优先纳入寄宿生生活费补助范围
    ("boarding_subsidy", schools(SchoolStage.PRIMARY, boarding=True) | {"registered_poor": POOR}, True),
    ("boarding_subsidy", schools(SchoolStage.PRIMARY, boarding=False) | {"registered_poor": POOR}, False),
    ("boarding_subsidy", schools(SchoolStage.UPPER_SECONDARY, boarding=True) | {"registered_poor": POOR}, False),
    ("boarding_subsidy", PUPIL | {"registered_poor": POOR}, {"schoolings"}),
    # the same: 对建档立卡贫困家庭学生以及非建档立卡的家庭经济困难残疾学生、农村低保家庭学生、农村特困救助供养学生
    ("senior_fee_waiver", SENIOR | {"registered_poor": POOR}, True),
    ("senior_fee_waiver", SENIOR | ALLOWED, True),
    ("senior_fee_waiver", SENIOR | {"extreme_poverty": IS_ON}, True),
    *(
        ("senior_fee_waiver", SENIOR | NOT_ASSISTED | {"registered_poor": (), "disability_kind": kind}, expected)
        for kind, expected in ((DisabilityKind.LIMB, {OTHER_FAMILIES}), (DisabilityKind.NONE, False))
    ),
    ("senior_fee_waiver", VOCATIONAL | {"registered_poor": POOR}, False),
    # the same: 多元化高校学生资助体系，对建档立卡贫困家庭学生优先予以资助
    ("university_aid", STUDENT | {"registered_poor": POOR}, True),
    ("university_aid", schools(SchoolStage.HIGHER_VOCATIONAL) | {"registered_poor": POOR}, True),
    ("university_aid", SENIOR | {"registered_poor": POOR}, False),
    ("university_aid", STUDENT | {"registered_poor": ()}, False),
    # 五（三）: 针对建档立卡贫困家庭子女单列招生计划; 支持建档立卡贫困家庭初中毕业生到省外接受中职教育
    *(
        (name, facts | {"registered_poor": POOR}, expected)
        for name, facts, expected in (
            ("places_at_vocational_schools", JUNIOR, True),
            ("places_at_vocational_schools", LEFT_JUNIOR, True),
            ("places_at_vocational_schools", PUPIL, False),
            ("vocational_school_elsewhere", LEFT_JUNIOR, True),
            ("vocational_school_elsewhere", VOCATIONAL, True),
            ("vocational_school_elsewhere", JUNIOR, False),
            # 五（四）: 加快推进高等职业院校分类考试招生，同等条件下优先录取建档立卡贫困家庭学生
            ("admission_when_equal", SENIOR, True),
            ("admission_when_equal", VOCATIONAL, True),
            ("admission_when_equal", LEFT_SENIOR, True),
            ("admission_when_equal", LEFT_JUNIOR, False),
        )
    ),
    # the same: 对自愿到贫困地区基层单位就业、服务3年以上的高校毕业生，按相关政策给予一定额度的学费补偿
    ("tuition_compensation", GRADUATED | held(PostKind.OTHER, date(2015, 6, 2)), True),
    ("tuition_compensation", GRADUATED | held(PostKind.OTHER, date(2015, 6, 3)), False),
    ("tuition_compensation", GRADUATED | held(PostKind.OTHER, date(2015, 6, 2), in_poor_area=False), False),
    ("tuition_compensation", GRADUATED | held(PostKind.OTHER, date(2015, 6, 2), in_poor_area=None), {"posts"}),
    ("tuition_compensation", LEFT_SENIOR | held(PostKind.OTHER, date(2015, 6, 2)), False),
    # 五（一）: 为在贫困地区乡村学校从教20年以上的教师颁发荣誉证书
    ("long_service_certificate", held(PostKind.RURAL_TEACHER, date(1998, 6, 2)), True),
    ("long_service_certificate", held(PostKind.RURAL_TEACHER, date(1998, 6, 3)), False),
    ("long_service_certificate", held(PostKind.RURAL_HEALTH_WORKER, date(1998, 6, 2)), False),
    (
        "long_service_certificate",
        {
            "posts": [
                GrassrootsPost(kind=PostKind.RURAL_TEACHER, since=since, until=until, in_poor_area=True)
                for since, until in ((date(1990, 9, 1), date(2000, 8, 31)), (date(2005, 9, 1), date(2015, 8, 31)))
            ]
        },
        True,
    ),
    # the same: 继续落实武陵山片区农村教师人才津贴; 九（五）: 将武陵山片区农村基层教育卫生人才政策覆盖到所有贫困县
    ("talent_allowance", TEACHER | {"wuling_area": True}, True),
    ("talent_allowance", TEACHER | {"wuling_area": False}, False),
    ("talent_policy", TEACHER | {"poor_county": True}, True),
    ("talent_policy", held(PostKind.RURAL_HEALTH_WORKER, SINCE_2018[0].since) | {"poor_county": True}, True),
    ("talent_policy", held(PostKind.OTHER, SINCE_2018[0].since) | {"poor_county": True}, False),
    ("talent_policy", TEACHER | {"poor_county": False}, False),
    # 六（一）: 推进农村订单定向免费医学生培养……实行本土化免费培养乡村医生
    *TRAINING,
    # 六（三）: 实施0—6岁贫困残疾儿童康复救助项目，提供基本辅助器具
    *(
        ("child_rehabilitation", {"registered_poor": POOR, "disability_kind": kind, "birth_date": born}, expected)
        for kind, born, expected in (
            (DisabilityKind.LIMB, date(2011, 6, 2), True),
            (DisabilityKind.LIMB, date(2011, 6, 1), False),
            (DisabilityKind.NONE, date(2015, 6, 1), False),
        )
    ),
    # 八（一）: 加大对农村孤儿和事实无人抚养儿童的保障力度
    ("child_guarantee", {"orphan": IS_ON}, True),
    ("child_guarantee", {"orphan": (), "de_facto_unattended_child": ()}, False),
    # 九（四）: 优先扶持家境困难的军烈属、退役军人等群体
    ("help_by_the_military", {"military_family": True, "registered_poor": POOR}, True),
    ("help_by_the_military", {"discharged_soldier": IS_ON, **ALLOWED}, True),
    ("help_by_the_military", {"military_family": True, "registered_poor": (), **NOT_ASSISTED}, {OTHER_FAMILIES}),
    ("help_by_the_military", {"military_family": False, "discharged_soldier": (), "registered_poor": POOR}, False),
    # 八（一）: 对无法通过产业扶持和就业实现脱贫的家庭实行政策性兜底保障
    ("policy_guarantee", {"registered_poor": POOR, "industry_or_work_suffices": False}, True),
    ("policy_guarantee", {"registered_poor": POOR, "industry_or_work_suffices": True}, False),
    ("policy_guarantee", {"registered_poor": (), "industry_or_work_suffices": False}, False),
    ("policy_guarantee", {"registered_poor": POOR}, {"industry_or_work_suffices"}),
    # 专栏14（二）: 将符合农村低保条件的建档立卡贫困家庭纳入低保, 将符合扶贫条件的农村低保家庭纳入建档立卡
    ("allowance_of_registered", {"registered_poor": (), "minimum_living_allowance": ()}, False),
    (
        "allowance_of_registered",
        {"registered_poor": POOR, "minimum_living_allowance": ()},
        {"entitlements.allowance_conditions"},
    ),
    (
        "allowance_of_registered",
        {"registered_poor": (), "minimum_living_allowance": SINCE_2018},
        {"entitlements.register_conditions"},
    ),
    # 三（二）: 对有创业愿望的贫困人口，符合条件的给予创业担保贷款扶持, on conditions that it does not state
    ("startup_guaranteed_loan", {"registered_poor": POOR, "businesses": WISHES}, {LOAN}),
    ("startup_guaranteed_loan", {"registered_poor": POOR, "businesses": FARM}, False),
    ("startup_guaranteed_loan", {"registered_poor": (), "businesses": WISHES}, False),
    ("startup_guaranteed_loan", {"registered_poor": POOR}, {"businesses", LOAN}),
    # 十一（四）: 对51个贫困县贫困户…给予保费补贴
    ("premium_subsidy", {"registered_poor": POOR, "poor_county": True}, True),
    ("premium_subsidy", {"registered_poor": POOR, "poor_county": False}, False),
    ("premium_subsidy", {"registered_poor": (), "poor_county": True}, False),
    ("premium_subsidy", {"registered_poor": EXITED_IN_2017, "poor_county": True}, {KEPT}),
    ("premium_subsidy", {"registered_poor": POOR, "poor_area": True}, {"poor_county"}),
    # the same: 用好用活扶贫再贷款，优先支持贫困户
    ("loans_from_relending", {"registered_poor": POOR}, True),
    ("loans_from_relending", {"registered_poor": ()}, False),
    ("loans_from_relending", {}, {"registered_poor"}),
    # the same: 支持有条件的地方设立扶贫贷款风险补偿基金和担保基金，专项用于贫困户贷款
    ("loans_backed_by_fund", {"registered_poor": POOR, "loan_risk_fund": True}, True),
    ("loans_backed_by_fund", {"registered_poor": POOR, "loan_risk_fund": False}, False),
    ("loans_backed_by_fund", {"registered_poor": (), "loan_risk_fund": True}, False),
    ("loans_backed_by_fund", {"registered_poor": POOR}, {"loan_risk_fund"}),
    # the same: 积极稳妥推进“两权”抵押贷款试点, not where
    ("mortgage_of_rights", {"loans_wanted": wanted(SecurityKind.HOUSE)}, {PILOT}),
    ("mortgage_of_rights", {"loans_wanted": wanted(SecurityKind.LAND_MANAGEMENT_RIGHT)}, {PILOT}),
    ("mortgage_of_rights", {"loans_wanted": wanted(SecurityKind.HOMESTEAD)}, False),
    ("mortgage_of_rights", {}, {"loans_wanted", PILOT}),
    # 十（三）: 建设分布式光伏电站…优先安排接入上网，提供小额信贷支持，促进贫困村、贫困户长久受益
    ("photovoltaic_support", {"registered_poor": POOR, "businesses": SUN}, True),
    ("photovoltaic_support", {"registered_poor": POOR, "businesses": FARM}, False),
    ("photovoltaic_support", {"registered_poor": (), "businesses": SUN}, {"entitlements.photovoltaics_of_others"}),
    ("photovoltaic_support", {"registered_poor": POOR}, {"businesses"}),
    # 二（三）: 对贫困家庭开设网店给予补助、小额信贷等支持
    ("online_shop_support", {"registered_poor": POOR, "businesses": SHOP}, True),
    ("online_shop_support", {"registered_poor": POOR, "businesses": FARM}, False),
    ("online_shop_support", {"registered_poor": (), "businesses": SHOP}, False),
    ("online_shop_support", {"registered_poor": POOR}, {"businesses"}),
    # 二（四）: 形成的资产，可折股量化给贫困户和农村集体经济组织, which may be done and need not be
    ("asset_shares", {"registered_poor": POOR}, {"entitlements.assets_divided"}),
    ("asset_shares", {"registered_poor": ()}, False),
    # the same: 优先保障丧失劳动能力的贫困户
    ("asset_shares_first", {"registered_poor": POOR, "labour_capacity": LabourCapacity.NONE}, True),
    ("asset_shares_first", {"registered_poor": POOR, "labour_capacity": LabourCapacity.PARTIAL}, False),
    ("asset_shares_first", {"registered_poor": (), "labour_capacity": LabourCapacity.NONE}, False),
    ("asset_shares_first", {"registered_poor": POOR}, {"labour_capacity"}),
    # the same: 引导贫困户将已确权登记的土地承包经营权入股
    ("land_rights_as_equity", {"registered_poor": POOR, "contracted_land": REGISTERED_LAND}, True),
    ("land_rights_as_equity", {"registered_poor": POOR, "contracted_land": UNREGISTERED_LAND}, False),
    ("land_rights_as_equity", {"registered_poor": POOR, "contracted_land": UNTOLD_LAND}, {"contracted_land"}),
    (
        "land_rights_as_equity",
        {"registered_poor": POOR, "contracted_land": (ContractedLand(since=IN_2022, registered=True),)},
        False,
    ),
    ("land_rights_as_equity", {"registered_poor": (), "contracted_land": REGISTERED_LAND}, False),
    ("land_rights_as_equity", {"registered_poor": POOR}, {"contracted_land"}),
    # the same: 选择开展资源开发资产收益扶贫改革试点…并把贫困户作为优先受益对象
    ("resource_shares", {"registered_poor": POOR}, {"entitlements.resource_pilots"}),
    ("resource_shares", {"registered_poor": ()}, False),
    # 专栏7（三）: 探索实施…对贫困水库移民发展产业的直接补助、贷款贴息…等扶持政策
    (
        "reservoir_migrant_support",
        {"registered_poor": POOR, "reservoir_migrant": True},
        {"entitlements.migrant_support_tried"},
    ),
    ("reservoir_migrant_support", {"registered_poor": POOR, "reservoir_migrant": False}, False),
    ("reservoir_migrant_support", {"registered_poor": (), "reservoir_migrant": True}, False),
    # 八（三）: 优先扶持贫困残疾人家庭发展生产
    ("production_of_disabled", {"registered_poor": POOR, "disability_kind": DisabilityKind.LIMB}, True),
    ("production_of_disabled", {"registered_poor": POOR, "disability_kind": DisabilityKind.NONE}, False),
    ("production_of_disabled", {"registered_poor": (), "disability_kind": DisabilityKind.LIMB}, False),
    ("production_of_disabled", {"registered_poor": POOR}, {"disability_kind"}),
    # the same: 对于返贫家庭,分别纳入临时救助、医疗救助、农村低保等社会救助制度和建档立卡帮扶政策覆盖范围
    ("help_after_return", {"returned_to_poverty": SINCE_2018}, True),
    ("help_after_return", {"returned_to_poverty": ()}, False),
    ("help_after_return", {}, {"returned_to_poverty"}),
    # 专栏15（一）: 因遭遇突发紧急事件或意外事故,致使基本生活陷入困境
    ("emergency_relief_of_firms", {"shock": True, "basic_living_severely_hard": True}, {SUDDEN}),
    ("emergency_relief_of_firms", {"shock": False, "basic_living_severely_hard": True}, False),
    ("emergency_relief_of_firms", {"shock": True, "basic_living_severely_hard": False}, False),
    ("emergency_relief_of_firms", {"shock": True}, {"basic_living_severely_hard", SUDDEN}),
]
CASES: Final = [
    (document, on, *case)
    for document, on, cases in (
        ("hunan-14fyp-2021", IN_2022, HUNAN_2022 + WORK_IN_HUNAN_2022),
        ("hunan-opinions-2022", IN_2022, MATCHED + WORK_IN_OPINIONS_2022),
        ("yiyang-14fyp-2021", IN_2022, YIYANG_2022 + WORK_IN_YIYANG_2022),
        ("guizhou-14fyp-2021", IN_2022, GUIZHOU_2022 + WORK_IN_GUIZHOU_2022),
        ("hunan-13fyp-2017", IN_2018, HUNAN_2018 + WORK_IN_HUNAN_2018),
    )
    for case in cases
]


@pytest.mark.parametrize(("document", "on", "name", "recorded", "expected"), CASES)
def test_whom_a_row_is_for(document: str, on: date, name: str, recorded: dict[str, Any], expected: Any) -> None:
    assert answer(found(document, name, on, **recorded)) == expected


OF_WORK: Final = [
    row
    for row in ENTITLEMENTS
    if row.name
    in {
        *("hired_first_near_settlements", "work_for_relief", "village_work_first", "hired_first", "placed_first"),
        *("cleaner_first", "protected_area_post", "training_at_work", "kept_on_first", "absorption_subsidy"),
        *("service_subsidy", "travel_subsidy", "employer_training_subsidy", "social_insurance_subsidy"),
        *("startup_support", "innovation_support", "startup_rent_subsidy", "startup_award", "double_hundred"),
        *("fishery_guard_subsidy", "photovoltaic_support", "online_shop_support", "public_post_first_of_all"),
    }
]


@pytest.mark.parametrize("row", OF_WORK, ids=lambda row: row.name)
def test_who_is_too_young_to_be_hired_is_given_no_work_and_asked_about_none(row: Entitlement) -> None:
    # readings.md: nobody below 16 is asked for work
    everything = {"exited": True, "relocated": True, "monitored": IS_ON, "registered_poor": IS_ON, "low_income": IS_ON}
    places = {"poor_area": True, "poor_county": True, "key_poverty_county": True}
    result = entitled(row, case(row.since, birth_date=row.since - timedelta(15 * 365), **everything, **places))
    assert result.outcome is False


def test_every_row_has_cases_on_more_than_one_side() -> None:
    sides: dict[tuple[str, str], set[str]] = {}
    for document, _, name, _, expected in CASES:
        sides.setdefault((document, name), set()).add(str(expected) if isinstance(expected, bool) else "open")
    assert {(row.source.document, row.name) for row in ENTITLEMENTS} == set(sides)
    assert [key for key, seen in sides.items() if len(seen) < 2] == []


@pytest.mark.parametrize(
    ("since", "until", "has"),
    [
        (IN_2022, None, True),
        (IN_2022 + timedelta(days=1), None, False),
        (date(2020, 1, 1), IN_2022, True),
        (date(2020, 1, 1), IN_2022 - timedelta(days=1), False),
    ],
)
def test_a_disease_counts_from_its_diagnosis_to_its_last_day(since: date, until: date | None, has: bool) -> None:
    diagnoses = [Diagnosis(disease=Disease.DIABETES, since=since, until=until)]
    result = found("yiyang-14fyp-2021", "chronic_disease_management", IN_2022, poor_area=True, diagnoses=diagnoses)
    assert result.outcome is has


def test_a_disease_does_not_end_before_it_is_diagnosed() -> None:
    with pytest.raises(rr.InvalidInput, match="until"):
        Diagnosis(disease=Disease.OTHER, since=IN_2022, until=IN_2018)


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2013, 12, 31), False), (date(2014, 1, 1), True), (date(2017, 12, 31), True), (date(2018, 1, 1), {KEPT})],
)
def test_a_household_is_poor_while_it_is_registered(on: date, expected: Any) -> None:
    row = row_of("hunan-13fyp-2017", "health_record")
    assert answer(entitled(row, case(on, registered_poor=EXITED_IN_2017))) == expected


def test_the_diseases_are_as_many_as_the_documents_say() -> None:
    assert (len(CHRONIC), len(MAJOR), CHRONIC & MAJOR) == (4, 9, frozenset())


# -- what is in force -----------------------------------------------------------------------------------------


def in_force(jurisdiction: str, on: date) -> list[tuple[str, str]]:
    asked = case(on)
    policy = rr.load_policy(jurisdiction, on=on)
    assert asked.person is not None
    results = rr.entitlements_of(asked.person, asked.household, policy, asked.local, on=on)
    return [(result.entitlement.source.document, result.entitlement.name) for result in results]


def documents_in_force(jurisdiction: str, on: date) -> list[str]:
    return list(dict.fromkeys(document for document, _ in in_force(jurisdiction, on)))


@pytest.mark.parametrize(
    ("jurisdiction", "on", "documents"),
    [
        ("hunan", date(2017, 3, 30), []),
        ("hunan", date(2017, 3, 31), ["hunan-13fyp-2017"]),
        ("hunan", date(2020, 12, 31), ["hunan-13fyp-2017"]),
        ("hunan", date(2021, 1, 1), ["hunan-14fyp-2021"]),
        ("hunan", date(2025, 12, 31), ["hunan-14fyp-2021"]),
        ("yiyang", IN_2018, ["hunan-13fyp-2017"]),
        ("yiyang", IN_2022, ["yiyang-14fyp-2021", "hunan-opinions-2022", "hunan-14fyp-2021"]),
        ("guizhou", IN_2022, ["guizhou-14fyp-2021"]),
    ],
)
def test_only_documents_in_force_grant_anything(jurisdiction: str, on: date, documents: list[str]) -> None:
    assert documents_in_force(jurisdiction, on) == documents


def test_a_document_grants_all_its_rows_to_people() -> None:
    of_plan = [row for row in ENTITLEMENTS if row.source.document == "hunan-13fyp-2017"]
    assert len(in_force("hunan", IN_2018)) == len([row for row in of_plan if row.about == "person"])


# -- how a row is declared ------------------------------------------------------------------------------------


@rows
def test_a_row_speaks_both_languages(row: Entitlement) -> None:
    for english, chinese in ((row.label, row.zh), (row.who, row.who_zh)):
        assert english.isascii()
        assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
    for item in row.leaves_open:
        assert item.label.isascii()
        assert not item.zh.isascii()
    assert row.reading is None or row.reading in READINGS


@rows
def test_a_row_holds_within_the_period_of_its_document(row: Entitlement) -> None:
    pack = shipped_packs()[row.source.document]
    assert pack.since <= row.since <= row.until == pack.until


def test_no_document_has_two_rows_of_one_name() -> None:
    named = [(row.source.document, row.name) for row in ENTITLEMENTS]
    assert len(set(named)) == len(named)


def test_what_is_left_open_is_named_apart_from_facts_and_once() -> None:
    left = {item for row in ENTITLEMENTS for item in row.leaves_open}
    facts = {name for model in (Person, Household, LocalFigures) for name in specs(model)}
    assert len({item.name for item in left}) == len(left)
    assert {item.name for item in left} & facts == set()
    assert all(item.name.startswith("entitlements.") for item in left)


def test_every_theme_has_words_and_every_row_a_theme() -> None:
    assert [room.__name__.rsplit(".", 1)[-1] for room in ENTITLEMENT_ROOMS] == list(THEMES)
    assert {theme_of(row) for row in ENTITLEMENTS} == set(THEMES) <= set(words("themes"))


def register() -> Mapping[str, dict[str, str]]:
    if not REGISTER.exists():
        pytest.skip(f"the rule register is not here: {REGISTER}")
    with REGISTER.open(encoding="utf-8") as lines:
        return {row["id"]: row for row in csv.DictReader(lines)}


@rows
def test_the_source_of_a_row_is_a_section_of_the_register(row: Entitlement) -> None:
    listed = register()[row.register]
    assert row.source.register == row.register
    assert (listed["document"], listed["locator"]) == (row.source.document, row.source.section)
    # Where the register has a benefit begin with its plan's period, it begins when the plan was issued all the same.
    period = str(shipped_packs()[row.source.document].since)
    assert listed["effective_to"] == str(row.until)
    assert listed["effective_from"] == (period if row.register in WITH_THE_PERIOD else str(row.since))


_MAY_COME: Final = ("entitlement", "decision", "classification")
"""The handlings of rows that a room carries though the register sends them elsewhere."""


@pytest.mark.parametrize("room", ENTITLEMENT_ROOMS, ids=lambda room: room.__name__.rsplit(".", 1)[-1])
def test_a_room_has_a_row_or_a_reason_for_all_that_the_register_sends_there_and_no_rule_works_out(room: Any) -> None:
    home = f"entitlements/{room.__name__.rsplit('.', 1)[-1]}"
    listed = register()
    carried = {row.register for row in room.ROWS}
    worked_out = set(coverage()) - {row.register for row in ENTITLEMENTS}
    sent = {name for name, row in listed.items() if row["home"] == home and row["handling"] != "duty"} - worked_out
    from_elsewhere = {name for name in carried if listed[name]["handling"] in _MAY_COME} - sent
    assert carried | set(room.NOT_CARRIED) == sent | from_elsewhere
    assert carried & set(room.NOT_CARRIED) == set()
    assert all(reason.label and reason.zh for reason in room.NOT_CARRIED.values())


def test_the_coverage_lists_rows_and_leaves_out_what_is_not_carried() -> None:
    covered = rr.coverage()
    assert covered["hunan-2021/medical/chronic-diseases"] == (
        "entitlements.health: contract_service",
        "entitlements.health: chronic_disease_management",
    )
    assert {row.register for row in ENTITLEMENTS} <= set(covered)
    assert all(name not in covered for room in ENTITLEMENT_ROOMS for name in room.NOT_CARRIED)


# -- how an answer is told ------------------------------------------------------------------------------------


def test_an_answer_reads_out_what_for_whom_where_and_on_which_reading() -> None:
    result = found("hunan-13fyp-2017", "cataract_treatment", IN_2018, registered_poor=POOR, diagnoses=CATARACT)
    assert str(result.line()) == (
        "free treatment of cataract (poor people with cataract): yes [Hunan: 13th five-year plan against poverty, "
        "专栏12〔标题原文缺失〕（二） | reading: the poor of the plan for 2016 to 2020 are the registered poor]"
    )
    assert str(result.line("zh")) == (
        "“光明工程”白内障免费救治（患白内障的贫困人口）：是［《湖南省“十三五”脱贫攻坚规划》"
        "（湘政发〔2017〕12号）专栏12〔标题原文缺失〕（二）｜"
        "口径：“十三五”规划所称贫困人口指建档立卡贫困人口］"
    )


def test_an_open_answer_names_facts_first_and_then_what_is_not_stated() -> None:
    result = found("guizhou-14fyp-2021", "special_treatment", IN_2022)
    assert result.missing == ("diagnoses", "exited", WHOM, TREATED)
    assert result.not_stated == (WHOM, TREATED)
    plan = "Guizhou: 14th five-year plan to consolidate the way out of poverty and link it with rural revitalization"
    assert result.line().depends_on == (
        "diagnoses",
        "household that exited poverty",
        f"whom it serves besides the exited (not stated by {plan})",
        f"which major diseases are treated (not stated by {plan})",
    )
    assert result.line("zh").figure == "待定"


def test_where_only_the_document_is_silent_no_fact_is_asked_for() -> None:
    result = found("hunan-13fyp-2017", "iodised_salt", IN_2018, registered_poor=EXITED_IN_2017)
    assert result.missing == result.not_stated == (KEPT,)


def test_a_negative_answer_names_nothing() -> None:
    result = found("hunan-13fyp-2017", "iodised_salt", IN_2018, registered_poor=())
    assert (result.outcome, result.missing, result.not_stated) == (False, (), ())
    assert result.line().figure == "no"
    assert result.line("zh").figure == "否"


def test_a_language_there_is_none_of_is_refused() -> None:
    result = found("hunan-13fyp-2017", "iodised_salt", IN_2018)
    with pytest.raises(rr.InvalidInput, match="lang"):
        result.line("fr")  # type: ignore[arg-type]


@rows
def test_every_answer_has_a_line_in_both_languages(row: Entitlement) -> None:
    for lang in LANGUAGES:
        line = entitled(row, case(IN_2022)).line(lang)
        assert line.sources == (f"{row.source.document} {row.source.section}",)
        assert str(line)


@rows
def test_an_answer_can_be_compared_kept_and_written(row: Entitlement) -> None:
    result = entitled(row, case(IN_2022))
    assert result == entitled(row, case(IN_2022))
    assert pickle.loads(pickle.dumps(result)) == result  # noqa: S301 - our own bytes
    written = json.loads(json.dumps(unstructure(result), ensure_ascii=False))
    told = written["entitlement"]
    assert (told["id"], told["name"]) == (row.register, row.name)
    assert told["source"] == f"{row.source.document} {row.source.section}"
    assert (written["missing"], told["reading"]) == (list(result.missing), row.reading)
    assert written["person"] == "p"
