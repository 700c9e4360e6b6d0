"""Identification (识别): whether a rural household is to be monitored against a return to poverty, and in which class.

Whom: rural households, as a whole. Below the monitoring line and at risk, a household that exited poverty is
*unstable exited* (脱贫不稳定户) and any other is *marginal* (边缘易致贫户). A household whose basic living is
severely hard because a shock made rigid spending large or income fall is in *sudden hardship* (突发严重困难户),
whatever its income.

Units: net income and line in yuan per person and year. No document states the line: it is a local figure. There is no
quota: nothing caps how many households are monitored.

References: hunan-14fyp-2021 导言脚注0 and 第二章第一节一; hunan-opinions-2022 一（一） (no quota); yiyang-14fyp-2021
第二章第一节一; guizhou-14fyp-2021 第四章第二节.

Readings: below the line is strict; a household that meets the income test is classed by it, so the three classes
exclude each other.

>>> from rural_revitalization.rules.monitoring import identification as rule
>>> facts = rule.Facts(per_capita_net_income=6500, monitoring_line=6900, at_risk=True)
>>> worksheet = rule.compute(facts, rule.Terms())
>>> worksheet.monitored, worksheet.unstable_exited
(True, Unknown(False, True, {'exited'}))
"""

from __future__ import annotations

from datetime import date
from typing import Final

from ... import fields
from ...algebra import Truth, exact_arithmetic, not_
from ...fields.annotations import MoneyFact, TruthFact
from ...fields.citations import Source
from ...models import Household, LocalFigures, recorded

__all__ = ["SOURCES", "Facts", "Terms", "Worksheet", "compute"]

SOURCES: Final = (
    Source("hunan-14fyp-2021", "导言脚注0", "hunan-2021/monitoring/object-definition"),
    Source("hunan-14fyp-2021", "导言脚注0", "hunan-2021/monitoring/object-unit"),
    Source("hunan-14fyp-2021", "导言脚注0；第二章第一节一", "hunan-2021/monitoring/object-categories"),
    Source("hunan-14fyp-2021", "第二章第一节一", "hunan-2021/monitoring/coverage"),
    Source("hunan-14fyp-2021", "第二章第一节一", "hunan-2021/monitoring/standard-setting"),
    Source("hunan-opinions-2022", "一（一）", "hunan-2022/monitoring/no-quota"),
    Source("yiyang-14fyp-2021", "第二章第一节一", "yiyang-2021/monitoring/object-categories"),
    Source("yiyang-14fyp-2021", "第二章第一节一", "yiyang-2021/monitoring/coverage"),
    Source("guizhou-14fyp-2021", "第四章第二节", "guizhou-2021/monitoring/scope"),
)


@fields.facts_class
class Facts:
    """What must be known of a household to identify (识别) it."""

    exited: TruthFact = fields.truth("household that exited poverty", zh="脱贫户")
    per_capita_net_income: MoneyFact = fields.money(
        "per-capita net income of the year",
        zh="年人均纯收入",
        low=None,
        unit="yuan per person and year",
        unit_zh="元/人·年",
    )
    monitoring_line: MoneyFact = fields.money(
        "monitoring line", zh="监测线", unit="yuan per person and year", unit_zh="元/人·年"
    )
    at_risk: TruthFact = fields.truth("at risk of returning to or falling into poverty", zh="存在返贫致贫风险")
    shock: TruthFact = fields.truth(
        "struck by illness, schooling cost, disaster, accident or the like", zh="因病因学因灾因意外等"
    )
    spending_large: TruthFact = fields.truth("rigid spending large", zh="刚性支出较大")
    income_fell: TruthFact = fields.truth("income fell sharply", zh="收入大幅缩减")
    basic_living_severely_hard: TruthFact = fields.truth("basic living severely hard", zh="基本生活出现严重困难")

    @classmethod
    def of(cls, household: Household, local: LocalFigures, on: date) -> Facts:
        """The facts of a household, as its record stands."""
        return cls(
            exited=household.exited_by(on),
            per_capita_net_income=recorded(household, "per_capita_net_income"),
            monitoring_line=recorded(local, "monitoring_line"),
            at_risk=recorded(household, "at_risk"),
            shock=recorded(household, "shock"),
            spending_large=recorded(household, "spending_large"),
            income_fell=recorded(household, "income_fell"),
            basic_living_severely_hard=recorded(household, "basic_living_severely_hard"),
        )


@fields.terms_class
class Terms(fields.StatedTerms):
    """Identification has no figure of its own: the line is local."""


@fields.worksheet_class
class Worksheet:
    """Identification worked out: the income test, the three classes, the outcome."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    below_line: Truth = fields.truth("below the monitoring line", zh="收入低于监测线", reading="line_is_strict")
    unstable_exited: Truth = fields.truth(
        "unstable exited household", zh="脱贫不稳定户", reading="classed_by_income_first"
    )
    marginal: Truth = fields.truth("marginal household", zh="边缘易致贫户", reading="classed_by_income_first")
    sudden_hardship: Truth = fields.truth(
        "household in sudden hardship", zh="突发严重困难户", reading="hardship_without_income_test"
    )
    monitored: Truth = fields.truth(
        "to be monitored",
        zh="应纳入监测",
        answer=True,
        criteria=("below_line", "unstable_exited", "marginal", "sudden_hardship"),
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide whether a household is to be monitored (识别), and as what."""
    below_line = facts.per_capita_net_income < facts.monitoring_line
    by_income = below_line & facts.at_risk
    by_hardship = facts.shock & (facts.spending_large | facts.income_fell) & facts.basic_living_severely_hard
    return Worksheet(
        facts=facts,
        terms=terms,
        below_line=below_line,
        unstable_exited=by_income & facts.exited,
        marginal=by_income & not_(facts.exited),
        sudden_hardship=by_hardship & not_(by_income),
        # Not the union of the classes: whether a household exited does not decide whether it is monitored.
        monitored=by_income | by_hardship,
    )
