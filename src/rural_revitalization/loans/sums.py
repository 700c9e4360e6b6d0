"""Sums of what the worksheets of loans say (贷款合计): of one loan over days of several balances, and of all loans.

Interest and subsidy are rounded once for each loan, its rate and its year: the balance times its days of every stretch
without a change, added, times the rate, by the days of a year. So it does not matter how the year is cut, and a balance
that is never above another never bears more interest. What several loans come to adds up rounded figures.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any, Final

from .. import fields
from ..algebra import ZERO, Amount, Truth, Unknown, exact_arithmetic, maximum, prorated, sum_of, times, when
from ..cases import CaseFacts, drawn
from ..catalogue import DECLARED
from ..fields import comparable, declare, specs
from ..fields.annotations import CountFact, RateFact, TruthFact
from ..models import LocalFigures, SmallLoan

LOAN: Final = next(rule for rule in DECLARED.values() if rule.about == "loan")
"""The rule that works out a loan."""
_UNORDERED: Final = Unknown(False, True, {"lent_on"})
"""Which of two loans is the older, where nobody recorded it."""


@fields.facts_class
class SumFacts(CaseFacts):
    """The facts of the latest worksheet that a sum is of, without those of its own balance and days (合计事实)."""

    need_confirmed: TruthFact = drawn(SmallLoan.need_confirmed)
    able_to_repay: TruthFact = drawn(SmallLoan.able_to_repay)
    tops_up: TruthFact = drawn(SmallLoan.tops_up)
    day_count: CountFact = drawn(LocalFigures.day_count)
    subsidised_share: RateFact = drawn(
        LocalFigures.subsidised_share, "share of the interest that is subsidised", zh="贴息比例"
    )


def _as_of_one(line: str) -> Any:
    """A line as the worksheet of one loan declares it."""
    return declare(specs(LOAN.worksheet)[line])


@fields.worksheet_class
class AddedLoans:
    """What worksheets of loans come to (合计); amounts in yuan. `parts` are the worksheets that are added.

    The permitted total and the balance are those of the day, of all loans together; a criterion is met where every loan
    meets it, and the limit of the balance where they do together as well.
    """

    facts: SumFacts = fields.kept()
    terms: Any = fields.kept()
    parts: tuple[Any, ...] = fields.kept()
    permitted_total: Amount = _as_of_one("permitted_total")
    balance_permitted: Truth = _as_of_one("balance_permitted")
    balance: Amount = fields.money("balance", zh="贷款余额", reading="cap_on_balance")
    lent_in_scope: Truth = _as_of_one("lent_in_scope")
    risk_compensated_principal: Amount = _as_of_one("risk_compensated_principal")
    interest: Amount = _as_of_one("interest")
    interest_subsidy: Amount = _as_of_one("interest_subsidy")
    own_interest: Amount = _as_of_one("own_interest")
    term_permitted: Truth = _as_of_one("term_permitted")
    rate_permitted: Truth = _as_of_one("rate_permitted")
    age_permitted: Truth = _as_of_one("age_permitted")
    purpose_permitted: Truth = _as_of_one("purpose_permitted")


@fields.worksheet_class
class AddedStretches(AddedLoans):
    """What the stretches of one loan's year come to (单笔贷款合计), and whether it may be lent, as of the day."""

    request_permitted: Truth = _as_of_one("request_permitted")
    may_be_lent: Truth = _as_of_one("may_be_lent")


@exact_arithmetic
def of_one_loan(stretches: tuple[Any, ...], at: Any) -> AddedStretches:
    """Add up the stretches of one loan's year, each the worksheet of days of one balance; `at` is that of the day.

    Interest and subsidy are rounded once for each rate.
    """
    interest, subsidy = ZERO, ZERO
    for _, same in groupby(stretches, key=lambda worksheet: comparable(worksheet.facts.annual_rate)):
        of_rate = tuple(same)
        interest = interest + _interest(of_rate)
        subsidy = subsidy + _subsidy(of_rate)
    wholly: Truth = True
    for item in stretches:
        wholly = wholly & item.wholly_subsidised
    return AddedStretches(
        facts=_facts_of(at),
        terms=at.terms,
        parts=stretches,
        **{name: getattr(at, name) for name in (*_OF_THE_DAY, *_CRITERIA, "request_permitted", "may_be_lent")},
        interest=interest,
        interest_subsidy=subsidy,
        own_interest=when(wholly, ZERO, maximum(interest - subsidy, ZERO)),
    )


def _interest(stretches: tuple[Any, ...]) -> Any:
    facts = stretches[0].facts
    products = sum_of(times(item.bearing_principal, item.facts.days) for item in stretches)
    return prorated(products, facts.annual_rate, 1, facts.day_count)


def _subsidy(stretches: tuple[Any, ...]) -> Any:
    facts = stretches[0].facts
    products = sum_of(times(item.subsidised_principal, item.subsidised_days) for item in stretches)
    return prorated(products, facts.annual_rate, 1, facts.day_count, part=facts.subsidised_share)


@exact_arithmetic
def of_all_loans(worksheets: tuple[Any, ...], newest: Any) -> AddedLoans:
    """Add up the worksheets of a household's loans, each rounded by itself; `newest` is that of the last one lent."""
    balance = sum_of(item.balance for item in worksheets)
    right: Truth = False
    criteria: dict[str, Any] = dict.fromkeys(_CRITERIA, True)
    for item in worksheets:
        right = right | item.lent_in_scope
        criteria = {name: met & getattr(item, name) for name, met in criteria.items()}
    return AddedLoans(
        facts=_facts_of(newest),
        terms=newest.terms,
        parts=worksheets,
        permitted_total=newest.permitted_total,
        balance_permitted=criteria.pop("balance_permitted") & (balance <= newest.permitted_total),
        balance=balance,
        lent_in_scope=right,
        **{name: sum_of(getattr(item, name) for item in worksheets) for name in _ADDED} | criteria,
    )


_OF_THE_DAY: Final = ("permitted_total", "balance", "lent_in_scope", "risk_compensated_principal")
_CRITERIA: Final = ("balance_permitted", "term_permitted", "rate_permitted", "age_permitted", "purpose_permitted")
_ADDED: Final = ("risk_compensated_principal", "interest", "interest_subsidy", "own_interest")


def _facts_of(worksheet: Any) -> SumFacts:
    return SumFacts(**{name: getattr(worksheet.facts, name) for name in specs(SumFacts)})


def either(found: Iterable[AddedLoans], parts: tuple[Any, ...]) -> AddedLoans:
    """Return a sum that holds several: one for each order in which loans may have been lent, where none is recorded."""
    first, *others = found
    lines = {name: getattr(first, name) for name in specs(AddedLoans)}
    for other in others:
        lines = {name: when(_UNORDERED, value, getattr(other, name)) for name, value in lines.items()}
    return AddedLoans(facts=first.facts, terms=first.terms, parts=parts, **lines)
