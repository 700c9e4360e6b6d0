"""Who the members of a household are (家庭成员识别): which rows are of one person, and who can be told from whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Final, TypeAlias

from attrs import frozen

from .cells import Document
from .tables import Record

Rows: TypeAlias = list[Record]
_DOCUMENT: Final = "person.document"
_TELLING: Final = ("person.id", _DOCUMENT, "person.name", "person.birth_date", "person.sex")
"""What tells two people apart."""


@frozen
class Members:
    """The members of a household (家庭成员): the rows of each, in the order of their first rows, and by each number."""

    people: Sequence[Rows]
    by_number: Mapping[str, Rows]


def members_of(rows: Sequence[Record]) -> Members:
    """The people of rows: one person has one number of the register, or of a document.

    Two numbers of the register are two people, though they have one number of a document. A row without the former is
    of the first of those with its number of a document, wherever that stands; without either, of a person by itself.
    """
    order = {id(record): at for at, record in enumerate(rows)}
    people, by_key, by_number = list[Rows](), dict[str, Rows](), dict[str, Rows]()
    for record in sorted(rows, key=lambda record: record.get("person.id") is None):
        key, number = record.get("person.id"), number_of(record)
        same = by_number.get(number or "") if key is None else by_key.get(key)
        if same is None:
            people.append(same := [])
        same.append(record)
        if key is not None:
            by_key[key] = same
        if number is not None:
            by_number.setdefault(number, same)
    for own in people:
        own.sort(key=lambda record: order[id(record)])
    return Members(sorted(people, key=lambda own: order[id(own[0])]), by_number)


def key_of(own: Iterable[Record]) -> str | None:
    """The number of the register that the rows of a person give."""
    return next(filter(None, (record.get("person.id") for record in own)), None)


def number_of(record: Record, name: str = _DOCUMENT) -> str | None:
    """The identity number that a field of a row gives, by default the person's."""
    document: Document | None = record.get(name)
    return None if document is None else document.identity_number


def alike(people: Sequence[Rows]) -> Iterator[tuple[Record, Record]]:
    """The first rows of two people who may be one, since nothing that is told of both differs."""
    if all(map(key_of, people)) or all(number_of(record) for own in people for record in own):
        return  # which tells everybody from everybody, and is how it mostly is
    told = [(own[0], [_said(own, name) for name in _TELLING]) for own in people]
    for (first, one), (second, other) in combinations(told, 2):
        if not any(map(_differ, one, other)):
            yield first, second


def _said(own: Rows, name: str) -> frozenset[Any]:
    """What the rows of a person say of a field; of text, without any blank."""
    said = (number_of(record) if name == _DOCUMENT else record.get(name) for record in own)
    return frozenset("".join(value.split()) if isinstance(value, str) else value for value in said) - {None}


def _differ(one: frozenset[Any], other: frozenset[Any]) -> bool:
    """Whether both say something, and nothing in common."""
    return bool(one and other) and not one & other
