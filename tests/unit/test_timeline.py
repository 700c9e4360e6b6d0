"""A household over time, with the days of its changes worked out by hand."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rural_revitalization import (
    AllowanceSpell,
    Drawing,
    Household,
    InvalidInput,
    InvalidPack,
    LocalFigures,
    MedicalBill,
    Person,
    PrimeRate,
    Repayment,
    SmallLoan,
    Spell,
    Timeline,
    Unknown,
    next_change,
    records,
    timeline,
)
from rural_revitalization.assessment import Cause, DatedChange, Standing, Status
from rural_revitalization.assessment.changes import _of_row, _of_rule
from rural_revitalization.assessment.stretches import COUNTING
from rural_revitalization.assessment.turns import spread
from rural_revitalization.catalogue import DECLARED, ENTITLEMENTS
from rural_revitalization.fields import specs

NO_CLASS: dict[str, Any] = {
    "extreme_poverty": [],
    "severely_disabled": [],
    "minimum_living_allowance": [],
    "low_income": [],
    "returned_to_poverty": [],
    "sick_or_disabled_child": [],
    "special_difficulty": [],
    "bills": [],
    "insured": True,
}
GROWN_UP: dict[str, Any] = NO_CLASS | {"birth_date": date(1980, 3, 5)}
FIGURES: dict[str, Any] = {
    "insurance_contribution": 380,
    "allowance_standard": 600,
    "area_disposable_income": 32000,
    "serious_illness_ceiling": 10000,
    "day_count": 365,
    "subsidised_share": 1,
    "lpr": [PrimeRate(since=date(2019, 8, 20), one_year="0.0365", five_year="0.0465")],
}


def local(*years: int, **more: Any) -> list[LocalFigures]:
    figures = FIGURES | more
    return [LocalFigures(year=year, **figures, sources=dict.fromkeys(figures, "made up")) for year in years]


def household(*members: Person, **more: Any) -> Household:
    known: dict[str, Any] = {"monitored": [], "registered_poor": [], "exited": False, "loans": []}
    return Household(id="1", members=members, **known | more)


def of(found: Timeline, name: str, person: str | None = None) -> list[DatedChange]:
    """The changes of one answer."""
    return [change for change in found.changes if (change.name, change.person) == (name, person)]


def ends(value: Any) -> tuple[Any, Any]:
    assert isinstance(value, Unknown)
    return value.low, value.high


def causes(change: DatedChange) -> set[Cause]:
    return {reason.cause for reason in change.why}


# -- people --------------------------------------------------------------------------------------------------------


def test_a_child_is_no_orphan_from_the_eighteenth_birthday() -> None:
    # Born 2006-05-01, so 18 on 2024-05-01; until then, nobody having recorded whether an orphan, up to the whole 380.
    child = Person(id="1-1", birth_date=date(2006, 5, 1), **NO_CLASS)
    found = timeline(household(child), "hunan", local(2024), since=date(2024, 1, 1), until=date(2024, 12, 31))
    (change,) = of(found, "contribution_subsidy.subsidy", "1-1")
    assert change.on == date(2024, 5, 1)
    assert change.before is not None
    assert change.before.status is Status.NOT_DETERMINED
    assert ends(change.before.value) == (Decimal("0.00"), Decimal("380.00"))
    assert change.after is not None
    assert (change.after.status, change.after.value) == (Status.NOT_ELIGIBLE, Decimal("0.00"))
    assert [(reason.cause, reason.person, reason.number) for reason in change.why] == [(Cause.BIRTHDAY, "1-1", 18)]
    assert [reason.text("zh") for reason in change.why] == ["1-1：满18周岁"]
    assert change.sources == ("hunan-14fyp-2021 第二章第二节二",)


def test_who_was_born_on_29_february_turns_eighteen_on_the_28th() -> None:
    # As `Person.age` counts: 18 full years after 2004-02-29 is 2022-02-28, the last day of that month.
    child = Person(id="1-1", birth_date=date(2004, 2, 29), **NO_CLASS)
    found = timeline(household(child), "hunan", local(2022), since=date(2022, 1, 1), until=date(2022, 12, 31))
    assert [change.on for change in of(found, "contribution_subsidy.subsidy", "1-1")] == [date(2022, 2, 28)]


def test_a_child_is_there_from_the_day_of_birth() -> None:
    child = Person(id="1-2", birth_date=date(2024, 3, 10), **NO_CLASS)
    found = timeline(
        household(Person(id="1-1", **GROWN_UP), child),
        "hunan",
        local(2024),
        since=date(2024, 1, 1),
        until=date(2024, 12, 31),
    )
    (change,) = of(found, "contribution_subsidy.subsidy", "1-2")
    assert (change.on, change.before) == (date(2024, 3, 10), None)
    assert [reason.field for reason in change.why] == ["birth_date"]
    assert found.on(date(2024, 3, 9)).answer("contribution_subsidy.subsidy", "1-2") is None
    assert found.on(date(2024, 3, 9)).answer("contribution_subsidy.subsidy", "1-1") is not None


def test_a_death_ends_answers_and_leaves_fewer_who_share_the_income() -> None:
    # Two members, an income of 900 a month: 300 short of the standard for two, 1,200; above that for one, 600.
    family = household(
        Person(id="1-1", **GROWN_UP),
        Person(id="1-2", died_on=date(2024, 3, 15), **GROWN_UP),
        family_income=900,
        employment_cost=0,
        rigid_spending=0,
        exempt_income=0,
    )
    found = timeline(family, "hunan", local(2024), since=date(2024, 1, 1), until=date(2024, 12, 31))
    (gone,) = of(found, "contribution_subsidy.subsidy", "1-2")
    assert (gone.on, gone.after) == (date(2024, 3, 15), None)
    (allowance,) = of(found, "minimum_living.grant")
    assert allowance.on == date(2024, 3, 15)
    assert allowance.before is not None
    assert allowance.after is not None
    assert (allowance.before.value, allowance.after.status) == (Decimal("300.00"), Status.NOT_ELIGIBLE)
    for change in (gone, allowance):
        assert [(reason.field, reason.person) for reason in change.why] == [("died_on", "1-2")]
    assert not of(found, "contribution_subsidy.subsidy", "1-1")


def test_nobody_is_left_when_the_last_member_has_died() -> None:
    family = household(Person(id="1-1", died_on=date(2024, 3, 15), **GROWN_UP))
    found = timeline(family, "hunan", local(2024), since=date(2024, 3, 1), until=date(2024, 3, 31))
    assert [(str(item.since), item.standing) for item in found.stretches] == [
        ("2024-03-01", Standing.ASSESSED),
        ("2024-03-15", Standing.NOBODY),
    ]
    assert found.stretches[1].answers == ()
    assert {reason.field for change in found.changes for reason in change.why} == {"died_on"}


# -- spells and months -------------------------------------------------------------------------------------------------


def test_the_gradual_exit_ends_after_its_twelfth_month() -> None:
    # The allowance ended in May 2023. Months 1 to 12 after it are June 2023 to May 2024; month 13 begins on 2024-06-01.
    received = NO_CLASS | {
        "minimum_living_allowance": [AllowanceSpell(since=date(2020, 1, 1), until=date(2023, 5, 31))]
    }
    family = household(
        *(Person(id=f"1-{at}", **received | {"birth_date": date(1980, 7, 1)}) for at in (1, 2)),
        family_income=1300,  # above the standard for two, 1,200
        employment_cost=0,
        rigid_spending=0,
        exempt_income=0,
        allowance_grant=300,
        raised_by_employment=True,
        months_above_standard=12,
    )
    found = timeline(family, "hunan", local(2023, 2024), since=date(2023, 4, 1), until=date(2024, 12, 31))
    (change,) = of(found, "gradual_exit.grant")
    assert change.on == date(2024, 6, 1)
    assert change.before is not None
    assert change.after is not None
    assert (change.before.value, change.after.status) == (Decimal("300.00"), Status.NOT_ELIGIBLE)
    assert [(reason.cause, reason.number) for reason in change.why] == [(Cause.MONTH, 13)]
    paid = [due for due in found.months if due.name == "gradual_exit.grant" and due.held[0].status is Status.DUE]
    assert len(paid) == 14  # April 2023 to May 2024
    assert (paid[0].since, paid[-1].until) == (date(2023, 4, 1), date(2024, 5, 31))
    assert {held.amount for due in paid for held in due.held} == {Decimal("300.00")}


def test_a_spell_counts_from_its_first_day_to_its_last() -> None:
    spell = [Spell(since=date(2024, 2, 1), until=date(2024, 4, 30))]
    person = Person(id="1-1", orphan=[], de_facto_unattended_child=[], **GROWN_UP | {"extreme_poverty": spell})
    found = timeline(household(person), "hunan", local(2024), since=date(2024, 1, 1), until=date(2024, 12, 31))
    begins, ends = of(found, "contribution_subsidy.subsidy", "1-1")
    assert (begins.on, causes(begins)) == (date(2024, 2, 1), {Cause.BEGINS})
    assert (ends.on, causes(ends)) == (date(2024, 5, 1), {Cause.ENDS})
    assert begins.after is not None
    assert begins.after.value == Decimal("380.00")
    assert {reason.field for change in (begins, ends) for reason in change.why} == {"extreme_poverty"}


def test_what_changed_within_a_month_or_year_is_shown_by_its_days_and_never_added() -> None:
    spell = [Spell(since=date(2024, 2, 11))]
    person = Person(id="1-1", orphan=[], de_facto_unattended_child=[], **GROWN_UP | {"extreme_poverty": spell})
    found = timeline(household(person), "hunan", local(2024), since=date(2024, 2, 1), until=date(2024, 3, 31))
    (due,) = (due for due in found.years if due.name == "contribution_subsidy.subsidy")
    assert due.unit == "yuan per year"
    assert [(str(held.since), str(held.until), held.amount) for held in due.held] == [
        ("2024-02-01", "2024-02-10", Decimal("0.00")),
        ("2024-02-11", "2024-03-31", Decimal("380.00")),
    ]
    assert all(due.unit.endswith(" month") for due in found.months)


# -- bills ---------------------------------------------------------------------------------------------------------


def test_a_bill_uses_up_the_ceiling() -> None:
    # Half of 32,000, so 16,000, is deducted; 60% of the rest is paid, up to 10,000 in the year.
    # 2024-02-01: 0.6 x (30,000 - 16,000) = 8,400. 2024-06-01: 0.6 x (50,000 - 16,000) = 20,400, so 10,000.
    # 2024-09-01: nothing more.
    bills = [
        MedicalBill(settled_on=date(2024, month, 1), total=cost + 1000, in_scope=cost + 1000, basic_insurance_paid=1000)
        for month, cost in ((2, 30000), (6, 20000), (9, 5000))
    ]
    person = Person(id="1-1", **GROWN_UP | {"bills": bills})
    found = timeline(household(person), "hunan", local(2024, 2025), since=date(2024, 1, 1), until=date(2025, 1, 31))
    first, second, new_year = of(found, "serious_illness.reimbursement", "1-1")
    paid = [change.after.value for change in (first, second, new_year) if change.after is not None]
    assert [change.on for change in (first, second, new_year)] == [date(2024, 2, 1), date(2024, 6, 1), date(2025, 1, 1)]
    assert paid == [Decimal("8400.00"), Decimal("10000.00"), Decimal("0.00")]
    assert [{reason.field for reason in change.why} for change in (first, second)] == [{"bills"}, {"bills"}]
    assert causes(new_year) == {Cause.YEAR}
    settled = [change.on for change in of(found, "settlement.own_payment", "1-1") if change.before is None]
    assert settled == [date(2024, 2, 1), date(2024, 6, 1), date(2024, 9, 1)]


# -- loans ---------------------------------------------------------------------------------------------------------


def borrowers(**loan: Any) -> Household:
    lent: dict[str, Any] = {"term_months": 12, "annual_rate": "0.0365", "lent_in_scope": True}
    return household(Person(id="1-1", **GROWN_UP), loans=[SmallLoan(**lent | loan)], exited=True)


def test_a_repayment_lowers_the_subsidy_of_the_year() -> None:
    # 30,000 at 3.65% is 3.00 a day, all of it subsidised. In 2024 it runs to 2024-05-31: 152 days, 456.00.
    # Repaid 10,000 on 2024-03-01: 60 days at 3.00 and 92 at 2.00, 364.00. The rest on 2024-05-01: 180 + 61 x 2 = 302.
    family = borrowers(
        overdue_days=0,
        entries=[
            Drawing(on=date(2023, 6, 1), drawn=30000),
            Repayment(on=date(2024, 3, 1), repaid=10000),
            Repayment(on=date(2024, 5, 1), repaid=20000),
        ],
    )
    found = timeline(family, "guizhou", local(2024), since=date(2024, 1, 1), until=date(2024, 12, 31))
    assert found.opening == found.stretches[0].answers
    opening = found.stretches[0].answer("small_loan.interest_subsidy")
    assert opening is not None
    assert opening.value == Decimal("456.00")
    changes = of(found, "small_loan.interest_subsidy")
    assert [(str(change.on), change.after and change.after.value) for change in changes] == [
        ("2024-03-01", Decimal("364.00")),
        ("2024-05-01", Decimal("302.00")),
    ]
    assert {reason.field for change in changes for reason in change.why} == {"loans"}
    assert "small loans: repaid on" in {reason.text() for reason in changes[0].why}


def test_a_loan_of_which_nobody_recorded_the_days_overdue_is_open_day_by_day_until_it_is_due() -> None:
    # Due on 2024-06-01, after 152 days of the year at 3.00. Each day that passes may have been overdue, and then not
    # subsidised: on 2 January 453.00 to 456.00, on 1 June 0.00 to 456.00. Days after the term are never subsidised.
    family = borrowers(lent_on=date(2023, 6, 1), principal=30000, outstanding=30000)
    found = timeline(family, "guizhou", local(2024), since=date(2024, 1, 1), until=date(2024, 12, 31))
    changes = of(found, "small_loan.interest_subsidy")
    assert [change.on for change in changes] == [
        date.fromordinal(date(2024, 1, 2).toordinal() + at) for at in range(152)
    ]
    first, *_, last = (change.after.value for change in changes if change.after is not None)
    assert ends(first) == (Decimal("453.00"), Decimal("456.00"))
    assert ends(last) == (Decimal("0.00"), Decimal("456.00"))
    assert Cause.DUE in causes(changes[-1])
    assert causes(changes[50]) == {Cause.COUNTED}


def test_only_rules_about_loans_count_days() -> None:
    # What `turns` follows day by day: a rule that counts days of anything else must be added there.
    counting = {
        name for name, rule in DECLARED.items() if any(spec.unit == "days" for spec in specs(rule.facts).values())
    }
    assert counting == COUNTING
    reading = {name for name, rule in DECLARED.items() if rule.finds and "loans" in _of_rule(name)}
    assert reading == COUNTING


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([5, 5, 5, 5, 5], []),
        ([1, 2, 3, 4, 5], [1, 2, 3, 4]),
        ([5, 5, 5, 4, 4], [3]),
        ([5, 3, 1, 3, 5], [1, 2, 3, 4]),  # turns once, and ends as it began
        ([7], []),
        ([7, 8], [1]),
    ],
)
def test_days_that_differ_are_found_by_halving(values: list[int], expected: list[int]) -> None:
    first = date(2024, 1, 1)
    days = [date.fromordinal(first.toordinal() + at) for at in range(len(values))]
    found = spread(days[0], days[-1], lambda day: values[days.index(day)])
    assert [days.index(day) for day in found] == expected


# -- documents and figures ---------------------------------------------------------------------------------------------


def test_the_plan_ended_with_2025() -> None:
    found = timeline(
        household(Person(id="1-1", **GROWN_UP)), "hunan", local(2025), since=date(2025, 12, 1), until=date(2026, 1, 31)
    )
    last, after = found.stretches
    assert (last.until, last.standing, last.documents[0]) == (date(2025, 12, 31), Standing.ASSESSED, "hunan-14fyp-2021")
    assert (after.since, after.standing, after.documents, after.answers) == (
        date(2026, 1, 1),
        Standing.NO_DOCUMENT,
        (),
        (),
    )
    assert len(found.changes) == len(last.answers)
    assert all(change.after is None for change in found.changes)
    ended = {(reason.cause, reason.document) for change in found.changes for reason in change.why}
    assert ended <= {(Cause.DOCUMENT_ENDS, "hunan-14fyp-2021"), (Cause.DOCUMENT_ENDS, "national-practice")}


def test_a_plan_carried_on_goes_on_after_its_end() -> None:
    person = Person(id="1-1", **GROWN_UP | {"extreme_poverty": [Spell(since=date(2020, 1, 1))]})
    found = timeline(
        household(person), "hunan", local(2025, 2026), since=date(2025, 12, 1), until=date(2026, 1, 31), carry=True
    )
    subsidies = [stretch.answer("contribution_subsidy.subsidy", "1-1") for stretch in found.stretches]
    assert {stretch.standing for stretch in found.stretches} == {Standing.ASSESSED}
    assert {answer.value for answer in subsidies if answer is not None} == {Decimal("380.00")}


def test_no_day_is_covered_by_a_document() -> None:
    found = timeline(
        household(Person(id="1-1", **GROWN_UP)), "guizhou", [], since=date(2026, 1, 1), until=date(2026, 12, 31)
    )
    assert [stretch.standing for stretch in found.stretches] == [Standing.NO_DOCUMENT]
    assert (found.changes, found.months, found.years) == ((), (), ())


def test_a_year_without_figures_says_what_is_missing() -> None:
    person = Person(id="1-1", **GROWN_UP | {"extreme_poverty": [Spell(since=date(2020, 1, 1))]})
    found = timeline(
        household(person), "hunan", {2023: local(2023)[0]}, since=date(2023, 12, 1), until=date(2024, 1, 31)
    )
    (change,) = of(found, "contribution_subsidy.subsidy", "1-1")
    assert (change.on, causes(change)) == (date(2024, 1, 1), {Cause.YEAR})
    assert change.before is not None
    assert change.after is not None
    assert (change.before.value, change.after.missing) == (Decimal("380.00"), ("insurance_contribution",))


OVERLAY = """
[document]
id = "made-up-2024"
title = "a made-up notice"
from = 2024-03-01
until = 2024-06-30

