"""What the algebra answers in cases worked out by hand, and what it refuses."""

from __future__ import annotations

import copy
import operator
import pickle
from collections.abc import Callable, Hashable
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs
import pytest

from rural_revitalization import InvalidInput, Undecided, algebra
from rural_revitalization.algebra import (
    NO,
    NO_CEILING,
    NOTHING,
    ONE,
    UNSET,
    WHOLE,
    ZERO,
    Band,
    MeasuredOn,
    NoCeiling,
    Operand,
    Schedule,
    Unknown,
    Unset,
    band_rate,
    banded,
    by_class,
    is_set,
    maximum,
    minimum,
    not_,
    one_of,
    otherwise,
    per_head,
    prorated,
    share,
    split,
    stepped,
    sum_of,
    times,
    when,
    year_of,
)
from rural_revitalization.algebra.operand import OPERATIONS
from rural_revitalization.algebra.traced import Traced, names_of

D = Decimal
UNTYPED: Final[Any] = algebra
"""The algebra as it looks to callers without a type checker."""

OPEN: Final[Any] = Unknown(False, True, {"orphan", "monitored"})
AMOUNT: Final[Any] = Unknown(D("0.00"), D("10.00"), "income")
COUNT: Final[Any] = Unknown(1, 4, "grade")
FLAT: Final = [Band(None, D("0.60"))]
TWO_BANDS: Final = [Band(D(50_000), D("0.60")), Band(None, D("0.70"))]


def on_whole(bands: Any) -> Schedule:
    """Bands measured on the whole cost."""
    return Schedule(bands, measured_on="whole")


def on_excess(bands: Any) -> Schedule:
    """Bands measured on what exceeds the deductible."""
    return Schedule(bands, measured_on="excess")


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
    return banded(cost, deductible, on_whole(FLAT), **case)


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


def test_a_choice_between_two_known_values_that_are_the_same_is_no_choice() -> None:
    assert when(OPEN, NO_CEILING, NO_CEILING) is NO_CEILING
    assert when(OPEN, D(5), D(5)) == 5
    assert when(True, AMOUNT, D(5)) is AMOUNT
    assert when(False, AMOUNT, D(5)) == 5
    assert shown(when(OPEN, NO_CEILING, D(5))) == "Unknown(Decimal('5'), None, {'monitored', 'orphan'})"


def test_the_smaller_of_two_ceilings_that_do_not_exist_is_none() -> None:
    assert UNTYPED.minimum(NO_CEILING, NO_CEILING) is NO_CEILING


def test_a_kind_of_operand_that_is_never_open_leaves_no_truth_open() -> None:
    inert: Any = type("Inert", (Operand,), dict.fromkeys(OPERATIONS))
    with pytest.raises(TypeError, match="Inert does not implement open_truth"):
        _ = inert().open_truth


def test_a_choice_names_what_it_hangs_on_though_both_branches_are_one_unknown() -> None:
    # A row of a table cannot tell that two of its columns hold one and the same unknown; a household must say as much.
    chosen = when(OPEN, AMOUNT, maximum(AMOUNT, D(-1)))
    assert maximum(AMOUNT, D(-1)) is AMOUNT
    assert shown(chosen) == "Unknown(Decimal('0.00'), Decimal('10.00'), {'income', 'monitored', 'orphan'})"


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
    schedule = Schedule(TWO_BANDS, measured_on=base)
    result = banded(D(90_000), D(16_000), schedule, uplift=D(uplift), ceiling=ceiling)
    assert tuple(map(str, result)) == (paid, str(D(90_000) - D(paid)))


def test_bands_round_their_sum_once() -> None:
    # 0.01 at 30 % and 0.01 at 30 %: 0.006 in all, where rounding each would give nothing.
    bands = [Band(D("0.01"), D("0.30")), Band(None, D("0.30"))]
    assert banded(D("0.02"), ZERO, on_whole(bands), uplift=ZERO, ceiling=NO_CEILING) == (D("0.01"), D("0.01"))


