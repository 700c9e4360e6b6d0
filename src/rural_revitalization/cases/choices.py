"""Members of enumerations as rules ask of them: is it among these, open where nobody recorded it."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import Generic, TypeVar

from attrs import frozen

from ..algebra import Truth, Unknown

E = TypeVar("E", bound=Enum)


@frozen(eq=False)
class Choice(Generic[E]):
    """The members that are recorded (选项), or None where none were; `fact` is what to record.

    Tables have a kind of their own, which is asked the same.
    """

    members: frozenset[E] | None
    fact: str

    def among(self, *options: E) -> Truth:
        """Whether any of the members is one of some options."""
        return self.open_truth if self.members is None else not self.members.isdisjoint(options)

    @property
    def recorded(self) -> bool:
        """Whether anything is recorded: never open."""
        return self.members is not None

    @property
    def open_truth(self) -> Truth:
        """A truth that is open for want of it."""
        return Unknown(False, True, {self.fact})


@lru_cache(maxsize=1 << 10)
def choice_of(member: E | None, fact: str) -> Choice[E]:
    """A choice of one member, or of none recorded; the same for all records that say the same."""
    return Choice(None if member is None else frozenset({member}), fact)


@lru_cache(maxsize=1 << 10)
def choice_of_several(members: frozenset[E] | None, fact: str) -> Choice[E]:
    """A choice of any number of members; None where it was not recorded whether there are any."""
    return Choice(members, fact)
