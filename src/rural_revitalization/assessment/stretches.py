"""The stretches of days on which the answers about a household stay the same (结论不变的时段).

Only days on which something may change are worked out; see `turns`. On birthdays and the first days of months only what
reads ages and months is, beside what counts days. That is worked out again at the end of a stretch and, where it has
changed by then, within it; no other rule is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Final

import attrs

from ..catalogue import DECLARED, ENTITLEMENTS, PARTS
from ..fields import comparable, evolve_unchecked
from ..models import Household, LocalFigures, SmallLoan
from ..models.derived import derived_facts
from ..policy import Policy
from ..readonly import ReadOnly
from .changes import Answer, answers_of, parts_reading
from .findings import Decision, Entitled, Payment, Working
from .policies_over_time import InForce, days_stated
from .running import assess
from .turns import A_DAY, DAY, Cause, Reason, Turns, counted, spread, turns


class Standing(StrEnum):
    """Whether there is anything to answer on a day (当日状态)."""

    ASSESSED = "assessed"
    NO_DOCUMENT = "no_document"
    NOBODY = "nobody"


COUNTING: Final = frozenset(rule.name for rule in DECLARED.values() if rule.about == "loan")
"""The rules that count days: their answers may change from each day to the next."""


NARROW: Final = frozenset({Cause.BIRTHDAY, Cause.SCHOOL_YEAR, Cause.MONTH, Cause.INCOME_PERIOD})
"""Causes that bear on nothing but what reads the record that they name: ages, months, or income by kind."""
_KINDS: Final[Mapping[type[Any], int]] = ReadOnly(
    {kind: at for at, kind in enumerate((Payment, Decision, Working, Entitled))}
)
_PLACES: Final[Mapping[str, int]] = ReadOnly({part: at for at, part in enumerate(PARTS)})
_ROWS: Final[Mapping[tuple[str, str | None], int]] = {
    (f"entitlements.{row.name}", row.source.document): at for at, row in enumerate(ENTITLEMENTS)
}


@attrs.frozen(kw_only=True)
class Stretch:
    """Days in a row on which every answer about a household stays the same (时段), the first and the last included.

    `documents` are those in force. There are no `answers` where no document is in force, or nobody is a member;
    JSON leaves them out, since the first ones and the changes give them all.
    """

    since: date
    until: date
    standing: Standing
    documents: tuple[str, ...]
    answers: tuple[Answer, ...] = attrs.field(metadata={"in_json": False})

    def answer(self, name: str, person: str | None = None) -> Answer | None:
        """The first answer of a name, such as "serious_illness.reimbursement", about a person, or the household."""
        found = (answer for answer in self.answers if answer.name == name and answer.person == person)
        return next(found, None)


@attrs.frozen
class State:
    """What is so on a day: the standing, the documents in force, and the answers."""

    standing: Standing
    documents: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()


_NO_DOCUMENT: Final = State(Standing.NO_DOCUMENT)


@attrs.define(kw_only=True)
class Course:
    """A household over a period, with what holds on each of its days (农户历程).

    `local` are the figures by year; a year without any has none recorded. `parts` are those of an assessment that are
    followed. `skipped` gathers the rules that were left out on some day, for want of a record.
    """

    household: Household
    local: Mapping[int, LocalFigures]
    holdings: tuple[InForce, ...]
    since: date
    until: date
    parts: frozenset[str] = frozenset(PARTS)
    skipped: set[str] = attrs.field(factory=set, init=False)

    def states(self) -> Iterator[tuple[date, State, tuple[Reason, ...]]]:
        """The state from each day on which it may change, in order, with the reasons; some are as the one before."""
        begun = {holding.since: holding.why for holding in self.holdings}
        own = turns(self.household, self.local.values(), self.since, self.until)
        days = sorted({*begun, *own})
        kinks: Turns = {}
        if self._counting:
            kinks = counted(self.household, days_stated(self.holdings), self.since, self.until)
        state = _NO_DOCUMENT
        for at, day in enumerate(days):
            last = days[at + 1] - DAY if at + 1 < len(days) else self.until
            state = self._next(state, day, None if day in begun else own[day])
            yield day, state, (*begun.get(day, ()), *own.get(day, ()), *kinks.get(day, ()))
            if kinks and state.standing is Standing.ASSESSED:
                for counted_day, counted_state, reasons in self._counted(day, last, state, kinks):
                    state = counted_state
                    yield counted_day, state, reasons

    # -- one day ---------------------------------------------------------------------------------------------------

    def _next(self, before: State, day: date, reasons: tuple[Reason, ...] | None) -> State:
        """The state of a day, given the one before and, unless something else holds on the day, the reasons for it."""
        if before.standing is not Standing.ASSESSED or reasons is None:
            return self._state(day)
        if any(reason.cause not in NARROW for reason in reasons):
            return self._state(day)
        parts = self._counting.union(*(parts_reading(reason.field or "") for reason in reasons)) & self.parts
        return self._renewed(before, day, parts) if parts else before

    def _state(self, day: date) -> State:
        policy, household = self._policy(day), born_by(self.household, day)
        if policy is None:
            return _NO_DOCUMENT
        if household is None:
            return State(Standing.NOBODY, policy.documents)
        found = self._answers(day, self.parts)
        return State(Standing.ASSESSED, policy.documents, self._ordered(found))

    def _renewed(self, before: State, day: date, parts: frozenset[str]) -> State:
        """The state before with the answers of some parts as they are on a day."""
        others = (answer for answer in before.answers if answer.rule not in parts)
        return attrs.evolve(before, answers=self._ordered((*others, *self._answers(day, parts))))

    def _answers(self, day: date, parts: frozenset[str]) -> tuple[Answer, ...]:
        """The answers of some parts of an assessment on a day; somebody is a member, and a document in force."""
        policy, household = self._policy(day), born_by(self.household, day)
        assert household is not None
        assert policy is not None
        local = self.local.get(day.year) or LocalFigures(year=day.year)
        assessment = assess(household, policy, local, on=day, only=parts)
        self.skipped.update(item.rule for item in assessment.skipped)
        return tuple(answer for answer in answers_of(assessment) if answer.rule in parts)

    def _ordered(self, answers: Iterable[Answer]) -> tuple[Answer, ...]:
        """Answers in the order of an assessment's findings, so that those of two days compare."""
        people = {person.id: at for at, person in enumerate(self.household.people)}

        def place(answer: Answer) -> tuple[int, int, int, int, int]:
            kind, row = _KINDS[type(answer.finding)], _ROWS.get((answer.name, answer.document), 0)
            return kind, people.get(answer.person or "", -1), _PLACES[answer.rule], row, answer.number

        return tuple(sorted(answers, key=place))

    def _policy(self, day: date) -> Policy | None:
        return self.holdings[bisect_right(self.holdings, day, key=lambda holding: holding.since) - 1].policy

    # -- what counts days ------------------------------------------------------------------------------------------

    @property
    def _counting(self) -> frozenset[str]:
        """The parts that are followed day by day."""
        return COUNTING & self.parts if self.household.loans else frozenset()

    def _counted(self, first: date, last: date, state: State, kinks: Turns) -> Iterator[tuple[date, State, Any]]:
        """The states within a stretch in which only what counts days changes."""
        household, policy = born_by(self.household, first), self._policy(first)
        assert household is not None
        assert policy is not None
        stated = _stated(policy, first, last)

        @cache
        def answers(day: date) -> tuple[Answer, ...]:
            return self._answers(day, self._counting)

        cuts = [first, *(day for day in kinks if first < day <= last)]
        for at, day in enumerate(cuts):
            end = cuts[at + 1] if at + 1 < len(cuts) else last
            if stated or _moves(household, day, end):
                for changed in spread(day, end, answers):
                    reasons = kinks.get(changed, (A_DAY,))
                    others = (answer for answer in state.answers if answer.rule not in COUNTING)
                    yield changed, attrs.evolve(state, answers=self._ordered((*others, *answers(changed)))), reasons


