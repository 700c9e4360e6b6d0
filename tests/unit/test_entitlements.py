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
from rural_revitalization import (
    Business,
    BusinessKind,
    BusinessStage,
    ContractedLand,
    Diagnosis,
    DisabilityKind,
    Disease,
    Household,
    Insurance,
    InsuranceKind,
    LabourCapacity,
    LoanWanted,
    LocalFigures,
    Person,
    SecurityKind,
    Sex,
    Spell,
)
from rural_revitalization.assessment import Entitled
from rural_revitalization.assessment.making import entitled
from rural_revitalization.cases import Case
from rural_revitalization.catalogue import ENTITLEMENT_ROOMS, ENTITLEMENTS
from rural_revitalization.entitlements.entitlement import Entitlement
from rural_revitalization.entitlements.health import CHRONIC, MAJOR
from rural_revitalization.fields import specs
from rural_revitalization.policy.pack import shipped_packs
from rural_revitalization.records import unstructure
from rural_revitalization.wording import LANGUAGES, READINGS

REGISTER: Final = Path(__file__).parents[3] / "shared" / "policy" / "register.csv"
IN_2018: Final = date(2018, 6, 1)
IN_2022: Final = date(2022, 6, 1)
POOR: Final = (Spell(since=date(2014, 1, 1)),)
EXITED_IN_2017: Final = (Spell(since=date(2014, 1, 1), until=date(2017, 12, 31)),)
KEPT: Final = "entitlements.kept_after_exit"

rows = pytest.mark.parametrize("row", ENTITLEMENTS, ids=lambda row: f"{row.source.document}.{row.name}")


def row_of(document: str, name: str) -> Entitlement:
    (found,) = (row for row in ENTITLEMENTS if (row.source.document, row.name) == (document, name))
    return found


def ill_with(*diseases: Disease) -> tuple[Diagnosis, ...]:
    return tuple(Diagnosis(disease=disease, since=date(2015, 1, 1)) for disease in diseases)


def case(on: date, **recorded: Any) -> Case:
    """A case with some facts recorded, of the person, of the household or of the county."""
    of_person = {name: value for name, value in recorded.items() if name in specs(Person)}
    figures = {name: value for name, value in recorded.items() if name in specs(LocalFigures)}
    of_household = {name: value for name, value in recorded.items() if name not in {*of_person, *figures}}
    person = Person(id="p", **of_person)
    local = LocalFigures(year=on.year, **figures, sources=dict.fromkeys(figures, "the list of counties"))
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
REGISTERED_LAND = (ContractedLand(since=SINCE, registered_on=date(2016, 1, 1)),)
LOAN, PILOT = "entitlements.guaranteed_loan_conditions", "entitlements.mortgage_pilots"
MONITORED: Final = (Spell(since=SINCE),)
SUN = running(BusinessKind.PHOTOVOLTAIC)
ABLE_AND_EXITED: Final[dict[str, Any]] = {"exited": True, "labour_capacity": LabourCapacity.FULL}
FARM_ASSETS: Final = {
    SecurityKind.LAND_MANAGEMENT_RIGHT,
    SecurityKind.FARM_MACHINERY,
    SecurityKind.GREENHOUSE,
    SecurityKind.FARM_PRODUCTS,
    SecurityKind.FARM_INSURANCE_POLICY,
}

