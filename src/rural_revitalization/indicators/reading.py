"""Reading measures and targets: one TOML file for each theme.

`[measures.NAME]` and `[targets."ID"]` declare them; `[carried."ID"]` names the targets that carry out a sentence of its
own, such as a note under a table; `[not_carried."ID"]` says why none does.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final, TypeVar

from attrs import frozen

from ..errors import InvalidInput, InvalidPack, Mismatch, in_short, quoted
from ..policy import Policy
from ..policy.register import register_index
from ..readonly import ReadOnly
from ..wording.worded import Words
from .measure import Measure
from .target import Target, YearFigure

T = TypeVar("T")

_TABLES: Final = ("measures", "targets", "carried", "not_carried")


@frozen
class Theme:
    """What the file of one theme declares (专题).

    `carried` maps further ids of the register to keys of targets, `not_carried` others to why no target carries them
    out.
    """

    file: str
    measures: tuple[Measure, ...] = ()
    targets: tuple[Target, ...] = ()
    carried: Mapping[str, tuple[str, ...]] = ReadOnly({})
    not_carried: Mapping[str, Words] = ReadOnly({})


def read_theme(text: str, file: str) -> Theme:
    """Read a theme from TOML; raises `InvalidPack` with all faults of the file."""
    try:
        content = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise InvalidPack([Mismatch("$", "a TOML file in UTF-8", str(error))], about=file) from error
    faults = [Mismatch.of_name(name, name, _TABLES) for name in content if name not in _TABLES]
    measures = tuple(_rows("measures", content, _measure, faults))
    targets = tuple(_rows("targets", content, _target, faults))
    carried = dict(_rows("carried", content, _carried, faults))
    reasons = dict(_rows("not_carried", content, _reason, faults))
    if faults:
        raise InvalidPack(faults, about=file)
    return Theme(file, measures, targets, ReadOnly(carried), ReadOnly(reasons))


def _rows(
    table: str, content: Mapping[str, Any], made: Callable[[str, Mapping[str, Any]], T], faults: list[Mismatch]
) -> Iterator[T]:
    """Yield what the rows of a table declare that have no fault."""
    rows = content.get(table, {})
    if not isinstance(rows, Mapping):
        faults.append(Mismatch(table, "a table", in_short(rows)))
        return
    for key, row in rows.items():
        path = f"{table}.{key}"
        if not isinstance(row, Mapping):
            faults.append(Mismatch(path, "a table", in_short(row)))
            continue
        named = sorted({"name", "register", "part"} & set(row))
        faults += [
            Mismatch(f"{path}.{name}", "no key, since the table is named so", in_short(row[name])) for name in named
        ]
        try:
            yield made(key, row)
        except InvalidInput as error:
            faults += [item.at(f"{path}.{item.path}") for item in error.mismatches]


def _measure(name: str, row: Mapping[str, Any]) -> Measure:
    return Measure(**{**row, "name": name})


def _target(key: str, row: Mapping[str, Any]) -> Target:
    register, _, part = key.partition("#")
    years = row.get("schedule")
    scheduled = {}
    if isinstance(years, list) and all(isinstance(item, Mapping) for item in years):
        scheduled = {"schedule": [YearFigure(**item) for item in years]}
    return Target(**{**row, **scheduled, "register": register, "part": part or None})


def _carried(register: str, row: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    by = row.get("by")
    if set(row) != {"by"} or not isinstance(by, list) or not by:
        raise InvalidInput([Mismatch("by", "keys of targets, and nothing else", in_short(dict(row)))])
    _check_registered(register)
    return register, tuple(by)


def _reason(register: str, row: Mapping[str, Any]) -> tuple[str, Words]:
    texts = (row.get("because"), row.get("because_zh"))
    if set(row) != {"because", "because_zh"} or not all(isinstance(text, str) and text for text in texts):
        expected = "a reason in English, one in Chinese as because_zh, and nothing else"
        raise InvalidInput([Mismatch("because", expected, in_short(dict(row)))])
    _check_registered(register)
    return register, Words(*map(str, texts))


def _check_registered(register: str) -> None:
    if register not in register_index():
        raise InvalidInput([Mismatch("register", "an id of the rule register", quoted(register))])


def joined(themes: Iterable[Theme]) -> Theme:
    """Join themes; raises `InvalidPack` for what is declared twice, and for what is named and declared nowhere."""
    themes = tuple(themes)
    faults: list[Mismatch] = []
    measures = _once("measures", [(theme.file, item.name, item) for theme in themes for item in theme.measures], faults)
    targets = _once("targets", [(theme.file, item.key, item) for theme in themes for item in theme.targets], faults)
    carried = _once("carried", [(theme.file, *item) for theme in themes for item in theme.carried.items()], faults)
    every_reason = [(theme.file, *item) for theme in themes for item in theme.not_carried.items()]
    reasons = _once("not_carried", every_reason, faults)
    for target in targets.values():
        for field in ("measure", "reference_measure", "only_below"):
            name = getattr(target, field)
            if name is not None and name not in measures:
                faults.append(
                    Mismatch.of_name(f"targets.{target.key}.{field}", name, measures, "the name of a measure")
                )
    for register, keys in carried.items():
        faults += [
            Mismatch.of_name(f"carried.{register}.by", key, targets, "the key of a target")
            for key in keys
            if key not in targets
        ]
    if faults:
        raise InvalidPack(faults, about="indicators")
    return Theme("", tuple(measures.values()), tuple(targets.values()), ReadOnly(carried), ReadOnly(reasons))


def _once(table: str, items: Iterable[tuple[str, str, T]], faults: list[Mismatch]) -> dict[str, T]:
    found: dict[str, T] = {}
    for file, key, item in items:
        if key in found:
            faults.append(Mismatch(f"{file}: {table}.{key}", "a name used once", quoted(key)))
        found[key] = item
    return found


@cache
def _shipped() -> Theme:
    folder = files(__package__).joinpath("rows")
    entries = sorted((item for item in folder.iterdir() if item.name.endswith(".toml")), key=lambda item: item.name)
    return joined(read_theme(entry.read_text(encoding="utf-8"), entry.name) for entry in entries)


@cache
def shipped_measures() -> Mapping[str, Measure]:
    """Return every measure of the library by its name."""
    return ReadOnly({measure.name: measure for measure in _shipped().measures})


@cache
def shipped_targets() -> Mapping[str, Target]:
    """Return every target of the library by its key, in the order of the rule register."""
    order = {register: at for at, register in enumerate(register_index())}
    ordered = sorted(_shipped().targets, key=lambda target: order[target.register])
    return ReadOnly({target.key: target for target in ordered})


def shipped_carried() -> Mapping[str, tuple[str, ...]]:
    """Return the further ids of the rule register that targets carry out, with the keys of those."""
    return _shipped().carried


def shipped_not_carried() -> Mapping[str, Words]:
    """Return ids of the rule register that no target carries out, each with the reason."""
    return _shipped().not_carried


def target_of(key: str) -> Target:
    """Return a target by its key; raises `KeyError` for any other."""
    return shipped_targets()[key]


def targets_in_force(policy: Policy) -> tuple[Target, ...]:
    """Return the targets in force under a policy, in order of precedence of the documents.

    Those of a document that is carried on after its period are among them: what had to be reached by its end still
    stands.
    """
    by_document: dict[str, list[Target]] = {}
    for target in shipped_targets().values():
        by_document.setdefault(target.source.document, []).append(target)
    return tuple(target for document in policy.documents for target in by_document.get(document, ()))
