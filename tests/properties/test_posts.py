"""Years at the grass roots: no further post makes them fewer, and one that has not begun adds none."""

from __future__ import annotations

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from rural_revitalization import GrassrootsPost, PostKind
from rural_revitalization.models.grassroots_post import full_years

ON = date(2022, 6, 1)


def post(since: date, until: date | None) -> GrassrootsPost:
    return GrassrootsPost(kind=PostKind.RURAL_TEACHER, since=since, until=until)


days = st.dates(date(1990, 1, 1), date(2025, 12, 31))
posts = st.builds(
    lambda ends, goes_on: post(min(ends), None if goes_on else max(ends)), st.tuples(days, days), st.booleans()
)

# 730 days up to 2019-12-31 are two years; counted back from 2024-12-01, past a leap day, they would be a day too few.
TWO_YEARS = post(date(2018, 1, 1), date(2019, 12, 31))
LATER = post(date(2024, 12, 1), None)


@example(some=[TWO_YEARS], other=LATER)
@given(some=st.lists(posts, max_size=4), other=posts)
def test_no_further_post_makes_the_years_fewer(some: list[GrassrootsPost], other: GrassrootsPost) -> None:
    alone = full_years(some, ON)
    assert full_years([*some, other], ON) >= alone
    if other.since > ON:
        assert full_years([*some, other], ON) == alone


@given(some=st.lists(posts, max_size=4), ends=st.tuples(days, days))
def test_the_years_grow_with_the_day(some: list[GrassrootsPost], ends: tuple[date, date]) -> None:
    assert full_years(some, min(ends)) <= full_years(some, max(ends))


def test_a_post_that_has_not_begun_adds_no_year() -> None:
    # 2018-01-01 to 2019-12-31 are two years to the day.
    assert full_years([TWO_YEARS], ON) == 2
    assert full_years([TWO_YEARS, LATER], ON) == 2
    # 2016-01-02 to 2017-12-31 is a day short of two years; counted back from 2023-12-01 the 730 days would be two.
    assert full_years([post(date(2016, 1, 2), date(2017, 12, 31)), post(date(2023, 12, 1), None)], ON) == 1
