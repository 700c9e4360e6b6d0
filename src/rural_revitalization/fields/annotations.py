"""How fields are annotated: what each takes and what it gives back, for readers and type checkers.

A *fact* takes a plain value, an operand, or None for what nobody recorded, and gives an operand. A *record*, in a
model, takes the same plain values and gives the plain value or None. Asked of the model's class it is an `Origin`: what
a case can be asked for, and what a fact of a rule can be drawn from.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, NoReturn, Protocol, TypeVar, overload

from ..algebra.operand import Amount, Ceiling, NoCeiling, Number, Rate, Schedule, Truth, Unset

__all__ = [
    "Among",
    "CeilingFact",
    "CeilingRecord",
    "ChoiceRecord",
    "CodedRecords",
    "CountFact",
    "CountRecord",
    "DatedRecord",
    "DayFact",
    "DayRecord",
    "MoneyFact",
    "MoneyRecord",
    "Origin",
    "RateFact",
    "RateRecord",
    "Records",
    "RequiredCount",
    "RequiredDay",
    "RequiredText",
    "ScheduleFact",
    "SharesFact",
    "TextRecord",
    "TruthFact",
    "TruthRecord",
]

M = TypeVar("M")
E = TypeVar("E")
V_co = TypeVar("V_co", covariant=True)
F_co = TypeVar("F_co", covariant=True)
M_contra = TypeVar("M_contra", contravariant=True)


class Origin(Generic[V_co, F_co]):
    """What a fact is drawn from (来源): a field of a model, a reading of a record on a day, or a derived fact.

    Asked of a case it gives an operand; a fact drawn from it is annotated `F`. At run time a field of a
    model is its descriptor, which type checkers know by this class.
    """

    __slots__ = ()


class Among(Protocol[M_contra]):
    """A choice as rules ask of it: whether it is among some options, open where nobody recorded it."""

    def among(self, *options: M_contra) -> Truth:
        """Whether it is one of some options."""


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


class ScheduleFact:
    """A share of 1 for all of a cost, or a `Schedule` of bands."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object = None) -> Rate | Schedule: ...
        def __set__(self, instance: object, value: Rate | Schedule | int | str | None) -> None: ...


class SharesFact:
    """A share of 1 for each step."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object = None) -> Sequence[Rate]: ...
        def __set__(self, instance: object, value: Sequence[Rate | int | str] | Unset | None) -> None: ...


class DayFact:
    """A date among the figures."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object = None) -> date: ...
        def __set__(self, instance: object, value: date | Unset | None) -> None: ...


class TruthFact:
    """A truth."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object = None) -> Truth: ...
        def __set__(self, instance: object, value: Truth | None) -> None: ...


class MoneyRecord:
    """An amount in yuan, or None: not recorded."""

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: None, owner: object = None) -> Origin[Amount, MoneyFact]: ...
        @overload
        def __get__(self, instance: object, owner: object = None) -> Decimal | None: ...
        def __get__(self, instance: object, owner: object = None) -> Any: ...
        def __set__(self, instance: object, value: Decimal | int | str | None) -> None: ...


class CeilingRecord:
    """An amount in yuan, `NO_CEILING`, or None: not recorded."""

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: None, owner: object = None) -> Origin[Ceiling, CeilingFact]: ...
        @overload
        def __get__(self, instance: object, owner: object = None) -> Decimal | NoCeiling | None: ...
        def __get__(self, instance: object, owner: object = None) -> Any: ...
        def __set__(self, instance: object, value: Decimal | NoCeiling | int | str | None) -> None: ...


class RateRecord:
    """A share of 1, or None: not recorded."""

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: None, owner: object = None) -> Origin[Rate, RateFact]: ...
        @overload
        def __get__(self, instance: object, owner: object = None) -> Decimal | None: ...
        def __get__(self, instance: object, owner: object = None) -> Any: ...
        def __set__(self, instance: object, value: Decimal | int | str | None) -> None: ...


class CountRecord:
    """A whole number, or None: not recorded."""

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: None, owner: object = None) -> Origin[Number, CountFact]: ...
        @overload
        def __get__(self, instance: object, owner: object = None) -> int | None: ...
        def __get__(self, instance: object, owner: object = None) -> Any: ...
        def __set__(self, instance: object, value: int | None) -> None: ...


class TruthRecord:
    """A truth, or None: not recorded."""

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: None, owner: object = None) -> Origin[Truth, TruthFact]: ...
        @overload
        def __get__(self, instance: object, owner: object = None) -> bool | None: ...
        def __get__(self, instance: object, owner: object = None) -> Any: ...
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


class ChoiceRecord(Generic[M]):
    """A member of an enumeration, or None: not recorded."""

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: None, owner: object = None) -> Origin[Among[M], NoReturn]: ...
        @overload
        def __get__(self, instance: object, owner: object = None) -> M | None: ...
        def __get__(self, instance: object, owner: object = None) -> Any: ...
        def __set__(self, instance: object, value: M | str | None) -> None: ...


class DatedRecord(Generic[M]):
    """The spells during which something holds, given as any sequence, or None: not recorded; empty: it never does."""

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: None, owner: object = None) -> Origin[Truth, TruthFact]: ...
        @overload
        def __get__(self, instance: object, owner: object = None) -> tuple[M, ...] | None: ...
        def __get__(self, instance: object, owner: object = None) -> Any: ...
        def __set__(self, instance: object, value: Sequence[M] | None) -> None: ...


class CodedRecords(Generic[M, E]):
    """Records of which each names a member of an enumeration; a case tells which members there are."""

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: None, owner: object = None) -> Origin[Among[E], NoReturn]: ...
        @overload
        def __get__(self, instance: object, owner: object = None) -> tuple[M, ...] | None: ...
        def __get__(self, instance: object, owner: object = None) -> Any: ...
        def __set__(self, instance: object, value: Sequence[M] | None) -> None: ...


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

        @overload
        def __get__(self, instance: None, owner: object = None) -> Origin[Number, CountFact]: ...
        @overload
        def __get__(self, instance: object, owner: object = None) -> int: ...
        def __get__(self, instance: object, owner: object = None) -> Any: ...
        def __set__(self, instance: object, value: int) -> None: ...
