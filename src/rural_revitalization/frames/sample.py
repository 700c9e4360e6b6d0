"""A synthetic population as two linked tables, for trials, benchmarks and tests.

Families, incomes, illness, loans and risks are plausible for a poor county and consistent with one another; some facts
are not recorded. Everything is drawn as integers from one seed, so the tables are the same on every platform. The
frequencies are not statistics: draw no conclusions from them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from importlib.resources import files
from itertools import chain, repeat
from random import Random
from struct import unpack
from types import MappingProxyType
from typing import Any, Final

import narwhals as nw
from attrs import field, frozen

from ..algebra.exact import EXACT
from ..errors import InvalidInput, Mismatch, quoted, shown
from ..fields import Spec
from ..models import DisabilityKind, Disease, LocalFigures, PrimeRate, Sex
from .columns.operands import MoneyUnit
from .population.linked import (
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
    OF_WORK,
    OF_WORKERS,
    PEOPLE,
)

COUNTY: Final = "made-up-county"
_MADE_UP: Final = "made up for a synthetic population"

_LARGEST: Final = 10**7
_BACKENDS: Final = ("polars", "pandas", "pyarrow")

Weights = Mapping[Any, int]  # in thousandths

_DATA: Final = tomllib.loads((files(__package__) / "sample.toml").read_text(encoding="utf-8"))


def _counts(name: str) -> Weights:
    return {int(key): weight for key, weight in _DATA[name].items()}


_LINE, _STANDARD = (
    int(Decimal(_DATA["local_figures"][name]).scaleb(2)) for name in ("monitoring_line", "allowance_standard")
)  # in fen
_YEAR: Final = 2022
_FIRST_LOAN: Final = 50_000_00
_FAMILIES: Final[Weights] = _DATA["families"]
_CAPACITY: Final[Mapping[str, Weights]] = _DATA["capacity"]
_DISABILITIES: Final[Weights] = {DisabilityKind(kind): weight for kind, weight in _DATA["disabilities"].items()}
_MENTAL: Final = (DisabilityKind.INTELLECTUAL, DisabilityKind.MENTAL)
_SELF_CARE: Final[Weights] = _DATA["self_care"]
_GRADES: Final = _counts("grades")
_ILL: Final[Mapping[str, Weights]] = {
    role: {tuple(map(Disease, filter(None, had.split("+")))): weight for had, weight in weights.items()}
    for role, weights in _DATA["ill"].items()
}
_OF_WOMEN: Final = frozenset({Disease.BREAST_CANCER, Disease.CERVICAL_CANCER})
_BILLS: Final[Weights] = {tuple(map(int, ends.split("-"))): weight for ends, weight in _DATA["bills"].items()}
_HIGH: Final = 15_000_00  # in fen
_HIGHER_TIER: Final = 800_00
_OTHERS_PAY: Final = 25  # one in so many pays the higher contribution; nothing else hangs on who
_NET: Final[Mapping[str, Sequence[int]]] = _DATA["incomes"]
_RATES: Final = _counts("rates")
_TERMS: Final = _counts("terms")
# risks_resolved, risk_vanished, new_risk; a household without any risk counts as settled.
_SETTLED: Final = (True, False, False)
_OPEN: Final = (False, False, False)
_RISKS: Final[Weights] = {_SETTLED: 960, _OPEN: 30, (False, True, False): 6, (False, False, True): 4}
_RISKS_MONITORED: Final[Weights] = {
    _OPEN: 420,
    _SETTLED: 360,
    (False, True, False): 100,
    (False, False, True): 70,
    (True, True, False): 50,
}
_YEARS_SINCE_EXIT: Final = _counts("years_since_exit")
_CONDITIONS: Final[Mapping[str, Sequence[int]]] = _DATA["conditions"]
_DIAGNOSED, *_OTHERS_DIAGNOSED = DIAGNOSES
# Facts removed together with another: a grade needs its kind, loan terms need a loan, the rates of the day it was lent
# that day; risks, diagnoses and the register are each recorded as a whole.
_REMOVED_WITH: Final[Mapping[str, tuple[str, ...]]] = {
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
_OF_GUARANTEES: Final[Mapping[str, tuple[str, ...]]] = {
    "in_school": ("in_junior_secondary", "compulsory_completed"),
    **dict.fromkeys(("unfit_for_study", "left_behind", "in_institution"), ()),
    **dict.fromkeys(("income_stable", "stable_income_source"), ()),
    "housed_safely": ("endangered_by_disaster", "housing_helped", "renovation_subsidised", "in_disaster_rebuilding"),
    **dict.fromkeys(("housing_beyond_means", "in_deep_poor_village", "can_contribute_labour", "can_raise_funds"), ()),
    "water_cut_off": ("water_polluted",),
}
_WITH_LOAN: Final = {
    "loan_highest_balance",
    "loan_days_before",
    "loan_lent_in_scope",
    "loan_need_confirmed",
    "loan_able_to_repay",
    "loan_lpr_one_year",
    "loan_lpr_five_year",
}
_NOT_ALONE: Final = {
    *("risk_vanished", "new_risk", "risk_of_main_cause", "age_at_school_start"),
    *("once_registered_poor", "rigid_spending", "exempt_income", "contribution"),
    *_OF_GUARANTEES,
    *chain.from_iterable(_OF_GUARANTEES.values()),
    *(*OF_SPELLS, *_OTHERS_DIAGNOSED, *_WITH_LOAN),
    *(*OF_SUPPORT, *OF_HARDSHIP, *OF_MOVES, *OF_ACCOUNTS, "in_vocational", "certified_training"),
    *(*OF_SCHOOLS, *OF_POSTS, "child_in_difficulty", "military_family"),
    *(*OF_BUSINESSES, *OF_RESETTLEMENT, *OF_PRODUCTION),
}
_REMOVABLE: Final = sorted({*CODES, *CODES_OF_ENTITLEMENTS, *PEOPLE, *DIAGNOSES, *HOUSEHOLDS} - _NOT_ALONE)


@frozen
class Population:
    """A synthetic population (虚构人口): two linked tables, and the figures of a fictitious county."""

    people: Any
    households: Any
    local: LocalFigures


def sample_population(
    households: int, seed: int = 0, *, backend: str = "polars", missing: int = 5, money: MoneyUnit = "yuan"
) -> Population:
    """Generate a synthetic population (虚构人口), to be assessed in 2022: families of one to eight people.

    The tables are of `backend`: polars, pandas (with Arrow columns) or pyarrow; the same arguments always give the same
    rows. `money` is the unit of amounts: "yuan" for decimals with two places, "fen" for integers. Incomes and costs are
    per year, those of the allowance per month; rates are shares per year.

    `missing` is the share of facts not recorded, in per cent. Independently of it, some facts exist on some rows only:
    the income counted by civil affairs and the grant for families on or near the allowance, net income as a whole for
    some households and in parts for others, loan terms for households with a loan, years since exit for those that
    exited, what a relocation says for those that were taken into a plan.

    Raises `InvalidInput` for invalid arguments.

    >>> made_up = sample_population(1000, seed=1, backend="pyarrow")
    >>> made_up.households.num_rows, made_up.people.num_rows
    (1000, 2922)
    >>> made_up.people.column("id")[0].as_py(), made_up.local.year
    ('H0000001-1', 2022)
    """
    _check(households, seed, backend, missing, money)
    draw = _Draw(Random(seed))  # noqa: S311 - nothing here is secret
    homes = _homes(draw, households)
    members = _members(homes)
    _add_incomes(draw, homes, members)
    family = {"id": homes.pop("id"), "county": [COUNTY] * households} | _of_households(draw, homes)
    person = {name: members.pop(name) for name in ("household", "id")} | _of_people(draw, members)
    _add_guarantees(_Draw(Random(f"{seed} guarantees")), person, family, missing)  # noqa: S311
    for table in (person, family):
        _remove_facts(draw, table, _REMOVABLE, _REMOVED_WITH, missing)
    _add_support(_Draw(Random(seed + 1)), person, family, missing)  # noqa: S311 - nothing here is secret
    _add_schools(_Draw(Random(f"{seed} schools")), person)  # noqa: S311 - nothing here is secret
    _add_training(_Draw(Random(f"{seed} training")), person, missing)  # noqa: S311 - nothing here is secret
    _add_posts(_Draw(Random(f"{seed} posts")), person, missing)  # noqa: S311 - nothing here is secret
    _add_production(_Draw(Random(f"{seed} production")), person, family, missing)  # noqa: S311
    _add_moves(_Draw(Random(f"{seed} moves")), family, homes["net"], missing)  # noqa: S311
    return Population(
        people=_table(
            person, _drawn(("household", "id", *CODES, *PEOPLE, *CODES_OF_ENTITLEMENTS, *DIAGNOSES)), backend, money
        ),
        households=_table(family, _drawn(("id", "county", *HOUSEHOLDS)), backend, money),
        local=_local_figures(),
    )


_NOT_DRAWN: Final = frozenset({*OF_WORK, *OF_WORKERS, "in_poor_village"})
"""What nobody records here: jobs, services and what goes with them."""


def _drawn(names: Iterable[str]) -> list[str]:
    return [name for name in names if name not in _NOT_DRAWN]


def _local_figures() -> LocalFigures:
    figures = _DATA["local_figures"]
    lpr = [PrimeRate(**rates) for rates in figures["lpr"]]
    return LocalFigures(county=COUNTY, year=_YEAR, sources=dict.fromkeys(figures, _MADE_UP), **figures | {"lpr": lpr})


def _check(households: int, seed: int, backend: str, missing: int, money: str) -> None:
    wrong = []
    for name, value, least, most in (("households", households, 1, _LARGEST), ("missing", missing, 0, 100)):
        if type(value) is not int or not least <= value <= most:
            wrong.append(Mismatch(name, f"a whole number from {least} to {most}", shown(value)))
    if type(seed) is not int:
        wrong.append(Mismatch("seed", "a whole number", shown(seed)))
    if backend not in _BACKENDS:
        wrong.append(Mismatch.of_name("backend", backend, _BACKENDS))
    if money not in ("yuan", "fen"):
        wrong.append(Mismatch("money", '"fen" or "yuan"', quoted(money)))
    if wrong:
        raise InvalidInput(wrong, about="sample_population")


# -- drawing ---------------------------------------------------------------------------------------------------


@frozen
class _Draw:
    """Integers drawn in bulk from the bytes of a seeded generator, which are the same in every version of Python."""

    random: Random
    tables: dict[int, list[Any]] = field(factory=dict)

    def words(self, count: int) -> Sequence[int]:
        """Unsigned 32-bit integers."""
        return unpack(f"<{count}I", self.random.randbytes(4 * count))

    def below(self, limit: int, count: int) -> list[int]:
        """Integers from 0 up to, but not including, a limit."""
        return [word * limit >> 32 for word in self.words(count)]

    def between(self, least: int, most: int, count: int) -> list[int]:
        """Integers between two bounds, both included."""
        return [_within(word, least, most) for word in self.words(count)]

    def of(self, weights: Weights, count: int) -> list[Any]:
        """Items drawn with the given weights."""
        table = self.table(weights)
        return [table[at] for at in self.below(1000, count)]

    def holds(self, thousandths: int, count: int) -> list[bool]:
        """Booleans that are true with the given frequency, in thousandths."""
        limit = (thousandths << 32) // 1000
        return [word < limit for word in self.words(count)]

    def table(self, weights: Weights) -> list[Any]:
        """A list of a thousand items, each repeated as often as its weight says; memoised."""
        if id(weights) not in self.tables:
            table = list(chain.from_iterable(repeat(thing, weight) for thing, weight in weights.items()))
            assert len(table) == 1000, "weights are thousandths"
            self.tables[id(weights)] = table
        return self.tables[id(weights)]


Columns = dict[str, list[Any]]


def _homes(draw: _Draw, count: int) -> Columns:
    """Attributes of households from which their recorded facts are derived."""
    family, risks = draw.of(_FAMILIES, count), draw.of(_RISKS, count)
    exited, monitored = draw.holds(300, count), draw.holds(50, count)
    allowance = draw.holds(60, count)
    found = zip(monitored, risks, draw.of(_RISKS_MONITORED, count), strict=True)
    return {
        "id": [f"H{at:07}" for at in range(1, count + 1)],
        "family": family,
        "size": [len(roles) for roles in family],
        "exited": exited,
        # Only households that have not exited yet are on the poverty register.
        "registered": [not out and left for out, left in zip(exited, draw.holds(40, count), strict=True)],
        "monitored": monitored,
        "risks": [theirs if watched else usual for watched, usual, theirs in found],
        "allowance": allowance,
        "counted": [on or near for on, near in zip(allowance, draw.holds(90, count), strict=True)],
        "low_income": draw.holds(40, count),
        "returned": [watched and back for watched, back in zip(monitored, draw.holds(60, count), strict=True)],
        "in_parts": draw.holds(600, count),
        "as_whole": draw.holds(700, count),
    }


def _members(homes: Columns) -> Columns:
    """People: key, household, role in it, and the attributes shared by its members."""
    sizes = homes["size"]
    shared = ("family", "allowance", "low_income", "returned", "in_parts")
    members = {name: list(chain.from_iterable(map(repeat, homes[name], sizes))) for name in shared}
    keys = list(chain.from_iterable(map(repeat, homes["id"], sizes)))
    numbers = chain.from_iterable(range(1, size + 1) for size in sizes)
    members["id"] = [f"{key}-{number}" for key, number in zip(keys, numbers, strict=True)]
    members["household"] = keys
    members["role"] = list("".join(homes["family"]))
    members["first"] = [at == 0 for size in sizes for at in range(size)]
    return members


def _add_incomes(draw: _Draw, homes: Columns, members: Columns) -> None:
    """Add incomes by kind that sum up to the household's net income per person and year; all in fen."""
    count = len(homes["size"])
    drawn = zip(
        homes["size"],
        homes["family"],
        map(_income_class, homes["monitored"], homes["risks"], homes["allowance"], homes["exited"]),
        draw.words(count),
        draw.holds(450, count),
        draw.between(500_00, 6_000_00, count),
        draw.holds(8, count),
        draw.between(100, 150, count),
        draw.below(40, count),
        strict=True,
    )
    incomes: Columns = {column: [] for column in INCOMES.values()}
    nets, costs = [], []
    for size, family, income_class, word, farms, cost, fails, pension, rent in drawn:
        least, most = _NET[income_class]
        net = least * 100 + (word * ((most - least) * 100 + 1) >> 32)
        # Half of the incomes are in whole hundreds of yuan, so that some equal the line or a standard.
        net -= net % 100_00 if word % 2 else 0
        spent = (cost * 40 if fails else cost) if farms or fails else 0
        left = gross = max(net * size + spent, 0) if not fails else spent // 3
        parts: Columns = {column: [0] * size for column in incomes}
        for at, role in enumerate(family):
            if role == "E":
                part = min(pension * 12_00, left)
                parts["income_transfer"][at] = part
                left -= part
        if rent < 3:
            part = min((rent + 1) * 456_78, left)
            parts["income_property"][0] += part
            left -= part
        earners = [at for at, role in enumerate(family) if role == "A"] or [size - 1]
        if farms or fails:
            part = left if len(earners) == 1 else left // 2
            parts["income_business"][earners[0]] += part
            left -= part
        kind = "income_wage" if family[earners[-1]] == "A" else "income_transfer"
        parts[kind][earners[-1]] += left
        for column, row in parts.items():
            incomes[column].extend(row)
        nets.append(_per_head(gross - spent, size))
        costs.append(spent)
    homes["net"], homes["costs"] = nets, costs
    members.update(incomes)


