"""The nearest facts with which a rule decides otherwise, or pays where it did not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs

from ..algebra import ZERO, Truth, when
from ..cases import Case, place_of
from ..fields import Spec, comparable, specs
from ..rules.form import AnyRule
from .nearest import PAST, Search


def answer_of(rule: AnyRule, case: Case, terms: Any) -> Callable[[Any], Any]:
    """How a rule answers of a case, given facts."""

    def answer(facts: Any) -> Any:
        worksheet = rule.compute(facts, terms)
        if rule.decides:
            return rule.decided(case, worksheet)
        return when(rule.entitled(case, worksheet), rule.line(worksheet), ZERO)

    return answer


@attrs.frozen
class SearchOfRule(Search):
    """The search around the facts of a worksheet, `start`, given how a rule answers `of_facts`.

    Of numbers, those are looked for with which a decision turns, or a payment begins or ends; of truths, those with
    which the answer is another at all.
    """

    rule: AnyRule
    start: Any
    of_facts: Callable[[Any], Any]
    now: Any = attrs.field(init=False)
    stands: Truth = attrs.field(init=False)

    @now.default
    def _(self) -> Any:
        return self.answer(self.start)

    @stands.default
    def _(self) -> Truth:
        return self._turned(self.start)

    def answer(self, facts: Any) -> Any:
        return self.of_facts(facts)

    def _turned(self, facts: Any) -> Truth:
        """Whether a decision holds with some facts, or something is paid."""
        answer = self.answer(facts)
        turned: Truth = answer if self.rule.decides else answer > ZERO
        return turned

    @property
    def names(self) -> Sequence[str]:
        return list(specs(self.rule.facts))

    def spec(self, name: str) -> Spec:
        return specs(self.rule.facts)[name]

    def value(self, facts: Any, name: str) -> Any:
        return getattr(facts, name)

    def put(self, facts: Any, name: str, value: Any) -> Any:
        return attrs.evolve(facts, **{name: value})

    def differs(self, facts: Any) -> bool:
        return bool(comparable(self.answer(facts)) != comparable(self.now))

    def may_turn(self, facts: Any) -> bool:
        return self._turned(facts) is not self.stands

    def changeable(self, name: str) -> bool:
        origin = self.rule.origins.get(name)
        if origin is None:
            return True
        place = place_of(origin)
        return place.about != "local" and place.record not in PAST
