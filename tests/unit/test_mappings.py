"""Mapping files: codes of a register, contraries, separators of thousands; amounts in ten thousand yuan."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Final

import pytest

from rural_revitalization.cli import main

pytest.importorskip("narwhals")
pl = pytest.importorskip("polars")

FOUND: Final = {
    case["id"]: case["given"]["runs"][0]
    for case in json.loads((Path(__file__).parents[1] / "found_faults" / "tables.json").read_text(encoding="utf-8"))
}
Row = dict[str, str]


class Applied:
    """`apply` with a mapping, in a folder of its own; the rows of the results, and what was said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        self.err = ""

    def __call__(self, rule: str, table: str, mapping: str, *options: str, policy: str = "hunan") -> list[Row]:
        Path("in.csv").write_text(table, encoding="utf-8")
        Path("map.toml").write_text(mapping, encoding="utf-8")
        on = ["--policy", policy, "--on", "2024-05-06", "--absent", "unknown", "--columns", "map.toml"]
        status = main(["apply", rule, "in.csv", *on, "--out", "out.csv", *options])
        self.err = self.capsys.readouterr().err
        if status == 1:
            return []
        with Path("out.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture
def applied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Applied:
    monkeypatch.chdir(tmp_path)
    return Applied(capsys)


def beside(table: str, **columns: str) -> str:
    """A table with further columns, each with one value on every row."""
    head, *rows = table.splitlines()
    return "\n".join([",".join([head, *columns]), *(",".join([row, *columns.values()]) for row in rows)])


# Rules take the income of a household and its members: with one member, that is the income per head of the register.
REGISTER: Final = """
thousands_separators = true

[columns]
"户类型" = { exited = { "脱贫户" = true, "一般农户" = false } }
"人均纯收入" = "household_net_income"
"监测线" = "monitoring_line"
"有无风险" = { at_risk = { "有" = true, "无" = false } }
"危房户" = "not housing_secured"
"""


def test_a_register_is_read_by_its_own_words(applied: Applied) -> None:
    table = beside(FOUND["S-T08"]["files"]["in.csv"]["text"], members="1")
    found = {row["户编号"]: row for row in applied("identification", table, REGISTER)}
    # 6,980.40 and 7,120.00 are below 7,500, 12,640.50 is not; the first household exited, the second did not.
    assert found["X-48-1"]["identification__unstable_exited"] == "true"
    assert found["X-48-2"]["identification__marginal"] == "true"
    assert found["X-48-3"]["identification__below_line"] == "false"
    assert found["X-48-1"]["人均纯收入"] == "6,980.40"
    # The same file serves another rule. A dangerous house is no secured one; further guarantees have no column.
    found = {row["户编号"]: row for row in applied("risk_elimination", table, REGISTER)}
    assert found["X-48-2"]["risk_elimination__guarantees_secured"] == "false"
    assert found["X-48-1"]["risk_elimination__guarantees_secured"] == ""


LOAN: Final = """
[columns]
"贷款余额" = "outstanding"
"年利率" = "annual_rate"
"计息天数" = "days"
"""
# As the case says of every row; and it is the only loan, lent before the year began.
EVERY_ROW: Final = {
    "year": "2024",
    "days_before": "0",
    "older_balance": "0",
    "borrower_in_scope": "true",
    "requested": "0",
    "overdue_days": "0",
    "day_count": "365",
    "subsidised_share": "1",
}


def test_amounts_in_ten_thousand_yuan(applied: Applied) -> None:
    table = beside(FOUND["S-T09"]["files"]["in.csv"]["text"], **EVERY_ROW, bearing="4.5")
    (row,) = applied("small_loan", table, LOAN, "--money", "wan", policy="guizhou")
    # 45,000 x 0.0365 x 90 / 365 = 405.00, all subsidised within 50,000.
    assert row["small_loan__interest"] == "405.00"
    assert row["small_loan__interest_subsidy"] == "405.00"
    # Read as 4.50 yuan: 4.50 x 0.0365 x 90 / 365 = 0.0405.
    (row,) = applied("small_loan", table, LOAN, policy="guizhou")
    assert row["small_loan__interest"] == "0.04"


INCOME: Final = '[columns]\n"收入" = "wage"\n'
NONE_ELSE: Final = {"business": "0", "property": "0", "transfer": "0", "business_costs": "0", "members": "1"}


@pytest.mark.parametrize(
    ("wan", "yuan"),
    [("4.5", "45000.00"), ("0", "0.00"), ("0.000001", "0.01"), ("12", "120000.00"), ("1.234567", "12345.67")],
)
def test_ten_thousand_yuan_are_exact_to_the_fen(applied: Applied, wan: str, yuan: str) -> None:
    table = beside(f"收入\n{wan}\n", **NONE_ELSE)
    (row,) = applied("net_income", table, INCOME, "--money", "wan")
    assert row["net_income__gross_income"] == yuan


def test_a_column_of_decimals_in_ten_thousand_yuan(tmp_path: Path) -> None:
    facts = {name: pl.Series([value], dtype=pl.Int64) for name, value in (("members", 1), ("business", 0))}
    wage = pl.Series(["4.500000"]).cast(pl.Decimal(18, 6))
    pl.DataFrame({"wage": wage, "property": [0], "transfer": [0], "business_costs": [0]} | facts).write_parquet(
        tmp_path / "in.parquet"
    )
    files = [str(tmp_path / "in.parquet"), "--out", str(tmp_path / "out.csv")]
    assert main(["apply", "net_income", *files, "--policy", "hunan", "--on", "2024-05-06", "--money", "wan"]) == 0
    (row,) = csv.DictReader((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines())
    assert row["net_income__net_income"] == "45000.00"


@pytest.mark.parametrize("cell", ["0.0000001", "1,000", "4.5万", "1e3"])
def test_what_is_no_amount_in_ten_thousand_yuan(applied: Applied, cell: str) -> None:
    table = beside(f'收入\n"{cell}"\n', **NONE_ELSE)
    assert applied("net_income", table, INCOME, "--money", "wan", "--rejects", "bad.csv") == []
    assert "ten thousand yuan (万元) with at most six decimals" in Path("bad.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("cell", "read"),
    [("1,234.50", "1234.50"), ("1234.50", "1234.50"), ("12,345,678", "12345678.00"), ("1,23", ""), ("0,123", "")],
)
def test_separators_of_thousands_stand_every_three_digits(applied: Applied, cell: str, read: str) -> None:
    table = beside(f'收入\n"{cell}"\n', **NONE_ELSE)
    found = applied("net_income", table, f"thousands_separators = true\n{INCOME}", "--rejects", "bad.csv")
    assert [row["net_income__gross_income"] for row in found] == ([read] if read else [])
    if "," in cell:  # only where the mapping says so
        assert applied("net_income", table, INCOME, "--rejects", "bad.csv") == []


CODES: Final = (
    '[columns]\n"类别" = { orphan = { "孤儿" = true, "其他" = false, "不详" = "" }, exited = { "孤儿" = false } }\n'
)


def test_codes_are_read_and_others_rejected(applied: Applied) -> None:
    table = "类别,contribution\n孤儿,350\n其他,350\n不详,350\n,350\n  孤儿 ,350\n五保,350\n"
    mapping = CODES.replace(', exited = { "孤儿" = false }', "")
    found = applied("contribution_subsidy", table, mapping, "--rejects", "bad.csv", "--facts")
    assert [row["contribution_subsidy__subsidy"] for row in found] == ["350.00", "", "", "", "350.00"]
    assert ["orphan" in row["contribution_subsidy__missing"] for row in found] == [False, False, True, True, False]
    reasons = Path("bad.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert reasons == ['7,类别,<hidden>,"expected one of 孤儿, 其他, 不详, or an empty cell, got text of 2 characters"']


def test_one_column_may_tell_several_facts(applied: Applied) -> None:
    (row,) = applied("contribution_subsidy", "类别,contribution\n孤儿,350\n", CODES)
    assert row["contribution_subsidy__subsidy"] == "350.00"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('"类别" = { orphan = { "孤儿" = 7 } }', "columns.类别.orphan.孤儿: expected True or False"),
        (
            '"类别" = { contribution = { "甲" = 350 } }',
            "a fact that is true or false, or a whole number, to map codes to",
        ),
        ('"类别" = "not contribution"', "a fact that is true or false, to take the contrary of, got contribution"),
        ('"类别" = "not orfan"', "columns.类别: expected a fact: contribution, "),
        ('"类别" = "orfan"', "did you mean orphan?"),
        (
            '"类别码" = "orphan"',
            "columns.类别码: expected a header of the file, got no such column; did you mean 类别?",
        ),
        ('"类别" = { orphan = true }', 'columns.类别: expected the name of a fact, "not " and its name, or a table'),
        ('"类别" = {}', 'columns.类别: expected the name of a fact, "not " and its name, or a table'),
        ('"类别" = "orphan"\n[more]', 'expected a table "columns" of lines header = fact'),
    ],
)
def test_mappings_that_do_not_fit(applied: Applied, line: str, said: str) -> None:
    assert applied("contribution_subsidy", "类别,contribution\n孤儿,350\n", f"[columns]\n{line}\n") == []
    assert said in applied.err
    assert not Path("out.csv").exists()


def test_a_mapping_in_json_says_the_same(applied: Applied) -> None:
    codes = {"columns": {"类别": {"orphan": {"孤儿": True, "其他": False}}, "额": "contribution"}}
    Path("map.json").write_text(json.dumps(codes), encoding="utf-8")
    (row,) = applied("contribution_subsidy", "类别,额\n孤儿,350\n", "", "--columns", "map.json")
    assert row["contribution_subsidy__subsidy"] == "350.00"
