"""The laws of contribution subsidy and serious-illness insurance."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rural_revitalization import NO_CEILING, Band, Unknown, load_policy, not_stated
from rural_revitalization.algebra import Schedule
from rural_revitalization.fields import specs
from rural_revitalization.rules.medical import contribution_subsidy, serious_illness
from rural_revitalization.strategies import amounts, known_facts, terms

SUBSIDY_CLASSES = (
    "extreme_poverty",
    "severely_disabled",
    "orphan",
    "de_facto_unattended_child",
    "minimum_living_allowance",
    "low_income",
    "monitored",
    "poor",
    "exited",
)
SUMS_OF_THE_FULL = tuple(
    f"{name}_{kind}"
    for name in ("extreme_poverty", "severely_disabled", "orphan", "unattended_child")
    for kind in ("sum", "sums")
)
SUMS_BY_TIER = tuple(name for name in specs(contribution_subsidy.Terms) if name.endswith("_sums"))
TILTED_CLASSES = ("extreme_poverty", "minimum_living_allowance", "returned_to_poverty")
FEN = Decimal("0.01")


@given(known_facts(contribution_subsidy), terms(contribution_subsidy))
def test_a_subsidy_lies_between_nothing_and_the_contribution(facts: Any, stated: Any) -> None:
    worksheet: Any = contribution_subsidy.compute(facts, stated)
    assert 0 <= worksheet.subsidy <= facts.contribution
    assert worksheet.subsidy + worksheet.own_payment == facts.contribution
    assert worksheet.subsidy == worksheet.subsidy.quantize(FEN)


@given(known_facts(contribution_subsidy), terms(contribution_subsidy))
def test_nobody_outside_the_classes_is_subsidised_where_the_classes_are_named(facts: Any, stated: Any) -> None:
    outside = attrs.evolve(facts, **dict.fromkeys(SUBSIDY_CLASSES, False))
    stated = attrs.evolve(stated, unnamed_rate=None)
    worksheet: Any = contribution_subsidy.compute(outside, stated)
    assert (worksheet.eligible, worksheet.rate, worksheet.subsidy) == (False, 0, 0)


@pytest.mark.parametrize("name", SUBSIDY_CLASSES)
@given(facts=known_facts(contribution_subsidy), stated=terms(contribution_subsidy))
def test_one_more_class_never_lowers_the_subsidy(name: str, facts: Any, stated: Any) -> None:
    # A class of the full rate comes before those of the partial one, also where its own sum, or share, is less.
    stated = attrs.evolve(stated, full_rate=1, **dict.fromkeys(SUMS_OF_THE_FULL))
    without: Any = contribution_subsidy.compute(attrs.evolve(facts, **{name: False}), stated)
    within: Any = contribution_subsidy.compute(attrs.evolve(facts, **{name: True}), stated)
    assert within.subsidy >= without.subsidy
    assert within.eligible is True or name in ("poor", "exited") or stated.poor_only is True


@pytest.mark.parametrize("rank", [SUBSIDY_CLASSES[:4], SUBSIDY_CLASSES[4:7]], ids=["full", "partial"])
@given(facts=known_facts(contribution_subsidy), stated=terms(contribution_subsidy), data=st.data())
def test_one_more_class_of_a_rank_never_lowers_the_subsidy(
    rank: tuple[str, ...], facts: Any, stated: Any, data: st.DataObject
) -> None:
    first, second = data.draw(st.permutations(rank))[:2]
    none = dict.fromkeys(SUBSIDY_CLASSES[:4], False)
    one, two = none | {first: True, second: False}, none | {first: True, second: True}
    less: Any = contribution_subsidy.compute(attrs.evolve(facts, **one), stated)
    more: Any = contribution_subsidy.compute(attrs.evolve(facts, **two), stated)
    assert more.subsidy >= less.subsidy


@given(known_facts(contribution_subsidy), terms(contribution_subsidy), st.data())
def test_who_is_in_a_class_of_the_full_rate_is_not_asked_about_those_of_the_partial_one(
    facts: Any, stated: Any, data: st.DataObject
) -> None:
    full = attrs.evolve(facts, **{data.draw(st.sampled_from(SUBSIDY_CLASSES[:4])): True})
    open_below = attrs.evolve(full, minimum_living_allowance=None, low_income=None, monitored=None)
    found: Any = contribution_subsidy.compute(open_below, attrs.evolve(stated, poor_only=False))
    known: Any = contribution_subsidy.compute(full, attrs.evolve(stated, poor_only=False))
    assert (found.subsidy, found.own_payment) == (known.subsidy, known.own_payment)


@pytest.mark.parametrize(
    ("contribution", "subsidy"),
    # Half of it below the first tier (419.99 x 0.50 = 209.995), and 60 where that is the sum of the class.
    [("100", "50.00"), ("419.99", "210.00"), ("420", "390.00"), ("799.99", "390.00"), ("800", "430.00")],
)
def test_a_sum_by_tier_holds_from_its_contribution_on(contribution: str, subsidy: str) -> None:
    tiers = [(420, 390), (800, 430)]
    stated: Any = contribution_subsidy.Terms(full_rate=1, partial_rate="0.50", low_income_sums=tiers)
    facts = contribution_subsidy.Facts(
        **dict.fromkeys((name for name in SUBSIDY_CLASSES if name != "low_income"), False),
        contribution=contribution,
        low_income=True,
    )
    found: Any = contribution_subsidy.compute(facts, stated)
    assert found.subsidy == Decimal(subsidy)
    assert found.subsidy + found.own_payment == facts.contribution
    flat: Any = contribution_subsidy.compute(facts, attrs.evolve(stated, low_income_sum=60))
    assert flat.subsidy == (Decimal(60) if Decimal(contribution) < 420 else Decimal(subsidy))


@given(known_facts(contribution_subsidy), st.booleans())
def test_where_a_document_names_no_classes_nobody_is_refused(facts: Any, poor: bool) -> None:
    """Guizhou's plan subsidises by class and does not say which: whoever is in none of ours may be in its own."""
    outside = attrs.evolve(facts, **dict.fromkeys(SUBSIDY_CLASSES, False) | {"poor": poor})
    worksheet: Any = contribution_subsidy.compute(outside, contribution_subsidy.Terms(unnamed_rate=granted()))
    assert isinstance(worksheet.eligible, Unknown)
    assert not_stated(worksheet) == (("contribution_subsidy.unnamed_rate",) if facts.contribution else ())


