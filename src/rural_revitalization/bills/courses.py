"""The courses that a year of bills may have taken (年度可能经过), where it is not known which classes somebody was in.

What a layer pays on a bill depends on the class of that day, and on what was paid before, under classes that were open
too. Each class that matters is taken to apply, and not to apply, so that every course is worked out by itself; what was
paid is the range over all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any, Final, TypeAlias, TypeVar

import attrs

from ..algebra import Amount, Truth, Unknown, when
from ..catalogue import LAYERS
from ..readonly import ReadOnly
from ..rules.form import AnyRule
from .day import Day, Part
from .used import UNUSED, Care, Used
from .used_caps import LayerStretch

MOST_CLASSES: Final = 4
"""How many open classes of a day are told apart; what the others change is a range in every course."""

MOST_COURSES: Final = 8
"""How many courses go on to the next stretch; where there are more, the range over all of them does."""

A = TypeVar("A")


@attrs.frozen(slots=False, eq=False)
class YearCourse:
    """One course: what the layers pay over a stretch, after what they had used `before`."""

    day: Day
    before: tuple[Used, ...]
    care: Care
    parts: tuple[Part, ...]

    def next_part(self, cost: Amount) -> Part:
        """What the next layer pays on a cost that is left to it, in yuan."""
        at = len(self.parts)
        return self.day.part(LAYERS[at], cost, self.before[at], self.care)

    @property
    def stretches(self) -> tuple[LayerStretch, ...]:
        """The sheets of the layers, all of which have one after a first stretch."""
        return tuple(part.stretch for part in self.parts if part.stretch is not None)

    @cached_property
    def used(self) -> tuple[Used, ...]:
        """What each layer has used by the end of the stretch."""
        return tuple(map(self._used_by, LAYERS, self.before, self.parts))

    def _used_by(self, rule: AnyRule, before: Used, part: Part) -> Used:
        in_year = part.paid if part.stretch is None else part.stretch.paid_in_year
        denied = self.day.denied(rule, part)
        return before.more(self.care, cost=part.cost, paid=part.paid, in_year=in_year, left=part.left, denied=denied)


@attrs.frozen(eq=False)
class Fork:
    """An open class, with the courses if the person is in it, and if not."""

    holds: Truth
    yes: Courses
    no: Courses


Courses: TypeAlias = YearCourse | Fork


def courses_of(day: Day, cost: Amount, care: Care, before: tuple[Used, ...] = UNUSED) -> Courses:
    """The courses of a stretch in the classes of a day, after what the layers had used before."""
    return _going_on(YearCourse(day, before, care, ()), cost, MOST_CLASSES)


def _going_on(course: YearCourse, cost: Amount, classes: int) -> Courses:
    """The course to its last layer, or those it divides into; its next layer is left a cost.

    `classes` is how many more may be told apart.
    """
    if len(course.parts) == len(LAYERS):
        return course
    return _told_apart(course, course.next_part(cost), cost, classes)


def _told_apart(course: YearCourse, part: Part, cost: Amount, classes: int) -> Courses:
    """The courses of which the next layer pays a part: by an open class, if whether it applies tells what is paid."""
    found = course.day.open_class(part.paid, part.left) if classes else None
    if found is not None:
        of, holds = found
        either = [attrs.evolve(course, day=course.day.supposing(of, truth)) for truth in (True, False)]
        parts = [one.next_part(cost) for one in either]
        if any(_ends(one) != _ends(part) for one in parts):
            return Fork(holds, *(_told_apart(*both, cost, classes - 1) for both in zip(either, parts, strict=True)))
    return _going_on(attrs.evolve(course, parts=(*course.parts, part)), part.left, classes)


def _ends(part: Part) -> list[Any]:
    """What a layer pays and leaves, at least and at most."""
    return [(it.low, it.high) if isinstance(it, Unknown) else it for it in (part.paid, part.left)]


def courses_after(courses: Courses, day: Day, cost: Amount, care: Care) -> Courses:
    """The courses of the stretch that follows others."""
    different: set[tuple[Used, ...]] = over(courses, lambda course: {course.used}, lambda _, one, other: one | other)
    if len(different) > MOST_COURSES:
        return courses_of(day, cost, care, used_in(courses))
    after = {used: courses_of(day, cost, care, used) for used in different}
    return over(courses, lambda course: after[course.used], Fork)


def over(courses: Courses, of: Callable[[YearCourse], A], either: Callable[[Truth, A, A], A]) -> A:
    """What there is `of` each course, put together at every fork."""
    # Forks of different courses may lead to the same ones, each of which is looked at once.
    known: dict[int, A] = {}

    def found(at: Courses) -> A:
        if id(at) not in known:
            known[id(at)] = of(at) if isinstance(at, YearCourse) else either(at.holds, found(at.yes), found(at.no))
        return known[id(at)]

    return found(courses)


def used_in(courses: Courses) -> tuple[Used, ...]:
    """What each layer has used by the end of the stretch, as ranges over all courses."""
    return over(courses, lambda course: course.used, lambda holds, *both: tuple(map(partial(_used, holds), *both)))


def stretch_in(courses: Courses, at: int) -> LayerStretch:
    """The sheet of a layer over a stretch that follows another, as ranges over all courses."""
    return over(courses, lambda course: course.stretches[at], _stretch)


def _used(holds: Truth, one: Used, other: Used) -> Used:
    by_care = {care: _range(holds, one.by_care[care], other.by_care[care]) for care in one.by_care}
    return _range(holds, one, other, by_care=ReadOnly(by_care))


def _stretch(holds: Truth, one: LayerStretch, other: LayerStretch) -> LayerStretch:
    return _range(holds, one, other, facts=_range(holds, one.facts, other.facts), terms=one.terms)


def _range(holds: Truth, one: A, other: A, **kept: Any) -> A:
    """A record of amounts, each as a range over two courses."""
    names = [name for name in attrs.fields_dict(type(one)) if name not in kept]  # type: ignore[arg-type]
    return type(one)(**{name: when(holds, getattr(one, name), getattr(other, name)) for name in names}, **kept)
