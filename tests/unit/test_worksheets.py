"""What a worksheet can be asked: what it says, what it lacks, what stands in the way, and on whose word."""

from __future__ import annotations

import copy
import pickle
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

from cases import BELOW_THE_LINE, ELIMINATION_TERMS, MAY_BE_ELIMINATED, STRUCK
from rural_revitalization import (
    NO_CEILING,
    RULES,
    Household,
    InvalidInput,
    LocalFigures,
    MedicalBill,
    Person,
    SmallLoan,
    Unknown,
    answers,
    blockers,
    explain,
    lines,
    load_policy,
    missing,
    not_stated,
)
from rural_revitalization.cases import Case
from rural_revitalization.fields import specs
from rural_revitalization.rules.credit import small_loan
from rural_revitalization.rules.exit import county_exit, village_exit
from rural_revitalization.rules.medical import contribution_subsidy, medical_assistance, serious_illness
from rural_revitalization.rules.monitoring import identification, risk_elimination
from rural_revitalization.rules.places import collective_investment, fund_pooling, land_contracts, service_thresholds
from rural_revitalization.wording import LANGUAGES
from rural_revitalization.worksheets import label_of, open_figures, outcome, value_text

ON = date(2022, 6, 1)

# Nobody special: 90,000 in scope, income 32,000; 32,000 x 50% = 16,000; 74,000 x 60% = 44,400.
BILL: dict[str, Any] = {
    "in_scope_cost": 90000,
    "area_disposable_income": 32000,
    "ceiling": NO_CEILING,
    "extreme_poverty": False,
    "minimum_living_allowance": False,
    "returned_to_poverty": False,
}
OUTSIDE: dict[str, Any] = {
    "contribution": 320,
    "extreme_poverty": False,
    "severely_disabled": False,
    "orphan": False,
    "de_facto_unattended_child": False,
    "minimum_living_allowance": False,
    "low_income": False,
    "monitored": False,
}


def worked(rule: Any, recorded: dict[str, Any], jurisdiction: str = "hunan", **policy: Any) -> Any:
    return rule.compute(rule.Facts(**recorded), load_policy(jurisdiction, on=ON, **policy).terms(rule))


def by_hand(rule: Any, recorded: dict[str, Any], **figures: Any) -> Any:
    return rule.compute(rule.Facts(**recorded), rule.Terms(**figures))


def without(recorded: dict[str, Any], *names: str) -> dict[str, Any]:
    assert set(names) <= set(recorded)
    return {name: value for name, value in recorded.items() if name not in names}


def line(worksheet: Any, name: str, lang: Any = "en") -> Any:
    (found,) = [item for item in lines(worksheet, lang) if item.name == name][-1:]
    return found


# -- missing --------------------------------------------------------------------------------------------------


def test_nothing_is_missing_where_all_is_recorded() -> None:
    worksheet = worked(contribution_subsidy, OUTSIDE)
    assert (missing(worksheet), not_stated(worksheet)) == ((), ())


def test_what_is_missing_comes_in_order_of_declaration_not_of_the_alphabet() -> None:
    worksheet = by_hand(contribution_subsidy, {}, poor_rate="0.30", exited_shares=[1, 0])
    names = tuple(specs(contribution_subsidy.Facts))
    assert tuple(name for name in missing(worksheet) if "." not in name) == names
    assert missing(worksheet)[: len(names)] == names


def test_a_fact_that_no_longer_matters_is_not_missing() -> None:
    # In extreme poverty the whole contribution is paid, whatever else is unrecorded: 320 x 100% = 320.
    worksheet = worked(contribution_subsidy, {"contribution": 320, "extreme_poverty": True})
    assert answers(worksheet) == {"subsidy": Decimal("320.00"), "own_payment": Decimal("0.00")}
    assert missing(worksheet) == ()


@pytest.mark.parametrize(
    ("of", "facts_missing"),
    [
        (None, ("in_scope_cost", "minimum_living_allowance")),
        ("tilted", ("minimum_living_allowance",)),
        ("deductible", ("minimum_living_allowance",)),
        ("rate", ("minimum_living_allowance",)),
        ("own_payment", ("in_scope_cost", "minimum_living_allowance")),
    ],
)
def test_a_single_field_is_asked_for_what_it_lacks(of: str | None, facts_missing: tuple[str, ...]) -> None:
    worksheet = worked(serious_illness, without(BILL, "in_scope_cost", "minimum_living_allowance"))
    assert missing(worksheet, of=of) == facts_missing


@pytest.mark.parametrize("of", ["facts", "terms", "in_scope_cost", "no_such_line", "", 3])
def test_a_field_there_is_none_of_is_refused_and_the_fields_are_named(of: Any) -> None:
    worksheet = worked(serious_illness, BILL)
    for ask in (missing, not_stated):
        with pytest.raises(InvalidInput) as caught:
            ask(worksheet, of=of)
        (mismatch,) = caught.value.mismatches
        assert (mismatch.path, mismatch.expected) == ("of", f"one of {', '.join(specs(serious_illness.Worksheet))}")


def test_figures_not_stated_come_after_the_facts_and_are_told_apart() -> None:
    worksheet = worked(contribution_subsidy, without(OUTSIDE, "orphan", "low_income"), "guizhou")
    rates = tuple(f"contribution_subsidy.{name}_rate" for name in ("full", "partial", "unnamed"))
    assert missing(worksheet) == ("orphan", "low_income", *rates)
    assert not_stated(worksheet) == rates
    assert not_stated(worksheet, of="eligible") == ("contribution_subsidy.unnamed_rate",)
    assert missing(worksheet, of="eligible") == ("orphan", "low_income", "contribution_subsidy.unnamed_rate")


