"""A person (人口信息)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any, Final

from dateutil.relativedelta import relativedelta

from .. import fields
from ..algebra import ZERO, Amount, Unknown, maximum, sum_of, when
from ..errors import Mismatch, raise_if_any
from ..fields.annotations import (
    ChoiceRecord,
    CodedRecords,
    CountRecord,
    DatedRecord,
    DayRecord,
    MoneyRecord,
    Names,
    Records,
    RequiredText,
    TextRecord,
    TruthRecord,
    WidenedRecord,
)
from .at_school import AtSchool
from .at_work import AtWork
from .bill import MedicalBill
from .business import Business
from .cross_field import in_order
from .derived import derived
from .diagnosis import Diagnosis
from .employment_service import EmploymentService
from .enums import DisabilityKind, Disease, IncomeKind, LabourCapacity, SelfCare, Sex
from .grassroots_post import GrassrootsPost
from .guard_assessment import GuardAssessment
from .identity import identity_faults
from .in_business import InBusiness
from .in_post import InPost
from .job import Job
from .schooling import Schooling
from .spell import AllowanceSpell, Spell
from .training import Training
from .unknowable import unknowable_facts, unknowable_faults

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
class Person(AtSchool, AtWork, InBusiness, InPost):
    """A person (人口): identity, needs, income, bills and class memberships.

    None means not recorded; an empty list means recorded as none.

    `id` is the record key, not the identity number. `name` and `identity_number` appear in no `repr` and no error.
    Class memberships are spells: the dates on which the person belongs to the class. A person belongs to the household
    from `joined_on` on, until the day before `left_on` or `died_on`; without such a day, always. `contribution` is the
    tier (档次) that the person pays, in yuan per year, where the county has several. `unknowable` names the facts that
    were asked for and cannot be known (不详).
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
    unknowable: Names = unknowable_facts()

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
        yield from unknowable_faults(self)

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

    @derived(fields.truth, "has medical bills", zh="有医疗费用", record="bills")
    def has_bills(self, _on: date) -> bool | None:
        """Whether the person has medical bills (医疗费用), of any year."""
        return None if self.bills is None else bool(self.bills)


@lru_cache(maxsize=1 << 16)
def _age(born: date, on: date) -> int:
    """Return the age in completed years; memoised, since a population shares birth dates."""
    return relativedelta(on, born).years
