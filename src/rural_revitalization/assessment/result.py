"""The result of an assessment: payments, decisions, entitlements, workings and missing facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, TypeVar

import attrs

from ..algebra import ZERO, Amount, Unknown, sum_of
from ..cases import place_of
from ..catalogue import DECLARED, PARTS
from ..errors import HIDDEN, InvalidInput, Mismatch, discreet, quoted
from ..fields import comparable
from ..readonly import ReadOnly
from ..rules.form import AnyRule
from ..wording import Language, check_language
from . import telling
from .conflicts import Conflict
from .findings import Decision, Entitled, Finding, FoundAmount, Payment, Period, Working, amount_of_records
from .inputs import Inputs
from .lacking import Lacks
from .missing_facts import MissingFact, Skipped

_COUNTED: Final = ("payments", "decisions", "entitlements", "workings", "skipped", "missing", "conflicts")

F = TypeVar("F", Payment, Decision)


def open_amount(rule: AnyRule) -> Amount:
    """Return what a skipped rule may pay, in its own unit: any amount from 0 on, by the record that is missing."""
    return Unknown(ZERO, None, {place_of(rule.needs[0]).record})


def added_up(payments: Iterable[Payment], skipped: Iterable[Skipped]) -> Mapping[Period, FoundAmount]:
    """Return the sum of payments by period, and of what skipped rules may pay: any amount from 0 on."""
    amounts: dict[Period, list[Amount]] = {}
    for payment in payments:
        amounts.setdefault(payment.period, []).append(payment.amount)
    for item in skipped:
        rule = DECLARED[item.rule]
        if rule.pays:
            amounts.setdefault(Period.of(rule.unit), []).append(open_amount(rule))
    return ReadOnly({period: amount_of_records(sum_of(amounts[period])) for period in Period if period in amounts})


@attrs.frozen(kw_only=True, repr=False)
class Assessment:
    """The assessment of a household on a day: payments, decisions, entitlements, workings and missing facts.

    `only` names the parts requested, or is None where all were; the others are left out.
    `entitlements` has one answer per member and per non-monetary help (帮扶待遇) of the documents in force.
    `totals` adds up the amounts of each rule over the members, in the rule's own unit; `total` adds up those in yuan
    per year (`total_period`), `by_period` those of a month too. All are ranges where amounts are unknown; `total` has
    no upper bound where a yearly payment is `skipped`.
    `missing` is in the order to ask: first what settles most (see `next_questions`); last, what was asked for and
    cannot be known. `unrecorded` can still be recorded, `to_ask` of these is to be asked for now, `unknowable` cannot.
    `lacks` is what `missing` was made of. `conflicts` are recorded facts that cannot both be true, on which answers are
    left open.
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
    totals: Mapping[str, FoundAmount] = attrs.field(eq=comparable)
    total: FoundAmount = attrs.field(eq=comparable)
    missing: tuple[MissingFact, ...]
    conflicts: tuple[Conflict, ...] = ()
    inputs: Inputs = attrs.field(metadata={"in_json": False})
    lacks: Lacks = attrs.field(eq=False, metadata={"in_json": False})

    @property
    def total_period(self) -> Period:
        """The period of `total`, which adds up what is paid per year alone."""
        return Period.YEAR

    @property
    def to_ask(self) -> tuple[MissingFact, ...]:
        """The missing facts to ask for now (待核实事项): not what cannot be known, nor what is for later."""
        return tuple(fact for fact in self.missing if not (fact.unknowable or fact.later))

    @property
    def unrecorded(self) -> tuple[MissingFact, ...]:
        """The missing facts that can still be recorded (未登记事项), whether they are asked for now or later."""
        return tuple(fact for fact in self.missing if not fact.unknowable)

    @property
    def unknowable(self) -> tuple[MissingFact, ...]:
        """The missing facts that were asked for and cannot be known (不详事项): what lacks them stays a range."""
        return tuple(fact for fact in self.missing if fact.unknowable)

    def by_period(self) -> Mapping[Period, FoundAmount]:
        """What the household is paid per year and per month, each added up by itself; without a payment, nothing.

        Ranges where amounts are unknown, without an upper bound where a payment is `skipped`.
        """
        return added_up(self.payments, self.skipped)

    def summary(self, lang: Language = "en") -> str:
        """A few lines for a caseworker: what is paid, what was decided, what to ask next; `lang` is "en" or "zh".

        Raises `InvalidInput` for any other.
        """
        check_language(lang)
        return telling.summary(self, lang)

    def explain(self, lang: Language = "en", *, in_full: bool = False) -> tuple[str, ...]:
        """All there is to say of the household, as lines to read out; raises `InvalidInput` as `summary` does.

        Help without a figure is listed by theme: what each has a right to, or `in_full` also what is open or refused.
        """
        check_language(lang)
        return tuple(telling.explanation(self, lang, in_full=in_full))

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(getattr(self, part))} {part}" for part in _COUNTED)
        return f"<Assessment of household {quoted(self.household)} on {self.on}: {counts}>"

    @discreet
    def payment(self, rule: str, person: str | None = None) -> Payment | None:
        """The payment under a rule, such as "serious_illness", to a person, or to the household where None.

        None if the rule does not apply, was not requested, or lacks a record it needs (see `skipped`), and for who is
        no member on the day. Raises `InvalidInput` for an unknown rule, a person whom the household's record does not
        have, and a missing person where the rule pays persons.
        """
        return self._found(self.payments, rule, person)

    @discreet
    def decision(self, rule: str, person: str | None = None) -> Decision | None:
        """The decision of a rule, such as "risk_elimination", on a person, or on the household where None.

        Returns None and raises `InvalidInput` as `payment` does.
        """
        return self._found(self.decisions, rule, person)

    def _found(self, items: Iterable[F], rule: str, person: str | None) -> F | None:
        """The item of a rule and a person; raises for bad arguments, since None means there is no item."""
        names = [part for part in PARTS if part != "entitlements"]
        if rule not in names:
            raise InvalidInput([Mismatch.of_name("rule", rule, sorted(names))])
        members = [member.id for member in self.inputs.household.people]
        if person is not None and person not in members:
            raise InvalidInput([Mismatch("person", "a member of the household", HIDDEN)])
        found = {item.person: item for item in items if item.rule == rule}
        if person is None and found and None not in found:
            raise InvalidInput([Mismatch("person", f"a person id, since {rule} is worked out per person", "None")])
        return found.get(person)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings: payments, decisions, workings, entitlements."""
        return (*self.payments, *self.decisions, *self.workings, *self.entitlements)

    def worksheets(self) -> Iterator[tuple[str | None, str, Any]]:
        """Yield (person, rule, worksheet) for every worksheet; person is None for the household."""
        for finding in (*self.payments, *self.decisions, *self.workings):
            for worksheet in finding.worksheets:
                yield finding.person, finding.rule, worksheet
