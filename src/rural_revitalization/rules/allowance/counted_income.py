"""What the rules on a family's allowance share: its counted income (核算收入), held against the standard of the year.

The income of a month times twelve is compared with the year's standard times the members counted: exact amounts, since
a standard may be set by the year and a month of it rounded.
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import NO, ONE, ZERO, Amount, maximum, otherwise, prorated, times, when
from ...cases import CaseFacts, drawn
from ...fields.annotations import CountFact, MoneyFact, TruthFact
from ...models import Household

MONTHS: Final = 12


@fields.facts_class
class IncomeFacts(CaseFacts):
    """The facts about a family's counted income and the standard it is held against (家庭核算收入)."""

    family_income: MoneyFact = drawn(Household.family_income)
    employment_cost: MoneyFact = drawn(Household.employment_cost)
    rigid_spending: MoneyFact = drawn(Household.rigid_spending)
    exempt_income: MoneyFact = drawn(Household.exempt_income)
    members: CountFact = drawn(Household.members_counted, "members who share the income", zh="共享收入人口")
    yearly_standard: MoneyFact = drawn(cases.yearly_standard)


@fields.terms_class
class IncomeTerms(fields.StatedTerms):
    """What a family's income is counted without. All are figures of the minimum living allowance.

    Employment cost is deducted where a document says so, and where none speaks of it that is not stated. Rigid spending
    and exempt income are left out only where a document grants it.
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


def counted_income(facts: IncomeFacts, terms: IncomeTerms) -> Amount:
    """Work out the income counted (核算收入), in yuan per month; negative where more is deducted than earned."""
    deducted = when(terms.employment_cost_deducted, facts.employment_cost, ZERO)
    spent = when(otherwise(terms.rigid_spending_deducted, NO), facts.rigid_spending, ZERO)
    exempt = when(otherwise(terms.income_exempted, NO), facts.exempt_income, ZERO)
    return facts.family_income - deducted - spent - exempt


def yearly_gap(income: Amount, secured: Amount) -> Amount:
    """What a family lacks to the standard, in yuan per year, by its income of a month and what the year secures."""
    return maximum(secured - times(maximum(income, ZERO), MONTHS), ZERO)


def of_a_month(yearly: Amount) -> Amount:
    """A twelfth of an amount of the year, rounded once."""
    return prorated(yearly, ONE, 1, MONTHS)
