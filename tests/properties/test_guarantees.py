"""The laws of the guarantees and of the exit from poverty."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rural_revitalization import (
    Household,
    LocalFigures,
    Person,
    Policy,
    Schooling,
    SchoolStage,
    Spell,
    Unknown,
    assess,
    blockers,
    load_policy,
)
from rural_revitalization.fields import evolve_unchecked, specs
from rural_revitalization.rules.exit import household_exit
from rural_revitalization.rules.guarantees import housing_renovation
from rural_revitalization.strategies import known_facts, records

ON: Final = date(2022, 6, 1)
HUNAN: Final = load_policy("hunan", on=ON)
OF_2018: Final = load_policy("hunan", on=date(2018, 6, 1))
GROUPS: Final = ("monitored", "receives_allowance", "scattered_extreme_poverty", "allowance_borderline")
"""Four of the five key groups; the fifth is told by three facts."""
LEFT_ALONE: Final = {"exited": True, "helped_otherwise": False, "beyond_means": True}


# -- housing ----------------------------------------------------------------------------------------------------


@given(known_facts(housing_renovation), st.sampled_from(GROUPS))
def test_each_of_four_key_groups_alone_brings_a_dangerous_home_into_scope(facts: Any, group: str) -> None:
    none = attrs.evolve(facts, **dict.fromkeys(GROUPS, False), helped_otherwise=True, subsidised_before=False)
    none = attrs.evolve(none, housing_secured=False)
    terms = HUNAN.terms(housing_renovation)
    assert housing_renovation.compute(none, terms).in_scope is False
    assert housing_renovation.compute(attrs.evolve(none, **{group: True}), terms).in_scope is True


@given(known_facts(housing_renovation), st.sampled_from(list(LEFT_ALONE)))
def test_the_fifth_key_group_needs_all_three_of_its_facts(facts: Any, fact: str) -> None:
    alone = attrs.evolve(
        facts, **dict.fromkeys(GROUPS, False), **LEFT_ALONE, housing_secured=False, subsidised_before=False
    )
    terms = HUNAN.terms(housing_renovation)
    assert housing_renovation.compute(alone, terms).in_scope is True
    other: dict[str, Any] = {fact: not LEFT_ALONE[fact]}
    assert housing_renovation.compute(attrs.evolve(alone, **other), terms).in_scope is False


@given(known_facts(housing_renovation), st.sampled_from([HUNAN, load_policy("yiyang", on=ON)]))
def test_after_a_disaster_no_renovation_subsidy_bars_anybody(facts: Any, policy: Policy) -> None:
    struck, terms = attrs.evolve(facts, endangered_by_disaster=True), policy.terms(housing_renovation)
    with_and_without = [
        housing_renovation.compute(attrs.evolve(struck, subsidised_before=had), terms).in_scope for had in (True, False)
    ]
    assert with_and_without[0] is with_and_without[1]


@given(known_facts(housing_renovation))
def test_a_home_is_renovated_where_all_its_criteria_hold(facts: Any) -> None:
    worksheet = housing_renovation.compute(facts, HUNAN.terms(housing_renovation))
    criteria = specs(housing_renovation.Worksheet)["in_scope"].criteria
    not_met = tuple(name for name in criteria if not getattr(worksheet, name))
    assert worksheet.in_scope is (not not_met)
    assert blockers(worksheet) == not_met


@given(known_facts(housing_renovation))
def test_nobody_in_disaster_rebuilding_is_helped_twice_in_yiyang(facts: Any) -> None:
    terms = load_policy("yiyang", on=ON).terms(housing_renovation)
    found = housing_renovation.compute(attrs.evolve(facts, in_disaster_rebuilding=True), terms)
    assert found.in_scope is False


# -- exit from poverty -------------------------------------------------------------------------------------------


@given(known_facts(household_exit))
def test_a_household_exits_where_all_criteria_hold(facts: Any) -> None:
    worksheet = household_exit.compute(facts, OF_2018.terms(household_exit))
    criteria = specs(household_exit.Worksheet)["may_exit"].criteria
    assert worksheet.may_exit is all(getattr(worksheet, name) for name in criteria)
    assert worksheet.help_goes_on is worksheet.may_exit


@given(known_facts(household_exit))
def test_what_the_household_has_exactly_is_held_against_the_standard(facts: Any) -> None:
    at = attrs.evolve(facts, household_net_income=facts.poverty_standard * facts.members, income_stable=True)
    below = attrs.evolve(at, household_net_income=at.household_net_income - Decimal("0.01"))
    found = [household_exit.compute(case, OF_2018.terms(household_exit)).income_reached for case in (at, below)]
    assert found == [True, False]


# -- guarantees recorded, and worked out -------------------------------------------------------------------------

DAYS: Final = st.dates(date(2000, 1, 1), date(2022, 6, 1))


@st.composite
def children(draw: st.DrawFn) -> Person:
    """A person whose schooling is recorded in full."""
    spells = draw(st.sampled_from([(), (Spell(since=date(2020, 1, 1)),)]))
    found = draw(st.lists(records(Schooling), max_size=2))
    known = [evolve_unchecked(item, completed=item.completed or False) for item in found]
    return Person(
        id="c",
        birth_date=draw(DAYS),
        schoolings=known,
        unfit_for_study=spells,
        disability_kind="none",
        left_behind=[],
        minimum_living_allowance=[],
        extreme_poverty=[],
    )


def assessed(household: Household) -> Any:
    return assess(household, HUNAN, LocalFigures(year=2022), on=ON, only={"school_attendance", "compulsory_education"})


@given(st.lists(children(), min_size=1, max_size=3))
def test_a_household_is_secured_where_no_child_of_its_has_dropped_out(drawn: list[Person]) -> None:
    people = [evolve_unchecked(person, id=str(at)) for at, person in enumerate(drawn)]
    found = assessed(Household(id="h", members=people, monitored=[]))
    dropped = [item.outcome for item in found.decisions if item.rule == "school_attendance"]
    assert found.decision("compulsory_education").outcome is (True not in dropped)


@given(st.lists(children(), min_size=1, max_size=3), st.booleans())
def test_a_guarantee_that_is_recorded_and_worked_out_agrees_or_is_a_conflict(
    drawn: list[Person], recorded: bool
) -> None:
    people = [evolve_unchecked(person, id=str(at)) for at, person in enumerate(drawn)]
    alone = assessed(Household(id="h", members=people, monitored=[])).decision("compulsory_education").outcome
    found = assessed(Household(id="h", members=people, monitored=[], education_secured=recorded))
    named = [item.fields for item in found.conflicts]
    outcome = found.decision("compulsory_education").outcome
    if recorded is alone:
        assert named == []
        assert outcome is alone
    else:
        assert named == [("education_secured", "members[0].schoolings")]
        assert isinstance(outcome, Unknown)


@pytest.mark.parametrize("stage", SchoolStage)
def test_what_comes_after_junior_secondary_school_ends_compulsory_age(stage: SchoolStage) -> None:
    attends = Schooling(stage=stage, since=date(2021, 9, 1), until=date(2022, 1, 31))
    person = Person(id="p", schoolings=[attends])
    after = {"upper_secondary", "secondary_vocational", "higher_vocational", "university"}
    found = person.compulsory_completed(ON)
    if stage == "junior_secondary":  # it was left, and nobody recorded whether it was completed
        assert isinstance(found, Unknown)
    else:
        assert found is (stage in after)
