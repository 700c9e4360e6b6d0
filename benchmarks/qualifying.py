"""How long a list of who qualifies for a help takes, of a million people in Polars: `python benchmarks/qualifying.py`.

Each list is made in a process of its own, which tells its seconds and its peak memory. `--people` changes the size.
That the lists are right is for `tests/frames/test_who_qualifies.py`. Needs `polars` and `numpy`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Final

import numpy as np
import polars as pl

if not __package__:  # run as a file, and not as a module
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.apart import apart, tell, told_apart
from benchmarks.timing import show

from rural_revitalization import LocalFigures, frames, load_policy

MILLION: Final = 1_000_000
ON: Final = date(2018, 6, 1)
POLICY: Final = load_policy("hunan", on=ON)
LOCAL: Final = LocalFigures(year=ON.year, poor_area=True, sources={"poor_area": "made up"})
ASKED: Final = ("cataract_treatment", "classified_treatment", "two_cancer_screening", "policy_guarantee")
IMPORTS: Final = "nothing but imports and reading"
_PEOPLE_A_HOUSEHOLD: Final = 3


def who_qualifies(people: int) -> None:
    """List whom some of the help of 2018 is for, each in a process of its own."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        apart(__file__, "register", "--people", str(people), "--target", folder)
        for what in (IMPORTS, *ASKED):
            told = told_apart(__file__, "listed", "--what", what, "--source", folder)
            rows.append((what, f"{told.found:,}", f"{told.seconds:.2f} s", f"{told.gibibytes:.2f} GiB"))
    show(f"who qualifies, of {people:,} people in Polars", ("", "listed", "time", "peak memory"), rows)


def written_register(people: int, folder: Path) -> None:
    """People and households with every column that the help of 2018 reads, one in ten values not recorded."""
    draw = np.random.default_rng(20180601)
    homes = np.arange(people) // _PEOPLE_A_HOUSEHOLD
    asked = frames.people_schema(entitlements=True)
    truths = [field.name for field in asked if field.type == "boolean"]
    of_people = {"household": homes, "id": np.arange(people), "sex": _codes(draw, people, "female", "male")}
    of_people |= {"disability_kind": _codes(draw, people, "none", "limb")}
    truths_of_people = {name: _truths(draw, people) for name in truths}
    pl.DataFrame({**of_people, **truths_of_people}).write_parquet(folder / "people.parquet")
    count = int(homes[-1]) + 1
    fields = [field.name for field in frames.households_schema() if field.type == "boolean"]
    of_households = {"id": np.arange(count), **{name: _truths(draw, count) for name in fields}}
    pl.DataFrame(of_households).write_parquet(folder / "households.parquet")


def _truths(draw: np.random.Generator, count: int) -> pl.Series:
    """Truths of which one in ten holds and one in ten is not recorded."""
    drawn = pl.Series(draw.integers(0, 10, count))
    return pl.select(pl.when(drawn > 0).then(drawn == 1)).to_series()


def _codes(draw: np.random.Generator, count: int, *codes: str) -> pl.Series:
    return pl.Series(np.array(codes)[draw.integers(0, len(codes), count)])


def listed(what: str, folder: Path) -> None:
    """One list in a process of its own, which tells its time and peak memory; reading the tables is not counted."""
    people, households = (pl.read_parquet(folder / f"{name}.parquet") for name in ("people", "households"))

    def run() -> int:
        return 0 if what == IMPORTS else int(frames.who_qualifies(what, people, households, POLICY, LOCAL).height)

    tell(run, perf_counter)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", nargs="?", choices=["all", "register", "listed"], default="all", help=argparse.SUPPRESS)
    parser.add_argument("--people", type=int, default=MILLION)
    for name in ("what", "source", "target"):
        parser.add_argument(f"--{name}", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step == "register":
        written_register(given.people, Path(given.target))
    elif given.step == "listed":
        listed(given.what, Path(given.source))
    else:
        who_qualifies(given.people)


if __name__ == "__main__":
    main()
