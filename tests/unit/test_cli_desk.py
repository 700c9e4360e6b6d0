"""The command `desk`: a work list in 80 columns, in both languages, and as CSV."""

from __future__ import annotations

import csv
import json
import unicodedata
from pathlib import Path
from typing import Any, Final

import pytest

from rural_revitalization.cli import main

LOCAL: Final = {"year": 2022, "allowance_standard": "400", "sources": {"allowance_standard": "made up"}}
NUMBER: Final = "110101199003070011"
"""A made-up identity number."""


def family(key: str, **facts: Any) -> dict[str, Any]:
    number = {"identity_number": NUMBER} if key == "H-1" else {}
    person = {"id": f"{key}-1", "name": "张三", "insured": False} | number
    spells: dict[str, Any] = {"minimum_living_allowance": [], "extreme_poverty": []}
    return {"id": key, "members": [person | spells], "family_income": "150", "employment_cost": "0"} | facts


def run(folder: Path, *options: str, households: Any = None) -> int:
    found = households or [family("H-1", village="=upper", helper="李四"), family("H-2", village="lower")]
    (folder / "in.json").write_text(json.dumps({"local": LOCAL, "households": found}), encoding="utf-8")
    return main(["desk", str(folder / "in.json"), "--policy", "hunan", "--on", "2022-06-01", *options])


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_list_fits_eighty_columns_and_names_nobody(
    lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    assert run(tmp_path, "--lang", lang, "--most", "3", "--out", str(out)) == 0
    printed = capsys.readouterr().out
    assert max(map(width, printed.splitlines())) <= 80
    for name in ("张三", "李四", NUMBER):
        assert name not in printed
        assert name not in out.read_text(encoding="utf-8-sig")


def test_the_numbers_of_the_national_system_are_not_cut(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A household's number has 14 digits, a person's 12."""
    keys = ["99010100000001", "99010100000002"]
    families = [family(key) for key in keys]
    for at, item in enumerate(families):
        item["members"][0]["id"] = f"99010190000{at}"
    assert run(tmp_path, "--lang", "zh", households=families) == 0
    printed = capsys.readouterr().out
    assert max(map(width, printed.splitlines())) <= 80
    assert "2户：99010100000001、" in printed
    words = printed.split()
    assert {*keys, "990101900000", "990101900001"} <= {word.removesuffix("等") for word in words}


def test_every_task_is_written_with_its_worth_and_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """400 a month less an income of 150."""
    out = tmp_path / "out.csv"
    assert run(tmp_path, "--lang", "zh", "--kind", "pay", "--kind", "enrol", "--out", str(out)) == 0
    header, *rows = csv.reader(out.read_text(encoding="utf-8-sig").splitlines())
    assert header == [
        "户编号",
        "人员编号",
        "行政村",
        "事项类别",
        "待办事项",
        "期限",
        "涉及金额下限",
        "涉及金额上限",
        "单位",
        "办理或核实单位",
        "依据",
    ]
    assert [row[:5] for row in rows] == [
        ["H-1", "H-1-1", "'=upper", "动员参保", "动员参加城乡居民医保"],
        ["H-2", "H-2-1", "lower", "动员参保", "动员参加城乡居民医保"],
        ["H-1", "", "'=upper", "发放", "发放：最低生活保障"],
        ["H-2", "", "lower", "发放", "发放：最低生活保障"],
    ]
    assert rows[2][6:9] == ["250.00", "250.00", "元/月"]
    assert rows[0][6:9] == ["", "", ""]
    assert [row[9] for row in rows] == ["医保部门", "医保部门", "文件未明确", "文件未明确"]
    assert "规划》" in rows[2][10]
    assert capsys.readouterr().out.startswith("2022-06-01工作清单：2户中2户待办4件，0户无待办事项")


def test_a_village_or_a_helper_chooses_households(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for options in (["--village", "lower"], ["--helper", "李四"]):
        assert run(tmp_path, *options, "--kind", "pay") == 0
        assert "1 task for 1 of 1 household" in capsys.readouterr().out


def test_households_that_cannot_be_read_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, households=[family("H-1", exited="yes")]) == 1
    assert "$.households[0].exited" in capsys.readouterr().err


# -- steps that were taken --------------------------------------------------------------------------------------

AT_RISK: Final[dict[str, Any]] = {
    "monitored": [],
    "at_risk": True,
    "per_capita_net_income": "5000",
    "shock": False,
    "income_fell": False,
    "spending_large": False,
    "basic_living_severely_hard": False,
}


def with_steps(folder: Path, text: str, *options: str) -> int:
    (folder / "taken.csv").write_text(text, encoding="utf-8")
    local = LOCAL | {
        "monitoring_line": "6900",
        "sources": dict.fromkeys(("allowance_standard", "monitoring_line"), "x"),
    }
    content = {"local": local, "households": [family("H-1", **AT_RISK)]}
    (folder / "in.json").write_text(json.dumps(content), encoding="utf-8")
    where = ["--policy", "hunan", "--on", "2022-06-01", "--taken", str(folder / "taken.csv")]
    return main(["desk", str(folder / "in.json"), *where, *options])


def test_the_next_step_has_its_deadline_and_what_is_late_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Discovered on 10 May, to be decided within 15 days: by 25 May."""
    steps = ["发现", "提交申请", "入户核实", "评议公示", "审核"]
    days = ["05-10", "05-11", "05-12", "05-13", "05-19"]
    rows = [f"H-1,监测对象识别,{step},2022-{day}" for step, day in zip(steps, days, strict=True)]
    text = "\n".join(["户编号,办理事项,环节,办理日期", *rows])
    assert with_steps(tmp_path, text, "--lang", "zh") == 0
    lines = capsys.readouterr().out.splitlines()
    first = lines.index("-" * 80, lines.index("-" * 80) + 1) + 1  # below the kinds
    assert lines[first].startswith("H-1")
    assert "办理环节：监测对象识别" in lines[first]
    assert "2022-05-25" in lines[first]
    assert "已超期7天" in "".join(line.replace(" ", "") for line in lines[first : first + 3])
    assert max(map(width, lines)) <= 80


def test_what_is_to_be_published_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        "H-1,identification_procedure,discovery,2022-05-10,,cadre_visits,",
        "H-1,identification_procedure,application,2022-05-11,household,,false",
        "H-1,identification_procedure,household_check,2022-05-12,,,",
    ]
    text = "\n".join(["household,procedure,step,on,by,way,refused", *rows])
    assert with_steps(tmp_path, text, "--kind", "publish") == 0
    assert "1 task for 1 of 1 household" in capsys.readouterr().out


def test_all_faults_of_the_steps_are_named_by_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ["张三,identificaton,discovery,2022-05-10,", "H-1,identification_procedure,discovry,2022-05-10,"]
    rows += ["H-1,identification_procedure,discovery,2022-13-10,", "H-1,监测对象识别,application,2022-05-10,walking"]
    assert with_steps(tmp_path, "\n".join(["household,procedure,step,on,way", *rows])) == 1
    error = capsys.readouterr().err
    assert [line.split(":")[0].strip() for line in error.splitlines()[1:]] == [
        "row 2, household",
        "row 2, procedure",
        "row 3, step",
        "row 4, on",
        "row 5, way",
    ]
    assert "张三" not in error
    assert with_steps(tmp_path, "household,step\n") == 1
    assert "办理事项" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "household,procedure,step,on\nH-1,identification_procedure,discovery,2022-05-10,x\n",
            "row 2: expected 4 cells",
        ),
        ("household,procedure,step,on,环节\nH-1,y,discovery,2022-05-10,x\n", "step: expected one column, got several"),
    ],
)
def test_no_step_is_read_that_may_be_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, fault: str
) -> None:
    assert with_steps(tmp_path, text) == 1
    assert fault in capsys.readouterr().err


