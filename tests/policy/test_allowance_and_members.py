"""Families worked out by hand: whose allowance it is, who is a member, what is compared and what is deducted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rural_revitalization import (
    AllowanceSpell,
    Assessment,
    Household,
    Income,
    IncomeKind,
    InvalidInput,
    LocalFigures,
    Person,
    Spell,
    Status,
    Unknown,
    assess,
    load_policy,
)
from rural_revitalization.loading import policy_with

ON = date(2023, 6, 10)
SINCE = date(2020, 1, 1)


def member(name: str, **facts: Any) -> Person:
    return Person(**{"id": name, "minimum_living_allowance": []} | facts)


def found(
    *members: Person, where: str = "hunan", on: date = ON, overlay: str | None = None, **given: Any
) -> Assessment:
    figures = {
        name: given.pop(name) for name in list(given) if name in ("allowance_standard_yearly", "monitoring_line")
    }
    figures = {"allowance_standard": 500} | figures if "allowance_standard_yearly" not in figures else figures
    local = LocalFigures(year=on.year, sources=dict.fromkeys(figures, "made up"), **figures)
    text = [] if overlay is None else [(overlay, "overlay.toml")]
    policy = policy_with(where, on, text, practice=True)
    return assess(Household(id="1", members=members, **{"employment_cost": 0} | given), policy, local, on=on)


def grant(assessment: Assessment, rule: str = "minimum_living", person: str | None = None) -> Any:
    payment = assessment.payment(rule, person)
    return None if payment is None else payment.amount


# -- (a) membership ----------------------------------------------------------------------------------------


def test_on_the_day_of_leaving_or_death_a_person_is_no_member_and_the_day_before_still_is() -> None:
    left, died = member("b", left_on=ON), member("c", died_on=date(2023, 6, 11))
    # a and c: 2 x 500 - 600 = 400
    assessment = found(member("a"), left, died, family_income=600)
    assert grant(assessment) == Decimal("400.00")
    assert grant(assessment, "contribution_subsidy", "b") is None
    assert grant(assessment, "contribution_subsidy", "c") is not None
    assert "b" not in {fact.person for fact in assessment.missing}
    assert "c" in {fact.person for fact in assessment.missing}
    # A day later only a: 500 - 600 < 0
    later = found(member("a"), left, died, family_income=600, on=date(2023, 6, 11)).payment("minimum_living")
    assert later is not None
    assert later.status is Status.NOT_ELIGIBLE


def test_what_somebody_earned_who_died_within_the_period_counts_and_the_members_of_the_day_share_it() -> None:
    def net(died: date) -> Any:
        wages = [Income(kind=IncomeKind.WAGE, amount=12000)]
        gone = member("b", died_on=died, income=wages)
        one = found(member("a", income=[]), member("c", income=[]), gone, business_costs=0, monitored=[])
        return next(item.amount for item in one.workings if item.rule == "net_income")

    # Newly found in June 2023: from 1 June 2022. 12,000 / 2 = 6,000
    assert net(date(2022, 6, 2)) == Decimal("6000.00")
    # Dead on the first day of the period: no part of it. 0 / 2
    assert net(date(2022, 6, 1)) == Decimal("0.00")


def test_who_left_is_not_before_who_joined_and_somebody_must_be_there() -> None:
    with pytest.raises(InvalidInput, match="left_on: expected a date not before joined_on"):
        member("a", joined_on=ON, left_on=SINCE)
    with pytest.raises(InvalidInput, match="somebody who is a member on 2023-06-10"):
        found(member("a", left_on=SINCE), family_income=0)


# -- (b) whose allowance it is -----------------------------------------------------------------------------


def spell(**said: Any) -> list[AllowanceSpell]:
    return [AllowanceSpell(since=SINCE, **said)]


def test_a_spell_that_does_not_say_whose_it_is_leaves_open_what_hangs_on_it() -> None:
    unsaid = found(member("a", minimum_living_allowance=spell()), member("b"), family_income=400)
    # If it is a's own, the family is granted 2 x 500 - 400 = 600; if the family's, nothing more.
    payment = unsaid.payment("minimum_living")
    assert payment is not None
    assert (payment.amount.low, payment.amount.high) == (Decimal("0.00"), Decimal("600.00"))  # type: ignore[union-attr]
    assert payment.missing == ("minimum_living_allowance",)
    assert [fact.person for fact in unsaid.missing if fact.fact == "minimum_living_allowance"] == ["a"]
    said = found(member("a", minimum_living_allowance=spell(alone=True, grant=450)), member("b"), family_income=400)
    assert grant(said) == Decimal("600.00")
    assert grant(said, "single_person_allowance", "a") == Decimal("450.00")
    assert grant(said, "single_person_allowance", "b") is None


def test_extreme_poverty_recorded_for_one_must_be_for_all_or_the_count_is_a_range() -> None:
    poor = member("a", extreme_poverty=[Spell(since=SINCE)])
    # b certainly counts, c may: 1 x 500 or 2 x 500
    one = found(poor, member("b", extreme_poverty=[]), member("c"), family_income=0)
    assert (grant(one).low, grant(one).high) == (Decimal("500.00"), Decimal("1000.00"))
    # With an income of 300: 500 - 300 = 200, or 1,000 - 300 = 700
    two = found(poor, member("b", extreme_poverty=[]), member("c"), family_income=300)
    assert (grant(two).low, grant(two).high) == (Decimal("200.00"), Decimal("700.00"))


@pytest.mark.parametrize(
    ("until", "months", "kept"),
    [
        (date(2023, 3, 31), 3, "300.00"),  # ended in the month of the rise, March
        (date(2023, 5, 31), 3, "300.00"),  # two months later, still because of it
        (date(2023, 2, 28), 3, "0.00"),  # before the rise: for another reason
        (date(2022, 5, 31), 13, "0.00"),  # month 13 is past the window of 12
    ],
)
def test_an_exit_goes_on_where_the_spell_ended_because_of_the_rise(until: date, months: int, kept: str) -> None:
    ended = [AllowanceSpell(since=SINCE, until=until)]
    assessment = found(
        member("a", minimum_living_allowance=ended),
        family_income=700,
        allowance_grant=300,
        raised_by_employment=True,
        months_above_standard=months,
    )
    assert grant(assessment, "gradual_exit") == Decimal(kept)


def test_a_recorded_grant_is_shown_beside_the_one_by_difference_and_goes_on() -> None:
    assessment = found(member("a", minimum_living_allowance=spell()), family_income=350, allowance_grant=180)
    sheet = assessment.payment("gradual_exit").worksheet  # type: ignore[union-attr]
    # 500 - 350 = 150; 180 - 150 = 30
    assert (sheet.by_difference, sheet.difference, sheet.grant) == (
        Decimal("150.00"),
        Decimal("30.00"),
        Decimal("180.00"),
    )


# -- (c) exact before rounding -----------------------------------------------------------------------------


def test_an_income_a_fen_off_the_line_for_all_is_off_it_whatever_a_head_rounds_to() -> None:
    def monitored(wages: str) -> Any:
        earned = [Income(kind=IncomeKind.WAGE, amount=wages)]
        people = (member("a", income=earned), *(member(name, income=[]) for name in "bcd"))
        facts: Any = {"business_costs": 0, "at_risk": True, "shock": False, "monitored": [], "monitoring_line": 7100}
        return found(*people, **facts).decision("identification").outcome  # type: ignore[union-attr]

    # 4 x 7,100 = 28,400
    assert monitored("28399.99") is True
    assert monitored("28400.00") is False


def test_where_only_the_figure_a_head_is_recorded_it_is_what_is_compared() -> None:
    facts: Any = {"at_risk": True, "shock": False, "monitored": [], "monitoring_line": 7100}
    people = (member("a"), member("b"), member("c"))
    below = found(*people, per_capita_net_income="7099.99", **facts)
    at_it = found(*people, per_capita_net_income="7100.00", **facts)
    assert below.decision("identification").outcome is True  # type: ignore[union-attr]
    assert at_it.decision("identification").outcome is False  # type: ignore[union-attr]


# -- (d) a standard of the year, grants rounded up ------------------------------------------------------------


def test_a_grant_under_a_standard_of_the_year_is_rounded_once() -> None:
    three = [member(name) for name in "abc"]
    # 3 x 5,300 - 12 x 1,000 = 3,900; / 12 = 325.00
    assert grant(found(*three, family_income=1000, allowance_standard_yearly=5300)) == Decimal("325.00")
    # 2 x 5,300 - 12 x 800 = 1,000; / 12 = 83.333...
    assert grant(found(*three[:2], family_income=800, allowance_standard_yearly=5300)) == Decimal("83.33")


def test_a_month_that_is_no_rounding_of_the_year_is_refused() -> None:
    def figures(month: str) -> LocalFigures:
        given = {"allowance_standard": month, "allowance_standard_yearly": "5300"}
        return LocalFigures(year=2023, sources=dict.fromkeys(given, "made up"), **given)  # type: ignore[arg-type]

    # 5,300 / 12 = 441.666...: to the fen, down to the fen, to the yuan, down to the yuan
    for month in ("441.67", "441.66", "442", "441"):
        assert figures(month).allowance_standard == Decimal(month)
    for month in ("441.50", "440", "443"):
        with pytest.raises(InvalidInput, match="but for the rounding of a month"):
            figures(month)


def test_a_grant_is_rounded_up_only_where_the_locality_says_so_and_shown_before() -> None:
    rounding = (
        '[document]\nid = "notice"\ntitle = "made up"\nfrom = 2023-01-01\nuntil = 2023-12-31\n'
        '[minimum_living.round_to]\nvalue = 5\nsection = "made up"\n'
    )
    # 2 x 500 - 898.99 = 101.01, up to 105
    plain = found(member("a"), member("b"), family_income="898.99")
    raised = found(member("a"), member("b"), family_income="898.99", overlay=rounding)
    assert grant(plain) == Decimal("101.01")
    sheet = raised.payment("minimum_living").worksheet  # type: ignore[union-attr]
    assert (sheet.by_difference, sheet.grant) == (Decimal("101.01"), Decimal("105.00"))
    # 900 leaves 100, a multiple already
    assert grant(found(member("a"), member("b"), family_income=900, overlay=rounding)) == Decimal("100.00")


# -- (e) what is deducted ------------------------------------------------------------------------------------


def test_rigid_spending_and_exempt_income_are_deducted_in_yiyang_and_elsewhere_not_asked_for() -> None:
    kept: Any = {"family_income": 900, "rigid_spending": 150, "exempt_income": 50}
    two = (member("a"), member("b"))
    # Yiyang: 900 - 150 - 50 = 700; 1,000 - 700 = 300. Hunan: 1,000 - 900 = 100
    assert grant(found(*two, where="yiyang", **kept)) == Decimal("300.00")
    assert grant(found(*two, **kept)) == Decimal("100.00")
    payment = found(*two, where="yiyang", family_income=900).payment("minimum_living")
    assert payment is not None
    assert payment.missing == ("rigid_spending", "exempt_income")
    assert grant(found(*two, family_income=900)) == Decimal("100.00")


def test_no_document_of_guizhou_states_that_the_cost_of_employment_is_deducted() -> None:
    payment = found(member("a"), where="guizhou", family_income=450, employment_cost=30).payment("minimum_living")
    assert payment is not None
    # 500 - 450 = 50, or 500 - 420 = 80
    assert (payment.amount.low, payment.amount.high) == (Decimal("50.00"), Decimal("80.00"))  # type: ignore[union-attr]
    assert payment.status is Status.NOT_STATED
    assert payment.not_stated == ("minimum_living.employment_cost_deducted",)
    assert grant(found(member("a"), where="guizhou", family_income=450)) == Decimal("50.00")


# -- (f) before the documents of 2021 ----------------------------------------------------------------------


@pytest.mark.parametrize("at_risk", [True, False])
def test_of_a_day_before_2021_monitoring_is_neither_yes_nor_no(at_risk: bool) -> None:
    def decided(on: date, rule: str = "identification", **more: Any) -> Any:
        facts: Any = {"per_capita_net_income": 3000, "at_risk": at_risk, "shock": False, "monitoring_line": 3500}
        return found(member("a"), on=on, **facts | more).decision(rule)

    before = decided(date(2020, 12, 31))
    assert isinstance(before.outcome, Unknown)
    assert before.missing == before.not_stated == ("identification.monitoring",)
    assert decided(date(2021, 1, 1), monitored=[]).outcome is at_risk
    marked = decided(date(2020, 12, 31), "risk_elimination", monitored=[Spell(since=SINCE)])
    assert marked.missing == marked.not_stated == ("identification.monitoring",)


@pytest.mark.parametrize(("on", "stated"), [(date(2021, 6, 30), False), (date(2021, 7, 1), True)])
def test_the_factor_of_borderline_dates_from_july_2021(on: date, stated: bool) -> None:
    assert (
        "minimum_living.borderline_factor" in {item.name for item in load_policy("hunan", on=on).figures()}
    ) is stated
    sheet = found(member("a"), family_income=600, on=on).payment("minimum_living").worksheet  # type: ignore[union-attr]
    # 500 <= 600 < 750, where the factor is in force
    assert sheet.borderline is True if stated else isinstance(sheet.borderline, Unknown)


def test_a_grant_of_before_stays_open_while_the_spells_of_somebody_are_not_recorded() -> None:
    # The family's spell ended in May at 300 a month; whether b receives since, at any grant, is not known.
    ended = AllowanceSpell(since=SINCE, until=date(2023, 5, 31), grant=300)
    a, b = member("a", minimum_living_allowance=[ended]), member("b", minimum_living_allowance=None)
    assert Household(id="1", members=(a, member("b"))).family_grant(ON) == 300
    open_grant = Household(id="1", members=(a, b)).family_grant(ON)
    assert isinstance(open_grant, Unknown)
    assert (open_grant.low, open_grant.high) == (0, None)
    assert open_grant.facts == {"allowance_grant", "minimum_living_allowance"}
