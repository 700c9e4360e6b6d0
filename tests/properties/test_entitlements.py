"""The laws of entitlements: knowing more never overturns an answer, and nothing is asked for in vain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from help_drawings import (
    cases,
    every_predicate,
    every_row,
    facts_of,
    fillings,
    nothing,
    recorded,
    some_filling,
    unrecorded,
    ways,
)
from rural_revitalization import Household, LocalFigures, Person
from rural_revitalization.algebra.unknown import Unknown
from rural_revitalization.assessment.findings import Entitled
from rural_revitalization.assessment.making import entitled
from rural_revitalization.cases import Case
from rural_revitalization.entitlements.entitlement import Entitlement
from rural_revitalization.fields import specs


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
