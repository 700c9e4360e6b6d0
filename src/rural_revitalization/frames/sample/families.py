"""Families: who lives together, at which risks, and on which incomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, repeat
from typing import Final

from ..population.linked import INCOMES
from .random_draws import DATA, Columns, Draw, Weights

_FAMILIES: Final[Weights] = DATA["families"]
_NET: Final[Mapping[str, Sequence[int]]] = DATA["incomes"]
# risks_resolved, risk_vanished, new_risk; a household without any risk counts as settled.
_SETTLED: Final = (True, False, False)
OPEN: Final = (False, False, False)
_RISKS: Final[Weights] = {_SETTLED: 960, OPEN: 30, (False, True, False): 6, (False, False, True): 4}
_RISKS_MONITORED: Final[Weights] = {
    OPEN: 420,
    _SETTLED: 360,
    (False, True, False): 100,
    (False, False, True): 70,
    (True, True, False): 50,
}


def drawn_homes(draw: Draw, count: int) -> Columns:
    """Attributes of households from which their recorded facts are derived."""
    family, risks = draw.of(_FAMILIES, count), draw.of(_RISKS, count)
    exited, monitored = draw.holds(300, count), draw.holds(50, count)
    allowance = draw.holds(60, count)
    found = zip(monitored, risks, draw.of(_RISKS_MONITORED, count), strict=True)
    return {
        "id": [f"H{at:07}" for at in range(1, count + 1)],
        "family": family,
        "size": [len(roles) for roles in family],
        "exited": exited,
        # Only households that have not exited yet are on the poverty register.
        "registered": [not out and left for out, left in zip(exited, draw.holds(40, count), strict=True)],
        "monitored": monitored,
        "risks": [theirs if watched else usual for watched, usual, theirs in found],
        "allowance": allowance,
        "counted": [on or near for on, near in zip(allowance, draw.holds(90, count), strict=True)],
        "low_income": draw.holds(40, count),
        "returned": [watched and back for watched, back in zip(monitored, draw.holds(60, count), strict=True)],
        "in_parts": draw.holds(600, count),
        "as_whole": draw.holds(700, count),
    }


def members_of(homes: Columns) -> Columns:
    """People: key, household, role in it, and the attributes shared by its members."""
    sizes = homes["size"]
    shared = ("family", "allowance", "low_income", "returned", "in_parts")
    members = {name: list(chain.from_iterable(map(repeat, homes[name], sizes))) for name in shared}
    keys = list(chain.from_iterable(map(repeat, homes["id"], sizes)))
    numbers = chain.from_iterable(range(1, size + 1) for size in sizes)
    members["id"] = [f"{key}-{number}" for key, number in zip(keys, numbers, strict=True)]
    members["household"] = keys
    members["role"] = list("".join(homes["family"]))
    members["first"] = [at == 0 for size in sizes for at in range(size)]
    return members


def add_incomes(draw: Draw, homes: Columns, members: Columns) -> None:
    """Add incomes by kind that sum up to the household's net income per person and year; all in fen."""
    count = len(homes["size"])
    drawn = zip(
        homes["size"],
        homes["family"],
        map(_income_class, homes["monitored"], homes["risks"], homes["allowance"], homes["exited"]),
        draw.words(count),
        draw.holds(450, count),
        draw.between(500_00, 6_000_00, count),
        draw.holds(8, count),
        draw.between(100, 150, count),
        draw.below(40, count),
        strict=True,
    )
    incomes: Columns = {column: [] for column in INCOMES.values()}
    nets, costs = [], []
    for size, family, income_class, word, farms, cost, fails, pension, rent in drawn:
        least, most = _NET[income_class]
        net = least * 100 + (word * ((most - least) * 100 + 1) >> 32)
        # Half of the incomes are in whole hundreds of yuan, so that some equal the line or a standard.
        net -= net % 100_00 if word % 2 else 0
        spent = (cost * 40 if fails else cost) if farms or fails else 0
        left = gross = max(net * size + spent, 0) if not fails else spent // 3
        parts: Columns = {column: [0] * size for column in incomes}
        for at, role in enumerate(family):
            if role == "E":
                part = min(pension * 12_00, left)
                parts["income_transfer"][at] = part
                left -= part
        if rent < 3:
            part = min((rent + 1) * 456_78, left)
            parts["income_property"][0] += part
            left -= part
        earners = [at for at, role in enumerate(family) if role == "A"] or [size - 1]
        if farms or fails:
            part = left if len(earners) == 1 else left // 2
            parts["income_business"][earners[0]] += part
            left -= part
        kind = "income_wage" if family[earners[-1]] == "A" else "income_transfer"
        parts[kind][earners[-1]] += left
        for column, row in parts.items():
            incomes[column].extend(row)
        nets.append(_per_head(gross - spent, size))
        costs.append(spent)
    homes["net"], homes["costs"] = nets, costs
    members.update(incomes)


def _income_class(monitored: bool, risks: tuple[bool, ...], allowance: bool, exited: bool) -> str:
    if monitored and risks not in (_SETTLED, (True, True, False)):
        return "at risk"
    return "allowance" if allowance else "exited" if exited else "other"


def _per_head(fen: int, heads: int) -> int:
    """Divide an amount in fen by a number of people, rounding half away from zero."""
    whole = (2 * abs(fen) + heads) // (2 * heads)
    return whole if fen >= 0 else -whole
