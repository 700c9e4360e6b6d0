"""Reading the rows of duties: one TOML file for each document, a table for each id of the register, or `id#part`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from ..errors import InvalidInput, InvalidPack, Mismatch, in_short
from ..policy import Policy
from ..policy.register import register_index
from .duty import Duty


def read_duties(text: str, file: str, document: str) -> tuple[Duty, ...]:
    """Read the duties of a document from TOML.

    A key `from` before the first table gives the first day of all. Raises `InvalidPack` with all faults of the file.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidPack([Mismatch("$", "a TOML file in UTF-8", str(error))], about=file) from error
    begins = content.pop("from", None)
    faults: list[Mismatch] = []
    found = [duty for key, row in content.items() for duty in _duty(key, row, document, begins, faults)]
    if faults:
        raise InvalidPack(faults, about=file)
    return tuple(found)


def _duty(key: str, row: Any, document: str, begins: Any, faults: list[Mismatch]) -> Iterator[Duty]:
    """Yield the duty of a row, if it has no fault."""
    if not isinstance(row, Mapping):
        faults.append(Mismatch(key, "a table", in_short(row)))
        return
    register, _, part = key.partition("#")
    source = register_index().get(register)
    if source is not None and source.document != document:
        faults.append(Mismatch(key, f"an id of {document}", source.document))
    named = {"register", "part"} & set(row)
    faults += [
        Mismatch(f"{key}.{name}", "no key, since the table is named so", in_short(row[name])) for name in sorted(named)
    ]
    try:
        yield Duty(**{"begins": begins} | {**row, "register": register, "part": part or None})
    except InvalidInput as error:
        faults += [item.at(f"{key}.{item.path}") for item in error.mismatches]


@cache
def shipped_duties() -> Mapping[str, Duty]:
    """Return every duty and prohibition of the library by its key."""
    folder = files(__package__).joinpath("rows")
    entries = sorted((item for item in folder.iterdir() if item.name.endswith(".toml")), key=lambda item: item.name)
    rows = [
        duty
        for entry in entries
        for duty in read_duties(entry.read_text(encoding="utf-8"), entry.name, entry.name.removesuffix(".toml"))
    ]
    return MappingProxyType({duty.key: duty for duty in rows})


def duty_of(key: str) -> Duty:
    """Return a duty by its key; raises `KeyError` for any other."""
    return shipped_duties()[key]


def duties_in_force(policy: Policy) -> tuple[Duty, ...]:
    """Return the duties and prohibitions in force under a policy, in order of precedence of the documents."""
    return tuple(
        duty
        for document in policy.documents
        for duty in shipped_duties().values()
        if duty.source.document == document and duty.since <= policy.on <= duty.until
    )
