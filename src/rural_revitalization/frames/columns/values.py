"""The values of a column as whole numbers, and what a look at an eager table shows of them.

Amounts are read as fen, rates as millionths at the finest, counts as they are; nothing is rounded on the way. What no
field may hold is an error: said with numbers and examples where the rows are at hand, otherwise raised by the engine
when it meets it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import narwhals as nw
from attrs import frozen

from ...fields import Spec
from .formulas import Formula, col, select, truth, whole

MONEY: Final = ("money", "ceiling")
"""The kinds of field that hold yuan."""
LARGEST_AMOUNT: Final = 10**11
"""The largest amount that tables hold, in fen: a thousand million yuan."""
LARGEST_COUNT: Final = 10**6
"""The largest count."""
_CENT: Final = 2
_FINEST_RATE: Final = 6
_FINEST_READ: Final = 8
_DIGITS: Final = 18
_SHOWN: Final = 3
_ODD: Final = "__rural_revitalization_odd"


@frozen(eq=False)
class Raw:
    """A column as whole numbers with a scale, each `times` what is `read`; `odd` marks the rows of values too fine.

    What is read is looked at before it is multiplied: the product of a number too large may be one that looks right.
    """

    column: str
    read: Formula
    scale: int
    odd: Formula | None = None
    times: int = 1

    @property
    def formula(self) -> Formula:
        """The whole numbers."""
        return self.read if self.times == 1 else self.read * whole(self.times)

    def outside(self, least: int, most: int) -> Formula:
        """The rows that hold what the field may not."""
        beyond = (self.read < whole(-(-least // self.times))) | (whole(most // self.times) < self.read)
        return beyond if self.odd is None else beyond | self.odd


@frozen
class Seen:
    """What a look has shown of a column: least and most, and how many rows hold nothing, or what they may not.

    `unrecorded` are the rows that hold nothing and of which nothing else is told.
    """

    least: int
    most: int
    nulls: int
    outside: int
    unrecorded: int


def bounds(spec: Spec, scale: int) -> tuple[int, int]:
    """The least and the most that a column of a field may hold, as whole numbers."""
    largest = LARGEST_AMOUNT if spec.kind.name in MONEY else LARGEST_COUNT * 10**scale
    low = -largest if spec.low is None else int(Decimal(spec.low).scaleb(scale))
    high = largest if spec.high is None else min(largest, int(Decimal(spec.high).scaleb(scale)))
    return low, high


def decimals(column: str, places: int, *, rate: bool) -> Raw:
    """A column of decimals with some places as whole numbers: fen, or a rate with no more places than need be."""
    scale = min(places, _FINEST_RATE) if rate else _CENT
    read = min(places, _FINEST_READ)
    narrowed = col(column).as_decimal(_DIGITS, read) if read < places else col(column)
    odd = ~narrowed.equals(col(column)) if read < places else None
    units = narrowed.units(read)
    if read <= scale:
        return Raw(column, units, scale, times=10 ** (scale - read))
    step = whole(10 ** (read - scale))
    too_fine = ~((units // step) * step).equals(units)
    return Raw(column, units // step, scale, too_fine if odd is None else odd | too_fine)


def unreadable(worked_on: Any, raws: Mapping[str, Raw]) -> list[str]:
    """The facts of which an engine cannot read some value as whole numbers at all."""
    return [fact for fact, raw in raws.items() if not _reads(worked_on, raw)]


def _reads(worked_on: Any, raw: Raw) -> bool:
    try:
        _row(worked_on, {raw.column: raw.read.most()})
    except Exception:  # noqa: BLE001 - each engine has errors of its own for what does not fit
        return False
    return True


def look(
    worked_on: Any,
    raws: Mapping[str, Raw],
    limits: Mapping[str, tuple[int, int]],
    truths: Mapping[str, str],
    nones: Mapping[str, str],
) -> dict[str, Seen]:
    """What some columns of a table hold, in one pass: numbers by fact, then truths by fact.

    `nones` are the columns that tell where there is no ceiling. Only where the least or the most shows that there is
    something to count, the rows outside are counted in another pass.
    """
    asked = dict[str, Formula]()
    for fact, raw in raws.items():
        asked[f"{fact} least"], asked[f"{fact} most"] = raw.read.least(), raw.read.most()
        asked[f"{fact} nulls"] = col(raw.column).nulls()
        if fact in nones:
            told = col(nones[fact]).filled(truth(False))
            asked[f"{fact} unrecorded"] = (col(raw.column).is_null() & ~told).count()
    asked |= {f"{fact} nulls": col(column).nulls() for fact, column in truths.items()}
    row = _row(worked_on, asked)
    row |= _row(
        worked_on,
        {
            f"{fact} outside": raw.outside(*limits[fact]).count()
            for fact, raw in raws.items()
            if raw.odd is not None or not _inside(_ends(row, fact, raw), limits[fact])
        },
    )
    ends = {fact: _ends(row, fact, raw) for fact, raw in raws.items()}
    return {fact: _seen(row, fact, ends.get(fact, (0, 0)), told=fact in nones) for fact in (*raws, *truths)}


def _ends(row: Mapping[str, Any], fact: str, raw: Raw) -> tuple[int, int]:
    """The least and the most of a column, 0 of one that holds nothing."""
    least, most = row[f"{fact} least"] or 0, row[f"{fact} most"] or 0
    return least * raw.times, most * raw.times


def _inside(ends: tuple[int, int], limit: tuple[int, int]) -> bool:
    return limit[0] <= ends[0] and ends[1] <= limit[1]


def _seen(row: Mapping[str, Any], fact: str, ends: tuple[int, int], *, told: bool) -> Seen:
    nulls, outside = row[f"{fact} nulls"] or 0, row.get(f"{fact} outside") or 0
    return Seen(*ends, nulls, outside, row[f"{fact} unrecorded"] or 0 if told else nulls)


def _row(worked_on: Any, asked: Mapping[str, Formula]) -> dict[str, Any]:
    """The first row of a query."""
    if not asked:
        return {}
    found = select(worked_on, (), asked)
    (row,) = (found.collect() if isinstance(found, nw.LazyFrame) else found).rows(named=True)
    return dict(row)


def examples(worked_on: Any, raw: Raw, limit: tuple[int, int]) -> str:
    """A few of the values that a field may not hold."""
    rows = select(worked_on, (raw.column,), {_ODD: raw.outside(*limit)}).filter(nw.col(_ODD)).head(_SHOWN)
    rows = rows.collect() if isinstance(rows, nw.LazyFrame) else rows
    return ", ".join(str(value) for value in rows.get_column(raw.column).to_list())
