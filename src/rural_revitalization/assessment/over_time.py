"""A household over time (历程): every day on which an answer changes, what changes, why, and what is due when."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

import attrs

from ..errors import InvalidInput, Mismatch, check_kinds, discreet, kind_of, quoted, shown
from ..loading import Overlay
from ..models import Household, LocalFigures
from .changes import Answer, DatedChange, changes_between
from .dues import Due, dues
from .findings import Period
from .policies_over_time import policies_between
from .stretches import Course, Standing, State, Stretch
from .turns import DAY, STAY, Reason

Local = Mapping[int, LocalFigures] | Sequence[LocalFigures]
"""A county's figures of several years: by year, or in any order."""


@attrs.frozen(kw_only=True)
class Timeline:
    """A household from one day to another (农户历程): the stretches without a change, and the changes between them.

    `opening` are the answers of the first day; `stretches` follow one another without a gap; `changes` are all of them,
    in order of days. `months` are the monthly payments by calendar month, `years` the yearly ones by calendar year.
    Amounts of different periods are never added. `skipped` names the rules that were left out on some day, of the
    household or of a member, for want of the record they begin with.
    """

    household: str
    jurisdiction: str
    since: date
    until: date
    opening: tuple[Answer, ...]
    stretches: tuple[Stretch, ...]
    changes: tuple[DatedChange, ...]
    months: tuple[Due, ...]
    years: tuple[Due, ...]
    skipped: tuple[str, ...] = ()

    def on(self, day: date) -> Stretch:
        """The stretch of a day, with its answers; raises `InvalidInput` for a day outside the period."""
        if not _is_day(day) or not self.since <= day <= self.until:
            raise InvalidInput([Mismatch("day", f"a date from {self.since} to {self.until}", shown(day))])
        return self.stretches[bisect_right(self.stretches, day, key=lambda stretch: stretch.since) - 1]


@discreet
def timeline(
    household: Household,
    jurisdiction: str,
    local: Local,
    *,
    since: date,
    until: date,
    overlay: Overlay | None = None,
    practice: bool = True,
    carry: bool = False,
) -> Timeline:
    """The answers about a household (农户) on every day from `since` to `until`, both included, and their changes.

    On each day they are those of `assess` under the policy of that day and the figures of its year. `local` are the
    figures by year; a year without figures has none recorded, and what depends on them is missing. Where no document is
    in force, and where nobody is a member, the stretch says so and has no answers. People are left out up to the day
    before their birth. `overlay`, `practice` and `carry` are those of `load_policy`; an overlay counts in its own
    period, and the documents alone before and after it.

    Raises `InvalidInput` for days that are no dates or out of order, figures of a year given twice or under another,
    those of another county, and an unknown jurisdiction; `InvalidPack` for an invalid overlay, or one that covers no
    day of the period; `OSError` if it cannot be read.

    >>> from rural_revitalization import Household, Person
    >>> person = Person(id="1-1", birth_date=date(2004, 5, 1), disability_kind="none", insured=True)
    >>> family = Household(id="1", members=[person])
    >>> found = timeline(family, "hunan", [], since=date(2022, 4, 1), until=date(2022, 5, 31))
    >>> [str(stretch.since) for stretch in found.stretches]
    ['2022-04-01', '2022-05-01']
    >>> [(change.name, change.why[0].text()) for change in found.changes]
    [('contribution_subsidy.subsidy', '1-1: turns 18'), ('entitlements.innovation_support', '1-1: turns 18')]
    """
    course = _course(household, jurisdiction, local, since, until, overlay, practice=practice, carry=carry)
    opened = list(begun(course))
    stretches = tuple(_stretches(opened, until))
    return Timeline(
        household=household.id,
        jurisdiction=jurisdiction,
        since=since,
        until=until,
        opening=stretches[0].answers,
        stretches=stretches,
        changes=tuple(change for *_, changes in opened for change in changes),
        months=tuple(dues(stretches, Period.MONTH)),
        years=tuple(dues(stretches, Period.YEAR)),
        skipped=tuple(sorted(course.skipped)),
    )


