"""A small loan (小额信贷) to a household."""

from __future__ import annotations

from .. import fields
from ..annotations import CountRecord, DayRecord, MoneyRecord, RateRecord
from .checks import in_order, not_above, raise_if_any

__all__ = ["SmallLoan"]


@fields.model_class
class SmallLoan:
    """One small loan (脱贫人口小额信贷); amounts in yuan, the rate per year."""

    lent_on: DayRecord = fields.day("lent on", zh="发放日期")
    due_on: DayRecord = fields.day("due on", zh="到期日期")
    principal: MoneyRecord = fields.money("amount lent", zh="贷款金额")
    outstanding: MoneyRecord = fields.money("balance outstanding", zh="贷款余额")
    overdue_days: CountRecord = fields.count("days overdue", zh="逾期天数", unit="days", unit_zh="天")
    annual_rate: RateRecord = fields.rate("annual rate", zh="年利率", unit="share per year", unit_zh="年利率")
    term_months: CountRecord = fields.count("term", zh="贷款期限", unit="months", unit_zh="个月", low=1)

    def __attrs_post_init__(self) -> None:
        checks = (
            *not_above("outstanding", self.outstanding, "principal", self.principal),
            *in_order("lent_on", self.lent_on, "due_on", self.due_on),
        )
        raise_if_any(checks, "SmallLoan")
