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
    Diagnosis,
    DisabilityKind,
    Disease,
    GrassrootsPost,
    Household,
    LocalFigures,
    Person,
    PostKind,
    Schooling,
    SchoolStage,
    SelfCare,
    Sex,
    Spell,
)
from rural_revitalization.assessment import Entitled
from rural_revitalization.assessment.making import entitled
from rural_revitalization.cases import Case
from rural_revitalization.catalogue import ENTITLEMENT_ROOMS, ENTITLEMENTS, THEMES, theme_of
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

rows = pytest.mark.parametrize("row", ENTITLEMENTS, ids=lambda row: f"{row.source.document}.{row.name}")


def row_of(document: str, name: str) -> Entitlement:
    (found,) = (row for row in ENTITLEMENTS if (row.source.document, row.name) == (document, name))
    return found


def ill_with(*diseases: Disease) -> tuple[Diagnosis, ...]:
    return tuple(Diagnosis(disease=disease, since=date(2015, 1, 1)) for disease in diseases)


def case(on: date, **recorded: Any) -> Case:
    """A case with some facts recorded, of the person, of the household or of the county."""
    of_person = {name: value for name, value in recorded.items() if name in specs(Person)}
    of_county = {name: value for name, value in recorded.items() if name in specs(LocalFigures)}
    of_household = {name: value for name, value in recorded.items() if name not in {*of_person, *of_county}}
    person = Person(id="p", **of_person)
    local = LocalFigures(year=on.year, **of_county, sources=dict.fromkeys(of_county, "the county's own list"))
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
GRADUATE = schools(SchoolStage.UPPER_SECONDARY, SchoolStage.UNIVERSITY, None)
TEACHER = held(PostKind.RURAL_TEACHER, SINCE_2018[0].since)
ALWAYS: Final = (Spell(since=date(2000, 1, 1)),)
NEITHER: Final[dict[str, Any]] = {"minimum_living_allowance": (), "extreme_poverty": ()}
ALLOWED: Final[dict[str, Any]] = {"minimum_living_allowance": ALWAYS}
NO_DIFFICULTY: Final[dict[str, Any]] = {**NEITHER, "disability_kind": DisabilityKind.NONE, "monitored": ()}
OTHER_PUPILS, OTHERS, CONDITIONS = (
    f"entitlements.{name}" for name in ("other_pupils", "other_difficulty", "aid_conditions")
)
# 第二章第二节一: 继续落实“两免一补”政策和低保、特困、残疾、防止返贫监测对象等义务教育阶段家庭经济困难学生资助政策
AIDED: Final[list[tuple[str, dict[str, Any], Any]]] = [
    (name, facts, expected)
    for name in ("two_exemptions_one_subsidy", "student_aid")
    for facts, expected in (
        (PUPIL | ALLOWED, True),
        (JUNIOR | {"extreme_poverty": ALWAYS}, True),
        (PUPIL | {"disability_kind": DisabilityKind.LIMB}, True),
        (PUPIL | {"monitored": ALWAYS}, True),
        (PUPIL | NO_DIFFICULTY, {OTHER_PUPILS}),
        (SENIOR | ALLOWED, False),
        (INFANT | ALLOWED, False),
        (NOT_AT_SCHOOL | ALLOWED, False),
        (ALLOWED, {"schoolings"}),
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
    (NEEDS_CARE | NEITHER | aged(60), False),
    (NEEDS_CARE | {"extreme_poverty": ALWAYS} | aged(60), True),
]

HUNAN_2022: Final[list[tuple[str, dict[str, Any], Any]]] = [
    *AIDED,
    *FED,
    # 第三章第七节一: 继续落实非义务教育阶段国家助学金、中等职业教育免学费补助、助学贷款等政策措施, of no conditions
    *(("national_grants", facts, {CONDITIONS}) for facts in (SENIOR, VOCATIONAL, STUDENT)),
    ("national_grants", PUPIL, False),
    ("vocational_tuition_waiver", VOCATIONAL, {CONDITIONS}),
    ("vocational_tuition_waiver", SENIOR, False),
    ("student_loans", STUDENT, {CONDITIONS}),
    ("student_loans", SENIOR, False),
    # the same: 完善学前教育资助制度
    ("preschool_aid", INFANT, {CONDITIONS}),
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
    ("assistive_devices", {"severely_disabled": ALWAYS}, {"entitlements.where_possible"}),
    (
        "assistive_devices",
        {"severely_disabled": (), "disability_kind": DisabilityKind.LIMB, **ALLOWED},
        {"entitlements.where_possible"},
    ),
    (
        "assistive_devices",
        {"severely_disabled": (), "disability_kind": DisabilityKind.LIMB, **NEITHER},
        {OTHERS, "entitlements.where_possible"},
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
    ("mental_rehabilitation", {"disability_kind": DisabilityKind.MENTAL, "special_difficulty": ALWAYS}, True),
    ("mental_rehabilitation", {"disability_kind": DisabilityKind.MENTAL, "special_difficulty": ()}, False),
    ("mental_rehabilitation", {"disability_kind": DisabilityKind.LIMB, "special_difficulty": ALWAYS}, False),
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
    *(
        FUNDED := [
            ("funded_help", {"monitored": (Spell(since=IN_2022),)}, True),
            ("funded_help", {"monitored": (Spell(since=IN_2018, until=IN_2022 - timedelta(days=1)),)}, False),
            ("funded_help", {}, {"monitored"}),
        ]
    ),
    *RELOCATED,
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
    *AIDED,
    # 第三章: 以未能继续升学的初中、高中毕业生为重点, 逐步实现免费中等职业教育
    ("free_vocational_education", LEFT_JUNIOR, {"entitlements.free_since"}),
    ("free_vocational_education", LEFT_SENIOR, {"entitlements.free_since"}),
    ("free_vocational_education", VOCATIONAL, False),
    ("free_vocational_education", schools(SchoolStage.JUNIOR_SECONDARY, SchoolStage.UPPER_SECONDARY), False),
    ("free_vocational_education", GRADUATE, False),
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
    ("care_visits", NEEDS_CARE | NEITHER | aged(60), False),
    # the same: 加大对孤儿、事实无人抚养儿童、困境儿童等对象保障力度和留守儿童关爱保护力度
    ("child_guarantee", {"orphan": ALWAYS}, True),
    ("child_guarantee", {"de_facto_unattended_child": ALWAYS}, True),
    ("child_guarantee", {"child_in_difficulty": ALWAYS}, True),
    (
        "child_guarantee",
        {"orphan": (), "de_facto_unattended_child": (), "child_in_difficulty": (), **aged(12)},
        {"entitlements.other_children"},
    ),
    ("child_guarantee", aged(18), False),
    ("left_behind_care", {"left_behind": ALWAYS}, True),
    ("left_behind_care", {"left_behind": ()}, False),
    ("left_behind_care", aged(18), False),
    ("left_behind_care", aged(17), {"left_behind"}),
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
    # 第五章第八节: 落实家庭经济困难学生资助政策，实现精准资助、应助尽助; who is hard up it does not say
    ("student_aid", STUDENT | ALLOWED, True),
    ("student_aid", PUPIL | {"extreme_poverty": ALWAYS}, True),
    ("student_aid", PUPIL | NEITHER, {OTHERS}),
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
    ("care_visits", NEEDS_CARE | {"low_income": ALWAYS} | aged(60), {"entitlements.care_tried"}),
    ("care_visits", NEEDS_CARE | {"low_income": ()} | aged(60), False),
    # the same: 加强对孤儿兜底保障工作，强化事实无人抚养儿童服务保障
    ("child_guarantee", {"orphan": ALWAYS}, True),
    ("child_guarantee", {"orphan": (), "de_facto_unattended_child": ALWAYS}, True),
    ("child_guarantee", {"orphan": (), "de_facto_unattended_child": ()}, False),
]
HUNAN_2018: Final[list[tuple[str, dict[str, Any], Any]]] = [
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
    ("kindergarten_subsidy", INFANT | NEITHER | {"registered_poor": ()}, {OTHERS}),
    ("kindergarten_subsidy", PUPIL | {"registered_poor": POOR}, False),
    # the same: 将建档立卡义务教育家庭经济困难寄宿学生优先纳入寄宿生生活费补助范围
    ("boarding_subsidy", schools(SchoolStage.PRIMARY, boarding=True) | {"registered_poor": POOR}, True),
    ("boarding_subsidy", schools(SchoolStage.PRIMARY, boarding=False) | {"registered_poor": POOR}, False),
    ("boarding_subsidy", schools(SchoolStage.UPPER_SECONDARY, boarding=True) | {"registered_poor": POOR}, False),
    ("boarding_subsidy", PUPIL | {"registered_poor": POOR}, {"schoolings"}),
    # the same: 对建档立卡贫困家庭学生以及非建档立卡的家庭经济困难残疾学生、农村低保家庭学生、农村特困救助供养学生
    ("senior_fee_waiver", SENIOR | {"registered_poor": POOR}, True),
    ("senior_fee_waiver", SENIOR | ALLOWED, True),
    ("senior_fee_waiver", SENIOR | {"extreme_poverty": ALWAYS}, True),
    *(
        ("senior_fee_waiver", SENIOR | NEITHER | {"registered_poor": (), "disability_kind": kind}, expected)
        for kind, expected in ((DisabilityKind.LIMB, {OTHERS}), (DisabilityKind.NONE, False))
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
    ("tuition_compensation", GRADUATE | held(PostKind.OTHER, date(2015, 6, 2)), True),
    ("tuition_compensation", GRADUATE | held(PostKind.OTHER, date(2015, 6, 3)), False),
    ("tuition_compensation", GRADUATE | held(PostKind.OTHER, date(2015, 6, 2), in_poor_area=False), False),
    ("tuition_compensation", GRADUATE | held(PostKind.OTHER, date(2015, 6, 2), in_poor_area=None), {"posts"}),
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
    ("talent_policy", TEACHER | {"poor_area": True}, True),
    ("talent_policy", held(PostKind.RURAL_HEALTH_WORKER, SINCE_2018[0].since) | {"poor_area": True}, True),
    ("talent_policy", held(PostKind.OTHER, SINCE_2018[0].since) | {"poor_area": True}, False),
    ("talent_policy", TEACHER | {"poor_area": False}, False),
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
    ("child_guarantee", {"orphan": ALWAYS}, True),
    ("child_guarantee", {"orphan": (), "de_facto_unattended_child": ()}, False),
    # 九（四）: 优先扶持家境困难的军烈属、退役军人等群体
    ("help_by_the_military", {"military_family": True, "registered_poor": POOR}, True),
    ("help_by_the_military", {"discharged_soldier": ALWAYS, **ALLOWED}, True),
    ("help_by_the_military", {"military_family": True, "registered_poor": (), **NEITHER}, {OTHERS}),
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
