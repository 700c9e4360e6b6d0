"""Project assets (扶贫项目资产): a ledger of them, and what each lacks of what the documents ask."""

from .asset import AssetHolder, AssetKind, CostSource, FundSource, MainUse, ProjectAsset
from .asset_checks import CHECKS, Check
from .asset_findings import AssetFinding, AssetState, findings
from .reading import read_ledger, read_ledger_rows

__all__ = [
    "CHECKS",
    "AssetFinding",
    "AssetHolder",
    "AssetKind",
    "AssetState",
    "Check",
    "CostSource",
    "FundSource",
    "MainUse",
    "ProjectAsset",
    "findings",
    "read_ledger",
    "read_ledger_rows",
]
