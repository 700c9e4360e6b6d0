"""Who is entitled (帮扶对象): truths of a case that carry their words in English and Chinese, and compose.

A `Who` names people or households, such as "poor people" (贫困人口); a `Being` qualifies them, such as "with cataract"
(患白内障的). What a document leaves open goes with the words that leave it open.

>>> from rural_revitalization.cases import disabled, exited
>>> people = Who(exited, "people of exited households", "脱贫人口")
>>> found = people & Being(disabled, "who are disabled", "残疾的")
>>> found.label, found.zh
('people of exited households who are disabled', '残疾的脱贫人口')
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import isfunction
from typing import Any, Literal, Self, TypeVar

from attrs import evolve, field, frozen

from ..algebra import Truth, Unknown, not_
from ..cases import Case
from ..cases.ages import held_to_ages
from ..fields.annotations import Origin

__all__ = ["Being", "Predicate", "Subject", "Unstated", "Who", "among", "any_of", "at_ages", "except_for"]

Predicate = Callable[[Case], Truth]
Subject = Literal["person", "household"]
"""The kind of case that a row is about."""


@frozen
class Unstated:
    """A condition that a document does not state (文件未载明事项); `name` is its key among missing facts.

    `open` is the unknown truth value that depends on it.
    """

    name: str
    label: str
    zh: str
    open: Truth = field(init=False, eq=False, repr=False)

    @open.default  # noqa: A003 - the attribute above it
    def _(self) -> Truth:
        return Unknown(False, True, {self.name})

    def __call__(self, _: Case) -> Truth:
        """Stand among the conditions of a case, always unknown."""
        return self.open


# Predicates are values, not closures, so that what they decide can be pickled.


@frozen(eq=False)
class _Both:
    """True where both parts are."""

    first: Predicate
    second: Predicate

    def __call__(self, case: Case) -> Truth:
        found = self.first(case)
        return False if found is False else found & self.second(case)


@frozen(eq=False)
class _Some:
    """True where any part is."""

    parts: tuple[Predicate, ...]

    def __call__(self, case: Case) -> Truth:
        found: Truth = False
        for part in self.parts:
            found = found | part(case)
            if found is True:  # whatever the others are
                break
        return found


@frozen(eq=False)
class _Not:
    """True where the part is not."""

    part: Predicate

    def __call__(self, case: Case) -> Truth:
        return not_(self.part(case))


@frozen(eq=False)
class _Among:
    """True where a code is one of the options."""

    origin: Origin[Any, Any]
    options: tuple[Any, ...]

    def __call__(self, case: Case) -> Truth:
        return case[self.origin].among(*self.options)  # type: ignore[no-any-return]


@frozen(eq=False)
class _AtAges:
    """A truth; where it is not recorded, nobody younger or older has it."""

    of: Predicate
    youngest: int
    oldest: int | None

    def __call__(self, case: Case) -> Truth:
        return held_to_ages(case, self.of(case), self.youngest, self.oldest)


@frozen(eq=False)
class _Said:
    """The value of a fact that is a truth."""

    origin: Origin[Truth, Any]

    def __call__(self, case: Case) -> Truth:
        return case[self.origin]


@frozen(eq=False)
class _Asked:
    """What a function says of a case, which it is asked once."""

    function: Predicate

    def __call__(self, case: Case) -> Truth:
        return case.once(self, self.function)


def _predicate(of: Any) -> Predicate:
    """A predicate, also where a function or a field of a model is given in its place."""
    if not callable(of):
        return _Said(of)
    return _Asked(of) if isfunction(of) else of


@frozen(eq=False)
class _Words:
    """A truth of a case, with its words; `leaves_open` are the conditions not stated."""

    of: Predicate = field(converter=_predicate, repr=False)
    label: str
    zh: str
    leaves_open: tuple[Unstated, ...] = ()

    def __call__(self, case: Case) -> Truth:
        """Whether it holds of a case."""
        return self.of(case)

    def or_else(self, item: Unstated) -> Self:
        """Hold of others too, whom the document does not state."""
        return evolve(self, of=_Some((self.of, item)), leaves_open=(*self.leaves_open, item))

    def as_far_as(self, item: Unstated) -> Self:
        """Hold only of those whom the document means, which it does not state."""
        return evolve(self, of=_Both(self.of, item), leaves_open=(*self.leaves_open, item))


W = TypeVar("W", bound=_Words)


@frozen(eq=False)
class Being(_Words):
    """A condition (条件) that qualifies people or households, in words that follow them in English: "with cataract".

    The Chinese words come before the noun and end in 的.
    """

    def __and__(self, other: Being) -> Being:
        return _both(self, other, f"{self.label} and {other.label}", f"{self.zh}{other.zh}")

    def __or__(self, other: Being) -> Being:
        return any_of(self, other)


@frozen(eq=False)
class Who(_Words):
    """People or households (对象) of whom a truth holds, in words: "poor people" (贫困人口).

    `reading` is the reading relied on, a key of `wording.READINGS`; `about` the kind of case.
    """

    reading: str | None = field(default=None, kw_only=True)
    about: Subject = field(default="person", kw_only=True)

    def __and__(self, being: Being) -> Who:
        return _both(self, being, f"{self.label} {being.label}", f"{being.zh}{self.zh}")

    def __or__(self, other: Who) -> Who:
        return any_of(self, other)


def any_of(first: W, *others: W) -> W:
    """Those of whom any of several truths holds, in words: "a, b or c" (a、b或c).

    The Chinese words of conditions keep the last 的 alone.
    """
    every = (first, *others)
    *labels, last = [item.label for item in every]
    *chinese, final = [item.zh for item in every]
    shortened = [words.removesuffix("的") for words in chinese] if isinstance(first, Being) else chinese
    return evolve(
        first,
        of=_Some(tuple(item.of for item in every)),
        label=f"{', '.join(labels)} or {last}",
        zh=f"{'、'.join(shortened)}或{final}",
        leaves_open=_open(*every),
    )


def among(origin: Any, *options: Any) -> Predicate:
    """The truth that a code, or one of several, is among the options."""
    return _Among(origin, options)


def at_ages(truth: Any, youngest: int, oldest: int | None = None) -> Predicate:
    """A truth that nobody is asked for whose age rules it out; what is recorded counts at any age."""
    return _AtAges(_predicate(truth), youngest, oldest)


def except_for(truth: Any) -> Predicate:
    """The truth that another one, or a field of a model, is false."""
    return _Not(_predicate(truth))


def _both(first: W, second: Being, label: str, zh: str) -> W:
    return evolve(first, of=_Both(first.of, second.of), label=label, zh=zh, leaves_open=_open(first, second))


def _open(*parts: _Words) -> tuple[Unstated, ...]:
    return tuple(dict.fromkeys(item for part in parts for item in part.leaves_open))
