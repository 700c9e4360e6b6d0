"""A small loan (小额信贷) to a household."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from .. import fields
from ..algebra import Amount, Number, Unknown
from ..algebra.exact import ZERO
from ..fields.annotations import CountRecord, DayRecord, MoneyRecord, RateRecord
from .checks import in_order, not_above, raise_if_any
from .derived import derived


@fields.model_class
class SmallLoan:
    """One small loan (脱贫人口小额信贷); amounts in yuan, the rate per year."""

    lent_on: DayRecord = fields.day("lent on", zh="发放日期")
    due_on: DayRecord = fields.day("due on", zh="到期日期")
    principal: MoneyRecord = fields.money("amount lent", zh="贷款金额")
    outstanding: MoneyRecord = fields.money("balance outstanding", zh="贷款余额")
    overdue_days: CountRecord = fields.count("days overdue", zh="逾期天数", unit="days")
    annual_rate: RateRecord = fields.rate("annual rate", zh="年利率", unit="share per year")
    term_months: CountRecord = fields.count("term", zh="贷款期限", unit="months", low=1)

    @derived(fields.money, "balance outstanding", zh="现有贷款余额", record="loans")
    def balance(self, _on: date) -> Amount:
        """The outstanding balance, in yuan; at most the principal if not recorded."""
        if self.outstanding is not None:
            return self.outstanding
        return ZERO if self.principal == 0 else Unknown(ZERO, self.principal, {"loans"})

    @property
    def falls_due(self) -> date | None:
        """The due date, as recorded or derived from the term; None if neither is recorded."""
        if self.due_on is not None or self.lent_on is None or self.term_months is None:
            return self.due_on
        return _months_after(self.lent_on, self.term_months)

    @derived(
        fields.count,
        "days of the year within the loan's term",
        zh="当年计息天数",
        record="loans",
        unit="days",
        high=366,
    )
    def days_in_year(self, on: date) -> Number:
        """The days within the loan's term in the calendar year of a date, from the day lent up to the day before due.

        A range if either day is not recorded.
        """
        first, after = date(on.year, 1, 1), date(on.year + 1, 1, 1)
        begins, ends = max(self.lent_on or first, first), min(self.falls_due or after, after)
        days = max((ends - begins).days, 0)
        if days and (self.lent_on is None or self.falls_due is None):
            return Unknown(0, days, {"loans"})
        return days

    @derived(fields.count, "overdue days within the term", zh="其中逾期天数", record="loans", unit="days")
    def overdue_days_in_term(self, on: date) -> int | None:
        """The overdue days that lie within the term: those before the due date."""
        after_term = 0 if self.falls_due is None else max((on - self.falls_due).days, 0)
        return None if self.overdue_days is None else max(self.overdue_days - after_term, 0)

    def __attrs_post_init__(self) -> None:
        checks = (
            *not_above("outstanding", self.outstanding, "principal", self.principal),
            *in_order("lent_on", self.lent_on, "due_on", self.due_on),
        )
        raise_if_any(checks, "SmallLoan")


@lru_cache(maxsize=1 << 16)
def _months_after(day: date, months: int) -> date:
    """Return the date some months later; memoised, since loans of a county share dates and terms."""
    return day + relativedelta(months=months)
