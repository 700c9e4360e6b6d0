"""How far a procedure has come (办理进度), given the steps that were taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from attrs import frozen

from ..errors import InvalidInput, Mismatch, check_kinds, discreet, items_of, raise_if_any, unlike_items
from ..fields.citations import Source
from ..policy.in_period import check_in_period
from ..policy.titles import cited
from ..wording import Language, called, check_language, reading, say
from .procedure import Days, Procedure, Step, Taken
from .time_limits import Terms
from .working_days import working_day_after


class ProcedureState(StrEnum):
    """How far a procedure has come: 未启动, 办理中, 已办结, 不予通过, 待定."""

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Irregularity(StrEnum):
    """What was wrong with a step that was taken: 顺序不符, 期限未满, 超期, 主体不符."""

    OUT_OF_ORDER = "out_of_order"
    TOO_SOON = "too_soon"
    LATE = "late"
    BY_ANOTHER = "by_another"


@frozen(kw_only=True)
class Irregular:
    """A step taken irregularly (程序瑕疵); `days` says by how many days it was too soon or late.

    One out of order does not count as taken; any other does.
    """

    step: str
    what: Irregularity
    on: date
    days: int | None = None


@frozen(kw_only=True)
class NextStep:
    """A step that may lawfully be taken next (下一环节).

    No sooner than on `earliest` and no later than on `deadline`, where such limits are stated; `overdue` counts the
    days since the deadline. `not_stated` names limits that no document in force states, and those in working days of a
    year whose holidays are not known. `ways` are those still to be
    taken where the step is to match an earlier one, else all it has.
    """

    step: Step
    earliest: date | None = None
    deadline: date | None = None
    overdue: int = 0
    ways: tuple[str, ...] = ()
    not_stated: tuple[str, ...] = ()


@frozen(kw_only=True)
class Progress:
    """How far a procedure has come on a day (办理进度).

    `done` are the steps taken in order, `next` those that may lawfully be taken next, those that must be first;
    `irregular` what was done out of order, too soon, late, or by another than the document says. `missing` is "events"
    where it was not recorded what was done.
    """

    procedure: Procedure
    on: date
    state: ProcedureState
    done: tuple[str, ...] = ()
    next: tuple[NextStep, ...] = ()
    irregular: tuple[Irregular, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def source(self) -> Source:
        """The section that prescribes the procedure."""
        return self.procedure.source

    @property
    def not_stated(self) -> tuple[str, ...]:
        """The limits of the next steps that no document in force states."""
        return tuple(dict.fromkeys(name for step in self.next for name in step.not_stated))

    def label(self, lang: Language = "en") -> str:
        """What the procedure is for; `lang` is "en" or "zh"."""
        return called(self.procedure, lang)

    def line(self, lang: Language = "en") -> str:
        """The progress as a line to read out: how far, what next by whom, what was irregular, the section.

        `lang` is "en" or "zh". Raises `InvalidInput` for any other.
        """
        check_language(lang)
        parts = [say("procedures", self.state, lang), *(_next_words(step, lang) for step in self.next)]
        parts += [_irregular_words(item, self.procedure, lang) for item in self.irregular]
        read = [reading(self.procedure.reading, lang)] if self.procedure.reading else []
        apart = say("procedures", "apart", lang)
        rests = apart.join([cited(self.source.document, self.source.section, lang), *read])
        return say("procedures", "line", lang, label=self.label(lang), stands=apart.join(parts), source=rests)


def _step_words(step: Step, lang: Language) -> str:
    by = say("procedures", "by_nobody_named", lang) if step.by is None else step.by.words(lang)
    return say("procedures", "step", lang, label=called(step, lang), by=by)


def _next_words(found: NextStep, lang: Language) -> str:
    words = say("procedures", "may_follow" if found.step.optional else "next", lang, step=_step_words(found.step, lang))
    if found.earliest is not None:
        words += say("procedures", "no_sooner", lang, day=found.earliest)
    if found.deadline is not None:
        words += say("procedures", "no_later", lang, day=found.deadline)
    return words + (say("procedures", "overdue", lang, days=found.overdue) if found.overdue else "")


def _irregular_words(found: Irregular, procedure: Procedure, lang: Language) -> str:
    step = procedure.by_name[found.step]
    return say("procedures", found.what, lang, step=called(step, lang), on=found.on, days=found.days)


@discreet
def progress(
    procedure: Procedure, events: Iterable[Taken] | None, *, on: date, limits: Terms | None = None
) -> Progress:
    """Return how far a procedure has come on a day; steps taken later do not count.

    `events` is None where it was not recorded what was done; their order does not matter, and of one day they are read
    in the order of the steps. `limits` are the time limits in force, `policy.terms(time_limits)`; without them none is
    stated; where they count working days, the extra `calendar` is needed. Raises `InvalidInput` with every event that
    names no step of the procedure, or no way of its step, and `OutsidePeriod` if the document does not cover the day.
    """
    check_kinds("progress", procedure=(procedure, Procedure), on=(on, date), limits=(limits, Terms, None))
    events = items_of(events)
    raise_if_any(unlike_items("events", events, Taken) if events is not None else (), "progress")
    check_in_period(on, procedure.source.document, procedure.since, procedure.until)
    if events is None:
        return Progress(procedure=procedure, on=on, state=ProcedureState.UNKNOWN, missing=("events",))
    run = _Run(procedure, limits or Terms())
    for event in run.sorted(events, on):
        run.take(event)
    return Progress(
        procedure=procedure,
        on=on,
        state=run.state,
        done=tuple(step.name for step in procedure.steps if run.complete(step)),
        next=tuple(sorted(run.follow(on), key=lambda found: not run.demanded(found.step))),
        irregular=tuple(run.irregular),
    )


class _Run:
    """One run of a procedure, taken step by step."""

    def __init__(self, procedure: Procedure, limits: Terms) -> None:
        self.steps = procedure.by_name
        self.limits = limits
        self.taken: dict[str, list[Taken]] = {name: [] for name in self.steps}
        self.irregular: list[Irregular] = []
        self.refused = False

    def sorted(self, events: Iterable[Taken], on: date) -> list[Taken]:
        given = list(events)
        faults = list(self._faults(given))
        if faults:
            raise InvalidInput(faults)
        order = list(self.steps)

        def place(event: Taken) -> tuple[Any, ...]:
            # Records of one step on one day have an order too, so that it is never by chance; a refusal comes last.
            return event.on, order.index(event.step), event.refused is True, event.way or "", event.by or ""

        return sorted((event for event in given if event.on <= on), key=place)

    def _faults(self, events: Iterable[Taken]) -> Iterator[Mismatch]:
        for at, event in enumerate(events):
            step = self.steps.get(event.step)
            if step is None:
                yield Mismatch.of_name(f"$[{at}].step", event.step, self.steps)
            elif event.way is not None and event.way not in (ways := [way.name for way in step.ways]):
                yield Mismatch.of_name(f"$[{at}].way", event.way, ways, "one of {}" if ways else "nothing")

    def take(self, event: Taken) -> None:
        """Count an event if its step may be taken then, and note what is irregular about it."""
        step = self.steps[event.step]
        if self.refused or not all(map(self.complete, self.before(step))):
            self.irregular.append(Irregular(step=step.name, what=Irregularity.OUT_OF_ORDER, on=event.on))
            return
        if not self.taken[step.name]:
            self.irregular += self._untimely(step, event.on)
        if event.by is not None and step.by is not None and event.by is not step.by:
            self.irregular.append(Irregular(step=step.name, what=Irregularity.BY_ANOTHER, on=event.on))
        self.taken[step.name].append(event)
        self.refused = event.refused is True

    def _untimely(self, step: Step, on: date) -> Iterator[Irregular]:
        earliest, deadline = self.day(step.waits), self.day(step.due)
        if earliest is not None and on < earliest:
            yield Irregular(step=step.name, what=Irregularity.TOO_SOON, on=on, days=(earliest - on).days)
        if deadline is not None and on > deadline:
            yield Irregular(step=step.name, what=Irregularity.LATE, on=on, days=(on - deadline).days)

    def demanded(self, step: Step) -> bool:
        """Whether the step must be taken."""
        return not step.optional and (step.demanded_by is None or getattr(self.limits, step.demanded_by) is True)

    def before(self, step: Step) -> Iterator[Step]:
        """The steps that must be complete before one; what need not be taken stands for what comes before it."""
        for name in step.after or ():
            earlier = self.steps[name]
            yield from (earlier,) if self.demanded(earlier) else self.before(earlier)

    def complete(self, step: Step) -> bool:
        return bool(self.taken[step.name]) and not self.unmatched(step)

    def unmatched(self, step: Step) -> tuple[str, ...]:
        """The ways found at the step that it is to match and not yet taken here."""
        if step.matches is None:
            return ()
        here = {event.way for event in self.taken[step.name]}
        found = {event.way for event in self.taken[step.matches]}
        return tuple(way.name for way in step.ways if way.name in found - here)

    def day(self, days: Days | None) -> date | None:
        """The day so many days after a step, if it was taken, the figure is stated, and its working days are known."""
        if days is None or not self.taken[days.after]:
            return None
        count, since = getattr(self.limits, days.limit), self.taken[days.after][0].on
        if not isinstance(count, int):
            return None
        counts_working_days = self.limits.working_days is True
        return working_day_after(since, count) if counts_working_days else since + timedelta(days=count)

    def states(self, days: Days) -> bool:
        """Whether a limit is stated, as far as it has begun to run."""
        stated = isinstance(getattr(self.limits, days.limit), int)
        return stated and (not self.taken[days.after] or self.day(days) is not None)

    @property
    def state(self) -> ProcedureState:
        if self.refused:
            return ProcedureState.REFUSED
        if all(self.complete(step) for step in self.steps.values() if self.demanded(step)):
            return ProcedureState.COMPLETED
        return ProcedureState.UNDER_WAY if any(self.taken.values()) else ProcedureState.NOT_BEGUN

    def follow(self, on: date) -> Iterator[NextStep]:
        """The steps that may lawfully be taken next; none once it is completed or refused."""
        if self.state in (ProcedureState.REFUSED, ProcedureState.COMPLETED):
            return
        for step in self.steps.values():
            open_ = self.demanded(step) or not self._passed(step)
            if open_ and not self.complete(step) and all(map(self.complete, self.before(step))):
                yield self._next(step, on)

    def _passed(self, step: Step) -> bool:
        """Whether a later step was taken, so that one that may be left out was."""
        later = list(self.steps)[list(self.steps).index(step.name) + 1 :]
        return any(self.taken[name] for name in later)

    def _next(self, step: Step, on: date) -> NextStep:
        deadline = self.day(step.due)
        limits = [days for days in (step.waits, step.due) if days is not None]
        return NextStep(
            step=step,
            earliest=self.day(step.waits),
            deadline=deadline,
            overdue=max((on - deadline).days, 0) if deadline is not None else 0,
            ways=self.unmatched(step) if step.matches else tuple(way.name for way in step.ways),
            not_stated=tuple(days.limit for days in limits if not self.states(days)),
        )