@discreet
def next_change(
    household: Household,
    jurisdiction: str,
    local: Local,
    *,
    after: date,
    until: date,
    overlay: Overlay | None = None,
    practice: bool = True,
    carry: bool = False,
) -> tuple[DatedChange, ...]:
    """What changes next after a day, up to a last one: all changes of the first day with any, or none of them.

    The arguments and errors are those of `timeline`.

    >>> from rural_revitalization import Household, Person
    >>> person = Person(id="1-1", birth_date=date(2004, 5, 1), disability_kind="none", insured=True)
    >>> family = Household(id="1", members=[person])
    >>> [(str(change.on), change.name) for change in
    ...  next_change(family, "hunan", [], after=date(2022, 4, 1), until=date(2022, 12, 31))]
    [('2022-05-01', 'contribution_subsidy.subsidy'), ('2022-05-01', 'entitlements.innovation_support')]
    """
    course = _course(
        household, jurisdiction, local, after, until, overlay, practice=practice, carry=carry, first="after"
    )
    return next((changes for *_, changes in begun(course) if changes), ())


# -- stretches and changes ---------------------------------------------------------------------------------------

Begun = tuple[date, State, tuple[DatedChange, ...]]
"""The first day of a stretch, what is so in it, and the changes on that day."""


def begun(course: Course) -> Iterator[Begun]:
    """The stretches of a course, in order, each as it begins."""
    held: State | None = None
    for day, state, reasons in course.states():
        if held is None:
            yield day, state, ()
        elif state != held:
            yield day, state, tuple(changes_between(day, held.answers, state.answers, _bearing(reasons, held, state)))
        held = state


def _bearing(reasons: tuple[Reason, ...], before: State, after: State) -> tuple[Reason, ...]:
    """The reasons of a day: where documents or members end or begin on it, those alone."""
    standings = {before.standing, after.standing}
    if len(standings) == 1:
        return reasons
    if Standing.NO_DOCUMENT in standings:
        return tuple(reason for reason in reasons if reason.document is not None)
    return tuple(reason for reason in reasons if reason.field in (*STAY, "birth_date"))


def _stretches(opened: Sequence[Begun], until: date) -> Iterator[Stretch]:
    ends = [*(day - DAY for day, _, _ in opened[1:]), until]
    for (since, state, _), last in zip(opened, ends, strict=True):
        yield Stretch(
            since=since, until=last, standing=state.standing, documents=state.documents, answers=state.answers
        )


# -- what is given -------------------------------------------------------------------------------------------------


def _course(
    household: Household,
    jurisdiction: str,
    local: Local,
    since: date,
    until: date,
    overlay: Overlay | None,
    *,
    practice: bool,
    carry: bool,
    first: str = "since",
) -> Course:
    """The course of a household between two days, of which the one is given as `first`, once all is found in order."""
    check_kinds("timeline", household=(household, Household), jurisdiction=(jurisdiction, str))
    wrong = [*_of_days({first: since, "until": until}), *_of_local(local, household)]
    if wrong:
        raise InvalidInput(wrong, about="timeline")
    of_the_period = (item for item in _listed(local) if since.year <= item.year <= until.year)
    return Course(
        household=household,
        local={item.year: item for item in of_the_period},
        holdings=policies_between(jurisdiction, since, until, overlay=overlay, practice=practice, carry=carry),
        since=since,
        until=until,
    )


def _of_days(days: Mapping[str, date]) -> Iterator[Mismatch]:
    wrong = [Mismatch(name, "a date", shown(day)) for name, day in days.items() if not _is_day(day)]
    yield from wrong
    (name, first), (_, last) = days.items()
    if not wrong and last < first:
        yield Mismatch("until", f"a date not before {name} ({first})", str(last))


def _of_local(local: Local, household: Household) -> Iterator[Mismatch]:
    if not isinstance(local, Mapping | Sequence) or not all(isinstance(item, LocalFigures) for item in _listed(local)):
        yield Mismatch("local", "LocalFigures by year, or a sequence of them", kind_of(local))
        return
    paths = [f"local[{key}]" for key in (local if isinstance(local, Mapping) else range(len(local)))]
    years = list(local) if isinstance(local, Mapping) else [item.year for item in local]
    seen: dict[int, str] = {}
    for path, year, item in zip(paths, years, _listed(local), strict=True):
        if item.year != year:
            yield Mismatch(path, f"the figures of {shown(year)}", f"those of {item.year}")
        elif year in seen:
            yield Mismatch(path, f"a year that {seen[year]} does not have", str(year))
        seen.setdefault(item.year, path)
        if household.county and item.county and household.county != item.county:
            yield Mismatch(path, f"the figures of {quoted(household.county)}", f"those of {quoted(item.county)}")


def _listed(local: Local) -> list[LocalFigures]:
    return list(local.values() if isinstance(local, Mapping) else local)


def _is_day(day: object) -> bool:
    return isinstance(day, date) and not isinstance(day, datetime)
