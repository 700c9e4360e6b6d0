"""How long this library takes beside another checkout of it: `python benchmarks/old_new.py /path/to/other/src`.

Both sides do the same in processes of their own that take turns: assess the households of the other checkout's made-up
township, explain all their worksheets, write the assessments as JSON, and assess 20,000 made-up households as tables of
Polars (eager, planning included). What was renamed between the two is bridged here; of the township a side leaves out
the fields that it does not have. Shown are the medians of all runs, and new / old, beside the ratio of the best runs,
which a busy machine disturbs less.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Final

from attrs import fields_dict

if not __package__:  # run as a file, and not as a module
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.timing import milliseconds, show, times

ROOT: Final = Path(__file__).parents[1]
TOWNSHIP: Final = Path("examples") / "data" / "township.json"
ON: Final = date(2022, 6, 1)
HOUSEHOLDS: Final = 20_000
SEED: Final = 20220601


# -- one side, in a process of its own ----------------------------------------------------------------------------


def measured(township: Path, runs: int) -> dict[str, Any]:
    """The seconds of each run by what was done, after one that is not counted; and how much there was to do."""
    import rural_revitalization as rr  # noqa: PLC0415 -- the one that the path of this process finds
    from rural_revitalization import frames, records  # noqa: PLC0415

    content = records.parse(township.read_text(encoding="utf-8"))
    households = [records.structure(rr.Household, _had_by(rr, item)) for item in content["households"]]
    local, policy = records.structure(rr.LocalFigures, content["local"]), rr.load_policy("hunan", on=ON)
    assessments = [rr.assess(household, policy, local, on=ON) for household in households]
    worksheets = [worksheet for item in assessments for _, _, worksheet in item.worksheets()]
    sample, over_tables = _bridged(frames)
    made = sample(HOUSEHOLDS, seed=SEED, backend="polars")
    sides: dict[str, Callable[[], Any]] = {
        "assess": lambda: [rr.assess(household, policy, local, on=ON) for household in households],
        "explain": lambda: [rr.explain(worksheet) for worksheet in worksheets],
        "JSON": lambda: [json.dumps(records.assessment_data(item), ensure_ascii=False) for item in assessments],
        "tables": lambda: over_tables(made.people, made.households, policy, made.local),
    }
    counts = {"assess": len(households), "explain": len(worksheets), "JSON": len(households), "tables": HOUSEHOLDS}
    return {"of": rr.__file__, "counts": counts, "seconds": {name: _timed(run, runs) for name, run in sides.items()}}


def _had_by(library: Any, household: dict[str, Any]) -> dict[str, Any]:
    """The household with only the fields of it and of its members that the library has.

    Employment is left out where it was recorded in one word, which became a list of jobs.
    """

    def had(model: Any, item: dict[str, Any]) -> dict[str, Any]:
        kept = fields_dict(model).keys() - {name for name in ("employment",) if isinstance(item.get(name), str)}
        return {name: value for name, value in item.items() if name in kept}

    members = [had(library.Person, member) for member in household["members"]]
    return {**had(library.Household, household), "members": members}


def _bridged(frames: Any) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """What makes up a population and what assesses it, by whichever names they have."""
    if hasattr(frames, "assess_frame"):
        return frames.population, lambda *given: frames.assess_frame(*given, ON)
    return frames.sample_population, lambda *given: frames.assess(*given, on=ON)


def _timed(run: Callable[[], Any], runs: int) -> list[float]:
    run()
    found = []
    for _ in range(runs):
        gc.collect()
        begun = perf_counter()
        run()
        found.append(perf_counter() - begun)
    return found


# -- both sides in turn -------------------------------------------------------------------------------------------


def compared(other: Path, rounds: int, runs: int) -> None:
    paths = {"old": other.resolve(), "new": ROOT / "src"}
    found: dict[str, dict[str, list[float]]] = {side: {} for side in paths}
    counts: dict[str, dict[str, int]] = {}
    for turn in range(rounds):
        for side in sorted(paths, reverse=turn % 2 == 0):  # either goes first as often
            told = _in_its_own_process(paths[side], other.resolve().parent / TOWNSHIP, runs)
            counts[side] = told["counts"]
            for name, seconds in told["seconds"].items():
                found[side].setdefault(name, []).extend(seconds)
    rows = []
    for name, of_old in found["old"].items():
        of_new, done = found["new"][name], [f"{counts[side][name]:,}" for side in paths]
        rows.append(
            (
                f"{name} ({' and '.join(dict.fromkeys(done))})",
                milliseconds(median(of_old)),
                milliseconds(median(of_new)),
                times(median(of_new) / median(of_old)),
                times(min(of_new) / min(of_old)),
            )
        )
    print(f"{os.cpu_count()} cores, on which {os.getloadavg()[0]:.1f} processes waited or ran")  # noqa: T201
    show(f"{paths['new']} beside {paths['old']}", ("", "old", "new", "new / old", "of best runs"), rows)


def _in_its_own_process(path: Path, township: Path, runs: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "measured", "--township", str(township), "--runs", str(runs)]
    done = subprocess.run(  # noqa: S603 -- our own command
        command, check=True, capture_output=True, env=os.environ | {"PYTHONPATH": str(path)}
    )
    told: dict[str, Any] = json.loads(done.stdout)
    if not Path(told["of"]).is_relative_to(path):
        raise SystemExit(f"expected the library of {path}, got {told['of']}")
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("other", help="the src of the other checkout")
    parser.add_argument("--rounds", type=int, default=4, help="processes of each side")
    parser.add_argument("--township", type=Path, default=ROOT / TOWNSHIP, help=argparse.SUPPRESS)
    parser.add_argument("--runs", type=int, default=3, help="runs in each process")
    given = parser.parse_args()
    if given.other == "measured":
        print(json.dumps(measured(given.township, given.runs)))  # noqa: T201
    else:
        compared(Path(given.other), given.rounds, given.runs)


if __name__ == "__main__":
    main()