def _income_class(monitored: bool, risks: tuple[bool, ...], allowance: bool, exited: bool) -> str:
    if monitored and risks not in (_SETTLED, (True, True, False)):
        return "at risk"
    return "allowance" if allowance else "exited" if exited else "other"


def _per_head(fen: int, heads: int) -> int:
    """Divide an amount in fen by a number of people, rounding half away from zero."""
    whole = (2 * abs(fen) + heads) // (2 * heads)
    return whole if fen >= 0 else -whole


# -- people ----------------------------------------------------------------------------------------------------


def _of_people(draw: _Draw, members: Columns) -> Columns:
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
        "own_allowance_grant": [_STANDARD if alone and not family else 0 for family, _, alone in granted],
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


def _ages(draw: _Draw, roles: Sequence[str], first: Sequence[bool]) -> list[int]:
    """Ages that fit the family: couples are close in age, parents at least twenty years older than their children."""
    ages, (youngest, oldest, elder) = list[int](), (0, 0, 0)
    for role, begins, word in zip(roles, first, draw.words(len(roles)), strict=True):
        if begins:
            youngest, oldest, elder = 99, 0, 0
        if role == "A":
            near = (max(oldest - 6, 22), min(oldest + 6, 59)) if oldest else (22, 59)
            age = _within(word, *near)
            youngest, oldest = min(youngest, age), max(oldest, age)
        elif role == "C":
            age = _within(word, 0, min(youngest - 20, 17))
        else:
            least = max(oldest + 20, 60)
            age = _within(word, max(elder - 6, least), elder + 6) if elder else _within(word, least, least + 15)
            elder = age
        ages.append(age)
    return ages


