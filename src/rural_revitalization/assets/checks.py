"""What the documents ask of a project asset (扶贫项目资产管理要求), one check each, with its rows of the rule register.

References: Hunan 2021 第二章第六节, Yiyang 2021 第二章第四节, Guizhou 2021 第四章第四节.
Checked with: the sections themselves; `tests/policy/test_assets.py` holds each check against them.
Limitations: the documents state no interval for updating the ledger, no level of approval and no period of disclosure,
so none is checked; which assets of mixed use are of which kind, and what handing out "simply" means, is for whoever
records it to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from ..policy.pack import shipped_packs
from ..policy.register import source_of
from .asset import AssetKind, CostSource, Holder, MainUse, ProjectAsset

Met = bool | str
"""Whether what is asked is met, or the name of the fact that leaves it open."""


@frozen
class Asking:
    """When it is asked: on a day, under a document that holds since another."""

    on: date
    since: date


Asked = Callable[[ProjectAsset, Asking], Met]

CONSOLIDATION_PERIOD: Final = "consolidation_period"
"""Not a fact of the asset: how long the consolidation period lasts, which Guizhou's plan does not state."""


def _by_document(ids: Iterable[str]) -> Mapping[str, str]:
    return MappingProxyType({source_of(register).document: register for register in ids})


@frozen
class Check:
    """One thing that documents ask of an asset: its rows of the rule register by document, and whether it is met.

    `asked` differs by document only where `otherwise` names one. `in_principle` marks what is asked 原则上.
    """

    name: str
    registers: Mapping[str, str] = field(converter=_by_document)
    asked: Asked
    otherwise: Mapping[str, Asked] = MappingProxyType({})
    in_principle: bool = False

    def met(self, asset: ProjectAsset, on: date, document: str) -> Met:
        """Whether the asset meets it on a day as a document asks it, or the fact that leaves that open."""
        return self.otherwise.get(document, self.asked)(asset, Asking(on, shipped_packs()[document].since))


# -- building blocks ------------------------------------------------------------------------------------------


def _said(fact: str) -> Asked:
    """Met where the fact is recorded as true."""

    def asked(asset: ProjectAsset, _: Asking) -> Met:
        value: bool | None = getattr(asset, fact)
        return fact if value is None else value

    return asked


def _among(fact: str, *accepted: object) -> Asked:
    """Met where the fact is one of some values."""

    def asked(asset: ProjectAsset, _: Asking) -> Met:
        value = getattr(asset, fact)
        return fact if value is None else value in accepted

    return asked


def _recorded(fact: str) -> Asked:
    """Met where the fact is recorded at all."""
    return lambda asset, _: fact if getattr(asset, fact) is None else True


def _of(asked: Asked, *kinds: AssetKind) -> Asked:
    """Asked only of assets of some kinds; of one without a kind it is left to the check of its kind."""
    return lambda asset, when: asked(asset, when) if asset.kind in kinds else True


# -- what is asked --------------------------------------------------------------------------------------------


def _self_managed(asset: ProjectAsset, _: Asking) -> Met:
    """Guizhou: what is confirmed to households or other operators they manage and run themselves."""
    if asset.owner is None:
        return "owner"
    if asset.owner not in (Holder.HOUSEHOLD, Holder.OPERATOR):
        return True
    return "keeper" if asset.keeper is None else asset.keeper is asset.owner


def _confirmed_to_household(asset: ProjectAsset, _: Asking) -> Met:
    held = (asset.owner, asset.keeper)
    if any(holder not in (None, Holder.HOUSEHOLD) for holder in held):
        return False
    return "owner" if asset.owner is None else "keeper" if asset.keeper is None else True


def _title(asset: ProjectAsset, when: Asking) -> Met:
    if asset.real_estate is False or asset.title_registered is True:
        return True
    return "real_estate" if asset.real_estate is None else _said("title_registered")(asset, when)


def _handed_over(asset: ProjectAsset, when: Asking) -> Met:
    if asset.handed_over is True:
        return True
    if asset.completed_on is None:
        return "completed_on"
    return True if asset.completed_on > when.on else _said("handed_over")(asset, when)


def _disposed_under(asset: ProjectAsset, when: Asking) -> bool | None:
    """Whether it was disposed of while the document held; what was disposed of before is not asked after."""
    if asset.disposed_on is None:
        return asset.disposed
    return when.since <= asset.disposed_on <= when.on


def _disposal(asset: ProjectAsset, when: Asking) -> Met:
    """No disposal of state or collective assets without approval before it; what households own falls outside."""
    disposed = _disposed_under(asset, when)
    if disposed is False or asset.kind is AssetKind.HOUSEHOLD:
        return True
    if disposed is None and asset.owner in (None, *_STATE_OR_COLLECTIVE):
        return "disposed"
    if asset.owner in (None, Holder.NONE):
        return "owner"
    return _approved(asset) if asset.owner in _STATE_OR_COLLECTIVE else True


