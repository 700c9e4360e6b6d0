"""Apply the rules to dataframes (数据表) of Polars, pandas, PyArrow, DuckDB or Spark.

Needs the extra `frames`. `apply` computes a rule for every row of a table, `missing` names the facts that leave its
answers undetermined, `schema` and `template` list the columns read and written. `assess` assesses a population in two
linked tables, `who_qualifies` lists whom a help is for, and `sample_population` generates a synthetic one. `due` lists
what is due by assessed tables, and `reconcile` holds payments against it.
"""

try:
    import narwhals  # noqa: F401 - fail early, naming the extra to install
except ImportError as error:
    raise ImportError("frames need Narwhals: install rural-revitalization[frames]") from error

from .applying import apply, missing
from .population.assessing import AssessedTables, assess
from .population.qualifying import who_qualifies
from .reconciling import due, reconcile
from .sample import Population, sample_population
from .schemas import Field, Use, households_schema, local_schema, people_schema, schema, template

__all__ = [
    "AssessedTables",
    "Field",
    "Population",
    "Use",
    "apply",
    "assess",
    "due",
    "households_schema",
    "local_schema",
    "missing",
    "people_schema",
    "reconcile",
    "sample_population",
    "schema",
    "template",
    "who_qualifies",
]
