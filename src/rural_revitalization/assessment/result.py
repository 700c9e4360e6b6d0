"""What can be said of a household on a day: payments, decisions, entitlements, workings, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal, TypeVar

import attrs

from ..algebra import Amount
from ..catalogue import PARTS
from ..errors import HIDDEN, InvalidInput, Mismatch, shown
from ..fields import comparable
from ..models import Household, LocalFigures
from ..policy import Policy
from .findings import Decision, Entitled, Finding, Payment, Working

Whose = Literal["person", "household", "local"]
"""In whose record a fact belongs."""

F = TypeVar("F", Payment, Decision)


@attrs.frozen(kw_only=True)
class MissingFact:
    """A fact nobody recorded, where it belongs, and which answers it would help to settle.

    `settles` names them as `rule.answer`, and entitlements as `entitlements.name`. `person` is the record key where the
    fact belongs to a person, otherwise None.
    """

    fact: str
    place: Whose
    person: str | None
    label: str
    zh: str
    settles: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Skipped:
    """A rule that was not worked out since the record it begins with, `needs`, is not there."""

    rule: str
    needs: str
    label: str
    zh: str


@attrs.frozen(kw_only=True)
class Inputs:
    """What an assessment was made from."""

    household: Household
    local: LocalFigures
    policy: Policy


@attrs.frozen(kw_only=True)
class Assessment:
    """All that can be said of a household on a day: what it is due, decisions, entitlements, and what is missing.

    `only` names the parts that were asked for, or is None where all were; nothing is said of the others.
    `entitlements` has an answer for each member and each help without a figure (帮扶待遇) of the documents in force.
    `totals` adds up the amounts of each rule over the members, in the rule's own unit; `total` adds up those that are
    yuan per year. Both are ranges where amounts are open.
    """

    household: str
    jurisdiction: str
    on: date
    documents: tuple[str, ...]
    only: tuple[str, ...] | None
    payments: tuple[Payment, ...]
    decisions: tuple[Decision, ...]
    entitlements: tuple[Entitled, ...]
    workings: tuple[Working, ...]
    skipped: tuple[Skipped, ...]
    totals: Mapping[str, Amount] = attrs.field(eq=comparable)
    total: Amount = attrs.field(eq=comparable)
    missing: tuple[MissingFact, ...]
    inputs: Inputs = attrs.field(repr=False, metadata={"in_json": False})

    def payment(self, rule: str, person: str | None = None) -> Payment | None:
        """The payment of a rule, such as "serious_illness", to a person or, without one, to the household.

        None where there is none: the rule does not apply, was not asked for, or lacks the record it begins with (see
        `skipped`). Raises `InvalidInput` for a name that is no rule's, a person who is no member of the household, and
        where nobody is named although the rule pays persons.
        """
        return self._found(self.payments, rule, person)

    def decision(self, rule: str, person: str | None = None) -> Decision | None:
        """The decision of a rule, such as "risk_elimination", on a person or, without one, on the household.

        None where there is none, and `InvalidInput` as for a `payment`.
        """
        return self._found(self.decisions, rule, person)

    def _found(self, items: Iterable[F], rule: str, person: str | None) -> F | None:
        """The item of a rule and a person; what cannot be meant is refused, since None says that nothing is there."""
        names = [part for part in PARTS if part != "entitlements"]
        if rule not in names:
            raise InvalidInput([Mismatch("rule", f"one of {', '.join(sorted(names))}", shown(rule))])
        members = [member.id for member in self.inputs.household.people]
        if person is not None and person not in members:
            raise InvalidInput([Mismatch("person", f"a member of household {self.household}", HIDDEN)])
        found = {item.person: item for item in items if item.rule == rule}
        if person is None and found and None not in found:
            raise InvalidInput([Mismatch("person", f"a person, since {rule} is worked out for each", "None")])
        return found.get(person)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that was found: payments, decisions, workings, entitlements."""
        return (*self.payments, *self.decisions, *self.workings, *self.entitlements)

    def worksheets(self) -> Iterator[tuple[str | None, str, Any]]:
        """Every worksheet with the person it is about (None: the household) and the rule."""
        for finding in (*self.payments, *self.decisions, *self.workings):
            for worksheet in finding.worksheets:
                yield finding.person, finding.rule, worksheet
