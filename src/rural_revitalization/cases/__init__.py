"""The case that a rule is asked about, and what follows from its records: once, for records and for tables."""

from .bills import inpatient_share
from .case import Case
from .facts import CaseFacts, drawn, origins_of
from .households import (
    allowance_income,
    exited,
    family_income_counted,
    has_labour_capacity,
    in_loan_scope,
    net_income_worked_out,
    poor,
    receives_allowance,
)
from .loans import interest_days, no_request, nothing_requested, year
from .origins import any_member, given, of_bill, of_household, of_loan, of_person, place_of, recorded
from .people import (
    contribution,
    cost_after_basic,
    disabled,
    elderly_or_minor,
    female,
    grade_or_none,
    intellectual_or_mental,
    severely_disabled,
)

__all__ = [
    "Case",
    "CaseFacts",
    "allowance_income",
    "any_member",
    "contribution",
    "cost_after_basic",
    "disabled",
    "drawn",
    "elderly_or_minor",
    "exited",
    "family_income_counted",
    "female",
    "given",
    "grade_or_none",
    "has_labour_capacity",
    "in_loan_scope",
    "inpatient_share",
    "intellectual_or_mental",
    "interest_days",
    "net_income_worked_out",
    "no_request",
    "nothing_requested",
    "of_bill",
    "of_household",
    "of_loan",
    "of_person",
    "origins_of",
    "place_of",
    "poor",
    "receives_allowance",
    "recorded",
    "severely_disabled",
    "year",
]
