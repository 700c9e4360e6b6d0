"""Support (帮扶措施) that a household received."""

from __future__ import annotations

from .. import fields
from ..fields.annotations import DayRecord, MoneyRecord
from .enums import SupportKind


@fields.model_class
class Support:
    """Support received by a household (帮扶措施); the amount, in yuan, if it was money."""

    kind: SupportKind | None = fields.choice("kind of support", zh="措施类别", of=SupportKind, required=True)
    received_on: DayRecord = fields.day("received on", zh="享受日期")
    amount: MoneyRecord = fields.money("amount", zh="金额")
