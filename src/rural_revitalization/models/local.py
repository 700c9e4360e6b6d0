"""Figures that the documents leave to the locality, for one county and year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs

from .. import fields
from ..algebra.exact import EXACT, FEN, ONE
from ..errors import Mismatch, close_to, kind_of, raise_if_any, shown, step
from ..fields.annotations import (
    CeilingRecord,
    CountRecord,
    MoneyRecord,
    Names,
    RateRecord,
    Records,
    RequiredCount,
    TextRecord,
    TruthRecord,
)
from ..fields.kinds import TEXT
from ..readonly import ReadOnly
from .rates import PrimeRate, in_force, twice
from .unknowable import unknowable_facts, unknowable_faults


def _sources(value: Any) -> Mapping[str, str]:
    if not isinstance(value, Mapping):
        raise_if_any([Mismatch("sources", "a mapping from figure to source", kind_of(value))], "LocalFigures")
    return ReadOnly(sorted(value.items(), key=str))


def _is_text(value: object) -> bool:
    try:
        TEXT.parse(value)
    except (TypeError, ValueError):
        return False
    return True


def _is_month_of(month: Decimal, year: Decimal) -> bool:
    """Whether a month's amount may be a twelfth of the year's, exact or rounded to the fen or the yuan either way."""
    unit = ONE if EXACT.remainder(month, 1) == 0 else FEN
    apart = EXACT.abs(EXACT.subtract(EXACT.multiply(month, 12), year))
    return apart < EXACT.multiply(unit, 12)


SEVERE_GRADE: Final = 2
"""The mildest grade that counts as severe everywhere (一、二级重度残疾人, hunan-14fyp-2021 第二章第五节二)."""


LOWEST_OF_A_YEAR: Final = Decimal("0.12")
"""The lowest allowance standard of a year, in yuan: one fen a month, the lowest standard of a month."""


def _standard(label: str, *, zh: str, unit: str, low: Decimal = FEN) -> Any:
    """Declare a standard or line that is compared with: above nothing, since one of 0 would be a blank filled in."""
    return fields.money(label, zh=zh, unit=unit, low=low)


@fields.model_class
class LocalFigures:
    """A county's figures for a year (当地标准); `sources` must name the source of every figure given.

    Amounts are in yuan: the line and the income per person and year, the allowance standard per person and month or
    year, as it was set, the contribution per person and year. A standard given both ways must be one and the same, but
    for a month rounded to the fen or to the yuan: the year is then what counts. The income is that of the previous
    year. Grades count from 1, the most severe. `lpr` lists the loan prime rates, each from its day on, as far back as
    loans were lent.

    Medical assistance has one annual cap, or caps by kind of care, or both: where both kinds have a cap and no cap for
    all care is given, there is none.
    """

    county: TextRecord = fields.text("county", zh="县（市、区）")
    year: RequiredCount = fields.count("year", zh="年度", required=True, low=1)
    monitoring_line: MoneyRecord = _standard("monitoring line", zh="监测线", unit="yuan per person and year")
    poverty_standard: MoneyRecord = _standard("poverty standard", zh="扶贫标准", unit="yuan per person and year")
    allowance_standard: MoneyRecord = _standard(
        "minimum living allowance standard", zh="低保标准", unit="yuan per person and month"
    )
    allowance_standard_yearly: MoneyRecord = _standard(
        "minimum living allowance standard of the year",
        zh="年低保标准",
        unit="yuan per person and year",
        low=LOWEST_OF_A_YEAR,
    )
    allowance_standard_before: MoneyRecord = _standard(
        "minimum living allowance standard of the year before", zh="上年低保标准", unit="yuan per person and year"
    )
    urban_allowance_standard: MoneyRecord = _standard(
        "urban minimum living allowance standard", zh="城市低保标准", unit="yuan per person and year"
    )
    urban_allowance_standard_before: MoneyRecord = _standard(
        "urban minimum living allowance standard of the year before",
        zh="上年城市低保标准",
        unit="yuan per person and year",
    )
    consumption_index: RateRecord = fields.rate(
        "residents' consumption per head of the year before, as a multiple of that of the year before it",
        zh="居民上年度人均消费支出指数（前一年为1）",
        high=None,
    )
    price_index: RateRecord = fields.rate(
        "consumer prices, as a multiple of those of the year before", zh="居民消费价格指数（上年为1）", high=None
    )
    extreme_poverty_standard: MoneyRecord = fields.money(
        "basic living standard of people in extreme poverty",
        zh="特困人员基本生活标准",
        unit="yuan per person and month",
    )
    care_standard_able: MoneyRecord = fields.money(
        "care standard of who can care for themselves", zh="全自理照料护理标准", unit="yuan per person and month"
    )
    care_standard_partial: MoneyRecord = fields.money(
        "care standard of who can in part", zh="半护理照料护理标准", unit="yuan per person and month"
    )
    care_standard_unable: MoneyRecord = fields.money(
        "care standard of who cannot", zh="全护理照料护理标准", unit="yuan per person and month"
    )
    pension_lowest_tier: MoneyRecord = fields.money(
        "lowest contribution tier of residents' pension insurance",
        zh="城乡居民养老保险最低缴费档次",
        unit="yuan per person and year",
    )
    disabled_living_subsidy: MoneyRecord = fields.money(
        "living subsidy of disabled people in difficulty", zh="困难残疾人生活补贴标准", unit="yuan per person and month"
    )
    disabled_nursing_subsidy: MoneyRecord = fields.money(
        "nursing subsidy of the severely disabled", zh="重度残疾人护理补贴标准", unit="yuan per person and month"
    )
    child_living_standard: MoneyRecord = fields.money(
        "basic living standard of orphans and de facto unattended children",
        zh="孤儿、事实无人抚养儿童基本生活标准（散居）",
        unit="yuan per person and month",
    )
    child_living_standard_in_institution: MoneyRecord = fields.money(
        "basic living standard of children in an institution",
        zh="孤儿、事实无人抚养儿童基本生活标准（机构养育）",
        unit="yuan per person and month",
    )
    vocational_study_standard: MoneyRecord = fields.money(
        "grant for a school year of vocational education", zh="职业教育助学补助标准", unit="yuan per person and year"
    )
    area_disposable_income: MoneyRecord = fields.money(
        "per-capita disposable income of the year before", zh="上年居民人均可支配收入", unit="yuan per person and year"
    )
    insurance_contribution: MoneyRecord = fields.money(
        "individual insurance contribution", zh="居民医保个人缴费标准", unit="yuan per person and year"
    )
    inpatient_share: RateRecord = fields.rate(
        "share of in-scope inpatient cost that basic insurance pays in the county",
        zh="县域内政策范围内住院费用支付比例",
    )
    inpatient_in_scope_cost: MoneyRecord = fields.money(
        "in-scope inpatient cost of the county's year", zh="全县政策范围内住院费用", unit="yuan per year"
    )
    inpatient_paid: MoneyRecord = fields.money(
        "in-scope inpatient cost paid by basic insurance", zh="全县住院费用基本医保支付", unit="yuan per year"
    )
    serious_illness_ceiling: CeilingRecord = fields.ceiling("serious-illness ceiling", zh="大病保险封顶线")
    medical_assistance_cap: CeilingRecord = fields.ceiling("annual cap of medical assistance", zh="医疗救助年度限额")
    medical_assistance_inpatient_cap: CeilingRecord = fields.ceiling(
        "annual cap of medical assistance for inpatient care", zh="住院医疗救助年度限额"
    )
    medical_assistance_outpatient_cap: CeilingRecord = fields.ceiling(
        "annual cap of medical assistance for outpatient care", zh="门诊医疗救助年度限额"
    )
    tilted_assistance_cap: CeilingRecord = fields.ceiling("annual cap of tilted assistance", zh="倾斜救助年度限额")
    elderly_age: CountRecord = fields.count("youngest age that counts as elderly", zh="老年人起始年龄", low=1)
    oldest_minor_age: CountRecord = fields.count("oldest age that counts as a minor", zh="未成年人最大年龄")
    lpr: Records[PrimeRate] = fields.records("loan prime rates", zh="贷款市场报价利率", of=PrimeRate)
    subsidised_share: RateRecord = fields.rate("share of the loan interest that is subsidised", zh="贴息比例")
    day_count: CountRecord = fields.count(
        "days that count as a year", zh="计息年度天数", unit="days", low=360, high=366
    )
    severe_disability_grade: CountRecord = fields.count(
        "mildest grade that counts as severe", zh="重度残疾等级上限", low=SEVERE_GRADE, high=4
    )
    severe_mental_disability_grade: CountRecord = fields.count(
        "mildest grade of intellectual or mental disability that counts as severe",
        zh="智力、精神残疾重度等级上限",
        low=SEVERE_GRADE,
        high=4,
    )
    seismic_intensity: CountRecord = fields.count(
        "intensity of earthquakes to be built for", zh="抗震设防烈度", unit="degrees", low=1, high=12
    )
    relocation_interest: MoneyRecord = fields.money(
        "interest of relocation loans to be subsidised", zh="易地扶贫搬迁贷款应贴息利息", unit="yuan per year"
    )
    income_fall_watched: RateRecord = fields.rate(
        "fall of income beyond which a household is warned of, as a share of the year before", zh="收入骤减预警比例"
    )
    spending_rise_watched: RateRecord = fields.rate(
        "rise of spending beyond which a household is warned of, as a share of the year before",
        zh="支出骤增预警比例",
        high=None,
    )
    poor_area: TruthRecord = fields.truth("poor area of 2016 to 2020", zh="贫困地区（现为脱贫地区）")
    contiguous_poor_area: TruthRecord = fields.truth("in one of the contiguous destitute areas", zh="集中连片特困地区")
    wuling_area: TruthRecord = fields.truth("in the Wuling mountain area", zh="武陵山片区")
    cooperation_area: TruthRecord = fields.truth("in east-west cooperation", zh="东西部协作地区")
    key_poverty_county: TruthRecord = fields.truth(
        "county of national poverty relief or of a contiguous poor area", zh="国家扶贫开发工作重点县和片区县"
    )
    poor_county: TruthRecord = fields.truth("one of the 51 poor counties of 2016 to 2020", zh="51个贫困县之一")
    loan_risk_fund: TruthRecord = fields.truth(
        "a risk-compensation or guarantee fund for loans against poverty is set up",
        zh="已设立扶贫贷款风险补偿基金或担保基金",
    )
    sources: Mapping[str, str] = attrs.field(factory=dict, converter=_sources, repr=False)
    unknowable: Names = unknowable_facts()

    def __attrs_post_init__(self) -> None:
        raise_if_any(self._checks(), "LocalFigures")

    @property
    def caps_by_care(self) -> bool:
        """Whether medical assistance has an annual cap for some kind of care by itself (分类限额)."""
        caps = (self.medical_assistance_inpatient_cap, self.medical_assistance_outpatient_cap)
        return any(cap is not None for cap in caps)

    def prime_rate(self, on: date) -> PrimeRate | None:
        """The loan prime rates (贷款市场报价利率) in force on a date; None if not recorded."""
        return in_force(self.lpr or (), on)

    def _checks(self) -> Iterator[Mismatch]:
        yield from twice(self.lpr or ())
        yield from unknowable_faults(self)
        month, year = self.allowance_standard, self.allowance_standard_yearly
        if month is not None and year is not None and not _is_month_of(month, year):
            expected = f"twelve times allowance_standard ({month}), but for the rounding of a month"
            yield Mismatch("allowance_standard_yearly", expected, str(year), rule="one_standard")
        figures = set(fields.specs(type(self))) - {"county", "year"}
        for name in sorted(figures):
            if getattr(self, name) is not None and name not in self.sources:
                expected = f"the source of {name}"
                yield Mismatch(f"sources.{name}", expected, "nothing", rule="every_figure_has_a_source")
        for name in sorted(self.sources, key=str):
            if name not in figures or not _is_text(self.sources[name]):
                given = shown(self.sources[name])
                likely = close_to(name, figures - {name})
                expected = "the name of a figure with its source"
                yield Mismatch(f"sources{step(name)}", expected, given, suggestions=likely)
