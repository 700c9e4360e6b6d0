"""Files of the command line: every form of input, contradictions in it, output in place together, what is printed."""

from __future__ import annotations

import csv
import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rural_revitalization as rr
from rural_revitalization.cli import main
from rural_revitalization.cli.formula_guard import as_text
from rural_revitalization.cli.terminal import escaped
from rural_revitalization.cli.whole import whole

HUNAN: Final = ["--policy", "hunan", "--on", "2022-06-01"]
LOCAL: Final[dict[str, Any]] = {
    "year": 2022,
    "insurance_contribution": "320",
    "sources": {"insurance_contribution": "made up"},
}
CLASSES: Final = ("extreme_poverty", "severely_disabled", "de_facto_unattended_child", "minimum_living_allowance")
Run = Callable[..., tuple[int, str, str]]


def orphan(key: str, **changes: Any) -> dict[str, Any]:
    """A household of an orphan, to whom the contribution of 320 yuan is paid in full."""
    member = {"id": f"{key}-1", "insured": True, "bills": [], "orphan": [{"since": "2020-01-01"}]}
    return {"id": key, "members": [member | {name: [] for name in CLASSES}], "monitored": []} | changes


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


def rejects() -> list[dict[str, str]]:
    with Path("bad.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# -- forms of input -------------------------------------------------------------------------------------------


def test_every_form_of_a_file_reads_alike(run: Run) -> None:
    one, other = orphan("H-1"), orphan("H-2")
    Path("local.json").write_text(json.dumps(LOCAL), encoding="utf-8")
    whole_file = run({"local": LOCAL, "households": [one, other]}, "--out", "kept.json")
    assert whole_file[0] == 0
    listed = run([one, other], "--local", "local.json")
    lines = run("".join(f"{json.dumps(item)}\n" for item in ({"local": LOCAL}, one, other)))
    envelope = run(Path("kept.json").read_text(encoding="utf-8"))
    assert listed == lines == envelope == whole_file
    single = run(json.dumps(one, indent=1), "--local", "local.json")
    assert single == run(json.dumps(one), "--local", "local.json", name="in.jsonl")
    assert single[1].splitlines()[-1].split()[1:3] == ["1", "320.00"]


def test_a_byte_order_mark_is_no_part_of_a_file(run: Run) -> None:
    assert run("\ufeff" + json.dumps([orphan("H-1")]))[0] == 0


def test_an_envelope_gives_each_countys_figures_once(run: Run) -> None:
    local = [LOCAL | {"county": county, "insurance_contribution": due} for county, due in (("A", "320"), ("B", "380"))]
    homes = [orphan("H-1", county="A"), orphan("H-2", county="B"), orphan("H-3", county="C"), orphan("H-4", county="B")]
    status, out, _ = run({"local": local, "households": homes}, "--out", "kept.json")
    assert status == 0
    again = run(Path("kept.json").read_text(encoding="utf-8"))
    assert again[:2] == (0, out)


# -- contradictions -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("local", "places"),
    [
        ([LOCAL, LOCAL], ["$.local[1]", "$.local[0]"]),
        ([LOCAL, LOCAL | {"county": "A"}], ["$.local[1]", "$.local[0]"]),
        ([LOCAL | {"county": "A"}, LOCAL | {"county": "B"}, LOCAL | {"county": "A"}], ["$.local[2]", "$.local[0]"]),
        (LOCAL | {"year": 2021}, ["$.local.year", "--on"]),
        (LOCAL | {"county": "B"}, ["$.local.county", "$.households[0]"]),
    ],
)
def test_figures_that_cannot_be_those_asked_for(run: Run, local: Any, places: list[str]) -> None:
    status, out, err = run({"local": local, "households": [orphan("H-1", county="A")]}, "--rejects", "bad.csv")
    assert (status, out) == (1, "")
    assert all(place in err for place in places)
    assert not Path("bad.csv").exists()


def test_figures_given_beside_those_of_the_file(run: Run) -> None:
    Path("local.json").write_text(json.dumps(LOCAL), encoding="utf-8")
    status, _, err = run({"local": LOCAL, "households": [orphan("H-1")]}, "--local", "local.json")
    assert status == 1
    assert "$.local: expected figures that are given once for a county and year, got figures at --local as well" in err


def test_figures_of_several_counties_need_the_county_of_a_household(run: Run) -> None:
    local = [LOCAL | {"county": county} for county in ("A", "B")]
    homes = [orphan("H-1", county="A"), orphan("H-2"), orphan("H-3", county="B")]
    status, out, _ = run({"local": local, "households": homes}, "--rejects", "bad.csv")
    assert status == 3
    assert out.splitlines()[-1].split()[1:3] == ["2", "640.00"]
    (row,) = rejects()
    assert (row["household"], row["field"]) == ("H-2", "county")
    assert row["reason"] == "expected the county, whose figures are $.local[0] or $.local[1]"


