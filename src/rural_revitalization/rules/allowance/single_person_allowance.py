"""Single-person allowance (单人户低保金): the grant of a person who receives the minimum living allowance alone.

Whom: people recorded as receiving the allowance alone, as members of a borderline family (低保边缘家庭). Amounts are
yuan per month.

Readings: the grant goes on as it was recorded. It is the person's own, not the family's, and is not tested against the
family's income. Whose grant it is, the spell says (`alone`); where it does not, it is unknown, unless the whole family
receives. Only a recorded spell is asked about: where spells were not recorded, other rules ask for them.

Limitations: no document states how much a person counted alone is granted, so the grant is not worked out.

>>> from rural_revitalization.rules.allowance import single_person_allowance as rule
>>> rule.compute(rule.Facts(receiving_alone=True, recorded_grant=560), rule.Terms()).grant
Decimal('560.00')
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import ZERO, Amount, exact_arithmetic, when
from ...cases import CaseFacts, drawn, recorded
from ...fields.annotations import MoneyFact, TruthFact
from ...models import Person
from ..form import Heading, Rule
from ..overlap import Scheme


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a person who receives the allowance alone (单人户)."""

    receiving_alone: TruthFact = drawn(cases.receives_alone)
    recorded_grant: MoneyFact = drawn(Person.own_allowance_grant)


@fields.terms_class
class Terms(fields.StatedTerms):
    """Empty: no document states the grant of a person counted alone."""


@fields.worksheet_class
class Worksheet:
    """The worksheet of the single-person allowance; the grant in yuan per month."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    grant: Amount = fields.money("grant", zh="低保金", answer=True, unit="yuan per month", reading="own_grant_untested")


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Return the grant of a person who receives the allowance alone (单人户), as recorded."""
    return Worksheet(facts=facts, terms=terms, grant=when(facts.receiving_alone, facts.recorded_grant, ZERO))


RULE: Final = Rule(
    label="single-person allowance",
    zh="单人户低保金",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="person",
    pays=Worksheet.grant,
    applies=lambda case: recorded(case[Person.minimum_living_allowance]) & case[cases.receives_alone],
    to=cases.receives_alone,
    scheme=Scheme.SINGLE_ALLOWANCE,
    heading=Heading("allowance a month, to one person alone", "单人户低保金/月"),
)
