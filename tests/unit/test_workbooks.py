"""Workbooks that commands write: text stays text, money is exact, nothing begins a formula, nothing is cut off."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rural_revitalization import extras
from rural_revitalization.cli import main
from rural_revitalization.cli.reports import Report, write_sheets
from rural_revitalization.cli.workbooks import Cell, in_words, workbook_to
from rural_revitalization.desk import PaymentOutcome, TaskKind
from rural_revitalization.errors import InvalidInput
from rural_revitalization.registers import register_checks
from rural_revitalization.wording import Language, say

calamine = pytest.importorskip("python_calamine")
pytest.importorskip("xlsxwriter")

NUMBER: Final = "990101195007200018"
"""A made-up identity number."""


def sheets_of(file: Path) -> dict[str, list[list[Any]]]:
    workbook = calamine.CalamineWorkbook.from_path(str(file))
    return {name: workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names}


def parts_of(file: Path) -> str:
    """The text of a workbook's first sheet, and of its formats."""
    with zipfile.ZipFile(file) as packed:
        return "".join(packed.read(part).decode() for part in ("xl/worksheets/sheet1.xml", "xl/styles.xml"))


def written(folder: Path, *rows: Sequence[Cell], header: tuple[str, ...] = ("户编号", "金额")) -> Path:
    with workbook_to(file := folder / "out.xlsx") as workbook:
        workbook.sheet("表", *header).write(rows)
    return file


def test_the_header_stays_in_sight_and_every_column_is_filtered_and_wide_enough(tmp_path: Path) -> None:
    text = parts_of(written(tmp_path, ["H-1", Decimal("1.00")], ["一组二组三组四组五组六组", Decimal("1.00")]))
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in text
    assert '<autoFilter ref="A1:B3"/>' in text
    widths = [float(width) for width in re.findall(r'<col min="\d" max="\d" width="([0-9.]+)"', text)]
    assert widths[0] >= 24  # twelve characters of two columns each
    assert widths[0] > widths[1] >= 8


def test_every_sheet_prints_on_a4_as_wide_as_the_page_with_its_header_on_every_page(tmp_path: Path) -> None:
    write_sheets(file := tmp_path / "out.xlsx", [("一", ["户编号"], [["H-1"]]), ("二", ["户编号"], [])])
    with zipfile.ZipFile(file) as packed:
        sheets = [packed.read(f"xl/worksheets/sheet{at}.xml").decode() for at in (1, 2)]
        book = packed.read("xl/workbook.xml").decode()
    for text in sheets:
        assert '<pageSetUpPr fitToPage="1"/>' in text
        assert '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>' in text, "as many pages as it takes"
        assert "<oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter>" in text
    for name in ("一", "二"):
        assert re.search(rf'name="_xlnm.Print_Titles" localSheetId="\d"[^>]*>{name}!\$1:\$1<', book)


def test_text_wider_than_the_widest_column_is_on_several_lines(tmp_path: Path) -> None:
    text = parts_of(written(tmp_path, ["一" * 30, "一" * 31, "a" * 60, "a" * 61, Decimal(1)], header=tuple("abcde")))
    wrapping = re.findall(r"<xf [^>]*><alignment ([^/]*)/></xf>", text)
    styles = [int(style) for style in re.findall(r'<c r="[A-E]2" s="(\d)"', text)]
    assert ["wrapText" in wrapping[style - 1] for style in styles] == [False, True, False, True, False]
    assert all('vertical="top"' in alignment for alignment in wrapping)
    widths = [float(width) for width in re.findall(r'<col min="\d" max="\d" width="([0-9.]+)"', text)]
    assert max(widths) < 61, "so many characters, and the margin of a cell"


