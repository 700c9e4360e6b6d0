"""Divisions of Hunan and Guizhou by code (行政区划代码), from the province down to the county, 2016 and after.

References: GB/T 2260, as the Ministry of Civil Affairs publishes the codes of each year; changes of the State Council's
replies that made a county a city or a district. Checked with: the list of codes by year of the package python-stdnum.
Limitations: townships and villages are not listed; the level of their codes is read off their length. Management zones
(管理区) have no code of their own.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, TypeGuard

from attrs import frozen

from ..errors import InvalidInput, Mismatch, quoted

_LENGTHS: Final = (6, 9, 12)
_COUNTY, _TOWNSHIP, _VILLAGE = _LENGTHS

_AREAS: Final[Mapping[str, str]] = MappingProxyType({"hunan": "430000", "yiyang": "430900", "guizhou": "520000"})


class Level(StrEnum):
    """Level of a division (行政层级): 省, 市州, 县, 乡镇, 村."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


_DIGITS: Final[Mapping[Level, int]] = MappingProxyType(
    {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.TOWNSHIP: 9, Level.VILLAGE: 12}
)
"""How many digits of a code say which division of a level it is, or is in."""


@frozen
class Division:
    """A division with its code and name (行政区划); `since` and `until` are years, None before 2016 and to this day.

    The year of a change belongs to both the old and the new division.
    """

    code: str
    name: str
    since: int | None = None
    until: int | None = None

    def stands(self, on: date) -> bool:
        """Test whether it is there in the year of a day."""
        return (self.since is None or self.since <= on.year) and (self.until is None or on.year <= self.until)

    def succeeded(self, on: date) -> bool:
        """Test whether another division has taken its place by the end of the year of a day."""
        return self.until is not None and self.until <= on.year


@cache
def divisions() -> Mapping[str, Division]:
    """Return every division by its code."""
    text = files(__package__).joinpath("divisions.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    found = (Division(row["code"], row["name"], _year(row["since"]), _year(row["until"])) for row in rows)
    return MappingProxyType({division.code: division for division in found})


def _year(text: str) -> int | None:
    return int(text) if text else None


def division_of(code: str) -> Division:
    """Return the division of a code; raises `KeyError` for one that is not listed.

    >>> division_of("430923").name
    '安化县'
    """
    return divisions()[code]


def is_code(code: object) -> TypeGuard[str]:
    """Test whether something is a division code: 6, 9 or 12 digits.

    >>> is_code("430923"), is_code("H-1")
    (True, False)
    """
    return isinstance(code, str) and len(code) in _LENGTHS and code.isascii() and code.isdigit()


def level_of(code: str) -> Level:
    """Return the level of a code of 6, 9 or 12 digits; zeros at its end stand for the whole of a division.

    Raises `InvalidInput` for any other code.

    >>> [str(level_of(code)) for code in ("430000", "430900", "430923", "430923100", "430923100201")]
    ['province', 'city', 'county', 'township', 'village']
    """
    if not is_code(code):
        raise InvalidInput([Mismatch("code", "a division code of 6, 9 or 12 digits", quoted(code))], about="level_of")
    return next(level for level, digits in _DIGITS.items() if not code[digits:].strip("0"))


def within(code: str, area: str) -> bool:
    """Test whether a division is another one, or lies within it; raises what `level_of` raises.

    >>> within("430923", "430900"), within("430100", "430900")
    (True, False)
    """
    digits = _DIGITS[level_of(area)]
    return level_of(code) is not None and code[:digits] == area[:digits]


def part_of(code: str, level: Level) -> str:
    """Return the code of the division of a level that a division is, or lies within.

    >>> part_of("430923100201", Level.PROVINCE), part_of("430923100201", Level.COUNTY)
    ('430000', '430923')
    """
    digits = _DIGITS[level]
    return code[:digits].ljust(_COUNTY, "0")


def area_of(jurisdiction: str) -> str:
    """Return the code of a jurisdiction, such as "hunan"; raises `KeyError` for any other."""
    return _AREAS[jurisdiction]
