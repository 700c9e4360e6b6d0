"""Payments of one household held against what it was due, by assessment and over time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rural_revitalization import (
    Assessment,
    Household,
    InvalidInput,
    LocalFigures,
    Person,
    Spell,
    Timeline,
    Unknown,
    assess,
    load_policy,
    records,
    timeline,
)
from rural_revitalization.desk import Paid, PaymentOutcome, Reconciled, Reconciliation, Total, reconcile

IN_JUNE: Final = date(2022, 6, 1)
LOCAL: Final = LocalFigures(
    year=2022,
    allowance_standard=400,  # made up
    insurance_contribution=320,
    sources=dict.fromkeys(("allowance_standard", "insurance_contribution"), "made up"),
)
CHILDHOOD: Final = Spell(since=date(2020, 1, 1))
NO_CLASS: Final[dict[str, Any]] = {
    "extreme_poverty": [],
    "severely_disabled": [],
    "minimum_living_allowance": [],
    "low_income": [],
    "returned_to_poverty": [],
    "orphan": [],
    "de_facto_unattended_child": [],
    "insured": True,
}


def family(*members: Person, **facts: Any) -> Household:
    """A family of civil affairs: an income of 150 yuan a month, and nothing to deduct."""
    known: dict[str, Any] = {
        "family_income": 150,
        "employment_cost": 0,
        "monitored": [],
        "exited": False,
        "registered_poor": [],
    }
    return Household(id="H-1", members=members or [person()], **known | facts)


def person(key: str = "a", **facts: Any) -> Person:
    return Person(id=key, **NO_CLASS | facts)


def due_in_june(
    household: Household | None = None, only: Any = ("minimum_living", "contribution_subsidy")
) -> Assessment:
    return assess(household or family(), load_policy("hunan", on=IN_JUNE), LOCAL, only=only)


def over(since: date, until: date, household: Household) -> Timeline:
    return timeline(household, "hunan", [LOCAL], since=since, until=until)


def allowance(amount: Any, month: date = IN_JUNE) -> Paid:
    return Paid(programme="minimum_living", month=month, amount=amount)


def line(found: Reconciliation, programme: str = "minimum_living", since: date = IN_JUNE) -> Reconciled:
    (one,) = (item for item in found.lines if (item.programme, item.since) == (programme, since))
    return one


# -- by the assessment of a day ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paid", "outcome", "difference"),
    [
        # 400.00 a month less an income of 150.00, for one person: 250.00 are due.
        (["250"], "as_due", "0.00"),
        (["249.99"], "under", "-0.01"),
        (["250.01"], "over", "0.01"),
        (["100", "150"], "as_due", "0.00"),
        (["300", "-50"], "as_due", "0.00"),
        ([], "under", "-250.00"),
    ],
)
def test_what_was_paid_is_held_against_what_was_due_to_the_fen(paid: Any, outcome: str, difference: str) -> None:
    found = line(reconcile([allowance(amount) for amount in paid], due_in_june()))
    assert (found.outcome, found.due, found.difference) == (outcome, Decimal("250.00"), Decimal(difference))


def test_what_was_paid_without_a_right_is_not_due() -> None:
    rich = family(family_income=900)
    found = line(reconcile([allowance(10)], due_in_june(rich)))
    assert (found.outcome, found.due, found.difference) == ("not_due", Decimal(0), Decimal(10))
    assert found.text("zh") == "2022-06最低生活保障：已发10.00元，应发0.00元，不应发"


def test_where_nothing_was_paid_and_nothing_was_due_there_is_no_line() -> None:
    assert reconcile([], due_in_june(family(family_income=900), only=["minimum_living"])).lines == ()
    assert reconcile([allowance(5), allowance(-5)], due_in_june(family(family_income=900))).lines == ()


@pytest.mark.parametrize(
    ("paid", "outcome"),
    [("0", "under"), ("249.99", "under"), ("250", "undetermined"), ("400", "undetermined"), ("400.01", "over")],
)
def test_a_range_is_held_against_as_a_whole(paid: str, outcome: str) -> None:
    """Where nobody recorded the cost of employment, the income is 0 to 150, and 250.00 to 400.00 are due."""
    found = line(reconcile([allowance(paid)], due_in_june(family(employment_cost=None))))
    assert isinstance(found.due, Unknown)
    assert (found.due.low, found.due.high) == (Decimal(250), Decimal(400))
    assert found.outcome == outcome
    assert "employment_cost" in found.missing


def test_what_is_open_keeps_its_range() -> None:
    found = line(reconcile([allowance(300)], due_in_june(family(employment_cost=None))))
    assert found.outcome is PaymentOutcome.UNDETERMINED
    difference = found.difference
    assert isinstance(difference, Unknown)
    assert (difference.low, difference.high) == (Decimal(-100), Decimal(50))  # 300 - 400, 300 - 250
    assert found.text() == "2022-06, minimum living allowance: paid 300.00 yuan, due 250.00–400.00 yuan: open"


def test_a_rule_skipped_for_want_of_a_record_leaves_open_what_was_due() -> None:
    found = line(reconcile([allowance(300)], due_in_june(family(family_income=None))))
    assert (found.outcome, found.missing) == ("undetermined", ("family_income",))
    assert isinstance(found.due, Unknown)
    assert (found.due.low, found.due.high) == (Decimal(0), None)


def test_a_programme_of_the_household_counts_once_whoever_it_was_paid_to() -> None:
    both = [Paid(programme="minimum_living", person=key, month=IN_JUNE, amount=125) for key in ("a", None)]
    found = reconcile(both, due_in_june())
    assert (line(found).person, line(found).outcome) == (None, "as_due")


def test_a_programme_of_the_year_is_held_by_year() -> None:
    orphan = family(person(orphan=[CHILDHOOD]))
    paid = [
        Paid(programme="contribution_subsidy", person="a", month=date(2022, month, 9), amount=160) for month in (2, 11)
    ]
    found = line(reconcile(paid, due_in_june(orphan)), "contribution_subsidy", date(2022, 1, 1))
    assert (found.paid, found.due, found.outcome, found.period) == (Decimal(320), Decimal(320), "as_due", "2022")


def test_who_is_no_member_is_owed_nothing() -> None:
    paid = Paid(programme="contribution_subsidy", person="stranger", month=IN_JUNE, amount=320)
    (found,) = (item for item in reconcile([paid], due_in_june()).lines if item.person == "stranger")
    assert found.outcome is PaymentOutcome.NOT_DUE


# -- over time --------------------------------------------------------------------------------------------------


def test_a_month_in_which_it_changed_is_open_between_the_two() -> None:
    """Two people until 15 June: 400 x 2 - 150 = 650; then one: 250. No document says which day decides."""
    household = family(person(), person("b", died_on=date(2022, 6, 16)))
    whole = over(date(2022, 5, 1), date(2022, 7, 31), household)
    paid = [allowance(650, date(2022, month, 1)) for month in (5, 6, 7)]
    found = reconcile(paid, whole)
    assert line(found, since=date(2022, 5, 1)).outcome is PaymentOutcome.AS_DUE
    june = line(found, since=date(2022, 6, 1))
    assert isinstance(june.due, Unknown)
    assert (june.due.low, june.due.high) == (Decimal(250), Decimal(650))
    assert (june.outcome, june.missing) == ("undetermined", ("minimum_living.day_that_decides",))
    july = line(found, since=date(2022, 7, 1))
    assert (july.outcome, july.difference) == ("over", Decimal(400))


def test_a_month_that_the_timeline_does_not_hold_whole_is_open_upwards() -> None:
    found = reconcile([], over(date(2022, 5, 15), date(2022, 6, 30), family()))
    may = line(found, since=date(2022, 5, 1))
    assert isinstance(may.due, Unknown)
    assert (may.due.low, may.due.high) == (Decimal(0), None)
    assert line(found).due == Decimal(250)


def test_over_time_a_rule_skipped_on_some_day_leaves_open() -> None:
    whole = over(date(2022, 6, 1), date(2022, 6, 30), family(family_income=None))
    assert "minimum_living" in whole.skipped
    assert line(reconcile([allowance(1)], whole)).outcome is PaymentOutcome.UNDETERMINED


def test_days_without_a_document_leave_open_what_was_due() -> None:
    ended = timeline(family(), "hunan", [], since=date(2025, 12, 1), until=date(2026, 2, 28))
    found = line(reconcile([allowance(1, date(2026, 1, 5))], ended), since=date(2026, 1, 1))
    assert (found.outcome, found.missing) == ("undetermined", ("minimum_living.document",))


def test_of_a_year_what_was_due_last_counts() -> None:
    """An orphan who died in July was due the whole of the year's 320 while a member."""
    household = family(person(), person("b", orphan=[CHILDHOOD], died_on=date(2022, 7, 1)))
    whole = over(date(2022, 1, 1), date(2022, 12, 31), household)
    paid = Paid(programme="contribution_subsidy", person="b", month=date(2022, 3, 1), amount=320)
    assert line(reconcile([paid], whole), "contribution_subsidy", date(2022, 1, 1)).outcome is PaymentOutcome.AS_DUE