def born_by(household: Household, day: date) -> Household | None:
    """The household without those who are not born on a day; None where nobody is a member then."""
    born = tuple(person for person in household.people if not person.born_after(day))
    if not any(person.member_on(day) for person in born):
        return None
    return household if len(born) == len(household.people) else evolve_unchecked(household, members=born)


def _stated(policy: Policy, first: date, last: date) -> bool:
    """Whether a figure is a day of the year, before the end of a stretch."""
    return any(
        isinstance(figure.value, date) and figure.value.year == first.year and figure.value < last
        for figure in policy.figures()
    )


def _moves(household: Household, first: date, last: date) -> bool:
    """Whether what is counted of some loan differs between two days."""
    return any(_counts(loan, first) != _counts(loan, last) for loan in household.loans or ())


def _counts(loan: SmallLoan, on: date) -> tuple[Any, ...]:
    """All that follows from the record of a loan by a day: balances, days, and from when to when it is overdue."""
    begins, least, most = loan.interest_span(on)
    overdue = [(max(since, begins), min(on, end)) for end in (least, most) for since in loan.overdue_since(on, end)]
    derived = (comparable(fact.of(loan, on)) for fact in derived_facts(SmallLoan).values())
    return (*derived, begins, least, most, *(span if span[0] < span[1] else None for span in overdue))
