"""Rows of the two tables as the records they stand for, to be assessed one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from rural_revitalization import (
    DisabilityKind,
    Household,
    Income,
    IncomeKind,
    LabourCapacity,
    MedicalBill,
    Person,
    Risk,
    RiskKind,
    RiskState,
    SmallLoan,
    Spell,
)
from rural_revitalization.fields import specs

__all__ = ["households_of", "record_names"]

Row = Mapping[str, Any]

FIRST: Final = date(2022, 1, 1)
SETTLED: Final = date(2022, 2, 3)
IDENTIFIED: Final = date(2021, 6, 1)
RISKS: Final = ("risks_resolved", "risk_vanished", "new_risk")
SPELLS: Final = {
    model: [name for name, spec in specs(model).items() if spec.of is Spell] for model in (Person, Household)
}
# A column that several say one record of, or that is called otherwise in the records.
RECORDS: Final[Mapping[str, str]] = {
    "in_scope_cost": "bills",
    **{f"income_{kind.value}": "income" for kind in IncomeKind},
    **dict.fromkeys(RISKS, "risks"),
    **dict.fromkeys(("loans_outstanding", "loan_annual_rate", "loan_term_months", "loan_overdue_days"), "loans"),
}


def record_names(columns: Iterable[str]) -> set[str]:
    """The records that columns stand for."""
    return {RECORDS.get(name, name) for name in columns}


def households_of(people: Iterable[Row], households: Iterable[Row]) -> Iterator[Household]:
    """The record of each household, in the order of the rows; people are ordered by household as they are."""
    members = {key: list(rows) for key, rows in groupby(people, key=lambda row: row["household"])}
    for row in households:
        yield _household(row, members[row["id"]])


def _household(row: Row, members: list[Row]) -> Household:
    plain = {name: row[name] for name in specs(Household) if name in row and name not in SPELLS[Household]}
    return Household(
        **plain,
        **_spells(Household, row),
        members=[_person(member) for member in members],
        identified_on=IDENTIFIED,
        risks=_risks(*(row[name] for name in RISKS)),
        loans=_loans(row),
    )


def _person(row: Row) -> Person:
    codes = ("disability_kind", "labour_capacity", *SPELLS[Person])
    plain = {name: row[name] for name in specs(Person) if name in row and name not in codes}
    kind, capacity = row["disability_kind"], row["labour_capacity"]
    return Person(
        **plain,
        **_spells(Person, row),
        disability_kind=None if kind is None else DisabilityKind(kind),
        labour_capacity=None if capacity is None else LabourCapacity(capacity),
        income=_income(row),
        bills=_bills(row["in_scope_cost"]),
    )


def _spells(model: type[Any], row: Row) -> dict[str, Any]:
    held: Mapping[bool | None, list[Spell] | None] = {None: None, False: [], True: [Spell(since=FIRST)]}
    return {name: held[row[name]] for name in SPELLS[model]}


def _income(row: Row) -> list[Income] | None:
    amounts = {kind: row[f"income_{kind.value}"] for kind in IncomeKind}
    if all(amount is None for amount in amounts.values()):
        return None
    return [Income(kind=kind, amount=amount) for kind, amount in amounts.items()]


def _bills(cost: Decimal | None) -> list[MedicalBill] | None:
    if cost is None:
        return None
    bill: dict[str, Any] = {"settled_on": SETTLED, "total": cost, "in_scope": cost, "basic_insurance_paid": 0}
    return [MedicalBill(**bill)] if cost else []


def _loans(row: Row) -> list[SmallLoan] | None:
    outstanding = row["loans_outstanding"]
    if outstanding is None:
        return None
    terms = {name: row[f"loan_{name}"] for name in ("annual_rate", "term_months", "overdue_days")}
    return [SmallLoan(lent_on=date(2021, 3, 1), outstanding=outstanding, **terms)] if outstanding else []


# What the risks are of which the three columns hold: found before the household was identified, or after.
_BEFORE, _AFTER = date(2021, 5, 20), date(2022, 3, 1)
_FOUND: Final[Mapping[tuple[bool | None, ...], list[tuple[date, RiskState]] | None]] = {
    (None, None, None): None,
    (True, False, False): [(_BEFORE, RiskState.RESOLVED)],
    (False, False, False): [(_BEFORE, RiskState.OPEN)],
    (False, True, False): [(_BEFORE, RiskState.VANISHED)],
    (False, False, True): [(_BEFORE, RiskState.RESOLVED), (_AFTER, RiskState.OPEN)],
    (True, True, False): [(_BEFORE, RiskState.RESOLVED), (_AFTER, RiskState.VANISHED)],
}


def _risks(*said: bool | None) -> list[Risk] | None:
    found = _FOUND[said]
    return None if found is None else [Risk(kind=RiskKind.OTHER, found_on=day, state=state) for day, state in found]
