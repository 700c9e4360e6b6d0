"""`check` on the command line: findings by level, in both languages, and as CSV."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any, Final

import pytest

from rural_revitalization import Household
from rural_revitalization.cli import main
from rural_revitalization.records import structure

ON: Final = ("--on", "2023-12-31")
NUMBER: Final = "99010119700101001X"
CHILD: Final = {"id": "P-1", "birth_date": "2012-05-01", "labour_capacity": "full", "name": "张三甲"}
OLD: Final = {"id": "P-2", "birth_date": "1950-05-01", "labour_capacity": "full"}
HOUSEHOLDS: Final = [
    {"id": "H-1", "members": [CHILD, OLD], "per_capita_net_income": "200.00"},
    {"id": "H-2", "members": [{"id": "P-1", "identity_number": NUMBER}]},
]


@pytest.fixture
def file(tmp_path: Path) -> str:
    return written(tmp_path, HOUSEHOLDS)


def written(folder: Path, households: Any) -> str:
    (found := folder / "households.json").write_text(json.dumps({"households": households}), encoding="utf-8")
    return str(found)


def test_findings_are_listed_the_most_serious_first(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", file, *ON]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2 households checked as they stand on 2023-12-31; errors: 1, warnings: 1, hints: 1",
        "  error: H-1, P-1: under 16, recorded with labour capacity [child-with-labour]",
        "  warning: H-1: income per head below 300 or above 100,000 yuan [income-unit-suspect]",
        "  hint: H-1, P-2: 60 or older, recorded with full labour capacity [old-full-labour]",
    ]


def test_a_member_of_two_households_of_a_file_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    households = [{"id": key, "members": [{"id": "P-1", "identity_number": NUMBER}]} for key in ("H-1", "H-2")]
    assert main(["check", written(tmp_path, households), *ON]) == 0
    said = capsys.readouterr().out
    assert " ".join(said.split()) == (
        "2 households checked as they stand on 2023-12-31; errors: 2, warnings: 0, hints: 0 "
        "error: H-1, P-1: the same identity number stands in another household too [person-in-two-households] "
        "error: H-2, P-1: the same identity number stands in another household too [person-in-two-households]"
    )
    assert NUMBER not in said


def test_findings_are_filtered_by_level_and_told_in_chinese(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", file, *ON, "--level", "error", "--lang", "zh"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "核查2户，台账日期2023-12-31：错误1项，疑点0项，提示0项",
        "  错误：H-1、P-1：未满16周岁，却登记为有劳动能力或部分劳动能力",
    ]


def test_all_findings_are_written_and_name_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many = [{"id": f"H-{at}", "members": [CHILD], "village": "上村"} for at in range(60)]
    out = tmp_path / "findings.csv"
    assert main(["check", written(tmp_path, many), *ON, "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[-1] == "  and 10 more; --out FILE writes all"
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["village"] for row in rows} == {"上村"}
    assert [row["household"] for row in rows] == [f"H-{at}" for at in range(60)]
    assert {row["check"] for row in rows} == {"child-with-labour"}
    assert "张三甲" not in said.out + said.err + out.read_text("utf-8")


def test_a_household_that_cannot_be_read_stops_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", written(tmp_path, [{"id": "H-1", "members": []}]), *ON]) == 1
    assert "households that cannot be read" in capsys.readouterr().err


# -- over tables --------------------------------------------------------------------------------------------------


def test_tables_are_checked_as_the_records_that_they_hold(
    tmp_path: Path, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("polars")
    frames = pytest.importorskip("rural_revitalization.frames")
    assert main(["check", file, *ON]) == 0
    said = capsys.readouterr().out
    tables = frames.to_tables([structure(Household, item) for item in HOUSEHOLDS])
    files = [str(tmp_path / f"{name}.parquet") for name in ("people", "households")]
    tables.people.write_parquet(files[0])
    tables.households.write_parquet(files[1])
    assert main(["check", *files, *ON]) == 0
    assert capsys.readouterr().out == said
    assert NUMBER not in said


def test_tables_that_cannot_be_read_are_told_by_row_and_those_of_another_kind_by_name(
    tmp_path: Path, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pl = pytest.importorskip("polars")
    people, households = tmp_path / "people.parquet", tmp_path / "households.parquet"
    pl.DataFrame({"household": ["H-1"], "id": ["P-1"], "labour_capacity": ["all"]}).write_parquet(people)
    pl.DataFrame({"id": ["H-1"]}).write_parquet(households)
    assert main(["check", str(people), str(households), *ON]) == 1
    assert "people[0].labour_capacity: expected one of" in capsys.readouterr().err
    assert main(["check", file, str(households), *ON]) == 1
    assert "expected a Parquet file, got something else" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["check", str(people), str(people.with_suffix(".csv")), *ON])
    assert "does not end in .parquet" in capsys.readouterr().err