def test_a_figure_nobody_needs_is_not_missing_though_no_document_states_it() -> None:
    worksheet = by_hand(contribution_subsidy, OUTSIDE)
    assert answers(worksheet) == {"subsidy": Decimal("0.00"), "own_payment": Decimal("320.00")}
    assert (missing(worksheet), not_stated(worksheet)) == ((), ())
    # A bill of nothing: 0.00, with not one of the figures stated.
    assert not_stated(worked(serious_illness, BILL | {"in_scope_cost": 0}, "guizhou")) == ()


def test_facts_from_elsewhere_keep_the_place_of_the_field_they_came_through() -> None:
    cost = Unknown(Decimal(0), None, {"zzz_bills", "aaa_insured"})
    worksheet = worked(serious_illness, BILL | {"in_scope_cost": cost, "area_disposable_income": None})
    assert missing(worksheet) == ("aaa_insured", "zzz_bills", "area_disposable_income")


# -- answers, outcome, blockers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "recorded", "names", "decision"),
    [
        (contribution_subsidy, OUTSIDE, ["subsidy", "own_payment"], None),
        (serious_illness, BILL, ["reimbursement", "own_payment"], None),
        (identification, BELOW_THE_LINE, ["monitored"], "monitored"),
        (risk_elimination, MAY_BE_ELIMINATED, ["may_eliminate"], "may_eliminate"),
    ],
)
def test_a_rule_is_asked_for_its_amounts_or_its_decision(
    rule: Any, recorded: dict[str, Any], names: list[str], decision: str | None
) -> None:
    worksheet = worked(rule, recorded)
    assert list(answers(worksheet)) == names
    assert all(value is getattr(worksheet, name) for name, value in answers(worksheet).items())
    assert outcome(worksheet) == decision


def test_blockers_are_the_criteria_not_met_in_order_of_declaration() -> None:
    failing = MAY_BE_ELIMINATED | {"new_risk": True, "months_above_line": 5, "water_secured": False}
    worksheet = worked(risk_elimination, failing)
    assert worksheet.may_eliminate is False
    assert blockers(worksheet) == ("income_stable", "guarantees_secured", "risk_gone")


def test_a_criterion_that_is_open_does_not_block() -> None:
    failing = without(MAY_BE_ELIMINATED, "water_secured") | {"months_above_line": 5}
    worksheet = worked(risk_elimination, failing)
    assert worksheet.may_eliminate is False
    assert blockers(worksheet) == ("income_stable",)
    assert missing(worksheet) == ()


def test_nothing_blocks_a_decision_that_is_open_or_positive_or_none_at_all() -> None:
    assert blockers(worked(risk_elimination, MAY_BE_ELIMINATED)) == ()
    assert blockers(worked(risk_elimination, without(MAY_BE_ELIMINATED, "water_secured"))) == ()
    assert blockers(worked(contribution_subsidy, OUTSIDE)) == ()


def test_a_household_that_is_not_struck_and_not_below_the_line_is_blocked_by_every_way_in() -> None:
    assert blockers(worked(identification, BELOW_THE_LINE | {"household_net_income": 6900})) == (
        "below_line",
        "unstable_exited",
        "marginal",
        "sudden_hardship",
    )
    assert blockers(worked(identification, STRUCK)) == ()


# -- explain ------------------------------------------------------------------------------------------------------

HUNAN = "hunan-14fyp-2021 第二章第二节二"
PLAN = (
    "Hunan: 14th five-year plan to consolidate the way out of poverty and link it with rural revitalization, "
    "第二章第二节二"
)
PLAN_ZH = "《湖南省“十四五”巩固拓展脱贫攻坚成果同乡村振兴有效衔接规划》第二章第二节二"


def test_an_explanation_reads_facts_first_then_every_figure_on_the_way_in_english() -> None:
    worksheet = worked(serious_illness, BILL | {"minimum_living_allowance": True, "in_scope_cost": "90000.50"})
    # 16,000 x 50% = 8,000; 90,000.50 - 8,000 = 82,000.50; x 65% = 53,300.325, half-up 53,300.33; 36,700.17 is left
    local = "a locality sets the exact standard"
    principle = f"in principle | {local}"
    cut = "reading: the cut applies to the local ordinary deductible, rounded at both steps"
    points = "reading: five per cent is five percentage points, on every band"
    once = "reading: a person in several classes gets the most favourable tilt, once"
    rest = "reading: what is left to pay is the cost less the rounded payment"
    assert explain(worksheet) == (
        "in-scope cost of the year after basic insurance: 90,000.50 yuan",
        "local per-capita disposable income of the year before: 32,000.00 yuan per person and year",
        "local ceiling: no ceiling",
        "in extreme poverty: no",
        "receives the minimum living allowance: yes",
        "returned to or fell into poverty: no",
        # Which other classes were tilted is for the plan of 2016 to 2020: they are not recorded, and not asked for.
        f"has the tilt: yes [{PLAN}]",
        f"has no ceiling: yes [{PLAN}]",
        f"deductible: 8,000.00 yuan [{PLAN} | {principle} | {cut}]",
        f"cost above the deductible: 82,000.50 yuan [{PLAN} | {principle}]",
        f"rate on the last yuan: 65% [{PLAN} | {local} | {points}]",
        f"reimbursement: 53,300.33 yuan per year [{PLAN} | {principle} | {once}]",
        f"left to pay: 36,700.17 yuan per year [{PLAN} | {principle} | {rest}]",
    )


