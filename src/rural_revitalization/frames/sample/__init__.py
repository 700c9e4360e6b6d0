"""A synthetic population as two linked tables, for trials, benchmarks and tests.

Families, incomes, illness, loans and risks are plausible for a poor county and consistent with one another; some facts
are not recorded. Everything is drawn as integers from one seed, so the tables are the same on every platform. The
frequencies are not statistics: draw no conclusions from them.
"""

from .county import COUNTY
from .sampling import Population, sample_population

__all__ = ["COUNTY", "Population", "sample_population"]
