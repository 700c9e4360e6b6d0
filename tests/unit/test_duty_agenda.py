"""What is owed to many places at once, as a list, as a calendar file, as tasks and on the command line."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rural_revitalization as rr
from rural_revitalization import InvalidInput
from rural_revitalization.cli import main
from rural_revitalization.desk import TaskKind, duty_tasks, worklist
from rural_revitalization.duties import (
    Cycle,
    DutyCause,
    DutyStatus,
    LogEntry,
    calendar_file,
    due_days,
    duties_in_force,
    duty_of,
    pressing,
    shipped_duties,
    standings,
)
from rural_revitalization.policy.authorities import Authority
from rural_revitalization.wording import display_width

icalendar = pytest.importorskip("icalendar")

TESTS: Final = "hunan-2021/water/test-frequency"
RELIEF: Final = "hunan-2021/resident-team/cycle"
PLATFORM: Final = "hunan-2021/infra/monitoring-platform#platform"
LIN, MEI = "430922101", "430922102"
DAY: Final = date(2022, 10, 1)
POLICY: Final = rr.load_policy("hunan", on=DAY)
OWED: Final = [DutyCause(duty=TESTS, place=place, owed=True) for place in (LIN, MEI)]
TESTED: Final = [LogEntry(duty=TESTS, on=date(2022, 3, 8), place=LIN)]


def test_every_duty_in_force_stands_for_every_place() -> None:
    found = standings([LIN, MEI], TESTED, POLICY, causes=OWED, log_since=date(2022, 1, 1))
    assert len(found) == 2 * len(duties_in_force(POLICY))
    of_tests = {item.place: (item.status, item.deadline) for item in found if item.duty.key == TESTS}
    # Tested in the first half of 2022 and not yet in the second; the other village missed the first half.
    assert of_tests == {LIN: (DutyStatus.COMING_DUE, date(2022, 12, 31)), MEI: (DutyStatus.OVERDUE, date(2022, 12, 31))}


def test_what_presses_most_comes_first() -> None:
    found = standings([LIN, MEI], TESTED, POLICY, causes=OWED, log_since=date(2022, 1, 1))
    urgent = [(item.place, item.duty.key) for item in pressing(found)]
    assert urgent[0] == (MEI, TESTS)  # overdue
    assert (LIN, TESTS) in urgent
    in_90 = [(item.place, item.duty.key) for item in pressing(found, within=90)]
    in_91 = [(item.place, item.duty.key) for item in pressing(found, within=91)]
    assert (LIN, TESTS) not in in_90  # 1 October to 31 December are 91 days
    assert (LIN, TESTS) in in_91


def test_a_cycle_of_two_years_ends_on_its_day_in_the_second_year() -> None:
    cause = DutyCause(duty=RELIEF, place=LIN, arose=date(2021, 5, 1))
    (found,) = standings([LIN], [], POLICY, causes=[cause], duties=[duty_of(RELIEF)])
    assert (found.status, found.deadline) == (DutyStatus.COMING_DUE, date(2023, 5, 1))
    assert list(due_days(duty_of(RELIEF), date(2022, 1, 1), date(2023, 5, 1), arose=date(2021, 5, 1))) == [
        date(2023, 5, 1)
    ]


def test_due_days_are_those_of_the_periods_and_of_the_deadline() -> None:
    whole = (date(2020, 1, 1), date(2030, 1, 1))
    assert len(list(due_days(duty_of(TESTS), *whole))) == 10  # two a year, 2021 to 2025
    assert list(due_days(duty_of(PLATFORM), *whole)) == [date(2025, 12, 31)]
    assert list(due_days(duty_of("hunan-2021/water/no-outage#outage"), *whole)) == []


@given(data=st.data())
def test_no_duty_falls_due_twice_or_before_it_began(data: st.DataObject) -> None:
    duty = data.draw(st.sampled_from(list(shipped_duties().values())))
    if not duty.due_is_stated:
        duty = duty.set_locally("a made-up notice", every=data.draw(st.sampled_from(Cycle)))
    first = data.draw(st.dates(date(2015, 1, 1), date(2026, 1, 1)))
    last = data.draw(st.dates(first, date(2027, 1, 1)))
    found = list(due_days(duty, first, last))
    assert found == sorted(set(found))
    assert all(max(first, duty.since) <= day <= min(last, duty.until) for day in found)
    if duty.every is not None:  # one in each period
        assert len({duty.every.period(day) for day in found}) == len(found)


# -- a calendar file ------------------------------------------------------------------------------------------


def events(text: str) -> list[tuple[date, str]]:
    return [
        (event.decoded("dtstart"), str(event["summary"])) for event in icalendar.Calendar.from_ical(text).walk("vevent")
    ]


def test_a_calendar_has_every_deadline_to_come_once() -> None:
    found = standings([LIN], TESTED, POLICY, causes=OWED[:1], log_since=date(2022, 1, 1), duties=[duty_of(TESTS)])
    text = calendar_file(found, until=date(2023, 12, 31), lang="zh")
    title = f"{duty_of(TESTS).zh} [{LIN}]"
    assert events(text) == [(day, title) for day in (date(2022, 12, 31), date(2023, 6, 30), date(2023, 12, 31))]
    assert text == calendar_file(found, until=date(2023, 12, 31), lang="zh")
    every = standings([LIN, MEI], TESTED, POLICY, causes=OWED)
    ids = [
        str(event["uid"])
        for event in icalendar.Calendar.from_ical(calendar_file(every, until=date(2025, 12, 31))).walk("vevent")
    ]
    assert len(set(ids)) == len(ids) > 0
    with pytest.raises(InvalidInput, match="given once"):
        calendar_file([*found, *found], until=DAY)


# -- tasks ----------------------------------------------------------------------------------------------------


def test_a_work_list_takes_what_is_overdue_and_coming_due() -> None:
    found = standings([LIN, MEI], TESTED, POLICY, causes=OWED, duties=[duty_of(TESTS)], log_since=date(2022, 1, 1))
    listed = worklist([], on=DAY, owed=found)
    assert [(task.kind, task.household, task.deadline) for task in listed.tasks] == [
        (TaskKind.KEEP_DUTY, LIN, date(2022, 12, 31)),
        (TaskKind.KEEP_DUTY, MEI, date(2022, 12, 31)),
    ]
    assert {task.subject for task in duty_tasks(found)} == {TESTS}
    assert all("第二章第二节四" in task.why("zh") for task in listed.tasks)
    assert worklist([], on=DAY, owed=found, kinds=["pay"]).tasks == ()


# -- what is refused ------------------------------------------------------------------------------------------


def test_places_and_causes_given_twice_and_strangers_are_all_named() -> None:
    with pytest.raises(InvalidInput) as caught:
        standings([LIN, LIN], [LogEntry(duty=TESTS, on=DAY, place=MEI)], POLICY, causes=[OWED[0], OWED[0]])
    assert [item.path for item in caught.value.mismatches] == ["places[1]", "log[0].place", "causes[1]"]


# -- the command line -----------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "log.csv").write_text(
        f"职责编号,日期,地点或农户,经办人\n{TESTS},2022-03-08,{LIN},张三\n", encoding="utf-8"
    )
    (tmp_path / "causes.csv").write_text(f"duty,place,owed,arose\n{TESTS},{LIN},是,\n", encoding="utf-8")
    return tmp_path


def run(files: Path, *more: str) -> int:
    return main(["duties", str(files / "log.csv"), "--policy", "hunan", "--on", str(DAY), *more])


def test_the_command_lists_and_writes_what_is_owed(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    causes, out, ics = (str(files / name) for name in ("causes.csv", "out.csv", "due.ics"))
    more = ("--causes", causes, "--log-since", "2022-01-01", "--out", out, "--calendar", ics, "--lang", "zh")
    assert run(files, *more) == 0
    printed = capsys.readouterr().out
    assert f"待落实  2022-12-31  {LIN}  每半年开展饮水水质检测" in printed
    written = Path(out).read_text(encoding="utf-8-sig")
    assert len(written.splitlines()) == 1 + len(duties_in_force(POLICY))
    assert "张三" not in printed + written + Path(ics).read_text(encoding="utf-8")
    assert (date(2022, 12, 31), f"{duty_of(TESTS).zh} [{LIN}]") in events(Path(ics).read_text(encoding="utf-8"))


def test_what_some_owe_is_listed_alone_in_eighty_columns(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = files / "out.csv"

    def owed(*more: str) -> set[str]:
        assert run(files, *more, "--out", str(out), "--lang", "zh") == 0
        assert max(map(display_width, capsys.readouterr().out.splitlines())) <= 80
        with out.open(encoding="utf-8-sig", newline="") as lines:
            return {row["规则编号"] for row in csv.DictReader(lines)}

    of = {duty.key: duty.owed_by for duty in duties_in_force(POLICY)}
    assert owed() == set(of)
    for named, by in (("县级", {Authority.COUNTY}), ("village", {Authority.VILLAGE})):
        assert owed("--owed-by", named) == {key for key, who in of.items() if who in by}
    assert owed("--owed-by", "省级", "--owed-by", "县级") == {
        key for key, who in of.items() if who in (Authority.PROVINCE, Authority.COUNTY)
    }


def test_the_county_where_households_lie_settles_what_is_for_a_class_of_counties(files: Path) -> None:
    out, same_day = files / "out.csv", "hunan-2021/monitoring/same-day-response"
    (files / "log.csv").write_text(f"duty,on,place\n{same_day},{DAY},H-1\n", encoding="utf-8")
    for county, status in (
        ("赫山区", "not owed here"),
        ("安化县", "not determined"),
    ):  # for 安化县 only the day it arose lacks
        assert run(files, "--county", county, "--out", str(out)) == 0
        with out.open(encoding="utf-8-sig", newline="") as lines:
            (row,) = (row for row in csv.DictReader(lines) if row["id"] == same_day)
        assert row["status"] == status
    assert run(files, "--county", "安化") == 1


def test_a_log_without_a_place_is_refused(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "log.csv").write_text("duty,on,place\n", encoding="utf-8")
    assert run(files) == 1
    assert "a place in LOG, or --place" in capsys.readouterr().err
    assert run(files, "--place", LIN) == 0


def test_how_duties_stand_is_written_as_a_workbook(files: Path) -> None:
    calamine = pytest.importorskip("python_calamine")
    pytest.importorskip("xlsxwriter")
    out = files / "out.xlsx"
    assert run(files, "--out", str(out), "--lang", "zh") == 0
    heads, *rows = calamine.load_workbook(out).get_sheet_by_index(0).to_python()
    assert heads[:4] == ["职责", "责任主体", "地点或农户", "状态"]
    assert [row[-1] for row in rows] == [duty.key for duty in duties_in_force(POLICY)]


def test_faults_of_a_log_are_named_by_line_and_column(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "log.csv").write_text(f"duty,on,place\nno/such,2022-03-08,{LIN}\n{TESTS},2022-13-01,{LIN}\n", "utf-8")
    assert run(files) == 1
    told = capsys.readouterr().err
    assert "row 2, duty" in told
    assert "row 3, on" in told
