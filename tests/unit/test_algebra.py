"""What the algebra answers in cases worked out by hand, and what it refuses."""

from __future__ import annotations

import copy
import operator
import pickle
from collections.abc import Callable, Hashable
from decimal import Decimal
from functools import partial
from typing import Any, Final

import attrs
import pytest

from rural_revitalization import InvalidInput, Undecided, algebra
from rural_revitalization.algebra import (
    NO_CEILING,
    ONE,
    ZERO,
    Band,
    MeasuredOn,
    NoCeiling,
    Operand,
    Unknown,
    band_rate,
    banded,
    maximum,
    minimum,
    not_,
    one_of,
    per_head,
    prorated,
    share,
    split,
    stepped,
    sum_of,
    times,
    when,
)

D = Decimal
UNTYPED: Final[Any] = algebra
"""The algebra as it looks to callers without a type checker."""

OPEN: Final[Any] = Unknown(False, True, {"orphan", "monitored"})
AMOUNT: Final[Any] = Unknown(D("0.00"), D("10.00"), "income")
COUNT: Final[Any] = Unknown(1, 4, "grade")
FLAT: Final = [Band(None, D("0.60"))]
TWO_BANDS: Final = [Band(D(50_000), D("0.60")), Band(None, D("0.70"))]


def shown(value: Any) -> str:
    """A result as text: `Unknown` refuses ==, and the written form of an amount counts."""
    return repr(value)


# -- what a range is --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "facts"),
    [
        (D(1), D(0), "income"),
        (D(1), D("1.00"), "income"),
        (4, 1, "grade"),
        (True, False, "orphan"),
        (False, False, "orphan"),
        (False, None, "orphan"),
        (None, True, "orphan"),
        (False, 1, "orphan"),
        (0, True, "orphan"),
        (0, D(1), "income"),
        (False, D(1), "income"),
        (0.0, 1.0, "income"),
        (None, 1.5, "income"),
        ("0", "1", "income"),
        (D(0), NO_CEILING, "ceiling"),
        (D(0), D(1), ()),
        (D(0), D(1), set()),
        (D(0), D(1), ""),
        (D(0), D(1), {1, "income"}),
        (D(0), D("Infinity"), "income"),
        (D("-Infinity"), None, "income"),
        (D("NaN"), D(1), "income"),
        (None, D("NaN"), "income"),
        (None, D("sNaN"), "income"),
    ],
)
def test_a_range_that_is_none_is_refused(low: Any, high: Any, facts: Any) -> None:
    with pytest.raises(InvalidInput) as raised:
        Unknown(low, high, facts)
    assert raised.value.about == "Unknown"
    assert raised.value.mismatches[0].field in ("low", "facts")


@pytest.mark.parametrize(("low", "high"), [(None, None), (None, D(0)), (D(0), None), (-1, 1), (None, 3), (False, True)])
def test_a_range_keeps_its_ends_and_facts(low: Any, high: Any) -> None:
    for facts in ("income", ["income"], {"income"}, frozenset(["income"])):
        unknown = Unknown(low, high, facts)
        assert (unknown.low, unknown.high, unknown.facts) == (low, high, frozenset(["income"]))
        assert unknown.about == unknown.facts


def test_a_range_cannot_be_changed() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        AMOUNT.low = D(1)


def test_a_range_shows_itself_as_it_was_made_with_its_facts_in_order() -> None:
    assert repr(OPEN) == "Unknown(False, True, {'monitored', 'orphan'})"
    assert repr(Unknown(None, D("0.10"), "income")) == "Unknown(None, Decimal('0.10'), {'income'})"


def test_a_range_holds_its_ends_and_the_ranges_within() -> None:
    assert AMOUNT.holds(D(0))
    assert AMOUNT.holds(10)
    assert not AMOUNT.holds(D("10.01"))
    assert not Unknown(D(0), D(1), "share").holds(True)
    assert AMOUNT.holds(Unknown(D(1), D(10), "other"))
    assert not AMOUNT.holds(Unknown(D(1), None, "other"))
    assert not AMOUNT.holds(NO_CEILING)
    assert Unknown(D(0), None, "ceiling").holds(NO_CEILING)
    assert OPEN.holds(False)
    with pytest.raises(TypeError):
        AMOUNT.holds("5")


