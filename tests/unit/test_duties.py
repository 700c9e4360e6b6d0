"""Duties and prohibitions: how a row is read, and how it stands on a day."""

from __future__ import annotations

import csv
import json
import pickle
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

import rural_revitalization as rr
from rural_revitalization import records
from rural_revitalization.duties import (
    Cycle,
    Duty,
    DutyStanding,
    DutyStatus,
    LogEntry,
    duties_in_force,
    duty_of,
    read_duties,
    responsibility,
    responsible_for,
    shipped_duties,
    status,
)
from rural_revitalization.places import PlaceClass
from rural_revitalization.policy.authorities import Authority
from rural_revitalization.policy.register import source_of
from rural_revitalization.wording import LANGUAGES

REGISTER: Final = Path(__file__).parents[2].parent / "shared" / "policy" / "register.csv"
TESTS: Final = "hunan-2021/water/test-frequency"
OUTAGE: Final = "hunan-2021/water/no-outage#outage"
SAME_DAY: Final = "hunan-2021/monitoring/same-day-response"
METERS: Final = "hunan-2021/water/household-meter"
FOLLOW_UP: Final = "hunan-2021/monitoring/post-elimination-follow-up"
EVALUATION: Final = "hunan-2021/plan/midterm-final-evaluation"
VILLAGE: Final = "430922101"

rows = pytest.mark.parametrize("duty", shipped_duties().values(), ids=lambda duty: duty.key)


def log(register: str, *days: date, place: str = VILLAGE) -> list[LogEntry]:
    return [LogEntry(duty=register, on=day, place=place) for day in days]


def stands(register: str, days: Iterable[date] | None, on: date, **more: Any) -> DutyStanding:
    return status(duty_of(register), None if days is None else log(register, *days), on=on, **more)


# -- in each period -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tested", "on", "state", "days", "deadline"),
    [
        # 第二章第二节四: 每半年开展饮水水质检测, from 2021 on: due by 30 June and by 31 December of each year
        ([], date(2021, 1, 1), "coming_due", 180, date(2021, 6, 30)),
        ([], date(2021, 6, 30), "coming_due", 0, date(2021, 6, 30)),
        ([], date(2021, 7, 1), "overdue", 1, date(2021, 12, 31)),
        ([], date(2021, 12, 31), "overdue", 184, date(2021, 12, 31)),
        ([date(2021, 6, 30)], date(2021, 7, 1), "coming_due", 183, date(2021, 12, 31)),
        ([date(2021, 6, 30)], date(2021, 6, 30), "kept", None, date(2021, 12, 31)),
        ([date(2021, 7, 1)], date(2021, 7, 1), "kept", None, date(2022, 6, 30)),
        ([date(2021, 3, 1), date(2021, 4, 1)], date(2021, 7, 1), "coming_due", 183, date(2021, 12, 31)),
        ([date(2021, 7, 2)], date(2021, 7, 1), "overdue", 1, date(2021, 12, 31)),  # later days do not count
        ([date(2025, 7, 1)], date(2025, 12, 31), "kept", None, None),  # the plan ends with 2025
    ],
)
def test_a_half_yearly_test_is_due_once_in_each_half_of_the_year(
    tested: list[date], on: date, state: str, days: int | None, deadline: date | None
) -> None:
    found = stands(TESTS, tested, on, owed=True)
    assert (found.status, found.days, found.deadline) == (state, days, deadline)
    assert (found.missing, found.not_stated) == ((), ())


def test_the_periods_missed_are_named_though_the_duty_is_kept_again() -> None:
    found = stands(TESTS, [date(2021, 2, 1), date(2022, 8, 1)], date(2022, 9, 1), owed=True)
    assert found.status is DutyStatus.KEPT
    assert found.missed == ((date(2021, 7, 1), date(2021, 12, 31)), (date(2022, 1, 1), date(2022, 6, 30)))
    assert (found.done, found.last) == (1, date(2022, 8, 1))


def test_a_year_counts_whole_though_the_plan_was_issued_in_it() -> None:
    # hunan-13fyp-2017 九（五）: events of 2017 count from January, and the year before is not owed
    held = [date(2017, 2, 1)]
    found = stands("hunan-2017/event/poverty-day", held, date(2017, 12, 31))
    assert (found.status, found.missed, found.deadline) == ("kept", (), date(2018, 12, 31))


