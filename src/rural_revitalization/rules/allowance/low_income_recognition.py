"""Recognition of rural low-income people (农村低收入人口认定): by classes that a document names, or locally.

Whom: in Yiyang recipients of the allowance, people in extreme poverty, people prone to return to or fall into poverty,
and those whose basic living illness, disaster, accident or the like has made severely hard through large spending or a
fall in income; elsewhere those who meet a local measure. They are managed apart by whether they have labour capacity.

Readings: people prone to poverty (易返贫致贫人口) are those of monitored households. Hunan has a measure of recognition
made, and Guizhou a standard set, neither of which is stated: who is in none of the classes may be recognised by it.
Whether somebody meets it is recorded, and counts where an overlay states that the measure is there.

Limitations: the measure itself is not worked out. An assessment asks of those who are recorded as not low-income
though one of the first three classes may make them so; a table of facts may ask of anybody.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.allowance import low_income_recognition as rule
>>> terms = load_policy("yiyang", on=date(2022, 6, 1)).terms(rule)
>>> rule.compute(rule.Facts(monitored=True), terms).recognised
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
    """The facts about a person who may be low-income (农村低收入人口)."""

    minimum_living_allowance: TruthFact = drawn(Person.minimum_living_allowance)
    extreme_poverty: TruthFact = drawn(Person.extreme_poverty)
    monitored: TruthFact = drawn(Household.monitored, "in a monitored household", zh="监测对象家庭成员")
    shock: TruthFact = drawn(Household.shock)
    spending_large: TruthFact = drawn(Household.spending_large)
    income_fell: TruthFact = drawn(Household.income_fell)
    basic_living_severely_hard: TruthFact = drawn(Household.basic_living_severely_hard)
    local_measure_met: TruthFact = drawn(Person.local_measure_met)
    labour_lost: TruthFact = drawn(cases.labour_lost)


@fields.terms_class
class Terms(fields.StatedTerms):
    """Whether documents recognise low-income people, by classes or by a local measure."""

    recognition: TruthFact = fields.truth("low-income people are recognised", zh="开展农村低收入人口认定")
    by_classes: TruthFact = fields.truth(
        "the four classes are low-income people", zh="四类人员纳入农村低收入人口", may_be_unset=True
    )
    by_local_measure: TruthFact = fields.truth(
        "who meets a local measure is a low-income person", zh="按当地认定办法认定", may_be_unset=True
    )


@fields.worksheet_class
class Worksheet:
    """The worksheet of recognition: the classes, the income test, labour capacity, then the decision."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    of_classes: Truth = fields.truth("in one of the classes", zh="属于四类人员")
    by_measure: Truth = fields.truth("by the locality's measure", zh="符合当地认定办法")
    with_labour_capacity: Truth = fields.truth("managed as with labour capacity", zh="按有劳动能力分类管理")
    recognised: Truth = fields.truth(
        "recognised as low-income", zh="认定为农村低收入人口", answer=True, criteria=("of_classes", "by_measure")
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide whether a person is recognised as low-income (农村低收入人口认定)."""
    severely_hard = facts.shock & (facts.spending_large | facts.income_fell) & facts.basic_living_severely_hard
    of_any = facts.minimum_living_allowance | facts.extreme_poverty | facts.monitored | severely_hard
    of_classes = of_any & otherwise(terms.by_classes, NO)
    by_measure = facts.local_measure_met & otherwise(terms.by_local_measure, NO)
    return Worksheet(
        facts=facts,
        terms=terms,
        of_classes=of_classes,
        by_measure=by_measure,
        with_labour_capacity=not_(facts.labour_lost),
        recognised=if_stated(terms.recognition, of_classes | by_measure),
    )


RULE: Final = Rule(
    label="recognition as low-income",
    zh="农村低收入人口认定",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="person",
    decides=Worksheet.recognised,
    applies=cases.left_out_of_low_income,
    stated=Terms.recognition,
    said_with={
        Worksheet.of_classes: (Terms.by_classes,),
        Worksheet.by_measure: (Terms.by_local_measure,),
        Worksheet.with_labour_capacity: (Terms.by_classes,),
    },
)
