"""A population assessed as two tables says of every row, in every column, what `assess` says of the household."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

import pytest

from rural_revitalization import Assessment, Policy, assess, load_policy
from rural_revitalization.algebra import ZERO, Unknown
from rural_revitalization.fields import specs
from rural_revitalization.rules.catalogue import RULES

pytest.importorskip("narwhals")
pytest.importorskip("pyarrow")

import pyarrow as pa

from engines import QUICK, ROW, engine, rows_of
from frames.records_of import households_of, record_names
from rural_revitalization.frames.assessing import assess_frame
from rural_revitalization.frames.population import Population, population

ON: Final = date(2022, 6, 1)
DEEP: Final = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
MANY: Final = 20_000 if DEEP else 300
OF_PEOPLE: Final = ("contribution_subsidy", "serious_illness")
PAYMENTS: Final = (*OF_PEOPLE, "gradual_exit", "minimum_living", "small_loan")
WORKSHEETS: Final = {rule.__name__.rsplit(".", 1)[-1]: rule.Worksheet for rule in RULES}
POLICIES: Final = {
    "hunan": lambda: load_policy("hunan", on=ON),
    "guizhou": lambda: load_policy("guizhou", on=ON),
    "yiyang": lambda: load_policy("yiyang", on=ON),
    "guizhou, documents alone": lambda: load_policy("guizhou", on=ON, practice=False),
}
every_policy = pytest.mark.parametrize("policy", [pytest.param(load, id=name) for name, load in POLICIES.items()])
every_engine = pytest.mark.parametrize("name", QUICK)

Row = dict[str, Any]


# -- what the assessment says, as columns ----------------------------------------------------------------------


def expected_of(assessment: Assessment, person: str | None) -> Row:
    """What an assessment says of a person, or of the household where `person` is None, by column."""
    row: Row = {}
    for payment in assessment.payments:
        if payment.person == person:
            row |= worksheet_columns(payment.rule, payment.worksheet) | amount_columns(
                f"{payment.rule}__due", payment.amount
            )
            row |= {f"{payment.rule}__status": payment.status.value, f"{payment.rule}__missing": set(payment.missing)}
    for decision in assessment.decisions:
        if decision.person == person:
            row |= worksheet_columns(decision.rule, decision.worksheet)
            answer = "undetermined" if isinstance(decision.outcome, Unknown) else "yes" if decision.outcome else "no"
            row |= {f"{decision.rule}__outcome": answer, f"{decision.rule}__blockers": ", ".join(decision.blockers)}
            row[f"{decision.rule}__missing"] = set(decision.missing)
    if person is None:
        for working in assessment.workings:
            row |= worksheet_columns(working.rule, working.worksheet)
        row |= {f"{item.rule}__status": "skipped" for item in assessment.skipped if item.rule in PAYMENTS}
        row |= amount_columns("total", assessment.total)
        for rule in OF_PEOPLE:
            row |= amount_columns(f"{rule}__total", assessment.totals.get(rule, ZERO))
    return row


def worksheet_columns(rule: str, worksheet: Any) -> Row:
    row: Row = {}
    for name, spec in specs(type(worksheet)).items():
        value, called = getattr(worksheet, name), f"{rule}__{name}"
        truth = {called: None if isinstance(value, Unknown) else value}
        row |= truth if spec.kind.name == "truth" else amount_columns(called, value)
    return row


def amount_columns(name: str, value: Any) -> Row:
    if isinstance(value, Unknown):
        return {name: None, f"{name}__low": value.low, f"{name}__high": value.high}
    return {name: value, f"{name}__low": value, f"{name}__high": value}


def columns_of(rules: Sequence[str], *, totals: bool) -> set[str]:
    """The columns that are written with bounds and facts, all told."""
    names = set[str]()
    for rule in rules:
        for name, spec in specs(WORKSHEETS[rule]).items():
            names |= {f"{rule}__{name}"} if spec.kind.name == "truth" else set(amount_columns(f"{rule}__{name}", None))
        if rule in PAYMENTS:
            names |= {*amount_columns(f"{rule}__due", None), f"{rule}__status", f"{rule}__missing"}
        elif rule != "net_income":
            names |= {f"{rule}__outcome", f"{rule}__blockers", f"{rule}__missing"}
    for name in ("total", *(f"{rule}__total" for rule in OF_PEOPLE)) if totals else ():
        names |= set(amount_columns(name, None))
    return names


COLUMNS_OF_PEOPLE: Final = columns_of((*OF_PEOPLE, "single_person_household"), totals=False)
COLUMNS_OF_HOUSEHOLDS: Final = columns_of(
    ("gradual_exit", "minimum_living", "small_loan", "net_income", "identification", "risk_elimination"), totals=True
)


def differences(found: Row, expected: Row, columns: set[str], given: set[str]) -> Iterator[str]:
    """Where a row of a table does not hold what was expected of it: null, wherever nothing was."""
    assert set(found) - given == columns
    assert set(expected) <= columns
    for name in sorted(columns):
        value, wanted = found[name], expected.get(name)
        if name.endswith("__missing") and value is not None and wanted is not None:
            value, wanted = record_names(value.split(", ") if value else []), record_names(wanted)
        if value != wanted:
            yield f"{name}: {value!r}, not {wanted!r}"


# -- both ways -------------------------------------------------------------------------------------------------


def numbered(table: pa.Table) -> pa.Table:
    return table.append_column(ROW, pa.array(range(table.num_rows), pa.int64()))


def tables(name: str, *given: pa.Table) -> Iterator[Any]:
    """Tables of one engine that can be joined: those of DuckDB must be of one connection."""
    if name != "duckdb":
        yield from map(engine(name), given)
        return
    import duckdb  # noqa: PLC0415 - only where it is the engine

    connection = duckdb.connect()
    yield from map(connection.from_arrow, given)


def check(made_up: Population, policy: Policy, name: str, local: Any = None, by: Any = None) -> None:
    """Assess a population on an engine and household by household, and hold every cell of one against the other.

    `local` is what the tables are given, `by` the figures of each county where there are several.
    """
    people, households = numbered(made_up.people), numbered(made_up.households)
    figures = made_up.local if local is None else local
    found = assess_frame(*tables(name, people, households), policy, figures, ON, bounds=True, facts=True)
    found_people, found_households = rows_of(found.people), rows_of(found.households)
    assert [row[ROW] for row in found_people] == list(range(people.num_rows))
    assert [row[ROW] for row in found_households] == list(range(households.num_rows))
    people_rows, wrong = iter(found_people), []
    given_people, given_households = set(people.column_names), set(households.column_names)
    records = households_of(people.to_pylist(), households.to_pylist())
    for row, household in zip(found_households, records, strict=True):
        assessment = assess(household, policy, made_up.local if by is None else by[household.county], on=ON)
        wrong += [
            (household, line)
            for line in differences(row, expected_of(assessment, None), COLUMNS_OF_HOUSEHOLDS, given_households)
        ]
        for person in household.people:
            of_person = next(people_rows)
            assert of_person["id"] == person.id
            wrong += [
                ((household, person), line)
                for line in differences(of_person, expected_of(assessment, person.id), COLUMNS_OF_PEOPLE, given_people)
            ]
        assert len(wrong) < 10, told(wrong)
    assert not wrong, told(wrong)


def told(wrong: Sequence[tuple[Any, str]]) -> str:
    return "\n".join([*(line for _, line in wrong), "", repr(wrong[0][0])]) if wrong else ""


@every_policy
@pytest.mark.parametrize("missing", [0, 5, 25])
def test_a_population_is_assessed_as_each_household_is(policy: Any, missing: int) -> None:
    count = MANY if missing == 5 else MANY // 5
    check(population(count, seed=missing + 1, backend="pyarrow", missing=missing), policy(), "polars")


@every_engine
@every_policy
def test_every_engine_says_the_same(policy: Any, name: str) -> None:
    check(population(60, seed=60, backend="pyarrow", missing=12), policy(), name)
