"""Employment services of the year (每年就业服务): which somebody who wants to work is still owed.

Whom: people of whom it is recorded that they want to work. Hunan's plan for 2021 to 2025 owes an exited person without
a job at least three offers of jobs, one session of career guidance and one free training in a skill a year; Yiyang's
owes every relocated one a training at least once. From 2016 to 2020 every poor person able to work was owed one service
a year.

Units: occasions. What was received counts from 1 January up to the day; the one training of the relocated whenever it
was.

Readings: "at least" (至少) is said once and read with all three counts. Who has had more than is owed of one is owed no
less of the others. Monitored households are not named here, and are owed none by this sentence. A free training is also
the one that the relocated are owed.

Limitations: a year in part without a job is not prorated: no document does. What counts as a service is not stated: any
kind on record does.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.livelihood import employment_services as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> had = {"job_offers": 1, "guidance": 1, "free_trainings": 0}
>>> worksheet = rule.compute(rule.Facts(exited=True, works=False, **had), terms)
>>> worksheet.job_offers_left, worksheet.guidance_left, worksheet.trainings_left, worksheet.owed
(2, 0, 1, True)
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import Number, Truth, exact_arithmetic, maximum, not_, otherwise, when
from ...cases import CaseFacts, drawn
from ...fields.annotations import CountFact, TruthFact
from ...models import Person
from ..form import Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a person who wants to work (有就业意愿)."""

    works: TruthFact = drawn(cases.works)
    exited: TruthFact = drawn(cases.exited)
    relocated: TruthFact = drawn(cases.relocated)
    poor: TruthFact = drawn(cases.poor)
    able_to_work: TruthFact = drawn(cases.able_to_work)
    job_offers: CountFact = drawn(Person.job_offers_of_year)
    guidance: CountFact = drawn(Person.guidance_of_year)
    free_trainings: CountFact = drawn(Person.free_trainings_of_year)
    services: CountFact = drawn(Person.services_of_year)
    trainings: CountFact = drawn(Person.trainings_received)


@fields.terms_class
class Terms(fields.StatedTerms):
    """How many services are owed: to the exited without a job and to the poor each year, to the relocated once."""

    job_offers: CountFact = fields.count(
        "offers of jobs a year", zh="每年推荐岗位次数", unit="occasions", may_be_unset=True
    )
    guidance: CountFact = fields.count(
        "career guidance a year", zh="每年职业指导次数", unit="occasions", may_be_unset=True
    )
    free_trainings: CountFact = fields.count(
        "free training in a skill a year", zh="每年免费技能培训次数", unit="occasions", may_be_unset=True
    )
    services_of_the_poor: CountFact = fields.count(
        "services to the poor a year", zh="每年就业服务次数", unit="occasions", may_be_unset=True
    )
    trainings_of_relocated: CountFact = fields.count(
        "trainings of the relocated", zh="搬迁群众职业技能培训次数", unit="occasions", may_be_unset=True
    )


@fields.worksheet_class
class Worksheet:
    """The worksheet of the year's employment services: what is left of each kind, then the decision."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    served: Truth = fields.truth("exited, and without a job", zh="未就业的脱贫人口", reading="monitored_not_named")
    job_offers_left: Number = fields.count(
        "offers of jobs left to make", zh="还应推荐岗位", unit="occasions", only_if="served"
    )
    guidance_left: Number = fields.count(
        "career guidance left to give", zh="还应提供职业指导", unit="occasions", only_if="served"
    )
    trainings_left: Number = fields.count("training left to give", zh="还应提供技能培训", unit="occasions")
    services_left: Number = fields.count("services left to the poor", zh="贫困人口还应享受就业服务", unit="occasions")
    owed: Truth = fields.truth(
        "is still owed employment services", zh="还应提供就业服务", answer=True, criteria=("served",)
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out which employment services a person who wants to work is still owed (就业服务)."""
    served = facts.exited & not_(facts.works)
    offers = maximum(otherwise(terms.job_offers, 0) - facts.job_offers, 0)
    guidance = maximum(otherwise(terms.guidance, 0) - facts.guidance, 0)
    free = maximum(otherwise(terms.free_trainings, 0) - facts.free_trainings, 0)
    first = maximum(otherwise(terms.trainings_of_relocated, 0) - facts.trainings, 0)
    of_relocated = when(facts.relocated, first, 0)
    services = maximum(otherwise(terms.services_of_the_poor, 0) - facts.services, 0)
    of_the_poor = when(facts.poor & facts.able_to_work, services, 0)
    of_served = (offers > 0) | (guidance > 0) | (free > 0)
    return Worksheet(
        facts=facts,
        terms=terms,
        served=served,
        job_offers_left=when(served, offers, 0),
        guidance_left=when(served, guidance, 0),
        trainings_left=when(served, maximum(free, of_relocated), of_relocated),
        services_left=of_the_poor,
        owed=(served & of_served) | (of_relocated > 0) | (of_the_poor > 0),
    )


RULE: Final = Rule(
    label="employment services",
    zh="每年就业服务",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="person",
    decides=Worksheet.owed,
    applies=lambda case: case[cases.wants_work],
    needs=(Person.willing_to_work,),
    said_with={
        Worksheet.served: (Terms.job_offers, Terms.guidance, Terms.free_trainings),
        Worksheet.owed: (
            Terms.job_offers,
            Terms.guidance,
            Terms.free_trainings,
            Terms.services_of_the_poor,
            Terms.trainings_of_relocated,
        ),
    },
)
"""The person is to be served where the decision holds."""