@pytest.mark.parametrize(
    ("cycle", "on", "period"),
    [
        (Cycle.MONTH, date(2024, 2, 10), (date(2024, 2, 1), date(2024, 2, 29))),
        (Cycle.QUARTER, date(2022, 5, 31), (date(2022, 4, 1), date(2022, 6, 30))),
        (Cycle.HALF_YEAR, date(2022, 12, 31), (date(2022, 7, 1), date(2022, 12, 31))),
        (Cycle.YEAR, date(2022, 1, 1), (date(2022, 1, 1), date(2022, 12, 31))),
    ],
)
def test_periods_are_those_of_the_calendar_year(cycle: Cycle, on: date, period: tuple[date, date]) -> None:
    assert cycle.period(on) == period
    assert list(cycle.periods(on, on)) == [period]


def test_duties_of_one_sentence_are_counted_apart() -> None:
    # 第二章第四节三: 每年至少……推荐3次岗位、提供1次职业指导和1次免费技能培训
    services = "hunan-2021/employment/annual-services"
    done = log(f"{services}#recommendations", *(date(2022, month, 1) for month in (2, 5, 9)), place="H-1")
    done += log(f"{services}#guidance", date(2022, 3, 1), place="H-1")
    found = {
        part: status(duty_of(f"{services}#{part}"), done, on=date(2022, 10, 1), owed=True, log_since=date(2022, 1, 1))
        for part in ("recommendations", "guidance", "training")
    }
    assert {part: (item.status.value, item.done) for part, item in found.items()} == {
        "recommendations": ("kept", 3),
        "guidance": ("kept", 1),
        "training": ("unknown", 0),  # whether it was owed and missed in 2021 the log does not show
    }
    with pytest.raises(KeyError):
        duty_of(services)


# -- forbidden, by a day, within days, not stated --------------------------------------------------------------


def test_a_prohibition_is_kept_while_its_log_is_empty_and_broken_by_any_entry() -> None:
    assert stands(OUTAGE, [], date(2022, 6, 1)).status is DutyStatus.KEPT
    broken = stands(OUTAGE, [date(2022, 5, 1), date(2022, 3, 1)], date(2022, 6, 1))
    assert (broken.status, broken.days, broken.done) == ("broken", 92, 2)
    assert stands(OUTAGE, [date(2022, 6, 2)], date(2022, 6, 1)).status is DutyStatus.KEPT
    # before the plan nothing was forbidden by it
    assert stands(OUTAGE, [date(2020, 12, 31)], date(2022, 6, 1)).status is DutyStatus.KEPT


@pytest.mark.parametrize(
    ("answered", "on", "state", "days"),
    [
        # 第四章第二节三: 当天发现、当天响应
        ([date(2022, 6, 1)], date(2022, 6, 1), "kept", 0),
        ([date(2022, 6, 4)], date(2022, 6, 5), "kept", 3),
        ([], date(2022, 6, 1), "coming_due", 0),
        ([], date(2022, 6, 2), "overdue", 1),
        ([date(2022, 5, 31)], date(2022, 6, 2), "overdue", 1),  # what was done before answers nothing
    ],
)
def test_what_is_due_within_days_counts_from_the_day_it_arose(
    answered: list[date], on: date, state: str, days: int
) -> None:
    found = stands(SAME_DAY, answered, on, owed=True, arose=date(2022, 6, 1))
    assert (found.status, found.days) == (state, days)


def test_what_has_no_deadline_is_kept_once_done_and_open_before() -> None:
    assert stands(METERS, [date(2022, 6, 1)], date(2022, 6, 1), owed=True).status is DutyStatus.KEPT
    found = stands(METERS, [], date(2022, 6, 1), owed=True)
    assert (found.status, found.missing, found.not_stated) == ("unknown", ("by_when",), ("by_when",))
    assert found.to_record == ()


def test_what_was_done_before_the_duty_began_is_done() -> None:
    assert stands(METERS, [date(2019, 6, 1)], date(2022, 6, 1), owed=True).status is DutyStatus.KEPT


def test_two_evaluations_are_needed_where_two_are_owed() -> None:
    assert stands(EVALUATION, [date(2023, 6, 1)], date(2025, 6, 1)).status is DutyStatus.UNKNOWN
    assert stands(EVALUATION, [date(2023, 6, 1), date(2025, 5, 1)], date(2025, 6, 1)).status is DutyStatus.KEPT


