"""What would change an answer does, and nothing nearer would: tried on numbers in between, and on others at large."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from typing import Any, Final

import attrs
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cases import stated
from rule_drawings import agreed, name_of, near_cases
from rural_revitalization import Unknown, strategies
from rural_revitalization.assessment.alternatives import alternatives
from rural_revitalization.assessment.nearest_of_rules import SearchOfRule
from rural_revitalization.catalogue import RULES
from rural_revitalization.fields import specs
from rural_revitalization.rules.allowance import minimum_living
from rural_revitalization.rules.monitoring import identification, risk_elimination

STEPS: Final[dict[str, Any]] = {
    "money": Decimal("0.01"),
    "ceiling": Decimal("0.01"),
    "rate": Decimal("0.0001"),
    "count": 1,
}
asked = pytest.mark.parametrize("rule", [rule for rule in RULES if rule.RULE.pays or rule.RULE.decides], ids=name_of)
# Every fact of a rule is searched in both directions, so that a third of the examples do.
thorough = settings(
    max_examples=(settings.default or settings()).max_examples // 3,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
in_pairs = pytest.mark.parametrize("rule", [identification, risk_elimination, minimum_living], ids=name_of)


def searched(rule: Any, facts: Any) -> SearchOfRule:
    """The search around facts, by the answer of the rule alone."""
    terms = stated(rule)
    return SearchOfRule(rule.RULE, facts, lambda tried: rule.RULE.line(rule.compute(tried, terms)))


def turned(search: SearchOfRule, facts: Any) -> Any:
    answer = search.answer(facts)
    return answer if search.rule.decides else answer > 0


@asked
@thorough
@given(data=st.data())
def test_the_alternatives_are_the_nearest_there_are(rule: Any, data: st.DataObject) -> None:
    facts, other = data.draw(near_cases(rule)), data.draw(strategies.known_facts(rule))
    search = searched(rule, facts)
    assume(not isinstance(search.now, Unknown))
    near = dict[tuple[str, bool | None], Any]()
    for alternative in alternatives(search, "", search.singles()):
        (changed,) = alternative.facts
        near[changed.fact, _above(changed)] = changed
        then = attrs.evolve(facts, **{changed.fact: changed.after})
        assert search.answer(then) == alternative.answer != search.now
        if changed.distance is not None:
            step = STEPS[changed.spec.kind.name]
            between = data.draw(st.integers(0, int(abs(changed.distance) // step) - 1)) * step
            tried = agreed(facts, **{changed.fact: changed.before + between * (1 if changed.distance > 0 else -1)})
            assert tried is None or turned(search, tried) == turned(search, facts)
    for name, spec in specs(rule.Facts).items():
        before, after = getattr(facts, name), getattr(other, name)
        tried = agreed(facts, **{name: after})
        if tried is None or turned(search, tried) == turned(search, facts):
            continue
        if isinstance(before, bool):
            assert (name, None) in near
        elif isinstance(before, Decimal | int) and isinstance(after, Decimal | int):
            nearest = near.get((name, after > before))
            assert nearest is not None, (name, spec.kind.name)
            assert abs(nearest.distance) <= abs(after - before)


def _above(other: Any) -> bool | None:
    return None if other.distance is None else other.distance > 0


@in_pairs
@thorough
@given(data=st.data())
def test_a_pair_changes_an_answer_that_neither_of_its_facts_changes(rule: Any, data: st.DataObject) -> None:
    facts = data.draw(near_cases(rule))
    search = searched(rule, facts)
    assume(not isinstance(search.now, Unknown) and not list(search.singles()))
    for pair in alternatives(search, "", islice(search.pairs(), 20)):
        first, second = pair.facts
        then = attrs.evolve(facts, **{first.fact: first.after, second.fact: second.after})
        assert search.answer(then) == pair.answer != search.now
        for one in (first, second):
            alone = agreed(facts, **{one.fact: one.after})
            assert alone is None or turned(search, alone) == turned(search, facts)
