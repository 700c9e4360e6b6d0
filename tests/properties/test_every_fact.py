"""Every declared fact changes some answer: none is asked for in vain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import attrs
import pytest

from cases import BELOW_THE_LINE, MAY_BE_ELIMINATED, STRUCK, stated
from rural_revitalization import RULES
from rural_revitalization.fields import Spec, specs

# For each rule a case, and for each of its facts a change of that fact alone that changes the worksheet.
# A family in its gradual exit, whose spell goes on or, with `receiving` false, has ended because of the rise.
RECEIVING: dict[str, Any] = {
    "receiving": True,
    "ended": True,
    "months_since_ended": 3,
    "raised_by_employment": True,
    "family_income": 2200,
    "employment_cost": 40,
    "rigid_spending": 30,
    "exempt_income": 30,
    "members": 3,
    "yearly_standard": 6000,
    "months_above": 12,
    "current_grant": 300,
}
# An exited household that is in a key group only because it never had help and cannot make its home safe by itself.
LEFT_ALONE: dict[str, Any] = {
    "housing_secured": False,
    "monitored": False,
    "receives_allowance": False,
    "scattered_extreme_poverty": False,
    "allowance_borderline": False,
    "exited": True,
    "helped_otherwise": False,
    "beyond_means": True,
    "low_income": False,
    "poor": False,
    "subsidised_before": False,
    "endangered_by_disaster": False,
    "in_disaster_rebuilding": False,
    "seismic_intensity": 3,
    "in_deep_poor_village": False,
    "can_contribute_labour": False,
    "can_raise_funds": False,
}
MAY_EXIT: dict[str, Any] = {
    "household_net_income": 12000,
    "members": 4,
    "poverty_standard": 3000,
    "income_stable": True,
    "stable_income_source": True,
    "food_and_clothing_secured": True,
    "education_secured": True,
    "medical_secured": True,
    "housing_secured": True,
}
SEEKS_WORK = {
    "works": False,
    "exited": True,
    "relocated": False,
    "poor": False,
    "able_to_work": True,
    "job_offers": 0,
    "guidance": 3,
    "free_trainings": 3,
    "services": 0,
    "trainings": 0,
}
GUARD = {
    "poor": True,
    "household_size": 3,
    "fit_for_forests": True,
    "fit_for_fisheries": False,
    "trained_for_fisheries": True,
    "key_county": True,
    "poor_county": True,
}
CHANGES: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = {
    "contribution_subsidy": [
        (
            {
                "contribution": 320,
                "extreme_poverty": False,
                "severely_disabled": False,
                "orphan": False,
                "de_facto_unattended_child": False,
                "minimum_living_allowance": False,
                "low_income": False,
                "monitored": False,
                "poor": False,
                "exited": False,
                "years_since_exit": 0,
            },
            {
                "extreme_poverty": True,
                "severely_disabled": True,
                "orphan": True,
                "de_facto_unattended_child": True,
                "minimum_living_allowance": True,
                "low_income": True,
                "monitored": True,
                "poor": True,
                "exited": True,
                "contribution": 350,
            },
        ),
        (
            {
                "contribution": 320,
                "extreme_poverty": False,
                "severely_disabled": False,
                "orphan": False,
                "de_facto_unattended_child": False,
                "minimum_living_allowance": False,
                "low_income": False,
                "monitored": False,
                "poor": False,
                "exited": True,
                "years_since_exit": 0,
            },
            {"years_since_exit": 1},
        ),
    ],
    "serious_illness": [
        (
            {
                "in_scope_cost": 90000,
                "area_disposable_income": 32000,
                "ceiling": 50000,
                "extreme_poverty": False,
                "minimum_living_allowance": False,
                "returned_to_poverty": False,
                "severely_disabled": False,
                "sick_or_disabled_child": False,
                "special_difficulty": False,
                "poor": False,
                "monitored": False,
            },
            {
                "in_scope_cost": 80000,
                "area_disposable_income": 30000,
                "ceiling": 40000,
                "extreme_poverty": True,
                "minimum_living_allowance": True,
                "returned_to_poverty": True,
                "severely_disabled": True,
                "sick_or_disabled_child": True,
                "special_difficulty": True,
                "poor": True,
                "monitored": True,
            },
        )
    ],
    "basic_insurance": [
        (
            {"in_scope_cost": 20000, "inpatient_share": "0.70", "poor": False},
            {"in_scope_cost": 30000, "inpatient_share": "0.75", "poor": True},
        )
    ],
    "inpatient_level": [({"in_scope_cost": 1000, "paid": 700}, {"in_scope_cost": 1001, "paid": 699})],
    "medical_assistance": [
        (
            {
                "in_scope_cost": 30000,
                "annual_cap": 15000,
                "extreme_poverty": False,
                "minimum_living_allowance": False,
                "low_income": True,
                "elderly_or_minor": True,
                "severely_disabled": False,
                "gravely_ill": False,
                "poor": False,
                "monitored": False,
                "high_cost": False,
                "basic_living_severely_hard": False,
            },
            {
                "in_scope_cost": 20000,
                "annual_cap": 10000,
                "extreme_poverty": True,
                "minimum_living_allowance": True,
                "low_income": False,
                "elderly_or_minor": False,
            },
        ),
        (
            {
                "in_scope_cost": 30000,
                "annual_cap": 15000,
                "extreme_poverty": False,
                "minimum_living_allowance": False,
                "low_income": True,
                "elderly_or_minor": False,
                "severely_disabled": False,
                "gravely_ill": False,
                "poor": False,
                "monitored": False,
                "high_cost": True,
                "basic_living_severely_hard": True,
            },
            {"severely_disabled": True, "gravely_ill": True, "poor": True, "monitored": True},
        ),
        (
            {
                "in_scope_cost": 30000,
                "annual_cap": 15000,
                "extreme_poverty": False,
                "minimum_living_allowance": False,
                "low_income": False,
                "gravely_ill": True,
                "poor": False,
                "monitored": False,
                "high_cost": True,
                "basic_living_severely_hard": True,
            },
            {"high_cost": False, "basic_living_severely_hard": False},
        ),
    ],
    "tilted_assistance": [
        (
            {"in_scope_cost": 20000, "annual_cap": 7000, "gravely_ill": True, "burden_heavy": True, "at_risk": True},
            {"in_scope_cost": 10000, "annual_cap": 6000, "gravely_ill": False, "burden_heavy": False, "at_risk": False},
        )
    ],
    "settlement": [
        (
            {
                "total": 32000,
                "in_scope": 30000,
                "basic_paid": 20000,
                "serious_illness_paid": 3000,
                "assistance_paid": 2000,
                "tilted_paid": 1000,
                "in_county_inpatient": True,
                "poor": True,
                "poor_area": False,
                "gravely_ill": True,
                "burden_heavy": True,
                "basic_living_severely_hard": True,
            },
            {
                "total": 33000,
                "in_scope": 31000,
                "basic_paid": 21000,
                "serious_illness_paid": 2000,
                "assistance_paid": 1000,
                "tilted_paid": 0,
                "in_county_inpatient": False,
                "poor": False,
                "gravely_ill": False,
                "burden_heavy": False,
                "basic_living_severely_hard": False,
            },
        ),
        (
            {
                "total": 32000,
                "in_scope": 30000,
                "basic_paid": 20000,
                "serious_illness_paid": 3000,
                "assistance_paid": 2000,
                "tilted_paid": 1000,
                "in_county_inpatient": True,
                "poor": False,
                "poor_area": True,
                "gravely_ill": False,
                "burden_heavy": False,
                "basic_living_severely_hard": False,
            },
            {"poor_area": False},
        ),
    ],
    "gradual_exit": [
        (
            RECEIVING,
            {
                "receiving": False,
                "raised_by_employment": False,
                "family_income": 900,
                "employment_cost": 600,
                "rigid_spending": 600,
                "exempt_income": 600,
                "members": 3,
                "yearly_standard": 9000,
                "months_above": 13,
                "current_grant": 200,
            },
        ),
        (RECEIVING | {"receiving": False}, {"ended": False, "months_since_ended": 13}),
        (RECEIVING | {"ended": False}, {"receiving": False, "members": 4}),
    ],
    "minimum_living": [
        (
            {
                "family_income": 1300,
                "employment_cost": 100,
                "rigid_spending": 50,
                "exempt_income": 20,
                "members": 3,
                "members_counted": 3,
                "yearly_standard": 6000,
            },
            {
                "family_income": 1200,
                "employment_cost": 0,
                "rigid_spending": 0,
                "exempt_income": 0,
                "members": 4,
                "members_counted": 2,
                "yearly_standard": 7200,
            },
        )
    ],
    "single_person_allowance": [
        ({"receiving_alone": True, "recorded_grant": 560}, {"receiving_alone": False, "recorded_grant": 480})
    ],
    "single_person_household": [
        (
            {"borderline": True, "disability_grade": 3, "intellectual_or_mental": True, "gravely_ill": False},
            {"borderline": False, "disability_grade": 4, "intellectual_or_mental": False},
        ),
        (
            {"borderline": True, "disability_grade": 0, "intellectual_or_mental": False, "gravely_ill": True},
            {"gravely_ill": False},
        ),
    ],
    "small_loan": [
        (
            {
                "borrower_in_scope": True,
                "outstanding": 50000,
                "bearing": 50000,
                "requested": 30000,
                "need_confirmed": True,
                "able_to_repay": True,
                "tops_up": True,
                "term_months": 12,
                "annual_rate": "0.0365",
                "days": 365,
                "overdue_days": 0,
                "day_count": 365,
                "subsidised_share": 1,
                "borrower_age": 18,
                "for_production": True,
                "lpr_one_year": "0.0365",
                "lpr_five_year": "0.0360",
                "year": 2025,
                "older_balance": 0,
            },
            {
                "borrower_in_scope": False,
                "outstanding": 40000,
                "requested": 20000,
                "need_confirmed": False,
                "able_to_repay": False,
                "tops_up": False,
                "term_months": 13,
                "annual_rate": "0.0366",
                "days": 364,
                "overdue_days": 1,
                "day_count": 360,
                "subsidised_share": "0.7",
                "borrower_age": 17,
                "for_production": False,
                "lpr_one_year": "0.0364",
                "year": 2026,
                "older_balance": 10000,
            },
        ),
        (
            # In the year in which the subsidy ends, on 30 June, the 181st day.
            {
                "borrower_in_scope": True,
                "outstanding": 50000,
                "bearing": 50000,
                "requested": 0,
                "annual_rate": "0.0365",
                "days": 300,
                "overdue_days": 20,
                "day_count": 365,
                "subsidised_share": 1,
                "year": 2025,
                "days_gone": 190,
                "days_before": 10,
                "older_balance": 0,
            },
            {"bearing": 40000, "days_gone": 195, "days_before": 0},
        ),
        (
            {"term_months": 13, "annual_rate": "0.0400", "lpr_one_year": "0.0365", "lpr_five_year": "0.0445"},
            {"lpr_five_year": "0.0399"},
        ),
    ],
    "net_income": [
        (
            {"wage": 20000, "business": 6000, "property": 0, "transfer": 1500, "business_costs": 2500, "members": 3},
            {"wage": 1, "business": 1, "property": 1, "transfer": 1, "business_costs": 1, "members": 1},
        )
    ],
    "housing_renovation": [
        (
            LEFT_ALONE,
            {
                "housing_secured": True,
                "exited": False,
                "helped_otherwise": True,
                "beyond_means": False,
                "subsidised_before": True,
                "in_disaster_rebuilding": True,
                "seismic_intensity": 2,
                "can_contribute_labour": True,
                "can_raise_funds": True,
            },
        ),
        (LEFT_ALONE | {"can_raise_funds": True}, {"in_deep_poor_village": True}),
        (LEFT_ALONE | {"subsidised_before": True}, {"endangered_by_disaster": True}),
        (
            LEFT_ALONE | {"exited": False},
            dict.fromkeys(
                (
                    *("monitored", "receives_allowance", "scattered_extreme_poverty", "allowance_borderline"),
                    *("low_income", "poor"),
                ),
                True,
            ),
        ),
    ],
    "standard_adjustment": [
        (
            {
                "standard": 4800,
                "standard_before": 4800,
                "urban_standard": 6400,
                "urban_standard_before": 6400,
                "consumption_index": "1.05",
                "price_index": "1.02",
            },
            {
                "standard": 4900,
                "standard_before": 4900,
                "urban_standard": 6000,
                "urban_standard_before": 6500,
                "consumption_index": "1.06",
                "price_index": "1",
            },
        )
    ],
    "vocational_grant": [
        (
            {"in_vocational": True, "poor": True, "exited": False, "local_standard": 2500},
            {"in_vocational": False, "poor": False, "local_standard": 3000},
        ),
        ({"in_vocational": True, "poor": False, "exited": False, "local_standard": 2500}, {"exited": True}),
    ],
    "certificate_grant": [({"poor": True, "certified_training": 6}, {"poor": False, "certified_training": 5})],
    "household_exit": [
        (
            MAY_EXIT,
            {name: not value for name, value in MAY_EXIT.items() if isinstance(value, bool)}
            | {"household_net_income": 11999, "members": 5, "poverty_standard": 3001},
        )
    ],
    "employment_services": [
        (SEEKS_WORK, {"exited": False, "works": True, "job_offers": 3}),
        (SEEKS_WORK | {"job_offers": 3, "guidance": 0}, {"guidance": 1}),
        (SEEKS_WORK | {"job_offers": 3, "free_trainings": 0}, {"free_trainings": 3}),
        (SEEKS_WORK | {"exited": False, "relocated": True}, {"relocated": False, "trainings": 3}),
        (SEEKS_WORK | {"exited": False, "poor": True}, {"poor": False, "able_to_work": False, "services": 3}),
    ],
    "guard_posts": [
        (GUARD, {"poor": False, "household_size": 2, "fit_for_forests": False, "key_county": False}),
        (
            GUARD | {"fit_for_forests": False, "fit_for_fisheries": True},
            {"fit_for_fisheries": False, "trained_for_fisheries": False, "poor_county": False},
        ),
    ],
    "identification": [
        (
            BELOW_THE_LINE,
            {
                "exited": False,
                "household_net_income": "6900.00",
                "members": 2,
                "monitoring_line": "6000.00",
                "at_risk": False,
            },
        ),
        (STRUCK | {"risk_of_main_cause": False}, {"risk_of_main_cause": True}),
        (
            STRUCK | {"basic_living_severely_hard": False, "at_risk": False, "special_difficulty": False},
            {"special_difficulty": True},
        ),
        (STRUCK, {"shock": False, "spending_large": False, "basic_living_severely_hard": False}),
        (STRUCK | {"spending_large": False, "income_fell": True}, {"income_fell": False}),
    ],
    "risk_elimination": [
        (
            MAY_BE_ELIMINATED,
            {name: not value for name, value in MAY_BE_ELIMINATED.items() if isinstance(value, bool)}
            | {"household_net_income": 6900, "members": 2, "monitoring_line": 7000, "months_above_line": 5},
        ),
        (MAY_BE_ELIMINATED | {"risks_resolved": False, "risk_vanished": True}, {"risk_vanished": False}),
        (MAY_BE_ELIMINATED | {"has_labour_capacity": False, "special_difficulty": True}, {"special_difficulty": False}),
    ],
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.rsplit(".", 1)[-1])
def test_every_declared_fact_changes_some_answer(rule: Any) -> None:
    name = rule.__name__.rsplit(".", 1)[-1]
    # The subsidy of loans ends within the year, so that it matters which days are overdue.
    terms = attrs.evolve(stated(rule), **({"subsidy_until": date(2025, 6, 30)} if name == "small_loan" else {}))
    # Who is of compulsory age is told by one fact where school begins at six, by another where it begins at seven.
    either = [attrs.evolve(terms, begins_at_seven=True)] if "begins_at_seven" in specs(rule.Terms) else []
    # Relocated households were to have an income up to 2020, and are to have a worker from 2021 on.
    either += [attrs.evolve(terms, income_of_relocated=True)] if name == "one_worker" else []
    proved = set()
    for case, changes in CHANGES.get(name) or made_up(rule):
        for known in (terms, *either):
            before = rule.compute(rule.Facts(**case), known)
            for fact, value in changes.items():
                after = rule.compute(rule.Facts(**case | {fact: value}), known)
                if before_and_after_differ(before, after):
                    proved.add(fact)
    assert proved == set(specs(rule.Facts))


def made_up(rule: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Cases of a rule that none were written for: many at random, each with another value for every fact."""
    draw = Random(15)  # noqa: S311 - nothing here is secret
    declared = specs(rule.Facts)
    for _ in range(500):
        first, second = ({name: some_value(draw, spec) for name, spec in declared.items()} for _ in range(2))
        yield first, second


def some_value(draw: Random, spec: Spec) -> Any:
    if spec.kind.name == "truth":
        return draw.random() < 0.5
    if spec.kind.name == "rate":
        return Decimal(draw.randint(0, 100)) / 100
    least, most = spec.low or 0, 10_000 if spec.high is None else spec.high
    return draw.randint(int(least), int(most))


def before_and_after_differ(before: Any, after: Any) -> bool:
    """Whether any line of two worksheets of one rule differs; the facts themselves do not count."""
    return any(repr(getattr(before, line)) != repr(getattr(after, line)) for line in specs(type(before)))
