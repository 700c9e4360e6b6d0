"""Facts without a column: which are asked for under the terms given, and what comes out where none is there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import ModuleType
from typing import Any, Final

import attrs
import pytest

pytest.importorskip("narwhals")
pytest.importorskip("polars")
pytest.importorskip("pyarrow")

import polars as pl
import pyarrow as pa

from engines import QUICK, ROW, arrow_table, engine, rows_of, runs_here
from rural_revitalization import InvalidInput, frames, load_policy
from rural_revitalization.fields import specs
from rural_revitalization.rules.allowance import gradual_exit, minimum_living
from rural_revitalization.rules.credit import small_loan
from rural_revitalization.rules.medical import (
    basic_insurance,
    contribution_subsidy,
    medical_assistance,
    serious_illness,
    settlement,
)
from rural_revitalization.rules.monitoring import net_income

ON: Final = date(2022, 6, 1)
BEFORE: Final = date(2018, 6, 1)


def terms(rule: ModuleType, jurisdiction: str = "hunan", on: date = ON) -> Any:
    return load_policy(jurisdiction, on=on).terms(rule)


def asked(rule: Any, of: Any, **options: Any) -> list[str]:
    """The columns that are asked for of a table that has none."""
    with pytest.raises(InvalidInput) as raised:
        frames.apply(rule, pl.DataFrame({ROW: [0, 1]}), of, **options)
    assert {item.rule for item in raised.value.mismatches} == {rule.__name__.rsplit(".", 1)[-1]}
    return [item.path for item in raised.value.mismatches]


# -- what the answers can depend on ----------------------------------------------------------------------------

TILTED: Final = ["extreme_poverty", "minimum_living_allowance", "returned_to_poverty"]
ILLNESS: Final = ["in_scope_cost", "area_disposable_income", "ceiling", *TILTED]
SPECIAL: Final = ["severely_disabled", "sick_or_disabled_child", "special_difficulty"]
FULL: Final = ["extreme_poverty", "severely_disabled", "orphan", "de_facto_unattended_child"]
KEPT_IN_YIYANG: Final = ("rigid_spending", "exempt_income")
CLASSES: Final = ["contribution", *FULL, "minimum_living_allowance", "low_income", "monitored"]
LENT: Final = ["borrower_in_scope", "outstanding", "bearing", "requested", "need_confirmed", "able_to_repay", "tops_up"]
OWED: Final = [name for name in LENT if name != "bearing"]
INTEREST: Final = ["annual_rate", "days", "overdue_days", "day_count", "subsidised_share"]
PAID: Final = ["basic_paid", "serious_illness_paid", "assistance_paid", "tilted_paid"]
BURDEN: Final = ["gravely_ill", "burden_heavy", "basic_living_severely_hard"]


@pytest.mark.parametrize(
    ("rule", "jurisdiction", "on", "expected"),
    [
        # Hunan's plan tilts to three classes, and to no special ones.
        (serious_illness, "hunan", ON, ILLNESS),
        # The plan before grants special classes a tilt without stating it.
        (serious_illness, "hunan", BEFORE, [*ILLNESS, *SPECIAL, "poor"]),
        # Guizhou's third class is people of monitored households too.
        (serious_illness, "guizhou", ON, [*ILLNESS, "monitored"]),
        (contribution_subsidy, "hunan", ON, CLASSES),
        # The plan before subsidises the poor and no other class, without stating a share.
        (contribution_subsidy, "hunan", BEFORE, ["contribution", "poor"]),
        # Yiyang helps those who exited; no schedule is stated, by whose years their share could differ.
        (contribution_subsidy, "yiyang", ON, [*CLASSES, "exited"]),
        # Ten points more for the poor only before 2021.
        (basic_insurance, "hunan", ON, ["in_scope_cost", "inpatient_share"]),
        (basic_insurance, "hunan", BEFORE, ["in_scope_cost", "inpatient_share", "poor"]),
        # Whom low incomes cover is left open; the poor as such are covered by no document of 2022.
        (medical_assistance, "hunan", ON, [name for name in specs(medical_assistance.Facts) if name != "poor"]),
        (medical_assistance, "hunan", BEFORE, list(specs(medical_assistance.Facts))),
        # The poor pay later only where a document says so.
        (settlement, "hunan", ON, ["total", "in_scope", *PAID, "in_county_inpatient", *BURDEN]),
        (settlement, "hunan", BEFORE, ["total", "in_scope", *PAID, "in_county_inpatient", "poor", *BURDEN]),
        # Term, age, purpose and the prime rates are criteria of their own, and no part of an amount.
        (small_loan, "guizhou", ON, [*LENT, *INTEREST, "year", "days_gone", "days_before", "older_balance"]),
        # Before 2021 no document ends the subsidy.
        (small_loan, "hunan", BEFORE, [*LENT, *INTEREST, "older_balance"]),
        (gradual_exit, "hunan", ON, [name for name in specs(gradual_exit.Facts) if name not in KEPT_IN_YIYANG]),
        (minimum_living, "hunan", ON, [name for name in specs(minimum_living.Facts) if name not in KEPT_IN_YIYANG]),
        (minimum_living, "yiyang", ON, list(specs(minimum_living.Facts))),
        (net_income, "hunan", ON, list(specs(net_income.Facts))),
    ],
)
def test_only_columns_are_asked_for_on_which_an_answer_can_depend(
    rule: ModuleType, jurisdiction: str, on: date, expected: list[str]
) -> None:
    assert asked(rule, terms(rule, jurisdiction, on)) == expected


def test_an_overlay_that_states_more_asks_for_more() -> None:
    stated = attrs.evolve(terms(serious_illness), special_rate_uplift=Decimal("0.05"))
    assert asked(serious_illness, stated) == [*ILLNESS, "special_difficulty"]
    stated = attrs.evolve(terms(serious_illness), prone_tilted=True)
    assert asked(serious_illness, stated) == [*ILLNESS, "monitored"]
    stated = attrs.evolve(terms(contribution_subsidy, "yiyang"), exited_shares=[Decimal("0.5"), Decimal("0.2")])
    assert asked(contribution_subsidy, stated) == [*CLASSES, "exited", "years_since_exit"]


@pytest.mark.parametrize(
    ("rule", "lines", "expected"),
    [
        (serious_illness, ["tilted"], TILTED),
        (serious_illness, ["deductible"], ["area_disposable_income", *TILTED]),
        (serious_illness, ["above_deductible"], ["in_scope_cost", "area_disposable_income", *TILTED]),
        (contribution_subsidy, ["eligible"], CLASSES[1:]),
        # No answer depends on these.
        (small_loan, ["term_permitted"], ["term_months"]),
        (small_loan, ["rate_permitted"], ["term_months", "annual_rate", "lpr_one_year", "lpr_five_year"]),
        (small_loan, ["age_permitted"], ["borrower_age"]),
        (small_loan, ["purpose_permitted"], ["for_production"]),
        (small_loan, ["balance", "term_permitted"], [*OWED, "term_months", "older_balance"]),
    ],
)
def test_lines_that_are_named_ask_for_what_they_depend_on(
    rule: ModuleType, lines: list[str], expected: list[str]
) -> None:
    of = terms(rule, "guizhou" if rule is small_loan else "hunan")
    assert asked(rule, of, lines=lines) == expected


def test_the_other_answers_do_not_ask_for_what_a_named_line_does() -> None:
    given: dict[str, Any] = {
        "borrower_in_scope": True,
        "outstanding": Decimal("30000.00"),
        "bearing": Decimal("30000.00"),
        "requested": Decimal("0.00"),
        "need_confirmed": False,
        "able_to_repay": False,
        "tops_up": False,
        "annual_rate": Decimal("0.036500"),
        "days": 365,
        "overdue_days": 0,
        "day_count": 365,
        "subsidised_share": Decimal("1.000000"),
        "year": 2022,
        "days_gone": 364,
        "days_before": 0,
        "older_balance": Decimal("0.00"),
    }
    loan, of = pl.DataFrame({name: [value] for name, value in given.items()}), terms(small_loan, "guizhou")
    found = frames.apply(small_loan, loan, of).row(0, named=True)
    # 30,000 x 3.65% x 365 / 365
    assert found["small_loan__interest_subsidy"] == Decimal("1095.00")
    assert found["small_loan__term_permitted"] is None
    with pytest.raises(InvalidInput) as raised:
        frames.apply(small_loan, loan, of, lines=["interest_subsidy", "term_permitted"])
    assert [item.path for item in raised.value.mismatches] == ["term_months"]
    with pytest.raises(InvalidInput) as raised:
        frames.missing(small_loan, loan, of, of="term_permitted")
    assert [item.path for item in raised.value.mismatches] == ["term_months"]
    assert frames.missing(small_loan, loan, of)["small_loan__missing"].to_list() == [""]
    within = frames.apply(small_loan, loan.with_columns(term_months=36), of, lines=["term_permitted"])
    assert within["small_loan__term_permitted"].to_list() == [True]


# -- a table without any fact ----------------------------------------------------------------------------------

NOTHING_KNOWN: Final[dict[ModuleType, dict[str, tuple[Decimal | None, Decimal | None]]]] = {
    net_income: {"gross_income": (None, None), "net_income": (None, None), "per_capita_net_income": (None, None)},
    minimum_living: {
        "countable_income": (None, None),
        "per_capita_income": (None, None),
        "gap": (Decimal("0.00"), None),
        "by_difference": (Decimal("0.00"), None),
        "grant": (Decimal("0.00"), None),
    },
}
"""What amounts lie between of which nothing is known: costs may exceed income, and transfers and the family's income be
negative."""


@pytest.mark.parametrize("name", [*QUICK, pytest.param("pyspark", marks=runs_here("pyspark"))])
@pytest.mark.parametrize("rule", NOTHING_KNOWN, ids=["net_income", "minimum_living"])
def test_a_table_without_any_fact_leaves_signed_amounts_unbounded(rule: ModuleType, name: str) -> None:
    about, of = rule.__name__.rsplit(".", 1)[-1], terms(rule)
    frame = engine(name)(pa.table({ROW: [0, 1, 2]}))
    found = frames.apply(rule, frame, of, absent="unknown", bounds=True)
    assert type(found) is type(frame)
    expected: dict[str, Any] = {}
    for line, (low, high) in NOTHING_KNOWN[rule].items():
        called = f"{about}__{line}"
        expected |= {called: None, f"{called}__low": low, f"{called}__high": high}
    truths = [line for line, spec in specs(rule.Worksheet).items() if spec.kind.name == "truth"]
    whole = expected | {f"{about}__{line}": None for line in truths}
    assert rows_of(found) == [{ROW: at} | whole for at in range(3)]
    types = arrow_table(found).schema
    assert all(pa.types.is_decimal(types.field(column).type) for column in expected)
    named = rows_of(frames.missing(rule, frame, of, absent="unknown"))
    assert [row[f"{about}__missing"] for row in named] == [
        ", ".join(name for name in specs(rule.Facts) if name not in KEPT_IN_YIYANG)
    ] * 3


@pytest.mark.parametrize("name", QUICK)
def test_a_negative_income_beside_nothing_else_bounds_what_it_can(name: str) -> None:
    family = pa.table({ROW: [0, 1], "family_income": pa.array([Decimal("-1.00"), None], pa.decimal128(18, 2))})
    found = rows_of(
        frames.apply(minimum_living, engine(name)(family), terms(minimum_living), absent="unknown", bounds=True)
    )
    # Less a cost of employment that nobody recorded: at most -1, and per head no more than nothing to the fen.
    known, unknown = ({name.removeprefix("minimum_living__"): value for name, value in row.items()} for row in found)
    assert (known["countable_income__low"], known["countable_income__high"]) == (None, Decimal("-1.00"))
    assert known["per_capita_income__low"] is None
    assert known["borderline"] is False  # never above the standard, which is not negative
    assert (known["grant__low"], known["grant__high"]) == (Decimal("0.00"), None)
    assert [unknown[f"countable_income__{end}"] for end in ("low", "high")] == [None, None]
