"""Facts derived from one of a household's loans (单笔贷款派生事实)."""

from __future__ import annotations

from datetime import date

from .. import fields
from ..algebra import ZERO, Amount, Number, Truth, minimum
from ..models import SmallLoan
from .case import Case
from .deriving import of_loan

__all__ = ["interest_days", "no_request", "nothing_requested", "year"]


@of_loan(fields.count, "days of interest, those overdue included", zh="计息天数", unit="days")
def interest_days(case: Case) -> Number:
    """The days of the year within the loan's term, at most the days of a year."""
    year = case.on.year
    return minimum(case[SmallLoan.days_in_year], (date(year + 1, 1, 1) - date(year, 1, 1)).days)


@of_loan(fields.count, "year that interest is worked out for", zh="计息年度", low=1)
def year(case: Case) -> Number:
    """The calendar year of the case's day."""
    return case.on.year


@of_loan(fields.money, "amount requested", zh="申请金额")
def nothing_requested(_: Case) -> Amount:
    """Zero: a recorded loan requests no further one."""
    return ZERO


@of_loan(fields.truth, "asks for a loan", zh="申请贷款")
def no_request(_: Case) -> Truth:
    """False: a recorded loan requests no further one."""
    return False
