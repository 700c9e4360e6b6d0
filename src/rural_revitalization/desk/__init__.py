"""The county's desk (业务工作台): what people act on.

`worklist` says who needs what done, by when, why and worth how much; `reconcile` holds payments against what was due.
"""

from .listing import Count, WorkList, worklist
from .paid import PROGRAMMES, Outcome, Paid, period_of, period_opening
from .reconciling import Reconciled, Reconciliation, Total, reconcile
from .tasks import Task, TaskKind

__all__ = [
    "PROGRAMMES",
    "Count",
    "Outcome",
    "Paid",
    "Reconciled",
    "Reconciliation",
    "Task",
    "TaskKind",
    "Total",
    "WorkList",
    "period_of",
    "period_opening",
    "reconcile",
    "worklist",
]
