"""The four rules in OpenFisca-core, as its users write them: the peer to be measured against.

Install it in an environment of its own: `pip install -e ".[frames]" polars pyarrow openfisca-core==46.0.1`. It is a
tool for measuring and no dependency.

Two entities, dated parameters, vectorised formulas over numpy arrays. Amounts are yuan in floating point, as a
variable with `value_type = float` has them, which OpenFisca keeps in 32 bits: about seven digits, so that amounts above
131,072 yuan are a fen or more off, and nothing is rounded to the fen. There are no unknowns either: an input that was
not given is 0, or false, and so the measurements give all of them.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

if TYPE_CHECKING:
    # What is used of OpenFisca, which has no types of its own.
    class Variable:
        """A column of an entity."""

    class ParameterNode:
        """Figures by name and date."""

        def __init__(self, name: str, *, data: dict[str, Any]) -> None: ...

    class TaxBenefitSystem:
        """Entities, variables and parameters."""

        parameters: ParameterNode

        def __init__(self, entities: list[Any]) -> None: ...
        def add_variables(self, *variables: type[Variable]) -> None: ...

    class Simulation:
        """A system filled with people."""

        def set_input(self, name: str, period: str, array: Array) -> None: ...
        def calculate(self, name: str, period: str) -> Array: ...

    class SimulationBuilder:
        """What fills a system with people."""

        def create_entities(self, system: TaxBenefitSystem) -> None: ...
        def declare_person_entity(self, name: str, ids: Array) -> None: ...
        def declare_entity(self, name: str, ids: Array) -> Any: ...
        def join_with_persons(self, group: Any, ids: Array, roles: Array) -> None: ...
        def build(self, system: TaxBenefitSystem) -> Simulation: ...
        def build_from_entities(self, system: TaxBenefitSystem, given: dict[str, Any]) -> Simulation: ...

    YEAR: Any
    max_: Any
    min_: Any
    not_: Any
    where: Any

    def build_entity(**_: Any) -> Any: ...

else:
    from openfisca_core.entities import build_entity
    from openfisca_core.model_api import YEAR, ParameterNode, Variable, max_, min_, not_, where
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem

__all__ = ["OUTPUTS", "Simulated", "arrays", "one_household", "simulate", "system", "variables"]

Array = NDArray[Any]

PERIOD: Final = "2022"
OUTPUTS: Final = ("contribution_subsidy", "reimbursement", "interest_subsidy", "may_eliminate")

Person: Final = build_entity(key="person", plural="people", label="A person", is_person=True)
Household: Final = build_entity(
    key="household",
    plural="households",
    label="A household",
    roles=[{"key": "member", "plural": "members", "label": "Members"}],
)

# -- what is given ------------------------------------------------------------------------------------------------

_GIVEN: Final[dict[Any, dict[type, tuple[str, ...]]]] = {
    Person: {
        float: ("contribution", "in_scope_cost", "area_disposable_income", "ceiling"),
        bool: (
            "extreme_poverty",
            "severely_disabled",
            "orphan",
            "de_facto_unattended_child",
            "minimum_living_allowance",
            "low_income",
            "monitored",
            "returned_to_poverty",
        ),
    },
    Household: {
        float: (
            "outstanding",
            "requested",
            "annual_rate",
            "subsidised_share",
            "household_net_income",
            "members",
            "monitoring_line",
        ),
        int: ("days", "overdue_days", "day_count", "months_above_line"),
        bool: (
            "borrower_in_scope",
            "need_confirmed",
            "able_to_repay",
            "food_and_clothing_secured",
            "education_secured",
            "medical_secured",
            "housing_secured",
            "water_secured",
            "rigid_spending_controlled",
            "risks_resolved",
            "risk_vanished",
            "new_risk",
            "has_labour_capacity",
        ),
    },
}


def _given() -> list[type[Variable]]:
    return [
        type(name, (Variable,), {"entity": entity, "value_type": kind, "definition_period": YEAR, "label": name})
        for entity, kinds in _GIVEN.items()
        for kind, names in kinds.items()
        for name in names
    ]


def _dated(**values: float | bool) -> dict[str, Any]:
    return {name: {"values": {"2021-01-01": {"value": value}}} for name, value in values.items()}


_PARAMETERS: Final = {
    "contribution_subsidy": _dated(full_rate=1.0, partial_rate=0.5),
    "serious_illness": _dated(deductible_share=0.5, deductible_cut=0.5, rate=0.6, rate_uplift=0.05),
    "small_loan": _dated(first_loan_cap=50000.0, topup_cap=100000.0, subsidised_cap=50000.0),
    "risk_elimination": _dated(months_required=6),
}

# -- what is worked out -------------------------------------------------------------------------------------------


class contribution_subsidy(Variable):  # noqa: N801 -- OpenFisca names variables after their classes
    """Contribution subsidy (参保资助)."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "contribution subsidy"

    def formula(person: Any, period: Any, parameters: Any) -> Any:  # noqa: N805 -- OpenFisca calls it so
        rates = parameters(period).contribution_subsidy
        full = (
            person("extreme_poverty", period)
            | person("severely_disabled", period)
            | person("orphan", period)
            | person("de_facto_unattended_child", period)
        )
        partial = (
            person("minimum_living_allowance", period) | person("low_income", period) | person("monitored", period)
        )
        return person("contribution", period) * max_(full * rates.full_rate, partial * rates.partial_rate)


