"""Whatever stands in a CSV file, every row of it is worked out or rejected, or the file is refused; nothing is left."""

from __future__ import annotations

import csv
import io
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzzing import ODD_NUMBERS, ODD_TEXTS, examples, left_in, mangled
from rural_revitalization.cli import main

pytest.importorskip("narwhals")
pytest.importorskip("polars")

PRIVATE: Final = "43090019800229751X"
HEADERS: Final = (
    "id",
    "in_scope_cost",
    "area_disposable_income",
    "ceiling",
    "extreme_poverty",
    "minimum_living_allowance",
    "returned_to_poverty",
)
ROWS: Final = (
    (PRIVATE, "90000", "32000.00", "300000", "否", "0", "false"),
    (PRIVATE, "1200.50", "32000.00", "300000", "是", "1", "true"),
    (PRIVATE, "", "18000", "", "", "否", "否"),
)
CELLS: Final = st.one_of(
    st.sampled_from(
        [*ODD_TEXTS, *map(str, ODD_NUMBERS), "NaN", "Infinity", "=1+1", "1,5", "1.005", '"', "\ufeff", PRIVATE]
    ),
    st.text(max_size=6),
)


def written(rows: list[list[str]]) -> str:
    """The rows as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


@st.composite
def changed_csv(draw: st.DrawFn) -> str:
    """The text of a valid table, of which some cells are others, and now and then some characters."""
    rows = [list(HEADERS), *map(list, ROWS)]
    for _ in range(draw(st.integers(0, 3))):
        row = rows[draw(st.integers(0, len(rows) - 1))]
        row[draw(st.integers(0, len(row) - 1))] = draw(CELLS)
    return draw(mangled(written(rows)))


def run(folder: Path, text: str) -> tuple[int, str]:
    """The status of the command over the text, and what it said."""
    (folder / "in.csv").write_bytes(text.encode("utf-8", "surrogatepass"))
    said = io.StringIO()
    files = [str(folder / name) for name in ("in.csv", "out.csv", "rejects.csv")]
    arguments = ["apply", "serious_illness", files[0], "--policy", "hunan", "--on", "2022-06-01"]
    with redirect_stdout(said), redirect_stderr(said):
        status = main([*arguments, "--out", files[1], "--rejects", files[2]])
    return status, said.getvalue()


def rows_of(file: Path) -> list[list[str]]:
    """The rows of a file of results below its headers."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))[1:]


def test_the_table_that_is_changed_is_worked_out_row_by_row(tmp_path: Path) -> None:
    status, said = run(tmp_path, written([list(HEADERS), *map(list, ROWS)]))
    assert status == 0, said
    assert len(rows_of(tmp_path / "out.csv")) == len(ROWS)
    assert rows_of(tmp_path / "rejects.csv") == []


@given(changed_csv())
@examples(by_day=500, by_night=10_000)
def test_any_table_is_worked_out_or_refused(text: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        status, said = run(folder, text)
        assert said
        assert PRIVATE not in said
        if not (folder / "out.csv").exists():
            assert status == 1
            assert left_in(folder) == ["in.csv"]
            return
        assert left_in(folder) == ["in.csv", "out.csv", "rejects.csv"]
        whole, rejected = rows_of(folder / "out.csv"), rows_of(folder / "rejects.csv")
        assert f"{len(whole):,} row" in said, said
        assert (status == 0) == (not rejected)
        assert PRIVATE not in "\n".join(reason for row in rejected for reason in row[1:])
