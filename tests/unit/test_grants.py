"""Vocational schools and training on a day, and the grants and subsidies that follow from records."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import polars as pl
import pytest

from rural_revitalization import (
    PARTS,
    Assessment,
    Certificate,
    Household,
    InvalidInput,
    LocalFigures,
    Person,
    Schooling,
    SchoolStage,
    Spell,
    Status,
    Training,
    Unknown,
    assess,
    frames,
    load_policy,
    records,
    timeline,
)
from rural_revitalization.assessment.findings import Period

ON: Final = date(2018, 6, 1)
FIRST: Final = date(2017, 3, 1)
ALWAYS: Final = (Spell(since=date(2014, 1, 1)),)
FIGURES: Final[dict[str, Any]] = {
    "vocational_study_standard": 2500,
    "disabled_living_subsidy": 80,
    "disabled_nursing_subsidy": 90,
    "child_living_standard": 950,
    "child_living_standard_in_institution": 1350,
    "severe_disability_grade": 2,
    "severe_mental_disability_grade": 3,
}


def local(on: date = ON) -> LocalFigures:
    return LocalFigures(year=on.year, **FIGURES, sources=dict.fromkeys(FIGURES, "made up"))


def assessed(person: Person, *, on: date = ON, jurisdiction: str = "hunan", **known: Any) -> Assessment:
    of_household: dict[str, Any] = {"registered_poor": ALWAYS, "exited": False, "monitored": ()} | known
    return assess(Household(id="h", members=[person], **of_household), load_policy(jurisdiction, on=on), local(on))


def paid(found: Assessment, rule: str) -> Any:
    """Status and amount of a payment, or None where there is none."""
    (payment,) = [item for item in found.payments if item.rule == rule] or (None,)
    if payment is None:
        return None
    amount: Any = payment.amount
    return payment.status, (amount.low, amount.high) if isinstance(amount, Unknown) else int(amount)


def course(until: date | None, certificate: str | None = "initial", since: date = FIRST) -> Training:
    return Training(since=since, until=until, certificate=certificate)


# -- records of a day ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "months"),
    [
        (date(2017, 8, 30), 5),
        (date(2017, 8, 31), 6),
        (date(2017, 9, 29), 6),
        (date(2018, 2, 28), 12),
        (date(2017, 3, 30), 0),
    ],
)
def test_a_course_is_measured_in_full_months_from_its_first_day_to_its_last(until: date, months: int) -> None:
    assert Person(id="p", trainings=[course(until)]).certified_training(ON) == months


def test_a_certificate_counts_from_the_day_after_the_course() -> None:
    person = Person(id="p", trainings=[course(date(2018, 5, 31))])
    assert [person.certified_training(day) for day in (date(2018, 5, 31), date(2018, 6, 1))] == [0, 15]
    assert Person(id="p", trainings=[course(None, None)]).certified_training(ON) == 0


def test_a_certificate_shows_that_a_course_is_over_whose_last_day_nobody_recorded() -> None:
    found: Any = Person(id="p", trainings=[course(None)]).certified_training(ON)
    assert (found.low, found.high, found.facts) == (0, None, {"trainings"})


@pytest.mark.parametrize("certificate", Certificate)
def test_only_initial_and_intermediate_certificates_count(certificate: Certificate) -> None:
    found = Person(id="p", trainings=[course(date(2017, 8, 31), certificate)]).certified_training(ON)
    assert found == (6 if certificate in (Certificate.INITIAL, Certificate.INTERMEDIATE) else 0)


def test_the_longest_course_counts_and_courses_are_not_added_up() -> None:
    two = [course(date(2017, 6, 30)), course(date(2017, 11, 30), since=date(2017, 7, 1))]
    assert Person(id="p", trainings=two).certified_training(ON) == 5
    assert Person(id="p", trainings=[]).certified_training(ON) == 0


def test_what_a_course_led_to_may_not_be_recorded() -> None:
    untold = Person(id="p", trainings=[course(date(2017, 6, 30)), course(date(2018, 2, 28), None)])
    found: Any = untold.certified_training(ON)
    assert (found.low, found.high, found.facts) == (4, 12, {"trainings"})
    shorter = Person(id="p", trainings=[course(date(2017, 8, 31)), course(date(2017, 6, 30), None)])
    assert shorter.certified_training(ON) == 6
    assert isinstance(Person(id="p").certified_training(ON), Unknown)


def test_a_course_that_ends_before_it_begins_is_refused_with_all_other_faults() -> None:
    with pytest.raises(InvalidInput, match="a date not before since"):
        course(date(2017, 2, 28))
    with pytest.raises(InvalidInput) as error:
        records.structure(Training, {"since": "then", "certificate": "gold"})
    assert [item.path for item in error.value.mismatches] == ["$.since", "$.certificate"]


def test_training_comes_back_from_json() -> None:
    home = Household(id="h", members=[Person(id="p", trainings=[course(date(2017, 8, 31)), course(None, None)])])
    assert records.structure(Household, records.unstructure(home)) == home


@pytest.mark.parametrize("stage", SchoolStage)
def test_vocational_education_is_secondary_or_higher(stage: SchoolStage) -> None:
    person = Person(id="p", schoolings=[Schooling(stage=stage, since=FIRST, until=date(2018, 6, 30))])
    vocational = stage in (SchoolStage.SECONDARY_VOCATIONAL, SchoolStage.HIGHER_VOCATIONAL)
    assert [person.in_vocational(day) for day in (date(2018, 6, 30), date(2018, 7, 1))] == [vocational, False]


# -- grants -------------------------------------------------------------------------------------------------------

STUDENT: Final = Person(id="p", schoolings=[Schooling(stage=SchoolStage.SECONDARY_VOCATIONAL, since=FIRST)])


def test_a_student_of_a_poor_household_is_granted_the_countys_standard() -> None:
    assert paid(assessed(STUDENT), "vocational_grant") == (Status.DUE, 2500)
    assert paid(assessed(STUDENT, registered_poor=()), "vocational_grant") is None
    assert paid(assessed(STUDENT, registered_poor=(), exited=True), "vocational_grant") == (Status.NOT_ELIGIBLE, 0)
    assert paid(assessed(Person(id="p", schoolings=[])), "vocational_grant") is None


def test_nobody_is_asked_about_schools_whom_the_programme_does_not_serve() -> None:
    asked = [
        "vocational_grant" in {item.rule for item in assessed(Person(id="p"), **known).skipped}
        for known in ({"registered_poor": ()}, {"registered_poor": (), "monitored": ALWAYS}, {})
    ]
    assert asked == [False, True, True]


def test_before_the_plan_was_issued_no_document_says_whether_there_is_a_grant() -> None:
    assert paid(assessed(STUDENT, on=date(2017, 3, 30)), "vocational_grant")[0] is Status.NOT_STATED
    assert paid(assessed(STUDENT, on=date(2017, 3, 31)), "vocational_grant") == (Status.DUE, 2500)


@pytest.mark.parametrize(
    ("jurisdiction", "exited", "answer"),
    [
        ("guizhou", True, (Status.DUE, 2500)),
        ("guizhou", False, (Status.NOT_ELIGIBLE, 0)),
        ("hunan", True, (Status.NOT_STATED, (0, 2500))),
        ("yiyang", True, (Status.NOT_STATED, (0, 2500))),
    ],
)
def test_after_2020_guizhou_pays_the_exited_and_the_others_do_not_say_whom(
    jurisdiction: str, exited: bool, answer: Any
) -> None:
    recorded: dict[str, Any] = {"registered_poor": (), "exited": exited, "monitored": ALWAYS}
    found = assessed(STUDENT, on=date(2022, 6, 1), jurisdiction=jurisdiction, **recorded)
    assert paid(found, "vocational_grant") == answer


def test_a_grant_for_a_certificate_is_paid_once() -> None:
    found = assessed(Person(id="p", trainings=[course(date(2017, 8, 31))]))
    assert paid(found, "certificate_grant") == (Status.DUE, 1500)
    assert found.by_period()[Period.ONCE] == 1500
    assert paid(assessed(Person(id="p", trainings=[course(date(2017, 8, 30))])), "certificate_grant")[1] == 0


def test_a_timeline_turns_on_the_day_after_a_course() -> None:
    person = Person(id="p", trainings=[course(date(2018, 5, 31))])
    home = Household(id="h", members=[person], registered_poor=ALWAYS, exited=False, monitored=())
    found = timeline(home, "hunan", [local()], since=date(2018, 5, 1), until=date(2018, 6, 30))
    turned = {change.on for change in found.changes if change.name == "certificate_grant.grant"}
    assert turned == {date(2018, 6, 1)}


# -- subsidies ----------------------------------------------------------------------------------------------------


def disabled(**known: Any) -> Person:
    nothing: Any = dict.fromkeys(("minimum_living_allowance", "low_income", "extreme_poverty", "orphan"), ())
    return Person(id="p", **nothing | {"disability_kind": "limb", "disability_grade": 2} | known)


def test_severe_disability_and_difficulty_are_paid_for_each() -> None:
    on = date(2022, 6, 1)
    both = assessed(disabled(minimum_living_allowance=ALWAYS), on=on)
    assert paid(both, "disability_subsidies") == (Status.DUE, 170)
    assert paid(assessed(disabled(), on=on), "disability_subsidies") == (Status.DUE, 90)
    assert paid(assessed(disabled(disability_grade=3), on=on), "disability_subsidies") == (Status.NOT_ELIGIBLE, 0)
    none = disabled(disability_kind="none", disability_grade=None)
    assert paid(assessed(none, on=on), "disability_subsidies") is None


def test_who_is_registered_as_severely_disabled_needs_no_kind() -> None:
    on = date(2022, 6, 1)
    registered = disabled(disability_kind=None, disability_grade=None, severely_disabled=ALWAYS)
    assert paid(assessed(registered, on=on), "disability_subsidies") == (Status.DUE, 90)
    unknown = assessed(disabled(disability_kind=None, disability_grade=None), on=on)
    assert "disability_subsidies" in {item.rule for item in unknown.skipped}


def test_children_are_paid_the_standard_of_where_they_live_and_adults_are_not_asked() -> None:
    on = date(2022, 6, 1)
    child: dict[str, Any] = {"id": "p", "birth_date": date(2012, 1, 1), "orphan": ALWAYS}
    for where, amount in (((), 950), (ALWAYS, 1350)):
        found = assessed(Person(**child, in_institution=where), on=on)
        assert paid(found, "child_living_grant") == (Status.DUE, amount)
    adult = assessed(Person(id="p", birth_date=date(1990, 1, 1)), on=on)
    assert paid(adult, "child_living_grant") is None
    assert "child_living_grant" not in {item.rule for item in adult.skipped}


# -- tables, and what stands alone --------------------------------------------------------------------------------


def test_a_table_pays_the_same_and_may_leave_the_columns_out() -> None:
    made = frames.sample_population(40, seed=3)
    poor = made.households.with_columns(registered_poor=pl.lit(value=True))
    people = made.people.with_columns(in_vocational=pl.lit(value=True), certified_training=pl.lit(6))
    policy = load_policy("hunan", on=ON)
    found = frames.assess(people, poor, policy, local(), on=ON).people
    assert set(found["vocational_grant__due"]) == {2500}
    assert set(found["certificate_grant__due"]) == {1500}
    without = frames.assess(people.drop("in_vocational", "certified_training"), poor, policy, local(), on=ON).people
    assert set(without["certificate_grant__status"]) == {"skipped"}


def test_enterprises_are_no_part_of_an_assessment() -> None:
    assert "enterprise_grants" not in PARTS
