"""Lists beside the exports: the allowance, settlements of insurance and small loans, joined by identity number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

import rural_revitalization as rr
from registers_of import ALLOWANCE, LOAN, MONITORED, ON, SETTLEMENT, refusals, written
from rural_revitalization import registers
from rural_revitalization.models import DisabilityKind, MedicalScheme
from rural_revitalization.registers.cells import UNITS
from rural_revitalization.registers.layouts import header_key, layouts
from rural_revitalization.registers.reasons import RefusalReason

HEAD: Final = MONITORED
WIFE: Final = MONITORED | {
    "人口编号": "P-2",
    "姓名": "李四乙",
    "证件号码": "990101197203150029",
    "与户主关系": "配偶",
    "性别": "女",
    "出生日期": "19720315",
}
STRANGER: Final = "990101195804170093"
MEMBER: Final = "the number of a member of a household that is read"
Row = Mapping[str, Any]


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., registers.Register]:
    """Read rows of a list beside a household of two, whose first rows may be changed."""

    def read(*rows: Row, people: tuple[Row, ...] = (HEAD, WIFE), mapping: str = "") -> registers.Register:
        files = [written(tmp_path / "people.csv", people)]
        files += [written(tmp_path / "list.csv", rows)] if rows else []
        if mapping:
            (own := tmp_path / "own.toml").write_text(mapping, encoding="utf-8")
        return registers.read(files, on=ON, mapping=own if mapping else None)

    return read


def head(register: registers.Register) -> rr.Person:
    return register.households[0].people[0]


# -- joined by identity number ------------------------------------------------------------------------------------


def test_rows_of_three_lists_are_records_of_the_people_whom_they_name(tmp_path: Path) -> None:
    lists = {"people": [HEAD, WIFE], "a": [ALLOWANCE], "b": [SETTLEMENT], "c": [LOAN]}
    register = registers.read([written(tmp_path / f"{name}.csv", rows) for name, rows in lists.items()], on=ON)
    assert refusals(register) == []
    assert [table.layout.name for table in register.tables] == ["monitored", "allowance", "settlements", "loans"]
    [household] = register.households
    first, second = household.people
    assert first.minimum_living_allowance == (rr.AllowanceSpell(since=date(2021, 7, 1), grant=380),)
    assert first.bills == (
        rr.MedicalBill(
            settled_on=date(2023, 5, 6),
            total=12_000,
            in_scope=10_000,
            basic_insurance_paid=6_500,
            care="inpatient",
            scheme=MedicalScheme.RESIDENTS,
        ),
    )
    assert household.loans == (
        rr.SmallLoan(
            lent_on=date(2022, 3, 15),
            due_on=date(2025, 3, 15),
            principal=50_000,
            outstanding=30_000,
            annual_rate=Decimal("0.0435"),
            term_months=36,
        ),
    )
    assert (second.minimum_living_allowance, second.bills) == (None, None)


def test_workbooks_of_the_lists_are_read_and_numbers_that_a_spreadsheet_keeps(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    kept: dict[str, dict[str, Any]] = {
        "a": ALLOWANCE | {"最初享受月份": 202107, "户月保障金额（元）": 380},
        "b": SETTLEMENT | {"医疗费总额": 12_000.5, "退费结算标志": 0},
        "c": LOAN | {"放款日期": 44_635, "贷款余额（万元）": 3},
        "d": SETTLEMENT | {"证件号码": 990101197001010010},
    }
    with xlsxwriter.Workbook(tmp_path / "lists.xlsx") as book:
        for name, row in kept.items():
            sheet = book.add_worksheet(name)
            sheet.write(0, 0, "标题")
            for at, (header, cell) in enumerate(row.items()):
                sheet.write(2, at, header)
                sheet.write(3, at, cell)
    register = registers.read([written(tmp_path / "people.csv", [HEAD, WIFE]), tmp_path / "lists.xlsx"], on=ON)
    assert refusals(register) == [
        f"lists.xlsx, d!C4, 证件号码: expected {RefusalReason('document')}",
        "lists.xlsx, d!C4, 证件号码: expected 证件号码, by which the row is joined to others",
    ]
    [household] = register.households
    assert head(register).minimum_living_allowance == (rr.AllowanceSpell(since=date(2021, 7, 1), grant=380),)
    assert [bill.total for bill in head(register).bills or ()] == [Decimal("12000.50")]
    assert [(loan.lent_on, loan.outstanding) for loan in household.loans or ()] == [
        (date(2022, 3, 15), Decimal(30_000))
    ]


@pytest.mark.parametrize(
    ("row", "number"), [(ALLOWANCE, "身份证号"), (SETTLEMENT, "证件号码"), (LOAN, "贷款人身份证"), (LOAN, "身份证号")]
)
def test_rows_of_nobody_in_a_household_are_listed_without_number_or_name(
    row: dict[str, str], number: str, read: Callable[..., registers.Register]
) -> None:
    register = read(row | {number: STRANGER})
    [text] = refusals(register)
    assert text.endswith(f", {number}: expected the number of a member of a household that is read")
    assert (head(register).bills, head(register).minimum_living_allowance, register.households[0].loans) == (None,) * 3
    for planted in (STRANGER, "张三甲", "李四乙", "6200000000000000001"):
        assert planted not in repr(register) + text


def test_somebody_of_two_households_is_joined_to_neither(read: Callable[..., registers.Register]) -> None:
    people = (HEAD, WIFE, HEAD | {"户编号": "H-2", "人口编号": "P-9"})
    register = read(ALLOWANCE, people=people)
    assert refusals(register) == [
        "list.csv, B2, 身份证号: expected the number of a member of one household, and of no other"
    ]
    assert [person.minimum_living_allowance for household in register.households for person in household.people] == [
        None
    ] * 3


def test_the_borrower_and_the_head_of_a_loan_are_of_one_household(read: Callable[..., registers.Register]) -> None:
    stranger = HEAD | {"户编号": "H-2", "人口编号": "P-9", "证件号码": STRANGER, "出生日期": "19580417"}
    register = read(LOAN | {"身份证号": STRANGER}, people=(HEAD, WIFE, stranger))
    assert refusals(register) == [
        "list.csv, B2, 身份证号: expected the number of a member of one household, and of no other"
    ]
    assert [household.loans for household in register.households] == [None, None]
    assert read(LOAN | {"贷款人身份证": ""}).households[0].loans is not None


@pytest.mark.parametrize("number", ["身份证号", "贷款人身份证"])
@pytest.mark.parametrize("written", [STRANGER, "990101197001010011", "不详"])
def test_where_a_loan_cannot_be_joined_the_others_of_the_household_do_not_pass_for_all(
    number: str, written: str, read: Callable[..., registers.Register]
) -> None:
    register = read(LOAN, LOAN | {number: written, "放款日期": "20230601"})
    assert refusals(register)[-1] == f"list.csv, {'BD'[number != '身份证号']}3, {number}: expected {MEMBER}"
    assert register.households[0].loans is None


def test_an_empty_number_leaves_a_loan_to_the_other_one(read: Callable[..., registers.Register]) -> None:
    for number in ("身份证号", "贷款人身份证"):
        register = read(LOAN | {number: ""})
        assert (refusals(register), len(register.households[0].loans or ())) == ([], 1)
    register = read(LOAN | {"身份证号": "", "贷款人身份证": "", "序号": "合计"})
    assert refusals(register) == ["list.csv, B2, 身份证号: expected 身份证号, by which the row is joined to others"]


def test_rows_of_a_household_that_is_set_aside_are_listed(read: Callable[..., registers.Register]) -> None:
    register = read(ALLOWANCE, people=(HEAD, HEAD | {"人口编号": "", "证件号码": ""}, WIFE | {"户编号": "H-2"}))
    assert (
        refusals(register)[-1] == "list.csv, B2, 身份证号: expected the number of a member of a household that is read"
    )


def test_a_name_that_differs_is_a_conflict_like_any_other_fact(read: Callable[..., registers.Register]) -> None:
    register = read(SETTLEMENT | {"人员姓名": "张三"})
    assert refusals(register) == ["list.csv, B2, 人员姓名: expected the same as at people.csv, E2; neither is kept"]
    assert head(register).name is None
    assert len(head(register).bills or ()) == 1


# -- the allowance ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["特困供养", "低保边缘", "刚性支出", "", "不详"])
def test_relief_of_another_kind_or_of_none_is_no_allowance_and_said(
    kind: str, read: Callable[..., registers.Register]
) -> None:
    register = read(ALLOWANCE | {"救助类型": kind})
    assert refusals(register) == ["list.csv, E2, 救助类型: expected 农村低保 or 城市低保"]
    assert head(register).minimum_living_allowance is None


def test_without_a_first_month_the_allowance_holds_from_the_day_of_the_register_on(
    read: Callable[..., registers.Register],
) -> None:
    for month in ("", "不详"):
        register = read(ALLOWANCE | {"最初享受月份": month})
        assert head(register).minimum_living_allowance == (rr.AllowanceSpell(since=ON, grant=380),)
        assert refusals(register) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            {"最初享受月份": "202401"},
            "list.csv, F2, 最初享受月份: expected a month not after the day of the register; none is kept",
        ),
        (
            {"救助类型": "低保"},
            "list.csv, E2, 救助类型: expected one of 农村低保, 城市低保, 特困供养, 低保边缘, 刚性支出",
        ),
    ],
)
def test_an_allowance_that_is_not_known_is_not_recorded(
    change: dict[str, str], told: str, read: Callable[..., registers.Register]
) -> None:
    register = read(ALLOWANCE | change)
    assert refusals(register)[0] == told
    assert head(register).minimum_living_allowance is None


def test_two_rows_of_one_allowance_are_one_fact_or_a_conflict(read: Callable[..., registers.Register]) -> None:
    register = read(ALLOWANCE, ALLOWANCE | {"最初享受月份": ""})
    assert (refusals(register), len(head(register).minimum_living_allowance or ())) == ([], 1)
    register = read(ALLOWANCE, ALLOWANCE | {"户月保障金额（元）": "381"}, ALLOWANCE | {"户月保障金额（元）": ""})
    assert refusals(register) == [
        "list.csv, G3, 户月保障金额（元）: expected the same as at list.csv, G2; neither is kept"
    ]
    assert head(register).minimum_living_allowance is None


def test_a_status_that_contradicts_the_list_is_a_conflict_and_one_that_agrees_is_said_more_exactly(
    read: Callable[..., registers.Register],
) -> None:
    status = {"享受低保政策情况": "农村低保"}
    assert head(read(people=(HEAD | status,))).minimum_living_allowance == (rr.AllowanceSpell(since=ON),)
    register = read(ALLOWANCE, people=(HEAD | status,))
    assert head(register).minimum_living_allowance == (rr.AllowanceSpell(since=date(2021, 7, 1), grant=380),)
    register = read(ALLOWANCE, people=(HEAD | {"享受低保政策情况": "未享受"},))
    assert refusals(register) == [
        "list.csv, E2, 救助类型: expected an allowance that fits what people.csv, S2 says; neither is kept"
    ]
    assert head(register).minimum_living_allowance is None


def test_a_certificate_on_the_list_gives_kind_and_grade(read: Callable[..., registers.Register]) -> None:
    register = read(ALLOWANCE | {"残疾证号": "99010119700101001X42"})
    assert (head(register).disability_kind, head(register).disability_grade) == (DisabilityKind.LIMB, 2)


SPELLS: Final = """
[spells]
needs = ["身份证", "起"]
[spells.columns]
"身份证" = "person.document"
"起" = "allowance.since"
"止" = "allowance.until"
"金额" = { field = "allowance.grant", unit = "元" }
"单人保" = "allowance.alone"
"""


def test_a_county_s_own_list_of_the_allowance_may_tell_when_it_ended(read: Callable[..., registers.Register]) -> None:
    spell = {"身份证": HEAD["证件号码"], "起": "201901", "止": "202012", "金额": "300", "单人保": "否"}
    register = read(spell | {"起": "202107", "止": "", "单人保": "是"}, spell, mapping=SPELLS)
    assert refusals(register) == []
    assert head(register).minimum_living_allowance == (
        rr.AllowanceSpell(since=date(2019, 1, 1), until=date(2020, 12, 31), grant=300, alone=False),
        rr.AllowanceSpell(since=date(2021, 7, 1), grant=300, alone=True),
    )
    register = read(spell, spell | {"起": "202012", "止": ""}, mapping=SPELLS)
    assert refusals(register) == ["list.csv, B3, 起: expected spells that do not overlap; none is kept"]
    register = read(spell | {"止": "201812"}, mapping=SPELLS)
    assert refusals(register) == ["list.csv, C2, 止: expected a date not before since"]
    register = read(spell | {"起": ""}, mapping=SPELLS)
    assert refusals(register) == ["list.csv, B2, 起: expected a day, without which there is no such record"]
    assert head(register).minimum_living_allowance is None


def test_a_list_of_members_may_tell_their_allowance_beside(read: Callable[..., registers.Register]) -> None:
    own = '[monitored.columns]\n"低保金（元）" = "allowance.grant"\n"低保起始月" = "allowance.since"'
    people = (HEAD | {"低保金（元）": "380", "低保起始月": "202107"}, WIFE | {"低保金（元）": "0", "低保起始月": ""})
    register = read(people=people, mapping=own)
    assert [person.minimum_living_allowance for person in register.households[0].people] == [
        (rr.AllowanceSpell(since=date(2021, 7, 1), grant=380),),
        None,
    ]
    register = read(people=(HEAD | {"低保金（元）": "380", "低保起始月": ""}, WIFE), mapping=own)
    told = [(item.kind, item.cell, item.expected) for item in register.refused]
    assert told == [("conflict", "T2", "a day, without which there is no such record; none is kept")]
    assert register.households[0].size == 2


# -- settlements --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scheme", "others_are_kept"), [("310", True), ("职工基本医疗保险", True), ("", False), ("不详", False)]
)
def test_a_settlement_of_another_scheme_or_of_none_is_no_bill_and_said(
    scheme: str, others_are_kept: bool, read: Callable[..., registers.Register]
) -> None:
    only = "the scheme of residents (城乡居民基本医疗保险), since bills of no other are read"
    other = SETTLEMENT | {"结算ID": "S-2", "险种类型": scheme}
    register = read(SETTLEMENT, other)
    assert refusals(register) == [f"list.csv, D3, 险种类型: expected {only}"]
    assert (head(register).bills is not None) == others_are_kept
    assert head(read(other)).bills is None


def test_a_scheme_that_is_not_of_the_codes_is_refused(read: Callable[..., registers.Register]) -> None:
    register = read(SETTLEMENT | {"险种类型": "391"})
    assert refusals(register)[0] == (
        "list.csv, D2, 险种类型: expected one of 城乡居民基本医疗保险, 390, 职工基本医疗保险, 310"
    )
    assert head(register).bills is None


def test_a_settlement_that_stands_twice_is_one_bill_or_a_conflict(read: Callable[..., registers.Register]) -> None:
    register = read(SETTLEMENT, SETTLEMENT, SETTLEMENT | {"结算ID": "S-2"})
    assert (refusals(register), len(head(register).bills or ())) == ([], 2)
    register = read(SETTLEMENT, SETTLEMENT | {"医疗费总额": "12000.01"}, SETTLEMENT | {"结算ID": "S-2"})
    assert refusals(register) == ["list.csv, G3, 医疗费总额: expected the same as at list.csv, G2; neither is kept"]
    assert head(register).bills is None


def test_one_number_of_settlements_of_two_people_is_a_conflict_for_both(
    read: Callable[..., registers.Register],
) -> None:
    wife = {"人员姓名": WIFE["姓名"], "证件号码": WIFE["证件号码"]}
    register = read(SETTLEMENT, SETTLEMENT | wife, SETTLEMENT | wife | {"结算ID": "S-2"})
    assert refusals(register) == [
        f"list.csv, A{row}, 结算ID: expected a number that rows of one person have; none is kept" for row in (2, 3)
    ]
    assert [person.bills for person in register.households[0].people] == [None, None]
    register = read(SETTLEMENT, SETTLEMENT | {"证件号码": STRANGER}, SETTLEMENT | wife | {"结算ID": "S-2"})
    assert [bool(person.bills) for person in register.households[0].people] == [False, True]


def test_equal_settlements_without_a_number_are_not_taken_for_one_nor_for_two(
    read: Callable[..., registers.Register],
) -> None:
    register = read(SETTLEMENT, SETTLEMENT | {"结算ID": ""})
    assert refusals(register) == [
        "list.csv, C3, 证件号码: expected something that tells it from list.csv, C2; none is kept"
    ]
    assert head(register).bills is None
    register = read(SETTLEMENT, SETTLEMENT | {"结算ID": "", "医疗费总额": "12000.01"})
    assert (refusals(register), len(head(register).bills or ())) == ([], 2)


def test_a_withdrawn_settlement_needs_the_reversal_of_it(read: Callable[..., registers.Register]) -> None:
    withdrawn = SETTLEMENT | {"退费结算标志": "1"}
    amounts = ("医疗费总额", "符合政策范围金额", "基本医疗保险统筹基金支出")
    back = withdrawn | {"结算ID": "S-2"} | {header: f"-{SETTLEMENT[header]}" for header in amounts}
    register = read(withdrawn, back)
    assert (refusals(register), [bill.total for bill in head(register).bills or ()]) == (
        [],
        [Decimal(12_000), Decimal(-12_000)],
    )
    register = read(SETTLEMENT | {"结算ID": "S-0"}, withdrawn, back)
    assert (refusals(register), len(head(register).bills or ())) == ([], 3)
    expected = "a settlement that stands, or the reversal of it in a row of its own; none is kept"
    register = read(SETTLEMENT, withdrawn)  # of one number, and told as standing and as withdrawn
    assert refusals(register) == [f"list.csv, J2, 退费结算标志: expected {expected}"]
    for flag in ("1", "不详"):
        register = read(withdrawn | {"退费结算标志": flag}, SETTLEMENT | {"结算ID": "S-3", "医疗费总额": "13000"})
        assert refusals(register) == [f"list.csv, J2, 退费结算标志: expected {expected}"]
        assert head(register).bills is None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"符合政策范围金额": "12000.01"}, "H2, 符合政策范围金额: expected at most total"),
        ({"基本医疗保险统筹基金支出": "10000.01"}, "I2, 基本医疗保险统筹基金支出: expected at most in_scope"),
        ({"医疗费总额": "-12000"}, "H2, 符合政策范围金额: expected yuan, at most 0.00 in a reversal"),
        ({"结算时间": ""}, "F2, 结算时间: expected a day, without which there is no such record"),
        ({"结算时间": "2023"}, f"F2, 结算时间: expected {RefusalReason('moment')}"),
    ],
)
def test_a_settlement_that_contradicts_itself_or_has_no_day_is_no_bill(
    change: dict[str, str], told: str, read: Callable[..., registers.Register]
) -> None:
    register = read(SETTLEMENT | change)
    assert refusals(register)[0] == f"list.csv, {told}"
    assert "12000" not in "".join(refusals(register))
    assert head(register).bills is None


def test_an_amount_that_is_not_read_is_not_recorded_and_the_bill_is(read: Callable[..., registers.Register]) -> None:
    register = read(SETTLEMENT | {"符合政策范围金额": "一万", "医疗类别": "牙科"})
    assert refusals(register) == [f"list.csv, H2, 符合政策范围金额: expected {RefusalReason('yuan')}"]
    assert register.unheld == {("医疗类别", "…"): 1}
    [bill] = head(register).bills or ()
    assert (bill.total, bill.in_scope, bill.care) == (Decimal(12_000), None, None)


def test_a_county_s_own_columns_are_added_to_the_list(read: Callable[..., registers.Register]) -> None:
    own = '[settlements.columns]\n"县域内住院" = "bill.in_county_inpatient"\n"甲类（万元）" = "bill.in_scope"'
    row = {header: cell for header, cell in SETTLEMENT.items() if header != "符合政策范围金额"}
    register = read(row | {"县域内住院": "是", "甲类（万元）": "0.9"}, mapping=own)
    [bill] = head(register).bills or ()
    assert (bill.in_county_inpatient, bill.in_scope) == (True, Decimal(9_000))


# -- loans --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ({"贷款金额": "5"}, "principal", None),
        ({"贷款金额": "50000"}, "principal", None),
        ({"贷款金额": "50000元"}, "principal", 50_000),
        ({"贷款期限": "3"}, "term_months", None),
        ({"贷款期限": "3年"}, "term_months", 36),
        ({"贷款利率": "4.35"}, "annual_rate", None),
        ({"贷款利率": "0.0435"}, "annual_rate", None),
        ({"贷款逾期时间": "2023年6月"}, "overdue_days", None),
        ({"贷款逾期时间": "90"}, "overdue_days", None),
        ({"贷款逾期时间": "90天"}, "overdue_days", 90),
        ({"贷款逾期时间": "0"}, "overdue_days", 0),
        ({"贷款余额（万元）": "0"}, "outstanding", 0),
    ],
)
def test_what_states_no_unit_is_refused_and_not_guessed(
    change: dict[str, str], field: str, value: int | None, read: Callable[..., registers.Register]
) -> None:
    register = read(LOAN | change)
    [loan] = register.households[0].loans or ()
    assert getattr(loan, field) == value
    assert len(register.refused) == (value is None)
    assert all("unless the header or a mapping file says its unit" in text for text in refusals(register))


@pytest.mark.parametrize(
    ("header", "cell", "unit", "field", "value"),
    [
        ("贷款金额（万元）", "5", "", "principal", 50_000),
        ("贷款金额（元）", "50000", "", "principal", 50_000),
        ("贷款金额", "5", "万元", "principal", 50_000),
        ("贷款金额", "5", "元", "principal", 5),
        ("贷款期限（月）", "36", "", "term_months", 36),
        ("贷款期限（年）", "3", "", "term_months", 36),
        ("贷款期限", "3", "年", "term_months", 36),
        ("贷款期限", "36", "个月", "term_months", 36),
        ("贷款利率（%）", "4.35", "", "annual_rate", Decimal("0.0435")),
        ("贷款利率", "4.35", "%", "annual_rate", Decimal("0.0435")),
        ("贷款逾期时间", "90", "天", "overdue_days", 90),
        ("放款额(单位：万元)", "5", None, "principal", 50_000),
    ],
)
def test_the_unit_is_that_of_the_header_or_of_the_mapping_file(
    header: str, cell: str, unit: str | None, field: str, value: Any, read: Callable[..., registers.Register]
) -> None:
    row = {
        name: text
        for name, text in LOAN.items()
        if name not in ("贷款金额", "贷款余额（万元）", "贷款期限", "贷款利率")
    }
    said = f'{{ field = "loan.{field}", unit = "{unit}" }}' if unit else f'"loan.{field}"'
    register = read(row | {header: cell}, mapping="" if unit == "" else f'[loans.columns]\n"{header}" = {said}')
    [loan] = register.households[0].loans or ()
    assert (getattr(loan, field), refusals(register)) == (value, [])


def test_a_unit_that_contradicts_the_header_is_a_fault_of_the_mapping(read: Callable[..., registers.Register]) -> None:
    with pytest.raises(
        rr.InvalidInput, match=r"loans.columns.放款额（万元）.unit: expected the unit that the header states, 万元"
    ):
        read(LOAN, mapping='[loans.columns]\n"放款额（万元）" = { field = "loan.principal", unit = "元" }')


def test_an_amount_of_a_mapping_without_a_unit_is_refused_in_every_list(
    read: Callable[..., registers.Register],
) -> None:
    own = '[monitored.columns]\n"年支出" = "household.spending"\n"年支出（万元）" = "household.spending_before"'
    register = read(people=(HEAD | {"年支出": "20000", "年支出（万元）": "2"},), mapping=own)
    [household] = register.households
    assert (household.spending, household.spending_before) == (None, Decimal(20_000))
    assert refusals(register) == [f"people.csv, S2, 年支出: expected {RefusalReason('amount')}"]


def test_a_loan_that_stands_twice_is_one_loan_or_a_conflict(read: Callable[..., registers.Register]) -> None:
    again = LOAN | {"放款日期": "20230101", "到期日期": "", "贷款期限": ""}
    register = read(again, LOAN, LOAN)
    assert refusals(register) == []
    assert [loan.lent_on for loan in register.households[0].loans or ()] == [date(2022, 3, 15), date(2023, 1, 1)]
    register = read(LOAN, LOAN | {"贷款余额（万元）": "2"}, again)
    assert refusals(register) == [
        "list.csv, K3, 贷款余额（万元）: expected the same as at list.csv, K2; neither is kept"
    ]
    assert register.households[0].loans is None
    own = '[loans.columns]\n"借据号" = "loan.id"'
    of_two = (LOAN, LOAN | {"贷款人姓名": HEAD["姓名"], "贷款人身份证": HEAD["证件号码"], "贷款余额（万元）": "2"})
    assert len(read(*of_two).households[0].loans or ()) == 2
    rows = (LOAN | {"借据号": "1"}, LOAN | {"借据号": "2", "贷款余额（万元）": "2"})
    assert len(read(*rows, mapping=own).households[0].loans or ()) == 2


def test_an_earlier_balance_is_a_loan_that_is_no_row(read: Callable[..., registers.Register]) -> None:
    for balance in ("2万元", "2", "不详"):
        register = read(LOAN | {"原有余额": balance})
        assert refusals(register)[-1] == (
            "list.csv, E2, 原有余额: expected no balance of earlier loans, or a row for each of them; none is kept"
        )
        assert register.households[0].loans is None
    assert len(read(LOAN | {"原有余额": "0"}).households[0].loans or ()) == 1


def test_who_is_on_the_ledger_without_a_loan_has_none_recorded(read: Callable[..., registers.Register]) -> None:
    for nothing in ("", "0"):
        amounts = dict.fromkeys(("贷款金额", "贷款余额（万元）", "贷款逾期时间"), nothing)
        register = read(LOAN | dict.fromkeys([*LOAN][4:], "") | amounts)
        assert (register.households[0].loans, refusals(register)) == (None, [])


def test_a_loan_that_contradicts_itself_is_said_and_not_kept(read: Callable[..., registers.Register]) -> None:
    register = read(LOAN | {"贷款余额（万元）": "6", "到期日期": "20200101"})
    assert refusals(register) == [
        "list.csv, K2, 贷款余额（万元）: expected at most principal",
        "list.csv, I2, 到期日期: expected a date not before lent_on",
    ]
    assert register.households[0].loans is None


# -- lists that give the household --------------------------------------------------------------------------------


def test_a_county_s_own_list_may_give_the_number_of_the_household(read: Callable[..., registers.Register]) -> None:
    own = """
    [own]
    needs = ["户号"]
    [own.columns]
    "户号" = "household.id"
    "证号" = "person.document"
    "贷款（万元）" = "loan.principal"
    "险种" = { field = "bill.scheme", codes = { "居民" = "residents", "职工" = "employees" } }
    "结算日" = "bill.settled_on"
    """
    loan = {"户号": "H-1", "证号": "", "贷款（万元）": "5", "险种": "", "结算日": ""}
    bill = {"户号": "H-1", "证号": HEAD["证件号码"], "贷款（万元）": "", "险种": "居民", "结算日": "20230506"}
    register = read(loan, bill, bill | {"证号": ""}, mapping=own)
    assert refusals(register) == ["list.csv, B4, 证号: expected the number of a member of the household"]
    stranger = read(loan, loan | {"证号": STRANGER}, mapping=own)
    assert refusals(stranger) == ["list.csv, B3, 证号: expected the number of a member of the household"]
    assert stranger.households[0].loans is None
    assert register.households[0].loans == (rr.SmallLoan(principal=50_000),)
    assert head(register).bills == (rr.MedicalBill(settled_on=date(2023, 5, 6), scheme=MedicalScheme.RESIDENTS),)


@pytest.mark.parametrize("said", ["", "residents", "employees"])
def test_bills_of_a_list_that_tells_no_scheme_are_read_only_where_the_mapping_says_it(
    said: str, read: Callable[..., registers.Register]
) -> None:
    row = {header: cell for header, cell in SETTLEMENT.items() if header != "险种类型"}
    register = read(row, mapping=f'[settlements]\nevery_row = {{ "bill.scheme" = "{said}" }}' if said else "")
    if said == "residents":
        assert refusals(register) == []
        assert [bill.scheme for bill in head(register).bills or ()] == [MedicalScheme.RESIDENTS]
    else:
        assert [text.partition(" (")[0] for text in refusals(register)] == [
            "list.csv, C2, 证件号码: expected the scheme of residents"
        ]
        assert head(register).bills is None


def test_a_column_counts_before_what_the_mapping_says_of_every_row(read: Callable[..., registers.Register]) -> None:
    every_row = '[settlements]\nevery_row = { "bill.scheme" = "residents" }'
    for scheme in ("310", ""):
        assert head(read(SETTLEMENT | {"险种类型": scheme}, mapping=every_row)).bills is None


@pytest.mark.parametrize("said", ['{ "bill.scheme" = "both" }', '{ "bill.total" = "1" }', '"residents"', "{ a = [] }"])
def test_only_a_scheme_can_be_said_of_every_row(said: str, read: Callable[..., registers.Register]) -> None:
    expected = r"settlements.every_row: expected a table of bill.scheme = residents or bill.scheme = employees"
    with pytest.raises(rr.InvalidInput, match=expected):
        read(SETTLEMENT, mapping=f"[settlements]\nevery_row = {said}")


# -- what is shipped ----------------------------------------------------------------------------------------------


def test_a_shipped_header_that_states_a_unit_is_read_in_it() -> None:
    stated = {
        (layout.name, column.header): column.kind == kinds[unit]
        for layout in layouts().values()
        for column in layout.columns.values()
        for kinds in UNITS.values()
        for unit in kinds
        if header_key(column.header).endswith(f"({unit})") and column.is_held
    }
    assert len(stated) >= 10
    assert all(stated.values())


def test_nothing_that_is_shipped_says_where_a_layout_was_seen() -> None:
    folder = Path(registers.__file__).parent
    shipped = "".join((folder / name).read_text("utf-8") for name in ("columns.csv", "codes.csv", "layouts.toml"))
    for word in ("seen_in", "minzheng", "yibao", "loan2019", "confidence"):
        assert word not in shipped
