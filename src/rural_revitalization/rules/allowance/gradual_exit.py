"""Gradual exit (渐退期): how long a family keeps the allowance once a member's work has lifted it above the standard.

Whom: families that were receiving the minimum living allowance when the employment of a member raised their per-capita
income above the local standard. Amounts are yuan per month, time is whole months: 0 is the month of the rise.

References: hunan-14fyp-2021 第二章第五节二; yiyang-14fyp-2021 第二章低收入人口二 (which writes 减退期). The other
documents state no gradual exit.

Readings: months 0 to 12 are in the window. At or below the standard the grant goes on unchanged, outside any window.
The documents state no taper, so the whole grant is kept; a schedule of shares, and a shorter window, are local.

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

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from ... import fields
from ...algebra import (
    NO_SHARE,
    ONE,
    ZERO,
    Amount,
    Number,
    Truth,
    exact_arithmetic,
    maximum,
    minimum,
    not_,
    share,
    stepped,
    when,
)
from ...errors import InvalidInput, Mismatch, shown
from ...fields.annotations import CountFact, CountRecord, MoneyFact, TruthFact
from ...fields.citations import Source
from ...models import Household, LocalFigures, recorded

__all__ = ["SOURCES", "Facts", "Terms", "Worksheet", "compute"]

SOURCES: Final = (
    Source("hunan-14fyp-2021", "第二章第五节二", "hunan-2021/dibao/gradual-exit"),
    Source("yiyang-14fyp-2021", "第二章低收入人口(节序缺)二", "yiyang-2021/dibao/gradual-exit"),
)


@fields.facts_class
class Facts:
    """What must be known of a family for its gradual exit (渐退期)."""

    receiving: TruthFact = fields.truth("was receiving the allowance", zh="原享受低保")
    raised_by_employment: TruthFact = fields.truth("a member's employment raised the income", zh="因就业增收")
    per_capita_income: MoneyFact = fields.money(
        "per-capita income", zh="家庭人均收入", low=None, unit="yuan per person and month", unit_zh="元/人·月"
    )
    standard: MoneyFact = fields.money(
        "allowance standard", zh="低保标准", unit="yuan per person and month", unit_zh="元/人·月"
    )
    months_above: CountFact = fields.count(
        "months since the income rose above", zh="收入超过标准月数", unit="months", unit_zh="个月"
    )
    current_grant: MoneyFact = fields.money("grant so far", zh="原低保金", unit="yuan per month", unit_zh="元/月")

    @classmethod
    def of(cls, household: Household, local: LocalFigures, on: date) -> Facts:
        """The facts of a family, as its record stands on a day."""
        return cls(
            receiving=household.receives_allowance_on(on),
            raised_by_employment=recorded(household, "raised_by_employment"),
            per_capita_income=household.allowance_income(),
            standard=recorded(local, "allowance_standard"),
            months_above=recorded(household, "months_above_standard"),
            current_grant=recorded(household, "allowance_grant"),
        )


@fields.terms_class
class Terms(fields.StatedTerms):
    """What the documents state of gradual exit, and what a locality may set beside it.

    `local_window_months` can only shorten the window. `kept_shares` are the shares of the grant kept from month 0 on;
    the last holds for the rest of the window; unset, the whole is kept. A schedule that rises is no exit, and refused.
    """

    window_months: CountFact = fields.count("longest window", zh="渐退期上限", unit="months", unit_zh="个月")
    local_window_months: CountRecord = fields.count(
        "shorter local window", zh="当地渐退期", unit="months", unit_zh="个月", optional=True
    )
    kept_shares: Sequence[Decimal] | None = fields.shares("shares kept by month", zh="逐月保留比例")

    def __attrs_post_init__(self) -> None:
        shares = list(self.kept_shares or ())
        if shares != sorted(shares, reverse=True):
            raise InvalidInput([Mismatch("kept_shares", "shares that never rise", shown(shares))])

    @property
    def window(self) -> Number:
        """The window in force, in months."""
        return self.window_months if self.local_window_months is None else self._shortened(self.local_window_months)

    @property
    def schedule(self) -> Sequence[Decimal]:
        """The shares in force, from month 0 on."""
        return self.kept_shares or (ONE,)

    def _shortened(self, months: int) -> Number:
        return minimum(self.window_months, months)


@fields.worksheet_class
class Worksheet:
    """Gradual exit worked out; the grant in yuan per month."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    above_standard: Truth = fields.truth("above the standard", zh="人均收入超过低保标准")
    in_window: Truth = fields.truth(
        "in the window of gradual exit",
        zh="处于渐退期",
        uses=("window_months", "local_window_months"),
        reading="window_includes_its_ends",
    )
    months_left: Number = fields.count(
        "months left", zh="剩余月数", unit="months", unit_zh="个月", uses=("window_months", "local_window_months")
    )
    keeps_allowance: Truth = fields.truth(
        "keeps the allowance", zh="继续享受低保", answer=True, reading="grant_goes_on_below_standard"
    )
    grant: Amount = fields.money(
        "grant",
        zh="低保金",
        answer=True,
        unit="yuan per month",
        unit_zh="元/月",
        uses=("kept_shares",),
        reading="no_taper_unless_local",
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out the gradual exit (渐退期) of one family, or of a column of families."""
    above_standard = facts.per_capita_income > facts.standard
    eased = facts.raised_by_employment & (facts.months_above <= terms.window)
    in_window = facts.receiving & above_standard & eased
    # Not "below or in the window", which would ask twice whether the income is above.
    keeps_allowance = facts.receiving & (not_(above_standard) | eased)
    kept = when(above_standard, when(eased, stepped(facts.months_above, terms.schedule), NO_SHARE), ONE)
    return Worksheet(
        facts=facts,
        terms=terms,
        above_standard=above_standard,
        in_window=in_window,
        months_left=when(in_window, maximum(terms.window - facts.months_above, 0), 0),
        keeps_allowance=keeps_allowance,
        grant=when(facts.receiving, share(facts.current_grant, kept), ZERO),
    )
