"""Classes of people whom rows of several themes serve, each with its words and its reading.

Readings: the poor of the plan for 2016 to 2020 are the registered poor, since its scope is all of them. Those who have
exited keep its help for a prescribed period (规定的期限内, 十一（三）) whose length no document states. Families in
difficulty (家庭经济困难) are named and not defined: those who passed a test of means count, of others it is not stated.
"""

from __future__ import annotations

from typing import Final

from ..cases import able_to_work, disabled, exited, poor, relocated
from ..models import Household, LocalFigures, Person
from ..models.household import KEPT_AFTER_EXIT, UNSTATED
from .who import Being, Unstated, Who, any_of

GROWN_UP: Final = 18
"""The age from which on nobody is a minor (民法典第十七条)."""
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
RELOCATED_HOUSEHOLDS: Final = Who(relocated, "relocated households", "易地扶贫搬迁户", about="household")
OF_RELOCATED: Final = Being(relocated, "of relocated households", "易地搬迁的")
MONITORED_HOUSEHOLDS: Final = Who(Household.monitored, "monitored households", "防止返贫监测对象", about="household")
DISABLED: Final = Who(disabled, "disabled people", "残疾人")

OTHER_DIFFICULTY: Final = Unstated(
    "entitlements.other_difficulty", "which other families are in difficulty", "其他困难家庭的范围"
)
"""Whom a document calls hard up that names no measure of it."""

OF_POOR: Final = Being(poor, "of registered poor households", "建档立卡贫困家庭的", (KEPT,))
ON_ALLOWANCE: Final = Being(Person.minimum_living_allowance, "on the allowance", "低保的")
IN_EXTREME_POVERTY: Final = Being(Person.extreme_poverty, "in extreme poverty", "特困的")
BEING_DISABLED: Final = Being(disabled, "who are disabled", "残疾的")
OF_MONITORED: Final = Being(Household.monitored, "of monitored households", "监测对象家庭的")

ASSISTED: Final = any_of(ON_ALLOWANCE, IN_EXTREME_POVERTY)
"""Who receives the allowance or support in extreme poverty (社会救助)."""
_HARD_UP: Final = ("of families in difficulty", "家庭经济困难的")
HARD_UP: Final = Being(ASSISTED, *_HARD_UP).or_else(OTHER_DIFFICULTY)
"""Of families in difficulty, as the plans from 2021 on speak of them."""
HARD_UP_OR_POOR: Final = Being(any_of(OF_POOR, ASSISTED), *_HARD_UP, (KEPT,)).or_else(OTHER_DIFFICULTY)
"""Of families in difficulty, as the plan for 2016 to 2020 speaks of them: the registered poor are."""
