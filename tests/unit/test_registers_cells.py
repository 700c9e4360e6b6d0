"""Cells of registers: each dirty one is read as its list says, or refused without its content."""

from __future__ import annotations

import csv
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from rural_revitalization.models import DisabilityKind
from rural_revitalization.registers.cells import KINDS, Blank, Document, Month, NotRead, RawCell, items, read_cell
from rural_revitalization.registers.layouts import OTHER, Code, header_key, layouts
from rural_revitalization.registers.reasons import RefusalReason

DIRTY: Final = list(
    csv.DictReader((Path(__file__).parents[1] / "registers" / "dirty_cells.csv").read_text("utf-8").splitlines())
)
IDENTITY: Final = "99010119700101001X"


def told(value: Any) -> str:
    """A value as `dirty_cells.csv` writes it."""
    if isinstance(value, Blank):
        return ""
    if isinstance(value, Document):
        kind = "" if value.disability_kind is None else f" with kind 4 ({value.disability_kind}) and grade "
        grade = "" if value.disability_grade is None else str(value.disability_grade)
        return f"{value.identity_number}{kind}{grade}{', reissued once' if value.reissued == 1 else ''}"
    if isinstance(value, Code):
        return value.means if value.means == "male" else value.word
    return {True: "是"}.get(value, str(value)) if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("row", DIRTY, ids=lambda row: f"{row['file']}-{row['row']}-{row['header']}")
def test_every_dirty_cell_is_read_as_its_list_says(row: dict[str, str]) -> None:
    column = layouts()[row["file"].split(".")[0]].columns[header_key(row["header"])]
    read = column.read(row["raw"])
    if column.kind == "wan":
        assert read == Decimal(row["reading"]) * 10_000
    elif column.kind == "yuan" and row["reading"]:
        assert read == Decimal(row["reading"])
    else:
        assert told(read) == row["reading"].replace("unknown", "")
    assert (read is Blank.UNKNOWABLE) == (row["what"] == "placeholder for unknown")


def test_the_fixture_holds_all_dirty_cells() -> None:
    assert len(DIRTY) == 54


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("text", " 甲村\n", "甲村"),
        ("key", "9901 0100 000012", "99010100000012"),
        ("document", "9901011970 0101001ｘ", Document(IDENTITY)),
        ("document", "99010119480909005542B3", Document("990101194809090055", DisabilityKind.LIMB, 2, 3)),
        ("yuan", "-1,234.50元", Decimal("-1234.50")),
        ("yuan", 0.42, Decimal("0.42")),
        ("yuan", 9000, Decimal("9000.00")),
        ("yuan", 42000.0, Decimal("42000.00")),
        ("yuan", "9000.000", Decimal("9000.00")),
        ("yuan", "2.10005万元", Decimal("21000.50")),
        ("wan", "6.0", Decimal("60000.00")),
        ("wan", "85000元", Decimal("85000.00")),
        ("count", "3.0", 3),
        ("count", 180.0, 180),
        ("area", "98.5", Decimal("98.50")),
        ("truth", 1, True),
        ("truth", "0", False),
        ("truth", "是 ", True),
        ("truth", True, True),
        ("day", "2015.8.19", date(2015, 8, 19)),
        ("day", "2015年8月19日", date(2015, 8, 19)),
        ("day", "2015-08-19 00:00:00", date(2015, 8, 19)),
        ("day", datetime(2015, 8, 19), date(2015, 8, 19)),  # noqa: DTZ001 - as a workbook keeps it
        ("day", 20150819.0, date(2015, 8, 19)),
        ("day", 42235, date(2015, 8, 19)),
        ("month", "2023/5", Month(2023, 5)),
        ("month", date(2023, 5, 31), Month(2023, 5)),
        ("month", 202305, Month(2023, 5)),
        ("month", "20230517", Month(2023, 5)),
        ("year", "2019年", 2019),
        ("amount", "5万元", Decimal("50000.00")),
        ("amount", "1,200.5 元", Decimal("1200.50")),
        ("amount", "0", Decimal("0.00")),  # which is nothing in every unit
        ("amount", 0.0, Decimal("0.00")),
        ("term", "36个月", 36),
        ("term", "3年", 36),
        ("term", "1.5年", 18),
        ("months", "36", 36),
        ("months", "3年", 36),
        ("years", 3.0, 36),
        ("years", "18个月", 18),
        ("lapse", "90天", 90),
        ("lapse", 0, 0),
        ("days", "90", 90),
        ("rate", "4.35%", Decimal("0.0435")),
        ("rate", "0", Decimal(0)),
        ("percent", "4.35", Decimal("0.0435")),
        ("percent", "0.5", Decimal("0.005")),
        ("percent", 4.35, Decimal("0.0435")),
        ("percent", 0, Decimal(0)),
        ("moment", "2023-05-06 14:22:31", date(2023, 5, 6)),
        ("moment", "2023/5/6 9:07", date(2023, 5, 6)),
        ("moment", "20230506", date(2023, 5, 6)),
        ("moment", datetime(2023, 5, 6, 14, 22), date(2023, 5, 6)),  # noqa: DTZ001 - as a workbook keeps it
    ],
)
def test_what_means_one_thing_is_read(kind: str, raw: RawCell, value: Any) -> None:
    read = read_cell(kind, raw)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("text", "=SUM(A1:A9)"),
        ("text", "#REF!"),
        ("text", "甲\n乙"),
        ("text", "甲\ufffd"),
        ("text", 12),
        ("key", 99010100000012),
        ("key", IDENTITY),
        ("key", f"{IDENTITY}42"),
        ("document", 990101197001010010),
        ("document", 9.9010119700101e17),
        ("document", "9.90101E+17"),
        ("document", "990101197001010011"),
        ("document", "990101197013010010"),
        ("document", "9901011970010100"),
        ("document", f"{IDENTITY}4"),
        ("document", f"{IDENTITY}45"),
        ("document", f"{IDENTITY}82"),
        ("document", f"{IDENTITY}42B0"),
        ("yuan", "12,34"),
        ("yuan", "1234.505"),
        ("yuan", "0.1+0.2"),
        ("yuan", 0.1 + 0.2),
        ("yuan", 1e16),
        ("yuan", float("nan")),
        ("yuan", float("inf")),
        ("yuan", True),
        ("yuan", "5²"),
        ("yuan", "1_000"),
        ("yuan", "007"),
        ("yuan", "五百"),
        ("yuan", "1.5千"),
        ("yuan", date(2022, 1, 1)),
        ("wan", "3亿"),
        ("count", "2.5"),
        ("count", "3人"),
        ("count", "9999999"),
        ("truth", "无"),
        ("truth", "√"),
        ("truth", 2),
        ("day", "2015-8/19"),
        ("day", "20150230"),
        ("day", "201508"),
        ("day", "19/8/2015"),
        ("day", 42235.5),
        ("day", datetime(2015, 8, 19, 12)),  # noqa: DTZ001 - as a workbook keeps it
        ("day", 9999),
        ("day", 73051),
        ("month", "2023.1"),
        ("month", 2023.1),
        ("month", "202313"),
        ("month", "20235"),
        ("month", time(12)),
        ("year", "19"),
        ("amount", "5"),
        ("amount", 50000),
        ("amount", "5年"),
        ("yuan", "5%"),
        ("term", "3"),
        ("term", "12月"),  # which may be December
        ("months", "1.5"),
        ("years", "3元"),
        ("lapse", "90"),
        ("days", "3个月"),
        ("rate", "4.35"),
        ("rate", "0.0435"),
        ("percent", 0.0435),  # which a spreadsheet may show as 4.35%
        ("moment", "2023-05-06 25时"),
        ("moment", "14:22"),
        ("moment", 45052.6),
        ("count", "3年"),
    ],
)
def test_what_may_mean_something_else_is_refused_and_not_shown(kind: str, raw: RawCell) -> None:
    with pytest.raises(NotRead) as caught:
        read_cell(kind, raw)
    assert str(caught.value) == str(RefusalReason(kind))
    assert caught.value.__context__ is None


