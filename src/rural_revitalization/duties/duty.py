"""A duty (职责): what an authority owes to whom and by when; a prohibition (禁止事项): what must not happen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any, Final

from attrs import evolve
from dateutil.relativedelta import relativedelta

from .. import fields
from ..errors import InvalidInput, Mismatch, in_short, quoted, raise_if_any, shown
from ..fields.annotations import CountRecord, DayRecord, RequiredText, TextRecord, TruthRecord
from ..places import PlaceClass
from ..policy.authorities import Authority
from ..policy.prescribed import Prescribed
from ..policy.register import register_index
from ..wording import READINGS, Language

DutyPeriod = tuple[date, date]
"""A first and a last day."""

_WHEN: Final = ("every", "by", "within_days", "within_months")
"""The fields that say when a duty is due, of which one at most is given."""


class Cycle(StrEnum):
    """Periods that a duty recurs in: 每月, 每季度, 每半年, 每年."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months it has."""
        return {"month": 1, "quarter": 3, "half_year": 6, "year": 12}[self]

    def period(self, on: date) -> DutyPeriod:
        """Return the period of the calendar year that a day falls in.

        >>> [day.isoformat() for day in Cycle.HALF_YEAR.period(date(2022, 8, 5))]
        ['2022-07-01', '2022-12-31']
        """
        first = date(on.year, on.month - (on.month - 1) % self.months, 1)
        return first, first + relativedelta(months=self.months, days=-1)

    def periods(self, since: date, on: date) -> Iterator[DutyPeriod]:
        """Yield the periods from the one with `since` to the one with `on`."""
        first, last = self.period(since)
        while first <= on:
            yield first, last
            first, last = self.period(last + relativedelta(days=1))


@fields.model_class
class Duty(Prescribed):
    """What one section of a document obliges an authority to do, or forbids (职责、禁止事项).

    `register` is its id in the rule register; where a sentence holds several duties, `part` tells them apart. `owed_by`
    says who owes it, where the section names somebody, `to` to whom; `only` restricts it to a class of places or
    people, and `of_class` says which class of places that is. It is done after `times` (1 unless given). When it is due
    is one of: in each calendar period `every`; `by` a day; `within_days` or `within_months` of what gives rise to it;
    else the document does not state it, and `recurs` says that it is to be done again and again. `forbids` marks a
    prohibition. `begins` is the first day where later than the document's; `reading` a key of `wording.READINGS`;
    `set_by` cites who set locally when it is due.
    """

    register: RequiredText = fields.text("id in the rule register", zh="规则编号", required=True)
    part: TextRecord = fields.text("which of several", zh="分项")
    label: RequiredText = fields.text("what is owed", zh="职责（英文）", required=True)
    zh: RequiredText = fields.text("what is owed, in Chinese", zh="职责", required=True)
    owed_by: Authority | None = fields.choice("who owes it", zh="责任主体", of=Authority)
    to: RequiredText = fields.text("to whom", zh="对象（英文）", required=True)
    to_zh: RequiredText = fields.text("to whom, in Chinese", zh="对象", required=True)
    only: TextRecord = fields.text("only for", zh="适用条件（英文）")
    only_zh: TextRecord = fields.text("only for, in Chinese", zh="适用条件")
    of_class: PlaceClass | None = fields.choice("class of the places", zh="类别", of=PlaceClass)
    times: CountRecord = fields.count("how many times", zh="次数", low=1)
    every: Cycle | None = fields.choice("in each period", zh="周期", of=Cycle)
    by: DayRecord = fields.day("due by", zh="截止日期")
    within_days: CountRecord = fields.count("due within days of what gives rise to it", zh="时限", unit="days")
    within_months: CountRecord = fields.count(
        "due within months of what gives rise to it", zh="时限（月）", low=1, unit="months"
    )
    recurs: TruthRecord = fields.truth("done again and again, at an interval not stated", zh="周期未载明")
    forbids: TruthRecord = fields.truth("forbids it", zh="禁止")
    begins: DayRecord = fields.day("first day", zh="起始日期")
    reading: TextRecord = fields.text("reading", zh="口径")
    set_by: TextRecord = fields.text("who set locally when it is due", zh="当地规定")

    def __attrs_post_init__(self) -> None:
        raise_if_any(self._faults(), self.key)

    def _faults(self) -> Iterator[Mismatch]:
        if self.register not in register_index():
            yield Mismatch("register", "an id of the rule register", quoted(self.register))
        named = [name for name in (*_WHEN, "recurs", "forbids") if getattr(self, name) is not None]
        if len(named) > 1:
            yield Mismatch(named[1], f"nothing beside {named[0]}", in_short(getattr(self, named[1])))
        if self.times is not None and (self.forbids or self.recurs):
            yield Mismatch("times", "nothing for what is forbidden or recurs unstated", shown(self.times))
        if (self.only is None) is not (self.only_zh is None):
            yield Mismatch("only_zh", "only and only_zh, or neither", in_short(self.only_zh))
        if self.of_class is not None and self.only is None:
            yield Mismatch("of_class", "a class beside the words of only", in_short(str(self.of_class)))
        if self.reading is not None and self.reading not in READINGS:
            yield Mismatch.of_name("reading", self.reading, READINGS)

    @property
    def due_is_stated(self) -> bool:
        """Whether it is stated when it is due; of a prohibition that is always."""
        return bool(self.forbids) or any(getattr(self, name) is not None for name in _WHEN)

    @property
    def arises(self) -> bool:
        """Whether it is due so long after what gives rise to it."""
        return not (self.within_days is None and self.within_months is None)

    def deadline(self, arose: date) -> date:
        """Return the last day of one that arose on a day."""
        return arose + relativedelta(days=self.within_days or 0, months=self.within_months or 0)

    def set_locally(
        self,
        source: str,
        *,
        times: int | None = None,
        every: Cycle | None = None,
        by: date | None = None,
        within_days: int | None = None,
        within_months: int | None = None,
        begins: date | None = None,
    ) -> Duty:
        """Return the duty with when the locality set it to be due; `source` cites who did.

        `begins` is the first day on which it is owed so, by default that of the duty.

        Raises `InvalidInput` if the document states it itself, or if none of `every`, `by`, `within_days` and
        `within_months` is set.
        """
        when = {"every": every, "by": by, "within_days": within_days, "within_months": within_months}
        if self.due_is_stated:
            raise InvalidInput([Mismatch("when", "nothing, since the document states it", in_short(when))])
        if all(value is None for value in when.values()):
            raise InvalidInput([Mismatch("when", "every, by, within_days or within_months", "nothing")])
        if begins is not None and not self.since <= begins <= self.until:
            raise InvalidInput([Mismatch("begins", f"a date from {self.since} to {self.until}", shown(begins))])
        duty: Any = self
        more = {"times": times or self.times, "begins": begins or self.begins, "recurs": None, "set_by": source}
        set_here: Duty = evolve(duty, **when, **more)
        return set_here

    def words(self, lang: Language) -> str:
        """What is owed, by whom and to whom; `lang` is "en" or "zh"."""
        if lang == "en":
            whom = self.to + (f", {self.only}" if self.only else "")
            return f"{self.label} ({self.owed_by.label if self.owed_by else 'by whom is not stated'}; for {whom})"
        whom = self.to_zh + (f"，{self.only_zh}" if self.only_zh else "")
        return f"{self.zh}（{self.owed_by.zh if self.owed_by else '责任主体未载明'}；{whom}）"
