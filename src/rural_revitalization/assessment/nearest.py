"""The search for the nearest facts with which an answer is another one, of a rule or of help alike.

How near is found by ranges: where an answer is the same for the whole range from a fact to another value, no value
between them changes it. So the nearest one that does is exact; it is worked out with it, to make sure.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from ..algebra import Unknown
from ..algebra.exact import FEN
from ..errors import InvalidInput
from ..fields import Spec
from ..fields.kinds import LARGEST_COUNT

_STEP: Final[Mapping[str, Any]] = {"money": FEN, "ceiling": FEN, "rate": Decimal("0.0001"), "count": 1}
_FARTHEST: Final = {"money": 10**12, "ceiling": 10**12, "rate": 10**4, "count": LARGEST_COUNT}
"""How far a fact without a bound is followed: a trillion yuan, ten thousand times, a million."""
_MOST_TRIES: Final = 100
"""How often a range that turned out too wide is left behind."""
PAST: Final = frozenset(
    {
        *("birth_date", "sex", "exited", "exited_on", "registered_poor", "returned_to_poverty"),
        *("discharged_soldier", "reservoir_migrant"),
    }
)
"""The records that nobody can change: age, sex, and what has been."""


class Search(ABC):
    """The search around the facts that an answer is given by; `start` are those that hold.

    Facts are known to it by their names alone, and are put into a copy.
    """

    start: Any

    @property
    @abstractmethod
    def names(self) -> Sequence[Any]:
        """The facts, in order."""

    @abstractmethod
    def spec(self, name: Any) -> Spec:
        """The declaration of a fact."""

    @abstractmethod
    def value(self, facts: Any, name: Any) -> Any:
        """The value of a fact."""

    @abstractmethod
    def put(self, facts: Any, name: Any, value: Any) -> Any:
        """Facts of which one has another value; raises `InvalidInput` where it contradicts the others."""

    @abstractmethod
    def answer(self, facts: Any) -> Any:
        """The answer to some facts."""

    @abstractmethod
    def differs(self, facts: Any) -> bool:
        """Whether the answer to some facts is another than at the start."""

    @abstractmethod
    def may_turn(self, facts: Any) -> bool:
        """Whether a number among some facts, which may be a range, may turn the answer."""

    def called(self, name: Any) -> str:
        """What a fact is called."""
        return str(name)

    def said(self, value: Any) -> Any:
        """A value as it is told."""
        return value

    @abstractmethod
    def changeable(self, name: Any) -> bool:
        """Whether somebody can change a fact."""

    def singles(self) -> Iterator[Any]:
        """Yield the facts that differ in one, with which the answer is another."""
        for name in self.names:
            yield from self.around(self.start, name)

    def pairs(self) -> Iterator[Any]:
        """Yield the facts that differ in two, one of which takes few values, each pair once."""
        for at, name in enumerate(self.names):
            others = [item for place, item in enumerate(self.names) if place > at or not self.is_plain(item)]
            for facts in self.others(self.start, name):
                for other in others:
                    if other != name:
                        yield from self.around(facts, other)

    def is_plain(self, name: Any) -> bool:
        """Whether a fact is known at the start and takes few values, so that all the others are tried."""
        return isinstance(self.value(self.start, name), bool)

    def others(self, facts: Any, name: Any) -> Iterator[Any]:
        """Yield the facts with each other value of one that takes few; none where it is open, or others contradict."""
        value = self.value(facts, name)
        if isinstance(value, bool):
            yield from self.tried(facts, name, not value)

    def tried(self, facts: Any, name: Any, value: Any) -> Iterator[Any]:
        """Yield the facts with another value of one, unless the others contradict it."""
        try:
            found = self.put(facts, name, value)
        except InvalidInput:
            return
        yield found

    def around(self, facts: Any, name: Any) -> Iterator[Any]:
        """Yield the facts with the nearest values of one with which the answer is another than at the start."""
        yield from filter(self.differs, self.others(facts, name))
        yield from self.numbers(facts, name)

    def numbers(self, facts: Any, name: Any) -> Iterator[Any]:
        """Yield the facts with the nearest numbers, above and below, with which the answer turns."""
        if self.spec(name).kind.name in _STEP and isinstance(self.value(facts, name), Decimal | int):
            for sign in (1, -1):
                yield from self._nearest(facts, name, sign)

    def _nearest(self, facts: Any, name: Any, sign: int) -> Iterator[Any]:
        """Yield the facts with the nearest such number above, or below."""
        spec, value = self.spec(name), self.value(facts, name)
        step = _STEP[spec.kind.name] * sign
        first, last = 1, _room(spec, value, sign)

        def turns_from(start: int) -> Callable[[int], bool]:
            return lambda end: self._may_turn_between(facts, name, value + step * start, value + step * end)

        # A range may be wider than what its values come to, where a rule names a fact twice: then on from there.
        for _ in range(_MOST_TRIES):
            found = _least(first, last, turns_from(first))
            if found is None:
                return
            reached = value + step * found
            if self._may_turn_between(facts, name, reached, reached):
                yield self.put(facts, name, reached)
                return
            first = found + 1

    def _may_turn_between(self, facts: Any, name: Any, one: Any, other: Any) -> bool:
        """Whether the answer may turn with some value of a fact between two, both included."""
        value = one if one == other else Unknown(min(one, other), max(one, other), {self.spec(name).label})
        return any(map(self.may_turn, self.tried(facts, name, value)))


def _least(first: int, last: int, holds: Callable[[int], bool]) -> int | None:
    """The least number from first to last for which something holds that goes on holding; None if it never does."""
    if first > last or not holds(last):
        return None
    while first < last:
        middle = (first + last) // 2
        first, last = (first, middle) if holds(middle) else (middle + 1, last)
    return last


def _room(spec: Spec, value: Any, sign: int) -> int:
    """How many steps there are from a value to the bound above or below it."""
    bound = spec.high if sign > 0 else spec.low
    end = sign * _FARTHEST[spec.kind.name] if bound is None else bound
    return int(abs(end - value) // _STEP[spec.kind.name])
