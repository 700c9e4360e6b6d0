"""Why something is refused (未读取原因): what was expected, in English and Chinese, never what a cell holds."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final, Self

from attrs import frozen

from ..errors import Mismatch
from ..fields import Spec
from ..wording import Language, rate_text, say
from ..wording.words import words

_FILE: Final = "refusals"
_SHOWN: Final = re.compile(r" \([^)]*\)")
"""What the error of a model shows of a value."""
_NUMBERS: Final = frozenset({"money", "count", "rate", "area", "number"})
_BOUNDED: Final = MappingProxyType({("low",): "at_least", ("high",): "at_most", ("low", "high"): "within"})
"""The reasons of numbers out of bounds, by the bounds that there are."""


@frozen(init=False)
class RefusalReason:
    """What was expected (应为何值): a key of `wording/refusals.toml`, and what fills its placeholders, by name.

    >>> RefusalReason("after_identification", begun="2023-08").words("zh")
    '不早于识别监测时间（2023-08）的月份'
    """

    key: str
    parts: tuple[tuple[str, object], ...]

    def __init__(self, key: str, /, **parts: object) -> None:
        """Make a reason; a part that is a reason, or a tuple of texts, is told in the language of the whole."""
        self.__attrs_init__(key, tuple(parts.items()))

    @classmethod
    def of_model(cls, item: Mismatch, spec: Spec | None) -> Self:
        """Return why a model refuses the value of a field: for its check, or its bounds.

        Where there are no words of these here, they are those of the error, in English.
        """
        if item.rule in words(_FILE):
            return cls(str(item.rule))
        bounds = _bounds(spec) if spec is not None and item.expected == spec.expected else {}
        if bounds:
            return cls(_BOUNDED[tuple(bounds)], **bounds)
        return cls("by_the_model", expected=_SHOWN.sub("", item.expected))

    def words(self, lang: Language) -> str:
        """What was expected; `lang` is "en" or "zh"."""
        return say(_FILE, self.key, lang, **{name: _in_words(part, lang) for name, part in self.parts})

    def __str__(self) -> str:
        return self.words("en")


def _bounds(spec: Spec) -> dict[str, str]:
    """The bounds of a number, as they are written: `low`, `high`, both or neither."""
    written = rate_text if spec.kind.name == "rate" else str
    bounds = {"low": spec.low, "high": spec.high} if spec.kind.name in _NUMBERS else {}
    return {name: written(bound) for name, bound in bounds.items() if bound is not None}


def _in_words(part: object, lang: Language) -> object:
    if isinstance(part, tuple):
        return say("registers", "comma", lang).join(part)
    return part.words(lang) if isinstance(part, RefusalReason) else part
