"""Exact and strict conversion of models to and from JSON (数据交换).

Only unambiguous values are accepted; all invalid fields and keys are reported at once, each with its path. Cross-field
faults, such as two members with the same key, are reported once the fields of their object are valid. A key that is
missing or null is not recorded; an empty list is recorded as none. Amounts and shares are written as text, so that no
reader turns them into binary floats; dates as YYYY-MM-DD; codes by their value; a ceiling known not to exist as "none".
A fact that was asked for and cannot be known is named in the list `unknowable` of its record; in place of its value,
"unknowable" or "不详" says so too.

>>> from rural_revitalization import SmallLoan
>>> loan = loads(SmallLoan, '{"principal": 50000, "annual_rate": "0.0365", "lent_on": "2022-03-01"}')
>>> dumps(loan)
'{"lent_on": "2022-03-01", "principal": "50000.00", "annual_rate": "0.0365"}'
"""

from .from_json import loads, structure
from .json_text import parse
from .to_json import assessment_data, dumps, unstructure, value_data

__all__ = ["assessment_data", "dumps", "loads", "parse", "structure", "unstructure", "value_data"]