def _approved(asset: ProjectAsset) -> Met:
    if asset.approved_on is None:
        return "disposal_approved" if asset.disposal_approved is None else asset.disposal_approved and "approved_on"
    return "disposed_on" if asset.disposed_on is None else asset.approved_on <= asset.disposed_on


def _use_in_guizhou(asset: ProjectAsset, when: Asking) -> Met:
    """Village public benefit is among the main uses, but not among those of the consolidation period."""
    if asset.main_use is MainUse.VILLAGE_BENEFIT:
        return CONSOLIDATION_PERIOD
    return _among("main_use", MainUse.UPKEEP, MainUse.CONSOLIDATION, MainUse.NO_PROCEEDS)(asset, when)


def _not_handed_out(asset: ProjectAsset, _: Asking) -> Met:
    if asset.main_use is MainUse.NO_PROCEEDS or asset.handed_out is False:
        return True
    if asset.owner in (None, Holder.NONE):
        return "owner"
    return asset.owner is not Holder.COLLECTIVE or (asset.handed_out is None and "handed_out")


_STATE_OR_COLLECTIVE: Final = (Holder.STATE, Holder.COLLECTIVE)
_COMMON: Final = (AssetKind.OPERATING, AssetKind.PUBLIC)
_HOLDERS: Final = (Holder.HOUSEHOLD, Holder.COLLECTIVE, Holder.STATE, Holder.OPERATOR, Holder.OTHER)
_USES: Final = tuple(use for use in MainUse if use is not MainUse.OTHER)
_HUNAN, _YIYANG, _GUIZHOU = "hunan-2021/asset", "yiyang-2021/asset", "guizhou-2021/asset"
_GUIZHOU_PLAN: Final = "guizhou-14fyp-2021"


def _both(name: str, yiyang: str | None = None) -> tuple[str, str]:
    return f"{_HUNAN}/{name}", f"{_YIYANG}/{yiyang or name}"


CHECKS: Final[tuple[Check, ...]] = (
    Check("kind", (f"{_HUNAN}/types", f"{_YIYANG}/scope", f"{_GUIZHOU}/classification"), _recorded("kind")),
    Check("fund_source", (f"{_HUNAN}/scope",), _recorded("fund_source")),
    Check(
        "ownership_of_operating",
        _both("ownership-operating"),
        _of(_among("owner", Holder.HOUSEHOLD, Holder.COLLECTIVE), AssetKind.OPERATING),
        in_principle=True,
    ),
    Check(
        "household_ownership",
        (*_both("ownership-household"), f"{_GUIZHOU}/household-ownership"),
        _of(_confirmed_to_household, AssetKind.HOUSEHOLD),
        {_GUIZHOU_PLAN: _self_managed},
    ),
    Check(
        "title", (*_both("real-estate-title"), f"{_GUIZHOU}/ledger"), _title, {_GUIZHOU_PLAN: _said("title_registered")}
    ),
    Check("handover", _both("ownership-public"), _of(_handed_over, AssetKind.PUBLIC)),
    Check(
        "keeper",
        (*_both("public-maintenance", "maintenance"), f"{_GUIZHOU}/public-benefit-care"),
        _of(_among("keeper", *_HOLDERS), AssetKind.PUBLIC),
    ),
    Check(
        "operating_plan",
        (*_both("operating-plan"), f"{_GUIZHOU}/operating-rules"),
        _of(_said("operating_plan"), AssetKind.OPERATING),
    ),
    Check("distribution_plan", _both("operating-plan"), _of(_said("distribution_plan"), AssetKind.OPERATING)),
    Check(
        "upkeep_cost",
        _both("operating-cost", "maintenance"),
        _of(_among("cost_source", CostSource.OPERATING_INCOME), AssetKind.OPERATING),
        in_principle=True,
    ),
    Check("disclosure", _both("disclosure"), _said("disclosed")),
    Check("disposal", (*_both("disposal-prohibition"), f"{_GUIZHOU}/no-arbitrary-disposal"), _disposal),
    Check(
        "use_of_proceeds",
        (*_both("income-use"), f"{_GUIZHOU}/proceeds-use"),
        _of(_among("main_use", *_USES), *_COMMON),
        {_GUIZHOU_PLAN: _of(_use_in_guizhou, *_COMMON)},
    ),
    Check("distribution", _both("no-handout"), _of(_not_handed_out, *_COMMON)),
)
"""Every check, in the order of findings."""

SCOPE: Final = Check("scope", (f"{_HUNAN}/scope", f"{_YIYANG}/scope"), _said("since_congress"))
"""Whether the documents speak of the asset at all; Guizhou's speaks of all project assets."""
