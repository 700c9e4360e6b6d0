"""The laws of duties and procedures: order of the record is nothing, doing more helps, nothing is named too soon."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from rural_revitalization.duties import Cycle, Duty, DutyStatus, LogEntry, due_days, duty_of, shipped_duties, status
from rural_revitalization.procedures import (
    PROCEDURES,
    Procedure,
    ProcedureState,
    Progress,
    Taken,
    progress,
    time_limits,
)

SET_LOCALLY: Final = (
    duty_of("hunan-2021/water/household-meter").set_locally("made up", by=date(2023, 6, 30)),
    duty_of("hunan-2021/education/status-monitoring").set_locally("made up", times=3, every=Cycle.QUARTER),
    duty_of("hunan-2021/plan/midterm-final-evaluation").set_locally("made up", by=date(2024, 6, 30)),
)
DUTIES: Final = (*shipped_duties().values(), *SET_LOCALLY)


def entries(duty: Duty) -> st.SearchStrategy[list[LogEntry]]:
    days = st.dates(duty.since - timedelta(days=400), duty.until + timedelta(days=60))
    return st.lists(days.map(lambda day: LogEntry(duty=duty.key, on=day, place="1")), max_size=12)


@st.composite
def duties_asked(draw: st.DrawFn) -> tuple[Duty, list[LogEntry], date, dict[str, Any]]:
    duty = draw(st.sampled_from(DUTIES))
    on = draw(st.dates(duty.since, duty.until))
    since = draw(st.none() | st.dates(duty.since, duty.until))
    arose = draw(st.dates(duty.since, on))
    return duty, draw(entries(duty)), on, {"owed": True, "arose": arose, "log_since": since}


@given(duties_asked(), st.randoms())
def test_a_standing_does_not_depend_on_the_order_of_the_log(asked: Any, random: Any) -> None:
    duty, log, on, more = asked
    shuffled = list(log)
    random.shuffle(shuffled)
    assert status(duty, shuffled, on=on, **more) == status(duty, log, on=on, **more)


@given(duties_asked(), st.data())
def test_doing_more_never_makes_a_duty_less_kept(asked: Any, data: st.DataObject) -> None:
    duty, log, on, more = asked
    before = status(duty, log, on=on, **more)
    after = status(duty, log + data.draw(entries(duty)), on=on, **more)
    if duty.forbids:
        assert after.status is DutyStatus.BROKEN or after.status is before.status
        return
    if before.status is DutyStatus.KEPT:
        assert after.status is DutyStatus.KEPT
        assert before.days is None or (after.days is not None and after.days <= before.days)
    if before.status is DutyStatus.COMING_DUE:
        assert after.status in {DutyStatus.COMING_DUE, DutyStatus.KEPT}
    assert set(after.missed) <= set(before.missed)


@given(st.sampled_from([duty for duty in DUTIES if duty.forbids]), st.data())
def test_a_prohibition_is_broken_by_any_entry_while_it_holds(duty: Duty, data: st.DataObject) -> None:
    on = data.draw(st.dates(duty.since, duty.until))
    log = data.draw(entries(duty))
    happened = any(duty.since <= entry.on <= on for entry in log)
    found = status(duty, log, on=on, owed=True)
    assert found.status is (DutyStatus.BROKEN if happened else DutyStatus.KEPT)


@given(duties_asked())
def test_a_log_kept_later_only_leaves_open_and_never_tells_otherwise(asked: Any) -> None:
    """What is left out of a log that began later may only have been done, so nothing told from it is overturned."""
    duty, log, on, more = asked
    since = more.pop("log_since") or duty.since
    log = [entry for entry in log if entry.on >= duty.since]
    told = status(duty, [entry for entry in log if entry.on >= since], on=on, **more, log_since=since)
    whole = status(duty, log, on=on, **more)
    assert told.status in {DutyStatus.UNKNOWN, whole.status}
    if told.status is not DutyStatus.UNKNOWN:
        assert told.days in {None, whole.days}
        assert set(told.missed) <= set(whole.missed)


@given(duties_asked())
def test_days_and_deadlines_agree(asked: Any) -> None:
    duty, log, on, more = asked
    found = status(duty, log, on=on, **more)
    if found.status is DutyStatus.COMING_DUE:
        assert found.deadline is not None
        assert found.days == (found.deadline - on).days >= 0
    if found.status is DutyStatus.OVERDUE:
        assert found.days is not None
        assert found.days > 0
    assert found.deadline is None or found.deadline <= duty.until or not duty.every
    assert bool(found.missing) is (found.status is DutyStatus.UNKNOWN)


@given(st.sampled_from(DUTIES), st.data())
def test_of_a_log_that_was_kept_nothing_is_overdue_or_missed(duty: Duty, data: st.DataObject) -> None:
    on = data.draw(st.dates(duty.since, duty.until))
    deadlines = [day for day in due_days(duty, duty.since, duty.until, arose=duty.since) if not duty.forbids]
    # Done so often as it is owed on each day on which it falls due, up to the day.
    done = [
        LogEntry(duty=duty.key, on=day, place="1") for day in deadlines if day <= on for _ in range(duty.times or 1)
    ]
    found = status(duty, done, on=on, owed=True, arose=duty.since)
    assert found.status not in (DutyStatus.OVERDUE, DutyStatus.BROKEN)
    assert found.missed == ()


# -- procedures -----------------------------------------------------------------------------------------------


def days_of(procedure: Procedure) -> st.SearchStrategy[date]:
    return st.dates(procedure.since, procedure.since + timedelta(days=60))


@st.composite
def events(draw: st.DrawFn, procedure: Procedure) -> list[Taken]:
    step = draw(st.lists(st.sampled_from(procedure.steps), max_size=14))
    return [
        Taken(
            step=item.name,
            on=draw(days_of(procedure)),
            way=draw(st.none() | st.sampled_from([way.name for way in item.ways])) if item.ways else None,
            refused=draw(st.sampled_from([None, None, None, False, True])),
        )
        for item in step
    ]


limits = st.builds(
    time_limits.Terms,
    publicity_days=st.none() | st.integers(0, 30),
    identification_days=st.none() | st.integers(0, 30),
    elimination_publicity=st.none() | st.booleans(),
)


@st.composite
def runs(draw: st.DrawFn) -> tuple[Procedure, list[Taken], date, Any]:
    procedure = draw(st.sampled_from(PROCEDURES))
    return procedure, draw(events(procedure)), draw(days_of(procedure)), draw(limits)


def may_be_left_out(procedure: Procedure, name: str, terms: Any) -> bool:
    step = procedure.by_name[name]
    demanded = step.demanded_by is None or getattr(terms, step.demanded_by) is True
    return step.optional or not demanded


def open_before(found: Progress, name: str, terms: Any) -> list[str]:
    """The steps not done that come before a step, and may not be left out."""
    before = found.procedure.by_name[name].after or ()
    left = [item for item in before if item not in found.done]
    deeper = [deep for item in left for deep in open_before(found, item, terms)]
    return deeper + [item for item in left if not may_be_left_out(found.procedure, item, terms)]


@given(runs())
def test_no_step_is_named_next_while_one_before_it_is_open(asked: Any) -> None:
    procedure, taken, on, terms = asked
    found = progress(procedure, taken, on=on, limits=terms)
    for step in found.next:
        assert step.step.name not in found.done
        assert open_before(found, step.step.name, terms) == []


@given(runs())
def test_nothing_is_done_before_what_comes_before_it(asked: Any) -> None:
    procedure, taken, on, terms = asked
    found = progress(procedure, taken, on=on, limits=terms)
    assert all(open_before(found, name, terms) == [] for name in found.done)


@given(runs(), st.randoms())
def test_progress_does_not_depend_on_the_order_of_the_record(asked: Any, random: Any) -> None:
    procedure, taken, on, terms = asked
    shuffled = list(taken)
    random.shuffle(shuffled)
    assert progress(procedure, shuffled, on=on, limits=terms) == progress(procedure, taken, on=on, limits=terms)


@given(runs())
def test_there_is_something_to_do_next_until_a_procedure_ends(asked: Any) -> None:
    procedure, taken, on, terms = asked
    found = progress(procedure, taken, on=on, limits=terms)
    ended = found.state in {ProcedureState.COMPLETED, ProcedureState.REFUSED}
    assert bool(found.next) is not ended
    demanded = {step.name for step in procedure.steps if not may_be_left_out(procedure, step.name, terms)}
    assert (found.state is ProcedureState.COMPLETED) is (demanded <= set(found.done) and found.state != "refused")


@given(runs())
def test_taking_the_step_named_next_is_never_out_of_order(asked: Any) -> None:
    procedure, taken, on, terms = asked
    found = progress(procedure, taken, on=on, limits=terms)
    past = [event for event in taken if event.on <= on]
    for step in found.next:
        day = max(on, step.earliest or on)
        way = step.ways[0] if step.ways else None
        then = progress(procedure, [*past, Taken(step=step.step.name, on=day, way=way)], on=day, limits=terms)
        # What came too early on the same day may now be in order, so only the step itself is looked at.
        new = [item for item in then.irregular if item not in found.irregular and item.step == step.step.name]
        assert [item for item in new if item.what in {"out_of_order", "too_soon"}] == []
