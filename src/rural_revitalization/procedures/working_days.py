"""Working days (工作日) of China, by the holidays and the days worked in their place that are announced year by year.

Needs the extra `calendar`. It knows a range of years; what a year that it does not know will bring is never guessed.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import islice
from typing import Any

from ..extras import need


def working_day_after(day: date, count: int) -> date | None:
    """Return the so-manieth working day after a day, or the day itself for 0; None in years that are not known.

    Raises `NotInstalled` without the extra.
    """
    if count == 0:
        return day
    is_workday = _calendar().is_workday
    try:
        following = (day + timedelta(days=ahead) for ahead in range(1, (date.max - day).days))
        return next(islice(filter(is_workday, following), count - 1, None), None)
    except NotImplementedError:  # what the calendar says of a year that it does not know
        return None


@cache
def _calendar() -> Any:
    need("chinese_calendar")
    import chinese_calendar  # noqa: PLC0415 - an extra

    return chinese_calendar
