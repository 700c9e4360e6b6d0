"""How a duty stands on a day (履职状态), given its log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import NoReturn

from attrs import evolve, frozen
from dateutil.relativedelta import relativedelta

from ..errors import InvalidInput, Mismatch, Undecided, check_kinds, discreet, items_of, raise_if_any, unlike_items
from ..fields.citations import Source
from ..places import (
    ClassConflict,
    Level,
    Saying,
    agreed,
    class_conflict,
    code_of,
    divisions,
    is_code,
    part_of,
    place_in,
    sayings,
)
from ..policy.in_period import check_in_period
from ..policy.titles import cited, title_of
from ..wording import Language, called, check_language, reading, say
from .duty import Duty, DutyPeriod
from .log import LogEntry


class DutyStatus(StrEnum):
    """How a duty stands: 已落实, 逾期, 待落实, 已违反, 不适用, 待定."""

    KEPT = "kept"
    OVERDUE = "overdue"
    COMING_DUE = "coming_due"
    BROKEN = "broken"
    NOT_OWED = "not_owed"
    UNKNOWN = "unknown"


@frozen(kw_only=True)
class DutyStanding:
    """How a duty stands for a place on a day (履职状态).

    `done` counts the entries of the log that bear on it: those of the period that is running, where it is due in each
    period. `last` is the day of the latest. `deadline` is the next one. `days` are those since the deadline that was
    missed if it is overdue, those left if it is coming due, those it came late if it is kept, and those since the first
    breach if it is broken; None where a log begun later leaves that open. `missed` are the earlier periods in which too
    little was done.

    `missing` names what leaves it undetermined, of which `not_stated` is what the document does not state. `conflict`
    names what says that it is owed and what says that it is not: neither wins.
    """

    duty: Duty
    place: str | None
    on: date
    status: DutyStatus = DutyStatus.UNKNOWN
    done: int | None = None
    last: date | None = None
    deadline: date | None = None
    days: int | None = None
    missed: tuple[DutyPeriod, ...] = ()
    missing: tuple[str, ...] = ()
    not_stated: tuple[str, ...] = ()
    conflict: ClassConflict | None = None

    def __bool__(self) -> NoReturn:
        """Refuse: a duty stands somehow also where it is not kept."""
        raise Undecided("a standing is no truth value", instead="compare its status")

    @property
    def source(self) -> Source:
        """The section that imposes the duty."""
        return self.duty.source

    @property
    def to_record(self) -> tuple[str, ...]:
        """What is missing and somebody can record."""
        return tuple(name for name in self.missing if name not in self.not_stated)

    def label(self, lang: Language = "en") -> str:
        """What is owed; `lang` is "en" or "zh"."""
        return called(self.duty, lang)

    def line(self, lang: Language = "en") -> str:
        """The standing as a line to read out: what, by whom, how it stands, what is missing, the section.

        `lang` is "en" or "zh". Raises `InvalidInput` for any other.
        """
        check_language(lang)
        parts = [say("duties", self.status, lang), *self._days(lang)]
        if self.deadline is not None:
            parts.append(say("duties", "next_deadline", lang, day=self.deadline))
        if self.missed:
            spans = ", ".join(f"{first} – {last}" for first, last in self.missed)
            parts.append(say("duties", "missed", lang, spans=spans))
        parts += [say("duties", name, lang, document=title_of(self.source.document, lang)) for name in self.missing]
        parts += self.contradictions(lang)
        read = [reading(self.duty.reading, lang)] if self.duty.reading else []
        apart = say("duties", "apart", lang)
        rests = apart.join(
            [
                cited(self.source.document, self.source.section, lang),
                *([self.duty.set_by] if self.duty.set_by else []),
                *read,
            ]
        )
        return say("duties", "line", lang, words=self.duty.words(lang), stands=apart.join(parts), source=rests)

    def contradictions(self, lang: Language = "en") -> tuple[str, ...]:
        """The conflict as a text that names both fields, if there is one; `lang` as for `line`."""
        if self.conflict is None:
            return ()
        one, other = self.conflict.fields
        return (say("duties", "conflict", lang, of=called(self.conflict.of, lang), one=one, other=other),)

    def _days(self, lang: Language) -> list[str]:
        return [say("duties", f"{self.status}_days", lang, days=self.days)] if self.days else []


@discreet
def status(
    duty: Duty,
    log: Iterable[LogEntry] | None,
    *,
    on: date,
    place: str | None = None,
    county: str | None = None,
    log_since: date | None = None,
    owed: bool | None = None,
    arose: date | None = None,
) -> DutyStanding:
    """Return how a duty stands on a day; entries of the log on later days and of other duties do not count.

    `log` is None where none was kept; an empty one says that nothing was done. It is complete from `log_since` on, or
    for the whole time of the duty unless given; what was done before counts too where it is logged. `place` picks the
    entries of one place. `owed` says whether the place is among those that the duty is for (`Duty.only`), `arose` on
    which day there was cause for one that is due within days or months of it; of any other duty they are not asked.
    Nor is `owed` where the duty is for a class of places whose members a document names: the code of the place settles
    it, or, of a household, the `county` where it lies, by name or code.

    Raises `OutsidePeriod` if the document does not cover the day, and `InvalidInput` if the log holds entries of
    several places and none is picked, if it arose after the day, or if the county is none.

    >>> from rural_revitalization.duties import shipped_duties
    >>> test = next(duty for duty in shipped_duties().values() if "drinking water every half-year" in duty.label)
    >>> tested = [LogEntry(duty=test.key, on=date(2022, 3, 8), place="430922101")]
    >>> str(status(test, tested, on=date(2022, 10, 1), owed=True).status)
    'coming_due'
    """
    check_kinds(
        "status",
        duty=(duty, Duty),
        on=(on, date),
        place=(place, str, None),
        county=(county, str, None),
        log_since=(log_since, date, None),
        owed=(owed, bool, None),
        arose=(arose, date, None),
    )
    log = items_of(log)
    raise_if_any(unlike_items("log", log, LogEntry) if log is not None else (), "status")
    _check(duty, on, arose)
    about = DutyStanding(duty=duty, place=place, on=on)
    said = tuple(_said(duty, place, county, owed, on))
    if duty.only is not None and agreed("owed", said) is False:
        return evolve(about, status=DutyStatus.NOT_OWED)
    if duty.of_class is not None:
        about = evolve(about, conflict=class_conflict(duty.of_class, said))
    missing = tuple(_lacking(duty, log, arose, said=bool(said)))
    if missing or log is None or about.conflict is not None:
        return evolve(about, missing=missing)
    entries = [entry for entry in log if entry.duty == duty.key and place in (None, entry.place)]
    _one_place(entries)
    days = sorted(entry.on for entry in entries if entry.on <= on)
    known = log_since or date.min
    if duty.every is not None:
        return _in_each_period(about, days, list(duty.every.periods(duty.since, on)), known)
    if duty.forbids:
        return _forbidden(about, [day for day in days if day >= duty.since], known)
    if not duty.arises or arose is None:
        return _once(about, days, duty.by, logged=known <= duty.since)
    return _once(about, [day for day in days if day >= arose], duty.deadline(arose), logged=known <= arose)


def _check(duty: Duty, on: date, arose: date | None) -> None:
    check_in_period(on, duty.source.document, duty.since, duty.until)
    if duty.arises and arose is not None and arose > on:
        raise InvalidInput([Mismatch("arose", f"a date not after {on}", str(arose))])


def _said(duty: Duty, place: str | None, county: str | None, owed: bool | None, on: date) -> Iterator[Saying]:
    """Yield all that says whether it is owed: the record, and what a document says of the place, or the county."""
    if owed is not None:
        yield "owed", owed
    lies_in = None if county is None else code_of(county)
    if duty.of_class is None:
        return
    if is_code(place) and part_of(place, Level.COUNTY) in divisions():
        lies_in = place
    found = None if lies_in is None else place_in(lies_in, duty.of_class.level)
    if found is not None:
        yield from sayings(found, duty.of_class, on=on)


def _lacking(duty: Duty, log: object, arose: date | None, *, said: bool) -> Iterator[str]:
    """Name what must be known of the duty and is not."""
    if log is None:
        yield "log"
    if duty.only is not None and not said:
        yield "owed"
    if duty.arises and arose is None:
        yield "arose"


def _one_place(entries: Iterable[LogEntry]) -> None:
    places = sorted({entry.place for entry in entries})
    if len(places) > 1:
        raise InvalidInput([Mismatch("place", f"one of {', '.join(places)}", "nothing, and a log of several places")])


def _counted(about: DutyStanding, days: Sequence[date]) -> DutyStanding:
    return evolve(about, done=len(days), last=max(days, default=None))


def _in_each_period(
    about: DutyStanding, days: Sequence[date], periods: Sequence[DutyPeriod], known: date
) -> DutyStanding:
    """Stand by the period that is running and by the one before: what is done in the one makes up for the other."""

    def logged(span: DutyPeriod) -> bool:
        return known <= max(span[0], about.duty.since)

    times = about.duty.times or 1
    *earlier, running = periods
    short = [span for span in earlier if len(_within(days, span)) < times]
    missed = tuple(span for span in short if logged(span))
    done = _within(days, running)
    behind = bool(short) and short[-1] == earlier[-1]
    ends = min(running[1], about.duty.until)
    found = evolve(_counted(about, done), last=max(days, default=None), missed=missed, deadline=ends)
    if len(done) >= times:
        return evolve(found, status=DutyStatus.KEPT, deadline=_next_deadline(about.duty, running))
    if not logged(running) or (behind and not logged(earlier[-1])):
        return evolve(found, missing=("log",))
    if behind:
        return evolve(found, status=DutyStatus.OVERDUE, days=(about.on - earlier[-1][1]).days)
    return evolve(found, status=DutyStatus.COMING_DUE, days=(ends - about.on).days)


def _within(days: Iterable[date], span: DutyPeriod) -> list[date]:
    return [day for day in days if span[0] <= day <= span[1]]


def _next_deadline(duty: Duty, running: DutyPeriod) -> date | None:
    """The last day of the next period, if the document still holds when it begins."""
    assert duty.every is not None
    first = running[1] + relativedelta(days=1)
    return min(duty.every.period(first)[1], duty.until) if first <= duty.until else None


def _forbidden(about: DutyStanding, days: Sequence[date], known: date) -> DutyStanding:
    found, logged = _counted(about, days), known <= about.duty.since
    if days:
        return evolve(found, status=DutyStatus.BROKEN, days=(about.on - days[0]).days if logged else None)
    return evolve(found, status=DutyStatus.KEPT) if logged else evolve(found, missing=("log",))


def _once(about: DutyStanding, days: Sequence[date], deadline: date | None, *, logged: bool) -> DutyStanding:
    """Stand by the day on which it was done; whether what recurs is kept is open unless its interval is stated."""
    found = _counted(about, days)
    if about.duty.recurs:
        return evolve(found, missing=("how_often",), not_stated=("how_often",))
    times = about.duty.times or 1
    if len(days) >= times:
        return evolve(found, status=DutyStatus.KEPT, days=_late(days[times - 1], deadline, logged=logged))
    if not logged:
        return evolve(found, missing=("log",))
    if deadline is None:
        return evolve(found, missing=("by_when",), not_stated=("by_when",))
    overdue = (about.on - deadline).days
    state = DutyStatus.OVERDUE if overdue > 0 else DutyStatus.COMING_DUE
    return evolve(found, status=state, deadline=deadline, days=abs(overdue))


def _late(done: date, deadline: date | None, *, logged: bool) -> int | None:
    """How many days late it was done, if the log would show that it was done before."""
    if deadline is None or (done > deadline and not logged):
        return None
    return max((done - deadline).days, 0)
