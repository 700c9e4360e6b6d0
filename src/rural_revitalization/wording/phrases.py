"""Figures and short phrases as a caseworker reads them out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Literal, get_args

from ..algebra.exact import EXACT, FEN

__all__ = ["LANGUAGES", "Language", "amount_text", "count_text", "phrase", "rate_text", "truth_text"]

Language = Literal["en", "zh"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

_PHRASES: Final[Mapping[str, Mapping[Language, str]]] = MappingProxyType(
    {
        "at_least": {"en": "at least {low}", "zh": "不少于{low}"},
        "at_most": {"en": "at most {high}", "zh": "不超过{high}"},
        "between": {"en": "between {low} and {high}", "zh": "{low}至{high}之间"},
        "depends_on": {"en": "depends on: {facts}", "zh": "取决于：{facts}"},
        "in_principle": {"en": "in principle; a locality may set its own", "zh": "原则性规定，具体标准可由当地确定"},
        "no": {"en": "no", "zh": "否"},
        "no_ceiling": {"en": "no ceiling", "zh": "不设封顶线"},
        "not_recorded": {"en": "not determined", "zh": "待定"},
        "not_stated": {"en": "{name} (not stated by {documents})", "zh": "{name}（{documents}均未载明）"},
        "reading": {"en": "reading: {text}", "zh": "口径：{text}"},
        "sentence": {"en": "{label}: {figure}", "zh": "{label}：{figure}"},
        "yes": {"en": "yes", "zh": "是"},
    }
)


def phrase(key: str, lang: Language, **parts: str) -> str:
    """A phrase in a language, its parts filled in."""
    return _PHRASES[key][lang].format(**parts)


def amount_text(amount: Decimal) -> str:
    """An amount in yuan, with thousands separated.

    >>> amount_text(Decimal("53300.00"))
    '53,300.00'
    """
    whole, fen = f"{EXACT.quantize(amount.copy_abs(), FEN):f}".split(".")
    groups = [whole[max(0, end - 3) : end] for end in range(len(whole), 0, -3)]
    return ("-" if amount < 0 else "") + ",".join(reversed(groups)) + "." + fen


def rate_text(rate: Decimal) -> str:
    """A share as a percentage, exact.

    >>> rate_text(Decimal("0.65")), rate_text(Decimal("0.0365")), rate_text(Decimal(1))
    ('65%', '3.65%', '100%')
    """
    digits = f"{EXACT.scaleb(rate, 2):f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return f"{digits}%"


def count_text(count: int) -> str:
    """A count as it is."""
    return str(count)


def truth_text(truth: bool, lang: Language) -> str:
    """Yes or no.

    >>> truth_text(True, "zh")
    '是'
    """
    return phrase("yes" if truth else "no", lang)
