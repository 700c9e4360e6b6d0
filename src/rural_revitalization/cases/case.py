"""The subject of a rule and the facts a rule can read from it, the same for records and for columns.

A case is a household, or one of its people, bills or loans, in a county, on a day. Indexing by an origin returns an
operand: `case[Person.insured]`, `case[Person.age]`, `case[severely_disabled]`. Spells return whether one of them covers
the day. Over tables the case is a subclass that returns columns; callers need not know which.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final, Self, TypeVar

from attrs import define, evolve, field

from ..algebra import Truth, Unknown, when
from ..errors import check_kinds
from ..fields import evolve_unchecked
from ..fields.annotations import Origin
from ..models import Household, LocalFigures, MedicalBill, Person, SmallLoan
from ..models.household import LAST_DAY_OF_THE_REGISTER
from .origins import AnyMember, AsLent, RecordKind, Slot, place_of, recorded

__all__ = ["Case", "ForeignCase"]

V = TypeVar("V")

_NOTHING: Final[Mapping[Slot, Truth]] = MappingProxyType({})

_DAY: Final = timedelta(days=1)


@define(kw_only=True, eq=False)  # not frozen: one is created per person, and freezing takes three times as long
class Case:
    """The subject of a rule (办理对象), of the kind `about`.

    `outer` is the enclosing case: the patient's for a bill, the household's for a person or a loan. `contradicted` says
    which recorded truths contradict what was computed from other records. `told_on` is the day of which facts without a
    date are told; `on` where it is None.
    """

    about: RecordKind = "household"
    household: Household
    local: LocalFigures
    on: date
    person: Person | None = None
    bill: MedicalBill | None = None
    loan: SmallLoan | None = None
    outer: Case | None = field(default=None, repr=False)
    contradicted: Mapping[Slot, Truth] = field(default=_NOTHING, repr=False)
    told_on: date | None = None
    _found: dict[Any, Any] = field(factory=dict, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.outer is None and type(self) is Case:  # a part has what its whole has
            kinds = {"household": (self.household, Household), "local": (self.local, LocalFigures)}
            check_kinds("Case", **kinds, on=(self.on, date))

    def __getitem__(self, origin: Origin[V, Any]) -> V:
        """The value of an origin as an operand, read once a case."""
        found = self._found.get(origin, self)  # the case itself is the sentinel for absent
        if found is self:
            place, outer = place_of(origin), self.outer
            if outer is None or place.about == self.about or not place.derived:
                found = place.read(self)
            else:
                found = outer[origin]
            self._found[origin] = found
        return found  # type: ignore[no-any-return]

    def once(self, key: Any, ask: Callable[[Self], V]) -> V:
        """What a function says of this case, worked out once; `key` identifies it."""
        found = self._found.get(key, self)  # the case itself is the sentinel for absent
        if found is self:
            found = self._found[key] = ask(self)
        return found  # type: ignore[no-any-return]

    def of(self, person: Person) -> Self:
        """The case of one member."""
        return self._part("person", person=person)

    def of_bill(self, bill: MedicalBill) -> Self:
        """The case of one of the person's bills."""
        return self._part("bill", person=self.person, bill=bill)

    def of_loan(self, loan: SmallLoan) -> Self:
        """The case of one of the household's loans."""
        return self._part("loan", loan=loan)

    def _part(self, about: RecordKind, **of: Any) -> Self:
        return type(self)(
            about=about,
            household=self.household,
            local=self.local,
            on=self.on,
            outer=self,
            contradicted=self.contradicted,
            told_on=self.told_on,
            **of,
        )

    @property
    def as_told(self) -> Self:
        """The case of the same person on the day of which facts without a date are told."""
        if self.told_on is None or self.told_on == self.on:
            return self
        whole = type(self)(household=self.household, local=self.local, on=self.told_on)
        return whole if self.person is None else whole.of(self.person)

    @property
    def members(self) -> Iterable[Self]:
        """The cases of the members of the day."""
        found = self._found.get("members")
        if found is None:
            found = self._found["members"] = tuple(map(self.of, self.household.members_on(self.on)))
        return found

    def any_member(self, place: AnyMember) -> Truth:
        """True if it holds for any member; unknown if undecided."""
        answer: Truth = False
        for member in self.members:
            answer = answer | place.test(member)
        return answer

    def as_lent(self, place: AsLent) -> Any:
        """The value on the day the loan was lent; open between those of all days up to the case's where unrecorded."""
        assert self.loan is not None
        days = [self.loan.lent] if self.loan.lent is not None else _days_of_change(self.household, self.local, self.on)
        found, *others = (place.ask(self._on(day)) for day in days)
        for other in others:
            found = when(_UNDATED, found, other)
        return found

    def _on(self, day: date) -> Self:
        """The case of the household on another day."""
        return type(self)(household=self.household, local=self.local, on=day)

    def knowing(self, origin: Origin[V, Any], value: V) -> Self:
        """A copy of the case with a computed value for a fact that is not recorded.

        A recorded truth that the computed one contradicts is not known in the copy; neither wins.
        """
        place, found = place_of(origin), self[origin]
        if recorded(value) is False:
            return self
        if recorded(found) is True:
            if not (isinstance(found, bool) and isinstance(value, bool)) or found is value:
                return self
            open_household = evolve_unchecked(self.household, **{place.name: None})
            return evolve(self, household=open_household, contradicted={**self.contradicted, place: True})
        return evolve(self, household=evolve_unchecked(self.household, **{place.name: value}))


_UNDATED: Final = Unknown(False, True, {"lent_on"})
"""Whether a loan of no recorded day was lent on one day rather than on another."""


def _days_of_change(household: Household, local: LocalFigures, on: date) -> list[date]:
    """The day, and every earlier one on which what the day a loan was lent settles may change, and the day before."""
    spells = (*(household.monitored or ()), *(household.registered_poor or ()))
    begins = [household.exited_on, *(spell.since for spell in spells), *(rate.since for rate in local.lpr or ())]
    ends = [LAST_DAY_OF_THE_REGISTER, *(spell.until for spell in spells)]
    days = {day + _DAY * at for day in begins if day is not None and day > date.min for at in (-1, 0)}
    days |= {day + _DAY * at for day in ends if day is not None and day < date.max for at in (0, 1)}
    return [on, *sorted(day for day in days if day < on)]


@define(kw_only=True, eq=False)
class ForeignCase(Case, ABC):
    """A case without records: `raw` supplies the values that would be read from them."""

    def __getitem__(self, origin: Origin[V, Any]) -> V:
        place = place_of(origin)
        return super().__getitem__(origin) if place.derived else self.raw(place)

    @abstractmethod
    def raw(self, place: Slot) -> Any:
        """The operand in place of a record's field or derived fact."""
