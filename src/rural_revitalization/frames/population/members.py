"""Aggregates over the members of a household: how many they are, what they earn, what any of them has."""

from __future__ import annotations

from typing import Any, Final

import narwhals as nw

from ...cases.listening import heard_by
from ...models import IncomeKind
from ..columns.names import MARK
from .cases import GATHERED
from .levels import Setting, as_truth, opened
from .linked import CODES, INCOMES, PEOPLE

_PREFIX: Final = f"{MARK}members_"
_POVERTY: Final = "extreme_poverty"
_TESTED: Final = tuple(place.name for place in heard_by(place.test for place in GATHERED) if place.name not in CODES)
"""The columns of people that what any member has is derived from."""


def column_of(name: str) -> str:
    """The name of the column that holds an aggregate over members, such as `household_size`."""
    return f"{_PREFIX}{name}"


_SIZE: Final = column_of("household_size")


def income_ends(name: str) -> tuple[str, str]:
    """The names of the columns of the lower and upper bound of a household's income, such as `income_wage`."""
    return ends_of(name)


def ends_of(name: str) -> tuple[str, str]:
    """The names of the columns of the lower and upper bound of an aggregate, such as `members_counted`."""
    return f"{_PREFIX}{name}_low", f"{_PREFIX}{name}_high"


def members_by_household(setting: Setting, people: Any) -> Any:
    """Aggregate people by household: one row for each household, with what is derived from its members."""
    columns = dict.fromkeys([*INCOMES.values(), *_TESTED, _POVERTY])
    level = opened(setting, people, {name: PEOPLE[name] for name in columns}, about="people", label="m")
    member = level.case("person", None)
    held = {name: level.stage_of(level.held[name]) for name in (*INCOMES.values(), _POVERTY)}
    tests = {place.name: level.stage_of(as_truth(level.stages, place.test(member))) for place in GATHERED}
    found = level.stages.run(level.working, [*held.values(), *tests.values()])
    truths = {_POVERTY: held[_POVERTY]} | tests
    rows = found.select(
        "household",
        **{column: nw.col(held[column]) for column in INCOMES.values()},
        **{name: nw.col(stage).cast(nw.Int64) for name, stage in truths.items()},
    )
    return _ends(_added(rows))


def _added(rows: Any) -> Any:
    tests = [place.name for place in GATHERED]
    summed = [*INCOMES.values(), _POVERTY]
    return rows.group_by("household").agg(
        nw.len().alias(_SIZE),
        *(nw.col(column).count().alias(f"{column}_count") for column in (*summed, *tests)),
        *(nw.col(column).sum().alias(f"{column}_sum") for column in summed),
        *(nw.col(column).max().alias(f"{column}_max") for column in tests),
    )


def _ends(added: Any) -> Any:
    whole = nw.col(_SIZE)
    columns: dict[str, Any] = {_SIZE: whole.cast(nw.Int64)}
    for kind, column in INCOMES.items():
        low, high = ends_of(column)
        total = nw.col(f"{column}_sum").cast(nw.Int64).fill_null(0)
        known = nw.when(nw.col(f"{column}_count") == whole).then(total)
        columns |= {low: known if IncomeKind(kind).may_be_negative else total, high: known}
    columns |= _counted(whole) | {column_of(place.name): _any(place.name) for place in GATHERED}
    columns[column_of("income_in_parts")] = (
        sum((nw.col(f"{column}_count") for column in INCOMES.values()), start=nw.lit(0)) > 0
    )
    return added.select("household", **columns)


def _counted(whole: Any) -> dict[str, Any]:
    """The members whom the allowance counts, as `Household.members_counted`: at least and at most."""
    low, high = ends_of("members_counted")
    known = nw.col(f"{_POVERTY}_count").cast(nw.Int64)
    most = whole.cast(nw.Int64) - nw.col(f"{_POVERTY}_sum").cast(nw.Int64).fill_null(0)
    least = nw.when(known > 0).then(most - (whole.cast(nw.Int64) - known)).otherwise(most)
    return {low: least, high: most}


def _any(column: str) -> Any:
    """True if any member has it; unknown if none is known to have it and for some it is not recorded."""
    nobody = nw.when(nw.col(f"{column}_count") == nw.col(_SIZE)).then(nw.lit(value=False))
    return nw.when(nw.col(f"{column}_max") == 1).then(nw.lit(value=True)).otherwise(nobody)
