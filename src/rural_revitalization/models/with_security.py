"""What insurance, land and the loans that it wants say of a household on a day (保险、承包地和贷款需求)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from .. import fields
from ..fields.annotations import Records
from .answers import any_of
from .contracted_land import ContractedLand
from .derived import derived
from .enums import InsuranceKind, SecurityKind
from .insurance import Insurance
from .loan_wanted import LoanWanted

_FARM_ASSETS: Final = frozenset(
    {
        SecurityKind.LAND_MANAGEMENT_RIGHT,
        SecurityKind.FARM_MACHINERY,
        SecurityKind.GREENHOUSE,
        SecurityKind.FARM_PRODUCTS,
        SecurityKind.FARM_INSURANCE_POLICY,
    }
)
"""What financial institutions are to take as security beside houses and homesteads (hunan-14fyp-2021 第五章第二节)."""


class WithSecurity:
    """The facts derived from a household's insurance, its contracted land, and the loans that it wants."""

    __slots__ = ()
    insurances: Records[Insurance]
    loans_wanted: Records[LoanWanted]
    contracted_land: Records[ContractedLand]

    @derived(fields.truth, "insured against poverty", zh="已投防返贫（防贫）保险", record="insurances")
    def insured_against_poverty(self, on: date) -> bool | None:
        """Whether insurance against a return to poverty covers the household on a date (防返贫保险、防贫保险)."""
        return self._insured(on, InsuranceKind.AGAINST_POVERTY)

    @derived(fields.truth, "insured for featured products", zh="已投特色产业保险", record="insurances")
    def insured_products(self, on: date) -> bool | None:
        """Whether insurance of featured farm products covers the household on a date (特色产业保险)."""
        return self._insured(on, InsuranceKind.FEATURED_PRODUCTS)

    def _insured(self, on: date, kind: InsuranceKind) -> bool | None:
        if self.insurances is None:
            return None
        return any(insurance.kind is kind and insurance.covers(on) for insurance in self.insurances)

    @derived(fields.truth, "wants a loan", zh="有贷款需求", record="loans_wanted")
    def wants_loan(self, on: date) -> bool | None:
        """Whether the household asks for a loan on a date (贷款需求)."""
        return None if self.loans_wanted is None else any(wanted.covers(on) for wanted in self.loans_wanted)

    @derived(fields.truth, "offers farm assets as security", zh="以农业资产抵质押", record="loans_wanted")
    def offers_farm_assets(self, on: date) -> bool | None:
        """Whether it offers what belongs to its farming as security on a date (农业资产抵质押)."""
        return self._offers(on, _FARM_ASSETS)

    @derived(
        fields.truth, "offers the right to manage land as security", zh="以承包土地经营权抵押", record="loans_wanted"
    )
    def offers_land(self, on: date) -> bool | None:
        """Whether it offers its right to manage contracted land for a loan on a date (承包土地经营权)."""
        return self._offers(on, {SecurityKind.LAND_MANAGEMENT_RIGHT})

    @derived(fields.truth, "offers its house as security", zh="以农民住房财产权抵押", record="loans_wanted")
    def offers_house(self, on: date) -> bool | None:
        """Whether it offers the property in its house for a loan on a date (农民住房财产权)."""
        return self._offers(on, {SecurityKind.HOUSE})

    @derived(fields.truth, "offers its homestead as security", zh="以宅基地使用权抵押", record="loans_wanted")
    def offers_homestead(self, on: date) -> bool | None:
        """Whether it offers the right to use its homestead for a loan on a date (宅基地使用权)."""
        return self._offers(on, {SecurityKind.HOMESTEAD})

    def _offers(self, on: date, kinds: Collection[SecurityKind]) -> bool | None:
        if self.loans_wanted is None:
            return None
        return any_of(wanted.secured_by(kinds) for wanted in self.loans_wanted if wanted.covers(on))

    @derived(fields.truth, "right to contracted land registered", zh="承包地已确权登记", record="contracted_land")
    def land_registered(self, on: date) -> bool | None:
        """Whether the right to manage some of its contracted land is registered on a date (已确权登记)."""
        if self.contracted_land is None:
            return None
        return any_of(land.registered for land in self.contracted_land if land.covers(on))
