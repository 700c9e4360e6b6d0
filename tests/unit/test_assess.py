"""A household in: four answers told apart, and nothing that is missing left out, named twice or misplaced."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rural_revitalization import (
    NO_CEILING,
    Assessment,
    Diagnosis,
    DisabilityKind,
    Disease,
    Finding,
    Household,
    Income,
    IncomeKind,
    InvalidInput,
    LabourCapacity,
    LocalFigures,
    MedicalBill,
    MissingFact,
    NotStated,
    Payment,
    Person,
    Risk,
    RiskState,
    Schooling,
    SchoolStage,
    SmallLoan,
    Spell,
    Status,
    Unknown,
    assess,
    entitlements_of,
    explain,
    lines,
    load_policy,
)
from rural_revitalization.cases.work import WORKING_AGE
from rural_revitalization.fields import specs
from rural_revitalization.strategies import amounts, households, local_figures, values

ON = date(2022, 6, 1)
ALWAYS = (Spell(since=date(2015, 1, 1)),)
CLASSES = (
    "extreme_poverty",
    "orphan",
    "de_facto_unattended_child",
    "minimum_living_allowance",
    "low_income",
    "returned_to_poverty",
)
SUBSIDY, ILLNESS = "contribution_subsidy", "serious_illness"

DUE, NOT_ELIGIBLE = Status.DUE, Status.NOT_ELIGIBLE
NOT_DETERMINED, NOT_STATED = Status.NOT_DETERMINED, Status.NOT_STATED


LEFT = Schooling(
    stage=SchoolStage.SECONDARY_VOCATIONAL, since=date(2016, 9, 1), until=date(2020, 6, 30), completed=True
)
"""A school that is over, after which no schooling is looked into."""


def person(key: str = "p", **changes: Any) -> Person:
    """Somebody enrolled, healthy and in no class, of whom everything that counts is recorded, but for the changes."""
    recorded: dict[str, Any] = dict.fromkeys(CLASSES, ()) | {
        "insured": True,
        "birth_date": date(2010, 1, 1),
        "disability_kind": DisabilityKind.NONE,
        "high_medical_cost": False,
        "burden_heavy": False,
        "labour_capacity": "full",
        "gravely_ill": False,
        "diagnoses": (),
        "schoolings": (LEFT,),
        "posts": (),
        "self_care": "full",
        "bills": (),
        "special_difficulty": (),
        "local_measure_met": False,
        "pension_insured": False,
        "employment": (),
        "hard_to_employ": (),
        "unemployment_insured": (),
        "in_institution": (),
        "businesses": (),
    }
    return Person(id=key, **recorded | changes)


def household(*members: Person, **changes: Any) -> Household:
    """A household in no trouble, of which everything that counts is recorded, but for the changes."""
    secured = ("food_and_clothing", "education", "medical", "housing", "water")
    recorded: dict[str, Any] = {
        "exited": False,
        "registered_poor": (),
        "monitored": (),
        "per_capita_net_income": 9000,
        "months_above_line": 12,
        "at_risk": False,
        "shock": False,
        "spending_large": False,
        "income_fell": False,
        "basic_living_severely_hard": False,
        "relocated": False,
        **dict.fromkeys(("insurances", "loans_wanted", "contracted_land"), ()),
        **{f"{name}_secured": True for name in secured},
        "rigid_spending_controlled": True,
        "risks": (Risk(found_on=date(2021, 1, 1), state=RiskState.RESOLVED),),
        "identified_on": date(2021, 1, 1),
        "allowance_borderline": False,
    }
    return Household(id="h", members=members or (person(),), **recorded | changes)


def local(**changes: Any) -> LocalFigures:
    figures: dict[str, Any] = {
        "monitoring_line": 6900,
        "insurance_contribution": 320,
        "area_disposable_income": 32000,
        "serious_illness_ceiling": NO_CEILING,
        "medical_assistance_cap": NO_CEILING,
        "tilted_assistance_cap": NO_CEILING,
        "elderly_age": 60,
        "oldest_minor_age": 17,
        "allowance_standard": 500,
        "child_living_standard": 950,
        "severe_disability_grade": 2,
        "severe_mental_disability_grade": 2,
        "day_count": 365,
        "subsidised_share": 1,
        "poor_area": False,
    } | changes
    given_figures = {name: value for name, value in figures.items() if value is not None}
    named = {name: "made up for this test" for name in given_figures if name not in ("county", "year")}
    return LocalFigures(**{"year": 2022} | given_figures, sources=named)


def assessed(
    one: Household, jurisdiction: str = "hunan", figures: LocalFigures | None = None, **policy: Any
) -> Assessment:
    return assess(one, load_policy(jurisdiction, on=ON, **policy), figures or local(), on=ON)


def payment(assessment: Assessment, rule: str, key: str | None = "p") -> Payment:
    (found,) = [item for item in assessment.payments if (item.rule, item.person) == (rule, key)]
    return found


def ends(value: Any) -> Any:
    return (value.low, value.high) if isinstance(value, Unknown) else value


def bill(in_scope: Any, on: date = ON) -> MedicalBill:
    return MedicalBill(settled_on=on, total=in_scope, in_scope=in_scope, basic_insurance_paid=0)


# -- four answers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "figures", "jurisdiction", "rule", "status", "amount"),
    [
        # not eligible: in no class, or not enrolled
        ({}, {}, "hunan", SUBSIDY, NOT_ELIGIBLE, "0.00"),
        ({"orphan": ALWAYS, "insured": False}, {}, "hunan", SUBSIDY, NOT_ELIGIBLE, "0.00"),
        ({"bills": (bill(90000),), "insured": False}, {}, "hunan", ILLNESS, NOT_ELIGIBLE, "0.00"),
        ({"bills": None, "insured": False}, {}, "hunan", ILLNESS, NOT_ELIGIBLE, "0.00"),
        # not eligible, though no document states a figure, nor anybody the contribution
        ({}, {"insurance_contribution": None}, "hunan", SUBSIDY, NOT_ELIGIBLE, "0.00"),
        ({"insured": False, "orphan": None}, {}, "guizhou", SUBSIDY, NOT_ELIGIBLE, "0.00"),
        # due: 320 x 100%; 320 x 50%; 90,000 - 16,000 = 74,000 x 60%; 90,000 - 8,000 = 82,000 x 65%
        ({"orphan": ALWAYS}, {}, "hunan", SUBSIDY, DUE, "320.00"),
        ({"low_income": ALWAYS}, {}, "hunan", SUBSIDY, DUE, "160.00"),
        ({"bills": (bill(90000),)}, {}, "hunan", ILLNESS, DUE, "44400.00"),
        ({"bills": (bill(90000),), "extreme_poverty": ALWAYS}, {}, "hunan", ILLNESS, DUE, "53300.00"),
        # due, though something nobody needs is missing
        ({"orphan": ALWAYS, "low_income": None}, {}, "hunan", SUBSIDY, DUE, "320.00"),
        # due, and it comes to exactly nothing: the contribution is 0; 5,000 lies below both deductibles
        ({"orphan": ALWAYS}, {"insurance_contribution": 0}, "hunan", SUBSIDY, DUE, "0.00"),
        ({"orphan": ALWAYS}, {"insurance_contribution": 0}, "guizhou", SUBSIDY, DUE, "0.00"),
        ({"bills": (bill(5000),)}, {}, "hunan", ILLNESS, DUE, "0.00"),
        ({"bills": (bill(5000),), "extreme_poverty": None}, {}, "hunan", ILLNESS, DUE, "0.00"),
        ({"bills": (bill(90000, date(2021, 12, 31)),)}, {}, "hunan", ILLNESS, DUE, "0.00"),
        # not determined
        ({"orphan": None}, {}, "hunan", SUBSIDY, NOT_DETERMINED, ("0.00", "320.00")),
        ({"orphan": None, "low_income": ALWAYS}, {}, "hunan", SUBSIDY, NOT_DETERMINED, ("160.00", "320.00")),
        ({"orphan": ALWAYS, "insured": None}, {}, "hunan", SUBSIDY, NOT_DETERMINED, ("0.00", "320.00")),
        ({"orphan": ALWAYS}, {"insurance_contribution": None}, "hunan", SUBSIDY, NOT_DETERMINED, ("0.00", None)),
        ({"orphan": None}, {}, "guizhou", SUBSIDY, NOT_DETERMINED, ("0.00", "320.00")),
        ({"bills": None}, {}, "hunan", ILLNESS, NOT_DETERMINED, ("0.00", None)),
        (
            {"bills": (bill(90000),), "extreme_poverty": None},
            {},
            "hunan",
            ILLNESS,
            NOT_DETERMINED,
            ("44400.00", "53300.00"),
        ),
        # not determined, though it comes to nothing either way: whether somebody is enrolled is not known
        ({"orphan": ALWAYS, "insured": None}, {"insurance_contribution": 0}, "hunan", SUBSIDY, NOT_DETERMINED, "0.00"),
        # not stated: all is recorded, and Guizhou's plan gives no figure
        ({"orphan": ALWAYS}, {}, "guizhou", SUBSIDY, NOT_STATED, ("0.00", "320.00")),
        ({"low_income": ALWAYS}, {}, "guizhou", SUBSIDY, NOT_STATED, ("0.00", "320.00")),
        # not stated: Guizhou's plan subsidises by class and does not name its classes
        ({}, {}, "guizhou", SUBSIDY, NOT_STATED, ("0.00", "320.00")),
        ({"bills": (bill(90000),)}, {}, "guizhou", ILLNESS, NOT_STATED, ("0.00", "90000.00")),
    ],
)
def test_not_eligible_due_not_determined_and_not_stated_are_told_apart(
    changes: dict[str, Any], figures: dict[str, Any], jurisdiction: str, rule: str, status: Status, amount: Any
) -> None:
    found = payment(assessed(household(person(**changes)), jurisdiction, local(**figures)), rule)
    expected = Decimal(amount) if isinstance(amount, str) else tuple(end and Decimal(end) for end in amount)
    assert (found.status, ends(found.amount)) == (status, expected)


def test_what_is_missing_is_named_where_an_answer_is_open_and_only_there() -> None:
    def missing_of(changes: dict[str, Any], jurisdiction: str = "hunan") -> tuple[tuple[str, ...], tuple[str, ...]]:
        found = payment(assessed(household(person(**changes)), jurisdiction), SUBSIDY)
        return found.missing, found.not_stated

    full, others = "contribution_subsidy.full_rate", "contribution_subsidy.unnamed_rate"
    assert missing_of({"orphan": None}) == (("orphan",), ())
    assert missing_of({"orphan": ALWAYS, "insured": None}) == (("insured",), ())
    assert missing_of({"orphan": ALWAYS, "low_income": None}) == ((), ())
    assert missing_of({"orphan": ALWAYS}, "guizhou") == ((full, others), (full, others))
    assert missing_of({"insured": False, "orphan": None}, "guizhou") == ((), ())
    assert missing_of({"orphan": None}, "guizhou") == (("orphan", full, others), (full, others))


def test_serious_illness_is_worked_out_for_who_has_bills_or_whose_bills_nobody_recorded() -> None:
    members = [person("none", bills=()), person("some", bills=(bill(1),)), person("unrecorded", bills=None)]
    found = assessed(household(*members))
    assert [item.person for item in found.payments if item.rule == ILLNESS] == ["some", "unrecorded"]
    assert [item.person for item in found.payments if item.rule == SUBSIDY] == ["none", "some", "unrecorded"]


def test_a_worksheet_stands_behind_every_answer() -> None:
    found = assessed(household(person(bills=(bill(90000),)), monitored=None))
    about = [(who, rule) for who, rule, _ in found.worksheets()]
    assert about == [
        *(("p", rule) for rule in (SUBSIDY, ILLNESS, "medical_assistance", "tilted_assistance")),
        (None, "compulsory_education"),
        (None, "one_worker"),
        (None, "identification"),
        (None, "risk_elimination"),
        ("p", "settlement"),
    ]
    for _, _, worksheet in found.worksheets():
        assert explain(worksheet, "zh")
    assert payment(found, ILLNESS).amount is payment(found, ILLNESS).worksheet.reimbursement


def test_net_income_is_worked_out_where_any_part_of_it_is_recorded_and_counts_where_it_was_not() -> None:
    wages = (Income(kind=IncomeKind.WAGE, amount=13000),)
    one = household(person("a", income=wages), person("b", income=()), business_costs=0, per_capita_net_income=None)
    found = assessed(one)
    # 13,000 - 0 = 13,000; 13,000 for two is 6,500, which is below 6,900
    (working,) = found.workings
    assert (working.rule, working.amount, working.missing) == ("net_income", Decimal("6500.00"), ())
    assert [rule for _, rule, _ in found.worksheets()][-1] == "net_income"
    identification = found.decision("identification")
    assert identification is not None
    assert identification.worksheet.below_line is True
    # What is recorded stands where the parts come to the same yuan: 6,900 is not below 6,900.
    rounded = assessed(evolved(one, per_capita_net_income="6500.99")).decision("identification")
    assert rounded is not None
    assert rounded.worksheet.below_line is True
    assert rounded.worksheet.facts.household_net_income == Decimal("13001.98")
    # A recorded 7,000 contradicts 6,500, and neither stands.
    disputed = assessed(evolved(one, per_capita_net_income=7000)).decision("identification")
    assert disputed is not None
    assert ends(disputed.worksheet.facts.household_net_income) == (Decimal("13000.00"), Decimal("14000.00"))
    assert isinstance(disputed.worksheet.below_line, Unknown)
    assert assessed(household()).workings == ()


def test_the_assessment_says_of_whom_when_where_and_on_whose_word() -> None:
    found = assessed(household(), "yiyang")
    assert (found.household, found.jurisdiction, found.on) == ("h", "yiyang", ON)
    assert found.documents == load_policy("yiyang", on=ON).documents


# -- totals ---------------------------------------------------------------------------------------------------------


def test_totals_add_up_each_rule_over_the_members() -> None:
    found = assessed(
        household(
            person("a", orphan=ALWAYS),
            person("b", low_income=ALWAYS, bills=(bill(90000),), birth_date=date(1980, 1, 1)),
            person("c", bills=(bill(90000),), extreme_poverty=ALWAYS),
            loans=(),
        )
    )
    # 320 + 160 + 320 = 800; 44,400 + 53,300 = 97,700; 98,500 in all
    assert (found.totals[SUBSIDY], found.totals[ILLNESS]) == (Decimal("800.00"), Decimal("97700.00"))
    # Of the 36,700 left to the person in extreme poverty, medical assistance may pay none or all: no document says.
    assert ends(found.totals["medical_assistance"]) == (Decimal("0.00"), Decimal("36700.00"))
    assert found.totals["tilted_assistance"] == Decimal("0.00")
    assert ends(found.total) == (Decimal("98500.00"), Decimal("135200.00"))


def test_assistance_follows_what_insurance_leaves_and_each_bill_is_settled() -> None:
    ill: dict[str, Any] = {
        "bills": (bill(60000, date(2022, 1, 1)), bill(30000)),
        "gravely_ill": True,
        "high_medical_cost": True,
    }
    found = assessed(household(person(**ill), basic_living_severely_hard=True, shock=True), "yiyang")
    # 90,000 - 16,000 = 74,000 x 60% = 44,400; 45,600 left
    assistance = payment(found, "medical_assistance")
    assert (assistance.status, ends(assistance.amount)) == (NOT_STATED, (Decimal("0.00"), Decimal("45600.00")))
    assert assistance.worksheet.eligible is True
    # 60,000 - 16,000 = 44,000 x 60% = 26,400, so at most 33,600 are left; then 44,400 - 26,400 = 18,000 of 30,000
    first, second = (item for item in found.workings if item.rule == "settlement")
    assert (first.person, first.answer, ends(first.amount)) == (
        "p",
        "own_payment",
        (Decimal("0.00"), Decimal("33600.00")),
    )
    assert ends(second.amount) == (Decimal("0.00"), Decimal("12000.00"))
    assert second.not_stated == ("medical_assistance.other_rate", "medical_assistance.other_threshold")
    # Out of 45,600 at most, with three conditions of the tilt unmet.
    assert payment(found, "tilted_assistance").status is NOT_ELIGIBLE


# Of 60,000 left by basic insurance under an income of 32,000: without the tilt (60,000 - 16,000) x 60% = 26,400.00,
# with it (60,000 - 8,000) x 65% = 33,800.00. What counts is the class of the bill's day, 1 March.
@pytest.mark.parametrize(
    ("allowance", "paid"),
    [
        ([Spell(since=date(2022, 4, 1))], "26400.00"),
        ([Spell(since=date(2020, 1, 1), until=date(2022, 4, 1))], "33800.00"),
    ],
)
def test_a_class_that_begins_or_ends_after_the_bill_changes_nothing_paid(allowance: Any, paid: str) -> None:
    bill = MedicalBill(settled_on=date(2022, 3, 1), total=60000, in_scope=60000, basic_insurance_paid=0)
    found = assessed(household(person(minimum_living_allowance=allowance, bills=[bill])))
    due = payment(found, ILLNESS)
    assert (due.status, due.amount) == (DUE, Decimal(paid))
    assert due.amount == due.worksheet.reimbursement
    settled = [item.worksheet.facts.serious_illness_paid for item in found.workings if item.rule == "settlement"]
    assert settled == [Decimal(paid)]


def test_where_classes_changed_between_bills_what_is_due_is_what_the_bills_came_to() -> None:
    # First 40,000 without the tilt: (40,000 - 16,000) x 60% = 14,400.00. With it the year's 60,000 are worth 33,800.00,
    # and the first 40,000 were worth (40,000 - 8,000) x 65% = 20,800.00: the second bill is paid 13,000.00.
    bills = [
        MedicalBill(settled_on=date(2022, month, 1), total=cost, in_scope=cost, basic_insurance_paid=0)
        for month, cost in ((3, 40000), (5, 20000))
    ]
    found = assessed(household(person(minimum_living_allowance=[Spell(since=date(2022, 4, 1))], bills=bills)))
    due = payment(found, ILLNESS)
    assert (due.status, due.amount) == (DUE, Decimal("27400.00"))
    assert found.totals[ILLNESS] == Decimal("27400.00")
    settled = [item.worksheet.facts.serious_illness_paid for item in found.workings if item.rule == "settlement"]
    assert settled == [Decimal("14400.00"), Decimal("13000.00")]


def test_a_class_that_ended_before_anything_was_paid_begins_no_stretch() -> None:
    # Basic insurance paid the first bill whole. Of the second, without the tilt: (20,000 - 16,000) x 60% = 2,400.00.
    bills = [
        MedicalBill(settled_on=date(2022, 3, 1), total=5000, in_scope=5000, basic_insurance_paid=5000),
        MedicalBill(settled_on=date(2022, 5, 1), total=20000, in_scope=20000, basic_insurance_paid=0),
    ]
    until_april = [Spell(since=date(2020, 1, 1), until=date(2022, 4, 30))]
    due = payment(assessed(household(person(minimum_living_allowance=until_april, bills=bills))), ILLNESS)
    assert (due.status, due.amount, due.parts) == (DUE, Decimal("2400.00"), ())
    assert due.worksheet.tilted is False


def test_where_classes_changed_between_bills_every_stretch_has_its_worksheet() -> None:
    bills = [
        MedicalBill(settled_on=date(2022, month, 1), total=cost, in_scope=cost, basic_insurance_paid=0)
        for month, cost in ((3, 40000), (5, 20000))
    ]
    changed = payment(
        assessed(household(person(minimum_living_allowance=[Spell(since=date(2022, 4, 1))], bills=bills))), ILLNESS
    )
    # As above: the year up to March without the tilt, and up to May with it.
    first, second, stretch = changed.parts
    assert [part.reimbursement for part in (first, second)] == [Decimal("14400.00"), Decimal("33800.00")]
    assert [part.facts.in_scope_cost for part in (first, second)] == [Decimal("40000.00"), Decimal("60000.00")]
    # With the tilt all year, 33,800 of the 60,000 and (40,000 - 8,000) x 65% = 20,800 of the first 40,000.
    assert (stretch.facts.on_cost_before, stretch.facts.on_cost) == (Decimal("20800.00"), Decimal("33800.00"))
    assert (stretch.facts.paid_before, stretch.paid) == (Decimal("14400.00"), Decimal("13000.00"))
    assert changed.worksheets == changed.parts
    assert changed.worksheet == second
    assert changed.lines() == (*lines(first), *lines(second), *lines(stretch))
    # One worksheet is no part of anything.
    same = payment(assessed(household(person(bills=bills))), ILLNESS)
    assert (same.parts, same.worksheets) == ((), (same.worksheet,))


def test_a_figure_that_only_an_earlier_class_hangs_on_is_not_stated_and_nothing_to_record() -> None:
    # On the allowance until March, so that the cut and the uplift tell of the first bill alone; Guizhou's plan states
    # neither, nor the deductible, nor the rate.
    ill = person(
        minimum_living_allowance=[Spell(since=date(2020, 1, 1), until=date(2022, 3, 1))],
        bills=[bill(30000, date(2022, 2, 1)), bill(30000, date(2022, 5, 1))],
    )
    found = assessed(household(ill, raised_by_employment=False), "guizhou")
    due = payment(found, ILLNESS)
    figures = {f"serious_illness.{name}" for name in ("deductible_cut", "rate_uplift")}
    always = {f"serious_illness.{name}" for name in ("deductible_share", "rate")}
    assert (due.status, ends(due.amount)) == (NOT_STATED, (Decimal("0.00"), Decimal("60000.00")))
    assert set(due.not_stated) == set(due.missing) == figures | always
    assert due.to_record == ()
    assert figures.isdisjoint(fact.fact for fact in found.missing)
    assert found.missing == ()


def test_the_countys_share_takes_the_place_of_no_payment_of_basic_insurance() -> None:
    # 60,000 in scope, of which basic insurance paid anything: at most (60,000 - 16,000) x 60% = 26,400.00.
    bill = MedicalBill(settled_on=date(2022, 3, 1), total=60000, in_scope=60000, in_county_inpatient=True)
    found = assessed(household(person(bills=[bill])), figures=local(inpatient_share="0.70"))
    due = payment(found, ILLNESS)
    assert (due.status, ends(due.amount)) == (NOT_DETERMINED, (Decimal("0.00"), Decimal("26400.00")))
    assert due.missing == ("bills",)


def test_a_year_with_a_bill_of_a_day_no_document_covers_is_not_settled_bill_by_bill(tmp_path: Path) -> None:
    path = tmp_path / "overlay.toml"
    path.write_text('[document]\nid = "later"\ntitle = "x"\nfrom = 2026-03-01\nuntil = 2026-12-31\n', encoding="utf-8")
    on = date(2026, 6, 1)
    policy = load_policy("hunan", on=on, overlay=path)
    for day, settled in ((date(2026, 3, 1), 1), (date(2026, 2, 28), 0)):
        found = assess(household(person(bills=(bill(90000, day),))), policy, local(year=2026), on=on)
        assert payment(found, ILLNESS).missing
        assert len([item for item in found.workings if item.rule == "settlement"]) == settled


def test_a_bill_after_the_day_is_not_settled_yet() -> None:
    found = assessed(household(person(bills=(bill(90000), bill(90000, date(2022, 6, 2)), bill(1, date(2021, 6, 1))))))
    assert len([item for item in found.workings if item.rule == "settlement"]) == 1


def test_totals_are_ranges_where_amounts_are_and_say_what_they_depend_on() -> None:
    found = assessed(
        household(
            person("a", orphan=None),
            person("b", low_income=ALWAYS),
            person("c", bills=(bill(90000),), insured=None),
            loans=(),
        )
    )
    # a: 0 to 320; b: 160; c: 0, in no class
    assert ends(found.totals[SUBSIDY]) == (Decimal("160.00"), Decimal("480.00"))
    assert found.totals[SUBSIDY].facts == {"orphan"}  # type: ignore[union-attr]
    assert ends(found.totals[ILLNESS]) == (Decimal("0.00"), Decimal("44400.00"))
    assert ends(found.total) == (Decimal("160.00"), Decimal("44880.00"))
    assert found.total.facts == {"orphan", "insured"}  # type: ignore[union-attr]


def test_an_amount_without_end_makes_a_total_without_end() -> None:
    found = assessed(household(person("a", bills=None), person("b", orphan=ALWAYS)))
    assert ends(found.total) == (Decimal("320.00"), None)


def test_a_total_is_open_above_while_a_yearly_subsidy_was_skipped_for_want_of_records() -> None:
    found = assessed(household(person("a", orphan=ALWAYS)))
    assert [item.rule for item in found.skipped if item.needs == "loans"] == ["small_loan"]
    assert (ends(found.total), found.total.facts) == ((Decimal("320.00"), None), {"loans"})  # type: ignore[union-attr]
    # The allowance is paid by the month, and no part of the total.
    assert "minimum_living" in {item.rule for item in found.skipped}
    policy = load_policy("hunan", on=ON)
    alone = assess(household(person("a", orphan=ALWAYS)), policy, local(), on=ON, only={SUBSIDY})
    assert alone.total == Decimal("320.00")


def test_a_household_that_is_due_nothing_has_totals_of_nothing() -> None:
    found = assessed(household(loans=()))
    assert (dict(found.totals), found.total) == ({SUBSIDY: Decimal("0.00")}, Decimal("0.00"))


def test_nothing_is_added_up_for_who_is_not_eligible() -> None:
    loan = SmallLoan(outstanding=50000, annual_rate="0.0365", term_months=12, overdue_days=0)
    found = assessed(household(loans=(loan,), exited=False, monitored=()), "guizhou")
    subsidy = payment(found, "small_loan", None)
    assert (subsidy.status, subsidy.amount) == (NOT_ELIGIBLE, Decimal("0.00"))
    assert found.totals["small_loan"] == Decimal("0.00")


def test_an_amount_is_open_where_it_is_not_known_whether_anything_is_due_at_all() -> None:
    # 500 - 300 = 200 for one member, if the family does not receive the allowance already
    one = household(person(minimum_living_allowance=None), family_income=300, employment_cost=0)
    grant = payment(assessed(one), "minimum_living", None)
    assert grant.status is NOT_DETERMINED
    assert ends(grant.amount) == (Decimal("0.00"), Decimal("200.00"))


def test_the_allowance_is_told_either_way_where_it_is_not_known_whether_it_is_received() -> None:
    one = household(
        person(minimum_living_allowance=None),
        family_income=300,
        employment_cost=0,
        raised_by_employment=False,
        allowance_grant=150,
        months_above_standard=0,
    )
    rules = {item.rule for item in assessed(one).payments}
    received = {item.rule for item in assessed(filled_person(one, minimum_living_allowance=ALWAYS)).payments}
    not_received = {item.rule for item in assessed(filled_person(one, minimum_living_allowance=())).payments}
    assert received | not_received <= rules


def test_a_figure_that_no_document_states_may_be_what_decides_who_is_eligible() -> None:
    # 700 is above the standard of 500, and Guizhou's plan does not say for how long the allowance is kept.
    one = household(
        person(minimum_living_allowance=ALWAYS),
        family_income=700,
        employment_cost=0,
        raised_by_employment=True,
        allowance_grant=0,
        months_above_standard=3,
    )
    found = assessed(one, "guizhou")
    grant = payment(found, "gradual_exit", None)
    assert (grant.status, grant.amount) == (NOT_STATED, Decimal("0.00"))
    # It comes to 0.00 either way, so nothing is asked of anybody.
    assert grant.missing == grant.not_stated == ()
    assert found.missing == ()
    received = payment(assessed(attrs.evolve(one, allowance_grant=300), "guizhou"), "gradual_exit", None)  # type: ignore[misc]
    assert (received.status, ends(received.amount)) == (NOT_STATED, (Decimal("0.00"), Decimal("300.00")))
    assert received.missing == received.not_stated == ("gradual_exit.window_months",)


def filled_person(one: Household, **recorded: Any) -> Household:
    members = tuple(evolved(someone, **recorded) for someone in one.people)
    changed: Household = evolved(one, members=members)
    return changed


def evolved(model: Any, **recorded: Any) -> Any:
    return attrs.evolve(model, **recorded)


# -- decisions ------------------------------------------------------------------------------------------------------

TROUBLED: dict[str, Any] = {"per_capita_net_income": 6000, "at_risk": True}


@pytest.mark.parametrize(
    ("monitored", "decisions"),
    [
        (ALWAYS, ["risk_elimination"]),
        ((), ["identification"]),
        ((Spell(since=date(2021, 1, 1), until=date(2022, 5, 31)),), ["identification"]),
        ((Spell(since=date(2022, 6, 2)),), ["identification"]),
        ((Spell(since=ON, until=ON),), ["risk_elimination"]),
        (None, ["identification", "risk_elimination"]),
    ],
)
def test_who_is_monitored_may_leave_and_who_is_not_may_enter(monitored: Any, decisions: list[str]) -> None:
    found, both = assessed(household(monitored=monitored)), ("identification", "risk_elimination")
    assert [item.rule for item in found.decisions if item.rule in both] == decisions
    for rule in both:
        decision = found.decision(rule)
        assert (decision is not None) is (rule in decisions)
        assert decision is None or decision.rule == rule


def test_a_payment_or_a_decision_is_found_by_its_rule_and_person() -> None:
    found = assessed(household(person("a", orphan=ALWAYS), person("b"), family_income=400, allowance_borderline=True))
    # 320 for an orphan, nothing for who is in no class.
    assert [(key, found.payment(SUBSIDY, key)) for key in "ab"] == [
        (item.person, item) for item in found.payments if item.rule == SUBSIDY
    ]
    subsidy, grant = found.payment(SUBSIDY, "a"), found.payment("minimum_living")
    assert subsidy is not None
    assert grant is not None
    assert (subsidy.amount, grant.person) == (Decimal("320.00"), None)
    assert [found.decision("single_person_household", key) for key in "ab"] == [
        item for item in found.decisions if item.rule == "single_person_household"
    ]
    # No loan was recorded, nobody has bills, and what pays does not decide.
    assert found.payment("small_loan") is None
    assert found.payment(ILLNESS, "a") is None
    assert found.decision(SUBSIDY, "a") is None


@pytest.mark.parametrize("look", [Assessment.payment, Assessment.decision])
def test_what_cannot_be_meant_is_refused_and_not_answered_with_none(look: Any) -> None:
    found = assessed(household(person("a"), person("b"), family_income=400, allowance_borderline=True))
    for rule in ("no_such_rule", "seriousillness", "entitlements", ""):
        with pytest.raises(InvalidInput, match="serious_illness, settlement") as refused:
            look(found, rule)
        assert refused.value.mismatches[0].path == "rule"
    # A name given for a record key is not shown.
    with pytest.raises(InvalidInput, match="person: expected a member of the household, got <hidden>"):
        look(found, SUBSIDY, "张三")
    personal = {Assessment.payment: SUBSIDY, Assessment.decision: "single_person_household"}[look]
    with pytest.raises(InvalidInput, match=f"person: expected a person id, since {personal} is worked out per"):
        look(found, personal)


def test_what_to_ask_for_leaves_out_figures_that_no_document_states() -> None:
    # Hunan's plan leaves thresholds and rates of assistance to the county; whether she receives the allowance, a
    # caseworker can record.
    found = assessed(household(person(bills=(bill(90000),), minimum_living_allowance=None)))
    assistance = payment(found, "medical_assistance")
    assert assistance.status is NOT_DETERMINED
    assert assistance.not_stated
    assert assistance.to_record == ("minimum_living_allowance",)
    assert {*assistance.to_record, *assistance.not_stated} == {*assistance.missing}
    open_figures = assessed(household(monitored=ALWAYS), practice=False).decision("risk_elimination")
    assert open_figures is not None
    assert open_figures.missing == ("risk_elimination.months_required",)
    assert open_figures.to_record == ()


def test_a_household_below_the_line_and_at_risk_is_to_be_monitored() -> None:
    decision = assessed(household(**TROUBLED)).decision("identification")
    assert decision is not None
    assert (decision.outcome, decision.blockers, decision.missing) == (True, (), ())


def test_a_monitored_household_in_order_may_be_marked_eliminated_and_one_that_is_not_is_blocked() -> None:
    risk = Risk(found_on=date(2021, 1, 1), state=RiskState.RESOLVED)
    free = assessed(household(monitored=ALWAYS, risks=(risk,))).decision("risk_elimination")
    assert free is not None
    assert (free.outcome, free.blockers, free.missing) == (True, (), ())
    held = assessed(household(monitored=ALWAYS, risks=(risk,), months_above_line=5)).decision("risk_elimination")
    assert held is not None
    assert (held.outcome, held.blockers, held.missing) == (False, ("income_stable",), ())


def test_a_risk_that_measures_removed_later_is_not_yet_gone_on_the_day() -> None:
    # On 2022-06-01 the risk was open: the record says that it was settled in September.
    risk = Risk(found_on=date(2021, 1, 1), state=RiskState.RESOLVED, settled_on=date(2022, 9, 1))
    decision = assessed(household(monitored=ALWAYS, risks=(risk,))).decision("risk_elimination")
    assert decision is not None
    assert (decision.outcome, decision.blockers) == (False, ("risk_gone",))


def test_elimination_is_open_where_all_is_in_order_but_nobody_recorded_the_monitoring() -> None:
    open_decision = assessed(household(monitored=None)).decision("risk_elimination")
    assert open_decision is not None
    assert open_decision.worksheet.may_eliminate is True
    assert (ends(open_decision.outcome), open_decision.missing) == ((False, True), ("monitored",))


def test_elimination_is_refused_whether_or_not_the_household_is_monitored() -> None:
    decision = assessed(household(monitored=None, water_secured=False)).decision("risk_elimination")
    assert decision is not None
    assert (decision.outcome, decision.blockers, decision.missing) == (False, ("guarantees_secured",), ())


def test_without_practice_elimination_waits_for_figures_that_no_document_states() -> None:
    decision = assessed(household(monitored=ALWAYS), practice=False).decision("risk_elimination")
    assert decision is not None
    # Somebody can work, no risk vanished by itself: only the months are needed.
    assert decision.not_stated == ("risk_elimination.months_required",)
    assert decision.missing == decision.not_stated


# -- entitlements ---------------------------------------------------------------------------------------------------

CONTRACT, CHRONIC = "contract_service", "chronic_disease_management"
DIABETES = (Diagnosis(disease=Disease.DIABETES, since=date(2020, 1, 1)),)


def entitlements(assessment: Assessment, *names: str) -> list[tuple[str | None, str, str, Any]]:
    return [
        (item.person, item.entitlement.source.document, item.entitlement.name, ends(item.outcome))
        for item in assessment.entitlements
        if item.entitlement.name in names
    ]


def test_every_member_is_told_of_every_help_that_a_document_in_force_grants() -> None:
    found = assessed(
        household(person("a", diagnoses=DIABETES), person("b"), exited=True), "yiyang", figures=local(poor_area=True)
    )
    assert entitlements(found, CONTRACT, CHRONIC) == [
        ("a", "yiyang-14fyp-2021", CHRONIC, True),
        ("a", "hunan-14fyp-2021", CONTRACT, True),
        ("a", "hunan-14fyp-2021", CHRONIC, True),
        ("b", "yiyang-14fyp-2021", CHRONIC, False),
        ("b", "hunan-14fyp-2021", CONTRACT, True),
        ("b", "hunan-14fyp-2021", CHRONIC, False),
    ]


def test_a_household_is_told_once_of_the_help_for_households() -> None:
    found = assessed(household(person("a"), person("b"), monitored=ALWAYS), "yiyang")
    assert entitlements(found, "funded_help") == [
        (None, "yiyang-14fyp-2021", "funded_help", True),
        (None, "hunan-14fyp-2021", "funded_help", True),
    ]


def test_an_entitlement_is_open_and_its_facts_are_missing_with_those_of_payments() -> None:
    members = person("a", diagnoses=None, orphan=None), person("b", diagnoses=DIABETES)
    found = assessed(household(*members, exited=None))
    assert entitlements(found, CONTRACT, CHRONIC) == [
        (key, "hunan-14fyp-2021", name, (False, True)) for key in "ab" for name in (CONTRACT, CHRONIC)
    ]
    assert [(fact.fact, fact.place, fact.person, fact.settles) for fact in found.missing] == [
        (
            "exited",
            "household",
            None,
            ("one_worker.to_be_helped", *(f"entitlements.{name}" for name in (CONTRACT, CHRONIC, "public_post_first"))),
        ),
        ("orphan", "person", "a", ("contribution_subsidy.subsidy", "child_living_grant.grant")),
        ("diagnoses", "person", "a", (f"entitlements.{CHRONIC}",)),
    ]


def test_what_a_document_leaves_open_of_whom_it_serves_is_no_fact_to_record() -> None:
    found = assessed(household(exited=False), "guizhou")
    (served,) = [item for item in found.entitlements if item.entitlement.name == "treatment_before_payment"]
    assert served.missing == served.not_stated == ("entitlements.served_beside_exited",)
    assert found.missing == ()


def test_help_of_a_document_not_in_force_is_not_answered_for() -> None:
    on = date(2017, 3, 30)
    found = assess(household(), load_policy("hunan", on=on), local(year=2017), on=on)
    assert found.entitlements == ()


# -- findings -------------------------------------------------------------------------------------------------------


def test_all_that_was_found_has_one_shape() -> None:
    one = household(
        person(orphan=None, bills=(bill(9000),), low_income=ALWAYS), monitored=None, exited=True, water_secured=None
    )
    found = assessed(one)
    subsidy, elimination = found.payment(SUBSIDY, "p"), found.decision("risk_elimination")
    (settled,) = found.workings
    (help_without_figure,) = [item for item in found.entitlements if item.entitlement.name == CONTRACT]
    assert subsidy is not None
    assert elimination is not None
    shapes: list[tuple[Finding, str, Any, tuple[str, ...], str, str]] = [
        # 320 x 50%, or all of it for an orphan
        (
            subsidy,
            "contribution_subsidy.subsidy",
            ("160.00", "320.00"),
            ("orphan",),
            "contribution subsidy",
            "参保资助",
        ),
        (
            elimination,
            "risk_elimination.may_eliminate",
            (False, True),
            ("monitored", "water_secured"),
            "eliminate",
            "消除风险",
        ),
        # 9,000 lie below the deductible of 16,000; whether a low-income minor has assistance no document says
        (
            settled,
            "settlement.own_payment",
            ("0.00", "9000.00"),
            (),
            "bill, left to the patient",
            "医疗费用结算（个人负担）",
        ),
        (
            help_without_figure,
            "entitlements.contract_service",
            True,
            (),
            "contract service of a family doctor",
            "家庭医生签约服务",
        ),
    ]
    for finding, name, value, to_record, label, zh in shapes:
        assert finding.name == name
        assert as_text(ends(finding.value)) == value
        assert set(finding.to_record) == set(to_record)
        assert finding.to_record == tuple(fact for fact in finding.missing if fact not in finding.not_stated)
        assert (finding.label(), finding.label("en"), finding.label("zh")) == (label, label, zh)
        english, chinese = finding.lines(), finding.lines("zh")
        assert [line.name for line in english] == [line.name for line in chinese]
        assert {line.lang for line in english} == {"en"}
        assert {line.lang for line in chinese} == {"zh"}
        assert english[-1].lang == "en"
        french: Any = "fr"
        with pytest.raises(InvalidInput, match="lang"):
            finding.lines(french)


def as_text(value: Any) -> Any:
    """Amounts as text, so that a table can hold them."""
    if isinstance(value, tuple):
        return tuple(map(as_text, value))
    return str(value) if isinstance(value, Decimal) else value


def test_the_lines_of_a_finding_are_those_of_what_stands_behind_it() -> None:
    found = assessed(household(person(bills=(bill(90000),)), exited=True))
    for item in (*found.payments, *found.decisions, *found.workings):
        assert item.lines("zh") == lines(item.worksheet, "zh")
        assert ends(item.value) == ends(getattr(item.worksheet, item.answer))
    for right in found.entitlements:
        assert right.lines("zh") == (right.line("zh"),)
        assert right.worksheets == ()


def test_findings_are_all_that_was_found_and_missing_facts_name_them() -> None:
    found = unrecorded()
    assert found.findings == (*found.payments, *found.decisions, *found.workings, *found.entitlements)
    names = {(item.name, item.person) for item in found.findings}
    for fact in found.missing:
        about = {fact.person, None} if fact.person is not None else {person for _, person in names}
        assert [name for name in fact.settles if not any((name, who) in names for who in about)] == []


# -- what is missing ------------------------------------------------------------------------------------------------


def test_a_fact_that_several_answers_need_is_named_once_with_all_of_them() -> None:
    one = household(person("a", extreme_poverty=None, bills=(bill(90000),)), person("b"), monitored=None, **TROUBLED)
    found = {(fact.fact, fact.person): fact for fact in assessed(one).missing}
    assert len(found) == len(assessed(one).missing)
    assert found["extreme_poverty", "a"].settles == (
        "contribution_subsidy.subsidy",
        "serious_illness.reimbursement",
        "medical_assistance.assistance",
        "settlement.own_payment",
    )
    assert found["monitored", None].settles == (
        "contribution_subsidy.subsidy",
        "one_worker.to_be_helped",
        "entitlements.measures_by_need",
        "entitlements.funded_help",
    )
    assert set(found) == {("extreme_poverty", "a"), ("monitored", None)}


def test_each_missing_fact_says_where_it_belongs_and_what_it_is_called() -> None:
    one = household(person("a", orphan=None), person("b", orphan=None), at_risk=None, per_capita_net_income=6000)
    found = assessed(one, figures=local(monitoring_line=None)).missing
    assert found == (
        MissingFact(
            fact="orphan",
            place="person",
            person="a",
            label="orphan",
            zh="孤儿",
            settles=("contribution_subsidy.subsidy", "child_living_grant.grant"),
            alone=("contribution_subsidy.subsidy", "child_living_grant.grant"),
        ),
        MissingFact(
            fact="orphan",
            place="person",
            person="b",
            label="orphan",
            zh="孤儿",
            settles=("contribution_subsidy.subsidy", "child_living_grant.grant"),
            alone=("contribution_subsidy.subsidy", "child_living_grant.grant"),
        ),
        MissingFact(
            fact="monitoring_line",
            place="local",
            person=None,
            label="monitoring line",
            zh="监测线",
            settles=("identification.monitored",),
        ),
        MissingFact(
            fact="at_risk",
            place="household",
            person=None,
            label="at risk of returning to or falling into poverty",
            zh="存在返贫致贫风险",
            settles=("identification.monitored",),
        ),
    )


def test_figures_no_document_states_are_no_facts_to_record() -> None:
    found = assessed(household(person(orphan=ALWAYS)), "guizhou")
    assert payment(found, SUBSIDY).not_stated == ("contribution_subsidy.full_rate", "contribution_subsidy.unnamed_rate")
    assert found.missing == ()


def test_nothing_is_missing_of_a_household_recorded_in_full() -> None:
    assert assessed(household(person(bills=(bill(90000),)), **TROUBLED)).missing == ()


def test_labour_capacity_is_missing_of_the_persons_of_whom_it_is() -> None:
    adult = person("a", labour_capacity=None, birth_date=date(1990, 1, 1))
    found = assessed(household(adult, person("b", labour_capacity="none"), monitored=ALWAYS)).missing
    assert [fact.person for fact in found if fact.fact == "labour_capacity"] == ["a"]


def test_income_is_missing_of_the_persons_of_whom_it_is() -> None:
    wages = (Income(kind=IncomeKind.WAGE, amount=1000),)
    found = assessed(household(person("a", income=wages), person("b", income=None), business_costs=0)).missing
    assert {(fact.place, fact.person) for fact in found if fact.fact == "income"} == {("person", "b")}


def test_a_missing_fact_settles_the_answer_that_waits_for_it() -> None:
    loan = SmallLoan(lent_on=date(2022, 1, 1), outstanding=50000, term_months=12, overdue_days=0)
    found = assessed(household(loans=(loan,), exited=True, monitored=()), "guizhou").missing
    assert [(fact.fact, fact.settles) for fact in found] == [("loans", ("small_loan.interest_subsidy",))]


# -- arguments ------------------------------------------------------------------------------------------------------


def refused(make: Callable[[], Any]) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        make()
    assert caught.value.about == "assess"
    return [mismatch.path for mismatch in caught.value.mismatches]


def test_figures_and_policy_of_another_year_are_refused_together() -> None:
    policy = load_policy("hunan", on=date(2021, 6, 1))
    assert refused(lambda: assess(household(), policy, local(), on=ON)) == ["policy"]
    policy = load_policy("hunan", on=ON)
    assert refused(lambda: assess(household(), policy, local(year=2021), on=ON)) == ["local"]
    assert refused(lambda: assess(household(), policy, local(), on=date(2023, 1, 1))) == ["policy", "local"]
    assert assess(household(), policy, local(), on=ON).on == ON


def test_a_policy_whose_figures_did_not_hold_on_the_day_is_refused() -> None:
    # The benefits of 2016 to 2020 began on 2017-03-31: what holds in June does not hold in January, and the other way.
    for loaded, asked in ((date(2017, 6, 1), date(2017, 1, 10)), (date(2017, 1, 10), date(2017, 6, 1))):
        policy = load_policy("hunan", on=loaded)
        figures = local(year=2017)
        assert refused(partial(assess, household(), policy, figures, on=asked)) == ["policy"]


@pytest.mark.parametrize(
    ("of_household", "of_figures", "paths"),
    [("430902", "430903", ["local"]), ("430902", "430902", []), (None, "430903", []), ("430902", None, [])],
)
def test_figures_of_another_county_are_refused(of_household: Any, of_figures: Any, paths: list[str]) -> None:
    one, figures = household(county=of_household), local(county=of_figures)
    if paths:
        assert refused(lambda: assessed(one, figures=figures)) == paths
    else:
        assert assessed(one, figures=figures).household == "h"


def test_a_birth_after_the_day_is_refused_and_one_on_the_day_is_not() -> None:
    born = person("b", birth_date=date(2022, 6, 2))
    assert refused(lambda: assessed(household(person("a"), born))) == ["household.members[1].birth_date"]
    assert assessed(household(person(birth_date=ON))).household == "h"


@pytest.mark.parametrize("on", [datetime(2022, 6, 1), "2022-06-01", 20220601])  # noqa: DTZ001
def test_a_day_that_is_no_date_is_refused(on: Any) -> None:
    assert refused(lambda: assess(household(), load_policy("hunan", on=ON), local(), on=on)) == ["on"]


@pytest.mark.parametrize("day", [ON, date(2022, 9, 30)])
def test_the_day_is_the_policys_unless_one_is_given(day: date) -> None:
    # Received from September on, so that the day tells.
    one = household(person(low_income=[Spell(since=date(2022, 9, 1))], diagnoses=DIABETES), exited=True)
    policy = load_policy("hunan", on=day)
    found = assess(one, policy, local())
    assert found == assess(one, policy, local(), on=day)
    assert found.on == day
    # 320 x 50%
    assert payment(found, SUBSIDY).amount == Decimal("160.00" if day > ON else "0.00")
    someone = one.people[0]
    of_people = tuple(item for item in found.entitlements if item.person is not None)
    assert entitlements_of(someone, one, policy, local()) == of_people


def test_the_policys_day_is_refused_where_the_figures_are_of_another_year() -> None:
    assert refused(lambda: assess(household(), load_policy("hunan", on=date(2021, 6, 1)), local())) == ["local"]


def test_all_that_does_not_belong_together_is_reported_at_once() -> None:
    one = household(person(birth_date=date(2022, 12, 1)), county="430902")
    policy = load_policy("hunan", on=date(2021, 6, 1))
    figures = local(county="430903", year=2021)
    paths = refused(lambda: assess(one, policy, figures, on=ON))
    assert paths == ["policy", "local", "local", "household.members[0].birth_date"]


# -- embedding ------------------------------------------------------------------------------------------------------


def unrecorded() -> Assessment:
    bare = Household(id="h", members=(Person(id="p"),))
    return assess(bare, load_policy("hunan", on=ON), LocalFigures(year=2022), on=ON)


def test_two_assessments_of_the_same_records_are_equal_though_answers_are_open() -> None:
    assert repr(unrecorded()) == repr(unrecorded())
    assert unrecorded() == unrecorded()
    assert unrecorded().payments == unrecorded().payments
    assert unrecorded().decisions == unrecorded().decisions


def test_an_assessment_its_policy_and_its_parts_can_be_sent_to_another_process() -> None:
    for part in (load_policy("hunan", on=ON), unrecorded(), unrecorded().payments[0], unrecorded().missing):
        assert repr(pickle.loads(pickle.dumps(part))) == repr(part)  # noqa: S301 - our own
        assert repr(copy.deepcopy(part)) == repr(part)


def test_nothing_of_a_name_gets_into_an_assessment() -> None:
    found = assessed(household(person(name="欧阳娜娜甲", orphan=None)))
    texts = [repr(found), *(text for _, _, worksheet in found.worksheets() for text in explain(worksheet, "zh"))]
    assert not any("欧阳" in text for text in texts)


def test_an_assessment_is_the_same_in_any_decimal_context(hostile: Callable[..., Iterator[Any]]) -> None:
    one = household(person(orphan=ALWAYS, bills=(bill("90000.01"),)), person("q", orphan=None))
    expected = repr(assessed(one))
    assert all(repr(found) == expected for found in hostile(lambda: assessed(one)))


# -- laws -----------------------------------------------------------------------------------------------------------

POLICIES = {
    "hunan": load_policy("hunan", on=ON),
    "yiyang": load_policy("yiyang", on=ON),
    "guizhou": load_policy("guizhou", on=ON),
    "hunan without practice": load_policy("hunan", on=ON, practice=False),
}
policies = st.sampled_from(sorted(POLICIES))


def filled(
    fact: MissingFact, one: Household, figures: LocalFigures, data: st.DataObject
) -> tuple[Household, LocalFigures]:
    """The records with one missing fact recorded, in one of the ways it may be."""
    draw = data.draw
    if fact.place == "local":
        spec = specs(LocalFigures)[fact.fact]
        stated = dict(figures.sources) | {fact.fact: "made up"}
        return one, evolved(figures, **{fact.fact: draw(values(spec)), "sources": stated})
    if fact.place == "household":
        return evolved(one, **{fact.fact: household_fact(fact.fact, one, draw)}), figures
    members = [
        evolved(someone, **person_fact(fact.fact, someone, draw)) if fact.person in (None, someone.id) else someone
        for someone in one.people
    ]
    return evolved(one, members=members), figures


def household_fact(name: str, one: Household, draw: Any) -> Any:
    recorded = getattr(one, name)
    if recorded is None:
        return draw(values(specs(Household)[name]))
    if name == "risks":
        states = st.sampled_from([RiskState.RESOLVED, RiskState.VANISHED])
        return [item if item.state else evolved(item, state=draw(states)) for item in recorded]
    if name in ("dwellings", "water_sources", "loans_wanted"):
        return [whole(item, draw) for item in recorded]
    assert name == "loans"
    # What the entries leave is the balance.
    return [
        evolved(item, **gaps(item, draw, (*(() if item.entries else ("outstanding",)), "overdue_days", "annual_rate")))
        for item in recorded
    ]


def whole(item: Any, draw: Any) -> Any:
    """A record that holds for a time, with its gaps filled and those of the records in it."""
    found = {}
    for name, spec in specs(type(item)).items():
        if name == "until":
            continue
        value = getattr(item, name)
        value = draw(values(spec)) if value is None else value
        found[name] = [whole(part, draw) for part in value] if isinstance(value, tuple) else value
    return evolved(item, **found)


def gaps(item: Any, draw: Any, names: tuple[str, ...]) -> dict[str, Any]:
    declared = specs(type(item))
    found = {name: draw(values(declared[name])) for name in names if getattr(item, name) is None}
    if "outstanding" in found and item.principal is not None:
        found["outstanding"] = min(found["outstanding"], item.principal)
    return found


FITS_ANY_AGE: dict[str, Any] = {"schoolings": (), "posts": (), "labour_capacity": LabourCapacity.NONE}


def is_a_child(someone: Person) -> bool:
    born = someone.birth_date
    return born is not None and born > date(ON.year - WORKING_AGE, ON.month, ON.day)


def person_fact(name: str, someone: Person, draw: Any) -> dict[str, Any]:
    recorded = getattr(someone, name)
    if name == "disability_grade" and someone.disability_kind is None:
        return {"disability_kind": draw(st.sampled_from(DisabilityKind))}
    if name == "birth_date":
        return {name: draw(st.dates(date(1930, 1, 1), ON))}
    if recorded is None and name in FITS_ANY_AGE and (name != "labour_capacity" or is_a_child(someone)):
        return {name: FITS_ANY_AGE[name]}  # what is recorded against somebody's age counts for more than that
    if recorded is None:
        return {name: draw(values(specs(Person)[name]))}
    fills: dict[str, Callable[[Any, Any], Any]] = {"bills": completed, "income": earned}
    fills |= dict.fromkeys(("schoolings", "businesses", "posts"), whole)
    if name in fills:
        return {name: [fills[name](item, draw) for item in recorded]}
    return {}  # recorded already: the fact is missing of somebody else


def earned(one: Income, draw: Any) -> Any:
    """An income with its amount filled in, negative only where its kind may be."""
    assert one.kind is not None
    lowest = None if one.kind.may_be_negative else Decimal(0)
    return one if one.amount is not None else evolved(one, amount=draw(amounts(lowest)))


def completed(one: MedicalBill, draw: Any) -> Any:
    """A bill with its gaps filled so that what was paid lies within the scope, and the scope within the total."""
    paid, in_scope, total = one.basic_insurance_paid, one.in_scope, one.total
    if in_scope is None:
        in_scope = draw(amounts(paid or Decimal(0), total))
    if paid is None:
        paid = draw(amounts(Decimal(0), in_scope))
    if total is None:
        total = draw(amounts(in_scope))
    inpatient = draw(st.booleans()) if one.in_county_inpatient is None else one.in_county_inpatient
    return evolved(one, total=total, in_scope=in_scope, basic_insurance_paid=paid, in_county_inpatient=inpatient)


def holds(value: Any, later: Any) -> bool:
    """Whether whatever the later value may be lies within the earlier one."""
    if not isinstance(value, Unknown):
        return not isinstance(later, Unknown) and bool(value == later)
    return value.holds(later)


def by_key(items: Any) -> dict[tuple[Any, str], Any]:
    return {(item.person, item.rule): item for item in items}


@given(households(), local_figures(2022), policies)
def test_assess_never_raises_and_keeps_its_promises(one: Household, figures: LocalFigures, policy: str) -> None:
    found = assess(one, POLICIES[policy], figures, on=ON)
    for item in found.payments:
        assert set(item.not_stated) <= set(item.missing)
        if item.status in (DUE, NOT_ELIGIBLE):
            assert (isinstance(item.amount, Unknown), item.missing) == (False, ())
        elif isinstance(item.amount, Unknown):
            assert item.missing
            assert (set(item.missing) == set(item.not_stated)) is (item.status is NOT_STATED)
        else:
            assert (item.amount, item.missing) == (Decimal("0.00"), ()), "0.00 whether or not there is a right to it"
    for decision in found.decisions:
        assert bool(decision.missing) is isinstance(decision.outcome, Unknown)
        assert not decision.blockers or decision.outcome is False
    settled = {(fact.fact, answer) for fact in found.missing for answer in fact.settles}
    for right in found.entitlements:
        assert bool(right.missing) is isinstance(right.outcome, Unknown)
        recordable = set(right.missing) - set(right.not_stated)
        assert {(fact, f"entitlements.{right.entitlement.name}") for fact in recordable} <= settled
    assert len(by_key(found.payments)) == len(found.payments)
    assert len(by_key(found.decisions)) == len(found.decisions)
    assert set(found.totals) == {item.rule for item in found.payments}
    named = [(fact.fact, fact.person) for fact in found.missing]
    assert len(set(named)) == len(named)


@given(households(), local_figures(2022), policies)
def test_who_is_not_eligible_is_due_nothing(one: Household, figures: LocalFigures, policy: str) -> None:
    found = assess(one, POLICIES[policy], figures, on=ON)
    nothing = [(item.rule, ends(item.amount)) for item in found.payments if item.status is NOT_ELIGIBLE]
    assert nothing == [(rule, Decimal("0.00")) for rule, _ in nothing]


@given(households(), local_figures(2022), policies)
def test_a_fact_of_a_person_is_missing_of_a_person(one: Household, figures: LocalFigures, policy: str) -> None:
    found = assess(one, POLICIES[policy], figures, on=ON)
    people = {someone.id for someone in one.people}
    assert [fact.fact for fact in found.missing if (fact.person in people) is not (fact.place == "person")] == []


@given(households(), local_figures(2022), policies)
def test_the_same_records_give_the_same_assessment(one: Household, figures: LocalFigures, policy: str) -> None:
    again = load_policy(policy.removesuffix(" without practice"), on=ON, practice="without" not in policy)
    assert repr(assess(one, POLICIES[policy], figures, on=ON)) == repr(assess(one, again, figures, on=ON))


@settings(max_examples=150)
@given(households(), local_figures(2022), policies, st.data())
def test_recording_a_missing_fact_never_overturns_an_answer(
    one: Household, figures: LocalFigures, policy: str, data: st.DataObject
) -> None:
    before = assess(one, POLICIES[policy], figures, on=ON)
    assume(before.missing and not before.conflicts)  # what contradicts itself is recorded already
    fact = data.draw(st.sampled_from(before.missing))
    fuller, further = filled(fact, one, figures, data)
    after = assess(fuller, POLICIES[policy], further, on=ON)
    assume(not after.conflicts)  # a record that contradicts another leaves open what hung on that
    payments, decisions = by_key(after.payments), by_key(after.decisions)
    # Where extreme poverty is recorded for nobody, all members are counted; once it is for one, the others' is missed.
    first = fact.fact == "extreme_poverty" and all(person.extreme_poverty is None for person in one.members_on(ON))
    for item in before.payments:
        if first and item.rule in ("gradual_exit", "minimum_living"):
            continue
        later = payments.get((item.person, item.rule))
        # A payment that no longer comes into question was never more than possible.
        assert holds(item.amount, Decimal("0.00") if later is None else later.amount), item.rule
        if item.status in (DUE, NOT_ELIGIBLE):
            assert later is None or later.status is item.status, item.rule
    for decision in before.decisions:
        if first and decision.rule == "single_person_household":
            continue
        settled = decisions.get((decision.person, decision.rule))
        assert settled is None or holds(decision.outcome, settled.outcome), decision.rule
    for right, now in zip(before.entitlements, after.entitlements, strict=True):
        assert holds(right.outcome, now.outcome), right.entitlement.name


def test_an_overlay_is_a_policy_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "overlay.toml"
    path.write_text(
        '[document]\nid = "notice"\ntitle = "x"\nfrom = 2022-01-01\nuntil = 2022-12-31\n'
        '[contribution_subsidy.full_rate]\nvalue = 0.9\nunit = "share"\nsection = "1"\n'
        # No class beside those of the plan of Hunan is subsidised.
        '[contribution_subsidy.unnamed_rate]\nvalue = 0\nunit = "share"\nsection = "1"\n',
        encoding="utf-8",
    )
    found = payment(assessed(household(person(orphan=ALWAYS)), "guizhou", overlay=path), SUBSIDY)
    # 320 x 90% = 288
    assert (found.status, found.amount, found.worksheet.terms.cited["full_rate"].pack) == (
        DUE,
        Decimal("288.00"),
        "notice",
    )
    with pytest.raises(NotStated):
        load_policy("guizhou", on=ON, overlay=path).figure("contribution_subsidy.partial_rate")
