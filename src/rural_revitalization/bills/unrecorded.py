"""The days of a year on which bills that nobody recorded may have been settled (未登记费用可能发生的日期)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from dateutil.relativedelta import relativedelta

from ..algebra import ZERO, Amount, Unknown, when
from ..cases import Case
from ..errors import OutsidePeriod
from ..fields import specs
from ..models.periods import day_after
from ..policy import Policy
from ..policy.load import policy_on
from ..rules.form import AnyRule
from .day import Day, chained

_DAY: Final = timedelta(days=1)
_ANY_OF_THEM: Final = Unknown(False, True, {"bills"})


def days_that_differ(member: Case, policy: Policy) -> tuple[Day, ...]:
    """The days of the year up to the case's on which the classes or figures of a person differ, the case's own last.

    Days that no document covers are left out.
    """
    person: Any = member.person
    days: list[Day] = []
    for on in (*sorted(_turns(member, policy), reverse=True), date(member.on.year, 1, 1)):
        with suppress(OutsidePeriod):
            held = policy_on(policy, on)
            day = Day(
                person=person, household=member.household, local=member.local, policy=held, on=on, told_on=member.on
            )
            if day not in days:
                days.append(day)
    return tuple(reversed(days))


def worked_on_any(
    chain: tuple[AnyRule, ...], days: tuple[Day, ...]
) -> Iterator[tuple[AnyRule, tuple[Any, ...], Amount]]:
    """Each rule of a chain with its worksheets on each of the days, and the payment on any of them, as a range."""
    sheets = [dict(chained(chain, None, partial(_worked, day))) for day in days]
    for rule in chain:
        amount: Amount = ZERO
        for at, (day, found) in enumerate(zip(days, sheets, strict=True)):
            paid = when(rule.entitled(day.case, found[rule.name]), rule.line(found[rule.name]), ZERO)
            amount = when(_ANY_OF_THEM, amount, paid) if at else paid
        yield rule, tuple(found[rule.name] for found in sheets), amount


def _worked(day: Day, rule: AnyRule, left: Any) -> Any:
    return rule.worked(day.case, day.policy.terms(rule.module), left)


def _turns(member: Case, policy: Policy) -> set[date]:
    """The days of the year up to the case's own on which something begins, or has just ended; with the case's own."""
    on = member.on
    turns = {*_dates_of(member.person, on.year), *_dates_of(member.household, on.year)}
    turns |= policy.kept("turns", lambda: frozenset(_dates_in(policy)))
    return {day for day in turns if date(on.year, 1, 1) <= day <= on} | {on}


def _dates_in(policy: Policy) -> Iterator[date]:
    """The days on which figures in force begin, and those before."""
    for figure in policy.figures():
        if figure.since > date.min:
            yield from (figure.since, figure.since - _DAY)


def _dates_of(record: Any, year: int) -> Iterator[date]:
    """The dates in a record, with the days after them and their anniversaries; the bounds of its spells."""
    for name, spec in specs(type(record)).items():
        value = getattr(record, name)
        if value is None:
            continue
        if spec.kind.name == "date":
            yield from (value, day_after(value), value + relativedelta(year=year))
        elif spec.kind.name == "records" and "since" in specs(spec.of):
            for spell in value:
                yield spell.since
                if spell.until is not None:
                    yield day_after(spell.until)
