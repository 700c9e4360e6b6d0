"""The county's figures, and observations of places, as tables that an office fills in."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from rural_revitalization.algebra import NO_CEILING
from rural_revitalization.cli import main
from rural_revitalization.cli.json_parts import parts_of_local, structured
from rural_revitalization.cli.observations_file import observations_in
from rural_revitalization.errors import InvalidInput
from rural_revitalization.models import LocalFigures

ON: Final = ["--policy", "hunan", "--on", "2022-06-01"]
HEADERS: Final = ["项目", "标准", "单位", "来源", "年度", "县（市、区）"]
NOTICE: Final = "安政发〔2022〕1号（虚构）"


def table(file: Path, *rows: list[str], headers: list[str] = HEADERS) -> Path:
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([headers, *rows])
    return file


def figures(file: Path) -> list[LocalFigures]:
    wrong: list[object] = []
    found = structured(LocalFigures, [(path, data) for path, _, data in parts_of_local(file)], wrong)  # type: ignore[arg-type]
    assert wrong == []
    return found


def test_figures_stand_in_rows_with_their_source(tmp_path: Path) -> None:
    file = table(
        tmp_path / "标准.csv",
        ["监测线", "6,900元", "元/人·年", NOTICE, "2022", ""],
        ["大病保险封顶线", "无", "元/年", NOTICE, "2022年", ""],
        ["老年人起始年龄", "60", "岁", NOTICE, "2022", ""],
        ["51个贫困县之一", "是", "", NOTICE, "2022", ""],
        ["低保标准", "", "元/人·月", "", "", ""],
    )
    (found,) = figures(file)
    assert (found.year, found.county, found.monitoring_line) == (2022, None, Decimal("6900.00"))
    assert (found.elderly_age, found.poor_county, found.allowance_standard) == (60, True, None)
    assert found.serious_illness_ceiling is NO_CEILING
    assert found.sources["monitoring_line"] == NOTICE


def test_figures_of_several_counties_and_years_are_told_apart(tmp_path: Path) -> None:
    rows = [
        ["监测线", line, "", NOTICE, year, county]
        for line, year, county in (("6900", "2022", "安化县"), ("7000", "2023", "安化县"), ("7100", "2022", "桃江县"))
    ]
    found = figures(table(tmp_path / "标准.csv", *rows))
    assert [(item.county, item.year, item.monitoring_line) for item in found] == [
        ("安化县", 2022, Decimal("6900.00")),
        ("安化县", 2023, Decimal("7000.00")),
        ("桃江县", 2022, Decimal("7100.00")),
    ]


def test_what_is_wrong_is_told_with_row_and_header(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = table(
        tmp_path / "标准.csv",
        ["监测钱", "6900", "", NOTICE, "2022", ""],
        ["监测线", "六千", "", "", "2022", ""],
        ["扶贫标准", "0", "", NOTICE, "去年", ""],
    )
    (tmp_path / "in.json").write_text(json.dumps({"id": "H-1", "members": [{"id": "a"}]}), encoding="utf-8")
    assert main(["assess", str(tmp_path / "in.json"), *ON, "--local", str(file), "--lang", "zh"]) == 1
    error = capsys.readouterr().err
    told = [line.partition("：")[0].strip() for line in error.splitlines()[1:]]
    assert told == ["第2行，项目", "第3行，来源", "第3行，标准", "第4行，年度", "第4行，标准"]
    assert "是否应为“监测线”" in error


def test_a_figure_is_given_once(tmp_path: Path) -> None:
    row = ["监测线", "6900", "", NOTICE, "2022", ""]
    with pytest.raises(InvalidInput, match="row 3, 项目"):
        figures(table(tmp_path / "标准.csv", row, row))


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_form_is_read_again_as_nothing_recorded(
    suffix: str, lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    form = tmp_path / f"form{suffix}"
    assert main(["schema", "local", "--template", "--out", str(form), "--lang", lang]) == 0
    assert [*parts_of_local(form)] == []
    assert capsys.readouterr().err == ""


def test_the_form_has_a_row_for_every_figure(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "当地标准", "--template", "--lang", "zh"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head == "项目,标准,单位,来源,年度,县（市、区）"
    assert rows[0] == "监测线,,元/人·年"
    assert len(rows) == len({*rows})


def test_out_needs_a_template(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "local", "--out", "form.csv"]) == 1
    assert "--template beside it" in capsys.readouterr().err


# -- observations -----------------------------------------------------------------------------------------------------

OBSERVED: Final = ["行政区划代码", "指标代码", "年份", "数值", "单位", "数据来源"]


def test_observations_go_by_names_and_codes(tmp_path: Path) -> None:
    rows = [
        ["安化县", "农村卫生厕所普及率", "2022", "85%", "%", ""],
        ["430923", "sanitary_toilets", "2023", "86.5", "%", NOTICE],
    ]
    first, second = observations_in(table(tmp_path / "数据.csv", *rows, headers=OBSERVED))
    assert (first.place, first.year, first.value) == ("430923", 2022, Decimal(85))
    assert (second.value, second.source) == (Decimal("86.5"), NOTICE)
    assert first.measure == second.measure


def test_faults_of_observations_are_told_with_the_nearest(tmp_path: Path) -> None:
    file = table(tmp_path / "数据.csv", ["安化", "农村卫生厕所普级率", "2022", "八成", "%", ""], headers=OBSERVED)
    with pytest.raises(InvalidInput) as caught:
        observations_in(file)
    assert [item.path for item in caught.value.mismatches] == ["row 2, 行政区划代码", "row 2, 指标代码", "row 2, 数值"]
    assert "安化县" in caught.value.mismatches[0].suggestions


def test_a_table_of_observations_is_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = table(tmp_path / "数据.csv", ["安化县", "农村卫生厕所普及率", "2022", "85", "%", ""], headers=OBSERVED)
    assert main(["scorecard", str(file), *ON, "--lang", "zh"]) == 0
    assert "安化县" in capsys.readouterr().out
