"""Recognition of extreme poverty (特困人员认定): three tests, all of which must be met.

Whom: rural people without labour capacity, without a source of living, and whom nobody obliged to support them is able
to support. The elderly, minors and the disabled of the grades that the documents name are without labour capacity;
Hunan widens these to mental and intellectual disability of grades 1 to 3, limb of 1 and 2, visual of 1.

Readings: the three tests, the ages and what counts as a minor are national practice. A minor is younger than 16, since
July 2021 younger than 18; the elderly are 60 or older. What a person lives on, and whether somebody is obliged and able
to support them, is recorded and not worked out. A multiple disability (多重残疾) may include each kind. Where no
document names grades, whether a disability takes the labour capacity is not stated.

Limitations: the procedure from application to decision, and other cases that provinces add, are not worked out.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.allowance import extreme_poverty_recognition as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> facts = rule.Facts(age=45, disability_grade=3, intellectual_or_mental=True, limb=False, visual=False,
...                    source_of_living=False, supporter_able=False)
>>> rule.compute(facts, terms).recognised
True
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import Truth, exact_arithmetic, if_stated, maximum, not_, otherwise, when
from ...cases import CaseFacts, drawn
from ...fields.annotations import CountFact, TruthFact
from ...models import Person
from ..form import Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a person who may be in extreme poverty (特困人员)."""

    age: CountFact = drawn(Person.age)
    disability_grade: CountFact = drawn(cases.grade_or_none)
    intellectual_or_mental: TruthFact = drawn(cases.intellectual_or_mental)
    limb: TruthFact = drawn(cases.limb_disability)
    visual: TruthFact = drawn(cases.visual_disability)
    source_of_living: TruthFact = drawn(Person.source_of_living)
    supporter_able: TruthFact = drawn(Person.supporter_able)


@fields.terms_class
class Terms(fields.StatedTerms):
    """The three tests, the ages of who has no labour capacity, and the mildest grades of disability, by kind."""

    three_tests: TruthFact = fields.truth("who meets three tests is recognised", zh="同时符合三项条件的予以认定")
    elderly_age: CountFact = fields.count("youngest age of the elderly", zh="老年人起始年龄", unit="years")
    minors_under: CountFact = fields.count("minors are younger than", zh="未成年人年龄上限", unit="years")
    older_minors_under: CountFact = fields.count(
        "minors are younger than, as widened", zh="未成年人年龄上限（扩大后）", unit="years", may_be_unset=True
    )
    mental_grade: CountFact = fields.count(
        "mildest grade of an intellectual or mental disability", zh="智力、精神残疾等级下限", low=1, high=4
    )
    limb_grade: CountFact = fields.count("mildest grade of a limb disability", zh="肢体残疾等级下限", low=1, high=4)
    visual_grade: CountFact = fields.count("mildest grade of a visual disability", zh="视力残疾等级下限", low=1, high=4)


@fields.worksheet_class
class Worksheet:
    """The worksheet of recognition: who has no labour capacity, then the three tests, then the decision."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    elderly: Truth = fields.truth("elderly", zh="老年人")
    minor: Truth = fields.truth("minor", zh="未成年人")
    disabled: Truth = fields.truth("disabled to a grade that takes the labour capacity", zh="残疾等级符合条件")
    no_labour_capacity: Truth = fields.truth("without labour capacity", zh="无劳动能力")
    no_source_of_living: Truth = fields.truth("without a source of living", zh="无生活来源")
    no_supporter: Truth = fields.truth(
        "nobody obliged to support the person is able to", zh="无法定义务人或法定义务人无履行义务能力"
    )
    recognised: Truth = fields.truth(
        "recognised as in extreme poverty",
        zh="认定为特困人员",
        answer=True,
        criteria=("no_labour_capacity", "no_source_of_living", "no_supporter"),
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide whether a person is recognised as in extreme poverty (特困人员认定)."""
    minors_under = maximum(terms.minors_under, otherwise(terms.older_minors_under, 0))
    elderly = terms.elderly_age <= facts.age
    minor = facts.age < minors_under
    of_limb_or_sight = maximum(when(facts.limb, terms.limb_grade, 0), when(facts.visual, terms.visual_grade, 0))
    mildest = maximum(when(facts.intellectual_or_mental, terms.mental_grade, 0), of_limb_or_sight)
    disabled = (mildest > 0) & (facts.disability_grade > 0) & (facts.disability_grade <= mildest)
    # Of no age is one neither, if the elderly begin where minors end: true without knowing the age.
    of_age = elderly | minor | (terms.elderly_age <= minors_under)
    no_labour_capacity = of_age | disabled
    no_source_of_living = not_(facts.source_of_living)
    no_supporter = not_(facts.supporter_able)
    return Worksheet(
        facts=facts,
        terms=terms,
        elderly=elderly,
        minor=minor,
        disabled=disabled,
        no_labour_capacity=no_labour_capacity,
        no_source_of_living=no_source_of_living,
        no_supporter=no_supporter,
        recognised=if_stated(terms.three_tests, no_labour_capacity & no_source_of_living & no_supporter),
    )


RULE: Final = Rule(
    label="recognition of extreme poverty",
    zh="特困人员认定",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="person",
    decides=Worksheet.recognised,
    applies=lambda case: not_(case[cases.in_extreme_poverty]) & case[cases.means_looked_into],
    needs=(Person.source_of_living, Person.supporter_able),
    to=lambda case: not_(case[Person.extreme_poverty]),
    stated=Terms.three_tests,
    said_with=dict.fromkeys((Worksheet.no_source_of_living, Worksheet.no_supporter), (Terms.three_tests,)),
)
