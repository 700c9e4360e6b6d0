"""What the dates of a loan settle, and what its record says twice.

guizhou-14fyp-2021 第七章第三节 (interest subsidised up to 50,000); national-practice 脱贫人口小额信贷：利率.

50,000 at 3.85% by a year of 360 days, all of it subsidised: 50,000 x 3.85% / 360 = 5.347222... a day.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from rural_revitalization import (
    Assessment,
    Household,
    LocalFigures,
    Person,
    PrimeRate,
    SmallLoan,
    Unknown,
    assess,
    load_policy,
)
from rural_revitalization.models import Drawing, Repayment

RATES = [PrimeRate(since=date(2020, 1, 1), one_year="0.0385", five_year="0.0465")]


def assessed(*loans: SmallLoan, on: date = date(2022, 12, 31)) -> Assessment:
    family = Household(id="1", members=[Person(id="1-1")], exited=True, exited_on=date(2018, 1, 1), loans=loans)
    figures: dict[str, Any] = {"day_count": 360, "subsidised_share": 1, "lpr": RATES}
    local = LocalFigures(year=on.year, **figures, sources=dict.fromkeys(figures, "made up"))
    return assess(family, load_policy("guizhou", on=on), local, on=on, only={"small_loan"})


def loan(lent_on: date, repaid_on: date | None = None, **changes: Any) -> SmallLoan:
    repaid = [] if repaid_on is None else [Repayment(on=repaid_on, repaid=50_000)]
    return SmallLoan(entries=[Drawing(on=lent_on, drawn=50_000), *repaid], **{"annual_rate": "0.0385"} | changes)


def payment(*loans: SmallLoan, on: date = date(2022, 12, 31)) -> Any:
    return assessed(*loans, on=on).payment("small_loan")


def ends(value: Any) -> Any:
    return (value.low, value.high) if isinstance(value, Unknown) else value


IN_2021, IN_2022 = date(2021, 3, 1), date(2022, 3, 1)


@pytest.mark.parametrize(
    ("of", "on", "overdue", "amount"),
    [
        # Repaid on the day it was due: 31 + 28 days, 315.486...
        (loan(IN_2021, date(2022, 3, 1), due_on=date(2022, 3, 1)), date(2022, 12, 31), 0, "315.49"),
        # Repaid before: 31 days, 165.763...
        (loan(IN_2021, date(2022, 2, 1), due_on=date(2022, 3, 1)), date(2022, 12, 31), 0, "165.76"),
        # Repaid ten days after: the ten bear interest without subsidy.
        (loan(IN_2021, date(2022, 3, 11), due_on=date(2022, 3, 1)), date(2022, 12, 31), 10, "315.49"),
        # Owed to this day: so do all days since, 31 + 30 + 31 + 30 + 31 + 31 + 30 + 31 + 29 = 274.
        (loan(IN_2021, due_on=date(2022, 3, 1)), date(2022, 11, 30), 274, "315.49"),
        # Not yet due: 306 days, 1,636.25.
        (loan(IN_2022, due_on=date(2023, 3, 1)), date(2022, 11, 30), 0, "1636.25"),
        (loan(IN_2022, term_months=12), date(2022, 11, 30), 0, "1636.25"),
    ],
)
def test_days_after_the_term_are_overdue_and_those_within_it_only_if_recorded(
    of: SmallLoan, on: date, overdue: int, amount: str
) -> None:
    # Interest or a part of the loan may have been overdue within the term, on any day of it, until that is recorded.
    found = payment(of, on=on)
    assert (found.amount.high, found.missing) == (Decimal(amount), ("overdue_days",))
    made: Any = of
    recorded = payment(evolve(made, overdue_days=overdue), on=on)
    assert (recorded.amount, recorded.missing) == (Decimal(amount), ())


@pytest.mark.parametrize(
    ("due_on", "rate", "term", "rate_permitted"),
    [
        # A year: 4.00% is above the one-year rate of 3.85%. A day more: below the rate of five years, 4.65%.
        (date(2023, 3, 1), "0.0400", 12, False),
        (date(2023, 3, 2), "0.0400", 13, True),
        (date(2025, 3, 1), "0.0465", 36, True),
        (date(2025, 3, 2), "0.0465", 37, True),
    ],
)
def test_dates_settle_the_term(due_on: date, rate: str, term: int, rate_permitted: bool) -> None:
    found = payment(loan(IN_2022, due_on=due_on, annual_rate=rate)).worksheet
    assert (found.facts.term_months, found.rate_permitted) == (term, rate_permitted)
    assert found.term_permitted is (term <= 36)


def test_a_term_less_than_a_month_off_its_dates_is_rounded() -> None:
    for day in (date(2023, 2, 2), date(2023, 2, 28), date(2023, 3, 31)):
        found = assessed(loan(IN_2022, due_on=day, term_months=12))
        assert found.conflicts == ()
        assert found.payment("small_loan").worksheet.facts.term_months == 12  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("of", "fields"),
    [
        (loan(IN_2022, due_on=date(2023, 3, 1), term_months=24), ("term_months", "due_on")),
        (loan(IN_2022, due_on=date(2023, 4, 1), term_months=12), ("term_months", "due_on")),
        (loan(IN_2022, due_on=date(2023, 2, 1), term_months=12), ("term_months", "due_on")),
        # Repaid ten days late.
        (loan(IN_2021, date(2022, 3, 11), due_on=date(2022, 3, 1), overdue_days=0), ("overdue_days", "entries")),
        (loan(IN_2021, date(2022, 3, 11), due_on=date(2022, 3, 1), overdue_days=9), ("overdue_days", "entries")),
    ],
)
def test_what_a_loan_says_twice_is_named(of: SmallLoan, fields: tuple[str, str]) -> None:
    assert [item.fields for item in assessed(of).conflicts] == [tuple(f"loans[0].{name}" for name in fields)]


@pytest.mark.parametrize(
    "of",
    [
        loan(IN_2021, date(2022, 3, 11), due_on=date(2022, 3, 1), overdue_days=10),
        loan(IN_2021, date(2022, 3, 1), due_on=date(2022, 3, 1), overdue_days=0),
        loan(IN_2021, due_on=date(2022, 12, 21), overdue_days=10),
        # Fewer may have been true on an earlier day, while it is owed.
        loan(IN_2021, due_on=date(2022, 12, 21), overdue_days=0),
        SmallLoan(lent_on=IN_2021, due_on=date(2022, 12, 21), principal=5, outstanding=0, overdue_days=10),
        # Interest, or a part of the loan, may have been overdue before the end of the term.
        loan(IN_2021, date(2022, 3, 11), due_on=date(2022, 3, 1), overdue_days=20),
        loan(IN_2021, date(2022, 2, 1), due_on=date(2022, 3, 1), overdue_days=1),
        loan(IN_2022, due_on=date(2023, 3, 1), overdue_days=1),
        loan(IN_2021, due_on=date(2022, 12, 21), overdue_days=11),
    ],
)
def test_what_agrees_is_no_conflict(of: SmallLoan) -> None:
    assert assessed(of).conflicts == ()


def test_a_contradicted_term_leaves_open_what_hangs_on_it() -> None:
    # Twelve months: 4.00% > 3.85%; 24 months: 4.00% <= 4.65%. The days of 2022 are within either.
    found = payment(
        loan(date(2022, 1, 1), due_on=date(2023, 1, 1), term_months=24, annual_rate="0.0400", overdue_days=0)
    )
    assert ends(found.worksheet.rate_permitted) == (False, True)
    assert found.worksheet.term_permitted is True
    assert found.amount == Decimal("2027.78")  # 50,000 x 4.00% x 365 / 360
    # Due at the end of 2022, or a year later: half of 2023 is overdue, or all of it may be subsidised: 0 to 365 days.
    later = payment(
        loan(date(2022, 1, 1), due_on=date(2023, 1, 1), term_months=24, overdue_days=0), on=date(2023, 6, 30)
    )
    assert ends(later.amount) == (Decimal("0.00"), Decimal("1951.74"))
    assert later.missing == ("due_on", "term_months")


def test_contradicted_days_overdue_leave_the_subsidy_between_both() -> None:
    # 69 days, of which ten or none are overdue.
    found = payment(loan(IN_2021, date(2022, 3, 11), due_on=date(2022, 3, 1), overdue_days=0))
    assert ends(found.amount) == (Decimal("315.49"), Decimal("368.96"))


@pytest.mark.parametrize(
    ("of", "amount"),
    [
        # 69 days, of which twenty are overdue, ten of them within the term: 49 x 5.347222... = 262.013...
        (loan(IN_2021, date(2022, 3, 11), due_on=date(2022, 3, 1), overdue_days=20), "262.01"),
        # 365 days, of which twenty are overdue: 345 x 5.347222... = 1,844.791...
        (loan(date(2022, 1, 1), due_on=date(2023, 1, 1), overdue_days=20), "1844.79"),
    ],
)
def test_days_overdue_within_the_term_are_not_subsidised(of: SmallLoan, amount: str) -> None:
    assert payment(of).amount == Decimal(amount)


def test_no_top_up_beside_a_loan_outstanding_is_named_and_open() -> None:
    first = loan(IN_2021, due_on=date(2024, 3, 1))
    second = SmallLoan(
        entries=[Drawing(on=IN_2022, drawn=40_000)],
        due_on=date(2025, 3, 1),
        annual_rate="0.0385",
        need_confirmed=True,
        able_to_repay=True,
        tops_up=False,
    )
    found = assessed(second, first)
    assert [item.fields for item in found.conflicts] == [("loans[0].tops_up", "loans[1].lent_on")]
    of_both = found.payment("small_loan")
    assert of_both is not None
    assert ends(of_both.worksheet.balance_permitted) == (False, True)


def test_what_a_loan_lacks_is_named_by_itself() -> None:
    # Repaid in whole, nobody knows when: by the day, or some time before it was due.
    found = assessed(
        SmallLoan(lent_on=IN_2021, due_on=date(2022, 3, 1), principal=50_000, outstanding=0, annual_rate="0.0385")
    )
    of_it = found.payment("small_loan")
    assert of_it is not None
    assert (of_it.missing, of_it.to_record) == (("entries", "overdue_days"), ("loans",))
    (fact,) = found.missing
    assert (fact.fact, fact.zh) == ("loans", "小额信贷：台账记录、逾期天数")
    assert fact.label == "small loans: entries, days overdue"


def test_need_and_ability_are_named_where_a_top_up_lacks_them() -> None:
    two = (loan(day, due_on=date(2025, 3, 1)) for day in (IN_2021, IN_2022))
    of_both = payment(*two)
    lacking = {line.depends_on for line in of_both.lines("zh") if line.name == "permitted_total"}
    assert lacking == {(), ("确有需求", "具备还款能力")}