def test_of_a_year_in_which_it_fell_it_is_open_up_to_the_most() -> None:
    """The plans say that classes are those of the day, and not which day: an orphan until March was due 320 then."""
    until_march = Spell(since=date(2015, 1, 1), until=date(2022, 3, 31))
    whole = over(date(2022, 1, 1), date(2022, 12, 31), family(person(), person("b", orphan=[until_march])))
    paid = Paid(programme="contribution_subsidy", person="b", month=date(2022, 2, 1), amount=320)
    found = line(reconcile([paid], whole), "contribution_subsidy", date(2022, 1, 1))
    due: Any = found.due
    assert (found.outcome, due.low, due.high) == (PaymentOutcome.UNDETERMINED, 0, 320)


def test_over_time_a_skipped_programme_has_a_line_as_on_a_day() -> None:
    household = family(family_income=None)
    on_a_day = {item.programme for item in reconcile([], due_in_june(household)).lines}
    whole = over(date(2022, 6, 1), date(2022, 6, 30), household)
    over_june = {item.programme for item in reconcile([], whole).lines}
    assert "minimum_living" in on_a_day
    assert "minimum_living" in over_june


# -- totals -----------------------------------------------------------------------------------------------------

AMOUNTS: Final = st.decimals(-1_000, 10_000, places=2)