@pytest.mark.parametrize("visited", [[], [date(2022, 6, 1)]])
def test_what_recurs_at_an_interval_not_stated_stays_open(visited: list[date]) -> None:
    found = stands(FOLLOW_UP, visited, date(2022, 7, 1))
    assert (found.status, found.not_stated) == ("unknown", ("how_often",))
    assert found.done == len(visited)


def test_a_locality_may_set_what_the_document_leaves_open() -> None:
    quarterly = duty_of(FOLLOW_UP).set_locally("county notice 3 of 2022", every=Cycle.QUARTER)
    visited = log(FOLLOW_UP, date(2022, 2, 1))
    assert status(quarterly, visited, on=date(2022, 3, 1)).status is DutyStatus.KEPT
    assert status(quarterly, visited, on=date(2022, 7, 1)).status is DutyStatus.OVERDUE
    assert "county notice 3 of 2022" in status(quarterly, visited, on=date(2022, 3, 1)).line()
    begun = duty_of(FOLLOW_UP).set_locally("county notice", every=Cycle.QUARTER, begins=date(2022, 4, 1))
    assert (
        status(begun, [], on=date(2022, 6, 1)).status is DutyStatus.COMING_DUE
    )  # of the quarter before nothing is owed
    done = duty_of(METERS).set_locally("county notice", by=date(2022, 6, 1))
    late = status(done, log(METERS, date(2022, 6, 3)), on=date(2022, 7, 1), owed=True)
    assert (late.status, late.days) == ("kept", 2)
    assert status(done, [], on=date(2022, 6, 2), owed=True).days == 1


def test_a_locality_may_not_set_what_the_document_states() -> None:
    for register in (TESTS, OUTAGE, SAME_DAY):
        with pytest.raises(rr.InvalidInput, match="the document states it"):
            duty_of(register).set_locally("county notice", every=Cycle.YEAR)
    with pytest.raises(rr.InvalidInput, match="every, by, within_days or within_months"):
        duty_of(METERS).set_locally("county notice")
    with pytest.raises(rr.InvalidInput, match="begins"):
        duty_of(METERS).set_locally("county notice", by=date(2022, 6, 1), begins=date(2026, 1, 1))


# -- what is not known ----------------------------------------------------------------------------------------


@rows
def test_a_log_that_was_not_kept_leaves_every_duty_open(duty: Duty) -> None:
    found = status(duty, None, on=duty.until, owed=True, arose=duty.since)
    assert (found.status, found.missing, found.done) == ("unknown", ("log",), None)


@rows
def test_whom_a_duty_is_for_is_asked_where_it_is_for_some(duty: Duty) -> None:
    found = status(duty, [], on=duty.until, arose=duty.until)
    assert ("owed" in found.missing) is (duty.only is not None)
    elsewhere = status(duty, [], on=duty.until, owed=False, arose=duty.until)
    assert (elsewhere.status is DutyStatus.NOT_OWED) is (duty.only is not None)


ANHUA, HESHAN, OF_ANHUA = "430923", "430903", "430923100201"


@pytest.mark.parametrize(
    ("place", "county", "owed"),
    [
        (ANHUA, None, True),  # 安化县 is one of the 13 key-support counties, 赫山区 is not
        (OF_ANHUA, None, True),
        (HESHAN, None, False),
        (HESHAN, "安化县", False),  # its own code settles where a place lies
        ("H-1", "安化县", True),
        ("H-1", "430923", True),
        ("H-1", "赫山区", False),
        ("H-1", "麻阳县", True),  # as the document calls 麻阳苗族自治县
        ("H-1", None, None),
        ("430900", None, None),  # a city is no county
        ("123456", None, None),  # the id of a household, not a division
    ],
)
def test_whom_a_duty_is_for_follows_from_the_list_that_a_document_names(
    place: str, county: str | None, owed: bool | None
) -> None:
    found = status(duty_of(SAME_DAY), [], on=date(2022, 6, 1), place=place, county=county, arose=date(2022, 6, 1))
    assert (found.status is DutyStatus.NOT_OWED, "owed" in found.missing) == (owed is False, owed is None)
    said = status(duty_of(SAME_DAY), [], on=date(2022, 6, 1), place=place, county=county, owed=True, arose=found.on)
    assert (said.status is DutyStatus.COMING_DUE) is (owed is not False)


