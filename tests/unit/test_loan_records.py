"""The record of a loan: its entries, what they must agree with, and what follows from them on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from rural_revitalization import InvalidInput, LocalFigures, SmallLoan, Unknown
from rural_revitalization.loans.ledger import Drawing, Overdue, RateChange, Repayment
from rural_revitalization.models import PrimeRate
from rural_revitalization.models.entries import Entry
from rural_revitalization.records import dumps, loads, structure, unstructure

LENT = date(2022, 3, 1)
not_a_booking: Any = RateChange(on=LENT, annual_rate=0)
ON = date(2023, 6, 1)


def ends(value: Any) -> Any:
    return (value.low, value.high, set(value.facts)) if isinstance(value, Unknown) else value


def repaid(on: date, amount: Any) -> Repayment:
    return Repayment(on=on, repaid=amount)


LOAN = SmallLoan(
    entries=(repaid(date(2023, 7, 1), 5000), Drawing(on=LENT, drawn=30000), repaid(date(2022, 9, 1), 12000)),
    due_on=date(2024, 3, 1),
    annual_rate="0.0365",
    overdue_days=0,
)


def test_what_entries_say_need_not_be_recorded_again() -> None:
    assert (LOAN.lent, LOAN.amount_lent, LOAN.falls_due) == (LENT, Decimal(30000), date(2024, 3, 1))
    # Repayments after a day are not known on it.
    assert LOAN.balance(ON) == Decimal(18000)
    assert LOAN.balance(date(2023, 7, 1)) == Decimal(13000)
    assert LOAN.balances(ON) == {LENT: Decimal(30000), date(2022, 9, 1): Decimal(18000)}
    # 2022 began to bear interest at 30,000 on its 60th day, after 31 + 28; 2023 begins at 18,000.
    assert LOAN.highest_balance(date(2022, 12, 1)) == Decimal(30000)
    assert LOAN.highest_balance(ON) == Decimal(18000)
    assert LOAN.days_before_in_year(date(2022, 12, 1)) == 59
    assert (LOAN.days_before_in_year(ON), LOAN.days_in_year(ON)) == (0, 365)


def test_a_term_in_months_begins_on_the_day_of_the_drawing() -> None:
    assert SmallLoan(entries=[Drawing(on=LENT, drawn=1)], term_months=12).falls_due == date(2023, 3, 1)


def test_a_loan_repaid_bears_interest_until_the_day_it_was() -> None:
    whole = SmallLoan(entries=[Drawing(on=LENT, drawn=1), repaid(date(2023, 2, 1), 1)], due_on=date(2024, 3, 1))
    assert whole.days_in_year(ON) == 31
    assert whole.balance(ON) == 0
    assert not whole.is_over(ON)
    assert whole.is_over(date(2024, 1, 1))


def test_without_entries_an_earlier_balance_lies_between_that_of_the_day_and_what_was_lent() -> None:
    plain = SmallLoan(lent_on=LENT, principal=30000, outstanding=18000)
    assert (plain.balance(ON), plain.highest_balance(ON)) == (Decimal(18000), Decimal(30000))
    # On the day it was lent, and on 1 January, no day of the year lies before.
    assert plain.highest_balance(LENT) == Decimal(18000)
    assert plain.highest_balance(date(2023, 1, 1)) == Decimal(18000)
    unknown = SmallLoan(lent_on=LENT, outstanding=18000)
    assert ends(unknown.highest_balance(ON)) == (Decimal(18000), None, {"principal"})


@pytest.mark.parametrize(
    ("recorded", "days", "overdue"),
    [
        # Due on 1 March 2023, 92 days before 1 June, after 59 days of the year.
        ({"outstanding": 10, "overdue_days": 92}, 151, 92),
        ({"outstanding": 10, "overdue_days": 0}, 151, 92),
        ({"outstanding": 10, "overdue_days": 100}, 151, 100),
        ({"outstanding": 10, "overdue_days": 10**6}, 151, 151),
        ({"outstanding": 10}, 151, (92, 151, {"overdue_days"})),
        # Repaid, nobody knows when: by the end of its term where it was never overdue.
        ({"outstanding": 0, "overdue_days": 0}, (0, 59, {"entries"}), 0),
        ({"outstanding": 0, "overdue_days": 10}, (0, 69, {"entries"}), (0, 10, {"entries"})),
        ({"outstanding": 0}, (0, 151, {"entries", "overdue_days"}), (0, 151, {"entries", "overdue_days"})),
        ({}, (0, 151, {"outstanding"}), (0, 151, {"outstanding", "overdue_days"})),
    ],
)
def test_after_its_term_a_loan_bears_interest_while_it_is_owed(recorded: Any, days: Any, overdue: Any) -> None:
    loan = SmallLoan(lent_on=LENT, due_on=date(2023, 3, 1), principal=10, **recorded)
    assert (ends(loan.days_in_year(ON)), ends(loan.overdue_days_in_year(ON))) == (days, overdue)


def test_a_loan_may_be_drawn_in_stages() -> None:
    # 10,000 from LENT on, 30,000 from ON on: 30,000 at most, and lent on the first day.
    loan = SmallLoan(entries=[Drawing(on=ON, drawn=20000), Drawing(on=LENT, drawn=10000)], principal=30000)
    assert (loan.lent, loan.amount_lent) == (LENT, Decimal("30000.00"))
    assert (loan.balance(ON), loan.balance(ON - timedelta(days=1))) == (Decimal("30000.00"), Decimal("10000.00"))
    assert loan.highest_balance(ON) == Decimal("30000.00")


@pytest.mark.parametrize(
    ("made", "paths", "rules"),
    [
        (lambda: SmallLoan(entries=[]), ["entries"], ["drawing_first"]),
        (lambda: SmallLoan(entries=[repaid(ON, 1)]), ["entries"], ["drawing_first"]),
        (
            lambda: SmallLoan(entries=[repaid(LENT, 1), Drawing(on=ON, drawn=1)]),
            ["entries[0].on", "entries"],
            ["drawing_first", "repayment_within_balance"],
        ),
        (
            lambda: SmallLoan(entries=[Drawing(on=ON, drawn=1)], lent_on=LENT, principal=2, outstanding=2),
            ["lent_on", "principal", "outstanding"],
            ["entries_agree"] * 3,
        ),
        (
            lambda: SmallLoan(entries=[Drawing(on=LENT, drawn=1), repaid(ON, "1.01")]),
            ["entries"],
            ["repayment_within_balance"],
        ),
        (lambda: SmallLoan(entries=[not_a_booking]), ["entries[0]"], [None]),
    ],
)
def test_entries_that_contradict_each_other_or_the_rest_are_refused(
    made: Callable[[], Any], paths: list[str], rules: list[str | None]
) -> None:
    with pytest.raises(InvalidInput) as caught:
        made()
    assert [item.path for item in caught.value.mismatches] == paths
    assert [item.rule for item in caught.value.mismatches] == rules


# -- as data --------------------------------------------------------------------------------------------------


def test_entries_are_told_apart_by_the_field_that_only_one_kind_has() -> None:
    assert loads(SmallLoan, dumps(LOAN)) == LOAN
    assert unstructure(LOAN)["entries"][:2] == [
        {"on": "2023-07-01", "repaid": "5000.00"},
        {"on": "2022-03-01", "drawn": "30000.00"},
    ]
    kinds = [
        ({"on": "2022-03-01", "drawn": "1"}, Drawing(on=LENT, drawn=1)),
        ({"on": "2022-03-01", "repaid": "1"}, repaid(LENT, 1)),
        ({"on": "2022-03-01", "annual_rate": "0.03"}, RateChange(on=LENT, annual_rate="0.03")),
        ({"since": "2022-03-01"}, Overdue(since=LENT)),
    ]
    for given, entry in kinds:
        assert structure(Entry, given) == entry


@pytest.mark.parametrize(
    ("entry", "path"),
    [
        ({"on": "2022-03-01"}, "$.entries[0]"),
        ({"on": "2022-03-01", "drawn": 1, "repaid": 1}, "$.entries[0]"),
        ({"on": "2022-03-01", "annual_rate": "0.03"}, "$.entries[0]"),
        ("2022-03-01", "$.entries[0]"),
        ({"on": "2022-13-01", "drawn": 1}, "$.entries[0].on"),
        ({"on": "2022-03-01", "drawn": 1, "by": "x"}, "$.entries[0].by"),
    ],
)
def test_an_entry_that_is_of_no_kind_is_refused_with_its_place(entry: Any, path: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        structure(SmallLoan, {"entries": [entry]})
    assert [item.path for item in caught.value.mismatches] == [path]


# -- prime rates ----------------------------------------------------------------------------------------------


def figures(*rates: PrimeRate) -> LocalFigures:
    return LocalFigures(year=2023, lpr=rates, sources={"lpr": "made up"})


def test_a_prime_rate_holds_from_its_day_until_the_next() -> None:
    june, august = (PrimeRate(since=date(2023, month, 20), one_year="0.0355") for month in (6, 8))
    local = figures(august, june)
    assert local.prime_rate(date(2023, 6, 19)) is None
    assert local.prime_rate(date(2023, 6, 20)) is june
    assert local.prime_rate(date(2023, 8, 19)) is june
    assert local.prime_rate(date(2023, 8, 20)) is august


def test_two_prime_rates_of_one_day_are_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        figures(PrimeRate(since=ON), PrimeRate(since=ON))
    assert [(item.path, item.rule) for item in caught.value.mismatches] == [("lpr[1].since", "one_rate_a_day")]
