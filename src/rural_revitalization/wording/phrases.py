"""Figures and short phrases as text for caseworkers."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ..algebra.exact import EXACT, FEN
from .words import Language, say


def phrase(key: str, lang: Language, /, **parts: str) -> str:
    """Return a phrase in a language, with its placeholders filled in."""
    return say("phrases", key, lang, **parts)


def enumerated(names: Iterable[str], lang: Language) -> str:
    """Return names one after the other, by semicolons where one of them holds a comma itself.

    >>> enumerated(["低保对象", "孤儿"], "zh"), enumerated(["孤儿、事实无人抚养儿童", "低保对象"], "zh")
    ('低保对象、孤儿', '孤儿、事实无人抚养儿童；低保对象')
    """
    told = tuple(names)
    within, apart = (", ", "; ") if lang == "en" else ("、", "；")
    return (apart if any(within in name for name in told) else within).join(told)


def amount_text(amount: Decimal) -> str:
    """Format an amount in yuan, with thousands separators.

    >>> amount_text(Decimal("53300.00"))
    '53,300.00'
    """
    whole, fen = f"{EXACT.quantize(amount.copy_abs(), FEN):f}".split(".")
    groups = [whole[max(0, end - 3) : end] for end in range(len(whole), 0, -3)]
    return ("-" if amount < 0 else "") + ",".join(reversed(groups)) + "." + fen


def rate_text(rate: Decimal) -> str:
    """Format a share as an exact percentage.

    >>> rate_text(Decimal("0.65")), rate_text(Decimal("0.0365")), rate_text(Decimal(1))
    ('65%', '3.65%', '100%')
    """
    digits = f"{EXACT.scaleb(rate, 2):f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return f"{digits}%"


def count_text(count: int) -> str:
    """Format a count."""
    return str(count)


def truth_text(truth: bool, lang: Language) -> str:
    """Format a truth value as yes or no.

    >>> truth_text(True, "zh")
    '是'
    """
    return phrase("yes" if truth else "no", lang)
