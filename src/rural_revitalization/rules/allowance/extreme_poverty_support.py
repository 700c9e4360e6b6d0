"""Support of people in extreme poverty (特困人员救助供养): a standard for basic living and one for care, a month.

Whom: people recorded as in extreme poverty. The standard for basic living is one for all; that for care goes by how far
a person can care for themselves: wholly, in part, or not. Both are set locally. Amounts are yuan per month.

Readings: Hunan's plan for 2016 to 2020 names the two standards; that there are two is national practice since, and the
plans raise the level without an amount. Who has lost the ability to care for themselves in whole or in part comes
first. People recorded on both tracks, extreme poverty and the allowance, may be on either.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.allowance import extreme_poverty_support as rule
>>> terms = load_policy("hunan", on=date(2018, 6, 1)).terms(rule)
>>> facts = rule.Facts(basic_standard=546, cannot_care=False, cares_in_part=True, care_in_part=280)
>>> rule.compute(facts, terms).support
Decimal('826.00')
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import NO, ZERO, Amount, Truth, exact_arithmetic, otherwise, when
from ...cases import CaseFacts, drawn
from ...fields.annotations import MoneyFact, TruthFact
from ...models import LocalFigures, Person
from ..form import Heading, Rule
from ..overlap import Scheme


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a person in extreme poverty (特困人员) for their support."""

    basic_standard: MoneyFact = drawn(LocalFigures.extreme_poverty_standard)
    cannot_care: TruthFact = drawn(cases.cannot_care_for_self)
    cares_in_part: TruthFact = drawn(cases.cares_for_self_in_part)
    care_of_unable: MoneyFact = drawn(LocalFigures.care_standard_unable)
    care_in_part: MoneyFact = drawn(LocalFigures.care_standard_partial)
    care_of_able: MoneyFact = drawn(LocalFigures.care_standard_able)


@fields.terms_class
class Terms(fields.StatedTerms):
    """Whether the standard for care is paid beside that for basic living, and who comes first."""

    care_paid: TruthFact = fields.truth("a standard for care is paid too", zh="另发照料护理标准")
    unable_first: TruthFact = fields.truth(
        "who cannot care for themselves, wholly or in part, comes first",
        zh="优先保障完全或部分丧失生活自理能力的特困人员",
        may_be_unset=True,
    )


@fields.worksheet_class
class Worksheet:
    """The worksheet of support in extreme poverty; amounts in yuan per month."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    basic_living: Amount = fields.money("for basic living", zh="基本生活费", unit="yuan per person and month")
    care: Amount = fields.money("for care", zh="照料护理费", unit="yuan per person and month")
    comes_first: Truth = fields.truth("comes first", zh="优先保障")
    support: Amount = fields.money("support", zh="特困供养金", answer=True, unit="yuan per person and month")


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out the support (救助供养) of one person in extreme poverty, or of a column of people."""
    of_others = when(facts.cares_in_part, facts.care_in_part, facts.care_of_able)
    care = when(terms.care_paid, when(facts.cannot_care, facts.care_of_unable, of_others), ZERO)
    return Worksheet(
        facts=facts,
        terms=terms,
        basic_living=facts.basic_standard,
        care=care,
        comes_first=(facts.cannot_care | facts.cares_in_part) & otherwise(terms.unable_first, NO),
        support=facts.basic_standard + care,
    )


RULE: Final = Rule(
    label="extreme poverty support",
    zh="特困人员救助供养",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="person",
    pays=Worksheet.support,
    unit="yuan per month",
    applies=lambda case: case[Person.extreme_poverty],
    needs=(Person.extreme_poverty,),
    to=cases.in_extreme_poverty,
    scheme=Scheme.EXTREME_POVERTY,
    heading=Heading("support a month, in extreme poverty", "特困供养金/月"),
)
