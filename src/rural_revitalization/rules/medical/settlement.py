"""Settlement of one bill (医疗费用结算): the payment of each layer in turn, and the amount left to the patient.

Whom: patients at a counter. The layers are basic insurance, serious-illness insurance, medical assistance (三重保障),
and in addition tilted assistance. What each pays on a bill depends on the year so far: `bills.year` works it out, bill
by bill. Amounts are yuan per bill.

Readings: the layers apply in the order in which the documents name them; a layer pays at most what the previous ones
leave, and only on in-scope cost. With treatment before payment (先诊疗后付费) no deposit is due, and at discharge only
the patient's share. Yiyang grants it in light of the areas that exited poverty (结合脱贫地区实际): there it holds, and
whom it serves elsewhere is not stated. A burden still hard to bear (仍有困难), for temporary relief, is taken to mean
still heavy (仍然较重). The plan for 2016 to 2020 lets temporary relief follow it; those of 2021 grant it for causes,
and so to gravely ill patients with a heavy burden whose family's basic living is in severe difficulty. Where no
document states it, the deposit and the follow-up are unknown.

Limitations: where what is in scope is not recorded, a range does not use that it is at least what the layers paid. The
documents state no amount for temporary relief (临时救助) or charity.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.medical import settlement as rule
>>> terms = load_policy("yiyang", on=date(2022, 6, 1)).terms(rule)
>>> facts = rule.Facts(total=32000, in_scope=30000, basic_paid=21000, serious_illness_paid=0, assistance_paid=4500,
...                    tilted_paid=0, in_county_inpatient=True, poor_area=True)
>>> worksheet = rule.compute(facts, terms)
>>> worksheet.own_payment, worksheet.no_deposit
(Decimal('6500.00'), True)
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import NO, ZERO, Amount, Truth, exact_arithmetic, maximum, otherwise, rest_of, when
from ...cases import CaseFacts, drawn
from ...fields.annotations import MoneyFact, TruthFact
from ...models import Household, LocalFigures, MedicalBill, Person
from ..form import Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a bill and its patient for settlement (结算); the amounts of a reversal (冲销) are negative.

    What is in scope is part of the total, and the layers together pay at most that, except of a reversal.
    """

    total: MoneyFact = drawn(MedicalBill.whole, "total cost", zh="医疗总费用", low=None)
    in_scope: MoneyFact = drawn(MedicalBill.in_scope_part, low=None, part_of="total")
    basic_paid: MoneyFact = fields.money("paid by basic insurance", zh="基本医保支付", low=None, part_of="in_scope")
    serious_illness_paid: MoneyFact = fields.money(
        "paid by serious-illness insurance", zh="大病保险支付", low=None, part_of="in_scope"
    )
    assistance_paid: MoneyFact = fields.money(
        "paid by medical assistance", zh="医疗救助支付", low=None, part_of="in_scope"
    )
    tilted_paid: MoneyFact = fields.money("paid by tilted assistance", zh="倾斜救助支付", low=None, part_of="in_scope")
    in_county_inpatient: TruthFact = drawn(MedicalBill.in_county_inpatient)
    poor: TruthFact = drawn(cases.poor)
    poor_area: TruthFact = drawn(LocalFigures.poor_area)
    gravely_ill: TruthFact = drawn(Person.gravely_ill)
    burden_heavy: TruthFact = drawn(Person.burden_heavy)
    basic_living_severely_hard: TruthFact = drawn(Household.basic_living_severely_hard)


@fields.terms_class
class Terms(fields.StatedTerms):
    """What the documents state about settlement: treatment before payment, and the follow-up of a heavy burden."""

    pay_later: TruthFact = fields.truth("care first, payment after, in the county", zh="县域内先诊疗后付费")
    exited_area_pay_later: TruthFact = fields.truth(
        "care first, payment after, in areas that exited poverty", zh="脱贫地区县域内先诊疗后付费", may_be_unset=True
    )
    poor_pay_later: TruthFact = fields.truth(
        "care first, payment after, for the poor", zh="贫困患者先诊疗后付费", may_be_unset=True
    )
    relief_follows: TruthFact = fields.truth("temporary relief follows a heavy burden", zh="负担仍重的给予临时救助")
    hardship_relief: TruthFact = fields.truth(
        "temporary relief of basic living in severe difficulty for a cause, such as major illness",
        zh="因突发事件、意外伤害、重大疾病等基本生活暂时出现严重困难的给予临时救助",
        may_be_unset=True,
    )
    charity_follows: TruthFact = fields.truth("charities are told of a heavy burden", zh="负担仍重的转介慈善组织")


