"""Which columns of linked tables are asked for: by the rules of an assessment, and by help that is granted."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any, Final

from attrs import field, frozen

from ...algebra.traced import Traced
from ...cases import place_of
from ...cases.listening import heard_by
from ...cases.origins import AnyMember, AsLent, Slot
from ...catalogue import DECLARED
from ...entitlements.entitlement import Entitlement
from ...models import Person
from ...rules.form import AnyRule
from .aggregates import columns_tested
from .column_case import INSTEAD, asked_by
from .linked import CODES, CODES_OF_ENTITLEMENTS, DIAGNOSES, HOUSEHOLDS, INCOMES, LOANS, LOCAL, OF_MEMBERS, PEOPLE

_DIAGNOSES: Final = place_of(Person.diagnoses)
_COUNTED: Final = {"members_counted": ("extreme_poverty",), "income_in_parts": tuple(INCOMES.values())}
"""The columns of people that a household's aggregates are made of, where these bear other names."""


@frozen
class AskedColumns:
    """The columns asked for of people, of households, and of the figures of their counties."""

    people: frozenset[str]
    households: frozenset[str]
    local: frozenset[str]
    members: bool
    """Whether households are asked for what their members have."""


def asked_of(rules: Collection[AnyRule], grants: Collection[Entitlement]) -> AskedColumns:
    """The columns that rules, and the predicates of help, read: those alone on which an answer can depend."""
    diseases = _Diseases()
    places = asked_by(rules) + heard_by(
        (item.to for item in grants), instead={**INSTEAD, _DIAGNOSES: lambda _: diseases}
    )
    columns = [column for place in places for column in _columns_of(place)]
    people = {name for about, name in columns if about == "people"}
    return AskedColumns(
        people=frozenset(people | {f"diagnosed_{disease.value}" for disease in diseases.asked}),
        households=frozenset(name for about, name in columns if about == "households"),
        local=frozenset(name for about, name in columns if about == "local"),
        members=any(isinstance(place, AnyMember) or place.name in OF_MEMBERS for place in places),
    )


@cache
def only_for_help() -> frozenset[str]:
    """The columns that no rule reads: they are asked for where help without a figure is."""
    asked = asked_of(tuple(DECLARED.values()), ())
    every = {*CODES, *CODES_OF_ENTITLEMENTS, *PEOPLE, *DIAGNOSES, *HOUSEHOLDS, *LOCAL}
    return frozenset(every - asked.people - asked.households - asked.local)


@frozen(eq=False)
class _Diseases:
    """Stands in for the diagnoses of a person, and notes which diseases are asked for."""

    asked: set[Any] = field(factory=set)

    def among(self, *diseases: Any) -> Traced:
        """Note the diseases; whether somebody has one is not known."""
        self.asked.update(diseases)
        return Traced()


def _columns_of(place: Slot) -> Iterator[tuple[str, str]]:
    """The columns that hold a fact, each with the table that it belongs to."""
    if isinstance(place, AnyMember):
        yield from (("people", name) for name in columns_tested(place))
    elif isinstance(place, AsLent) or place.about == "loan":
        yield "households", LOANS[place.name]
    elif place.about == "local":
        yield from (("local", place.name),) if place.name in LOCAL else ()
    elif place.about == "person":
        yield from (("people", place.name),) if place is not _DIAGNOSES else ()
    elif place.name in OF_MEMBERS:
        own = (place.name,) if place.name in INCOMES.values() else ()
        yield from (("people", name) for name in _COUNTED.get(place.name, own))
    elif place.about == "household":
        yield "households", place.name
