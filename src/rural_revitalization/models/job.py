"""A job (就业): what a person works at, from one day to another."""

from __future__ import annotations

from .. import fields
from ..fields.annotations import ChoiceRecord, TruthRecord
from .enums import Employment, PublicPost
from .spell import Spell


@fields.model_class
class Job(Spell):
    """One job of a person (就业经历), farming and a business of one's own among them; without `until` it goes on.

    Whether it is `stable` is recorded as the locality counts it (稳定就业). Who is out of work has no job that covers
    the day.
    """

    kind: ChoiceRecord[Employment] = fields.choice("kind of work", zh="就业类别", of=Employment)
    post: ChoiceRecord[PublicPost] = fields.choice("public-welfare post", zh="公益性岗位类别", of=PublicPost)
    stable: TruthRecord = fields.truth("stable work", zh="稳定就业")
    flexible: TruthRecord = fields.truth("flexible work, without an employer", zh="灵活就业")
    creates_jobs: TruthRecord = fields.truth("a business that gives others work", zh="创业带动就业")

    def of_kind(self, *kinds: Employment) -> bool | None:
        """Whether it is among some kinds of work; None if its kind is not recorded."""
        return None if self.kind is None else self.kind in kinds

    @property
    def for_employer(self) -> bool | None:
        """Whether it is not flexible work; None if that is not recorded."""
        return None if self.flexible is None else not self.flexible

    def in_post(self, post: PublicPost) -> bool | None:
        """Whether it is a certain public-welfare post; None if it may be, and that is not recorded."""
        if self.post is not None:
            return self.post is post
        return False if self.of_kind(Employment.PUBLIC_POST) is False else None
