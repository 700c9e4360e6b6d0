"""The commands over tables: strict cells, bad rows with their reasons, results whole or not at all."""

from __future__ import annotations

import re
import runpy
import shlex
import shutil
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from rural_revitalization import extras
from rural_revitalization.cli import main
from rural_revitalization.fields import specs
from rural_revitalization.rules.credit import small_loan
from rural_revitalization.rules.medical import contribution_subsidy, serious_illness

pytest.importorskip("narwhals")
pl = pytest.importorskip("polars")

from rural_revitalization.cli import batches, header_mapping, headers, parsing, progress_lines  # noqa: E402 - they need what may be missing

ROOT: Final = Path(__file__).parents[2]
EXAMPLES: Final = ROOT / "examples"
PAGE: Final = ROOT / "docs" / "how-to" / "command-line-tables.md"
HUNAN: Final = ["--policy", "hunan", "--on", "2022-06-01"]
UNDER: Final = "under hunan-opinions-2022, hunan-14fyp-2021, national-practice on 2022-06-01"
CLASSES: Final = [name for name, spec in specs(contribution_subsidy.Facts).items() if spec.kind.name == "truth"]
NO_CLASS: Final = dict.fromkeys(CLASSES, "否")
ILLNESS: Final = {
    "in_scope_cost": "90000",
    "area_disposable_income": "32000.00",
    "ceiling": "300000",
    "extreme_poverty": "否",
    "minimum_living_allowance": "0",
    "returned_to_poverty": "false",
    "severely_disabled": "否",
    "sick_or_disabled_child": "0",
    "special_difficulty": "false",
}
NOT_ASKED_FOR: Final = ("severely_disabled", "sick_or_disabled_child", "special_difficulty")
"""What Hunan's plan of 2021 to 2025 has nobody tilted for."""
COLUMN: Final = "contribution_subsidy__subsidy"


def csv_of(tmp_path: Path, rows: Sequence[dict[str, str]], name: str = "in.csv") -> str:
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    return text_of(tmp_path, "\n".join(lines) + "\n", name)


def text_of(tmp_path: Path, text: str, name: str = "in.csv", encoding: str = "utf-8") -> str:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return str(path)


def person(**given: str) -> dict[str, str]:
    return {"contribution": "320.00"} | NO_CLASS | {"years_since_exit": ""} | given


