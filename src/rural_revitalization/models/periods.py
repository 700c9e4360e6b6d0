"""The period that a household's net income is measured over (收入计算周期)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta


@lru_cache(maxsize=1 << 10)
def period(on: date, *, monitored: bool) -> tuple[date, date]:
    """The first and last day that net income is measured over (收入计算周期).

    `on` is the day of identification, or of review for a household already `monitored`, whose period is the latest year
    from 1 October to 30 September that has ended by that day. Memoised, since all people of a day share it.

    >>> period(date(2022, 9, 29), monitored=True)
    (datetime.date(2020, 10, 1), datetime.date(2021, 9, 30))
    >>> period(date(2022, 9, 30), monitored=True)
    (datetime.date(2021, 10, 1), datetime.date(2022, 9, 30))
    """
    if monitored:
        ended = date(on.year, 9, 30)
        last = ended if on >= ended else ended - relativedelta(years=1)
        return last - relativedelta(years=1) + relativedelta(days=1), last
    month = on.replace(day=1)
    return month - relativedelta(years=1), month - relativedelta(days=1)


def months_between(first: date, then: date) -> int:
    """The calendar months from the month of one day to that of another.

    >>> months_between(date(2023, 5, 31), date(2023, 8, 5))
    3
    """
    return (then.year - first.year) * 12 + then.month - first.month


def day_after(day: date) -> date:
    """The next day, or the same where it is the last that a calendar holds, as in records without an end.

    >>> day_after(date(2022, 12, 31)), day_after(date.max)
    (datetime.date(2023, 1, 1), datetime.date(9999, 12, 31))
    """
    return day if day == date.max else day + timedelta(days=1)
