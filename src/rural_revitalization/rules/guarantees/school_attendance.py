"""School attendance (控辍保学): whether a child of compulsory age is out of school and is to be brought back.

Whom: the people of rural households whose schooling is recorded and who may be of compulsory age. A child is of that
age from six (or seven) on for nine school years, or until they are completed before. Who is of that age, attends no
school, and is not kept from it by reasons of health, has dropped out.

Units: none; age is counted in completed years on the 31 August before the school year.

Readings: the plans name families that exited poverty, and count the monitored with them; compulsory education is
everybody's, so the rule asks for nobody's class. Yiyang's plan states no exception for health (应学尽学); that of
Hunan, in force there too, does. The regions that are watched first include all rural ones (农村), so stage and group
say whom to watch first. Families in economic difficulty (家庭经济困难) are those that the plans aid as such: on the
allowance, in extreme poverty, monitored, or with a disability.

Limitations: the plans do not say what proves a reason of health. School begins at six by law, or at seven where an
overlay says so.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.guarantees import school_attendance as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> child = rule.Facts(of_age_from_six=True, in_school=False, unfit_for_study=False, left_behind=True)
>>> worksheet = rule.compute(child, terms)
>>> worksheet.dropped_out, worksheet.key_group
(True, True)
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import Truth, exact_arithmetic, if_stated, not_, when
from ...cases import CaseFacts, drawn
from ...fields.annotations import TruthFact
from ...models import Household, Person
from ..form import Heading, Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a person for school attendance (控辍保学)."""

    of_age_from_six: TruthFact = drawn(cases.compulsory_age_from_six)
    of_age_from_seven: TruthFact = drawn(cases.compulsory_age_from_seven)
    in_school: TruthFact = drawn(Person.in_school)
    unfit_for_study: TruthFact = drawn(Person.unfit_for_study)
    in_junior_secondary: TruthFact = drawn(Person.in_junior_secondary)
    left_behind: TruthFact = drawn(Person.left_behind)
    disabled: TruthFact = drawn(cases.disabled)
    minimum_living_allowance: TruthFact = drawn(Person.minimum_living_allowance)
    extreme_poverty: TruthFact = drawn(Person.extreme_poverty)
    monitored: TruthFact = drawn(Household.monitored)


@fields.terms_class
class Terms(fields.StatedTerms):
    """What documents demand, the age at which school begins, and whether they say whom to watch first."""

    attendance: TruthFact = fields.truth("no child of compulsory age may be out of school", zh="义务教育阶段不失学辍学")
    begins_at_seven: TruthFact = fields.truth("compulsory education begins at seven, not at six", zh="七周岁入学")
    health_exempts: TruthFact = fields.truth("reasons of health exempt", zh="身体原因除外")
    priorities: TruthFact = fields.truth("stage and groups to watch first are named", zh="确定重点监测学段和群体")


@fields.worksheet_class
class Worksheet:
    """The worksheet of school attendance: whom to watch first, the three criteria, the decision."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    key_stage: Truth = fields.truth("at a stage watched first", zh="重点监测学段", reading="watched_by_stage_and_group")
    key_group: Truth = fields.truth("in a group watched first", zh="重点监测群体", reading="watched_by_stage_and_group")
    of_compulsory_age: Truth = fields.truth(
        "of compulsory age", zh="义务教育阶段适龄儿童少年", reading="nine_school_years"
    )
    absent: Truth = fields.truth("attends no school", zh="未在校就读")
    fit: Truth = fields.truth(
        "not kept from study by health", zh="具备学习条件", reading="health_exempts_in_yiyang_too"
    )
    dropped_out: Truth = fields.truth(
        "to be brought back to school", zh="应劝返复学", answer=True, criteria=("of_compulsory_age", "absent", "fit")
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide whether a child has dropped out of school (失学辍学), and say whether it is among the watched first."""
    in_difficulty = facts.minimum_living_allowance | facts.extreme_poverty | facts.monitored
    of_age = when(terms.begins_at_seven, facts.of_age_from_seven, facts.of_age_from_six)
    absent = not_(facts.in_school)
    fit = not_(facts.unfit_for_study & terms.health_exempts)
    return Worksheet(
        facts=facts,
        terms=terms,
        key_stage=if_stated(terms.priorities, facts.in_junior_secondary),
        key_group=if_stated(terms.priorities, facts.left_behind | facts.disabled | in_difficulty),
        of_compulsory_age=of_age,
        absent=absent,
        fit=fit,
        dropped_out=if_stated(terms.attendance, of_age & absent & fit),
    )


RULE: Final = Rule(
    label="bring back to school",
    zh="劝返复学",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="person",
    decides=Worksheet.dropped_out,
    applies=lambda case: case[cases.may_be_of_compulsory_age],
    stated=Terms.attendance,
    heading=Heading("bring back to school", "劝返复学"),
)
"""The person is to be brought back to school where the decision holds."""