NUMBER: Final = "11010519491231002X"  # the example of GB 11643


def with_number(key: str, **changes: Any) -> dict[str, Any]:
    home = orphan(key)
    home["members"][0] |= {"identity_number": NUMBER} | changes
    return home


def test_one_person_in_two_households_is_refused_in_both(run: Run) -> None:
    homes = [with_number("H-1"), orphan("H-2"), with_number("H-3")]
    status, out, _ = run({"local": LOCAL, "households": homes}, "--rejects", "bad.csv")
    assert status == 3
    assert out.splitlines()[-1].split()[1:3] == ["1", "320.00"]
    assert [(row["household"], row["field"]) for row in rejects()] == [
        ("H-1", "members[0].identity_number"),
        ("H-3", "members[0].identity_number"),
    ]
    assert rejects()[0]["given"] == "<hidden>, at $.households[2].members[0].identity_number as well"
    assert NUMBER not in Path("bad.csv").read_text(encoding="utf-8")


def test_who_moved_from_one_household_to_another_is_in_one(run: Run) -> None:
    moved = [with_number("H-1", left_on="2022-05-01"), with_number("H-2", joined_on="2022-05-01")]
    stays = orphan("H-1")["members"][0] | {"id": "H-1-2"}
    moved[0]["members"].append(stays)
    assert run({"local": LOCAL, "households": moved})[0] == 0


def test_a_household_named_thousands_of_times_is_told_shortly(run: Run) -> None:
    status, _, err = run([orphan("H-1")] * 1000)
    assert status == 1
    assert (
        "$[0].id: expected a household that appears once, got the same id at $[1] and $[2] and $[3] and 996 more" in err
    )


# -- output ---------------------------------------------------------------------------------------------------


