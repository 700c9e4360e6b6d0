"""What the rows of help without a figure add to an assessment: `python benchmarks/help_in_force.py`.

Everything is assessed of households of three in Hunan, with all rows of help in force and with the four of before, in
turn and in one process: a household with every fact recorded that the rules with figures ask for, the same with the
gaps that records have, and the households of three of the made-up township. Shown are the seconds of one processor of
the best runs, which a busy machine disturbs least, beside the ratio of the medians. Needs `polars` and `numpy`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import Any, Final
from unittest.mock import patch

if not __package__:  # run as a file, and not as a module
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.household import COUNTY, made_up_figures, made_up_household
from benchmarks.sides import HUNAN, ON
from benchmarks.timing import in_turn, milliseconds, show, times, whole

from rural_revitalization import Household, LocalFigures, Policy, assess, records
from rural_revitalization.assessment import running
from rural_revitalization.catalogue import in_force
from rural_revitalization.entitlements.entitlement import Entitlement

TOWNSHIP: Final = Path(__file__).parents[1] / "examples" / "data" / "township.json"
MEMBERS: Final = 3
ASSESSMENTS: Final = 120
"""How many assessments a run makes at the least."""
_BEFORE: Final = frozenset(
    {
        "hunan-2021/medical/chronic-diseases",
        "hunan-2021/assistance/funding-eligibility",
        "hunan-2021/assistance/measures-by-need",
    }
)
Rows = tuple[Entitlement, ...]


def help_in_force(rounds: int) -> None:
    every = in_force(HUNAN, ON)
    before = tuple(row for row in every if row.register in _BEFORE)
    whole_record = [made_up_household(MEMBERS, whole=True)], COUNTY, made_up_figures(whole=True)
    with_gaps = [made_up_household(MEMBERS)], HUNAN, made_up_figures()
    shown = [
        _compared("everything recorded", *whole_record, before, every, rounds),
        _compared("with gaps", *with_gaps, before, every, rounds),
        _compared("of the township", *_of_the_township(), before, every, rounds),
    ]
    heads = ("", f"{len(before)} rows", f"{len(every)} rows", "ratio", "of medians")
    show("one household of three, with help without a figure", heads, shown)


def _of_the_township() -> tuple[list[Household], Policy, LocalFigures]:
    content = records.parse(TOWNSHIP.read_text(encoding="utf-8"))
    households = [records.structure(Household, item) for item in content["households"]]
    of_three = [household for household in households if len(household.members_on(ON)) == MEMBERS]
    return of_three, HUNAN, records.structure(LocalFigures, content["local"])


def _compared(
    name: str,
    households: Sequence[Household],
    policy: Policy,
    local: LocalFigures,
    before: Rows,
    every: Rows,
    rounds: int,
) -> tuple[str, ...]:
    again = -(-ASSESSMENTS // len(households))

    def assessed(rows: Rows) -> Any:
        with patch.object(running, "in_force", lambda *_: rows):
            for _ in range(again):
                for household in households:
                    assess(household, policy, local, on=ON)

    found = in_turn(
        {
            "before": whole(lambda: assessed(before), process_time),
            "every": whole(lambda: assessed(every), process_time),
        },
        rounds,
    )
    one, other = found["before"], found["every"]
    each = [milliseconds(side.best / (again * len(households))) for side in (one, other)]
    return name, *each, times(other.best / one.best), times(other.total / one.total)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    help_in_force(parser.parse_args().rounds)


if __name__ == "__main__":
    main()
