"""An interview (入户核实): the questions about a household one after another, each chosen after the last answer.

The order is that of `next_questions`, and it ends when all answers asked for are settled, or nothing more that a
household can say would settle them. What only the county can say is not asked: it is in `Interview.for_the_county`.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Self

import attrs

from ..algebra import Unknown
from ..errors import HIDDEN, InvalidInput, Mismatch, discreet
from ..models import Household, LocalFigures
from ..policy import Policy
from .fitting import check_inputs
from .questions import Question, check_part, next_questions
from .result import Assessment
from .running import assess


class Interview:
    """An interview in progress: an iterator over questions, and the household as far as it is known.

    Take a question, give its answer, take the next. A question that was passed over is not asked again, nor is what
    cannot be known. `household` and `assessment` are those of all answers so far.
    """

    def __init__(
        self,
        household: Household,
        policy: Policy,
        local: LocalFigures,
        *,
        on: date | None = None,
        of: str | None = None,
    ) -> None:
        check_part(of, "interview")
        self.of = of
        self._policy, self._local, self._on = policy, local, on
        self._household = household
        self._asked: set[tuple[str, str | None]] = set()
        self._question: Question | None = None
        self._assessment = self._assessed()

    @property
    def household(self) -> Household:
        """The household, with what was learned."""
        return self._household

    @property
    def assessment(self) -> Assessment:
        """The assessment of the household, with what was learned."""
        if self._assessment.inputs.household is not self._household:
            self._assessment = self._assessed()
        return self._assessment

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """What is still to be asked of the household, as far as is known now."""
        found = (self._left(item) for item in next_questions(self.assessment, self.of) if item.place != "local")
        return tuple(item for item in found if item is not None)

    @property
    def for_the_county(self) -> tuple[Question, ...]:
        """What answers lack of the county's figures."""
        return tuple(item for item in next_questions(self.assessment, self.of) if item.place == "local")

    @property
    def settled(self) -> bool:
        """Whether all answers asked for are settled; one that was skipped counts where it was asked for by name."""
        findings = self.assessment.findings
        asked = (item for item in findings if self.of in (None, item.name.split(".", maxsplit=1)[0]))
        skipped = any(item.rule == self.of for item in self.assessment.skipped)
        return not skipped and not any(isinstance(item.value, Unknown) for item in asked)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Question:
        """Take the next question; raises `StopIteration` when nothing is left to ask."""
        question = next(iter(self.open_questions), None)
        if question is None:
            raise StopIteration
        self._question = question
        self._asked.update((question.fact, person) for person in question.people or (None,))
        return question

    @discreet
    def answer(self, value: Any, person: str | None = None) -> None:
        """Record the answer to the question taken last, as the model's field takes it.

        Of a fact of persons, it is the answer of one person, or of all who were asked where None. Raises `InvalidInput`
        where the field, its record or the assessment does not accept it; nothing is recorded then.
        """
        question = self._taken()
        self._record(question, person, lambda _: value)

    @discreet
    def cannot_be_known(self, person: str | None = None) -> None:
        """Record that the fact asked for last cannot be known, of one person or of all who were asked.

        A value that is recorded is kept: of two that contradict each other, neither is known to be the wrong one.
        """
        question = self._taken()
        self._record(question, person, lambda record: getattr(record, question.fact), unknowable=True)

    def _left(self, question: Question) -> Question | None:
        """A question with those of whom it was not asked yet; None if there is nobody."""
        if question.place != "person":
            return None if (question.fact, None) in self._asked else question
        people = tuple(person for person in question.people if (question.fact, person) not in self._asked)
        return attrs.evolve(question, people=people) if people else None

    def _taken(self) -> Question:
        if self._question is None:
            raise InvalidInput([Mismatch("answer", "an answer to a question that was taken", "no question")])
        return self._question

    def _record(self, question: Question, person: str | None, value: Any, *, unknowable: bool = False) -> None:
        """Put what `value` says of each record in it, checked with all the rest."""
        if person is not None and person not in question.people:
            raise InvalidInput([Mismatch("person", "somebody of whom it was asked", HIDDEN)])

        def noted(record: Any) -> Any:
            said = value(record)
            is_open = said is None or (said != () and question.spec.kind.name == "records")
            others = record.unknowable - {question.fact}
            named = others | {question.fact} if unknowable and is_open else others
            return attrs.evolve(record, **{question.fact: said, "unknowable": named})

        whole: Any = self._household
        if question.place == "person":
            asked = {person} if person is not None else set(question.people)
            members = [noted(item) if item.id in asked else item for item in whole.people]
            self._take(attrs.evolve(whole, members=members))
        else:
            self._take(noted(whole))

    def _take(self, household: Household) -> None:
        """Go on with a household, if it can be assessed."""
        check_inputs(household, self._policy, self._local, self._assessment.on)
        self._household = household

    def _assessed(self) -> Assessment:
        only = None if self.of is None else {self.of}
        return assess(self._household, self._policy, self._local, on=self._on, only=only)


def interview(
    household: Household, policy: Policy, local: LocalFigures, *, on: date | None = None, of: str | None = None
) -> Interview:
    """Begin an interview about a household, for all answers of its assessment, or for those `of` one part of it.

    The arguments are those of `assess`; `of` names a rule, such as "identification", or "entitlements". Raises what
    `assess` raises, and `InvalidInput` for a name of no part.

    >>> from datetime import date
    >>> from rural_revitalization import Household, LocalFigures, Person, load_policy
    >>> local = LocalFigures(year=2022, monitoring_line=7500, sources={"monitoring_line": "a local notice"})
    >>> family = Household(id="1", members=[Person(id="1-1")], monitored=[], per_capita_net_income=7000)
    >>> talk = interview(family, load_policy("hunan", on=date(2022, 6, 1)), local, of="identification")
    >>> for question in talk:
    ...     print(question.text("zh"))
    ...     talk.answer(question.fact == "at_risk")
    是否存在返贫致贫风险？
    >>> talk.settled, talk.assessment.decision("identification").outcome
    (True, True)
    """
    return Interview(household, policy, local, on=on, of=of)