class Run:
    """A command that was run: its status, what it said, and the files it left."""

    def __init__(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = tmp_path
        self.capsys = capsys
        self.status, self.out, self.err = 0, "", ""

    def __call__(self, rule: str, file: str, *options: str, out: str = "out.csv") -> Run:
        self.status = main(["apply", rule, file, *HUNAN, "--out", str(self.folder / out), *options])
        self.out, self.err = self.capsys.readouterr()
        return self

    def rejecting(self, rule: str, file: str, *options: str) -> list[str]:
        self(rule, file, "--rejects", str(self.folder / "rejects.csv"), *options)
        return (self.folder / "rejects.csv").read_text(encoding="utf-8").splitlines()[1:]

    def column(self, name: str, out: str = "out.csv") -> list[Any]:
        file = self.folder / out
        frame = pl.read_parquet(file) if file.suffix == ".parquet" else pl.read_csv(file, infer_schema=False)
        values: list[Any] = frame.get_column(name).to_list()
        return values


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(tmp_path, capsys)


# -- areas --------------------------------------------------------------------------------------------------


def test_an_area_has_at_most_two_decimals_and_no_more_than_a_million(tmp_path: Path, run: Run) -> None:
    cells = ["98.5", "100.01", "98.505", "1000000", "1000000.01", "-1", "十"]
    rows = [{"floor_area": cell, "members": "4", "once_registered": "是"} for cell in cells]
    rejected = run.rejecting("household_relocation", csv_of(tmp_path, rows), "--absent", "unknown")
    assert [line.split(",")[0] for line in rejected] == ["4", "6", "7", "8"]  # the header is line 1


# -- results ------------------------------------------------------------------------------------------------


def test_every_row_comes_back_as_it_was_with_its_worksheet(tmp_path: Path, run: Run) -> None:
    rows = [{"id": "a"} | person(orphan="是"), {"id": "b"} | person(monitored="TRUE"), {"id": "c"} | person(orphan="")]
    done = run("contribution_subsidy", csv_of(tmp_path, rows))
    assert (done.status, done.out) == (0, f"3 rows worked out {UNDER}\n")
    assert done.err == "passed through, not read: id\n"
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines() == [
        ",".join(rows[0]) + ",contribution_subsidy__eligible,contribution_subsidy__rate,"
        "contribution_subsidy__fixed_sum,contribution_subsidy__subsidy,contribution_subsidy__own_payment",
        "a,320.00,否,否,是,否,否,否,否,否,否,,true,1.00,0.00,320.00,0.00",
        "b,320.00,否,否,否,否,否,否,TRUE,否,否,,true,0.50,0.00,160.00,160.00",
        "c,320.00,否,否,,否,否,否,否,否,否,,,,0.00,,",
    ]


def test_bounds_and_missing_facts_on_request(tmp_path: Path, run: Run) -> None:
    done = run("contribution_subsidy", csv_of(tmp_path, [person(orphan=""), person()]), "--bounds", "--facts")
    assert done.column(f"{COLUMN}__low") == ["0.00", "0.00"]
    assert done.column(f"{COLUMN}__high") == ["320.00", "0.00"]
    assert done.column("contribution_subsidy__missing") == ["orphan", None]


def test_what_cannot_be_known_is_read_as_open_and_told_apart_from_what_is_missing(tmp_path: Path, run: Run) -> None:
    rows = [person(orphan="不详", monitored=""), person(orphan=" unknowable "), person(contribution="不详"), person()]
    done = run("contribution_subsidy", csv_of(tmp_path, rows), "--facts")
    assert done.status == 0
    assert done.column("contribution_subsidy__missing") == ["orphan, monitored", "orphan", "contribution", None]
    assert done.column("contribution_subsidy__unknowable") == ["orphan", "orphan", "contribution", None]


def test_parquet_in_and_out(tmp_path: Path, run: Run) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "in.parquet"
    truths = {name: [name == "orphan", False, None] for name in CLASSES}
    yuan = pl.Series([Decimal("320.00"), Decimal("320.00"), Decimal("-1.00")], dtype=pl.Decimal(10, 2))
    years = pl.Series([None] * 3, dtype=pl.Int64)
    facts = {"contribution": yuan, "years_since_exit": years} | truths
    pl.DataFrame(facts | {"many": [[1], [2], [3]]}).write_parquet(path)
    rejects = tmp_path / "rejects.csv"
    done = run("contribution_subsidy", str(path), "--rejects", str(rejects), out="out.parquet")
    assert done.status == 3
    assert done.column(COLUMN, "out.parquet") == [Decimal("320.00"), Decimal("0.00")]
    assert done.column("many", "out.parquet") == [[1], [2]]
    assert rejects.read_text(encoding="utf-8").splitlines()[1:] == [
        "3,contribution,-1.00,expected 0 to 1000000000 yuan"
    ]
    assert run("contribution_subsidy", str(path), "--rejects", str(rejects)).status == 1
    assert "many: expected a column that CSV can hold" in run.err


@pytest.mark.parametrize(("money", "expected"), [("yuan", Decimal("320.00")), ("fen", 320)])
def test_whole_numbers_of_money_need_their_unit(tmp_path: Path, run: Run, money: str, expected: Any) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "in.parquet"
    truths = {name: [name == "orphan"] for name in CLASSES}
    years = pl.Series([None], dtype=pl.Int64)
    pl.DataFrame({"contribution": [320], "years_since_exit": years} | truths).write_parquet(path)
    assert run("contribution_subsidy", str(path)).status == 1
    assert "--money yuan, fen or wan" in run.err
    assert run("contribution_subsidy", str(path), "--money", money, out="out.parquet").status == 0
    assert run.column(COLUMN, "out.parquet") == [expected]


def test_floating_point_is_refused(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "in.parquet"
    truths = {name: [True] for name in CLASSES}
    pl.DataFrame({"contribution": [320.0], "years_since_exit": [4]} | truths).write_parquet(path)
    assert run("contribution_subsidy", str(path), "--money", "yuan").status == 1
    assert "contribution: expected decimals or text, never floating point, got Float64" in run.err


def test_fen_in_text_stay_fen(tmp_path: Path, run: Run) -> None:
    path = csv_of(tmp_path, [person(contribution="32000", monitored="1"), person(contribution="320.00")])
    assert run.rejecting("contribution_subsidy", path, "--money", "fen") == [
        '3,contribution,320.00,"expected whole fen, such as 123450"'
    ]
    assert run.column(COLUMN) == ["16000"]


def test_a_ceiling_may_be_none(tmp_path: Path, run: Run) -> None:
    marks = [("1000", ""), ("无", ""), ("none", "是"), ("", "1"), ("", ""), ("无", "否")]
    rows = [ILLNESS | {"ceiling": ceiling, "no_ceiling": none} for ceiling, none in marks]
    assert run.rejecting("serious_illness", csv_of(tmp_path, rows)) == [
        '7,no_ceiling,否,"expected true, as in the column of the ceiling"'
    ]
    # 90,000 - 16,000 = 74,000 at 60%; with a ceiling of 1,000, that; without one being recorded, open.
    assert run.column("serious_illness__reimbursement") == ["1000.00", "44400.00", "44400.00", "44400.00", None]


def test_a_table_without_rows_has_headers(tmp_path: Path, run: Run) -> None:
    done = run("contribution_subsidy", text_of(tmp_path, ",".join(person()) + "\n"))
    assert (done.status, done.out) == (0, f"0 rows worked out {UNDER}\n")
    assert done.column(COLUMN) == []


# -- which column is which fact -----------------------------------------------------------------------------


def test_chinese_headers_by_label_and_by_mapping(tmp_path: Path, run: Run) -> None:
    labels = {name: spec.zh for name, spec in specs(contribution_subsidy.Facts).items()} | {"contribution": "缴费"}
    path = csv_of(tmp_path, [{labels[name]: cell for name, cell in person(orphan="是").items()}])
    mapping = text_of(tmp_path, '[columns]\n"缴费" = "contribution"\n', "map.toml")
    again = text_of(tmp_path, '{"columns": {"缴费": "contribution"}}', "map.json")
    for file in (mapping, again):
        done = run("contribution_subsidy", path, "--columns", file)
        assert done.column(COLUMN) == ["320.00"]
        assert done.err.startswith("read by their Chinese labels: 特困人员 (extreme_poverty), 重度残疾人 (severely")
    assert run("contribution_subsidy", path).status == 1
    assert "contribution: expected a column of type decimal, in yuan: individual contribution" in run.err


def test_facts_without_a_column_are_said_to_be_unknown(tmp_path: Path, run: Run) -> None:
    row = {"contribution": "320.00", "orphan": "是"}
    done = run("contribution_subsidy", csv_of(tmp_path, [row, row | {"orphan": "否"}]), "--absent", "unknown")
    assert done.column(COLUMN) == ["320.00", None]
    assert "no column, so unknown on every row: extreme_poverty (特困人员), severely_disabled" in done.err


@pytest.mark.parametrize("options", [(), ("--absent", "error"), ("--absent", "unknown")])
def test_only_facts_that_an_answer_can_depend_on_need_a_column(
    tmp_path: Path, run: Run, options: tuple[str, ...]
) -> None:
    # Hunan's plan tilts to three classes: to nobody who is disabled, in special difficulty or monitored as such.
    needed = {name: ILLNESS[name] for name in ILLNESS if name not in NOT_ASKED_FOR}
    done = run("serious_illness", csv_of(tmp_path, [needed]), *options)
    assert done.status == 0
    # 90,000 - half of 32,000 = 74,000, of which 60%.
    assert done.column("serious_illness__reimbursement") == ["44400.00"]
    named = "severely_disabled (重度残疾人), sick_or_disabled_child (病残儿童), special_difficulty (特殊困难人口)"
    assert done.err == f"no column, so unknown on every row: {named}, poor (贫困人口), monitored (防止返贫监测对象)\n"


@pytest.mark.parametrize("fact", [name for name in ILLNESS if name not in NOT_ASKED_FOR])
def test_a_fact_that_an_answer_can_depend_on_needs_a_column_unless_it_may_be_unknown(
    tmp_path: Path, run: Run, fact: str
) -> None:
    path = csv_of(tmp_path, [{name: cell for name, cell in ILLNESS.items() if name not in {fact, *NOT_ASKED_FOR}}])
    for options in ((), ("--absent", "error")):
        assert run("serious_illness", path, *options).status == 1
        first, *wrong = run.err.splitlines()
        assert first == f"error: {path}: columns"
        assert [line.split(": expected a column of type ")[0].strip() for line in wrong] == [fact]
        assert not (tmp_path / "out.csv").exists()
    assert run("serious_illness", path, "--absent", "unknown", "--facts").status == 0
    assert f"{fact} (" in run.err
    assert run.column("serious_illness__reimbursement") == [None]
    assert run.column("serious_illness__missing") == [fact]


def test_what_an_overlay_tilts_to_is_asked_for(tmp_path: Path, run: Run) -> None:
    figure = '[serious_illness.special_rate_uplift]\nvalue = 0.05\nunit = "share"\nsection = "第三条"\n'
    about = '[document]\nid = "notice"\ntitle = "made up"\nfrom = 2022-01-01\nuntil = 2022-12-31\n'
    overlay = text_of(tmp_path, f"{about}{figure}", "notice.toml")
    needed = {name: ILLNESS[name] for name in ILLNESS if name not in NOT_ASKED_FOR}
    path = csv_of(tmp_path, [needed])
    assert run("serious_illness", path, "--overlay", overlay).status == 1
    said = "boolean: in special difficulty (特殊困难人口)"
    assert (
        run.err
        == f"error: {path}: columns\n  special_difficulty: expected a column of type {said}, got no such column\n"
    )
    path = csv_of(tmp_path, [needed | {"special_difficulty": cell} for cell in ("是", "否", "")])
    # Five points more: 65% of 74,000.
    found = run("serious_illness", path, "--overlay", overlay).column("serious_illness__reimbursement")
    assert found == ["48100.00", "44400.00", None]
    # A second notice, of the rate alone: 70% and five points of 74,000.
    rate = '[serious_illness.rate]\nvalue = 0.70\nsection = "第一条"\n'
    other = text_of(tmp_path, f"{about.replace('notice', 'rate')}{rate}", "rate.toml")
    both = ("--overlay", overlay, "--overlay", other)
    found = run("serious_illness", path, *both).column("serious_illness__reimbursement")
    assert found == ["55500.00", "51800.00", None]


@pytest.mark.parametrize(
    ("headers", "mapping", "said"),
    [
        ("a,orphan", '"b" = "orphan"', "columns.b: expected a header of the file"),
        ("a,orphan", '"a" = "orphans"', "columns.a: expected a fact: contribution, "),
        ("a,b", '"a" = "orphan"\n"b" = "orphan"', "orphan: expected one column, got 2 headers"),
        ("孤儿,orphan", "", "orphan: expected one column, or a mapping with --columns, got 孤儿 and orphan"),
        ("orphan,orphan", "", "orphan: expected a header that appears once, got 2 columns"),
        ("orphan,,a", "", "column 2: expected a header, got none"),
        ("orphan,a,", "", "column 3: expected a header, got none: empty columns at the end are to be deleted"),
        ("orphan,a,, ,", "", "columns 3 to 5: expected a header, got none: empty columns at the end"),
        (
            "orphan,",
            "",
            "line 1: expected column headers, got one cell above a line of more: if it is a title, delete it",
        ),
        (
            "登记表",
            "",
            "line 1: expected column headers, got one cell above a line of more: if it is a title, delete it",
        ),
        ("__fact_a,orphan", "", "column 1: expected a header that does not begin with __fact_"),
        ("a\0b,orphan", "", "holds no NUL, got 'a\\x00b'"),
        ("a,b", "", "$: expected at least one column of: "),
        ("a,orphan", '"a" = 3', "columns.a: expected the name of a fact"),
        ("a,orphan", "a =", "expected TOML in UTF-8"),
        ("a,orphan", "[rows]", 'expected a table "columns"'),
    ],
)
def test_headers_and_mappings_that_do_not_fit(tmp_path: Path, run: Run, headers: str, mapping: str, said: str) -> None:
    file = text_of(tmp_path, f"[columns]\n{mapping}\n", "map.toml")
    path = text_of(tmp_path, f"{headers}\n1,1\n")
    assert run("contribution_subsidy", path, "--columns", file, "--absent", "unknown").status == 1
    assert said in run.err
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("kind", ["toml", "json"])
def test_a_mapping_in_another_encoding_is_refused_as_what_it_should_be(tmp_path: Path, run: Run, kind: str) -> None:
    (tmp_path / f"map.{kind}").write_bytes('{"columns": {"核定": "orphan"}}'.encode("gb18030"))
    path = text_of(tmp_path, "orphan\n是\n")
    assert run("contribution_subsidy", path, "--columns", str(tmp_path / f"map.{kind}")).status == 1
    assert f"expected {kind.upper()} in UTF-8" in run.err


def test_a_mapping_wins_over_names_and_labels(tmp_path: Path, run: Run) -> None:
    path = text_of(tmp_path, "orphan,孤儿,核定\n否,否,是\n")
    mapping = text_of(tmp_path, '[columns]\n"核定" = "orphan"\n', "map.toml")
    done = run("contribution_subsidy", path, "--columns", mapping, "--absent", "unknown")
    assert done.column("contribution_subsidy__eligible") == ["true"]
    assert done.err.startswith("passed through, not read: orphan, 孤儿\n")


# -- bad rows -----------------------------------------------------------------------------------------------


def test_bad_rows_go_to_the_reject_file_with_their_reasons(tmp_path: Path, run: Run) -> None:
    good = ",".join(person().values())
    slipped, negative = '320,"Li\nSi",否,否,否,否,否,是的,否,否,', ",".join(person(contribution="-1").values())
    text = "\n".join([",".join(person()), good, "", slipped, "1,2", f"{good},x", negative, good])
    rejected = run.rejecting("contribution_subsidy", text_of(tmp_path, text))
    truth = "expected true or false, 是 or 否, 1 or 0, or an empty cell"
    assert rejected == [
        f'4,extreme_poverty,<hidden>,"{truth}, got text of 5 characters"',
        f'4,monitored,<hidden>,"{truth}, got text of 2 characters"',
        '6,,,"expected 11 cells, not 2"',
        '7,,,"expected 11 cells, not 12"',
        "8,contribution,-1,expected 0 to 1000000000 yuan",
    ]
    assert (run.status, run.out) == (3, f"2 rows worked out {UNDER}; 4 rejected\n")
    assert run.column(COLUMN) == ["0.00", "0.00"]


def test_without_a_reject_file_bad_rows_are_an_error_and_nothing_is_written(tmp_path: Path, run: Run) -> None:
    (tmp_path / "out.csv").write_text("before", encoding="utf-8")
    path = csv_of(tmp_path, [person(), person(contribution="张三"), person(contribution="张三")])
    done = run("contribution_subsidy", path)
    assert (done.status, done.out) == (1, "")
    said = "yuan with at most two decimals, such as 1234.50, got something else in 2 rows, first on line 3"
    assert done.err.splitlines()[1:] == [f"  contribution: expected {said}"]
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "before"
    assert sorted(item.name for item in tmp_path.iterdir()) == ["in.csv", "out.csv"]


def test_a_reject_file_of_before_does_not_stay(tmp_path: Path, run: Run) -> None:
    (tmp_path / "rejects.csv").write_text("before\nbefore\n", encoding="utf-8")
    assert run.rejecting("contribution_subsidy", csv_of(tmp_path, [person()])) == []
    assert run.status == 0


@pytest.mark.parametrize(
    ("rule", "fact", "cells"),
    [
        (contribution_subsidy, "contribution", ["0", "-0", "1.5", "999999999.99", "1000000000"]),
        (serious_illness, "in_scope_cost", ["0.01", "-0.01", "1.234", "1,000", "01", "+1", "1e3", "1 1", "1.", ".5"]),
        (small_loan, "annual_rate", ["0", "1", "0.0385", "0.123456", "1.01", "-0.1", "3.85%", "１"]),
        (small_loan, "day_count", ["360", "366", "359", "367", "360.0", "99999999999999999999"]),
        (small_loan, "borrower_age", ["0", "150", "151", "x", "-1"]),
    ],
)
def test_cells_are_read_as_single_values_are(rule: Any, fact: str, cells: list[str]) -> None:
    spec = headers.facts_of(rule)[fact]
    found = headers.matched([fact], headers.facts_of(rule), header_mapping.FactMapping(), needed=())
    (read,) = parsing.cells_of(found, {fact: pl.String()}, None)
    frame = pl.DataFrame({fact: cells}).with_columns(read.value.alias(read.held))
    frame = frame.with_columns(read.reason.alias(read.why))
    for cell, value, why in frame.iter_rows():
        try:
            count = int(cell) if spec.kind.name == "count" else cell
            expected = spec.parse(count)
        except (ValueError, TypeError, ArithmeticError):
            assert why is not None, cell
        else:
            assert why is None, cell
            assert value == expected


@pytest.mark.parametrize("cell", ["1000000000.01", "99999999999999999999.00"])
def test_amounts_beyond_what_tables_hold_are_rejected(tmp_path: Path, run: Run, cell: str) -> None:
    (said,) = run.rejecting("contribution_subsidy", csv_of(tmp_path, [person(contribution=cell)]))
    assert "expected 0 to 1000000000 yuan, got" in said


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        ("contribution\n320\nÿ", "latin-1", "expected text in utf-8"),
        ('contribution\n320\n"3', "utf-8", "line 3: expected CSV"),
        ("", "utf-8", "line 1: expected column headers"),
    ],
)
def test_a_file_that_is_no_csv(tmp_path: Path, run: Run, text: str, encoding: str, said: str) -> None:
    assert run("contribution_subsidy", text_of(tmp_path, text, encoding=encoding), "--absent", "unknown").status == 1
    assert said in run.err


