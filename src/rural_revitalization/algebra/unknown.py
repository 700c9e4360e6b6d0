"""An unrecorded value, as the range it lies in and the facts that would determine it.

Each operation maps ranges to the narrowest range that contains every outcome, treating its arguments as independent.
If both ends coincide, the result is a plain value and the facts are dropped. An end of `None` is unbounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Final, final

from attrs import field, frozen

from ..errors import InvalidInput, Mismatch, shown
from .exact import EXACT, ONE, ZERO, half_up, quotient
from .operand import NO_CEILING, Band, Operand, V
from .plain import check_number, paid_by_bands, raised

Ends = tuple[Any, Any]

_INFINITY: Final = Decimal("Infinity")
_MINUS_INFINITY: Final = Decimal("-Infinity")
_NONE: Final[frozenset[str]] = frozenset()
_PLAIN: Final = (bool, int, Decimal)


def _names(facts: Iterable[str] | str) -> frozenset[str]:
    return frozenset((facts,) if isinstance(facts, str) else facts)


@final
@frozen(eq=False, repr=False)
class Unknown(Operand[V]):
    """A value between `low` and `high` that depends on the named `facts` (未登记).

    Both ends are inclusive; `None` is unbounded. The ends are False and True, two amounts or rates, or two counts.
    Raises `InvalidInput` if the ends are out of order, equal, or of different kinds, or if no fact is named.

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
            raise _refused("low", "two bools, two Decimals or two ints", f"{shown(low)} and {shown(high)}")
        if kinds == {bool} and (low, high) != (False, True):
            raise _refused("low", "False to True", f"{shown(low)} to {shown(high)}")
        if len(ends) == 2 and not low < high:  # type: ignore[operator]
            raise _refused("low", "a low end less than the high end", f"{shown(low)} and {shown(high)}")
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
        return self if self.low is False else _made(False, True, self.facts)  # type: ignore[return-value]

    def holds(self, value: object) -> bool:
        """Test whether a plain value lies within the range.

        >>> Unknown(Decimal("1"), None, {"income"}).holds(Decimal("0.99"))
        False
        """
        low, high = _ends(self)
        low_end, high_end = _ends(value)
        same_kind = (type(low) is bool) is (type(low_end) is bool)
        return bool(same_kind and low <= low_end and high_end <= high)

    # -- truth values ---------------------------------------------------------------------------------

    @staticmethod
    def both(a: Any, b: Any) -> Any:
        _truth(a), _truth(b)
        if a is False or b is False:
            return False
        if a is True or a is b:
            return b
        return a if b is True else _made(False, True, a.facts | b.facts)

    @staticmethod
    def either(a: Any, b: Any) -> Any:
        _truth(a), _truth(b)
        if a is True or b is True:
            return True
        if a is False or a is b:
            return b
        return a if b is False else _made(False, True, a.facts | b.facts)

    @staticmethod
    def not_(a: Any) -> Any:
        return _made(False, True, a.facts) if type(_truth(a)) is Unknown else not a

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
        if a is b:
            return True
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
            raise TypeError("both branches must be truth values, or both numbers")
        return _range(min(yl, nl), max(yh, nh), condition, yes, no)

    @staticmethod
    def one_of(number: Any, options: Sequence[int]) -> Any:
        low, high = _numbers(number)
        inside = {option for option in options if low <= option <= high}
        certain = high != _INFINITY and low != _MINUS_INFINITY and len(inside) == high - low + 1
        return _range(certain, bool(inside), number)

    # -- amounts --------------------------------------------------------------------------------------

    @staticmethod
    def split(amount: Any, rate: Any) -> tuple[Any, Any]:
        (al, ah), (rl, rh) = _numbers(amount), _numbers(rate)
        if rl == 1 == rh:
            return amount, ZERO
        parts, rests = zip(*[_split(end, share) for end in _unique(al, ah) for share in _unique(rl, rh)], strict=True)
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
        top_position = _position(ch, dl, on_whole)
        reached = _reached(dl if on_whole else ZERO, top_position, bands)
        rates = _relevant_rates([bands[at] for at in reached if fewest[at] != most[at]], uplift)
        due = _range(_paid(cl, dh, fewest, on_whole), _paid(ch, dl, most, on_whole), cost, deductible, *rates)
        paid = Unknown.minimum(due, ceiling)
        if cl is ch or type(paid) is not Unknown:
            return paid, Unknown.minus(cost, paid)
        top = _limits(ceiling)
        low = _unpaid(cl, dl, most, on_whole, top[1])
        high = _unpaid(ch, dh, fewest, on_whole, top[0])
        # If every band reached pays in full, a higher cost leaves no more to pay.
        beyond = _reached(_position(cl, dh, on_whole), top_position, bands)
        flat = paid is due and cl >= dh and all(fewest[at][1] == 1 for at in beyond)
        return paid, _range(low, high, *((deductible, *rates) if flat else (cost, paid)))


# -- ranges and ends --------------------------------------------------------------------------------------


def _refused(path: str, expected: str, given: str) -> InvalidInput:
    return InvalidInput([Mismatch(path, expected, given)], about="Unknown")


def _ends(value: Any) -> Ends:
    """Return both ends of a plain value or a range, infinite if unbounded."""
    # By exact type, which is fast: `Unknown` is final.
    if type(value) is Unknown:
        low, high = value.low, value.high
        return (_MINUS_INFINITY if low is None else low, _INFINITY if high is None else high)
    if value is NO_CEILING:
        return _INFINITY, _INFINITY
    if value is not True and value is not False:
        check_number(value)
    return value, value