def test_what_looks_like_a_number_but_is_text_stays_text(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [[NUMBER[:-1] + "0"], ["00120"], ["1E5"], ["2022-06-01"], ["https://example.org"]]
    assert sheets_of(written(tmp_path, *rows, header=("a",)))["表"][1:] == rows


def test_no_spreadsheet_offers_to_make_a_number_of_somebody_s_digits(tmp_path: Path) -> None:
    said = parts_of(written(tmp_path, ["99010100000001"], header=("户编号",)))
    assert '<ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/>' in said


def test_money_is_a_number_of_two_places_where_every_digit_is_held_and_else_text(tmp_path: Path) -> None:
    """A number of binary floating point holds any 15 digits, and not every 16."""
    cells: dict[Cell, Any] = {
        Decimal("44400.00"): 44400.0,
        Decimal("-0.01"): -0.01,
        Decimal("1234567890123.45"): 1234567890123.45,
        Decimal("12345678901234.56"): "12345678901234.56",
        Decimal("0.0575"): 0.0575,
        Decimal("1E+20"): "100000000000000000000",
        Decimal("NaN"): "NaN",
        990101197001010010: "990101197001010010",
        12: 12.0,
        0.1: 0.1,
        0.1 + 0.2: "0.30000000000000004",
        float("inf"): "inf",
    }
    file = written(tmp_path, *([cell] for cell in cells), header=("a",))
    assert sheets_of(file)["表"][1:] == [[cell] for cell in cells.values()]
    text = parts_of(file)
    assert text.count('s="2"><v>') == 3, "the amounts of at most two places, as they are formatted"
    assert 'formatCode="#,##0.00"' in text
    assert "<v>1234567890123.45</v>" in text, "digits are written, not what is near them"


def test_days_truths_and_nothing_are_what_they_are(tmp_path: Path) -> None:
    days: list[Cell] = [date(2022, 6, 1), date(1899, 12, 31), datetime(2022, 6, 1, 8, 30), time(8, 30)]  # noqa: DTZ001
    (row,) = sheets_of(written(tmp_path, [*days, True, None, ""], header=tuple("abcdefg")))["表"][1:]
    assert row == [date(2022, 6, 1), "1899-12-31", "2022-06-01 08:30:00", "08:30:00", True, "", ""]


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "＝1", "\t=1", "{=1}", "<r><t>a</t></r>"])
def test_no_cell_begins_a_formula_or_markup(text: str, tmp_path: Path) -> None:
    file = written(tmp_path, [text], header=(text,))
    given_back = text if text == "{=1}" else f"'{text}"
    assert sheets_of(file)["表"] == [[given_back], [given_back]]
    assert "<f>" not in parts_of(file)


