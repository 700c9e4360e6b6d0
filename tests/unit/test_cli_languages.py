"""The command line speaks the language of its reader: errors, usage and help in Chinese as well as in English."""

from __future__ import annotations

import argparse
import ast
import errno
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

import rural_revitalization as rr
from rural_revitalization import cli
from rural_revitalization.cli import main, replay_command
from rural_revitalization.cli.fault_lines import error_lines, options_of
from rural_revitalization.cli.notes import speaking
from rural_revitalization.errors import InvalidInput, Mismatch
from rural_revitalization.wording import display_width, translated

SOURCE: Final = Path(rr.__file__).parent
CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")
ENGLISH: Final = re.compile(r"\b[a-z]{3,} [a-z]{2,} [a-z]{2,}\b")
"""Three English words in a row."""
PARTS: Final = ("expected", "given", "about")
"""The names under which parts of an error are put together."""
SAID: Final = ("assets", "encodings", "limits", "models", "records", "registers")
"""Rooms besides the command line whose errors its readers meet."""


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The status and standard error of a command that argparse may end."""
    try:
        status = main(arguments)
    except SystemExit as ended:
        status = int(str(ended.code))
    return status, capsys.readouterr().err


# -- which language ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["--lang", "zh", "replay", "没有.json"],
        ["replay", "没有.json", "--lang", "zh"],
        ["--lang=中文", "replay", "没有.json"],
    ],
)
def test_the_language_may_be_asked_for_before_the_command_and_behind_it(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused(arguments, capsys) == (1, "错误：没有.json：没有此文件或文件夹\n")


@pytest.mark.parametrize(
    ("named", "value", "chinese"),
    [("LANG", "zh_CN.UTF-8", True), ("LC_ALL", "zh_CN", True), ("LANG", "en_US.UTF-8", False)],
)
def test_the_language_of_the_system_is_spoken_unless_another_is_asked_for(
    named: str, value: str, *, chinese: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("LC_ALL")
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv(named, value)
    assert ("错误" in refused(["replay", "none.json"], capsys)[1]) == chinese
    assert "error: " in refused(["replay", "none.json", "--lang", "en"], capsys)[1]


# -- help and usage ---------------------------------------------------------------------------------------------------


def commands() -> list[str]:
    """The names of all commands."""
    return [*cli._parser()[1]]


@pytest.mark.parametrize("command", ["", *commands()])
def test_help_is_in_chinese_and_fits_in_80_columns(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit):
        main(["--lang", "zh", *filter(None, [command]), "--help"])
    out = capsys.readouterr().out
    assert not ENGLISH.search(out)
    assert max(map(display_width, out.splitlines())) <= 80


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("command", commands())
def test_a_usage_error_is_a_short_usage_the_fault_and_where_to_read_more(
    command: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, err = refused([command, "--lang", lang, "--no-such-option"], capsys)
    usage, fault, more = err.splitlines()
    assert status == 2
    assert usage.startswith(f"{'usage: ' if lang == 'en' else '用法：'}rural-revitalization {command} ")
    assert len(usage) < 160
    assert ("error: " if lang == "en" else "错误：") in fault
    assert more.endswith(f"rural-revitalization {command} --help")
    assert lang == "en" or not ENGLISH.search(err)


# -- errors -----------------------------------------------------------------------------------------------------------


def sentence(node: ast.expr) -> str | None:
    """A text of the code with something in each of its places; None where it is no text."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
    return None


def sentences_of(file: Path) -> Iterator[str]:
    """What a module says in errors, notes and help, as far as it stands there as text."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in PARTS:
            yield from filter(None, [sentence(node.value)])
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        told = [*node.args[1:3]] if name == "Mismatch" else node.args if name in {"ArgumentTypeError", "warn"} else []
        told += node.args[3:4] if name == "of_name" else []
        told += [item.value for item in node.keywords if item.arg == "help"]
        told += [item.value for item in node.keywords if item.arg == "about" and name == "InvalidInput"]
        yield from (text.replace("{}", "7") for text in filter(None, map(sentence, told)))


MODULES: Final = sorted(
    path for room in ("cli", *SAID) for path in [*(SOURCE / room).glob("*.py"), SOURCE / f"{room}.py"] if path.is_file()
)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_every_sentence_of_the_command_line_is_there_in_chinese(module: Path) -> None:
    untold = [text for text in sentences_of(module) if ENGLISH.search(translated(text, "zh"))]
    assert untold == []


def test_a_fault_is_told_in_either_language_with_what_may_have_been_meant() -> None:
    wrong = Mismatch("since", "at least one household", "none", suggestions=["甲", "乙"])
    error = InvalidInput([wrong], about="timeline")
    with speaking("zh"):
        assert [*error_lines(error, {"since": "--since"})] == [
            "错误：--since：应为至少一户，实为无；是否应为“甲”或“乙”？"
        ]
    assert [*error_lines(error, {"since": "--since"})] == [
        "error: --since: expected at least one household, got none; did you mean 甲 or 乙?"
    ]


def test_several_faults_of_no_file_have_a_line_each() -> None:
    error = InvalidInput([Mismatch("a", "one household", "none"), Mismatch("b", "one household", "none")])
    with speaking("zh"):
        told = [*error_lines(error, {})]
    assert told == ["错误：有以下问题", "  a：应为一户，实为无", "  b：应为一户，实为无"]


def test_a_period_without_documents_names_the_options(capsys: pytest.CaptureFixture[str]) -> None:
    file = str(Path(__file__).parents[2] / "examples" / "data" / "township.json")
    status, err = refused(["assess", file, "--policy", "hunan", "--on", "2030-01-01", "--lang", "zh"], capsys)
    assert status == 1
    assert "--carry" in err
    assert "carry=True" not in err
    assert not ENGLISH.search(err)


def test_options_are_known_by_their_keywords() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--handed-down")
    assert options_of(parser)["handed_down"] == "--handed-down"


def test_what_cannot_be_written_is_told_by_the_name_that_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refusing(**_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "out.xlsx.s_gc9_54.part")

    monkeypatch.setattr(tempfile, "mkstemp", refusing)
    out = tmp_path / "out.csv"
    assert refused(["schema", "local", "--template", "--out", str(out), "--lang", "zh"], capsys) == (
        1,
        f"错误：{out}：没有读写权限，或文件正在其他程序中打开\n",
    )


def test_an_interrupt_is_told_in_the_language_of_the_reader(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(replay_command, "replay", interrupted)
    assert refused(["replay", "x.json", "--lang", "zh"], capsys) == (130, "已中断\n")
    assert refused(["replay", "x.json"], capsys) == (130, "interrupted\n")
