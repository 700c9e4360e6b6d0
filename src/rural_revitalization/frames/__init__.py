"""The same rules over dataframes (数据表): Polars, pandas, PyArrow, DuckDB, Spark, from the same source.

Needs the extra `frames`. `apply` works a rule out for every row of a table, `missing` says which facts keep its answers
open, `schema` and `template` which columns are read and written. `assess` assesses a population in two linked
tables, and `sample_population` makes one up.
"""

try:
    import narwhals  # noqa: F401 - only to say at once what is lacking
except ImportError as error:
    raise ImportError("frames need Narwhals: install rural-revitalization[frames]") from error

from .applying import apply, missing
from .population.assessing import AssessedTables, assess
from .sample import Population, sample_population
from .schemas import Field, Use, households_schema, local_schema, people_schema, schema, template

__all__ = [
    "AssessedTables",
    "Field",
    "Population",
    "Use",
    "apply",
    "assess",
    "households_schema",
    "local_schema",
    "missing",
    "people_schema",
    "sample_population",
    "schema",
    "template",
]
