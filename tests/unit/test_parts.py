"""Facts that are parts of one whole: together they are at most it, in facts, files and what strategies draw."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rural_revitalization import InvalidInput, Unknown, strategies
from rural_revitalization.catalogue import RULES
from rural_revitalization.cli import main
from rural_revitalization.fields import specs, wholes_of
from rural_revitalization.rules.allowance import minimum_living
from rural_revitalization.rules.credit import small_loan
from rural_revitalization.rules.medical import settlement

BILL: dict[str, Any] = {"total": 5500, "in_scope": 5000}
WITH_PARTS = [rule for rule in RULES if wholes_of(specs(rule.Facts))]


def refused(rule: Any, **facts: Any) -> list[str]:
    with pytest.raises(InvalidInput) as raised:
        rule.Facts(**facts)
    return [str(item) for item in raised.value.mismatches]


def test_three_rules_have_facts_that_are_parts() -> None:
    assert {rule.RULE.name: dict(wholes_of(specs(rule.Facts))) for rule in WITH_PARTS} == {
        "minimum_living": {"members": ("members_counted",)},
        "small_loan": {"days": ("overdue_days",)},
        "settlement": {
            "total": ("in_scope",),
            "in_scope": ("basic_paid", "serious_illness_paid", "assistance_paid", "tilted_paid"),
        },
    }


def test_a_part_above_its_whole_is_refused_with_both() -> None:
    assert refused(small_loan, days=60, overdue_days=300) == ["overdue_days: expected at most days (60), got 300"]
    assert refused(minimum_living, members=2, members_counted=4) == [
        "members_counted: expected at most members (2), got 4"
    ]
    assert refused(settlement, **BILL, basic_paid=6100) == [
        "basic_paid: expected at most in_scope (5000.00), got 6100.00"
    ]
    # 4,000 + 1,000.01 of 5,000: each is within it, together they are not; a part below zero makes no room for others.
    assert refused(settlement, **BILL, basic_paid=4000, assistance_paid="1000.01", tilted_paid=-5) == [
        "basic_paid: expected at most in_scope (5000.00) together with assistance_paid, got 5000.01",
        "assistance_paid: expected at most in_scope (5000.00) together with basic_paid, got 5000.01",
    ]


def test_a_part_not_recorded_is_at_least_its_own_parts() -> None:
    # What is in scope of 5,500 was not recorded; 6,100 of it were paid.
    assert refused(settlement, total=5500, basic_paid=4000, tilted_paid=2100) == [
        "in_scope: expected at most total (5500.00), got 6100.00"
    ]
    assert settlement.Facts(total=5500, basic_paid=4000, tilted_paid=1500).total == Decimal(5500)
    # A reversal may take back more than its own.
    assert settlement.Facts(total=-5500, basic_paid=-4000, tilted_paid=-2100).total == Decimal(-5500)


def test_what_may_be_true_is_not_refused() -> None:
    assert settlement.Facts(**BILL, basic_paid=4000, assistance_paid=1000).basic_paid == Decimal(4000)
    # Of a reversal of 5,000 the year takes back 6,100; and nobody recorded what it was of.
    assert settlement.Facts(in_scope=-5000, basic_paid=-6100).basic_paid == Decimal(-6100)
    assert settlement.Facts(basic_paid=6100).basic_paid == Decimal(6100)
    assert isinstance(small_loan.Facts(overdue_days=300).days, Unknown)
    assert small_loan.Facts(days=Unknown(60, 300, {"loans"}), overdue_days=300).overdue_days == 300


def test_ranges_that_cannot_agree_are_refused() -> None:
    between = Unknown(100, 300, {"loans"})
    assert refused(small_loan, days=Unknown(0, 99, {"loans"}), overdue_days=between) == [
        "overdue_days: expected at most days (99), got 100"
    ]


def test_what_is_wrong_with_single_facts_comes_first() -> None:
    assert refused(small_loan, days=60, overdue_days=300, outstanding=-1) == [
        "outstanding: expected yuan as Decimal, int or str, to the fen, at least 0.00, got -1"
    ]


def test_a_change_is_checked_as_well() -> None:
    facts: Any = settlement.Facts(**BILL, basic_paid=4000)
    with pytest.raises(InvalidInput, match="basic_paid: expected at most in_scope"):
        attrs.evolve(facts, in_scope=3000)


@pytest.mark.parametrize("rule", WITH_PARTS, ids=lambda rule: rule.RULE.name)
@given(data=st.data())
def test_facts_and_fillings_are_drawn_within_their_wholes(rule: Any, data: st.DataObject) -> None:
    facts = data.draw(strategies.facts(rule))  # refused if they were not
    filled = data.draw(strategies.fillings(facts))
    for whole, parts in wholes_of(specs(rule.Facts)).items():
        in_all = sum(max(getattr(filled, part), 0) for part in parts)
        assert getattr(filled, whole) < 0 or in_all <= getattr(filled, whole)


def test_rows_of_a_file_are_rejected_with_both_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("polars")
    table, rejects = tmp_path / "in.csv", tmp_path / "rejects.csv"
    rows = (
        "编号,政策范围内费用,基本医保支付,倾斜救助支付",
        "a,5000,4000.00,1000",
        "b,5000,6100,",
        "c,5000,4000,1000.01",
        "d,-50,-60,",
    )
    table.write_text("\n".join(rows), encoding="utf-8")
    options = ["--policy", "hunan", "--on", "2022-06-01", "--absent", "unknown", "--out", str(tmp_path / "out.csv")]
    assert main(["apply", "settlement", str(table), *options, "--rejects", str(rejects)]) == 3
    assert "2 rows worked out" in capsys.readouterr().out
    assert rejects.read_text(encoding="utf-8").splitlines()[1:] == [
        "3,基本医保支付,6100,expected at most 政策范围内费用 together with 倾斜救助支付",
        "4,基本医保支付,4000,expected at most 政策范围内费用 together with 倾斜救助支付",
        "4,倾斜救助支付,1000.01,expected at most 政策范围内费用 together with 基本医保支付",
    ]
