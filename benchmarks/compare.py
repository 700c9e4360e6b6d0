"""What the library costs beside its peers, as ratios measured in one run: `python benchmarks/compare.py a`.

a  three million people in a million households, against OpenFisca-core (see `openfisca_peer` for how to install it);
b  the same tables, against the same formulas written by hand in Polars;
c  time = a + b x people, from ten thousand people to ten million;
d  peak memory where twenty million people stream from Parquet to Parquet;
e  one household, against one OpenFisca simulation.

`--people` changes the size of a, b, d and the largest of c, `--rounds` how often everything is run. Sides take turns,
and what is shown is the median, beside the ratio of the best runs, which a busy machine disturbs less; c and e show the
best runs alone. Before anything but c and d is timed the answers are compared: with those written by hand to the fen,
with those of OpenFisca to what its 32-bit floating point can hold. Needs `polars`, `numpy` and `pyarrow`.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import perf_counter
from types import ModuleType
from typing import Any, Final, Literal

import numpy as np
import polars as pl
from attrs import frozen

if not __package__:  # run as a file, and not as a module
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import by_hand, data

from rural_revitalization import (
    DisabilityKind,
    Household,
    LabourCapacity,
    LocalFigures,
    MedicalBill,
    Person,
    Risk,
    RiskKind,
    RiskState,
    SmallLoan,
    Spell,
    assess,
    fields,
    frames,
    load_policy,
)
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
MILLION: Final = 1_000_000
FEN_A_YUAN: Final = 100
KIB_A_GIB: Final = 1024**2


class Disagreement(Exception):
    """Two sides gave different answers, so that comparing their times would say nothing."""


# -- timing and showing -------------------------------------------------------------------------------------------


@frozen
class Timed:
    """Seconds of one run: what comes before the calculation, and the calculation."""

    set_up: float
    calculation: float

    @property
    def total(self) -> float:
        """From end to end."""
        return self.set_up + self.calculation


@frozen
class Summary:
    """The medians of many runs, and the least that one took: what a busy machine disturbs least."""

    set_up: float
    calculation: float
    total: float
    best: float
    best_calculation: float

    @classmethod
    def of(cls, runs: Sequence[Timed]) -> Summary:
        """What is shown of some runs."""
        totals = [run.total for run in runs]
        calculations = [run.calculation for run in runs]
        set_up = median(run.set_up for run in runs)
        return cls(set_up, median(calculations), median(totals), min(totals), min(calculations))


def whole(run: Callable[[], Any]) -> Callable[[], Timed]:
    """A side whose set-up is not told apart."""

    def timed() -> Timed:
        begun = perf_counter()
        run()
        return Timed(0.0, perf_counter() - begun)

    return timed


def in_turn(sides: Mapping[str, Callable[[], Timed]], rounds: int) -> dict[str, Summary]:
    """Each side many times, all sides taking turns after one round that is not counted."""
    runs: dict[str, list[Timed]] = {name: [] for name in sides}
    for counted in range(-1, rounds):
        for name, side in sides.items():
            gc.collect()
            run = side()
            if counted >= 0:
                runs[name].append(run)
    return {name: Summary.of(found) for name, found in runs.items()}


def show(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[place]) for row in [heads, *rows]) for place in range(len(heads))]
    print(f"\n{title}")  # noqa: T201
    for row in [heads, *rows]:
        first, *others = row
        print("  ".join([first.ljust(widths[0]), *map(str.rjust, others, widths[1:])]))  # noqa: T201


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1e3:,.1f} ms"


def times(ratio: float) -> str:
    return f"{ratio:.2f}x"


# -- our side -----------------------------------------------------------------------------------------------------


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
            rule, frame, TERMS[rule], money="fen", complete=known, missing="unknown", lines=lines if outputs else None
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
    tables: data.Tables,
    wanted: Callable[[pl.LazyFrame], pl.LazyFrame],
    engine: Engine,
    *,
    complete: bool,
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


# -- agreement ----------------------------------------------------------------------------------------------------


def check_against_hand(tables: data.Tables) -> None:
    """Every line of every worksheet, to the fen: eager, lazy, and where something is not recorded what is settled."""
    pairs = (
        (tables.people, PEOPLE_RULES, by_hand.people_worksheets),
        (tables.households, HOUSEHOLD_RULES, by_hand.household_worksheets),
    )
    compared = 0
    for frame, rules, query in pairs:
        expected = query(frame.lazy()).collect()
        found: dict[str, pl.DataFrame] = {"eager": applied(frame, rules)}
        open_ = sum(frame.null_count().row(0))
        if not open_:
            found["lazy"] = applied(frame.lazy(), rules, complete=True).collect()
        for how, ours in found.items():
            for name in expected.columns:
                compared += _check_column(f"{name}, {how}", ours[name], expected[name], gaps=bool(open_))
    told = "where both give one" if any(sum(frame.null_count().row(0)) for frame, _, _ in pairs) else "on every row"
    print(f"agrees with what is written by hand to the fen, {told}: {compared:,} values")  # noqa: T201


def _check_column(name: str, ours: pl.Series, expected: pl.Series, *, gaps: bool) -> int:
    settled = ours.is_not_null() & expected.is_not_null() if gaps else pl.Series([True]).new_from_index(0, len(ours))
    wrong = int((settled & ours.ne_missing(expected)).sum())
    if len(ours) != len(expected) or wrong:
        raise Disagreement(f"{name}: {wrong} of {len(expected)} rows differ from what is written by hand")
    return int(settled.sum())


def check_against_openfisca(tables: data.Tables, outputs: Mapping[str, Any]) -> None:
    """To a fen, for what OpenFisca does not round, and what 32 bits hold of the largest amount in the formula."""
    ours = dict[str, pl.Series]()
    for frame, rules in ((tables.people, PEOPLE_RULES), (tables.households, HOUSEHOLD_RULES)):
        results: pl.DataFrame = applied(frame, rules)
        ours |= {name: results[name] for name in results.columns if name in by_hand.OUTPUTS}
    sizes = {
        "contribution_subsidy": tables.people["contribution"],
        "reimbursement": tables.people["in_scope_cost"],
        "interest_subsidy": tables.households["outstanding"] + tables.households["requested"],
    }
    for name, column in zip(outputs, by_hand.OUTPUTS, strict=True):
        exact, theirs = ours[column], outputs[name]
        if len(exact) != len(theirs):
            raise Disagreement(f"{name}: {len(exact)} rows, and {len(theirs)} of OpenFisca's")
        if name not in sizes:
            wrong = int((exact.to_numpy() != theirs).sum())
            print(f"  {name}: {wrong} of {len(theirs):,} rows differ")  # noqa: T201
        else:
            yuan = exact.to_numpy() / FEN_A_YUAN
            allowed = 0.01 + 2 * np.spacing((sizes[name].to_numpy() / FEN_A_YUAN).astype(np.float32))
            off = np.abs(yuan - theirs)
            wrong, shown = int((off > allowed).sum()), np.round(theirs.astype(np.float64) * FEN_A_YUAN)
            other = int((shown != exact.to_numpy()).sum())
            print(  # noqa: T201
                f"  {name}: at most {off.max():.4f} yuan apart; "
                f"rounded to the fen, {other:,} of {len(theirs):,} rows of OpenFisca's are not exact"
            )
        if wrong:
            raise Disagreement(f"{name}: {wrong} of {len(theirs)} rows are further from OpenFisca's than it is exact")


# -- a: OpenFisca -------------------------------------------------------------------------------------------------


def against_openfisca(people: int, rounds: int) -> None:
    from benchmarks import openfisca_peer as peer  # noqa: PLC0415 -- only two measurements need OpenFisca

    begun = perf_counter()
    system = peer.system()
    print(f"OpenFisca's system is built once, in {milliseconds(perf_counter() - begun)}, and not counted")  # noqa: T201
    tables, gaps = data.tables(people), data.tables(people, nullable=True)
    given = peer.arrays(tables.people), peer.arrays(tables.households), tables.people["household"].to_numpy()

    check_against_hand(tables)
    check_against_hand(gaps)
    check_against_openfisca(tables, peer.simulate(system, *given).outputs)

    def openfisca() -> Timed:
        run = peer.simulate(system, *given)
        return Timed(run.set_up, run.calculation)

    sides: dict[str, Callable[[], Timed]] = {"OpenFisca, arrays at hand": openfisca}
    for engine in ENGINES:
        sides[f"complete, four outputs, lazy, {engine}"] = lazily(tables, four_outputs, engine, complete=True)
    sides["complete, four outputs, eager"] = eagerly(tables, outputs=True)
    sides["complete, all worksheets, eager"] = eagerly(tables)
    for engine in ENGINES:
        sides[f"nullable, four outputs, lazy, {engine}"] = lazily(gaps, four_outputs, engine, complete=False)
    sides["nullable, all worksheets, eager"] = eagerly(gaps)
    found = in_turn(sides, rounds)
    theirs = found["OpenFisca, arrays at hand"]
    show(
        f"a  {people:,} people in {tables.households.height:,} households",
        ("", "set-up", "calculation", "in all", "faster in all", "of best runs", "calculating", "of best runs"),
        [
            (
                name,
                milliseconds(run.set_up),
                milliseconds(run.calculation),
                milliseconds(run.total),
                times(theirs.total / run.total),
                times(theirs.best / run.best),
                times(theirs.calculation / run.calculation),
                times(theirs.best_calculation / run.best_calculation),
            )
            for name, run in found.items()
        ],
    )


# -- b: by hand ---------------------------------------------------------------------------------------------------


def against_hand(people: int, rounds: int) -> None:
    tables, gaps = data.tables(people), data.tables(people, nullable=True)
    check_against_hand(tables)
    check_against_hand(gaps)
    outputs = (by_hand.people, by_hand.households)
    lines = (by_hand.people_worksheets, by_hand.household_worksheets)
    rows = list[tuple[str, ...]]()
    eager = {"complete, eager": eagerly(tables), "nullable, eager": eagerly(gaps)}
    eager_outputs = {
        "complete, eager": eagerly(tables, outputs=True),
        "nullable, eager": eagerly(gaps, outputs=True),
    }
    for engine in ENGINES:
        groups: tuple[tuple[str, Any, dict[str, Callable[[], Timed]]], ...] = (
            (
                "four outputs",
                outputs,
                {
                    "complete, lazy": lazily(tables, four_outputs, engine, complete=True),
                    "nullable, lazy": lazily(gaps, four_outputs, engine, complete=False),
                    **(eager_outputs if engine == "streaming" else {}),
                },
            ),
            (
                "all worksheets",
                lines,
                {
                    "complete, lazy": lazily(tables, worksheets, engine, complete=True),
                    "nullable, lazy": lazily(gaps, worksheets, engine, complete=False),
                    **(eager if engine == "streaming" else {}),
                },
            ),
        )
        for what, queries, sides in groups:
            found = in_turn({"by hand": written_by_hand(tables, queries, engine), **sides}, rounds)
            hand = found["by hand"]
            rows.extend(
                (
                    f"{what}, {engine}: {name}",
                    milliseconds(run.total),
                    times(run.total / hand.total),
                    times(run.best / hand.best),
                    times(run.calculation / hand.calculation),
                    times(run.best_calculation / hand.best_calculation),
                )
                for name, run in found.items()
            )
    heads = ("", "in all", "times by hand", "of best runs", "without planning", "of best runs")
    show(f"b  {people:,} people in {tables.households.height:,} households", heads, rows)


# -- c: growth ----------------------------------------------------------------------------------------------------


def growth(largest: int, rounds: int) -> None:
    sizes = [size for power in range(4, 8) for size in (10**power, 3 * 10**power) if size <= largest]
    found: dict[str, list[float]] = {}
    for size in sizes:
        tables = data.tables(size)
        sides: dict[str, Callable[[], Timed]] = {
            "four outputs, lazy, streaming": lazily(tables, four_outputs, "streaming", complete=True),
            "all worksheets, eager": eagerly(tables),
        }
        for name, run in in_turn(sides, rounds if size >= MILLION else 3 * rounds).items():
            found.setdefault(name, []).append(run.best)
    for name, seconds in found.items():
        a, b = _line(sizes, seconds)
        rows, before = [], (0, 0.0)
        for size, second in zip(sizes, seconds, strict=True):
            slope = (second - before[1]) / (size - before[0]) if before[0] else None
            rows.append(
                (
                    f"{size:,}",
                    milliseconds(second),
                    milliseconds(a + b * size),
                    _nanoseconds(second / size),
                    "" if slope is None else _nanoseconds(slope),
                )
            )
            before = (size, second)
        heads = ("people", "best run", "a + b x people", "a person", "each further person")
        show(f"c  {name}: a = {milliseconds(a)}, b = {_nanoseconds(b)} a person", heads, rows)


def _line(sizes: Sequence[int], seconds: Sequence[float]) -> tuple[float, float]:
    """The line with the least squares of relative errors, so that small tables count as much as large ones."""
    weights = 1 / np.array(seconds)
    terms = np.stack([weights, weights * np.array(sizes)], axis=1)
    (a, b), *_ = np.linalg.lstsq(terms, np.ones(len(sizes)))
    return float(a), float(b)


def _nanoseconds(seconds: float) -> str:
    return f"{seconds * 1e9:,.1f} ns"


# -- d: streaming -------------------------------------------------------------------------------------------------

STREAMED: Final = (
    "nothing but imports",
    "by hand, two outputs",
    "complete, two outputs",
    "complete, all worksheets",
    "nullable, all worksheets",
)


def streaming(people: int) -> None:
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for nullable in (False, True):
            (folder / str(nullable)).mkdir()
        # In a process of its own, since a process begins with the peak of the one that started it.
        _command("written", "--people", str(people), "--target", name)
        for what in STREAMED:
            source, target = folder / str("nullable" in what), folder / "result.parquet"
            told = json.loads(_command("streamed", "--what", what, "--source", str(source), "--target", str(target)))
            if target.exists():
                height = pl.scan_parquet(target).select(pl.len()).collect().item()
                if height != people:
                    raise Disagreement(f"{height} rows were written of {people}")
                target.unlink()
            rows.append((what, f"{told['seconds']:.1f} s", f"{told['peak'] / KIB_A_GIB:.2f} GiB"))
    show(f"d  {people:,} people from Parquet to Parquet, streaming", ("", "time", "peak memory"), rows)


def _command(*words: str) -> bytes:
    return subprocess.run([sys.executable, __file__, *words], check=True, capture_output=True).stdout  # noqa: S603


def written(people: int, folder: Path) -> None:
    """The people in Parquet, a million a file: those whose columns are complete, and those with gaps."""
    for nullable in (False, True):
        for piece, begin in enumerate(range(0, people, MILLION)):
            frame = data.people_of(np.arange(begin, min(begin + MILLION, people)) // 3, seed=begin, nullable=nullable)
            frame.write_parquet(folder / str(nullable) / f"{piece:04}.parquet")


def streamed(what: str, source: Path, target: Path) -> None:
    """One run in a process of its own, which tells its peak memory."""
    begun = perf_counter()
    if what != STREAMED[0]:
        frame = pl.scan_parquet(source / "*.parquet")
        if "by hand" in what:
            results = by_hand.people(frame)
        else:
            results = applied(frame, PEOPLE_RULES, complete="complete" in what)
            results = four_outputs(results) if "two outputs" in what else worksheets(results)
        results.sink_parquet(target)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": perf_counter() - begun, "peak": peak}))  # noqa: T201


# -- e: one household ---------------------------------------------------------------------------------------------


def one_household(rounds: int) -> None:
    from benchmarks import openfisca_peer as peer  # noqa: PLC0415 -- only two measurements need OpenFisca

    system = peer.system()
    for members in (1, 3):
        household, local = _household(members), _local()
        facts = [
            (rule, rule.Facts.of(person, household, local, ON))
            for person in household.members or ()
            for rule in PEOPLE_RULES
        ] + [(rule, rule.Facts.of(household, local, ON)) for rule in HOUSEHOLD_RULES]
        people, record = _as_variables(facts)

        def compute(facts: Sequence[tuple[Any, Any]] = facts) -> list[Any]:
            return [rule.compute(fact, TERMS[rule]) for rule, fact in facts]

        def built_and_computed(facts: Sequence[tuple[Any, Any]] = facts) -> list[Any]:
            return [rule.compute(rule.Facts(**_values(fact)), TERMS[rule]) for rule, fact in facts]

        def assessed(household: Household = household, local: LocalFigures = local) -> Any:
            return assess(household, HUNAN, local, on=ON)

        def from_json(people: list[dict[str, Any]] = people, record: dict[str, Any] = record) -> Any:
            return peer.one_household(system, people, record)

        arrays = (
            {name: np.array([person[name] for person in people]) for name in people[0]},
            {name: np.array([value]) for name, value in record.items()},
            np.zeros(members, dtype=np.int64),
        )

        def from_arrays(arrays: Any = arrays) -> Any:
            return peer.simulate(system, *arrays).outputs

        _check_household(compute(), assessed(), from_json(), from_arrays())
        found = _each(
            {
                "OpenFisca, from values by name": from_json,
                "OpenFisca, from arrays": from_arrays,
                "compute, facts at hand": compute,
                "Facts and compute": built_and_computed,
                "assess, every rule of the library": assessed,
            },
            rounds,
        )
        by_name, by_array = (found[name] for name in list(found)[:2])
        show(
            f"e  one household of {members}: {len(facts)} worksheets against one simulation of four outputs",
            ("", "best run", "faster than by name", "faster than arrays"),
            [
                (name, f"{seconds * 1e6:,.1f} us", times(by_name / seconds), times(by_array / seconds))
                for name, seconds in found.items()
            ],
        )


def _each(sides: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """The time of one call in the best of many turns of about twenty milliseconds."""
    calls = {}
    for name, side in sides.items():
        begun = perf_counter()
        side()
        calls[name] = max(1, int(0.02 / (perf_counter() - begun)))

    def turn(name: str) -> Callable[[], Timed]:
        def run() -> None:
            for _ in range(calls[name]):
                sides[name]()

        return whole(run)

    found = in_turn({name: turn(name) for name in sides}, 3 * rounds)
    return {name: run.best / calls[name] for name, run in found.items()}


def _check_household(computed: Sequence[Any], assessment: Any, *outputs: Mapping[str, Any]) -> None:
    sheets = {name: [sheet for sheet in computed if hasattr(sheet, name)] for name in ("subsidy", "reimbursement")}
    *_, loan, risk = computed
    ours = {
        "contribution_subsidy": [sheet.subsidy for sheet in sheets["subsidy"]],
        "reimbursement": [sheet.reimbursement for sheet in sheets["reimbursement"]],
        "interest_subsidy": [loan.interest_subsidy],
        "may_eliminate": [risk.may_eliminate],
    }
    for theirs in outputs:
        for name, values in ours.items():
            if not np.allclose(np.array(values, dtype=float), theirs[name].astype(float), rtol=0, atol=0.02):
                raise Disagreement(f"{name}: {values}, and {theirs[name]} of OpenFisca")
    for rule, name in (("contribution_subsidy", "contribution_subsidy"), ("serious_illness", "reimbursement")):
        if assessment.totals[rule] != sum(ours[name]):
            raise Disagreement(f"{rule}: {assessment.totals[rule]} assessed, and {ours[name]}")


def _known(facts: Any) -> Any:
    """With what an application for a loan says, and no record of the household: OpenFisca knows no unknowns."""
    asked = {"borrower_age": 40, "for_production": True}
    values = _values(facts)
    return type(facts)(**values | {name: value for name, value in asked.items() if name in values})


def _values(facts: Any) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in fields.specs(type(facts))}


def _as_variables(facts: Sequence[tuple[Any, Any]]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The same facts by OpenFisca's names: of each person, and of the household."""
    from benchmarks import openfisca_peer as peer  # noqa: PLC0415

    plain = [{name: _plain(value) for name, value in _values(fact).items()} for _, fact in facts]
    people = [first | second for first, second in zip(plain[:-2:2], plain[1:-2:2], strict=True)]
    household = {**plain[-2], **plain[-1]}
    known = peer.variables()
    return [{name: person[name] for name in person if name in known} for person in people], {
        name: household[name] for name in household if name in known
    }


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def _household(members: int) -> Household:
    """A monitored household with a loan and a risk; its first member receives the allowance and was ill."""
    return Household(
        id="1",
        members=[_person(place) for place in range(members)],
        exited=True,
        exited_on=date(2018, 12, 31),
        monitored=[Spell(since=date(2021, 3, 1))],
        identified_on=date(2021, 3, 1),
        per_capita_net_income=9000,
        months_above_line=8,
        food_and_clothing_secured=True,
        education_secured=True,
        medical_secured=True,
        housing_secured=True,
        water_secured=True,
        rigid_spending_controlled=True,
        risks=[
            Risk(
                kind=RiskKind.ILLNESS,
                found_on=date(2021, 3, 1),
                state=RiskState.RESOLVED,
                settled_on=date(2022, 3, 1),
            )
        ],
        loans=[
            SmallLoan(
                lent_on=date(2022, 1, 1),
                principal=30000,
                outstanding=30000,
                overdue_days=0,
                annual_rate="0.0365",
                term_months=12,
            )
        ],
        support=[],
    )


