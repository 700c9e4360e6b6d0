"""From a model's records to the operands of rules: what nobody recorded becomes an unknown of the field's name."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..algebra import Truth, Unknown
from ..fields import specs

__all__ = ["held", "recorded"]


def recorded(model: Any, name: str) -> Any:
    """A field of a model as an operand, within the field's bounds while it is not recorded."""
    value = getattr(model, name)
    return specs(type(model))[name].unknown(name) if value is None else value


def held(model: Any, name: str, on: date) -> Truth:
    """Whether any spell of a field covers a day: unknown where none were recorded, False where they are none."""
    spells = getattr(model, name)
    return Unknown(False, True, {name}) if spells is None else any(spell.covers(on) for spell in spells)