@pytest.mark.parametrize("base", MeasuredOn)
def test_below_the_deductible_nothing_is_paid(base: MeasuredOn) -> None:
    schedule = Schedule(TWO_BANDS, measured_on=base)
    for cost in (D(0), D("15999.99"), D(16_000)):
        both = banded(cost, D(16_000), schedule, uplift=ZERO, ceiling=NO_CEILING)
        assert both == (ZERO, cost)
    below = Unknown(D(0), D(16_000), "cost")
    paid, left = banded(below, Unknown(D(16_000), None, "income"), schedule, uplift=ZERO, ceiling=D(0))
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
    assert band_rate(D(cost), D(16_000), Schedule(TWO_BANDS, measured_on=base)) == D(rate)


def test_what_bands_leave_is_as_narrow_as_can_be_known() -> None:
    cost, ceiling = Unknown(D("0.00"), None, "cost"), Unknown(D("0.00"), None, "ceiling")
    everything = on_excess([Band(None, ONE)])
    paid, left = banded(cost, D(100), everything, uplift=ZERO, ceiling=NO_CEILING)
    assert shown(paid) == "Unknown(Decimal('0.00'), None, {'cost'})"
    assert shown(left) == "Unknown(Decimal('0.00'), Decimal('100.00'), {'cost'})"
    paid, left = banded(cost, D(100), everything, uplift=ZERO, ceiling=D("50.00"))
    assert shown(paid) == "Unknown(Decimal('0.00'), Decimal('50.00'), {'cost'})"
    assert shown(left) == "Unknown(Decimal('0.00'), None, {'cost'})"
    paid, left = banded(D(500), D(100), on_excess(FLAT), uplift=ZERO, ceiling=ceiling)
    assert shown(paid) == "Unknown(Decimal('0.00'), Decimal('240.00'), {'ceiling'})"
    assert shown(left) == "Unknown(Decimal('260.00'), Decimal('500.00'), {'ceiling'})"


def test_a_last_band_that_pays_nothing_bounds_what_is_paid() -> None:
    cost = Unknown(D("0.00"), None, "cost")
    for base, most in (("whole", "540.00"), ("excess", "600.00")):
        schedule = Schedule([Band(D(1000), D("0.6")), Band(None, D(0))], measured_on=base)
        paid, left = banded(cost, D(100), schedule, uplift=ZERO, ceiling=NO_CEILING)
        assert shown(paid) == f"Unknown(Decimal('0.00'), Decimal('{most}'), {{'cost'}})"
        assert left.high is None  # type: ignore[union-attr]


def _range(low: str, high: str | None, fact: str) -> Unknown[Decimal]:
    return Unknown(D(low), None if high is None else D(high), fact)


COST: Final = _range("20000", "30000", "cost")
OPEN_COST: Final[Any] = COST
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
    results = banded(cost, deductible, on_whole(bands), **case)
    facts = [result.facts if isinstance(result, Unknown) else frozenset() for result in results]
    assert facts == [frozenset(paid_by.split()), frozenset(left_by.split())]


GOOD: Final[dict[str, Any]] = {"uplift": ZERO, "ceiling": NO_CEILING}


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
    for made in (on_whole, on_excess):
        with pytest.raises(InvalidInput) as raised:
            made(bands)
        (mismatch,) = raised.value.mismatches
        assert mismatch.path == "bands"
        assert mismatch.expected == "bands with ascending limits in yuan above 0, and no limit for the last"
        assert mismatch.given == repr(limits)


@pytest.mark.parametrize(
    "bands",
    [
        [D("0.6")],
        [(None, D("0.6"))],
        [Band("100", D("0.6")), Band(None, D("0.7"))],  # type: ignore[arg-type]
        [Band(D("NaN"), D("0.6")), Band(None, D("0.7"))],
        [Band(5.0, D("0.6")), Band(None, D("0.7"))],  # type: ignore[arg-type]
        [Band(NO_CEILING, D("0.6")), Band(None, D("0.7"))],  # type: ignore[arg-type]
    ],
    ids=[
        "a share",
        "a pair",
        "a limit in words",
        "a limit that is no number",
        "a binary fraction",
        "a limit there is none of",
    ],
)
def test_what_are_no_bands_is_refused(bands: list[Any]) -> None:
    with pytest.raises(InvalidInput) as raised:
        on_whole(bands)
    assert {mismatch.path for mismatch in raised.value.mismatches} <= {"bands", "bands[0]"}


