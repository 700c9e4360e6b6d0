"""A place as a record: its code, and the classes it belongs to that no document names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from .. import fields
from ..algebra import Truth, Unknown
from ..errors import Mismatch, quoted, raise_if_any, shown
from ..fields.annotations import DayRecord, Holding, Records, RequiredText, TextRecord, TruthRecord
from .classes import PlaceClass, list_for, parts_of
from .divisions import Level, divisions, level_of, part_of


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


Saying = tuple[str, bool]
"""What says whether a place belongs to a class, and what it says: a field of a record, or a list by its register id."""


@frozen(kw_only=True)
class ClassConflict:
    """What says that a place belongs to a class, and what says that it does not (类别矛盾).

    `fields` are the two: places in a record, such as "memberships[0]" or "answers.poor_village", or the id in the rule
    register of the list that names the members.
    """

    of: PlaceClass
    fields: tuple[str, str]


def sayings(place: Place, of: PlaceClass, *, on: date) -> Iterator[Saying]:
    """Yield all that says whether a place belongs to a class on a day: its record, a list in force, its parts."""
    if place.level is not of.level:
        yield "code", False
        return
    for at, item in enumerate(place.memberships or ()):
        if item.of is of and item.covers(on) and item.belongs is not None:
            yield f"memberships[{at}]", item.belongs
    found = list_for(of, place.code, on=on)
    if found is not None:
        yield found.registers[0], place.code in (found.members or ())
    yield from _by_parts(place, of, on)


def _by_parts(place: Place, of: PlaceClass, on: date) -> Iterator[Saying]:
    """Yield what follows from the classes of which one is made up: it belongs if to one of them, not if to none."""
    parts = [tuple(sayings(place, part, on=on)) for part in parts_of(of, place.code, on=on)]
    belonging = next((said for said in parts if agreed(of, said) is True), None)
    if belonging is not None:
        yield belonging[0][0], True
    elif parts and all(agreed(of, said) is False for said in parts):
        yield parts[0][0][0], False


def agreed(name: str, said: Iterable[Saying]) -> Truth:
    """Return what all say; unknown, for want of what is named, where nothing does or two contradict each other."""
    answers = {answer for _, answer in said}
    return answers.pop() if len(answers) == 1 else Unknown(False, True, {name})


def class_conflict(of: PlaceClass, said: Iterable[Saying]) -> ClassConflict | None:
    """Return the first two that contradict each other, the one that is for it first; None where none do."""
    first: dict[bool, str] = {}
    for field, belongs in said:
        first.setdefault(belongs, field)
    return ClassConflict(of=of, fields=(first[True], first[False])) if len(first) > 1 else None


def place_in(code: str, level: Level) -> Place | None:
    """Return the place of a level that a division is, or lies in; None where it is wider.

    >>> place_in("430923100201", Level.COUNTY).called, place_in("430900", Level.COUNTY)
    ('安化县', None)
    """
    found = Place(code=part_of(code, level))
    return found if found.level is level else None


def in_class(place: Place, of: PlaceClass, *, on: date) -> Truth:
    """Return whether a place belongs to a class on a day; unknown where neither a list nor its record says so.

    Where a list in force and the record contradict each other, neither wins: it is unknown, for want of the class.

    >>> in_class(Place(code="430923"), PlaceClass.KEY_SUPPORT_COUNTY, on=date(2022, 6, 1))
    True
    """
    return agreed(of, sayings(place, of, on=on))
