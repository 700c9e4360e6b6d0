"""The function most embedders call: a household in; everything it is due, every decision, every missing fact out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..models import Household, LocalFigures
    from ..policy import Policy
    from .result import Assessment

__all__ = ["assess"]


def assess(
    household: Household,
    policy: Policy,
    local: LocalFigures,
    *,
    on: date | None = None,
    only: Collection[str] | None = None,
) -> Assessment:
    """Assess a household (农户) on a day: what each person is due, every decision, every missing fact.

    `on` is the policy's day unless given; `policy` must hold on that day, and `local` be the figures of its year and,
    where both say so, of the household's county. Serious illness and assistance are worked out for persons with bills,
    or whose bills nobody recorded; each bill of the year up to the day is settled, among the `workings`, where
    documents cover the days of all of them. Each running loan is worked out by itself, the oldest first.
    Identification is worked out for households not known to be monitored, risk elimination for those not known to be
    unmonitored. The allowance is granted on an income that civil affairs has counted, and a loan's subsidy on loans:
    where neither was recorded, the assessment says so under `skipped`. Net income and the borderline are worked out
    where only their parts were recorded. Help that documents grant without a figure is among the `entitlements`.

    `only` asks for some parts by name, such as `{"small_loan", "risk_elimination"}` (see `PARTS`): the others are not
    worked out, and facts that only they need are not among the missing. Net income is worked out with decisions that
    rest on it.

    Raises `InvalidInput` where the arguments do not belong together: another year, another county, a birth after `on`,
    a part there is none of.

    >>> from rural_revitalization import Household, LocalFigures, Person, load_policy
    >>> on = date(2022, 6, 1)
    >>> family = Household(id="1", members=[Person(id="1-1", insured=True, orphan=[])], monitored=[])
    >>> local = LocalFigures(year=2022, insurance_contribution=320, sources={"insurance_contribution": "local notice"})
    >>> assess(family, load_policy("hunan", on=on), local, on=on).totals["contribution_subsidy"].high
    Decimal('320.00')
    >>> assess(family, load_policy("hunan", on=on), local, on=on, only={"small_loan"}).skipped[0].needs
    'loans'
    """
    # Imported when first called, so that importing the package costs little more than importing attrs.
    from .running import assessment_of  # noqa: PLC0415

    return assessment_of(household, policy, local, policy.on if on is None else on, only)