@pytest.mark.parametrize("base", ["WHOLE", "Excess", "", None, 0, True])
def test_a_base_that_is_none_is_refused(base: Any) -> None:
    with pytest.raises(InvalidInput) as raised:
        Schedule(FLAT, measured_on=base)
    (mismatch,) = raised.value.mismatches
    assert (mismatch.path, mismatch.expected, mismatch.given) == ("measured_on", "whole or excess", repr(base))


@pytest.mark.parametrize("left_out", GOOD)
def test_what_practice_differs_on_has_no_default(left_out: str) -> None:
    given = {name: value for name, value in GOOD.items() if name != left_out}
    with pytest.raises(TypeError):
        banded(D(100), D(10), on_whole(FLAT), **given)
    with pytest.raises(TypeError):
        UNTYPED.Schedule(FLAT)


@pytest.mark.parametrize("limits", [[None], [D("0.01"), None], [D(100), D("100.01"), None]])
@pytest.mark.parametrize("base", MeasuredOn)
def test_a_schedule_keeps_its_bands_and_says_what_they_are_measured_on(base: MeasuredOn, limits: list[Any]) -> None:
    bands = tuple(Band(limit, D("0.6")) for limit in limits)
    for given in (base, base.value):
        schedule = Schedule(bands, measured_on=given)
        assert (schedule.bands, schedule.measured_on) == (bands, base)
        assert schedule.on_whole is (base.value == "whole")
        assert schedule == Schedule(iter(bands), measured_on=base)
    assert Schedule(bands, measured_on="whole") != Schedule(bands, measured_on="excess")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        schedule.bands = ()  # type: ignore[misc]


def test_a_schedule_that_is_changed_is_checked_again() -> None:
    with pytest.raises(InvalidInput) as raised:
        attrs.evolve(on_whole(TWO_BANDS), bands=TWO_BANDS[:1])
    assert [mismatch.path for mismatch in raised.value.mismatches] == ["bands"]


def test_a_schedule_survives_copying_and_pickling() -> None:
    schedule = on_excess(TWO_BANDS)
    for again in (copy.copy(schedule), copy.deepcopy(schedule), pickle.loads(pickle.dumps(schedule))):  # noqa: S301
        assert again == schedule
        assert repr(again) == repr(schedule)


def test_one_rate_is_a_schedule_of_its_own_whatever_it_is_measured_on() -> None:
    # 90,000 - 16,000 = 74,000 at 60 %: 44,400.
    for schedule in (D("0.60"), on_whole(FLAT), on_excess(FLAT)):
        assert banded(D(90_000), D(16_000), schedule, uplift=ZERO, ceiling=NO_CEILING) == (D(44_400), D(45_600))
        assert band_rate(D(90_000), D(16_000), schedule) == D("0.60")


# -- classes ----------------------------------------------------------------------------------------------


def test_the_first_class_that_applies_pays() -> None:
    def worked(*applies: Any) -> tuple[Any, ...]:
        deductibles = (D(1000), D(2000))
        rates: tuple[Any, ...] = (D("0.50"), on_whole(TWO_BANDS))
        classes = zip(applies, deductibles, rates, strict=True)
        return by_class(D(9000), *classes, ceiling=NO_CEILING)

    # 8,000 at 50 %; 7,000 at 60 %.
    assert worked(True, True) == (D(1000), D("0.50"), D("4000.00"), D("5000.00"))
    assert worked(False, True) == (D(2000), D("0.60"), D("4200.00"), D("4800.00"))
    assert worked(False, False) == (ZERO, 0, ZERO, D(9000))
    assert list(map(shown, worked(OPEN, True))) == [
        "Unknown(Decimal('1000'), Decimal('2000'), {'monitored', 'orphan'})",
        "Unknown(Decimal('0.50'), Decimal('0.60'), {'monitored', 'orphan'})",
        "Unknown(Decimal('4000.00'), Decimal('4200.00'), {'monitored', 'orphan'})",
        "Unknown(Decimal('4800.00'), Decimal('5000.00'), {'monitored', 'orphan'})",
    ]


