"""Gradual exit (渐退期): how long a family keeps the allowance once a member's work has lifted it above the standard.

Whom: families that were receiving the minimum living allowance when the employment of a member raised their per-capita
income above the local standard. Amounts are yuan per month, time is whole months: 0 is the month of the rise.

Readings: months 0 to 12 are in the window. At or below the standard the grant continues unchanged, outside any window.
The documents state no taper, so the whole grant is kept; a schedule of shares, and a shorter window, are local. Only
Hunan's and Yiyang's plans state a gradual exit (Yiyang writes 减退期).

Limitations: whether a family may have a gradual exit more than once is not stated, and not worked out.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.allowance import gradual_exit as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> facts = rule.Facts(receiving=True, raised_by_employment=True, per_capita_income=700, standard=500,
...                    months_above=12, current_grant=300)
>>> rule.compute(facts, terms).grant
Decimal('300.00')
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import (
    NO_CEILING,
    NO_SHARE,
    ONE,
    WHOLE,
    ZERO,
    Amount,
    Number,
    Truth,
    exact_arithmetic,
    maximum,
    minimum,
    not_,
    otherwise,
    share,
    stepped,
    when,
)
from ...cases import CaseFacts, drawn
from ...fields.annotations import CountFact, MoneyFact, SharesFact, TruthFact
from ...models import Household, LocalFigures
from ..form import Rule
from .headings import ALLOWANCE


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a family for its gradual exit (渐退期)."""

    receiving: TruthFact = drawn(cases.receives_allowance, "was receiving the allowance", zh="原享受低保")
    raised_by_employment: TruthFact = drawn(Household.raised_by_employment)
    per_capita_income: MoneyFact = drawn(cases.allowance_income)
    standard: MoneyFact = drawn(LocalFigures.allowance_standard)
    months_above: CountFact = drawn(Household.months_above_standard)
    current_grant: MoneyFact = drawn(Household.allowance_grant)


@fields.terms_class
class Terms(fields.StatedTerms):
    """The figures of gradual exit from documents, and those a locality may set in addition.

    `local_window_months` can only shorten the window. `kept_shares` are the shares of the grant kept from month 0 on;
    the last holds for the rest of the window. If neither is set, the whole grant is kept for the whole window.
    """

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
    above_standard: Truth = fields.truth("above the standard", zh="人均收入超过低保标准")
    in_window: Truth = fields.truth(
        "in the window of gradual exit", zh="处于渐退期", reading="window_includes_its_ends"
    )
    months_left: Number = fields.count("months left", zh="剩余月数", unit="months")
    keeps_allowance: Truth = fields.truth(
        "keeps the allowance", zh="继续享受低保", answer=True, reading="grant_goes_on_below_standard"
    )
    grant: Amount = fields.money(
        "grant", zh="低保金", answer=True, unit="yuan per month", reading="no_taper_unless_local"
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out the gradual exit (渐退期) of one family, or of a column of families."""
    above_standard = facts.per_capita_income > facts.standard
    window = minimum(terms.window_months, otherwise(terms.local_window_months, NO_CEILING))
    eased = facts.raised_by_employment & (facts.months_above <= window)
    in_window = facts.receiving & above_standard & eased
    # Not "below or in the window", which would use `above_standard` twice.
    keeps_allowance = facts.receiving & (not_(above_standard) | eased)
    kept = when(
        above_standard, when(eased, stepped(facts.months_above, otherwise(terms.kept_shares, WHOLE)), NO_SHARE), ONE
    )
    return Worksheet(
        facts=facts,
        terms=terms,
        above_standard=above_standard,
        in_window=in_window,
        months_left=when(in_window, maximum(window - facts.months_above, 0), 0),
        keeps_allowance=keeps_allowance,
        grant=when(facts.receiving, share(facts.current_grant, kept), ZERO),
    )


RULE: Final = Rule(
    label="allowance, gradual exit",
    zh="低保渐退",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="household",
    pays=Worksheet.grant,
    applies=cases.receives_allowance,
    needs=(Household.allowance_grant,),
    where=Worksheet.keeps_allowance,
    heading=ALLOWANCE,
    said_with={Worksheet.in_window: (Terms.window_months,), Worksheet.keeps_allowance: (Terms.window_months,)},
)
