"""What a newcomer does wrong at first: each message says what is wrong, where, and what was expected."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rural_revitalization.cli import main

ON = ["--on", "2022-06-01"]
HUNAN = ["--policy", "hunan", *ON]
HOME: dict[str, Any] = {"id": "H-1", "members": [{"id": "H-1-1"}]}
Said = Callable[..., str]


@pytest.fixture
def refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Said:
    """Run a command that cannot be carried out, in a folder of its own; what it says on standard error."""
    monkeypatch.chdir(tmp_path)
    Path("in.json").write_text(json.dumps(HOME), encoding="utf-8")

    def said(*command: str, status: int = 1, **changes: Any) -> str:
        if changes:
            Path("in.json").write_text(json.dumps(HOME | changes), encoding="utf-8")
        if status == 2:
            with pytest.raises(SystemExit) as stopped:
                main([*command])
            found = stopped.value.code
        else:
            found = main([*command])
        out, err = capsys.readouterr()
        assert (found, out) == (status, "")
        return err

    return said


@pytest.mark.parametrize("day", ["2022/6/1", "20220601", "2022年6月1日", "01.06.2022", "2022-02-30", "today"])
def test_a_date_in_another_form(refused: Said, day: str) -> None:
    err = refused("assess", "in.json", "--policy", "hunan", "--on", day, status=2)
    assert f"argument --on: expected a date as YYYY-MM-DD, such as 2022-06-01, got '{day}'" in err


def test_a_misspelt_policy(refused: Said) -> None:
    err = refused("assess", "in.json", "--policy", "Hunann", *ON, status=2)
    assert "argument --policy: expected one of hunan, yiyang, guizhou, got 'Hunann'; did you mean hunan?" in err


def test_a_misspelt_rule(refused: Said) -> None:
    err = refused("schema", "small_loans", status=2)
    assert "argument RULE: expected one of " in err
    assert "got 'small_loans'; did you mean small_loan" in err


def test_a_misspelt_key(refused: Said) -> None:
    err = refused("assess", "in.json", *HUNAN, monitord=[])
    assert "  $.monitord: expected one of the keys id, members, " in err
    assert "got 'monitord'; did you mean monitored?" in err


def test_a_file_that_is_not_there(refused: Said) -> None:
    assert refused("assess", "home.json", *HUNAN) == "error: home.json: no such file or directory\n"


def test_a_folder_for_a_file(refused: Said) -> None:
    Path("homes").mkdir()
    Path("homes.json").mkdir()
    assert refused("assess", "homes", *HUNAN) == "error: homes: is a directory\n"
    assert refused("assess", "in.json", *HUNAN, "--out", "homes.json") == "error: homes.json: is a directory\n"


def test_a_folder_that_is_not_there(refused: Said) -> None:
    err = refused("assess", "in.json", *HUNAN, "--out", "results/out.json")
    assert err.endswith("results: no such file or directory\n")


def test_a_workbook_for_a_table(refused: Said) -> None:
    err = refused("apply", "small_loan", "loans.xlsx", *HUNAN, "--out", "out.csv", status=2)
    assert "argument FILE: 'loans.xlsx' does not end in .csv or .parquet" in err


def test_a_table_in_gbk_named_utf_8(refused: Said) -> None:
    pytest.importorskip("polars")
    Path("in.csv").write_bytes("个人缴费标准,孤儿\n320,是\n".encode("gbk"))
    command = ["apply", "contribution_subsidy", "in.csv", *HUNAN, "--absent", "unknown", "--out", "out.csv"]
    err = refused(*command, "--encoding", "utf-8")
    assert err.startswith(
        "error: in.csv\n  $: expected text in utf-8, got other bytes; name the encoding with --encoding"
    )
    assert "gb18030 (GBK)" in err


@pytest.mark.parametrize(("encoding", "given"), [("gbk", "other bytes"), ("utf-16", "UTF-16")])
def test_records_in_another_encoding(refused: Said, encoding: str, given: str) -> None:
    Path("in.json").write_bytes('{"id": "户一"}'.encode(encoding))
    assert f"error: in.json\n  $: expected JSON in UTF-8, got {given}" in refused("assess", "in.json", *HUNAN)


@pytest.mark.parametrize("members", [[], None])
def test_a_household_without_members(refused: Said, members: Any) -> None:
    assert "  $.members: expected " in refused("assess", "in.json", *HUNAN, members=members)


def test_a_number_for_an_id(refused: Said) -> None:
    err = refused("assess", "in.json", *HUNAN, id=17)
    assert "  $.id: expected text that is not empty, in UTF-8, got 17\n" in err


def test_an_amount_with_three_places(refused: Said) -> None:
    Path("in.json").write_text('{"id": "H-1", "members": [{"id": "p"}], "per_capita_net_income": 6900.505}', "utf-8")
    err = refused("assess", "in.json", *HUNAN)
    assert "  $.per_capita_net_income: expected yuan as a number or text, to the fen, got Decimal('6900.505')\n" in err


def test_a_date_that_is_none_in_a_record(refused: Said) -> None:
    err = refused("assess", "in.json", *HUNAN, exited_on="2020.1.1")
    assert "  $.exited_on: expected a date as YYYY-MM-DD, such as 2022-06-01, got '2020.1.1'\n" in err


def test_results_over_the_input(refused: Said) -> None:
    err = refused("assess", "in.json", *HUNAN, "--out", "./in.json")
    assert err == "error: --out: expected a separate file, got the same file as FILE\n"
    assert json.loads(Path("in.json").read_text(encoding="utf-8")) == HOME


def test_a_household_that_is_not_in_the_file(refused: Said) -> None:
    err = refused("assess", "in.json", *HUNAN, "--explain", "H1")
    assert err == "error: --explain: expected the id of a household in in.json, got 'H1'; did you mean H-1?\n"


def test_figures_of_another_year(refused: Said) -> None:
    Path("local.json").write_text('{"year": 2021}', encoding="utf-8")
    err = refused("assess", "in.json", *HUNAN, "--local", "local.json")
    assert "  --local.year: expected 2022, the year of --on, got 2021\n" in err


def test_a_misspelt_header(refused: Said) -> None:
    pytest.importorskip("polars")
    Path("in.csv").write_text("contributon,orphan\n320,true\n", encoding="utf-8")
    err = refused("apply", "contribution_subsidy", "in.csv", *HUNAN, "--out", "out.csv")
    assert "individual contribution for the year (个人缴费标准), got no such column; did you mean contributon?" in err


def test_something_that_is_no_household(refused: Said) -> None:
    Path("in.json").write_text('{"year": 2022}', encoding="utf-8")
    err = refused("assess", "in.json", *HUNAN)
    assert "  $: expected a list of households, a household, an envelope, or an object with " in err
    assert "got an object with 'year'\n" in err


def test_a_file_of_results_for_a_table(refused: Said) -> None:
    err = refused("replay", "in.json")
    assert "in.json" in err
    assert "expected an envelope" in err
