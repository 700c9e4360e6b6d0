"""Help by the class of the county, over tables: every household as its record says, on every engine."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("narwhals")
pytest.importorskip("polars")
pytest.importorskip("pyarrow")

import narwhals as nw
import polars as pl
import pyarrow as pa

from engines import QUICK, engine, runs_here
from frames.records_of import households_of, record_names
from help_drawings import BY_COUNTY
from rural_revitalization import (
    Household,
    InvalidInput,
    LocalFigures,
    Person,
    Spell,
    assess,
    catalogue,
    frames,
    load_policy,
)
from rural_revitalization.algebra import Unknown
from rural_revitalization.assessment.making import entitled
from rural_revitalization.cases import Case
from rural_revitalization.catalogue import ENTITLEMENTS
from rural_revitalization.entitlements.entitlement import Entitlement
from rural_revitalization.frames import sample_population

Row = dict[str, Any]

IN_HUNAN: Final = load_policy("hunan", on=date(2022, 6, 1))
FOR_PEOPLE: Final = BY_COUNTY[0]
COUNTIES: Final = (
    *("安化县", "430923", "麻阳县", "麻阳苗族自治县", "赫山区", "430903", "南县"),
    *("威宁彝族回族苗族自治县", "520526", "祁阳县", "430900", "安化", "O'Higgins", "", None),
)
by_county = pytest.mark.parametrize("row", BY_COUNTY, ids=["people", "households"])
on_each_engine = pytest.mark.parametrize("on", [*QUICK, pytest.param("pyspark", marks=runs_here("pyspark"))])


def living_in(counties: list[str | None], so: list[bool | None]) -> tuple[pa.Table, pa.Table]:
    """Households of one person each, all that the made-up rows ask for in their two columns."""
    keys = pa.array([f"h{at}" for at, _ in enumerate(counties)])
    kinds = pa.array([None if one is None else "limb" if one else "none" for one in so], pa.string())
    households = {"id": keys, "county": pa.array(counties, pa.string()), "monitored": pa.array(so, pa.bool_())}
    return pa.table({"household": keys, "id": keys, "disability_kind": kinds}), pa.table(households)


def rows_of(found: Any) -> list[Row]:
    table = nw.from_native(found)
    listed: list[Row] = (table.collect() if isinstance(table, nw.LazyFrame) else table).to_arrow().to_pylist()
    return listed


def said_of(row: Entitlement, county: str | None, so: bool | None) -> tuple[str, str, str] | None:
    """What the record of such a household says: the outcome, what to record and what is not stated."""
    kind = None if so is None else "limb" if so else "none"
    spells = None if so is None else [Spell(since=date(2014, 1, 1))] if so else []
    people = [Person(id="p", disability_kind=kind)]
    one = Household(id="h", members=people, county=county or None, monitored=spells)
    case = Case(household=one, local=LocalFigures(year=2022), on=IN_HUNAN.on)
    found = entitled(row, case.of(people[0]) if row.about == "person" else case)
    if found.outcome is False:
        return None
    outcome = "undetermined" if isinstance(found.outcome, Unknown) else "yes"
    to_record = sorted(fact for fact in found.missing if fact not in found.not_stated)
    return outcome, ", ".join(to_record), ", ".join(found.not_stated)


def told_of(row: Entitlement, counties: list[str | None], so: list[bool | None], on: str) -> list[Any]:
    """What the list of a table says of each household, None where it is not on it."""
    people, households = map(engine(on), living_in(counties, so))
    found = frames.who_qualifies(row, people, households, IN_HUNAN)
    told = {item["household"]: item for item in rows_of(found)}
    said = [told.get(f"h{at}") for at, _ in enumerate(counties)]
    return [
        item and (item["outcome"], ", ".join(sorted(filter(None, item["to_record"].split(", ")))), item["not_stated"])
        for item in said
    ]


@on_each_engine
@by_county
def test_a_row_by_the_class_of_the_county_says_of_each_name_what_the_record_says(row: Entitlement, on: str) -> None:
    counties = [county for county in COUNTIES for _ in range(3)]
    so = [True, False, None] * len(COUNTIES)
    told = told_of(row, counties, so, on)
    assert told == [said_of(row, county, one) for county, one in zip(counties, so, strict=True)]
    assert ("yes", "", "") in told
    assert ("undetermined", "county", "") in told
    assert ("undetermined", "", "entitlements.key_support_county") in told


@by_county
@settings(max_examples=max(settings().max_examples // 5, 1))
@given(data=st.data())
def test_records_and_tables_agree_on_the_county(row: Entitlement, data: st.DataObject) -> None:
    drawn = data.draw(
        st.lists(
            st.tuples(
                st.sampled_from(COUNTIES) | st.text(st.characters(exclude_categories=("C", "Z")), max_size=6),
                st.sampled_from([True, False, None]),
            ),
            min_size=1,
            max_size=12,
        )
    )
    counties, so = [county for county, _ in drawn], [one for _, one in drawn]
    for on in ("polars", "duckdb"):
        assert told_of(row, counties, so, on) == [said_of(row, *one) for one in drawn]


def test_the_county_is_asked_for_as_text() -> None:
    people, households = (pl.DataFrame(table.to_pydict()) for table in living_in(["安化县"], [True]))
    with pytest.raises(InvalidInput) as raised:
        frames.who_qualifies(FOR_PEOPLE, people, households.select("id"), IN_HUNAN)
    assert [str(item) for item in raised.value.mismatches] == [
        "households.county: expected a column of type text: county (县（市、区）), got no such column"
    ]
    found = frames.who_qualifies(FOR_PEOPLE, people, households.select("id"), IN_HUNAN, absent="unknown")
    assert [row["to_record"] for row in rows_of(found)] == ["county"]
    numbered = households.with_columns(county=pl.lit(430923))
    with pytest.raises(InvalidInput, match=r"households\.county: expected a column of type text.* got Int"):
        frames.who_qualifies(FOR_PEOPLE, people, numbered, IN_HUNAN)
    for kind in (pl.Categorical, pl.Enum(["安化县"])):
        coded = households.with_columns(pl.col("county").cast(kind))
        assert [row["outcome"] for row in rows_of(frames.who_qualifies(FOR_PEOPLE, people, coded, IN_HUNAN))] == ["yes"]


def test_a_row_that_is_not_in_force_is_refused() -> None:
    people, households = living_in(["安化县"], [True])
    for policy in (load_policy("hunan", on=date(2018, 6, 1)), load_policy("guizhou", on=date(2022, 6, 1))):
        with pytest.raises(InvalidInput, match="got made_up_for_people, granted by hunan-14fyp-2021 from 2021-01-01"):
            frames.who_qualifies(FOR_PEOPLE, people, households, policy)


def test_once_it_is_in_the_catalogue_it_is_assessed_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "ENTITLEMENTS", (*ENTITLEMENTS, *BY_COUNTY))
    policy, counties = load_policy("hunan", on=IN_HUNAN.on), [county or None for county in COUNTIES]
    made_up: Any = sample_population(40, seed=7, backend="pyarrow", missing=8)
    local, at = made_up.local, made_up.households.column_names.index("county")
    living = [counties[row % len(counties)] for row in range(made_up.households.num_rows)]
    homes = made_up.households.set_column(at, "county", pa.array(living, pa.string()))
    figures: dict[str | None, LocalFigures] = {
        county: attrs.evolve(local, county=county) for county in counties if county
    }
    people, households = map(engine("polars"), (made_up.people, homes))
    options: Any = {"facts": True, "entitlements": True, "absent": "unknown"}
    found = frames.assess(people, households, policy, [*figures.values()], **options)
    told = {(row["household"], row["id"]): row for row in found.people.to_dicts()}
    told |= {(row["id"], None): row for row in found.households.to_dicts()}
    asked = 0
    for home in households_of(made_up.people.to_pylist(), homes.to_pylist(), policy.on):
        of_home = figures.get(home.county, LocalFigures(year=2022))
        for item in assess(home, policy, of_home).entitlements:
            if item.entitlement in BY_COUNTY:
                row, called = told[home.id, item.person], f"entitlements__hunan_14fyp_2021__{item.entitlement.name}"
                assert row[called] == (item.outcome if isinstance(item.outcome, bool) else None)
                assert record_names(filter(None, row[f"{called}__missing"].split(", "))) == set(item.missing)
                asked += 1
    assert asked == made_up.people.num_rows + made_up.households.num_rows
