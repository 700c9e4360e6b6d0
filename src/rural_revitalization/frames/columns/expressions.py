"""Exact integers and booleans over the rows of a table: the arithmetic beneath `Column`.

An expression knows the smallest and largest value it can take, so overflow of 64 bits is ruled out in advance. Where
it cannot be, the engine fails on the rows beyond the limit: a number never wraps around.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol

from attrs import evolve, frozen

from . import formulas
from .formulas import Formula, NamedColumn, first, refused, when

_FEW: Final = 4
"""The largest number of possible values that are kept as a `choice`."""
LARGEST: Final = 2**62
"""The limit on the size of integers: half of what 64 bits hold."""
_TRUE: Final = formulas.truth(True)
_FALSE: Final = formulas.truth(False)
_TOO_LARGE: Final = "an amount is too large to be computed exactly"


class Keeper(Protocol):
    """Turns expressions into stages."""

    @property
    def exact(self) -> int:
        """The size up to which the engine divides integers exactly."""

    def keep(self, part: Wholes) -> Wholes:
        """Return the same numbers as a column of their own."""


@frozen(eq=False)
class Wholes:
    """Integers, one per row: a formula, or if `fixed` one number for all rows.

    `least` and `most` bound those that are not null. Where only a few values are possible and known in advance,
    `choice` says which one it is.
    """

    held: Any
    least: int
    most: int
    nullable: bool = False
    fixed: bool = False
    choice: ChosenNumber | None = None

    @classmethod
    def of(cls, number: int) -> Wholes:
        """One number for all rows."""
        return cls(number, number, number, fixed=True)

    @classmethod
    def nothing(cls) -> Wholes:
        """Null on every row."""
        return cls(formulas.whole(None), 0, 0, nullable=True)

    @property
    def formula(self) -> Formula:
        """The numbers as a formula."""
        return formulas.whole(self.held) if self.fixed else self.held

    @property
    def plain(self) -> bool:
        """True if it is a column, and not computed."""
        return isinstance(self.held, NamedColumn)

    def __add__(self, other: Wholes) -> Wholes:
        if _is(self, 0):
            return other
        if _is(other, 0):
            return self
        a, b = self.within(LARGEST // 2), other.within(LARGEST // 2)
        return _joined(lambda x, y: x + y, a, b, a.least + b.least, a.most + b.most)

    def __sub__(self, other: Wholes) -> Wholes:
        if _is(other, 0):
            return self
        a, b = self.within(LARGEST // 2), other.within(LARGEST // 2)
        return _joined(lambda x, y: x - y, a, b, a.least - b.most, a.most - b.least)

    def __mul__(self, other: Wholes) -> Wholes:
        if _is(self, 1):
            return other
        if _is(other, 1):
            return self
        a, b = (self, other) if self.size >= other.size else (other, self)
        if a.size * b.size > LARGEST:
            a = a.within(LARGEST // b.size)
        ends = [x * y for x in (a.least, a.most) for y in (b.least, b.most)]
        return _joined(lambda x, y: x * y, a, b, min(ends), max(ends))

    def over(self, other: Wholes, exact: int) -> Wholes:
        """Divide and round down; the divisor is at least 1, and the engine divides numbers up to `exact` exactly."""
        if _is(other, 1):
            return self
        a = self.within(exact)
        ends = [x // y for x in (a.least, a.most) for y in (max(other.least, 1), max(other.most, 1))]
        return _joined(lambda x, y: x // y, a, other, min(ends), max(ends))

    def __lt__(self, other: Wholes) -> Truths:
        if not (self.nullable or other.nullable) and (self.most < other.least or other.most <= self.least):
            return Truths.of(truth=self.most < other.least)
        return _compared(lambda x, y: x < y, self, other)

    def __le__(self, other: Wholes) -> Truths:
        if not (self.nullable or other.nullable) and (self.most <= other.least or other.most < self.least):
            return Truths.of(truth=self.most <= other.least)
        return _compared(lambda x, y: x <= y, self, other)

    def equals(self, other: Wholes) -> Truths:
        """True where both are the same number."""
        if not (self.nullable or other.nullable) and (self.most < other.least or other.most < self.least):
            return Truths.of(truth=False)
        return _compared(_same, self, other)

    def is_null(self) -> Truths:
        """True where there is no number."""
        return Truths(self.formula.is_null()) if self.nullable else Truths.of(truth=False)

    def filled(self, number: int) -> Wholes:
        """Replace null with a number."""
        if not self.nullable:
            return self
        held = self.formula.filled(formulas.whole(number))
        return Wholes(held, min(self.least, number), max(self.most, number))

    def within(self, limit: int) -> Wholes:
        """Return the same numbers; the engine fails on rows beyond the limit."""
        if self.size <= limit:
            return self
        beyond = (formulas.whole(limit) < self.formula) | (self.formula < formulas.whole(-limit))
        held = first(refused(beyond, _TOO_LARGE), self.formula)
        return Wholes(held, max(self.least, -limit), min(self.most, limit), nullable=self.nullable)

    @property
    def size(self) -> int:
        """The largest absolute value it can take."""
        return max(abs(self.least), abs(self.most))

    @property
    def known(self) -> tuple[int, ...]:
        """The few values it can take; empty if they are not known in advance."""
        if self.fixed:
            return (self.held,)
        return () if self.choice is None else (*self.choice.yes.known, *self.choice.no.known)

    def each(self, change: Callable[[int], int]) -> Wholes:
        """Apply a function to each of its possible values."""
        if self.choice is None:
            return Wholes.of(change(self.held))
        return present(chosen(self.choice.condition, self.choice.yes.each(change), self.choice.no.each(change)))


@frozen(eq=False)
class ChosenNumber:
    """A choice between two numbers by a condition; each is fixed, or itself a choice."""

    condition: Truths
    yes: Wholes
    no: Wholes


@frozen(eq=False)
class Truths:
    """Nullable booleans, one per row, null where open: a formula, or if `fixed` one value for all rows."""

    held: Any
    nullable: bool = False
    fixed: bool = False

    @classmethod
    def of(cls, *, truth: bool | None) -> Truths:
        """One value for all rows; None is open on all."""
        return cls(truth, nullable=truth is None, fixed=True)

    @property
    def formula(self) -> Formula:
        """The booleans as a formula."""
        return formulas.truth(self.held) if self.fixed else self.held

    @property
    def plain(self) -> bool:
        """True if it is a column, and not computed."""
        return isinstance(self.held, NamedColumn)

    def __and__(self, other: Truths) -> Truths:
        for a, b in ((self, other), (other, self)):
            if a.fixed and a.held is not None:
                return b if a.held else a
        for a, b in ((self, other), (other, self)):
            if a.fixed:
                return a if b.fixed else Truths(when(~b.formula, _FALSE), nullable=True)
        return Truths(self.formula & other.formula, self.nullable or other.nullable)

    def __or__(self, other: Truths) -> Truths:
        if self.fixed or other.fixed:
            return ~(~self & ~other)
        return Truths(self.formula | other.formula, self.nullable or other.nullable)

    def __invert__(self) -> Truths:
        if self.fixed:
            return Truths.of(truth=None if self.held is None else not self.held)
        return Truths(~self.formula, self.nullable)

    def is_null(self) -> Truths:
        """True where it is open."""
        if not self.nullable or self.fixed:
            return Truths.of(truth=self.nullable)
        return Truths(self.formula.is_null())

    def or_if_open(self, other: Truths) -> Truths:
        """The same where it is not open, and elsewhere another."""
        if not self.nullable or self.fixed:
            return other if self.nullable else self
        return Truths(self.formula.filled(other.formula), nullable=other.nullable)

    def certain(self) -> Truths:
        """True where it certainly holds; open counts as false."""
        return self._if_open(truth=False)

    def possible(self) -> Truths:
        """True where it may hold; open counts as true."""
        return self._if_open(truth=True)

    def _if_open(self, *, truth: bool) -> Truths:
        if not self.nullable:
            return self
        return Truths.of(truth=truth) if self.fixed else Truths(self.formula.filled(formulas.truth(truth)))


def truths(certain: Truths, possible: Truths) -> Truths:
    """True where certain, False where not even possible, open in between."""
    yes, no = certain.certain(), ~possible.possible()
    if (yes.fixed and yes.held) or (no.fixed and no.held):
        return Truths.of(truth=yes.fixed and yes.held)
    if yes.fixed and no.fixed:
        return Truths.of(truth=None)
    settled = when(no.formula, _FALSE)
    if no.fixed:
        settled = when(yes.formula, _TRUE)
    elif not yes.fixed:
        settled = when(yes.formula, _TRUE, settled)
    return Truths(settled, nullable=True)


def chosen(condition: Truths, yes: Wholes | None, no: Wholes | None) -> Wholes | None:
    """`yes` where the condition holds, otherwise (also where it is open) `no`; None means null on every row."""
    if condition.fixed:
        return yes if condition.held else no
    if yes is None or no is None:
        given, where = (no, ~condition.certain()) if yes is None else (yes, condition)
        if given is None:
            return None
        held = when(where.formula, given.formula)
        return Wholes(held, given.least, given.most, nullable=True)
    if yes.fixed and _is(no, yes.held):
        return yes
    if yes.fixed and no.choice is not None and _is(no.choice.yes, yes.held):
        return chosen(condition | no.choice.condition, yes, no.choice.no)
    few = yes.known and no.known and len(yes.known) + len(no.known) <= _FEW
    return Wholes(
        when(condition.formula, yes.formula, no.formula),
        min(yes.least, no.least),
        max(yes.most, no.most),
        nullable=yes.nullable or no.nullable,
        choice=ChosenNumber(condition, yes, no) if few else None,
    )


def least_of(a: Wholes, b: Wholes) -> Wholes:
    """The smaller of two; where one is null, the other."""
    if a.most <= b.least and not a.nullable:
        return a
    if b.most <= a.least and not b.nullable:
        return b
    if _few(a, b):
        return _by_choice(least_of, a, b)
    always = [part.most for part in (a, b) if not part.nullable]
    found = _of_both(formulas.smallest, a, b, min(a.least, b.least), min(always, default=max(a.most, b.most)))
    return first_if((a <= b) | b.is_null(), a, b, found)


def greatest(a: Wholes, b: Wholes) -> Wholes:
    """The larger of two; where one is null, the other."""
    if a.most <= b.least and not b.nullable:
        return b
    if b.most <= a.least and not a.nullable:
        return a
    if _few(a, b):
        return _by_choice(greatest, a, b)
    always = [part.least for part in (a, b) if not part.nullable]
    found = _of_both(formulas.largest, a, b, max(always, default=min(a.least, b.least)), max(a.most, b.most))
    return first_if((b <= a) | b.is_null(), a, b, found)


def first_if(ahead: Truths, a: Wholes, b: Wholes, found: Wholes) -> Wholes:
    """What was `found` of two numbers, written as the first where it is `ahead` and otherwise the second.

    Engines compute that faster where either may be null; only if both are columns, so that nothing is computed twice.
    """
    columns = all(number.plain or number.fixed for number in (a, b))
    if not columns or not (a.nullable or b.nullable):
        return found
    return evolve(found, held=when(ahead.formula, a.formula, b.formula))


# -- helpers --------------------------------------------------------------------------------------------------


def _is(number: Wholes, value: int) -> bool:
    return number.fixed and bool(number.held == value)


def _same(x: Any, y: Any) -> Any:
    return x.equals(y) if isinstance(x, Formula) else x == y


def _joined(operation: Callable[[Any, Any], Any], a: Wholes, b: Wholes, least: int, most: int) -> Wholes:
    if b.fixed and a.known:
        return a.each(lambda x: operation(x, b.held))
    if a.fixed and b.known:
        return b.each(lambda y: operation(a.held, y))
    return Wholes(operation(a.formula, b.formula), least, most, nullable=a.nullable or b.nullable)


def _compared(operation: Callable[[Any, Any], Any], a: Wholes, b: Wholes) -> Truths:
    if a.fixed and b.fixed:
        return Truths.of(truth=operation(a.held, b.held))
    return Truths(operation(a.formula, b.formula), nullable=a.nullable or b.nullable)


def _of_both(operation: Callable[[Any, Any], Any], a: Wholes, b: Wholes, least: int, most: int) -> Wholes:
    return Wholes(operation(a.formula, b.formula), least, most, nullable=a.nullable and b.nullable)


def _few(a: Wholes, b: Wholes) -> bool:
    return bool(a.known and b.known) and len(a.known) * len(b.known) <= _FEW


def _by_choice(operation: Callable[[Wholes, Wholes], Wholes], a: Wholes, b: Wholes) -> Wholes:
    """Apply an operation to each alternative of a choice: often the result is settled without the other operand."""
    first_, other = (a, b) if a.choice is not None else (b, a)
    choice = first_.choice
    assert choice is not None, "the smaller of two fixed numbers is known in advance"
    return present(chosen(choice.condition, operation(choice.yes, other), operation(choice.no, other)))


def present(number: Wholes | None) -> Wholes:
    """Assert that the choice is not null on every row."""
    assert number is not None, "neither branch was null on every row"
    return number
