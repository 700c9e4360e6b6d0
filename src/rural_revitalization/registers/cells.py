"""One cell of a register (单元格), read as a value, as not recorded, or refused: never altered, never guessed at.

A raw cell is text, or a number, truth or day where a spreadsheet kept one. What a reader cannot take for exactly one
value it refuses with what it expected; the content is in no error, since it may be anybody's.

What people type is read where it means one thing: full-width digits, blanks around a value, separators of thousands,
amounts in 万元 or 元, days in several ways of writing, days that a spreadsheet turned into a serial number, months
that it turned into a decimal (`202306.0`) or put in short (`Jun-23`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

from attrs import field, frozen

from ..algebra.exact import EXACT
from ..fields.kinds import AREA, COUNT, MONEY, RATE
from ..models import DisabilityKind
from ..models.identity import is_identity_number
from .reasons import RefusalReason

RawCell = str | int | float | bool | date | datetime | time | timedelta | None
"""What a cell of a workbook or of a CSV file holds."""


class Blank(Enum):
    """Why a cell holds no value: it is empty, or says that somebody asked and it cannot be known (不详)."""

    EMPTY = "empty"
    UNKNOWABLE = "unknowable"


class NotRead(ValueError):
    """A cell that is refused; `reason` says what would have been read, and nothing says what it holds."""

    def __init__(self, reason: RefusalReason) -> None:
        self.reason = reason
        super().__init__(reason)


@frozen(order=True)
class Month:
    """A month of a register (年月), which holds no day."""

    year: int
    month: int

    @property
    def first(self) -> date:
        """Its first day: when what began in it began, at the earliest."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day: when what ended in it ended, at the latest."""
        return date(self.year + self.month // 12, self.month % 12 + 1, 1) - timedelta(days=1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


@frozen
class Document:
    """The number of a person's document (证件号码): an identity number, or a disability certificate that begins so.

    A certificate (残疾人证) adds the kind and the grade of disability, and, once it was issued again, how often.
    """

    identity_number: str = field(repr=False)
    disability_kind: DisabilityKind | None = None
    disability_grade: int | None = None
    reissued: int = 0


# -- what a cell is before it is a value --------------------------------------------------------------------------

_FULL_WIDTH: Final = {0xFF01 + at: 0x21 + at for at in range(94)} | {0x3000: 0x20}
_UNSEEN: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_EMPTY: Final = frozenset({"", "/", "\\", "-", "--", "—", "——", "－", "无"})
_UNKNOWABLE: Final = frozenset({"不详", "未知", "不清楚"})
_FORMULA: Final = re.compile(r"[=+\-@]|#(?:N/A|REF|VALUE|DIV/0|NAME|NUM|NULL)")
_MOST_EXACT: Final = 10**15
"""From here on a spreadsheet's number no longer holds every digit that was typed."""


def narrow(text: str) -> str:
    """Return text with plain digits, letters and signs in place of full-width ones, and without what is never seen.

    >>> narrow("９９０１ｘ")
    '9901x'
    """
    return text.translate(_FULL_WIDTH).translate(_UNSEEN)


def tidy(text: str) -> str:
    """Return text in plain characters, raised and without any blank: how numbers of documents are compared.

    >>> tidy(" 99010119700101001ｘ ")
    '99010119700101001X'
    """
    return "".join(narrow(text).split()).upper()


def stripped(text: str) -> str:
    """Return text without the blanks, line breaks and unseen characters around it."""
    return text.translate(_UNSEEN).strip()


def blank(raw: RawCell) -> Blank | None:
    """Return why a cell holds no value; None if it may hold one."""
    if raw is None:
        return Blank.EMPTY
    if not isinstance(raw, str):
        return None
    text = narrow(stripped(raw)).strip()
    return Blank.EMPTY if text in _EMPTY else Blank.UNKNOWABLE if text in _UNKNOWABLE else None


def _digits(raw: RawCell) -> str:
    """A cell as a plain text of a number or a code: what a spreadsheet kept as a number is written out in full.

    A number that a spreadsheet may have shortened or rounded is refused.
    """
    if isinstance(raw, str):
        return narrow(stripped(raw)).strip()
    if raw is None or isinstance(raw, bool | date | time | timedelta) or abs(raw) >= _MOST_EXACT:
        raise ValueError
    text = repr(raw)
    if "e" in text or len(text.strip("-").replace(".", "")) > len(str(_MOST_EXACT)):
        raise ValueError
    return text.removesuffix(".0")


# -- texts --------------------------------------------------------------------------------------------------------


def _text(raw: RawCell) -> str:
    if not isinstance(raw, str):
        raise TypeError
    text = stripped(raw)
    if not text.isprintable() or "\ufffd" in text or _FORMULA.match(narrow(text)):
        raise ValueError
    return text


_LIKE_IDENTITY: Final = re.compile(r"[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}")
"""An identity number, with a wrong check digit or none as well, wherever it stands."""


def _key(raw: RawCell) -> str:
    """The number of a household or person in the register, which is no identity number, for it stands in reports."""
    if not isinstance(raw, str):
        raise TypeError
    key = "".join(narrow(raw).split())
    if not key.isprintable() or "\ufffd" in key or _FORMULA.match(key) or _LIKE_IDENTITY.search(key):
        raise ValueError
    return key


_KINDS: Final[Mapping[str, DisabilityKind]] = MappingProxyType(
    {str(at): kind for at, kind in enumerate(DisabilityKind) if kind is not DisabilityKind.NONE}
)
"""The kinds of disability by the 19th character of a certificate."""
_DOCUMENT: Final = re.compile(
    r"(?P<number>[0-9]{17}[0-9X])"
    r"(?:(?P<kind>[1-7])(?P<grade>[1-4])(?:B(?P<again>[1-9]))?)?"
)


def _document(raw: RawCell) -> Document:
    if not isinstance(raw, str):
        raise TypeError
    found = _DOCUMENT.fullmatch(tidy(raw))
    if found is None or not is_identity_number(found["number"]):
        raise ValueError
    if found["kind"] is None:
        return Document(found["number"])
    return Document(found["number"], _KINDS[found["kind"]], int(found["grade"]), int(found["again"] or 0))


# -- numbers ------------------------------------------------------------------------------------------------------

_NUMBER: Final = re.compile(
    r"(?P<sign>-?)(?P<whole>0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,14})"
    r"(?:\.(?P<part>[0-9]{1,12}))? ?(?P<unit>万元|万|元|个月|年|天|%|)"
)
_YUAN: Final = MappingProxyType({"元": Decimal(1), "万元": Decimal(10_000), "万": Decimal(10_000)})
_MONTHS_IN: Final = MappingProxyType({"个月": Decimal(1), "年": Decimal(12)})
_DAYS_IN: Final = MappingProxyType({"天": Decimal(1)})
_SHARES: Final = MappingProxyType({"%": Decimal("0.01")})


def _number(raw: RawCell) -> tuple[Decimal, str]:
    """The number of a cell, and the unit that it states, if any."""
    found = _NUMBER.fullmatch(_digits(raw))
    if found is None:
        raise ValueError
    whole = found["whole"].replace(",", "")
    return Decimal(f"{found['sign']}{whole}.{found['part'] or 0}"), found["unit"]


def _measured(
    units: Mapping[str, Decimal], unit: str = "", parse: Callable[[Any], Any] = MONEY.parse
) -> Callable[[RawCell], Any]:
    """The reader of what is measured in one of some units: that of the cell, or `unit`. Nothing is nothing in each."""

    def read(raw: RawCell) -> Any:
        number, stated = _number(raw)
        times = units.get(stated or unit)
        if times is None and (stated or number):
            raise ValueError
        return parse(EXACT.multiply(number, times or 1))

    return read


def _percent(raw: RawCell) -> Decimal:
    """A rate in percent. A spreadsheet keeps 4.35% as the number 0.0435, which is not told from 0.0435%."""
    if not isinstance(raw, str) and raw is not None and 0 < abs(Decimal(_digits(raw))) < 1:
        raise ValueError
    return Decimal(_measured(_SHARES, "%", RATE.parse)(raw))


def _plain(raw: RawCell) -> Decimal:
    number, unit = _number(raw)
    if unit:
        raise ValueError
    return number


def _whole(number: Decimal) -> int:
    whole = int(number)
    if whole != number:
        raise ValueError
    return int(COUNT.parse(whole))


def _count(raw: RawCell) -> int:
    return _whole(_plain(raw))


def _area(raw: RawCell) -> Decimal:
    return Decimal(AREA.parse(_plain(raw)))


_TRUE: Final = frozenset({"是", "1", "true"})
_FALSE: Final = frozenset({"否", "0", "false"})


def _truth(raw: RawCell) -> bool:
    if isinstance(raw, bool):
        return raw
    word = _digits(raw).casefold()
    if word not in _TRUE | _FALSE:
        raise ValueError
    return word in _TRUE


# -- days and months ----------------------------------------------------------------------------------------------

_YEAR: Final = "(?P<year>19[0-9]{2}|20[0-9]{2})"
_ZERO: Final = r"(?:\.0)?"
_MIDNIGHT: Final = r"(?:[T ]+0?0:00(?::00(?:\.0+)?)?)?"
_DAYS: Final = (
    re.compile(rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}}){_ZERO}"),
    re.compile(rf"{_YEAR}(?P<by>[-/.])(?P<month>[0-9]{{1,2}})(?P=by)(?P<day>[0-9]{{1,2}}){_MIDNIGHT}"),
    re.compile(rf"{_YEAR}年(?P<month>[0-9]{{1,2}})月(?P<day>[0-9]{{1,2}})日?{_MIDNIGHT}"),
)
_MONTHS: Final = (
    re.compile(rf"{_YEAR}(?P<month>[0-9]{{2}}){_ZERO}"),
    re.compile(rf"{_YEAR}[-/](?P<month>[0-9]{{1,2}})"),
    re.compile(rf"{_YEAR}年(?P<month>[0-9]{{1,2}})月?"),
)
_IN_SHORT: Final = re.compile("(?P<month>[A-Za-z]{3})-(?P<year>[0-9]{2})")
"""How a spreadsheet writes a month into CSV that it took for one, as Jun-22 for 2022-6."""
_SHORT: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LAST_OF_2000S: Final = 29
"""A spreadsheet takes years of two digits up to this for those of 2000 on, others for those before."""
_YEARS: Final = re.compile(rf"{_YEAR}{_ZERO}年?")
_SERIAL: Final = re.compile(rf"(?P<days>[1-9][0-9]{{4}}){_ZERO}")
_BEFORE_SERIALS: Final = date(1899, 12, 30)
_FIRST_SERIAL_OF_MONTHS: Final = 36_526
"""2000-01-01. Five digits from 19000 on would else be a month without its zero: 20235 for 2023-5."""
_LAST_SERIAL: Final = 73_050
"""2099-12-31, the last day that is read in any way of writing."""
_FIRST_KEPT: Final = date(1906, 1, 1)
"""Before it, a number that is shown as a day is a year that was typed (1905-07-14 for 2022), or zero."""


