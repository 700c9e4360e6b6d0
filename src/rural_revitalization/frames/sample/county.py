"""The figures of a made-up county."""

from __future__ import annotations

from typing import Final

from ...models import LocalFigures, PrimeRate
from .random_draws import DATA, YEAR

COUNTY: Final = "made-up-county"
_MADE_UP: Final = "made up for a synthetic population"


def local_figures() -> LocalFigures:
    """Return what the county has set for the year of the population."""
    figures = DATA["local_figures"]
    lpr = [PrimeRate(**rates) for rates in figures["lpr"]]
    return LocalFigures(county=COUNTY, year=YEAR, sources=dict.fromkeys(figures, _MADE_UP), **figures | {"lpr": lpr})
