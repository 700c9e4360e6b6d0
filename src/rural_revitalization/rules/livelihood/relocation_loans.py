"""Interest subsidy of relocation loans (易地扶贫搬迁贷款贴息): how centre and province share it, for a county's year.

Whom: counties with long-term loans of low interest to relocation projects that qualify (符合条件的项目).

Units: yuan per year.

Readings: the province pays what the centre leaves: its 10% and the centre's 90% are the whole.

Rounding: the centre's part once, half-up to the fen; the province's is the rest.

Limitations: rate, amount and term of the loans are not stated, nor which projects qualify: the interest to be
subsidised is a local figure.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.livelihood import relocation_loans as rule
>>> terms = load_policy("hunan", on=date(2018, 6, 1)).terms(rule)
>>> worksheet = rule.compute(rule.Facts(interest="1000.05"), terms)
>>> worksheet.central, worksheet.provincial
(Decimal('900.05'), Decimal('100.00'))
"""

from __future__ import annotations

from typing import Final

from ... import fields
from ...algebra import Amount, exact_arithmetic, split
from ...cases import CaseFacts, drawn
from ...fields.annotations import MoneyFact, RateFact
from ...models import LocalFigures
from ..form import Rule

_YEARLY: Final = "yuan per year"


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a county's year for the subsidy of relocation loans (易地扶贫搬迁贷款贴息)."""

    interest: MoneyFact = drawn(LocalFigures.relocation_interest)


@fields.terms_class
class Terms(fields.StatedTerms):
    """The share of the interest that the central budget bears; the provincial one bears the rest."""

    central_share: RateFact = fields.rate("share of the central budget", zh="中央财政贴息比例")


@fields.worksheet_class
class Worksheet:
    """The worksheet of the subsidy of a county's year; amounts in yuan per year."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    central: Amount = fields.money("borne by the central budget", zh="中央财政贴息", answer=True, unit=_YEARLY)
    provincial: Amount = fields.money(
        "borne by the provincial budget",
        zh="省级财政贴息",
        answer=True,
        unit=_YEARLY,
        reading="province_bears_the_rest",
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Share the interest subsidy of a county's relocation loans, or of a column of counties (易地扶贫搬迁贷款贴息)."""
    central, provincial = split(facts.interest, terms.central_share)
    return Worksheet(facts=facts, terms=terms, central=central, provincial=provincial)


RULE: Final = Rule(
    label="interest subsidy of relocation loans",
    zh="易地扶贫搬迁贷款贴息",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="county",
    works_out=Worksheet.central,
)