def _within(word: int, least: int, most: int) -> int:
    return least + (word * (most - least + 1) >> 32)


def _sexes(draw: _Draw, roles: Sequence[str], first: Sequence[bool]) -> list[Sex]:
    """The sex of each person; the second of two consecutive adults or elders is of the opposite sex."""
    sexes, before = list[Sex](), ""
    for role, begins, drawn in zip(roles, first, draw.holds(500, len(roles)), strict=True):
        paired = not begins and role == before and role != "C"
        female = sexes[-1] is Sex.MALE if paired else drawn
        sexes.append(Sex.FEMALE if female else Sex.MALE)
        before = "" if paired else role
    return sexes


def _diagnoses(draw: _Draw, roles: Sequence[str], sexes: Sequence[Sex]) -> Columns:
    """Diagnosed diseases, one boolean column for each."""
    tables = {role: draw.table(weights) for role, weights in _ILL.items()}
    drawn = zip(roles, sexes, draw.below(1000, len(roles)), strict=True)
    had = [_had(tables[role][at], sex) for role, sex, at in drawn]
    return {f"diagnosed_{disease.value}": [disease in those for those in had] for disease in Disease}


def _had(drawn: tuple[Disease, ...], sex: Sex) -> tuple[Disease, ...]:
    return () if sex is Sex.MALE and not _OF_WOMEN.isdisjoint(drawn) else drawn


