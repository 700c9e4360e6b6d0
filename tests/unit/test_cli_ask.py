"""The command `ask`: an interview in a terminal, in both languages, from a file and from nothing."""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rural_revitalization import Household, Person
from rural_revitalization.cli import main
from rural_revitalization.cli.dialogue import Dialogue
from rural_revitalization.cli.typed_answers import chosen, not_known, read
from rural_revitalization.fields import specs
from rural_revitalization.models import Dwelling, LocalFigures, SmallLoan
from rural_revitalization.records import loads

HUNAN = ["--policy", "hunan", "--on", "2022-06-01"]
HOME: dict[str, Any] = {
    "id": "H-1",
    "members": [{"id": "a", "birth_date": "1980-05-01", "sex": "male"}, {"id": "b", "name": "张三"}],
    "monitored": [],
    "per_capita_net_income": "7000.00",
    "shock": False,
    "income_fell": False,
    "spending_large": False,
    "basic_living_severely_hard": False,
}
LOCAL = {"year": 2022, "monitoring_line": "7500", "sources": {"monitoring_line": "a local notice"}}
Asked = Callable[..., tuple[str, Household | None]]


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Asked:
    """Answer line after line; what was printed, and the household that was written, if any."""
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "local.json").write_text(json.dumps(LOCAL), encoding="utf-8")

    def run(
        *lines: str, home: Any = HOME, more: tuple[str, ...] = (), lang: str = "zh"
    ) -> tuple[str, Household | None]:
        given, out = tmp_path / "in.json", tmp_path / "out.json"
        given.write_text(json.dumps(home, ensure_ascii=False), encoding="utf-8")
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        file = [] if home is None else [str(given)]
        local = ["--local", str(tmp_path / "local.json")]
        assert main(["ask", *file, *local, *HUNAN, "--out", str(out), "--lang", lang, *more]) == 0
        written = loads(Household, out.read_text(encoding="utf-8")) if out.exists() else None
        return capsys.readouterr().out, written

    return run


def width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)


IDENTIFIED = ("--of", "identification")


def test_it_asks_until_the_answer_is_settled_and_writes_what_it_learned(asked: Asked) -> None:
    said, written = asked("是", more=IDENTIFIED)
    assert "1、是否存在返贫致贫风险？\n" in said
    assert "向谁核实：乡村振兴（农业农村）部门；凭证：防返贫监测信息系统信息表、帮扶手册\n" in said
    assert "需向农户核实的事项已全部问完。\n" in said
    assert "本户 纳入监测：是\n" in said
    assert written == loads(Household, json.dumps(HOME | {"at_risk": True}))


def test_in_english(asked: Asked) -> None:
    said, written = asked("maybe", "no", more=IDENTIFIED, lang="en")
    assert "1. at risk of returning to or falling into poverty: is it so?\n" in said
    assert "> Expected: yes or no.\n> " in said
    assert written is not None
    assert written.at_risk is False


@pytest.mark.parametrize("unknown", ["?", "？", "不详", "不知道", "unknown"])
def test_what_cannot_be_known_is_recorded_so_and_not_asked_again(asked: Asked, unknown: str) -> None:
    said, written = asked(unknown, more=IDENTIFIED)
    assert written is not None
    assert written.at_risk is None
    assert written.unknowable == {"at_risk"}
    assert "不详事项：存在返贫致贫风险\n" in said
    again, _ = asked(home=json.loads(json.dumps(HOME)) | {"unknowable": ["at_risk"]}, more=IDENTIFIED)
    assert "1、" not in again


@pytest.mark.parametrize("end", [("q",), ("Q",), ("ｑ",), ()])
def test_it_can_be_ended_and_keeps_what_was_learned(asked: Asked, end: tuple[str, ...]) -> None:
    said, written = asked("是", *end)
    assert "已结束，还有" in said
    assert written is not None
    assert written.exited is True
    assert all(width(line) <= 80 for line in said.splitlines())