def test_an_explanation_reads_the_same_in_chinese() -> None:
    worksheet = worked(contribution_subsidy, without(OUTSIDE, "orphan", "monitored") | {"low_income": True})
    # 320 x 50% = 160 at least, for the low-income; 320 if an orphan
    assert explain(worksheet, "zh")[-5:] == (
        f"属于资助对象：是［{PLAN_ZH}｜口径：人员类别以所查询日期当日为准］",
        f"资助比例：50%至100%之间［{PLAN_ZH}｜口径：同时属于多类的，就高资助一次，不重复｜取决于：孤儿］",
        "定额资助标准：不适用",
        f"参保资助金额：160.00元/年至320.00元/年之间［{PLAN_ZH}｜取决于：孤儿］",
        f"个人实缴金额：0.00元/年至160.00元/年之间［{PLAN_ZH}｜口径：个人负担为费用减去四舍五入后的支付金额｜取决于：孤儿］",
    )


def test_an_open_answer_names_the_facts_and_the_figures_it_depends_on() -> None:
    worksheet = worked(contribution_subsidy, without(OUTSIDE, "orphan"), "guizhou")
    plan = "Guizhou: 14th five-year plan to consolidate the way out of poverty and link it with rural revitalization"
    in_chinese = "《贵州省“十四五”巩固拓展脱贫攻坚成果同乡村振兴有效衔接规划》"
    # Guizhou pays by its policies (按政策) for classes that it does not name: granted, and not by which standard.
    others = "share paid for classes that are not named (provided for, by a standard that is not stated)"
    assert line(worksheet, "eligible").depends_on == ("orphan", others)
    assert line(worksheet, "rate").depends_on == (
        "orphan",
        f"share paid for the fully subsidised classes (not stated by {plan}; National practice)",
        others,
    )
    assert line(worksheet, "rate", "zh").depends_on == (
        "孤儿",
        f"全额资助比例（{in_chinese}、全国通行做法均未载明）",
        "未列明对象资助比例（已规定，具体标准未明确）",
    )
    alone = worked(contribution_subsidy, without(OUTSIDE, "orphan"), "guizhou", practice=False)
    assert line(alone, "rate", "zh").depends_on[1] == f"全额资助比例（{in_chinese}未载明）"
    # Read out, the figures stand under the reason why they are open, which is told once.
    assert str(line(worksheet, "rate", "zh")).endswith(
        f"｜取决于：孤儿｜{in_chinese}、全国通行做法均未载明：全额资助比例｜已规定，具体标准未明确：未列明对象资助比例］"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.rsplit(".", 1)[-1])
def test_what_a_line_depends_on_has_a_name_people_know(rule: Any, lang: Any) -> None:
    person = Person(id="p")
    household = Case(household=Household(id="h", members=(person,)), local=LocalFigures(year=2022), on=ON)
    asked = {
        "household": household,
        "person": household.of(person),
        "bill": household.of(person).of_bill(MedicalBill(settled_on=ON)),
        "loan": household.of_loan(SmallLoan()),
    }
    given_facts = rule.Facts.of(asked.get(rule.RULE.about, household))
    worksheet = rule.compute(given_facts, load_policy("hunan", on=ON).terms(rule))
    named = {name for item in lines(worksheet, lang) for name in item.depends_on}
    # Hunan's plan of the day grants nothing to enterprises.
    assert named or rule.RULE.about == "enterprise"
    for name in named:
        assert "_" not in name
        assert lang == "en" or re.search(r"[\u4e00-\u9fff]", name)


def test_lines_are_data() -> None:
    policy = load_policy("yiyang", on=ON)
    worksheet = serious_illness.compute(serious_illness.Facts(**BILL), policy.terms(serious_illness))
    found = {item.name: item for item in lines(worksheet)}
    assert list(found) == [*BILL, *specs(serious_illness.Worksheet)]
    deductible = found["deductible"]
    assert (deductible.value, deductible.figure, deductible.unit) == (Decimal("16000.00"), "16,000.00 yuan", "yuan")
    assert deductible.sources == ("yiyang-14fyp-2021 第二章第二节二",)
    # Nobody special has no cut: the cuts are not what it rests on.
    assert [figure.name for figure in deductible.figures] == ["serious_illness.deductible_share"]
    assert all(figure is policy.figure(figure.name) for figure in deductible.figures)
    assert (deductible.reading, found["own_payment"].depends_on) == (None, ())
    assert found["own_payment"].reading == "what is left to pay is the cost less the rounded payment"
    fact = found["in_scope_cost"]
    assert (fact.sources, fact.figures, fact.reading, fact.depends_on) == ((), (), None, ())
    # No figure says whom the tilt is for: the sentence that states the tilt does, and the city's plan says it again.
    assert found["tilted"].figures == ()
    assert found["tilted"].sources == (
        "yiyang-14fyp-2021 第二章第二节二",
        "yiyang-14fyp-2021 第二章低收入人口(节序缺)二",
    )


@pytest.mark.parametrize(
    ("year", "of", "read"),
    [
        # Hunan's plan of 2021 cuts the deductible of who is tilted and raises the rate by five points.
        (2022, {"extreme_poverty": True}, {"deductible", "rate", "reimbursement"}),
        (2022, {}, set()),
        # That of 2017 cuts the deductible of families on the allowance, and states no points for anybody.
        (2018, {"minimum_living_allowance": True}, {"deductible", "reimbursement"}),
        (2018, {}, set()),
    ],
)
def test_a_reading_is_told_where_the_sentence_is_and_the_branch_was_taken(
    year: int, of: dict[str, Any], read: set[str]
) -> None:
    nobody = {name: False for name, spec in FACTS.items() if spec.kind.name == "truth"}
    facts = serious_illness.Facts(**{**BILL, **nobody, **of})
    worksheet = serious_illness.compute(facts, load_policy("hunan", on=date(year, 6, 1)).terms(serious_illness))
    assert {item.name for item in lines(worksheet) if item.reading} == read | {"own_payment"}


