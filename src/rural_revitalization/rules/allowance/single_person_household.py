"""Single-person household (单人户): who in a borderline family may receive the allowance alone.

Whom: members of a borderline family (低保边缘家庭), whose income is not below the standard, who are severely disabled,
intellectually or mentally disabled in the next grade, or gravely ill. Grade 1 is the most severe.

Readings: one of the conditions is enough. The document says *may* (可), so the procedure decides. While it is open
whether the family, or the person alone, receives the allowance already, so is the decision; that another member
receives it alone changes nothing. A multiple disability may include an intellectual or mental one.

Limitations: the list of grave illnesses is local.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.allowance import single_person_household as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> facts = rule.Facts(borderline=True, disability_grade=3, intellectual_or_mental=True)
>>> rule.compute(facts, terms).may_be_counted_alone
True
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import Truth, exact_arithmetic, not_
from ...cases import CaseFacts, drawn
from ...fields.annotations import CountFact, TruthFact
from ...models import Household, Person
from ..form import Rule
from ..overlap import Scheme


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a person who may be counted alone (单人户)."""

    borderline: TruthFact = drawn(Household.allowance_borderline, "in a borderline family", zh="低保边缘家庭成员")
    disability_grade: CountFact = drawn(cases.grade_or_none)
    intellectual_or_mental: TruthFact = drawn(cases.intellectual_or_mental)
    gravely_ill: TruthFact = drawn(Person.gravely_ill)


@fields.terms_class
class Terms(fields.StatedTerms):
    """Whether the documents permit counting people alone, and the mildest grades of disability they name."""

    permitted: TruthFact = fields.truth("people may be counted alone", zh="可参照单人户")
    severe_grade: CountFact = fields.count("mildest grade, of any kind", zh="残疾等级下限", low=1, high=4)
    mental_grade: CountFact = fields.count(
        "mildest grade, of an intellectual or mental disability", zh="智力、精神残疾等级下限", low=1, high=4
    )


@fields.worksheet_class
class Worksheet:
    """The worksheet of a single-person household: the two conditions, then the decision."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    borderline: Truth = fields.truth("in a borderline family", zh="低保边缘家庭成员")
    in_need: Truth = fields.truth("severely disabled or gravely ill", zh="重残或重病")
    may_be_counted_alone: Truth = fields.truth(
        "may be counted alone", zh="可参照单人户纳入低保", answer=True, criteria=("borderline", "in_need")
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide whether a person may be counted alone (单人户)."""
    severe = facts.disability_grade <= terms.severe_grade
    mental = facts.intellectual_or_mental & (facts.disability_grade <= terms.mental_grade)
    in_need = facts.gravely_ill | ((facts.disability_grade > 0) & (severe | mental))
    return Worksheet(
        facts=facts,
        terms=terms,
        borderline=facts.borderline,
        in_need=in_need,
        may_be_counted_alone=terms.permitted & facts.borderline & in_need,
    )


RULE: Final = Rule(
    label="single-person household",
    zh="单人户",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="person",
    decides=Worksheet.may_be_counted_alone,
    applies=lambda case: case[cases.members_counted_alone] & not_(case[cases.receives_alone]),
    scheme=Scheme.NEW_SINGLE_ALLOWANCE,
    needs=(Household.family_income, Household.allowance_borderline),
    said_with=dict.fromkeys((Worksheet.borderline, Worksheet.may_be_counted_alone), (Terms.permitted,)),
)
