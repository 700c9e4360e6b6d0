"""The laws every rule keeps: sound, tight, and every fact matters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cases import BELOW_THE_LINE, MAY_BE_ELIMINATED, STRUCK, stated
from rural_revitalization import NO_CEILING, RULES, Policy, Unknown, answers, lines, load_policy, missing
from rural_revitalization.citing import may_rest_on, rests_on
from rural_revitalization.fields import comparable, specs
from rural_revitalization.loading import policy_with
from rural_revitalization.policy.register import source_of
from rural_revitalization.rules.allowance import gradual_exit, minimum_living
from rural_revitalization.rules.credit import small_loan
from rural_revitalization.rules.medical import serious_illness
from rural_revitalization.rules.monitoring import identification, risk_elimination
from rural_revitalization.strategies import facts, fillings, known_facts, terms, values

FAR = Decimal(10) ** 12
FEW = 3
COARSE = {"money": Decimal("1E+2"), "ceiling": Decimal("1E+2"), "rate": Decimal("0.01")}
LIFTING = frozenset({"extreme_poverty", "minimum_living_allowance", "returned_to_poverty"})
BETWEEN_CUTS = (Decimal("0.3"), Decimal("0.45"))

# Rules that name an operand twice because the document does: a balance bears interest and is subsidised, a month is
# both in the window and on the schedule. Their ranges hold, and close where all fillings agree, but may be wide.
CORRELATED = (small_loan, gradual_exit, minimum_living)

rules = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.rsplit(".", 1)[-1])

# A decision that one fact settles is no case for these laws, and many drawn cases are settled.
# Each tries every filling, so that half the examples do.
mostly_settled = settings(
    max_examples=(settings.default or settings()).max_examples // 2, suppress_health_check=[HealthCheck.filter_too_much]
)


def stated_terms(rule: Any) -> Any:
    """Terms as a document states them: a share of nothing, or of all, would make facts pointless."""
    return stated(rule)


def holds(open_value: Any, plain: Any) -> bool:
    """Whether an answer given while facts were missing still stands once they are known."""
    return open_value.holds(plain) if isinstance(open_value, Unknown) else bool(open_value == plain)


def open_fields(part: Any) -> list[str]:
    return [name for name in specs(type(part)) if is_open(getattr(part, name))]


def is_open(value: Any) -> bool:
    """Whether a value is a range, or shares by step of which one is."""
    return any(map(is_open, value)) if isinstance(value, tuple) else isinstance(value, Unknown)


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


def candidates(name: str, known: Any) -> list[Any]:
    """Values of an unrecorded fact that reach every corner: its ends, far out, and about the known amounts."""
    value, kind = getattr(known, name), specs(type(known))[name].kind.name
    if kind == "truth":
        return [False, True]
    if kind == "rate":
        tried: list[Any] = [value.low, Decimal("0.0365"), value.high]
    elif kind == "count":
        tried = [value.low, 1, 2, 3, 4, 6, 12, 365, 10**9 if value.high is None else value.high]
    else:
        amounts = [getattr(known, other) for other, spec in specs(type(known)).items() if spec.kind.name == "money"]
        plain = [item for item in amounts if isinstance(item, Decimal)]
        # 2,100 lies between the thresholds of medical assistance, and between the deductibles of an income of 5,000, so
        # that even a low ceiling tells classes apart.
        tried = [Decimal(0), Decimal("0.01"), -FAR, FAR, Decimal(2100), Decimal(5000), Decimal(60000)]
        tried += [item + step for item in plain for step in (Decimal("-0.01"), 0, Decimal("0.01"))]
        if "area_disposable_income" in specs(type(known)):
            # The deductible is a share of income: some multiples of the cost put it to either side.
            tried += [item * times for item in plain for times in range(2, 21, 3)]
            # And a cost between what the deductible is after one cut and after another, at which it pays or does not.
            tried += [(item * part).quantize(Decimal("0.01")) for item in plain for part in BETWEEN_CUTS]
    reached = [item for item in dict.fromkeys(tried) if value.holds(item)]
    return [*reached, NO_CEILING] if kind == "ceiling" else reached


def ways(rule: Any, given_facts: Any, rule_terms: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every filling of the missing facts from the candidates, and the answers it gives."""
    names = open_fields(given_facts)
    choices = [candidates(name, given_facts) for name in names]
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
    known, open_figures = data.draw(known_facts(rule)), data.draw(terms(rule, open_figures=True))
    worksheet = rule.compute(known, open_figures)
    filled = rule.compute(known, data.draw(fillings(open_figures)))
    for name in specs(rule.Worksheet):
        assert holds(getattr(worksheet, name), getattr(filled, name)), name


@rules
@mostly_settled
@given(data=st.data())
def test_an_answer_is_withheld_only_where_fillings_differ_and_both_ends_are_reached(
    rule: Any, data: st.DataObject
) -> None:
    open_facts, stated = (
        data.draw(some_unrecorded(rule)),
        data.draw(st.one_of(st.just(stated_terms(rule)), terms(rule))),
    )
    worksheet = rule.compute(open_facts, stated)
    withheld = {name: value for name, value in answers(worksheet).items() if isinstance(value, Unknown)}
    assume(withheld)
    outcomes = [outcome for _, outcome in ways(rule, open_facts, stated)]
    for name, value in withheld.items():
        reached = {outcome[name] for outcome in outcomes}
        assert len(reached) > 1, name
        for end in (value.low, value.high):
            assert end is None or end in reached or rule in CORRELATED, (name, end)


