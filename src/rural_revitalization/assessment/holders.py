"""Who usually holds a fact, and what would prove it (由谁掌握、凭何证明): national practice, stated by no plan.

The table is `holders.toml` beside this module. It says where to ask first; what counts as proof is for the office to
say that asks for it, and a county may keep a fact elsewhere.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

import attrs

from ..errors import InvalidInput, Mismatch
from ..wording import Language, called, check_language, say

_PLACES: Final = ("person", "household", "local")
_PUBLISHED: Final = {"proof": "notice or list that states it", "proof_zh": "公布该标准或名单的文件"}
"""What proves a figure of the county, or a class that it is in."""
_PUBLISH: Final = frozenset({"statistics"})
"""Those whose own publications are the proof."""


@attrs.frozen(kw_only=True)
class Holder:
    """An office or person who usually holds a fact, and the `proof` of it; `confidence` says how well that is attested.

    The confidence is "national rule", "usual", or "varies".
    """

    name: str
    label: str
    zh: str
    proof: str
    proof_zh: str
    confidence: str

    def text(self, lang: Language = "en") -> str:
        """Who holds it and what proves it, in words; `lang` is "en" or "zh". Raises `InvalidInput` for any other."""
        check_language(lang)
        proof = self.proof if lang == "en" else self.proof_zh
        return say("questions", "held_by", lang, holder=called(self, lang), proof=proof)


def holder_of(fact: str, place: str) -> Holder:
    """Return who usually holds a fact of a person, a household or the county ("local").

    Raises `InvalidInput` for another place, and for a fact that is none of it.

    >>> holder_of("disability_grade", "person").proof
    'disability certificate'
    """
    if place not in _PLACES:
        raise InvalidInput([Mismatch.of_name("place", place, _PLACES)], about="holder_of")
    known = {name for of, name in _holders() if of == place}
    if fact not in known:
        raise InvalidInput([Mismatch.of_name("fact", fact, sorted(known))], about="holder_of")
    return _holders()[place, fact]


@cache
def _holders() -> Mapping[tuple[str, str], Holder]:
    """The holder of each fact, by the record and the name of the fact."""
    text = (files(__package__) / "holders.toml").read_text(encoding="utf-8")
    found: dict[tuple[str, str], Holder] = {}
    for name, row in tomllib.loads(text).items():
        said: dict[str, Any] = {key: value for key, value in row.items() if key not in _PLACES}
        holder = Holder(name=name, **said)
        published = holder if name in _PUBLISH else attrs.evolve(holder, **_PUBLISHED)
        for place in _PLACES:
            found |= dict.fromkeys(
                ((place, fact) for fact in row.get(place, ())), published if place == "local" else holder
            )
    return found
