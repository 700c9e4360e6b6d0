"""Fields: what each kind takes and refuses, and what the classes made of them promise."""

from __future__ import annotations

import copy
import inspect
import pickle
import traceback
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, IntEnum
from types import ModuleType
from typing import Any, Final, TypeAlias

import attrs
import pytest

from rural_revitalization import InvalidInput, Mismatch, NotStated, OutsidePeriod, SmallLoan, Undecided, fields
from rural_revitalization.algebra import NO_CEILING, UNSET, Band, NoCeiling, Schedule, Unknown
from rural_revitalization.catalogue import RULES
from rural_revitalization.errors import HIDDEN, InvalidPack
from rural_revitalization.rules.medical import contribution_subsidy as subsidy

D = Decimal
Hostile: TypeAlias = Callable[[Callable[[], Any]], Iterator[Any]]
evolve: Final[Any] = attrs.evolve  # type checkers do not see that facts are attrs classes


class Colour(Enum):
    """Something to choose from."""

    RED = "red"
    GREEN = "green"


@fields.model_class
class Part:
    """A model within a model."""

    number: Any = fields.count("number", zh="编号", required=True)


@fields.model_class
class Whole:
    """A model with a field of every kind."""

    number: Any = fields.count("number", zh="编号", required=True, low=1)
    amount: Any = fields.money("amount", zh="金额")
    top: Any = fields.ceiling("ceiling", zh="封顶线")
    rate: Any = fields.rate("rate", zh="比例")
    sure: Any = fields.truth("sure", zh="确定")
    on: Any = fields.day("day", zh="日期")
    name: Any = fields.text("name", zh="姓名", private=True)
    wealth: Any = fields.money("wealth", zh="财产", private=True)
    favourite: Any = fields.choice("favourite colour", zh="颜色", of=Colour, private=True)
    colour: Any = fields.choice("colour", zh="颜色", of=Colour)
    part: Any = fields.record("part", zh="部分", of=Part)
    parts: Any = fields.records("parts", zh="部分", of=Part)


@fields.facts_class
class Facts:
    """Facts of every kind of operand, and a day."""

    amount: Any = fields.money("amount", zh="金额")
    balance: Any = fields.money("balance", zh="余额", low=None)
    top: Any = fields.ceiling("ceiling", zh="封顶线")
    rate: Any = fields.rate("rate", zh="比例")
    factor: Any = fields.rate("factor", zh="倍数", low=D(1), high=None)
    grade: Any = fields.count("grade", zh="等级", low=1, high=4)
    sure: Any = fields.truth("sure", zh="确定")
    on: Any = fields.day("day", zh="日期")


@fields.terms_class
class Terms(fields.StatedTerms):
    """Terms that documents may leave unstated."""

    share: Any = fields.rate("share", zh="比例")
    months: Any = fields.count("months", zh="月数", may_be_unset=True)
    paid: Any = fields.schedule("share paid", zh="支付比例")
    kept: Any = fields.shares("shares kept", zh="逐月保留比例")
    steps: Any = fields.shares("shares by step", zh="逐级比例", may_be_unset=True)
    until: Any = fields.day("last day", zh="截止日期", may_be_unset=True)


@fields.facts_class
class Checked:
    """Facts that are checked against one another, by a check that can itself go wrong."""

    first: Any = fields.count("first", zh="起")
    last: Any = fields.count("last", zh="止")

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise InvalidInput([Mismatch("last", "not before the first", str(self.last), rule="in_order")])


