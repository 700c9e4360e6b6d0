"""What of the rule register the library carries out, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from .entitlements.catalogue import ROOMS
from .policy.pack import shipped_packs
from .rules.catalogue import RULES

__all__ = ["coverage"]


def coverage() -> Mapping[str, str]:
    """Each id of the rule register that the library carries out, and where: rules, packs, entitlements.

    >>> coverage()["hunan-2021/medical/contribution-subsidy-half"]
    'hunan-14fyp-2021: contribution_subsidy.partial_rate; rules.medical.contribution_subsidy'
    >>> coverage()["hunan-2017/health/cataract-free"]
    'entitlements.health: cataract_treatment'
    """
    places: dict[str, list[str]] = {}
    for register, place in (*_in_packs(), *_in_rules(), *_in_entitlements()):
        places.setdefault(register, []).append(place)
    return MappingProxyType({register: "; ".join(places[register]) for register in sorted(places)})


def _in_packs() -> Iterator[tuple[str, str]]:
    for pack in shipped_packs().values():
        if pack.register is not None:
            yield pack.register, f"{pack.id}: period"
        for figure in pack.figures.values():
            if figure.register is not None:
                yield figure.register, f"{pack.id}: {figure.name}"


def _in_rules() -> Iterator[tuple[str, str]]:
    for rule in RULES:
        for source in rule.SOURCES:
            yield source.register, rule.__name__.split(".", 1)[1]


def _in_entitlements() -> Iterator[tuple[str, str]]:
    for room in ROOMS:
        for row in room.ROWS:
            yield row.source.register, f"{room.__name__.split('.', 1)[1]}: {row.name}"
