"""What would change an answer (改变结论的条件): the nearest facts with which it comes out differently, to the fen.

How near is found by ranges: where an answer is the same for the whole range from a fact to another value, no value
between them changes it. So the nearest one that does is exact; the rule is worked out with it, to make sure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any, Final

import attrs

from ..algebra import ZERO, Amount, Truth, Unknown, exact_arithmetic, when
from ..algebra.exact import FEN
from ..cases import Case, place_of
from ..catalogue import DECLARED
from ..errors import InvalidInput, Mismatch, check_kinds, discreet
from ..fields import Spec, comparable, specs
from ..fields.kinds import LARGEST_COUNT
from ..rules.form import AnyRule
from ..wording import Language, check_language, say
from ..worksheets import value_text
from .findings import Decision, Payment, text_of
from .result import Assessment

_STEP: Final[Mapping[str, Any]] = {"money": FEN, "ceiling": FEN, "rate": Decimal("0.0001"), "count": 1}
_FARTHEST: Final = {"money": 10**12, "ceiling": 10**12, "rate": 10**4, "count": LARGEST_COUNT}
"""How far a fact without a bound is followed: a trillion yuan, ten thousand times, a million."""
_MOST_TRIES: Final = 100
"""How often a range that turned out too wide is left behind."""
_PAST: Final = frozenset({"birth_date", "sex", "exited", "exited_on", "registered_poor", "returned_to_poverty"})
"""The records that nobody can change: age, sex, and what has been."""


@attrs.frozen(kw_only=True)
class Otherwise:
    """A fact that is otherwise than recorded (其他取值); `spec` declares it.

    `changeable` is False for age, sex, what has been, and the county's figures, which no household can change.
    """

    fact: str
    spec: Spec
    before: Any = attrs.field(eq=comparable)
    after: Any = attrs.field(eq=comparable)
    changeable: bool

    @property
    @exact_arithmetic
    def distance(self) -> Any:
        """How much more, or less where negative, in the unit of the fact; None for a truth."""
        return None if isinstance(self.before, bool) else self.after - self.before

    def text(self, lang: Language = "en") -> str:
        """The fact in words, before and after; `lang` is "en" or "zh". Raises `InvalidInput` for any other."""
        check_language(lang)
        label = self.spec.zh if lang == "zh" else self.spec.label
        then, now = (value_text(value, self.spec, lang) for value in (self.before, self.after))
        return say("command_line", "changed", lang, about=label, then=then, now=now)


@attrs.frozen(kw_only=True)
class Alternative:
    """Facts otherwise than they are, and the answer then (其他情形): an amount in `unit`, or a truth."""

    facts: tuple[Otherwise, ...]
    answer: Amount | Truth = attrs.field(eq=comparable)
    unit: str

    @property
    def changeable(self) -> bool:
        """True if somebody can change all of the facts."""
        return all(fact.changeable for fact in self.facts)

    def text(self, lang: Language = "en") -> str:
        """The facts in words, and the answer then; `lang` is "en" or "zh". Raises `InvalidInput` for any other."""
        facts = "; ".join(fact.text(lang) for fact in self.facts)
        return say("command_line", "then", lang, facts=facts, answer=text_of(self.answer, self.unit, lang))

    def __str__(self) -> str:
        return self.text()


@discreet
@exact_arithmetic
def what_would_change(assessment: Assessment, rule: str, person: str | None = None) -> tuple[Alternative, ...]:
    """Return the nearest single facts that would change the answer of a rule; without one, the nearest pairs.

    `rule` pays or decides, such as "risk_elimination"; `person` is whom its answer is about, None for the household.
    Of numbers, these are the nearest with which a decision turns, or a payment begins or ends; of truths, those with
    which the answer is another at all. A pair is a truth and another fact. What can be changed comes first. It is
    empty where neither one fact nor such a pair changes the answer.

    Raises `InvalidInput` where the rule gave no answer, one that is open (see `next_questions`), or one that is put
    together from several worksheets, such as what bills of a year are paid.

    >>> from datetime import date
    >>> from rural_revitalization import Household, LocalFigures, Person, assess, load_policy
    >>> local = LocalFigures(year=2022, monitoring_line=7500, sources={"monitoring_line": "a local notice"})
    >>> family = Household(id="1", members=[Person(id="1-1")], monitored=[], per_capita_net_income="7499.99",
    ...     at_risk=True, shock=False, income_fell=False, spending_large=False, basic_living_severely_hard=False)
    >>> found = assess(family, load_policy("hunan", on=date(2022, 6, 1)), local, only={"identification"})
    >>> for alternative in what_would_change(found, "identification"):
    ...     print(alternative.facts[0].fact, alternative.facts[0].distance, alternative.answer)
    household_net_income 0.01 False
    at_risk None False
    monitoring_line -0.01 False
    """
    check_kinds("what_would_change", assessment=(assessment, Assessment))
    finding = _finding(assessment, rule, person)
    inputs = assessment.inputs
    whole = Case(household=inputs.household, local=inputs.local, on=assessment.on)
    case = next((item for item in whole.members if item.person and item.person.id == person), whole)
    search = Search(DECLARED[rule], finding.worksheet.facts, _answer(DECLARED[rule], case, finding.worksheet.terms))
    if comparable(search.now) != comparable(finding.value):
        raise InvalidInput([Mismatch("rule", "an answer of one worksheet", "one put together from several")])
    found = list(search.singles()) or list(search.pairs())
    return tuple(sorted(found, key=lambda item: not item.changeable))


def _finding(assessment: Assessment, rule: str, person: str | None) -> Payment | Decision:
    """The settled payment or decision of a rule; raises `InvalidInput` where there is none."""
    payment = assessment.payment(rule, person)
    found = assessment.decision(rule, person) if payment is None else payment
    if found is None:
        raise InvalidInput([Mismatch("rule", "a rule that pays or decides, and was worked out", "no answer of it")])
    if isinstance(found.value, Unknown):
        raise InvalidInput([Mismatch("rule", "an answer that is settled", "an open one: see `next_questions`")])
    return found


def _answer(rule: AnyRule, case: Case, terms: Any) -> Callable[[Any], Any]:
    """How a rule answers of a case, given facts."""

    def answer(facts: Any) -> Any:
        worksheet = rule.compute(facts, terms)
        if rule.decides:
            return rule.decided(case, worksheet)
        return when(rule.entitled(case, worksheet), rule.line(worksheet), ZERO)

    return answer


@attrs.frozen
class Search:
    """The search around the facts of a worksheet, `start`, given the `answer` of a rule to facts."""

    rule: AnyRule
    start: Any
    answer: Callable[[Any], Any]
    now: Any = attrs.field(init=False)
    stands: Truth = attrs.field(init=False)

    @now.default
    def _(self) -> Any:
        return self.answer(self.start)

    @stands.default
    def _(self) -> Truth:
        return self.turned(self.start)

    def turned(self, facts: Any) -> Truth:
        """Whether a decision holds with some facts, or something is paid."""
        answer = self.answer(facts)
        turned: Truth = answer if self.rule.decides else answer > ZERO
        return turned

    def singles(self) -> Iterator[Alternative]:
        """Yield the alternatives that differ in one fact."""
        for name in specs(self.rule.facts):
            yield from map(self.told, self.around(self.start, name))

    def pairs(self) -> Iterator[Alternative]:
        """Yield the alternatives that differ in a truth and another fact, each pair once."""
        names = list(specs(self.rule.facts))
        for at, name in enumerate(names):
            others = (item for place, item in enumerate(names) if place > at or not self.is_truth(item))
            for facts in self.contrary(self.start, name):
                for other in others:
                    yield from map(self.told, self.around(facts, other))

    def is_truth(self, name: str) -> bool:
        """Whether a fact is a truth that is known."""
        return isinstance(getattr(self.start, name), bool)

    def contrary(self, facts: Any, name: str) -> Iterator[Any]:
        """Yield the facts with the contrary of a truth; none where it is open, no truth, or others contradict it."""
        if self.is_truth(name):
            with suppress(InvalidInput):
                yield attrs.evolve(facts, **{name: not getattr(facts, name)})

    def around(self, facts: Any, name: str) -> Iterator[Any]:
        """Yield the facts with the nearest values of one with which the answer is another than at the start."""
        for tried in self.contrary(facts, name):
            if comparable(self.answer(tried)) != comparable(self.now):
                yield tried
        value, kind = getattr(facts, name), specs(self.rule.facts)[name].kind.name
        if kind in _STEP and isinstance(value, Decimal | int):
            for sign in (1, -1):
                yield from self.nearest(facts, name, sign)

    def nearest(self, facts: Any, name: str, sign: int) -> Iterator[Any]:
        """Yield the facts with the nearest number above, or below, with which a decision or a payment turns."""
        spec, value = specs(self.rule.facts)[name], getattr(facts, name)
        step = _STEP[spec.kind.name] * sign
        first, last = 1, _room(spec, value, sign)

        def turns_from(start: int) -> Callable[[int], bool]:
            return lambda end: self.may_turn(facts, name, value + step * start, value + step * end)

        # A range may be wider than what its values come to, where a rule names a fact twice: then on from there.
        for _ in range(_MOST_TRIES):
            found = _least(first, last, turns_from(first))
            if found is None:
                return
            tried = value + step * found
            if self.may_turn(facts, name, tried, tried):
                yield attrs.evolve(facts, **{name: tried})
                return
            first = found + 1

    def may_turn(self, facts: Any, name: str, one: Any, other: Any) -> bool:
        """Whether a decision or a payment may turn with some value of a fact between two, both included."""
        value = one if one == other else Unknown(min(one, other), max(one, other), name)
        try:
            return self.turned(attrs.evolve(facts, **{name: value})) is not self.stands
        except InvalidInput:  # no such value agrees with the other facts
            return False

    def told(self, facts: Any) -> Alternative:
        """The alternative of some facts."""
        changed = ((name, getattr(self.start, name), getattr(facts, name)) for name in specs(self.rule.facts))
        otherwise = tuple(
            Otherwise(
                fact=name,
                spec=specs(self.rule.facts)[name],
                before=before,
                after=after,
                changeable=self.changeable(name),
            )
            for name, before, after in changed
            if comparable(before) != comparable(after)
        )
        return Alternative(facts=otherwise, answer=self.answer(facts), unit=self.rule.unit)

    def changeable(self, name: str) -> bool:
        """Whether somebody can change a fact."""
        origin = self.rule.origins.get(name)
        if origin is None:
            return True
        place = place_of(origin)
        return place.about != "local" and place.record not in _PAST


def _least(first: int, last: int, holds: Callable[[int], bool]) -> int | None:
    """The least number from first to last for which something holds that goes on holding; None if it never does."""
    if first > last or not holds(last):
        return None
    while first < last:
        middle = (first + last) // 2
        first, last = (first, middle) if holds(middle) else (middle + 1, last)
    return last


def _room(spec: Spec, value: Any, sign: int) -> int:
    """How many steps there are from a value to the bound above or below it."""
    bound = spec.high if sign > 0 else spec.low
    end = sign * _FARTHEST[spec.kind.name] if bound is None else bound
    return int(abs(end - value) // _STEP[spec.kind.name])