@pytest.mark.parametrize("value", [OPEN, AMOUNT, COUNT, Unknown(None, None, "income")])
def test_a_range_survives_copying_and_pickling(value: Unknown[Any]) -> None:
    for again in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301
        assert shown(again) == shown(value)
        assert shown(attrs.evolve(again, facts="other").facts) == "frozenset({'other'})"


def test_there_is_one_no_ceiling() -> None:
    assert copy.copy(NO_CEILING) is NO_CEILING
    assert copy.deepcopy([NO_CEILING])[0] is NO_CEILING
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(NO_CEILING, protocol)) is NO_CEILING  # noqa: S301
    assert repr(NO_CEILING) == "NO_CEILING"
    assert isinstance(NO_CEILING, NoCeiling)


# -- what an open question refuses ------------------------------------------------------------------------


def _branch(value: Any) -> int:
    return 1 if value else 2


REFUSALS: Final[dict[str, Callable[[Any], Any]]] = {
    "bool": bool,
    "if": _branch,
    "and": lambda value: value and True,
    "or": lambda value: value or True,
    "not": operator.not_,
    "==": lambda value: value == True,  # noqa: E712
    "== itself": lambda value: value == value,  # noqa: PLR0124
    "== from the left": lambda value: D(1) == value,
    "!=": lambda value: value != 1,
    "!= from the left": lambda value: D(1) != value,
    "~": operator.invert,
    "in": lambda value: value in [1, 2],
    "in, among others": lambda value: D(1) in [value, D(1)],
    "any": lambda value: any([value]),
}


@pytest.mark.parametrize("refused", REFUSALS.values(), ids=REFUSALS)
def test_an_open_question_never_passes_for_an_answer(refused: Callable[[Any], Any]) -> None:
    with pytest.raises(Undecided) as raised:
        refused(OPEN)
    assert isinstance(raised.value, TypeError)
    assert raised.value.facts == ("monitored", "orphan")
    assert "monitored, orphan" in str(raised.value)
    assert shown(pickle.loads(pickle.dumps(raised.value))) == shown(raised.value)  # noqa: S301


@pytest.mark.parametrize(
    "refused",
    [
        lambda: D(2) < AMOUNT < D(5),
        lambda: max(AMOUNT, D(5)),
        lambda: min(D(5), AMOUNT),
        lambda: sorted([AMOUNT, D(5)]),
    ],
)
def test_what_asks_for_a_settled_comparison_is_refused(refused: Callable[[], Any]) -> None:
    with pytest.raises(Undecided) as raised:
        refused()
    assert raised.value.facts == ("income",)


def test_an_open_question_has_no_hash() -> None:
    # Python's own way to say so, hence a plain TypeError: `Hashable` and dict keys then answer as they should.
    with pytest.raises(TypeError):
        hash(OPEN)
    assert not isinstance(OPEN, Hashable)


@pytest.mark.parametrize(
    "refused",
    [
        lambda: abs(AMOUNT),
        lambda: -AMOUNT,
        lambda: AMOUNT * 2,
        lambda: AMOUNT / 2,
        lambda: int(COUNT),
        lambda: float(AMOUNT),
        lambda: list(AMOUNT),
        lambda: [1, 2][COUNT],
    ],
)
def test_what_no_rule_needs_is_not_there(refused: Callable[[], Any]) -> None:
    with pytest.raises(TypeError):
        refused()


# -- what kinds do not go together ------------------------------------------------------------------------

