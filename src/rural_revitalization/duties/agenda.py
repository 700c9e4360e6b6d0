"""All that is owed to many places at once (履职台账): how each duty stands for each, and when it falls due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from .. import fields
from ..errors import Mismatch, check_kinds, discreet, items_of, quoted, raise_if_any, unlike_items
from ..fields.annotations import DayRecord, RequiredText, TruthRecord
from ..policy import Policy
from .duty import Duty
from .log import LogEntry
from .reading import duties_in_force, shipped_duties
from .standing import DutyStanding, DutyStatus, status


@fields.model_class
class DutyCause:
    """Whether a duty is owed to a place or household, and on which day it arose (履职事由).

    `duty` is the key of the duty. Only duties that are for some are asked for `owed`, only those due within days or
    months of a cause for `arose`.
    """

    duty: RequiredText = fields.text("duty", zh="职责编号", required=True)
    place: RequiredText = fields.text("place or household", zh="地点或农户", required=True)
    owed: TruthRecord = fields.truth("owed to it", zh="适用")
    arose: DayRecord = fields.day("arose on", zh="事由发生日期")

    def __attrs_post_init__(self) -> None:
        if self.duty not in shipped_duties():
            raise_if_any([Mismatch.of_name("duty", self.duty, shipped_duties(), "the key of a duty")], "DutyCause")


@discreet
def standings(
    places: Iterable[str],
    log: Iterable[LogEntry] | None,
    policy: Policy,
    *,
    causes: Iterable[DutyCause] = (),
    county: str | None = None,
    log_since: date | None = None,
    duties: Iterable[Duty] | None = None,
) -> tuple[DutyStanding, ...]:
    """Return how each duty in force, or each of some `duties`, stands for each place on the day of the policy.

    `places` are codes of places or ids of households, which lie in `county`, where it is given; `log` and `log_since`
    as for `status`. Raises `InvalidInput` for a county that is none, a place given twice, two causes of one duty and
    place, and an entry or a cause of another place.

    >>> from rural_revitalization import load_policy
    >>> found = standings(["430922101"], [], load_policy("hunan", on=date(2022, 6, 1)))
    >>> {str(item.status) for item in found if item.duty.forbids and item.duty.only is None}
    {'kept'}
    """
    check_kinds("standings", policy=(policy, Policy), county=(county, str, None), log_since=(log_since, date, None))
    asked, given = items_of(places), items_of(causes)
    entries = None if log is None else items_of(log)
    owed = duties_in_force(policy) if duties is None else items_of(duties)
    kinds = (
        ("places", asked, str),
        ("causes", given, DutyCause),
        ("duties", owed, Duty),
        ("log", entries or (), LogEntry),
    )
    raise_if_any((item for name, items, kind in kinds for item in unlike_items(name, items, kind)), "standings")
    raise_if_any(_faults(asked, entries or (), given), "standings")
    by_key: dict[tuple[str, str], list[LogEntry]] = defaultdict(list)
    for entry in entries or ():
        by_key[entry.duty, entry.place].append(entry)
    of = {(cause.duty, cause.place): cause for cause in given}
    found = []
    for place in asked:
        for duty in owed:
            cause = of.get((duty.key, place))
            done = None if entries is None else by_key.get((duty.key, place), [])
            stands = status(
                duty,
                done,
                on=policy.on,
                place=place,
                county=county,
                log_since=log_since,
                owed=cause.owed if cause else None,
                arose=cause.arose if cause else None,
            )
            found.append(stands)
    return tuple(found)


def _faults(places: tuple[str, ...], log: Iterable[LogEntry], causes: Iterable[DutyCause]) -> Iterator[Mismatch]:
    """Name what is there twice, or about a place that is not asked for."""
    known: set[str] = set()
    for at, place in enumerate(places):
        if place in known:
            yield Mismatch(f"places[{at}]", "a place given once", quoted(place))
        known.add(place)
    for at, entry in enumerate(log):
        if entry.place not in known:
            yield Mismatch(f"log[{at}].place", "one of places", quoted(entry.place))
    seen: set[tuple[str, str]] = set()
    for at, cause in enumerate(causes):
        if cause.place not in known:
            yield Mismatch(f"causes[{at}].place", "one of places", quoted(cause.place))
        if (cause.duty, cause.place) in seen:
            yield Mismatch(f"causes[{at}]", "one cause of a duty and a place", f"another of {cause.duty}")
        seen.add((cause.duty, cause.place))


def pressing(found: Iterable[DutyStanding], *, within: int | None = None) -> tuple[DutyStanding, ...]:
    """Return what is broken, overdue or coming due, the first deadline first; what has none comes last.

    `within` leaves out what is due later than so many days ahead.
    """
    stand = (DutyStatus.BROKEN, DutyStatus.OVERDUE, DutyStatus.COMING_DUE)
    listed = [item for item in found if item.status in stand and _soon(item, within)]
    return tuple(sorted(listed, key=_pressing))


def _soon(item: DutyStanding, within: int | None) -> bool:
    late = item.status is not DutyStatus.COMING_DUE
    return within is None or late or (item.deadline is not None and item.deadline <= item.on + timedelta(days=within))


def _pressing(item: DutyStanding) -> tuple[int, date, str, str]:
    order = (DutyStatus.BROKEN, DutyStatus.OVERDUE, DutyStatus.COMING_DUE).index(item.status)
    return order, item.deadline or date.max, item.place or "", item.duty.key


def due_days(duty: Duty, first: date, last: date, *, arose: date | None = None) -> Iterator[date]:
    """Yield the days from one to another on which a duty falls due, each once, ascending; both days are part of it.

    A duty that recurs at an interval that is not stated, or whose day is not, falls due on none that is known.

    >>> from .reading import shipped_duties
    >>> tests = next(duty for key, duty in shipped_duties().items() if key.endswith("water/test-frequency"))
    >>> [str(day) for day in due_days(tests, date(2022, 1, 1), date(2022, 12, 31))]
    ['2022-06-30', '2022-12-31']
    """
    opens, closes = max(first, duty.since), min(last, duty.until)
    if duty.every is not None:
        # The last period ends with the document at the latest.
        days = [min(end, duty.until) for _, end in duty.every.periods(duty.since, duty.until)]
    elif duty.by is not None:
        days = [duty.by]
    elif duty.arises and arose is not None:
        days, closes = [duty.deadline(arose)], last  # what arose under the document stays due after it
    else:
        days = []
    yield from (day for day in days if opens <= day <= closes)
