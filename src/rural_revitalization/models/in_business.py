"""What a person's businesses say of them on a day (创业经营情况)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from .. import fields
from ..fields.annotations import Records
from .answers import any_of
from .business import Business
from .derived import derived
from .enums import BusinessKind, BusinessStage


class InBusiness:
    """The facts derived from the businesses that a person wishes for or runs."""

    __slots__ = ()
    businesses: Records[Business]

    @derived(fields.truth, "wishes to start a business", zh="有创业愿望", record="businesses")
    def wishes_to_start(self, on: date) -> bool | None:
        """Whether the person wishes to start a business on a date (有创业愿望)."""
        return self._at(on, [BusinessStage.WISHED_FOR])

    @derived(fields.truth, "runs a business", zh="经营中", record="businesses")
    def runs_business(self, on: date) -> bool | None:
        """Whether the person runs a business on a date (经营中)."""
        return self._at(on, [BusinessStage.RUNNING])

    @derived(fields.truth, "opens or runs an online shop", zh="开设网店", record="businesses")
    def in_online_trade(self, on: date) -> bool | None:
        """Whether the person wishes to open or runs an online shop on a date (开设网店)."""
        return self._at(on, [*BusinessStage], BusinessKind.ONLINE_SHOP)

    @derived(fields.truth, "builds or runs photovoltaics", zh="建设或经营光伏电站", record="businesses")
    def in_photovoltaics(self, on: date) -> bool | None:
        """Whether the person wishes to build or runs a photovoltaic station on a date (分布式光伏电站)."""
        return self._at(on, [*BusinessStage], BusinessKind.PHOTOVOLTAIC)

    @derived(fields.truth, "runs a business in an incubator", zh="创业实体设在创业孵化基地", record="businesses")
    def in_incubator(self, on: date) -> bool | None:
        """Whether the person runs a business in an incubator on a date (创业孵化基地)."""
        if self.businesses is None:
            return None
        return any_of(
            business.in_incubator for business in self.businesses if business.is_at(on, BusinessStage.RUNNING)
        )

    def _at(self, on: date, stages: Collection[BusinessStage], *kinds: BusinessKind) -> bool | None:
        """Whether a business, of one of the kinds if any are named, is at one of the stages on a date."""
        if self.businesses is None:
            return None
        found = (business for business in self.businesses if not kinds or business.kind in kinds)
        return any(business.is_at(on, *stages) for business in found)
