"""The two linked tables of a population: their columns, and the checks that they match.

A household's row is identified by `id`, a person's by `household` and `id`. Facts are those of the day of assessment:
where a record keeps spells or lists, a table has the values derived from them for that day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs
import narwhals as nw

from ...cases import lpr_five_year, lpr_one_year, place_of
from ...errors import InvalidInput, Mismatch, quoted
from ...fields import Spec, specs
from ...fields.kinds import TRUTH
from ...models import (
    DisabilityKind,
    Disease,
    Household,
    IncomeKind,
    LabourCapacity,
    LocalFigures,
    Person,
    SelfCare,
    Sex,
    SmallLoan,
    Spell,
)
from ...models.derived import derived_facts

UNKNOWABLE: Final = "unknowable"
"""The column of both tables that names what was asked for and cannot be known; a table may leave it out."""
_OPERANDS: Final = ("money", "ceiling", "area", "rate", "count", "truth")
_SHOWN: Final = 3


def _plain(model: type[Any]) -> dict[str, Spec]:
    """The fields of a model that a column can hold unchanged."""
    return {name: spec for name, spec in specs(model).items() if spec.kind.name in _OPERANDS}


def _classes(model: type[Any]) -> dict[str, Spec]:
    """The fields of a model that are spells, as booleans on the day."""
    return {
        name: attrs.evolve(spec, kind=TRUTH, low=False, high=True, of=None)
        for name, spec in specs(model).items()
        if spec.kind.name == "records" and issubclass(spec.of, Spell)
    }


_DERIVED_OF_PEOPLE: Final = derived_facts(Person)
_DERIVED_OF_HOUSEHOLDS: Final = derived_facts(Household)

INCOMES: Final[Mapping[str, str]] = MappingProxyType({kind.value: f"income_{kind.value}" for kind in IncomeKind})
"""Maps each kind of income to the column of people, and to the household's fact of the same name."""

OF_SPELLS: Final = ("allowance_alone", "own_allowance_grant")
"""What a person's spell of the allowance says on the day; a table may leave the columns out."""

OF_SCHOOLINGS: Final = (
    *("age_at_school_start", "in_school", "in_junior_secondary", "compulsory_completed", "in_vocational"),
    "certified_training",
)
"""What a person's schooling and training say on the day; a table may leave the columns out."""

OF_BUSINESSES: Final = ("wishes_to_start", "runs_business", "in_online_trade", "in_photovoltaics", "in_incubator")
"""What a person's businesses say on the day; read for help without a figure alone, like the two below."""
OF_RESETTLEMENT: Final = ("reservoir_migrant",)
OF_PRODUCTION: Final = (
    *("insured_against_poverty", "insured_products", "land_registered"),
    *("wants_loan", "offers_farm_assets", "offers_land", "offers_house", "offers_homestead"),
)
"""What a household's insurance, land and wants of loans say on the day."""
OF_WORK: Final = (
    *("in_stable_work", "in_wage_work", "works_away", "returned_from_work_away", "self_employed", "creates_jobs"),
    *("employed", "in_flexible_wage_work", "fishery_guard"),
    *("job_offers_of_year", "guidance_of_year", "free_trainings_of_year", "services_of_year", "trainings_received"),
    *("fit_for_forests", "fit_for_fisheries", "trained_for_fisheries"),
)
"""What a person's jobs, employment services and assessments say on the day; a table may leave the columns out."""

OF_WORKERS: Final = (
    *("employment", "willing_to_work", "hard_to_employ", "discharged_soldier"),
    *("employee_pension", "unemployment_insured"),
)
"""Classes of people at work, or looking for it; a table may leave the columns out."""

OF_SCHOOLS: Final = (
    *("in_preschool", "in_compulsory", "boards_in_compulsory", "in_rural_compulsory"),
    *("in_upper_secondary", "in_secondary_vocational", "in_higher_education"),
    *("left_junior_secondary", "left_upper_secondary", "left_vocational_school", "left_college", "graduated"),
)
"""Which school a person attends or has left; read for help without a figure alone, like the one below."""

