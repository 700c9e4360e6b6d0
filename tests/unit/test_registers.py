"""Registers: sheets are read, rows joined into households, and all that is not read is told with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any, Final

import pytest

import rural_revitalization as rr
from registers_of import MONITORED, ON, WORK, read_rows, refusals, written
from rural_revitalization import registers
from rural_revitalization.extras import NotInstalled
from rural_revitalization.models import DisabilityKind, Employment, RiskKind, RiskState, SchoolStage, SupportKind
from rural_revitalization.registers.joining import OF_HOUSEHOLD, OF_PERSON, STATUSES
from rural_revitalization.registers.layouts import Layout, layouts
from rural_revitalization.registers.listed import LISTED
from rural_revitalization.registers.reasons import RefusalReason

SAMPLES: Final = Path(__file__).parents[2] / "examples" / "data" / "registers"
MALE: Final = MONITORED
FEMALE: Final = MONITORED | {
    "人口编号": "P-2",
    "姓名": "李四乙",
    "证件号码": "990101197203150029",
    "与户主关系": "配偶",
    "性别": "2",
    "出生日期": "19720315",
}


OF_ITS_OWN: Final = "户编号 in the row itself, by which it is joined to others; a merged cell fills its first row only"
"""What is expected of a row without a household."""
OF_ALL: Final = (
    "户编号 in the rows of people below as well, who may be of this household: "
    "a merged cell fills its first row only; it is set aside"
)
"""What is expected of the rows of a household above such a row."""


@pytest.fixture
def sample() -> registers.Register:
    pytest.importorskip("python_calamine")
    return registers.read(sorted(SAMPLES.glob("*.xlsx")), on=ON)


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Make a workbook of rows of cells that stand from a cell on, in sheets by name."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")

    def make(named: dict[str, list[list[Any]]], *, row: int = 0, column: int = 0, hidden: str = "", **how: Any) -> Path:
        file = tmp_path / "made.xlsx"
        with xlsxwriter.Workbook(file, how) as book:
            for name, rows in named.items():
                sheet = book.add_worksheet(name)
                for at, cells in enumerate(rows):
                    for beside, cell in enumerate(cells):
                        if cell is ERROR:
                            sheet.write_formula(row + at, column + beside, "=1/0", None, "#DIV/0!")
                        elif cell != "":
                            sheet.write(row + at, column + beside, cell)
                if name == hidden:
                    sheet.hide()
        return file

    return make


ERROR: Final = object()
"""A cell that holds an error of the spreadsheet."""


def cells(*rows: dict[str, Any]) -> list[list[Any]]:
    return [[*rows[0]], *([*row.values()] for row in rows)]


# -- the samples --------------------------------------------------------------------------------------------------


def test_the_sample_workbooks_are_six_households_with_what_each_list_says(sample: registers.Register) -> None:
    by_id = {household.id: household for household in sample.households}
    assert [*by_id] == [f"9901010000000{at}" for at in range(1, 7)]
    assert [household.size for household in sample.households] == [3, 1, 2, 3, 1, 2]
    first = by_id["99010100000001"]
    assert (first.county, first.village, first.exited) == ("示例县", "甲村", True)
    assert first.identified_on == date(2023, 3, 1)
    assert first.monitored == (rr.Spell(since=date(2023, 3, 1)),)
    assert first.per_capita_net_income == Decimal("9000.00")
    assert first.housing_secured is first.water_secured is first.education_secured is first.medical_secured is True
    assert first.risks == (rr.Risk(kind=RiskKind.ILLNESS, found_on=date(2023, 3, 1), state=RiskState.OPEN),)
    assert [item.kind for item in first.support or ()] == [SupportKind.EMPLOYMENT] * 2 + [SupportKind.HEALTH]
    head, wife, son = first.people
    assert head.birth_date == date(1970, 1, 1)
    assert head.employment == (
        rr.Job(since=date(2022, 3, 1), until=date(2022, 12, 31), kind=Employment.WORKING_AWAY),
        rr.Job(since=date(2023, 2, 1), kind=Employment.WORKING_AWAY),
    )
    assert [job.kind for job in wife.employment or ()] == [Employment.WORKING_IN_COUNTY] * 2
    assert son.schoolings == (rr.Schooling(stage=SchoolStage.UPPER_SECONDARY, since=ON),)
    assert (son.labour_capacity, son.gravely_ill) == ("none", False)


def test_a_certificate_gives_number_kind_and_grade_and_a_status_holds_from_the_day_of_the_register(
    sample: registers.Register,
) -> None:
    [person] = sample.households[1].people
    assert person.identity_number == "990101194809090055"
    assert (person.disability_kind, person.disability_grade) == (DisabilityKind.LIMB, 2)
    assert person.extreme_poverty == (rr.Spell(since=ON),)
    assert person.minimum_living_allowance == ()


def test_a_risk_that_was_eliminated_ends_with_its_month(sample: registers.Register) -> None:
    resolved, vanished = sample.households[3], sample.households[4]
    assert resolved.monitored == (rr.Spell(since=date(2022, 5, 1), until=date(2023, 2, 28)),)
    assert [(risk.state, risk.settled_on) for risk in resolved.risks or ()] == [(RiskState.RESOLVED, date(2023, 2, 28))]
    assert [(risk.state, risk.settled_on) for risk in vanished.risks or ()] == [(RiskState.VANISHED, date(2023, 9, 30))]


def test_only_what_the_samples_contradict_or_leave_alone_is_refused(sample: registers.Register) -> None:
    alone = "户编号: expected a household that is in a list of members too"
    assert refusals(sample) == [
        *(f"household.xlsx, Sheet1!D{row}, {alone}" for row in range(10, 16)),
        "monitored.xlsx, Sheet1!BI14, 消除监测时间: expected a month not before that of identification (2023-08)",
    ]
    sixth = sample.households[5]
    assert sixth.monitored is None
    assert [(risk.state, risk.settled_on) for risk in sixth.risks or ()] == [(RiskState.RESOLVED, None)]


def test_the_old_kind_of_workbook_says_the_same(sample: registers.Register) -> None:
    pytest.importorskip("xlrd")
    files = [file for file in SAMPLES.glob("*.xls*") if file.name != "monitored.xlsx"]
    assert registers.read(sorted(files), on=ON).households == sample.households


def test_facts_of_villages_are_in_yuan_and_have_no_code(sample: registers.Register) -> None:
    assert len(sample.villages) == 12
    assert rr.Village(code="990101", **sample.villages[1]) == rr.Village(
        code="990101",
        county="示例县",
        name="乙村",
        exited=False,
        households=215,
        population=859,
        collective_income=Decimal(85000),
    )


def test_what_no_model_holds_is_said_and_private_columns_are_not_kept(sample: registers.Register) -> None:
    monitored = sample.tables[1]
    assert "文化程度" in monitored.unread
    assert set(monitored.private) >= {"民族", "户联系电话", "家庭成员联系电话", "政治面貌"}
    assert sample.unheld == {("健康状况", "长期慢性病"): 2, ("健康状况", "残疾"): 2}
    assert "汉族" not in repr(sample)
    assert "10000000001" not in repr(sample)


# -- layouts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", layouts().values(), ids=layouts())
def test_every_field_of_a_layout_is_read_into_a_household_or_a_village(layout: Layout) -> None:
    folder = Path(registers.__file__).parent
    modules = ("joining.py", "homes.py", "same_person.py", "listed.py")
    source = "".join((folder / name).read_text(encoding="utf-8") for name in modules)
    of_lists = {field for of in LISTED for field in of.fields}
    assert set(layout.needs) <= set(layout.columns)
    for column in layout.columns.values():
        if column.is_held and not column.field.startswith(("village.", "support.")):
            assert column.field in {*OF_HOUSEHOLD, *OF_PERSON, *STATUSES, *of_lists} or f'"{column.field}"' in source


# -- conflicts ----------------------------------------------------------------------------------------------------


def test_a_header_that_occurs_twice_is_one_fact_or_a_conflict(tmp_path: Path) -> None:
    headers, row = [*MONITORED, "风险是否已消除"], [*MONITORED.values()]
    same = registers.read([written(tmp_path / "a.csv", [headers, [*row, "否"]])], on=ON)
    assert (refusals(same), same.households[0].monitored) == ([], (rr.Spell(since=date(2023, 3, 1)),))
    other = registers.read([written(tmp_path / "b.csv", [headers, [*row, "是"]])], on=ON)
    assert refusals(other) == ["b.csv, S2, 风险是否已消除: expected the same as at b.csv, Q2; neither is kept"]
    assert other.households[0].monitored is None


def test_rows_of_a_household_that_differ_are_a_conflict_and_neither_is_kept(tmp_path: Path) -> None:
    register = read_rows(tmp_path, MALE, FEMALE | {"人均纯收入（元）": "９０００"})
    assert (refusals(register), register.households[0].per_capita_net_income) == ([], Decimal(9000))
    register = read_rows(tmp_path, MALE, FEMALE | {"人均纯收入（元）": "9001", "致贫/返贫风险1": "因残"})
    assert refusals(register) == [
        "monitored.csv, M3, 人均纯收入（元）: expected the same as at monitored.csv, M2; neither is kept",
        "monitored.csv, N3, 致贫/返贫风险1: expected the same as at monitored.csv, N2; neither is kept",
    ]
    assert (register.households[0].per_capita_net_income, register.households[0].risks) == (None, None)


@pytest.mark.parametrize(
    ("change", "cell", "expected", "lost"),
    [
        ({"性别": "2"}, "J2, 性别", "a sex that fits the identity number", "sex"),
        ({"出生日期": "19700102"}, "K2, 出生日期", "a birth_date that fits the identity number", "birth_date"),
    ],
)
def test_what_does_not_fit_the_identity_number_is_left_out_and_the_number_kept(
    change: dict[str, str], cell: str, expected: str, lost: str, tmp_path: Path
) -> None:
    register = read_rows(tmp_path, MALE | change)
    assert refusals(register) == [f"monitored.csv, {cell}: expected {expected}"]
    [person] = register.households[0].people
    assert (getattr(person, lost), person.identity_number) == (None, MALE["证件号码"])


def test_a_class_that_does_not_fit_the_household_type_leaves_both_out(tmp_path: Path) -> None:
    register = read_rows(tmp_path, MALE | {"监测对象类别": "边缘易致贫户"})
    fits = "a class that fits whether the household exited poverty; neither is kept"
    assert refusals(register) == [f"monitored.csv, H2, 监测对象类别: expected {fits}"]
    assert register.households[0].exited is None


@pytest.mark.parametrize(
    ("named", "exited"), [("脱贫不稳定户", True), ("边缘易致贫户", False), ("突发严重困难户", None)]
)
def test_the_class_says_whether_a_household_exited_where_the_type_does_not(
    named: str, exited: bool | None, tmp_path: Path
) -> None:
    [household] = read_rows(tmp_path, MALE | {"户类型": "", "监测对象类别": named}).households
    assert (household.exited, household.shock) == (exited, True if named == "突发严重困难户" else None)


@pytest.mark.parametrize(
    ("change", "monitored", "state", "settled", "refused"),
    [
        ({"风险是否已消除": "是", "消除监测时间": "202303"}, date(2023, 3, 31), None, date(2023, 3, 31), 0),
        ({"风险是否已消除": "是", "消除监测时间": "202302"}, None, None, None, 1),
        ({"风险是否已消除": "是"}, None, None, None, 0),
        ({"风险是否已消除": "否", "消除监测时间": "202306"}, None, None, None, 1),
        ({"风险是否已消除": "", "消除监测时间": "202306"}, date(2023, 6, 30), None, date(2023, 6, 30), 0),
        ({"风险是否已消除": ""}, None, None, None, 0),
        ({"风险是否已消除": "不详"}, None, None, None, 0),
        (
            {"风险是否已消除": "是", "消除监测时间": "202306", "风险消除方式": "稳定消除"},
            date(2023, 6, 30),
            RiskState.RESOLVED,
            date(2023, 6, 30),
            0,
        ),
    ],
)
def test_a_spell_of_monitoring_ends_only_where_the_register_says_when(
    change: dict[str, str],
    monitored: date | None,
    state: RiskState | None,
    settled: date | None,
    refused: int,
    tmp_path: Path,
) -> None:
    register = read_rows(tmp_path, MALE | change)
    [household] = register.households
    spells = None if monitored is None else (rr.Spell(since=date(2023, 3, 1), until=monitored),)
    assert household.monitored == spells
    assert [(risk.state, risk.settled_on) for risk in household.risks or ()] == [(state, settled)]
    assert len(register.refused) == refused


def test_a_risk_needs_the_month_in_which_it_was_found(tmp_path: Path) -> None:
    register = read_rows(tmp_path, MALE | {"识别监测时间": ""})
    assert refusals(register) == [
        "monitored.csv, N2, 致贫/返贫风险1: expected a month of identification beside it, in which the risk was found"
    ]
    assert (register.households[0].risks, register.households[0].identified_on) == (None, None)


# -- rows ---------------------------------------------------------------------------------------------------------


def test_a_refused_cell_is_told_with_its_place_and_its_fact_is_not_recorded(tmp_path: Path) -> None:
    register = read_rows(tmp_path, MALE | {"人均纯收入（元）": "九千", "证件号码": "99010119700101002X"})
    assert refusals(register) == [
        f"monitored.csv, F2, 证件号码: expected {RefusalReason('document')}",
        f"monitored.csv, M2, 人均纯收入（元）: expected {RefusalReason('yuan')}",
    ]
    [household] = register.households
    assert (household.per_capita_net_income, household.people[0].identity_number) == (None, None)
    assert (register.tables[0].tally.read, register.tables[0].rows) == (13, 1)


def test_a_household_of_which_a_merged_cell_hides_members_is_set_aside(workbook: Callable[..., Path]) -> None:
    """C2:C3 are merged: the second row gives no household, and its person may be of the first."""
    rows = (MALE, FEMALE | {"户编号": ""}, MALE | {"户编号": "H-2", "人口编号": "P-3", "证件号码": ""})
    register = registers.read([workbook({"Sheet1": cells(*rows)})], on=ON)
    assert [household.id for household in register.households] == ["H-2"]
    assert refusals(register) == [
        f"made.xlsx, Sheet1!C3, 户编号: expected {OF_ITS_OWN}",
        f"made.xlsx, Sheet1!C2, 户编号: expected {OF_ALL}",
    ]
    sized = tuple(row | {"当前家庭人口数": "1"} for row in rows)
    register = registers.read([workbook({"Sheet1": cells(*sized)})], on=ON)
    assert [household.id for household in register.households] == ["H-1", "H-2"], "the list says that one is all"


def test_a_household_of_which_the_list_counts_other_members_is_set_aside(tmp_path: Path) -> None:
    def read(*sizes: str) -> registers.Register:
        rows = (row | {"当前家庭人口数": size} for row, size in zip((MALE, FEMALE), sizes, strict=True))
        return read_rows(tmp_path, *rows)

    [household] = read("2", "2").households
    assert household.size == 2
    assert read("2", "").households == (household,)
    for sizes in (("3", "3"), ("1", "1")):
        register = read(*sizes)
        assert register.households == ()
        assert [item.reason.words("zh") for item in register.refused] == [
            "与名单所列该户成员数（2人）一致；该户整户搁置",
            "成员齐全的户；该户整户搁置",
        ]
    conflict = read("2", "3")
    assert [item.kind for item in conflict.refused] == ["conflict"]
    assert [item.size for item in conflict.households] == [2], "what contradicts itself is not known"


def test_a_row_without_its_household_is_set_aside_and_repeated_headers_are_passed_over(tmp_path: Path) -> None:
    again = {header: header for header in MONITORED}
    register = read_rows(tmp_path, MALE, again, MALE | {"户编号": "", "村": "合计"}, dict.fromkeys(MONITORED, ""))
    assert refusals(register) == [f"monitored.csv, C4, 户编号: expected {OF_ITS_OWN}"]
    assert (len(register.households), register.tables[0].rows) == (1, 2)


def test_a_person_in_two_rows_is_one_person(tmp_path: Path) -> None:
    register = read_rows(tmp_path, MALE, FEMALE, MALE)
    assert [person.id for person in register.households[0].people] == ["P-1", "P-2"]
    assert refusals(register) == []


EXITED: Final = {
    "户编号": "H-1",
    "人编号": "P-1",
    "姓名": "张三甲",
    "证件号码": "99010119700101001X",
    "危房户": "否",
    "人均纯收入": "9000",
    "户类型": "脱贫户",
    "风险识别时间": "2023-03-15",
}


def test_people_who_exited_are_a_list_of_members_and_who_is_monitored_too_is_one_person(tmp_path: Path) -> None:
    exited = written(tmp_path / "exited.csv", [EXITED, EXITED | {"户编号": "H-2", "人编号": "P-9", "风险识别时间": ""}])
    register = registers.read([exited, written(tmp_path / "monitored.csv", [MALE, FEMALE])], on=ON)
    first, second = register.households
    assert refusals(register) == []
    assert [person.id for person in first.people] == ["P-1", "P-2"]
    assert (first.housing_secured, first.identified_on, first.village) == (True, date(2023, 3, 1), "甲村")
    assert (second.exited, second.monitored, second.identified_on) == (True, None, None)


def test_two_numbers_of_the_register_are_two_people_though_they_have_one_identity_number(tmp_path: Path) -> None:
    register = read_rows(tmp_path, MALE, MALE | {"人口编号": ""}, MALE | {"人口编号": "P-3"})
    assert [person.id for person in register.households[0].people] == ["P-1", "P-3"]


def test_people_without_a_number_of_the_register_are_counted_and_never_named_by_their_identity(tmp_path: Path) -> None:
    register = read_rows(tmp_path, MALE | {"人口编号": ""}, FEMALE | {"人口编号": "1"}, FEMALE | {"人口编号": "不详"})
    assert [person.id for person in register.households[0].people] == ["2", "1"]


LOST: Final = {"人口编号": "", "证件号码": "990101197001010011"}
"""A member without a number of the register, and with one of a document whose check digit is wrong."""


@pytest.mark.parametrize(
    "rows",
    [
        [MALE, MALE | LOST],  # the same member twice
        [MALE | {"人口编号": ""}, MALE | LOST],
        [MALE, MALE | LOST | {"证件号码": ""}],
        [MALE, MALE | LOST | {"姓名": "张 三甲", "性别": "", "出生日期": "不详"}],
        [MALE | {"证件号码": "不详"}, MALE | {"人口编号": ""}],  # one row gives one number, the other the other
        [MALE, MALE | LOST | {"姓名": "", "性别": "", "出生日期": ""}],  # somebody of whom nothing is told
    ],
)
def test_a_household_of_which_one_member_may_stand_twice_is_set_aside_with_the_reason(
    rows: list[dict[str, str]], tmp_path: Path
) -> None:
    told_from = "a number that tells this member from the one of the row of monitored.csv, C2"
    for first, second in (rows, rows[::-1]):
        register = read_rows(tmp_path, first, second, FEMALE | {"户编号": "H-2"}, work=[WORK])
        assert [household.id for household in register.households] == ["H-2"]
        aside = [text for text in refusals(register) if "expected an identity number" not in text]
        assert sorted(aside) == [
            "monitored.csv, C2, 户编号: expected a household whose members are told from one another; it is set aside",
            f"monitored.csv, F3, 证件号码: expected {told_from}",
            "work.csv, B2, 户编号: expected a household whose members are told from one another; it is set aside",
        ]


@pytest.mark.parametrize("trait", [{"姓名": "张小丙"}, {"性别": "女"}, {"出生日期": "19720101"}, {"人口编号": "P-2"}])
def test_a_member_without_a_number_of_a_document_is_told_from_the_others_by_what_else_is_recorded(
    trait: dict[str, str], tmp_path: Path
) -> None:
    register = read_rows(tmp_path, MALE, MALE | LOST | trait)
    assert [household.size for household in register.households] == [2]


def test_who_a_row_is_of_does_not_depend_on_the_order_of_the_rows(tmp_path: Path) -> None:
    rows = [MALE | {"人口编号": ""}, MALE | {"证件号码": ""}, MALE]
    for order in permutations(rows):
        register = read_rows(tmp_path, *order)
        assert [[person.id for person in household.people] for household in register.households] == [["P-1"]]


def test_work_is_joined_by_the_number_of_the_document_and_without_an_end_it_lasts(tmp_path: Path) -> None:
    again = WORK | {"证件号码": "９９０１０１１９７００１０１００１ｘ"}
    register = read_rows(tmp_path, MALE, work=[WORK, again, WORK | {"开始时间": "2022年1月", "结束时间": "2022年1月"}])
    assert register.households[0].people[0].employment == (
        rr.Job(since=date(2022, 1, 1), until=date(2022, 1, 31), kind=Employment.WORKING_AWAY),
        rr.Job(since=date(2023, 2, 1), kind=Employment.WORKING_AWAY),
    )
    assert refusals(register) == []


def test_rows_of_work_that_cannot_be_joined_are_set_aside_and_say_nothing_of_their_household(tmp_path: Path) -> None:
    strange = WORK | {"县": "样板县"}
    work = [strange | {"证件号码": FEMALE["证件号码"]}, strange | {"证件号码": ""}, WORK | {"户编号": "H-2"}]
    register = read_rows(tmp_path, MALE, work=work)
    assert register.households[0].county == "示例县"
    assert refusals(register) == [
        "work.csv, C2, 证件号码: expected the number of a member of the household",
        "work.csv, C3, 证件号码: expected the number of a member of the household",
        "work.csv, B4, 户编号: expected a household that is in a list of members too",
    ]


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"结束时间": "不详"}, "E3, 结束时间: expected a month of the end, or an empty cell while the work lasts"),
        (
            {"开始时间": "2023年6月", "结束时间": "2023年5月"},
            "E3, 结束时间: expected a month not before that of the beginning (2023-06)",
        ),
        ({"开始时间": "今年"}, "D3, 开始时间: expected a month such as 202206"),
    ],
)
def test_where_one_spell_of_work_is_not_known_the_others_do_not_pass_for_all(
    change: dict[str, str], refused: str, tmp_path: Path
) -> None:
    register = read_rows(tmp_path, MALE, work=[WORK, WORK | change])
    assert register.households[0].people[0].employment is None
    assert refusals(register) == [f"work.csv, {refused}"]


def test_where_one_risk_or_measure_is_not_known_the_others_do_not_pass_for_all(tmp_path: Path) -> None:
    lists = MALE | {"致贫/返贫风险2": "因残", "产业帮扶": "种植", "就业帮扶": "技能培训"}
    [household] = read_rows(tmp_path, lists).households
    assert [item.kind for item in household.risks or ()] == [RiskKind.ILLNESS, RiskKind.DISABILITY]
    assert {item.kind for item in household.support or ()} == {SupportKind.INDUSTRY, SupportKind.EMPLOYMENT}
    [household] = read_rows(tmp_path, lists | {"致贫/返贫风险2": "因其", "就业帮扶": "不详"}).households
    assert (household.risks, household.support) == (None, None)


@pytest.mark.parametrize(
    ("place", "channel", "kind"),
    [
        ("示例县", "外出务工", Employment.WORKING_IN_COUNTY),
        ("示例省示例市示例县", "帮扶车间", Employment.WORKING_IN_COUNTY),
        ("样板县", "外出务工", Employment.WORKING_AWAY),
        ("样板", "外出务工", None),
        ("", "外出务工", None),
        ("样板县", "公益岗位", Employment.PUBLIC_POST),
        ("样板县", "亲友介绍", None),  # no channel of the list: whether it is work for wages is not said
        ("示例县工业园区", "外出务工", None),
        ("大示例县", "外出务工", None),
    ],
)
def test_the_kind_of_work_is_said_by_its_place_unless_it_is_a_post(
    place: str, channel: str, kind: Employment | None, tmp_path: Path
) -> None:
    register = read_rows(tmp_path, MALE, work=[WORK | {"务工所在县": place, "就业渠道": channel}])
    assert [job.kind for job in register.households[0].people[0].employment or ()] == [kind]


def test_the_certificate_that_was_issued_last_counts(tmp_path: Path) -> None:
    register = read_rows(
        tmp_path,
        MALE | {"证件号码": "99010119480909005542", "出生日期": ""},
        work=[WORK | {"证件号码": "99010119480909005543B1"}],
    )
    [person] = register.households[0].people
    assert (person.disability_kind, person.disability_grade, refusals(register)) == (DisabilityKind.LIMB, 3, [])


# -- a county's own columns and lists -----------------------------------------------------------------------------

OWN: Final = """
[monitored]
header_row = 3
[monitored.columns]
"危房" = "not household.housing_secured"
"年人均收入" = { field = "household.per_capita_net_income", unit = "万元" }
"户属性" = { field = "household.exited", codes = { "脱贫" = true, "一般" = false, "待定" = "" } }
"是否孤儿" = "person.orphan"
"自理" = { field = "person.self_care", codes = { "全护理" = "none", "能自理" = "full" } }

