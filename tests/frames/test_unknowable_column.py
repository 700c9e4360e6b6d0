"""Facts of tables that cannot be known: named in a column beside them, they are told apart as in records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from random import Random
from typing import Any, Final

import attrs
import pytest

from rural_revitalization import Assessment, Finding, Household, InvalidInput, LocalFigures, assess, load_policy

pytest.importorskip("narwhals")
pytest.importorskip("pyarrow")

import pyarrow as pa

from engines import QUICK, ROW, engine, rows_of, runs_here
from frames.records_of import households_of, record_names
from rural_revitalization import frames
from rural_revitalization.frames import sample_population

ON: Final = date(2022, 6, 1)
POLICY: Final = load_policy("hunan", on=ON)
MADE_UP: Final = sample_population(40, seed=3, backend="pyarrow", missing=30)
OF_PEOPLE: Final[Mapping[str, str]] = {
    name: name
    for name in (
        *("insured", "labour_capacity", "self_care", "disability_kind", "extreme_poverty", "orphan", "low_income"),
        *(
            "de_facto_unattended_child",
            "special_difficulty",
            "returned_to_poverty",
            "in_institution",
            "pension_insured",
        ),
    )
} | {"bills": "in_scope_cost", "birth_date": "age"}
"""By the name that a row is given, the column that must be null."""
OF_HOUSEHOLDS: Final = ("monitored", "exited", "at_risk", "months_above_line", "income_fell", "housing_secured")
ON_SPARK: Final = pytest.param("pyspark", marks=runs_here("pyspark"))

Row = dict[str, Any]


def marked(rows: list[Row], facts: Mapping[str, str], draw: Random) -> list[list[str]]:
    """Of each row, some names of facts that it lacks."""
    return [[name for name, column in facts.items() if row[column] is None and draw.random() < 0.5] for row in rows]


def with_marks(table: pa.Table, names: list[list[str]]) -> pa.Table:
    written = [", ".join(named) if named else None for named in names]
    numbered = table.append_column(ROW, pa.array(range(table.num_rows), pa.int64()))
    return numbered.append_column("unknowable", pa.array(written, pa.string()))


def records(people: list[list[str]], households: list[list[str]]) -> Iterator[Household]:
    """The records of the tables, with the same facts named as unknowable."""
    of_people = iter(people)
    made = households_of(MADE_UP.people.to_pylist(), MADE_UP.households.to_pylist(), ON)
    for household, own in zip(made, households, strict=True):
        members = [changed(person, set(next(of_people))) for person in household.people]
        yield attrs.evolve(changed(household, set(own)), members=members)


def changed(record: Any, names: set[str]) -> Any:
    return attrs.evolve(record, unknowable=names)


def for_good(found: Assessment, finding: Finding) -> set[str]:
    """What a finding lacks that cannot be known, of anybody who lacks it."""
    about = (None,) if finding.person is None else (None, finding.person)
    waits = [item for item in found.missing if finding.name in item.settles]
    waits = [item for item in waits if finding.person is None or item.person in about]
    asked = {item.fact for item in waits if not item.unknowable}
    return ({item.fact for item in waits} - asked) & set(finding.to_record)


def check(name: str, seed: int) -> None:
    draw = Random(seed)  # noqa: S311 - draws rows, no secrets
    people = marked(MADE_UP.people.to_pylist(), OF_PEOPLE, draw)
    homes = marked(MADE_UP.households.to_pylist(), dict(zip(OF_HOUSEHOLDS, OF_HOUSEHOLDS, strict=True)), draw)
    make = engine(name)
    given_people, given_homes = make(with_marks(MADE_UP.people, people)), make(with_marks(MADE_UP.households, homes))
    found = frames.assess(given_people, given_homes, POLICY, MADE_UP.local, on=ON, facts=True)
    rows, told = iter(rows_of(found.people)), 0
    for row, household in zip(rows_of(found.households), records(people, homes), strict=True):
        assessment = assess(household, POLICY, MADE_UP.local, on=ON)
        for person, line in ((None, row), *((member.id, next(rows)) for member in household.people)):
            for finding in (*assessment.payments, *assessment.decisions):
                if finding.person == person:
                    said = line[f"{finding.rule}__unknowable"]
                    assert record_names(said.split(", ") if said else []) == for_good(assessment, finding), finding.name
                    told += bool(said)
    assert told > 10


@pytest.mark.parametrize("seed", range(4))
def test_tables_tell_apart_what_records_do(seed: int) -> None:
    check("polars", seed)


@pytest.mark.parametrize("name", [*(name for name in QUICK if name != "polars"), ON_SPARK])
def test_every_engine_tells_it_apart(name: str) -> None:
    check(name, 7)


def table(names: dict[str, Any], of: pa.Table = MADE_UP.households) -> pa.Table:
    """A table of which the row of the id has the names."""
    written = [names.get(key) for key in of.column("id").to_pylist()]
    return of.append_column("unknowable", pa.array(written))


def a_row(column: str, *, null: bool) -> str:
    rows = MADE_UP.households.to_pylist()
    return next(str(row["id"]) for row in rows if (row[column] is None) == null)


def test_it_stays_missing_and_a_range() -> None:
    plain = frames.assess(MADE_UP.people, MADE_UP.households, POLICY, MADE_UP.local, on=ON, facts=True)
    at = next(
        row["id"] for row in plain.households.to_pylist() if "monitored" in (row["risk_elimination__missing"] or "")
    )
    named = frames.assess(MADE_UP.people, table({at: "monitored"}), POLICY, MADE_UP.local, on=ON, facts=True)
    before, after = plain.households.to_pylist(), named.households.to_pylist()
    without = [{key: value for key, value in row.items() if "unknowable" not in key} for row in after]
    assert without == before
    own = next(row for row in after if row["id"] == at)
    assert "monitored" in own["risk_elimination__missing"]
    assert own["risk_elimination__unknowable"] == "monitored"
    assert all(not row["risk_elimination__unknowable"] for row in after if row["id"] != at)
    assert "risk_elimination__unknowable" not in before[0]


def test_a_county_that_cannot_say_it_is_told_apart_too() -> None:
    made_up: Any = MADE_UP.local
    local: LocalFigures = attrs.evolve(
        made_up,
        monitoring_line=None,
        sources={key: value for key, value in MADE_UP.local.sources.items() if key != "monitoring_line"},
        unknowable=["monitoring_line"],
    )
    found = frames.assess(MADE_UP.people, MADE_UP.households, POLICY, local, on=ON, facts=True)
    rows = found.households.to_pylist()
    lacking = [row for row in rows if "monitoring_line" in (row["identification__missing"] or "").split(", ")]
    assert lacking
    assert all("monitoring_line" in row["identification__unknowable"].split(", ") for row in lacking)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({"null": "monitord"}, "names of columns, got 'monitord'; did you mean monitored"),
        (
            {"given": "monitored"},
            r"households\.monitored: expected no value, since unknowable names it, got .* 1 rows?",
        ),
        ({"null": "monitored; exited"}, r"households\.unknowable: expected names of columns"),
        ({"null": ["monitored"]}, r"households\.unknowable: expected text"),
    ],
)
def test_names_that_cannot_be_meant_are_refused(names: dict[str, Any], expected: str) -> None:
    written = {a_row("monitored", null=where == "null"): said for where, said in names.items()}
    with pytest.raises(InvalidInput, match=expected):
        frames.assess(MADE_UP.people, table(written), POLICY, MADE_UP.local, on=ON)
