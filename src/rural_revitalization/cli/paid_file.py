"""A file of payments that were made: read row by row, and all rows that cannot be read named by line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from attrs import frozen

from ..desk import PROGRAMMES, Paid
from ..errors import HIDDEN, InvalidInput, Mismatch, close_to, quoted, shown
from ..fields import specs
from ..models import Household
from .labelled_rows import labelled_rows
from .typed_answers import ungrouped

_LABELS: Final = {name: spec.zh for name, spec in {"household": specs(Household)["id"], **specs(Paid)}.items()}
"""The columns, each by its name and its Chinese label."""
_MAY_LACK: Final = ("person",)
CALLED: Final = {label.casefold(): name for name, rule in PROGRAMMES.items() for label in (name, rule.label, rule.zh)}
"""Programmes by name and by label."""
_MONTH: Final = "YYYY-MM"
_MOST_NAMED: Final = 20
"""So many faults are named; a file of another kind has one on every line."""


@frozen
class _Asked:
    """What payments are asked about."""

    households: frozenset[str]
    programmes: tuple[str, ...]
    since: date
    until: date


def read_paid(
    file: Path, encoding: str, households: Collection[str], programmes: Collection[str], since: date, until: date
) -> dict[str, list[Paid]]:
    """The payments of a CSV file by household; raises `InvalidInput` with the faults, each with its line.

    A payment is one of the `households` and `programmes`, and of the time from `since` to `until`.
    """
    found: dict[str, list[Paid]] = {}
    wrong: list[Mismatch] = []
    asked = _Asked(frozenset(households), tuple(programmes), since, until)
    for line, cells in labelled_rows(file, encoding, _LABELS, _MAY_LACK, wrong):
        _take(cells, line, asked, found, wrong)
    if wrong:
        more = len(wrong) - _MOST_NAMED
        named = [*wrong[:_MOST_NAMED], *([Mismatch("$", "no further faults", f"{more:,} more")] if more > 0 else [])]
        raise InvalidInput(named, about=str(file))
    return found


def _take(
    cells: Mapping[str, str], line: int, asked: _Asked, found: dict[str, list[Paid]], wrong: list[Mismatch]
) -> None:
    """Add the payment of a row, or its faults."""
    month = _month(cells["month"])
    faults = [*_faults(cells, month, asked)]
    try:
        if not faults and month is not None:
            made = Paid(
                programme=CALLED[cells["programme"].casefold()],
                person=cells.get("person") or None,
                month=month,
                amount=ungrouped(cells["amount"]),
            )
            found.setdefault(cells["household"], []).append(made)
    except InvalidInput as error:
        faults += error.mismatches
    wrong += (item.at(f"line {line}, {item.path}") for item in faults)


def _faults(cells: Mapping[str, str], month: date | None, asked: _Asked) -> Iterator[Mismatch]:
    if cells["household"] not in asked.households:
        yield Mismatch("household", "a household of FILE", HIDDEN if cells["household"] else "nothing")
    if CALLED.get(cells["programme"].casefold()) not in asked.programmes:
        given = quoted(cells["programme"])
        likely = close_to(cells["programme"], asked.programmes)
        yield Mismatch("programme", f"one of {', '.join(asked.programmes)}, or its label", given, suggestions=likely)
    if month is None or not asked.since.replace(day=1) <= month <= asked.until:
        expected = f"a month as {_MONTH} from {asked.since:%Y-%m} to {asked.until:%Y-%m}"
        yield Mismatch("month", expected, shown(cells["month"]))


def _month(text: str) -> date | None:
    """The first day of a month as YYYY-MM, or of the month of a day as YYYY-MM-DD; None for anything else."""
    try:
        return date.fromisoformat(f"{text[:7]}-01" if len(text) == len(_MONTH) else text).replace(day=1)
    except ValueError:
        return None
