"""A place as a record: its code, and the classes it belongs to that no document names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .. import fields
from ..algebra import Truth, Unknown
from ..errors import Mismatch, quoted, raise_if_any, shown
from ..fields.annotations import DayRecord, Holding, Records, RequiredText, TextRecord, TruthRecord
from .classes import PlaceClass, listed
from .divisions import Level, divisions, level_of


class _RequiredClass(Holding[PlaceClass | str, PlaceClass]):
    """A class of places that must be recorded."""


@fields.model_class
class Membership:
    """Whether a place belongs to a class (类别认定), from one day to another; both days are part of it."""

    of: _RequiredClass = fields.choice("class", zh="类别", of=PlaceClass, required=True)
    belongs: TruthRecord = fields.truth("belongs to it", zh="属于", required=True)
    since: DayRecord = fields.day("from", zh="起始日期")
    until: DayRecord = fields.day("until", zh="截止日期")

    def __attrs_post_init__(self) -> None:
        if self.since is not None and self.until is not None and self.until < self.since:
            raise_if_any([Mismatch("until", f"a date not before {self.since}", shown(self.until))], "Membership")

    def covers(self, on: date) -> bool:
        """Test whether it says something of a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@fields.model_class
class Place:
    """A village, township, county, city or province (地区), with its division code.

    `memberships` are those in classes that no document names: which counties were poor, which villages are
    key-support villages. Those of a class that a document lists need not be recorded.
    """

    code: RequiredText = fields.text("code", zh="行政区划代码", required=True)
    name: TextRecord = fields.text("name", zh="名称")
    memberships: Records[Membership] = fields.records("memberships", zh="类别认定", of=Membership)

    def __attrs_post_init__(self) -> None:
        raise_if_any(self._faults(), "Place")

    def _faults(self) -> Iterator[Mismatch]:
        level = self.level
        for at, item in enumerate(self.memberships or ()):
            if item.of.level is not level:
                yield Mismatch(f"memberships[{at}].of", f"a class of the level {level}", quoted(item.of))

    @property
    def level(self) -> Level:
        """Its level; raises `InvalidInput` where the code is none."""
        return level_of(self.code)

    @property
    def called(self) -> str:
        """Its name, or that of its code, or the code."""
        division = divisions().get(self.code)
        return self.name or (division.name if division else self.code)


def in_class(place: Place, of: PlaceClass, on: date) -> Truth:
    """Return whether a place belongs to a class on a day; unknown where neither a list nor its record says so.

    Where a list in force and the record contradict each other, neither wins: it is unknown, for want of the class.

    >>> in_class(Place(code="430923"), PlaceClass.KEY_SUPPORT_COUNTY, date(2022, 6, 1))
    True
    """
    if place.level is not of.level:
        return False
    said = {item.belongs for item in place.memberships or () if item.of is of and item.covers(on)}
    named = listed(of, place.code, on)
    if named is not None:
        said.add(named)
    return True if said == {True} else False if said == {False} else Unknown(False, True, {of})
