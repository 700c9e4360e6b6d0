"""Spells: periods during which something holds, such as membership in a class."""

from __future__ import annotations

from .. import fields
from ..fields.annotations import MoneyRecord, TruthRecord
from .lasting import Lasting


@fields.model_class
class Spell(Lasting):
    """A period (起止日期), both dates inclusive; without `until` it is ongoing."""


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
