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

from ..fields import Spec
from .expressions import refused

__all__ = ["LARGEST_AMOUNT", "LARGEST_COUNT", "MONEY", "Raw", "Seen", "bounds", "decimals", "examples", "look"]

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


@frozen(eq=False)
class Raw:
    """A column as whole numbers with a scale; `odd` marks the rows of values too fine for it."""

    column: str
    expr: nw.Expr
    scale: int
    odd: nw.Expr | None = None
    plain: bool = False

    def outside(self, least: int, most: int) -> nw.Expr:
        """The rows that hold what the field may not."""
        beyond = (self.expr < least) | (self.expr > most)
        return beyond if self.odd is None else beyond | self.odd

    def checked(self, least: int, most: int, expected: str) -> nw.Expr:
        """The numbers, the rows outside refused."""
        return self.expr + refused(self.outside(least, most), f"{self.column}: {expected} was expected")


@frozen
class Seen:
    """What a look has shown of a column: least and most, how many rows hold nothing, and how many what they may not."""

    least: int
    most: int
    nulls: int
    outside: int


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
    narrowed = nw.col(column).cast(nw.Decimal(_DIGITS, read))
    odd = narrowed != nw.col(column) if read < places else None
    units = (narrowed * 10**read).cast(nw.Int64)
    if read <= scale:
        return Raw(column, units * 10 ** (scale - read) if read < scale else units, scale)
    step = 10 ** (read - scale)
    too_fine = (units // step) * step != units
    return Raw(column, units // step, scale, too_fine if odd is None else odd | too_fine)


def look(
    worked_on: Any, raws: Mapping[str, Raw], limits: Mapping[str, tuple[int, int]], truths: Mapping[str, str]
) -> dict[str, Seen]:
    """What some columns of a table hold, in one pass: numbers by fact, then truths by fact."""
    asked = dict[str, nw.Expr]()
    for fact, raw in raws.items():
        asked[f"{fact} least"], asked[f"{fact} most"] = raw.expr.min(), raw.expr.max()
        asked[f"{fact} nulls"] = nw.col(raw.column).null_count()
        asked[f"{fact} outside"] = raw.outside(*limits[fact]).sum()
    asked |= {f"{fact} nulls": nw.col(column).null_count() for fact, column in truths.items()}
    if not asked:
        return {}
    found = worked_on.select(**asked)
    (row,) = (found.collect() if isinstance(found, nw.LazyFrame) else found).rows(named=True)
    return {
        fact: Seen(*(row.get(f"{fact} {part}") or 0 for part in ("least", "most", "nulls", "outside")))
        for fact in (*raws, *truths)
    }


def examples(worked_on: Any, raw: Raw, limit: tuple[int, int]) -> str:
    """A few of the values that a field may not hold."""
    rows = worked_on.filter(raw.outside(*limit)).select(raw.column).head(_SHOWN)
    rows = rows.collect() if isinstance(rows, nw.LazyFrame) else rows
    return ", ".join(str(value) for value in rows.get_column(raw.column).to_list())
