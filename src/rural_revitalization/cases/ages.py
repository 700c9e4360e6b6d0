"""What age settles: facts that nobody is asked for whose age rules them out."""

from __future__ import annotations

from ..algebra import Truth, not_, when
from ..models import Person
from .case import Case
from .origins import certainly, recorded


def held_to_ages(case: Case, said: Truth, youngest: int, oldest: int | None = None) -> Truth:
    """Return a truth of a person as it is recorded, at any age; where it is not, false of who is younger or older."""
    known = recorded(said)
    if known is True:
        return said
    age = case[Person.age]
    beyond = age < youngest if oldest is None else (age < youngest) | (oldest < age)
    return said if beyond is False else when(known | not_(certainly(beyond)), said, False)