def put(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def written(*files: Path, text: str = "after") -> None:
    with whole(*files) as parts:
        for part in parts:
            assert part is not None
            put(part, text)


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("one", "two"):
        put(tmp_path / name, "before")
    return tmp_path / "one", tmp_path / "two"


def named(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_files_take_their_places_together(two: tuple[Path, Path]) -> None:
    one, other = two
    with whole(one, None, other) as (first, nothing, second):
        assert nothing is None
        for part in (first, second):
            assert part is not None
            put(part, "after")
            assert part.name.startswith(("one.", "two."))
            assert part.suffix == ".part"
            assert stat.S_IMODE(part.stat().st_mode) == 0o600
        assert one.read_text() == other.read_text() == "before"
    assert one.read_text() == other.read_text() == "after"
    assert named(one.parent) == ["one", "two"]


@pytest.mark.parametrize("existed", [True, False])
def test_where_one_cannot_take_its_place_none_does(
    two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, *, existed: bool
) -> None:
    one, other = two
    if not existed:
        one.unlink()
    replace = Path.replace

    def failing(part: Path, target: Path) -> Path:
        if target == other:
            raise OSError("the disk is gone")
        return replace(part, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="gone"):
        written(one, other)
    assert (one.read_text() if existed else one.exists()) == ("before" if existed else False)
    assert named(one.parent) == (["one", "two"] if existed else ["two"])


def test_a_block_that_fails_leaves_what_was_there(two: tuple[Path, Path]) -> None:
    with pytest.raises(UnicodeEncodeError):
        written(*two, text="half \ud800")
    assert [file.read_text() for file in two] == ["before", "before"]
    assert named(two[0].parent) == ["one", "two"]


def test_links_and_modes_are_kept(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    target, link, nowhere = tmp_path / "far" / "target", tmp_path / "link", tmp_path / "nowhere"
    put(target, "before")
    target.chmod(0o640)
    link.symlink_to(target)
    nowhere.symlink_to(tmp_path / "far" / "new")
    written(link, nowhere)
    assert link.is_symlink()
    assert nowhere.is_symlink()
    assert target.read_text() == (tmp_path / "far" / "new").read_text() == "after"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert named(tmp_path / "far") == ["new", "target"]


def test_a_fifo_is_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    command = f"cat {tmp_path / 'fifo'} > {tmp_path / 'read'}"
    with subprocess.Popen(["sh", "-c", command]) as reader:  # noqa: S603, S607 - our own command
        written(tmp_path / "fifo")
        assert reader.wait() == 0
    assert (tmp_path / "read").read_text() == "after"
    assert stat.S_ISFIFO((tmp_path / "fifo").stat().st_mode)


def test_a_long_name_has_room_for_that_of_its_part(tmp_path: Path) -> None:
    file = tmp_path / ("户" * 85)
    written(file)
    assert file.read_text() == "after"


def test_two_paths_to_one_file_are_one_file(run: Run) -> None:
    run([orphan("H-1")])
    os.link("in.json", "same.json")
    status, _, err = run([orphan("H-1")], "--out", "same.json")
    assert status == 1
    assert "--out: expected a separate file, got the same file as FILE" in err


# -- signals --------------------------------------------------------------------------------------------------

# A session that goes on without its terminal has its children ignore that it hung up, and an interrupt.
SLOW: Final = """
import signal, sys, time
signal.signal(signal.SIGHUP, signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)
from rural_revitalization.cli import assess_command
from rural_revitalization.__main__ import main
def slow(assessments):
    print("begun", flush=True)
    time.sleep(60)
assess_command.envelope = slow
sys.exit(main())
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_who_is_ended_while_writing_leaves_nothing(tmp_path: Path, number: signal.Signals) -> None:
    put(tmp_path / "in.json", json.dumps(orphan("H-1")))
    put(tmp_path / "out.json", "before")
    command = [sys.executable, "-c", SLOW, "assess", "in.json", *HUNAN, "--out", "out.json", "--rejects", "bad.csv"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:  # noqa: S603 - our own command
        assert running.stdout is not None
        assert running.stdout.readline() == b"begun\n"
        running.send_signal(number)
        _, err = running.communicate(timeout=60)
    interrupted = number is signal.SIGINT
    assert running.returncode == (130 if interrupted else -number)
    assert err == (b"interrupted\n" if interrupted else b"")
    assert named(tmp_path) == ["in.json", "out.json"]
    assert (tmp_path / "out.json").read_text() == "before"


# -- what is printed ------------------------------------------------------------------------------------------

HOSTILE: Final = "H-1\x1b[2J\nH-9  1  8,888.00\u202e\u2066\x00\x85\u2028"


TURNED: Final = "H-1\u202e\u2066  1  8,888.00"
"""A key that is one line, and turns the direction of writing."""


@pytest.mark.parametrize(
    ("key", "shown"),
    [(HOSTILE, ""), (TURNED, r"H-1\u202e\u2066  1  8,888.002")],
    ids=["lines and controls, which no key has", "directions"],
)
def test_what_a_record_holds_begins_no_line_and_moves_no_cursor(run: Run, key: str, shown: str) -> None:
    homes = [orphan("H-0"), orphan(key), orphan(f"{key}2", exited=5)]
    for options in ((), ("--explain", key), ("--rejects", "bad.csv")):
        _, out, err = run(homes, *options)
        for said in (out, err):
            assert "\x1b" not in said
            assert all(char.isprintable() or char == "\n" for char in said)
            assert not any(line.startswith("H-9") for line in said.splitlines())
    assert {row["household"] for row in rejects()} == {shown}


@given(st.text())
def test_escapes_are_printable_and_change_no_other_text(text: str) -> None:
    line = escaped(text)
    assert all(char.isprintable() or char == "\u3000" for char in line)
    assert escaped(line) == line
    if text.isprintable():
        assert line == text


@given(st.text(alphabet="=+-@＝＋－＠\t\r\n0123456789.,%a'") | st.text())
def test_no_cell_begins_a_formula(cell: str) -> None:
    guarded = as_text(cell)
    assert guarded in (cell, f"'{cell}")
    assert not guarded.startswith(("=", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"))
    if guarded.startswith(("+", "-")):
        assert set(guarded[1:]) <= set("0123456789,.%\n")


def test_arguments_are_shown_as_escapes_too(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["replay", "a", "--\x1b[2J"])
    assert "\x1b" not in capsys.readouterr().err


def test_standard_output_that_takes_nothing_is_an_error(tmp_path: Path) -> None:
    put(tmp_path / "in.json", json.dumps(orphan("H-1")))
    command = f"{sys.executable} -m rural_revitalization assess in.json {' '.join(HUNAN)} > /dev/full"
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, check=False)  # noqa: S603, S607 - our own command
    assert done.returncode == 1
    assert b"no space left on device" in done.stderr


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out == f"rural-revitalization {rr.__version__}\n"


@pytest.mark.parametrize(("lang", "same", "differs"), [("en", "no differences", "was "), ("zh", "无差异", "原为")])
def test_a_replay_speaks_both_languages(
    run: Run, capsys: pytest.CaptureFixture[str], lang: str, same: str, differs: str
) -> None:
    run({"local": LOCAL, "households": [orphan("H-1")]}, "--out", "kept.json")
    assert main(["replay", "kept.json", "--lang", lang]) == 0
    assert capsys.readouterr().out.endswith(f"\n{same}\n")
    kept = Path("kept.json").read_text(encoding="utf-8")
    put(Path("kept.json"), kept.replace('"contribution_subsidy": "320.00"', '"contribution_subsidy": "321.00"', 1))
    assert main(["replay", "kept.json", "--lang", lang]) == 1
    assert f"{differs}'321.00'" in capsys.readouterr().out
