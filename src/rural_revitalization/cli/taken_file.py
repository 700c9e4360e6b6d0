"""A file of steps that were taken (办理记录), read into how far the procedures of each household have come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Final

from ..errors import HIDDEN, InvalidInput, Mismatch
from ..fields import specs
from ..fields.written import TRUTHS
from ..models import Household
from ..policy import Policy
from ..policy.authorities import Authority
from ..procedures import Procedure, Progress, Taken, procedures_in_force, progress, time_limits
from ..records import structure
from .labelled_rows import labelled_rows

_HEADERS: Final[Mapping[str, str]] = {
    "household": specs(Household)["id"].zh,
    "procedure": "办理事项",
    **{name: spec.zh for name, spec in specs(Taken).items() if name != "note"},
}
"""The columns, each by its name and its Chinese label."""
_MAY_LACK: Final = _HEADERS.keys() - {"household", "procedure", "step", "on"}


def read_taken(file: Path, encoding: str, households: Collection[str], policy: Policy) -> dict[str, list[Progress]]:
    """How far the procedures of each household have come on the policy's day; raises what `read_steps` raises."""
    by_name, limits = _by_name(policy), policy.terms(time_limits)
    found = defaultdict[str, list[Progress]](list)
    for (household, name), taken in read_steps(file, encoding, households, policy).items():
        found[household].append(progress(by_name[name], taken, on=policy.on, limits=limits))
    return dict(found)


def read_steps(
    file: Path, encoding: str, households: Collection[str], policy: Policy
) -> dict[tuple[str, str], list[Taken]]:
    """The steps that were taken, by household and procedure; raises `InvalidInput` with all faults."""
    by_name = _by_name(policy)
    events: dict[tuple[str, str], list[Taken]] = defaultdict(list)
    wrong: list[Mismatch] = []
    for line, cells in labelled_rows(file, encoding, _HEADERS, _MAY_LACK, wrong):
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
    return dict(events)


def _by_name(policy: Policy) -> dict[str, Procedure]:
    """The procedures in force, by name and by Chinese label."""
    found: dict[str, Procedure] = {}
    for item in procedures_in_force(policy):  # the document that takes precedence comes first
        for called in (item.name, item.zh):
            found.setdefault(called, item)
    return found


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
    data["refused"] = TRUTHS.get(refused.casefold(), refused or None)
    taken = structure(Taken, data)
    known = [way.name for way in procedure.by_name[step].ways]
    if taken.way is not None and taken.way not in known:
        raise InvalidInput([Mismatch.of_name("way", taken.way, known, "one of {}" if known else "nothing")])
    return taken
