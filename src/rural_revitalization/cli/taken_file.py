"""A file of steps that were taken (办理记录), read into how far the procedures of each household have come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Final

from ..errors import HIDDEN, InvalidInput, Mismatch
from ..fields import specs
from ..models import Household
from ..policy import Policy
from ..procedures import Procedure, Progress, Taken, procedures_in_force, progress, time_limits
from ..records import structure
from .labelled_rows import LabelledRow, labelled_rows
from .named_choices import AUTHORITIES, Choices

_HEADERS: Final[Mapping[str, str]] = {
    "household": specs(Household)["id"].zh,
    "procedure": "办理事项",
    **{name: spec.zh for name, spec in specs(Taken).items() if name != "note"},
}
"""The columns, each by its name and its Chinese label."""
_MAY_LACK: Final = _HEADERS.keys() - {"household", "procedure", "step", "on"}


def read_taken(
    file: Path, encoding: str | None, households: Collection[str], policy: Policy
) -> dict[str, list[Progress]]:
    """How far the procedures of each household have come on the policy's day; raises what `read_steps` raises."""
    by_name, limits = _by_name(policy), policy.terms(time_limits)
    found = defaultdict[str, list[Progress]](list)
    for (household, name), taken in read_steps(file, encoding, households, policy).items():
        found[household].append(progress(by_name[name], taken, on=policy.on, limits=limits))
    return dict(found)


def read_steps(
    file: Path, encoding: str | None, households: Collection[str], policy: Policy
) -> dict[tuple[str, str], list[Taken]]:
    """The steps that were taken, by household and procedure; raises `InvalidInput` with all faults."""
    by_name = _by_name(policy)
    named = Choices({item.name: (item.zh,) for item in by_name.values()})
    events: dict[tuple[str, str], list[Taken]] = defaultdict(list)
    wrong: list[Mismatch] = []
    for row in labelled_rows(file, encoding, _HEADERS, wrong, may_lack=_MAY_LACK):
        faults: list[Mismatch] = []
        household = row.text("household")
        if household not in households:
            given = HIDDEN if household else "nothing"
            faults.append(Mismatch(row.place("household"), "a household of the list", given))
        name = _code(row, "procedure", named, faults)
        taken = None if name is None else _step(row, by_name[name], faults)
        if taken is not None and name is not None:
            events[household, name].append(taken)
        wrong += faults
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


def _code(row: LabelledRow, name: str, choices: Choices, faults: list[Mismatch]) -> str | None:
    """The code of a cell that must be filled in."""
    if not row.text(name):
        faults.append(Mismatch(row.place(name), choices.expected, "nothing"))
    return row.code(name, choices, faults)


def _step(row: LabelledRow, procedure: Procedure, faults: list[Mismatch]) -> Taken | None:
    """The step of a row, of which codes may be given by their Chinese labels; None where it has faults."""
    before = len(faults)
    step = _code(row, "step", Choices({step.name: (step.zh,) for step in procedure.steps}), faults)
    ways = {} if step is None else {way.name: (way.zh,) for way in procedure.by_name[step].ways}
    if row.text("way") and step is not None and not ways:
        faults.append(Mismatch(row.place("way"), "nothing", HIDDEN))
    day = row.read("on", "day", faults)
    data: dict[str, Any] = {
        "step": step,
        "on": None if day is None else str(day),
        "by": row.code("by", AUTHORITIES, faults),
        "way": row.code("way", Choices(ways), faults) if ways else None,
        "refused": row.truth("refused", _HEADERS["refused"], faults),
    }
    if len(faults) > before:
        return None
    try:
        return structure(Taken, data)
    except InvalidInput as error:
        faults += row.placed(error.mismatches)
    return None
