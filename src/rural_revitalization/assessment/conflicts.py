"""Recorded facts of a household that cannot both be true (记录矛盾).

Neither record wins: what hangs on them is left open, from the one answer to the other, where the facts are drawn. Here
they are named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from ..cases import Case, grade_contradicts_register, income_disputed, on_both_tracks, place_of
from ..cases.origins import Slot
from ..catalogue import completed_by
from ..errors import quoted
from ..fields import specs
from ..loans.several import contradicted_topups
from ..models import Household, MedicalBill, Person, SmallLoan

_MODELS: Final[Mapping[str, type[Any]]] = MappingProxyType(
    {"household": Household, "person": Person, "bill": MedicalBill, "loan": SmallLoan}
)


@attrs.frozen(kw_only=True)
class Conflict:
    """Two recorded facts that cannot both be true (记录矛盾).

    `fields` are their places in the record, such as "members[2].disability_grade"; `person` is the record key of the
    person they are about, or None for the household. `label` and `zh` name the two facts.
    """

    person: str | None = attrs.field(repr=quoted)
    fields: tuple[str, str]
    label: str
    zh: str


def conflicts_of(case: Case) -> tuple[Conflict, ...]:
    """The conflicts in a household's record on a day, those of the household first; `case` is the completed case."""
    return (*_of_household(case), *(found for member in case.members for found in _of_person(member)))


def _of_household(case: Case) -> Iterator[Conflict]:
    household = case.household
    for place, found in case.contradicted.items():
        if found is True:
            yield _against(household, place)
    if case[income_disputed] is True:
        at = next(at for at, person in enumerate(household.people) if person.income is not None)
        yield _conflict(None, ("household", "per_capita_net_income"), ("person", "income"), ("", f"members[{at}]."))
    if household.without_any_risk(case.on):
        yield _conflict(None, ("household", "monitored"), ("household", "risks"))
    grants = household.contrary_grants(case.on)
    if grants is not None:
        allowance = "person", "minimum_living_allowance"
        yield _conflict(None, allowance, allowance, (f"members[{grants[0]}].", f"members[{grants[1]}]."))
    first: dict[str, int] = {}
    for at, person in enumerate(household.people):
        number = person.identity_number
        if number is not None and person.member_on(case.on) and first.setdefault(number, at) != at:
            places = (f"members[{first[number]}].", f"members[{at}].")
            yield _conflict(None, ("person", "identity_number"), ("person", "identity_number"), places)
    yield from _of_loans(case)


def _of_loans(case: Case) -> Iterator[Conflict]:
    """What the record of a loan says twice: its term, its days overdue, and whether it tops up another."""
    for at, loan in enumerate(case.household.loans or ()):
        inside = f"loans[{at}]."
        if loan.term_disputed:
            yield _conflict(None, ("loan", "term_months"), ("loan", "due_on"), (inside, inside))
        if loan.overdue_disputed:
            yield _conflict(None, ("loan", "overdue_days"), ("loan", "entries"), (inside, inside))
    for at, first in contradicted_topups(case):
        yield _conflict(None, ("loan", "tops_up"), ("loan", "lent_on"), (f"loans[{at}].", f"loans[{first}]."))


def _against(household: Household, completed: Slot) -> Conflict:
    """A recorded truth against the record that contradicts it: one of the household, or of the first who has one.

    Nobody may have one: the ages of all can tell that there is no child to be at school.
    """
    record, own = place_of(completed_by(completed).needs[0]).record, ("household", completed.name)
    if record in specs(Household):
        return _conflict(None, own, ("household", record))
    at = next((at for at, person in enumerate(household.people) if getattr(person, record) is not None), 0)
    return _conflict(None, own, ("person", record), ("", f"members[{at}]."))


def _of_person(member: Case) -> Iterator[Conflict]:
    person = member.person
    assert person is not None
    inside = f"members[{member.household.people.index(person)}]."
    if grade_contradicts_register(member) is True:
        recorded = "disability_kind" if person.disability_grade is None else "disability_grade"
        yield _conflict(person.id, ("person", recorded), ("person", "severely_disabled"), (inside, inside))
    if member[on_both_tracks] is True:
        tracks = ("person", "extreme_poverty"), ("person", "minimum_living_allowance")
        yield _conflict(person.id, *tracks, (inside, inside))
    for number, bill in enumerate(person.bills or ()):
        if person.born_after(bill.settled_on):
            places = (f"{inside}bills[{number}].", inside)
            yield _conflict(person.id, ("bill", "settled_on"), ("person", "birth_date"), places)


def _conflict(
    person: str | None, one: tuple[str, str], other: tuple[str, str], places: tuple[str, str] = ("", "")
) -> Conflict:
    declared = [specs(_MODELS[model])[name] for model, name in (one, other)]
    return Conflict(
        person=person,
        fields=(f"{places[0]}{one[1]}", f"{places[1]}{other[1]}"),
        label=" / ".join(spec.label for spec in declared),
        zh=" / ".join(spec.zh for spec in declared),
    )
