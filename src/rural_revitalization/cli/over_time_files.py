"""Households and the county's figures of several years, as commands over a period read them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from ..errors import InvalidInput, Mismatch
from ..models import Household, LocalFigures
from ..records import structure
from .parts import Part, parts_of, parts_of_local

M = TypeVar("M")


def parts_over_time(file: Path, local: Path | None) -> list[Part]:
    """The parts of a file of households, with the county's figures of a file of their own."""
    return [*([] if local is None else parts_of_local(local)), *parts_of(file)]


def structured(cls: type[M], found: Iterable[tuple[str, Any]], wrong: list[Mismatch]) -> list[M]:
    """The records that can be read; adds the faults of the others."""
    records = []
    for path, data in found:
        try:
            if isinstance(data, InvalidInput):
                raise data
            records.append(structure(cls, data, path=path))
        except InvalidInput as error:
            wrong.extend(error.mismatches)
    return records


def figures_for(household: Household, local: Iterable[LocalFigures]) -> list[LocalFigures]:
    """The figures but for those of another county than the household's."""
    return [item for item in local if not (item.county and household.county and item.county != household.county)]
