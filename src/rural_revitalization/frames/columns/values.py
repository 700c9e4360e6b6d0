"""The values of a column as integers, and their statistics in an eager table.

Amounts are read as fen, rates with at most six decimal places, counts as they are; nothing is rounded. A value that its
field does not allow is an error: reported with counts and examples for an eager table, otherwise raised by the engine
when it meets the value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import narwhals as nw
from attrs import frozen

from ...fields import Spec
from ...fields.kinds import LARGEST_COUNT
from .formulas import Formula, NamedColumn, col, select, truth, whole

MONEY: Final = ("money", "ceiling")
"""The kinds of field that hold amounts."""
LARGEST_AMOUNT: Final = 10**11
"""The largest amount allowed in tables, in fen: 1,000,000,000 yuan."""
_CENT: Final = 2
_FINEST_RATE: Final = 6
_FINEST_READ: Final = 8
_DIGITS: Final = 18
_SHOWN: Final = 3
_ODD: Final = "__rural_revitalization_odd"


@frozen(eq=False)
class Raw:
    """A column as integers with a scale, each `times` the value `read`; `odd` marks values with too many places.

    Values are checked before they are multiplied: an overflowing product may look valid.
    """

    column: str
    read: Formula
    scale: int
    odd: Formula | None = None
    times: int = 1

    @property
    def formula(self) -> Formula:
        """The integers as a formula."""
        return self.read if self.times == 1 else self.read * whole(self.times)

    def outside(self, least: int, most: int) -> Formula:
        """True on the rows with a value that the field does not allow."""
        beyond = (self.read < whole(-(-least // self.times))) | (whole(most // self.times) < self.read)
        beyond = beyond if self.odd is None else beyond | self.odd
        return beyond if isinstance(self.read, NamedColumn) else beyond | self._unread

    @property
    def _unread(self) -> Formula:
        """True on the rows with a value that does not fit, where the engine does not fail at it."""
        return self.read.is_null() & ~col(self.column).is_null()


@frozen
class Seen:
    """Statistics of a column: minimum, maximum, and the numbers of nulls and of values `outside` those allowed.

    `unrecorded` is the number of nulls, without those of ceilings that do not exist.
    """

    least: int
    most: int
    nulls: int
    outside: int
    unrecorded: int


def bounds(spec: Spec, scale: int) -> tuple[int, int]:
    """The smallest and largest values allowed in a field's column, as integers."""
    largest = LARGEST_AMOUNT if spec.kind.name in MONEY else LARGEST_COUNT * 10**scale
    low = -largest if spec.low is None else int(Decimal(spec.low).scaleb(scale))
    high = largest if spec.high is None else min(largest, int(Decimal(spec.high).scaleb(scale)))
    return low, high


def decimals(column: str, digits: int, places: int, *, rate: bool) -> Raw:
    """Read a column of decimals of so many digits as integers: fen, or a rate with no more places than necessary."""
    scale = min(places, _FINEST_RATE) if rate else _CENT
    read = min(places, _FINEST_READ)
    narrowed = col(column).as_decimal(_DIGITS, read) if read < places else col(column)
    # Compared as what the column holds: engines have no type for any two decimals.
    odd = ~narrowed.as_decimal(digits, places).equals(col(column)) if read < places else None
    units = narrowed.units(read)
    if read <= scale:
        return Raw(column, units, scale, times=10 ** (scale - read))
    step = whole(10 ** (read - scale))
    too_fine = ~((units // step) * step).equals(units)
    return Raw(column, units // step, scale, too_fine if odd is None else odd | too_fine)


def unreadable(worked_on: Any, raws: Mapping[str, Raw]) -> list[str]:
    """The facts with a value that the engine cannot read as an integer at all."""
    return [fact for fact, raw in raws.items() if not _reads(worked_on, raw)]


def _reads(worked_on: Any, raw: Raw) -> bool:
    try:
        single_row(worked_on, {raw.column: raw.read.most()})
    except Exception:  # noqa: BLE001 - each engine has its own errors for values that do not fit
        return False
    return True


def look(
    worked_on: Any,
    raws: Mapping[str, Raw],
    limits: Mapping[str, tuple[int, int]],
    truths: Mapping[str, str],
    nones: Mapping[str, str],
) -> dict[str, Seen]:
    """Compute statistics of columns in one pass: of numbers by fact, then of booleans by fact.

    `nones` are the columns that say where there is no ceiling. Values outside those allowed are counted in a second
    pass, and only in columns that can have any.
    """
    asked = dict[str, Formula]()
    for fact, raw in raws.items():
        asked[f"{fact} least"], asked[f"{fact} most"] = raw.read.least(), raw.read.most()
        asked[f"{fact} nulls"] = col(raw.column).nulls()
        if fact in nones:
            told = col(nones[fact]).filled(truth(False))
            asked[f"{fact} unrecorded"] = (col(raw.column).is_null() & ~told).count()
    asked |= {f"{fact} nulls": col(column).nulls() for fact, column in truths.items()}
    row = single_row(worked_on, asked)
    row |= single_row(
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
    """The minimum and maximum of a column; 0 if it is all null."""
    least, most = row[f"{fact} least"] or 0, row[f"{fact} most"] or 0
    return least * raw.times, most * raw.times


def _inside(ends: tuple[int, int], limit: tuple[int, int]) -> bool:
    return limit[0] <= ends[0] and ends[1] <= limit[1]


def _seen(row: Mapping[str, Any], fact: str, ends: tuple[int, int], *, told: bool) -> Seen:
    nulls, outside = row[f"{fact} nulls"] or 0, row.get(f"{fact} outside") or 0
    return Seen(*ends, nulls, outside, row[f"{fact} unrecorded"] or 0 if told else nulls)


def single_row(worked_on: Any, asked: Mapping[str, Formula]) -> dict[str, Any]:
    """The single row of an aggregate query."""
    if not asked:
        return {}
    found = select(worked_on, (), asked)
    (row,) = (found.collect() if isinstance(found, nw.LazyFrame) else found).rows(named=True)
    return dict(row)


def examples(worked_on: Any, raw: Raw, limit: tuple[int, int]) -> str:
    """A few of the values that the field does not allow."""
    rows = select(worked_on, (raw.column,), {_ODD: raw.outside(*limit)}).filter(nw.col(_ODD))
    return examples_of(rows, [raw.column])


def examples_of(rows: Any, columns: Sequence[str]) -> str:
    """The values of some columns in a few rows, those of a row joined by `/`."""
    few = rows.select(*columns).head(_SHOWN)
    few = few.collect() if isinstance(few, nw.LazyFrame) else few
    return ", ".join("/".join(map(str, row)) for row in few.rows())
