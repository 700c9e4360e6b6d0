"""All entitlements there are, and what a person has a right to among them."""

from __future__ import annotations

from datetime import date
from types import ModuleType
from typing import Final

from ..models import Household, LocalFigures, Person
from ..policy import Policy
from . import health
from .entitlement import Case, Entitled, Entitlement

__all__ = ["ENTITLEMENTS", "ROOMS", "entitlements_of", "in_force"]

ROOMS: Final[tuple[ModuleType, ...]] = (health,)
"""The modules that hold entitlements, each with `ROWS` and `NOT_CARRIED`."""

ENTITLEMENTS: Final[tuple[Entitlement, ...]] = tuple(row for room in ROOMS for row in room.ROWS)
"""Every entitlement, in the order in which results are shown."""


def entitlements_of(
    person: Person, household: Household, policy: Policy, local: LocalFigures, on: date
) -> tuple[Entitled, ...]:
    """Whether a person has a right to each help that the documents in force grant without a figure (帮扶待遇).

    The most binding document comes first. Where two documents grant the same help, each answers for itself.

    >>> from rural_revitalization import Diagnosis, Disease, load_policy
    >>> on = date(2022, 6, 1)
    >>> ill = Person(id="1-1", diagnoses=[Diagnosis(disease=Disease.DIABETES, since=date(2020, 1, 1))])
    >>> family = Household(id="1", members=[ill])
    >>> for found in entitlements_of(ill, family, load_policy("yiyang", on=on), LocalFigures(year=2022), on):
    ...     print(found.entitlement.source.document, found.entitlement.name, found.outcome)
    yiyang-14fyp-2021 chronic_disease_management True
    hunan-14fyp-2021 contract_service Unknown(False, True, {'exited'})
    hunan-14fyp-2021 chronic_disease_management Unknown(False, True, {'exited'})
    """
    case = Case(person=person, household=household, local=local, on=on)
    return tuple(item.found(case) for item in in_force(policy, on))


def in_force(policy: Policy, on: date) -> tuple[Entitlement, ...]:
    """What the documents in force grant on a day, the most binding document first."""
    return tuple(
        item
        for document in policy.documents
        for item in ENTITLEMENTS
        if item.source.document == document and item.since <= on <= item.until
    )
