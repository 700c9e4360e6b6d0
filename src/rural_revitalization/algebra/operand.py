"""The interface of values that rules can compute with.

Plain values (`bool`, `Decimal`, `int`) compute as in Python. Every other kind of value - a range, a dataframe column -
is an `Operand`: it implements the operations named here, for arguments of its own kind, of a lower rank, or plain.
Rules do not depend on the kind of value they are given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar, Final, Generic, NoReturn, TypeVar

from attrs import field, frozen

from ..errors import InvalidInput, Mismatch, Undecided, items_of, quoted, raise_if_any, shown, unlike_items

V = TypeVar("V")
N = TypeVar("N", int, Decimal)

Operation = Callable[..., Any]


class Operand(Generic[V]):
    """A non-plain value that the operations of `algebra` accept.

    Where kinds mix, the one with the highest `rank` (at least 1) performs the operation. `bool()` and `==` raise
    `Undecided`, so that an unknown value is never taken for False.
    """

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]
    __array_ufunc__: ClassVar[None] = None  # numbers of NumPy leave the operation to the operand, which refuses them
    rank: ClassVar[int]

    def __init_subclass__(cls) -> None:
        lacking = [name for name in OPERATIONS if not hasattr(cls, name)]
        if lacking:
            raise TypeError(f"{cls.__name__} does not implement {', '.join(lacking)}")

    @property
    def about(self) -> frozenset[str]:
        """The facts this operand depends on, for messages."""
        return frozenset()

    # -- operations that each kind of operand implements, as static methods ---------------------------

    both: ClassVar[Operation]  # a & b
    either: ClassVar[Operation]  # a | b
    not_: ClassVar[Operation]  # not a
    plus: ClassVar[Operation]  # a + b
    minus: ClassVar[Operation]  # a - b
    below: ClassVar[Operation]  # a < b
    at_most: ClassVar[Operation]  # a <= b
    when: ClassVar[Operation]  # condition, yes, no: `yes` if the condition holds, otherwise `no`
    minimum: ClassVar[Operation]  # a, b
    maximum: ClassVar[Operation]  # a, b
    one_of: ClassVar[Operation]  # number, options: whether a count is one of some plain options
    split: ClassVar[Operation]  # amount, rate: a share of an amount, half-up to the fen, and the remainder
    times: ClassVar[Operation]  # amount, number: an amount multiplied by a count
    prorated: ClassVar[Operation]  # amount, rate, part, days, day_count: the product / day_count, rounded once
    per_head: ClassVar[Operation]  # total, heads: the quotient, rounded once
    banded: ClassVar[Operation]  # cost, deductible, bands, uplift, ceiling, on_whole: amount paid, and left

    # -- queries on records and figures, not used in a rule's `compute` --------------------------------

    @property
    def recorded(self) -> Any:
        """Whether the value is known; never itself unknown."""
        return False

    @property
    def open_truth(self) -> Any:
        """An unknown truth value that depends on the same facts as this value."""
        raise TypeError(f"{type(self).__name__} does not implement open_truth")

    @classmethod
    def if_stated(cls, stated: Any, answer: Any) -> Any:
        """The answer where it is known whether documents ask for it, otherwise open for want of that alone.

        Of a kind such as columns the result is of that kind, also where it is open on every row.
        """
        return cls.when(stated.recorded, stated & answer, stated.open_truth)

    @property
    def is_set(self) -> Any:
        """Whether a figure was set: True for every value but `UNSET`."""
        return True

    def otherwise(self, _fallback: Any) -> Any:
        """Return the figure itself, since it was set."""
        return self

    # -- operators that every operand rejects -------------------------------------------------------

    def __bool__(self) -> NoReturn:
        raise Undecided("an operand has no truth value of its own", self.about)

    def __eq__(self, other: object) -> NoReturn:
        raise Undecided("operands are not compared with ==", self.about)

    def __ne__(self, other: object) -> NoReturn:
        raise Undecided("operands are not compared with !=", self.about)

    def __invert__(self) -> NoReturn:
        raise Undecided("~ is not negation, use not_()", self.about)

    # -- Python operators, delegating to the operations ----------------------------------------------

    def _yields_to(self, other: Any) -> bool:
        return rank_of(type(other)) > self.rank

    def __and__(self: Operand[bool], other: Truth) -> Truth:
        return NotImplemented if self._yields_to(other) else self.both(self, other)

    def __rand__(self: Operand[bool], other: Truth) -> Truth:
        return self.both(other, self)  # type: ignore[no-any-return]

    def __or__(self: Operand[bool], other: Truth) -> Truth:
        return NotImplemented if self._yields_to(other) else self.either(self, other)

    def __ror__(self: Operand[bool], other: Truth) -> Truth:
        return self.either(other, self)  # type: ignore[no-any-return]

    def __add__(self: Operand[N], other: N | int | Operand[N]) -> N | Operand[N]:
        return NotImplemented if self._yields_to(other) else self.plus(self, other)

    def __radd__(self: Operand[N], other: N | int | Operand[N]) -> N | Operand[N]:
        return self.plus(other, self)  # type: ignore[no-any-return]

    def __sub__(self: Operand[N], other: N | int | Operand[N]) -> N | Operand[N]:
        return NotImplemented if self._yields_to(other) else self.minus(self, other)

    def __rsub__(self: Operand[N], other: N | int | Operand[N]) -> N | Operand[N]:
        return self.minus(other, self)  # type: ignore[no-any-return]

    def __lt__(self: Operand[N], other: N | int | Operand[N]) -> Truth:
        return NotImplemented if self._yields_to(other) else self.below(self, other)

    def __le__(self: Operand[N], other: N | int | Operand[N]) -> Truth:
        return NotImplemented if self._yields_to(other) else self.at_most(self, other)

    def __gt__(self: Operand[N], other: N | int | Operand[N]) -> Truth:
        return NotImplemented if self._yields_to(other) else self.below(other, self)

    def __ge__(self: Operand[N], other: N | int | Operand[N]) -> Truth:
        return NotImplemented if self._yields_to(other) else self.at_most(other, self)


OPERATIONS: Final = tuple(name for name, kind in Operand.__annotations__.items() if kind == "ClassVar[Operation]")
"""The names of the operations that every kind of operand implements."""
_RANKS: Final[dict[type[Any], int]] = {}


def rank_of(kind: type[Any]) -> int:
    """Return the rank of a kind of value; 0 for plain values."""
    rank = _RANKS.get(kind)
    if rank is None:
        rank = _RANKS[kind] = kind.rank if issubclass(kind, Operand) else 0
    return rank


class NoCeiling:
    """Type of `NO_CEILING`, the singleton for a ceiling (封顶线) known not to exist; in JSON, `"none"`.

    Distinct from a ceiling that is not recorded.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return "NO_CEILING"

    def __reduce__(self) -> str:
        return "NO_CEILING"


