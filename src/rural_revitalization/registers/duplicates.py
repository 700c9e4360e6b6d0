"""What is recorded twice (重复登记): a bill, a loan, or a person of two households.

A bill and a loan have no number of their own. Two are taken for one where nothing that is recorded of both differs, the
day and an amount among it. That may be chance, so it is found and told, and nothing is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import TypeVar

from ..fields import specs
from ..models import Household, MedicalBill, Person, SmallLoan

R = TypeVar("R", MedicalBill, SmallLoan)


def bill_twice(person: Person) -> bool:
    """Whether two bills of a person seem to be one; a bill that was taken back may have been written again."""
    bills = person.bills or ()
    alike = _alike(bills, lambda bill: bill.settled_on)
    return any(_share_an_amount(*pair) and not any(bill.reverses(pair[0]) for bill in bills) for pair in alike)


def _share_an_amount(one: MedicalBill, other: MedicalBill) -> bool:
    return any(None not in amounts for amounts in zip(one.amounts, other.amounts, strict=True))


def loan_twice(household: Household) -> bool:
    """Whether two loans of a household seem to be one."""
    known = [loan for loan in household.loans or () if loan.lent is not None and loan.amount_lent is not None]
    return any(one.amount_lent == other.amount_lent for one, other in _alike(known, lambda loan: loan.lent))


def _alike(records: Iterable[R], day: Callable[[R], date | None]) -> Iterator[tuple[R, R]]:
    """Yield the pairs of records of one day of which nothing that is recorded of both differs."""
    of_day = defaultdict[date | None, list[R]](list)
    for record in records:
        of_day[day(record)].append(record)
    for same in of_day.values():
        yield from (pair for pair in combinations(same, 2) if not _differ(*pair))


def _differ(one: R, other: R) -> bool:
    told = ((getattr(one, name), getattr(other, name)) for name in specs(type(one)))
    return any(None not in pair and pair[0] != pair[1] for pair in told)


class MembersByNumber:
    """The identity numbers met so far in the members of households, and who has each; shown nowhere."""

    def __init__(self) -> None:
        self._holders = defaultdict[str, dict[tuple[int, str], str]](dict)
        self._households = 0

    def add(self, household: Household, on: date) -> None:
        """Add the members of a household on a day."""
        for person in household.members_on(on):
            if person.identity_number is not None:
                self._holders[person.identity_number][self._households, person.id] = household.id
        self._households += 1

    def in_several_households(self) -> Iterator[tuple[str, str]]:
        """Yield household and member, by their keys, of each number that stands in more than one household."""
        found = (
            (at, household, person)
            for holders in self._holders.values()
            if len({at for at, _ in holders}) > 1
            for (at, person), household in holders.items()
        )
        yield from ((household, person) for _, household, person in sorted(found))
