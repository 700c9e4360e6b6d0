"""Ranges are tight and nothing is asked for in vain, tried on every filling of a few missing facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_UP, Decimal
from itertools import product
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cases import stated
from rule_drawings import agreed, every_rule, name_of, open_fields, some_unrecorded
from rural_revitalization import NO_CEILING, RULES, Unknown, answers, load_policy, missing
from rural_revitalization.algebra import UNSET
from rural_revitalization.fields import specs, wholes_of
from rural_revitalization.fields.kinds import LARGEST_COUNT
from rural_revitalization.rules.allowance import (
    extreme_poverty_recognition,
    gradual_exit,
    minimum_living,
    pension_contribution,
)
from rural_revitalization.rules.credit import small_loan
from rural_revitalization.rules.medical import contribution_subsidy, medical_assistance, serious_illness
from rural_revitalization.strategies import terms

TIERS = [name for name in specs(contribution_subsidy.Terms) if name.endswith("_sums")]

FAR = Decimal(10) ** 12
COARSE = {"money": Decimal("1E+2"), "ceiling": Decimal("1E+2"), "rate": Decimal("0.01")}
KINDS = frozenset({"intellectual_or_mental", "limb", "visual"})
LIFTING = frozenset({"extreme_poverty", "minimum_living_allowance", "returned_to_poverty"})
BETWEEN_CUTS = (Decimal("0.3"), Decimal("0.45"))

# Rules that name an operand twice because the document does: a balance bears interest and is subsidised, a month is
# both in the window and on the schedule. Their ranges hold, and close where all fillings agree, but may be wide.
CORRELATED = (small_loan, gradual_exit, minimum_living)

# A decision that one fact settles is no case for these laws, and many drawn cases are settled.
# Each tries every filling, so that half the examples do.
mostly_settled = settings(
    max_examples=(settings.default or settings()).max_examples // 2, suppress_health_check=[HealthCheck.filter_too_much]
)


def half_counted(facts: Any) -> bool:
    """One number bounds another that is not recorded, and a range knows nothing of it.

    Of those who share and those granted one is recorded; or of a bill what was paid, and not what is in scope, which is
    at least that.
    """
    gone = set(open_fields(facts))
    if hasattr(facts, "members_counted"):
        return len(gone & {"members", "members_counted"}) == 1
    return hasattr(facts, "basic_paid") and "in_scope" in gone


def candidates(name: str, known: Any) -> list[Any]:
    """Values of an unrecorded fact that reach every corner: its ends, far out, and about the known amounts."""
    value, kind = getattr(known, name), specs(type(known))[name].kind.name
    if kind == "truth":
        return [False, True]
    if kind == "rate":
        # An index, as of prices, may be any multiple.
        tried: list[Any] = [value.low, Decimal("0.0365"), *((1, FAR) if value.high is None else (value.high,))]
    elif kind == "count":
        counts = [getattr(known, other) for other, spec in specs(type(known)).items() if spec.kind.name == "count"]
        tried = [value.low, 1, 2, 3, 4, 6, 12, 45, 365, LARGEST_COUNT if value.high is None else value.high]
        # One count may have to be exactly another.
        tried += [item for item in counts if isinstance(item, int)]
    else:
        amounts = [getattr(known, other) for other, spec in specs(type(known)).items() if spec.kind.name == "money"]
        plain = [item for item in amounts if isinstance(item, Decimal)]
        plain += left_of_wholes(known)
        # 2,100 lies between the thresholds of medical assistance, and between the deductibles of an income of 5,000, so
        # that even a low ceiling tells classes apart.
        tried = [
            *(() if value.low is None else (value.low,)),
            Decimal(0),
            Decimal("0.01"),
            -FAR,
            FAR,
            Decimal(2100),
            Decimal(5000),
            Decimal(60000),
        ]
        # An income that all deductions together nearly use up.
        tried.append(sum(plain, Decimal(0)))
        tried += [item + step for item in plain for step in (Decimal("-0.01"), 0, Decimal("0.01"))]
        if "area_disposable_income" in specs(type(known)):
            # The deductible is a share of income: some multiples of the cost put it to either side.
            tried += [item * times for item in plain for times in range(2, 21, 3)]
            # And a cost between what the deductible is after one cut and after another, at which it pays or does not.
            tried += [(item * part).quantize(Decimal("0.01")) for item in plain for part in BETWEEN_CUTS]
    reached = [item for item in dict.fromkeys(tried) if value.holds(item)]
    return [*reached, NO_CEILING] if kind == "ceiling" else reached


def is_recorded(facts: Any, name: str) -> bool:
    return not isinstance(getattr(facts, name), Unknown)


def left_of_wholes(known: Any) -> list[Decimal]:
    """What parts leave of their whole, or add up to: as much as one that is not recorded can be."""
    found, wholes = list[Decimal](), wholes_of(specs(type(known)))
    for whole, direct in wholes.items():
        # One that is not recorded is as much as its own parts at least.
        parts = [own for part in direct for own in ((part,) if is_recorded(known, part) else wholes.get(part, ()))]
        recorded = sum(value for part in parts if isinstance(value := getattr(known, part), Decimal) and value > 0)
        of = getattr(known, whole)
        found += [of - recorded] if isinstance(of, Decimal) else [Decimal(recorded)]
    return found


def chooses_its_own_sum(facts: Any, of: Any) -> bool:
    """Whether a contribution that is not recorded also tells which sum by tier is paid of it: it counts twice."""
    return isinstance(getattr(facts, "contribution", None), Unknown) and any(
        getattr(of, name, UNSET) is not UNSET for name in TIERS
    )


def ways(rule: Any, given_facts: Any, rule_terms: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every filling of the missing facts from the candidates, and the answers it gives."""
    names = open_fields(given_facts)
    choices = [candidates(name, given_facts) for name in names]
    for chosen in product(*choices):
        filling = dict(zip(names, chosen, strict=True))
        filled = agreed(given_facts, **filling)
        if filled is not None:
            yield filling, answers(rule.compute(beyond_bounds(filled), rule_terms))