# -- quotas -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_batch_that_looks_like_a_quota_is_warned_of(
    lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One household is to be monitored, and one is what was handed down; two are not."""
    forbidden = "no limit may be set" if lang == "en" else "不设规模限制"
    taken = "household,procedure,step,on\n"
    assert with_steps(tmp_path, taken, "--handed-down", "identification=1", "--lang", lang) == 0
    printed = capsys.readouterr().out
    assert forbidden in printed.replace("\n", " " if lang == "en" else "")
    assert max(map(width, printed.splitlines())) <= 80
    assert with_steps(tmp_path, taken, "--handed-down", "identification=2", "--lang", lang) == 0
    assert forbidden not in capsys.readouterr().out.replace("\n", " " if lang == "en" else "")


@pytest.mark.parametrize("given", ["identification", "identification=", "identification=-1", "identifcation=2"])
def test_a_number_handed_down_is_named_and_a_number(
    given: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run(tmp_path, "--handed-down", given)
    assert "identification" in capsys.readouterr().err


# -- the work list that `assess` opens with -----------------------------------------------------------------------

TOWNSHIP: Final = Path(__file__).parents[2] / "examples" / "data" / "township.json"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_assessment_opens_with_who_needs_what_done(
    lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two are due 400 a month less an income of 150 and not insured; one of the township needs nothing."""
    idle = next(item for item in json.loads(TOWNSHIP.read_text("utf-8"))["households"] if item["id"] == "T-0001")
    content = {"local": LOCAL, "households": [family("H-1", helper="李四"), family("H-2"), idle]}
    (tmp_path / "in.json").write_text(json.dumps(content), encoding="utf-8")
    command = ["assess", str(tmp_path / "in.json"), "--policy", "hunan", "--on", "2022-06-01", "--lang", lang]
    assert main(command) == 0
    opened, kinds, first, _, table = capsys.readouterr().out.split("\n\n")
    assert opened.endswith("for 2 of 3 households; 1 needs nothing" if lang == "en" else "2户待办6件，1户无待办事项")
    to_pay, to_enrol = ("to pay", "to enrol in insurance") if lang == "en" else ("发放", "动员参保")
    (pay,) = [line for line in kinds.splitlines() if line.startswith(to_pay)]
    (enrol,) = [line for line in kinds.splitlines() if line.startswith(to_enrol)]
    for part in ("2: H-1, H-2", "nobody is named") if lang == "en" else ("2户：H-1、H-2", "文件未明确"):
        assert part in pay
    assert ("medical insurance" if lang == "en" else "医保部门") in enrol
    assert max(map(width, (opened, *kinds.splitlines(), *first.splitlines()))) <= 80
    # Who needs nothing is counted, not listed.
    assert ("1 household that needs nothing" if lang == "en" else "无待办事项的1户") in table
    assert [line.split()[0] for line in table.splitlines() if line.startswith(("H-", "T-"))] == ["H-1", "H-2"]
    for name in ("张三", "李四", NUMBER):
        assert name not in opened + kinds + first + table
