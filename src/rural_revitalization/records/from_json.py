"""Models from plain data and from JSON text, strictly (数据读入)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import Any, Final, TypeVar

from attrs import evolve, fields, has
from cattrs import AttributeValidationNote as InField
from cattrs import BaseValidationError, Converter, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, override

from ..algebra.operand import NO_CEILING
from ..errors import MOST_FAULTS, InvalidInput, Mismatch, check_kinds, discreet, first, kind_of, quoted, some_of, step
from ..fields import Spec, specs
from ..fields.annotations import Names
from ..fields.kinds import AREA, CEILING, COUNT, DAY, MONEY, NUMBER, RATE, TRUTH, Kind
from ..fields.written import day_of
from ..limits import household_excess
from ..models import Household
from ..models.entries import ENTRIES, Booking, Entry
from ..models.unknowable import MARKS
from .json_text import TWICE, Invalid, parse

M = TypeVar("M")
ReadHook = Callable[[Any, Any], Any]


@discreet
def structure(cls: type[M], data: Any, *, path: str = "$") -> M:
    """Build a model from plain data: dict, list, str, int, Decimal, bool and None, as in JSON.

    `path` is the prefix of the paths in errors. Raises `InvalidInput` with every invalid field and key, the first
    hundred of them, and with cross-field faults of objects that are otherwise valid; where `cls` is not a model; and
    for data beyond the `limits` of members and records.

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
    excess = household_excess(data) if cls is Household else None
    if excess is not None:
        raise InvalidInput([excess.under(path)], about=cls.__qualname__)
    try:
        return _converter().structure(data, cls)
    except (BaseValidationError, InvalidInput) as error:
        raise InvalidInput(first(_mismatches(error, path), path), about=cls.__qualname__) from None


@discreet
def loads(cls: type[M], text: str, *, path: str = "$") -> M:
    """Build a model from JSON text: `parse`, then `structure`; raises what they raise.

    >>> from rural_revitalization import MedicalBill
    >>> loads(MedicalBill, '{"settled_on": "2022-05-31", "total": 6900.5}').total
    Decimal('6900.50')
    """
    return structure(cls, parse(text, path=path), path=path)


@cache
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook_factory(_is_declared, partial(_model_reader, converter))
    converter.register_structure_hook_func(lambda kind: kind == Mapping[str, str], _texts)
    converter.register_structure_hook_func(lambda kind: kind is Names, _list_of_names)
    # By the class itself, since the entries of each kind are read as any other model.
    converter.register_structure_hook_func(lambda kind: kind in {Entry, Booking}, partial(_entry, converter))
    return converter


def _is_declared(cls: Any) -> bool:
    return has(cls) and bool(specs(cls))


def _is_model(cls: Any) -> bool:
    return isinstance(cls, type) and (_is_declared(cls) or cls in {Entry, Booking})


def _class_name(cls: Any) -> str:
    return f"the class {cls.__name__}" if isinstance(cls, type) else kind_of(cls)


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


def _model_reader(converter: Converter, cls: type[Any]) -> ReadHook:
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


def _field_reader(converter: Converter, declared: Spec) -> ReadHook:
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
            if not isinstance(value, list):
                raise _refused(value, spec)
            return _items(converter, spec.of, value)
        try:
            return parse(value)
        except (ValueError, TypeError, ArithmeticError):
            wrong = _refused(value, spec)
        raise wrong

    return read


def _items(converter: Converter, of: type[Any], given: list[Any]) -> list[Any]:
    """Return the records of a list; reading stops at a hundred faults."""
    found, wrong = list[Any](), list[Mismatch]()
    for at, item in enumerate(given):
        try:
            found.append(converter.structure(item, of))
        except (BaseValidationError, InvalidInput) as error:
            wrong += _mismatches(error, f"$[{at}]")
        if len(wrong) > MOST_FAULTS:
            break
    if wrong:
        raise InvalidInput(wrong)
    return found


def _texts(value: Any, _: Any) -> dict[str, str]:
    """Return texts by key; the model itself checks the keys and that the values are text."""
    given: dict[str, Any] = {} if value is None else _checked(dict, value, "an object that holds text")
    twice = [Mismatch(f"${step(key)}", item.expected, item.text) for key, item in given.items() if item is TWICE]
    if twice:
        raise InvalidInput(twice)
    return given


def _checked(kind: type[M], value: Any, expected: str) -> M:
    if isinstance(value, Invalid):
        raise _refusal(value.expected or expected, value.text)
    if not isinstance(value, kind):
        raise _refusal(expected, kind_of(value))
    return value


def _refused(value: Any, spec: Spec) -> InvalidInput:
    """Return the error for a value that a field does not accept."""
    if isinstance(value, Invalid):
        return _refusal(value.expected or spec.expected, value.text)
    return InvalidInput(spec.mismatches("$", value))


def _refusal(expected: str, given: str) -> InvalidInput:
    return InvalidInput([Mismatch("$", expected, given)])


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
        expected = f"one of the keys {some_of(known)}"
        for key in sorted(error.extra_fields):
            yield Mismatch.of_name(path + step(key), key, known, expected)
    else:
        raise error


def _step(error: Exception) -> str:
    return "".join(f".{note.name}" for note in getattr(error, "__notes__", ()) if isinstance(note, InField))
