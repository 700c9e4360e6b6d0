"""Households that cannot be used: all are named with all that is wrong, or set aside while the others are assessed."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rural_revitalization.cli import main

HUNAN = ["--policy", "hunan", "--on", "2022-06-01"]
LOCAL: dict[str, Any] = {
    "year": 2022,
    "insurance_contribution": "320",
    "sources": {"insurance_contribution": "made up"},
}
CLASSES = (
    "extreme_poverty",
    "severely_disabled",
    "de_facto_unattended_child",
    "minimum_living_allowance",
    "low_income",
)
NOT_IN_CLASSES: dict[str, Any] = {name: [] for name in CLASSES}
Run = Callable[..., tuple[int, str, str]]


def orphan(key: str, **changes: Any) -> dict[str, Any]:
    """A household of an orphan, to whom the contribution of 320 yuan is paid in full."""
    member = NOT_IN_CLASSES | {"id": f"{key}-1", "insured": True, "bills": [], "orphan": [{"since": "2020-01-01"}]}
    return {"id": key, "members": [member | changes], "monitored": []}


GOOD, ALSO_GOOD = orphan("H-1"), orphan("H-4")
# Readable, but on the day assessed not born yet.
UNBORN = orphan("H-2", name="张三", birth_date="2022-06-02")
UNREADABLE = {"id": "H-3", "members": [{"id": "H-3-1", "name": 7, "insured": "yes"}], "cars": 2}
BIRTH = "a birth no later than 2022-06-01"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`assess` over a file of some content, in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def ran(content: Any, *options: str, name: str = "in.json") -> tuple[int, str, str]:
        Path(name).write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        status = main(["assess", name, *HUNAN, *options])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return ran


def whole(*households: Any) -> dict[str, Any]:
    return {"local": LOCAL, "households": [*households]}


def lines(*households: Any) -> str:
    return "".join(
        f"{item if isinstance(item, str) else json.dumps(item)}\n" for item in ({"local": LOCAL}, *households)
    )


def rejects() -> list[dict[str, str]]:
    with Path("rejects.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_all_that_keeps_households_from_being_read_or_assessed_is_said_with_its_place(run: Run) -> None:
    status, out, err = run(whole(GOOD, UNBORN, UNREADABLE, UNBORN | {"id": "H-5"}), "--out", "out.json")
    assert (status, out) == (1, "")
    said = err.splitlines()
    assert said[0] == "error: in.json: households that cannot be read or assessed; use --rejects FILE to set them aside"
    assert f"  $.households[1].members[0].birth_date: expected {BIRTH}, got 2022-06-02" in said
    assert f"  $.households[3].members[0].birth_date: expected {BIRTH}, got 2022-06-02" in said
    places = ["$.households[1].members[0].birth_date", "$.households[2].cars", "$.households[2].members[0].insured"]
    places += ["$.households[2].members[0].name", "$.households[3].members[0].birth_date"]
    assert sorted(line.split(":")[0].strip() for line in said[1:]) == places
    assert "张三" not in err
    assert [item.name for item in Path().iterdir()] == ["in.json"]


def test_in_json_lines_the_place_is_the_line(run: Run) -> None:
    _, _, err = run(lines(GOOD, UNBORN, UNREADABLE, '{"id": "H-6",'), name="in.jsonl")
    said = [line.split(":")[0].strip() for line in err.splitlines()[1:]]
    assert sorted(said) == [
        "line 3.members[0].birth_date",
        "line 4.cars",
        "line 4.members[0].insured",
        "line 4.members[0].name",
        "line 5",
    ]


@pytest.mark.parametrize(("lang", "told"), [("en", "households rejected: 2"), ("zh", "未能评估的户数：2")])
def test_households_set_aside_do_not_keep_the_others_from_being_assessed(run: Run, lang: str, told: str) -> None:
    options = ("--out", "out.json", "--rejects", "rejects.csv", "--lang", lang)
    status, out, err = run(whole(GOOD, UNBORN, UNREADABLE, ALSO_GOOD), *options)
    assert (status, err) == (3, "")
    assert f"{told}" in out
    assert "rejects.csv" in out
    # 320 + 320 yuan, of two people in two households
    assert out.splitlines()[-1].split()[1:3] == ["2", "640.00"]
    kept = json.loads(Path("out.json").read_text(encoding="utf-8"))["cases"]
    assert [case["household"]["id"] for case in kept] == ["H-1", "H-4"]
    unborn, *unreadable = rejects()
    assert unborn == {
        "place": "$.households[1]",
        "household": "H-2",
        "field": "members[0].birth_date",
        "given": "2022-06-02",
        "reason": f"expected {BIRTH}" if lang == "en" else "应为不晚于2022-06-01的出生日期",
    }
    assert {(row["place"], row["household"]) for row in unreadable} == {("$.households[2]", "H-3")}
    assert sorted((row["field"], row["given"]) for row in unreadable) == [
        ("cars", "'cars'"),
        ("members[0].insured", "'yes'"),
        ("members[0].name", "<hidden>" if lang == "en" else "（不显示）"),
    ]


def test_what_is_assessed_is_what_it_would_be_alone(run: Run) -> None:
    alone = run(whole(GOOD, ALSO_GOOD))[1].splitlines()
    among = run(whole(UNREADABLE, GOOD, UNBORN, ALSO_GOOD), "--rejects", "rejects.csv")[1].splitlines()
    assert [line for line in among if line not in alone] == ["households rejected: 2, with reasons in rejects.csv"]
    assert [line for line in among if line in alone] == alone


def test_an_explanation_says_too_that_others_were_rejected(run: Run) -> None:
    status, out, _ = run(whole(UNREADABLE, GOOD), "--rejects", "rejects.csv", "--explain", GOOD["id"])
    assert status == 3
    first, *_, last = out.splitlines()
    assert GOOD["id"] in first
    assert "rejects.csv" in last


def test_where_nothing_is_wrong_the_file_of_rejects_has_its_headers_alone(run: Run) -> None:
    Path("rejects.csv").write_text("of before", encoding="utf-8")
    status, out, _ = run(whole(GOOD), "--rejects", "rejects.csv")
    assert status == 0
    assert "rejected" not in out
    assert Path("rejects.csv").read_text(encoding="utf-8") == "place,household,field,given,reason\n"


def test_a_line_that_is_no_json_is_set_aside_like_any_other(run: Run) -> None:
    status, out, _ = run(lines(GOOD, '{"id": "H-6",', ALSO_GOOD), "--rejects", "rejects.csv", name="in.jsonl")
    assert status == 3
    assert out.splitlines()[-1].split()[1:3] == ["2", "640.00"]
    (row,) = rejects()
    assert (row["place"], row["household"], row["field"], row["reason"]) == ("line 3", "", "", "expected JSON")


@pytest.mark.parametrize("second", [orphan("H-1"), UNREADABLE | {"id": "H-1"}])
def test_of_households_that_share_an_id_none_is_taken_for_the_right_one(run: Run, second: Any) -> None:
    status, out, _ = run(whole(GOOD, ALSO_GOOD, second), "--rejects", "rejects.csv")
    assert status == 3
    assert out.splitlines()[-1].split()[1:3] == ["1", "320.00"]
    assert {(row["place"], row["household"]) for row in rejects()} == {
        ("$.households[0]", "H-1"),
        ("$.households[2]", "H-1"),
    }
    assert rejects()[0] | {"household": ""} == {
        "place": "$.households[0]",
        "household": "",
        "field": "id",
        "given": "the same id at $.households[2]",
        "reason": "expected a household that appears once",
    }


@pytest.mark.parametrize("key", [7, "", None])
def test_an_id_that_is_none_names_nobody(run: Run, key: Any) -> None:
    run(whole(GOOD, orphan("H-2") | {"id": key}), "--rejects", "rejects.csv")
    (row,) = rejects()
    assert (row["place"], row["household"], row["field"]) == ("$.households[1]", "", "id")


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ({"local": LOCAL | {"year": "x"}, "households": [GOOD, UNREADABLE]}, "in.json", "$.local.year"),
        ("{", "in.json", "JSON"),
        ('{"local": {"year": 2022\n' + json.dumps(GOOD), "in.jsonl", "line 1"),
    ],
)
def test_without_the_file_or_the_countys_figures_nothing_is_assessed(
    run: Run, content: Any, name: str, said: str
) -> None:
    status, out, err = run(content, "--rejects", "rejects.csv", "--out", "out.json", name=name)
    assert (status, out) == (1, "")
    assert said in err
    assert [item.name for item in Path().iterdir()] == [name]


def test_where_none_is_left_there_is_nothing_to_write(run: Run) -> None:
    status, out, _ = run(whole(UNBORN), "--rejects", "rejects.csv")
    assert status == 3
    assert "0 households" in out
    assert len(rejects()) == 1
    Path("rejects.csv").unlink()
    status, out, err = run(whole(UNBORN), "--rejects", "rejects.csv", "--out", "out.json")
    assert (status, out) == (1, "")
    assert "$.households[0].members[0].birth_date" in err
    assert [item.name for item in Path().iterdir()] == ["in.json"]


def test_a_household_that_was_set_aside_is_explained_by_its_reasons(run: Run) -> None:
    options = ("--rejects", "rejects.csv", "--explain")
    status, out, _ = run(whole(GOOD, UNBORN), *options, "H-1")
    assert (status, out.splitlines()[0].split(" on ")[0]) == (3, "Household H-1")
    status, out, err = run(whole(GOOD, UNBORN), *options, "H-2")
    assert (status, out) == (1, "")
    assert f"$.households[1].members[0].birth_date: expected {BIRTH}" in err


@pytest.mark.parametrize(
    "options",
    [("--rejects", "r.xlsx", "--out", "./r.xlsx"), ("--out", "in.json"), ("--local", "l.csv", "--rejects", "l.csv")],
)
def test_no_file_is_written_over_another(run: Run, options: tuple[str, ...]) -> None:
    status, _, err = run(whole(GOOD), *options)
    assert status == 1
    assert "a separate file" in err
    assert json.loads(Path("in.json").read_text(encoding="utf-8"))["households"] == [GOOD]


def test_rejects_are_a_table(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(whole(GOOD), "--rejects", "rejects.json")
    assert stopped.value.code == 2
    assert "does not end in .csv" in capsys.readouterr().err
