"""The loans of a household, oldest first, since the oldest uses the subsidised principal first."""

from __future__ import annotations

from typing import Any

from ..algebra import ZERO, Amount, Unknown, sum_of
from ..cases import Case
from ..models import Household, SmallLoan
from ..rules.form import AnyRule


def worked_loans(rule: AnyRule, case: Case, terms: Any) -> tuple[Any, ...]:
    """The worksheets of a household's running loans in order of lending, or of all loans where none is running.

    Where a lending date is missing, the balance of the older loans is a range.
    """
    household = case.household
    loans = household.running_loans() or household.loans or ()
    if len(loans) > 1 and any(loan.lent_on is None for loan in loans):
        return tuple(rule.worked(case.of_loan(loan), terms, _others(household, loan, case)) for loan in loans)
    left: Amount = ZERO
    found = []
    for loan in sorted(loans, key=_lent):
        worksheet = rule.worked(case.of_loan(loan), terms, left)
        left = rule.line(worksheet, rule.leaves)
        found.append(worksheet)
    return tuple(found)


def _lent(loan: SmallLoan) -> int:
    return 0 if loan.lent_on is None else loan.lent_on.toordinal()


def _others(household: Household, loan: SmallLoan, case: Case) -> Amount:
    """The range of the older loans' balance: from zero to the sum of all other loans."""
    most = sum_of(other.balance(case.on) for other in household.running_loans() if other is not loan)
    high: Any = most.high if isinstance(most, Unknown) else most
    return ZERO if high == ZERO else Unknown(ZERO, high, {"loans"})