def test_a_file_that_is_no_parquet(tmp_path: Path, run: Run) -> None:
    assert run("contribution_subsidy", text_of(tmp_path, "contribution", "in.parquet")).status == 1
    assert "expected a Parquet file" in run.err
    assert run("contribution_subsidy", str(tmp_path / "none.parquet")).status == 1
    assert "none.parquet" in run.err


def test_gb18030_on_request_and_marks_kept(tmp_path: Path, run: Run) -> None:
    text = "孤儿,备注\n是,张\n"
    unknown = ["--absent", "unknown"]
    plain = run("contribution_subsidy", text_of(tmp_path, text), *unknown).column(COLUMN)
    assert not (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    path = text_of(tmp_path, text, encoding="gb18030")
    assert run("contribution_subsidy", path, "--encoding", "gb18030", *unknown).column(COLUMN) == plain
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert run("contribution_subsidy", text_of(tmp_path, f"\ufeff{text}"), *unknown).column(COLUMN) == plain
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_encoding_is_read_with_and_without_a_mark(tmp_path: Path, run: Run, encoding: str, mark: str) -> None:
    path = text_of(tmp_path, f"{mark}孤儿,备注\n是,张\n", encoding=encoding)
    option = encoding.removesuffix("-le").removesuffix("-be")
    done = run("contribution_subsidy", path, "--encoding", option, "--absent", "unknown")
    if encoding == "utf-16-be" and not mark:  # nothing says which bytes come first
        assert (done.status, done.out) == (1, "")
        return
    assert done.column("contribution_subsidy__eligible") == ["true"]
    assert not (tmp_path / "out.csv").read_bytes().startswith(2 * b"\xef\xbb\xbf")


def test_utf_16_is_named_where_another_encoding_is_asked_for(tmp_path: Path, run: Run) -> None:
    path = text_of(tmp_path, "孤儿\n是\n", encoding="utf-16")
    for encoding in ("utf-8", "gb18030"):
        assert run("contribution_subsidy", path, "--encoding", encoding).status == 1
        assert f"$: expected text in {encoding}, got UTF-16; give --encoding utf-16" in run.err


def test_blanks_around_headers_and_cells_are_no_part_of_them(tmp_path: Path, run: Run) -> None:
    path = text_of(tmp_path, " orphan , 个人缴费标准\u3000\n 是\u3000, 320.00\t\n否, \n")
    done = run("contribution_subsidy", path, "--absent", "unknown")
    assert done.column(COLUMN) == ["320.00", None]
    assert done.column("orphan") == [" 是\u3000", "否"]


def test_no_cell_of_the_results_begins_a_formula(tmp_path: Path, run: Run) -> None:
    notes = ["=1+1", "+86 1", "-1,234.50", "-5", "@a", "＝1", "\tx", "-", "plain", "'=1", ""]
    rows = "".join(f'是,"{note}"\n' for note in notes)
    done = run("contribution_subsidy", text_of(tmp_path, f"orphan,=note\n{rows}"), "--absent", "unknown")
    expected = ["'=1+1", "'+86 1", "-1,234.50", "-5", "'@a", "'＝1", "'\tx", "'-", "plain", "'=1", None]
    assert done.column("'=note") == expected


def test_a_reject_file_begins_no_formula_and_says_what_it_hides(tmp_path: Path, run: Run) -> None:
    (row,) = run.rejecting("contribution_subsidy", text_of(tmp_path, "=a,orphan\n1,=张三\n"), "--absent", "unknown")
    assert (
        row
        == '2,orphan,<hidden>,"expected true or false, 是 or 否, 1 or 0, or an empty cell, got text of 3 characters"'
    )


@pytest.mark.parametrize(
    ("values", "dtype"), [([1], "Duration"), ([{"a": 1}], "Struct"), ([[1]], "List"), ([b"x"], "Binary")]
)
def test_columns_that_csv_cannot_hold_are_named(tmp_path: Path, run: Run, values: list[Any], dtype: str) -> None:
    odd = pl.Series(values, dtype=pl.Duration) if dtype == "Duration" else pl.Series(values)
    pl.DataFrame({"odd": odd, "orphan": [True]}).write_parquet(tmp_path / "in.parquet")
    path = str(tmp_path / "in.parquet")
    assert run("contribution_subsidy", path, "--absent", "unknown").status == 1
    assert f"odd: expected a column that CSV can hold, or a .parquet file for --out, got {dtype}" in run.err
    pytest.importorskip("pyarrow")
    assert run("contribution_subsidy", path, "--absent", "unknown", out="out.parquet").status == 0


def test_more_columns_than_a_spreadsheet_has_are_refused(tmp_path: Path, run: Run) -> None:
    head = ",".join(["orphan", *(f"c{at}" for at in range(16_384))])
    assert run("contribution_subsidy", text_of(tmp_path, f"{head}\n"), "--absent", "unknown").status == 1
    assert "$: expected at most 16,384 columns, as many as a spreadsheet has, got 16,385" in run.err


@pytest.mark.parametrize("options", [("--rejects", "out.csv"), ("--rejects", "in.csv")])
def test_no_file_is_written_over_another(tmp_path: Path, run: Run, options: tuple[str, str]) -> None:
    path = csv_of(tmp_path, [person()])
    name, file = options
    assert run("contribution_subsidy", path, name, str(tmp_path / file)).status == 1
    assert f"{name}: expected a separate file" in run.err
    assert run("contribution_subsidy", path, out="in.csv").status == 1
    assert "--out: expected a separate file, got the same file as FILE" in run.err


# -- batches ------------------------------------------------------------------------------------------------


def test_batches_come_to_the_same_and_show_progress(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [person(orphan="?" if at % 7 == 3 else "是", contribution=f"{at}") for at in range(100)]
    path = csv_of(tmp_path, rows)
    whole = run.rejecting("contribution_subsidy", path), run.column(COLUMN)
    monkeypatch.setattr(batches, "BATCH", 9)
    monkeypatch.setattr(progress_lines, "_LONG_TABLE", 25)
    assert (run.rejecting("contribution_subsidy", path), run.column(COLUMN)) == whole
    assert run.err.splitlines() == [f"worked out {count} rows" for count in (25, 50, 75, 100)]
    frame = pl.read_csv(path, infer_schema=False)
    frame.write_parquet(tmp_path / "in.parquet")
    rejected = run.rejecting("contribution_subsidy", str(tmp_path / "in.parquet"))
    assert [line.partition(",")[2] for line in rejected] == [line.partition(",")[2] for line in whole[0]]
    assert run.column(COLUMN) == whole[1]
    assert run.err.splitlines()[-1] == "worked out 100 of 100 rows"


def test_lines_of_blanks_do_not_end_a_file(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH", 2)
    path = text_of(tmp_path, "orphan,id\n" + "\n" * 9 + "是,a\n")
    assert run("contribution_subsidy", path, "--absent", "unknown").column("id") == ["a"]


# -- the commands -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["apply", "no_rule", "in.csv", *HUNAN, "--out", "out.csv"],
        ["apply", "small_loan", "in.xlsx", *HUNAN, "--out", "out.csv"],
        ["apply", "small_loan", "in.csv", *HUNAN],
        ["apply", "small_loan", "in.csv", *HUNAN, "--out", "out.csv", "--rejects", "out.parquet"],
        ["apply", "small_loan", "in.csv", *HUNAN, "--out", "out.csv", "--columns", "map.yaml"],
        ["apply", "small_loan", "in.csv", *HUNAN, "--out", "out.csv", "--absent", "zero"],
        ["apply", "small_loan", "in.csv", *HUNAN, "--out", "out.csv", "--missing", "unknown"],
        ["schema"],
    ],
)
def test_a_command_not_understood_is_status_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_what_is_not_installed_is_named_with_its_extra(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: None if name in ("polars", "narwhals") else name)
    assert run("contribution_subsidy", csv_of(tmp_path, [person()])).status == 1
    assert run.err == "error: this needs narwhals and polars: install rural-revitalization[engines,frames]\n"


def test_schema_lists_what_is_read_and_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "net_income"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "read:",
        "  wage                               decimal  yuan per year             wages",
        "  business                           decimal  yuan per year             business income",
        "  property                           decimal  yuan per year             property income",
        "  transfer                           decimal  yuan per year             transfers",
        "  business_costs                     decimal  yuan per year             costs of business",
        "  members                            integer  people                    members who share income and spending",
        "written:",
        "  net_income__gross_income           decimal  yuan per year             income before costs",
        "  net_income__net_income             decimal  yuan per year             net income",
        "  net_income__per_capita_net_income  decimal  yuan per person and year  per-capita net income",
    ]


