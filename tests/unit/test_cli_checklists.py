"""`checklists` on the command line: answers in CSV and JSON, places, what is printed, written and read again."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any, Final

import pytest

from rural_revitalization.cli import main
from rural_revitalization.wording import LANGUAGES, display_width

COMMAND: Final = ("checklists", "--policy", "hunan", "--on", "2022-06-01")
COURTYARD: Final = "hunan-2021/beautiful/courtyard-eight-no"
TILT: Final = "hunan-2022/key-county/resource-tilt"
YARD: Final = "院落美：无乱堆乱放、乱排乱倒和焚烧垃圾"


def answers(folder: Path, *rows: tuple[str, str, str, str]) -> str:
    file = folder / "answers.csv"
    lines = ["清单编号,清单项代码,是否符合,对象编号", *(",".join(row) for row in rows)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(file)


def written(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_one_item_that_does_not_hold_settles_a_list_of_which_all_must(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = answers(tmp_path, (COURTYARD, "yard", "否", "H-1"))
    assert main([*COMMAND, file, "--lang", "zh"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "符合0项，不符合1项，待定0项"
    assert "H-1" in lines
    assert sum(line.split() == ["不符合", YARD] for line in lines) == 1
    assert sum(line.split()[:1] == ["无须登记"] for line in lines) == 7


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_place_is_gone_through_all_that_is_for_it_within_80_columns(
    lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*COMMAND, "--place", "430923", "--lang", lang, "--most", "100"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "430923 安化县" in lines
    assert max(map(display_width, lines)) <= 80


def test_an_answer_that_contradicts_a_list_is_told_with_both_fields(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = answers(tmp_path, (TILT, "key_support_county", "否", "430923")), tmp_path / "found.csv"
    assert main([*COMMAND, file, "--lang", "zh", "--out", str(out)]) == 0
    assert "待定1项" in capsys.readouterr().out
    (found,) = written(out)
    assert (found["状态"], found["是否符合"]) == ("记录矛盾", "")
    assert "hunan-2021/county/key-list与answers.key_support_county相互矛盾" in found["矛盾之处"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_written_as_rows_is_a_form_that_can_be_filled_in_and_read_again(
    lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form, again = tmp_path / "form.csv", tmp_path / "again.csv"
    assert main([*COMMAND, "--checklist", COURTYARD, "--out", str(form), "--lang", lang]) == 0
    rows = written(form)
    assert len(rows) == 8
    key = "holds" if lang == "en" else "是否符合"
    with form.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, list(rows[0]))
        table.writeheader()
        table.writerows(row | {key: "是"} for row in rows)
    capsys.readouterr()
    assert main([*COMMAND, str(form), "--out", str(again), "--lang", lang]) == 0
    assert ("1 met" if lang == "en" else "符合1项") in capsys.readouterr().out
    assert {row[key] for row in written(again)} == {"true" if lang == "en" else "是"}


def test_json_holds_the_records_of_places_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exited = {"code": "430923", "memberships": [{"of": "exited_county", "belongs": True}]}
    file, out = tmp_path / "given.json", tmp_path / "found.json"
    file.write_text(json.dumps({"answers": [], "places": [exited]}), encoding="utf-8")
    assert main([*COMMAND, str(file), "--out", str(out)]) == 0
    found: list[dict[str, Any]] = json.loads(out.read_text(encoding="utf-8"))["checked"]
    met = [item["checklist"]["register"] for item in found if item["met"] is True]
    assert "hunan-2021/land/balance-trade" in met
    assert f"{len(met)} met" in capsys.readouterr().out


def test_a_place_that_is_recorded_twice_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "given.json"
    file.write_text(json.dumps({"answers": [], "places": [{"code": "430923"}, {"code": "430923"}]}), encoding="utf-8")
    assert main([*COMMAND, str(file), "--place", "430923"]) == 1
    assert "places[1].code: expected a place given once" in capsys.readouterr().err


def test_a_workbook_is_written_too(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    calamine = pytest.importorskip("python_calamine")
    out = tmp_path / "form.xlsx"
    assert main([*COMMAND, "--checklist", COURTYARD, "--out", str(out), "--lang", "zh"]) == 0
    rows = calamine.CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    assert len(rows) == 1 + 8
    assert rows[0][:4] == ["对象编号", "清单编号", "清单项代码", "是否符合"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [(COURTYARD, "yrad", "否", "H-1"), ("hunan-2021/nothing", "yard", "也许", "H-1")],
            ["row 2, 清单项代码", "yard?"],
        ),
        ([(COURTYARD, "yard", "也许", "H-1"), (COURTYARD, "yard", "", "")], ["row 2, 是否符合"]),
        ([(COURTYARD, "yard", "否", "H-1"), (COURTYARD, "yard", "是", "H-1")], ["answers[1].item", "answered once"]),
        ([("guizhou-2021/fund/exited-county-tilt", "a", "否", "H-1")], ["row 2, 清单编号"]),
        ([], ["ANSWERS, --place or --checklist"]),
    ],
)
def test_what_is_wrong_with_answers_is_told_with_its_place(
    rows: list[tuple[str, str, str, str]], told: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*COMMAND, answers(tmp_path, *rows)]) == 1
    error = capsys.readouterr().err
    assert all(part in error for part in told)


def test_a_checklist_that_is_none_or_not_in_force_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*COMMAND, "--checklist", COURTYARD[:-1]]) == 1
    assert COURTYARD in capsys.readouterr().err
    assert main([*COMMAND, "--checklist", "hunan-2017/industry/linkage-modes"]) == 1
    assert "a checklist in force in hunan on 2022-06-01" in capsys.readouterr().err
    assert main([*COMMAND, "--place", "520424"]) == 1
    assert "a place in hunan (430000)" in capsys.readouterr().err