OF_POSTS: Final = (
    *("teaches_in_rural_school", "works_in_rural_health"),
    *("years_taught_in_poor_areas", "years_served_in_poor_areas"),
)
"""What a person's posts at the grass roots say on the day."""

_READ_OF_PEOPLE: Final = (
    *("in_scope_cost", "age", *OF_SPELLS, *OF_SCHOOLINGS, *OF_SCHOOLS),
    *(*OF_POSTS, *OF_BUSINESSES, *OF_WORK),
)

PEOPLE: Final[Mapping[str, Spec]] = MappingProxyType(
    _plain(Person)
    | _classes(Person)
    | {name: _DERIVED_OF_PEOPLE[name].spec for name in _READ_OF_PEOPLE}
    | {column: _DERIVED_OF_HOUSEHOLDS[column].spec for column in INCOMES.values()}
)
"""The facts of a person, by column; an `in_scope_cost` of 0 means a person without bills."""

OF_MEMBERS: Final = ("household_size", "members_counted", "income_in_parts", *INCOMES.values())
"""Facts of a household derived from its members: in tables they are aggregated from the rows of people."""

_OF_LOANS: Final[Mapping[str, Any]] = MappingProxyType({"lpr_one_year": lpr_one_year, "lpr_five_year": lpr_five_year})
"""The facts of a loan that no field or method of its record holds."""
OF_ANY_MEMBER: Final = (
    *("extreme_poverty", "minimum_living_allowance", "income", "schoolings", "in_institution", "low_income"),
    *("special_difficulty", "employment", "willing_to_work", "dwellings", "water_sources", "relocations"),
    *("businesses", "insurances", "loans_wanted", "contracted_land", "returned_to_poverty"),
)
"""Records that a household's answers may lack, though no column of households bears their name: those of members, and
those of which columns hold what they say of the day."""

LOANS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "balance": "loans_outstanding",
        "highest_balance": "loan_highest_balance",
        "annual_rate": "loan_annual_rate",
        "term": "loan_term_months",
        "days_in_year": "loan_days",
        "days_before_in_year": "loan_days_before",
        "overdue_days_in_year": "loan_overdue_days",
        "lent_in_scope": "loan_lent_in_scope",
        "need_confirmed": "loan_need_confirmed",
        "able_to_repay": "loan_able_to_repay",
        "tops_up": "loan_tops_up",
        "borrower_age": "loan_borrower_age",
        "for_production": "loan_for_production",
        "lpr_one_year": "loan_lpr_one_year",
        "lpr_five_year": "loan_lpr_five_year",
    }
)
"""Maps each fact of a loan to the column of households that holds it: a table holds one loan per household."""

DIAGNOSES: Final[Mapping[str, Spec]] = MappingProxyType(
    {
        f"diagnosed_{disease.value}": attrs.evolve(
            specs(Person)["gravely_ill"], label=f"diagnosed: {disease.value}", zh=f"确诊疾病（{disease.value}）"
        )
        for disease in Disease
    }
)
"""Diagnosed diseases of a person, by column; read only for entitlements."""

CODES: Final[Mapping[str, type[Any]]] = MappingProxyType(
    {"disability_kind": DisabilityKind, "labour_capacity": LabourCapacity, "self_care": SelfCare}
)
"""The columns of people that hold codes, as text."""

CODES_OF_ENTITLEMENTS: Final[Mapping[str, type[Any]]] = MappingProxyType({"sex": Sex})
"""Likewise, but read only for entitlements."""

NAMES: Final[Mapping[str, Spec]] = MappingProxyType({"county": specs(Household)["county"]})
"""The columns of households that hold names, as text; read only for entitlements, and for the figures of counties."""

_ELSEWHERE: Final = (*OF_MEMBERS, "exit_reached", "family_grant", "has_loans", "months_since_allowance")
"""Facts without a column in households: aggregated from people, or derived from other columns."""