def test_an_empty_answer_is_left_for_another_time(asked: Asked) -> None:
    _, written = asked("", more=IDENTIFIED)
    assert written == loads(Household, json.dumps(HOME))


def test_names_are_never_printed(asked: Asked) -> None:
    said, written = asked(*["0"] * 5)
    assert "张三" not in said
    assert "成员a（男，1980年生）\n" in said
    assert "成员b\n" in said
    assert written is not None
    assert written.people[1].name == "张三"


CLASSES = ("extreme_poverty", "severely_disabled", "orphan", "de_facto_unattended_child", "low_income")
NOTHING_ELSE: dict[str, Any] = {name: [] for name in CLASSES}
TWO: dict[str, Any] = HOME | {
    "members": [{"id": key, "insured": True, "disability_kind": "none"} | NOTHING_ELSE for key in "ab"]
}
SUBSIDY = ("--of", "contribution_subsidy")


def test_a_class_is_asked_of_all_members_in_one_go_then_since_when(asked: Asked) -> None:
    said, written = asked("2", "2021年3月1日", "", "", "", "否", home=TWO, more=SUBSIDY)
    assert "1、现在或以前是否低保对象？\n" in said
    assert "  1 成员a\n  2 成员b\n" in said
    assert "低保对象第1段时间：\n" in said
    assert "日期，如 2022-06-01；至今仍在持续的，直接回车" in said
    assert written is not None
    first, second = written.people
    assert first.minimum_living_allowance == ()
    assert second.minimum_living_allowance is not None
    (spell,) = second.minimum_living_allowance
    assert (spell.since, spell.until, spell.alone) == (date(2021, 3, 1), None, None)


def test_of_some_members_it_may_not_be_known(asked: Asked) -> None:
    _, written = asked("3", "1?", home=TWO, more=SUBSIDY)
    assert written is not None
    first, second = written.people
    assert first.minimum_living_allowance is None
    assert first.unknowable == {"minimum_living_allowance"}
    assert second.minimum_living_allowance == ()


def test_an_entry_that_does_not_agree_is_asked_for_again(asked: Asked) -> None:
    said, written = asked("1", "2021-03-01", "2020-01-01", "", "", "2021-03-01", "2021-12-31", "", "", "否", home=TWO,
                          more=SUBSIDY)  # fmt: skip
    assert "与其他登记内容不符：until: expected a date not before since" in said
    assert written is not None
    assert written.people[0].minimum_living_allowance is not None
    assert written.people[0].minimum_living_allowance[0].until == date(2021, 12, 31)


def test_an_entry_without_what_it_must_have_is_not_kept(asked: Asked) -> None:
    said, written = asked("1", "?", home=TWO, more=SUBSIDY)
    assert "缺少必要内容，所填未登记，此事项仍待核实。" in said
    assert written is not None
    assert written.people[0].unknowable == {"minimum_living_allowance"}


def test_a_last_day_that_cannot_be_known_is_not_taken_for_one_that_goes_on(asked: Asked) -> None:
    said, written = asked("1", "2015-01-01", "?", home=TWO, more=SUBSIDY)
    assert "缺少必要内容，所填未登记，此事项仍待核实。" in said
    assert written is not None
    assert written.people[0].minimum_living_allowance is None
    assert written.people[0].unknowable == {"minimum_living_allowance"}


def test_a_list_of_records_is_asked_for_record_by_record(asked: Asked) -> None:
    home = HOME | {"exited": True, "monitored": []}
    lines = ["1", "2021-02-01", "2024-02-01", "30000", "30,000", "0", "0.0435", "36", "是", "是", "?", "", "", "", "q"]
    said, written = asked(*lines, home=home, more=("--of", "small_loan"))
    assert "有没有小额信贷？有几项？\n" in said
    assert written is not None
    assert written.loans is not None
    (loan,) = written.loans
    assert (loan.lent_on, loan.outstanding) == (date(2021, 2, 1), Decimal(30000))
    assert loan.able_to_repay is None
    assert written.unknowable == {"loans"}


