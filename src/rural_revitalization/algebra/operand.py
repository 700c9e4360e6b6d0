"""The operations that a value must support for rules to compute with it.

Plain values (`bool`, `Decimal`, `int`) compute as Python does. Every other kind of value - a range, a
dataframe column - is an `Operand`: it implements the operations named here once, for arguments any of which may
be its own kind, a lesser kind or plain. Rules never learn which kind they were given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar, Final, Generic, NoReturn, TypeVar

from attrs import field, frozen

from ..errors import InvalidInput, Mismatch, Undecided, shown

V = TypeVar("V")
N = TypeVar("N", int, Decimal)

Operation = Callable[..., Any]


class Operand(Generic[V]):
    """A non-plain value that the operations of `algebra` accept.

    Where kinds meet, the one with the higher `rank`, at least 1, carries the operation out. Operands refuse `bool()`
    and `==`, so that an open question never passes for an answer.
    """

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]
    rank: ClassVar[int]

    def __init_subclass__(cls) -> None:
        lacking = [name for name in OPERATIONS if not hasattr(cls, name)]
        if lacking:
            raise TypeError(f"{cls.__name__} does not implement {', '.join(lacking)}")

    @property
    def about(self) -> frozenset[str]:
        """The facts this operand depends on, for messages."""
        return frozenset()

    # -- the operations that a kind of operand implements, as static methods --------------------------

    both: ClassVar[Operation]  # a & b
    either: ClassVar[Operation]  # a | b
    not_: ClassVar[Operation]  # not a
    plus: ClassVar[Operation]  # a + b
    minus: ClassVar[Operation]  # a - b
    below: ClassVar[Operation]  # a < b
    at_most: ClassVar[Operation]  # a <= b
    when: ClassVar[Operation]  # condition, yes, no: `yes` where the condition holds, otherwise `no`
    minimum: ClassVar[Operation]  # a, b
    maximum: ClassVar[Operation]  # a, b
    one_of: ClassVar[Operation]  # number, options: whether a count is among plain options
    split: ClassVar[Operation]  # amount, rate: a share of an amount, half-up to the fen, and what remains
    times: ClassVar[Operation]  # amount, number: an amount as often as a count says
    prorated: ClassVar[Operation]  # amount, rate, part, days, day_count: the product by day_count, rounded once
    per_head: ClassVar[Operation]  # total, heads: the quotient, rounded once
    banded: ClassVar[Operation]  # cost, deductible, bands, uplift, ceiling, on_whole: what bands pay, and leave

    # -- what is asked of records and of figures, never in a rule's `compute` --------------------------

    @property
    def recorded(self) -> Any:
        """Whether the value is known: a truth that is never open."""
        return False

    @property
    def open_truth(self) -> Any:
        """A truth that is open for want of this value."""
        raise TypeError(f"{type(self).__name__} leaves no truth open")

    @property
    def is_set(self) -> Any:
        """Whether a figure was set: true of every value but `UNSET`."""
        return True

    def otherwise(self, _fallback: Any) -> Any:
        """The figure itself, since it was set."""
        return self

    # -- what every operand refuses -----------------------------------------------------------------

    def __bool__(self) -> NoReturn:
        raise Undecided("an operand has no truth value of its own", self.about)

    def __eq__(self, other: object) -> NoReturn:
        raise Undecided("operands are not compared with ==", self.about)

    def __ne__(self, other: object) -> NoReturn:
        raise Undecided("operands are not compared with !=", self.about)

    def __invert__(self) -> NoReturn:
        raise Undecided("~ is not negation, use not_()", self.about)

    # -- Python's operators, by way of the operations ------------------------------------------------

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
    """The rank of a kind of value; 0 for plain values."""
    rank = _RANKS.get(kind)
    if rank is None:
        rank = _RANKS[kind] = kind.rank if issubclass(kind, Operand) else 0
    return rank


class NoCeiling:
    """A ceiling (封顶线) that is known not to exist. There is one of it: `NO_CEILING`; in JSON, `"none"`.

    Not the same as a ceiling that nobody recorded.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return "NO_CEILING"

    def __reduce__(self) -> str:
        return "NO_CEILING"


NO_CEILING = NoCeiling()


class Unset:
    """A figure that may be left out and was (未设定). There is one of it: `UNSET`.

    Not a stated 0, and not a figure that no document states: `algebra.otherwise` says what holds in its place.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"


UNSET = Unset()

PLAIN: Final = frozenset((bool, int, Decimal, NoCeiling))
"""The types of plain values. Telling them first is quick; asking whether they are operands is not."""

Truth = bool | Operand[bool]
Amount = Decimal | Operand[Decimal]
Rate = Decimal | Operand[Decimal]
Number = int | Operand[int]
Ceiling = Decimal | NoCeiling | Operand[Decimal]


class MeasuredOn(StrEnum):
    """What the limits of bands are measured on: the whole cost, or what exceeds the deductible."""

    WHOLE = "whole"
    EXCESS = "excess"


def _base(given: MeasuredOn | str) -> MeasuredOn:
    try:
        return MeasuredOn(given)
    except ValueError:
        raise InvalidInput([Mismatch("measured_on", "whole or excess", shown(given))]) from None


@frozen
class Band:
    """One band of a schedule (分段): its upper limit in yuan (inclusive; None = no limit) and the share it pays."""

    up_to: Decimal | None
    rate: Rate


def _checked(given: Iterable[Band]) -> tuple[Band, ...]:
    bands = tuple(given)
    limits = [band.up_to if isinstance(band, Band) else band for band in bands]
    ends = [limit for limit in limits if limit is not None]
    fit = bands and all(isinstance(limit, Decimal) and limit.is_finite() and limit > 0 for limit in ends)
    if not fit or limits[-1] is not None or len(ends) != len(limits) - 1 or ends != sorted(set(ends)):
        expected = "bands with limits in yuan that ascend from above 0, and none for the last"
        raise InvalidInput([Mismatch("bands", expected, shown(limits))])
    return bands


@frozen
class Schedule:
    """Bands that ascend, and what their limits are measured on (分段支付标准); only the last has no limit.

    `measured_on` has no default, since practice differs: `"whole"`, the whole cost, or `"excess"`, what exceeds the
    deductible. Raises `InvalidInput` for bands or a base that are none.

    >>> Schedule([Band(Decimal("50000"), Decimal("0.60")), Band(None, Decimal("0.70"))], measured_on="whole").on_whole
    True
    """

    bands: tuple[Band, ...] = field(converter=_checked)
    measured_on: MeasuredOn = field(kw_only=True, converter=_base)

    @property
    def on_whole(self) -> bool:
        """Whether limits are measured on the whole cost."""
        return self.measured_on is MeasuredOn.WHOLE