def beyond_bounds(facts: Any) -> Any:
    """The same facts with the largest counts beyond what is accepted: a range without an end knows no largest count."""
    for name, spec in specs(type(facts)).items():
        if spec.kind.name == "count" and getattr(facts, name) == LARGEST_COUNT:
            object.__setattr__(facts, name, LARGEST_COUNT**2)
    return facts


@every_rule
@mostly_settled
@given(data=st.data())
def test_an_answer_is_withheld_only_where_fillings_differ_and_both_ends_are_reached(
    rule: Any, data: st.DataObject
) -> None:
    open_facts = data.draw(some_unrecorded(rule).filter(lambda facts: not half_counted(facts)))
    of = data.draw(st.one_of(st.just(stated(rule)), terms(rule)))
    assume(not chooses_its_own_sum(open_facts, of))
    worksheet = rule.compute(open_facts, of)
    withheld = {name: value for name, value in answers(worksheet).items() if isinstance(value, Unknown)}
    assume(withheld)
    outcomes = [outcome for _, outcome in ways(rule, open_facts, of)]
    for name, value in withheld.items():
        reached = {outcome[name] for outcome in outcomes}
        assert len(reached) > 1, name
        for end in (value.low, value.high):
            assert end is None or end in reached or rule in CORRELATED, (name, end)


def known_amounts(facts: Any) -> dict[str, Decimal]:
    """The amounts and rates that are recorded."""
    names = [name for name, spec in specs(type(facts)).items() if spec.kind.name in COARSE]
    return {name: value for name in names if isinstance(value := getattr(facts, name), Decimal)}


def coarsened(facts: Any) -> Any | None:
    """Facts in whole hundreds of yuan and whole percents, since one whose effect is lost in rounding is named too."""
    # Rounded up, since no standard is nothing; days of a loan by the century, since few at small shares are lost too.
    kinds = {name: spec.kind.name for name, spec in specs(type(facts)).items()}
    coarse = {name: value.quantize(COARSE[kinds[name]], ROUND_UP) for name, value in known_amounts(facts).items()}
    counts = {name: getattr(facts, name) for name in ("days", "overdue_days") if name in kinds}
    centuries = {name: value * 36_000 for name, value in counts.items() if isinstance(value, int)}
    return agreed(facts, **coarse, **centuries)


