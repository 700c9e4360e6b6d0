"""The laws of grants and subsidies."""

from __future__ import annotations

from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from rural_revitalization.algebra import UNSET
from rural_revitalization.rules.allowance import child_living_grant, disability_subsidies
from rural_revitalization.rules.livelihood import certificate_grant, enterprise_grants, vocational_grant
from rural_revitalization.strategies import known_facts, terms


def changed(facts: Any, **more: Any) -> Any:
    return attrs.evolve(facts, **more)


@given(known_facts(disability_subsidies), terms(disability_subsidies))
def test_both_subsidies_are_added_and_a_severe_disability_never_lowers_them(facts: Any, stated: Any) -> None:
    worksheet: Any = disability_subsidies.compute(facts, stated)
    assert worksheet.subsidies == worksheet.living + worksheet.nursing
    assert worksheet.living in (0, facts.living_standard)
    assert worksheet.nursing in (0, facts.nursing_standard)
    assert worksheet.eligible == (worksheet.living_due or worksheet.nursing_due)
    severe: Any = disability_subsidies.compute(changed(facts, severely_disabled=True), stated)
    assert severe.subsidies >= worksheet.subsidies


@given(known_facts(disability_subsidies), terms(disability_subsidies))
def test_nobody_excluded_has_a_subsidy_and_no_class_of_help_loses_the_nursing_subsidy(facts: Any, stated: Any) -> None:
    excluded: Any = disability_subsidies.compute(changed(facts, extreme_poverty=True), stated)
    assert excluded.subsidies == 0 or not stated.not_in_extreme_poverty
    worksheet: Any = disability_subsidies.compute(facts, stated)
    orphan: Any = disability_subsidies.compute(changed(facts, orphan=True), stated)
    assert orphan.nursing == worksheet.nursing
    assert orphan.living == 0 or not stated.not_of_orphans


@given(known_facts(child_living_grant), terms(child_living_grant))
def test_a_child_of_both_classes_is_paid_once(facts: Any, stated: Any) -> None:
    worksheet: Any = child_living_grant.compute(facts, stated)
    both: Any = child_living_grant.compute(changed(facts, orphan=True, unattended=True), stated)
    assert worksheet.grant in (0, both.grant)
    assert both.grant in (0, facts.standard_at_home, facts.standard_in_institution)


@given(known_facts(vocational_grant), terms(vocational_grant))
def test_who_is_granted_has_at_least_the_floor_and_the_countys_standard(facts: Any, stated: Any) -> None:
    worksheet: Any = vocational_grant.compute(facts, stated)
    if not worksheet.eligible:
        assert worksheet.grant == 0
    else:
        assert facts.in_vocational
        assert worksheet.grant >= facts.local_standard
        assert stated.least is UNSET or worksheet.grant >= stated.least


@given(known_facts(certificate_grant), terms(certificate_grant), st.integers(0, 24))
def test_longer_training_never_loses_the_grant_and_none_has_none(facts: Any, stated: Any, more: int) -> None:
    months = min(facts.certified_training + more, 1_000_000)
    worksheet: Any = certificate_grant.compute(facts, stated)
    longer: Any = certificate_grant.compute(changed(facts, certified_training=months), stated)
    none: Any = certificate_grant.compute(changed(facts, certified_training=0), stated)
    assert none.grant == 0 <= worksheet.grant <= longer.grant


@given(known_facts(enterprise_grants), terms(enterprise_grants))
def test_no_enterprise_has_more_than_its_level_or_the_highest_subsidy(facts: Any, stated: Any) -> None:
    worksheet: Any = enterprise_grants.compute(facts, stated)
    assert 0 <= worksheet.incubator_grant <= worksheet.of_level
    assert worksheet.talent_subsidy <= facts.talent_grade_amount
    assert (
        worksheet.talent_subsidy == 0 if stated.talent_cap is UNSET else worksheet.talent_subsidy <= stated.talent_cap
    )
    before: Any = enterprise_grants.compute(changed(facts, granted_before=0), stated)
    assert before.incubator_grant == before.of_level


@given(known_facts(enterprise_grants), terms(enterprise_grants))
def test_an_incubator_that_was_granted_what_it_is_due_is_due_nothing_more(facts: Any, stated: Any) -> None:
    due: Any = enterprise_grants.compute(facts, stated)
    granted = changed(facts, granted_before=facts.granted_before + due.incubator_grant)
    after: Any = enterprise_grants.compute(granted, stated)
    assert due.incubator_grant <= due.of_level
    assert after.incubator_grant == 0
