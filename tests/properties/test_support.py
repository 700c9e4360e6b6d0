"""The laws of support, pension contributions and standards."""

from __future__ import annotations

from typing import Any

import attrs
from hypothesis import given

from rural_revitalization.rules.allowance import (
    extreme_poverty_recognition,
    extreme_poverty_support,
    minimum_living,
    pension_contribution,
    relief_in_difficulty,
    standard_adjustment,
    two_lines,
)
from rural_revitalization.strategies import known_facts, terms


@given(known_facts(extreme_poverty_support), terms(extreme_poverty_support))
def test_support_is_never_less_than_basic_living_and_never_more_than_the_dearest_care(facts: Any, stated: Any) -> None:
    worksheet: Any = extreme_poverty_support.compute(facts, stated)
    dearest = max(facts.care_of_unable, facts.care_in_part, facts.care_of_able)
    assert facts.basic_standard <= worksheet.support <= facts.basic_standard + dearest


@given(known_facts(extreme_poverty_recognition), terms(extreme_poverty_recognition))
def test_whoever_has_a_source_of_living_or_a_supporter_is_not_recognised(facts: Any, stated: Any) -> None:
    worksheet: Any = extreme_poverty_recognition.compute(facts, stated)
    assert not (worksheet.recognised and (facts.source_of_living or facts.supporter_able))
    worse: Any = extreme_poverty_recognition.compute(attrs.evolve(facts, disability_grade=1), stated)
    assert worse.recognised or not (worksheet.recognised and facts.disability_grade > 0)


@given(known_facts(pension_contribution), terms(pension_contribution))
def test_no_more_is_paid_than_the_tier_and_a_further_class_never_lowers_it(facts: Any, stated: Any) -> None:
    worksheet: Any = pension_contribution.compute(facts, stated)
    assert worksheet.paid >= 0
    assert worksheet.own_payment >= 0
    assert worksheet.paid + worksheet.own_payment == worksheet.tier
    for name in ("severely_disabled", "minimum_living_allowance", "extreme_poverty", "returned_to_poverty"):
        more: Any = pension_contribution.compute(attrs.evolve(facts, **{name: True}), stated)
        assert more.paid >= worksheet.paid
        assert more.eligible


@given(known_facts(relief_in_difficulty), terms(relief_in_difficulty))
def test_the_township_relieves_nobody_who_is_not_relieved(facts: Any, stated: Any) -> None:
    worksheet: Any = relief_in_difficulty.compute(facts, stated)
    assert worksheet.relieved or not worksheet.township_first
    ways = (worksheet.severely_hard_for_a_cause, worksheet.poor_in_difficulty, worksheet.in_difficulty)
    assert worksheet.relieved is any(ways)


@given(known_facts(standard_adjustment), terms(standard_adjustment))
def test_a_higher_standard_keeps_up_if_a_lower_one_does(facts: Any, stated: Any) -> None:
    before: Any = standard_adjustment.compute(facts, stated)
    after: Any = standard_adjustment.compute(attrs.evolve(facts, standard=facts.standard + 1), stated)
    for line in ("kept_up", "target_reached", "not_lowered", "prices_followed"):
        assert getattr(after, line) or not getattr(before, line)


@given(known_facts(two_lines), terms(two_lines))
def test_nothing_is_short_where_the_lines_are_one(facts: Any, stated: Any) -> None:
    worksheet: Any = two_lines.compute(facts, stated)
    assert worksheet.shortfall >= 0
    assert worksheet.shortfall == 0 or not worksheet.lines_are_one


@given(known_facts(minimum_living), terms(minimum_living))
def test_a_further_member_without_income_never_lowers_the_grant(facts: Any, stated: Any) -> None:
    counted = attrs.evolve(facts, members_counted=facts.members)
    more = attrs.evolve(counted, members=facts.members + 1, members_counted=facts.members + 1)
    before: Any = minimum_living.compute(counted, stated)
    after: Any = minimum_living.compute(more, stated)
    assert after.grant >= before.grant
