"""Puts the questions of an interview in a terminal, one after another, and notes the answers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from attrs import frozen

from ..assessment import Interview, Question
from ..assessment.question_words import is_class
from ..errors import InvalidInput
from ..models.enums import in_words
from ..wording import called
from .dialogue import Dialogue, Ended, Unanswered


@frozen
class Interviewer:
    """Who leads an interview by a dialogue."""

    talk: Interview
    dialogue: Dialogue

    def ask(self) -> None:
        """Put the questions until none is left, or the user ends."""
        with suppress(Ended):
            for at, question in enumerate(self.talk, start=1):
                self._introduce(at, question)
                if question.place != "person":
                    self._ask_of(question, None)
                elif question.spec.kind.name in ("truth", "records"):
                    self._ask_of_all(question)
                else:
                    self._ask_of_each(question)

    def tell_the_end(self) -> None:
        """Say what was found out, and what is still open for want of what."""
        left = len(self.talk.open_questions)
        self.dialogue.tell("")
        self.dialogue.say("ended" if left else "nothing_left", count=left)
        self.dialogue.tell(*self.talk.assessment.summary(self.dialogue.lang).splitlines())
        county = [called(item, self.dialogue.lang) for item in self.talk.for_the_county]
        if county:
            self.dialogue.say("for_the_county", facts=self._listed(county, "、"))

    def _introduce(self, at: int, question: Question) -> None:
        lang, left = self.dialogue.lang, len(self.talk.open_questions)
        self.dialogue.tell("", self.dialogue.words("number", at=at, text=question.text(lang)))
        if left:
            self.dialogue.say("left", count=left, indent=2)
        self.dialogue.tell(question.holder.text(lang), indent=2)

    def _ask_of(self, question: Question, person: str | None) -> None:
        """Ask for the fact of one record."""
        self.dialogue.say("answer_as", expected=question.expected(self.dialogue.lang), indent=2)
        self._note(person, partial(self.dialogue.value, question.spec))

    def _ask_of_each(self, question: Question) -> None:
        """Ask for the fact of each member in turn."""
        self.dialogue.say("answer_as", expected=question.expected(self.dialogue.lang), indent=2)
        for person in question.people:
            self.dialogue.say("of_member", id=person, about=self._told(person))
            self._note(person, partial(self.dialogue.value, question.spec))

    def _ask_of_all(self, question: Question) -> None:
        """Ask of which members something holds; then, of each of them, for the records."""
        for at, person in enumerate(question.people, start=1):
            self.dialogue.say("member", at=at, id=person, about=self._told(person), indent=2)
        self.dialogue.say("which_members", expected=self.dialogue.words("member_numbers"), indent=2)
        found = self.dialogue.members(len(question.people))
        if found is Unanswered.UNKNOWABLE:
            self.talk.cannot_be_known()
        if isinstance(found, Unanswered):
            return
        holds, not_said = found
        is_truth = question.spec.kind.name == "truth"
        for at, person in enumerate(question.people, start=1):
            if at in not_said:
                self.talk.cannot_be_known(person)
            elif at not in holds or is_truth:
                self.talk.answer(at in holds if is_truth else (), person)
        for at in () if is_truth else sorted(holds):
            self._ask_for_records(question, question.people[at - 1])

    def _ask_for_records(self, question: Question, person: str) -> None:
        self.dialogue.say("of_member", id=person, about=self._told(person))
        if is_class(question.spec):
            self._note(person, partial(self.dialogue.periods, question.spec))
        else:
            self._ask_of(question, person)

    def _note(self, person: str | None, ask: Callable[[], tuple[Any, bool]]) -> None:
        """Ask for a fact of one record, and again where the rest of the record does not agree."""
        while True:
            value, some_open = ask()
            try:
                if not isinstance(value, Unanswered):
                    self.talk.answer(value, person)
                if some_open:
                    self.talk.cannot_be_known(person)
            except InvalidInput as error:
                self.dialogue.say("refused", why="; ".join(map(str, error.mismatches)))
                continue
            return

    def _told(self, person: str) -> str:
        """What tells a member from others without a name: sex, and the year of birth."""
        member = next(item for item in self.talk.household.people if item.id == person)
        told = []
        if member.sex is not None:
            told.append(in_words(member.sex, self.dialogue.lang))
        if member.birth_date is not None:
            told.append(self.dialogue.words("born", year=member.birth_date.year))
        return self.dialogue.words("about_member", told=self._listed(told, "，")) if told else ""

    def _listed(self, names: list[str], zh: str) -> str:
        return (", " if self.dialogue.lang == "en" else zh).join(names)