def _serial(text: str, first: int) -> date:
    """The day that a spreadsheet numbers so, counting from 1900."""
    found = _SERIAL.fullmatch(text)
    days = int(found["days"]) if found else 0
    if not first <= days <= _LAST_SERIAL:
        raise ValueError
    return _BEFORE_SERIALS + timedelta(days=days)


def _kept_day(raw: RawCell, first: date = _FIRST_KEPT) -> date | None:
    """The day of a cell that a spreadsheet keeps as one, from a first on; None for any other cell."""
    if isinstance(raw, datetime):
        if (raw.hour, raw.minute, raw.second, raw.microsecond) != (0, 0, 0, 0):
            raise ValueError
        raw = raw.date()
    if not isinstance(raw, date):
        return None
    if not first <= raw <= _BEFORE_SERIALS + timedelta(days=_LAST_SERIAL):
        raise ValueError
    return raw


def _written_day(text: str) -> date | None:
    for form in _DAYS:
        found = form.fullmatch(text)
        if found:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
    return None


def _day(raw: RawCell) -> date:
    kept = _kept_day(raw)
    if kept is not None:
        return kept
    text = _digits(raw)
    return _written_day(text) or _serial(text, first=1)


_TIME: Final = re.compile(r"[T ]+[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?$")


def _moment(raw: RawCell) -> date:
    """The day of a point in time."""
    if isinstance(raw, datetime):
        return _day(raw.date())
    return _day(_TIME.sub("", _digits(raw)) if isinstance(raw, str) else raw)