def test_a_record_that_contradicts_the_list_leaves_open_whether_a_duty_is_owed() -> None:
    found = status(duty_of(SAME_DAY), [], on=date(2022, 6, 1), place=HESHAN, owed=True, arose=date(2022, 6, 1))
    assert (found.status, found.missing) == (DutyStatus.UNKNOWN, ())
    assert found.conflict is not None
    assert found.conflict.fields == ("owed", "hunan-2021/county/key-list")
    assert "owed and hunan-2021/county/key-list contradict each other" in found.line()
    assert "相互矛盾" in found.line("zh")


def test_every_duty_of_a_class_of_counties_is_owed_to_its_members_alone() -> None:
    # 第四章第二节三: the three mechanisms of key-support counties; 第五章第五节一: 13个省乡村振兴重点帮扶县
    named = {key for key, duty in shipped_duties().items() if duty.of_class is PlaceClass.KEY_SUPPORT_COUNTY}
    assert named == {
        *(f"hunan-2021/monitoring/{name}" for name in ("key-county-tracking", "same-day-response")),
        "hunan-2021/counterpart/county-help",
    }
    for key in named:
        stands_at = {
            place: status(duty_of(key), [], on=date(2022, 6, 1), place=place, arose=date(2022, 6, 1)).status
            for place in (ANHUA, HESHAN)
        }
        assert [stands_at[ANHUA] is DutyStatus.NOT_OWED, stands_at[HESHAN] is DutyStatus.NOT_OWED] == [False, True]


def test_a_county_that_is_none_is_refused() -> None:
    with pytest.raises(rr.InvalidInput, match="安化县"):
        status(duty_of(SAME_DAY), [], on=date(2022, 6, 1), place="H-1", county="安化")


def test_what_arises_needs_its_day() -> None:
    assert stands(SAME_DAY, [], date(2022, 6, 1), owed=True).missing == ("arose",)
    with pytest.raises(rr.InvalidInput, match="arose"):
        stands(SAME_DAY, [], date(2022, 6, 1), owed=True, arose=date(2022, 6, 2))


def test_of_a_duty_that_does_not_arise_the_day_is_not_asked() -> None:
    done = [date(2022, 3, 1)]
    for register in (TESTS, OUTAGE, METERS, EVALUATION):
        asked = stands(register, done, date(2022, 6, 1), owed=True, arose=date(2022, 5, 1))
        assert asked == stands(register, done, date(2022, 6, 1), owed=True)


@pytest.mark.parametrize(
    ("register", "done", "since", "state"),
    [
        (TESTS, [], date(2022, 7, 1), "unknown"),  # whether the first half was missed is not known
        (TESTS, [], date(2022, 1, 1), "overdue"),
        (TESTS, [], date(2022, 8, 1), "unknown"),
        (TESTS, [date(2022, 8, 1)], date(2022, 8, 1), "kept"),
        (OUTAGE, [], date(2022, 8, 1), "unknown"),
        (OUTAGE, [date(2022, 8, 2)], date(2022, 8, 1), "broken"),
        (METERS, [], date(2022, 8, 1), "unknown"),
        (METERS, [date(2022, 8, 2)], date(2022, 8, 1), "kept"),
    ],
)
def test_before_a_log_was_kept_nothing_is_known(register: str, done: list[date], since: date, state: str) -> None:
    found = stands(register, done, date(2022, 9, 1), owed=True, log_since=since)
    assert found.status == state
    assert found.missing == (("log",) if state == "unknown" else ())
    assert found.days is None or state == "overdue"  # what came first is not known
    assert all(first >= since for first, _ in found.missed)


def test_a_log_of_several_places_is_asked_of_one() -> None:
    entries = log(TESTS, date(2022, 2, 1)) + log(TESTS, date(2022, 2, 1), place="430922102")
    with pytest.raises(rr.InvalidInput, match="430922102"):
        status(duty_of(TESTS), entries, on=date(2022, 3, 1), owed=True)
    found = status(duty_of(TESTS), entries, on=date(2022, 3, 1), owed=True, place="430922103")
    assert (found.status, found.done) == ("overdue", 0)


def test_entries_of_other_duties_do_not_count() -> None:
    found = status(duty_of(OUTAGE), log(TESTS, date(2022, 2, 1)), on=date(2022, 3, 1))
    assert found.status is DutyStatus.KEPT


