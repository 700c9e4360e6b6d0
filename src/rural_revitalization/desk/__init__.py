"""The county's desk (业务工作台): what people act on.

`worklist` says who needs what done, by when, why and worth how much; `reconcile` holds payments against what was due;
`notice` tells a household, and `public_notice` is what a village makes public.
"""

from .listing import Count, WorkList, worklist
from .notices import PublicEntry, PublicNotice, notice, public_notice
from .paid import PROGRAMMES, Outcome, Paid, period_of, period_opening
from .reconciling import Reconciled, Reconciliation, Total, reconcile
from .tasks import Task, TaskKind, duty_tasks

__all__ = [
    "PROGRAMMES",
    "Count",
    "Outcome",
    "Paid",
    "PublicEntry",
    "PublicNotice",
    "Reconciled",
    "Reconciliation",
    "Task",
    "TaskKind",
    "Total",
    "WorkList",
    "duty_tasks",
    "notice",
    "period_of",
    "period_opening",
    "public_notice",
    "reconcile",
    "worklist",
]
