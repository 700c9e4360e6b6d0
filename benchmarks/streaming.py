"""d  Peak memory where people stream from Parquet to Parquet, each run in a process of its own."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Final

import numpy as np
import polars as pl
from benchmarks import by_hand, data
from benchmarks.agreement import Disagreement
from benchmarks.sides import PEOPLE_RULES, applied, four_outputs, worksheets
from benchmarks.timing import show

__all__ = ["streamed", "streaming", "written"]

MILLION: Final = 1_000_000
KIB_A_GIB: Final = 1024**2
STREAMED: Final = (
    "nothing but imports",
    "by hand, two outputs",
    "complete, two outputs",
    "complete, all worksheets",
    "nullable, all worksheets",
)


_COMMAND: Final = Path(__file__).with_name("compare.py")


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
    return subprocess.run([sys.executable, _COMMAND, *words], check=True, capture_output=True).stdout  # noqa: S603


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
