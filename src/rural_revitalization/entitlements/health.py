"""Health entitlements granted without a figure (健康帮扶): treatment, contract services, screening.

References: hunan-14fyp-2021 第二章第二节二 and 第三章第七节二; yiyang-14fyp-2021 第二章第二节二; guizhou-14fyp-2021
第五章第八节 and 第七章第五节; hunan-13fyp-2017 六（一）, 六（二）, 六（三）, 专栏12（一） and 专栏12（二）.

Readings: the poor of the 2016-2020 plan are the registered poor, since its scope is all of them. In Hunan's plan for
2021-2025 the management of four chronic diseases is part of the contract service and so for the exited; Yiyang's
names no class of people, and grants it in light of the areas that exited poverty (结合脱贫地区实际): whom it serves
elsewhere is not stated. Guizhou keeps its policies unchanged, and they were for poor households (第一章第一节), which
have since exited: whom else they serve is not stated. Where the 2016-2020 plan speaks of major and chronic diseases
without a list, its own nine major ones and those four chronic ones count, and others are open.

Limitations: contract services are to be extended to further groups step by step (Hunan, Yiyang); that gives nobody a
right yet. Doctors are trained free for areas that were poor; who may study is not stated. Doctors decide how an illness
is treated. An overlay that carries figures forward carries no entitlements.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ..algebra import Truth
from ..cases import Case, exited, female
from ..models import Disease, LocalFigures, Person
from ..wording.worded import Words
from .classes_of_people import BEING_DISABLED, DISABLED, EXITED, POOR, REGISTERED_POOR
from .entitlement import GUIZHOU_2021, HUNAN_2017, HUNAN_2021, YIYANG_2021, grant
from .schools import FROM_POOR_AREAS, UNIVERSITY_CANDIDATES
from .who import Being, Unstated, Who, among

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
"""The nine major diseases (大病专项救治病种) of hunan-13fyp-2017."""

_EVERY: Final = frozenset(Disease)


# -- conditions not stated --------------------------------------------------------------------------------

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
_ADMITTED: Final = Unstated("entitlements.trained_free", "who is trained free", "免费培养对象")
_AGES: Final = Unstated("entitlements.ages_screened", "at which ages women are screened", "筛查年龄范围")


# -- who ---------------------------------------------------------------------------------------------------


def _ill(diseases: frozenset[Disease], label: str, zh: str) -> Being:
    """People with one of some diseases, or with what the words call them."""
    return Being(among(Person.diagnoses, *diseases), f"with {label}", f"患{zh}的")


_FOUR_CHRONIC: Final = "hypertension, diabetes, tuberculosis or a severe mental disorder"
_FOUR_CHRONIC_ZH: Final = "高血压、糖尿病、结核病、严重精神障碍"
_CHRONIC: Final = _ill(CHRONIC, _FOUR_CHRONIC, _FOUR_CHRONIC_ZH)
_INSURED: Final = Being(Person.insured, "enrolled in basic insurance", "参加基本医保的")

# Guizhou keeps its policies unchanged, and the households that they were for have exited.
_SERVED_IN_GUIZHOU: Final = Who(
    exited, "people of exited households", "脱贫人口", reading="policies_kept_serve_the_exited"
).or_else(_WHOM_ELSE)


def _seriously_ill(case: Case) -> Truth:
    """The plan lists no diseases here: its nine major ones and the four that the plans of 2021 call chronic count."""
    named = case[Person.diagnoses].among(*(MAJOR | CHRONIC))
    another = case[Person.diagnoses].among(*(_EVERY - MAJOR - CHRONIC))
    return case[Person.gravely_ill] | named | (another & _SERIOUS.open)


def _chronically_ill_in_guizhou(case: Case) -> Truth:
    """The plan names hypertension alone."""
    another = case[Person.diagnoses].among(*(_EVERY - {Disease.HYPERTENSION}))
    return case[Person.diagnoses].among(Disease.HYPERTENSION) | (another & _CONTRACTED.open)


_MAJOR_IN_GUIZHOU: Final = _ill(_EVERY, "a major disease", "大病").as_far_as(_TREATED)
_CHRONIC_IN_GUIZHOU: Final = Being(
    _chronically_ill_in_guizhou,
    "with hypertension or another main chronic disease",
    "患高血压等主要慢病的",
    (_CONTRACTED,),
)
_SERIOUSLY_ILL: Final = Being(_seriously_ill, "with a major or chronic disease", "患重大疾病、慢性病的", (_SERIOUS,))
_IN_EXITED_AREA: Final = Being(LocalFigures.poor_area, "in areas that exited poverty", "脱贫地区的").or_else(_ELSEWHERE)
_PATIENTS: Final = Who(among(Person.diagnoses, *CHRONIC), f"people with {_FOUR_CHRONIC}", f"{_FOUR_CHRONIC_ZH}患者")
_RURAL_WOMEN: Final = Who(female, "rural women", "农村妇女") & Being(
    LocalFigures.poor_area, "in poor areas", "贫困地区的"
).as_far_as(_AGES)
_TRAINED: Final = (UNIVERSITY_CANDIDATES & FROM_POOR_AREAS).as_far_as(_ADMITTED)
_POOR_DISABLED: Final = POOR & BEING_DISABLED

# -- the rows ---------------------------------------------------------------------------------------------

_HUNAN: Final = HUNAN_2021["medical/chronic-diseases"]
_GUIZHOU: Final = GUIZHOU_2021["health/policy"]
_TRAINING: Final = ("free training as a rural doctor", "农村订单定向医学生免费培养")
_MANAGEMENT: Final = ("standard management of a main chronic disease", "主要慢性病规范管理和健康服务")

ROWS: Final = (
    grant("contract_service", "contract service of a family doctor", "家庭医生签约服务", to=EXITED, by=_HUNAN),
    grant(
        "chronic_disease_management",
        *_MANAGEMENT,
        to=EXITED & _CHRONIC,
        by=_HUNAN,
        reading="chronic_patients_have_exited",
    ),
    grant(
        "chronic_disease_management",
        *_MANAGEMENT,
        to=_PATIENTS & _IN_EXITED_AREA,
        by=YIYANG_2021["medical/chronic-diseases"],
    ),
    grant("doctor_training", *_TRAINING, to=_TRAINED, by=HUNAN_2021["medical/order-directed-students"]),
    grant("doctor_training", *_TRAINING, to=_TRAINED, by=GUIZHOU_2021["people/free-doctors"]),
    grant(
        "doctor_training",
        "free training as a village doctor or a rural doctor",
        "本土化免费培养乡村医生、农村订单定向免费医学生培养",
        to=_TRAINED,
        by=HUNAN_2017["health/free-village-doctors"],
    ),
    grant(
        "special_treatment",
        "special treatment of a major disease",
        "大病专项救治",
        to=_SERVED_IN_GUIZHOU & _MAJOR_IN_GUIZHOU,
        by=_GUIZHOU,
    ),
    grant(
        "contract_service",
        "contract service for a main chronic disease",
        "主要慢病签约服务",
        to=_SERVED_IN_GUIZHOU & _CHRONIC_IN_GUIZHOU,
        by=_GUIZHOU,
    ),
    grant(
        "treatment_before_payment",
        "treatment before payment within the county",
        "县域内先诊疗后付费",
        to=_SERVED_IN_GUIZHOU,
        by=_GUIZHOU,
    ),
    grant(
        "special_treatment",
        "concentrated treatment of one of nine major diseases",
        "大病专项救助、集中救治",
        to=POOR & _ill(MAJOR, "one of nine major diseases", "九种大病"),
        by=HUNAN_2017["health/disease-list"],
    ),
    grant(
        "classified_treatment",
        "treatment by experts, in an able hospital nearby or at a primary institution, as the illness needs",
        "分类救治",
        to=POOR & _SERIOUSLY_ILL,
        by=HUNAN_2017["health/classified-treatment"],
    ),
    grant(
        "cataract_treatment",
        "free treatment of cataract",
        "“光明工程”白内障免费救治",
        to=POOR & _ill(frozenset({Disease.CATARACT}), "cataract", "白内障"),
        by=HUNAN_2017["health/cataract-free"],
    ),
    grant(
        "health_record",
        "a health record, before others, and contract services",
        "优先建立健康档案、签约服务",
        to=REGISTERED_POOR,
        by=HUNAN_2017["health/health-record"],
    ),
    grant(
        "iodised_salt",
        "a subsidy for qualified iodised salt",
        "食用合格碘盐政府补贴",
        to=REGISTERED_POOR,
        by=HUNAN_2017["health/iodized-salt"],
    ),
    grant(
        "disabled_medical_assistance",
        "more medical assistance",
        "加大医疗救助力度",
        to=_POOR_DISABLED,
        by=HUNAN_2017["health/disabled-assistance"],
    ),
    grant(
        "basic_rehabilitation",
        "basic rehabilitation, where it is needed",
        "有需要的，提供基本康复服务",
        to=_POOR_DISABLED,
        by=HUNAN_2017["health/disabled-assistance"],
    ),
    grant(
        "two_cancer_relief",
        "more relief for breast or cervical cancer",
        "乳腺癌、宫颈癌加大救助力度",
        to=POOR
        & _ill(
            frozenset({Disease.BREAST_CANCER, Disease.CERVICAL_CANCER}), "breast or cervical cancer", "乳腺癌、宫颈癌"
        ),
        by=HUNAN_2017["health/two-cancer-poor-relief"],
    ),
    grant(
        "rehabilitation_coverage",
        "qualified rehabilitation within what basic insurance pays for",
        "符合条件的医疗康复项目纳入基本医保支付范围",
        to=DISABLED & _INSURED,
        by=HUNAN_2017["medical-insurance/rehab-coverage"],
    ),
    grant(
        "two_cancer_screening",
        "free screening for breast and cervical cancer",
        "乳腺癌、宫颈癌免费筛查",
        to=_RURAL_WOMEN,
        by=HUNAN_2017["health/free-screening"],
    ),
)
"""Every entitlement, by document."""

NOT_CARRIED: Final[Mapping[str, Words]] = MappingProxyType({})
"""Ids of the register that no row implements, and why.

Of hunan-2017/health/free-screening only cancer screening is a row: checks before pregnancy, folic acid and newborn
screening depend on a pregnancy or a birth, which no model records.
"""
