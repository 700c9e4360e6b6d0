"""A person (人口信息)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, Final

from dateutil.relativedelta import relativedelta

from .. import fields
from ..algebra import ZERO, Amount, Number, Unknown, maximum, sum_of, when
from ..errors import Mismatch, raise_if_any
from ..fields.annotations import (
    ChoiceRecord,
    CodedRecords,
    CountRecord,
    DatedRecord,
    DayRecord,
    MoneyRecord,
    Records,
    RequiredText,
    TextRecord,
    TruthRecord,
    WidenedRecord,
)
from .answers import all_of, any_of
from .bill import MedicalBill
from .business import Business
from .checks import in_order
from .derived import derived
from .diagnosis import Diagnosis
from .employment_service import EmploymentService
from .enums import (
    BusinessKind,
    BusinessStage,
    DisabilityKind,
    Disease,
    Employment,
    EmploymentServiceKind,
    IncomeKind,
    LabourCapacity,
    PostKind,
    PublicPost,
    SchoolStage,
    SelfCare,
    Sex,
)
from .grassroots_post import GrassrootsPost, full_years
from .guard_assessment import GuardAssessment
from .identity import identity_faults
from .job import Job
from .schooling import AFTER_COMPULSORY, COMPULSORY, HIGHER, Schooling
from .spell import AllowanceSpell, Spell
from .training import Training

_BIRTH_DISPUTED: Final = Unknown(False, True, {"birth_date", "bills"})


@fields.model_class
class Income:
    """Income of one kind over the year (收入), in yuan, before business costs.

    Property income and transfers are net of what was paid out, and may be negative; raises `InvalidInput` for others.
    """

    kind: IncomeKind | None = fields.choice("kind of income", zh="收入类别", of=IncomeKind, required=True)
    amount: MoneyRecord = fields.money("amount", zh="金额", low=None, unit="yuan per year")

    def __attrs_post_init__(self) -> None:
        raise_if_any(self._negative(), "Income")

    def _negative(self) -> Iterator[Mismatch]:
        if self.amount is not None and self.amount < 0 and self.kind is not None and not self.kind.may_be_negative:
            expected = f"yuan, at least 0.00 for income of kind {self.kind.value}"
            yield Mismatch("amount", expected, str(self.amount), rule="only_net_income_is_negative")


@fields.model_class
class Person:
    """A person (人口): identity, needs, income, bills and class memberships.

    None means not recorded; an empty list means recorded as none.

    `id` is the record key, not the identity number. `name` and `identity_number` appear in no `repr` and no error.
    Class memberships are spells: the dates on which the person belongs to the class. A person belongs to the household
    from `joined_on` on, until the day before `left_on` or `died_on`; without such a day, always. `contribution` is the
    tier (档次) that the person pays, in yuan per year, where the county has several.
    """

    id: RequiredText = fields.text("record key", zh="人员编号", required=True)
    name: TextRecord = fields.text("name", zh="姓名", private=True)
    identity_number: TextRecord = fields.text("identity number", zh="身份证号", private=True)
    birth_date: DayRecord = fields.day("date of birth", zh="出生日期")
    joined_on: DayRecord = fields.day("joined the household on", zh="入户日期")
    left_on: DayRecord = fields.day("left the household on", zh="离户日期")
    died_on: DayRecord = fields.day("died on", zh="死亡日期")
    sex: ChoiceRecord[Sex] = fields.choice("sex", zh="性别", of=Sex)
    disability_kind: ChoiceRecord[DisabilityKind] = fields.choice(
        "kind of disability", zh="残疾类别", of=DisabilityKind
    )
    disability_grade: CountRecord = fields.count("grade of disability", zh="残疾等级", low=1, high=4)
    labour_capacity: ChoiceRecord[LabourCapacity] = fields.choice("labour capacity", zh="劳动能力", of=LabourCapacity)
    self_care: ChoiceRecord[SelfCare] = fields.choice("ability to care for oneself", zh="生活自理能力", of=SelfCare)
    stable_income: TruthRecord = fields.truth(
        "has a stable income through industry or work", zh="通过产业就业获得稳定收入"
    )
    source_of_living: TruthRecord = fields.truth("has a source of living", zh="有生活来源")
    supporter_able: TruthRecord = fields.truth(
        "somebody obliged to support the person is able to", zh="法定义务人有履行义务能力"
    )
    schoolings: Records[Schooling] = fields.records("stages of school attended", zh="就学记录", of=Schooling)
    posts: Records[GrassrootsPost] = fields.records("posts at the grass roots", zh="基层任职", of=GrassrootsPost)
    employment: DatedRecord[Job] = fields.records("in work", zh="就业", of=Job)
    willing_to_work: DatedRecord[Spell] = fields.records("wants to work", zh="有就业意愿", of=Spell)
    hard_to_employ: DatedRecord[Spell] = fields.records("registered as hard to employ", zh="就业困难人员", of=Spell)
    discharged_soldier: DatedRecord[Spell] = fields.records("discharged soldier", zh="退役军人", of=Spell)
    employee_pension: DatedRecord[Spell] = fields.records(
        "in employees' pension insurance", zh="参加企业职工基本养老保险", of=Spell
    )
    unemployment_insured: DatedRecord[Spell] = fields.records(
        "insured against unemployment", zh="参加失业保险", of=Spell
    )
    services_received: Records[EmploymentService] = fields.records(
        "employment services received", zh="就业服务记录", of=EmploymentService
    )
    guard_assessments: Records[GuardAssessment] = fields.records(
        "assessments for a post as a guard", zh="护林员、护渔员考察", of=GuardAssessment
    )
    trainings: Records[Training] = fields.records("vocational training", zh="职业技能培训记录", of=Training)
    businesses: Records[Business] = fields.records("businesses wished for or run", zh="创业经营记录", of=Business)
    reservoir_migrant: TruthRecord = fields.truth("resettled for a reservoir", zh="水库移民")
    insured: TruthRecord = fields.truth("enrolled in residents' medical insurance", zh="参加城乡居民医保")
    contribution: MoneyRecord = fields.money(
        "own insurance contribution", zh="本人居民医保缴费档次", unit="yuan per person and year"
    )
    local_measure_met: TruthRecord = fields.truth(
        "meets the locality's measure of low income", zh="符合当地低收入家庭认定办法"
    )
    pension_insured: TruthRecord = fields.truth(
        "contributes to residents' pension insurance", zh="城乡居民养老保险缴费人员"
    )
    military_family: TruthRecord = fields.truth("of a serviceman's or martyr's family", zh="军烈属")
    gravely_ill: TruthRecord = fields.truth("gravely ill", zh="重病患者")
    high_medical_cost: TruthRecord = fields.truth("has incurred high medical costs", zh="发生高额医疗费用")
    burden_heavy: TruthRecord = fields.truth(
        "medical costs left to pay are still heavy", zh="三重制度支付后个人负担医疗费用仍然较重"
    )
    diagnoses: CodedRecords[Diagnosis, Disease] = fields.records("diagnoses", zh="确诊疾病", of=Diagnosis)
    income: Records[Income] = fields.records("income by kind", zh="收入", of=Income)
    bills: Records[MedicalBill] = fields.records("medical bills", zh="医疗费用", of=MedicalBill)
    extreme_poverty: DatedRecord[Spell] = fields.records("in extreme poverty", zh="特困人员", of=Spell)
    severely_disabled: DatedRecord[Spell] = fields.records("registered as severely disabled", zh="重度残疾人", of=Spell)
    orphan: DatedRecord[Spell] = fields.records("orphan", zh="孤儿", of=Spell)
    de_facto_unattended_child: DatedRecord[Spell] = fields.records(
        "de facto unattended child", zh="事实无人抚养儿童", of=Spell
    )
    minimum_living_allowance: WidenedRecord[Spell, AllowanceSpell] = fields.records(
        "receives the minimum living allowance", zh="低保对象", of=AllowanceSpell, widen=AllowanceSpell.of
    )
    low_income: DatedRecord[Spell] = fields.records(
        "monitored by civil affairs as low-income", zh="农村低收入人口", of=Spell
    )
    returned_to_poverty: DatedRecord[Spell] = fields.records(
        "returned to or fell into poverty", zh="返贫致贫人口", of=Spell
    )
    child_in_difficulty: DatedRecord[Spell] = fields.records("child in difficulty", zh="困境儿童", of=Spell)
    sick_or_disabled_child: DatedRecord[Spell] = fields.records("sick or disabled child", zh="病残儿童", of=Spell)
    special_difficulty: DatedRecord[Spell] = fields.records("in special difficulty", zh="特殊困难人口", of=Spell)
    unfit_for_study: DatedRecord[Spell] = fields.records(
        "unable to study for reasons of health", zh="因身体原因不具备学习条件", of=Spell
    )
    left_behind: DatedRecord[Spell] = fields.records("left behind by parents who work away", zh="留守儿童", of=Spell)
    in_institution: DatedRecord[Spell] = fields.records("cared for in an institution", zh="集中供养", of=Spell)

    def __attrs_post_init__(self) -> None:
        raise_if_any(self._checks(), "Person")

    def _checks(self) -> Iterator[Mismatch]:
        if self.disability_grade is not None and self.disability_kind in (None, DisabilityKind.NONE):
            yield Mismatch(
                "disability_kind", "a kind, since a grade is given", str(self.disability_kind), rule="grade_needs_kind"
            )
        yield from in_order("joined_on", self.joined_on, "left_on", self.left_on)
        yield from in_order("joined_on", self.joined_on, "died_on", self.died_on)
        if self.identity_number is not None:
            yield from identity_faults(self.identity_number, self.birth_date, self.sex)

    def member_on(self, on: date) -> bool:
        """Whether the person belongs to the household on a day (当日在户); no longer on the day of leaving or death."""
        return not self._comes_after(on) and not self._gone_by(on)

    def born_after(self, on: date) -> bool:
        """Whether the recorded date of birth is after a day, on which nothing can have happened to the person."""
        return self.birth_date is not None and self.birth_date > on

    def shared_since(self, first: date, on: date) -> bool:
        """Whether the person belonged to the household at some time from a first day on, up to a day."""
        return not self._comes_after(on) and not self._gone_by(first)

    def _comes_after(self, on: date) -> bool:
        return self.joined_on is not None and self.joined_on > on

    def _gone_by(self, on: date) -> bool:
        return (self.left_on is not None and self.left_on <= on) or (self.died_on is not None and self.died_on <= on)

    @derived(fields.truth, "receives the allowance alone", zh="单人户享受低保", record="minimum_living_allowance")
    def allowance_alone(self, on: date) -> bool | None:
        """Whether the allowance received on a date is the person's own (单人户); false for who receives none."""
        alone: bool | None = self._of_allowance(on, "alone", False)
        return alone

    @derived(
        fields.money,
        "own grant of the allowance",
        zh="单人户低保金",
        record="minimum_living_allowance",
        unit="yuan per month",
    )
    def own_allowance_grant(self, on: date) -> Amount | None:
        """The recorded grant of the spell that covers a date, in yuan per month; 0.00 for who receives none."""
        grant: Amount | None = self._of_allowance(on, "grant", ZERO)
        return grant

    def _of_allowance(self, on: date, name: str, none: Any) -> Any:
        """What the spell that covers a date says, `none` if there is none; None where it, or which it is, is open."""
        if self.minimum_living_allowance is None:
            return None
        said = {getattr(spell, name) for spell in self.minimum_living_allowance if spell.covers(on)}
        return none if not said else said.pop() if len(said) == 1 else None

    @derived(fields.count, "age in full years", zh="周岁", record="birth_date", unit="years", high=150)
    def age(self, on: date) -> int | None:
        """The age in completed years (周岁) on a date."""
        return None if self.birth_date is None else _age(self.birth_date, on)

    @derived(
        fields.money,
        "in-scope cost of the year after basic insurance",
        zh="基本医保支付后政策范围内费用",
        record="bills",
    )
    def in_scope_cost(self, on: date) -> Amount | None:
        """The year's in-scope cost after basic insurance, in yuan, from the bills settled up to a date.

        At least 0; a range if bills are not recorded, or not in full.
        """
        if self.bills is None:
            return None
        taken = (self.disputed(bill, bill.in_scope_after_basic(on)) for bill in self._bills_of_year(on))
        return maximum(sum_of(taken), ZERO)

    def disputed(self, bill: MedicalBill, amount: Amount) -> Amount:
        """An amount of a bill, or anything down to nothing where the bill was settled before the person was born."""
        return when(_BIRTH_DISPUTED, amount, ZERO) if self.born_after(bill.settled_on) else amount

    def _bills_of_year(self, on: date) -> Iterator[MedicalBill]:
        return (bill for bill in self.bills or () if bill.settled_in_year_up_to(on))

    @derived(
        fields.count,
        "age at the start of the school year",
        zh="学年起始周岁",
        record="birth_date",
        unit="years",
        high=150,
    )
    def age_at_school_start(self, on: date) -> int | None:
        """The age in completed years on the last 31 August by a date (学年起始周岁), 0 for who was born later."""
        if self.birth_date is None:
            return None
        last = date(on.year, 8, 31)
        return max(_age(self.birth_date, last if on >= last else date(on.year - 1, 8, 31)), 0)

    @derived(fields.truth, "at school", zh="在校就读", record="schoolings")
    def in_school(self, on: date) -> bool | None:
        """Whether the person attends school on a date (在校), kindergarten aside."""
        return self._attends(on, *(set(SchoolStage) - {SchoolStage.PRESCHOOL}))

    @derived(fields.truth, "at junior secondary school", zh="初中在读", record="schoolings")
    def in_junior_secondary(self, on: date) -> bool | None:
        """Whether the person attends junior secondary school on a date (初中)."""
        return self._attends(on, SchoolStage.JUNIOR_SECONDARY)

    @derived(fields.truth, "in vocational education", zh="接受中、高等职业教育", record="schoolings")
    def in_vocational(self, on: date) -> bool | None:
        """Whether the person attends a secondary or higher vocational school on a date (中职、高职)."""
        return self._attends(on, SchoolStage.SECONDARY_VOCATIONAL, SchoolStage.HIGHER_VOCATIONAL)

    @derived(
        fields.count,
        "months trained for an initial or intermediate certificate",
        zh="取得初、中级职业资格证书的培训月数",
        record="trainings",
        unit="months",
    )
    def certified_training(self, on: date) -> Number | None:
        """The full months of the longest course, over before a date, that led to such a certificate; 0 without one."""
        if self.trainings is None:
            return None
        months: Number = 0
        for course in self.trainings:
            months = maximum(months, course.certified_months(on))
        return months

    @derived(fields.truth, "compulsory education completed", zh="已完成义务教育", record="schoolings")
    def compulsory_completed(self, on: date) -> bool | None:
        """Whether the nine years of compulsory education (九年义务教育) were completed by a date."""
        return None if self.schoolings is None else any_of(item.ends_compulsory(on) for item in self.schoolings)

    @derived(fields.truth, "at kindergarten", zh="学前在读", record="schoolings")
    def in_preschool(self, on: date) -> bool | None:
        """Whether the person attends kindergarten on a date (学前)."""
        return self._attends(on, SchoolStage.PRESCHOOL)

    @derived(fields.truth, "at a school of compulsory education", zh="义务教育阶段在读", record="schoolings")
    def in_compulsory(self, on: date) -> bool | None:
        """Whether the person attends primary or junior secondary school on a date (小学、初中)."""
        return self._attends(on, *COMPULSORY)

    @derived(fields.truth, "boards at a school of compulsory education", zh="义务教育阶段寄宿", record="schoolings")
    def boards_in_compulsory(self, on: date) -> bool | None:
        """Whether the person boards at a primary or junior secondary school on a date (寄宿)."""
        return self._attends(on, *COMPULSORY, where="boarding")

    @derived(fields.truth, "at a rural school of compulsory education", zh="农村义务教育学校在读", record="schoolings")
    def in_rural_compulsory(self, on: date) -> bool | None:
        """Whether the person attends a rural primary or junior secondary school on a date (农村义务教育学校)."""
        return self._attends(on, *COMPULSORY, where="rural")

    @derived(fields.truth, "at ordinary senior secondary school", zh="普通高中在读", record="schoolings")
    def in_upper_secondary(self, on: date) -> bool | None:
        """Whether the person attends an ordinary senior secondary school on a date (普通高中)."""
        return self._attends(on, SchoolStage.UPPER_SECONDARY)

    @derived(fields.truth, "at secondary vocational school", zh="中职在读", record="schoolings")
    def in_secondary_vocational(self, on: date) -> bool | None:
        """Whether the person attends a secondary vocational school on a date (中职)."""
        return self._attends(on, SchoolStage.SECONDARY_VOCATIONAL)

    @derived(fields.truth, "in higher education", zh="高等教育在读", record="schoolings")
    def in_higher_education(self, on: date) -> bool | None:
        """Whether the person attends a higher vocational college or a university on a date (高职高专、本科及以上)."""
        return self._attends(on, *HIGHER)

    def _attends(self, on: date, *stages: SchoolStage, where: str | None = None) -> bool | None:
        """Whether one of the stages is attended, and what the field `where` of the record asks for holds there."""
        if self.schoolings is None:
            return None
        attended = (schooling for schooling in self.schoolings if schooling.covers(on) and schooling.stage in stages)
        return any_of(True if where is None else getattr(schooling, where) for schooling in attended)

    @derived(fields.truth, "teaches at a rural school", zh="乡村学校教师", record="posts")
    def teaches_in_rural_school(self, on: date) -> bool | None:
        """Whether the person teaches at a rural school on a date (乡村教师)."""
        return self._holds(on, PostKind.RURAL_TEACHER)

    @derived(fields.truth, "works in rural health care", zh="乡村医疗卫生人员", record="posts")
    def works_in_rural_health(self, on: date) -> bool | None:
        """Whether the person works in rural health care on a date (乡村医疗卫生人员)."""
        return self._holds(on, PostKind.RURAL_HEALTH_WORKER)

    @derived(
        fields.count,
        "full years taught at rural schools of poor areas",
        zh="在贫困地区乡村学校从教年数",
        record="posts",
        unit="years",
    )
    def years_taught_in_poor_areas(self, on: date) -> Number | None:
        """The full years that the person has taught at rural schools of poor areas by a date, added up (从教年数)."""
        return self._years_in_poor_areas(on, PostKind.RURAL_TEACHER)

    @derived(
        fields.count,
        "full years served at the grass roots of poor areas",
        zh="在贫困地区基层单位服务年数",
        record="posts",
        unit="years",
    )
    def years_served_in_poor_areas(self, on: date) -> Number | None:
        """The full years that the person has served at the grass roots of poor areas by a date, added up (服务年数)."""
        return self._years_in_poor_areas(on, *PostKind)

    def _holds(self, on: date, kind: PostKind) -> bool | None:
        return None if self.posts is None else any(post.covers(on) and post.kind is kind for post in self.posts)

    def _years_in_poor_areas(self, on: date, *kinds: PostKind) -> Number | None:
        """The full years of the posts recorded as in a poor area, to those of the posts that may be in one."""
        if self.posts is None:
            return None
        held = [post for post in self.posts if post.kind in kinds and post.in_poor_area is not False]
        least, most = full_years([post for post in held if post.in_poor_area], on), full_years(held, on)
        return least if least == most else Unknown(least, most, {"posts"})

    @derived(fields.truth, "wishes to start a business", zh="有创业愿望", record="businesses")
    def wishes_to_start(self, on: date) -> bool | None:
        """Whether the person wishes to start a business on a date (有创业愿望)."""
        return self._at(on, [BusinessStage.WISHED_FOR])

    @derived(fields.truth, "runs a business", zh="经营中", record="businesses")
    def runs_business(self, on: date) -> bool | None:
        """Whether the person runs a business on a date (经营中)."""
        return self._at(on, [BusinessStage.RUNNING])

    @derived(fields.truth, "opens or runs an online shop", zh="开设网店", record="businesses")
    def in_online_trade(self, on: date) -> bool | None:
        """Whether the person wishes to open or runs an online shop on a date (开设网店)."""
        return self._at(on, [*BusinessStage], BusinessKind.ONLINE_SHOP)

    @derived(fields.truth, "builds or runs photovoltaics", zh="建设或经营光伏电站", record="businesses")
    def in_photovoltaics(self, on: date) -> bool | None:
        """Whether the person wishes to build or runs a photovoltaic station on a date (分布式光伏电站)."""
        return self._at(on, [*BusinessStage], BusinessKind.PHOTOVOLTAIC)

    @derived(fields.truth, "runs a business in an incubator", zh="创业实体设在创业孵化基地", record="businesses")
    def in_incubator(self, on: date) -> bool | None:
        """Whether the person runs a business in an incubator on a date (创业孵化基地)."""
        if self.businesses is None:
            return None
        return any_of(
            business.in_incubator for business in self.businesses if business.is_at(on, BusinessStage.RUNNING)
        )

    def _at(self, on: date, stages: Collection[BusinessStage], *kinds: BusinessKind) -> bool | None:
        """Whether a business, of one of the kinds if any are named, is at one of the stages on a date."""
        if self.businesses is None:
            return None
        found = (business for business in self.businesses if not kinds or business.kind in kinds)
        return any(business.is_at(on, *stages) for business in found)

    @derived(fields.truth, "left after junior secondary school", zh="初中毕业未升学", record="schoolings")
    def left_junior_secondary(self, on: date) -> bool | None:
        """Whether the person completed junior secondary school by a date, and went on to no other (初中毕业未升学)."""
        return self._left(on, SchoolStage.JUNIOR_SECONDARY, higher=AFTER_COMPULSORY)

    @derived(fields.truth, "left after ordinary senior secondary school", zh="高中毕业未升学", record="schoolings")
    def left_upper_secondary(self, on: date) -> bool | None:
        """Whether the person completed ordinary senior secondary school by a date, and went on to no other."""
        return self._left(on, SchoolStage.UPPER_SECONDARY, higher=AFTER_COMPULSORY - {SchoolStage.UPPER_SECONDARY})

    @derived(fields.truth, "graduated from higher education", zh="高校毕业生", record="schoolings")
    def graduated(self, on: date) -> bool | None:
        """Whether the person completed college or university by a date, back at school or not (高校毕业生)."""
        return None if self.schoolings is None else self._completed(self.schoolings, on, *HIGHER)

    @derived(fields.truth, "left college", zh="离校高校毕业生", record="schoolings")
    def left_college(self, on: date) -> bool | None:
        """Whether the person completed college or university by a date, and attends no school (离校高校毕业生)."""
        return self._left(on, *HIGHER)

    @derived(fields.truth, "left vocational school", zh="离校中职毕业生", record="schoolings")
    def left_vocational_school(self, on: date) -> bool | None:
        """Whether the person completed a secondary vocational school by a date, and attends none (离校中职毕业生)."""
        return self._left(on, SchoolStage.SECONDARY_VOCATIONAL)

    def _left(self, on: date, *stages: SchoolStage, higher: Collection[SchoolStage] = ()) -> bool | None:
        """Whether one of the stages was completed and left by a date, none attended now, no `higher` one begun."""
        begun = None if self.schoolings is None else [item for item in self.schoolings if item.since <= on]
        if begun is None:
            return None
        if any(item.stage in higher or item.covers(on) for item in begun):
            return False
        return self._completed(begun, on, *stages)

    @staticmethod
    def _completed(attended: Iterable[Schooling], on: date, *stages: SchoolStage) -> bool | None:
        return any_of(item.completed for item in attended if item.stage in stages and item.ended(on))

    @derived(fields.truth, "in stable work", zh="稳定就业", record="employment")
    def in_stable_work(self, on: date) -> bool | None:
        """Whether a job of the day is stable, as the locality counts it (稳定就业)."""
        return self._works(on, lambda job: job.stable)

    @derived(fields.truth, "works for wages", zh="务工", record="employment")
    def in_wage_work(self, on: date) -> bool | None:
        """Whether the person works for wages on a date, in the county or away (务工、农民工)."""
        return self._works(on, lambda job: job.of_kind(Employment.WORKING_IN_COUNTY, Employment.WORKING_AWAY))

    @derived(fields.truth, "works away from the county", zh="外出务工", record="employment")
    def works_away(self, on: date) -> bool | None:
        """Whether the person works away from the county on a date (外出务工)."""
        return self._works(on, lambda job: job.of_kind(Employment.WORKING_AWAY))

    @derived(fields.truth, "came back from work away", zh="返乡农民工", record="employment")
    def returned_from_work_away(self, on: date) -> bool | None:
        """Whether the person worked away from the county before a date and no longer does (返乡农民工)."""
        if self.employment is None:
            return None
        kinds = [(job.covers(on), job.of_kind(Employment.WORKING_AWAY)) for job in self.employment if job.since <= on]
        away, before = (any_of(kind for now, kind in kinds if now is covers) for covers in (True, False))
        return False if away or before is False else None if None in (away, before) else True

    @derived(fields.truth, "self-employed", zh="自主创业", record="employment")
    def self_employed(self, on: date) -> bool | None:
        """Whether the person works in a business of their own on a date (自主经营、创业)."""
        return self._works(on, lambda job: job.of_kind(Employment.SELF_EMPLOYED))

    @derived(fields.truth, "runs a business that gives others work", zh="自主创业带动就业", record="employment")
    def creates_jobs(self, on: date) -> bool | None:
        """Whether the person runs a business on a date that gives others work (自主创业带动就业)."""
        return self._works(on, lambda job: all_of((job.of_kind(Employment.SELF_EMPLOYED), job.creates_jobs)))

    @derived(fields.truth, "in flexible work for wages", zh="灵活就业的务工人员", record="employment")
    def in_flexible_wage_work(self, on: date) -> bool | None:
        """Whether the person works for wages on a date without an employer (灵活就业的进城务工人员)."""
        wages = (Employment.WORKING_IN_COUNTY, Employment.WORKING_AWAY)
        return self._works(on, lambda job: all_of((job.of_kind(*wages), job.flexible)))

    @derived(fields.truth, "employed by an employer", zh="受雇务工", record="employment")
    def employed(self, on: date) -> bool | None:
        """Whether the person works for wages for an employer on a date (单位吸纳就业)."""
        wages = (Employment.WORKING_IN_COUNTY, Employment.WORKING_AWAY)
        return self._works(on, lambda job: all_of((job.of_kind(*wages), job.for_employer)))

    @derived(fields.truth, "a fishery guard", zh="护渔员", record="employment")
    def fishery_guard(self, on: date) -> bool | None:
        """Whether the person is a fishery guard on a date (护渔员)."""
        return self._works(on, lambda job: job.in_post(PublicPost.FISHERY_GUARD))

    def _works(self, on: date, test: Callable[[Job], bool | None]) -> bool | None:
        return None if self.employment is None else any_of(test(job) for job in self.employment if job.covers(on))

    @derived(
        fields.count, "offers of jobs this year", zh="本年岗位推荐次数", record="services_received", unit="occasions"
    )
    def job_offers_of_year(self, on: date) -> int | None:
        """The offers of jobs received in the year of a date, up to it (岗位推荐)."""
        return self._services(on, EmploymentServiceKind.JOB_OFFER)

    @derived(
        fields.count, "career guidance this year", zh="本年职业指导次数", record="services_received", unit="occasions"
    )
    def guidance_of_year(self, on: date) -> int | None:
        """The sessions of career guidance in the year of a date, up to it (职业指导)."""
        return self._services(on, EmploymentServiceKind.GUIDANCE)

    @derived(
        fields.count, "free training this year", zh="本年免费技能培训次数", record="services_received", unit="occasions"
    )
    def free_trainings_of_year(self, on: date) -> int | None:
        """The free trainings in a skill in the year of a date, up to it (免费技能培训)."""
        return self._services(on, EmploymentServiceKind.FREE_TRAINING)

    @derived(
        fields.count,
        "employment services this year",
        zh="本年就业服务次数",
        record="services_received",
        unit="occasions",
    )
    def services_of_year(self, on: date) -> int | None:
        """The employment services of any kind in the year of a date, up to it (就业服务)."""
        return self._services(on, *EmploymentServiceKind)

    @derived(fields.count, "trainings in a skill", zh="职业技能培训次数", record="services_received", unit="occasions")
    def trainings_received(self, on: date) -> Number | None:
        """The trainings in a skill, free or not, received by a date (职业技能培训), as services or as courses.

        What both records hold counts twice; where one of them is not recorded, there may be more.
        """
        kinds = (EmploymentServiceKind.FREE_TRAINING, EmploymentServiceKind.OTHER_TRAINING)
        services = sum(item.kind in kinds and item.on <= on for item in self.services_received or ())
        count = services + sum(course.since <= on for course in self.trainings or ())
        open_records = {name for name in ("services_received", "trainings") if getattr(self, name) is None}
        return Unknown(count, None, open_records) if open_records else count

    def _services(self, on: date, *kinds: EmploymentServiceKind) -> int | None:
        services = self.services_received
        return None if services is None else sum(item.counts(on, *kinds) for item in services)

    @derived(fields.truth, "meets what a forest guard must be", zh="符合护林员条件", record="guard_assessments")
    def fit_for_forests(self, on: date) -> bool | None:
        """Whether the last assessment by a date found all that a forest guard must be (护林员条件)."""
        last = self._assessed(on)
        return None if last is None else last.fit_for_forests

    @derived(fields.truth, "meets what a fishery guard must be", zh="符合护渔员条件", record="guard_assessments")
    def fit_for_fisheries(self, on: date) -> bool | None:
        """Whether the last assessment by a date found all that a fishery guard must be (护渔员条件)."""
        last = self._assessed(on)
        return None if last is None else last.fit_for_fisheries

    @derived(fields.truth, "trained as a fishery guard", zh="经护渔员培训实习", record="guard_assessments")
    def trained_for_fisheries(self, on: date) -> bool | None:
        """Whether the last assessment by a date found training and practice done (经培训实习)."""
        last = self._assessed(on)
        return None if last is None else last.trained

    def _assessed(self, on: date) -> GuardAssessment | None:
        done = [item for item in self.guard_assessments or () if item.came_by(on)]
        return max(done, key=lambda item: item.on, default=None)

    @derived(fields.truth, "has medical bills", zh="有医疗费用", record="bills")
    def has_bills(self, _on: date) -> bool | None:
        """Whether the person has medical bills (医疗费用), of any year."""
        return None if self.bills is None else bool(self.bills)


@lru_cache(maxsize=1 << 16)
def _age(born: date, on: date) -> int:
    """Return the age in completed years; memoised, since a population shares birth dates."""
    return relativedelta(on, born).years
