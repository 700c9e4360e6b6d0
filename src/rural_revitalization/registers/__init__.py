"""Registers (台账、信息系统导出表): a county's own workbooks, read into households; records, checked."""

from .checking import CheckFinding, Level, RegisterCheck, check, register_checks
from .reading import Register, read
from .reasons import Reason
from .refusals import Refusal, RefusalKind
from .tables import Table, Tally

__all__ = [
    "CheckFinding",
    "Level",
    "Reason",
    "Refusal",
    "RefusalKind",
    "Register",
    "RegisterCheck",
    "Table",
    "Tally",
    "check",
    "read",
    "register_checks",
]
