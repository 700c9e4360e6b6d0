"""Facts that are not recorded: each by itself, or together with what depends on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Final

from ..population.linked import (
    CODES,
    CODES_OF_ENTITLEMENTS,
    DIAGNOSES,
    HOUSEHOLDS,
    INCOMES,
    LOANS,
    OF_ACCOUNTS,
    OF_BUSINESSES,
    OF_HARDSHIP,
    OF_MOVES,
    OF_POSTS,
    OF_PRODUCTION,
    OF_RESETTLEMENT,
    OF_SCHOOLS,
    OF_SPELLS,
    OF_SUPPORT,
    PEOPLE,
)
from .random_draws import Columns, Draw

_DIAGNOSED, *_OTHERS_DIAGNOSED = DIAGNOSES
# Facts removed together with another: a grade needs its kind, loan terms need a loan, the rates of the day it was lent
# that day; risks, diagnoses and the register are each recorded as a whole.
REMOVED_WITH: Final[Mapping[str, tuple[str, ...]]] = {
    "disability_kind": ("disability_grade",),
    "income_wage": tuple(INCOMES.values()),
    "risks_resolved": ("risk_vanished", "new_risk", "risk_of_main_cause"),
    "age": ("age_at_school_start",),
    "loans_outstanding": tuple(name for name in LOANS.values() if name != "loans_outstanding"),
    "loan_days": ("loan_days_before", "loan_lpr_one_year", "loan_lpr_five_year"),
    "registered_poor": ("once_registered_poor",),
    "employment_cost": ("rigid_spending", "exempt_income"),
    "minimum_living_allowance": ("allowance_alone", "own_allowance_grant"),
    _DIAGNOSED: tuple(_OTHERS_DIAGNOSED),
}
# Facts of schooling, homes and water: drawn by themselves, and recorded each as a whole.
OF_GUARANTEES: Final[Mapping[str, tuple[str, ...]]] = {
    "in_school": ("in_junior_secondary", "compulsory_completed"),
    **dict.fromkeys(("unfit_for_study", "left_behind", "in_institution"), ()),
    **dict.fromkeys(("income_stable", "stable_income_source"), ()),
    "housed_safely": (
        "endangered_by_disaster",
        "housing_helped_otherwise",
        "renovation_subsidised",
        "in_disaster_rebuilding",
    ),
    **dict.fromkeys(("housing_beyond_means", "in_deep_poor_village", "can_contribute_labour", "can_raise_funds"), ()),
    "water_cut_off": ("water_polluted",),
}
_WITH_LOAN: Final = {
    "loan_highest_balance",
    "loan_days_before",
    "loan_lent_in_scope",
    "loan_need_confirmed",
    "loan_able_to_repay",
    "loan_tops_up",
    "loan_borrower_age",
    "loan_for_production",
    "loan_lpr_one_year",
    "loan_lpr_five_year",
}
_NOT_ALONE: Final = {
    *("risk_vanished", "new_risk", "risk_of_main_cause", "age_at_school_start"),
    *("once_registered_poor", "rigid_spending", "exempt_income", "contribution"),
    *OF_GUARANTEES,
    *chain.from_iterable(OF_GUARANTEES.values()),
    *(*OF_SPELLS, *_OTHERS_DIAGNOSED, *_WITH_LOAN),
    *(*OF_SUPPORT, *OF_HARDSHIP, *OF_MOVES, *OF_ACCOUNTS, "in_vocational", "certified_training"),
    *(*OF_SCHOOLS, *OF_POSTS, "child_in_difficulty", "military_family"),
    *(*OF_BUSINESSES, *OF_RESETTLEMENT, *OF_PRODUCTION),
}
REMOVABLE: Final = sorted({*CODES, *CODES_OF_ENTITLEMENTS, *PEOPLE, *DIAGNOSES, *HOUSEHOLDS} - _NOT_ALONE)


def remove_facts(
    draw: Draw, table: Columns, names: Iterable[str], together: Mapping[str, tuple[str, ...]], missing: int
) -> None:
    """Replace the given percentage of the facts with null, each with those recorded together with it."""
    for name in names:
        if name not in table:
            continue
        lost = draw.holds(10 * missing, len(table[name]))
        for fact in (name, *together.get(name, ())):
            table[fact] = [None if gone else value for gone, value in zip(lost, table[fact], strict=True)]
