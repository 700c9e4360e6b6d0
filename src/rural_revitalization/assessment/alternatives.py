"""What would change an answer (改变结论的条件): the nearest facts with which it comes out differently, to the fen.

`nearest` says how they are found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

import attrs

from ..algebra import Amount, Truth, Unknown, exact_arithmetic
from ..cases import Case
from ..catalogue import DECLARED, PARTS
from ..errors import HIDDEN, InvalidInput, Mismatch, check_kinds, discreet, quoted
from ..fields import Spec, comparable
from ..models.enums import in_words
from ..wording import Language, called, check_language, say
from ..worksheets import value_text
from .findings import Decision, Entitled, Payment, text_of
from .nearest import Search
from .nearest_of_help import SearchOfHelp, lacks_records
from .nearest_of_rules import SearchOfRule, answer_of
from .result import Assessment

__all__ = ["Alternative", "Otherwise", "what_would_change"]


@attrs.frozen(kw_only=True)
class Otherwise:
    """A fact that is otherwise than recorded (其他取值); `spec` declares it.

    A code is an option, diagnoses are a set of them, and what is not recorded is None. `changeable` is False for age,
    sex, what has been, and the county's figures, which no household can change.
    """

    fact: str
    spec: Spec
    before: Any = attrs.field(eq=comparable)
    after: Any = attrs.field(eq=comparable)
    changeable: bool

    @property
    @exact_arithmetic
    def distance(self) -> Any:
        """How much more, or less where negative, in the unit of the fact; None for what is no number, or was none."""
        numbers = self.spec.kind.name not in ("truth", "choice", "records") and self.before is not None
        return self.after - self.before if numbers else None

    def text(self, lang: Language = "en") -> str:
        """The fact in words, before and after; `lang` is "en" or "zh". Raises `InvalidInput` for any other."""
        check_language(lang)
        label = called(self.spec, lang)
        then, now = (self._said(value, lang) for value in (self.before, self.after))
        return say("command_line", "changed", lang, about=label, then=then, now=now)

    def _said(self, value: Any, lang: Language) -> str:
        if value is None:
            return say("command_line", "unrecorded", lang)
        if isinstance(value, StrEnum):
            return in_words(value, lang)
        if isinstance(value, frozenset):
            several = (in_words(option, lang) for option in sorted(value))
            return (", " if lang == "en" else "、").join(several) or say("command_line", "none", lang)
        return value_text(value, self.spec, lang)


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
def what_would_change(
    assessment: Assessment, of: str, person: str | None = None, *, document: str | None = None
) -> tuple[Alternative, ...]:
    """Return the nearest single facts that would change an answer; without one, the nearest pairs.

    The answer is that `of` a rule that pays or decides, such as "risk_elimination", or of help without a figure, such
    as "cataract_treatment"; `person` is whom it is about, None for the household. Where several documents in force
    grant the same help, `document` says by which.

    Of numbers, these are the nearest with which a decision or a right turns, or a payment begins or ends; of truths,
    codes and diagnoses, those with which the answer is another at all. In a pair, one of the two is no number. A right
    that a document leaves open is another answer than one that is certain. What can be changed comes first. It is empty
    where neither one fact nor such a pair changes the answer.

    Raises `InvalidInput` for a name of neither, where there was no such answer, and for one that lacks records (see
    `next_questions`) or is put together from several worksheets, such as what bills of a year are paid.

    >>> from datetime import date
    >>> from rural_revitalization import Household, LocalFigures, Person, assess, load_policy
    >>> local = LocalFigures(year=2022, monitoring_line=7500, sources={"monitoring_line": "a local notice"})
    >>> family = Household(id="1", members=[Person(id="1-1")], monitored=[], per_capita_net_income="7499.99",
    ...     at_risk=True, shock=False, income_fell=False, spending_large=False, basic_living_severely_hard=False)
    >>> found = assess(family, load_policy("hunan", on=date(2022, 6, 1)), local)
    >>> for alternative in what_would_change(found, "identification"):
    ...     print(alternative.facts[0].fact, alternative.facts[0].distance, alternative.answer)
    household_net_income 0.01 False
    at_risk None False
    monitoring_line -0.01 False
    >>> for alternative in what_would_change(found, "funded_help"):
    ...     print(alternative)
    monitored: no -> yes; then yes
    """
    kinds = {"assessment": (assessment, Assessment), "of": (of, str), "document": (document, str, None)}
    check_kinds("what_would_change", **kinds)
    is_rule = of in DECLARED
    if is_rule and document is not None:
        raise InvalidInput([Mismatch("document", "None, since only help has a document", quoted(document))])
    search: Search = _around_rule(assessment, of, person) if is_rule else _around_help(assessment, of, person, document)
    unit = DECLARED[of].unit if is_rule else ""
    found = alternatives(search, unit, list(search.singles()) or search.pairs())
    return tuple(sorted(found, key=lambda item: not item.changeable))


def _around_rule(assessment: Assessment, rule: str, person: str | None) -> SearchOfRule:
    """The search around the answer of a rule; raises `InvalidInput` where there is none that is settled."""
    payment = assessment.payment(rule, person)
    finding: Payment | Decision | None = assessment.decision(rule, person) if payment is None else payment
    if finding is None:
        raise InvalidInput([Mismatch("of", "a rule that pays or decides, and was worked out", "no answer of it")])
    if isinstance(finding.value, Unknown):
        raise _open()
    declared, case = DECLARED[rule], _case(assessment, person)
    sheet = finding.worksheet
    search = SearchOfRule(declared, sheet.facts, answer_of(declared, case, sheet.terms))
    if comparable(search.now) != comparable(finding.value):
        raise InvalidInput([Mismatch("of", "an answer of one worksheet", "one put together from several")])
    return search


def _around_help(assessment: Assessment, name: str, person: str | None, document: str | None) -> SearchOfHelp:
    """The search around a right to help; raises `InvalidInput` where no answer says of it what facts can change."""
    finding = answer_about_help(assessment, name, person, document)
    if lacks_records(finding.outcome):
        raise _open()
    return SearchOfHelp(finding.entitlement, _case(assessment, person))


def answer_about_help(assessment: Assessment, name: str, person: str | None, document: str | None) -> Entitled:
    """The one answer about help, to a person or the household; raises `InvalidInput` for none, or several."""
    named = [item for item in assessment.entitlements if item.entitlement.name == name]
    if not named:
        known = {*PARTS, *(item.entitlement.name for item in assessment.entitlements)} - {"entitlements"}
        raise InvalidInput([Mismatch.of_name("of", name, sorted(known), "a rule, or help, that was worked out")])
    found = {item.entitlement.source.document: item for item in named if item.person == person}
    if not found:
        about = "None, since it is for the household" if named[0].person is None else "the id of a member of the day"
        raise InvalidInput([Mismatch("person", about, HIDDEN)])
    if document is None and len(found) == 1:
        return next(iter(found.values()))
    if document not in found:
        raise InvalidInput([Mismatch.of_name("document", document, sorted(found))])
    return found[document]


def _open() -> InvalidInput:
    return InvalidInput([Mismatch("of", "an answer that is settled", "an open one: see `next_questions`")])


def _case(assessment: Assessment, person: str | None) -> Case:
    """The case of a person, or of the household."""
    inputs = assessment.inputs
    whole = Case(household=inputs.household, local=inputs.local, on=assessment.on)
    return next((item for item in whole.members if item.person and item.person.id == person), whole)


def alternatives(search: Search, unit: str, found: Iterable[Any]) -> Iterator[Alternative]:
    """What a search found, as it is told."""
    for facts in found:
        changed = ((name, search.value(search.start, name), search.value(facts, name)) for name in search.names)
        otherwise = tuple(
            Otherwise(
                fact=search.called(name),
                spec=search.spec(name),
                before=search.said(before),
                after=search.said(after),
                changeable=search.changeable(name),
            )
            for name, before, after in changed
            if comparable(search.said(before)) != comparable(search.said(after))
        )
        yield Alternative(facts=otherwise, answer=search.answer(facts), unit=unit)
