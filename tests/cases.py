"""Cases that several tests start from: each passes, and just so."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from rural_revitalization.fields import Spec, specs

__all__ = ["BELOW_THE_LINE", "ELIMINATION_TERMS", "MAY_BE_ELIMINATED", "STATED", "STRUCK", "stated"]

MAY_BE_ELIMINATED: dict[str, Any] = {
    "household_net_income": "6900.01",
    "members": 1,
    "monitoring_line": "6900.00",
    "months_above_line": 6,
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
    "special_difficulty": False,
}
ELIMINATION_TERMS: dict[str, Any] = {
    "monitoring": True,
    "fallback": True,
    "months_required": 6,
    "natural_elimination_counts": True,
    "labour_capacity_required": True,
}
BELOW_THE_LINE: dict[str, Any] = {
    "exited": True,
    "household_net_income": "6899.99",
    "members": 1,
    "monitoring_line": "6900.00",
    "at_risk": True,
    "shock": False,
    "spending_large": False,
    "income_fell": False,
    "basic_living_severely_hard": False,
    "risk_of_main_cause": False,
    "special_difficulty": False,
}
STRUCK: dict[str, Any] = BELOW_THE_LINE | {
    "at_risk": False,
    "shock": True,
    "spending_large": True,
    "basic_living_severely_hard": True,
}

# Terms by rule in which each figure tells, of the rules for which those that `stated` makes up do not.
STATED: dict[str, dict[str, Any]] = {
    "contribution_subsidy": {
        "full_rate": "1.00",
        "partial_rate": "0.50",
        "poor_rate": "0.30",
        "exited_shares": [Decimal("0.40"), Decimal("0.20"), Decimal(0)],
    },
    "serious_illness": {
        "deductible_share": "0.50",
        "rate": "0.60",
        "deductible_cut": "0.50",
        "allowance_deductible_cut": "0.50",
        "rate_uplift": "0.05",
        "ceiling_lifted": True,
        "prone_tilted": True,
        "poor_deductible_cut": "0.10",
        "poor_rate_uplift": "0.01",
        "special_deductible_cut": "0.20",
        "special_rate_uplift": "0.02",
    },
    "basic_insurance": {"poor_uplift": "0.10"},
    "inpatient_level": {"level": "0.70"},
    "medical_assistance": {
        "high_cost_covered": True,
        "low_income_covered": True,
        "poor_covered": True,
        "extreme_poverty_threshold": 0,
        "extreme_poverty_rate": "0.90",
        "allowance_threshold": 1000,
        "allowance_rate": "0.70",
        "other_threshold": 3000,
        "other_rate": "0.60",
    },
    "tilted_assistance": {"granted": True, "threshold": 5000, "rate": "0.50"},
    "settlement": {
        "pay_later": False,
        "exited_area_pay_later": True,
        "poor_pay_later": True,
        "relief_follows": True,
        "hardship_relief": True,
        "charity_follows": True,
    },
    "gradual_exit": {
        "employment_cost_deducted": True,
        "rigid_spending_deducted": True,
        "income_exempted": True,
        "window_months": 12,
    },
    "minimum_living": {
        "employment_cost_deducted": True,
        "rigid_spending_deducted": True,
        "income_exempted": True,
        "borderline_factor": "1.5",
    },
    "pension_contribution": {
        "severely_disabled_share": "1.00",
        "difficulty_share": "0.50",
        "unable_poor_share": "0.90",
        "other_poor_share": "0.30",
        "poor_tier": 100,
    },
    "extreme_poverty_recognition": {
        "three_tests": True,
        "elderly_age": 60,
        "minors_under": 16,
        "older_minors_under": 18,
        "mental_grade": 3,
        "limb_grade": 2,
        "visual_grade": 1,
    },
    "standard_adjustment": {
        "follows_consumption": True,
        "rural_share": "0.75",
        "never_lowered": True,
        "linked_to_prices": True,
        "part_suffices": False,
    },
    "vocational_grant": {"provided": True, "least": 2000, "poor_covered": True, "exited_covered": True},
    "certificate_grant": {"months_required": 6, "amount": 1500},
    "single_person_household": {"permitted": True, "severe_grade": 2, "mental_grade": 3},
    "small_loan": {
        "first_loan_cap": 50000,
        "topup_cap": 100000,
        "subsidised_cap": 50000,
        "risk_compensated_cap": 50000,
        "term_cap": 36,
        "short_term": 12,
        "youngest": 18,
        "oldest": 65,
        "subsidy_until": date(2025, 12, 31),
    },
    "school_attendance": {"attendance": True, "begins_at_seven": False, "health_exempts": True, "priorities": True},
    # As in Hunan from 2021 on: what 2022 and Yiyang add asks the same facts again.
    "one_worker": {"of_exited_and_monitored": True, "stable_of_relocated": True, "willing_alone": True},
    "compulsory_education": {"attendance": True, "begins_at_seven": False},
    "risk_elimination": ELIMINATION_TERMS,
}


def stated(rule: Any) -> Any:
    """Terms of a rule as a document states them: those above, and for a rule that is not there such as tell too.

    A share of nothing, or of all, would make facts pointless.
    """
    name = rule.__name__.rsplit(".", 1)[-1]
    return rule.Terms(**STATED.get(name, {term: _telling(spec) for term, spec in specs(rule.Terms).items()}))


def _telling(spec: Spec) -> Any:
    """A value of a term that is neither the least nor the most it can be."""
    telling = {"money": 1000, "ceiling": 1000, "area": 30, "rate": "0.5", "schedule": "0.5", "count": 3, "truth": True}
    return telling.get(spec.kind.name, date(2025, 12, 31) if spec.kind.name == "date" else [Decimal("0.5"), Decimal(0)])
