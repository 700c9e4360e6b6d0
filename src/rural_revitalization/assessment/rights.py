"""The help without a figure that people read of (帮扶待遇清单): by theme, what is held first, the rest on demand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ..algebra import Unknown
from ..catalogue import THEMES, theme_of
from ..wording import Language, enumerated, say
from .findings import Entitled

_ANSWERS: Final = ("yes", "open", "no")


def outcomes(found: Iterable[Entitled]) -> dict[str, int]:
    """How many are held, open and not held: the placeholders of a phrase that counts them."""
    counts = Counter(map(_answer, found))
    return {answer: counts[answer] for answer in _ANSWERS}


def held_by_theme(found: Iterable[Entitled], lang: Language) -> Iterator[str]:
    """A line for each theme of which somebody holds something: what is held, each help once."""
    colon = ": " if lang == "en" else "："
    for theme, items in _by_theme([item for item in found if item.outcome is True]):
        labels = dict.fromkeys(item.label(lang) for item in items)
        yield f"{say('themes', theme, lang)}{colon}{enumerated(labels, lang)}"


def listed(found: Iterable[Entitled], lang: Language, *, in_full: bool) -> Iterator[str]:
    """Each help under its theme, a line each: what is held and, `in_full`, then what is open, then what is not held."""
    shown = [item for item in found if in_full or item.outcome is True]
    for theme, items in _by_theme(shown):
        yield say("themes", theme, lang)
        yield from (f"  {item.line(lang)}" for item in items)


def _by_theme(found: Sequence[Entitled]) -> Iterator[tuple[str, list[Entitled]]]:
    for theme in THEMES:
        items = [item for item in found if theme_of(item.entitlement) == theme]
        if items:
            yield theme, sorted(items, key=lambda item: _ANSWERS.index(_answer(item)))


def _answer(item: Entitled) -> str:
    return "open" if isinstance(item.outcome, Unknown) else "yes" if item.outcome else "no"
