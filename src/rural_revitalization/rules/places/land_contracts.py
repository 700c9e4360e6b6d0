"""Land contracts (农村土地承包): until when a contract of the second round runs once it is extended.

Whom: households with contracted land, in Yiyang, whose plan names the extension among the reforms that the province
sets.

Units: calendar years.

Readings: the years of the extension (再延长三十年) count from the year in which the contract expires.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.places import land_contracts as rule
>>> terms = load_policy("yiyang", on=date(2022, 6, 1)).terms(rule)
>>> rule.compute(rule.Facts(expires=2027), terms).runs_until
2057
"""

from __future__ import annotations

from typing import Final

from ... import fields
from ...algebra import Number, exact_arithmetic
from ...fields.annotations import CountFact
from ..form import Declaration


@fields.facts_class
class Facts:
    """The contract."""

    expires: CountFact = fields.count(
        "year in which the contract expires", zh="第二轮承包到期年份", unit="calendar years", low=1990
    )


@fields.terms_class
class Terms(fields.StatedTerms):
    """The extension that the document states."""

    extension: CountFact = fields.count("years of the extension", zh="延长年数", unit="calendar years", low=1)


@fields.worksheet_class
class Worksheet:
    """The worksheet of a land contract."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    runs_until: Number = fields.count(
        "year until which it runs", zh="延长后到期年份", unit="calendar years", answer=True
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out until when a contract runs (农村土地承包)."""
    return Worksheet(facts=facts, terms=terms, runs_until=facts.expires + terms.extension)


RULE: Final = Declaration(
    label="land contracts", zh="农村土地承包", facts=Facts, terms=Terms, compute=compute, answers=Worksheet.runs_until
)
