"""From a model's records to the operands of rules: what nobody recorded becomes an unknown of the field's name."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, Final

from ..algebra import Truth, Unknown
from ..fields import specs

__all__ = ["held", "recorded"]


def recorded(model: Any, name: str) -> Any:
    """A field of a model as an operand, within the field's bounds while it is not recorded."""
    value = getattr(model, name)
    return _unrecorded(type(model), name) if value is None else value


_UNRECORDED: Final[dict[tuple[type[Any], str], Any]] = {}


def _unrecorded(cls: type[Any], name: str) -> Any:
    """The unknown of a field: one for all records, since it never changes."""
    found = _UNRECORDED.get((cls, name))
    if found is None:
        found = _UNRECORDED[cls, name] = specs(cls)[name].unknown(name)
    return found


def held(model: Any, name: str, on: date) -> Truth:
    """Whether any spell of a field covers a day: unknown where none were recorded, False where they are none."""
    spells = getattr(model, name)
    if spells is None:
        return _unheld(name)
    for spell in spells:  # noqa: SIM110 -- asked more than anything else, and most often of none
        if spell.covers(on):
            return True
    return False


@cache
def _unheld(name: str) -> Truth:
    return Unknown(False, True, {name})
