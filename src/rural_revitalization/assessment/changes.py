"""Answers of an assessment held against those of another day (结论变动): what changed, why, and by which section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any, Final

import attrs

from ..algebra import Amount, Truth
from ..cases.listening import heard_by
from ..cases.origins import AnyMember, AsLent, Slot
from ..catalogue import DECLARED, ENTITLEMENTS, LAYERS, PARTS, completed_by
from ..citing import rests_on
from ..entitlements.entitlement import Entitlement
from ..fields import comparable
from ..worksheets import lines
from .findings import Decision, Entitled, Finding, Payment, Status
from .result import Assessment
from .turns import COUNTED, STAY, Cause, Reason

AnswerKey = tuple[str, str | None, str | None, int]


@attrs.frozen(kw_only=True)
class Answer:
    """One answer of an assessment (结论), which holds on every day of a stretch.

    `name` is that of its finding; `document` is the one that grants an entitlement, `number` counts several of a name,
    such as bills settled. `value` is the amount in `unit`, or the truth, or its range; only a payment has a `status`.
    `finding`, with its worksheets, is that of the stretch's first day.
    """

    name: str
    person: str | None
    document: str | None = None
    number: int = 0
    status: Status | None = None
    value: Amount | Truth = attrs.field(eq=comparable)
    unit: str = ""
    blockers: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    not_stated: tuple[str, ...] = ()
    finding: Finding = attrs.field(eq=False, repr=False, metadata={"in_json": False})

    @property
    def key(self) -> AnswerKey:
        """What makes answers of different days answers to one question."""
        return self.name, self.person, self.document, self.number

    @property
    def rule(self) -> str:
        """The rule it answers, or "entitlements"."""
        return self.name.partition(".")[0]

    @property
    def sources(self) -> tuple[str, ...]:
        """The sections that it rests on, as document and section."""
        if isinstance(self.finding, Entitled):
            return (str(self.finding.entitlement.source),)
        return _sections(self.finding)


def answers_of(assessment: Assessment) -> tuple[Answer, ...]:
    """The answers of an assessment, in the order of its findings."""
    count: dict[Any, int] = {}
    found = []
    for finding in assessment.findings:
        document = finding.entitlement.source.document if isinstance(finding, Entitled) else None
        of = (finding.name, finding.person, document)
        number = count[of] = count.get(of, -1) + 1
        found.append(
            Answer(
                name=finding.name,
                person=finding.person,
                document=document,
                number=number,
                status=finding.status if isinstance(finding, Payment) else None,
                value=finding.value,
                unit=getattr(finding, "unit", ""),
                blockers=finding.blockers if isinstance(finding, Decision) else (),
                missing=finding.missing,
                not_stated=finding.not_stated,
                finding=finding,
            )
        )
    return tuple(found)


@attrs.frozen(kw_only=True)
class DatedChange:
    """One answer that changes on a day (变动): what it was on the day before, and what it is from the day on.

    `before` is None where there was no such answer, `after` where there is none any more. `label` and `zh` name it.
    `why` says what begins, ends or is reached on the day that the answer depends on; `sources` are the sections that it
    rests on.
    """

    on: date
    name: str
    person: str | None
    label: str
    zh: str
    before: Answer | None
    after: Answer | None
    why: tuple[Reason, ...]
    sources: tuple[str, ...]


def changes_between(
    on: date, before: Iterable[Answer], after: Iterable[Answer], reasons: tuple[Reason, ...]
) -> Iterator[DatedChange]:
    """The changes on a day from the answers of the day before to its own, in their order."""
    then, now = ({answer.key: answer for answer in answers} for answers in (before, after))
    for key in dict.fromkeys((*then, *now)):
        old, new = then.get(key), now.get(key)
        if old == new:
            continue
        answer: Any = new or old
        yield DatedChange(
            on=on,
            name=answer.name,
            person=answer.person,
            label=answer.finding.label("en"),
            zh=answer.finding.label("zh"),
            before=old,
            after=new,
            why=_why(old, new, reasons),
            sources=answer.sources,
        )


# -- why ---------------------------------------------------------------------------------------------------------


def _why(old: Answer | None, new: Answer | None, reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Those of the day's reasons that an answer depends on, or all of them where it is not known on which."""
    answer: Any = new or old
    read = _records_read(answer)
    relevant = tuple(reason for reason in reasons if _bears_on(reason, answer.person, read, old, new))
    return relevant or reasons


