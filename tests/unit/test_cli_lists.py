"""Lists that an office keeps, as CSV or a workbook, are read alike: whatever a spreadsheet made of their cells."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from rural_revitalization.cli import main
from rural_revitalization.cli.named_choices import PAYING, PLACES, Choices
from rural_revitalization.cli.notes import speaking
from rural_revitalization.cli.recognised_encoding import encoding_of

PERIOD: Final = ["--policy", "湖南", "--since", "2022-06-01", "--until", "2022-06-30"]
ON: Final = ["--policy", "hunan", "--on", "2022-06-01"]
HEADERS: Final = ["户编号", "补助项目", "所属月份", "发放金额"]
PAID: Final = ["H-1", "最低生活保障", "2022-06", "1,600元"]
COURTYARD: Final = "hunan-2021/beautiful/courtyard-eight-no"


def households(folder: Path) -> str:
    """A file of one household, on a list of one."""
    file = folder / "in.json"
    content = {"id": "H-1", "village": "甲村", "helper": "钱七", "members": [{"id": "a"}]}
    file.write_text(json.dumps(content), encoding="utf-8")
    return str(file)


def csv_of(file: Path, *rows: list[str], encoding: str = "utf-8") -> Path:
    with file.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows(rows)
    return file


def xlsx_of(file: Path, *rows: list[Any]) -> Path:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    workbook = xlsxwriter.Workbook(file)
    hidden, sheet = workbook.add_worksheet("参数"), workbook.add_worksheet("发放")
    hidden.hide()
    sheet.activate()
    form = workbook.add_format({"num_format": "yyyy-mm"})
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(at, column, cell, form)
            elif cell is not None:
                sheet.write(at, column, cell)
    workbook.close()
    return file


def reconciled(file: Path, folder: Path, *options: str) -> tuple[int, list[dict[str, str]]]:
    """The status, and what was paid, by line."""
    out = folder / "out.csv"
    status = main(["reconcile", str(file), households(folder), *PERIOD, "--out", str(out), *options])
    if not out.exists():
        return status, []
    with out.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        return status, [row for row in rows if row.get("paid", "0.00") != "0.00"]


@pytest.mark.parametrize(
    "month", ["2022-06", "2022-6", "2022/6/1", "202206", "2022年6月", "Jun-22", "２０２２－０６", "44713"]
)
@pytest.mark.parametrize("amount", ["1600", "1,600.00", "1600元", "0.16万元", "１６００", " 1600 "])
def test_months_and_amounts_are_read_however_they_are_written(month: str, amount: str, tmp_path: Path) -> None:
    """44713 days from the end of 1899 on it is 1 June 2022."""
    paid = csv_of(tmp_path / "PAID.CSV", HEADERS, [*PAID[:2], month, amount], ["", "", "", ""])
    status, rows = reconciled(paid, tmp_path)
    assert (status, [row["paid"] for row in rows]) == (0, ["1600.00"])


def test_a_workbook_is_read_like_csv(tmp_path: Path) -> None:
    paid = xlsx_of(tmp_path / "发放.XLSX", HEADERS, [None], [*PAID[:2], date(2022, 6, 1), 1600.5])
    status, rows = reconciled(paid, tmp_path)
    assert (status, [row["paid"] for row in rows]) == (0, ["1600.50"])


def test_a_fault_names_row_and_header_as_the_spreadsheet_shows_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paid = csv_of(tmp_path / "paid.csv", HEADERS, PAID, [], ["H-1", "最低生活保章", "2022年", "一千"])
    assert reconciled(paid, tmp_path, "--lang", "zh") == (1, [])
    assert capsys.readouterr().err.splitlines()[1:] == [
        "  第4行，补助项目：应为下列之一："
        + "；".join(words[0] for words in PAYING.words.values())
        + "，实为'最低生活保章'；是否应为“最低生活保障”？",
        "  第4行，所属月份：应为年月，如202206，实为'2022年'",
        "  第4行，发放金额：应为以元为单位的金额，以万元为单位的须带“万”字，精确到分，实为（不显示）",
    ]


def test_an_error_of_the_spreadsheet_is_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paid = csv_of(tmp_path / "paid.csv", HEADERS, ["#N/A", *PAID[1:]])
    assert reconciled(paid, tmp_path) == (1, [])
    assert "row 2, 户编号: expected a value, and no error of the spreadsheet" in capsys.readouterr().err


# -- payments of households that are not on the list ------------------------------------------------------------------


def test_payments_of_households_not_on_the_list_are_set_aside_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three payments of 250.00 + 0.50 + 1600.00 = 1850.50 yuan to two households that have moved away or died."""
    gone = [
        ["H-8", "最低生活保障", "2022-06", "250"],
        ["H-9", "minimum living allowance", "2022-06", "0.5"],
        ["H-9", *PAID[1:]],
    ]
    paid = csv_of(tmp_path / "paid.csv", HEADERS, gone[0], PAID, *gone[1:])
    rejects = tmp_path / "名单外.csv"
    status, rows = reconciled(paid, tmp_path, "--rejects", str(rejects), "--lang", "zh")
    assert status == 3
    assert rejects.read_text(encoding="utf-8-sig").splitlines() == [
        "行,户编号,人员编号,补助项目,所属期,已发",
        "2,H-8,,最低生活保障,2022-06,250.00",
        "4,H-9,,最低生活保障,2022-06,0.50",
        "5,H-9,,最低生活保障,2022-06,1600.00",
    ]
    assert capsys.readouterr().out.splitlines()[-1] == "名单外发放：2户、3笔，合计1,850.50元，已搁置"
    assert rows == []  # headed in Chinese


