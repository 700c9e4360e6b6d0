"""The header of a column is a name: never a pattern, never another name in other case, and never lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest

pytest.importorskip("narwhals")
pytest.importorskip("pyarrow")

import narwhals as nw
import pandas as pd
import pyarrow as pa

from engines import QUICK, ROW, engine, rows_of
from rural_revitalization import InvalidInput, frames, load_policy
from rural_revitalization.frames import sample_population
from rural_revitalization.rules.medical import contribution_subsidy, medical_assistance
from rural_revitalization.rules.monitoring import net_income

POLICY: Final = load_policy("hunan", on=date(2022, 6, 1))
TERMS: Final = POLICY.terms(contribution_subsidy)
ODD: Final = [
    "^a$",
    "*",
    "^.*$",
    "^$",
    "a.b",
    "a`b",
    'a"b',
    "a'b",
    "a\\b",
    " ",
    "orphan ",
    "[a]",
    "{a}",
    "%a",
    "\n",
    "户;号",
]
every_engine = pytest.mark.parametrize("name", QUICK)


def yuan(*amounts: str) -> pa.Array:
    return pa.array(list(map(Decimal, amounts)), pa.decimal128(18, 2))


def table(**columns: Any) -> pa.Table:
    """An orphan, whose contribution is subsidised in full."""
    return pa.table({ROW: [0], "contribution": yuan("380.00"), "orphan": [True]} | columns)


def mismatches(frame: Any, rule: Any = contribution_subsidy, **options: Any) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as raised:
        frames.apply(rule, frame, POLICY.terms(rule), absent="unknown", **options)
    return [(item.path, item.given) for item in raised.value.mismatches]


@every_engine
def test_a_name_that_looks_like_a_pattern_is_a_name(name: str) -> None:
    for odd in ODD:
        given = table(**{odd: yuan("900.00")})
        found = frames.apply(
            contribution_subsidy, engine(name)(given), TERMS, absent="unknown", columns={"contribution": odd}
        )
        (row,) = rows_of(found)
        assert list(row)[:4] == [ROW, "contribution", "orphan", odd]
        assert (row[odd], row["contribution"]) == (Decimal("900.00"), Decimal("380.00")), odd
        assert row["contribution_subsidy__subsidy"] == Decimal("900.00"), odd


@every_engine
def test_a_value_that_is_refused_is_refused_under_the_name_of_its_column(name: str) -> None:
    given = engine(name)(table(**{"^a$": yuan("-0.01")}))
    with pytest.raises(Exception, match=r"\^a\$"):
        rows_of(frames.apply(contribution_subsidy, given, TERMS, absent="unknown", columns={"contribution": "^a$"}))


@pytest.mark.parametrize("name", ["polars", "polars-lazy", "pandas", "pyarrow", "duckdb"])
def test_columns_of_such_names_come_back_from_an_assessment(name: str) -> None:
    some = sample_population(3, seed=1, backend="pyarrow")
    people, households = some.people, some.households
    for odd in ODD:
        people = people.append_column(odd, pa.array(range(people.num_rows)))
        households = households.append_column(odd, pa.array(range(households.num_rows)))
    found = frames.assess(engine(name)(people), engine(name)(households), POLICY, some.local)
    for given, returned in ((people, found.people), (households, found.households)):
        wrapped = nw.from_native(returned)
        rows = (wrapped.collect() if isinstance(wrapped, nw.LazyFrame) else wrapped).to_arrow()
        assert rows.column_names[: given.num_columns] == given.column_names
        assert all(sorted(rows.column(odd).to_pylist()) == list(range(given.num_rows)) for odd in ODD)


# -- case -------------------------------------------------------------------------------------------------------


def test_an_engine_that_ignores_case_is_not_given_names_that_differ_in_nothing_else() -> None:
    duckdb = engine("duckdb")
    assert mismatches(duckdb(table(CONTRIBUTION_SUBSIDY__SUBSIDY=yuan("1.00")))) == [
        ("CONTRIBUTION_SUBSIDY__SUBSIDY", "one in the table")
    ]
    # Not read, since it is another name, and not unknown in silence, since to the engine it is not.
    assert mismatches(duckdb(table().rename_columns([ROW, "contribution", "ORPHAN"]))) == [("ORPHAN", "ORPHAN")]
    two = duckdb(table()).project('row_number, contribution, orphan, 1 AS "ORPHAN"')
    assert mismatches(two) == [("columns", "several of 'orphan'")]
    some = sample_population(2, seed=1, backend="pyarrow")
    shouted = some.people.rename_columns(
        [name.upper() if name == "orphan" else name for name in some.people.column_names]
    )
    with pytest.raises(InvalidInput, match="ORPHAN: expected orphan in this case"):
        frames.assess(duckdb(shouted), duckdb(some.households), POLICY, some.local, absent="unknown")


@pytest.mark.parametrize("name", ["polars", "polars-lazy", "pandas", "pyarrow"])
def test_to_other_engines_such_names_are_two(name: str) -> None:
    given = table(ORPHAN=[False], CONTRIBUTION_SUBSIDY__SUBSIDY=yuan("1.00"))
    (row,) = rows_of(frames.apply(contribution_subsidy, engine(name)(given), TERMS, absent="unknown"))
    assert row["contribution_subsidy__subsidy"] == Decimal("380.00")
    assert (row["ORPHAN"], row["CONTRIBUTION_SUBSIDY__SUBSIDY"]) == (False, Decimal("1.00"))


# -- headers of pandas ------------------------------------------------------------------------------------------


def test_headers_of_pandas_that_are_no_text_come_back_as_they_were() -> None:
    facts = {"wage": yuan("21000.00"), "members": pa.array([3])}
    nothing = {name: yuan("0.00") for name in ("business", "property", "transfer", "business_costs")}
    frame = pa.table(facts | nothing).to_pandas(types_mapper=pd.ArrowDtype)
    odd = [2023, 1.5, pd.Timestamp("2023-01-01"), date(2023, 1, 1), ("收入", "工资"), None, True]
    for at, header in enumerate(odd):
        frame.insert(at, header, [at])
    headers = list(frame.columns)
    found = frames.apply(net_income, frame, POLICY.terms(net_income))
    assert found["net_income__per_capita_net_income"].to_list() == [Decimal("7000.00")]
    assert list(found.columns)[: len(headers)] == headers
    assert [found[header].to_list() for header in odd] == [[at] for at in range(len(odd))]


def test_headers_that_are_not_told_apart_are_refused() -> None:
    levels = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("a", "orphan"), ("a", "b")]))
    assert mismatches(levels) == [("columns", "several levels of headers")]
    assert mismatches(pd.DataFrame([[1, 2]], columns=["a", "a"])) == [("columns", "several of 'a'")]
    assert mismatches(pa.table([[1], [2]], names=["a", "a"])) == [("columns", "several of 'a'")]
    assert mismatches(table(__rural_revitalization_1=[1])) == [("__rural_revitalization_1", "one in the table")]


# -- arguments --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [None, "contribution_subsidy", {}, 7, contribution_subsidy.RULE])
def test_what_is_no_rule_is_refused_by_name(rule: Any) -> None:
    for call in (frames.apply, frames.missing):
        with pytest.raises(InvalidInput) as raised:
            call(rule, table(), TERMS)
        assert [item.path for item in raised.value.mismatches] == ["rule"]
    for describe in (frames.schema, lambda found: frames.template([found])):
        with pytest.raises(InvalidInput, match="rule: expected the module of a rule"):
            describe(rule)


def test_all_arguments_of_wrong_types_are_named_at_once() -> None:
    wrong: dict[str, Any] = {
        "money": "jiao",
        "prefix": 7,
        "lines": "subsidy",
        "complete": [1],
        "columns": {"orphan": 2023},
    }
    with pytest.raises(InvalidInput) as raised:
        frames.apply(contribution_subsidy, table(), POLICY.terms(net_income), absent=None, **wrong)  # type: ignore[misc,arg-type]
    named = {item.path for item in raised.value.mismatches}
    assert named == {"money", "absent", "prefix", "lines", "complete", "columns.orphan", "terms"}
    some = sample_population(1)
    for arguments in ({"policy": None}, {"policy": "hunan"}, {"local": None}, {"local": {"year": 2022}}):
        with pytest.raises(InvalidInput) as raised:
            frames.assess(some.people, some.households, **{"policy": POLICY, "local": some.local} | arguments)  # type: ignore[arg-type]
        assert [item.path for item in raised.value.mismatches] == list(arguments)


def test_only_facts_with_a_column_may_be_said_to_be_complete() -> None:
    given = pa.table({"in_scope_cost": yuan("1.00"), "annual_cap": yuan("1.00"), "no_annual_cap": [False]})
    with pytest.raises(InvalidInput) as raised:
        frames.apply(
            medical_assistance, given, POLICY.terms(medical_assistance), absent="unknown", complete=["no_annual_cap"]
        )
    (found,) = raised.value.mismatches
    assert (found.path, found.expected) == ("complete.'no_annual_cap'", "one of in_scope_cost, annual_cap")
