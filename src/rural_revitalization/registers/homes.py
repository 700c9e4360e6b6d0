"""Which household each row is of (行归户): by the number of the household, or by that of somebody who belongs to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import Factory, field, frozen

from .listed import ALLOWANCES, BILLS, Listed
from .reasons import RefusalReason
from .refusals import RefusalKind
from .row_facts import one, refuse_row
from .same_person import Members, Rows, alike, key_of, members_of, number_of
from .tables import NUMBERS, Record

_KEY: Final = "household.id"
_SIZE: Final = "household.size"
"""How many people the household has, as its own row says."""
_PERSON: Final = "person.document"
_IDS: Final = ("bill.id", "loan.id")
"""The fields that number a record of one person, whatever list it stands in."""


@frozen
class Home:
    """The rows of a household (户): all that were joined, those of each member on other lists, and those left loose.

    A loose row names the household or a member of it, and yet could not be joined.
    """

    id: str
    members: Members
    joined: Rows = Factory(Rows)
    loose: Rows = Factory(Rows)
    _others: Mapping[int, Rows] = field(init=False, repr=False)

    @_others.default
    def _(self) -> Mapping[int, Rows]:
        return {id(own): Rows() for own in self.members.people}

    def others(self, own: Rows) -> Rows:
        """The rows of a member on other lists, by the member's own rows."""
        return self._others[id(own)]

    def leaves_out(self, of: Listed, own: Rows | None = None) -> bool:
        """Whether a loose row tells a record of a kind, if given of a member: those that were joined are not all."""
        return any(of.tells(record) and (own is None or own is self._whose(record)) for record in self.loose)

    def _whose(self, record: Record) -> Rows | None:
        return self.members.by_number.get(number_of(record) or "")

    def take(self, record: Record) -> None:
        """Join a row that names the household; one that is of a person must be of a member."""
        own = self._whose(record)
        if not record.table.layout.members:
            if own is not None:
                self.others(own).append(record)
            elif _is_of_a_person(record):
                refuse_row(record, _PERSON, RefusalReason("member_of_the_household"))
                self.loose.append(record)
                return
        self.joined.append(record)

    def let_go(self, contested: Collection[int]) -> None:
        """Leave rows loose, by their identity; what a row says of a member by the way stays."""
        self.loose.extend(record for record in self.joined if id(record) in contested)
        for rows in (self.joined, *self._others.values()):
            rows[:] = [record for record in rows if record.table.layout.members or id(record) not in contested]


def _is_of_a_person(record: Record) -> bool:
    """Whether a row says something of a person: it gives a number, a spell of work or of the allowance, or a bill."""
    given = any(record.of(name) or record.lost(name) for name in (_PERSON, "job.since"))
    return given or ALLOWANCES.tells(record) or BILLS.tells(record)


def homes(found: Iterable[Record]) -> Iterator[Home]:
    """Yield the households of rows, in the order of their first rows; rows that cannot be joined are refused."""
    by_household, of_people = dict[str, Rows](), Rows()
    rows = list(found)
    for record in rows:
        if record.table.key == _KEY:
            by_household.setdefault(record.get(_KEY), []).append(record)
        else:
            of_people.append(record)
    at_home = [home for key, own in by_household.items() if (home := _home(key, own))]
    _bring(of_people, at_home)
    contested = {id(record) for record in _contested(rows)}
    for home in at_home if contested else ():
        home.let_go(contested)
    yield from at_home


def _home(key: str, rows: Sequence[Record]) -> Home | None:
    """The household of rows; None, and they are refused, where nobody can say how many people it has."""
    listed = [record for record in rows if record.table.layout.members]
    members = members_of(listed)
    refused = _not_told(rows, listed, members)
    for record in rows if refused else ():
        name, reason = refused.get(id(record), refused[None])
        refuse_row(record, name, reason)
    if refused:
        return None
    home = Home(key, members)
    for record in rows:
        home.take(record)
    return home


_WhyNot = dict[int | None, tuple[str, RefusalReason]]
"""The field and the reason for which a row is refused, by the identity of the row; that of all others by None."""


def _not_told(rows: Sequence[Record], listed: Sequence[Record], members: Members) -> _WhyNot:
    """Why the members of a household are not told, row by row; nothing where they are."""
    if not members.people:
        return {None: (_KEY, RefusalReason("household_with_members"))}
    unclear = {id(record): other for other, record in alike(members.people)}
    if unclear:
        aside = RefusalReason("household_of_distinct_members")
        return {None: (_KEY, aside)} | {at: (_PERSON, _distinct(other)) for at, other in unclear.items()}
    aside = RefusalReason("household_of_all_members")
    stated = one(rows, _SIZE)
    if stated is None:
        open_ended = {id(record): (_KEY, _whole(record)) for record in listed if _may_go_on(record, members)}
        return {None: (_KEY, aside)} | open_ended if open_ended else {}
    record, count, _ = stated
    found = len(members.people)
    reason = RefusalReason("household_of_size", count=found)
    return {} if count == found else {None: (_KEY, aside), id(record): (_SIZE, reason)}


def _may_go_on(record: Record, members: Members) -> bool:
    """Whether rows of people below a row, which give no household, may be of others of this one."""
    known = {*filter(None, map(key_of, members.people)), *members.by_number}
    strays = record.table.strays.get(record.number, ())
    return any(known.isdisjoint((stray.get("person.id"), number_of(stray))) for stray in strays)


def _distinct(other: Record) -> RefusalReason:
    return RefusalReason("distinct_member", place=other.place(other.table.by_field[other.table.key][0]))


def _whole(record: Record) -> RefusalReason:
    """That each row of a household says so: below this one, rows of people do not."""
    header = record.table.places[record.table.by_field[_KEY][0]].column.header
    return RefusalReason("household_in_each_row", header=header)


def _bring(rows: Iterable[Record], at_home: Sequence[Home]) -> None:
    """Join rows that give no household to that of the people whom they name; all of them must be of one."""
    homes_of = dict[str, list[Home]]()
    for home in at_home:
        for number in home.members.by_number:
            homes_of.setdefault(number, []).append(home)
    for record in rows:
        named = [name for name in NUMBERS if record.of(name) or record.lost(name)]
        found = [homes_of.get(number_of(record, name) or "", []) for name in named]
        of = {home.id: home for homes in found for home in homes}
        if all(found) and len(of) == 1:
            found[0][0].take(record)
            continue
        stranger = next((name for name, homes in zip(named, found, strict=True) if not homes), None)
        reason = RefusalReason("member_of_a_household" if stranger else "member_of_one_household")
        refuse_row(record, stranger or named[0], reason)
        for home in of.values():
            home.loose.append(record)


def _contested(rows: Iterable[Record]) -> Iterator[Record]:
    """Yield and refuse the rows that number a record which rows of somebody else number so too."""
    numbered = dict[tuple[str, Any], Rows]()
    for record in rows:
        for name in _IDS:
            if record.get(name) is not None and number_of(record) is not None:
                numbered.setdefault((name, record.get(name)), []).append(record)
    for (name, _), same in numbered.items():
        if len(set(map(number_of, same))) > 1:
            for record in same:
                index = record.table.by_field[name][0]
                record.refuse(RefusalKind.CONFLICT, index, RefusalReason("number_of_one_person"))
                yield record
