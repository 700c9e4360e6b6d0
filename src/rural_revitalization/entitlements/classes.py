"""Classes of people whom rows of several themes serve, each with its words and its reading.

Readings: the poor of the plan for 2016 to 2020 are the registered poor, since its scope is all of them. Those who have
exited keep its help for a prescribed period (规定的期限内, 十一（三）) whose length no document states.
"""

from __future__ import annotations

from typing import Final

from ..cases import able_to_work, exited, poor
from ..models import Household, LocalFigures
from ..models.household import KEPT_AFTER_EXIT, UNSTATED
from .who import Being, Unstated, Who

KEPT: Final = Unstated(KEPT_AFTER_EXIT, *UNSTATED[KEPT_AFTER_EXIT])
"""How long the exited keep the help of the poor."""

POOR: Final = Who(poor, "poor people", "贫困人口", (KEPT,), reading="poor_is_registered_poor")
REGISTERED_POOR: Final = Who(
    poor, "registered poor people", "建档立卡贫困人口", (KEPT,), reading="poor_is_registered_poor"
)
POOR_HOUSEHOLDS: Final = Who(
    poor, "poor households", "贫困户", (KEPT,), reading="poor_is_registered_poor", about="household"
)
EXITED: Final = Who(exited, "people of exited households", "脱贫人口")
ABLE: Final = Being(able_to_work, "who are able to work", "有劳动能力的")
IN_POOR_COUNTY: Final = Being(LocalFigures.poor_county, "in the 51 poor counties", "51个贫困县的")
RELOCATED_HOUSEHOLDS: Final = Who(Household.relocated, "relocated households", "易地扶贫搬迁户", about="household")
OF_RELOCATED: Final = Being(Household.relocated, "of relocated households", "易地搬迁的")
MONITORED_HOUSEHOLDS: Final = Who(Household.monitored, "monitored households", "防止返贫监测对象", about="household")
