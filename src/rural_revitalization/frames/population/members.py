"""Aggregates over the members of a household: how many they are, what they earn, what any of them has."""

from __future__ import annotations

from typing import Any, Final

import narwhals as nw

from ...models import IncomeKind, LabourCapacity
from ..columns.stages import MARK
from .levels import Setting, opened
from .linked import INCOMES, PEOPLE

_PREFIX: Final = f"{MARK}members_"
_ALLOWANCE: Final = "minimum_living_allowance"


def column_of(name: str) -> str:
    """The name of the column that holds an aggregate over members, such as `household_size`."""
    return f"{_PREFIX}{name}"


_SIZE: Final = column_of("household_size")


def income_ends(name: str) -> tuple[str, str]:
    """The names of the columns of the lower and upper bound of a household's income, such as `income_wage`."""
    return f"{_PREFIX}{name}_low", f"{_PREFIX}{name}_high"


def members_by_household(setting: Setting, people: Any) -> Any:
    """Aggregate people by household: one row for each household, with what is derived from its members."""
    columns = [*INCOMES.values(), _ALLOWANCE]
    level = opened(setting, people, {name: PEOPLE[name] for name in columns}, about="people", label="m")
    held = {name: level.stage_of(level.held[name]) for name in columns}
    found = level.stages.run(level.working, held.values())
    capacity = nw.col("labour_capacity")
    able = nw.when(~capacity.is_null()).then((capacity != LabourCapacity.NONE.value).cast(nw.Int64))
    rows = found.select(
        "household",
        **{column: nw.col(held[column]) for column in INCOMES.values()},
        **{_ALLOWANCE: nw.col(held[_ALLOWANCE]).cast(nw.Int64), "able": able},
    )
    return _ends(_added(rows))


def _added(rows: Any) -> Any:
    counted = [*INCOMES.values(), _ALLOWANCE, "able"]
    return rows.group_by("household").agg(
        nw.len().alias(_SIZE),
        *(nw.col(column).count().alias(f"{column}_count") for column in counted),
        *(nw.col(column).sum().alias(f"{column}_sum") for column in INCOMES.values()),
        *(nw.col(column).max().alias(f"{column}_max") for column in (_ALLOWANCE, "able")),
    )


def _ends(added: Any) -> Any:
    whole = nw.col(_SIZE)
    columns: dict[str, Any] = {_SIZE: whole.cast(nw.Int64)}
    for kind, column in INCOMES.items():
        low, high = income_ends(column)
        total = nw.col(f"{column}_sum").cast(nw.Int64).fill_null(0)
        known = nw.when(nw.col(f"{column}_count") == whole).then(total)
        columns |= {low: known if IncomeKind(kind).may_be_negative else total, high: known}
    columns |= {column_of(_ALLOWANCE): _any(_ALLOWANCE), column_of("labour_capacity"): _any("able")}
    columns[column_of("income_in_parts")] = (
        sum((nw.col(f"{column}_count") for column in INCOMES.values()), start=nw.lit(0)) > 0
    )
    return added.select("household", **columns)


def _any(column: str) -> Any:
    """True if any member has it; unknown if none is known to have it and for some it is not recorded."""
    nobody = nw.when(nw.col(f"{column}_count") == nw.col(_SIZE)).then(nw.lit(value=False))
    return nw.when(nw.col(f"{column}_max") == 1).then(nw.lit(value=True)).otherwise(nobody)
