"""Envelopes (存档): archives of the inputs and results of assessments, which can be replayed years later.

An envelope holds the library's version, the policy with each pack's hash, every rule's terms with their sections, the
input records and the results. It is deterministic: the same inputs give the same text. It contains the full records and
is as confidential as they are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeVar

from attrs import field, frozen

from . import __version__
from .assessment import Assessment, assess
from .catalogue import DECLARED
from .encodings import is_content
from .errors import (
    MOST_FAULTS,
    InvalidInput,
    Mismatch,
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
from .fields.written import day_of
from .limits import json_too_long
from .loading import policy_with
from .models import Household, LocalFigures
from .policy import Policy
from .policy.pack import Pack
from .readonly import ReadOnly
from .records import assessment_data, parse, structure, unstructure, value_data

V = TypeVar("V")

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
    """A replayed envelope: its new `text`, the `assessments` made again, and the differences from the original."""

    text: str = field(repr=False)
    differences: tuple[Difference, ...]
    assessments: tuple[Assessment, ...] = field(repr=False)

    @property
    def same(self) -> bool:
        """Whether the replay has the same content, regardless of layout."""
        return not self.differences


@discreet
def envelope(assessments: Iterable[Assessment]) -> str:
    """Return the envelope of assessments under one policy, as JSON text.

    Raises `InvalidInput` if there are none, if their policies differ, and if the text would be too long to be read
    again: see `limits.LONGEST_JSON`. A county fills several, such as one for each village.
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
    marked = {"kind": KIND, "fingerprint": _fingerprint(content)} | content
    text = json.dumps(marked, ensure_ascii=False, indent=1) + "\n"
    excess = json_too_long(text)
    if excess is not None:
        few = f"few enough for an envelope of {excess.expected}"
        raise InvalidInput([Mismatch("assessments", few, f"{len(kept)}, which take {len(text)}")], about="envelope")
    return text


@discreet
def replay(file: str | Path) -> Replay:
    """Read an envelope from a file and compute its assessments again.

    With the same library and packs the content is the same; otherwise the differences show what has changed: a pack, a
    figure, a result. Every check that `load_policy` makes is made. Raises `InvalidInput` for a file that is not a whole
    envelope, `OSError` if it cannot be read, and what `load_policy` raises if the original policy is not available.
    """
    text, then = _read(file)
    wrong: list[Mismatch] = []
    made_from = _policy_arguments(_Object.of(then, "$", wrong).object("policy"))
    cases = [(case, *_assessed_on(case)) for case in _Object.of(then, "$", wrong).objects("cases")]
    raise_if_any(wrong, str(file))
    policy = policy_with(**made_from)
    found = [_assessed(case, policy, on, only) for case, on, only in cases]
    again = envelope(found)
    differences = () if again == text else tuple(_differences("$", _unmarked(then), _unmarked(parse(again))))
    return Replay(again, differences, tuple(found))


@frozen
class Fingerprint:
    """The fingerprint (指纹) that an envelope states, None if it states none, and the one `found` from its content."""

    stated: str | None
    found: str

    @property
    def agrees(self) -> bool:
        """Whether the content is the one that the envelope was written with, as far as its own fingerprint says."""
        return self.stated == self.found


@discreet
def verify(file: str | Path) -> Fingerprint:
    """Return the fingerprint of an envelope in a file, as stated and as found; nothing is assessed, no package asked.

    It is the SHA-256 of the canonical form: the content without its `fingerprint`, as JSON with sorted keys, without
    spaces, other characters than ASCII escaped. It shows a change by mistake. It is no signature: whoever changes an
    envelope can write a new fingerprint, so keep it elsewhere, or sign the file. Raises `InvalidInput` for a file that
    is not an envelope, `OSError` if it cannot be read.
    """
    _, content = _read(file)
    stated = content.get("fingerprint")
    return Fingerprint(stated if isinstance(stated, str) else None, _fingerprint(content))


def _fingerprint(content: Mapping[str, Any]) -> str:
    # What no envelope holds, such as a key given twice, is told apart from all that one may hold.
    canonical = json.dumps(_unmarked(content), sort_keys=True, separators=(",", ":"), default=lambda it: [[repr(it)]])
    return sha256(canonical.encode("ascii")).hexdigest()


