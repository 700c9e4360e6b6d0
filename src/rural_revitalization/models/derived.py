"""Facts derived from one record on a given date: not fields of the model, but columns of tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, TypeVar, overload

from ..algebra import Amount, Number, Truth
from ..fields import Spec, declared_by
from ..fields.annotations import CountFact, Origin, TruthFact

V_co = TypeVar("V_co", covariant=True)
F_co = TypeVar("F_co", covariant=True)


class DerivedFact(Origin[V_co, F_co]):
    """A fact that a method of a model derives for a date (推算项), declared like a field; None means not recorded.

    `spec` is the declaration; `record` names the field to fill in if the fact is unknown.
    """

    __slots__ = ("find", "name", "owner", "record", "spec", "unknown")
    name: str
    owner: type[Any]

    def __init__(self, find: Callable[[Any, date], Any], spec: Spec, record: str) -> None:
        self.spec, self.record, self.find = spec, record, find
        self.unknown: Any = spec.unknown(record)

    def of(self, model: Any, on: date) -> Any:
        """Call the method and return its result as an operand."""
        value = self.find(model, on)
        return self.unknown if value is None else value

    def __reduce__(self) -> Any:
        # By name: what asks for it may be pickled, and its method is in the class no more.
        return getattr, (self.owner, self.name)

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self.owner, self.name = owner, name

    @overload
    def __get__(self, instance: None, owner: object = None) -> DerivedFact[V_co, F_co]: ...
    @overload
    def __get__(self, instance: object, owner: object = None) -> Callable[[date], V_co]: ...
    def __get__(self, instance: object, owner: object = None) -> Any:
        return self if instance is None else partial(self.of, instance)


class _Declares:
    # `Amount` and `Rate` are the same type, indistinguishable to type checkers; the `Facts` class checks at run time.
    def __init__(self, spec: Spec, record: str) -> None:
        self.spec, self.record = spec, record

    @overload
    def __call__(self, find: Callable[[Any, date], Truth | None]) -> DerivedFact[Truth, TruthFact]: ...
    @overload
    def __call__(self, find: Callable[[Any, date], Number | None]) -> DerivedFact[Number, CountFact]: ...
    @overload
    def __call__(self, find: Callable[[Any, date], Amount | None]) -> DerivedFact[Amount, Any]: ...
    def __call__(self, find: Any) -> Any:
        return DerivedFact(find, self.spec, self.record)


def derived(maker: Callable[..., Any], label: str, *, zh: str, record: str, **options: Any) -> _Declares:
    """Declare a derived fact: a decorator for a method of a model, with the arguments of a field maker."""
    return _Declares(declared_by(maker(label, zh=zh, **options)), record)


def derived_facts(model: type[Any]) -> dict[str, DerivedFact[Any, Any]]:
    """Return the derived facts of a model by name, those of its bases first; in order of declaration."""
    facts = {name: found for cls in reversed(model.__mro__) for name, found in vars(cls).items()}
    return {name: found for name, found in facts.items() if isinstance(found, DerivedFact)}
