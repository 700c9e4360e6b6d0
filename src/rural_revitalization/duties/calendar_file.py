"""A calendar file (日历文件, .ics) of what falls due, for any program that keeps appointments. Extra `calendar`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from ..errors import Mismatch, check_kinds, discreet, items_of, raise_if_any, unlike_items
from ..extras import need
from ..wording import Language, check_language
from .agenda import due_days
from .standing import DutyStanding, DutyStatus

_ENDED = (DutyStatus.NOT_OWED, DutyStatus.UNKNOWN)


@discreet
def calendar_file(found: Iterable[DutyStanding], *, until: date, lang: Language = "en") -> str:
    """Return a calendar with an all-day entry for every deadline of the standings, up to a day.

    What recurs has one on its next deadline and on every further one; what is due once, on its deadline, be it past or
    to come. What has no deadline, is not owed, is kept for good or is open has none. The same standings give the same
    text.

    Raises `NotInstalled` without the extra, and `InvalidInput` for an unknown language and for standings of one duty
    and place given twice.
    """
    need("icalendar")
    import icalendar  # noqa: PLC0415 - an extra

    check_language(lang)
    check_kinds("calendar_file", until=(until, date))
    items = items_of(found)
    raise_if_any(unlike_items("found", items, DutyStanding), "calendar_file")
    raise_if_any(_twice(items), "calendar_file")
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//rural_revitalization//duties//")
    calendar.add("version", "2.0")
    for item in items:
        for day in _days(item, until):
            calendar.add_component(_event(icalendar.Event(), item, day, lang))
    return str(calendar.to_ical().decode("utf-8"))


def _twice(items: Iterable[DutyStanding]) -> Iterator[Mismatch]:
    seen = set()
    for at, item in enumerate(items):
        if (item.duty.key, item.place) in seen:
            yield Mismatch(f"found[{at}]", "a duty and a place given once", "the same again")
        seen.add((item.duty.key, item.place))


def _days(item: DutyStanding, until: date) -> Iterator[date]:
    """The deadlines of a standing, each once, ascending."""
    if item.status in _ENDED or item.deadline is None:
        return
    yield from (
        dict.fromkeys((item.deadline, *due_days(item.duty, item.deadline, until)))
        if item.duty.every
        else (item.deadline,)
    )


def _event(event: Any, item: DutyStanding, day: date, lang: Language) -> Any:
    event.add("uid", f"{item.duty.key}/{item.place or ''}/{day.isoformat()}@rural-revitalization")
    event.add("dtstamp", datetime(item.on.year, item.on.month, item.on.day, tzinfo=UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", item.label(lang) if item.place is None else f"{item.label(lang)} [{item.place}]")
    event.add("description", item.line(lang))
    event.add("transp", "TRANSPARENT")  # it takes up nobody's day
    return event
