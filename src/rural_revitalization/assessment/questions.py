"""What to ask next (下一步核实事项): the missing facts of an assessment, those first that settle most answers.

A question is about one fact: of the household, of the county, or of all members who lack it, who are asked in one go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from itertools import groupby
from typing import Any

import attrs

from ..algebra import Amount
from ..catalogue import DECLARED, PARTS
from ..errors import InvalidInput, Mismatch, check_kinds, discreet, items_of, raise_if_any, unlike_items
from ..fields import Spec
from ..readonly import ReadOnly
from ..wording import Language, check_language
from .expecting import added_up, expected_narrowing
from .findings import Period
from .holders import Holder, holder_of
from .lacking import RECORDED, Lacks, Waiting, in_order_to_ask, what_is_lacking
from .missing_facts import MissingFact, Whose
from .question_words import asked, expected_in_words
from .result import Assessment
from .shares import Shares, Stated, stated_shares


@attrs.frozen(kw_only=True)
class _Fact:
    """A fact to ask for: its name, the record that holds it, its declaration, and what its answer settles.

    `settles` names the answers that wait for it, as `MissingFact` does; `alone` those that wait for nothing else, of
    anybody, so that they are settled whatever is said, unless it raises another question. `narrows` is how much of the
    ranges of payments closes with them, in yuan by period; `bounds` is the number of payments without a highest amount
    that get one. `expected_narrowing` is by how much the ranges of all payments that have a highest amount narrow on
    average, in yuan by period, exactly: where it was stated how often the fact has which value, and these values agree
    with what is recorded; otherwise None.
    """

    fact: str
    place: Whose
    spec: Spec = attrs.field(repr=False)
    settles: tuple[str, ...]
    alone: tuple[str, ...]
    narrows: Mapping[Period, Amount]
    bounds: int
    expected_narrowing: Mapping[Period, Fraction] | None = None

    @property
    def label(self) -> str:
        """The fact in English."""
        return self.spec.label

    @property
    def zh(self) -> str:
        """The fact in Chinese."""
        return self.spec.zh

    @property
    def holder(self) -> Holder:
        """Who usually holds the fact, and what would prove it."""
        return holder_of(self.fact, self.place)

    def text(self, lang: Language = "en") -> str:
        """The question in words, with the unit; `lang` is "en" or "zh". Raises `InvalidInput` for any other."""
        check_language(lang)
        return asked(self.spec, lang)

    def expected(self, lang: Language = "en") -> str:
        """What an answer looks like, with an example; `lang` as for `text`."""
        check_language(lang)
        return expected_in_words(self.spec, lang)


@attrs.frozen(kw_only=True)
class Question(_Fact):
    """A question about a household (核实问题); of a person's fact, `people` are the ids of those of whom to ask."""

    people: tuple[str, ...] = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class CommonQuestion(_Fact):
    """A question about many households (共性核实问题).

    `households` and `people` count those who lack the fact; `answers` counts the answers that wait for it, `settled`
    those of them that wait for nothing else.
    """

    households: int
    people: int
    answers: int
    settled: int


@discreet
def next_questions(
    assessment: Assessment, of: str | None = None, *, shares: Shares | None = None
) -> tuple[Question, ...]:
    """Return what to ask, in order, for all answers of an assessment, or for those `of` one part of it.

    First comes what most answers wait for alone, since they are settled whatever is said; then what most wait for at
    all, where an answer that lacks few facts counts more. Once a fact is recorded, ask again of a new assessment: what
    was said may have made other questions needless (see `interview`). What cannot be known is not asked again.

    `of` names a rule, such as "risk_elimination", or "entitlements". A rule that was skipped is asked for the record
    that it begins with, but only by its name.

    `shares` states how often facts have which value, such as `{"severely_disabled": {True: Decimal("0.05"), False:
    Decimal("0.95")}}`, of people like those in question; of a class, whether it holds on the day. The questions about
    these facts then say by how much payments narrow on average (`expected_narrowing`); of several persons, once it is
    known of each by himself, added up. The order stays the same, and nothing is assumed of other facts.

    Raises `InvalidInput` for another name of a part, and with all that is wrong with the shares: facts that there are
    not, values that a fact does not take, shares that do not add up to 1.

    >>> from datetime import date
    >>> from rural_revitalization import Household, LocalFigures, Person, assess, load_policy
    >>> local = LocalFigures(year=2022, insurance_contribution=380, sources={"insurance_contribution": "local notice"})
    >>> family = Household(id="1", members=[Person(id="1-1", insured=True, disability_kind="none")], monitored=[])
    >>> found = assess(family, load_policy("hunan", on=date(2022, 6, 1)), local)
    >>> question, *others = next_questions(found, of="contribution_subsidy")
    >>> question.fact, question.people, question.text("zh")
    ('extreme_poverty', ('1-1',), '现在或以前是否特困人员？')
    >>> [other.fact for other in others]
    ['orphan', 'de_facto_unattended_child', 'minimum_living_allowance', 'low_income']
    """
    check_kinds("next_questions", assessment=(assessment, Assessment))
    stated = stated_shares(shares, "next_questions")
    lacks = _lacks(assessment, of, "next_questions")
    to_ask = (item for item in lacks.facts() if not item.unknowable)
    people = {fact: tuple(item.person for item in items if item.person) for fact, items in groupby(to_ask, _fact_of)}
    expected = _expected(assessment, people, lacks, stated)
    return tuple(
        Question(people=persons, expected_narrowing=expected.get(fact), **_said_of(fact, lacks.waiting[fact]))
        for fact, persons in people.items()
    )