def test_an_interrupt_ends_and_what_was_said_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter(["?"])

    def line(_: str) -> str:
        try:
            return next(answers)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr("builtins.input", line)
    given, out = tmp_path / "in.json", tmp_path / "out.json"
    given.write_text(json.dumps(HOME), encoding="utf-8")
    command = ["ask", str(given), *HUNAN, "--out", str(out), "--lang", "zh"]
    assert main(command) == 130
    assert f"已中断，已保存已答内容：{out}。" in capsys.readouterr().out.replace("\n", "")
    written = loads(Household, out.read_text(encoding="utf-8"))
    assert written != loads(Household, json.dumps(HOME))


def test_an_interrupt_before_there_is_a_household_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupted)
    assert main(["ask", *HUNAN, "--out", str(tmp_path / "out.json"), "--lang", "zh"]) == 130
    assert capsys.readouterr().err == "已中断\n"
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("said", "sex"), [("1", "male"), ("2", "female"), ("男", "male"), ("女", "female"), ("Female", "female")]
)
def test_the_sexes_are_numbered_as_the_national_standard_does(said: str, sex: str) -> None:
    """GB/T 2261.1: 1 男性, 2 女性."""
    assert read(specs(Person)["sex"], said) == sex


@pytest.mark.parametrize("said", ["1970/1/1", "1970-1-1", "19700101", "1970年1月1日", "１９７０．１．１"])
def test_a_day_is_answered_however_import_reads_it(said: str) -> None:
    assert read(specs(Person)["birth_date"], said) == date(1970, 1, 1)


def test_a_choice_is_asked_of_each_member_in_turn(asked: Asked) -> None:
    people = [{"id": key, "insured": True} | NOTHING_ELSE | {"severely_disabled": None} for key in "ab"]
    home = HOME | {"members": [item | {"minimum_living_allowance": []} for item in people]}
    said, written = asked("9", "1", "肢体", "q", home=home, more=SUBSIDY)
    assert "填序号（1 无，2 视力，3 听力" in said
    assert "成员b：\n" in said
    assert written is not None
    assert [str(person.disability_kind) for person in written.people] == ["none", "limb"]


def test_a_household_is_begun_from_nothing(asked: Asked) -> None:
    said, written = asked("", "H-7", "0", "2", "1980.5.1", "1", "1985-06-30", "", "q", home=None)
    assert "户主：\n" in said
    assert "第2位成员：\n" in said
    head = Person(id="H-7-1", birth_date=date(1980, 5, 1), sex="male")
    assert written == Household(id="H-7", members=[head, Person(id="H-7-2", birth_date=date(1985, 6, 30))])


def test_nothing_is_written_of_a_household_that_was_not_begun(asked: Asked) -> None:
    said, written = asked("H-7", "2", "q", home=None)
    assert (written, said.splitlines()[-1]) == (None, "> 已结束，未写入文件。")


@pytest.mark.parametrize(
    ("home", "more", "expected"),
    [
        ([HOME, HOME | {"id": "H-2", "members": [{"id": "c"}]}], [], "one household, got 2; name it with --household"),
        ([HOME], ["--household", "H-9"], "one household with the id H-9, got none"),
        ([HOME | {"exited": 3}], [], "$[0].exited: expected true or false, got 3"),
    ],
)
def test_which_household_must_be_plain(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], home: Any, more: list[str], expected: str
) -> None:
    file = tmp_path / "in.json"
    file.write_text(json.dumps(home, ensure_ascii=False), encoding="utf-8")
    assert main(["ask", str(file), *HUNAN, "--out", str(tmp_path / "out.json"), *more]) == 1
    assert expected in capsys.readouterr().err
    assert not (tmp_path / "out.json").exists()


