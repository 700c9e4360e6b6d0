"""The laws of the allowance: the grant by difference, and its gradual exit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from rural_revitalization.algebra import UNSET
from rural_revitalization.rules.allowance import gradual_exit, minimum_living, single_person_household
from rural_revitalization.strategies import amounts, known_facts, terms

FEN = Decimal("0.01")


@given(known_facts(minimum_living), terms(minimum_living), amounts())
def test_a_grant_falls_by_exactly_the_rise_in_income_until_it_reaches_nothing(
    facts: Any, stated: Any, rise: Decimal
) -> None:
    whole = attrs.evolve(
        facts,
        members_counted=facts.members,
        family_income=abs(facts.family_income),
        employment_cost=0,
        rigid_spending=0,
        exempt_income=0,
        yearly_standard=12 * max(1, facts.yearly_standard // 12),
    )
    stated = attrs.evolve(stated, round_to=None)
    before: Any = minimum_living.compute(whole, stated)
    after: Any = minimum_living.compute(attrs.evolve(whole, family_income=whole.family_income + rise), stated)
    assert after.grant == max(before.grant - rise, 0)


@given(known_facts(minimum_living), terms(minimum_living))
def test_a_grant_lifts_nobody_above_the_standard(facts: Any, stated: Any) -> None:
    counted = attrs.evolve(facts, members_counted=min(facts.members, facts.members_counted))
    worksheet: Any = minimum_living.compute(counted, stated)
    # Half a fen of rounding, of a month or where not all are counted.
    assert 0 <= 12 * worksheet.by_difference <= facts.yearly_standard * counted.members_counted + 12 * FEN
    assert 12 * (max(worksheet.countable_income, 0) + worksheet.by_difference) <= max(
        facts.yearly_standard * facts.members + 12 * FEN, 12 * worksheet.countable_income
    )


@given(known_facts(minimum_living), terms(minimum_living))
def test_a_grant_is_rounded_up_to_the_next_multiple_of_what_the_locality_says(facts: Any, stated: Any) -> None:
    worksheet: Any = minimum_living.compute(facts, stated)
    step = FEN if stated.round_to is UNSET else Decimal(stated.round_to)
    assert worksheet.grant % step == 0
    assert 0 <= worksheet.grant - worksheet.by_difference < step


@given(known_facts(minimum_living), terms(minimum_living))
def test_a_family_is_below_the_standard_or_borderline_or_neither_never_both(facts: Any, stated: Any) -> None:
    worksheet: Any = minimum_living.compute(facts, stated)
    assert not (worksheet.below_standard and worksheet.borderline)
    assert worksheet.gap == 0 or worksheet.below_standard


@given(known_facts(gradual_exit), terms(gradual_exit))
def test_an_exit_never_raises_the_grant_and_ends_with_its_window(facts: Any, stated: Any) -> None:
    worksheet: Any = gradual_exit.compute(facts, stated)
    assert 0 <= worksheet.grant <= facts.current_grant
    assert worksheet.months_left <= stated.window_months
    late: Any = gradual_exit.compute(attrs.evolve(facts, months_above=stated.window_months + 1), stated)
    assert not late.in_window
    assert late.grant == (facts.current_grant if facts.receiving and not late.above_standard else 0)


@given(known_facts(gradual_exit), terms(gradual_exit), st.integers(0, 24))
def test_time_never_raises_the_grant_of_an_exit(facts: Any, stated: Any, later: int) -> None:
    now: Any = gradual_exit.compute(facts, stated)
    then: Any = gradual_exit.compute(attrs.evolve(facts, months_above=facts.months_above + later), stated)
    assert then.grant <= now.grant


@given(known_facts(single_person_household), terms(single_person_household))
def test_a_milder_grade_never_opens_what_a_severer_one_does_not(facts: Any, stated: Any) -> None:
    severe = attrs.evolve(facts, disability_grade=max(facts.disability_grade, 1))
    milder = attrs.evolve(severe, disability_grade=min(severe.disability_grade + 1, 4))
    may: Any = single_person_household.compute(severe, stated).may_be_counted_alone
    assert may or not single_person_household.compute(milder, stated).may_be_counted_alone
