"""The columns that a rule reads and writes, as text."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

from ..frames import ColumnUse, Field, schema
from ..wording import Language, called
from .printing import aligned


def description(rule: ModuleType, lang: Language) -> list[str]:
    """The columns read and the columns written, each with type, unit and label."""
    fields = schema(rule)
    widths = [[*_row(field, lang)] for field in fields]
    lines = aligned(widths)
    read = sum(field.use is ColumnUse.READ for field in fields)
    heads = ("read:", "written:") if lang == "en" else ("读取：", "写入：")
    return [heads[0], *_indented(lines[:read]), heads[1], *_indented(lines[read:])]


def headers(rule: ModuleType, lang: Language) -> list[str]:
    """The headers of a table to fill in: the names of the facts, or their Chinese labels."""
    fields = [field for field in schema(rule) if field.use is ColumnUse.READ]
    return [field.name if lang == "en" else field.zh for field in fields]


def _row(field: Field, lang: Language) -> tuple[str, str, str, str]:
    return field.name, field.type, field.unit if lang == "en" else field.unit_zh, called(field, lang)


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines]