def _bills(draw: _Draw, count: int) -> list[int]:
    """In-scope costs of people's bills, in fen; some in whole hundreds of yuan."""
    drawn = zip(draw.of(_BILLS, count), draw.words(count), strict=True)
    costs = ((least * 100 + (word * ((most - least) * 100 + 1) >> 32), word) for (least, most), word in drawn)
    return [fen - fen % 100_00 if word % 4 == 0 else fen for fen, word in costs]


# -- households ------------------------------------------------------------------------------------------------


def _of_households(draw: _Draw, homes: Columns) -> Columns:
    """The facts of households, before any are removed; null where a household has none."""
    count = len(homes["size"])
    monitored, in_parts = homes["monitored"], homes["in_parts"]
    wholes = [whole or not parts for whole, parts in zip(homes["as_whole"], in_parts, strict=True)]
    troubled = [watched and risks == _OPEN for watched, risks in zip(monitored, homes["risks"], strict=True)]
    months = zip(homes["net"], draw.below(15, count), strict=True)
    exited = list(zip(homes["exited"], homes["registered"], draw.of(_YEARS_SINCE_EXIT, count), strict=True))
    facts: Columns = {
        "exited": homes["exited"],
        "years_since_exit": [years if out else None for out, _, years in exited],
        "registered_poor": homes["registered"],
        "once_registered_poor": [out or registered for out, registered, _ in exited],
        "monitored": monitored,
        "per_capita_net_income": [net if whole else None for net, whole in zip(homes["net"], wholes, strict=True)],
        "months_above_line": [number if net > _LINE else 0 for net, number in months],
        "business_costs": [cost if parts else None for cost, parts in zip(homes["costs"], in_parts, strict=True)],
    }
    for name, (of_troubled, of_others) in _CONDITIONS.items():
        drawn = zip(troubled, draw.below(1000, count), strict=True)
        facts[name] = [at < (of_troubled if in_trouble else of_others) for in_trouble, at in drawn]
    for at, name in enumerate(("risks_resolved", "risk_vanished", "new_risk")):
        facts[name] = [risks[at] for risks in homes["risks"]]
    return facts | _of_allowance(draw, homes) | _of_loans(draw, homes)


