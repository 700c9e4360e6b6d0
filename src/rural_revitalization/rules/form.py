"""The declaration of a rule (规则形式): its subject, when it applies, the records it needs, and who is entitled.

Each rule's module declares it once, as `RULE`; everything that runs rules, over records or tables, reads it. Conditions
are functions of a case that return a truth, written in the algebra. Worksheet lines are given as attributes, such as
`Worksheet.subsidy`, so that type checkers see them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from importlib import import_module
from sys import modules
from types import MappingProxyType
from typing import Any, Generic, Literal, Protocol, TypeAlias, TypeVar

from attrs import frozen

from ..algebra import Truth, Unknown, if_stated, not_, when
from ..cases import Case, CaseFacts, origins_of, place_of, recorded
from ..cases.listening import heard_by
from ..cases.origins import Slot
from ..fields import Spec, specs
from ..fields.annotations import Origin
from ..fields.protocols import RuleModule
from ..fields.units import UNITS
from ..wording.worded import Words
from .overlap import Scheme, unless_another_prevails

F = TypeVar("F", bound=CaseFacts)
G = TypeVar("G")
T = TypeVar("T")
W = TypeVar("W")
D_co = TypeVar("D_co", covariant=True)

About = Literal["county", "enterprise", "household", "person", "bill", "loan"]


@frozen
class Heading:
    """The heading of a rule's results, or those of several mutually exclusive rules, in reports on many households.

    `label` and `zh` name the results; with a `head`, a short word, they are also a column of the table of households.
    `because`, in English and Chinese, introduces the criteria not met by a decision.
    """

    label: str
    zh: str
    head: str | None = None
    because: Words | None = None


def _always(_: Case) -> Truth:
    return True


class Declaration(Generic[G, T, W]):
    """What every rule declares: its facts, its terms, how they are computed, and what its lines cite.

    `label` and `zh` name its results, and `answers` the line of the worksheet that holds them. A rule about places,
    whose facts are given rather than drawn from records, declares no more than this.
    `register` maps ids of the register that the rule implements without a figure of its own to the lines that depend
    on them. `said_with` maps lines that no figure affects to the terms whose sections they cite, since the sentence
    that states the figure also says whom it covers.
    """

    def __init__(
        self,
        *,
        label: str,
        zh: str,
        facts: type[G],
        terms: type[T],
        compute: Callable[[G, T], W],
        answers: Any,
        register: Mapping[str, tuple[Any, ...]] = MappingProxyType({}),
        said_with: Mapping[Any, tuple[Any, ...]] = MappingProxyType({}),
    ) -> None:
        self.label, self.zh = label, zh
        self.facts, self.terms, self.compute = facts, terms, compute
        self.answer: str = answers.__name__
        self.worksheet: Any = answers.__objclass__
        self.register = {key: tuple(_name(line) or "" for line in lines) for key, lines in register.items()}
        self.said_with = {line.__name__: tuple(map(_name, terms)) for line, terms in said_with.items()}
        self.module = modules[facts.__module__]
        self.name: str = facts.__module__.rsplit(".", 1)[-1]

    @property
    def answer_spec(self) -> Spec:
        """The declaration of the answer in the worksheet."""
        return specs(self.worksheet)[self.answer]

    def __repr__(self) -> str:
        return f"<rule {self.name}>"

    def __reduce__(self) -> tuple[Callable[[str], AnyDeclaration], tuple[str]]:
        """Copied and pickled, a rule stays the one that its module declares."""
        return _declared_in, (self.module.__name__,)


class Rule(Declaration[F, T, W]):
    """The declaration of one rule about records, read by everything that runs, explains or documents it.

    It `pays`, `decides` or `works_out` a line of its worksheet, for each subject it is `about`; a rule that does none
    of these only serves other rules.

    The rule runs where it `applies`, or may apply; where that is unknown and none of the records it `needs` exist, it
    is skipped. The payment is due, or the decision holds, where the condition `to` is true of the case and, if given,
    the worksheet line `where` is true. Nothing is due, or decided, where another scheme prevails over the rule's own
    `scheme` (see `overlap`). A layer of a chain `takes`, as a fact, what the layer before it `leaves`.
    It is `capped_by` a fact, unless a line `lifts` the cap; `caps_of_care` gives, of a case and a kind of care, the cap
    for all care and that for the kind.
    `completes` maps records to the lines that replace them where they are missing. `stated` is the term by which
    documents ask for the decision at all: while none states it, the decision is open for want of it alone. `unit`
    overrides that of the answer. `procedure` names the procedure by which a decision is carried out.
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
        scheme: Scheme | None = None,
        takes: Any = None,
        leaves: Any = None,
        capped_by: Any = None,
        lifts: Any = None,
        caps_of_care: Callable[[Case, Any], tuple[Any, Any]] | None = None,
        completes: Mapping[Any, Any] = MappingProxyType({}),
        stated: Any = None,
        unit: str | None = None,
        heading: Heading | None = None,
        register: Mapping[str, tuple[Any, ...]] = MappingProxyType({}),
        said_with: Mapping[Any, tuple[Any, ...]] = MappingProxyType({}),
        procedure: str | None = None,
    ) -> None:
        answer = next(line for line in (pays, decides, works_out, *completes.values()) if line is not None)
        super().__init__(
            label=label,
            zh=zh,
            facts=facts,
            terms=terms,
            compute=compute,
            answers=answer,
            register=register,
            said_with=said_with,
        )
        self.about, self.procedure = about, procedure
        self.applies, self.needs, self.scheme = applies, needs, scheme
        self.to = unless_another_prevails(scheme, to)
        self.pays, self.decides, self.works_out = (line is not None for line in (pays, decides, works_out))
        self.where, self.takes, self.leaves, self.stated = map(_name, (where, takes, leaves, stated))
        self.capped_by, self.lifts, self.caps_of_care = _name(capped_by), _name(lifts), caps_of_care
        self.completes = {origin: _name(line) or "" for origin, line in completes.items()}
        self.unit = unit or self.answer_spec.unit
        self.unit_zh = UNITS[self.unit]
        self.heading = heading or Heading(label, zh)

    @property
    def finds(self) -> bool:
        """True if its answer is a finding, not only an input to other rules."""
        return self.pays or self.decides or self.works_out

    @cached_property
    def asks(self) -> frozenset[Slot]:
        """Everything the rule reads from a case: the origins of its facts and of its conditions."""
        return frozenset(heard_by([self.facts.of, self.applies, self.to, self.lacks]))

    @cached_property
    def origins(self) -> Mapping[str, Origin[Any, Any]]:
        """The origin of each fact by name."""
        return origins_of(self.facts)

    def worked(self, case: Case, terms: T, left: Any = None) -> W:
        """Compute the worksheet of a case; `left` is the amount the previous layer left, in yuan."""
        given = {} if self.takes is None or left is None else {self.takes: left}
        return self.compute(self.facts.of(case, **given), terms)

    def lacks(self, case: Case) -> Truth:
        """True if none of the records it needs exist, never unknown; False where it needs none."""
        lacking: Truth = bool(self.needs)
        for origin in self.needs:
            known = recorded(case[origin])
            if known is True:
                return False
            lacking = lacking & not_(known)
        return lacking

    def standing(self, case: Case) -> tuple[Truth, Truth]:
        """Return whether the rule runs on a case, and whether it is skipped for lack of records.

        Neither is ever unknown.
        """
        applies = self.applies(case)
        if applies is True or applies is False:
            return applies, False
        known, lacks = recorded(applies), self.lacks(case)
        return when(known, applies, not_(lacks)), not_(known) & lacks

    def entitled(self, case: Case, worksheet: W) -> Truth:
        """True if the payment is due, or the decision holds, for a case."""
        to = self.to(case)
        for _, contradicted, doubt in self._contradicted(case):
            to = to & when(contradicted, doubt, True)
        return to if self.where is None else to & self.line(worksheet, self.where)

    def _contradicted(self, case: Case) -> Iterator[tuple[str, Truth, Truth]]:
        """For each record contradicted: the line that completes it, whether it is, and the doubt that leaves."""
        for origin, line in self.completes.items():
            place = place_of(origin)
            if place in case.contradicted:
                yield line, case.contradicted[place], self._doubt(place)

    def _doubt(self, completed: Slot) -> Truth:
        """Whether the rule's own records hold, or the record that contradicts what it completes."""
        return Unknown(False, True, {completed.record, *(place_of(need).record for need in self.needs)})

    def decided(self, case: Case, worksheet: W) -> Truth:
        """The decision on a case: open only for want of a statement where no document asks for it.

        Open too where a record contradicts the very line that decides, which may then be either.
        """
        terms: Any = getattr(worksheet, "terms")  # noqa: B009 - every worksheet has them
        stated = True if self.stated is None else getattr(terms, self.stated)
        answer = self.entitled(case, worksheet) & self.line(worksheet)
        for line, contradicted, doubt in self._contradicted(case):
            answer = when(contradicted, doubt, answer) if line == self.answer else answer
        return if_stated(stated, answer)

    def line(self, worksheet: W, name: str | None = None) -> Any:
        """A line of the worksheet, by default the answer."""
        return getattr(worksheet, name or self.answer)

    def completing(self, origins: frozenset[Slot]) -> bool:
        """True if it completes any of the origins."""
        return not origins.isdisjoint(map(place_of, self.completes))


def _declared_in(module: str) -> AnyDeclaration:
    rule: AnyDeclaration = import_module(module).RULE
    return rule


AnyDeclaration: TypeAlias = Declaration[Any, Any, Any]
AnyRule: TypeAlias = Rule[Any, Any, Any]


class DeclaringModule(RuleModule[Any, Any, Any], Protocol[D_co]):
    """The module of a rule with its declaration."""

    @property
    def RULE(self) -> D_co:  # noqa: N802 - the name in every rule's module
        """The declaration."""


def _name(line: Any) -> str | None:
    return None if line is None else line.__name__
