"""The command `timeline`: a table of 80 columns in both languages, and the whole as JSON."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from rural_revitalization.cli import main

YEARS = ["--policy", "hunan", "--since", "2024-01-01", "--until", "2026-01-31"]
NO_CLASS: dict[str, Any] = {
    "extreme_poverty": [],
    "severely_disabled": [],
    "minimum_living_allowance": [],
    "low_income": [],
    "returned_to_poverty": [],
    "bills": [],
    "insured": True,
}
FAMILY: dict[str, Any] = {
    "id": "H-1",
    "members": [
        NO_CLASS | {"id": "H-1-1", "birth_date": "1980-07-01"},
        NO_CLASS | {"id": "H-1-2", "birth_date": "2006-05-01"},
    ],
    "monitored": [],
    "exited": False,
    "loans": [
        {
            "lent_on": "2023-06-01",
            "term_months": 12,
            "principal": "30000",
            "outstanding": "30000",
            "annual_rate": "0.0365",
            "lent_in_scope": True,
        }
    ],
}
LOCAL: list[dict[str, Any]] = [
    {
        "year": year,
        "insurance_contribution": "380",
        "day_count": 365,
        "subsidised_share": "1",
        "sources": dict.fromkeys(("insurance_contribution", "day_count", "subsidised_share"), "made up"),
    }
    for year in (2024, 2025)
]


def file_of(tmp_path: Path, content: Any, name: str = "in.json") -> str:
    path = tmp_path / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return str(path)


def run(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = main(["timeline", *arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["2024-05-01  H-1-2: turns 18", "            no document in force", "Due by month, yuan per month"]),
        ("zh", ["2024-05-01  H-1-2：满18周岁", "            无现行文件", "分月应享受金额（元/月）"]),
    ],
)
def test_the_table_fits_80_columns(
    lang: str, expected: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = file_of(tmp_path, {"households": [FAMILY], "local": LOCAL})
    status, out, _ = run([file, *YEARS, "--lang", lang], capsys)
    assert status == 0
    assert [line for line in expected if line not in out.splitlines()] == []
    assert [line for line in out.splitlines() if width(line) > 80 or line != line.rstrip()] == []


def test_days_on_which_only_interest_counts_share_a_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # In Guizhou, from 2 January to the day before the loan falls due, 31 May: 151 days. On 1 June it is 0.00 to 456.00.
    file = file_of(tmp_path, {"households": [FAMILY | {"members": FAMILY["members"][:1]}], "local": LOCAL})
    period = ["--policy", "guizhou", "--since", "2024-01-01", "--until", "2024-12-31"]
    _, out, _ = run([file, *period], capsys)
    lines = out.splitlines()
    assert "2024-01-02  one more day of interest, 151 days" in lines
    at = lines.index("2024-01-02  one more day of interest, 151 days")
    assert lines[at + 1].split() == ["loan", "subsidy", "456.00", "3.00–456.00", "?"]
    assert "2024-06-01  a loan falls due" in "\n".join(lines)


def test_months_that_are_alike_share_a_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = FAMILY | {"family_income": "0"}
    figures = [item | {"allowance_standard": "600"} for item in LOCAL]
    figures = [item | {"sources": item["sources"] | {"allowance_standard": "made up"}} for item in figures]
    file = file_of(tmp_path, {"households": [given], "local": figures})
    _, out, _ = run([file, *YEARS], capsys)
    rows = [line.split() for line in out.splitlines() if "minimum living allowance" in line]
    # Nothing is earned, so twice the standard is due in every month.
    assert [row[0] for row in rows] == ["2024-01–12", "2025-01–12"]
    assert {row[-1] for row in rows} == {"1,200.00"}


def test_nothing_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = file_of(tmp_path, {"households": [FAMILY | {"loans": []}]})
    _, out, _ = run([file, "--policy", "hunan", "--since", "2024-02-01", "--until", "2024-02-02"], capsys)
    assert "nothing changes" in out.splitlines()
    _, out, _ = run([file, "--policy", "hunan", "--since", "2026-02-01", "--until", "2026-02-02"], capsys)
    assert "2026-02-01  no document in force" in out.splitlines()
    assert "no yearly payment" in out.splitlines()


def test_the_whole_is_written_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = file_of(tmp_path, {"households": [FAMILY], "local": LOCAL})
    target = tmp_path / "out.json"
    assert run([file, *YEARS, "--out", str(target)], capsys)[0] == 0
    data = json.loads(target.read_text(encoding="utf-8"))
    assert (data["household"], data["since"], data["until"]) == ("H-1", "2024-01-01", "2026-01-31")
    assert data["stretches"][-1] == {
        "since": "2026-01-01",
        "until": "2026-01-31",
        "standing": "no_document",
        "documents": [],
    }


def test_one_household_of_several_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = FAMILY | {"id": "H-2", "county": "Nan", "loans": []}
    lines = [{"local": LOCAL}, FAMILY, other]
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    status, out, err = run([str(file), *YEARS], capsys)
    assert (status, out) == (1, "")
    assert "$.households: expected one household, got 2; name it with --household" in err
    assert run([str(file), *YEARS, "--household", "H-3"], capsys)[0] == 1
    status, out, _ = run([str(file), *YEARS, "--household", "H-2"], capsys)
    assert (status, out.splitlines()[0]) == (0, "Household H-2, 2024-01-01 to 2026-01-31 (hunan)")


def test_figures_of_their_own_file_and_of_the_county_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = file_of(tmp_path, {"households": [FAMILY | {"county": "Nan"}]})
    figures = [item | {"county": county} for item in LOCAL for county in ("Anhua", "Nan")]
    status, out, _ = run([file, *YEARS, "--local", file_of(tmp_path, figures, "local.json")], capsys)
    assert status == 0
    assert "0.00–380.00 ?" in out


def test_all_faults_are_said_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = file_of(tmp_path, {"households": [FAMILY | {"exited": "no"}], "local": [{"year": "x"}]})
    status, out, err = run([file, *YEARS], capsys)
    assert (status, out) == (1, "")
    assert "$.households[0].exited" in err
    assert "$.local[0].year" in err
