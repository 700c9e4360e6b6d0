"""Why cells, conflicts and rows are refused: in both languages, never with what a cell holds."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import rural_revitalization as rr
from registers_of import ALLOWANCE, LOAN, MONITORED, ON, SETTLEMENT, written
from rural_revitalization import registers
from rural_revitalization.errors import Mismatch
from rural_revitalization.fields import specs
from rural_revitalization.registers import RefusalReason
from rural_revitalization.registers.cells import KINDS
from rural_revitalization.wording.words import words

CHINESE = re.compile(r"[\u4e00-\u9fff]")
REASONS = words("refusals")
NUMBER = MONITORED["证件号码"]
BROKEN: dict[str, Callable[[], object]] = {
    "number_fits_birth_date": lambda: rr.Person(id="P", identity_number=NUMBER, birth_date=date(1970, 1, 2)),
    "number_fits_sex": lambda: rr.Person(id="P", identity_number=NUMBER, sex="female"),
    "grade_needs_kind": lambda: rr.Person(id="P", disability_grade=1),
    "joined_on_first": lambda: rr.Person(id="P", joined_on=ON, left_on=date(2023, 1, 1)),
    "since_first": lambda: rr.AllowanceSpell(since=ON, until=date(2023, 1, 1)),
    "lent_on_first": lambda: rr.SmallLoan(lent_on=ON, due_on=date(2023, 1, 1)),
    "outstanding_within_principal": lambda: rr.SmallLoan(principal=1, outstanding=2),
    "exit_date_needs_exit": lambda: rr.Household(id="H", members=[rr.Person(id="P")], exited=False, exited_on=ON),
    "in_scope_within_total": lambda: rr.MedicalBill(settled_on=ON, total=1, in_scope=2),
    "basic_insurance_paid_within_in_scope": lambda: rr.MedicalBill(settled_on=ON, in_scope=1, basic_insurance_paid=2),
    "basic_insurance_paid_within_total": lambda: rr.MedicalBill(settled_on=ON, total=1, basic_insurance_paid=2),
    "one_sign": lambda: rr.MedicalBill(settled_on=ON, total=-2, in_scope=1),
}
"""What the checks of models refuse, by their rules."""


BOUNDED = {"at_least", "at_most", "within"}


def named() -> Iterator[str]:
    """The reasons that the modules name."""
    for file in Path(registers.__path__[0]).glob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Name)
                and call.func.id in ("RefusalReason", "Listed")
            ):
                first = call.args[:1] if call.func.id == "RefusalReason" else []
                told = [*first, *(item.value for item in call.keywords if item.arg == "expected")]
                parts = [part for item in told for part in (ast.walk(item) if isinstance(item, ast.IfExp) else [item])]
                yield from (str(part.value) for part in parts if isinstance(part, ast.Constant))


def test_every_reason_that_is_named_has_words_and_every_reason_is_named() -> None:
    assert {*named(), *KINDS, *BROKEN, *BOUNDED, "by_the_model", "refused"} == set(REASONS)


@pytest.mark.parametrize("rule", BROKEN)
def test_what_a_model_refuses_has_words_by_the_rule_of_its_check(rule: str) -> None:
    with pytest.raises(rr.InvalidInput) as caught:
        BROKEN[rule]()
    assert RefusalReason(rule) in [RefusalReason.of_model(item, None) for item in caught.value.mismatches]


@pytest.mark.parametrize("key", REASONS)
def test_every_reason_is_told_in_chinese_with_what_fills_it(key: str) -> None:
    parts = {name: f"<{name}>" for name in re.findall(r"{(\w+)}", REASONS[key]["en"])}
    english, chinese = (RefusalReason(key, **parts).words(lang) for lang in ("en", "zh"))
    for filled in parts.values():
        assert filled in english
        assert filled in chinese
    assert CHINESE.search(chinese)
    assert chinese != english
    assert not re.search("[a-z]{2}", re.sub("<.*?>", "", chinese))
    assert not re.search("[,;()]", chinese)


def test_a_reason_within_a_reason_and_codes_in_a_row_are_told_in_one_language() -> None:
    reason = RefusalReason("none_is_kept", expected=RefusalReason("spells_apart"))
    assert (str(reason), reason.words("zh")) == (
        "spells that do not overlap; none is kept",
        "互不重叠的享受期间；此类记录均不采用",
    )
    reason = RefusalReason("code", codes=("男", "女"))
    assert (str(reason), reason.words("zh")) == ("one of 男, 女", "下列之一：男、女")


def test_reasons_of_one_key_and_parts_are_equal() -> None:
    assert (
        len(
            {
                RefusalReason("month"),
                RefusalReason("month"),
                RefusalReason("the_same", place="a"),
                RefusalReason("the_same", place="b"),
            }
        )
        == 3
    )


@pytest.mark.parametrize(
    ("list_", "row", "told"),
    [
        (
            "people.csv",
            {"人均纯收入（元）": "九千"},
            "M2, 人均纯收入（元）：应为以元为单位的金额，以万元为单位的须带“万”字，精确到分",
        ),
        ("people.csv", {"性别": "2"}, "J2, 性别：应为与身份证号相符的性别"),
        ("people.csv", {"消除监测时间": "202301"}, "P2, 消除监测时间：应为不早于识别监测时间（2023-03）的月份"),
        ("allowance.csv", {"救助类型": "特困供养"}, "E2, 救助类型：应为农村低保或城市低保"),
        ("allowance.csv", {"最初享受月份": "202401"}, "F2, 最初享受月份：应为不晚于台账日期的月份；此类记录均不采用"),
        ("settlements.csv", {"符合政策范围金额": "12000.01"}, "H2, 符合政策范围金额：应为不超过医疗费总额的金额"),
        ("loans.csv", {"身份证号": "990101195804170093"}, "B2, 身份证号：应为已读入的某户成员的号码"),
    ],
)
def test_what_is_refused_is_told_in_chinese(list_: str, row: dict[str, str], told: str, tmp_path: Path) -> None:
    lists = {"people.csv": MONITORED, "allowance.csv": ALLOWANCE, "settlements.csv": SETTLEMENT, "loans.csv": LOAN}
    files = [written(tmp_path / name, [rows | row if name == list_ else rows]) for name, rows in lists.items()]
    register = registers.read(files, on=ON)
    assert f"{list_}, {told}" in [item.words("zh") for item in register.refused]
    assert all(str(item) == item.words("en") for item in register.refused)


@pytest.mark.parametrize(
    ("model", "field", "value", "english", "chinese"),
    [
        (rr.AllowanceSpell, "grant", -380, "at least 0.00", "不小于0.00的数"),
        (rr.SmallLoan, "annual_rate", "4.35", "from 0% to 100%", "0%至100%的数"),
    ],
)
def test_a_number_out_of_bounds_is_told_the_bounds(
    model: type[Any], field: str, value: object, english: str, chinese: str
) -> None:
    with pytest.raises(rr.InvalidInput) as caught:
        model(**{"since": ON, field: value} if model is rr.AllowanceSpell else {field: value})
    [item] = caught.value.mismatches
    reason = RefusalReason.of_model(item, specs(model)[item.field])
    assert (str(reason), reason.words("zh")) == (english, chinese)


def test_what_a_model_alone_has_words_for_stays_in_english_and_shows_no_value() -> None:
    reason = RefusalReason.of_model(Mismatch("since", "a date not before 1949 (1900-01-01)", "1900-01-01"), None)
    assert str(reason) == "a date not before 1949"
    assert reason.words("zh") == "记录所允许的内容（英文说明：a date not before 1949）"
