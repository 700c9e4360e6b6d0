"""The command `desk`: a work list in 80 columns, in both languages, and as CSV."""

from __future__ import annotations

import csv
import json
import unicodedata
from pathlib import Path
from typing import Any, Final

import pytest

from rural_revitalization.cli import main

LOCAL: Final = {"year": 2022, "allowance_standard": "400", "sources": {"allowance_standard": "made up"}}
NUMBER: Final = "110101199003070011"
"""A made-up identity number."""


def family(key: str, **facts: Any) -> dict[str, Any]:
    number = {"identity_number": NUMBER} if key == "H-1" else {}
    person = {"id": f"{key}-1", "name": "张三", "insured": False} | number
    spells: dict[str, Any] = {"minimum_living_allowance": [], "extreme_poverty": []}
    return {"id": key, "members": [person | spells], "family_income": "150", "employment_cost": "0"} | facts


def run(folder: Path, *options: str, households: Any = None) -> int:
    found = households or [family("H-1", village="=upper", helper="李四"), family("H-2", village="lower")]
    (folder / "in.json").write_text(json.dumps({"local": LOCAL, "households": found}), encoding="utf-8")
    return main(["desk", str(folder / "in.json"), "--policy", "hunan", "--on", "2022-06-01", *options])


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_list_fits_eighty_columns_and_names_nobody(
    lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    assert run(tmp_path, "--lang", lang, "--most", "3", "--out", str(out)) == 0
    printed = capsys.readouterr().out
    assert max(map(width, printed.splitlines())) <= 80
    for name in ("张三", "李四", NUMBER):
        assert name not in printed
        assert name not in out.read_text(encoding="utf-8-sig")


def test_every_task_is_written_with_its_worth_and_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """400 a month less an income of 150."""
    out = tmp_path / "out.csv"
    assert run(tmp_path, "--lang", "zh", "--kind", "pay", "--kind", "enrol", "--out", str(out)) == 0
    header, *rows = csv.reader(out.read_text(encoding="utf-8-sig").splitlines())
    assert header == ["户编号", "人员编号", "行政村", "事项类别", "待办事项", "期限", "涉及金额", "依据"]
    assert [row[:5] for row in rows] == [
        ["H-1", "H-1-1", "'=upper", "动员参保", "动员参加城乡居民医保"],
        ["H-2", "H-2-1", "lower", "动员参保", "动员参加城乡居民医保"],
        ["H-1", "", "'=upper", "发放", "发放：最低生活保障"],
        ["H-2", "", "lower", "发放", "发放：最低生活保障"],
    ]
    assert rows[2][6] == "250.00元/月"
    assert "规划》" in rows[2][7]
    assert capsys.readouterr().out.startswith("2022-06-01工作清单：2户中2户待办4件，0户无待办事项")


def test_a_village_or_a_helper_chooses_households(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for options in (["--village", "lower"], ["--helper", "李四"]):
        assert run(tmp_path, *options, "--kind", "pay") == 0
        assert "1 tasks for 1 of 1 households" in capsys.readouterr().out


def test_households_that_cannot_be_read_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, households=[family("H-1", exited="yes")]) == 1
    assert "$.households[0].exited" in capsys.readouterr().err
