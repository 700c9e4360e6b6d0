"""Spells: periods during which something holds, such as membership in a class."""

from __future__ import annotations

from datetime import date

from .. import fields
from ..fields.annotations import DayRecord, RequiredDay
from .checks import in_order, raise_if_any


@fields.model_class
class Spell:
    """A period (起止日期), both dates inclusive; without `until` it is ongoing."""

    since: RequiredDay = fields.day("first day", zh="起始日期", required=True)
    until: DayRecord = fields.day("last day", zh="截止日期")

    def __attrs_post_init__(self) -> None:
        raise_if_any(in_order("since", self.since, "until", self.until), "Spell")

    def covers(self, on: date) -> bool:
        """Test whether the period includes a date."""
        return self.since <= on and (self.until is None or on <= self.until)