HUNAN_2022: Final[list[tuple[str, dict[str, Any], Any]]] = [
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
    ("startup_guaranteed_loan", {"exited": True, "businesses": ()}, False),
    ("startup_guaranteed_loan", {"exited": True, "businesses": WISHES}, {LOAN}),
    ("startup_guaranteed_loan", {"exited": False, "businesses": FARM}, {"entitlements.borrowers_beside_exited", LOAN}),
    ("startup_guaranteed_loan", {"exited": True}, {"businesses", LOAN}),
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
    ("mortgage_of_rights", {"loans_wanted": wanted(SecurityKind.LAND_MANAGEMENT_RIGHT)}, {PILOT}),
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
    # 第二章促进就业二: 对符合条件的脱贫劳动力优先发放创业担保贷款, on conditions that it does not state
    ("startup_guaranteed_loan", {"exited": True, "labour_capacity": LabourCapacity.FULL}, {LOAN}),
    ("startup_guaranteed_loan", {"exited": True, "labour_capacity": LabourCapacity.NONE}, False),
    ("startup_guaranteed_loan", {"exited": False, "labour_capacity": LabourCapacity.FULL}, False),
    ("startup_guaranteed_loan", {"exited": True}, {"labour_capacity", LOAN}),
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
    # 第四章第二节: 针对重点巩固人口…组织农户购买防贫保险产品, in the section on the monitored
    ("poverty_insurance", {"monitored": MONITORED}, True),
    ("poverty_insurance", {"monitored": (), "exited": False}, False),
    ("poverty_insurance", {"monitored": (), "exited": True}, {"entitlements.priority_consolidation"}),
    ("poverty_insurance", {"exited": False}, {"monitored"}),
    # the same: 遇人力不可抗拒情况,获得一定的赔付资金, by who holds the insurance
    ("poverty_insurance_compensation", {"monitored": MONITORED, "insurances": AGAINST_POVERTY}, True),
    ("poverty_insurance_compensation", {"monitored": MONITORED, "insurances": ()}, False),
    (
        "poverty_insurance_compensation",
        {"monitored": MONITORED, "insurances": insured(InsuranceKind.FEATURED_PRODUCTS)},
        False,
    ),
    ("poverty_insurance_compensation", {"monitored": (), "exited": False, "insurances": AGAINST_POVERTY}, False),
    ("poverty_insurance_compensation", {"monitored": MONITORED}, {"insurances"}),
    # 第七章第三节: 将防返贫保险纳入政府防返贫帮扶机制，提高…人口风险保障水平, of the three classes
    ("return_insurance", {"monitored": MONITORED}, True),
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
    ("land_rights_as_equity", {"registered_poor": POOR, "contracted_land": (ContractedLand(since=SINCE),)}, False),
    (
        "land_rights_as_equity",
        {"registered_poor": POOR, "contracted_land": (ContractedLand(since=SINCE, registered_on=IN_2022),)},
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
    ("emergency_relief_of_firms", {"shock": True, "basic_living_severely_hard": True}, True),
    ("emergency_relief_of_firms", {"shock": False, "basic_living_severely_hard": True}, False),
    ("emergency_relief_of_firms", {"shock": True, "basic_living_severely_hard": False}, False),
    ("emergency_relief_of_firms", {"shock": True}, {"basic_living_severely_hard"}),
]
CASES: Final = [
    (document, on, *case)
    for document, on, cases in (
        ("hunan-14fyp-2021", IN_2022, HUNAN_2022),
        ("yiyang-14fyp-2021", IN_2022, YIYANG_2022),
        ("guizhou-14fyp-2021", IN_2022, GUIZHOU_2022),
        ("hunan-13fyp-2017", IN_2018, HUNAN_2018),
    )
    for case in cases
]


@pytest.mark.parametrize(("document", "on", "name", "recorded", "expected"), CASES)
def test_whom_a_row_is_for(document: str, on: date, name: str, recorded: dict[str, Any], expected: Any) -> None:
    assert answer(found(document, name, on, **recorded)) == expected


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
        ("yiyang", IN_2022, ["yiyang-14fyp-2021", "hunan-14fyp-2021"]),
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
    assert (listed["effective_from"], listed["effective_to"]) == (str(row.since), str(row.until))


@pytest.mark.parametrize("room", ENTITLEMENT_ROOMS, ids=lambda room: room.__name__.rsplit(".", 1)[-1])
def test_a_room_has_a_row_or_a_reason_for_all_that_the_register_sends_there(room: Any) -> None:
    home = f"entitlements/{room.__name__.rsplit('.', 1)[-1]}"
    listed = register()
    sent = {name for name, row in listed.items() if row["home"] == home}
    carried = {row.register for row in room.ROWS}
    from_elsewhere = {name for name in carried if listed[name]["handling"] in ("entitlement", "decision")} - sent
    assert carried | set(room.NOT_CARRIED) == sent | from_elsewhere
    assert carried & set(room.NOT_CARRIED) == set()
    assert all(reason.strip() for reason in room.NOT_CARRIED.values())


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
