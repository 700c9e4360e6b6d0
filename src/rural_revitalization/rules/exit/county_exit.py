"""County exit (贫困县摘帽): whether a poor county may be delisted, up to 2020.

Whom: poor counties (贫困县), in the year in which they are delisted. All criteria must hold: a poverty rate of at most
2%; disposable income per head of farmers at the year's level, and growing faster than the province's; at least 95% of
the relocation task done, and of the poor villages exited; and the qualitative goals.

Units: rates are shares of 1, income and its level yuan per person and year.

Readings: 2% and 95% are enough (以下 and 以上 include them), and so is the level of income (达到); growth must be above
the province's (高于). Levels of the years between 2017 and 2020 are proportional (按比例测算): on the straight line
between both, 8,666.67 in 2018 and 9,333.33 in 2019. Growth and the qualitative goals stand in the goals beside the
criteria of the year of delisting; they are read as criteria too. A county without a relocation task, or without poor
villages, has done all of it.

Limitations: the level of 2016 is not stated, nor whether growth is real or nominal, nor whom the poverty rate counts.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.exit import county_exit as rule
>>> terms = load_policy("hunan", on=date(2018, 6, 1)).terms(rule)
>>> worksheet = rule.compute(rule.Facts(year=2018, income="8666.66"), terms)
>>> worksheet.income_level, worksheet.income_reached
(Decimal('8666.67'), False)
"""

from __future__ import annotations

from typing import Final

from ... import fields
from ...algebra import ONE, Amount, Number, Truth, exact_arithmetic, if_stated, maximum, minimum, not_, prorated, when
from ...fields.annotations import CountFact, MoneyFact, RateFact, TruthFact
from ..form import Declaration


@fields.facts_class
class Facts:
    """The facts about a county for its delisting (摘帽)."""

    year: CountFact = fields.count("year of delisting", zh="摘帽年份", unit="calendar years", low=2016, high=2020)
    poverty_rate: RateFact = fields.rate("poverty rate", zh="贫困发生率")
    income: MoneyFact = fields.money(
        "disposable income per head of farmers", zh="农民人均可支配收入", unit="yuan per person and year"
    )
    income_growth: RateFact = fields.rate("growth of that income", zh="农民人均可支配收入增速", low=-1, high=None)
    province_growth: RateFact = fields.rate("growth in the province", zh="全省平均增速", low=-1, high=None)
    relocation_task: TruthFact = fields.truth("has a relocation task", zh="有易地扶贫搬迁任务")
    relocated: RateFact = fields.rate("relocation task done", zh="易地扶贫搬迁任务完成率")
    poor_villages: TruthFact = fields.truth("has poor villages", zh="有贫困村")
    villages_exited: RateFact = fields.rate("poor villages exited", zh="贫困村退出率")
    infrastructure: TruthFact = fields.truth("infrastructure markedly better", zh="基础设施明显改善")
    services: TruthFact = fields.truth("public services better", zh="基本公共服务能力和水平提升")
    travel: TruthFact = fields.truth("no difficulty to travel", zh="出行难全面解决")
    schooling: TruthFact = fields.truth("no difficulty to attend school", zh="上学难全面解决")
    medical_care: TruthFact = fields.truth("no difficulty to see a doctor", zh="就医难全面解决")
    social_security: TruthFact = fields.truth("social security covers everybody", zh="社会保障全覆盖")
    economy: TruthFact = fields.truth("economy of the county stronger", zh="县域经济发展壮大")
    ecology: TruthFact = fields.truth("environment effectively better", zh="生态环境有效改善")
    sustainability: TruthFact = fields.truth("more able to develop on", zh="可持续发展能力增强")


