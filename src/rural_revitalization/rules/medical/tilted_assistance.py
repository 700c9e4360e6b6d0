"""Tilted assistance (倾斜救助): an additional payment where the burden is still heavy after three layers.

Whom: seriously ill patients (大病患者) whose own medical costs are still heavy after basic insurance, serious-illness
insurance and medical assistance, and who are at risk of returning to or falling into poverty. Amounts are yuan per
person and year. `in_scope_cost` is what remains of the year's in-scope cost after medical assistance has paid.

Readings: no document defines a burden that is still heavy (仍然较重): it is recorded as true or false. Neither a rate
nor a threshold is stated: a locality's overlay states them, and the annual cap is a local figure. A seriously ill
patient is one recorded as gravely ill (重病患者).

Limitations: only in-scope cost counts; local help with out-of-scope cost is not worked out.

>>> from rural_revitalization import NO_CEILING
>>> from rural_revitalization.rules.medical import tilted_assistance as rule
>>> facts = rule.Facts(in_scope_cost=20000, annual_cap=NO_CEILING, gravely_ill=True, burden_heavy=True, at_risk=True)
>>> rule.compute(facts, rule.Terms(granted=True, threshold=8000, rate="0.50")).assistance
Decimal('6000.00')
"""

from __future__ import annotations

from typing import Final

from ... import fields
from ...algebra import Amount, Truth, by_class, exact_arithmetic
from ...cases import CaseFacts, drawn
from ...fields.annotations import CeilingFact, MoneyFact, ScheduleFact, TruthFact
from ...models import Household, LocalFigures, Person
from ..form import Rule
from .headings import ASSISTANCE


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a person for tilted assistance (倾斜救助)."""

    in_scope_cost: MoneyFact = fields.money(
        "in-scope cost of the year after medical assistance", zh="医疗救助后政策范围内费用"
    )
    annual_cap: CeilingFact = drawn(LocalFigures.tilted_assistance_cap)
    gravely_ill: TruthFact = drawn(Person.gravely_ill)
    burden_heavy: TruthFact = drawn(Person.burden_heavy)
    at_risk: TruthFact = drawn(Household.at_risk)


@fields.terms_class
class Terms(fields.StatedTerms):
    """The terms of tilted assistance: documents grant it, and only localities state threshold and rate."""

    granted: TruthFact = fields.truth("grants tilted assistance", zh="给予倾斜救助")
    threshold: MoneyFact = fields.money("threshold of tilted assistance", zh="倾斜救助起付标准")
    rate: ScheduleFact = fields.schedule("rate of tilted assistance", zh="倾斜救助比例")


@fields.worksheet_class
class Worksheet:
    """The worksheet of tilted assistance; amounts in yuan per person and year."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    eligible: Truth = fields.truth("entitled to tilted assistance", zh="符合倾斜救助条件", reading="heavy_is_recorded")
    assistance: Amount = fields.money(
        "tilted assistance", zh="倾斜救助金额", answer=True, unit="yuan per year", reading="left_to_the_locality"
    )
    own_payment: Amount = fields.money(
        "left to pay", zh="个人负担金额", answer=True, unit="yuan per year", reading="rest_after_rounding"
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out the tilted assistance (倾斜救助) of one person's year, or of a column of people."""
    eligible = facts.gravely_ill & facts.burden_heavy & facts.at_risk & terms.granted
    _threshold, _rate, assistance, own_payment = by_class(
        facts.in_scope_cost, (eligible, terms.threshold, terms.rate), ceiling=facts.annual_cap
    )
    return Worksheet(facts=facts, terms=terms, eligible=eligible, assistance=assistance, own_payment=own_payment)


RULE: Final = Rule(
    label="tilted assistance",
    zh="倾斜救助",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="person",
    pays=Worksheet.assistance,
    applies=lambda case: case[Person.has_bills],
    to=lambda case: case[Person.insured],
    where=Worksheet.eligible,
    takes=Facts.in_scope_cost,
    leaves=Worksheet.own_payment,
    capped_by=Facts.annual_cap,
    heading=ASSISTANCE,
    said_with={Worksheet.eligible: (Terms.granted,)},
)
