"""All rules there are, and what of the rule register they and the packs carry out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, ModuleType
from typing import Final

from ..policy.pack import shipped_packs
from .allowance import gradual_exit, minimum_living, single_person_household
from .credit import small_loan
from .medical import contribution_subsidy, serious_illness
from .monitoring import identification, net_income, risk_elimination

__all__ = ["RULES", "coverage"]

RULES: Final[tuple[ModuleType, ...]] = (
    contribution_subsidy,
    serious_illness,
    gradual_exit,
    minimum_living,
    single_person_household,
    small_loan,
    net_income,
    identification,
    risk_elimination,
)
"""Every rule module, in the order in which results are shown."""


def coverage() -> Mapping[str, str]:
    """Each id of the rule register that the library carries out, and where: rule modules, packs' figures and periods.

    >>> coverage()["hunan-2021/medical/contribution-subsidy-half"]
    'hunan-14fyp-2021: contribution_subsidy.partial_rate; rules.medical.contribution_subsidy'
    """
    places: dict[str, list[str]] = {}
    for pack in shipped_packs().values():
        if pack.register is not None:
            places.setdefault(pack.register, []).append(f"{pack.id}: period")
        for figure in pack.figures.values():
            if figure.register is not None:
                places.setdefault(figure.register, []).append(f"{pack.id}: {figure.name}")
    for rule in RULES:
        for source in rule.SOURCES:
            places.setdefault(source.register, []).append(rule.__name__.split(".", 1)[1])
    return MappingProxyType({register: "; ".join(places[register]) for register in sorted(places)})
