"""How long the checks of registers take over tables of 300,000 people in Polars: `python benchmarks/checking.py`.

The people are those of `examples/data/township.json`, as often as it takes. Reading them from tables and checking them
is done in a process of its own, which tells its seconds of one processor and its peak memory. `--people` changes the
size. That the findings are right is for `tests/frames/test_record_tables.py`. Needs `polars`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

if not __package__:  # run as a file, and not as a module
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.apart import apart, tell, told_apart
from benchmarks.timing import show

from rural_revitalization import Household, frames
from rural_revitalization.records import structure

ON: Final = date(2022, 6, 1)
TOWNSHIP: Final = Path(__file__).parents[1] / "examples" / "data" / "township.json"
PEOPLE: Final = 300_000
IMPORTS: Final = "nothing but imports and reading"
READ: Final = "records read from tables"
CHECKED: Final = "records read and checked"


def checking(people: int) -> None:
    """Check a population, each step in a process of its own."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        apart(__file__, "register", "--people", str(people), "--folder", folder)
        for what in (IMPORTS, READ, CHECKED):
            told = told_apart(__file__, "timed", "--what", what, "--folder", folder)
            rows.append((what, f"{told.found:,}", f"{told.seconds:.1f} s", f"{told.gibibytes:.2f} GiB"))
    show(f"checks of registers, of {people:,} people in Polars", ("", "found", "processor", "peak memory"), rows)


def written_register(people: int, folder: Path) -> None:
    """Write the township again and again, with keys of its own each time, without columns of nulls."""
    households = json.loads(TOWNSHIP.read_text(encoding="utf-8"))["households"]
    tables = frames.to_tables(structure(Household, item) for item in households)
    times = -(-people // tables.people.height)
    for name, table, key in (("people", tables.people, "household"), ("households", tables.households, "id")):
        recorded = table.select(column.name for column in table if column.null_count() < table.height)
        copies = (recorded.with_columns(pl.concat_str(pl.col(key), pl.lit(f"-{at}")).alias(key)) for at in range(times))
        pl.concat(copies).write_parquet(folder / f"{name}.parquet")


def timed(what: str, folder: Path) -> None:
    """One run in a process of its own, which tells its peak memory."""
    people, households = (pl.read_parquet(folder / f"{name}.parquet") for name in ("people", "households"))
    steps: dict[str, Callable[[], int]] = {
        IMPORTS: lambda: 0,
        READ: lambda: sum(1 for _ in frames.from_tables(people, households, on=ON)),
        CHECKED: lambda: int(frames.check(people, households, on=ON).height),
    }
    tell(steps[what])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", nargs="?", choices=("all", "register", "timed"), default="all", help=argparse.SUPPRESS)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--what", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step == "register":
        written_register(given.people, given.folder)
    elif given.step == "timed":
        timed(given.what, given.folder)
    else:
        checking(given.people)


if __name__ == "__main__":
    main()
