"""Gradual exit (渐退期): how long a family keeps the allowance once a member's work has lifted it above the standard.

Whom: families that were receiving the minimum living allowance when the employment of a member raised their per-capita
income above the local standard. Amounts are yuan per month, the standard yuan per person and year, time is whole
months: 0 is the month of the rise. A grant to one person alone is not tested here: see the single-person allowance.

Readings: months 0 to 12 are in the window. At or below the standard the grant continues unchanged, outside any window.
A family whose allowance ended in the month of the rise or later, within the window, was receiving: above the standard
it keeps the grant as if it had not ended. The documents state no taper, so the whole grant is kept; a schedule of
shares, and a shorter window, are local. Only Hunan's and Yiyang's plans state a gradual exit (Yiyang writes 减退期).
What the grant would be by difference is shown beside the recorded one, and changes nothing; a negative income counts as
none in it.

Limitations: whether a family may have a gradual exit more than once is not stated, and not worked out.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.allowance import gradual_exit as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> facts = rule.Facts(receiving=True, ended=False, raised_by_employment=True, months_above=12, current_grant=300,
...                    family_income=2100, employment_cost=0, members=3, yearly_standard=6000)
>>> rule.compute(facts, terms).grant
Decimal('300.00')
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import (
    NO,
    NO_CEILING,
    NO_SHARE,
    ONE,
    WHOLE,
    ZERO,
    Amount,
    Number,
    Truth,
    at_least_one,
    exact_arithmetic,
    maximum,
    minimum,
    monthly,
    not_,
    otherwise,
    per_head,
    share,
    stepped,
    times,
    when,
    yearly,
)
from ...cases import CaseFacts, drawn
from ...fields.annotations import CountFact, MoneyFact, SharesFact, TruthFact
from ...models import Household
from ..form import Rule
from ..overlap import Scheme
from .headings import ALLOWANCE


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a family for its gradual exit (渐退期)."""

    receiving: TruthFact = drawn(cases.receives_allowance, "receives the allowance", zh="享受低保")
    ended: TruthFact = drawn(cases.allowance_ended)
    months_since_ended: CountFact = drawn(Household.months_since_allowance)
    raised_by_employment: TruthFact = drawn(Household.raised_by_employment)
    months_above: CountFact = drawn(Household.months_above_standard)
    family_income: MoneyFact = drawn(Household.family_income)
    employment_cost: MoneyFact = drawn(Household.employment_cost)
    rigid_spending: MoneyFact = drawn(Household.rigid_spending)
    exempt_income: MoneyFact = drawn(Household.exempt_income)
    members: CountFact = drawn(cases.members_counted, "members who share the income", zh="共享收入人口")
    yearly_standard: MoneyFact = drawn(cases.yearly_standard)
    current_grant: MoneyFact = drawn(Household.family_grant)


@fields.terms_class
class Terms(fields.StatedTerms):
    """The figures of gradual exit from documents, and those a locality may set in addition.

    What is deducted from the income are figures of the minimum living allowance, and the same here.
    `local_window_months` can only shorten the window. `kept_shares` are the shares of the grant kept from month 0 on;
    the last holds for the rest of the window. If neither is set, the whole grant is kept for the whole window.
    """

    employment_cost_deducted: TruthFact = fields.truth(
        "the cost of employment is deducted", zh="扣减就业成本", figure="minimum_living.employment_cost_deducted"
    )
    rigid_spending_deducted: TruthFact = fields.truth(
        "rigid spending is deducted",
        zh="扣减刚性支出",
        figure="minimum_living.rigid_spending_deducted",
        may_be_unset=True,
    )
    income_exempted: TruthFact = fields.truth(
        "some income is exempt", zh="豁免部分收入", figure="minimum_living.income_exempted", may_be_unset=True
    )
    window_months: CountFact = fields.count("longest window", zh="渐退期上限", unit="months")
    local_window_months: CountFact = fields.count(
        "shorter local window", zh="当地渐退期", unit="months", may_be_unset=True, within="window_months"
    )
    kept_shares: SharesFact = fields.shares("shares kept by month", zh="逐月保留比例", may_be_unset=True)


