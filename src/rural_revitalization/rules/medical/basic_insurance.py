"""Basic medical insurance (基本医疗保险): what it pays of one bill's in-scope cost, by the county's share.

Whom: people enrolled in residents' basic medical insurance, for inpatient care at a designated institution in the
county. The share is the county's own; the plan for 2016 to 2020 raises it by ten percentage points for the poor
(贫困人口). Amounts are yuan per bill.

References: hunan-13fyp-2017 专栏12（一）. That the county pays about 70% is a level for its whole year, and nobody's
entitlement: it is looked into by `inpatient_level`.

Readings: ten per cent (提高10%) means percentage points; what is left to pay is the cost less the rounded payment.

Limitations: a hospital's own deductible, shares by level of hospital, and outpatient care are not worked out: record
what basic insurance paid of such a bill.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.medical import basic_insurance as rule
>>> terms = load_policy("hunan", on=date(2018, 6, 1)).terms(rule)
>>> rule.compute(rule.Facts(in_scope_cost=20000, inpatient_share="0.70", poor=True), terms).reimbursement
Decimal('16000.00')
"""

from __future__ import annotations

from datetime import date
from typing import Final

from ... import fields
from ...algebra import NO_SHARE, ONE, Amount, Rate, Unknown, exact_arithmetic, minimum, split, when
from ...fields.annotations import MoneyFact, RateFact, RateRecord, TruthFact
from ...fields.citations import Source
from ...models import Household, LocalFigures, MedicalBill, recorded

__all__ = ["SOURCES", "Facts", "Terms", "Worksheet", "compute"]

SOURCES: Final = (
    Source("hunan-13fyp-2017", "专栏12〔标题原文缺失〕（一）", "hunan-2017/medical-insurance/reimbursement-plus-10"),
)


@fields.facts_class
class Facts:
    """What must be known of a bill for basic insurance (基本医疗保险)."""

    in_scope_cost: MoneyFact = fields.money("in-scope cost of the bill", zh="政策范围内费用")
    inpatient_share: RateFact = fields.rate(
        "share of in-scope inpatient cost that basic insurance pays in the county",
        zh="县域内政策范围内住院费用支付比例",
    )
    poor: TruthFact = fields.truth("poor", zh="贫困人口")

    @classmethod
    def of(cls, bill: MedicalBill, household: Household, local: LocalFigures, on: date) -> Facts:
        """The facts of one bill; the county's share is known only of inpatient care in the county."""
        in_county = bill.in_county_inpatient is True
        return cls(
            in_scope_cost=bill.in_scope_part(),
            inpatient_share=recorded(local, "inpatient_share") if in_county else Unknown(NO_SHARE, ONE, {"bills"}),
            poor=household.poor_on(on),
        )


@fields.terms_class
class Terms(fields.StatedTerms):
    """What the documents state of basic insurance: ten points more for the poor, where a document grants them."""

    poor_uplift: RateRecord = fields.rate("uplift of the rate for the poor", zh="贫困人口报销比例提高", optional=True)

    @property
    def uplift_of_poor(self) -> Rate:
        """The uplift for the poor: none where no document grants one."""
        return NO_SHARE if self.poor_uplift is None else self.poor_uplift


@fields.worksheet_class
class Worksheet:
    """Basic insurance worked out for one bill; amounts in yuan."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    rate: Rate = fields.rate("reimbursed share", zh="支付比例", uses=("poor_uplift",), reading="ten_percentage_points")
    reimbursement: Amount = fields.money(
        "paid by basic insurance", zh="基本医保支付", answer=True, uses=("poor_uplift",)
    )
    own_payment: Amount = fields.money(
        "left by basic insurance",
        zh="基本医保支付后政策范围内费用",
        answer=True,
        uses=("poor_uplift",),
        reading="rest_after_rounding",
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out what basic insurance (基本医疗保险) pays of one bill, or of a column of bills."""
    rate = minimum(facts.inpatient_share + when(facts.poor, terms.uplift_of_poor, NO_SHARE), ONE)
    reimbursement, own_payment = split(facts.in_scope_cost, rate)
    return Worksheet(facts=facts, terms=terms, rate=rate, reimbursement=reimbursement, own_payment=own_payment)
