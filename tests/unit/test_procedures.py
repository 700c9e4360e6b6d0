"""Procedures: how one is declared, and how far one has come."""

from __future__ import annotations

import csv
import json
import pickle
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

import rural_revitalization as rr
from rural_revitalization import records
from rural_revitalization.policy.authorities import Authority
from rural_revitalization.procedures import (
    PROCEDURES,
    Days,
    Procedure,
    ProcedureState,
    Progress,
    Step,
    Taken,
    Way,
    in_order,
    procedure_of,
    procedures_in_force,
    progress,
    time_limits,
)
from rural_revitalization.wording import LANGUAGES

REGISTER: Final = Path(__file__).parents[2].parent / "shared" / "policy" / "register.csv"
IDENTIFICATION: Final = "hunan-2021/monitoring/identification-procedure"
ELIMINATION: Final = "hunan-2021/monitoring/risk-elimination-procedure"
ALLOWANCE: Final = "hunan-2021/dibao/assessment-method"
ASSISTANCE: Final = "hunan-2021/special-assistance/matching"
LIMITS: Final = time_limits.Terms(publicity_days=5, identification_days=15, elimination_publicity=True)
LATER: Final = date(2022, 12, 31)

rows = pytest.mark.parametrize(
    "procedure", PROCEDURES, ids=[f"{row.source.document}: {row.name}" for row in PROCEDURES]
)


def taken(*steps: tuple[str, int], **more: Any) -> list[Taken]:
    """Steps, each on a day of June 2022."""
    return [Taken(step=name, on=date(2022, 6, day), **more) for name, day in steps]


def run(register: str, *steps: tuple[str, int], on: date = LATER, limits: Any = LIMITS) -> Progress:
    return progress(procedure_of(register), taken(*steps), on=on, limits=limits)


def following(found: Progress) -> list[str]:
    return [step.step.name for step in found.next]


# -- in order -------------------------------------------------------------------------------------------------

# 第二章第一节一: 提交申请、入户核实、村（居）评议公示、乡镇（街道）审核、县级比对审定
STEPS: Final = (
    ("discovery", 1),
    ("application", 2),
    ("household_check", 3),
    ("appraisal_and_publicity", 4),
    ("township_review", 9),
    ("county_decision", 16),
)


@pytest.mark.parametrize("count", range(len(STEPS) + 1))
def test_each_step_is_named_after_the_one_before(count: int) -> None:
    found = run(IDENTIFICATION, *STEPS[:count])
    assert found.done == tuple(name for name, _ in STEPS[:count])
    assert following(found) == [name for name, _ in STEPS[count : count + 1]]
    assert found.irregular == ()
    assert found.state == ("not_begun" if count == 0 else "completed" if count == len(STEPS) else "under_way")


def test_the_next_step_says_who_takes_it_and_between_which_days() -> None:
    (review,) = run(IDENTIFICATION, *STEPS[:4]).next
    # made public on 4 June: reviewed no sooner than 5 days later
    assert (review.step.by, review.earliest, review.deadline) == (Authority.TOWNSHIP, date(2022, 6, 9), None)
    (decision,) = run(IDENTIFICATION, *STEPS[:5], on=date(2022, 6, 18)).next
    # found on 1 June: decided no later than 15 days later, so two days ago
    assert (decision.step.by, decision.deadline, decision.overdue) == (Authority.COUNTY, date(2022, 6, 16), 2)


def test_limits_that_no_document_states_are_named_and_not_made_up() -> None:
    found = run(IDENTIFICATION, *STEPS[:4], limits=time_limits.Terms())
    (review,) = found.next
    assert (review.earliest, review.not_stated) == (None, ("publicity_days",))
    assert found.not_stated == ("publicity_days",)
    assert progress(procedure_of(IDENTIFICATION), taken(*STEPS[:4]), on=LATER).next == found.next
    hasty = [*STEPS[:4], ("township_review", 4), ("county_decision", 30)]
    assert run(IDENTIFICATION, *hasty, limits=time_limits.Terms()).irregular == ()