def _of_allowance(draw: _Draw, homes: Columns) -> Columns:
    """Records of civil affairs on families on or near the allowance; amounts in fen per month."""
    count = len(homes["size"])
    names = (
        "family_income",
        "employment_cost",
        "rigid_spending",
        "exempt_income",
        "allowance_grant",
        "raised_by_employment",
        "months_above_standard",
        "allowance_borderline",
    )
    facts: Columns = {name: [] for name in names}
    drawn = zip(
        homes["size"],
        homes["allowance"],
        homes["counted"],
        draw.words(count),
        draw.words(count),
        draw.holds(250, count),
        draw.holds(600, count),
        draw.below(18, count),
        draw.below(1000, count),
        strict=True,
    )
    for size, allowance, counted, word, other, works, raised, months, known in drawn:
        # Income per head is at most somewhat above the standard on the allowance, at most twice the standard near it.
        most = _STANDARD * 3 // 2 if allowance else _STANDARD * 2
        each = word * (most + 50_00) >> 32
        each = max(each - 50_00 if allowance else each, 0)
        each -= each % 10_00 if word % 2 else 0
        cost = (60_00 + (other * 240_00 >> 32)) * size if works else 0
        risen = allowance and each > _STANDARD
        before = other * _STANDARD >> 32 if risen else each
        grant = max(_STANDARD - before, 0) * size
        left_out = ((word >> 8) % 3 * 40_00, (other >> 8) % 3 * 30_00)
        row = (each * size + cost, cost, *left_out) if counted else (None,) * 4
        of_receivers = (grant, risen and raised, months if risen else 0) if allowance else (None, None, None)
        borderline = known < 10 if known < 40 and not counted else None
        for name, value in zip(names, (*row, *of_receivers, borderline), strict=True):
            facts[name].append(value)
    return facts


