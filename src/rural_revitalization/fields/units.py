"""The units of fields, each with its Chinese term."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

UNITS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "": "",
        "yuan": "元",
        "yuan per year": "元/年",
        "yuan per month": "元/月",
        "yuan per person and year": "元/人·年",
        "yuan per person and month": "元/人·月",
        "yuan per person": "元/人",
        "share": "比例",
        "share per year": "年利率",
        "days": "天",
        "months": "个月",
        "calendar years": "年",
        "years": "岁",
        "occasions": "次",
        "people": "人",
        "households": "户",
        "villages": "个",
        "degrees": "度",
        "%": "%",
        "% per year": "%/年",
        "percentage points": "个百分点",
        "per thousand people": "人/千人",
        "number": "个",
        "times": "倍",
        "person-times": "人次",
        "enterprises": "家",
        "kilometres": "公里",
        "Mbps": "兆比特每秒",
        "metres": "米",
        "square kilometres": "平方公里",
        "mu": "亩",
        "square metres": "平方米",
        "square metres per person": "平方米/人",
    }
)
"""Chinese term by unit: every unit that a field can have."""

_ONE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "days": "day",
        "months": "month",
        "years": "year",
        "occasions": "occasion",
        "people": "person",
        "households": "household",
        "villages": "village",
    }
)


def in_singular(unit: str) -> str:
    """Return a unit as it is called of one.

    >>> in_singular("people"), in_singular("yuan")
    ('person', 'yuan')
    """
    return _ONE.get(unit, unit)
