"""Contracted land (承包地) of a household, and whether its right to manage it is confirmed and registered."""

from __future__ import annotations

from datetime import date

from .. import fields
from ..errors import raise_if_any
from ..fields.annotations import DayRecord, RequiredDay
from .checks import in_order


@fields.model_class
class ContractedLand:
    """Land that a household holds by contract (土地承包); without `until` it does so to this day.

    `registered_on` is the day on which the right to manage it was confirmed and registered (确权登记); without it, it
    was not.
    """

    since: RequiredDay = fields.day("contracted since", zh="承包起始日期", required=True)
    until: DayRecord = fields.day("last day of the contract", zh="承包终止日期")
    registered_on: DayRecord = fields.day("right registered on", zh="确权登记日期")

    def __attrs_post_init__(self) -> None:
        raise_if_any(in_order("since", self.since, "until", self.until), "ContractedLand")

    def registered(self, on: date) -> bool:
        """Test whether it is held on a date, its right registered by then."""
        held = self.since <= on and (self.until is None or on <= self.until)
        return held and self.registered_on is not None and self.registered_on <= on
