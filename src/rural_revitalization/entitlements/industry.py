"""Help with production granted without a figure (产业帮扶): shares in assets, online shops, order production.

References: hunan-13fyp-2017 二（三）, 二（四）, 专栏7（三） and 八（三）; yiyang-14fyp-2021 第三章第一节三.

Readings: a household has lost its labour capacity (丧失劳动能力的贫困户) where nobody in it has any. Families of poor
disabled people are told by the disabled person. Who has labour capacity in part is among those with it, and may also be
short of it: whether the plan of Yiyang means them with who is short of labour or conditions is not stated.

Limitations: assets may be divided into shares, and need not be; where they are is for the place to say. Help for
reservoir migrants is tried (探索实施), so where it is given is for the place to say too.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ..cases import disabled, has_labour_capacity, labour_lost
from ..models import Household, Person
from ..wording.worded import Words
from .classes_of_people import ABLE, EXITED, POOR, POOR_HOUSEHOLDS
from .entitlement import HUNAN_2017, YIYANG_2021, grant
from .who import Being, Unstated, except_for
from .workers import at_work

_DIVIDED: Final = Unstated("entitlements.assets_divided", "whether assets are divided into shares", "资产是否折股量化")
_PROJECT: Final = Unstated("entitlements.resource_pilots", "which projects are pilots", "资源开发资产收益试点项目")
_TRIED: Final = Unstated("entitlements.migrant_support_tried", "where such support is tried", "探索实施的范围")
_SHORT: Final = Unstated(
    "entitlements.short_of_conditions", "who else is short of labour or conditions", "劳动力或发展条件不够的标准"
)

_WITHOUT_LABOUR: Final = Being(
    except_for(has_labour_capacity), "that have lost their labour capacity", "丧失劳动能力的"
)
_REGISTERED: Final = Being(Household.land_registered, "whose rights are registered", "土地承包经营权已确权登记的")
_OF_SHARES: Final = HUNAN_2017["asset-income/fiscal-asset-shares"]
_LINKED: Final = YIYANG_2021["industry/linkage-modes"]

ROWS: Final = (
    grant(
        "asset_shares",
        "shares in the assets of projects that public and social funds paid for",
        "财政扶贫资金等投入形成的资产折股量化",
        to=POOR_HOUSEHOLDS.as_far_as(_DIVIDED),
        by=_OF_SHARES,
    ),
    grant(
        "asset_shares_first",
        "shares in such assets before others, where they are divided",
        "资产折股量化优先保障",
        to=POOR_HOUSEHOLDS & _WITHOUT_LABOUR,
        by=_OF_SHARES,
    ),
    grant(
        "land_rights_as_equity",
        "rights to contracted land taken as equity in firms, co-operatives and farms",
        "土地承包经营权入股企业、合作社、家庭农（林）场",
        to=POOR_HOUSEHOLDS & _REGISTERED,
        by=HUNAN_2017["asset-income/land-contract-equity"],
    ),
    grant(
        "resource_shares",
        "first benefit of the collective's equity in projects of hydropower and mining",
        "水电、矿产资源开发资产收益优先受益",
        to=POOR_HOUSEHOLDS.as_far_as(_PROJECT),
        by=HUNAN_2017["asset-income/resource-compensation-equity"],
    ),
    grant(
        "reservoir_migrant_support",
        "subsidies, interest, guarantees, premiums and asset income for production",
        "发展产业的直接补助、贷款贴息、担保服务、保证保险保费补助、资产收益",
        to=POOR & Being(Person.reservoir_migrant, "resettled for a reservoir", "因水库移民的").as_far_as(_TRIED),
        by=HUNAN_2017["asset-income/reservoir-migrant-support"],
    ),
    grant(
        "online_shop_support",
        "subsidies, small credit and the like for an online shop",
        "开设网店给予补助、小额信贷等支持",
        to=POOR & Being(at_work(Person.in_online_trade), "who open or run an online shop", "开设网店的"),
        by=HUNAN_2017["ecommerce/online-shop-support"],
    ),
    grant(
        "production_of_disabled",
        "support of the family's production, before others",
        "优先扶持家庭发展生产",
        to=POOR & Being(disabled, "who are disabled", "残疾的"),
        by=HUNAN_2017["care/disabled-family-production"],
    ),
    grant(
        "production_support",
        "production to order, purchase at a floor price and awards for production",
        "订单生产、保底收购、生产奖补等",
        to=EXITED & ABLE,
        by=_LINKED,
    ),
    grant(
        "asset_trusteeship",
        "a share in the gains of industry, by trusteeship of assets or shareholding",
        "资产托管、股份合作等分享产业发展成果",
        to=EXITED & Being(labour_lost, "short of labour or conditions", "劳动力或发展条件不够的").or_else(_SHORT),
        by=_LINKED,
    ),
)
"""Every entitlement, by document."""

NOT_CARRIED: Final[Mapping[str, Words]] = MappingProxyType({})
"""Ids of the register that no row implements, and why."""
