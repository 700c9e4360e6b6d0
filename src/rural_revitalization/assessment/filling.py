"""The records of an assessment with facts filled in (补填事项), of whichever record each is a fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import attrs

from ..models import Household, LocalFigures
from .inputs import Inputs
from .lacking import RECORDED, FactKey


def filled_in(inputs: Inputs, values: Mapping[FactKey, Any]) -> tuple[Household, LocalFigures]:
    """Return the household and the county's figures with other facts; raises `InvalidInput` where they do not agree."""
    people: dict[str | None, dict[str, Any]] = defaultdict(dict)
    of: dict[str, dict[str, Any]] = {"household": {}, "local": {}}
    for (fact, person), value in values.items():
        place = RECORDED[fact][0]
        (people[person] if place == "person" else of[place])[fact] = value
    household: Any = inputs.household
    local: Any = inputs.local
    if of["local"]:
        sources = {**dict.fromkeys(of["local"], "filled in"), **inputs.local.sources}
        local = attrs.evolve(local, **of["local"], sources=sources)
    if people:
        of["household"]["members"] = [attrs.evolve(item, **people[item.id]) for item in household.people]
    return attrs.evolve(household, **of["household"]) if of["household"] else household, local
