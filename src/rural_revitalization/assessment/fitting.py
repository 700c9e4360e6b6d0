"""Whether the arguments of an assessment fit together (输入核对): household, policy, local figures, day and parts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from ..catalogue import PARTS
from ..errors import InvalidInput, Mismatch, check_kinds, kind_of, quoted
from ..models import Household, LocalFigures
from ..policy import Policy
from ..policy.load import holds


def check_inputs(
    household: Household, policy: Policy, local: LocalFigures, on: date, only: Collection[str] | None = None
) -> None:
    """Raise `InvalidInput`, as `assess` does, for arguments that do not fit together."""
    wrong = []
    if not household.members_on(on):
        wrong.append(Mismatch("household.members", f"somebody who is a member on {on}", "nobody"))
    if policy.on != on and not holds(policy, on):
        wrong.append(Mismatch("policy", f"a policy that holds on {on}", f"one loaded for {policy.on}"))
    if local.year != on.year:
        wrong.append(Mismatch("local", f"the local figures of {on.year}", f"those of {local.year}"))
    if household.county and local.county and household.county != local.county:
        counties = quoted(household.county), quoted(local.county)
        wrong.append(Mismatch("local", f"the figures of {counties[0]}", f"those of {counties[1]}"))
    wrong.extend(_unknown_parts(only))
    for at, person in enumerate(household.people):
        if person.birth_date is not None and person.birth_date > on:
            path = f"household.members[{at}].birth_date"
            wrong.append(Mismatch(path, f"a birth no later than {on}", str(person.birth_date)))
    if wrong:
        raise InvalidInput(wrong, about="assess")


def check_kinds_of_inputs(
    about: str, household: Household, policy: Policy, local: LocalFigures, on: date | None
) -> None:
    """Raise `InvalidInput` for an argument of another kind."""
    kinds = {"household": (household, Household), "policy": (policy, Policy), "local": (local, LocalFigures)}
    check_kinds(about, **kinds, on=(on, date, None))


def _unknown_parts(only: object) -> Iterator[Mismatch]:
    """Yield the mismatches of what is no collection of names of parts."""
    if only is None:
        return
    if isinstance(only, str | Mapping) or not isinstance(only, Collection):
        yield Mismatch("only", f"a collection of names among {', '.join(sorted(PARTS))}", kind_of(only))
        return
    for name in sorted({*only}.difference(PARTS), key=str):
        yield Mismatch.of_name("only", name, sorted(PARTS), "a collection of names among {}")
