"""Procedures of project assets (扶贫项目资产管理程序): hand-over, registration, and approval before disposal.

Hunan and Yiyang have a public asset handed over once it is completed, then confirmed and managed; Guizhou names the
steps by which all assets come into the ledger. Who approves a disposal is left to the rules on assets of the state and
of collectives. No document states a time limit, beside that hand-over comes promptly (及时).
"""

from __future__ import annotations

from typing import Final

from .procedure import Procedure, Step, in_order


def _handover(register: str) -> Procedure:
    """What becomes of a public asset once it is completed."""
    return Procedure(
        register=register,
        name="asset_handover",
        label="hand-over of a public asset",
        zh="公益性资产移交确权",
        steps=in_order(
            Step("completion", "completion of the project", "项目建成"),
            Step("handover", "hand-over", "办理移交手续"),
            Step("confirmation", "confirmation of who owns it", "确权"),
            Step("management", "management by the rules of its sector", "按照行业相关要求管理"),
        ),
        leaves_open=(("how soon is promptly", "“及时”的期限"),),
    )


def _disposal(register: str) -> Procedure:
    """No disposal of an asset of the state or of a collective before its approval."""
    return Procedure(
        register=register,
        name="asset_disposal",
        label="disposal of an asset of the state or of a collective",
        zh="国有和集体扶贫项目资产处置",
        steps=in_order(
            Step("approval", "approval by the rules on such assets", "履行审批手续"),
            Step("disposal", "disposal", "处置"),
        ),
        leaves_open=(("who approves it", "审批主体"),),
    )


ROWS: Final = (
    _handover("hunan-2021/asset/ownership-public"),
    _handover("yiyang-2021/asset/ownership-public"),
    Procedure(
        register="guizhou-2021/asset/ledger",
        name="asset_registration",
        label="registration of project assets",
        zh="扶贫项目资产确权登记",
        steps=in_order(
            Step("survey", "survey of all assets", "全面排查"),
            Step("registration", "confirmation and registration of rights", "确权登记"),
            Step("ledger", "entry in the ledger", "建立台账"),
            Step("management", "management by kind", "分类管理"),
        ),
        leaves_open=(("how often the ledger is updated", "台账更新频次"),),
    ),
    _disposal("hunan-2021/asset/disposal-prohibition"),
    _disposal("yiyang-2021/asset/disposal-prohibition"),
    _disposal("guizhou-2021/asset/no-arbitrary-disposal"),
)
"""Procedures, by document."""
