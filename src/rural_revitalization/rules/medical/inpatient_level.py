"""Inpatient payment level (住院费用支付比例): whether a county's year reaches the level in the plan.

Whom: counties, as a whole. Basic insurance is to pay about 70% of the in-scope cost of inpatient care in the county,
kept stable overall. It is not a person's entitlement. Amounts are yuan per year.

Readings: the county's year is compared with exactly 70%. The plans say about (左右), so the reader must judge a year
slightly below it: `difference` is the amount.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.medical import inpatient_level as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> worksheet = rule.compute(rule.Facts(in_scope_cost=80_000_000, paid=55_000_000), terms)
>>> worksheet.reached, worksheet.difference
(False, Decimal('-1000000.00'))
"""

from __future__ import annotations

from typing import Final

from ... import fields
from ...algebra import Amount, Truth, exact_arithmetic, share
from ...cases import CaseFacts, drawn
from ...fields.annotations import MoneyFact, RateFact
from ...models import LocalFigures
from ..form import Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a county's year for its payment level (住院费用支付比例)."""

    in_scope_cost: MoneyFact = drawn(LocalFigures.inpatient_in_scope_cost)
    paid: MoneyFact = drawn(LocalFigures.inpatient_paid)


@fields.terms_class
class Terms(fields.StatedTerms):
    """The level from documents: a share of the county's in-scope inpatient cost."""

    level: RateFact = fields.rate("share to be paid in the county, about", zh="县域内支付比例（左右）")


@fields.worksheet_class
class Worksheet:
    """The worksheet of a county's year; amounts in yuan per year."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    at_level: Amount = fields.money("paid at the level", zh="按支付比例应付", unit="yuan per year")
    difference: Amount = fields.money(
        "paid beyond the level", zh="超出部分", low=None, answer=True, unit="yuan per year"
    )
    reached: Truth = fields.truth("level reached", zh="达到支付比例", answer=True, reading="about_the_level")


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Compare a county's year, or a column of them, with the payment level (住院费用支付比例)."""
    at_level = share(facts.in_scope_cost, terms.level)
    return Worksheet(
        facts=facts, terms=terms, at_level=at_level, difference=facts.paid - at_level, reached=facts.paid >= at_level
    )


RULE: Final = Rule(
    label="payment level of inpatient care",
    zh="住院费用支付比例",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="county",
    works_out=Worksheet.difference,
)
