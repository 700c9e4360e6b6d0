"""What the findings of an assessment lack that somebody can record, of whom, and in which order to ask for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, Final

import attrs

from ..algebra import Unknown
from ..algebra.exact import EXACT, ZERO
from ..cases.listening import heard_by
from ..cases.origins import record_of
from ..catalogue import DECLARED
from ..fields import Spec, specs
from ..models import Household, LocalFigures, Person
from ..worksheets import named
from .findings import Finding, Payment, Period
from .missing_facts import MissingFact, Whose

_MODELS: Final[tuple[tuple[Whose, type[Any]], ...]] = (
    ("person", Person),
    ("household", Household),
    ("local", LocalFigures),
)
RECORDED: Final[Mapping[str, tuple[Whose, Spec]]] = MappingProxyType(
    {name: (whose, spec) for whose, model in _MODELS for name, spec in specs(model).items()}
    | {"county": ("household", specs(Household)["county"])}
)
"""By fact name, the record that holds it and its declaration: of a county, the household's that lies in it."""

_SAYS: Final[Mapping[str, int]] = MappingProxyType({"count": 0, "truth": 2})
"""Of facts of one weight, which come first; kinds that are not named stand between."""
FactKey = tuple[str, str | None]
"""A fact, and the id of the person whose it is, if it is a person's."""


@attrs.define
class Waiting:
    """The answers that wait for a fact: how many, and how many for it alone, which are settled whatever it is.

    `lacking` counts the answers by how many facts each lacks, where 1 is also one of them that says whether the answer
    comes into question at all. `narrows` are the widths of the ranges of payments that wait for it alone, and `bounds`
    is how many of such ranges have no bound.
    """

    seen: int
    settled: int = 0
    lacking: Counter[int] = attrs.field(factory=Counter)
    names: dict[str, None] = attrs.field(factory=dict)
    alone: dict[str, None] = attrs.field(factory=dict)
    narrows: dict[Period, Decimal] = attrs.field(factory=dict)
    bounds: int = 0

    def add(self, name: str, finding: Finding, lacking: int, *, alone: bool) -> None:
        """Add an answer, by its name, that lacks so many facts."""
        self.lacking[lacking] += 1
        self.names[name] = None
        if alone:
            self.settled += 1
            self.alone[name] = None
            self._close(finding)

    def _close(self, finding: Finding) -> None:
        amount = finding.value
        if not isinstance(finding, Payment) or not isinstance(amount, Unknown):
            return
        if amount.low is None or amount.high is None:
            self.bounds += 1
        else:
            self._narrow(finding.period, EXACT.subtract(amount.high, amount.low))

    def merge(self, other: Waiting) -> None:
        """Add what waits for the same fact elsewhere."""
        self.settled += other.settled
        self.lacking += other.lacking
        self.names |= other.names
        self.alone |= other.alone
        self.bounds += other.bounds
        for period, width in other.narrows.items():
            self._narrow(period, width)

    def _narrow(self, period: Period, width: Decimal) -> None:
        self.narrows[period] = EXACT.add(self.narrows.get(period, ZERO), width)

    @property
    def answers(self) -> int:
        """How many answers wait for it."""
        return self.lacking.total()

    @property
    def weight(self) -> tuple[int, Fraction]:
        """How much it settles: first what waits for it alone, then how large a part it is of what answers lack."""
        return self.settled, _parts(frozenset(self.lacking.items()))


@lru_cache(maxsize=1 << 12)
def _parts(lacking: frozenset[tuple[int, int]]) -> Fraction:
    """How large a part a fact is of what answers lack; memoised, since households lack much the same."""
    return sum((Fraction(times, facts) for facts, times in lacking), Fraction(0))


def in_order_to_ask(waiting: Mapping[str, Waiting]) -> list[str]:
    """The facts that answers wait for, what to ask for first.

    Of facts of one weight a count comes before what is longer to tell, and a truth, which says least, last; then comes
    what was found first.
    """

    def order(fact: str) -> tuple[int, Fraction, int, int]:
        settled, parts = waiting[fact].weight
        return settled, parts, -_SAYS.get(RECORDED[fact][1].kind.name, 1), -waiting[fact].seen

    return sorted(waiting, key=order, reverse=True)


@attrs.define(eq=False)
class _Lack:
    """A fact that a record lacks, and the answers that wait for it; `alone` wait for nothing else.

    `waiting` is what waits for the fact, whoever lacks it; `within` is what a list of records lacks. It is asked for
    `now` unless it matters only once another record says that an answer comes into question at all.
    """

    fact: str
    person: str | None
    unknowable: bool
    waiting: Waiting
    names: dict[str, None] = attrs.field(factory=dict)
    alone: dict[str, None] = attrs.field(factory=dict)
    within: dict[str, None] = attrs.field(factory=dict)
    now: bool = False

    def missing_fact(self) -> MissingFact:
        """The fact as an assessment lists it."""
        whose, spec = RECORDED[self.fact]
        return MissingFact(
            fact=self.fact,
            place=whose,
            person=self.person,
            label=_with_parts(spec.label, [named(name, "en") for name in self.within], ": ", ", "),
            zh=_with_parts(spec.zh, [named(name, "zh") for name in self.within], "：", "、"),
            settles=tuple(self.names),
            alone=tuple(self.alone),
            unknowable=self.unknowable,
            later=not (self.unknowable or self.now),
        )


def _with_parts(label: str, parts: Iterable[str], colon: str, comma: str) -> str:
    """A list of records, and what is missing in it."""
    listed = comma.join(parts)
    return f"{label}{colon}{listed}" if listed else label


