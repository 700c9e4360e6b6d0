"""Spells: the days on which something holds, such as belonging to a class."""

from __future__ import annotations

from datetime import date

from .. import fields
from ..fields.annotations import DayRecord, RequiredDay
from .checks import in_order, raise_if_any


@fields.model_class
class Spell:
    """A span of days (起止日期), both included; without `until` it has not ended."""

    since: RequiredDay = fields.day("first day", zh="起始日期", required=True)
    until: DayRecord = fields.day("last day", zh="截止日期")

    def __attrs_post_init__(self) -> None:
        raise_if_any(in_order("since", self.since, "until", self.until), "Spell")

    def covers(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.since <= on and (self.until is None or on <= self.until)
