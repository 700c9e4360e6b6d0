"""One name for one thing: no two classes of the package, and no two of its modules, bear the same name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import rural_revitalization as rr

SOURCE: Final = Path(rr.__file__).parent
OF_EVERY_RULE: Final = {"Facts", "Terms", "Worksheet"}
"""The three classes that each rule declares."""
SAME_WORK: Final = {"reading", "telling", "headings"}
"""Modules that do in each room what the name says: read its rows, tell its results, word its headings."""
SUBJECTS: Final = {"bills", "guarantees", "households", "loans", "monitoring", "people", "places", "schools"}
"""Modules named after what they are about, as the facts of loans in `cases.loans` beside the room `loans`."""
_CLASS: Final = re.compile(r"[A-Z][A-Za-z]*[a-z][A-Za-z]*")


def declared(module: Path) -> Iterator[str]:
    """The public classes, and the names of types, that a module declares."""
    for node in ast.parse(module.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (item.id for item in targets if isinstance(item, ast.Name))


def repeated(names: Iterator[tuple[str, str]]) -> dict[str, list[str]]:
    """The names that stand in more than one place, with these."""
    found: dict[str, list[str]] = {}
    for name, place in names:
        found.setdefault(name, []).append(place)
    return {name: places for name, places in found.items() if len(places) > 1}


def test_no_two_classes_bear_one_name() -> None:
    classes = [
        (name, str(module.relative_to(SOURCE)))
        for module in SOURCE.rglob("*.py")
        for name in declared(module)
        if _CLASS.fullmatch(name) and name not in OF_EVERY_RULE
    ]
    assert len(classes) > 300
    assert repeated(iter(classes)) == {}


def test_no_two_modules_bear_one_name() -> None:
    modules = [
        (module.parent.name if module.stem == "__init__" else module.stem, str(module.relative_to(SOURCE)))
        for module in SOURCE.rglob("*.py")
        if module.stem != "__main__" and module != SOURCE / "__init__.py"
    ]
    assert len(modules) > 300
    assert set(repeated(iter(modules))) == SAME_WORK | SUBJECTS
