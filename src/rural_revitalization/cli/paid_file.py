"""A file of payments that were made: read row by row, and all rows that cannot be read named by row and header.

A payment of a household that is not on the list is no fault of the file, and the one an audit looks for - somebody who
moved away, or died: it is set aside.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from attrs import Factory, define, frozen

from ..desk import Paid
from ..errors import InvalidInput, Mismatch, shown
from ..fields import specs
from ..models import Household
from .labelled_rows import LabelledRow, labelled_rows
from .named_choices import PAYING

LABELS: Final = {name: spec.zh for name, spec in {"household": specs(Household)["id"], **specs(Paid)}.items()}
"""The columns, each by its name and its Chinese label."""
_MAY_LACK: Final = ("person",)
_MOST_NAMED: Final = 20
"""So many faults are named; a file of another kind has one on every row."""


@frozen
class UnlistedPayment:
    """A payment of a household that is not on the list (名单外发放): its row, its household, and the payment."""

    row: int
    household: str
    payment: Paid


@define
class PaidFile:
    """The payments of a file: by household of the list, and those of others."""

    by_household: dict[str, list[Paid]] = Factory(dict)
    unlisted: list[UnlistedPayment] = Factory(list)


@frozen
class _Asked:
    """What payments are asked about."""

    households: frozenset[str]
    programmes: tuple[str, ...]
    since: date
    until: date


def read_paid(
    file: Path, encoding: str | None, households: Collection[str], programmes: Collection[str], since: date, until: date
) -> PaidFile:
    """Read the payments of a file; raises `InvalidInput` with the faults, each with its row and header.

    A payment is one of the `programmes`, and of the time from `since` to `until`; `households` are on the list.
    """
    found = PaidFile()
    wrong: list[Mismatch] = []
    asked = _Asked(frozenset(households), tuple(programmes), since, until)
    for row in labelled_rows(file, encoding, LABELS, wrong, may_lack=_MAY_LACK):
        faults: list[Mismatch] = []
        payment = _payment(row, asked, faults)
        key = row.text("household")
        if payment is None:
            wrong += faults
        elif key in asked.households:
            found.by_household.setdefault(key, []).append(payment)
        else:
            found.unlisted.append(UnlistedPayment(row.at, key, payment))
    if wrong:
        more = len(wrong) - _MOST_NAMED
        named = [*wrong[:_MOST_NAMED], *([Mismatch("$", "no further faults", f"{more:,} more")] if more > 0 else [])]
        raise InvalidInput(named, about=str(file))
    return found


def _payment(row: LabelledRow, asked: _Asked, faults: list[Mismatch]) -> Paid | None:
    """The payment of a row; None, and what is wrong with it in `faults`, where it cannot be read."""
    if not row.text("household"):
        faults.append(Mismatch(row.place("household"), "the number of a household", "nothing"))
    programme = row.code("programme", PAYING.among(asked.programmes), faults)
    month, amount = row.read("month", "month", faults), row.read("amount", "yuan", faults)
    faults += _lacking(row, faults)
    if month is not None and not asked.since.replace(day=1) <= month.first <= asked.until:
        expected = f"a month from {asked.since:%Y-%m} to {asked.until:%Y-%m}"
        faults.append(Mismatch(row.place("month"), expected, shown(str(month))))
    if faults:
        return None
    values: dict[str, Any] = {"programme": programme, "month": month.first, "amount": amount}
    try:
        return Paid(person=row.text("person") or None, **values)
    except InvalidInput as error:
        faults += row.placed(_said(item, programme) for item in error.mismatches)
    return None


def _said(item: Mismatch, programme: str | None) -> Mismatch:
    """A fault of a payment, which names its programme as people do."""
    if item.rule != "paid_per_person" or programme is None:
        return item
    return Mismatch(item.path, f"the key of a person, since {PAYING.said(programme)} is paid per person", item.given)


def _lacking(row: LabelledRow, faults: list[Mismatch]) -> Iterator[Mismatch]:
    told = {fault.path for fault in faults}
    for name in ("programme", "month", "amount"):
        if not row.text(name) and row.place(name) not in told:
            yield Mismatch(row.place(name), "a cell that is filled in", "nothing")