@pytest.mark.parametrize("overdue", [0, 10, None])
def test_a_reading_is_not_told_on_a_branch_that_was_not_taken(overdue: int | None) -> None:
    told = line(worked(small_loan, BORROWED | {"overdue_days": overdue}, "guizhou"), "subsidised_days")
    assert (told.reading is None) is (overdue == 0)
    able = line(worked(risk_elimination, MAY_BE_ELIMINATED), "labour_rule_met")
    assert (able.value, able.reading) == (True, None)


@pytest.mark.parametrize("lang", ["fr", "EN", "zh-CN", "", None, 1])
def test_a_language_there_is_none_of_is_refused(lang: Any) -> None:
    worksheet = worked(contribution_subsidy, OUTSIDE)
    for ask in (explain, lines):
        with pytest.raises(InvalidInput) as caught:
            ask(worksheet, lang)
        (mismatch,) = caught.value.mismatches
        assert (mismatch.path, mismatch.expected) == ("lang", "one of en, zh")


@pytest.mark.parametrize(
    "ask", [answers, missing, not_stated, outcome, blockers, explain, lines], ids=lambda ask: ask.__name__
)
def test_what_is_no_worksheet_is_refused_as_such(ask: Callable[[Any], Any]) -> None:
    others: list[Any] = [42, None, "worksheet", {}, contribution_subsidy.Facts(), contribution_subsidy, Household]
    for other in others:
        with pytest.raises(InvalidInput, match="expected a worksheet"):
            ask(other)


@pytest.mark.parametrize(
    "ask", [answers, missing, not_stated, outcome, blockers, explain, lines], ids=lambda ask: ask.__name__
)
def test_a_policy_is_no_worksheet_though_it_has_terms(ask: Callable[[Any], Any]) -> None:
    with pytest.raises(InvalidInput, match="expected a worksheet"):
        ask(load_policy("hunan", on=ON))


@pytest.mark.parametrize(
    ("name", "en", "zh"),
    [
        # a fact as the rule calls it, a record that facts are drawn from, a figure of the rule, of another, of none
        ("in_scope_cost", "in-scope cost of the year after basic insurance", "基本医保支付后政策范围内费用"),
        ("monitored", "in a monitored household", "防止返贫监测对象"),
        ("bills", "medical bills", "医疗费用"),
        ("serious_illness.rate", "reimbursed share above the deductible", "支付比例"),
        ("medical_assistance.other_rate", "rate of all others covered", "其他救助对象救助比例"),
        ("entitlements.kept_after_exit", "how long the exited keep the help of the poor", "脱贫后继续享受政策的期限"),
    ],
)
def test_what_is_missing_has_a_label_facts_and_figures_alike(name: str, en: str, zh: str) -> None:
    worksheet = worked(serious_illness, BILL)
    assert (label_of(name, worksheet, "en"), label_of(name, worksheet, "zh")) == (en, zh)


def test_lines_go_by_their_own_labels() -> None:
    worksheet = worked(serious_illness, BILL)
    assert line(worksheet, "rate").label == "rate on the last yuan"
    assert line(worksheet, "rate", "zh").label == "支付比例"


def test_open_figures_are_those_of_the_rule_and_those_its_facts_depend_on_whether_or_not_they_tell() -> None:
    rates = {f"contribution_subsidy.{name}_rate" for name in ("full", "partial", "unnamed")}
    assert open_figures(worked(contribution_subsidy, OUTSIDE, "guizhou")) == rates
    assert open_figures(worked(contribution_subsidy, OUTSIDE)) == frozenset()
    left = Unknown(Decimal(0), Decimal(5), {"serious_illness.rate", "insured"})
    assert "serious_illness.rate" in open_figures(worked(medical_assistance, {"in_scope_cost": left}))


# -- citing what was used -------------------------------------------------------------------------------------------


NOTICE = '[document]\nid = "city-notice"\ntitle = "A notice"\nfrom = 2022-01-01\nuntil = 2022-12-31\n'


def overlaid(
    tmp_path: Path, figures: str, recorded: dict[str, Any], rule: Any = serious_illness, where: str = "hunan"
) -> Any:
    path = tmp_path / "overlay.toml"
    path.write_text(NOTICE + figures, encoding="utf-8")
    return worked(rule, recorded, where, overlay=path)


def cited(worksheet: Any, name: str) -> list[str]:
    """The figures that a line cites, without the rule's name."""
    return [figure.name.partition(".")[2] for figure in line(worksheet, name).figures]


def test_a_figure_a_locality_settled_is_cited_as_its_own_and_no_longer_in_principle(tmp_path: Path) -> None:
    worksheet = overlaid(tmp_path, '[serious_illness.rate]\nvalue = 0.70\nunit = "share"\nsection = "第三条"\n', BILL)
    # 74,000 x 70% = 51,800
    assert worksheet.reimbursement == Decimal("51800.00")
    rate = line(worksheet, "rate")
    # The rate is the notice's alone, and the plan's uplift is for people who are not this one.
    assert rate.sources == ("city-notice 第三条",)
    assert "in principle" not in str(rate)
    assert "in principle" in str(line(worksheet, "deductible"))
    # What it comes to rests on the notice's rate and on the plan's deductible.
    assert line(worksheet, "reimbursement").sources == (HUNAN, "city-notice 第三条")


