"""What is measured on tables: four rules of the library, and the same written by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from time import perf_counter
from types import ModuleType
from typing import Any, Final, Literal

import polars as pl
from benchmarks import by_hand, data
from benchmarks.timing import Timed, whole

from rural_revitalization import fields, frames, load_policy
from rural_revitalization.rules.credit import small_loan
from rural_revitalization.rules.medical import contribution_subsidy, serious_illness
from rural_revitalization.rules.monitoring import risk_elimination

Engine = Literal["in-memory", "streaming"]

ON: Final = date(2022, 6, 1)
HUNAN: Final = load_policy("hunan", on=ON)
# The one jurisdiction whose documents state everything a small loan asks for.
GUIZHOU: Final = load_policy("guizhou", on=ON)
TERMS: Final[Mapping[ModuleType, Any]] = {
    contribution_subsidy: HUNAN.terms(contribution_subsidy),
    serious_illness: HUNAN.terms(serious_illness),
    small_loan: GUIZHOU.terms(small_loan),
    risk_elimination: HUNAN.terms(risk_elimination),
}
PEOPLE_RULES: Final = (contribution_subsidy, serious_illness)
HOUSEHOLD_RULES: Final = (small_loan, risk_elimination)
# Polars 2 streams unless told otherwise, and that is also how eager tables are worked out.
ENGINES: Final[tuple[Engine, ...]] = ("streaming", "in-memory")


def applied(frame: Any, rules: Sequence[ModuleType], *, complete: bool = False, outputs: bool = False) -> Any:
    """Some rules over a table, one after the other; `complete` says that no column read has nulls.

    Facts that the documents in force do not ask for have no column. `outputs` writes the four alone.
    """
    there = frame.collect_schema().names()
    for rule in rules:
        known = [name for name in fields.specs(rule.Facts) if name in there] if complete else None
        name = rule.__name__.rsplit(".", 1)[-1]
        lines = [line for line in fields.specs(rule.Worksheet) if f"{name}__{line}" in by_hand.OUTPUTS]
        frame = frames.apply(
            rule, frame, TERMS[rule], money="fen", complete=known, absent="unknown", lines=lines if outputs else None
        )
    return frame


def four_outputs(frame: pl.LazyFrame) -> pl.LazyFrame:
    return frame.select(name for name in frame.collect_schema().names() if name in by_hand.OUTPUTS)


def worksheets(frame: pl.LazyFrame) -> pl.LazyFrame:
    return frame.select(name for name in frame.collect_schema().names() if "__" in name)


def plans(
    tables: data.Tables, wanted: Callable[[pl.LazyFrame], pl.LazyFrame], *, complete: bool
) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """What is wanted of people and of households, not yet worked out."""
    people = applied(tables.people.lazy(), PEOPLE_RULES, complete=complete)
    return wanted(people), wanted(applied(tables.households.lazy(), HOUSEHOLD_RULES, complete=complete))


def lazily(
    tables: data.Tables, wanted: Callable[[pl.LazyFrame], pl.LazyFrame], engine: Engine, *, complete: bool
) -> Callable[[], Timed]:
    """Lazy tables: planning is the set-up."""

    def timed() -> Timed:
        begun = perf_counter()
        planned = plans(tables, wanted, complete=complete)
        ready = perf_counter()
        for plan in planned:
            plan.collect(engine=engine)
        return Timed(ready - begun, perf_counter() - ready)

    return timed


def eagerly(tables: data.Tables, *, outputs: bool = False) -> Callable[[], Timed]:
    """Eager tables, looked at and worked out at once."""

    def run() -> None:
        applied(tables.people, PEOPLE_RULES, outputs=outputs)
        applied(tables.households, HOUSEHOLD_RULES, outputs=outputs)

    return whole(run)


def written_by_hand(
    tables: data.Tables, queries: Sequence[Callable[[pl.LazyFrame], pl.LazyFrame]], engine: Engine
) -> Callable[[], Timed]:
    def run() -> None:
        for frame, query in zip((tables.people, tables.households), queries, strict=True):
            query(frame.lazy()).collect(engine=engine)

    return whole(run)