def _person(place: int) -> Person:
    first, bill = (
        place == 0,
        MedicalBill(settled_on=date(2022, 2, 13), total=110000, in_scope=100000, basic_insurance_paid=10000),
    )
    return Person(
        id=f"1-{place}",
        birth_date=date(1983, 5, 28),
        disability_kind=DisabilityKind.NONE,
        labour_capacity=LabourCapacity.FULL,
        insured=True,
        gravely_ill=first,
        bills=[bill] if first else [],
        extreme_poverty=[],
        severely_disabled=[],
        orphan=[],
        de_facto_unattended_child=[],
        minimum_living_allowance=[Spell(since=date(2020, 1, 1))] if first else [],
        low_income=[],
        returned_to_poverty=[],
    )


def _local() -> LocalFigures:
    figures: dict[str, Any] = {
        "monitoring_line": 6900,
        "area_disposable_income": 32000,
        "insurance_contribution": 320,
        "serious_illness_ceiling": 300000,
        "lpr_one_year": "0.0370",
        "lpr_five_year": "0.0445",
        "subsidised_share": 1,
        "day_count": 365,
    }
    return LocalFigures(year=ON.year, **figures, sources=dict.fromkeys(figures, "made up"))


# -- the command --------------------------------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measurement", choices=[*"abcde", "written", "streamed"])
    parser.add_argument("--people", type=int)
    parser.add_argument("--rounds", type=int, default=7)
    for name in ("what", "source", "target"):
        parser.add_argument(f"--{name}", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measurement in "abcde":
        print(f"{os.cpu_count()} cores, on which {os.getloadavg()[0]:.1f} processes waited or ran")  # noqa: T201
    match given.measurement:
        case "a":
            against_openfisca(given.people or 3 * MILLION, given.rounds)
        case "b":
            against_hand(given.people or 3 * MILLION, given.rounds)
        case "c":
            growth(given.people or 10 * MILLION, given.rounds)
        case "d":
            streaming(given.people or 20 * MILLION)
        case "e":
            one_household(given.rounds)
        case "written":
            written(given.people, Path(given.target))
        case _:
            streamed(given.what, Path(given.source), Path(given.target))


if __name__ == "__main__":
    main()
