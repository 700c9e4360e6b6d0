"""The laws of entitlements: knowing more never overturns an answer, and nothing is asked for in vain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, partial
from itertools import product
from random import Random
from typing import Any, Final

import attrs
import pytest
from hypothesis import given
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
from rural_revitalization.algebra.unknown import Unknown
from rural_revitalization.assessment.findings import Entitled
from rural_revitalization.assessment.making import entitled
from rural_revitalization.cases import Case
from rural_revitalization.cases.listening import heard_by
from rural_revitalization.catalogue import ENTITLEMENTS
from rural_revitalization.entitlements.entitlement import Entitlement
from rural_revitalization.fields import specs

LONG_AGO: Final = date(2014, 1, 1)
YESTERDAY: Final = timedelta(days=1)

PREDICATES: Final = {row.to: row for row in ENTITLEMENTS}
"""By predicate, one of the rows that have it: what holds of one holds of the others."""


def name_of(row: Entitlement) -> str:
    return f"{row.source.document}.{row.name}"


every_predicate = pytest.mark.parametrize("row", PREDICATES.values(), ids=name_of)
every_row = pytest.mark.parametrize("row", ENTITLEMENTS, ids=name_of)


ASKED: Final = {place.record for place in heard_by([row.to for row in ENTITLEMENTS])}
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
        given = {name: value for name, value in facts.items() if name in specs(type(model))}
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
    return [fact for fact in facts_of(row) if any(getattr(model, fact, ...) is None for model in models)]


@st.composite
def cases(draw: st.DrawFn, row: Entitlement) -> Case:
    """A case on a day when a row is in force, any of its facts unrecorded."""
    on = draw(st.dates(row.since, row.until))
    known = [name for name in facts_of(row) if name in OF_COUNTY or draw(st.booleans())]
    bare = nothing(on)
    return recorded(bare, some_filling(bare, known, draw(st.randoms(use_true_random=False))))


@every_predicate
@given(data=st.data(), random=st.randoms(use_true_random=False))
def test_a_predicate_keeps_every_law(row: Entitlement, data: st.DataObject, random: Random) -> None:
    case = data.draw(cases(row))
    result = entitled(row, case)
    known = entitled(row, recorded(case, some_filling(case, unrecorded(case, row), random)))
    asked = [name for name in result.missing if name not in result.not_stated]
    filled = [(filling, entitled(row, recorded(case, filling)).outcome) for filling in fillings(case, asked)]
    recording_what_is_missing_overturns_nothing(result, known)
    an_answer_is_withheld_only_where_a_missing_fact_or_the_document_tells(result, filled)
    every_fact_that_is_named_can_change_the_answer(case, asked, filled)
    what_no_document_states_is_declared_by_the_row(row, result)


Filled = Sequence[tuple[Mapping[str, Any], Any]]


def recording_what_is_missing_overturns_nothing(result: Entitled, known: Entitled) -> None:
    if isinstance(result.outcome, bool):
        assert known.outcome is result.outcome
    assert known.missing == known.not_stated


def an_answer_is_withheld_only_where_a_missing_fact_or_the_document_tells(result: Entitled, filled: Filled) -> None:
    if isinstance(result.outcome, Unknown):
        assert {outcome if isinstance(outcome, bool) else None for _, outcome in filled} not in ({True}, {False})
    else:
        assert result.missing == ()


def every_fact_that_is_named_can_change_the_answer(case: Case, asked: Sequence[str], filled: Filled) -> None:
    answers = {tuple(range_at(case, filling)): known_as(outcome) for filling, outcome in filled}
    for at, _ in enumerate(asked):
        others: dict[tuple[int, ...], set[Any]] = {}
        for places, answer in answers.items():
            others.setdefault(places[:at] + places[at + 1 :], set()).add(answer)
        assert any(len(found) > 1 for found in others.values())


def what_no_document_states_is_declared_by_the_row(row: Entitlement, result: Entitled) -> None:
    if isinstance(result.outcome, Unknown):
        declared = {item.name for item in row.leaves_open}
        facts = {name for model in (Person, Household, LocalFigures) for name in specs(model)}
        assert result.outcome.facts <= declared | facts


def range_at(case: Case, filling: Mapping[str, Any]) -> Iterator[int]:
    """Which of its ways each fact of a filling takes."""
    for fact, value in filling.items():
        yield ways(case.on)[fact].index(value)


def known_as(outcome: Any) -> Any:
    """An outcome in a form that can be compared."""
    return outcome.facts if isinstance(outcome, Unknown) else outcome


@every_row
def test_everything_a_row_leaves_open_keeps_some_answer_open(row: Entitlement) -> None:
    bare = nothing(row.since)
    asked = [name for name in entitled(row, bare).missing if name in ways(row.since)]
    left = {name for filling in fillings(bare, asked) for name in entitled(row, recorded(bare, filling)).not_stated}
    assert left == {item.name for item in row.leaves_open}


# -- somebody who has it, somebody who lacks it by one fact, and somebody of whom it is open --------------------------


def outcomes_of(row: Entitlement) -> list[tuple[dict[str, Any], Any]]:
    """What a row says of everybody of whom all is recorded that it asks for."""
    bare = nothing(row.since)
    return [(one, entitled(row, recorded(bare, one)).outcome) for one in fillings(bare, facts_of(row))]


def differ_in_one_fact(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether one fact alone differs: a grade is no fact of its own where there is another kind of disability."""
    differ = {fact for fact in one if one[fact] != other[fact]}
    return len(differ - ({"disability_grade"} if "disability_kind" in differ else set())) == 1


@every_predicate
def test_somebody_has_it_and_who_differs_in_one_fact_alone_lacks_it(row: Entitlement) -> None:
    found = outcomes_of(row)
    has = [one for one, outcome in found if outcome is True]
    open_ = [one for one, outcome in found if isinstance(outcome, Unknown)]
    lacks = [one for one, outcome in found if outcome is False]
    assert has or (open_ and row.leaves_open)
    # Where a document serves others too, whom it does not state, nobody certainly lacks it.
    assert lacks or (has and row.leaves_open)
    others = [*lacks, *(open_ if has and row.leaves_open else [])]
    assert any(differ_in_one_fact(one, other) for one in has or open_ for other in others)


@every_predicate
def test_of_whom_nothing_is_recorded_it_is_open_and_the_facts_are_named(row: Entitlement) -> None:
    found = entitled(row, nothing(row.since))
    assert isinstance(found.outcome, Unknown)
    assert set(found.missing) - set(found.not_stated)
