"""Registers (台账、信息系统导出表): a county's own workbooks, read into households."""

from .reading import Register, read
from .refusals import Refusal, RefusalKind

__all__ = ["Refusal", "RefusalKind", "Register", "read"]
