"""The list of whom a help is for, on the command line: files in, a file out, in both languages."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Final

import pytest

from help_drawings import BY_COUNTY
from rural_revitalization import catalogue
from rural_revitalization.catalogue import ENTITLEMENTS
from rural_revitalization.cli import main, who_qualifies_command
from rural_revitalization.cli.named_choices import Choices

pytest.importorskip("narwhals")
pytest.importorskip("polars")

IN_2018: Final = ["--policy", "hunan", "--on", "2018-06-01"]
PEOPLE: Final = "household,id,name,diagnosed_cataract,sex\nH1,1,甲,是,female\nH1,2,乙,,male\nH2,1,丙,否,\n"
HOUSEHOLDS: Final = "id,registered_poor,once_registered_poor,town\nH1,是,是,上\nH2,,,下\n"
POOR_AREA: Final = {"year": 2018, "poor_area": True, "sources": {"poor_area": "made up"}}


def run(folder: Path, *words: str, people: str = PEOPLE, households: str = HOUSEHOLDS) -> int:
    """Run the command in a folder, on the two tables; the list is `out.csv`."""
    for name, text in (("people.csv", people), ("households.csv", households)):
        (folder / name).write_bytes(text.encode())
    name, *options = words
    files = [str(folder / file) for file in ("people.csv", "households.csv")]
    return main(["who-qualifies", name, *files, *IN_2018, "--out", str(folder / "out.csv"), *options])


def listed(folder: Path) -> list[list[str]]:
    return list(csv.reader((folder / "out.csv").read_text(encoding="utf-8").splitlines()))


def test_the_list_says_who_has_a_right_and_what_to_record_for_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "cataract_treatment", "--keep", "name") == 0
    header, *rows = listed(tmp_path)
    assert header == [
        "household",
        "person",
        "document",
        "has a right",
        "to record",
        "not stated by the document",
        "name",
    ]
    section = "Hunan: 13th five-year plan against poverty, 专栏12〔标题原文缺失〕（二）"
    assert rows == [
        ["H1", "1", section, "yes", "", "", "甲"],
        ["H1", "2", section, "open", "diagnosed: cataract", "", "乙"],
    ]
    assert capsys.readouterr().out == (
        "cataract_treatment: 1 with a right to it, 1 who may have one, on 2018-06-01 under "
        "Hunan: 13th five-year plan against poverty\n"
    )


def test_it_is_written_in_chinese_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "local.json").write_text(json.dumps(POOR_AREA), encoding="utf-8")
    assert run(tmp_path, "two_cancer_screening", "--lang", "zh", "--local", str(tmp_path / "local.json")) == 0
    header, *rows = listed(tmp_path)
    assert header == ["户编号", "人员编号", "依据文件", "是否享受", "待登记事项", "文件未载明事项"]
    assert [row[:2] + row[3:] for row in rows] == [
        ["H1", "1", "待定", "", "筛查年龄范围"],
        ["H2", "1", "待定", "性别", "筛查年龄范围"],
    ]
    title = "《湖南省“十三五”脱贫攻坚规划》（湘政发〔2017〕12号）"
    assert {row[2] for row in rows} == {f"{title} 六（三）"}
    assert capsys.readouterr().out == f"乳腺癌、宫颈癌免费筛查：享受0，待定2，日期2018-06-01，依据{title}\n"


def test_columns_may_bear_their_chinese_labels(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = PEOPLE.replace("household,id,", "户编号,人员编号,")
    assert run(tmp_path, "cataract_treatment", people=people) == 0
    assert "read by their Chinese labels: 户编号 (household), 人员编号 (id)" in capsys.readouterr().err


def test_lacking_columns_of_both_tables_are_named_at_once_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people, households = PEOPLE.replace("diagnosed_", "ill_"), HOUSEHOLDS.replace("once_", "onc_")
    assert run(tmp_path, "cataract_treatment", people=people, households=households) == 1
    told = capsys.readouterr().err
    assert "people.diagnosed_cataract: expected a column of type boolean: diagnosed: cataract" in told
    assert "households.once_registered_poor: expected a column of type boolean: was registered as poor before" in told
    assert "did you mean onc_registered_poor?" in told
    assert not (tmp_path / "out.csv").exists()


def test_cells_that_cannot_be_read_are_counted_and_never_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "cataract_treatment", people=PEOPLE.replace("H1,1,甲,是", "H1,1,甲,张三")) == 1
    told = capsys.readouterr().err
    assert "people.diagnosed_cataract: expected true or false" in told
    assert "first on line 2" in told
    assert "张三" not in told


def test_lines_of_another_length_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "cataract_treatment", people=PEOPLE + "H2,2\n") == 1
    assert "5 cells, not 2" in capsys.readouterr().err


def test_a_misspelt_help_is_told_the_nearest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(tmp_path, "catarct_treatment")
    assert ended.value.code == 2
    assert "did you mean cataract_treatment" in capsys.readouterr().err


def test_a_column_to_keep_must_be_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "cataract_treatment", "--keep", "nam") == 1
    assert "did you mean name?" in capsys.readouterr().err


def test_what_is_absent_may_be_unknown(tmp_path: Path) -> None:
    assert run(tmp_path, "iodised_salt", "--absent", "unknown", households="id\nH1\nH2\n") == 0
    _, *rows = listed(tmp_path)
    assert [row[4] for row in rows] == ["registered as poor"] * 3


def test_figures_of_a_county_that_cannot_be_read_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "local.json").write_text(json.dumps({**POOR_AREA, "poor_area": "maybe"}), encoding="utf-8")
    assert run(tmp_path, "two_cancer_screening", "--local", str(tmp_path / "local.json")) == 1
    assert "poor_area: expected true or false" in capsys.readouterr().err


def test_the_list_overwrites_no_table_that_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "cataract_treatment", "--out", str(tmp_path / "people.csv")) == 1
    assert "--out: expected a separate file, got the same file as PEOPLE" in capsys.readouterr().err
    assert (tmp_path / "people.csv").read_text(encoding="utf-8") == PEOPLE


def test_a_row_by_the_class_of_the_county_reads_the_countys_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "ENTITLEMENTS", (*ENTITLEMENTS, *BY_COUNTY))
    monkeypatch.setattr(who_qualifies_command, "_HELP", Choices({"made_up_for_people": ()}))
    words, disabled = (
        ("made_up_for_people", "--on", "2022-06-01"),
        "household,id,残疾类别\nH1,1,limb\nH2,1,limb\nH3,1,limb\n",
    )
    assert run(tmp_path, *words, people=disabled) == 1
    assert "households.county: expected a column of type text: county (县（市、区）)" in capsys.readouterr().err
    homes = "id,县（市、区）\nH1,安化县\nH2,\nH3,520526\n"
    assert run(tmp_path, *words, "--lang", "zh", people=disabled, households=homes) == 0
    assert [row[:2] + row[3:] for row in listed(tmp_path)[1:]] == [
        ["H1", "1", "是", "", ""],
        ["H2", "1", "待定", "县（市、区）", ""],
        ["H3", "1", "待定", "", "哪些县属于乡村振兴重点帮扶县"],
    ]


def test_codes_and_helps_go_by_their_chinese_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = PEOPLE.replace("female", "女").replace(",male", ",男")
    assert run(tmp_path, "“光明工程”白内障免费救治", "--keep", "sex", people=people, households=HOUSEHOLDS) == 0
    assert listed(tmp_path)[1][3] == "yes"
    assert run(tmp_path, "two_cancer_screening", "--absent", "unknown", "--lang", "zh", people=people) == 0
    assert "two_cancer_screening" not in capsys.readouterr().out
    assert "2" not in [row[1] for row in listed(tmp_path)[1:]]