@fields.worksheet_class
class Worksheet:
    """Two lines."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    payment: Any = fields.money("payment", zh="金额", answer=True)
    agreed: Any = fields.truth("agreed", zh="同意")


def mismatches(make: Callable[[], object]) -> dict[str, Mismatch]:
    """All that is wrong, by path."""
    with pytest.raises(InvalidInput) as raised:
        make()
    return {item.path: item for item in raised.value.mismatches}


# -- what each kind takes ---------------------------------------------------------------------------------

TAKEN: Final[list[tuple[str, Any, str]]] = [
    ("amount", 320, "Decimal('320.00')"),
    ("amount", "320", "Decimal('320.00')"),
    ("amount", "320.5", "Decimal('320.50')"),
    ("amount", "0.01", "Decimal('0.01')"),
    ("amount", D("320.000"), "Decimal('320.00')"),
    ("amount", D("3.2E+2"), "Decimal('320.00')"),
    ("amount", D("1E+29"), "Decimal('100000000000000000000000000000.00')"),
    ("amount", "9" * 30 + ".99", f"Decimal('{'9' * 30}.99')"),
    ("amount", 10**30 - 1, f"Decimal('{'9' * 30}.00')"),
    ("amount", D("-0.000"), "Decimal('0.00')"),
    ("amount", "-0", "Decimal('0.00')"),
    ("amount", D("0E+9999"), "Decimal('0.00')"),
    ("balance", "-12.30", "Decimal('-12.30')"),
    ("balance", D("-9" + "9" * 29), f"Decimal('-{'9' * 30}.00')"),
    ("top", "400000", "Decimal('400000.00')"),
    ("top", NO_CEILING, "NO_CEILING"),
    ("rate", 0, "Decimal('0')"),
    ("rate", 1, "Decimal('1')"),
    ("rate", "0.65", "Decimal('0.65')"),
    ("rate", "0.123456789012", "Decimal('0.123456789012')"),
    ("rate", D("0.5000000000000000"), "Decimal('0.5000000000000000')"),
    ("factor", "1.5", "Decimal('1.5')"),
    ("grade", 1, "1"),
    ("grade", 4, "4"),
    ("sure", True, "True"),
    ("on", date(2022, 6, 1), "datetime.date(2022, 6, 1)"),
]


@pytest.mark.parametrize(("name", "value", "shown"), TAKEN)
def test_a_value_is_taken_in_its_one_form(name: str, value: Any, shown: str) -> None:
    assert repr(getattr(Facts(**{name: value}), name)) == shown


def test_values_are_taken_alike_in_any_decimal_context(hostile: Hostile) -> None:
    def taken() -> list[Any]:
        return [getattr(Facts(**{name: value}), name) for name, value, _ in TAKEN]

    expected = repr(taken())
    assert [repr(result) for result in hostile(taken)] == [expected] * 3


class Grade(IntEnum):
    """An `int` that is not plainly one."""

    FIRST = 1


NO_AMOUNT: Final[dict[str, Any]] = {
    "a float": 320.0,
    "a truth": True,
    "text": "many",
    "nothing": "",
    "underscores": "1_000",
    "commas": "1,000",
    "full-width digits": "１２",
    "other digits": "٣٢٠",
    "an exponent": "1e3",
    "a space before": " 1",
    "a space after": "1 ",
    "a line end": "1\n",
    "a plus": "+1",
    "two minuses": "--1",
    "a leading zero": "01",
    "a bare point": "1.",
    "no whole part": ".5",
    "three decimals": "1.000",
    "three decimals that matter": "0.005",
    "a currency": "¥1",
    "infinity": "Infinity",
    "no number": "NaN",
    "a decimal infinity": D("Infinity"),
    "a decimal that is no number": D("NaN"),
    "a decimal that signals": D("sNaN"),
    "a decimal with a part of a fen": D("0.005"),
    "a decimal beyond all size": D("1E+30"),
    "a decimal far beyond all size": D("1E+999999"),
    "a decimal next to nothing": D("1E-999999"),
    "an integer beyond all size": 10**30,
    "an integer too long to write": 10**5000,
    "digits beyond all size": "1" * 31,
    "bytes": b"1",
    "a list": [1],
    "a complex number": 1j,
    "an enumeration": Grade.FIRST,
    "a model": Part(number=1),
}


@pytest.mark.parametrize("value", NO_AMOUNT.values(), ids=NO_AMOUNT)
@pytest.mark.parametrize("name", ["amount", "balance", "top"])
def test_what_might_be_misread_is_no_amount(name: str, value: Any) -> None:
    wrong = mismatches(lambda: Facts(**{name: value}))
    assert list(wrong) == [name]
    assert wrong[name].expected.startswith("yuan as Decimal, int or str, to the fen")


REFUSED: Final[list[tuple[str, Any]]] = [
    ("amount", -1),
    ("amount", "-0.01"),
    ("amount", NO_CEILING),
    ("amount", False),
    ("top", "-1"),
    ("top", "none"),
    ("top", NoCeiling()),
    ("rate", "1.01"),
    ("rate", D("1.000000000001")),
    ("rate", "-0.01"),
    ("rate", 2),
    ("rate", True),
    ("rate", 0.5),
    ("rate", "65%"),
    ("rate", "5e-1"),
    ("rate", "0.1234567890123"),
    ("rate", D("1E-13")),
    ("rate", D("NaN")),
    ("factor", "0.99"),
    ("grade", 0),
    ("grade", 5),
    ("grade", 2.0),
    ("grade", "2"),
    ("grade", D(2)),
    ("grade", True),
    ("grade", Grade.FIRST),
    ("sure", 1),
    ("sure", "True"),
    ("sure", "是"),
    ("on", "2022-06-01"),
    ("on", datetime(2022, 6, 1)),  # noqa: DTZ001
    ("on", Unknown(D(0), D(1), "on")),
]


@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_what_a_kind_does_not_take_is_refused(name: str, value: Any) -> None:
    assert list(mismatches(lambda: Facts(**{name: value}))) == [name]


def test_what_is_expected_is_said_with_its_bounds() -> None:
    wrong = mismatches(lambda: Facts(amount=-1, balance=1.5, rate=2, grade=0, sure=1))
    assert {name: item.expected for name, item in wrong.items()} == {
        "amount": "yuan as Decimal, int or str, to the fen, at least 0.00",
        "balance": "yuan as Decimal, int or str, to the fen",
        "rate": "a share of 1 as Decimal, int or str, at least 0, at most 1",
        "grade": "a whole number as int, at least 1, at most 4",
        "sure": "True or False",
    }
    assert str(wrong["grade"]) == "grade: expected a whole number as int, at least 1, at most 4, got 0"


# -- what is not recorded ---------------------------------------------------------------------------------


def test_a_fact_left_out_is_unknown_within_its_bounds_and_bears_its_name() -> None:
    for facts in (Facts(), Facts(**dict.fromkeys(fields.specs(Facts)))):
        assert [repr(getattr(facts, name)) for name in fields.specs(Facts)] == [
            "Unknown(Decimal('0.00'), None, {'amount'})",
            "Unknown(None, None, {'balance'})",
            "Unknown(Decimal('0.00'), None, {'top'})",
            "Unknown(Decimal('0'), Decimal('1'), {'rate'})",
            "Unknown(Decimal('1'), None, {'factor'})",
            "Unknown(1, 4, {'grade'})",
            "Unknown(False, True, {'sure'})",
            "None",
        ]


def test_a_term_not_stated_bears_the_name_of_its_rule_unless_it_may_be_left_unset() -> None:
    terms = Terms()
    assert repr(terms.share) == "Unknown(Decimal('0'), Decimal('1'), {'test_fields.share'})"
    assert repr(terms.paid) == "Unknown(Decimal('0'), Decimal('1'), {'test_fields.paid'})"
    assert terms.kept is None
    for unset in (terms, Terms(months=UNSET, steps=UNSET, until=UNSET)):
        assert [getattr(unset, name) is UNSET for name in ("months", "steps", "until")] == [True] * 3
    assert (terms.cited, terms.documents) == ({}, ())
    assert repr(subsidy.Terms().full_rate.facts) == "frozenset({'contribution_subsidy.full_rate'})"  # type: ignore[union-attr]


def test_a_model_keeps_none_for_what_is_not_recorded() -> None:
    whole = Whole(number=1)
    assert [getattr(whole, name) for name in fields.specs(Whole)] == [1, *[None] * 11]


def test_a_required_field_must_be_there() -> None:
    wrong = mismatches(Whole)
    assert [str(item) for item in wrong.values()] == [
        "number: expected a whole number as int, at least 1, at most 1000000, got nothing"
    ]


# -- ranges given by the caller ---------------------------------------------------------------------------


def test_a_range_given_keeps_its_facts_and_is_read_as_its_kind() -> None:
    given = Unknown(100, 200, {"bill"})
    assert repr(Facts(amount=given).amount) == "Unknown(Decimal('100.00'), Decimal('200.00'), {'bill'})"
    assert repr(Facts(rate=Unknown(None, D("0.5"), "x")).rate) == "Unknown(Decimal('0'), Decimal('0.5'), {'x'})"
    assert repr(Facts(grade=Unknown(2, None, "x")).grade) == "Unknown(2, 4, {'x'})"
    assert repr(Facts(balance=Unknown(None, None, "x")).balance) == "Unknown(None, None, {'x'})"
    assert repr(Facts(top=Unknown(D(1), None, "x")).top) == "Unknown(Decimal('1.00'), None, {'x'})"


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("amount", Unknown(D(-1), D(1), "x")),
        ("amount", Unknown(D("0.005"), D(1), "x")),
        ("amount", Unknown(False, True, "x")),
        ("rate", Unknown(D(0), D("1.5"), "x")),
        ("grade", Unknown(0, 4, "x")),
        ("grade", Unknown(1, 5, "x")),
        ("grade", Unknown(D(1), D(2), "x")),
        ("sure", Unknown(0, 1, "x")),
        ("sure", Unknown(D(0), D(1), "x")),
    ],
)
def test_a_range_beyond_the_bounds_or_of_another_kind_is_refused(name: str, given: Unknown[Any]) -> None:
    assert list(mismatches(lambda: Facts(**{name: given}))) == [name]


def test_a_range_that_the_bounds_narrow_to_one_value_is_that_value() -> None:
    assert repr(Facts(amount=Unknown(None, D(0), "x")).amount) == "Decimal('0.00')"
    assert repr(Facts(grade=Unknown(4, None, "x")).grade) == "4"


# -- errors -----------------------------------------------------------------------------------------------


def test_all_that_is_wrong_is_reported_at_once_and_by_name() -> None:
    given: dict[str, Any] = {"amount": 1.5, "rate": 2, "amonut": 5, "grade": 2}
    with pytest.raises(InvalidInput) as raised:
        Facts(**given)
    assert isinstance(raised.value, ValueError)
    assert raised.value.about == "Facts"
    assert [item.field for item in raised.value.mismatches] == ["amonut", "amount", "rate"]
    assert raised.value.mismatches[0].given == "'amonut'"
    assert "balance" in raised.value.mismatches[0].expected


def test_an_unknown_name_alone_is_reported_too() -> None:
    given: dict[str, Any] = {"number": 1, "colur": "red"}
    assert list(mismatches(lambda: Whole(**given))) == ["colur"]
    assert list(mismatches(lambda: evolve(Whole(number=1), colur="red"))) == ["colur"]


def test_what_a_check_of_the_class_raises_is_passed_on() -> None:
    wrong = mismatches(lambda: Checked(first=2, last=1))
    assert wrong["last"].rule == "in_order"
    with pytest.raises(Undecided):
        Checked(first=2)
    assert list(mismatches(lambda: Checked(first=-1, last=-2))) == ["first", "last"]


def test_facts_are_given_by_name_only() -> None:
    for cls in (Facts, Terms, Whole, Worksheet):
        make: Any = cls
        with pytest.raises(TypeError):
            make(1)


def test_a_worksheet_needs_every_field() -> None:
    complete: dict[str, Any] = {"facts": Facts(), "terms": Terms(), "payment": D(1), "agreed": True}
    Worksheet(**complete)
    for name in complete:
        with pytest.raises(TypeError):
            Worksheet(**{key: value for key, value in complete.items() if key != name})


def test_type_checkers_are_told_of_every_line_that_it_is_needed() -> None:
    told = vars(fields.worksheet_class)["__dataclass_transform__"]["field_specifiers"]
    functions = {item for item in map(vars(fields).__getitem__, fields.__all__) if inspect.isfunction(item)}
    makers = {item for item in functions if {"label", "zh"} <= inspect.signature(item).parameters.keys()}
    assert set(told) == {*makers, fields.kept} - {fields.record, fields.records}  # a line is no record


PERSONAL: Final = "李四 430123199001011234"


@pytest.mark.parametrize("name", ["name", "wealth", "favourite"])
def test_a_private_value_is_shown_nowhere(name: str) -> None:
    secret: Any = {"name": [PERSONAL], "wealth": PERSONAL, "favourite": PERSONAL}[name]
    with pytest.raises(InvalidInput) as raised:
        Whole(number=0, **{name: secret})
    error = raised.value
    assert {item.path: item.given for item in error.mismatches} == {"number": "0", name: HIDDEN}
    texts = [str(error), repr(error), *traceback.format_exception(error)]
    assert not any(PERSONAL in text for text in texts)


def test_a_private_value_is_not_in_repr() -> None:
    whole = Whole(number=1, name=PERSONAL, wealth=12345, favourite="red")
    assert whole.name == PERSONAL
    assert not any(text in repr(whole) for text in (PERSONAL, "12345", "favourite", "RED"))


ERRORS: Final = [
    InvalidInput([Mismatch("$.a", "b", "c"), Mismatch("$.d", "e", "f", rule="g")], about="Whole"),
    InvalidPack([Mismatch("figures.x", "b", "c")], about="pack.toml"),
    NotStated("serious_illness.rate", ["hunan-14fyp-2021"]),
    OutsidePeriod("hunan", date(2030, 1, 1), [("hunan-14fyp-2021", date(2021, 1, 1), date(2025, 12, 31))]),
    Undecided("an operand has no truth value of its own", ["b", "a"]),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_errors_survive_pickling_as_between_processes(error: Exception) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert str(copy.copy(error)) == str(error)


# -- equality, copies -------------------------------------------------------------------------------------


def test_facts_are_equal_where_their_values_and_ranges_are() -> None:
    assert Facts(amount=1) == Facts(amount="1.00")
    assert Facts(amount=1) != Facts(amount=2)
    assert Facts() == Facts()
    assert Facts(sure=True) != Facts()
    assert Facts(amount=Unknown(0, 1, "x")) == Facts(amount=Unknown(D("0.00"), D(1), {"x"}))
    assert Facts(amount=Unknown(0, 1, "x")) != Facts(amount=Unknown(0, 1, "y"))
    assert Facts(amount=Unknown(0, 1, "x")) != Facts(amount=Unknown(0, 2, "x"))
    assert Facts(amount=Unknown(0, 1, "x")) != Facts(amount=0)
    assert Facts() != object()


def test_facts_serve_as_keys() -> None:
    known = {Facts(amount=1): "one", Facts(): "open"}
    assert known[Facts(amount="1.00")] == "one"
    assert known[Facts()] == "open"
    assert hash(Facts()) == hash(Facts())
    assert len({Facts(amount=number) for number in range(50)}) == 50


def test_hashes_of_facts_that_differ_mostly_differ() -> None:
    # Otherwise every set of facts and every cache by facts is searched from end to end.
    assert len({hash(Facts(amount=number)) for number in range(50)}) > 40
    assert len({hash(Facts(amount=Unknown(0, number, "x"))) for number in range(1, 51)}) > 40


def test_terms_are_equal_whatever_they_cite() -> None:
    assert Terms(share=1, documents=("a",)) == Terms(share=1)
    assert Terms(share=1) != Terms()


def test_ranges_are_compared_within_mappings_too() -> None:
    def totals(high: int) -> dict[str, Any]:
        return {"subsidy": Unknown(0, high, "x"), "rate": D(1)}

    assert fields.comparable(totals(1)) == fields.comparable(totals(1))
    assert fields.comparable(totals(1)) != fields.comparable(totals(2))


def test_schedules_are_compared_by_what_limits_are_measured_on_and_by_their_bands() -> None:
    def open_above(limit: int, measured_on: Any = "whole") -> Schedule:
        rate = Unknown(D("0.5"), D(1), {"rate"})
        return Schedule([Band(D(limit), D("0.6")), Band(None, rate)], measured_on=measured_on)

    assert fields.comparable(open_above(50_000)) == fields.comparable(open_above(50_000))
    assert fields.comparable(open_above(50_000)) != fields.comparable(open_above(60_000))
    assert fields.comparable(open_above(50_000)) != fields.comparable(open_above(50_000, "excess"))


def test_evolve_reads_new_values_as_strictly_as_the_class() -> None:
    facts = Facts(amount=5, sure=True)
    assert repr(evolve(facts, sure=None).sure) == "Unknown(False, True, {'sure'})"
    assert evolve(facts, amount="6") == Facts(amount=6, sure=True)
    assert list(mismatches(lambda: evolve(facts, amount=-6))) == ["amount"]
    assert evolve(Terms(share=1), documents=("a",)).documents == ("a",)


def test_nothing_can_be_changed_afterwards() -> None:
    for part, name in ((Facts(), "amount"), (Terms(), "share"), (Whole(number=1), "number")):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(part, name, 1)
        with pytest.raises(AttributeError):
            object.__setattr__(part, "invented", 1)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.rsplit(".", 1)[-1])
@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda part: pickle.loads(pickle.dumps(part))])  # noqa: S301
def test_facts_terms_and_worksheets_survive_copying_and_pickling(rule: ModuleType, again: Callable[[Any], Any]) -> None:
    worksheet = rule.compute(rule.Facts(), rule.Terms())
    for part in (worksheet.facts, worksheet.terms, worksheet):
        assert again(part) == part
        assert repr(again(part)) == repr(part)


def test_no_ceiling_is_the_same_object_after_pickling_facts() -> None:
    assert pickle.loads(pickle.dumps(Facts(top=NO_CEILING))).top is NO_CEILING  # noqa: S301
    assert copy.deepcopy(Facts(top=NO_CEILING)).top is NO_CEILING


# -- fields that are no operands --------------------------------------------------------------------------


def test_models_within_models_and_choices() -> None:
    part = Part(number=1)
    whole = Whole(number=1, colour="red", part=part, parts=[part, part], name="Li", top="5", on=date(2022, 6, 1))
    assert (whole.colour, whole.part, whole.parts) == (Colour.RED, part, (part, part))
    assert Whole(number=1, colour=Colour.GREEN, parts=()).parts == ()
    wrong: dict[str, Any] = {"colour": "blue", "part": {"number": 1}, "parts": [1], "name": " "}
    assert sorted(mismatches(lambda: Whole(number=1, **wrong))) == ["colour", "name", "part", "parts[0]"]
    also_wrong: dict[str, Any] = {"colour": [], "part": Part, "parts": "ab", "name": 5}
    found = mismatches(lambda: Whole(number=1, **also_wrong))
    assert sorted(found) == sorted(also_wrong)
    assert (found["colour"].expected, found["parts"].expected) == ("one of red, green", "a sequence of Part")


def test_a_schedule_of_bands_is_read_band_by_band() -> None:
    bands = [Band(D(50_000), D("0.6")), Band(None, 1)]  # type: ignore[arg-type]
    for base in ("whole", "excess"):
        paid = Terms(paid=Schedule(bands, measured_on=base)).paid
        assert repr(paid.bands) == (
            "(Band(up_to=Decimal('50000.00'), rate=Decimal('0.6')), Band(up_to=None, rate=Decimal('1')))"
        )
        assert paid.measured_on.value == base


def test_a_schedule_as_a_pack_writes_it_is_read_like_one_that_was_made() -> None:
    written = {"measured_on": "excess", "bands": [{"up_to": 50_000, "rate": D("0.6")}, {"rate": 1}]}
    made = Schedule([Band(D(50_000), D("0.6")), Band(None, D(1))], measured_on="excess")
    assert Terms(paid=written).paid == Terms(paid=made).paid == made
    assert repr(Terms(paid=written)) == repr(Terms(paid=made))


def test_a_schedule_may_be_one_share_for_all() -> None:
    for given in ("0.6", D("0.6")):
        assert repr(Terms(paid=given).paid) == "Decimal('0.6')"
    assert repr(Terms(paid=Unknown(D(0), D("0.6"), "x")).paid) == "Unknown(Decimal('0'), Decimal('0.6'), {'x'})"


@pytest.mark.parametrize(
    "written",
    [
        {"bands": [{"rate": D("0.6")}]},
        {"measured_on": "whole"},
        {"measured_on": "whole", "bands": [{"rate": D("0.6")}], "uplift": 0},
        {"measured_on": "part", "bands": [{"rate": D("0.6")}]},
        {"measured_on": ["whole"], "bands": [{"rate": D("0.6")}]},
        {"measured_on": "whole", "bands": []},
        {"measured_on": "whole", "bands": "0.6"},
        {"measured_on": "whole", "bands": {"rate": D("0.6")}},
        {"measured_on": "whole", "bands": [D("0.6")]},
        {"measured_on": "whole", "bands": [(None, D("0.6"))]},
        {"measured_on": "whole", "bands": [{}]},
        {"measured_on": "whole", "bands": [{"up_to": 5}]},
        {"measured_on": "whole", "bands": [{"rate": D("1.5")}]},
        {"measured_on": "whole", "bands": [{"upto": 5, "rate": D("0.6")}]},
        {"measured_on": "whole", "bands": [{"up_to": 5, "rate": D("0.6")}]},
        {"measured_on": "whole", "bands": [{"up_to": D("5.001"), "rate": D("0.6")}, {"rate": D("0.7")}]},
        {"measured_on": "whole", "bands": [{"up_to": D("NaN"), "rate": D("0.6")}, {"rate": D("0.7")}]},
        {
            "measured_on": "whole",
            "bands": [{"up_to": 5, "rate": D("0.6")}, {"up_to": 4, "rate": D("0.7")}, {"rate": 1}],
        },
    ],
)
def test_what_is_written_as_no_schedule_is_refused(written: Any) -> None:
    assert list(mismatches(lambda: Terms(paid=written))) == ["paid"]


@pytest.mark.parametrize("paid", ["60%", "1.5", D("-0.1"), True, 0.6, [Band(None, D("0.6"))], [], date(2022, 6, 1)])
def test_what_is_neither_a_share_nor_a_schedule_is_refused(paid: Any) -> None:
    assert list(mismatches(lambda: Terms(paid=paid))) == ["paid"]


@pytest.mark.parametrize(
    "bands",
    [
        [Band(None, D("1.01"))],
        [Band(None, D("-0.01"))],
        [Band(None, 0.6)],  # type: ignore[arg-type]
        [Band(None, True)],  # type: ignore[arg-type]
        [Band(D("0.005"), D("0.6")), Band(None, D("0.7"))],
        [Band(None, Unknown(D(0), D(1), "x"))],
    ],
)
def test_what_is_no_band_is_refused(bands: Any) -> None:
    for base in ("whole", "excess"):
        assert list(mismatches(lambda base=base: Terms(paid=Schedule(bands, measured_on=base)))) == ["paid"]  # type: ignore[misc]


def test_shares_by_step_are_read_one_by_one() -> None:
    assert repr(Terms(kept=["1", D("0.5"), 0]).kept) == "(Decimal('1'), Decimal('0.5'), Decimal('0'))"
    for wrong in ([], (), "1", ["1.5"], [0.5], [True], ["-0.1"], D(1)):
        assert list(mismatches(lambda wrong=wrong: Terms(kept=wrong))) == ["kept"]  # type: ignore[misc]


def test_shares_granted_without_being_stated_are_one_open_step() -> None:
    spec = fields.specs(Terms)["kept"]
    granted = spec.not_stated("test_fields.kept")
    assert repr(granted) == "(Unknown(Decimal('0'), Decimal('1'), {'test_fields.kept'}),)"
    assert Terms(kept=granted).kept == granted
    assert list(mismatches(lambda: Terms(kept=[*granted, D(0)]))) == ["kept"]


def test_terms_with_granted_shares_are_compared_by_their_ranges() -> None:
    def granted(high: str) -> Any:
        return Terms(kept=(Unknown(D(0), D(high), "x"),))

    assert granted("1") == granted("1")
    assert hash(granted("1")) == hash(granted("1"))
    assert granted("1") != granted("0.5")
    assert granted("1") != Terms(kept=[0])


def test_a_term_that_may_be_left_out_is_checked_where_it_is_set() -> None:
    assert Terms(months=6).months == 6
    assert list(mismatches(lambda: Terms(months=-1))) == ["months"]
    assert list(mismatches(lambda: Terms(steps=["1.5"]))) == ["steps"]
    assert list(mismatches(lambda: Terms(until="2025-12-31"))) == ["until"]


def test_a_stated_nothing_is_not_unset() -> None:
    for nothing in (0, Unknown(0, 1, "x")):
        assert Terms(months=nothing).months is not UNSET
    assert Terms(months=0) != Terms()
    assert subsidy.Terms(allowance_sum=0).allowance_sum == D("0.00")
    assert subsidy.Terms(allowance_sum="0.00") != subsidy.Terms()


@pytest.mark.parametrize("name", ["share", "paid", "kept"])
def test_only_a_term_that_may_be_left_out_may_be_unset(name: str) -> None:
    given: dict[str, Any] = {name: UNSET}
    assert list(mismatches(lambda: Terms(**given))) == [name]


@pytest.mark.parametrize("name", [name for name in fields.specs(Facts) if name != "on"])
def test_no_fact_may_be_unset(name: str) -> None:
    assert list(mismatches(lambda: Facts(**{name: UNSET}))) == [name]


def test_unset_terms_are_the_same_object_after_copying_and_pickling() -> None:
    for again in (copy.copy(Terms()), copy.deepcopy(Terms()), pickle.loads(pickle.dumps(Terms()))):  # noqa: S301
        assert again == Terms()
        assert again.months is UNSET


def test_declared_fields_can_be_read_off_a_class() -> None:
    declared = fields.specs(Whole)
    assert list(declared)[:3] == ["number", "amount", "top"]
    assert (declared["amount"].unit, declared["amount"].unit_zh) == ("yuan", "元")
    assert (declared["rate"].unit, declared["number"].unit) == ("share", "")
    assert declared["colour"].of is Colour
    assert fields.specs(Worksheet)["payment"].answer
    assert list(fields.specs(Worksheet)) == ["payment", "agreed"]
    with pytest.raises(TypeError):
        declared["amount"] = declared["rate"]  # type: ignore[index]


def test_a_unit_without_a_chinese_term_is_refused_where_a_field_is_declared() -> None:
    with pytest.raises(ValueError, match="bags"):
        fields.count("bags of rice", zh="大米", unit="bags")


@pytest.mark.parametrize("count", [10**6 + 1, 10**40, -(10**6) - 1])
def test_a_count_beyond_a_million_is_no_count(count: int) -> None:
    with pytest.raises(InvalidInput, match="at most 1000000"):
        SmallLoan(term_months=count)
    with pytest.raises(InvalidInput, match="overdue_days"):
        SmallLoan(overdue_days=count)


@pytest.mark.parametrize(
    "sums",
    [
        [],
        [(420, 390, 1)],
        [{"contribution": 420, "total": 390}],
        [(800, 430), (420, 390)],
        [(420, 390), (420, 430)],
        [(420, -1)],
    ],
    ids=["none", "three numbers", "another key", "descending", "a tier twice", "negative"],
)
def test_sums_by_tier_are_pairs_in_order_of_their_tiers(sums: Any) -> None:
    with pytest.raises(InvalidInput) as caught:
        subsidy.Terms(allowance_sums=sums)
    assert [item.path for item in caught.value.mismatches] == ["allowance_sums"]
