"""Classes of places (分类): the lists that documents name, by division code and period."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final, Self

from attrs import field, frozen

from ..fields.citations import Source
from ..policy.pack import shipped_packs
from ..policy.register import source_of
from ..readonly import ReadOnly
from .divisions import Level, divisions, level_of, within


class PlaceClass(StrEnum):
    """A class that documents put places in, with its level and its words in English and Chinese."""

    level: Level
    label: str
    zh: str

    KEY_SUPPORT_COUNTY = "key_support_county", Level.COUNTY, "key-support county", "乡村振兴重点帮扶县"
    DEMONSTRATION_COUNTY = "demonstration_county", Level.COUNTY, "demonstration county", "乡村振兴示范创建县"
    OVERALL_ADVANCE_COUNTY = "overall_advance_county", Level.COUNTY, "overall-advance county", "整体推进县"
    LEADING_COUNTY = "leading_county", Level.COUNTY, "leading demonstration county", "乡村振兴引领示范县"
    PUSH_COUNTY = "push_county", Level.COUNTY, "priority-push county", "乡村振兴重点推进县"
    FOUNDATION_COUNTY = "foundation_county", Level.COUNTY, "foundation county", "乡村振兴夯实基础县"
    NATIONAL_KEY_COUNTY = ("national_key_county", Level.COUNTY, "national key-support county", "国家乡村振兴重点帮扶县")
    NATIONAL_POOR_COUNTY = (
        "national_poor_county",
        Level.COUNTY,
        "national key or contiguous-area poor county",
        "国家扶贫开发工作重点县（片区县）",
    )
    PROVINCIAL_POOR_COUNTY = (
        "provincial_poor_county",
        Level.COUNTY,
        "provincial key poor county, or treated as one",
        "省扶贫开发工作重点（比照）县",
    )
    POOR_COUNTY = "poor_county", Level.COUNTY, "poor county", "贫困县"
    EXITED_COUNTY = "exited_county", Level.COUNTY, "county that exited poverty", "脱贫县"
    TOILET_CLASS_1_COUNTY = "toilet_class_1_county", Level.COUNTY, "county of class 1 for toilets", "一类县（厕所革命）"
    TOILET_CLASS_2_COUNTY = "toilet_class_2_county", Level.COUNTY, "county of class 2 for toilets", "二类县（厕所革命）"
    TOILET_CLASS_3_COUNTY = "toilet_class_3_county", Level.COUNTY, "county of class 3 for toilets", "三类县（厕所革命）"
    BORDER_ZONE_COUNTY = (
        "border_zone_county",
        Level.COUNTY,
        "county of the Hunan-Jiangxi border zone",
        "湘赣边乡村振兴示范区县",
    )
    WULING_ZONE_COUNTY = "wuling_zone_county", Level.COUNTY, "county of the Wuling zone", "武陵山片区示范区县"
    KEY_SUPPORT_VILLAGE = "key_support_village", Level.VILLAGE, "key-support village", "乡村振兴重点帮扶村"
    DEMONSTRATION_VILLAGE = "demonstration_village", Level.VILLAGE, "demonstration village", "乡村振兴示范创建村"
    POOR_VILLAGE = "poor_village", Level.VILLAGE, "poor village", "贫困村"
    WEAK_VILLAGE = "weak_village", Level.VILLAGE, "exited village with a weak base", "脱贫基础薄弱村"
    LAGGING_VILLAGE = "lagging_village", Level.VILLAGE, "village that lags behind", "发展滞后村"
    EXITED_VILLAGE = "exited_village", Level.VILLAGE, "village that exited poverty", "脱贫村"

    def __new__(cls, code: str, level: Level, label: str, zh: str) -> Self:
        """Make a member whose value is its code."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.level, member.label, member.zh = level, label, zh
        return member


_CLASSES: Final[Mapping[str, PlaceClass]] = MappingProxyType({str(of): of for of in PlaceClass})


