"""The loans of a household over a year, each by itself, then added (各笔贷款).

Each loan bears interest on its own balance, at its own rate, on its own days. Where loans share the principal that is
subsidised at most, the one lent first holds it first (a parameter). What a loan holds changes with its repayments, so
the year of a newer loan is cut at them, and at its own; `loans.sums` adds up what the stretches come to and says how
often it rounds. Repayments after the day are not known on it: the balance of the day is taken to stay until it is due.

A loan is a top-up (追加贷款) where one lent before it, in scope, was outstanding at the end of the day on which it was
lent, or where its own record says so. What is outstanding of a first loan itself makes no top-up of it.

Where a day of lending is missing, or two loans were lent on one day and nothing says in which order, the household's
sums hold those of every order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations, islice, permutations
from typing import Any, Final

from attrs import frozen

from ..algebra import ZERO, Amount, Number, Truth, Unknown, sum_of, when
from ..cases import Case, bearing, lent_in_scope
from ..fields import comparable, specs
from ..models import SmallLoan
from ..models.periods import day_after
from ..models.spans import Span, days_from, days_gone, days_shared
from ..rules.form import AnyRule
from .sums import LOAN, either, of_all_loans, of_one_loan

_MOST_ORDERED: Final = 5
"""Of so many loans every possible order is worked out; of more, each loan is between going first and going last."""
_LENT_BEFORE: Final = Unknown(False, True, {"lent_on"})
"""Whether one loan was lent before another, where nobody recorded it."""
_TOPS_UP: Final = Unknown(False, True, {"tops_up"})
"""Whether a loan tops up another, where its own record contradicts that of the other."""
_DUE_BY_THEN: Final = Unknown(False, True, {"due_on", "term_months"})
"""Whether a loan was due by a day, where its dates and its term contradict each other."""
_REPAID_BY_THEN: Final = Unknown(False, True, {"entries"})
"""Whether a loan was repaid by a day, where nobody recorded when."""

Steps = list[tuple[date, Amount]]
"""Amounts in yuan, each from its day on, in order of days."""


def worked_loans(rule: AnyRule, case: Case, terms: Any, *, oldest_first: bool = True) -> tuple[Any, ...]:
    """The worksheets of a household's loans of the year, the oldest first, or of all loans where none is of the year.

    The last is their sum, if there are several. A loan whose balance or whose share of the subsidised principal changes
    within the year has a sum of its own. `oldest_first` says whether the oldest holds first what is subsidised.
    """
    accounts = _accounts(rule, case, oldest_first=oldest_first)
    pairs = combinations(accounts, 2)
    newest = -1 if oldest_first else 0
    if all(one.loan.lent and other.loan.lent and one.loan.lent != other.loan.lent for one, other in pairs):
        worked = _chained(accounts, terms, newest)
        return worked if len(worked) == 1 else (*worked, of_all_loans(worked, worked[newest]))
    by_itself = tuple(
        account.worked(terms, _added(_going_first(account, accounts)), account.tops_up((), _beside(account, accounts)))
        for account in accounts
    )
    if len(accounts) > _MOST_ORDERED:
        return (*by_itself, of_all_loans(by_itself, by_itself[newest]))
    orders = (_chained(order, terms, newest) for order in permutations(accounts) if _may_be(order))
    return (*by_itself, either([of_all_loans(worked, worked[newest]) for worked in orders], by_itself))


def _accounts(rule: AnyRule, case: Case, *, oldest_first: bool) -> list[_Account]:
    every = case.household.loans or ()
    loans = case.household.loans_of_year(case.on) or every
    over = tuple(_Account(rule, case.of_loan(loan), -1) for loan in every if loan not in loans)
    # In an order of their own, so that it does not matter how they are listed.
    return [
        _Account(rule, case.of_loan(loan), at, over)
        for at, loan in enumerate(sorted(loans, key=_key, reverse=not oldest_first))
    ]


def _key(loan: SmallLoan) -> tuple[Any, ...]:
    recorded = [repr(getattr(loan, name)) for name in specs(SmallLoan) if name != "entries"]
    return (loan.lent is None, loan.lent or date.min, recorded, repr(loan.balances(date.max)))


def _may_go_first(one: _Account, other: _Account) -> bool:
    """Test whether a loan may go before another that stands after it in the order of what is recorded."""
    return one.loan.lent is None or other.loan.lent is None or one.loan.lent == other.loan.lent


def _may_be(order: Sequence[_Account]) -> bool:
    """Test whether loans may go in an order: whether those that stand against it are of days nobody recorded."""
    return all(one.at < other.at or _may_go_first(one, other) for one, other in combinations(order, 2))


def _chained(accounts: Sequence[_Account], terms: Any, newest: int) -> tuple[Any, ...]:
    """The worksheet of each loan, after what those before it hold; the `newest` of them is the first or the last."""
    before: list[Steps] = []
    worked = []
    for at, account in enumerate(accounts):
        older = accounts[:at] if newest else accounts[at + 1 :]
        worked.append(account.worked(terms, _added(before), account.tops_up(older)))
        before.append(account.held())
    return tuple(worked)


def _beside(account: _Account, accounts: Sequence[_Account]) -> list[_Account]:
    return [other for other in accounts if other is not account]


def _going_first(account: _Account, accounts: list[_Account]) -> list[Steps]:
    """What other loans hold that go first, and between nothing and all of what those hold that may."""
    others = _beside(account, accounts)
    may = [other for other in others if _may_go_first(other, account)]
    first = [other.held() for other in others if other.at < account.at and other not in may]
    return [*first, *(_perhaps(other.held()) for other in may)]


def _perhaps(steps: Steps) -> Steps:
    return [(day, when(_LENT_BEFORE, amount, ZERO)) for day, amount in steps]


def _added(several: list[Steps]) -> Steps:
    """The sum of several amounts over time."""
    days = sorted({day for steps in several for day, _ in steps})
    return _changes((day, sum_of(_at(steps, day) for steps in several)) for day in days)


def _changes(steps: Iterable[tuple[date, Amount]]) -> Steps:
    """The steps that differ from the one before."""
    found: Steps = []
    for day, amount in steps:
        if not found or comparable(found[-1][1]) != comparable(amount):
            found.append((day, amount))
    return found


def _at(steps: Steps, day: date) -> Amount:
    """The amount on a day: nothing before the first."""
    held: Amount = ZERO
    for since, amount in steps:
        if since > day:
            break
        held = amount
    return held


@frozen(eq=False)
class _Account:
    """One loan in the year of a case's day (单笔贷款当年情况)."""

    rule: AnyRule
    case: Case
    at: int
    over: tuple[_Account, ...] = ()
    """The household's loans that are not of the year."""

    @property
    def loan(self) -> SmallLoan:
        assert self.case.loan is not None
        return self.case.loan

    @property
    def on(self) -> date:
        return self.case.on

    def held(self) -> Steps:
        """What it holds of the household's small loans over the year: its balance, if it was lent in scope."""
        opening = date(self.on.year, 1, 1)
        steps = self._balances()
        due = self.loan.falls_due_between()
        if due is not None and due[1] > self.on:  # until then nobody knows better than that it is repaid when due
            first, last = due
            begins = first if first > self.on else last
            steps = [step for step in steps if step[0] < begins]
            if first < last:
                steps.append((begins, when(_DUE_BY_THEN, ZERO, _at(steps, begins))))
            if first > self.on:
                steps.append((last, ZERO))
        scope = self.case[lent_in_scope]
        return [(max(day, opening), when(scope, amount, ZERO)) for day, amount in _of_year(steps, opening)]

    def _balances(self) -> Steps:
        recorded = self.loan.balances(self.on)
        if recorded:
            return list(recorded.items())
        lent = self.loan.lent or date.min
        now = [(max(lent, self.on), self.case[SmallLoan.balance])]
        return now if lent >= self.on else [(lent, self.case[bearing]), *now]

    def tops_up(self, older: Iterable[_Account], others: Iterable[_Account] = ()) -> Truth:
        """Whether it came on top of a first loan outstanding: of the `older` ones, or of `others` lent before it."""
        said, found = self.loan.tops_up, self._tops_up(older, others)
        if said is None:
            return found
        return _TOPS_UP if found is True and not said else said

    def _tops_up(self, older: Iterable[_Account], others: Iterable[_Account]) -> Truth:
        found: Truth = False
        for one in older:
            found = found | one.owed_on(self.loan.lent)
        for one in (*others, *self.over):
            found = found | self.on_top_of(one)
        return found

    def on_top_of(self, other: _Account) -> Truth:
        """Whether another loan was lent before it, and outstanding when it was lent."""
        return _lent_before(other.loan, self.loan) & other.owed_on(self.loan.lent)

    def owed_on(self, day: date | None) -> Truth:
        """Whether something of it, lent in scope, was outstanding at the end of a day since it was lent."""
        return self._balance_on(day) & self.case[lent_in_scope]

    def _balance_on(self, day: date | None) -> Truth:
        loan = self.loan
        if day is not None and loan.entries:
            return _at(list(loan.balances(self.on).items()), day) > ZERO
        owed = self.case[SmallLoan.balance] > ZERO
        if not isinstance(owed, Unknown) and (owed or loan.amount_lent == ZERO):
            return owed
        due = loan.falls_due_between()
        if day is not None and due is not None and loan.overdue_days == 0 and due[1] <= day:
            return owed
        return _REPAID_BY_THEN

    def worked(self, terms: Any, before: Steps, tops_up: Truth) -> Any:
        """Its worksheet, or the sum of those of its stretches; `before` is what the loans that go first hold."""
        spans = list(self._stretches(before))
        if not spans:
            return self._worksheet(terms, before, tops_up)
        worksheets = [self._of_stretch(span, terms, before, tops_up) for span in spans]
        if len(worksheets) == 1:
            return worksheets[0]
        at = max(sum(first <= self.on for first, _ in spans), 1)
        return of_one_loan(tuple(worksheets), worksheets[at - 1])

    def _worksheet(self, terms: Any, before: Steps, tops_up: Truth) -> Any:
        first, _, most = self.loan.interest_span(self.on)
        older = _range_of(before, (first, max(most, day_after(first))), self.loan.lacking_of_days())
        return self.rule.compute(self.rule.facts.of(self.case, older_balance=older, tops_up=tops_up), terms)

    def _stretches(self, before: Steps) -> Iterator[Span]:
        """The days of interest, cut where a balance changes; none where it is not known which they are."""
        first, least, most = self.loan.interest_span(self.on)
        if self.loan.lent is None or self.loan.falls_due is None or least != most:
            return
        changes = [*self.loan.balances(self.on), *(day for day, _ in before)]
        cuts = sorted({first, *(day for day in changes if first < day < most), most})
        yield from zip(cuts, islice(cuts, 1, None), strict=False)

    def _of_stretch(self, span: Span, terms: Any, before: Steps, tops_up: Truth) -> Any:
        first, after = span
        recorded = self.loan.balances(self.on)
        balance = _at(list(recorded.items()), first) if recorded else self.case[bearing]
        facts = self.rule.facts.of(
            self.case,
            older_balance=_at(before, first),
            tops_up=tops_up,
            bearing=balance,
            days=days_from(first, after),
            overdue_days=self._overdue(span),
            days_before=days_gone(first),
        )
        return self.rule.compute(facts, terms)

    def _overdue(self, span: Span) -> Number:
        _, _, end = self.loan.interest_span(self.on)
        most, least = (days_shared((since, min(self.on, end)), span) for since in self.loan.overdue_since(self.on, end))
        return most if least == most else Unknown(least, most, self.loan.lacking_of_overdue())


