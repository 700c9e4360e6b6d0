"""Build findings from worksheets and entitlements, with the facts each still lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

from ..algebra import ZERO, Amount, Truth, Unknown, sum_of, when
from ..cases import Case, place_of
from ..catalogue import DECLARED
from ..entitlements.entitlement import Entitlement
from ..readonly import ReadOnly
from ..rules.form import AnyRule
from ..worksheets import blockers, missing
from .findings import Decision, Entitled, FoundAmount, Payment, Status, Working, amount_of_records, truth_of_records
from .lacking import RECORDED
from .missing_facts import Skipped
from .result import open_amount

_PLACES: Final[Mapping[str, int]] = {name: at for at, name in enumerate(RECORDED)}
"""By name, the place of a fact among those that can be recorded, in which they are listed."""


def working(rule: AnyRule, worksheet: Any, person: str | None = None) -> Working:
    """Build the working of a person, or of the household where `person` is None."""
    named = missing(worksheet, of=rule.answer)
    return Working(
        person=person,
        rule=rule.name,
        answer=rule.answer,
        amount=rule.line(worksheet),
        unit=rule.unit,
        missing=named,
        not_stated=_figures(named),
        worksheet=worksheet,
    )


def payment(
    rule: AnyRule, case: Case, worksheets: tuple[Any, ...], *, amount: Amount | None = None, parts: tuple[Any, ...] = ()
) -> Payment:
    """Build a payment, due where any of the worksheets gives entitlement and otherwise zero.

    The amount is the sum of their answers unless given; `parts` are all worksheets that explain it, where these are
    not the only ones.
    """
    shown, parts = worksheets[-1], parts or worksheets
    right = rule.entitled(case, worksheets[0])
    for worksheet in worksheets[1:]:
        right = right | rule.entitled(case, worksheet)
    if amount is None:
        amount = rule.line(shown) if len(worksheets) == 1 else sum_of(map(rule.line, worksheets))
    due: Amount = when(right, amount, ZERO)
    ordered = (shown,) if len(worksheets) == 1 else [shown, *(item for item in worksheets if item is not shown)]
    opened = _named(ordered, rule.answer, due, right)
    # Of an amount that is 0.00 whether or not there is a right to it, nothing is asked.
    named = opened if isinstance(due, Unknown) else ()
    return Payment(
        person=_person_id(case),
        rule=rule.name,
        answer=rule.answer,
        status=_status(right, opened),
        amount=amount_of_records(due),
        unit=rule.unit,
        missing=named,
        not_stated=_figures(named),
        worksheet=shown,
        parts=parts if len(parts) > 1 else (),
    )


def _status(right: Truth, opened: tuple[str, ...]) -> Status:
    if right is False:
        return Status.NOT_ELIGIBLE
    if not opened:
        return Status.DUE
    return Status.NOT_STATED if _figures(opened) == opened else Status.NOT_DETERMINED


def decision(rule: AnyRule, case: Case, worksheet: Any) -> Decision:
    """Build a decision; unknown where entitlement is unknown, unless it is negative either way."""
    decided = rule.decided(case, worksheet)
    named = _named([worksheet], rule.answer, decided)
    return Decision(
        person=_person_id(case),
        rule=rule.name,
        answer=rule.answer,
        outcome=truth_of_records(decided),
        blockers=blockers(worksheet) if decided is False else (),
        missing=named,
        not_stated=_figures(named),
        worksheet=worksheet,
    )


def entitled(item: Entitlement, case: Case) -> Entitled:
    """Build the finding whether a person is entitled to some help, and what is missing to settle it."""
    outcome = item.to(case)
    missing: tuple[str, ...] = ()
    not_stated: tuple[str, ...] = ()
    if type(outcome) is Unknown:
        not_stated = tuple([one.name for one in item.leaves_open if one.name in outcome.facts])
        missing = _recorded(outcome.facts) + not_stated
    return Entitled(
        person=_person_id(case),
        entitlement=item,
        outcome=truth_of_records(outcome),
        missing=missing,
        not_stated=not_stated,
    )


@lru_cache(maxsize=1 << 12)
def _recorded(facts: frozenset[str]) -> tuple[str, ...]:
    """The facts among some that can be recorded, as they are listed; memoised, since households lack much the same."""
    return tuple(sorted(RECORDED.keys() & facts, key=_PLACES.__getitem__))


def _person_id(case: Case) -> str | None:
    return None if case.person is None else case.person.id


def _named(worksheets: Iterable[Any], answer: str, *found: Any) -> tuple[str, ...]:
    """The missing facts and figures of the operands: in the worksheets' order, then those that no worksheet has."""
    facts = {fact for value in found if type(value) is Unknown for fact in value.facts}
    if not facts:
        return ()
    ordered = (fact for worksheet in worksheets for fact in missing(worksheet, of=answer) if fact in facts)
    known = tuple(dict.fromkeys(ordered))
    return (*known, *sorted(facts.difference(known)))


def _figures(named: tuple[str, ...]) -> tuple[str, ...]:
    """The missing names that are figures no document in force states: only these contain a dot."""
    return tuple(name for name in named if "." in name)


def skipped(rule: AnyRule) -> Skipped:
    """Build the entry for a rule that was not worked out because a record it needs is missing."""
    needs = place_of(rule.needs[0]).record
    _, spec = RECORDED[needs]
    return Skipped(rule=rule.name, needs=needs, label=spec.label, zh=spec.zh)


def totals(payments: tuple[Payment, ...], left_out: Iterable[Skipped]) -> Mapping[str, FoundAmount]:
    """Total amount of each rule, in the rule's own unit; open where the rule was `left_out` for some people."""
    amounts: dict[str, list[Amount]] = {}
    for item in payments:
        amounts.setdefault(item.rule, []).append(item.amount)
    for rule in (DECLARED[item.rule] for item in left_out):
        if rule.name in amounts:
            amounts[rule.name].append(open_amount(rule))
    return ReadOnly({rule: amount_of_records(sum_of(of)) for rule, of in amounts.items()})
