"""Facts derived from one of a person's bills (单笔费用派生事实)."""

from __future__ import annotations

from typing import Final

from .. import fields
from ..algebra import NO_SHARE, ONE, ZERO, Amount, Rate, Unknown, maximum, when
from ..models import LocalFigures, MedicalBill
from .case import Case
from .deriving import of_bill
from .origins import certainly

__all__ = ["in_scope_cost", "inpatient_share"]

_ANY_SHARE: Final = Unknown(NO_SHARE, ONE, {"bills"})


@of_bill(fields.money, "in-scope cost of the bill", zh="政策范围内费用")
def in_scope_cost(case: Case) -> Amount:
    """The in-scope cost that basic insurance pays on; nothing of a reversal, which takes back what was paid."""
    return maximum(case[MedicalBill.in_scope_part], ZERO)


@of_bill(
    fields.rate,
    "share of in-scope inpatient cost that basic insurance pays in the county",
    zh="县域内政策范围内住院费用支付比例",
)
def inpatient_share(case: Case) -> Rate:
    """The share that basic insurance pays of the bill: the county's for inpatient care there, else unknown."""
    known = certainly(case[MedicalBill.in_county_inpatient])
    return when(known, case[LocalFigures.inpatient_share], _ANY_SHARE)
