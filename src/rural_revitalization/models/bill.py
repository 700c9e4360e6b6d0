"""A medical bill (医疗费用), after settlement by basic insurance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from .. import fields
from ..algebra import Amount, Unknown
from ..algebra.exact import EXACT, ZERO, exact_arithmetic
from ..errors import Mismatch, raise_if_any
from ..fields.annotations import ChoiceRecord, MoneyRecord, RequiredDay, TruthRecord
from .cross_field import not_above
from .derived import derived
from .enums import CareKind, MedicalScheme

AMOUNTS: Final = ("total", "in_scope", "basic_insurance_paid")
"""The amounts of a bill, each a part of the one before."""


@fields.model_class
class MedicalBill:
    """One bill (医疗费用单据), or the reversal (冲销) of one, whose amounts are negative; amounts in yuan.

    The in-scope cost (政策范围内) is part of the total; the basic insurance payment is part of the in-scope cost. A
    reversal has the amounts of the bill it takes back, with the sign changed; a bill without an amount below zero is no
    reversal.
    """

    settled_on: RequiredDay = fields.day("settled on", zh="结算日期", required=True)
    total: MoneyRecord = fields.money("total cost", zh="医疗总费用", low=None)
    in_scope: MoneyRecord = fields.money("in-scope cost", zh="政策范围内费用", low=None)
    basic_insurance_paid: MoneyRecord = fields.money("paid by basic insurance", zh="基本医保支付", low=None)
    in_county_inpatient: TruthRecord = fields.truth(
        "inpatient care at a designated institution in the county", zh="县域内定点医疗机构住院"
    )
    care: ChoiceRecord[CareKind] = fields.choice("kind of care", zh="就诊类别", of=CareKind)
    scheme: ChoiceRecord[MedicalScheme] = fields.choice(
        "scheme of basic insurance that settled it", zh="险种类型", of=MedicalScheme
    )

    def __attrs_post_init__(self) -> None:
        raise_if_any(self._checks(), "MedicalBill")

    def _checks(self) -> Iterator[Mismatch]:
        recorded = dict(zip(AMOUNTS, self.amounts, strict=True))
        amounts = {name: amount for name, amount in recorded.items() if amount is not None}
        if any(amount < 0 for amount in amounts.values()) and any(amount > 0 for amount in amounts.values()):
            for name, amount in amounts.items():
                if amount > 0:
                    yield Mismatch(name, "yuan, at most 0.00 in a reversal", str(amount), rule="one_sign")
            return
        whole = dict.fromkeys(recorded) | {name: EXACT.abs(amount) for name, amount in amounts.items()}
        yield from not_above("in_scope", whole["in_scope"], "total", whole["total"])
        yield from not_above("basic_insurance_paid", whole["basic_insurance_paid"], "in_scope", whole["in_scope"])
        if whole["in_scope"] is None:
            yield from not_above("basic_insurance_paid", whole["basic_insurance_paid"], "total", whole["total"])

    @property
    def is_reversal(self) -> bool:
        """Whether the bill takes back another: an amount is negative."""
        return any(amount is not None and amount < ZERO for amount in self.amounts)

    def reverses(self, other: MedicalBill) -> bool:
        """Whether the bill takes back the other: same kind of care and scheme, same amounts with the sign changed."""
        return (
            self.is_reversal
            and not other.is_reversal
            and self.care in (None, other.care)
            and self.scheme in (None, other.scheme)
            and self.unsigned.amounts == other.amounts
        )

    @property
    def amounts(self) -> tuple[Decimal | None, ...]:
        """Total, in-scope cost and basic insurance payment, in yuan, as recorded."""
        return self.total, self.in_scope, self.basic_insurance_paid

    @property
    def unsigned(self) -> MedicalBill:
        """The bill, or for a reversal the bill with the amounts that it takes back."""
        if not self.is_reversal:
            return self
        total, in_scope, paid = (None if amount is None else EXACT.abs(amount) for amount in self.amounts)
        return fields.evolve_unchecked(self, total=total, in_scope=in_scope, basic_insurance_paid=paid)

    def settled_in_year_up_to(self, on: date) -> bool:
        """Test whether the bill was settled in the calendar year of a date, up to and including that date."""
        return date(on.year, 1, 1) <= self.settled_on <= on

    @derived(fields.money, "total cost", zh="医疗总费用", low=None, record="bills")
    def whole(self, _on: date) -> Amount:
        """The total of the bill, in yuan; a range from what is known to be part of it if not recorded."""
        bill = self.unsigned
        if bill.total is not None:
            return self._signed(bill.total)
        return self._signed(_bounded(bill.in_scope or bill.basic_insurance_paid or ZERO, None))

    @derived(fields.money, "in-scope cost", zh="政策范围内费用", low=None, record="bills")
    def in_scope_part(self, _on: date) -> Amount:
        """The in-scope part of the bill, in yuan; a range if not recorded."""
        bill = self.unsigned
        if bill.in_scope is not None:
            return self._signed(bill.in_scope)
        return self._signed(_bounded(bill.basic_insurance_paid or ZERO, bill.total))

    @derived(
        fields.money,
        "in-scope cost left by basic insurance",
        zh="基本医保支付后政策范围内费用",
        low=None,
        record="bills",
    )
    def in_scope_after_basic(self, _on: date) -> Amount:
        """The in-scope cost not paid by basic insurance, in yuan; a range if not fully recorded."""
        bill = self.unsigned
        paid, most = bill.basic_insurance_paid, bill.total if bill.in_scope is None else bill.in_scope
        if most is not None and paid is not None:
            most = EXACT.subtract(most, paid)
            if bill.in_scope is not None:
                return self._signed(most)
        return self._signed(_bounded(ZERO, most))

    def _signed(self, amount: Amount) -> Amount:
        """The amount, or its negative in a reversal."""
        if not self.is_reversal:
            return amount
        return _taken_back(amount)


@exact_arithmetic
def _taken_back(amount: Amount) -> Amount:
    return ZERO - amount


def _bounded(least: Decimal, most: Decimal | None) -> Amount:
    return least if least == most else Unknown(least, most, {"bills"})
