"""Grant for vocational education (扶贫助学补助、雨露计划): an amount for each school year at a vocational school.

Whom: people who attend a secondary or higher vocational school. From 2016 to 2020 Hunan's plan paid children of
registered poor households at least 2,000 yuan; since then Guizhou's goes on paying children of households that exited
poverty, and the plans of Hunan and Yiyang go on with the programme and do not say whom it covers. Amounts are yuan per
person and school year.

Readings: the stated amount is a floor (不低于): the county's standard is paid where it is higher, and where that is not
recorded the grant is at least the floor. From 2021 on the amount is the county's alone. The programme serves families
in difficulty: those that exited, are monitored or poor; nobody else is asked about schools, though Yiyang's box names
students alone (资助中高职在校学生). A school leaver without further schooling (两后生) who takes up vocational
education attends a vocational school.

Limitations: Hunan's plan for 2021 to 2025 also supports school leavers of families with a low income
(农村低收入人口所在家庭) at technical schools, which is not followed. Whether a student on leave or studying part-time
is paid is not stated: what counts is whether the school is recorded as attended on the day.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.livelihood import vocational_grant as rule
>>> terms = load_policy("hunan", on=date(2018, 6, 1)).terms(rule)
>>> rule.compute(rule.Facts(in_vocational=True, poor=True, exited=False, local_standard=2500), terms).grant
Decimal('2500.00')
>>> rule.compute(rule.Facts(in_vocational=True, poor=True, exited=False), terms).grant
Unknown(Decimal('2000.00'), None, {'local_standard'})
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import NO, ZERO, Amount, Truth, exact_arithmetic, if_stated, maximum, otherwise, when
from ...cases import CaseFacts, drawn
from ...fields.annotations import MoneyFact, TruthFact
from ...models import LocalFigures, Person
from ..form import Heading, Rule

_A_YEAR: Final = "yuan per person and year"


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a student for the grant (助学补助)."""

    in_vocational: TruthFact = drawn(Person.in_vocational)
    poor: TruthFact = drawn(cases.poor)
    exited: TruthFact = drawn(cases.exited)
    local_standard: MoneyFact = drawn(LocalFigures.vocational_study_standard)


@fields.terms_class
class Terms(fields.StatedTerms):
    """The least amount of a school year, and the classes of households whose children are paid."""

    provided: TruthFact = fields.truth("a grant for vocational education is provided", zh="实施职业教育助学补助")
    least: MoneyFact = fields.money("least grant of a school year", zh="助学补助下限", unit=_A_YEAR, may_be_unset=True)
    poor_covered: TruthFact = fields.truth("the registered poor are paid", zh="资助建档立卡贫困户", may_be_unset=True)
    exited_covered: TruthFact = fields.truth("the exited are paid", zh="资助脱贫户", may_be_unset=True)
    unnamed_covered: TruthFact = fields.truth("others are paid too", zh="资助其他对象", may_be_unset=True)


@fields.worksheet_class
class Worksheet:
    """The worksheet of a grant for vocational education; amounts in yuan per person and school year."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    covered: Truth = fields.truth("of a household whose children are paid", zh="属于资助对象")
    eligible: Truth = fields.truth("in vocational education and paid", zh="接受职业教育且属于资助对象")
    standard: Amount = fields.money(
        "grant of a school year", zh="每学年补助标准", unit=_A_YEAR, reading="floor_or_local", only_if="eligible"
    )
    grant: Amount = fields.money("grant for vocational education", zh="职业教育助学补助", answer=True, unit=_A_YEAR)


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out the grant (助学补助) of one student, or of a column of students."""
    poor = facts.poor & otherwise(terms.poor_covered, NO)
    exited = facts.exited & otherwise(terms.exited_covered, NO)
    covered = poor | exited | otherwise(terms.unnamed_covered, NO)
    eligible = if_stated(terms.provided, facts.in_vocational & covered)
    standard = maximum(facts.local_standard, otherwise(terms.least, ZERO))
    return Worksheet(
        facts=facts,
        terms=terms,
        covered=covered,
        eligible=eligible,
        standard=standard,
        grant=when(eligible, standard, ZERO),
    )


RULE: Final = Rule(
    label="grant for vocational education",
    zh="职业教育助学补助",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="person",
    pays=Worksheet.grant,
    unit="yuan per year",
    applies=lambda case: case[Person.in_vocational] & case[cases.served_by_yulu],
    needs=(Person.in_vocational,),
    where=Worksheet.eligible,
    said_with={
        Worksheet.covered: (Terms.poor_covered, Terms.exited_covered, Terms.unnamed_covered),
        Worksheet.eligible: (Terms.poor_covered, Terms.exited_covered, Terms.unnamed_covered),
    },
    heading=Heading("grant a school year, vocational", "职业教育补助/学年"),
)