@pytest.mark.parametrize("raw", [None, "", " \u3000\t", "/", "-", "——", "无", "\u200b"])
def test_strokes_and_blanks_are_empty_for_every_kind_but_the_word_none_of_a_truth(raw: RawCell) -> None:
    for kind in KINDS:
        if (kind, raw) != ("truth", "无"):
            assert read_cell(kind, raw) is Blank.EMPTY


@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_be_known_is_told_from_what_is_empty(kind: str) -> None:
    assert read_cell(kind, " 不详 ") is Blank.UNKNOWABLE


@pytest.mark.parametrize(
    ("month", "first", "last"),
    [
        (Month(2024, 2), date(2024, 2, 1), date(2024, 2, 29)),
        (Month(2023, 2), date(2023, 2, 1), date(2023, 2, 28)),
        (Month(2023, 11), date(2023, 11, 1), date(2023, 11, 30)),
        (Month(2023, 12), date(2023, 12, 1), date(2023, 12, 31)),
    ],
)
def test_a_month_has_a_first_and_a_last_day(month: Month, first: date, last: date) -> None:
    assert (month.first, month.last) == (first, last)


def test_words_joined_by_commas_are_read_each_by_itself() -> None:
    assert items("外出务工补贴，技能培训") == ("外出务工补贴", "技能培训")
    with pytest.raises(NotRead):
        items("外出务工补贴,,技能培训")


def test_a_code_is_one_of_its_list_or_refused_and_a_word_of_an_open_list_may_be_any() -> None:
    monitored, work = layouts()["monitored"].columns, layouts()["work_out"].columns
    assert monitored["性别"].read(2.0) == Code("2", "female")
    assert monitored["健康状况"].read("残疾，患有大病") == (Code("残疾"), Code("患有大病", "gravely_ill"))
    with pytest.raises(NotRead, match="one of 男, 1, 女, 2"):
        monitored["性别"].read("张三")
    assert work["就业渠道"].read("公益岗位").means == "public_post"
    assert work["就业渠道"].read("亲友介绍") == OTHER


def test_a_document_shows_no_number() -> None:
    assert IDENTITY[:17] not in repr(Document(IDENTITY))


@pytest.mark.parametrize("raw", ["否", "0", 0, "有", "未享受", "暂无", "产业,否"])
def test_what_says_yes_or_no_is_no_word_of_a_list(raw: Any) -> None:
    with pytest.raises(NotRead):
        items(raw)


@pytest.mark.parametrize("raw", ["／", "＼", " ／ ", "-", "/"])
def test_a_stroke_is_an_empty_cell_whatever_its_width(raw: str) -> None:
    assert items(raw) is Blank.EMPTY
    assert read_cell("text", raw) is Blank.EMPTY


@pytest.mark.parametrize("day", [date(1905, 7, 14), date(1899, 12, 30), date(2453, 8, 9)])
def test_a_number_that_is_shown_as_a_day_is_no_day(day: date) -> None:
    # 2022 typed into a cell of dates is 1905-07-14, 0 is 1899-12-30, 202206 is 2453-08-09
    for kind in ("day", "month"):
        with pytest.raises(NotRead):
            read_cell(kind, day)


@pytest.mark.parametrize("key", ["990101197203150028", "H990101197203150029", "99010119720315002"])
def test_no_key_of_a_register_looks_like_an_identity_number(key: str) -> None:
    with pytest.raises(NotRead):
        read_cell("key", key)
