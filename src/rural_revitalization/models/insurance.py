"""Insurance (保险) that a household holds, beside that of its people for illness and age."""

from __future__ import annotations

from datetime import date

from .. import fields
from ..errors import raise_if_any
from ..fields.annotations import DayRecord, RequiredDay
from .checks import in_order
from .enums import InsuranceKind


@fields.model_class
class Insurance:
    """A policy of insurance that a household holds (投保记录); without `until` it covers it to this day."""

    kind: InsuranceKind | None = fields.choice("kind of insurance", zh="险种", of=InsuranceKind, required=True)
    since: RequiredDay = fields.day("covered since", zh="保险起期", required=True)
    until: DayRecord = fields.day("last day of cover", zh="保险止期")

    def __attrs_post_init__(self) -> None:
        raise_if_any(in_order("since", self.since, "until", self.until), "Insurance")

    def covers(self, on: date) -> bool:
        """Test whether it covers the household on a date."""
        return self.since <= on and (self.until is None or on <= self.until)