MIXED: Final[dict[str, Callable[[], Any]]] = {
    "money & truth": lambda: AMOUNT & True,
    "truth & money": lambda: D(1) & OPEN,
    "truth & count": lambda: OPEN & 1,
    "count | truth": lambda: 1 | OPEN,
    "truth | text": lambda: OPEN | "yes",
    "truth & None": lambda: OPEN & None,
    "money + truth": lambda: AMOUNT + True,
    "truth + money": lambda: OPEN + D(1),
    "truth - truth": lambda: OPEN - True,
    "money + float": lambda: AMOUNT + 0.1,
    "money + text": lambda: AMOUNT + "1",
    "money + None": lambda: AMOUNT + None,
    "money + no ceiling": lambda: AMOUNT + NO_CEILING,
    "no ceiling - money": lambda: NO_CEILING - AMOUNT,
    "money < no ceiling": lambda: AMOUNT.__lt__(NO_CEILING),
    "money < truth": lambda: AMOUNT < True,
    "money <= float": lambda: AMOUNT <= 0.1,
    "truth > money": lambda: D(1) > OPEN,
    "negate money": lambda: UNTYPED.not_(D(1)),
    "negate range of money": lambda: UNTYPED.not_(AMOUNT),
    "negate None": lambda: UNTYPED.not_(None),
    "when money": lambda: UNTYPED.when(D(1), D(1), D(2)),
    "when money, open": lambda: UNTYPED.when(AMOUNT, D(1), D(2)),
    "when count, open branch": lambda: UNTYPED.when(1, AMOUNT, D(2)),
    "when None": lambda: UNTYPED.when(None, D(1), D(2)),
    "when gives money or truth": lambda: UNTYPED.when(OPEN, D("0.5"), True),
    "when gives one or True": lambda: UNTYPED.when(OPEN, D(1), True),
    "when gives zero or False": lambda: UNTYPED.when(OPEN, False, 0),
    "when gives no ceiling or truth": lambda: UNTYPED.when(OPEN, NO_CEILING, True),
    "when gives text": lambda: UNTYPED.when(OPEN, "a", "b"),
    "share of truth": lambda: UNTYPED.share(True, D(1)),
    "share of open truth": lambda: UNTYPED.share(OPEN, D(1)),
    "share at truth": lambda: UNTYPED.split(AMOUNT, True),
    "share of float": lambda: UNTYPED.share(0.1, D(1)),
    "share of no ceiling": lambda: UNTYPED.share(NO_CEILING, D(1)),
    "share of no ceiling, open": lambda: UNTYPED.share(NO_CEILING, Unknown(D(0), D(1), "rate")),
    "times truth": lambda: UNTYPED.times(D(1), True),
    "times open truth": lambda: UNTYPED.times(D(1), OPEN),
    "prorated days": lambda: UNTYPED.prorated(D(1), D(1), True, 365),
    "prorated open truth": lambda: UNTYPED.prorated(D(1), D(1), OPEN, 365),
    "per truth": lambda: UNTYPED.per_head(D(1), True),
    "per open truth": lambda: UNTYPED.per_head(D(1), OPEN),
    "smaller of truths": lambda: UNTYPED.minimum(True, False),
    "smaller of money and truth": lambda: UNTYPED.minimum(D(5), True),
    "smaller of no ceiling and truth": lambda: UNTYPED.minimum(NO_CEILING, True),
    "smaller of range and truth": lambda: UNTYPED.minimum(AMOUNT, True),
    "larger of money and truth": lambda: UNTYPED.maximum(ZERO, True),
    "larger of open truth": lambda: UNTYPED.maximum(OPEN, ZERO),
    "larger of no ceiling": lambda: UNTYPED.maximum(D(5), NO_CEILING),
    "larger of range and no ceiling": lambda: UNTYPED.maximum(AMOUNT, NO_CEILING),
    "truth one of": lambda: UNTYPED.one_of(True, 1),
    "open truth one of": lambda: UNTYPED.one_of(OPEN, 1),
    "float one of": lambda: UNTYPED.one_of(2.0, 2),
    "text one of": lambda: UNTYPED.one_of("2", 2),
    "cost that is a truth": lambda: _paid(cost=True),
    "deductible that is a truth": lambda: _paid(deductible=True),
    "uplift that is a truth": lambda: _paid(uplift=True),
    "ceiling that is a truth": lambda: _paid(ceiling=True),
    "ceiling that is a truth, open cost": lambda: _paid(cost=AMOUNT, ceiling=True),
    "cost without ceiling": lambda: _paid(cost=NO_CEILING),
    "sum with an open truth": lambda: UNTYPED.sum_of([D(1), OPEN]),
}


def _paid(**given: Any) -> Any:
    usual: dict[str, Any] = {"cost": D(100), "deductible": D(10), "uplift": D(0), "ceiling": NO_CEILING}
    case = usual | given
    cost, deductible = case.pop("cost"), case.pop("deductible")
    return banded(cost, deductible, FLAT, measured_on="whole", **case)