@pytest.mark.parametrize("on", [date(2020, 12, 31), date(2026, 1, 1)])
def test_a_day_outside_the_document_is_refused(on: date) -> None:
    with pytest.raises(rr.OutsidePeriod, match="hunan-14fyp-2021"):
        stands(OUTAGE, [], on)


@pytest.mark.parametrize("on", [None, "2022-06-01"])
def test_what_is_no_day_is_refused(on: Any) -> None:
    with pytest.raises(rr.InvalidInput, match="a date"):
        stands(OUTAGE, [], on)


def test_arguments_of_the_wrong_kind_are_all_named() -> None:
    wrong: Any = OUTAGE
    with pytest.raises(rr.InvalidInput) as caught:
        status(wrong, [], on=date(2022, 6, 1), owed="yes", place=7)  # type: ignore[arg-type]
    assert [item.path for item in caught.value.mismatches] == ["duty", "place", "owed"]
    entries: Any = [date(2022, 6, 1)]
    with pytest.raises(rr.InvalidInput, match="LogEntry"):
        status(duty_of(OUTAGE), entries, on=date(2022, 6, 1))


# -- how it is told -------------------------------------------------------------------------------------------


def test_a_standing_is_read_out_with_its_section_and_reading() -> None:
    found = stands(TESTS, [], date(2021, 7, 2), owed=True)
    assert found.line() == (
        "test the quality of drinking water every half-year (by whom is not stated; for villages, in areas that exited "
        "poverty): overdue; for 2 days; due by 2021-12-31; missed: 2021-01-01 – 2021-06-30 "
        "[Hunan: 14th five-year plan to consolidate the way out of poverty and link it with rural revitalization, "
        "第二章第二节四; every half-year is once in each half of the calendar year]"
    )
    assert found.line("zh") == (
        "每半年开展饮水水质检测（责任主体未载明；农村供水，脱贫地区）：逾期；已逾期2天；截止日期2021-12-31；"
        "此前未落实的时段：2021-01-01 – 2021-06-30"
        "［《湖南省“十四五”巩固拓展脱贫攻坚成果同乡村振兴有效衔接规划》第二章第二节四；"
        "“每半年”按自然年度的上半年、下半年各一次计］"
    )
    with pytest.raises(rr.InvalidInput, match="lang"):
        found.line("fr")  # type: ignore[arg-type]


@rows
def test_every_duty_is_told_in_both_languages(duty: Duty) -> None:
    pairs = [(duty.label, duty.zh), (duty.to, duty.to_zh), (duty.only or "-", duty.only_zh or "无")]
    for english, chinese in pairs:
        assert english.isascii()
        assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
    for lang in LANGUAGES:
        assert duty.source.section in status(duty, None, on=duty.since).line(lang)


def test_a_standing_is_no_truth_value_and_can_be_kept() -> None:
    found = stands(TESTS, [], date(2022, 6, 1), owed=True)
    with pytest.raises(rr.Undecided, match="status"):
        bool(found)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own bytes
    written = json.loads(records.dumps(found))
    assert (written["status"], written["duty"]["register"], written["deadline"]) == ("overdue", TESTS, "2022-06-30")


def test_who_did_it_and_notes_appear_nowhere() -> None:
    entry = LogEntry(duty=TESTS, on=date(2022, 6, 1), place=VILLAGE, by="张三", note="电话13800000000")
    assert "张三" not in repr(entry)
    assert "138" not in repr(entry)
    with pytest.raises(rr.InvalidInput) as caught:
        LogEntry(duty=TESTS, on=date(2022, 6, 1), place=VILLAGE, by=["张三"])  # type: ignore[arg-type]
    assert "张三" not in str(caught.value)


def test_a_log_is_read_from_json_and_all_faults_are_named_at_once() -> None:
    data = {"duty": TESTS, "on": "2022-06-01", "place": VILLAGE}
    assert records.structure(LogEntry, data) == LogEntry(duty=TESTS, on=date(2022, 6, 1), place=VILLAGE)
    with pytest.raises(rr.InvalidInput) as caught:
        records.structure(LogEntry, {"on": "June"})
    assert {item.field for item in caught.value.mismatches} == {"duty", "on", "place"}
    with pytest.raises(rr.InvalidInput, match="the key of a duty"):
        LogEntry(duty="hunan-2021/water/tests", on=date(2022, 6, 1), place=VILLAGE)


# -- the rows -------------------------------------------------------------------------------------------------