def granted() -> Any:
    """A share that a document grants and does not state, as Guizhou's plan does."""
    return load_policy("guizhou", on=date(2022, 6, 1)).terms(contribution_subsidy).unnamed_rate


@given(known_facts(contribution_subsidy), st.decimals(0, 1, places=2))
def test_who_is_in_no_class_that_is_named_has_the_share_of_the_others_where_it_is_stated(
    facts: Any, others: Decimal
) -> None:
    outside = attrs.evolve(facts, **dict.fromkeys(SUBSIDY_CLASSES, False))
    worksheet: Any = contribution_subsidy.compute(outside, contribution_subsidy.Terms(unnamed_rate=others))
    assert (worksheet.eligible, worksheet.rate) == (others > 0, others)
    assert not_stated(worksheet) == ()


@given(known_facts(contribution_subsidy), amounts(Decimal("0.01")))
def test_a_fixed_sum_replaces_the_share_of_its_class_and_is_never_above_the_contribution(
    facts: Any, fixed: Decimal
) -> None:
    nobody = attrs.evolve(facts, **dict.fromkeys(SUBSIDY_CLASSES, False))
    recipient = attrs.evolve(nobody, minimum_living_allowance=True)
    stated = contribution_subsidy.Terms(full_rate=1, partial_rate="0.50", allowance_sum=fixed)
    worksheet: Any = contribution_subsidy.compute(recipient, stated)
    assert worksheet.subsidy == min(fixed, facts.contribution)
    assert worksheet.subsidy + worksheet.own_payment == facts.contribution


@given(known_facts(contribution_subsidy), terms(contribution_subsidy))
def test_help_for_the_exited_never_rises_with_the_years(facts: Any, stated: Any) -> None:
    now: Any = contribution_subsidy.compute(facts, stated)
    later: Any = contribution_subsidy.compute(attrs.evolve(facts, years_since_exit=facts.years_since_exit + 1), stated)
    assert later.subsidy <= now.subsidy


