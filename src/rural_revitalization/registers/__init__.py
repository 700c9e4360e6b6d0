"""Registers (台账、信息系统导出表): a county's own workbooks, read into households; records, checked."""

from .reading import Register, read
from .reasons import RefusalReason
from .record_checks import CheckFinding, RegisterCheck, Severity, check, check_all, register_checks
from .refusals import Refusal, RefusalKind
from .tables import CellTally, RegisterTable

__all__ = [
    "CellTally",
    "CheckFinding",
    "Refusal",
    "RefusalKind",
    "RefusalReason",
    "Register",
    "RegisterCheck",
    "RegisterTable",
    "Severity",
    "check",
    "check_all",
    "read",
    "register_checks",
]
