"""Spells: periods during which something holds, such as membership in a class."""

from __future__ import annotations

from datetime import date

from .. import fields
from ..errors import raise_if_any
from ..fields.annotations import DayRecord, MoneyRecord, RequiredDay, TruthRecord
from .checks import in_order


@fields.model_class
class Spell:
    """A period (起止日期), both dates inclusive; without `until` it is ongoing."""

    since: RequiredDay = fields.day("first day", zh="起始日期", required=True)
    until: DayRecord = fields.day("last day", zh="截止日期")

    def __attrs_post_init__(self) -> None:
        raise_if_any(in_order("since", self.since, "until", self.until), "Spell")

    def covers(self, on: date) -> bool:
        """Test whether the period includes a date."""
        return self.since <= on and (self.until is None or on <= self.until)


@fields.model_class
class AllowanceSpell(Spell):
    """A period on the minimum living allowance (低保起止): whose grant it is, and how much.

    `alone` says that the grant is that person's own (单人户), false that it is the family's. `grant` is the whole of
    that grant a month, in yuan. Where `alone` is not recorded, the grant is the family's if every member receives, none
    of them alone; otherwise it is not known whose it is.
    """

    alone: TruthRecord = fields.truth("granted to the person alone", zh="单人户享受")
    grant: MoneyRecord = fields.money("grant of the spell", zh="低保金", unit="yuan per month")

    @classmethod
    def of(cls, spell: Spell) -> AllowanceSpell:
        """The spell itself, or a plain one, of which it is not recorded whose grant it is."""
        return spell if isinstance(spell, cls) else cls(since=spell.since, until=spell.until)
