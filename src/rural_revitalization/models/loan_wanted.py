"""A loan that a household wants (贷款需求), and what it can offer as security for it."""

from __future__ import annotations

from datetime import date

from .. import fields
from ..errors import raise_if_any
from ..fields.annotations import ChoiceRecord, DayRecord, RequiredDay
from .checks import in_order
from .enums import SecurityKind


@fields.model_class
class LoanWanted:
    """A loan that a household asks for (贷款申请), from the day it asks until the day on which this is settled.

    `security` is what it offers as security (抵质押物), `none` where it offers nothing.
    """

    since: RequiredDay = fields.day("asked for since", zh="申请日期", required=True)
    until: DayRecord = fields.day("settled on", zh="办结日期")
    security: ChoiceRecord[SecurityKind] = fields.choice("security offered", zh="抵质押物", of=SecurityKind)

    def __attrs_post_init__(self) -> None:
        raise_if_any(in_order("since", self.since, "until", self.until), "LoanWanted")

    def covers(self, on: date) -> bool:
        """Test whether it is asked for on a date."""
        return self.since <= on and (self.until is None or on <= self.until)