def test_limits_come_from_national_practice_and_only_where_it_is_asked_for() -> None:
    stated = rr.load_policy("hunan", on=date(2022, 6, 1)).terms(time_limits)
    assert (stated.publicity_days, stated.identification_days) == (5, 15)
    assert stated.cited["publicity_days"].document == "national-practice"
    without = rr.load_policy("hunan", on=date(2022, 6, 1), practice=False).terms(time_limits)
    assert isinstance(without.publicity_days, rr.Unknown)


def test_a_step_out_of_order_does_not_count_until_it_is_taken_again() -> None:
    early = [("discovery", 1), ("application", 2), ("county_decision", 3), ("household_check", 4)]
    found = run(IDENTIFICATION, *early)
    assert [(item.step, item.what, item.on.day) for item in found.irregular] == [("county_decision", "out_of_order", 3)]
    assert following(found) == ["appraisal_and_publicity"]
    again = run(IDENTIFICATION, *early, *STEPS[3:])
    assert again.state is ProcedureState.COMPLETED
    assert len(again.irregular) == 1


def test_too_soon_and_late_are_counted_in_days() -> None:
    hasty = [*STEPS[:4], ("township_review", 6), ("county_decision", 20)]
    found = run(IDENTIFICATION, *hasty)
    assert [(item.step, item.what, item.days) for item in found.irregular] == [
        ("township_review", "too_soon", 3),
        ("county_decision", "late", 4),
    ]
    assert found.state is ProcedureState.COMPLETED


def test_a_step_taken_by_another_is_named() -> None:
    steps = taken(*STEPS[:4]) + taken(("township_review", 9), by=Authority.VILLAGE)
    found = progress(procedure_of(IDENTIFICATION), steps, on=LATER, limits=LIMITS)
    assert [(item.step, item.what) for item in found.irregular] == [("township_review", "by_another")]
    assert "township_review" in found.done


def test_a_refusal_ends_the_procedure() -> None:
    steps = taken(*STEPS[:4]) + taken(("township_review", 9), refused=True)
    found = progress(procedure_of(IDENTIFICATION), steps, on=LATER, limits=LIMITS)
    assert (found.state, found.next) == ("refused", ())
    after = progress(procedure_of(IDENTIFICATION), [*steps, *taken(("county_decision", 10))], on=LATER, limits=LIMITS)
    assert [item.step for item in after.irregular] == ["county_decision"]


def test_what_comes_later_does_not_count_yet() -> None:
    found = run(IDENTIFICATION, *STEPS, on=date(2022, 6, 3))
    assert following(found) == ["appraisal_and_publicity"]


def test_what_nobody_recorded_is_unknown_and_an_empty_record_is_not_begun() -> None:
    unknown = progress(procedure_of(IDENTIFICATION), None, on=LATER, limits=LIMITS)
    assert (unknown.state, unknown.next, unknown.missing) == ("unknown", (), ("events",))
    assert following(progress(procedure_of(IDENTIFICATION), [], on=LATER, limits=LIMITS)) == ["discovery"]


# -- what may be left out -------------------------------------------------------------------------------------


def test_risk_elimination_is_made_public_where_practice_demands_it() -> None:
    done = [("village_list", 1), ("household_check", 2), ("appraisal", 3)]
    assert following(run(ELIMINATION, *done)) == ["publicity"]
    assert following(run(ELIMINATION, *done, limits=time_limits.Terms())) == ["township_review", "publicity"]
    # 第二章第一节一 names no publicity: without practice the review may follow at once
    text = [*done, ("township_review", 4), ("county_decision", 5), ("marking", 5)]
    assert run(ELIMINATION, *text, limits=time_limits.Terms()).state is ProcedureState.COMPLETED
    assert run(ELIMINATION, *text).irregular != ()


def test_an_appraisal_supplements_the_figures_and_never_stands_for_them() -> None:
    # 第二章第五节二: 核算为主、评议为辅
    assert following(run(ALLOWANCE)) == ["economic_status"]
    assert following(run(ALLOWANCE, ("economic_status", 1))) == ["confirmation", "appraisal"]
    assert run(ALLOWANCE, ("economic_status", 1), ("confirmation", 2)).state is ProcedureState.COMPLETED
    alone = run(ALLOWANCE, ("appraisal", 1), ("confirmation", 2))
    assert [item.step for item in alone.irregular] == ["appraisal", "confirmation"]
    assert following(alone) == ["economic_status"]


