"""`assets` on the command line: a ledger in CSV and as a workbook, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from rural_revitalization.cli import main

xlsxwriter = pytest.importorskip("xlsxwriter")
pytest.importorskip("python_calamine")

OPTIONS: Final = ("--policy", "hunan", "--on", "2022-06-01")
HEADERS: Final = ("资产编号", "资产类型", "十八大以来形成", "建成日期", "已公告公示", "管护主体", "已办理移交手续")


def ledger(folder: Path, rows: list[tuple[object, ...]], kind: str) -> str:
    file = folder / f"ledger{kind}"
    if kind == ".csv":
        lines = [",".join("" if cell is None else str(cell) for cell in row) for row in (HEADERS, *rows)]
        file.write_text("\n".join(lines), encoding="utf-8")
        return str(file)
    with xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd"}) as workbook:
        sheet = workbook.add_worksheet()
        for at, row in enumerate((HEADERS, *rows)):
            sheet.write_row(at, 0, row)
    return str(file)


@pytest.mark.parametrize("kind", [".csv", ".xlsx"])
def test_a_ledger_is_checked_alike_as_csv_and_as_a_workbook(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = ledger(tmp_path, [("A-1", "公益性", "是", date(2019, 5, 1), "是", None, "是")], kind)
    out = tmp_path / "found.csv"
    assert main(["assets", file, *OPTIONS, "--lang", "zh", "--out", str(out)]) == 0
    printed = capsys.readouterr().out
    assert "共1项资产" in printed
    assert "A-1" in printed
    assert "A-1" in out.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("kind", [".csv", ".xlsx"])
def test_faults_are_told_with_their_row_and_column(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = ledger(tmp_path, [("A-1", "公益性", "也许", "2019-13-01", "是", None, "是"), ("A-1", *[None] * 6)], kind)
    assert main(["assets", file, *OPTIONS]) == 1
    told = capsys.readouterr().err
    assert all(place in told for place in ("row 2, 十八大以来形成", "row 2, 建成日期", "row 3, 资产编号"))
