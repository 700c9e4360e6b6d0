"""The facts of a rule, each drawn from an origin that supplies its label, unit and bounds."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import Any, Final, NamedTuple, Self, TypeVar

from attrs import evolve

from ..errors import InvalidInput
from ..fields import declare, facts_class, unknown_field
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
    said["part_of"] = None  # names a field beside the origin
    return declare(evolve(spec, **said | options), **{_DRAWN: origin})  # type: ignore[no-any-return]


@facts_class
class CaseFacts:
    """Base class of facts drawn from a case, each from its origin."""

    @classmethod
    def of(cls, case: Case, **given: Any) -> Self:
        """The facts of a case; those without a record are `given` or unknown. Raises `InvalidInput` for other names."""
        facts, plan = object.__new__(cls), _PLANS.get(cls) or _plan(cls)
        of_records = type(case) is Case
        if of_records and not given:  # the hottest loop of an assessment
            for put, read in plan.readers:
                put(facts, read(case))
            return facts
        for fact in plan.facts:
            if fact.name in given:
                fact.put(facts, fact.convert(given.pop(fact.name)))
            else:
                fact.put(facts, (fact.read if of_records else fact.ask)(case))
        if given:
            raise _misspelt(cls, given)
        return facts


def _misspelt(cls: type[Any], given: dict[str, Any]) -> InvalidInput:
    known = [fact.name for fact in _plan(cls).facts]
    return InvalidInput([unknown_field(name, known) for name in given], about=cls.__qualname__)


class _Drawn(NamedTuple):
    """How a fact is drawn: its origin, how to `read` it off records or `ask` a case, the converter of given values."""

    name: str
    origin: Origin[Any, Any] | None
    read: Callable[[Any], Any]
    ask: Callable[[Any], Any]
    convert: Callable[[Any], Any]
    put: Callable[[Any, Any], None]


class _Plan(NamedTuple):
    """How the facts of a rule are drawn, and of each alone how it is put and read off records."""

    facts: tuple[_Drawn, ...]
    readers: tuple[tuple[Callable[[Any, Any], None], Callable[[Any], Any]], ...]


_PLANS: Final[dict[Any, _Plan]] = {}


def _plan(cls: type[Any]) -> _Plan:
    found = _PLANS.get(cls)
    if found is None:
        facts = tuple(_drawn(cls, item) for item in cls.__attrs_attrs__)
        found = _PLANS[cls] = _Plan(facts, tuple((fact.put, fact.read) for fact in facts))
    return found


def _drawn(cls: type[Any], item: Any) -> _Drawn:
    origin = item.metadata.get(_DRAWN)
    put = getattr(cls, item.name).__set__  # the slot descriptor, which skips the checks of `__init__`
    if origin is None:
        unknown = item.converter(None)
        return _Drawn(item.name, None, lambda _: unknown, lambda _: unknown, item.converter, put)
    place, ask = place_of(origin), itemgetter(origin)
    return _Drawn(item.name, origin, ask if place.derived else place.read, ask, item.converter, put)


def origins_of(facts: type[Any]) -> dict[str, Origin[Any, Any]]:
    """The origin of each fact by name, without facts that no record has."""
    return {fact.name: fact.origin for fact in _plan(facts).facts if fact.origin is not None}
