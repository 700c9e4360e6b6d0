"""The laws of small loans."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
from hypothesis import assume, given

from rural_revitalization import blockers
from rural_revitalization.rules.credit import small_loan
from rural_revitalization.strategies import amounts, known_facts, terms


@given(known_facts(small_loan), terms(small_loan))
def test_what_is_granted_keeps_within_the_request_and_the_cap(facts: Any, stated: Any) -> None:
    worksheet: Any = small_loan.compute(facts, stated)
    assert 0 <= worksheet.granted <= facts.requested
    assert worksheet.balance == facts.outstanding + worksheet.granted
    assert worksheet.granted == 0 or worksheet.balance <= worksheet.permitted_total


@given(known_facts(small_loan), terms(small_loan))
def test_interest_is_subsidy_and_own_payment(facts: Any, stated: Any) -> None:
    worksheet: Any = small_loan.compute(facts, stated)
    assert 0 <= worksheet.interest_subsidy <= worksheet.interest
    assert worksheet.own_interest == worksheet.interest - worksheet.interest_subsidy
    assert worksheet.subsidised_principal <= min(worksheet.bearing_principal, stated.subsidised_cap)
    assert worksheet.risk_compensated_principal <= min(worksheet.balance, stated.risk_compensated_cap)


@given(known_facts(small_loan), terms(small_loan))
def test_who_is_not_in_scope_is_granted_nothing_and_owes_what_was_owed(facts: Any, stated: Any) -> None:
    worksheet: Any = small_loan.compute(attrs.evolve(facts, borrower_in_scope=False), stated)
    assert (worksheet.granted, worksheet.balance) == (0, facts.outstanding)


@given(known_facts(small_loan), terms(small_loan), amounts())
def test_asking_for_more_never_brings_less(facts: Any, stated: Any, more: Decimal) -> None:
    # What was repaid within the year bore interest too, which that of a new balance is not held against.
    assume(facts.bearing <= facts.outstanding)
    less: Any = small_loan.compute(facts, stated)
    greedy: Any = small_loan.compute(attrs.evolve(facts, requested=facts.requested + more), stated)
    assert greedy.granted >= less.granted
    assert greedy.interest >= less.interest


@given(known_facts(small_loan), terms(small_loan))
def test_days_overdue_cost_the_borrower_and_never_the_fund(facts: Any, stated: Any) -> None:
    in_time: Any = small_loan.compute(attrs.evolve(facts, overdue_days=0), stated)
    late: Any = small_loan.compute(facts, stated)
    assert late.interest == in_time.interest
    assert late.interest_subsidy <= in_time.interest_subsidy


@given(known_facts(small_loan), terms(small_loan))
def test_a_loan_may_be_lent_where_no_criterion_stands_against_it(facts: Any, stated: Any) -> None:
    worksheet: Any = small_loan.compute(facts, stated)
    lpr = facts.lpr_one_year if facts.term_months <= stated.short_term else facts.lpr_five_year
    owed = facts.older_balance + facts.outstanding
    topped_up = facts.tops_up and owed > 0 and facts.need_confirmed and facts.able_to_repay
    most = stated.topup_cap if topped_up else stated.first_loan_cap
    against = {
        "lent_in_scope": not facts.borrower_in_scope,
        "request_permitted": facts.requested > max(most - owed, 0),
        "balance_permitted": owed > most,
        "term_permitted": facts.term_months > stated.term_cap,
        "rate_permitted": facts.annual_rate > lpr,
        "age_permitted": not stated.youngest <= facts.borrower_age <= stated.oldest,
        "purpose_permitted": not facts.for_production,
    }
    assert blockers(worksheet) == tuple(name for name, stands in against.items() if stands)
    assert worksheet.may_be_lent is not any(against.values())


@given(known_facts(small_loan), terms(small_loan))
def test_term_age_rate_and_purpose_never_change_an_amount(facts: Any, stated: Any) -> None:
    worksheet: Any = small_loan.compute(facts, stated)
    other = attrs.evolve(
        facts, borrower_age=17, for_production=not facts.for_production, term_months=facts.term_months + 40
    )
    changed: Any = small_loan.compute(other, stated)
    for name in ("granted", "balance", "interest", "interest_subsidy", "own_interest"):
        assert getattr(changed, name) == getattr(worksheet, name)
