"""JSON text as plain data, with placeholders for what no field accepts."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any, Final

from attrs import frozen

from ..errors import InvalidInput, Mismatch, check_kinds, discreet
from ..limits import json_excess


@frozen(repr=False)
class Invalid:
    """Placeholder for a JSON value that no field accepts, so that the error names its path.

    `expected` overrides the field's own description of valid values.
    """

    text: str
    expected: str = ""

    def __repr__(self) -> str:
        return self.text


TWICE: Final = Invalid("a duplicate key", "a key that is given once")


@discreet
def parse(text: str, *, path: str = "$") -> Any:
    """Parse JSON text into plain data for `structure`, with non-integers as Decimal.

    Values that no model accepts - NaN, Infinity, duplicate keys, numbers too large - become placeholders that
    `structure` rejects along with all other faults. Raises `InvalidInput`, with line and column, for invalid JSON, and
    for text beyond the `limits` of length and depth.

    >>> parse('{"annual_rate": 0.0365}')
    {'annual_rate': Decimal('0.0365')}
    """
    check_kinds("parse", text=(text, str), path=(path, str))
    excess = json_excess(text)
    if excess is not None:
        raise InvalidInput([excess.under(path)])
    floats, ints = partial(_number, Decimal), partial(_number, int)
    try:
        return json.loads(text, object_pairs_hook=_object, parse_float=floats, parse_int=ints, parse_constant=Invalid)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InvalidInput([Mismatch(path, "JSON", f"invalid JSON ({error})")]) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        found[key] = TWICE if key in found else value
    return found


def _number(kind: Callable[[str], Any], digits: str) -> Any:
    try:
        return kind(digits)
    except (ValueError, ArithmeticError):
        return Invalid("a number too large to be read")
