"""Truths of which some may be open: all of them, any of them, and one that is open for want of a record."""

from __future__ import annotations

from collections.abc import Iterable

from ..algebra import Truth, Unknown


def all_hold(truths: Iterable[Truth]) -> Truth:
    """Whether every truth holds; unknown if undecided."""
    result: Truth = True
    for truth in truths:
        result = result & truth
    return result


def any_holds(truths: Iterable[Truth]) -> Truth:
    """Whether any truth holds; unknown if undecided."""
    result: Truth = False
    for truth in truths:
        result = result | truth
    return result


def lacking(fact: str) -> Truth:
    """The truth that is open because a fact was not recorded."""
    return Unknown(False, True, {fact})
