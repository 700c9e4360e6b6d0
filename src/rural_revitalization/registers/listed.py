"""Records that rows of a list are, each row one (逐行记录): spells of the allowance, medical bills, small loans.

A fact of a record that no cell holds is not recorded. Where one record of somebody is not known, or contradicts itself
or another, none is kept: the others would pass for all.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from ..errors import InvalidInput
from ..fields import specs
from ..models import AllowanceSpell, MedicalBill, MedicalScheme, SmallLoan
from .cells import Month
from .reasons import RefusalReason
from .refusals import RefusalKind
from .row_facts import Facts, FoundRecord, one, refuse_row, said_of
from .tables import Record

_Made: TypeAlias = tuple[Sequence[Record], Any]
"""Rows, and the record that they are of."""
_Fault: TypeAlias = tuple[Record, str, RefusalReason]
"""A row and the field of it that is at fault, and what was expected."""
_KINDS: Final = frozenset({"truth", "money", "count", "date", "choice", "rate"})


@frozen
class Listed:
    """A kind of record that rows of lists are (台账记录): the fields of its columns begin with `name`.

    Rows that give one `key` are of one record; those that give none are of one each. A row is of such a record where
    its field `asks` says `counts`, or else is refused for the `Reason` named `expected`; `implied` says that a list
    without that column is of nothing else. A record that is a `status` holds on the day of the register where its row
    gives no first day. `faults` yields what is wrong with records beside one another.
    """

    name: str
    model: type[Any]
    first_day: str
    key: Callable[[Record], Hashable | None]
    faults: Callable[[Sequence[Record], Sequence[_Made], date], Iterator[_Fault]]
    asks: str = ""
    counts: Any = None
    expected: str = ""
    implied: bool = True
    status: bool = False
    fields: Mapping[str, str] = field(init=False)
    """The fields of the model, by those of columns."""

    @fields.default
    def _(self) -> Mapping[str, str]:
        plain = (name for name, spec in specs(self.model).items() if spec.kind.name in _KINDS)
        return MappingProxyType({f"{self.name}.{name}": name for name in plain})

    def tells(self, record: Record) -> bool:
        """Whether a row says anything of such a record; that everything is 0 says that there is none."""
        if self.name not in record.table.about:
            return False
        said = (value for name in self.fields for value, _ in record.of(name))
        return any(said) or bool(record.of(self.asks)) or any(map(record.lost, (*self.fields, self.asks)))

    def is_of(self, record: Record) -> bool | None:
        """Whether a row is of such a record; None if that is not known."""
        asked = self.asks in record.table.by_field
        if not self.asks or (self.implied and not asked):
            return True
        said = record.get(self.asks) if asked else record.table.layout.every_row.get(self.asks)
        return None if said is None else bool(said == self.counts)


def listed(of: Listed, rows: Sequence[Record], on: date) -> tuple[FoundRecord | None, tuple[Any, ...]]:
    """The records of a kind that rows are of, in the order of their first days, and where the first row of one stands.

    Neither is there where one of them is not known. A row that is of no such record is refused, and leaves the others.
    """
    told = [(record, of.is_of(record)) for record in rows if of.tells(record)]
    groups = dict[Hashable, list[Record]]()
    for record, is_of in told:
        if is_of:
            key = of.key(record)
            groups.setdefault(id(record) if key is None else (key,), []).append(record)
        else:
            _lacking(record, of.asks, RefusalReason(of.expected))
    made = [(group, _record(of, group, on)) for group in groups.values()]
    known = [(group, item) for group, item in made if item is not None]
    faults = [*_twice(of, known), *of.faults(rows, known, on)]
    for record, name, reason in faults:
        _refuse(record, name, reason)
    if not known or faults or len(known) < len(made) or any(is_of is None for _, is_of in told):
        return None, ()
    items = sorted((item for _, item in known), key=lambda item: getattr(item, of.first_day) or date.max)
    first = known[0][0][0]
    index = min(at for name in (*of.fields, of.asks) for at in first.table.by_field.get(name, ()))
    return (first, None, index), tuple(items)


def _record(of: Listed, group: Sequence[Record], on: date) -> Any:
    """The record that rows are of; None, and said, where they contradict themselves or lack what it needs."""
    every_row = group[0].table.layout.every_row
    facts, agree = Facts({of.fields[name]: said for name, said in every_row.items() if name in of.fields}), True
    for name, attribute in of.fields.items():
        found = one(group, name)
        agree = agree and (found is not None or not any(record.of(name) for record in group))
        facts.put(attribute, found, _day(said_of(found), first=attribute == of.first_day))
    if not agree:
        return None
    if of.status and of.first_day not in facts.values and of.asks in group[0].table.by_field:
        facts.values[of.first_day] = on  # like every status without a day
    if specs(of.model)[of.first_day].required and of.first_day not in facts.values:
        _lacking(group[0], f"{of.name}.{of.first_day}", RefusalReason("first_day"))
        return None
    try:
        return of.model(**facts.values)
    except InvalidInput as error:
        for item in error.mismatches:
            record, index = facts.cells.get(item.field) or next(iter(facts.cells.values()))
            record.refuse(RefusalKind.CONFLICT, index, RefusalReason.of_model(item, specs(of.model).get(item.field)))
        return None


def _day(said: Any, *, first: bool) -> Any:
    """The first or the last day of a month; None for what is no month."""
    return (said.first if first else said.last) if isinstance(said, Month) else None


def _lacking(record: Record, name: str, reason: RefusalReason) -> None:
    """Refuse a row of a list, or what a row of a member says beside: for want of what a field should say."""
    if record.table.layout.members:
        _refuse(record, name, reason)
    else:
        refuse_row(record, name, reason)


def _refuse(record: Record, name: str, reason: RefusalReason) -> None:
    columns = record.table.by_field
    index = columns.get(name, columns[record.table.key])[0]
    record.refuse(RefusalKind.CONFLICT, index, RefusalReason("none_is_kept", expected=reason))


def _twice(of: Listed, known: Sequence[_Made]) -> Iterator[_Fault]:
    """Records that are equal, and may be one that stands twice: not both give a key."""
    seen = dict[Any, Record]()
    for (record, *_), item in known:
        same = seen.setdefault(item, record)
        if same is not record and None in (of.key(record), of.key(same)):
            place = same.place(same.table.by_field[same.table.key][0])
            yield record, "", RefusalReason("distinct_record", place=place)


# -- the kinds ----------------------------------------------------------------------------------------------------


def _spell(record: Record) -> Hashable:
    """A list tells one allowance of each, unless it tells their ends."""
    return record.get("allowance.since") if "allowance.until" in record.table.by_field else "now"


def _wrong_spells(__: Sequence[Record], known: Sequence[_Made], on: date) -> Iterator[_Fault]:
    for rows, spell in known:
        if spell.since > on:
            yield rows[0], "allowance.since", RefusalReason("until_the_register")
    for (_, spell), (rows, other) in combinations(known, 2):
        if spell != other and (spell.covers(other.since) or other.covers(spell.since)):
            yield rows[0], "allowance.since", RefusalReason("spells_apart")


_MARK: Final = "bill.withdrawn"


def _wrong_bills(_: Sequence[Record], known: Sequence[_Made], __: date) -> Iterator[_Fault]:
    """Bills that are marked as withdrawn; they are not, where their reversals are among the others."""
    reversals = [bill for _, bill in known if bill.is_reversal]
    for rows, bill in known:
        if not bill.is_reversal and any(record.get(_MARK) or record.lost(_MARK) for record in rows):
            taken_back = next((other for other in reversals if other.reverses(bill)), None)
            if taken_back is None:
                yield rows[0], _MARK, RefusalReason("standing_settlement")
            else:
                reversals.remove(taken_back)


def _loan(record: Record) -> Hashable | None:
    """The number of a loan, or who borrowed when."""
    number, day = record.get("loan.id"), record.get("loan.lent_on")
    borrower = record.get("person.document") or record.get("household.document")
    who = None if borrower is None else borrower.identity_number
    return number if number is not None or day is None else (who, day)


def _wrong_loans(rows: Sequence[Record], _: Sequence[_Made], __: date) -> Iterator[_Fault]:
    """Balances of loans that are no rows."""
    for record in rows:
        if record.get("loan.earlier") or record.lost("loan.earlier"):
            yield record, "loan.earlier", RefusalReason("earlier_loans")


ALLOWANCES: Final = Listed(
    "allowance",
    AllowanceSpell,
    "since",
    key=_spell,
    faults=_wrong_spells,
    asks="allowance.received",
    counts=True,
    expected="allowance_kind",
    status=True,
)
BILLS: Final = Listed(
    "bill",
    MedicalBill,
    "settled_on",
    key=lambda record: record.get("bill.id"),
    faults=_wrong_bills,
    asks="bill.scheme",
    counts=MedicalScheme.RESIDENTS,
    expected="residents_scheme",
    implied=False,
)
LOANS: Final = Listed("loan", SmallLoan, "lent_on", key=_loan, faults=_wrong_loans)
LISTED: Final = (ALLOWANCES, BILLS, LOANS)
