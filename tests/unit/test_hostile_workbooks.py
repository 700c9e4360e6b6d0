"""Workbooks that are no good: broken, encrypted, disguised or made to take up memory. Each is refused, and by name."""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from random import Random
from subprocess import run
from typing import Any, Final

import pytest

import rural_revitalization as rr
from rural_revitalization import registers
from rural_revitalization.registers import xlsx
from rural_revitalization.registers.sheets import sheets

pytest.importorskip("python_calamine")
pytest.importorskip("xlrd")

ON: Final = date(2023, 12, 31)
SAMPLES: Final = Path(__file__).parents[2] / "examples" / "data" / "registers"
ENCRYPTED: Final = Path(__file__).parents[1] / "registers" / "encrypted.xlsx"

# -- a small workbook, of which a test spoils a part --------------------------------------------------------------

BOOK: Final = "xl/workbook.xml"
SHEET: Final = "xl/worksheets/sheet1.xml"
STRINGS: Final = "xl/sharedStrings.xml"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS: Final = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_LINK: Final = f'<Relationship Id="{{}}" Type="{_OFFICE}/{{}}" Target="{{}}"/>'
_NAMESPACES: Final = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{_OFFICE}"'
PARTS: Final[Mapping[str, str]] = {
    "_rels/.rels": _LINKS.format(_LINK.format("rId1", "officeDocument", BOOK)),
    BOOK: f'<workbook {_NAMESPACES}><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": _LINKS.format(
        _LINK.format("rId1", "worksheet", "worksheets/sheet1.xml")
        + _LINK.format("rId2", "sharedStrings", "sharedStrings.xml")
    ),
    STRINGS: f"<sst {_NAMESPACES}><si><t>a</t></si></sst>",
}


def sheet_of(rows: str, dimension: str = "A1") -> str:
    return f'<worksheet {_NAMESPACES}><dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'


