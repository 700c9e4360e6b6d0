"""Which kind of value performs an operation: the one of the highest rank among the arguments."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from .operand import Operand, rank_of
from .plain import Plain, check_number

OperandKind = type[Operand[Any]] | type[Plain]


def kind_for(*numbers: Any) -> OperandKind:
    """Return the kind of value that performs an operation on numbers.

    Raises `TypeError` if one is neither an operand nor a finite number, such as a truth value or a float.
    """
    # Fast path by exact type: most arguments are plain numbers.
    for number in numbers:
        if type(number) is Decimal:
            if not number.is_finite():
                check_number(number)
        elif type(number) is not int:
            return _highest_of_numbers(numbers)
    return Plain


def _highest_of_numbers(numbers: Iterable[object]) -> OperandKind:
    kind: Any = Plain
    for number in numbers:
        rank = rank_of(type(number))
        if rank == 0:
            check_number(number)
        elif rank > kind.rank:
            kind = type(number)
    return kind  # type: ignore[no-any-return]


def highest(*arguments: Any) -> OperandKind:
    """Return the kind with the highest rank among the arguments."""
    kind: Any = Plain
    for argument in arguments:
        if rank_of(type(argument)) > kind.rank:
            kind = type(argument)
    return kind  # type: ignore[no-any-return]
