"""Made-up tables for measurements: people and households with every column that the four rules read.

The same size gives the same tables. Amounts are whole fen, rates decimals with four places, truths Boolean. Nobody in
them exists.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

__all__ = ["PEOPLE_TRUTHS", "Tables", "people_of", "tables"]

_SEED: Final = 20220601
_PEOPLE_A_HOUSEHOLD: Final = 3
_SHARE_NOT_RECORDED: Final = 0.1
_RATE: Final = pl.Decimal(10, 4)

PEOPLE_TRUTHS: Final = {
    "extreme_poverty": 0.02,
    "severely_disabled": 0.03,
    "orphan": 0.005,
    "de_facto_unattended_child": 0.005,
    "minimum_living_allowance": 0.08,
    "low_income": 0.05,
    "monitored": 0.06,
    "returned_to_poverty": 0.01,
}
"""How many people are in each class."""
_HOUSEHOLD_TRUTHS: Final = {
    "borrower_in_scope": 0.9,
    "need_confirmed": 0.5,
    "able_to_repay": 0.7,
    "for_production": 0.95,
    "food_and_clothing_secured": 0.99,
    "education_secured": 0.98,
    "medical_secured": 0.97,
    "housing_secured": 0.96,
    "water_secured": 0.98,
    "rigid_spending_controlled": 0.9,
    "risks_resolved": 0.7,
    "risk_vanished": 0.1,
    "new_risk": 0.05,
    "has_labour_capacity": 0.9,
}
_OPEN_FOR_PEOPLE: Final = ("in_scope_cost", *PEOPLE_TRUTHS)
_OPEN_FOR_HOUSEHOLDS: Final = ("outstanding", "overdue_days", "household_net_income", *_HOUSEHOLD_TRUTHS)


@frozen
class Tables:
    """People, and the households they belong to: `household` of a person is a row of households."""

    people: pl.DataFrame
    households: pl.DataFrame


def tables(people: int, *, nullable: bool = False) -> Tables:
    """So many people in a third as many households; `nullable` leaves a tenth of the classes and some amounts out."""
    count = max(people // _PEOPLE_A_HOUSEHOLD, 1)
    rng = np.random.default_rng(_SEED)
    members = np.concatenate([np.arange(count), rng.integers(0, count, people - count)])
    households = _households(np.random.default_rng(_SEED + 2), count)
    if nullable:
        households = _with_gaps(households, _OPEN_FOR_HOUSEHOLDS, np.random.default_rng(_SEED + 3))
        # What bears interest is recorded where the balance is: the same sum.
        households = households.with_columns(bearing="outstanding")
    return Tables(people_of(np.sort(members), seed=_SEED + 1, nullable=nullable), households)


def people_of(households: NDArray[np.int64], *, seed: int, nullable: bool = False) -> pl.DataFrame:
    """A person for each place in a household: a third have been gravely ill, and few of them at great cost."""
    rng, count = np.random.default_rng(seed), len(households)
    ill = rng.random(count) < 1 / 3
    cost = np.minimum(rng.lognormal(14.0, 1.2, count), 60_000_000).astype(np.int64)
    frame = pl.DataFrame(
        {
            "household": households,
            "contribution": rng.choice(np.array([32_000, 35_000, 38_001]), count),
            "in_scope_cost": np.where(ill, cost, 0),
            "area_disposable_income": rng.choice(np.array([2_846_731, 3_200_000, 3_574_509]), count),
            "ceiling": rng.choice(np.array([20_000_000, 30_000_000]), count),
            **{name: rng.random(count) < share for name, share in PEOPLE_TRUTHS.items()},
        }
    )
    return _with_gaps(frame, _OPEN_FOR_PEOPLE, rng) if nullable else frame


def _households(rng: np.random.Generator, count: int) -> pl.DataFrame:
    borrows = rng.random(count) < 0.6
    outstanding = np.where(borrows, rng.integers(100_000, 9_000_000, count), 0)
    days = rng.integers(30, 366, count)
    return pl.DataFrame(
        {
            "outstanding": outstanding,
            "bearing": outstanding,
            # What is requested comes on top of what is outstanding.
            "tops_up": outstanding > 0,
            "requested": np.where(rng.random(count) < 0.3, rng.integers(500_000, 5_000_000, count), 0),
            "term_months": rng.integers(6, 40, count),
            "annual_rate": _rates(rng, ("0.0365", "0.0385", "0.0435", "0.0475"), count),
            "days": days,
            "overdue_days": np.where(rng.random(count) < 0.1, np.minimum(rng.integers(1, 90, count), days), 0),
            "day_count": rng.choice(np.array([360, 365]), count),
            "subsidised_share": _rates(rng, ("1.0000", "0.5000", "0.8000"), count),
            "borrower_age": rng.integers(17, 70, count),
            "lpr_one_year": _rates(rng, ("0.0370", "0.0365"), count),
            "lpr_five_year": _rates(rng, ("0.0445", "0.0430"), count),
            "year": np.full(count, 2022),
            "days_gone": np.full(count, 151),
            "days_before": np.zeros(count, dtype=np.int64),
            "older_balance": np.zeros(count, dtype=np.int64),
            "household_net_income": rng.integers(-200_000, 9_000_000, count),
            "members": rng.integers(1, 7, count),
            "monitoring_line": rng.choice(np.array([690_000, 720_000]), count),
            "months_above_line": rng.integers(0, 24, count),
            **{name: rng.random(count) < share for name, share in _HOUSEHOLD_TRUTHS.items()},
        }
    )


def _rates(rng: np.random.Generator, rates: tuple[str, ...], count: int) -> pl.Series:
    return pl.Series([Decimal(rate) for rate in rates], dtype=_RATE).gather(rng.integers(0, len(rates), count))


def _with_gaps(frame: pl.DataFrame, columns: tuple[str, ...], rng: np.random.Generator) -> pl.DataFrame:
    def gaps(name: str) -> Any:
        recorded = pl.Series(rng.random(frame.height) >= _SHARE_NOT_RECORDED)
        return pl.when(recorded).then(pl.col(name)).alias(name)

    return frame.with_columns(gaps(name) for name in columns)
