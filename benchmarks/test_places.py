"""How long a province of scorecards and a county's year of duties take. Nothing is asserted of time.

Run with `pytest benchmarks`.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import islice
from typing import Any, Final

import pytest

import rural_revitalization as rr
from rural_revitalization.duties import DutyCause, LogEntry, duties_in_force, standings
from rural_revitalization.indicators import Observation, scorecards, shipped_measures, targets_in_force
from rural_revitalization.places import Level, Membership, Place, PlaceClass, divisions, level_of

benchmark = pytest.importorskip("pytest_benchmark")

IN_2024: Final = rr.load_policy("hunan", on=date(2024, 6, 1))
IN_2022: Final = rr.load_policy("hunan", on=date(2022, 12, 31))
KEY: Final = [Membership(of=PlaceClass.KEY_SUPPORT_VILLAGE, belongs=True)]


def test_100_counties_and_2000_villages_are_scored_on_5_years(benchmark: Any) -> None:
    places, observations = _province()
    cards = benchmark(scorecards, places, observations, IN_2024, on=IN_2024.on)
    assert len(cards) == 2_101


def _province() -> tuple[list[Place], list[Observation]]:
    drawn, measures = random.Random(1), shipped_measures()  # noqa: S311 - no secret
    codes = (code for code, item in divisions().items() if code.startswith("43") and item.until is None)
    counties = list(islice((code for code in codes if level_of(code) is Level.COUNTY), 100))
    villages = [f"{code}100{201 + at}" for code in counties for at in range(20)]
    places = [Place(code="430000"), *(Place(code=code) for code in counties)]
    places += [Place(code=code, memberships=KEY) for code in villages]
    of_level: dict[Level, set[str]] = {}
    for target in targets_in_force(IN_2024):
        of_level.setdefault(target.of, set()).add(target.measure)
    observations = [
        Observation(place=place.code, measure=name, year=year, value=drawn.randint(0, 100), unit=measures[name].unit)
        for place in places
        for name in sorted(of_level[place.level])
        for year in range(2019, 2024)
    ]
    return places, observations


def test_40_kinds_of_duty_of_300_villages_stand_by_a_log_of_a_year(benchmark: Any) -> None:
    drawn, owed = random.Random(1), duties_in_force(IN_2022)[:40]  # noqa: S311 - no secret
    villages = [f"430923{100 + at // 20}{201 + at % 20}" for at in range(300)]
    days = [date(2022, 1, 1) + timedelta(days=at) for at in range(365)]
    pairs = [(village, duty) for village in villages for duty in owed]
    log = [LogEntry(duty=duty.key, on=drawn.choice(days), place=village) for village, duty in pairs for _ in range(2)]
    causes = [DutyCause(duty=duty.key, place=village, owed=True) for village, duty in pairs if duty.only]
    found = benchmark(standings, villages, log, IN_2022, causes=causes, log_since=days[0], duties=owed)
    assert len(found) == 12_000
