"""People: their ages, sexes, capacities, diseases and bills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ...models import DisabilityKind, Disease, Sex
from ..population.linked import INCOMES
from .random_draws import DATA, STANDARD, Columns, Draw, Weights, counts, within

_CAPACITY: Final[Mapping[str, Weights]] = DATA["capacity"]
_DISABILITIES: Final[Weights] = {DisabilityKind(kind): weight for kind, weight in DATA["disabilities"].items()}
_MENTAL: Final = (DisabilityKind.INTELLECTUAL, DisabilityKind.MENTAL)
SELF_CARE: Final[Weights] = DATA["self_care"]
_GRADES: Final = counts("grades")
_ILL: Final[Mapping[str, Weights]] = {
    role: {tuple(map(Disease, filter(None, had.split("+")))): weight for had, weight in weights.items()}
    for role, weights in DATA["ill"].items()
}
_OF_WOMEN: Final = frozenset({Disease.BREAST_CANCER, Disease.CERVICAL_CANCER})
_BILLS: Final[Weights] = {tuple(map(int, ends.split("-"))): weight for ends, weight in DATA["bills"].items()}
_HIGH: Final = 15_000_00  # in fen
_HIGHER_TIER: Final = 800_00
_OTHERS_PAY: Final = 25  # one in so many pays the higher contribution; nothing else hangs on who


def of_people(draw: Draw, members: Columns) -> Columns:
    """The facts of people, before any are removed."""
    roles, count = members["role"], len(members["role"])
    kinds, drawn = draw.of(_DISABILITIES, count), draw.of(_GRADES, count)
    grades = [None if kind is DisabilityKind.NONE else grade for kind, grade in zip(kinds, drawn, strict=True)]
    severe = [
        grade is not None and grade <= (3 if kind in _MENTAL else 2) for kind, grade in zip(kinds, grades, strict=True)
    ]
    capacities = {role: draw.table(weights) for role, weights in _CAPACITY.items()}
    able = zip(roles, draw.below(1000, count), strict=True)
    with_elders = [family == "CEE" for family in members["family"]]
    young = zip(roles, with_elders, draw.below(1000, count), strict=True)
    orphans = [role == "C" and at < (120 if alone else 4) for role, alone, at in young]
    left = zip(roles, with_elders, orphans, draw.below(1000, count), strict=True)
    singles = zip(members["family"], draw.below(1000, count), strict=True)
    # In some families on the allowance only some members are granted it.
    granted = list(zip(members["allowance"], draw.holds(930, count), draw.holds(3, count), strict=True))
    ages, sexes, costs = (
        _ages(draw, roles, members["first"]),
        _sexes(draw, roles, members["first"]),
        _bills(draw, count),
    )
    frail = zip(roles, kinds, draw.below(1000, count), strict=True)
    # A high cost and a heavy burden mostly, but not always, follow from the in-scope cost.
    spent = list(zip(costs, draw.below(1000, count), draw.below(1000, count), strict=True))
    facts: Columns = {
        "disability_kind": [kind.value for kind in kinds],
        "disability_grade": grades,
        "labour_capacity": [capacities[role][at] for role, at in able],
        "insured": draw.holds(965, count),
        "gravely_ill": draw.holds(30, count),
        "age": ages,
        "high_medical_cost": [at < (900 if cost > _HIGH else 5) for cost, at, _ in spent],
        "burden_heavy": [at < (700 if cost > _HIGH else 15) for cost, _, at in spent],
        "extreme_poverty": [at < (80 if family == "E" else 2) for family, at in singles],
        # The register sometimes lags behind the grade.
        "severely_disabled": [is_so and not lags for is_so, lags in zip(severe, draw.holds(60, count), strict=True)],
        "orphan": orphans,
        "de_facto_unattended_child": [
            role == "C" and not orphan and at < (140 if alone else 5) for role, alone, orphan, at in left
        ],
        "minimum_living_allowance": [(family and most) or alone for family, most, alone in granted],
        "allowance_alone": [alone and not family for family, _, alone in granted],
        "own_allowance_grant": [STANDARD if alone and not family else 0 for family, _, alone in granted],
        "low_income": members["low_income"],
        "returned_to_poverty": members["returned"],
        "sick_or_disabled_child": [
            role == "C" and at < (15 if kind is DisabilityKind.NONE else 900) for role, kind, at in frail
        ],
        "special_difficulty": draw.holds(20, count),
        "in_scope_cost": costs,
        "sex": [sex.value for sex in sexes],
        **_diagnoses(draw, roles, sexes),
    }
    in_parts = members["in_parts"]
    for column in INCOMES.values():
        facts[column] = [fen if parts else None for fen, parts in zip(members[column], in_parts, strict=True)]
    facts["contribution"] = [None if at % _OTHERS_PAY else _HIGHER_TIER for at in range(count)]
    return facts


def _ages(draw: Draw, roles: Sequence[str], first: Sequence[bool]) -> list[int]:
    """Ages that fit the family: couples are close in age, parents at least twenty years older than their children."""
    ages, (youngest, oldest, elder) = list[int](), (0, 0, 0)
    for role, begins, word in zip(roles, first, draw.words(len(roles)), strict=True):
        if begins:
            youngest, oldest, elder = 99, 0, 0
        if role == "A":
            near = (max(oldest - 6, 22), min(oldest + 6, 59)) if oldest else (22, 59)
            age = within(word, *near)
            youngest, oldest = min(youngest, age), max(oldest, age)
        elif role == "C":
            age = within(word, 0, min(youngest - 20, 17))
        else:
            least = max(oldest + 20, 60)
            age = within(word, max(elder - 6, least), elder + 6) if elder else within(word, least, least + 15)
            elder = age
        ages.append(age)
    return ages


def _sexes(draw: Draw, roles: Sequence[str], first: Sequence[bool]) -> list[Sex]:
    """The sex of each person; the second of two consecutive adults or elders is of the opposite sex."""
    sexes, before = list[Sex](), ""
    for role, begins, drawn in zip(roles, first, draw.holds(500, len(roles)), strict=True):
        paired = not begins and role == before and role != "C"
        female = sexes[-1] is Sex.MALE if paired else drawn
        sexes.append(Sex.FEMALE if female else Sex.MALE)
        before = "" if paired else role
    return sexes


def _diagnoses(draw: Draw, roles: Sequence[str], sexes: Sequence[Sex]) -> Columns:
    """Diagnosed diseases, one boolean column for each."""
    tables = {role: draw.table(weights) for role, weights in _ILL.items()}
    drawn = zip(roles, sexes, draw.below(1000, len(roles)), strict=True)
    had = [_had(tables[role][at], sex) for role, sex, at in drawn]
    return {f"diagnosed_{disease.value}": [disease in those for those in had] for disease in Disease}


def _had(drawn: tuple[Disease, ...], sex: Sex) -> tuple[Disease, ...]:
    return () if sex is Sex.MALE and not _OF_WOMEN.isdisjoint(drawn) else drawn


def _bills(draw: Draw, count: int) -> list[int]:
    """In-scope costs of people's bills, in fen; some in whole hundreds of yuan."""
    drawn = zip(draw.of(_BILLS, count), draw.words(count), strict=True)
    costs = ((least * 100 + (word * ((most - least) * 100 + 1) >> 32), word) for (least, most), word in drawn)
    return [fen - fen % 100_00 if word % 4 == 0 else fen for fen, word in costs]
