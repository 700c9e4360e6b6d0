"""One calculator: what serious-illness insurance pays of a bill, and why, in the language asked for.

    python examples/one_calculator.py 90000
    python examples/one_calculator.py 90000 zh

The county's income and ceiling are made up. Whether the person receives the allowance was not recorded.
"""

from __future__ import annotations

import sys
from datetime import date

import rural_revitalization as rr
from rural_revitalization.rules.medical import serious_illness
from rural_revitalization.wording import Language


def explained(cost: str, lang: Language) -> str:
    """The worksheet of one person with a cost in scope, line by line."""
    policy = rr.load_policy("hunan", on=date(2022, 6, 1))
    facts = serious_illness.Facts(
        in_scope_cost=cost,
        area_disposable_income=32_000,
        ceiling=300_000,
        extreme_poverty=False,
        returned_to_poverty=False,
    )
    worksheet = serious_illness.compute(facts, policy.terms(serious_illness))
    return "\n".join(rr.explain(worksheet, lang))


def main(arguments: list[str]) -> int:
    """Print the worksheet for the cost and language given."""
    cost = arguments[0] if arguments else "90000"
    try:
        print(explained(cost, "zh" if "zh" in arguments else "en"))
    except rr.InvalidInput as error:
        print(f"that is no cost: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
