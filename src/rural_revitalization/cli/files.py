"""Read households and the county's figures, each with its path in the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from ..errors import HIDDEN, InvalidInput, Mismatch, in_short
from ..models import Household, LocalFigures
from ..records import structure
from .json_parts import parts_of, parts_of_local
from .near_names import near
from .progress_lines import shown_progress
from .rejecting import Refused

_NAMED: Final = 3
_VILLAGE: Final = "--village"


@frozen
class HouseholdRecord:
    """A household and its path in the file."""

    path: str
    household: Household


@frozen
class LocalRecord:
    """A county's figures and their path."""

    path: str
    figures: LocalFigures

    def may_hold_for(self, county: str | None) -> bool:
        """Whether the figures may be those of a county; where either does not say which, they may."""
        return not self.figures.county or not county or self.figures.county == county


@frozen(kw_only=True)
class Input:
    """The content of a file: its households in order, including rejected ones, and the counties' figures."""

    records: tuple[HouseholdRecord | Refused, ...]
    local: tuple[LocalRecord, ...]
    year: int

    def local_for(self, household: Household) -> LocalFigures:
        """The figures of a household's county, or empty ones where there are none.

        Raises `InvalidInput` where the household does not say which of several counties is its own.
        """
        found = [record for record in self.local if record.may_hold_for(household.county)]
        if len(found) > 1:
            places = " or ".join(record.path for record in found)
            raise InvalidInput([Mismatch("household.county", f"the county, whose figures are {places}", "nothing")])
        return found[0].figures if found else LocalFigures(year=self.year)


def read_input(file: Path, local_file: Path | None, on: date, *, person_once: bool = True) -> Input:
    """Read households (see `parts_of`) and, if given, the county's figures from `local_file`.

    Households that have a member in common are rejected, unless `person_once` is False.

    Raises `InvalidInput` with all faults where the file or its figures cannot be read or used, and `OSError` where a
    file cannot be opened.
    """
    records: list[HouseholdRecord | Refused] = []
    local: list[LocalRecord] = []
    wrong: list[Mismatch] = []
    parts = [*([] if local_file is None else parts_of_local(local_file)), *parts_of(file)]
    for path, cls, data in shown_progress(parts, "read"):
        if cls is Household:
            records.append(_record(path, data))
            continue
        try:
            local.append(LocalRecord(path, structure(LocalFigures, data, path=path)))
        except InvalidInput as error:
            wrong.extend(error.mismatches)
    records = [*_once(records, on, person_once=person_once)]
    if not records and not wrong:
        wrong.append(Mismatch("$", "at least one household", "none"))
    wrong.extend(_misplaced(local, records, on.year))
    if wrong:
        refused = (item for record in records if isinstance(record, Refused) for item in record.wrong)
        raise InvalidInput([*wrong, *refused], about=str(file))
    return Input(records=tuple(records), local=tuple(local), year=on.year)


def check_recorded(option: str, name: str | None, recorded: Iterable[str | None]) -> None:
    """Raise `InvalidInput` where an option names what no household records; of villages, with the nearest that is.

    A village is nobody's name, and is told; people are not.
    """
    known = dict.fromkeys(item for item in recorded if item)
    if name is not None and name not in known:
        of_people = option != _VILLAGE
        given, meant = (HIDDEN, ()) if of_people else (in_short(name), near([name], known))
        raise InvalidInput([Mismatch(option, "what a household of the file records", given, suggestions=meant)])


def read_local(file: Path, on: date) -> LocalFigures:
    """Read the figures of one county for the year of a day; raises what `read_input` raises."""
    wrong: list[Mismatch] = []
    local: list[LocalRecord] = []
    for path, _, data in parts_of_local(file):
        try:
            local.append(LocalRecord(path, structure(LocalFigures, data, path=path)))
        except InvalidInput as error:
            wrong.extend(error.mismatches)
    wrong.extend(_misplaced(local, [], on.year))
    if not wrong and len(local) != 1:
        wrong.append(Mismatch("--local", "the figures of one county", f"{len(local)}"))
    if wrong:
        raise InvalidInput(wrong, about=str(file))
    return local[0].figures


