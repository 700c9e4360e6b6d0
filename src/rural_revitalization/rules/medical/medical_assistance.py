"""Medical assistance (医疗救助): what it pays of the in-scope cost that both insurances have left in a year.

Whom: in 2021 to 2025, members of monitored households with high medical costs, and seriously ill people whose family's
basic living is in severe difficulty because of such costs; in 2016 to 2020, people in extreme poverty, recipients of
the minimum living allowance, and of low-income families the elderly, minors, the severely disabled and the gravely
ill. Amounts are yuan per person and year. `in_scope_cost` is what remains of the year's in-scope cost (政策范围内费用)
after serious-illness insurance has paid.

References: hunan-14fyp-2021 第二章第二节二; yiyang-14fyp-2021 第二章第二节二; hunan-13fyp-2017 六（二） and
专栏12（五）; guizhou-14fyp-2021 第四章第五节, which names no classes and wants an annual cap set.

Readings: rates, thresholds and bands are set by class and band (分类分段) and none is stated: a locality's overlay
states them, and the annual cap (年度救助限额) is a local figure. A person in several classes is helped once, under
the first of extreme poverty, allowance, and all others. What the documents of 2021 bring into the scope is taken as
added to it: whether the classes of the plan for 2016 to 2020 are still covered they do not say. A seriously ill
patient (大病患者) is one recorded as gravely ill (重病患者). A high cost and a family in severe difficulty, both
recorded, are taken for cause and effect. That all eligible poor people (符合条件的贫困人口) are included is granted
without the conditions being stated, so for the poor outside the other classes it is open.

Limitations: help for the gravely ill of families made poor by illness, which the plan of 2016 to 2020 explores, gives
no right and is not worked out. Nor is that self-paid shares are kept reasonable (合理控制自付费用比例). Under a cap of
0.00 the classes of a person whose cost is open are named as missing, though nothing turns on them.

>>> from datetime import date
>>> from rural_revitalization import NO_CEILING, load_policy, not_stated
>>> from rural_revitalization.rules.medical import medical_assistance as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> worksheet = rule.compute(rule.Facts(in_scope_cost=30000, annual_cap=20000, extreme_poverty=False,
...                                     minimum_living_allowance=False, monitored=True, high_cost=True), terms)
>>> worksheet.assistance
Unknown(Decimal('0.00'), Decimal('20000.00'), {'medical_assistance.other_rate', 'medical_assistance.other_threshold'})
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from ... import fields
from ...algebra import (
    Amount,
    Band,
    MeasuredOn,
    Rate,
    Truth,
    by_class,
    checked_bands,
    exact_arithmetic,
)
from ...errors import InvalidInput, Mismatch
from ...fields.annotations import CeilingFact, MoneyFact, RateFact, TruthFact, TruthRecord
from ...fields.citations import Source
from ...models import Household, LocalFigures, Person, recorded

__all__ = ["SOURCES", "Facts", "Terms", "Worksheet", "compute"]

SOURCES: Final = (
    Source("hunan-14fyp-2021", "第二章第二节二", "hunan-2021/medical-assistance/eligibility"),
    Source("yiyang-14fyp-2021", "第二章第二节二", "yiyang-2021/medical-assistance/eligibility"),
    Source("hunan-13fyp-2017", "六（二）", "hunan-2017/medical-assistance/major-disease-inclusion"),
    Source("hunan-13fyp-2017", "专栏12〔标题原文缺失〕（五）", "hunan-2017/medical-assistance/extended-scope"),
    Source("hunan-13fyp-2017", "专栏12〔标题原文缺失〕（五）", "hunan-2017/medical-assistance/tiered-ratio-cap"),
    Source("guizhou-14fyp-2021", "第四章第五节", "guizhou-2021/medical-assistance/annual-cap"),
)


@fields.facts_class
class Facts:
    """What must be known of a person for medical assistance (医疗救助)."""

    in_scope_cost: MoneyFact = fields.money(
        "in-scope cost of the year after serious-illness insurance", zh="大病保险支付后政策范围内费用"
    )
    annual_cap: CeilingFact = fields.ceiling("annual cap of medical assistance", zh="医疗救助年度限额")
    extreme_poverty: TruthFact = fields.truth("in extreme poverty", zh="特困人员")
    minimum_living_allowance: TruthFact = fields.truth("receives the minimum living allowance", zh="低保对象")
    low_income: TruthFact = fields.truth("monitored by civil affairs as low-income", zh="农村低收入人口")
    elderly_or_minor: TruthFact = fields.truth("elderly or a minor", zh="老年人或未成年人")
    severely_disabled: TruthFact = fields.truth("severely disabled", zh="重度残疾人")
    gravely_ill: TruthFact = fields.truth("gravely ill", zh="重病患者")
    poor: TruthFact = fields.truth("poor", zh="贫困人口")
    monitored: TruthFact = fields.truth("in a monitored household", zh="防止返贫监测对象")
    high_cost: TruthFact = fields.truth("has incurred high medical costs", zh="发生高额医疗费用")
    basic_living_severely_hard: TruthFact = fields.truth("basic living severely hard", zh="基本生活出现严重困难")

    @classmethod
    def of(cls, person: Person, household: Household, left: Amount, local: LocalFigures, on: date) -> Facts:
        """The facts of one person, with the classes of the day `on`; `left` is what serious-illness insurance left."""
        return cls(
            in_scope_cost=left,
            annual_cap=recorded(local, "medical_assistance_cap"),
            extreme_poverty=person.belongs("extreme_poverty", on),
            minimum_living_allowance=person.belongs("minimum_living_allowance", on),
            low_income=person.belongs("low_income", on),
            elderly_or_minor=person.elderly_or_minor(on, local),
            severely_disabled=person.severely_disabled_on(on, local),
            gravely_ill=recorded(person, "gravely_ill"),
            poor=household.poor_on(on),
            monitored=household.monitored_on(on),
            high_cost=recorded(person, "high_medical_cost"),
            basic_living_severely_hard=recorded(household, "basic_living_severely_hard"),
        )


@fields.terms_class
class Terms(fields.StatedTerms):
    """What the documents state of medical assistance, and what only localities do.

    A class has a threshold in yuan a year, and either one rate or bands, which replace the rate; the limits of all
    bands are measured on one base ("whole" or "excess"). `others_covered` says whether people are covered whom a
    document includes without naming them or their conditions: the poor where `poor_included`, and anybody where its
    classes are not named (`classes_named` is False).
    """

    high_cost_covered: TruthFact = fields.truth("covers high medical costs", zh="高额医疗费用对象纳入救助")
    low_income_covered: TruthFact = fields.truth(
        "covers extreme poverty, the allowance and low-income families", zh="特困、低保及低收入家庭成员纳入救助"
    )
    others_covered: TruthFact = fields.truth("covers others, not named", zh="其他对象纳入救助")
    poor_included: TruthRecord = fields.truth(
        "includes eligible poor people", zh="符合条件的贫困人口纳入救助", optional=True
    )
    classes_named: TruthRecord = fields.truth("names the classes it covers", zh="列明救助对象", optional=True)
    extreme_poverty_threshold: MoneyFact = fields.money("threshold in extreme poverty", zh="特困人员救助起付标准")
    extreme_poverty_rate: RateFact = fields.rate("rate in extreme poverty", zh="特困人员救助比例")
    extreme_poverty_bands: Sequence[Band] | None = fields.bands("bands in extreme poverty", zh="特困人员分段救助比例")
    allowance_threshold: MoneyFact = fields.money("threshold of allowance recipients", zh="低保对象救助起付标准")
    allowance_rate: RateFact = fields.rate("rate of allowance recipients", zh="低保对象救助比例")
    allowance_bands: Sequence[Band] | None = fields.bands("bands of allowance recipients", zh="低保对象分段救助比例")
    other_threshold: MoneyFact = fields.money("threshold of all others covered", zh="其他救助对象起付标准")
    other_rate: RateFact = fields.rate("rate of all others covered", zh="其他救助对象救助比例")
    other_bands: Sequence[Band] | None = fields.bands("bands of all others covered", zh="其他救助对象分段救助比例")
    bands_measured_on: MeasuredOn | None = fields.choice(
        "what the bands' limits are measured on", zh="分段计算基数", of=MeasuredOn
    )

    def __attrs_post_init__(self) -> None:
        banded_by_class = (self.extreme_poverty_bands, self.allowance_bands, self.other_bands)
        if all(bands is None for bands in banded_by_class) is not (self.bands_measured_on is None):
            raise InvalidInput(
                [Mismatch("bands_measured_on", "bands and what they are measured on", "only one of them")]
            )
        for schedule in (self.schedule_of_extreme_poverty, self.schedule_of_allowance, self.schedule_of_others):
            checked_bands(schedule, self.measured_on)

    @property
    def replaced(self) -> tuple[str, ...]:
        """The one rate of each class that has bands."""
        classes = ("extreme_poverty", "allowance", "other")
        return tuple(f"{name}_rate" for name in classes if getattr(self, f"{name}_bands") is not None)

    @property
    def schedule_of_extreme_poverty(self) -> Sequence[Band]:
        """The bands of extreme poverty, or its one rate."""
        return self.extreme_poverty_bands or (Band(None, self.extreme_poverty_rate),)

    @property
    def schedule_of_allowance(self) -> Sequence[Band]:
        """The bands of allowance recipients, or their one rate."""
        return self.allowance_bands or (Band(None, self.allowance_rate),)

    @property
    def schedule_of_others(self) -> Sequence[Band]:
        """The bands of all others, or their one rate."""
        return self.other_bands or (Band(None, self.other_rate),)

    @property
    def measured_on(self) -> MeasuredOn:
        """What the bands' limits are measured on; it makes no difference to one rate for all."""
        return self.bands_measured_on or MeasuredOn.EXCESS

    @property
    def covers_poor(self) -> Truth:
        """Whether the poor are covered who are in no other class: open where only conditions are not stated."""
        return self.others_covered if self.poor_included else False

    @property
    def covers_unnamed(self) -> Truth:
        """Whether anybody may be covered: open where the document does not name its classes."""
        return self.others_covered if self.classes_named is False else False


