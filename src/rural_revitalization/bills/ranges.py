"""Ranges of an amount that is known in two ways (同一金额的两种推算)."""

from __future__ import annotations

from decimal import Decimal

from ..algebra import Amount, Unknown


def narrowed(one: Amount, other: Amount) -> Amount:
    """What two ranges of the same amount leave possible together, in yuan, by the facts of the first.

    >>> narrowed(
    ...     Unknown(Decimal("0.00"), Decimal("25000.00"), {"bills"}), Unknown(Decimal("20800.00"), None, {"insured"})
    ... )
    Unknown(Decimal('20800.00'), Decimal('25000.00'), {'bills'})
    """
    if not isinstance(one, Unknown):
        return one
    if not isinstance(other, Unknown):
        return other
    lows = [end for end in (one.low, other.low) if end is not None]
    highs = [end for end in (one.high, other.high) if end is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    if low is not None and low == high:
        return Decimal(low)
    return Unknown(low, high, one.facts)
