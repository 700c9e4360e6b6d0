"""Reading checklists: one TOML file for each document, a table for each id of the register, or `id#part`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from ..policy import Policy
from ..policy.prescribed import rows_in_force
from ..policy.rows import read_rows, shipped_rows
from ..readonly import ReadOnly
from .checklist import Checklist, ChecklistSubject, Item


def _made(**row: Any) -> Checklist:
    items = row.get("items")
    if isinstance(items, list) and all(isinstance(item, Mapping) for item in items):
        row["items"] = [Item(**item) for item in items]
    return Checklist(**row)


def read_checklists(text: str, file: str, document: str) -> tuple[Checklist, ...]:
    """Read the checklists of a document from TOML.

    A key `from` before the first table gives the first day of all. Raises `InvalidPack` with all faults of the file.
    """
    return read_rows(text, file, document, _made)


@cache
def shipped_checklists() -> Mapping[str, Checklist]:
    """Return every checklist of the library by its key."""
    return ReadOnly({item.key: item for item in shipped_rows(__package__, _made)})


def checklist_of(key: str) -> Checklist:
    """Return a checklist by its key; raises `KeyError` for any other."""
    return shipped_checklists()[key]


def checklists_in_force(policy: Policy, about: ChecklistSubject | None = None) -> tuple[Checklist, ...]:
    """Return the checklists in force under a policy, or those for one kind of subject, the most binding first."""
    found = rows_in_force(shipped_checklists().values(), policy)
    return tuple(item for item in found if about in (None, item.about))
