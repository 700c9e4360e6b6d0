"""Fractions over columns: exact to the last unit, whichever way the bounds of their parts make them be worked out."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("narwhals")
pytest.importorskip("polars")

import narwhals as nw
import polars as pl

from rural_revitalization.frames.columns.expressions import LARGEST, Truths, Wholes, chosen
from rural_revitalization.frames.columns.formulas import col
from rural_revitalization.frames.columns.fractions import fraction
from rural_revitalization.frames.columns.stages import Stages

_FLOATING: Final = 2**53 - 1
_UNIT: Final = 10**4
_PARTS: Final = {
    "amount": st.integers(-(10**11), 10**11) | st.sampled_from([0, 1, -1, 10**11, 5 * 10**6]),
    "rate": st.integers(0, _UNIT) | st.sampled_from([0, 1, _UNIT]),
    "share": st.integers(0, _UNIT) | st.sampled_from([0, 1, _UNIT]),
    "days": st.integers(0, 10**6) | st.sampled_from([0, 1, 10**6]),
    "day_count": st.integers(360, 366),
}
Row = dict[str, int]


def worked_out(rows: list[Row], exact: int, largest: dict[str, int]) -> list[int]:
    """Amount x rate x share x days over the day count, by columns of which no more is known than the largest."""
    stages = Stages(exact)
    held = {
        name: Wholes(col(name), -most if name == "amount" and _negative(rows) else 0, most)
        for name, most in largest.items()
    }
    held["day_count"] = Wholes(col("day_count"), 360, 366)
    factors = [held["rate"], held["share"], held["days"]]
    divisors = [Wholes.of(_UNIT), Wholes.of(_UNIT), held["day_count"]]
    name = stages.name(fraction(held["amount"], factors, divisors, stages))
    frame = nw.from_native(pl.LazyFrame(rows, schema=dict.fromkeys(_PARTS, pl.Int64)))
    return list(stages.run(frame, [name]).collect().get_column(name).to_list())


def _negative(rows: list[Row]) -> bool:
    return any(row["amount"] < 0 for row in rows)


def exactly(row: Row) -> int:
    """The same in plain Python, a half away from zero."""
    whole = Fraction(abs(row["amount"]) * row["rate"] * row["share"] * row["days"], _UNIT**2 * row["day_count"])
    return floor(whole + Fraction(1, 2)) * (-1 if row["amount"] < 0 else 1)


@pytest.mark.parametrize("exact", [LARGEST, _FLOATING])
@given(rows=st.lists(st.fixed_dictionaries(_PARTS), min_size=1, max_size=20))
def test_a_fraction_is_exact_whatever_is_known_of_its_parts(exact: int, rows: list[Row]) -> None:
    names = ("amount", "rate", "share", "days")
    expected = [exactly(row) for row in rows]
    seen = {name: max(abs(row[name]) for row in rows) for name in names}
    anything = {"amount": 10**11, "rate": _UNIT, "share": _UNIT, "days": 10**6}
    assert worked_out(rows, exact, seen) == expected
    assert worked_out(rows, exact, anything) == expected


@given(amount=st.integers(0, 10**11), few=st.lists(st.integers(0, 300), min_size=2, max_size=2), yes=st.booleans())
def test_a_factor_of_few_numbers_is_reduced_with_what_it_is_divided_by(amount: int, few: list[int], yes: bool) -> None:
    stages = Stages(LARGEST)
    factor = chosen(Truths(col("yes")), *(Wholes.of(number) for number in few))
    assert factor is not None
    name = stages.name(fraction(Wholes(col("amount"), 0, 10**11), [factor], [Wholes.of(100)], stages))
    frame = nw.from_native(pl.LazyFrame({"amount": [amount], "yes": [yes]}))
    (found,) = stages.run(frame, [name]).collect().get_column(name).to_list()
    assert found == floor(Fraction(amount * few[0 if yes else 1], 100) + Fraction(1, 2))


def test_a_factor_that_is_0_on_every_row_leaves_nothing_to_be_too_large() -> None:
    stages = Stages(LARGEST)
    rate = Wholes(col("rate"), 0, 10**6)
    found = fraction(Wholes(col("amount"), 0, 10**11), [rate, rate, Wholes.of(0)], [Wholes.of(10**12)], stages)
    assert found.known == (0,)