def test_a_template_is_a_header_to_fill_in(capsys: pytest.CaptureFixture[str]) -> None:
    main(["schema", "net_income", "--template"])
    main(["schema", "net_income", "--template", "--lang", "zh"])
    assert capsys.readouterr().out.splitlines() == [
        "wage,business,property,transfer,business_costs,members",
        "工资性收入,生产经营性收入,财产性收入,转移性收入,生产经营性支出,共享收支人口",
    ]


def test_a_template_in_chinese_is_read_back(tmp_path: Path, run: Run) -> None:
    main(["schema", "serious_illness", "--template", "--lang", "zh"])
    heads = run.capsys.readouterr().out
    done = run("serious_illness", text_of(tmp_path, f"{heads}90000,32000,无,,否,否,否,否,否,否,否,否\n"))
    assert done.column("serious_illness__reimbursement") == ["44400.00"]


# -- the documentation --------------------------------------------------------------------------------------


def said_by(command: str, capsys: pytest.CaptureFixture[str], status: list[int]) -> str:
    words = shlex.split(command)
    if words[0] == "cat":
        return Path(words[1]).read_text(encoding="utf-8")
    if words[0] == "echo":
        return f"{status[-1]}\n"
    status.append(main(words[1:]))
    out, err = capsys.readouterr()
    return err + out