# How often and by when, from the sections: what is not here has no figure.
STATED: Final[dict[str, tuple[tuple[str, Any], ...]]] = {
    "hunan-2021/water/test-frequency": (("every", "half_year"),),  # 每半年
    "yiyang-2021/water/test-frequency": (("every", "half_year"),),  # 每半年
    "hunan-2021/monitoring/same-day-response": (("within_days", 0),),  # 当天发现、当天响应
    "hunan-2021/plan/midterm-final-evaluation": (("times", 2),),  # 中期和总结评估
    "yiyang-2021/assessment/combined": (("times", 2),),  # 中期和总结评估
    "yiyang-2021/talent/annual-visit": (("every", "year"),),  # 每年选拔一批
    "guizhou-2021/medical-assistance/funding-tilt": (("every", "year"),),  # 年度目标考核
    "guizhou-2021/assess/annual-report": (("every", "year"),),  # 每年向省委、省政府报告
    "guizhou-2021/cooperation/annual-event": (("every", "year"),),  # 每年举办一次
    "hunan-2017/planning/task-decomposition": (("every", "year"),),  # 年度脱贫任务
    "hunan-2017/planning/assessment-subjects": (("every", "year"),),  # 年度考核
    "hunan-2017/event/poverty-day": (("every", "year"),),  # 每年的10月17日
    "hunan-2021/employment/annual-services#recommendations": (("times", 3), ("every", "year")),  # 每年至少推荐3次岗位
    "hunan-2021/employment/annual-services#guidance": (("every", "year"),),  # 每年至少提供1次职业指导
    "hunan-2021/employment/annual-services#training": (("every", "year"),),  # 每年至少提供1次免费技能培训
    "hunan-2017/employment/annual-service#service": (("every", "year"),),  # 每人每年至少一次就业服务
    "hunan-2017/employment/one-family-one": (("every", "year"),),  # 每年帮扶一批
    "hunan-2022/monitoring/annual-standard-adjustment": (("every", "year"),),  # 年度调整
    "hunan-2022/environment/annual-tasks": (("every", "year"),),  # 年度重点任务
    "hunan-2022/toilet/annual-target": (("every", "year"),),  # 年度目标任务
    "hunan-2017/planning/annual-plan": (("every", "year"),),  # 制定年度实施计划
    "hunan-2021/resident-team/cycle": (("within_months", 24),),  # 干部驻村每2年为一个周期
    "hunan-2021/counterpart/county-help": (("within_months", 24),),  # 帮扶期2年一轮
    "guizhou-2021/indicator/refuse-acceptance": (("by", date(2025, 12, 31)),),  # 到2025年，达到验收标准
    "hunan-2021/infra/monitoring-platform#platform": (("by", date(2025, 12, 31)),),  # 到2025年，基本建成
    "hunan-2021/infra/monitoring-platform#germplasm": (("by", date(2025, 12, 31)),),  # 到2025年，基本完成
    "hunan-2017/planning/annual-reporting": (("every", "year"),),  # 每年汇总项目实施计划
    "hunan-2017/land/quota-priority#special": (("every", "year"),),  # 专项安排年度新增建设用地计划指标
    "hunan-2017/land/quota-priority#relocation": (("every", "year"),),  # 全部纳入土地利用年度计划
}


@rows
def test_how_often_a_duty_is_due_is_what_its_section_says(duty: Duty) -> None:
    named = {name: getattr(duty, name) for name in ("times", "every", "by", "within_days", "within_months")}
    assert {name: value for name, value in named.items() if value is not None} == dict(STATED.get(duty.key, ()))


@rows
def test_a_row_names_a_section_of_its_own_document(duty: Duty) -> None:
    pack = duty.source.document
    assert duty.source.register == duty.register
    begins = date(2017, 3, 31) if pack == "hunan-13fyp-2017" else duty.since
    assert (duty.since, duty.until.month, duty.until.day) == (begins, 12, 31)


def register() -> dict[str, dict[str, str]]:
    if not REGISTER.exists():
        pytest.skip(f"the rule register is not here: {REGISTER}")
    with REGISTER.open(encoding="utf-8") as lines:
        return {row["id"]: row for row in csv.DictReader(lines)}


@rows
def test_a_row_is_where_the_register_has_it(duty: Duty) -> None:
    listed = register()[duty.register]
    assert (listed["document"], listed["locator"]) == (duty.source.document, duty.source.section)
    assert (listed["effective_from"], listed["effective_to"]) == (str(duty.since), str(duty.until))


