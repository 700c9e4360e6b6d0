"""The index of the rule register: which section of which document an id stands for."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from ..fields.citations import Source


@cache
def register_index() -> Mapping[str, Source]:
    """Every id of the rule register, with its document and section, in the register's order."""
    lines = (files(__package__) / "register.csv").read_text(encoding="utf-8").splitlines()
    rows = (Source(row["document"], row["section"], row["id"]) for row in csv.DictReader(lines))
    return MappingProxyType({row.register: row for row in rows})


def source_of(register: str) -> Source:
    """The section that an id of the rule register stands for; raises `KeyError` for an id there is none of.

    >>> str(source_of("hunan-2021/medical/contribution-subsidy-half"))
    'hunan-14fyp-2021 第二章第二节二'
    """
    return register_index()[register]
