"""A page of an embedder's code, read by mypy and by pyright: terms, facts and worksheets are typed without a cast.

What must be refused carries an ignore; both checkers are told to report an ignore that nothing needs.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import assert_type

import pytest

import rural_revitalization as rr
from rural_revitalization import fields
from rural_revitalization.algebra import Amount, Area
from rural_revitalization.rules.form import AnyRule
from rural_revitalization.rules.medical import contribution_subsidy as rule

POLICY = rr.load_policy("hunan", on=date(2022, 6, 1))


def test_terms_facts_and_worksheets_of_a_rule_are_typed() -> None:
    terms = assert_type(POLICY.terms(rule), rule.Terms)
    facts = rule.Facts(contribution=320, orphan=True)
    worksheet = assert_type(rule.compute(facts, terms), rule.Worksheet)
    assert_type(worksheet.subsidy, Amount)
    # An orphan is subsidised in full.
    assert worksheet.subsidy == Decimal("320.00")


def test_what_is_reached_from_the_package_alone_is_typed() -> None:
    assert_type(POLICY.terms(rr.rules.medical.contribution_subsidy), rule.Terms)
    assert_type(rr.algebra.share(Decimal(320), Decimal("0.5")), Amount)
    rows: tuple[rr.Entitlement, ...] = rr.entitlements.employment.ROWS
    named = (rr.bills.year.Year, rr.loans.ledger.Ledger, rr.cases.Case, rr.policy.Policy, rr.errors.InvalidInput)
    assert all((rows, named, rr.catalogue.RULES, rr.strategies.facts))
    with pytest.raises(AttributeError, match="serious_ilness"):
        _ = rr.rules.medical.serious_ilness  # type: ignore[attr-defined]


def test_an_answer_is_known_or_a_range() -> None:
    family = rr.Household(id="1", members=[rr.Person(id="1-1", insured=True)])
    payment = rr.assess(family, POLICY, rr.LocalFigures(year=2022)).payment("contribution_subsidy", "1-1")
    assert payment is not None
    least = payment.amount.low if isinstance(payment.amount, rr.Unknown) else payment.amount
    # Nothing is recorded of a class, nor of the contribution: from nothing on.
    assert assert_type(least, Decimal | None) == Decimal("0.00")


def test_facts_are_of_their_kind_or_unknown() -> None:
    assert rule.Facts(contribution=320, orphan=None).orphan is not None
    with pytest.raises(rr.InvalidInput, match="contribution"):
        rule.Facts(contribution=[320])  # type: ignore[arg-type]


def test_a_misspelt_fact_is_refused() -> None:
    with pytest.raises(rr.InvalidInput, match="contributoin"):
        rule.Facts(contributoin=320)  # type: ignore[call-arg]


def test_terms_of_another_rule_are_refused() -> None:
    terms = POLICY.terms(rr.rules.medical.serious_illness)
    with pytest.raises(rr.InvalidInput, match="terms"):
        rr.frames.apply(rule, None, terms)  # type: ignore[misc]
    with pytest.raises(rr.InvalidInput, match="terms"):
        rr.frames.missing(rule, None, terms)  # type: ignore[misc]


def test_the_modules_of_the_catalogue_are_typed() -> None:
    module = rr.RULES[0]
    assert_type(module.RULE, AnyRule)
    assert module.RULE.name == "contribution_subsidy"
    with pytest.raises(AttributeError, match="RULLE"):
        _ = module.RULLE  # type: ignore[attr-defined]


@fields.worksheet_class
class Stay:
    """A worksheet with lines of two kinds that no truth and no amount is."""

    until: date = fields.day("until", zh="截止日期")
    floor: Area = fields.area("floor area", zh="面积")


def test_every_line_of_a_worksheet_must_be_given() -> None:
    assert Stay(until=date(2022, 6, 1), floor=Decimal(25)).floor == 25
    with pytest.raises(TypeError, match="until"):
        Stay(floor=Decimal(25))  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="floor"):
        Stay(until=date(2022, 6, 1))  # type: ignore[call-arg]


def test_a_misspelt_line_is_refused() -> None:
    worksheet = rule.compute(rule.Facts(), POLICY.terms(rule))
    with pytest.raises(AttributeError, match="subsdy"):
        _ = worksheet.subsdy  # type: ignore[attr-defined]
