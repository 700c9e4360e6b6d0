"""Contracted land (承包地) of a household, and whether its right to manage it is confirmed and registered."""

from __future__ import annotations

from .. import fields
from ..fields.annotations import DayRecord, RequiredDay, TruthRecord
from .lasting import Lasting


@fields.model_class
class ContractedLand(Lasting):
    """Land that a household holds by contract (土地承包), in one state; without `until` it does so to this day.

    `registered` says whether the right to manage it was confirmed and registered (确权登记). Once it is, that is
    another record, which begins on the day of registration.
    """

    since: RequiredDay = fields.day("held in this state since", zh="起始日期", required=True)
    until: DayRecord = fields.day("last day in this state", zh="终止日期")
    registered: TruthRecord = fields.truth("right to manage it registered", zh="已确权登记")