def _of_loans(draw: _Draw, homes: Columns) -> Columns:
    """Small loans: the balance in fen (0 without a loan), the rate in millionths, the term in months, days.

    Few were repaid in part within the year, so that their highest balance is another; all above 50,000 are top-ups.
    """
    count = len(homes["size"])
    entitled = [exited or watched for exited, watched in zip(homes["exited"], homes["monitored"], strict=True)]
    borrows = [at < (130 if may else 6) for may, at in zip(entitled, draw.below(1000, count), strict=True)]
    drawn = list(zip(draw.between(1, 60, count), draw.words(count), draw.holds(300, count), strict=True))
    balances = [thousands * 1000_00 - (word % 1000_00 if odd else 0) for thousands, word, odd in drawn]
    lent = [thousands * 1000_00 for thousands, _, _ in drawn]
    topped_up = [True if balance > _FIRST_LOAN else None for balance in balances]
    prime: Any = _local_figures().prime_rate(date(_YEAR, 1, 1))
    one_year, five_year = (int(EXACT.multiply(rate, 10**6)) for rate in (prime.one_year, prime.five_year))
    overdue = list(zip(draw.holds(120, count), draw.between(1, 500, count), strict=True))
    columns: Columns = {
        "loan_annual_rate": draw.of(_RATES, count),
        "loan_term_months": draw.of(_TERMS, count),
        # Some terms begin or end within the year.
        "loan_days": [365 if late or days > 365 else days for late, days in overdue],
        "loan_days_before": [0 if late or days > 365 else 365 - days for late, days in overdue],
        "loan_overdue_days": [1 + days % 120 if late else 0 for late, days in overdue],
        "loan_highest_balance": [
            most if word % 4 == 0 else balance
            for most, balance, (_, word, _) in zip(lent, balances, drawn, strict=True)
        ],
        "loan_lent_in_scope": entitled,
        "loan_need_confirmed": topped_up,
        "loan_able_to_repay": topped_up,
        "loan_lpr_one_year": [one_year] * count,
        "loan_lpr_five_year": [five_year] * count,
    }
    return {"loans_outstanding": [balance if has else 0 for has, balance in zip(borrows, balances, strict=True)]} | {
        name: [value if has else None for value, has in zip(values, borrows, strict=True)]
        for name, values in columns.items()
    }


# -- schooling, homes and water -----------------------------------------------------------------------------------


def _add_guarantees(draw: _Draw, person: Columns, family: Columns, missing: int) -> None:
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
        _remove_facts(draw, table, _OF_GUARANTEES, _OF_GUARANTEES, missing)


_RISK_FACTS: Final = ("risks_resolved", "risk_vanished", "new_risk")
_LIKELY: Final[Mapping[str, int]] = {
    "income_stable": 900,
    "stable_income_source": 940,
    "housing_beyond_means": 150,
    "in_deep_poor_village": 60,
    "can_contribute_labour": 800,
    "can_raise_funds": 700,
}


def _of_schooling(draw: _Draw, ages: Sequence[int]) -> Columns:
    count = len(ages)
    # Whoever had a birthday since the school year began was a year younger then.
    started = [max(age - later, 0) for age, later in zip(ages, draw.holds(750, count), strict=True)]
    left = draw.holds(12, count)
    attends = [_FIRST_YEAR <= age < _AFTER_SCHOOL and not gone for age, gone in zip(started, left, strict=True)]
    return {
        "age_at_school_start": started,
        "in_school": attends,
        "in_junior_secondary": [at and age in _JUNIOR for at, age in zip(attends, started, strict=True)],
        "compulsory_completed": [
            age > max(_JUNIOR) and (at or age % 5 > 0) for at, age in zip(attends, started, strict=True)
        ],
        "unfit_for_study": [gone and age % 2 == 0 for gone, age in zip(left, started, strict=True)],
        "left_behind": [age < _AFTER_SCHOOL and away for age, away in zip(ages, draw.holds(200, count), strict=True)],
        "in_institution": draw.holds(5, count),
    }


_FIRST_YEAR, _JUNIOR, _AFTER_SCHOOL = 6, (12, 13, 14), 18


def _of_homes(draw: _Draw, secured: Sequence[bool]) -> Columns:
    count = len(secured)
    renovated = draw.holds(120, count)
    safe = [so != at for so, at in zip(secured, draw.holds(3, count), strict=True)]
    struck, rebuilt = draw.holds(400, count), draw.holds(100, count)
    rebuilt = [not so and had for so, had in zip(safe, rebuilt, strict=True)]
    return {
        "housed_safely": safe,
        "endangered_by_disaster": [not so and hit for so, hit in zip(safe, struck, strict=True)],
        "renovation_subsidised": renovated,
        "housing_helped": [any(had) for had in zip(renovated, rebuilt, draw.holds(60, count), strict=True)],
        "in_disaster_rebuilding": rebuilt,
    }


