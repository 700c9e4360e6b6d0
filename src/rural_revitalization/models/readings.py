"""What follows from one record on a day and is no field of it: what a table holds as a column of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, TypeVar, overload

from ..algebra import Amount, Number, Truth
from ..fields import Spec, declared_by
from ..fields.annotations import CountFact, Origin, TruthFact

__all__ = ["Reading", "reading", "readings"]

V_co = TypeVar("V_co", covariant=True)
F_co = TypeVar("F_co", covariant=True)


class Reading(Origin[V_co, F_co]):
    """A method of a model that is asked of a day (推算项), declared as a field is; None is not recorded.

    `spec` is the declaration; `record` names the field that somebody has to fill in where the reading is open.
    """

    __slots__ = ("find", "name", "owner", "record", "spec", "unknown")
    name: str
    owner: type[Any]

    def __init__(self, find: Callable[[Any, date], Any], spec: Spec, record: str) -> None:
        self.spec, self.record, self.find = spec, record, find
        self.unknown: Any = spec.unknown(record)

    def of(self, model: Any, on: date) -> Any:
        """What the method finds, as an operand."""
        value = self.find(model, on)
        return self.unknown if value is None else value

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self.owner, self.name = owner, name

    @overload
    def __get__(self, instance: None, owner: object = None) -> Reading[V_co, F_co]: ...
    @overload
    def __get__(self, instance: object, owner: object = None) -> Callable[[date], V_co]: ...
    def __get__(self, instance: object, owner: object = None) -> Any:
        return self if instance is None else partial(self.of, instance)


class _Declares:
    # An amount and a rate are of one type; which it is, the class of the facts checks when it is made.
    def __init__(self, spec: Spec, record: str) -> None:
        self.spec, self.record = spec, record

    @overload
    def __call__(self, find: Callable[[Any, date], Truth | None]) -> Reading[Truth, TruthFact]: ...
    @overload
    def __call__(self, find: Callable[[Any, date], Number | None]) -> Reading[Number, CountFact]: ...
    @overload
    def __call__(self, find: Callable[[Any, date], Amount | None]) -> Reading[Amount, Any]: ...
    def __call__(self, find: Any) -> Any:
        return Reading(find, self.spec, self.record)


def reading(maker: Callable[..., Any], label: str, *, zh: str, record: str, **options: Any) -> _Declares:
    """Declare what a method of a model finds on a day, as a field is declared by its maker."""
    return _Declares(declared_by(maker(label, zh=zh, **options)), record)


def readings(model: type[Any]) -> dict[str, Reading[Any, Any]]:
    """The readings of a model by name, in order of declaration."""
    return {name: found for name, found in vars(model).items() if isinstance(found, Reading)}
