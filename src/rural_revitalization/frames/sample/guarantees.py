"""Schooling, homes and water, drawn by themselves beside what is plainly recorded of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from .random_draws import Columns, Draw
from .removing import OF_GUARANTEES, remove_facts
from .schools import AFTER_SCHOOL, FIRST_YEAR, JUNIOR


def add_guarantees(draw: Draw, person: Columns, family: Columns, missing: int) -> None:
    """Add the facts of schooling, homes and water; mostly, but not always, they bear out what is recorded of them."""
    person |= _of_schooling(draw, person["age"])
    family |= _of_homes(draw, family["housing_secured"]) | _of_water(draw, family["water_secured"])
    count = len(family["id"])
    # Of the open risks some are of other causes than illness, disability or lack of labour.
    opened = (not any(risks) or risks[-1] for risks in zip(*(family[name] for name in _RISK_FACTS), strict=True))
    family["risk_of_main_cause"] = [
        is_open and main for is_open, main in zip(opened, draw.holds(700, count), strict=True)
    ]
    for name, thousandths in _LIKELY.items():
        family[name] = draw.holds(thousandths, count)
    for table in (person, family):
        remove_facts(draw, table, OF_GUARANTEES, OF_GUARANTEES, missing)


_RISK_FACTS: Final = ("risks_resolved", "risk_vanished", "new_risk")
_LIKELY: Final[Mapping[str, int]] = {
    "income_stable": 900,
    "stable_income_source": 940,
    "housing_beyond_means": 150,
    "in_deep_poor_village": 60,
    "can_contribute_labour": 800,
    "can_raise_funds": 700,
}


def _of_schooling(draw: Draw, ages: Sequence[int]) -> Columns:
    count = len(ages)
    # Whoever had a birthday since the school year began was a year younger then.
    started = [max(age - later, 0) for age, later in zip(ages, draw.holds(750, count), strict=True)]
    left = draw.holds(12, count)
    attends = [FIRST_YEAR <= age < AFTER_SCHOOL and not gone for age, gone in zip(started, left, strict=True)]
    return {
        "age_at_school_start": started,
        "in_school": attends,
        "in_junior_secondary": [at and age in JUNIOR for at, age in zip(attends, started, strict=True)],
        "compulsory_completed": [
            age > max(JUNIOR) and (at or age % 5 > 0) for at, age in zip(attends, started, strict=True)
        ],
        "unfit_for_study": [gone and age % 2 == 0 for gone, age in zip(left, started, strict=True)],
        "left_behind": [age < AFTER_SCHOOL and away for age, away in zip(ages, draw.holds(200, count), strict=True)],
        "in_institution": draw.holds(5, count),
    }


def _of_homes(draw: Draw, secured: Sequence[bool]) -> Columns:
    count = len(secured)
    renovated = draw.holds(120, count)
    safe = [so != at for so, at in zip(secured, draw.holds(3, count), strict=True)]
    struck, rebuilt = draw.holds(400, count), draw.holds(100, count)
    rebuilt = [not so and had for so, had in zip(safe, rebuilt, strict=True)]
    return {
        "housed_safely": safe,
        "endangered_by_disaster": [not so and hit for so, hit in zip(safe, struck, strict=True)],
        "renovation_subsidised": renovated,
        "housing_helped_otherwise": [any(had) for had in zip(rebuilt, draw.holds(60, count), strict=True)],
        "in_disaster_rebuilding": rebuilt,
    }


def _of_water(draw: Draw, secured: Sequence[bool]) -> Columns:
    count = len(secured)
    faults = list(zip(secured, draw.holds(3, count), draw.holds(500, count), strict=True))
    return {
        "water_cut_off": [(not so or fails) and cut for so, fails, cut in faults],
        "water_polluted": [fails and not cut for _, fails, cut in faults],
    }
