"""A target (目标): what a document asks a measure of a place to reach, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from .. import fields
from ..errors import Mismatch, in_short, quoted, raise_if_any, shown
from ..fields.annotations import (
    CountRecord,
    Holding,
    RateRecord,
    Records,
    RequiredCount,
    RequiredRate,
    RequiredText,
    TextRecord,
    TruthRecord,
)
from ..places import Level, PlaceClass
from ..policy.prescribed import Prescribed
from ..policy.register import register_index
from ..wording import READINGS
from ..wording.worded import Worded


class Comparison(Worded):
    """How an observation is held against its target: 不低于, 高于, 不高于, 低于."""

    AT_LEAST = "at_least", "at least", "不低于"
    ABOVE = "above", "above", "高于"
    AT_MOST = "at_most", "at most", "不高于"
    BELOW = "below", "below", "低于"

    @property
    def more_is_better(self) -> bool:
        """Whether a greater observation brings the place closer to the target."""
        return self in (Comparison.AT_LEAST, Comparison.ABOVE)


class Force(Worded):
    """How firmly a document asks for a target: 约束性, 预期性, 力争, 原则上."""

    BINDING = "binding", "binding", "约束性"
    EXPECTED = "expected", "expected", "预期性"
    STRIVEN_FOR = "striven_for", "striven for", "力争"
    IN_PRINCIPLE = "in_principle", "in principle", "原则上"


class Reference(Worded):
    """Whose value a relative target is held against: 本地, 所在县, 全省, 全国, 上年."""

    SAME_PLACE = "same_place", "its counterpart", "本地对照值"
    COUNTY = "county", "the county", "所在县"
    PROVINCE = "province", "the province", "全省"
    NATION = "nation", "the nation", "全国"
    YEAR_BEFORE = "year_before", "the year before", "上年"


@fields.model_class
class YearFigure:
    """What is asked for in one year of a schedule (分年度目标)."""

    year: RequiredCount = fields.count("year", zh="年份", required=True, low=1900, high=2100)
    value: RequiredRate = fields.number("value", zh="数值", required=True)


class _RequiredLevel(Holding[Level | str, Level]):
    """The level of the places that a target is for."""


@fields.model_class
class Target(Prescribed):
    """What one section of a document asks a measure of a place to reach (目标).

    `register` is its id in the rule register; where a sentence holds several targets, `part` tells them apart. It is
    for the places of a level, or of a class of them (`of_class`). The observation is held, by `comparison` (at least,
    unless given), against one of: a `value`; a `reference`, the same measure, or `reference_measure`, of another place
    or year, plus a `margin`; the `schedule`, a value for each year; or a value whose `tolerance` the document does not
    state (基本, 大规模), which only the best value surely meets. It is due `by` the end of a year, or in `each_year`;
    else the document does not state when. With `only_below`, a measure, it is asked only of places that stood below
    their province in that measure in `only_below_year`. `baseline` is the value that the document states for
    `baseline_year`, or the average of the years from `baseline_from` to it. `force` is None where the section does not
    say. `about` marks 左右 and 约.
    """

    register: RequiredText = fields.text("id in the rule register", zh="规则编号", required=True)
    part: TextRecord = fields.text("which of several", zh="分项")
    measure: RequiredText = fields.text("measure", zh="指标代码", required=True)
    of: _RequiredLevel = fields.choice("level of the places", zh="层级", of=Level, required=True)
    of_class: PlaceClass | None = fields.choice("class of the places", zh="类别", of=PlaceClass)
    comparison: Comparison | None = fields.choice("comparison", zh="比较", of=Comparison)
    value: RateRecord = fields.number("target", zh="目标值")
    reference: Reference | None = fields.choice("held against", zh="比较对象", of=Reference)
    reference_measure: TextRecord = fields.text("measure held against", zh="比较指标代码")
    margin: RateRecord = fields.number("margin above the reference", zh="高出幅度")
    schedule: Records[YearFigure] = fields.records("schedule", zh="分年度目标", of=YearFigure)
    tolerance: TruthRecord = fields.truth("up to a tolerance not stated", zh="容许幅度未载明")
    by: CountRecord = fields.count("by the end of the year", zh="完成年份", low=1900, high=2100)
    each_year: TruthRecord = fields.truth("in each year", zh="每年")
    only_below: TextRecord = fields.text("only where below the province in", zh="低于全省方作要求的指标")
    only_below_year: CountRecord = fields.count("in the year", zh="基准年份", low=1900, high=2100)
    baseline: RateRecord = fields.number("baseline", zh="基期值")
    baseline_year: CountRecord = fields.count("year of the baseline", zh="基期年份", low=1900, high=2100)
    baseline_from: CountRecord = fields.count(
        "first year of the baseline's average", zh="基期均值起始年份", low=1900, high=2100
    )
    force: Force | None = fields.choice("force", zh="属性", of=Force)
    about: TruthRecord = fields.truth("about", zh="左右")
    reading: TextRecord = fields.text("reading", zh="口径")

    def __attrs_post_init__(self) -> None:
        raise_if_any(self._faults(), self.key)

    def _faults(self) -> Iterator[Mismatch]:
        if self.register not in register_index():
            yield Mismatch("register", "an id of the rule register", quoted(self.register))
        yield from self._faults_of_the_goal()
        if self.by is not None and (self.each_year or self.schedule):
            yield Mismatch("by", "nothing beside each_year or schedule", shown(self.by))
        for one, other in (("baseline", "baseline_year"), ("only_below", "only_below_year")):
            if (getattr(self, one) is None) is not (getattr(self, other) is None):
                yield Mismatch(other, f"{one} and {other}, or neither", in_short(getattr(self, other)))
        if self.baseline_from is not None and self.baseline is None:
            yield Mismatch("baseline", "a baseline, beside baseline_from", "nothing")
        if self.of_class is not None and self.of_class.level is not self.of:
            yield Mismatch("of_class", f"a class of the level {self.of}", quoted(self.of_class))
        if self.reading is not None and self.reading not in READINGS:
            yield Mismatch.of_name("reading", self.reading, READINGS)

    def _faults_of_the_goal(self) -> Iterator[Mismatch]:
        kinds = [name for name in ("value", "reference", "schedule", "tolerance") if getattr(self, name) is not None]
        if len(kinds) != 1:
            yield Mismatch("value", "one of value, reference, schedule, tolerance", ", ".join(kinds) or "none")
        if self.reference is None and (self.margin is not None or self.reference_measure is not None):
            yield Mismatch("reference", "a reference, beside margin or reference_measure", "nothing")
        if self.reference is Reference.SAME_PLACE and self.reference_measure in (None, self.measure):
            yield Mismatch("reference_measure", "another measure of the place", in_short(self.reference_measure))
        years = [figure.year for figure in self.schedule or ()]
        if self.schedule is not None and (not years or years != sorted(set(years))):
            yield Mismatch("schedule", "one or more years, ascending", in_short(years))

    @property
    def compared(self) -> Comparison:
        """How the observation is held against the target."""
        return self.comparison or Comparison.AT_LEAST

    @property
    def scheduled(self) -> dict[int, Decimal]:
        """The value for each year of the schedule."""
        return {figure.year: figure.value for figure in self.schedule or ()}
