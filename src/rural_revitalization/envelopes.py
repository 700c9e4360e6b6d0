"""Envelopes (存档): what an assessment was made from and what came out, to be opened and worked out again years later.

An envelope holds the library's version, the policy with each pack's hash, every rule's terms with their sections, the
records as they were given and the results. It is deterministic: the same inputs give the same text. It holds the
records in full, so it is as private as they are.
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
from .errors import InvalidInput, Mismatch, shown
from .fields import specs
from .loading import policy_with
from .models import Household, LocalFigures
from .policy import Policy
from .policy.pack import Pack
from .records import assessment_data, parse, structure, unstructure

_KIND: Final = "rural_revitalization envelope"


@frozen
class Difference:
    """One place where the results of today are not those of the envelope; None where there was or is nothing."""

    path: str
    then: Any
    now: Any

    def __str__(self) -> str:
        return f"{self.path}: was {shown(self.then)}, is {shown(self.now)}"


@frozen
class Replay:
    """An envelope worked out again: its `text` of today, and how that differs from what it says."""

    text: str = field(repr=False)
    differences: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        """Whether all that the envelope says came out again, however its text is laid out."""
        return not self.differences


def envelope(assessments: Iterable[Assessment]) -> str:
    """The envelope of some assessments under one policy, as JSON text.

    Raises `InvalidInput` where there are none, or they were not all made under the same policy.
    """
    kept = list(assessments)
    policies = {id(item.inputs.policy): item.inputs.policy for item in kept}
    if len(policies) != 1:
        raise InvalidInput([Mismatch("assessments", "assessments under one policy", f"{len(policies)} policies")])
    (policy,) = policies.values()
    content = {
        "kind": _KIND,
        "version": __version__,
        "policy": _policy_data(policy),
        "terms": {name: _terms_data(policy.terms(rule.module)) for name, rule in DECLARED.items()},
        "cases": [_case_data(item) for item in kept],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def replay(file: str | Path) -> Replay:
    """Open an envelope, given by the path of its file, and work it out again.

    Where the library and the packs are the same, so is all that it says; otherwise the differences say what has
    changed: a pack, a figure, a result. Raises `InvalidInput` for a file that is no envelope, `OSError` where it cannot
    be read, and what `load_policy` raises where the policy of then cannot be had any more.
    """
    text = _text(file)
    then = parse(text)
    if not isinstance(then, dict) or then.get("kind") != _KIND:
        raise InvalidInput([Mismatch("$", "an envelope", type(then).__name__)], about=str(file))
    try:
        policy = _policy(then["policy"])
        cases = [_assessed(case, policy, f"$.cases[{at}]") for at, case in enumerate(then["cases"])]
    except (KeyError, TypeError, AttributeError) as error:
        raise InvalidInput([Mismatch("$", "an envelope that is whole", repr(error))], about=str(file)) from error
    again = envelope(cases)
    return Replay(again, () if again == text else tuple(_differences("$", then, parse(again))))


# -- what goes in ---------------------------------------------------------------------------------------


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
        return {"value": unstructure(getattr(terms, name)), "source": None}
    return {"value": unstructure(figure.value), "source": f"{figure.document} {figure.section}", "pack": figure.pack}


def _case_data(assessment: Assessment) -> dict[str, Any]:
    inputs = assessment.inputs
    return {
        "household": unstructure(inputs.household),
        "local": unstructure(inputs.local),
        "results": assessment_data(assessment),
    }


# -- what comes out again ---------------------------------------------------------------------------------

_LONGEST_PATH: Final = 4096


def _text(file: str | Path) -> str:
    """What a file holds; `InvalidInput`, which shows nothing of it, where an envelope's text was given for its path."""
    try:
        return Path(file).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        wrong, about = Mismatch("$", "text in UTF-8", error.reason), str(file)
    except (OSError, ValueError):
        if not _is_text(str(file)):
            raise
        wrong, about = Mismatch("file", "the path of an envelope", "other text"), ""
    # Raised out here, the new error has no context: what it comes of may hold the records.
    raise InvalidInput([wrong], about=about)


def _is_text(given: str) -> bool:
    """Whether what is no file's path looks like a file's content."""
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
            yield from _differences(f"{path}.{key}", then.get(key), now.get(key))
    elif isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        for at, (old, new) in enumerate(zip(then, now, strict=True)):
            yield from _differences(f"{path}[{at}]", old, new)
    elif then != now or type(then) is not type(now):  # 1 equals True
        yield Difference(path, then, now)
