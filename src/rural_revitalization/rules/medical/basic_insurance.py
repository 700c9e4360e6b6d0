"""Basic medical insurance (基本医疗保险): its payment on one bill's in-scope cost, by the county's share.

Whom: people enrolled in residents' basic medical insurance, for inpatient care at a designated institution in the
county. The share is the county's own; the plan for 2016 to 2020 raises it by ten percentage points for the poor
(贫困人口). Amounts are yuan per bill.

Readings: ten per cent (提高10%) means percentage points; the amount left to pay is the cost less the rounded payment.
The level of about 70% is a target for a county's whole year, not a person's entitlement: see `inpatient_level`.

Limitations: a hospital's own deductible, shares by level of hospital, and outpatient care are not worked out: record
what basic insurance paid on such a bill.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.medical import basic_insurance as rule
>>> terms = load_policy("hunan", on=date(2018, 6, 1)).terms(rule)
>>> rule.compute(rule.Facts(in_scope_cost=20000, inpatient_share="0.70", poor=True), terms).reimbursement
Decimal('16000.00')
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import NO_SHARE, ONE, Amount, Rate, exact_arithmetic, minimum, otherwise, split, when
from ...cases import CaseFacts, drawn
from ...fields.annotations import MoneyFact, RateFact, TruthFact
from ...models import MedicalBill, Person
from ..form import Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a bill for basic insurance (基本医疗保险)."""

    in_scope_cost: MoneyFact = drawn(cases.in_scope_cost)
    inpatient_share: RateFact = drawn(cases.inpatient_share)
    poor: TruthFact = drawn(cases.poor)


@fields.terms_class
class Terms(fields.StatedTerms):
    """The figures of basic insurance from documents: ten points more for the poor, where granted."""

    poor_uplift: RateFact = fields.rate("uplift of the rate for the poor", zh="贫困人口报销比例提高", may_be_unset=True)


@fields.worksheet_class
class Worksheet:
    """The worksheet of basic insurance for one bill; amounts in yuan."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    rate: Rate = fields.rate("reimbursed share", zh="支付比例", reading="ten_percentage_points")
    reimbursement: Amount = fields.money("paid by basic insurance", zh="基本医保支付", answer=True)
    own_payment: Amount = fields.money(
        "left by basic insurance", zh="基本医保支付后政策范围内费用", answer=True, reading="rest_after_rounding"
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out what basic insurance (基本医疗保险) pays on one bill, or on a column of bills."""
    rate = minimum(facts.inpatient_share + when(facts.poor, otherwise(terms.poor_uplift, NO_SHARE), NO_SHARE), ONE)
    reimbursement, own_payment = split(facts.in_scope_cost, rate)
    return Worksheet(facts=facts, terms=terms, rate=rate, reimbursement=reimbursement, own_payment=own_payment)


RULE: Final = Rule(
    label="basic insurance",
    zh="基本医疗保险",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="bill",
    to=lambda case: case[Person.insured],
    completes={MedicalBill.basic_insurance_paid: Worksheet.reimbursement},
)