@frozen(kw_only=True)
class ClassList:
    """The places of an area that a section puts in a class (名单).

    `members` maps the code of each to its name as the document writes it; it is None where the document names none.
    `stated` is how many the document says they are, None where it does not. `registers` are all ids of the rule
    register that the list carries, the first of them the list's own. `made_of` are the classes whose members together
    are its own, where the document says so.
    """

    of: PlaceClass
    area: str
    members: Mapping[str, str] | None = field(repr=False)
    stated: int | None
    registers: tuple[str, ...]
    made_of: tuple[PlaceClass, ...] = ()

    @property
    def source(self) -> Source:
        """The section that names them."""
        return source_of(self.registers[0])

    def in_force(self, on: date) -> bool:
        """Test whether the document's period covers a day."""
        pack = shipped_packs()[self.source.document]
        return pack.since <= on <= pack.until


@cache
def shipped_lists() -> tuple[ClassList, ...]:
    """Return every list of the library."""
    text = files(__package__).joinpath("classes.toml").read_text(encoding="utf-8")
    found: list[ClassList] = []
    for key, row in tomllib.loads(text).items():
        found.append(_list(key.partition("#")[0], row, found))
    return tuple(found)


def _list(register: str, row: Mapping[str, Any], before: list[ClassList]) -> ClassList:
    members = {code: name for name, code in row["members"].items()} if "members" in row else None
    if "rest_of" in row:
        members = dict(_rest(row, before))
    return ClassList(
        of=_CLASSES[row["of"]],
        area=row["area"],
        members=None if members is None else ReadOnly(members),
        stated=row.get("stated"),
        registers=(register, *row.get("carries", ())),
        made_of=tuple(_CLASSES[name] for name in row.get("made_of", ())),
    )


def _rest(row: Mapping[str, Any], before: list[ClassList]) -> Iterator[tuple[str, str]]:
    """Yield the counties of an area that are neither in the lists named nor within the places left out."""
    taken = {code for other in before if other.of in row["rest_of"] for code in other.members or ()}
    for code, division in divisions().items():
        left_out = code in taken or any(within(code, area) for area in row["without"])
        if level_of(code) is Level.COUNTY and division.until is None and within(code, row["area"]) and not left_out:
            yield code, division.name


@cache
def _by_class() -> Mapping[PlaceClass, tuple[ClassList, ...]]:
    return MappingProxyType({of: tuple(item for item in shipped_lists() if item.of is of) for of in PlaceClass})


@lru_cache
def _in_force(of: PlaceClass, on: date) -> tuple[ClassList, ...]:
    return tuple(item for item in _by_class()[of] if item.in_force(on))


def parts_of(of: PlaceClass, code: str, *, on: date) -> tuple[PlaceClass, ...]:
    """Return the classes of which a class is made up for a place on a day; none where no document says so.

    >>> [str(part) for part in parts_of(PlaceClass.POOR_COUNTY, "430923", on=date(2018, 6, 1))]
    ['national_poor_county', 'provincial_poor_county']
    """
    return tuple(part for item in _in_force(of, on) if within(code, item.area) for part in item.made_of)


def list_for(of: PlaceClass, code: str, *, on: date) -> ClassList | None:
    """Return the list in force on a day that settles whether a place is in a class; None where none names its area's.

    Of a division that another has succeeded only a list that names it says anything.

    >>> found = list_for(PlaceClass.KEY_SUPPORT_COUNTY, "430921", on=date(2022, 6, 1))
    >>> found.area, found.stated
    ('430000', 13)
    """
    found = [item for item in _in_force(of, on) if item.members and within(code, item.area)]
    division = divisions().get(code)
    others = [] if division is not None and division.succeeded(on) else found
    return next((item for item in found if code in (item.members or ())), others[0] if others else None)


def listed(of: PlaceClass, code: str, *, on: date) -> bool | None:
    """Return whether a list in force on a day names a place; None where no list names those of its area.

    >>> listed(PlaceClass.KEY_SUPPORT_COUNTY, "430923", on=date(2022, 6, 1))
    True
    """
    found = list_for(of, code, on=on)
    return None if found is None else code in (found.members or ())
