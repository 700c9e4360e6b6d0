"""Payments of one household held against what it was due (发放核对): line by line, and in totals exact to the fen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any, Final, cast

import attrs
from dateutil.relativedelta import relativedelta

from ..algebra import ZERO, Amount, Unknown, exact_arithmetic, sum_of, when
from ..assessment import Answer, Assessment, Period, Standing, Stretch, Timeline
from ..assessment.findings import text_of
from ..assessment.result import open_amount
from ..cases import Case
from ..errors import Mismatch, check_kinds, discreet, items_of, quoted, raise_if_any, unlike_items
from ..fields import comparable
from ..readonly import ReadOnly
from ..wording import Language, called, check_language, say
from ..worksheets import named
from .paid import PROGRAMMES, Paid, PaymentOutcome, is_personal, outcomes, period_of, period_opening

DueKey = tuple[str, str | None, date | None]
"""A programme, the person or None for the household, and the first day of the period or None for what is paid once."""

_LASTS: Final[Mapping[Period, relativedelta]] = {
    Period.MONTH: relativedelta(months=1, days=-1),
    Period.YEAR: relativedelta(years=1, days=-1),
}


@attrs.frozen(kw_only=True)
class Reconciled:
    """What was paid and due under one programme for one month or year (核对结果), in yuan.

    `person` is None for the household; `since` is the first day of the month or year, None for what is paid once. `due`
    is a range where it is not determined.
    """

    household: str = attrs.field(repr=quoted)
    person: str | None = attrs.field(repr=quoted)
    programme: str
    since: date | None
    paid: Decimal
    due: Amount = attrs.field(eq=comparable)
    outcome: PaymentOutcome

    @property
    @exact_arithmetic
    def difference(self) -> Amount:
        """What was paid beyond what was due: negative where too little was paid, a range where it is open."""
        return self.paid - self.due

    @property
    def missing(self) -> tuple[str, ...]:
        """What leaves it open: facts to record, and figures that no document states, which have a dot in their name."""
        return tuple(sorted(self.due.facts)) if isinstance(self.due, Unknown) else ()

    def missing_words(self, lang: Language = "en") -> tuple[str, ...]:
        """What leaves it open, by its labels; `lang` as for `label`."""
        check_language(lang)
        return tuple(dict.fromkeys(_missing_words(name, lang) for name in self.missing))

    @property
    def period(self) -> str:
        """The month as 2022-06, or the year as 2022; empty for what is paid once."""
        whole = {Period.MONTH: 7, Period.YEAR: 4, Period.ONCE: 0}[period_of(self.programme)]
        return str(self.since)[:whole]

    def label(self, lang: Language = "en") -> str:
        """The programme; `lang` is "en" or "zh". Raises `InvalidInput` for any other."""
        check_language(lang)
        rule = PROGRAMMES[self.programme]
        return called(rule, lang)

    def text(self, lang: Language = "en") -> str:
        """The line in words: what was paid, what was due, and what comes of it; `lang` as for `label`."""
        label, outcome = self.label(lang), say("desk", self.outcome, lang)
        paid, due = (text_of(amount, "yuan", lang) for amount in (self.paid, self.due))
        when_paid = self.period or say("desk", "once", lang)
        return say("desk", "reconciled", lang, period=when_paid, label=label, paid=paid, due=due, outcome=outcome)


@attrs.frozen(kw_only=True)
class Total:
    """Several lines added up (合计): how many, what was paid, what was due; in yuan."""

    lines: int
    paid: Amount
    due: Amount = attrs.field(eq=comparable)

    @classmethod
    @exact_arithmetic
    def of(cls, lines: Iterable[Reconciled]) -> Total:
        """The total of some lines; of none it is 0."""
        found = list(lines)
        return cls(lines=len(found), paid=sum_of(line.paid for line in found), due=sum_of(line.due for line in found))

    @property
    @exact_arithmetic
    def difference(self) -> Amount:
        """What was paid beyond what was due."""
        return self.paid - self.due


@attrs.frozen(kw_only=True)
class Reconciliation:
    """What a household was paid held against what it was due (发放核对表), by month or year, programme and person."""

    household: str = attrs.field(repr=quoted)
    lines: tuple[Reconciled, ...]

    @property
    def total(self) -> Total:
        """All lines added up, each for its own month or year."""
        return Total.of(self.lines)

    def by_outcome(self) -> Mapping[PaymentOutcome, Total]:
        """The totals of the outcomes that there are; together they are the `total`."""
        return self._totals(lambda line: line.outcome)

    def by_programme(self) -> Mapping[str, Total]:
        """The totals of the programmes that there are; together they are the `total`."""
        return self._totals(lambda line: line.programme)

    def _totals(self, of: Callable[[Reconciled], Any]) -> Mapping[Any, Total]:
        there = dict.fromkeys(map(of, self.lines))
        return ReadOnly({key: Total.of(line for line in self.lines if of(line) == key) for key in there})


@discreet
@exact_arithmetic
def reconcile(paid: Iterable[Paid], due: Assessment | Timeline) -> Reconciliation:
    """Hold what a household was paid against what it was due (发放核对).

    `paid` are all payments made to the household and its members for the time that `due` covers; several of one month
    are added up. `due` is an assessment, for its month and its year, or a timeline, for all months and years of it.

    What was due is taken as follows. Of an assessment it is what was due on its day. Of a timeline, where it changed
    within a month, it is a range from the least to the most, since no document says which day decides; so it is where
    the timeline begins or ends within the month. What is paid per year is worked out for the year so far: what was due
    last counts, and where it fell within the year, it is a range up to the most. Where a rule was skipped for want of a
    record, and where no document is in force, anything from 0 on may be due. Where nothing was paid and nothing was due
    there is no line.

    Raises `InvalidInput` with every payment of a month or a programme that `due` does not cover.

    >>> from rural_revitalization import Household, LocalFigures, Person, assess, load_policy
    >>> local = LocalFigures(year=2022, allowance_standard=400, sources={"allowance_standard": "made up"})
    >>> alone = Person(id="1-1", minimum_living_allowance=[])
    >>> family = Household(id="1", members=[alone], family_income=150, employment_cost=0)
    >>> found = assess(family, load_policy("hunan", on=date(2022, 6, 1)), local, only={"minimum_living"})
    >>> made = Paid(programme="minimum_living", month=date(2022, 6, 10), amount=200)
    >>> for line in reconcile([made], found).lines:
    ...     print(line.text(), line.difference)
    2022-06, minimum living allowance: paid 200.00 yuan, due 250.00 yuan: too little -50.00
    """
    paid = items_of(paid)
    check_kinds("reconcile", due=(due, Assessment, Timeline))
    raise_if_any(unlike_items("paid", paid, Paid), "reconcile")
    owed = _OfDay(due) if isinstance(due, Assessment) else _OverTime(due)
    raise_if_any(_beyond(paid, owed), "reconcile")
    sums: dict[DueKey, list[Decimal]] = {key: [] for key in owed.keys()}  # noqa: SIM118 - no mapping
    for item in paid:
        sums.setdefault(_key(item), []).append(item.amount)
    lines = (_line(due.household, key, sum_of(amounts), owed.amount(key)) for key, amounts in sums.items())
    told = (line for line in lines if line.paid != ZERO or comparable(line.due) != comparable(ZERO))
    return Reconciliation(household=due.household, lines=tuple(sorted(told, key=_place)))


def _key(item: Paid) -> DueKey:
    person = item.person if is_personal(item.programme) else None
    return item.programme, person, period_opening(item.month, period_of(item.programme))


def _line(household: str, key: DueKey, paid: Any, due: Amount) -> Reconciled:
    programme, person, since = key
    found = (outcome for outcome, holds in outcomes(paid, due).items() if holds is True)
    return Reconciled(
        household=household,
        person=person,
        programme=programme,
        since=since,
        paid=paid,
        due=due,
        outcome=next(found, PaymentOutcome.UNDETERMINED),
    )


def _place(line: Reconciled) -> tuple[date, int, str]:
    return line.since or date.min, list(PROGRAMMES).index(line.programme), line.person or ""


def _beyond(paid: Iterable[Paid], owed: _OfDay | _OverTime) -> Iterator[Mismatch]:
    """Yield a mismatch for each payment that what is due says nothing about."""
    for at, item in enumerate(paid):
        programme, _, since = _key(item)
        if programme not in owed.programmes:
            yield Mismatch.of_name(f"paid[{at}].programme", programme, owed.programmes, "a programme assessed: {}")
        elif since is not None and not owed.covers(since, period_of(programme)):
            yield Mismatch(f"paid[{at}].month", f"a month of what is due: {owed.span}", f"{item.month:%Y-%m}")


# -- what was due --------------------------------------------------------------------------------------------------


@attrs.frozen
class _OfDay:
    """What is due by an assessment."""

    found: Assessment
    amounts: Mapping[DueKey, Amount] = attrs.field(init=False)

    @amounts.default
    def _(self) -> Mapping[DueKey, Amount]:
        settled = ((item.rule, item.person, item.amount) for item in self.found.payments)
        return {
            (programme, person, period_opening(self.found.on, period_of(programme))): amount
            for programme, person, amount in (*settled, *self._skipped())
        }

    @property
    def programmes(self) -> tuple[str, ...]:
        return tuple(name for name in PROGRAMMES if self.found.only is None or name in self.found.only)

    @property
    def span(self) -> str:
        return f"{self.found.on:%Y-%m}"

    def covers(self, since: date, period: Period) -> bool:
        return since == period_opening(self.found.on, period)

    def keys(self) -> Iterable[DueKey]:
        return self.amounts

    def amount(self, key: DueKey) -> Amount:
        return self.amounts.get(key, ZERO)

    def _skipped(self) -> Iterator[tuple[str, str | None, Amount]]:
        """What may be due to whom a rule was skipped for, of the household or among its members."""
        inputs = self.found.inputs
        whole = Case(household=inputs.household, local=inputs.local, on=self.found.on)
        for item in self.found.skipped:
            rule = PROGRAMMES.get(item.rule)
            for case in () if rule is None else whole.members if is_personal(rule.name) else (whole,):
                if rule is not None and rule.standing(case)[1] is True:
                    person = None if case.person is None else case.person.id
                    yield rule.name, person, open_amount(rule)


@attrs.frozen
class _OverTime:
    """What is due over a timeline."""

    found: Timeline
    programmes: tuple[str, ...] = tuple(PROGRAMMES)

    @property
    def span(self) -> str:
        return f"{self.found.since:%Y-%m} to {self.found.until:%Y-%m}"

    def covers(self, since: date, period: Period) -> bool:
        return since <= self.found.until and since + _LASTS[period] >= self.found.since

    def keys(self) -> Iterable[DueKey]:
        for stretch in self.found.stretches:
            for answer in stretch.answers:
                if answer.status is not None:
                    for since in self._periods(stretch, Period.of(answer.unit)):
                        yield answer.rule, answer.person, since
            yield from self._skipped(stretch)

    def _skipped(self, stretch: Stretch) -> Iterator[DueKey]:
        """Who may be due something by rules that were skipped: the household, or whoever has answers on its days."""
        members = dict.fromkeys(answer.person for answer in stretch.answers if answer.person is not None)
        for name in (name for name in self.found.skipped if name in PROGRAMMES):
            for person in members if is_personal(name) else (None,):
                yield from ((name, person, since) for since in self._periods(stretch, period_of(name)))

    def _periods(self, stretch: Stretch, period: Period) -> Iterator[date | None]:
        """The first days of the months or years that a stretch touches."""
        since = period_opening(stretch.since, period)
        if since is None:
            yield None
        while since is not None and since <= stretch.until:
            yield since
            since += _LASTS[period] + relativedelta(days=1)

    def amount(self, key: DueKey) -> Amount:
        """What was due in a period: of a month on any of its days, of a year or once what was due last."""
        programme, person, since = key
        period = period_of(programme)
        touched = [item for item in self.found.stretches if since is None or _touches(item, since, period)]
        answers = [_answer(stretch, programme, person) for stretch in touched]
        if period is not Period.MONTH:
            given = [cast("Amount", answer.value) for answer in answers if answer is not None]
            if given:
                fallen = (value for value in given if (value > given[-1]) is True)
                return reduce(lambda one, other: _either(one, other, programme), fallen, given[-1])
        values: list[Amount] = [
            self._unanswered(stretch, programme) if answer is None else cast("Amount", answer.value)
            for stretch, answer in zip(touched, answers, strict=True)
        ]
        if period is Period.MONTH and since is not None and not self._whole(since):
            values.append(Unknown(ZERO, None, {_deciding(programme)}))
        return reduce(lambda one, other: _either(one, other, programme), values)

    def _unanswered(self, stretch: Stretch, programme: str) -> Amount:
        """What may be due on days without an answer: nothing, unless the rule was skipped or no document holds."""
        if programme in self.found.skipped:
            return open_amount(PROGRAMMES[programme])
        if stretch.standing is Standing.NO_DOCUMENT:
            return Unknown(ZERO, None, {f"{programme}.{_DOCUMENT}"})
        return ZERO

    def _whole(self, since: date) -> bool:
        return self.found.since <= since and since + _LASTS[Period.MONTH] <= self.found.until


def _touches(stretch: Stretch, since: date, period: Period) -> bool:
    return stretch.since <= since + _LASTS[period] and stretch.until >= since


def _answer(stretch: Stretch, programme: str, person: str | None) -> Answer | None:
    found = (item for item in stretch.answers if item.status is not None and item.rule == programme)
    return next((item for item in found if item.person == person), None)


_DAY: Final = "day_that_decides"
"""Which day of a month decides what is due for it, which no document states."""
_DOCUMENT: Final = "document"
"""What a document would grant on days on which none is in force."""


def _deciding(programme: str) -> str:
    return f"{programme}.{_DAY}"


def _missing_words(name: str, lang: Language) -> str:
    programme, _, what = name.rpartition(".")
    return say("desk", f"missing_{what}", lang) if programme and what in (_DAY, _DOCUMENT) else named(name, lang)


def _either(one: Amount, other: Amount, programme: str) -> Amount:
    return when(Unknown(False, True, {_deciding(programme)}), one, other)
