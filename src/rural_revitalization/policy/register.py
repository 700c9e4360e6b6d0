"""Index of the rule register: document and section by id."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from ..fields.citations import Source


@cache
def register_index() -> Mapping[str, Source]:
    """Return the document and section of every id of the rule register, in the register's order."""
    lines = (files(__package__) / "register.csv").read_text(encoding="utf-8").splitlines()
    rows = (Source(row["document"], row["section"], row["id"]) for row in csv.DictReader(lines))
    return MappingProxyType({row.register: row for row in rows})


def source_of(register: str) -> Source:
    """Return the section of a rule-register id; raises `KeyError` for an unknown id.

    >>> str(source_of("hunan-2021/medical/contribution-subsidy-half"))
    'hunan-14fyp-2021 第二章第二节二'
    """
    return register_index()[register]
