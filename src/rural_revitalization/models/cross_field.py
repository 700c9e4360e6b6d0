"""Cross-field checks shared by the models; they yield mismatches and do not raise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ..errors import Mismatch


def in_order(first_name: str, first: date | None, then_name: str, then: date | None) -> Iterator[Mismatch]:
    """Check that the second date is not before the first; dates not recorded pass."""
    if first is not None and then is not None and then < first:
        yield Mismatch(then_name, f"a date not before {first_name} ({first})", str(then), rule=f"{first_name}_first")


def not_above(part_name: str, part: Decimal | None, whole_name: str, whole: Decimal | None) -> Iterator[Mismatch]:
    """Check that a part does not exceed its whole; amounts not recorded pass."""
    if part is not None and whole is not None and part > whole:
        rule = f"{part_name}_within_{whole_name}"
        yield Mismatch(part_name, f"at most {whole_name} ({whole})", str(part), rule=rule)
