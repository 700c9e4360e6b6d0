"""Records of production and finance: businesses, insurance, wants of loans and contracted land, on their days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

import pytest

from rural_revitalization import (
    Business,
    BusinessKind,
    BusinessStage,
    ContractedLand,
    Household,
    Insurance,
    InsuranceKind,
    InvalidInput,
    LoanWanted,
    Person,
    SecurityKind,
    Unknown,
)

FIRST: Final = date(2018, 3, 1)
LAST: Final = date(2019, 3, 1)
DAY: Final = timedelta(days=1)
# The day before, the first, the last, and the day after.
DAYS: Final = [(FIRST - DAY, False), (FIRST, True), (LAST, True), (LAST + DAY, False)]
RECORDS: Final[dict[str, tuple[Callable[..., Any], dict[str, Any]]]] = {
    "businesses": (Business, {"kind": BusinessKind.ONLINE_SHOP, "stage": BusinessStage.RUNNING}),
    "insurances": (Insurance, {"kind": InsuranceKind.AGAINST_POVERTY}),
    "loans_wanted": (LoanWanted, {"security": SecurityKind.HOUSE}),
    "contracted_land": (ContractedLand, {"registered": True}),
}
FACTS: Final = {
    "businesses": "in_online_trade",
    "insurances": "insured_against_poverty",
    "loans_wanted": "offers_house",
    "contracted_land": "land_registered",
}


def asked(record: str, held: Any, fact: str, on: date) -> Any:
    """What a record says of a day, asked of the person or household that keeps it."""
    person = Person(id="p", **{record: held} if record == "businesses" else {})
    one: Any = person if record == "businesses" else Household(id="h", members=[person], **{record: held})
    return getattr(one, fact)(on)


@pytest.mark.parametrize(("on", "holds"), DAYS)
@pytest.mark.parametrize("record", RECORDS)
def test_a_record_says_something_of_its_days_alone(record: str, on: date, holds: bool) -> None:
    make, said = RECORDS[record]
    assert asked(record, [make(since=FIRST, until=LAST, **said)], FACTS[record], on) is holds


@pytest.mark.parametrize("record", RECORDS)
def test_what_nobody_recorded_is_open_and_what_is_recorded_as_none_is_false(record: str) -> None:
    found = asked(record, None, FACTS[record], FIRST)
    assert isinstance(found, Unknown)
    assert found.facts == {record}
    assert asked(record, [], FACTS[record], FIRST) is False


@pytest.mark.parametrize("record", RECORDS)
def test_a_last_day_before_the_first_is_refused(record: str) -> None:
    make, said = RECORDS[record]
    with pytest.raises(InvalidInput) as raised:
        make(since=LAST, until=FIRST, **said)
    assert [item.path for item in raised.value.mismatches] == ["until"]


@pytest.mark.parametrize("model", [Business, Insurance, LoanWanted, ContractedLand])
def test_the_first_day_is_asked_for(model: Callable[..., Any]) -> None:
    with pytest.raises(InvalidInput) as raised:
        model()
    assert "since" in {item.path for item in raised.value.mismatches}


@pytest.mark.parametrize(
    ("stage", "kind", "expected"),
    [
        # wishes to start, runs a business, in online trade (开设网店: opening one counts), in photovoltaics
        (BusinessStage.WISHED_FOR, BusinessKind.ONLINE_SHOP, (True, False, True, False)),
        (BusinessStage.RUNNING, BusinessKind.ONLINE_SHOP, (False, True, True, False)),
        (BusinessStage.WISHED_FOR, BusinessKind.PHOTOVOLTAIC, (True, False, False, True)),
        (BusinessStage.RUNNING, BusinessKind.PHOTOVOLTAIC, (False, True, False, True)),
        (BusinessStage.RUNNING, BusinessKind.TOURISM, (False, True, False, False)),
    ],
)
def test_a_business_is_wished_for_or_runs(stage: BusinessStage, kind: BusinessKind, expected: tuple[bool, ...]) -> None:
    person = Person(id="p", businesses=[Business(kind=kind, stage=stage, since=FIRST)])
    facts = (person.wishes_to_start, person.runs_business, person.in_online_trade, person.in_photovoltaics)
    assert tuple(fact(FIRST) for fact in facts) == expected


def test_whether_a_business_is_in_an_incubator_may_be_open() -> None:
    def incubated(*inside: bool | None) -> Any:
        run = [
            Business(kind=BusinessKind.OTHER, stage=BusinessStage.RUNNING, since=FIRST, in_incubator=at)
            for at in inside
        ]
        return Person(id="p", businesses=run).in_incubator(FIRST)

    assert incubated(False) is False
    assert incubated(None, True) is True
    found = incubated(None, False)
    assert isinstance(found, Unknown)
    assert found.facts == {"businesses"}


def test_land_is_registered_from_the_day_of_its_registration_on() -> None:
    land = [
        ContractedLand(since=FIRST, until=LAST - DAY, registered=False),
        ContractedLand(since=LAST, registered=True),
        ContractedLand(since=FIRST, registered=False),
    ]
    assert asked("contracted_land", land, "land_registered", LAST - DAY) is False
    assert asked("contracted_land", land, "land_registered", LAST) is True


def test_land_of_which_nobody_recorded_whether_it_is_registered_leaves_that_open() -> None:
    land = [ContractedLand(since=FIRST), ContractedLand(since=FIRST, registered=False)]
    found = asked("contracted_land", land, "land_registered", FIRST)
    assert isinstance(found, Unknown)
    assert found.facts == {"contracted_land"}


def test_a_loan_wanted_may_not_say_what_is_offered() -> None:
    found = asked("loans_wanted", [LoanWanted(since=FIRST)], "offers_farm_assets", FIRST)
    assert isinstance(found, Unknown)
    assert asked("loans_wanted", [LoanWanted(since=FIRST)], "wants_loan", FIRST) is True
    assert asked("loans_wanted", [LoanWanted(since=FIRST, until=FIRST)], "offers_farm_assets", LAST) is False
