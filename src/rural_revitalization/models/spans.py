"""Spans of days, each the first day and the day after the last (起止日期), and how many days they have."""

from __future__ import annotations

from datetime import date

Span = tuple[date, date]


def days_from(first: date, after: date) -> int:
    """Return the days from one date up to the day before another; 0 if it is not later."""
    return max((after - first).days, 0)


def days_shared(one: Span, other: Span) -> int:
    """Return the days that two spans share."""
    return days_from(max(one[0], other[0]), min(one[1], other[1]))


def days_gone(day: date) -> int:
    """Return the days of its year before a date: 0 on 1 January."""
    return day.timetuple().tm_yday - 1
