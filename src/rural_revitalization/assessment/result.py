"""What can be said of a household on a day: payments, decisions, entitlements, workings, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final, Literal, TypeVar

import attrs

from ..algebra import Amount, Truth
from ..entitlements.entitlement import Entitled
from ..errors import HIDDEN, InvalidInput, Mismatch, shown
from ..fields import comparable
from ..models import Household, LocalFigures
from ..policy import Policy

__all__ = [
    "PARTS",
    "Assessment",
    "Decision",
    "Inputs",
    "MissingFact",
    "Payment",
    "Place",
    "Skipped",
    "Status",
    "Working",
]

PARTS: Final = frozenset(
    {
        "contribution_subsidy",
        "serious_illness",
        "medical_assistance",
        "tilted_assistance",
        "settlement",
        "gradual_exit",
        "minimum_living",
        "single_person_household",
        "small_loan",
        "net_income",
        "identification",
        "risk_elimination",
        "entitlements",
    }
)
"""What can be asked of an assessment by name: each rule, and the help without a figure."""
_RULES: Final = PARTS - {"entitlements"}

Place = Literal["person", "household", "local"]


class Status(StrEnum):
    """What can be said of a payment: four states that must not be confused."""

    NOT_ELIGIBLE = "not_eligible"
    DUE = "due"
    NOT_DETERMINED = "not_determined"
    NOT_STATED = "not_stated"


@attrs.frozen(kw_only=True)
class Payment:
    """What a person, or where `person` is None the household, is due under one rule.

    `amount`, the worksheet's `answer` where there is a right to it, is in the `unit` given, and may be 0.00 and still
    be due; it is a range where facts are missing. `missing` names all that keeps it open. Of that, `not_stated` are
    figures no document in force states, and `to_record` facts somebody can record; the status is `NOT_STATED` where
    nothing but such figures is missing.

    Medical payments are those of the year's bills, each settled under the classes of its own day. Where classes changed
    between two bills, the amount is the sum over the bills, and the worksheet shows the year under the last bill's.
    """

    person: str | None
    rule: str
    answer: str
    status: Status
    amount: Amount = attrs.field(eq=comparable)
    unit: str
    missing: tuple[str, ...]
    not_stated: tuple[str, ...]
    worksheet: Any

    @property
    def to_record(self) -> tuple[str, ...]:
        """Those of the missing facts that somebody can record: what to ask for."""
        return _recordable(self.missing, self.not_stated)


@attrs.frozen(kw_only=True)
class Decision:
    """A decision about a person, or where `person` is None about the household.

    `outcome` is the decision, `blockers` the criteria that stand in its way, `missing` all that keeps it open. Of that,
    `not_stated` are figures no document in force states, and `to_record` facts somebody can record.
    """

    person: str | None
    rule: str
    answer: str
    outcome: Truth = attrs.field(eq=comparable)
    blockers: tuple[str, ...]
    missing: tuple[str, ...]
    not_stated: tuple[str, ...]
    worksheet: Any

    @property
    def to_record(self) -> tuple[str, ...]:
        """Those of the missing facts that somebody can record: what to ask for."""
        return _recordable(self.missing, self.not_stated)


def _recordable(missing: tuple[str, ...], not_stated: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in missing if name not in not_stated)


@attrs.frozen(kw_only=True)
class Working:
    """A worksheet that neither pays nor decides, such as the household's net income; `amount` is its `answer`.

    `person` is the record key of whom it is about, None for the household: a settled bill is a person's.
    """

    person: str | None = None
    rule: str
    answer: str
    amount: Amount = attrs.field(eq=comparable)
    unit: str
    missing: tuple[str, ...]
    not_stated: tuple[str, ...]
    worksheet: Any


@attrs.frozen(kw_only=True)
class MissingFact:
    """A fact nobody recorded, where it belongs, and which answers it would help to settle.

    `settles` names them as `rule.answer`, and entitlements as `entitlements.name`. `person` is the record key where the
    fact belongs to a person, otherwise None.
    """

    fact: str
    place: Place
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


_Item = TypeVar("_Item", Payment, Decision)


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

    def _found(self, items: Iterable[_Item], rule: str, person: str | None) -> _Item | None:
        """The item of a rule and a person; what cannot be meant is refused, since None says that nothing is there."""
        if rule not in _RULES:
            raise InvalidInput([Mismatch("rule", f"one of {', '.join(sorted(_RULES))}", shown(rule))])
        members = [member.id for member in self.inputs.household.people]
        if person is not None and person not in members:
            raise InvalidInput([Mismatch("person", f"a member of household {self.household}", HIDDEN)])
        found = {item.person: item for item in items if item.rule == rule}
        if person is None and found and None not in found:
            raise InvalidInput([Mismatch("person", f"a person, since {rule} is worked out for each", "None")])
        return found.get(person)

    def worksheets(self) -> Iterator[tuple[str | None, str, Any]]:
        """Every worksheet with the person it is about (None: the household) and the rule."""
        for payment in self.payments:
            yield payment.person, payment.rule, payment.worksheet
        for decision in self.decisions:
            yield decision.person, decision.rule, decision.worksheet
        for working in self.workings:
            yield working.person, working.rule, working.worksheet
