"""Service thresholds (公共服务设置标准): from which size on a hamlet, a village or a township is to have a service.

Whom: hamlets (自然村), drinking-water works, villages and townships, each by its own size. Roads to hamlets were a
programme of works in Hunan, 2016 to 2020; source protection is Hunan's and Yiyang's; refuse collection and
kindergartens are Guizhou's.

Units: households and people.

Readings: 以上 includes the size itself. People served by works are those it really serves. A kindergarten of a village
needs actual need and the conditions for it, which are recorded. The two kindergartens of a township are in principle
(原则上).

Limitations: Hunan's plan for 2021 to 2025 reports hardened roads to hamlets of 25 households or 100 people as done, and
asks for nothing more: `road_reported` says of which hamlets, so that one without a road can be looked into. By when
refuse collection reaches hamlets is not stated.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.places import service_thresholds as rule
>>> terms = load_policy("guizhou", on=date(2022, 6, 1)).terms(rule)
>>> rule.compute(rule.Facts(township_people=30_000, public_kindergartens=1), terms).kindergartens_lacking
1
"""

from __future__ import annotations

from typing import Final

from ... import fields
from ...algebra import Number, Truth, exact_arithmetic, maximum, when
from ...fields.annotations import CountFact, TruthFact
from ..form import Declaration


@fields.facts_class
class Facts:
    """The sizes that decide, and what is recorded of kindergartens."""

    hamlet_households: CountFact = fields.count("households of the hamlet", zh="自然村户数", unit="households")
    hamlet_people: CountFact = fields.count("people of the hamlet", zh="自然村人口", unit="people")
    people_served: CountFact = fields.count("people served by the water works", zh="供水人口", unit="people")
    township_people: CountFact = fields.count("residents of the township", zh="乡镇常住人口", unit="people")
    public_kindergartens: CountFact = fields.count(
        "public kindergartens at the seat of the township", zh="乡镇中心公办幼儿园数"
    )
    village_people: CountFact = fields.count("residents of the village", zh="村常住人口", unit="people")
    kindergarten_needed: TruthFact = fields.truth("a kindergarten is needed in the village", zh="有实际办园需求")
    kindergarten_possible: TruthFact = fields.truth("the village has the conditions for it", zh="具备办园条件")


@fields.terms_class
class Terms(fields.StatedTerms):
    """The sizes that documents state; each size itself is enough."""

    road_households: CountFact = fields.count("households for a road", zh="通组路户数", unit="households", low=1)
    reported_households: CountFact = fields.count(
        "households of hamlets reported to have a road", zh="已通硬化路自然村户数", unit="households", low=1
    )
    reported_people: CountFact = fields.count(
        "people of hamlets reported to have a road", zh="已通硬化路自然村人口", unit="people", low=1
    )
    protected_people: CountFact = fields.count("people for protection", zh="水源保护供水人口", unit="people", low=1)
    refuse_households: CountFact = fields.count("households for refuse", zh="垃圾收运户数", unit="households", low=1)
    township_people: CountFact = fields.count("residents of a township", zh="乡镇办园常住人口", unit="people", low=1)
    kindergartens: CountFact = fields.count("kindergartens of that township", zh="乡镇中心公办幼儿园应有数", low=1)
    village_people: CountFact = fields.count("residents of a village", zh="村办园常住人口", unit="people", low=1)


@fields.worksheet_class
class Worksheet:
    """The worksheet of service thresholds: each service by itself."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    road_due: Truth = fields.truth("the works reach the hamlet with a road", zh="纳入通组路建设")
    road_reported: Truth = fields.truth(
        "the hamlet is among those reported to have a hardened road", zh="属于规划所称已通硬化路的自然村"
    )
    protection_due: Truth = fields.truth(
        "its source is to be protected and its water purified", zh="应划定水源保护区并配套净化消毒设施"
    )
    refuse_due: Truth = fields.truth("refuse collection extends to the hamlet", zh="垃圾收运向该自然村延伸")
    kindergartens_lacking: Number = fields.count("public kindergartens lacking in the township", zh="公办幼儿园缺口")
    kindergarten_due: Truth = fields.truth("the village is to build a kindergarten", zh="村应建公办幼儿园", answer=True)


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Say which services are due by size (公共服务设置标准)."""
    large_township = facts.township_people >= terms.township_people
    needed = facts.kindergarten_needed & facts.kindergarten_possible
    return Worksheet(
        facts=facts,
        terms=terms,
        road_due=facts.hamlet_households >= terms.road_households,
        road_reported=(facts.hamlet_households >= terms.reported_households)
        | (facts.hamlet_people >= terms.reported_people),
        protection_due=facts.people_served >= terms.protected_people,
        refuse_due=facts.hamlet_households >= terms.refuse_households,
        kindergartens_lacking=when(large_township, maximum(terms.kindergartens - facts.public_kindergartens, 0), 0),
        kindergarten_due=(facts.village_people >= terms.village_people) & needed,
    )


RULE: Final = Declaration(
    label="service thresholds",
    zh="公共服务设置标准",
    facts=Facts,
    terms=Terms,
    compute=compute,
    answers=Worksheet.kindergarten_due,
)
