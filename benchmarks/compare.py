"""What the library costs beside its peers, as ratios measured in one run: `python benchmarks/compare.py a`.

a  three million people in a million households, against OpenFisca-core (see `openfisca_peer` for how to install it);
b  the same tables, against the same formulas written by hand in Polars;
c  time = a + b x people, from ten thousand people to ten million;
d  peak memory where twenty million people stream from Parquet to Parquet;
e  one household, against one OpenFisca simulation;
f  one household over a year, against an assessment of each of its days.

`--people` changes the size of a, b, d and the largest of c, `--rounds` how often everything is run. Sides take turns,
and what is shown is the median, beside the ratio of the best runs, which a busy machine disturbs less; c and e show the
best runs alone. Before anything but c and d is timed the answers are compared: with those written by hand to the fen,
with those of OpenFisca to what its 32-bit floating point can hold. Needs `polars`, `numpy` and `pyarrow`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import numpy as np

if not __package__:  # run as a file, and not as a module
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import by_hand, data
from benchmarks.agreement import check_against_hand, check_against_openfisca
from benchmarks.household import one_household
from benchmarks.over_time import over_a_year
from benchmarks.sides import ENGINES, eagerly, four_outputs, lazily, worksheets, written_by_hand
from benchmarks.streaming import streamed, streaming, written
from benchmarks.timing import Timed, in_turn, milliseconds, show, times

MILLION: Final = 1_000_000


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
    eager_outputs = {"complete, eager": eagerly(tables, outputs=True), "nullable, eager": eagerly(gaps, outputs=True)}
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


# -- the command --------------------------------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measurement", choices=[*"abcdef", "written", "streamed"])
    parser.add_argument("--people", type=int)
    parser.add_argument("--rounds", type=int, default=7)
    for name in ("what", "source", "target"):
        parser.add_argument(f"--{name}", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measurement in "abcdef":
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
        case "f":
            over_a_year(given.rounds)
        case "written":
            written(given.people, Path(given.target))
        case _:
            streamed(given.what, Path(given.source), Path(given.target))


if __name__ == "__main__":
    main()
