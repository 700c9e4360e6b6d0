"""Pension contribution paid on behalf (养老保险费代缴): of the lowest tier of residents' pension insurance, for a year.

Whom: people who contribute to residents' basic pension insurance (城乡居民基本养老保险) and belong to a class that the
documents name. Hunan pays in full for the severely disabled, and in part or in full for recipients of the allowance,
people in extreme poverty and those who returned to or fell into poverty; Yiyang in part or in full for all four. From
2016 to 2020 the poor without labour capacity and income were paid for in full, others in difficulty in part. Amounts
are yuan per person and year.

Readings: a person in several classes gets the most favourable share, once. Hunan's box says "part or full" for all four
classes, which does not take the full payment away from the severely disabled. A share in part or in full is above 0 and
at most 1, and local. What is paid is a share of the lowest tier: the poor's of 2016 to 2020 is 100 yuan, every other a
local figure; whoever chooses a higher tier pays the difference. Who draws a pension contributes no more. Without a
source of income (没有收入来源) is read as without a source of living.

Limitations: others who find it hard to contribute (等缴费困难群体) are not named: a locality states their share as
`unnamed_share`. Guizhou's plan says nothing of the years from 2021 on.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.allowance import pension_contribution as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> rule.compute(rule.Facts(lowest_tier=200, severely_disabled=True), terms).paid
Decimal('200.00')
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from ... import cases, fields
from ...algebra import (
    NO_SHARE,
    ZERO,
    Amount,
    Rate,
    Truth,
    exact_arithmetic,
    is_set,
    maximum,
    not_,
    otherwise,
    split,
    when,
)
from ...cases import CaseFacts, drawn
from ...fields.annotations import MoneyFact, RateFact, TruthFact
from ...models import LocalFigures, Person
from ..form import Rule

_ABOVE_NOTHING: Final = Decimal("0.0001")
"""The least share of who is paid for in part: above 0, to four places."""


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a person whose pension contribution may be paid (代缴)."""

    lowest_tier: MoneyFact = drawn(LocalFigures.pension_lowest_tier)
    severely_disabled: TruthFact = drawn(cases.severely_disabled)
    minimum_living_allowance: TruthFact = drawn(Person.minimum_living_allowance)
    extreme_poverty: TruthFact = drawn(Person.extreme_poverty)
    returned_to_poverty: TruthFact = drawn(Person.returned_to_poverty)
    poor: TruthFact = drawn(cases.poor)
    labour_lost: TruthFact = drawn(cases.labour_lost)
    source_of_living: TruthFact = drawn(Person.source_of_living)


@fields.terms_class
class Terms(fields.StatedTerms):
    """The shares of the lowest tier that are paid, by class, and the poor's tier of 2016 to 2020, in yuan a year.

    `difficulty_share` is that of recipients of the allowance, people in extreme poverty and those who returned to
    poverty. The classes of the poor, and that of whom a document does not name, have no share unless one is stated.
    """

    severely_disabled_share: RateFact = fields.rate(
        "share paid for the severely disabled", zh="重度残疾人代缴比例", low=_ABOVE_NOTHING
    )
    difficulty_share: RateFact = fields.rate(
        "share paid for the allowance, extreme poverty and return to poverty",
        zh="低保对象、特困人员、返贫致贫人口代缴比例",
        low=_ABOVE_NOTHING,
    )
    unable_poor_share: RateFact = fields.rate(
        "share paid for the poor without labour capacity and income",
        zh="完全丧失劳动能力、没有收入来源的贫困群体代缴比例",
        low=_ABOVE_NOTHING,
        may_be_unset=True,
    )
    other_poor_share: RateFact = fields.rate(
        "share paid for the other poor", zh="其他贫困人口补助比例", low=_ABOVE_NOTHING, may_be_unset=True
    )
    unnamed_share: RateFact = fields.rate(
        "share paid for others in difficulty", zh="其他困难群体补助比例", may_be_unset=True
    )
    poor_tier: MoneyFact = fields.money(
        "lowest tier kept for the poor", zh="贫困人口最低缴费档次", unit="yuan per person and year", may_be_unset=True
    )


@fields.worksheet_class
class Worksheet:
    """The worksheet of a pension contribution; amounts in yuan per person and year."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    eligible: Truth = fields.truth("belongs to a class that is paid for", zh="属于代缴对象", reading="class_on_the_day")
    share: Rate = fields.rate("share paid", zh="代缴比例", reading="highest_class_once", only_if="eligible")
    tier: Amount = fields.money("lowest tier", zh="最低缴费档次", unit="yuan per person and year", only_if="eligible")
    paid: Amount = fields.money(
        "pension contribution paid on behalf", zh="代缴养老保险费", answer=True, unit="yuan per person and year"
    )
    own_payment: Amount = fields.money(
        "left to pay of the lowest tier",
        zh="最低档次个人实缴金额",
        answer=True,
        unit="yuan per person and year",
        reading="rest_after_rounding",
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out the pension contribution paid (代缴) for one person, or for a column of people."""
    in_difficulty = facts.minimum_living_allowance | facts.extreme_poverty | facts.returned_to_poverty
    unable = facts.labour_lost & not_(facts.source_of_living) & is_set(terms.unable_poor_share)
    of_unnamed = otherwise(terms.unnamed_share, NO_SHARE)
    in_difficulty_share = when(in_difficulty, terms.difficulty_share, NO_SHARE)
    severely_disabled_share = when(facts.severely_disabled, terms.severely_disabled_share, NO_SHARE)
    of_unable = when(unable, otherwise(terms.unable_poor_share, NO_SHARE), NO_SHARE)
    of_poor_alone = maximum(of_unable, maximum(otherwise(terms.other_poor_share, NO_SHARE), of_unnamed))
    of_poor = maximum(severely_disabled_share, maximum(in_difficulty_share, of_poor_alone))
    of_others = maximum(severely_disabled_share, maximum(in_difficulty_share, of_unnamed))
    poor_tier = when(is_set(terms.poor_tier), otherwise(terms.poor_tier, ZERO), facts.lowest_tier)
    # A choice between the two, since who is poor has another tier and another share.
    paid_for_poor, left_to_poor = split(poor_tier, of_poor)
    paid_for_others, left_to_others = split(facts.lowest_tier, of_others)
    # Where the documents give the poor neither, whether the person is poor does not matter.
    own_share = unable | is_set(terms.other_poor_share)
    own_tier = is_set(terms.poor_tier)
    as_poor = facts.poor & (own_share | own_tier)
    return Worksheet(
        facts=facts,
        terms=terms,
        eligible=facts.severely_disabled | in_difficulty | (facts.poor & own_share) | (of_unnamed > NO_SHARE),
        share=when(facts.poor & own_share, of_poor, of_others),
        tier=when(facts.poor & own_tier, poor_tier, facts.lowest_tier),
        paid=when(as_poor, paid_for_poor, paid_for_others),
        own_payment=when(as_poor, left_to_poor, left_to_others),
    )


RULE: Final = Rule(
    label="pension contribution",
    zh="养老保险费代缴",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="person",
    pays=Worksheet.paid,
    unit="yuan per year",
    applies=lambda case: case[Person.pension_insured],
    needs=(Person.pension_insured,),
    where=Worksheet.eligible,
    register={"hunan-2021/pension/box-partial-all": (Worksheet.share,)},
    said_with={
        Worksheet.eligible: (
            Terms.severely_disabled_share,
            Terms.difficulty_share,
            Terms.unable_poor_share,
            Terms.other_poor_share,
            Terms.unnamed_share,
        )
    },
)
