"""Minimum living allowance (最低生活保障): the monthly grant by difference, and the borderline family (低保边缘家庭).

Whom: rural families by their per-capita monthly income. Amounts are yuan per month, the standard yuan per person and
year. The standard, what counts as income and how much is deducted from it are local. A family that receives already is
answered by gradual exit, a person who receives alone by the single-person allowance.

Readings: the grant is the difference between the standard and the per-capita income, times the members counted, rounded
once; the tests use the family's exact income of twelve months, not the rounded per-capita figure. What is deducted is
deducted from the income before division: the cost of employment, which Hunan's and Yiyang's plans deduct; rigid
spending and exempt income, which Yiyang's alone does. People in extreme poverty are on another track: not counted, not
granted; where that is recorded for no member of a family, all of them are counted. A negative income counts as none, so
that the grant is at most the standard for each member. Borderline is at or above the
standard and below the standard times the factor. The grant by difference and the borderline are national practice. A
grant is rounded up only where the locality says so.

Limitations: property and support from relatives, which some localities count, must be included in the income given.
Where of those who share and those granted one number alone is recorded, the range of the grant does not use that the
second is at most the first.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.allowance import minimum_living as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> facts = rule.Facts(family_income=1300, employment_cost=100, members=3, members_counted=3, yearly_standard=6000)
>>> worksheet = rule.compute(facts, terms)
>>> worksheet.per_capita_income, worksheet.grant
(Decimal('400.00'), Decimal('300.00'))
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import (
    NO,
    ONE,
    ZERO,
    Amount,
    Truth,
    at_least_one,
    below_share,
    exact_arithmetic,
    maximum,
    minimum,
    monthly,
    months_in,
    not_,
    otherwise,
    per_head,
    prorated,
    rounded_up,
    times,
    when,
    yearly,
)
from ...cases import CaseFacts, drawn
from ...fields.annotations import CountFact, MoneyFact, RateFact, TruthFact
from ...models import Household
from ..form import Rule
from ..overlap import Scheme
from .headings import ALLOWANCE


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a family for its minimum living allowance (最低生活保障)."""

    family_income: MoneyFact = drawn(Household.family_income)
    employment_cost: MoneyFact = drawn(Household.employment_cost)
    rigid_spending: MoneyFact = drawn(Household.rigid_spending)
    exempt_income: MoneyFact = drawn(Household.exempt_income)
    members: CountFact = drawn(cases.members_counted, "members who share the income", zh="共享收入人口")
    yearly_standard: MoneyFact = drawn(cases.yearly_standard)
    members_counted: CountFact = drawn(cases.members_counted, "members granted", zh="保障人数", part_of="members")


@fields.terms_class
class Terms(fields.StatedTerms):
    """What is deducted by documents, the upper limit of borderline by national rules, and the rounding of localities.

    The cost of employment is deducted where a document says so; where none speaks of it, that is not stated. Rigid
    spending and exempt income are left out of the income only where a document grants it. `round_to` is the amount, in
    whole yuan, to whose multiples grants are rounded up; unset, they are to the fen.
    """

    employment_cost_deducted: TruthFact = fields.truth("the cost of employment is deducted", zh="扣减就业成本")
    rigid_spending_deducted: TruthFact = fields.truth(
        "rigid spending is deducted", zh="扣减刚性支出", may_be_unset=True
    )
    income_exempted: TruthFact = fields.truth("some income is exempt", zh="豁免部分收入", may_be_unset=True)
    borderline_factor: RateFact = fields.rate(
        "borderline, as a multiple of the standard", zh="低保边缘收入倍数", low=ONE, high=None
    )
    round_to: CountFact = fields.count(
        "grants are rounded up to", zh="低保金进位单位", unit="yuan", low=1, may_be_unset=True
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
    below_standard: Truth = fields.truth("below the standard", zh="低于低保标准", reading="exact_before_rounding")
    borderline: Truth = fields.truth("borderline family", zh="低保边缘家庭", reading="borderline_between")
    gap: Amount = fields.money(
        "what the family lacks to the standard",
        zh="家庭补差额",
        unit="yuan per month",
        reading="negative_income_is_none",
    )
    by_difference: Amount = fields.money(
        "grant before it is rounded up", zh="进位前低保金", unit="yuan per month", reading="two_tracks"
    )
    grant: Amount = fields.money("grant", zh="低保金", answer=True, unit="yuan per month", reading="rounded_up_locally")


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out the minimum living allowance (最低生活保障) of one family, or of a column of families."""
    spent = when(otherwise(terms.rigid_spending_deducted, NO), facts.rigid_spending, ZERO)
    exempt = when(otherwise(terms.income_exempted, NO), facts.exempt_income, ZERO)
    deducted = when(terms.employment_cost_deducted, facts.employment_cost, ZERO)
    countable_income = facts.family_income - deducted - spent - exempt
    of_the_year = yearly(countable_income)
    secured = times(facts.yearly_standard, facts.members)
    gap = maximum(secured - maximum(of_the_year, ZERO), ZERO)
    of_all = monthly(gap)
    sharing = at_least_one(facts.members)  # nobody may be counted, and then nothing is lacking
    of_some = prorated(gap, ONE, facts.members_counted, months_in(sharing))
    # Without income the grant does not depend on how many members share it, and it is never more than without.
    whole = monthly(times(facts.yearly_standard, facts.members_counted))
    # Where all who share are granted, how many they are does not matter twice.
    of_counted = minimum(when(facts.members <= facts.members_counted, of_all, of_some), whole)
    by_difference = when(countable_income <= ZERO, whole, of_counted)
    return Worksheet(
        facts=facts,
        terms=terms,
        countable_income=countable_income,
        per_capita_income=per_head(countable_income, sharing),
        below_standard=of_the_year < secured,
        borderline=(of_the_year >= secured) & below_share(of_the_year, secured, terms.borderline_factor),
        gap=of_all,
        by_difference=by_difference,
        grant=rounded_up(by_difference, terms.round_to),
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
    scheme=Scheme.NEW_ALLOWANCE,
    where=Worksheet.below_standard,
    completes={Household.allowance_borderline: Worksheet.borderline},
    heading=ALLOWANCE,
    said_with={Worksheet.borderline: (Terms.borderline_factor,)},
)
