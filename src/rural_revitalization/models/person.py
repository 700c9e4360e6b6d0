"""A person (人口信息)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from .. import fields
from ..algebra import Amount, Number, Truth, Unknown, sum_of, when
from ..algebra.exact import ZERO
from ..errors import Mismatch
from ..fields.annotations import CountRecord, DayRecord, MoneyRecord, Records, RequiredText, TextRecord, TruthRecord
from .bill import MedicalBill
from .checks import raise_if_any
from .diagnosis import Diagnosis
from .enums import DisabilityKind, Disease, Employment, IncomeKind, LabourCapacity, SchoolingStage, Sex
from .identity import identity_faults
from .local import LocalFigures
from .recorded import held, recorded
from .spell import Spell

__all__ = ["Income", "Person"]

_MENTAL = (DisabilityKind.INTELLECTUAL, DisabilityKind.MENTAL)


@fields.model_class
class Income:
    """Income of one kind over the year (收入), in yuan, before business costs."""

    kind: IncomeKind | None = fields.choice("kind of income", zh="收入类别", of=IncomeKind, required=True)
    amount: MoneyRecord = fields.money("amount", zh="金额", unit="yuan per year", unit_zh="元/年")


@fields.model_class
class Person:
    """A person (人口): who, with which needs, in which classes and when.

    None is not recorded; an empty list is recorded as none.

    `id` is the record's key and no identity number. `name` and `identity_number` appear in no `repr` and in no error.
    Classes are spells: the days on which the person belongs to them.
    """

    id: RequiredText = fields.text("record key", zh="人员编号", required=True)
    name: TextRecord = fields.text("name", zh="姓名", private=True)
    identity_number: TextRecord = fields.text("identity number", zh="身份证号", private=True)
    birth_date: DayRecord = fields.day("date of birth", zh="出生日期")
    sex: Sex | None = fields.choice("sex", zh="性别", of=Sex)
    disability_kind: DisabilityKind | None = fields.choice("kind of disability", zh="残疾类别", of=DisabilityKind)
    disability_grade: CountRecord = fields.count("grade of disability", zh="残疾等级", low=1, high=4)
    labour_capacity: LabourCapacity | None = fields.choice("labour capacity", zh="劳动能力", of=LabourCapacity)
    schooling_stage: SchoolingStage | None = fields.choice("schooling stage", zh="在校阶段", of=SchoolingStage)
    employment: Employment | None = fields.choice("employment", zh="就业状况", of=Employment)
    insured: TruthRecord = fields.truth("enrolled in residents' medical insurance", zh="参加城乡居民医保")
    gravely_ill: TruthRecord = fields.truth("gravely ill", zh="重病患者")
    high_medical_cost: TruthRecord = fields.truth("has incurred high medical costs", zh="发生高额医疗费用")
    burden_heavy: TruthRecord = fields.truth(
        "medical costs left to pay are still heavy", zh="三重制度支付后个人负担医疗费用仍然较重"
    )
    diagnoses: Records[Diagnosis] = fields.records("diagnoses", zh="确诊疾病", of=Diagnosis)
    income: Records[Income] = fields.records("income by kind", zh="收入", of=Income)
    bills: Records[MedicalBill] = fields.records("medical bills", zh="医疗费用", of=MedicalBill)
    extreme_poverty: Records[Spell] = fields.records("in extreme poverty", zh="特困人员", of=Spell)
    severely_disabled: Records[Spell] = fields.records("registered as severely disabled", zh="重度残疾人", of=Spell)
    orphan: Records[Spell] = fields.records("orphan", zh="孤儿", of=Spell)
    de_facto_unattended_child: Records[Spell] = fields.records(
        "de facto unattended child", zh="事实无人抚养儿童", of=Spell
    )
    minimum_living_allowance: Records[Spell] = fields.records(
        "receives the minimum living allowance", zh="低保对象", of=Spell
    )
    low_income: Records[Spell] = fields.records(
        "monitored by civil affairs as low-income", zh="农村低收入人口", of=Spell
    )
    returned_to_poverty: Records[Spell] = fields.records(
        "returned to or fell into poverty", zh="返贫致贫人口", of=Spell
    )
    sick_or_disabled_child: Records[Spell] = fields.records("sick or disabled child", zh="病残儿童", of=Spell)
    special_difficulty: Records[Spell] = fields.records("in special difficulty", zh="特殊困难人口", of=Spell)

    def __attrs_post_init__(self) -> None:
        raise_if_any(self._checks(), "Person")

    def _checks(self) -> Iterator[Mismatch]:
        today = datetime.now().astimezone().date()
        if self.birth_date is not None and self.birth_date > today:
            yield Mismatch(
                "birth_date", f"a date not after today ({today})", str(self.birth_date), rule="no_birth_in_the_future"
            )
        if self.disability_grade is not None and self.disability_kind in (None, DisabilityKind.NONE):
            yield Mismatch(
                "disability_kind", "a kind, since a grade is given", str(self.disability_kind), rule="grade_needs_kind"
            )
        if self.identity_number is not None:
            yield from identity_faults(self.identity_number, self.birth_date, self.sex)

    def belongs(self, name: str, on: date) -> Truth:
        """Whether the person belongs to a class, such as "orphan", on a day."""
        return held(self, name, on)

    def severely_disabled_on(self, on: date, local: LocalFigures) -> Truth:
        """Whether the person counts as severely disabled (重度残疾人) on a day.

        What the register of the class says stands. Otherwise the kind and grade are held against the grades that the
        county counts as severe, since the documents define the class in different ways.
        """
        if self.severely_disabled is not None:
            return self.belongs("severely_disabled", on)
        if self.disability_kind is DisabilityKind.NONE:
            return False
        if self.disability_kind is None:
            return Unknown(False, True, {"disability_kind"})
        mental = self.disability_kind in _MENTAL
        mildest: Number = recorded(local, "severe_mental_disability_grade" if mental else "severe_disability_grade")
        grade: Number = recorded(self, "disability_grade")
        return grade <= mildest

    def diagnosed(self, among: Iterable[Disease], on: date) -> Truth:
        """Whether the person has any of some diseases (病种) on a day."""
        if self.diagnoses is None:
            return Unknown(False, True, {"diagnoses"})
        had = {diagnosis.disease for diagnosis in self.diagnoses if diagnosis.covers(on)}
        return not had.isdisjoint(among)

    def female(self) -> Truth:
        """Whether the person is female (女性)."""
        return Unknown(False, True, {"sex"}) if self.sex is None else self.sex is Sex.FEMALE

    def disabled(self) -> Truth:
        """Whether the person is disabled (残疾人), of whatever kind and grade."""
        if self.disability_kind is None:
            return Unknown(False, True, {"disability_kind"})
        return self.disability_kind is not DisabilityKind.NONE

    def elderly_or_minor(self, on: date, local: LocalFigures) -> Truth:
        """Whether the person is elderly or a minor (老年人、未成年人) on a day, by the ages that the county sets."""
        if self.birth_date is None:
            return Unknown(False, True, {"birth_date"})
        age = _age(self.birth_date, on)
        first: Number = recorded(local, "elderly_age")
        last: Number = recorded(local, "oldest_minor_age")
        return (first <= age) | (age <= last)

    def grade_or_none(self) -> Number:
        """The grade of disability, 0 for a person recorded as without one."""
        if self.disability_kind is DisabilityKind.NONE:
            return 0
        if self.disability_grade is None:
            return Unknown(1 if self.disability_kind else 0, 4, {"disability_grade"})
        return self.disability_grade

    def intellectual_or_mental(self) -> Truth:
        """Whether the person's disability is intellectual or mental."""
        return (
            Unknown(False, True, {"disability_kind"})
            if self.disability_kind is None
            else self.disability_kind in _MENTAL
        )

    def in_scope_cost(self, on: date) -> Amount:
        """The year's in-scope cost after basic insurance, in yuan, from the bills settled up to a day.

        Where bills were not recorded, or not in full, it is a range.
        """
        if self.bills is None:
            return Unknown(ZERO, None, {"bills"})
        return sum_of(bill.in_scope_after_basic() for bill in self.bills if bill.settled_in_year_up_to(on))

    def while_insured(self, amount: Amount) -> Amount:
        """An amount in yuan that only the enrolled have: nothing for a person who is not."""
        insured: Truth = recorded(self, "insured")
        return when(insured, amount, ZERO)


@lru_cache(maxsize=1 << 16)
def _age(born: date, on: date) -> int:
    """The completed years of age on a day; kept, since a population shares its days of birth."""
    return relativedelta(on, born).years
