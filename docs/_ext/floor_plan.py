"""The picture of the rooms by floor, with a line down from each room to those that it imports from.

A line that passes a row of rooms on its way has a place of its own there, so that it never runs behind a room. Lines to
the same room share these places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from statistics import mean
from typing import Final

from drawing import WIDTH, box, path, svg, text
from rooms import floors, imports, unimplied

__all__ = ["plan"]

_LEFT: Final = 24
_HIGH: Final = 20
_STEP: Final = 40
_LETTER: Final = 5.9
_PASSING: Final = 2
_BETWEEN: Final = 5
_WIDEST: Final = 380  # a row of rooms leaves some width to the lines that pass it

Row = Sequence[str]


def plan() -> tuple[str, str]:
    """The floors, the highest on top, and the caption."""
    storeys = [[*_rows(floor)] for floor in reversed(floors())]
    rows = [row for storey in storeys for row in storey]
    across = _across(rows)
    down = [6.0 + _STEP * at for at in range(len(rows))]
    parts = [*_storeys(storeys)]
    for at, row in enumerate(rows[:-1]):
        for target, x in across[at].items():
            leads_to = unimplied(target) if target in row else [target]
            through = [] if target in row else [(x, down[at])]
            parts += [
                path([*through, (x, down[at] + _HIGH), (across[at + 1][other], down[at + 1])], "edge")
                for other in leads_to
            ]
    for at, row in enumerate(rows):
        for room in row:
            x = across[at][room]
            parts.append(box(x - _wide(room) / 2, down[at], _wide(room), _HIGH, "box"))
            parts.append(text(x, down[at] + 14, _label(room), style="small", anchor="middle"))
    caption = (
        "The rooms by floor, each with the number of rooms that import from it. A line leads from a room down to one "
        "that it imports from; what follows from other lines is left out. Drawn from the source, and from the contract "
        "that the imports are held to."
    )
    return svg("The rooms of the package by floor, and what they import", _STEP * len(rows), parts), caption


def _storeys(storeys: Sequence[Sequence[Row]]) -> Iterator[str]:
    """A band for each floor, with its number."""
    y = 1.0
    for number, rows in zip(range(len(storeys), 0, -1), storeys, strict=True):
        high = _STEP * len(rows)
        yield box(1, y, WIDTH - 2, high - 10, "storey")
        yield text(8, y + high / 2 - 1, str(number), style="small")
        y += high


def _rows(floor: Row) -> Iterator[Row]:
    """The rooms of a floor in rows from the top: what imports from a room of its own floor stands above that."""
    for _, together in groupby(sorted(floor, key=_steps, reverse=True), _steps):
        row: list[str] = []
        for room in together:
            if row and sum(_wide(other) + _BETWEEN for other in (*row, room)) > _WIDEST:
                yield row
                row = []
            row.append(room)
        yield row


@cache
def _steps(room: str) -> int:
    """How many rooms of the same floor stand one upon another below a room."""
    (floor,) = (floor for floor in floors() if room in floor)
    return max((_steps(other) + 1 for other in imports()[room].intersection(floor)), default=0)


def _across(rows: Sequence[Row]) -> list[Mapping[str, float]]:
    """Of each row the middle of its rooms, and of the places where lines to lower rooms pass, by these rooms' names."""
    row_of = {room: at for at, row in enumerate(rows) for room in row}
    begins = {room: min((row_of[other] for other in row_of if room in unimplied(other)), default=-1) for room in row_of}
    placed: list[Mapping[str, float]] = []
    for at, row in enumerate(rows):
        passing = [room for room in row_of if 0 <= begins[room] < at < row_of[room]]
        above = placed[-1] if placed else {}
        wanted = {room: _below(room, above, rows[at - 1]) for room in (*row, *passing)}
        ordered = sorted(wanted, key=lambda room: wanted[room])
        wide = [_wide(room) if room in row else _PASSING for room in ordered]
        placed.append(dict(zip(ordered, _apart([wanted[room] for room in ordered], wide), strict=True)))
    return placed


def _below(room: str, above: Mapping[str, float], row: Row) -> float:
    """The middle of the places in the row above that lead to a room."""
    leading = (x for other, x in above.items() if other == room or (other in row and room in unimplied(other)))
    return mean([*leading] or [WIDTH / 2])


def _apart(wanted: Sequence[float], wide: Sequence[float]) -> list[float]:
    """The middle of each of some things in a row: about where it is wanted, and beside the others.

    Those too near are pushed apart to the right, and to the left; half-way between, they are apart as well.
    """
    left, right = _LEFT, WIDTH - 2 * _BETWEEN
    to_the_right = _pushed(wanted, wide, left, right)
    mirrored = _pushed([-x for x in reversed(wanted)], [*reversed(wide)], -right, -left)
    return [(x - y) / 2 for x, y in zip(to_the_right, reversed(mirrored), strict=True)]


def _pushed(wanted: Sequence[float], wide: Sequence[float], left: float, right: float) -> list[float]:
    """The middle of each, no further left than wanted, as long as all end before the right."""
    found: list[float] = []
    taken, needed = left, sum(wide) + _BETWEEN * (len(wide) - 1)
    for x, width in zip(wanted, wide, strict=True):
        found.append(max(taken, min(x - width / 2, right - needed)) + width / 2)
        taken = found[-1] + width / 2 + _BETWEEN
        needed -= width + _BETWEEN
    return found


def _wide(room: str) -> float:
    return _LETTER * len(_label(room)) + 6


def _label(room: str) -> str:
    """The name of a room, and how many rooms import from it."""
    importers = sum(room in imported for imported in imports().values())
    return f"{room} {importers}" if importers else room
