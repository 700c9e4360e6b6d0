"""A risk (返贫致贫风险) found in a household."""

from __future__ import annotations

from datetime import date
from typing import Final

from .. import fields
from ..algebra import Truth, Unknown
from ..errors import Mismatch, raise_if_any
from ..fields.annotations import DayRecord, RequiredDay
from .cross_field import in_order
from .enums import RiskKind, RiskState

_OPEN: Final[Truth] = Unknown(False, True, {"risks"})


@fields.model_class
class Risk:
    """A risk found in a household (返贫致贫风险) and its outcome."""

    kind: RiskKind | None = fields.choice("kind of risk", zh="风险类别", of=RiskKind)
    found_on: RequiredDay = fields.day("found on", zh="发现日期", required=True)
    state: RiskState | None = fields.choice("state", zh="风险状态", of=RiskState)
    settled_on: DayRecord = fields.day("settled on", zh="消除日期")

    def __attrs_post_init__(self) -> None:
        checks = [*in_order("found_on", self.found_on, "settled_on", self.settled_on)]
        if self.state is RiskState.OPEN and self.settled_on is not None:
            checks.append(
                Mismatch(
                    "settled_on", "no date while the risk is open", str(self.settled_on), rule="open_is_not_settled"
                )
            )
        raise_if_any(checks, "Risk")

    def state_is(self, on: date, state: RiskState) -> Truth:
        """Test whether the risk was in a state on a date; a risk settled later counts as open until then."""
        if self.settled_on is not None and self.settled_on > on:
            return state is RiskState.OPEN
        return _OPEN if self.state is None else self.state is state
