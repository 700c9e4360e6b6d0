"""Who qualifies for a help, over tables: as every record by itself, from only the columns that decide it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import attrs
import pytest

pytest.importorskip("narwhals")
pytest.importorskip("polars")
pytest.importorskip("pyarrow")

import narwhals as nw
import polars as pl
import pyarrow as pa

from engines import QUICK, engine
from frames.records_of import households_of, record_names
from rural_revitalization import InvalidInput, Policy, entitlements_of, frames, load_policy
from rural_revitalization.algebra import Unknown
from rural_revitalization.assessment.making import entitled
from rural_revitalization.cases import Case, place_of
from rural_revitalization.catalogue import DECLARED, ENTITLEMENTS, in_force
from rural_revitalization.frames import Population, sample_population
from rural_revitalization.frames.population.asking import asked_of, only_for_help

Row = dict[str, Any]
PLACES: Final = {"hunan, 2018": ("hunan", date(2018, 6, 1))} | {
    place: (place, date(2022, 6, 1)) for place in ("hunan", "yiyang", "guizhou")
}
HELP: Final = [
    pytest.param(load_policy(place, on=on), name, id=f"{called}: {name}")
    for called, (place, on) in PLACES.items()
    for name in dict.fromkeys(item.name for item in in_force(load_policy(place, on=on), on))
]
every_help = pytest.mark.parametrize(("policy", "name"), HELP)
IN_2018: Final = load_policy("hunan", on=date(2018, 6, 1))
IN_2022: Final = load_policy("yiyang", on=date(2022, 6, 1))


def changed(model: Any, **facts: Any) -> Any:
    """A model with other facts."""
    return attrs.evolve(model, **facts)


def population(policy: Policy, **options: Any) -> Population:
    made_up = sample_population(40, seed=7, backend="pyarrow", missing=8, **options)
    found: Population = changed(made_up, local=changed(made_up.local, year=policy.on.year))
    return found


def listed(name: str, found: Population, policy: Policy, *, on: str = "polars", **options: Any) -> Any:
    people, households = map(engine(on), (found.people, found.households))
    # What the made-up people have no column for, their records do not hold either.
    return frames.who_qualifies(name, people, households, policy, found.local, **{"absent": "unknown"} | options)


def rows(found: Any) -> list[Row]:
    table = nw.from_native(found)
    listed: list[Row] = (table.collect() if isinstance(table, nw.LazyFrame) else table).to_arrow().to_pylist()
    return listed


# -- as the records -------------------------------------------------------------------------------------------


def expected(name: str, found: Population, policy: Policy) -> Iterator[Row]:
    """What the records of the rows say, of who is not certainly without a right."""
    grants = [item for item in in_force(policy, policy.on) if item.name == name]
    for household in households_of(found.people.to_pylist(), found.households.to_pylist(), policy.on):
        whole = Case(household=household, local=found.local, on=policy.on)
        for case in [whole] if grants[0].about == "household" else whole.members:
            for item in grants:
                result = entitled(item, case)
                if result.outcome is not False:
                    yield {
                        "household": household.id,
                        "person": case.person and case.person.id,
                        "document": item.source.document,
                        "outcome": "undetermined" if isinstance(result.outcome, Unknown) else "yes",
                        "to_record": {fact for fact in result.missing if fact not in result.not_stated},
                        "not_stated": set(result.not_stated),
                    }


def as_records(row: Row) -> Row:
    """A row of the list, by the names of the records that its columns stand for."""
    return row | {name: record_names(filter(None, row[name].split(", "))) for name in ("to_record", "not_stated")}


# Every help in two engines; the others read and write the same columns.
@pytest.mark.parametrize("on", ["polars", "duckdb"])
@every_help
def test_a_list_holds_whom_the_records_say_that_it_holds(policy: Policy, name: str, on: str) -> None:
    found = population(policy)
    told = [as_records(row) for row in rows(listed(name, found, policy, on=on))]
    wanted = list(expected(name, found, policy))
    if on in ("polars", "pandas", "pyarrow"):
        assert told == wanted
    else:

        def key(row: Row) -> tuple[str, ...]:
            return (row["household"], row["person"] or "", row["document"])

        assert sorted(told, key=key) == sorted(wanted, key=key)


@pytest.mark.parametrize("on", QUICK)
def test_the_list_is_a_table_of_the_engine(on: str) -> None:
    found = population(IN_2018)
    people = engine(on)(found.people)
    assert type(listed("cataract_treatment", found, IN_2018, on=on)) is type(people)


def test_who_certainly_has_no_right_is_left_out() -> None:
    found = population(IN_2018)
    nobody = found.households.set_column(
        found.households.column_names.index("registered_poor"),
        "registered_poor",
        pa.array([False] * found.households.num_rows),
    )
    at = nobody.column_names.index("once_registered_poor")
    nobody = nobody.set_column(at, "once_registered_poor", pa.array([False] * nobody.num_rows))
    assert rows(listed("iodised_salt", attrs.evolve(found, households=nobody), IN_2018)) == []


# -- which columns are asked for ------------------------------------------------------------------------------

BARE: Final[Row] = {"household": ["h", "h"], "id": ["1", "2"]}


def people(**columns: Any) -> pl.DataFrame:
    return pl.DataFrame(BARE | columns)


def test_only_the_columns_that_decide_are_asked_for_and_named_with_type_and_label() -> None:
    with pytest.raises(InvalidInput) as raised:
        frames.who_qualifies("two_cancer_relief", people(), pl.DataFrame({"id": ["h"]}), IN_2018)
    assert raised.value.about == "who_qualifies"
    assert [item.path for item in raised.value.mismatches] == [
        "people.diagnosed_breast_cancer",
        "people.diagnosed_cervical_cancer",
        "households.registered_poor",
        "households.once_registered_poor",
    ]
    assert "households.registered_poor: expected a column of type boolean: registered as poor (建档立卡贫困户)" in str(
        raised.value
    )


def test_what_is_asked_for_is_enough() -> None:
    households = pl.DataFrame({"id": ["h"], "registered_poor": [True], "once_registered_poor": [True]})
    ill = people(diagnosed_breast_cancer=[True, None], diagnosed_cervical_cancer=[None, False])
    found = frames.who_qualifies("two_cancer_relief", ill, households, IN_2018)
    assert [(row["person"], row["outcome"], row["to_record"]) for row in rows(found)] == [
        ("1", "yes", ""),
        ("2", "undetermined", "diagnosed_breast_cancer"),
    ]


def test_a_column_that_is_not_asked_for_may_hold_anything() -> None:
    households = pl.DataFrame(
        {"id": ["h"], "registered_poor": [True], "once_registered_poor": [True], "exited": ["no truth"]}
    )
    for given in (people(age=["old", "young"]), people(age=["old", "young"]).lazy()):
        rows_of = households.lazy() if isinstance(given, pl.LazyFrame) else households
        assert len(rows(frames.who_qualifies("iodised_salt", given, rows_of, IN_2018))) == 2


def test_a_figure_of_the_county_is_asked_for_where_it_decides() -> None:
    households = pl.DataFrame({"id": ["h"]})
    women = people(sex=["female", "male"])
    with pytest.raises(InvalidInput, match=r"local\.poor_area: expected figures of the county"):
        frames.who_qualifies("two_cancer_screening", women, households, IN_2018)
    found = rows(frames.who_qualifies("two_cancer_screening", women, households, IN_2018, absent="unknown"))
    assert [(row["person"], row["to_record"], row["not_stated"]) for row in found] == [
        ("1", "poor_area", "entitlements.ages_screened")
    ]


def test_counties_are_told_apart_where_their_figures_decide() -> None:
    households = pl.DataFrame({"id": ["h", "i"], "county": ["poor", "other"]})
    women = pl.DataFrame({"household": ["h", "i"], "id": ["1", "1"], "sex": ["female"] * 2})
    figures = pl.DataFrame({"county": ["poor", "other"], "year": [2018] * 2, "poor_area": [True, False]})
    found = rows(frames.who_qualifies("two_cancer_screening", women, households, IN_2018, figures))
    assert [row["household"] for row in found] == ["h"]
    with pytest.raises(InvalidInput, match=r"households\.county"):
        frames.who_qualifies("two_cancer_screening", women, households.drop("county"), IN_2018, figures)


def test_with_absent_unknown_what_is_lacking_is_to_be_recorded() -> None:
    found = rows(frames.who_qualifies("iodised_salt", people(), pl.DataFrame({"id": ["h"]}), IN_2018, absent="unknown"))
    assert [row["to_record"] for row in found] == ["registered_poor", "registered_poor"]


def test_an_assessment_does_not_ask_for_what_only_help_reads() -> None:
    found = population(IN_2022)
    people, households = (
        table.drop_columns([name for name in table.column_names if name in only_for_help()])
        for table in (found.people, found.households)
    )
    assert people.num_columns < found.people.num_columns
    assert households.num_columns < found.households.num_columns
    assessed = frames.assess(people, households, IN_2022, found.local)
    assert assessed.people.num_rows == found.people.num_rows


def test_no_help_hangs_on_a_record_that_a_rule_completes() -> None:
    # Such a record would have to be worked out for the list first, as an assessment does.
    completed = {place_of(origin).name for rule in DECLARED.values() for origin in rule.completes}
    asked = asked_of((), ENTITLEMENTS)
    assert completed & (asked.people | asked.households) == set()


@pytest.mark.parametrize("place", PLACES)
def test_help_of_one_name_is_for_one_kind_of_record(place: str) -> None:
    policy = load_policy(PLACES[place][0], on=PLACES[place][1])
    kinds: dict[str, set[str]] = {}
    for item in in_force(policy, policy.on):
        kinds.setdefault(item.name, set()).add(item.about)
    assert [name for name, about in kinds.items() if len(about) > 1] == []


# -- what else is refused and carried -------------------------------------------------------------------------


def test_a_name_that_is_misspelt_is_told_the_nearest() -> None:
    with pytest.raises(InvalidInput, match="did you mean cataract_treatment") as raised:
        frames.who_qualifies("catarct_treatment", people(), pl.DataFrame({"id": ["h"]}), IN_2018)
    (wrong,) = raised.value.mismatches
    assert wrong.path == "name"
    assert wrong.suggestions[0] == "cataract_treatment"


def test_help_that_is_not_in_force_is_told_when_it_was() -> None:
    given = "'cataract_treatment', granted by hunan-13fyp-2017 from 2017-03-31 to 2020-12-31"
    with pytest.raises(InvalidInput, match=given):
        frames.who_qualifies("cataract_treatment", people(), pl.DataFrame({"id": ["h"]}), IN_2022)


def test_further_columns_are_carried_along() -> None:
    households = pl.DataFrame({"id": ["h"], "registered_poor": [True], "once_registered_poor": [True]})
    named = people(village=["上村", "下村"])
    found = rows(frames.who_qualifies("iodised_salt", named, households, IN_2018, keep=["village"]))
    assert [row["village"] for row in found] == ["上村", "下村"]
    with pytest.raises(InvalidInput, match="did you mean village"):
        frames.who_qualifies("iodised_salt", named, households, IN_2018, keep=["vilage"])
    with pytest.raises(InvalidInput, match="since a result has it"):
        frames.who_qualifies("iodised_salt", named, households, IN_2018, keep=["household"])
    with pytest.raises(InvalidInput, match="a collection of names"):
        frames.who_qualifies("iodised_salt", named, households, IN_2018, keep="village")


def test_no_header_that_may_be_a_number_of_somebody_is_shown() -> None:
    households = pl.DataFrame({"id": ["h"], "registered_poor": [True], "once_registered_poor": [True]})
    headed = people(**{"13812345678": ["a", "b"]})
    with pytest.raises(InvalidInput) as raised:
        frames.who_qualifies("iodised_salt", headed, households, IN_2018, keep=["138123456789"])
    assert "138123" not in str(raised.value)


def test_tables_that_do_not_match_are_refused() -> None:
    households = pl.DataFrame({"id": ["i"], "registered_poor": [True], "once_registered_poor": [True]})
    with pytest.raises(InvalidInput, match=r"people\.household") as raised:
        frames.who_qualifies("iodised_salt", people(), households, IN_2018)
    assert raised.value.about == "who_qualifies"


def test_the_list_agrees_with_what_is_asked_for_one_person() -> None:
    found = population(IN_2022)
    household = next(iter(households_of(found.people.to_pylist(), found.households.to_pylist(), IN_2022.on)))
    own = {
        row["document"]: row["outcome"]
        for row in rows(listed("chronic_disease_management", found, IN_2022))
        if row["person"] == household.people[0].id
    }
    told = {
        item.entitlement.source.document: "undetermined" if isinstance(item.outcome, Unknown) else "yes"
        for item in entitlements_of(household.people[0], household, IN_2022, found.local)
        if item.entitlement.name == "chronic_disease_management" and item.outcome is not False
    }
    assert own == told
