"""The command `reconcile`: a file of payments and one of households in, lines and totals out."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any, Final

import pytest

from rural_revitalization.cli import main

IN_JUNE: Final = ["--policy", "hunan", "--since", "2022-06-01", "--until", "2022-06-30"]
FAMILY: Final[dict[str, Any]] = {
    "id": "H-1",
    "members": [{"id": "a", "name": "张三", "minimum_living_allowance": [], "extreme_poverty": []}],
    "family_income": "150",
    "employment_cost": "0",
    "loans": [],
}
LOCAL: Final = {"year": 2022, "allowance_standard": "400", "sources": {"allowance_standard": "made up"}}
HEADER: Final = "household,person,programme,month,amount\n"


def run(folder: Path, paid: str, *options: str, encoding: str = "utf-8") -> int:
    (folder / "paid.csv").write_text(paid, encoding=encoding)
    (folder / "in.json").write_text(json.dumps({"local": LOCAL, "households": [FAMILY]}), encoding="utf-8")
    files = [str(folder / name) for name in ("paid.csv", "in.json")]
    return main(["reconcile", *files, *IN_JUNE, "--out", str(folder / "out.csv"), *options])


def written(folder: Path) -> list[list[str]]:
    return list(csv.reader((folder / "out.csv").read_text(encoding="utf-8-sig").splitlines()))


def test_lines_are_written_and_totals_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Due are 400 - 150 = 250 a month."""
    paid = HEADER + 'H-1,,minimum_living,2022-06,"1,100.00"\nH-1,,minimum_living,2022-06-30,-850.01\n'
    assert run(tmp_path, paid) == 0
    header, *rows = written(tmp_path)
    assert header[:5] == ["household", "person", "programme", "period", "paid"]
    (row,) = (row for row in rows if row[2] == "minimum living allowance")
    assert row == [
        *("H-1", "", "minimum living allowance", "2022-06", "249.99"),
        *("250.00", "250.00", "-0.01", "-0.01", "too little", ""),
    ]
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["outcome", "lines", "paid", "due"]
    assert lines[1].split() == ["too", "little", "1", "249.99", "250.00"]
    assert lines[-1].startswith("total")


@pytest.mark.parametrize("named", ["minimum_living", "Minimum living allowance", "最低生活保障"])
def test_one_programme_is_held_alone(named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paid = HEADER + "H-1,,minimum_living,2022-06,250\n"
    assert run(tmp_path, paid, "--programme", named) == 0
    assert [row[2] for row in written(tmp_path)[1:]] == ["minimum living allowance"]
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[-3:] for line in lines[1:]] == [["1", "250.00", "250.00"]] * 2
    assert run(tmp_path, HEADER + "H-1,a,contribution_subsidy,2022-06,1\n", "--programme", named) == 1
    assert "row 2, programme: expected one of minimum_living" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        run(tmp_path, paid, "--programme", "minimum_livin")
    assert "did you mean minimum_living" in capsys.readouterr().err


def test_a_list_from_excel_in_chinese_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paid = "户编号,补助项目,所属月份,发放金额\nH-1,最低生活保障,2022-06,250\n"
    assert run(tmp_path, paid, "--lang", "zh", "--encoding", "gb18030", encoding="gb18030") == 0
    header, *rows = written(tmp_path)
    assert header[-2:] == ["核对结果", "待登记事项"]
    assert ["H-1", "", "最低生活保障", "2022-06", "250.00"] in [row[:5] for row in rows]
    out = capsys.readouterr().out
    assert "足额      1     250.00  250.00" in out
    assert max(map(len, out.splitlines())) <= 80


def test_all_faults_are_named_by_row_and_header_and_nobody_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paid = HEADER + (
        "张三,,minimum_livin,2021-06,1\n"
        "H-1,,contribution_subsidy,2022-06,1\n"
        "H-1,,minimum_living,2022-06,0.001\n"
        "H-1,,minimum_living,2022-06,李四\n"
    )
    assert run(tmp_path, paid) == 1
    error = capsys.readouterr().err
    assert [line.split(":")[0].strip() for line in error.splitlines()[1:]] == [
        "row 2, programme",
        "row 2, month",
        "row 3, person",
        "row 4, amount",
        "row 5, amount",
    ]
    assert "did you mean minimum_living" in error
    assert "张三" not in error
    assert "李四" not in error
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("paid", "fault"),
    [
        (HEADER + "H-1,,minimum_living,2022-06,1,234.50\n", "row 2: expected 5 cells, got 6 cells"),
        (HEADER + 'H-1,,minimum_living,2022-06,"12,50"\n', "row 2, amount"),
        (HEADER + 'H-1,,minimum_living,2022-06,"1,5"\n', "row 2, amount"),
        ("household,programme,month,amount,发放金额\nH-1,minimum_living,2022-06,1,2\n", "amount: expected one column"),
    ],
)
def test_no_amount_is_read_that_may_be_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], paid: str, fault: str
) -> None:
    assert run(tmp_path, paid) == 1
    assert fault in capsys.readouterr().err


def test_a_file_of_another_kind_is_refused_in_short(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "household,programme,mont,amount\n") == 1
    assert "did you mean mont" in capsys.readouterr().err
    assert run(tmp_path, HEADER + "x,,y,z,w\n" * 1000) == 1
    error = capsys.readouterr().err.splitlines()
    assert len(error) == 1 + 20 + 1
    assert error[-1].endswith("more")


def test_text_in_gbk_is_recognised_and_said_to_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paid = "户编号,补助项目,所属月份,发放金额\nH-1,最低生活保障,2022-06,250\n"
    assert run(tmp_path, paid, encoding="gb18030") == 0
    assert "read as gb18030 (GBK)" in capsys.readouterr().err
    assert run(tmp_path, paid, "--encoding", "gbk", encoding="gb18030") == 0
    assert capsys.readouterr().err == ""


def test_bytes_of_no_encoding_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "paid.csv").write_bytes(b"\xff\xff\xff\xff,\xff")
    households = tmp_path / "in.json"
    households.write_text('{"id": "H-1", "members": [{"id": "a"}]}', encoding="utf-8")
    where = ["--policy", "hunan", "--since", "2022-06-01", "--until", "2022-06-30"]
    assert main(["reconcile", str(tmp_path / "paid.csv"), str(households), *where]) == 1
    assert "text in utf-8" in capsys.readouterr().err
