"""Enumerations used by the models, each value with its Chinese term."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from ..wording import Language


@cache
def terms(of: type[StrEnum]) -> Mapping[StrEnum, str]:
    """The Chinese term of each value, as the docstring of an enumeration lists them.

    >>> terms(Sex)[Sex.MALE]
    '男'
    """
    listed = " ".join((of.__doc__ or "").split()).rsplit(": ", 1)[-1].rstrip(".")
    return dict(zip(of, listed.split(", "), strict=True))


def in_words(option: StrEnum, lang: Language) -> str:
    """A value in words, in English or Chinese.

    >>> in_words(RiskKind.LACK_OF_LABOUR, "en"), in_words(RiskKind.LACK_OF_LABOUR, "zh")
    ('lack of labour', '缺劳力')
    """
    return option.value.replace("_", " ") if lang == "en" else terms(type(option))[option]


class Sex(StrEnum):
    """Sex (性别), numbered as by GB/T 2261.1: 男, 女."""

    MALE = "male"
    FEMALE = "female"


class DisabilityKind(StrEnum):
    """Kind of disability (残疾类别): 无, 视力, 听力, 言语, 肢体, 智力, 精神, 多重."""

    NONE = "none"
    VISUAL = "visual"
    HEARING = "hearing"
    SPEECH = "speech"
    LIMB = "limb"
    INTELLECTUAL = "intellectual"
    MENTAL = "mental"
    MULTIPLE = "multiple"


class Disease(StrEnum):
    """Disease (病种): 高血压, 糖尿病, 结核病, 严重精神障碍, 儿童急性淋巴细胞白血病, 儿童急性早幼粒细胞白血病,
    儿童先天性心脏房间隔缺损, 儿童先天性心脏室间隔缺损, 食管癌, 胃癌, 结肠癌, 直肠癌, 终末期肾病, 白内障,
    乳腺癌, 宫颈癌, 其他.
    """  # noqa: D205 - the terms take more than one line

    HYPERTENSION = "hypertension"
    DIABETES = "diabetes"
    TUBERCULOSIS = "tuberculosis"
    SEVERE_MENTAL_DISORDER = "severe_mental_disorder"
    CHILDHOOD_LYMPHOBLASTIC_LEUKAEMIA = "childhood_lymphoblastic_leukaemia"
    CHILDHOOD_PROMYELOCYTIC_LEUKAEMIA = "childhood_promyelocytic_leukaemia"
    CHILDHOOD_ATRIAL_SEPTAL_DEFECT = "childhood_atrial_septal_defect"
    CHILDHOOD_VENTRICULAR_SEPTAL_DEFECT = "childhood_ventricular_septal_defect"
    OESOPHAGEAL_CANCER = "oesophageal_cancer"
    GASTRIC_CANCER = "gastric_cancer"
    COLON_CANCER = "colon_cancer"
    RECTAL_CANCER = "rectal_cancer"
    END_STAGE_RENAL_DISEASE = "end_stage_renal_disease"
    CATARACT = "cataract"
    BREAST_CANCER = "breast_cancer"
    CERVICAL_CANCER = "cervical_cancer"
    OTHER = "other"


class CareKind(StrEnum):
    """Kind of care (就诊类别): 门诊, 住院."""

    OUTPATIENT = "outpatient"
    INPATIENT = "inpatient"


class MedicalScheme(StrEnum):
    """Scheme of basic medical insurance (险种类型): 城乡居民基本医疗保险, 职工基本医疗保险."""

    RESIDENTS = "residents"
    EMPLOYEES = "employees"


class LabourCapacity(StrEnum):
    """Labour capacity (劳动能力): 有, 部分丧失, 完全丧失或无."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class SelfCare(StrEnum):
    """How far a person can care for themselves (生活自理能力): 完全自理, 部分丧失（半护理）, 完全丧失（全护理）."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class SchoolStage(StrEnum):
    """Stage of school that a person attends (就学阶段): 学前, 小学, 初中, 普通高中, 中职, 高职高专, 本科及以上."""

    PRESCHOOL = "preschool"
    PRIMARY = "primary"
    JUNIOR_SECONDARY = "junior_secondary"
    UPPER_SECONDARY = "upper_secondary"
    SECONDARY_VOCATIONAL = "secondary_vocational"
    HIGHER_VOCATIONAL = "higher_vocational"
    UNIVERSITY = "university"


class PostKind(StrEnum):
    """Kind of post at the grass roots (基层岗位类别): 乡村学校教师, 乡村医疗卫生人员, 其他基层单位."""

    RURAL_TEACHER = "rural_teacher"
    RURAL_HEALTH_WORKER = "rural_health_worker"
    OTHER = "other"


class Certificate(StrEnum):
    """Vocational qualification (职业资格证书): 无, 初级, 中级, 高级及以上."""

    NONE = "none"
    INITIAL = "initial"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"

    @classmethod
    def basic(cls) -> tuple[Certificate, Certificate]:
        """The initial and the intermediate one (初、中级)."""
        return cls.INITIAL, cls.INTERMEDIATE


class BusinessKind(StrEnum):
    """Kind of business (经营项目类别): 种养, 网店, 光伏发电, 乡村旅游, 其他."""

    FARMING = "farming"
    ONLINE_SHOP = "online_shop"
    PHOTOVOLTAIC = "photovoltaic"
    TOURISM = "tourism"
    OTHER = "other"


class BusinessStage(StrEnum):
    """Stage of a business (创业阶段): 有创业愿望, 经营中."""

    WISHED_FOR = "wished_for"
    RUNNING = "running"


class InsuranceKind(StrEnum):
    """Kind of insurance that a household holds (险种): 防返贫（防贫）保险, 特色产业保险, 其他."""

    AGAINST_POVERTY = "against_poverty"
    FEATURED_PRODUCTS = "featured_products"
    OTHER = "other"


class SecurityKind(StrEnum):
    """Security for a loan (抵质押物): 土地经营权, 农机具, 大棚, 农产品, 保单, 住房财产权, 宅基地使用权, 其他, 无."""

    LAND_MANAGEMENT_RIGHT = "land_management_right"
    FARM_MACHINERY = "farm_machinery"
    GREENHOUSE = "greenhouse"
    FARM_PRODUCTS = "farm_products"
    FARM_INSURANCE_POLICY = "farm_insurance_policy"
    HOUSE = "house"
    HOMESTEAD = "homestead"
    OTHER = "other"
    NONE = "none"


class DwellingGrade(StrEnum):
    """Grade of a dwelling's safety (住房安全等级): A级, B级, C级, D级."""

    A = "a"
    B = "b"
    C = "c"
    D = "d"


