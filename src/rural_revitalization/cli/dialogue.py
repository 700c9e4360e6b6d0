"""A dialogue in a terminal: questions by the declarations of fields, asked again until the answer is one.

Empty is left for another time, "?" cannot be known, "q" and the end of the input end it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from enum import Enum
from typing import Any, Final, TypeVar

from attrs import frozen, has

from ..assessment.question_words import asked, expected_in_words, is_class
from ..errors import InvalidInput
from ..fields import Spec, specs
from ..models.lasting import Lasting
from ..wording import Language, called, say
from . import terminal
from .text_columns import wrapped
from .typed_answers import chosen, not_known, plain, read, truth, whole

T = TypeVar("T")

_WIDEST: Final = 100
_MOST: Final = 50
_REFUSALS: Final = (ValueError, TypeError, ArithmeticError)


class Ended(Exception):
    """The user ends the dialogue."""


class Unanswered(Enum):
    """What is no value: left for another time, or not to be known."""

    LATER = "later"
    UNKNOWABLE = "unknowable"


@frozen
class Dialogue:
    """Questions and answers on standard output and input, in one language."""

    lang: Language

    def tell(self, *lines: str, indent: int = 0) -> None:
        """Print lines, each wrapped to the terminal and set in as far as it begins."""
        width = min(shutil.get_terminal_size((80, 0)).columns, _WIDEST)
        for line in lines:
            text = line.lstrip(" ")
            margin = " " * (indent + len(line) - len(text))
            terminal.say(margin + part if part else "" for part in wrapped(text, width - len(margin)))

    def say(self, key: str, *, indent: int = 0, **parts: object) -> None:
        """Print a text by its key."""
        self.tell(self.words(key, **parts), indent=indent)

    def words(self, key: str, **parts: object) -> str:
        """A text by its key."""
        return say("questions", key, self.lang, **parts)

    def line(self) -> str:
        """Read an answer; raises `Ended` where the user ends the dialogue."""
        try:
            text = input("> ")
        except EOFError:
            terminal.say([""])
            raise Ended from None
        if plain(text) == "q":
            raise Ended
        return text

    def answer(self, expected: str, reading: Callable[[str], T]) -> T | Unanswered:
        """Read answers until one is as `expected`, is left for another time, or cannot be known."""
        while True:
            text = self.line()
            if not text.strip():
                return Unanswered.LATER
            if not_known(text):
                return Unanswered.UNKNOWABLE
            with suppress(*_REFUSALS):
                return reading(text)
            self.say("not_understood", expected=expected)

    def needed(self, expected: str, reading: Callable[[str], T]) -> T:
        """Read answers until there is one."""
        while True:
            found = self.answer(expected, reading)
            if not isinstance(found, Unanswered):
                return found
            self.say("not_understood", expected=expected)

    # -- facts ------------------------------------------------------------------------------------------------------

    def value(self, spec: Spec) -> tuple[Any, bool]:
        """The value of a fact, or what is said instead, and whether some of it cannot be known.

        A list of records is asked for record by record.
        """
        expected = expected_in_words(spec, self.lang)
        if spec.kind.name != "records":
            found = self.answer(expected, lambda text: read(spec, text))
            return found, found is Unanswered.UNKNOWABLE
        if is_class(spec):
            holds = self.answer(expected, lambda text: truth(plain(text)))
            return self.periods(spec) if holds is True else (holds or (), holds is Unanswered.UNKNOWABLE)
        count = self.answer(expected, count_of)
        if isinstance(count, Unanswered):
            return count, count is Unanswered.UNKNOWABLE
        return self._gathered(self._record(spec, at) for at in range(1, count + 1))

    def periods(self, spec: Spec) -> tuple[Any, bool]:
        """The periods of a class that somebody is in, or was, and whether some of it cannot be known."""

        def periods() -> Iterator[tuple[Any, bool]]:
            at = 1
            while True:
                yield self._record(spec, at)
                self.say("another")
                more = self.answer(self.words("expect_truth"), lambda text: truth(plain(text)))
                if isinstance(more, Unanswered):
                    yield more, more is Unanswered.UNKNOWABLE
                if more is not True:
                    return
                at += 1

        return self._gathered(periods())

    def _gathered(self, found: Iterator[tuple[Any, bool]]) -> tuple[Any, bool]:
        """The records that were said; where one could not be kept, what was said instead stands for the fact."""
        records, some_open = [], False
        for record, is_open in found:
            if isinstance(record, Unanswered):
                self.say("not_kept")
                return record, record is Unanswered.UNKNOWABLE
            records.append(record)
            some_open = some_open or is_open
        return tuple(records), some_open

    def _record(self, spec: Spec, at: int) -> tuple[Any, bool]:
        """One record of a list, and whether a field of it cannot be known; what was said instead if it is not kept."""
        label = called(spec, self.lang)
        while True:
            self.say("of_period" if is_class(spec) else "of_record", label=label, at=at)
            values, some_open = dict[str, Any](), False
            for name, field in _asked_for(spec.of):
                value, is_open = self._field(spec.of, name, field)
                ends = name == "until" and issubclass(spec.of, Lasting)  # where None says that it goes on
                if (value is Unanswered.UNKNOWABLE and ends) or (isinstance(value, Unanswered) and field.required):
                    return value, value is Unanswered.UNKNOWABLE
                values[name] = None if isinstance(value, Unanswered) else value
                some_open = some_open or is_open
            try:
                return spec.of(**values), some_open
            except InvalidInput as error:
                self.say("refused", why="; ".join(map(str, error.mismatches)))

    def _field(self, of: type[Any], name: str, spec: Spec) -> tuple[Any, bool]:
        expected = expected_in_words(spec, self.lang)
        if name == "until" and issubclass(of, Lasting):
            expected = self.words("goes_on", expected=expected)
        elif spec.required:
            expected = self.words("must_be_given", expected=expected)
        return self.asked(spec, expected)

    def asked(self, spec: Spec, expected: str | None = None) -> tuple[Any, bool]:
        """Put the question for a field, and return what `value` does."""
        self.tell(asked(spec, self.lang), indent=2)
        self.say("answer_as", expected=expected or expected_in_words(spec, self.lang), indent=2)
        return self.value(spec)

    def members(self, count: int) -> tuple[frozenset[int], frozenset[int]] | Unanswered:
        """The numbers of the members of whom something is true, and of those of whom it cannot be known."""
        return self.answer(self.words("member_numbers"), lambda text: chosen(text, count))


def _asked_for(of: type[Any]) -> list[tuple[str, Spec]]:
    """The fields of a record that are asked for: all but the bookings of an account, which its holder lists."""
    return [(name, spec) for name, spec in specs(of).items() if spec.kind.name != "records" or has(spec.of)]


def count_of(text: str, least: int = 0) -> int:
    """Read how many records there are; raises `ValueError` for no such number, and for more than anybody would type."""
    number = whole(plain(text))
    if not least <= number <= _MOST:
        raise ValueError
    return number
