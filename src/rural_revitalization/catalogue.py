"""All rules and rows by name, and their coverage of the rule register.

Add a new rule to `RULES`, a new module of entitlements to `ENTITLEMENT_ROOMS`: assessments, tables, JSON, the command
line, documentation and the tests of the catalogue read these lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType, ModuleType
from typing import Any, Final

from attrs import evolve

from .assets import CHECKS
from .cases.origins import Slot
from .checklists import shipped_checklists
from .duties import responsibility, shipped_duties
from .entitlements import (
    after_relocation,
    education,
    employment,
    finance,
    health,
    industry,
    last_resort,
    monitored_households,
    public_posts,
    social_care,
)
from .entitlements.entitlement import Entitlement
from .errors import Mismatch, first, in_short
from .fields import Spec, specs
from .fields.citations import Figure
from .indicators import shipped_carried, shipped_not_carried, shipped_targets
from .places import shipped_lists, shipped_pairings
from .policy import Policy
from .policy.pack import shipped_packs
from .procedures import PROCEDURES, time_limits
from .readonly import ReadOnly
from .rules.allowance import (
    centralised_care,
    child_living_grant,
    disability_subsidies,
    extreme_poverty_recognition,
    extreme_poverty_support,
    gradual_exit,
    labour_loss_inclusion,
    low_income_recognition,
    minimum_living,
    pension_contribution,
    relief_in_difficulty,
    single_person_allowance,
    single_person_household,
    standard_adjustment,
    two_lines,
)
from .rules.credit import small_loan
from .rules.exit import county_exit, household_exit, village_exit
from .rules.form import AnyDeclaration, AnyRule, DeclaringModule, Rule
from .rules.guarantees import compulsory_education, drinking_water, housing_renovation, safe_housing, school_attendance
from .rules.livelihood import (
    certificate_grant,
    employment_services,
    enterprise_grants,
    guard_posts,
    household_relocation,
    one_worker,
    relocation_loans,
    vocational_grant,
)
from .rules.medical import (
    basic_insurance,
    contribution_subsidy,
    inpatient_level,
    medical_assistance,
    serious_illness,
    settlement,
    tilted_assistance,
)
from .rules.monitoring import identification, net_income, risk_elimination, warning_signal
from .rules.places import collective_investment, fund_pooling, land_contracts, service_thresholds
from .wording.worded import Words

RULES: Final[tuple[DeclaringModule[AnyRule], ...]] = (
    contribution_subsidy,
    basic_insurance,
    serious_illness,
    medical_assistance,
    tilted_assistance,
    settlement,
    inpatient_level,
    gradual_exit,
    minimum_living,
    single_person_allowance,
    single_person_household,
    extreme_poverty_recognition,
    extreme_poverty_support,
    centralised_care,
    labour_loss_inclusion,
    relief_in_difficulty,
    pension_contribution,
    disability_subsidies,
    child_living_grant,
    standard_adjustment,
    two_lines,
    vocational_grant,
    certificate_grant,
    enterprise_grants,
    small_loan,
    net_income,
    low_income_recognition,
    school_attendance,
    compulsory_education,
    safe_housing,
    housing_renovation,
    drinking_water,
    household_relocation,
    relocation_loans,
    warning_signal,
    one_worker,
    employment_services,
    guard_posts,
    identification,
    risk_elimination,
    household_exit,
)
"""Every rule module in display order; the layers of a chain are in order of payment."""

PLACE_RULES: Final[tuple[DeclaringModule[AnyDeclaration], ...]] = (
    *(village_exit, county_exit, service_thresholds),
    *(fund_pooling, collective_investment, land_contracts),
)
"""Rules about places, whose facts are given rather than drawn from records."""


def _name_of(module: ModuleType) -> str:
    return module.__name__.rsplit(".", 1)[-1]


ENTITLEMENT_ROOMS: Final[tuple[ModuleType, ...]] = (
    *(health, education, social_care, monitored_households, last_resort),
    *(after_relocation, finance, industry, employment, public_posts),
)
"""The modules of entitlements, each with `ROWS` and `NOT_CARRIED`."""

ENTITLEMENTS: Final[tuple[Entitlement, ...]] = tuple(row for room in ENTITLEMENT_ROOMS for row in room.ROWS)
"""Every entitlement in display order."""

THEMES: Final[tuple[str, ...]] = tuple(_name_of(room) for room in ENTITLEMENT_ROOMS)
"""The themes of entitlements (帮扶类别) in display order: the names of their modules, such as "health"."""
_THEME_OF: Final = {row.register: _name_of(room) for room in ENTITLEMENT_ROOMS for row in room.ROWS}


def theme_of(item: Entitlement) -> str:
    """Return the theme of an entitlement."""
    return _THEME_OF[item.register]


# -- rules ----------------------------------------------------------------------------------------------------


DECLARED: Final[Mapping[str, AnyRule]] = ReadOnly({rule.RULE.name: rule.RULE for rule in RULES})
"""The declaration of every rule about records by name, in the same order."""

EVERY_RULE: Final[Mapping[str, AnyDeclaration]] = ReadOnly(
    {**DECLARED, **{rule.RULE.name: rule.RULE for rule in PLACE_RULES}}
)
"""The declaration of every rule by name, those about places last."""


def rule_of(rule: DeclaringModule[AnyRule] | AnyRule | str) -> AnyRule:
    """Return the declaration of a rule, given as module, declaration or name; raises `KeyError` for an unknown name."""
    if isinstance(rule, str):
        return DECLARED[rule]
    return rule if isinstance(rule, Rule) else rule.RULE


def completed_by(place: Slot) -> AnyRule:
    """Return the rule that completes a record where it is missing; there must be one."""
    return next(rule for rule in DECLARED.values() if rule.completing(frozenset({place})))


LAYERS: Final = tuple(rule for rule in DECLARED.values() if rule.about == "person" and rule.takes is not None)
"""The layers that pay a year's bills, in order; each pays of what the previous one leaves."""


