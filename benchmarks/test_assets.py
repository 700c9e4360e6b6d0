"""How long a ledger of 5,000 project assets takes, read and checked. Nothing is asserted of time.

Run with `pytest benchmarks`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import rural_revitalization as rr
from rural_revitalization.assets import findings, read_ledger

benchmark = pytest.importorskip("pytest_benchmark")

POLICY = rr.load_policy("yiyang", on=date(2022, 6, 1))
KINDS = ("operating", "public", "household")
LEDGER = [
    "id,kind,owner,keeper,since_congress,completed_on,disposed,main_use",
    *(f"A-{at},{KINDS[at % 3]},collective,,true,2019-05-01,{at % 5 == 0},upkeep" for at in range(5_000)),
]


def test_5000_assets_are_read_and_checked(benchmark: Any) -> None:
    assets, found = benchmark(_checked)
    assert assets == 5_000
    assert found > assets


def _checked() -> tuple[int, int]:
    assets = read_ledger(LEDGER)
    return len(assets), sum(len(findings(asset, POLICY)) for asset in assets)
