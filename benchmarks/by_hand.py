"""The four rules as somebody would write them in Polars who needs nothing else: the limit to come near.

Figures are those of Hunan on 2022-06-01, and for loans of Guizhou, written where they are used: changing one means
changing the code. Columns are complete; null is not looked after, and takes the branch that Polars takes. Amounts are
whole fen, halves rounded up. `people` and `households` write the four outputs, `people_worksheets` and
`household_worksheets` every line of the worksheets, as `frames.apply` does.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import polars as pl
from polars import col, lit, max_horizontal, min_horizontal, when

__all__ = ["OUTPUTS", "household_worksheets", "households", "people", "people_worksheets"]

OUTPUTS: Final = (
    "contribution_subsidy__subsidy",
    "serious_illness__reimbursement",
    "small_loan__interest_subsidy",
    "risk_elimination__may_eliminate",
)

# Contribution subsidy: all of the contribution, or half of it.
FULL: Final = col("extreme_poverty") | col("severely_disabled") | col("orphan") | col("de_facto_unattended_child")
PARTIAL: Final = col("minimum_living_allowance") | col("low_income") | col("monitored")
SUBSIDY: Final = when(FULL).then(col("contribution")).when(PARTIAL).then((col("contribution") + 1) // 2).otherwise(0)

# Serious illness: above half of local income, a quarter with the tilt, 60% is paid, 65% with the tilt.
TILTED: Final = col("extreme_poverty") | col("minimum_living_allowance") | col("returned_to_poverty")
BASE: Final = (col("area_disposable_income") + 1) // 2
DEDUCTIBLE: Final = when(TILTED).then((BASE + 1) // 2).otherwise(BASE)
ABOVE: Final = max_horizontal(col("in_scope_cost") - DEDUCTIBLE, 0)
DUE: Final = (ABOVE * when(TILTED).then(65).otherwise(60) + 50) // 100
REIMBURSEMENT: Final = when(TILTED).then(DUE).otherwise(min_horizontal(DUE, col("ceiling")))

# Small loans: 50,000 yuan, 100,000 with a top-up, of which 50,000 are subsidised; rates are ten-thousandths.
SUBSIDISED_CAP: Final = 5_000_000
TEN_THOUSANDTHS: Final = 10_000
PERMITTED: Final = (
    when((col("outstanding") > 0) & col("need_confirmed") & col("able_to_repay")).then(10_000_000).otherwise(5_000_000)
)
RAISED: Final = max_horizontal(col("outstanding"), min_horizontal(col("outstanding") + col("requested"), PERMITTED))
BALANCE: Final = when(col("borrower_in_scope") & (col("requested") > 0)).then(RAISED).otherwise(col("outstanding"))
PRINCIPAL: Final = when(col("borrower_in_scope")).then(min_horizontal(BALANCE, SUBSIDISED_CAP)).otherwise(0)
SUBSIDISED_DAYS: Final = max_horizontal(col("days") - col("overdue_days"), 0)

# Risk elimination: six months above the line, everything secured, every risk gone, labour capacity.
INCOME_STABLE: Final = (col("household_net_income") > col("monitoring_line") * col("members")) & (
    col("months_above_line") >= 6
)
SECURED: Final = (
    col("food_and_clothing_secured")
    & col("education_secured")
    & col("medical_secured")
    & col("housing_secured")
    & col("water_secured")
)
RISK_GONE: Final = (col("risks_resolved") | col("risk_vanished")) & ~col("new_risk")
MAY_ELIMINATE: Final = (
    INCOME_STABLE & SECURED & col("rigid_spending_controlled") & RISK_GONE & col("has_labour_capacity")
)


def people(frame: pl.LazyFrame) -> pl.LazyFrame:
    return frame.select(contribution_subsidy__subsidy=SUBSIDY, serious_illness__reimbursement=REIMBURSEMENT)


def households(frame: pl.LazyFrame) -> pl.LazyFrame:
    return frame.select(small_loan__interest_subsidy=_interest_subsidy(), risk_elimination__may_eliminate=MAY_ELIMINATE)


def people_worksheets(frame: pl.LazyFrame) -> pl.LazyFrame:
    return frame.select(
        contribution_subsidy__eligible=FULL | PARTIAL,
        contribution_subsidy__rate=when(FULL)
        .then(_rate("1.00"))
        .when(PARTIAL)
        .then(_rate("0.50"))
        .otherwise(_rate("0")),
        contribution_subsidy__subsidy=SUBSIDY,
        contribution_subsidy__own_payment=col("contribution") - SUBSIDY,
        serious_illness__tilted=TILTED,
        serious_illness__deductible=DEDUCTIBLE,
        serious_illness__above_deductible=ABOVE,
        serious_illness__rate=when(TILTED).then(_rate("0.65")).otherwise(_rate("0.60")),
        serious_illness__reimbursement=REIMBURSEMENT,
        serious_illness__own_payment=col("in_scope_cost") - REIMBURSEMENT,
    )


def household_worksheets(frame: pl.LazyFrame) -> pl.LazyFrame:
    interest = _prorated(BALANCE * _ten_thousandths("annual_rate") * col("days"), TEN_THOUSANDTHS)
    subsidy = _interest_subsidy()
    all_days = (col("overdue_days") <= 0) & (col("subsidised_share") >= 1)
    wholly = col("borrower_in_scope") & (BALANCE <= SUBSIDISED_CAP) & all_days
    room = max_horizontal(PERMITTED - col("outstanding"), 0)
    return frame.select(
        small_loan__permitted_total=PERMITTED,
        small_loan__balance_permitted=col("older_balance") + BALANCE <= PERMITTED,
        small_loan__granted=when(col("borrower_in_scope")).then(min_horizontal(col("requested"), room)).otherwise(0),
        small_loan__balance=BALANCE,
        small_loan__balance_in_all=col("older_balance") + BALANCE,
        small_loan__lent_in_scope=col("borrower_in_scope"),
        small_loan__bearing_principal=BALANCE,
        small_loan__subsidised_principal=PRINCIPAL,
        small_loan__risk_compensated_principal=PRINCIPAL,
        small_loan__wholly_subsidised=wholly,
        small_loan__subsidised_days=SUBSIDISED_DAYS,
        small_loan__interest=interest,
        small_loan__interest_subsidy=subsidy,
        small_loan__own_interest=when(wholly).then(0).otherwise(max_horizontal(interest - subsidy, 0)),
        small_loan__term_permitted=col("term_months") <= 36,
        small_loan__rate_permitted=when(col("term_months") <= 12)
        .then(col("annual_rate") <= col("lpr_one_year"))
        .otherwise(col("annual_rate") <= col("lpr_five_year")),
        small_loan__age_permitted=(col("borrower_age") >= 18) & (col("borrower_age") <= 65),
        small_loan__purpose_permitted=col("for_production"),
        risk_elimination__income_stable=INCOME_STABLE,
        risk_elimination__guarantees_secured=SECURED,
        risk_elimination__spending_controlled=col("rigid_spending_controlled"),
        risk_elimination__risk_gone=RISK_GONE,
        risk_elimination__labour_rule_met=col("has_labour_capacity"),
        risk_elimination__may_eliminate=MAY_ELIMINATE,
    )


def _interest_subsidy() -> pl.Expr:
    """The interest of the subsidised principal over the days not overdue, rounded once."""
    rated = PRINCIPAL * _ten_thousandths("annual_rate") * _ten_thousandths("subsidised_share")
    return _prorated(rated * SUBSIDISED_DAYS, TEN_THOUSANDTHS**2)


def _prorated(product: pl.Expr, unit: int) -> pl.Expr:
    divisor = col("day_count") * unit
    return (product + divisor // 2) // divisor


def _ten_thousandths(name: str) -> pl.Expr:
    """A decimal of four places as the whole number it is stored as."""
    return col(name).to_physical().cast(pl.Int64)


def _rate(text: str) -> pl.Expr:
    return lit(Decimal(text), dtype=pl.Decimal(20, 2))
