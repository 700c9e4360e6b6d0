"""A value nobody recorded, as the range it must lie in and the facts that would settle it.

Each operation maps ranges to the narrowest range that holds every outcome, taking its arguments as independent.
Where the two ends meet, the value is known again and the facts drop out. An end that is `None` is unbounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Final, final

from attrs import field, frozen

from ..errors import InvalidInput, Mismatch, shown
from .exact import EXACT, ONE, ZERO, half_up, quotient
from .operand import NO_CEILING, Band, Operand, V
from .plain import paid_by_bands, raised

Ends = tuple[Any, Any]

_INFINITE: Final = Decimal("Infinity")
_ENDLESS: Final = Decimal("-Infinity")
_NONE: Final[frozenset[str]] = frozenset()
_PLAIN: Final = (bool, int, Decimal)


def _names(facts: Iterable[str] | str) -> frozenset[str]:
    return frozenset((facts,) if isinstance(facts, str) else facts)


@final
@frozen(eq=False, repr=False)
class Unknown(Operand[V]):
    """A value that lies between `low` and `high` and depends on the named `facts` (未登记).

    Both ends are included; `None` is unbounded. The ends are two truths, two amounts or rates, or two counts. Raises
    `InvalidInput` where the ends are out of order, meet, or are of different kinds, or where no fact is named.

    >>> Unknown(False, True, {"disability_grade"}) & False
    False
    >>> Decimal("90") - Unknown(Decimal("10"), None, {"deductible"})
    Unknown(None, Decimal('80'), {'deductible'})
    """

    low: V | None
    high: V | None
    facts: frozenset[str] = field(converter=_names)
    rank: ClassVar[int] = 1

    def __attrs_post_init__(self) -> None:
        low, high = self.low, self.high
        ends = [end for end in (low, high) if end is not None]
        if any(isinstance(end, Decimal) and not end.is_finite() for end in ends):
            raise _refused("low", "finite ends, or None", f"{shown(low)} and {shown(high)}")
        kinds = {type(end) for end in ends}
        if not kinds <= set(_PLAIN) or len(kinds) > 1:
            raise _refused("low", "two truths, two Decimals or two ints", f"{shown(low)} and {shown(high)}")
        if kinds == {bool} and (low, high) != (False, True):
            raise _refused("low", "False to True", f"{shown(low)} to {shown(high)}")
        if len(ends) == 2 and not low < high:  # type: ignore[operator]
            raise _refused("low", "a low end below the high one", f"{shown(low)} and {shown(high)}")
        if not self.facts or not all(isinstance(name, str) and name for name in self.facts):
            raise _refused("facts", "the name of at least one missing fact", "none")

    def __repr__(self) -> str:
        facts = ", ".join(repr(name) for name in sorted(self.facts))
        return f"Unknown({self.low!r}, {self.high!r}, {{{facts}}})"

    @property
    def about(self) -> frozenset[str]:
        return self.facts

    @property
    def open_truth(self) -> Unknown[bool]:
        return self if self.low is False else _made(False, True, (self,))  # type: ignore[return-value]

    def holds(self, value: object) -> bool:
        """Whether a plain value lies within the range.

        >>> Unknown(Decimal("1"), None, {"income"}).holds(Decimal("0.99"))
        False
        """
        low, high = _ends(self)
        low_end, high_end = _ends(value)
        same_kind = (type(low) is bool) is (type(low_end) is bool)
        return bool(same_kind and low <= low_end and high_end <= high)

    # -- truths ---------------------------------------------------------------------------------------

    @staticmethod
    def both(a: Any, b: Any) -> Any:
        _truth(a), _truth(b)
        if a is False or b is False:
            return False
        if a is True or a is b:
            return b
        return a if b is True else _open(a, b)

    @staticmethod
    def either(a: Any, b: Any) -> Any:
        _truth(a), _truth(b)
        if a is True or b is True:
            return True
        if a is False or a is b:
            return b
        return a if b is False else _open(a, b)

    @staticmethod
    def not_(a: Any) -> Any:
        return _open(a) if type(_truth(a)) is Unknown else not a

    # -- numbers --------------------------------------------------------------------------------------

    @staticmethod
    def plus(a: Any, b: Any) -> Any:
        (al, ah), (bl, bh) = _numbers(a), _numbers(b)
        return _range(_sum(al, bl), _sum(ah, bh), a, b)

    @staticmethod
    def minus(a: Any, b: Any) -> Any:
        (al, ah), (bl, bh) = _numbers(a), _numbers(b)
        return _range(_difference(al, bh), _difference(ah, bl), a, b)

    @staticmethod
    def below(a: Any, b: Any) -> Any:
        (al, ah), (bl, bh) = _numbers(a), _numbers(b)
        return _range(ah < bl, al < bh, a, b)

    @staticmethod
    def at_most(a: Any, b: Any) -> Any:
        (al, ah), (bl, bh) = _numbers(a), _numbers(b)
        return _range(ah <= bl, al <= bh, a, b)

    @staticmethod
    def minimum(a: Any, b: Any) -> Any:
        (al, ah), (bl, bh) = _limits(a), _limits(b)
        if ah <= bl:
            return a
        if bh <= al:
            return b
        return _range(min(al, bl), min(ah, bh), a, b)

    @staticmethod
    def maximum(a: Any, b: Any) -> Any:
        (al, ah), (bl, bh) = _numbers(a), _numbers(b)
        if al >= bh:
            return a
        if bl >= ah:
            return b
        return _range(max(al, bl), max(ah, bh), a, b)

    @staticmethod
    def when(condition: Any, yes: Any, no: Any) -> Any:
        _truth(condition)
        if condition is True or (yes is NO_CEILING and no is NO_CEILING):
            return yes
        if condition is False:
            return no
        (yl, yh), (nl, nh) = _ends(yes), _ends(no)
        if (type(yl) is bool) is not (type(nl) is bool):
            raise TypeError("a choice is between two truths or two numbers")
        return _range(min(yl, nl), max(yh, nh), condition, yes, no)

    @staticmethod
    def one_of(number: Any, options: Sequence[int]) -> Any:
        low, high = _numbers(number)
        inside = {option for option in options if low <= option <= high}
        certain = high != _INFINITE and low != _ENDLESS and len(inside) == high - low + 1
        return _range(certain, bool(inside), number)

    # -- amounts --------------------------------------------------------------------------------------

    @staticmethod
    def split(amount: Any, rate: Any) -> tuple[Any, Any]:
        (al, ah), (rl, rh) = _numbers(amount), _numbers(rate)
        if rl == 1 == rh:
            return amount, ZERO
        parts, rests = zip(*[_parted(end, share) for end in _apart(al, ah) for share in _apart(rl, rh)], strict=True)
        return _range(min(parts), max(parts), amount, rate), _range(min(rests), max(rests), amount, rate)

    @staticmethod
    def times(amount: Any, number: Any) -> Any:
        (al, ah), (nl, nh) = _numbers(amount), _numbers(number)
        return _range(_product(al, nh if al < 0 else nl), _product(ah, nl if ah < 0 else nh), amount, number)

    @staticmethod
    def prorated(amount: Any, rate: Any, part: Any, days: Any, day_count: Any) -> Any:
        (al, ah), (rl, rh), (pl, ph) = _numbers(amount), _numbers(rate), _numbers(part)
        (dl, dh), (cl, ch) = _numbers(days), _numbers(day_count)
        least, most = (_product(_product(rl, pl), dl), ch), (_product(_product(rh, ph), dh), cl)
        low = _fraction(al, *(most if al < 0 else least))
        high = _fraction(ah, *(least if ah < 0 else most))
        return _range(low, high, amount, rate, part, days, day_count)

    @staticmethod
    def per_head(total: Any, heads: Any) -> Any:
        (tl, th), (hl, hh) = _numbers(total), _numbers(heads)
        low = _fraction(tl, ONE, hl if tl < 0 else hh)
        return _range(low, _fraction(th, ONE, hh if th < 0 else hl), total, heads)

    @staticmethod
    def banded(
        cost: Any, deductible: Any, bands: Sequence[Band], uplift: Any, ceiling: Any, on_whole: bool
    ) -> tuple[Any, Any]:
        (cl, ch), (dl, dh), (ul, uh) = _numbers(cost), _numbers(deductible), _numbers(uplift)
        fewest = [(band.up_to, raised(_numbers(band.rate)[0], ul)) for band in bands]
        most = [(band.up_to, raised(_numbers(band.rate)[1], uh)) for band in bands]
        top_place = _place(ch, dl, on_whole)
        reached = _reached(dl if on_whole else ZERO, top_place, bands)
        telling = _telling_rates([bands[at] for at in reached if fewest[at] != most[at]], uplift)
        due = _range(_paid(cl, dh, fewest, on_whole), _paid(ch, dl, most, on_whole), cost, deductible, *telling)
        paid = Unknown.minimum(due, ceiling)
        if cl is ch or type(paid) is not Unknown:
            return paid, Unknown.minus(cost, paid)
        top = _limits(ceiling)
        low = _left(cl, dl, most, on_whole, top[1])
        high = _left(ch, dh, fewest, on_whole, top[0])
        # Where all of the cost is paid from its least on, more of it leaves no more to pay.
        beyond = _reached(_place(cl, dh, on_whole), top_place, bands)
        flat = paid is due and cl >= dh and all(fewest[at][1] == 1 for at in beyond)
        return paid, _range(low, high, *((deductible, *telling) if flat else (cost, paid)))


# -- ends, and back ---------------------------------------------------------------------------------------


def _refused(path: str, expected: str, given: str) -> InvalidInput:
    return InvalidInput([Mismatch(path, expected, given)], about="Unknown")


def _ends(value: Any) -> Ends:
    """Both ends of a plain value or a range, infinite where unbounded."""
    # By exact type, since `Unknown` has no heirs, and asking an abstract class takes longer than the arithmetic.
    if type(value) is Unknown:
        low, high = value.low, value.high
        return (_ENDLESS if low is None else low, _INFINITE if high is None else high)
    if value is NO_CEILING:
        return _INFINITE, _INFINITE
    if isinstance(value, _PLAIN):
        return value, value
    raise TypeError(f"rules compute with bool, int, Decimal and operands, not {type(value).__name__}")


def _limits(value: Any) -> Ends:
    """The ends of a number or a ceiling."""
    ends = _ends(value)
    if type(ends[0]) is bool:
        raise TypeError("a truth was given where rules need a number")
    return ends


def _numbers(value: Any) -> Ends:
    if type(value) is Decimal:
        return value, value
    if value is NO_CEILING:
        raise TypeError("NO_CEILING is no amount: it can be chosen and cap an amount, not be computed with")
    return _limits(value)


def _truth(value: Any) -> Any:
    if value is not True and value is not False and type(_ends(value)[0]) is not bool:
        raise TypeError("a number was given where rules need a truth")
    return value


def _open(*operands: Unknown[Any]) -> Any:
    return _made(False, True, operands)


def _range(low: Any, high: Any, *operands: Any) -> Any:
    if low == high:
        return low
    if type(low) is not type(high) and _finite(low) and _finite(high):
        low, high = Decimal(low), Decimal(high)
    return _made(None if low == _ENDLESS else low, None if high == _INFINITE else high, operands)


def _made(low: Any, high: Any, operands: Iterable[Any]) -> Any:
    """A range computed by an operation, built without repeating the checks."""
    facts = _NONE
    for operand in operands:
        if type(operand) is Unknown:
            facts = facts | operand.facts
    found: Unknown[Any] = _NEW(Unknown)
    _SET_LOW(found, low)
    _SET_HIGH(found, high)
    _SET_FACTS(found, facts)
    return found


# The slots themselves, which take a value without the checks of `__init__`.
_NEW: Final = object.__new__
_SET_LOW, _SET_HIGH, _SET_FACTS = (getattr(Unknown, name).__set__ for name in ("low", "high", "facts"))


# -- arithmetic on ends -----------------------------------------------------------------------------------


def _finite(end: Any) -> bool:
    return bool(_ENDLESS < end < _INFINITE)


def _sum(a: Any, b: Any) -> Any:
    return a + b if type(a) is int and type(b) is int else EXACT.add(a, b)


def _difference(a: Any, b: Any) -> Any:
    return a - b if type(a) is int and type(b) is int else EXACT.subtract(a, b)


def _product(a: Any, b: Any) -> Any:
    return ZERO if a == 0 or b == 0 else EXACT.multiply(a, b)


def _apart(low: Any, high: Any) -> Ends | tuple[Any]:
    """The distinct ends of a number."""
    return (low,) if low is high else (low, high)


def _parted(amount: Any, rate: Any) -> Ends:
    """A share of an end, and what remains."""
    product = _product(amount, rate)
    part = half_up(product) if _finite(product) else product
    if _finite(amount):
        return part, EXACT.subtract(amount, part)
    return part, ZERO if rate == 1 else amount if rate < 1 else EXACT.minus(amount)


def _fraction(amount: Any, numerator: Any, denominator: Any) -> Any:
    if denominator == _INFINITE:
        return ZERO
    product = _product(amount, numerator)
    return quotient(product, denominator) if _finite(product) else product


def _place(cost: Any, deductible: Any, on_whole: bool) -> Any:
    """Where a cost lies among the bands."""
    return cost if on_whole else EXACT.subtract(cost, deductible)


def _reached(least: Any, most: Any, bands: Sequence[Band]) -> list[int]:
    """Which bands have a part between two places."""
    ends = [_INFINITE if band.up_to is None else band.up_to for band in bands]
    starts = [ZERO, *ends[:-1]]
    return [at for at, end in enumerate(ends) if starts[at] < most and end > least]


def _telling_rates(bands: Sequence[Band], uplift: Any) -> list[Any]:
    """The rates, and the uplift, that can make a difference: not where a rate is all of the cost either way."""
    (ul, uh), telling = _numbers(uplift), []
    for band in bands:
        rl, rh = _numbers(band.rate)
        if raised(rl, ul) != raised(rl, uh):
            telling.append(uplift)
        if raised(rl, ul) != raised(rh, ul):
            telling.append(band.rate)
    return telling


def _paid(cost: Any, deductible: Any, bands: Sequence[tuple[Any, Any]], on_whole: bool) -> Any:
    if deductible == _INFINITE or cost <= deductible:
        return ZERO
    if _finite(cost):
        return paid_by_bands(cost, deductible, bands, on_whole)
    if bands[-1][1] > 0:
        return _INFINITE
    return paid_by_bands(_beyond(deductible, bands), deductible, bands, on_whole)


def _left(cost: Any, deductible: Any, bands: Sequence[tuple[Any, Any]], on_whole: bool, ceiling: Any) -> Any:
    if not _finite(cost):
        if deductible == _INFINITE or ceiling != _INFINITE or bands[-1][1] < 1:
            return _INFINITE
        cost = _beyond(deductible, bands)
    return EXACT.subtract(cost, min(_paid(cost, deductible, bands, on_whole), ceiling))


def _beyond(deductible: Any, bands: Sequence[tuple[Any, Any]]) -> Any:
    """A cost past every limit, from which on only the last band counts."""
    limits = [up_to for up_to, _ in bands if up_to is not None]
    return EXACT.add(deductible, max(limits, default=ZERO))