@given(known_facts(contribution_subsidy), terms(contribution_subsidy), amounts())
def test_a_higher_contribution_lowers_neither_the_subsidy_nor_what_is_left_to_pay(
    facts: Any, stated: Any, more: Decimal
) -> None:
    # By tiers a locality may pay less of a higher contribution, or so much more that less is left.
    flat: Any = attrs.evolve(stated, **dict.fromkeys(SUMS_BY_TIER))
    less = contribution_subsidy.compute(facts, flat)
    dearer = contribution_subsidy.compute(attrs.evolve(facts, contribution=facts.contribution + more), flat)
    assert dearer.subsidy >= less.subsidy
    assert dearer.own_payment >= less.own_payment


@given(known_facts(serious_illness), terms(serious_illness))
def test_a_reimbursement_lies_between_nothing_and_the_cost_above_the_deductible(facts: Any, stated: Any) -> None:
    worksheet: Any = serious_illness.compute(facts, stated)
    assert 0 <= worksheet.reimbursement <= worksheet.above_deductible
    assert worksheet.reimbursement + worksheet.own_payment == facts.in_scope_cost
    assert 0 <= worksheet.deductible <= facts.area_disposable_income
    assert 0 <= worksheet.rate <= 1


@given(known_facts(serious_illness), terms(serious_illness))
def test_a_reimbursement_is_never_above_a_ceiling_that_was_not_lifted(facts: Any, stated: Any) -> None:
    worksheet: Any = serious_illness.compute(facts, stated)
    lifted = worksheet.tilted and stated.ceiling_lifted
    assert lifted or facts.ceiling is NO_CEILING or worksheet.reimbursement <= facts.ceiling


@given(known_facts(serious_illness), terms(serious_illness), amounts())
def test_more_cost_lowers_neither_the_reimbursement_nor_what_is_left_to_pay(
    facts: Any, stated: Any, more: Decimal
) -> None:
    less = serious_illness.compute(facts, stated)
    dearer = serious_illness.compute(attrs.evolve(facts, in_scope_cost=facts.in_scope_cost + more), stated)
    assert dearer.reimbursement >= less.reimbursement
    assert dearer.own_payment >= less.own_payment


@pytest.mark.parametrize("name", TILTED_CLASSES)
@given(facts=known_facts(serious_illness), stated=terms(serious_illness))
def test_a_tilted_person_never_gets_less_than_an_untilted_one(name: str, facts: Any, stated: Any) -> None:
    untilted = attrs.evolve(facts, **dict.fromkeys(TILTED_CLASSES, False))
    plain = serious_illness.compute(untilted, stated)
    tilted = serious_illness.compute(attrs.evolve(untilted, **{name: True}), stated)
    assert tilted.reimbursement >= plain.reimbursement
    assert tilted.deductible <= plain.deductible


@given(known_facts(serious_illness), terms(serious_illness))
def test_reimbursement_is_continuous_in_the_cost(facts: Any, stated: Any) -> None:
    """There is no cliff: a fen more of cost is at most a fen more of reimbursement."""
    here = serious_illness.compute(facts, stated)
    there = serious_illness.compute(attrs.evolve(facts, in_scope_cost=facts.in_scope_cost + FEN), stated)
    assert there.reimbursement - here.reimbursement in (0, FEN)


@given(
    known_facts(serious_illness),
    terms(serious_illness),
    st.decimals(0, 1, places=4),
    st.sampled_from(["whole", "excess"]),
)
def test_one_band_is_the_one_rate_for_all(facts: Any, stated: Any, rate: Decimal, base: str) -> None:
    flat = attrs.evolve(stated, rate=rate)
    banded = attrs.evolve(flat, rate=Schedule([Band(None, rate)], measured_on=base))
    one, other = serious_illness.compute(facts, flat), serious_illness.compute(facts, banded)
    assert (one.rate, one.reimbursement, one.own_payment) == (other.rate, other.reimbursement, other.own_payment)
