"""The interest subsidy of a loan on record: for the days of the year within its term, and as long as there is one.

guizhou-14fyp-2021 第七章第三节: interest subsidised up to 50,000 of principal, the policies going on to the end of
2025. The loan is 50,000 at 3.65% a year, all of it subsidised, by a year of 365 days: 5.00 a day.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rural_revitalization import (
    Household,
    LocalFigures,
    Payment,
    Person,
    SmallLoan,
    Spell,
    Status,
    Unknown,
    assess,
    load_policy,
    missing,
)

CARRIED = """[document]
id = "made-up-notice"
title = "A made-up notice that the plan goes on"
from = 2026-01-01
until = 2026-12-31

[[document.carries_forward]]
pack = "guizhou-14fyp-2021"
section = "article 1"

[[document.carries_forward]]
pack = "national-practice"
section = "article 2"
"""


def loan(**changes: Any) -> SmallLoan:
    known: dict[str, Any] = {"principal": 50000, "outstanding": 50000, "overdue_days": 0, "annual_rate": "0.0365"}
    return SmallLoan(**known | changes)


def due(*loans: SmallLoan, on: date, overlay: Path | None = None, **changes: Any) -> Payment:
    known: dict[str, Any] = {"exited": True, "monitored": []} | changes
    one = Household(id="h", members=[Person(id="p")], loans=loans, **known)
    figures: dict[str, Any] = {"day_count": 365, "subsidised_share": 1}
    local = LocalFigures(year=on.year, **figures, sources=dict.fromkeys(figures, "made up"))
    policy = load_policy("guizhou", on=on, overlay=overlay)
    (payment,) = assess(one, policy, local, on=on, only={"small_loan"}).payments
    return payment


@pytest.mark.parametrize(
    ("lent_on", "due_on", "on", "amount"),
    [
        # 61 days from 1 November to the end of the year
        (date(2022, 11, 1), date(2025, 10, 31), date(2022, 12, 31), "305.00"),
        (date(2022, 11, 1), date(2025, 10, 31), date(2021, 9, 1), "0.00"),
        (date(2022, 11, 1), date(2025, 10, 31), date(2023, 6, 1), "1825.00"),
        # 31 + 28 days to the last of February: the day it is due does not count
        (date(2019, 3, 1), date(2022, 3, 1), date(2022, 12, 1), "295.00"),
        (date(2019, 3, 1), date(2021, 3, 1), date(2022, 12, 1), "0.00"),
        (date(2022, 1, 1), date(2023, 1, 1), date(2022, 6, 1), "1825.00"),
    ],
)
def test_what_is_subsidised_are_the_days_of_the_year_within_the_term(
    lent_on: date, due_on: date, on: date, amount: str
) -> None:
    payment = due(loan(lent_on=lent_on, due_on=due_on), on=on)
    assert (payment.status, payment.amount) == (Status.DUE, Decimal(amount))


def test_a_term_in_months_says_when_a_loan_is_due() -> None:
    # Three years from 2019-03-01 end on 2022-03-01: 59 days of 2022.
    payment = due(loan(lent_on=date(2019, 3, 1), term_months=36), on=date(2022, 6, 1))
    assert payment.amount == Decimal("295.00")


@pytest.mark.parametrize(
    ("dates", "most"),
    [
        ({}, "1825.00"),
        ({"lent_on": date(2022, 11, 1)}, "305.00"),
        ({"due_on": date(2022, 3, 1)}, "295.00"),
    ],
)
def test_days_nobody_recorded_leave_a_range_within_the_days_there_can_be(dates: Any, most: str) -> None:
    payment = due(loan(**dates), on=date(2022, 12, 1))
    assert payment.status is Status.NOT_DETERMINED
    assert payment.missing == ("loans",)
    assert isinstance(payment.amount, Unknown)
    assert (payment.amount.low, payment.amount.high) == (Decimal("0.00"), Decimal(most))


@pytest.mark.parametrize(
    ("overdue_days", "amount"),
    # The loan was due on 1 March, 275 days before 1 December: so many days overdue lie after its term, and ten more
    # within its last 59 days.
    [(0, "295.00"), (275, "295.00"), (285, "245.00"), (400, "0.00")],
)
def test_days_overdue_after_the_term_take_nothing_from_those_within_it(overdue_days: int, amount: str) -> None:
    late = loan(lent_on=date(2019, 3, 1), due_on=date(2022, 3, 1), overdue_days=overdue_days)
    assert due(late, on=date(2022, 12, 1)).amount == Decimal(amount)


def test_nothing_is_subsidised_once_the_subsidy_is_over(tmp_path: Path) -> None:
    notice = tmp_path / "notice.toml"
    notice.write_text(CARRIED, encoding="utf-8")
    running = loan(lent_on=date(2025, 1, 1), due_on=date(2027, 1, 1))
    payment = due(running, on=date(2026, 3, 1), overlay=notice)
    assert payment.amount == Decimal("0.00")
    assert payment.worksheet.interest == Decimal("1825.00")
    assert payment.worksheet.own_interest == Decimal("1825.00")


def test_the_worksheet_of_who_is_not_in_scope_says_what_the_payment_says() -> None:
    payment = due(loan(lent_on=date(2022, 1, 1), due_on=date(2023, 1, 1)), on=date(2022, 6, 1), exited=False)
    assert (payment.status, payment.amount) == (Status.NOT_ELIGIBLE, Decimal("0.00"))
    assert payment.worksheet.interest_subsidy == Decimal("0.00")
    assert payment.worksheet.subsidised_principal == Decimal("0.00")
    assert payment.worksheet.own_interest == Decimal("1825.00")


def test_loans_with_other_days_leave_the_days_open() -> None:
    one, other = (loan(lent_on=date(2022, month, 1), due_on=date(2023, 1, 1)) for month in (1, 11))
    payment = due(one, other, on=date(2022, 12, 1))
    assert (payment.status, payment.missing) == (Status.NOT_DETERMINED, ("loans",))


@pytest.mark.parametrize(
    ("exited", "exited_on", "status"),
    [
        (True, date(2022, 12, 1), Status.NOT_ELIGIBLE),
        (None, date(2019, 1, 1), Status.DUE),
        (True, date(2022, 6, 1), Status.DUE),
    ],
)
def test_a_household_has_exited_from_the_day_it_did(exited: Any, exited_on: date, status: Status) -> None:
    running = loan(lent_on=date(2022, 1, 1), due_on=date(2023, 1, 1))
    assert due(running, on=date(2022, 6, 1), exited=exited, exited_on=exited_on).status is status


def test_identification_and_help_go_by_the_day_of_exit_too() -> None:
    on = date(2022, 6, 1)
    one = Household(
        id="h",
        members=[Person(id="p")],
        exited=True,
        exited_on=date(2022, 12, 1),
        monitored=[Spell(since=date(2022, 12, 1))],
        per_capita_net_income="6899.99",
        at_risk=True,
    )
    local = LocalFigures(year=2022, monitoring_line=6900, sources={"monitoring_line": "made up"})
    found = assess(one, load_policy("hunan", on=on), local, on=on)
    decision = found.decision("identification")
    assert decision is not None
    assert (decision.worksheet.marginal, decision.worksheet.unstable_exited) == (True, False)
    of_the_exited = [item for item in found.entitlements if item.entitlement.name == "contract_service"]
    assert [item.outcome for item in of_the_exited] == [False]
    assert "exited" not in missing(decision.worksheet)
