"""Households worked by hand, in tables: what a table can hold of them comes out as from their records."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from rural_revitalization import Assessment, Decision, Payment, Unknown, frames
from rural_revitalization.cases import Case, lent_in_scope, lpr_five_year, lpr_one_year
from rural_revitalization.frames.population.linked import CODES, HOUSEHOLDS, INCOMES, LOANS, PEOPLE
from rural_revitalization.models import Household, IncomeKind, Person, SmallLoan
from worked_households import CASES, assessed

# Facts of the day that a loan was lent, which its record may say, or those of the household and the county.
OF_LOANS: dict[str, Any] = {
    "lent_in_scope": lent_in_scope,
    "lpr_one_year": lpr_one_year,
    "lpr_five_year": lpr_five_year,
}
LAYERS = ("serious_illness", "medical_assistance", "tilted_assistance")
SHOWN = {True: "yes", False: "no"}
# What a table of the day cannot hold, beside several loans, and bills under more than one class or cap.
NOT_IN_TABLES = {
    "gradual_exit": "a spell that has ended: a table has whether the family receives on the day",
    "minimum_living": "the same, since who is in gradual exit is granted nothing else",
    "net_income": "identity numbers, of which two may be one person's, and the income of people who left",
    "identification": "the same",
    **dict.fromkeys(LAYERS, "classes of the days of bills: a table has those of the day of assessment"),
}
EXEMPT = {
    "S-H10": ("gradual_exit", "minimum_living"),
    "H-P03a": ("gradual_exit", "minimum_living"),
    "H-P09a": ("minimum_living", "net_income", "identification"),
    "S-H27": ("gradual_exit",),
    "H-M01a": LAYERS,
    "S-H23": ("net_income", "identification", "minimum_living"),
}


def plain(value: Any) -> Any:
    """A value as a column holds it; null where it is not known."""
    return None if isinstance(value, Unknown) else value


def row_of_person(member: Case, household: str) -> dict[str, Any]:
    person = member.person
    assert person is not None
    row: dict[str, Any] = {"household": household, "id": person.id}
    row |= {name: None if getattr(person, name) is None else getattr(person, name).value for name in CODES}
    for name in PEOPLE:
        if name not in INCOMES.values():
            row[name] = plain(member[getattr(Person, name)])
    for kind, name in INCOMES.items():
        row[name] = income_of(person, IncomeKind(kind))
    return row


def income_of(person: Person, kind: IncomeKind) -> Decimal | None:
    if person.income is None:
        return None
    found = [item.amount for item in person.income if item.kind is kind]
    known = [amount for amount in found if amount is not None]
    return sum(known, Decimal("0.00")) if len(known) == len(found) else None


def row_of_household(case: Case) -> dict[str, Any]:
    household = case.household
    row: dict[str, Any] = {"id": household.id, "county": household.county}
    for name in HOUSEHOLDS:
        if name not in LOANS.values():
            row[name] = plain(case[getattr(Household, name)])
    row |= dict.fromkeys(LOANS.values())
    if household.loans is not None:
        row["loans_outstanding"] = Decimal("0.00")
    for loan in household.loans or ():
        of_loan = case.of_loan(loan)
        for name, column in LOANS.items():
            row[column] = plain(of_loan[OF_LOANS.get(name) or getattr(SmallLoan, name)])
    return row


def table(rows: list[dict[str, Any]], schema: Any) -> pl.DataFrame:
    types: dict[str, Any] = {
        "decimal": pl.Decimal(18, 6),
        "boolean": pl.Boolean,
        "integer": pl.Int64,
        "text": pl.String,
    }
    declared = {column.name: types[column.type] for column in schema}
    data = {name: [row.get(name) for row in rows] for name in declared}
    return pl.DataFrame(data, schema=declared)


def in_tables(assessment: Assessment) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The row of the household and those of its members, as tables are assessed."""
    inputs = assessment.inputs
    case = Case(household=inputs.household, local=inputs.local, on=assessment.on)
    people = table([row_of_person(member, inputs.household.id) for member in case.members], frames.people_schema())
    households = table([row_of_household(case)], frames.households_schema())
    found = frames.assess(people, households, inputs.policy, inputs.local, on=assessment.on, bounds=True)
    return found.households.row(0, named=True), {row["id"]: row for row in found.people.iter_rows(named=True)}


def can_be_held(name: str, payment: Payment, household: Household, on: date) -> bool:
    """Whether a table of the day holds what a payment hangs on."""
    if payment.rule in LAYERS:
        person = next(person for person in household.people if person.id == payment.person)
        bills, cost = person.bills or (), person.in_scope_cost(on)
        # A cost that is a range is unknown in a table, and one of nothing is that of a person without bills.
        whole = not isinstance(cost, Unknown) and cost != 0 and not any(bill.care for bill in bills)
        return whole and not payment.parts and payment.rule not in EXEMPT.get(name, ())
    if payment.rule == "small_loan":
        return len(household.loans or ()) == 1 and not household.loans[0].entries  # type: ignore[index]
    return payment.rule not in EXEMPT.get(name, ())


def held(name: str) -> list[Payment | Decision]:
    """The answers of a case that a table can hold."""
    assessment = assessed(name)
    household = assessment.inputs.household
    payments = [item for item in assessment.payments if can_be_held(name, item, household, assessment.on)]
    return [*payments, *(item for item in assessment.decisions if item.rule not in EXEMPT.get(name, ()))]


def said(item: Payment | Decision) -> tuple[Any, ...]:
    """What a record says: of a payment its status and ends, of a decision its outcome."""
    low, high = (item.value.low, item.value.high) if isinstance(item.value, Unknown) else (item.value, item.value)
    if isinstance(item, Payment):
        return item.status.value, low, high
    return ("undetermined" if isinstance(item.outcome, Unknown) else SHOWN[bool(low)],)


def written(item: Payment | Decision, row: dict[str, Any]) -> tuple[Any, ...]:
    """The same in the row of a table."""
    names = ("status", "due__low", "due__high") if isinstance(item, Payment) else ("outcome",)
    return tuple(row[f"{item.rule}__{name}"] for name in names)


WITH_HOUSEHOLD = [name for name, case in CASES.items() if case["given"].get("household")]


@pytest.mark.parametrize("name", WITH_HOUSEHOLD)
def test_a_table_says_of_a_household_what_its_record_does(name: str) -> None:
    household, people = in_tables(assessed(name))
    found = [(item, household if item.person is None else people[item.person]) for item in held(name)]
    assert [(item.rule, item.person, written(item, row)) for item, row in found] == [
        (item.rule, item.person, said(item)) for item, _ in found
    ]


def test_most_answers_of_the_households_can_be_held_in_tables() -> None:
    every = [item for name in WITH_HOUSEHOLD for item in held(name)]
    assert len(every) > 300
    assert {item.rule for item in every} >= {"minimum_living", "contribution_subsidy", "identification", *LAYERS}
    assert set(NOT_IN_TABLES) >= {rule for rules in EXEMPT.values() for rule in rules}
