"""Medical assistance (医疗救助): its payment on the year's in-scope cost left by both insurances.

Whom: in 2021 to 2025, members of monitored households with high medical costs, and seriously ill people whose family's
basic living is in severe difficulty because of such costs; in 2016 to 2020, people in extreme poverty, recipients of
the minimum living allowance, and of low-income families the elderly, minors, the severely disabled and the gravely
ill. Amounts are yuan per person and year. `in_scope_cost` is what remains of the year's in-scope cost (政策范围内费用)
after serious-illness insurance has paid.

Readings: rates and thresholds vary by class and band (分类分段) and no document states them: a locality's overlay does,
and the annual cap (年度救助限额) is a local figure. A person in several classes is helped once, under the first of
extreme poverty, allowance, and all others. The documents of 2021 are read as adding to the scope: they do not say
whether the classes of the plan for 2016 to 2020 are still covered. A seriously ill patient (大病患者) is one recorded
as gravely ill (重病患者). A high cost and a family in severe difficulty, both recorded, are read as cause and effect.
All eligible poor people (符合条件的贫困人口) are covered without the conditions being stated, so coverage of the poor
outside the other classes is unknown. Guizhou names no classes and requires an annual cap.

Limitations: the plan for 2016 to 2020 explores help for the gravely ill of families made poor by illness; that is not a
right and is not worked out, nor is the rule to keep self-paid shares reasonable (合理控制自付费用比例). Under a cap of
0.00 the classes of a person whose cost is unknown are reported missing, although they make no difference.

>>> from datetime import date
>>> from rural_revitalization import NO_CEILING, load_policy, not_stated
>>> from rural_revitalization.rules.medical import medical_assistance as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> worksheet = rule.compute(rule.Facts(in_scope_cost=30000, annual_cap=20000, extreme_poverty=False,
...                                     minimum_living_allowance=False, monitored=True, high_cost=True), terms)
>>> worksheet.assistance
Unknown(Decimal('0.00'), Decimal('20000.00'), {'medical_assistance.other_rate', 'medical_assistance.other_threshold'})
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import NO, Amount, Rate, Truth, by_class, exact_arithmetic, otherwise
from ...cases import CaseFacts, drawn
from ...fields.annotations import CeilingFact, MoneyFact, ScheduleFact, TruthFact
from ...models import Household, Person
from ..form import Rule
from .headings import ASSISTANCE


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a person for medical assistance (医疗救助)."""

    in_scope_cost: MoneyFact = fields.money(
        "in-scope cost of the year after serious-illness insurance", zh="大病保险支付后政策范围内费用"
    )
    annual_cap: CeilingFact = drawn(cases.assistance_cap)
    extreme_poverty: TruthFact = drawn(Person.extreme_poverty)
    minimum_living_allowance: TruthFact = drawn(Person.minimum_living_allowance)
    low_income: TruthFact = drawn(Person.low_income)
    elderly_or_minor: TruthFact = drawn(cases.elderly_or_minor)
    severely_disabled: TruthFact = drawn(cases.severely_disabled)
    gravely_ill: TruthFact = drawn(Person.gravely_ill)
    poor: TruthFact = drawn(cases.poor)
    monitored: TruthFact = drawn(Household.monitored, "in a monitored household")
    high_cost: TruthFact = drawn(Person.high_medical_cost)
    basic_living_severely_hard: TruthFact = drawn(Household.basic_living_severely_hard)


@fields.terms_class
class Terms(fields.StatedTerms):
    """The figures of medical assistance from documents, and those that only localities state.

    Each class has a threshold in yuan per year and a rate, either one share or bands. `poor_covered` and
    `unnamed_covered` cover people whom a document includes without stating the conditions or without naming them; both
    may be granted without being stated.
    """

    high_cost_covered: TruthFact = fields.truth("covers high medical costs", zh="高额医疗费用对象纳入救助")
    low_income_covered: TruthFact = fields.truth(
        "covers extreme poverty, the allowance and low-income families", zh="特困、低保及低收入家庭成员纳入救助"
    )
    poor_covered: TruthFact = fields.truth(
        "covers poor people who meet its conditions", zh="符合条件的贫困人口纳入救助", may_be_unset=True
    )
    unnamed_covered: TruthFact = fields.truth(
        "covers others, not named", zh="未列明的其他对象纳入救助", may_be_unset=True
    )
    extreme_poverty_threshold: MoneyFact = fields.money("threshold in extreme poverty", zh="特困人员救助起付标准")
    extreme_poverty_rate: ScheduleFact = fields.schedule("rate in extreme poverty", zh="特困人员救助比例")
    allowance_threshold: MoneyFact = fields.money("threshold of allowance recipients", zh="低保对象救助起付标准")
    allowance_rate: ScheduleFact = fields.schedule("rate of allowance recipients", zh="低保对象救助比例")
    other_threshold: MoneyFact = fields.money("threshold of all others covered", zh="其他救助对象起付标准")
    other_rate: ScheduleFact = fields.schedule("rate of all others covered", zh="其他救助对象救助比例")


@fields.worksheet_class
class Worksheet:
    """The worksheet of medical assistance; amounts in yuan per person and year."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    eligible: Truth = fields.truth("covered by medical assistance", zh="属于医疗救助对象", reading="scope_is_added_to")
    threshold: Amount = fields.money("threshold", zh="救助起付标准", reading="left_to_the_locality", only_if="eligible")
    rate: Rate = fields.rate("rate on the last yuan", zh="救助比例", reading="first_class_counts", only_if="eligible")
    assistance: Amount = fields.money("medical assistance", zh="医疗救助金额", answer=True, unit="yuan per year")
    own_payment: Amount = fields.money(
        "left to pay", zh="个人负担金额", answer=True, unit="yuan per year", reading="rest_after_rounding"
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out the medical assistance (医疗救助) of one person's year, or of a column of people."""
    vulnerable = facts.elderly_or_minor | facts.severely_disabled | facts.gravely_ill
    burdened = facts.high_cost & (facts.monitored | (facts.gravely_ill & facts.basic_living_severely_hard))
    in_extreme_poverty = facts.extreme_poverty & terms.low_income_covered
    on_allowance = facts.minimum_living_allowance & terms.low_income_covered
    other = (
        (burdened & terms.high_cost_covered)
        | (facts.low_income & vulnerable & terms.low_income_covered)
        | (facts.poor & otherwise(terms.poor_covered, NO))
        | otherwise(terms.unnamed_covered, NO)
    )
    threshold, rate, assistance, own_payment = by_class(
        facts.in_scope_cost,
        (in_extreme_poverty, terms.extreme_poverty_threshold, terms.extreme_poverty_rate),
        (on_allowance, terms.allowance_threshold, terms.allowance_rate),
        (other, terms.other_threshold, terms.other_rate),
        ceiling=facts.annual_cap,
    )
    return Worksheet(
        facts=facts,
        terms=terms,
        eligible=in_extreme_poverty | on_allowance | other,
        threshold=threshold,
        rate=rate,
        assistance=assistance,
        own_payment=own_payment,
    )


RULE: Final = Rule(
    label="medical assistance",
    zh="医疗救助",
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
    caps_of_care=cases.assistance_caps,
    heading=ASSISTANCE,
    register={"hunan-2017/medical-assistance/tiered-ratio-cap": (Worksheet.threshold, Worksheet.rate)},
    said_with={Worksheet.eligible: (Terms.high_cost_covered, Terms.low_income_covered, Terms.poor_covered)},
)
