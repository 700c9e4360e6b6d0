"""Contribution subsidy (参保资助): help with a person's contribution to residents' medical insurance.

Whom: people enrolled in residents' basic medical insurance who belong to a class the documents name. The full rate is
for people in extreme poverty, the severely disabled, orphans and de facto unattended children; the partial rate for
recipients of the minimum living allowance, people civil affairs monitors as low-income, and members of monitored
households. The plan for 2016 to 2020 subsidises the poor (贫困人口), and Yiyang's goes on helping those who exited
(脱贫人口), both without stating a share. Amounts are yuan per person and year.

References: hunan-14fyp-2021 第二章第二节二; yiyang-14fyp-2021 第二章第二节二 and 第二章低收入人口二;
hunan-13fyp-2017 六（二） and 专栏12（一）; guizhou-14fyp-2021 第四章第三节 and 第四章第五节, which state neither
classes nor shares: who is in none of the classes here may be in one that Guizhou subsidises.

Readings: a person in several classes gets the most favourable one, once. Classes are those of the day asked about: in
`assess` the day of the assessment; for another reference day, such as that of the contribution, `Facts.of` takes it.
Where a document does not name its classes, an overlay that does says so (`classes_named = true`).
Yiyang states a share of 50% for allowance recipients in one section and a fixed sum (定额资助) in another: the share
is its stated figure, and a fixed sum, which only localities state, replaces the share of its class. Help for the
exited follows a local schedule of shares, by calendar years since the year of exit; the last share holds for all
later years. What is left to pay is the contribution less the rounded subsidy.

Limitations: a fixed sum can be set for the partly subsidised classes only.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.medical import contribution_subsidy as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> rule.compute(rule.Facts(contribution=320, orphan=True, monitored=True), terms).subsidy
Decimal('320.00')
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from ... import fields
from ...algebra import NO_SHARE, ZERO, Amount, Rate, Truth, exact_arithmetic, maximum, minimum, split, stepped, when
from ...errors import InvalidInput, Mismatch, shown
from ...fields.annotations import CountFact, MoneyFact, MoneyRecord, RateFact, TruthFact, TruthRecord
from ...fields.citations import Source
from ...models import Household, LocalFigures, Person, recorded

__all__ = ["SOURCES", "Facts", "Terms", "Worksheet", "compute"]

SOURCES: Final = (
    Source("hunan-14fyp-2021", "第二章第二节二", "hunan-2021/medical/contribution-subsidy-full"),
    Source("hunan-14fyp-2021", "第二章第二节二", "hunan-2021/medical/contribution-subsidy-half"),
    Source("hunan-14fyp-2021", "第二章第二节二", "hunan-2021/medical/contribution-subsidy-overlap"),
    Source("yiyang-14fyp-2021", "第二章第二节二", "yiyang-2021/medical/contribution-subsidy-full"),
    Source("yiyang-14fyp-2021", "第二章第二节二", "yiyang-2021/medical/contribution-subsidy-half"),
    Source("yiyang-14fyp-2021", "第二章低收入人口(节序缺)二", "yiyang-2021/medical/premium-aid-alternative"),
    Source("guizhou-14fyp-2021", "第四章第三节", "guizhou-2021/medical-insurance/classified-subsidy"),
    Source("guizhou-14fyp-2021", "第四章第五节", "guizhou-2021/medical-insurance/contribution-policy"),
    Source(
        "hunan-13fyp-2017",
        "六（二）；专栏12〔标题原文缺失〕（一）",
        "hunan-2017/medical-insurance/contribution-subsidy",
    ),
)


@fields.facts_class
class Facts:
    """What must be known of a person for the contribution subsidy (参保资助)."""

    contribution: MoneyFact = fields.money("individual contribution for the year", zh="个人缴费标准")
    extreme_poverty: TruthFact = fields.truth("in extreme poverty", zh="特困人员")
    severely_disabled: TruthFact = fields.truth("severely disabled", zh="重度残疾人")
    orphan: TruthFact = fields.truth("orphan", zh="孤儿")
    de_facto_unattended_child: TruthFact = fields.truth("de facto unattended child", zh="事实无人抚养儿童")
    minimum_living_allowance: TruthFact = fields.truth("receives the minimum living allowance", zh="低保对象")
    low_income: TruthFact = fields.truth("monitored by civil affairs as low-income", zh="农村低收入人口")
    monitored: TruthFact = fields.truth("in a monitored household", zh="防止返贫监测对象")
    poor: TruthFact = fields.truth("poor", zh="贫困人口")
    exited: TruthFact = fields.truth("exited poverty", zh="脱贫人口")
    years_since_exit: CountFact = fields.count(
        "calendar years since the year of exit", zh="脱贫年数", unit="years", unit_zh="年"
    )

    @classmethod
    def of(cls, person: Person, household: Household, local: LocalFigures, on: date) -> Facts:
        """The facts of one person of a household, with the classes of the day `on`.

        Somebody not enrolled has nothing to contribute.
        """
        return cls(
            contribution=person.while_insured(recorded(local, "insurance_contribution")),
            extreme_poverty=person.belongs("extreme_poverty", on),
            severely_disabled=person.severely_disabled_on(on, local),
            orphan=person.belongs("orphan", on),
            de_facto_unattended_child=person.belongs("de_facto_unattended_child", on),
            minimum_living_allowance=person.belongs("minimum_living_allowance", on),
            low_income=person.belongs("low_income", on),
            monitored=household.monitored_on(on),
            poor=household.poor_on(on),
            exited=household.exited_by(on),
            years_since_exit=household.years_since_exit(on),
        )


@fields.terms_class
class Terms(fields.StatedTerms):
    """What the documents state of the contribution subsidy, and what a locality may set beside it.

    Rates are shares of the individual contribution. `other_rate` is that of people whom a document subsidises without
    stating a share: the poor where `poor_subsidised`, the exited where `exited_subsidised`, and anybody in none of the
    classes where the document does not name its classes (`classes_named` is False). A fixed sum, in yuan a year,
    replaces the rate of its class. `exited_shares` are the shares of the exited from the year of exit on; a schedule
    that rises is refused.
    """

    full_rate: RateFact = fields.rate("share paid for the fully subsidised classes", zh="全额资助比例")
    partial_rate: RateFact = fields.rate("share paid for the partly subsidised classes", zh="定比资助比例")
    other_rate: RateFact = fields.rate("share paid for people subsidised without a stated share", zh="其他对象资助比例")
    poor_subsidised: TruthRecord = fields.truth("subsidises the poor", zh="资助贫困人口", optional=True)
    exited_subsidised: TruthRecord = fields.truth(
        "goes on subsidising the exited", zh="继续资助脱贫人口", optional=True
    )
    classes_named: TruthRecord = fields.truth("names the classes it subsidises", zh="列明资助对象", optional=True)
    allowance_sum: MoneyRecord = fields.money(
        "fixed sum for allowance recipients",
        zh="低保对象定额资助",
        unit="yuan per year",
        unit_zh="元/年",
        optional=True,
    )
    low_income_sum: MoneyRecord = fields.money(
        "fixed sum for the low-income",
        zh="农村低收入人口定额资助",
        unit="yuan per year",
        unit_zh="元/年",
        optional=True,
    )
    monitored_sum: MoneyRecord = fields.money(
        "fixed sum for monitored households",
        zh="监测对象定额资助",
        unit="yuan per year",
        unit_zh="元/年",
        optional=True,
    )
    exited_shares: Sequence[Decimal] | None = fields.shares("shares of the exited by year", zh="脱贫人口逐年资助比例")

    def __attrs_post_init__(self) -> None:
        shares = list(self.exited_shares or ())
        if shares != sorted(shares, reverse=True):
            raise InvalidInput([Mismatch("exited_shares", "shares that never rise", shown(shares))])

    @property
    def helps_poor(self) -> bool:
        """Whether the poor are subsidised."""
        return self.poor_subsidised is True

    @property
    def helps_exited(self) -> bool:
        """Whether the exited are subsidised, with a share or without one."""
        return self.exited_subsidised is True or self.exited_shares is not None

    @property
    def rate_of_poor(self) -> Rate:
        """The share of the poor."""
        return self.other_rate if self.poor_subsidised else NO_SHARE

    @property
    def rates_of_exited(self) -> Sequence[Rate]:
        """The shares of the exited, from the year of exit on."""
        return self.exited_shares or ((self.other_rate if self.exited_subsidised else NO_SHARE),)

    @property
    def rate_of_unnamed(self) -> Rate:
        """The share of people in classes that the document does not name."""
        return self.other_rate if self.classes_named is False else NO_SHARE

    @property
    def allowance_by_rate(self) -> bool:
        """Whether allowance recipients get a share, and no fixed sum."""
        return self.allowance_sum is None

    @property
    def low_income_by_rate(self) -> bool:
        """Whether the low-income get a share, and no fixed sum."""
        return self.low_income_sum is None

    @property
    def monitored_by_rate(self) -> bool:
        """Whether monitored households get a share, and no fixed sum."""
        return self.monitored_sum is None

    @property
    def sum_of_allowance(self) -> Decimal:
        """The fixed sum of allowance recipients, in yuan a year."""
        return self.allowance_sum or ZERO

    @property
    def sum_of_low_income(self) -> Decimal:
        """The fixed sum of the low-income, in yuan a year."""
        return self.low_income_sum or ZERO

    @property
    def sum_of_monitored(self) -> Decimal:
        """The fixed sum of monitored households, in yuan a year."""
        return self.monitored_sum or ZERO


@fields.worksheet_class
class Worksheet:
    """The contribution subsidy worked out; amounts in yuan per person and year."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    eligible: Truth = fields.truth("belongs to a subsidised class", zh="属于资助对象", reading="class_on_the_day")
    rate: Rate = fields.rate(
        "subsidised share",
        zh="资助比例",
        uses=(
            "full_rate",
            "partial_rate",
            "other_rate",
            "poor_subsidised",
            "exited_subsidised",
            "classes_named",
            "exited_shares",
        ),
        reading="highest_class_once",
    )
    fixed_sum: Amount = fields.money(
        "fixed sum",
        zh="定额资助标准",
        unit="yuan per year",
        unit_zh="元/年",
        uses=("allowance_sum", "low_income_sum", "monitored_sum"),
    )
    subsidy: Amount = fields.money(
        "contribution subsidy", zh="参保资助金额", answer=True, unit="yuan per year", unit_zh="元/年"
    )
    own_payment: Amount = fields.money(
        "left to pay",
        zh="个人实缴金额",
        answer=True,
        unit="yuan per year",
        unit_zh="元/年",
        reading="rest_after_rounding",
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out the contribution subsidy (参保资助) of one person, or of a column of people."""
    full = facts.extreme_poverty | facts.severely_disabled | facts.orphan | facts.de_facto_unattended_child
    partial = facts.minimum_living_allowance | facts.low_income | facts.monitored
    others = (facts.poor & terms.helps_poor) | (facts.exited & terms.helps_exited)
    by_share = (
        (facts.minimum_living_allowance & terms.allowance_by_rate)
        | (facts.low_income & terms.low_income_by_rate)
        | (facts.monitored & terms.monitored_by_rate)
    )
    of_poor = when(facts.poor, terms.rate_of_poor, NO_SHARE)
    of_exited = when(facts.exited, stepped(facts.years_since_exit, terms.rates_of_exited), NO_SHARE)
    without_stated_share = maximum(maximum(of_poor, of_exited), terms.rate_of_unnamed)
    with_stated_share = maximum(when(full, terms.full_rate, NO_SHARE), when(by_share, terms.partial_rate, NO_SHARE))
    rate = maximum(with_stated_share, without_stated_share)
    fixed_sum = maximum(
        when(facts.minimum_living_allowance, terms.sum_of_allowance, ZERO),
        maximum(
            when(facts.low_income, terms.sum_of_low_income, ZERO),
            when(facts.monitored, terms.sum_of_monitored, ZERO),
        ),
    )
    by_rate, left_by_rate = split(facts.contribution, rate)
    return Worksheet(
        facts=facts,
        terms=terms,
        eligible=full | partial | others | (terms.rate_of_unnamed > NO_SHARE),
        rate=rate,
        fixed_sum=fixed_sum,
        subsidy=maximum(by_rate, minimum(facts.contribution, fixed_sum)),
        own_payment=minimum(left_by_rate, maximum(facts.contribution - fixed_sum, ZERO)),
    )
