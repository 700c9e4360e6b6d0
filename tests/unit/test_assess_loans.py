"""The interest subsidy of a loan on record: for the days of the year within its term, and as long as there is one.

guizhou-14fyp-2021 第七章第三节: interest subsidised up to 50,000 of principal, the policies going on to the end of
2025. The loan is 50,000 at 3.65% a year, all of it subsidised, by a year of 365 days: 5.00 a day.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rural_revitalization import (
    Household,
    LocalFigures,
    Payment,
    Person,
    PrimeRate,
    SmallLoan,
    Spell,
    Status,
    Unknown,
    assess,
    load_policy,
    missing,
)
from rural_revitalization.cases import Case
from rural_revitalization.loans.several import worked_loans
from rural_revitalization.models import Drawing, Repayment
from rural_revitalization.rules.credit import small_loan

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
    # It was poor for ever and exited before any of the loans was lent, unless said otherwise.
    poor = [Spell(since=date.min, until=date(2014, 11, 30))]
    exited = {"exited": True, "exited_on": date(2014, 12, 1), "registered_poor": poor}
    known: dict[str, Any] = {"monitored": []} | ({} if "exited" in changes else exited) | changes
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
    ("dates", "most", "lacking"),
    [
        ({}, "1825.00", ("due_on", "lent_on")),
        ({"lent_on": date(2022, 11, 1)}, "305.00", ("due_on",)),
        ({"due_on": date(2022, 3, 1)}, "295.00", ("lent_on",)),
    ],
)
def test_days_nobody_recorded_leave_a_range_within_the_days_there_can_be(
    dates: Any, most: str, lacking: tuple[str, ...]
) -> None:
    payment = due(loan(**dates), on=date(2022, 12, 1))
    assert payment.status is Status.NOT_DETERMINED
    assert (payment.missing, payment.to_record) == (lacking, ("loans",))
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


# -- several loans --------------------------------------------------------------------------------------------------


def ends(value: Any) -> Any:
    return (value.low, value.high) if isinstance(value, Unknown) else value


def subsidies(payment: Payment) -> list[Any]:
    """What each loan is subsidised with, in the order in which they were worked out."""
    return [ends(part.interest_subsidy) for part in payment.parts]


def test_loans_with_other_days_are_each_worked_out_by_their_own() -> None:
    # The older fills the 50,000 that are subsidised for all of the year: 1,825.00; of the newer nothing is left.
    one, other = (loan(lent_on=date(2022, month, 1), due_on=date(2023, 1, 1)) for month in (1, 11))
    for loans in ((one, other), (other, one)):
        payment = due(*loans, on=date(2022, 12, 1))
        assert (payment.status, payment.amount, payment.missing) == (Status.DUE, Decimal("1825.00"), ())
        assert subsidies(payment) == [Decimal("1825.00"), Decimal("0.00")]
        # 61 days of 5.00 from 1 November on
        assert [part.interest for part in payment.parts] == [Decimal("1825.00"), Decimal("305.00")]


def test_two_loans_of_different_terms_are_added() -> None:
    # 20,000 at 3.65% are 2.00 a day, for the 59 days to its end on 1 March, ten of them overdue: 98.00.
    # 30,000 at 7.30% are 6.00 a day, for the 61 days from 1 November on: 366.00. In all 464.00.
    older = loan(
        principal=20000, outstanding=20000, lent_on=date(2019, 3, 1), due_on=date(2022, 3, 1), overdue_days=285
    )
    newer = loan(principal=30000, outstanding=30000, annual_rate="0.073", lent_on=date(2022, 11, 1), term_months=36)
    payment = due(newer, older, on=date(2022, 12, 1))
    assert (payment.status, payment.amount, payment.missing) == (Status.DUE, Decimal("464.00"), ())
    assert subsidies(payment) == [Decimal("98.00"), Decimal("366.00")]
    assert [part.facts.outstanding for part in payment.parts] == [Decimal(20000), Decimal(30000)]
    # The older bears 2.00 a day for 59 days of its term and 275 overdue after it, 668.00; the newer its 366.00.
    assert (payment.worksheet.interest, payment.worksheet.own_interest) == (Decimal("1034.00"), Decimal("570.00"))
    assert payment.worksheet.parts == payment.parts
    assert payment.worksheets == (*payment.parts, payment.worksheet)


def test_the_oldest_loan_holds_first_what_is_subsidised() -> None:
    # 50,000 are subsidised in all: 30,000 of the oldest, 3.00 a day; 20,000 of the second, 2.00 a day; none of the
    # third. All year: 1,095.00 and 730.00.
    first, second, third = (
        loan(principal=30000, outstanding=30000, lent_on=date(year, 1, 1), due_on=date(2025, 1, 1))
        for year in (2019, 2020, 2021)
    )
    payment = due(third, first, second, on=date(2022, 6, 1))
    assert subsidies(payment) == [Decimal("1095.00"), Decimal("730.00"), Decimal("0.00")]
    assert payment.amount == Decimal("1825.00")
    held = [(part.facts.older_balance, part.subsidised_principal, part.balance_in_all) for part in payment.parts]
    assert held == [
        (Decimal(0), Decimal(30000), Decimal(30000)),
        (Decimal(30000), Decimal(20000), Decimal(60000)),
        (Decimal(60000), Decimal(0), Decimal(90000)),
    ]
    # The household bears nothing of the oldest, of the second what 10,000 cost at 1.00 a day, and all of the third.
    assert [part.own_interest for part in payment.parts] == [Decimal(0), Decimal("365.00"), Decimal("1095.00")]


def test_of_loans_lent_on_one_day_nobody_knows_which_holds_first_what_is_subsidised() -> None:
    # All of the year, 50,000 at 7.30% are 3,650.00 and at 3.65% 1,825.00: one of the two, in whatever order recorded.
    dear, cheap = (
        loan(annual_rate=rate, lent_on=date(2022, 1, 1), due_on=date(2023, 1, 1)) for rate in ("0.073", "0.0365")
    )
    for loans in ((dear, cheap), (cheap, dear)):
        payment = due(*loans, on=date(2022, 6, 1))
        assert (payment.status, payment.missing) == (Status.NOT_DETERMINED, ("lent_on",))
        assert ends(payment.amount) == (Decimal("1825.00"), Decimal("3650.00"))


def test_the_order_of_loans_on_the_same_terms_is_of_no_account() -> None:
    # Two of 40,000 at 3.65%, lent on one day: 50,000 are subsidised whichever comes first.
    one, other = (
        loan(principal=40000, outstanding=40000, lent_on=date(2022, 1, 1), due_on=date(2023, 1, 1)) for _ in range(2)
    )
    assert due(one, other, on=date(2022, 6, 1)).amount == Decimal("1825.00")


def test_a_loan_of_no_recorded_day_leaves_a_range_that_holds_both_orders() -> None:
    # Both run all year. With the dear one first, 50,000 at 7.30% are 10.00 a day, 3,650.00; with the other, 1,825.00.
    all_year: dict[str, Any] = {"due_on": date(2026, 1, 1)}
    dated = loan(lent_on=date(2021, 1, 1), **all_year)

    def dear(lent_on: date | None) -> SmallLoan:
        return loan(annual_rate="0.073", lent_on=lent_on, **all_year)

    open_order = due(dated, dear(None), on=date(2022, 6, 1))
    assert open_order.status is Status.NOT_DETERMINED
    assert (open_order.missing, open_order.to_record) == (("lent_on",), ("loans",))
    orders = [due(dated, dear(lent_on), on=date(2022, 6, 1)) for lent_on in (date(2020, 1, 1), date(2021, 6, 1))]
    assert [order.amount for order in orders] == [Decimal("3650.00"), Decimal("1825.00")]
    assert isinstance(open_order.amount, Unknown)
    assert all(open_order.amount.holds(order.amount) for order in orders)
    assert open_order.amount.high == Decimal("3650.00")
    for part, alone in zip(open_order.parts, ("1825.00", "3650.00"), strict=True):
        # Each by itself: nothing where the other is older, all where it is older itself.
        assert ends(part.interest_subsidy) == (Decimal(0), Decimal(alone))
        assert ends(part.facts.older_balance) == (Decimal(0), Decimal(50000))


def test_the_order_is_of_no_account_where_only_one_loan_can_hold_anything() -> None:
    # A loan of nothing takes nothing from the other.
    nothing = loan(principal=0, outstanding=None, lent_on=None, due_on=date(2023, 1, 1))
    whole = loan(lent_on=date(2022, 1, 1), due_on=date(2023, 1, 1))
    payment = due(nothing, whole, on=date(2022, 6, 1))
    assert (payment.status, payment.amount) == (Status.DUE, Decimal("1825.00"))


def test_loans_repaid_before_the_year_are_left_aside_and_take_nothing_from_those_that_run() -> None:
    repaid = loan(outstanding=0, lent_on=date(2019, 1, 1), due_on=date(2021, 3, 1))
    of_nothing = loan(principal=0, outstanding=0)
    running = loan(lent_on=date(2022, 1, 1), due_on=date(2023, 1, 1))
    payment = due(repaid, of_nothing, running, on=date(2022, 6, 1))
    assert (payment.status, payment.amount, payment.parts) == (Status.DUE, Decimal("1825.00"), ())
    assert payment.worksheet.facts.outstanding == Decimal(50000)


def test_a_loan_repaid_on_a_day_nobody_recorded_may_have_borne_interest_until_the_day() -> None:
    # At most 50,000 for the 31 + 28 days to the end of its term, 295.00; at least nothing.
    repaid = loan(outstanding=0, lent_on=date(2019, 1, 1), due_on=date(2022, 3, 1))
    payment = due(repaid, on=date(2022, 6, 1))
    assert (payment.status, payment.missing) == (Status.NOT_DETERMINED, ("entries",))
    assert ends(payment.amount) == (Decimal("0.00"), Decimal("295.00"))
    # On 1 February 50,000 came back: 31 days.
    entries = (Drawing(on=date(2019, 1, 1), drawn=50000), Repayment(on=date(2022, 2, 1), repaid=50000))
    known = due(loan(outstanding=0, due_on=date(2022, 3, 1), entries=entries), on=date(2022, 6, 1))
    assert (known.status, known.amount) == (Status.DUE, Decimal("155.00"))


def test_where_every_loan_was_repaid_before_the_year_nothing_comes_of_them() -> None:
    repaid = [
        loan(outstanding=0, lent_on=date(year, 1, 1), due_on=date(2022, 1, 1), overdue_days=0) for year in (2019, 2020)
    ]
    payment = due(*repaid, on=date(2022, 6, 1))
    assert (payment.status, payment.amount) == (Status.DUE, Decimal("0.00"))
    assert subsidies(payment) == [Decimal("0.00"), Decimal("0.00")]


def test_a_balance_that_is_not_recorded_leaves_open_what_it_leaves_to_the_next() -> None:
    # The older holds between nothing and its 20,000, so that 30,000 to 50,000 of the newer are subsidised, at 3.00 to
    # 5.00 a day, and the older at up to 2.00 a day.
    older = loan(principal=20000, outstanding=None, lent_on=date(2021, 1, 1), due_on=date(2025, 1, 1))
    newer = loan(lent_on=date(2022, 1, 1), due_on=date(2025, 1, 1))
    payment = due(newer, older, on=date(2022, 6, 1))
    assert payment.status is Status.NOT_DETERMINED
    assert subsidies(payment) == [(Decimal(0), Decimal("730.00")), (Decimal("1095.00"), Decimal("1825.00"))]
    assert payment.missing == ("entries", "outstanding")
    for owed in (0, 5000, 20000):
        # It came to the balance on its first day, as entries say.
        entries = (Drawing(on=date(2021, 1, 1), drawn=20000), Repayment(on=date(2021, 1, 1), repaid=20000 - owed))
        known = due(newer, attrs.evolve(older, entries=entries), on=date(2022, 6, 1))  # type: ignore[misc]
        assert isinstance(payment.amount, Unknown)
        assert payment.amount.holds(known.amount)
        # Whatever the older holds, 50,000 are subsidised in all: 1,825.00.
        assert known.amount == Decimal("1825.00")


@given(st.lists(st.integers(0, 60000), min_size=1, max_size=4), st.data())
def test_all_loans_together_are_subsidised_as_one_of_all_their_balances(
    balances: list[int], data: st.DataObject
) -> None:
    # All run the whole of the year at 3.65%, so that 50,000 in all are subsidised; each loan is rounded by itself.
    days = data.draw(st.permutations([date(2015 + at, 1, 1) for at in range(len(balances))]))
    loans = [
        loan(principal=owed, outstanding=owed, lent_on=on, due_on=date(2026, 1, 1))
        for owed, on in zip(balances, days, strict=True)
    ]
    payment = due(*loans, on=date(2022, 6, 1))
    expected = Decimal(min(sum(balances), 50000)) * Decimal("0.0365")
    assert abs(Decimal(str(payment.amount)) - expected) <= Decimal("0.005") * len(balances)


@pytest.mark.parametrize(
    ("exited", "exited_on", "status"),
    [
        (True, date(2022, 12, 1), Status.NOT_ELIGIBLE),
        (None, date(2019, 1, 1), Status.DUE),
        (True, date(2022, 1, 1), Status.DUE),
        # Not when it was lent, nor before: what was not lent in scope is not subsidised later.
        (True, date(2022, 1, 2), Status.NOT_ELIGIBLE),
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


# -- each loan by itself: its own rate, days and balance ------------------------------------------------------------


UNTIL_MID_YEAR = """[document]
id = "made-up-notice"
title = "A made-up notice that ends the subsidy on 30 June 2022"
from = 2021-01-01
until = 2025-12-31

