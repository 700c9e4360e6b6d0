"""Single-person household (单人户): who in a borderline family may receive the allowance alone.

Whom: members of a borderline family (低保边缘家庭), which is not itself below the standard, who are severely disabled,
intellectually or mentally disabled in the next grade, or gravely ill. Grades count from 1, the most severe.

References: hunan-14fyp-2021 第二章第五节二; yiyang-14fyp-2021 第二章低收入人口二.

Readings: one of the conditions is enough. That the document says *may* (可) leaves the decision to the procedure.

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

from datetime import date
from typing import Final

from ... import fields
from ...algebra import Truth, exact_arithmetic
from ...fields.annotations import CountFact, TruthFact
from ...fields.citations import Source
from ...models import Household, LocalFigures, Person, recorded

__all__ = ["SOURCES", "Facts", "Terms", "Worksheet", "compute"]

SOURCES: Final = (
    Source("hunan-14fyp-2021", "第二章第五节二", "hunan-2021/dibao/single-person-household"),
    Source("yiyang-14fyp-2021", "第二章低收入人口(节序缺)二", "yiyang-2021/dibao/single-person-household"),
)


@fields.facts_class
class Facts:
    """What must be known of a person to be counted alone (单人户)."""

    borderline: TruthFact = fields.truth("in a borderline family", zh="低保边缘家庭成员")
    disability_grade: CountFact = fields.count("grade of disability, 0 for none", zh="残疾等级（0为无残疾）", high=4)
    intellectual_or_mental: TruthFact = fields.truth("intellectual or mental disability", zh="智力或精神残疾")
    gravely_ill: TruthFact = fields.truth("gravely ill", zh="重病患者")

    @classmethod
    def of(cls, person: Person, household: Household, local: LocalFigures, on: date) -> Facts:
        """The facts of one person, as the records stand."""
        return cls(
            borderline=recorded(household, "allowance_borderline"),
            disability_grade=person.grade_or_none(),
            intellectual_or_mental=person.intellectual_or_mental(),
            gravely_ill=recorded(person, "gravely_ill"),
        )


@fields.terms_class
class Terms(fields.StatedTerms):
    """Whether the documents let people be counted alone, and the mildest grades of disability they name."""

    permitted: TruthFact = fields.truth("people may be counted alone", zh="可参照单人户")
    severe_grade: CountFact = fields.count("mildest grade, of any kind", zh="残疾等级下限", low=1, high=4)
    mental_grade: CountFact = fields.count(
        "mildest grade, of an intellectual or mental disability", zh="智力、精神残疾等级下限", low=1, high=4
    )


@fields.worksheet_class
class Worksheet:
    """Whether a person may be counted alone: the two conditions, then the decision."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    borderline: Truth = fields.truth("in a borderline family", zh="低保边缘家庭成员")
    in_need: Truth = fields.truth(
        "severely disabled or gravely ill", zh="重残或重病", uses=("severe_grade", "mental_grade")
    )
    may_be_counted_alone: Truth = fields.truth(
        "may be counted alone",
        zh="可参照单人户纳入低保",
        answer=True,
        uses=("permitted",),
        criteria=("borderline", "in_need"),
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
