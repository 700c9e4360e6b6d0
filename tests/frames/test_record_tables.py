"""Records as two linked tables: whole, and back again; what cannot be read is told at its row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest

pytest.importorskip("narwhals")
pytest.importorskip("polars")
pytest.importorskip("pyarrow")
pytest.importorskip("hypothesis")

import narwhals as nw
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from engines import QUICK, engine
from rural_revitalization import AllowanceSpell, Household, InvalidInput, Person, Spell, frames, strategies
from rural_revitalization.fields import evolve_unchecked
from rural_revitalization.frames import conversion
from rural_revitalization.registers import check_all

ON: Final = date(2023, 12, 31)
BACKENDS: Final = ("polars", "pandas", "pyarrow")
FAMILY: Final[dict[str, list[Any]]] = {
    "household": ["H-1", "H-2", "H-1"],
    "id": ["P-1", "P-1", "P-2"],
    "birth_date": [date(2012, 5, 1), date(1950, 5, 1), None],
    "labour_capacity": ["full", "full", None],
}
HOMES: Final[dict[str, list[Any]]] = {"id": ["H-2", "H-1"], "per_capita_net_income": [None, 200]}


def alone(*drawn: Household) -> list[Household]:
    """Households with keys of their own."""
    return [evolve_unchecked(item, id=f"H-{at}") for at, item in enumerate(drawn)]


def read(people: Any, households: Any) -> list[Household]:
    return list(frames.from_tables(people, households, on=ON))


def refusals(people: dict[str, list[Any]], households: dict[str, list[Any]] = HOMES) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        read(pl.DataFrame(people), pl.DataFrame(households))
    return [str(item) for item in caught.value.mismatches]


# -- whole, and back ----------------------------------------------------------------------------------------------


@given(st.lists(strategies.households(), min_size=1, max_size=3), st.sampled_from(BACKENDS))
def test_households_come_back_from_tables_as_they_were(drawn: list[Household], backend: Any) -> None:
    households = alone(*drawn)
    tables = frames.to_tables(households, backend=backend)
    assert read(tables.people, tables.households) == households


@pytest.mark.parametrize("name", QUICK)
def test_tables_of_every_engine_are_read_alike(name: str) -> None:
    people, homes = (engine(name)(pl.DataFrame(rows).to_arrow()) for rows in (FAMILY, HOMES))
    second, first = read(people, homes)
    assert (second.id, first.id, first.per_capita_net_income) == ("H-2", "H-1", Decimal(200))
    assert [person.id for person in first.people] == ["P-1", "P-2"]
    assert first.people[0] == Person(id="P-1", birth_date=date(2012, 5, 1), labour_capacity="full")
    assert first.people[1] == Person(id="P-2")


def test_an_empty_list_is_recorded_as_none_and_null_is_not_recorded() -> None:
    jobs = pl.Series([[], None, None], dtype=pl.List(pl.Struct({"since": pl.Date})))
    second, first = read(pl.DataFrame(FAMILY).with_columns(employment=jobs), pl.DataFrame(HOMES))
    assert [person.employment for person in (*first.people, *second.people)] == [(), None, None]


def test_a_class_may_be_said_of_the_day_alone() -> None:
    people = {**FAMILY, "extreme_poverty": [True, None, False], "minimum_living_allowance": [False, True, None]}
    second, first = read(pl.DataFrame(people), pl.DataFrame(HOMES))
    assert [person.extreme_poverty for person in first.people] == [(Spell(since=ON),), ()]
    assert second.people[0].extreme_poverty is None
    assert second.people[0].minimum_living_allowance == (AllowanceSpell(since=ON),)


def test_keys_may_be_numbers_and_days_have_a_time_of_midnight() -> None:
    people = pl.DataFrame({**FAMILY, "household": [1, 2, 1], "id": [7, 7, 8]})
    second, first = read(people.with_columns(pl.col("birth_date").cast(pl.Datetime)), pl.DataFrame({"id": [2, 1]}))
    assert (second.id, first.id, first.people[0].id) == ("2", "1", "7")
    assert first.people[0].birth_date == date(2012, 5, 1)


def test_batches_are_read_in_the_order_of_the_households(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "BATCH", 2)
    keys = [f"H-{at}" for at in range(7, 0, -1)]
    people = pl.DataFrame({"household": sorted(keys) * 2, "id": ["a"] * 7 + ["b"] * 7})
    found = read(people, pl.DataFrame({"id": keys}))
    assert [(item.id, [person.id for person in item.people]) for item in found] == [(key, ["a", "b"]) for key in keys]


def test_where_nothing_but_keys_is_recorded_there_are_people_all_the_same() -> None:
    assert read(pl.DataFrame({"household": ["a"], "id": ["b"]}), pl.DataFrame({"id": ["a"]})) == [
        Household(id="a", members=[Person(id="b")])
    ]
    nothing = pl.DataFrame(schema={"household": pl.String, "id": pl.String})
    assert read(nothing, pl.DataFrame(schema={"id": pl.String})) == []


# -- what is refused ----------------------------------------------------------------------------------------------


def test_a_column_that_is_no_field_is_refused_with_what_it_may_stand_for() -> None:
    told = refusals({**FAMILY, "labor_capacity": [None] * 3, "age": [1, 2, 3]}, {**HOMES, "members": [1, 2]})
    assert told == [
        "people.labor_capacity: expected a field of Person, got another; did you mean labour_capacity?",
        "people.age: expected a field of Person, got another",
        "households.members: expected a field of Household, got another",
    ]


def test_keys_that_are_lacking_or_without_a_counterpart_are_refused() -> None:
    assert refusals({"id": ["P-1"]}) == ["people.household: expected a column of record keys, got no such column"]
    told = refusals({**FAMILY, "household": ["H-1", "H-3", "H-1"]})
    assert [item.partition(":")[0] for item in told] == ["people.household", "households.id"]
    assert refusals({**FAMILY, "id": ["P-1", "P-1", "P-1"]})[0].startswith("people.id: expected keys without nulls")


def test_values_are_refused_at_their_rows_all_at_once() -> None:
    people = {**FAMILY, "labour_capacity": ["all", "full", "half"], "disability_grade": [None, None, 9]}
    told = refusals(people, {**HOMES, "per_capita_net_income": [0.5, None]})
    assert [item.partition(": ")[0] for item in told] == [
        "households[0].per_capita_net_income",
        "people[0].labour_capacity",
        "people[2].disability_grade",
        "people[2].labour_capacity",
    ]


def test_faults_without_end_are_told_up_to_some() -> None:
    keys = [f"H-{at}" for at in range(500)]
    people = {"household": keys, "id": ["P"] * 500, "labour_capacity": ["all"] * 500}
    assert 100 <= len(refusals(people, {"id": keys})) < 120


def test_what_is_no_household_and_no_backend_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"households\[0\]: expected a Household, got str"):
        frames.to_tables(["H-1"])  # type: ignore[list-item]
    with pytest.raises(InvalidInput, match="backend: expected one of polars, pandas, pyarrow, got 'duckdb'"):
        frames.to_tables([], backend="duckdb")  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="on: expected a date"):
        frames.from_tables(pl.DataFrame(FAMILY), pl.DataFrame(HOMES), on="2023-12-31")  # type: ignore[arg-type]


# -- checks over tables -------------------------------------------------------------------------------------------


def of_records(households: list[Household]) -> list[tuple[Any, ...]]:
    found = check_all(households, on=ON)
    return [(item.household, item.member, item.check.level.value, item.check.id) for item in found]


@given(st.lists(strategies.households(), min_size=1, max_size=3), st.sampled_from(BACKENDS))
def test_checks_over_tables_find_what_checks_of_their_records_find(drawn: list[Household], backend: Any) -> None:
    households = alone(*drawn)
    tables = frames.to_tables(households, backend=backend)
    found = nw.from_native(frames.check(tables.people, tables.households, on=ON))
    assert nw.from_native(found.to_arrow()).rows() == of_records(households)


@pytest.mark.parametrize("name", QUICK)
def test_a_member_of_two_households_is_found_in_tables_too(name: str) -> None:
    number = "11010519491231002X"  # the example of GB 11643
    people = pl.DataFrame(
        {"household": ["A", "B", "C"], "id": ["1", "2", "3"], "identity_number": [number, None, number]}
    )
    homes = pl.DataFrame({"id": ["A", "B", "C"]})
    native = frames.check(*(engine(name)(table.to_arrow()) for table in (people, homes)), on=ON)
    assert nw.from_native(nw.from_native(native).to_arrow()).rows() == [
        ("A", "1", "error", "person-in-two-households"),
        ("C", "3", "error", "person-in-two-households"),
    ]


@pytest.mark.parametrize("name", QUICK)
def test_findings_are_a_table_with_the_keys_as_they_were_given(name: str) -> None:
    people = pl.DataFrame({**FAMILY, "household": [1, 2, 1], "id": [7, 7, 8]})
    homes = pl.DataFrame({**HOMES, "id": [2, 1]})
    native = frames.check(*(engine(name)(table.to_arrow()) for table in (people, homes)), on=ON)
    found = nw.from_native(native)
    assert found.implementation.is_pandas_like() == (name == "pandas")
    assert found.implementation.is_polars() == name.startswith("polars")
    assert nw.from_native(found.to_arrow()).rows() == [
        (2, 7, "hint", "old-full-labour"),
        (1, 7, "error", "child-with-labour"),
        (1, None, "warning", "income-unit-suspect"),
    ]