def _lent_before(one: SmallLoan, other: SmallLoan) -> Truth:
    """Whether a loan was lent before another; open where nobody recorded it."""
    if one.lent is None or other.lent is None or one.lent == other.lent:
        return _LENT_BEFORE
    return one.lent < other.lent


def contradicted_topups(case: Case) -> Iterator[tuple[int, int]]:
    """The places of loans recorded as no top-up, each with that of one outstanding when it was lent."""
    accounts = [_Account(LOAN, case.of_loan(loan), at) for at, loan in enumerate(case.household.loans or ())]
    for account in accounts:
        if account.loan.tops_up is False:
            on_top_of = (other.at for other in _beside(account, accounts) if account.on_top_of(other) is True)
            yield from ((account.at, at) for at in islice(on_top_of, 1))


def _of_year(steps: Steps, opening: date) -> Steps:
    """The steps from the start of a year on, the last one before it included."""
    earlier = [step for step in steps if step[0] <= opening]
    return [*earlier[-1:], *(step for step in steps if step[0] > opening)]


def _range_of(steps: Steps, span: Span, lacking: frozenset[str]) -> Amount:
    """The amount within a span of days, or the range of its amounts where it changes, for want of its days."""
    first, after = span
    found = _at(steps, first)
    for day, amount in steps:
        if first < day < after and comparable(amount) != comparable(found):
            found = when(Unknown(False, True, lacking), found, amount)
    return found
