"""Exact arithmetic: one rounding, half away from zero, whatever decimal context the caller has set."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, getcontext, localcontext
from fractions import Fraction
from math import floor
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rural_revitalization.algebra.exact import EXACT, exact_arithmetic, half_up, quotient

Hostile: TypeAlias = Callable[[Callable[[], Any]], Iterator[Any]]

amounts = st.integers(-(10**32), 10**32).map(lambda units: Decimal(f"{units}e-12"))
small_amounts = st.integers(-2000, 2000).map(lambda units: Decimal(f"{units}e-3"))


def nearest_fen(amount: Fraction) -> Fraction:
    """The nearest whole fen, and of two the one further from zero."""
    fen = Fraction(floor(abs(amount) * 100 + Fraction(1, 2)), 100)
    return fen if amount >= 0 else -fen


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [
        ("0.005", "0.01"),
        ("-0.005", "-0.01"),
        ("0.0049999999999999999999999999999999", "0.00"),
        ("-0.004", "0.00"),
        ("1.005", "1.01"),
        ("2.675", "2.68"),
        ("-2.675", "-2.68"),
        ("320", "320.00"),
        ("-0", "0.00"),
        ("123456789012345678901234567890.125", "123456789012345678901234567890.13"),
    ],
)
def test_a_half_is_rounded_away_from_zero(amount: str, rounded: str) -> None:
    assert str(half_up(Decimal(amount))) == rounded


@given(st.one_of(small_amounts, amounts))
def test_rounding_goes_to_the_nearest_fen(amount: Decimal) -> None:
    rounded = half_up(amount)
    assert Fraction(rounded) == nearest_fen(Fraction(amount))
    assert rounded.as_tuple().exponent == -2
    assert not rounded.is_signed() or rounded < 0


@given(st.one_of(small_amounts, amounts), st.one_of(st.integers(1, 400), st.integers(-400, -1), st.integers(1, 10**20)))
def test_a_quotient_is_rounded_once(numerator: Decimal, denominator: int) -> None:
    expected = nearest_fen(Fraction(numerator) / denominator)
    for divisor in (denominator, Decimal(denominator)):
        result = quotient(numerator, divisor)
        assert Fraction(result) == expected
        assert result.as_tuple().exponent == -2
        assert not result.is_signed() or result < 0


def test_a_quotient_just_short_of_a_half_is_not_rounded_twice() -> None:
    # Rounded first to any fixed number of digits, 0.00499… would become 0.005 and then 0.01.
    assert quotient(Decimal("4" + "9" * 60), 10**63) == 0
    assert quotient(Decimal("5" + "0" * 60), 10**63) == Decimal("0.01")


def test_nothing_is_divided_by_zero() -> None:
    for numerator in ("1", "0"):
        with pytest.raises((InvalidOperation, DivisionByZero)):
            quotient(Decimal(numerator), 0)


def test_exact_arithmetic_raises_rather_than_lose_a_digit() -> None:
    @exact_arithmetic
    def lost() -> Decimal:
        return Decimal(1) / Decimal(3)

    with pytest.raises(Inexact):
        lost()
    with pytest.raises(Inexact):
        EXACT.quantize(Decimal("0.005"), Decimal("0.01"))


def test_exact_arithmetic_refuses_floats() -> None:
    with pytest.raises(TypeError):
        exact_arithmetic(lambda: Decimal("0.1") + 0.1)()  # type: ignore[operator]
    with pytest.raises(ArithmeticError):
        exact_arithmetic(lambda: Decimal("0.1") < 0.1)()


@given(amounts, amounts)
def test_callers_contexts_do_not_reach_rounding(hostile: Hostile, amount: Decimal, other: Decimal) -> None:
    def run() -> tuple[Decimal, Decimal, Decimal]:
        return half_up(amount), quotient(amount, 7), exact_arithmetic(lambda: amount + other)()

    for result in hostile(run):
        assert repr(result) == repr(run())


def test_the_callers_context_is_in_force_again_after_an_error() -> None:
    @exact_arithmetic
    def fails() -> None:
        assert getcontext().prec > 100
        raise LookupError

    with localcontext(Context(prec=5)) as context:
        with pytest.raises(LookupError):
            fails()
        assert getcontext() is context
        assert getcontext().prec == 5


def test_exact_arithmetic_nests_and_passes_arguments_on() -> None:
    @exact_arithmetic
    def added(amount: Decimal, *, to: Decimal) -> Decimal:
        return half_up(amount + to)

    assert exact_arithmetic(added)(Decimal("0.004"), to=Decimal("0.001")) == Decimal("0.01")
    assert added.__name__ == "added"


def test_threads_do_not_disturb_one_another() -> None:
    with ThreadPoolExecutor(8) as pool:
        quotients = pool.map(lambda number: quotient(Decimal(number), 3), range(2000))
    assert [Fraction(amount) for amount in quotients] == [nearest_fen(Fraction(number, 3)) for number in range(2000)]


@pytest.mark.parametrize("traps", ["list(decimal.Context().flags)", "[]"])
def test_the_context_in_force_at_import_does_not_matter(traps: str) -> None:
    code = f"""
import decimal
decimal.setcontext(decimal.Context(prec=1, rounding=decimal.ROUND_DOWN, Emin=-3, Emax=3, traps={traps}))
from rural_revitalization.rules.medical.contribution_subsidy import Facts
print(Facts(contribution=decimal.Decimal("12345.67")).contribution)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603
    assert ran.stdout.strip() == "12345.67", ran.stderr


@pytest.mark.parametrize("name", ["prec", "rounding", "traps"])
def test_nobody_changes_the_context_that_all_calls_share(name: str) -> None:
    @exact_arithmetic
    def meddle() -> None:
        setattr(getcontext(), name, getattr(getcontext(), name))

    before = getcontext()
    with pytest.raises(AttributeError, match=name):
        meddle()
    assert getcontext() is before
    assert EXACT.add(Decimal("1234567890123456789012345678.01"), Decimal("0.01")) == Decimal(
        "1234567890123456789012345678.02"
    )


def test_a_context_of_ones_own_within_an_exact_one_is_no_concern_of_others() -> None:
    @exact_arithmetic
    def meddle() -> Decimal:
        with localcontext() as own:
            own.prec, own.traps[Inexact] = 2, False
            assert Decimal("1.23") + 1 == Decimal("2.2")
        return Decimal("1.23") + 1

    assert meddle() == Decimal("2.23")


def test_arithmetic_is_exact_without_the_accelerated_decimals_too() -> None:
    """Pythons without `_decimal` set up contexts attribute by attribute, before they are shared."""
    context = type(EXACT)(prec=5)
    context.prec = 6
    assert context.prec == 6
    program = """
import sys
sys.modules["_decimal"] = None
from decimal import Decimal
from rural_revitalization.algebra.exact import EXACT, exact_arithmetic, quotient
assert quotient(Decimal("10"), 3) == Decimal("3.33")
assert exact_arithmetic(lambda: Decimal("1234567890123456789012345678.01") + Decimal("0.01"))() == Decimal(
    "1234567890123456789012345678.02"
)
try:
    EXACT.prec = 4
except AttributeError:
    print("as it was")
"""
    found = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)  # noqa: S603 - ours
    assert found.stdout == "as it was\n"
