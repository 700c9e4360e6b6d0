"""Checks of registers over tables (台账数据批量核查): those of a single household, of the records of all."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import narwhals as nw

from ..registers import check as check_household
from .conversion import from_tables
from .tables import table_of

_COLUMNS: Final = ("household", "member", "level", "check")


def check(people: Any, households: Any, *, on: date) -> Any:
    """Check the records of two linked tables (批量核查) as they stand on a day, each as `registers.check` does one.

    The tables are as for `from_tables`. The result has a row for each finding: the key of the `household`, that of the
    `member` if it is about one, the `level`, and the id of the `check`, whose words `registers.register_checks` gives.
    It is a table in memory of the engine that was given; of a lazy one, of Polars or PyArrow.

    A check finds nobody where what it holds against each other has no column.

    Raises `InvalidInput` where `from_tables` does.
    """
    found = [
        (item.household, item.member, item.check.level.value, item.check.id)
        for household in from_tables(people, households, on=on)
        for item in check_household(household, on=on)
    ]
    keys = {"household": table_of(households).types()["id"], "member": table_of(people).types()["id"]}
    columns = {name: [row[at] for row in found] for at, name in enumerate(_COLUMNS)}
    table = nw.from_dict(columns, dict.fromkeys(_COLUMNS, nw.String()), backend=_engine(people))
    return table.with_columns(**{name: nw.col(name).cast(kind) for name, kind in keys.items()}).to_native()


def _engine(people: Any) -> Any:
    """The engine of the findings: that of the people if its tables are made in memory."""
    known = table_of(people).given.implementation
    return known if known.is_polars() or known.is_pandas_like() else nw.Implementation.PYARROW
