"""Risk elimination (风险消除): whether a monitored household's risk of returning to poverty may be marked eliminated.

Whom: monitored households, as a whole. All criteria must hold: income stably above the year's line; food and clothing,
compulsory education, basic medical care, housing and drinking water secured; rigid spending under control; every risk
found at identification gone, and no new one; and, where required, labour capacity in the household. There is no quota
and no target rate.

Units: net income and line in yuan per person and year; time above the line in whole months.

Readings: above the line is strict: the household's net income is held against the line times its members, before any
rounding. The number of months is inclusive; natural elimination replaces only the condition
that measures removed the risk. A household wholly without labour capacity stays monitored, with social security in
place. Hunan and Yiyang have such a household fall back on social security (兜底保障) where somebody in it is in special
difficulty: a line of its own, which does not decide. Yiyang adds natural elimination (自然消除); Guizhou requires
dynamic management and states no condition. Six months and the rule on labour capacity are national practice. Monitoring
begins with the documents of 2021: of a day before, neither yes nor no is stated.

>>> from datetime import date
>>> from rural_revitalization import blockers, load_policy
>>> from rural_revitalization.rules.monitoring import risk_elimination as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> facts = rule.Facts(household_net_income=7000, members=1, monitoring_line=6900, months_above_line=5)
>>> worksheet = rule.compute(facts, terms)
>>> worksheet.may_eliminate, blockers(worksheet)
(False, ('income_stable',))
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import NO, Amount, Truth, exact_arithmetic, if_stated, not_, otherwise, per_head, times
from ...cases import CaseFacts, drawn
from ...fields.annotations import CountFact, MoneyFact, TruthFact
from ...models import Household, LocalFigures
from ...wording.worded import Words
from ..form import Heading, Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a household for risk elimination (风险消除)."""

    household_net_income: MoneyFact = drawn(cases.household_net_income)
    members: CountFact = drawn(Household.household_size, "members who share income and spending", zh="共享收支人口")
    monitoring_line: MoneyFact = drawn(LocalFigures.monitoring_line)
    months_above_line: CountFact = drawn(Household.months_above_line)
    food_and_clothing_secured: TruthFact = drawn(Household.food_and_clothing_secured)
    education_secured: TruthFact = drawn(Household.education_secured)
    medical_secured: TruthFact = drawn(Household.medical_secured)
    housing_secured: TruthFact = drawn(Household.housing_secured)
    water_secured: TruthFact = drawn(Household.water_secured)
    rigid_spending_controlled: TruthFact = drawn(Household.rigid_spending_controlled)
    risks_resolved: TruthFact = drawn(Household.risks_resolved)
    risk_vanished: TruthFact = drawn(Household.risk_vanished)
    new_risk: TruthFact = drawn(Household.new_risk)
    has_labour_capacity: TruthFact = drawn(cases.has_labour_capacity)
    special_difficulty: TruthFact = drawn(cases.special_difficulty)


@fields.terms_class
class Terms(fields.StatedTerms):
    """The figures of risk elimination from documents and national practice; monitoring is that of identification."""

    monitoring: TruthFact = fields.truth(
        "monitoring is provided for", zh="建立防止返贫监测机制", figure="identification.monitoring"
    )
    months_required: CountFact = fields.count(
        "months income must stay above the line", zh="收入持续稳定月数", unit="months"
    )
    natural_elimination_counts: TruthFact = fields.truth(
        "a risk that vanished by itself counts as gone", zh="自然消除可认定"
    )
    labour_capacity_required: TruthFact = fields.truth("somebody must have labour capacity", zh="须有劳动能力")
    fallback: TruthFact = fields.truth(
        "those without labour and in special difficulty fall back on social security",
        zh="对无劳动力且有特殊困难的家庭用好兜底保障措施",
        may_be_unset=True,
    )


@fields.worksheet_class
class Worksheet:
    """The worksheet of risk elimination: five criteria, who falls back on social security, then the decision."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    per_capita_net_income: Amount = fields.money(
        "per-capita net income", zh="年人均纯收入", low=None, unit="yuan per person and year"
    )
    income_stable: Truth = fields.truth("income stably above the line", zh="收入持续稳定", reading="line_is_strict")
    guarantees_secured: Truth = fields.truth(
        "guarantees and drinking water secured", zh="“两不愁三保障”及饮水安全有保障"
    )
    spending_controlled: Truth = fields.truth("rigid spending under control", zh="刚性支出可控")
    risk_gone: Truth = fields.truth(
        "every risk gone, and no new one", zh="风险已消除且无新增风险", reading="natural_elimination"
    )
    labour_rule_met: Truth = fields.truth(
        "labour rule met", zh="符合劳动能力规定", reading="without_labour_stays_monitored"
    )
    on_fallback: Truth = fields.truth(
        "to fall back on social security", zh="兜底保障", reading="without_labour_stays_monitored"
    )
    may_eliminate: Truth = fields.truth(
        "may be marked eliminated",
        zh="可标注风险消除",
        answer=True,
        criteria=("income_stable", "guarantees_secured", "spending_controlled", "risk_gone", "labour_rule_met"),
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide whether a household's risk may be marked eliminated (风险消除)."""
    above_line = facts.household_net_income > times(facts.monitoring_line, facts.members)
    income_stable = above_line & (facts.months_above_line >= terms.months_required)
    guarantees_secured = (
        facts.food_and_clothing_secured
        & facts.education_secured
        & facts.medical_secured
        & facts.housing_secured
        & facts.water_secured
    )
    vanished = facts.risk_vanished & terms.natural_elimination_counts
    risk_gone = (facts.risks_resolved | vanished) & not_(facts.new_risk)
    labour_rule_met = facts.has_labour_capacity | not_(terms.labour_capacity_required)
    return Worksheet(
        facts=facts,
        terms=terms,
        per_capita_net_income=per_head(facts.household_net_income, facts.members),
        income_stable=income_stable,
        guarantees_secured=guarantees_secured,
        spending_controlled=facts.rigid_spending_controlled,
        risk_gone=risk_gone,
        labour_rule_met=labour_rule_met,
        on_fallback=otherwise(terms.fallback, NO) & not_(facts.has_labour_capacity) & facts.special_difficulty,
        may_eliminate=if_stated(
            terms.monitoring,
            income_stable & guarantees_secured & facts.rigid_spending_controlled & risk_gone & labour_rule_met,
        ),
    )


_CRITERIA: Final = (
    Worksheet.income_stable,
    Worksheet.guarantees_secured,
    Worksheet.spending_controlled,
    Worksheet.risk_gone,
    Worksheet.may_eliminate,
)

RULE: Final = Rule(
    label="eliminate",
    zh="消除风险",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="household",
    decides=Worksheet.may_eliminate,
    applies=lambda case: case[Household.monitored],
    to=lambda case: case[Household.monitored],
    stated=Terms.monitoring,
    procedure="risk_elimination_procedure",
    heading=Heading(
        "eliminate", "消除风险", head="eliminate", because=Words("not eliminated because of", "未能消除的原因")
    ),
    register={
        "hunan-2021/monitoring/risk-elimination-eligibility": _CRITERIA,
        "hunan-2022/monitoring/need-stable-elimination": (Worksheet.may_eliminate,),
        "hunan-2022/monitoring/exit-discipline": (Worksheet.may_eliminate,),
        "guizhou-2021/monitoring/risk-elimination-absence": (Worksheet.may_eliminate,),
    },
    said_with={Worksheet.labour_rule_met: (Terms.labour_capacity_required,)},
)