def _parts() -> Iterator[str]:
    for rule in DECLARED.values():
        if rule.finds and rule.about not in ("county", "enterprise"):
            yield rule.name
    yield "entitlements"


PARTS: Final = tuple(_parts())
"""The parts of an assessment that can be requested by name: each rule with findings, and "entitlements"."""


# -- entitlements ---------------------------------------------------------------------------------------------


def in_force(policy: Policy, on: date) -> tuple[Entitlement, ...]:
    """Return the entitlements without a figure that are in force on a date, in order of precedence of the documents."""
    return policy.kept(("in_force", on), lambda: tuple(of_these_in_force(ENTITLEMENTS, policy, on)))


def of_these_in_force(rows: Iterable[Entitlement], policy: Policy, on: date) -> Iterator[Entitlement]:
    """Yield those of some entitlements that are in force on a date, in order of precedence of the documents."""
    rows = tuple(rows)
    for document in policy.documents:
        ended_on = policy.carried_on.get(document)
        for item in rows:
            if item.source.document == document and item.since <= (ended_on or on) <= item.until:
                yield item if ended_on is None else evolve(item, carried_on=ReadOnly({document: ended_on}))


# -- figures --------------------------------------------------------------------------------------------------

_IN_A_PACK: Final[Mapping[str, str]] = {
    "money": "yuan to the fen",
    "ceiling": "yuan to the fen",
    "area": "square metres, to two places",
    "rate": "a share of 1, such as 0.50",
    "count": "a whole number",
    "truth": "true or false",
    "date": "a date such as 2025-12-31",
    "shares": "a list of shares between 0 and 1 that never rise",
    "sums": "a list of {contribution = ..., sum = ...} in yuan, contributions ascending",
    "schedule": 'a share of 1, such as 0.50, or {measured_on = "whole" or "excess", bands = [...]}, limits ascending',
}
"""The values a pack accepts, by kind of term."""
_REFUSALS: Final = (ValueError, TypeError, ArithmeticError, KeyError)


@cache
def _terms() -> Mapping[str, Spec]:
    stated = {rule.name: rule.terms for rule in EVERY_RULE.values()} | {"time_limits": time_limits.Terms}
    found = {
        f"{rule}.{name}": evolve(spec, kind=evolve(spec.kind, expected=_IN_A_PACK[spec.kind.name]))
        for rule, terms in stated.items()
        for name, spec in specs(terms).items()
        if spec.figure is None  # else it is listed with the rule whose figure it is
    }
    return MappingProxyType(found)


def figure_names() -> tuple[str, ...]:
    """Return the names of all figures that a pack may state, as `rule.term`."""
    return tuple(_terms())


