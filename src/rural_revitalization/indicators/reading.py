"""Reading measures and targets: one TOML file for each theme, with `[measures.NAME]` and `[targets."ID"]`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final, TypeVar

from ..errors import InvalidInput, InvalidPack, Mismatch, in_short, quoted
from ..policy import Policy
from .measure import Measure
from .target import Target, YearFigure

T = TypeVar("T")

_TABLES: Final = ("measures", "targets")


def read_theme(text: str, file: str) -> tuple[tuple[Measure, ...], tuple[Target, ...]]:
    """Read the measures and targets of a theme from TOML; raises `InvalidPack` with all faults of the file."""
    try:
        content = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise InvalidPack([Mismatch("$", "a TOML file in UTF-8", str(error))], about=file) from error
    faults = [Mismatch.of_name(name, name, _TABLES) for name in content if name not in _TABLES]
    measures = tuple(_rows("measures", content, _measure, faults))
    targets = tuple(_rows("targets", content, _target, faults))
    if faults:
        raise InvalidPack(faults, about=file)
    return measures, targets


def _rows(
    table: str, content: Mapping[str, Any], made: Callable[[str, Mapping[str, Any]], T], faults: list[Mismatch]
) -> Iterator[T]:
    """Yield what the rows of a table declare that have no fault."""
    for key, row in content.get(table, {}).items():
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
            faults += [Mismatch(f"{path}.{item.path}", item.expected, item.given) for item in error.mismatches]


def _measure(name: str, row: Mapping[str, Any]) -> Measure:
    return Measure(**{**row, "name": name})


def _target(key: str, row: Mapping[str, Any]) -> Target:
    register, _, part = key.partition("#")
    years = row.get("schedule")
    scheduled = {"schedule": [YearFigure(**item) for item in years]} if isinstance(years, list) else {}
    return Target(**{**row, **scheduled, "register": register, "part": part or None})


@cache
def _shipped() -> tuple[Mapping[str, Measure], Mapping[str, Target]]:
    folder = files(__package__).joinpath("rows")
    entries = sorted((item for item in folder.iterdir() if item.name.endswith(".toml")), key=lambda item: item.name)
    themes = [(entry.name, *read_theme(entry.read_text(encoding="utf-8"), entry.name)) for entry in entries]
    return _joined(themes)


def _joined(
    themes: list[tuple[str, tuple[Measure, ...], tuple[Target, ...]]],
) -> tuple[Mapping[str, Measure], Mapping[str, Target]]:
    """Join the themes; raises `InvalidPack` for a measure or target that is there twice, or whose measure is nowhere."""
    measures: dict[str, Measure] = {}
    targets: dict[str, Target] = {}
    faults: list[Mismatch] = []
    for file, own, _ in themes:
        for measure in own:
            if measure.name in measures:
                faults.append(Mismatch(f"{file}: measures.{measure.name}", "a name used once", quoted(measure.name)))
            measures[measure.name] = measure
    for file, _, asked in themes:
        for target in asked:
            if target.key in targets:
                faults.append(Mismatch(f"{file}: targets.{target.key}", "a key used once", quoted(target.key)))
            targets[target.key] = target
            faults += [
                Mismatch.of_name(f"{file}: targets.{target.key}.{field}", name, measures, "the name of a measure")
                for field in ("measure", "reference_measure", "only_below")
                if (name := getattr(target, field)) is not None and name not in measures
            ]
    if faults:
        raise InvalidPack(faults, about="indicators")
    return MappingProxyType(measures), MappingProxyType(targets)


def shipped_measures() -> Mapping[str, Measure]:
    """Return every measure of the library by its name."""
    return _shipped()[0]


def shipped_targets() -> Mapping[str, Target]:
    """Return every target of the library by its key."""
    return _shipped()[1]


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
