"""Exact and strict conversion of models to and from JSON (数据交换).

Only unambiguous values are accepted; all invalid fields and keys are reported at once, each with its path. Cross-field
faults, such as two members with the same key, are reported once the fields of their object are valid. A key that is
missing or null is not recorded; an empty list is recorded as none. Amounts and shares are written as text, so that no
reader turns them into binary floats; dates as YYYY-MM-DD; codes by their value; a ceiling known not to exist as "none".
A fact that was asked for and cannot be known is named in the list `unknowable` of its record; in place of its value,
"unknowable" or "不详" says so too.

>>> from rural_revitalization import SmallLoan
>>> loan = loads(SmallLoan, '{"principal": 50000, "annual_rate": "0.0365", "lent_on": "2022-03-01"}')
>>> dumps(loan)
'{"lent_on": "2022-03-01", "principal": "50000.00", "annual_rate": "0.0365"}'
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, partial
from typing import Any, Final, TypeVar

from attrs import evolve, fields, frozen, has
from cattrs import AttributeValidationNote as InField
from cattrs import BaseValidationError, Converter, ForbiddenExtraKeysError
from cattrs import IterableValidationNote as InList
from cattrs.gen import make_dict_structure_fn, override

from .algebra.exact import EXACT
from .algebra.operand import NO_CEILING, NoCeiling, Schedule, Unset
from .algebra.unknown import Unknown
from .assessment import Assessment, Finding
from .entitlements.entitlement import Entitlement
from .errors import InvalidInput, Mismatch, check_kinds, discreet, kind_of, quoted, step
from .fields import Spec, specs
from .fields.annotations import Names
from .fields.kinds import AREA, CEILING, COUNT, DAY, MONEY, NUMBER, RATE, TRUTH, Kind
from .fields.written import day_of
from .indicators import Scorecard, scorecard_data
from .limits import json_excess
from .models.entries import ENTRIES, Booking, Entry
from .models.unknowable import MARKS
from .readonly import ReadOnly
from .worksheets import Line, lines

M = TypeVar("M")


@discreet
def structure(cls: type[M], data: Any, *, path: str = "$") -> M:
    """Build a model from plain data: dict, list, str, int, Decimal, bool and None, as in JSON.

    `path` is the prefix of the paths in errors. Raises `InvalidInput` with every invalid field and key, and with
    cross-field faults of objects that are otherwise valid, and where `cls` is not a model.

    >>> from rural_revitalization import Spell
    >>> structure(Spell, {"since": "2022-13-01", "till": None})
    Traceback (most recent call last):
    rural_revitalization.errors.InvalidInput: Spell
      $.since: expected a date as YYYY-MM-DD, such as 2022-06-01, got '2022-13-01'
      $.till: expected one of the keys since, until, got 'till'; did you mean until?
    """
    check_kinds("structure", path=(path, str))
    if not _is_model(cls):
        raise InvalidInput([Mismatch("cls", "a model class", _class_name(cls))], about="structure")
    try:
        return _converter().structure(data, cls)
    except (BaseValidationError, InvalidInput) as error:
        raise InvalidInput(_mismatches(error, path), about=cls.__qualname__) from None


def unstructure(model: Any) -> Any:
    """Return a model as plain data, the inverse of `structure`; fields not recorded are left out.

    >>> from rural_revitalization import NO_CEILING, LocalFigures
    >>> unstructure(LocalFigures(year=2022, serious_illness_ceiling=NO_CEILING,
    ...                          sources={"serious_illness_ceiling": "county notice 2022-3"}))
    {'year': 2022, 'serious_illness_ceiling': 'none', 'sources': {'serious_illness_ceiling': 'county notice 2022-3'}}
    """
    if not (has(type(model)) or type(model).__module__.startswith(__package__)):
        raise InvalidInput([Mismatch("model", "a model or an assessment", kind_of(model))], about="unstructure")
    return value_data(model)


def value_data(value: Any) -> Any:
    """Return a value of a field or a figure as plain data, as `unstructure` does for a whole model."""
    return _converter().unstructure(value)


@discreet
def loads(cls: type[M], text: str, *, path: str = "$") -> M:
    """Build a model from JSON text: `parse`, then `structure`; raises what they raise.

    >>> from rural_revitalization import MedicalBill
    >>> loads(MedicalBill, '{"settled_on": "2022-05-31", "total": 6900.5}').total
    Decimal('6900.50')
    """
    return structure(cls, parse(text, path=path), path=path)


def dumps(model: Any, *, indent: int | None = None) -> str:
    """Return a model or an assessment as JSON text; equal objects give equal text.

    >>> from rural_revitalization.places import Place
    >>> dumps(Place(code="430900", name="益阳"))
    '{"code": "430900", "name": "益阳"}'
    """
    check_kinds("dumps", indent=(indent, int, None))
    return json.dumps(unstructure(model), ensure_ascii=False, indent=indent)


@discreet
def parse(text: str, *, path: str = "$") -> Any:
    """Parse JSON text into plain data for `structure`, with non-integers as Decimal.

    Values that no model accepts - NaN, Infinity, duplicate keys, numbers too large - become placeholders that
    `structure` rejects along with all other faults. Raises `InvalidInput`, with line and column, for invalid JSON, and
    for text beyond the `limits` of length and depth.

    >>> parse('{"annual_rate": 0.0365}')
    {'annual_rate': Decimal('0.0365')}
    """
    check_kinds("parse", text=(text, str), path=(path, str))
    excess = json_excess(text)
    if excess is not None:
        raise InvalidInput([excess.under(path)])
    floats, ints = partial(_number, Decimal), partial(_number, int)
    try:
        return json.loads(text, object_pairs_hook=_object, parse_float=floats, parse_int=ints, parse_constant=_Invalid)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InvalidInput([Mismatch(path, "JSON", f"invalid JSON ({error})")]) from None


def assessment_data(assessment: Assessment) -> dict[str, Any]:
    """Return an assessment as plain data: all its parts in order, each worksheet with its lines.

    A range is `{"low": ..., "high": ..., "facts": [...]}`; null is unbounded. A line has labels, value, unit, sources,
    and its reading, a key of `wording.READINGS`. The `id` of an entitlement is its rule-register id.
    """
    check_kinds("assessment_data", assessment=(assessment, Assessment))
    return dict(unstructure(assessment))


@cache
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook_factory(_is_declared, partial(_model_reader, converter))
    converter.register_structure_hook_func(lambda kind: kind == Mapping[str, str], _texts)
    converter.register_structure_hook_func(lambda kind: kind is Names, _list_of_names)
    # By the class itself, since the entries of each kind are read as any other model.
    converter.register_structure_hook_func(lambda kind: kind in {Entry, Booking}, partial(_entry, converter))
    plain = converter.unstructure
    converter.register_unstructure_hook_factory(has, partial(_fields_writer, plain))
    converter.register_unstructure_hook_func(
        lambda cls: hasattr(cls, "facts") and hasattr(cls, "terms"), partial(_worksheet_data, plain)
    )
    converter.register_unstructure_hook_func(lambda cls: issubclass(cls, Finding), partial(_finding_data, plain))
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


def _is_declared(cls: Any) -> bool:
    return has(cls) and bool(specs(cls))


def _is_model(cls: Any) -> bool:
    return isinstance(cls, type) and (_is_declared(cls) or cls in {Entry, Booking})


def _class_name(cls: Any) -> str:
    return f"the class {cls.__name__}" if isinstance(cls, type) else kind_of(cls)


# -- reading --------------------------------------------------------------------------------------------

Hook = Callable[[Any, Any], Any]


_AMOUNT: Final = "yuan as a number or text, to the fen"
_IN_JSON: Final[Mapping[str, Kind]] = {
    "money": evolve(MONEY, expected=_AMOUNT),
    "ceiling": evolve(
        CEILING,
        expected=f'{_AMOUNT}, or "none"',
        parse=lambda value: NO_CEILING if value == "none" else MONEY.parse(value),
    ),
    "area": evolve(AREA, expected="square metres as a number or text, to two places"),
    "rate": evolve(RATE, expected="a share of 1 as a number or text"),
    "number": evolve(NUMBER, expected="a number, or a number as text"),
    "count": evolve(COUNT, expected="a whole number"),
    "truth": evolve(TRUTH, expected="true or false"),
    "date": evolve(DAY, expected="a date as YYYY-MM-DD, such as 2022-06-01", parse=day_of),
}


@frozen(repr=False)
class _Invalid:
    """Placeholder for a JSON value that no field accepts, so that the error names its path.

    `expected` overrides the field's own description of valid values.
    """

    text: str
    expected: str = ""

    def __repr__(self) -> str:
        return self.text


_TWICE: Final = _Invalid("a duplicate key", "a key that is given once")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        found[key] = _TWICE if key in found else value
    return found


def _number(kind: Callable[[str], Any], digits: str) -> Any:
    try:
        return kind(digits)
    except (ValueError, ArithmeticError):
        return _Invalid("a number too large to be read")


def _model_reader(converter: Converter, cls: type[Any]) -> Hook:
    declared, keeps_unknowable = specs(cls), hasattr(cls, "unknowable")
    hooks: dict[str, Any] = {
        name: override(struct_hook=_field_reader(converter, spec)) for name, spec in declared.items()
    }
    build = make_dict_structure_fn(cls, converter, **hooks)
    # Missing required fields are read as null, so that their hooks report them with all other faults.
    left_out = dict.fromkeys(name for name, spec in declared.items() if spec.required)

    def read(value: Any, _: Any) -> Any:
        given: dict[Any, Any] = _checked(dict, value, f"an object with keys of {cls.__name__}")
        # Keys become text: earlier releases of cattrs fail on an unknown key that is not.
        named = {str(key): item for key, item in given.items()}
        return build(left_out | (_without_marks(named, declared) if keeps_unknowable else named), cls)

    return read


def _without_marks(given: dict[str, Any], declared: Mapping[str, Spec]) -> dict[str, Any]:
    """Return an object with each value that says that it cannot be known in its list of such facts instead."""
    texts = [name for name, value in given.items() if isinstance(value, str) and value in MARKS]
    marked = [name for name in texts if _may_be_marked(declared.get(name))]
    listed = given.get("unknowable", [])
    if not marked or not isinstance(listed, list):  # a list of another form is refused where it is read
        return given
    return given | dict.fromkeys(marked) | {"unknowable": [*listed, *marked]}


def _may_be_marked(spec: Spec | None) -> bool:
    return spec is not None and not spec.required and spec.kind.name != "text"


def _list_of_names(value: Any, _: Any) -> frozenset[str]:
    names = _checked(list, [] if value is None else value, "a list of names of facts")
    return frozenset(_checked(str, name, "the name of a fact") for name in names)


def _entry(converter: Converter, value: Any, of: type[Entry]) -> Any:
    """Return an entry of a loan, told by the field that only its kind has."""
    keys = [key for key, kind in ENTRIES.items() if issubclass(kind, of)]
    given: dict[Any, Any] = _checked(dict, value, "an object with the keys of an entry")
    told = [key for key in keys if key in given]
    if len(told) != 1:
        raise _refusal(f"an entry with one of the keys {', '.join(keys)}", ", ".join(map(quoted, given)) or "none")
    return converter.structure(value, ENTRIES[told[0]])


def _field_reader(converter: Converter, declared: Spec) -> Hook:
    spec = evolve(declared, kind=_IN_JSON.get(declared.kind.name, declared.kind))
    kind, expected, parse = spec.kind.name, spec.expected, spec.parse

    def read(value: Any, _: Any) -> Any:
        if value is None:
            if spec.required:
                raise _refusal(expected, "nothing")
            return None
        if kind == "record":
            return converter.structure(value, spec.of)
        if kind == "records":
            if value == []:  # most of a household's lists
                return value
            return converter.structure(_checked(list, value, expected), list[spec.of])  # type: ignore[name-defined]
        try:
            return parse(value)
        except (ValueError, TypeError, ArithmeticError):
            wrong = _refused(value, spec)
        raise wrong

    return read


def _texts(value: Any, _: Any) -> dict[str, str]:
    """Return texts by key; the model itself checks the keys and that the values are text."""
    given: dict[str, Any] = {} if value is None else _checked(dict, value, "an object that holds text")
    twice = [Mismatch(f"${step(key)}", item.expected, item.text) for key, item in given.items() if item is _TWICE]
    if twice:
        raise InvalidInput(twice)
    return given


def _checked(kind: type[M], value: Any, expected: str) -> M:
    if isinstance(value, _Invalid):
        raise _refusal(value.expected or expected, value.text)
    if not isinstance(value, kind):
        raise _refusal(expected, kind_of(value))
    return value


def _refused(value: Any, spec: Spec) -> InvalidInput:
    """Return the error for a value that a field does not accept."""
    if isinstance(value, _Invalid):
        return _refusal(value.expected or spec.expected, value.text)
    return InvalidInput(spec.mismatches("$", value))


def _refusal(expected: str, given: str) -> InvalidInput:
    return InvalidInput([Mismatch("$", expected, given)])


_STEPS: Final[Mapping[type[Any], str]] = {InField: ".{0.name}", InList: "[{0.index}]"}


def _mismatches(error: Exception, path: str) -> Iterator[Mismatch]:
    """Yield the mismatches in a cattrs error; re-raise errors that are not faults of the data."""
    if isinstance(error, BaseValidationError):
        for part in error.exceptions:
            yield from _mismatches(part, path + _step(part))
    elif isinstance(error, InvalidInput):
        for item in error.mismatches:
            yield item.under(path if item.path.startswith("$") else f"{path}.")
    elif isinstance(error, ForbiddenExtraKeysError):
        known = [item.name for item in fields(error.cl)]
        for key in sorted(error.extra_fields):
            yield Mismatch.of_name(path + step(key), key, known, "one of the keys {}")
    else:
        raise error


def _step(error: Exception) -> str:
    notes = getattr(error, "__notes__", ())
    return "".join(_STEPS[type(note)].format(note) for note in notes if type(note) in _STEPS)


# -- writing --------------------------------------------------------------------------------------------

ToPlain = Callable[[Any], Any]


def _fields_writer(plain: ToPlain, cls: type[Any]) -> ToPlain:
    names = [item.name for item in fields(cls) if item.metadata.get("in_json", True)]
    in_full = not specs(cls)

    def write(item: Any) -> dict[str, Any]:
        values = ((name, getattr(item, name)) for name in names)
        return {name: plain(value) for name, value in values if in_full or (value is not None and value != frozenset())}

    return write


def _decimal_text(value: Decimal) -> str:
    """Format with at least two decimal places and no other trailing zeros, so that equal values give equal text."""
    whole, _, places = f"{EXACT.normalize(value):f}".partition(".")
    return f"{whole}.{places:0<2}"


def _range_data(plain: ToPlain, unknown: Unknown[Any]) -> dict[str, Any]:
    return {"low": plain(unknown.low), "high": plain(unknown.high), "facts": sorted(unknown.facts)}


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
    worked = lines(worksheet)[len(facts) :]
    declared = specs(type(worksheet))
    return {"facts": facts, "lines": [_line_data(plain, line, declared[line.name]) for line in worked]}


def _line_data(plain: ToPlain, line: Line, spec: Spec) -> dict[str, Any]:
    in_principle = any(figure.in_principle for figure in line.figures)
    called = {"name": line.name, "label": spec.label, "zh": spec.zh, "value": plain(line.value), "unit": spec.unit}
    return called | {"sources": list(line.sources), "in_principle": in_principle, "reading": spec.reading}
