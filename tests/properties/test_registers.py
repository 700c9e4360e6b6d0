"""Registers: a cell that somebody spoilt is read for what it says, or refused; nothing is altered in silence."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from registers_of import MONITORED
from rural_revitalization.models.identity import is_identity_number
from rural_revitalization.registers import Table
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
}
WIDE: Final = str.maketrans({chr(0x21 + at): chr(0xFF01 + at) for at in range(94)})
TYPED: Final = "0123456789０１９.,，-/年月日万元Xx 　是否不详\n²٣"


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
        plain = plainly(raw)
        if isinstance(value, Blank):
            assert plain in {"", "/", "-", "--", "不详"}, (kind, raw)
        else:
            assert says(plain, kind, value), (kind, raw)


@given(st.integers(0))
def test_a_spoilt_cell_of_a_list_is_refused_at_its_place_or_leaves_no_other_cell_changed(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - nothing is secret
    clean = read_list(MONITORED)
    headers = [header for header in MONITORED if header != "户编号"]
    for _ in range(MANY):
        header = random.choice(headers)
        cell = [*MONITORED[header]]
        at = random.randint(0, len(cell))
        cell[at : at + random.randrange(2)] = random.choices(TYPED, k=random.randint(1, 2))
        table, values = read_list(MONITORED | {header: "".join(cell)})
        others = {name: value for name, value in values.items() if name != header}
        assert others == {name: value for name, value in clean[1].items() if name != header}
        places = [(item.cell, item.header) for item in table.tally.refused]
        assert places in ([], [(f"{column_name([*MONITORED].index(header))}2", header)])
        assert (values[header] is LOST) >= bool(places)


def read_list(row: dict[str, str]) -> tuple[Table, dict[str, Any]]:
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
    unit = re.findall("万元|万|元", plain)
    number = Decimal(re.sub("[万元,]", "", plain))
    in_wan = "万" in unit[0] if unit else kind == "wan"
    return number * 10_000 if in_wan else number
