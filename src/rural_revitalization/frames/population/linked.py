"""The two linked tables of a population: what their columns are, and whether they belong together.

A household's row is identified by `id`, a person's by `household` and `id`. Facts are as they stand on the day of
assessment: where a record keeps spells or lists, a table has what follows from them on that day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs
import narwhals as nw

from ...cases import place_of
from ...errors import InvalidInput, Mismatch
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
    Sex,
    SmallLoan,
    Spell,
)
from ...models.derived import derived_facts

_OPERANDS: Final = ("money", "ceiling", "rate", "count", "truth")
_SHOWN: Final = 3


def _plain(model: type[Any]) -> dict[str, Spec]:
    """The fields of a model that a column can hold as they are."""
    return {name: spec for name, spec in specs(model).items() if spec.kind.name in _OPERANDS}


def _classes(model: type[Any]) -> dict[str, Spec]:
    """The fields of a model that are spells, as truths on the day."""
    return {
        name: attrs.evolve(spec, kind=TRUTH, low=False, high=True, of=None)
        for name, spec in specs(model).items()
        if spec.of is Spell
    }


_READ_OF_PEOPLE: Final = derived_facts(Person)
_READ_OF_HOUSEHOLDS: Final = derived_facts(Household)

INCOMES: Final[Mapping[str, str]] = MappingProxyType({kind.value: f"income_{kind.value}" for kind in IncomeKind})
"""By kind of income, the column of people's income, and what a household's is called."""

PEOPLE: Final[Mapping[str, Spec]] = MappingProxyType(
    _plain(Person)
    | _classes(Person)
    | {name: _READ_OF_PEOPLE[name].spec for name in ("in_scope_cost", "age")}
    | {column: _READ_OF_HOUSEHOLDS[column].spec for column in INCOMES.values()}
)
"""What is known of a person, by column; an `in_scope_cost` of 0 is a person without bills."""

OF_MEMBERS: Final = ("household_size", "income_in_parts", *INCOMES.values())
"""What is read of a household's members: over tables it is gathered from the rows of people."""

LOANS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "balance": "loans_outstanding",
        "annual_rate": "loan_annual_rate",
        "term_months": "loan_term_months",
        "days_in_year": "loan_days",
        "overdue_days_in_term": "loan_overdue_days",
    }
)
"""What is known of a loan, and the column of its household that holds it: a table knows one loan of each."""

DIAGNOSES: Final[Mapping[str, Spec]] = MappingProxyType(
    {
        f"diagnosed_{disease.value}": attrs.evolve(
            specs(Person)["gravely_ill"], label=f"diagnosed: {disease.value}", zh=f"确诊疾病（{disease.value}）"
        )
        for disease in Disease
    }
)
"""Which diseases a person has, by column; read where entitlements are asked for."""

CODES: Final[Mapping[str, type[Any]]] = MappingProxyType(
    {"disability_kind": DisabilityKind, "labour_capacity": LabourCapacity}
)
"""The columns of people that hold codes, as text."""

CODES_OF_ENTITLEMENTS: Final[Mapping[str, type[Any]]] = MappingProxyType({"sex": Sex})
"""Likewise, read where entitlements are asked for."""

_ELSEWHERE: Final = (*OF_MEMBERS, "exit_reached", "has_loans")
"""What a table of households has no column of: it is gathered from people, or follows from other columns."""

HOUSEHOLDS: Final[Mapping[str, Spec]] = MappingProxyType(
    _plain(Household)
    | _classes(Household)
    | {name: found.spec for name, found in _READ_OF_HOUSEHOLDS.items() if name not in _ELSEWHERE}
    | {column: place_of(getattr(SmallLoan, name)).spec for name, column in LOANS.items()}
)
"""What is known of a household, by column; `loans_outstanding` of 0 is a household without small loans."""

LOCAL: Final[Mapping[str, Spec]] = MappingProxyType(
    {name: spec for name, spec in _plain(LocalFigures).items() if name != "year"}
)
"""The figures of a county."""


def check_links(people: Any, households: Any) -> None:
    """Raise `InvalidInput` where keys are missing or appear twice, or where rows of one table lack the other."""
    key, link = households.collect_schema()["id"], people.collect_schema()["household"]
    if key != link:
        given = [Mismatch("people.household", f"keys of the type of households.id, {key}", str(link), rule="same_keys")]
        raise InvalidInput(given, about="assess")
    wrong = [
        *twice(households, ["id"], "households.id"),
        *twice(people, ["household", "id"], "people.id"),
        *_without(people, "household", households, "id", "people.household", "a household of the other table"),
        *_without(households, "id", people, "household", "households.id", "a household with at least one person"),
    ]
    if wrong:
        raise InvalidInput(wrong, about="assess")


def check_codes(people: Any, coded: Mapping[str, type[Any]]) -> None:
    """Raise `InvalidInput` where a code is none of its kind, or a grade of disability is given without a kind."""
    wrong = []
    for column, codes in coded.items():
        known = [str(code.value) for code in codes]
        others = people.filter(~nw.col(column).is_null() & ~nw.col(column).is_in(known)).select(column).unique()
        found = _rows(others)
        if found:
            expected = f"one of {', '.join(known)}"
            wrong.append(Mismatch(f"people.{column}", expected, _counted(found), rule="known_codes"))
    kind = nw.col("disability_kind")
    graded = people.filter(~nw.col("disability_grade").is_null())
    found = _rows(graded.filter(kind.is_null() | (kind == DisabilityKind.NONE.value)).select("household", "id"))
    if found:
        expected = "null where no kind of disability is given"
        wrong.append(Mismatch("people.disability_grade", expected, _counted(found), rule="grade_needs_kind"))
    if wrong:
        raise InvalidInput(wrong, about="assess")


def twice(table: Any, keys: list[str], path: str) -> Iterator[Mismatch]:
    """What is wrong with keys that are not recorded, or appear more than once."""
    count = table.select(*keys).group_by(*keys).agg(nw.len().alias("rows"))
    repeated = _rows(count.filter((nw.col("rows") > 1) | nw.col(keys[-1]).is_null()).select(*keys))
    if repeated:
        yield Mismatch(path, "a key that is recorded, and once", _counted(repeated), rule="keys_are_unique")


def _without(table: Any, key: str, other: Any, other_key: str, path: str, expected: str) -> Iterator[Mismatch]:
    known = other.select(nw.col(other_key).alias("__key")).unique()
    lone = table.select(key).unique().join(known, left_on=key, right_on="__key", how="anti")
    found = _rows(lone)
    if found:
        yield Mismatch(path, expected, _counted(found), rule="rows_are_linked")


def _rows(found: Any) -> list[tuple[Any, ...]]:
    return sorted((found.collect() if isinstance(found, nw.LazyFrame) else found).rows(), key=str)


def _counted(rows: list[tuple[Any, ...]]) -> str:
    """How many, and a few of them: record keys, which are no identity numbers."""
    some = ", ".join("/".join(str(part) for part in row) for row in rows[:_SHOWN])
    return f"{len(rows)} others, such as {some}"
