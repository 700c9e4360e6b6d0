"""Posts as guards of forests and fisheries (护林员、护渔员岗位): whether a poor person qualifies, from 2017 to 2020.

Whom: poor people who were assessed for such a post. Forest guards (护林员) serve in the 40 counties of national poverty
relief or of contiguous poor areas, and come from families of three or more. Fishery guards (护渔员) serve in any poor
county: poor people who fish for a living, after training and practice.

Units: people.

Readings: the family is the members of the household on the day. The last assessment counts. Whether the county is one
of the 40 is a figure of the county, since the plan lists none of them; poor counties (全省贫困县) are the 51.

Limitations: how many posts there are, what they pay, how long the training lasts, and whether several of one household
may serve is not stated.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.livelihood import guard_posts as rule
>>> terms = load_policy("hunan", on=date(2018, 6, 1)).terms(rule)
>>> person = {"poor": True, "fit_for_forests": True, "key_county": True}
>>> [rule.compute(rule.Facts(**person, household_size=size), terms).forest_guard for size in (2, 3)]
[False, True]
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import Truth, exact_arithmetic, if_stated
from ...cases import CaseFacts, drawn, recorded
from ...fields.annotations import CountFact, TruthFact
from ...models import Household, LocalFigures, Person
from ..form import Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a person who was assessed for a post as a guard."""

    poor: TruthFact = drawn(cases.poor)
    household_size: CountFact = drawn(Household.household_size)
    fit_for_forests: TruthFact = drawn(Person.fit_for_forests)
    fit_for_fisheries: TruthFact = drawn(Person.fit_for_fisheries)
    trained_for_fisheries: TruthFact = drawn(Person.trained_for_fisheries)
    key_county: TruthFact = drawn(LocalFigures.key_poverty_county)
    poor_county: TruthFact = drawn(LocalFigures.poor_county)


@fields.terms_class
class Terms(fields.StatedTerms):
    """How large a forest guard's family must at least be, and whether fishery guards are taken on."""

    posts: TruthFact = fields.truth("poor people become guards", zh="选择贫困人口转化为护林员")
    family_size: CountFact = fields.count(
        "family of a forest guard, at least", zh="护林员家庭人口下限", unit="people", low=1
    )
    fisheries: TruthFact = fields.truth("poor fishers become fishery guards", zh="选择贫困渔民转化为护渔员")


@fields.worksheet_class
class Worksheet:
    """The worksheet of posts as guards: the two posts, then whether the person qualifies for either."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    family_large_enough: Truth = fields.truth("family large enough", zh="家庭人口达到下限")
    forest_guard: Truth = fields.truth("qualifies as a forest guard", zh="符合护林员选聘条件")
    fishery_guard: Truth = fields.truth("qualifies as a fishery guard", zh="符合护渔员选聘条件")
    qualifies: Truth = fields.truth(
        "qualifies for a post as a guard",
        zh="符合护林员或护渔员选聘条件",
        answer=True,
        criteria=("forest_guard", "fishery_guard"),
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide whether a poor person qualifies as a guard of forests or of fisheries (护林员、护渔员)."""
    large_enough = terms.family_size <= facts.household_size
    forests = facts.key_county & facts.fit_for_forests & large_enough
    fit_and_trained = facts.fit_for_fisheries & facts.trained_for_fisheries
    fisheries = terms.fisheries & facts.poor_county & fit_and_trained
    return Worksheet(
        facts=facts,
        terms=terms,
        family_large_enough=large_enough,
        forest_guard=if_stated(terms.posts, facts.poor & forests),
        fishery_guard=facts.poor & fisheries,
        qualifies=if_stated(terms.posts, facts.poor & (forests | fisheries)),
    )


RULE: Final = Rule(
    label="post as a guard",
    zh="护林员、护渔员岗位",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="person",
    decides=Worksheet.qualifies,
    applies=lambda case: recorded(case[Person.fit_for_forests]) | recorded(case[Person.fit_for_fisheries]),
    needs=(Person.fit_for_forests, Person.fit_for_fisheries),
    stated=Terms.posts,
    said_with={
        Worksheet.forest_guard: (Terms.posts,),
        Worksheet.fishery_guard: (Terms.fisheries,),
        Worksheet.qualifies: (Terms.posts, Terms.fisheries),
    },
)