@every_rule
@mostly_settled
@given(data=st.data())
def test_every_fact_named_as_missing_matters(rule: Any, data: st.DataObject) -> None:
    open_facts, of = data.draw(some_unrecorded(rule).filter(lambda facts: not half_counted(facts))), stated(rule)
    coarser: Any = coarsened(open_facts)
    assume(coarser is not None)
    open_facts, coarse = coarser, known_amounts(coarser)
    # Under a ceiling of nothing every class leaves all of the cost: one amount, in ways that cannot be told alike.
    assume(all(coarse.get(name) != 0 for name, spec in specs(rule.Facts).items() if spec.kind.name == "ceiling"))
    # A class that lifts the ceiling moves the deductible too: while it is open, facts are named that the other hides.
    assume(
        rule is not serious_illness or open_facts.ceiling is NO_CEILING or LIFTING.isdisjoint(open_fields(open_facts))
    )
    # Where nobody shares, the income is not shared out, and its range alone tells nothing.
    members = getattr(coarser, "members", None)
    assume(not isinstance(members, int) or members > 0)
    # Where the tier kept for the poor is everybody's, a choice between two like ranges still names who is poor.
    assume(rule is not pension_contribution or coarse.get("lowest_tier") != of.poor_tier)
    # Of several kinds of disability that are open, one that counts in more severe grades alone is named too.
    assume(rule is not extreme_poverty_recognition or len(KINDS.intersection(open_fields(open_facts))) < 2)
    named = missing(rule.compute(open_facts, of))
    assume(named)
    outcomes = list(ways(rule, open_facts, of))
    for fact in named:
        seen: dict[tuple[Any, ...], Any] = {}
        rest = [name for name in open_fields(open_facts) if name != fact]
        assert any(
            seen.setdefault(tuple(filling[name] for name in rest), outcome) != outcome for filling, outcome in outcomes
        ), fact


SHIPPED = [
    load_policy(jurisdiction, on=date(year, 6, 1))
    for jurisdiction, year in (("hunan", 2018), ("hunan", 2022), ("yiyang", 2022), ("yiyang", 2023), ("guizhou", 2022))
]
TRIES = 1000
# Of these docs/explanation/unknowns.md says what may be named in vain; in amounts, an effect may be lost in rounding.
NAMING_IN_VAIN = (gradual_exit, serious_illness, medical_assistance, small_loan)


def some_values(random: Random, part: Any, names: Iterable[str]) -> dict[str, Any]:
    """A value of each of some open facts, or figures."""
    return {name: random.choice(candidates(name, part)) for name in names}


def tells(rule: Any, fact: str, facts: Any, terms: Any) -> bool:
    """Whether an answer depends on a fact, all others being recorded."""
    ways = [agreed(facts, **{fact: value}) for value in candidates(fact, facts)]
    return len({str(answers(rule.compute(filled, terms))) for filled in ways if filled is not None}) > 1


NOT_ALL_STATED = {
    rule: [of for policy in SHIPPED if open_fields(of := policy.terms(rule))]
    for rule in RULES
    if rule not in NAMING_IN_VAIN
}


@pytest.mark.parametrize("rule", [rule for rule, terms in NOT_ALL_STATED.items() if terms], ids=name_of)
@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_a_fact_named_where_a_figure_is_not_stated_matters(rule: Any, data: st.DataObject) -> None:
    drawn, of = data.draw(some_unrecorded(rule)), data.draw(st.sampled_from(NOT_ALL_STATED[rule]))
    open_facts: Any = coarsened(drawn)
    assume(open_facts is not None and not half_counted(open_facts))
    worksheet = rule.compute(open_facts, of)
    random = Random(data.draw(st.integers(0, 2**32)))  # noqa: S311 - only chooses among candidates
    figures = [name for name in open_fields(of) if isinstance(getattr(of, name), Unknown)]
    named = [name for name in missing(worksheet) if name in specs(rule.Facts)]
    for fact in named:
        rest = [name for name in open_fields(open_facts) if name != fact]
        assert any(
            tells(rule, fact, facts, attrs.evolve(of, **some_values(random, of, some)))
            for some in [[], figures] * TRIES  # an answer that no document asks for stays open whatever a figure is
            if (facts := agreed(open_facts, **some_values(random, open_facts, rest))) is not None
        ), fact
