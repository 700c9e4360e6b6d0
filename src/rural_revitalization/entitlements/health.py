"""Health entitlements granted without a figure (健康帮扶): treatment, contract services, screening.

References: hunan-14fyp-2021 第二章第二节二; yiyang-14fyp-2021 第二章第二节二; guizhou-14fyp-2021 第五章第八节;
hunan-13fyp-2017 六（二）, 六（三）, 专栏12（一） and 专栏12（二）.

Readings: the poor of the 2016-2020 plan are the registered poor, since its scope is all of them. In Hunan's plan for
2021-2025 the management of four chronic diseases is part of the contract service and so for the exited; Yiyang's
names no class of people, and grants it in light of the areas that exited poverty (结合脱贫地区实际): whom it serves
elsewhere is not stated. Guizhou keeps its policies unchanged, and they were for poor households (第一章第一节), which
have since exited: whom else they serve is not stated. Where the 2016-2020 plan speaks of major and chronic diseases
without a list, its own nine major ones and those four chronic ones count, and others are open.

Limitations: contract services are to be extended to further groups step by step (Hunan, Yiyang); that gives nobody a
right yet. Doctors decide how an illness is treated. An overlay that carries figures forward carries no entitlements.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from ..algebra import Truth
from ..cases import Case, disabled, exited, female, poor
from ..models import Disease, LocalFigures, Person
from ..models.household import KEPT_AFTER_EXIT, UNSTATED
from .entitlement import Entitlement, Predicate, Unstated

CHRONIC: Final = frozenset(
    {Disease.HYPERTENSION, Disease.DIABETES, Disease.TUBERCULOSIS, Disease.SEVERE_MENTAL_DISORDER}
)
"""The four main chronic diseases (四种主要慢性病) of hunan-14fyp-2021 and yiyang-14fyp-2021."""

MAJOR: Final = frozenset(
    {
        Disease.CHILDHOOD_LYMPHOBLASTIC_LEUKAEMIA,
        Disease.CHILDHOOD_PROMYELOCYTIC_LEUKAEMIA,
        Disease.CHILDHOOD_ATRIAL_SEPTAL_DEFECT,
        Disease.CHILDHOOD_VENTRICULAR_SEPTAL_DEFECT,
        Disease.OESOPHAGEAL_CANCER,
        Disease.GASTRIC_CANCER,
        Disease.COLON_CANCER,
        Disease.RECTAL_CANCER,
        Disease.END_STAGE_RENAL_DISEASE,
    }
)
"""The nine major diseases (大病专项救助病种) of hunan-13fyp-2017."""

_SCREENED: Final = frozenset({Disease.BREAST_CANCER, Disease.CERVICAL_CANCER})
_EVERY: Final = frozenset(Disease)


# -- conditions not stated --------------------------------------------------------------------------------

_KEPT: Final = Unstated(KEPT_AFTER_EXIT, *UNSTATED[KEPT_AFTER_EXIT])
"""hunan-13fyp-2017 十一（三）: the exited keep the help for a prescribed period (规定的期限内) of unstated length."""

_WHOM_ELSE: Final = Unstated(
    "entitlements.served_beside_exited", "whom it serves besides the exited", "脱贫户以外的对象"
)
_ELSEWHERE: Final = Unstated(
    "entitlements.served_elsewhere", "whom it serves outside the areas that exited poverty", "脱贫地区以外的对象"
)
_TREATED: Final = Unstated("entitlements.diseases_treated", "which major diseases are treated", "大病专项救治病种")
_CONTRACTED: Final = Unstated(
    "entitlements.diseases_contracted", "which chronic diseases besides hypertension", "高血压以外的主要慢病病种"
)
_SERIOUS: Final = Unstated(
    "entitlements.diseases_serious", "which diseases count as major or chronic", "重大疾病、慢性病病种"
)
_AGES: Final = Unstated("entitlements.ages_screened", "at which ages women are screened", "筛查年龄范围")


# -- predicates ------------------------------------------------------------------------------------------


def _poor_and_disabled(case: Case) -> Truth:
    return poor(case) & disabled(case)


def _disabled_and_insured(case: Case) -> Truth:
    """Basic insurance pays only for the enrolled."""
    return disabled(case) & case[Person.insured]


def _has_chronic(case: Case) -> Truth:
    return case[Person.diagnoses].among(*CHRONIC)


def _chronic_in_exited_area(case: Case) -> Truth:
    return _has_chronic(case) & (case[LocalFigures.poor_area] | _ELSEWHERE.open)


def _exited_with_chronic(case: Case) -> Truth:
    return exited(case) & _has_chronic(case)


def _served_in_guizhou(case: Case) -> Truth:
    return exited(case) | _WHOM_ELSE.open


def _treated_in_guizhou(case: Case) -> Truth:
    return _served_in_guizhou(case) & case[Person.diagnoses].among(*_EVERY) & _TREATED.open


def _contracted_in_guizhou(case: Case) -> Truth:
    hypertension = case[Person.diagnoses].among(Disease.HYPERTENSION)
    another = case[Person.diagnoses].among(*(_EVERY - {Disease.HYPERTENSION}))
    return _served_in_guizhou(case) & (hypertension | (another & _CONTRACTED.open))


def _poor_with_major(case: Case) -> Truth:
    return poor(case) & case[Person.diagnoses].among(*MAJOR)


def _poor_with_cataract(case: Case) -> Truth:
    return poor(case) & case[Person.diagnoses].among(Disease.CATARACT)


def _poor_and_found_ill(case: Case) -> Truth:
    return poor(case) & case[Person.diagnoses].among(*_SCREENED)


def _poor_and_seriously_ill(case: Case) -> Truth:
    """The plan lists no diseases here: its nine major ones and the four that the plans of 2021 call chronic count."""
    named = case[Person.diagnoses].among(*(MAJOR | CHRONIC))
    another = case[Person.diagnoses].among(*(_EVERY - MAJOR - CHRONIC))
    return poor(case) & (case[Person.gravely_ill] | named | (another & _SERIOUS.open))


def _screened(case: Case) -> Truth:
    return female(case) & case[LocalFigures.poor_area] & _AGES.open


# -- the rows ---------------------------------------------------------------------------------------------

_HUNAN: Final = "hunan-2021/medical/chronic-diseases"
_YIYANG: Final = "yiyang-2021/medical/chronic-diseases"
_GUIZHOU: Final = "guizhou-2021/health/policy"

# The plan opens its period in 2016; its benefits start on the day it was issued.
_ISSUED_2017: Final = date(2017, 3, 31)


def _row(
    name: str, *, what: tuple[str, str], who: tuple[str, str], register: str, holds: Predicate, **more: Any
) -> Entitlement:
    """Build a row; `what` and `who` are pairs of English and Chinese."""
    (label, zh), (in_words, in_words_zh) = what, who
    return Entitlement(
        name=name, label=label, zh=zh, who=in_words, who_zh=in_words_zh, register=register, holds=holds, **more
    )


def _for_the_poor(
    name: str, *, holds: Predicate = poor, leaves_open: tuple[Unstated, ...] = (), **row: Any
) -> Entitlement:
    """Build a row of the 2016-2020 plan for the poor (贫困人口)."""
    reading, left = "poor_is_registered_poor", (_KEPT, *leaves_open)
    return _row(name, holds=holds, begins=_ISSUED_2017, reading=reading, leaves_open=left, **row)


ROWS: Final = (
    _row(
        "contract_service",
        what=("contract service of a family doctor", "家庭医生签约服务"),
        who=("people of exited households", "脱贫人口"),
        register=_HUNAN,
        holds=exited,
    ),
    _row(
        "chronic_disease_management",
        what=("standard management of a main chronic disease", "主要慢性病规范管理和健康服务"),
        who=(
            "people of exited households with hypertension, diabetes, tuberculosis or a severe mental disorder",
            "患高血压、糖尿病、结核病、严重精神障碍的脱贫人口",
        ),
        register=_HUNAN,
        holds=_exited_with_chronic,
        reading="chronic_patients_have_exited",
    ),
    _row(
        "chronic_disease_management",
        what=("standard management of a main chronic disease", "主要慢性病规范管理和健康服务"),
        who=(
            "people with hypertension, diabetes, tuberculosis or a severe mental disorder",
            "高血压、糖尿病、结核病、严重精神障碍患者",
        ),
        register=_YIYANG,
        holds=_chronic_in_exited_area,
        leaves_open=(_ELSEWHERE,),
    ),
    _row(
        "special_treatment",
        what=("special treatment of a major disease", "大病专项救治"),
        who=("people of exited households with a major disease", "患大病的脱贫人口"),
        register=_GUIZHOU,
        holds=_treated_in_guizhou,
        reading="policies_kept_serve_the_exited",
        leaves_open=(_WHOM_ELSE, _TREATED),
    ),
    _row(
        "contract_service",
        what=("contract service for a main chronic disease", "主要慢病签约服务"),
        who=(
            "people of exited households with hypertension or another main chronic disease",
            "患高血压等主要慢病的脱贫人口",
        ),
        register=_GUIZHOU,
        holds=_contracted_in_guizhou,
        reading="policies_kept_serve_the_exited",
        leaves_open=(_WHOM_ELSE, _CONTRACTED),
    ),
    _row(
        "treatment_before_payment",
        what=("treatment before payment within the county", "县域内先诊疗后付费"),
        who=("people of exited households", "脱贫人口"),
        register=_GUIZHOU,
        holds=_served_in_guizhou,
        reading="policies_kept_serve_the_exited",
        leaves_open=(_WHOM_ELSE,),
    ),
    _for_the_poor(
        "special_treatment",
        what=("concentrated treatment of one of nine major diseases", "大病专项救助、集中救治"),
        who=("poor people with one of them", "农村贫困家庭中患九种大病的患者"),
        register="hunan-2017/health/disease-list",
        holds=_poor_with_major,
    ),
    _for_the_poor(
        "classified_treatment",
        what=(
            "treatment by experts, in an able hospital nearby or at a primary institution, as the illness needs",
            "分类救治",
        ),
        who=("poor people with a major or chronic disease", "患重大疾病、慢性病的贫困人口"),
        register="hunan-2017/health/classified-treatment",
        holds=_poor_and_seriously_ill,
        leaves_open=(_SERIOUS,),
    ),
    _for_the_poor(
        "cataract_treatment",
        what=("free treatment of cataract", "“光明工程”白内障免费救治"),
        who=("poor people with cataract", "农村贫困白内障患者"),
        register="hunan-2017/health/cataract-free",
        holds=_poor_with_cataract,
    ),
    _for_the_poor(
        "health_record",
        what=("a health record, before others, and contract services", "优先建立健康档案、签约服务"),
        who=("registered poor people", "建档立卡贫困人口"),
        register="hunan-2017/health/health-record",
    ),
    _for_the_poor(
        "iodised_salt",
        what=("a subsidy for qualified iodised salt", "食用合格碘盐政府补贴"),
        who=("registered poor people", "建档立卡贫困人口"),
        register="hunan-2017/health/iodized-salt",
    ),
    _for_the_poor(
        "disabled_medical_assistance",
        what=("more medical assistance", "加大医疗救助力度"),
        who=("poor disabled people", "农村贫困残疾人"),
        register="hunan-2017/health/disabled-assistance",
        holds=_poor_and_disabled,
    ),
    _for_the_poor(
        "basic_rehabilitation",
        what=("basic rehabilitation, where it is needed", "有需要的，提供基本康复服务"),
        who=("poor disabled people", "贫困残疾人"),
        register="hunan-2017/health/disabled-assistance",
        holds=_poor_and_disabled,
    ),
    _for_the_poor(
        "two_cancer_relief",
        what=("more relief for breast or cervical cancer", "乳腺癌、宫颈癌加大救助力度"),
        who=("poor people with either", "患乳腺癌、宫颈癌的贫困患者"),
        register="hunan-2017/health/two-cancer-poor-relief",
        holds=_poor_and_found_ill,
    ),
    _row(
        "rehabilitation_coverage",
        what=(
            "qualified rehabilitation within what basic insurance pays for",
            "符合条件的医疗康复项目纳入基本医保支付范围",
        ),
        who=("disabled people enrolled in basic insurance", "参加基本医保的残疾人"),
        register="hunan-2017/medical-insurance/rehab-coverage",
        holds=_disabled_and_insured,
        begins=_ISSUED_2017,
    ),
    _row(
        "two_cancer_screening",
        what=("free screening for breast and cervical cancer", "乳腺癌、宫颈癌免费筛查"),
        who=("rural women in poor areas", "贫困地区农村妇女"),
        register="hunan-2017/health/free-screening",
        holds=_screened,
        begins=_ISSUED_2017,
        leaves_open=(_AGES,),
    ),
)
"""Every entitlement, by document."""

NOT_CARRIED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "hunan-2021/medical/internet-care-coverage": "says which services insurance pays for, not for whom",
        "hunan-2021/medical/order-directed-students": "directs places for medical students to areas",
        "guizhou-2021/people/free-doctors": "trains doctors for areas; who may study is not stated",
        "hunan-2017/health/free-village-doctors": "trains doctors for areas; who may study is not stated",
    }
)
"""Ids of the register that no row implements, and why.

Of hunan-2017/health/free-screening only cancer screening is a row: checks before pregnancy, folic acid and newborn
screening depend on a pregnancy or a birth, which no model records.
"""
