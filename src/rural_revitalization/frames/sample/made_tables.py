"""The columns as a table of an engine, in the types that an assessment takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

import narwhals as nw

from ...fields import Spec
from ..columns.operands import MoneyUnit
from ..population.linked import DIAGNOSES, HOUSEHOLDS, PEOPLE
from .random_draws import Columns

_TYPES: Final[Mapping[str, Any]] = MappingProxyType(
    {"money": nw.Int64(), "area": nw.Int64(), "rate": nw.Int64(), "count": nw.Int64(), "truth": nw.Boolean()}
)
_SPECS: Final[Mapping[str, Spec]] = {**PEOPLE, **DIAGNOSES, **HOUSEHOLDS}


def table_of(columns: Columns, names: Sequence[str], backend: str, money: MoneyUnit) -> Any:
    """Build a table in the backend; amounts and rates are made decimals there, which is exact and fast."""
    types = {name: _TYPES[_SPECS[name].kind.name] if name in _SPECS else nw.String() for name in names}
    made_in: Any = "pyarrow" if backend == "pandas" else backend
    table = nw.from_dict({name: columns[name] for name in names}, types, backend=made_in)
    decimals = {}
    for name in names:
        kind = _SPECS[name].kind.name if name in _SPECS else "key"
        if kind == "rate":
            decimals[name] = _decimal(name, Decimal(1).scaleb(-6), 6)
        elif kind == "area":
            decimals[name] = _decimal(name, Decimal(1), 2)
        elif kind == "money" and money == "yuan":
            decimals[name] = _decimal(name, Decimal(1).scaleb(-2), 2)
    made = table.with_columns(**decimals).to_native()
    return _pandas(made) if backend == "pandas" else made


def _decimal(name: str, unit: Decimal, places: int) -> Any:
    return (nw.col(name).cast(nw.Decimal(20)) * nw.lit(unit)).cast(nw.Decimal(18, places))


def _pandas(table: Any) -> Any:
    pandas: Any = nw.Implementation.from_backend("pandas").to_native_namespace()
    return table.to_pandas(types_mapper=pandas.ArrowDtype)
