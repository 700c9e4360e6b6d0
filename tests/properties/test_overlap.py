"""Schemes that exclude each other are never both due, whatever is recorded."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rural_revitalization import AllowanceSpell, Household, LocalFigures, Person, Spell, assess, load_policy
from rural_revitalization.catalogue import DECLARED
from rural_revitalization.rules.overlap import OVERLAPS, Scheme
from rural_revitalization.strategies import households

ON: Final = date(2022, 6, 1)
evolve: Any = attrs.evolve  # type checkers do not see that models are attrs classes
LOCAL: Final = {
    "allowance_standard": 500,
    "extreme_poverty_standard": 650,
    "care_standard_able": 0,
    "care_standard_partial": 200,
    "care_standard_unable": 500,
}
FIGURES: Final = LocalFigures(year=2022, sources=dict.fromkeys(LOCAL, "made up"), **LOCAL)  # type: ignore[arg-type]
ASKED: Final = {name for name, rule in DECLARED.items() if rule.scheme is not None}


def held(household: Household, jurisdiction: str) -> dict[Scheme, set[str | None]]:
    """Who certainly has each scheme: the record keys of people, None for the family."""
    found = assess(household, load_policy(jurisdiction, on=ON), FIGURES, on=ON, only=ASKED)
    due = [(item.rule, item.person) for item in found.payments if least(item.amount) > 0]
    due += [(item.rule, item.person) for item in found.decisions if item.outcome is True]
    schemes: dict[Scheme, set[str | None]] = {scheme: set() for scheme in Scheme}
    for rule, person in due:
        scheme = DECLARED[rule].scheme
        assert scheme is not None
        schemes[scheme].add(person)
    return schemes


def least(amount: Any) -> Decimal:
    found: Decimal = amount.low if hasattr(amount, "low") else amount
    return found


def both(schemes: dict[Scheme, set[str | None]], one: Scheme, other: Scheme) -> bool:
    """Whether two schemes are held together: by one person, or by the family and any of its members."""
    of_family = (None in schemes[one] and bool(schemes[other])) or (None in schemes[other] and bool(schemes[one]))
    return of_family or not schemes[one].isdisjoint(schemes[other])


@settings(max_examples=60)
@given(households(most=3), st.sampled_from(["hunan", "yiyang", "guizhou"]))
def test_schemes_that_exclude_each_other_are_never_both_due(household: Household, jurisdiction: str) -> None:
    schemes = held(household, jurisdiction)
    for row in OVERLAPS:
        assert not both(schemes, row.prevails, row.yields), row


BORDERLINE: Final[dict[str, Any]] = {"family_income": 600, "employment_cost": 0, "allowance_borderline": True}
ILL: Final[Any] = Person(
    id="a", minimum_living_allowance=[], extreme_poverty=[], gravely_ill=True, disability_kind="none", self_care="full"
)
SINCE: Final = date(2021, 1, 1)


@pytest.mark.parametrize(
    ("changes", "of_household", "expected"),
    [
        ({}, BORDERLINE, {Scheme.NEW_SINGLE_ALLOWANCE: {"a"}}),
        ({"extreme_poverty": [Spell(since=SINCE)]}, BORDERLINE, {Scheme.EXTREME_POVERTY: {"a"}}),
        (
            {"minimum_living_allowance": [AllowanceSpell(since=SINCE, alone=True, grant=500)]},
            BORDERLINE,
            {Scheme.SINGLE_ALLOWANCE: {"a"}},
        ),
        (
            {"minimum_living_allowance": [AllowanceSpell(since=SINCE, alone=False, grant=300)]},
            {"family_income": 200, "employment_cost": 0, "raised_by_employment": False, "months_above_standard": 0},
            {Scheme.FAMILY_ALLOWANCE: {None}},
        ),
        ({}, {"family_income": 200, "employment_cost": 0}, {Scheme.NEW_ALLOWANCE: {None}}),
    ],
    ids=["alone", "extreme poverty", "receives alone", "family receives", "family newly"],
)
def test_each_scheme_is_held_where_no_other_prevails(
    changes: dict[str, Any], of_household: dict[str, Any], expected: dict[Scheme, set[str | None]]
) -> None:
    person = evolve(ILL, **changes)
    found = held(Household(id="1", members=[person], **of_household), "hunan")
    assert {scheme: who for scheme, who in found.items() if who} == expected


def test_of_both_tracks_neither_is_certain() -> None:
    on_both = evolve(
        ILL,
        extreme_poverty=[Spell(since=SINCE)],
        minimum_living_allowance=[AllowanceSpell(since=SINCE, alone=True, grant=500)],
    )
    found = held(Household(id="1", members=[on_both], **BORDERLINE), "hunan")
    assert not any(found.values())


def test_every_scheme_is_some_rules_and_no_row_excludes_itself() -> None:
    assert {rule.scheme for rule in DECLARED.values()} - {None} == set(Scheme)
    assert all(row.prevails is not row.yields for row in OVERLAPS)
    assert len({(row.prevails, row.yields) for row in OVERLAPS}) == len(OVERLAPS)


def test_every_scheme_has_a_chinese_name_of_its_own() -> None:
    names = {scheme.zh for scheme in Scheme}
    assert len(names) == len(Scheme)
    assert all(ord(character) > 0x2E7F for name in names for character in name)
