"""Village exit (贫困村退出): whether a poor village may be taken off the list, up to 2020.

Whom: poor villages (贫困村), in the year in which they exit. All criteria must hold: a poverty rate of at most 2%; the
collective economy effectively developed; infrastructure and public services basically complete; and the "12+1" tasks
done: six deliveries (六到农家), six services, and a stronger organisation of the Party.

Units: the poverty rate is a share of 1.

Readings: 2% is low enough (降至2%以下 includes it). The tasks stand in the goals beside the criteria of the year of
exit; they are read as a criterion too. What is an effectively developed collective economy, and what is basically
complete, is recorded: no document measures either.

Limitations: whom the poverty rate counts is not stated. Who decides, and how it is made public, is not part of it.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.exit import village_exit as rule
>>> terms = load_policy("hunan", on=date(2018, 6, 1)).terms(rule)
>>> rule.compute(rule.Facts(poverty_rate="0.021"), terms).may_exit
False
"""

from __future__ import annotations

from typing import Final

from ... import fields
from ...algebra import Truth, exact_arithmetic, if_stated
from ...fields.annotations import RateFact, TruthFact
from ..form import Declaration


@fields.facts_class
class Facts:
    """The facts about a village for its exit (退出)."""

    poverty_rate: RateFact = fields.rate("poverty rate", zh="贫困发生率")
    economy_developed: TruthFact = fields.truth("collective economy effectively developed", zh="村集体经济有效发展")
    infrastructure_complete: TruthFact = fields.truth("infrastructure basically complete", zh="基础设施基本完善")
    services_complete: TruthFact = fields.truth("public services basically complete", zh="公共服务基本完善")
    water: TruthFact = fields.truth("water delivered", zh="水到农家")
    electricity: TruthFact = fields.truth("electricity delivered", zh="电到农家")
    roads: TruthFact = fields.truth("roads delivered", zh="路到农家")
    industry: TruthFact = fields.truth("industry delivered", zh="业到农家")
    housing: TruthFact = fields.truth("housing delivered", zh="房到农家")
    environment: TruthFact = fields.truth("environment cleaned up", zh="环境整治到农家")
    schooling: TruthFact = fields.truth("schooling put into effect", zh="就学落实")
    medical_care: TruthFact = fields.truth("medical care put into effect", zh="就医落实")
    old_age_care: TruthFact = fields.truth("care for the old put into effect", zh="养老落实")
    allowance: TruthFact = fields.truth("minimum living allowance put into effect", zh="低保落实")
    five_guarantees: TruthFact = fields.truth("five guarantees put into effect", zh="五保落实")
    economy_supported: TruthFact = fields.truth("collective economy being developed", zh="发展集体经济落实")
    organisation: TruthFact = fields.truth("organisation of the Party stronger", zh="基层组织建设明显加强")


@fields.terms_class
class Terms(fields.StatedTerms):
    """What the plan for 2016 to 2020 asks of a poor village."""

    criteria: TruthFact = fields.truth("criteria of exit are stated", zh="明确退出标准")
    poverty_rate: RateFact = fields.rate("highest poverty rate", zh="贫困发生率上限")
    economy: TruthFact = fields.truth("asks for a developed collective economy", zh="要求村集体经济有效发展")
    complete: TruthFact = fields.truth("asks for infrastructure and services", zh="要求基础设施和公共服务基本完善")
    tasks: TruthFact = fields.truth("asks for the 12+1 tasks", zh="要求完成“12+1”任务")


@fields.worksheet_class
class Worksheet:
    """The worksheet of village exit: each criterion, and the decision."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    rate_reached: Truth = fields.truth("poverty rate low enough", zh="贫困发生率达标")
    economy_reached: Truth = fields.truth("collective economy developed", zh="村集体经济达标")
    complete: Truth = fields.truth("infrastructure and services complete", zh="基础设施和公共服务达标")
    delivered: Truth = fields.truth("six deliveries done", zh="“六到农家”完成")
    served: Truth = fields.truth("six services put into effect", zh="六项保障全面落实")
    organised: Truth = fields.truth("organisation stronger", zh="基层组织建设达标")
    may_exit: Truth = fields.truth(
        "village may exit",
        zh="可退出贫困村序列",
        answer=True,
        criteria=("rate_reached", "economy_reached", "complete", "delivered", "served", "organised"),
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide whether a poor village may exit (贫困村退出)."""
    rate_reached = facts.poverty_rate <= terms.poverty_rate
    economy_reached = if_stated(terms.economy, facts.economy_developed)
    complete = if_stated(terms.complete, facts.infrastructure_complete & facts.services_complete)
    homes = facts.water & facts.electricity & facts.roads & facts.industry & facts.housing & facts.environment
    care = facts.schooling & facts.medical_care & facts.old_age_care & facts.allowance & facts.five_guarantees
    delivered = if_stated(terms.tasks, homes)
    served = if_stated(terms.tasks, care & facts.economy_supported)
    organised = if_stated(terms.tasks, facts.organisation)
    all_met = rate_reached & economy_reached & complete & delivered & served & organised
    return Worksheet(
        facts=facts,
        terms=terms,
        rate_reached=rate_reached,
        economy_reached=economy_reached,
        complete=complete,
        delivered=delivered,
        served=served,
        organised=organised,
        may_exit=if_stated(terms.criteria, all_met),
    )


RULE: Final = Declaration(
    label="village exit", zh="贫困村退出", facts=Facts, terms=Terms, compute=compute, answers=Worksheet.may_exit
)