@given(st.lists(st.tuples(AMOUNTS, st.integers(5, 7), st.sampled_from(["minimum_living", "contribution_subsidy"]))))
def test_totals_of_parts_are_the_total_to_the_fen(payments: Any) -> None:
    paid = [Paid(programme=name, person="a", month=date(2022, month, 1), amount=item) for item, month, name in payments]
    found = reconcile(paid, MONTHS)
    assert found.total.paid == sum((item.amount for item in paid), Decimal(0))
    for parts in (found.by_outcome().values(), found.by_programme().values()):
        assert sum(part.lines for part in parts) == found.total.lines
        assert sum((Decimal(str(part.paid)) for part in parts), Decimal(0)) == found.total.paid
        assert [added_up(ends(part)[at] for part in parts) for at in (0, 1)] == list(ends(found.total))


def ends(total: Total) -> tuple[Any, Any]:
    """The bounds of what was due."""
    due: Any = total.due
    return (due.low, due.high) if isinstance(due, Unknown) else (due, due)


def added_up(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of bounds; None, without a bound, where any is."""
    found = list(amounts)
    known = [amount for amount in found if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(found) else None


MONTHS: Final = over(
    date(2022, 5, 1), date(2022, 7, 31), family(person(), person("b", died_on=date(2022, 6, 16)), employment_cost=None)
)


# -- what is given ----------------------------------------------------------------------------------------------


def test_a_payment_that_cannot_be_told_is_refused_with_all_its_faults() -> None:
    with pytest.raises(InvalidInput, match="did you mean minimum_living"):
        Paid(programme="minimum_livin", month=IN_JUNE, amount=1)
    with pytest.raises(InvalidInput, match="paid per person"):
        Paid(programme="contribution_subsidy", month=IN_JUNE, amount=1)


def test_payments_beyond_what_is_due_are_all_named() -> None:
    paid = [allowance(1, date(2021, 6, 1)), allowance(1), Paid(programme="small_loan", month=IN_JUNE, amount=1)]
    with pytest.raises(InvalidInput) as caught:
        reconcile(paid, due_in_june())
    assert [item.path for item in caught.value.mismatches] == ["paid[0].month", "paid[2].programme"]
    with pytest.raises(InvalidInput, match=r"paid\[0\].month: expected a month of what is due: 2022-05 to 2022-07"):
        reconcile(paid[:1], MONTHS)


def test_nobody_is_named_by_an_error_or_a_repr() -> None:
    named = Paid(programme="contribution_subsidy", person="张三", month=date(2019, 1, 1), amount=1)
    with pytest.raises(InvalidInput) as caught:
        reconcile([named], due_in_june())
    assert "张三" not in str(caught.value)
    found = reconcile([Paid(programme="contribution_subsidy", person="张三", month=IN_JUNE, amount=1)], due_in_june())
    assert "张三" not in repr(found)


def test_it_is_written_as_json() -> None:
    found = reconcile([allowance(300)], due_in_june(family(employment_cost=None)))
    (data,) = json.loads(records.dumps(found))["lines"]
    assert data["paid"] == "300.00"
    assert (data["due"]["low"], data["due"]["high"], data["outcome"]) == ("250.00", "400.00", "undetermined")
    assert records.loads(Paid, records.dumps(allowance(3))) == allowance(3)
