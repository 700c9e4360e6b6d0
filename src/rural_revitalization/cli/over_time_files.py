"""Households and the county's figures of several years, as commands over a period read them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..models import Household, LocalFigures
from .json_parts import JsonPart, parts_of, parts_of_local


def parts_over_time(file: Path, local: Path | None) -> list[JsonPart]:
    """The parts of a file of households, with the county's figures of a file of their own."""
    return [*([] if local is None else parts_of_local(local)), *parts_of(file)]


def figures_for(household: Household, local: Iterable[LocalFigures]) -> list[LocalFigures]:
    """The figures but for those of another county than the household's."""
    return [item for item in local if not (item.county and household.county and item.county != household.county)]