class tilted(Variable):  # noqa: N801
    """Tilt of serious-illness insurance (倾斜)."""

    value_type = bool
    entity = Person
    definition_period = YEAR
    label = "has the tilt"

    def formula(person: Any, period: Any) -> Any:  # noqa: N805
        return (
            person("extreme_poverty", period)
            | person("minimum_living_allowance", period)
            | person("returned_to_poverty", period)
        )


class reimbursement(Variable):  # noqa: N801
    """Serious-illness insurance (大病保险)."""

    value_type = float
    entity = Person
    definition_period = YEAR
    label = "serious-illness reimbursement"

    def formula(person: Any, period: Any, parameters: Any) -> Any:  # noqa: N805
        figures = parameters(period).serious_illness
        has_tilt = person("tilted", period)
        base = person("area_disposable_income", period) * figures.deductible_share
        deductible = where(has_tilt, base * (1 - figures.deductible_cut), base)
        rate = where(has_tilt, figures.rate + figures.rate_uplift, figures.rate)
        due = max_(person("in_scope_cost", period) - deductible, 0) * rate
        return where(has_tilt, due, min_(due, person("ceiling", period)))


class interest_subsidy(Variable):  # noqa: N801
    """Interest subsidy of a small loan (贴息)."""

    value_type = float
    entity = Household
    definition_period = YEAR
    label = "interest subsidy"

    def formula(household: Any, period: Any, parameters: Any) -> Any:  # noqa: N805
        figures = parameters(period).small_loan
        outstanding, requested = household("outstanding", period), household("requested", period)
        topped_up = (outstanding > 0) & household("need_confirmed", period) & household("able_to_repay", period)
        permitted = where(topped_up, figures.topup_cap, figures.first_loan_cap)
        raised = max_(outstanding, min_(outstanding + requested, permitted))
        balance = where(household("borrower_in_scope", period) & (requested > 0), raised, outstanding)
        days = max_(household("days", period) - household("overdue_days", period), 0)
        rate = household("annual_rate", period) * household("subsidised_share", period)
        principal = where(household("borrower_in_scope", period), min_(balance, figures.subsidised_cap), 0)
        return principal * rate * days / household("day_count", period)


