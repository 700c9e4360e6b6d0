"""How often facts have which value (各取值占比), as the caller states it: none is assumed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from ..errors import Mismatch, kind_of, raise_if_any, shown, step
from ..fields import Spec
from .lacking import RECORDED
from .question_words import is_class

Shares = Mapping[str, Mapping[Any, Decimal | Fraction | int]]
"""By fact, the share of each of its values: of a class, whether it holds on the day; of a code, the option."""
Stated = Mapping[str, tuple[tuple[Any, Fraction], ...]]
"""By fact, each value that has a share, with it."""

_REFUSALS: Final = (ValueError, TypeError, ArithmeticError)


def stated_shares(shares: Shares | None, about: str) -> Stated:
    """Return stated shares as exact numbers; raises `InvalidInput` with all that is wrong with them.

    >>> stated_shares({"insured": {True: Decimal("0.9"), False: Decimal("0.1")}}, "next_questions")["insured"]
    ((True, Fraction(9, 10)), (False, Fraction(1, 10)))
    """
    if shares is None:
        return {}
    if not isinstance(shares, Mapping):
        raise_if_any([Mismatch("shares", "a mapping of facts to the shares of their values", kind_of(shares))], about)
    raise_if_any((fault for fact, of in shares.items() for fault in _faults(fact, of)), about)
    return {
        fact: tuple((_parsed(RECORDED[fact][1], value), Fraction(share)) for value, share in of.items() if share)
        for fact, of in shares.items()
    }


def _faults(fact: object, of: object) -> Iterator[Mismatch]:
    """Yield what is wrong with the shares of the values of one fact."""
    if not isinstance(fact, str) or fact not in RECORDED:
        yield Mismatch.of_name("shares", fact, sorted(RECORDED), "the name of a fact")
        return
    path, spec = f"shares{step(fact)}", RECORDED[fact][1]
    if spec.kind.name == "text" or (spec.kind.name == "records" and not is_class(spec)):
        yield Mismatch(path, "a fact of plain values, or a class", f"one of kind {spec.kind.name}")
        return
    if not isinstance(of, Mapping) or not of:
        yield Mismatch(path, "the share of each value", "none" if isinstance(of, Mapping) else kind_of(of))
        return
    yield from _faults_of_values(path, spec, of)


def _faults_of_values(path: str, spec: Spec, of: Mapping[Any, Any]) -> Iterator[Mismatch]:
    seen = set[Any]()
    for value in of:
        try:
            parsed = _parsed(spec, value)
        except _REFUSALS:
            yield Mismatch(path, "True or False" if is_class(spec) else spec.expected, shown(value))
            continue
        if parsed in seen:
            yield Mismatch(path, "each value once", f"{shown(value)} twice")
        seen.add(parsed)
    wrong = [share for share in of.values() if not _is_share(share)]
    yield from (Mismatch(path, "shares of 1 as Decimal, Fraction or int", shown(share)) for share in wrong)
    total = sum((Fraction(share) for share in of.values() if _is_share(share)), Fraction(0))
    if not wrong and total != 1:
        yield Mismatch(path, "shares that add up to 1", str(total))


def _is_share(share: Any) -> bool:
    if isinstance(share, bool) or not isinstance(share, Decimal | Fraction | int):
        return False
    return (not isinstance(share, Decimal) or share.is_finite()) and 0 <= share <= 1


def _parsed(spec: Spec, value: Any) -> Any:
    """A value of a fact; of a class, whether it holds. Raises `ValueError`, `TypeError` or `ArithmeticError`."""
    if is_class(spec):
        if not isinstance(value, bool):
            raise TypeError
        return value
    return spec.of(value) if spec.kind.name == "choice" else spec.parse(value)
