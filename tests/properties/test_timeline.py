"""A timeline says of every day what an assessment of that day says, and names every change, and no other.

An answer holds since the first day from which the assessments of all days say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from rural_revitalization import (
    Household,
    LocalFigures,
    OutsidePeriod,
    Policy,
    SmallLoan,
    Status,
    Unknown,
    assess,
    load_policy,
    since_when,
    timeline,
)
from rural_revitalization.assessment import PARTS, Answer, Standing, Timeline
from rural_revitalization.assessment.changes import answers_of
from rural_revitalization.fields import evolve_unchecked
from rural_revitalization.policy import JURISDICTIONS
from rural_revitalization.policy.load import policy_on
from rural_revitalization.strategies import households, local_figures, people, records

DAY: Final = timedelta(days=1)
FEW: Final = max(2, min(200, settings().max_examples // 5))
"""Households: 10 in the usual profile, 200 in the deep one."""
DAYS: Final = 2 * 366


def days_of(since: date, until: date) -> Iterator[date]:
    while since <= until:
        yield since
        since += DAY


def policies(jurisdiction: str, since: date, until: date) -> dict[date, Policy | None]:
    """The policy of every day, as `load_policy` gives it; kept from the day before where no figure differs."""
    found: dict[date, Policy | None] = {}
    last = None
    for day in days_of(since, until):
        try:
            last = load_policy(jurisdiction, on=day) if last is None else policy_on(last, day)
        except OutsidePeriod:
            last = None
        found[day] = last
    return found


def assessed(household: Household, policy: Policy | None, local: LocalFigures, on: date) -> Any:
    """The standing of a day and its answers, as `assess` gives them."""
    if policy is None:
        return Standing.NO_DOCUMENT, ()
    born = tuple(person for person in household.people if not person.birth_date or person.birth_date <= on)
    if not any(person.member_on(on) for person in born):
        return Standing.NOBODY, ()
    return Standing.ASSESSED, answers_of(assess(evolve_unchecked(household, members=born), policy, local, on=on))


def by_key(answers: tuple[Answer, ...]) -> dict[Any, Answer]:
    return {answer.key: answer for answer in answers}


FIRST: Final = st.dates(date(2015, 6, 1), date(2025, 6, 1))


@st.composite
def lives(draw: st.DrawFn) -> tuple[Household, str, list[LocalFigures], date]:
    """A household with somebody who may be born within the period, its place, figures of some years, the first day."""
    since = draw(FIRST)
    household = draw(households(most=3))
    if draw(st.booleans()):  # one in two owes something, since loans alone change from day to day
        household = evolve_unchecked(household, loans=tuple(draw(st.lists(records(SmallLoan), min_size=1, max_size=2))))
    if draw(st.booleans()):
        child = draw(people(born=st.dates(since, since + timedelta(days=DAYS))))
        household = evolve_unchecked(household, members=(*household.people, evolve_unchecked(child, id="born-later")))
    figures = [draw(local_figures(year)) for year in range(since.year, since.year + 3) if draw(st.booleans())]
    return household, draw(st.sampled_from(sorted(JURISDICTIONS))), figures, since


# Not shrunk: two years of a household are too many days to try again and again.
@settings(max_examples=FEW, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(lives())
def test_every_day_is_as_assessed_and_every_change_is_named(
    life: tuple[Household, str, list[LocalFigures], date],
) -> None:
    household, jurisdiction, figures, since = life
    until = since + timedelta(days=DAYS - 1)
    found = timeline(household, jurisdiction, figures, since=since, until=until)
    local = {year: LocalFigures(year=year) for year in range(since.year, until.year + 1)}
    local |= {item.year: item for item in figures}
    held = policies(jurisdiction, since, until)
    before: dict[Any, Answer] | None = None
    named = {(change.on, (change.before or change.after).key): change for change in found.changes}  # type: ignore[union-attr]
    real = set()
    for day in days_of(since, until):
        standing, answers = assessed(household, held[day], local[day.year], day)
        stretch = found.on(day)
        assert stretch.standing is standing, day
        assert stretch.documents == (() if held[day] is None else held[day].documents), day  # type: ignore[union-attr]
        now = by_key(answers)
        assert by_key(stretch.answers) == now, day
        for key in {*(before or now), *now}:
            then = now.get(key) if before is None else before.get(key)
            if then != now.get(key):
                real.add((day, key))
                assert (named[day, key].before, named[day, key].after) == (then, now.get(key))
        before = now
    assert set(named) == real
    assert_whole(found)


def assert_whole(found: Timeline) -> None:
    """The stretches follow one another without a gap, and every change says why."""
    assert found.stretches[0].since == found.since
    assert found.stretches[-1].until == found.until
    for one, then in zip(found.stretches, found.stretches[1:], strict=False):
        assert one.until + DAY == then.since
        assert (one.standing, one.documents, one.answers) != (then.standing, then.documents, then.answers)
    assert all(change.why for change in found.changes)


def is_open(answer: Answer) -> bool:
    return isinstance(answer.value, Unknown) or answer.status in (Status.NOT_DETERMINED, Status.NOT_STATED)


@settings(max_examples=FEW, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(lives(), st.none() | st.sets(st.sampled_from(sorted(PARTS)), min_size=1, max_size=3))
def test_an_answer_holds_since_the_first_day_from_which_all_days_say_the_same(
    life: tuple[Household, str, list[LocalFigures], date], only: set[str] | None
) -> None:
    household, jurisdiction, figures, on = life
    local = next((item for item in figures if item.year == on.year), LocalFigures(year=on.year))
    born = tuple(person for person in household.people if not person.birth_date or person.birth_date <= on)
    assume(any(person.member_on(on) for person in born))
    held = policies(jurisdiction, date(on.year, 1, 1), on)
    policy = held[on]
    assume(policy is not None)
    assert policy is not None
    household = evolve_unchecked(household, members=born)
    found = assess(household, policy, local, on=on, only=only)
    answers = answers_of(found)
    waiting = {answer.key: since for answer, since in zip(answers, since_when(found), strict=True) if since is not None}
    assert waiting.keys() == {answer.key for answer in answers if not is_open(answer)}
    now = by_key(answers)
    for day in reversed(list(held)):
        if day == on:
            continue
        then = by_key(assessed(household, held[day], local, day)[1])
        for key, since in [*waiting.items()]:
            if day >= since.day:
                assert then.get(key) == now[key], (day, key)
                continue
            assert since.why, "nothing changed in the year: the first day of it is named"
            assert since.day == day + DAY, (day, key)
            assert then.get(key) != now[key], (day, key)
            assert since.or_before or then.get(key) is None or not is_open(then[key])
            assert not since.or_before or then.get(key) is None or is_open(then[key])
            del waiting[key]
        if not waiting:
            return
    assert {(since.day, since.why, since.or_before) for since in waiting.values()} <= {(date(on.year, 1, 1), (), True)}
