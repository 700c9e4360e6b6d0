"""A medical bill (医疗费用), after settlement by basic insurance."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from .. import fields
from ..algebra import Amount, Unknown
from ..algebra.exact import EXACT, ZERO
from ..fields.annotations import MoneyRecord, RequiredDay, TruthRecord
from .checks import not_above, raise_if_any
from .derived import derived


@fields.model_class
class MedicalBill:
    """One bill (医疗费用单据); amounts in yuan.

    The in-scope cost (政策范围内) is part of the total; the basic insurance payment is part of the in-scope cost.
    """

    settled_on: RequiredDay = fields.day("settled on", zh="结算日期", required=True)
    total: MoneyRecord = fields.money("total cost", zh="医疗总费用")
    in_scope: MoneyRecord = fields.money("in-scope cost", zh="政策范围内费用")
    basic_insurance_paid: MoneyRecord = fields.money("paid by basic insurance", zh="基本医保支付")
    in_county_inpatient: TruthRecord = fields.truth(
        "inpatient care at a designated institution in the county", zh="县域内定点医疗机构住院"
    )

    def __attrs_post_init__(self) -> None:
        checks = (
            *not_above("in_scope", self.in_scope, "total", self.total),
            *not_above("basic_insurance_paid", self.basic_insurance_paid, "in_scope", self.in_scope),
            *(
                not_above("basic_insurance_paid", self.basic_insurance_paid, "total", self.total)
                if self.in_scope is None
                else ()
            ),
        )
        raise_if_any(checks, "MedicalBill")

    def settled_in_year_up_to(self, on: date) -> bool:
        """Test whether the bill was settled in the calendar year of a date, up to and including that date."""
        return date(on.year, 1, 1) <= self.settled_on <= on

    @derived(fields.money, "in-scope cost", zh="政策范围内费用", record="bills")
    def in_scope_part(self, _on: date) -> Amount:
        """The in-scope part of the bill, in yuan; a range if not recorded."""
        if self.in_scope is not None:
            return self.in_scope
        return _bounded(self.basic_insurance_paid or ZERO, self.total)

    @derived(fields.money, "cost out of scope", zh="政策范围外费用", record="bills")
    def out_of_scope_part(self, _on: date) -> Amount:
        """The out-of-scope part of the bill, in yuan; a range if not fully recorded."""
        if self.total is not None and self.in_scope is not None:
            return EXACT.subtract(self.total, self.in_scope)
        if self.total is None:
            return _bounded(ZERO, None)
        return _bounded(ZERO, EXACT.subtract(self.total, self.basic_insurance_paid or ZERO))

    @derived(fields.money, "in-scope cost left by basic insurance", zh="基本医保支付后政策范围内费用", record="bills")
    def in_scope_after_basic(self, _on: date) -> Amount:
        """The in-scope cost not paid by basic insurance, in yuan; a range if not fully recorded."""
        paid = self.basic_insurance_paid
        if self.in_scope is not None and paid is not None:
            return EXACT.subtract(self.in_scope, paid)
        most = self.total if self.in_scope is None else self.in_scope
        if most is not None and paid is not None:
            most = EXACT.subtract(most, paid)
        return _bounded(ZERO, most)


def _bounded(least: Decimal, most: Decimal | None) -> Amount:
    return least if least == most else Unknown(least, most, {"bills"})
