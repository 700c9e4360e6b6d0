"""Numbers of somebody (个人号码) in text: an identity number, a telephone or a card, by their form.

The number of a household (户编号), which has 14 digits in the national system, is none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

_NUMBER: Final = re.compile(r"\d+(?:[\W_]+\d+)*")
"""A number of any script, in groups that no letter separates."""
_PRIVATE: Final = re.compile(
    r"1[3-9]\d{9}"  # a mobile telephone
    r"|(?:0{0,2}86)0?1[3-9]\d{9}"  # with the code of the country
    r"|0\d{9,11}"  # a telephone of a house, with its area
    r"|\d{15,}"  # an identity number, now of 18 characters and once of 15; a card; an account
)


def holds_private_number(text: str) -> bool:
    """Whether an identity number, a telephone or a card may stand in a text, however written.

    >>> holds_private_number("99010100000001"), holds_private_number("户 138-1234-5678")
    (False, True)
    """
    return any(map(_PRIVATE.fullmatch, _numbers(text)))


def _numbers(text: str) -> Iterator[str]:
    """The numbers of a text, and all that neighbouring groups of digits make together."""
    for found in _NUMBER.findall(text):
        groups = ["".join(str(int(digit)) for digit in group) for group in re.findall(r"\d+", found)]
        for first in range(len(groups)):
            yield from accumulate(groups[first:])