@fields.terms_class
class Terms(fields.StatedTerms):
    """What the plan for 2016 to 2020 asks of a poor county; levels of other years only a locality may state."""

    criteria: TruthFact = fields.truth("criteria of delisting are stated", zh="明确摘帽标准")
    poverty_rate: RateFact = fields.rate("highest poverty rate", zh="贫困发生率上限")
    first_level: MoneyFact = fields.money("first level of income", zh="首个收入标准", unit="yuan per person and year")
    first_year: CountFact = fields.count("its year", zh="首个标准年份", unit="calendar years", low=1)
    last_level: MoneyFact = fields.money("last level of income", zh="末个收入标准", unit="yuan per person and year")
    last_year: CountFact = fields.count("year of the last", zh="末个标准年份", unit="calendar years", low=1)
    proportional: TruthFact = fields.truth("levels between are proportional", zh="其他年份按比例测算")
    other_level: MoneyFact = fields.money("level of other years", zh="其他年份标准", unit="yuan per person and year")
    growth: TruthFact = fields.truth("asks for growth above the province's", zh="要求增速高于全省平均水平")
    relocated: RateFact = fields.rate("least relocation done", zh="搬迁任务完成率下限")
    villages_exited: RateFact = fields.rate("least villages exited", zh="贫困村退出率下限")
    goals: TruthFact = fields.truth("states qualitative goals", zh="明确定性目标")


@fields.worksheet_class
class Worksheet:
    """The worksheet of county exit: the year's level of income, each criterion, and the decision."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    income_level: Amount = fields.money(
        "level of income of the year", zh="当年收入标准", unit="yuan per person and year"
    )
    rate_reached: Truth = fields.truth("poverty rate low enough", zh="贫困发生率达标")
    income_reached: Truth = fields.truth("income at the level", zh="收入达标")
    growth_reached: Truth = fields.truth("growth above the province's", zh="增速高于全省")
    relocation_reached: Truth = fields.truth("relocation done", zh="搬迁任务达标")
    villages_reached: Truth = fields.truth("villages exited", zh="贫困村退出达标")
    goals_reached: Truth = fields.truth("qualitative goals reached", zh="定性目标达标")
    may_be_delisted: Truth = fields.truth(
        "county may be delisted",
        zh="可摘帽",
        answer=True,
        criteria=(
            "rate_reached",
            "income_reached",
            "growth_reached",
            "relocation_reached",
            "villages_reached",
            "goals_reached",
        ),
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide whether a poor county may be delisted (贫困县摘帽)."""
    level = _level(facts.year, terms)
    rate_reached = facts.poverty_rate <= terms.poverty_rate
    income_reached = facts.income >= level
    growth_reached = if_stated(terms.growth, facts.province_growth < facts.income_growth)
    relocation_reached = not_(facts.relocation_task) | (facts.relocated >= terms.relocated)
    villages_reached = not_(facts.poor_villages) | (facts.villages_exited >= terms.villages_exited)
    eased = facts.travel & facts.schooling & facts.medical_care & facts.social_security
    grown = facts.infrastructure & facts.services & facts.economy & facts.ecology & facts.sustainability
    goals_reached = if_stated(terms.goals, eased & grown)
    tasks_reached = relocation_reached & villages_reached & goals_reached
    return Worksheet(
        facts=facts,
        terms=terms,
        income_level=level,
        rate_reached=rate_reached,
        income_reached=income_reached,
        growth_reached=growth_reached,
        relocation_reached=relocation_reached,
        villages_reached=villages_reached,
        goals_reached=goals_reached,
        may_be_delisted=if_stated(terms.criteria, rate_reached & income_reached & growth_reached & tasks_reached),
    )


def _level(year: Number, terms: Terms) -> Amount:
    """The level of income of a year: stated for two years, proportional between them, open in others."""
    span = maximum(terms.last_year - terms.first_year, 1)
    passed = minimum(maximum(year - terms.first_year, 0), span)
    line = terms.first_level + prorated(terms.last_level - terms.first_level, ONE, passed, span)
    between = (terms.first_year < year) & (year < terms.last_year)
    stated = (terms.first_year <= year) & (year <= terms.last_year) & (not_(between) | terms.proportional)
    return when(stated, line, terms.other_level)


RULE: Final = Declaration(
    label="county exit", zh="贫困县摘帽", facts=Facts, terms=Terms, compute=compute, answers=Worksheet.may_be_delisted
)