def _of_loan(name: str) -> Spec:
    """The specification of a fact of a loan, whose whole, if it is a part, is a column too."""
    spec = place_of(_OF_LOANS.get(name) or getattr(SmallLoan, name)).spec
    return spec if spec.part_of is None else attrs.evolve(spec, part_of=LOANS[spec.part_of])


HOUSEHOLDS: Final[Mapping[str, Spec]] = MappingProxyType(
    _plain(Household)
    | _classes(Household)
    | {name: found.spec for name, found in _DERIVED_OF_HOUSEHOLDS.items() if name not in _ELSEWHERE}
    | {column: _of_loan(name) for name, column in LOANS.items()}
)
"""The facts of a household, by column; `loans_outstanding` of 0 means a household without small loans."""

RECORDS_OF_PEOPLE: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(DIAGNOSES, "diagnoses")
    | {name: name for name in (*CODES, *CODES_OF_ENTITLEMENTS)}
    | {name: _DERIVED_OF_PEOPLE[name].record if name in _DERIVED_OF_PEOPLE else name for name in PEOPLE}
    | dict.fromkeys(INCOMES.values(), "income")
)
"""By column of people, the record that it says something of, often the column itself."""
RECORDS_OF_HOUSEHOLDS: Final[Mapping[str, str]] = MappingProxyType(
    {name: _DERIVED_OF_HOUSEHOLDS[name].record if name in _DERIVED_OF_HOUSEHOLDS else name for name in HOUSEHOLDS}
    | dict.fromkeys(LOANS.values(), "loans")
    | {name: name for name in NAMES}
)
"""By column of households, the record that it says something of."""

_OF_GUARANTEES: Final = (
    *("unfit_for_study", "left_behind", "in_institution", "risk_of_main_cause"),
    *("income_stable", "stable_income_source", "poverty_standard"),
    *("housing_beyond_means", "in_deep_poor_village", "can_contribute_labour", "can_raise_funds"),
    *(
        "housed_safely",
        "endangered_by_disaster",
        "housing_helped_otherwise",
        "renovation_subsidised",
        "in_disaster_rebuilding",
    ),
    *("water_cut_off", "water_polluted", "seismic_intensity"),
)

OF_MOVES: Final = (
    *("to_move", "left_harsh_nature", "left_poor_living", "left_undeveloped", "agreed_to_move", "new_floor_area"),
    *("borrowed_to_enlarge", "in_settlement", "in_urban_settlement", "in_small_settlement"),
)
"""What a household's relocation says on the day; a table may leave the columns out."""
OF_ACCOUNTS: Final = ("net_income_before", "spending", "spending_before")
"""What a household's year is compared with; a table may leave the columns out."""

OF_SUPPORT: Final = (
    "self_care",
    "stable_income",
    "source_of_living",
    "supporter_able",
    "pension_insured",
    "local_measure_met",
)
"""What a person lives on and by whose care; a table may leave the columns out."""
OF_HARDSHIP: Final = ("temporary_difficulty", "industry_or_work_suffices", "relocated")
"""What hardship a household is in, and what it was helped by; a table may leave the columns out."""
_OF_SOME_HOUSEHOLDS: Final = ("rigid_spending", "exempt_income", "in_poor_village", *OF_HARDSHIP)
_OF_SOME_COUNTIES: Final = (
    "allowance_standard_yearly",
    "allowance_standard_before",
    "urban_allowance_standard",
    "urban_allowance_standard_before",
    "consumption_index",
    "price_index",
    "extreme_poverty_standard",
    "care_standard_able",
    "care_standard_partial",
    "care_standard_unable",
    "pension_lowest_tier",
    "key_poverty_county",
    "disabled_living_subsidy",
    "disabled_nursing_subsidy",
    "child_living_standard",
    "child_living_standard_in_institution",
    "vocational_study_standard",
    "relocation_interest",
    "income_fall_watched",
    "spending_rise_watched",
)
OF_LENDING: Final = ("loan_tops_up", "loan_borrower_age", "loan_for_production")
"""What was said of a loan when it was lent; a table may leave the columns out."""
MAY_LACK: Final = frozenset(
    {UNKNOWABLE, "county", "contribution", *OF_SPELLS, *OF_SCHOOLINGS, *OF_WORK, *OF_WORKERS, *OF_SUPPORT}
    | {*_OF_GUARANTEES, *_OF_SOME_HOUSEHOLDS, *_OF_SOME_COUNTIES, *OF_MOVES, *OF_ACCOUNTS, *OF_LENDING}
)
"""Columns that a table may leave out: their facts are then unknown."""