def _of_water(draw: _Draw, secured: Sequence[bool]) -> Columns:
    count = len(secured)
    faults = list(zip(secured, draw.holds(3, count), draw.holds(500, count), strict=True))
    return {
        "water_cut_off": [(not so or fails) and cut for so, fails, cut in faults],
        "water_polluted": [fails and not cut for _, fails, cut in faults],
    }


# -- what people live on ---------------------------------------------------------------------------------------


def _add_support(draw: _Draw, person: Columns, family: Columns, missing: int) -> None:
    """Add what people live on and who supports them, and the difficulties of households, some of it not recorded."""
    people, homes = len(person["id"]), len(family["id"])
    poor = person["extreme_poverty"]
    able = [capacity != "none" for capacity in person["labour_capacity"]]
    person |= {
        "self_care": draw.of(_SELF_CARE, people),
        "stable_income": [can and at < 700 for can, at in zip(able, draw.below(1000, people), strict=True)],
        "source_of_living": [not alone and at < 970 for alone, at in zip(poor, draw.below(1000, people), strict=True)],
        "supporter_able": [not alone and at < 900 for alone, at in zip(poor, draw.below(1000, people), strict=True)],
        "pension_insured": draw.holds(600, people),
        "local_measure_met": draw.holds(80, people),
    }
    family |= {
        "temporary_difficulty": draw.holds(30, homes),
        "industry_or_work_suffices": draw.holds(900, homes),
        "relocated": draw.holds(60, homes),
    }
    for table, names in ((person, OF_SUPPORT), (family, OF_HARDSHIP)):
        for name in names:
            lost = draw.holds(10 * missing, len(table[name]))
            table[name] = [None if gone else value for gone, value in zip(lost, table[name], strict=True)]


# -- which schools people attend or have left, their training, and which posts they hold ---------------------------

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


def _add_schools(draw: _Draw, person: Columns) -> None:
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


def _add_training(draw: _Draw, person: Columns, missing: int) -> None:
    """Add the months trained for a certificate, some of it not recorded."""
    count = len(person["id"])
    trained = zip(draw.between(1, 12, count), draw.holds(60, count), draw.holds(10 * missing, count), strict=True)
    person["certified_training"] = [None if lost else months if had else 0 for months, had, lost in trained]


def _add_posts(draw: _Draw, person: Columns, missing: int) -> None:
    """Add the posts that people hold, and who needs care, some of it not recorded."""
    count = len(person["id"])
    held = zip(
        draw.of(_POSTS, count), draw.between(0, _LONGEST_IN_POST, count), draw.holds(10 * missing, count), strict=True
    )
    posts = [{} if lost else _posts_of(kind, years) for kind, years, lost in held]
    person |= {name: [found.get(name) for found in posts] for name in OF_POSTS}
    person |= {"child_in_difficulty": draw.holds(8, count), "military_family": draw.holds(30, count)}
    _remove_facts(draw, person, ("child_in_difficulty", "military_family"), {}, missing)


def _posts_of(kind: str, years: int) -> dict[str, Any]:
    return {name: name == kind for name in OF_POSTS} | {
        "years_taught_in_poor_areas": years if kind == "teaches_in_rural_school" else 0,
        "years_served_in_poor_areas": years if kind else 0,
    }


# -- what people and households produce, insure and borrow for ----------------------------------------------------

_RECORDED_WITH: Final[Mapping[str, tuple[str, ...]]] = {
    OF_BUSINESSES[0]: OF_BUSINESSES[1:],
    **dict.fromkeys(OF_RESETTLEMENT, ()),
    "insured_against_poverty": ("insured_products",),
    "land_registered": (),
    "wants_loan": ("offers_farm_assets", "offers_land", "offers_house", "offers_homestead"),
}
"""Facts that one record says, by the first of them: they are recorded together or not at all."""


def _add_production(draw: _Draw, person: Columns, family: Columns, missing: int) -> None:
    """Add businesses, insurance, land and wants of loans, some of it not recorded."""
    people, homes = len(person["id"]), len(family["id"])
    person |= {name: draw.holds(40, people) for name in (*OF_BUSINESSES, *OF_RESETTLEMENT)}
    running = [person[name] for name in ("runs_business", "in_online_trade", "in_photovoltaics", "in_incubator")]
    person["runs_business"] = [any(has) for has in zip(*running, strict=True)]
    wants = draw.holds(150, homes)
    # One in so many of those who want a loan offers each kind of security, some of them several.
    offered = {
        name: [so and has for so, has in zip(wants, draw.holds(250, homes), strict=True)]
        for name in ("offers_farm_assets", "offers_land", "offers_house", "offers_homestead")
    }
    offered["offers_farm_assets"] = list(map(max, offered["offers_farm_assets"], offered["offers_land"]))
    insured = {name: draw.holds(300, homes) for name in ("insured_against_poverty", "insured_products")}
    family |= {**insured, "land_registered": draw.holds(900, homes), "wants_loan": wants, **offered}
    for table in (person, family):
        _remove_facts(draw, table, _RECORDED_WITH, _RECORDED_WITH, missing)


