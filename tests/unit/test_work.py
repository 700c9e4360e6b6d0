"""Jobs, services and assessments on a day, and what an assessment and a table make of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

import pytest

import rural_revitalization as rr
from rural_revitalization import (
    Business,
    BusinessKind,
    BusinessStage,
    Certificate,
    Employment,
    EmploymentService,
    EmploymentServiceKind,
    GuardAssessment,
    Household,
    Job,
    LabourCapacity,
    LocalFigures,
    Person,
    PublicPost,
    Schooling,
    SchoolStage,
    Spell,
    Training,
    Unknown,
    cases,
    load_policy,
)
from rural_revitalization.records import dumps, loads

ON: Final = date(2022, 6, 1)
LONG_AGO: Final = date(2016, 1, 1)
DAY: Final = timedelta(days=1)
SHOP: Final = Business(kind=BusinessKind.ONLINE_SHOP, stage=BusinessStage.RUNNING, since=LONG_AGO)
ALWAYS: Final = (Spell(since=LONG_AGO),)


def known(found: Any) -> Any:
    return "open" if isinstance(found, Unknown) else found


def asked(found: Any, **recorded: Any) -> Any:
    """What is derived of a person of whom nothing else is recorded."""
    person = Person(id="p", **recorded)
    home = Household(id="h", members=[person])
    return known(cases.Case(household=home, local=LocalFigures(year=ON.year), on=ON).of(person)[found])


# -- jobs -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "until", "works"),
    [(ON, None, True), (ON + DAY, None, False), (LONG_AGO, ON, True), (LONG_AGO, ON - DAY, False)],
)
def test_a_job_counts_from_its_first_day_to_its_last(since: date, until: date | None, works: bool) -> None:
    assert asked(cases.works, employment=[Job(since=since, until=until)]) is works


def test_nobody_works_who_has_no_job_and_nobody_knows_who_has_no_list() -> None:
    assert asked(cases.works, employment=[]) is False
    assert asked(cases.works) == "open"


@pytest.mark.parametrize(
    ("fact", "kinds"),
    [
        (Person.in_wage_work, {Employment.WORKING_IN_COUNTY, Employment.WORKING_AWAY}),
        (Person.works_away, {Employment.WORKING_AWAY}),
        (Person.self_employed, {Employment.SELF_EMPLOYED}),
    ],
)
def test_what_somebody_works_at_follows_from_the_kind_of_job(fact: Any, kinds: set[Employment]) -> None:
    found = {kind for kind in Employment if asked(fact, employment=[Job(since=LONG_AGO, kind=kind)])}
    assert found == kinds
    assert asked(fact, employment=[Job(since=LONG_AGO)]) == "open"
    assert asked(fact, employment=[]) is False
    assert asked(fact) == "open"


@pytest.mark.parametrize(
    ("job", "employed"),
    [
        ({"kind": Employment.WORKING_AWAY, "flexible": False}, True),
        ({"kind": Employment.WORKING_IN_COUNTY, "flexible": True}, False),
        ({"kind": Employment.WORKING_IN_COUNTY}, "open"),
        ({"kind": Employment.FARMING}, False),
        ({"flexible": True}, False),
        ({}, "open"),
    ],
)
def test_an_employer_employs_who_works_for_wages_and_not_flexibly(job: dict[str, Any], employed: Any) -> None:
    assert asked(Person.employed, employment=[Job(since=LONG_AGO, **job)]) == employed


def test_a_business_is_recorded_as_a_job_or_as_a_business() -> None:
    assert asked(cases.in_business, employment=[], businesses=[SHOP]) is True
    assert asked(cases.in_business, employment=[Job(since=LONG_AGO, kind="self_employed")]) is True
    assert asked(cases.in_business, employment=[], businesses=[]) is False
    assert asked(cases.in_business, employment=[]) == "open"


@pytest.mark.parametrize(
    ("jobs", "returned"),
    [
        ([Job(since=LONG_AGO, until=ON - DAY, kind="working_away")], True),
        ([Job(since=LONG_AGO, until=ON, kind="working_away")], False),
        ([Job(since=LONG_AGO, until=ON - DAY, kind="working_in_county")], False),
        ([Job(since=LONG_AGO, until=ON - DAY)], "open"),
        ([Job(since=LONG_AGO, until=ON - DAY, kind="working_away"), Job(since=ON)], "open"),
        ([Job(since=LONG_AGO, until=ON - DAY), Job(since=ON, kind="working_away")], False),
        ([Job(since=ON + DAY, kind="working_away")], False),
        ([], False),
        (None, "open"),
    ],
)
def test_who_came_back_worked_away_and_no_longer_does(jobs: list[Job] | None, returned: Any) -> None:
    assert asked(Person.returned_from_work_away, employment=jobs) == returned


@pytest.mark.parametrize(
    ("more", "guard"),
    [
        ({"kind": Employment.PUBLIC_POST, "post": PublicPost.FISHERY_GUARD}, True),
        ({"kind": Employment.PUBLIC_POST, "post": PublicPost.CLEANER}, False),
        ({"kind": Employment.PUBLIC_POST}, "open"),
        ({"kind": Employment.FARMING}, False),
        ({}, "open"),
    ],
)
def test_a_post_is_told_by_its_kind(more: dict[str, Any], guard: Any) -> None:
    assert asked(Person.fishery_guard, employment=[Job(since=LONG_AGO, **more)]) == guard


def test_who_is_too_young_to_be_hired_is_not_asked_about_and_a_record_stands() -> None:
    fifteen, sixteen = date(2006, 6, 2), date(2006, 6, 1)
    for fact in (cases.works, cases.works_stably, cases.able_to_work, cases.wants_work):
        assert (asked(fact, birth_date=fifteen), asked(fact, birth_date=sixteen)) == (False, "open")
    assert asked(cases.works, birth_date=fifteen, employment=[Job(since=LONG_AGO)]) is True
    assert asked(cases.able_to_work, birth_date=fifteen, labour_capacity=LabourCapacity.PARTIAL) is True


# -- school left ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "facts"),
    [
        (SchoolStage.PRIMARY, set()),
        (SchoolStage.JUNIOR_SECONDARY, {"left_junior_secondary"}),
        (SchoolStage.UPPER_SECONDARY, {"left_upper_secondary"}),
        (SchoolStage.SECONDARY_VOCATIONAL, {"left_vocational_school"}),
        (SchoolStage.HIGHER_VOCATIONAL, {"left_college", "graduated"}),
        (SchoolStage.UNIVERSITY, {"left_college", "graduated"}),
    ],
)
def test_what_somebody_left_is_the_last_stage_completed(stage: SchoolStage, facts: set[str]) -> None:
    left = Schooling(stage=stage, since=LONG_AGO, until=ON - DAY, completed=True)
    every = ("left_junior_secondary", "left_upper_secondary", "left_vocational_school", "left_college", "graduated")
    assert {name for name in every if asked(getattr(Person, name), schoolings=[left])} == facts
    still = Schooling(stage=stage, since=LONG_AGO, until=ON, completed=True)
    assert not any(asked(getattr(Person, name), schoolings=[still]) for name in every)


def test_whether_a_stage_was_completed_may_be_open() -> None:
    left = Schooling(stage=SchoolStage.UNIVERSITY, since=LONG_AGO, until=ON - DAY)
    assert asked(Person.left_college, schoolings=[left]) == "open"
    assert asked(Person.left_upper_secondary, schoolings=[left]) is False


@pytest.mark.parametrize("completed", [True, False, None])
def test_who_went_on_to_senior_secondary_is_no_leaver_of_junior_secondary(completed: bool | None) -> None:
    years = [date(2010, 9, 1), date(2013, 9, 1), ON - DAY]
    junior = Schooling(stage=SchoolStage.JUNIOR_SECONDARY, since=years[0], until=years[1] - DAY, completed=True)
    senior = Schooling(stage=SchoolStage.UPPER_SECONDARY, since=years[1], until=years[2], completed=completed)
    assert asked(Person.left_junior_secondary, schoolings=[junior, senior]) is False
    left = "open" if completed is None else completed
    assert asked(Person.left_upper_secondary, schoolings=[junior, senior]) == left


def test_a_graduate_back_at_school_is_a_graduate_and_has_not_left() -> None:
    then = Schooling(stage=SchoolStage.UNIVERSITY, since=date(2014, 9, 1), until=date(2018, 6, 30), completed=True)
    now = Schooling(stage=SchoolStage.UNIVERSITY, since=date(2021, 9, 1))
    assert asked(Person.graduated, schoolings=[then, now]) is True
    assert asked(Person.left_college, schoolings=[then, now]) is False


# -- services and assessments ---------------------------------------------------------------------------------


def service(kind: EmploymentServiceKind, on: date = ON) -> EmploymentService:
    return EmploymentService(kind=kind, on=on)


def test_services_count_in_their_year_up_to_the_day_and_trainings_whenever_they_were() -> None:
    offer, free = EmploymentServiceKind.JOB_OFFER, EmploymentServiceKind.FREE_TRAINING
    had = [service(offer, day) for day in (date(2021, 12, 31), date(2022, 1, 1), ON, ON + DAY)]
    had += [service(free, date(2020, 5, 1)), service(free), service(EmploymentServiceKind.OTHER_TRAINING)]
    had += [service(EmploymentServiceKind.GUIDANCE), service(EmploymentServiceKind.OTHER)]
    person = Person(id="p", services_received=had, trainings=[])
    assert person.job_offers_of_year(ON) == 2
    assert (person.guidance_of_year(ON), person.free_trainings_of_year(ON), person.trainings_received(ON)) == (1, 1, 3)
    assert person.services_of_year(ON) == 6
    course = Training(since=date(2021, 3, 1), until=date(2021, 12, 1), certificate=Certificate.INITIAL)
    assert Person(id="p", services_received=(), trainings=[course]).trainings_received(ON) == 1
    found: Any = Person(id="p", trainings=[course]).trainings_received(ON)
    assert (found.low, found.high, found.facts) == (1, None, {"services_received"})
    assert known(Person(id="p").job_offers_of_year(ON)) == known(Person(id="p").trainings_received(ON)) == "open"


FOREST: Final[dict[str, Any]] = {"healthy": True, "law_abiding": True, "responsible": True, "fit_for_patrol": True}
FISHERY: Final[dict[str, Any]] = {
    "healthy": True,
    "law_abiding": True,
    "responsible": True,
    "good_character": True,
    "knows_water": True,
    "public_spirited": True,
    "fisher": True,
}


@pytest.mark.parametrize(("fact", "every"), [("fit_for_forests", FOREST), ("fit_for_fisheries", FISHERY)])
def test_a_guard_is_to_be_all_that_the_section_names(fact: str, every: dict[str, bool]) -> None:
    def found(**changes: Any) -> Any:
        made = GuardAssessment(on=ON, **every | changes)
        return asked(getattr(Person, fact), guard_assessments=[made])

    assert found() is True
    for name in every:
        assert (found(**{name: False}), found(**{name: None})) == (False, "open")


def test_the_last_assessment_by_the_day_counts() -> None:
    made = [GuardAssessment(on=ON - DAY, **FOREST, trained=True), GuardAssessment(on=ON, healthy=False, trained=False)]
    person = Person(id="p", guard_assessments=made)
    assert [person.fit_for_forests(day) for day in (ON - DAY, ON)] == [True, False]
    assert [person.trained_for_fisheries(day) for day in (ON - DAY, ON)] == [True, False]
    assert known(person.fit_for_forests(ON - 2 * DAY)) == known(Person(id="p").fit_for_forests(ON)) == "open"


# -- as a whole -----------------------------------------------------------------------------------------------


def test_records_of_work_are_written_and_read_again() -> None:
    job = Job(since=LONG_AGO, until=ON, kind="public_post", post="cleaner", stable=True, flexible=False)
    person = Person(
        id="p",
        employment=[job],
        services_received=[service(EmploymentServiceKind.GUIDANCE)],
        guard_assessments=[GuardAssessment(on=ON, **FISHERY)],
        hard_to_employ=ALWAYS,
    )
    home = Household(id="h", members=[person])
    assert loads(Household, dumps(home)) == home


def test_every_fault_of_records_of_work_is_named_at_once() -> None:
    text = """{"id": "h", "members": [{"id": "p", "employment": [{"since": "2022-01-01", "until": "2021-01-01"}],
        "services_received": [{"kind": "gift"}], "guard_assessments": [{"healthy": true}]}]}"""
    with pytest.raises(rr.InvalidInput) as caught:
        loads(Household, text)
    at = "$.members[0]."
    assert {item.path for item in caught.value.mismatches} == {
        *(f"{at}employment[0].until", f"{at}services_received[0].kind", f"{at}services_received[0].on"),
        f"{at}guard_assessments[0].on",
    }


def household(*members: Person, **recorded: Any) -> Household:
    known: dict[str, Any] = {"exited": True, "monitored": (), "relocated": False} | recorded
    return Household(id="h", members=members, **known)


def outcome(rule: str, home: Household, person: str | None = None, jurisdiction: str = "hunan") -> Any:
    found = rr.assess(home, load_policy(jurisdiction, on=ON), LocalFigures(year=ON.year), on=ON)
    of_rule = [item for item in found.decisions if (item.rule, item.person) == (rule, person)]
    return known(of_rule[0].outcome) if of_rule else None


ABLE: Final[dict[str, Any]] = {"labour_capacity": LabourCapacity.FULL}


def test_a_household_is_asked_about_work_only_where_work_was_recorded() -> None:
    assert outcome("one_worker", household(Person(id="p", **ABLE))) is None
    assert outcome("one_worker", household(Person(id="p", employment=(), **ABLE))) is True
    assert outcome("one_worker", household(Person(id="p", employment=(Job(since=LONG_AGO),), **ABLE))) is False


def test_a_relocated_household_of_2018_is_asked_about_where_its_income_is_recorded() -> None:
    # hunan-13fyp-2017 四（三）: 确保每个建档立卡搬迁户都有脱贫致富产业或稳定收入来源
    day = date(2018, 6, 1)
    policy, local = load_policy("hunan", on=day), LocalFigures(year=2018)
    without: dict[str, Any] = {"registered_poor": ALWAYS, "exited": False, "stable_income_source": False}
    # A job that nobody recorded might be a business of the person's own.
    untold, shopkeeper = Person(id="p", businesses=()), Person(id="p", businesses=(SHOP,))
    for person, relocated, expected in ((untold, True, ["open"]), (shopkeeper, True, [False]), (untold, False, [])):
        home = household(person, relocated=relocated, **without)
        found = rr.assess(home, policy, local, on=day).decisions
        assert [known(item.outcome) for item in found if item.rule == "one_worker"] == expected


def test_nobody_asks_what_labour_a_child_has() -> None:
    elder = Person(id="1", birth_date=date(1950, 1, 1), employment=(), labour_capacity=LabourCapacity.NONE)
    assert outcome("one_worker", household(elder, Person(id="2", birth_date=date(2016, 1, 1)))) is False


def test_one_worker_is_enough_and_a_child_is_none_to_ask_about() -> None:
    out_of_work = Person(id="1", employment=(), **ABLE)
    child = Person(id="2", birth_date=date(2012, 1, 1))
    adult = Person(id="2", birth_date=date(1990, 1, 1))
    worker = Person(id="3", employment=(Job(since=LONG_AGO),))
    assert outcome("one_worker", household(out_of_work, child)) is True
    assert outcome("one_worker", household(out_of_work, adult)) == "open"
    assert outcome("one_worker", household(out_of_work, adult, worker)) is False


def test_services_are_owed_to_who_is_recorded_as_wanting_work() -> None:
    wants: dict[str, Any] = {"employment": (), "services_received": ()}
    assert outcome("employment_services", household(Person(id="p", **wants)), "p") is None
    assert outcome("employment_services", household(Person(id="p", willing_to_work=ALWAYS, **wants)), "p") is True
    assert outcome("employment_services", household(Person(id="p", willing_to_work=(), **wants)), "p") is None


def test_tables_say_of_work_what_records_say() -> None:
    frames, pl = pytest.importorskip("rural_revitalization.frames"), pytest.importorskip("polars")
    drawn = frames.sample_population(300, seed=5, backend="polars")
    draw = pl.int_range(pl.len())
    people = drawn.people.with_columns(
        employment=pl.when(draw % 5 > 0).then(draw % 3 == 0),
        in_stable_work=pl.when(draw % 5 > 0).then(draw % 6 == 0),
        willing_to_work=draw % 4 > 0,
        job_offers_of_year=draw % 5,
        guidance_of_year=draw % 2,
        free_trainings_of_year=draw % 2,
        services_of_year=draw % 9,
        trainings_received=draw % 3,
    )
    of_people: dict[str, Any] = {
        "employment": lambda row: (
            None
            if row["employment"] is None
            else [Job(since=LONG_AGO, stable=row["in_stable_work"])]
            if row["employment"]
            else []
        ),
        "willing_to_work": lambda row: ALWAYS if row["willing_to_work"] else (),
    }
    found = frames.assess(people, drawn.households, load_policy("hunan", on=ON), drawn.local)
    rows = {row["id"]: row for row in found.households.iter_rows(named=True)}
    members: dict[str, list[Person]] = {}
    for row in people.iter_rows(named=True):
        facts: dict[str, Any] = {name: of(row) for name, of in of_people.items()}
        capacity = row["labour_capacity"]
        born = None if row["age"] is None else ON.replace(year=ON.year - row["age"])
        person = Person(id=row["id"], labour_capacity=capacity, birth_date=born, **facts)
        members.setdefault(row["household"], []).append(person)
    seen = set()
    for row in drawn.households.iter_rows(named=True):
        monitored, years = row["monitored"], row["years_since_exit"]
        home = Household(
            id=row["id"],
            members=members[row["id"]],
            exited=row["exited"],
            exited_on=None if years is None else ON.replace(year=ON.year - years),
            monitored=None if monitored is None else ALWAYS if monitored else (),
            relocated=row["relocated"],
        )
        expected = outcome("one_worker", home)
        said = {"yes": True, "no": False, "undetermined": "open", None: None}[rows[row["id"]]["one_worker__outcome"]]
        assert said == expected
        seen.add(said)
    assert {True, False, "open", None} <= seen