[small_loan.subsidy_until]
value = 2022-06-30
section = "article 1"
"""


@pytest.fixture
def mid_year(tmp_path: Path) -> Path:
    notice = tmp_path / "notice.toml"
    notice.write_text(UNTIL_MID_YEAR, encoding="utf-8")
    return notice


@pytest.mark.parametrize(
    ("changes", "on", "subsidy", "interest"),
    [
        # 181 days from 1 January to 30 June at 5.00: 905.00. Interest is that of all 365 days.
        ({}, date(2022, 12, 31), "905.00", "1825.00"),
        ({}, date(2022, 3, 1), "905.00", "1825.00"),
        # The 20 days overdue before 31 December lie after the subsidy: nothing more is lost.
        ({"overdue_days": 20}, date(2022, 12, 31), "905.00", "1825.00"),
        # Of the 29 days overdue before 10 July, 20 are of June: 905.00 less 20 times 5.00.
        ({"overdue_days": 29}, date(2022, 7, 10), "805.00", "1825.00"),
        # Lent on 1 April: 91 days to 30 June, 455.00; 275 days to the end of the year, 1,375.00.
        ({"lent_on": date(2022, 4, 1)}, date(2022, 12, 31), "455.00", "1375.00"),
        # Due on 1 March: 59 days.
        ({"due_on": date(2022, 3, 1)}, date(2022, 2, 1), "295.00", "295.00"),
        # Lent after the subsidy: 123 days from 31 August.
        ({"lent_on": date(2022, 8, 31)}, date(2022, 12, 31), "0.00", "615.00"),
    ],
)
def test_a_subsidy_ends_on_its_very_day(mid_year: Path, changes: Any, on: date, subsidy: str, interest: str) -> None:
    one = loan(**{"lent_on": date(2021, 1, 1), "due_on": date(2024, 1, 1)} | changes)
    payment = due(one, on=on, overlay=mid_year)
    assert (payment.status, payment.amount) == (Status.DUE, Decimal(subsidy))
    assert payment.worksheet.interest == Decimal(interest)
    assert payment.worksheet.own_interest == Decimal(interest) - Decimal(subsidy)


def test_a_subsidy_that_ends_is_cited_beside_what_it_leaves(mid_year: Path) -> None:
    one = loan(lent_on=date(2021, 1, 1), due_on=date(2024, 1, 1))
    payment = due(one, on=date(2022, 12, 31), overlay=mid_year)
    (line,) = [item for item in payment.lines() if item.name == "interest_subsidy"]
    assert "made-up-notice article 1" in line.sources


def test_days_overdue_after_the_term_bear_interest_without_subsidy() -> None:
    # Due on 1 March 2022, still owed on 1 December: 59 days in the term, 295.00, and 275 after it, 1,375.00.
    late = loan(lent_on=date(2019, 3, 1), due_on=date(2022, 3, 1), overdue_days=275)
    worksheet = due(late, on=date(2022, 12, 1)).worksheet
    assert (worksheet.facts.days, worksheet.facts.overdue_days, worksheet.subsidised_days) == (334, 275, 59)
    assert (worksheet.interest, worksheet.interest_subsidy) == (Decimal("1670.00"), Decimal("295.00"))
    assert worksheet.own_interest == Decimal("1375.00")


def test_loans_of_two_rates_are_each_worked_out_at_their_own() -> None:
    # 20,000 at 3.65% are 730.00 a year; 10,000 at 4.38% are 438.00.
    terms: dict[str, Any] = {"due_on": date(2024, 1, 1)}
    one = loan(principal=20000, outstanding=20000, lent_on=date(2021, 1, 1), **terms)
    other = loan(principal=10000, outstanding=10000, lent_on=date(2021, 6, 1), annual_rate="0.0438", **terms)
    payment = due(one, other, on=date(2022, 12, 31))
    assert subsidies(payment) == [Decimal("730.00"), Decimal("438.00")]
    assert (payment.amount, payment.worksheet.interest) == (Decimal("1168.00"), Decimal("1168.00"))


@pytest.mark.parametrize(
    ("amount", "confirmed", "permitted"),
    [
        # 30,000 and 20,000 are within what a first loan may be; 45,000 more only with a top-up; 80,000 more never.
        (20000, {}, True),
        (45000, {}, None),
        (45000, {"need_confirmed": True, "able_to_repay": True}, True),
        (45000, {"need_confirmed": True, "able_to_repay": False}, False),
        (80000, {}, False),
    ],
)
def test_a_top_up_is_a_second_loan_and_a_balance_above_the_cap_is_said_to_be(
    amount: int, confirmed: Any, permitted: bool | None
) -> None:
    first = loan(principal=30000, outstanding=30000, lent_on=date(2021, 1, 1), due_on=date(2024, 1, 1))
    more: dict[str, Any] = {"principal": amount, "outstanding": amount} | confirmed
    second = loan(lent_on=date(2021, 7, 1), due_on=date(2024, 1, 1), **more)
    worksheet = due(first, second, on=date(2022, 6, 1)).worksheet
    assert ends(worksheet.balance_permitted) == ((False, True) if permitted is None else permitted)
    assert worksheet.balance == Decimal(30000 + amount)
    # What is subsidised does not turn on it: 50,000 at 3.65% at most.
    assert worksheet.interest_subsidy == Decimal("1825.00")


def test_a_day_count_nobody_recorded_leaves_a_range_between_the_bases() -> None:
    one = Household(
        id="h",
        members=[Person(id="p")],
        exited=True,
        monitored=[],
        loans=[loan(lent_on=date(2022, 1, 1), due_on=date(2023, 1, 1))],
    )
    local = LocalFigures(year=2022, subsidised_share=1, sources={"subsidised_share": "made up"})
    on = date(2022, 12, 31)
    (payment,) = assess(one, load_policy("guizhou", on=on), local, on=on, only={"small_loan"}).payments
    # 50,000 x 3.65% x 365 / 366 = 1,820.0137; by 360 1,850.3472.
    assert (payment.status, payment.missing) == (Status.NOT_DETERMINED, ("day_count",))
    assert ends(payment.amount) == (Decimal("1820.01"), Decimal("1850.35"))


# -- in scope when it was lent --------------------------------------------------------------------------------------


LENT: dict[str, Any] = {"lent_on": date(2022, 2, 1), "due_on": date(2025, 2, 1)}
WATCHED = [Spell(since=date(2022, 1, 1), until=date(2022, 3, 31))]


@pytest.mark.parametrize(
    ("of_household", "of_loan", "status"),
    [
        # It was watched over when the loan was lent, and is not on the day.
        ({"exited": False, "monitored": WATCHED}, LENT, Status.DUE),
        ({"exited": False, "monitored": WATCHED}, LENT | {"lent_on": date(2022, 4, 1)}, Status.NOT_ELIGIBLE),
        ({"exited": False, "monitored": None}, LENT, Status.NOT_DETERMINED),
        ({"exited": None, "monitored": []}, LENT, Status.NOT_DETERMINED),
        # What the loan's own record says settles it.
        ({"exited": None, "monitored": []}, LENT | {"lent_in_scope": True}, Status.DUE),
        ({"exited": None, "monitored": []}, LENT | {"lent_in_scope": False}, Status.NOT_ELIGIBLE),
        # Up to 2020 the registered poor borrow too.
        (
            {"exited": False, "monitored": [], "registered_poor": [Spell(since=date(2016, 1, 1))]},
            LENT | {"lent_on": date(2020, 12, 31)},
            Status.DUE,
        ),
        (
            {"exited": False, "monitored": [], "registered_poor": [Spell(since=date(2016, 1, 1))]},
            LENT | {"lent_on": date(2021, 1, 1)},
            Status.NOT_ELIGIBLE,
        ),
    ],
)
def test_a_loan_is_subsidised_that_was_lent_in_scope(of_household: Any, of_loan: Any, status: Status) -> None:
    payment = due(loan(**of_loan), on=date(2022, 12, 31), **of_household)
    assert payment.status is status
    if status is Status.NOT_DETERMINED:
        # 334 days from 1 February at 5.00, or nothing
        assert ends(payment.amount) == (Decimal("0.00"), Decimal("1670.00"))


def test_of_a_loan_of_no_recorded_day_it_is_open_only_where_days_differ() -> None:
    undated = loan(due_on=date(2025, 2, 1))
    watched = due(undated, on=date(2022, 12, 31), exited=False, monitored=WATCHED, registered_poor=[])
    assert ends(watched.worksheet.lent_in_scope) == (False, True)
    never = due(undated, on=date(2022, 12, 31), exited=False, monitored=[], registered_poor=[])
    assert never.status is Status.NOT_ELIGIBLE
    always = due(undated, on=date(2022, 12, 31))
    assert always.worksheet.lent_in_scope is True


# -- the prime rate of the day it was lent --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lent_on", "rate", "permitted"),
    [
        (date(2022, 1, 19), "0.038", True),
        (date(2022, 1, 20), "0.038", False),
        (date(2022, 1, 20), "0.037", True),
        # Before the first that is recorded nobody knows it; of no recorded day it is that of any day.
        (date(2021, 12, 19), "0.037", None),
        (None, "0.038", None),
    ],
)
def test_a_rate_is_held_against_the_prime_rate_of_the_day_it_was_lent(
    lent_on: date | None, rate: str, permitted: bool | None
) -> None:
    lpr = [
        PrimeRate(since=date(2022, 1, 20), one_year="0.037", five_year="0.046"),
        PrimeRate(since=date(2021, 12, 20), one_year="0.038", five_year="0.0465"),
    ]
    figures: dict[str, Any] = {"day_count": 365, "subsidised_share": 1, "lpr": lpr}
    local = LocalFigures(year=2022, **figures, sources=dict.fromkeys(figures, "made up"))
    borrowed = loan(lent_on=lent_on, term_months=12, annual_rate=rate)
    one = Household(id="h", members=[Person(id="p")], exited=True, monitored=[], loans=[borrowed])
    on = date(2022, 12, 1)
    (payment,) = assess(one, load_policy("guizhou", on=on), local, on=on, only={"small_loan"}).payments
    assert ends(payment.worksheet.rate_permitted) == ((False, True) if permitted is None else permitted)


def test_the_newest_loan_may_hold_first_what_is_subsidised() -> None:
    # All of the year, 50,000 each: 3.65% of the older are 1,825.00, 7.30% of the newer 3,650.00.
    older = loan(lent_on=date(2020, 1, 1), due_on=date(2024, 1, 1))
    newer = loan(lent_on=date(2021, 1, 1), due_on=date(2024, 1, 1), annual_rate="0.073")
    exited: dict[str, Any] = {"exited_on": date(2019, 1, 1), "monitored": []}
    one = Household(id="h", members=[Person(id="p")], loans=[older, newer], **exited)
    figures: dict[str, Any] = {"day_count": 365, "subsidised_share": 1}
    local = LocalFigures(year=2022, **figures, sources=dict.fromkeys(figures, "made up"))
    on = date(2022, 6, 1)
    case, terms = Case(household=one, local=local, on=on), load_policy("guizhou", on=on).terms(small_loan)
    for oldest_first, subsidy in ((True, "1825.00"), (False, "3650.00")):
        *_, in_all = worked_loans(small_loan.RULE, case, terms, oldest_first=oldest_first)
        assert in_all.interest_subsidy == Decimal(subsidy)


def test_of_the_registered_poor_of_2019_the_plan_says_that_they_borrow_and_not_how_much() -> None:
    # hunan-13fyp-2017 专栏3 plans credit and interest subsidy by head, and no cap of a loan.
    on = date(2019, 12, 31)
    borrowed = loan(lent_on=date(2018, 7, 1), due_on=date(2021, 7, 1), principal=30000, outstanding=30000)
    poor: dict[str, Any] = {"exited": False, "registered_poor": [Spell(since=date(2016, 3, 1))]}
    one = Household(id="h", members=[Person(id="p")], loans=[borrowed], **poor)
    figures: dict[str, Any] = {"day_count": 365, "subsidised_share": 1}
    local = LocalFigures(year=2019, **figures, sources=dict.fromkeys(figures, "made up"))
    (payment,) = assess(one, load_policy("hunan", on=on), local, on=on, only={"small_loan"}).payments
    assert (payment.status, payment.missing) == (Status.NOT_STATED, ("small_loan.subsidised_cap",))
    # At most all of the interest: 30,000 x 3.65%.
    assert ends(payment.amount) == (Decimal("0.00"), Decimal("1095.00"))
    (line,) = [item for item in payment.lines() if item.name == "lent_in_scope"]
    assert line.sources == ("hunan-13fyp-2017 专栏3",)
