"""Grant for a vocational certificate (职业技能培训补助): paid once training led to an initial or intermediate one.

Whom: poor people who took a course of vocational training of at least half a year and earned an initial or intermediate
certificate by it. The amount is in yuan, paid once.

Units: months.

Readings: half a year or more (半年以上) includes six full months, from the first day of a course to its last; courses
are not added up. A certificate of a higher level is not named, and gives no grant.

Limitations: whether the grant was paid already is not recorded, nor whether a second certificate gives another. A
course that was over before the plan was issued counts too: the plan does not say.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.livelihood import certificate_grant as rule
>>> terms = load_policy("hunan", on=date(2018, 6, 1)).terms(rule)
>>> [rule.compute(rule.Facts(poor=True, certified_training=months), terms).grant for months in (5, 6)]
[Decimal('0.00'), Decimal('1500.00')]
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import ZERO, Amount, Truth, exact_arithmetic, when
from ...cases import CaseFacts, drawn
from ...fields.annotations import CountFact, MoneyFact, TruthFact
from ...models import Person
from ..form import Heading, Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a person who was trained (职业技能培训)."""

    poor: TruthFact = drawn(cases.poor)
    certified_training: CountFact = drawn(Person.certified_training)


@fields.terms_class
class Terms(fields.StatedTerms):
    """How long the training must last, and what is paid."""

    months_required: CountFact = fields.count("least length of the training", zh="培训时间下限", unit="months")
    amount: MoneyFact = fields.money("grant for a certificate", zh="每人补助标准")


@fields.worksheet_class
class Worksheet:
    """The worksheet of a grant for a certificate; in yuan, once."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    long_enough: Truth = fields.truth(
        "trained long enough for the certificate", zh="培训时间达到要求并取得证书", reading="half_a_year_included"
    )
    eligible: Truth = fields.truth("poor and certified", zh="属于贫困人口且取得证书")
    grant: Amount = fields.money("grant for a certificate", zh="职业技能培训补助", answer=True)


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out the grant for a certificate (培训补助) of one person, or of a column of people."""
    certified = facts.certified_training > 0
    long_enough = certified & (facts.certified_training >= terms.months_required)
    eligible = facts.poor & long_enough
    return Worksheet(
        facts=facts, terms=terms, long_enough=long_enough, eligible=eligible, grant=when(eligible, terms.amount, ZERO)
    )


RULE: Final = Rule(
    label="grant for a vocational certificate",
    zh="职业技能培训补助",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="person",
    pays=Worksheet.grant,
    applies=lambda case: (case[Person.certified_training] > 0) & case[cases.poor],
    needs=(Person.certified_training,),
    where=Worksheet.eligible,
    said_with={Worksheet.long_enough: (Terms.months_required,), Worksheet.eligible: (Terms.amount,)},
    heading=Heading("grant for a certificate", "培训补助"),
)
