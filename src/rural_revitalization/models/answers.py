"""Answers that records give, of which some may not be recorded (None): any of several, or all of them."""

from __future__ import annotations

from collections.abc import Iterable


def any_of(found: Iterable[bool | None]) -> bool | None:
    """True where any is; None where none is and one is not recorded; otherwise False."""
    said = set(found)
    return True if True in said else None if None in said else False


def all_of(found: Iterable[bool | None]) -> bool | None:
    """False where any is; None where none is and one is not recorded; otherwise True."""
    said = set(found)
    return False if False in said else None if None in said else True
