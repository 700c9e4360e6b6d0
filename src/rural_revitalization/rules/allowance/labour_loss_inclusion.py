"""Inclusion on loss of labour capacity (丧失劳动能力人口兜底保障): who must be taken into the allowance or support.

Whom: people who have wholly lost their labour capacity, or lost it in part and have no stable income through industry
or work: in Hunan and Yiyang those of exited and of monitored households, in Guizhou rural low-income people. All of
them are taken into the allowance if they meet its conditions, and into extreme poverty support if they meet those.

Readings: that they have no stable income is asked of those who lost their labour capacity in part. The decision says
whose conditions must be looked into, without an application; the rules of the two schemes say whether they are met.
Yiyang names marginal people (边缘易致贫人口), Hunan all monitored households: in Yiyang the wider class of the province
holds too. Loss of labour capacity is recorded, not worked out from age and disability.

Limitations: how often people are screened (定期开展摸排) is not stated.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.allowance import labour_loss_inclusion as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> facts = rule.Facts(exited=True, labour_lost=False, labour_lost_in_part=True, stable_income=False)
>>> rule.compute(facts, terms).to_be_taken_in
True
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import NO, Truth, exact_arithmetic, if_stated, not_, otherwise
from ...cases import CaseFacts, drawn
from ...fields.annotations import TruthFact
from ...models import Household, Person
from ..form import Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a person who has lost labour capacity (丧失劳动能力)."""

    exited: TruthFact = drawn(cases.exited)
    monitored: TruthFact = drawn(Household.monitored, "in a monitored household", zh="监测对象家庭成员")
    low_income: TruthFact = drawn(Person.low_income)
    labour_lost: TruthFact = drawn(cases.labour_lost)
    labour_lost_in_part: TruthFact = drawn(cases.labour_lost_in_part)
    stable_income: TruthFact = drawn(Person.stable_income)


@fields.terms_class
class Terms(fields.StatedTerms):
    """Whether documents take people in on loss of labour capacity, and of which class of people."""

    taken_in: TruthFact = fields.truth(
        "people without labour capacity are all taken in", zh="丧失劳动能力人口应保尽保、应兜尽兜"
    )
    of_exited_and_monitored: TruthFact = fields.truth(
        "of exited and monitored households", zh="脱贫户和防止返贫监测户", may_be_unset=True
    )
    of_low_income: TruthFact = fields.truth("of rural low-income people", zh="农村低收入人口", may_be_unset=True)


@fields.worksheet_class
class Worksheet:
    """The worksheet of inclusion: the class, the loss, then the decision."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    in_class: Truth = fields.truth("in a class that is taken in", zh="属于兜底保障对象范围")
    capacity_lost: Truth = fields.truth(
        "labour capacity lost, and no stable income if in part", zh="完全丧失劳动能力，或部分丧失且无稳定收入"
    )
    to_be_taken_in: Truth = fields.truth(
        "to be taken in where the conditions are met",
        zh="符合条件的应全部纳入低保或特困供养",
        answer=True,
        criteria=("in_class", "capacity_lost"),
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide whether a person is to be taken into the allowance or support (应保尽保) for loss of labour capacity."""
    in_class = ((facts.exited | facts.monitored) & otherwise(terms.of_exited_and_monitored, NO)) | (
        facts.low_income & otherwise(terms.of_low_income, NO)
    )
    capacity_lost = facts.labour_lost | (facts.labour_lost_in_part & not_(facts.stable_income))
    return Worksheet(
        facts=facts,
        terms=terms,
        in_class=in_class,
        capacity_lost=capacity_lost,
        to_be_taken_in=if_stated(terms.taken_in, in_class & capacity_lost),
    )


RULE: Final = Rule(
    label="inclusion on loss of labour capacity",
    zh="丧失劳动能力人口兜底保障",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="person",
    decides=Worksheet.to_be_taken_in,
    applies=lambda case: case[cases.without_support] & (case[cases.labour_lost] | case[cases.labour_lost_in_part]),
    needs=(Person.labour_capacity,),
    to=cases.without_support,
    stated=Terms.taken_in,
    said_with={
        Worksheet.in_class: (Terms.taken_in, Terms.of_exited_and_monitored, Terms.of_low_income),
        Worksheet.capacity_lost: (Terms.taken_in,),
        Worksheet.to_be_taken_in: (Terms.taken_in, Terms.of_exited_and_monitored, Terms.of_low_income),
    },
)
