"""People and households drawn for the laws of help without a figure: every way to record what a row asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, partial
from itertools import product
from random import Random
from typing import Any, Final

import attrs
import pytest
from hypothesis import strategies as st

from rural_revitalization import (
    Business,
    BusinessKind,
    BusinessStage,
    ContractedLand,
    Diagnosis,
    DisabilityKind,
    Disease,
    Employment,
    GrassrootsPost,
    Household,
    Insurance,
    InsuranceKind,
    Job,
    LabourCapacity,
    LoanWanted,
    LocalFigures,
    Person,
    PostKind,
    PublicPost,
    Schooling,
    SchoolStage,
    SecurityKind,
    SelfCare,
    Sex,
    Spell,
)
from rural_revitalization.cases import Case
from rural_revitalization.cases.listening import heard_by
from rural_revitalization.catalogue import ENTITLEMENTS
from rural_revitalization.entitlements.classes_of_people import DISABLED, MONITORED_HOUSEHOLDS
from rural_revitalization.entitlements.counties import in_county_of
from rural_revitalization.entitlements.entitlement import HUNAN_2021, Entitlement, grant
from rural_revitalization.fields import specs
from rural_revitalization.places import PlaceClass

LONG_AGO: Final = date(2014, 1, 1)
YESTERDAY: Final = timedelta(days=1)

__all__ = [
    "BY_COUNTY",
    "LONG_AGO",
    "cases",
    "every_predicate",
    "every_row",
    "facts_of",
    "fillings",
    "may_record",
    "nothing",
    "recorded",
    "some_filling",
    "unrecorded",
    "ways",
]

KEY_COUNTIES: Final = HUNAN_2021["county/key-list"]
BY_COUNTY: Final = (
    grant(
        *("made_up_for_people", "help that a test makes up for people", "测试用帮扶（人）"),
        to=DISABLED & in_county_of(PlaceClass.KEY_SUPPORT_COUNTY),
        by=KEY_COUNTIES,
    ),
    grant(
        *("made_up_for_households", "help that a test makes up for households", "测试用帮扶（户）"),
        to=MONITORED_HOUSEHOLDS & in_county_of(PlaceClass.KEY_SUPPORT_COUNTY),
        by=KEY_COUNTIES,
    ),
)
"""Rows such as a county may write: no document grants help to people by the class of their county."""
ROWS: Final = (*ENTITLEMENTS, *BY_COUNTY)
PREDICATES: Final = {row.to: row for row in ROWS}
"""By predicate, one of the rows that have it: what holds of one holds of the others."""


def name_of(row: Entitlement) -> str:
    return f"{row.source.document}.{row.name}"


every_predicate = pytest.mark.parametrize("row", PREDICATES.values(), ids=name_of)
every_row = pytest.mark.parametrize("row", ROWS, ids=name_of)


ASKED: Final = {place.record for place in heard_by([row.to for row in ROWS])}
"""The facts to record that rows ask for."""


RUN: Final = (
    (BusinessKind.ONLINE_SHOP, False),
    (BusinessKind.PHOTOVOLTAIC, False),
    (BusinessKind.OTHER, True),
    (BusinessKind.OTHER, False),
)


def job_of(kind: Employment, *, so: bool = False, until: date | None = None, post: PublicPost | None = None) -> Job:
    """A job of some kind, of which all else that is recorded is so, or is not."""
    return Job(since=LONG_AGO, until=until, kind=kind, post=post, stable=so, flexible=so, creates_jobs=so)


@cache
def ways(on: date) -> Mapping[str, Sequence[Any]]:
    """What each fact that rows ask for can come to, for all that matters on a day."""
    now, ended = (Spell(since=LONG_AGO),), (Spell(since=LONG_AGO, until=on - YESTERDAY),)
    declared = {name: spec for model in (Person, Household, LocalFigures) for name, spec in specs(model).items()}
    truths = {name: (False, True) for name, spec in declared.items() if spec.kind.name == "truth"}
    classes = {
        name: ((), now, ended) if name == "registered_poor" else ((), now)
        for name, spec in declared.items()
        if spec.kind.name == "records" and issubclass(spec.of or object, Spell)
    }
    lasting: dict[str, Any] = {"since": LONG_AGO}
    run = partial(Business, stage=BusinessStage.RUNNING, **lasting)
    came_back = job_of(Employment.WORKING_AWAY, until=on - YESTERDAY)
    coded = {
        "employment": (
            *((), (job_of(Employment.WORKING_AWAY),), (came_back,), (job_of(Employment.WORKING_AWAY, so=True),)),
            *((job_of(Employment.SELF_EMPLOYED),), (came_back, job_of(Employment.SELF_EMPLOYED, so=True))),
            (job_of(Employment.PUBLIC_POST, post=PublicPost.FISHERY_GUARD),),
        ),
        "labour_capacity": tuple(LabourCapacity),
        "businesses": (
            (),
            (Business(kind=BusinessKind.FARMING, stage=BusinessStage.WISHED_FOR, **lasting),),
            *((run(kind=kind, in_incubator=inside),) for kind, inside in RUN),
        ),
        "insurances": ((), *((Insurance(kind=kind, **lasting),) for kind in InsuranceKind)),
        "loans_wanted": ((), *((LoanWanted(security=kind, **lasting),) for kind in SecurityKind)),
        "contracted_land": tuple((ContractedLand(registered=said, **lasting),) for said in (True, False)),
        "county": ("安化县", "430903", "520526"),  # a county of the class, one of another, one that no list tells of
        "sex": tuple(Sex),
        "disability_kind": (DisabilityKind.NONE, DisabilityKind.MENTAL),
        "self_care": (SelfCare.FULL, SelfCare.NONE),
        "diagnoses": ((), *((Diagnosis(disease=disease, since=LONG_AGO),) for disease in Disease)),
        "birth_date": tuple(date(on.year - age, 1, 1) for age in AGES),
        "schoolings": ((), *(schools(on, *stages) for stages in SCHOOLS)),
        "posts": ((), *(posts(on, kind, years) for kind, years in POSTS)),
        "disability_grade": (2, 4, None),  # who is not disabled has none
        **{name: (figure,) for name, figure in OF_COUNTY.items()},
    }
    asked = ASKED - {"severely_disabled"}  # it says again what kind and grade do, or contradicts them
    return {name: values for name, values in (truths | classes | coded).items() if name in asked}


OF_COUNTY: Final = {
    "elderly_age": 60,
    "oldest_minor_age": 17,
    "severe_disability_grade": 2,
    "severe_mental_disability_grade": 2,
}
"""Bounds that a county sets: what they bound is asked for first, so that they are taken as known."""
AGES: Final = (2, 6, 7, 12, 16, 40, 70)
COMPLETED: Final = (SchoolStage.PRIMARY, SchoolStage.JUNIOR_SECONDARY, SchoolStage.UPPER_SECONDARY)
SCHOOLS: Final[tuple[tuple[SchoolStage | None, ...], ...]] = (
    *((stage,) for stage in SchoolStage),
    (*COMPLETED[:2], None),
    (*COMPLETED, None),
    (*COMPLETED[:2], SchoolStage.SECONDARY_VOCATIONAL, None),
    (*COMPLETED, SchoolStage.UNIVERSITY, None),
)
"""The stages attended one after another: the last goes on, or is None, where school is over."""
POSTS: Final = ((PostKind.RURAL_TEACHER, 0), (PostKind.RURAL_TEACHER, 20), (PostKind.RURAL_HEALTH_WORKER, 3))


def schools(on: date, *stages: SchoolStage | None) -> tuple[Schooling, ...]:
    """The schools attended, a year each up to this one."""
    begun = [date(on.year - ago, 1, 1) for ago in reversed(range(len(stages)))]
    ended = [*(day - YESTERDAY for day in begun[1:]), None]
    return tuple(
        Schooling(
            stage=stage, since=since, until=until, completed=None if until is None else True, boarding=True, rural=True
        )
        for stage, since, until in zip(stages, begun, ended, strict=True)
        if stage is not None
    )


def posts(on: date, kind: PostKind, years: int) -> tuple[GrassrootsPost, ...]:
    """A post held to this day in a poor area, for some full years."""
    return (GrassrootsPost(kind=kind, since=date(on.year - years, 1, 1), in_poor_area=True),)


# The ages at which the national system's checks let people be at a stage of school, in a post, at work or in a class.
AT_SCHOOL: Final = {
    SchoolStage.PRESCHOOL: (0, 7),
    **dict.fromkeys((SchoolStage.PRIMARY, SchoolStage.JUNIOR_SECONDARY), (5, 18)),
    **dict.fromkeys((SchoolStage.UPPER_SECONDARY, SchoolStage.SECONDARY_VOCATIONAL), (14, 59)),
    **dict.fromkeys((SchoolStage.HIGHER_VOCATIONAL, SchoolStage.UNIVERSITY), (15, 59)),
}
OF_CHILDREN: Final = ("orphan", "de_facto_unattended_child", "child_in_difficulty", "left_behind")
OF_WORKERS: Final = (
    *("employment", "businesses", "willing_to_work", "hard_to_employ"),
    *("employee_pension", "unemployment_insured"),
)


def fits(person: Person, on: date) -> bool:
    """Whether the age that is recorded fits the rest."""
    born = person.birth_date
    if born is None:
        return True
    age, attended = on.year - born.year, person.schoolings or ()
    spans = [AT_SCHOOL[school.stage] for school in attended if school.stage and school.covers(on)]
    spans += [(18, 59) for school in attended if school.stage is SchoolStage.UNIVERSITY and school.until]
    spans += [(15, 59) for school in attended if school.until]
    spans += [(18 + on.year - post.since.year, 59) for post in person.posts or ()]
    spans += [(0, 17) for name in OF_CHILDREN if getattr(person, name)]
    spans += [(18, 150)] if person.discharged_soldier else []
    able = person.labour_capacity in (LabourCapacity.FULL, LabourCapacity.PARTIAL)
    spans += [(16, 150)] if able or any(getattr(person, name) for name in OF_WORKERS) else []
    return all(youngest <= age <= oldest for youngest, oldest in spans)


def nothing(on: date) -> Case:
    """A case of which nothing is recorded."""
    person = Person(id="p")
    return Case(household=Household(id="h", members=[person]), local=LocalFigures(year=on.year), on=on).of(person)


def recorded(case: Case, facts: Mapping[str, Any]) -> Case:
    """A case with further facts recorded."""

    def of(model: Any) -> Any:
        known = specs(type(model)).keys() - ({"county"} if isinstance(model, LocalFigures) else set())
        given = {name: value for name, value in facts.items() if name in known}
        if isinstance(model, LocalFigures) and given:
            given["sources"] = {**model.sources, **dict.fromkeys(given, "made up")}
        return attrs.evolve(model, **given)

    person = of(case.person)
    household = attrs.evolve(of(case.household), members=[person])
    return Case(household=household, local=of(case.local), on=case.on).of(person)


def may_record(case: Case, facts: Mapping[str, Any]) -> bool:
    """Whether a case may be recorded with further facts, without any that contradict each other."""
    person: Any = case.person
    given: dict[str, Any] = {name: value for name, value in facts.items() if name in specs(Person)}
    kind = given.get("disability_kind", person.disability_kind)
    grade = given.get("disability_grade", person.disability_grade)
    disabled = None if kind is None else kind is not DisabilityKind.NONE
    if ("disability_grade" in given or grade) and disabled is not (grade is not None):
        return False
    return fits(attrs.evolve(person, **given), case.on)


def fillings(case: Case, facts: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Every way to record some facts, but for those that contradict each other."""
    for values in product(*(ways(case.on)[fact] for fact in facts)):
        filling = dict(zip(facts, values, strict=True))
        if may_record(case, filling):
            yield filling


