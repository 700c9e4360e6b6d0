"""What makes the fields of a class, one function a kind of value (字段构造).

For type checkers, a maker that is not a field specifier counts as a default, so facts, terms and records are
optional; the makers of worksheet lines are field specifiers, so every line is required.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from typing import Any

import attrs

from ..errors import quoted, shown
from .kinds import AREA, CEILING, COUNT, DAY, LINE, MONEY, NUMBER, RATE, SCHEDULE, SHARES, SUMS, TEXT, TRUTH, Kind
from .spec import SPEC, Spec, comparable

__all__ = [
    "area",
    "ceiling",
    "choice",
    "count",
    "day",
    "declare",
    "declared_by",
    "kept",
    "money",
    "number",
    "rate",
    "record",
    "records",
    "schedule",
    "shares",
    "sums",
    "text",
    "truth",
]


def _maker(kind: Kind, label: str, zh: str, options: dict[str, Any]) -> Any:
    declared = {"unit": kind.unit, "low": kind.low, "high": kind.high} | options
    return declare(Spec(kind=kind, label=label, zh=zh, **declared))


def declare(spec: Spec, **more: Any) -> Any:
    """Return an attrs field for a `Spec`; `more` is added to its metadata."""
    return attrs.field(metadata={SPEC: spec} | more, repr=_repr_of(spec), eq=comparable)


def _repr_of(spec: Spec) -> Any:
    """How a field is shown in a `repr`: a private one never; text, which may be a misplaced name, as a code only."""
    if spec.private or spec.kind.name == "record":
        return not spec.private
    return quoted if spec.kind.name == "text" else _plain_repr


def _plain_repr(value: object) -> str:
    return shown(value) if isinstance(value, int | Decimal) else repr(value)


def declared_by(field: Any) -> Spec:
    """Return the `Spec` of a field that is not yet part of a class."""
    spec: Spec = field.metadata[SPEC]
    return spec


def money(label: str, *, zh: str, **options: Any) -> Any:
    """An amount in yuan, to the fen; at least 0 unless `low` is given (`low=None`: may be negative)."""
    return _maker(MONEY, label, zh, options)


def ceiling(label: str, *, zh: str, **options: Any) -> Any:
    """An amount in yuan that caps another, or `NO_CEILING`."""
    return _maker(CEILING, label, zh, options)


def area(label: str, *, zh: str, **options: Any) -> Any:
    """An area of up to a million square metres, to two places."""
    return _maker(AREA, label, zh, options)


def rate(label: str, *, zh: str, **options: Any) -> Any:
    """A share of 1, such as 0.65."""
    return _maker(RATE, label, zh, options)


def number(label: str, *, zh: str, **options: Any) -> Any:
    """A number of any unit, with at most twelve decimal places."""
    return _maker(NUMBER, label, zh, options)


def count(label: str, *, zh: str, **options: Any) -> Any:
    """A whole number up to a million, at least 0 unless `low` is given; `unit` names what is counted."""
    return _maker(COUNT, label, zh, options)


def truth(label: str, *, zh: str, **options: Any) -> Any:
    """A truth value: True or False."""
    return _maker(TRUTH, label, zh, options)


def day(label: str, *, zh: str, **options: Any) -> Any:
    """A date."""
    return _maker(DAY, label, zh, options)


def text(label: str, *, zh: str, **options: Any) -> Any:
    """Text that is not empty: of one line, or private, as names and numbers are, which have a form of their own."""
    return _maker(TEXT if options.get("private") else LINE, label, zh, options)


def schedule(label: str, *, zh: str, **options: Any) -> Any:
    """The share of a cost that is paid: one share of the whole, or a `Schedule` of bands (分段)."""
    return _maker(SCHEDULE, label, zh, options)


def shares(label: str, *, zh: str, **options: Any) -> Any:
    """A share for each step, such as a month; never rising, the last holds for all later steps."""
    return _maker(SHARES, label, zh, options)


def sums(label: str, *, zh: str, **options: Any) -> Any:
    """A fixed sum for each tier of the contribution (缴费档次), which holds up to the next tier."""
    return _maker(SUMS, label, zh, options)


def choice(label: str, *, zh: str, of: type[Enum], **options: Any) -> Any:
    """A member of an enumeration, given as the member or its value."""
    names = ", ".join(str(member.value) for member in of)
    return _maker(Kind("choice", f"one of {names}", of, operand=False), label, zh, options | {"of": of})


def record(label: str, *, zh: str, of: type[Any], **options: Any) -> Any:
    """A nested model."""

    def parse(value: Any) -> Any:
        if not isinstance(value, of):
            raise TypeError
        return value

    return _maker(Kind("record", f"a {of.__name__}", parse, operand=False), label, zh, options | {"of": of})


def records(label: str, *, zh: str, of: type[Any], widen: Callable[[Any], Any] | None = None, **options: Any) -> Any:
    """A sequence of nested models, kept as a tuple; empty means none, None means not recorded.

    `widen` makes one of a record of the class that `of` extends, which says less.
    """
    taken: type[Any] = of if widen is None else of.__mro__[1]

    def parse(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, tuple | list) or not all(isinstance(item, taken) for item in value):
            raise TypeError
        return tuple(value) if widen is None else tuple(map(widen, value))

    kind = Kind("records", f"a sequence of {of.__name__}", parse, operand=False)
    return _maker(kind, label, zh, options | {"of": of, "widen": widen})


def kept() -> Any:
    """An input of a worksheet: its facts or its terms."""
    return attrs.field(repr=False)
