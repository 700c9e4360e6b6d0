"""Allowance standard and poverty standard (两线融合): how the one stands against the other in a county.

Whom: counties, from 2016 to 2020. A rural standard below the national poverty standard is set by reference to it; one
that reaches it is adjusted by consumption, without its real level falling. All areas are to reach the poverty standard,
so that the two lines become one. Standards are yuan per person and year.

Readings: before 2017 (2017年前) is a day before the plan was issued: the poverty standard is a floor that holds through
its whole period. The lines have become one where the rural standard is at or above the poverty standard. Its real level
is kept where it has grown by no less than prices, given as an index. Of a standard below the floor it is not asked.

Limitations: which other factors count beside consumption, and how (综合确定、量化调整), is not stated.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.allowance import two_lines as rule
>>> terms = load_policy("hunan", on=date(2018, 6, 1)).terms(rule)
>>> worksheet = rule.compute(rule.Facts(standard=3026, poverty_standard=2952, standard_before=2640), terms)
>>> worksheet.lines_are_one, worksheet.shortfall
(True, Decimal('0.00'))
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import ZERO, Amount, Truth, below_share, exact_arithmetic, maximum, not_
from ...cases import CaseFacts, drawn
from ...fields.annotations import MoneyFact, RateFact, TruthFact
from ...models import LocalFigures
from ..form import Rule

_YEARLY: Final = "yuan per person and year"


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a county's rural standard and the poverty standard (低保标准、扶贫标准)."""

    standard: MoneyFact = drawn(cases.yearly_standard, "rural standard", zh="农村低保标准")
    standard_before: MoneyFact = drawn(LocalFigures.allowance_standard_before)
    poverty_standard: MoneyFact = drawn(LocalFigures.poverty_standard)
    price_index: RateFact = drawn(LocalFigures.price_index)


@fields.terms_class
class Terms(fields.StatedTerms):
    """What documents ask of a standard below the poverty standard, of one above it, and of all."""

    floor: TruthFact = fields.truth("all areas reach the poverty standard", zh="农村低保标准达到或高于国家扶贫标准")
    set_by_poverty_standard: TruthFact = fields.truth(
        "a standard below is set by the poverty standard", zh="低于国家扶贫标准的按国家扶贫标准综合确定"
    )
    real_level_kept: TruthFact = fields.truth(
        "a standard that reaches it keeps its real level", zh="已达到的参照人均消费支出等量化调整，实际水平不降低"
    )
    merged: TruthFact = fields.truth("the two lines become one", zh="低保标准与扶贫标准两线融合")


@fields.worksheet_class
class Worksheet:
    """The worksheet of the two lines; yuan per person and year."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    below_poverty_standard: Truth = fields.truth("was below the poverty standard", zh="原标准低于国家扶贫标准")
    to_be_set_by_it: Truth = fields.truth("to be set by the poverty standard", zh="应按国家扶贫标准综合确定")
    shortfall: Amount = fields.money(
        "short of the poverty standard", zh="与国家扶贫标准差额", answer=True, unit=_YEARLY
    )
    floor_reached: Truth = fields.truth("poverty standard reached", zh="达到国家扶贫标准", answer=True)
    lines_are_one: Truth = fields.truth("the two lines are one", zh="两线融合", answer=True)
    real_level: Truth = fields.truth("real level kept", zh="实际水平未降低", answer=True)


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Compare a county's rural standard, or a column of counties, with the poverty standard (两线融合)."""
    was_below = facts.standard_before < facts.poverty_standard
    short = facts.standard < facts.poverty_standard
    fell_behind = below_share(facts.standard, facts.standard_before, facts.price_index)
    return Worksheet(
        facts=facts,
        terms=terms,
        below_poverty_standard=was_below,
        to_be_set_by_it=was_below & terms.set_by_poverty_standard,
        shortfall=maximum(facts.poverty_standard - facts.standard, ZERO),
        floor_reached=not_(short & terms.floor),
        lines_are_one=not_(short) & terms.merged,
        real_level=was_below | not_(fell_behind & terms.real_level_kept),
    )


RULE: Final = Rule(
    label="allowance standard against the poverty standard",
    zh="低保标准与扶贫标准两线融合",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="county",
    works_out=Worksheet.shortfall,
    said_with={Worksheet.below_poverty_standard: (Terms.set_by_poverty_standard,), Worksheet.shortfall: (Terms.floor,)},
)
