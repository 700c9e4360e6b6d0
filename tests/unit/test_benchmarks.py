"""The benchmarks compare sides that give the same answers: what they check before they time anything, on few people."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytest.importorskip("polars")
pytest.importorskip("numpy")
pytest.importorskip("pyarrow")


def test_the_library_agrees_with_formulas_written_by_hand_with_and_without_gaps() -> None:
    if not (ROOT / "benchmarks").is_dir():
        pytest.skip("benchmarks are part of a checkout alone")
    command = [sys.executable, str(ROOT / "benchmarks" / "compare.py"), "b", "--people", "3000", "--rounds", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- our own script
    assert done.returncode == 0, done.stderr
    complete, with_gaps = (line for line in done.stdout.splitlines() if line.startswith("agrees with"))
    assert "on every row" in complete
    assert "where both give one" in with_gaps
