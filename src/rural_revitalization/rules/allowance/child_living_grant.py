"""Basic living grant of children (孤儿、事实无人抚养儿童基本生活费): the county's standard, a month.

Whom: orphans and children whom nobody looks after in fact (事实无人抚养儿童). Hunan's plan has one standard for both,
which grows and is paid in full and in time; how much is local, and differs between children at home and in an
institution (机构养育). Amounts are yuan per month.

Readings: a child of both classes is paid once. The grant is the whole standard: paid in full (足额).

Limitations: where a locality tops up what a child already has of the allowance or of support in extreme poverty, the
grant is less than the standard.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.allowance import child_living_grant as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> facts = rule.Facts(orphan=True, unattended=False, in_institution=False, standard_at_home=950)
>>> rule.compute(facts, terms).grant
Decimal('950.00')
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import ZERO, Amount, Truth, exact_arithmetic, when
from ...cases import CaseFacts, drawn
from ...fields.annotations import MoneyFact, TruthFact
from ...models import LocalFigures, Person
from ..form import Heading, Rule

_A_MONTH: Final = "yuan per person and month"


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a child for the basic living grant (基本生活费)."""

    orphan: TruthFact = drawn(cases.orphan)
    unattended: TruthFact = drawn(cases.de_facto_unattended_child)
    in_institution: TruthFact = drawn(Person.in_institution)
    standard_at_home: MoneyFact = drawn(LocalFigures.child_living_standard)
    standard_in_institution: MoneyFact = drawn(LocalFigures.child_living_standard_in_institution)


@fields.terms_class
class Terms(fields.StatedTerms):
    """Whether the documents grant it."""

    paid: TruthFact = fields.truth(
        "orphans and de facto unattended children are paid", zh="及时足额发放孤儿、事实无人抚养儿童基本生活费"
    )


@fields.worksheet_class
class Worksheet:
    """The worksheet of a child's basic living grant; amounts in yuan per month."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    eligible: Truth = fields.truth("a child that is paid", zh="属于发放对象")
    standard: Amount = fields.money("standard", zh="适用标准", unit=_A_MONTH, only_if="eligible")
    grant: Amount = fields.money("basic living grant", zh="基本生活费", answer=True, unit=_A_MONTH)


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out the basic living grant (基本生活费) of one child, or of a column of people."""
    eligible = (facts.orphan | facts.unattended) & terms.paid
    standard = when(facts.in_institution, facts.standard_in_institution, facts.standard_at_home)
    return Worksheet(
        facts=facts, terms=terms, eligible=eligible, standard=standard, grant=when(eligible, standard, ZERO)
    )


RULE: Final = Rule(
    label="basic living grant of children",
    zh="孤儿、事实无人抚养儿童基本生活费",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="person",
    pays=Worksheet.grant,
    unit="yuan per month",
    applies=lambda case: case[cases.orphan] | case[cases.de_facto_unattended_child],
    needs=(Person.orphan, Person.de_facto_unattended_child),
    where=Worksheet.eligible,
    said_with={Worksheet.eligible: (Terms.paid,)},
    heading=Heading("basic living grant a month, of children", "儿童基本生活费/月"),
)
