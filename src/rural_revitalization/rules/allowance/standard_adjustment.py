"""Adjustment of the allowance standards (城乡低保标准动态调整): whether a county's year keeps up with the plan.

Whom: counties, as a whole. The yearly adjustment of the rural and the urban standard is in principle no lower than the
growth of residents' consumption per head in the year before; Hunan strives for a rural standard of 75% of the urban
one; Guizhou forbids to lower a standard. Standards are yuan per person and year.

Readings: growth is given as an index, 1.048 for 4.8%, of the residents the locality chooses: urban or rural, nominal or
real, the plans do not say. Standards are compared exactly, before rounding; `due` is shown to the fen. Where the index
is below 1, a standard may fall as far, unless it must not be lowered. The 75% are striven for (力争) province-wide: a
target, which entitles nobody.

A standard linked with price rises (与物价上涨挂钩) follows them where it rises as far as prices or further, and does
not where prices rose and it did not. Whether a part of the rise is enough is for the locality to say.

Limitations: the urban standard is not held against prices, and temporary price subsidies have no figure.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.allowance import standard_adjustment as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> facts = rule.Facts(standard=5040, standard_before=4800, urban_standard=6720, urban_standard_before=6600,
...                    consumption_index="1.05")
>>> worksheet = rule.compute(facts, terms)
>>> worksheet.due, worksheet.kept_up, worksheet.urban_kept_up, worksheet.target_reached
(Decimal('5040.00'), True, False, True)
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import NO, NO_SHARE, ONE, Amount, Truth, below_share, exact_arithmetic, not_, otherwise, share
from ...cases import CaseFacts, drawn
from ...fields.annotations import MoneyFact, RateFact, TruthFact
from ...models import LocalFigures
from ..form import Rule

_YEARLY: Final = "yuan per person and year"


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a county's standards of two years (低保标准)."""

    standard: MoneyFact = drawn(cases.yearly_standard, "rural standard", zh="农村低保标准")
    standard_before: MoneyFact = drawn(LocalFigures.allowance_standard_before)
    urban_standard: MoneyFact = drawn(LocalFigures.urban_allowance_standard)
    urban_standard_before: MoneyFact = drawn(LocalFigures.urban_allowance_standard_before)
    consumption_index: RateFact = drawn(LocalFigures.consumption_index)
    price_index: RateFact = drawn(LocalFigures.price_index)


@fields.terms_class
class Terms(fields.StatedTerms):
    """Whether the adjustment follows consumption and prices, the target of rural against urban, what is forbidden."""

    follows_consumption: TruthFact = fields.truth(
        "adjusted by no less than the growth of consumption", zh="调幅不低于居民上年度人均消费支出增速"
    )
    rural_share: RateFact = fields.rate(
        "rural standard, as a share of the urban one", zh="农村低保标准与城市低保标准之比", may_be_unset=True
    )
    never_lowered: TruthFact = fields.truth("standards are not lowered", zh="不降低标准", may_be_unset=True)
    linked_to_prices: TruthFact = fields.truth(
        "the standard is linked with price rises", zh="低保标准与物价上涨挂钩", may_be_unset=True
    )
    part_suffices: TruthFact = fields.truth("to follow a part of the rise is enough", zh="可按物价涨幅的一部分调整")


@fields.worksheet_class
class Worksheet:
    """The worksheet of a county's standards; yuan per person and year."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    due: Amount = fields.money("rural standard due", zh="按增速应达农村标准", unit=_YEARLY)
    urban_due: Amount = fields.money("urban standard due", zh="按增速应达城市标准", unit=_YEARLY)
    target: Amount = fields.money("rural standard aimed for", zh="农村标准目标", unit=_YEARLY, only_if="target")
    gap_to_target: Amount = fields.money(
        "rural standard below the target", zh="与目标差额", low=None, unit=_YEARLY, only_if="target"
    )
    gap: Amount = fields.money(
        "rural standard beyond what is due", zh="超出应达标准", low=None, answer=True, unit=_YEARLY
    )
    kept_up: Truth = fields.truth("rural standard keeps up", zh="农村标准调幅达到要求", answer=True)
    urban_kept_up: Truth = fields.truth("urban standard keeps up", zh="城市标准调幅达到要求", answer=True)
    target_reached: Truth = fields.truth(
        "no target of the rural standard missed", zh="未低于规定的城乡比例", answer=True
    )
    not_lowered: Truth = fields.truth("no standard lowered where that is forbidden", zh="未违规降低标准", answer=True)
    prices_followed: Truth = fields.truth(
        "no price rise left unfollowed where that is asked", zh="与物价上涨联动", answer=True, reading="prices_followed"
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Compare a county's standards of two years, or a column of counties, with the plan (低保标准动态调整)."""
    due = share(facts.standard_before, facts.consumption_index)
    rural_behind = below_share(facts.standard, facts.standard_before, facts.consumption_index)
    urban_behind = below_share(facts.urban_standard, facts.urban_standard_before, facts.consumption_index)
    target = share(facts.urban_standard, otherwise(terms.rural_share, NO_SHARE))
    follows_in_part = (facts.standard > facts.standard_before) & terms.part_suffices
    behind_prices = below_share(facts.standard, facts.standard_before, facts.price_index) & not_(follows_in_part)
    lowered = (facts.standard < facts.standard_before) | (facts.urban_standard < facts.urban_standard_before)
    return Worksheet(
        facts=facts,
        terms=terms,
        due=due,
        urban_due=share(facts.urban_standard_before, facts.consumption_index),
        target=target,
        gap_to_target=target - facts.standard,
        gap=facts.standard - due,
        kept_up=not_(rural_behind & terms.follows_consumption),
        urban_kept_up=not_(urban_behind & terms.follows_consumption),
        target_reached=not_(below_share(facts.standard, facts.urban_standard, otherwise(terms.rural_share, NO_SHARE))),
        not_lowered=not_(lowered & otherwise(terms.never_lowered, NO)),
        prices_followed=not_((facts.price_index > ONE) & behind_prices & otherwise(terms.linked_to_prices, NO)),
    )


RULE: Final = Rule(
    label="adjustment of the allowance standards",
    zh="低保标准动态调整",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="county",
    works_out=Worksheet.gap,
    said_with={
        Worksheet.due: (Terms.follows_consumption,),
        Worksheet.urban_due: (Terms.follows_consumption,),
        Worksheet.gap: (Terms.follows_consumption,),
        Worksheet.not_lowered: (Terms.never_lowered,),
        Worksheet.prices_followed: (Terms.linked_to_prices,),
    },
)
