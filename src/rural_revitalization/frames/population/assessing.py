"""Assess a population in two linked tables: every row gets what `assess` says of a single household.

The steps are those of an assessment: aggregate people by household, compute the rules of households, join to people
what they need of their household, compute the rules of people, and sum the results by household.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, Final, Literal

import narwhals as nw
from attrs import field, frozen

from ...algebra import exact_arithmetic, sum_of
from ...assessment.findings import Period
from ...catalogue import DECLARED, in_force
from ...errors import InvalidInput, Mismatch, discreet
from ...fields import declared_by, money
from ...models import LocalFigures
from ...policy import Policy
from ..columns.column import NumberColumn
from ..columns.column_names import MARK
from ..columns.expressions import Wholes
from ..columns.operands import MoneyUnit
from ..columns.stages import Stages
from ..options import check_day, check_words
from ..reading import column_type
from ..user_tables import Table, check_names, outline, table_of
from ..writing import ResultColumns
from .aggregates import members_by_household
from .asking import only_for_help
from .county_figures import Figures, figures_of
from .levels import ROW, Setting, TableLevel, between, running, settled, with_absent
from .linked import (
    CODES,
    CODES_OF_ENTITLEMENTS,
    DIAGNOSES,
    HOUSEHOLDS,
    LOCAL,
    MAY_LACK,
    PEOPLE,
    UNKNOWABLE,
    check_codes,
    check_links,
)
from .on_spark import by_bucket, figures_at_hand, runs_on_workers
from .rule_columns import household_rules, open_households, open_people, person_rules, told
from .unknowable_columns import Unknowable, unknowable_of

_TOTAL: Final = f"{MARK}total_"
_LINK: Final = f"{MARK}link"
_SIZE: Final = f"{MARK}size"
_SUM: Final = declared_by(money("total", zh="合计", unit=Period.YEAR.unit))
_PEOPLE: Final[dict[str, str]] = (
    {"household": "key", "id": "key", UNKNOWABLE: "text"}
    | dict.fromkeys(CODES, "text")
    | {n: column_type(s) for n, s in PEOPLE.items()}
)
_OF_ENTITLEMENTS: Final[dict[str, str]] = dict.fromkeys(CODES_OF_ENTITLEMENTS, "text") | {
    name: column_type(spec) for name, spec in DIAGNOSES.items()
}
_HOUSEHOLDS: Final[Mapping[str, str]] = {"id": "key", "county": "text", UNKNOWABLE: "text"} | {
    name: column_type(spec) for name, spec in HOUSEHOLDS.items()
}


@frozen
class AssessedTables:
    """The two tables with the results added (评估结果): what is due, and what is decided, on a day."""

    people: Any = field(repr=outline)
    households: Any = field(repr=outline)
    on: date = field(kw_only=True)


@discreet
@exact_arithmetic
def assess(
    people: Any,
    households: Any,
    policy: Policy,
    local: Any,
    *,
    on: date | None = None,
    money: MoneyUnit | None = None,
    absent: Literal["error", "unknown"] = "error",
    bounds: bool = False,
    facts: bool = False,
    entitlements: bool = False,
) -> AssessedTables:
    """Assess a population (批量评估) on a day: every row of two linked tables gets what `assess` says of a household.

    `people` and `households` are tables of one engine, linked by `people.household` and `households.id`; their other
    columns are those of `people_schema` and `households_schema`, null where not recorded; those that not every document
    asks for may be left out. `local` holds the figures of one county and year, a list of several, or a table of them by
    `county`, of the same engine.

    Each payment adds its worksheet, the amount `__due` (0.00 if not eligible, null if not determined), and a
    `__status`: due, not_eligible, not_determined, not_stated, or skipped if the record the rule starts from is missing.
    Each decision adds its criteria, an `__outcome` of yes, no or undetermined, and its `__blockers`. All are null on
    rows that the rule does not apply to. Households also get `__total`, the sum due to their members by rule, and
    `total`, the sum of all that is due in yuan per year, open where such a payment was skipped. `bounds` adds bounds of
    amounts, `facts` the missing facts and, as `conflicts`, recorded facts that contradict each other. A text column
    `unknowable` of either table names facts that were asked for and cannot be known (不详), as columns that are null on
    that row, separated by commas; with `facts` each `__missing` then has an `__unknowable` beside it, of what it names
    that is not to be asked again: of members' facts, where that is so of all who lack it. The figures of one county
    name such facts as records do.
    `entitlements` adds to people a boolean for each help without a figure, `entitlements__document__name`, and reads
    their sex and diagnoses. `money` is as for `apply`; with `absent="unknown"` a column that is absent is unknown.

    A table holds one loan per household: the columns of loans describe the current one, as of the day. Where its
    highest balance of the year differs, interest is a range, as for a record without entries; where the subsidy ends
    within the year, days overdue are taken as the last ones before the day. For a table of loans, use `apply` with the
    rule of loans, which asks for the balance of the household's older loans.

    A table holds the members and the classes of the day `on` only: who left, died or has not joined has no row, though
    the income of the period of who left or died within it belongs to the household's net income, and a family in
    gradual exit counts as receiving, also where its allowance has ended. A whole year's cost is paid by the classes of
    the day. Bills are not settled one by
    one: for a table of bills, use `apply` with the rule `settlement`.

    Eager tables keep the order of their rows; the links of lazy tables are checked by separate queries. PySpark tables
    are shuffled once, by household, and assessed in Polars on the workers; each result is a separate job.

    Raises `InvalidInput` if the tables do not match (a person without a household, a key that appears twice, a
    household without people), with counts and examples, and in all cases where `apply` raises it.
    """
    check_words(money, absent, policy)
    day = policy.on if on is None else on
    check_day(policy, day)
    given_people, given_households = table_of(people), table_of(households)
    columns = _PEOPLE | _OF_ENTITLEMENTS if entitlements else _PEOPLE
    person_rows, household_rows = _rows(given_people, columns, absent), _rows(given_households, _HOUSEHOLDS, absent)
    check_links(person_rows, household_rows)
    check_codes(person_rows, dict(CODES) | dict(CODES_OF_ENTITLEMENTS if entitlements else {}))
    of_county = local.unknowable if isinstance(local, LocalFigures) else ()
    in_columns = any(UNKNOWABLE in table.types() for table in (given_people, given_households))
    told_apart = in_columns or bool(of_county)
    unknowable = unknowable_of(person_rows, household_rows, of_county) if told_apart else Unknowable()
    if runs_on_workers(given_people) and runs_on_workers(given_households):
        if isinstance(local, LocalFigures):
            _figures(local, day, household_rows, given_households)  # checks all counties at once, before any job
        opts: Any = {"money": money, "absent": absent, "bounds": bounds, "facts": facts, "entitlements": entitlements}
        of_bucket = partial(_of_bucket, policy=policy, on=day, opts=opts)
        read = {"people": columns, "households": _HOUSEHOLDS}
        both = by_bucket(given_people, given_households, read, figures_at_hand(local), of_bucket)
        return AssessedTables(*both, on=day)
    grants = in_force(policy, day) if entitlements else ()
    setting = Setting(
        policy, day, money=money, bounds=bounds, facts=facts, unknowable=facts and told_apart, grants=grants
    )
    person_rows = unknowable.marked_people(person_rows)
    figures = _figures(local, day, household_rows, given_households)

    members = settled(person_rows, members_by_household(setting, person_rows))
    joined = household_rows.join(members, left_on="id", right_on="household", how="left")
    with_marks = figures.joined_to(unknowable.joined_to(joined, person_rows))
    households_level, case = open_households(setting, with_marks, figures, unknowable.of_households())
    of_households, known = household_rules(households_level, case)
    own_ends = _ends(households_level, _yearly(of_households))
    passed_on = told(households_level, known) | figures.passed_on(households_level.frame) | unknowable.passed_on()
    found = settled(household_rows, households_level.run(*own_ends.values(), *passed_on.values()))

    of_their_household = found.select(nw.col("id").alias(_LINK), **{name: nw.col(at) for name, at in passed_on.items()})
    with_theirs = person_rows.join(of_their_household, left_on="household", right_on=_LINK, how="left")
    people_level, of_person = open_people(setting, with_theirs, figures, unknowable.of_people_and_theirs())
    of_people = person_rules(people_level, of_person)
    ends = _ends(people_level, of_people)
    found_of_people = settled(person_rows, people_level.run(*ends.values()))

    totals = _added_up(found_of_people, ends)
    found = found.with_columns(**{name: nw.col(at) for name, at in own_ends.items()})
    with_totals = found.join(totals, left_on="id", right_on="household", how="left")
    totalled, total_columns = _totals(
        setting, with_totals, list(of_people), [*_yearly(of_people), *_yearly(of_households)]
    )
    return AssessedTables(
        _written(given_people, found_of_people, people_level.results.columns),
        _written(given_households, totalled, households_level.results.columns | total_columns),
        on=day,
    )


def _of_bucket(
    people: Any, households: Any, local: Any, *, policy: Policy, on: date, opts: Mapping[str, Any]
) -> AssessedTables:
    """Assess a part of a population in memory, with the options of the whole."""
    return assess(people, households, policy, local, on=on, **opts)


def _figures(local: Any, on: date, rows: Any, households: Table) -> Figures:
    """The figures of the counties, of which a table has a column for each that rules ask for."""
    needed = [name for name in LOCAL if name not in MAY_LACK | only_for_help()]
    return figures_of(local, on, rows, named="county" in households.types(), needed=needed)


# -- checks ---------------------------------------------------------------------------------------------------


def _rows(table: Table, columns: Mapping[str, str], absent: str) -> Any:
    """The frame to compute on: with a row index if eager, and a column, of nulls if absent, for every fact."""
    types = table.types()
    facts = {name: kind for name, kind in columns.items() if kind != "key"}
    wrong = [*table.written_otherwise(columns), *table.unreadable(columns)]
    wrong += [
        Mismatch(name, "a column of record keys", "no such column") for name in columns if name not in {*facts, *types}
    ]
    if absent == "error":
        may_lack = MAY_LACK | (only_for_help() - _OF_ENTITLEMENTS.keys())
        lacking = [name for name in facts if name not in types and name not in may_lack]
        wrong += [Mismatch(name, f"a column of type {facts[name]}", "no such column") for name in lacking]
    if wrong:
        raise InvalidInput(wrong, about="assess")
    read = table.worked_on(name for name in columns if name in types)
    if table.eager:
        read = (read.collect() if isinstance(read, nw.LazyFrame) else read).with_row_index(ROW)
    return with_absent(read, facts)


# -- what is passed on ----------------------------------------------------------------------------------------


def _yearly(due: Mapping[str, NumberColumn]) -> dict[str, NumberColumn]:
    """The amounts due, by rule, that are paid per year."""
    return {name: amount for name, amount in due.items() if Period.of(DECLARED[name].unit) is Period.YEAR}


def _ends(level: TableLevel, due: Mapping[str, NumberColumn]) -> dict[str, str]:
    """The stages of the lower and upper bounds of the amounts due, by the names they are passed on under."""
    found = dict[str, str]()
    for rule, amount in due.items():
        assert amount.low is not None, "what is due is never below 0"
        high = amount.low if amount.one else amount.high
        most = Wholes.nothing() if high is None else high
        low, top = _total_of(rule)
        found |= {low: level.stages.name(amount.low), top: level.stages.name(most)}
    return found


def _total_of(rule: str) -> tuple[str, str]:
    return f"{_TOTAL}{rule}_low", f"{_TOTAL}{rule}_high"


# -- totals and results ---------------------------------------------------------------------------------------


def _added_up(found: Any, ends: Mapping[str, str]) -> Any:
    """Sum what is due to the members of each household, at least and at most; null means unbounded."""
    rows = found.select("household", "id", **{name: nw.col(at) for name, at in ends.items()})
    # DuckDB 2.0 would push plain sums below the join and plan for minutes; it does not push a distinct count.
    size = nw.col("id").n_unique() if rows.implementation.is_duckdb() else nw.len()
    sums = rows.group_by("household").agg(
        size.alias(_SIZE),
        *(nw.col(name).sum().alias(name) for name in ends),
        *(nw.col(name).count().alias(f"{name}_count") for name in ends),
    )
    whole = {name: nw.col(name).cast(nw.Int64).fill_null(0) for name in ends}
    return sums.select(
        "household",
        **{name: nw.when(nw.col(f"{name}_count") == nw.col(_SIZE)).then(end) for name, end in whole.items()},
    )


def _totals(setting: Setting, found: Any, of_people: list[str], yearly: list[str]) -> tuple[Any, dict[str, str]]:
    """Sum what is due to members by rule, and all amounts in yuan per year; with the names of the stages."""
    stages = Stages(Table(found, None).exact_division, label="t")
    results = ResultColumns(stages, fen=setting.money == "fen", bounds=setting.bounds)
    amounts = {rule: between(stages, *_total_of(rule), "bills") for rule in dict.fromkeys([*of_people, *yearly])}
    for rule in of_people:
        results.line(f"{rule}__total", amounts[rule], DECLARED[rule].answer_spec)
    results.line("total", sum_of(amounts[rule] for rule in yearly), _SUM)
    return stages.run(running(found), results.columns.values()), results.columns


def _written(table: Table, found: Any, results: dict[str, str]) -> Any:
    check_names(table, results)
    return table.beside(found.sort(ROW) if table.eager else found, results)