def test_the_commands_of_the_how_to_say_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    shown = re.findall(r"^```console\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    status: list[int] = []
    for block in shown:
        commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
        assert block == "".join(f"$ {command}\n{said_by(command, capsys, status)}" for command in commands)
    assert status == [0, 1, 3, 1]


def test_the_example_streams_from_parquet_to_parquet(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows, due, undecided = 5000, 0, 0
    for number in range(rows):
        full = any(number % every == 0 for every in (50, 40, 200, 250))
        half = number % 20 == 0 or number % 25 == 0 or (number % 10 > 0 and number % 7 == 0)
        due += 320 if full else 160 if half else 0
        undecided += not full and not half and number % 10 == 0
    monkeypatch.setattr(sys, "argv", ["stream_parquet.py", str(rows)])
    runpy.run_path(str(EXAMPLES / "stream_parquet.py"), run_name="__main__")
    said = f"{rows:,} people, {due:,}.00 yuan due, {undecided:,} not determined\n"
    assert capsys.readouterr().out == said


def test_a_row_that_is_taken_for_headers_is_not_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    identity = "11010519491231002X"
    file = text_of(tmp_path, f"{identity},contribution,{identity}\n1,320.00,1\n")
    ran = Run(tmp_path, capsys)("contribution_subsidy", file)
    assert ran.status == 1
    assert "a header that appears once" in ran.err
    assert identity not in ran.err + ran.out


def test_headers_of_parquet_are_trimmed_as_those_of_csv_are(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "in.parquet"
    columns = {" contribution ": "320.00", "years_since_exit": None} | dict.fromkeys(CLASSES, False)
    pl.DataFrame([columns]).write_parquet(path)
    done = run("contribution_subsidy", str(path), out="out.parquet")
    assert done.status == 0
    assert done.column("contribution", "out.parquet") == ["320.00"]
    pl.DataFrame({" contribution": ["320.00"], "contribution": ["400.00"]}).write_parquet(path)
    refused = run("contribution_subsidy", str(path), out="other.parquet")
    assert refused.status == 1
    assert "contribution: expected a header that appears once" in refused.err
