"""Models, and results, as plain data and as JSON text (数据写出)."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, partial
from typing import Any, Final

from attrs import fields, has
from cattrs import Converter

from .. import __version__
from ..algebra.exact import EXACT
from ..algebra.operand import NoCeiling, Schedule, Unset
from ..algebra.unknown import Unknown
from ..assessment import Assessment, Finding
from ..entitlements.entitlement import Entitlement
from ..errors import InvalidInput, Mismatch, check_kinds, discreet, kind_of
from ..fields import Spec, specs
from ..indicators import Scorecard, scorecard_data
from ..readonly import ReadOnly
from ..worksheets import Line, lines

ToPlain = Callable[[Any], Any]

_PLAIN: Final = (str, int, bool, type(None))
_PACKAGE: Final = __name__.partition(".")[0]
_OF_FIGURES: Final = ("in_principle", "left_to_localities")


@discreet
def unstructure(model: Any) -> Any:
    """Return a model as plain data, the inverse of `structure`; fields not recorded are left out.

    Results, and the facts and terms of a rule, are written too; they are not read again. Raises `InvalidInput` for what
    holds more than data, such as a policy, whose documents an envelope holds.

    >>> from rural_revitalization import NO_CEILING, LocalFigures
    >>> unstructure(LocalFigures(year=2022, serious_illness_ceiling=NO_CEILING,
    ...                          sources={"serious_illness_ceiling": "county notice 2022-3"}))
    {'year': 2022, 'serious_illness_ceiling': 'none', 'sources': {'serious_illness_ceiling': 'county notice 2022-3'}}
    """
    if has(type(model)) or type(model).__module__.startswith(_PACKAGE):
        with suppress(_NoDataError):
            return value_data(model)
    raise InvalidInput([Mismatch("model", "a model or an assessment", kind_of(model))], about="unstructure")


def value_data(value: Any) -> Any:
    """Return a value of a field or a figure as plain data, as `unstructure` does for a whole model."""
    return _converter().unstructure(value)


@discreet
def dumps(model: Any, *, indent: int | None = None) -> str:
    """Return a model or an assessment as JSON text; equal objects give equal text.

    >>> from rural_revitalization.places import Place
    >>> dumps(Place(code="430900", name="益阳"))
    '{"code": "430900", "name": "益阳"}'
    """
    check_kinds("dumps", indent=(indent, int, None))
    return json.dumps(unstructure(model), ensure_ascii=False, indent=indent)


@discreet
def assessment_data(assessment: Assessment) -> dict[str, Any]:
    """Return an assessment as plain data: the library's version, then all its parts in order, worksheets with lines.

    It is not read again: what an assessment was made of, an envelope holds, and `replay` assesses it once more.

    A range is `{"low": ..., "high": ..., "facts": [...]}`; null is unbounded. A line has labels, value, unit, sources,
    and its reading, a key of `wording.READINGS`. The `id` of an entitlement is its rule-register id.
    """
    check_kinds("assessment_data", assessment=(assessment, Assessment))
    return dict(unstructure(assessment))


@cache
def _converter() -> Converter:
    converter = Converter(unstructure_fallback_factory=_refused)
    plain = converter.unstructure
    converter.register_unstructure_hook_factory(has, partial(_fields_writer, plain))
    converter.register_unstructure_hook_func(
        lambda cls: hasattr(cls, "facts") and hasattr(cls, "terms"), partial(_worksheet_data, plain)
    )
    converter.register_unstructure_hook_func(lambda cls: issubclass(cls, Finding), partial(_finding_data, plain))
    converter.register_unstructure_hook(Assessment, partial(_assessment_data, _fields_writer(plain, Assessment)))
    converter.register_unstructure_hook(Entitlement, _entitlement_data)
    converter.register_unstructure_hook(Scorecard, scorecard_data)
    converter.register_unstructure_hook(Unknown, partial(_range_data, plain))
    converter.register_unstructure_hook(tuple, lambda items: [plain(item) for item in items])
    converter.register_unstructure_hook(frozenset, sorted)
    converter.register_unstructure_hook(StrEnum, str)
    converter.register_unstructure_hook(ReadOnly, lambda named: {key: plain(item) for key, item in named.items()})
    converter.register_unstructure_hook(Decimal, _decimal_text)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(NoCeiling, lambda _: "none")
    converter.register_unstructure_hook(Unset, lambda _: "unset")
    converter.register_unstructure_hook(Schedule, partial(_schedule_data, plain))
    return converter


class _NoDataError(Exception):
    """Something holds what is no data, such as a function."""


def _refused(cls: Any) -> ToPlain:
    if cls in _PLAIN:
        return _as_it_is

    def refuse(_: Any) -> Any:
        raise _NoDataError

    return refuse


def _as_it_is(value: Any) -> Any:
    return value


def _fields_writer(plain: ToPlain, cls: type[Any]) -> ToPlain:
    names = [item.name for item in fields(cls) if item.metadata.get("in_json", True)]
    in_full = not specs(cls)

    def write(item: Any) -> dict[str, Any]:
        values = ((name, getattr(item, name)) for name in names)
        return {name: plain(value) for name, value in values if in_full or not _is_left_out(value)}

    return write


def _is_left_out(value: Any) -> bool:
    return value is None or (isinstance(value, frozenset) and not value)


def _decimal_text(value: Decimal) -> str:
    """Format with at least two decimal places and no other trailing zeros, so that equal values give equal text."""
    whole, _, places = f"{EXACT.normalize(value):f}".partition(".")
    return f"{whole}.{places:0<2}"


def _range_data(plain: ToPlain, unknown: Unknown[Any]) -> dict[str, Any]:
    return {"low": plain(unknown.low), "high": plain(unknown.high), "facts": sorted(unknown.facts)}


def _assessment_data(parts_of: ToPlain, assessment: Assessment) -> dict[str, Any]:
    return {"version": __version__} | parts_of(assessment)  # type: ignore[no-any-return]


_LAST: Final = ("missing", "not_stated", "worksheet", "parts")


def _finding_data(plain: ToPlain, finding: Finding) -> dict[str, Any]:
    """Return a finding as data: subject, answer, missing facts, worksheet and any parts."""
    names = [item.name for item in fields(type(finding))]
    first = [name for name in names if name not in _LAST]
    data = {name: plain(getattr(finding, name)) for name in (*first, *_LAST) if name in names}
    if not data.get("parts"):
        data.pop("parts", None)
    return data


def _entitlement_data(row: Entitlement) -> dict[str, Any]:
    called = {"label": row.label, "zh": row.zh, "who": row.who, "who_zh": row.who_zh}
    return {"id": row.register, "name": row.name} | called | {"source": str(row.source), "reading": row.reading}


def _schedule_data(plain: ToPlain, schedule: Schedule) -> dict[str, Any]:
    bands = [{"up_to": plain(band.up_to), "rate": plain(band.rate)} for band in schedule.bands]
    return {"measured_on": str(schedule.measured_on), "bands": bands}


def _worksheet_data(plain: ToPlain, worksheet: Any) -> dict[str, Any]:
    facts = {name: plain(getattr(worksheet.facts, name)) for name in specs(type(worksheet.facts))}
    declared = specs(type(worksheet))
    worked = lines(worksheet)[-len(declared) :]
    return {"facts": facts, "lines": [_line_data(plain, line, declared[line.name]) for line in worked]}


def _line_data(plain: ToPlain, line: Line, spec: Spec) -> dict[str, Any]:
    stated = {flag: any(getattr(figure, flag) for figure in line.figures) for flag in _OF_FIGURES}
    called = {"name": line.name, "label": spec.label, "zh": spec.zh, "value": plain(line.value), "unit": spec.unit}
    relied_on = spec.reading if line.reading else None
    return called | {"sources": list(line.sources)} | stated | {"reading": relied_on}
