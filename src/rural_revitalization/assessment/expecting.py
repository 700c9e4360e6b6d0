"""By how much the ranges of payments would narrow on average (预期收窄), by how often facts are said to be what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from ..algebra import Unknown
from ..errors import InvalidInput
from ..readonly import ReadOnly
from .filling import filled_in
from .findings import Payment, Period
from .lacking import RECORDED
from .question_words import is_class
from .result import Assessment
from .running import assess

_Widths = Mapping[tuple[str, str | None], tuple[Period, Fraction]]


def expected_narrowing(
    assessment: Assessment,
    fact: str,
    people: Collection[str],
    shares: Iterable[tuple[Any, Fraction]],
    answers: Collection[str],
) -> Mapping[Period, Fraction] | None:
    """Return by how many yuan the ranges of payments narrow on average once a fact is known, by period.

    Counted are the payments among the `answers` that have a highest amount. A fact of persons is taken as known of one
    of the `people` at a time, and what that narrows is added up. None where a value does not agree with what is
    recorded.
    """
    before = _widths(payment for payment in assessment.payments if payment.name in answers)
    rules = {rule for rule, _ in before}
    narrowed: dict[Period, Fraction] = defaultdict(Fraction)
    if not rules:
        return ReadOnly()
    for person in people or (None,):
        for value, share in shares:
            try:
                household, local = filled_in(assessment.inputs, {(fact, person): _recorded(assessment, fact, value)})
                found = assess(household, assessment.inputs.policy, local, on=assessment.on, only=rules)
            except InvalidInput:
                return None
            for period, width in _narrowed(before, found):
                narrowed[period] += share * width
    return ReadOnly({period: amount for period, amount in narrowed.items() if amount})


def added_up(narrowed: Iterable[Mapping[Period, Fraction] | None]) -> Mapping[Period, Fraction] | None:
    """Return the sum over households, by period; None where one of them is not known."""
    total: dict[Period, Fraction] = defaultdict(Fraction)
    for found in narrowed:
        if found is None:
            return None
        for period, amount in found.items():
            total[period] += amount
    return ReadOnly(total)


def _recorded(assessment: Assessment, fact: str, value: Any) -> Any:
    """A value as it is recorded: of a class, as a spell of the day or none."""
    spec = RECORDED[fact][1]
    if not is_class(spec):
        return value
    return (spec.of(since=assessment.on),) if value else ()


def _narrowed(before: _Widths, found: Assessment) -> Iterator[tuple[Period, Fraction]]:
    """By how much each range has narrowed; a payment that no longer comes into question has no range."""
    after, skipped = _widths(found.payments), {item.rule for item in found.skipped}
    unbounded = {(item.rule, item.person) for item in found.payments if _width(item) is None}
    for key, (period, width) in before.items():
        if key in after:
            yield period, width - after[key][1]
        elif key not in unbounded and key[0] not in skipped:
            yield period, width


def _widths(payments: Iterable[Payment]) -> _Widths:
    widths = ((payment, _width(payment)) for payment in payments)
    return {(item.rule, item.person): (item.period, width) for item, width in widths if width is not None}


def _width(payment: Payment) -> Fraction | None:
    """How far the two ends of an amount are apart; None without a highest amount."""
    amount = payment.amount
    if not isinstance(amount, Unknown):
        return Fraction(0)
    if amount.low is None or amount.high is None:
        return None
    return Fraction(amount.high) - Fraction(amount.low)