# -- ways -----------------------------------------------------------------------------------------------------


def test_special_assistance_is_done_once_each_difficulty_has_its_help() -> None:
    # 第二章第五节二: 根据救助对象的实际困难程度和需要，给予相应的……专项社会救助
    found = [Taken(step="difficulty", on=date(2022, 6, 1), way=way) for way in ("medical", "housing")]
    helped = Taken(step="assistance", on=date(2022, 6, 2), way="medical")
    begun = progress(procedure_of(ASSISTANCE), [*found, helped], on=LATER)
    assert begun.state is ProcedureState.UNDER_WAY
    assert [(step.step.name, step.ways) for step in begun.next] == [("assistance", ("housing",))]
    housed = Taken(step="assistance", on=date(2022, 6, 9), way="housing")
    assert progress(procedure_of(ASSISTANCE), [*found, helped, housed], on=LATER).state is ProcedureState.COMPLETED


@pytest.mark.parametrize(
    ("register", "step", "ways"),
    [
        # 第二章第五节一: 入户走访、自主申报、基层上报、数据比对、热线信访、历史数据
        (
            "hunan-2021/low-income/identification-channels",
            "collection",
            "household_visits self_application grassroots_report data_comparison hotline_and_petitions past_data",
        ),
        # the same: 日常走访、随机调查和数据比对
        ("hunan-2021/low-income/monitoring-modes", "monitoring", "daily_visits random_survey data_comparison"),
        # 第二章第五节四: 居家照护为主、村组帮扶为辅、有条件的地方实行集中照护
        ("hunan-2021/disability/care-system", "care", "at_home village_help centralised"),
        # 第二章第一节一: 农户自主申报、干部走访排查和部门筛查预警
        (IDENTIFICATION, "discovery", "self_application cadre_visits department_screening"),
        # 第二章第五节二: 基本生活、医疗、住房、教育、就业等专项社会救助或实施其他必要的救助措施
        (ASSISTANCE, "assistance", "basic_living medical housing education employment other"),
        # 第四章第五节: 医疗、教育、住房、就业等专项救助; 保障农村低收入人口基本生活水平
        (
            "guizhou-2021/lowincome/relief-tiers",
            "assistance",
            "medical education housing employment basic_living other",
        ),
    ],
)
def test_the_ways_of_a_step_are_those_of_its_section(register: str, step: str, ways: str) -> None:
    assert [way.name for way in procedure_of(register).by_name[step].ways] == ways.split()


