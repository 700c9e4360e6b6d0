"""Registers (台账、信息系统导出表): a county's own workbooks, read into households."""

from .reading import Register, read
from .refusals import Refusal, RefusalKind
from .tables import Table, Tally

__all__ = ["Refusal", "RefusalKind", "Register", "Table", "Tally", "read"]
