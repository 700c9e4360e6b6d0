"""The kinds of value a field can hold, each with a strict parser.

Parsers accept only unambiguous values: no `float`, no `bool` for a number, no rounding, no full-width digits, no
underscores, no infinity. They check the form; the field checks its bounds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from numbers import Number
from typing import Any, Final

from attrs import evolve, frozen

from ..algebra.exact import EXACT, FEN, ONE, ZERO
from ..algebra.operand import NO_CEILING, Amount, Band, Rate, Schedule
from ..algebra.unknown import Unknown

_AMOUNT: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,29})(?:\.[0-9]{1,2})?", re.ASCII)
_SHARE: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,29})(?:\.[0-9]{1,12})?", re.ASCII)
_PER_CENT: Final = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,4})?) ?([%％]?)", re.ASCII)
LARGEST_COUNT: Final = 10**6
"""The largest count, as for columns of tables; the smallest is its negative."""
CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Control characters and line breaks, which no key of a record and no name of a place has."""
MOST_DIGITS: Final = 30
_LARGEST: Final = Decimal(f"1E{MOST_DIGITS}")
_FINEST: Final = Decimal("1E-12")


def _never(_: object) -> bool:
    return False


@frozen
class Kind:
    """A kind of value: name, parser, default unit and bounds.

    `parse` returns the value in canonical form, or raises `ValueError`, `TypeError` or `ArithmeticError`. If not
    recorded, an `operand` kind becomes an `Unknown` between `low` and `high` in the facts of a rule; others stay None.
    `settled` is a fast test for values that `parse` would return unchanged; it may return False for some of them.
    """

    name: str
    expected: str
    parse: Callable[[Any], Any]
    unit: str = ""
    low: Any = None
    high: Any = None
    operand: bool = True
    settled: Callable[[Any], bool] = _never


def decimal_text(value: object, pattern: re.Pattern[str]) -> Decimal:
    """Return a `Decimal` from a `Decimal`, an `int` or a `str` that matches the pattern; reject anything else."""
    if type(value) is int:
        value = str(value)
    if isinstance(value, str):
        if not pattern.fullmatch(value):
            raise ValueError
        return Decimal(value)
    if not isinstance(value, Decimal):
        raise TypeError
    if not value.is_finite() or value.copy_abs() >= _LARGEST:
        raise ValueError
    return Decimal(value)


def is_too_large(value: object) -> bool:
    """Whether a number, or a number as text, has more digits before its point than any amount or share may have."""
    if isinstance(value, str):
        return re.fullmatch(rf"-?[0-9]{{{MOST_DIGITS + 1},}}(\.[0-9]*)?", value, re.ASCII) is not None
    number = Decimal(value) if isinstance(value, int) else value
    return isinstance(number, Decimal) and number.is_finite() and number.copy_abs() >= _LARGEST


def _money(value: object) -> Decimal:
    # EXACT traps inexact results: an amount finer than the fen raises ArithmeticError instead of being rounded.
    return EXACT.quantize(decimal_text(value, _AMOUNT), FEN) or ZERO


def _is_fen(value: object) -> bool:
    return type(value) is Decimal and value.same_quantum(FEN) and not value.is_signed() and value < _LARGEST


def _rate(value: object) -> Decimal:
    rate = decimal_text(value, _SHARE)
    EXACT.quantize(rate, _FINEST)
    return rate or Decimal(0)


def of_per_cent(value: object) -> Decimal | None:
    """Return the share that a number in per cent, such as "3.6%" or 3.6, stands for; None for anything else.

    Without the sign, a number up to 1 is a share itself.

    >>> of_per_cent("3.60%"), of_per_cent("65"), of_per_cent(0.65)
    (Decimal('0.036'), Decimal('0.65'), None)
    """
    if isinstance(value, bool) or not isinstance(value, str | Number):
        return None
    found = _PER_CENT.fullmatch(str(value))
    if found is None or (not found[2] and Decimal(found[1]) <= ONE):
        return None
    return EXACT.normalize(EXACT.scaleb(Decimal(found[1]), -2))


def _ceiling(value: object) -> object:
    return NO_CEILING if value is NO_CEILING else _money(value)


def _truth(value: object) -> bool:
    if type(value) is not bool:
        raise TypeError
    return value


def _is_truth(value: object) -> bool:
    return value is True or value is False


def _count(value: object) -> int:
    if type(value) is not int:
        raise TypeError
    return _within(value, -LARGEST_COUNT, LARGEST_COUNT)  # type: ignore[no-any-return]


