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
from .asset import AssetHolder, AssetKind, CostSource, FundSource, MainUse, ProjectAsset

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


def _is(fact: str, *accepted: object) -> Asked:
    """Met where the fact is one of some values, or true if none are given."""

    def asked(asset: ProjectAsset, _: Asking) -> Met:
        value = getattr(asset, fact)
        return fact if value is None else value in (accepted or (True,))

    return asked


def _of(asked: Asked, *kinds: AssetKind) -> Asked:
    """Asked only of assets of some kinds; of one without a kind it is left to the check of its kind."""
    return lambda asset, when: asked(asset, when) if asset.kind in kinds else True


# -- what is asked --------------------------------------------------------------------------------------------


def _self_managed(asset: ProjectAsset, _: Asking) -> Met:
    """Guizhou: what is confirmed to households or other operators they manage and run themselves."""
    if asset.owner is None:
        return "owner"
    if asset.owner not in (AssetHolder.HOUSEHOLD, AssetHolder.OPERATOR):
        return True
    return "keeper" if asset.keeper is None else asset.keeper is asset.owner


def _confirmed_to_household(asset: ProjectAsset, _: Asking) -> Met:
    held = (asset.owner, asset.keeper)
    if any(holder not in (None, AssetHolder.HOUSEHOLD) for holder in held):
        return False
    return "owner" if asset.owner is None else "keeper" if asset.keeper is None else True


def _title(asset: ProjectAsset, when: Asking) -> Met:
    if asset.real_estate is False or asset.title_registered is True:
        return True
    return "real_estate" if asset.real_estate is None else _is("title_registered")(asset, when)


def _handed_over(asset: ProjectAsset, when: Asking) -> Met:
    if asset.handed_over is True:
        return True
    if asset.completed_on is None:
        return "completed_on"
    return True if asset.completed_on > when.on else _is("handed_over")(asset, when)


def _disposal(asset: ProjectAsset, when: Asking) -> Met:
    """No disposal of state or collective assets without approval before it, from the document's first day on."""
    day = asset.disposed_on
    owned = asset.owner in _STATE_OR_COLLECTIVE
    outside = not owned and asset.owner not in (None, AssetHolder.NONE)
    if outside or asset.disposed is False or (day is not None and not when.since <= day <= when.on):
        return True
    if asset.disposed is None and day is None:
        return "disposed"
    return _approved(asset) if owned else "owner"


def _approved(asset: ProjectAsset) -> Met:
    if asset.disposed_on is None:
        return "disposed_on"
    if asset.approved_on is None:
        return "disposal_approved" if asset.disposal_approved is None else asset.disposal_approved and "approved_on"
    return asset.approved_on <= asset.disposed_on


def _use_in_guizhou(asset: ProjectAsset, when: Asking) -> Met:
    """Village public benefit is among the main uses, but not among those of the consolidation period."""
    if asset.main_use is MainUse.VILLAGE_BENEFIT:
        return CONSOLIDATION_PERIOD
    return _is("main_use", MainUse.UPKEEP, MainUse.CONSOLIDATION, MainUse.NO_PROCEEDS)(asset, when)


def _not_handed_out(asset: ProjectAsset, _: Asking) -> Met:
    if asset.main_use is MainUse.NO_PROCEEDS or asset.handed_out is False:
        return True
    if asset.owner in (None, AssetHolder.NONE):
        return "owner"
    return asset.owner is not AssetHolder.COLLECTIVE or (asset.handed_out is None and "handed_out")


_STATE_OR_COLLECTIVE: Final = (AssetHolder.STATE, AssetHolder.COLLECTIVE)
_COMMON: Final = (AssetKind.OPERATING, AssetKind.PUBLIC)
_HOLDERS: Final = tuple(holder for holder in AssetHolder if holder is not AssetHolder.NONE)
_USES: Final = tuple(use for use in MainUse if use is not MainUse.OTHER)
_GUIZHOU: Final = "guizhou-14fyp-2021"


def _rows(hunan: str = "", yiyang: str = "", guizhou: str = "") -> tuple[str, ...]:
    """The ids of rows of Hunan, of Yiyang, and of Guizhou."""
    named = {"hunan": hunan, "yiyang": yiyang, "guizhou": guizhou}
    return tuple(f"{area}-2021/asset/{name}" for area, name in named.items() if name)


_OPERATING, _PUBLIC, _TO_HOUSEHOLD = AssetKind

SCOPE: Final = Check("scope", _rows("scope", "scope"), _is("since_congress"))
"""Whether the documents speak of the asset at all; Guizhou's speaks of all."""

CHECKS: Final[tuple[Check, ...]] = (
    SCOPE,
    Check("kind", _rows("types", "scope", "classification"), _is("kind", *AssetKind)),
    Check("fund_source", _rows("scope"), _is("fund_source", *FundSource)),
    Check(
        "ownership_of_operating",
        _rows("ownership-operating", "ownership-operating"),
        _of(_is("owner", AssetHolder.HOUSEHOLD, AssetHolder.COLLECTIVE), _OPERATING),
        in_principle=True,
    ),
    Check(
        "household_ownership",
        _rows("ownership-household", "ownership-household", "household-ownership"),
        _of(_confirmed_to_household, _TO_HOUSEHOLD),
        {_GUIZHOU: _self_managed},
    ),
    Check(
        "title", _rows("real-estate-title", "real-estate-title", "ledger"), _title, {_GUIZHOU: _is("title_registered")}
    ),
    Check("handover", _rows("ownership-public", "ownership-public"), _of(_handed_over, _PUBLIC)),
    Check(
        "keeper",
        _rows("public-maintenance", "maintenance", "public-benefit-care"),
        _of(_is("keeper", *_HOLDERS), _PUBLIC),
    ),
    Check(
        "operating_plan",
        _rows("operating-plan", "operating-plan", "operating-rules"),
        _of(_is("operating_plan"), _OPERATING),
    ),
    Check("distribution_plan", _rows("operating-plan", "operating-plan"), _of(_is("distribution_plan"), _OPERATING)),
    Check(
        "upkeep_cost",
        _rows("operating-cost", "maintenance"),
        _of(_is("cost_source", CostSource.OPERATING_INCOME), _OPERATING),
        in_principle=True,
    ),
    Check("disclosure", _rows("disclosure", "disclosure"), _is("disclosed")),
    Check("disposal", _rows("disposal-prohibition", "disposal-prohibition", "no-arbitrary-disposal"), _disposal),
    Check(
        "use_of_proceeds",
        _rows("income-use", "income-use", "proceeds-use"),
        _of(_is("main_use", *_USES), *_COMMON),
        {_GUIZHOU: _of(_use_in_guizhou, *_COMMON)},
    ),
    Check("distribution", _rows("no-handout", "no-handout"), _of(_not_handed_out, *_COMMON)),
)
"""Every check, in the order of findings."""
