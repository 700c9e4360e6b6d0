"""Names of a user's columns: while a rule is worked out, each column has a name that every engine reads as just that.

Engines take some names for more than names: Polars `*` and `^...$` for patterns, Spark `a.b` for a field of a record. A
column of such a name is called otherwise while a table is worked on, and has its own name again in what is returned.
"""

from __future__ import annotations

import re
from typing import Final

MARK: Final = "__rural_revitalization_"
"""The prefix of columns that hold what is worked out; a user's table may not have such columns."""
_INSTEAD: Final = f"{MARK}named_"
_PLAIN: Final = re.compile(r"[\w \-/()（）]+")


def safe(name: str) -> str:
    """The name of a column while it is worked on: its own, or one made of it.

    >>> safe("wage"), safe("^a$")
    ('wage', '__rural_revitalization_named_5e6124')
    """
    return name if _PLAIN.fullmatch(name) else _INSTEAD + name.encode("utf-8", "surrogatepass").hex()


def called(column: str) -> str:
    """The user's name of a column that is worked on, as errors give it.

    >>> called(safe("^a$")), called("wage")
    ('^a$', 'wage')
    """
    if not column.startswith(_INSTEAD):
        return column
    return bytes.fromhex(column.removeprefix(_INSTEAD)).decode("utf-8", "surrogatepass")