def _is_count(value: object) -> bool:
    return type(value) is int and value <= LARGEST_COUNT


def _day(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError
    return value


def _text(value: object) -> str:
    if type(value) is not str or not value.strip():
        raise TypeError
    value.encode()  # a lone surrogate, which no file can hold, raises ValueError
    return value


def _line(value: object) -> str:
    if CONTROLS.search(text := _text(value)):
        raise ValueError
    return text


def _shares(value: object) -> tuple[Rate, ...]:
    if not isinstance(value, tuple | list) or not value:
        raise TypeError
    if len(value) == 1 and type(value[0]) is Unknown:  # granted without a stated value
        return tuple(value)
    shares = tuple(map(_share, value))
    if list(shares) != sorted(shares, reverse=True):
        raise ValueError
    return shares


def _sums(value: object) -> tuple[tuple[Amount, Amount], ...]:
    if not isinstance(value, tuple | list) or not value:
        raise TypeError
    sums = tuple(map(_sum, value))
    if type(sums[0][0]) is Unknown and len(sums) == 1:  # granted without a stated value
        return sums
    tiers = [tier for tier, _ in sums]
    if tiers != sorted(set(tiers)):
        raise ValueError
    return sums


def _sum(value: Any) -> tuple[Amount, Amount]:
    """Parse a sum: a table of a pack with `contribution` and `sum`, or the two as a pair."""
    if isinstance(value, Mapping):
        if set(value) != {"contribution", "sum"}:
            raise TypeError
        value = (value["contribution"], value["sum"])
    if not isinstance(value, tuple | list) or len(value) != 2:
        raise TypeError
    tier, fixed = (item if type(item) is Unknown else _within(_money(item), ZERO, _LARGEST) for item in value)
    return tier, fixed


def _schedule(value: object) -> Decimal | Schedule:
    if isinstance(value, Mapping):
        if set(value) != {"bands", "measured_on"} or not isinstance(value["bands"], tuple | list):
            raise TypeError
        value = Schedule(map(_band, value["bands"]), measured_on=value["measured_on"])
    if not isinstance(value, Schedule):
        return _share(value)
    bands = [Band(None if band.up_to is None else _money(band.up_to), _share(band.rate)) for band in value.bands]
    return evolve(value, bands=bands)


def _band(value: Any) -> Band:
    """Parse a band of a pack: a table with `rate` and, except in the last, `up_to`."""
    if not isinstance(value, Mapping) or not {"rate"} <= set(value) <= {"rate", "up_to"}:
        raise TypeError
    up_to = value.get("up_to")
    return Band(None if up_to is None else _money(up_to), _share(value["rate"]))


def _share(value: object) -> Decimal:
    return _within(_rate(value), Decimal(0), ONE)  # type: ignore[no-any-return]


def _within(value: Any, low: Any, high: Any) -> Any:
    if not low <= value <= high:
        raise ValueError
    return value


MONEY: Final = Kind("money", "yuan as Decimal, int or str, to the fen", _money, "yuan", low=ZERO, settled=_is_fen)
CEILING: Final = Kind(
    "ceiling", "yuan as Decimal, int or str, to the fen, or NO_CEILING", _ceiling, "yuan", low=ZERO, settled=_is_fen
)
AREA: Final = Kind(
    "area",
    "square metres as Decimal, int or str, to two places",
    _money,
    "square metres",
    low=ZERO,
    high=Decimal(LARGEST_COUNT),
)
RATE: Final = Kind("rate", "a share of 1 as Decimal, int or str", _rate, "share", low=Decimal(0), high=ONE)
NUMBER: Final = Kind("number", "a number as Decimal, int or str", _rate)
COUNT: Final = Kind("count", "a whole number as int", _count, low=0, settled=_is_count)
TRUTH: Final = Kind("truth", "True or False", _truth, low=False, high=True, settled=_is_truth)
DAY: Final = Kind("date", "a date", _day, operand=False)
TEXT: Final = Kind("text", "text that is not empty, in UTF-8", _text, operand=False)
LINE: Final = evolve(TEXT, parse=_line)
SCHEDULE: Final = Kind(
    "schedule",
    "a share of 1, or ascending bands with shares of 1, their limits measured on the whole or the excess",
    _schedule,
    "share",
    low=Decimal(0),
    high=ONE,
)
SHARES: Final = Kind("shares", "a sequence of shares between 0 and 1 that never rise", _shares, operand=False)
SUMS: Final = Kind(
    "sums", "a sequence of pairs of a contribution and a sum in yuan, contributions ascending", _sums, operand=False
)
