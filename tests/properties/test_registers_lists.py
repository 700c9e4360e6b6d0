"""Lists beside the exports: their rows are records or refused, whatever their order, and change no other fact."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from registers_of import ALLOWANCE, LOAN, MONITORED, ON, SETTLEMENT, refusals, written
from rural_revitalization import registers

EXAMPLES: Final = 6
PEOPLE: Final = (
    {"户编号": "H-1", "人口编号": "P-1", "姓名": "张三甲", "证件号码": "99010119700101001X"},
    {"户编号": "H-1", "人口编号": "P-2", "姓名": "李四乙", "证件号码": "990101197203150029"},
    {"户编号": "H-2", "人口编号": "P-3", "姓名": "吴十癸", "证件号码": "990101195804170093"},
)
STRANGER: Final = {"姓名": "褚丙寅", "证件号码": "990101198505120073"}
"""Somebody of no household."""
NUMBERS: Final = {"身份证号", "证件号码", "贷款人身份证"}
TWEAKS: Final[Mapping[str, tuple[str, ...]]] = {
    "救助类型": ("农村低保", "城市低保", "特困供养", "", "不详", "某某"),
    "最初享受月份": ("202107", "202107", "201901", "", "202402", "昨天"),
    "户月保障金额（元）": ("380.00", "380", "", "4百"),
    "结算ID": ("S-1", "S-1", "S-2", "S-3", ""),
    "险种类型": ("390", "城乡居民基本医疗保险", "390", "310", "", "不详"),
    "结算时间": ("2023-05-06 14:22:31", "20230506", "20230704", "", "五月"),
    "医疗费总额": ("12000.00", "12000.00", "13000", "-12000", "9000", ""),
    "退费结算标志": ("0", "0", "否", "1", "不详"),
    "贷款金额": ("5万元", "5", "50000元", "", "0"),
    "放款日期": ("20220315", "20220315", "20230101", "", "不详"),
    "贷款余额（万元）": ("3", "3", "0", "6", ""),
    "原有余额": ("", "", "", "0", "2万元"),
}


def member(person: Mapping[str, str]) -> dict[str, str]:
    """A row of a member, without what else the list says."""
    return {**MONITORED, "性别": "", "出生日期": "", **person}


def drawn(random: Random, row: Mapping[str, str], odd: float) -> dict[str, str]:
    """A row of a list about somebody, some of its cells odd, and its numbers written in any way."""
    person = STRANGER if random.random() < odd / 2 else random.choice(PEOPLE)
    named = NUMBERS & {*row}
    made = {
        header: random.choice(TWEAKS[header]) if header in TWEAKS and random.random() < odd else cell
        for header, cell in row.items()
    }
    made |= dict.fromkeys(named, person["证件号码"])
    made |= dict.fromkeys({"姓名", "人员姓名", "贷款人姓名"} & {*row}, person["姓名"])
    if made.get("结算ID") and random.random() >= odd / 4:
        made["结算ID"] += f", {PEOPLE.index(person) if person in PEOPLE else len(PEOPLE)}"
    if random.random() < odd / 2:
        made[random.choice(sorted(named))] = random.choice(
            ("", "不详", person["证件号码"].lower(), STRANGER["证件号码"])
        )
    return made


def read(people: list[dict[str, str]], lists: Mapping[str, list[dict[str, str]]]) -> registers.Register:
    with TemporaryDirectory() as folder:
        files = [written(Path(folder) / "people.csv", people)]
        files += [written(Path(folder) / f"{name}.csv", rows) for name, rows in lists.items() if rows]
        return registers.read(files, on=ON)


def in_any_order(household: Any) -> Any:
    """A household with its bills and loans in an order of their own."""
    people = [evolve(person, bills=person.bills and sorted(person.bills, key=repr)) for person in household.people]
    return evolve(household, members=people, loans=household.loans and sorted(household.loans, key=repr))


def drawn_lists(random: Random) -> dict[str, list[dict[str, str]]]:
    odd = random.choice((0, 0.1, 0.4))
    return {
        name: [drawn(random, row, odd) for _ in range(random.randrange(5))]
        for name, row in (("allowance", ALLOWANCE), ("settlements", SETTLEMENT), ("loans", LOAN))
    }


@given(st.integers(0))
def test_what_rows_of_lists_say_does_not_depend_on_their_order(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - nothing is secret
    people = [member(person) for person in PEOPLE]
    for _ in range(EXAMPLES):
        lists = drawn_lists(random)
        shuffled = {name: random.sample(rows, len(rows)) for name, rows in reversed(lists.items())}
        first, second = read(people, lists), read(people, shuffled)
        assert [*map(in_any_order, first.households)] == [*map(in_any_order, second.households)]
        assert bool(first.refused) == bool(second.refused)


@given(st.integers(0))
def test_every_row_of_a_list_is_in_a_record_or_refused_and_names_nobody(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - nothing is secret
    people = [member(person) for person in PEOPLE]
    alone = read(people, {}).households
    for _ in range(EXAMPLES):
        lists = drawn_lists(random)
        register = read(people, lists)
        assert [*map(without, register.households)] == [*map(without, alone)]
        if not register.refused:
            assert recorded(register) == listed(lists)
        told_of = repr(register) + "".join(refusals(register))
        assert not any(person[key] in told_of for person in (*PEOPLE, STRANGER) for key in ("姓名", "证件号码"))


def without(household: Any) -> Any:
    """A household without what the lists say."""
    people = [evolve(person, bills=None, minimum_living_allowance=None) for person in household.people]
    return evolve(household, members=people, loans=None)


def recorded(register: registers.Register) -> list[int]:
    """How many people have a spell of the allowance, and how many bills and loans there are."""
    people = [person for household in register.households for person in household.people]
    return [
        sum(bool(person.minimum_living_allowance) for person in people),
        sum(len(person.bills or ()) for person in people),
        sum(len(household.loans or ()) for household in register.households),
    ]


def listed(lists: Mapping[str, list[dict[str, str]]]) -> list[int]:
    """How many there are by the rows: of one person, of one number of a settlement, of one borrower and day."""
    borrowers = [row["贷款人身份证"] or row["身份证号"] for row in lists["loans"]]
    days = [row["放款日期"].strip("不详") for row in lists["loans"]]
    keys: list[list[tuple[Any, ...]]] = [
        [(row["身份证号"].upper(),) for row in lists["allowance"]],
        [(row["结算ID"] or at,) for at, row in enumerate(lists["settlements"])],
        [(number.upper(), day) if day else (at,) for at, (number, day) in enumerate(zip(borrowers, days, strict=True))],
    ]
    return [len(set(rows)) for rows in keys]
