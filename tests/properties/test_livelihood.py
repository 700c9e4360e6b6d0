"""The laws of relocation and of early warning."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from rural_revitalization.fields import specs
from rural_revitalization.rules.livelihood import household_relocation, relocation_loans
from rural_revitalization.rules.monitoring import warning_signal
from rural_revitalization.strategies import amounts, known_facts, terms

MORE = st.integers(1, 5)


@given(known_facts(household_relocation), terms(household_relocation), amounts(high=Decimal(100)))
def test_a_larger_home_is_never_within_a_limit_that_a_smaller_one_exceeds(facts: Any, stated: Any, more: Any) -> None:
    larger = attrs.evolve(facts, floor_area=min(facts.floor_area + more, Decimal(10**6)))
    before, after = (household_relocation.compute(one, stated) for one in (facts, larger))
    assert before.area_permitted | (after.area_permitted is False)


@given(known_facts(household_relocation), terms(household_relocation), MORE)
def test_more_members_never_have_less_room(facts: Any, stated: Any, more: int) -> None:
    before, after = (
        household_relocation.compute(one, stated) for one in (facts, attrs.evolve(facts, members=facts.members + more))
    )
    assert before.permitted_area <= after.permitted_area
    assert (before.area_permitted is False) | after.area_permitted


@given(known_facts(household_relocation), terms(household_relocation))
def test_nobody_is_relocated_against_its_will_or_off_the_register(facts: Any, stated: Any) -> None:
    worksheet: Any = household_relocation.compute(facts, stated)
    assert worksheet.in_scope is not True or (facts.agreed and facts.registered)
    assert not (worksheet.as_urban and worksheet.as_rural)
    assert not (worksheet.work_first and worksheet.industry_first)
    assert not (worksheet.own_services and worksheet.host_services)


@given(known_facts(relocation_loans), terms(relocation_loans))
def test_centre_and_province_bear_the_whole_interest(facts: Any, stated: Any) -> None:
    worksheet: Any = relocation_loans.compute(facts, stated)
    assert worksheet.central + worksheet.provincial == facts.interest
    assert min(worksheet.central, worksheet.provincial) >= 0


@given(known_facts(warning_signal), terms(warning_signal), amounts(), amounts())
def test_what_gets_worse_never_takes_a_signal_away(facts: Any, stated: Any, less: Decimal, more: Decimal) -> None:
    worse = attrs.evolve(facts, household_net_income=facts.household_net_income - less, spending=facts.spending + more)
    before, after = (warning_signal.compute(one, stated) for one in (facts, worse))
    for line in ("income_falls", "spending_rises", "signal", "watched_closely"):
        assert getattr(before, line) is not True or getattr(after, line) is True


@given(known_facts(warning_signal), terms(warning_signal))
def test_a_signal_is_what_sets_it_off(facts: Any, stated: Any) -> None:
    worksheet: Any = warning_signal.compute(facts, attrs.evolve(stated, watched=True, of_all=True))
    lines = [line for line in specs(warning_signal.Worksheet) if line.endswith("_wanting")]
    causes = [worksheet.income_falls, worksheet.spending_rises, *(getattr(worksheet, line) for line in lines)]
    assert len(lines) == 5
    assert worksheet.signal is any(causes)