[serious_illness.rate]
value = 0.70
section = "1"
"""


def test_an_overlay_counts_in_its_own_period(tmp_path: Path) -> None:
    # 0.7 instead of 0.6 of (26,000 - 16,000) for a bill of the overlay's period, settled under its figures for good.
    (tmp_path / "own.toml").write_text(OVERLAY, encoding="utf-8")
    bill = MedicalBill(settled_on=date(2024, 4, 1), total=26000, in_scope=26000, basic_insurance_paid=0)
    person = Person(id="1-1", **GROWN_UP | {"bills": [bill]})
    found = timeline(
        household(person),
        "hunan",
        local(2024),
        since=date(2024, 1, 1),
        until=date(2024, 12, 31),
        overlay=tmp_path / "own.toml",
    )
    (change,) = of(found, "serious_illness.reimbursement", "1-1")
    assert change.after is not None
    assert (change.on, change.after.value) == (date(2024, 4, 1), Decimal("7000.00"))
    assert set(change.sources) == {"made-up-2024 1", "hunan-14fyp-2021 第二章第二节二"}
    named = [(str(item.since), "made-up-2024" in item.documents) for item in found.stretches]
    assert ("2024-03-01", True) in named
    assert ("2024-07-01", False) in named


def test_each_of_several_overlays_counts_in_its_own_period(tmp_path: Path) -> None:
    autumn = OVERLAY.replace("made-up-2024", "autumn").replace("03-01", "09-01").replace("06-30", "10-31")
    files = tmp_path / "spring.toml", tmp_path / "autumn.toml"
    for file, text in zip(files, (OVERLAY, autumn.replace("0.70", "0.75")), strict=True):
        file.write_text(text, encoding="utf-8")
    bills = [
        MedicalBill(settled_on=date(2024, month, 2), total=cost, in_scope=cost, basic_insurance_paid=0)
        for month, cost in ((4, 26000), (9, 2000))
    ]
    for given in (files, files[::-1]):
        found = timeline(
            household(Person(id="1-1", **GROWN_UP | {"bills": bills})),
            "hunan",
            local(2024),
            since=date(2024, 1, 1),
            until=date(2024, 12, 31),
            overlay=given,
        )
        named = {str(item.since): set(item.documents) & {"made-up-2024", "autumn"} for item in found.stretches}
        assert named["2024-03-01"] == {"made-up-2024"}
        assert named["2024-07-01"] == set()
        assert named["2024-09-01"] == {"autumn"}
        assert named["2024-11-01"] == set()
        # 70% of (26,000 - 16,000), then 75% of all 2,000 of the second bill beside it: 7,000 + 1,500.
        paid = [item.after.value for item in of(found, "serious_illness.reimbursement", "1-1") if item.after]
        assert paid == [Decimal("7000.00"), Decimal("8500.00")]


def test_an_overlay_that_covers_no_day_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(OVERLAY, encoding="utf-8")
    with pytest.raises(InvalidPack, match="a period that covers a day from 2025-01-01 to 2025-12-31") as refused:
        timeline(
            household(Person(id="1-1", **GROWN_UP)),
            "hunan",
            [],
            since=date(2025, 1, 1),
            until=date(2025, 12, 31),
            overlay=tmp_path / "own.toml",
        )
    assert [item.path for item in refused.value.mismatches] == ["document.from"]


# -- what is given -------------------------------------------------------------------------------------------------


def test_all_that_is_wrong_is_said_at_once() -> None:
    family = household(Person(id="1-1", **GROWN_UP), county="Anhua")
    wrong = [*local(2024), LocalFigures(year=2024, county="Nan")]
    with pytest.raises(InvalidInput) as refused:
        timeline(family, "hunan", wrong, since=date(2024, 12, 31), until=date(2024, 1, 1))
    assert [item.path for item in refused.value.mismatches] == ["until", "local[1]", "local[1]"]
    with pytest.raises(InvalidInput) as refused:
        timeline(family, "hunan", {2023: local(2024)[0]}, since=date(2024, 1, 1), until="2024-12-31")  # type: ignore[arg-type]
    assert [item.path for item in refused.value.mismatches] == ["until", "local[2023]"]


@pytest.mark.parametrize("given", [None, 2024, "2024", [2024]])
def test_figures_are_local_figures(given: Any) -> None:
    with pytest.raises(InvalidInput) as refused:
        timeline(
            household(Person(id="1-1", **GROWN_UP)), "hunan", given, since=date(2024, 1, 1), until=date(2024, 1, 2)
        )
    assert [item.path for item in refused.value.mismatches] == ["local"]


def test_a_place_that_nobody_knows_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        timeline(household(Person(id="1-1", **GROWN_UP)), "hubei", [], since=date(2024, 1, 1), until=date(2024, 1, 2))
    assert [item.path for item in refused.value.mismatches] == ["jurisdiction"]


def test_a_day_outside_the_period_has_no_stretch() -> None:
    found = timeline(
        household(Person(id="1-1", **GROWN_UP)), "hunan", [], since=date(2024, 1, 1), until=date(2024, 1, 31)
    )
    assert found.on(date(2024, 1, 31)).until == date(2024, 1, 31)
    with pytest.raises(InvalidInput, match="a date from 2024-01-01 to 2024-01-31"):
        found.on(date(2024, 2, 1))


# -- what changes next, and in which words ---------------------------------------------------------------------------


def test_what_changes_next_is_one_call() -> None:
    child = Person(id="1-1", birth_date=date(2006, 5, 1), **NO_CLASS)
    period: dict[str, Any] = {"after": date(2024, 1, 1), "until": date(2024, 12, 31)}
    found = next_change(household(child), "hunan", local(2024), **period)
    assert {change.on for change in found} == {date(2024, 5, 1)}
    assert "contribution_subsidy.subsidy" in {change.name for change in found}
    period = {"after": date(2024, 5, 1), "until": date(2024, 12, 31)}
    assert next_change(household(child), "hunan", local(2024), **period) == ()
    with pytest.raises(InvalidInput, match="a date not before after"):
        next_change(household(child), "hunan", [], after=date(2024, 5, 2), until=date(2024, 5, 1))


def test_a_period_may_reach_to_the_last_day_there_is() -> None:
    found = timeline(
        household(Person(id="1-1", **GROWN_UP)), "hunan", local(2025), since=date(2025, 12, 1), until=date.max
    )
    assert [str(stretch.until) for stretch in found.stretches] == ["2025-12-31", "9999-12-31"]


@pytest.mark.parametrize("name", DECLARED)
def test_it_is_known_what_every_rule_reads(name: str) -> None:
    rule = DECLARED[name]
    assert {place_name for place in rule.asks for place_name in (place.name, place.record)} <= _of_rule(name)


@pytest.mark.parametrize("row", ENTITLEMENTS, ids=lambda row: row.register)
def test_it_is_known_what_every_entitlement_reads(row: Any) -> None:
    assert _of_row(row)


def test_every_cause_is_told_in_both_languages() -> None:
    from rural_revitalization.assessment import Reason  # noqa: PLC0415 - beside its only use

    for cause in Cause:
        reason = Reason(cause=cause, person="1-1", label="loan", zh="贷款", number=3, document="made-up")
        assert reason.text("en").startswith("1-1: ")
        assert reason.text("zh").startswith("1-1：")


def test_a_timeline_is_written_as_json() -> None:
    child = Person(id="1-1", birth_date=date(2006, 5, 1), name="张三", **NO_CLASS)
    found = timeline(household(child), "hunan", local(2024), since=date(2024, 4, 1), until=date(2024, 5, 31))
    text = records.dumps(found)
    data = json.loads(text)
    assert "张三" not in text
    assert list(data) == [
        "household",
        "jurisdiction",
        "since",
        "until",
        "opening",
        "stretches",
        "changes",
        "months",
        "years",
        "skipped",
    ]
    (change,) = (item for item in data["changes"] if item["name"] == "contribution_subsidy.subsidy")
    assert (change["on"], change["before"]["status"], change["after"]["value"]) == (
        "2024-05-01",
        "not_determined",
        "0.00",
    )
    assert change["before"]["value"]["facts"] == sorted(change["before"]["missing"])
    assert (change["why"][0]["cause"], change["why"][0]["number"]) == ("birthday", 18)
    assert change["sources"] == ["hunan-14fyp-2021 第二章第二节二"]
    assert [sorted(item) for item in data["stretches"]] == [["documents", "since", "standing", "until"]] * 2
    assert repr(found).count("张三") == 0
