"""Per-capita net income (年人均纯收入): worked out from the components of a household's income.

Whom: rural households, as a whole. Income from wages, business, property and transfers, less business costs, divided by
the members who share income and spending. Amounts are yuan over the period that `period` returns.

Readings: the members are those who share income and spending on the day. A newly identified household is measured over
the twelve months before the month of identification, one already monitored from 1 October to 30 September; what
somebody earned who left or died within that period counts all the same. Hunan's plan tests the year's per-capita net
income without defining it: the definition is national practice. Property income and transfers are net of what was paid
out, and may be negative. The figure is rounded only to be shown: the exact income is what is compared with a line.

Limitations: kinds of income are taken as recorded.

>>> from datetime import date
>>> from rural_revitalization.rules.monitoring import net_income as rule
>>> facts = rule.Facts(wage=20000, business=6000, property=0, transfer=1500, business_costs=2500, members=3)
>>> rule.compute(facts, rule.Terms()).per_capita_net_income
Decimal('8333.33')
>>> rule.period(date(2022, 6, 15), monitored=False)
(datetime.date(2021, 6, 1), datetime.date(2022, 5, 31))
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import Amount, exact_arithmetic, per_head
from ...cases import CaseFacts, drawn
from ...fields.annotations import CountFact, MoneyFact
from ...models import Household, periods
from ..form import Heading, Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a household for its per-capita net income (年人均纯收入)."""

    wage: MoneyFact = drawn(Household.income_wage)
    business: MoneyFact = drawn(Household.income_business)
    property: MoneyFact = drawn(Household.income_property)
    transfer: MoneyFact = drawn(Household.income_transfer)
    business_costs: MoneyFact = drawn(Household.business_costs)
    members: CountFact = drawn(Household.household_size, "members who share income and spending", zh="共享收支人口")


@fields.terms_class
class Terms(fields.StatedTerms):
    """Empty: net income has no figure of its own."""


@fields.worksheet_class
class Worksheet:
    """The worksheet of net income; amounts in yuan per year."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    gross_income: Amount = fields.money("income before costs", zh="总收入", low=None, unit="yuan per year")
    net_income: Amount = fields.money("net income", zh="纯收入", low=None, unit="yuan per year")
    per_capita_net_income: Amount = fields.money(
        "per-capita net income",
        zh="年人均纯收入",
        low=None,
        answer=True,
        unit="yuan per person and year",
        reading="members_share_income",
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out the per-capita net income (年人均纯收入) of one household, or of a column of households."""
    gross_income = facts.wage + facts.business + facts.property + facts.transfer
    net_income = gross_income - facts.business_costs
    return Worksheet(
        facts=facts,
        terms=terms,
        gross_income=gross_income,
        net_income=net_income,
        per_capita_net_income=per_head(net_income, facts.members),
    )


period: Final = periods.period
"""The period that net income is measured over (收入计算周期)."""

RULE: Final = Rule(
    label="net income",
    zh="人均纯收入",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="household",
    works_out=Worksheet.per_capita_net_income,
    applies=cases.net_income_worked_out,
    heading=Heading("net income", "人均纯收入", head="net income"),
    completes={Household.per_capita_net_income: Worksheet.per_capita_net_income},
)