def _bears_on(reason: Reason, person: str | None, read: frozenset[str], old: Answer | None, new: Answer | None) -> bool:
    if reason.document is not None and reason.cause is not Cause.STATED:
        cited = (part.split(" ", 1)[0] for answer in (old, new) if answer is not None for part in answer.sources)
        return reason.document in cited
    if reason.field is None:
        return True
    if reason.field in STAY or (reason.field == "birth_date" and reason.cause is Cause.RECORDED):
        return person == reason.person or not read.isdisjoint(_OF_MEMBERS)
    own = person is None or reason.person in (None, person) or reason.field in _SHARED
    return reason.field in read and own


_OF_MEMBERS: Final = frozenset({"members", "income", "minimum_living_allowance", "extreme_poverty"})
"""The records that a rule reads of all members together."""
_SHARED: Final = frozenset({"minimum_living_allowance", "extreme_poverty", "labour_capacity", "income"})
"""The records of one person that answers about another may depend on."""


def _records_read(answer: Answer) -> frozenset[str]:
    """The names of the records that an answer depends on, through whatever it is worked out from."""
    if isinstance(answer.finding, Entitled):
        return _of_row(answer.finding.entitlement)
    return _of_rule(answer.rule)


@cache
def parts_reading(record: str) -> frozenset[str]:
    """The parts of an assessment whose answers depend on a record, or on a fact that follows from it."""
    rows = frozenset[str]().union(*map(_of_row, ENTITLEMENTS))
    return frozenset(part for part in PARTS if record in (_of_rule(part) if part in DECLARED else rows))


@cache
def _of_rule(name: str) -> frozenset[str]:
    rule = DECLARED[name]
    chain = LAYERS if rule in LAYERS or rule.about == "bill" else ()
    places = frozenset[Slot]().union(rule.asks, *(layer.asks for layer in chain))
    return _named(places) | ({"bills"} if chain else set())


@cache
def _of_row(row: Entitlement) -> frozenset[str]:
    return _named(heard_by([row.to]))


def _named(places: Iterable[Slot]) -> frozenset[str]:
    """The records that places are read from; a completed one also from those that it is worked out from."""
    found: set[str] = set()
    waiting, seen = list(places), set[Slot]()
    while waiting:
        place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        found |= {place.name, place.record}
        if isinstance(place, AnyMember):
            found.add("members")
            waiting += heard_by([place.test])
        elif isinstance(place, AsLent) and place.record == COUNTED:  # what the county is asked is a record of its own
            waiting += heard_by([place.ask])
        if place.about == "household" and place.name in _completed():
            waiting += completed_by(place).asks
        if place.about == "loan":
            found.add(COUNTED)
    return frozenset(found)


@cache
def _completed() -> frozenset[str]:
    return frozenset(origin.__name__ for rule in DECLARED.values() for origin in rule.completes)


# -- by which section ----------------------------------------------------------------------------------------------


def _sections(finding: Any) -> tuple[str, ...]:
    """The sections of the answer's line, and of the line that says who is eligible."""
    worksheet, rule = finding.worksheet, DECLARED[finding.rule]
    asked = [name for name in (finding.answer, rule.where) if name is not None]
    resting, cited = rests_on(worksheet), worksheet.terms.cited
    found = dict.fromkeys(str(cited[term]) for name in asked for term in resting.get(name, ()))
    if not found:
        named = (line for line in lines(worksheet) if line.name in asked)
        found = dict.fromkeys(source for line in named for source in line.sources)
    return tuple(found)


def by_day(changes: Iterable[DatedChange]) -> Mapping[date, tuple[DatedChange, ...]]:
    """Changes by their day, in order."""
    return {day: tuple(of_day) for day, of_day in groupby(changes, key=lambda change: change.on)}
