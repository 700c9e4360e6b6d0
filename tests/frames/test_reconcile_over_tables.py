"""Payments held against what was due over tables: on every engine, and as every household by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("narwhals")
pytest.importorskip("polars")
pytest.importorskip("pyarrow")

import narwhals as nw
import pyarrow as pa

from engines import QUICK, engine
from frames.records_of import households_of
from rural_revitalization import InvalidInput, Unknown, assess, frames, load_policy
from rural_revitalization.desk import PROGRAMMES, Paid, reconcile

Row = dict[str, Any]
ON: Final = date(2022, 6, 1)
POLICY: Final = load_policy("hunan", on=ON)
KEYS: Final = {"household": pa.string(), "person": pa.string(), "programme": pa.string(), "month": pa.date32()}
YUAN: Final = pa.decimal128(12, 2)
on_every_engine = pytest.mark.parametrize("name", QUICK)


def table(rows: Iterable[Mapping[str, Any]], **amounts: pa.DataType) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=pa.schema(KEYS | amounts))


def paid(*rows: tuple[Any, ...], kind: pa.DataType = YUAN) -> pa.Table:
    return table((dict(zip([*KEYS, "amount"], row, strict=True)) for row in rows), amount=kind)


def due(*rows: tuple[Any, ...], kind: pa.DataType = YUAN) -> pa.Table:
    return table((dict(zip([*KEYS, "low", "high"], row, strict=True)) for row in rows), low=kind, high=kind)


def rows(found: Any) -> list[Row]:
    held = nw.from_native(found)
    listed: list[Row] = (held.collect() if isinstance(held, nw.LazyFrame) else held).to_arrow().to_pylist()
    return listed


def D(text: str) -> Decimal:  # noqa: N802 - as it is read
    return Decimal(text)


ALLOWANCE: Final = ("H1", None, "minimum_living", date(2022, 6, 9))
SUBSIDY: Final = ("H1", "a", "contribution_subsidy", date(2022, 3, 1))


@on_every_engine
def test_payments_are_added_up_and_held_against_what_was_due(name: str) -> None:
    of = engine(name)
    given_paid = paid(
        (*ALLOWANCE, D("100.10")),
        ("H1", "a", *ALLOWANCE[2:], D("50.00")),  # to whomever, it is the household's
        (*SUBSIDY, D("320.00")),
        ("H2", "b", *SUBSIDY[2:], D("0.01")),
        ("H3", "c", *SUBSIDY[2:], D("160.00")),
    )
    given_due = due(
        (*ALLOWANCE, D("150.10"), D("150.10")),
        (*SUBSIDY, D("0.00"), None),
        ("H2", "b", *SUBSIDY[2:], D("0.00"), D("0.00")),
        ("H3", "c", "contribution_subsidy", date(2022, 11, 30), D("100.00"), D("320.00")),
        ("H4", "d", *SUBSIDY[2:], D("0.00"), D("0.00")),
        ("H5", "e", *SUBSIDY[2:], D("160.00"), D("320.00")),
    )
    found = rows(frames.reconcile(of(given_paid), of(given_due)))
    assert [tuple(row[key] for key in ("household", "person", "outcome")) for row in found] == [
        ("H1", None, "as_due"),
        ("H1", "a", "undetermined"),
        ("H2", "b", "not_due"),
        ("H3", "c", "undetermined"),
        ("H5", "e", "under"),
    ]
    assert [row["since"] for row in found] == [date(2022, 6, 1)] + 4 * [date(2022, 1, 1)]
    first, open_, not_due, within, under = found
    assert (first["paid"], first["due"], first["difference"]) == (D("150.10"), D("150.10"), D("0.00"))
    assert (open_["due"], open_["difference"]) == (None, None)
    assert (open_["due__low"], open_["due__high"]) == (D("0.00"), None)
    assert (open_["difference__low"], open_["difference__high"]) == (None, D("320.00"))
    assert not_due["difference"] == D("0.01")
    assert (within["difference__low"], within["difference__high"]) == (D("-160.00"), D("60.00"))
    assert (under["difference__low"], under["difference__high"]) == (D("-320.00"), D("-160.00"))


@on_every_engine
def test_amounts_in_fen_are_told_in_fen(name: str) -> None:
    of = engine(name)
    given_paid, given_due = paid((*ALLOWANCE, 99), kind=pa.int64()), due((*ALLOWANCE, 100, 100), kind=pa.int64())
    (row,) = rows(frames.reconcile(of(given_paid), of(given_due), money="fen"))
    assert (row["paid"], row["due"], row["difference"], row["outcome"]) == (99, 100, -1, "under")


# -- sums -------------------------------------------------------------------------------------------------------

payments = st.lists(
    st.tuples(
        st.sampled_from(["H1", "H2", "H3"]),
        st.sampled_from(["a", "b"]),
        st.sampled_from(["minimum_living", "contribution_subsidy", "disability_subsidies"]),
        st.dates(date(2022, 1, 1), date(2022, 12, 31)),
        st.decimals(-1000, 1000, places=2),
    ),
    min_size=1,
    max_size=30,
)


@on_every_engine
@settings(max_examples=25)
@given(given_rows=payments)
def test_sums_of_the_rows_are_the_sums_of_what_was_given(name: str, given_rows: list[tuple[Any, ...]]) -> None:
    of = engine(name)
    owed = {(row[2], row[3].month): ("H9", "z", *row[2:4], D("12.34"), D("12.34")) for row in given_rows}
    yearly = {programme: row for (programme, _), row in owed.items() if programme == "contribution_subsidy"}
    kept = [row for (programme, _), row in owed.items() if programme not in yearly] + list(yearly.values())
    found = rows(frames.reconcile(of(paid(*given_rows)), of(due(*kept))))
    assert sum((row["paid"] for row in found), D("0")) == sum((row[-1] for row in given_rows), D("0"))
    assert sum((row["due"] for row in found), D("0")) == D("12.34") * len(kept)
    assert all(row["difference"] == row["paid"] - row["due"] for row in found)


# -- as the records ---------------------------------------------------------------------------------------------


def ends(amount: Any) -> tuple[Any, Any]:
    return (amount.low, amount.high) if isinstance(amount, Unknown) else (amount, amount)


ROW: Final = ("household", "person", "programme", "since")
COMPARED: Final = [name for name in PROGRAMMES if name != "small_loan"]
"""A table holds one loan of a household, of which records know more."""


@cache
def assessed() -> tuple[frames.Population, Any]:
    """A made-up population, and its assessment."""
    made_up = frames.sample_population(20, seed=11, backend="pyarrow", missing=8)
    of = engine("polars")
    found = frames.assess(
        of(made_up.people), of(made_up.households), POLICY, made_up.local, absent="unknown", bounds=True
    )
    return made_up, found


@on_every_engine
def test_every_household_comes_out_as_by_itself(name: str) -> None:
    made_up, tables = assessed()
    of = engine(name)
    here = frames.AssessedTables(of(tables.people.to_arrow()), of(tables.households.to_arrow()), on=ON)
    made: list[tuple[Any, ...]] = [
        (row["household"], row["id"], programme, date(2022, 6, 1 + at % 28), Decimal(at * 37 % 500) + D("0.01"))
        for at, row in enumerate(made_up.people.to_pylist())
        for programme in ("contribution_subsidy", "minimum_living")
        if at % 3
    ]
    found = rows(frames.reconcile(of(paid(*made)), frames.due(here, programmes=COMPARED)))
    told = [tuple(row[key] for key in (*ROW, "paid", "due__low", "due__high", "outcome")) for row in found]
    by_home: dict[str, list[Paid]] = {}
    for home, key, programme, month, amount in made:
        by_home.setdefault(home, []).append(Paid(programme=programme, person=key, month=month, amount=amount))
    expected = [
        (item.household, item.person, item.programme, item.since, item.paid, *ends(item.due), str(item.outcome))
        for household in households_of(made_up.people.to_pylist(), made_up.households.to_pylist(), ON)
        for item in reconcile(
            by_home.get(household.id, []), assess(household, POLICY, made_up.local, only=COMPARED)
        ).lines
    ]
    assert told == sorted(expected, key=lambda row: tuple(str(part or "") for part in row[:4]))
    assert {row[-1] for row in told} >= {"under", "over", "undetermined"}


def test_the_list_of_what_is_due_has_a_row_for_every_payee_and_programme() -> None:
    made_up, tables = assessed()
    found = frames.due(tables, programmes=["minimum_living", "contribution_subsidy"])
    assert found.height == made_up.people.num_rows + made_up.households.num_rows
    with pytest.raises(InvalidInput, match="did you mean minimum_living"):
        frames.due(tables, programmes=["minimum_livin"])
    everything = frames.due(tables)
    assert set(everything["programme"]) == set(PROGRAMMES)


# -- what is given ----------------------------------------------------------------------------------------------


@on_every_engine
def test_faults_are_named_with_their_numbers_of_rows(name: str) -> None:
    of = engine(name)
    wrong = paid(
        (None, *ALLOWANCE[1:], D("1")),
        ("H1", None, "contribution_subsidy", date(2022, 6, 1), D("1")),
        ("H1", None, "minimum_living", None, None),
        ("H1", None, "minimum_livin", date(2022, 6, 1), D("1")),
    )
    with pytest.raises(InvalidInput) as caught:
        frames.reconcile(of(wrong), of(due((*ALLOWANCE, D("1"), D("1")))))
    assert [item.path for item in caught.value.mismatches] == [
        "paid.household",
        "paid.month",
        "paid.amount",
        "paid.person",
        "paid.programme",
    ]
    assert caught.value.mismatches[0].given == "nulls on 1 row"


@on_every_engine
def test_what_is_due_twice_and_what_it_says_nothing_about_is_refused(name: str) -> None:
    of = engine(name)
    once = (*ALLOWANCE, D("1"), D("1"))
    with pytest.raises(InvalidInput, match="minimum_living, 2022-06-01: 1 twice"):
        frames.reconcile(of(paid((*ALLOWANCE, D("1")))), of(due(once, once)))
    july = ("H1", None, "minimum_living", date(2022, 7, 1), D("1"))
    with pytest.raises(InvalidInput, match="minimum_living, 2022-07-01, on 1 row"):
        frames.reconcile(of(paid(july)), of(due(once)))


def test_columns_that_are_lacking_or_of_another_type_are_all_named() -> None:
    given_due = due((*ALLOWANCE, D("1"), D("1"))).drop_columns(["programme"])
    given_paid = paid((*ALLOWANCE, D("1"))).set_column(3, "month", pa.array(["2022-06"]))
    with pytest.raises(InvalidInput) as caught:
        frames.reconcile(given_paid, given_due)
    assert [item.path for item in caught.value.mismatches] == ["paid.month", "due.programme"]
    with pytest.raises(InvalidInput, match="a table of the engine of paid"):
        frames.reconcile(engine("polars")(paid((*ALLOWANCE, D("1")))), due((*ALLOWANCE, D("1"), D("1"))))