[roster]
title = "花名册"
members = true
needs = ["户号", "身份证号"]
[roster.columns]
"户号" = "household.id"
"身份证号" = "person.document"
"存在风险" = "household.at_risk"
"残疾等级" = "person.disability_grade"
"""


@pytest.fixture
def mapped(tmp_path: Path) -> Callable[..., registers.Register]:
    """Read rows of a list with a mapping."""

    def read(rows: list[dict[str, str]], mapping: str = OWN, *, titles: int = 2) -> registers.Register:
        (file := tmp_path / "own.toml").write_text(mapping, encoding="utf-8")
        return registers.read([written(tmp_path / "own.csv", rows, titles=titles)], on=ON, mapping=file)

    return read


def test_a_mapping_adds_columns_to_a_list_that_is_known(mapped: Callable[..., registers.Register]) -> None:
    own = {"危房": "是", "年人均收入": "0.9", "户属性": "一般", "是否孤儿": "是", "自理": "全护理"}
    row = {
        header: cell for header, cell in MALE.items() if header not in ("户类型", "监测对象类别", "人均纯收入（元）")
    }
    register = mapped([row | own])
    [household] = register.households
    assert (household.housing_secured, household.exited) == (False, False)
    assert household.per_capita_net_income == Decimal(9000)
    assert household.people[0].orphan == (rr.Spell(since=ON),)
    assert household.people[0].self_care == "none"
    assert (refusals(register), register.tables[0].unknown) == ([], ())
    register = mapped([row | own | {"户属性": "待定", "自理": "半护理"}])
    assert register.households[0].exited is None
    assert refusals(register) == ["own.csv, T4, 自理: expected one of 全护理, 能自理"]


def test_headers_are_looked_for_only_in_the_row_that_a_mapping_names(mapped: Callable[..., registers.Register]) -> None:
    with pytest.raises(rr.InvalidInput, match="the headers of a list that is known"):
        mapped([MALE], titles=1)


def test_a_mapping_names_a_list_of_the_county_s_own(mapped: Callable[..., registers.Register]) -> None:
    rows = [
        {"户号": "一组-1", "身份证号": "99010119700101001x", "存在风险": "1", "残疾等级": ""},
        {"户号": "一组-1", "身份证号": "990101197203150029", "存在风险": "1", "残疾等级": "2"},
    ]
    register = mapped(rows)
    [household] = register.households
    assert (household.id, household.at_risk, household.size) == ("一组-1", True, 2)
    assert (register.tables[0].layout.zh, [person.id for person in household.people]) == ("花名册", ["1", "2"])
    assert household.people[1].disability_grade is None
    assert refusals(register) == ["own.csv, D5, 残疾等级: expected a kind, since a grade is given"]


def test_a_list_of_the_county_s_own_is_held_against_what_it_says_of_the_size(
    mapped: Callable[..., registers.Register],
) -> None:
    own = """
    [roster]
    members = true
    needs = ["姓名"]
    columns = { "户号" = "household.id", "姓名" = "person.name", "人数" = "household.size" }
    """
    rows = [{"户号": "H-1", "姓名": "张三甲", "人数": "2"}, {"户号": "", "姓名": "李四乙", "人数": ""}]
    register = mapped(rows, own)
    assert (register.households, [item.cell for item in register.refused]) == ((), ["A5", "C4"])
    register = mapped([row | {"人数": ""} for row in rows], own)
    assert (register.households, [item.cell for item in register.refused]) == ((), ["A5", "A4"])
    assert mapped([rows[0] | {"人数": "1"}], own).refused == ()


def test_a_row_of_a_list_that_lacks_a_column_is_refused_by_its_key(
    mapped: Callable[..., registers.Register], tmp_path: Path
) -> None:
    own = """
    [roster]
    members = true
    needs = ["姓名"]
    columns = { "户号" = "household.id", "姓名" = "person.name" }
    [jobs]
    needs = ["起"]
    columns = { "户号" = "household.id", "起" = "job.since" }
    """
    assert mapped([{"户号": "H-1", "姓名": "张三甲"}], own).households[0].size == 1
    assert refusals(mapped([{"户号": "H-1", "起": "202301"}], own)) == [
        "own.csv, A4, 户号: expected a household that is in a list of members too"
    ]
    with pytest.raises(rr.InvalidInput, match="the headers of a list that is known"):
        mapped([{"姓名": "张三甲"}], own)
    work = written(tmp_path / "work.csv", [{"户号": "H-1", "起": "202301"}])
    people = written(tmp_path / "people.csv", [{"户号": "H-1", "姓名": "张三甲"}])
    assert refusals(registers.read([people, work], on=ON, mapping=tmp_path / "own.toml")) == [
        "work.csv, A2, 户号: expected the number of a member of the household"
    ]


TABLE_KEYS: Final = "columns, every_row, header_row, members, needs, sheet, title"
FAULTY: Final[dict[str, list[str]]] = {
    "[monitored": ["$: expected TOML in UTF-8, got "],
    "monitored = 1": ["monitored: expected a table, with columns in a table, got something else"],
    "[own.columns]\n'姓名' = 'person.name'": [
        "own.columns: expected a column of household.id or village.name or household.document or person.document, got"
    ],
    "[own]\nmembers = true\n[own.columns]\n'证号' = 'person.document'": [
        "own.columns: expected a column of household.id, got none"
    ],
    "[own.columns]\n'户号' = 'household.id'\n'户主证号' = 'household.document'": [
        "own.columns: expected household.document only without household.id, got both"
    ],
    """
    [monitored]
    header_row = 21
    members = 1
    needs = "x"
    sheet = 1
    headers = 1
    """: [
        f"monitored: expected one of the keys {TABLE_KEYS}, got 'headers'; did",
        "monitored.header_row: expected a row from 1 to 20",
        "monitored.members: expected true or false",
        "monitored.needs: expected a list of headers",
        "monitored.sheet: expected text",
    ],
    """
    [own.columns]
    a = "household.at_rsk"
    b = "not person.name"
    c = 1
    d = { field = 1 }
    """: [
        "own.columns.a: expected a field that a column can hold, got 'household.at_rsk'; did you mean household",
        "own.columns.b: expected a field that is true or false, to take the contrary of, got person.name",
        "own.columns.c: expected a field, or a table of field and, if wanted, codes or unit",
        "own.columns.d: expected a field, or a table of field and, if wanted, codes or unit",
    ],
    """
    [own.columns]
    a = { field = "person.sex", unit = "元" }
    b = { field = "household.spending", unit = "亿" }
    c = { field = "person.sex", codes = { "男" = "man", "女" = "female" } }
    d = { field = "person.name", codes = { "男" = true } }
    e = { field = "person.insured", codes = { "参" = 1 } }
    """: [
        "own.columns.a.unit: expected none, since the field has no unit to choose",
        "own.columns.b.unit: expected 元 or 万元, got",
        'own.columns.c.codes.男: expected one of "", female, male, got something else',
        "own.columns.d.codes: expected a table of codes, of a field that is true or false or has codes",
        'own.columns.e.codes.参: expected one of "", false, true, got something else',
    ],
}
"""Mappings, and how their faults begin."""


@pytest.mark.parametrize(("mapping", "faults"), FAULTY.items())
def test_all_faults_of_a_mapping_are_told_at_once(
    mapping: str, faults: list[str], mapped: Callable[..., registers.Register]
) -> None:
    with pytest.raises(rr.InvalidInput) as caught:
        mapped([MALE], mapping)
    told = [str(item) for item in caught.value.mismatches]
    assert [text[: len(fault)] for text, fault in zip(told, faults, strict=True)] == faults
    assert caught.value.about.endswith("own.toml")


# -- sheets -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_in_the_encodings_of_the_command_line(encoding: str, tmp_path: Path) -> None:
    file = written(tmp_path / "monitored.csv", [MONITORED], titles=3, encoding=encoding)
    register = registers.read([file], on=ON, encoding=encoding.removesuffix("-sig"))
    assert (register.households[0].village, register.tables[0].header_row) == ("甲村", 4)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xff\xfe\x00", "expected text in utf-8, got UTF-16"),
        ("户编号".encode("gb18030"), "expected text in utf-8"),
        (b'"a\n', "expected well-formed CSV"),
        (b"a,b\n1,2\n", "expected the headers of a list that is known"),
        (b"", "expected the headers of a list that is known"),
    ],
)
def test_a_csv_file_that_cannot_be_used_is_refused_by_name(content: bytes, expected: str, tmp_path: Path) -> None:
    (file := tmp_path / "people.csv").write_bytes(content)
    with pytest.raises(rr.InvalidInput, match=re.escape(expected)) as caught:
        registers.read([file], on=ON)
    assert caught.value.about == str(file)


def test_unknown_columns_are_told_with_the_nearest_known_one(tmp_path: Path) -> None:
    odd = {{"人均纯收入（元）": "人均纯收入(年)", "村": "备用列"}.get(key, key): value for key, value in MALE.items()}
    [table] = read_rows(tmp_path, odd).tables
    assert [header for header, _ in table.unknown] == ["备用列", "人均纯收入(年)"]
    assert dict(table.unknown)["人均纯收入(年)"][0] == "人均纯收入（元）"


def test_cells_have_their_addresses_wherever_the_table_stands(workbook: Callable[..., Path]) -> None:
    file = workbook({"数据": cells(MALE | {"性别": "张三"})}, row=4, column=3)
    register = registers.read([file], on=ON)
    assert refusals(register) == ["made.xlsx, 数据!M6, 性别: expected one of 男, 1, 女, 2"]
    assert register.tables[0].header_row == 5


def test_numbers_days_and_errors_of_a_spreadsheet_are_told_apart(workbook: Callable[..., Path]) -> None:
    kept = MALE | {"人均纯收入（元）": 9000.5, "出生日期": 25569, "识别监测时间": 202303, "性别": 1}
    register = registers.read([workbook({"a": cells(kept)})], on=ON)
    [household] = register.households
    assert (household.per_capita_net_income, household.identified_on) == (Decimal("9000.50"), date(2023, 3, 1))
    assert household.people[0].birth_date == date(1970, 1, 1)
    spoilt = MALE | {"证件号码": 990101197001010010, "村": ERROR, "劳动技能": ERROR}
    register = registers.read([workbook({"a": cells(spoilt)})], on=ON)
    assert [str(item).partition(":")[0] for item in register.refused] == [
        "made.xlsx, a!B2, 村",
        "made.xlsx, a!F2, 证件号码",
        "made.xlsx, a!L2, 劳动技能",
    ]


def test_hidden_sheets_and_those_of_no_known_list_are_skipped_and_said(workbook: Callable[..., Path]) -> None:
    named = {"数据": cells(MALE), "旧": cells(MALE | {"户编号": "H-0"}), "说明": [["填表说明"]], "空": []}
    register = registers.read([workbook(named, hidden="旧")], on=ON)
    assert [household.id for household in register.households] == ["H-1"]
    assert register.skipped == (("made.xlsx", "旧"), ("made.xlsx", "说明"), ("made.xlsx", "空"))


def test_a_workbook_that_counts_days_from_1904_is_refused(workbook: Callable[..., Path]) -> None:
    with pytest.raises(rr.InvalidInput, match="counts days from 1900"):
        registers.read([workbook({"a": cells(MALE)}, date_1904=True)], on=ON)


@pytest.mark.parametrize(("name", "package"), [("monitored.xlsx", "python_calamine"), ("monitored.xls", "xlrd")])
def test_without_the_extra_it_is_named(name: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rural_revitalization.extras.find_spec", lambda _: None)
    with pytest.raises(NotInstalled, match=re.escape(f"this needs {package}: install rural-revitalization[excel]")):
        registers.read([SAMPLES / name], on=ON)


def test_arguments_of_another_kind_are_refused() -> None:
    with pytest.raises(rr.InvalidInput, match="on: expected a date"):
        registers.read([], on="2023-12-31")  # type: ignore[arg-type]
    with pytest.raises(rr.InvalidInput, match="encoding: expected one of utf-8, gb18030, utf-16, got 'gbk'"):
        registers.read([], on=ON, encoding="gbk")
    with pytest.raises(FileNotFoundError):
        registers.read(["no such file.csv"], on=ON)


# -- privacy ------------------------------------------------------------------------------------------------------


def test_names_and_numbers_stand_in_no_refusal_and_no_repr(tmp_path: Path) -> None:
    rows = [
        MALE | {"出生日期": "19700102", "村": "13800138000\n1"},
        FEMALE | {"劳动技能": "欧阳某某", "致贫/返贫风险1": "13800138000", "户类型": "990101197203150029"},
        FEMALE | {"户编号": "990101197203150029", "人口编号": "990101197203150029"},
    ]
    register = read_rows(tmp_path, *rows, work=[WORK | {"证件号码": "990101195804170093", "开始时间": "13800138000"}])
    assert len(register.refused) >= 6
    told = repr(register) + "".join(refusals(register))
    for planted in ("张三甲", "李四乙", "欧阳", "13800138000", "9901011970", "9901011972", "9901011958"):
        assert planted not in told
