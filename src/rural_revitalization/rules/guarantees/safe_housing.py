"""Housing secured (住房安全有保障): whether the household lives in a safe home.

Whom: rural households whose homes are recorded. What is found is the household's guarantee where none was recorded. A
home may be the household's own, renovated, rented, exchanged or leased: the plans leave the way open.

Units: none.

Readings: a home of grade A or B is safe, one of grade C or D dangerous, by the national appraisal of rural homes; the
plans keep the standards of appraisal in force. Who lives in several homes is safe where one of them is; who has none is
not.

Limitations: the appraisal itself is an expert's.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.guarantees import safe_housing as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> rule.compute(rule.Facts(housed_safely=True), terms).housing_secured
True
"""

from __future__ import annotations

from typing import Final

from ... import fields
from ...algebra import Truth, exact_arithmetic, if_stated
from ...cases import CaseFacts, drawn, recorded
from ...fields.annotations import TruthFact
from ...models import Household
from ..form import Heading, Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a household's homes (住房安全)."""

    housed_safely: TruthFact = drawn(Household.housed_safely)


@fields.terms_class
class Terms(fields.StatedTerms):
    """Whether the grade of the appraisal says which home is safe."""

    grades_decide: TruthFact = fields.truth("grades A and B are safe, C and D dangerous", zh="A、B级安全，C、D级为危房")


@fields.worksheet_class
class Worksheet:
    """The worksheet of housing: the home, and the guarantee."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    safe_home: Truth = fields.truth("lives in a safe home", zh="居住安全住房", reading="one_safe_home")
    housing_secured: Truth = fields.truth(
        "housing safe and secured", zh="住房安全有保障", answer=True, criteria=("safe_home",)
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide whether a household's housing is secured (住房安全有保障)."""
    return Worksheet(
        facts=facts,
        terms=terms,
        safe_home=facts.housed_safely,
        housing_secured=if_stated(terms.grades_decide, facts.housed_safely),
    )


RULE: Final = Rule(
    label="housing secured",
    zh="住房安全保障",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="household",
    decides=Worksheet.housing_secured,
    applies=lambda case: recorded(case[Household.housed_safely]),
    needs=(Household.housed_safely,),
    stated=Terms.grades_decide,
    heading=Heading("housing secured", "住房安全有保障"),
    completes={Household.housing_secured: Worksheet.housing_secured},
    register={
        "hunan-2021/housing/alternatives": (Worksheet.safe_home,),
        "yiyang-2021/housing/alternatives": (Worksheet.safe_home,),
    },
)
