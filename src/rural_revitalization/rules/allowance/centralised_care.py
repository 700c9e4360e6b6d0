"""Collective care (集中供养): whether a person in extreme poverty is in principle housed and cared for collectively.

Whom: people recorded as in extreme poverty who cannot care for themselves (生活不能自理). All others live dispersed
(分散供养), for whom entrusted care is to be promoted.

Readings: cannot care for themselves is read as having lost that ability wholly, not in part. In principle (原则上):
whether the person wishes it, and whether there is a place, is for the procedure.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.allowance import centralised_care as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> rule.compute(rule.Facts(cannot_care=True), terms).housed_collectively
True
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import Truth, exact_arithmetic, if_stated
from ...cases import CaseFacts, drawn
from ...fields.annotations import TruthFact
from ...models import Person
from ..form import Rule


@fields.facts_class
class Facts(CaseFacts):
    """The fact about a person in extreme poverty that decides on collective care (集中供养)."""

    cannot_care: TruthFact = drawn(cases.cannot_care_for_self)


@fields.terms_class
class Terms(fields.StatedTerms):
    """Whether the documents provide for collective care of who cannot care for themselves."""

    unable_collectively: TruthFact = fields.truth(
        "who cannot care for themselves is cared for collectively", zh="生活不能自理的集中供养"
    )


@fields.worksheet_class
class Worksheet:
    """The worksheet of collective care: the condition, then the decision."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    unable: Truth = fields.truth("cannot care for themselves", zh="生活不能自理")
    housed_collectively: Truth = fields.truth(
        "in principle cared for collectively", zh="原则上集中供养", answer=True, criteria=("unable",)
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide whether a person in extreme poverty is cared for collectively (集中供养)."""
    return Worksheet(
        facts=facts,
        terms=terms,
        unable=facts.cannot_care,
        housed_collectively=if_stated(terms.unable_collectively, facts.cannot_care),
    )


RULE: Final = Rule(
    label="collective care",
    zh="集中供养",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="person",
    decides=Worksheet.housed_collectively,
    applies=lambda case: case[Person.extreme_poverty],
    needs=(Person.extreme_poverty,),
    to=cases.in_extreme_poverty,
    stated=Terms.unable_collectively,
    said_with={Worksheet.unable: (Terms.unable_collectively,)},
)