@attrs.define(kw_only=True)
class Lacks:
    """What findings lack: by fact and person the answers that wait for it, and by fact alone."""

    household: Household
    local: LocalFigures
    on: date
    waiting: dict[str, Waiting] = attrs.field(factory=dict, init=False)
    _found: dict[FactKey, _Lack] = attrs.field(factory=dict, init=False)
    _lacked: dict[FactKey, tuple[_Lack, ...]] = attrs.field(factory=dict, init=False)
    _open_for_good: dict[tuple[Whose, str | None], frozenset[str]] = attrs.field(init=False)

    @_open_for_good.default
    def _(self) -> dict[tuple[Whose, str | None], frozenset[str]]:
        """The facts that cannot be known, by record."""
        found: dict[tuple[Whose, str | None], frozenset[str]] = {
            ("person", person.id): person.unknowable for person in self.household.people
        }
        return found | {("household", None): self.household.unknowable, ("local", None): self.local.unknowable}

    def facts(self) -> tuple[MissingFact, ...]:
        """The missing facts, each once, with the answers it would help to settle; in the order to ask.

        First comes what most answers wait for alone, then what most wait for at all, counted by how few facts each
        lacks. One fact is asked of all members in one go, and so counts once. What cannot be known comes last.
        """
        ranks = {fact: at for at, fact in enumerate(in_order_to_ask(self.waiting))}
        in_order = sorted(self._found.values(), key=lambda item: (item.unknowable, ranks[item.fact]))
        return tuple(item.missing_fact() for item in in_order)

    def to_ask(self) -> list[FactKey]:
        """What is still to be asked for, and of whom, in no order."""
        return [key for key, item in self._found.items() if not item.unknowable]

    def begin_with(self, record: str, answer: str) -> None:
        """Add a record that an answer begins with, which was not worked out without it."""
        for item in self._lacked_by(record, None):
            item.names[answer] = None
            item.now = True
        waiting = self.waiting[record]
        waiting.names[answer] = None
        waiting.lacking[1] += 1

    def add(self, finding: Finding) -> None:
        """Add what a finding lacks."""
        name, lacking = finding.name, list[_Lack]()
        for fact in finding.to_record:
            lacking += self._lacked_by(fact, finding.person)
        to_ask = [item for item in lacking if not item.unknowable]
        asked = {item.fact: item.waiting for item in to_ask}
        gates = asked.keys() & _gates(name)
        settles = not finding.not_stated and len(to_ask) == len(lacking)
        for item in lacking:
            item.names[name] = None
            item.within |= {fact: None for fact in finding.missing if record_of(fact) == item.fact != fact}
            if settles and len(lacking) == 1:
                item.alone[name] = None
        for item in to_ask:
            if not gates or item.fact in gates:
                item.now = True
        for fact, waiting in asked.items():
            count = 1 if fact in gates else len(asked)
            waiting.add(name, finding, count, alone=settles and len(asked) == 1)

    def _lacked_by(self, fact: str, about: str | None) -> tuple[_Lack, ...]:
        """A fact, of each whose record lacks it: of whom an answer is about, where it is a person's, or else of all."""
        found = self._lacked.get((fact, about))
        if found is None:
            people = _whose(fact, about, self.household, self.on)
            found = self._lacked[fact, about] = tuple(self._lack(fact, person) for person in people)
        return found

    def _lack(self, fact: str, person: str | None) -> _Lack:
        found = self._found.get((fact, person))
        if found is None:
            if fact not in self.waiting:
                self.waiting[fact] = Waiting(len(self.waiting))
            unknowable = fact in self._open_for_good[RECORDED[fact][0], person]
            found = self._found[fact, person] = _Lack(fact, person, unknowable, self.waiting[fact])
        return found


def what_is_lacking(household: Household, local: LocalFigures, on: date, findings: Iterable[Finding]) -> Lacks:
    """What findings about a household lack."""
    lacks = Lacks(household=household, local=local, on=on)
    for finding in findings:
        if finding.missing:
            lacks.add(finding)
    return lacks


@cache
def _gates(answer: str) -> frozenset[str]:
    """The records that say whether an answer comes into question at all: of a payment or decision; none of others."""
    rule = DECLARED.get(answer.split(".", maxsplit=1)[0])
    if rule is None or not (rule.pays or rule.decides):
        return frozenset()
    return frozenset(place.record for place in heard_by([rule.applies, rule.to]))


def _whose(fact: str, about: str | None, household: Household, on: date) -> tuple[str | None, ...]:
    """The ids of the members whose record lacks a fact; (None,) for a fact of the household or the county."""
    if RECORDED[fact][0] != "person":
        return (None,)
    if about is not None:
        return (about,)
    asked = _asked(fact, household, on)
    lacking = tuple(person.id for person in asked if _lacks(person, fact, on))
    return lacking or tuple(person.id for person in asked)


def _asked(fact: str, household: Household, on: date) -> tuple[Person, ...]:
    """Who may be asked for a fact: the members of the day, and for income whoever's counts."""
    if fact != "income":
        return household.members_on(on)
    earners = (household.earners(on, monitored=monitored) for monitored in (False, True))
    return tuple({person.id: person for people in earners for person in people}.values())


def _lacks(person: Person, fact: str, on: date) -> bool:
    """Whether a person's record lacks a fact; a spell of the allowance, whose it is."""
    if fact == "minimum_living_allowance":
        return isinstance(person.allowance_alone(on), Unknown)
    return getattr(person, fact) is None
