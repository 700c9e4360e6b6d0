"""Origins of facts: model fields, readings of records on a day, and facts derived from them.

Each origin is resolved once and memoised as a `Slot`: its record, its declaration and its reader.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from operator import attrgetter
from typing import Any, Final, Literal, Protocol, TypeVar

from attrs import evolve, field, frozen

from ..algebra import Truth, not_, when
from ..algebra.operand import PLAIN
from ..fields import Spec, specs
from ..fields.annotations import Origin
from ..fields.kinds import TRUTH
from ..models import Diagnosis, Household, LocalFigures, MedicalBill, Person, SmallLoan, Spell
from ..models.derived import DerivedFact
from .choices import choice_of, choice_of_several

__all__ = [
    "AnyMember",
    "AsLent",
    "Derived",
    "RecordKind",
    "Slot",
    "certainly",
    "contradicts",
    "given",
    "place_of",
    "record_of",
    "recorded",
]

V = TypeVar("V")
F = TypeVar("F")

RecordKind = Literal["local", "household", "person", "bill", "loan"]
"""The kind of record that holds a fact."""


@frozen(eq=False)
class Slot:
    """Where a record keeps a fact, or what derives it: the kind of record, name, declaration, and reader of a case.

    `record` names the field to fill in; `derived` is true for facts computed from others.
    """

    about: RecordKind
    name: str
    spec: Spec
    record: str
    read: Callable[[Any], Any]
    derived: bool = False


@frozen(eq=False)
class AnyMember(Slot):
    """The slot of a truth over all members; tables aggregate it from the rows of people.

    What it lacks is named by its `record`, or, where it reads several records that may be missing, by those it lacks:
    `also` are the others.
    """

    test: Callable[[Any], Truth] = field(kw_only=True)
    also: tuple[str, ...] = field(default=(), kw_only=True)


@frozen(eq=False)
class AsLent(Slot):
    """The slot of a fact of the day that a loan was lent; a table holds it in a column."""

    ask: Callable[[Any], Any] = field(kw_only=True)


class Answers(Protocol):
    """What a derived fact is computed from: a case, which gives the value of every origin."""

    def __getitem__(self, origin: Origin[V, Any]) -> V:
        """The value of an origin."""


class Derived(Origin[V, F]):
    """A derived fact (派生事实): a function of a case, written in the algebra."""

    __slots__ = ("place",)

    def __init__(self, place: Slot) -> None:
        self.place = place

    def __call__(self, case: Answers) -> V:
        """Return the value for a case."""
        return case[self]

    def __reduce__(self) -> Any:
        # By name, since a table's plan may be pickled for another process.
        if isinstance(self.place, AnyMember):
            module = self.place.test.__module__
            return _derived, (
                module,
                next(name for name, found in vars(import_module(module)).items() if found is self),
            )
        read = self.place.read
        return _derived, (read.__module__, read.__name__)


def _derived(module: str, name: str) -> Any:
    """Look up an unpickled derived fact."""
    return getattr(import_module(module), name)


# -- resolving fields and readings ---------------------------------------------------------------------------

_MODELS: Final[dict[type[Any], RecordKind]] = {
    LocalFigures: "local",
    Household: "household",
    Person: "person",
    MedicalBill: "bill",
    SmallLoan: "loan",
}
_LISTED_IN: Final[dict[RecordKind, str]] = {"bill": "bills", "loan": "loans"}
"""The list field of a person or household that holds the sub-case's record: what to fill in where it is incomplete."""
_PLACES: Final[dict[Any, Slot]] = {}
_OF_A_LOAN: Final = frozenset(specs(SmallLoan))


def record_of(fact: str) -> str:
    """The record to fill in for a missing fact: the fact itself, or the list of loans for what one of them lacks."""
    return _LISTED_IN["loan"] if fact in _OF_A_LOAN else fact


def place_of(origin: Origin[Any, Any]) -> Slot:
    """Resolve an origin; raises `KeyError` for a field of a model that no case covers."""
    found = _PLACES.get(origin)
    if found is None:
        found = _PLACES[origin] = _found(origin)
    return found


def _found(origin: Any) -> Slot:
    if isinstance(origin, Derived):
        return origin.place
    if isinstance(origin, DerivedFact):
        about = _about(origin.owner)
        return Slot(about, origin.name, origin.spec, origin.record, _read(about, origin.find, origin.unknown))
    name, model = origin.__name__, origin.__objclass__
    about, spec = _MODELS[model], specs(model)[name]
    record, field_of = _LISTED_IN.get(about, name), attrgetter(f"{about}.{name}")
    if spec.kind.name == "records" and issubclass(spec.of, Spell):
        spec = evolve(spec, kind=TRUTH, low=False, high=True, of=None)
        return Slot(about, name, spec, record, _active(field_of, spec.unknown(record)))
    if spec.of is Diagnosis:
        return Slot(about, name, spec, record, lambda case: _diagnosed(field_of(case), case.on))
    if spec.kind.name == "choice" or (spec.kind.name == "text" and not spec.private):
        return Slot(about, name, spec, record, lambda case: choice_of(field_of(case), record))
    # What a loan lacks is named by itself, since several loans are in one list, and one of them may lack many facts.
    return Slot(about, name, spec, record, _recorded(field_of, spec.unknown(name if about == "loan" else record)))


def _about(owner: type[Any]) -> RecordKind:
    """The kind of case whose model is the class, or has it for a base; raises `KeyError` if there is none."""
    for model, about in _MODELS.items():
        if issubclass(model, owner):
            return about
    raise KeyError(owner)


# Separate readers per kind of field, since this is the hottest path.


def _recorded(field_of: Callable[[Any], Any], unknown: Any) -> Callable[[Any], Any]:
    def read(case: Any) -> Any:
        value = field_of(case)
        return unknown if value is None else value

    return read


def _read(about: RecordKind, find: Callable[[Any, date], Any], unknown: Any) -> Callable[[Any], Any]:
    def read(case: Any) -> Any:
        value = find(getattr(case, about), case.on)
        return unknown if value is None else value

    return read


def _active(field_of: Callable[[Any], Any], unknown: Any) -> Callable[[Any], Any]:
    def read(case: Any) -> Any:
        spells = field_of(case)
        if spells is None:
            return unknown
        for spell in spells:  # noqa: SIM110 -- mostly empty, and `any` is slower
            if spell.covers(case.on):
                return True
        return False

    return read


def _diagnosed(found: tuple[Diagnosis, ...] | None, on: date) -> Any:
    had = None if found is None else frozenset(item.disease for item in found if item.covers(on))
    return choice_of_several(had, "diagnoses")


# -- what is recorded -----------------------------------------------------------------------------------------


def recorded(found: Any) -> Truth:
    """True if a value is known; never unknown itself.

    Not monotone: recording a fact may flip it. So it is used here, and never in a rule's `compute`.
    """
    return True if type(found) in PLAIN else found.recorded


def certainly(found: Truth) -> Truth:
    """True if a truth is known and holds; never unknown itself."""
    return recorded(found) & found


def contradicts(found: Truth, other: Truth) -> Truth:
    """True if both truths are known and differ; never unknown itself."""
    differ = (found & not_(other)) | (other & not_(found))
    return when(recorded(found) & recorded(other), differ, False)


def given(found: Any, answer: Truth) -> Truth:
    """The answer where a value is known, otherwise unknown for lack of that value alone."""
    known = recorded(found)
    return answer if known is True else when(known, answer, found.open_truth)
