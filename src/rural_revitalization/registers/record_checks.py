"""Checks of what registers hold (台账数据核查): what cannot be right, or is worth a visit, each with its words.

A check is a row of `checks.toml`: about whom it is, how serious it is, and what it says in English and Chinese. Its
test is in `of_people`, `of_households` or, of what is recorded twice, `duplicates`. Findings name records by their keys
alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from attrs import frozen

from ..errors import check_kinds, discreet
from ..models import Household
from ..wording import Language
from ..wording.words import check_language
from .duplicates import MembersByNumber
from .of_households import OF_HOUSEHOLDS
from .of_people import OF_PEOPLE, OF_THE_DEAD

IN_TWO_HOUSEHOLDS: Final = "person-in-two-households"
"""The check that no record of one household can answer."""


class Severity(StrEnum):
    """How serious a finding is (级别): 错误, 疑点, 提示."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@frozen
class RegisterCheck:
    """A check (核查项): its id, whether it is about a "person" or a "household", its level, and what it says."""

    id: str
    about: str
    level: Severity
    en: str
    zh: str

    def words(self, lang: Language = "en") -> str:
        """What it says of whom it finds."""
        check_language(lang)
        return self.zh if lang == "zh" else self.en


@frozen
class CheckFinding:
    """What a check found (核查结果): the check, the key of the household, and that of the member if about one."""

    check: RegisterCheck
    household: str
    member: str | None = None


@cache
def register_checks() -> Mapping[str, RegisterCheck]:
    """Return the checks of the library by id."""
    text = files(__package__).joinpath("checks.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text).items()
    return MappingProxyType(
        {name: RegisterCheck(name, row["about"], Severity(row["level"]), row["en"], row["zh"]) for name, row in rows}
    )


@discreet
def check(household: Household, *, on: date) -> tuple[CheckFinding, ...]:
    """Return every finding of a household's record as it stands on a day, members of the day one by one.

    Only what was recorded is held against a record: a fact that was not recorded raises no finding.

    >>> from rural_revitalization import Person
    >>> pupil = Person(id="P-1", birth_date=date(2012, 5, 1), labour_capacity="full")
    >>> [item.check.id for item in check(Household(id="H-1", members=[pupil]), on=date(2023, 12, 31))]
    ['child-with-labour']
    """
    check_kinds("check", household=(household, Household), on=(on, date))
    return tuple(_found(household, on))


@discreet
def check_all(households: Iterable[Household], *, on: date) -> tuple[CheckFinding, ...]:
    """Return the findings of each household's record, then who is a member of two of them on the day (跨户核查).

    Households are taken one by one; of each, only the identity numbers are kept. Raises `InvalidInput` for what is no
    household.

    >>> from rural_revitalization import Person
    >>> number = "11010519491231002X"  # the example of GB 11643
    >>> homes = [Household(id=key, members=[Person(id=f"{key}-1", identity_number=number)]) for key in ("H-1", "H-2")]
    >>> [(item.household, item.member, item.check.id) for item in check_all(homes, on=date(2023, 12, 31))]
    [('H-1', 'H-1-1', 'person-in-two-households'), ('H-2', 'H-2-1', 'person-in-two-households')]
    """
    check_kinds("check_all", households=(households, Iterable), on=(on, date))
    return tuple(_found_in_all(households, on))


def _found_in_all(households: Iterable[Household], on: date) -> Iterator[CheckFinding]:
    numbers = MembersByNumber()
    for household in households:
        yield from check(household, on=on)
        numbers.add(household, on)
    for key, member in numbers.in_several_households():
        yield CheckFinding(register_checks()[IN_TWO_HOUSEHOLDS], key, member)


def _found(household: Household, on: date) -> Iterator[CheckFinding]:
    members = household.members_on(on)
    for name, item in register_checks().items():
        if name == IN_TWO_HOUSEHOLDS:
            continue
        if item.about == "household":
            if OF_HOUSEHOLDS[name](household, on):
                yield CheckFinding(item, household.id)
            continue
        for person in household.people if name in OF_THE_DEAD else members:
            if OF_PEOPLE[name](person, household, on):
                yield CheckFinding(item, household.id, person.id)