def _month_in_short(text: str) -> date | None:
    found = _IN_SHORT.fullmatch(text)
    if found is None:
        return None
    year = int(found["year"])
    return date(year + (2000 if year <= _LAST_OF_2000S else 1900), _SHORT.index(found["month"].casefold()) + 1, 1)


def _month(raw: RawCell) -> Month:
    day = _kept_day(raw, _BEFORE_SERIALS + timedelta(days=_FIRST_SERIAL_OF_MONTHS))
    if day is None:
        text = _digits(raw)
        day = _month_in_short(text)
    if day is None:
        for form in _MONTHS:
            found = form.fullmatch(text)
            if found:
                day = date(int(found["year"]), int(found["month"]), 1)
                break
        else:
            day = _written_day(text) or _serial(text, _FIRST_SERIAL_OF_MONTHS)
    return Month(day.year, day.month)


def _year(raw: RawCell) -> int:
    found = _YEARS.fullmatch(_digits(raw))
    if found is None:
        raise ValueError
    return int(found["year"])


# -- all kinds ----------------------------------------------------------------------------------------------------


KINDS: Final[Mapping[str, Callable[[RawCell], Any]]] = MappingProxyType(
    {
        "text": _text,
        "key": _key,
        "document": _document,
        "yuan": _measured(_YUAN, "元"),
        "wan": _measured(_YUAN, "万元"),
        "amount": _measured(_YUAN),
        "months": _measured(_MONTHS_IN, "个月", _whole),
        "years": _measured(_MONTHS_IN, "年", _whole),
        "term": _measured(_MONTHS_IN, "", _whole),
        "days": _measured(_DAYS_IN, "天", _whole),
        "lapse": _measured(_DAYS_IN, "", _whole),
        "percent": _percent,
        "rate": _measured(_SHARES, "", RATE.parse),
        "count": _count,
        "number": _plain,
        "area": _area,
        "truth": _truth,
        "day": _day,
        "moment": _moment,
        "month": _month,
        "year": _year,
    }
)
"""How the cells of each kind of column are read; what is expected of them is the `RefusalReason` of that name."""


