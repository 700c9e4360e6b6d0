"""A table larger than memory: read, worked out and written a part at a time.

    python examples/stream_parquet.py
    python examples/stream_parquet.py 50000000

`scan_parquet` and `frames.apply` only say what is to be done; `sink_parquet` does it, and holds no more than a few
parts of the table at once. The people are made up, and so is their number.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl

import rural_revitalization as rr
from rural_revitalization import frames
from rural_revitalization.rules.medical import contribution_subsidy

ROWS = 100_000
EVERY = {
    "extreme_poverty": 50,
    "severely_disabled": 40,
    "orphan": 200,
    "de_facto_unattended_child": 250,
    "minimum_living_allowance": 20,
    "low_income": 25,
    "exited": 6,
}
"""One person in so many belongs to a class; the monitored are not always recorded, and nobody is poor any more."""


def make_people(rows: int, file: Path) -> None:
    """Write made-up people, as lazily as they are read."""
    number = pl.col("number")
    classes = {name: number % every == 0 for name, every in EVERY.items()}
    monitored = pl.when(number % 10 > 0).then(number % 7 == 0)
    years = pl.when(classes["exited"]).then(2 + number % 5)
    contribution = pl.lit(Decimal("320.00"), dtype=pl.Decimal(18, 2))
    numbers = pl.int_range(rows, dtype=pl.Int64, eager=False).alias("number")
    facts = classes | {"contribution": contribution, "monitored": monitored, "poor": pl.lit(False)}
    people = pl.LazyFrame().select(numbers).with_columns(years_since_exit=years, **facts)
    people.sink_parquet(file)


def work_out(people: Path, results: Path) -> None:
    """What each is due: from one file to the other, never the whole in memory."""
    terms = rr.load_policy("hunan", on=date(2022, 6, 1)).terms(contribution_subsidy)
    table = pl.scan_parquet(people)
    complete = ["contribution", "poor", *EVERY]
    worked_out = frames.apply(contribution_subsidy, table, terms, complete=complete, bounds=True)
    worked_out.sink_parquet(results)


def summary(results: Path) -> str:
    """How many there are, what they are due, and how many are open."""
    subsidy = pl.col("contribution_subsidy__subsidy")
    asked = pl.scan_parquet(results).select(pl.len(), due=subsidy.sum(), undecided=subsidy.is_null().sum())
    rows, due, undecided = asked.collect().row(0)
    return f"{rows:,} people, {due:,} yuan due, {undecided:,} not determined"


def main(arguments: list[str]) -> None:
    """Make people, work out what they are due, and say what it comes to."""
    rows = int(arguments[0]) if arguments else ROWS
    with tempfile.TemporaryDirectory() as folder:
        people, results = Path(folder, "people.parquet"), Path(folder, "results.parquet")
        make_people(rows, people)
        work_out(people, results)
        print(summary(results))


if __name__ == "__main__":
    main(sys.argv[1:])
