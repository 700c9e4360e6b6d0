"""Exact fractions of integers on every row, with as few divisions as the known bounds of the parts allow."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial, reduce
from itertools import product
from math import gcd, prod
from operator import mul

from attrs import evolve

from .expressions import LARGEST, Keeper, Truths, Wholes, chosen, present


def fraction(amount: Wholes, factors: Sequence[Wholes], divisors: Sequence[Wholes], keeper: Keeper) -> Wholes:
    """Multiply an amount by all factors, divide by all divisors, and round once, exactly, half away from zero.

    Factors are at least 0, divisors at least 1; the keeper makes a stage of each number that is read more than once.
    """
    if amount.least < 0:
        amount = keeper.keep(amount)
        negative = amount < Wholes.of(0)
        size = keeper.keep(fraction(_positive(amount, negative), factors, divisors, keeper))
        return present(chosen(negative, Wholes.of(0) - size, size))
    if any(factor.most == 0 and not factor.nullable for factor in factors):
        return Wholes.of(0)
    factors, divisors = _reduced(factors, divisors)
    largest = min(keeper.exact, LARGEST // 2)
    divisor = prod(part.most for part in divisors)
    at_once = _leading(amount, factors, largest - divisor)
    if at_once == len(factors) and amount.size + divisor <= largest:
        return _direct(amount, factors, divisors, keeper.exact)
    begun, times = _most([amount, *factors[:at_once]]), _most(factors[at_once:])
    below = begun // prod(max(part.least, 1) for part in divisors)
    if begun <= largest and (divisor + 1) * times <= largest and below * times <= largest:
        return _in_two(amount, (factors[:at_once], factors[at_once:]), divisors, keeper)
    return _by_digits(amount, factors, divisors, keeper)


# -- helpers --------------------------------------------------------------------------------------------------


def _positive(amount: Wholes, negative: Truths) -> Wholes:
    size = present(chosen(negative, Wholes.of(0) - amount, amount))
    return evolve(size, least=0, most=amount.size)


def _reduced(factors: Sequence[Wholes], divisors: Sequence[Wholes]) -> tuple[list[Wholes], list[Wholes]]:
    """Cancel the common factors of factors and divisors whose values are known in advance."""
    above, below = list(factors), list(divisors)
    for i, j in product(range(len(above)), range(len(below))):
        if above[i].known and below[j].fixed:
            common = gcd(*above[i].known, below[j].held)
            above[i], below[j] = (part.each(partial(_over, common)) for part in (above[i], below[j]))
    return above, below


def _over(divisor: int, number: int) -> int:
    return number // divisor


def _most(parts: Sequence[Wholes]) -> int:
    """An upper bound on the size of a product."""
    return prod(max(part.size, 1) for part in parts)


def _leading(amount: Wholes, factors: Sequence[Wholes], largest: int) -> int:
    """The number of leading factors that an amount can be multiplied by without passing a limit."""
    return max((place for place in range(len(factors) + 1) if _most([amount, *factors[:place]]) <= largest), default=0)


def _direct(amount: Wholes, factors: Sequence[Wholes], divisors: Sequence[Wholes], exact: int) -> Wholes:
    for factor in factors:
        amount = amount * factor
    divisor = reduce(mul, divisors, Wholes.of(1))
    return (amount + divisor.over(Wholes.of(2), exact)).over(divisor, exact)


def _in_two(
    amount: Wholes, factors: tuple[Sequence[Wholes], Sequence[Wholes]], divisors: Sequence[Wholes], keeper: Keeper
) -> Wholes:
    """As `_direct`, but divides after the first factors, and multiplies quotient and remainder by the others."""
    at_once, later = (reduce(mul, several, Wholes.of(1)) for several in factors)
    begun, times = keeper.keep(amount * at_once), keeper.keep(later)
    divisor = keeper.keep(reduce(mul, divisors, Wholes.of(1)))
    below = keeper.keep(begun.over(divisor, keeper.exact))
    return below * times + _direct(_rest(begun, below, divisor), [times], [divisor], keeper.exact)


def _by_digits(amount: Wholes, factors: Sequence[Wholes], divisors: Sequence[Wholes], keeper: Keeper) -> Wholes:
    """As `_direct`, as an integer and digits after it, each in the base of a divisor, to keep every product small."""
    whole, digits = keeper.keep(amount.within(keeper.exact)), list[tuple[Wholes, Wholes]]()
    for divisor in divisors:
        below = keeper.keep(whole.over(divisor, keeper.exact))
        digits.insert(0, (keeper.keep(_rest(whole, below, divisor)), divisor))
        whole = below
    for factor in (*factors, Wholes.of(2)):
        carried, passed = Wholes.of(0), list[tuple[Wholes, Wholes]]()
        for digit, base in reversed(digits):
            product = keeper.keep(digit * factor + carried)
            carried = keeper.keep(product.over(base, keeper.exact))
            passed.insert(0, (keeper.keep(_rest(product, carried, base)), base))
        whole, digits = keeper.keep(whole * factor + carried), passed
    return (whole + Wholes.of(1)).over(Wholes.of(2), keeper.exact)


def _rest(number: Wholes, below: Wholes, divisor: Wholes) -> Wholes:
    """The remainder of a division rounded down."""
    return evolve(number - below * divisor, least=0, most=divisor.most - 1)
