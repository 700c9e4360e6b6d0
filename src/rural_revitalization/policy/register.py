"""The rule register: every sentence of the documents that a library could carry out, by id."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from attrs import frozen

from ..fields.citations import Source


@frozen
class Registered:
    """A row of the rule register: its section, what it says in English, how urgent it is, and what it is.

    `priority` is 1 to 3, 1 the first. `handling` is what kind of thing carries it out, such as "duty" or "indicator";
    "context" is said by the document for readers, "out" lies outside what the library is for.
    """

    source: Source
    rule: str
    priority: int
    handling: str


@cache
def register_rows() -> Mapping[str, Registered]:
    """Return every row of the rule register by id, in the register's order."""
    lines = (files(__package__) / "register.csv").read_text(encoding="utf-8").splitlines()
    rows = (
        Registered(
            Source(row["document"], row["section"], row["id"]), row["rule"], int(row["priority"]), row["handling"]
        )
        for row in csv.DictReader(lines)
    )
    return MappingProxyType({row.source.register: row for row in rows})


@cache
def register_index() -> Mapping[str, Source]:
    """Return the document and section of every id of the rule register, in the register's order."""
    return MappingProxyType({register: row.source for register, row in register_rows().items()})


def source_of(register: str) -> Source:
    """Return the section of a rule-register id; raises `KeyError` for an unknown id.

    >>> str(source_of("hunan-2021/medical/contribution-subsidy-half"))
    'hunan-14fyp-2021 第二章第二节二'
    """
    return register_index()[register]
