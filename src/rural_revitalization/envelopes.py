"""Envelopes (存档): archives of the inputs and results of assessments, which can be replayed years later.

An envelope holds the library's version, the policy with each pack's hash, every rule's terms with their sections, the
input records and the results. It is deterministic: the same inputs give the same text. It contains the full records and
is as confidential as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from attrs import field, frozen

from . import __version__
from .assessment import Assessment, assess
from .catalogue import DECLARED
from .errors import (
    InvalidInput,
    Mismatch,
    check_kinds,
    discreet,
    in_short,
    items_of,
    kind_of,
    quoted,
    raise_if_any,
    shown,
    step,
    unlike_items,
)
from .fields import specs
from .loading import policy_with
from .models import Household, LocalFigures
from .policy import Policy
from .policy.pack import Pack
from .records import assessment_data, parse, structure, unstructure, value_data

KIND: Final = "rural_revitalization envelope"


@frozen
class Difference:
    """A difference between the envelope and its replay; a value is None where that side has none."""

    path: str
    then: Any = field(repr=False)
    now: Any = field(repr=False)

    def __str__(self) -> str:
        then, now = self.told
        return f"{self.path}: was {then}, is {now}"

    @property
    def told(self) -> tuple[str, str]:
        """What was and what is, as shown: of records what is nobody's, of results also codes, of the policy all."""
        return self._told(self.then), self._told(self.now)

    def _told(self, value: Any) -> str:
        if self.path.startswith(("$.policy", "$.terms", "$.version")):
            return in_short(value)
        return shown(value) if ".household" in self.path else quoted(value)


@frozen
class Replay:
    """A replayed envelope: its new `text`, and the differences from the original."""

    text: str = field(repr=False)
    differences: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        """Whether the replay has the same content, regardless of layout."""
        return not self.differences


def envelope(assessments: Iterable[Assessment]) -> str:
    """Return the envelope of assessments under one policy, as JSON text.

    Raises `InvalidInput` if there are none, or if their policies differ.
    """
    kept: tuple[Assessment, ...] = items_of(assessments)
    raise_if_any(unlike_items("assessments", kept, Assessment), "envelope")
    policies = {id(item.inputs.policy): item.inputs.policy for item in kept}
    if len(policies) != 1:
        raise InvalidInput([Mismatch("assessments", "assessments under one policy", f"{len(policies)} policies")])
    (policy,) = policies.values()
    content = {
        "kind": KIND,
        "version": __version__,
        "policy": _policy_data(policy),
        "terms": {name: _terms_data(policy.terms(rule.module)) for name, rule in DECLARED.items()},
        "cases": [_case_data(item) for item in kept],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


@discreet
def replay(file: str | Path) -> Replay:
    """Read an envelope from a file and compute its assessments again.

    With the same library and packs the content is the same; otherwise the differences show what has changed: a pack, a
    figure, a result. Raises `InvalidInput` for a file that is not an envelope, `OSError` if it cannot be read, and what
    `load_policy` raises if the original policy is no longer available.
    """
    check_kinds("replay", file=(file, str, Path))
    text = _text(file)
    then = parse(text)
    if not isinstance(then, dict) or then.get("kind") != KIND:
        raise InvalidInput([Mismatch("$", "an envelope", kind_of(then))], about=str(file))
    try:
        policy = _policy(then["policy"])
        cases = [_assessed(case, policy, f"$.cases[{at}]") for at, case in enumerate(then["cases"])]
    except (KeyError, TypeError, AttributeError) as error:
        lacking = f"none with {quoted(error.args[0])}" if isinstance(error, KeyError) else "another"
        raise InvalidInput([Mismatch("$", "a complete envelope", lacking)], about=str(file)) from None
    again = envelope(cases)
    return Replay(again, () if again == text else tuple(_differences("$", then, parse(again))))


# -- writing --------------------------------------------------------------------------------------------


def _policy_data(policy: Policy) -> dict[str, Any]:
    return {
        "jurisdiction": policy.jurisdiction,
        "on": policy.on.isoformat(),
        "practice": policy.practice,
        "packs": {pack.id: pack.digest for pack in policy.packs},
        "overlay": None if policy.overlay is None else _overlay_data(policy.overlay),
    }


def _overlay_data(overlay: Pack) -> dict[str, str]:
    return {"file": Path(overlay.file).name, "text": overlay.text}


def _terms_data(terms: Any) -> dict[str, Any]:
    return {name: _term_data(terms, name) for name in specs(type(terms))}


def _term_data(terms: Any, name: str) -> dict[str, Any]:
    figure = terms.cited.get(name)
    if figure is None:
        return {"value": value_data(getattr(terms, name)), "source": None}
    return {"value": value_data(figure.value), "source": f"{figure.document} {figure.section}", "pack": figure.pack}


def _case_data(assessment: Assessment) -> dict[str, Any]:
    inputs = assessment.inputs
    return {
        "household": unstructure(inputs.household),
        "local": unstructure(inputs.local),
        "results": assessment_data(assessment),
    }


# -- replaying --------------------------------------------------------------------------------------------

_LONGEST_PATH: Final = 4096


def _text(file: str | Path) -> str:
    """Read a file; raise `InvalidInput`, without showing the content, if given an envelope's text instead of a path."""
    try:
        return Path(file).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        wrong, about = Mismatch("$", "text in UTF-8", error.reason), str(file)
    except (OSError, ValueError):
        if not _is_text(str(file)):
            raise
        wrong, about = Mismatch("file", "the path of an envelope", "text content"), ""
    # Raised outside `except`, so that it has no __context__: the original error may hold the records.
    raise InvalidInput([wrong], about=about)


def _is_text(given: str) -> bool:
    """Test whether a string that is not a readable path looks like the content of a file."""
    return "\n" in given or given.lstrip("\ufeff \t\r").startswith("{") or len(given) > _LONGEST_PATH


def _policy(data: dict[str, Any]) -> Policy:
    overlay = data["overlay"]
    own = None if overlay is None else (overlay["text"], overlay["file"])
    return policy_with(data["jurisdiction"], date.fromisoformat(data["on"]), own, practice=data["practice"])


def _assessed(case: dict[str, Any], policy: Policy, path: str) -> Assessment:
    household = structure(Household, case["household"], path=f"{path}.household")
    local = structure(LocalFigures, case["local"], path=f"{path}.local")
    results = case["results"]
    return assess(household, policy, local, on=date.fromisoformat(results["on"]), only=results.get("only"))


def _differences(path: str, then: Any, now: Any) -> Iterator[Difference]:
    if isinstance(then, dict) and isinstance(now, dict):
        for key in dict.fromkeys([*then, *now]):
            yield from _differences(path + step(key), then.get(key), now.get(key))
    elif isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        for at, (old, new) in enumerate(zip(then, now, strict=True)):
            yield from _differences(f"{path}[{at}]", old, new)
    elif then != now or type(then) is not type(now):  # since 1 == True
        yield Difference(path, then, now)
