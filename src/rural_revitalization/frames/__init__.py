"""Apply the rules to dataframes (数据表) of Polars, pandas, PyArrow, DuckDB or Spark.

Needs the extra `frames`. `apply` computes a rule for every row of a table, `missing` names the facts that leave its
answers undetermined, `schema` and `template` list the columns read and written. `assess` assesses a population in two
linked tables, `who_qualifies` lists whom a help is for, and `sample_population` generates a synthetic one. `due` lists
what is due by assessed tables, and `reconcile` holds payments against it. `to_tables` and `from_tables` turn whole
records into two linked tables and back; `check` checks such tables as `registers.check` checks one household.
"""

try:
    import narwhals  # noqa: F401 - fail early, naming the extra to install
except ImportError as error:
    raise ImportError("frames need Narwhals: install rural-revitalization[frames]") from error

from .applying import apply, missing
from .conversion import RecordTables, from_tables, to_tables
from .population.assessing import AssessedTables, assess
from .population.qualifying import who_qualifies
from .reconciling_tables import due, reconcile
from .register_checks import check
from .sample import Population, sample_population
from .schemas import ColumnUse, Field, households_schema, local_schema, people_schema, schema, template

__all__ = [
    "AssessedTables",
    "ColumnUse",
    "Field",
    "Population",
    "RecordTables",
    "apply",
    "assess",
    "check",
    "due",
    "from_tables",
    "households_schema",
    "local_schema",
    "missing",
    "people_schema",
    "reconcile",
    "sample_population",
    "schema",
    "template",
    "to_tables",
    "who_qualifies",
]
