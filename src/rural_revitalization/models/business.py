"""A business of one's own (创业、经营): one that a person wishes to start, or runs."""

from __future__ import annotations

from datetime import date

from .. import fields
from ..fields.annotations import DayRecord, RequiredDay, TruthRecord
from .enums import BusinessKind, BusinessStage
from .lasting import Lasting


@fields.model_class
class Business(Lasting):
    """A business of a person (创业经营记录) at one stage: wished for, or running; without `until` it lasts to this day.

    A wish that was carried out ends, and the business that runs is another record. `in_incubator` says whether it has
    its place in a business incubator (创业孵化基地).
    """

    kind: BusinessKind | None = fields.choice("kind of business", zh="经营项目类别", of=BusinessKind, required=True)
    stage: BusinessStage | None = fields.choice("stage of business", zh="创业阶段", of=BusinessStage, required=True)
    since: RequiredDay = fields.day("since", zh="开始日期", required=True)
    until: DayRecord = fields.day("last day", zh="结束日期")
    in_incubator: TruthRecord = fields.truth("in a business incubator", zh="设在创业孵化基地")

    def is_at(self, on: date, *stages: BusinessStage) -> bool:
        """Test whether it is at one of the stages on a date."""
        return self.stage in stages and self.covers(on)
