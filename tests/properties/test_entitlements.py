"""The laws of entitlements: knowing more never overturns an answer, and nothing is asked for in vain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
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
    Household,
    Insurance,
    InsuranceKind,
    Job,
    LabourCapacity,
    LoanWanted,
    LocalFigures,
    Person,
    PublicPost,
    Schooling,
    SchoolStage,
    SecurityKind,
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


def ways(on: date) -> Mapping[str, Sequence[Any]]:
    """What each fact that rows ask for can come to, for all that matters on a day."""
    spells = ((), (Spell(since=LONG_AGO),), (Spell(since=LONG_AGO, until=on - YESTERDAY),))
    declared = {name: spec for model in (Person, Household, LocalFigures) for name, spec in specs(model).items()}
    truths = {name: (False, True) for name, spec in declared.items() if spec.kind.name == "truth"}
    classes = {
        name: spells
        for name, spec in declared.items()
        if spec.kind.name == "records" and issubclass(spec.of or object, Spell)
    }
    lasting: dict[str, Any] = {"since": LONG_AGO}
    run = partial(Business, stage=BusinessStage.RUNNING, **lasting)
    came_back = job_of(Employment.WORKING_AWAY, until=on - YESTERDAY)
    stages = (SchoolStage.JUNIOR_SECONDARY, SchoolStage.SECONDARY_VOCATIONAL, SchoolStage.UNIVERSITY)
    coded = {
        "employment": (
            *((), (job_of(Employment.WORKING_AWAY),), (came_back,), (job_of(Employment.WORKING_AWAY, so=True),)),
            *((job_of(Employment.SELF_EMPLOYED),), (came_back, job_of(Employment.SELF_EMPLOYED, so=True))),
            (job_of(Employment.PUBLIC_POST, post=PublicPost.FISHERY_GUARD),),
        ),
        "schoolings": (
            (),
            *((Schooling(stage=stage, since=LONG_AGO, until=on - YESTERDAY, completed=True),) for stage in stages),
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
        "disability_kind": (DisabilityKind.NONE, DisabilityKind.LIMB),
        "diagnoses": ((), *((Diagnosis(disease=disease, since=LONG_AGO),) for disease in Disease)),
    }
    return {name: values for name, values in (truths | classes | coded).items() if name in ASKED}


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


def fillings(case: Case, facts: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Every way to record some facts."""
    for values in product(*(ways(case.on)[fact] for fact in facts)):
        yield dict(zip(facts, values, strict=True))


def unrecorded(case: Case) -> list[str]:
    """The facts that a case lacks, of those that rows ask for."""
    models = (case.person, case.household, case.local)
    return [fact for fact in ways(case.on) if any(getattr(model, fact, ...) is None for model in models)]


@st.composite
def cases(draw: st.DrawFn, row: Entitlement) -> Case:
    """A case on a day when a row is in force, any of its facts unrecorded."""
    on = draw(st.dates(row.since, row.until))
    facts = {name: draw(st.one_of(st.none(), st.sampled_from(values))) for name, values in ways(on).items()}
    return recorded(nothing(on), {name: value for name, value in facts.items() if value is not None})


@every_predicate
@given(data=st.data(), random=st.randoms(use_true_random=False))
def test_a_predicate_keeps_every_law(row: Entitlement, data: st.DataObject, random: Random) -> None:
    case = data.draw(cases(row))
    result = entitled(row, case)
    whole = {fact: random.choice(ways(case.on)[fact]) for fact in unrecorded(case)}
    known = entitled(row, recorded(case, whole))
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
