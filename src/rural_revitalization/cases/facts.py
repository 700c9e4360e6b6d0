"""The facts of a rule, each drawn from an origin that supplies its label, unit and bounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple, Self, TypeVar

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
    """Declare a fact as its origin does; `label`, `zh` and `options` override the origin's."""
    spec = place_of(origin).spec
    said: dict[str, Any] = {"label": label or spec.label, "zh": zh or spec.zh, "required": False, "private": False}
    return declare(evolve(spec, **said | options), **{_DRAWN: origin})  # type: ignore[no-any-return]


@facts_class
class CaseFacts:
    """Base class of facts drawn from a case, each from its origin."""

    @classmethod
    def of(cls, case: Case, **given: Any) -> Self:
        """The facts of a case; those without a record are `given` or unknown. Raises `InvalidInput` for other names."""
        facts, plan = object.__new__(cls), _PLANS.get(cls) or _plan(cls)
        direct = type(case) is Case
        for fact in plan:
            if given and fact.name in given:
                fact.put(facts, fact.convert(given.pop(fact.name)))
            elif direct and fact.read is not None:
                fact.put(facts, fact.read(case))
            else:
                fact.put(facts, fact.unknown if fact.origin is None else case[fact.origin])
        if given:
            raise _misspelt(cls, given)
        return facts


def _misspelt(cls: type[Any], given: dict[str, Any]) -> InvalidInput:
    known = ", ".join(fact.name for fact in _plan(cls))
    return InvalidInput([Mismatch(name, f"one of {known}", shown(name)) for name in given], about=cls.__qualname__)


class _Drawn(NamedTuple):
    """How a fact is drawn: its origin, the reader of the record, the converter of given values."""

    name: str
    origin: Origin[Any, Any] | None
    read: Callable[[Any], Any] | None
    convert: Callable[[Any], Any]
    unknown: Any
    put: Callable[[Any, Any], None]


_PLANS: Final[dict[Any, tuple[_Drawn, ...]]] = {}


def _plan(cls: type[Any]) -> tuple[_Drawn, ...]:
    found = _PLANS.get(cls)
    if found is None:
        found = _PLANS[cls] = tuple(_drawn(cls, item) for item in cls.__attrs_attrs__)
    return found


def _drawn(cls: type[Any], item: Any) -> _Drawn:
    origin = item.metadata.get(_DRAWN)
    place = None if origin is None else place_of(origin)
    read = None if place is None or place.derived else place.read
    put = getattr(cls, item.name).__set__  # the slot descriptor, which skips the checks of `__init__`
    return _Drawn(item.name, origin, read, item.converter, item.converter(None), put)


def origins_of(facts: type[Any]) -> dict[str, Origin[Any, Any]]:
    """The origin of each fact by name, without facts that no record has."""
    return {fact.name: fact.origin for fact in _plan(facts) if fact.origin is not None}
