"""Reading rows of documents: one TOML file for each document, a table for each id of the register, or `id#part`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from typing import Any, TypeVar

from ..errors import InvalidInput, InvalidPack, Mismatch, in_short
from .register import register_index

T = TypeVar("T")


def read_rows(text: str, file: str, document: str, made: Callable[..., T]) -> tuple[T, ...]:
    """Read the rows of a document from TOML; each is made of `register`, `part`, `begins` and what its table says.

    A key `from` before the first table gives the first day of all. Raises `InvalidPack` with all faults of the file.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidPack([Mismatch("$", "a TOML file in UTF-8", str(error))], about=file) from error
    begins = content.pop("from", None)
    faults: list[Mismatch] = []
    found = [item for key, row in content.items() for item in _row(key, row, document, begins, made, faults)]
    if faults:
        raise InvalidPack(faults, about=file)
    return tuple(found)


def _row(key: str, row: Any, document: str, begins: Any, made: Callable[..., T], faults: list[Mismatch]) -> Iterator[T]:
    """Yield what a table declares, if it has no fault."""
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
        yield made(**{"begins": begins} | {**row, "register": register, "part": part or None})
    except InvalidInput as error:
        faults += [item.at(f"{key}.{item.path}") for item in error.mismatches]


def shipped_rows(package: str, made: Callable[..., T]) -> Iterator[T]:
    """Yield every row of the folder `rows` of a package of the library, document by document."""
    folder = files(package).joinpath("rows")
    for entry in sorted((item for item in folder.iterdir() if item.name.endswith(".toml")), key=lambda item: item.name):
        yield from read_rows(entry.read_text(encoding="utf-8"), entry.name, entry.name.removesuffix(".toml"), made)
