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

M = TypeVar("M")
E = TypeVar("E")
V_co = TypeVar("V_co", covariant=True)
F_co = TypeVar("F_co", covariant=True)
M_contra = TypeVar("M_contra", contravariant=True)
Given_contra = TypeVar("Given_contra", contravariant=True)
Held_co = TypeVar("Held_co", covariant=True)


class Origin(Generic[V_co, F_co]):
    """What a fact is drawn from (来源): a field of a model, a reading of a record on a day, or a derived fact.

    Asked of a case it gives an operand; a fact drawn from it is annotated `F_co`. At run time a field of a model is its
    descriptor, which type checkers know by this class.
    """

    __slots__ = ()


class Among(Protocol[M_contra]):
    """A choice as rules ask of it: whether it is among some options, open where nobody recorded it."""

    def among(self, *options: M_contra) -> Truth:
        """Whether it is one of some options."""


class Holding(Generic[Given_contra, Held_co]):
    """A field that takes one type and gives another."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object = None) -> Held_co: ...
        def __set__(self, instance: object, value: Given_contra) -> None: ...


class Recording(Generic[Given_contra, Held_co, V_co, F_co]):
    """A field of a model, which a case can be asked for: it gives a `V_co`, and facts drawn from it are `F_co`."""

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: None, owner: object = None) -> Origin[V_co, F_co]: ...
        @overload
        def __get__(self, instance: object, owner: object = None) -> Held_co: ...
        def __get__(self, instance: object, owner: object = None) -> Any: ...
        def __set__(self, instance: object, value: Given_contra) -> None: ...


# -- facts and figures ------------------------------------------------------------------------------------------


class MoneyFact(Holding[Amount | int | str | Unset | None, Amount]):
    """An amount in yuan."""


class CeilingFact(Holding[Ceiling | int | str | None, Ceiling]):
    """An amount in yuan, or `NO_CEILING`."""


class RateFact(Holding[Rate | int | str | Unset | None, Rate]):
    """A share of 1."""


class CountFact(Holding[Number | Unset | None, Number]):
    """A whole number."""


class TruthFact(Holding[Truth | Unset | None, Truth]):
    """A truth."""


class ScheduleFact(Holding[Rate | Schedule | int | str | Unset | None, Rate | Schedule]):
    """A share of 1 for all of a cost, or a `Schedule` of bands."""


class SharesFact(Holding[Sequence[Rate | int | str] | Unset | None, Sequence[Rate]]):
    """A share of 1 for each step."""


class DayFact(Holding[date | Unset | None, date]):
    """A date among the figures."""


# -- records ----------------------------------------------------------------------------------------------------


class MoneyRecord(Recording[Decimal | int | str | None, Decimal | None, Amount, MoneyFact]):
    """An amount in yuan, or None: not recorded."""


class CeilingRecord(
    Recording[Decimal | NoCeiling | int | str | None, Decimal | NoCeiling | None, Ceiling, CeilingFact]
):
    """An amount in yuan, `NO_CEILING`, or None: not recorded."""


class RateRecord(Recording[Decimal | int | str | None, Decimal | None, Rate, RateFact]):
    """A share of 1, or None: not recorded."""


class CountRecord(Recording[int | None, int | None, Number, CountFact]):
    """A whole number, or None: not recorded."""


class TruthRecord(Recording[bool | None, bool | None, Truth, TruthFact]):
    """A truth, or None: not recorded."""


class ChoiceRecord(Recording[E | str | None, E | None, Among[E], NoReturn], Generic[E]):
    """A member of an enumeration, or None: not recorded."""


class DatedRecord(Recording[Sequence[M] | None, tuple[M, ...] | None, Truth, TruthFact], Generic[M]):
    """The spells during which something holds, given as any sequence, or None: not recorded; empty: it never does."""


class CodedRecords(Recording[Sequence[M] | None, tuple[M, ...] | None, Among[E], NoReturn], Generic[M, E]):
    """Records of which each names a member of an enumeration; a case tells which members there are."""


class RequiredCount(Recording[int, int, Number, CountFact]):
    """A whole number that must be recorded."""


class DayRecord(Holding[date | None, date | None]):
    """A date, or None: not recorded."""


class TextRecord(Holding[str | None, str | None]):
    """Text, or None: not recorded."""


class Records(Holding[Sequence[M] | None, tuple[M, ...] | None], Generic[M]):
    """Other models, given as any sequence and kept as a tuple, or None: not recorded; empty: recorded as none."""


class RequiredDay(Holding[date, date]):
    """A date that must be recorded."""


class RequiredMoney(Holding[Decimal | int | str, Decimal]):
    """An amount in yuan that must be recorded."""


class RequiredRate(Holding[Decimal | int | str, Decimal]):
    """A share of 1 that must be recorded."""


class RequiredText(Holding[str, str]):
    """Text that must be recorded."""
