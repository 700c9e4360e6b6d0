"""All rules there are."""

from __future__ import annotations

from types import ModuleType
from typing import Final

from .allowance import gradual_exit, minimum_living, single_person_household
from .credit import small_loan
from .medical import (
    basic_insurance,
    contribution_subsidy,
    inpatient_level,
    medical_assistance,
    serious_illness,
    settlement,
    tilted_assistance,
)
from .monitoring import identification, net_income, risk_elimination

__all__ = ["RULES", "rule_name"]

RULES: Final[tuple[ModuleType, ...]] = (
    contribution_subsidy,
    basic_insurance,
    serious_illness,
    medical_assistance,
    tilted_assistance,
    settlement,
    inpatient_level,
    gradual_exit,
    minimum_living,
    single_person_household,
    small_loan,
    net_income,
    identification,
    risk_elimination,
)
"""Every rule module, in the order in which results are shown."""


def rule_name(rule: ModuleType) -> str:
    """What results call a rule: the last part of its module's name."""
    return rule.__name__.rsplit(".", 1)[-1]