def test_a_cut_that_a_locality_states_once_is_that_of_the_allowance_too(tmp_path: Path) -> None:
    # Guizhou tilts payment to three classes at once (对特困人员、低保对象和易致贫返贫人口进行倾斜支付, 第四章第五节).
    stated = {"deductible_share": "0.50", "rate": "0.60", "deductible_cut": "0.50", "rate_uplift": "0.05"}
    figures = "".join(f'[serious_illness.{name}]\nvalue = {value}\nsection = "二"\n' for name, value in stated.items())
    recorded = without(BILL, "returned_to_poverty") | {"minimum_living_allowance": True}
    worksheet = overlaid(tmp_path, figures, recorded, where="guizhou")
    # 32,000 x 50% = 16,000, of which half; (90,000 - 8,000) x 65%; whoever is also monitored has no more
    assert worksheet.deductible == Decimal("8000.00")
    assert worksheet.reimbursement == Decimal("53300.00")
    assert missing(worksheet) == ()


def test_a_figure_of_the_plan_is_cited_beside_the_localitys_where_both_were_used(tmp_path: Path) -> None:
    worksheet = overlaid(
        tmp_path,
        '[serious_illness.rate]\nvalue = 0.70\nsection = "第三条"\n',
        BILL | {"minimum_living_allowance": True},
    )
    # 70% of the notice, and the 5 points of the plan
    assert worksheet.rate == Decimal("0.75")
    assert line(worksheet, "rate").sources == ("city-notice 第三条", HUNAN)


@pytest.mark.parametrize(
    ("measured_on", "reimbursement", "figures", "in_principle"),
    [
        # (50,000 - 16,000) x 60% + 40,000 x 70% = 20,400 + 28,000
        ("whole", "48400.00", ["rate"], False),
        # 50,000 x 60% + 24,000 x 70% = 30,000 + 16,800: in which band it ends hangs on the deductible too
        ("excess", "46800.00", ["deductible_share", "rate"], True),
    ],
)
def test_bands_in_force_are_cited_and_the_rate_they_replace_is_not(
    tmp_path: Path, measured_on: str, reimbursement: str, figures: list[str], in_principle: bool
) -> None:
    worksheet = overlaid(
        tmp_path,
        '[serious_illness.rate]\nunit = "schedule"\nsection = "第四条"\n'
        f'value = {{ measured_on = "{measured_on}", bands = [{{ up_to = 50000, rate = 0.60 }}, {{ rate = 0.70 }}] }}\n',
        BILL,
    )
    assert worksheet.reimbursement == Decimal(reimbursement)
    rate = line(worksheet, "rate")
    assert rate.value == Decimal("0.70")
    assert cited(worksheet, "rate") == figures
    assert "city-notice 第四条" in rate.sources
    assert [figure.pack for figure in rate.figures if figure.name == "serious_illness.rate"] == ["city-notice"]
    assert ("in principle" in str(rate)) is in_principle
    # Of several bands it is the rate of the highest that the cost reached, not of the whole cost.
    assert (rate.figure, line(worksheet, "rate", "zh").figure) == (
        "70% in the highest band reached",
        "70%（费用所达的最高一段）",
    )


ASSISTED: dict[str, Any] = {
    "in_scope_cost": 13000,
    "annual_cap": NO_CEILING,
    "extreme_poverty": False,
    "minimum_living_allowance": False,
    "low_income": False,
    "monitored": True,
    "high_cost": True,
}
SIXTY_PERCENT = (
    '[medical_assistance.other_threshold]\nvalue = 3000\nsection = "第一条"\n'
    '[medical_assistance.other_rate]\nvalue = 0.60\nsection = "第二条"\n'
)


def test_a_countys_rate_is_cited_as_the_countys_and_the_plan_only_for_whom_it_covers(tmp_path: Path) -> None:
    worksheet = overlaid(tmp_path, SIXTY_PERCENT, ASSISTED, medical_assistance)
    # 13,000 - 3,000 = 10,000 x 60%
    assert worksheet.assistance == Decimal("6000.00")
    assert line(worksheet, "eligible").sources == (HUNAN,)
    # Whose threshold and rate count hangs on who is covered, which is the plan's.
    assert cited(worksheet, "eligible") == ["high_cost_covered"]
    for name, own in (("threshold", "第一条"), ("rate", "第二条")):
        assert line(worksheet, name).sources == (HUNAN, f"city-notice {own}")
    covered = '[medical_assistance.high_cost_covered]\nvalue = true\nsection = "第三条"\n'
    own = overlaid(tmp_path, SIXTY_PERCENT + covered, ASSISTED, medical_assistance)
    for name in ("eligible", "threshold", "rate", "assistance", "own_payment"):
        assert {source.split()[0] for source in line(own, name).sources} == {"city-notice"}


# -- citing the branches taken ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "figures"),
    [
        # in a class with a share of its own, and in no other
        ({"orphan": True}, ["full_rate"]),
        ({"low_income": True}, ["partial_rate"]),
        # in both: the class of the full rate comes first
        ({"orphan": True, "monitored": True}, ["full_rate"]),
        # in no class: no share was taken
        ({}, []),
        # open, so that either branch may count
        ({"orphan": None}, ["full_rate"]),
        ({"orphan": None, "low_income": True}, ["full_rate", "partial_rate"]),
        ({"orphan": None, "low_income": None}, ["full_rate", "partial_rate"]),
    ],
)
def test_a_line_cites_the_figures_of_the_branches_taken_open_ones_included(
    who: dict[str, Any], figures: list[str]
) -> None:
    worksheet = worked(contribution_subsidy, OUTSIDE | who)
    for name in ("rate", "subsidy", "own_payment"):
        assert cited(worksheet, name) == figures, name


