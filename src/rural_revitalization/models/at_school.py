"""What a person's schools say of them on a day (就学情况): where they are at school, and what they completed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from .. import fields
from ..fields.annotations import Records
from .answers import any_of
from .derived import derived
from .enums import SchoolStage
from .schooling import AFTER_COMPULSORY, COMPULSORY, HIGHER, Schooling


class AtSchool:
    """The facts derived from the stages of school that a person attended."""

    __slots__ = ()
    schoolings: Records[Schooling]

    @derived(fields.truth, "at school", zh="在校就读", record="schoolings")
    def in_school(self, on: date) -> bool | None:
        """Whether the person attends school on a date (在校), kindergarten aside."""
        return self._attends(on, *(set(SchoolStage) - {SchoolStage.PRESCHOOL}))

    @derived(fields.truth, "at kindergarten", zh="学前在读", record="schoolings")
    def in_preschool(self, on: date) -> bool | None:
        """Whether the person attends kindergarten on a date (学前)."""
        return self._attends(on, SchoolStage.PRESCHOOL)

    @derived(fields.truth, "at a school of compulsory education", zh="义务教育阶段在读", record="schoolings")
    def in_compulsory(self, on: date) -> bool | None:
        """Whether the person attends primary or junior secondary school on a date (小学、初中)."""
        return self._attends(on, *COMPULSORY)

    @derived(fields.truth, "boards at a school of compulsory education", zh="义务教育阶段寄宿", record="schoolings")
    def boards_in_compulsory(self, on: date) -> bool | None:
        """Whether the person boards at a primary or junior secondary school on a date (寄宿)."""
        return self._attends(on, *COMPULSORY, where="boarding")

    @derived(fields.truth, "at a rural school of compulsory education", zh="农村义务教育学校在读", record="schoolings")
    def in_rural_compulsory(self, on: date) -> bool | None:
        """Whether the person attends a rural primary or junior secondary school on a date (农村义务教育学校)."""
        return self._attends(on, *COMPULSORY, where="rural")

    @derived(fields.truth, "at junior secondary school", zh="初中在读", record="schoolings")
    def in_junior_secondary(self, on: date) -> bool | None:
        """Whether the person attends junior secondary school on a date (初中)."""
        return self._attends(on, SchoolStage.JUNIOR_SECONDARY)

    @derived(fields.truth, "at ordinary senior secondary school", zh="普通高中在读", record="schoolings")
    def in_upper_secondary(self, on: date) -> bool | None:
        """Whether the person attends an ordinary senior secondary school on a date (普通高中)."""
        return self._attends(on, SchoolStage.UPPER_SECONDARY)

    @derived(fields.truth, "at secondary vocational school", zh="中职在读", record="schoolings")
    def in_secondary_vocational(self, on: date) -> bool | None:
        """Whether the person attends a secondary vocational school on a date (中职)."""
        return self._attends(on, SchoolStage.SECONDARY_VOCATIONAL)

    @derived(fields.truth, "in vocational education", zh="接受中、高等职业教育", record="schoolings")
    def in_vocational(self, on: date) -> bool | None:
        """Whether the person attends a secondary or higher vocational school on a date (中职、高职)."""
        return self._attends(on, SchoolStage.SECONDARY_VOCATIONAL, SchoolStage.HIGHER_VOCATIONAL)

    @derived(fields.truth, "in higher education", zh="高等教育在读", record="schoolings")
    def in_higher_education(self, on: date) -> bool | None:
        """Whether the person attends a higher vocational college or a university on a date (高职高专、本科及以上)."""
        return self._attends(on, *HIGHER)

    def _attends(self, on: date, *stages: SchoolStage, where: str | None = None) -> bool | None:
        """Whether one of the stages is attended, and what the field `where` of the record asks for holds there."""
        if self.schoolings is None:
            return None
        attended = (schooling for schooling in self.schoolings if schooling.covers(on) and schooling.stage in stages)
        return any_of(True if where is None else getattr(schooling, where) for schooling in attended)

    @derived(fields.truth, "compulsory education completed", zh="已完成义务教育", record="schoolings")
    def compulsory_completed(self, on: date) -> bool | None:
        """Whether the nine years of compulsory education (九年义务教育) were completed by a date."""
        return None if self.schoolings is None else any_of(item.ends_compulsory(on) for item in self.schoolings)

    @derived(fields.truth, "left after junior secondary school", zh="初中毕业未升学", record="schoolings")
    def left_junior_secondary(self, on: date) -> bool | None:
        """Whether the person completed junior secondary school by a date, and went on to no other (初中毕业未升学)."""
        return self._left(on, SchoolStage.JUNIOR_SECONDARY, higher=AFTER_COMPULSORY)

    @derived(fields.truth, "left after ordinary senior secondary school", zh="高中毕业未升学", record="schoolings")
    def left_upper_secondary(self, on: date) -> bool | None:
        """Whether the person completed ordinary senior secondary school by a date, and went on to no other."""
        return self._left(on, SchoolStage.UPPER_SECONDARY, higher=AFTER_COMPULSORY - {SchoolStage.UPPER_SECONDARY})

    @derived(fields.truth, "left vocational school", zh="离校中职毕业生", record="schoolings")
    def left_vocational_school(self, on: date) -> bool | None:
        """Whether the person completed a secondary vocational school by a date, and attends none (离校中职毕业生)."""
        return self._left(on, SchoolStage.SECONDARY_VOCATIONAL)

    @derived(fields.truth, "left college", zh="离校高校毕业生", record="schoolings")
    def left_college(self, on: date) -> bool | None:
        """Whether the person completed college or university by a date, and attends no school (离校高校毕业生)."""
        return self._left(on, *HIGHER)

    @derived(fields.truth, "graduated from higher education", zh="高校毕业生", record="schoolings")
    def graduated(self, on: date) -> bool | None:
        """Whether the person completed college or university by a date, back at school or not (高校毕业生)."""
        return None if self.schoolings is None else self._completed(self.schoolings, on, *HIGHER)

    def _left(self, on: date, *stages: SchoolStage, higher: Collection[SchoolStage] = ()) -> bool | None:
        """Whether one of the stages was completed and left by a date, none attended now, no `higher` one begun."""
        begun = None if self.schoolings is None else [item for item in self.schoolings if item.since <= on]
        if begun is None:
            return None
        if any(item.stage in higher or item.covers(on) for item in begun):
            return False
        return self._completed(begun, on, *stages)

    @staticmethod
    def _completed(attended: Iterable[Schooling], on: date, *stages: SchoolStage) -> bool | None:
        return any_of(item.completed for item in attended if item.stage in stages and item.ended(on))