@discreet
def questions_over(
    assessments: Iterable[Assessment], of: str | None = None, *, shares: Shares | None = None
) -> tuple[CommonQuestion, ...]:
    """Return what to ask of many households, such as those of a township, in the order of what it settles over all.

    `of` and `shares` are as for `next_questions`, and so is what is raised. What narrows on average is added up, and
    None where one household's records do not agree with the values that have a share.
    """
    given, stated = items_of(assessments), stated_shares(shares, "questions_over")
    raise_if_any(unlike_items("assessments", given, Assessment), "questions_over")
    waiting: dict[str, Waiting] = {}
    households, lacking = Counter[str](), Counter[str]()
    expected: dict[str, list[Mapping[Period, Fraction] | None]] = {}
    for assessment in given:
        lacks = _lacks(assessment, of, "questions_over")
        asked: dict[str, list[str]] = {}
        for fact, person in lacks.to_ask():
            asked.setdefault(fact, []).extend(() if person is None else (person,))
            lacking[fact] += 1
        for fact in asked:
            households[fact] += 1
            waiting.setdefault(fact, Waiting(len(waiting))).merge(lacks.waiting[fact])
        for fact, narrowing in _expected(assessment, asked, lacks, stated).items():
            expected.setdefault(fact, []).append(narrowing)
    return tuple(
        CommonQuestion(
            households=households[fact],
            people=lacking[fact] if RECORDED[fact][0] == "person" else 0,
            answers=waiting[fact].answers,
            settled=waiting[fact].settled,
            expected_narrowing=added_up(expected[fact]) if fact in expected else None,
            **_said_of(fact, waiting[fact]),
        )
        for fact in in_order_to_ask(waiting)
    )


def check_part(of: object, about: str) -> None:
    """Raise `InvalidInput` for what is no name of a part of an assessment; None stands for all."""
    if of is not None and of not in PARTS:
        raise InvalidInput([Mismatch.of_name("of", of, sorted(PARTS))], about=about)


def _lacks(assessment: Assessment, of: str | None, about: str) -> Lacks:
    """What an assessment lacks, or one part of it; raises `InvalidInput` for the name of none."""
    check_part(of, about)
    if of is None:
        return assessment.lacks
    findings = (finding for finding in assessment.findings if finding.name.split(".", maxsplit=1)[0] == of)
    lacks = what_is_lacking(assessment.inputs.household, assessment.inputs.local, assessment.on, findings)
    for item in assessment.skipped:
        if item.rule == of:
            lacks.begin_with(item.needs, f"{of}.{DECLARED[of].answer}")
    return lacks


def _fact_of(item: MissingFact) -> str:
    return item.fact


def _expected(
    assessment: Assessment, people: Mapping[str, Collection[str]], lacks: Lacks, stated: Stated
) -> dict[str, Mapping[Period, Fraction] | None]:
    """By fact of which shares are stated, by how much payments narrow on average."""
    return {
        fact: expected_narrowing(assessment, fact, people[fact], shares, lacks.waiting[fact].names)
        for fact, shares in stated.items()
        if fact in people
    }


def _said_of(fact: str, waiting: Waiting) -> dict[str, Any]:
    place, spec = RECORDED[fact]
    return {
        "fact": fact,
        "place": place,
        "spec": spec,
        "settles": tuple(waiting.names),
        "alone": tuple(waiting.alone),
        "narrows": ReadOnly(waiting.narrows),
        "bounds": waiting.bounds,
    }
