"""The nearest facts with which somebody has a right to help without a figure who had none, or the other way round.

The facts are those that the row reads of a case. Of a record that says several things, such as a job, each is taken by
itself; both ages that follow from the date of birth move together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Final

import attrs

from ..algebra import Truth, Unknown
from ..cases import Case
from ..cases.choices import Choice, choice_of, choice_of_several
from ..cases.listening import heard_by
from ..cases.origins import Slot
from ..cases.supposing import SupposedCase, read_by
from ..entitlements.entitlement import Entitlement
from ..fields import Spec
from .lacking import RECORDED
from .nearest import PAST, Search

_MOST_OPTIONS: Final = 10
"""Up to how many numbers a fact that is not recorded is tried with each of them, such as a grade."""

Supposed = Mapping[Slot, Any]


@attrs.frozen
class SearchOfHelp(Search):
    """The search around what a row reads of a `case`; `now` is the answer, which may be open for want of a document."""

    row: Entitlement
    case: Case
    start: Supposed = attrs.field(init=False)
    now: Truth = attrs.field(init=False)

    @start.default
    def _(self) -> Supposed:
        return read_by([self.row.to], self.case)

    @now.default
    def _(self) -> Truth:
        return self.answer(self.start)

    def answer(self, facts: Supposed) -> Truth:
        """Whether there is a right to the help, given what the row reads."""
        return self.row.to(SupposedCase.of_case(self.case, facts))

    @property
    def names(self) -> Sequence[Slot]:
        dates = (name for name in self.start if name.record == "birth_date")
        kept = next(dates, None)
        return [name for name in self.start if name.record != "birth_date" or name is kept]

    def spec(self, name: Slot) -> Spec:
        return name.spec

    def value(self, facts: Supposed, name: Slot) -> Any:
        return facts[name]

    def put(self, facts: Supposed, name: Slot, value: Any) -> Supposed:
        changed = {**facts, name: value}
        for other in _of_the_same_date(name, facts):
            changed[other] = _moved(facts[other], facts[name], value)
        return changed

    def differs(self, facts: Supposed) -> bool:
        answer = self.answer(facts)
        return _stands(answer) != _stands(self.now) and not lacks_records(answer)

    def may_turn(self, facts: Supposed) -> bool:
        answer = self.answer(facts)
        a_range = any(type(value) is Unknown and type(self.start[name]) is not Unknown for name, value in facts.items())
        return isinstance(answer, Unknown) or self.differs(facts) if a_range else self.differs(facts)

    def called(self, name: Slot) -> str:
        return name.name

    def said(self, value: Any) -> Any:
        if isinstance(value, Choice):
            return _options(value)
        return None if isinstance(value, Unknown) else value

    def changeable(self, name: Slot) -> bool:
        return name.about != "local" and name.record not in PAST

    # -- what else a fact may be -----------------------------------------------------------------------------

    def is_plain(self, name: Slot) -> bool:
        value = self.start[name]
        return isinstance(value, bool | Choice) and _recorded(value)

    def others(self, facts: Supposed, name: Slot) -> Iterator[Supposed]:
        # What is not recorded is filled in where the answer comes to lack it, and is no change by itself.
        if _recorded(facts[name]) or name.record in _lacking(self.answer(facts)):
            yield from self._tried_all(facts, name)

    def _tried_all(self, facts: Supposed, name: Slot) -> Iterator[Supposed]:
        for value in _other_values(name, facts[name], self.row):
            yield from self.tried(facts, name, value)

    def pairs(self) -> Iterator[Supposed]:
        # A fact that is filled in may turn the answer alone, where the others leave it no such value.
        return (facts for facts in self._all_pairs() if not any(map(self.differs, self._alone(facts))))

    def _alone(self, facts: Supposed) -> Iterator[Supposed]:
        """Yield each of the changes by itself."""
        for name in self.names:
            if facts[name] is not self.start[name]:
                yield self.put(self.start, name, facts[name])

    def _all_pairs(self) -> Iterator[Supposed]:
        yield from super().pairs()
        for name in self.names:
            if not _recorded(self.start[name]):
                for filled in self._tried_all(self.start, name):
                    yield from self._with_a_number(filled, name)

    def _with_a_number(self, filled: Supposed, name: Slot) -> Iterator[Supposed]:
        """Yield facts of which one is filled in, with the nearest number that makes the answer come to lack it."""
        for number in self.names:
            for found in self.numbers(filled, number):
                alone = self.put(self.start, number, found[number])
                if name.record in _lacking(self.answer(alone)):
                    yield found

    def around(self, facts: Supposed, name: Slot) -> Iterator[Supposed]:
        if name.spec.kind.name != "records":
            yield from super().around(facts, name)
            return
        # Of several diseases, as few as will do.
        fewest: int | None = None
        for found in filter(self.differs, self.others(facts, name)):
            far = len(facts[name].members ^ found[name].members) if facts[name].recorded else 1
            fewest = far if fewest is None else fewest
            if far == fewest:
                yield found


def _recorded(value: Any) -> bool:
    """Whether a fact is recorded."""
    return not isinstance(value, Unknown) and (not isinstance(value, Choice) or value.recorded)


def _lacking(answer: Truth) -> frozenset[str]:
    """The records for want of which an answer is open."""
    return answer.facts.intersection(RECORDED) if isinstance(answer, Unknown) else frozenset()


def _options(value: Choice[Any]) -> Any:
    """The option of a code, the set of diagnoses, or None where not recorded."""
    if value.members is None or value.fact == "diagnoses":
        return value.members
    (option,) = value.members
    return option


def lacks_records(answer: Truth) -> bool:
    """Whether an answer is open for want of something that somebody can record."""
    return bool(_lacking(answer))


def _stands(answer: Truth) -> bool | None:
    """An answer, or None where it is open."""
    return answer if isinstance(answer, bool) else None


def _of_the_same_date(name: Slot, facts: Collection[Slot]) -> Iterator[Slot]:
    """The other numbers that follow from one date of birth."""
    if name.record == "birth_date":
        yield from (other for other in facts if other.record == name.record and other is not name)


def _moved(number: Any, before: Any, after: Any) -> Any:
    """A number moved as far as another one, which may become a range."""
    if isinstance(number, Unknown) or isinstance(before, Unknown):
        return number
    if not isinstance(after, Unknown):
        return number + after - before
    return attrs.evolve(after, low=number + after.low - before, high=number + after.high - before)


def _other_values(name: Slot, value: Any, row: Entitlement) -> Iterator[Any]:
    """The other values of a fact that takes few; all of them where it is not recorded. A name takes many."""
    kind = name.spec.kind.name
    if kind == "truth":
        yield from (not value,) if isinstance(value, bool) else (True, False)
    elif kind == "choice":
        yield from (choice_of(option, name.record) for option in name.spec.of if {option} != value.members)
    elif kind == "records":
        yield from (choice_of_several(members, name.record) for members in _diagnoses(value, row))
    elif isinstance(value, Unknown) and name.spec.high is not None and name.spec.high - name.spec.low < _MOST_OPTIONS:
        yield from range(name.spec.low, name.spec.high + 1)


def _diagnoses(value: Choice[Any], row: Entitlement) -> Iterator[frozenset[Any]]:
    """The diagnoses with one disease more that a row asks for, then without some of those, the fewest first."""
    had = frozenset[Any]() if value.members is None else value.members
    asked = _asked_for(row)
    yield from (had | {disease} for disease in sorted(asked - had))
    if value.members is None:
        yield had
    for few in range(1, len(had & asked) + 1):
        yield from (had.difference(gone) for gone in combinations(sorted(had & asked), few))


@attrs.frozen(eq=False)
class _Diseases(Choice[Any]):
    """Stands in for the diagnoses of a person, and notes which diseases are asked for."""

    noted: set[Any] = attrs.field(factory=set)

    def among(self, *options: Any) -> Truth:
        self.noted.update(options)
        return super().among(*options)


def _asked_for(row: Entitlement) -> frozenset[Any]:
    """The diseases that a row asks for."""
    diseases = _Diseases(None, "diagnoses")
    places = [place for place in heard_by([row.to]) if place.spec.kind.name == "records"]
    heard_by([row.to], instead={place: lambda _: diseases for place in places})
    return frozenset(diseases.noted)
