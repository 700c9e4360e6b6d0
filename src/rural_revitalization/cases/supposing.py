"""A case of which some facts are supposed to be otherwise than its records say (假定情形)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, Self, TypeVar

from attrs import define, field

from ..fields.annotations import Origin
from .case import Case
from .listening import heard_by
from .origins import RecordKind, Slot, place_of

__all__ = ["SupposedCase", "read_by"]

V = TypeVar("V")

_NOTHING: Final[Mapping[Slot, Any]] = MappingProxyType({})


@define(kw_only=True, eq=False)
class SupposedCase(Case):
    """A case that answers with what is `supposed` of a fact, and with its records of all others."""

    supposed: Mapping[Slot, Any] = field(default=_NOTHING, repr=False)

    @classmethod
    def of_case(cls, case: Case, supposed: Mapping[Slot, Any]) -> SupposedCase:
        """The case of a household or of one of its people, of which some facts are supposed."""
        whole = cls(household=case.household, local=case.local, on=case.on, contradicted=case.contradicted)
        whole.supposed = supposed
        return whole if case.person is None else whole.of(case.person)

    def __getitem__(self, origin: Origin[V, Any]) -> V:
        place = place_of(origin)
        if place in self.supposed:
            return self.supposed[place]  # type: ignore[no-any-return]
        return super().__getitem__(origin)

    def _part(self, about: RecordKind, **of: Any) -> Self:
        part = super()._part(about, **of)
        part.supposed = self.supposed
        return part


def read_by(conditions: Iterable[Callable[[Case], Any]], case: Case) -> dict[Slot, Any]:
    """What functions read of a case, each fact as an operand."""
    return {place: place.read(case) for place in heard_by(conditions)}
