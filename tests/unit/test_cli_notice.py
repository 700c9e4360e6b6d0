"""The command `notice`: to a household, to the public, forms to sign; as text, HTML and for Word."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from rural_revitalization import extras
from rural_revitalization.cli import main
from rural_revitalization.wording import LANGUAGES, Language, display_width

NAME: Final = "欧阳某某"
NUMBER: Final = "110101199003070011"
TELEPHONE: Final = "13812345678"
"""Made up, all of them."""
LOCAL: Final = {
    "year": 2022,
    "monitoring_line": "6900",
    "allowance_standard": "400",
    "sources": dict.fromkeys(("monitoring_line", "allowance_standard"), "made up"),
}
CALM: Final = dict.fromkeys(("shock", "income_fell", "spending_large", "basic_living_severely_hard"), False)
STEPS: Final = "户编号,办理事项,环节,办理日期\nH-1,监测对象识别,发现,2022-05-10\n"


def family(key: str, **facts: Any) -> dict[str, Any]:
    """A family on which identification holds: at risk, with 6,800 below the line of 6,900."""
    person = {
        "id": f"{key}-1",
        "name": f"{NAME}{TELEPHONE}",
        "diagnoses": [{"disease": "cataract", "since": "2022-01-01"}],
        "minimum_living_allowance": [],
        "extreme_poverty": [],
    }
    number = {"identity_number": NUMBER} if key == "H-1" else {}
    known = {"village": "上村", "helper": NAME, "exited": True, "monitored": [], "at_risk": True}
    income = {"per_capita_net_income": "6800", "family_income": "150", "employment_cost": "0"}
    return {"id": key, "members": [person | number], **known, **income, **CALM} | facts


FAMILIES: Final = (
    *(family("H-1"), family("H-2")),
    family("H-3", per_capita_net_income="9000"),
    family("H-4", village="下村"),
)
PUBLIC: Final = ("--village", "上村", "--public", "identification", "--since", "2022-06-02")


def run(folder: Path, *options: str, households: Any = FAMILIES) -> int:
    (folder / "in.json").write_text(json.dumps({"local": LOCAL, "households": list(households)}), encoding="utf-8")
    return main(["notice", str(folder / "in.json"), "--policy", "hunan", "--on", "2022-06-01", *options])


def written(folder: Path, suffix: str, *options: str) -> str:
    """All that a document holds: of a file for Word, the text of all its parts."""
    out = folder / f"out{suffix}"
    assert run(folder, *options, "--out", str(out)) == 0
    if suffix != ".docx":
        return out.read_text(encoding="utf-8")
    with zipfile.ZipFile(out) as packed:
        return "".join(packed.read(part).decode(errors="replace") for part in packed.namelist())


# -- to a household ---------------------------------------------------------------------------------------------


def test_a_household_is_told_what_is_due_and_how_to_contest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """400.00 a month less an income of 150.00."""
    assert run(tmp_path, "--household", "H-1", "--lang", "zh", "--contact", "某某乡人民政府") == 0
    printed = capsys.readouterr().out
    title, due, *_, contest, seal = printed.strip().split("\n\n")
    assert title == "告知书：H-1（按2022-06-01登记情况）"
    assert due.startswith("应享受待遇：\n  1. 最低生活保障：应享受，250.00元/月［《湖南省")
    assert contest == "如有异议或登记有误，请向某某乡人民政府提出核实。"
    assert seal.startswith("单位（盖章）：")


def test_one_person_is_told_of_what_is_about_that_person_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "--household", "H-1", "--person", "H-1-1", "--lang", "zh") == 0
    printed = capsys.readouterr().out
    assert printed.startswith("告知书：H-1-1")
    assert "最低生活保障：" not in printed
    assert run(tmp_path, "--household", "H-1", "--person", NAME) == 1
    assert NAME not in capsys.readouterr().err


def test_a_household_is_told_of_its_people_by_name_where_asked_and_the_public_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--household", "H-1", "--lang", "zh")
    assert run(tmp_path, *options) == 0
    assert NAME not in capsys.readouterr().out
    assert run(tmp_path, *options, "--names") == 0
    printed = capsys.readouterr().out
    assert f"{NAME}{TELEPHONE} 参保资助：" in printed
    assert "H-1-1" not in printed
    assert NUMBER not in printed
    assert run(tmp_path, *options, "--names", "--person", "H-1-1") == 0
    assert capsys.readouterr().out.startswith(f"告知书：{NAME}")
    assert run(tmp_path, *PUBLIC, "--names") == 1
    assert "--names" in capsys.readouterr().err


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", [(), ("--form", "identification", "--names")])
def test_what_is_printed_fits_eighty_columns(
    lang: Language, kind: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "--household", "H-1", "--lang", lang, *kind) == 0
    assert max(map(display_width, capsys.readouterr().out.splitlines())) <= 80


def test_the_households_of_a_village_are_told_in_one_file_each_on_its_own_page(tmp_path: Path) -> None:
    options = ("--village", "上村", "--lang", "zh")
    text = written(tmp_path, ".txt", *options)
    assert [text.count(f"告知书：{key}（") for key in ("H-1", "H-2", "H-3", "H-4")] == [1, 1, 1, 0]
    page = written(tmp_path, ".html", *options)
    assert (page.count("<h1>"), "* + h1 { break-before: page }" in page) == (3, True)
    pytest.importorskip("docx")
    assert written(tmp_path, ".docx", *options).count('<w:br w:type="page"/>') == 2


@pytest.mark.parametrize("suffix", [".txt", ".html", ".docx"])
def test_a_document_is_written_as_its_suffix_says(
    suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if suffix == ".docx":
        pytest.importorskip("docx")
    text = written(tmp_path, suffix, "--household", "H-1", "--lang", "zh")
    assert "告知书：H-1" in text
    assert "250.00元/月" in text
    assert capsys.readouterr().out == f"1份文书，已写入{tmp_path / 'out'}{suffix}\n"
    with pytest.raises(SystemExit):
        run(tmp_path, "--household", "H-1", "--out", str(tmp_path / "out.pdf"))


# -- forms --------------------------------------------------------------------------------------------------------


def test_a_form_holds_the_steps_that_were_taken_and_names_only_where_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (taken := tmp_path / "taken.csv").write_text(STEPS, encoding="utf-8")
    options = ("--household", "H-1", "--form", "identification", "--lang", "zh")
    assert run(tmp_path, *options, "--taken", str(taken)) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("监测对象识别表\n")
    assert ["发现", "2022-05-10"] in [line.split() for line in printed.splitlines()]
    assert NAME not in printed
    assert run(tmp_path, *options, "--names") == 0
    assert NAME in capsys.readouterr().out


def test_the_forms_of_a_village_are_of_those_on_whom_the_decision_holds(tmp_path: Path) -> None:
    text = written(tmp_path, ".txt", "--village", "上村", "--form", "identification", "--lang", "zh")
    assert [f"户编号：{key}" in text for key in ("H-1", "H-2", "H-3", "H-4")] == [True, True, False, False]


def test_identity_numbers_stand_in_no_document(tmp_path: Path) -> None:
    for options in (("--household", "H-1"), ("--household", "H-1", "--form", "identification", "--names")):
        for suffix in (".txt", ".html"):
            assert NUMBER not in written(tmp_path, suffix, *options)


# -- to the public --------------------------------------------------------------------------------------------------


def test_a_village_makes_public_whom_the_decision_holds_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, *PUBLIC, "--lang", "zh", "--contact", "某某乡人民政府") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "上村拟纳入监测对象公示"
    assert lines[2:4] == ["1. H-1，1人，脱贫不稳定户", "2. H-2，1人，脱贫不稳定户"]
    assert "公示期：2022-06-02至2022-06-07" in lines


def forms_of_a_public_notice(folder: Path) -> Iterator[str]:
    for suffix in (".txt", ".html", ".docx"):
        for lang in LANGUAGES:
            yield written(folder, suffix, *PUBLIC, "--lang", lang)


def test_nothing_of_anybody_stands_in_a_public_notice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Name, telephone, identity number and disease are in the records of H-1."""
    pytest.importorskip("docx")
    for text in (*forms_of_a_public_notice(tmp_path), capsys.readouterr().out):
        for secret in (NAME, TELEPHONE, NUMBER, "cataract", "白内障", "6,800", "6800"):
            assert secret not in text
    assert run(tmp_path, *PUBLIC, "--names") == 1


