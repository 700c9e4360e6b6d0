"""Checks of registers over tables (台账数据批量核查): those of records, of all households together."""

from __future__ import annotations

from datetime import date
from typing import Any

import narwhals as nw

from ..errors import discreet
from ..registers import check_all
from .conversion import Backend, from_tables, made_of
from .user_tables import table_of


@discreet
def check(people: Any, households: Any, *, on: date) -> Any:
    """Check the records of two linked tables (批量核查) as they stand on a day, as `registers.check_all` does.

    The tables are as for `from_tables`. The result has a row for each finding: the key of the `household`, that of the
    `member` if it is about one, the `level`, and the id of the `check`, whose words `registers.register_checks` gives.
    It is a table in memory of the engine that was given; of a lazy one, of Polars or PyArrow.

    A check finds nobody where what it holds against each other has no column.

    Raises `InvalidInput` where `from_tables` does.
    """
    types = {"household": _key(households), "member": _key(people), "level": nw.String(), "check": nw.String()}
    rows = [
        {
            "household": _as_given(item.household, types["household"]),
            "member": _as_given(item.member, types["member"]),
            "level": item.check.level.value,
            "check": item.check.id,
        }
        for item in check_all(from_tables(people, households, on=on), on=on)
    ]
    return made_of(rows, types, _backend(people))


def _key(native: Any) -> Any:
    """The type of the keys of a table, which are text or whole numbers."""
    kind = table_of(native).types().get("id")
    return nw.Int64() if kind is not None and kind.is_integer() else nw.String()


def _as_given(key: str | None, kind: Any) -> str | int | None:
    return int(key) if key is not None and kind == nw.Int64 else key


def _backend(native: Any) -> Backend:
    """The engine of the findings: that of a table if it makes tables in memory."""
    known = table_of(native).given.implementation
    return "polars" if known.is_polars() else "pandas" if known.is_pandas_like() else "pyarrow"