def test_what_is_set_aside_has_a_sheet(tmp_path: Path) -> None:
    calamine = pytest.importorskip("python_calamine")
    paid, out = csv_of(tmp_path / "paid.csv", HEADERS, PAID, ["H-9", *PAID[1:]]), tmp_path / "out.xlsx"
    command = ["reconcile", str(paid), households(tmp_path), *PERIOD, "--out", str(out), "--lang", "zh"]
    assert main(command) == 3
    book = calamine.CalamineWorkbook.from_path(out)
    assert book.sheet_names[-1] == "名单外"
    assert book.get_sheet_by_name("名单外").to_python()[1][:2] == [3, "H-9"]


# -- encodings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "found"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gb18030", "gb18030"), ("utf-16", "utf-16")]
)
def test_the_encoding_of_a_file_is_recognised_unless_it_is_named(
    written: str, found: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = csv_of(tmp_path / "a.csv", ["户编号"], ["甲"], encoding=written)
    assert encoding_of(file, None) == found
    said = capsys.readouterr().err
    assert ("read as gb18030 (GBK)" in said) == (found == "gb18030")
    assert ("read as UTF-16" in said) == (found == "utf-16")
    assert encoding_of(file, "utf-16") == "utf-16"


# -- columns that are not read ----------------------------------------------------------------------------------------


def test_a_column_that_is_not_read_is_told_with_the_one_it_may_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = csv_of(tmp_path / "log.csv", ["职责编号", "日期", "地点或农户"])
    causes = csv_of(tmp_path / "causes.csv", ["职责编号", "地点或农户", "是否适用", "序号"])
    assert main(["duties", str(log), *ON, "--place", "安化县", "--causes", str(causes), "--lang", "zh"]) == 0
    assert capsys.readouterr().err.splitlines() == [f"{causes}：未读取的列：是否适用（是否应为“适用”？）、序号"]


def test_a_column_of_a_ledger_that_is_not_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = csv_of(tmp_path / "ledger.csv", ["资产编号", "管护责任人"], ["A-1", "甲"])
    assert main(["assets", str(ledger), *ON]) == 0
    assert "columns not read: 管护责任人 (管护人?)" in capsys.readouterr().err


def test_days_and_codes_of_a_ledger_are_read_like_those_of_other_lists(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = csv_of(
        tmp_path / "ledger.csv", ["资产编号", "资产类型", "建成日期"], ["A-1", "公益性资产", "2019/5/1"], []
    )
    assert main(["assets", str(ledger), *ON]) == 0
    csv_of(ledger, ["资产编号", "资产类型", "建成日期"], [], ["A-1", "公益类", "2019年"])
    assert main(["assets", str(ledger), *ON, "--lang", "zh"]) == 1
    error = capsys.readouterr().err
    assert "第3行，资产类型：应为下列之一：经营性、" in error
    assert "实为'公益类'；是否应为“公益性”" in error
    assert "第3行，建成日期：应为日期，如2022-06-01，或空白，实为'2019年'" in error


# -- names of choices -------------------------------------------------------------------------------------------------


def test_choices_go_by_code_and_by_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert [PLACES.code(text) for text in ("湖南", "湖南省", "HUNAN", "益阳", "湖")] == ["hunan"] * 3 + ["yiyang", None]
    assert [PAYING.code(text) for text in ("最低生活保障", "医疗救助", "特困供养金")] == [
        "minimum_living",
        "medical_assistance",
        "extreme_poverty_support",
    ]
    assert PAYING.code("低保金") is None
    assert PAYING.meant("低保金")[:2] == ("gradual_exit", "minimum_living")
    assert Choices({"a": ("甲",), "b": ("甲", "乙")}).code("甲") is None
    with speaking("zh"), pytest.raises(SystemExit):
        main(["assess", "x.json", "--policy", "湖南市", "--on", "2022-06-01", "--lang", "zh"])
    assert "应为下列之一：湖南、益阳、贵州，实为'湖南市'；是否应为湖南？" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["desk", "x", *ON, "--kind", "发放", "--village", "甲村"], "x"),
        (["ask", *ON, "--of", "监测对象识别", "--local", "x", "--out", "y.json"], "x"),
        (["check", "x", "--on", "2022-06-01", "--level", "疑点"], "x"),
        (["scorecard", "x", *ON, "--place", "安化县"], "x"),
        (["notice", "x", *ON, "--village", "甲村", "--form", "标注风险消除"], "x"),
        (["schema", "参保资助"], ""),
    ],
)
def test_words_are_taken_wherever_codes_are(command: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """All goes well until the file that is not there."""
    assert main(command) == (1 if told else 0)
    assert "no such file" in capsys.readouterr().err or not told


def test_a_slip_in_a_step_is_shown_with_the_nearest_and_a_name_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    headers = ["户编号", "办理事项", "环节", "办理日期", "办理主体"]
    rows = [
        ["H-1", "监测对象识别", "评议公式", "2022/5/20", "村（居）"],
        ["H-1", "监测对象识别", "评议公示", "2022.5.20", "张三"],
    ]
    taken = csv_of(tmp_path / "taken.csv", headers, *rows)
    assert main(["desk", households(tmp_path), *ON, "--taken", str(taken), "--lang", "zh"]) == 1
    error = capsys.readouterr().err
    assert "第2行，环节：应为下列之一：发现、" in error
    assert "实为'评议公式'；是否应为“评议公示”？" in error
    assert "第3行，办理主体" in error
    assert "张三" not in error


# -- a form that was written is read again ----------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_checklist_form_is_filled_in_and_read_again(
    suffix: str, lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    form, again = tmp_path / f"表{suffix}", tmp_path / f"again{suffix}"
    command = ["checklists", *ON, "--lang", lang]
    assert main([*command, "--checklist", COURTYARD, "--out", str(form)]) == 0
    assert main([*command, str(form), "--out", str(again)]) == 0
    assert again.read_bytes() == form.read_bytes()
    assert "not read" not in capsys.readouterr().err


def test_the_words_of_a_column_answer_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = csv_of(tmp_path / "answers.csv", ["清单编号", "清单项代码", "是否符合"], [COURTYARD, "yard", "符合"])
    out = tmp_path / "out.json"
    assert main(["checklists", str(file), *ON, "--out", str(out)]) == 0
    file.write_text(file.read_text(encoding="utf-8").replace(",符合", ",不符合"), encoding="utf-8")
    assert json.loads(out.read_text(encoding="utf-8"))["checked"][0]["holding"] == ["yard"]
    assert main(["checklists", str(file), *ON, "--out", str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["checked"][0]["failing"] == ["yard"]
    assert capsys.readouterr().err == ""


# -- villages, and what is written ------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["desk", "notice"])
def test_a_misspelt_village_is_refused_with_the_nearest(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, households(tmp_path), *ON, "--village", "甲材", "--lang", "zh"]) == 1
    error = capsys.readouterr().err
    assert "--village" in error
    assert "甲材" in error


def test_a_helper_who_is_not_recorded_is_refused_and_nobody_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["desk", households(tmp_path), *ON, "--helper", "钱八"]) == 1
    error = capsys.readouterr().err
    assert "--helper" in error
    assert "钱" not in error


@pytest.mark.parametrize(
    "command",
    [
        ["assess", "x", *ON, "--out", "评估.csv"],
        ["import", "x.xlsx", "--on", "2022-06-01", "--out", "t.xlsx"],
        ["ask", *ON, "--out", "t.xlsx"],
        ["timeline", "x", *PERIOD, "--out", "t.csv"],
        ["scorecard", "x", *ON, "--out", "t.csv"],
        ["coverage", "--out", "t.csv"],
    ],
)
def test_out_is_written_as_what_its_suffix_says_or_not_at_all(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(command)
    assert "does not end in .json" in capsys.readouterr().err
