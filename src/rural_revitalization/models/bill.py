"""A medical bill (医疗费用), as basic insurance has settled it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from .. import fields
from ..annotations import MoneyRecord, RequiredDay
from ..exact import EXACT
from .checks import not_above, raise_if_any

__all__ = ["MedicalBill"]


@fields.model_class
class MedicalBill:
    """One bill (医疗费用单据); amounts in yuan.

    What is in scope (政策范围内) is part of the total, and what basic insurance paid is part of what is in scope.
    """

    settled_on: RequiredDay = fields.day("settled on", zh="结算日期", required=True)
    total: MoneyRecord = fields.money("total cost", zh="医疗总费用")
    in_scope: MoneyRecord = fields.money("in-scope cost", zh="政策范围内费用")
    basic_insurance_paid: MoneyRecord = fields.money("paid by basic insurance", zh="基本医保支付")

    def __attrs_post_init__(self) -> None:
        checks = (
            *not_above("in_scope", self.in_scope, "total", self.total),
            *not_above("basic_insurance_paid", self.basic_insurance_paid, "in_scope", self.in_scope),
        )
        raise_if_any(checks, "MedicalBill")

    def settled_in_year_up_to(self, on: date) -> bool:
        """Whether the bill was settled in the calendar year of a day, no later than that day."""
        return date(on.year, 1, 1) <= self.settled_on <= on

    @property
    def in_scope_after_basic(self) -> Decimal | None:
        """What of the in-scope cost basic insurance has left, in yuan; None where either was not recorded."""
        if self.in_scope is None or self.basic_insurance_paid is None:
            return None
        return EXACT.subtract(self.in_scope, self.basic_insurance_paid)
