"""Aggregates over the members of a household: how many they are, what they earn, what any of them has."""

from __future__ import annotations

from typing import Any, Final

import narwhals as nw

from ...cases.listening import heard_by
from ...cases.origins import AnyMember
from ...models import IncomeKind
from ..columns import ends
from ..columns.column import TruthColumn
from ..columns.column_names import MARK
from ..columns.expressions import Truths
from .column_case import GATHERED
from .levels import Setting, as_truth, opened
from .linked import CODES, INCOMES, PEOPLE

_PREFIX: Final = f"{MARK}members_"
_POVERTY: Final = "extreme_poverty"
_TESTED: Final = {place.name: tuple(read.name for read in heard_by([place.test])) for place in GATHERED}


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
    """Aggregate people by household: one row for each household, with what is derived from its members.

    What can be derived from the columns that there are: an assessment has all of them.
    """
    there = frozenset(people.collect_schema().names())
    summed = [name for name in (*INCOMES.values(), _POVERTY) if name in there]
    gathered = [place for place in GATHERED if there.issuperset(columns_tested(place))]
    tested = [name for place in gathered for name in columns_tested(place) if name not in CODES]
    declared = {name: PEOPLE[name] for name in dict.fromkeys([*summed, *tested])}
    level = opened(setting, people, declared, about="people", label="m")
    member = level.case("person", None)
    held = {name: level.stage_of(level.held[name]) for name in summed}
    answers = {place: as_truth(level.stages, place.test(member)) for place in gathered}
    tests = {place.name: level.stage_of(answer) for place, answer in answers.items()}
    lacks = {
        lack_of(place, record): level.stages.name(rows)
        for place, answer in answers.items()
        if place.also and setting.facts
        for record, rows in _lacking(place, answer).items()
    }
    found = level.stages.run(level.working, [*held.values(), *tests.values(), *lacks.values()])
    truths = {name: stage for name, stage in held.items() if name == _POVERTY} | tests | lacks
    rows = found.select(
        "household",
        **{column: nw.col(stage) for column, stage in held.items() if column != _POVERTY},
        **{name: nw.col(stage).cast(nw.Int64) for name, stage in truths.items()},
    )
    added = _added(rows, summed, [*tests, *lacks])
    return _ends(added, summed, list(tests), list(lacks))


def lack_of(place: AnyMember, record: str) -> str:
    """The name of the column that says whether a record of members leaves open what any of them has."""
    return column_of(f"{place.name}_{record}")


def _lacking(place: AnyMember, answer: TruthColumn) -> dict[str, Truths]:
    """By record that the answer of a place reads, the members of whom its lack leaves it open."""
    records = {read.name: read.record for read in heard_by([place.test])}
    rows = dict.fromkeys((place.record, *place.also), ends.NO)
    for fact, lacking in answer.facts.items():
        record = records.get(fact, fact)
        if record in rows:  # an age that is not recorded leaves nothing open that a record settles
            rows[record] = rows[record] | lacking
    return rows


def columns_tested(place: AnyMember) -> tuple[str, ...]:
    """The columns of people that what any member has is derived from."""
    return _TESTED[place.name]


def _added(rows: Any, summed: list[str], tests: list[str]) -> Any:
    return rows.group_by("household").agg(
        nw.len().alias(_SIZE),
        *(nw.col(column).count().alias(f"{column}_count") for column in (*summed, *tests)),
        *(nw.col(column).sum().alias(f"{column}_sum") for column in summed),
        *(nw.col(column).max().alias(f"{column}_max") for column in tests),
    )


def _ends(added: Any, summed: list[str], tests: list[str], lacks: list[str]) -> Any:
    whole = nw.col(_SIZE)
    columns: dict[str, Any] = {_SIZE: whole.cast(nw.Int64)}
    incomes = {kind: column for kind, column in INCOMES.items() if column in summed}
    for kind, column in incomes.items():
        low, high = ends_of(column)
        total = nw.col(f"{column}_sum").cast(nw.Int64).fill_null(0)
        known = nw.when(nw.col(f"{column}_count") == whole).then(total)
        columns |= {low: known if IncomeKind(kind).may_be_negative else total, high: known}
    columns |= _counted(whole) if _POVERTY in summed else {}
    columns |= {column_of(name): _any(name) for name in tests}
    columns |= {name: nw.col(f"{name}_max") == 1 for name in lacks}
    if incomes:
        columns[column_of("income_in_parts")] = (
            sum((nw.col(f"{column}_count") for column in incomes.values()), start=nw.lit(0)) > 0
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