def test_figures_of_another_year_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "local.json").write_text('[{"year": 2021}, {"year": 2022, "elderly_ag": 60}]', encoding="utf-8")
    local = ["--local", str(tmp_path / "local.json")]
    assert main(["ask", *local, *HUNAN, "--out", str(tmp_path / "out.json")]) == 1
    err = capsys.readouterr().err
    assert "elderly_ag" in err
    assert "expected 2022, the year of --on, got 2021" in err


# -- typed answers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "name", "text", "expected"),
    [
        (Household, "per_capita_net_income", "１，２３４．５０元", "1234.50"),
        (Household, "per_capita_net_income", " -50 ", "-50.00"),
        (Household, "months_above_line", "6", "6"),
        (Household, "exited_on", "2020年1月2日", "2020-01-02"),
        (Household, "exited_on", "2020/1/2", "2020-01-02"),
        (Household, "at_risk", "没有", "False"),
        (Household, "village", " 石井头村 ", "石井头村"),
        (Person, "sex", "女", "female"),
        (Person, "disability_kind", "3", "hearing"),
        (LocalFigures, "medical_assistance_cap", "无", "NO_CEILING"),
        (SmallLoan, "annual_rate", "0.0435", "0.0435"),
        (Dwelling, "grade", "C级", "c"),
    ],
)
def test_answers_are_read_as_people_write_them(model: type[Any], name: str, text: str, expected: str) -> None:
    assert str(read(specs(model)[name], text)) == expected


@pytest.mark.parametrize(
    ("model", "name", "text"),
    [
        (Household, "per_capita_net_income", "12.345"),
        (Household, "per_capita_net_income", "1,2"),
        (Household, "months_above_line", "1,5"),
        (Household, "months_above_line", "-1"),
        (Household, "exited_on", "2020-2-30"),
        (Household, "exited_on", "202001010"),
        (Household, "at_risk", "也许"),
        (Person, "disability_kind", "9"),
        (Person, "disability_grade", "5"),
        (Household, "village", " "),
    ],
)
def test_anything_else_is_no_answer(model: type[Any], name: str, text: str) -> None:
    with pytest.raises((ValueError, TypeError, ArithmeticError)):
        read(specs(model)[name], text)


@pytest.mark.parametrize("text", ["4", "1 4", "x", "0 1", "1 1?", ""])
def test_members_that_are_not_listed_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        chosen(text, 3)


def test_a_line_that_is_set_in_stays_so_where_it_is_broken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    Dialogue("zh").tell("  就业帮扶：基础设施建设和管护", "", indent=2)
    assert capsys.readouterr().out == "    就业帮扶：基础设\n    施建设和管护\n\n"


def test_yes_is_not_unknown() -> None:
    assert not not_known("是")


# -- what to ask, over many households ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "head", "row"),
    [
        ("zh", "事项", "存在返贫致贫风险      乡村振兴（农业农村）  2      2        4"),
        ("en", "fact", "at risk of            rural revitalization  2      2        4"),
    ],
)
def test_questions_over_all_households_are_a_table_of_80_columns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, head: str, row: str
) -> None:
    homes = [HOME | {"id": key, "members": [{"id": f"{key}-1"}]} for key in ("H-1", "H-2")]
    file = tmp_path / "in.json"
    file.write_text(json.dumps({"households": homes, "local": LOCAL}), encoding="utf-8")
    assert main(["assess", str(file), *HUNAN, "--questions", "--lang", lang]) == 0
    # The risk settles the identification of both households; tilted assistance of both members waits for it too.
    _, table = capsys.readouterr().out.split("\n\n")
    assert any(line.startswith(head) for line in table.splitlines())
    assert all(width(line) <= 80 for line in table.splitlines())
    assert any(line.startswith(row) for line in table.splitlines()), table
    assert "H-1" not in table


def test_a_table_of_questions_is_not_an_explanation(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["assess", "in.json", *HUNAN, "--questions", "--explain", "H-1"])
    assert "not allowed with argument" in capsys.readouterr().err
