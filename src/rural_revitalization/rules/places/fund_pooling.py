"""Fund pooling (涉农资金统筹整合): whether a county may pool fiscal funds for agriculture in a year.

Whom: counties that exited poverty (脱贫县), in the first three years of the transition, 2021 to 2023; in Guizhou
national key-support counties (国家乡村振兴重点帮扶县) in 2024 and 2025 too.

Units: calendar years.

Readings: the first three years of the transition (过渡期前3年) are counted from 2021. Hunan and Yiyang name no county
that may go on after them; what counties do by themselves (长效机制) is not part of it.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.places import fund_pooling as rule
>>> terms = load_policy("guizhou", on=date(2022, 6, 1)).terms(rule)
>>> rule.compute(rule.Facts(year=2024, exited=True, national_key=False), terms).may_pool
False
"""

from __future__ import annotations

from typing import Final

from ... import fields
from ...algebra import Truth, exact_arithmetic, is_set, otherwise, when
from ...fields.annotations import CountFact, TruthFact
from ..form import Declaration


@fields.facts_class
class Facts:
    """The year, and which classes the county is in."""

    year: CountFact = fields.count("year", zh="年份", unit="calendar years", low=2021, high=2025)
    exited: TruthFact = fields.truth("county that exited poverty", zh="脱贫县")
    national_key: TruthFact = fields.truth("national key-support county", zh="国家乡村振兴重点帮扶县")


@fields.terms_class
class Terms(fields.StatedTerms):
    """In which years which counties may pool funds."""

    first_year: CountFact = fields.count("first year", zh="首年", unit="calendar years", low=1)
    years: CountFact = fields.count("years for all that exited", zh="全部脱贫县年数", unit="calendar years", low=1)
    key_from: CountFact = fields.count(
        "first year for key counties only", zh="仅限重点县首年", unit="calendar years", low=1, may_be_unset=True
    )


@fields.worksheet_class
class Worksheet:
    """The worksheet of fund pooling: by which of the two the county may pool, and the decision."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    as_exited: Truth = fields.truth("as a county that exited poverty", zh="作为脱贫县")
    as_key: Truth = fields.truth("as a national key-support county", zh="作为国家乡村振兴重点帮扶县")
    may_pool: Truth = fields.truth("may pool funds for agriculture", zh="可统筹整合涉农资金", answer=True)


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide whether a county may pool funds in a year (涉农资金统筹整合)."""
    stated = is_set(terms.key_from)
    over = when(stated, otherwise(terms.key_from, 1), terms.first_year + terms.years)
    as_exited = facts.exited & (facts.year < over)
    as_key = facts.national_key & stated & (over <= facts.year)
    return Worksheet(facts=facts, terms=terms, as_exited=as_exited, as_key=as_key, may_pool=as_exited | as_key)


RULE: Final = Declaration(
    label="fund pooling", zh="涉农资金统筹整合", facts=Facts, terms=Terms, compute=compute, answers=Worksheet.may_pool
)
