"""Contribution subsidy (参保资助): help with a person's contribution to residents' medical insurance.

Whom: people enrolled in residents' basic medical insurance who belong to a class the documents name. The full rate is
for people in extreme poverty, the severely disabled, orphans and de facto unattended children; the partial rate for
recipients of the minimum living allowance, people civil affairs monitors as low-income, and members of monitored
households. Amounts are yuan per person and year.

References: hunan-14fyp-2021 第二章第二节二; yiyang-14fyp-2021 第二章第二节二; hunan-13fyp-2017 专栏12（一）, which
grants a subsidy without stating a share; guizhou-14fyp-2021 第四章第三节 and 第四章第五节, which state neither
classes nor shares.

Readings: a person in several classes gets the highest rate, once. What is left to pay is the contribution less the
rounded subsidy.

Limitations: a fixed sum per class (定额资助, Yiyang) and help that tapers for exited people are not worked out here.
The 2016-2020 plan subsidises the poor (贫困人口) and Guizhou's by class, neither naming these classes: an overlay
that states rates there takes these classes for theirs, and who is in none of them has no right under this rule.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.medical import contribution_subsidy as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> rule.compute(rule.Facts(contribution=320, orphan=True, monitored=True), terms).subsidy
Decimal('320.00')
"""

from __future__ import annotations

from datetime import date
from typing import Final

from ... import fields
from ...algebra import NO_SHARE, Amount, Rate, Truth, exact_arithmetic, larger, split, when
from ...annotations import MoneyFact, RateFact, TruthFact
from ...citations import Source
from ...models import Household, LocalFigures, Person, recorded

__all__ = ["SOURCES", "Facts", "Terms", "Worksheet", "compute"]

SOURCES: Final = (
    Source("hunan-14fyp-2021", "第二章第二节二", "hunan-2021/medical/contribution-subsidy-full"),
    Source("hunan-14fyp-2021", "第二章第二节二", "hunan-2021/medical/contribution-subsidy-half"),
    Source("hunan-14fyp-2021", "第二章第二节二", "hunan-2021/medical/contribution-subsidy-overlap"),
    Source("yiyang-14fyp-2021", "第二章第二节二", "yiyang-2021/medical/contribution-subsidy-full"),
    Source("yiyang-14fyp-2021", "第二章第二节二", "yiyang-2021/medical/contribution-subsidy-half"),
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

    @classmethod
    def of(cls, person: Person, household: Household, local: LocalFigures, on: date) -> Facts:
        """The facts of one person of a household on a day; somebody not enrolled has nothing to contribute."""
        return cls(
            contribution=person.while_insured(recorded(local, "insurance_contribution")),
            extreme_poverty=person.belongs("extreme_poverty", on),
            severely_disabled=person.severely_disabled_on(on, local),
            orphan=person.belongs("orphan", on),
            de_facto_unattended_child=person.belongs("de_facto_unattended_child", on),
            minimum_living_allowance=person.belongs("minimum_living_allowance", on),
            low_income=person.belongs("low_income", on),
            monitored=household.monitored_on(on),
        )


@fields.terms_class
class Terms(fields.StatedTerms):
    """What the documents state of the contribution subsidy: two rates, as shares of the individual contribution."""

    full_rate: RateFact = fields.rate("share paid for the fully subsidised classes", zh="全额资助比例")
    partial_rate: RateFact = fields.rate("share paid for the partly subsidised classes", zh="定比资助比例")


@fields.worksheet_class
class Worksheet:
    """The contribution subsidy worked out; amounts in yuan per person and year."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    eligible: Truth = fields.truth("belongs to a subsidised class", zh="属于资助对象")
    rate: Rate = fields.rate(
        "subsidised share",
        zh="资助比例",
        uses=("full_rate", "partial_rate"),
        reading="highest_class_once",
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
    rate = larger(when(full, terms.full_rate, NO_SHARE), when(partial, terms.partial_rate, NO_SHARE))
    subsidy, own_payment = split(facts.contribution, rate)
    return Worksheet(
        facts=facts,
        terms=terms,
        eligible=full | partial,
        rate=rate,
        subsidy=subsidy,
        own_payment=own_payment,
    )
