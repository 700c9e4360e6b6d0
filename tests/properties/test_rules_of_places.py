"""Laws of the rules about villages and counties: sound, monotone, and true to both ends of what is stated."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rural_revitalization import Unknown, frames, load_policy
from rural_revitalization.catalogue import PLACE_RULES
from rural_revitalization.fields import Spec, specs
from rural_revitalization.indicators import Comparison, evaluation
from rural_revitalization.rules.exit import county_exit, village_exit

POLICIES: Final = [
    load_policy(jurisdiction, on=date(year, 6, 1))
    for jurisdiction, year in (("hunan", 2018), ("hunan", 2022), ("yiyang", 2022), ("guizhou", 2022))
]
IN_2018: Final = POLICIES[0]


def values(spec: Spec) -> st.SearchStrategy[Any]:
    if spec.kind.name == "truth":
        return st.booleans()
    if spec.kind.name == "count":
        high = 50_000 if spec.high is None else spec.high
        return st.integers(spec.low, high)
    places = 4 if spec.kind.name == "rate" else 2
    high = spec.high if spec.high is not None else Decimal(20_000 if spec.kind.name == "money" else 2)
    return st.decimals(spec.low, high, places=places)


@st.composite
def fillings(draw: st.DrawFn) -> tuple[Any, Any, dict[str, Any], dict[str, Any]]:
    """A rule, its terms, some of its facts, and all of them."""
    rule, policy = draw(st.sampled_from(PLACE_RULES)), draw(st.sampled_from(POLICIES))
    whole = {name: draw(values(spec)) for name, spec in specs(rule.Facts).items()}
    known = draw(st.sets(st.sampled_from(sorted(whole))))
    return rule, policy.terms(rule), {name: whole[name] for name in known}, whole


@given(fillings())
def test_filling_in_facts_overturns_no_answer(drawn: tuple[Any, Any, dict[str, Any], dict[str, Any]]) -> None:
    rule, terms, some, whole = drawn
    before, after = (rule.compute(rule.Facts(**facts), terms) for facts in (some, whole))
    for name in specs(rule.Worksheet):
        one, other = getattr(before, name), getattr(after, name)
        if not isinstance(one, Unknown):
            assert one == other
        elif not isinstance(other, Unknown):
            assert one.holds(other)


@given(st.integers(2016, 2020), st.decimals(0, 20_000, places=2), st.decimals(0, 20_000, places=2))
def test_a_higher_income_never_stands_in_the_way_of_delisting(year: int, one: Decimal, other: Decimal) -> None:
    terms, (less, more) = IN_2018.terms(county_exit), sorted((one, other))
    lower, higher = (
        county_exit.compute(county_exit.Facts(year=year, income=income), terms).income_reached
        for income in (less, more)
    )
    assert lower is not True or higher is True
    assert higher is not False or lower is False


def test_the_level_of_income_meets_both_stated_years_and_rises_between_them() -> None:
    terms = IN_2018.terms(county_exit)
    levels = [county_exit.compute(county_exit.Facts(year=year), terms).income_level for year in range(2017, 2021)]
    assert levels == [Decimal("8000.00"), Decimal("8666.67"), Decimal("9333.33"), Decimal("10000.00")]


@given(st.sampled_from(sorted(specs(village_exit.Facts))))
def test_every_single_criterion_of_a_village_stands_in_the_way_alone(name: str) -> None:
    terms = IN_2018.terms(village_exit)
    held: dict[str, Any] = dict.fromkeys(specs(village_exit.Facts), True) | {"poverty_rate": "0.02"}
    assert village_exit.compute(village_exit.Facts(**held), terms).may_exit is True
    failing = held | {name: "0.0201" if name == "poverty_rate" else False}
    assert village_exit.compute(village_exit.Facts(**failing), terms).may_exit is False


# -- over tables ----------------------------------------------------------------------------------------------


def column(spec: Spec, cells: list[Any]) -> Any:
    pl = polars()
    of = {"truth": pl.Boolean, "count": pl.Int64, "rate": pl.Decimal(12, 4)}.get(spec.kind.name, pl.Decimal(14, 2))
    return pl.Series(cells, dtype=of)


def polars() -> Any:
    return pytest.importorskip("polars")


def settled(value: Any) -> Any:
    return None if isinstance(value, Unknown) else value


@settings(max_examples=25)
@given(st.data())
def test_tables_of_places_give_what_their_records_give(data: st.DataObject) -> None:
    rule, policy = data.draw(st.sampled_from(PLACE_RULES)), data.draw(st.sampled_from(POLICIES))
    terms, facts = policy.terms(rule), specs(rule.Facts)
    rows = [{name: data.draw(st.none() | values(spec)) for name, spec in facts.items()} for _ in range(3)]
    table = polars().DataFrame({name: column(spec, [row[name] for row in rows]) for name, spec in facts.items()})
    found = frames.apply(rule, table, terms, prefix="found", absent="unknown").to_dicts()
    for row, given_back in zip(rows, found, strict=True):
        sheet = rule.compute(rule.Facts(**row), terms)
        for name in specs(rule.Worksheet):
            assert given_back[f"found__{name}"] == settled(getattr(sheet, name)), name


PERCENT: Final = st.decimals(0, 100, places=1)


@settings(max_examples=25)
@given(
    st.sampled_from(Comparison),
    st.sampled_from(
        [{"value": 90, "years_left": 2}, {"margin": "1.5"}, {"value": 35, "baseline": "22.1", "elapsed": 3, "span": 5}]
    ),
    st.lists(st.tuples(*[st.none() | PERCENT] * 4, st.none() | st.booleans()), min_size=1, max_size=4),
)
def test_a_target_is_evaluated_alike_over_a_table(comparison: Any, stated: dict[str, Any], rows: list[Any]) -> None:
    terms, facts = evaluation.Terms(comparison=comparison, **stated), specs(evaluation.Facts)
    names = ("observation", "reference", "earlier", "observed_baseline", "asked")
    by_row = [dict(zip(names, row, strict=True)) for row in rows]
    table = polars().DataFrame({name: column(facts[name], [row[name] for row in by_row]) for name in names})
    sheets = [evaluation.compute(evaluation.Facts(**row), terms) for row in by_row]
    lines = [name for name in specs(evaluation.Worksheet) if getattr(sheets[0], name) is not None]
    found = frames.apply(evaluation, table, terms, prefix="found", absent="unknown", lines=lines).to_dicts()
    for sheet, given_back in zip(sheets, found, strict=True):
        for name in lines:
            assert given_back[f"found__{name}"] == settled(getattr(sheet, name)), name