def test_what_no_figure_bears_on_cites_what_the_rule_names_for_it_or_the_branches_not_taken() -> None:
    nobody = worked(contribution_subsidy, OUTSIDE)
    # The rule that the highest class counts once is a sentence without a figure; who is in a class, the sentences that
    # state the shares say.
    assert line(worked(contribution_subsidy, without(OUTSIDE, "orphan")), "rate").sources == (HUNAN,)
    assert (line(nobody, "rate").sources, line(nobody, "rate").figure) == ((), "not applicable")
    assert line(nobody, "eligible").sources == (HUNAN,)
    # That nobody's subsidy is 0.00 says the sentence on the shares of others; none speaks of a fixed sum.
    for name in ("subsidy", "own_payment"):
        assert (line(nobody, name).figures, line(nobody, name).sources) == ((), (HUNAN,))
    assert (line(nobody, "fixed_sum").sources, line(nobody, "fixed_sum").figure) == ((), "not applicable")


def test_a_line_that_cites_nothing_says_why() -> None:
    # What a household has per head follows from what was recorded, whatever the documents say.
    income = worked(identification, BELOW_THE_LINE)
    assert line(income, "per_capita_net_income", "zh").uncited == "据登记情况得出"
    assert str(line(income, "per_capita_net_income")).endswith("[follows from what is recorded]")
    # In Guizhou key-support counties go on pooling funds after the three years; Hunan names no county that may.
    pooling = line(worked(fund_pooling, {"year": 2024, "exited": True, "national_key": True}), "as_key", "zh")
    assert (pooling.value, pooling.figure, pooling.uncited) == (False, "否", "现行文件未作规定")


def test_a_fact_that_was_not_recorded_says_so_and_one_that_cannot_matter_is_left_out() -> None:
    facts = {item.name: item.figure for item in lines(worked(serious_illness, without(BILL, "in_scope_cost")), "zh")}
    assert facts["in_scope_cost"] == "未登记"
    assert "poor" not in facts
    poor = {item.name for item in lines(by_hand(serious_illness, BILL, poor_rate_uplift="0.05"))}
    assert "poor" in poor
    # Recorded, it is shown, though it changes nothing.
    assert line(worked(serious_illness, BILL | {"poor": True}), "poor").figure == "yes"


def test_a_line_that_waits_for_itself_alone_was_not_recorded() -> None:
    eliminated = worked(risk_elimination, without(MAY_BE_ELIMINATED, "rigid_spending_controlled"))
    told = line(eliminated, "spending_controlled", "zh")
    assert (told.figure, told.depends_on) == ("未登记", ("刚性支出可控",))
    assert "取决于" not in str(told)


def test_a_section_is_cited_once_though_several_sentences_stand_there() -> None:
    # Two of the sentences stand in one section each, and a third in both.
    poor = BILL | {"minimum_living_allowance": True, "poor": True, "special_difficulty": False}
    facts = serious_illness.Facts(**poor)
    worksheet = serious_illness.compute(facts, load_policy("hunan", on=date(2018, 6, 1)).terms(serious_illness))
    (told,) = line(worksheet, "deductible", "zh").cited
    assert told == "《湖南省“十三五”脱贫攻坚规划》（湘政发〔2017〕12号）专栏12〔标题原文缺失〕（一）；六（二）"


def test_a_range_of_contradicting_records_is_not_said_to_be_unrecorded() -> None:
    either = Unknown(False, True, {"disabilities", "severely_disabled"})
    worksheet = worked(contribution_subsidy, OUTSIDE | {"severely_disabled": either})
    assert line(worksheet, "severely_disabled", "zh").figure == "待定"


@pytest.mark.parametrize("eligible", [True, False])
def test_a_line_that_does_not_apply_says_so_in_place_of_a_zero(eligible: bool) -> None:
    facts = {name: False for name, spec in specs(medical_assistance.Facts).items() if spec.kind.name == "truth"}
    recorded = facts | {"in_scope_cost": 10000, "annual_cap": NO_CEILING, "extreme_poverty": eligible}
    figures = {"extreme_poverty_threshold": 0, "extreme_poverty_rate": "0.90"}
    others = {f"{of}_{name}": 0 for of in ("allowance", "other") for name in ("threshold", "rate")}
    covered = {"high_cost_covered": True, "low_income_covered": True}
    worksheet = by_hand(medical_assistance, recorded, **figures, **others, **covered)
    shown = [line(worksheet, name, "zh").figure for name in ("threshold", "rate", "assistance")]
    assert shown == (["0.00元", "90%", "9,000.00元/年"] if eligible else ["不适用", "不适用", "0.00元/年"])
    # The value itself stays what it was.
    assert line(worksheet, "threshold").value == 0


def test_the_classes_of_the_monitored_cite_guizhous_section_that_names_them() -> None:
    # 第四章第二节: 监测脱贫不稳定户、边缘易致贫户，以及……基本生活出现严重困难户; it names no line of income.
    terms = load_policy("guizhou", on=date(2022, 6, 1)).terms(identification)
    worksheet = identification.compute(identification.Facts(**BELOW_THE_LINE), terms)
    for name in ("unstable_exited", "marginal", "sudden_hardship", "monitored"):
        assert line(worksheet, name).sources == ("guizhou-14fyp-2021 第四章第二节",)
    assert line(worksheet, "below_line").sources == ()


def test_where_two_plans_state_a_figure_the_more_local_alone_is_cited() -> None:
    worksheet = worked(serious_illness, BILL, "yiyang")
    assert line(worksheet, "reimbursement").sources == ("yiyang-14fyp-2021 第二章第二节二",)