def packed(file: Path, parts: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as workbook:
        for name, content in {**PARTS, **parts}.items():
            workbook.writestr(name, content)
    return file


def rows_of(file: Path) -> list[list[Any]]:
    return [list(row) for sheet in sheets(file, "utf-8") for row in sheet.rows]


def refusal(file: Path) -> str:
    """What `read` says of a file, which it names."""
    with pytest.raises(rr.InvalidInput) as caught:
        registers.read([file], on=ON)
    assert caught.value.about == str(file)
    return str(caught.value.mismatches[0])


# -- another kind of file than its name says ----------------------------------------------------------------------

PAGE: Final = "<html><body><table><tr><td>户编号</td></tr></table></body></html>"
SAVE_AGAIN: Final = "open it in a spreadsheet and save it as .xlsx"


@pytest.mark.parametrize(
    ("content", "given"),
    [
        (b"", "an empty file"),
        ("户编号,证件号码\nH-1,1\n".encode(), "text, such as CSV; name it .csv if it is that"),
        ("户编号\t证件号码\n".encode("gb18030"), "text, such as CSV; name it .csv if it is that"),
        ("户编号\t证件号码\n".encode("utf-16"), "text, such as CSV; name it .csv if it is that"),
        (PAGE.encode(), f"a web page (HTML); {SAVE_AGAIN}"),
        (f"\ufeff\n<!DOCTYPE html>{PAGE}".encode(), f"a web page (HTML); {SAVE_AGAIN}"),
        (b'<?xml version="1.0"?><html xmlns="x"></html>', f"a web page (HTML); {SAVE_AGAIN}"),
        (b'<?xml version="1.0"?><Workbook/>', f"XML, such as a table of Excel 2003; {SAVE_AGAIN}"),
        (bytes(range(256)), "a damaged file, or one of another kind"),
    ],
)
@pytest.mark.parametrize(("suffix", "kind"), [(".xlsx", "new kind (.xlsx)"), (".xls", "old kind (.xls)")])
def test_a_file_that_is_no_workbook_is_told_for_what_it_is(
    content: bytes, given: str, suffix: str, kind: str, tmp_path: Path
) -> None:
    (file := tmp_path / f"people{suffix}").write_bytes(content)
    assert refusal(file) == f"$: expected a workbook of the {kind}, got {given}"


@pytest.mark.parametrize(
    ("name", "other"), [("monitored.xls", "m.xlsx"), ("monitored.xls", "m.xlsm"), ("monitored.xlsx", "m.xls")]
)
def test_a_workbook_of_one_kind_under_the_name_of_the_other_is_told_so(name: str, other: str, tmp_path: Path) -> None:
    (file := tmp_path / other).write_bytes((SAMPLES / name).read_bytes())
    said, given = refusal(file), "old kind (.xls)" if name.endswith(".xls") else "new kind (.xlsx)"
    assert said.endswith(f"got a workbook of the {given} under another name; rename it")


def test_a_file_of_another_ending_is_refused(tmp_path: Path) -> None:
    (file := tmp_path / "people.txt").touch()
    assert refusal(file) == "$: expected a file that ends in .xlsx, .xlsm, .xls, .csv, got .txt"


@pytest.mark.parametrize("suffix", [".xlsx", ".xls"])
def test_an_encrypted_workbook_is_refused(suffix: str, tmp_path: Path) -> None:
    (file := tmp_path / f"people{suffix}").write_bytes(ENCRYPTED.read_bytes())
    assert refusal(file) == "$: expected a workbook without a password, got an encrypted one"


def test_a_package_that_holds_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(file := tmp_path / "letter.xlsx", "w") as packed_:
        packed_.writestr("word/document.xml", "<document/>")
    assert refusal(file) == "$: expected an Excel workbook (.xlsx), got a package that holds none"


# -- broken -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["monitored.xlsx", "monitored.xls"])
def test_a_workbook_that_was_cut_off_or_spoilt_is_refused_and_nothing_else_happens(name: str, tmp_path: Path) -> None:
    whole, file = (SAMPLES / name).read_bytes(), tmp_path / name
    for at in range(0, len(whole), len(whole) // 60):
        for content in (whole[:at], whole[:at] + bytes(40) + whole[at + 40 :]):
            file.write_bytes(content)
            try:
                register = registers.read([file], on=ON)
            except rr.InvalidInput as error:
                assert error.about == str(file)  # noqa: PT017 - either is right
            else:
                assert register.tables


ONE: Final = '<row r="1"><c r="A1"><v>1</v></c></row>'
TWO: Final = ONE.replace('"1"', '"2"').replace("A1", "A2")


@pytest.mark.parametrize(
    ("part", "content"),
    [
        (BOOK, "<workbook"),
        (SHEET, ""),
        (SHEET, "<worksheet/>"),
        (SHEET, sheet_of('<row r="1"><c r="A1"><v>1</v></c></row>').removesuffix("</sheetData></worksheet>")),
        (SHEET, sheet_of('<row r="1"><c r="A1"><v>1</c></row>')),
        (SHEET, sheet_of(f"{ONE}</sheetData>{TWO}")),
        (SHEET, sheet_of(f"{ONE}</worksheet>{TWO}")),
        (SHEET, sheet_of(f"{ONE}<![CDATA[{TWO}")),
        (SHEET, sheet_of(f"{ONE}<row r='2'><c r='A2' t=\"inlin<t>{TWO}")),
        (SHEET, sheet_of(ONE.encode("utf-16-le").decode("latin-1"))),
        (SHEET, f"<worksheet><sheetData>{ONE}</sheetData>{TWO}</worksheet>"),
        (SHEET, "<worksheet><sheetData/><x:row r='1'/></worksheet>"),
        (SHEET, sheet_of('<row r="1"><c r="A1" t="s"><v>9</v></c></row>')),
        (STRINGS, "<sst><si><t>a"),
    ],
)
def test_a_workbook_with_a_broken_part_is_damaged(part: str, content: str, tmp_path: Path) -> None:
    plain = {SHEET: sheet_of('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')}
    assert refusal(packed(tmp_path / "m.xlsx", {**plain, part: content})) == (
        "$: expected an Excel workbook (.xlsx), got a damaged file"
    )


def test_a_workbook_that_lacks_its_sheet_is_damaged(tmp_path: Path) -> None:
    assert refusal(packed(tmp_path / "m.xlsx", {})).endswith("got a damaged file")


# -- too large, or larger than it seems ---------------------------------------------------------------------------


def test_a_file_that_is_far_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    for suffix in (".xlsx", ".xls"):
        with (file := tmp_path / f"large{suffix}").open("wb") as stream:
            stream.truncate(200_000_000)  # a file with a hole, which takes up no room
        assert refusal(file) == (
            "$: expected a workbook of at most 150,000,000 bytes, got 200,000,000; split it, or save it as CSV"
        )


def test_a_workbook_that_unpacks_to_too_much_is_refused_by_what_it_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(xlsx, "LARGEST_UNPACKED", 1000)
    assert refusal(packed(tmp_path / "m.xlsx", {})).startswith(
        "$: expected a workbook of at most 1,000 bytes unpacked, got 1,"
    )


@pytest.mark.parametrize("part", [SHEET, STRINGS, BOOK, "docProps/thumbnail.jpeg"])
def test_a_part_that_grows_a_hundredfold_is_not_unpacked(part: str, tmp_path: Path) -> None:
    file = packed(tmp_path / "m.xlsx", {part: b" " * 20_000_000})
    assert refusal(file).startswith("$: expected parts that unpack to at most 100 times their size, got 20,000,000")


@pytest.mark.parametrize("part", [STRINGS, BOOK])
def test_parts_that_are_kept_whole_have_an_end(part: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(xlsx, "_LONGEST", {**xlsx._LONGEST, part.lower(): 50})
    file = packed(tmp_path / "m.xlsx", {SHEET: sheet_of("")})
    assert refusal(file).startswith(f"$: expected at most 50 bytes of {part.lower()}, got ")


def test_no_part_is_unpacked_further_than_the_directory_says(tmp_path: Path) -> None:
    file = packed(tmp_path / "m.xlsx", {SHEET: sheet_of(""), STRINGS: b" " * 6_000_000})
    content = bytearray(file.read_bytes())
    entry = content.rfind(b"PK\x01\x02", 0, content.rfind(STRINGS.encode()))
    content[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    file.write_bytes(content)
    assert refusal(file).endswith("got a damaged file")


def test_a_directory_of_too_many_parts_is_not_read(tmp_path: Path) -> None:
    file = packed(tmp_path / "m.xlsx", {f"{at}.xml": "" for at in range(20_000)})
    assert refusal(file) == "$: expected an Excel workbook (.xlsx), got a package of far too many parts"


FAR: Final = {
    "a cell in a row of its own": '<row><c r="A1"><v>1</v></c></row><row><c r="ZZ1048576"><v>1</v></c></row>',
    "a cell in another row": '<row r="1"><c r="A1"><v>1</v></c><c r="B1048576"><v>1</v></c></row>',
    "rows far apart": '<row r="1"><c r="A1"><v>1</v></c></row><row r="90000"><c r="A90000"><v>1</v></c></row>',
    "beyond the last row": '<row r="9999999"><c r="A9999999"><v>1</v></c></row>',
    "beyond the last column": '<row r="1"><c r="AAA1"><v>1</v></c></row>',
    "in lower case": '<row r="1"><c r="xfd1"><v>1</v></c></row>',
    "as an entity": '<row r="1"><c r="&#65;1"><v>1</v></c></row>',
    "without an address": '<row r="1"><c><v>1</v></c></row>',
    "with an address in another attribute": """<row r="1"><c x=' r="A1"' r="XFD1048576"><v>1</v></c></row>""",
    "with another prefix": '<row r="1"><c r="A1"><v>1</v></c><y:c r="XFD1048576"><v>1</v></y:c></row>',
}


@pytest.mark.parametrize("rows", FAR.values(), ids=FAR)
def test_cells_far_off_are_refused_before_room_is_kept_for_all_between(rows: str, tmp_path: Path) -> None:
    assert refusal(packed(tmp_path / "m.xlsx", {SHEET: sheet_of(rows)})).startswith(
        "$: expected a sheet of at most 702 columns and 1,048,576 rows in order, whose cells say where they stand"
    )


def test_what_a_sheet_declares_of_its_size_is_not_believed(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="B1"><v>1</v></c></row>'
    assert rows_of(packed(tmp_path / "m.xlsx", {SHEET: sheet_of(rows, "A1:XFD1048576")})) == [[None, 1.0]]


BOMBS: Final[Mapping[str, Callable[[], dict[str, str | bytes]]]] = {
    "strings": lambda: {STRINGS: b"<sst>" + b"<si><t>ab</t></si>" * 8_000_000},
    "cells": lambda: {SHEET: b"<worksheet><sheetData>" + b'<c r="A1"><v>1</v></c>' * 50_000_000},
    "far": lambda: {SHEET: sheet_of(FAR["a cell in a row of its own"])},
}
_WITHIN: Final = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (300_000_000,) * 2)
from datetime import date
from rural_revitalization import InvalidInput, registers
for file in sys.argv[1:]:
    try:
        registers.read([file], on=date(2023, 12, 31))
    except InvalidInput:
        print("refused")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to an amount of memory")
def test_bombs_are_refused_within_three_hundred_megabytes(tmp_path: Path) -> None:
    files = [packed(tmp_path / f"{name}.xlsx", make()) for name, make in BOMBS.items()]
    done = run([sys.executable, "-c", _WITHIN, *map(str, files)], capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.stdout.split(), done.stderr) == (["refused"] * len(files), "")


# -- what is read in slices is read as a whole --------------------------------------------------------------------

GAPS: Final = (
    '<row r="3"><c r="B3" t="s"><v>0</v></c><c r="D3" t="e"><v>#N/A</v></c></row>'
    '<row r="4"/><row r="6" ht="15"><c s="1" r="A6"><v>2.5</v></c></row>'
    '<row r="7"><c r="C7" t="inlineStr"><is><r><rPr><color rgb="FF0000"/></rPr><t>红&lt;c&gt;</t></r></is></c></row>'
)
READ: Final[list[list[Any]]] = [[], [], [None, "a", "", "#N/A"], [], [], [2.5], [None, None, "红<c>"]]


def squeezed(rows: list[list[Any]]) -> list[list[Any]]:
    """Rows without the empty cells at their end, and of those at their beginning as None."""
    plain = [[None if cell == "" else cell for cell in row] for row in rows]
    return [row[: max((at for at, cell in enumerate(row, 1) if cell is not None), default=0)] for row in plain]


@pytest.mark.parametrize("rows", [1, 2, 3, 20_000])
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_rows_stand_where_the_sheet_has_them_however_it_is_sliced(
    rows: int, prefix: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(xlsx, "_ROWS", rows)
    monkeypatch.setattr(xlsx, "_CHUNK", 30)
    text = re.sub(r"<(/?)", rf"<\1{prefix}", sheet_of(GAPS)).replace("xmlns=", "xmlns:x=" if prefix else "xmlns=")
    assert squeezed(rows_of(packed(tmp_path / "m.xlsx", {SHEET: text}))) == squeezed(READ)


def test_the_samples_are_read_alike_in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    files = sorted(SAMPLES.glob("*.xlsx"))
    whole = registers.read(files, on=ON)
    monkeypatch.setattr(xlsx, "_ROWS", 2)
    monkeypatch.setattr(xlsx, "_CHUNK", 1000)
    sliced = registers.read(files, on=ON)
    assert (sliced.households, sliced.villages) == (whole.households, whole.villages)
    assert list(map(str, sliced.refused)) == list(map(str, whole.refused))


SPOILT: Final = (b"<", b">", b'"', b"</row>", b"</sheetData>", b"<![CDATA[", b"<!--", b"-->", b"&#x0;", b"</c>", b'r="')


def test_no_row_is_lost_of_a_sheet_that_was_spoilt(tmp_path: Path) -> None:
    random = Random(20231231)  # noqa: S311 - nothing is secret
    cells = "".join(f'<c r="{{0}}{{1}}" t="inlineStr"><is><t>{text}</t></is></c>' for text in ("甲", "乙"))
    rows = [f'<row r="{at}">{cells}</row>'.replace("{0}", "A", 1).replace("{0}", "B") for at in range(1, 9)]
    text = sheet_of("".join(row.replace("{1}", str(at)) for at, row in enumerate(rows, 1))).encode()
    refused = 0
    for _ in range(1000):
        at = random.randrange(len(text))
        spoilt = text[:at] + random.choice(SPOILT) + text[at + random.randrange(100) :]
        try:
            assert len(rows_of(packed(tmp_path / "m.xlsx", {SHEET: spoilt}))) >= len(rows)
        except rr.InvalidInput:
            refused += 1
    assert 0 < refused < 1000


def test_rows_that_are_not_in_order_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(xlsx, "_ROWS", 1)
    monkeypatch.setattr(xlsx, "_CHUNK", 10)
    rows = '<row r="5"><c r="A5"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
    assert "rows in order" in refusal(packed(tmp_path / "m.xlsx", {SHEET: sheet_of(rows)}))
