"""How fields are annotated: what each takes and what it gives back, for readers and type checkers.

A *fact* takes a plain value, an operand, or None for what nobody recorded, and gives an operand. A *record*, in a
model, takes the same plain values and gives the plain value or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Generic, TypeVar

from ..algebra.operand import Amount, Ceiling, NoCeiling, Number, Rate, Truth

__all__ = [
    "CeilingFact",
    "CeilingRecord",
    "CountFact",
    "CountRecord",
    "DayRecord",
    "MoneyFact",
    "MoneyRecord",
    "RateFact",
    "RateRecord",
    "Records",
    "RequiredCount",
    "RequiredDay",
    "RequiredText",
    "TextRecord",
    "TruthFact",
    "TruthRecord",
]

M = TypeVar("M")


class MoneyFact:
    """An amount in yuan."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object = None) -> Amount: ...
        def __set__(self, instance: object, value: Amount | int | str | None) -> None: ...


class CeilingFact:
    """An amount in yuan, or `NO_CEILING`."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object = None) -> Ceiling: ...
        def __set__(self, instance: object, value: Ceiling | int | str | None) -> None: ...


class RateFact:
    """A share of 1."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object = None) -> Rate: ...
        def __set__(self, instance: object, value: Rate | int | str | None) -> None: ...


class CountFact:
    """A whole number."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object = None) -> Number: ...
        def __set__(self, instance: object, value: Number | None) -> None: ...


class TruthFact:
    """A truth."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object = None) -> Truth: ...
        def __set__(self, instance: object, value: Truth | None) -> None: ...


class MoneyRecord:
    """An amount in yuan, or None: not recorded."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object = None) -> Decimal | None: ...
        def __set__(self, instance: object, value: Decimal | int | str | None) -> None: ...


class CeilingRecord:
    """An amount in yuan, `NO_CEILING`, or None: not recorded."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object = None) -> Decimal | NoCeiling | None: ...
        def __set__(self, instance: object, value: Decimal | NoCeiling | int | str | None) -> None: ...


class RateRecord:
    """A share of 1, or None: not recorded."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object = None) -> Decimal | None: ...
        def __set__(self, instance: object, value: Decimal | int | str | None) -> None: ...


class CountRecord:
    """A whole number, or None: not recorded."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object = None) -> int | None: ...
        def __set__(self, instance: object, value: int | None) -> None: ...


class TruthRecord:
    """A truth, or None: not recorded."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object = None) -> bool | None: ...
        def __set__(self, instance: object, value: bool | None) -> None: ...


class DayRecord:
    """A date, or None: not recorded."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object = None) -> date | None: ...
        def __set__(self, instance: object, value: date | None) -> None: ...


class TextRecord:
    """Text, or None: not recorded."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object = None) -> str | None: ...
        def __set__(self, instance: object, value: str | None) -> None: ...


class Records(Generic[M]):
    """Other models, given as any sequence and kept as a tuple, or None: not recorded; empty: recorded as none."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object = None) -> tuple[M, ...] | None: ...
        def __set__(self, instance: object, value: Sequence[M] | None) -> None: ...


class RequiredDay:
    """A date that must be recorded."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object = None) -> date: ...
        def __set__(self, instance: object, value: date) -> None: ...


class RequiredText:
    """Text that must be recorded."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object = None) -> str: ...
        def __set__(self, instance: object, value: str) -> None: ...


class RequiredCount:
    """A whole number that must be recorded."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object = None) -> int: ...
        def __set__(self, instance: object, value: int) -> None: ...