# A first loan of 30,000, of which nothing is outstanding; the top-up is for who has one.
BORROWED: dict[str, Any] = {
    "borrower_in_scope": True,
    "outstanding": 0,
    "older_balance": 0,
    "requested": 30000,
    "need_confirmed": True,
    "able_to_repay": True,
    "term_months": 36,
    "annual_rate": "0.0365",
    "days": 365,
    "overdue_days": 0,
    "day_count": 365,
    "subsidised_share": 1,
    "borrower_age": 40,
    "for_production": True,
    "lpr_one_year": "0.0365",
    "lpr_five_year": "0.0445",
    "year": 2022,
}
PRACTICE = "national-practice 脱贫人口小额信贷："


@pytest.mark.parametrize("jurisdiction", ["hunan", "yiyang"])
def test_what_a_loan_may_come_to_does_not_cite_a_plan_that_states_no_cap(jurisdiction: str) -> None:
    first = worked(small_loan, BORROWED, jurisdiction)
    assert first.granted == Decimal("30000.00")
    assert line(first, "granted").sources == (f"{PRACTICE}额度",)
    # With a loan outstanding the cap is that of a top-up, which neither plan nor practice states.
    topped_up = worked(small_loan, BORROWED | {"outstanding": 30000, "tops_up": True}, jurisdiction)
    assert not_stated(topped_up, of="granted") == ("small_loan.topup_cap",)
    assert (line(topped_up, "granted").figures, line(topped_up, "granted").sources) == ((), ())
    # What the plans do say is for what the loans are.
    plans = {source.split()[0] for source in line(first, "purpose_permitted").sources}
    assert plans == {"hunan-14fyp-2021", "hunan-opinions-2022"} | (
        {"yiyang-14fyp-2021"} & {f"{jurisdiction}-14fyp-2021"}
    )


def test_national_practice_is_cited_as_such() -> None:
    worksheet = worked(small_loan, BORROWED)
    assert line(worksheet, "term_permitted").sources == (f"{PRACTICE}期限",)
    assert line(worksheet, "age_permitted").sources == (f"{PRACTICE}年龄",)
    assert line(worksheet, "rate_permitted").sources == (
        f"{PRACTICE}利率，一年期以内参照一年期LPR，一年期以上参照五年期以上LPR",
    )
    without_practice = worked(small_loan, BORROWED, practice=False)
    for name in ("term_permitted", "age_permitted", "rate_permitted", "granted"):
        assert line(without_practice, name).sources == ()
    months = worked(risk_elimination, MAY_BE_ELIMINATED)
    assert line(months, "income_stable").sources == ("national-practice 风险消除：收入持续稳定",)


def test_a_plan_that_states_caps_is_cited_for_them_and_practice_for_the_rest() -> None:
    plan = "guizhou-14fyp-2021 第七章第三节"
    first = worked(small_loan, BORROWED, "guizhou")
    assert line(first, "permitted_total").sources == (f"{PRACTICE}额度",)
    assert line(first, "subsidised_principal").sources[-1] == plan
    topped_up = worked(small_loan, BORROWED | {"outstanding": 30000, "tops_up": True}, "guizhou")
    assert line(topped_up, "permitted_total").sources == (plan,)
    assert cited(topped_up, "granted") == ["topup_cap"]


# A hamlet of 30 households in a township of 30,000 with one public kindergarten, in a village of 2,000 that needs one.
HAMLET: dict[str, Any] = {
    "hamlet_households": 30,
    "township_people": 30000,
    "public_kindergartens": 1,
    "village_people": 2000,
    "kindergarten_needed": True,
    "kindergarten_possible": True,
}
DELISTED: dict[str, Any] = {"year": 2018, "income": "8666.66", "relocation_task": False, "villages_exited": "0.94"}


@pytest.mark.parametrize(
    ("rule", "recorded", "jurisdiction", "year", "sources"),
    [
        (
            *(service_thresholds, HAMLET, "guizhou", 2023),
            {
                "refuse_due": "guizhou-14fyp-2021 专栏7（七）",
                "kindergartens_lacking": "guizhou-14fyp-2021 第五章第八节专栏10",
                "kindergarten_due": "guizhou-14fyp-2021 第五章第八节专栏10",
            },
        ),
        (
            fund_pooling,
            {"year": 2022, "exited": True},
            "yiyang",
            2022,
            {"as_exited": "yiyang-14fyp-2021 第五章第二节一；第六章第二节一"},
        ),
        (
            *(collective_investment, {"investment": 2_000_000}, "yiyang", 2022),
            {"small_enough": "yiyang-14fyp-2021 第三章第一节五"},
        ),
        (
            land_contracts,
            {"expires": 2027},
            "yiyang",
            2022,
            {"runs_until": "yiyang-14fyp-2021 第六章深化改革(节序缺)一"},
        ),
        (village_exit, {"poverty_rate": "0.02"}, "hunan", 2018, {"rate_reached": "hunan-13fyp-2017 一（四）脱贫目标"}),
        (county_exit, DELISTED, "hunan", 2018, {"villages_reached": "hunan-13fyp-2017 一（四）脱贫目标"}),
    ],
)
def test_a_rule_about_places_cites_the_sections_of_its_figures(
    rule: Any, recorded: dict[str, Any], jurisdiction: str, year: int, sources: dict[str, str]
) -> None:
    worksheet = rule.compute(rule.Facts(**recorded), load_policy(jurisdiction, on=date(year, 6, 1)).terms(rule))
    for name, source in sources.items():
        assert source in line(worksheet, name).sources


# -- terms made by hand ---------------------------------------------------------------------------------------------


