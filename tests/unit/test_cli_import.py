"""`import` on the command line: workbooks in, households out, and a report of all that was not read."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Final
from unittest.mock import Mock

import pytest

import rural_revitalization as rr
from registers_of import MONITORED, WORK, written
from rural_revitalization.cli import main
from rural_revitalization.records import structure
from rural_revitalization.wording import LANGUAGES, display_width

SAMPLES: Final = Path(__file__).parents[2] / "examples" / "data" / "registers"
ON: Final = ("--on", "2023-12-31")
CHINESE: Final = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(autouse=True)
def _without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr("os.get_terminal_size", Mock(side_effect=OSError))


@pytest.fixture
def samples() -> list[str]:
    pytest.importorskip("python_calamine")
    return [str(file) for file in sorted(SAMPLES.glob("*.xlsx"))]


def test_the_sample_workbooks_are_imported_in_one_command_and_can_be_assessed(
    samples: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "households.json")
    assert main(["import", *samples, *ON, "--out", out]) == 3
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "6 households with 12 people, as the registers stand on 2023-12-31"
    assert "refused: 0 cells, 1 in conflict with others, 6 rows set aside" in said
    households = json.loads(Path(out).read_text("utf-8"))["households"]
    assert [len(structure(rr.Household, item).people) for item in households] == [3, 1, 2, 3, 1, 2]
    assert main(["assess", out, "--policy", "hunan", *ON]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Work list of 2023-12-31: ")
    assert "\n6 households, 12 people, assessed on 2023-12-31" in printed


def test_the_report_is_in_the_language_that_was_asked_for_and_names_nobody(
    samples: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", *samples, *ON, "--out", str(tmp_path / "a.json"), "--lang", "zh"]) == 3
    said = capsys.readouterr()
    assert said.out.startswith("共读入6户12人，台账日期2023-12-31\n")
    assert "  不予保留：民族、户联系电话、家庭成员联系电话" in said.out
    for planted in ("张三甲", "9901011970", "1000000", "汉族"):
        assert planted not in said.out + said.err


def test_every_line_of_the_report_is_in_chinese_with_the_reasons(
    samples: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lists = [str(file) for file in sorted((SAMPLES.parent / "lists").iterdir())]
    assert main(["import", *samples, *lists, *ON, "--out", str(tmp_path / "a.json"), "--lang", "zh"]) == 3
    said = capsys.readouterr().out
    told = [line for line in said.splitlines() if "应为" in line]
    assert "  household.xlsx, Sheet1!D10、D11、D12、D13、D14、D15, 户编号：应为家庭成员名单中也有的户" in told
    assert "  monitored.xlsx, Sheet1!BI14, 消除监测时间：应为不早于识别监测时间（2023-08）的月份" in told
    assert "  settlements.csv, D7, 险种类型：应为城乡居民基本医疗保险，其他险种的结算不读取" in told
    assert not re.search("[a-z]{2}", re.sub(r"\w+\.(?:xlsx|csv)|Sheet1", "", said, flags=re.ASCII))


def test_the_report_is_no_wider_than_the_terminal_and_says_the_same(
    samples: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for lang in LANGUAGES:
        read = ["import", *samples, *ON, "--out", str(tmp_path / "a.json"), "--lang", lang]
        main(read)
        whole = capsys.readouterr().out
        monkeypatch.setenv("COLUMNS", "80")
        main(read)
        broken = capsys.readouterr().out
        monkeypatch.delenv("COLUMNS")
        assert max(map(display_width, whole.splitlines())) > 80 >= max(map(display_width, broken.splitlines()))
        assert "".join(broken.split()) == "".join(whole.split())
        assert not any(line.endswith(("(", "（")) for line in broken.splitlines())


def test_a_table_of_what_was_refused_is_in_the_language_that_was_asked_for(tmp_path: Path) -> None:
    calamine = pytest.importorskip("python_calamine")
    pytest.importorskip("xlsxwriter")
    file = written(tmp_path / "people.csv", [MONITORED | {"性别": "张三"}])
    read = ["import", str(file), *ON, "--out", str(tmp_path / "a.json"), "--rejects"]
    place = ["people.csv", "", "J2", "性别"]
    for lang, heads, kind, expected in (
        ("en", ["kind", "workbook", "sheet", "cell", "header", "expected"], "cell", "one of 男, 1, 女, 2"),
        ("zh", ["类型", "文件", "工作表", "单元格", "表头", "应为"], "单元格", "下列之一：男、1、女、2"),
    ):
        assert main([*read, str(tmp_path / "r.xlsx"), "--lang", lang]) == 3
        [sheet] = calamine.load_workbook(tmp_path / "r.xlsx").sheet_names
        rows = calamine.load_workbook(tmp_path / "r.xlsx").get_sheet_by_name(sheet).to_python()
        assert rows == [heads, [kind, *place, expected]]
        assert main([*read, str(tmp_path / "r.csv"), "--lang", lang]) == 3
        with (tmp_path / "r.csv").open(encoding="utf-8", newline="") as stream:
            assert [*csv.reader(stream)][1] == ["cell", *place, expected]


def test_a_clean_list_is_imported_with_status_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = written(tmp_path / "people.csv", [MONITORED], encoding="gb18030"), tmp_path / "a.json"
    assert main(["import", str(file), *ON, "--out", str(out), "--encoding", "gb18030"]) == 0
    assert "refused" not in capsys.readouterr().out.splitlines()[-1]
    assert json.loads(out.read_text("utf-8"))["households"][0]["id"] == "H-1"


def test_what_was_refused_is_written_with_its_place_and_never_its_content(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        MONITORED | {"劳动技能": "欧阳某", "村": "=SUM(A1)", "人均纯收入（元）": f"1380013800{at}"} for at in range(10)
    ]
    others = [MONITORED | {"人口编号": f"P-{at}", "证件号码": "13800138000"} for at in range(2, 20)]
    file, out, rejects = written(tmp_path / "people.csv", [*rows, *others]), tmp_path / "a.json", tmp_path / "r.csv"
    assert main(["import", str(file), *ON, "--out", str(out), "--rejects", str(rejects)]) == 3
    said = capsys.readouterr()
    with rejects.open(encoding="utf-8", newline="") as stream:
        told = list(csv.DictReader(stream))
    assert {(row["cell"], row["kind"]) for row in told} >= {("B2", "cell"), ("L2", "cell"), ("F12", "cell")}
    lines = said.out.splitlines()
    assert lines[-5] == "  people.csv, B2, B3, B4, B5, B6, B7, B8, B9, B10, B11, 村: expected text, and no formula"
    assert lines[-3].startswith("  people.csv, F12, F13, F14, F15, F16, F17, F18, F19, F20, F21 and 8 more, 证件号码: ")
    assert lines[-1] == "  25 not listed here; --rejects FILE writes all"
    assert len(told) == 10 + 10 + 18 + 27
    for planted in ("欧阳", "=SUM", "1380013"):
        assert planted not in said.out + said.err + rejects.read_text("utf-8") + out.read_text("utf-8")


def test_of_many_reasons_the_first_are_listed_and_the_others_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = [MONITORED | {"人口编号": f"P-{at}", "证件号码": ""} for at in range(21)]
    file = written(tmp_path / "people.csv", [row | {"性别": sex} for row in people for sex in "12"])
    for lang, last in (
        ("en", "  1 not listed here; --rejects FILE writes all"),
        ("zh", "  另有1项未列出，可用 --rejects 文件 全部写出"),
    ):
        assert main(["import", str(file), *ON, "--out", str(tmp_path / "a.json"), "--lang", lang]) == 3
        lines = capsys.readouterr().out.splitlines()
        assert lines[-1] == last
        assert [line.count("people.csv, J") for line in lines[-21:-1]] == [2] * 20


def test_without_a_household_nothing_is_written_and_the_reasons_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = written(tmp_path / "work.csv", [WORK]), tmp_path / "a.json"
    assert main(["import", str(file), *ON, "--out", str(out)]) == 1
    said = capsys.readouterr()
    assert "a list of members of households, and a row of it that can be joined, got none" in said.err
    assert "work.csv, B2, 户编号: expected a household that is in a list of members too" in said.err
    assert (said.out, out.exists()) == ("", False)


def test_a_workbook_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path / "people.csv", [MONITORED])
    assert main(["import", str(file), *ON, "--out", str(tmp_path / "a.json"), "--rejects", str(file)]) == 1
    assert "--rejects: expected a separate file, got the same file as FILE 1" in capsys.readouterr().err


def test_unknown_columns_and_skipped_sheets_are_said_in_both_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path / "people.csv", [MONITORED | {"家庭住址": "x", "文化程度0": "x"}])
    for lang, line in (
        ("en", "  unknown column: 文化程度0; did you mean 文化程度?"),
        ("zh", "  未识别的列：文化程度0，是否为文化程度？"),
    ):
        assert main(["import", str(file), *ON, "--out", str(tmp_path / "a.json"), "--lang", lang]) == 0
        assert line in capsys.readouterr().out.splitlines()


# -- files that cannot be used ----------------------------------------------------------------------------------------


def test_every_file_that_cannot_be_used_is_told_with_the_headers_it_may_mean(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = written(tmp_path / "people.csv", [MONITORED])
    (tmp_path / "slip.csv").write_text(good.read_text("utf-8-sig").replace("户编号", "户编码"), encoding="utf-8")
    (tmp_path / "other.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    files = [str(tmp_path / name) for name in ("slip.csv", "people.csv", "other.csv")]
    out = tmp_path / "a.json"
    assert main(["import", *files, *ON, "--out", str(out), "--lang", "zh"]) == 1
    head, slip, other = capsys.readouterr().err.splitlines()
    assert head == "错误：有以下问题"
    assert slip.startswith(f"  {files[0]}：应为已知名册的表头（")
    assert slip.endswith("是否应为“户编号”？")
    assert other.startswith(f"  {files[2]}：应为已知名册的表头（")
    assert not out.exists()


def test_a_list_on_a_hidden_sheet_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    file = tmp_path / "people.xlsx"
    workbook = xlsxwriter.Workbook(file)
    workbook.add_worksheet("说明").write(0, 0, "见另表")
    hidden = workbook.add_worksheet("监测户")
    hidden.write_row(0, 0, [*MONITORED])
    hidden.hide()
    workbook.close()
    assert main(["import", str(file), *ON, "--out", str(tmp_path / "a.json"), "--lang", "zh"]) == 1
    assert "名册在隐藏的工作表监测户上，请取消隐藏" in capsys.readouterr().err


def test_patterns_are_expanded_and_lock_files_passed_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path / "people.csv", [MONITORED])
    lock = tmp_path / "~$people.csv"
    lock.write_bytes(b"")
    out = str(tmp_path / "a.json")
    main(["import", str(tmp_path / "*.csv"), *ON, "--out", out])
    captured = capsys.readouterr()
    assert captured.err == f"{lock}: left out, since a spreadsheet keeps it while it has the workbook open\n"
    assert "1 household" in captured.out
    assert main(["import", str(tmp_path / "*.xls"), *ON, "--out", out]) == 1
    assert "expected a file that fits the pattern, got none" in capsys.readouterr().err
    assert main(["import", str(lock), *ON, "--out", out]) == 1
    assert "expected a file that is no lock of a spreadsheet" in capsys.readouterr().err


def test_lists_in_gbk_are_recognised_and_may_not_be_mixed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path / "people.csv", [MONITORED])
    other = tmp_path / "gbk.csv"
    other.write_bytes(file.read_text("utf-8-sig").encode("gb18030"))
    out = str(tmp_path / "a.json")
    main(["import", str(other), *ON, "--out", out])
    captured = capsys.readouterr()
    assert "read as gb18030 (GBK)" in captured.err
    assert "1 household" in captured.out
    assert main(["import", str(other), str(file), *ON, "--out", out]) == 1
    assert "expected files of one encoding" in capsys.readouterr().err
