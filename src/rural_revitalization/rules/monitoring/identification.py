"""Identification (识别): whether a rural household is to be monitored against a return to poverty, and in which class.

Whom: rural households, as a whole. A household at risk with an income below the monitoring line is *unstable exited*
(脱贫不稳定户) if it exited poverty, otherwise *marginal* (边缘易致贫户). A household whose basic living is severely
hard because a shock made rigid spending large or income fall is in *sudden hardship* (突发严重困难户), whatever its
income. Illness, disability and lack of labour are the causes of most risks. In Guizhou the three classes, and rural
people in special difficulty, are in the focus of consolidation. Both are said, and decide nothing.

Units: net income and line in yuan per person and year. No document states the line: it is a local figure. There is no
quota on the number of monitored households.

Readings: below the line is strict: the household's net income is held against the line times its members, before any
rounding. A household that meets the income test is classed by it, so the three classes are mutually exclusive.
Monitoring begins with the documents of 2021: of a day before, it is not stated.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.monitoring import identification as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> facts = rule.Facts(household_net_income=26000, members=4, monitoring_line=6900, at_risk=True)
>>> worksheet = rule.compute(facts, terms)
>>> worksheet.monitored, worksheet.unstable_exited
(True, Unknown(False, True, {'exited'}))
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import NO, Amount, Truth, exact_arithmetic, if_stated, not_, otherwise, per_head, times
from ...cases import CaseFacts, drawn
from ...fields.annotations import CountFact, MoneyFact, TruthFact
from ...models import Household, LocalFigures
from ..form import Heading, Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a household for identification (识别)."""

    exited: TruthFact = drawn(cases.exited)
    household_net_income: MoneyFact = drawn(cases.household_net_income)
    members: CountFact = drawn(Household.household_size, "members who share income and spending", zh="共享收支人口")
    monitoring_line: MoneyFact = drawn(LocalFigures.monitoring_line)
    at_risk: TruthFact = drawn(Household.at_risk)
    shock: TruthFact = drawn(Household.shock)
    spending_large: TruthFact = drawn(Household.spending_large)
    income_fell: TruthFact = drawn(Household.income_fell)
    basic_living_severely_hard: TruthFact = drawn(Household.basic_living_severely_hard)
    risk_of_main_cause: TruthFact = drawn(Household.risk_of_main_cause)
    special_difficulty: TruthFact = drawn(cases.special_difficulty)


@fields.terms_class
class Terms(fields.StatedTerms):
    """Whether documents provide for monitoring at all. Identification has no figure of its own; the line is local."""

    monitoring: TruthFact = fields.truth("monitoring is provided for", zh="建立防止返贫监测机制")
    focus_on_difficulty: TruthFact = fields.truth(
        "people in special difficulty are in focus beside the monitored", zh="重点巩固拓展对象", may_be_unset=True
    )


@fields.worksheet_class
class Worksheet:
    """The worksheet of identification: the income test, the three classes, the outcome."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    per_capita_net_income: Amount = fields.money(
        "per-capita net income", zh="年人均纯收入", low=None, unit="yuan per person and year"
    )
    below_line: Truth = fields.truth("below the monitoring line", zh="收入低于监测线", reading="line_is_strict")
    unstable_exited: Truth = fields.truth(
        "unstable exited household", zh="脱贫不稳定户", reading="classed_by_income_first"
    )
    marginal: Truth = fields.truth("marginal household", zh="边缘易致贫户", reading="classed_by_income_first")
    sudden_hardship: Truth = fields.truth(
        "household in sudden hardship", zh="突发严重困难户", reading="hardship_without_income_test"
    )
    main_cause: Truth = fields.truth(
        "at risk from illness, disability or lack of labour", zh="因病因残因无劳力存在返贫致贫风险"
    )
    in_focus: Truth = fields.truth("in the focus of consolidation", zh="属于重点巩固拓展对象")
    monitored: Truth = fields.truth(
        "to be monitored",
        zh="应纳入监测",
        answer=True,
        criteria=("below_line", "unstable_exited", "marginal", "sudden_hardship"),
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide whether a household is to be monitored (识别), and in which class."""
    below_line = facts.household_net_income < times(facts.monitoring_line, facts.members)
    by_income = below_line & facts.at_risk
    by_hardship = facts.shock & (facts.spending_large | facts.income_fell) & facts.basic_living_severely_hard
    return Worksheet(
        facts=facts,
        terms=terms,
        per_capita_net_income=per_head(facts.household_net_income, facts.members),
        below_line=below_line,
        unstable_exited=by_income & facts.exited,
        marginal=by_income & not_(facts.exited),
        sudden_hardship=by_hardship & not_(by_income),
        main_cause=facts.risk_of_main_cause,
        in_focus=otherwise(terms.focus_on_difficulty, NO) & (by_income | by_hardship | facts.special_difficulty),
        # Not the union of the classes: whether a household exited does not decide whether it is monitored.
        monitored=if_stated(terms.monitoring, by_income | by_hardship),
    )


_CLASSES: Final = (Worksheet.unstable_exited, Worksheet.marginal, Worksheet.sudden_hardship)

RULE: Final = Rule(
    label="monitor",
    zh="纳入监测",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="household",
    decides=Worksheet.monitored,
    applies=lambda case: not_(case[Household.monitored]),
    stated=Terms.monitoring,
    heading=Heading("monitor", "纳入监测", head="monitor"),
    procedure="identification_procedure",
    register={
        "hunan-2021/monitoring/object-definition": (Worksheet.below_line, Worksheet.monitored),
        "hunan-2021/monitoring/object-unit": (Worksheet.monitored,),
        "hunan-2021/monitoring/object-categories": _CLASSES,
        "hunan-2021/monitoring/standard-setting": (Worksheet.below_line,),
        "hunan-2021/risk/main-causes": (Worksheet.main_cause,),
        "hunan-2022/monitoring/no-quota": (Worksheet.monitored,),
        "yiyang-2021/monitoring/object-categories": _CLASSES,
    },
    said_with=dict.fromkeys(_CLASSES, (Terms.monitoring,)),
)