# -- relocation, and what a year is compared with --------------------------------------------------------------


def _add_moves(draw: _Draw, family: Columns, nets: Sequence[int], missing: int) -> None:
    """Add what is recorded of relocations, and the income and spending of the year before, some of it not recorded."""
    homes = len(family["id"])
    likely = {name: draw.holds(thousandths, homes) for name, thousandths in _LIKELY_OF_MOVES.items()}
    moves = likely | {"new_floor_area": draw.between(20, 200, homes)}
    planned = draw.holds(60, homes)
    family |= {"to_move": planned} | {
        name: [value if so else None for value, so in zip(moves[name], planned, strict=True)] for name in OF_MOVES[1:]
    }
    change = draw.between(60, 160, homes)
    spent = [100 * yuan for yuan in draw.between(8000, 80000, homes)]
    family |= {
        "net_income_before": [net * at // 100 for net, at in zip(nets, change, strict=True)],
        "spending": [yuan * at // 100 for yuan, at in zip(spent, draw.between(70, 170, homes), strict=True)],
        "spending_before": spent,
    }
    _remove_facts(draw, family, ("to_move", *OF_ACCOUNTS), {"to_move": OF_MOVES[1:]}, missing)
    _remove_facts(draw, family, OF_MOVES[1:], {}, missing)


_LIKELY_OF_MOVES: Final[Mapping[str, int]] = {
    "left_harsh_nature": 600,
    "left_poor_living": 400,
    "left_undeveloped": 500,
    "agreed_to_move": 900,
    "borrowed_to_enlarge": 60,
    "in_settlement": 800,
    "in_urban_settlement": 500,
    "in_small_settlement": 400,
}


# -- missing facts, and the tables -----------------------------------------------------------------------------


def _remove_facts(
    draw: _Draw, table: Columns, names: Iterable[str], together: Mapping[str, tuple[str, ...]], missing: int
) -> None:
    """Replace the given percentage of the facts with null, each with those recorded together with it."""
    for name in names:
        if name not in table:
            continue
        lost = draw.holds(10 * missing, len(table[name]))
        for fact in (name, *together.get(name, ())):
            table[fact] = [None if gone else value for gone, value in zip(lost, table[fact], strict=True)]


_TYPES: Final[Mapping[str, Any]] = MappingProxyType(
    {"money": nw.Int64(), "area": nw.Int64(), "rate": nw.Int64(), "count": nw.Int64(), "truth": nw.Boolean()}
)
_SPECS: Final[Mapping[str, Spec]] = {**PEOPLE, **DIAGNOSES, **HOUSEHOLDS}


def _table(columns: Columns, names: Sequence[str], backend: str, money: MoneyUnit) -> Any:
    """Build a table in the backend; amounts and rates are made decimals there, which is exact and fast."""
    types = {name: _TYPES[_SPECS[name].kind.name] if name in _SPECS else nw.String() for name in names}
    made_in: Any = "pyarrow" if backend == "pandas" else backend
    table = nw.from_dict({name: columns[name] for name in names}, types, backend=made_in)
    decimals = {}
    for name in names:
        kind = _SPECS[name].kind.name if name in _SPECS else "key"
        if kind == "rate":
            decimals[name] = _decimal(name, Decimal(1).scaleb(-6), 6)
        elif kind == "area":
            decimals[name] = _decimal(name, Decimal(1), 2)
        elif kind == "money" and money == "yuan":
            decimals[name] = _decimal(name, Decimal(1).scaleb(-2), 2)
    made = table.with_columns(**decimals).to_native()
    return _pandas(made) if backend == "pandas" else made


def _decimal(name: str, unit: Decimal, places: int) -> Any:
    return (nw.col(name).cast(nw.Decimal(20)) * nw.lit(unit)).cast(nw.Decimal(18, places))


def _pandas(table: Any) -> Any:
    pandas: Any = nw.Implementation.from_backend("pandas").to_native_namespace()
    return table.to_pandas(types_mapper=pandas.ArrowDtype)
