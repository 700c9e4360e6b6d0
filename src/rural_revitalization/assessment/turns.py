"""The days on which an answer about a household may change (可能变动的日期), and why.

They are collected from what is declared: every date that its records and the county's figures hold, the day after a
spell ends, birthdays, the first days of years, and those of months and periods of income where something counts them.
Whatever holds on such a day holds up to the day before the next, but for what counts days: that is found in `counted`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

import attrs
from dateutil.relativedelta import relativedelta

from ..fields import Spec, specs
from ..fields.kinds import DAY as DAY_KIND
from ..models import Household, LocalFigures, Person
from ..models.periods import months_between
from ..wording import Language, called, say

DAY: Final = timedelta(days=1)
COUNTED: Final = "loans"
"""The records of a household of which days are counted: they are followed by `counted`, day by day where need be."""
STAY: Final = ("joined_on", "left_on", "died_on")
"""The fields of a person that say when they were a member."""
SCHOOL_DAY: Final = (8, 31)
"""The day by which ages count for a school year (month, day), see `Person.age_at_school_start`."""
INCOME_DAY: Final = (9, 30)
"""The day on which the period of net income of monitored households ends (month, day), see `models.periods`."""


class Cause(StrEnum):
    """Why an answer may change on a day (变动原因)."""

    RECORDED = "recorded"
    BEGINS = "begins"
    ENDS = "ends"
    BIRTHDAY = "birthday"
    SCHOOL_YEAR = "school_year"
    MONTH = "month"
    INCOME_PERIOD = "income_period"
    YEAR = "year"
    DUE = "due"
    COUNTED = "counted"
    DOCUMENT_BEGINS = "document_begins"
    DOCUMENT_ENDS = "document_ends"
    FIGURES = "figures"
    STATED = "stated"


@attrs.frozen(kw_only=True)
class Reason:
    """One reason why an answer may change on a day (变动原因).

    `field` is the record that it is about, such as "birth_date" or "bills", or the fact that follows from it, and
    `person` the record key of whose it is, or None. `label` and `zh` name what began, ended or was reached. `number` is
    the age reached, the months since the allowance ended, or the year that began; `document` the id of a document.
    """

    cause: Cause
    person: str | None = None
    field: str | None = None
    label: str = ""
    zh: str = ""
    number: int | None = None
    document: str | None = None

    def text(self, lang: Language = "en") -> str:
        """The reason in words; `lang` is "en" or "zh"."""
        what = called(self, lang)
        said = say("timeline", self.cause.value, lang, what=what, number=self.number, document=self.document)
        return said if self.person is None else say("timeline", "about", lang, who=self.person, said=said)


Dated = Iterator[tuple[date, Reason]]
Turns = dict[date, tuple[Reason, ...]]


def within(dated: Iterable[tuple[date, Reason]], since: date, until: date) -> Turns:
    """The days of a period with their reasons, in order, each reason once."""
    found: dict[date, dict[Reason, None]] = {}
    for day, reason in dated:
        if since <= day <= until:
            found.setdefault(day, {})[reason] = None
    return {day: tuple(found[day]) for day in sorted(found)}


def turns(household: Household, local: Iterable[LocalFigures], since: date, until: date) -> Turns:
    """The days of a period on which an answer may change, but for documents, and for what `counted` finds."""

    def dated() -> Dated:
        yield from _dates_of(household, skip=COUNTED)
        for figures in local:
            yield from _dates_of(figures)
        for year in range(since.year, until.year + 1):
            yield date(year, 1, 1), Reason(cause=Cause.YEAR, number=year)
            if any(person.birth_date is not None for person in household.people):
                yield date(year, *SCHOOL_DAY), Reason(cause=Cause.SCHOOL_YEAR, field="age_at_school_start")
        yield from _birthdays(household, until)
        yield from _months(household, since, until)

    return within(dated(), since, until)


# -- dates of records --------------------------------------------------------------------------------------------


def _dates_of(
    record: Any, *, skip: str = "", person: str | None = None, listed: tuple[str, Spec] | None = None
) -> Dated:
    """Every date in a record and in the records it holds; `listed` is the list that the record stands in."""
    for name, spec in specs(type(record)).items():
        value = getattr(record, name)
        if value is None or name == skip:
            continue
        if spec.kind is DAY_KIND:
            yield from _reached(value, name, spec, person, listed)
        for item in value if spec.kind.name == "records" else (value,) if spec.kind.name == "record" else ():
            if isinstance(item, Person):
                yield from _dates_of(item, person=item.id)
            else:
                yield from _dates_of(item, person=person, listed=listed or (name, spec))


def _reached(day: date, name: str, spec: Spec, person: str | None, listed: tuple[str, Spec] | None) -> Dated:
    """The day on which a date takes effect: the day after the last one of a spell, or else the date itself."""
    field, of = listed or (name, spec)
    if name == "until":
        if day < date.max:
            yield day + DAY, Reason(cause=Cause.ENDS, person=person, field=field, label=of.label, zh=of.zh)
        return
    if name == "since" and listed is not None:
        yield day, Reason(cause=Cause.BEGINS, person=person, field=field, label=of.label, zh=of.zh)
        return
    label, zh = (spec.label, spec.zh) if listed is None else (f"{of.label}: {spec.label}", f"{of.zh}：{spec.zh}")
    yield day, Reason(cause=Cause.RECORDED, person=person, field=field, label=label, zh=zh)


# -- days that follow from dates ---------------------------------------------------------------------------------


def _birthdays(household: Household, until: date) -> Dated:
    for person in household.people:
        if person.birth_date is None:
            continue
        for age in range(1, until.year - person.birth_date.year + 1):
            day = person.birth_date + relativedelta(years=age)
            yield day, Reason(cause=Cause.BIRTHDAY, person=person.id, field="birth_date", number=age)


def _months(household: Household, since: date, until: date) -> Dated:
    """The first days of months since an allowance ended, or somebody left whose income may count; and its periods."""
    ended = [
        spell.until
        for person in household.people
        for spell in person.minimum_living_allowance or ()
        if spell.until is not None
    ]
    gone = [day for person in household.people for day in (person.left_on, person.died_on) if day is not None]
    for at in range(months_between(since, until) + 1 if ended or gone else 0):
        month = since.replace(day=1) + relativedelta(months=at)
        last = max((day for day in ended if day < month), default=None)
        if last is not None:
            number = months_between(last, month)
            yield month, Reason(cause=Cause.MONTH, field="months_since_allowance", number=number)
        if any(day < month for day in gone):
            yield month, Reason(cause=Cause.INCOME_PERIOD, field="income")
            if month.month == INCOME_DAY[0]:
                yield date(month.year, *INCOME_DAY), Reason(cause=Cause.INCOME_PERIOD, field="income")


# -- days of what counts days ------------------------------------------------------------------------------------


def counted(household: Household, stated: Iterable[tuple[date, Reason]], since: date, until: date) -> Turns:
    """The days of a period on which what counts days may begin, end, or change its pace.

    These are the dates of loans, the day each falls due, the first days of years and the days that figures state, those
    as many days later as are recorded as overdue, and the day after each of them.
    """
    loans = household.loans or ()
    dates = [found for loan in loans for found in _dates_of(loan, listed=_LOANS)]
    dates += [(loan.falls_due, _DUE) for loan in loans if loan.falls_due is not None]
    dates += [(date(year, 1, 1), A_DAY) for year in range(since.year, until.year + 1)]
    dates += list(stated)
    overdue = {loan.overdue_days for loan in loans if loan.overdue_days}

    def dated() -> Dated:
        for day, reason in dates:
            yield day, reason
            for days in (1, *(more + step for more in overdue for step in (0, 1))):
                if days <= (until - day).days:
                    yield day + timedelta(days=days), A_DAY

    return within(dated(), since, until)


_LOANS: Final = (COUNTED, specs(Household)[COUNTED])
_DUE: Final = Reason(cause=Cause.DUE, field=COUNTED, label=_LOANS[1].label, zh=_LOANS[1].zh)
A_DAY: Final = Reason(cause=Cause.COUNTED, field=COUNTED, label=_LOANS[1].label, zh=_LOANS[1].zh)
"""A further day of interest counted (逐日计息)."""


def spread(first: date, last: date, of: Callable[[date], Any]) -> Iterator[date]:
    """The days after the first, up to the last, on which a value differs from the day before, if it moves evenly.

    Halves the period where its ends or its middle differ; a value that only grows, only falls, or turns once, has no
    change where all three agree.
    """
    if first == last:
        return
    if last - first == DAY:
        if of(first) != of(last):
            yield last
        return
    middle = first + (last - first) // 2
    if of(first) == of(middle) == of(last):
        return
    yield from spread(first, middle, of)
    yield from spread(middle, last, of)
