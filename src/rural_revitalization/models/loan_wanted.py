"""A loan that a household wants (贷款需求), and what it can offer as security for it."""

from __future__ import annotations

from collections.abc import Collection

from .. import fields
from ..fields.annotations import ChoiceRecord, DayRecord, RequiredDay
from .enums import SecurityKind
from .lasting import Lasting


@fields.model_class
class LoanWanted(Lasting):
    """A loan that a household asks for (贷款申请), from the day it asks until the day on which this is settled.

    `security` is what it offers as security (抵质押物), `none` where it offers nothing. Whether a small loan may be
    lent is asked of the loan as it would be lent, a `SmallLoan` of the day beside those that the household has.
    """

    since: RequiredDay = fields.day("asked for since", zh="申请日期", required=True)
    until: DayRecord = fields.day("settled on", zh="办结日期")
    security: ChoiceRecord[SecurityKind] = fields.choice("security offered", zh="抵质押物", of=SecurityKind)

    def secured_by(self, kinds: Collection[SecurityKind]) -> bool | None:
        """Whether what it offers is among some kinds of security; None if not recorded."""
        return None if self.security is None else self.security in kinds
