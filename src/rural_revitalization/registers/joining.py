"""Rows of several lists, joined by household and person (按户编号、证件号码关联) into households.

Of a fact that stands in several rows or columns, equal values are one fact, and different ones a conflict: none of them
is kept. What is recorded of a month begins on its first day and ends on its last. A status without a day, such as that
of the allowance, holds from the day of the register on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import count
from types import MappingProxyType
from typing import Any, Final

from ..fields import specs
from ..models import (
    AllowanceSpell,
    Employment,
    Household,
    Job,
    Person,
    Risk,
    RiskKind,
    RiskState,
    Schooling,
    SchoolStage,
    Spell,
    Support,
    SupportKind,
)
from .cells import Month
from .homes import Home, homes
from .listed import ALLOWANCES, BILLS, LOANS, listed
from .reasons import RefusalReason
from .refusals import RefusalKind
from .row_facts import Facts, FoundRecord, agreed, held, one, past, refuse, refuse_row, said_of
from .same_person import Rows, key_of
from .tables import Record

_KINDS: Final = frozenset({"truth", "money", "count", "date", "text", "area", "choice"})
_ELSEWHERE: Final = frozenset({"household.exited", "household.identified_on", "person.identity_number"})
"""Plain fields that are not read as they stand, but put in with what else is known of them."""


def _plain(model: type[Any], of: str) -> Mapping[str, str]:
    """The plain fields of a model by the names that columns have for them; none that a model must have."""
    plain = {
        f"{of}.{name}": name for name, spec in specs(model).items() if spec.kind.name in _KINDS and not spec.required
    }
    return MappingProxyType({field: name for field, name in plain.items() if field not in _ELSEWHERE})


OF_HOUSEHOLD: Final = _plain(Household, "household")
OF_PERSON: Final = _plain(Person, "person")
STATUSES: Final = MappingProxyType(
    {f"person.{name}": name for name, spec in specs(Person).items() if spec.of in (Spell, AllowanceSpell)}
)
"""What somebody is on a day: truths of a register, spells of a person."""
_ALLOWANCE: Final = "person.minimum_living_allowance"
_SUPPORT: Final = MappingProxyType({f"support.{kind}": kind for kind in SupportKind})
_EXITED: Final = MappingProxyType({"unstable": True, "marginal": False})
"""Whether a monitored household had exited poverty, by its class: one that is marginal never was poor."""


def households(found: Iterable[Record], on: date) -> Iterator[Household]:
    """Yield the households of rows, in the order of their first rows; rows that cannot be joined are refused."""
    for home in homes(found):
        yield _household(home, on)


# -- a household --------------------------------------------------------------------------------------------------


def _household(home: Home, on: date) -> Household:
    rows, people = home.joined, home.members.people
    facts = Facts({"id": home.id, "members": _people(home, on)})
    facts.put_plain(OF_HOUSEHOLD, rows)
    loans = listed(LOANS, rows, on)
    if not home.leaves_out(LOANS):
        facts.put("loans", *loans)
    facts.put("support", *_support([record for own in people for record in own]))
    _monitoring(facts, rows, on)
    return facts.built(Household)


def _monitoring(facts: Facts, rows: Sequence[Record], on: date) -> None:
    """Put in whether the household exited, since when it is or was monitored, and its risks."""
    of_class, exited = one(rows, "household.class"), one(rows, "household.exited")
    implied = _EXITED.get(said_of(of_class))
    if of_class and exited and implied not in (None, exited[1]):
        refuse(of_class, RefusalReason("class_by_exit"))
        exited = implied = None
    facts.put("exited", exited or (of_class if implied is not None else None), None if exited else implied)
    identified = past(one(rows, "household.identified"), on)
    begun: Month | None = said_of(identified)
    facts.put("identified_on", identified, begun and begun.first)
    open_, ended = _elimination(rows, begun, on)
    until = min(ended.last, on - timedelta(days=1)) if ended else None  # on the day itself it is eliminated
    if begun is not None and (open_ or (until is not None and until >= begun.first)):
        facts.put("monitored", identified, (Spell(since=begun.first, until=until),))
    if open_ and said_of(of_class) == "sudden" and "shock" not in facts.values:
        facts.put("shock", of_class, value=True)
    settled = min(ended.last, on) if ended else None
    facts.put("risks", *_risks(rows, begun, open_=open_, settled=settled))


def _elimination(rows: Sequence[Record], begun: Month | None, on: date) -> tuple[bool | None, Month | None]:
    """Whether the risk is open, and the month in which it was eliminated; None where that is not known."""
    flag, month = one(rows, "household.eliminated"), past(one(rows, "household.eliminated_in"), on)
    if month and begun and month[1] < begun:
        refuse(month, RefusalReason("after_identification", begun=begun))
        return None if flag is None else not flag[1], None
    if month and flag and flag[1] is False:
        refuse(month, RefusalReason("no_elimination"))
        return None, None
    if flag is None:
        return (False, month[1]) if month else (None, None)
    return not flag[1], said_of(month)


def _risks(
    rows: Sequence[Record], begun: Month | None, *, open_: bool | None, settled: date | None
) -> tuple[FoundRecord | None, tuple[Risk, ...]]:
    if any(record.lost("risk.kind") for record in rows):
        return None, ()  # the others would pass for all
    kinds = agreed(
        (record, frozenset(value for value, _ in said), said[0][1])
        for record in rows
        if (said := record.of("risk.kind"))
    )
    if kinds is None:
        return None, ()
    if begun is None:
        refuse(kinds, RefusalReason("identified_beside"))
        return None, ()
    way = said_of(one(rows, "household.way"))
    state = RiskState.OPEN if open_ else RiskState(way) if open_ is False and way else None
    found = [kind for kind in RiskKind if kind in kinds[1]]
    return kinds, tuple(Risk(kind=kind, found_on=begun.first, state=state, settled_on=settled) for kind in found)


def _support(members: Sequence[Record]) -> tuple[FoundRecord | None, tuple[Support, ...]]:
    """The measures in force, one for each word of each family; none where one of them is not known."""
    if any(record.lost(name) for record in members for name in _SUPPORT):
        return None, ()
    measures = agreed(
        (record, frozenset((kind, item) for kind, items, _ in said for item in items), said[0][2])
        for record in members
        if (said := [(kind, items, index) for name, kind in _SUPPORT.items() for items, index in record.of(name)])
    )
    if measures is None:
        return None, ()
    return measures, tuple(Support(kind=kind) for kind, _ in sorted(measures[1]))


# -- its people ---------------------------------------------------------------------------------------------------


def _people(home: Home, on: date) -> tuple[Person, ...]:
    people = home.members.people
    taken = set(map(key_of, people))
    free = (str(at) for at in count(1) if str(at) not in taken)
    return tuple(_person(own, home, free, on) for own in people)


def _person(own: Rows, home: Home, free: Iterator[str], on: date) -> Person:
    others = home.others(own)
    rows = [*own, *others]
    facts = Facts({"id": key_of(own) or next(free)})
    facts.put_plain(OF_PERSON, rows)
    for field in held(rows):
        if field in STATUSES:
            status = one(rows, field)
            facts.put(STATUSES[field], status, (Spell(since=on),) if said_of(status) else ())
    school = one(rows, "person.schooling")
    facts.put("schoolings", school, _schoolings(said_of(school), on))
    _document(facts, rows)
    health = agreed(
        (record, frozenset(code.means for code in said), at)
        for record in rows
        for said, at in record.of("person.health")
    )
    if health and "gravely_ill" in health[1]:
        facts.put("gravely_ill", health, value=True)
    elif health and health[1] == {"healthy"}:
        facts.put("gravely_ill", health, value=False)
    facts.put("employment", *_employment(others))
    bills, allowances = listed(BILLS, rows, on), listed(ALLOWANCES, rows, on)
    if not home.leaves_out(BILLS, own):
        facts.put("bills", *bills)
    if not home.leaves_out(ALLOWANCES, own):
        _allowance(facts, rows, *allowances, on=on)
    return facts.built(Person)


def _allowance(
    facts: Facts, rows: Sequence[Record], found: FoundRecord | None, spells: Sequence[AllowanceSpell], *, on: date
) -> None:
    """Put in the spells of the allowance, which a status of the day of the register must not contradict."""
    status = [(record, said, index) for record in rows for said, index in record.of(_ALLOWANCE)]
    if found is None:
        return
    if any(said != any(spell.covers(on) for spell in spells) for _, said, _ in status):
        refuse(found, RefusalReason("allowance_by_status", place=status[0][0].place(status[0][2])))
        facts.drop("minimum_living_allowance")
    else:
        facts.put("minimum_living_allowance", found, spells)


def _schoolings(stage: str | None, on: date) -> tuple[Schooling, ...]:
    """The stage of school attended from a day on; none for a child who has not begun."""
    return () if stage in (None, "none") else (Schooling(stage=SchoolStage(stage), since=on),)


def _document(facts: Facts, rows: Sequence[Record]) -> None:
    """Put in the identity number; the certificate that was issued last gives kind and grade of disability."""
    found = [(record, value, index) for record in rows for value, index in record.of("person.document")]
    number = agreed((record, value.identity_number, index) for record, value, index in found)
    facts.put("identity_number", number)
    if number is None:
        return
    last = max((value.reissued for _, value, _ in found if value.disability_kind), default=0)
    certificates = [item for item in found if item[1].disability_kind and item[1].reissued == last]
    said = agreed(
        (record, (value.disability_kind, value.disability_grade), index) for record, value, index in certificates
    )
    if said:
        facts.put("disability_kind", said, said[1][0])
        facts.put("disability_grade", said, said[1][1])


# -- their work ---------------------------------------------------------------------------------------------------

_DIVISION: Final = re.compile(r".+[县市区旗]")
_ZONE: Final = re.compile(r".*(?:园|开发|新城|示范|合作|试验)区")


def _employment(rows: Iterable[Record]) -> tuple[FoundRecord | None, tuple[Job, ...]]:
    """The spells of work of rows; none are kept where one of them is not known, for they would pass for all."""
    told = [record for record in rows if record.of("job.since") or record.lost("job.since")]
    found = [(record, _job(record)) for record in told]
    if not found or any(job is None for _, job in found):
        return None, ()
    jobs = {job: None for _, job in found if job is not None}
    since, index = told[0].of("job.since")[0]
    return (told[0], since, index), tuple(sorted(jobs, key=lambda job: job.since))


def _job(record: Record) -> Job | None:
    """The spell of work of a row, which lasts where it has no end; None where it is not known."""
    begun, ended = record.of("job.since"), record.of("job.until")
    if not begun:
        return None
    if record.lost("job.until"):
        refuse_row(record, "job.until", RefusalReason("end_of_work"))
        return None
    [(since, _)] = begun[:1]
    until, index = ended[0] if ended else (None, 0)
    if until is not None and until < since:
        record.refuse(RefusalKind.CONFLICT, index, RefusalReason("after_beginning", since=since))
        return None
    return Job(since=since.first, until=until.last if until else None, kind=_kind_of_work(record))


def _kind_of_work(record: Record) -> Employment | None:
    """A public post, or work in the county or away from it by the place of work; None where that is not said."""
    if record.get("job.channel") == "public_post":
        return Employment.PUBLIC_POST
    if record.lost("job.channel"):
        return None
    home, place = record.get("household.county"), record.get("job.county")
    if home is None or place is None:
        return None
    if place == home or re.fullmatch(rf".+[省市州盟区]{re.escape(home)}", place):
        return Employment.WORKING_IN_COUNTY
    if home in place or place in home or _ZONE.fullmatch(place):
        return None  # one name holds the other, or it is no division
    return Employment.WORKING_AWAY if _DIVISION.fullmatch(place) else None


def village_facts(record: Record) -> Mapping[str, Any]:
    """The facts of a village's row, by the fields of `Village`."""
    names = (name for name in record.table.by_field if name.startswith("village."))
    found = ((name.removeprefix("village."), record.get(name)) for name in names)
    return MappingProxyType({name: value for name, value in found if value is not None})
