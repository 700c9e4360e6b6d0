"""What a person's posts at the grass roots, and assessments for one as a guard, say of them on a day (任职情况)."""

from __future__ import annotations

from datetime import date

from .. import fields
from ..algebra import Number, Unknown
from ..fields.annotations import Records
from .derived import derived
from .enums import PostKind
from .grassroots_post import GrassrootsPost, full_years
from .guard_assessment import GuardAssessment


class InPost:
    """The facts derived from a person's posts and assessments for a post."""

    __slots__ = ()
    posts: Records[GrassrootsPost]
    guard_assessments: Records[GuardAssessment]

    @derived(fields.truth, "teaches at a rural school", zh="乡村学校教师", record="posts")
    def teaches_in_rural_school(self, on: date) -> bool | None:
        """Whether the person teaches at a rural school on a date (乡村教师)."""
        return self._holds(on, PostKind.RURAL_TEACHER)

    @derived(fields.truth, "works in rural health care", zh="乡村医疗卫生人员", record="posts")
    def works_in_rural_health(self, on: date) -> bool | None:
        """Whether the person works in rural health care on a date (乡村医疗卫生人员)."""
        return self._holds(on, PostKind.RURAL_HEALTH_WORKER)

    def _holds(self, on: date, kind: PostKind) -> bool | None:
        return None if self.posts is None else any(post.covers(on) and post.kind is kind for post in self.posts)

    @derived(
        fields.count,
        "full years taught at rural schools of poor areas",
        zh="在贫困地区乡村学校从教年数",
        record="posts",
        unit="years",
    )
    def years_taught_in_poor_areas(self, on: date) -> Number | None:
        """The full years that the person has taught at rural schools of poor areas by a date, added up (从教年数)."""
        return self._years_in_poor_areas(on, PostKind.RURAL_TEACHER)

    @derived(
        fields.count,
        "full years served at the grass roots of poor areas",
        zh="在贫困地区基层单位服务年数",
        record="posts",
        unit="years",
    )
    def years_served_in_poor_areas(self, on: date) -> Number | None:
        """The full years that the person has served at the grass roots of poor areas by a date, added up (服务年数)."""
        return self._years_in_poor_areas(on, *PostKind)

    def _years_in_poor_areas(self, on: date, *kinds: PostKind) -> Number | None:
        """The full years of the posts recorded as in a poor area, to those of the posts that may be in one."""
        if self.posts is None:
            return None
        held = [post for post in self.posts if post.kind in kinds and post.in_poor_area is not False]
        least, most = full_years([post for post in held if post.in_poor_area], on), full_years(held, on)
        return least if least == most else Unknown(least, most, {"posts"})

    @derived(fields.truth, "meets what a forest guard must be", zh="符合护林员条件", record="guard_assessments")
    def fit_for_forests(self, on: date) -> bool | None:
        """Whether the last assessment by a date found all that a forest guard must be (护林员条件)."""
        last = self._assessed(on)
        return None if last is None else last.fit_for_forests

    @derived(fields.truth, "meets what a fishery guard must be", zh="符合护渔员条件", record="guard_assessments")
    def fit_for_fisheries(self, on: date) -> bool | None:
        """Whether the last assessment by a date found all that a fishery guard must be (护渔员条件)."""
        last = self._assessed(on)
        return None if last is None else last.fit_for_fisheries

    @derived(fields.truth, "trained as a fishery guard", zh="经护渔员培训实习", record="guard_assessments")
    def trained_for_fisheries(self, on: date) -> bool | None:
        """Whether the last assessment by a date found training and practice done (经培训实习)."""
        last = self._assessed(on)
        return None if last is None else last.trained

    def _assessed(self, on: date) -> GuardAssessment | None:
        done = [item for item in self.guard_assessments or () if item.came_by(on)]
        return max(done, key=lambda item: item.on, default=None)
