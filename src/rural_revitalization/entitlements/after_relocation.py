"""Help after a relocation, granted without a figure (易地扶贫搬迁后续帮扶).

References: hunan-13fyp-2017 四（三）.

Limitations: how the shares in shops, workshops and car parks are divided among the households is not stated.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ..wording.worded import Words
from .classes_of_people import RELOCATED_HOUSEHOLDS
from .entitlement import HUNAN_2017, grant

ROWS: Final = (
    grant(
        "shares_in_site_property",
        "shares in the shops, workshops and car parks of the settlement",
        "安置点商铺、厂房、停车场等营利性物业产权量化到搬迁户",
        to=RELOCATED_HOUSEHOLDS,
        by=HUNAN_2017["relocation/commercial-property-shares"],
    ),
)
"""Every entitlement, by document."""

NOT_CARRIED: Final[Mapping[str, Words]] = MappingProxyType({})
"""Ids of the register that no row implements, and why."""
