"""Pairings of places (对口帮扶): which city or county helps which county, as far as a document says so."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import field, frozen

from ..algebra import Truth, Unknown
from ..errors import check_kinds, discreet
from ..policy.prescribed import Prescribed
from ..readonly import ReadOnly
from .divisions import Level, level_of, within


@frozen(kw_only=True)
class Pairing(Prescribed):
    """Helpers and helped of one section (对口帮扶关系).

    `helpers` maps their codes to their names as the document writes them; `pairs` maps the code of a helper to that of
    whom it helps, where the document lists both one to one. Else the helped are `helped_stated` counties of `area`,
    and which of them each helps is not stated.
    """

    register: str
    helpers: Mapping[str, str] = field(repr=False)
    pairs: Mapping[str, str] | None = field(repr=False)
    area: str | None
    stated: int
    helped_stated: int

    def helps(self, helper: str, helped: str) -> Truth:
        """Return whether one helps the other; unknown, for want of the section's id, where it is not stated."""
        if helper not in self.helpers:
            return False
        if self.pairs is not None:
            return self.pairs[helper] == helped
        possible = self.area is not None and level_of(helped) is Level.COUNTY and within(helped, self.area)
        return Unknown(False, True, {self.register}) if possible else False


@cache
def shipped_pairings() -> tuple[Pairing, ...]:
    """Return every pairing of the library."""
    text = files(__package__).joinpath("pairings.toml").read_text(encoding="utf-8")
    return tuple(_pairing(key, row) for key, row in tomllib.loads(text).items())


def _pairing(register: str, row: Mapping[str, Any]) -> Pairing:
    pairs = row.get("pairs")
    helpers = {code: name for name, code in row.get("helpers", {}).items()}
    helpers |= {pair["helper_code"]: pair["helper"] for pair in pairs or ()}
    return Pairing(
        register=register,
        helpers=ReadOnly(helpers),
        pairs=None if pairs is None else ReadOnly({pair["helper_code"]: pair["helped_code"] for pair in pairs}),
        area=row.get("within"),
        stated=row["stated"],
        helped_stated=row["helped_stated"],
    )


def _in_force(on: date) -> Iterator[Pairing]:
    return (item for item in shipped_pairings() if item.in_force(on))


@discreet
def helps(helper: str, helped: str, *, on: date) -> Truth:
    """Return whether a city or county helps a county on a day (对口帮扶), both by code.

    False where no section in force pairs them; unknown where one names both sides and not who helps whom.

    >>> [helps("430121", county, on=date(2018, 6, 1)) for county in ("431222", "430523")]
    [True, False]
    """
    check_kinds("helps", helper=(helper, str), helped=(helped, str), on=(on, date))
    found: Truth = False
    for item in _in_force(on):
        found = found | item.helps(helper, helped)
    return found
