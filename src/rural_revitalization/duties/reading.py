"""Reading the rows of duties: one TOML file for each document, a table for each id of the register, or `id#part`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from ..policy import Policy
from ..policy.prescribed import rows_in_force
from ..policy.rows import read_rows, shipped_rows
from .duty import Duty


def read_duties(text: str, file: str, document: str) -> tuple[Duty, ...]:
    """Read the duties of a document from TOML.

    A key `from` before the first table gives the first day of all. Raises `InvalidPack` with all faults of the file.
    """
    return read_rows(text, file, document, Duty)


@cache
def shipped_duties() -> Mapping[str, Duty]:
    """Return every duty and prohibition of the library by its key."""
    return MappingProxyType({duty.key: duty for duty in shipped_rows(__package__, Duty)})


def duty_of(key: str) -> Duty:
    """Return a duty by its key; raises `KeyError` for any other."""
    return shipped_duties()[key]


def duties_in_force(policy: Policy) -> tuple[Duty, ...]:
    """Return the duties and prohibitions in force under a policy, in order of precedence of the documents."""
    return rows_in_force(shipped_duties().values(), policy)
