"""A tracing case that records which facts a rule reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from attrs import define, field

from ..algebra.traced import Traced
from .case import Case, ForeignCase
from .origins import AnyMember, AsLent, Slot

Query = Callable[[Case], Any]
"""Whatever asks facts of a case: a condition, or what draws a fact."""


@define(kw_only=True, eq=False)
class _Listening(ForeignCase):
    """A case without a subject that returns `Traced` operands and records each access."""

    heard: dict[Slot, None] = field(factory=dict)
    instead: Mapping[Slot, Query] = field(factory=dict)

    def raw(self, place: Slot) -> Any:
        if place in self.instead:
            return self.instead[place](self)
        self.heard[place] = None
        return Traced()

    def any_member(self, place: AnyMember) -> Any:
        self.heard[place] = None
        return Traced()

    def as_lent(self, place: AsLent) -> Any:
        self.heard[place] = None
        return Traced()


def heard_by(conditions: Iterable[Query], *, instead: Mapping[Slot, Query] | None = None) -> list[Slot]:
    """The facts that the functions read from a case, each once; `instead` replaces a place by what it is read from."""
    nobody: Any = None
    case = _Listening(about="bill", household=nobody, local=nobody, on=date.min, instead=instead or {})
    for condition in conditions:
        condition(case)
    return list(case.heard)