@pytest.mark.parametrize("mixed", MIXED.values(), ids=MIXED)
def test_money_truth_and_text_do_not_mix(mixed: Callable[[], Any]) -> None:
    with pytest.raises(TypeError):
        mixed()


MIXED_NUMBERS: Final[dict[str, tuple[Callable[[], Any], Any, Any]]] = {
    "when": (lambda: when(OPEN, 1, D("0.5")), D("0.5"), 1),
    "minimum": (lambda: minimum(AMOUNT, 5), 0, 5),
    "maximum": (lambda: maximum(AMOUNT, 5), 5, 10),
    "larger than a count": (lambda: maximum(COUNT, D(2)), 2, 4),
    "plus": (lambda: AMOUNT + 5, 5, 15),
    "minus": (lambda: 5 - AMOUNT, -5, 5),
    "count plus amount": (lambda: COUNT + D("0.5"), D("1.5"), D("4.5")),
}


@pytest.mark.parametrize(("mixed", "low", "high"), MIXED_NUMBERS.values(), ids=MIXED_NUMBERS)
def test_whole_numbers_and_decimals_go_together(mixed: Callable[[], Any], low: Any, high: Any) -> None:
    result = mixed()
    assert (result.low, result.high) == (low, high)


# -- operations, by hand ----------------------------------------------------------------------------------


def test_a_side_that_cannot_win_drops_out_with_its_facts() -> None:
    lower, upper = Unknown(D(0), D(10), "X"), Unknown(D(10), D(30), "Y")
    assert minimum(lower, upper) is lower
    assert minimum(upper, lower) is lower
    assert maximum(lower, upper) is upper
    assert maximum(upper, lower) is upper
    assert minimum(NO_CEILING, lower) is lower
    assert minimum(lower, NO_CEILING) is lower


def test_a_question_settled_by_one_side_is_closed() -> None:
    assert (OPEN & False) is False
    assert (False & OPEN) is False
    assert (OPEN | True) is True
    assert (True | OPEN) is True
    assert (OPEN & True) is OPEN
    assert (OPEN | False) is OPEN
    assert (OPEN & OPEN) is OPEN
    assert (OPEN | OPEN) is OPEN
    assert shown(not_(OPEN)) == shown(OPEN)
    assert not_(True) is False


def test_a_choice_between_two_that_are_the_same_is_no_choice() -> None:
    assert when(OPEN, AMOUNT, AMOUNT) is AMOUNT
    assert when(OPEN, NO_CEILING, NO_CEILING) is NO_CEILING
    assert when(OPEN, D(5), D(5)) == 5
    assert when(True, AMOUNT, D(5)) is AMOUNT
    assert when(False, AMOUNT, D(5)) == 5
    assert shown(when(OPEN, NO_CEILING, D(5))) == "Unknown(Decimal('5'), None, {'monitored', 'orphan'})"


def test_a_grade_is_among_options_only_where_all_it_may_be_are() -> None:
    assert one_of(COUNT, 1, 2, 3, 4, 9) is True
    assert one_of(COUNT, 0, 5) is False
    assert one_of(COUNT) is False
    assert one_of(3, 1, 2) is False
    assert shown(one_of(COUNT, 1, 2)) == "Unknown(False, True, {'grade'})"
    assert shown(one_of(Unknown(1, None, "grade"), 1, 2)) == "Unknown(False, True, {'grade'})"
    assert shown(one_of(Unknown(None, 2, "grade"), 1, 2)) == "Unknown(False, True, {'grade'})"


def test_amounts_are_given_to_the_fen() -> None:
    assert str(share(D(320), D("0.5"))) == "160.00"
    assert str(share(D("0.01"), D("0.5"))) == "0.01"
    assert str(share(D("-0.01"), D("0.5"))) == "-0.01"
    assert str(per_head(D(10), 3)) == "3.33"
    assert str(per_head(D(-10), 6)) == "-1.67"
    assert str(prorated(D(50_000), D("0.0365"), 1, 360)) == "5.07"
    assert str(prorated(D(50_000), D("0.0365"), 365, 365, part=D("0.7"))) == "1277.50"
    assert str(times(D("150.50"), 3)) == "451.50"
    assert split(D("320.01"), D("0.5")) == (D("160.01"), D("160.00"))
    assert str(sum_of([])) == "0.00"


