"""What the findings of an assessment lack that somebody can record, of whom, and in which order to ask for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
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
from ..catalogue import DECLARED
from ..fields import Spec, specs
from ..models import Household, LocalFigures, Person
from .findings import Decision, Finding, Payment, Period
from .result import MissingFact, Whose

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
Key = tuple[str, str | None]
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

    def add(self, finding: Finding, lacking: int, *, alone: bool) -> None:
        """Add an answer that lacks so many facts."""
        self.lacking[lacking] += 1
        self.names[finding.name] = None
        if alone:
            self.settled += 1
            self.alone[finding.name] = None
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
        return -settled, -parts, _SAYS.get(RECORDED[fact][1].kind.name, 1), waiting[fact].seen

    return sorted(waiting, key=order)


@attrs.define(kw_only=True)
class Lacks:
    """What findings lack: by fact and person the answers that wait for it, and by fact alone."""

    household: Household
    local: LocalFigures
    on: date
    waiting: dict[str, Waiting] = attrs.field(factory=dict, init=False)
    _found: dict[Key, tuple[dict[str, None], dict[str, None]]] = attrs.field(factory=dict, init=False)
    _keys: dict[Key, tuple[Key, ...]] = attrs.field(factory=dict, init=False)
    _now: set[Key] = attrs.field(factory=set, init=False)
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
        in_order = sorted(self._found, key=lambda key: (self._unknowable(*key), ranks[key[0]]))
        return tuple(map(self._missing_fact, in_order))

    def to_ask(self) -> list[Key]:
        """What is still to be asked for, and of whom, in no order."""
        return [key for key in self._found if not self._unknowable(*key)]

    def begin_with(self, record: str, answer: str) -> None:
        """Add a record that an answer begins with, which was not worked out without it."""
        for key in self._of(record, None):
            names, _ = self._answers(key)
            names[answer] = None
            self._now.add(key)
        waiting = self.waiting[record]
        waiting.names[answer] = None
        waiting.lacking[1] += 1

    def add(self, finding: Finding) -> None:
        """Add what a finding lacks."""
        lacking = list(self._lacking(finding))
        to_ask = [key for key in lacking if not self._unknowable(*key)]
        facts = dict.fromkeys(fact for fact, _ in to_ask)
        settles = not finding.not_stated and len(to_ask) == len(lacking)
        for key in lacking:
            names, alone = self._answers(key)
            names[finding.name] = None
            if settles and len(lacking) == 1:
                alone[finding.name] = None
        gates = _gates(finding.rule) if isinstance(finding, Payment | Decision) else frozenset[str]()
        self._now.update([key for key in to_ask if key[0] in gates] or to_ask)
        for fact in facts:
            count = 1 if fact in gates else len(facts)
            self.waiting[fact].add(finding, count, alone=settles and len(facts) == 1)

    def _answers(self, key: Key) -> tuple[dict[str, None], dict[str, None]]:
        """The names of the answers that wait for a fact, and of those that wait for it alone."""
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = ({}, {})
            if key[0] not in self.waiting:
                self.waiting[key[0]] = Waiting(len(self.waiting))
        return found

    def _lacking(self, finding: Finding) -> Iterator[Key]:
        """What a finding lacks that somebody can record, and of whom."""
        for fact in finding.to_record:
            yield from self._of(fact, finding.person if RECORDED[fact][0] == "person" else None)

    def _of(self, fact: str, about: str | None) -> tuple[Key, ...]:
        """A fact, and of whom it is lacking where somebody is concerned, or all are."""
        keys = self._keys.get((fact, about))
        if keys is None:
            people = _whose(fact, about, self.household, self.on)
            keys = self._keys[fact, about] = tuple((fact, person) for person in people)
        return keys

    def _unknowable(self, fact: str, person: str | None) -> bool:
        """Whether a fact was asked for and cannot be known."""
        return fact in self._open_for_good[RECORDED[fact][0], person]

    def _missing_fact(self, key: Key) -> MissingFact:
        fact, person = key
        whose, spec = RECORDED[fact]
        names, alone = self._found[key]
        return MissingFact(
            fact=fact,
            place=whose,
            person=person,
            label=spec.label,
            zh=spec.zh,
            settles=tuple(names),
            alone=tuple(alone),
            unknowable=self._unknowable(*key),
            later=not self._unknowable(*key) and key not in self._now,
        )


def what_is_lacking(household: Household, local: LocalFigures, on: date, findings: Iterable[Finding]) -> Lacks:
    """What findings about a household lack."""
    lacks = Lacks(household=household, local=local, on=on)
    for finding in findings:
        if finding.missing:
            lacks.add(finding)
    return lacks


@cache
def _gates(rule: str) -> frozenset[str]:
    """The records that say whether a rule comes into question at all: its answer may need no other."""
    declared = DECLARED[rule]
    return frozenset(place.record for place in heard_by([declared.applies, declared.to]))


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
