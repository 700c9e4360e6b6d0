"""Help for monitored households as a whole, granted without a figure (监测对象帮扶).

References: hunan-14fyp-2021 第二章第一节三; yiyang-14fyp-2021 第二章第一节三.

Readings: the plans have all monitored households (所有监测对象) helped, by sector policies and linkage funds among
others. A household whose risk was eliminated is no longer monitored; no section says that it keeps this help.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .classes import MONITORED_HOUSEHOLDS
from .entitlement import HUNAN_2021, YIYANG_2021, grant

_FUNDED: Final = ("help by sector policies and linkage funds", "使用行业政策、财政衔接推进乡村振兴补助资金等精准帮扶")

ROWS: Final = tuple(
    grant("funded_help", *_FUNDED, to=MONITORED_HOUSEHOLDS, by=document["assistance/funding-eligibility"])
    for document in (HUNAN_2021, YIYANG_2021)
)
"""Every entitlement, by document."""

NOT_CARRIED: Final[Mapping[str, str]] = MappingProxyType({})
"""Ids of the register that no row implements, and why."""
