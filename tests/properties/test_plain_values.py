"""Plain values of the algebra are finite decimals, whole numbers and truths; whatever else is given is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import numpy as np
import pytest

from rural_revitalization import InvalidInput, algebra
from rural_revitalization.algebra import NO_CEILING, ONE, UNSET, ZERO, Band, Schedule, Unknown

NO_NUMBERS: Final[tuple[Any, ...]] = (
    *(Decimal(text) for text in ("NaN", "sNaN", "Infinity", "-Infinity")),
    *(0.5, float("nan"), 1j, Fraction(1, 2), "5", None, True, False),
    *(np.int64(3), np.float64(0.5), np.bool_(True)),
)
NO_TRUTHS: Final[tuple[Any, ...]] = (0, 1, 0.0, "yes", None, Decimal(1), np.bool_(True), np.int64(1))
KNOWN: Final = Decimal("12.34")
AMOUNT: Final[Any] = Unknown(ZERO, Decimal("500.00"), {"amount"})
COUNT: Final[Any] = Unknown(1, 9, {"count"})
TRUTH: Final[Any] = Unknown(False, True, {"truth"})
SHARES: Final = (ONE, Decimal("0.5"))

OF_NUMBERS: Final[dict[str, tuple[Callable[..., Any], tuple[Any, ...], tuple[Any, ...]]]] = {
    # operation, known arguments, arguments that are not recorded
    "split": (algebra.split, (KNOWN, ONE), (AMOUNT, ONE)),
    "share": (algebra.share, (KNOWN, ONE), (AMOUNT, ONE)),
    "times": (algebra.times, (KNOWN, 3), (AMOUNT, COUNT)),
    "rest_of": (algebra.rest_of, (KNOWN, KNOWN), (AMOUNT, KNOWN)),
    "prorated": (algebra.prorated, (KNOWN, ONE, 3, 360), (AMOUNT, ONE, COUNT, 360)),
    "yearly": (algebra.yearly, (KNOWN,), (AMOUNT,)),
    "monthly": (algebra.monthly, (KNOWN,), (AMOUNT,)),
    "months_in": (algebra.months_in, (3,), (COUNT,)),
    "at_least_one": (algebra.at_least_one, (3,), (COUNT,)),
    "above_share": (algebra.above_share, (KNOWN, KNOWN, ONE), (AMOUNT, AMOUNT, ONE)),
    "below_share": (algebra.below_share, (KNOWN, KNOWN, ONE), (AMOUNT, AMOUNT, ONE)),
    "rounded_up": (algebra.rounded_up, (KNOWN, 10), (AMOUNT, COUNT)),
    "per_head": (algebra.per_head, (KNOWN, 3), (AMOUNT, COUNT)),
    "minimum": (algebra.minimum, (KNOWN, ONE), (AMOUNT, ONE)),
    "maximum": (algebra.maximum, (KNOWN, ONE), (AMOUNT, ONE)),
    "one_of": (algebra.one_of, (3, 1, 2), (COUNT, 1, 2)),
    "sum_of": (lambda *amounts: algebra.sum_of(amounts), (KNOWN, KNOWN), (AMOUNT, KNOWN)),
    "stepped": (lambda number: algebra.stepped(number, SHARES), (3,), (COUNT,)),
    "band_rate": (algebra.band_rate, (KNOWN, ONE, ONE), (AMOUNT, ONE, ONE)),
    "by_rank": (
        lambda contribution, rate, least: algebra.by_rank(contribution, (rate, (True, UNSET, UNSET)), least=least),
        (KNOWN, ONE, ZERO),
        (AMOUNT, ONE, ZERO),
    ),
    "banded": (
        lambda cost, deductible, rate, uplift, ceiling: algebra.banded(
            cost, deductible, rate, uplift=uplift, ceiling=ceiling
        ),
        (KNOWN, ONE, ONE, ZERO, KNOWN),
        (AMOUNT, ONE, ONE, ZERO, KNOWN),
    ),
}


@pytest.mark.parametrize("wrong", NO_NUMBERS, ids=repr)
@pytest.mark.parametrize("name", OF_NUMBERS)
def test_what_is_no_finite_number_is_refused_wherever_a_number_is_asked_for(name: str, wrong: Any) -> None:
    operation, *arguments = OF_NUMBERS[name]
    for given in arguments:
        operation(*given)
        for at in range(len(given)):
            with pytest.raises(TypeError):
                operation(*given[:at], wrong, *given[at + 1 :])


@pytest.mark.parametrize("wrong", NO_NUMBERS, ids=repr)
def test_a_range_neither_is_added_to_nor_compared_with_what_is_no_finite_number(wrong: Any) -> None:
    operations: list[Callable[[], Any]] = [
        lambda: AMOUNT + wrong,
        lambda: wrong + AMOUNT,
        lambda: AMOUNT - wrong,
        lambda: wrong - AMOUNT,
        lambda: wrong > AMOUNT,
        lambda: wrong <= AMOUNT,
        lambda: wrong <= AMOUNT,
    ]
    for operation in operations:
        with pytest.raises(TypeError):
            operation()


@pytest.mark.parametrize("wrong", NO_TRUTHS, ids=repr)
def test_what_is_no_truth_is_refused_wherever_a_truth_is_asked_for(wrong: Any) -> None:
    operations: list[Callable[[], Any]] = [
        lambda: algebra.not_(wrong),
        lambda: algebra.when(wrong, KNOWN, ONE),
        lambda: algebra.when(wrong, AMOUNT, ONE),
        lambda: algebra.if_stated(wrong, True),
        lambda: algebra.if_stated(True, wrong),
        lambda: algebra.if_stated(TRUTH, wrong),
        lambda: algebra.by_class(KNOWN, (wrong, ZERO, ONE), ceiling=NO_CEILING),
        lambda: TRUTH & wrong,
        lambda: wrong | TRUTH,
    ]
    for operation in operations:
        with pytest.raises(TypeError):
            operation()


NO_FIGURES: Final = tuple(item for item in NO_NUMBERS if type(item) is not bool and item != "5")


@pytest.mark.parametrize("wrong", NO_FIGURES, ids=repr)
def test_what_is_no_figure_is_neither_chosen_nor_passed_on(wrong: Any) -> None:
    operations: list[Callable[[], Any]] = [
        lambda: algebra.when(True, wrong, KNOWN),
        lambda: algebra.when(True, KNOWN, wrong),
        lambda: algebra.when(TRUTH, KNOWN, wrong),
        lambda: algebra.otherwise(wrong, KNOWN),
        lambda: algebra.otherwise(UNSET, wrong),
        lambda: algebra.is_set(wrong),
        lambda: algebra.stepped(3, [KNOWN, wrong]),
    ]
    for operation in operations:
        with pytest.raises(TypeError):
            operation()


@pytest.mark.parametrize("wrong", [datetime(2022, 6, 1), "2022-06-01", 2022, None])  # noqa: DTZ001 - what is refused
def test_what_is_no_date_is_refused_wherever_a_date_is_asked_for(wrong: Any) -> None:
    for operation in (algebra.year_of, algebra.day_of_year):
        operation(date(2022, 6, 1))
        with pytest.raises(TypeError):
            operation(wrong)


@pytest.mark.parametrize("wrong", [*NO_NUMBERS[:6], NO_CEILING, 500], ids=repr)
def test_a_limit_of_a_band_is_a_finite_decimal(wrong: Any) -> None:
    with pytest.raises(InvalidInput):
        Schedule([Band(wrong, Decimal("0.2")), Band(None, Decimal("0.3"))], measured_on="whole")


def test_a_schedule_has_bands_and_steps() -> None:
    with pytest.raises(InvalidInput):
        algebra.stepped(2, [])
    with pytest.raises(InvalidInput):
        Schedule([], measured_on="whole")


def test_every_operation_on_plain_values_is_held_to_it() -> None:
    elsewhere = {"not_", "when", "if_stated", "by_class", "otherwise", "is_set", "year_of", "day_of_year"}
    operations = {name for name in algebra.__all__ if callable(getattr(algebra, name)) and name.islower()}
    assert operations == {*OF_NUMBERS, *elsewhere, "exact_arithmetic"}