def test_terms_made_by_hand_cite_no_figure_and_what_the_rule_names_for_a_line() -> None:
    worksheet = by_hand(contribution_subsidy, OUTSIDE | {"orphan": True}, full_rate=1, partial_rate="0.5")
    assert worksheet.subsidy == Decimal("320.00")
    assert {item.figures for item in lines(worksheet)} == {()}
    # The rule carries out one sentence of Hunan's plan and one of Guizhou's that state no figure.
    assert line(worksheet, "rate").sources == (HUNAN,)
    assert line(worksheet, "eligible").sources == ("guizhou-14fyp-2021 第四章第五节",)
    assert line(worksheet, "subsidy").sources == ()


def test_a_term_left_out_by_hand_is_not_stated_by_no_document() -> None:
    worksheet = by_hand(contribution_subsidy, OUTSIDE | {"orphan": True}, partial_rate="0.5")
    assert not_stated(worksheet) == ("contribution_subsidy.full_rate",)
    assert line(worksheet, "rate").depends_on == ("share paid for the fully subsidised classes (not stated by —)",)


def test_an_open_term_given_by_hand_goes_by_its_own_name() -> None:
    figure = Unknown(Decimal("0.5"), Decimal(1), {"county notice to come"})
    worksheet = by_hand(contribution_subsidy, OUTSIDE | {"orphan": True}, full_rate=figure, partial_rate="0.5")
    assert (missing(worksheet), not_stated(worksheet)) == (("county notice to come",), ("county notice to come",))
    assert line(worksheet, "rate").depends_on == ("county notice to come (not stated by —)",)


def test_decisions_by_hand_need_no_documents() -> None:
    worksheet = by_hand(risk_elimination, MAY_BE_ELIMINATED, **ELIMINATION_TERMS)
    assert worksheet.may_eliminate is True
    assert len(explain(worksheet)) == len(specs(risk_elimination.Facts)) + len(specs(risk_elimination.Worksheet))


# -- values in words --------------------------------------------------------------------------------------------------

FACTS = specs(serious_illness.Facts)
LINES = specs(serious_illness.Worksheet)
INCOME = specs(identification.Facts)["household_net_income"]
MONTHS = specs(risk_elimination.Facts)["months_above_line"]


@pytest.mark.parametrize(
    ("value", "spec", "en", "zh"),
    [
        (True, FACTS["extreme_poverty"], "yes", "是"),
        (False, FACTS["extreme_poverty"], "no", "否"),
        (Unknown(False, True, {"x"}), FACTS["extreme_poverty"], "not determined", "待定"),
        (NO_CEILING, FACTS["ceiling"], "no ceiling", "不设封顶线"),
        (Decimal("30000.00"), FACTS["ceiling"], "30,000.00 yuan", "30,000.00元"),
        (Decimal("0.65"), LINES["rate"], "65%", "65%"),
        (Unknown(Decimal("0.60"), Decimal("0.65"), {"x"}), LINES["rate"], "between 60% and 65%", "60%至65%之间"),
        (Unknown(Decimal("0.60"), Decimal(1), {"x"}), LINES["rate"], "between 60% and 100%", "60%至100%之间"),
        (Unknown(Decimal(0), Decimal(1), {"x"}), LINES["rate"], "not determined", "待定"),
        (Unknown(Decimal("0.00"), None, {"x"}), LINES["deductible"], "not determined", "待定"),
        (Unknown(Decimal("5.00"), None, {"x"}), LINES["deductible"], "at least 5.00 yuan", "不少于5.00元"),
        (
            Unknown(Decimal("0.00"), Decimal("5.00"), {"x"}),
            LINES["deductible"],
            "between 0.00 yuan and 5.00 yuan",
            "0.00元至5.00元之间",
        ),
        (Unknown(None, Decimal("5.00"), {"x"}), INCOME, "at most 5.00 yuan per year", "不超过5.00元/年"),
        (Unknown(None, None, {"x"}), INCOME, "not determined", "待定"),
        (Decimal("-1234.50"), INCOME, "-1,234.50 yuan per year", "-1,234.50元/年"),
        (6, MONTHS, "6 months", "6个月"),
        (1, MONTHS, "1 month", "1个月"),
        (Unknown(6, None, {"x"}), MONTHS, "at least 6 months", "不少于6个月"),
        (Unknown(0, None, {"x"}), MONTHS, "not determined", "待定"),
    ],
)
def test_an_operand_is_put_in_words_with_its_unit(value: Any, spec: Any, en: str, zh: str) -> None:
    assert (value_text(value, spec, "en"), value_text(value, spec, "zh")) == (en, zh)


# -- embedding --------------------------------------------------------------------------------------------------------


def test_worksheets_and_their_lines_can_be_compared_though_answers_are_open() -> None:
    one, other = (worked(serious_illness, without(BILL, "ceiling")) for _ in range(2))
    assert one == other
    assert lines(one) == lines(other)
    assert one != worked(serious_illness, without(BILL, "in_scope_cost"))


@pytest.mark.parametrize("explained", [False, True])
def test_a_worksheet_can_be_sent_to_another_process_and_explains_itself_there(explained: bool) -> None:
    worksheet = worked(serious_illness, without(BILL, "ceiling"))
    assert not explained or explain(worksheet)
    back = pickle.loads(pickle.dumps(worksheet))  # noqa: S301 - our own
    assert back == worksheet
    assert copy.deepcopy(worksheet) == worksheet
    assert explain(back, "zh") == explain(worksheet, "zh")


def test_a_worksheet_cannot_be_changed() -> None:
    worksheet = worked(contribution_subsidy, OUTSIDE)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        worksheet.subsidy = Decimal(0)


def test_what_a_worksheet_cites_cannot_be_changed_for_the_next_one() -> None:
    policy = load_policy("hunan", on=ON)
    figures: Any = policy.terms(serious_illness).cited
    with pytest.raises((TypeError, AttributeError)):
        figures.clear()
    assert policy.terms(serious_illness).cited
