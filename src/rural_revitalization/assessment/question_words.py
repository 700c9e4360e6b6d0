"""Questions in words, made of the declaration of the fact asked for: its label, unit and bounds, and an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from ..fields import Spec
from ..models.enums import in_words
from ..models.spell import Spell
from ..wording import Language, called, say

_ASKED: Final[Mapping[str, str]] = MappingProxyType(
    {"truth": "truth", "choice": "choice", "date": "date", "text": "text", "records": "records"}
)
"""The question by kind; any other kind is an amount."""
_EXAMPLES: Final[Mapping[str, Any]] = MappingProxyType(
    {"money": "1234.50", "ceiling": "300000.00", "area": "98.50", "rate": "0.65", "count": 3, "date": "2022-06-01"}
)
_ABOVE_ONE: Final = "1.02"
"""An example of a share that may be more than the whole, such as an index."""
_PLACES: Final = 2


def asked(spec: Spec, lang: Language) -> str:
    """The question for a fact in words."""
    kind = "class" if is_class(spec) else _ASKED.get(spec.kind.name, "amount")
    return say("questions", f"ask_{kind}", lang, label=called(spec, lang))


def expected_in_words(spec: Spec, lang: Language) -> str:
    """What an answer to a question looks like, with the unit, the bounds and an example."""
    kind = spec.kind.name
    if is_class(spec):
        return say("questions", "expect_class", lang)
    if kind == "choice":
        return say("questions", "expect_choice", lang, options=_options(spec, lang))
    if kind == "records":
        return say("questions", "expect_records", lang, example=1)
    words = "amount" if kind in ("money", "area") else kind
    unit = spec.unit if lang == "en" else spec.unit_zh
    if kind == "count":
        unit = say("questions", "of_unit", lang, unit=unit) if unit else ""
    said = say("questions", f"expect_{words}", lang, unit=unit, places=_PLACES, example=_example(spec))
    bounds = list(_bounds(spec, lang))
    joined = (", " if lang == "en" else "，").join(bounds)
    return said + say("questions", "bounds", lang, bounds=joined) if bounds else said


def is_class(spec: Spec) -> bool:
    """Whether a fact is a class that its subject is in for some time: asked for as a truth, then since when."""
    return spec.kind.name == "records" and issubclass(spec.of, Spell)


def _options(spec: Spec, lang: Language) -> str:
    named = enumerate((in_words(option, lang) for option in spec.of), start=1)
    return (", " if lang == "en" else "，").join(f"{at} {name}" for at, name in named)


def _example(spec: Spec) -> Any:
    """An example within the bounds of the fact."""
    usual = _EXAMPLES.get(spec.kind.name)
    if spec.kind.name == "rate" and spec.high is None:
        return _ABOVE_ONE
    if spec.kind.name != "count":
        return usual
    at_least = usual if spec.low is None else max(usual, spec.low)
    return at_least if spec.high is None else min(at_least, spec.high)


def _bounds(spec: Spec, lang: Language) -> Iterator[str]:
    """The bounds that the kind does not imply."""
    if not spec.kind.operand or spec.kind.name == "truth":
        return
    sides = {"at_least": (spec.low, spec.kind.low), "at_most": (spec.high, spec.kind.high)}
    said = {key: bound for key, (bound, implied) in sides.items() if bound is not None and bound != implied}
    if len(said) == len(sides):
        yield say("questions", "between", lang, low=spec.low, high=spec.high)
        return
    for key, bound in said.items():
        yield say("questions", key, lang, bound=bound)
