"""Schooling (就学): the stages of school that a person attends, each from one day to another."""

from __future__ import annotations

from datetime import date
from typing import Final

from .. import fields
from ..fields.annotations import DayRecord, RequiredDay, TruthRecord
from .enums import SchoolStage
from .lasting import Lasting

COMPULSORY: Final = frozenset({SchoolStage.PRIMARY, SchoolStage.JUNIOR_SECONDARY})
"""The stages of compulsory education (义务教育)."""
HIGHER: Final = frozenset({SchoolStage.HIGHER_VOCATIONAL, SchoolStage.UNIVERSITY})
"""The stages of higher education (高等教育), whose graduates are those of colleges and universities (高校毕业生)."""
AFTER_COMPULSORY: Final = frozenset(SchoolStage) - COMPULSORY - {SchoolStage.PRESCHOOL}
"""The stages that are reached only at the end of the nine years of compulsory education."""


@fields.model_class
class Schooling(Lasting):
    """One stage of school that a person attends (就学记录), holidays included; without `until` it is ongoing.

    `boarding` says whether the person lives at the school, `rural` whether it is a rural one. `completed` says whether
    the stage was finished (毕业、结业) on its last day; it is not recorded of a stage that goes on. Who has left school
    has no schooling that covers the day.
    """

    stage: SchoolStage | None = fields.choice("stage of school", zh="就学阶段", of=SchoolStage, required=True)
    since: RequiredDay = fields.day("at school since", zh="入学日期", required=True)
    until: DayRecord = fields.day("last day at school", zh="离校日期")
    completed: TruthRecord = fields.truth("completed the stage", zh="已完成该阶段学业")
    boarding: TruthRecord = fields.truth("boards at the school", zh="寄宿")
    rural: TruthRecord = fields.truth("rural school", zh="农村学校")

    def ends_compulsory(self, on: date) -> bool | None:
        """Whether it shows that the nine years of compulsory education were over by a date; None if not recorded."""
        if self.since > on:
            return False
        if self.stage in AFTER_COMPULSORY:
            return True
        over = self.stage is SchoolStage.JUNIOR_SECONDARY and self.ended(on)
        return self.completed if over else False

    def ended(self, on: date) -> bool:
        """Whether the person had left the stage by a date."""
        return self.until is not None and self.until < on
