"""Collective investment (村集体参与基础设施建设): in which projects a village collective may take part.

Whom: village collectives and the firms in which they hold shares (村级集体经济组织、村集体参股的经济实体), in Yiyang.

Units: yuan of a single project.

Readings: 以下 includes the sum itself.

Limitations: which subsidies become shares of the collective, and how many, the plan leaves to other rules.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.places import collective_investment as rule
>>> terms = load_policy("yiyang", on=date(2022, 6, 1)).terms(rule)
>>> rule.compute(rule.Facts(investment=2_000_000, rural_infrastructure=True), terms).may_take_part
True
"""

from __future__ import annotations

from typing import Final

from ... import fields
from ...algebra import Truth, exact_arithmetic
from ...fields.annotations import MoneyFact, TruthFact
from ..form import Declaration


@fields.facts_class
class Facts:
    """The project."""

    investment: MoneyFact = fields.money("investment in the project", zh="单个项目投资额", unit="yuan")
    rural_infrastructure: TruthFact = fields.truth(
        "infrastructure of rural life or production", zh="农村生产生活基础设施"
    )


@fields.terms_class
class Terms(fields.StatedTerms):
    """The size that the document states."""

    largest: MoneyFact = fields.money("largest investment", zh="单个投资额上限", unit="yuan")


@fields.worksheet_class
class Worksheet:
    """The worksheet of collective investment."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    small_enough: Truth = fields.truth("small enough", zh="投资额在限额以内")
    may_take_part: Truth = fields.truth("the collective may take part", zh="村集体可参与建设", answer=True)


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide whether a village collective may take part in a project (村集体参与基础设施建设)."""
    small_enough = facts.investment <= terms.largest
    return Worksheet(
        facts=facts, terms=terms, small_enough=small_enough, may_take_part=small_enough & facts.rural_infrastructure
    )


RULE: Final = Declaration(
    label="collective investment",
    zh="村集体参与基础设施建设",
    facts=Facts,
    terms=Terms,
    compute=compute,
    answers=Worksheet.may_take_part,
)