class may_eliminate(Variable):  # noqa: N801
    """Risk elimination (风险消除)."""

    value_type = bool
    entity = Household
    definition_period = YEAR
    label = "risk may be marked eliminated"

    def formula(household: Any, period: Any, parameters: Any) -> Any:  # noqa: N805
        above = household("household_net_income", period) > household("monitoring_line", period) * household(
            "members", period
        )
        long_enough = household("months_above_line", period) >= parameters(period).risk_elimination.months_required
        secured = (
            household("food_and_clothing_secured", period)
            & household("education_secured", period)
            & household("medical_secured", period)
            & household("housing_secured", period)
            & household("water_secured", period)
        )
        gone = household("risks_resolved", period) | household("risk_vanished", period)
        return (
            above
            & long_enough
            & secured
            & household("rigid_spending_controlled", period)
            & gone
            & not_(household("new_risk", period))
            & household("has_labour_capacity", period)
        )


# -- running it ---------------------------------------------------------------------------------------------------


@frozen
class Simulated:
    """Four arrays, and the seconds that filling the simulation and calculating took."""

    outputs: dict[str, Array]
    set_up: float
    calculation: float


def system() -> TaxBenefitSystem:
    """Entities, parameters and variables: built once, for all simulations."""
    built = TaxBenefitSystem([Person, Household])
    built.parameters = ParameterNode("", data=_PARAMETERS)
    built.add_variables(*_given(), contribution_subsidy, tilted, reimbursement, interest_subsidy, may_eliminate)
    return built


def variables() -> frozenset[str]:
    """The names of the variables that are given."""
    return frozenset(name for kinds in _GIVEN.values() for names in kinds.values() for name in names)


def arrays(frame: pl.DataFrame) -> dict[str, Array]:
    """The inputs that a table holds, as OpenFisca keeps them: fen become yuan, rates floating point."""
    found = dict[str, Array]()
    for kinds in _GIVEN.values():
        for kind, names in kinds.items():
            for name in frame.columns:
                if name in names:
                    found[name] = _array(frame[name], kind)
    return found


def _array(column: pl.Series, kind: type) -> Array:
    if kind is bool:
        return column.to_numpy()
    if kind is int:
        return column.to_numpy().astype(np.int32)
    yuan = column.cast(pl.Float64) / (1 if column.dtype.is_decimal() else 100)
    return yuan.to_numpy().astype(np.float32)


def simulate(
    tax_benefit_system: TaxBenefitSystem, people: dict[str, Array], households: dict[str, Array], household_of: Array
) -> Simulated:
    """A simulation of tables: arrays by variable, and for each person the row of the household."""
    begun = perf_counter()
    simulation = _filled(tax_benefit_system, people, households, household_of)
    filled = perf_counter()
    outputs = {name: simulation.calculate(name, PERIOD) for name in OUTPUTS}
    return Simulated(outputs, filled - begun, perf_counter() - filled)


def one_household(
    tax_benefit_system: TaxBenefitSystem, people: list[dict[str, Any]], household: dict[str, Any]
) -> dict[str, Array]:
    """A simulation of one household as a service runs it: from names and values, as in JSON."""
    given = {
        "people": {f"person-{place}": _of_period(person) for place, person in enumerate(people)},
        "households": {
            "household-0": {"members": [f"person-{place}" for place in range(len(people))], **_of_period(household)}
        },
    }
    simulation = SimulationBuilder().build_from_entities(tax_benefit_system, given)
    return {name: simulation.calculate(name, PERIOD) for name in OUTPUTS}


def _of_period(values: dict[str, Any]) -> dict[str, Any]:
    return {name: {PERIOD: value} for name, value in values.items()}


def _filled(
    tax_benefit_system: TaxBenefitSystem, people: dict[str, Array], households: dict[str, Array], household_of: Array
) -> Simulation:
    builder, count = SimulationBuilder(), len(next(iter(households.values())))
    builder.create_entities(tax_benefit_system)
    builder.declare_person_entity("person", np.arange(len(household_of)))
    group = builder.declare_entity("household", np.arange(count))
    builder.join_with_persons(group, household_of, np.zeros(len(household_of), dtype=np.int64))
    simulation = builder.build(tax_benefit_system)
    for name, array in (people | households).items():
        simulation.set_input(name, PERIOD, array)
    return simulation
