"""Top-ups on record: guizhou-14fyp-2021 第七章第三节.

办理脱贫人口小额信贷后，对个别确有需要且具备还款能力的，可以追加贷款支持，追加贷款后，单户脱贫人口小额信贷不得超过10万元.
A first loan is up to 50,000 by national practice (脱贫人口小额信贷：额度).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rural_revitalization import Household, LocalFigures, Person, SmallLoan, Unknown, assess, load_policy
from rural_revitalization.models import Drawing, Repayment

ON = date(2022, 12, 31)
CONFIRMED: dict[str, Any] = {"need_confirmed": True, "able_to_repay": True}


def loan(lent_on: date, amount: int, *, repaid_on: date | None = None, **changes: Any) -> SmallLoan:
    """A loan lent at once for three years, repaid at once if it is."""
    repaid = [] if repaid_on is None else [Repayment(on=repaid_on, repaid=amount)]
    entries = [Drawing(on=lent_on, drawn=amount), *repaid]
    return SmallLoan(entries=entries, term_months=36, overdue_days=0, annual_rate="0.0385", **changes)


def worksheet(*loans: SmallLoan, jurisdiction: str = "guizhou", **changes: Any) -> Any:
    family: dict[str, Any] = {"members": [Person(id="1-1")], "exited": True, "exited_on": date(2018, 1, 1)} | changes
    figures: dict[str, Any] = {"day_count": 360, "subsidised_share": 1}
    local = LocalFigures(year=ON.year, **figures, sources=dict.fromkeys(figures, "made up"))
    policy = load_policy(jurisdiction, on=ON)
    payment = assess(Household(id="1", loans=loans, **family), policy, local, on=ON, only={"small_loan"}).payment(
        "small_loan"
    )
    assert payment is not None
    return payment.worksheet


def ends(value: Any) -> Any:
    return (value.low, value.high) if isinstance(value, Unknown) else value


@pytest.mark.parametrize("confirmed", [{}, CONFIRMED])
def test_a_first_loan_is_no_top_up_of_itself(confirmed: dict[str, Any]) -> None:
    found = worksheet(loan(date(2022, 1, 1), 80_000, **confirmed))
    assert (found.permitted_total, found.balance_permitted) == (Decimal(50_000), False)


def test_a_first_loan_needs_no_cap_of_a_top_up() -> None:
    # Hunan states no cap of a top-up (第五章第二节), and for a first loan none matters: 20,000 <= 50,000.
    found = worksheet(loan(date(2022, 1, 1), 20_000, **CONFIRMED), jurisdiction="hunan")
    assert (found.permitted_total, found.balance_permitted) == (Decimal(50_000), True)


EARLIER = date(2021, 3, 1)
LATER = date(2022, 2, 1)


@pytest.mark.parametrize(
    ("first", "permitted"),
    [
        # Outstanding when the other was lent, and still so: 30,000 + 60,000 <= 100,000.
        (loan(EARLIER, 30_000), True),
        # Outstanding then, repaid since: it was lent as a top-up.
        (loan(EARLIER, 30_000, repaid_on=date(2022, 2, 2)), True),
        # Repaid before, or on the day: the other is a first loan again.
        (loan(EARLIER, 30_000, repaid_on=LATER), False),
        (loan(EARLIER, 30_000, repaid_on=date(2021, 9, 1)), False),
        # Over, by its record, before the other was lent.
        (SmallLoan(lent_on=EARLIER, due_on=LATER, principal=30_000, outstanding=0, overdue_days=0), False),
        # Repaid some time, and nobody knows whether before.
        (SmallLoan(lent_on=EARLIER, due_on=date(2024, 3, 1), principal=30_000, outstanding=0), (False, True)),
        (SmallLoan(lent_on=EARLIER, due_on=date(2022, 2, 2), principal=30_000, outstanding=0), (False, True)),
        # No small loan in scope: it makes no top-up.
        (loan(EARLIER, 30_000, lent_in_scope=False), False),
    ],
)
def test_a_top_up_is_lent_while_a_first_loan_is_outstanding(first: SmallLoan, permitted: Any) -> None:
    found = worksheet(first, loan(LATER, 60_000, **CONFIRMED))
    topped_up = found.parts[-1] if hasattr(found, "parts") else found
    assert ends(topped_up.balance_permitted) == permitted


def test_a_loan_lent_later_makes_no_top_up_of_one_before() -> None:
    found = worksheet(loan(LATER, 60_000, **CONFIRMED), loan(date(2022, 2, 2), 30_000))
    assert found.parts[0].balance_permitted is False


def test_of_two_loans_of_one_day_either_tops_up_the_other() -> None:
    found = worksheet(*(loan(LATER, 40_000, due_on=due, **CONFIRMED) for due in (date(2024, 2, 1), date(2025, 2, 1))))
    assert (found.permitted_total, found.balance_permitted) == (Decimal(100_000), True)


@pytest.mark.parametrize(("said", "permitted"), [(True, True), (False, False)])
def test_a_loan_whose_first_loan_is_no_longer_listed_may_say_that_it_tops_one_up(said: bool, permitted: bool) -> None:
    found = worksheet(loan(LATER, 60_000, tops_up=said, **CONFIRMED))
    assert found.balance_permitted is permitted


def test_a_first_loan_above_its_cap_is_not_healed_by_a_top_up() -> None:
    # 80,000 + 10,000 are within 100,000, and the first alone is above 50,000.
    found = worksheet(loan(EARLIER, 80_000), loan(LATER, 10_000, **CONFIRMED))
    assert (found.permitted_total, found.balance, found.balance_permitted) == (Decimal(100_000), Decimal(90_000), False)