@pytest.mark.parametrize(
    ("register", "steps"),
    [
        # 第四章第五节: 调查、核实、确认、建档、审核登记
        ("guizhou-2021/lowincome/registration-steps", "survey verification confirmation filing registration"),
        # 第二章低收入人口一: 监测预警、研判核实和响应帮扶
        ("yiyang-2021/low-income/mechanism", "early_warning verification response"),
        # 八（一）: 家庭经济状况核对机制; 审核审批程序
        ("hunan-2017/dibao/income-verification", "economic_status review approval"),
        # 第二章第五节二: 核算为主、评议为辅
        ("yiyang-2021/dibao/assessment-method", "economic_status appraisal confirmation"),
        # 一（一）: 排查、比对、核实、认定、帮扶、退出
        ("hunan-2022/monitoring/workflow-steps", "screening comparison verification determination help exit"),
        # 第二章第一节一: 村(居)提出名单、入户核实、村(居)民主评议、乡镇(街道)审核、县级审定程序标注风险消除
        (
            "yiyang-2021/monitoring/risk-elimination-procedure",
            "village_list household_check appraisal publicity township_review county_decision marking",
        ),
        # 第四章第二节: 发现和响应机制，分层分类及时纳入，精准分析返贫致贫原因，采取有针对性的帮扶措施
        ("guizhou-2021/monitoring/discovery-channels", "discovery inclusion analysis help"),
        # 十一（三）: 脱贫销号、返贫录入
        ("hunan-2017/planning/dynamic-registry", "crossing_off re_entry"),
        # 第二章第六节一: 项目建成后及时办理移交手续，按照行业相关要求进行确权和管理
        ("hunan-2021/asset/ownership-public", "completion handover confirmation management"),
        # 第二章第六节二: 确需处置的，履行相应审批手续
        ("hunan-2021/asset/disposal-prohibition", "approval disposal"),
        # 第四章第四节: 排查、确权登记、台账、分类管理
        ("guizhou-2021/asset/ledger", "survey registration ledger management"),
        # 第一章第三节二，先规划后建设
        ("hunan-2021/principle/plan-before-build", "plan building"),
        # 第三章第三节一，首厕过关制
        ("hunan-2021/toilet/first-toilet-gate", "first_toilet acceptance others"),
        # 户分、村收、镇运、县处理
        ("hunan-2021/waste/collection-system", "sorting collection transport treatment"),
        # 户分类—村收集—镇转运—县处理
        ("guizhou-2021/infrastructure/refuse-mode", "sorting collection transport treatment"),
        # 十一（三）: 县审批、县整合、省备案
        ("hunan-2017/planning/fund-integration-county", "approval pooling record"),
        # 二（四）: 作价入股，形成集体股权并按比例量化到农村集体经济组织
        ("hunan-2017/asset-income/collective-share-quantification", "valuation shares allotment"),
        # 二（七）: 入库项目审核和绩效评估
        ("hunan-2022/construction/project-library", "review entry evaluation"),
        # 四（十四）: 前期谋划和规划可研，项目推进机制，项目评价办法
        ("hunan-2022/fund/project-checks", "preparation feasibility advance evaluation"),
    ],
)
def test_the_steps_are_those_of_the_section_in_its_order(register: str, steps: str) -> None:
    assert [step.name for step in procedure_of(register).steps] == steps.split()


def test_who_decides_is_who_the_section_names() -> None:
    for register in (IDENTIFICATION, ELIMINATION):
        named = {name: step.by for name, step in procedure_of(register).by_name.items()}
        assert (named["township_review"], named["county_decision"]) == (Authority.TOWNSHIP, Authority.COUNTY)
        assert named["household_check"] is None


# -- what is refused ------------------------------------------------------------------------------------------


def test_all_events_that_fit_no_step_are_named_at_once() -> None:
    events = [*taken(("check", 1)), *taken(("discovery", 1), way="rumour"), *taken(("application", 1), way="by post")]
    with pytest.raises(rr.InvalidInput) as caught:
        progress(procedure_of(IDENTIFICATION), events, on=LATER)
    assert [item.path for item in caught.value.mismatches] == ["$[0].step", "$[1].way", "$[2].way"]


def test_all_faults_of_a_declaration_are_named_at_once() -> None:
    with pytest.raises(rr.InvalidInput) as caught:
        Procedure(
            register="hunan-2021/no/such",
            name="wrong",
            label="wrong",
            zh="错误",
            steps=(
                Step("first", "first", "一", after=("second",)),
                Step("second", "second", "二", after=("first",), waits=Days("third", "patience")),
                Step("second", "second", "二", after=()),
            ),
            reading="none",
        )
    assert [item.path for item in caught.value.mismatches] == [
        "register",
        "reading",
        "first",
        "second",
        "second",
        "second",
    ]


def test_who_took_a_step_may_be_noted_and_appears_nowhere() -> None:
    event = Taken(step="application", on=date(2022, 6, 1), note="张三 13800000000")
    assert "张三" not in repr(event)
    assert records.structure(Taken, {"step": "application", "on": "2022-06-01", "by": "household"}).by is not None


# -- how it is told -------------------------------------------------------------------------------------------


def test_progress_is_read_out_with_what_is_next_and_what_was_irregular() -> None:
    found = run(IDENTIFICATION, *STEPS[:4], ("county_decision", 5))
    assert found.line() == (
        "identification of a monitored household: under way; next: review (the township), no sooner than 2022-06-09; "
        "comparison of data and decision on 2022-06-05 was out of order and does not count "
        "[Hunan: 14th five-year plan to consolidate the way out of poverty and link it with rural revitalization, "
        "第二章第一节一]"
    )
    assert found.line("zh") == (
        "监测对象识别：办理中；下一环节：审核（乡镇（街道）），不早于2022-06-09；"
        "2022-06-05“比对审定”顺序不符，不计入"
        "［《湖南省“十四五”巩固拓展脱贫攻坚成果同乡村振兴有效衔接规划》第二章第一节一］"
    )
    late = run(IDENTIFICATION, *STEPS[:5], on=date(2022, 6, 18))
    assert "no later than 2022-06-16, overdue for 2 days" in late.line()
    with pytest.raises(rr.InvalidInput, match="lang"):
        found.line("fr")  # type: ignore[arg-type]


