"""Makers of derived facts: decorators that declare a function of a case as the fact it computes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, overload

from .. import fields
from ..algebra import Amount, Number, Truth
from ..fields import Spec, declared_by
from ..fields.annotations import CountFact, TruthFact
from .case import Case
from .origins import AnyMember, AsLent, Derived, RecordKind, Slot

__all__ = ["any_member", "as_lent", "of_bill", "of_household", "of_loan", "of_person", "read_of_household"]


class _Derives:
    def __init__(self, about: RecordKind, spec: Spec) -> None:
        self.about, self.spec = about, spec

    @overload
    def __call__(self, function: Callable[[Case], Number]) -> Derived[Number, CountFact]: ...
    @overload
    def __call__(self, function: Callable[[Case], Truth]) -> Derived[Truth, TruthFact]: ...
    @overload
    def __call__(self, function: Callable[[Case], Amount]) -> Derived[Amount, Any]: ...
    def __call__(self, function: Any) -> Any:
        return Derived(Slot(self.about, function.__name__, self.spec, function.__name__, function, derived=True))


def of_person(maker: Callable[..., Any], label: str, *, zh: str, **options: Any) -> _Derives:
    """Declare a function of a person's case as a derived fact; `maker` is a field maker, such as `fields.truth`."""
    return _Derives("person", declared_by(maker(label, zh=zh, **options)))


def of_household(maker: Callable[..., Any], label: str, *, zh: str, **options: Any) -> _Derives:
    """Declare a function of a household's case as a derived fact; see `of_person`."""
    return _Derives("household", declared_by(maker(label, zh=zh, **options)))


def of_bill(maker: Callable[..., Any], label: str, *, zh: str, **options: Any) -> _Derives:
    """Declare a function of a bill's case as a derived fact; see `of_person`."""
    return _Derives("bill", declared_by(maker(label, zh=zh, **options)))


def of_loan(maker: Callable[..., Any], label: str, *, zh: str, **options: Any) -> _Derives:
    """Declare a function of a loan's case as a derived fact; see `of_person`."""
    return _Derives("loan", declared_by(maker(label, zh=zh, **options)))


def as_lent(
    ask: Callable[[Case], Any], maker: Callable[..., Any], label: str, *, name: str, zh: str, record: str
) -> Derived[Any, Any]:
    """Declare a fact of a loan: what `ask` says of its household, or of the county, on the day that it was lent.

    `name` names the fact; `record` the field that may be missing.
    """
    spec = declared_by(maker(label, zh=zh))
    place = AsLent("loan", name, spec, record, lambda case: case.as_lent(place), derived=True, ask=ask)
    return Derived(place)


def any_member(
    test: Callable[[Case], Truth],
    label: str,
    *,
    zh: str,
    record: str,
    name: str | None = None,
    also: tuple[str, ...] = (),
) -> Derived[Truth, TruthFact]:
    """Declare a truth of the household: that `test` holds for any member of the day.

    `record` names the members' field that may be missing, `also` others whose lack may leave it open; `name` tells
    several truths of one record apart.
    """
    spec = declared_by(fields.truth(label, zh=zh))
    place = AnyMember(
        "household",
        name or record,
        spec,
        record,
        lambda case: case.any_member(place),
        derived=True,
        test=test,
        also=also,
    )
    return Derived(place)


def read_of_household(label: str, *, zh: str, record: str) -> Callable[[Callable[[Case], Truth]], Any]:
    """Declare a truth that a function reads off a household's records; tables have another way to it.

    `record` names the field that may be missing.
    """
    spec = declared_by(fields.truth(label, zh=zh))

    def declare(function: Callable[[Case], Truth]) -> Derived[Truth, TruthFact]:
        return Derived(Slot("household", function.__name__, spec, record, function))

    return declare