def test_a_class_behind_one_that_applies_does_not_matter() -> None:
    behind: Any = (Unknown(False, True, "x"), Unknown(D(0), None, "y"), Unknown(D(0), D(1), "z"))
    assert by_class(D(9000), (True, D(1000), D("0.50")), behind, ceiling=D(3000)) == (
        D(1000),
        D("0.50"),
        D(3000),
        D(6000),
    )


# -- figures that may be left out -------------------------------------------------------------------------


def test_there_is_one_unset() -> None:
    assert copy.copy(UNSET) is UNSET
    assert copy.deepcopy([UNSET])[0] is UNSET
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(UNSET, protocol)) is UNSET  # noqa: S301
    assert repr(UNSET) == "UNSET"
    assert isinstance(UNSET, Unset)


STATED: Final[list[Any]] = [
    ZERO,
    D(0),
    0,
    False,
    NO_CEILING,
    D("0.50"),
    6,
    True,
    date(2025, 12, 31),
    (D(1), D(0)),
    on_whole(TWO_BANDS),
    OPEN,
    AMOUNT,
    COUNT,
]


@pytest.mark.parametrize("figure", STATED, ids=repr)
def test_a_figure_that_is_stated_is_set_even_to_nothing(figure: Any) -> None:
    assert otherwise(figure, D(7)) is figure
    assert otherwise(figure, UNSET) is figure
    assert is_set(figure) is True


@pytest.mark.parametrize("fallback", STATED, ids=repr)
def test_a_figure_that_is_left_out_is_whatever_holds_in_its_place(fallback: Any) -> None:
    assert otherwise(UNSET, fallback) is fallback


def test_a_figure_that_is_left_out_is_not_set_and_nothing_to_compute_with() -> None:
    unset: Any = UNSET
    assert is_set(UNSET) is False
    for refused in (
        lambda: unset + ZERO,
        lambda: ZERO + unset,
        lambda: AMOUNT + unset,
        lambda: unset > AMOUNT,
        lambda: OPEN & unset,
        lambda: share(D(1), unset),
        lambda: maximum(ZERO, unset),
        lambda: minimum(AMOUNT, unset),
        lambda: not_(unset),
        lambda: when(unset, D(1), D(2)),
    ):
        with pytest.raises(TypeError):
            refused()


def test_the_year_of_a_day_is_a_count_and_of_none_unset() -> None:
    assert year_of(date(2025, 12, 31)) == 2025
    assert year_of(date(2026, 1, 1)) == 2026
    assert type(year_of(date(2026, 1, 1))) is int
    assert year_of(UNSET) is UNSET
    assert otherwise(year_of(UNSET), 0) == 0
    assert otherwise(year_of(date(2025, 12, 31)), 0) == 2025


def test_what_holds_in_place_of_figures_left_out() -> None:
    assert (False, (D(0),), (D(1),)) == (NO, NOTHING, WHOLE)
    assert [stepped(year, NOTHING) for year in (0, 9)] == [0, 0]
    assert [stepped(month, WHOLE) for month in (0, 9)] == [1, 1]


# -- operands that carry names ----------------------------------------------------------------------------


def traced(value: Any, *names: str) -> Traced:
    return Traced(value, frozenset(names))


def told(result: Any) -> tuple[str, set[str]]:
    """What a traced result is, and the names behind it."""
    assert type(result) is Traced
    return repr(result.value), set(result.names)


OPEN_OPERANDS: Final = (OPEN, None)
"""A truth that is open as a range, and one that is not known at all."""


def test_of_a_settled_choice_only_the_branch_taken_is_named() -> None:
    yes, no = traced(D(1), "yes"), traced(D(2), "no")
    assert told(when(traced(True, "c"), yes, no)) == ("Decimal('1')", {"c", "yes"})
    assert told(when(traced(False, "c"), yes, no)) == ("Decimal('2')", {"c", "no"})
    assert told(when(traced(True, "c"), D(1), no)) == ("Decimal('1')", {"c"})
    assert when(True, yes, no) is yes
    assert when(False, yes, no) is no