def _limits(value: Any) -> Ends:
    """Return the ends of a number or a ceiling."""
    ends = _ends(value)
    if type(ends[0]) is bool:
        raise TypeError("expected a number, got a truth value")
    return ends


def _numbers(value: Any) -> Ends:
    if type(value) is Decimal and value.is_finite():
        return value, value
    if value is NO_CEILING:
        raise TypeError("NO_CEILING is not a number: use it as a ceiling, in minimum() or in when(), not in arithmetic")
    return _limits(value)


def _truth(value: Any) -> Any:
    if value is True or value is False or (type(value) is Unknown and value.low is False):
        return value
    _ends(value)  # which refuses what is no number either
    raise TypeError("expected a truth value, got a number")


def _range(low: Any, high: Any, *operands: Any) -> Any:
    if low == high:
        return low
    if type(low) is not type(high) and _finite(low) and _finite(high):
        low, high = Decimal(low), Decimal(high)
    facts = _NONE.union(*[operand.facts for operand in operands if type(operand) is Unknown])
    return _made(None if low == _MINUS_INFINITY else low, None if high == _INFINITY else high, facts)


def _made(low: Any, high: Any, facts: frozenset[str]) -> Any:
    """Build the range that an operation computed, without validation."""
    found: Unknown[Any] = _NEW(Unknown)
    _SET_LOW(found, low)
    _SET_HIGH(found, high)
    _SET_FACTS(found, facts)
    return found


# Slot setters that bypass the frozen `__init__` and its checks.
_NEW: Final = object.__new__
_SET_LOW, _SET_HIGH, _SET_FACTS = (getattr(Unknown, name).__set__ for name in ("low", "high", "facts"))


# -- arithmetic on ends -----------------------------------------------------------------------------------


def _finite(end: Any) -> bool:
    return bool(_MINUS_INFINITY < end < _INFINITY)


def _sum(a: Any, b: Any) -> Any:
    return a + b if type(a) is int and type(b) is int else EXACT.add(a, b)


def _difference(a: Any, b: Any) -> Any:
    return a - b if type(a) is int and type(b) is int else EXACT.subtract(a, b)


def _product(a: Any, b: Any) -> Any:
    return ZERO if a == 0 or b == 0 else EXACT.multiply(a, b)


def _unique(low: Any, high: Any) -> Ends | tuple[Any]:
    """Return the distinct ends of a number."""
    return (low,) if low is high else (low, high)


def _split(amount: Any, rate: Any) -> Ends:
    """Split an end into a share and the remainder."""
    product = _product(amount, rate)
    part = half_up(product) if _finite(product) else product
    if _finite(amount):
        return part, EXACT.subtract(amount, part)
    return part, ZERO if rate == 1 else amount if rate < 1 else EXACT.minus(amount)


def _fraction(amount: Any, numerator: Any, denominator: Any) -> Any:
    if denominator == _INFINITY:
        return ZERO
    product = _product(amount, numerator)
    return quotient(product, denominator) if _finite(product) else product


def _position(cost: Any, deductible: Any, on_whole: bool) -> Any:
    """Return the position of a cost on the scale of the band limits."""
    return cost if on_whole else EXACT.subtract(cost, deductible)


def _reached(least: Any, most: Any, bands: Sequence[Band]) -> list[int]:
    """Return the indices of the bands that overlap two positions."""
    ends = [_INFINITY if band.up_to is None else band.up_to for band in bands]
    starts = [ZERO, *ends[:-1]]
    return [at for at, end in enumerate(ends) if starts[at] < most and end > least]


def _relevant_rates(bands: Sequence[Band], uplift: Any) -> list[Any]:
    """Return the rates, and the uplift, that affect the result; a rate capped at 1 throughout does not."""
    (ul, uh), relevant = _numbers(uplift), []
    for band in bands:
        rl, rh = _numbers(band.rate)
        if raised(rl, ul) != raised(rl, uh):
            relevant.append(uplift)
        if raised(rl, ul) != raised(rh, ul):
            relevant.append(band.rate)
    return relevant


def _paid(cost: Any, deductible: Any, bands: Sequence[tuple[Any, Any]], on_whole: bool) -> Any:
    if deductible == _INFINITY or cost <= deductible:
        return ZERO
    if _finite(cost):
        return paid_by_bands(cost, deductible, bands, on_whole)
    if bands[-1][1] > 0:
        return _INFINITY
    return paid_by_bands(_beyond(deductible, bands), deductible, bands, on_whole)


def _unpaid(cost: Any, deductible: Any, bands: Sequence[tuple[Any, Any]], on_whole: bool, ceiling: Any) -> Any:
    if not _finite(cost):
        if deductible == _INFINITY or ceiling != _INFINITY or bands[-1][1] < 1:
            return _INFINITY
        cost = _beyond(deductible, bands)
    return EXACT.subtract(cost, min(_paid(cost, deductible, bands, on_whole), ceiling))


def _beyond(deductible: Any, bands: Sequence[tuple[Any, Any]]) -> Any:
    """Return a cost above every limit, beyond which only the last band applies."""
    limits = [up_to for up_to, _ in bands if up_to is not None]
    return EXACT.add(deductible, max(limits, default=ZERO))