@rows
def test_every_procedure_is_told_in_both_languages(procedure: Procedure) -> None:
    named: list[Step | Way] = [*procedure.steps, *(way for step in procedure.steps for way in step.ways)]
    pairs = [(procedure.label, procedure.zh), *procedure.leaves_open, *((item.label, item.zh) for item in named)]
    for english, chinese in pairs:
        assert english.isascii()
        assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
    for lang in LANGUAGES:
        assert procedure.source.section in progress(procedure, [], on=procedure.since).line(lang)


def test_progress_can_be_compared_kept_and_written() -> None:
    found = run(IDENTIFICATION, *STEPS[:4])
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own bytes
    written = json.loads(records.dumps(found))
    assert (written["state"], written["next"][0]["step"]["name"]) == ("under_way", "township_review")


# -- the rows -------------------------------------------------------------------------------------------------


def register() -> dict[str, dict[str, str]]:
    if not REGISTER.exists():
        pytest.skip(f"the rule register is not here: {REGISTER}")
    with REGISTER.open(encoding="utf-8") as lines:
        return {row["id"]: row for row in csv.DictReader(lines)}


@rows
def test_a_procedure_is_where_the_register_has_it(procedure: Procedure) -> None:
    for name in procedure.registers:
        listed = register()[name]
        assert (listed["document"], listed["effective_from"]) == (procedure.source.document, str(procedure.since))
    assert register()[procedure.register]["locator"] == procedure.source.section


HOMES: Final = ("asset_management", "funds_and_projects", "monitoring", "social_assistance", "village_affairs")


@pytest.mark.parametrize("home", [f"procedures/{name}" for name in HOMES])
def test_all_that_the_register_sends_here_is_carried_out(home: str) -> None:
    sent = {name for name, row in register().items() if row["home"] == home and row["handling"] != "context"}
    assert sent
    assert sent <= set(rr.coverage())


def test_no_document_has_two_procedures_of_one_name() -> None:
    named = [(row.source.document, row.name) for row in PROCEDURES]
    assert len(set(named)) == len(named)
    ids = [name for row in PROCEDURES for name in row.registers]
    assert len(set(ids)) == len(ids)


def test_only_documents_in_force_prescribe_anything() -> None:
    found = procedures_in_force(rr.load_policy("yiyang", on=date(2022, 6, 1)))
    documents = list(dict.fromkeys(row.source.document for row in found))
    assert documents == ["yiyang-14fyp-2021", "hunan-opinions-2022", "hunan-14fyp-2021"]
    assert procedures_in_force(rr.load_policy("hunan", on=date(2017, 3, 30))) == ()


def test_a_procedure_there_is_none_of_is_a_key_error() -> None:
    assert procedure_of("hunan-2021/monitoring/discovery-channels") is procedure_of(IDENTIFICATION)
    with pytest.raises(KeyError):
        procedure_of("hunan-2021/monitoring/no-such")


@pytest.mark.parametrize("on", [date(2020, 12, 31), date(2026, 1, 1)])
def test_a_day_outside_the_document_is_refused(on: date) -> None:
    with pytest.raises(rr.OutsidePeriod, match="hunan-14fyp-2021"):
        progress(procedure_of(IDENTIFICATION), [], on=on)
    with pytest.raises(rr.InvalidInput, match="a date"):
        progress(procedure_of(IDENTIFICATION), [], on=str(on))  # type: ignore[arg-type]


def test_steps_in_order_keep_what_they_say_themselves() -> None:
    first, second, third = in_order(Step("a", "a", "甲"), Step("b", "b", "乙"), Step("c", "c", "丙", after=("a",)))
    assert (first.after, second.after, third.after) == ((), ("a",), ("a",))
