"""Identification and elimination step by step: no lawful sequence skips a step, no unlawful one passes unnamed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from rural_revitalization.procedures import Irregularity, ProcedureState, Taken, procedure_of, progress, time_limits

PROCEDURES: Final = [
    procedure_of(f"{place}-2021/monitoring/{name}-procedure")
    for place in ("hunan", "yiyang")
    for name in ("identification", "risk-elimination")
]
WAITS: Final = {"identification_procedure": "appraisal_and_publicity", "risk_elimination_procedure": "publicity"}
"""By procedure, the step after which the review waits for the days of publicity."""
FIRST: Final = date(2022, 1, 3)
DAYS: Final = st.integers(1, 12)


class Process(RuleBasedStateMachine):
    """A case that somebody handles, lawfully or not, beside a plain account of what must be said of it.

    The account knows the steps in a row, which of them must be taken, and the two limits; each step is taken on a later
    day than the one before.
    """

    @initialize(procedure=st.sampled_from(PROCEDURES), publicity=st.booleans(), days=st.integers(0, 9))
    def begin(self, procedure: Any, publicity: bool, days: int) -> None:
        self.procedure = procedure
        self.limits = time_limits.Terms(publicity_days=days, identification_days=15, elimination_publicity=publicity)
        self.row = [step.name for step in procedure.steps]
        self.left_out = set() if publicity or "publicity" not in self.row else {"publicity"}
        self.today = FIRST
        self.events: list[Taken] = []
        self.taken: dict[str, date] = {}
        self.named: list[tuple[str, Irregularity, int | None]] = []
        self.refused = False

    # -- the account ------------------------------------------------------------------------------------------

    def lawful(self, step: str) -> bool:
        earlier = [name for name in self.row[: self.row.index(step)] if name not in self.left_out]
        return not self.refused and all(name in self.taken for name in earlier)

    def untimely(self, step: str, on: date) -> tuple[Irregularity, int] | None:
        published = self.taken.get(WAITS[self.procedure.name])
        if step == "township_review" and published is not None:
            early = (published + timedelta(days=self.limits.publicity_days) - on).days  # type: ignore[arg-type]
            if early > 0:
                return Irregularity.TOO_SOON, early
        if step == "county_decision" and "discovery" in self.taken:
            late = (on - self.taken["discovery"]).days - 15
            if late > 0:
                return Irregularity.LATE, late
        return None

    def handle(self, step: str, days: int, *, refused: bool | None = None) -> None:
        """Take a step some days later, and enter into the account what must be said of it."""
        self.today += timedelta(days=days)
        self.events.append(Taken(step=step, on=self.today, refused=refused))
        if not self.lawful(step):
            self.named.append((step, Irregularity.OUT_OF_ORDER, None))
            return
        untimely = self.untimely(step, self.today) if step not in self.taken else None
        if untimely is not None:
            self.named.append((step, *untimely))
        self.taken.setdefault(step, self.today)
        self.refused = refused is True

    @property
    def found(self) -> Any:
        return progress(self.procedure, self.events, on=self.today, limits=self.limits)

    # -- what somebody does -----------------------------------------------------------------------------------

    @precondition(lambda self: self.found.next)
    @rule(data=st.data())
    def take_the_next_step_when_it_may_be_taken(self, data: st.DataObject) -> None:
        step = data.draw(st.sampled_from(self.found.next))
        wait = 1 if step.earliest is None else max((step.earliest - self.today).days, 1)
        before = len(self.found.irregular)
        self.handle(step.step.name, wait)
        assert step.step.name in self.found.done
        named = self.found.irregular[before:]
        assert [item.what for item in named if item.what is not Irregularity.LATE] == []

    @rule(data=st.data(), days=DAYS)
    def take_any_step(self, data: st.DataObject, days: int) -> None:
        self.handle(data.draw(st.sampled_from(self.row)), days)

    @rule(data=st.data(), days=DAYS)
    def skip_a_step(self, data: st.DataObject, days: int) -> None:
        unlawful = [name for name in self.row if not self.lawful(name)]
        if unlawful:
            step = data.draw(st.sampled_from(unlawful))
            done = self.found.done
            self.handle(step, days)
            assert self.found.done == done
            assert self.found.irregular[-1].what is Irregularity.OUT_OF_ORDER

    @rule(data=st.data(), days=DAYS)
    def refuse(self, data: st.DataObject, days: int) -> None:
        self.handle(data.draw(st.sampled_from(self.row)), days, refused=True)

    # -- what must hold ---------------------------------------------------------------------------------------

    @invariant()
    def what_was_irregular_is_named_and_nothing_else(self) -> None:
        said = [(item.step, item.what, item.days) for item in self.found.irregular]
        assert said == self.named

    @invariant()
    def nothing_is_done_or_next_before_what_comes_before_it(self) -> None:
        found = self.found
        assert set(found.done) == set(self.taken)
        assert all(self.lawful(item.step.name) for item in found.next)

    @invariant()
    def it_is_completed_only_with_every_step(self) -> None:
        every = all(name in self.taken or name in self.left_out for name in self.row)
        assert (self.found.state is ProcedureState.COMPLETED) is (every and not self.refused)


TestProcess = Process.TestCase
TestProcess.settings = settings(max_examples=60, stateful_step_count=14, deadline=None)