@pytest.mark.parametrize("condition", OPEN_OPERANDS, ids=repr)
def test_of_an_open_choice_both_branches_are_named(condition: Any) -> None:
    yes, no = traced(D(1), "yes"), traced(D(2), "no")
    value, names = told(when(traced(condition, "c"), yes, no))
    assert names == {"c", "yes", "no"}
    open_range = "Unknown(Decimal('1'), Decimal('2'), {'monitored', 'orphan'})"
    assert value == ("None" if condition is None else open_range)
    if condition is not None:
        assert told(when(condition, yes, no)) == (value, {"yes", "no"})


@pytest.mark.parametrize(("sign", "settles"), [(operator.and_, False), (operator.or_, True)])
def test_of_two_truths_only_what_settles_the_answer_is_named(sign: Callable[..., Any], settles: bool) -> None:
    settling = traced(settles, "settling")
    for other in (traced(not settles, "other"), traced(OPEN, "other"), traced(None, "other")):
        for result in (sign(settling, other), sign(other, settling)):
            assert told(result) == (repr(settles), {"settling"})
        for result in (sign(settles, other), sign(other, settles)):
            assert told(result) == (repr(settles), set())
    assert told(sign(settling, traced(settles, "too"))) == (repr(settles), {"settling", "too"})


@pytest.mark.parametrize(("sign", "settles"), [(operator.and_, False), (operator.or_, True)])
def test_of_two_truths_of_which_none_settles_the_answer_both_are_named(sign: Callable[..., Any], settles: bool) -> None:
    one = traced(not settles, "one")
    assert told(sign(one, traced(not settles, "other"))) == (repr(not settles), {"one", "other"})
    assert told(sign(one, not settles)) == (repr(not settles), {"one"})
    for value in OPEN_OPERANDS:
        assert told(sign(one, traced(value, "other"))) == (repr(value), {"one", "other"})
        assert told(sign(traced(value, "other"), one)) == (repr(value), {"one", "other"})


def test_all_other_operations_name_all_they_are_given() -> None:
    a: Any
    b: Any
    a, b, count = traced(D("10.00"), "a"), traced(D("0.50"), "b"), traced(3, "n")
    results = {
        "Decimal('10.50')": a + b,
        "Decimal('9.50')": a - b,
        "True": b < a,
        "False": a <= b,
        "Decimal('0.50')": minimum(a, b),
        "Decimal('10.00')": maximum(a, b),
        "Decimal('5.00')": share(a, b),
    }
    assert {value: told(result) for value, result in results.items()} == {
        value: (value, {"a", "b"}) for value in results
    }
    assert [told(part) for part in split(a, b)] == [("Decimal('5.00')", {"a", "b"})] * 2
    assert told(not_(traced(True, "t"))) == ("False", {"t"})
    assert told(one_of(count, 1, 3)) == ("True", {"n"})
    assert told(times(a, count)) == ("Decimal('30.00')", {"a", "n"})
    assert told(per_head(a, count)) == ("Decimal('3.33')", {"a", "n"})
    # 10 x 50 % x 3 / 365 = 0.0410...
    assert told(prorated(a, b, count, 365, part=traced(ONE, "p"))) == ("Decimal('0.04')", {"a", "b", "n", "p"})
    assert told(D(1) + b) == ("Decimal('1.50')", {"b"})
    assert told(OPEN_COST + b) == ("Unknown(Decimal('20000.50'), Decimal('30000.50'), {'cost'})", {"b"})
    assert told(traced(None, "x") + b) == ("None", {"x", "b"})


def test_bands_name_what_they_are_given_and_their_rates() -> None:
    bands = [Band(D(50_000), traced(D("0.60"), "low")), Band(None, traced(D("0.70"), "high"))]
    cost, due, up, top = (
        traced(D(90_000), "cost"),
        traced(D(16_000), "due"),
        traced(ZERO, "up"),
        traced(NO_CEILING, "top"),
    )
    # 34,000 at 60 % and 40,000 at 70 %.
    for result, value in zip(
        banded(cost, due, on_whole(bands), uplift=up, ceiling=top), ("48400.00", "41600.00"), strict=True
    ):
        assert told(result) == (f"Decimal('{value}')", {"cost", "due", "up", "top", "low", "high"})
    assert names_of(on_whole(bands)) == {"low", "high"}
    rate = band_rate(D(90_000), D(16_000), on_whole(bands))
    assert told(rate) == ("Decimal('0.70')", {"high"})
    assert told(band_rate(traced(D(40_000), "cost"), ZERO, on_whole(bands))) == ("Decimal('0.60')", {"cost", "low"})