NO_CEILING = NoCeiling()


class Unset:
    """Type of `UNSET`, the singleton for an optional figure that was left out (未设定).

    Distinct from a stated 0 and from a figure that no document states; `algebra.otherwise` supplies a fallback.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"


UNSET = Unset()

PLAIN: Final = frozenset((bool, int, Decimal, NoCeiling))
"""The exact types of plain values, for checks faster than `isinstance(value, Operand)`."""

Truth = bool | Operand[bool]
Amount = Decimal | Operand[Decimal]
Rate = Decimal | Operand[Decimal]
Area = Decimal | Operand[Decimal]
Number = int | Operand[int]
Ceiling = Decimal | NoCeiling | Operand[Decimal]


class MeasuredOn(StrEnum):
    """Base on which the limits of bands are measured: the whole cost, or its excess over the deductible."""

    WHOLE = "whole"
    EXCESS = "excess"


def _base(given: MeasuredOn | str) -> MeasuredOn:
    try:
        return MeasuredOn(given)
    except ValueError:
        raise InvalidInput([Mismatch("measured_on", "whole or excess", quoted(given))]) from None


@frozen
class Band:
    """One band of a schedule (分段): its upper limit in yuan (inclusive; None = no limit) and the share it pays."""

    up_to: Decimal | None
    rate: Rate


def _checked(given: Iterable[Band]) -> tuple[Band, ...]:
    bands: tuple[Band, ...] = items_of(given)
    raise_if_any(unlike_items("bands", bands, Band), "Schedule")
    limits = [band.up_to for band in bands]
    ends = [limit for limit in limits if limit is not None]
    fit = bands and all(isinstance(limit, Decimal) and limit.is_finite() and limit > 0 for limit in ends)
    if not fit or limits[-1] is not None or len(ends) != len(limits) - 1 or ends != sorted(set(ends)):
        expected = "bands with ascending limits in yuan above 0, and no limit for the last"
        raise InvalidInput([Mismatch("bands", expected, f"[{', '.join(map(shown, limits))}]")])
    return bands


@frozen
class Schedule:
    """Ascending bands and the base of their limits (分段支付标准); only the last band has no limit.

    `measured_on` has no default, since practice differs: `"whole"`, the whole cost, or `"excess"`, the cost above the
    deductible. Raises `InvalidInput` for invalid bands or another base.

    >>> Schedule([Band(Decimal("50000"), Decimal("0.60")), Band(None, Decimal("0.70"))], measured_on="whole").on_whole
    True
    """

    bands: tuple[Band, ...] = field(converter=_checked)
    measured_on: MeasuredOn = field(kw_only=True, converter=_base)

    @property
    def on_whole(self) -> bool:
        """Whether the limits are measured on the whole cost."""
        return self.measured_on is MeasuredOn.WHOLE
