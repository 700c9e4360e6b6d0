"""Hunan's opinions of 2022, 一（一）: no limit is set on the monitored, and no rate of risk elimination chased.

The section says so in words and states no number, so each sign of a quota is held against both sides of its boundary.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

import pytest

from rural_revitalization import Assessment, Household, LocalFigures, Person, Policy, Spell, assess, load_policy
from rural_revitalization.desk import quota_warnings
from rural_revitalization.models import Risk, RiskKind, RiskState

ON: Final = date(2022, 6, 1)
POLICY: Final = load_policy("hunan", on=ON)
NO_SHOCK: Final = dict.fromkeys(("shock", "income_fell", "spending_large", "basic_living_severely_hard"), False)
SECURED: Final = dict.fromkeys(
    (
        *("food_and_clothing_secured", "education_secured", "medical_secured", "housing_secured", "water_secured"),
        "rigid_spending_controlled",
    ),
    True,
)
GONE: Final = Risk(
    kind=RiskKind.ILLNESS, found_on=date(2021, 1, 5), state=RiskState.RESOLVED, settled_on=date(2022, 3, 1)
)
HELD: Final[dict[str, dict[str, Any]]] = {
    "identification": {"monitored": [], "per_capita_net_income": 6899},
    "risk_elimination": {
        "monitored": [Spell(since=date(2021, 1, 5))],
        "risks": [GONE],
        "per_capita_net_income": 6901,
        "months_above_line": 6,
        **SECURED,
    },
}
OTHER: Final[dict[str, dict[str, Any]]] = {
    "identification": {"per_capita_net_income": 6900},
    "risk_elimination": {"months_above_line": 5},
}
"""What makes a decision hold, with a line of 6,900, and what keeps it from holding."""


def household(key: str, village: str | None, **facts: Any) -> Household:
    able = Person(id=f"{key}-1", birth_date=date(1980, 1, 1), labour_capacity="full")
    return Household(id=key, village=village, members=[able], at_risk=True, **NO_SHOCK | facts)


def of_villages(
    counts: dict[str | None, tuple[int, int]], decision: str = "identification", policy: Policy = POLICY
) -> list[Assessment]:
    """By village, on how many households the decision holds, of how many it is made about."""
    local = LocalFigures(year=policy.on.year, monitoring_line=6900, sources={"monitoring_line": "made up"})
    held, other = HELD[decision], HELD[decision] | OTHER[decision]
    families = (
        household(f"H-{village}-{at}", village, **(held if at < number else other))
        for village, (number, of) in counts.items()
        for at in range(of)
    )
    return [assess(family, policy, local, only=[decision]) for family in families]


def signs(assessments: Iterable[Assessment], **handed_down: int) -> list[tuple[str, str]]:
    return [(item.decision, str(item.sign)) for item in quota_warnings(assessments, handed_down)]


DECISIONS: Final = ("identification", "risk_elimination")
decisions = pytest.mark.parametrize("decision", DECISIONS)


@decisions
def test_as_many_as_were_handed_down_is_a_sign_and_one_more_or_less_is_none(decision: str) -> None:
    found = of_villages({"upper": (3, 5)}, decision)
    assert signs(found, **{decision: 3}) == [(decision, "as_handed_down")]
    for number in (0, 2, 4, 5):
        assert signs(found, **{decision: number}) == []


@decisions
def test_to_reach_the_number_and_leave_out_others_who_meet_the_criteria_is_a_sign_of_its_own(decision: str) -> None:
    """Three meet the criteria, and two are put forward, as was handed down."""
    found = of_villages({"upper": (3, 5)}, decision)
    holding = [item.household for item in found[:3]]
    put_forward = {decision: holding[:2]}
    assert [str(item.sign) for item in quota_warnings(found, {decision: 2}, put_forward)] == ["left_out"]
    assert quota_warnings(found, {decision: 3}, put_forward) == ()
    (whole,) = quota_warnings(found, {decision: 3}, {decision: holding})
    assert (str(whole.sign), whole.households) == ("as_handed_down", 3)
    assert "另有符合条件的农户未列入" in quota_warnings(found, {decision: 2}, put_forward)[0].text("zh")


@decisions
def test_villages_are_compared_by_whom_was_put_forward(decision: str) -> None:
    """Of 3 and 2 who meet the criteria, one of each village is put forward."""
    found = of_villages({"upper": (3, 3), "lower": (2, 2)}, decision)
    assert signs(found) == [(decision, "same_share")]
    one_each = {decision: ["H-upper-0", "H-lower-1"]}
    assert [str(item.sign) for item in quota_warnings(found, put_forward=one_each)] == ["same_number"]
    assert quota_warnings(found, put_forward={decision: ["H-upper-0", "H-upper-1", "H-lower-1"]}) == ()


@decisions
def test_the_same_number_in_every_village_is_a_sign_and_one_household_more_in_one_is_none(decision: str) -> None:
    assert signs(of_villages({"upper": (2, 3), "lower": (2, 5)}, decision)) == [(decision, "same_number")]
    assert signs(of_villages({"upper": (2, 3), "lower": (3, 5)}, decision)) == []
    assert signs(of_villages({"upper": (2, 3), "lower": (2, 5), "far": (0, 1)}, decision)) == []


@decisions
def test_exactly_the_same_share_of_every_village_is_a_sign_and_one_household_off_is_none(decision: str) -> None:
    """1 of 3 and 2 of 6 are a third each; 2 of 7 are less."""
    assert signs(of_villages({"upper": (1, 3), "lower": (2, 6)}, decision)) == [(decision, "same_share")]
    assert signs(of_villages({"upper": (1, 3), "lower": (2, 7)}, decision)) == []


def test_one_village_alone_and_an_empty_batch_show_nothing() -> None:
    assert signs(of_villages({"upper": (2, 4)})) == []
    assert signs(of_villages({"upper": (0, 2), "lower": (0, 2)}), identification=0) == []


def test_villages_are_not_compared_where_one_is_not_recorded() -> None:
    assert signs(of_villages({"upper": (2, 3), "lower": (2, 3), None: (0, 1)})) == []
    assert signs(of_villages({"upper": (2, 3), None: (2, 3)}), identification=4) == [
        ("identification", "as_handed_down")
    ]


def test_villages_of_one_name_in_two_counties_are_two() -> None:
    local = LocalFigures(year=2022, monitoring_line=6900, sources={"monitoring_line": "made up"})
    families = (
        household(f"H-{at}", "upper", county=county, monitored=[], per_capita_net_income=6899)
        for at, county in enumerate(("east", "west"))
    )
    found = [assess(family, POLICY, local, only=["identification"]) for family in families]
    assert signs(found) == [("identification", "same_number")]


def test_a_decision_that_is_open_is_not_in_the_batch() -> None:
    local = LocalFigures(year=2022, monitoring_line=6900, sources={"monitoring_line": "made up"})
    open_one = assess(household("H-9", "upper", monitored=[]), POLICY, local, only=["identification"])
    assert signs([*of_villages({"upper": (2, 2)}), open_one], identification=2) == [
        ("identification", "as_handed_down")
    ]
    assert signs([*of_villages({"upper": (2, 2)}), open_one], identification=3) == []


@pytest.mark.parametrize(
    ("where", "on", "forbidden"),
    [
        ("hunan", "2022-06-01", True),
        ("yiyang", "2022-06-01", True),
        ("hunan", "2021-12-31", False),
        ("hunan", "2023-06-01", False),
        ("guizhou", "2022-06-01", False),
    ],
)
def test_a_sign_is_given_where_a_document_in_force_forbids_a_quota(where: str, on: str, *, forbidden: bool) -> None:
    policy = load_policy(where, on=date.fromisoformat(on))
    found = of_villages({"upper": (2, 2), "lower": (2, 3)}, policy=policy)
    assert bool(signs(found, identification=4)) == forbidden


def test_a_warning_cites_the_section() -> None:
    found = of_villages({"upper": (2, 3)})
    (warning,) = quota_warnings(found, {"identification": 2})
    assert str(warning.source) == "hunan-opinions-2022 一（一）"
    assert warning.text("zh") == (
        "请核查：拟纳入监测2户，与下达数相同；对监测对象不设规模限制"
        "［《湖南省乡村振兴局关于扎实做好2022年全面推进乡村振兴有关重点工作的实施意见》一（一）］"
    )
    (eliminated,) = quota_warnings(of_villages({"upper": (2, 3)}, "risk_elimination"), {"risk_elimination": 2})
    assert "不得盲目追求风险消除率" in eliminated.text("zh")
    assert str(eliminated.source) == "hunan-opinions-2022 一（一）"


# -- those of whom it is recorded already ----------------------------------------------------------------------------


def recorded(villages: dict[str | None, list[list[Spell] | None]], policy: Policy = POLICY) -> list[Assessment]:
    """By village, the spells of being monitored of each household; nothing is decided about any."""
    families = (
        Household(id=f"H-{village}-{at}", village=village, members=[Person(id="1")], monitored=spells)
        for village, of in villages.items()
        for at, spells in enumerate(of)
    )
    return [assess(family, policy, LocalFigures(year=policy.on.year), only=["small_loan"]) for family in families]


def signs_recorded(found: Iterable[Assessment], **handed_down: int) -> list[tuple[str, str, int]]:
    warnings = quota_warnings(found, handed_down)
    assert all(item.recorded for item in warnings)
    return [(item.decision, str(item.sign), item.households) for item in warnings]


NEVER: Final[list[Spell]] = []
BEGUN: Final = [Spell(since=date(2022, 3, 1))]
ENDED: Final = [Spell(since=date(2021, 5, 1), until=date(2022, 3, 1))]
GOING_ON: Final = [Spell(since=date(2021, 5, 1))]


@pytest.mark.parametrize(
    ("spells", "counts"),
    [
        ([Spell(since=date(2021, 12, 31))], 0),
        ([Spell(since=date(2022, 1, 1))], 1),
        ([Spell(since=ON)], 1),
        ([Spell(since=date(2022, 6, 2))], 0),
        ([Spell(since=date(2021, 5, 1), until=date(2022, 2, 28)), Spell(since=date(2022, 3, 1))], 0),
        ([Spell(since=date(2021, 5, 1), until=date(2022, 2, 27)), Spell(since=date(2022, 3, 1))], 1),
        (None, 0),
    ],
)
def test_who_began_to_be_monitored_in_the_year_is_in_a_batch(spells: list[Spell] | None, counts: int) -> None:
    """From 1 January to the day of the assessment; who goes on being monitored did not begin."""
    found = recorded({"upper": [spells, BEGUN]})
    assert signs_recorded(found, identification=counts + 1) == [("identification", "as_handed_down", counts + 1)]
    assert signs_recorded(found, identification=counts + 2) == []


@pytest.mark.parametrize(
    ("until", "counts"), [(date(2021, 12, 31), 0), (date(2022, 1, 1), 1), (ON, 1), (date(2022, 6, 2), 0), (None, 0)]
)
def test_who_ceased_to_be_monitored_in_the_year_is_in_a_batch(until: date | None, counts: int) -> None:
    found = recorded({"upper": [[Spell(since=date(2021, 5, 1), until=until)], ENDED]})
    handed_down = counts + 1
    assert signs_recorded(found, risk_elimination=handed_down) == [("risk_elimination", "as_handed_down", handed_down)]
    assert signs_recorded(found, risk_elimination=handed_down + 1) == []


def test_villages_are_compared_by_what_is_recorded() -> None:
    """One of 2 and one of 3 who were not monitored before the year; 1 of 2 and 2 of 4 are a half each."""
    assert signs_recorded(recorded({"upper": [BEGUN, NEVER], "lower": [BEGUN, NEVER, NEVER]})) == [
        ("identification", "same_number", 2)
    ]
    halves: dict[str | None, list[list[Spell] | None]] = {
        "upper": [BEGUN, NEVER, GOING_ON],
        "lower": [BEGUN, BEGUN, NEVER, None],
    }
    assert signs_recorded(recorded(halves)) == [("identification", "same_share", 3)]
    assert signs_recorded(recorded(halves | {"lower": [BEGUN, BEGUN, NEVER]})) == []


def test_villages_are_compared_by_whose_monitoring_is_recorded_as_ended() -> None:
    """Never monitored counts for nothing; begun in the year, going on, and not recorded at all may have ended."""
    ends = [Spell(since=date(2022, 2, 1), until=date(2022, 3, 1))]
    halves: dict[str | None, list[list[Spell] | None]] = {
        "upper": [ENDED, GOING_ON, NEVER],
        "lower": [ENDED, ENDED, None, GOING_ON],
    }
    assert signs_recorded(recorded(halves)) == [("risk_elimination", "same_share", 3)]
    assert signs_recorded(recorded(halves | {"lower": [ENDED, ENDED, GOING_ON]})) == []
    both = recorded({"upper": [ends], "lower": [ends, BEGUN]})
    assert ("risk_elimination", "same_number", 2) in signs_recorded(both)


def test_who_meets_the_criteria_beside_those_recorded_is_not_said_to_be_left_out() -> None:
    found = [*recorded({"upper": [BEGUN, NEVER]}), *of_villages({"upper": (2, 3)})]
    told = [(str(item.sign), item.recorded) for item in quota_warnings(found, {"identification": 1})]
    assert told == [("as_handed_down", True)]


def test_a_warning_of_what_is_recorded_says_so_where_a_document_forbids_it() -> None:
    (begun,) = quota_warnings(recorded({"upper": [BEGUN]}), {"identification": 1})
    assert begun.text("zh").startswith("请核查：本年度已登记纳入监测1户，与下达数相同；对监测对象不设规模限制［")
    assert begun.text("en").startswith("to look into: 1 household recorded as monitored since a day of this year, ")
    (ended,) = quota_warnings(recorded({"upper": [ENDED]}), {"risk_elimination": 1})
    assert ended.text("zh").startswith("请核查：本年度已登记终止监测1户，与下达数相同；不得盲目追求风险消除率［")
    elsewhere = recorded({"upper": [BEGUN]}, load_policy("guizhou", on=ON))
    assert quota_warnings(elsewhere, {"identification": 1}) == ()
