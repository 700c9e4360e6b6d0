"""The county's desk (业务工作台): what people act on. Payments held against what was due."""

from .paid import PROGRAMMES, Outcome, Paid, period_of, period_opening
from .reconciling import Reconciled, Reconciliation, Total, reconcile

__all__ = [
    "PROGRAMMES",
    "Outcome",
    "Paid",
    "Reconciled",
    "Reconciliation",
    "Total",
    "period_of",
    "period_opening",
    "reconcile",
]
