"""The households and county's figures of a JSON file, each with its path, whatever the form of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

from ..encodings import text_of
from ..envelopes import KIND
from ..errors import InvalidInput, Mismatch, quoted
from ..models import Household, LocalFigures
from ..records import parse, structure
from .figures_file import figures_in
from .suffixes import is_table, suffix_of

M = TypeVar("M")
JsonPart = tuple[str, type[Any], Any]
"""A path, the expected class, and the data, or the error where the text is not JSON."""
_EXPECTED: Final = (
    'a list of households, a household, an envelope, or an object with "households" and, if known, "local"'
)
_LINES: Final = (".jsonl", ".ndjson")
_OF_LOCAL: Final = re.compile(r'\s*\{\s*"local"')


def parts_of(file: Path) -> Iterator[JsonPart]:
    """The parts of a file: an object with `households`, a list of them, one household, an envelope, or JSON Lines.

    Raises `InvalidInput` where the file is none of these, and `OSError` where it cannot be opened.
    """
    text = text_of(file, "JSON")
    return _lines(file, text) if suffix_of(file) in _LINES or _is_lines(text) else _whole(file, text)


def parts_of_local(file: Path) -> Iterator[JsonPart]:
    """The county's figures of a file of their own: JSON, or a table (see `figures_file`)."""
    if is_table(file):
        yield from ((path, LocalFigures, data) for path, data in figures_in(file))
        return
    content = _parsed(file, text_of(file, "JSON"))
    inner = content["local"] if isinstance(content, dict) and set(content) == {"local"} else content
    yield from _local(inner, "--local")


def structured(cls: type[M], found: list[tuple[str, Any]], wrong: list[Mismatch]) -> list[M]:
    """The records that can be read; adds the faults of the others."""
    records = []
    for path, data in found:
        try:
            if isinstance(data, InvalidInput):
                raise data
            records.append(structure(cls, data, path=path))
        except InvalidInput as error:
            wrong.extend(error.mismatches)
    return records


def _parsed(file: Path, text: str, path: str = "$") -> Any:
    try:
        return parse(text)
    except InvalidInput as error:
        raise InvalidInput([item.under(path) for item in error.mismatches], about=str(file)) from None


def _local(content: Any, path: str) -> Iterator[JsonPart]:
    if isinstance(content, list):
        for at, item in enumerate(content):
            yield f"{path}[{at}]", LocalFigures, item
    else:
        yield path, LocalFigures, content


# -- one JSON value -----------------------------------------------------------------------------------------


def _whole(file: Path, text: str) -> Iterator[JsonPart]:
    content = _parsed(file, text)
    if isinstance(content, list):
        yield from _households(content, "$")
    elif not isinstance(content, dict):
        raise InvalidInput([Mismatch("$", _EXPECTED, type(content).__name__)], about=str(file))
    elif content.get("kind") == KIND:
        yield from _envelope(content.get("cases"))
    elif "households" in content:
        yield from _with_local(file, content)
    elif {"id", "members"} & set(content):
        yield "$", Household, content
    else:
        raise InvalidInput([Mismatch("$", _EXPECTED, f"an object with {_keys(content)}")], about=str(file))


def _keys(content: dict[str, Any]) -> str:
    return ", ".join(map(quoted, content)) or "no keys"


def _with_local(file: Path, content: dict[str, Any]) -> Iterator[JsonPart]:
    known = ("about", "local", "households")
    wrong = [Mismatch.of_name("$", key, known) for key in content if key not in known]
    if not isinstance(content["households"], list):
        wrong.append(Mismatch("$.households", "a list of households", type(content["households"]).__name__))
    if wrong:
        raise InvalidInput(wrong, about=str(file))
    yield from _local(content.get("local", []), "$.local")
    yield from _households(content["households"], "$.households")


def _households(items: list[Any], path: str) -> Iterator[JsonPart]:
    for at, data in enumerate(items):
        yield f"{path}[{at}]", Household, data


def _envelope(cases: Any) -> Iterator[JsonPart]:
    """The records of an envelope: households, and each county's figures once; those that hold nothing are left out."""
    seen = list[Any]()
    for at, case in enumerate(cases if isinstance(cases, list) else [cases]):
        given = case if isinstance(case, dict) else {}
        local = given.get("local")
        if local not in seen and not (isinstance(local, dict) and set(local) <= {"year", "sources"}):
            seen.append(local)
            yield f"$.cases[{at}].local", LocalFigures, local
        yield f"$.cases[{at}].household", Household, given.get("household")


# -- JSON Lines ---------------------------------------------------------------------------------------------


def _is_lines(text: str) -> bool:
    """Whether a text is JSON Lines: its first line is an object by itself, and another follows."""
    first, _, rest = text.lstrip().partition("\n")
    try:
        return bool(rest.strip()) and isinstance(parse(first), dict)
    except InvalidInput:
        return False


def _lines(file: Path, text: str) -> Iterator[JsonPart]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            path = f"line {number}"
            content = _household_line(file, line, path)
            if isinstance(content, dict) and set(content) == {"local"}:
                yield from _local(content["local"], f"{path}.local")
            else:
                yield path, Household, content


def _household_line(file: Path, line: str, path: str) -> Any:
    """A line's content; for invalid JSON returns the error of a household, but raises that of local figures."""
    try:
        return _parsed(file, line, path)
    except InvalidInput as error:
        if _OF_LOCAL.match(line):
            raise
        return error
