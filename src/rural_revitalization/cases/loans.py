"""Facts derived from one of a household's loans (单笔贷款派生事实), for both records and tables."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from .. import fields
from ..algebra import ONE, ZERO, Amount, Number, Truth, Unknown, minimum, when
from ..models import PrimeRate, SmallLoan, spans
from .case import Case
from .deriving import as_lent, of_loan
from .households import in_loan_scope
from .origins import recorded

__all__ = [
    "bearing",
    "days_gone",
    "interest_days",
    "lent_in_scope",
    "lpr_five_year",
    "lpr_one_year",
    "nothing_requested",
    "year",
]


_AT_SOME_TIME: Final = Unknown(False, True, {"entries"})
"""Whether the balance was still what it was at its highest: nobody recorded when it was repaid."""


@of_loan(fields.money, "principal that bears interest", zh="计息本金")
def bearing(case: Case) -> Amount:
    """The balance on the days of interest: between that of the day and the highest of the year where they differ."""
    return when(_AT_SOME_TIME, case[SmallLoan.balance], case[SmallLoan.highest_balance])


@of_loan(fields.count, "days of interest, those overdue included", zh="计息天数", unit="days")
def interest_days(case: Case) -> Number:
    """The days of interest of the year, at most the days of a year."""
    year = case.on.year
    return minimum(case[SmallLoan.days_in_year], (date(year + 1, 1, 1) - date(year, 1, 1)).days)


@of_loan(fields.count, "year that interest is worked out for", zh="计息年度", low=1)
def year(case: Case) -> Number:
    """The calendar year of the case's day."""
    return case.on.year


@of_loan(fields.count, "days of the year before the day", zh="年初至当日天数", unit="days", high=365)
def days_gone(case: Case) -> Number:
    """The days of its year before the case's day."""
    return spans.days_gone(case.on)


@of_loan(fields.money, "amount requested", zh="申请金额")
def nothing_requested(_: Case) -> Amount:
    """Zero: a recorded loan requests no further one."""
    return ZERO


# -- of the day it was lent -------------------------------------------------------------------------------------------

_scope_when_lent = as_lent(
    lambda case: case[in_loan_scope],
    fields.truth,
    "household in scope when it was lent",
    name="lent_in_scope",
    zh="发放时属于支持对象",
    record="loans",
)


@of_loan(fields.truth, "lent in scope", zh="发放时属于支持对象")
def lent_in_scope(case: Case) -> Truth:
    """True if it was lent in scope: as its own record says, else as the household's does of the day it was lent."""
    own = case[SmallLoan.lent_in_scope]
    return when(recorded(own), own, case[_scope_when_lent])


def _prime_rate(case: Case, of: str) -> Any:
    found: PrimeRate | None = case.local.prime_rate(case.on)
    rate = None if found is None else getattr(found, of)
    return Unknown(ZERO, ONE, {"lpr"}) if rate is None else rate


lpr_one_year = as_lent(
    lambda case: _prime_rate(case, "one_year"),
    fields.rate,
    "one-year loan prime rate",
    name="lpr_one_year",
    zh="一年期贷款市场报价利率",
    record="lpr",
)
lpr_five_year = as_lent(
    lambda case: _prime_rate(case, "five_year"),
    fields.rate,
    "five-year loan prime rate",
    name="lpr_five_year",
    zh="五年期以上贷款市场报价利率",
    record="lpr",
)
