"""Recognition of rural low-income people (农村低收入人口认定): by classes that a document names, or a local line.

Whom: in Yiyang recipients of the allowance, people in extreme poverty, people prone to return to or fall into poverty,
and those whose basic living illness, disaster, accident or the like has made severely hard through large spending or a
fall in income; everywhere those below a line, where the locality has set one. They are managed apart by whether they
have labour capacity.

Readings: people prone to poverty (易返贫致贫人口) are those of monitored households. Hunan has a measure of recognition
made, and Guizhou a standard set, neither of which is stated: who is in none of the classes may be recognised by it. It
is asked for as a line of net income per person and year, which a locality states. The income test is strict.

Limitations: property, which localities may test, is not. An assessment asks of those who are recorded as not low-income
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
from ...algebra import NO, ZERO, Truth, exact_arithmetic, is_set, not_, otherwise
from ...cases import CaseFacts, drawn
from ...fields.annotations import MoneyFact, TruthFact
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
    per_capita_net_income: MoneyFact = drawn(Household.per_capita_net_income)
    labour_lost: TruthFact = drawn(cases.labour_lost)


@fields.terms_class
class Terms(fields.StatedTerms):
    """Whether documents recognise low-income people, by classes or by a line, and how they are managed."""

    recognition: TruthFact = fields.truth("low-income people are recognised", zh="开展农村低收入人口认定")
    by_classes: TruthFact = fields.truth(
        "the four classes are low-income people", zh="四类人员纳入农村低收入人口", may_be_unset=True
    )
    income_line: MoneyFact = fields.money(
        "low-income line", zh="农村低收入人口认定标准", unit="yuan per person and year", may_be_unset=True
    )


@fields.worksheet_class
class Worksheet:
    """The worksheet of recognition: the classes, the income test, labour capacity, then the decision."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    of_classes: Truth = fields.truth("in one of the classes", zh="属于四类人员")
    below_line: Truth = fields.truth("below the low-income line", zh="收入低于认定标准", reading="line_is_strict")
    with_labour_capacity: Truth = fields.truth("managed as with labour capacity", zh="按有劳动能力分类管理")
    recognised: Truth = fields.truth(
        "recognised as low-income", zh="认定为农村低收入人口", answer=True, criteria=("of_classes", "below_line")
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide whether a person is recognised as low-income (农村低收入人口认定)."""
    severely_hard = facts.shock & (facts.spending_large | facts.income_fell) & facts.basic_living_severely_hard
    of_any = facts.minimum_living_allowance | facts.extreme_poverty | facts.monitored | severely_hard
    of_classes = of_any & otherwise(terms.by_classes, NO)
    below_line = is_set(terms.income_line) & (facts.per_capita_net_income < otherwise(terms.income_line, ZERO))
    return Worksheet(
        facts=facts,
        terms=terms,
        of_classes=of_classes,
        below_line=below_line,
        with_labour_capacity=not_(facts.labour_lost),
        recognised=terms.recognition & (of_classes | below_line),
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
        Worksheet.below_line: (Terms.income_line,),
        Worksheet.with_labour_capacity: (Terms.by_classes,),
    },
)
