"""How long one household takes: the rules, an assessment, JSON in. Nothing is asserted of time.

Run with `pytest benchmarks`. The import of the library is timed against the import of what it stands on.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import rural_revitalization as rr
from rural_revitalization import records
from rural_revitalization.catalogue import RULES

benchmark = pytest.importorskip("pytest_benchmark")

ON = date(2022, 6, 1)
POLICY = rr.load_policy("hunan", on=ON)
# The one jurisdiction whose documents state everything a small loan asks for.
LENDING = rr.load_policy("guizhou", on=ON)
TOWNSHIP = Path(__file__).parents[1] / "examples" / "data" / "township.json"
KNOWN: dict[str, dict[str, Any]] = {
    "contribution_subsidy": {
        "contribution": 320,
        "extreme_poverty": False,
        "severely_disabled": False,
        "orphan": False,
        "de_facto_unattended_child": False,
        "minimum_living_allowance": True,
        "low_income": False,
        "monitored": False,
        "poor": False,
        "exited": False,
        "years_since_exit": 0,
    },
    "serious_illness": {
        "in_scope_cost": 90000,
        "area_disposable_income": 32000,
        "ceiling": rr.NO_CEILING,
        "extreme_poverty": False,
        "minimum_living_allowance": True,
        "returned_to_poverty": False,
        "severely_disabled": False,
        "sick_or_disabled_child": False,
        "special_difficulty": False,
        "monitored": False,
    },
    "basic_insurance": {"in_scope_cost": 20000, "inpatient_share": "0.70", "poor": False},
    "medical_assistance": {
        "in_scope_cost": 30000,
        "annual_cap": 20000,
        "extreme_poverty": False,
        "minimum_living_allowance": False,
        "low_income": False,
        "elderly_or_minor": False,
        "severely_disabled": False,
        "gravely_ill": False,
        "poor": False,
        "monitored": True,
        "high_cost": False,
        "basic_living_severely_hard": False,
    },
    "tilted_assistance": {
        "in_scope_cost": 20000,
        "annual_cap": 10000,
        "gravely_ill": True,
        "burden_heavy": False,
        "at_risk": True,
    },
    "settlement": {
        "in_scope": 30000,
        "out_of_scope": 2000,
        "basic_paid": 20000,
        "serious_illness_paid": 3000,
        "assistance_paid": 2000,
        "tilted_paid": 0,
        "in_county_inpatient": False,
        "poor": False,
        "gravely_ill": True,
        "burden_heavy": False,
        "basic_living_severely_hard": False,
    },
    "inpatient_level": {"in_scope_cost": 80_000_000, "paid": 56_000_000},
    "gradual_exit": {
        "receiving": True,
        "raised_by_employment": True,
        "ended": False,
        "family_income": 2100,
        "employment_cost": 0,
        "members": 3,
        "yearly_standard": 6000,
        "months_above": 6,
        "current_grant": 300,
    },
    "minimum_living": {
        "family_income": 1300,
        "employment_cost": 100,
        "members": 3,
        "members_counted": 3,
        "yearly_standard": 6000,
    },
    "single_person_household": {
        "borderline": True,
        "disability_grade": 3,
        "intellectual_or_mental": True,
        "gravely_ill": False,
    },
    "small_loan": {
        "borrower_in_scope": True,
        "outstanding": 30000,
        "bearing": 30000,
        "requested": 10000,
        "need_confirmed": False,
        "able_to_repay": False,
        "term_months": 12,
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
        "days_gone": 151,
        "days_before": 0,
        "older_balance": 0,
    },
    "net_income": {
        "wage": 20000,
        "business": 6000,
        "property": 0,
        "transfer": 1500,
        "business_costs": 2500,
        "members": 3,
    },
    "identification": {
        "exited": True,
        "household_net_income": 26000,
        "members": 4,
        "monitoring_line": 6900,
        "at_risk": True,
        "shock": False,
        "spending_large": False,
        "income_fell": False,
        "basic_living_severely_hard": False,
    },
    "risk_elimination": {
        "household_net_income": 36000,
        "members": 4,
        "monitoring_line": 6900,
        "months_above_line": 8,
        "food_and_clothing_secured": True,
        "education_secured": True,
        "medical_secured": True,
        "housing_secured": True,
        "water_secured": True,
        "rigid_spending_controlled": True,
        "risks_resolved": True,
        "risk_vanished": False,
        "new_risk": False,
        "has_labour_capacity": True,
    },
}


def name_of(rule: Any) -> str:
    return str(rule.__name__.rsplit(".", 1)[-1])


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_compute_with_everything_known(benchmark: Any, rule: Any) -> None:
    facts, terms = (
        rule.Facts(**KNOWN[name_of(rule)]),
        (LENDING if name_of(rule) == "small_loan" else POLICY).terms(rule),
    )
    assert rr.missing(benchmark(rule.compute, facts, terms)) == ()


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_compute_with_nothing_known(benchmark: Any, rule: Any) -> None:
    facts, terms = rule.Facts(), POLICY.terms(rule)
    assert rr.missing(benchmark(rule.compute, facts, terms))


def test_assess_one_household(benchmark: Any) -> None:
    household, local = township()
    assessment = benchmark(rr.assess, household, POLICY, local, on=ON)
    assert assessment.household == household.id


def test_read_one_household_from_json(benchmark: Any) -> None:
    text = records.dumps(township()[0])
    assert benchmark(records.loads, rr.Household, text) == township()[0]


@pytest.mark.parametrize("module", ["attrs, cattrs, dateutil", "rural_revitalization"])
def test_import(benchmark: Any, module: str) -> None:
    def start() -> int:
        return subprocess.run([sys.executable, "-c", f"import {module}"], check=False).returncode  # noqa: S603

    assert benchmark.pedantic(start, rounds=10, warmup_rounds=1) == 0


def township() -> tuple[rr.Household, rr.LocalFigures]:
    """The first household of the made-up township, and its county's figures."""
    content = records.parse(TOWNSHIP.read_text(encoding="utf-8"))
    household = records.structure(rr.Household, content["households"][0])
    return household, records.structure(rr.LocalFigures, content["local"])