@fields.worksheet_class
class Worksheet:
    """The worksheet of gradual exit; the grant in yuan per month."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    countable_income: Amount = fields.money(
        "countable income", zh="核算收入", low=None, unit="yuan per month", reading="cost_before_division"
    )
    per_capita_income: Amount = fields.money(
        "per-capita income", zh="家庭人均收入", low=None, unit="yuan per person and month"
    )
    above_standard: Truth = fields.truth(
        "above the standard", zh="人均收入超过低保标准", reading="exact_before_rounding"
    )
    was_receiving: Truth = fields.truth(
        "was receiving when the income rose", zh="收入超过标准时享受低保", reading="ended_by_the_rise"
    )
    in_window: Truth = fields.truth(
        "in the window of gradual exit", zh="处于渐退期", reading="window_includes_its_ends"
    )
    months_left: Number = fields.count("months left", zh="剩余月数", unit="months", only_if="in_window")
    by_difference: Amount = fields.money(
        "grant by difference", zh="按差额计算的低保金", unit="yuan per month", reading="negative_income_is_none"
    )
    difference: Amount = fields.money(
        "recorded grant less the grant by difference", zh="登记低保金与差额计算之差", low=None, unit="yuan per month"
    )
    keeps_allowance: Truth = fields.truth(
        "keeps the allowance", zh="继续享受低保", answer=True, reading="grant_goes_on_below_standard"
    )
    grant: Amount = fields.money(
        "grant", zh="低保金", answer=True, unit="yuan per month", reading="no_taper_unless_local"
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out the gradual exit (渐退期) of one family, or of a column of families."""
    spent = when(otherwise(terms.rigid_spending_deducted, NO), facts.rigid_spending, ZERO)
    exempt = when(otherwise(terms.income_exempted, NO), facts.exempt_income, ZERO)
    deducted = when(terms.employment_cost_deducted, facts.employment_cost, ZERO)
    countable_income = facts.family_income - deducted - spent - exempt
    of_the_year = yearly(countable_income)
    secured = times(facts.yearly_standard, facts.members)
    above_standard = of_the_year > secured
    by_difference = monthly(maximum(secured - maximum(of_the_year, ZERO), ZERO))
    window = minimum(terms.window_months, otherwise(terms.local_window_months, NO_CEILING))
    eased = facts.raised_by_employment & (facts.months_above <= window)
    ended_by_rise = facts.ended & (facts.months_since_ended <= minimum(facts.months_above, window))
    was_receiving = facts.receiving | ended_by_rise
    of_risen = when(eased, stepped(facts.months_above, otherwise(terms.kept_shares, WHOLE)), NO_SHARE)
    # Of who receives and of who did, each fact is named once, so that one which changes nothing is not asked for.
    keeps_allowance = when(facts.receiving, not_(above_standard) | eased, above_standard & ended_by_rise & eased)
    of_receiving = when(above_standard, of_risen, ONE)
    kept = when(facts.receiving, of_receiving, when(above_standard & ended_by_rise, of_risen, NO_SHARE))
    in_window = above_standard & was_receiving & eased
    return Worksheet(
        facts=facts,
        terms=terms,
        countable_income=countable_income,
        per_capita_income=per_head(countable_income, at_least_one(facts.members)),
        above_standard=above_standard,
        was_receiving=was_receiving,
        in_window=in_window,
        months_left=when(in_window, maximum(window - facts.months_above, 0), 0),
        by_difference=by_difference,
        difference=facts.current_grant - by_difference,
        keeps_allowance=keeps_allowance,
        grant=share(facts.current_grant, kept),
    )


RULE: Final = Rule(
    label="allowance, gradual exit",
    zh="低保渐退",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="household",
    pays=Worksheet.grant,
    applies=lambda case: case[cases.receives_allowance] | case[cases.allowance_ended],
    needs=(Household.family_grant,),
    where=Worksheet.keeps_allowance,
    scheme=Scheme.FAMILY_ALLOWANCE,
    heading=ALLOWANCE,
    said_with={Worksheet.in_window: (Terms.window_months,), Worksheet.keeps_allowance: (Terms.window_months,)},
)
