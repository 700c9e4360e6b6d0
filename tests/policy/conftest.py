"""Policy cases: one TOML file per rule, jurisdiction and date, each case with its arithmetic."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

from rural_revitalization import RULES

FOLDER = Path(__file__).parent / "cases"
ORIGINS = ("official_example", "worked_from_text", "property", "regression")


@attrs.frozen(kw_only=True)
class Case:
    """One worked case and the policy it holds under."""

    file: str
    rule: Any
    jurisdiction: str
    on: Any
    practice: bool
    section: str
    name: str
    origin: str
    working: str
    facts: dict[str, Any]
    expected: dict[str, Any]
    missing: list[str] | None
    not_stated: list[str] | None
    blockers: list[str] | None


def read_cases() -> Iterator[Case]:
    """Every case of every file; a file is named after its rule, then where and when."""
    by_name = {rule.__name__.rsplit(".", 1)[-1]: rule for rule in RULES}
    for path in sorted(FOLDER.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        for entry in content.pop("case"):
            unrecorded = entry.get("unrecorded", [])
            facts = content["facts"] | entry.get("facts", {})
            assert set(unrecorded) <= set(facts), (path.name, entry["name"])
            yield Case(
                file=path.stem,
                rule=by_name[path.stem.split("-", 1)[0]],
                jurisdiction=content["jurisdiction"],
                on=content["on"],
                practice=content.get("practice", True),
                section=content["section"],
                name=entry["name"],
                origin=entry["from"],
                working=entry["working"],
                facts={name: value for name, value in facts.items() if name not in unrecorded},
                expected=entry["expected"],
                missing=entry.get("missing"),
                not_stated=entry.get("not_stated"),
                blockers=entry.get("blockers"),
            )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give every test that asks for a `case` each of them."""
    if "case" in metafunc.fixturenames:
        cases = list(read_cases())
        metafunc.parametrize("case", cases, ids=[f"{case.file}: {case.name}" for case in cases])