def test_a_range_that_is_unbounded_stays_so_only_where_it_can_grow() -> None:
    unbounded = Unknown(D(0), None, "cost")
    assert shown(share(unbounded, D("0.5"))) == "Unknown(Decimal('0.00'), None, {'cost'})"
    assert share(unbounded, D(0)) == 0
    assert times(unbounded, 0) == 0
    assert prorated(unbounded, D(1), 0, 365) == 0
    assert (
        shown(per_head(D(100), Unknown(1, None, "heads"))) == "Unknown(Decimal('0.00'), Decimal('100.00'), {'heads'})"
    )
    assert shown(unbounded - unbounded) == "Unknown(None, None, {'cost'})"
    assert shown(D(5) - unbounded) == "Unknown(None, Decimal('5'), {'cost'})"
    assert shown(split(unbounded, D(1))[1]) == "Decimal('0.00')"


def test_a_share_may_be_of_more_than_all() -> None:
    standard = Unknown(D("300.00"), D("600.00"), "standard")
    assert shown(share(standard, D("1.5"))) == "Unknown(Decimal('450.00'), Decimal('900.00'), {'standard'})"
    assert shown(split(standard, D("1.5"))[1]) == "Unknown(Decimal('-300.00'), Decimal('-150.00'), {'standard'})"
    assert shown(split(Unknown(D(0), None, "standard"), D("1.5"))[1]) == "Unknown(None, Decimal('0.00'), {'standard'})"


def test_the_step_a_count_has_reached() -> None:
    steps = [D(1), D("0.5"), D("0.2")]
    assert [stepped(number, steps) for number in (0, 1, 2, 9)] == [1, D("0.5"), D("0.2"), D("0.2")]
    assert shown(stepped(Unknown(1, None, "months"), steps)) == "Unknown(Decimal('0.2'), Decimal('0.5'), {'months'})"
    assert stepped(Unknown(2, None, "months"), steps) == D("0.2")


# -- bands ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "ceiling", "uplift", "paid"),
    [
        # The whole cost: 16,000 to 50,000 at 60 %, 50,000 to 90,000 at 70 %.
        ("whole", NO_CEILING, "0", "48400.00"),
        (MeasuredOn.WHOLE, NO_CEILING, "0.05", "52100.00"),
        # What exceeds the deductible, 74,000: 50,000 at 60 %, 24,000 at 70 %.
        ("excess", NO_CEILING, "0", "46800.00"),
        (MeasuredOn.EXCESS, NO_CEILING, "0.05", "50500.00"),
        ("excess", D("46799.99"), "0", "46799.99"),
        ("excess", D("46800.01"), "0", "46800.00"),
        # Raised rates stop at all of the cost: 100 % of 74,000.
        ("excess", NO_CEILING, "0.5", "74000.00"),
    ],
)
def test_bands_pay_on_the_base_they_are_measured_on(base: str, ceiling: Any, uplift: str, paid: str) -> None:
    result = banded(D(90_000), D(16_000), TWO_BANDS, measured_on=base, uplift=D(uplift), ceiling=ceiling)
    assert tuple(map(str, result)) == (paid, str(D(90_000) - D(paid)))


def test_bands_round_their_sum_once() -> None:
    # 0.01 at 30 % and 0.01 at 30 %: 0.006 in all, where rounding each would give nothing.
    bands = [Band(D("0.01"), D("0.30")), Band(None, D("0.30"))]
    assert banded(D("0.02"), ZERO, bands, measured_on="whole", uplift=ZERO, ceiling=NO_CEILING) == (
        D("0.01"),
        D("0.01"),
    )


@pytest.mark.parametrize("base", MeasuredOn)
def test_below_the_deductible_nothing_is_paid(base: MeasuredOn) -> None:
    for cost in (D(0), D("15999.99"), D(16_000)):
        both = banded(cost, D(16_000), TWO_BANDS, measured_on=base, uplift=ZERO, ceiling=NO_CEILING)
        assert both == (ZERO, cost)
    below = Unknown(D(0), D(16_000), "cost")
    paid, left = banded(
        below, Unknown(D(16_000), None, "income"), TWO_BANDS, measured_on=base, uplift=ZERO, ceiling=D(0)
    )
    assert shown(paid) == "Decimal('0.00')"
    assert shown(left) == "Unknown(Decimal('0.00'), Decimal('16000.00'), {'cost'})"


