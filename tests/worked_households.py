"""The households that were worked out by hand, and what the library says of each."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

from rural_revitalization import Assessment, Household, LocalFigures, Policy, assess, records
from rural_revitalization.loading import policy_with

CASES: Final[dict[str, Any]] = {
    case["id"]: case
    for path in sorted((Path(__file__).parent / "policy" / "households").glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
}


def policy_of(given: dict[str, Any]) -> Policy:
    overlay = [] if given["overlay"] is None else [(given["overlay"], "overlay.toml")]
    return policy_with(given["jurisdiction"], date.fromisoformat(given["on"]), overlay, practice=True)


@cache
def assessed(name: str) -> Assessment:
    given = CASES[name]["given"]
    on, figures = date.fromisoformat(given["on"]), given["local"]
    sources = dict.fromkeys((figure for figure in figures if figure != "county"), "made up")
    local = records.structure(LocalFigures, figures | {"year": on.year, "sources": sources})
    household = records.structure(Household, given["household"])
    return assess(household, policy_of(given), local, on=on)
