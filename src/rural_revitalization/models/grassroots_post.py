"""Posts at the grass roots (基层岗位): where somebody teaches, heals or serves, each from one day to another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from .. import fields
from ..fields.annotations import DayRecord, RequiredDay, TruthRecord
from .enums import PostKind
from .lasting import Lasting
from .periods import day_after
from .spans import Span, days_from


@fields.model_class
class GrassrootsPost(Lasting):
    """One post at the grass roots (基层任职); without `until` it is still held.

    `in_poor_area` says whether it lies in a poor area of 2016 to 2020 (贫困地区).
    """

    kind: PostKind | None = fields.choice("kind of post", zh="岗位类别", of=PostKind, required=True)
    since: RequiredDay = fields.day("in the post since", zh="任职日期", required=True)
    until: DayRecord = fields.day("last day in the post", zh="离任日期")
    in_poor_area: TruthRecord = fields.truth("in a poor area", zh="位于贫困地区")

    def held_by(self, on: date) -> Span:
        """The span of the post up to a date; an empty one before it began."""
        last = on if self.until is None else min(self.until, on)
        return self.since, max(day_after(last), self.since)


def full_years(posts: Iterable[GrassrootsPost], on: date) -> int:
    """The full years that some posts add up to by a date; a day in two of them counts once.

    The days between two posts are left out: the years are those that the posts so far, without a gap, come to by the
    end of one of them. So no further post makes them fewer, and one that has not begun does not count.

    >>> taught = GrassrootsPost(kind=PostKind.RURAL_TEACHER, since=date(2000, 3, 1), until=date(2019, 2, 28))
    >>> full_years([taught], date(2018, 6, 1)), full_years([taught], date(2022, 6, 1))
    (18, 19)
    """
    ended, days, years = date.min, 0, 0
    for since, after in sorted(post.held_by(on) for post in posts if post.since <= on):
        days += days_from(max(since, ended), after)
        ended = max(ended, after)
        years = max(years, relativedelta(ended, ended - timedelta(days)).years)
    return years
