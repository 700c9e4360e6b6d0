"""The command line: a readable table, clear messages, results whole or not at all."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rural_revitalization.catalogue import THEMES
from rural_revitalization.cli import main
from rural_revitalization.wording.words import say

TOWNSHIP = Path(__file__).parents[2] / "examples" / "data" / "township.json"
HUNAN = ["--policy", "hunan", "--on", "2022-06-01"]
LOCAL: dict[str, Any] = {
    "year": 2022,
    "insurance_contribution": "320",
    "monitoring_line": "6900",
    "sources": {"insurance_contribution": "made up", "monitoring_line": "made up"},
}
NOT_IN_CLASSES: dict[str, Any] = {
    "extreme_poverty": [],
    "severely_disabled": [],
    "de_facto_unattended_child": [],
    "minimum_living_allowance": [],
    "low_income": [],
    "bills": [],
    "insured": True,
}
ORPHAN: dict[str, Any] = {
    "id": "H-1",
    "members": [NOT_IN_CLASSES | {"id": "H-1-1", "orphan": [{"since": "2020-01-01"}]}],
    "monitored": [],
}
OPEN: dict[str, Any] = {"id": "H-2", "members": [NOT_IN_CLASSES | {"id": "H-2-1"}], "monitored": []}


@pytest.fixture(autouse=True)
def _wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def file_of(tmp_path: Path, content: Any, name: str = "in.json") -> str:
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return str(path)


def run(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = main(arguments)
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def table_of(out: str) -> list[str]:
    """The table of households, which comes last, after the work list and the summary."""
    return out.rsplit("\n\n", maxsplit=1)[-1].splitlines()


def unwrapped(out: str, lang: str = "en") -> str:
    """What was printed, with the lines that go on put back to the lines before them."""
    return out.replace("\n  ", "" if lang == "zh" else " ")


def row(out: str, household: str) -> list[str]:
    return next(line for line in table_of(out) if line.startswith(household)).split()


def test_the_table_says_who_is_due_what(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file_of(tmp_path, {"local": LOCAL, "households": [ORPHAN, OPEN]})
    status, out, err = run(["assess", path, *HUNAN], capsys)
    assert (status, err) == (0, "")
    assert row(out, "H-1")[1:3] == ["1", "320.00"]
    # An orphan or not: all of 320 or nothing.
    assert row(out, "H-2")[1:4] == ["1", "0.00–320.00", "?"]
    # Three missing facts are named, and how many more there are.
    assert re.fullmatch(r"\+\d+", row(out, "H-2")[-1])
    assert "household that exited poverty" in " ".join(row(out, "H-2"))
    # 320 + 0 at least, 320 + 320 at most; of allowance and loans nothing was recorded, and no bill was
    assert out.splitlines()[-1].split() == ["total", "2", "320.00+", "0.00", "0.00+", "0.00+"]
    assert "contribution subsidy: 320.00–640.00 yuan" in out


def test_what_was_skipped_for_want_of_records_is_no_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def summed(household: dict[str, Any]) -> list[str]:
        path = file_of(tmp_path, {"local": LOCAL, "households": [household]})
        return run(["assess", path, *HUNAN], capsys)[1].splitlines()

    known = ORPHAN | {"members": [ORPHAN["members"][0] | {"pension_insured": False}]}
    assert "pension contribution: 0.00 yuan or more" in summed(ORPHAN)
    assert "pension contribution: 0.00 yuan" in summed(known)


def test_the_totals_say_in_chinese_that_there_may_be_more(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file_of(tmp_path, {"local": LOCAL, "households": [ORPHAN, OPEN]})
    out = run(["assess", path, *HUNAN, "--lang", "zh"], capsys)[1]
    assert out.splitlines()[-1].split() == ["合计", "2", "320.00以上", "0.00", "0.00以上", "0.00以上"]


def test_the_table_fits_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = {"id": "H-3", "members": [{"id": "H-3-1", "insured": True, "bills": []}]}
    path = file_of(tmp_path, {"local": LOCAL, "households": [ORPHAN, bare]})
    for columns, cut in ((130, True), (400, False)):
        monkeypatch.setenv("COLUMNS", str(columns))
        lines = table_of(run(["assess", path, *HUNAN], capsys)[1])[1:]
        assert max(map(len, lines)) <= columns
        assert any("…" in line for line in lines) is cut


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_columns_without_room_are_named_above_the_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    path = file_of(tmp_path, {"local": LOCAL, "households": [ORPHAN, OPEN]})

    def printed(columns: int) -> list[str]:
        monkeypatch.setenv("COLUMNS", str(columns))
        return table_of(unwrapped(run(["assess", path, *HUNAN, "--lang", lang], capsys)[1], lang))[1:]

    whole = re.split(r"\s{2,}", printed(400)[0])
    for columns in (80, 60, 40):
        left_out, head, *lines = printed(columns)
        named = left_out.split("：" if lang == "zh" else ": ", 1)[1]
        some = re.split(r"\s{2,}", head)
        assert whole[: len(some)] == some
        assert all(name in named for name in whole[len(some) :])
        assert 2 <= len(some) < len(whole)
        # A Chinese character takes two columns.
        assert max(len(line) + len(re.findall("[\u4e00-\u9fff]", line)) for line in (head, *lines)) <= columns


def test_lines_are_no_wider_than_the_terminal_and_whole_without_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file_of(tmp_path, {"local": LOCAL, "households": [ORPHAN]})
    command = ["assess", path, *HUNAN, "--explain", ORPHAN["id"]]
    monkeypatch.setenv("COLUMNS", "80")
    narrow = run(command, capsys)[1]
    assert max(map(len, narrow.splitlines())) <= 80
    monkeypatch.delenv("COLUMNS")
    monkeypatch.setattr("shutil.get_terminal_size", lambda fallback=(80, 24): os.terminal_size(fallback))
    whole = run(command, capsys)[1]
    assert max(map(len, whole.splitlines())) > 80
    assert "".join(narrow.split()) == "".join(whole.split())


def test_json_lines_read_like_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = "\n".join(json.dumps(item) for item in ({"local": LOCAL}, ORPHAN, OPEN)) + "\n\n"
    whole = run(["assess", file_of(tmp_path, {"local": LOCAL, "households": [ORPHAN, OPEN]}), *HUNAN], capsys)
    assert run(["assess", file_of(tmp_path, lines, "in.jsonl"), *HUNAN], capsys) == whole


def test_chinese_labels_on_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file_of(tmp_path, {"local": [LOCAL], "households": [OPEN]})
    _, out, _ = run(["assess", path, *HUNAN, "--lang", "zh"], capsys)
    assert "参保资助" in out
    assert "孤儿" in out
    assert "contribution" not in out


def test_one_household_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file_of(tmp_path, {"local": LOCAL, "households": [ORPHAN, OPEN]})
    status, out, _ = run(["assess", path, *HUNAN, "--explain", "H-2"], capsys)
    assert status == 0
    assert "H-2-1, contribution subsidy: not determined, 0.00–320.00" in out
    assert "Hunan: 14th five-year plan to consolidate" in out
    assert "hunan-14fyp-2021" not in out
    assert "H-2-1: orphan - settles contribution subsidy" in out
    assert "H-2-1: diagnoses - settles entitlements" in out
    assert "H-1" not in out


OUT_OF_WORK: dict[str, Any] = {
    "birth_date": "1980-01-01",
    "employment": [],
    "unemployment_insured": [],
    "labour_capacity": "full",
}
EXITED: dict[str, Any] = ORPHAN | {
    "id": "H-3",
    "members": [
        NOT_IN_CLASSES | OUT_OF_WORK | {"id": "H-3-1", "diagnoses": [], "businesses": []},
        NOT_IN_CLASSES
        | OUT_OF_WORK
        | {"id": "H-3-2", "diagnoses": [{"disease": "diabetes", "since": "2020-01-01"}], "businesses": []},
    ],
    "exited": True,
    "loans_wanted": [],
    "relocated": False,
}


NEVER_POOR = EXITED | {"id": "H-4", "exited": False}


def test_help_is_read_out_where_it_is_granted_and_the_rest_on_demand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "1000")  # no line goes on
    path = file_of(tmp_path, {"local": LOCAL, "households": [EXITED, NEVER_POOR, OPEN]})

    def sections(household: str, mark: str, lang: str = "en", *more: str) -> list[list[str]]:
        _, out, _ = run(["assess", path, *HUNAN, "--explain", household, "--lang", lang, *more], capsys)
        parts = [part.splitlines() for part in out.split("\n\n")]
        return [[line.split(" (")[0].strip() for line in part] for part in parts if mark in part[0]]

    contract_service = "contract service of a family doctor"
    chronic = "standard management of a main chronic disease"
    of_one, of_other, of_household = sections("H-3", "entitlements:")
    assert (of_one[0].split(", ")[:2], of_one[1:2], chronic in of_one) == (
        ["H-3-1", "entitlements: 3 yes"],
        ["health"],
        False,
    )
    work = ["employment", "work on rural facilities that counts as relief"]
    assert (of_one[2], of_one[3:5]) == (contract_service, work)
    assert (of_other[1:4], of_other[4:6]) == (["health", contract_service, chronic], work)
    # It is monitored no longer, or never was: what is for monitored households is counted, not listed.
    assert of_household == ["household, entitlements: 0 yes, 0 open, 5 no"]
    for of_person in sections("H-4", "entitlements:"):
        assert "entitlements: 0 yes, " in of_person[0]
        assert of_person[1:] == []
    # What is open or not granted is listed on demand, after what is held, theme by theme.
    assert sections("H-2", "entitlements:")[0][1:] == []
    of_person = sections("H-2", "entitlements:", "en", "--in-full")[0]
    assert of_person[1:4] == ["health", contract_service, chronic]
    whole = sections("H-3", "entitlements:", "en", "--in-full")[0]
    assert whole[1:4] == ["health", contract_service, "free training as a rural doctor"]
    named = [line for line in whole if line in {say("themes", theme, "en") for theme in THEMES}]
    of_people = ("health", "education", "social_care", "last_resort", "finance", "employment", "public_posts")
    assert named == [say("themes", theme, "en") for theme in of_people]
    assert run(["assess", path, *HUNAN, "--in-full"], capsys)[0] == 1
    in_chinese = sections("H-3", "帮扶待遇", "zh")[0]
    assert in_chinese[0].startswith("H-3-1 帮扶待遇：享受3项，")
    assert in_chinese[1] == "健康帮扶"
    plan = "《湖南省“十四五”巩固拓展脱贫攻坚成果同乡村振兴有效衔接规划》"
    assert in_chinese[2] == f"家庭医生签约服务（脱贫人口）：是［{plan}第二章第二节二］"


def test_the_summary_counts_who_is_entitled_to_what(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file_of(tmp_path, {"local": LOCAL, "households": [EXITED, NEVER_POOR, OPEN]})
    said = {
        (policy, lang): unwrapped(
            run(["assess", path, "--policy", policy, *HUNAN[2:], "--lang", lang], capsys)[1], lang
        ).splitlines()
        for policy in ("hunan", "yiyang")
        for lang in ("en", "zh")
    }
    told = "entitled to help without a figure: "
    contract_service, chronic = "contract service of a family doctor", "standard management of a main chronic disease"

    def counted(policy: str, lang: str, told: str) -> list[str]:
        (line,) = [line for line in said[policy, lang] if line.startswith(told)]
        return line.removeprefix(told).split("；" if lang == "zh" else "; ")

    assert {f"{contract_service} (2 people)", f"{chronic} (1 person)"} <= set(counted("hunan", "en", told))
    # Two documents grant the management to one of them; in Yiyang's areas that exited poverty nobody need have exited,
    # and whether this is one the county did not record.
    assert {f"{contract_service} (2 people)", f"{chronic} (1 person)"} <= set(counted("yiyang", "en", told))
    in_chinese = {"家庭医生签约服务（2人）", "主要慢性病规范管理和健康服务（1人）"}
    assert in_chinese <= set(counted("hunan", "zh", "享受帮扶待遇："))


def test_the_summary_is_silent_of_help_to_which_nobody_is_entitled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file_of(tmp_path, {"local": LOCAL, "households": [NEVER_POOR, OPEN]})
    assert "entitled to help" not in run(["assess", path, *HUNAN], capsys)[1]


def test_a_household_that_is_not_there_cannot_be_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file_of(tmp_path, {"local": LOCAL, "households": [ORPHAN]})
    status, out, err = run(["assess", path, *HUNAN, "--explain", "H-9"], capsys)
    assert (status, out) == (1, "")
    assert "H-9" in err


def test_without_local_figures_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(["assess", file_of(tmp_path, {"households": [ORPHAN]}), *HUNAN], capsys)
    assert status == 0
    assert "no local figures for 2022" in out
    assert row(out, "H-1")[2:5] == ["0.00", "or", "more"]


def test_local_figures_of_their_own_file_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file_of(tmp_path, {"households": [ORPHAN]})
    local = file_of(tmp_path, {"local": LOCAL}, "local.json")
    _, out, _ = run(["assess", path, *HUNAN, "--local", local], capsys)
    assert row(out, "H-1")[1:3] == ["1", "320.00"]


def test_results_are_written_and_replayed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = file_of(tmp_path, {"local": LOCAL, "households": [ORPHAN | {"loans": []}, OPEN]}), tmp_path / "out.json"
    assert run(["assess", path, *HUNAN, "--out", str(out)], capsys)[0] == 0
    content = json.loads(out.read_text(encoding="utf-8"))
    assert [case["household"]["id"] for case in content["cases"]] == ["H-1", "H-2"]
    assert content["cases"][0]["results"]["totals"]["contribution_subsidy"] == "320.00"
    mark = content["fingerprint"]
    same = f"fingerprint: {mark} (agrees with the content)\nno differences\n"
    assert run(["replay", str(out)], capsys) == (0, same, "")
    told = out.read_text(encoding="utf-8")
    total = '"contribution_subsidy": "320.00"'
    assert total in told
    out.write_text(told.replace(total, total.replace("320", "321"), 1), encoding="utf-8")
    status, said, _ = run(["replay", str(out)], capsys)
    assert status == 1
    assert "was '321.00', is '320.00'" in said
    assert f"(the file states {mark})" in said


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.json"
    out.write_text("before", encoding="utf-8")
    bad = OPEN | {"members": [{"id": "x", "birth_date": "2022-13-01"}, {"id": "x", "insured": "yes"}]}
    path = file_of(tmp_path, {"local": LOCAL | {"year": 3.5}, "households": [ORPHAN, bad, {"id": "H-3", "cars": 2}]})
    status, said, err = run(["assess", path, *HUNAN, "--out", str(out)], capsys)
    assert (status, said) == (1, "")
    for place in (
        "$.local.year",
        "$.households[1].members[0].birth_date",
        "$.households[1].members[1].insured",
        "$.households[2].cars",
        "$.households[2].members",
    ):
        assert place in err
    assert out.read_text(encoding="utf-8") == "before"
    assert sorted(item.name for item in tmp_path.iterdir()) == ["in.json", "out.json"]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("{", "in.json", "JSON"),
        ("[]", "in.json", "at least one household"),
        ('{"households": [], "house": 1}', "in.json", "house"),
        ('{"local": {"year": 2022}}\n{"id":', "in.jsonl", "line 2"),
        (
            '{"id": "a", "members": [{"id": "a1"}]}\n{"id": "a", "members": [{"id": "a1"}]}',
            "in.jsonl",
            "the same id at line 1",
        ),
    ],
)
def test_bad_input_is_refused_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, name: str, said: str
) -> None:
    status, out, err = run(["assess", file_of(tmp_path, content, name), *HUNAN], capsys)
    assert (status, out) == (1, "")
    assert said in err
    assert name in err


def test_text_that_is_not_utf_8_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "in.json"
    path.write_bytes("户".encode("gb18030"))
    status, _, err = run(["assess", str(path), *HUNAN], capsys)
    assert status == 1
    assert "UTF-8" in err


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(["assess", str(tmp_path / "none.json"), *HUNAN], capsys)
    assert status == 1
    assert "none.json" in err


def test_a_day_outside_every_period_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file_of(tmp_path, {"households": [ORPHAN]})
    status, _, err = run(["assess", path, "--policy", "hunan", "--on", "2026-06-01"], capsys)
    assert status == 1
    assert "2021-01-01 to 2025-12-31 (Hunan: 14th five-year plan" in err


@pytest.mark.parametrize("arguments", [[], ["assess"], ["assess", "x", "--policy", "beijing", "--on", "2022-06-01"]])
def test_a_command_not_understood_is_status_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_long_input_shows_progress_on_standard_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many = [ORPHAN | {"id": f"H-{number}"} for number in range(1001)]
    status, _, err = run(["assess", file_of(tmp_path, {"local": LOCAL, "households": many}), *HUNAN], capsys)
    assert status == 0
    assert "read 1,000 of 1,002" in err
    assert "assessed 1,000 of 1,001" in err


def test_the_main_job_runs_as_a_module_and_ends_with_the_table() -> None:
    command = [sys.executable, "-m", "rural_revitalization", "assess", str(TOWNSHIP), *HUNAN]
    done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - our own command
    lines = done.stdout.decode("utf-8").splitlines()
    assert lines[-1].startswith("total")
    assert sum(line.startswith("T-") for line in lines) >= 200


def test_the_made_up_township_does_not_lack_diagnoses_first_of_all(capsys: pytest.CaptureFixture[str]) -> None:
    lacking = next(
        line for line in run(["assess", str(TOWNSHIP), *HUNAN], capsys)[1].splitlines() if "most often" in line
    )
    assert "diagnoses" not in lacking


def test_a_reader_who_stops_reading_is_no_error() -> None:
    command = f"{sys.executable} -m rural_revitalization assess {TOWNSHIP} {' '.join(HUNAN)} | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=True)  # noqa: S603, S607 - our own command
    assert done.stderr == b""


def test_a_plan_is_carried_on_where_that_is_asked_for_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file_of(tmp_path, {"local": LOCAL | {"year": 2026}, "households": [ORPHAN]})
    arguments = ["assess", path, "--policy", "hunan", "--on", "2026-03-01"]
    status, _, refused = run(arguments, capsys)
    assert (status, "--carry" in refused, "carry=True" in refused) == (1, True, False)
    status, said, _ = run([*arguments, "--carry"], capsys)
    assert status == 0
    assert unwrapped(said).count("(carried on after its period, ended on 2025-12-31)") == 2
    assert "期满后延续适用" not in said
