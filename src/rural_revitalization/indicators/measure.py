"""A measure (指标): what is counted or measured of a place in a year, with its unit."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from .. import fields
from ..algebra import Unknown
from ..errors import Mismatch, quoted, raise_if_any
from ..fields.annotations import RequiredText
from ..fields.units import UNITS
from ..wording import Language, called

Bounds = tuple[Decimal | None, Decimal | None]

_BOUNDS: Final[Mapping[str, Bounds]] = MappingProxyType(
    {"%": (Decimal(0), Decimal(100)), "% per year": (Decimal(-100), None)}
)
_FROM_ZERO: Final[Bounds] = (Decimal(0), None)


@fields.model_class
class Measure:
    """What is measured (指标): its words, and the unit that every observation and every target of it bears.

    In "%" it is a share of a whole, from 0 to 100; in "% per year" a growth, which may be negative; in any other unit
    it is at least 0.
    """

    name: RequiredText = fields.text("name", zh="代码", required=True)
    label: RequiredText = fields.text("what is measured", zh="指标（英文）", required=True)
    zh: RequiredText = fields.text("what is measured, in Chinese", zh="指标", required=True)
    unit: RequiredText = fields.text("unit", zh="单位", required=True)

    def __attrs_post_init__(self) -> None:
        wrong = [] if self.unit in UNITS else [Mismatch("unit", f"one of {', '.join(UNITS)}", quoted(self.unit))]
        raise_if_any(wrong, self.name)

    @property
    def bounds(self) -> Bounds:
        """The least and the greatest value; None is unbounded."""
        return _BOUNDS.get(self.unit, _FROM_ZERO)

    @property
    def unit_zh(self) -> str:
        """The Chinese term of the unit."""
        return UNITS[self.unit]

    def words(self, lang: Language) -> str:
        """What is measured; `lang` is "en" or "zh"."""
        return called(self, lang)

    def unit_words(self, lang: Language) -> str:
        """The unit; `lang` is "en" or "zh"."""
        return self.unit if lang == "en" else self.unit_zh

    def unknown(self, fact: str) -> Unknown[Decimal]:
        """A value that was not observed: anywhere within the bounds, depending on the fact."""
        return Unknown(*self.bounds, fact)

    def holds(self, value: Decimal) -> bool:
        """Test whether a value lies within the bounds."""
        low, high = self.bounds
        return (low is None or value >= low) and (high is None or value <= high)