@pytest.mark.parametrize("key", [NUMBER, f"户{TELEPHONE}"])
def test_a_key_that_may_be_somebodys_number_is_not_made_public(
    key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.txt"
    assert run(tmp_path, *PUBLIC, "--out", str(out), households=[family(key)]) == 1
    assert not out.exists()
    assert key not in capsys.readouterr().err


def test_without_the_extra_a_file_for_word_is_refused_before_anything_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    words = ["notice", str(tmp_path / "none.json"), "--policy", "hunan", "--on", "2022-06-01", "--household", "H-1"]
    assert main([*words, "--out", str(tmp_path / "out.docx")]) == 1
    assert "install rural-revitalization[documents]" in capsys.readouterr().err


# -- what is refused --------------------------------------------------------------------------------------------------


def test_options_that_do_not_go_together_are_named_all_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--public", "identification", "--person", "H-1-1", "--names", "--taken", "taken.csv")
    assert run(tmp_path, "--household", "H-1", *options) == 1
    error = capsys.readouterr().err
    assert [line.split(":")[0].strip() for line in error.splitlines()[1:]] == [
        *("--public", "--public", "--taken", "--person", "--names")
    ]
    assert run(tmp_path, "--village", "上村", "--since", "2022-06-02") == 1
    assert "--since: expected --public DECISION beside it" in capsys.readouterr().err


def test_whoever_is_not_there_is_told_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.txt"
    for options, said in (
        (("--household", "H-9"), "did you mean H-"),
        (("--village", "中村"), "a household of the file records"),
        (("--village", "上村", "--form", "risk_elimination"), "where the decision holds"),
        (("--household", "H-1", "--form", "risk_elimination"), "decides on risk_elimination"),
    ):
        assert run(tmp_path, *options, "--out", str(out)) == 1
        assert said in capsys.readouterr().err
        assert not out.exists()
