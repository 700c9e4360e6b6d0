"""Registers: a cell that somebody spoilt is read for what it says, or refused; nothing is altered in silence."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers_of import ALLOWANCE, LOAN, MONITORED, SETTLEMENT, read_rows
from rural_revitalization.models.identity import is_identity_number
from rural_revitalization.registers import RegisterTable
from rural_revitalization.registers.cells import Blank, Document, Month, NotRead, read_cell
from rural_revitalization.registers.layouts import layouts
from rural_revitalization.registers.tables import LOST, records, table_of
from rural_revitalization.registers.tabular import Sheet, column_name

MANY: Final = 80
"""The cells of an example: two thousand in all where the profile has 25 examples."""
AROUND: Final = " \u3000\t\n\u200b\xa0"
CELLS: Final[dict[str, tuple[str, ...]]] = {
    "text": ("示例县", "张三甲", "甲村"),
    "key": ("99010100000001", "990101900012"),
    "document": ("99010119700101001X", "99010119480909005542", "99010119480909005542B1"),
    "yuan": ("18000", "9000.00", "26,000", "2.1万", "0.42万", "-300", "5200元"),
    "wan": ("6.0", "85000元", "11.25万元", "1,200"),
    "count": ("250", "1,971", "0", "12"),
    "number": ("0.3", "2.5", "0"),
    "area": ("90", "98.50"),
    "truth": ("是", "否", "1", "0"),
    "day": ("20150819", "2015/8/19", "2015年8月19日", "2015-08-19", "25569", "44958"),
    "month": ("202306", "202306.0", "2023年5月", "2023-11", "44958"),
    "year": ("2019", "2019年"),
    "amount": ("5万元", "50000元", "0", "1,200.50元"),
    "months": ("36", "3年", "12个月"),
    "years": ("3", "18个月", "2年"),
    "term": ("36个月", "3年"),
    "days": ("90", "90天", "0"),
    "lapse": ("90天", "0"),
    "percent": ("4.35", "4.35%", "0"),
    "rate": ("4.35%", "0"),
    "moment": ("2023-05-06 14:22:31", "2023/5/6 9:07", "20230506"),
}
TIME: Final = re.compile(r"[\sT]+\d{1,2}(:\d\d){1,2}(\.\d+)?\s*$")
LISTS: Final = ((MONITORED, "户编号"), (ALLOWANCE, "身份证号"), (SETTLEMENT, "证件号码"), (LOAN, "身份证号"))
"""Rows of lists, each with the header by which it is joined, without which it is no record."""
WIDE: Final = str.maketrans({chr(0x21 + at): chr(0xFF01 + at) for at in range(94)})
TYPED: Final = "0123456789０１９.,，-/:年月日万元个天%Xx 　是否不详\n²٣"


def same(random: Random) -> tuple[str, str, str]:
    """A kind, a clean cell, and the same one as somebody else may write it."""
    kind = random.choice(sorted(CELLS))
    clean = random.choice(CELLS[kind])
    written = clean.translate(WIDE) if random.random() < 0.5 and kind != "text" else clean
    if kind == "document" and random.random() < 0.5:
        written = written.lower()
    before, after = ("".join(random.choices(AROUND, k=random.randrange(4))) for _ in range(2))
    return kind, clean, before + written + after


def spoilt(random: Random) -> tuple[str, str]:
    """A kind, and a clean cell of it with characters typed in, left out or replaced."""
    kind = random.choice(sorted(CELLS))
    cell = [*random.choice(CELLS[kind])]
    for _ in range(random.randint(1, 3)):
        at = random.randint(0, len(cell))
        cell[at : at + random.randrange(2)] = random.choices(TYPED, k=random.randrange(2))
    return kind, "".join(cell)


@given(st.integers(0))
def test_a_cell_written_otherwise_is_read_as_the_same_value(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - nothing is secret
    for _ in range(MANY):
        kind, clean, written = same(random)
        assert read_cell(kind, written) == read_cell(kind, clean), (kind, written)


@given(st.integers(0))
def test_a_spoilt_cell_is_read_for_what_it_says_or_refused(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - nothing is secret
    for _ in range(MANY):
        kind, raw = spoilt(random)
        try:
            value = read_cell(kind, raw)
        except NotRead:
            continue
        plain = plainly(TIME.sub("", raw) if kind == "moment" else raw)
        if isinstance(value, Blank):
            assert plain in {"", "/", "-", "--", "不详"}, (kind, raw)
        else:
            assert says(plain, kind, value), (kind, raw)


@given(st.integers(0))
def test_a_spoilt_cell_of_a_list_is_refused_at_its_place_or_leaves_no_other_cell_changed(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - nothing is secret
    for _ in range(MANY):
        row, key = random.choice(LISTS)
        clean = read_list(row)
        header = random.choice([header for header in row if header != key])
        cell = [*row[header]]
        at = random.randint(0, len(cell))
        cell[at : at + random.randrange(2)] = random.choices(TYPED, k=random.randint(1, 2))
        table, values = read_list(row | {header: "".join(cell)})
        others = {name: value for name, value in values.items() if name != header}
        assert others == {name: value for name, value in clean[1].items() if name != header}
        places = [(item.cell, item.header) for item in table.tally.refused]
        assert places in ([], [(f"{column_name([*row].index(header))}2", header)])
        assert (values[header] is LOST) >= bool(places)


def read_list(row: dict[str, str]) -> tuple[RegisterTable, dict[str, Any]]:
    """A list of one row, and its values by header."""
    found = table_of(Sheet("m.csv", "", iter([[*row], [*row.values()]])), layouts())
    assert found is not None
    [record] = records(*found)
    values = zip(record.table.places, record.values, strict=True)
    return record.table, {place.column.header: value for place, value in values} | dict.fromkeys(
        [header for header in row if header not in {place.column.header for place in record.table.places}]
    )


def plainly(raw: str) -> str:
    """A cell in plain characters, without blanks: what a careful reader sees."""
    return "".join(chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char for char in raw if not char.isspace())


def says(plain: str, kind: str, value: Any) -> bool:
    """Whether a cell says a value, worked out in another way than it was read."""
    if isinstance(value, Document):
        return is_identity_number(value.identity_number) and plain.upper().startswith(value.identity_number)
    if kind in ("text", "key"):
        return bool(plain == plainly(value))
    if kind == "truth":
        return bool({"是": True, "1": True, "否": False, "0": False}[plain] is value)
    if isinstance(value, date | Month):
        return says_when(plain, value)
    if kind == "year":
        return bool(int(re.findall("[0-9]{4}", plain)[0]) == value)
    return bool(amount(plain, kind) == value)


TIMES: Final[dict[str, Decimal | int]] = {
    "月": 1,
    "年": 12,
    "天": 1,
    "元": 1,
    "万元": 10_000,
    "万": 10_000,
    "%": Decimal("0.01"),
    "个月": 1,
}
IN: Final = {"yuan": "元", "wan": "万元", "months": "月", "years": "年", "days": "天", "percent": "%"}
"""The unit that each kind settles."""


def says_when(plain: str, value: date | Month) -> bool:
    figures = [int(figure) for figure in re.findall("[0-9]+", plain.removesuffix(".0"))]
    if len(figures) == 1:
        [figure] = figures
        if len(str(figure)) == 5:
            day = date(1899, 12, 30) + timedelta(days=figure)
            return value in (day, Month(day.year, day.month))
        figures = [figure // 10_000, figure // 100 % 100, figure % 100] if figure > 999_999 else [*divmod(figure, 100)]
    said = (value.year, value.month, value.day) if isinstance(value, date) else (value.year, value.month)
    return tuple(figures[: len(said)]) == said


def amount(plain: str, kind: str) -> Decimal:
    figures, unit = re.fullmatch(r"([-0-9.,]+)(.*)", plain).groups()  # type: ignore[union-attr]
    number = Decimal(figures.replace(",", ""))
    return number * TIMES[unit or IN.get(kind, "元")]


@given(st.lists(st.tuples(st.integers(1, 4), st.booleans()), min_size=1, max_size=6), st.booleans())
def test_no_household_is_read_with_fewer_people_than_the_list_has(
    tmp_path_factory: pytest.TempPathFactory, homes: list[tuple[int, bool]], sized: bool
) -> None:
    """Of a merged cell only the first row holds 户编号; a household of one loses nobody by that."""
    plain = MONITORED | {"证件号码": ""} | ({"当前家庭人口数": ""} if sized else {})
    rows = [
        plain
        | {"户编号": "" if merged and at else f"H-{home}", "人口编号": f"P-{home}-{at}"}
        | ({"当前家庭人口数": str(size)} if sized else {})
        for home, (size, merged) in enumerate(homes)
        for at in range(size)
    ]
    found = read_rows(tmp_path_factory.mktemp("merged"), *rows).households
    whole = {f"H-{home}": size for home, (size, merged) in enumerate(homes) if size == 1 or not merged}
    assert {household.id: household.size for household in found} == whole
