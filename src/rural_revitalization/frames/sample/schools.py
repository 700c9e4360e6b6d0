"""Which schools people attend or have left, their training, and the posts they hold."""

from __future__ import annotations

from typing import Any, Final

from ..population.linked import OF_POSTS, OF_SCHOOLS
from .random_draws import Columns, Draw, Weights
from .removing import remove_facts

FIRST_YEAR, JUNIOR, AFTER_SCHOOL = 6, (12, 13, 14), 18
_WENT_ON: Final[Weights] = {"in_upper_secondary": 500, "in_secondary_vocational": 350, "in_higher_education": 150}
_LEFT: Final[Weights] = {
    "left_junior_secondary": 550,
    "left_upper_secondary": 200,
    "left_vocational_school": 150,
    "left_college": 100,
}
_PRESCHOOL: Final = (3, 4, 5)
_POSTS: Final[Weights] = {"": 970, "teaches_in_rural_school": 20, "works_in_rural_health": 10}
_LONGEST_IN_POST: Final = 30


def add_schools(draw: Draw, person: Columns) -> None:
    """Add which school people attend or have left, recorded with their schooling."""
    count = len(person["id"])
    drawn = zip(
        *(person[name] for name in ("age_at_school_start", "in_school", "in_junior_secondary", "compulsory_completed")),
        *(draw.of(weights, count) for weights in (_WENT_ON, _LEFT)),
        *(draw.holds(thousandths, count) for thousandths in (300, 700, 500)),
        strict=True,
    )
    schools = [_schools_of(*one) for one in drawn]
    person |= {name: [found.get(name) for found in schools] for name in (*OF_SCHOOLS, "in_vocational")}


def _schools_of(
    age: int | None,
    attends: bool | None,
    junior: bool,
    completed: bool,
    went_on: str,
    left: str,
    boards: bool,
    rural: bool,
    vocational: bool,
) -> dict[str, bool]:
    if attends is None:
        return {}
    compulsory = attends and (junior or not completed)
    stage = "" if not completed else went_on if attends else left
    infant = not attends and not completed and age in _PRESCHOOL
    return {name: name == stage for name in OF_SCHOOLS} | {
        "in_preschool": infant,
        "in_compulsory": compulsory,
        "boards_in_compulsory": compulsory and boards,
        "in_rural_compulsory": compulsory and rural,
        "in_vocational": stage == "in_secondary_vocational" or (stage == "in_higher_education" and vocational),
        "graduated": stage == "left_college",
    }


def add_training(draw: Draw, person: Columns, missing: int) -> None:
    """Add the months trained for a certificate, some of it not recorded."""
    count = len(person["id"])
    trained = zip(draw.between(1, 12, count), draw.holds(60, count), draw.holds(10 * missing, count), strict=True)
    person["certified_training"] = [None if lost else months if had else 0 for months, had, lost in trained]


def add_posts(draw: Draw, person: Columns, missing: int) -> None:
    """Add the posts that people hold, and who needs care, some of it not recorded."""
    count = len(person["id"])
    held = zip(
        draw.of(_POSTS, count), draw.between(0, _LONGEST_IN_POST, count), draw.holds(10 * missing, count), strict=True
    )
    posts = [{} if lost else _posts_of(kind, years) for kind, years, lost in held]
    person |= {name: [found.get(name) for found in posts] for name in OF_POSTS}
    person |= {"child_in_difficulty": draw.holds(8, count), "military_family": draw.holds(30, count)}
    remove_facts(draw, person, ("child_in_difficulty", "military_family"), {}, missing)


def _posts_of(kind: str, years: int) -> dict[str, Any]:
    return {name: name == kind for name in OF_POSTS} | {
        "years_taught_in_poor_areas": years if kind == "teaches_in_rural_school" else 0,
        "years_served_in_poor_areas": years if kind else 0,
    }