def test_of_steps_only_the_one_reached_is_named() -> None:
    steps = (traced(D(1), "first"), traced(D("0.5"), "second"))
    assert told(stepped(0, steps)) == ("Decimal('1')", {"first"})
    assert told(stepped(1, steps)) == ("Decimal('0.5')", {"second"})
    assert told(stepped(Unknown(0, 1, "n"), steps)) == (
        "Unknown(Decimal('0.5'), Decimal('1'), {'n'})",
        {"first", "second"},
    )
    assert names_of(steps) == {"first", "second"}


def test_of_classes_only_those_up_to_the_first_that_applies_are_named() -> None:
    def class_of(applies: Any, name: str) -> tuple[Any, ...]:
        return traced(applies, name), traced(D(1000), f"{name} due"), traced(D("0.50"), f"{name} rate")

    due, rate, paid, left = by_class(D(9000), class_of(True, "a"), class_of(True, "b"), ceiling=NO_CEILING)
    assert told(due) == ("Decimal('1000')", {"a", "a due"})
    assert told(rate) == ("Decimal('0.50')", {"a", "a rate"})
    assert told(paid) == ("Decimal('4000.00')", {"a", "a due", "a rate"})
    assert told(left) == ("Decimal('5000.00')", {"a", "a due", "a rate"})
    *_, left = by_class(D(9000), class_of(False, "a"), class_of(True, "b"), ceiling=NO_CEILING)
    assert told(left) == ("Decimal('5000.00')", {"a", "b", "b due", "b rate"})


def test_figures_that_may_be_left_out_are_named_where_they_were_not() -> None:
    assert told(otherwise(traced(D(0), "figure"), traced(D(1), "fallback"))) == ("Decimal('0')", {"figure"})
    assert told(otherwise(traced(None, "figure"), traced(D(1), "fallback"))) == ("None", {"figure", "fallback"})
    assert told(is_set(traced(D(0), "figure"))) == ("True", {"figure"})
    assert told(is_set(traced(None, "figure"))) == ("None", {"figure"})
    assert told(year_of(traced(date(2025, 12, 31), "figure"))) == ("2025", {"figure"})
    assert told(year_of(traced(None, "figure"))) == ("None", {"figure"})
    assert otherwise(UNSET, D(0)) == 0


def test_whether_something_is_recorded_is_not_known_of_what_stands_for_a_figure() -> None:
    operand = traced(D(1), "figure")
    for asked in (operand.recorded, operand.open_truth, operand.among("a", "b")):
        assert told(asked) == ("None", {"figure"})


def test_a_value_without_names_carries_none() -> None:
    assert Traced().names == frozenset()
    assert Traced().value is None
    for value in (D(1), OPEN, NO_CEILING, UNSET, (D(1),), on_whole(TWO_BANDS), None):
        assert names_of(value) == frozenset()


def test_what_carries_names_never_passes_for_an_answer() -> None:
    settled = traced(True, "b", "a")
    for refused in (bool, operator.invert, lambda value: value == True, lambda value: value != 1):  # noqa: E712
        with pytest.raises(Undecided) as raised:
            refused(settled)
        assert raised.value.facts == ("a", "b")
    assert repr(settled) == "Traced(True, ['a', 'b'])"


# -- kinds of operand -------------------------------------------------------------------------------------


def test_a_kind_of_operand_must_implement_every_operation() -> None:
    with pytest.raises(TypeError, match="Half does not implement both, either, not_, plus, minus"):

        class Half(Operand[Decimal]):
            rank = 5


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
    operations: dict[str, Any] = dict.fromkeys(OPERATIONS, staticmethod(max))
    silent: Any = type("Silent", (Operand,), operations | {"rank": 9})()
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
