"""Membership tests on enumerated facts and on names, unknown where the fact is not recorded."""

from __future__ import annotations

from functools import lru_cache
from typing import Generic, TypeVar

from attrs import frozen

from ..algebra import Truth, Unknown

E = TypeVar("E")


@frozen(eq=False)
class Choice(Generic[E]):
    """The recorded members (选项), or the name, or None where not recorded; `fact` names what to record.

    Tables have their own class with the same interface.
    """

    members: frozenset[E] | None
    fact: str

    def among(self, *options: E) -> Truth:
        """True if any member is one of the options; unknown if not recorded."""
        return self.open_truth if self.members is None else not self.members.isdisjoint(options)

    @property
    def recorded(self) -> bool:
        """True if the fact is recorded; never unknown."""
        return self.members is not None

    @property
    def open_truth(self) -> Truth:
        """The unknown truth value that depends on this fact."""
        return Unknown(False, True, {self.fact})


@lru_cache(maxsize=1 << 10)
def choice_of(member: E | None, fact: str) -> Choice[E]:
    """A choice of one member, or None where not recorded; memoised, so equal records share it."""
    return Choice(None if member is None else frozenset({member}), fact)


@lru_cache(maxsize=1 << 10)
def choice_of_several(members: frozenset[E] | None, fact: str) -> Choice[E]:
    """A choice of any number of members, or None where not recorded."""
    return Choice(members, fact)