class HousingMeans(StrEnum):
    """How a household came by its home (住房保障方式): 自建或自购, 危房改造, 统建农村集体公租房, 修缮加固闲置公房,
    置换闲置农房, 长期租赁闲置农房, 易地扶贫搬迁, 其他.
    """  # noqa: D205 - the terms take more than one line

    OWN = "own"
    RENOVATION = "renovation"
    COLLECTIVE_RENTAL = "collective_rental"
    REPAIRED_PUBLIC_HOUSE = "repaired_public_house"
    EXCHANGE = "exchange"
    LONG_LEASE = "long_lease"
    RELOCATION = "relocation"
    OTHER = "other"


class HousingHelpKind(StrEnum):
    """Kind of help for a dwelling (住房保障支持): 危房改造补助, 抗震改造补助, 因灾倒损农房恢复重建补助, 易地扶贫搬迁,
    其他.
    """  # noqa: D205 - the terms take more than one line

    RENOVATION = "renovation"
    SEISMIC_RETROFIT = "seismic_retrofit"
    DISASTER_REBUILDING = "disaster_rebuilding"
    RELOCATION = "relocation"
    OTHER = "other"


class ResettlementMode(StrEnum):
    """Mode of resettlement (安置方式): 集中安置, 分散安置."""

    CONCENTRATED = "concentrated"
    SCATTERED = "scattered"


class SettlementKind(StrEnum):
    """Kind of settlement (安置点类别): 城镇安置点, 农村安置点."""

    URBAN = "urban"
    RURAL = "rural"


class SettlementSize(StrEnum):
    """Size of a settlement (安置点规模): 大型, 中型, 小型."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"


class WaterSupply(StrEnum):
    """Kind of water supply (供水方式): 集中供水, 分散供水."""

    CENTRAL = "central"
    SCATTERED = "scattered"


class Employment(StrEnum):
    """Kind of work that a person does (就业类别): 务农, 县内务工, 外出务工, 公益性岗位, 自主经营."""

    FARMING = "farming"
    WORKING_IN_COUNTY = "working_in_county"
    WORKING_AWAY = "working_away"
    PUBLIC_POST = "public_post"
    SELF_EMPLOYED = "self_employed"


class PublicPost(StrEnum):
    """Public-welfare post (公益性岗位类别): 护林员, 护渔员, 保洁员, 生态保护区岗位, 其他."""

    FOREST_GUARD = "forest_guard"
    FISHERY_GUARD = "fishery_guard"
    CLEANER = "cleaner"
    PROTECTED_AREA = "protected_area"
    OTHER = "other"


class EmploymentServiceKind(StrEnum):
    """Kind of employment service (就业服务类别): 岗位推荐, 职业指导, 免费技能培训, 其他技能培训, 其他."""

    JOB_OFFER = "job_offer"
    GUIDANCE = "guidance"
    FREE_TRAINING = "free_training"
    OTHER_TRAINING = "other_training"
    OTHER = "other"


class IncomeKind(StrEnum):
    """Kind of income (收入类别): 工资性, 经营性, 财产性, 转移性."""

    WAGE = "wage"
    BUSINESS = "business"
    PROPERTY = "property"
    TRANSFER = "transfer"

    @property
    def may_be_negative(self) -> bool:
        """Whether it is recorded net of what was paid out: rent and interest, or support of relatives elsewhere."""
        return self in (IncomeKind.PROPERTY, IncomeKind.TRANSFER)


class RiskKind(StrEnum):
    """Kind of risk (风险类别): 因病, 因残, 因学, 因灾, 因意外, 缺劳力, 务工不稳, 住房, 饮水, 其他."""

    ILLNESS = "illness"
    DISABILITY = "disability"
    SCHOOLING = "schooling"
    DISASTER = "disaster"
    ACCIDENT = "accident"
    LACK_OF_LABOUR = "lack_of_labour"
    UNSTABLE_WORK = "unstable_work"
    HOUSING = "housing"
    WATER = "water"
    OTHER = "other"


class RiskState(StrEnum):
    """State of a risk (风险状态): 未消除, 稳定消除, 自然消除."""

    OPEN = "open"
    RESOLVED = "resolved"
    VANISHED = "vanished"


class SupportKind(StrEnum):
    """Kind of support (帮扶措施): 产业, 就业, 健康, 教育, 住房, 饮水, 综合保障, 其他."""

    INDUSTRY = "industry"
    EMPLOYMENT = "employment"
    HEALTH = "health"
    EDUCATION = "education"
    HOUSING = "housing"
    WATER = "water"
    SOCIAL_SECURITY = "social_security"
    OTHER = "other"


class VillageClass(StrEnum):
    """Class of a village (村类别): 一般村, 重点帮扶村, 示范创建村."""

    ORDINARY = "ordinary"
    KEY_SUPPORT = "key_support"
    DEMONSTRATION = "demonstration"
