"""How values are written in files and on the command line (书写形式): days, truths, and what looks like a formula."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
TRUTHS: Final[Mapping[str, bool]] = MappingProxyType(
    {"true": True, "是": True, "1": True, "false": False, "否": False, "0": False}
)
"""The words for a truth in a cell, in lower case."""
TRUTH_EXPECTED: Final = "true or false, 是 or 否, 1 or 0, or an empty cell"
FORMULA: Final = r"[=+\-@＝＋－＠]"
"""What a spreadsheet takes for the beginning of a formula, in full width as well."""


def day_of(text: object) -> date:
    """Return the day that is written as YYYY-MM-DD; raise `ValueError` for anything else, and for a day that is none.

    >>> day_of("2022-06-01")
    datetime.date(2022, 6, 1)
    """
    if not isinstance(text, str) or not _DAY.fullmatch(text):
        raise ValueError
    return date.fromisoformat(text)
