"""The laws every rule keeps: sound, tight, and every fact matters."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cases import BELOW_THE_LINE, MAY_BE_ELIMINATED, STRUCK
from rural_revitalization import NO_CEILING, RULES, Unknown, answers, missing
from rural_revitalization.fields import specs
from rural_revitalization.rules.monitoring import identification, risk_elimination
from rural_revitalization.strategies import facts, fillings, known_facts, terms

FAR = Decimal(10) ** 12
FEW = 3

rules = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.rsplit(".", 1)[-1])

# A decision that one fact settles is no case for these laws, and many drawn cases are settled.
mostly_settled = settings(suppress_health_check=[HealthCheck.filter_too_much])


def holds(open_value: Any, plain: Any) -> bool:
    """Whether an answer given while facts were missing still stands once they are known."""
    return open_value.holds(plain) if isinstance(open_value, Unknown) else bool(open_value == plain)


def open_fields(part: Any) -> list[str]:
    return [name for name in specs(type(part)) if isinstance(getattr(part, name), Unknown)]


def cases(rule: Any) -> st.SearchStrategy[Any]:
    """Recorded facts: any, and for decisions also such as nearly pass, where more depends on a single fact."""
    passing = {risk_elimination: [MAY_BE_ELIMINATED], identification: [BELOW_THE_LINE, STRUCK]}.get(rule, [])
    near = [
        st.builds(
            lambda case, flips: rule.Facts(**case | {name: not case[name] for name in flips}),
            st.just(case),
            st.lists(st.sampled_from([name for name, value in case.items() if isinstance(value, bool)]), max_size=1),
        )
        for case in passing
    ]
    return st.one_of(*near, known_facts(rule))


def some_unrecorded(rule: Any) -> st.SearchStrategy[Any]:
    """Facts of which a few are unrecorded: few enough to try every filling."""
    names = st.lists(st.sampled_from(list(specs(rule.Facts))), min_size=1, max_size=FEW, unique=True)
    return st.builds(lambda case, gone: attrs.evolve(case, **dict.fromkeys(gone)), cases(rule), names)


def telling_terms(rule: Any) -> st.SearchStrategy[Any]:
    """Terms in which each figure tells: a share of nothing or of all makes facts pointless, together or alone."""
    tells = {
        "rate": lambda value: min(max(value, Decimal("0.05")), Decimal("0.45")),
        "count": lambda value: min(value, 6),
    }

    def tell(drawn: Any) -> Any:
        declared = {name: spec.kind.name for name, spec in specs(rule.Terms).items() if spec.kind.name in tells}
        return attrs.evolve(drawn, **{name: tells[kind](getattr(drawn, name)) for name, kind in declared.items()})

    return terms(rule).map(tell)


def candidates(value: Unknown[Any], known: Any) -> list[Any]:
    """Values of an unrecorded fact that reach every corner: its ends, far out, and about the known amounts."""
    if value.low is False:
        return [False, True]
    amounts = [getattr(known, name) for name in specs(type(known))]
    if isinstance(value.high, int) or isinstance(value.low, int):
        return [0, 5, 6, 7, 10**6]
    plain = [item for item in amounts if isinstance(item, Decimal)]
    near = [item + step for item in plain for step in (Decimal("-0.01"), 0, Decimal("0.01"))]
    near += [item * times for item in plain for times in range(2, 21, 3)]
    ends = [Decimal(0) if value.low is None else value.low, FAR if value.high is None else value.high]
    return [item for item in {*ends, *near, Decimal("0.01"), -FAR, FAR} if value.holds(item)]


def ways(rule: Any, given_facts: Any, rule_terms: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every filling of the missing facts from the candidates, and the answers it gives."""
    names = open_fields(given_facts)
    choices = [candidates(getattr(given_facts, name), given_facts) for name in names]
    if "ceiling" in names:
        choices[names.index("ceiling")].append(NO_CEILING)
    for chosen in product(*choices):
        filling = dict(zip(names, chosen, strict=True))
        yield filling, answers(rule.compute(attrs.evolve(given_facts, **filling), rule_terms))


@rules
@given(data=st.data())
def test_no_filling_of_missing_facts_overturns_an_answer(rule: Any, data: st.DataObject) -> None:
    open_facts, stated = data.draw(facts(rule)), data.draw(terms(rule))
    worksheet = rule.compute(open_facts, stated)
    filled = rule.compute(data.draw(fillings(open_facts)), stated)
    for name in specs(rule.Worksheet):
        assert holds(getattr(worksheet, name), getattr(filled, name)), name


@rules
@given(data=st.data())
def test_no_figure_stated_later_overturns_an_answer(rule: Any, data: st.DataObject) -> None:
    known, unstated = data.draw(known_facts(rule)), data.draw(terms(rule, unstated=True))
    worksheet = rule.compute(known, unstated)
    filled = rule.compute(known, data.draw(fillings(unstated)))
    for name in specs(rule.Worksheet):
        assert holds(getattr(worksheet, name), getattr(filled, name)), name


@rules
@mostly_settled
@given(data=st.data())
def test_an_answer_is_withheld_only_where_fillings_differ_and_both_ends_are_reached(
    rule: Any, data: st.DataObject
) -> None:
    open_facts, stated = data.draw(some_unrecorded(rule)), data.draw(st.one_of(telling_terms(rule), terms(rule)))
    worksheet = rule.compute(open_facts, stated)
    withheld = {name: value for name, value in answers(worksheet).items() if isinstance(value, Unknown)}
    assume(withheld)
    outcomes = [outcome for _, outcome in ways(rule, open_facts, stated)]
    for name, value in withheld.items():
        reached = {outcome[name] for outcome in outcomes}
        assert len(reached) > 1, name
        for end in (value.low, value.high):
            assert end is None or end in reached, (name, end)


@rules
@mostly_settled
@given(data=st.data())
def test_every_fact_named_as_missing_matters(rule: Any, data: st.DataObject) -> None:
    # Whole hundreds of yuan: a fact whose effect is lost in rounding to the fen is named all the same.
    open_facts, stated = data.draw(some_unrecorded(rule)), data.draw(telling_terms(rule))
    amounts = {name: getattr(open_facts, name) for name in specs(rule.Facts)}
    coarse = {name: value.quantize(Decimal("1E+2")) for name, value in amounts.items() if isinstance(value, Decimal)}
    open_facts = attrs.evolve(open_facts, **coarse)
    named = missing(rule.compute(open_facts, stated))
    assume(named)
    outcomes = list(ways(rule, open_facts, stated))
    for fact in named:
        seen: dict[tuple[Any, ...], Any] = {}
        rest = [name for name in open_fields(open_facts) if name != fact]
        assert any(
            seen.setdefault(tuple(filling[name] for name in rest), outcome) != outcome for filling, outcome in outcomes
        ), fact


@rules
@given(data=st.data())
def test_nothing_is_missing_where_all_is_recorded(rule: Any, data: st.DataObject) -> None:
    worksheet = rule.compute(data.draw(known_facts(rule)), data.draw(terms(rule)))
    assert missing(worksheet) == ()
    assert not open_fields(worksheet)


@rules
@given(data=st.data())
def test_what_is_missing_is_among_the_unrecorded(rule: Any, data: st.DataObject) -> None:
    open_facts, unstated = data.draw(facts(rule)), data.draw(terms(rule, unstated=True))
    short = rule.__name__.rsplit(".", 1)[-1]
    names = [*open_fields(open_facts), *(f"{short}.{name}" for name in open_fields(unstated))]
    found = missing(rule.compute(open_facts, unstated))
    assert found == tuple(name for name in names if name in found)
