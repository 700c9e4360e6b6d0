"""The same rules over dataframes (数据表): Polars, pandas, PyArrow, DuckDB, Spark, from the same source.

Needs the extra `frames`. `apply` works a rule out for every row of a table, `missing` says which facts keep its answers
open, `schema` and `template` which columns are read and written.
"""

from .applying import apply, missing
from .schemas import Field, Use, schema, template

__all__ = ["Field", "Use", "apply", "missing", "schema", "template"]
