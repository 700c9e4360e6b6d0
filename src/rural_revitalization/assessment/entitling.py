"""Whether a person is entitled to help, asked by itself (帮扶待遇)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ..cases import Case
from ..catalogue import in_force, of_these_in_force
from ..entitlements.entitlement import Entitlement
from ..errors import Mismatch, check_kinds, discreet, raise_if_any, unlike_items
from ..models import Household, LocalFigures, Person
from ..policy import Policy
from .findings import Entitled
from .fitting import check_kinds_of_inputs
from .making import entitled


@discreet
def entitlements_of(
    person: Person,
    household: Household,
    policy: Policy,
    local: LocalFigures,
    *,
    on: date | None = None,
    rows: Sequence[Entitlement] | None = None,
) -> tuple[Entitled, ...]:
    """Whether a person is entitled to each help that the documents in force grant without a figure (帮扶待遇).

    `on` defaults to the policy's day. The most binding document comes first. Where two documents grant the same help,
    each gives its own answer. None are granted to who is no member of the household on the day; help for the household
    as a whole is in its assessment. `rows` are asked in place of those of the library, such as rows of your own.

    >>> from rural_revitalization import Diagnosis, Disease, Person, load_policy
    >>> ill = Person(id="1-1", diagnoses=[Diagnosis(disease=Disease.DIABETES, since=date(2020, 1, 1))])
    >>> family = Household(id="1", members=[ill])
    >>> local = LocalFigures(year=2022, poor_area=True, sources={"poor_area": "the list of counties"})
    >>> for found in entitlements_of(ill, family, load_policy("yiyang", on=date(2022, 6, 1)), local):
    ...     if found.entitlement.name == "chronic_disease_management":
    ...         print(found.entitlement.source.document, found.outcome)
    yiyang-14fyp-2021 True
    hunan-14fyp-2021 Unknown(False, True, {'exited'})
    """
    check_kinds("entitlements_of", person=(person, Person))
    check_kinds_of_inputs("entitlements_of", household, policy, local, on)
    raise_if_any(() if rows is None else _unlike_rows(rows), "entitlements_of")
    day = policy.on if on is None else on
    if not person.member_on(day):
        return ()
    case = Case(household=household, local=local, on=day).of(person)
    asked = in_force(policy, day) if rows is None else of_these_in_force(rows, policy, day)
    return tuple(entitled(item, case) for item in asked if item.about == "person")


def _unlike_rows(rows: object) -> Iterator[Mismatch]:
    """Yield the mismatches of what is no sequence of help for people."""
    yield from unlike_items("rows", rows, Entitlement)
    for at, row in enumerate(rows if isinstance(rows, list | tuple) else ()):
        if isinstance(row, Entitlement) and row.about != "person":
            yield Mismatch(f"rows[{at}]", "help for people", "help for households")
