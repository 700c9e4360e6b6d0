"""Why something is refused (未读取原因): what was expected, in English and Chinese, never what a cell holds."""

from __future__ import annotations

import re
from typing import Final, Self

from attrs import frozen

from ..errors import Mismatch
from ..wording import Language, say
from ..wording.words import words

_FILE: Final = "refusals"
_SHOWN: Final = re.compile(r" \([^)]*\)")
"""What the error of a model shows of a value."""


@frozen(init=False)
class Reason:
    """What was expected (应为何值): a key of `wording/refusals.toml`, and what fills its placeholders, by name.

    >>> Reason("after_identification", begun="2023-08").words("zh")
    '不早于识别监测时间（2023-08）的月份'
    """

    key: str
    parts: tuple[tuple[str, object], ...]

    def __init__(self, key: str, /, **parts: object) -> None:
        """Make a reason; a part that is a reason, or a tuple of texts, is told in the language of the whole."""
        self.__attrs_init__(key, tuple(parts.items()))

    @classmethod
    def of_model(cls, item: Mismatch) -> Self:
        """Return why a model refuses a value; where its check has no words here, they are those of the error."""
        rule = item.rule or ""
        return cls(rule) if rule in words(_FILE) else cls("by_the_model", expected=_SHOWN.sub("", item.expected))

    def words(self, lang: Language) -> str:
        """What was expected; `lang` is "en" or "zh"."""
        return say(_FILE, self.key, lang, **{name: _in_words(part, lang) for name, part in self.parts})

    def __str__(self) -> str:
        return self.words("en")


def _in_words(part: object, lang: Language) -> object:
    if isinstance(part, tuple):
        return say("registers", "comma", lang).join(part)
    return part.words(lang) if isinstance(part, Reason) else part
