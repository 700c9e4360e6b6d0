"""Recorded facts that cannot both be true: what they leave open, and how they are named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from rural_revitalization import (
    AllowanceSpell,
    Assessment,
    Household,
    Income,
    IncomeKind,
    LocalFigures,
    MedicalBill,
    Person,
    Risk,
    RiskState,
    Spell,
    Unknown,
    assess,
    frames,
    load_policy,
    records,
)
from rural_revitalization.wording import LANGUAGES

ON = date(2022, 6, 1)
SINCE = (Spell(since=date(2021, 3, 1)),)
TWICE = "999999198001010011"


def assessed(*members: Person, **recorded: Any) -> Assessment:
    figures: dict[str, Any] = {"allowance_standard": 500, "severe_disability_grade": 2, "insurance_contribution": 320}
    local = LocalFigures(year=2022, **figures, sources=dict.fromkeys(figures, "made up"))
    people = members or (Person(id="p"),)
    return assess(Household(id="h", members=people, **recorded), load_policy("hunan", on=ON), local)


def named(found: Assessment) -> list[tuple[str | None, tuple[str, str]]]:
    return [(item.person, item.fields) for item in found.conflicts]


def test_a_household_in_order_has_no_conflicts() -> None:
    risk = Risk(found_on=date(2021, 3, 1), state=RiskState.OPEN)
    person = Person(id="p", severely_disabled=SINCE, disability_kind="limb", disability_grade=2, birth_date=ON)
    assert assessed(person, monitored=SINCE, risks=[risk], allowance_borderline=True).conflicts == ()


def test_a_monitored_household_without_any_risk_contradicts_itself() -> None:
    found = assessed(monitored=SINCE, risks=())
    assert named(found) == [(None, ("monitored", "risks"))]
    decision = found.decision("risk_elimination")
    assert decision is not None
    assert isinstance(decision.worksheet.risk_gone, Unknown)
    # Before it was monitored there was nothing to contradict.
    assert assessed(monitored=[Spell(since=date(2022, 7, 1))], risks=()).conflicts == ()


def test_one_identity_number_of_two_members_may_be_one_person() -> None:
    members = (
        Person(id=name, identity_number=number, minimum_living_allowance=())
        for name, number in (("a", TWICE), ("b", TWICE), ("c", None))
    )
    found = assessed(*members, family_income=900, employment_cost=0)
    assert named(found) == [(None, ("members[0].identity_number", "members[1].identity_number"))]
    grant = found.payment("minimum_living")
    assert grant is not None
    # Two have 2 x 500 - 900 = 100.00, three 3 x 500 - 900 = 600.00.
    assert isinstance(grant.amount, Unknown)
    assert (grant.amount.low, grant.amount.high) == (Decimal("100.00"), Decimal("600.00"))
    assert TWICE not in repr(found.conflicts)


def test_one_number_of_somebody_who_left_is_no_conflict() -> None:
    left = Person(id="a", identity_number=TWICE, left_on=date(2021, 1, 1))
    assert assessed(left, Person(id="b", identity_number=TWICE)).conflicts == ()


def test_a_bill_before_the_birth_may_be_somebody_elses() -> None:
    bills = [MedicalBill(settled_on=date(2022, 2, 1), total=900, in_scope=900, basic_insurance_paid=400)]
    child = Person(id="p", birth_date=date(2022, 3, 1), insured=True, bills=bills)
    found = assessed(child)
    assert named(found) == [("p", ("members[0].bills[0].settled_on", "members[0].birth_date"))]
    cost = child.in_scope_cost(ON)
    assert isinstance(cost, Unknown)
    assert (cost.low, cost.high, set(cost.facts)) == (Decimal("0.00"), Decimal("500.00"), {"bills", "birth_date"})


def test_a_borderline_family_below_the_standard_is_neither_in_tables_nor_in_records() -> None:
    person = Person(id="p", minimum_living_allowance=(), gravely_ill=True)
    found = assessed(person, family_income=300, employment_cost=0, allowance_borderline=True)
    assert named(found) == [(None, ("allowance_borderline", "family_income"))]
    grant, alone = found.payment("minimum_living"), found.decision("single_person_household", "p")
    assert grant is not None
    assert alone is not None
    # 500 - 300 = 200.00, or nothing for a family that is borderline
    assert isinstance(grant.amount, Unknown)
    assert (grant.amount.low, grant.amount.high) == (Decimal("0.00"), Decimal("200.00"))
    assert isinstance(alone.outcome, Unknown)
    row = {"id": ["h"], "family_income": [Decimal("300.00")], "employment_cost": [Decimal("0.00")]}
    households = pl.DataFrame(row | {"allowance_borderline": [True]})
    people = pl.DataFrame({"household": ["h"], "id": ["p"], "minimum_living_allowance": [False], "gravely_ill": [True]})
    inputs = found.inputs
    tables = frames.assess(people, households, inputs.policy, inputs.local, on=ON, absent="unknown", bounds=True)
    (of_household,) = tables.households.iter_rows(named=True)
    (of_person,) = tables.people.iter_rows(named=True)
    assert of_household["minimum_living__status"] == "not_determined"
    assert (of_household["minimum_living__due__low"], of_household["minimum_living__due__high"]) == (
        Decimal("0.00"),
        Decimal("200.00"),
    )
    assert of_person["single_person_household__outcome"] == "undetermined"


def test_income_per_head_that_its_parts_do_not_come_to_is_disputed() -> None:
    wages = [Income(kind=kind, amount=13000 if kind is IncomeKind.WAGE else 0) for kind in IncomeKind]
    earner = Person(id="p", income=wages)
    # 13,000 - 1,000 = 12,000.00 a head, less than a yuan away from 12,000.99: it may be how the figure was rounded.
    assert assessed(earner, business_costs=1000, per_capita_net_income="12000.99").conflicts == ()
    found = assessed(Person(id="q", income=()), earner, business_costs=1000, per_capita_net_income=7000)
    # 12,000 for two is 6,000.00 a head.
    assert named(found) == [(None, ("per_capita_net_income", "members[0].income"))]
    decision = found.decision("identification")
    assert decision is not None
    income = decision.worksheet.facts.household_net_income
    assert isinstance(income, Unknown)
    assert (income.low, income.high) == (Decimal("12000.00"), Decimal("14000.00"))


def test_nobody_is_in_extreme_poverty_and_on_the_allowance() -> None:
    found = assessed(Person(id="p", extreme_poverty=SINCE, minimum_living_allowance=SINCE), allowance_grant=300)
    assert named(found) == [("p", ("members[0].extreme_poverty", "members[0].minimum_living_allowance"))]
    # The family's grant hangs on it: 300.00 if the allowance holds, none if the person is in extreme poverty.
    grant = found.payment("gradual_exit")
    assert grant is not None
    assert isinstance(grant.amount, Unknown)
    assert (grant.amount.low, grant.amount.high) == (Decimal("0.00"), Decimal("300.00"))


def test_conflicts_are_written_and_read_out_in_both_languages() -> None:
    person = Person(id="p", severely_disabled=(), disability_kind="limb", disability_grade=1, insured=True)
    found = assessed(person)
    assert records.assessment_data(found)["conflicts"] == [
        {
            "person": "p",
            "fields": ["members[0].disability_grade", "members[0].severely_disabled"],
            "label": "grade of disability / registered as severely disabled",
            "zh": "残疾等级 / 重度残疾人",
        }
    ]
    english, chinese = ("\n".join(found.explain(lang)) for lang in LANGUAGES)
    assert "recorded, but cannot both be true, so left open:\n  p: grade of disability" in english
    assert "登记相互矛盾，相关结论待定" in chinese


def test_two_grants_of_one_family_are_named_and_one_that_was_recorded_stands_above_both() -> None:
    def receiving(key: str, grant: int, *, alone: bool | None = None) -> Person:
        return Person(id=key, minimum_living_allowance=[AllowanceSpell(since=ON, grant=grant, alone=alone)])

    both = receiving("a", 300), receiving("b", 400)
    fields = ("members[0].minimum_living_allowance", "members[1].minimum_living_allowance")
    assert named(assessed(*both)) == [(None, fields)]
    assert named(assessed(*both, allowance_grant=350)) == []
    assert named(assessed(receiving("a", 300), receiving("b", 300))) == []
    # A grant of one member alone is not the family's.
    assert named(assessed(receiving("a", 300, alone=False), receiving("b", 400, alone=True))) == []