@settings(max_examples=20)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), min_size=1, max_size=20))
def test_any_text_comes_back_as_it_was_but_for_the_apostrophe(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    file = written(tmp_path_factory.mktemp("any"), *([text] for text in texts), header=("a",))
    found = [str(row[0]) if row else "" for row in sheets_of(file)["表"][1:]]
    found += [""] * (len(texts) - len(found))  # empty rows at the end
    assert [cell.removeprefix("'") for cell in found] == [text.removeprefix("'") for text in texts]


def test_what_a_sheet_cannot_hold_is_refused_and_nothing_is_left_behind(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="text of at most 32,767 characters"):
        written(tmp_path, ["a" * 32_768])
    with workbook_to(tmp_path / "out.xlsx") as workbook:
        sheet = workbook.sheet("表", "a")
        sheet._rows = 1_048_575
        sheet.write([["the last row"]])
        with pytest.raises(InvalidInput, match="at most 1,048,576 rows"):
            sheet.write([["one too many"]])
    assert [item.name for item in tmp_path.iterdir()] == ["out.xlsx"]


def test_the_same_cells_give_the_same_file(tmp_path: Path) -> None:
    (one, other) = (tmp_path / "one", tmp_path / "other")
    one.mkdir()
    other.mkdir()
    row: list[Cell] = ["H-1", Decimal("1.00")]
    assert written(one, row).read_bytes() == written(other, row).read_bytes()


def test_several_tables_are_sheets_and_their_controls_are_shown(tmp_path: Path) -> None:
    write_sheets(file := tmp_path / "out.xlsx", [("one", ["a"], [["\x1b[2J"]]), ("two", ["b", "c"], [])])
    assert sheets_of(file) == {"one": [["a"], ["\\x1b[2J"]], "two": [["b", "c"]]}


def test_a_report_says_the_same_as_csv_and_as_a_workbook(tmp_path: Path) -> None:
    row: list[Cell] = ["=H-1", None, Decimal("-1.50"), date(2022, 6, 1)]
    texts = list[str]()
    Report(lambda rows: texts.extend(in_words(cell) for row in rows for cell in row)).write([row])
    assert texts == ["=H-1", "", "-1.50", "2022-06-01"]
    assert sheets_of(written(tmp_path, row, header=tuple("abcd")))["表"][1] == [*("'=H-1", "", -1.5), date(2022, 6, 1)]


# -- the commands ---------------------------------------------------------------------------------------------

CHILD: Final = {"id": "P-1", "birth_date": "2012-05-01", "labour_capacity": "full", "name": "张三甲"}
OLD: Final = {"id": "P-2", "birth_date": "1950-07-20", "labour_capacity": "full", "identity_number": NUMBER}
FAMILY: Final = {"id": "H-1", "members": [CHILD, OLD], "family_income": "150", "employment_cost": "0", "loans": []}
SPELLS: Final[dict[str, Any]] = {"minimum_living_allowance": [], "extreme_poverty": []}
LOCAL: Final = {"year": 2022, "allowance_standard": "400", "sources": {"allowance_standard": "made up"}}


def households(folder: Path) -> str:
    found = FAMILY | {"village": "甲村", "members": [CHILD | SPELLS, OLD | SPELLS]}
    (file := folder / "in.json").write_text(json.dumps({"local": LOCAL, "households": [found]}), encoding="utf-8")
    return str(file)


def both(folder: Path, *words: str) -> tuple[list[list[str]], list[list[Any]]]:
    """What a command writes as CSV, and in a workbook."""
    for suffix in ("csv", "xlsx"):
        assert main([*words, "--out", str(folder / f"out.{suffix}")]) == 0
    with (folder / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    (cells,) = sheets_of(folder / "out.xlsx").values()
    return rows, cells


def said(cell: Any) -> str:
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)


def both_by_kind(folder: Path, *words: str) -> tuple[list[list[str]], list[list[Any]], dict[str, list[list[Any]]]]:
    """What a command writes as CSV, the overview of its workbook, and the other sheets."""
    for suffix in ("csv", "xlsx"):
        assert main([*words, "--out", str(folder / f"out.{suffix}")]) == 0
    with (folder / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    (_, overview), *others = sheets_of(folder / "out.xlsx").items()
    return rows, overview, dict(others)


def test_the_work_list_has_a_sheet_for_each_kind_and_one_that_counts_them(tmp_path: Path) -> None:
    words = ["desk", households(tmp_path), "--policy", "hunan", "--on", "2022-06-01", "--lang", "zh"]
    (header, *rows), overview, sheets = both_by_kind(tmp_path, *words)
    assert overview[0] == ["事项类别", "件数", "户数"]
    assert [row[0] for row in overview[1:]] == list(sheets)
    assert {"发放", "询问登记"} <= set(sheets)
    for kind, cells in sheets.items():
        of_kind = [row for row in rows if row[3] == kind]
        assert [[said(cell) for cell in row] for row in cells] == [header, *of_kind]
        assert [kind, len(of_kind), 1] in overview
    assert sum(row[1] for row in overview[1:]) == len(rows)
    assert not any(secret in str(sheets) for secret in ("张三甲", NUMBER))


def test_signs_of_a_quota_have_a_sheet_of_their_own(tmp_path: Path) -> None:
    risk = {"monitored": [], "at_risk": True, "per_capita_net_income": "5000"}
    calm = dict.fromkeys(("shock", "income_fell", "spending_large", "basic_living_severely_hard"), False)
    local = {"year": 2022, "monitoring_line": "6900", "sources": {"monitoring_line": "made up"}}
    (file := tmp_path / "in.json").write_text(
        json.dumps({"local": local, "households": [FAMILY | risk | calm]}), encoding="utf-8"
    )
    words = ["desk", str(file), "--policy", "hunan", "--on", "2022-06-01", "--lang", "zh"]
    out = tmp_path / "out.xlsx"
    assert main([*words, "--handed-down", "identification=1", "--out", str(out)]) == 0
    header, (warning,) = sheets_of(out)["疑似下达指标"]
    assert header == ["核查提示"]
    assert warning.startswith("请核查：拟纳入监测1户，与下达数相同")
    assert main([*words, "--out", str(out)]) == 0
    assert "疑似下达指标" not in sheets_of(out)


def test_a_reconciliation_has_a_sheet_for_each_outcome_and_one_of_the_totals(tmp_path: Path) -> None:
    """650 a month are due: too little is paid in June, as due in July, and 100 too much in August."""
    made = [f"H-1,minimum_living,2022-{paid}" for paid in ("06,600", "07,650", "08,750")]
    (tmp_path / "paid.csv").write_text("\n".join(["household,programme,month,amount", *made]), encoding="utf-8")
    since, until = ("--since", "2022-06-01"), ("--until", "2022-08-31")
    words = ["reconcile", str(tmp_path / "paid.csv"), households(tmp_path), "--policy", "hunan", *since, *until]
    (header, *rows), totals, sheets = both_by_kind(tmp_path, *words, "--lang", "zh")
    assert list(sheets) == ["少发", "多发", "待定", "足额"]
    for outcome, cells in sheets.items():
        assert [[said(cell) for cell in row] for row in cells] == [header, *(row for row in rows if row[9] == outcome)]
    assert sum(len(cells) - 1 for cells in sheets.values()) == len(rows)
    assert totals[0] == ["核对结果", "笔数", "已发", "应发下限", "应发上限"]
    by_outcome = {row[0]: row[1:] for row in totals[1:]}
    assert by_outcome["少发"] == [1.0, 600.0, 650.0, 650.0]
    assert by_outcome["多发"] == [1.0, 750.0, 650.0, 650.0]
    assert by_outcome["足额"] == [1.0, 650.0, 650.0, 650.0]
    assert by_outcome["合计"][:2] == [len(rows), 2000.0]
    assert not any(secret in str(sheets) for secret in ("张三甲", NUMBER))
    missing = {name for row in rows for name in row[10].split("、") if name}
    assert missing
    assert not any(re.search("[a-z]{2}", name) for name in missing), "what is open is named by its Chinese labels"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_kind_and_outcome_names_a_sheet(lang: Language) -> None:
    names = [say("desk", f"kind_{kind}", lang) for kind in TaskKind] + [
        say("desk", item, lang) for item in PaymentOutcome
    ]
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_findings_have_a_sheet_for_each_check_and_name_nobody(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    assert main(["check", households(tmp_path), "--on", "2022-06-01", "--lang", "zh", "--out", str(out)]) == 0
    found = sheets_of(out)
    young, old = "未满16周岁，却登记为有劳动能力或部分劳动能力", "已满60周岁，仍登记为有劳动能力"
    assert list(found) == ["核查项", f"1 {young}", f"2 {old}"]
    assert found["核查项"] == [["序号", "级别", "问题", "数量"], [1.0, "错误", young, 1.0], [2.0, "提示", old, 1.0]]
    assert found[f"1 {young}"] == [["户编号", "人员编号", "行政村", "问题"], ["H-1", "P-1", "甲村", young]]
    assert found[f"2 {old}"][1] == ["H-1", "P-2", "甲村", old]
    with zipfile.ZipFile(out) as packed:
        text = "".join(packed.read(part).decode() for part in packed.namelist())
    assert "张三甲" not in text
    assert NUMBER not in text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_check_names_a_sheet(lang: Language) -> None:
    words = [item.words(lang) for item in register_checks().values()]
    assert not any(set(text) & set("[]:*?/\\") for text in words)


def test_rejects_are_written_as_a_workbook(tmp_path: Path) -> None:
    (file := tmp_path / "in.json").write_text(
        json.dumps({"households": [FAMILY, {"id": "H-2", "members": []}]}), encoding="utf-8"
    )
    out, on = tmp_path / "rejects.xlsx", ("--policy", "hunan", "--on", "2022-06-01")
    assert main(["assess", str(file), *on, "--rejects", str(out)]) == 3
    (rows,) = sheets_of(out).values()
    assert rows[0] == ["place", "household", "field", "given", "reason"]
    assert rows[1][1] == "H-2"
    assert main(["assess", str(file), *on, "--rejects", str(out), "--lang", "zh"]) == 3
    assert sheets_of(out) == {
        "未读取": [
            ["位置", "户编号", "数据项", "所填内容", "原因"],
            ["$.households[1]", "H-2", "members", "无", "应为至少一人"],
        ]
    }


def test_results_over_tables_are_written_as_a_workbook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each 320 yuan; of people in extreme poverty the whole, of others in no class nothing."""
    pytest.importorskip("narwhals")
    pl = pytest.importorskip("polars")
    from rural_revitalization.cli import batches  # noqa: PLC0415 - it needs what may be missing

    monkeypatch.setattr(batches, "BATCH", 1)
    (file := tmp_path / "in.csv").write_text(
        f"contribution,证号\n320.00,{NUMBER[:-1]}0\n320.00,=1+1\n", encoding="utf-8"
    )
    words = ["apply", "contribution_subsidy", str(file), "--policy", "hunan", "--on", "2022-06-01"]
    unknown = ["--absent", "unknown", "--bounds", "--facts"]
    rows, cells = both(tmp_path, *words, *unknown)
    assert [[said(cell) for cell in row] for row in cells[1:]] == [
        [cell if cell not in ("0.000", "1.000") else cell[:-1] for cell in row] for row in rows[1:]
    ]
    assert cells[0] == rows[0]
    assert [row[1] for row in cells[1:]] == [f"{NUMBER[:-1]}0", "'=1+1"]
    pl.DataFrame({"contribution": ["320.00"], "many": [[1]]}).write_parquet(parquet := tmp_path / "in.parquet")
    assert main([*words[:2], str(parquet), *words[3:], *unknown, "--out", str(tmp_path / "out.xlsx")]) == 1
    assert "many: expected a column that a workbook can hold" in capsys.readouterr().err


def test_results_over_tables_are_told_in_chinese_in_a_workbook_and_by_name_in_csv(tmp_path: Path) -> None:
    """Of an orphan the whole of 1,320 yuan; of the other it is not recorded whether there is a class to pay for."""
    pytest.importorskip("narwhals")
    pytest.importorskip("polars")
    (file := tmp_path / "in.csv").write_text(
        '编号,contribution,孤儿\n00120,"1,320.00",是\n00121,320.00,\n', encoding="utf-8"
    )
    (mapping := tmp_path / "columns.toml").write_text("thousands_separators = true\n[columns]\n", encoding="utf-8")
    words = ["apply", "contribution_subsidy", str(file), "--policy", "hunan", "--on", "2022-06-01", "--lang", "zh"]
    words += ["--absent", "unknown", "--bounds", "--facts", "--columns", str(mapping)]
    rows, (head, *cells) = both(tmp_path, *words)
    assert rows[0][:4] == ["编号", "contribution", "孤儿", "contribution_subsidy__eligible"]
    assert list(sheets_of(tmp_path / "out.xlsx")) == ["结果"]
    orphan, other = (dict(zip(head, row, strict=True)) for row in cells)
    assert (orphan["编号"], orphan["contribution"]) == ("00120", 1320.0), "an id is text, and an amount a number"
    assert (orphan["属于资助对象"], orphan["参保资助金额（元/年）"], orphan["待登记事项"]) == ("是", 1320.0, "")
    assert (other["参保资助金额（元/年）下限"], other["参保资助金额（元/年）上限"]) == (0.0, 320.0)
    assert "特困人员" in other["待登记事项"]
    assert "资助比例" in head
    assert not re.search("[a-z_]{2}", str([name for name in head if name != "contribution"]))


def test_cells_that_cannot_be_read_are_told_in_chinese_in_a_workbook(tmp_path: Path) -> None:
    pytest.importorskip("narwhals")
    pytest.importorskip("polars")
    (file := tmp_path / "in.csv").write_text("contribution,孤儿\n三百二十,是\n320.00,是\n", encoding="utf-8")
    words = ["apply", "contribution_subsidy", str(file), "--policy", "hunan", "--on", "2022-06-01", "--lang", "zh"]
    rejects = tmp_path / "rejects.xlsx"
    words += ["--absent", "unknown", "--out", str(tmp_path / "out.csv"), "--rejects", str(rejects)]
    assert main(words) == 3
    [(name, [head, row])] = sheets_of(rejects).items()
    assert (name, head) == ("未读取", ["行号", "列", "所填内容", "原因"])
    assert row[:3] == [2.0, "contribution", "（不显示）"]
    assert row[3].startswith("应为")
    assert row[3].endswith("，实为4个字符的文字")
    assert not re.search("[a-z]{2}", row[3])


def test_the_list_of_who_qualifies_is_written_as_a_workbook(tmp_path: Path) -> None:
    pytest.importorskip("narwhals")
    pytest.importorskip("polars")
    (tmp_path / "people.csv").write_text("household,id,diagnosed_cataract\nH1,1,是\nH1,2,\n", encoding="utf-8")
    (tmp_path / "households.csv").write_text("id,registered_poor,once_registered_poor\nH1,是,是\n", encoding="utf-8")
    files = [str(tmp_path / name) for name in ("people.csv", "households.csv")]
    rows, cells = both(
        tmp_path, "who-qualifies", "cataract_treatment", *files, "--policy", "hunan", "--on", "2018-06-01"
    )
    assert cells == rows
    assert list(sheets_of(tmp_path / "out.xlsx")) == ["results"]
    assert [row[3] for row in rows] == ["has a right", "yes", "open"]


def test_assessments_are_written_as_sheets_of_what_they_find(tmp_path: Path) -> None:
    """400 a month for each of two people, less an income of 150: 650."""
    out, on = tmp_path / "out.xlsx", ("--policy", "hunan", "--on", "2022-06-01", "--lang", "zh")
    assert main(["assess", households(tmp_path), *on, "--out", str(out)]) == 0
    found = sheets_of(out)
    assert list(found) == ["应享受金额", "认定结论", "帮扶待遇", "待登记事项"]
    (allowance,) = (row for row in found["应享受金额"] if row[2] == "最低生活保障")
    assert allowance == ["H-1", "", "最低生活保障", "应享受", 650.0, 650.0, "元/月", ""]
    (subsidy,) = (row for row in found["应享受金额"] if row[1:3] == ["P-1", "参保资助"])
    assert subsidy[3] == "待定"
    assert "个人缴费标准" in subsidy[7]
    assert ["H-1", "P-1"] in [row[:2] for row in found["帮扶待遇"]]
    assert {row[4] for row in found["待登记事项"][1:]} == {"待登记"}
    assert "张三甲" not in str(found)


def test_a_timeline_is_written_as_sheets_of_changes_and_of_what_is_due(tmp_path: Path) -> None:
    out, period = tmp_path / "out.xlsx", ("--since", "2022-06-01", "--until", "2022-07-31")
    assert main(["timeline", households(tmp_path), "--policy", "hunan", *period, "--out", str(out)]) == 0
    found = sheets_of(out)
    assert found["changes"][0] == ["day", "person", "what", "before", "after", "why", "section"]
    dues = [row for row in found["due"] if row[3] == "minimum living allowance"]
    june = [date(2022, 6, 1), date(2022, 6, 30), "", "minimum living allowance", "due", 650.0, 650.0, "per month"]
    assert june in dues
    assert len(dues) == 2


def test_the_map_of_the_documents_and_scorecards_are_written_as_sheets(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    assert main(["coverage", "--document", "hunan-14fyp-2021", "--out", str(out)]) == 0
    (rows,) = sheets_of(out).values()
    assert rows[0][:3] == ["document", "section", "row"]
    assert {row[0] for row in rows[1:]} == {"hunan-14fyp-2021"}
    observed = {"place": "430000", "measure": "sanitary_toilets", "year": 2022, "value": "91", "unit": "%"}
    (file := tmp_path / "seen.json").write_text(json.dumps({"observations": [observed]}), encoding="utf-8")
    on = ("--policy", "hunan", "--on", "2023-06-01", "--place", "430000")
    assert main(["scorecard", str(file), *on, "--out", str(out)]) == 0
    (scores,) = sheets_of(out).values()
    assert ["430000", "met"] in [[row[0], row[6]] for row in scores]


def english_in(file: Path) -> set[str]:
    """The words of a workbook that are English, names of sheets among them."""
    found = sheets_of(file)
    cells = [*found, *(cell for rows in found.values() for row in rows for cell in row if isinstance(cell, str))]
    return {word for cell in cells for word in re.findall("[A-Za-z_]{2,}", cell)}


def test_workbooks_in_chinese_hold_no_english_word(tmp_path: Path) -> None:
    """A document does not state who is 乡土人才; of 安化县 one thing was observed, and most was not."""
    file, out = households(tmp_path), tmp_path / "out.xlsx"
    seen = {"place": "430923", "measure": "sanitary_toilets", "year": 2022, "value": "87", "unit": "%"}
    (observed := tmp_path / "seen.json").write_text(json.dumps({"observations": [seen]}), encoding="utf-8")
    place = ("--place", "430923")
    for words in (
        ["assess", file, "--policy", "hunan", "--on", "2022-06-01"],
        ["timeline", file, "--policy", "hunan", "--since", "2022-06-01", "--until", "2022-07-31"],
        ["check", file, "--on", "2022-06-01"],
        ["desk", file, "--policy", "hunan", "--on", "2022-06-01"],
        ["scorecard", str(observed), "--policy", "hunan", "--on", "2023-06-01", *place],
    ):
        assert main([*words, "--lang", "zh", "--out", str(out)]) == 0
        assert not english_in(out), words[0]


def test_without_the_extra_the_command_says_so_before_it_works(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    words = ["check", str(tmp_path / "there is none"), "--on", "2023-12-31", "--out", str(tmp_path / "out.xlsx")]
    assert main(words) == 1
    assert "this needs xlsxwriter: install rural-revitalization[excel]" in capsys.readouterr().err