@fields.worksheet_class
class Worksheet:
    """The worksheet of one settled bill; amounts in yuan."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    out_of_scope: Amount = fields.money("cost out of scope", zh="政策范围外费用", low=None)
    left_by_basic: Amount = fields.money(
        "left by basic insurance", zh="基本医保支付后余额", low=None, reading="layers_in_order"
    )
    left_by_serious_illness: Amount = fields.money(
        "left by serious-illness insurance", zh="大病保险支付后余额", low=None, reading="layers_in_order"
    )
    left_by_assistance: Amount = fields.money(
        "left by medical assistance", zh="医疗救助后余额", low=None, reading="layers_in_order"
    )
    left_by_tilt: Amount = fields.money(
        "left by tilted assistance", zh="倾斜救助后余额", low=None, reading="layers_in_order"
    )
    own_payment: Amount = fields.money("left to the patient", zh="个人负担金额", low=None, answer=True)
    no_deposit: Truth = fields.truth(
        "no deposit: only what is left is paid, at discharge", zh="免交住院押金，出院时仅结清个人负担部分", answer=True
    )
    temporary_relief: Truth = fields.truth(
        "goes on to temporary relief", zh="转临时救助", answer=True, reading="heavy_is_recorded"
    )
    charity_referral: Truth = fields.truth(
        "is made known to charities", zh="转介慈善组织", answer=True, reading="heavy_is_recorded"
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Settle (结算) one bill, or a column of bills."""
    reversal = facts.total < ZERO
    out_of_scope = rest_of(facts.total, facts.in_scope, reversal=reversal)
    left_by_basic = rest_of(facts.in_scope, facts.basic_paid, reversal=reversal)
    left_by_serious_illness = rest_of(left_by_basic, facts.serious_illness_paid, reversal=reversal)
    left_by_assistance = rest_of(left_by_serious_illness, facts.assistance_paid, reversal=reversal)
    left_by_tilt = rest_of(left_by_assistance, facts.tilted_paid, reversal=reversal)
    # Of the total, since each layer pays the less the less is in scope; and at least all that is out of scope.
    after_basic = rest_of(facts.total, facts.basic_paid, reversal=reversal)
    after_serious_illness = rest_of(after_basic, facts.serious_illness_paid, reversal=reversal)
    after_assistance = rest_of(after_serious_illness, facts.assistance_paid, reversal=reversal)
    left = rest_of(after_assistance, facts.tilted_paid, reversal=reversal)
    pays_later = (
        terms.pay_later
        | (facts.poor_area & otherwise(terms.exited_area_pay_later, NO))
        | (facts.poor & otherwise(terms.poor_pay_later, NO))
    )
    ill_in_hardship = facts.gravely_ill & facts.basic_living_severely_hard
    return Worksheet(
        facts=facts,
        terms=terms,
        out_of_scope=out_of_scope,
        left_by_basic=left_by_basic,
        left_by_serious_illness=left_by_serious_illness,
        left_by_assistance=left_by_assistance,
        left_by_tilt=left_by_tilt,
        own_payment=when(reversal, left, maximum(left, out_of_scope)),
        no_deposit=facts.in_county_inpatient & pays_later,
        temporary_relief=facts.burden_heavy
        & (terms.relief_follows | (ill_in_hardship & otherwise(terms.hardship_relief, NO))),
        charity_referral=facts.burden_heavy & ill_in_hardship & terms.charity_follows,
    )


_LAYERS: Final = (
    Worksheet.left_by_basic,
    Worksheet.left_by_serious_illness,
    Worksheet.left_by_assistance,
    Worksheet.left_by_tilt,
)

RULE: Final = Rule(
    label="bill, left to the patient",
    zh="医疗费用结算（个人负担）",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="bill",
    works_out=Worksheet.own_payment,
    register={
        "hunan-2017/medical-assistance/temporary-assistance-trigger": (Worksheet.temporary_relief,),
        "hunan-2021/medical/three-layer-system": _LAYERS,
        "hunan-2021/medical/one-stop-settlement": (Worksheet.own_payment,),
        "yiyang-2021/medical/three-layer-system": _LAYERS,
        "yiyang-2021/medical/one-stop-settlement": (Worksheet.own_payment,),
        "guizhou-2021/medical-insurance/triple-system": _LAYERS,
    },
    said_with={
        Worksheet.no_deposit: (Terms.pay_later, Terms.exited_area_pay_later, Terms.poor_pay_later),
        Worksheet.temporary_relief: (Terms.relief_follows, Terms.hardship_relief),
        Worksheet.charity_referral: (Terms.charity_follows,),
    },
)
