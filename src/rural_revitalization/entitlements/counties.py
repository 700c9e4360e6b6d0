"""Classes of counties (县域分类) as conditions of people and households: "in key-support counties".

What says whether a county is in a class on a day: a list of a document in force, what a row of help itself records of
`places`, or, for the poor counties of 2016 to 2020, the county's own figures. Classes of villages are no conditions
here: a household's village is recorded in words alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen

from ..algebra import Truth, Unknown, when
from ..cases import Case, given, place_of
from ..errors import Mismatch, check_kinds, discreet, items_of, quoted, raise_if_any, unlike_items
from ..fields.annotations import Origin
from ..models import Household, LocalFigures
from ..places import Level, Place, PlaceClass, class_conflict, divisions, in_class, level_of, names_of, sayings
from ..policy.pack import shipped_packs
from .who import Being, Unstated

__all__ = ["in_county_of"]

_RECORDED: Final[Mapping[PlaceClass, Origin[Truth, Any]]] = MappingProxyType(
    {PlaceClass.POOR_COUNTY: LocalFigures.poor_county, PlaceClass.NATIONAL_POOR_COUNTY: LocalFigures.key_poverty_county}
)
"""What a county's own figures say of it; no document names the members of these classes."""
_UNREAD: Final = Unknown(False, True, {"county"})
"""Where a household lives whose county is recorded by what is no name or code of a county of the day."""


@discreet
def in_county_of(of: PlaceClass, *, places: Iterable[Place] = ()) -> Being:
    """Return the condition of being in a county of a class (位于某类县), which reads `Household.county`.

    The county is read by its code, its name, or the name that a document writes for short, as they are by the end of
    the year; by any other, or where it is not recorded, the answer is open for want of `county`. `places` are counties
    with the memberships that no document names, as a row's own document has them; a timeline does not look for the days
    on which these begin or end. Which further counties are in the class is not stated: the condition leaves that open.

    Of the poor counties of 2016 to 2020, `LocalFigures.poor_county` and `key_poverty_county` say it, whatever the
    household's county is called.

    Raises `InvalidInput` for a class of villages, and for places of which something else says otherwise: a list, or
    another of their memberships.

    >>> found = in_county_of(PlaceClass.KEY_SUPPORT_COUNTY)
    >>> found.label, found.zh
    ('in key-support counties', '乡村振兴重点帮扶县的')
    """
    recorded = items_of(places)
    check_kinds("in_county_of", of=(of, PlaceClass))
    raise_if_any(unlike_items("places", recorded, Place), "in_county_of")
    raise_if_any(_faults(of, recorded), "in_county_of")
    several = of.label.replace("county", "counties", 1)
    label, zh = f"in {several}", f"{of.zh}的"
    if of in _RECORDED:
        return Being(_RECORDED[of], label, zh)
    others = Unstated(f"entitlements.{of}", f"which counties are {several}", f"哪些县属于{of.zh}")
    return Being(_InCounty(of, recorded, others), label, zh, (others,))


def _faults(of: PlaceClass, places: tuple[Place, ...]) -> Iterator[Mismatch]:
    if of.level is not Level.COUNTY:
        yield Mismatch("of", "a class of counties", quoted(of))
    elif of in _RECORDED and places:
        yield Mismatch("places", f"none, since LocalFigures.{place_of(_RECORDED[of]).name} says it", "some")
    codes = Counter(place.code for place in places)
    for at, place in enumerate(places):
        if place.level is not Level.COUNTY or codes[place.code] > 1:
            yield Mismatch(f"places[{at}].code", "the code of a county, each once", quoted(place.code))
        for day in sorted({date.min, *(pack.since for pack in shipped_packs().values()), *_begins(place)}):
            conflict = class_conflict(of, sayings(place, of, on=day))
            if conflict is not None:
                one, other = conflict.fields
                yield Mismatch(f"places[{at}]", f"what {one} says of it on {day}", f"the contrary by {other}")
                break


def _begins(place: Place) -> Iterator[date]:
    """The days on which what is recorded of a place begins to hold: what two say at once, they say on one of these."""
    return (item.since for item in place.memberships or () if item.since is not None)


@frozen(eq=False)
class _InCounty:
    """True where the county of a household is in a class; its names are sorted by that once a day."""

    of: PlaceClass
    places: tuple[Place, ...]
    others: Unstated

    def __call__(self, case: Case) -> Truth:
        county, named = case[Household.county], _named(self.of, self.places, case.on)
        unstated = when(county.among(*named[None]), self.others(case), _UNREAD)
        return given(county, when(county.among(*named[True]), True, when(county.among(*named[False]), False, unstated)))


@lru_cache
def _named(of: PlaceClass, places: tuple[Place, ...], on: date) -> Mapping[bool | None, tuple[str, ...]]:
    """The names and codes of the counties of a day: those in a class, those that are not, those of which it is open.

    A name that two counties bear is none of them.
    """
    standing = {code: Place(code=code) for code in divisions() if _stands(code, on)}
    counties = (standing | {place.code: place for place in places}).values()
    names = {place: dict.fromkeys((*names_of(place.code), *([place.name] if place.name else []))) for place in counties}
    bearers = Counter(name for own in names.values() for name in own)
    found = defaultdict[bool | None, list[str]](list)
    for place, own in names.items():
        belongs = in_class(place, of, on=on)
        found[belongs if isinstance(belongs, bool) else None] += (name for name in own if bearers[name] == 1)
    return {said: tuple(found[said]) for said in (True, False, None)}


def _stands(code: str, on: date) -> bool:
    """Whether a code is that of a county by the end of the year of a day."""
    division = divisions()[code]
    return level_of(code) is Level.COUNTY and division.stands(on) and not division.succeeded(on)