@pytest.mark.parametrize(
    ("cost", "base", "rate"),
    [
        ("50000", "whole", "0.60"),
        ("50000.01", "whole", "0.70"),
        ("50000.01", "excess", "0.60"),
        ("66000", "excess", "0.60"),
        ("66000.01", "excess", "0.70"),
        ("0", "excess", "0.60"),
    ],
)
def test_the_rate_is_that_of_the_last_yuan(cost: str, base: str, rate: str) -> None:
    assert band_rate(D(cost), D(16_000), TWO_BANDS, measured_on=base) == D(rate)


def test_what_bands_leave_is_as_narrow_as_can_be_known() -> None:
    cost, ceiling = Unknown(D("0.00"), None, "cost"), Unknown(D("0.00"), None, "ceiling")
    everything = [Band(None, ONE)]
    paid, left = banded(cost, D(100), everything, measured_on="excess", uplift=ZERO, ceiling=NO_CEILING)
    assert shown(paid) == "Unknown(Decimal('0.00'), None, {'cost'})"
    assert shown(left) == "Unknown(Decimal('0.00'), Decimal('100.00'), {'cost'})"
    paid, left = banded(cost, D(100), everything, measured_on="excess", uplift=ZERO, ceiling=D("50.00"))
    assert shown(paid) == "Unknown(Decimal('0.00'), Decimal('50.00'), {'cost'})"
    assert shown(left) == "Unknown(Decimal('0.00'), None, {'cost'})"
    paid, left = banded(D(500), D(100), FLAT, measured_on="excess", uplift=ZERO, ceiling=ceiling)
    assert shown(paid) == "Unknown(Decimal('0.00'), Decimal('240.00'), {'ceiling'})"
    assert shown(left) == "Unknown(Decimal('260.00'), Decimal('500.00'), {'ceiling'})"


def test_a_last_band_that_pays_nothing_bounds_what_is_paid() -> None:
    cost = Unknown(D("0.00"), None, "cost")
    for base, most in (("whole", "540.00"), ("excess", "600.00")):
        paid, left = banded(
            cost, D(100), [Band(D(1000), D("0.6")), Band(None, D(0))], measured_on=base, uplift=ZERO, ceiling=NO_CEILING
        )
        assert shown(paid) == f"Unknown(Decimal('0.00'), Decimal('{most}'), {{'cost'}})"
        assert left.high is None  # type: ignore[union-attr]


def _range(low: str, high: str | None, fact: str) -> Unknown[Decimal]:
    return Unknown(D(low), None if high is None else D(high), fact)


COST: Final = _range("20000", "30000", "cost")
FACTS_THAT_CANNOT_MATTER: Final[dict[str, tuple[dict[str, Any], str, str]]] = {
    "a rate of a band out of reach": (
        {"bands": [Band(D(50_000), D("0.6")), Band(None, _range("0.6", "0.7", "rate"))]},
        "cost",
        "cost",
    ),
    "an uplift of a rate that is already all": (
        {"bands": [Band(None, ONE)], "uplift": _range("0", "0.05", "uplift"), "cost": _range("0", None, "cost")},
        "cost",
        "",
    ),
    "a rate that the uplift raises to all": (
        {"bands": [Band(None, _range("0.95", "1", "rate"))], "uplift": D("0.05")},
        "cost",
        "",
    ),
    "a cost of which all above the deductible is paid": (
        {"bands": [Band(None, ONE)], "deductible": _range("8000", "10000", "income")},
        "cost income",
        "income",
    ),
    "a cost of which all is paid from some limit on": (
        {"bands": [Band(D(1000), D("0.5")), Band(None, ONE)], "deductible": _range("0", "10", "income")},
        "cost income",
        "income",
    ),
}