def _record(path: str, data: Any) -> HouseholdRecord | Refused:
    """A household, or a `Refused` with its id where that could be read."""
    try:
        if isinstance(data, InvalidInput):
            raise data
        return HouseholdRecord(path, structure(Household, data, path=path))
    except InvalidInput as error:
        wrong = error.mismatches
    known = isinstance(data, dict) and isinstance(data.get("id"), str)
    named = known and all(item.path != f"{path}.id" for item in wrong)
    return Refused(path, data["id"] if named else "", wrong)


# -- figures that cannot be used ----------------------------------------------------------------------------


def _misplaced(local: list[LocalRecord], records: list[HouseholdRecord | Refused], year: int) -> Iterator[Mismatch]:
    """Figures of another year or county than those asked about, and figures of one county given twice."""
    read = [record for record in records if isinstance(record, HouseholdRecord)]
    for at, record in enumerate(local):
        if record.figures.year != year:
            yield Mismatch(f"{record.path}.year", f"{year}, the year of --on", str(record.figures.year))
            continue
        if read and not any(record.may_hold_for(item.household.county) for item in read):
            expected = f"the county of a household, such as that of {read[0].path}"
            yield Mismatch(f"{record.path}.county", expected, "another")
        for other in local[:at]:
            if other.figures.year == year and other.may_hold_for(record.figures.county):
                expected = "figures that are given once for a county and year"
                yield Mismatch(record.path, expected, f"figures at {other.path} as well")


# -- households that cannot all be right --------------------------------------------------------------------


def _once(
    records: list[HouseholdRecord | Refused], on: date, *, person_once: bool
) -> Iterator[HouseholdRecord | Refused]:
    """Reject households that share an id or a person, since either could be the right one."""
    by_id = _places((_key(record), record.path) for record in records)
    by_number = _places((number, path) for record in records for number, path in _numbers(record, on).items())
    for record in records:
        if isinstance(record, Refused):
            yield record
            continue
        wrong = [*_repeated(record, by_id), *(_shared(record, by_number, on) if person_once else ())]
        yield Refused(record.path, _key(record), tuple(wrong)) if wrong else record


def _places(found: Iterable[tuple[Hashable, str]]) -> dict[Hashable, list[str]]:
    places = defaultdict[Hashable, list[str]](list)
    for key, path in found:
        places[key].append(path)
    return places


def _repeated(record: HouseholdRecord, places: dict[Hashable, list[str]]) -> Iterator[Mismatch]:
    others = _others(record.path, places[record.household.id])
    if others:
        expected = "a household that appears once"
        yield Mismatch(f"{record.path}.id", expected, f"the same id at {others}", rule="household_once")


def _shared(record: HouseholdRecord, places: dict[Hashable, list[str]], on: date) -> Iterator[Mismatch]:
    for number, path in _numbers(record, on).items():
        others = _others(path, places[number])
        if others:
            expected = "a person who is a member of one household"
            yield Mismatch(path, expected, f"{HIDDEN}, at {others} as well", rule="person_once")


def _others(path: str, places: list[str]) -> str:
    """The other places, of which a few are named."""
    named = [*islice((place for place in places if place != path), _NAMED)]
    more = len(places) - 1 - len(named)
    return " and ".join([*named, *([f"{more:,} more"] if more else [])])


def _numbers(record: HouseholdRecord | Refused, on: date) -> dict[str, str]:
    """The identity numbers of who is a member on the day, each with its first place; one twice is for `assess`."""
    found = dict[str, str]()
    for at, person in enumerate(() if isinstance(record, Refused) else record.household.people):
        if person.identity_number is not None and person.member_on(on):
            found.setdefault(person.identity_number, f"{record.path}.members[{at}].identity_number")
    return found


def _key(record: HouseholdRecord | Refused) -> str:
    return record.household if isinstance(record, Refused) else record.household.id