@rules
@mostly_settled
@given(data=st.data())
def test_every_fact_named_as_missing_matters(rule: Any, data: st.DataObject) -> None:
    # Whole hundreds of yuan, whole percents: a fact whose effect is lost in rounding to the fen is named all the same.
    open_facts, stated = data.draw(some_unrecorded(rule)), stated_terms(rule)
    steps = {name: COARSE.get(spec.kind.name) for name, spec in specs(rule.Facts).items()}
    values = {name: (getattr(open_facts, name), step) for name, step in steps.items() if step is not None}
    coarse = {name: value.quantize(step) for name, (value, step) in values.items() if isinstance(value, Decimal)}
    open_facts = attrs.evolve(open_facts, **coarse)
    # Under a ceiling of nothing every class leaves all of the cost: one amount, in ways that cannot be told alike.
    assume(all(coarse.get(name) != 0 for name, spec in specs(rule.Facts).items() if spec.kind.name == "ceiling"))
    # A class that lifts the ceiling moves the deductible too: while it is open, facts are named that the other hides.
    assume(
        rule is not serious_illness or open_facts.ceiling is NO_CEILING or LIFTING.isdisjoint(open_fields(open_facts))
    )
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
    open_facts, open_figures = data.draw(facts(rule)), data.draw(terms(rule, open_figures=True))
    short = rule.__name__.rsplit(".", 1)[-1]
    names = [*open_fields(open_facts), *(f"{short}.{name}" for name in open_fields(open_figures))]
    found = missing(rule.compute(open_facts, open_figures))
    assert found == tuple(name for name in names if name in found)


# -- what a line rests on ---------------------------------------------------------------------------------------------

IN_2022 = date(2022, 6, 1)
SHIPPED = [
    load_policy(jurisdiction, on=on, practice=practice)
    for jurisdiction, on in (("hunan", date(2018, 6, 1)), ("hunan", IN_2022), ("yiyang", IN_2022), ("guizhou", IN_2022))
    for practice in (True, False)
]
NOTICE = """
[document]
id = "county-notice"
title = "A county's notice"
from = 2022-01-01
until = 2022-12-31
"""
OWN = "contribution_subsidy.partial_rate"
HALF = Decimal("0.5")
VALUES = {"money": "1000", "ceiling": "1000", "count": "3", "truth": "true", "day": "2025-12-31", "shares": "[0.5, 0]"}


def with_notice(jurisdiction: str) -> Policy:
    """What a county is left with whose notice states all that the documents leave to it, and a share of its own."""
    bare = load_policy(jurisdiction, on=IN_2022, practice=False)
    left = [
        f'[{rule.RULE.name}.{name}]\nvalue = {VALUES.get(spec.kind.name) or max(HALF, spec.low)}\nsection = "三"\n'
        for rule in RULES
        for name, spec in specs(rule.Terms).items()
        if name not in bare.terms(rule).cited or f"{rule.RULE.name}.{name}" == OWN
    ]
    text = NOTICE + "\n".join(left)
    return policy_with(jurisdiction, IN_2022, (text, "county-notice.toml"), practice=False)


POLICIES = [*SHIPPED, with_notice("hunan"), with_notice("guizhou")]
STATING = {rule: [policy for policy in POLICIES if policy.terms(rule).cited] for rule in RULES}


@pytest.mark.parametrize("rule", [rule for rule in RULES if STATING[rule]], ids=lambda rule: rule.RULE.name)
@given(data=st.data())
def test_no_figure_changes_a_line_that_does_not_cite_it(rule: Any, data: st.DataObject) -> None:
    known = data.draw(st.one_of(facts(rule), cases(rule)))
    stated: Any = data.draw(st.sampled_from(STATING[rule])).terms(rule)
    worksheet = rule.compute(known, stated)
    resting = rests_on(worksheet)
    term = data.draw(st.sampled_from(sorted(stated.cited)))
    other = data.draw(values(specs(rule.Terms)[term]))
    changed = rule.compute(known, attrs.evolve(stated, **{term: other}))
    for name in specs(rule.Worksheet):
        if term not in resting[name]:
            assert comparable(getattr(changed, name)) == comparable(getattr(worksheet, name)), (term, name)


@rules
@given(data=st.data())
def test_a_line_cites_stated_figures_alone_of_those_it_may_ever_rest_on(rule: Any, data: st.DataObject) -> None:
    policy = data.draw(st.sampled_from(POLICIES))
    worksheet = rule.compute(data.draw(facts(rule)), policy.terms(rule))
    may, short = may_rest_on(rule.RULE), rule.__name__.rsplit(".", 1)[-1]
    registered = {str(source_of(key)) for key in rule.RULE.register}
    for line in lines(worksheet)[len(specs(rule.Facts)) :]:
        assert {figure.name.removeprefix(f"{short}.") for figure in line.figures} <= set(may[line.name])
        assert all(policy.figure(figure.name) is figure for figure in line.figures)
        of_figures = [str(figure) for figure in line.figures]
        if of_figures:
            assert line.sources == tuple(dict.fromkeys(of_figures))
        else:
            # Nothing but what the rule names for the line, in documents that were looked in.
            stated = {str(figure) for figure in worksheet.terms.cited.values()}
            assert set(line.sources) <= registered | stated
        assert {source.split(" ", 1)[0] for source in line.sources} <= set(policy.documents)


@rules
def test_every_figure_may_tell_somewhere(rule: Any) -> None:
    may = may_rest_on(rule.RULE)
    assert set(may) == set(specs(rule.Worksheet))
    assert {term for terms_of_line in may.values() for term in terms_of_line} == set(specs(rule.Terms))
