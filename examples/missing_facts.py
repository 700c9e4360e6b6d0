"""A decision with missing facts: may a household's risk be marked eliminated, and what must be asked first?

The household is made up. The monitoring line is the one reported for Hunan in 2022 (Hunan Daily, 2023-02-17).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import rural_revitalization as rr
from rural_revitalization.rules.monitoring import risk_elimination


def said(worksheet: risk_elimination.Worksheet) -> str:
    """The decision, and what stands in the way or is missing."""
    if isinstance(worksheet.may_eliminate, rr.Unknown):
        return f"open; ask for: {', '.join(rr.missing(worksheet))}"
    return "yes" if worksheet.may_eliminate else f"no; blocked by: {', '.join(rr.blockers(worksheet))}"


def main() -> None:
    """Decide three times: with three facts missing, with one of them answered, and with all."""
    terms = rr.load_policy("hunan", on=date(2022, 6, 1)).terms(risk_elimination)
    recorded: dict[str, Any] = {
        "household_net_income": "29401.60",
        "members": 4,
        "monitoring_line": 6900,
        "months_above_line": 8,
        "food_and_clothing_secured": True,
        "education_secured": True,
        "medical_secured": True,
        "housing_secured": True,
        "rigid_spending_controlled": True,
        "risks_resolved": True,
        "risk_vanished": False,
    }
    answers = {
        "as recorded": {},
        "drinking water found wanting": {"water_secured": False},
        "all three answered": {"water_secured": True, "new_risk": False, "has_labour_capacity": True},
    }
    for situation, answered in answers.items():
        worksheet = risk_elimination.compute(risk_elimination.Facts(**recorded | answered), terms)
        print(f"{situation}: {said(worksheet)}")


if __name__ == "__main__":
    main()
