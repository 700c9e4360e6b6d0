"""The rooms of the package: their floors, from the contract of the imports, and what they import, from the source."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from tables import code, table

__all__ = ["floors", "imports", "rooms", "unimplied"]

_PYPROJECT: Final = Path(__file__).parents[2] / "pyproject.toml"


@cache
def _contracts() -> Mapping[str, Any]:
    settings: Mapping[str, Any] = tomllib.loads(_PYPROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]
    return settings


def floors() -> list[list[str]]:
    """The rooms of each floor, from the ground up."""
    root = _contracts()["root_package"]
    (of_all,) = (
        contract
        for contract in _contracts()["contracts"]
        if contract.get("containers") == [root] and contract.get("exhaustive")
    )
    return [re.findall(r"\w+", layer) for layer in reversed(of_all["layers"])]


@cache
def imports() -> Mapping[str, frozenset[str]]:
    """The rooms that each room imports from; imports for type checkers alone count as well, as in the contract."""
    from grimp import build_graph  # noqa: PLC0415 - the tests of other pages run where it is not installed

    root = _contracts()["root_package"]
    graph = build_graph(root, cache_dir=None)
    rooms = [room for floor in floors() for room in floor]
    for room in rooms:
        graph.squash_module(f"{root}.{room}")
    imported = {room: graph.find_modules_directly_imported_by(f"{root}.{room}") for room in rooms}
    return {
        room: frozenset(other for other in rooms if f"{root}.{other}" in imported[room] and other != room)
        for room in rooms
    }


@cache
def _behind(room: str) -> frozenset[str]:
    """All rooms that a room rests on, whether it imports from them or rooms that it imports from do."""
    return imports()[room].union(*map(_behind, imports()[room]))


def unimplied(room: str) -> list[str]:
    """The rooms that a room imports from and would not rest on otherwise."""
    return sorted(imports()[room].difference(*map(_behind, imports()[room])))


def rooms() -> str:
    """A table of the rooms from the ground up."""
    rows = ((str(number), code(room), _about(room)) for number, floor in enumerate(floors(), start=1) for room in floor)
    return table(("floor", "room", "what is there"), rows)


def _about(room: str) -> str:
    found = find_spec(f"{_contracts()['root_package']}.{room}")
    assert found is not None
    assert found.origin is not None
    said = ast.get_docstring(ast.parse(Path(found.origin).read_text(encoding="utf-8"))) or ""
    return " ".join(said.partition("\n\n")[0].split())