def _unmarked(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content of an envelope without its fingerprint."""
    return {key: value for key, value in content.items() if key != "fingerprint"}


# -- writing --------------------------------------------------------------------------------------------


def _policy_data(policy: Policy) -> dict[str, Any]:
    return {
        "jurisdiction": policy.jurisdiction,
        "on": policy.on.isoformat(),
        "practice": policy.practice,
        "carry": policy.carry,
        "packs": {pack.id: pack.digest for pack in policy.packs},
        "carried_on": unstructure(ReadOnly(policy.carried_on)),
        "overlays": [_pack_data(pack) for pack in policy.overlays],
        "installed": [_pack_data(pack) for pack in policy.installed],
    }


def _pack_data(pack: Pack) -> dict[str, str]:
    return {"file": Path(pack.file).name, "text": pack.text}


def _terms_data(terms: Any) -> dict[str, Any]:
    return {name: _term_data(terms, name) for name in specs(type(terms))}


def _term_data(terms: Any, name: str) -> dict[str, Any]:
    figure = terms.cited.get(name)
    if figure is None:
        return {"value": value_data(getattr(terms, name)), "source": None}
    return {"value": value_data(figure.value), "source": f"{figure.document} {figure.section}", "pack": figure.pack}


def _case_data(assessment: Assessment) -> dict[str, Any]:
    inputs = assessment.inputs
    results = assessment_data(assessment)
    del results["version"]  # which the envelope says once
    return {"household": unstructure(inputs.household), "local": unstructure(inputs.local), "results": results}


# -- replaying --------------------------------------------------------------------------------------------


def _read(file: str | Path) -> tuple[str, dict[str, Any]]:
    """Return the text of an envelope and its content; raises `InvalidInput` for anything else."""
    if not isinstance(file, str | Path):
        raise InvalidInput([Mismatch("file", "the path of an envelope", kind_of(file))])
    text = _text(file)
    content = parse(text)
    if not isinstance(content, dict) or content.get("kind") != KIND:
        raise InvalidInput([Mismatch("$", "an envelope", kind_of(content))], about=str(file))
    return text, content


def _text(file: str | Path) -> str:
    """Read a file; raise `InvalidInput`, without showing the content, if given an envelope's text instead of a path."""
    try:
        return Path(file).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        wrong, about = Mismatch("$", "text in UTF-8", error.reason), str(file)
    except (OSError, ValueError, TypeError) as error:
        if isinstance(error, OSError) and not _is_text(str(file)):
            raise
        given = "text content" if _is_text(str(file)) else shown(file)
        wrong, about = Mismatch("file", "the path of an envelope", given), ""
    # Raised outside `except`, so that it has no __context__: the original error may hold the records.
    raise InvalidInput([wrong], about=about)


def _is_text(given: str) -> bool:
    """Test whether a string that is not a readable path looks like the content of a file."""
    return is_content(given) or given.lstrip("\ufeff \t\r").startswith("{")


@frozen
class _Object:
    """An object of an envelope; what does not fit is added to `wrong`, so that all faults are reported at once."""

    data: Mapping[str, Any] = field(repr=False)
    path: str
    wrong: list[Mismatch] = field(repr=False)

    @classmethod
    def of(cls, data: Any, path: str, wrong: list[Mismatch]) -> _Object:
        if isinstance(data, dict):
            return cls(data, path, wrong)
        wrong.append(Mismatch(path, "an object", kind_of(data)))
        return cls({}, path, wrong)

    def take(self, key: str, expected: str, read: Callable[[Any], V], default: Any = None) -> V:
        """Return a value as `read` takes it; an invalid one, which is never shown, is collected and left as it is."""
        value = self.data.get(key, default)
        try:
            return read(value)
        except (TypeError, ValueError):
            self.wrong.append(Mismatch(f"{self.path}.{key}", expected, _given(value)))
            return value  # type: ignore[no-any-return]

    def object(self, key: str) -> _Object:
        """Return an object within this one."""
        return self.of(self.data.get(key), f"{self.path}.{key}", self.wrong)

    def objects(self, key: str, default: Any = None) -> Iterator[_Object]:
        """Yield the objects of a list within this one, until there are a hundred faults."""
        items = self.take(key, "a list", _list, default)
        for at, item in enumerate(items if isinstance(items, list) else ()):
            if len(self.wrong) > MOST_FAULTS:
                return
            yield self.of(item, f"{self.path}.{key}[{at}]", self.wrong)


def _given(value: Any) -> str:
    return "another value" if isinstance(value, str) else kind_of(value)


def _of_kind(kind: type[V]) -> Callable[[Any], V]:
    def read(value: Any) -> V:
        if type(value) is not kind:
            raise TypeError
        return value

    return read


_text_of, _truth, _list = _of_kind(str), _of_kind(bool), _of_kind(list)


def _policy_arguments(data: _Object) -> dict[str, Any]:
    """Return what a policy is made from; an older envelope holds one overlay at most, and nothing of packages."""
    one = [data.object("overlay")] if data.data.get("overlay") is not None else []
    return {
        "jurisdiction": data.take("jurisdiction", "text", _text_of),
        "on": data.take("on", "a date as YYYY-MM-DD", day_of),
        "overlays": [_pack_text(item) for item in (*one, *data.objects("overlays", default=[]))],
        "practice": data.take("practice", "true or false", _truth),
        "carry": data.take("carry", "true or false", _truth, default=False),
        "installed": [_pack_text(item) for item in data.objects("installed", default=[])],
    }


def _pack_text(data: _Object) -> tuple[str, str]:
    return data.take("text", "text", _text_of), data.take("file", "text", _text_of)


def _assessed_on(case: _Object) -> tuple[date, list[str] | None]:
    """Return the day of an assessment, and the parts asked for."""
    results = case.object("results")
    return results.take("on", "a date as YYYY-MM-DD", day_of), results.take("only", "a list of names", _parts)


def _parts(value: Any) -> list[str] | None:
    return None if value is None else [_text_of(item) for item in _list(value)]


def _assessed(case: _Object, policy: Policy, on: date, only: list[str] | None) -> Assessment:
    household = structure(Household, case.data.get("household"), path=f"{case.path}.household")
    local = structure(LocalFigures, case.data.get("local"), path=f"{case.path}.local")
    return assess(household, policy, local, on=on, only=only)


def _differences(path: str, then: Any, now: Any) -> Iterator[Difference]:
    if isinstance(then, dict) and isinstance(now, dict):
        for key in dict.fromkeys([*then, *now]):
            if key in then and key in now:
                yield from _differences(path + step(key), then[key], now[key])
            else:
                yield Difference(path + step(key), then.get(key), now.get(key))
    elif isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        for at, (old, new) in enumerate(zip(then, now, strict=True)):
            yield from _differences(f"{path}[{at}]", old, new)
    elif then != now or type(then) is not type(now):  # since 1 == True
        yield Difference(path, then, now)
