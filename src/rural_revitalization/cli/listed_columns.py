"""The columns that a rule reads and writes, as text."""

from __future__ import annotations

import shutil
from types import ModuleType
from typing import Final

from ..frames import ColumnUse, Field, schema
from ..wording import Language, called, display_width
from .text_columns import GAP, row

_INDENT: Final = "  "
_NARROWEST: Final = 12
"""So narrow a label may be."""


def description(rule: ModuleType, lang: Language) -> list[str]:
    """The columns read and the columns written, each with type, unit and label; no wider than the terminal."""
    fields = schema(rule)
    rows = [[*_row(field, lang)] for field in fields]
    width = shutil.get_terminal_size((0, 0)).columns
    *fixed, label = (max(map(display_width, column)) for column in zip(*rows, strict=True))
    left = width - len(_INDENT) - sum(fixed) - len(GAP) * len(fixed)
    widths = [*fixed, min(label, max(left, _NARROWEST)) if width else label]
    use = {of: [row for row, field in zip(rows, fields, strict=True) if field.use is of] for of in ColumnUse}
    heads = ("read:", "written:") if lang == "en" else ("读取：", "写入：")
    return [
        line
        for head, of in zip(heads, (ColumnUse.READ, ColumnUse.WRITTEN), strict=True)
        for line in (head, *(f"{_INDENT}{part}" for cells in use[of] for part in row(cells, widths)))
    ]


def headers(rule: ModuleType, lang: Language) -> list[str]:
    """The headers of a table to fill in: the names of the facts, or their Chinese labels."""
    fields = [field for field in schema(rule) if field.use is ColumnUse.READ]
    return [field.name if lang == "en" else field.zh for field in fields]


def _row(field: Field, lang: Language) -> tuple[str, str, str, str]:
    return field.name, field.type, field.unit if lang == "en" else field.unit_zh, called(field, lang)