_WHO: Final = ("high_cost_covered", "low_income_covered", "others_covered", "poor_included", "classes_named")
_THRESHOLDS: Final = ("extreme_poverty_threshold", "allowance_threshold", "other_threshold")
_RATES: Final = (
    "extreme_poverty_rate",
    "extreme_poverty_bands",
    "allowance_rate",
    "allowance_bands",
    "other_rate",
    "other_bands",
    "bands_measured_on",
)


@fields.worksheet_class
class Worksheet:
    """Medical assistance worked out; amounts in yuan per person and year."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    eligible: Truth = fields.truth(
        "covered by medical assistance", zh="属于医疗救助对象", uses=_WHO, reading="scope_is_added_to"
    )
    threshold: Amount = fields.money("threshold", zh="救助起付标准", uses=_THRESHOLDS, reading="left_to_the_locality")
    rate: Rate = fields.rate("rate on the last yuan", zh="救助比例", uses=_RATES, reading="first_class_counts")
    assistance: Amount = fields.money(
        "medical assistance",
        zh="医疗救助金额",
        answer=True,
        unit="yuan per year",
        unit_zh="元/年",
        uses=(*_WHO, *_THRESHOLDS, *_RATES),
    )
    own_payment: Amount = fields.money(
        "left to pay",
        zh="个人负担金额",
        answer=True,
        unit="yuan per year",
        unit_zh="元/年",
        uses=(*_WHO, *_THRESHOLDS, *_RATES),
        reading="rest_after_rounding",
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out the medical assistance (医疗救助) of one person's year, or of a column of people."""
    vulnerable = facts.elderly_or_minor | facts.severely_disabled | facts.gravely_ill
    burdened = facts.high_cost & (facts.monitored | (facts.gravely_ill & facts.basic_living_severely_hard))
    in_extreme_poverty = facts.extreme_poverty & terms.low_income_covered
    on_allowance = facts.minimum_living_allowance & terms.low_income_covered
    other = (
        (burdened & terms.high_cost_covered)
        | (facts.low_income & vulnerable & terms.low_income_covered)
        | (facts.poor & terms.covers_poor)
        | terms.covers_unnamed
    )
    threshold, rate, assistance, own_payment = by_class(
        facts.in_scope_cost,
        (in_extreme_poverty, terms.extreme_poverty_threshold, terms.schedule_of_extreme_poverty),
        (on_allowance, terms.allowance_threshold, terms.schedule_of_allowance),
        (other, terms.other_threshold, terms.schedule_of_others),
        measured_on=terms.measured_on,
        ceiling=facts.annual_cap,
    )
    return Worksheet(
        facts=facts,
        terms=terms,
        eligible=in_extreme_poverty | on_allowance | other,
        threshold=threshold,
        rate=rate,
        assistance=assistance,
        own_payment=own_payment,
    )
