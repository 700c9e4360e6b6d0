"""Cases that several tests start from: each passes, and just so."""

from __future__ import annotations

from typing import Any

__all__ = ["BELOW_THE_LINE", "ELIMINATION_TERMS", "MAY_BE_ELIMINATED", "STRUCK"]

MAY_BE_ELIMINATED: dict[str, Any] = {
    "per_capita_net_income": "6900.01",
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
}
ELIMINATION_TERMS: dict[str, Any] = {
    "months_required": 6,
    "natural_elimination_counts": True,
    "labour_capacity_required": True,
}
BELOW_THE_LINE: dict[str, Any] = {
    "exited": True,
    "per_capita_net_income": "6899.99",
    "monitoring_line": "6900.00",
    "at_risk": True,
    "shock": False,
    "spending_large": False,
    "income_fell": False,
    "basic_living_severely_hard": False,
}
STRUCK: dict[str, Any] = BELOW_THE_LINE | {
    "at_risk": False,
    "shock": True,
    "spending_large": True,
    "basic_living_severely_hard": True,
}
