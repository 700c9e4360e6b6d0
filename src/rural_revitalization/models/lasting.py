"""What lasts from one day to another: the form of spells, and of all records that hold for a time."""

from __future__ import annotations

from datetime import date

from .. import fields
from ..errors import raise_if_any
from ..fields.annotations import DayRecord, RequiredDay
from .cross_field import in_order


@fields.model_class
class Lasting:
    """A record that holds from its first to its last day (起止日期), both inclusive; without `until` it is ongoing."""

    since: RequiredDay = fields.day("first day", zh="起始日期", required=True)
    until: DayRecord = fields.day("last day", zh="截止日期")

    def __attrs_post_init__(self) -> None:
        raise_if_any(in_order("since", self.since, "until", self.until), type(self).__name__)

    def covers(self, on: date) -> bool:
        """Test whether it holds on a date."""
        return self.since <= on and (self.until is None or on <= self.until)
