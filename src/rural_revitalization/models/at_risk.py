"""What the risks of a household say of it on a day (返贫致贫风险): found, removed, vanished by itself."""

from __future__ import annotations

from datetime import date
from typing import Final

from .. import fields
from ..algebra import Truth, not_
from ..fields.annotations import DatedRecord, DayRecord, Records
from .derived import derived
from .enums import RiskKind, RiskState
from .risk import Risk
from .spell import Spell
from .truths import all_hold, any_holds, lacking

_MAIN_CAUSES: Final = (RiskKind.ILLNESS, RiskKind.DISABILITY, RiskKind.LACK_OF_LABOUR)
"""The causes of most risks of returning to or falling into poverty (hunan-14fyp-2021 第一章第二节二)."""


class AtRisk:
    """The facts derived from the risks that were found in a household."""

    __slots__ = ()
    risks: Records[Risk]
    identified_on: DayRecord
    monitored: DatedRecord[Spell]

    @derived(fields.truth, "every risk found was removed by measures", zh="返贫致贫风险稳定消除", record="risks")
    def risks_resolved(self, on: date) -> Truth | None:
        """Whether measures had removed every risk by a date; risks found after identification need only be closed."""
        if self.risks is None:
            return None
        if self.without_any_risk(on):
            return lacking("risks")
        return all_hold(
            risk.state_is(on, RiskState.RESOLVED) | (self._is_new(risk) & not_(risk.state_is(on, RiskState.OPEN)))
            for risk in self._found_by(on)
        )

    @derived(fields.truth, "the risk vanished by itself", zh="风险自然消除", record="risks")
    def risk_vanished(self, on: date) -> Truth | None:
        """Whether no risk was open on a date and at least one had vanished by itself (自然消除)."""
        if self.risks is None:
            return None
        if self.without_any_risk(on):
            return lacking("risks")
        risks = self._found_by(on)
        none_open = all_hold(not_(risk.state_is(on, RiskState.OPEN)) for risk in risks)
        return none_open & any_holds(risk.state_is(on, RiskState.VANISHED) for risk in risks)

    @derived(fields.truth, "a new risk was found", zh="出现新的风险", record="risks")
    def new_risk(self, on: date) -> Truth | None:
        """Whether a risk found after identification was still open on a date."""
        if self.risks is None:
            return None
        return any_holds(self._is_new(risk) & risk.state_is(on, RiskState.OPEN) for risk in self._found_by(on))

    @derived(fields.truth, "at risk from illness, disability or lack of labour", zh="因病因残因无劳力", record="risks")
    def risk_of_main_cause(self, on: date) -> Truth | None:
        """Whether a risk from one of the main causes (因病、因残、因无劳力) was open on a date."""
        if self.risks is None:
            return None
        return any_holds(
            (lacking("risks") if risk.kind is None else risk.kind in _MAIN_CAUSES) & risk.state_is(on, RiskState.OPEN)
            for risk in self._found_by(on)
        )

    def without_any_risk(self, on: date) -> bool:
        """Whether the household is monitored on a day, and recorded as without any risk: a contradiction."""
        return self.risks == () and any(spell.covers(on) for spell in self.monitored or ())

    def _found_by(self, on: date) -> list[Risk]:
        return [risk for risk in self.risks or () if risk.found_on <= on]

    def _is_new(self, risk: Risk) -> Truth:
        return lacking("identified_on") if self.identified_on is None else risk.found_on > self.identified_on
