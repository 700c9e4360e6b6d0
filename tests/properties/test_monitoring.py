"""The laws of identification and risk elimination."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given

from cases import BELOW_THE_LINE, ELIMINATION_TERMS, MAY_BE_ELIMINATED, STRUCK
from rural_revitalization import blockers
from rural_revitalization.fields import specs
from rural_revitalization.rules.monitoring import identification, risk_elimination
from rural_revitalization.strategies import known_facts, terms


@given(known_facts(identification), terms(identification))
def test_a_monitored_household_is_in_exactly_one_class(facts: Any, stated: Any) -> None:
    worksheet: Any = identification.compute(facts, attrs.evolve(stated, monitoring=True))
    classes = [worksheet.unstable_exited, worksheet.marginal, worksheet.sudden_hardship]
    assert sum(classes) == int(worksheet.monitored)


@given(known_facts(risk_elimination), terms(risk_elimination))
def test_elimination_is_all_its_criteria_and_blockers_are_those_not_met(facts: Any, stated: Any) -> None:
    worksheet = risk_elimination.compute(facts, stated)
    criteria = specs(risk_elimination.Worksheet)["may_eliminate"].criteria
    not_met = tuple(name for name in criteria if not getattr(worksheet, name))
    assert worksheet.may_eliminate is (not not_met)
    assert blockers(worksheet) == not_met


@pytest.mark.parametrize(
    ("fact", "flipped", "criterion"),
    [
        ("household_net_income", "6900.00", "income_stable"),
        ("monitoring_line", "6900.01", "income_stable"),
        ("months_above_line", 5, "income_stable"),
        ("food_and_clothing_secured", False, "guarantees_secured"),
        ("education_secured", False, "guarantees_secured"),
        ("medical_secured", False, "guarantees_secured"),
        ("housing_secured", False, "guarantees_secured"),
        ("water_secured", False, "guarantees_secured"),
        ("rigid_spending_controlled", False, "spending_controlled"),
        ("risks_resolved", False, "risk_gone"),
        ("new_risk", True, "risk_gone"),
        ("has_labour_capacity", False, "labour_rule_met"),
    ],
)
def test_one_flipped_condition_blocks_elimination_and_is_named(fact: str, flipped: Any, criterion: str) -> None:
    stated = risk_elimination.Terms(**ELIMINATION_TERMS)
    passing: Any = risk_elimination.Facts(**MAY_BE_ELIMINATED)
    assert risk_elimination.compute(passing, stated).may_eliminate is True
    assert blockers(risk_elimination.compute(passing, stated)) == ()
    failing = risk_elimination.compute(attrs.evolve(passing, **{fact: flipped}), stated)
    assert failing.may_eliminate is False
    assert blockers(failing) == (criterion,)


@pytest.mark.parametrize(
    ("base", "fact", "flipped", "criterion"),
    [
        (BELOW_THE_LINE, "household_net_income", "6900.00", "below_line"),
        (BELOW_THE_LINE, "monitoring_line", "6899.99", "below_line"),
        (BELOW_THE_LINE, "at_risk", False, "unstable_exited"),
        (STRUCK, "shock", False, "sudden_hardship"),
        (STRUCK, "spending_large", False, "sudden_hardship"),
        (STRUCK, "basic_living_severely_hard", False, "sudden_hardship"),
    ],
)
def test_one_flipped_condition_ends_identification_and_is_named(
    base: dict[str, Any], fact: str, flipped: Any, criterion: str
) -> None:
    passing: Any = identification.Facts(**base)
    assert identification.compute(passing, identification.Terms(monitoring=True)).monitored is True
    failing = identification.compute(attrs.evolve(passing, **{fact: flipped}), identification.Terms(monitoring=True))
    assert failing.monitored is False
    assert criterion in blockers(failing)