LOCAL: Final[Mapping[str, Spec]] = MappingProxyType(
    {name: spec for name, spec in _plain(LocalFigures).items() if name != "year"}
)
"""The figures of a county."""


def check_links(people: Any, households: Any, about: str = "assess") -> None:
    """Raise `InvalidInput` if keys are missing or appear twice, or if rows have no counterpart in the other table."""
    key, link = households.collect_schema()["id"], people.collect_schema()["household"]
    if key != link:
        given = [Mismatch("people.household", f"the type of households.id, {key}", str(link), rule="same_keys")]
        raise InvalidInput(given, about=about)
    wrong = [
        *twice(households, ["id"], "households.id"),
        *twice(people, ["household", "id"], "people.id"),
        *_without(people, "household", households, "id", "people.household", "keys that are ids of households"),
        *_without(households, "id", people, "household", "households.id", "households with at least one person"),
    ]
    if wrong:
        raise InvalidInput(wrong, about=about)


def check_codes(people: Any, coded: Mapping[str, type[Any]]) -> None:
    """Raise `InvalidInput` for unknown codes, and for a grade of disability without a kind."""
    wrong = []
    for column, codes in coded.items():
        known = [str(code.value) for code in codes]
        others = people.filter(~nw.col(column).is_null() & ~nw.col(column).is_in(known)).select(column).unique()
        found = rows_of(others)
        if found:
            expected = f"one of {', '.join(known)}"
            wrong.append(Mismatch(f"people.{column}", expected, _counted(found), rule="known_codes"))
    if {"disability_grade", "disability_kind"} <= {*people.collect_schema().names()}:
        wrong += _graded_without_kind(people)
    if wrong:
        raise InvalidInput(wrong, about="assess")


def _graded_without_kind(people: Any) -> Iterator[Mismatch]:
    kind = nw.col("disability_kind")
    graded = people.filter(~nw.col("disability_grade").is_null())
    found = rows_of(graded.filter(kind.is_null() | (kind == DisabilityKind.NONE.value)).select("household", "id"))
    if found:
        expected = "null where no kind of disability is given"
        yield Mismatch("people.disability_grade", expected, _counted(found), rule="grade_needs_kind")


def twice(table: Any, keys: list[str], path: str) -> Iterator[Mismatch]:
    """Yield a mismatch if keys are null or appear more than once."""
    count = table.select(*keys).group_by(*keys).agg(nw.len().alias("rows"))
    repeated = rows_of(count.filter((nw.col("rows") > 1) | nw.col(keys[-1]).is_null()).select(*keys))
    if repeated:
        yield Mismatch(path, "keys without nulls or repetitions", _counted(repeated), rule="keys_are_unique")


def _without(table: Any, key: str, other: Any, other_key: str, path: str, expected: str) -> Iterator[Mismatch]:
    known = other.select(nw.col(other_key).alias("__key")).unique()
    lone = table.select(key).unique().join(known, left_on=key, right_on="__key", how="anti")
    found = rows_of(lone)
    if found:
        yield Mismatch(path, expected, _counted(found), rule="rows_are_linked")


def rows_of(found: Any) -> list[tuple[Any, ...]]:
    """The rows of a small table, eager or lazy, in a fixed order."""
    return sorted((found.collect() if isinstance(found, nw.LazyFrame) else found).rows(), key=str)


def _counted(rows: list[tuple[Any, ...]]) -> str:
    """The number of invalid values, and a few of them: codes, or record keys, hidden where they may be names."""
    some = ", ".join("/".join(quoted(part).strip("'") for part in row) for row in rows[:_SHOWN])
    return f"{len(rows)} invalid, such as {some}"
