"""The evaluation of a target (指标评价): whether an observation meets it, what is lacking, and at what pace it comes.

One rule for all targets, written in the algebra. What was not observed is a range between the bounds of its measure,
named `place/measure/year`: whether a target is met is unknown only where two values in that range would decide it
differently.

Readings: 不低于, 以上, 以下 and 达到 include the target, 高于 excludes it. A target said to be about (左右) a value is
held against that value. Where the tolerance is not stated (基本), what is asked for lies anywhere within the bounds.
No document states values for the years between baseline and target: the straight line between both is an aid.

>>> worksheet = evaluate(Facts(observation=87, asked=True, earlier=86), Terms(value=90, years_left=2))
>>> worksheet.met, worksheet.gap, worksheet.pace, worksheet.change
(False, Decimal('3'), Decimal('1.50'), Decimal('1'))
"""

from __future__ import annotations

from .. import fields
from ..algebra import (
    NO_SHARE,
    ONE,
    Number,
    Rate,
    Truth,
    exact_arithmetic,
    is_set,
    maximum,
    not_,
    otherwise,
    per_head,
    prorated,
)
from ..fields.annotations import CountFact, Holding, RateFact, TruthFact
from .target import Comparison


class _Compared(Holding[Comparison | str | None, Comparison | None]):
    """How an observation is held against its target."""


@fields.facts_class
class Facts:
    """What was observed of a place: its value, what that is held against, and earlier values."""

    observation: RateFact = fields.number("observation", zh="监测值")
    reference: RateFact = fields.number("held against", zh="比较值")
    asked: TruthFact = fields.truth("asked of the place", zh="对该地作要求")
    earlier: RateFact = fields.number("observation before", zh="上期监测值")
    observed_baseline: RateFact = fields.number("observation of the baseline year", zh="基期监测值")


@fields.terms_class
class Terms:
    """What a target asks for: a value, or else a margin above what it is held against.

    `years_left` is unset where it is not stated by when the target is due, or where no year is left; `elapsed` of
    `span` years have passed between the years of the baseline and of the target.
    """

    comparison: _Compared = fields.choice("comparison", zh="比较", of=Comparison)
    value: RateFact = fields.number("target", zh="目标值", may_be_unset=True)
    margin: RateFact = fields.number("margin", zh="高出幅度", may_be_unset=True)
    baseline: RateFact = fields.number("baseline", zh="基期值", may_be_unset=True)
    years_left: CountFact = fields.count("years left", zh="剩余年数", low=1, may_be_unset=True, unit="calendar years")
    elapsed: CountFact = fields.count("years passed", zh="已过年数", may_be_unset=True, unit="calendar years")
    span: CountFact = fields.count("years in all", zh="总年数", low=1, may_be_unset=True, unit="calendar years")


@fields.worksheet_class
class Worksheet:
    """The worksheet of an evaluation. Lines that do not apply to the target are None.

    `met` says nothing of places that the target is not asked of: of those it is True. `gap` is what is lacking, at
    least 0, in the unit of the measure; `pace` what has to be gained in each year left; `change` the observation less
    the one before, and `improving` whether it brought the place closer. `on_line` is the value that the straight line
    from the baseline to the target has in the year observed, and `ahead` whether the place is there.
    """

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    goal: Rate = fields.number("target", zh="目标值")
    met: Truth = fields.truth("met", zh="达到目标", answer=True)
    gap: Rate = fields.number("lacking", zh="差距")
    pace: Rate | None = fields.number("needed per year", zh="年均需提升", low=0)
    change: Rate = fields.number("change since the observation before", zh="较上期变化")
    improving: Truth = fields.truth("closer than before", zh="较上期改善")
    on_line: Rate | None = fields.number("on the straight line", zh="按直线进度应达")
    ahead: Truth | None = fields.truth("on or ahead of the straight line", zh="达到直线进度")
    baseline_agrees: Truth | None = fields.truth("observed as the baseline stated", zh="与文件基期值一致")


@exact_arithmetic
def evaluate(facts: Facts, terms: Terms) -> Worksheet:
    """Evaluate a target (指标评价)."""
    comparison = terms.comparison or Comparison.AT_LEAST
    more = comparison.more_is_better
    goal = facts.reference + otherwise(terms.margin, NO_SHARE) if not _stated(terms.value) else terms.value
    gap = maximum(goal - facts.observation if more else facts.observation - goal, NO_SHARE)
    on_line = _on_line(terms)
    return Worksheet(
        facts=facts,
        terms=terms,
        goal=goal,
        met=not_(facts.asked) | _holds(comparison, facts.observation, goal),
        gap=gap,
        pace=per_head(gap, terms.years_left) if _stated(terms.value, terms.years_left) else None,
        change=facts.observation - facts.earlier,
        improving=facts.earlier < facts.observation if more else facts.observation < facts.earlier,
        on_line=on_line,
        ahead=None if on_line is None else _reached(facts.observation, on_line, more=more),
        baseline_agrees=_equal(facts.observed_baseline, terms.baseline) if _stated(terms.baseline) else None,
    )


compute = evaluate
"""Its name as a rule: `frames.apply(evaluation, table, terms, lines=...)` evaluates a target for rows of a table."""


def _stated(*figures: Rate | Number) -> bool:
    return all(is_set(figure) is True for figure in figures)


def _holds(comparison: Comparison, observed: Rate, goal: Rate) -> Truth:
    match comparison:
        case Comparison.AT_LEAST:
            return observed >= goal
        case Comparison.ABOVE:
            return observed > goal
        case Comparison.AT_MOST:
            return observed <= goal
        case Comparison.BELOW:
            return observed < goal


def _reached(observed: Rate, goal: Rate, *, more: bool) -> Truth:
    return observed >= goal if more else observed <= goal


def _equal(a: Rate, b: Rate) -> Truth:
    return (a <= b) & (b <= a)


def _on_line(terms: Terms) -> Rate | None:
    """The value on the straight line from the baseline to the target, if both are stated, rounded to 0.01."""
    if not _stated(terms.value, terms.baseline, terms.elapsed, terms.span):
        return None
    return terms.baseline + prorated(terms.value - terms.baseline, ONE, terms.elapsed, terms.span)
