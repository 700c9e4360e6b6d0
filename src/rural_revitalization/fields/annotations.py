"""Annotations of fields: the type each accepts and the type it returns, for readers and type checkers.

A *fact* accepts a plain value, an operand, or None if not recorded, and returns an operand. A *record*, a field of a
model, accepts the same plain values and returns the plain value or None. Accessed on the model's class it is an
`Origin`: a case can be asked for it, and a fact of a rule can be drawn from it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, NoReturn, Protocol, TypeVar, overload

from ..algebra.operand import Amount, Area, Ceiling, NoCeiling, Number, Rate, Schedule, Truth, Unset

M = TypeVar("M")
W = TypeVar("W")
E = TypeVar("E")
V_co = TypeVar("V_co", covariant=True)
F_co = TypeVar("F_co", covariant=True)
M_contra = TypeVar("M_contra", contravariant=True)
Given_contra = TypeVar("Given_contra", contravariant=True)
Held_co = TypeVar("Held_co", covariant=True)


class Origin(Generic[V_co, F_co]):
    """Source of a fact (来源): a field of a model, a value read from a record on a date, or a derived fact.

    Asked of a case it returns an operand; a fact drawn from it is annotated `F_co`. At run time a field of a model is
    its descriptor; type checkers see this class instead.
    """

    __slots__ = ()


class Among(Protocol[M_contra]):
    """A choice as rules use it: membership in a set of options; unknown if not recorded."""

    def among(self, *options: M_contra) -> Truth:
        """Test whether the choice is one of the options."""


class Holding(Generic[Given_contra, Held_co]):
    """A field that accepts one type and returns another."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object = None) -> Held_co: ...
        def __set__(self, instance: object, value: Given_contra) -> None: ...


class Recording(Generic[Given_contra, Held_co, V_co, F_co]):
    """A field of a model, as an `Origin`: a case returns a `V_co` for it, and facts drawn from it are `F_co`."""

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


class AreaFact(Holding[Area | int | str | Unset | None, Area]):
    """An area in square metres."""


class RateFact(Holding[Rate | int | str | Unset | None, Rate]):
    """A share of 1."""


class CountFact(Holding[Number | Unset | None, Number]):
    """A whole number."""


class TruthFact(Holding[Truth | Unset | None, Truth]):
    """A truth value."""


class ScheduleFact(Holding[Rate | Schedule | int | str | Unset | None, Rate | Schedule]):
    """A share of 1 of the whole cost, or a `Schedule` of bands."""


class SharesFact(Holding[Sequence[Rate | int | str] | Unset | None, Sequence[Rate]]):
    """A share of 1 for each step."""


class SumsFact(
    Holding[Sequence[tuple[Amount | int | str, Amount | int | str]] | Unset | None, Sequence[tuple[Amount, Amount]]]
):
    """A fixed sum in yuan for each tier of the contribution: pairs of the contribution from which it holds, and it."""


class DayFact(Holding[date | Unset | None, date]):
    """A date stated as a policy figure."""


# -- records ----------------------------------------------------------------------------------------------------


class MoneyRecord(Recording[Decimal | int | str | None, Decimal | None, Amount, MoneyFact]):
    """An amount in yuan, or None: not recorded."""


class CeilingRecord(
    Recording[Decimal | NoCeiling | int | str | None, Decimal | NoCeiling | None, Ceiling, CeilingFact]
):
    """An amount in yuan, `NO_CEILING`, or None: not recorded."""


class AreaRecord(Recording[Decimal | int | str | None, Decimal | None, Area, AreaFact]):
    """An area in square metres, or None: not recorded."""


class RateRecord(Recording[Decimal | int | str | None, Decimal | None, Rate, RateFact]):
    """A share of 1, or None: not recorded."""


class CountRecord(Recording[int | None, int | None, Number, CountFact]):
    """A whole number, or None: not recorded."""


class TruthRecord(Recording[bool | None, bool | None, Truth, TruthFact]):
    """True, False, or None: not recorded."""


class ChoiceRecord(Recording[E | str | None, E | None, Among[E], NoReturn], Generic[E]):
    """A member of an enumeration, or None: not recorded."""


class DatedRecord(Recording[Sequence[M] | None, tuple[M, ...] | None, Truth, TruthFact], Generic[M]):
    """The spells during which something holds, given as any sequence, or None: not recorded; empty: never."""


class WidenedRecord(Recording[Sequence[M] | None, tuple[W, ...] | None, Truth, TruthFact], Generic[M, W]):
    """Like a `DatedRecord`, of spells that say more: a plain spell is taken as one of them."""


class CodedRecords(Recording[Sequence[M] | None, tuple[M, ...] | None, Among[E], NoReturn], Generic[M, E]):
    """Records that each name a member of an enumeration; a case tests which members occur."""


class RequiredCount(Recording[int, int, Number, CountFact]):
    """A whole number that must be recorded."""


class DayRecord(Holding[date | None, date | None]):
    """A date, or None: not recorded."""


class NameRecord(Recording[str | None, str | None, Among[str], NoReturn]):
    """A name, or None: not recorded; a case tests whether it is one of several names."""


class TextRecord(Holding[str | None, str | None]):
    """Text, or None: not recorded."""


class Records(Holding[Sequence[M] | None, tuple[M, ...] | None], Generic[M]):
    """Nested models, given as any sequence and kept as a tuple, or None: not recorded; empty: recorded as none."""


class Names(Holding[Collection[str], frozenset[str]]):
    """Names of fields."""


class RequiredDay(Holding[date, date]):
    """A date that must be recorded."""


class RequiredMoney(Holding[Decimal | int | str, Decimal]):
    """An amount in yuan that must be recorded."""


class RequiredRate(Holding[Decimal | int | str, Decimal]):
    """A share of 1 that must be recorded."""


class RequiredText(Holding[str, str]):
    """Text that must be recorded."""
