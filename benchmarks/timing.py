"""How long sides take that are run in turn, and how it is shown."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from time import perf_counter
from typing import Any

from attrs import frozen

__all__ = ["Summary", "Timed", "in_turn", "milliseconds", "show", "times", "whole"]


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


def whole(run: Callable[[], Any], clock: Callable[[], float] = perf_counter) -> Callable[[], Timed]:
    """A side whose set-up is not told apart."""

    def timed() -> Timed:
        begun = clock()
        run()
        return Timed(0.0, clock() - begun)

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
