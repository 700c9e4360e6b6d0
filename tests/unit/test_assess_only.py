"""What is asked for alone is what it is among everything else, and nothing else is said."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rural_revitalization import (
    PARTS,
    Dwelling,
    GuardAssessment,
    Household,
    InvalidInput,
    LocalFigures,
    MedicalBill,
    Outage,
    Person,
    Schooling,
    SchoolStage,
    SmallLoan,
    WaterSource,
    assess,
    load_policy,
)
from rural_revitalization.fields import comparable
from rural_revitalization.strategies import households, local_figures

ON = date(2022, 6, 1)
LONG_AGO = date(2015, 1, 1)
POLICIES = {name: load_policy(name, on=ON) for name in ("hunan", "yiyang", "guizhou")}
FROM_NET_INCOME = {"warning_signal", "identification", "risk_elimination", "household_exit"}


def family() -> Household:
    bill = MedicalBill(settled_on=date(2022, 3, 1), total=120000, in_scope=100000, basic_insurance_paid=10000)
    loan = SmallLoan(lent_on=date(2022, 1, 1), principal=30000, outstanding=30000)
    home, water = Dwelling(since=LONG_AGO, grade="d"), WaterSource(since=LONG_AGO, outages=[], tests=[])
    fault = Outage(since=LONG_AGO, whole_village=True)
    found = GuardAssessment(on=LONG_AGO, healthy=False)
    child = Person(id="1-2", bills=[], birth_date=date(2012, 1, 1), schoolings=[], unfit_for_study=[])
    vocational = Schooling(stage=SchoolStage.SECONDARY_VOCATIONAL, since=LONG_AGO)
    return Household(
        id="1",
        members=[
            Person(
                id="1-1",
                bills=[bill],
                birth_date=date(1980, 1, 1),
                schoolings=[vocational],
                employment=[],
                guard_assessments=[found],
            ),
            child,
        ],
        loans=[loan],
        dwellings=[home],
        water_sources=[water, WaterSource(since=LONG_AGO, outages=[fault])],
    )


def rules_of(assessment: Any) -> set[str]:
    items = (*assessment.payments, *assessment.decisions, *assessment.workings, *assessment.skipped)
    return {item.rule for item in items} | ({"entitlements"} if assessment.entitlements else set())


def assessed(only: Collection[str] | None) -> Any:
    return assess(family(), POLICIES["yiyang"], LocalFigures(year=2022), on=ON, only=only)


@pytest.mark.parametrize("part", sorted({*rules_of(assessed(None))}))
def test_one_part_alone_says_nothing_of_the_others(part: str) -> None:
    assert rules_of(assessed({part})) == {part}


def test_every_part_is_worked_out_of_some_household() -> None:
    # Of the family: payments, settled bills, decisions, skipped rules and entitlements. Net income needs its parts, the
    # single-person allowance somebody who receives it alone, recognition somebody who is known to be in a class and not
    # recognised; and nobody exits from poverty after 2020.
    others = {"net_income", "single_person_allowance", "low_income_recognition", "household_exit"}
    assert rules_of(assessed(None)) == {*PARTS} - others
    assert len({*PARTS}) == len(PARTS)


@given(
    households(),
    local_figures(2022),
    st.sampled_from(sorted(POLICIES)),
    st.sets(st.sampled_from(sorted(PARTS)), max_size=6),
)
def test_what_is_asked_for_alone_is_what_it_is_among_all(
    one: Household, figures: LocalFigures, policy: str, only: set[str]
) -> None:
    whole = assess(one, POLICIES[policy], figures, on=ON)
    part = assess(one, POLICIES[policy], figures, on=ON, only=only)
    shown = only | ({"net_income"} if only & FROM_NET_INCOME else set())
    for name in ("payments", "decisions", "workings", "skipped"):
        assert getattr(part, name) == tuple(item for item in getattr(whole, name) if item.rule in shown), name
    assert part.entitlements == (whole.entitlements if "entitlements" in only else ())
    assert comparable(part.totals) == comparable({rule: due for rule, due in whole.totals.items() if rule in only})
    assert part.only == tuple(sorted(only))
    wanted = {
        (fact.fact, fact.person, answer)
        for fact in whole.missing
        for answer in fact.settles
        if answer.split(".")[0] in shown
    }
    assert {(fact.fact, fact.person, answer) for fact in part.missing for answer in fact.settles} == wanted


def test_everything_is_asked_for_by_name_too() -> None:
    everything = assessed(PARTS)
    assert everything.only == tuple(sorted(PARTS))
    assert (everything.payments, everything.decisions) == (assessed(None).payments, assessed(None).decisions)


@pytest.mark.parametrize("only", [{"loans"}, "small_loan", ["small_loan", "Small_loan"]])
def test_a_part_there_is_none_of_is_refused(only: Any) -> None:
    with pytest.raises(InvalidInput) as caught:
        assessed(only)
    (mismatch,) = caught.value.mismatches
    assert mismatch.path == "only"
    assert "small_loan" in mismatch.expected
