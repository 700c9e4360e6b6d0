"""A synthetic population: its tables, and the figures of a made-up county."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Any, Final

from attrs import field, frozen

from ...errors import InvalidInput, Mismatch, discreet, quoted, shown
from ...models import LocalFigures
from ..columns.operands import MoneyUnit
from ..population.linked import CODES, CODES_OF_ENTITLEMENTS, DIAGNOSES, HOUSEHOLDS, OF_WORK, OF_WORKERS, PEOPLE
from ..user_tables import outline
from .county import COUNTY, local_figures
from .families import add_incomes, drawn_homes, members_of
from .guarantees import add_guarantees
from .households import of_households
from .livelihoods import add_moves, add_production, add_support
from .made_tables import table_of
from .people import of_people
from .random_draws import Draw
from .removing import REMOVABLE, REMOVED_WITH, remove_facts
from .schools import add_posts, add_schools, add_training

_LARGEST: Final = 10**7
_BACKENDS: Final = ("polars", "pandas", "pyarrow")


@frozen
class Population:
    """A synthetic population (虚构人口): two linked tables, and the figures of a fictitious county."""

    people: Any = field(repr=outline)
    households: Any = field(repr=outline)
    local: LocalFigures


@discreet
def sample_population(
    households: int, seed: int = 0, *, backend: str = "polars", missing: int = 5, money: MoneyUnit = "yuan"
) -> Population:
    """Generate a synthetic population (虚构人口), to be assessed in 2022: families of one to eight people.

    The tables are of `backend`: polars, pandas (with Arrow columns) or pyarrow; the same arguments always give the same
    rows. `money` is the unit of amounts: "yuan" for decimals with two places, "fen" for integers. Incomes and costs are
    per year, those of the allowance per month; rates are shares per year.

    `missing` is the share of facts not recorded, in per cent. Independently of it, some facts exist on some rows only:
    the income counted by civil affairs and the grant for families on or near the allowance, net income as a whole for
    some households and in parts for others, loan terms for households with a loan, years since exit for those that
    exited, what a relocation says for those that were taken into a plan.

    Raises `InvalidInput` for invalid arguments.

    >>> made_up = sample_population(1000, seed=1, backend="pyarrow")
    >>> made_up.households.num_rows, made_up.people.num_rows
    (1000, 2922)
    >>> made_up.people.column("id")[0].as_py(), made_up.local.year
    ('H0000001-1', 2022)
    """
    _check(households, seed, backend, missing, money)
    draw = Draw(Random(seed))  # noqa: S311 - nothing here is secret
    homes = drawn_homes(draw, households)
    members = members_of(homes)
    add_incomes(draw, homes, members)
    family = {"id": homes.pop("id"), "county": [COUNTY] * households} | of_households(draw, homes)
    person = {name: members.pop(name) for name in ("household", "id")} | of_people(draw, members)
    add_guarantees(Draw(Random(f"{seed} guarantees")), person, family, missing)  # noqa: S311
    for table in (person, family):
        remove_facts(draw, table, REMOVABLE, REMOVED_WITH, missing)
    add_support(Draw(Random(seed + 1)), person, family, missing)  # noqa: S311 - nothing here is secret
    add_schools(Draw(Random(f"{seed} schools")), person)  # noqa: S311 - nothing here is secret
    add_training(Draw(Random(f"{seed} training")), person, missing)  # noqa: S311 - nothing here is secret
    add_posts(Draw(Random(f"{seed} posts")), person, missing)  # noqa: S311 - nothing here is secret
    add_production(Draw(Random(f"{seed} production")), person, family, missing)  # noqa: S311
    add_moves(Draw(Random(f"{seed} moves")), family, homes["net"], missing)  # noqa: S311
    return Population(
        people=table_of(
            person, _drawn(("household", "id", *CODES, *PEOPLE, *CODES_OF_ENTITLEMENTS, *DIAGNOSES)), backend, money
        ),
        households=table_of(family, _drawn(("id", "county", *HOUSEHOLDS)), backend, money),
        local=local_figures(),
    )


_NOT_DRAWN: Final = frozenset({*OF_WORK, *OF_WORKERS, "in_poor_village"})
"""What nobody records here: jobs, services and what goes with them."""


def _drawn(names: Iterable[str]) -> list[str]:
    return [name for name in names if name not in _NOT_DRAWN]


def _check(households: int, seed: int, backend: str, missing: int, money: str) -> None:
    wrong = []
    for name, value, least, most in (("households", households, 1, _LARGEST), ("missing", missing, 0, 100)):
        if type(value) is not int or not least <= value <= most:
            wrong.append(Mismatch(name, f"a whole number from {least} to {most}", shown(value)))
    if type(seed) is not int:
        wrong.append(Mismatch("seed", "a whole number", shown(seed)))
    if backend not in _BACKENDS:
        wrong.append(Mismatch.of_name("backend", backend, _BACKENDS))
    if money not in ("yuan", "fen"):
        wrong.append(Mismatch("money", '"fen" or "yuan"', quoted(money)))
    if wrong:
        raise InvalidInput(wrong, about="sample_population")
