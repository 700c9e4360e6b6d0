"""Facts that are parts of one whole, such as what each layer paid of a cost: together they are at most the whole.

A part may be a whole itself, and where it is not recorded it is at least its own parts. Of a whole below zero, a
reversal (冲销), the parts may be more: what it takes back of a year is not of its own alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import reduce
from typing import Any, TypeAlias

from ..algebra.exact import EXACT
from ..algebra.unknown import Unknown
from ..errors import Mismatch

PartsOfWholes: TypeAlias = Mapping[str, tuple[str, ...]]
"""The parts of each whole, by the names of the facts."""


def wholes_of(declared: Mapping[str, Any]) -> PartsOfWholes:
    """Return the parts of each whole among declared fields, in order of declaration."""
    found: dict[str, tuple[str, ...]] = {}
    for name, spec in declared.items():
        if spec.part_of is not None:
            assert spec.part_of in declared, f"{name} is part of {spec.part_of}, which is no field beside it"
            found[spec.part_of] = (*found.get(spec.part_of, ()), name)
    return found


def beyond_their_whole(wholes: PartsOfWholes, values: Mapping[str, Any]) -> Iterator[Mismatch]:
    """Yield a mismatch for each part of a whole that is certainly less than its parts; operands of other kinds pass."""
    for whole, parts in wholes.items():
        most = _most(values[whole])
        least = {part: _least_of(part, wholes, values) for part in parts}
        in_all = total(least.values())
        if most is None or in_all <= most:
            continue
        counted = [part for part, amount in least.items() if amount > 0]
        for part in counted:
            others = ", ".join(other for other in counted if other != part)
            together = f" together with {others}" if others else ""
            given = f"{in_all}" if others else f"{least[part]}"
            yield Mismatch(part, f"at most {whole} ({most}){together}", given, rule=f"{part}_within_{whole}")


def total(amounts: Iterable[Any]) -> Any:
    """Return the sum of plain numbers, in no context but the library's."""
    return reduce(EXACT.add, amounts, Decimal(0))


def _most(value: Any) -> Any:
    """The largest that a whole can be; None if there is no limit, or if it may be a reversal."""
    low, high = _ends(value)
    return None if low is None or low < 0 else high


def _least_of(part: str, wholes: PartsOfWholes, values: Mapping[str, Any]) -> Any:
    """The least that a part can be: at least nothing, and at least its own parts where it is open."""
    low, high = _ends(values[part])
    least = 0 if low is None or low < 0 else low
    if low == high is not None:
        return least
    return max(least, total(_least_of(own, wholes, values) for own in wholes.get(part, ())))


def _ends(value: Any) -> tuple[Any, Any]:
    if type(value) is Unknown:
        return value.low, value.high
    return (value, value) if type(value) in (int, Decimal) else (None, None)