UNITS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "amount": MappingProxyType({"元": "yuan", "万元": "wan"}),
        "term": MappingProxyType({"月": "months", "个月": "months", "年": "years"}),
        "lapse": MappingProxyType({"天": "days"}),
        "rate": MappingProxyType({"%": "percent"}),
    }
)
"""The kinds of column whose unit each cell must say, with those of which one is settled, by that unit."""


def unsettled(kind: str) -> str:
    """Return the kind of column with any unit settled away: `amount` for `yuan` and `wan`.

    >>> unsettled("wan"), unsettled("text")
    ('amount', 'text')
    """
    return next((name for name, kinds in UNITS.items() if kind in kinds.values()), kind)


def read_cell(kind: str, raw: RawCell) -> Any:
    """Read a cell of a kind: return its value, or a `Blank`; raise `NotRead` for a cell that is refused.

    >>> read_cell("yuan", "2.1万"), read_cell("month", "202306.0"), read_cell("truth", "不详")
    (Decimal('21000.00'), Month(year=2023, month=6), <Blank.UNKNOWABLE: 'unknowable'>)
    >>> read_cell("month", "2023.1")
    Traceback (most recent call last):
    rural_revitalization.registers.cells.NotRead: a month such as 202206
    """
    return read_as(KINDS[kind], RefusalReason(kind), raw, unless=("无",) if kind == "truth" else ())


def read_code(raw: RawCell, codes: Mapping[str, Any]) -> Any:
    """Read a cell that holds one of a list of codes: return what it means, or a `Blank`; raise `NotRead` for others.

    A code is compared in plain characters, without the blanks around it.

    >>> read_code(" 男 ", {"1": "male", "男": "male"}), read_code(1, {"1": "male", "男": "male"})
    ('male', 'male')
    """
    return read_as(lambda cell: codes[_digits(cell)], RefusalReason("code", codes=tuple(codes)), raw, unless=codes)


def read_codes(raw: RawCell, codes: Mapping[str, Any]) -> Any:
    """Read a cell that holds several codes, joined by commas: return what they mean, or a `Blank`.

    >>> read_codes("残疾,长期慢性病", {"残疾": "disabled", "长期慢性病": "ill"})
    ('disabled', 'ill')
    """
    several = RefusalReason("codes", codes=tuple(codes))
    return read_as(lambda cell: tuple(codes[narrow(item).strip()] for item in _items(cell)), several, raw, unless=codes)


def items(raw: RawCell) -> Any:
    """Read a cell that holds several words, joined by commas: return them, or a `Blank`; raise `NotRead` for others."""
    return read_as(_words, RefusalReason("items"), raw)


_NO_WORD: Final = frozenset({"是", "否", "有", "没有", "无", "暂无", "未享受", "不享受", "不详", "未知", "不清楚"})
"""What answers yes or no, or nothing: no word of a list."""
_COMMAS: Final = re.compile("[,、;；，]")


def _items(raw: RawCell) -> tuple[str, ...]:
    found = tuple(item.strip() for item in _COMMAS.split(_text(raw) if isinstance(raw, str) else _digits(raw)))
    if not all(found):
        raise ValueError
    return found


def _words(raw: RawCell) -> tuple[str, ...]:
    found = _items(raw)
    if any(item in _NO_WORD or item.isdecimal() for item in found):
        raise ValueError
    return found


def read_as(
    read: Callable[[RawCell], Any], reason: RefusalReason, raw: RawCell, *, unless: Collection[str] = ()
) -> Any:
    """Read a cell by a function; `unless` holds words that are values here, though they are blanks elsewhere."""
    none = blank(raw)
    if none is not None and not (isinstance(raw, str) and stripped(raw) in unless):
        return none
    try:
        return read(raw)
    except (ValueError, TypeError, KeyError, ArithmeticError):
        pass
    raise NotRead(reason)
