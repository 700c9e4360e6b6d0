"""What was recorded of a fact, in words (登记内容): for trails and forms."""

from __future__ import annotations

from typing import Any

from ..errors import HIDDEN
from ..fields import Spec, specs
from ..models.enums import in_words
from ..wording import Language, called, say
from ..worksheets import value_text


def recorded_text(record: Any, name: str, lang: Language) -> str:
    """Return what a record says of one of its facts; what it does not say, or cannot, is told apart.

    A private fact, such as a name, is never said.

    >>> from rural_revitalization import Household, Person
    >>> family = Household(id="1", members=[Person(id="1-1")], per_capita_net_income=6800, unknowable=["at_risk"])
    >>> recorded_text(family, "per_capita_net_income", "zh"), recorded_text(family, "at_risk", "zh")
    ('6,800.00元/人·年', '不详')
    """
    if name in getattr(record, "unknowable", ()):
        return say("desk", "unknowable", lang)
    value, spec = getattr(record, name), specs(type(record))[name]
    if value is None:
        return say("desk", "not_recorded", lang)
    return HIDDEN if spec.private else _text(value, spec, lang)


def _text(value: Any, spec: Spec, lang: Language) -> str:
    match spec.kind.name:
        case "choice":
            return in_words(value, lang)
        case "text" | "date":
            return str(value)
        case "record":
            return _entry(value, lang)
        case "records":
            return say("desk", "apart", lang).join(_entry(item, lang) for item in value) or say("desk", "none", lang)
    return value_text(value, spec, lang)


def _entry(record: Any, lang: Language) -> str:
    """One record of a list: what it says of each of its facts."""
    known = [(name, spec) for name, spec in specs(type(record)).items() if getattr(record, name) is not None]
    said = [f"{called(spec, lang)} {recorded_text(record, name, lang)}" for name, spec in known]
    return say("desk", "apart_names", lang).join(said)
