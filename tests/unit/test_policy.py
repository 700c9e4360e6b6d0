"""What the documents state, where and when; and overlays, read exactly or refused whole."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from rural_revitalization import (
    JURISDICTIONS,
    RULES,
    Figure,
    InvalidInput,
    InvalidPack,
    Mismatch,
    NotStated,
    OutsidePeriod,
    Unknown,
    load_policy,
)
from rural_revitalization.algebra import UNSET, Band, Schedule, is_set
from rural_revitalization.catalogue import PLACE_RULES, figure_names, term_spec
from rural_revitalization.fields import figure_of, specs
from rural_revitalization.fields.protocols import HasTerms
from rural_revitalization.policy.load import policy_on
from rural_revitalization.policy.pack import read_pack, shipped_packs
from rural_revitalization.procedures import time_limits
from rural_revitalization.rules.allowance import gradual_exit, minimum_living
from rural_revitalization.rules.credit import small_loan
from rural_revitalization.rules.medical import contribution_subsidy, medical_assistance, serious_illness
from rural_revitalization.rules.monitoring import net_income, risk_elimination

D = Decimal

DAY = timedelta(days=1)
IN_2022 = date(2022, 6, 1)

# Written out from readings.md, "Periods".
HUNAN_2016 = ("hunan-13fyp-2017", date(2016, 1, 1), date(2020, 12, 31))
HUNAN_2021 = ("hunan-14fyp-2021", date(2021, 1, 1), date(2025, 12, 31))
HUNAN_2022 = ("hunan-opinions-2022", date(2022, 1, 1), date(2022, 12, 31))
YIYANG_2021 = ("yiyang-14fyp-2021", date(2021, 1, 1), date(2025, 12, 31))
GUIZHOU_2021 = ("guizhou-14fyp-2021", date(2021, 1, 1), date(2025, 12, 31))
PRACTICE = ("national-practice", date(2021, 1, 1), date(2025, 12, 31))
OF_HUNAN = (HUNAN_2022, HUNAN_2021, HUNAN_2016)
OF_YIYANG = (YIYANG_2021, *OF_HUNAN)

# Every figure there is, by what it is: written out here a second time.
FIGURES = {
    "share": """
        contribution_subsidy.full_rate contribution_subsidy.partial_rate contribution_subsidy.poor_rate
        contribution_subsidy.unnamed_rate basic_insurance.poor_uplift serious_illness.deductible_share
        serious_illness.deductible_cut serious_illness.allowance_deductible_cut serious_illness.rate_uplift
        serious_illness.poor_deductible_cut serious_illness.poor_rate_uplift
        serious_illness.special_deductible_cut serious_illness.special_rate_uplift inpatient_level.level
        pension_contribution.unnamed_share standard_adjustment.rural_share village_exit.poverty_rate
        county_exit.poverty_rate county_exit.relocated county_exit.villages_exited relocation_loans.central_share
    """,
    "share above 0": """
        pension_contribution.severely_disabled_share pension_contribution.difficulty_share
        pension_contribution.unable_poor_share pension_contribution.other_poor_share
    """,
    "schedule": """
        serious_illness.rate medical_assistance.extreme_poverty_rate medical_assistance.allowance_rate
        medical_assistance.other_rate tilted_assistance.rate
    """,
    "shares": "contribution_subsidy.exited_shares gradual_exit.kept_shares",
    "times": "minimum_living.borderline_factor",
    "yuan": """
        medical_assistance.extreme_poverty_threshold medical_assistance.allowance_threshold
        medical_assistance.other_threshold tilted_assistance.threshold small_loan.first_loan_cap small_loan.topup_cap
        small_loan.subsidised_cap small_loan.risk_compensated_cap certificate_grant.amount
        enterprise_grants.national_amount enterprise_grants.provincial_amount enterprise_grants.park_amount
        collective_investment.largest
    """,
    "yuan a year": """
        contribution_subsidy.allowance_sum contribution_subsidy.low_income_sum contribution_subsidy.monitored_sum
        contribution_subsidy.extreme_poverty_sum contribution_subsidy.severely_disabled_sum
        contribution_subsidy.orphan_sum contribution_subsidy.unattended_child_sum enterprise_grants.talent_cap
    """,
    "sums": """
        contribution_subsidy.allowance_sums contribution_subsidy.low_income_sums contribution_subsidy.monitored_sums
        contribution_subsidy.extreme_poverty_sums contribution_subsidy.severely_disabled_sums
        contribution_subsidy.orphan_sums contribution_subsidy.unattended_child_sums
    """,
    "yuan a head and year": """
        pension_contribution.poor_tier vocational_grant.least county_exit.first_level county_exit.last_level
        county_exit.other_level
    """,
    "calendar years": """
        county_exit.first_year county_exit.last_year fund_pooling.first_year fund_pooling.years
        fund_pooling.key_from land_contracts.extension
    """,
    "people": """
        guard_posts.family_size
        service_thresholds.protected_people service_thresholds.township_people service_thresholds.village_people
        service_thresholds.reported_people
    """,
    "households": """
        service_thresholds.road_households service_thresholds.refuse_households service_thresholds.reported_households
    """,
    "number": "service_thresholds.kindergartens",
    "months": """
        gradual_exit.window_months gradual_exit.local_window_months small_loan.term_cap small_loan.short_term
        risk_elimination.months_required certificate_grant.months_required
    """,
    "how often": """
        employment_services.job_offers employment_services.guidance employment_services.free_trainings
        employment_services.services_of_the_poor employment_services.trainings_of_relocated
    """,
    "days": "time_limits.publicity_days time_limits.identification_days",
    "age": """
        small_loan.youngest small_loan.oldest extreme_poverty_recognition.elderly_age
        extreme_poverty_recognition.minors_under extreme_poverty_recognition.older_minors_under
    """,
    "grade": """
        single_person_household.severe_grade single_person_household.mental_grade
        extreme_poverty_recognition.mental_grade extreme_poverty_recognition.limb_grade
        extreme_poverty_recognition.visual_grade
    """,
    "whole yuan": "minimum_living.round_to",
    "degrees": "housing_renovation.retrofit_intensity",
    "area a head": "household_relocation.area_per_person household_relocation.area_of_co_movers",
    "date": "small_loan.subsidy_until",
    "truth": """
        serious_illness.ceiling_lifted serious_illness.prone_tilted medical_assistance.high_cost_covered
        medical_assistance.low_income_covered medical_assistance.poor_covered medical_assistance.unnamed_covered
        tilted_assistance.granted settlement.pay_later settlement.exited_area_pay_later settlement.poor_pay_later
        settlement.relief_follows settlement.hardship_relief settlement.charity_follows
        contribution_subsidy.poor_only single_person_household.permitted risk_elimination.natural_elimination_counts
        risk_elimination.labour_capacity_required identification.monitoring minimum_living.employment_cost_deducted
        minimum_living.rigid_spending_deducted minimum_living.income_exempted
        time_limits.elimination_publicity time_limits.working_days identification.focus_on_difficulty
        risk_elimination.fallback
        school_attendance.attendance school_attendance.begins_at_seven school_attendance.health_exempts
        school_attendance.priorities safe_housing.grades_decide housing_renovation.key_groups
        housing_renovation.low_income_covered housing_renovation.poor_covered
        housing_renovation.again_only_after_disaster housing_renovation.rebuilding_excludes
        housing_renovation.retrofit_above housing_renovation.neediest_first drinking_water.faults_named
        drinking_water.nothing_more_asked household_exit.criteria household_exit.help_continues
        village_exit.criteria village_exit.economy village_exit.complete village_exit.tasks county_exit.criteria
        county_exit.proportional county_exit.growth county_exit.goals
        extreme_poverty_recognition.three_tests extreme_poverty_support.care_paid extreme_poverty_support.unable_first
        centralised_care.unable_collectively labour_loss_inclusion.taken_in
        labour_loss_inclusion.of_exited_and_monitored labour_loss_inclusion.of_low_income
        low_income_recognition.recognition low_income_recognition.by_classes
        low_income_recognition.by_local_measure relief_in_difficulty.relief
        relief_in_difficulty.of_the_poor relief_in_difficulty.reserve_fund_first
        relief_in_difficulty.of_all_in_difficulty
        standard_adjustment.follows_consumption standard_adjustment.never_lowered two_lines.floor
        two_lines.set_by_poverty_standard two_lines.real_level_kept two_lines.merged
        one_worker.of_exited_and_monitored one_worker.stable_of_relocated one_worker.willing_alone
        one_worker.stable_of_monitored one_worker.none_without_work one_worker.income_of_relocated
        guard_posts.posts guard_posts.fisheries
        standard_adjustment.linked_to_prices standard_adjustment.part_suffices disability_subsidies.living_paid
        disability_subsidies.nursing_paid disability_subsidies.of_allowance disability_subsidies.low_income_too
        disability_subsidies.mental_too disability_subsidies.not_in_extreme_poverty
        disability_subsidies.not_of_orphans child_living_grant.paid vocational_grant.poor_covered
        vocational_grant.exited_covered vocational_grant.unnamed_covered enterprise_grants.earlier_deducted
        household_relocation.provided household_relocation.no_borrowing household_relocation.exit_is_stable
        household_relocation.by_kind household_relocation.by_size household_relocation.work_or_industry
        warning_signal.watched warning_signal.of_all warning_signal.sudden_change vocational_grant.provided
    """,
}
SORTS = {name: sort for sort, names in FIGURES.items() for name in names.split()}
# Of each sort the kind of its terms, and the units an overlay may say it is in.
KINDS = {
    "share": ("rate", ("share", "rate")),
    "share above 0": ("rate", ("share", "rate")),
    "schedule": ("schedule", ("share", "schedule")),
    "shares": ("shares", ("shares",)),
    "times": ("rate", ("share", "rate")),
    "yuan": ("money", ("yuan", "money")),
    "yuan a year": ("money", ("yuan per year", "yuan", "money")),
    "sums": ("sums", ("yuan per year", "sums")),
    "yuan a head and year": ("money", ("yuan per person and year", "yuan", "money")),
    "calendar years": ("count", ("calendar years", "count")),
    "households": ("count", ("households", "count")),
    "number": ("count", ("count",)),
    "months": ("count", ("months", "count")),
    "days": ("count", ("days", "count")),
    "age": ("count", ("years", "count")),
    "grade": ("count", ("count",)),
    "whole yuan": ("count", ("yuan", "count")),
    "how often": ("count", ("occasions", "count")),
    "people": ("count", ("people", "count")),
    "degrees": ("count", ("degrees", "count")),
    "area a head": ("area", ("square metres per person", "square metres", "area")),
    "date": ("date", ("date",)),
    "truth": ("truth", ("truth",)),
}
STATED: tuple[HasTerms[Any], ...] = (*RULES, *PLACE_RULES, time_limits)
"""The modules whose terms a pack may state."""
UNITS = sorted({unit for _, units in KINDS.values() for unit in units})
# What a document grants without stating it; see readings.md and the register.
GRANTED = {
    ("guizhou-14fyp-2021", "contribution_subsidy.unnamed_rate"),
    ("guizhou-14fyp-2021", "medical_assistance.unnamed_covered"),
    ("hunan-13fyp-2017", "contribution_subsidy.poor_rate"),
    ("hunan-13fyp-2017", "serious_illness.poor_deductible_cut"),
    ("hunan-13fyp-2017", "serious_illness.poor_rate_uplift"),
    ("hunan-13fyp-2017", "serious_illness.special_deductible_cut"),
    ("hunan-13fyp-2017", "serious_illness.special_rate_uplift"),
    ("hunan-13fyp-2017", "medical_assistance.poor_covered"),
    ("yiyang-14fyp-2021", "contribution_subsidy.exited_shares"),
    ("hunan-14fyp-2021", "pension_contribution.difficulty_share"),
    ("yiyang-14fyp-2021", "pension_contribution.difficulty_share"),
    ("yiyang-14fyp-2021", "pension_contribution.severely_disabled_share"),
    *(
        ("hunan-13fyp-2017", f"pension_contribution.{name}_share")
        for name in ("difficulty", "severely_disabled", "other_poor", "unnamed")
    ),
    ("hunan-14fyp-2021", "low_income_recognition.by_local_measure"),
    ("guizhou-14fyp-2021", "low_income_recognition.by_local_measure"),
    ("hunan-13fyp-2017", "enterprise_grants.park_amount"),
    *(("hunan-14fyp-2021", f"disability_subsidies.{name}_too") for name in ("low_income", "mental")),
    *(
        (document, "vocational_grant.unnamed_covered")
        for document in ("hunan-14fyp-2021", "hunan-opinions-2022", "yiyang-14fyp-2021")
    ),
}
# What may be left out, so that it is unset where no document sets it.
MAY_BE_UNSET = {
    "time_limits.working_days",
    *(f"contribution_subsidy.{name}" for name in ("poor_only", "poor_rate", "exited_shares", "unnamed_rate")),
    *(name for sort in ("yuan a year", "sums") for name in FIGURES[sort].split()),
    *(f"serious_illness.{name}" for name in ("prone_tilted", "special_deductible_cut", "special_rate_uplift")),
    *(f"serious_illness.{name}" for name in ("poor_deductible_cut", "poor_rate_uplift", "allowance_deductible_cut")),
    *(f"medical_assistance.{name}" for name in ("poor_covered", "unnamed_covered")),
    *(f"housing_renovation.{name}" for name in ("low_income_covered", "poor_covered", "rebuilding_excludes")),
    "housing_renovation.neediest_first",
    "identification.focus_on_difficulty",
    "risk_elimination.fallback",
    "basic_insurance.poor_uplift",
    *(f"settlement.{name}" for name in ("poor_pay_later", "exited_area_pay_later", "hardship_relief")),
    "fund_pooling.key_from",
    "gradual_exit.local_window_months",
    "gradual_exit.kept_shares",
    *(f"minimum_living.{name}" for name in ("rigid_spending_deducted", "income_exempted", "round_to")),
    "small_loan.subsidy_until",
    *(
        f"pension_contribution.{name}"
        for name in ("unable_poor_share", "other_poor_share", "unnamed_share", "poor_tier")
    ),
    "extreme_poverty_recognition.older_minors_under",
    "extreme_poverty_support.unable_first",
    *(f"labour_loss_inclusion.{name}" for name in ("of_exited_and_monitored", "of_low_income")),
    *(f"low_income_recognition.{name}" for name in ("by_classes", "by_local_measure")),
    *(f"relief_in_difficulty.{name}" for name in ("of_the_poor", "of_all_in_difficulty", "reserve_fund_first")),
    *FIGURES["how often"].split(),
    *(name for name in FIGURES["truth"].split() if name.startswith("one_worker.")),
    *(f"standard_adjustment.{name}" for name in ("rural_share", "never_lowered")),
    *(f"standard_adjustment.{name}" for name in ("rural_share", "never_lowered", "linked_to_prices")),
    *(f"disability_subsidies.{name}" for name in ("low_income_too", "mental_too")),
    *(f"vocational_grant.{name}" for name in ("least", "poor_covered", "exited_covered", "unnamed_covered")),
    *(f"enterprise_grants.{name}_amount" for name in ("national", "provincial", "park")),
    *(f"household_relocation.{name}" for name in ("no_borrowing", "by_kind", "by_size", "work_or_industry")),
    "warning_signal.sudden_change",
}


def short(rule: Any) -> str:
    return str(rule.__name__.rsplit(".", 1)[-1])


def module_of(rule: str) -> Any:
    (module,) = [module for module in STATED if short(module) == rule]
    return module


def terms_fields() -> dict[str, Any]:
    return {figure_of(short(rule), name, spec): spec for rule in STATED for name, spec in specs(rule.Terms).items()}


def in_force(jurisdiction: str, on: date) -> tuple[str, ...]:
    try:
        return load_policy(jurisdiction, on=on).documents
    except OutsidePeriod:
        return ()


# -- periods ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jurisdiction", "period"),
    [
        *(("hunan", period) for period in (*OF_HUNAN, PRACTICE)),
        *(("yiyang", period) for period in (*OF_YIYANG, PRACTICE)),
        *(("guizhou", period) for period in (GUIZHOU_2021, PRACTICE)),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_a_document_is_in_force_from_its_first_day_to_its_last(
    jurisdiction: str, period: tuple[str, date, date]
) -> None:
    document, first, last = period
    days = (first - DAY, first, last, last + DAY)
    assert [document in in_force(jurisdiction, day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("jurisdiction", "on", "periods"),
    [
        ("hunan", date(2015, 12, 31), OF_HUNAN),
        ("hunan", date(2026, 1, 1), OF_HUNAN),
        ("yiyang", date(2015, 12, 31), OF_YIYANG),
        ("yiyang", date(2026, 1, 1), OF_YIYANG),
        ("guizhou", date(2020, 12, 31), (GUIZHOU_2021,)),
        ("guizhou", date(2026, 1, 1), (GUIZHOU_2021,)),
    ],
)
def test_on_a_day_outside_all_periods_the_error_names_every_one(
    jurisdiction: str, on: date, periods: tuple[tuple[str, date, date], ...]
) -> None:
    with pytest.raises(OutsidePeriod) as caught:
        load_policy(jurisdiction, on=on)
    assert (caught.value.jurisdiction, caught.value.on, caught.value.periods) == (jurisdiction, on, periods)
    for document, first, last in periods:
        assert f"{first} to {last} ({document})" in str(caught.value)


def test_national_practice_alone_puts_nothing_in_force(overlay: Callable[[str], Path]) -> None:
    # It holds in 2021, but the only document asked for does not.
    with pytest.raises(OutsidePeriod):
        load_policy("guizhou", on=date(2020, 12, 31), overlay=overlay(document(since="2021-01-01")))


@pytest.mark.parametrize(
    ("on", "stated"),
    [
        (date(2016, 1, 1), False),
        (date(2016, 6, 1), False),
        (date(2017, 3, 30), False),
        (date(2017, 3, 31), True),
        (date(2020, 12, 31), True),
    ],
)
def test_the_benefits_of_2016_to_2020_begin_on_the_day_the_plan_was_issued(on: date, stated: bool) -> None:
    name = "serious_illness.allowance_deductible_cut"
    policy = load_policy("hunan", on=on)
    terms: Any = policy.terms(serious_illness)
    assert policy.documents == ("hunan-13fyp-2017",)
    if stated:
        assert policy.figure(name).value == Decimal("0.50")
        assert policy.figure(name).since == date(2017, 3, 31)
        assert terms.allowance_deductible_cut == Decimal("0.50")
    else:
        with pytest.raises(NotStated) as caught:
            policy.figure(name)
        assert (caught.value.name, caught.value.documents) == (name, ("hunan-13fyp-2017",))
        # Targets of the period, and no benefits: the two lines were to meet before 2017.
        assert {figure.name for figure in policy.figures()} == {
            "household_exit.criteria",
            "service_thresholds.road_households",
            *(f"village_exit.{name}" for name in ("criteria", "poverty_rate", "economy", "complete", "tasks")),
            *(name for name in SORTS if name.startswith("county_exit.") and name != "county_exit.other_level"),
            "two_lines.floor",
            "two_lines.merged",
        }
        # An allowance recipient has the cut of the tilt then, which is not stated either.
        assert terms.allowance_deductible_cut is UNSET
        assert terms.deductible_cut.facts == {"serious_illness.deductible_cut"}


# -- precedence ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jurisdiction", "on", "documents"),
    [
        ("hunan", date(2018, 6, 1), ("hunan-13fyp-2017",)),
        ("hunan", date(2021, 6, 1), ("hunan-14fyp-2021", "national-practice")),
        ("hunan", IN_2022, ("hunan-opinions-2022", "hunan-14fyp-2021", "national-practice")),
        ("yiyang", date(2018, 6, 1), ("hunan-13fyp-2017",)),
        ("yiyang", IN_2022, ("yiyang-14fyp-2021", "hunan-opinions-2022", "hunan-14fyp-2021", "national-practice")),
        ("yiyang", date(2023, 6, 1), ("yiyang-14fyp-2021", "hunan-14fyp-2021", "national-practice")),
        ("guizhou", IN_2022, ("guizhou-14fyp-2021", "national-practice")),
    ],
)
def test_the_more_local_then_the_later_document_comes_first_and_practice_last(
    jurisdiction: str, on: date, documents: tuple[str, ...]
) -> None:
    policy = load_policy(jurisdiction, on=on)
    assert policy.documents == documents
    assert load_policy(jurisdiction, on=on, practice=False).documents == tuple(
        name for name in documents if name != "national-practice"
    )


@pytest.mark.parametrize(
    ("jurisdiction", "name", "pack"),
    [
        ("hunan", "serious_illness.rate", "hunan-14fyp-2021"),
        ("hunan", "risk_elimination.months_required", "national-practice"),
        ("hunan", "risk_elimination.natural_elimination_counts", "national-practice"),
        ("yiyang", "serious_illness.rate", "yiyang-14fyp-2021"),
        ("yiyang", "contribution_subsidy.full_rate", "yiyang-14fyp-2021"),
        ("yiyang", "risk_elimination.natural_elimination_counts", "yiyang-14fyp-2021"),
        ("yiyang", "risk_elimination.months_required", "national-practice"),
        ("guizhou", "risk_elimination.labour_capacity_required", "national-practice"),
    ],
)
def test_where_says_which_pack_a_figure_came_from(jurisdiction: str, name: str, pack: str) -> None:
    policy = load_policy(jurisdiction, on=IN_2022)
    assert policy.where(name) == pack
    assert policy.figure(name).pack == pack


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
def test_without_practice_no_figure_is_practice(jurisdiction: str) -> None:
    policy = load_policy(jurisdiction, on=IN_2022, practice=False)
    assert {figure.pack for figure in policy.figures()} <= set(policy.documents)
    with pytest.raises(NotStated):
        policy.where("risk_elimination.months_required")


# -- figures ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("on", [date(2018, 6, 1), date(2021, 1, 1), IN_2022, date(2025, 12, 31)])
@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
def test_every_figure_in_force_is_complete_and_cited(jurisdiction: str, on: date) -> None:
    if jurisdiction == "guizhou" and on.year < 2021:
        pytest.skip("Guizhou's plan begins in 2021")
    policy = load_policy(jurisdiction, on=on)
    figures = list(policy.figures())
    assert [figure.name for figure in figures] == sorted({figure.name for figure in figures})
    for figure in figures:
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", figure.name)
        assert (figure.value is None) is figure.granted is ((figure.pack, figure.name) in GRANTED)
        assert figure.name in SORTS
        assert figure.unit is None
        assert figure.pack == figure.document
        assert figure.pack in policy.documents
        assert figure.section.strip()
        assert figure.since <= on <= figure.until
        assert policy.figure(figure.name) is figure
        if figure.pack == "national-practice":
            assert figure.register is None
            assert (figure.confidence or "").strip()
        else:
            assert (figure.register or "").split("/")[0] == register_prefix(figure.document)
        assert str(figure) == f"{figure.document} {figure.section}"


def register_prefix(document_id: str) -> str:
    """The register calls hunan-13fyp-2017 hunan-2017, hunan-opinions-2022 hunan-2022."""
    place, _, year = document_id.split("-")
    return f"{place}-{year}"


@pytest.mark.parametrize("jurisdiction", ["hunan", "yiyang"])
def test_what_is_stated_in_principle_is_marked_so(jurisdiction: str) -> None:
    figures = load_policy(jurisdiction, on=IN_2022).figures()
    assert {figure.name for figure in figures if figure.in_principle} == {
        "serious_illness.deductible_share",
        "centralised_care.unable_collectively",
        "standard_adjustment.follows_consumption",
    }


def test_what_a_plan_leaves_to_cities_is_marked_so() -> None:
    # 具体标准由各市州结合实际科学测算确定 ends Hunan's sentence of serious-illness insurance, and not Yiyang's.
    left = {
        place: {figure.name for figure in load_policy(place, on=IN_2022).figures() if figure.left_to_localities}
        for place in ("hunan", "yiyang", "guizhou")
    }
    of_hunan = {"serious_illness.deductible_share", "serious_illness.rate"}
    assert left == {"hunan": of_hunan, "yiyang": set(), "guizhou": set()}


@pytest.mark.parametrize("name", ["serious_illness.rate", "contribution_subsidy.full_rate", "gradual_exit.kept_shares"])
def test_a_figure_that_nothing_in_force_states_is_not_stated_and_says_where_was_looked(name: str) -> None:
    policy = load_policy("guizhou", on=IN_2022)
    with pytest.raises(NotStated) as caught:
        policy.figure(name)
    assert caught.value.name == name
    assert caught.value.documents == ("guizhou-14fyp-2021", "national-practice")
    assert str(caught.value) == f"{name}: not stated by guizhou-14fyp-2021, national-practice"
    assert isinstance(caught.value, LookupError)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("serious_illness.rat", "serious_illness.rate"),
        ("serious_ilness.rate", "serious_illness.rate"),
        ("serious_illness.Rate", "serious_illness.rate"),
        ("gradual_exit.window_month", "gradual_exit.window_months"),
        ("contribution_subsidy.partial", "contribution_subsidy.partial_rate"),
    ],
)
def test_a_name_that_no_figure_has_is_no_gap_but_a_slip_and_the_nearest_are_named(name: str, meant: str) -> None:
    for asked in (load_policy("hunan", on=IN_2022).figure, load_policy("guizhou", on=IN_2022).where):
        with pytest.raises(InvalidInput) as caught:
            asked(name)
        (mismatch,) = caught.value.mismatches
        assert (mismatch.path, mismatch.given) == ("name", repr(name))
        assert meant in mismatch.expected.removeprefix("one of ").split(", ")


@pytest.mark.parametrize("name", ["", "rate", "no.such_figure", None])
def test_a_name_like_no_figure_is_refused_and_all_are_named(name: Any) -> None:
    with pytest.raises(InvalidInput) as caught:
        load_policy("hunan", on=IN_2022).figure(name)
    (mismatch,) = caught.value.mismatches
    assert mismatch.expected == f"one of {', '.join(sorted(SORTS))}"


# -- terms --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
@pytest.mark.parametrize("rule", STATED, ids=short)
def test_each_term_is_a_cited_figure_or_an_unknown_that_bears_its_name(rule: Any, jurisdiction: str) -> None:
    policy = load_policy(jurisdiction, on=IN_2022)
    terms = policy.terms(rule)
    stated = {figure.name: figure for figure in policy.figures()}
    assert terms.documents == policy.documents
    for name, spec in specs(rule.Terms).items():
        value, figure = getattr(terms, name), stated.get(figure_of(short(rule), name, spec))
        if figure is not None:
            assert terms.cited[name] is figure
            assert is_set(value) is True
        else:
            assert name not in terms.cited
        if figure is not None and not figure.granted:
            assert value == figure.value
        elif figure is None and figure_of(short(rule), name, spec) in MAY_BE_UNSET:
            assert value is UNSET
        else:
            value, low, high = open_ends(value, spec)
            assert isinstance(value, Unknown)
            assert (value.low, value.high) == (low, high)
            assert value.facts == {figure_of(short(rule), name, spec)}


def test_terms_asked_for_twice_are_equal_and_cite_alike() -> None:
    one, other = load_policy("yiyang", on=IN_2022), load_policy("yiyang", on=IN_2022)
    for rule in RULES:
        assert one.terms(rule) == one.terms(rule) == other.terms(rule)
        assert one.terms(rule).cited == other.terms(rule).cited
    assert one == other


def test_terms_of_one_policy_are_not_those_of_another() -> None:
    name = "allowance_deductible_cut"
    before = load_policy("hunan", on=date(2017, 3, 30)).terms(serious_illness)
    after = load_policy("hunan", on=date(2017, 3, 31)).terms(serious_illness)
    assert getattr(before, name) is UNSET
    assert getattr(after, name) == Decimal("0.50")


def test_a_rule_without_figures_has_terms_that_cite_nothing() -> None:
    assert load_policy("hunan", on=IN_2022).terms(net_income).cited == {}


# -- what there is to state, and what rules use --------------------------------------------------------------


def test_the_figures_that_packs_may_state_are_exactly_the_terms_of_rules_and_procedures() -> None:
    assert set(figure_names()) == set(SORTS) == set(terms_fields())
    assert len(figure_names()) == len(SORTS)
    order = [short(rule) for rule in STATED]
    rules = [name.split(".")[0] for name in figure_names()]
    assert rules == sorted(rules, key=order.index)


def test_every_figure_is_of_the_kind_its_term_takes() -> None:
    for name, spec in terms_fields().items():
        assert spec.kind.name == KINDS[SORTS[name]][0]
        assert spec.may_be_unset is (name in MAY_BE_UNSET)
        known = term_spec(name)
        assert (known.label, known.zh, known.unit, known.low, known.high) == (
            spec.label,
            spec.zh,
            spec.unit,
            spec.low,
            spec.high,
        )


@pytest.mark.parametrize("name", ["serious_illness.rat", "rate", "serious_illness", "", None])
def test_a_term_there_is_none_of_has_no_declaration(name: Any) -> None:
    with pytest.raises(KeyError):
        term_spec(name)


def test_only_the_limit_of_the_window_holds_for_another_figure_too() -> None:
    within = {name: spec.within for name, spec in terms_fields().items() if spec.within is not None}
    assert within == {"gradual_exit.local_window_months": "window_months"}


@pytest.mark.parametrize("pack", shipped_packs().values(), ids=lambda pack: pack.id)
def test_every_shipped_figure_is_used_by_a_rule_and_lies_within_its_document(pack: Any) -> None:
    assert set(pack.figures) <= set(terms_fields())
    for name, figure in pack.figures.items():
        assert (figure.name, figure.document, figure.pack) == (name, pack.id, pack.id)
        assert pack.since <= figure.since <= figure.until <= pack.until


def test_every_shipped_pack_is_used_by_some_jurisdiction_or_is_practice() -> None:
    used = {name for names in JURISDICTIONS.values() for name in names}
    assert set(shipped_packs()) == used | {"national-practice"}


def test_what_is_left_to_localities_no_shipped_pack_states() -> None:
    stated = {name for pack in shipped_packs().values() for name in pack.figures}
    assert set(SORTS) - stated == {
        "housing_renovation.retrofit_above",
        "drinking_water.nothing_more_asked",
        "county_exit.other_level",
        "household_relocation.area_of_co_movers",
        "household_relocation.exit_is_stable",
        "gradual_exit.local_window_months",
        "gradual_exit.kept_shares",
        "minimum_living.round_to",
        "time_limits.working_days",
        *({*FIGURES["yuan a year"].split()} - {"enterprise_grants.talent_cap"}),
        *FIGURES["sums"].split(),
        "enterprise_grants.earlier_deducted",
        "standard_adjustment.part_suffices",
        "medical_assistance.extreme_poverty_threshold",
        "medical_assistance.extreme_poverty_rate",
        "medical_assistance.allowance_threshold",
        "medical_assistance.allowance_rate",
        "medical_assistance.other_threshold",
        "medical_assistance.other_rate",
        "tilted_assistance.threshold",
        "tilted_assistance.rate",
        "settlement.pay_later",
    }


# -- granted without being stated ---------------------------------------------------------------------------


def test_only_what_the_documents_grant_without_stating_it_is_marked_so() -> None:
    figures = [(pack.id, figure) for pack in shipped_packs().values() for figure in pack.figures.values()]
    assert {(pack, figure.name) for pack, figure in figures if figure.granted} == GRANTED
    assert {(pack, figure.name) for pack, figure in figures if figure.value is None} == GRANTED


def test_what_is_granted_is_set_and_open_and_cited() -> None:
    figure = load_policy("hunan", on=date(2018, 6, 1)).figure("contribution_subsidy.poor_rate")
    assert (figure.granted, figure.value, figure.pack) == (True, None, "hunan-13fyp-2017")
    terms = load_policy("hunan", on=date(2018, 6, 1)).terms(contribution_subsidy)
    assert is_set(terms.poor_rate) is True
    assert repr(terms.poor_rate) == "Unknown(Decimal('0'), Decimal('1'), {'contribution_subsidy.poor_rate'})"
    assert str(terms.cited["poor_rate"]) == "hunan-13fyp-2017 六（二）；专栏12〔标题原文缺失〕（一）"
    without: Any = load_policy("hunan", on=IN_2022).terms(contribution_subsidy)
    assert without.poor_rate is UNSET


def granting(name: str, more: str = "") -> str:
    return f'[{name}]\ngranted = true\nsection = "第三条"\n{more}\n'


@pytest.mark.parametrize("name", [name for name, sort in SORTS.items() if sort != "date"])
def test_an_overlay_may_grant_any_figure_without_stating_it(name: str, overlay: Callable[[str], Path]) -> None:
    policy = load_policy("hunan", on=IN_2022, overlay=overlay(document() + granting(name)))
    rule, term = name.split(".")
    terms: Any = policy.terms(module_of(rule))
    spec = terms_fields()[name]
    assert policy.figure(name).granted
    assert terms.cited[term] is policy.figure(name)
    value, low, high = open_ends(getattr(terms, term), spec)
    assert value.facts == {name}
    assert (value.low, value.high) == (low, high)


def open_ends(value: Any, spec: Any) -> tuple[Any, Any, Any]:
    """A figure that is granted and not stated: what stands for it, and between what it lies."""
    if spec.kind.name == "sums":
        ((_tier, fixed),) = value
        return fixed, 0, None
    if spec.kind.name == "shares":
        (step,) = value
        return step, 0, 1
    return value, spec.low, spec.high


def test_a_day_cannot_be_granted_without_being_stated(overlay: Callable[[str], Path]) -> None:
    # No kind of value stands for a day that nobody states.
    wrong = refused(overlay(document() + granting("small_loan.subsidy_until")))
    assert [mismatch.path.rsplit(".", 1)[0] for mismatch in wrong.mismatches] == ["small_loan.subsidy_until"]


def test_an_overlay_states_what_a_document_grants_and_grants_what_one_states(overlay: Callable[[str], Path]) -> None:
    shares = stated("contribution_subsidy.exited_shares", "[0.5, 0.25]", "shares")
    text = document() + shares + granting("contribution_subsidy.full_rate")
    terms = load_policy("yiyang", on=IN_2022, overlay=overlay(text)).terms(contribution_subsidy)
    assert terms.exited_shares == (D("0.5"), D("0.25"))
    assert repr(terms.full_rate) == "Unknown(Decimal('0'), Decimal('1'), {'contribution_subsidy.full_rate'})"


@pytest.mark.parametrize(
    ("body", "keys"),
    [
        ("granted = true\nvalue = 0.7", ["value"]),
        ("granted = true\nvalue = 70", ["value", "value"]),  # both, and no share either
        ("", ["value"]),
        ("granted = false", ["value"]),
        ("granted = 1", ["granted"]),
        ('granted = "yes"', ["granted"]),
    ],
)
def test_a_figure_has_a_value_or_is_granted_and_never_both(
    body: str, keys: list[str], overlay: Callable[[str], Path]
) -> None:
    text = document() + f'[serious_illness.rate]\nsection = "1"\n{body}\n'
    found = [mismatch.path for mismatch in refused(overlay(text)).mismatches]
    assert found == [f"serious_illness.rate.{key}" for key in keys]


def test_a_value_may_say_that_it_is_not_merely_granted(overlay: Callable[[str], Path]) -> None:
    path = overlay(document() + stated("serious_illness.rate", "0.7", "share", "granted = false"))
    assert load_policy("hunan", on=IN_2022, overlay=path).terms(serious_illness).rate == D("0.7")


def test_what_is_granted_may_hold_for_a_part_of_the_period(overlay: Callable[[str], Path]) -> None:
    path = overlay(document() + granting("serious_illness.rate", "from = 2022-07-01"))
    policy = load_policy("hunan", on=IN_2022, overlay=path)
    assert policy.terms(serious_illness).rate == D("0.60")
    assert policy_on(policy, date(2022, 7, 1)).terms(serious_illness).rate.facts == {"serious_illness.rate"}  # type: ignore[union-attr]


def test_what_is_granted_is_above_no_limit(overlay: Callable[[str], Path]) -> None:
    path = overlay(document() + granting("gradual_exit.window_months"))
    terms = load_policy("hunan", on=IN_2022, overlay=path).terms(gradual_exit)
    assert repr(terms.window_months) == "Unknown(0, None, {'gradual_exit.window_months'})"


# -- the register -------------------------------------------------------------------------------------------


PAYMENT_RATIO = 'register = "hunan-2021/serious-illness/payment-ratio"\n'


def test_the_register_knows_the_sections_of_the_packs_own_document(overlay: Callable[[str], Path]) -> None:
    text = (document() + f"[serious_illness.rate]\nvalue = 0.7\n{PAYMENT_RATIO}").replace(
        "city-notice", "hunan-14fyp-2021"
    )
    for pack in (read_pack(overlay(text)), shipped_packs()["hunan-14fyp-2021"]):
        figure = pack.figures["serious_illness.rate"]
        assert (figure.section, figure.register) == ("第二章第二节二", "hunan-2021/serious-illness/payment-ratio")


def test_an_overlay_gives_sections_of_its_own(overlay: Callable[[str], Path]) -> None:
    # The register knows a section of the plan, which is none of the notice.
    text = document() + f"[serious_illness.rate]\nvalue = 0.7\n{PAYMENT_RATIO}"
    assert [mismatch.path for mismatch in refused(overlay(text)).mismatches] == ["serious_illness.rate.section"]
    own = load_policy("hunan", on=IN_2022, overlay=overlay(document() + RATE_70 + PAYMENT_RATIO))
    assert str(own.figure("serious_illness.rate")) == "city-notice 第三条"
    assert own.figure("serious_illness.rate").register == "hunan-2021/serious-illness/payment-ratio"


@pytest.mark.parametrize("register", ["hunan-2021/serious-illness/payment-rate", "hunan-2021", "serious_illness.rate"])
def test_an_id_that_the_register_does_not_hold_is_refused(register: str, overlay: Callable[[str], Path]) -> None:
    (mismatch,) = refused(overlay(document() + RATE_70 + f'register = "{register}"\n')).mismatches
    assert mismatch.path == "serious_illness.rate.register"
    assert (mismatch.expected, mismatch.given) == ("an id of the rule register", repr(register))


def test_an_unknown_id_gives_no_section_either(overlay: Callable[[str], Path]) -> None:
    text = document() + '[serious_illness.rate]\nvalue = 0.7\nregister = "no/such/id"\n'
    assert {mismatch.path for mismatch in refused(overlay(text)).mismatches} == {
        "serious_illness.rate.register",
        "serious_illness.rate.section",
    }


# -- arguments ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jurisdiction", ["Hunan", "hunan ", "湖南", "beijing", "", None, 43])
def test_a_jurisdiction_there_is_none_of_is_refused_and_the_known_are_named(jurisdiction: Any) -> None:
    with pytest.raises(InvalidInput) as caught:
        load_policy(jurisdiction, on=IN_2022)
    (mismatch,) = caught.value.mismatches
    assert (mismatch.path, mismatch.expected) == ("jurisdiction", "one of hunan, yiyang, guizhou")


@pytest.mark.parametrize("on", [datetime(2022, 6, 1), "2022-06-01", 2022, None])  # noqa: DTZ001 - any datetime is refused
def test_a_day_that_is_no_date_is_refused(on: Any) -> None:
    with pytest.raises(InvalidInput) as caught:
        load_policy("hunan", on=on)
    assert [mismatch.path for mismatch in caught.value.mismatches] == ["on"]


# -- overlays -----------------------------------------------------------------------------------------------


@pytest.fixture
def overlay(tmp_path: Path) -> Callable[[str], Path]:
    def written(text: str) -> Path:
        path = tmp_path / "overlay.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def document(*, since: str = "2022-01-01", until: str = "2022-12-31", more: str = "") -> str:
    return f'[document]\nid = "city-notice"\ntitle = "A notice"\nfrom = {since}\nuntil = {until}\n{more}\n'


def stated(name: str, value: str, unit: str, more: str = "") -> str:
    return f'[{name}]\nvalue = {value}\nunit = "{unit}"\nsection = "第三条"\n{more}\n'


RATE_70 = stated("serious_illness.rate", "0.70", "share")
THREE_BANDS = "[{ up_to = 50000, rate = 0.60 }, { up_to = 100000, rate = 0.65 }, { rate = 0.70 }]"


def scheduled(bands: str, base: str = "whole") -> str:
    return f'{{ measured_on = "{base}", bands = {bands} }}'


def in_bands(bands: str, base: str = "whole", name: str = "serious_illness.rate", more: str = "") -> str:
    return stated(name, scheduled(bands, base), "schedule", more)


def test_an_overlay_overrides_one_figure_with_a_citation_of_its_own(overlay: Callable[[str], Path]) -> None:
    policy = load_policy("yiyang", on=IN_2022, overlay=overlay(document() + RATE_70))
    assert policy.figure("serious_illness.rate") == Figure(
        name="serious_illness.rate",
        value=Decimal("0.70"),
        unit="share",
        document="city-notice",
        section="第三条",
        register=None,
        since=date(2022, 1, 1),
        until=date(2022, 12, 31),
        pack="city-notice",
    )
    assert policy.where("serious_illness.rate_uplift") == "yiyang-14fyp-2021"
    assert policy.documents[0] == "city-notice"
    terms = policy.terms(serious_illness)
    assert terms.rate == Decimal("0.70")
    assert str(terms.cited["rate"]) == "city-notice 第三条"
    assert load_policy("yiyang", on=IN_2022).figure("serious_illness.rate").value == Decimal("0.60")


def test_an_overlay_states_what_a_province_leaves_open(overlay: Callable[[str], Path]) -> None:
    text = document() + stated("contribution_subsidy.full_rate", "1", "share", 'confidence = "one notice"')
    policy = load_policy("guizhou", on=IN_2022, overlay=str(overlay(text)))
    terms: Any = policy.terms(contribution_subsidy)
    assert terms.full_rate == 1
    assert terms.partial_rate.facts == {"contribution_subsidy.partial_rate"}
    assert policy.figure("contribution_subsidy.full_rate").confidence == "one notice"


def test_an_overlay_beats_practice_too(overlay: Callable[[str], Path]) -> None:
    text = document() + stated("risk_elimination.months_required", "12", "months")
    assert load_policy("hunan", on=IN_2022, overlay=overlay(text)).terms(risk_elimination).months_required == 12


@pytest.mark.parametrize(
    ("on", "rate"),
    [
        (date(2021, 12, 31), "0.60"),
        (date(2022, 1, 1), "0.70"),
        (date(2022, 12, 31), "0.70"),
        (date(2023, 1, 1), "0.60"),
    ],
)
def test_an_overlay_holds_in_its_own_period_only(on: date, rate: str, overlay: Callable[[str], Path]) -> None:
    policy = policy_on(load_policy("hunan", on=IN_2022, overlay=overlay(document() + RATE_70)), on)
    assert policy.figure("serious_illness.rate").value == Decimal(rate)
    assert ("city-notice" in policy.documents) is (on.year == 2022)


@pytest.mark.parametrize(
    ("on", "key"), [(date(2021, 12, 31), "document.from"), (date(2023, 1, 1), "document.until")], ids=str
)
def test_an_overlay_asked_for_on_a_day_it_does_not_cover_is_refused_with_its_period(
    on: date, key: str, overlay: Callable[[str], Path]
) -> None:
    path = overlay(document() + RATE_70)
    with pytest.raises(InvalidPack) as caught:
        load_policy("hunan", on=on, overlay=path)
    (mismatch,) = caught.value.mismatches
    assert (caught.value.about, mismatch.path) == (str(path), key)
    assert str(on) in mismatch.expected
    assert mismatch.given == "2022-01-01 to 2022-12-31"
    for day in (date(2022, 1, 1), date(2022, 12, 31)):
        assert load_policy("hunan", on=day, overlay=path).where("serious_illness.rate") == "city-notice"


@pytest.mark.parametrize(
    ("on", "rate"),
    [(date(2022, 6, 30), "0.60"), (date(2022, 7, 1), "0.70"), (date(2022, 9, 30), "0.70"), (date(2022, 10, 1), "0.60")],
)
def test_a_figure_of_an_overlay_may_hold_for_a_part_of_its_period(
    on: date, rate: str, overlay: Callable[[str], Path]
) -> None:
    figure = stated("serious_illness.rate", "0.70", "share", "from = 2022-07-01\nuntil = 2022-09-30")
    policy = load_policy("hunan", on=on, overlay=overlay(document() + figure))
    assert policy.figure("serious_illness.rate").value == Decimal(rate)


def test_an_overlay_opens_a_period_of_its_own(overlay: Callable[[str], Path]) -> None:
    path = overlay(document(since="2026-01-01", until="2026-12-31") + RATE_70)
    policy = load_policy("hunan", on=date(2026, 6, 1), overlay=path)
    assert policy.documents == ("city-notice",)
    assert [figure.name for figure in policy.figures()] == ["serious_illness.rate"]


def test_outside_the_overlay_and_the_documents_the_error_names_both(overlay: Callable[[str], Path]) -> None:
    with pytest.raises(OutsidePeriod) as caught:
        load_policy("hunan", on=date(2026, 6, 1), overlay=overlay(document() + RATE_70))
    assert caught.value.periods == (("city-notice", date(2022, 1, 1), date(2022, 12, 31)), *OF_HUNAN)


@pytest.mark.parametrize("base", ["whole", "excess"])
def test_bands_are_read_exactly_and_say_what_they_are_measured_on(base: str, overlay: Callable[[str], Path]) -> None:
    policy = load_policy("hunan", on=IN_2022, overlay=overlay(document() + in_bands(THREE_BANDS, base)))
    rate = policy.terms(serious_illness).rate
    assert isinstance(rate, Schedule)
    assert rate.bands == (
        Band(Decimal(50000), Decimal("0.60")),
        Band(Decimal(100000), Decimal("0.65")),
        Band(None, Decimal("0.70")),
    )
    assert rate.measured_on == base


def test_a_limit_of_a_band_may_be_written_as_text_as_any_amount_may(overlay: Callable[[str], Path]) -> None:
    text = document() + in_bands('[{ up_to = "100000.50", rate = "0.65" }, { rate = 0.70 }]')
    rate = load_policy("hunan", on=IN_2022, overlay=overlay(text)).terms(serious_illness).rate
    assert rate == Schedule([Band(D("100000.50"), D("0.65")), Band(None, D("0.70"))], measured_on="whole")


@pytest.mark.parametrize(
    "value",
    [f"{{ bands = {THREE_BANDS} }}", '{ measured_on = "whole" }', THREE_BANDS, '"whole"'],
    ids=["bands without a base", "a base without bands", "bands alone", "a base alone"],
)
def test_bands_and_what_they_are_measured_on_come_together_or_not_at_all(
    value: str, overlay: Callable[[str], Path]
) -> None:
    path = overlay(document() + stated("serious_illness.rate", value, "schedule"))
    with pytest.raises(InvalidPack) as caught:
        load_policy("hunan", on=IN_2022, overlay=path)
    assert caught.value.about == str(path)
    assert [mismatch.path for mismatch in caught.value.mismatches] == ["serious_illness.rate.value"]


@pytest.mark.parametrize(
    "value",
    [
        "[{ up_to = 100000, rate = 0.65 }, { up_to = 50000, rate = 0.60 }, { rate = 0.70 }]",
        "[{ up_to = 50000, rate = 0.65 }, { up_to = 50000, rate = 0.60 }, { rate = 0.70 }]",
        "[{ up_to = 0, rate = 0.65 }, { rate = 0.70 }]",
        "[{ up_to = 50000, rate = 0.60 }]",
        "[{ rate = 0.60 }, { rate = 0.70 }]",
    ],
    ids=["descending", "one limit twice", "a limit at nothing", "a limit for the last", "two without limit"],
)
def test_a_schedule_that_is_none_is_refused_with_its_file_and_key(value: str, overlay: Callable[[str], Path]) -> None:
    path = overlay(document() + in_bands(value))
    with pytest.raises(InvalidPack) as caught:
        load_policy("hunan", on=IN_2022, overlay=path)
    assert caught.value.about == str(path)
    assert [mismatch.path for mismatch in caught.value.mismatches] == ["serious_illness.rate.value"]


@pytest.mark.parametrize("name", ["gradual_exit.kept_shares", "contribution_subsidy.exited_shares"])
def test_shares_that_rise_are_refused_with_their_file_and_key(name: str, overlay: Callable[[str], Path]) -> None:
    path = overlay(document() + stated(name, "[0.5, 1]", "shares"))
    with pytest.raises(InvalidPack) as caught:
        load_policy("hunan", on=IN_2022, overlay=path)
    assert caught.value.about == str(path)
    assert [mismatch.path for mismatch in caught.value.mismatches] == [f"{name}.value"]


ASSISTANCE_RATES = tuple(f"medical_assistance.{name}_rate" for name in ("extreme_poverty", "allowance", "other"))
TWO_BANDS = "[{ up_to = 10000, rate = 0.70 }, { rate = 0.80 }]"


@pytest.mark.parametrize("name", ASSISTANCE_RATES)
def test_each_class_of_medical_assistance_may_have_bands(name: str, overlay: Callable[[str], Path]) -> None:
    path = overlay(document() + in_bands(TWO_BANDS, "excess", name))
    terms = load_policy("hunan", on=IN_2022, overlay=path).terms(medical_assistance)
    assert getattr(terms, name.removeprefix("medical_assistance.")) == Schedule(
        [Band(Decimal(10000), Decimal("0.70")), Band(None, Decimal("0.80"))], measured_on="excess"
    )
    descending = in_bands("[{ up_to = 2, rate = 0.70 }, { up_to = 1, rate = 0.8 }, { rate = 0.9 }]", "excess", name)
    assert [item.path for item in refused(overlay(document() + descending)).mismatches] == [f"{name}.value"]


def test_each_class_of_medical_assistance_has_a_base_of_its_own(overlay: Callable[[str], Path]) -> None:
    first, then, _ = ASSISTANCE_RATES
    text = document() + in_bands(TWO_BANDS, "whole", first) + in_bands(TWO_BANDS, "excess", then)
    terms: Any = load_policy("hunan", on=IN_2022, overlay=overlay(text)).terms(medical_assistance)
    assert terms.extreme_poverty_rate.measured_on == "whole"
    assert terms.allowance_rate.measured_on == "excess"
    assert terms.other_rate.facts == {"medical_assistance.other_rate"}


def test_bands_hold_on_their_own_days_and_the_documents_rate_on_others(overlay: Callable[[str], Path]) -> None:
    text = document() + in_bands(TWO_BANDS, more="from = 2022-04-01\nuntil = 2022-06-30")
    policy = load_policy("hunan", on=IN_2022, overlay=overlay(text))
    found = {
        on: policy_on(policy, on).terms(serious_illness).rate
        for on in (date(2022, 3, 31), date(2022, 4, 1), date(2022, 6, 30), date(2022, 7, 1))
    }
    bands = Schedule([Band(D(10000), D("0.70")), Band(None, D("0.80"))], measured_on="whole")
    assert list(found.values()) == [D("0.60"), bands, bands, D("0.60")]


def test_all_faults_of_schedules_are_reported_with_all_others(overlay: Callable[[str], Path]) -> None:
    text = (
        document(more="edition = 2")
        + stated("serious_illness.deductible_cut", "70", "share")
        + in_bands("[{ up_to = 50000, rate = 0.60 }]")
        + in_bands(TWO_BANDS, "part", "medical_assistance.other_rate")
        + stated("gradual_exit.kept_shares", "[0.5, 1]", "shares")
        + stated("contribution_subsidy.exited_shares", "[0, 1]", "shares")
    )
    assert sorted(mismatch.path for mismatch in refused(overlay(text)).mismatches) == [
        "contribution_subsidy.exited_shares.value",
        "document.edition",
        "gradual_exit.kept_shares.value",
        "medical_assistance.other_rate.value",
        "serious_illness.deductible_cut.value",
        "serious_illness.rate.value",
    ]


@pytest.mark.parametrize(
    ("bands", "key"),
    [
        ("[serious_illness]\nrate = 1\n", "serious_illness.rate"),
        (stated("serious_illness.rate", "[1]", "schedule"), "serious_illness.rate.value"),
        (in_bands(THREE_BANDS).replace('"schedule"', '"shares"'), "serious_illness.rate.unit"),
        (in_bands(THREE_BANDS) + "from = 3\n", "serious_illness.rate.from"),
    ],
)
def test_bands_that_could_not_be_read_are_refused_for_one_reason(
    bands: str, key: str, overlay: Callable[[str], Path]
) -> None:
    assert [item.path for item in refused(overlay(document() + bands)).mismatches] == [key]


# A value at each end of what a pack may state of each sort, within the one limit there is in Hunan, and as a term.
ENDS: dict[str, list[tuple[str, Any]]] = {
    "share": [("0", D(0)), ("1", D(1))],
    "share above 0": [("0.0001", D("0.0001")), ("1", D(1))],
    "schedule": [
        (scheduled("[{ rate = 0 }]"), Schedule([Band(None, D(0))], measured_on="whole")),
        (
            scheduled("[{ up_to = 0.01, rate = 1 }, { rate = 0 }]", "excess"),
            Schedule([Band(D("0.01"), D(1)), Band(None, D(0))], measured_on="excess"),
        ),
    ],
    "shares": [("[0]", (D(0),)), ("[1, 1, 0]", (D(1), D(1), D(0)))],
    "times": [("1", D(1)), ("1000", D(1000))],
    "yuan": [("0", D("0.00")), ("1e20", D("100000000000000000000.00"))],
    "yuan a year": [("0", D("0.00")), ('"0.01"', D("0.01"))],
    "sums": [
        ("[{ contribution = 0, sum = 0 }]", ((D("0.00"), D("0.00")),)),
        (
            "[{ contribution = 420, sum = 390 }, { contribution = 800.5, sum = '430.01' }]",
            ((D("420.00"), D("390.00")), (D("800.50"), D("430.01"))),
        ),
    ],
    "yuan a head and year": [("0", D("0.00")), ('"0.01"', D("0.01"))],
    "calendar years": [("1", 1), ("2020", 2020)],
    "people": [("1", 1), ("30000", 30000)],
    "households": [("1", 1), ("30", 30)],
    "number": [("1", 1), ("2", 2)],
    "months": [("0", 0), ("12", 12)],
    "days": [("0", 0), ("15", 15)],
    "age": [("0", 0), ("1000", 1000)],
    "whole yuan": [("1", 1), ("10", 10)],
    "how often": [("0", 0), ("3", 3)],
    "degrees": [("1", 1), ("12", 12)],
    "area a head": [("0", D("0.00")), ("22.5", D("22.50"))],
    "grade": [("1", 1), ("4", 4)],
    "date": [("0001-01-01", date(1, 1, 1)), ("9999-12-31", date(9999, 12, 31))],
    "truth": [("true", True), ("false", False)],
}


@pytest.mark.parametrize("end", [0, 1])
@pytest.mark.parametrize("name", SORTS)
def test_what_is_read_without_an_error_suits_its_rule(name: str, end: int, overlay: Callable[[str], Path]) -> None:
    rule, term = name.split(".")
    (value, expected), (_, units) = ENDS[SORTS[name]][end], KINDS[SORTS[name]]
    module = module_of(rule)
    for unit in units:
        policy = load_policy("hunan", on=IN_2022, overlay=overlay(document() + stated(name, value, unit)))
        terms = policy.terms(module)
        assert terms.cited[term].document == "city-notice"
        assert terms.cited[term].unit == unit
        assert repr(getattr(terms, term)) == repr(expected)


@pytest.mark.parametrize("name", SORTS)
def test_a_unit_may_be_left_out_and_must_agree_where_it_is_given(name: str, overlay: Callable[[str], Path]) -> None:
    (value, _), (_, units) = ENDS[SORTS[name]][0], KINDS[SORTS[name]]
    without = re.sub(r"unit = .*\n", "", stated(name, value, ""))
    assert load_policy("hunan", on=IN_2022, overlay=overlay(document() + without)).figure(name).unit is None
    for unit in {*UNITS, "percent", "元"} - set(units):
        (mismatch,) = refused(overlay(document() + stated(name, value, unit))).mismatches
        assert mismatch.path == f"{name}.unit"
        assert (mismatch.expected, mismatch.given) == (" or ".join(units), repr(unit))


# Of each sort, what is of another kind.
WRONG = {
    "share": "[0.5]",
    "share above 0": "0",
    "schedule": "true",
    "shares": "0.5",
    "times": "0.5",
    "yuan": "-1",
    "yuan a year": '"1,000"',
    "sums": "390",
    "yuan a head and year": '"1,000"',
    "calendar years": "0",
    "people": "0",
    "households": "0",
    "number": "0",
    "months": "6.0",
    "days": "-1",
    "age": '"18"',
    "whole yuan": '"10"',
    "how often": "-1",
    "degrees": '"7"',
    "area a head": "25.001",
    "grade": "5",
    "date": '"2025-12-31"',
    "truth": "1",
}


def test_raw_values_of_a_wrong_kind_are_refused_all_at_once(overlay: Callable[[str], Path]) -> None:
    text = document() + "".join(f'[{name}]\nvalue = {WRONG[sort]}\nsection = "1"\n' for name, sort in SORTS.items())
    wrong = refused(overlay(text))
    assert sorted(mismatch.path for mismatch in wrong.mismatches) == sorted(f"{name}.value" for name in SORTS)
    expected = {mismatch.path: mismatch.expected for mismatch in wrong.mismatches}
    assert expected["risk_elimination.months_required.value"] == "a whole number, at least 0, at most 1000000"
    assert expected["single_person_household.severe_grade.value"] == "a whole number, at least 1, at most 4"
    assert expected["minimum_living.borderline_factor.value"] == "a share of 1, such as 0.50, at least 1"
    assert expected["small_loan.topup_cap.value"] == "yuan to the fen, at least 0.00"
    assert expected["small_loan.subsidy_until.value"] == "a date such as 2025-12-31"


def test_shares_and_a_shorter_window_are_left_to_localities(overlay: Callable[[str], Path]) -> None:
    figures = stated("gradual_exit.kept_shares", "[1, 0.5]", "shares") + stated(
        "gradual_exit.local_window_months", "6", "months"
    )
    terms = load_policy("hunan", on=IN_2022, overlay=overlay(document() + figures)).terms(gradual_exit)
    assert (terms.window_months, terms.local_window_months, terms.kept_shares) == (12, 6, (Decimal(1), Decimal("0.5")))
    assert window_of(terms) == 6
    without: Any = load_policy("hunan", on=IN_2022).terms(gradual_exit)
    assert (without.window_months, without.local_window_months, without.kept_shares) == (12, UNSET, UNSET)
    assert window_of(without) == 12


def window_of(terms: gradual_exit.Terms) -> Any:
    """The months that a family which has just risen above the standard keeps the allowance for."""
    facts = gradual_exit.Facts(
        receiving=True,
        ended=False,
        raised_by_employment=True,
        family_income=2,
        employment_cost=0,
        members=1,
        yearly_standard=12,
        months_above=0,
        current_grant=1,
    )
    return gradual_exit.compute(facts, terms).months_left


# -- limits -------------------------------------------------------------------------------------------------

# Written out from the documents: 不超过一年的渐退期 and 不超过一年的减退期; 不得超过10万元, 5万元以上部分贷款不予贴息,
# 也不纳入风险补偿范围; 最高补贴150万元.
LIMITS = [
    ("hunan", "hunan-14fyp-2021", "gradual_exit.window_months", "months", 12),
    ("yiyang", "yiyang-14fyp-2021", "gradual_exit.window_months", "months", 12),
    ("guizhou", "guizhou-14fyp-2021", "small_loan.topup_cap", "yuan", 100_000),
    ("guizhou", "guizhou-14fyp-2021", "small_loan.subsidised_cap", "yuan", 50_000),
    ("guizhou", "guizhou-14fyp-2021", "small_loan.risk_compensated_cap", "yuan", 50_000),
    ("yiyang", "yiyang-14fyp-2021", "enterprise_grants.talent_cap", "yuan per year", 1_500_000),
]


def test_only_what_the_documents_state_as_a_limit_is_marked_as_one() -> None:
    marked = {
        (pack.id, name, figure.value)
        for pack in shipped_packs().values()
        for name, figure in pack.figures.items()
        if figure.at_most
    }
    assert marked == {(pack, name, value) for _, pack, name, _, value in LIMITS}


@pytest.mark.parametrize(("jurisdiction", "pack", "name", "unit", "limit"), LIMITS)
def test_an_overlay_may_lower_a_limit_and_never_raise_it(
    jurisdiction: str, pack: str, name: str, unit: str, limit: int, overlay: Callable[[str], Path]
) -> None:
    def loaded(value: int) -> Any:
        path = overlay(document() + stated(name, str(value), unit))
        return load_policy(jurisdiction, on=IN_2022, overlay=path).figure(name).value

    assert (loaded(limit - 1), loaded(limit), loaded(0)) == (limit - 1, limit, 0)
    for value in (limit + 1, 2 * limit):
        with pytest.raises(InvalidPack) as caught:
            loaded(value)
        (mismatch,) = caught.value.mismatches
        assert mismatch.path == f"{name}.value"
        assert mismatch.expected.startswith(f"at most {limit}")
        assert pack in mismatch.expected
        assert mismatch.given.startswith(str(value))


@pytest.mark.parametrize("jurisdiction", ["hunan", "yiyang"])
def test_a_local_window_longer_than_the_limit_is_refused_rather_than_cut(
    jurisdiction: str, overlay: Callable[[str], Path]
) -> None:
    name = "gradual_exit.local_window_months"
    path = overlay(document() + stated(name, "12", "months"))
    assert load_policy(jurisdiction, on=IN_2022, overlay=path).terms(gradual_exit).local_window_months == 12
    path = overlay(document() + stated(name, "13", "months"))
    with pytest.raises(InvalidPack) as caught:
        load_policy(jurisdiction, on=IN_2022, overlay=path)
    (mismatch,) = caught.value.mismatches
    assert (mismatch.path, mismatch.given) == (f"{name}.value", "13")
    assert mismatch.expected.startswith("at most 12")
    assert f"{jurisdiction}-14fyp-2021" in mismatch.expected


def test_a_local_window_has_no_limit_where_no_document_states_one(overlay: Callable[[str], Path]) -> None:
    path = overlay(document() + stated("gradual_exit.local_window_months", "24", "months"))
    terms = load_policy("guizhou", on=IN_2022, overlay=path).terms(gradual_exit)
    assert terms.local_window_months == 24


@pytest.mark.parametrize(("value", "wrong"), [('"100000"', False), ('"100000.00"', False), ('"100000.01"', True)])
def test_a_limit_holds_for_an_amount_written_as_text(value: str, wrong: bool, overlay: Callable[[str], Path]) -> None:
    path = overlay(document() + stated("small_loan.topup_cap", value, "yuan"))
    if not wrong:
        policy = load_policy("guizhou", on=IN_2022, overlay=path)
        assert policy.terms(small_loan).topup_cap == D(100_000)
        return
    with pytest.raises(InvalidPack) as caught:
        load_policy("guizhou", on=IN_2022, overlay=path)
    assert [mismatch.path for mismatch in caught.value.mismatches] == ["small_loan.topup_cap.value"]


WINDOW_24 = stated("gradual_exit.window_months", "24", "months")


def test_a_limit_binds_only_where_its_document_applies(overlay: Callable[[str], Path]) -> None:
    # Guizhou states no gradual exit, Hunan no subsidised principal.
    path = overlay(document() + WINDOW_24)
    assert load_policy("guizhou", on=IN_2022, overlay=path).figure("gradual_exit.window_months").value == 24
    path = overlay(document() + stated("small_loan.subsidised_cap", "80000", "yuan"))
    assert load_policy("hunan", on=IN_2022, overlay=path).figure("small_loan.subsidised_cap").value == 80_000


@pytest.mark.parametrize(
    ("since", "until", "own", "wrong"),
    [
        ("2026-01-01", "2026-12-31", "", False),  # the plan is over
        ("2026-01-01", "2026-12-31", "from = 2025-01-01", False),  # the notice begins after it
        ("2025-01-01", "2026-12-31", "", True),
        ("2025-01-01", "2026-12-31", "from = 2026-01-01", False),
        ("2025-01-01", "2026-12-31", "from = 2025-12-31", True),
        ("2020-01-01", "2021-12-31", "until = 2020-12-31", False),
        ("2020-01-01", "2021-12-31", "until = 2021-01-01", True),
    ],
)
def test_a_limit_binds_as_long_as_its_document_holds(
    since: str, until: str, own: str, wrong: bool, overlay: Callable[[str], Path]
) -> None:
    text = document(since=since, until=until) + stated("gradual_exit.window_months", "24", "months", own)
    path, on = overlay(text), date.fromisoformat(since)
    if not wrong:
        assert load_policy("hunan", on=on, overlay=path).documents[0] == "city-notice"
        return
    with pytest.raises(InvalidPack) as caught:
        load_policy("hunan", on=on, overlay=path)
    assert [mismatch.path for mismatch in caught.value.mismatches] == ["gradual_exit.window_months.value"]


def test_all_that_the_loading_of_an_overlay_finds_is_reported_at_once(overlay: Callable[[str], Path]) -> None:
    text = (document(until="2022-05-31") + WINDOW_24).replace("city-notice", "hunan-14fyp-2021")
    assert [mismatch.path for mismatch in refused(overlay(text)).mismatches] == [
        "document.id",
        "document.until",
        "gradual_exit.window_months.value",
    ]


# -- carried forward ----------------------------------------------------------------------------------------

CARRYING = document(
    since="2026-01-01",
    until="2026-12-31",
    more='[[document.carries_forward]]\npack = "hunan-14fyp-2021"\nsection = "第一条"',
)


def test_a_past_period_is_carried_forward_with_a_citation_of_both(overlay: Callable[[str], Path]) -> None:
    policy = load_policy("hunan", on=date(2026, 6, 1), overlay=overlay(CARRYING))
    assert policy.documents == ("city-notice",)
    assert policy.figure("serious_illness.rate") == Figure(
        name="serious_illness.rate",
        value=Decimal("0.60"),
        document="city-notice",
        section="第一条 (hunan-14fyp-2021 第二章第二节二)",
        register=None,
        since=date(2026, 1, 1),
        until=date(2026, 12, 31),
        pack="city-notice",
        left_to_localities=True,
    )
    assert {figure.name for figure in policy.figures()} == set(shipped_packs()["hunan-14fyp-2021"].figures)
    assert policy.terms(serious_illness).ceiling_lifted is True


def test_what_is_carried_forward_holds_in_the_overlays_period_only(overlay: Callable[[str], Path]) -> None:
    path = overlay(CARRYING)
    assert load_policy("hunan", on=date(2026, 12, 31), overlay=path).where("serious_illness.rate") == "city-notice"
    with pytest.raises(OutsidePeriod):
        load_policy("hunan", on=date(2027, 1, 1), overlay=path)
    with pytest.raises(InvalidPack) as caught:
        load_policy("hunan", on=date(2025, 12, 31), overlay=path)
    assert [mismatch.given for mismatch in caught.value.mismatches] == ["2026-01-01 to 2026-12-31"]
    year_before = policy_on(load_policy("hunan", on=date(2026, 1, 1), overlay=path), date(2025, 12, 31))
    assert year_before.where("serious_illness.rate") == "hunan-14fyp-2021"


def test_practice_is_carried_forward_only_where_the_overlay_says_so(overlay: Callable[[str], Path]) -> None:
    name = "risk_elimination.months_required"
    with pytest.raises(NotStated):
        load_policy("hunan", on=date(2026, 6, 1), overlay=overlay(CARRYING)).figure(name)
    too = CARRYING + '[[document.carries_forward]]\npack = "national-practice"\nsection = "第二条"\n'
    figure = load_policy("hunan", on=date(2026, 6, 1), overlay=overlay(too), practice=False).figure(name)
    assert (figure.value, figure.pack) == (6, "city-notice")
    assert figure.section == "第二条 (national-practice 风险消除：收入持续稳定)"
    assert figure.confidence == "several provinces agree"


def test_of_two_packs_carried_forward_the_first_named_wins(overlay: Callable[[str], Path]) -> None:
    both = document(
        since="2026-01-01",
        until="2026-12-31",
        more=(
            '[[document.carries_forward]]\npack = "hunan-13fyp-2017"\nsection = "甲"\n'
            '[[document.carries_forward]]\npack = "hunan-14fyp-2021"\nsection = "乙"\n'
        ),
    )
    policy = load_policy("hunan", on=date(2026, 6, 1), overlay=overlay(both))
    assert policy.figure("serious_illness.allowance_deductible_cut").section.startswith("甲 (hunan-13fyp-2017 ")
    assert policy.figure("serious_illness.deductible_cut").section.startswith("乙 (hunan-14fyp-2021 ")


def test_what_an_overlay_states_itself_beats_what_it_carries_forward(overlay: Callable[[str], Path]) -> None:
    policy = load_policy("hunan", on=date(2026, 6, 1), overlay=overlay(CARRYING + RATE_70))
    assert policy.figure("serious_illness.rate").value == Decimal("0.70")
    assert policy.figure("serious_illness.rate").section == "第三条"


def test_a_limit_that_is_carried_forward_stays_a_limit(overlay: Callable[[str], Path]) -> None:
    with pytest.raises(InvalidPack) as caught:
        load_policy("hunan", on=date(2026, 6, 1), overlay=overlay(CARRYING + WINDOW_24))
    (mismatch,) = caught.value.mismatches
    assert mismatch.path == "gradual_exit.window_months.value"
    assert "第一条 (hunan-14fyp-2021 第二章第五节二)" in mismatch.expected
    shorter = overlay(CARRYING + stated("gradual_exit.window_months", "6", "months"))
    assert load_policy("hunan", on=date(2026, 6, 1), overlay=shorter).terms(gradual_exit).window_months == 6


def test_what_is_carried_forward_holds_until_the_overlays_own_figure_begins(overlay: Callable[[str], Path]) -> None:
    text = CARRYING + stated("serious_illness.rate", "0.70", "share", "from = 2026-07-01")
    rates = {
        on: load_policy("hunan", on=on, overlay=overlay(text)).figure("serious_illness.rate").value
        for on in (date(2026, 7, 1), date(2026, 6, 30))
    }
    assert rates == {date(2026, 7, 1): Decimal("0.70"), date(2026, 6, 30): Decimal("0.60")}


# -- overlays that are refused ------------------------------------------------------------------------------


def refused(path: Path) -> InvalidPack:
    with pytest.raises(InvalidPack) as caught:
        load_policy("hunan", on=IN_2022, overlay=path)
    assert caught.value.about == str(path)
    assert isinstance(caught.value, ValueError)
    message = str(caught.value)
    assert str(path) in message
    for mismatch in caught.value.mismatches:
        assert mismatch.path in message
        assert mismatch.expected in message
    return caught.value


def rate(value: str, more: str = "") -> str:
    return document() + stated("serious_illness.rate", value, "share", more)


def months(value: str) -> str:
    return document() + stated("risk_elimination.months_required", value, "months")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        # the document's table
        ("", "document"),
        ("document = 3", "document"),
        ("[[document]]\nid = 'x'", "document"),
        (document(more="untill = 2022-12-31"), "document.untill"),
        (document(since='"2022-01-01"'), "document.from"),
        (document(since="2022-01-01T00:00:00"), "document.from"),
        (document(until="2022-12-31T23:59:59Z"), "document.until"),
        (document(since="2023-01-01"), "document.until"),
        (document().replace('id = "city-notice"', ""), "document.id"),
        (document().replace('"city-notice"', '" "'), "document.id"),
        (document().replace('"A notice"', "7"), "document.title"),
        (document(more="title_zh = 7"), "document.title_zh"),
        (document(more="register = 7"), "document.register"),
        (document(more="carries_forward = true"), "document.carries_forward"),
        (document(more='carries_forward = ["hunan-14fyp-2021"]'), "document.carries_forward"),
        (document(more='carries_forward = [{ pack = "x", section = "1" }]'), "document.carries_forward[0].pack"),
        (document(more='carries_forward = [{ section = "1" }]'), "document.carries_forward[0].pack"),
        (document(more='carries_forward = [{ pack = "hunan-14fyp-2021" }]'), "document.carries_forward[0].section"),
        (
            document(more='carries_forward = [{ pack = "hunan-14fyp-2021", section = "1", from = 2021 }]'),
            "document.carries_forward[0].from",
        ),
        # which figures there are
        ("x = 1\n" + document(), "x"),
        (document() + "[serious_illness]\nrate = 0.7", "serious_illness.rate"),
        (document() + stated("serious_illness.ratio", "0.7", "share"), "serious_illness.ratio"),
        (document() + stated("serious_ilness.rate", "0.7", "share"), "serious_ilness.rate"),
        (rate("0.7", "note = 'x'"), "serious_illness.rate.note"),
        # units and values
        (document() + stated("serious_illness.rate", "0.7", "yuan"), "serious_illness.rate.unit"),
        (document() + stated("serious_illness.rate", "0.7", "percent"), "serious_illness.rate.unit"),
        (document() + '[serious_illness.rate]\nvalue = 0.7\nunit = 7\nsection = "1"', "serious_illness.rate.unit"),
        (document() + stated("serious_illness.rate", "0.7", " "), "serious_illness.rate.unit"),
        (document() + '[serious_illness.rate]\nunit = "share"\nsection = "1"', "serious_illness.rate.value"),
        (rate("70"), "serious_illness.rate.value"),
        (rate("1.5"), "serious_illness.rate.value"),
        (rate("-0.1"), "serious_illness.rate.value"),
        (rate("true"), "serious_illness.rate.value"),
        (rate("nan"), "serious_illness.rate.value"),
        (rate("inf"), "serious_illness.rate.value"),
        (rate("[0.7]"), "serious_illness.rate.value"),
        (rate("2022-01-01"), "serious_illness.rate.value"),
        (rate('"half"'), "serious_illness.rate.value"),
        (rate('"70%"'), "serious_illness.rate.value"),
        (rate('"０.７"'), "serious_illness.rate.value"),
        (rate('" 0.7"'), "serious_illness.rate.value"),
        (rate('".7"'), "serious_illness.rate.value"),
        (rate('"7e-1"'), "serious_illness.rate.value"),
        (rate("0.1234567890123"), "serious_illness.rate.value"),
        (months("-1"), "risk_elimination.months_required.value"),
        (months("6.0"), "risk_elimination.months_required.value"),
        (months('"6"'), "risk_elimination.months_required.value"),
        (months("true"), "risk_elimination.months_required.value"),
        (document() + stated("serious_illness.ceiling_lifted", "1", "truth"), "serious_illness.ceiling_lifted.value"),
        (
            document() + stated("serious_illness.ceiling_lifted", '"true"', "truth"),
            "serious_illness.ceiling_lifted.value",
        ),
        (
            document() + stated("single_person_household.severe_grade", "0", "count"),
            "single_person_household.severe_grade.value",
        ),
        (
            document() + stated("single_person_household.mental_grade", "5", "count"),
            "single_person_household.mental_grade.value",
        ),
        (document() + in_bands("0.7"), "serious_illness.rate.value"),
        (document() + in_bands("[0.7]"), "serious_illness.rate.value"),
        (document() + in_bands("[{ up_to = 5 }]"), "serious_illness.rate.value"),
        (document() + in_bands("[{ rate = 1.5 }]"), "serious_illness.rate.value"),
        (document() + in_bands("[{ up_to = 5.001, rate = 0.5 }, { rate = 0.6 }]"), "serious_illness.rate.value"),
        (document() + in_bands("[{ rate = 0.5 }]", "part"), "serious_illness.rate.value"),
        # what stands beside a value
        (rate("0.7").replace('section = "第三条"', ""), "serious_illness.rate.section"),
        (rate("0.7").replace("第三条", " "), "serious_illness.rate.section"),
        (rate("0.7", 'in_principle = "yes"'), "serious_illness.rate.in_principle"),
        (rate("0.7", "in_principle = 1"), "serious_illness.rate.in_principle"),
        (rate("0.7", 'at_most = "yes"'), "serious_illness.rate.at_most"),
        (rate("0.7", "confidence = 1"), "serious_illness.rate.confidence"),
        (rate("0.7", 'register = ""'), "serious_illness.rate.register"),
        (rate("0.7", 'from = "2022-03-01"'), "serious_illness.rate.from"),
        (rate("0.7", "until = 2022-03-01T12:00:00"), "serious_illness.rate.until"),
    ],
)
def test_whatever_cannot_be_used_is_refused_with_its_file_and_key(
    text: str, key: str, overlay: Callable[[str], Path]
) -> None:
    assert [mismatch.path for mismatch in refused(overlay(text)).mismatches] == [key]


def test_an_unknown_figure_is_refused_and_the_known_are_listed(overlay: Callable[[str], Path]) -> None:
    (mismatch,) = refused(overlay(document() + stated("serious_illness.ratio", "0.7", "share"))).mismatches
    assert mismatch.expected == f"one of {', '.join(sorted(SORTS))}"
    assert mismatch.given == "'serious_illness.ratio'"


def test_a_wrong_unit_is_refused_and_the_right_one_named(overlay: Callable[[str], Path]) -> None:
    (mismatch,) = refused(overlay(document() + stated("serious_illness.rate", "0.7", "months"))).mismatches
    assert (mismatch.expected, mismatch.given) == ("share or schedule", "'months'")


def test_all_faults_of_an_overlay_are_reported_at_once(overlay: Callable[[str], Path]) -> None:
    text = (
        document(since="2023-01-01", more="edition = 2")
        + stated("serious_illness.rate", "70", "share", "in_principle = 1")
        + stated("serious_illness.ratio", "0.7", "share")
        + stated("risk_elimination.months_required", "0.5", "share")
    )
    assert {mismatch.path for mismatch in refused(overlay(text)).mismatches} == {
        "document.edition",
        "document.until",
        "serious_illness.rate.value",
        "serious_illness.rate.in_principle",
        "serious_illness.ratio",
        "risk_elimination.months_required.unit",
        "risk_elimination.months_required.value",
    }


def test_a_figure_whose_last_day_lies_before_its_first_is_refused(overlay: Callable[[str], Path]) -> None:
    text = rate("0.7", "from = 2022-07-01\nuntil = 2022-06-30")
    assert [mismatch.path for mismatch in refused(overlay(text)).mismatches] == ["serious_illness.rate.until"]


def test_a_figure_that_never_holds_while_its_document_does_is_refused(overlay: Callable[[str], Path]) -> None:
    text = rate("0.7", "from = 2023-01-01\nuntil = 2023-12-31")
    assert {mismatch.path for mismatch in refused(overlay(text)).mismatches} & {
        "serious_illness.rate.from",
        "serious_illness.rate.until",
    }


def test_a_band_with_a_misspelt_limit_is_refused_rather_than_unlimited(overlay: Callable[[str], Path]) -> None:
    text = document() + in_bands("[{ upto = 50000, rate = 0.60 }]")
    assert [mismatch.path for mismatch in refused(overlay(text)).mismatches] == ["serious_illness.rate.value"]


def test_a_list_of_shares_written_as_text_is_refused_rather_than_read_by_the_letter(
    overlay: Callable[[str], Path],
) -> None:
    # "01" is no list of the shares 0 and 1.
    text = document() + stated("gradual_exit.kept_shares", '"01"', "shares")
    assert [mismatch.path for mismatch in refused(overlay(text)).mismatches] == ["gradual_exit.kept_shares.value"]


def test_a_schedule_without_bands_is_refused(overlay: Callable[[str], Path]) -> None:
    text = document() + in_bands("[]")
    assert [mismatch.path for mismatch in refused(overlay(text)).mismatches] == ["serious_illness.rate.value"]


def test_what_the_document_lacks_is_not_held_against_its_figures(overlay: Callable[[str], Path]) -> None:
    text = document().replace("from = 2022-01-01\n", "") + RATE_70
    assert [mismatch.path for mismatch in refused(overlay(text)).mismatches] == ["document.from"]


@pytest.mark.parametrize("pack", shipped_packs())
def test_an_overlay_cannot_pass_for_a_shipped_document(pack: str, overlay: Callable[[str], Path]) -> None:
    text = (document() + RATE_70).replace("city-notice", pack)
    assert [mismatch.path for mismatch in refused(overlay(text)).mismatches] == ["document.id"]


@pytest.mark.parametrize(
    "content",
    [b"[document", b"id = 'x' y", b"a = 1\na = 2", b"[document]\nid = '\xd2\xe6\xd1\xf4'", b"\xff\xfe[\x00"],
    ids=["a table not closed", "two values", "a key twice", "GBK", "UTF-16"],
)
def test_a_file_that_is_no_toml_in_utf8_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "overlay.toml"
    path.write_bytes(content)
    (mismatch,) = refused(path).mismatches
    assert (mismatch.path, mismatch.expected) == ("$", "a TOML file in UTF-8")


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    text = document(more='title_zh = "益阳"') + RATE_70
    marked, plain = tmp_path / "marked.toml", tmp_path / "plain.toml"
    marked.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())  # as Windows Notepad writes it
    plain.write_bytes(text.encode())
    assert load_policy("yiyang", on=IN_2022, overlay=marked).where("serious_illness.rate") == "city-notice"
    assert read_pack(marked).digest == read_pack(plain).digest


def test_a_file_that_is_not_there_is_no_invalid_pack_but_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_policy("hunan", on=IN_2022, overlay=tmp_path / "none.toml")
    with pytest.raises(OSError):
        load_policy("hunan", on=IN_2022, overlay=tmp_path)


# -- packs by themselves ------------------------------------------------------------------------------------


def test_a_pack_by_itself_holds_raw_values_and_knows_no_rule(overlay: Callable[[str], Path]) -> None:
    text = document() + stated("new_rule.cap", "320.5", "anything") + in_bands(TWO_BANDS, name="new_rule.rate")
    figures = read_pack(overlay(text)).figures
    assert repr(figures["new_rule.cap"].value) == "Decimal('320.5')"
    assert figures["new_rule.cap"].unit == "anything"
    assert figures["new_rule.rate"].value == {
        "measured_on": "whole",
        "bands": ({"up_to": 10000, "rate": D("0.70")}, {"rate": D("0.80")}),
    }


def test_what_a_check_finds_wrong_with_the_figures_is_reported_with_all_else(overlay: Callable[[str], Path]) -> None:
    def check(figures: Any) -> list[Mismatch]:
        return [Mismatch(f"{name}.value", "another", str(figure.value)) for name, figure in figures.items()]

    with pytest.raises(InvalidPack) as caught:
        read_pack(overlay(document(more="edition = 2") + stated("new_rule.cap", "1", "yuan")), check=check)
    assert [mismatch.path for mismatch in caught.value.mismatches] == ["document.edition", "new_rule.cap.value"]


@pytest.mark.parametrize(
    ("value", "amount"), [("320", "320.00"), ("0.5", "0.50"), ('"6900.01"', "6900.01"), ("0", "0.00")]
)
def test_amounts_are_read_in_yuan_to_the_fen(value: str, amount: str, overlay: Callable[[str], Path]) -> None:
    path = overlay(document() + stated("small_loan.topup_cap", value, "yuan"))
    assert str(load_policy("hunan", on=IN_2022, overlay=path).terms(small_loan).topup_cap) == amount


@pytest.mark.parametrize("value", ["-1", "0.005", "true", '"1,000"', "1e40"])
def test_what_is_no_amount_in_yuan_is_refused(value: str, overlay: Callable[[str], Path]) -> None:
    text = document() + stated("small_loan.topup_cap", value, "yuan")
    assert [mismatch.path for mismatch in refused(overlay(text)).mismatches] == ["small_loan.topup_cap.value"]


@pytest.mark.parametrize(("value", "factor"), [("1", "1"), ("1.5", "1.5"), ('"2.25"', "2.25")])
def test_a_multiple_is_at_least_the_whole(value: str, factor: str, overlay: Callable[[str], Path]) -> None:
    path = overlay(document() + stated("minimum_living.borderline_factor", value, "share"))
    terms = load_policy("hunan", on=IN_2022, overlay=path).terms(minimum_living)
    assert terms.borderline_factor == Decimal(factor)


@pytest.mark.parametrize("value", ["0.99", "-1.5", "true", '"1,5"'])
def test_what_is_no_multiple_is_refused(value: str, overlay: Callable[[str], Path]) -> None:
    text = document() + stated("minimum_living.borderline_factor", value, "share")
    assert [item.path for item in refused(overlay(text)).mismatches] == ["minimum_living.borderline_factor.value"]


def test_what_a_policy_states_cannot_be_changed_through_its_figures(overlay: Callable[[str], Path]) -> None:
    text = document() + stated("gradual_exit.kept_shares", "[1, 0.5]", "shares") + in_bands(TWO_BANDS)
    policy = load_policy("hunan", on=IN_2022, overlay=overlay(text))
    for name in ("gradual_exit.kept_shares", "serious_illness.rate"):
        value: Any = policy.figure(name).value
        before = repr(value)
        with contextlib.suppress(TypeError, AttributeError):
            value.clear()
        assert repr(policy.figure(name).value) == before


def test_a_pack_is_known_again_by_the_digest_of_its_text(overlay: Callable[[str], Path]) -> None:
    path = overlay(document())
    assert read_pack(path).digest == sha256(path.read_bytes()).hexdigest()
    assert read_pack(path).digest != read_pack(overlay(document() + RATE_70)).digest


def test_a_document_without_a_chinese_title_goes_by_its_title(overlay: Callable[[str], Path]) -> None:
    pack = read_pack(overlay(document()))
    assert (pack.title, pack.title_zh, pack.figures) == ("A notice", "A notice", {})
    assert read_pack(overlay(document(more='title_zh = "通知"'))).title_zh == "通知"


# -- arguments, and what is carried forward -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "paths"),
    [
        ({"jurisdiction": ["hunan"]}, ["jurisdiction"]),
        ({"jurisdiction": None}, ["jurisdiction"]),
        ({"on": "2022-06-01"}, ["on"]),
        ({"on": datetime.combine(IN_2022, datetime.min.time())}, ["on"]),
        ({"overlay": "a\0b"}, ["overlay"]),
        ({"overlay": "\ud803"}, ["overlay"]),
        ({"overlay": 7}, ["overlay"]),
        ({"overlay": b"o.toml"}, ["overlay"]),
        ({"practice": 1}, ["practice"]),
        ({"carry": "false"}, ["carry"]),
        ({"installed": None}, ["installed"]),
        ({"jurisdiction": {}, "on": 7, "practice": 0, "overlay": "\0"}, ["jurisdiction", "on", "practice", "overlay"]),
    ],
)
def test_arguments_of_another_kind_are_refused_all_at_once(given: dict[str, Any], paths: list[str]) -> None:
    arguments: dict[str, Any] = {"jurisdiction": "hunan", "on": IN_2022} | given
    with pytest.raises(InvalidInput) as caught:
        load_policy(**arguments)
    assert [mismatch.path for mismatch in caught.value.mismatches] == paths


@pytest.mark.parametrize(
    "figure", ["x = " + "8" * 5001, "x = 1e88888888888888888888", "x = 2022-13-01", "x = 2022-01-01T00:00:00+99:99"]
)
def test_a_number_or_date_that_no_parser_takes_is_a_fault_of_the_file(
    figure: str, overlay: Callable[[str], Path]
) -> None:
    assert [mismatch.path for mismatch in refused(overlay(document() + figure)).mismatches] == ["$"]


def carrying(pack: str, since: str, until: str) -> str:
    more = f'carries_forward = [{{ pack = "{pack}", section = "article 1" }}]'
    return document(since=since, more=more).replace("until = 2022-12-31", f"until = {until}")


@pytest.mark.parametrize(("pack", "begun"), [("hunan-14fyp-2021", "2021-01-01"), ("hunan-opinions-2022", "2022-01-01")])
def test_no_document_is_carried_backward(pack: str, begun: str, overlay: Callable[[str], Path]) -> None:
    day_before = (date.fromisoformat(begun) - DAY).isoformat()
    (mismatch,) = refused(overlay(carrying(pack, day_before, "2030-12-31"))).mismatches
    assert (mismatch.path, mismatch.given) == ("document.carries_forward[0].pack", f"'{pack}, from {begun}'")
    assert read_pack(overlay(carrying(pack, begun, "2030-12-31"))).carries_forward[0].pack == pack


def test_a_figure_is_not_carried_into_days_before_its_own_first_one(overlay: Callable[[str], Path]) -> None:
    # The benefits of the plan of 2016 to 2020 begin on 31 March 2017.
    path = overlay(carrying("hunan-13fyp-2017", "2016-06-01", "2030-12-31"))
    name = "serious_illness.allowance_deductible_cut"
    with pytest.raises(NotStated):
        load_policy("hunan", on=date(2017, 3, 30), overlay=path).figure(name)
    assert load_policy("hunan", on=date(2017, 3, 31), overlay=path).where(name) == "city-notice"
    assert load_policy("guizhou", on=date(2024, 3, 31), overlay=path).where(name) == "city-notice"


# -- several overlays ---------------------------------------------------------------------------------------------


def notice(folder: Path, name: str, window: int | None, rate: str | None, *, period: str = "2022") -> Path:
    """A county's notice of a year, which states how long the allowance fades out, or a rate, or both."""
    text = f'[document]\nid = "{name}"\ntitle = "Notice {name}"\nfrom = {period}-01-01\nuntil = {period}-12-31\n'
    text += f'[gradual_exit.window_months]\nvalue = {window}\nsection = "1"\n' if window is not None else ""
    text += f'[serious_illness.rate]\nvalue = {rate}\nsection = "2"\n' if rate is not None else ""
    (file := folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return file


def test_each_of_several_overlays_is_cited_for_what_it_states_and_comes_before_those_after_it(tmp_path: Path) -> None:
    first, second = notice(tmp_path, "a", 6, None), notice(tmp_path, "b", 3, "0.65")
    both, turned = (load_policy("hunan", on=IN_2022, overlay=given) for given in ([first, second], (second, first)))
    stated = ("gradual_exit.window_months", "serious_illness.rate")
    assert [(both.figure(name).value, both.where(name)) for name in stated] == [(6, "a"), (Decimal("0.65"), "b")]
    assert [(turned.figure(name).value, turned.where(name)) for name in stated] == [(3, "b"), (Decimal("0.65"), "b")]
    assert both.documents[:2] == ("a", "b")
    assert [pack.id for pack in both.overlays] == ["a", "b"]
    assert (
        load_policy("hunan", on=IN_2022, overlay=[first]).documents
        == load_policy("hunan", on=IN_2022, overlay=first).documents
    )
    assert load_policy("hunan", on=IN_2022, overlay=[]).documents == load_policy("hunan", on=IN_2022).documents


def test_every_overlay_is_checked_and_none_may_have_the_id_of_another(tmp_path: Path) -> None:
    fit = notice(tmp_path, "a", 6, None)
    for wrong, path in (
        (notice(tmp_path, "b", 24, None), "gradual_exit.window_months.value"),
        (notice(tmp_path, "c", 6, None, period="2021"), "document.until"),
        (notice(tmp_path, "hunan-14fyp-2021", 6, None), "document.id"),
    ):
        for given in ([fit, wrong], [wrong, fit]):
            with pytest.raises(InvalidPack) as caught:
                load_policy("hunan", on=IN_2022, overlay=given)
            assert (caught.value.about, [item.path for item in caught.value.mismatches]) == (str(wrong), [path])
    with pytest.raises(InvalidPack, match="an id that no other pack has, got 'a'"):
        load_policy("hunan", on=IN_2022, overlay=[fit, fit])


@pytest.mark.parametrize(
    "text",
    ['[document]\nid = "a"\n', "id = 张三\n" * 9, '[document] id = "张三" ' * 30, "x/" * 3000],
    ids=["lines", "a name", "one line", "too long"],
)
def test_the_text_of_an_overlay_is_no_path_and_nothing_of_it_is_shown(text: str) -> None:
    for given, path in ((text, "overlay"), ([text], "overlay[0]")):
        with pytest.raises(InvalidInput) as caught:
            load_policy("hunan", on=IN_2022, overlay=given)
        (mismatch,) = caught.value.mismatches
        assert (mismatch.path, mismatch.expected, mismatch.given) == (path, "the path of a file", "text content")


@pytest.mark.parametrize("given", [[7], ["a\0b"], ["\ud803"], [None], {"a": 1}, {"a"}])
def test_what_is_no_path_among_overlays_is_refused(given: Any) -> None:
    with pytest.raises(InvalidInput, match="overlay"):
        load_policy("hunan", on=IN_2022, overlay=given)
