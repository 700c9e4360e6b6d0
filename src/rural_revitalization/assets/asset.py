"""A project asset (扶贫项目资产): what was formed with money of poverty projects, as its ledger records it."""

from __future__ import annotations

from collections.abc import Iterator

from .. import fields
from ..errors import Mismatch, raise_if_any, shown
from ..fields.annotations import ChoiceRecord, DayRecord, RequiredText, TextRecord, TruthRecord
from ..wording.worded import Worded


class AssetKind(Worded):
    """Kind of asset (资产类型)."""

    OPERATING = "operating", "operating", "经营性"
    PUBLIC = "public", "public", "公益性"
    HOUSEHOLD = "household", "given to households", "到户类"


class AssetHolder(Worded):
    """Who owns or keeps an asset (权属或管护主体)."""

    HOUSEHOLD = "household", "a household", "农户"
    COLLECTIVE = "collective", "the village collective", "村集体经济组织"
    STATE = "state", "the state", "国有"
    OPERATOR = "operator", "another business", "其他经营主体"
    OTHER = "other", "others", "其他"
    NONE = "none", "nobody confirmed", "未明确"


class FundSource(Worded):
    """Where the money came from (资金来源)."""

    FISCAL = "fiscal", "public finance", "财政资金"
    LOCAL_BONDS = "local_bonds", "bonds of local government", "地方政府债券资金"
    EAST_WEST = "east_west", "east-west cooperation", "东西部协作资金"
    COUNTERPART = "counterpart", "paired assistance", "对口帮扶资金"
    HAND_IN_HAND = "hand_in_hand", "the campaign Hand in Hand to Prosperity", "“携手奔小康”资金"
    DESIGNATED = "designated", "designated assistance", "定点帮扶资金"
    DONATION = "donation", "donations", "社会捐赠"
    OTHER = "other", "other sources", "其他"


class CostSource(Worded):
    """What pays for upkeep (管护经费来源)."""

    OPERATING_INCOME = "operating_income", "its own proceeds", "经营收益"
    COLLECTIVE_INCOME = "collective_income", "proceeds of the village collective", "村集体经营收益"
    LOCAL_FINANCE = "local_finance", "local public finance", "地方财政资金"
    OTHER = "other", "other sources", "其他"


class MainUse(Worded):
    """Main use of proceeds (收益用途)."""

    UPKEEP = "upkeep", "running and upkeep of the project", "项目运行管护"
    VILLAGE_BENEFIT = "village_benefit", "the common good of the village", "村级公益事业"
    CONSOLIDATION = "consolidation", "consolidation of what poverty relief achieved", "巩固拓展脱贫攻坚成果"
    REVITALIZATION = "revitalization", "rural revitalization", "乡村振兴"
    OTHER = "other", "other uses", "其他"
    NO_PROCEEDS = "no_proceeds", "no proceeds", "无收益"


@fields.model_class
class ProjectAsset:
    """An asset in the ledger of project assets (扶贫项目资产台账); a fact that is not recorded is unknown.

    `since_congress` says whether it was formed since the 18th Party Congress; no document gives the day. `owner` and
    `keeper` are "none" where nobody is confirmed. Without `completed_on` it is not known whether it is completed.
    `operating_plan` is the plan of operation (运营方案) with rights and duties, `distribution_plan` how proceeds are
    shared. `disposed` and `disposal_approved` say whether, the dates when. `handed_out` says whether proceeds were
    simply handed out as money or goods. The names are private: they appear in no `repr` and no error.

    Raises `InvalidInput` with all faults, such as the date of a disposal, or of its approval, that is said not to be.
    """

    id: RequiredText = fields.text("id in the ledger", zh="资产编号", required=True)
    name: TextRecord = fields.text("name", zh="资产名称", private=True)
    kind: ChoiceRecord[AssetKind] = fields.choice("kind", zh="资产类型", of=AssetKind)
    since_congress: TruthRecord = fields.truth("formed since the 18th Party Congress", zh="十八大以来形成")
    fund_source: ChoiceRecord[FundSource] = fields.choice("source of funds", zh="资金来源", of=FundSource)
    owner: ChoiceRecord[AssetHolder] = fields.choice("owner", zh="权属", of=AssetHolder)
    owner_name: TextRecord = fields.text("name of the owner", zh="所有者名称", private=True)
    keeper: ChoiceRecord[AssetHolder] = fields.choice("keeper", zh="管护主体", of=AssetHolder)
    keeper_name: TextRecord = fields.text("name of the keeper", zh="管护人", private=True)
    real_estate: TruthRecord = fields.truth("real estate", zh="属于不动产")
    title_registered: TruthRecord = fields.truth("rights registered", zh="已办理确权登记")
    completed_on: DayRecord = fields.day("completed on", zh="建成日期")
    handed_over: TruthRecord = fields.truth("handed over", zh="已办理移交手续")
    operating_plan: TruthRecord = fields.truth("has a plan of operation", zh="有运营方案")
    distribution_plan: TruthRecord = fields.truth("has a plan for its proceeds", zh="有收益分配机制")
    cost_source: ChoiceRecord[CostSource] = fields.choice("what pays for upkeep", zh="管护经费来源", of=CostSource)
    disclosed: TruthRecord = fields.truth("announced in public", zh="已公告公示")
    disposed: TruthRecord = fields.truth("disposed of", zh="已处置")
    disposed_on: DayRecord = fields.day("disposed of on", zh="处置日期")
    disposal_approved: TruthRecord = fields.truth("disposal approved", zh="处置已审批")
    approved_on: DayRecord = fields.day("disposal approved on", zh="审批日期")
    main_use: ChoiceRecord[MainUse] = fields.choice("main use of the proceeds", zh="收益主要用途", of=MainUse)
    handed_out: TruthRecord = fields.truth("proceeds simply handed out", zh="简单发钱发物")

    def __attrs_post_init__(self) -> None:
        raise_if_any(self._faults(), "ProjectAsset")

    def _faults(self) -> Iterator[Mismatch]:
        if self.disposed_on is not None and self.disposed is False:
            yield Mismatch("disposed_on", "nothing, since it is not disposed of", shown(self.disposed_on))
        if self.approved_on is not None and self.disposal_approved is False:
            yield Mismatch("approved_on", "nothing, since no disposal is approved", shown(self.approved_on))
