"""Compulsory education secured (义务教育有保障): no child of the household has dropped out of school.

Whom: rural households whose members' schooling is recorded as far as it counts. What is found is the household's
guarantee where none was recorded.

Units: none.

Readings: those of school attendance, which decides about each child.

Limitations: as for school attendance.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.guarantees import compulsory_education as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> rule.compute(rule.Facts(out_from_six=True, out_from_seven=False), terms).education_secured
False
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import Truth, exact_arithmetic, if_stated, not_, when
from ...cases import CaseFacts, drawn, recorded
from ...fields.annotations import TruthFact
from ...models import Household
from ..form import Heading, Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a household's children (义务教育保障): whether one is out of school, by the age school begins."""

    out_from_six: TruthFact = drawn(cases.out_of_school_from_six)
    out_from_seven: TruthFact = drawn(cases.out_of_school_from_seven)


@fields.terms_class
class Terms(fields.StatedTerms):
    """What documents demand and the age at which school begins, both those of school attendance."""

    attendance: TruthFact = fields.truth(
        "no child of compulsory age may be out of school",
        zh="义务教育阶段不失学辍学",
        figure="school_attendance.attendance",
    )
    begins_at_seven: TruthFact = fields.truth(
        "compulsory education begins at seven, not at six", zh="七周岁入学", figure="school_attendance.begins_at_seven"
    )


@fields.worksheet_class
class Worksheet:
    """The worksheet of compulsory education: whether a child is out of school, and the guarantee."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    all_at_school: Truth = fields.truth("no child has dropped out", zh="无失学辍学", reading="nine_school_years")
    education_secured: Truth = fields.truth(
        "compulsory education secured", zh="义务教育有保障", answer=True, criteria=("all_at_school",)
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide whether a household's compulsory education is secured (义务教育有保障)."""
    all_at_school = not_(when(terms.begins_at_seven, facts.out_from_seven, facts.out_from_six))
    return Worksheet(
        facts=facts,
        terms=terms,
        all_at_school=all_at_school,
        education_secured=if_stated(terms.attendance, all_at_school),
    )


RULE: Final = Rule(
    label="education secured",
    zh="义务教育保障",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="household",
    decides=Worksheet.education_secured,
    applies=lambda case: recorded(case[cases.out_of_school_from_six]) | recorded(case[cases.out_of_school_from_seven]),
    needs=(cases.out_of_school_from_six,),
    stated=Terms.attendance,
    heading=Heading("education secured", "义务教育有保障"),
    completes={Household.education_secured: Worksheet.education_secured},
)
