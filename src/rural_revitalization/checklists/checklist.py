"""A checklist (条件清单): the items that a section names for something, all of which or any of which must hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from .. import fields
from ..errors import Mismatch, in_short, quoted, raise_if_any
from ..fields.annotations import DayRecord, Holding, Records, RequiredText, TextRecord, TruthRecord
from ..places import Level, Place, PlaceClass
from ..policy.prescribed import Prescribed
from ..policy.register import register_index
from ..readonly import ReadOnly
from ..wording import READINGS, Language, called
from ..wording.worded import Worded, Words


class ChecklistSubject(Worded):
    """What a checklist is gone through for: 县, 村, 企业, 项目 and so on."""

    AREA = "area", "an area", "地区"
    COUNTY = "county", "a county", "县（市、区）"
    TOWNSHIP = "township", "a township", "乡镇"
    VILLAGE = "village", "a village", "村"
    HAMLET = "hamlet", "a hamlet", "自然村"
    RELOCATION_SITE = "relocation_site", "a settlement of relocated people", "易地扶贫搬迁安置区"
    COURTYARD = "courtyard", "a courtyard", "庭院"
    HOUSEHOLD = "household", "a household", "农户"
    PERSON = "person", "a person", "个人"
    ENTERPRISE = "enterprise", "a firm", "企业"
    COLLECTIVE = "collective", "a village collective", "村集体经济组织"
    ORGANISATION = "organisation", "an organisation", "社会组织"
    PROJECT = "project", "a project", "项目"
    PRODUCT = "product", "a product or brand", "产品或品牌"
    LOAN = "loan", "a loan", "贷款"
    MONEY = "money", "money", "资金"
    LAND = "land", "land or its quota", "土地及指标"
    CARE = "care", "a medical service", "诊疗服务"


_OF_LEVEL: Final[Mapping[Level, ChecklistSubject]] = ReadOnly(
    {
        Level.COUNTY: ChecklistSubject.COUNTY,
        Level.TOWNSHIP: ChecklistSubject.TOWNSHIP,
        Level.VILLAGE: ChecklistSubject.VILLAGE,
    }
)


class Use(Worded):
    """What follows where a checklist is met: 享受支持, 达到标准, 属于允许的形式, 存在风险, 在范围内, 受到约束."""

    SUPPORT = "support", "is to be supported", "享受支持"
    STANDARD = "standard", "is up to standard", "达到标准"
    PERMITTED = "permitted", "is among what the document names", "属于文件列举"
    WATCHED = "watched", "a risk is there", "存在所列风险"
    SCOPE = "scope", "is within the scope", "在范围内"
    CONSEQUENCE = "consequence", "the consequence follows", "受到约束"


@fields.model_class
class Item:
    """One item of a checklist (清单项): its words, or the class of places that it is about (`of_class`)."""

    name: TextRecord = fields.text("name", zh="代码")
    label: TextRecord = fields.text("item", zh="清单项（英文）")
    zh: TextRecord = fields.text("item, in Chinese", zh="清单项")
    of_class: PlaceClass | None = fields.choice("class of the place", zh="类别", of=PlaceClass)

    def __attrs_post_init__(self) -> None:
        texts = [self.name, self.label, self.zh]
        whole = all(texts) if self.of_class is None else not any(texts)
        if not whole:
            raise_if_any([Mismatch("name", "name, label and zh, or of_class alone", in_short(self.name))], "Item")

    @property
    def key(self) -> str:
        """The name by which it is answered: its own, or that of its class."""
        return self.name or str(self.of_class)

    def words(self, lang: Language) -> str:
        """What it says; `lang` is "en" or "zh"."""
        return called(self.of_class or Words(self.label or "", self.zh or ""), lang)


class _RequiredAbout(Holding[ChecklistSubject | str, ChecklistSubject]):
    """What a checklist is gone through for."""


class _RequiredUse(Holding[Use | str, Use]):
    """What follows where a checklist is met."""


@fields.model_class
class Checklist(Prescribed):
    """What one section of a document names, item by item (条件清单).

    `register` is its id in the rule register; where a sentence holds several, `part` tells them apart. It is met where
    every item holds, or, with `any_of`, where one does. `unstated` says what the document leaves open: a condition
    beside the items, or, with `any_of`, which others there are (等). `begins` is the first day where later than the
    document's; `reading` a key of `wording.READINGS`.
    """

    register: RequiredText = fields.text("id in the rule register", zh="规则编号", required=True)
    part: TextRecord = fields.text("which of several", zh="分项")
    label: RequiredText = fields.text("what it is for", zh="事项（英文）", required=True)
    zh: RequiredText = fields.text("what it is for, in Chinese", zh="事项", required=True)
    about: _RequiredAbout = fields.choice("gone through for", zh="对象", of=ChecklistSubject, required=True)
    use: _RequiredUse = fields.choice("what follows", zh="用途", of=Use, required=True)
    items: Records[Item] = fields.records("items", zh="清单项", of=Item, required=True)
    any_of: TruthRecord = fields.truth("one item is enough", zh="符合其一即可")
    unstated: TextRecord = fields.text("what is left open", zh="未载明事项（英文）")
    unstated_zh: TextRecord = fields.text("what is left open, in Chinese", zh="未载明事项")
    begins: DayRecord = fields.day("first day", zh="起始日期")
    reading: TextRecord = fields.text("reading", zh="口径")

    def __attrs_post_init__(self) -> None:
        raise_if_any(self._faults(), self.key)

    def _faults(self) -> Iterator[Mismatch]:
        if self.register not in register_index():
            yield Mismatch("register", "an id of the rule register", quoted(self.register))
        keys = [item.key for item in self.items or ()]
        if not keys:
            yield Mismatch("items", "one item or more", "none")
        for at, key in enumerate(keys):
            if key in keys[:at]:
                yield Mismatch(f"items[{at}]", "an item named once", quoted(key))
        if (self.unstated is None) is not (self.unstated_zh is None):
            yield Mismatch("unstated_zh", "unstated and unstated_zh, or neither", in_short(self.unstated_zh))
        if self.reading is not None and self.reading not in READINGS:
            yield Mismatch.of_name("reading", self.reading, READINGS)

    def is_for(self, place: Place) -> bool:
        """Test whether places of a level are gone through it, or areas of any."""
        return self.about in (_OF_LEVEL.get(place.level), ChecklistSubject.AREA)

    @property
    def by_name(self) -> Mapping[str, Item]:
        """Its items by the name by which each is answered."""
        return ReadOnly({item.key: item for item in self.items or ()})

    def words(self, lang: Language) -> str:
        """What it is for; `lang` is "en" or "zh"."""
        return called(self, lang)
