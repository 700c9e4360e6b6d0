"""The form of a rule (规则形式): whom it is about, when it applies, what it begins with, to whom it is due.

Declared once, as `RULE` in the rule's module, and read by whoever runs it, over records and over tables. Conditions are
truths of a case, written in the algebra. Lines of the worksheet are named by themselves, such as `Worksheet.subsidy`,
so that a type checker knows them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from sys import modules
from types import MappingProxyType
from typing import Any, Generic, Literal, TypeAlias, TypeVar

from attrs import frozen

from ..algebra import Truth, not_, when
from ..cases import Case, CaseFacts, origins_of, place_of, recorded
from ..cases.listening import heard_by
from ..cases.origins import Place
from ..fields import Spec, specs
from ..fields.annotations import Origin
from ..fields.units import UNITS

F = TypeVar("F", bound=CaseFacts)
T = TypeVar("T")
W = TypeVar("W")

About = Literal["county", "household", "person", "bill", "loan"]


@frozen
class Heading:
    """Under what the results of a rule, or of several that exclude one another, are shown for many households.

    `label` and `zh` are what they are called; with a `head`, a short word, they are also a column of the table of
    households. `because`, in English and Chinese, leads in the criteria that stand in the way of a decision.
    """

    label: str
    zh: str
    head: str | None = None
    because: tuple[str, str] | None = None


def _always(_: Case) -> Truth:
    return True


class Rule(Generic[F, T, W]):
    """The declaration of one rule, read by everything that runs, explains or documents it.

    `label` and `zh` are what its results are called. It `pays`, `decides` or `works_out` a line of its worksheet, for
    each of those it is `about`; a rule that does none of these only serves others.

    Where it `applies`, or may, there is something to say; where that is open and nothing of what it `needs` is
    recorded, it is skipped. What it pays is due, and what it decides holds, `to` those of whom a truth of the case
    does, `where` a line of the worksheet does too. A layer of a chain `takes`, as a fact, what the layer before it
    `leaves`. `completes` are records that a line stands for where nobody made them. `unit` is given where it is not
    the answer's own. `register` holds what the rule carries out of the register without a figure of its own: by id,
    the lines that rest on it. A line that is `said_with` some terms cites their sections where no figure bears on it:
    the sentence that states the figure says for whom it is.
    """

    def __init__(
        self,
        *,
        label: str,
        zh: str,
        facts: type[F],
        terms: type[T],
        compute: Callable[[F, T], W],
        about: About,
        pays: Any = None,
        decides: Any = None,
        works_out: Any = None,
        applies: Callable[[Case], Truth] = _always,
        needs: tuple[Origin[Any, Any], ...] = (),
        to: Callable[[Case], Truth] = _always,
        where: Any = None,
        takes: Any = None,
        leaves: Any = None,
        completes: Mapping[Any, Any] = MappingProxyType({}),
        unit: str | None = None,
        heading: Heading | None = None,
        register: Mapping[str, tuple[Any, ...]] = MappingProxyType({}),
        said_with: Mapping[Any, tuple[Any, ...]] = MappingProxyType({}),
    ) -> None:
        self.label, self.zh, self.about = label, zh, about
        self.facts, self.terms, self.compute = facts, terms, compute
        self.applies, self.needs, self.to = applies, needs, to
        self.pays, self.decides, self.works_out = (line is not None for line in (pays, decides, works_out))
        self.where, self.takes, self.leaves = map(_name, (where, takes, leaves))
        self.completes = {origin: _name(line) or "" for origin, line in completes.items()}
        answer: Any = next(line for line in (pays, decides, works_out, *completes.values()) if line is not None)
        self.answer: str = answer.__name__
        self.worksheet: Any = answer.__objclass__
        self.unit = unit or self.answer_spec.unit
        self.unit_zh = UNITS[self.unit]
        self.heading = heading or Heading(label, zh)
        self.register = {key: tuple(_name(line) or "" for line in lines) for key, lines in register.items()}
        self.said_with = {line.__name__: tuple(map(_name, terms)) for line, terms in said_with.items()}
        self.module = modules[facts.__module__]
        self.name: str = facts.__module__.rsplit(".", 1)[-1]

    @property
    def answer_spec(self) -> Spec:
        """What the worksheet declares of the answer."""
        return specs(self.worksheet)[self.answer]

    @property
    def finds(self) -> bool:
        """Whether its answer is a finding, and not only of use to other rules."""
        return self.pays or self.decides or self.works_out

    @cached_property
    def asks(self) -> frozenset[Place]:
        """What the rule reads of a case: the origins of its facts, whom it is for, when it applies."""
        return frozenset(heard_by([self.facts.of, self.applies, self.to, self.lacks]))

    @cached_property
    def origins(self) -> Mapping[str, Origin[Any, Any]]:
        """By fact, the origin it is drawn from."""
        return origins_of(self.facts)

    def worked(self, case: Case, terms: T, left: Any = None) -> W:
        """The worksheet of a case; `left` is what the layer before it left, in yuan."""
        given = {} if self.takes is None or left is None else {self.takes: left}
        return self.compute(self.facts.of(case, **given), terms)

    def lacks(self, case: Case) -> Truth:
        """Whether nothing of what it needs is recorded, which is never open; False where it needs nothing."""
        lacking: Truth = bool(self.needs)
        for origin in self.needs:
            known = recorded(case[origin])
            if known is True:
                return False
            lacking = lacking & not_(known)
        return lacking

    def standing(self, case: Case) -> tuple[Truth, Truth]:
        """Whether there is something to say of a case, and whether it is skipped for want of what it needs.

        Neither is ever open.
        """
        applies = self.applies(case)
        if applies is True or applies is False:
            return applies, False
        known, lacks = recorded(applies), self.lacks(case)
        return when(known, applies, not_(lacks)), not_(known) & lacks

    def entitled(self, case: Case, worksheet: W) -> Truth:
        """Whether it is due, or holds, to a case."""
        to = self.to(case)
        return to if self.where is None else to & self.line(worksheet, self.where)

    def line(self, worksheet: W, name: str | None = None) -> Any:
        """A line of the worksheet, the answer unless named."""
        return getattr(worksheet, name or self.answer)

    def completing(self, origins: frozenset[Place]) -> bool:
        """Whether it stands for a record that is among some origins."""
        return not origins.isdisjoint(map(place_of, self.completes))

    def __repr__(self) -> str:
        return f"<rule {self.name}>"


AnyRule: TypeAlias = Rule[Any, Any, Any]


def _name(line: Any) -> str | None:
    return None if line is None else line.__name__
