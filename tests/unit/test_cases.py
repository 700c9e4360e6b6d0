"""Cases: what follows from records, once: what is recorded answers, and what is not says what it depends on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rural_revitalization import (
    RULES,
    AllowanceSpell,
    Diagnosis,
    Disease,
    Household,
    Income,
    IncomeKind,
    InvalidInput,
    LocalFigures,
    MedicalBill,
    Person,
    Relocation,
    SmallLoan,
    Spell,
    Unknown,
)
from rural_revitalization import cases as derived
from rural_revitalization.algebra.operand import NoCeiling
from rural_revitalization.cases import Case, place_of, recorded
from rural_revitalization.cases.origins import Derived
from rural_revitalization.fields import specs
from rural_revitalization.models import LabourCapacity
from rural_revitalization.rules.medical import contribution_subsidy, serious_illness, settlement
from rural_revitalization.strategies import households, local_figures

ON = date(2022, 6, 1)
DAY = timedelta(days=1)
ALWAYS = (Spell(since=date(2015, 1, 1)),)
KEPT = "entitlements.kept_after_exit"


def known_as(value: Any) -> Any:
    """An operand in a form that can be compared: plain, or both ends and the facts it depends on."""
    return (value.low, value.high, set(value.facts)) if isinstance(value, Unknown) else value


def opened(*facts: str) -> tuple[bool, bool, set[str]]:
    return (False, True, set(facts))


def local(**figures: Any) -> LocalFigures:
    return LocalFigures(year=2022, sources=dict.fromkeys(figures, "a notice"), **figures)


def at_home(*members: Person, on: date = ON, figures: LocalFigures | None = None, **of_household: Any) -> Case:
    """The case of a household, of which nothing is recorded but what is given."""
    home = Household(id="h", members=members or (Person(id="p"),), **of_household)
    return Case(household=home, local=figures or local(), on=on)


def somebody(on: date = ON, figures: LocalFigures | None = None, **of_person: Any) -> Case:
    """The case of a person alone, of whom nothing is recorded but what is given."""
    person = Person(id="p", **of_person)
    return at_home(person, on=on, figures=figures).of(person)


# -- spells ---------------------------------------------------------------------------------------------------

CLASSES = (
    "extreme_poverty",
    "severely_disabled",
    "orphan",
    "de_facto_unattended_child",
    "minimum_living_allowance",
    "low_income",
    "returned_to_poverty",
    "sick_or_disabled_child",
    "special_difficulty",
    "unfit_for_study",
    "left_behind",
    "in_institution",
    "willing_to_work",
    "hard_to_employ",
    "discharged_soldier",
    "employee_pension",
    "unemployment_insured",
    "child_in_difficulty",
)
SPELLS = (Spell(since=date(2021, 3, 1), until=date(2021, 3, 31)), Spell(since=date(2022, 1, 1)))


def of_class(name: str, spells: tuple[Spell, ...], on: date = ON) -> Case:
    known: dict[str, Any] = {name: spells}
    return somebody(on, **known)


def test_the_classes_are_all_that_a_person_can_belong_to_for_a_time() -> None:
    assert set(CLASSES) == {name for name, spec in specs(Person).items() if spec.of in (Spell, AllowanceSpell)}


@pytest.mark.parametrize(
    ("on", "belongs"),
    [
        (date(2021, 2, 28), False),
        (date(2021, 3, 1), True),
        (date(2021, 3, 31), True),
        (date(2021, 4, 1), False),
        (date(2021, 12, 31), False),
        (date(2022, 1, 1), True),
        (date(2099, 1, 1), True),
    ],
)
def test_a_class_holds_from_the_first_day_of_a_spell_to_its_last(on: date, belongs: bool) -> None:
    for name in CLASSES:
        assert of_class(name, SPELLS, on)[getattr(Person, name)] is belongs
    assert at_home(on=on, monitored=SPELLS)[Household.monitored] is belongs


def test_a_class_recorded_as_none_is_no_class_and_one_not_recorded_is_open() -> None:
    for name in CLASSES:
        assert of_class(name, ())[getattr(Person, name)] is False
        assert known_as(somebody()[getattr(Person, name)]) == opened(name)
    assert at_home(monitored=())[Household.monitored] is False
    assert known_as(at_home()[Household.monitored]) == opened("monitored")


# -- severe disability ----------------------------------------------------------------------------------------

GRADES = {"severe_disability_grade": 2, "severe_mental_disability_grade": 3}
ON_THE_DAY = (Spell(since=ON, until=ON),)
ON_SINCE = (Spell(since=ON - 2 * DAY),)
DISPUTED = opened("disability_grade", "severely_disabled")


@pytest.mark.parametrize(
    ("registered", "figures", "severe"),
    [
        # what the register says stands, unless kind and grade contradict it
        ({"severely_disabled": ON_THE_DAY}, {}, True),
        ({"severely_disabled": ON_THE_DAY, "disability_kind": "limb", "disability_grade": 2}, GRADES, True),
        ({"severely_disabled": ON_THE_DAY, "disability_kind": "limb", "disability_grade": 3}, {}, True),
        ({"severely_disabled": (), "disability_kind": "limb", "disability_grade": 3}, GRADES, False),
        ({"severely_disabled": (), "disability_kind": "limb", "disability_grade": 3}, {}, False),
        ({"severely_disabled": (), "disability_kind": "limb", "disability_grade": 2}, {}, DISPUTED),
        (
            {"severely_disabled": ON_THE_DAY, "disability_kind": "none"},
            GRADES,
            opened("disability_kind", "severely_disabled"),
        ),
        ({"severely_disabled": (), "disability_kind": "limb", "disability_grade": 1}, {}, DISPUTED),
        (
            {"severely_disabled": (Spell(since=ON + DAY),), "disability_kind": "limb", "disability_grade": 1},
            GRADES,
            DISPUTED,
        ),
        # nobody recorded the kind
        ({}, GRADES, opened("disability_kind")),
        ({"disability_kind": "none"}, {}, False),
        # the grade against the county's
        ({"disability_kind": "limb", "disability_grade": 2}, GRADES, True),
        ({"disability_kind": "limb", "disability_grade": 3}, GRADES, False),
        ({"disability_kind": "visual", "disability_grade": 3}, GRADES, False),
        ({"disability_kind": "hearing", "disability_grade": 2}, GRADES, True),
        ({"disability_kind": "speech", "disability_grade": 3}, GRADES, False),
        # Several disabilities may include an intellectual or mental one, which counts in grade 3 too.
        ({"disability_kind": "multiple", "disability_grade": 2}, GRADES, True),
        ({"disability_kind": "multiple", "disability_grade": 3}, GRADES, opened("disability_kind")),
        ({"disability_kind": "multiple", "disability_grade": 4}, GRADES, False),
        ({"disability_kind": "mental", "disability_grade": 3}, GRADES, True),
        ({"disability_kind": "mental", "disability_grade": 4}, GRADES, False),
        ({"disability_kind": "intellectual", "disability_grade": 3}, GRADES, True),
        # one of the two is open
        ({"disability_kind": "limb"}, GRADES, opened("disability_grade")),
        ({"disability_kind": "limb"}, {"severe_disability_grade": 4}, True),
        ({"disability_kind": "limb", "disability_grade": 1}, {}, True),
        # 一、二级重度残疾人: grades 1 and 2 are severe whatever the county adds; who is in grade 3 it must say.
        ({"disability_kind": "limb", "disability_grade": 2}, {}, True),
        ({"disability_kind": "limb", "disability_grade": 3}, {}, opened("severe_disability_grade")),
        ({"disability_kind": "mental", "disability_grade": 2}, {}, True),
        ({"disability_kind": "mental", "disability_grade": 4}, {}, opened("severe_mental_disability_grade")),
        (
            {"disability_kind": "mental", "disability_grade": 3},
            {"severe_disability_grade": 4},
            opened("severe_mental_disability_grade"),
        ),
        ({"disability_kind": "limb"}, {}, opened("disability_grade", "severe_disability_grade")),
    ],
)
def test_who_counts_as_severely_disabled(registered: dict[str, Any], figures: dict[str, Any], severe: Any) -> None:
    case = somebody(figures=local(**figures), **registered)
    assert known_as(case[derived.severely_disabled]) == severe


@pytest.mark.parametrize(
    ("registered", "severe"),
    [
        # what has ended or begun since then, as kind and grade of today say too
        ({"severely_disabled": (Spell(since=ON - 2 * DAY, until=ON - DAY),), "disability_kind": "none"}, True),
        ({"severely_disabled": (Spell(since=ON),), "disability_kind": "limb", "disability_grade": 1}, False),
        # what contradicts them today too
        ({"severely_disabled": ON_SINCE, "disability_kind": "none"}, opened("disability_kind", "severely_disabled")),
        ({"severely_disabled": (), "disability_kind": "limb", "disability_grade": 1}, DISPUTED),
    ],
)
def test_kind_and_grade_of_today_contradict_no_register_that_has_changed_since(
    registered: dict[str, Any], severe: Any
) -> None:
    case = somebody(figures=local(**GRADES), **registered)
    earlier = Case(household=case.household, local=case.local, on=ON - DAY, told_on=ON)
    assert known_as(earlier.of(case.person)[derived.severely_disabled]) == severe  # type: ignore[arg-type]


# -- other facts of a person ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "disabled", "mental", "grade"),
    [
        ({"disability_kind": "none"}, False, False, 0),
        ({"disability_kind": "limb", "disability_grade": 3}, True, False, 3),
        ({"disability_kind": "mental", "disability_grade": 1}, True, True, 1),
        ({"disability_kind": "intellectual", "disability_grade": 4}, True, True, 4),
        ({"disability_kind": "multiple"}, True, opened("disability_kind"), (1, 4, {"disability_grade"})),
        ({}, opened("disability_kind"), opened("disability_kind"), (0, 4, {"disability_grade"})),
    ],
)
def test_kind_and_grade_of_a_disability(known: dict[str, Any], disabled: Any, mental: Any, grade: Any) -> None:
    case = somebody(**known)
    assert known_as(case[derived.disabled]) == disabled
    assert known_as(case[derived.intellectual_or_mental]) == mental
    assert known_as(case[derived.grade_or_none]) == grade


@pytest.mark.parametrize(("sex", "female"), [("female", True), ("male", False), (None, opened("sex"))])
def test_who_is_female(sex: Any, female: Any) -> None:
    assert known_as(somebody(sex=sex)[derived.female]) == female


@pytest.mark.parametrize(
    ("born", "found"),
    [
        (date(1962, 7, 1), True),  # 60 on the day
        (date(1962, 7, 2), False),  # 59
        (date(2004, 7, 1), False),  # 18
        (date(2004, 7, 2), True),  # 17
    ],
)
def test_elderly_and_minors_are_told_by_the_ages_a_county_sets(born: date, found: bool) -> None:
    july, ages = date(2022, 7, 1), local(elderly_age=60, oldest_minor_age=17)
    assert somebody(july, ages, birth_date=born)[derived.elderly_or_minor] is found
    assert isinstance(somebody(july, birth_date=born)[derived.elderly_or_minor], Unknown)


def test_whether_somebody_of_no_known_age_is_elderly_or_a_minor_is_open_for_want_of_the_age_alone() -> None:
    assert known_as(somebody()[derived.elderly_or_minor]) == opened("birth_date")
    assert known_as(somebody(birth_date=date(1982, 6, 1))[derived.elderly_or_minor]) == opened(
        "elderly_age", "oldest_minor_age"
    )


def ill(since: date, until: date | None = None) -> tuple[Diagnosis, ...]:
    return (Diagnosis(disease=Disease.DIABETES, since=since, until=until),)


@pytest.mark.parametrize(
    ("diagnoses", "among"),
    [
        (ill(ON), True),
        (ill(ON + DAY), False),
        (ill(date(2020, 1, 1), ON), True),
        (ill(date(2020, 1, 1), ON - DAY), False),
        ((), False),
        (None, opened("diagnoses")),
    ],
)
def test_a_disease_is_asked_for_on_the_day(diagnoses: Any, among: Any) -> None:
    case = somebody(diagnoses=diagnoses)
    asked = case[Person.diagnoses]
    assert known_as(asked.among(Disease.HYPERTENSION, Disease.DIABETES)) == among
    assert asked.among(Disease.CATARACT) is False or diagnoses is None
    assert recorded(asked) is (diagnoses is not None)


# -- who is enrolled ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("insured", "contribution", "due"),
    [
        (True, 320, Decimal("320.00")),
        (False, 320, Decimal("0.00")),
        (None, 320, (Decimal("0.00"), Decimal("320.00"), {"insured"})),
        (None, 0, Decimal("0.00")),
        (False, None, Decimal("0.00")),
        (True, None, (Decimal("0.00"), None, {"insurance_contribution"})),
        (None, None, (Decimal("0.00"), None, {"insurance_contribution", "insured"})),
    ],
)
def test_only_the_enrolled_have_a_contribution(insured: bool | None, contribution: int | None, due: Any) -> None:
    figures = local() if contribution is None else local(insurance_contribution=contribution)
    assert known_as(somebody(figures=figures, insured=insured)[derived.contribution]) == due


def bill(in_scope: Any = None, paid: Any = None, **more: Any) -> MedicalBill:
    return MedicalBill(settled_on=ON, in_scope=in_scope, basic_insurance_paid=paid, **more)


@pytest.mark.parametrize(
    ("insured", "bills", "cost"),
    [
        # 1,000 - 400 = 600
        (True, (bill(1000, 400),), Decimal("600.00")),
        (False, (bill(1000, 400),), Decimal("0.00")),
        (None, (bill(1000, 400),), (Decimal("0.00"), Decimal("600.00"), {"insured"})),
        (None, (), Decimal("0.00")),
        (False, None, Decimal("0.00")),
        # 5 are left of one bill, and any amount of the other
        (True, (bill(5, 0), bill()), (Decimal("5.00"), None, {"bills"})),
        (None, (bill(5, 0), bill()), (Decimal("0.00"), None, {"bills", "insured"})),
    ],
)
def test_only_the_enrolled_have_a_cost_in_scope(insured: bool | None, bills: Any, cost: Any) -> None:
    assert known_as(somebody(insured=insured, bills=bills)[derived.cost_after_basic]) == cost


# -- households -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("capacities", "capacity"),
    [
        (["full"], True),
        (["partial"], True),
        (["none"], False),
        ([None], opened("labour_capacity")),
        (["none", "none"], False),
        (["none", "partial"], True),
        (["none", None], opened("labour_capacity")),
        ([None, "full"], True),
    ],
)
def test_a_household_has_labour_capacity_if_anybody_has(capacities: list[Any], capacity: Any) -> None:
    members = [
        Person(id=str(at), labour_capacity=None if one is None else LabourCapacity(one))
        for at, one in enumerate(capacities)
    ]
    assert known_as(at_home(*members)[derived.has_labour_capacity]) == capacity


@pytest.mark.parametrize(
    ("spells", "received"),
    [
        ([ALWAYS], True),
        ([()], False),
        ([None], opened("minimum_living_allowance")),
        ([(), ()], False),
        # Whose it is, where not all members receive, only the spell can say.
        ([(), ALWAYS], opened("minimum_living_allowance")),
        ([(), None], opened("minimum_living_allowance")),
        ([None, ALWAYS], opened("minimum_living_allowance")),
        ([ALWAYS, ALWAYS], True),
        ([(), [AllowanceSpell(since=ON, alone=False)]], True),
        ([None, [AllowanceSpell(since=ON, alone=False)]], True),
        ([(), [AllowanceSpell(since=ON, alone=True)]], False),
        ([ALWAYS, [AllowanceSpell(since=ON, alone=True)]], opened("minimum_living_allowance")),
        ([[AllowanceSpell(since=ON, alone=True)], [AllowanceSpell(since=ON, alone=True)]], False),
        ([(Spell(since=ON + DAY),)], False),
    ],
)
def test_a_family_receives_the_allowance_if_all_do_or_a_spell_says_so(spells: list[Any], received: Any) -> None:
    members = [Person(id=str(at), minimum_living_allowance=one) for at, one in enumerate(spells)]
    assert known_as(at_home(*members)[derived.receives_allowance]) == received


@pytest.mark.parametrize(
    ("spells", "poor"),
    [
        (None, opened("registered_poor")),
        ((), False),
        ((Spell(since=ON, until=ON),), True),
        ((Spell(since=ON + DAY),), False),
        # Once exited, the help of the poor goes on for a period of no stated length.
        ((Spell(since=date(2014, 1, 1), until=ON - DAY),), opened(KEPT)),
    ],
)
def test_a_household_is_poor_while_it_is_registered_and_open_after_its_exit(spells: Any, poor: Any) -> None:
    assert known_as(at_home(registered_poor=spells)[derived.poor]) == poor


@pytest.mark.parametrize(
    ("known", "exited"),
    [
        ({}, opened("exited")),
        ({"exited": True}, True),
        ({"exited": False}, False),
        ({"exited": True, "exited_on": ON}, True),
        ({"exited": True, "exited_on": ON + DAY}, False),
        ({"exited_on": ON}, True),
        ({"exited_on": ON + DAY}, False),
    ],
)
def test_a_household_has_exited_by_the_recorded_day_or_else_as_the_record_says(
    known: dict[str, Any], exited: Any
) -> None:
    assert known_as(at_home(**known)[derived.exited]) == exited


@pytest.mark.parametrize(
    ("known", "relocated"),
    [
        ({}, opened("relocated")),
        # Recorded as never taken into a plan: it was not relocated.
        ({"relocations": []}, False),
        ({"relocations": [Relocation(planned_on=ON + DAY)]}, False),
        # A plan says nothing of the move itself.
        ({"relocations": [Relocation(planned_on=ON)]}, opened("relocated")),
        ({"relocations": [], "relocated": True}, True),
        ({"relocated": False}, False),
    ],
)
def test_who_was_never_to_move_was_not_relocated(known: dict[str, Any], relocated: Any) -> None:
    assert known_as(at_home(**known)[derived.relocated]) == relocated


@pytest.mark.parametrize(
    ("exited", "monitored", "in_scope"),
    [
        (True, None, True),
        (None, ALWAYS, True),
        (False, (), False),
        (False, None, opened("monitored")),
        (None, (), opened("exited")),
        (None, None, opened("exited", "monitored")),
    ],
)
def test_small_loans_are_for_exited_and_monitored_households(exited: Any, monitored: Any, in_scope: Any) -> None:
    assert known_as(at_home(exited=exited, monitored=monitored)[derived.in_loan_scope]) == in_scope


def test_people_in_extreme_poverty_are_no_reason_to_ask_whose_an_allowance_is() -> None:
    apart = Person(id="a", minimum_living_allowance=(), extreme_poverty=ALWAYS)
    receiving = Person(id="b", minimum_living_allowance=ALWAYS)
    assert at_home(apart, receiving)[derived.receives_allowance] is True
    assert at_home(apart, Person(id="b", minimum_living_allowance=()))[derived.receives_allowance] is False


def test_net_income_is_exact_where_it_is_worked_out_and_otherwise_that_of_a_head_times_members() -> None:
    wages = [Income(kind=IncomeKind.WAGE, amount="28399.98")]
    four = (Person(id="a", income=wages), *(Person(id=name, income=()) for name in "bcd"))
    # 28,399.98 / 4 = 7,099.995, which rounds to 7,100.00
    exact = at_home(*four, business_costs=0, per_capita_net_income=7100)
    assert exact[derived.household_net_income] == Decimal("28399.98")
    # 7,099 is less than a yuan from 7,100 and may be how it was rounded, though not to the fen: 4 x 7,099.01
    otherwise = at_home(*four, business_costs=0, per_capita_net_income="7099.01")
    assert otherwise[derived.household_net_income] == Decimal("28396.04")
    # 7,000 contradicts what was worked out, and neither stands: 4 x 7,000, or the sum of the parts.
    disputed = at_home(*four, business_costs=0, per_capita_net_income=7000)
    both = Decimal("28000.00"), Decimal("28399.98"), {"income", "per_capita_net_income"}
    assert known_as(disputed[derived.household_net_income]) == both
    assert at_home(*four, per_capita_net_income=7100)[derived.household_net_income] == Decimal("28400.00")
    # Without costs and without a figure per head it is what was earned at the most; without parts, anything.
    assert known_as(at_home(*four)[derived.household_net_income]) == (None, Decimal("28399.98"), {"business_costs"})
    assert known_as(at_home()[derived.household_net_income]) == (None, None, {"per_capita_net_income"})


def test_whether_civil_affairs_has_counted_an_income_is_open_until_it_has() -> None:
    assert known_as(at_home()[derived.family_income_counted]) == opened("family_income")
    assert at_home(family_income=0)[derived.family_income_counted] is True


WAGES = (Income(kind=IncomeKind.WAGE, amount=13000),)


@pytest.mark.parametrize(
    ("income", "known", "worked_out"),
    [
        (None, {}, False),
        (WAGES, {}, True),
        ((), {}, True),
        # what is recorded whole stands, unless there are costs to take off
        (WAGES, {"per_capita_net_income": 7000}, False),
        (WAGES, {"per_capita_net_income": 7000, "business_costs": 0}, True),
        (None, {"business_costs": 0}, True),
    ],
)
def test_net_income_is_worked_out_with_costs_of_business_or_where_only_its_parts_are_recorded(
    income: Any, known: dict[str, Any], worked_out: bool
) -> None:
    assert at_home(Person(id="p", income=income), **known)[derived.net_income_worked_out] is worked_out


# -- bills and loans ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "share"),
    [
        (True, Decimal("0.70")),
        (False, (Decimal(0), Decimal(1), {"bills"})),
        (None, (Decimal(0), Decimal(1), {"bills"})),
    ],
)
def test_the_countys_share_is_that_of_inpatient_care_in_the_county(where: bool | None, share: Any) -> None:
    case = somebody(figures=local(inpatient_share="0.70")).of_bill(bill(1000, in_county_inpatient=where))
    assert known_as(case[derived.inpatient_share]) == share


def of_loan(on: date, **known: Any) -> Case:
    return at_home(on=on).of_loan(SmallLoan(**known))


def test_a_loan_bears_interest_on_the_days_of_the_year_within_its_term() -> None:
    # 31 + 28 days to the last of February; 61 from 1 November to the last of the year; all 366 days of 2024
    owed: dict[str, Any] = {"outstanding": 5}
    lent = of_loan(date(2022, 2, 1), lent_on=date(2021, 3, 1), due_on=date(2022, 3, 1), **owed)
    assert lent[derived.interest_days] == 59
    later = of_loan(date(2022, 6, 1), lent_on=date(2022, 11, 1), due_on=date(2025, 1, 1), **owed)
    assert later[derived.interest_days] == 61
    longer = of_loan(date(2024, 6, 1), lent_on=date(2021, 1, 1), due_on=date(2026, 1, 1), **owed)
    assert longer[derived.interest_days] == 366
    # On 1 June it is overdue: 31 + 30 + 31 days from 1 March to 31 May more.
    late = of_loan(date(2022, 6, 1), lent_on=date(2021, 3, 1), due_on=date(2022, 3, 1), **owed, overdue_days=0)
    assert (late[derived.interest_days], late[SmallLoan.overdue_days_in_year]) == (151, 92)
    # What is owed is not recorded: repaid by now or still owed.
    open_loan = of_loan(date(2022, 6, 1), lent_on=date(2021, 3, 1), due_on=date(2022, 3, 1))
    assert known_as(open_loan[derived.interest_days]) == (0, 151, {"outstanding"})
    assert known_as(of_loan(date(2022, 6, 1))[derived.interest_days]) == (0, 365, {"due_on", "lent_on", "outstanding"})
    assert of_loan(date(2024, 6, 1))[derived.year] == 2024


def test_the_record_of_a_loan_asks_for_no_other() -> None:
    assert of_loan(ON)[derived.nothing_requested] == Decimal("0.00")


# -- a case ---------------------------------------------------------------------------------------------------


def test_a_part_of_a_case_asks_what_it_is_part_of() -> None:
    person = Person(id="p", orphan=ALWAYS, insured=True)
    home = at_home(person, exited=True, monitored=(), figures=local(insurance_contribution=320))
    member, loan = home.of(person), home.of_loan(SmallLoan(outstanding=5))
    of_bill = member.of_bill(bill(1000, 400))
    for case in (member, of_bill):
        assert (case[derived.exited], case[Household.monitored], case[Person.orphan]) == (True, False, True)
        assert case[derived.contribution] == Decimal("320.00")
    assert of_bill[MedicalBill.in_scope_after_basic] == Decimal("600.00")
    assert (loan[derived.exited], loan[SmallLoan.balance]) == (True, Decimal("5.00"))
    assert [one.person for one in home.members] == [person]


def test_what_follows_from_records_is_asked_for_by_name_or_called() -> None:
    case = somebody(sex="female")
    assert derived.female(case) is case[derived.female] is True
    assert place_of(derived.female).derived


def test_what_was_worked_out_stands_where_nobody_recorded_it_and_only_there() -> None:
    income = Household.per_capita_net_income
    nobody, found = at_home(), Decimal("6500.00")
    assert nobody.knowing(income, found)[income] == found
    stands = at_home(per_capita_net_income=7000)
    assert stands.knowing(income, found) is stands
    # An open result is no record.
    assert nobody.knowing(income, Unknown(None, found, {"income"})) is nobody


# -- the facts of a rule --------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.rsplit(".", 1)[-1])
@pytest.mark.parametrize("wrong", ["orphn", "person", ""])
def test_a_fact_there_is_none_of_is_refused_and_named(rule: Any, wrong: str) -> None:
    person = Person(id="p")
    case = at_home(person).of(person).of_bill(bill())
    parts = {"loan": case.outer.outer.of_loan(SmallLoan()), "household": case.outer.outer}  # type: ignore[union-attr]
    with pytest.raises(InvalidInput) as caught:
        rule.Facts.of(parts.get(rule.RULE.about, case), **{wrong: True})
    (mismatch,) = caught.value.mismatches
    assert mismatch.path == wrong
    assert mismatch.expected == f"one of {', '.join(specs(rule.Facts))}"
    assert caught.value.about == "Facts"


def test_every_fact_there_is_none_of_is_named_at_once() -> None:
    with pytest.raises(InvalidInput) as caught:
        serious_illness.Facts.of(somebody(), in_scope_cost=1, orphn=True, cieling=5)
    assert [mismatch.path for mismatch in caught.value.mismatches] == ["orphn", "cieling"]


def test_what_is_given_stands_for_what_is_recorded_and_what_has_no_record_is_given_or_open() -> None:
    case = somebody(orphan=(), insured=True, figures=local(insurance_contribution=320))
    facts: Any = contribution_subsidy.Facts.of(case, orphan=True)
    assert (facts.orphan, facts.contribution) == (True, Decimal("320.00"))
    settled: Any = settlement.Facts.of(case.of_bill(bill(1000, 400, total=1000)), basic_paid=400)
    assert settled.basic_paid == Decimal("400.00")
    assert known_as(settled.tilted_paid) == (None, None, {"tilted_paid"})
    with pytest.raises(InvalidInput, match="basic_paid"):
        settlement.Facts.of(case.of_bill(bill()), basic_paid="0.001")


def test_the_class_is_that_of_the_day_asked_about() -> None:
    person = Person(id="p", insured=True, orphan=[Spell(since=date(2022, 7, 1))])

    def facts_on(day: date) -> Any:
        home = at_home(person, on=day, exited=True, exited_on=date(2019, 12, 1))
        return contribution_subsidy.Facts.of(home.of(person))

    before, after = facts_on(date(2022, 6, 30)), facts_on(date(2022, 7, 1))
    assert (before.orphan, after.orphan) == (False, True)
    assert (before.exited, before.years_since_exit) == (True, 3)
    early = facts_on(date(2019, 11, 30))
    assert (early.exited, early.years_since_exit) == (False, 0)


# -- whatever is recorded -------------------------------------------------------------------------------------

DERIVED = {name: found for name in derived.__all__ if isinstance(found := getattr(derived, name), Derived)}


def asked(name: str, home: Case) -> Iterator[Any]:
    """What a derived fact says of a household, of each of its members, bills or loans."""
    parts: dict[str, Callable[[], Iterator[Case]]] = {
        "household": lambda: iter([home]),
        "person": lambda: iter(home.members),
        "bill": lambda: (one.of_bill(item) for one in home.members for item in (one.person and one.person.bills) or ()),
        "loan": lambda: (home.of_loan(item) for item in home.household.loans or ()),
    }
    return (case[DERIVED[name]] for case in parts[place_of(DERIVED[name]).about]())


@given(households(), local_figures(), st.dates(date(2016, 1, 1), date(2025, 12, 31)))
def test_whatever_is_recorded_the_derived_operands_answer_or_say_what_is_missing(
    one: Household, figures: LocalFigures, on: date
) -> None:
    home = Case(household=one, local=figures, on=on)
    named = {*specs(Household), *specs(Person), *specs(SmallLoan), *specs(LocalFigures), KEPT}
    for name in DERIVED:
        for answer in asked(name, home):
            assert isinstance(answer, bool | int | Decimal | NoCeiling) or answer.facts <= named, name


@pytest.mark.parametrize(
    ("of_person", "figures", "expected"),
    [
        ({"insured": True}, {"insurance_contribution": 400}, Decimal("400.00")),
        ({"insured": True, "contribution": 800}, {"insurance_contribution": 400}, Decimal("800.00")),
        ({"insured": True, "contribution": 800}, {}, Decimal("800.00")),
        ({"insured": False, "contribution": 800}, {"insurance_contribution": 400}, Decimal("0.00")),
        ({"contribution": 800}, {}, (Decimal("0.00"), Decimal("800.00"), {"insured"})),
        ({"insured": True}, {}, (Decimal("0.00"), None, {"insurance_contribution"})),
    ],
)
def test_the_contribution_is_the_persons_own_or_else_the_countys(
    of_person: dict[str, Any], figures: dict[str, Any], expected: Any
) -> None:
    assert known_as(somebody(figures=local(**figures), **of_person)[derived.contribution]) == expected


@pytest.mark.parametrize(
    ("of_person", "expected"),
    [
        ({}, opened("de_facto_unattended_child")),
        ({"orphan": ALWAYS}, False),
        ({"orphan": ()}, opened("de_facto_unattended_child")),
        ({"orphan": ALWAYS, "de_facto_unattended_child": ALWAYS}, True),
    ],
)
def test_an_orphan_is_no_unattended_child_unless_recorded_so(of_person: dict[str, Any], expected: Any) -> None:
    assert known_as(somebody(**of_person)[derived.de_facto_unattended_child]) == expected