def term_spec(name: str) -> Spec:
    """Return the declaration of the term that a figure fills; raises `KeyError` for an unknown name."""
    return _terms()[name]


def figure_faults(figures: Mapping[str, Figure]) -> Iterator[Mismatch]:
    """Yield the faults of a pack's figures, checked against the terms they fill.

    A figure must have the name of a term and a value the term accepts; a unit, if given, must be the term's.
    """
    terms = dict(sorted(_terms().items()))
    yield from first(Mismatch.of_name(name, name, terms) for name in figures if name not in terms)
    for name, figure in figures.items():
        if name in terms:
            yield from _faults(figure, terms[name])


def _faults(figure: Figure, spec: Spec) -> Iterator[Mismatch]:
    units = dict.fromkeys(unit for unit in (spec.unit, spec.kind.unit, spec.kind.name) if unit)
    if figure.unit is not None and figure.unit not in units:
        yield Mismatch(f"{figure.name}.unit", " or ".join(units), in_short(figure.unit))
    if figure.granted and not spec.grantable:
        yield Mismatch(f"{figure.name}.granted", f"a value: {spec.expected}", "true")
    if figure.value is None:
        return
    try:
        spec.parse(figure.value)
    except _REFUSALS:
        yield Mismatch(f"{figure.name}.value", spec.expected, in_short(figure.value))


# -- the rule register ----------------------------------------------------------------------------------------


def coverage() -> Mapping[str, tuple[str, ...]]:
    """Map each rule-register id the library implements to its figures of packs, rules and rows.

    >>> [place for places in coverage().values() for place in places if "cataract" in place]
    ['entitlements.health: cataract_treatment']
    """
    places: dict[str, list[str]] = {}
    rows = (
        *(*_in_entitlements(), *_in_duties(), *_in_procedures(), *_in_checklists()),
        *(*_in_indicators(), *_in_places(), *_in_assets()),
    )
    for register, place in (*_in_packs(), *_in_rules(), *rows):
        places.setdefault(register, []).append(place)
    return ReadOnly({register: tuple(places[register]) for register in sorted(places)})


def not_carried() -> Mapping[str, Words]:
    """Map ids of the register that no row implements to the reason, where a module of rows gives one."""
    of_rooms = {register: why for room in ENTITLEMENT_ROOMS for register, why in room.NOT_CARRIED.items()}
    return ReadOnly({**of_rooms, **shipped_not_carried()})


def _in_packs() -> Iterator[tuple[str, str]]:
    for pack in shipped_packs().values():
        if pack.register is not None:
            yield pack.register, f"{pack.id}: period"
        for figure in pack.figures.values():
            if figure.register is not None:
                yield figure.register, f"{pack.id}: {figure.name}"


def _in_rules() -> Iterator[tuple[str, str]]:
    for rule in EVERY_RULE.values():
        for register in rule.register:
            yield register, f"rules.{rule.name}"


def _in_entitlements() -> Iterator[tuple[str, str]]:
    for room in ENTITLEMENT_ROOMS:
        rows: Iterable[Any] = room.ROWS
        for row in rows:
            yield row.source.register, f"{room.__name__.split('.', 1)[1]}: {row.name}"


def _in_duties() -> Iterator[tuple[str, str]]:
    for duty in shipped_duties().values():
        yield duty.register, f"duties: {duty.key}"
    yield responsibility().register, "duties: responsibility"


def _in_procedures() -> Iterator[tuple[str, str]]:
    for procedure in PROCEDURES:
        for register in procedure.registers:
            yield register, f"procedures: {procedure.name}"


def _in_checklists() -> Iterator[tuple[str, str]]:
    for item in shipped_checklists().values():
        yield item.register, f"checklists: {item.key}"


def _in_indicators() -> Iterator[tuple[str, str]]:
    for target in shipped_targets().values():
        yield target.register, f"indicators: {target.key}"
    for register, keys in shipped_carried().items():
        for key in keys:
            yield register, f"indicators: {key}"


def _in_places() -> Iterator[tuple[str, str]]:
    for item in shipped_lists():
        for register in item.registers:
            yield register, f"places: {item.of}"
    for pairing in shipped_pairings():
        yield pairing.register, "places: pairings"


def _in_assets() -> Iterator[tuple[str, str]]:
    for check in CHECKS:
        for register in check.registers.values():
            yield register, f"assets: {check.name}"
