"""What people live on, produce, insure and borrow for, and where they move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ..population.linked import OF_ACCOUNTS, OF_BUSINESSES, OF_HARDSHIP, OF_MOVES, OF_RESETTLEMENT, OF_SUPPORT
from .people import SELF_CARE
from .random_draws import Columns, Draw
from .removing import remove_facts


def add_support(draw: Draw, person: Columns, family: Columns, missing: int) -> None:
    """Add what people live on and who supports them, and the difficulties of households, some of it not recorded."""
    people, homes = len(person["id"]), len(family["id"])
    poor = person["extreme_poverty"]
    able = [capacity != "none" for capacity in person["labour_capacity"]]
    person |= {
        "self_care": draw.of(SELF_CARE, people),
        "stable_income": [can and at < 700 for can, at in zip(able, draw.below(1000, people), strict=True)],
        "source_of_living": [not alone and at < 970 for alone, at in zip(poor, draw.below(1000, people), strict=True)],
        "supporter_able": [not alone and at < 900 for alone, at in zip(poor, draw.below(1000, people), strict=True)],
        "pension_insured": draw.holds(600, people),
        "local_measure_met": draw.holds(80, people),
    }
    family |= {
        "temporary_difficulty": draw.holds(30, homes),
        "industry_or_work_suffices": draw.holds(900, homes),
        "relocated": draw.holds(60, homes),
    }
    for table, names in ((person, OF_SUPPORT), (family, OF_HARDSHIP)):
        for name in names:
            lost = draw.holds(10 * missing, len(table[name]))
            table[name] = [None if gone else value for gone, value in zip(lost, table[name], strict=True)]


_RECORDED_WITH: Final[Mapping[str, tuple[str, ...]]] = {
    OF_BUSINESSES[0]: OF_BUSINESSES[1:],
    **dict.fromkeys(OF_RESETTLEMENT, ()),
    "insured_against_poverty": ("insured_products",),
    "land_registered": (),
    "wants_loan": ("offers_farm_assets", "offers_land", "offers_house", "offers_homestead"),
}
"""Facts that one record says, by the first of them: they are recorded together or not at all."""


def add_production(draw: Draw, person: Columns, family: Columns, missing: int) -> None:
    """Add businesses, insurance, land and wants of loans, some of it not recorded."""
    people, homes = len(person["id"]), len(family["id"])
    person |= {name: draw.holds(40, people) for name in (*OF_BUSINESSES, *OF_RESETTLEMENT)}
    running = [person[name] for name in ("runs_business", "in_online_trade", "in_photovoltaics", "in_incubator")]
    person["runs_business"] = [any(has) for has in zip(*running, strict=True)]
    wants = draw.holds(150, homes)
    # One in so many of those who want a loan offers each kind of security, some of them several.
    offered = {
        name: [so and has for so, has in zip(wants, draw.holds(250, homes), strict=True)]
        for name in ("offers_farm_assets", "offers_land", "offers_house", "offers_homestead")
    }
    offered["offers_farm_assets"] = list(map(max, offered["offers_farm_assets"], offered["offers_land"]))
    insured = {name: draw.holds(300, homes) for name in ("insured_against_poverty", "insured_products")}
    family |= {**insured, "land_registered": draw.holds(900, homes), "wants_loan": wants, **offered}
    for table in (person, family):
        remove_facts(draw, table, _RECORDED_WITH, _RECORDED_WITH, missing)


def add_moves(draw: Draw, family: Columns, nets: Sequence[int], missing: int) -> None:
    """Add what is recorded of relocations, and the income and spending of the year before, some of it not recorded."""
    homes = len(family["id"])
    likely = {name: draw.holds(thousandths, homes) for name, thousandths in _LIKELY_OF_MOVES.items()}
    moves = likely | {"new_floor_area": draw.between(20, 200, homes)}
    planned = draw.holds(60, homes)
    family |= {"to_move": planned} | {
        name: [value if so else None for value, so in zip(moves[name], planned, strict=True)] for name in OF_MOVES[1:]
    }
    change = draw.between(60, 160, homes)
    spent = [100 * yuan for yuan in draw.between(8000, 80000, homes)]
    family |= {
        "net_income_before": [net * at // 100 for net, at in zip(nets, change, strict=True)],
        "spending": [yuan * at // 100 for yuan, at in zip(spent, draw.between(70, 170, homes), strict=True)],
        "spending_before": spent,
    }
    remove_facts(draw, family, ("to_move", *OF_ACCOUNTS), {"to_move": OF_MOVES[1:]}, missing)
    remove_facts(draw, family, OF_MOVES[1:], {}, missing)


_LIKELY_OF_MOVES: Final[Mapping[str, int]] = {
    "left_harsh_nature": 600,
    "left_poor_living": 400,
    "left_undeveloped": 500,
    "agreed_to_move": 900,
    "borrowed_to_enlarge": 60,
    "in_settlement": 800,
    "in_urban_settlement": 500,
    "in_small_settlement": 400,
}
