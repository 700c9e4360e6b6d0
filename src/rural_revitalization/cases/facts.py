"""The facts of a rule, each drawn from an origin: label, unit and bounds come from there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Self, TypeVar

from attrs import evolve

from ..errors import InvalidInput, Mismatch, shown
from ..fields import declare, facts_class
from ..fields.annotations import Origin
from .case import Case
from .origins import place_of

__all__ = ["CaseFacts", "drawn", "origins_of"]

F = TypeVar("F")

_DRAWN: Final = "rural_revitalization.drawn"


def drawn(origin: Origin[Any, F], label: str | None = None, *, zh: str | None = None, **options: Any) -> F:
    """A fact as its origin declares it; `label`, `zh` and `options` say what the rule calls otherwise."""
    spec = place_of(origin).spec
    said: dict[str, Any] = {"label": label or spec.label, "zh": zh or spec.zh, "required": False, "private": False}
    return declare(evolve(spec, **said | options), **{_DRAWN: origin})  # type: ignore[no-any-return]


@facts_class
class CaseFacts:
    """Facts that are drawn from a case, each from the origin that it names."""

    @classmethod
    def of(cls, case: Case, **given: Any) -> Self:
        """The facts of a case; what no record has is `given`, or open. Raises `InvalidInput` for a name of no fact."""
        facts, put, plan = object.__new__(cls), object.__setattr__, _PLANS.get(cls) or _plan(cls)
        direct = type(case) is Case
        for name, origin, read, convert in plan:
            if given and name in given:
                put(facts, name, convert(given.pop(name)))
            elif direct and read is not None:
                put(facts, name, read(case))
            else:
                put(facts, name, convert(None) if origin is None else case[origin])
        if given:
            raise _misspelt(cls, given)
        return facts


def _misspelt(cls: type[Any], given: dict[str, Any]) -> InvalidInput:
    known = ", ".join(name for name, *_ in _plan(cls))
    return InvalidInput([Mismatch(name, f"one of {known}", shown(name)) for name in given], about=cls.__qualname__)


_Planned = tuple[str, Any, Callable[[Any], Any] | None, Callable[[Any], Any]]
_PLANS: Final[dict[Any, tuple[_Planned, ...]]] = {}


def _plan(cls: type[Any]) -> tuple[_Planned, ...]:
    """By fact, the origin it is drawn from, how that is read off a record, and how a given value is converted."""
    found = _PLANS.get(cls)
    if found is None:
        found = _PLANS[cls] = tuple(map(_planned, cls.__attrs_attrs__))
    return found


def _planned(item: Any) -> _Planned:
    origin = item.metadata.get(_DRAWN)
    place = None if origin is None else place_of(origin)
    return item.name, origin, None if place is None or place.derived else place.read, item.converter


def origins_of(facts: type[Any]) -> dict[str, Origin[Any, Any]]:
    """By fact, the origin it is drawn from; facts that no record has are left out."""
    return {name: origin for name, origin, *_ in _plan(facts) if origin is not None}