def some_filling(case: Case, facts: Sequence[str], random: Random) -> dict[str, Any]:
    """A way to record some facts, none of which contradicts another."""
    found: dict[str, Any] = {}
    for fact in facts:
        values = [value for value in ways(case.on)[fact] if may_record(case, {**found, fact: value})]
        found |= {fact: random.choice(values)} if values else {}
    return found


def facts_of(row: Entitlement) -> list[str]:
    """The facts to record that a row asks for."""
    asked = {place.record for place in heard_by([row.to])}
    return [fact for fact in ways(row.since) if fact in asked]


def unrecorded(case: Case, row: Entitlement) -> list[str]:
    """The facts that a case lacks, of those that a row asks for."""
    models = (case.person, case.household, case.local)
    return [fact for fact in facts_of(row) if next(getattr(it, fact) for it in models if hasattr(it, fact)) is None]


@st.composite
def cases(draw: st.DrawFn, row: Entitlement) -> Case:
    """A case on a day when a row is in force, any of its facts unrecorded."""
    on = draw(st.dates(row.since, row.until))
    known = [name for name in facts_of(row) if name in OF_COUNTY or draw(st.booleans())]
    bare = nothing(on)
    return recorded(bare, some_filling(bare, known, draw(st.randoms(use_true_random=False))))