@pytest.mark.parametrize(
    ("given", "paid_by", "left_by"), FACTS_THAT_CANNOT_MATTER.values(), ids=FACTS_THAT_CANNOT_MATTER
)
def test_bands_do_not_name_facts_that_cannot_matter(given: dict[str, Any], paid_by: str, left_by: str) -> None:
    case: dict[str, Any] = {"cost": COST, "deductible": ZERO, "uplift": ZERO, "ceiling": NO_CEILING} | given
    cost, deductible, bands = case.pop("cost"), case.pop("deductible"), case.pop("bands")
    results = banded(cost, deductible, bands, measured_on="whole", **case)
    facts = [result.facts if isinstance(result, Unknown) else frozenset() for result in results]
    assert facts == [frozenset(paid_by.split()), frozenset(left_by.split())]


GOOD: Final[dict[str, Any]] = {"measured_on": "whole", "uplift": ZERO, "ceiling": NO_CEILING}


@pytest.mark.parametrize(
    "limits",
    [
        [],
        [D(100)],
        [None, None],
        [None, D(100)],
        [D(200), D(100), None],
        [D(100), D(100), None],
        [D(0), None],
        [D(-1), None],
        [D(100), D(200)],
    ],
)
def test_bands_that_are_no_schedule_are_refused(limits: list[Any]) -> None:
    bands = [Band(limit, D("0.6")) for limit in limits]
    for refused in (partial(UNTYPED.banded, **GOOD), partial(UNTYPED.band_rate, measured_on="excess")):
        with pytest.raises(InvalidInput) as raised:
            refused(D(100), D(10), bands)
        assert raised.value.mismatches[0].path == "bands"


@pytest.mark.parametrize("base", ["WHOLE", "Excess", "", None, 0, True])
def test_a_base_that_is_none_is_refused(base: Any) -> None:
    for refused in (
        partial(UNTYPED.banded, **(GOOD | {"measured_on": base})),
        partial(UNTYPED.band_rate, measured_on=base),
    ):
        with pytest.raises(InvalidInput) as raised:
            refused(D(100), D(10), FLAT)
        assert raised.value.mismatches[0].path == "measured_on"


@pytest.mark.parametrize("left_out", GOOD)
def test_what_practice_differs_on_has_no_default(left_out: str) -> None:
    given = {name: value for name, value in GOOD.items() if name != left_out}
    with pytest.raises(TypeError):
        banded(D(100), D(10), FLAT, **given)
    with pytest.raises(TypeError):
        UNTYPED.band_rate(D(100), D(10), FLAT)


# -- kinds of operand -------------------------------------------------------------------------------------


def test_a_kind_of_operand_must_implement_every_operation() -> None:
    class Half(Operand[Decimal]):
        rank = 5

    with pytest.raises(TypeError):
        Half()  # type: ignore[abstract]


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (lambda: Unknown.both(True, False), "False"),
        (lambda: Unknown.either(True, False), "True"),
        (lambda: Unknown.not_(True), "False"),
        (lambda: Unknown.plus(D("1.00"), D("2.00")), "Decimal('3.00')"),
        (lambda: Unknown.one_of(3, (1, 2)), "False"),
        (lambda: Unknown.when(True, D(1), D(2)), "Decimal('1')"),
        (lambda: Unknown.when(False, D(1), D(2)), "Decimal('2')"),
        (lambda: Unknown.split(D("0.01"), D("0.5")), "(Decimal('0.01'), Decimal('0.00'))"),
        (lambda: Unknown.per_head(D(10), 3), "Decimal('3.33')"),
    ],
)
def test_a_range_computes_with_plain_values_too(result: Callable[[], Any], expected: str) -> None:
    # What `Operand` promises of each kind: any argument may be plain.
    assert shown(result()) == expected


def test_a_kind_of_operand_need_not_say_what_it_depends_on() -> None:
    class Silent(Operand[bool]):
        rank = 9

    Silent.__abstractmethods__ = frozenset()
    silent: Any = Silent()  # type: ignore[abstract]
    with pytest.raises(Undecided) as raised:
        bool(silent)
    assert raised.value.facts == ()
    assert "depends on" not in str(raised.value)


def test_an_heir_of_decimal_is_a_number_like_any_other() -> None:
    class Yuan(Decimal):
        pass

    # 320.01 x 50% = 160.005, half up
    assert share(Yuan("320.01"), D("0.5")) == D("160.01")
    assert maximum(Yuan("1"), D("2")) == D("2")
