"""Help for monitored households, and before them the poor, as a whole, granted without a figure (监测对象帮扶).

References: hunan-14fyp-2021 第二章第一节三; hunan-opinions-2022 一（一）; yiyang-14fyp-2021 第二章第一节三;
guizhou-14fyp-2021 第四章第二节; hunan-13fyp-2017 十一（二）.

Readings: the plans have all monitored households (所有监测对象) helped, by sector policies and linkage funds among
others, with what fits their risks and needs and only with what is lacking (缺什么补什么). Which measure fits which risk
no section says. A household whose risk was eliminated is no longer monitored; no section says that it keeps this help.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ..wording.worded import Words
from .classes_of_people import MONITORED_HOUSEHOLDS, POOR_HOUSEHOLDS
from .entitlement import GUIZHOU_2021, HUNAN_2017, HUNAN_2021, HUNAN_2022, YIYANG_2021, grant

_FUNDED: Final = ("help by sector policies and linkage funds", "使用行业政策、财政衔接推进乡村振兴补助资金等精准帮扶")
_BY_NEED: Final = ("measures that fit its risks and needs, and what is lacking", "按照缺什么补什么的原则开展针对性帮扶")
_BY_NAME: Final = ("somebody responsible for its help, and a plan of help", "落实帮扶责任人和帮扶计划（“七个一批”）")
_BY_CAUSE: Final = ("measures that fit the causes of its poverty", "精准分析返贫致贫原因，采取有针对性的帮扶措施")

ROWS: Final = (
    *(
        grant("funded_help", *_FUNDED, to=MONITORED_HOUSEHOLDS, by=document["assistance/funding-eligibility"])
        for document in (HUNAN_2021, YIYANG_2021)
    ),
    *(
        grant("measures_by_need", *_BY_NEED, to=MONITORED_HOUSEHOLDS, by=provision)
        for provision in (
            HUNAN_2021["assistance/measures-by-need"],
            HUNAN_2022["monitoring/need-based"],
            YIYANG_2021["assistance/measures-by-need"],
        )
    ),
    grant("helper_and_plan", *_BY_NAME, to=POOR_HOUSEHOLDS, by=HUNAN_2017["planning/seven-batches"]),
    grant("measures_by_cause", *_BY_CAUSE, to=MONITORED_HOUSEHOLDS, by=GUIZHOU_2021["monitoring/cause-help-matching"]),
)
"""Every entitlement, by document."""

NOT_CARRIED: Final[Mapping[str, Words]] = MappingProxyType({})
"""Ids of the register that no row implements, and why."""
