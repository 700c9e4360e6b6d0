"""Minimum living allowance (最低生活保障): the monthly grant by difference, and the borderline family (低保边缘家庭).

Whom: rural families by their per-capita monthly income. Amounts are yuan per month. The standard, what counts as income
and what is deducted for the cost of employment (就业成本扣减) are local.

Readings: the grant is the difference between the standard and the per-capita income, times the members counted, rounded
once; the tests use the family's exact income, not the rounded per-capita figure. The cost of employment is deducted
from the income before division. Borderline is at or above the standard and below the standard times the factor. The
plans deduct the cost of employment; the grant by difference and the borderline are national practice.

Limitations: property and support from relatives, which some localities count, must be included in the income given.

>>> from rural_revitalization.rules.allowance import minimum_living as rule
>>> facts = rule.Facts(family_income=1300, employment_cost=100, members=3, members_counted=3, standard=500)
>>> worksheet = rule.compute(facts, rule.Terms(borderline_factor="1.5"))
>>> worksheet.per_capita_income, worksheet.grant
(Decimal('400.00'), Decimal('300.00'))
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import ONE, ZERO, Amount, Truth, exact_arithmetic, maximum, not_, per_head, prorated, share, times, when
from ...cases import CaseFacts, drawn
from ...fields.annotations import CountFact, MoneyFact, RateFact
from ...models import Household, LocalFigures
from ..form import Rule
from .headings import ALLOWANCE


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a family for its minimum living allowance (最低生活保障)."""

    family_income: MoneyFact = drawn(Household.family_income)
    employment_cost: MoneyFact = drawn(Household.employment_cost)
    members: CountFact = drawn(Household.household_size, "members who share the income")
    members_counted: CountFact = drawn(Household.household_size, "members granted", zh="保障人数", low=0)
    standard: MoneyFact = drawn(LocalFigures.allowance_standard)


@fields.terms_class
class Terms(fields.StatedTerms):
    """The figures of national rules: the upper limit of borderline, as a multiple of the standard."""

    borderline_factor: RateFact = fields.rate(
        "borderline, as a multiple of the standard", zh="低保边缘收入倍数", low=ONE, high=None
    )


@fields.worksheet_class
class Worksheet:
    """The worksheet of the minimum living allowance; amounts in yuan per month."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    countable_income: Amount = fields.money(
        "countable income", zh="核算收入", low=None, unit="yuan per month", reading="cost_before_division"
    )
    per_capita_income: Amount = fields.money(
        "per-capita income", zh="家庭人均收入", low=None, unit="yuan per person and month"
    )
    below_standard: Truth = fields.truth("below the standard", zh="低于低保标准")
    borderline: Truth = fields.truth("borderline family", zh="低保边缘家庭", reading="borderline_between")
    gap: Amount = fields.money("what the family lacks to the standard", zh="家庭补差额", unit="yuan per month")
    grant: Amount = fields.money("grant", zh="低保金", answer=True, unit="yuan per month")


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out the minimum living allowance (最低生活保障) of one family, or of a column of families."""
    countable_income = facts.family_income - facts.employment_cost
    secured = times(facts.standard, facts.members)
    gap = maximum(secured - maximum(countable_income, ZERO), ZERO)
    # Without income the grant does not depend on how many members share it.
    by_difference = prorated(gap, ONE, facts.members_counted, facts.members)
    whole = times(facts.standard, facts.members_counted)
    return Worksheet(
        facts=facts,
        terms=terms,
        countable_income=countable_income,
        per_capita_income=per_head(countable_income, facts.members),
        below_standard=countable_income < secured,
        borderline=(countable_income >= secured) & (countable_income < share(secured, terms.borderline_factor)),
        gap=gap,
        grant=when(countable_income <= ZERO, whole, by_difference),
    )


RULE: Final = Rule(
    label="minimum living allowance",
    zh="最低生活保障",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="household",
    pays=Worksheet.grant,
    applies=lambda case: not_(case[cases.receives_allowance]) & case[cases.family_income_counted],
    needs=(Household.family_income,),
    to=lambda case: not_(case[cases.receives_allowance]),
    where=Worksheet.below_standard,
    completes={Household.allowance_borderline: Worksheet.borderline},
    heading=ALLOWANCE,
    register={
        "hunan-2021/dibao/employment-cost-deduction": (Worksheet.countable_income,),
        "yiyang-2021/dibao/employment-cost-deduction": (Worksheet.countable_income,),
        "hunan-2017/dibao/employment-cost-deduction": (Worksheet.countable_income,),
    },
    said_with={Worksheet.borderline: (Terms.borderline_factor,)},
)
