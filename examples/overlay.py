"""The same bill under the provincial plan, and under the plan with a county's overlay on top.

The overlay is `data/county-overlay.toml`. It, and the county's income, are made up.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import rural_revitalization as rr
from rural_revitalization.rules.medical import serious_illness

OVERLAY = Path(__file__).parent / "data" / "county-overlay.toml"
ON = date(2022, 6, 1)


def main() -> None:
    """Print what each pays, and where its figures come from."""
    facts = serious_illness.Facts(
        in_scope_cost=90_000,
        area_disposable_income=32_000,
        ceiling=rr.NO_CEILING,
        extreme_poverty=False,
        minimum_living_allowance=True,
        returned_to_poverty=False,
    )
    for overlay in (None, OVERLAY):
        policy = rr.load_policy("hunan", on=ON, overlay=overlay)
        worksheet = serious_illness.compute(facts, policy.terms(serious_illness))
        print(f"under {', '.join(policy.documents)}:")
        print(f"  reimbursed {worksheet.reimbursement} yuan above a deductible of {worksheet.deductible} yuan")
        print(f"  deductible by {policy.figure('serious_illness.deductible_share')}")


if __name__ == "__main__":
    main()
