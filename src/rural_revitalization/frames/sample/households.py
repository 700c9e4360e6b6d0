"""Households: their guarantees, the allowance they receive and the loans they have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from ...algebra.exact import EXACT
from .county import local_figures
from .families import OPEN
from .random_draws import DATA, LINE, STANDARD, YEAR, Columns, Draw, counts

_FIRST_LOAN: Final = 50_000_00
_RATES: Final = counts("rates")
_TERMS: Final = counts("terms")
_YEARS_SINCE_EXIT: Final = counts("years_since_exit")
_CONDITIONS: Final[Mapping[str, Sequence[int]]] = DATA["conditions"]


def of_households(draw: Draw, homes: Columns) -> Columns:
    """The facts of households, before any are removed; null where a household has none."""
    count = len(homes["size"])
    monitored, in_parts = homes["monitored"], homes["in_parts"]
    wholes = [whole or not parts for whole, parts in zip(homes["as_whole"], in_parts, strict=True)]
    troubled = [watched and risks == OPEN for watched, risks in zip(monitored, homes["risks"], strict=True)]
    months = zip(homes["net"], draw.below(15, count), strict=True)
    exited = list(zip(homes["exited"], homes["registered"], draw.of(_YEARS_SINCE_EXIT, count), strict=True))
    facts: Columns = {
        "exited": homes["exited"],
        "years_since_exit": [years if out else None for out, _, years in exited],
        "registered_poor": homes["registered"],
        "once_registered_poor": [out or registered for out, registered, _ in exited],
        "monitored": monitored,
        "per_capita_net_income": [net if whole else None for net, whole in zip(homes["net"], wholes, strict=True)],
        "months_above_line": [number if net > LINE else 0 for net, number in months],
        "business_costs": [cost if parts else None for cost, parts in zip(homes["costs"], in_parts, strict=True)],
    }
    for name, (of_troubled, of_others) in _CONDITIONS.items():
        drawn = zip(troubled, draw.below(1000, count), strict=True)
        facts[name] = [at < (of_troubled if in_trouble else of_others) for in_trouble, at in drawn]
    for at, name in enumerate(("risks_resolved", "risk_vanished", "new_risk")):
        facts[name] = [risks[at] for risks in homes["risks"]]
    return facts | _of_allowance(draw, homes) | _of_loans(draw, homes)


def _of_allowance(draw: Draw, homes: Columns) -> Columns:
    """Records of civil affairs on families on or near the allowance; amounts in fen per month."""
    count = len(homes["size"])
    names = (
        "family_income",
        "employment_cost",
        "rigid_spending",
        "exempt_income",
        "allowance_grant",
        "raised_by_employment",
        "months_above_standard",
        "allowance_borderline",
    )
    facts: Columns = {name: [] for name in names}
    drawn = zip(
        homes["size"],
        homes["allowance"],
        homes["counted"],
        draw.words(count),
        draw.words(count),
        draw.holds(250, count),
        draw.holds(600, count),
        draw.below(18, count),
        draw.below(1000, count),
        strict=True,
    )
    for size, allowance, counted, word, other, works, raised, months, known in drawn:
        # Income per head is at most somewhat above the standard on the allowance, at most twice the standard near it.
        most = STANDARD * 3 // 2 if allowance else STANDARD * 2
        each = word * (most + 50_00) >> 32
        each = max(each - 50_00 if allowance else each, 0)
        each -= each % 10_00 if word % 2 else 0
        cost = (60_00 + (other * 240_00 >> 32)) * size if works else 0
        risen = allowance and each > STANDARD
        before = other * STANDARD >> 32 if risen else each
        grant = max(STANDARD - before, 0) * size
        left_out = ((word >> 8) % 3 * 40_00, (other >> 8) % 3 * 30_00)
        row = (each * size + cost, cost, *left_out) if counted else (None,) * 4
        of_receivers = (grant, risen and raised, months if risen else 0) if allowance else (None, None, None)
        borderline = known < 10 if known < 40 and not counted else None
        for name, value in zip(names, (*row, *of_receivers, borderline), strict=True):
            facts[name].append(value)
    return facts


def _of_loans(draw: Draw, homes: Columns) -> Columns:
    """Small loans: the balance in fen (0 without a loan), the rate in millionths, the term in months, days.

    Few were repaid in part within the year, so that their highest balance is another; all above 50,000 are top-ups.
    """
    count = len(homes["size"])
    entitled = [exited or watched for exited, watched in zip(homes["exited"], homes["monitored"], strict=True)]
    borrows = [at < (130 if may else 6) for may, at in zip(entitled, draw.below(1000, count), strict=True)]
    drawn = list(zip(draw.between(1, 60, count), draw.words(count), draw.holds(300, count), strict=True))
    balances = [thousands * 1000_00 - (word % 1000_00 if odd else 0) for thousands, word, odd in drawn]
    lent = [thousands * 1000_00 for thousands, _, _ in drawn]
    topped_up = [True if amount > _FIRST_LOAN else None for amount in lent]
    prime: Any = local_figures().prime_rate(date(YEAR, 1, 1))
    one_year, five_year = (int(EXACT.multiply(rate, 10**6)) for rate in (prime.one_year, prime.five_year))
    overdue = list(zip(draw.holds(120, count), draw.between(1, 500, count), strict=True))
    columns: Columns = {
        "loan_annual_rate": draw.of(_RATES, count),
        "loan_term_months": draw.of(_TERMS, count),
        # Some terms begin or end within the year.
        "loan_days": [365 if late or days > 365 else days for late, days in overdue],
        "loan_days_before": [0 if late or days > 365 else 365 - days for late, days in overdue],
        "loan_overdue_days": [1 + days % 120 if late else 0 for late, days in overdue],
        "loan_highest_balance": [
            most if word % 4 == 0 else balance
            for most, balance, (_, word, _) in zip(lent, balances, drawn, strict=True)
        ],
        "loan_lent_in_scope": entitled,
        "loan_need_confirmed": topped_up,
        "loan_able_to_repay": topped_up,
        "loan_tops_up": [amount > _FIRST_LOAN for amount in lent],
        "loan_borrower_age": [20 + word % 47 for _, word, _ in drawn],
        "loan_for_production": [True] * count,
        "loan_lpr_one_year": [one_year] * count,
        "loan_lpr_five_year": [five_year] * count,
    }
    return {"loans_outstanding": [balance if has else 0 for has, balance in zip(borrows, balances, strict=True)]} | {
        name: [value if has else None for value, has in zip(values, borrows, strict=True)]
        for name, values in columns.items()
    }