def test_every_duty_and_prohibition_that_the_register_sends_here_is_a_row() -> None:
    sent = {
        name
        for name, row in register().items()
        if row["handling"] in {"duty", "prohibition"} and row["home"].startswith("duties/")
    }
    assert sent <= {duty.register for duty in shipped_duties().values()}


def test_only_documents_in_force_impose_anything_the_most_binding_first() -> None:
    found = duties_in_force(rr.load_policy("yiyang", on=date(2022, 6, 1)))
    documents = list(dict.fromkeys(duty.source.document for duty in found))
    assert documents == ["yiyang-14fyp-2021", "hunan-opinions-2022", "hunan-14fyp-2021"]
    assert duties_in_force(rr.load_policy("hunan", on=date(2017, 3, 30))) == ()
    begun = duties_in_force(rr.load_policy("hunan", on=date(2017, 3, 31)))
    assert {duty.source.document for duty in begun} == {"hunan-13fyp-2017"}


def test_the_coverage_counts_every_duty() -> None:
    assert all(f"duties: {key}" in rr.coverage()[duty.register] for key, duty in shipped_duties().items())


# -- how a row is read ----------------------------------------------------------------------------------------


def test_all_faults_of_a_file_are_named_at_once() -> None:
    text = """
        ["hunan-2021/water/test-frequency"]
        label = "test"
        zh = "检测"
        owed_by = "county"
        to = "villages"
        to_zh = "村"
        every = "fortnight"

        ["hunan-2021/water/no-such"]
        label = "test"
        zh = "检测"
        to = "villages"
        to_zh = "村"
        every = "year"
        forbids = true
        only = "somewhere"
        reading = "none"

        ["yiyang-2021/water/no-outage"]
        label = ""
        zh = "检测"
        owed_by = "nobody"
        to_zh = "村"
        colour = "red"
    """
    with pytest.raises(rr.InvalidPack) as caught:
        read_duties(text, "rows.toml", "hunan-14fyp-2021")
    assert [item.path for item in caught.value.mismatches] == [
        "hunan-2021/water/test-frequency.every",
        "hunan-2021/water/no-such.register",
        "hunan-2021/water/no-such.forbids",
        "hunan-2021/water/no-such.only_zh",
        "hunan-2021/water/no-such.reading",
        "yiyang-2021/water/no-outage",
        "yiyang-2021/water/no-outage.colour",
        "yiyang-2021/water/no-outage.label",
        "yiyang-2021/water/no-outage.owed_by",
        "yiyang-2021/water/no-outage.to",
    ]
    assert str(caught.value).startswith("rows.toml")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("not toml", "$"),
        ("from = 2017-03-31\nsomething = 1", "something"),
        ('["hunan-2021/water/no-outage"]\nregister = "x"\nlabel = "a"\nzh = "水"\nto = "b"\nto_zh = "村"', "register"),
    ],
)
def test_a_file_that_is_no_list_of_duties_is_refused(text: str, path: str) -> None:
    with pytest.raises(rr.InvalidPack) as caught:
        read_duties(text, "rows.toml", "hunan-14fyp-2021")
    assert caught.value.mismatches[0].path.endswith(path)


def test_a_row_there_is_none_of_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        duty_of("hunan-2021/water/no-such")


def test_how_many_times_is_nothing_to_a_prohibition() -> None:
    with pytest.raises(rr.InvalidInput, match="times"):
        Duty(
            register=OUTAGE.partition("#")[0],
            label="no outage",
            zh="不停水",
            owed_by=Authority.COUNTY,
            to="villages",
            to_zh="村",
            forbids=True,
            times=2,
        )


# -- who answers for it ---------------------------------------------------------------------------------------


def test_each_of_the_23_tasks_of_2022_names_who_answers_for_it() -> None:
    assert len(responsibility().by_task) == 23
    assert all(responsibility().by_task.values())
    named = [office.zh for office in responsible_for(source_of("hunan-2022/employment/policies-continue"))]
    assert named == ["开发指导处", "政策协调处", "规划财务处"]  # 一（五）末尾
    assert responsible_for(source_of("hunan-2021/water/test-frequency")) == ()
    assert all(responsible_for(duty.source) for duty in shipped_duties().values() if duty.register[:10] == "hunan-2022")
