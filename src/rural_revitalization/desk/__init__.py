"""The county's desk (业务工作台): what people act on.

`worklist` says who needs what done, by when, why and worth how much; `reconcile` holds payments against what was due;
`notice` tells a household, `public_notice` is what a village makes public, and `identification_form` and
`elimination_form` are what is checked and signed. `correction_trail` says who amended a
record, and what came of it. `quota_warnings` says where a batch looks as if made to a quota.
"""

from .corrections import Amended, Amendment, Correction, correction_trail
from .forms import elimination_form, identification_form
from .listing import Count, WorkList, worklist
from .notices import PublicEntry, PublicNotice, notice, public_notice
from .paid import PROGRAMMES, Paid, PaymentOutcome, period_of, period_opening
from .printed import Bound, DocumentPart, Printed
from .quotas import QuotaSign, QuotaWarning, quota_warnings
from .reconciling import Reconciled, Reconciliation, Total, reconcile
from .tasks import Task, TaskKind, duty_tasks

__all__ = [
    "PROGRAMMES",
    "Amended",
    "Amendment",
    "Bound",
    "Correction",
    "Count",
    "DocumentPart",
    "Paid",
    "PaymentOutcome",
    "Printed",
    "PublicEntry",
    "PublicNotice",
    "QuotaSign",
    "QuotaWarning",
    "Reconciled",
    "Reconciliation",
    "Task",
    "TaskKind",
    "Total",
    "WorkList",
    "correction_trail",
    "duty_tasks",
    "elimination_form",
    "identification_form",
    "notice",
    "period_of",
    "period_opening",
    "public_notice",
    "quota_warnings",
    "reconcile",
    "worklist",
]
