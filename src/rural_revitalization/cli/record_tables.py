"""Records of households in two tables, .parquet, whose cells may hold lists of records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl

from .. import frames
from ..errors import InvalidInput, Mismatch
from ..models import Household


def recorded_in(people: Path, households: Path, on: date) -> Iterator[Household]:
    """Return the households of two tables, read as they are asked for.

    Raises `InvalidInput` for a file that is no Parquet and in all cases where `frames.from_tables` raises it, `OSError`
    for a file that cannot be opened.
    """
    return frames.from_tables(_table(people), _table(households), on=on)


def _table(file: Path) -> pl.DataFrame:
    try:
        return pl.read_parquet(file, glob=False)
    except pl.exceptions.PolarsError:
        raise InvalidInput([Mismatch("$", "a Parquet file", "something else")], about=str(file)) from None
