"""A file of steps that were taken (办理记录), read into how far the procedures of each household have come."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from ..encodings import open_text
from ..errors import HIDDEN, InvalidInput, Mismatch, quoted
from ..fields import specs
from ..models import Household
from ..policy import Policy
from ..policy.authorities import Authority
from ..procedures import Procedure, Progress, Taken, procedures_in_force, progress, time_limits
from ..records import structure

_HEADERS: Final[Mapping[str, str]] = {
    "household": specs(Household)["id"].zh,
    "procedure": "办理事项",
    **{name: spec.zh for name, spec in specs(Taken).items() if name != "note"},
}
"""The columns, each by its name and its Chinese label."""
_NEEDED: Final = ("household", "procedure", "step", "on")
_TRUTHS: Final = {"是": True, "否": False, "true": True, "false": False, "1": True, "0": False}


def read_taken(file: Path, encoding: str, households: Collection[str], policy: Policy) -> dict[str, list[Progress]]:
    """How far the procedures of each household have come on the policy's day; raises `InvalidInput` with all faults."""
    by_name: dict[str, Procedure] = {}
    for item in procedures_in_force(policy):  # the document that takes precedence comes first
        for called in (item.name, item.zh):
            by_name.setdefault(called, item)
    events: dict[tuple[str, str], list[Taken]] = defaultdict(list)
    wrong: list[Mismatch] = []
    for line, cells in _rows(file, encoding):
        procedure, faults = by_name.get(cells["procedure"]), list[Mismatch]()
        if cells["household"] not in households:
            faults.append(Mismatch("household", "a household of FILE", HIDDEN if cells["household"] else "nothing"))
        if procedure is None:
            named = sorted({item.name for item in by_name.values()})
            faults.append(Mismatch.of_name("procedure", cells["procedure"], named))
        try:
            if procedure is not None:
                events[cells["household"], procedure.name].append(_step(cells, procedure))
        except InvalidInput as error:
            faults += error.mismatches
        wrong += (item.at(f"line {line}, {item.path.removeprefix('$.')}") for item in faults)
    if wrong:
        raise InvalidInput(wrong, about=str(file))
    limits, found = policy.terms(time_limits), defaultdict[str, list[Progress]](list)
    for (household, name), taken in events.items():
        found[household].append(progress(by_name[name], taken, policy.on, limits))
    return dict(found)


def _step(cells: Mapping[str, str], procedure: Procedure) -> Taken:
    """The step of a row, of which codes may be given by their Chinese labels."""
    steps = {step.zh: step.name for step in procedure.steps}
    ways = {way.zh: way.name for step in procedure.steps for way in step.ways}
    by = {authority.zh: authority.value for authority in Authority}
    step = steps.get(cells["step"], cells["step"])
    if step not in procedure.by_name:
        raise InvalidInput([Mismatch.of_name("step", step, procedure.by_name)])
    data: dict[str, Any] = {"step": step, "on": cells["on"]}
    data["by"] = by.get(cells.get("by", ""), cells.get("by") or None)
    data["way"] = ways.get(cells.get("way", ""), cells.get("way") or None)
    refused = cells.get("refused", "")
    data["refused"] = _TRUTHS.get(refused.casefold(), refused or None)
    taken = structure(Taken, data)
    known = [way.name for way in procedure.by_name[step].ways]
    if taken.way is not None and taken.way not in known:
        raise InvalidInput([Mismatch.of_name("way", taken.way, known, "one of {}" if known else "nothing")])
    return taken


def _rows(file: Path, encoding: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows, each with its line; raises `InvalidInput` for columns that are lacking, and for what is no CSV."""
    try:
        with open_text(file, encoding) as stream:
            rows = csv.reader(stream, strict=True)
            at = _placed([header.strip() for header in next(rows, [])])
            for row in filter(None, rows):
                yield (
                    rows.line_num,
                    {name: row[place].strip() if place < len(row) else "" for name, place in at.items()},
                )
    except (csv.Error, UnicodeDecodeError):
        raise InvalidInput([Mismatch("$", f"CSV in {encoding}", "other text")], about=str(file)) from None


def _placed(headers: Sequence[str]) -> dict[str, int]:
    places = {header: place for place, header in enumerate(headers)}
    found = {name: places.get(name, places.get(zh)) for name, zh in _HEADERS.items()}
    wrong = [
        Mismatch(name, f"a column {quoted(name)} or {_HEADERS[name]}", "no such column")
        for name in _NEEDED
        if found[name] is None
    ]
    if wrong:
        raise InvalidInput(wrong, about="columns")
    return {name: place for name, place in found.items() if place is not None}
