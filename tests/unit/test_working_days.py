"""Limits in working days: holidays, days worked in their place, and years that nobody has announced."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rural_revitalization import extras
from rural_revitalization.procedures import Progress, Taken, procedure_of, progress, time_limits, working_day_after
from rural_revitalization.procedures import working_days as module

IDENTIFICATION: Final = procedure_of("hunan-2021/monitoring/identification-procedure")
STEPS: Final = ("discovery", "application", "household_check", "appraisal_and_publicity")


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    module._calendar.cache_clear()
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    with pytest.raises(extras.NotInstalled, match=r"rural-revitalization\[calendar\]"):
        working_day_after(date(2022, 1, 28), 5)
    assert working_day_after(date(2022, 1, 28), 0) == date(2022, 1, 28)


def test_calendar_days_need_no_extra() -> None:
    assert on_time(date(2022, 1, 28), working=None).next[0].earliest == date(2022, 2, 2)


def on_time(published: date, *, working: bool | None, on: date | None = None) -> Progress:
    """A case that was made public on a day."""
    limits = time_limits.Terms(publicity_days=5, identification_days=15, working_days=working)
    days = [published - timedelta(days=len(STEPS) - 1 - at) for at in range(len(STEPS))]
    taken = [Taken(step=step, on=day) for step, day in zip(STEPS, days, strict=True)]
    return progress(IDENTIFICATION, taken, on=on or published, limits=limits)


class TestWithTheCalendar:
    """What needs the holidays."""

    @pytest.fixture(autouse=True)
    def _calendar(self) -> None:
        pytest.importorskip("chinese_calendar")
        module._calendar.cache_clear()

    @pytest.mark.parametrize(
        ("day", "count", "found"),
        [
            # The weekend of 29 and 30 January was worked for the Spring Festival, 31 January to 6 February.
            (date(2022, 1, 28), 5, date(2022, 2, 9)),
            (date(2022, 1, 28), 1, date(2022, 1, 29)),
            (date(2022, 1, 30), 1, date(2022, 2, 7)),
            (date(2024, 2, 28), 1, date(2024, 2, 29)),  # a leap day
            (date(2022, 9, 30), 1, date(2022, 10, 8)),  # a Saturday worked after National Day
            (date(2022, 6, 30), 1, date(2022, 7, 1)),
        ],
    )
    def test_holidays_are_left_out_and_days_worked_in_their_place_count(
        self, day: date, count: int, found: date
    ) -> None:
        assert working_day_after(day, count) == found

    @given(st.dates(date(2005, 1, 1), date(2024, 12, 31)), st.integers(1, 30))
    def test_each_working_day_is_the_next_after_the_one_before(self, day: date, count: int) -> None:
        before, found = working_day_after(day, count - 1), working_day_after(day, count)
        assert before is not None
        assert found is not None
        assert found > before
        assert working_day_after(before, 1) == found

    @pytest.mark.parametrize("day", [date(1999, 6, 1), date(2600, 1, 1), date.max])
    def test_a_year_that_is_not_known_is_never_guessed(self, day: date) -> None:
        assert working_day_after(day, 1) is None

    def test_the_review_waits_for_working_days(self) -> None:
        (review,) = on_time(date(2022, 1, 28), working=True).next
        assert (review.earliest, review.not_stated) == (date(2022, 2, 9), ())

    def test_in_a_year_that_is_not_known_the_limit_is_not_stated(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("chinese_calendar.is_workday", unknown)
        (review,) = on_time(date(2022, 1, 28), working=True).next
        assert (review.earliest, review.not_stated) == (None, ("publicity_days",))


def unknown(_: date) -> bool:
    raise NotImplementedError
